"""What the page does on each event: pure functions of the conversation, over a core that is handed in.

Nothing of an answer is drawn before the core has handed over the whole, checked answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple, cast

import gradio as gr

from assistant.errors import LogError
from assistant.log import REASONS, Journal, NoJournal, Verdict
from assistant.records import Citation, Clause, Language, Step
from assistant.ui import markup
from assistant.ui.core import ChatCore
from assistant.ui.feet import Rating, answer_foot
from assistant.ui.frame import LANGUAGE_COOKIE, VISITOR_COOKIE, Site
from assistant.ui.session import Entry, Session, find_citation, history, kept_session, rendered
from assistant.ui.source import Opened, panel
from assistant.ui.texts import TEXTS, Texts, language, period_line

_LOG: Final = logging.getLogger(__name__)
ALL: Final = "*"
"""Stands for all conversations of a browser."""


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


def _cookie(request: gr.Request | None, name: str) -> str:
    """What a browser sends of a cookie, "" where it has none."""
    return "" if request is None else str(dict(request.cookies).get(name, ""))[:64]


class View(NamedTuple):
    """What an event changes of the page, in the order of the outputs."""

    box: Any = gr.skip()
    session: Any = gr.skip()
    log: Any = gr.skip()
    running: Any = gr.skip()
    panel: Any = gr.skip()
    status: Any = gr.skip()
    past: Any = gr.skip()


class Frame(NamedTuple):
    """What a change of language changes, in the order of the outputs."""

    language: Any
    header: Any
    log: Any
    panel: Any
    box: Any
    send: Any
    clear: Any
    past: Any
    session: Any = gr.skip()


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the page does on each event; no state of its own.

    Attributes:
        core: the assistant.
        today: the clock.
        journal: where turns and feedback are kept.
        site: the pages beside the chat; None where there are none.
    """

    core: ChatCore
    today: Callable[[], date]
    journal: Journal = field(default_factory=NoJournal)
    site: Site | None = None

    def arrive(self, request: gr.Request | None = None) -> Frame:
        """The page as its address asks for it: in the browser's language, with the conversation or question it names."""
        asked = {} if request is None else dict(request.query_params)
        session, key = Session(), str(asked.get("c", ""))[:64]
        visitor = _cookie(request, VISITOR_COOKIE)
        if key and visitor:
            session = kept_session(key, self.journal.turns_of(visitor, key), self.core.glosses)
        wanted = str(asked.get("lang", "")) or _cookie(request, LANGUAGE_COOKIE)
        frame = self.draw(session, wanted, request)
        if frame.language == "zh" and not session.entries:
            # That is how it was served; drawn again, it would take the focus from whoever is quick.
            frame = frame._replace(log=gr.skip(), panel=gr.skip(), send=gr.skip(), clear=gr.skip())
            if frame.header == self.header("zh"):
                frame = frame._replace(header=gr.skip())
        question = str(asked.get("q", ""))[:2000]
        return frame._replace(session=session, box={**frame.box, **({"value": question} if question else {})})

    def draw(self, session: Session, remembered: str, request: gr.Request | None = None) -> Frame:
        """The whole page in the language that the browser remembers."""
        lang = language(remembered)
        texts = TEXTS[lang]
        return Frame(
            language=lang,
            header=self.header(lang, request),
            log=self.log(session, lang),
            panel=self.panel(session, texts),
            box=gr.update(label=texts.box_label, placeholder=texts.box_placeholder),
            send=gr.update(value=texts.send),
            clear=gr.update(value=texts.clear),
            past=self.past(session, lang, request),
        )

    def switch(self, session: Session, event: gr.EventData, request: gr.Request | None = None) -> Frame:
        """The whole page in the language that was chosen."""
        return self.draw(session, payload(event).get("lang", "zh"), request)

    def ask(
        self,
        typed: str,
        session: Session,
        remembered: str,
        event: gr.EventData,
        request: gr.Request | None = None,
    ) -> Iterator[View]:
        """A question, typed or picked, or an earlier one again: the steps one by one, then the turn as a whole."""
        sent = payload(event)
        question = sent.get("question", typed)
        if not question.strip():
            return
        lang = language(remembered)
        texts = TEXTS[lang]
        again = _number(sent.get("again", "")) if "question" in sent else session.editing
        session, before = session if again is None else session.cut(again), len(session.entries)
        number = len(session.entries)
        log = gr.skip()
        if not number or number < before:
            log = self.log(session, lang) if number else markup.log([], texts)
        started = markup.running(question, [], number, texts)
        yield View("", log=log, running=started, status=_say(texts.working))
        entry = Entry(question)
        for entry, steps in self._work(question, session):
            if entry.answer is None and steps:
                yield View(running=markup.running(question, steps, number, texts))
        yield self._finished(session, entry, remembered, request)

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
                    yield rendered(question, answer, self.core.glosses), steps
                    return
        except Exception:
            _LOG.exception("a question could not be answered")
        else:
            _LOG.error("the core ended without an answer")
        yield Entry(question), []

    def _finished(self, session: Session, entry: Entry, remembered: str, request: gr.Request | None) -> View:
        """The new turn, kept, its first citation opened."""
        lang = language(remembered)
        texts = TEXTS[lang]
        number = len(session.entries)
        cites = entry.answer is not None and entry.answer.citations
        opened = (number, cites[0].n) if cites else None
        session = session.named()
        entry = self._kept(session, entry, request)
        session = replace(session, entries=(*session.entries, entry), opened=opened, editing=None)
        return View(
            session=session,
            log=self.log(session, lang),
            running="",
            panel=self.panel(session, texts),
            status=_say(_spoken(entry, texts)),
        )

    def _kept(self, session: Session, entry: Entry, request: gr.Request | None) -> Entry:
        """The turn with its id in the log; whatever the log does, the answer is shown."""
        if entry.answer is None:
            return entry
        visitor = _cookie(request, VISITOR_COOKIE)
        try:
            turn = self.journal.record(
                entry.answer, history(session), browser=visitor, conversation=session.key, channel="page"
            )
        except Exception:
            _LOG.exception("a turn could not be kept")
            return entry
        return replace(entry, turn=turn)

    def wake(self) -> None:
        """Nothing; asked for, it opens the stream through which a question is answered."""

    # --- what a reader does with an answer ---

    def rate(
        self, session: Session, remembered: str, event: gr.EventData, request: gr.Request | None = None
    ) -> View:
        """👍 or 👎 for a turn, with a reason and a line; the same again takes it back."""
        lang = language(remembered)
        texts, sent = TEXTS[lang], payload(event)
        number, verdict = _number(sent.get("turn", "")), sent.get("verdict", "")
        if number is None or number >= len(session.entries) or verdict not in ("up", "down"):
            return View()
        entry = session.entries[number]
        withdrawn = entry.verdict == verdict and not sent.get("note", "") and not sent.get("reason", "")
        if not entry.turn:
            return View(status=_say(texts.rate_failed))
        try:
            self._tell(entry.turn, "" if withdrawn else verdict, sent)
        except LogError:
            _LOG.exception("feedback could not be kept")
            return View(
                log=self.log(session, lang, note=(number, texts.rate_failed)), status=_say(texts.rate_failed)
            )
        entries = list(session.entries)
        entries[number] = replace(entry, verdict="" if withdrawn else verdict)
        session = replace(session, entries=tuple(entries))
        told = texts.rate_withdrawn if withdrawn else texts.rate_thanks
        return View(session=session, log=self.log(session, lang, note=(number, told)), status=_say(told))

    def _tell(self, turn: str, verdict: str, sent: Mapping[str, str]) -> None:
        if not verdict:
            self.journal.withdraw_feedback(turn)
            return
        reason = sent.get("reason", "") if sent.get("reason", "") in REASONS else ""
        self.journal.give_feedback(turn, cast("Verdict", verdict), reason, sent.get("note", "")[:500])

    def edit(self, session: Session, remembered: str, event: gr.EventData) -> View:
        """A question put back into the box; asked again, it takes the place of its turn and of those after it."""
        texts = TEXTS[language(remembered)]
        number = _number(payload(event).get("turn", ""))
        if number is None or number >= len(session.entries):
            return View()
        session = replace(session, editing=number)
        return View(session.entries[number].question, session, status=_say(texts.editing))

    # --- conversations ---

    def reopen(
        self, session: Session, remembered: str, event: gr.EventData, request: gr.Request | None = None
    ) -> View:
        """An earlier conversation of this browser."""
        lang = language(remembered)
        texts = TEXTS[lang]
        key, visitor = payload(event).get("conversation", ""), _cookie(request, VISITOR_COOKIE)
        found = kept_session(key, self.journal.turns_of(visitor, key) if visitor else (), self.core.glosses)
        if not found.entries:
            return View(past=self.past(session, lang, request), status=_say(texts.past_gone))
        return View(
            "",
            found,
            self.log(found, lang),
            "",
            panel(None, texts),
            _say(texts.past_opened),
            self.past(found, lang, request),
        )

    def forget(
        self, session: Session, remembered: str, event: gr.EventData, request: gr.Request | None = None
    ) -> View:
        """A conversation deleted for good, or all of this browser."""
        lang = language(remembered)
        texts = TEXTS[lang]
        key, visitor = payload(event).get("conversation", ""), _cookie(request, VISITOR_COOKIE)
        if not key or not visitor:
            return View()
        try:
            self.journal.forget(visitor, None if key == ALL else key)
        except LogError:
            _LOG.exception("a conversation could not be deleted")
            return View(status=_say(texts.past_not_deleted))
        if key in (ALL, session.key):
            return self.clear(remembered, request)._replace(status=_say(texts.past_deleted))
        return View(past=self.past(session, lang, request), status=_say(texts.past_deleted))

    def list_past(self, session: Session, remembered: str, request: gr.Request | None = None) -> str:
        """The conversations of this browser, listed after an answer, which does not wait for the log."""
        return self.past(session, language(remembered), request)

    def past(self, session: Session, lang: Language, request: gr.Request | None) -> str:
        """The conversations of this browser; nothing where none is kept."""
        visitor = _cookie(request, VISITOR_COOKIE)
        listed = self.journal.conversations(visitor) if visitor else ()
        root = self.site.root if self.site else ""
        return markup.past(listed, session.key, root, TEXTS[lang])

    def open(self, session: Session, remembered: str, event: gr.EventData) -> tuple[Any, str]:
        """The citation that was clicked, in the panel."""
        texts = TEXTS[language(remembered)]
        sent = payload(event)
        turn, n = _number(sent.get("turn", "")), _number(sent.get("n", ""))
        if turn is None or n is None or find_citation(session, turn, n) is None:
            return gr.skip(), panel(None, texts, texts.source_gone)
        session = replace(session, opened=(turn, n))
        return session, self.panel(session, texts)

    def clear(self, remembered: str, request: gr.Request | None = None) -> View:
        """A new conversation."""
        lang = language(remembered)
        texts, new = TEXTS[lang], Session()
        return View(
            "", new, self.log(new, lang), "", panel(None, texts), _say(""), self.past(new, lang, request)
        )

    def header(self, lang: Language, request: gr.Request | None = None) -> str:
        """Title, period, language switch and navigation; the period as of today."""
        texts = TEXTS[lang]
        plans = self.core.plans
        period = (min(p.period[0] for p in plans), max(p.period[1] for p in plans))
        line = period_line(period, self.today().year, texts)
        nav = ""
        if self.site is not None:
            asked = None if request is None else request.request
            staff = asked is not None and self.site.is_staff(asked)
            nav = self.site.nav("chat", lang, staff=staff)
        return markup.header([plan.title for plan in plans], line, texts, lang, nav)

    def log(self, session: Session, lang: Language, note: tuple[int, str] | None = None) -> str:
        """The conversation, or a welcome where there is none yet.

        Args:
            session: the conversation.
            lang: the page's language.
            note: index of a turn, and what is said below it.
        """
        texts = TEXTS[lang]
        if not session.entries:
            return markup.welcome(self._examples(lang), texts, self._audiences(lang))
        turns = [
            _entry(e, i, texts, note[1] if note and note[0] == i else "", self._slip(e))
            for i, e in enumerate(session.entries)
        ]
        return markup.log(turns, texts, session.key)

    def _slip(self, entry: Entry) -> str:
        """The address of what proves a turn; "" where nothing was checked or it is not kept."""
        if self.site is None or not self.site.slips or not entry.turn or entry.answer is None:
            return ""
        return self.site.href(self.site.slips.format(turn=entry.turn)) if entry.answer.grounds else ""

    def panel(self, session: Session, texts: Texts) -> str:
        """The opened citation among its neighbours."""
        if session.opened is None:
            return panel(None, texts, texts.source_none if session.entries else "")
        turn, n = session.opened
        found = find_citation(session, turn, n)
        if found is None:
            return panel(None, texts)
        answer, citation = found
        link = ""
        if self.site is not None and citation.source != "document" and citation.plan in self.site.books.keys:
            link = self.site.clause(citation.plan, citation.clause_id)
        return panel(Opened(turn, answer, citation, self._clauses(citation), link), texts)

    def _audiences(self, lang: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Questions to begin with, by who asks; none where the plan has none."""
        if self.site is None:
            return ()
        try:
            book = self.site.books.get(self.core.plans[0].key)
        except Exception:
            _LOG.exception("the plan could not be read")
            return ()
        return tuple((a.name[lang], a.questions[lang]) for a in book.audiences) if book else ()

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


def _entry(entry: Entry, number: int, texts: Texts, note: str, slip: str) -> str:
    if entry.answer is None:
        foot = answer_foot(number, entry.question, "", "", Rating(note=note), texts)
        return markup.failed(entry.question, number, texts, foot)
    rating = Rating(bool(entry.turn), entry.verdict, note)
    foot = answer_foot(number, entry.question, entry.plain, entry.speech, rating, texts, slip)
    return markup.answered(entry.answer, entry.markdown, number, texts, entry.chart, foot)


def _say(text: str) -> str:
    return markup.announcement(text)


def _spoken(entry: Entry, texts: Texts) -> str:
    """The turn's outcome for a screen reader."""
    if entry.answer is None:
        return texts.failed
    spoken = " ".join(sentence.text for sentence in entry.answer.sentences)
    return texts.announced + (spoken or texts.fallbacks[entry.answer.status])
