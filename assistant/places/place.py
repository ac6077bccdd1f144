"""The one place that a question names: by the numbers of chapter and section, or by its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.lexicon import Lexicon
from assistant.patterns import lazy
from assistant.places.marks import Mark, Marked
from assistant.places.reading import read_marks
from assistant.places.rest import Rest
from assistant.places.walk import Walk
from assistant.places.wanted import Asked, Missing
from assistant.places.words import BELOW, COUNT, LIST, PATH, TELL, TITLE
from assistant.structure import ROOT, Tree, integer

# Levels within a section, from the larger to the smaller.
_RANKS = {"entry": 0, "line": 1, "paragraph": 2}
# What follows a title that is meant as such: …的原文, …用规划的原话怎么讲, …是第几条; or stands between it and its noun (…这条措施).
_POINTS_BACK = lazy(
    r"(?:在|用|按|照)?(?:规划|文件)?[里上中]?(?:面|头)?的?(?:原文|全文|正文|原话|条文)|是第几|(?:这|那)"
)
_POINTER = lazy(r"(?:[这那])?[一个条项]*")

# --- by numbers ------------------------------------------------------------------------------------


def at_path(text: str, tree: Tree, lexicon: Lexicon) -> Asked | None:
    """A clause by the numbers of chapter and section (二(一)10); None where a folded question has no such place.

    Args:
        text: the question.
        tree: the plan.
        lexicon: words of questions.
    """
    match = PATH.search(text)
    if match is None:
        return None
    sections = _sections_at(match, tree)
    if not sections:
        return _no_section(match, tree, lexicon)
    if not (match[3] or match[4]):
        return Asked(headings=sections) if tree.children.get(sections[0]) else Asked(places=sections)
    return _below_sections(match, sections, read_marks(text[_end(match) :], tree, lexicon))


def _end(match: re.Match[str]) -> int:
    """Where the numbers of chapter and section end, bracket included."""
    return match.end(2) + 1


def _chapters_at(match: re.Match[str], tree: Tree) -> tuple[str, ...]:
    """Ids of the chapters with the number said."""
    return tuple(i for i in tree.children.get(ROOT, ()) if tree.number(i) == integer(match[1]))


def _sections_at(match: re.Match[str], tree: Tree) -> tuple[str, ...]:
    """Ids of the sections with the number said, in the chapters with theirs."""
    numbered = [i for chapter in _chapters_at(match, tree) for i in tree.numbered(chapter)]
    return tuple(i for i in numbered if tree.number(i) == integer(match[2]))


def _no_section(match: re.Match[str], tree: Tree, lexicon: Lexicon) -> Asked | None:
    """A section that there is not, where nothing else is asked."""
    text = match.string
    beside = read_marks(text[: match.start()] + " " + text[_end(match) :], tree, lexicon)
    if Rest(beside).spans:
        return None
    return Asked(missing=Missing(text[match.start() : _end(match)], _chapters_at(match, tree) or (ROOT,)))


def _below_sections(match: re.Match[str], sections: tuple[str, ...], marked: Marked) -> Asked:
    """What the label and the number behind a section lead to."""
    tree = marked.tree
    walk = Walk(tree, sections)
    _to_first_label(walk, marked)
    counted = marked.of("ordinal")[:1]
    if match[4] and not counted:
        counted = (Mark(*match.span(4), "ordinal", number=integer(match[4]), level="entry"),)
    for mark in counted:
        walk.step(mark)
    if walk.missing is not None:
        return Asked(missing=Missing(match.group().strip(), walk.among))
    if not counted and len(walk.at) == 1 and tree.children.get(walk.at[0]):
        return Asked(headings=walk.at)
    return Asked(places=walk.at)


def _to_first_label(walk: Walk, marked: Marked) -> None:
    """Go to the headings of the first label that a question names, if any."""
    walk.label(tuple(dict.fromkeys(i for mark in marked.of("label")[:1] for i in mark.ids)))


# --- by marks --------------------------------------------------------------------------------------


def names_one(marked: Marked) -> bool:
    """Whether a question counts to a place, or names a clause without parts and asks for its words."""
    if marked.of("ordinal"):
        return True
    pointed = any(mark.sure or _is_pointed(mark, marked) for mark in marked.of("title"))
    return pointed and bool(TELL.search(marked.free) or LIST.search(marked.free))


def _is_pointed(mark: Mark, marked: Marked) -> bool:
    """Whether a title is followed by what it is a title of (…这条措施, …的原文)."""
    if _POINTS_BACK.match(marked.text[mark.end :]):
        return True
    nouns = [m for m in marked.of("label", "level") if m.start >= mark.end]
    return bool(nouns) and _POINTER.fullmatch(marked.text[mark.end : nouns[0].start]) is not None


def place_named(marked: Marked) -> Asked | None:
    """The clauses that the marks of a question lead to, or what of them there is not; None where they lead nowhere."""
    walk = Walk(marked.tree)
    if not marked.of("section", "title") and _are_listed(all_of := marked.of("ordinal"), marked):
        return _several(walk, all_of, marked)  # 七个领域里头一个跟末一个
    for mark in marked.of("ordinal"):
        if mark.level in ("chapter", "domain"):
            walk.step(mark)
    section = None if marked.sections else _section_behind(marked)
    if section is not None:
        walk.step(section)
    if walk.missing is not None:
        return Asked(missing=Missing(_said(walk.missing, marked), walk.among))
    if marked.sections:
        walk.at = marked.sections
    if titles := marked.of("title"):
        walk.named(tuple(i for mark in titles for i in mark.ids), marked.of("label"))
    else:
        _to_first_label(walk, marked)
    steps = tuple(mark for mark in _small_ordinals(marked, section) if mark != section)
    small = [mark for mark in marked.of("ordinal") if mark.level in _RANKS and mark != section]
    if _are_listed(in_order := sorted(small, key=lambda mark: mark.start), marked):
        return _several(walk, in_order, marked)
    for mark in steps:
        walk.step(mark)
    if walk.missing is not None:
        return Asked(missing=Missing(_said(walk.missing, marked), walk.among))
    return _told(tuple(dict.fromkeys(walk.at)), marked)


def _section_behind(marked: Marked) -> Mark | None:
    """The ordinal of a section right behind that of its chapter, where more is counted below it (第二章第一节目标第四条)."""
    for chapter, mark in pairwise(marked.of("ordinal")):
        further = any(m.start >= mark.end for m in marked.of("ordinal", "label"))
        behind = _CHAINED.fullmatch(marked.text[chapter.end : mark.start])
        if chapter.level == "chapter" and mark.level == "entry" and further and behind:
            return mark
    return None


def _small_ordinals(marked: Marked, section: Mark | None = None) -> tuple[Mark, ...]:
    """Ordinals of entries, lines and paragraphs, from the larger to the smaller; the same one only once."""
    others = (mark for mark in reversed(marked.of("ordinal")) if mark != section)
    once = {(m.level, m.number): m for m in others if m.level in _RANKS}
    from_start = {level for level, number in once if number > 0}
    kept = [m for m in once.values() if m.number > 0 or m.level not in from_start]  # 最后那个(第8个)
    edges = {edge for label in marked.of("label") for edge in (label.start, label.end)}
    return tuple(sorted(kept, key=lambda m: (_RANKS[m.level], not {m.start, m.end} & edges, m.start)))


def _are_listed(steps: Sequence[Mark], marked: Marked) -> bool:
    """Whether ordinals of one level are listed beside one another (第二条和第四条)."""
    return len(steps) > 1 and all(
        a.level == b.level and _LISTED.fullmatch(marked.text[a.end : b.start]) for a, b in pairwise(steps)
    )


def _several(walk: Walk, steps: Sequence[Mark], marked: Marked) -> Asked | None:
    """The clauses that several ordinals count to from the same place; the first that there is not, if any."""
    found: list[str] = []
    for mark in _with_ranges(steps, marked):
        one = Walk(walk.tree, walk.at, walk.missing, walk.among)
        one.step(mark)
        if one.missing is not None:
            return Asked(missing=Missing(_said(one.missing, marked), one.among))
        found += one.at
    return _told(tuple(dict.fromkeys(found)), marked)


def _with_ranges(steps: Sequence[Mark], marked: Marked) -> list[Mark]:
    """The ordinals with those between the ends of a range (第二条到第四条)."""
    found = list(steps[:1])
    for before, mark in pairwise(steps):
        if _RANGE.search(marked.text[before.end : mark.start]) and 0 < before.number < mark.number:
            found += [replace(mark, number=n) for n in range(before.number + 1, mark.number)]
        found.append(mark)
    return found


# What may stand between the number of a chapter and that of its section.
_CHAINED = lazy(r"(?:[里中]头?|里面|下面?|之?内)?的?[、,，\s]*")
_RANGE = lazy(r"[到至~～-]|\b(?:to|through)\b")
_LISTED = lazy(r"(?:的)?(?:[、,，和跟与及到至~～ -]|以及|还有|and|to|through)+(?:the )?")


def _said(mark: Mark, marked: Marked) -> str:
    """A place in the asker's words, with the label beside it."""
    beside = [m for m in marked.of("label") if m.start == mark.end or m.end == mark.start]
    start = min([mark.start, *(m.start for m in beside)])
    end = max([mark.end, *(m.end for m in beside)])
    said = re.sub("[「」]", "", marked.text[start:end].strip())
    return said or re.sub(r"[「」\s]", "", marked.text[mark.start : mark.end])


def _told(ids: tuple[str, ...], marked: Marked) -> Asked | None:
    """A heading is told by its parts, anything else by its words."""
    if not ids or ids == (ROOT,):
        return None
    free, tree = marked.free, marked.tree
    if TITLE.search(free) and not BELOW.search(free):
        return Asked(places=ids, titles=True)
    if len(ids) == 1 and tree.children.get(ids[0]):
        counts = COUNT.search(free) and BELOW.search(free)
        if counts or tree.clauses[ids[0]].kind == "heading":
            return Asked(headings=ids)
    return Asked(places=ids)
