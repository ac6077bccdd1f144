"""What the chat needs of the assistant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from assistant.records import Answer, Clause, Language, Step, Turn


class PlanInfo(Protocol):
    """What the page says about a plan."""

    @property
    def key(self) -> str:
        """Key of the plan, its folder's name."""

    @property
    def title(self) -> str:
        """Title as published."""

    @property
    def region(self) -> str:
        """The place it holds for."""

    @property
    def period(self) -> tuple[int, int]:
        """First and last year."""


class ChatCore(Protocol):
    """What the page needs of the assistant."""

    @property
    def plans(self) -> Sequence[PlanInfo]:
        """The plans that are answered from, the first one first."""

    @property
    def glosses(self) -> Mapping[str, str]:
        """English words by Chinese ones, for the chart of an English answer."""

    def stream(
        self, question: str, history: tuple[Turn, ...] = (), lang: Language | None = None
    ) -> Iterator[Step | Answer]:
        """The steps as they are done, then exactly one answer, checked."""

    def surroundings(self, plan: str, clause_id: str) -> tuple[Clause, ...]:
        """The clause among its neighbours, in document order."""

    def examples(self, lang: Language) -> tuple[str, ...]:
        """Questions to begin with, in that language."""
