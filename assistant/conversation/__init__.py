"""A question after earlier ones → the question that it means by itself.

complete(question, history, known)    那初中生呢 after 小学生近视率要降到多少？ → 初中生近视率要降到多少？

A follow-up lacks something that the earlier question has: its subject (由谁负责), what is asked (初中生呢), or both
(第二个). It is cut into words of ``corpus/follow_words.tsv``, of the other dictionaries and of the plan; what it
brings takes the place of what is of the same kind in the earlier question, and the rest is taken over. A question
with a subject of its own that asks something is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.context import Completed
from assistant.conversation.followup import FollowUp
from assistant.conversation.words import Cut
from assistant.knowledge import Knowledge
from assistant.question import language_of
from assistant.records import Turn

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
    follow = Cut.of(question, known)
    if follow.is_phrase or known.catalog.lexicon.gives_order(follow.text):
        return typed
    found = FollowUp(follow, turns, known).completed()
    if found is None or len(found.text) > known.settings.longest_question:
        return typed
    return found


def _earlier(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Turns that a follow-up may take up, the latest first; one that was not about the plan only if there is no other."""
    turns = [
        turn
        for turn in reversed(history[-TURNS:])
        if turn.answer.status not in _NO_TURN
        and (turn.answer.query is None or turn.answer.query.task not in ("social", "order"))
    ]
    about = [turn for turn in turns if turn.answer.reason not in ("out_of_scope", "social", "unsafe")]
    return tuple(about or turns)
