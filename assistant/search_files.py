"""The search part of a build: FAISS and BM25, written, read and wrapped; the cache of vectors.

    <build>/vectors.faiss       one vector a passage, in the order of the table ``passages``
    <build>/words/, bigrams/    BM25 over jieba words and over character bigrams, computed by bm25s
    <build>/terms.txt           what jieba kept whole, one term a line
    vectors.cache.sqlite        vectors by model and text, beside the builds: a rebuild embeds only what changed

``store`` calls this module; nothing else knows these formats.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

VECTORS = "vectors.faiss"
LEXICAL = ("words", "bigrams")
TERMS = "terms.txt"
TOKENS = "tokens.json"
# Files of a lexical index, and what bm25s calls what they hold.
_ARRAYS: Final = {"scores": "data", "positions": "indices", "starts": "indptr"}
CACHE = "vectors.cache.sqlite"
# Exact search up to here; beyond, a graph of 8-bit vectors, which is fast and may miss a neighbour.
FLAT_LIMIT = 20_000
FEW = 0.2  # share of the vectors up to which those asked for are taken out before they are multiplied
_NOTHING = "\0"  # the one token of a passage without any: BM25 needs a row for it


class FaissIndex:
    """A FAISS index by inner product. It pads with -1 where k is more than it holds: so does this."""

    def __init__(self, index: Any) -> None:
        """Wrap an index that was built or read."""
        import faiss

        self._index = index
        self._rows: Vector | None = None  # the vectors themselves where they are kept as they are
        if isinstance(index, faiss.IndexFlat) and index.ntotal:
            self._rows = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(-1, index.d)

    def __len__(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    def search(self, vector: Vector, k: int) -> tuple[Vector, NDArray[np.int64]]:
        """Inner products and positions of the k nearest, best first; -1 where there are fewer."""
        scores, positions = self._index.search(np.ascontiguousarray(vector[None], dtype=np.float32), k)
        return scores[0], positions[0]

    def products(self, vector: Vector, positions: NDArray[np.int64]) -> Vector:
        """Inner products with the vectors at some positions."""
        if self._rows is not None and len(positions) < FEW * len(self._rows):
            return np.asarray(self._rows[positions] @ vector, dtype=np.float32)
        if self._rows is not None:  # all of them without a copy cost less than a copy of many
            return np.asarray((self._rows @ vector)[positions], dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(positions) @ vector, dtype=np.float32)


class Bm25Index:
    """What each token adds to the BM25 score of each passage that holds it, as bm25s computed it.

    bm25s is needed to build one only: with it comes ``scipy.sparse``, which loads longer than a question takes.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], tokens: Sequence[str], size: int) -> None:
        """Wrap what was built or read.

        Args:
            arrays: scores (float32) and positions of passages, shape (n,), all of a token side by side, and where
                those of each token begin, shape (tokens + 1,); named as in ``_ARRAYS``.
            tokens: in the order of the starts.
            size: how many passages there are.
        """
        self._scores, self._positions, self._starts = (arrays[name] for name in _ARRAYS)
        self._numbers = {token: number for number, token in enumerate(tokens)}
        self._size = size

    def _span(self, token: str) -> slice:
        number = self._numbers.get(token)
        return slice(0) if number is None else slice(self._starts[number], self._starts[number + 1])

    def scores(self, tokens: Sequence[str]) -> Vector:
        """The score of every passage, shape (size,); zeros where no token is known."""
        total = np.zeros(self._size, dtype=np.float32)
        for span in map(self._span, tokens):
            total[self._positions[span]] += self._scores[span]  # a token has each passage once
        return total

    def places(self, token: str) -> NDArray[np.int64]:
        """Positions of the passages that hold a token."""
        return np.asarray(self._positions[self._span(token)], dtype=np.int64)

    def save(self, folder: Path) -> None:
        """Write it into a folder."""
        folder.mkdir(exist_ok=True)
        for name, array in zip(_ARRAYS, (self._scores, self._positions, self._starts), strict=True):
            np.save(folder / f"{name}.npy", array)
        (folder / TOKENS).write_text(json.dumps(list(self._numbers), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        """Read what ``save`` wrote.

        Raises:
            OSError, ValueError, KeyError: it cannot be read.
        """
        arrays = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _ARRAYS}
        return cls(arrays, json.loads((folder / TOKENS).read_text(encoding="utf-8")), size)


def dense_index(vectors: Vector) -> FaissIndex:
    """FAISS over L2-normalised rows; exact for a small number, a graph for a large one."""
    import faiss

    dimension = int(vectors.shape[1])
    index: Any
    if len(vectors) <= FLAT_LIMIT:
        index = faiss.IndexFlatIP(dimension)
    else:
        kind: Any = faiss.ScalarQuantizer.QT_8bit
        index = faiss.IndexHNSWSQ(dimension, kind, 24, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = 80
        index.hnsw.efSearch = 256
        index.train(vectors)
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return FaissIndex(index)


def bm25_index(tokens: Sequence[Sequence[str]]) -> Bm25Index:
    """BM25 over the tokens of each passage."""
    import bm25s

    index = bm25s.BM25()
    index.index([list(words) or [_NOTHING] for words in tokens], show_progress=False)
    numbers: dict[str, int] = index.vocab_dict
    arrays = {name: np.asarray(index.scores[key]) for name, key in _ARRAYS.items()}
    # bm25s numbers the empty token as well, last, and scores nothing for it.
    counted = len(arrays["starts"]) - 1
    return Bm25Index(arrays, sorted(numbers, key=numbers.__getitem__)[:counted], len(tokens))


def write(
    folder: Path, dense: FaissIndex, lexical: Sequence[Bm25Index], terms: Iterable[str] = ()
) -> list[str]:
    """Write all into a build's folder; the relative names of the files."""
    import faiss

    faiss.write_index(dense._index, str(folder / VECTORS))
    for name, index in zip(LEXICAL, lexical, strict=True):
        index.save(folder / name)
    (folder / TERMS).write_text("".join(f"{term}\n" for term in sorted(terms)), encoding="utf-8")
    return sorted(
        path.relative_to(folder).as_posix()
        for path in (
            folder / VECTORS,
            folder / TERMS,
            *(p for name in LEXICAL for p in (folder / name).iterdir()),
        )
    )


def read(folder: Path, size: int) -> tuple[FaissIndex, Bm25Index, Bm25Index, frozenset[str]]:
    """Read what ``write`` wrote; size is the number of passages."""
    import faiss

    dense = FaissIndex(faiss.read_index(str(folder / VECTORS)))
    words, bigrams = (Bm25Index.load(folder / name, size) for name in LEXICAL)
    return dense, words, bigrams, read_terms(folder / TERMS)


def read_terms(file: Path) -> frozenset[str]:
    """The terms of a build."""
    return frozenset(file.read_text(encoding="utf-8").splitlines())


# --- the cache of vectors --------------------------------------------------------------------------


def cache_path(indexes: Path) -> Path:
    """The cache of vectors: beside the builds, or the file that ASSISTANT_VECTOR_CACHE names."""
    named = os.environ.get("ASSISTANT_VECTOR_CACHE", "")
    return Path(named) if named else indexes / CACHE


def embed_cached(
    cache: Path, fingerprint: str, texts: Sequence[str], embed: Callable[[list[str]], Vector]
) -> Vector:
    """Vectors of texts, shape (n, d); only those that the cache does not have are embedded.

    The cache only saves time: one that cannot be read or written is left out.
    """
    keys = [hashlib.sha256(f"{fingerprint}\0{text}".encode("utf-8", "replace")).digest() for text in texts]
    known = _cached(cache, keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        new = dict(zip(missing, embed(list(missing.values())), strict=True))
        _remember(cache, new)
        known |= new
    return np.stack([known[key] for key in keys]).astype(np.float32) if keys else np.zeros((0, 0), np.float32)


def _cached(path: Path, keys: Sequence[bytes]) -> dict[bytes, Vector]:
    if not path.exists():
        return {}
    wanted = set(keys)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT key, vector FROM vectors").fetchall()
    except sqlite3.Error:
        return {}
    return {key: np.frombuffer(blob, dtype=np.float32) for key, blob in rows if key in wanted}


def _remember(path: Path, vectors: dict[bytes, Vector]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
            )
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                [(key, np.asarray(row, dtype=np.float32).tobytes()) for key, row in vectors.items()],
            )
    except (OSError, sqlite3.Error):
        path.unlink(missing_ok=True) if path.is_file() and path.stat().st_size == 0 else None


class OpenCache:
    """A cache of vectors that stays open, for one text at a time; several processes may share its file.

    It only saves time: a file that cannot be read or written is left out.
    """

    def __init__(self, path: Path) -> None:
        """Open a file, made where there is none."""
        self._file: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = sqlite3.connect(path, timeout=5.0, isolation_level=None)
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = OFF")
            file.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
            self._file = file
        except (OSError, sqlite3.Error):
            return

    def vector(self, fingerprint: str, text: str, embed: Callable[[str], Vector]) -> Vector:
        """The vector of a text, shape (d,): the kept one, else made and kept."""
        key = hashlib.sha256(f"{fingerprint}\0{text}".encode("utf-8", "replace")).digest()
        kept = self._executed("SELECT vector FROM vectors WHERE key = ?", (key,))
        if kept:
            return np.frombuffer(kept[0], dtype=np.float32)
        vector = np.asarray(embed(text), dtype=np.float32)
        self._executed("INSERT OR IGNORE INTO vectors VALUES (?, ?)", (key, vector.tobytes()))
        return vector

    def _executed(self, statement: str, values: tuple[bytes, ...]) -> Any:
        """The first row of a statement, or None."""
        try:
            return self._file.execute(statement, values).fetchone() if self._file else None
        except sqlite3.Error:
            self._file = None
            return None
