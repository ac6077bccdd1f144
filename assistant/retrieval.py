"""ClauseIndex.search: dense and lexical search over passages, fused to clauses.

Each clause is scored by its best passage in four ways: the cosine of its embedding, BM25 over jieba words, BM25
over character bigrams, and the share of the question's words that it has, rare words counting more. The four are
standardised over what was compared and summed; docs/decisions tells the weights and what else was tried. A lay
word is widened to the plan's words for the lexical part only. Cosines are taken without the register, the direction
in which people's wording differs from that of plans, whatever they speak of.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.content_words import cutters, is_functional
from assistant.coverage import Coverage
from assistant.files import read_toml
from assistant.lexicon import (
    Lexicon,
    fold_known,
    segmented,
    to_bigrams,
)
from assistant.occurrence import COMPARE_ALL, Occurrences
from assistant.records import Hit, Passage, Support
from assistant.short_forms import long_forms
from assistant.store import SearchParts
from assistant.synonyms import LayWords, Phrases, Synonym

Vector = NDArray[np.float32]
Scores = NDArray[np.float32]

# Beside 1 for the cosine of the best passage and the best sayings.
TEXT_WEIGHT = 0.3
WORD_WEIGHT = 0.2
BIGRAM_WEIGHT = 0.2
COVER_WEIGHT = 0.3
CAP = 4.0  # standard deviations: a single word that one clause alone has outweighs no meaning
SAID = 3  # sayings of a clause that count together: one odd phrase is no evidence by itself
POOL = 400  # passages of each kind that are compared where not all are
FILTERS = 64  # choices of plans and chapter whose passages are kept


class DenseIndex(Protocol):
    """What holds the vectors: FAISS, or anything that finds the nearest by inner product."""

    def search(self, vector: Vector, k: int) -> tuple[Scores, NDArray[np.int64]]:
        """Inner products and positions of the k nearest, best first; -1 where there are fewer."""
        ...

    def products(self, vector: Vector, positions: NDArray[np.int64]) -> Scores:
        """Inner products with the vectors at some positions."""
        ...


@dataclass(frozen=True, slots=True)
class _Pool:
    """What is compared: positions of n passages, numbers of their m clauses, and which of the m each passage is of (n,)."""

    passages: NDArray[np.int64]
    clauses: NDArray[np.int64]
    clause_of: NDArray[np.int64]


@dataclass(frozen=True)
class ClauseIndex:
    """Passages, their vectors, and BM25 over their words and bigrams.

    Attributes:
        dense: the vectors, in the order of the passages.
        occurrences: the passages, and where words stand in them.
        coverage: how much of a question a text says.
        to_words, to_bigrams: how a question is cut for each lexical index.
        widen: the plan's words for lay words of a question, to be searched for beside them.
        register: the direction, of length 1, in which people's wording differs from that of plans; None where it is
            not known for the model. Vectors are compared without it.
    """

    dense: DenseIndex
    occurrences: Occurrences
    coverage: Coverage
    to_words: Callable[[str], Sequence[str]]
    to_bigrams: Callable[[str], Sequence[str]]
    widen: Callable[[str], Sequence[str]]
    register: Vector | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """In the order of the vectors."""
        return self.occurrences.passages

    def search(
        self,
        text: str,
        vector: Vector,
        k: int = 5,
        plans: tuple[str, ...] = (),
        chapter: str = "",
    ) -> tuple[Hit, ...]:
        """The k clauses that fit best, best first.

        Args:
            text: the question.
            vector: its embedding, shape (d,), L2-normalised.
            k: how many clauses at the most; fewer where the filters leave fewer.
            plans: keys of the plans to search; all where empty.
            chapter: id of the clause above those to search ("2.1"), or "" for all.
        """
        if k < 1 or not self.passages:
            return ()
        widened = self.widen(text)
        wanted = self.to_words(text)
        words = self.occurrences.words.scores([*wanted, *self.to_words(" ".join(widened))])
        bigrams = self.occurrences.bigrams.scores(
            [*self.to_bigrams(text), *(b for word in widened for b in self.to_bigrams(word))]
        )
        pool = self._pool(vector, words, bigrams, plans, chapter)
        at = pool.passages
        if not len(at):
            return ()
        cosines = self._cosines(vector, at)
        covers = self.coverage.of_passages(at, wanted, widened)
        return self._hits(pool, cosines, words[at], bigrams[at], covers, k)

    def rows(self, vector: Vector, plans: tuple[str, ...] = ()) -> tuple[tuple[str, str, float], ...]:
        """Indicators as (plan, id, cosine), the one whose name is nearest to a question first.

        Args:
            vector: the question's embedding, shape (d,), L2-normalised.
            plans: keys of the plans; all where empty.
        """
        at = np.array([n for n in self._rows if not plans or self.passages[n].plan in plans], dtype=np.int64)
        if not len(at):
            return ()
        best: dict[tuple[str, str], float] = {}
        for n, cosine in zip(at, self.dense.products(vector, at), strict=True):
            key = (self.passages[n].plan, self.passages[n].row)
            best[key] = max(best.get(key, -1.0), float(cosine))
        return tuple((*key, best[key]) for key in sorted(best, key=lambda key: -best[key]))

    @cached_property
    def _rows(self) -> tuple[int, ...]:
        return tuple(n for n, passage in enumerate(self.passages) if passage.kind == "row")

    @cached_property
    def _owners(self) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
        """The clauses that passages stand for, and the number of each passage's clause."""
        numbers: dict[tuple[str, str], int] = {}
        found = [numbers.setdefault((p.plan, p.clause_id), len(numbers)) for p in self.passages]
        return list(numbers), np.array(found, dtype=np.int64)

    def support(self, text: str, hits: Sequence[Hit]) -> Support | None:
        """How well hits fit a question, for the threshold of sufficiency; None where nothing was found."""
        if not hits:
            return None
        covered = self.coverage.of_texts(text)
        return Support(
            dense=hits[0].dense,
            score=hits[0].score,
            gap=hits[0].score - hits[min(4, len(hits) - 1)].score,
            covered=covered([self._text(hits[0])], [self._said(hits[0])]),
            covered_in_three=covered(
                [self._text(hit) for hit in hits[:3]], [self._said(hit) for hit in hits[:3]]
            ),
            english=float(text.isascii()),
            length=math.log(max(len(text), 1)),
        )

    def _text(self, hit: Hit) -> str:
        return "\n".join(
            fold_known(self.passages[at].text) for at in self._spoken.get((hit.plan, hit.clause_id), ())
        )

    def _said(self, hit: Hit) -> str:
        return "\n".join(
            self.occurrences.folded[at] for at in self._sayings.get((hit.plan, hit.clause_id), ())
        )

    @cached_property
    def _sayings(self) -> dict[tuple[str, str], list[int]]:
        """Positions of the passages that hold how people speak of a clause."""
        return self._positions("saying")

    @cached_property
    def _spoken(self) -> dict[tuple[str, str], list[int]]:
        """Positions of the passages that hold all of a clause: its text, and its English title."""
        return self._positions("clause", "gloss")

    def _positions(self, *kinds: str) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for at, passage in enumerate(self.passages):
            if passage.kind in kinds:
                found.setdefault((passage.plan, passage.clause_id), []).append(at)
        return found

    def _cosines(self, vector: Vector, pool: NDArray[np.int64]) -> Scores:
        """Cosines of the question with passages of the pool, both without the register."""
        if self.register is None:
            return self.dense.products(vector, pool)
        bare = vector - self.register * float(self.register @ vector)
        bare = np.asarray(bare / max(float(np.linalg.norm(bare)), 1e-9), dtype=np.float32)
        return np.asarray(self.dense.products(bare, pool) / self._lengths(pool), dtype=np.float32)

    def _lengths(self, pool: NDArray[np.int64]) -> Scores:
        """Lengths of the pool's vectors without the register."""
        if len(self.passages) > COMPARE_ALL:
            return self._bare_lengths(pool)
        return self._all_lengths[pool]

    @cached_property
    def _all_lengths(self) -> Scores:
        return self._bare_lengths(np.arange(len(self.passages), dtype=np.int64))

    def _bare_lengths(self, pool: NDArray[np.int64]) -> Scores:
        assert self.register is not None
        along = self.dense.products(self.register, pool)
        return np.asarray(np.sqrt(np.maximum(1.0 - along**2, 1e-9)), dtype=np.float32)

    def _pool(
        self, vector: Vector, words: Scores, bigrams: Scores, plans: tuple[str, ...], chapter: str
    ) -> _Pool:
        """The passages to compare: all where those asked for are few, else the best of each kind."""
        fitting, few = self._fitting(plans, chapter)
        if few is not None:
            return few
        allowed = np.flatnonzero(fitting)
        _, nearest = self.dense.search(vector, POOL)
        nearest = nearest[nearest >= 0]
        best = [allowed[_best(scores[allowed], POOL)] for scores in (words, bigrams)]
        return self._pool_of(np.unique(np.concatenate([nearest[fitting[nearest]], *best])))

    def _pool_of(self, passages: NDArray[np.int64]) -> _Pool:
        return _Pool(passages, *np.unique(self._owners[1][passages], return_inverse=True))

    def _fitting(self, plans: tuple[str, ...], chapter: str) -> tuple[NDArray[np.bool_], _Pool | None]:
        """Whether each passage is of one of the plans and stands under the chapter; and those that do, where they are few."""
        known = self._filters.get((plans, chapter))
        if known is None:
            owners, numbers = self._owners
            fits = np.array([_fits(owner, plans, chapter) for owner in owners], dtype=np.bool_)[numbers]
            few = np.count_nonzero(fits) <= COMPARE_ALL
            known = (fits, self._pool_of(np.flatnonzero(fits)) if few else None)
            if len(self._filters) < FILTERS:
                self._filters[plans, chapter] = known
        return known

    @cached_property
    def _filters(self) -> dict[tuple[tuple[str, ...], str], tuple[NDArray[np.bool_], _Pool | None]]:
        return {}

    def _hits(
        self,
        pool: _Pool,
        cosines: Scores,
        words: Scores,
        bigrams: Scores,
        covers: NDArray[np.float64],
        k: int,
    ) -> tuple[Hit, ...]:
        present, at = pool.clauses, pool.clause_of
        best = [_best_of(values, at, len(present)) for values in (cosines, words, bigrams, covers)]
        weights = (WORD_WEIGHT, BIGRAM_WEIGHT, COVER_WEIGHT)
        lexical = (w * _standard(values, CAP) for w, values in zip(weights, best[1:], strict=True))
        fused = np.sum([self._meant(pool, cosines, best[0]), *lexical], axis=0)
        owners = self._owners[0]
        order = np.argsort(-fused, kind="stable")[:k]
        return tuple(
            Hit(
                plan=owners[present[i]][0],
                clause_id=owners[present[i]][1],
                score=float(fused[i]),
                dense=float(best[0][i]),
                words=float(best[1][i]),
                bigrams=float(best[2][i]),
                sentences=self._sentences(pool.passages, cosines, at == i),
            )
            for i in order
        )

    def _meant(self, pool: _Pool, cosines: Scores, best: Scores) -> Scores:
        """How near each clause is in meaning: by its best passage and several of its sayings, and by its own text.

        Args:
            pool: the passages that are compared.
            cosines: theirs.
            best: the best cosine of each clause.
        """
        said, own, at = (
            self.occurrences.is_saying[pool.passages],
            self._is_text[pool.passages],
            pool.clause_of,
        )
        spoken = _mean_of_best(cosines[said], at[said], best)
        printed = _best_of(cosines[own], at[own], len(best))
        printed[np.isneginf(printed)] = printed[np.isfinite(printed)].min(initial=float(best.max()))
        together = np.asarray((best + spoken) / 2, dtype=np.float32)
        return np.asarray(_standard(together) + TEXT_WEIGHT * _standard(printed), dtype=np.float32)

    @cached_property
    def _is_text(self) -> NDArray[np.bool_]:
        return np.array([passage.kind in ("clause", "sentence") for passage in self.passages], dtype=np.bool_)

    def _sentences(
        self, pool: NDArray[np.int64], cosines: Scores, mine: NDArray[np.bool_]
    ) -> tuple[tuple[int, int, float], ...]:
        mine = mine & self._is_sentence[pool]
        found = zip(pool[mine].tolist(), cosines[mine].tolist(), strict=True)
        return tuple((self.passages[at].start, self.passages[at].end, value) for at, value in found)

    @cached_property
    def _is_sentence(self) -> NDArray[np.bool_]:
        return np.array([passage.kind == "sentence" for passage in self.passages], dtype=np.bool_)


def load_register(path: Path, model: str) -> Vector | None:
    """The register that was fitted for a model, or None where there is none for it."""
    if not path.exists():
        return None
    stored = read_toml(path)
    if stored["model"] != model:
        return None
    return np.array(stored["direction"], dtype=np.float32)


def _fits(owner: tuple[str, str], plans: tuple[str, ...], chapter: str) -> bool:
    plan, clause_id = owner
    if plans and plan not in plans:
        return False
    return not chapter or clause_id == chapter or clause_id.startswith(chapter + ".")


def _best(scores: Scores, count: int) -> NDArray[np.int64]:
    """Where the best scores stand, in no order; all where there are no more."""
    return np.argpartition(-scores, count)[:count] if len(scores) > count else np.arange(len(scores))


def _best_of(values: NDArray[Any], owners: NDArray[Any], count: int) -> Scores:
    """The best value of each owner."""
    best = np.full(count, -np.inf, dtype=np.float32)
    np.maximum.at(best, owners, values.astype(np.float32))
    return best


def _mean_of_best(values: Scores, owners: NDArray[np.int64], best: Scores) -> Scores:
    """The mean of the SAID highest values of each owner; ``best`` where an owner has none."""
    left, total, found = values.copy(), np.zeros_like(best), np.zeros_like(best)
    for _ in range(SAID):
        highest = _best_of(left, owners, len(best))
        has = np.isfinite(highest)
        total[has] += highest[has]
        found += has
        left[left == highest[owners]] = -np.inf
    return np.asarray(np.where(found > 0, total / np.maximum(found, 1), best), dtype=np.float32)


def _standard(values: Scores, cap: float = math.inf) -> Scores:
    """Values in standard deviations from their mean, at most the cap; zeros where all are equal."""
    spread = float(values.std())
    return np.minimum((values - values.mean()) / spread, cap) if spread > 0 else np.zeros_like(values)


def make_index(
    parts: SearchParts, lexicon: Lexicon, synonyms: Sequence[Synonym], register: Vector | None = None
) -> ClauseIndex:
    """A ClauseIndex over stored parts; function words of a question are not searched for."""

    occurrences = Occurrences(parts.passages, parts.words, parts.bigrams)
    functional = partial(is_functional, lexicon)
    words, content = cutters(lexicon, parts.terms)

    def bigrams(text: str) -> list[str]:
        cut = segmented(fold_known(text), parts.terms)
        return to_bigrams("".join(" " if len(word) > 1 and functional(word) else word for word in cut))

    chinese = LayWords(synonym for synonym in synonyms if not synonym.said.isascii())
    phrases = Phrases(synonym for synonym in synonyms if synonym.said.isascii())

    @lru_cache(maxsize=4096)  # a search and what supports it need the same, and single words come again
    def widen(text: str) -> tuple[str, ...]:
        folded = fold_known(text)
        spoken = () if folded.isascii() else chinese.widened(folded, occurrences.is_common)
        return spoken + phrases.widened(folded, occurrences.is_common) + shortened(folded)

    @lru_cache(maxsize=512)
    def meanings(text: str) -> Mapping[str, Sequence[str]]:
        return phrases.meanings(fold_known(text), occurrences.is_common)

    def shortened(folded: str) -> tuple[str, ...]:
        own = (
            []
            if folded.isascii()
            else [word for word in segmented(folded, parts.terms) if not functional(word)]
        )
        return tuple(dict.fromkeys(term for word in own for term in long_forms(word, vocabulary())))

    @cache
    def vocabulary() -> str:
        few = len(parts.passages) <= COMPARE_ALL  # of many plans a short form may mean anything
        return "\n".join(fold_known(p.text) for p in parts.passages if few and p.kind == "clause")

    return ClauseIndex(
        parts.dense,
        occurrences,
        Coverage(occurrences, content, widen, meanings),
        words,
        bigrams,
        widen,
        register,
    )
