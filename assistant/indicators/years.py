"""When a figure is due: the years that its clause names, and what each of them governs."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.numerals import find_years
from assistant.patterns import lazy

_BASE_BEFORE = lazy(r"(?:以|(?<![占别同环之对类])比|较|自|从|由|截至|截止|[（(])\s*$")
_BASE_BEHIND = lazy(r"(?:年?度?(?:末|底)?)?\s*(?:以来|起|以后|之后|后|数据|水平|为基|基期|基数|实际)")
_DUE_WORD = lazy(r"(?:到|至|展望|by)\s*$")
_END = r"(?:年?[底末]|年?内)?(?:之?前)?"
_ALONE = lazy(rf"\s*{_END}\s*[，,：:]")
_HEADING = lazy(rf"\s*{_END}\s*[：:]")
_NEXT = lazy(rf"\s*{_END}\s*[、和及与]\s*$")
_RANGE = lazy(r"\s*[-—–~至到]+\s*$")


@dataclass(frozen=True, slots=True)
class Due:
    """A year by which something is due.

    Attributes:
        fronted: whether it governs all that follows (到2025年，…); else the piece that it stands in alone.
        told: whether a word says that it is a term (到).
        heads: whether its clause begins with it (2023年：…), so that all of it is due then.
    """

    year: int
    start: int
    end: int
    fronted: bool
    told: bool
    heads: bool = False


def due_years(text: str, first: int) -> tuple[Due, ...]:
    """The years of a clause that are terms: not before the plan's first, no base year, of 2028—2030年 the last."""
    found = find_years(text)
    after = [*(start for _, start, _ in found[1:]), len(text)][: len(found)]
    return tuple(
        _due(text, year, start, end)
        for (year, start, end), following in zip(found, after, strict=True)
        if year >= first and not _is_base(text, start, end) and not _RANGE.fullmatch(text, end, following)
    )


def _is_base(text: str, start: int, end: int) -> bool:
    return bool(_BASE_BEFORE.search(text, 0, start) or _BASE_BEHIND.match(text, end))


def _due(text: str, year: int, start: int, end: int) -> Due:
    told = bool(_DUE_WORD.search(text, 0, start))
    heads = not text[:start].strip(" 　—-·•") and bool(_HEADING.match(text, end))
    return Due(year, start, end, told or bool(_ALONE.match(text, end)), told, heads)


def year_of(years: tuple[Due, ...], sentence: int, piece: int, at: int, *, strict: bool) -> int | None:
    """The year by which the figure at a place is due; None where the clause names none for it.

    Args:
        years: those of its clause.
        sentence, piece: where the sentence and the piece of it begin that hold it.
        at: where it stands.
        strict: whether only a year in its own piece, or one of its sentence that is told to be a term, counts.
    """
    inside = [due for due in years if piece <= due.start < at]
    if inside:
        return inside[-1].year
    before = [due for due in years if due.start < at and due.fronted]
    if strict:
        before = [due for due in before if due.heads or (due.told and due.start >= sentence)]
    return before[-1].year if before else None


def listed_years(years: tuple[Due, ...], text: str, start: int, end: int) -> tuple[int, ...]:
    """The years of a list (2023年、2024年、2025年分别消除…) that ends last in a stretch; () where there is none."""
    listed: list[Due] = []
    for due in (due for due in years if start <= due.start < end):
        if listed and not _NEXT.fullmatch(text, listed[-1].end, due.start):
            listed = []
        listed.append(due)
    return tuple(due.year for due in listed) if len(listed) > 1 else ()
