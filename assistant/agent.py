"""answer(question, history) → Answer: the steps, one after another, as events and then the answer.

    read → query → judge → help → search → write → check
    read → query → judge → help → search → plan → write → model → check     where a language model is set

Synchronous and stateless: what an earlier turn said comes in with the history. Each step may end the answer
with a status of its own; nothing is shown before it was checked.
"""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.claims import agrees, of_row
from assistant.clause_sufficiency import fits
from assistant.compose import compose, with_corrections, with_rows_meant
from assistant.conversation import (
    Completed,
    asked_anew,
    beside_last,
    complete,
    is_near_last,
    may_stand_alone,
    narrows_last,
    stays_with_last,
    tells_of_it,
    was_refused,
)
from assistant.counts_held import hold_counts
from assistant.errand import without_errand
from assistant.fetching import fetch, judge_rows
from assistant.first_reading import read
from assistant.halves import (
    differ,
    goes_on_from,
    halves,
    is_of_table,
    is_read,
    is_whole,
    leaves_out,
    may_leave_out,
    put_together,
    scopes_differ,
    with_unanswered,
)
from assistant.helping import heed
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, shared_name, strip_invisible
from assistant.plainly import is_unsure, plainly, tells_nothing_of, tells_of
from assistant.positioned import put_position
from assistant.premises import premise_of_count
from assistant.presupposed import put_period_right, put_right
from assistant.privacy import mask
from assistant.question import language_of
from assistant.records import (
    Answer,
    Evidence,
    Grounds,
    Language,
    Query,
    Sentence,
    Step,
    Turn,
)  # fmt: skip
from assistant.run import Run
from assistant.searching import search
from assistant.silent import put_silence
from assistant.standing import put_in_place
from assistant.tabular import is_bare_name
from assistant.tabulate import tabulate
from assistant.unsaid import put_unsaid
from assistant.verify import check
from assistant.worded import put_words

_LOG = logging.getLogger(__name__)
_REJECTED: dict[Language, dict[str, str]] = {
    "zh": {
        "too_long": "问题太长了：最多 {limit} 个字符，请缩短后再问。",
        "not_text": "没有读到文字，请用一句话提出您的问题。",
        "error": "抱歉，程序出了问题，没有给出回答。请稍后再试；如果一直这样，请联系管理员。",
    },
    "en": {
        "too_long": "The question is too long: please keep it within {limit} characters.",
        "not_text": "No text was found; please ask your question in a sentence.",
        "error": "Sorry, something went wrong and there is no answer. Please try again; if it persists, tell your administrator.",
    },
}  # fmt: skip


class Assistant(Knowledge):
    """Answers questions about the plans of one corpus. Make it with ``Assistant.open``."""

    # --- asking ------------------------------------------------------------------------------------

    def ask(self, question: str, history: tuple[Turn, ...] = (), lang: Language | None = None) -> Answer:
        """The checked answer to a question.

        Args:
            question: any text.
            history: earlier turns of the conversation, oldest first.
            lang: language of the frame; that of the question unless given.
        """
        for event in self.stream(question, history, lang):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, history: tuple[Turn, ...] = (), lang: Language | None = None
    ) -> Iterator[Step | Answer]:
        """The steps as they are done, then the checked answer."""
        started = time.perf_counter()
        language = lang or language_of(question)
        if reason := self._unreadable(question):
            yield self._rejected(question, reason, language, started)
            return
        for event in self._answer(without_errand(question), history, lang, language, started):
            yield replace(event, question=question) if isinstance(event, Answer) else event

    def _answer(
        self,
        question: str,
        history: tuple[Turn, ...],
        lang: Language | None,
        language: Language,
        started: float,
    ) -> Iterator[Step | Answer]:
        """The steps and the answer to a question that can be read."""
        try:
            completed = complete(question, history, self)
            if lang is None or "language" in completed.taken:
                language = completed.lang
            run = self._run_for(question, completed, language, history)
            for name, step in self._steps():
                yield _timed(name, step, self, run)
            answer = replace(_finished(run, started), question=question, support=self._support(run))
            answer = self._otherwise(answer, completed, history, started) or answer
            answer = self._in_halves(answer, history, started)
            yield self._plainly(answer, run, started)
        except (
            Exception
        ):  # whatever it is, it is our fault: the reader gets a sentence, the log the traceback
            _LOG.exception("a question could not be answered")
            yield self._rejected(question, "error", language, started)

    def _run_for(
        self, question: str, completed: Completed, language: Language, history: tuple[Turn, ...]
    ) -> Run:
        evidence = Evidence(period=self.plan.meta.period)
        run = Run(completed.text, language, Query(completed.text, language), evidence, table=completed.table)
        run.earlier, run.narrows = _earlier(history), completed.narrows
        run.goes_on = completed.text != question
        run.stays_here = run.goes_on and any(turn.answer.offers_help for turn in history)
        return run

    def _otherwise(
        self, answer: Answer, completed: Completed, history: tuple[Turn, ...], started: float
    ) -> Answer | None:
        """The answer to a question read in another way beside what was told; None where the first reading holds."""
        if history and may_stand_alone(answer.question, completed, answer, history, self):
            alone = self._read_as(Completed(answer.question, answer.lang), answer, history, started)
            nearer = (answer.reason, alone.reason) == ("out_of_scope", "not_in_plan")
            if nearer or (alone.status == "answered" and alone.reason is None):
                return alone
        if anew := asked_anew(answer.question, completed, answer, history, self):
            found = self._read_as(Completed(anew, answer.lang), answer, history, started)
            if tells_of_it(answer.question, found, history, self):
                return found
        if set(completed.taken) == {"subject", "question"}:
            return None  # a figure was asked of it, and it has none
        return self._within_last(answer, history, started)

    def _plainly(self, answer: Answer, run: Run, started: float) -> Answer:
        """The answer, or that to the plain question for its matter, where the wording led nowhere or past it."""
        by_itself = answer.completed_question in (answer.question, mask(answer.question))
        plain = plainly(answer.question) if by_itself else None
        if plain is None:
            return answer
        past = tells_nothing_of(answer, plain.matter)
        if not past and not (answer.status == "abstained" and is_unsure(run.judgement)):
            return answer
        found = self._read_as(Completed(plain.question, answer.lang), answer, (), started)
        return found if past or tells_of(found, plain.matter, self.matter_words) else answer

    def _in_halves(self, answer: Answer, history: tuple[Turn, ...], started: float) -> Answer:
        """The answer, or those to each question of a line that asks twice, where the one does not tell what they tell."""
        if history or answer.completed_question != answer.question or not may_leave_out(answer):
            return answer
        asked = halves(answer.question, self)
        if len(asked) < 2:
            return answer
        turns: tuple[Turn, ...] = ()
        each: list[Answer] = []
        for half in asked:
            each.append(self._half(half, answer, turns, started))
            turns = (*turns, Turn(half, each[-1]))
        if all(is_read(one, half, self) for one, half in zip(each, asked, strict=True)) and differ(each):
            if is_whole(answer, each):
                return answer
            if not scopes_differ(each):
                return put_together(answer, each)
            mixed = len(each) == 2 and answer.status == "answered"
            return with_unanswered(each[0], asked[1], answer) if mixed else answer
        if len(each) == 2 and goes_on_from(answer, each[0]):
            return put_together(answer, (each[0], answer))
        if len(each) == 2 and leaves_out(answer, each[0], asked[1], self):
            return with_unanswered(each[0], asked[1], answer)
        return answer

    def _half(self, half: str, answer: Answer, turns: tuple[Turn, ...], started: float) -> Answer:
        """The answer to one question of a line; where nothing of the one before could be put into it, by itself if it can be."""
        asked = replace(answer, question=half)
        completed = complete(half, turns, self)
        joined = any(completed.text.startswith(turn.question) for turn in turns)
        if turns and (joined or is_bare_name(half, self.table)):
            alone = self._read_as(Completed(half, answer.lang), asked, (), started)
            if is_of_table(alone):
                return alone
        return self._read_as(completed, asked, turns, started)

    def _within_last(self, answer: Answer, history: tuple[Turn, ...], started: float) -> Answer | None:
        """The answer to a question asked of what was told last, where it was refused or led away; None where that tells nothing of it.

        教不教凫水 after 防溺水怎么写: by itself it speaks of nothing that the plan has.
        """
        if not history:
            return None
        is_near = answer.completed_question == mask(answer.question) and is_near_last(
            answer.question, answer, history, self
        )
        if not (is_near or was_refused(answer)):
            return None
        beside = beside_last(answer.question, history, self)
        readings = (
            Completed(beside, answer.lang) if beside else None,
            narrows_last(answer.question, history, self),
        )
        for reading in filter(None, readings):
            found = self._read_as(reading, answer, history, started)
            narrowed = reading.narrows is not None
            if (is_near and not _asks_alike(answer, found)) or _asks_other_figure(answer, found):
                continue
            if stays_with_last(answer.question, found, history, self, narrowed=narrowed, is_near=is_near):
                return found
        return None

    def _read_as(
        self, reading: Completed, answer: Answer, history: tuple[Turn, ...], started: float
    ) -> Answer:
        """What a question that was refused leads to where it is read otherwise."""
        run = self._run_for(answer.question, reading, answer.lang, history)
        for name, step in STEPS:
            _timed(name, step, self, run)
        return replace(_finished(run, started), question=answer.question, support=self._support(run))

    def _steps(self) -> tuple[tuple[str, StepFunction], ...]:
        """The steps, and those of the language model where one is set."""
        if self.model is None:
            return STEPS
        from assistant.with_model import with_model

        return with_model(STEPS)

    def _unreadable(self, question: str) -> str | None:
        """Why a question is rejected, or None."""
        if len(question) > self.settings.longest_question:
            return "too_long"
        if "\0" in question or any("\ud800" <= character <= "\udfff" for character in question):
            return "not_text"
        visible = strip_invisible(question)
        if not any(unicodedata.category(character)[0] in "LNS" for character in visible):
            return "not_text"
        return None

    def _support(self, run: Run) -> float | None:
        """How sure it is that the clauses found speak of what is asked, or None where none were searched."""
        found = run.evidence.support
        return fits(found, self.thresholds.about) if found else None

    def _rejected(self, question: str, reason: str, lang: Language, started: float) -> Answer:
        text = _REJECTED[lang][reason].format(limit=self.settings.longest_question)
        failed = reason == "error"
        return Answer(
            question=question,
            completed_question=mask(question),
            status="error" if failed else "rejected",
            reason=None if failed else reason,
            lang=lang,
            sentences=(Sentence(text),),
            verified=False,
            timings_ms={"total": _since(started)},
        )


# --- the last steps ---

EARLIER = 3  # questions before one that a language model sees
LONGEST_EARLIER = 120  # characters of each


def _asks_alike(answer: Answer, found: Answer) -> bool:
    """Whether a question that wants a certain kind of answer still wants it where it is read otherwise."""
    asked = answer.query.expects if answer.query else "open"
    return asked in ("open", "text", "list") or (found.query is not None and found.query.expects == asked)


def _asks_other_figure(answer: Answer, found: Answer) -> bool:
    """Whether a question for a figure wants another one where it is read with what was asked before (多少套 before 每套多少平米)."""
    if answer.query is None or found.query is None or answer.query.expects != "value":
        return False
    return bool(answer.query.units) and not found.query.units <= answer.query.units


def _earlier(history: tuple[Turn, ...]) -> tuple[str, ...]:
    """The last questions of a conversation; one that told of a child in danger goes nowhere."""
    told = [turn.question for turn in history if not turn.answer.offers_help]
    return tuple(question[:LONGEST_EARLIER] for question in told[-EARLIER:])


def _write(known: Knowledge, run: Run) -> str:
    if run.is_heeded:
        return ""  # written with the help lines
    if not run.composed.draft.sentences:
        meta = known.plan.meta
        if run.judgement.detail == "table" or (run.query.table is not None and run.query.table.choices):
            run.composed = tabulate(run.query, run.evidence, meta, known.titles)
        else:
            run.composed = compose(run.query, run.evidence, run.judgement, meta, known.today().year)
    if run.claim and (held := premise_of_count(run.composed.draft, run.claim, run.query.lang)):
        run.composed = replace(run.composed, premise=held[0], draft=held[1])
    if run.claims and (held := hold_counts(run.composed.draft, run.claims, run.query.lang)):
        run.composed = replace(run.composed, premise=held[0], draft=held[1])
    _tell_rows_meant(known, run)
    if not run.is_claim:
        put_right(known, run, _hold)
        put_period_right(known, run, _hold)
        put_in_place(known, run, _hold)
        put_words(known, run)
        put_silence(known, run)
        put_unsaid(known, run)
    put_position(known, run)
    run.composed = with_corrections(run.composed, run.query)
    return ""


def _help(known: Knowledge, run: Run) -> str:
    return heed(known, run, _ordinary)


def _ordinary(known: Knowledge, run: Run, asked: str) -> Run:
    """A run of its own for a question, or for a part of it, as if it told of nobody in danger."""
    if asked == run.question:
        other = replace(run, steps=[])
        search(known, other)
        _write(known, other)
        return other
    return _alone(known, Run(asked, run.lang, Query(asked, run.lang), Evidence(period=run.evidence.period)))


def _hold(known: Knowledge, claim: str, lang: Language) -> Run:
    """A statement of a question, asked by itself whether it is right."""
    evidence = Evidence(period=known.plan.meta.period)
    return _alone(known, Run(claim, lang, Query(claim, lang), evidence, is_claim=True))


def _alone(known: Knowledge, run: Run) -> Run:
    """A run through the steps that make a draft."""
    for step in (read, fetch, judge_rows, search, _write):
        step(known, run)
    return run


def _tell_rows_meant(known: Knowledge, run: Run) -> None:
    """Where a figure is denied of a row, tell the rows beside it that have it (80% is that of rural communities)."""
    premise, rows = run.composed.premise, run.evidence.indicators
    if premise is None or premise.agrees or run.query.task != "lookup" or len(rows) != 1:
        return
    asked = [figure for figure in of_row(run.query, rows[0]) if not agrees(figure, rows[0])]
    near = [
        row
        for row in known.rows.values()
        if row.id != rows[0].id
        and (row.clause_id == rows[0].clause_id or shared_name(row) == shared_name(rows[0]))
        and any(agrees(figure, row) for figure in asked)
    ]
    if near:
        clauses = dict.fromkeys((*run.evidence.clauses, *(known.clauses[row.clause_id] for row in near)))
        run.evidence = replace(run.evidence, indicators=(*rows, *near), clauses=tuple(clauses))
        run.composed = with_rows_meant(run.composed, run.evidence, tuple(near), run.query.lang)


def _check(known: Knowledge, run: Run) -> str:
    meta = known.plan.meta
    evidence = replace(
        run.evidence,
        question=fold(run.question),
        text=known.catalog.vocabulary,
        titles=(meta.title, meta.title_en),
    )
    run.verdict = check(run.composed.draft, evidence)
    kept, dropped = len(run.verdict.sentences), len(run.verdict.dropped)
    return f"{kept} ✓ {dropped} ✗" if dropped else f"{kept} ✓"


StepFunction = Callable[[Knowledge, Run], str]
# Read from the top: what happens to every question; a language model adds steps of its own (with_model).
STEPS: tuple[tuple[str, StepFunction], ...] = (
    ("read", read), ("query", fetch), ("judge", judge_rows), ("help", _help), ("search", search), ("write", _write), ("check", _check),
)  # fmt: skip


def _timed(name: str, step: StepFunction, assistant: Assistant, run: Run) -> Step:
    before = time.perf_counter()
    detail = step(assistant, run)
    done = Step(name, detail, _since(before))
    run.steps.append(done)
    return done


def _since(moment: float) -> float:
    return (time.perf_counter() - moment) * 1000


def _without_lone_headings(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """What announces a list (共 3 项：) goes with any row that was dropped from it."""
    return tuple(s for s in sentences if s.citations or not s.text.endswith(("：", ":")))


def _finished(run: Run, started: float) -> Answer:
    """The answer; where the checks left nothing of it, that is our fault and said so."""
    judgement, verdict, composed = run.judgement, run.verdict, run.composed
    sentences = _without_lone_headings(verdict.sentences) if verdict.dropped else verdict.sentences
    nothing = not sentences
    shows_sql = not nothing and (judgement.status == "answered" or judgement.detail == "no_figure")
    cut = (
        run.partial or bool(verdict.dropped) or (run.evidence.sql is not None and run.evidence.sql.truncated)
    )
    timings = {step.name: step.milliseconds for step in run.steps}
    return Answer(
        question=run.question,
        completed_question=mask(run.question),
        status="error" if nothing else judgement.status,
        reason=None if nothing else judgement.reason,
        lang=run.lang,
        sentences=sentences or (Sentence(_REJECTED[run.lang]["error"]),),
        citations=verdict.citations,
        sql=run.evidence.sql if shows_sql else None,
        duties=() if nothing else run.duties,
        premise=None if verdict.dropped else composed.premise,
        completeness="partial" if cut else "complete",
        verified=not nothing,
        mode="grounded" if nothing else run.mode,
        dropped=(*run.left_out, *verdict.dropped),
        suggestions=composed.suggestions,
        query=run.query,
        grounds=None if nothing else _grounds(run.evidence),
        hits=run.evidence.hits,
        steps=tuple(run.steps),
        timings_ms=timings | {"total": _since(started)},
    )


def _grounds(evidence: Evidence, *, picks: bool = False) -> Grounds:
    """What the checks were given, by name."""
    return Grounds(
        rows=tuple(row.id for row in evidence.indicators),
        clauses=tuple(clause.id for clause in evidence.clauses),
        found=evidence.found,
        table=evidence.table,
        duties=evidence.duties,
        help_lines=tuple(line.number for line in evidence.help_lines),
        sql=evidence.sql if picks else None,
        chosen=_grounds(evidence.chosen, picks=True) if evidence.chosen else None,
    )
