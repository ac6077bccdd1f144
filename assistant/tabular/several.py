"""Rows that a comparison may mean: those to choose from, those that people share, and the one that others are set beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.lexicon import shared_name
from assistant.patterns import lazy
from assistant.records import Indicator, TableQuery
from assistant.tabular.linked import OF_TWO
from assistant.tabular.reading import Reading
from assistant.tabular.slots import blank

_HIGH, _LOW = r"最(?:为)?(?:[高大长多松宽])", r"最(?:为)?(?:[低小短少严紧])"
_AND = r"(?:和|与|跟|同|到|减去?|-|比|、)"
_HIGH_EN = r"(?:highest|largest|biggest|longest|loosest|laxest|greatest)"
_LOW_EN = r"(?:lowest|smallest|shortest|strictest|tightest|least)"
_SPREAD = lazy(
    rf"{_HIGH}.{{0,12}}{_AND}.{{0,6}}{_LOW}|{_LOW}.{{0,12}}{_AND}.{{0,6}}{_HIGH}"
    rf"|{_HIGH_EN}.{{1,24}}{_LOW_EN}|{_LOW_EN}.{{1,24}}{_HIGH_EN}|\bspread\b|极差|跨度"
    r"|(?:首尾|头尾|两头|两端|一头一尾|一前一后)(?:两[个项条档头端])?(?:之?间)?(?:的|之)?(?:相?差|差距)"
)

_BOTH_ENDS = lazy(rf"{_HIGH}.{{0,8}}{_LOW}|{_LOW}.{{0,8}}{_HIGH}")  # 谁最长谁最短，差几个钟头


_HOW_MANY_AT_END = lazy(
    rf"(?:{_HIGH}|{_LOW})的?(?:前|后)?[二两三四五六七八九十2-9][个条项]|\b(?:two|three|four|five|[2-9]) (?:{_HIGH_EN}|{_LOW_EN})|(?:{_HIGH_EN}|{_LOW_EN}) (?:two|three|four|five|[2-9])\b"
)


def is_spread(reading: Reading) -> bool:
    """Whether the highest is set against the lowest; from the highest to the lowest is an order."""
    ordered = [(s.start, s.end) for s in reading.slots if s.slot == "sort"]
    told = blank(reading.free, ordered)
    if _HOW_MANY_AT_END.search(told) and not reading.is_difference:
        return False  # 最高的三个和最低的三个: both are listed
    return bool(_SPREAD.search(told) or (reading.is_difference and _BOTH_ENDS.search(told)))


def settled(query: TableQuery, reading: Reading) -> TableQuery | None:
    """The query, or the names to choose from where it fits several quantities equally."""
    if query.operation == "compare" and (asked_back := _claimed_of_several(query, reading)):
        return asked_back
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


def set_beside(query: TableQuery, reading: Reading) -> TableQuery:
    """The query for rows that people share; each is compared with the one that the others are set beside, if there is one."""
    if query.operation not in OF_TWO or len(query.ids) <= 2 or is_spread(reading):
        return query
    beside = _beside(query, reading)
    return replace(query, operation="compare", beside=beside) if beside else query


_EACH = lazy(r"分别|各自?|逐一|一一|依次|\b(?:respectively|each|in turn)\b")
_FROM_OTHERS = lazy(r"(?<![对分占同环])比(?![例重率方如])|较(?!高|低)|\b(?:exceeds?|than|above|below)\b")


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
    rows = [row for row in reading.catalog.rows if row.id in query.ids]
    people = [m for m in reading.people if (m.start < mark) is before]
    named = [m for m in reading.named if (m.start < mark) is before]
    about = {row.id for row in rows for m in people if reading.is_about(row, m)}
    return about or {row.id for row in rows for m in named if reading.leads_to(m, row)}


def _claimed_of_several(query: TableQuery, reading: Reading) -> TableQuery | None:
    """The rows to choose from where one row is said to be lower or higher than what several are called (死亡率比贫血率低吗)."""
    if not reading.said_to_be or len(query.ids) <= 2 or reading.people:
        return None
    led = [{row.id for row in reading.rows if reading.leads_to(m, row)} for m in reading.named]
    single = {row_id for ids in led if len(ids) == 1 for row_id in ids}
    rows = [
        r for r in reading.catalog.rows if r.id in query.ids and r.id not in single and r.value is not None
    ]
    levels = [row for row in rows if row.kind != "relative"]
    if len(single) != 1 or len(levels) < 2:
        return None
    return TableQuery(choices=tuple(dict.fromkeys(called(row) for row in levels)))


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
