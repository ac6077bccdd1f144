"""The rows of a plan, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.indicators.genre import Genre
from assistant.indicators.lines import line_rows
from assistant.indicators.pieces import sentences
from assistant.indicators.reading import Slot
from assistant.indicators.rows import direction_rows, figure_row
from assistant.indicators.slots import slots_of
from assistant.indicators.tables import (
    below_header,
    header_of,
    nature_of,
    natures_read,
    table_heads,
    table_rows,
)
from assistant.indicators.years import due_years, year_of
from assistant.lexicon import without_region
from assistant.numerals import cells_of, column_head, find_years
from assistant.patterns import lazy
from assistant.plan import Plan
from assistant.records import Clause, Indicator

_NUMBERED = lazy(
    r"^\s*(?:第[〇零一二三四五六七八九十百\d]+[章节条篇部]|[（(][一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十百]+、|\d+[.．、])\s*"
)
_TASK = lazy(r"任务|事项|工作|措施|举措|内容|项目|目标|名称")  # a column that says what is to be done
_NOTE = lazy(r"[（(]?(?:注|备注|说明)[\d]*[：:]")  # what a table says of itself demands nothing


@dataclass(frozen=True, slots=True)
class Unread:
    """A figure of a target line that could not be tied to a subject: clause, line, text."""

    clause_id: str
    line: int
    text: str


def extract(plan: Plan, genre: Genre) -> tuple[tuple[Indicator, ...], tuple[Unread, ...]]:
    """All rows of a plan, in its order, and the figures of target lines that could not be read.

    A target line is a clause of kind target, or a paragraph under a heading that names goals.
    """
    rows: list[Indicator] = []
    unread: list[Unread] = []
    goals = {clause.id: clause.title for clause in plan.clauses if clause.kind == "goal"}
    heads = table_heads(plan.clauses, plan.meta.period)
    lines = {head.clause.id for head in heads.values()}
    tabled = {
        i: list(table_rows(plan.by_id[i], head, plan, goals.get(plan.by_id[i].parent), genre))
        for i, head in heads.items()
    }
    natured = {head.clause.id: natures_read(head, heads, tabled, plan) for head in heads.values()}
    for clause in plan.clauses:
        goal = goals.get(clause.parent)
        found: list[Indicator] = []
        missed: list[Unread] = []
        if clause.id in heads:
            head = heads[clause.id]
            whole = nature_of(clause, head) in natured[head.clause.id]
            found = list(table_rows(clause, head, plan, goal, genre, natured=whole))
        elif header := header_of(clause, plan):
            found = list(below_header(clause, header, plan, goal, genre)) or _task_rows(
                clause, header, plan, genre
            )
        elif clause.id not in lines and not _NOTE.match(clause.text):
            found, missed = _clause_rows(clause, plan, genre, goal)
        rows += _with_ids(found)
        unread += missed
    kept = frozenset(
        i for i, head in heads.items() if nature_of(plan.by_id[i], head) in natured[head.clause.id]
    )
    return _told_once(_called_alike(rows), frozenset(heads), kept), tuple(unread)


def _told_once(
    rows: tuple[Indicator, ...], tabled: frozenset[str], kept: frozenset[str]
) -> tuple[Indicator, ...]:
    """The rows without those that say the same again: of a table, or of the text where all of a table are counted by nature."""
    whole = {_content(row) for row in rows if row.clause_id in kept}
    rows = tuple(row for row in rows if row.clause_id in tabled or _content(row) not in whole)
    said = {_content(row) for row in rows if row.clause_id not in tabled}
    return tuple(
        row for row in rows
        if row.clause_id not in tabled or row.clause_id in kept or _content(row) not in said
    )  # fmt: skip


def _content(row: Indicator) -> tuple[object, ...]:
    return row.name, row.comparator, row.value, row.unit, row.per, row.target_year


def _called_alike(rows: list[Indicator]) -> tuple[Indicator, ...]:
    """Rows of one thing under one name, where the plan calls it 全省冷库库容 in one place and 冷库库容 in another."""
    names = {row.name for row in rows}
    return tuple(
        replace(row, name=bare) if (bare := without_region(row.name)) in names - {row.name} else row
        for row in rows
    )


def _clause_rows(
    clause: Clause, plan: Plan, genre: Genre, goal: str | None
) -> tuple[list[Indicator], list[Unread]]:
    if clause.kind in ("title", "heading", "goal"):
        return [], []
    if by_year := line_rows(clause, plan, goal, genre):
        return list(by_year), []
    is_target = clause.kind == "target" or _under_goals(clause, plan)
    rows: list[Indicator] = []
    missed: list[Unread] = []
    years = due_years(clause.text, plan.meta.period[0])
    told: list[Slot] = []
    for start, end in sentences(clause.text, _lead(clause)):
        if _reports(clause, start, genre):
            continue
        told = told if clause.text[start - 1 : start] in "；;" else []
        slots, lost = slots_of(
            clause.text, start, end, genre, years=years, told=tuple(told), strict=not is_target
        )
        told += slots
        rows += [figure_row(slot, clause, plan, genre, goal, is_target) for slot in slots]
        if is_target:
            missed += [Unread(clause.id, clause.line, text) for text in lost]
            taken = [(slot.start, slot.end) for slot in slots]
            due = year_of(years, start, start, start + 1, strict=False) or plan.meta.period[1]
            rows += direction_rows(clause, plan, genre, goal, (start, end), taken, due)
    rows.sort(key=lambda row: row.start)
    return rows, missed


def _task_rows(clause: Clause, header: Clause, plan: Plan, genre: Genre) -> list[Indicator]:
    """The figures of what a row of a table has to be done, due by the year that another of its cells has."""
    spans = cells_of(clause.text)
    if len(spans) != len(cells_of(header.text)):
        return []
    dated = [found for span in spans if len(found := find_years(clause.text[slice(*span)])) == 1]
    year = (
        dated[0][0][0]
        if len(dated) == 1 and dated[0][0][0] in range(plan.meta.period[0], plan.meta.period[1] + 1)
        else None
    )
    rows: list[Indicator] = []
    for start, end in spans:
        if _TASK.search(column_head(header.text, clause.text, start)):
            slots, _ = slots_of(clause.text, start, end, genre, strict=True)
            rows += [
                figure_row(replace(slot, year=year), clause, plan, genre, None, is_target=False)
                for slot in slots
            ]
    return rows


def _lead(clause: Clause) -> int:
    """Where a clause's text begins behind its number."""
    return len(clause.number) if clause.text.startswith(clause.number) else 0


def _under_goals(clause: Clause, plan: Plan) -> bool:
    """Whether a paragraph or item stands under (or begins with) a heading that names goals."""
    if clause.kind not in ("paragraph", "item"):
        return False
    names = [clause.path[-1]] if clause.kind == "paragraph" and clause.path else [clause.title]
    head = clause.text[:12].split("：")[0]
    short = [label for label in (_NUMBERED.sub("", above) for above in clause.path) if len(label) <= 6]
    return any(name.endswith(plan.meta.target_headings) for name in [*names, *short, head] if name)


def _reports(clause: Clause, start: int, genre: Genre) -> bool:
    """Whether a sentence tells what was reached or is foreseen: by its words, or by the heading it stands under."""
    begin = max(clause.text.rfind(mark, 0, start) for mark in "。！？") + 1
    stop = clause.text.find("。", start)
    sentence = clause.text[begin : stop if stop >= 0 else len(clause.text)].strip()
    labels = [_NUMBERED.sub("", label).strip() for label in clause.path]
    heads = any(len(label) <= 6 and label.endswith(genre.reported_headings) for label in labels)
    return heads or bool(genre.reported.search(sentence[len(clause.number) if begin == 0 else 0 :]))


def _with_ids(rows: list[Indicator]) -> list[Indicator]:
    if len(rows) < 2:
        return rows
    return [replace(row, id=f"{row.clause_id}/{n}") for n, row in enumerate(rows, 1)]
