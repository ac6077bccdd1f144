"""The records of the log, and the protocol by which pages and server use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from assistant.records import Answer, Language, Status, Turn

Verdict = Literal["up", "down"]
REASONS: Final = ("wrong", "not_answered", "incomplete", "wrong_source", "unclear", "other")
"""What can be wrong with an answer, for a 👎: a false statement, a refusal of what the plan says, …"""


@dataclass(frozen=True, slots=True)
class Origin:
    """出处: what answered.

    Attributes:
        index: first characters of the index's digest.
        model: fingerprint of the embedding model, and the name of the language model where one is set.
    """

    index: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """反馈: what a reader said of an answer.

    Attributes:
        verdict: up or down.
        reason: one of REASONS, or "".
        text: a free line, personal numbers masked; "" where the turn was kept without text.
        at: when, in UTC, as 2026-03-01T08:30:00Z.
    """

    verdict: Verdict
    reason: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """留存的一轮: a turn as the log has it.

    Attributes:
        id: 24 hexadecimal digits that cannot be guessed.
        at: when it was answered, in UTC.
        conversation: the conversation it belongs to, "" for a single question.
        channel: page or api.
        plan: key of the plan asked.
        question, completed: masked; None where the text was not kept.
        status, reason, lang: as in the answer.
        text: the answer as Markdown; None where the text was not kept.
        answer: the whole answer with its query, hits, SQL and timings, masked; None where the text was not kept, or
            where another version of the program wrote it in a form that is read no more.
        milliseconds: how long the answer took.
        origin: index and models that answered.
        feedback: what the reader said of it, or None.
    """

    id: str
    at: str
    conversation: str
    channel: str
    plan: str
    question: str | None
    completed: str | None
    status: Status
    reason: str | None
    lang: Language
    text: str | None
    answer: Answer | None
    milliseconds: float
    origin: Origin
    feedback: Feedback | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """对话: one of a browser's conversations.

    Attributes:
        id: as the page gave it.
        title: its first question that was kept, "" where none was.
        at: when its last turn was answered, in UTC.
        turns: how many it has.
    """

    id: str
    title: str
    at: str
    turns: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """筛选: which turns are wanted, the newest first.

    Attributes:
        verdict: only those with this feedback.
        status: only those that ended so.
        refused: only abstained and clarify.
        either: with verdict and refused, those that fit one of the two.
        since: only those answered at this time or later, in UTC (2026-03-01 is enough).
        words: only those whose question holds this.
        conversation: only those of this conversation.
        most: how many at most.
        skip: how many of the newest to leave out.
    """

    verdict: Verdict | None = None
    status: Status | None = None
    refused: bool = False
    either: bool = False
    since: str = ""
    words: str = ""
    conversation: str = ""
    most: int = 100
    skip: int = 0


class Journal(Protocol):
    """What pages and server use of the log. Every method may be called from any thread.

    A browser is known by a long random text that its page makes and keeps; only a hash of it is stored.
    """

    @property
    def keeps(self) -> bool:
        """Whether anything is kept; without it there is no feedback and no list of conversations."""

    @property
    def state(self) -> Literal["on", "off", "failing"]:
        """failing: what was to be written last could not be."""

    def record(
        self,
        answer: Answer,
        history: tuple[Turn, ...] = (),
        *,
        browser: str = "",
        conversation: str = "",
        channel: Literal["page", "api"] = "page",
    ) -> str:
        """Keep a turn, soon and in the background; never fails, never waits.

        Args:
            answer: the checked answer.
            history: the earlier turns that it was asked after.
            browser: the browser's own key; "" where its conversations are not to be listed.
            conversation: which of the browser's conversations it belongs to.
            channel: where it was asked.

        Returns:
            The turn's id, for feedback; "" where nothing is kept.
        """

    def give_feedback(self, turn: str, verdict: Verdict, reason: str = "", text: str = "") -> None:
        """Keep what a reader said of a turn, in the place of what was said of it before. It is on disk on return.

        Raises:
            UnknownTurn: there is no such turn (any more).
            LogError: it could not be kept; the text says so, in both languages.
        """

    def withdraw_feedback(self, turn: str) -> None:
        """Drop what was said of a turn; LogError where that could not be kept."""

    def conversations(self, browser: str) -> tuple[Conversation, ...]:
        """The conversations of a browser, the last one first; empty where they cannot be read."""

    def turns_of(self, browser: str, conversation: str) -> tuple[KeptTurn, ...]:
        """The turns of one of a browser's conversations, oldest first; empty where they cannot be read."""

    def forget(self, browser: str, conversation: str | None = None) -> None:
        """Delete one conversation of a browser, or all of them, with their turns and feedback.

        Raises:
            LogError: it could not be done.
        """

    def turns(self, wanted: Wanted) -> tuple[KeptTurn, ...]:
        """Turns for staff, the newest first.

        Raises:
            LogError: they cannot be read.
        """

    def turn(self, turn: str) -> KeptTurn | None:
        """One turn by its id, or by how its id begins where only one does; None where there is none.

        Raises:
            LogError: it cannot be read.
        """

    def close(self) -> None:
        """Write what still waits, and close the file."""
