"""The measures of a run: each from graded answers, exact, with no judge.

A case that crashed is in none of them; it is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assistant.evaluation.cases import Case
from assistant.evaluation.gold import GoldText
from assistant.evaluation.intervals import Mean, Rate, mean, rate
from assistant.evaluation.kept import Kept, Results
from assistant.evaluation.score import Score, holds, row_faults, score
from assistant.numerals import find_quantities, same_value
from assistant.records import Quantity

DENIALS = frozenset({"不是", "并非", "不对", "而是", "not", "Not", "No,"})
LISTED = frozenset({"list", "lookup-many"})
P95 = 0.95


@dataclass(frozen=True, slots=True)
class Graded:
    """A case, its kept answer, how it was scored, and the clauses that hold its gold."""

    case: Case
    kept: Kept
    score: Score | None
    gold: frozenset[str]
    text: GoldText

    @property
    def crashed(self) -> bool:
        """Whether there is no answer to be scored."""
        return self.score is None

    @property
    def right(self) -> bool:
        """Whether the answer is what the case asks for."""
        return self.score is not None and self.score.right

    @property
    def answer(self) -> Mapping[str, Any]:
        """The answer in the form of docs/answer.md; what another system leaves out is empty."""
        return filled(self.kept.answer or {})


_EMPTY: Mapping[str, Any] = {
    "status": "error", "reason": None, "answer": "", "citations": [], "sql": None, "duties": [], "premise": None, "suggestions": [],
}  # fmt: skip


def filled(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with every field that is scored."""
    return {**_EMPTY, **answer}


def grade(cases: Iterable[Case], results: Results, texts: Mapping[str, GoldText]) -> tuple[Graded, ...]:
    """Score the kept answers; cases that were not asked are left out."""
    return tuple(_graded(case, kept, texts[case.plan]) for case in cases if (kept := results.of(case)))


def _graded(case: Case, kept: Kept, text: GoldText) -> Graded:
    crashed = bool(kept.crash) or kept.answer is None
    scored = None if crashed else score(case, filled(kept.answer or {}))
    return Graded(case, kept, scored, text.clauses_of(case), text)


def scored(found: Sequence[Graded]) -> tuple[Graded, ...]:
    """Those that did not crash."""
    return tuple(graded for graded in found if not graded.crashed)


def accuracy(found: Sequence[Graded]) -> Rate:
    """Answers that are right in every point of their case."""
    return rate(graded.right for graded in scored(found))


# --- figures ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures asked for, of which the answer has: the number, the unit too, the bound too, and from its own clause."""

    value: Rate
    unit: Rate
    comparator: Rate
    subject: Rate


def figures(found: Sequence[Graded]) -> Figures:
    """Each figure that the gold of an answerable case demands, looked for in the answer and in what it cites."""
    checks = [
        _figure_checks(graded, wanted)
        for graded in scored(found)
        if graded.case.status == "answered"
        for wanted in wanted_figures(graded.case)
    ]
    columns = list(zip(*checks, strict=True)) or [(), (), (), ()]
    value, unit, bound, subject = (rate(c for c in column if c is not None) for column in columns)
    return Figures(value, unit, bound, subject)


def wanted_figures(case: Case) -> tuple[Quantity, ...]:
    """The figures with a unit that a case demands, each once, with its bound where a group names one."""
    wanted: dict[tuple[Decimal, str], Quantity] = {}
    for group in case.must:
        for quantity in _common(group):
            key = (quantity.value, quantity.unit)
            if key not in wanted or wanted[key].comparator == "=":
                wanted[key] = quantity
    return tuple(wanted.values())


def _common(group: Sequence[str]) -> Iterator[Quantity]:
    """The figure that every alternative of a group names; none where they differ or hold other words alone."""
    read = [_quantities(words) for words in group]
    if all(len(quantities) == 1 for quantities in read):
        first = read[0][0]
        if first.unit and all(same_value(first, other[0]) for other in read):
            yield first


def _figure_checks(graded: Graded, wanted: Quantity) -> tuple[bool, bool, bool | None, bool | None]:
    said = [
        q for q in _quantities(graded.answer["answer"]) if q.value == wanted.value or same_value(q, wanted)
    ]
    united = [q for q in said if same_value(q, wanted)]
    bound = None if wanted.comparator == "=" else any(q.comparator == wanted.comparator for q in united)
    return bool(said), bool(united), bound, _from_its_clause(graded, wanted) if graded.gold else None


def _from_its_clause(graded: Graded, wanted: Quantity) -> bool:
    """Whether a citation of the gold clause holds the figure: it is then the figure of what was asked about."""
    quotes = (c["quote"] for c in graded.answer["citations"] if graded.text.cited(c) in graded.gold)
    return any(same_value(q, wanted) for quote in quotes for q in _quantities(quote))


@lru_cache(maxsize=20_000)
def _quantities(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text)


# --- sources ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citations:
    """Of the clauses cited, how many hold the gold; of those that hold it, how many are cited; quotes that are exact."""

    precision: Mean
    recall: Mean
    exact: Rate


def citations(found: Sequence[Graded]) -> Citations:
    """By clause, over answered cases whose gold stands in the plan.

    Precision is a lower bound: the gold names the clauses that are needed, and others may be to the point, too.
    """
    precision, recall = [], []
    for graded in scored(found):
        if graded.case.status != "answered" or not graded.gold or graded.case.reason is not None:
            continue
        cited = {graded.text.cited(c) for c in graded.answer["citations"] if c.get("source") != "document"}
        hits = len(cited & graded.gold)
        recall.append((hits / len(graded.gold), graded.case.family))
        if cited:
            precision.append((hits / len(cited), graded.case.family))
    quotes = (
        graded.text.is_exact(citation)
        for graded in scored(found)
        for citation in graded.answer["citations"]
        if citation.get("source") != "document" and citation.get("plan") in (None, graded.case.plan)
    )
    return Citations(mean(precision), mean(recall), rate(quotes))


# --- tables, lists, premises -----------------------------------------------------------------------


def executions(found: Sequence[Graded]) -> Rate:
    """Table questions whose query gives the rows of the gold, neither more nor fewer."""
    wanted = [g for g in scored(found) if g.case.rows is not None and g.case.status == "answered"]
    return rate(not list(row_faults(g.case, dict(g.answer))) for g in wanted)


@dataclass(frozen=True, slots=True)
class Lists:
    """Of what a list must hold, the share that it holds; lists that hold all of it."""

    items: Mean
    complete: Rate


def lists(found: Sequence[Graded]) -> Lists:
    """Over cases that ask for several things."""
    shares = []
    for graded in scored(found):
        case = graded.case
        if case.category in LISTED and case.status == "answered" and len(case.must) + len(case.cite) > 1:
            shares.append((_share_listed(graded), case.family))
    return Lists(mean(shares), rate(share == 1.0 for share, _ in shares))


def _share_listed(graded: Graded) -> float:
    answer = graded.answer
    said = [any(holds(answer["answer"], words) for words in group) for group in graded.case.must]
    quotes = [citation["quote"] for citation in answer["citations"]]
    said += [any(holds(q, words) for q in quotes for words in group) for group in graded.case.cite]
    return sum(said) / len(said)


@dataclass(frozen=True, slots=True)
class Premises:
    """Wrong statements that are put right, with all else the case asks for; and those that are confirmed instead."""

    corrected: Rate
    confirmed: Rate


def premises(found: Sequence[Graded]) -> Premises:
    """Over cases whose gold demands a denial."""
    wrong = [g for g in scored(found) if any(DENIALS & set(group) for group in g.case.must)]
    agreed = (bool(g.answer["premise"]) and bool(g.answer["premise"].get("agrees")) for g in wrong)
    return Premises(rate(g.right for g in wrong), rate(agreed))


# --- stages, time ----------------------------------------------------------------------------------


def stages(found: Sequence[Graded]) -> dict[str, Rate]:
    """For each stage of understanding that the system names, the answers it decided, and how many are right."""
    decided: dict[str, list[bool]] = {}
    for graded in scored(found):
        if stage := graded.kept.trace.get("stage"):
            decided.setdefault(str(stage), []).append(graded.right)
    return {stage: rate(rights) for stage, rights in decided.items()}


def latency(found: Sequence[Graded]) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and of how many answers; noughts where nothing was asked.

    Where a system says which answers were timed, of these alone: the others had something kept from before.
    """
    answers = scored(found)
    timed = [graded for graded in answers if graded.kept.trace.get("timed")]
    times = sorted(graded.kept.milliseconds for graded in timed or answers)
    if not times:
        return 0.0, 0.0, 0
    return times[len(times) // 2], times[min(int(P95 * len(times)), len(times) - 1)], len(times)
