"""Which of the things that were told a follow-up names by their numbers (第二个, 前两条, 第一和第三, the last one).

read(cut)    the numbers and where they stand, or None
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.conversation.texts import number_of
from assistant.conversation.words import Cut
from assistant.numerals import ENGLISH_NUMBERS
from assistant.patterns import lazy
from assistant.places.ordinals import FIRST, LAST

_N = r"(?:[二三四五]?十[一二三四五六七八九]?|[一二两三四五六七八九]|[0-9]{1,2})"
COUNTER = r"(?:小[条项点]|细[项条]|个|项|条|种|款|位|号|点|句|件|处|样|家|章|类|步|档)"
_THING = r"(?:指标|目标|措施|问题|选项|内容)?"
_FIRST = lazy(rf"(?P<side>(?<![以之往朝])前|开?头|打头|最后|末尾?|后)面?(?P<many>{_N}){COUNTER}{_THING}")
_SEVERAL = lazy(
    rf"第{_N}{COUNTER}?(?:(?:、|,|，|和|跟|与|及|还有|以及)\s*第?{_N}{COUNTER}?)+{_THING}"
    rf"|(?:^|(?<=选)){_N}(?:(?:、|,|，|和|跟|与|及)\s*{_N})+{COUNTER}?{_THING}"
)
_NTH = lazy(
    rf"(?:第|^)(?P<nth>{_N}){COUNTER}{_THING}|^(?:那么?|还有|然后|再|和)?第(?P<alone>{_N})(?=[呢啊呀是说讲写？?]|$)|选(?P<choice>{_N})|^(?P<bare>[0-9]{{1,2}})[.、)]?$"
)
_BACK = lazy(rf"倒(?:数|着数)?第(?P<back>{_N}){COUNTER}?{_THING}")
# The last or the first in spoken words, with what it counts (最后那条, 压轴的那个, 打头一项).
_END = lazy(
    rf"(?:排|列|居)?(?:在)?(?:(?P<last>{LAST})|(?P<first>{FIRST}))的?(?:那|这)?[一1]?{COUNTER}{_THING}"
)
# The one of two by its side (前面那个, 后边那项).
_SIDE = lazy(rf"(?:(?P<last>后)|(?P<first>前))(?:面|边|头)的?[那这][一1]?{COUNTER}{_THING}")
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,2}(?:st|nd|rd|th))"
_CARDINAL_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_CARDINAL = r"(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2})"
_ITEM = r"(?: (?:ones?|options?|choices?|questions?|targets?|indicators?|items?|measures?|points?))?"
_FROM_END_EN = lazy(
    rf"\b(?:the )?(?:(?P<nth>{_ORDINAL})[ -](?:to|from)[ -](?:the[ -])?(?:last|end|bottom)|last but one|penultimate|next to last){_ITEM}\b"
)
_FIRST_EN = lazy(rf"\b(?:the )?(?P<side>first|last) (?P<many>{_CARDINAL}){_ITEM}\b")
_SEVERAL_EN = lazy(
    rf"\b(?:the )?{_ORDINAL}(?:(?:,|,? and|,? &) (?:the )?{_ORDINAL})+{_ITEM}\b"
    rf"|\b(?:numbers?|options?|items?|nos?\.) ?[0-9]{{1,2}}(?:(?:,|,? and|,? &) ?[0-9]{{1,2}})+\b|^[0-9]{{1,2}}(?:(?:,|,? and|,? &) ?[0-9]{{1,2}})+(?=$| please)"
)
_NTH_EN = lazy(
    rf"\b(?:the )?(?P<nth>{_ORDINAL}){_ITEM}\b|\b(?:number|option|item|no\.|#) ?(?P<choice>[0-9]{{1,2}})\b|\b(?:number|option|item) (?P<spelt>{_CARDINAL_ONE})\b|^(?P<bare>[0-9]{{1,2}})$"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Numbers from 1, negative ones from the end, and the piece of the folded text that says them."""

    numbers: tuple[int, ...]
    start: int
    end: int


def read(cut: Cut) -> Numbered | None:
    """The numbers that a follow-up says of a list; None where it says none."""
    english = cut.lang == "en"
    text = cut.text
    if english and (match := _FROM_END_EN.search(text)):
        return Numbered((-(number_of(match["nth"]) if match["nth"] else 2),), *match.span())
    if not english and (match := _BACK.search(text) or _END.search(text) or _SIDE.search(text)):
        held = match.groupdict()
        number = -number_of(held["back"]) if held.get("back") else -1 if held.get("last") else 1
        return Numbered((number,), *match.span()) if number else None
    if match := (_FIRST_EN if english else _FIRST).search(text):
        many = _many(match["many"])
        if many:
            first = match["side"] in ("前", "头", "开头", "打头", "first")
            numbers = tuple(range(1, many + 1)) if first else tuple(range(-many, 0))
            return Numbered(numbers, *match.span())
    if match := (_SEVERAL_EN if english else _SEVERAL).search(text):
        said = re.findall(rf"{_ORDINAL}|[0-9]{{1,2}}" if english else _N, match.group())
        return Numbered(tuple(dict.fromkeys(map(number_of, said))), *match.span())
    ends = cut.of_kind("last") or cut.of_kind("first")
    match = (_NTH_EN if english else _NTH).search(text)
    if ends and (match is None or ends[0].start <= match.start() < ends[0].end):
        return Numbered((-1 if ends[0].kind == "last" else 1,), ends[0].start, ends[0].end)
    if match is None:
        return None
    number = _many(next(group for group in match.groupdict().values() if group))
    return Numbered((number,), *match.span()) if number else None


def _many(said: str) -> int:
    return ENGLISH_NUMBERS.get(said) or number_of(said)
