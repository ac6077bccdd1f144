"""What stands below an answer: to copy it, to ask again, to say whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from assistant.log import REASONS
from assistant.ui.texts import Texts

_THUMB: Final = (
    '<svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false"{turn}>'
    '<path d="M3 9h3v8H3zM6 9.5 9.5 3c1.4 0 2 .9 1.8 2.2L11 8h4.6c1 0 1.7.9 1.5 1.9l-1.2 5.6c-.2.9-.9 1.5-1.8 1.5H6" '
    'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/></svg>'
)
UP: Final = _THUMB.format(turn="")
DOWN: Final = _THUMB.format(turn=' class="pa-upside"')
LONGEST_NOTE: Final = 300


@dataclass(frozen=True, slots=True)
class Rating:
    """评价: what a reader may say, and has said, of an answer.

    Attributes:
        open: whether it is kept, so that there is something to say it to.
        verdict: up, down or "".
        note: what is told the reader about it, or "".
    """

    open: bool = False
    verdict: str = ""
    note: str = ""


def answer_foot(
    number: int, question: str, plain: str, speech: str, rating: Rating, texts: Texts, slip: str = ""
) -> str:
    """Buttons below an answer: copy, copy to read aloud, ask again, change the question, helpful or not.

    Args:
        number: index of the turn.
        question: as it was asked.
        plain: the answer with its sources, as it is copied; "" where there is none.
        speech: the answer as it is read aloud.
        rating: what the reader may say and has said.
        texts: the page's words.
        slip: address of what proves the answer, escaped, or "".
    """
    asked = escape(question.encode("utf-8", "replace").decode("utf-8"))
    copies = (
        _copy(plain, texts.copy, texts) + _copy(speech, texts.copy_speech, texts, texts.copy_speech_what)
        if plain
        else ""
    )
    buttons = (
        copies
        + _button(texts.retry, f'data-send="retry" data-again="{number}" data-question="{asked}"')
        + _button(texts.edit, f'data-send="edit" data-turn="{number}"')
    )
    if slip:
        buttons += (
            f'<a class="pa-link" download="slip.json" href="{slip}" title="{escape(texts.slip_what)}">'
            f"{escape(texts.slip)}</a>"
        )
    rated = _rate(number, rating, texts) if rating.open else ""
    said = f'<p class="pa-note">{escape(rating.note)}</p>' if rating.note else ""
    return (
        f'<div class="pa-foot" role="group" aria-label="{escape(texts.actions)}">{buttons}{rated}</div>'
        f"{_form(number, texts) if rating.open else ''}{said}"
    )


def _button(name: str, data: str, extra: str = "") -> str:
    return f'<button type="button" class="pa-link{extra}" {data}>{escape(name)}</button>'


def _copy(text: str, name: str, texts: Texts, what: str = "") -> str:
    title = f' title="{escape(what)}"' if what else ""
    copied = escape(text.encode("utf-8", "replace").decode("utf-8"))
    return _button(name, f'data-copy="{copied}" data-done="{escape(texts.copied)}"{title}', " pa-copy")


def _rate(number: int, rating: Rating, texts: Texts) -> str:
    up, down = (str(rating.verdict == verdict).lower() for verdict in ("up", "down"))
    return (
        '<span class="pa-rate">'
        f'<button type="button" class="pa-link pa-thumb" data-send="like" data-turn="{number}" data-verdict="up"'
        f' aria-pressed="{up}">{UP}{escape(texts.rate_up)}</button>'
        f'<button type="button" class="pa-link pa-thumb" data-unfold="pa-rate-{number}" aria-expanded="false"'
        f' aria-controls="pa-rate-{number}" aria-pressed="{down}">{DOWN}{escape(texts.rate_down)}</button></span>'
    )


def _form(number: int, texts: Texts) -> str:
    """Why an answer is no help: a reason, and a line in one's own words."""
    reasons = "".join(
        f'<label><input type="radio" name="pa-reason-{number}" value="{reason}">{escape(texts.reasons[reason])}</label>'
        for reason in REASONS
    )
    return (
        f'<div class="pa-rate-form" id="pa-rate-{number}" role="group" aria-label="{escape(texts.rate_why)}" hidden>'
        f'<p class="pa-kicker">{escape(texts.rate_why)}</p><div class="pa-reasons" role="radiogroup"'
        f' aria-label="{escape(texts.rate_why)}">{reasons}</div>'
        f'<label class="pa-say">{escape(texts.rate_note)}<input type="text" maxlength="{LONGEST_NOTE}"></label>'
        f'<button type="button" class="pa-ask pa-send-rate" data-send="like" data-turn="{number}" data-verdict="down"'
        f' data-form="pa-rate-{number}">{escape(texts.rate_send)}</button></div>'
    )
