"""A follow-up that goes back to an earlier question by its number or its matter (回到第一个问题，哪年实现; 刚才说的康复，谁负责).

back_to(cut, history)    the turn that is meant and what is asked of it, or None
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.texts import number_of, pick
from assistant.conversation.words import STOPS, Cut
from assistant.lexicon import fold_known
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
# 刚才说的康复那条，写在哪个领域; 说回校车，: an earlier question by what it was about.
_OF_MATTER = lazy(
    r"(?:那么?|好|行|对了|再|还有|咱们?|我想|请问|哎|[，,])*"
    r"(?:(?:刚才|刚刚|前面|之前|上面|先前|头里|一开始|最开始|最早|方才)(?:我|你|您|咱们?)?(?:说|问|提|讲|聊|查|看)(?:过|到|起)?的?(?:那个|那条|那项|这个)?"
    r"|(?:回到|说回|再说回|回头说|再回到|接着说|还是说|继续说)(?:刚才|前面|之前|上面|一开始)?(?:说|问|提|讲)?的?(?:那个|那条)?)"
    r"(?P<what>[\u4e00-\u9fff0-9]{2,12}?)(?:(?:那[条个项一件]{1,2}|这[条个项一件]{1,2}|的?(?:事儿?|问题|话题))[，,：:。 ]*|[，,：:。 ]+)(?P<asked>.{2,})"
    r"|(?:ok,? |okay,? |so |and |now |well,? )*(?:(?:going |coming |let's go |let us go |to go )?back to|returning to|about) (?:the )?(?P<what_en>[a-z][a-z -]{2,30}?)"
    r"(?: (?:i|you|we) (?:asked about|mentioned|talked about|spoke of)(?: (?:earlier|before|first))?)?[,:] ?(?P<asked_en>.{3,})"
)
# 前面那个是几岁以下来着: the question before the last one, where the last answer holds one thing.
_ONE_BEFORE = lazy(
    r"(?:那么?|回到|说回|再说|我说|[，,])*(?:前面|之前|先前|上面|头里|更前面)(?:我|你)?(?:问|说|提|讲)?的?(?:那[个条项一]{1,2}|那个问题)(?:呢)?[，, ]*(?=[\u4e00-\u9fff]{2})"
)


@dataclass(frozen=True, slots=True)
class Returned:
    """The turn that is gone back to, and what is asked of it, "" for the same again."""

    turn: Turn
    asked: str


def back_to(cut: Cut, history: Sequence[Turn]) -> Returned | None:
    """The turn that a follow-up names by its number, counted over those that asked something, or by its matter."""
    if (of_matter := _back_to_matter(cut, history)) is not None:
        return of_matter
    if (one_before := _one_before(cut, history)) is not None:
        return one_before
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


def _one_before(cut: Cut, history: Sequence[Turn]) -> Returned | None:
    """The question before the last one, which is pointed to (前面那个); a list told last has items of its own."""
    match = _ONE_BEFORE.match(cut.text)
    turns = [turn for turn in history if turn.answer.reason != "social" and turn.answer.status != "rejected"]
    if match is None or len(turns) < 2 or len(turns[-1].answer.sentences) > 1:
        return None
    return Returned(turns[-2], cut.shown[match.end() :].strip(STOPS))


def _back_to_matter(cut: Cut, history: Sequence[Turn]) -> Returned | None:
    """The latest turn whose question has what a follow-up says was spoken of before, where the last one does not."""
    match = _OF_MATTER.fullmatch(cut.text)
    if match is None or len(history) < 2:
        return None
    what = fold_known(match["what"] or match["what_en"]).strip()
    start = match.start("asked") if match["asked"] else match.start("asked_en")
    asked = cut.shown[start:].strip(STOPS)
    said = [fold_known(f"{turn.question} {turn.answer.completed_question}") for turn in history]
    if what in said[-1]:
        return None
    found = next((turn for turn, text in zip(history[::-1], said[::-1], strict=True) if what in text), None)
    return Returned(found, asked) if found is not None else None
