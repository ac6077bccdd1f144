"""Plans as courses and quizzes read them: the published one, two made-up ones of other matters, and a circular."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.build import english_names, read_glosses, read_plan
from assistant.course import Material
from assistant.lexicon import read_table
from assistant.structure import Tree
from assistant.wording import PER_EN

REPO = Path(__file__).resolve().parent.parent
FOLDERS = {
    "daqing-children-2021-2025": REPO / "corpus" / "daqing-children-2021-2025",
    "elder-care": REPO / "eval" / "training" / "elder-care",
    "water": REPO / "eval" / "training" / "water",
    "made-up-plan": REPO / "tests" / "data" / "made-up-plan",
}


def corpus_with(key: str, home: Path) -> Path:
    """A corpus of the common dictionaries and one plan."""
    corpus = home / key
    corpus.mkdir(parents=True)
    for path in (REPO / "corpus").iterdir():
        if path.is_file():
            shutil.copy2(path, corpus)
    shutil.copytree(FOLDERS[key], corpus / key)
    return corpus


def read_material(key: str, home: Path) -> Material:
    """A plan, read without building an index."""
    corpus = corpus_with(key, home)
    reading = read_plan(corpus, key)
    meta = reading.plan.meta
    titles = {d.id: d.en for d in meta.domains if d.en.isascii()} | read_glosses(corpus / key / "glosses.tsv")
    tree = Tree(dict(reading.plan.by_id), titles)
    actors = corpus / key / "actors.tsv"
    rows = read_table(actors, ("zh", "en", "said", "kind")) if actors.exists() else ()
    names = english_names(corpus, key) | PER_EN | {row["zh"]: row["en"] for row in rows}
    return Material.read(meta, tree, reading.rows, reading.duties, names, corpus)
