"""The conversation of one browser tab: its turns, what of it is opened, and how it comes back from the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.log import KeptTurn
from assistant.records import Answer, Citation, Turn
from assistant.render import to_markdown, to_speech, to_text
from assistant.ui import markup


@dataclass(frozen=True, slots=True)
class Entry:
    """一问一答: a question of the conversation with what came of it.

    Attributes:
        question: as it was asked.
        answer: the checked answer, or None where the core failed.
        markdown: the answer's text with marks, rendered once.
        plain: the answer's text and sources, for copying.
        chart: its figures as a chart, or "".
        speech: one or two sentences of it to read aloud.
        turn: its id in the log, or "" where it is not kept.
        verdict: what the reader said of it: up, down or "".
    """

    question: str
    answer: Answer | None = None
    markdown: str = ""
    plain: str = ""
    chart: str = ""
    speech: str = ""
    turn: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """会话: one browser tab's conversation.

    Attributes:
        entries: oldest first.
        opened: index of the turn and number of the citation in the panel, or None.
        key: the conversation's name in the log and in the address, "" before its first question.
        editing: index of the turn whose question is being changed, or None.
    """

    entries: tuple[Entry, ...] = ()
    opened: tuple[int, int] | None = None
    key: str = ""
    editing: int | None = None

    def named(self) -> Session:
        """The same with a name of its own."""
        return self if self.key else replace(self, key=secrets.token_urlsafe(9))

    def cut(self, at: int) -> Session:
        """The turns before one that is asked anew."""
        opened = self.opened if self.opened is not None and self.opened[0] < at else None
        return replace(self, entries=self.entries[:at], opened=opened, editing=None)


def history(session: Session) -> tuple[Turn, ...]:
    """The conversation as the core takes it; questions that failed are not part of it."""
    return tuple(Turn(e.question, e.answer) for e in session.entries if e.answer is not None)


def rendered(question: str, answer: Answer, glosses: Mapping[str, str]) -> Entry:
    """The answer as it is shown, as it is copied, with its sources and without the query, and as it is read aloud."""
    plain = to_text(replace(answer, sql=None, suggestions=()))
    chart = markup.chart_figure(answer, glosses)
    return Entry(question, answer, to_markdown(answer), plain, chart, to_speech(answer))


def kept_session(key: str, turns: Iterable[KeptTurn], glosses: Mapping[str, str]) -> Session:
    """A conversation as the log has it; turns that were kept without text are left out."""
    entries = tuple(
        replace(
            rendered(turn.question or turn.answer.question, turn.answer, glosses),
            turn=turn.id,
            verdict=turn.feedback.verdict if turn.feedback else "",
        )
        for turn in turns
        if turn.answer is not None
    )
    return Session(entries, _last_cited(entries), key if entries else "")


def _last_cited(entries: tuple[Entry, ...]) -> tuple[int, int] | None:
    """The first citation of the last turn that has one."""
    cited = [(i, e.answer.citations[0].n) for i, e in enumerate(entries) if e.answer and e.answer.citations]
    return cited[-1] if cited else None


def find_citation(session: Session, turn: int, n: int) -> tuple[Answer, Citation] | None:
    """Citation n of a turn, with its answer; None where there is none."""
    if not 0 <= turn < len(session.entries):
        return None
    answer = session.entries[turn].answer
    if answer is None:
        return None
    return next(((answer, citation) for citation in answer.citations if citation.n == n), None)
