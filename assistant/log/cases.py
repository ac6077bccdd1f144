"""A turn of the log → the draft of an evaluation case.

Only the draft: what a right answer holds is written by reading the plan (eval/cases/README.md), never taken from
what the program answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from assistant.errors import LogError
from assistant.log.records import KeptTurn

PREFIX: Final = "lg"
_TO_DO: Final = (
    "draft from the log: read the plan, then correct status and reason, write must, must_not, cite and gold, choose the category, "
    "the audience and the split, and delete this note"
)
_REASONS: Final = frozenset({"social", "help", "wrong_scope", "not_in_plan", "out_of_scope", "unsafe", "too_long", "not_text"})  # fmt: skip


def case_of(turn: KeptTurn, number: int, earlier: Iterable[KeptTurn] = ()) -> dict[str, Any]:
    """The draft of a case.

    Args:
        turn: the turn whose answer is to be scored.
        number: of the case's id, from 1.
        earlier: the turns before it in its conversation, oldest first; those without text are left out.

    Raises:
        LogError: its text was not kept.
    """
    if turn.question is None:
        raise LogError(
            f"{turn.id} 没有留存文字，不能成为用例。 / The text of {turn.id} was not kept; no case can be made of it."
        )
    turns = [kept.question for kept in earlier if kept.question is not None]
    note = f"{_TO_DO}. Answered then: {turn.status}{f', {turn.reason}' if turn.reason else ''}"
    if turn.feedback is not None:
        said = [turn.feedback.verdict, turn.feedback.reason, turn.feedback.text]
        note += f". Feedback: {', '.join(filter(None, said))}"
    return {
        "id": f"{PREFIX}-{number:03}",
        "plan": turn.plan,
        "split": "dev",
        "family": f"logged-{turn.id[:8]}",
        "category": "conversation" if turns else "clause",
        "audience": "staff",
        "lang": turn.lang,
        "turns": [*turns, turn.question],
        "status": turn.status,
        "reason": turn.reason if turn.reason in _REASONS else None,
        "must": [],
        "must_not": [],
        "cite": [],
        "rows": None,
        "gold": None,
        "note": note,
    }


def next_number(lines: Iterable[str]) -> int:
    """The number after the highest that the lines of case files have for cases from the log."""
    found = [int(n) for line in lines for n in re.findall(rf'"id": "{PREFIX}-(\d+)"', line[:80])]
    return max(found, default=0) + 1
