"""Clauses and headings that a question names: by a whole title, or by a piece that one heading alone has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.patterns import compiled
from assistant.places.marks import Mark, Marked, MarkKind
from assistant.places.words import FRAME

_QUOTES = tuple("“\"'「『《")
_SECTION_EN = re.compile(r"\b(?:sections?|parts?|chapters?|areas?|domains?|fields?)\b")
_MOST_WORDS = 4  # of a heading's English title, before the word for a section


def titles(marked: Marked) -> Iterator[Mark]:
    """Titles said in full, the longest first."""
    tree, text = marked.tree, marked.text
    named = tree.english if marked.is_english else tree.titles
    for name in sorted(named, key=len, reverse=True):
        for match in _whole(name, text):
            quoted = text[match.start() - 1 : match.start()] in _QUOTES
            kind: MarkKind = "section" if any(i in tree.containers for i in named[name]) else "title"
            yield Mark(*match.span(), kind, named[name], sure=quoted)


def _whole(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where a name stands; an English one only as whole words."""
    if name not in text:
        return
    pattern = rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
    yield from compiled(pattern).finditer(text)


def short_names(marked: Marked) -> Iterator[Mark]:
    """Pieces of a heading's title that no other heading has, where the question speaks of its make-up."""
    if not marked.of("label", "ordinal", "level"):
        return
    yield from _short_english(marked) if marked.is_english else _short_chinese(marked)


def _short_chinese(marked: Marked) -> Iterator[Mark]:
    """Characters that stand in one heading's title only, the longest first; none within a longer piece."""
    found: dict[tuple[int, int], set[str]] = {}
    text = marked.free
    for clause_id, title in marked.tree.containers.items():
        for span in _common(text, title):
            if text[slice(*span)] not in marked.tree.name:
                found.setdefault(span, set()).add(clause_id)
    for start, end in sorted(found, key=lambda span: span[0] - span[1]):
        ids = found[start, end]
        within = any(s <= start and end <= e and (s, e) != (start, end) for s, e in found)
        if len(ids) == 1 and not within:
            yield Mark(start, end, "section", tuple(ids))


def _common(text: str, title: str) -> Iterator[tuple[int, int]]:
    """Spans of text, two characters or more and as long as can be, that stand in a title."""
    at = 0
    while at < len(text) - 1:
        end = at + 2
        if text[at:end] not in title or "\n" in text[at:end]:
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in title:
            end += 1
        yield at, end
        at = end


def _short_english(marked: Marked) -> Iterator[Mark]:
    """Words before section, area or the like that stand in one heading's English title only."""
    text, tree = marked.text, marked.tree
    glosses = {i: tree.glosses.get(i, "").lower() for i in tree.containers}
    for level in _SECTION_EN.finditer(text):
        before = list(re.finditer(r"[a-z-]+", text[: level.start()]))[-_MOST_WORDS:]
        for word in before:
            if FRAME.match(word.group()) or marked.lexicon.scan(word.group()):
                continue
            words = text[word.start() : level.start()].strip()
            fits = tuple(i for i, gloss in glosses.items() if re.search(rf"\b{re.escape(words)}\b", gloss))
            if len(fits) == 1:
                yield Mark(word.start(), word.start() + len(words), "section", fits)
                break
