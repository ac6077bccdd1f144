"""Retrieval sets of others, in the layout of BEIR (Thakur and others, NeurIPS 2021), with this project's own search.

    corpus.jsonl    {"_id", "title", "text"} a line
    queries.jsonl   {"_id", "text"} a line
    qrels/*.tsv     query-id, corpus-id, score; the first line names the columns
    vectors.npy, query_vectors.npy   optional: given vectors, rows in the order of the two files

The index is written into a temporary folder; vectors are cached beside the project's own.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assistant import search_files
from assistant.embedding import Embedder, embed_documents, embed_query, fingerprint
from assistant.errors import EvaluationError
from assistant.evaluation.intervals import Mean, mean
from assistant.evaluation.ranked import by_query
from assistant.lexicon import Lexicon, fold, to_bigrams, to_words
from assistant.records import Passage
from assistant.retrieval import ClauseIndex, Scores, Vector, load_register, make_index
from assistant.store import SearchParts
from assistant.synonyms import Synonym

MEASURES = ("nDCG@10", "R@5", "R@10", "R@100", "RR@10")
DEPTH = 100
PLAN = "set"
KEPT_AT_ONCE = 512  # vectors of documents
MOST_EMBEDDED = 5_000  # documents; more take over five minutes, so vectors have to be given
Progress = Callable[[str, int, int], None]
Vectors = NDArray[np.float32]
Kind = Literal["embedded", "given", "lexical"]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Documents, queries and what is relevant to them; queries without a relevant document are left out.

    Attributes:
        documents: text (title first) by id, in order.
        queries: text by id, in order.
        qrels: relevance of documents by query.
        folder: where it was read from.
    """

    documents: Mapping[str, str]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]
    folder: Path


@dataclass(frozen=True, slots=True)
class Measured:
    """One way of searching: its measures, and milliseconds a query at the median."""

    name: str
    values: Mapping[str, Mean]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class SetReport:
    """What was measured: ways of searching, seconds to build the index by the clock and of the processor, bytes on disk,
    and memory at its highest."""

    documents: int
    queries: int
    kind: Kind
    measured: tuple[Measured, ...]
    build_seconds: float
    processor_seconds: float
    disk_bytes: int
    memory_bytes: int


# --- reading ---------------------------------------------------------------------------------------


def read_set(folder: Path, split: str = "test") -> RetrievalSet:
    """Read a set; of several qrels that of the split.

    Raises:
        EvaluationError: a file is missing or has a line that is none; names file and line.
    """
    documents = {
        str(record["_id"]): f"{record.get('title') or ''} {record['text']}".strip()
        for record in _records(folder / "corpus.jsonl")
    }
    texts = {str(record["_id"]): str(record["text"]) for record in _records(folder / "queries.jsonl")}
    qrels: dict[str, dict[str, int]] = {}
    for query, document, grade in _judged(_qrels_file(folder, split)):
        if query not in texts or document not in documents:
            raise EvaluationError(
                f"{folder / 'qrels'} names {query!r} and {document!r}; one of them is not in the set"
            )
        if grade > 0:
            qrels.setdefault(query, {})[document] = grade
    if not qrels:
        raise EvaluationError(f"{folder / 'qrels'} holds no relevant document")
    return RetrievalSet(documents, {q: text for q, text in texts.items() if q in qrels}, qrels, folder)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(path, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read ({error}); a set has the layout of BEIR") from error


def _record(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(line)
        _ = record["_id"], record["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise EvaluationError(f"{path}, line {number}: no record with _id and text ({error})") from error
    return record


def _qrels_file(folder: Path, split: str) -> Path:
    found = sorted((folder / "qrels").glob("*.tsv"))
    named = [path for path in found if path.stem == split]
    if not found or (not named and len(found) > 1):
        names = ", ".join(path.stem for path in found) or "none"
        raise EvaluationError(f"{folder / 'qrels'} has no {split}.tsv, but {names}; choose with --split")
    return (named or found)[0]


def _judged(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if number == 1 and not cells[-1].lstrip("-").isdigit():
            continue
        try:
            query, document, grade = cells
            yield query, document, int(grade)
        except ValueError as error:
            raise EvaluationError(
                f"{path}, line {number}: needed are query, document and score ({error})"
            ) from error


# --- measuring -------------------------------------------------------------------------------------


def measure_set(
    found: RetrievalSet,
    lexicon: Lexicon,
    synonyms: Sequence[Synonym],
    *,
    register: Path,
    cache: Path,
    embedder: Callable[[], Embedder] | None,
    progress: Progress | None = None,
) -> SetReport:
    """Index a set with the project's search, and measure fusion, BM25 alone and dense alone.

    Args:
        found: the set.
        lexicon: words of questions, which are not searched for.
        synonyms: lay words with the words of plans.
        register: file of the direction that the project's cosines leave out.
        cache: file of the vectors that are kept.
        embedder: opens the embedding model; None to search lexically only, unless vectors are given.
        progress: told the step, how far it is, and of how much.

    Raises:
        EvaluationError: there are too many documents to embed, or given vectors do not fit.
    """
    before, used = time.perf_counter(), time.process_time()
    kind, documents, queries, model = _vectors(found, embedder, cache, progress)
    with tempfile.TemporaryDirectory() as folder:
        parts = _parts(found, documents, Path(folder), progress)
        disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    built, used = time.perf_counter() - before, time.process_time() - used
    index = make_index(parts, lexicon, synonyms, load_register(register, model) if model else None)
    measured = tuple(_measured(found, name, search, progress) for name, search in _ways(index, queries, kind))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return SetReport(len(found.documents), len(found.queries), kind, measured, built, used, disk, memory)


def _vectors(
    found: RetrievalSet, embedder: Callable[[], Embedder] | None, cache: Path, progress: Progress | None
) -> tuple[Kind, Vectors | None, dict[str, Vector], str]:
    """How vectors were come by, those of documents and queries, and the name of their model."""
    if (found.folder / "vectors.npy").exists():
        documents, queries = _given(found)
        return "given", documents, queries, ""
    if embedder is None:
        return "lexical", None, {}, ""
    if len(found.documents) > MOST_EMBEDDED:
        raise EvaluationError(
            f"the set has {len(found.documents)} documents; up to {MOST_EMBEDDED} are embedded here. "
            "Use --lexical, or put vectors.npy and query_vectors.npy beside corpus.jsonl"
        )
    model = embedder()
    documents = _embedded(list(found.documents.values()), model, cache, progress)
    queries = {q: embed_query(model, text) for q, text in found.queries.items()}
    return "embedded", documents, queries, fingerprint(model)


def _embedded(texts: Sequence[str], model: Embedder, cache: Path, progress: Progress | None) -> Vectors:
    """Vectors of documents, kept part by part, so that a run that was stopped goes on where it ended."""
    parts = []
    for start in range(0, len(texts), KEPT_AT_ONCE):

        def told(done: int, _: int, start: int = start) -> None:
            if progress is not None:
                progress("embedding", start + done, len(texts))

        def embed(missing: list[str], told: Callable[[int, int], None] = told) -> Vectors:
            return embed_documents(model, missing, told)

        part = texts[start : start + KEPT_AT_ONCE]
        parts.append(search_files.embed_cached(cache, fingerprint(model), part, embed))
    return np.concatenate(parts)


def _given(found: RetrievalSet) -> tuple[Vectors, dict[str, Vector]]:
    documents, queries = (np.load(found.folder / name) for name in ("vectors.npy", "query_vectors.npy"))
    order = [str(record["_id"]) for record in _records(found.folder / "queries.jsonl")]
    if len(documents) != len(found.documents) or len(queries) != len(order):
        raise EvaluationError(
            f"vectors.npy has {len(documents)} rows for {len(found.documents)} documents, "
            f"query_vectors.npy {len(queries)} for {len(order)} queries; they must be equal"
        )
    rows = {
        query: _unit(row[None])[0]
        for query, row in zip(order, queries, strict=True)
        if query in found.queries
    }
    return _unit(documents), rows


def _unit(rows: NDArray[Any]) -> Vectors:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows / lengths, dtype=np.float32)


class NoVectors:
    """The dense part of an index that has none: nothing is near, everything is equally far."""

    def search(self, vector: Vector, k: int) -> tuple[Scores, NDArray[np.int64]]:
        """Nothing."""
        return np.zeros(k, dtype=np.float32), np.full(k, -1, dtype=np.int64)

    def products(self, vector: Vector, positions: NDArray[np.int64]) -> Scores:
        """Noughts."""
        return np.zeros(len(positions), dtype=np.float32)


def _parts(
    found: RetrievalSet, vectors: Vectors | None, folder: Path, progress: Progress | None
) -> SearchParts:
    """The parts of an index; those with vectors are also written to a folder, for their size."""
    passages = tuple(Passage(PLAN, i, "clause", 0, len(text), text) for i, text in found.documents.items())
    lexical = []
    for name, cut in (("words", to_words), ("bigrams", to_bigrams)):
        tokens = []
        for done, passage in enumerate(passages):
            # One object a word, however often it comes: a large set would not fit into memory otherwise.
            tokens.append([sys.intern(token) for token in cut(passage.text)])
            if progress is not None and done % 500 == 0:
                progress(name, done, len(passages))
        lexical.append(search_files.bm25_index(tokens))
    dense: Any = NoVectors() if vectors is None else search_files.dense_index(vectors)
    if vectors is not None:
        search_files.write(folder, dense, lexical)
    words, bigrams = lexical
    return SearchParts(passages, dense, words, bigrams)


Search = Callable[[str, str], Sequence[str]]  # query id, text → document ids


def _ways(index: ClauseIndex, queries: Mapping[str, Vector], kind: Kind) -> list[tuple[str, Search]]:
    """The searches to be measured, by name."""
    ids = [passage.clause_id for passage in index.passages]
    empty = np.zeros(1, dtype=np.float32)

    def fused(query: str, text: str) -> list[str]:
        return [hit.clause_id for hit in index.search(fold(text), queries.get(query, empty), DEPTH)]

    def words(query: str, text: str) -> list[str]:
        return _best(index.occurrences.words.scores(to_words(fold(text))), ids)

    def dense(query: str, text: str) -> list[str]:
        _, found = index.dense.search(queries[query], DEPTH)
        return [ids[at] for at in found if at >= 0]

    ways: list[tuple[str, Search]] = [("fusion", fused), ("BM25 alone", words)]
    return ways if kind == "lexical" else [*ways, ("dense alone", dense)]


def _best(scores: Scores, ids: Sequence[str]) -> list[str]:
    """At most DEPTH ids with a score, best first."""
    count = min(DEPTH, len(ids))
    top = np.argpartition(-scores, count - 1)[:count]
    return [ids[at] for at in top[np.argsort(-scores[top], kind="stable")] if scores[at] > 0]


def _measured(found: RetrievalSet, name: str, search: Search, progress: Progress | None) -> Measured:
    runs: dict[str, Sequence[str]] = {}
    times = []
    for done, (query, text) in enumerate(found.queries.items()):
        started = time.perf_counter()
        runs[query] = search(query, text)
        times.append((time.perf_counter() - started) * 1000)
        if progress is not None:
            progress(name, done, len(found.queries))
    values = by_query(found.qrels, runs, MEASURES)
    shares = {m: mean((value, query) for query, value in values[m].items()) for m in MEASURES}
    return Measured(name, shares, float(np.median(times)))


def told(report: SetReport) -> str:
    """The report as a Markdown table and two lines."""
    lines = [
        "| search | " + " | ".join(MEASURES) + " | nDCG@10, 95 % | ms a query |",
        "| --- " * (len(MEASURES) + 3) + "|",
    ]
    for way in report.measured:
        low, high = way.values["nDCG@10"].interval or (0.0, 0.0)
        cells = [f"{way.values[m].share:.4f}" for m in MEASURES]
        lines.append(f"| {way.name} | {' | '.join(cells)} | {low:.3f}–{high:.3f} | {way.milliseconds:.1f} |")
    kinds = {"embedded": "embedded here", "given": "given", "lexical": "none"}
    disk = f", {report.disk_bytes / 2**20:.1f} MiB on disk" if report.disk_bytes else ""
    return "\n".join([
        *lines, "",
        f"{report.documents} documents, {report.queries} queries, vectors: {kinds[report.kind]}",
        f"index built in {report.build_seconds:.1f} s ({report.processor_seconds:.1f} s of the processor){disk}; memory at its highest {report.memory_bytes / 2**30:.2f} GiB",
    ])  # fmt: skip
