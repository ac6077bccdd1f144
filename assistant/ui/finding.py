"""Full-text search over the clauses of a plan: every word must stand in the clause, whatever its width, case or script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from assistant.lexicon import simplify
from assistant.records import Clause


@dataclass(frozen=True, slots=True)
class Found:
    """命中: a clause that holds all words, and where in its text.

    Attributes:
        clause: the clause.
        spans: half-open places in its text, in order, none touching another.
    """

    clause: Clause
    spans: tuple[tuple[int, int], ...]


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded; each must be found."""
    return tuple(dict.fromkeys(folded for word in query.split() if (folded := _folded(simplify(word))[0])))


def find(clauses: Iterable[Clause], query: str) -> tuple[Found, ...]:
    """The clauses that hold every word of a query, in their order."""
    words = words_of(query)
    if not words:
        return ()
    found = []
    for clause in clauses:
        text, places = _folded(clause.text)
        if all(word in text for word in words):
            spans = [
                (places[m.start()], places[m.end() - 1] + 1)
                for word in words
                for m in re.finditer(re.escape(word), text)
            ]
            found.append(Found(clause, _merged(spans)))
    return tuple(found)


def _folded(text: str) -> tuple[str, list[int]]:
    """Text without blanks, of one width and case, and where each of its characters stands."""
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).lower():
            if not plain.isspace():
                folded.append(plain)
                places.append(at)
    return "".join(folded), places


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def marked(text: str, spans: Iterable[tuple[int, int]], around: int = 0) -> str:
    """Text as HTML with its spans in <mark>; with ``around`` only so many characters beside the first and last."""
    listed = list(spans)
    begin, stop = 0, len(text)
    if around and listed:
        begin, stop = max(0, listed[0][0] - around), min(len(text), listed[-1][1] + around)
    pieces, at = ["…" if begin else ""], begin
    for start, end in listed:
        pieces.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
        at = end
    return "".join(pieces) + escape(text[at:stop]) + ("…" if stop < len(text) else "")
