"""The checkout, the published plan, and homes (corpus/ and indexes/) that a test may alter."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# All homes of the tests share one cache of vectors: a text is embedded once.
os.environ.setdefault(
    "ASSISTANT_VECTOR_CACHE", str(Path(__file__).resolve().parent.parent / "indexes" / "vectors.cache.sqlite")
)

from assistant.agent import Assistant
from assistant.course import Material
from assistant.indicators import Genre, load_genre
from assistant.plan import Plan, load_plan

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE))  # for made_up.py, teaching.py; appended, so that it hides no package

DAQING = "daqing-children-2021-2025"
MADE_UP = "made-up-plan"


@pytest.fixture(scope="session")
def repo() -> Path:
    """The checkout."""
    return HERE.parent


@pytest.fixture(scope="session")
def daqing(repo: Path) -> Plan:
    """The published plan."""
    return load_plan(repo / "corpus" / DAQING)


@pytest.fixture(scope="session")
def plan(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant on the published plan, its index built anew in a home of its own; asked, never changed."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(repo / "corpus", home / "corpus")
    opened = Assistant.open(home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def genre(repo: Path) -> Genre:
    """The words of the genre."""
    return load_genre(repo / "corpus" / "genre.toml")


@pytest.fixture(scope="session")
def materials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Material]:
    """Plans as courses and quizzes read them, by key."""
    from teaching import FOLDERS, read_material

    home = tmp_path_factory.mktemp("materials")
    return {key: read_material(key, home) for key in FOLDERS}


@pytest.fixture
def corpus_copy(repo: Path, tmp_path: Path) -> Path:
    """A home with the whole corpus and no index."""
    home = tmp_path / "home"
    shutil.copytree(repo / "corpus", home / "corpus")
    (home / "indexes").mkdir()
    return home


@pytest.fixture
def made_up_home(repo: Path, tmp_path: Path) -> Path:
    """A home with the common dictionaries, one made-up plan and no index."""
    home = tmp_path / "home"
    corpus = home / "corpus"
    corpus.mkdir(parents=True)
    for path in (repo / "corpus").iterdir():
        if path.is_file():
            shutil.copy2(path, corpus)
    shutil.copytree(HERE / "data" / MADE_UP, corpus / MADE_UP)
    (home / "indexes").mkdir()
    return home
