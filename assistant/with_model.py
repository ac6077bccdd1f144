"""The steps that a language model adds, and what becomes of its text.

plan     where the rules are not sure, the model says what to look for; the rules' own checks decide on it
model    the model writes; what does not pass the checks is dropped; if what is left does not answer, the grounded
         answer is given, with a line that says why

Imported only where a model is set. Whatever the model does, there is a grounded answer before it is asked.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.asked import SUPPLIED
from assistant.compose import Composed, compose
from assistant.errors import LanguageModelError, ModelUnavailable, SqlError, SqlRefused
from assistant.fetching import Run, fetch, judge_rows, read
from assistant.knowledge import Knowledge
from assistant.llm.planning import LONGEST_QUESTION, Plan, plan, run_sql
from assistant.llm.writing import Drafted, Material, material, write
from assistant.numerals import find_quantities, same_value
from assistant.question import means
from assistant.records import Draft, Evidence, Indicator, Language, Quantity, Query, Sentence, SqlResult
from assistant.searching import search
from assistant.sql.guard import guard
from assistant.sufficiency import fits, judge
from assistant.tabulate import tabulate
from assistant.verify import check

_LOG = logging.getLogger(__name__)
_COUNTS = re.compile(r"共 \d|has \d")
_BLANKS = re.compile(r"\s+")
MOST_ROWS = 40  # of a model's SELECT
LEAST_TOLD = 0.35  # share of the first quote's length that a model's answer has at the least
_NOTES: dict[Language, dict[str, str]] = {
    "zh": {
        "unavailable": "（语言模型这次没有可用的回应，以上由程序按规划原文回答。）",
        "planned": "这样查找是语言模型对问题的理解，请看是否是您要问的：",
        "failed": "（语言模型写的内容没有通过核对，以上由程序按规划原文回答。）",
    },
    "en": {
        "unavailable": "(The language model was not available; the answer above is the program's, from the plan's own words.)",
        "planned": "This is what the language model took the question to mean; please see whether it is what you ask:",
        "failed": "(What the language model wrote did not pass the checks; the answer above is the program's, from the plan's own words.)",
    },
}

# Why a model's text is not shown, in the step that the reader sees; keys are the causes of LanguageModelError.
_CAUSES: dict[str, tuple[str, str]] = {
    "timeout": ("超时", "timed out"), "connection": ("连接不上", "cannot be reached"), "busy": ("对方限流", "busy"),
    "status": ("服务出错", "server error"), "cut": ("回应中断", "reply cut"), "protocol": ("回应格式不对", "reply not understood"),
    "key": ("密钥或权限不对", "key refused"), "refused": ("请求被拒", "request refused"), "circuit": ("刚失败过，暂不再问", "failed a moment ago"),
    "empty": ("没有写出内容", "empty reply"), "endless": ("写得没完", "endless reply"), "json": ("不是要求的格式", "not the form asked for"),
    "template": ("混入模板标记", "template marks"), "language": ("语种不对", "another language"), "fault": ("程序出错", "a fault of the program"), "checks": ("没有通过核对", "did not pass the checks"),
}  # fmt: skip

Function = Callable[[Knowledge, Run], str]
Steps = tuple[tuple[str, Function], ...]


def with_model(steps: Steps) -> Steps:
    """The steps with those of the model: it plans before the writing, and writes before the check."""
    made: list[tuple[str, Function]] = []
    for name, step in steps:
        if name == "write":
            made.append(("plan", _harmless(plan_step)))
        made.append((name, step))
        if name == "write":
            made.append(("model", _harmless(model_step)))
    return tuple(made)


def _harmless(step: Function) -> Function:
    """A step whose faults leave what was there before it: a model is no reason for no answer."""

    def safely(known: Knowledge, run: Run) -> str:
        before = vars(run).copy()
        try:
            return step(known, run)
        except Exception:
            _LOG.exception("a step of the language model failed")
            vars(run).update(before)
            return (
                _grounded(run, "unavailable", "fault", "a fault of the program")
                if step is model_step
                else "✗"
            )

    return safely


# --- planning --------------------------------------------------------------------------------------

# Refusals for a missing link. A subject beside the one that the plan has, another year or place stay refused.
_UNLINKED = frozenset({"not_understood", "no_indicator"})
# Probability from which a question that was taken to be about something else may be about the plan.
NEARLY_ABOUT = 0.2
_NO_FIGURE = frozenset({"no_value", "not_said", "not_told"})  # asked for a figure that no clause found gives


def plan_step(known: Knowledge, run: Run) -> str:
    """Where the rules are not sure, let the model say what to look for; the rules judge what is found."""
    if known.model is None or not is_unsure(known, run):
        return ""
    run.deadline = run.deadline or known.model.deadline()
    try:
        rows, key = known.rows.values(), known.plan.meta.key
        made = plan(known.model, run.question, rows, key, run.deadline, run.earlier)
        found = _PLANS[made.kind](known, run, made)
    except LanguageModelError as error:
        return _CAUSES[error.cause][run.lang == "en"]
    except SqlError as error:
        _LOG.info("the language model's SQL was not used: %s", error)
        return "SQL ✗"
    if found is None:
        return "✗" if made.kind != "none" else ""
    for name in ("query", "evidence", "judgement", "composed", "partial", "duties"):
        setattr(run, name, getattr(found, name))
    run.mode = "model"
    return made.question or "、".join(run.query.names)


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
    asks_figure = query.expects == "value" and judgement.detail in _NO_FIGURE
    if judgement.status == "clarify":
        return bool(query.choices)
    if judgement.detail in _UNLINKED or asks_figure:
        return True
    nearly = fits(run.evidence.support, known.thresholds.about) >= NEARLY_ABOUT
    return judgement.detail == "off_topic" and nearly


def _plan_rows(known: Knowledge, run: Run, made: Plan) -> Run | None:
    """The rows that the model names, judged as if the question had named them; the answer says that it did not."""
    rows = tuple(row for row in known.rows.values() if row.name in made.names)
    wrong = set(made.names) - {row.name for row in rows}
    if not rows or wrong or (run.query.choices and not set(made.names) <= set(run.query.choices)):
        return None
    planned = Run(
        run.question, run.lang, means(run.query, rows, known.plan.meta), Evidence(period=run.evidence.period)
    )
    fetch(known, planned)
    planned.judgement = judge(planned.query, planned.evidence)
    return planned if planned.judgement.status == "answered" else None


def _plan_question(known: Knowledge, run: Run, made: Plan) -> Run | None:
    """The question in the plan's words, read and answered by the rules."""
    if not 0 < len(made.question) <= LONGEST_QUESTION:
        return None
    planned = Run(
        made.question, run.lang, Query(made.question, run.lang), Evidence(period=run.evidence.period)
    )
    for step in (read, fetch, judge_rows, search):
        step(known, planned)
    if planned.judgement.status != "answered" or planned.judgement.reason is not None:
        return None
    planned.composed = planned.composed if planned.composed.draft.sentences else _written(known, planned)
    note = Sentence(_NOTES[run.lang]["planned"])
    draft = planned.composed.draft
    planned.composed = replace(
        planned.composed, draft=replace(draft, sentences=(note, *draft.sentences)), premise=None
    )
    return planned


def _written(known: Knowledge, run: Run) -> Composed:
    meta = known.plan.meta
    if run.judgement.detail == "table":
        return tabulate(run.query, run.evidence, meta, known.titles)
    return compose(run.query, run.evidence, run.judgement, meta, known.today().year)


def _plan_sql(known: Knowledge, run: Run, made: Plan) -> Run | None:
    """The rows that the model's SELECT finds; each is told and cited, and the statement is shown."""
    assert known.model is not None
    sql, rows = run_sql(known.model, made, run.question, lambda text: _select(known, text), run.deadline)
    query = means(run.query, rows, known.plan.meta)
    clauses = tuple(known.clauses[clause_id] for clause_id in dict.fromkeys(row.clause_id for row in rows))
    period = run.evidence.period
    evidence = Evidence(indicators=rows, clauses=clauses, sql=sql, period=period, glosses=known.glosses)
    judgement = judge(query, evidence)
    return Run(run.question, run.lang, query, evidence, judgement) if judgement.status == "answered" else None


def _select(known: Knowledge, text: str) -> tuple[SqlResult, tuple[Indicator, ...]]:
    """Guard and run a statement, and the rows whose ids it returns; it returns nothing else.

    Raises:
        SqlError: it is refused, fails, returns anything but ids of rows, none, or too many.
    """
    result = known.database.run(guard(text, known.database.schema))
    if result.columns != ("id",):  # any other cell could hold a figure that no row has
        hint = "select the column id and no other: the rows are read by it"
        raise SqlRefused("only-id", ", ".join(result.columns), hint)
    ids = [str(row[0]) for row in result.rows]
    rows = tuple(known.rows[i] for i in dict.fromkeys(ids) if i in known.rows)
    if len(rows) != len(set(ids)) or not 0 < len(rows) <= MOST_ROWS:
        raise SqlRefused(
            "rows",
            text[:80],
            f"it finds {len(ids)} rows; it must find 1 to {MOST_ROWS} indicators of this plan",
        )
    return result, rows


def _nothing(known: Knowledge, run: Run, made: Plan) -> Run | None:
    return None


_PLANS: dict[str, Callable[[Knowledge, Run, Plan], Run | None]] = {
    "rows": _plan_rows, "question": _plan_question, "sql": _plan_sql, "none": _nothing,
}  # fmt: skip


# --- writing ---------------------------------------------------------------------------------------


def model_step(known: Knowledge, run: Run) -> str:
    """Let the model write, and take what it wrote if it passes the checks and answers."""
    if known.model is None or not is_for_model(run):
        return ""
    run.deadline = run.deadline or known.model.deadline()
    grounded = run.composed
    evidence = with_rows(known, run.evidence, grounded.draft)
    given = material(_body(grounded), evidence, run.lang)
    try:
        drafted = write(known.model, run.question, given, run.lang, run.deadline)
    except LanguageModelError as error:
        kind = "unavailable" if isinstance(error, ModelUnavailable) else "failed"
        return _grounded(run, kind, error.cause, str(error))
    return _taken(run, drafted, given, evidence)


def is_for_model(run: Run) -> bool:
    """Whether an answer may be written anew: it states figures or clauses of the plan.

    Not: refusals, questions back, courtesies and help; results of the table, which are complete or say so; who is
    responsible, where each basis is told in fixed words; the parts of a heading.
    """
    judgement = run.judgement
    told = judgement.status == "answered" and judgement.reason is None and bool(run.composed.draft.citations)
    from_rows = run.query.task == "lookup" and not judgement.detail
    from_clauses = judgement.detail == "clauses" and bool(run.evidence.hits)
    return told and (from_rows or from_clauses) and not run.duties


def with_rows(known: Knowledge, evidence: Evidence, draft: Draft) -> Evidence:
    """The evidence with the rows of the clauses that a draft cites."""
    if evidence.indicators:
        return evidence
    cited = {(c.plan, c.clause_id) for c in draft.citations}
    rows = tuple(row for row in known.rows.values() if (row.plan, row.clause_id) in cited)
    return replace(evidence, indicators=rows, glosses=known.glosses)


def _taken(run: Run, drafted: Drafted, given: Material, evidence: Evidence) -> str:
    """Check what the model wrote; show it, or the grounded answer."""
    front = _front(run.composed)
    draft = replace(drafted.draft, sentences=(*front, *drafted.draft.sentences))
    verdict = check(draft, evidence)
    run.left_out = (*drafted.dropped, *verdict.dropped)
    kept = Draft(verdict.sentences, verdict.citations)
    told = kept.sentences[len(front) :]
    counts = f"{sum(s.by_model for s in told)} ✓ {len(run.left_out)} ✗"
    if kept.sentences[: len(front)] != front or not _answers(run, told, evidence):
        return _grounded(run, "failed", "checks", counts)
    run.composed = replace(run.composed, draft=_numbered(kept, run.composed.draft))
    run.evidence, run.mode = evidence, "model"
    return counts


def _numbered(draft: Draft, grounded: Draft) -> Draft:
    """The draft with its citations numbered anew, from 1, in the order in which they are cited."""
    used = list(dict.fromkeys(n for sentence in draft.sentences for n in sentence.citations))
    new = {old: n for n, old in enumerate(used, 1)}
    sentences = tuple(replace(s, citations=tuple(new[n] for n in s.citations)) for s in draft.sentences)
    by_number = {citation.n: citation for citation in grounded.citations}
    return Draft(sentences, tuple(replace(by_number[old], n=new[old]) for old in used))


def _grounded(run: Run, kind: str, cause: str, reason: str) -> str:
    """Keep the grounded answer, and say so."""
    _LOG.info("the language model's answer was not shown (%s): %s", cause, reason)
    note = Sentence(_NOTES[run.lang][kind], apart=True)
    draft = run.composed.draft
    run.composed = replace(run.composed, draft=replace(draft, sentences=(*draft.sentences, note)))
    return _CAUSES[cause][run.lang == "en"] + (f" ({reason})" if cause == "checks" else "")


def _front(composed: Composed) -> tuple[Sentence, ...]:
    """What stands before an answer and is never written by a model: how it was read, the premise put right."""
    sentences = composed.draft.sentences
    front = [s for s in sentences[:3] if s.echo or not (s.citations or _COUNTS.search(s.text))]
    if composed.premise is not None:
        first = next((s for s in sentences if composed.premise.plan in s.text), None)
        front += [first] if first is not None and first not in front else []
    return tuple(front)


def _body(composed: Composed) -> Draft:
    front = _front(composed)
    return replace(composed.draft, sentences=tuple(s for s in composed.draft.sentences if s not in front))


def _answers(run: Run, told: tuple[Sentence, ...], evidence: Evidence) -> bool:
    """Whether sentences that passed say what was asked: every row of a look-up, or enough of the best clause."""
    if not told:
        return False
    citations = run.composed.draft.citations
    if run.query.task == "lookup":
        return all(_tells(row, told, run.composed.draft, evidence) for row in evidence.indicators)
    first = citations[0]
    text = _squeeze("".join(sentence.text for sentence in told))
    if run.query.expects == "value" and not find_quantities(text):
        return False
    enough = len(text) >= LEAST_TOLD * len(_squeeze(first.quote))
    return enough and any(first.n in sentence.citations for sentence in told)


def _tells(row: Indicator, told: Iterable[Sentence], grounded: Draft, evidence: Evidence) -> bool:
    """Whether one of some sentences gives the figure of a row, or its direction where it has none."""
    numbers = {c.n for c in grounded.citations if c.clause_id == row.clause_id}
    for sentence in told:
        if not numbers & set(sentence.citations):
            continue
        if row.value is None:
            return True
        wanted = Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")
        if any(same_value(q, wanted) or q.value == row.value for q in find_quantities(sentence.text)):
            return True
    return False


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", text)
