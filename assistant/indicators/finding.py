"""The rows of a plan, clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from assistant.indicators.genre import Genre
from assistant.indicators.pieces import sentences
from assistant.indicators.rows import direction_rows, figure_row
from assistant.indicators.slots import slots_of
from assistant.numerals import find_years
from assistant.plan import Plan
from assistant.records import Clause, Indicator

_NUMBERED = re.compile(r"^.{1,4}?[、.）]")


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
    for clause in plan.clauses:
        found, missed = _clause_rows(clause, plan, genre, goals.get(clause.parent))
        rows += _with_ids(found)
        unread += missed
    return tuple(rows), tuple(unread)


def _clause_rows(
    clause: Clause, plan: Plan, genre: Genre, goal: str | None
) -> tuple[list[Indicator], list[Unread]]:
    if clause.kind in ("title", "heading", "goal"):
        return [], []
    is_target = clause.kind == "target" or _under_goals(clause, plan)
    rows: list[Indicator] = []
    missed: list[Unread] = []
    year_of = _due_years(clause, plan)
    for start, end in sentences(clause.text):
        slots, lost = slots_of(clause.text, start, end, genre, strict=not is_target)
        rows += [
            figure_row(slot, clause, plan, genre, goal, is_target, year_of(slot.start)) for slot in slots
        ]
        if is_target:
            missed += [Unread(clause.id, clause.line, text) for text in lost]
            taken = [(slot.start, slot.end) for slot in slots]
            rows += direction_rows(clause, plan, genre, goal, (start, end), taken, year_of(start))
    rows.sort(key=lambda row: row.start)
    return rows, missed


def _under_goals(clause: Clause, plan: Plan) -> bool:
    """Whether a paragraph or item stands under (or begins with) a heading that names goals."""
    if clause.kind not in ("paragraph", "item"):
        return False
    names = [clause.path[-1]] if clause.kind == "paragraph" and clause.path else [clause.title]
    head = clause.text[:12].split("：")[0]
    short = [label for label in (_NUMBERED.sub("", above) for above in clause.path) if len(label) <= 6]
    return any(name.endswith(plan.meta.target_headings) for name in [*names, *short, head] if name)


def _due_years(clause: Clause, plan: Plan) -> Any:
    """A function from an offset to the year that is due there: the last 到…年 before it, else the plan's end."""
    marks = [
        (start, year)
        for year, start, _ in find_years(clause.text)
        if clause.text[max(start - 2, 0) : start].strip()[-1:] == "到"
    ]

    def due(offset: int) -> int:
        before = [year for start, year in marks if start <= offset]
        return before[-1] if before else plan.meta.period[1]

    return due


def _with_ids(rows: list[Indicator]) -> list[Indicator]:
    if len(rows) < 2:
        return rows
    return [replace(row, id=f"{row.clause_id}/{n}") for n, row in enumerate(rows, 1)]
