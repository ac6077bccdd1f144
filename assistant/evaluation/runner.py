"""Ask the cases, score the answers, say how many are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from assistant.evaluation.cases import Case
from assistant.evaluation.score import Score, score
from assistant.records import Answer, Turn
from assistant.render import to_json


class System(Protocol):
    """Anything that answers a question with the turns before it."""

    def ask(self, question: str, history: tuple[Turn, ...] = ()) -> Answer:
        """The answer to a question."""
        ...


def run(system: System, cases: Iterable[Case]) -> tuple[Score, ...]:
    """Ask each case's turns as one conversation and score the last answer."""
    return tuple(score(case, to_json(last_answer(system, case))) for case in cases)


def last_answer(system: System, case: Case) -> Answer:
    """The answer to the last turn of a case, its turns asked as one conversation."""
    history: tuple[Turn, ...] = ()
    for turn in case.turns[:-1]:
        history = (*history, Turn(turn, system.ask(turn, history)))
    return system.ask(case.turns[-1], history)


def summary(scores: Iterable[Score]) -> str:
    """A line for each category and one for all: right answers of cases."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for result in scores:
        asked[result.case.category] += 1
        right[result.case.category] += result.right
    lines = [f"{category:<18} {right[category]:>4} of {asked[category]:>4}" for category in asked]
    total, all_right = sum(asked.values()), sum(right.values())
    return "\n".join([*lines, f"{'all':<18} {all_right:>4} of {total:>4}"])
