"""What of a turn may be kept.

Personal numbers are masked wherever they stand: in the question, in what was read of it, in an answer that says it
again. Nothing of what was said is kept where a child may be in danger: a page, a colleague or a parent at the same
computer shall not read it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.privacy import mask
from assistant.records import Answer, Turn
from assistant.render import to_markdown

LISTENED = "help"  # the step that hears distress


def may_keep_text(answer: Answer, history: tuple[Turn, ...]) -> bool:
    """Whether the words of a turn may be kept.

    Not those of distress, be it in doubt, nor those after it, which are completed from it; nor those of a question that ended before
    anybody listened for it (one that is too long, one on which the program failed).
    """
    listened = any(step.name == LISTENED for step in answer.steps)
    return listened and not any(told.offers_help for told in (answer, *(turn.answer for turn in history)))


def kept(text: str) -> str:
    """A text, masked, without halves of characters, which no file can hold."""
    return mask(text.encode("utf-8", "replace").decode("utf-8"))


def kept_words(answer: Answer) -> tuple[str, str, str]:
    """Question, completed question, and the answer as Markdown."""
    return kept(answer.question), kept(answer.completed_question), kept(to_markdown(answer))


def to_record(answer: Answer, history: tuple[Turn, ...]) -> str:
    """The whole answer as JSON, masked."""
    found = _adapter().dump_python(answer, mode="json")
    said = (answer.question, *(turn.question for turn in history))
    if any(mask(text) != text for text in said):  # elsewhere stand only words of the plan and of the program
        found = _masked(found)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


def from_record(text: str | None) -> Answer | None:
    """The answer that a record holds, None where it is read no more."""
    if text is None:
        return None
    try:
        return _adapter().validate_json(text)
    except ValidationError:
        return None


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    return [_masked(item) for item in value] if isinstance(value, list) else value


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)
