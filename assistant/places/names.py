"""Clauses and headings that a question names: by a whole title, or by a piece that one heading alone has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from assistant.lexicon import places_of
from assistant.patterns import compiled, lazy
from assistant.places.marks import Mark, Marked, MarkKind
from assistant.places.words import FRAME

_QUOTES = tuple("“\"'「『《")
_IN_QUOTES = lazy(r"[“\"'「『]([^“”\"'「」『』]{3,})[”\"'」』]")
_SECTION_EN = lazy(r"\b(?:sections?|parts?|chapters?|areas?|domains?|fields?)\b")
_MOST_WORDS = 4  # of a heading's English title, before the word for a section


def titles(marked: Marked) -> Iterator[Mark]:
    """Titles said in full, the longest first."""
    tree, text = marked.tree, marked.text
    named = tree.english if marked.is_english else tree.titles
    found = ((span, name) for name in named for span in _whole(name, text))
    for (start, end), name in sorted(found, key=lambda one: -len(one[1])):
        quoted = text[start - 1 : start] in _QUOTES
        kind: MarkKind = "section" if any(i in tree.containers for i in named[name]) else "title"
        yield Mark(start, end, kind, named[name], sure=quoted)
    yield from _quoted_parts(marked)


def _quoted_parts(marked: Marked) -> Iterator[Mark]:
    """What stands in quotation marks and is a piece of one clause's title alone (「鼓励儿童参与」)."""
    for match in _IN_QUOTES.finditer(marked.text):
        said = match.group(1)  # more than half of a title; a piece of it may be any word (“留守儿童”)
        fits = {
            ids for title, ids in marked.tree.titles.items() if said in title and len(title) < 2 * len(said)
        }
        if len(fits) == 1 and not compiled(marked.labels.pattern).fullmatch(said):
            (ids,) = fits
            kind: MarkKind = "section" if any(i in marked.tree.containers for i in ids) else "title"
            yield Mark(*match.span(1), kind, ids, sure=True)


def _whole(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands; an English one only as whole words."""
    if not name.isascii():
        yield from ((at, at + len(name)) for at in places_of(name, text))
    elif name.split(" ", 1)[0] in text:
        words = re.escape(name).replace(r"\ ", " (?:the )?")
        yield from (match.span() for match in compiled(rf"\b{words}\b").finditer(text))


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
        if marked.tree.is_apart(clause_id):
            continue
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
    """Words beside section, area or the like that stand in one heading's English title only (the part on monitoring)."""
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
        yield from _named_behind(level.end(), glosses, marked)


def _named_behind(start: int, glosses: Mapping[str, str], marked: Marked) -> Iterator[Mark]:
    """The words behind "section on" that one title alone has, in whatever form (organising, organization)."""
    lead = _ABOUT_EN.match(marked.text, start)
    run = _WORDS_EN.match(marked.free, lead.end()) if lead else None
    if run is None:
        return
    ends = [m for m in re.finditer(r"[a-z-]+", run.group()) if not _SMALL_EN.fullmatch(m.group())]
    while ends:  # what follows a title may be a verb (does the part on … contain)
        said = [match.group() for match in ends]
        fits = [i for i, gloss in glosses.items() if all(_is_alike(word, gloss) for word in said)]
        if len(fits) == 1:
            at = run.start()
            yield Mark(at + ends[0].start(), at + ends[-1].end(), "section", tuple(fits))
            return
        ends.pop()


_ABOUT_EN = lazy(
    r" (?:on|about|for|of|called|titled|named|dealing with|covering|concerning|regarding) (?:the )?[\"“]?"
)
_WORDS_EN = lazy(r"[a-z][a-z -]*")
_SMALL_EN = lazy(r"the|and|of|a|an|on|for|its|how|to|plan|this|is|are|does|have|has|in")
_ALIKE = 5  # letters that two forms of one word begin with


def _is_alike(word: str, gloss: str) -> bool:
    """Whether a title has a form of a word: the same beginning, and most of both."""
    return any(
        other == word or _begins_alike(word, other) >= max(_ALIKE, len(word) / 2, len(other) / 2)
        for other in re.findall(r"[a-z-]+", gloss)
    )


def _begins_alike(word: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
