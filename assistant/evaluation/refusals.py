"""Whether what must be refused is refused, and nothing else: precision and recall by kind, and risk against coverage.

outcomes(system, cases)   each case with its score and how sure the system was
by_kind(outcomes)         of the cases of a kind, how many are refused; of those refused, how many rightly
curve(outcomes)           what share of all questions is answered, and how many of those answers are wrong, the
                          surest first (El-Yaniv and Wiener, On the Foundations of Noise-free Selective
                          Classification, JMLR 11, 2010)
report(outcomes)          both as Markdown
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.evaluation.cases import Case
from assistant.evaluation.runner import System, last_answer
from assistant.evaluation.score import Score, score
from assistant.records import Answer
from assistant.render import to_json

REFUSED = frozenset({"abstained", "rejected"})
# Categories of cases, in the order of the report, with what they are called there.
KINDS = {
    "out-of-scope": "not about the plan",
    "wrong-scope": "another year, another place, an actual value",
    "missing-attribute": "the matter is in the plan, what is asked of it is not",
    "near-miss": "a subject near to one of the plan",
    "no-figure": "the figure of a target that has none",
    "unsafe": "orders to the program",
}
LEVELS = (1.0, 0.999, 0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.0)  # of sureness, at which the curve is read
SURE = 1.0  # of an answer that typed rules decided alone


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, how its answer was scored, what the answer was, and how sure the system was of it (0 to 1)."""

    case: Case
    score: Score
    status: str
    reason: str | None
    sureness: float

    @property
    def refused(self) -> bool:
        """Whether the system gave no answer."""
        return self.status in REFUSED

    @property
    def to_refuse(self) -> bool:
        """Whether no answer is the right one."""
        return self.case.status in REFUSED


@dataclass(frozen=True, slots=True)
class Refusals:
    """Counts of one kind: cases that must be refused, those of them that are, and refusals that no case asks for."""

    asked: int
    refused: int
    needless: int

    @property
    def recall(self) -> float:
        """Share of what must be refused that is refused."""
        return self.refused / self.asked if self.asked else 1.0

    @property
    def precision(self) -> float:
        """Share of the refusals that are right to be made."""
        made = self.refused + self.needless
        return self.refused / made if made else 1.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve: answered only where at least so sure, the share answered, the share of wrong ones."""

    sureness: float
    coverage: float
    risk: float


def outcomes(system: System, cases: Iterable[Case]) -> tuple[Outcome, ...]:
    """Ask the cases, and keep what the answers were."""
    return tuple(_outcome(case, last_answer(system, case)) for case in cases)


def _outcome(case: Case, answer: Answer) -> Outcome:
    sureness = SURE if answer.support is None else answer.support
    return Outcome(case, score(case, to_json(answer)), answer.status, answer.reason, sureness)


def overall(found: Sequence[Outcome]) -> Refusals:
    """Refusals of all kinds together."""
    wanted = [outcome for outcome in found if outcome.to_refuse]
    needless = sum(outcome.refused and not outcome.to_refuse for outcome in found)
    return Refusals(len(wanted), sum(outcome.refused for outcome in wanted), needless)


def by_kind(found: Sequence[Outcome]) -> dict[str, Refusals]:
    """Refusals by the kind of the case; needless are those of answerable cases that give the reason of the kind.

    A reason may stand for several kinds (not_in_plan); a needless refusal then counts against each of them.
    """
    counts = {}
    for kind in KINDS:
        wanted = [o for o in found if o.case.category == kind and o.to_refuse]
        reasons = {outcome.case.reason for outcome in wanted}
        needless = sum(o.refused and not o.to_refuse and o.reason in reasons for o in found)
        counts[kind] = Refusals(len(wanted), sum(outcome.refused for outcome in wanted), needless)
    return counts


def curve(found: Sequence[Outcome]) -> tuple[Point, ...]:
    """Coverage and risk at each of LEVELS, as less and less sure answers are given; the last is the system as it is."""
    answered = [outcome for outcome in found if not outcome.refused]
    points = []
    for level in LEVELS:
        given = [outcome for outcome in answered if outcome.sureness >= level]
        if given:
            wrong = sum(not outcome.score.right for outcome in given)
            points.append(Point(level, len(given) / len(found), wrong / len(given)))
    return tuple(points)


def report(found: Sequence[Outcome]) -> str:
    """Precision and recall by kind and the curve, as two Markdown tables."""
    lines = ["| kind | must be refused | are | recall | precision |", "| --- | --- | --- | --- | --- |"]
    rows = [(f"{kind}: {KINDS[kind]}", counts) for kind, counts in by_kind(found).items()]
    for name, counts in [*rows, ("all", overall(found))]:
        rates = f"{counts.recall:.2f} | {counts.precision:.2f}"
        lines.append(f"| {name} | {counts.asked} | {counts.refused} | {rates} |")
    lines += [
        "",
        "| answered where at least so sure | share answered | share of them wrong |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {p.sureness:g} | {p.coverage:.2f} | {p.risk:.3f} |" for p in curve(found)]
    return "\n".join(lines)
