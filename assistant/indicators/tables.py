"""Tables that are printed as lines, one for each row, its cells apart by blanks: 1 床位总数 张 5066 6500 预期性.

The header says which cell is the name, which the unit, and which the value of what year. What was reached (a year before the
plan's first, 实际, 基期) is no target and makes no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.indicators.genre import Genre
from assistant.indicators.printed import Printed, row_of
from assistant.numerals import find_years
from assistant.plan import Plan
from assistant.records import Clause, Indicator

_CELL = re.compile(r"[^\s|｜]+")
_NUMBER = re.compile(
    r"(?:不低于|不少于|不高于|不超过|[≥≤＞＜><约])?\s*\d[\d,]*(?:\.\d+)?[万亿]?(?:以上|以下|以内|左右)?"
)
_HEADS = {
    "number": re.compile(r"(?:序号|编号)$"),
    "name": re.compile(r"(?:主要)?(?:指标|名称|项目|内容)(?:名称|内容)?$"),
    "unit": re.compile(r"(?:计量)?单位$"),
    "kind": re.compile(r"(?:指标)?(?:属性|性质|类型)$"),
    "group": re.compile(r"(?:指标)?(?:类别|分类|领域|维度)$"),
}
_REACHED = re.compile(r"实际|实绩|基期|基数|基准|现状|现值|完成|已有")
_TARGET = re.compile(r"目标|规划值")
_FREED = re.compile(r"[\[\]〔〕［］【】]|\s+")
_LEFT_OUT = tuple(
    map(frozenset, ((), ("group",), ("number",), ("group", "number")))
)  # columns that a row may lack
_LONGEST_GROUP = 16  # characters of a line between rows that only names a group of them


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds (number, name, unit, kind, group, value, reached, other), and of which year."""

    holds: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: its clause and its columns."""

    clause: Clause
    columns: tuple[Column, ...]


def table_heads(plan: Plan) -> dict[str, Head]:
    """The header of each clause that is a row of a table, by the clause's id."""
    found: dict[str, Head] = {}
    head: Head | None = None
    for clause in plan.clauses:
        if columns := _columns(clause.text, plan.meta.period):
            head = Head(clause, columns)
        elif head is not None and _cells(clause.text, head):
            found[clause.id] = head
        elif len(clause.text) > _LONGEST_GROUP:
            head = None
    return found


def _columns(text: str, period: tuple[int, int]) -> tuple[Column, ...]:
    """The columns that a header names; () where a line is none."""
    columns = tuple(_column(match.group(), period) for match in _CELL.finditer(text))
    holds = [column.holds for column in columns]
    is_head = holds.count("name") == 1 and bool({"number", "unit", "kind"} & set(holds)) and "value" in holds
    return columns if is_head else ()


def _column(cell: str, period: tuple[int, int]) -> Column:
    plain = next((holds for holds, pattern in _HEADS.items() if pattern.match(cell)), None)
    if plain is not None:
        return Column(plain)
    year = next((year for year, _, _ in find_years(cell)), None)
    if _REACHED.search(cell) or (year is not None and year < period[0]):
        return Column("reached", year)
    if year is not None or _TARGET.search(cell):
        return Column("value", year or period[1])
    return Column("other")


def _cells(text: str, head: Head) -> dict[int, tuple[int, int]]:
    """Where the cell of each column stands; a name may hold blanks, its number or a group may be left out. {} for no row."""
    spans = [match.span() for match in _CELL.finditer(text)]
    laid = (_laid(spans, head, out) for out in _LEFT_OUT)
    cells = next((found for found in laid if found and _numbers_stand(text, found, head)), {})
    values = [text[slice(*cells[at])] for at in cells if head.columns[at].holds in ("value", "reached")]
    return cells if any(character.isdigit() for value in values for character in value) else {}


def _numbers_stand(text: str, cells: dict[int, tuple[int, int]], head: Head) -> bool:
    """Whether the cell of the row's number is a number, wherever the header puts it, and the name of a group is none."""
    told = {
        head.columns[at].holds: text[slice(*span)].rstrip(".．、").isdigit() for at, span in cells.items()
    }
    return told.get("number", True) and not told.get("group", False)


def _laid(spans: list[tuple[int, int]], head: Head, left_out: frozenset[str]) -> dict[int, tuple[int, int]]:
    """The cells in the order of the columns that are there; what is too many belongs to the name. {} for too few."""
    wanted = [at for at, column in enumerate(head.columns) if column.holds not in left_out]
    extra = len(spans) - len(wanted)
    cells: dict[int, tuple[int, int]] = {}
    first = 0
    for at in wanted if extra >= 0 else ():
        last = first + (extra if head.columns[at].holds == "name" else 0)
        cells[at] = (spans[first][0], spans[last][1])
        first = last + 1
    return cells


def table_rows(clause: Clause, head: Head, plan: Plan, goal: str | None, genre: Genre) -> Iterator[Indicator]:
    """A row for each value of a line that is a target."""
    cells = _cells(clause.text, head)
    name = next(clause.text[slice(*span)] for at, span in cells.items() if head.columns[at].holds == "name")
    for at, span in cells.items():
        column = head.columns[at]
        number = _NUMBER.search(clause.text, *span) if column.holds == "value" else None
        if number is not None:
            year = column.year or plan.meta.period[1]
            yield row_of(clause, plan, goal, Printed(_FREED.sub("", name), number.span(), year), genre)
