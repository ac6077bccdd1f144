"""Vectors of the questions of cases, kept between runs and shared by all systems that search with the same model.

A model gives one text one vector, to the last bit, so that no answer is another one by it. What is kept would make
answers look faster than they are: of the cases of ``is_timed`` every vector is made anew, and only these are timed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import numpy as np

from assistant.embedding import Embedder, Vectors, fingerprint

FILE = "vectors.sqlite"
EACH = 10  # one case in so many is timed
_WAIT = 5.0  # seconds for another worker's writing


def is_timed(case_id: str) -> bool:
    """Whether a case is one of those whose answers are timed: always the same ones, spread over all."""
    return hashlib.sha256(case_id.encode()).digest()[0] % EACH == 0


class KeptVectors:
    """An embedder that keeps the vectors of single questions in a file.

    The file only saves time: one that cannot be read or written is left out. Several processes may share it.
    """

    def __init__(self, embedder: Embedder, path: Path) -> None:
        """Wrap an embedder; ``anew`` may be set to read nothing from the file for a while."""
        self.embedder = embedder
        self.name = fingerprint(embedder)
        self.anew = False
        self.encode_document = embedder.encode_document
        self._file = _opened(path)

    def encode_query(self, sentences: str | list[str], /) -> Vectors:
        """Vectors of what is asked; that of one text from the file, if it is there."""
        if not isinstance(sentences, str) or self._file is None or self.anew:
            return self.embedder.encode_query(sentences)
        key = hashlib.sha256(f"{self.name}\0{sentences}".encode("utf-8", "replace")).digest()
        try:
            kept = self._file.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
            if kept:
                return np.frombuffer(kept[0], dtype=np.float32)
            vector = self.embedder.encode_query(sentences)
            row = np.asarray(vector, dtype=np.float32).tobytes()
            self._file.execute("INSERT OR IGNORE INTO vectors VALUES (?, ?)", (key, row))
        except sqlite3.Error:
            self._file = None
            return self.embedder.encode_query(sentences)
        return vector


def _opened(path: Path) -> sqlite3.Connection | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = OFF")
        file.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
    except (OSError, sqlite3.Error):
        return None
    return file
