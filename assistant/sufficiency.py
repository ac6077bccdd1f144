"""Query + evidence → enough, or the reason why not.

Most questions that must be refused are near misses: the right topic, but another year, another place, an
actual value, a missing attribute. So the decision is typed, not a threshold: a row answers only if year, place
and target-versus-actual fit, the kind of answer is one a row holds, and nothing in the question is left over.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.asked import SUPPLIED
from assistant.numerals import find_quantities, same_value
from assistant.records import Evidence, Indicator, Quantity, Query, Status, Support

# Units that measure an age: such a figure says who is meant, not how much.
_AGES = frozenset({"岁", "周岁", "月龄"})
_RATES = frozenset({"%", "‰"})
_CLASSIFIER = re.compile(r"(?<=[十百千万亿])[名个位]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a question can be answered: status and reason as in the answer, and the word that decided.

    ``detail`` is a key that ``compose`` has a sentence for.
    """

    status: Status
    reason: str | None = None
    detail: str = ""


Rule = Callable[[Query, Evidence], Judgement | None]


def _order(query: Query, evidence: Evidence) -> Judgement | None:
    if query.task == "request":
        return Judgement("abstained", "out_of_scope", "request")
    return Judgement("abstained", "unsafe", "order") if query.task == "order" else None


def _social(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("answered", "social", query.social or "greeting") if query.task == "social" else None


def _period(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("answered", None, "period") if query.task == "period" else None


def _nothing_linked(query: Query, evidence: Evidence) -> Judgement | None:
    if query.task == "lookup":
        return None
    if not query.known:
        return Judgement("abstained", "out_of_scope", "off_topic")
    if query.expects == "value":
        return Judgement("abstained", "not_in_plan", "no_indicator")
    return Judgement("abstained", "not_understood", "not_understood")


def _other_place(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "wrong_scope", "place") if query.foreign_place else None


def _other_year(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "wrong_scope", "year") if query.foreign_year else None


def _actual_value(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "wrong_scope", "actual") if query.actual else None


def _other_kind_of_answer(query: Query, evidence: Evidence) -> Judgement | None:
    if query.expects in SUPPLIED and query.expects != "date":
        return Judgement("abstained", "not_understood", "not_understood")
    one = len({row.id for row in evidence.indicators}) == 1
    if query.expects in ("actor", "text", "compare") or (query.expects == "list" and not one):
        return Judgement("abstained", "not_understood", "not_understood")
    return None


def _left_over(query: Query, evidence: Evidence) -> Judgement | None:
    if query.unexplained or _age_left_over(query, evidence):
        says = query.lang == "zh" and query.expects in ("open", "date") and not query.yes_no
        if query.expects == "value" or query.units or says:
            return Judgement("abstained", "not_in_plan", "near_miss")
        return Judgement("abstained", "not_understood", "not_understood")
    if query.aside and query.expects == "open" and query.yes_no:
        return Judgement("abstained", "not_understood", "not_understood")
    return None


def _age_left_over(query: Query, evidence: Evidence) -> bool:
    """An age that no named row is about (3岁孩子的睡眠时间)."""
    units = {row.unit for row in evidence.indicators}
    told = {
        figure.value
        for row in evidence.indicators
        for figure in find_quantities(f"{row.name} {row.population or ''}")
        if figure.unit in _AGES
    }
    ages = {figure.value for figure in query.figures if figure.unit in _AGES}
    return bool(ages - told) and not units & _AGES


def _several_readings(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("clarify", None, "choose") if len(query.choices) > 1 else None


def _empty(query: Query, evidence: Evidence) -> Judgement | None:
    return None if evidence.indicators else Judgement("abstained", "wrong_scope", "year")


def _no_figure(query: Query, evidence: Evidence) -> Judgement | None:
    asks_figure = query.expects == "value" or bool(query.figures)
    if asks_figure and all(row.value is None for row in evidence.indicators):
        return Judgement("abstained", "not_in_plan", "no_figure")
    return None


def _other_denominator(query: Query, evidence: Evidence) -> Judgement | None:
    """每千人口 is not 每千名儿童: the figure of one says nothing about the other."""
    if query.per is None or any(
        query.per in _CLASSIFIER.sub("", row.per or "") for row in evidence.indicators
    ):
        return None
    return Judgement("abstained", "not_in_plan", "denominator")


def _other_measure(query: Query, evidence: Evidence) -> Judgement | None:
    """Asked how many, a share does not answer."""
    if query.counts and all(row.unit in _RATES for row in evidence.indicators):
        return Judgement("abstained", "not_in_plan", "count")
    return None


# Read from the top; the first that has something to say decides.
RULES: tuple[Rule, ...] = (
    _order, _social, _period, _nothing_linked, _other_place, _other_year, _actual_value, _other_kind_of_answer, _left_over,
    _several_readings, _empty, _no_figure, _other_denominator, _other_measure,
)  # fmt: skip


def judge_table(query: Query) -> Judgement:
    """Whether a question over the table can be answered; what is left over makes it one about something else."""
    table = query.table
    if table is None:
        raise ValueError("the question asks nothing of the table")
    if query.foreign_year and query.foreign_year not in (table.base_year, table.target_year):
        return Judgement("abstained", "wrong_scope", "year")
    if query.actual:
        return Judgement("abstained", "wrong_scope", "actual")
    if table.choices:
        return Judgement("clarify", None, "choose")
    if table.unexplained:
        return Judgement("abstained", "not_in_plan", "near_miss")
    return Judgement("answered", None, "table")


def contradicts(query: Query, evidence: Evidence) -> bool:
    """Whether a question that asks for confirmation brings a figure that the one row it names does not have.

    What else it says does not matter then: the figure is put right, whatever the story.
    """
    rows = [row for row in evidence.indicators if row.value is not None]
    figures = [f for f in query.figures if f.unit not in _AGES]
    if not query.yes_no or len(evidence.indicators) != 1 or len(rows) != 1 or len(figures) != 1:
        return False
    row, figure = rows[0], figures[0]
    return row.unit not in _AGES and figure.unit in (row.unit, "", None, "成") and not agrees(figure, row)


def agrees(asked: Quantity, row: Indicator) -> bool:
    """Whether a figure of a question is that of a row: value, unit, and comparator where it gives one."""
    if row.value is None:
        return False
    if asked.unit == "成":
        asked = replace(asked, value=asked.value * 10, unit="%")
    unit = asked.unit or row.unit or ""
    if row.comparator in ("down_by", "up_by") and asked.comparator != row.comparator:
        return False  # 降到15% is a level, 下降15% a change
    same = same_value(
        replace(asked, unit=unit), Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")
    )
    return same and asked.comparator in ("=", row.comparator)


def judge(query: Query, evidence: Evidence) -> Judgement:
    """Whether the evidence answers the question."""
    for rule in RULES:
        if rule is _other_kind_of_answer and contradicts(query, evidence):
            return Judgement("answered")
        if judgement := rule(query, evidence):
            return judgement
    return Judgement("answered")


# --- clauses ---------------------------------------------------------------------------------------

# What a look-up could not settle and the clauses may.
OPEN = frozenset({"not_understood", "no_indicator", "off_topic"})


@dataclass(frozen=True, slots=True)
class Fitted:
    """Logistic regression over the fields of Support, in their order; ``make fit`` writes it."""

    weights: tuple[float, ...]
    bias: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What was fitted: whether a question is about the plan's matters, and whether its clauses say what is asked.

    ``said`` needs the sayings of a plan (how people speak of its clauses); without them near misses come as near as
    questions in everyday words, and it is None.
    """

    about: Fitted
    said: Fitted | None = None


LEAST = 0.5  # of the fitted probability: below it a question is taken to be about something else
# Below it the plan is taken not to say what is asked; low, as a lost answer weighs more than a near miss.
LEAST_SAID = 0.15


def fields(support: Support) -> tuple[float, ...]:
    """The numbers that the threshold is fitted on."""
    return (
        support.dense,
        support.score,
        support.gap,
        support.covered,
        support.covered_in_three,
        support.english,
    )


def fits(support: Support | None, fitted: Fitted) -> float:
    """Probability that a question is about what the hits say, 0 where nothing was found."""
    if support is None:
        return 0.0
    total = sum(w * v for w, v in zip(fitted.weights, fields(support), strict=True)) + fitted.bias
    return 1 / (1 + math.exp(-total))


def judge_clauses(
    query: Query, evidence: Evidence, told: tuple[str, ...], thresholds: Thresholds
) -> Judgement:
    """Whether clauses answer a question.

    Args:
        query: the question.
        evidence: with hits and support.
        thresholds: what was fitted.
        told: the sentences that would be told; a value that is asked for must stand in one of them.
    """
    if fits(evidence.support, thresholds.about) < LEAST:
        if query.names_plan or (query.known and query.expects in ("value", *SUPPLIED)):
            return Judgement("abstained", "not_in_plan", "not_said")
        return Judgement("abstained", "out_of_scope", "off_topic")
    if query.foreign_place and not any(query.foreign_place in text for text in told):
        return Judgement("abstained", "wrong_scope", "place")
    if query.foreign_year and not any(str(query.foreign_year) in text for text in told):
        return Judgement("abstained", "wrong_scope", "year")
    if query.actual:
        return Judgement("abstained", "wrong_scope", "actual")
    if query.strangers:
        return Judgement("abstained", "not_in_plan", "strangers")
    if thresholds.said and query.expects != "actor" and fits(evidence.support, thresholds.said) < LEAST_SAID:
        return Judgement("abstained", "not_in_plan", "not_told")
    if query.expects in SUPPLIED and not any(SUPPLIED[query.expects].search(text) for text in told):
        return Judgement("abstained", "not_in_plan", query.expects)
    if query.expects == "value" and not any(_holds_value(query, text) for text in told):
        return Judgement("abstained", "not_in_plan", "no_value")
    return Judgement("answered", None, "clauses")


# Refusals beside which the nearest clause is shown: the matter is there, what is asked of it is not.
BESIDE = frozenset({*SUPPLIED, "no_value", "not_told"})


def _holds_value(query: Query, text: str) -> bool:
    """Whether a sentence holds a figure of a unit that could answer."""
    figures = [figure for figure in find_quantities(text) if figure.unit not in _AGES or query.units & _AGES]
    return any(not query.units or figure.unit in query.units for figure in figures)
