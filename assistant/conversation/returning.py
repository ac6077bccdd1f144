"""A follow-up that goes back to an earlier question by its number (回到第一个问题，哪年实现).

back_to(cut, history)    the turn that is meant and what is asked of it, or None
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.texts import number_of, pick
from assistant.conversation.words import STOPS, Cut
from assistant.patterns import lazy
from assistant.records import Turn

_SAID = r"(?:那|好|行|再|咱们?|我们|还是|我想|请|回到|说回|回过头|回头|倒回|接着|继续|说|讲|看|问|刚才|刚刚|前面|之前|上面|我|俺|的|那个|来|去|一下)*"
_WHICH = (
    r"(?:第(?P<nth>[一二三四五1-5])个|(?P<first>头一个|最早的?那?个?|最初的?那?个?|(?:最)?(?:开始|开头)的?那?个?|一开始的?那?个?)"
    r"|(?P<before>[上前]一个))"
)
_BACK = lazy(
    rf"{_SAID}{_WHICH}(?:问题|话题|提问|问的)[，,：:。]?"
    r"|(?:ok,? |okay,? |so |and |now )*(?:(?:going |coming |let's go |let us go |to go )?back to|returning to|about) (?:my |the )?"
    r"(?:(?P<nth_en>first|second|third|fourth)|(?P<first_en>original|initial)|(?P<before_en>previous|last|earlier)) question[,:.]?"
)


@dataclass(frozen=True, slots=True)
class Returned:
    """The turn that is gone back to, and what is asked of it, "" for the same again."""

    turn: Turn
    asked: str


def back_to(cut: Cut, history: Sequence[Turn]) -> Returned | None:
    """The turn that a follow-up names by its number, counted over those that asked something."""
    match = _BACK.match(cut.text)
    turns = [turn for turn in history if turn.answer.reason != "social" and turn.answer.status != "rejected"]
    if match is None or not turns:
        return None
    said = match.groupdict()
    number = number_of(said["nth"] or said["nth_en"] or "") or 1
    if said["before"] or said["before_en"]:
        number = -2 if len(turns) > 1 and said["before_en"] != "last" else -1
    turn = pick(turns, number)
    return Returned(turn, cut.shown[match.end() :].strip(STOPS)) if turn else None
