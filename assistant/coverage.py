"""How much of what a question says a text covers, rare words counting more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.content_words import POINTING, without_modal
from assistant.lexicon import fold_known
from assistant.occurrence import Occurrences

TELLING = 0.75  # words at least this rare, beside the rarest of a question, tell what it is about
RESCUED = 0.7  # a plan's word for a lay word counts this much of its own rarity


@dataclass(frozen=True)
class Coverage:
    """Judges whether texts say what a question says.

    Attributes:
        occurrences: where words stand in the plans, by which their rarity is told.
        to_content: the words of a question that tell what it is about.
        widen: the plan's words for lay words of a question.
        meanings: the same for an English question by the stem of each of its words, alone or in a phrase.
    """

    occurrences: Occurrences
    to_content: Callable[[str], Sequence[str]]
    widen: Callable[[str], Sequence[str]]
    meanings: Callable[[str], Mapping[str, Sequence[str]]]

    def cover(self, text: str, other: str) -> float:
        """Share of a question's words, rare words counting more, that a folded text has; the plan's words count too."""
        return self.covering(text)(other)

    def covering(self, text: str) -> Callable[[str], float]:
        """``cover`` of one question, for many texts."""
        covered = self.of_texts(text)
        return lambda other: covered([other], ())

    def of_texts(self, text: str) -> Callable[[Sequence[str], Sequence[str]], float]:
        """Share of a question's words, by their rarity, that stand in any of some texts, or among what is said of them."""
        wanted = {word: self.occurrences.rarity(word) for word in self.to_content(text)}
        rescued = {word: RESCUED * self.occurrences.rarity(word) for word in self.widen(text)}
        if not text.isascii():
            return lambda texts, said: _covered(wanted, rescued, texts, said)
        meant = self.meanings(text)
        return lambda texts, said: max(
            _covered(wanted, rescued, texts, said), _covered_in_english(wanted, meant, texts, said)
        )

    def names_matter(self, text: str, other: str, least: float = 0.0) -> bool:
        """Whether a folded text has each of a question's rarest words, or one of the plan's words for it.

        Args:
            text: the question.
            other: the folded text.
            least: rarity (the logarithm of passages to those that hold it) that the rarest has at least.
        """
        rarity = {word: self._rarity_meant(word) for word in self.to_content(text) if len(word) > 1}
        if max(rarity.values(), default=0.0) < least:
            return False
        least = TELLING * max(rarity.values(), default=0.0)
        return all(
            any(form in other for form in (word, *self.widen(word)))
            for word, value in rarity.items()
            if value >= least
        )

    def _rarity_meant(self, word: str) -> float:
        """Rarity of a word, or of the plan's rarest word for it where the plan does not have it (生病: 疾病)."""
        forms = self.widen(word) if not self.occurrences.holding(word) else ()
        return max(map(self.occurrences.rarity, forms), default=self.occurrences.rarity(word))

    def lacking(self, text: str, other: str, least: float = 0.0) -> tuple[str, ...]:
        """The words of a question of at least some rarity that a folded text has in no form.

        A word of a phrase (school bus, 爹妈都没) stands in the text where the plan's words for the phrase do.
        """
        words = dict.fromkeys(without_modal(word) for word in self.to_content(text))
        return tuple(
            word
            for word in words
            if not POINTING.match(word)
            and self.occurrences.rarity(word) >= least
            and not any(form in other for form in (word, *self.widen(word)))
            and not any(form in other for form in self._of_phrases(text, word))
        )

    def _of_phrases(self, text: str, word: str) -> set[str]:
        """The plan's words for phrases of a question that a word of it is a part of: those that it has without it no more."""
        whole = set(self.widen(text))
        if not whole:
            return whole
        part = rf"\b{re.escape(word)}[a-z']*" if word.isascii() else re.escape(word)
        return whole - set(self.widen(re.sub(part, " ", fold_known(text))))

    def of_passages(
        self, pool: NDArray[np.int64], wanted: Sequence[str], widened: Sequence[str]
    ) -> NDArray[np.float64]:
        """Share of the wanted words, by their rarity, that each passage of the pool has; see ``_covered``."""
        covers = np.zeros(len(pool))
        total = sum(self.occurrences.rarity(word) for word in set(wanted))
        if not total > 0:
            return covers
        for word, weight in (*((w, 1.0) for w in set(wanted)), *((w, RESCUED) for w in set(widened))):
            covers += weight * self.occurrences.rarity(word) * self.occurrences.standing(word, pool)
        return np.minimum(covers / total, 1.0)


def _covered(
    wanted: Mapping[str, float],
    rescued: Mapping[str, float],
    texts: Sequence[str],
    said: Sequence[str] = (),
) -> float:
    """Share of the words, by their rarity, that stand in any of the texts.

    The plan's words for them count too, and those in which people speak of the texts, each for RESCUED.
    """
    total = sum(wanted.values())
    found = sum(
        weight for word, weight in (*wanted.items(), *rescued.items()) if any(word in text for text in texts)
    )
    spoken = (w for w in wanted if not any(w in text for text in texts) and any(w in text for text in said))
    found += sum(RESCUED * wanted[word] for word in spoken)
    return min(found / total, 1.0) if total > 0 else 0.0


def _covered_in_english(
    wanted: Mapping[str, float],
    meant: Mapping[str, Sequence[str]],
    texts: Sequence[str],
    said: Sequence[str],
) -> float:
    """The same of English words, each of which has the plan's words for it, or for the phrase that it is a part of."""
    total = sum(wanted.values())
    found = 0.0
    for word, weight in wanted.items():
        if any(word in text for text in texts):
            found += weight
        elif any(term in text for term in (word, *meant.get(word, ())) for text in (*texts, *said)):
            found += RESCUED * weight
    return min(found / total, 1.0) if total > 0 else 0.0
