"""A few of what stands in the plan (说三条安全方面的措施, give me two goals on education): all of them are listed, and counted.

as_list(text)    "说三条安全方面的措施" → "列出安全方面的措施"; any other text as it is
"""

from __future__ import annotations

from assistant.patterns import lazy

_NOUN = r"(?:措施|举措|目标|指标|原则|任务|条款|要求|内容)"
_NUMBER = r"(?:[一二两俩仨三四五六七八九十]+|[0-9]{1,2})"
_SOME = lazy(
    r"^(?:麻烦|请|劳驾|帮(?:我|俺|咱)?|给(?:我|俺|咱)|替(?:我|俺)|你|您|能不能|可以|能否|随便|随手|简单|先|那)*"
    r"(?:说|讲|举|列举|列|写|报|挑|选|给|来|念|提供|介绍)(?:出来?|给?(?:我|俺|咱)|一下|上)?(?:随便|任意|任何)?"
    rf"{_NUMBER}(?:个|条|项|点|样|种)(?!例|事例|案例)(?=[\u3400-\u9fff]{{1,20}}?{_NOUN}(?:来?(?:吧|呗|呀|听听|看看))?[。！!?？]?$)"
)
_NOUN_EN = r"(?:measures?|goals?|objectives?|targets?|principles?|indicators?|actions?)"
_NUMBER_EN = r"(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2})"
_SOME_EN = lazy(
    r"^(?:(?:please|just|can you|could you|would you|kindly) )*(?:give|name|list|tell|show|mention|cite|state|quote)(?: me| us)?(?: about)?(?: any| some| just)?"
    rf" (?:{_NUMBER_EN}(?: (?:concrete|specific|different|examples? of|of the))*|(?:concrete|specific))"
    rf" (?=(?:[a-z' -]+ )?{_NOUN_EN}\b)"
)
# A rank is no example, but a condition: the three highest.
_RANKED = lazy(
    r"最|前[一二两三四五六七八九十0-9]|倒数|[高低大小多少]于|以[上下]|不[到足满]|超过|\b(?:most|least|highest|lowest|top|largest|smallest|above|below|over|under|than|first|last)\b"
)


def as_list(text: str) -> str:
    """A folded question for a few of what the plan has, as one for all of it."""
    some = _SOME_EN.match(text) if text.isascii() else _SOME.match(text)
    if some is None or _RANKED.search(text):
        return text
    return ("list " if text.isascii() else "列出") + text[some.end() :]
