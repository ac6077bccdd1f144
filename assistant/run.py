"""One question on its way through the steps, and what they found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from assistant.compose import Composed
from assistant.counts_stated import Counted, Part
from assistant.records import Condition, Draft, Dropped, Duty, Evidence, Language, Query, Step, TableQuery
from assistant.sufficiency import Judgement
from assistant.verify import Verdict

SEARCHED = 100  # characters at each end of a long question that are searched for


@dataclass
class Run:
    """One question on its way through the steps.

    ``claim`` is a number of things that it states, ``claims`` are several of them; ``table`` what a follow-up asks of the table, where it goes on from
    an earlier list; ``is_claim`` where the question is a statement within another one; ``narrows`` the condition that a
    follow-up puts to the earlier matter; ``earlier`` the last questions
    before it, for a language model that helps to read it.
    """

    question: str
    lang: Language
    query: Query
    evidence: Evidence
    judgement: Judgement = field(default_factory=lambda: Judgement("error"))
    composed: Composed = field(default_factory=lambda: Composed(Draft((), ())))
    verdict: Verdict = field(default_factory=lambda: Verdict((), (), ()))
    claim: Counted | None = None
    claims: tuple[Part, ...] = ()
    table: TableQuery | None = None
    is_claim: bool = False
    narrows: Condition | None = None
    earlier: tuple[str, ...] = ()
    goes_on: bool = False  # it was completed from what was asked before
    partial: bool = False
    asks_place: bool = False  # where something stands, whatever else
    mode: Literal["grounded", "model"] = "grounded"
    left_out: tuple[Dropped, ...] = ()  # of what a language model wrote
    stays_here: bool = False  # it may hold words of a child in danger, and is told to no language model
    unplanned: str = ""  # why a language model that was asked did not help to read it
    deadline: float = 0.0  # until which a language model may be asked, on time.monotonic
    duties: tuple[Duty, ...] = ()
    steps: list[Step] = field(default_factory=list)

    @property
    def is_heeded(self) -> bool:
        """Whether help lines are shown; the answer was written with them."""
        return bool(self.evidence.help_lines)
