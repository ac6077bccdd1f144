"""The place of one row among those that are told, and which of them stand in the middle."""

from __future__ import annotations

from decimal import Decimal

from assistant.numerals import format_decimal
from assistant.records import Indicator
from assistant.tabulate.derived import comparable_rows, quotient
from assistant.tabulate.page import UNIT_EN, Page, cite_row, named


def say_place(page: Page) -> None:
    """What is asked of the order: at which place a row stands, or which row stands in the middle of it."""
    buckets = comparable_rows(page.evidence.indicators)
    if page.table.middle and len(buckets) == 1:
        _say_middle(page, buckets[0])
    for bucket in buckets if page.table.placed else ():
        row = next((row for row in bucket if row.id == page.table.placed), None)
        if row is not None and row.value is not None:
            _say_place(page, row, row.value, [other.value for other in bucket if other.value is not None])


def _say_place(page: Page, row: Indicator, value: Decimal, values: list[Decimal]) -> None:
    falls = page.table.order == "desc"
    place = 1 + sum((other > value) if falls else (other < value) for other in values)
    ties = values.count(value) - 1
    name, many = named(row, page), len(values)
    beside = (
        f"，与其他 {ties} 条并列" if ties else "",
        f", tied with {ties} other{'s' if ties > 1 else ''}" if ties else "",
    )
    page.say(
        f"在可比的 {many} 条中，{name}按数值从{'高到低' if falls else '低到高'}排第 {place} 位{beside[0]}。",
        f"Of {many} that can be compared, by figure from {'high to low' if falls else 'low to high'}, "
        f"{name} comes number {place}{beside[1]}.",
        (cite_row(page, row),),
    )


def _say_middle(page: Page, rows: list[Indicator]) -> None:
    """Those whose figure is in the middle: one figure, or of an even number the two in the middle."""
    values = sorted(row.value for row in rows if row.value is not None)
    middle = {values[(len(values) - 1) // 2], values[len(values) // 2]}
    found = [row for row in rows if row.value in middle]
    names = [named(row, page) for row in found]
    median = quotient(sum(middle, Decimal(0)), Decimal(len(middle)))
    unit = rows[0].unit or ""
    told = format_decimal(median) + (UNIT_EN.get(unit, unit) if page.en else unit)
    two = len(middle) > 1  # then the median is none of the figures
    page.say(
        f"可比的 {len(values)} 条按数值排列，正中间的是：{'；'.join(names)}{f'，中位数 {told}（推算）' if two else ''}。",
        f"Of {len(values)} that can be compared, in the middle by figure: {'; '.join(names)}{f', median {told} (derived)' if two else ''}.",
        tuple(dict.fromkeys(cite_row(page, row) for row in found)),
    )
