"""Rows that a comparison may mean: those to choose from, those that people share, and the one that others are set beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.lexicon import shared_name
from assistant.records import Indicator, TableQuery
from assistant.tabular.linked import OF_TWO
from assistant.tabular.reading import Reading
from assistant.tabular.slots import blank

_SPREAD = re.compile(
    r"最[高大长].{0,12}(?:和|与|跟|同|减去?|-|比).{0,6}最[低小短]|(?:highest|largest).{1,24}(?:lowest|smallest)|最[低小].{0,6}(?:和|与|跟|到).{0,6}最[高大]|spread|极差|跨度"
)


def is_spread(reading: Reading) -> bool:
    """Whether the highest is set against the lowest; from the highest to the lowest is an order."""
    ordered = [(s.start, s.end) for s in reading.slots if s.slot == "sort"]
    return bool(_SPREAD.search(blank(reading.free, ordered)))


def settled(query: TableQuery, reading: Reading) -> TableQuery | None:
    """The query, or the names to choose from where it fits several quantities equally."""
    if query.operation not in OF_TWO or len(query.ids) <= 2:
        return query
    if query.operation == "difference" and is_spread(reading):
        return query
    led = [sum(reading.leads_to(m, row) for row in reading.rows) for m in reading.named]
    if any(mention.is_ambiguous for mention in reading.named) or (
        not reading.people and "stage" not in reading.nouns and len(led) > 1 and max(led) > 1
    ):
        rows = [row for row in reading.catalog.rows if row.id in query.ids]
        return TableQuery(choices=tuple(dict.fromkeys(called(row) for row in rows)))
    return replace(query, operation="compare", beside=_beside(query, reading))


_EACH = re.compile(r"分别|各自?|逐一|一一|依次|\b(?:respectively|each|in turn)\b")
_FROM_OTHERS = re.compile(
    r"(?<![对分占同环])比(?![例重率方如])|较(?!高|低)|\b(?:exceeds?|than|above|below)\b"
)


def _beside(query: TableQuery, reading: Reading) -> str:
    """The row that each of the others is compared with: alone on one side of what compares them, or ""."""
    mark = _FROM_OTHERS.search(reading.free)
    if mark is None or not _EACH.search(reading.free):
        return ""
    sides = [_rows_on(before=side, mark=mark.start(), query=query, reading=reading) for side in (True, False)]
    alone = [side for side in sides if len(side) == 1]
    return alone[0].pop() if len(alone) == 1 and not sides[0] & sides[1] else ""


def _rows_on(*, before: bool, mark: int, query: TableQuery, reading: Reading) -> set[str]:
    """Ids of the rows that are named before (behind) a place: by their people, where people tell them apart there."""
    rows = [row for row in reading.rows if row.id in query.ids]
    people = [m for m in reading.people if (m.start < mark) is before]
    named = [m for m in reading.named if (m.start < mark) is before]
    about = {row.id for row in rows for m in people if reading.is_about(row, m)}
    return about or {row.id for row in rows for m in named if reading.leads_to(m, row)}


def called(row: Indicator) -> str:
    """Its name, with its people where the name does not say them."""
    people = row.population or ""
    return row.name if people in row.name or not people else people + row.name


def shared_by_people(query: TableQuery, reading: Reading) -> TableQuery | None:
    """Names that all people of a comparison have in common."""

    def about(test: Callable[[Indicator], bool]) -> list[Indicator]:
        return [r for r in reading.catalog.rows if r.value is not None and test(r)]

    rows = about(lambda r: any(reading.is_about(r, m) for m in reading.people))
    rows = [row for row in rows if row.unit == reading.unit_asked] or rows
    shared: dict[str, list[Indicator]] = {}
    for row in rows:
        shared.setdefault(shared_name(row), []).append(row)
    both = [
        n for n, rs in shared.items() if all(any(reading.is_about(r, m) for r in rs) for m in reading.people)
    ]
    if len(both) == 1:
        return replace(query, ids=tuple(r.id for r in shared[both[0]]), populations=())
    if not both:
        return None
    return TableQuery(choices=tuple(dict.fromkeys(called(r) for n in both for r in shared[n])))
