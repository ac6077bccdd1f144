"""How common the words of a language are, by jieba's dictionary, and how it cuts a text."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from assistant.lexicon import segmented, spans_of, tokenizer_with
from assistant.patterns import lazy

# A word that the dictionary has counted this seldom (同工 3, 童工 86) may be meant as another one.
RARE: Final = 10
LONGEST: Final = 4  # characters of a word that may be
_HAN = lazy(r"[\u3400-\u9fff]+")


class GeneralDictionary:
    """jieba's words with their counts, and the terms of a corpus."""

    def __init__(self, terms: frozenset[str]) -> None:
        """Nothing is read yet; terms are words that stay whole."""
        self._terms = terms

    def frequency(self, word: str) -> int:
        """How often the dictionary has counted a word; 0 where it has none."""
        return int(tokenizer_with(self._terms).FREQ.get(word) or 0)

    def is_rare(self, word: str) -> bool:
        """Whether a word is known, short and seldom."""
        return len(word) <= LONGEST and 0 < self.frequency(word) <= RARE

    def log_share(self, word: str) -> float:
        """Logarithm of the share of a word among all that were counted."""
        return math.log(self.frequency(word) or 1) - math.log(tokenizer_with(self._terms).total)

    def cut(self, run: str) -> list[tuple[int, int]]:
        """Places of the words of a run."""
        return list(spans_of(segmented(run, self._terms, guess=False)))

    def met(self, text: str) -> frozenset[str]:
        """Pairs of single characters that stand side by side as a text is cut."""
        words = segmented(text, self._terms, guess=False)
        return frozenset(
            one + other
            for one, other in pairwise(words)
            if len(one) == len(other) == 1 and _HAN.match(one + other)
        )

    def likelihood(self, run: str) -> float:
        """Logarithm of how likely a run is as a row of words."""
        return sum(self.log_share(word) for word in segmented(run, self._terms, guess=False))
