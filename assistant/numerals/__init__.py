"""Figures in government text: "5.5‰以下", "十六周岁", "1.2万亿元" → Quantity.

    parse_number      "1.2万亿", "一百零五", "１，０００" → Decimal
    find_quantities   all figures of a text, with unit, comparator and denominator
    find_fractions    fractions in words (四分之三以上), as percentages; find_quantities leaves them out
    find_years        all years of a text; a year is no quantity
    quantities_at     those that touch a piece of a text
    printed_apart     a number with the unit that its line prints apart (（个）：2023年96); quantities_apart reads it
    cells_of, column_head, quantities_below   the cells of a row of a table, and what the header says of one
    same_quantity     equal after unit normalisation, comparator included; same_value leaves it out
    ages_of_whom      where an English text says of which age people are
    sided             ages with the side that words around them say (6个月以后, over five)
    format_decimal    a Decimal as people write it

Text is first folded character by character (full width to half width, the traditional characters of
numerals, units and comparators to simplified), so an offset in the folded text is one in the text as given.
Then names that only look like figures (第10条, 三位一体, 5·12, telephone numbers) are blanked out, and
what is left is read from the tables of `units`. A Chinese numeral is a figure only before a unit, because
most of them are part of a word; where both readings are possible, it is taken for a word.

Not read: approximations (十几名, 七八个月), fractions (三分之二, 1/3), other ratios than 一半.
"""

from __future__ import annotations

from decimal import Decimal

from assistant.numerals.apart import (
    cells_of,
    column_head,
    is_table_line,
    is_unit,
    printed_apart,
    quantities_apart,
    quantities_below,
)
from assistant.numerals.figures import PER_BOUNDARIES, find_quantities
from assistant.numerals.fractions import find_fractions
from assistant.numerals.numbers import ENGLISH_NUMBERS, EXACT, HALF, fold, parse_number
from assistant.numerals.sides import ages_of_whom, sided
from assistant.numerals.units import AGES, UNIT_BY_FORM, UNIT_BY_NAME
from assistant.numerals.years import find_years, spans_year
from assistant.records import Quantity

__all__ = [
    "AGES",
    "ENGLISH_NUMBERS",
    "HALF",
    "PER_BOUNDARIES",
    "ages_of_whom",
    "cells_of",
    "column_head",
    "find_fractions",
    "find_quantities",
    "find_years",
    "format_decimal",
    "is_table_line",
    "is_unit",
    "parse_number",
    "printed_apart",
    "quantities_apart",
    "quantities_at",
    "quantities_below",
    "same_quantity",
    "same_value",
    "sided",
    "spans_year",
]


def _base(quantity: Quantity) -> tuple[str, Decimal]:
    """What the quantity measures, and how much of its base unit it is."""
    if quantity.value == HALF and not quantity.unit:
        return "%", EXACT.multiply(HALF, Decimal(100))
    unit = UNIT_BY_NAME.get(quantity.unit) or UNIT_BY_FORM.get(fold(quantity.unit))
    if unit is None:
        return quantity.unit, quantity.value
    return unit.dimension or unit.name, EXACT.multiply(quantity.value, Decimal(unit.factor))


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether both are one amount: 12 % and 12.0 %, 1 小时 and 60 分钟, 1 年 and 12 个月, 16岁 and 16周岁, 一半 and 50%.

    ‰ and % never are (5.5‰ is not 0.55%: a reader who sees the other sign takes it for a mistake), nor are
    ages and durations (5岁, 5年), months and days, % and 个百分点. `per` is not compared.
    """
    return _base(a) == _base(b)


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """same_value, and both bind alike: 90%以上 is 不低于90%, and is not 90%. `per` is not compared."""
    return a.comparator == b.comparator and same_value(a, b)


def quantities_at(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The figures of a text that touch text[start:end], read with the words before them.

    A figure may need them: 一次 is one only after 每年 or 至少; and 4个 is 4个百分点 where its list ends so.
    """
    low = max(start - _CONTEXT, 0)
    found = find_quantities(text[low : end + _LISTED])
    return tuple(quantity for quantity in found if quantity.start + low < end and start < quantity.end + low)


# Characters before a figure that decide whether it is one.
_CONTEXT = 16
# Characters behind it in which the list may end that says its unit.
_LISTED = 40


def format_decimal(value: Decimal) -> str:
    """Plain notation without exponent or trailing zeros.

    >>> format_decimal(Decimal("5.50")), format_decimal(Decimal("1.2E+12"))
    ('5.5', '1200000000000')
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
