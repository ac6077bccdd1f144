"""Where words stand in the passages of an index, and how rare that makes them."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import fold_known
from assistant.patterns import lazy
from assistant.records import Passage

# Up to this many passages a word is looked for within other words, too; beyond, whole words only.
COMPARE_ALL = 20_000
# A word in more than this share of the passages tells none of them apart.
COMMON = 0.12
# One in at most this share names a matter (近视, 童工).
RARE = 0.012
REMEMBERED = 2_000  # words whose places are kept
_HAN_WORD = lazy(r"[\u3400-\u9fff]{2,}")
_BETWEEN = "\0"  # no question holds it


class LexicalIndex(Protocol):
    """BM25 over tokens."""

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """The score of every passage."""
        ...

    def places(self, token: str) -> NDArray[np.int64]:
        """Positions of the passages that hold a token."""
        ...


@dataclass(frozen=True)
class Occurrences:
    """The passages that hold a word.

    Attributes:
        passages: in the order of the index.
        words, bigrams: the lexical indexes over them.
    """

    passages: tuple[Passage, ...]
    words: LexicalIndex
    bigrams: LexicalIndex

    def standing(self, word: str, pool: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a word stands in each passage of the pool; a large index knows whole words only."""
        if len(self.passages) > COMPARE_ALL:
            return np.isin(pool, self.words.places(word))
        return self._where(word)[pool]

    def _where(self, word: str) -> NDArray[np.bool_]:
        """Whether a word stands in each passage of a small index."""
        known = self._places.get(word)
        if known is None:
            known = self._found(word)
            if len(self._places) < REMEMBERED:
                self._places[word] = known
        return known

    def _found(self, word: str) -> NDArray[np.bool_]:
        """Those that hold all pairs of its characters, where it is a Chinese word; else all are searched, set end to end."""
        found = np.zeros(len(self.passages), dtype=np.bool_)
        if _HAN_WORD.fullmatch(word):
            found[self._with_pairs(word)] = True
            return found
        text, starts = self._end_to_end
        at = text.find(word)
        while at >= 0:
            passage = bisect_right(starts, at) - 1
            found[passage] = True
            at = text.find(word, starts[passage + 1])
        return found

    def _with_pairs(self, word: str) -> list[int]:
        held: NDArray[np.int64] | None = None
        for pair in dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)):
            places = self.bigrams.places(pair)
            held = places if held is None else np.intersect1d(held, places, assume_unique=True)
        at = [] if held is None else held.tolist()
        return at if len(word) == 2 else [place for place in at if word in self.folded[place]]

    @cached_property
    def _end_to_end(self) -> tuple[str, tuple[int, ...]]:
        """All folded passages as one text, a character that no word has between them, and where each begins."""
        starts = accumulate((len(text) + len(_BETWEEN) for text in self.folded), initial=0)
        return _BETWEEN.join(self.folded), tuple(starts)

    @cached_property
    def _printed(self) -> NDArray[np.bool_]:
        """Which passages a plan prints; how often people speak of a matter does not make it common in the plan."""
        return ~self.is_saying

    @cached_property
    def count(self) -> int:
        """How many passages the plans print."""
        return int(self._printed.sum())

    def holding(self, word: str) -> int:
        """How many printed passages hold a word; a large index counts whole words only."""
        known = self._held.get(word)
        if known is None:
            large = len(self.passages) > COMPARE_ALL
            at = self._printed[self.words.places(word)] if large else self._where(word) & self._printed
            known = int(at.sum())
            if len(self._held) < REMEMBERED:
                self._held[word] = known
        return known

    @cached_property
    def _held(self) -> dict[str, int]:
        return {}

    def rarity(self, word: str) -> float:
        """Inverse document frequency of a word over the printed passages."""
        return math.log((self.count + 1) / (self.holding(word) + 0.5))

    def is_common(self, word: str) -> bool:
        """Whether a word stands in so many printed passages that to search for it helps nobody."""
        return self.holding(word) > COMMON * self.count

    def is_rare(self, word: str) -> bool:
        """Whether a word stands in so few printed passages that those which share it speak of the same matter."""
        return self.holding(word) <= RARE * self.count

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """All passages, folded, in their order."""
        return tuple(fold_known(passage.text) for passage in self.passages)

    @cached_property
    def is_saying(self) -> NDArray[np.bool_]:
        """Which passages hold how people speak of a clause."""
        return np.array([passage.kind == "saying" for passage in self.passages], dtype=np.bool_)

    @cached_property
    def _places(self) -> dict[str, NDArray[np.bool_]]:
        return {}
