"""Vectors of the questions of cases, kept between runs and shared by all systems that search with the same model.

A model gives one text one vector, to the last bit, so that no answer is another one by it. What is kept would make
answers look faster than they are: of the cases of ``is_timed`` every vector is made anew, and only these are timed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.embedding import Embedder, Vectors, fingerprint
from assistant.search_files import OpenCache

FILE = "vectors.sqlite"
EACH = 10  # one case in so many is timed


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
        self._cache = OpenCache(path)

    def encode_query(self, sentences: str | list[str], /) -> Vectors:
        """Vectors of what is asked; that of one text from the file, if it is there."""
        if not isinstance(sentences, str) or self.anew:
            return self.embedder.encode_query(sentences)
        return self._cache.vector(self.name, sentences, lambda text: self.embedder.encode_query(text))
