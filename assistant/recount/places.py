"""The place of one row among others, and which stand in the middle: counted again from the figures."""

from __future__ import annotations

from decimal import Decimal

from assistant.records import Evidence, Indicator
from assistant.recount.order import Labels, comparable_by
from assistant.recount.sentences import MIDDLE, PLACE, printed_unit
from assistant.recount.wanted import all_wanted, rows_of

_HALF_CENT = Decimal("0.005")  # by how much what is rounded may be off
_FALLING = frozenset({"高到低", "high to low"})


def wrong_place(text: str, labels: Labels, evidence: Evidence) -> str | None:
    """A place that a row does not have, of another number of rows, or that was not asked for."""
    match = PLACE.fullmatch(text)
    if match is None:
        return None
    table, name = evidence.table, match["name"] or match["name_en"]
    assert table is not None
    row = next((row for row in evidence.indicators if row.id == table.placed), None)
    if row is None or row.value is None or name not in labels(row):
        return f"the place of {name} was not asked for"
    falls = (match["way"] or match["way_en"]) in _FALLING
    if falls != (table.order == "desc"):
        return "the other order is asked for"
    values = _values(evidence, row)
    before = sum((value > row.value) if falls else (value < row.value) for value in values)
    there = (before + 1, len(values), values.count(row.value) - 1)
    said = tuple(int(match[key] or match[f"{key}_en"] or 0) for key in ("place", "all", "ties"))
    return None if said == there else f"{said} is said, {there} is there"


def wrong_middle(text: str, labels: Labels, evidence: Evidence) -> str | None:
    """Rows that do not stand in the middle, or not all that do."""
    match = MIDDLE.fullmatch(text)
    if match is None:
        return None
    assert evidence.table is not None
    with_figure = [row for row in rows_of(all_wanted(evidence)) if row.value is not None]
    if not evidence.table.middle or len({comparable_by(row) for row in with_figure}) != 1:
        return "none is in the middle"
    values = sorted(row.value for row in with_figure if row.value is not None)
    middle = {values[(len(values) - 1) // 2], values[len(values) // 2]}
    rows = [row for row in with_figure if row.value in middle]
    names = (match["names"] or match["names_en"]).replace("; ", "；").split("；")
    named = all(any(name in labels(row) for row in rows) for name in names)
    right = int(match["all"] or match["all_en"]) == len(values) and len(names) == len(rows)
    if not (named and right):
        return f"{names} are not in the middle of {len(values)}"
    told = match["median"] or match["median_en"]
    if (told is not None) != (len(middle) > 1):
        return "the middle two differ" if len(middle) > 1 else "there is one figure in the middle"
    median = sum(middle, Decimal(0)) / len(middle)
    unit = printed_unit((match["unit"] or match["unit_en"] or "").strip())
    if told is not None and (abs(Decimal(told) - median) > _HALF_CENT or unit != (rows[0].unit or "")):
        return f"the median is {median}, not {told}{unit}"
    return None


def _values(evidence: Evidence, row: Indicator) -> list[Decimal]:
    """The figures asked about that one row's may be compared with."""
    alike = (r for r in rows_of(all_wanted(evidence)) if comparable_by(r) == comparable_by(row))
    return [r.value for r in alike if r.value is not None]
