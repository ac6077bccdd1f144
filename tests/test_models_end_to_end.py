"""Models of one's own, from a folder and a setting to the cited answer, and what is said where they are wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_models

from assistant import Assistant
from assistant.embedding import Remembering, embed_query, load_reranker, rerank
from assistant.errors import EmbeddingError
from assistant.searching.finding import HITS

REPO = Path(__file__).resolve().parent.parent
PLAN = REPO / "tests" / "data" / "made-up-plan" / "source.txt"
QUESTION = "怎么推广智慧养老？"
OPEN_QUESTION = "养老服务怎么发展"  # several clauses fit it alike
PATIENCE = 90  # seconds that a process may take; torch alone takes some of them to load

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def characters() -> str:
    return "".join(
        dict.fromkeys("怎么abcdefghijklmnopqrstuvwxyz:" + re.sub(r"\s", "", PLAN.read_text("utf-8")))
    )


@pytest.fixture(scope="module")
def embedders(tmp_path_factory: pytest.TempPathFactory, characters: str) -> tuple[Path, Path]:
    """Two of other weights."""
    folder = tmp_path_factory.mktemp("embedders")
    one, other = (
        tiny_models.save_embedder(folder / str(seed), characters, seed, longest=256) for seed in (1, 2)
    )
    return one, other


@pytest.fixture
def opened(made_up_home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Assistant]:
    """Opens the made-up plan with models of some names; its vectors stay out of the shared cache."""
    monkeypatch.setenv("ASSISTANT_VECTOR_CACHE", str(made_up_home / "vectors"))

    def open_with(embedder: Path | str, reranker: Path | str = "") -> Assistant:
        monkeypatch.setenv("ASSISTANT_EMBEDDER", str(embedder))
        monkeypatch.setenv("ASSISTANT_RERANKER", str(reranker))
        return Assistant.open(made_up_home)

    return open_with


def test_a_question_is_answered_and_cited(
    opened: Callable[..., Assistant], embedders: tuple[Path, Path], characters: str, tmp_path: Path
) -> None:
    from sentence_transformers import CrossEncoder, SentenceTransformer

    core = opened(embedders[0], tiny_models.save_reranker(tmp_path / "likes", characters, liked="热"))
    answer = core.ask(QUESTION)
    assert (answer.status, answer.reason, answer.dropped) == ("answered", None, ())
    assert {citation.clause_id for citation in answer.citations} == {"2.8"}
    source = PLAN.read_text(encoding="utf-8")
    assert all(source[c.start : c.end] == c.quote for c in answer.citations)
    assert isinstance(core.embedder, Remembering)
    assert isinstance(core.embedder.embedder, SentenceTransformer)
    assert isinstance(core.reranker, CrossEncoder)


def test_the_reranker_decides_which_clause_comes_first(
    opened: Callable[..., Assistant], embedders: tuple[Path, Path], characters: str, tmp_path: Path
) -> None:
    plain = opened(embedders[0])
    vector = embed_query(plain.embedder, OPEN_QUESTION)
    hits = plain.clause_index.search(OPEN_QUESTION, vector, HITS, (plain.plan.meta.key,))
    hits = tuple(
        hit for hit in hits if not plain.tree.says_nothing(hit.clause_id)
    )  # no line of who signed it
    texts = {hit.clause_id: plain.tree.clauses[hit.clause_id].text for hit in hits}
    for n, clause_id in enumerate([*texts][-3:]):  # those that would not come first by themselves
        elsewhere = OPEN_QUESTION + "".join(text for other, text in texts.items() if other != clause_id)
        liked = next(character for character in texts[clause_id] if character not in elsewhere)
        reranker = tiny_models.save_reranker(tmp_path / str(n), characters, liked)
        answer = opened(embedders[0], reranker).ask(OPEN_QUESTION)
        found = next(step.detail for step in answer.steps if step.name == "search")
        assert found.startswith(f"{clause_id}、")
        assert (answer.status, answer.citations[0].clause_id) == ("answered", clause_id)


def test_the_reranker_that_the_tests_make_likes_what_it_should(characters: str, tmp_path: Path) -> None:
    texts = ["丰富老年人的生活", "办好老年大学，加强教育", "发展社区食堂和助餐" * 9]
    for liked, best in (("教", 1), ("餐", 2)):
        reranker = load_reranker(str(tiny_models.save_reranker(tmp_path / str(best), characters, liked)))
        assert reranker is not None
        scores = rerank(reranker, OPEN_QUESTION, texts)
        assert [n for n, score in enumerate(scores) if score > min(scores)] == [best]


def test_another_embedder_is_another_index_and_the_same_is_not_built_again(
    opened: Callable[..., Assistant], made_up_home: Path, embedders: tuple[Path, Path], characters: str
) -> None:
    builds = []
    for embedder in (embedders[0], embedders[0], embedders[1]):
        core = opened(embedder)
        builds.append(core.index.folder.name)
        assert core.ask(QUESTION).status == "answered"
    assert builds[0] == builds[1] != builds[2]

    again = made_up_home / "trained"
    embedder = tiny_models.save_embedder(again, characters, seed=3, longest=256)
    first = opened(embedder)
    tiny_models.save_embedder(again, characters, seed=4, longest=256)  # trained anew into the same folder
    second = opened(embedder)
    assert first.index.folder != second.index.folder
    before, after = (core.index.search_parts().dense for core in (first, second))
    vector = before._index.reconstruct(0)
    assert float(after._index.reconstruct(0) @ vector) < 0.999


NO_FOLDER = r"there is no folder '/no/such/folder'; give the folder of a model"
NO_NAME = r"'nobody/no-such-model' cannot be loaded.*give the folder of a model"


@pytest.mark.parametrize(
    ("setting", "name", "message"),
    [
        ("ASSISTANT_EMBEDDER", "/no/such/folder", NO_FOLDER),
        ("ASSISTANT_EMBEDDER", "nobody/no-such-model", NO_NAME),
        ("ASSISTANT_RERANKER", "/no/such/folder", NO_FOLDER),
    ],
)
def test_a_wrong_name_is_one_line_that_says_what_to_do(
    made_up_home: Path, embedders: tuple[Path, Path], setting: str, name: str, message: str
) -> None:
    own = {
        "ASSISTANT_HOME": str(made_up_home),
        "ASSISTANT_VECTOR_CACHE": str(made_up_home / "vectors"),
        "ASSISTANT_EMBEDDER": str(embedders[0]),
        "HF_ENDPOINT": "http://127.0.0.1:9",  # nothing listens there
        "HF_HUB_OFFLINE": "0",
        setting: name,
    }
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", QUESTION],
        cwd=REPO, env=os.environ | own, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if line.startswith("assistant: ")]
    assert (done.returncode, done.stdout, len(said)) == (1, "", 1), done.stderr
    assert re.search(message, said[0])
    assert "Traceback" not in done.stderr


def test_a_wrong_embedder_leaves_the_index_in_use(
    opened: Callable[..., Assistant], embedders: tuple[Path, Path]
) -> None:
    build = opened(embedders[0]).index.folder
    with pytest.raises(EmbeddingError, match="there is no folder"):
        opened("/no/such/folder")
    assert opened(embedders[0]).index.folder == build
