"""Tables that are printed as lines, one for each row, its cells apart by tabs, bars or blanks.

Three kinds are read:

    1 床位总数 张 5066 6500 预期性          indicators: the header says which cell is the name, which the unit, and which the
                                            value of what year
    青石镇 4 12                             figures by name: the header has what is counted, with its unit (新增床位（张）)
    1 新建公园3个 县城管局 2023年9月        tasks: the figure in what is to be done is due when its row says

What was reached (a year before the plan's first, 实际, 基期) is no target and makes no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.indicators.genre import Genre
from assistant.indicators.printed import Printed, in_words, row_of
from assistant.numerals import cells_of, find_years, is_unit
from assistant.patterns import lazy
from assistant.plan import Plan
from assistant.records import Clause, Indicator

_BARS = lazy(r"[\t|│｜]")
_NUMBER = lazy(
    r"(?:不低于|不少于|不高于|不超过|[≥≤＞＜><约])?\s*\d[\d,]*(?:\.\d+)?[万亿]?(?:以上|以下|以内|左右)?"
)
_HEADS = {
    "number": lazy(r"(?:序号|编号)$"),
    "name": lazy(r"(?:主要)?(?:指标|名称|项目|内容)(?:名称|内容)?$"),
    "unit": lazy(r"(?:计量)?单位$"),
    "kind": lazy(r"(?:指标)?(?:属性|性质|类型)$"),
    "group": lazy(r"(?:指标)?(?:类别|分类|领域|维度)$"),
}
_REACHED = lazy(r"实际|实绩|基期|基数|基准|现状|现值|完成|已有")
_TARGET = lazy(r"目标|规划值")
_FREED = lazy(r"[\[\]〔〕［］【】]|\s+")
_NUMBERED = lazy(r"^\d{1,3}[.．、]")
_UNIT_BEHIND = lazy(r"[（(]\s*(?:单位[：:])?([^（）()\s]{1,8})\s*[）)]$")
_SUMMED = lazy(r"[\[〔［【]\s*$")
_SUM_NOTE = lazy(r"[\[〔［【]\s*[\]〕］】][^。；]{0,12}累计")
_SUM: str = "累计"
_TOTALS = lazy(r"(?:合|总|小|共)\s*计|全[市县区州省](?:合计|总计)?")
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

    @property
    def is_barred(self) -> bool:
        """Whether its cells are told apart for certain, by tabs or bars."""
        return bool(_BARS.search(self.clause.text.strip(" 　|")))


def table_heads(clauses: Iterable[Clause], period: tuple[int, int]) -> dict[str, Head]:
    """The header of each clause that is a row of a table of indicators, by the clause's id.

    Args:
        clauses: in the plan's order.
        period: the plan's first and last year; a column of an earlier year tells what was reached.
    """
    found: dict[str, Head] = {}
    head: Head | None = None
    for clause in clauses:
        if columns := _columns(clause.text, period):
            head = Head(clause, columns)
        elif head is not None and _cells(clause.text, head):
            found[clause.id] = head
        elif len(clause.text) > _LONGEST_GROUP:
            head = None
    return found


def header_of(clause: Clause, plan: Plan) -> Clause | None:
    """The header that a row of another table stands under, which says what its columns hold."""
    above = plan.by_id.get(clause.parent)
    return above if above is not None and above.kind == "paragraph" else None


def _columns(text: str, period: tuple[int, int]) -> tuple[Column, ...]:
    """The columns that a header names; () where a line is none."""
    columns = tuple(_column(text[slice(*span)], period) for span in cells_of(text))
    holds = [column.holds for column in columns]
    is_head = holds.count("name") == 1 and bool({"number", "unit", "kind"} & set(holds)) and "value" in holds
    barred = holds.count("name") == 1 and "value" in holds and bool(_BARS.search(text))
    return columns if is_head or barred else ()


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
    if head.is_barred and not _BARS.search(text):
        return {}
    spans = list(cells_of(text))
    laid = (_laid(spans, head, out) for out in _LEFT_OUT)
    cells = next((found for found in laid if found and _numbers_stand(text, found, head)), {})
    values = [text[slice(*cells[at])] for at in cells if head.columns[at].holds in ("value", "reached")]
    told = head.is_barred or any(character.isdigit() for value in values for character in value)
    return cells if told else {}


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
    if extra < 0 or (head.is_barred and extra):
        return {}
    cells: dict[int, tuple[int, int]] = {}
    first = 0
    for at in wanted:
        last = first + (extra if head.columns[at].holds == "name" else 0)
        cells[at] = (spans[first][0], spans[last][1])
        first = last + 1
    return cells


def table_rows(
    clause: Clause, head: Head, plan: Plan, goal: str | None, genre: Genre, *, natured: bool = True
) -> Iterator[Indicator]:
    """A row for each value of a line that is a target, and one for a target in words that has a direction.

    Args:
        natured: whether its words go on to the cell of its nature (约束性), by which it can then be asked for.
    """
    cells = _cells(clause.text, head)
    start, stop = next(span for at, span in cells.items() if head.columns[at].holds == "name")
    name = clause.text[start:stop]
    natures = [span[1] for at, span in cells.items() if head.columns[at].holds == "kind" and natured]
    for at, span in cells.items():
        column = head.columns[at]
        if column.holds != "value":
            continue
        year = column.year or plan.meta.period[1]
        number = _NUMBER.search(clause.text, *span)
        until = max([span[1], *natures])
        if number is not None:
            verb = _SUM if _SUMMED.search(clause.text[: number.start()]) and _sums(plan) else None
            printed = Printed(_called(name), number.span(), year, verb, until=until if natures else 0)
            yield row_of(clause, plan, goal, printed, genre)
        elif way := _direction(clause.text, (start, span[1]), genre):
            numbered = _NUMBERED.match(name)
            begin = start + (numbered.end() if numbered else 0)
            yield in_words(clause, plan, goal, Printed(_called(name), way, year, until=until), begin, genre)


def _direction(text: str, span: tuple[int, int], genre: Genre) -> tuple[int, int] | None:
    """Where a line says that something is to rise or fall, for a target that is put in words (与经济增长同步)."""
    ways = (text.find(word, *span) for word in (*genre.up_verbs, *genre.down_verbs))
    at = min((at for at in ways if at >= 0), default=-1)
    words = sorted((*genre.up_verbs, *genre.down_verbs), key=len, reverse=True)
    word = next((word for word in words if at >= 0 and text.startswith(word, at)), "")
    return (at, at + len(word)) if word else None


def nature_of(clause: Clause, head: Head) -> str:
    """What a line says of its nature (约束性); "" where its table has no such column."""
    cells = _cells(clause.text, head)
    natures = (clause.text[slice(*span)] for at, span in cells.items() if head.columns[at].holds == "kind")
    return next(natures, "")


def natures_read(
    head: Head, heads: dict[str, Head], rows: dict[str, list[Indicator]], plan: Plan
) -> frozenset[str]:
    """The natures of which each line of a table has a row: only of these does a count hold."""
    lines = [line for line, other in heads.items() if other is head]
    natures = {line: nature_of(plan.by_id[line], head) for line in lines}
    return frozenset(natures.values()) - {natures[line] for line in lines if not rows[line]} - {""}


def _called(name: str) -> str:
    """The name of a row without its number and without the unit in brackets behind it."""
    bare = _NUMBERED.sub("", _FREED.sub("", name))
    unit = _UNIT_BEHIND.search(bare)
    return bare[: unit.start()] if unit and is_unit(unit[1]) else bare


def _sums(plan: Plan) -> bool:
    """Whether a note of the plan says that a figure in brackets is the sum of its years."""
    return any(_SUM_NOTE.search(clause.text) for clause in plan.clauses)


def below_header(
    clause: Clause, header: Clause, plan: Plan, goal: str | None, genre: Genre
) -> Iterator[Indicator]:
    """A row for each figure of a line whose unit stands in the header, about what the first word of the line names."""
    heads, cells = cells_of(header.text), cells_of(clause.text)
    texts = [clause.text[slice(*cell)] for cell in cells]
    who = next((text for text in texts if text and not _NUMBER.fullmatch(text)), "")
    if len(heads) != len(cells) or not who:
        return
    for head, cell, text in zip(heads, cells, texts, strict=True):
        title = _FREED.sub("", header.text[slice(*head)])
        unit = _UNIT_BEHIND.search(title)
        if unit is None or not is_unit(unit[1]) or not _NUMBER.fullmatch(text):
            continue
        name = title[: unit.start()]
        if name in genre.acts:
            continue  # 新建（所）: nobody would find what is built by that alone
        total = _TOTALS.fullmatch(who)
        printed = Printed(
            name + _FREED.sub("", who) if total else name, cell, None, None, "" if total else who
        )
        yield row_of(clause, plan, goal, printed, genre, header.text)
