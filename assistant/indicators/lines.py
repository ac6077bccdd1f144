"""Lines that give a figure for each of several years: 小区改造（个）：2023年96，2024年110，三年合计206，力争220."""

from __future__ import annotations

import re

from assistant.indicators.genre import Genre
from assistant.indicators.printed import Printed, row_of
from assistant.numerals import is_unit
from assistant.patterns import lazy
from assistant.plan import Plan
from assistant.records import Clause, Indicator

_LINE = lazy(r"(?P<name>[^：:，,；;。（）()]+)[（(](?P<unit>[^（）()]{1,8})[）)]\s*[：:]")
_ITEM = lazy(r"[^，,；;、。]+")
_YEAR = lazy(r"(?P<year>(?:19|20)\d\d)\s*年(?:[底末])?")
_TOTAL = lazy(r"(?P<words>(?:[一二两三四五六七八九十\d]+年)?(?:累计|合计|共计|总计))")
_STRIVEN = lazy(r"\s*(?P<verb>力争|争取)")
_REACHED = lazy(r"实际|基期|基数|基准|现状|已完成")
_NUMBER = lazy(
    r"(?:不低于|不少于|不高于|不超过|[≥≤＞＜><约])?\d[\d,]*(?:\.\d+)?[万亿]?(?:以上|以下|以内|左右)?"
)
_FEWEST_YEARS = 2


def line_rows(clause: Clause, plan: Plan, goal: str | None, genre: Genre) -> tuple[Indicator, ...]:
    """A row for each year of a line, and for what it says of them together; () where a clause is no such line."""
    text = clause.text
    line = _LINE.match(text, len(clause.number) if text.startswith(clause.number) else 0)
    if line is None or not is_unit(line["unit"]):
        return ()
    items = [match.span() for match in _ITEM.finditer(text, line.end())]
    if sum(bool(_YEAR.search(text, *span)) for span in items) < _FEWEST_YEARS:
        return ()
    name = re.sub(r"\s+", "", line["name"])
    found: list[Printed] = []
    for start, end in items:
        item = _item(text, start, end, name, found[-1] if found else None, plan.meta.period)
        found += [item] if item else []
    return tuple(row_of(clause, plan, goal, item, genre) for item in found)


def _item(
    text: str, start: int, end: int, name: str, before: Printed | None, period: tuple[int, int]
) -> Printed | None:
    """What one item of a line says: a year's figure, that of all years, or what is striven for beyond the one before."""
    year, total = _YEAR.search(text, start, end), _TOTAL.search(text, start, end)
    told = year or total
    number = _NUMBER.search(text, told.end() if told else start, end)
    if number is None or _REACHED.search(text, start, end):
        return None
    if total is not None:
        return Printed(name + total["words"], number.span(), period[1])
    if year is not None:
        due = int(year["year"])
        return Printed(name, number.span(), due) if due >= period[0] else None
    striven = _STRIVEN.match(text, start)
    if before is None or striven is None:
        return None
    return Printed(before.name, (striven.start("verb"), number.end()), before.year, striven["verb"])
