"""Figures whose unit is printed apart from them: in brackets behind a name (（个）：2023年96), in a cell of their line."""

from __future__ import annotations

import re

from assistant.numerals.figures import find_quantities
from assistant.records import Quantity

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BRACKETED = re.compile(r"[（(]\s*(?:单位[：:])?\s*([^（）()\s\d][^（）()\s]{0,7})\s*[）)]")
_CELL = re.compile(r"(?<!\S)([^\s\d（）()]\S{0,7})(?!\S)")


def printed_apart(text: str, start: int, end: int) -> str:
    """The bare number text[start:end] as it reads with the unit that its line prints apart; "" where there is none.

    >>> printed_apart("口袋公园（个）：2023年15", 14, 16), printed_apart("3 床位占比 % 42.3 ≥60 约束性", 14, 17)
    ('15个', '≥60%')
    """
    figure = "".join(text[start:end].split())
    number = _NUMBER.search(figure)
    if number is None or any(quantity.unit for quantity in find_quantities(figure)):
        return ""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    tokens = [match.group(1) for pattern in (_BRACKETED, _CELL) for match in pattern.finditer(line)]
    unit = next((token for token in tokens if is_unit(token)), "")
    return figure[: number.end()] + unit + figure[number.end() :] if unit else ""


def is_table_line(text: str) -> bool:
    """Whether a text is the row of a table: cells apart by blanks, one of them a unit, and a number behind it."""
    unit = next((match for match in _CELL.finditer(text) if is_unit(match.group(1))), None)
    return unit is not None and bool(_NUMBER.search(text, unit.end()))


def is_unit(token: str) -> bool:
    """Whether a word is a unit and nothing else, as 个, 万人 or 微克/立方米."""
    return len(read := find_quantities(f"1{token}")) == 1 and bool(read[0].unit) and _covers(read[0], token)


def _covers(quantity: Quantity, token: str) -> bool:
    rest = f"1{token}"[quantity.end :]
    return quantity.start == 0 and (not rest or rest.startswith("/"))


def quantities_apart(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """What printed_apart reads as, placed where the number stands."""
    printed = printed_apart(text, start, end)
    return find_quantities(printed) if printed else ()
