"""A row → its figure as an option, and figures that are near it and wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.course.lines import evidence_of
from assistant.course.material import Material
from assistant.lexicon import shared_name
from assistant.numerals import format_decimal
from assistant.records import Indicator, Language
from assistant.wording import figure_en, figure_zh, statement

_SWAPPED = {"%": "‰", "‰": "%"}
_AGES = frozenset({"岁", "周岁"})


def figure_of(row: Indicator, known: Material, lang: Language) -> str:
    """The figure of a row as an option has it."""
    return figure_en(row) if lang == "en" else figure_zh(row, evidence_of(known, [row.clause_id]))


def with_value(text: str, row: Indicator, value: Decimal, unit: str | None = None) -> str:
    """The same words with another number, and another unit where one is given; "" where the number is not found once."""
    if row.value is None:
        return ""
    number = rf"(?<![0-9.]){re.escape(format_decimal(row.value))}(?![0-9.])"
    if len(re.findall(number, text)) != 1:
        return ""
    changed = re.sub(number, format_decimal(value), text)
    if unit is None:
        return changed
    return re.sub(
        rf"({re.escape(format_decimal(value))}\s*){re.escape(row.unit or '')}", rf"\g<1>{unit}", changed
    )


def number_in(printed: str, row: Indicator) -> str:
    """The number of a row with its unit, as its clause prints them; "" where it is not there in digits."""
    if row.value is None:
        return ""
    pattern = rf"(?<![0-9.]){re.escape(format_decimal(row.value))}\s*{re.escape(row.unit or '')}"
    match = re.search(pattern, printed)
    return match.group() if match else ""


def wrong_figures(row: Indicator, known: Material, lang: Language) -> Iterator[str]:
    """Figures that look like that of a row, the most plausible first; whether they are wrong is for the judge."""
    said = figure_of(row, known, lang)
    for value in _of_siblings(row, known):
        yield with_value(said, row, value)
    if row.unit in _SWAPPED and row.value is not None:
        yield with_value(said, row, row.value, _SWAPPED[row.unit])
    for value in near_values(row):
        yield with_value(said, row, value)


def wrong_statements(row: Indicator, known: Material, lang: Language) -> Iterator[str]:
    """What the plan would demand of a row with a wrong figure."""
    said = statement(row, evidence_of(known, [row.clause_id]), lang)
    if lang == "en":  # the quote beside it would give the figure away
        said = re.sub(r" ?\(「[^」]*」\)", "", said)
    values = [*_of_siblings(row, known), *near_values(row)]
    for value in values:
        yield with_value(said, row, value)
    if row.unit in _SWAPPED and row.value is not None:
        yield with_value(said, row, row.value, _SWAPPED[row.unit])


def right_statement(row: Indicator, known: Material, lang: Language) -> str:
    """What the plan demands of a row; in English without the quote."""
    said = statement(row, evidence_of(known, [row.clause_id]), lang)
    return re.sub(r" ?\(「[^」]*」\)", "", said) if lang == "en" else said


def _of_siblings(row: Indicator, known: Material) -> list[Decimal]:
    """Figures of the same measure for other people: other school stages, city and countryside."""
    shared = shared_name(row)
    same = [
        r for r in known.rows.values() if r.id != row.id and shared_name(r) == shared and r.unit == row.unit
    ]
    return [r.value for r in same if r.value is not None and r.value != row.value]


def near_values(row: Indicator) -> list[Decimal]:
    """Numbers beside that of a row, of its own precision, within what its unit allows; the nearest first."""
    value = row.value
    if value is None:
        return []
    step = _step(value, row.unit)
    near = [value + step * n for n in (-1, 1, -2, 2, 3, -3, 4)]
    most = Decimal(100) if row.unit == "%" else Decimal(1000)
    least = Decimal(0)
    return [v for v in near if least < v < most]


def _step(value: Decimal, unit: str | None) -> Decimal:
    """How far apart wrong numbers stand: far enough to be told apart, near enough to be taken."""
    if unit in ("%", "‰"):
        if value >= 95:
            return Decimal(1)
        return Decimal(5) if value >= 20 else Decimal(2) if value >= 8 else Decimal("0.5")
    if unit in _AGES:
        return Decimal(2)
    if value < 1:
        return Decimal(2).scaleb(int(value.as_tuple().exponent))
    return (
        Decimal("0.5")
        if value % 1 or (unit == "小时" and value < 2)
        else Decimal(1)
        if value < 20
        else Decimal(5)
    )
