"""The first steps: what a question asks, and the rows that it asks for.

read     question → Query, its typos corrected
fetch    Query → rows, by generated SQL
judge    whether they answer
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from assistant.compose import Composed
from assistant.knowledge import Knowledge
from assistant.places import names_place
from assistant.places import read as read_places
from assistant.question import understand
from assistant.records import (
    Draft,
    Dropped,
    Duty,
    Evidence,
    Indicator,
    Language,
    Query,
    Step,
)  # fmt: skip
from assistant.sql.generate import LOOKUP_COLUMNS, lookup
from assistant.sql.generate import table as table_statement
from assistant.sufficiency import (
    Judgement,
    judge,
    judge_table,
)
from assistant.tabular import read_table as read_table_question
from assistant.tabulate import fetch_table
from assistant.verify import Verdict

SEARCHED = 100  # characters at each end of a long question that are searched for

_WHO = re.compile(r"责任(?:部门|单位|人)|负责|牵头|主管|谁|responsible|in charge|\bwho\b")
# Which body has the most to do: a question over duties; 单位 alone may be the unit of a figure.
ASKS_MOST = re.compile(
    r"(?:部门|机构|机关|组织|谁)[^,，。?？]{0,10}(?:最多|最重)|单位[^,，。?？]{0,4}(?:任务|职责|责任|负责|管|事)[^,，。?？]{0,6}(?:最多|最重)"
    r"|most (?:tasks|duties|responsibilities|often named)|(?:bod(?:y|ies)|departments?|agenc(?:y|ies)) .{0,30}\bmost\b"
)
_QUOTED = re.compile(r"[“「『\"《]")


@dataclass
class Run:
    """One question on its way through the steps."""

    question: str
    lang: Language
    query: Query
    evidence: Evidence
    judgement: Judgement = field(default_factory=lambda: Judgement("error"))
    composed: Composed = field(default_factory=lambda: Composed(Draft((), ())))
    verdict: Verdict = field(default_factory=lambda: Verdict((), (), ()))
    partial: bool = False
    mode: Literal["grounded", "model"] = "grounded"
    left_out: tuple[Dropped, ...] = ()  # of what a language model wrote
    deadline: float = 0.0  # until which a language model may be asked, on time.monotonic
    duties: tuple[Duty, ...] = ()
    steps: list[Step] = field(default_factory=list)


def read(known: Knowledge, run: Run) -> str:
    """What a question asks; read again with its typos corrected where words are left over."""
    query = understand(run.question, known.catalog)
    misread = query.task not in ("order", "social") and (query.unexplained or not query.names)
    if misread and len(query.text) <= 2 * SEARCHED:
        text, corrections = known.speller.correct(query.text)
        if corrections:
            query = replace(understand(text, known.catalog), corrections=corrections)
    run.query = replace(query, lang=run.lang)
    names = "、".join(run.query.names)
    return f"{names}（{'、'.join(run.query.populations)}）" if run.query.populations else names


def fetch(known: Knowledge, run: Run) -> str:
    """The rows that a question names, or that its table question selects; nothing where it asks for neither."""
    asked = run.query
    if _asks_table(known, run):
        found = _fetch_table(known, run)
        table = run.query.table
        if found or table is None or table.choices or table.unexplained:
            return found
        run.query = asked
    if run.query.task != "lookup":
        return ""
    statement = lookup(run.query)
    sql = known.database.run(statement.tree, statement.parameters)
    rows = tuple(_row(known, cells) for cells in sql.rows)
    clauses = tuple(known.clauses[clause_id] for clause_id in dict.fromkeys(row.clause_id for row in rows))
    shown = replace(sql, rows=tuple(_decimals_as_text(cells) for cells in sql.rows))
    run.evidence = replace(run.evidence, indicators=rows, clauses=clauses, sql=shown, glosses=known.glosses)
    return f"{len(rows)} 条" if run.lang == "zh" else f"{len(rows)} row(s)"


def _asks_table(known: Knowledge, run: Run) -> bool:
    """Whether a question is one over the table; the query then says so. What the tree answers is left to it."""
    query = run.query
    if query.task in ("order", "social", "period") or query.foreign_place:
        return False
    table = read_table_question(query.text, known.table)
    if (table is None and query.aside) or (table is not None and table.unexplained):
        text, corrections = known.speller.correct(query.text) if len(query.text) <= 2 * SEARCHED else ("", ())
        again = read_table_question(text, known.table) if corrections else None
        if again is not None and not again.unexplained:
            table, query = again, replace(query, corrections=corrections)
    if table is None or (table.unexplained and not table.ids):
        return False
    if ASKS_MOST.search(query.text):
        return False
    if table.operation == "list" and query.names and query.figures and query.yes_no:
        return False  # a figure to be confirmed of what is named
    if _WHO.search(query.text) and table.source == "clauses" and table.operation == "list":
        return False  # who, not which clauses
    listed = table.source == "clauses" and table.operation == "list" and not (table.words or table.goals)
    if listed or (names_place(query.text) and not (table.goals or table.words)):
        tree, lexicon = known.tree, known.catalog.lexicon
        if read_places(query.text, tree, lexicon, strict=False):
            return False
    run.query = replace(
        query, task="table", table=table, unexplained=table.unexplained, choices=table.choices
    )
    return True


def _fetch_table(known: Knowledge, run: Run) -> str:
    table = run.query.table
    if table is None or table.choices or table.unexplained:
        return ""
    statement = table_statement(table, known.plan.meta.key)
    sql = known.database.run(statement.tree, statement.parameters)
    if not sql.rows and ((table.words and not _QUOTED.search(run.query.text)) or run.query.names):
        return ""  # nothing that is named or quoted: the clauses may say it in other words
    base = replace(run.evidence, glosses=known.glosses)
    run.evidence = fetch_table(table, sql, known.rows, known.tree.clauses, base)
    count = len(sql.rows)
    return f"{count} 条" if run.lang == "zh" else f"{count} row(s)"


def _row(known: Knowledge, cells: tuple[str | int | None, ...]) -> Indicator:
    """The row as the statement fetched it; what it did not ask for comes from the row of the same id."""
    fetched: dict[str, Any] = dict(zip(LOOKUP_COLUMNS, cells, strict=True))
    value = fetched["value"]
    return replace(
        known.rows[fetched["id"]], **(fetched | {"value": None if value is None else Decimal(str(value))})
    )


def _decimals_as_text(cells: tuple[str | int | None, ...]) -> tuple[str | int | None, ...]:
    at = LOOKUP_COLUMNS.index("value")
    return (*cells[:at], None if cells[at] is None else str(cells[at]), *cells[at + 1 :])


def judge_rows(known: Knowledge, run: Run) -> str:
    """Whether the rows answer."""
    table = run.query.task == "table"
    run.judgement = judge_table(run.query) if table else judge(run.query, run.evidence)
    return ""
