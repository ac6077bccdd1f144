"""What a question asks to be given, fitted or let in (发一台平板电脑, 请个家教, 送红包, 点外卖进学校).

    handed_out(asking)    the words of what is given, each with its place, as one run of nouns behind the verb
    verb_before(asking, start)   the verb by its first character

Where a thing is to be had, only a text that has the very thing says whether it is: one on its neighbours (电子产品,
家庭教育) speaks of how they are used or done.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.patterns import lazy
from assistant.tagging import tagged

# Verbs by which somebody gets a thing or brings it, with the one who gets it or how many there are between.
_GIVES = lazy(
    r"(?:(?<![出开启引])发放?|(?<![匹分支搭调适])配(?!套)[备发上]?|送|赠送?|请|雇|聘|装|安装|奖励?|领|(?<![有一早快晚多少差几半这那大])点|订|叫|带|摆|设|开设|增设|建|修|盖|养|买|骑|穿|戴)"
    r"(?:给|到|上|有|个|点儿?|些|[一几两三每]?(?:个|台|部|辆|名|位|套|份|只|条|间|座|张|本|把|件|副|块|节|门|次|顿|家))*$"
)
_ENDS = lazy(
    r"(?:(?:的?(?:事儿?|问题|规定|说法|要求))|(?:送|带|拿|进|到|回|去|来|在|给|上)[^，,。；;？?]{0,6})?(?:[吗么嘛没不呢啊呀吧]|没有)*(?:$|[，,。；;？?]|规划|有没有|有无|[管提写说][没不][管提写说])"
)
# The document itself, the kind of thing that is asked for, and what is only done with a thing.
_NO_THING = lazy(
    r"上学|上课|上路|上街|回家|放学|进校|出门|规划|文件|政策|方案|要求|规定|几[种类项样个]|哪几[种类项样个]|[\u4e00-\u9fff]+成"
)
_MODIFIES = ("a", "b", "an", "z")  # tags of adjectives
_ORDERS = lazy(r"(?:点|订|叫|送|发|配)(?:个|点儿?|些|份|一份)*$")
_NOUN = lazy(r"n(?!r)|j|l|x|vn|nz")


def handed_out(asking: str) -> Iterator[tuple[int, int]]:
    """Where each noun of what is given stands in the asking part of a question."""
    words = tagged(asking)
    for begin, (start, _, _) in enumerate(words):
        at = begin
        if not _GIVES.search(asking[:start]):
            continue
        while at < len(words) - 1 and words[at][2] in _MODIFIES:
            at += 1  # 送一个新书包
        end = at
        while end < len(words) and _is_of_thing(asking, words, at, end):
            end += 1
        if end > at and _ENDS.match(asking[words[end - 1][1] :]):
            yield from ((s, e) for s, e, _ in words[at:end])
            return


def verb_before(asking: str, start: int) -> str:
    """The first character of the verb by which a thing that begins there is given, fitted or let in; "" without one."""
    verb = _GIVES.search(asking[:start])
    return verb.group()[0] if verb else ""


def _is_of_thing(asking: str, words: tuple[tuple[int, int, str], ...], first: int, at: int) -> bool:
    """Whether a word goes on the name of a thing; the first one may be tagged as a verb (点外卖)."""
    start, end, tag = words[at]
    if _NO_THING.fullmatch(asking[start:end]):
        return False
    if at == first:
        ordered = tag == "v" and end - start > 1 and bool(_ORDERS.search(asking[:start]))
        return bool(_NOUN.match(tag)) or ordered
    return bool(_NOUN.match(tag)) and start == words[at - 1][1]
