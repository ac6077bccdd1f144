"""A question after earlier ones → the question that it means by itself.

complete(question, history, known)    那初中生呢 after 小学生近视率要降到多少？ → 初中生近视率要降到多少？

A follow-up lacks something that the earlier question has: its subject (由谁负责), what is asked (初中生呢), or both
(第二个). It is cut into words of ``corpus/follow_words.tsv``, of the other dictionaries and of the plan; what it
brings takes the place of what is of the same kind in the earlier question, and the rest is taken over. A question
with a subject of its own that asks something is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.charging import asks_of_body
from assistant.conversation.beside import joined, stays, was_refused
from assistant.conversation.context import Completed
from assistant.conversation.followup import FollowUp
from assistant.conversation.returning import back_to
from assistant.conversation.words import OPENERS, STOP, Cut
from assistant.entitled import asks_of_child, merged
from assistant.knowledge import Knowledge
from assistant.question import language_of
from assistant.records import NO_QUESTION, Answer, Query, Turn

__all__ = ["Completed", "beside_last", "complete", "narrows_last", "stays_with_last", "was_refused"]

LONGEST = 60  # characters of a question that may be a follow-up
TURNS = 8  # earlier turns that are looked at
_NO_TURN = frozenset({"rejected", "error"})


def complete(question: str, history: Sequence[Turn], known: Knowledge) -> Completed:
    """The question that a question means after earlier ones; never raises on any text.

    Args:
        question: as it was typed.
        history: earlier turns, oldest first; their completed questions are read.
        known: the plan, its names and words.
    """
    typed = Completed(question, language_of(question))
    if not history or len(question) > LONGEST:
        return typed
    turns = _earlier(history)
    if not turns:
        return typed
    if asks_of_child(question, known):
        return typed
    if same_child := merged(turns[0].answer.completed_question, question, known):
        return Completed(same_child, typed.lang, ("child",))
    follow = Cut.of(question, known)
    if follow.is_phrase or known.catalog.lexicon.orders.kind(follow.text):
        return typed
    if condition := _condition(follow, turns, known):
        return condition
    if asks_of_body(known, Query(follow.text, typed.lang)):
        return typed
    if returned := back_to(follow, history):
        turns, follow = (returned.turn,), Cut.of(returned.asked, known)
        if not returned.asked:
            return Completed(returned.turn.answer.completed_question, typed.lang, ("question",))
    found = _completed(follow, turns, known)
    if found is None or len(found.text) > known.settings.longest_question:
        return typed
    return found


def _condition(follow: Cut, turns: tuple[Turn, ...], known: Knowledge) -> Completed | None:
    """The earlier question narrowed to the condition that a follow-up puts to it."""
    found = FollowUp(follow, turns, known)
    narrowed = found.narrowed() if found.before else None
    return narrowed if narrowed and len(narrowed.text) <= known.settings.longest_question else None


def beside_last(question: str, history: Sequence[Turn], known: Knowledge) -> str:
    """The subject of the turn before and a question that says nothing of the plan by itself; "" where it cannot be one."""
    turns = _earlier(history)
    if not turns or len(question) > LONGEST:
        return ""
    text = joined(Cut.of(question, known), turns, known)
    return text if len(text) <= known.settings.longest_question else ""


def narrows_last(question: str, history: Sequence[Turn], known: Knowledge) -> Completed | None:
    """The question before, narrowed to one that says nothing of the plan by itself; None where nothing was told before."""
    turns = _earlier(history)
    if not turns or len(question) > LONGEST:
        return None
    found = FollowUp(Cut.of(question, known), turns, known)
    narrowed = found.as_condition() if found.before else None
    return narrowed if narrowed and len(narrowed.text) <= known.settings.longest_question else None


def stays_with_last(
    question: str, answer: Answer, history: Sequence[Turn], known: Knowledge, *, narrowed: bool = False
) -> bool:
    """Whether an answer to a question beside the turn before is on what that turn told."""
    turns = _earlier(history)
    return bool(turns) and stays(question, answer, turns[0].answer, known, narrowed=narrowed)


def _earlier(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Turns that a follow-up may take up, the latest first; one that was not about the plan only if there is no other."""
    turns = [
        turn
        for turn in reversed(history[-TURNS:])
        if turn.answer.status not in _NO_TURN
        and (turn.answer.query is None or turn.answer.query.task not in NO_QUESTION)
    ]
    about = [turn for turn in turns if turn.answer.reason not in ("out_of_scope", "social", "unsafe")]
    return tuple(about or turns)


def _completed(follow: Cut, turns: tuple[Turn, ...], known: Knowledge) -> Completed | None:
    """The completed question: of the question as typed, with its typos corrected, or of the one part that says something."""
    if any(token.slot == "unknown" for token in follow.tokens):
        text, corrections = known.speller.correct(follow.text)
        if corrections:
            return FollowUp(Cut.of(text, known), turns, known).completed()
    found = FollowUp(follow, turns, known).completed()
    if found is not None:
        return found
    part = _telling_part(follow, known)
    return None if part is None else FollowUp(part, turns, known).completed()


def _telling_part(follow: Cut, known: Knowledge) -> Cut | None:
    """The one part of a question that names or asks something, where the others are chatter."""
    parts = [Cut.of(text, known) for text in STOP.split(follow.shown) if text.strip()]
    telling = [
        part for part in parts if any(t.kind not in _CHATTER or t.roles() - {"filler"} for t in part.tokens)
    ]
    return telling[0] if len(parts) > 1 and len(telling) == 1 else None


_CHATTER = frozenset({"word", "phrase", "it", *OPENERS})
