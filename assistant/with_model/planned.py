"""Where the rules are not sure, the model says what to look for; the rules judge what is found.

Year, place, people and kind of answer are those of the question that was asked, whatever the model makes of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.asked import SUPPLIED
from assistant.clause_sufficiency import fits
from assistant.compose import Composed, compose
from assistant.errors import LanguageModelError, SqlError, SqlRefused, ToolError
from assistant.fetching import fetch, fetch_by_itself, judge_rows, look_up
from assistant.first_reading import read
from assistant.knowledge import Knowledge
from assistant.linking import fits as of_question
from assistant.llm.planning import LONGEST_QUESTION, Plan, plan
from assistant.llm.selection import check_rows, selection
from assistant.question import means
from assistant.records import Evidence, Indicator, Query, Sentence, SqlResult
from assistant.run import Run
from assistant.searching import search
from assistant.sufficiency import judge, judge_table
from assistant.tabulate import tabulate
from assistant.with_model.notes import CAUSES, NOTES
from assistant.with_model.seen import ROWS_FOUND, Seen, select

_LOG = logging.getLogger(__name__)
# Refusals for a missing link. A subject beside the one that the plan has, another year or place stay refused.
_UNLINKED = frozenset({"not_understood", "no_indicator"})
# Probability from which a question that was taken to be about something else may be about the plan.
NEARLY_ABOUT = 0.2
_OF_NUMBERS = frozenset({"count", "group"})
_NO_FIGURE = frozenset({"no_value", "not_said", "not_told"})  # asked for figures that no clause found gives


def plan_step(known: Knowledge, run: Run) -> str:
    """Where the rules are not sure, let the model say what to look for; what it took the question to be after."""
    if known.model is None or run.stays_here or not is_unsure(known, run):
        return ""
    run.deadline = run.deadline or known.model.deadline()

    def accept(made: Plan) -> Run | None:
        return _PLANS[made.kind](known, run, made)

    try:
        rows, seen = known.rows.values(), Seen(known)
        planned = plan(known.model, run.question, rows, seen, accept, run.deadline, run.earlier)
    except LanguageModelError as error:
        _LOG.info("the language model made no plan (%s): %s", error.cause, error)
        run.unplanned = error.cause
        return CAUSES[error.cause][run.lang == "en"]
    except (SqlError, ToolError) as error:
        _LOG.info("the language model's plan was not used: %s", error)
        return "SQL ✗" if isinstance(error, SqlError) else "✗"
    if planned.result is None:
        return "✗" if planned.plan.kind != "none" else ""
    for name in ("query", "evidence", "judgement", "composed", "partial", "duties"):
        setattr(run, name, getattr(planned.result, name))
    run.mode = "model"
    return _told(run, planned.plan, planned.looks)


def _told(run: Run, made: Plan, looks: int) -> str:
    """What the step shows: what the question was taken to be after, and how often the model looked before."""
    zh, count = run.lang == "zh", len(run.evidence.indicators)
    after = (
        made.question or "、".join(run.query.names) or (f"表格查询，{count} 条" if zh else f"{count} row(s)")
    )
    if not looks:
        return after
    return f"{after}（查阅 {looks} 次）" if zh else f"{after} (looked {looks} times)"


def is_unsure(known: Knowledge, run: Run) -> bool:
    """Whether the rules found no link, or two, and nothing else stands in the way of an answer."""
    query, judgement = run.query, run.judgement
    if (
        query.foreign_place
        or query.foreign_year
        or query.actual
        or query.strangers
        or query.task in ("order", "social")
    ):
        return False
    if query.expects in SUPPLIED or query.expects == "actor":
        return False
    asks_row = query.expects in ("value", "list") and judgement.detail in _NO_FIGURE
    if judgement.status == "clarify":
        return bool(query.choices)
    if judgement.detail in _UNLINKED or asks_row:
        return True
    nearly = fits(run.evidence.support, known.thresholds.about) >= NEARLY_ABOUT
    return judgement.detail == "off_topic" and nearly


# --- what a plan stands for ------------------------------------------------------------------------


def _plan_rows(known: Knowledge, run: Run, made: Plan) -> Run | None:
    """The rows that the model names, judged as if the question had named them; the answer says that it did not.

    Raises:
        ToolError: one is the name of no row.
    """
    rows = tuple(row for row in known.rows.values() if row.name in made.names)
    wrong = [name for name in made.names if name not in {row.name for row in rows}]
    if wrong or not rows:
        raise ToolError(f"there is no indicator {wrong[0][:40]!r}" if wrong else "names is empty")
    if not _keeps(run.query, rows) or not _is_choice(run.query, rows):
        return None
    query = means(run.query, rows, known.plan.meta)
    planned = Run(run.question, run.lang, query, Evidence(period=run.evidence.period))
    look_up(known, planned)
    planned.judgement = judge(planned.query, planned.evidence)
    return planned if planned.judgement.status == "answered" else None


def _plan_question(known: Knowledge, run: Run, made: Plan) -> Run | None:
    """The question in the plan's words, read and answered by the rules, held to what the first one restricts.

    Raises:
        ToolError: it is empty or too long.
    """
    if not 0 < len(made.question) <= LONGEST_QUESTION:
        raise ToolError(f"question has 1 to {LONGEST_QUESTION} characters")
    period = run.evidence.period
    planned = Run(made.question, run.lang, Query(made.question, run.lang), Evidence(period=period))
    read(known, planned)
    if not _same_people(run.query, planned.query):
        return None
    planned.query = _held(planned.query, run.query)
    for step in (fetch, judge_rows, search):
        step(known, planned)
    if planned.judgement.status != "answered" or planned.judgement.reason is not None:
        return None
    if not _keeps(run.query, planned.evidence.indicators) and planned.query.task in ("lookup", "table"):
        return None
    planned.composed = planned.composed if planned.composed.draft.sentences else _written(known, planned)
    return _with_note(planned)


def _plan_table(known: Knowledge, run: Run, made: Plan) -> Run | None:
    """The result of a typed question over the table, told as that of any such question.

    Raises:
        ToolError: the query has another form, values that no row has, or too few or many rows.
        SqlError: it cannot be run.
    """
    table = selection(made.table, known.rows.values())
    if table.operation in _OF_NUMBERS and run.query.expects == "value" and not run.query.counts:
        return None  # a figure is asked for, not how many rows there are
    evidence = fetch_by_itself(known, run, table)
    check_rows(table, evidence.indicators)
    if not _keeps(run.query, evidence.indicators) or not _is_choice(run.query, evidence.indicators):
        return None
    query = replace(run.query, task="table", table=table, names=(), unexplained=(), aside=(), choices=())
    planned = Run(run.question, run.lang, query, evidence, judge_table(query, evidence.indicators))
    if planned.judgement.status != "answered":
        return None
    planned.composed = _written(known, planned)
    return _with_note(planned)


def _plan_sql(known: Knowledge, run: Run, made: Plan) -> Run | None:
    """The rows that the model's SELECT finds; each is told and cited, and the statement is shown.

    Raises:
        SqlError: the guard refuses it, it cannot be run, or it gives anything but rows.
    """
    sql, rows = _rows_of(known, made.sql)
    if not _keeps(run.query, rows) or not _is_choice(run.query, rows):
        return None
    query = means(run.query, rows, known.plan.meta)
    clauses = tuple(known.clauses[clause_id] for clause_id in dict.fromkeys(row.clause_id for row in rows))
    period = run.evidence.period
    evidence = Evidence(indicators=rows, clauses=clauses, sql=sql, period=period, glosses=known.glosses)
    judgement = judge(query, evidence)
    return Run(run.question, run.lang, query, evidence, judgement) if judgement.status == "answered" else None


def _rows_of(known: Knowledge, text: str) -> tuple[SqlResult, tuple[Indicator, ...]]:
    """The rows whose ids a statement returns; it returns nothing else.

    Raises:
        SqlError: it is refused, fails, returns anything but ids of rows, none, or too many.
    """
    result = select(known, text)
    if result.columns != ("id",):  # any other cell could hold a figure that no row has
        hint = "select the column id and no other: the rows are read by it"
        raise SqlRefused("only-id", ", ".join(result.columns), hint)
    ids = [str(row[0]) for row in result.rows]
    rows = tuple(known.rows[i] for i in dict.fromkeys(ids) if i in known.rows)
    if len(rows) != len(set(ids)) or not 0 < len(rows) <= ROWS_FOUND:
        wanted = f"it finds {len(ids)} rows; it must find 1 to {ROWS_FOUND} indicators of this plan"
        raise SqlRefused("rows", text[:80], wanted)
    return result, rows


def _nothing(known: Knowledge, run: Run, made: Plan) -> Run | None:
    return None


_PLANS: dict[str, Callable[[Knowledge, Run, Plan], Run | None]] = {
    "rows": _plan_rows, "question": _plan_question, "table": _plan_table, "sql": _plan_sql, "none": _nothing,
}  # fmt: skip


# --- what the question that was asked restricts ----------------------------------------------------


def _keeps(query: Query, rows: Iterable[Indicator]) -> bool:
    """Whether rows have the people, the unit and the year that the question asks for, where it says so."""
    return all(of_question(query, row) and _is_due(query, row) for row in rows)


def _is_due(query: Query, row: Indicator) -> bool:
    years = {row.target_year, row.base_year} - {None}
    return not query.years or not years or bool(years & set(query.years))


def _is_choice(query: Query, rows: Iterable[Indicator]) -> bool:
    """Whether rows are of the choices that the question leaves, where it leaves some."""
    return not query.choices or {row.name for row in rows} <= set(query.choices)


def _same_people(asked: Query, planned: Query) -> bool:
    """Whether all people of the question are still those of its new words."""
    theirs = {name for group in planned.people for name in group}
    return all(
        theirs & set(group) or any(name in planned.text for name in (*group, said))
        for group, said in zip(asked.people, asked.people_said, strict=True)
    )


def _held(planned: Query, asked: Query) -> Query:
    """A question in new words with what the one that was asked restricts: years, units, denominator, kind of answer."""
    return replace(
        planned,
        expects=planned.expects if asked.expects == "open" else asked.expects,
        years=asked.years or planned.years,
        per=asked.per or planned.per,
        units=asked.units or planned.units,
        counts=asked.counts or planned.counts,
    )


def _with_note(planned: Run) -> Run:
    """The answer with the line before it that says whose reading it is."""
    note = Sentence(NOTES[planned.lang]["planned"])
    draft = planned.composed.draft
    sentences = (note, *draft.sentences)
    planned.composed = replace(planned.composed, draft=replace(draft, sentences=sentences), premise=None)
    return planned


def _written(known: Knowledge, run: Run) -> Composed:
    meta = known.plan.meta
    if run.judgement.detail == "table":
        return tabulate(run.query, run.evidence, meta, known.titles)
    return compose(run.query, run.evidence, run.judgement, meta, known.today().year)
