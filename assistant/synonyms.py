"""Lay words and English ones → the plan's words, as reviewed data.

load_synonyms(path), load_thesaurus(corpus)    rows of ``synonyms.tsv``, and of ``english.tsv`` too
LayWords(synonyms)                             the plan's words for the lay words of a text
Phrases(synonyms)                              the same for English words and phrases, by their stems
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.errors import LexiconError
from assistant.lexicon import fold_known, holds_word, read_table, segmented, spans_of, stem
from assistant.patterns import lazy


@dataclass(frozen=True, slots=True)
class Synonym:
    """A lay word and the plan's words for it; both where each may stand for the other.

    ``narrow`` is a word for one kind of what the plan's words mean: that the plan has them does not say that it has it.
    """

    said: str
    plan: tuple[str, ...]
    both: bool
    narrow: bool = False


_KIND_OF = "a kind of"


def load_synonyms(path: Path) -> tuple[Synonym, ...]:
    """Read ``synonyms.tsv``.

    Raises:
        LexiconError: a direction is neither -> nor <->.
    """
    return _read_synonyms(path, path.stat().st_mtime_ns) if path.exists() else ()


@lru_cache(maxsize=8)
def _read_synonyms(path: Path, changed: int) -> tuple[Synonym, ...]:
    """The synonyms of a file as it was changed last; several parts of the program need them."""
    found = []
    for row in read_table(path, ("said", "plan", "direction", "reason")):
        if row["direction"] not in ("->", "<->"):
            raise LexiconError(
                f"direction {row['direction']!r} is neither -> nor <->", file=path, line=int(row["line"])
            )
        terms = tuple(fold_known(term) for term in row["plan"].split("|"))
        narrow = row["reason"].startswith(_KIND_OF)
        found.append(Synonym(fold_known(row["said"]), terms, row["direction"] == "<->", narrow))
    return tuple(found)


def load_thesaurus(corpus: Path) -> tuple[Synonym, ...]:
    """The synonyms of ``synonyms.tsv`` and the English words of ``english.tsv``; see ``load_synonyms``."""
    return load_synonyms(corpus / "synonyms.tsv") + load_synonyms(corpus / "english.tsv")


class Phrases:
    """English words and phrases that lead to the plan's words, found by their stems; the longest one wins."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        """Nothing is cut into stems until a text has words to look up; most questions have none."""
        self._synonyms = tuple(synonyms)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
        """Stems of each phrase and the plan's words for it, by the first stem, the longest first."""
        by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for synonym in self._synonyms:
            stems = _stems(synonym.said)
            if stems:
                by_first.setdefault(stems[0], []).append((stems, synonym.plan))
        for phrases in by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        return by_first

    def widened(self, text: str, is_common: Callable[[str], bool]) -> tuple[str, ...]:
        """The plan's words for the phrases of a folded text; words that stand nearly everywhere are left out."""
        found = [term for _, _, terms in self.found(text, is_common) for term in terms]
        return tuple(dict.fromkeys(found))

    def found(
        self, text: str, is_common: Callable[[str], bool]
    ) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """Each phrase of a folded text, left to right: where it begins and ends, and the plan's words for it."""
        words = [match.span() for match in _PHRASE_WORD.finditer(text)]
        stems, found, at = _stems(text), list[tuple[int, int, tuple[str, ...]]](), 0
        while at < len(stems):
            phrase, terms = next(
                (p for p in self._by_first.get(stems[at], ()) if stems[at : at + len(p[0])] == p[0]),
                (stems[at : at + 1], ()),
            )
            if known := tuple(term for term in terms if not is_common(term)):
                found.append((words[at][0], words[at + len(phrase) - 1][1], known))
            at += len(phrase)
        return tuple(found)

    def meanings(self, text: str, is_common: Callable[[str], bool]) -> Mapping[str, tuple[str, ...]]:
        """The plan's words for each word of a folded text, by its stem: for the word, or for the phrase that it is a part of."""
        found: dict[str, tuple[str, ...]] = {}
        for start, end, terms in self.found(text, is_common):
            for word in _stems(text[start:end]):
                found[word] = (*found.get(word, ()), *terms)
        return found


_PHRASE_WORD = lazy(r"[a-z0-9]+(?:'s)?")


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _PHRASE_WORD.findall(text))


class LayWords:
    """Synonyms in the order of their table, those of a text found by the characters that it has."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        """Nothing is sorted until a text is looked through."""
        self.synonyms = tuple(synonyms)

    def said_in(self, text: str) -> tuple[Synonym, ...]:
        """Those whose lay word stands in a folded text, be it across two others."""
        return self._in(text, self._said)

    def widened(self, text: str, is_common: Callable[[str], bool]) -> tuple[str, ...]:
        """The plan's words for the lay words of a folded text; words that stand nearly everywhere help nobody."""
        found: list[str] = []
        for synonym in self._in(text, self._either):
            terms: list[str] = []
            if synonym.said in text and _stands_as_word(synonym.said, text):
                terms = [term for term in synonym.plan if term not in text]
            elif synonym.both and any(term in text for term in synonym.plan):
                terms = [synonym.said]
            if terms and not any(is_common(term) for term in synonym.plan):
                found += terms
        return tuple(dict.fromkeys(found))

    def standing_for(self, term: str) -> tuple[str, ...]:
        """The lay words that a word of the plan may be said for, too."""
        return self._standing.get(term, ())

    def _in(self, text: str, forms: Mapping[str, Sequence[tuple[str, int]]]) -> tuple[Synonym, ...]:
        found = {number for first in set(text) for form, number in forms.get(first, ()) if form in text}
        return tuple(self.synonyms[number] for number in sorted(found))

    @cached_property
    def _said(self) -> dict[str, list[tuple[str, int]]]:
        """Lay words and the numbers of their synonyms, by their first character."""
        return _by_first((synonym.said, at) for at, synonym in enumerate(self.synonyms))

    @cached_property
    def _either(self) -> dict[str, list[tuple[str, int]]]:
        """The same with the plan's words of those that hold both ways."""
        terms = ((term, at) for at, s in enumerate(self.synonyms) if s.both for term in s.plan)
        return _by_first((*((s.said, at) for at, s in enumerate(self.synonyms)), *terms))

    @cached_property
    def _standing(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for synonym in self.synonyms:
            for term in dict.fromkeys(synonym.plan) if synonym.both else ():
                found[term] = (*found.get(term, ()), synonym.said)
        return found


def _by_first(forms: Iterable[tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for form, number in forms:
        found.setdefault(form[:1], []).append((form, number))
    return found


def _stands_as_word(said: str, text: str) -> bool:
    """Whether a word that is in a text stands there as one and not across two others (中考 in 集中考核)."""
    at = text.index(said)
    if said.isascii():
        return holds_word(text, said, "en")
    edges = {0, *(end for _, end in spans_of(segmented(text)))}
    end = at + len(said)
    return at in edges or end in edges or (text[end : end + 1] == "儿" and end + 1 in edges)  # 不长个儿
