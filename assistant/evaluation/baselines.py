"""Plain systems to be compared with: each ranks the plan's clauses and answers with the first one, or the first five.

    bm25        BM25 over jieba words
    dense       cosine of the bundled embedding
    fusion      both by reciprocal rank (Cormack and others, Reciprocal Rank Fusion, SIGIR 2009)
    llamaindex  VectorStoreIndex of LlamaIndex with its default settings and the same embedding

All search the same texts: each clause with the headings above it, as the assistant indexes it. They read the last
turn only and never refuse, unless nothing at all is found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.embedding import embed_documents, embed_query, fingerprint
from assistant.lexicon import fold, to_words
from assistant.plan import source_span
from assistant.records import Answer, Citation, Passage, Sentence
from assistant.search_files import bm25_index, cache_path, embed_cached

ASSISTANT = "assistant"  # the name of the program's own system, beside these
RANKERS = ("llamaindex", "bm25", "dense", "fusion")
ANSWERS_WITH = (1, 5)  # clauses
NAMES = tuple(f"{ranker}-{count}" for ranker in RANKERS for count in ANSWERS_WITH)
REMEMBERED = 16  # rankings
DEPTH = 10  # clauses that are ranked for the measures of retrieval
_RRF = 60  # the constant of the paper

Ranking = tuple[str, ...]


class Baselines:
    """The plain systems over one plan; each is made when it is first asked."""

    def __init__(self, core: Assistant) -> None:
        """Take plan, index and embedding of an assistant."""
        self._core = core
        self.rank = lru_cache(maxsize=REMEMBERED)(self._rank)  # a ranker is asked for one clause and for five

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        """One a clause."""
        key = self._core.plan.meta.key
        found = self._core.clause_index.passages
        return tuple(passage for passage in found if passage.plan == key and passage.kind == "clause")

    def _embed(self, texts: list[str]) -> Any:
        """Vectors of texts, shape (n, d); from the cache of the index, where those of the passages all are."""
        core = self._core
        cache = cache_path(core.settings.indexes)
        return embed_cached(
            cache, fingerprint(core.embedder), texts, lambda new: embed_documents(core.embedder, new)
        )

    @cached_property
    def _vectors(self) -> Any:
        """In the order of the passages."""
        return self._embed([passage.text for passage in self._passages])

    @cached_property
    def _words(self) -> Any:
        return bm25_index([to_words(passage.text) for passage in self._passages])

    @cached_property
    def _llamaindex(self) -> Callable[[str, int], Sequence[str]]:
        from assistant.llama import plain_search

        texts = {passage.clause_id: passage.text for passage in self._passages}
        return plain_search(texts, self._core.embedder, self._embed)

    def _rank(self, ranker: str, question: str) -> Ranking:
        """At most DEPTH clause ids, best first, by one of RANKERS."""
        text = fold(question.encode("utf-8", "ignore").decode("utf-8"))
        if not text:
            return ()
        if ranker == "llamaindex":
            return tuple(self._llamaindex(text, DEPTH))
        order = {"bm25": self._by_words, "dense": self._by_vector, "fusion": self._fused}[ranker](text)
        return tuple(self._passages[at].clause_id for at in order[:DEPTH])

    def _by_words(self, text: str) -> list[int]:
        """A score of nought is no hit."""
        scores = self._words.scores(to_words(text))
        return [int(at) for at in np.argsort(-scores, kind="stable") if scores[at] > 0]

    def _by_vector(self, text: str) -> list[int]:
        cosines = self._vectors @ embed_query(self._core.embedder, text)
        return [int(at) for at in np.argsort(-cosines, kind="stable")]

    def _fused(self, text: str) -> list[int]:
        scores = np.zeros(len(self._passages))
        for order in (self._by_words(text), self._by_vector(text)):
            for rank, at in enumerate(order, 1):
                scores[at] += 1 / (_RRF + rank)
        return [int(at) for at in np.argsort(-scores, kind="stable")]

    def answer(self, question: str, ranking: Ranking, count: int) -> Answer:
        """The first clauses of a ranking, quoted whole."""
        clauses = self._core.tree.clauses
        told = [clauses[i] for i in ranking[:count]]
        if not told:
            return Answer(question, question, "abstained", "not_in_plan", verified=True)
        citations, sentences = [], []
        for n, clause in enumerate(told, 1):
            start, end, repaired = source_span(clause, 0, len(clause.text))
            place = (clause.plan, clause.id, clause.path, clause.text, start, end, repaired)
            citations.append(Citation(n, "clause", *place))
            sentences.append(Sentence(clause.text, (n,)))
        return Answer(
            question, question, "answered", None, sentences=tuple(sentences), citations=tuple(citations), verified=True
        )  # fmt: skip


def split_name(name: str) -> tuple[str, int]:
    """Ranker and number of clauses of a baseline's name: "bm25-5" → "bm25", 5."""
    ranker, _, count = name.rpartition("-")
    return ranker, int(count)


def is_baseline(name: str) -> bool:
    """Whether a name is that of a plain system."""
    return name in NAMES
