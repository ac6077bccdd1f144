"""Which lines of a text are rows of a table: cells apart by tabs, bars or blanks, or each cell on a line of its own.

    tabled(lines)      the lines, cells that had lines of their own put together, and which of them are rows

A row is a paragraph however its first cell is numbered. What a column holds is read elsewhere (``indicators.tables``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.numerals import cells_of, is_unit
from assistant.patterns import lazy
from assistant.plan.markers import is_heading
from assistant.plan.paragraphs import Paragraph, stitched

_BARS = lazy(r"[\t|│｜]")
_ROLE = lazy(
    r"(?:主要|主)?(?:牵头|责任|主责|负责|主办|承办|实施|配合|协办|协助|参与)[\u4e00-\u9fff、（）()/]{0,4}(?:单位|部门|机构|主体|机关|领导|人)"
)
_UNIT = lazy(r"[（(]\s*(?:单位[：:])?([^（）()]{1,8})[）)]$")
_MEASURED = lazy(r"指标|^(?:计量)?单位$|目标")
_SENTENCE = lazy(r"[。！？；;]")
# What the header of a table calls its columns; one that is cut by blanks alone needs one of them.
_HEAD = lazy(
    r"[\u4e00-\u9fff]{0,4}(?:序号|编号|类别|分类|类型|领域|维度|指标|名称|项目|内容|任务|事项|工作|措施|举措|乡镇|镇街|街道|县区|区县|市县|市州|地区|区域|单位|部门|学校|园所|机构|时限|时间|年份|年度|阶段|属性|性质|责任|备注|建设|规模|投资|地点|数量|所在地)"
    r"[\u4e00-\u9fff]{0,4}(?:[（(][^（）()]{0,8}[）)])?"
)
_NOTE = lazy(r"(?:注|备注|说明)\s*\d*\s*[：:]")
_FIGURE = lazy(
    r"[≥≤＞＜><±约]?\s*[\[〔［【]?\s*\d[\d,，]*(?:\.\d+)?\s*[\]〕］】]?\s*[%％‰]?(?:以上|以下|左右)?|[-—–－/／]+"
)
FEWEST_CELLS: Final = 3
MOST_CELLS: Final = 12
FEWEST_ROWS: Final = 2
FEWEST_NAMED: Final = 2  # cells of a header cut by blanks that plainly name a column
LONGEST_HEAD: Final = 18  # characters of a cell of a header
LONGEST_GROUP: Final = 16  # characters of a line that only names a group of rows


@dataclass(frozen=True, slots=True)
class Tabled:
    """Paragraphs, and the indexes of those that are the header or a row of a table."""

    lines: tuple[Paragraph, ...]
    rows: frozenset[int]


def tabled(lines: Sequence[Paragraph]) -> Tabled:
    """Find the tables of a text."""
    made: list[Paragraph] = []
    rows: set[int] = set()
    at = 0
    while at < len(lines):
        count = _rows_across(lines, at)
        wide, high = (0, 0) if count else _rows_down(lines, at)
        for n in range(count or high):
            rows.add(len(made))
            made.append(lines[at + n] if count else stitched(list(lines[at + n * wide : at + n * wide + wide]), "\t"))  # fmt: skip
        if not count and not high:
            made.append(lines[at])
        at += count or wide * high or 1
    return Tabled(tuple(made), frozenset(rows))


def cells(text: str) -> list[str]:
    """The cells of a line."""
    return [text[start:end] for start, end in cells_of(text)]


def heads_columns(text: str) -> bool:
    """Whether a header says what each column holds, so that a row of it can only be read below it: bodies by role, or units."""
    named = cells(text)
    roles = any(_ROLE.fullmatch(cell) for cell in named)
    units = any((match := _UNIT.search(cell)) and is_unit(match[1]) for cell in named)
    return roles or (units and not any(_MEASURED.search(cell) for cell in named))


# --- a row on each line


def _rows_across(lines: Sequence[Paragraph], at: int) -> int:
    """How many lines from here are a header and its rows; 0 where no table begins."""
    head = lines[at].text
    if not _is_head(head):
        return 0
    barred = bool(_BARS.search(head.strip(" 　|")))
    columns = len(cells(head))
    stop = at + 1
    while stop < len(lines) and _is_row(lines, stop, columns, barred=barred):
        stop += 1
    return stop - at if stop - at > FEWEST_ROWS else 0


def _is_head(text: str) -> bool:
    found = cells(text)
    barred = bool(_BARS.search(text.strip(" 　|")))
    if not (2 if barred else FEWEST_CELLS) <= len(found) <= MOST_CELLS or _SENTENCE.search(text):
        return False
    if any(len(cell) > LONGEST_HEAD or _FIGURE.fullmatch(cell) for cell in found) or is_heading(found[0]):
        return False
    return barred or sum(_names_column(cell) for cell in found) >= FEWEST_NAMED


def _names_column(cell: str) -> bool:
    unit = _UNIT.search(cell)
    return bool(_HEAD.fullmatch(cell)) or bool(unit and is_unit(unit[1]))


def _is_row(lines: Sequence[Paragraph], at: int, columns: int, *, barred: bool) -> bool:
    text = lines[at].text
    if _NOTE.match(text.strip()):
        return False
    if barred and not _BARS.search(text.strip(" 　|")):
        follows = at + 1 < len(lines) and _BARS.search(lines[at + 1].text)
        return bool(follows) and len(text.strip()) <= LONGEST_GROUP and not _SENTENCE.search(text)
    found = cells(text)
    if barred:
        return len(found) > 1
    return len(found) >= max(FEWEST_CELLS, columns - 2) and not text.rstrip().endswith("。")


# --- a cell on each line


def _rows_down(lines: Sequence[Paragraph], at: int) -> tuple[int, int]:
    """How many cells a row and how many rows a table has whose cells are lines from here; (0, 0) where none begins.

    Its header has words, and of its rows each column has figures or words throughout.
    """
    if not _HEAD.fullmatch(lines[at].text.strip()):
        return 0, 0
    stop = at
    while stop < len(lines) and _is_cell(lines[stop].text.strip()):
        stop += 1
    texts = [line.text.strip() for line in lines[at:stop]]
    best = max(
        ((_height(texts, wide), -wide) for wide in range(FEWEST_CELLS, MOST_CELLS + 1)), default=(0, 0)
    )
    return (-best[1], best[0]) if best[0] > FEWEST_ROWS else (0, 0)


def _is_cell(text: str) -> bool:
    return len(text) <= 2 * LONGEST_HEAD and not _SENTENCE.search(text) and not _NOTE.match(text)


def _height(texts: Sequence[str], wide: int) -> int:
    """How many rows of some width, the header with them, a run of cells has."""
    rows = [texts[n : n + wide] for n in range(0, len(texts) - wide + 1, wide)]
    kinds = [[_FIGURE.fullmatch(cell) is not None for cell in row] for row in rows]
    if (
        len(rows) < FEWEST_ROWS
        or any(kinds[0])
        or not any(kinds[1])
        or any(len(c) > LONGEST_HEAD for c in rows[0])
    ):
        return 0
    alike = 1
    while alike < len(rows) and kinds[alike] == kinds[1]:
        alike += 1
    return alike
