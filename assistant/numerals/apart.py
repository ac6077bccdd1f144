"""Figures whose unit is printed apart from them: in brackets behind a name (（个）：2023年96), in a cell of their line."""

from __future__ import annotations

from assistant.numerals.figures import find_quantities
from assistant.patterns import lazy
from assistant.records import Quantity

_NUMBER = lazy(r"\d[\d,]*(?:\.\d+)?")
_BRACKETED = lazy(r"[（(]\s*(?:单位[：:])?\s*([^（）()\s\d][^（）()\s]{0,7})\s*[）)]")
_CELL = lazy(r"(?<!\S)([^\s\d（）()]\S{0,7})(?!\S)")


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


_BARS = lazy(r"[\t|│｜]")
_FILLED = lazy(r"[^\s　]+")


def cells_of(text: str) -> tuple[tuple[int, int], ...]:
    """Where the cells of a line of a table stand: apart by tabs or bars where it has any, else by blanks.

    >>> cells_of("青石镇 4 12"), cells_of("甲\\t乙丙\\t")
    (((0, 3), (4, 5), (6, 8)), ((0, 1), (2, 4)))
    """
    lead = len(text) - len(text.lstrip(" 　|│｜\n"))
    bare = text[: len(text.rstrip())].rstrip("|│｜ 　")
    if not _BARS.search(bare, lead):
        return tuple(match.span() for match in _FILLED.finditer(text))
    ends = [match.start() for match in _BARS.finditer(bare, lead)] + [len(bare)]
    starts = [lead, *(end + 1 for end in ends[:-1])]
    return tuple(_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    cell = text[start:end]
    begin = start + len(cell) - len(cell.lstrip())
    return begin, max(begin, start + len(cell.rstrip()))


def column_head(header: str, text: str, at: int) -> str:
    """The cell of a table's header above what stands at a place of a row; "" where the two have not as many cells."""
    heads, cells = cells_of(header), cells_of(text)
    if len(heads) != len(cells):
        return ""
    return next(
        (header[slice(*head)] for head, (start, end) in zip(heads, cells, strict=True) if start <= at < end),
        "",
    )


def quantities_below(header: str, text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """A number of a row with the unit that its column has in the header (新增床位（张）), placed where the number stands."""
    units = _BRACKETED.findall(column_head(header, text, start))
    unit = next((unit for unit in units if is_unit(unit)), "")
    figure = "".join(text[start:end].split())
    number = _NUMBER.search(figure)
    if not unit or number is None or any(quantity.unit for quantity in find_quantities(figure)):
        return ()
    return find_quantities(figure[: number.end()] + unit + figure[number.end() :])


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
