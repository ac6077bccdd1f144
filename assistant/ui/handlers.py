"""What the page does on each event: pure functions of the conversation, over a core that is handed in.

Nothing of an answer is drawn before the core has handed over the whole, checked answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

import gradio as gr

from assistant.records import Answer, Citation, Clause, Language, Step, Turn
from assistant.render import to_markdown, to_text
from assistant.ui import markup
from assistant.ui.source import Opened, panel
from assistant.ui.texts import TEXTS, Texts, language, period_line

_LOG: Final = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Entry:
    """一问一答: a question of the conversation with what came of it.

    Attributes:
        question: as it was asked.
        answer: the checked answer, or None where the core failed.
        markdown: the answer's text with marks, rendered once.
        plain: the answer's text and sources, for copying.
        chart: its figures as a chart, or "".
    """

    question: str
    answer: Answer | None = None
    markdown: str = ""
    plain: str = ""
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """会话: one browser tab's conversation.

    Attributes:
        entries: oldest first.
        opened: index of the turn and number of the citation in the panel, or None.
    """

    entries: tuple[Entry, ...] = ()
    opened: tuple[int, int] | None = None


def history(session: Session) -> tuple[Turn, ...]:
    """The conversation as the core takes it; questions that failed are not part of it."""
    return tuple(Turn(e.question, e.answer) for e in session.entries if e.answer is not None)


def payload(event: gr.EventData) -> dict[str, str]:
    """What the page's script sent with an event; empty for an event of Gradio's own.

    It comes from a browser, so it may hold anything.
    """
    data = event._data
    if not isinstance(data, dict):
        return {}
    return {str(key): value for key, value in data.items() if isinstance(value, str)}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


class View(NamedTuple):
    """What an event changes of the page, in the order of the outputs."""

    box: Any = gr.skip()
    session: Any = gr.skip()
    log: Any = gr.skip()
    running: Any = gr.skip()
    panel: Any = gr.skip()
    status: Any = gr.skip()


class Frame(NamedTuple):
    """What a change of language changes, in the order of the outputs."""

    language: Any
    header: Any
    log: Any
    panel: Any
    box: Any
    send: Any
    clear: Any


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the page does on each event; no state of its own.

    Attributes:
        core: the assistant.
        today: the clock.
    """

    core: ChatCore
    today: Callable[[], date]

    def draw(self, session: Session, remembered: str) -> Frame:
        """The whole page in the language that the browser remembers."""
        lang = language(remembered)
        texts = TEXTS[lang]
        return Frame(
            language=lang,
            header=self.header(lang),
            log=self.log(session, lang),
            panel=self.panel(session, texts),
            box=gr.update(label=texts.box_label, placeholder=texts.box_placeholder),
            send=gr.update(value=texts.send),
            clear=gr.update(value=texts.clear),
        )

    def switch(self, session: Session, event: gr.EventData) -> Frame:
        """The whole page in the language that was chosen."""
        return self.draw(session, payload(event).get("lang", "zh"))

    def ask(self, typed: str, session: Session, remembered: str, event: gr.EventData) -> Iterator[View]:
        """A question, typed or picked: the steps one by one, then the turn as a whole."""
        question = payload(event).get("question", typed)
        if not question.strip():
            return
        texts = TEXTS[language(remembered)]
        number = len(session.entries)
        log = gr.skip() if session.entries else markup.log([], texts)
        started = markup.running(question, [], number, texts)
        yield View("", log=log, running=started, status=_say(texts.working))
        entry = Entry(question)
        for entry, steps in self._work(question, session):
            if entry.answer is None and steps:
                yield View(running=markup.running(question, steps, number, texts))
        yield self._finished(session, entry, remembered)

    def _work(self, question: str, session: Session) -> Iterator[tuple[Entry, list[Step]]]:
        """The steps so far, then the answer. A core that fails yields no answer, whatever it raised."""
        steps: list[Step] = []
        try:
            for event in self.core.stream(question, history(session)):
                if isinstance(event, Step):
                    steps = [*steps, event]
                    yield Entry(question), steps
                else:
                    answer = event if event.steps else replace(event, steps=tuple(steps))
                    yield _rendered(question, answer, self.core.glosses), steps
                    return
        except Exception:
            _LOG.exception("a question could not be answered")
        else:
            _LOG.error("the core ended without an answer")
        yield Entry(question), []

    def _finished(self, session: Session, entry: Entry, remembered: str) -> View:
        """The new turn, its first citation opened."""
        lang = language(remembered)
        texts = TEXTS[lang]
        number = len(session.entries)
        cites = entry.answer is not None and entry.answer.citations
        opened = (number, cites[0].n) if cites else None
        session = Session((*session.entries, entry), opened)
        return View(
            session=session,
            log=self.log(session, lang),
            running="",
            panel=self.panel(session, texts),
            status=_say(_spoken(entry, texts)),
        )

    def open(self, session: Session, remembered: str, event: gr.EventData) -> tuple[Any, str]:
        """The citation that was clicked, in the panel."""
        texts = TEXTS[language(remembered)]
        sent = payload(event)
        turn, n = _number(sent.get("turn", "")), _number(sent.get("n", ""))
        if turn is None or n is None or find_citation(session, turn, n) is None:
            return gr.skip(), panel(None, texts, texts.source_gone)
        session = replace(session, opened=(turn, n))
        return session, self.panel(session, texts)

    def clear(self, remembered: str) -> View:
        """A new conversation."""
        lang = language(remembered)
        texts = TEXTS[lang]
        return View("", Session(), self.log(Session(), lang), "", panel(None, texts), _say(""))

    def header(self, lang: Language) -> str:
        """Title, period and language switch; the period as of today."""
        texts = TEXTS[lang]
        plans = self.core.plans
        period = (min(p.period[0] for p in plans), max(p.period[1] for p in plans))
        line = period_line(period, self.today().year, texts)
        return markup.header([plan.title for plan in plans], line, texts, lang)

    def log(self, session: Session, lang: Language) -> str:
        """The conversation, or a welcome where there is none yet."""
        texts = TEXTS[lang]
        if not session.entries:
            return markup.welcome(self._examples(lang), texts)
        return markup.log([_entry(e, i, texts) for i, e in enumerate(session.entries)], texts)

    def panel(self, session: Session, texts: Texts) -> str:
        """The opened citation among its neighbours."""
        if session.opened is None:
            return panel(None, texts, texts.source_none if session.entries else "")
        turn, n = session.opened
        found = find_citation(session, turn, n)
        if found is None:
            return panel(None, texts)
        answer, citation = found
        return panel(Opened(turn, answer, citation, self._clauses(citation)), texts)

    def _examples(self, lang: Language) -> tuple[str, ...]:
        try:
            return self.core.examples(lang)
        except Exception:
            _LOG.exception("the examples could not be read")
            return ()

    def _clauses(self, citation: Citation) -> tuple[Clause, ...]:
        if citation.source == "document":
            return ()
        try:
            return self.core.surroundings(citation.plan, citation.clause_id)
        except Exception:
            _LOG.exception("clause %s of %s could not be read", citation.clause_id, citation.plan)
            return ()


def find_citation(session: Session, turn: int, n: int) -> tuple[Answer, Citation] | None:
    """Citation n of a turn, with its answer; None where there is none."""
    if not 0 <= turn < len(session.entries):
        return None
    answer = session.entries[turn].answer
    if answer is None:
        return None
    return next(((answer, citation) for citation in answer.citations if citation.n == n), None)


def _rendered(question: str, answer: Answer, glosses: Mapping[str, str]) -> Entry:
    """The answer as it is shown and as it is copied, with its sources and without the query."""
    plain = to_text(replace(answer, sql=None, suggestions=()))
    return Entry(question, answer, to_markdown(answer), plain, markup.chart_figure(answer, glosses))


def _entry(entry: Entry, number: int, texts: Texts) -> str:
    if entry.answer is None:
        return markup.failed(entry.question, number, texts)
    return markup.answered(entry.answer, entry.markdown, entry.plain, number, texts, entry.chart)


def _say(text: str) -> str:
    return markup.announcement(text)


def _spoken(entry: Entry, texts: Texts) -> str:
    """The turn's outcome for a screen reader."""
    if entry.answer is None:
        return texts.failed
    spoken = " ".join(sentence.text for sentence in entry.answer.sentences)
    return texts.announced + (spoken or texts.fallbacks[entry.answer.status])
