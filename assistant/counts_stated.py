"""Numbers of things that a question states (一共46个，对吗; 七个领域共92条), as the questions that they answer.

counted(text)           the one number stated, with the question for it
several_counted(text)   several that are stated at once, with the question for them
granted(text)           whether a number is only spoken of in passing
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.framing import frames, tags, unframed
from assistant.numerals import parse_number
from assistant.patterns import lazy
from assistant.records import Bound

# 一条别漏, 一个都不能少: that all are wanted.
_NONE_MISSED = r"(?:(?<!一[个条项点款])|(?![都也]?(?:别|不|甭|勿|莫|没)(?:能|要|许|可|准|得|会|给我|给)?(?:漏|落|少|缺|丢|拉下|剩|差|遗漏)))"
# 四五个, 七八条: about so many, which states no number.
_MANY = r"[0-9]{1,3}|(?![一二两三四五六七八九十百]*[一二两三四五六七八九]{2})[一二两三四五六七八九十百]{1,4}"
_MANY_EN = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
_HOW_MANY = lazy(
    rf"(?<!有没有)(?<!有无)(?<![0-9第.每这那哪同任何末尾头首上下前后一二三四五六七八九十百])(?!一块(?![吗吧么嘛，,。；;？?]|$))(?P<many>{_MANY})(?P<unit>(?:个(?!半|字|大字|词|人(?!群)|孩|娃|学生|老师|大夫|医生|[妈爹爸哥姐弟妹]|儿子|闺女|朋友|亲戚|同学|邻居|百分点|百分之|千分点|千分之|小时|月|学)|大(?=领域|方面|板块|部分|章|原则|任务|目标|措施|类)|[条项点款章节类块](?!件|例|[〇零一二两三四五六七八九半])){_NONE_MISSED})"
    rf"|(?<!chapter )(?<!part )(?<!section )(?<!goal )(?<!measure )(?<!number )(?<!first )(?<!last )(?<!top )(?<!bottom )(?<!highest )(?<!lowest )(?<!other )(?<!next )(?<!final )\b(?P<many_en>[0-9]{{1,3}}|{_MANY_EN}) (?P<unit_en>(?:[a-z-]+ ){{0,2}}?(?:section|part|chapter|principle|measure|goal|domain|area|field|item|point|target|indicator|clause|paragraph)s\b)"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A statement of how many there are, as the question that it answers.

    Attributes:
        question: how many there are, in the words of the statement.
        asked: the number with what is counted, as stated.
        number: the number; 0 where it is stated that there is none.
        operator: how it bounds what there is (超过15条: >); = where it is stated as it is.
    """

    question: str
    asked: str
    number: int
    operator: Literal["<", "<=", "=", ">=", ">"] = "="

    def holds_for(self, count: int) -> bool:
        """Whether so many are as many as is stated."""
        return Bound(self.operator, Decimal(self.number)).allows(Decimal(count))


# That there is none: 没有一个超过70%, 无一超过, 都没超过; 一个低于60%的都没有; none of them is above, no target exceeds.
_NONE = lazy(
    r"(?P<bare>(?<!有)(?:没有?|无)(?:任何)?(?:一|半|哪)?[个项条](?:指标|目标|数|上限|下限)?(?:是|会|能)?|无一(?:[个项条])?(?:是|会|能)?|(?<!有)没有任何(?:指标|目标)?"
    r"|[都均全](?:没有?|未)(?:有)?(?=[超高低少大小过达到]))"
    r"|(?<![有哪都也一])(?:没有|没设|没定|没列|无)(?P<none_of>[^，,。；;？?的吗吧0-9]{0,8}(?:指标|目标|措施|条款|细项))(?=[，,]?(?:对|是|没错|吧|吗|么|嘛|呀|啊|[？?]|$))"
    r"|一(?P<unit>[个项条])(?P<what>[^，,。；;？?]{0,18}?)的?(?P<noun>指标|目标)?[也都均](?:没有?|无)(?P<verb>(?:[超高低少大小过达][^，,。；;？?吧吗么]{1,12})?)"
    r"|(?<!有)(?:没有?|无)(?P<which>[超高低少大小过][^，,。；;？?的]{1,12})的(?=[，,。?？吧吗嘛么]|$)"
    r"|\b(?P<en>none of (?:the |these |those |its )?|not (?:a single|one) (?:of (?:the )?)?|no (?=(?:[a-z-]+ ){0,4}?(?:targets?|indicators?|rates?|caps?|ceilings?|figures?)\b))"
)


def counted(text: str) -> Counted | None:
    """What a folded question states of a number of things; None where it states no number, or several."""
    if (none := _NONE.search(text)) is not None:
        asks = _ASKS_WHICH.search(text) or _ASKS_HOW_MANY.search(text[: none.start()])
        return None if asks else _counted_none(text, none)
    text = _SAID_AGAIN.sub("", text)
    apart = _APART
    found = [
        m
        for m in _HOW_MANY.finditer(text)
        if not (apart.search(text[: m.start()]) or _sums_up(text, m) or _is_whole(text, m))
    ]
    if len(found) > 1 or _ASKS_HOW_MANY.search(text):
        found = [match for match in found if not _OF_GROUPS.match(text, match.end())]  # 七个领域的措施共92条
    found = [match for match in found if not _is_of_whole(text, match)]
    if len(found) != 1:
        return None
    match = found[0]
    many, unit = (match["many"], match["unit"]) if match["many"] else (match["many_en"], match["unit_en"])
    how = f"几{unit}" if match["many"] else f"how many {unit}"
    (start, end), operator = _with_bound(text, match)
    return Counted(
        _asked_instead(text, (start, end), how), text[start:end].strip(), int(parse_number(many)), operator
    )


# 超过15条, 不到十条, 12条以上, more than 15 measures: a bound on how many there are.
_BOUND_BEFORE = lazy(
    r"(?:(?P<more>(?<!不)(?:超过?|多于|大于|高于|不止)|(?:more than|over|above) )|(?P<less>(?:还|都)?(?:不到|不足|不满|没到|少于|小于|低于)|(?:fewer than|less than|under|below) )"
    r"|(?P<least>至少有?|起码有?|不少于|不低于|at least )|(?P<most>至多有?|最多有?|顶多有?|不超过|不多于|不高于|(?:at most|no more than|not more than) ))(?:了)?$"
)
_BOUND_BEHIND = lazy(r"(?P<least>(?:及|或)?以上)|(?P<most>(?:及|或)?以[下内]|之内)")
_OPERATORS: Mapping[str, Literal["<", "<=", "=", ">=", ">"]] = {
    "more": ">", "less": "<", "least": ">=", "most": "<=",
}  # fmt: skip


def _with_bound(
    text: str, match: re.Match[str]
) -> tuple[tuple[int, int], Literal["<", "<=", "=", ">=", ">"]]:
    """Where a number stands with the words that make it a bound, and how it bounds."""
    start, end = match.span()
    before = _BOUND_BEFORE.search(text[:start])
    behind = None if before else _BOUND_BEHIND.match(text, end)
    bound = before or behind
    if bound is None:
        return (start, end), "="
    name = next(name for name, words in bound.groupdict().items() if words)
    return (before.start() if before else start, behind.end() if behind else end), _OPERATORS[name]


# 教育的措施比福利的多一条: by how many two counts differ.
_APART = lazy(r"(?<![最至许不])(?<!大)(?:多|少|差)(?:出来?|了|上|着)?$")


# 健康和教育两个领域: only how many have just been named.
_NAMED_BEFORE = lazy(r"(?:[和与跟同及、]|还有|以及)[\u3400-\u9fff]{2,6}(?:这|那)?$")
_OF_DOMAINS = lazy(r"(?:大|发展)?(?:领域|板块|方面)")


def _sums_up(text: str, match: re.Match[str]) -> bool:
    """Whether a number only says again how many domains are named right before it."""
    behind = _OF_DOMAINS.match(text, match.end())
    return bool(behind and _NAMED_BEFORE.search(text[: match.start()]))


# 家庭领域四个指标里按次算的几个: how many are asked of so many, which is not the answer.
_WITHIN = lazy(r"[^，,。；;？?]{0,6}?(?:指标|目标|措施|条款|细项)?(?:里头?|里面|里边|中间?|当中|之中|内)")


def _is_of_whole(text: str, match: re.Match[str]) -> bool:
    """Whether a number only says of how many others are counted."""
    return bool(_WITHIN.match(text, match.end()) and _ASKS_HOW_MANY.search(text, match.end()))


# 占92条的, 在92条里占: the whole of a share.
_SHARED = lazy(r"(?P<of>占(?:了|到)?|在)(?:全部|所有|总共|整个|规划|这|那)*(?:的)?$")
_SHARED_BEHIND = {
    "占": lazy(r"(?:策略)?(?:措施|目标|条款|细项)?(?=的)"),
    "在": lazy(r"(?:策略)?(?:措施|目标|条款|细项)?(?:里头?|里面|中|当中|(?=[,，]对吗))"),
}


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether a number only says of how many something is a share."""
    before = _SHARED.search(text[: match.start()])
    return bool(before and _SHARED_BEHIND[before["of"][0]].match(text, match.end()))


@dataclass(frozen=True, slots=True)
class Part:
    """One of several numbers that are stated: as stated, what it is, and the words before and behind it up to the next."""

    asked: str
    number: int
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Several:
    """A statement of several numbers, as the question for them, and the numbers."""

    question: str
    parts: tuple[Part, ...]


def several_counted(text: str) -> Several | None:
    """What a folded question states of several numbers of things at once; None where it states no two."""
    found = [m for m in _HOW_MANY.finditer(text) if not _OF_GROUPS.match(text, m.end())]
    if len(found) < 2 or not tags(text) or not all(match["many"] for match in found):
        return None
    text = unframed(text)
    edges = [0, *(match.end() for match in found), len(text)]
    parts = tuple(
        Part(m.group(), int(parse_number(m["many"])), text[edges[n] : m.start()], text[m.end() :][:_AHEAD])
        for n, m in enumerate(found)
    )
    for match in reversed(found):
        text = text[: match.start()] + f"几{match['unit']}" + text[match.end() :]
    return Several(re.sub(r"^[，,：:\s]+|[，,。？?\s没吧吗呢]+$", "", text), parts)


_AHEAD = 6  # characters behind a number in which what is counted is named


# 真是46个吗: the number once more, in a part that only asks whether it is so.
_SAID_AGAIN = lazy(
    rf"(?<=.)[，,。；;？?](?:真的?|当真|果真|的确|确实|到底|究竟|难道|就|可|是不是|是否)*(?:是|有)?(?:{_MANY})[个条项](?:吗|么|嘛|吧|没错|对吗)[？?]?$"
)
# A number of groups that what is counted stands in, where another is stated or asked for (七个领域的…, all seven domains …).
_OF_GROUPS = lazy(
    r"(?:大|发展)?(?:领域|板块|方面|部分)(?!吗|么|吧|嘛|呢|对|没错|[？?，,。；;]|$)|(?<=domains)|(?<=areas)|(?<=fields)"
)
_ASKS_HOW_MANY = lazy(r"多少|几[个条项]|\bhow many\b")


def _asked_instead(text: str, span: tuple[int, int], how: str) -> str:
    """A statement as the question for its number: the words that ask for confirmation left out, others put in a place."""
    bare = text
    for start, end in frames(text):
        bare = bare[:start] + "," * (end - start) + bare[end:]
    asked = bare[: span[0]] + how + bare[span[1] :]
    return re.sub(r"^[,:：,\s]+|(?<=,),+|[,吧呗呢么吗。.?？\s]+$", "", asked)


_ASKS_WHICH = lazy(r"(?<![^有]没有)哪(?!怕)|谁|什么|啥|\b(?:which|what|who)\b")  # 哪些领域一个都没有
_WHETHER = lazy(r"(?:是不是|是否|有没有|会不会)(?:真的?|就)?$")


def _counted_none(text: str, match: re.Match[str]) -> Counted:
    """The statement that there is none, as the question how many there are."""
    start = match.start()
    if whether := _WHETHER.search(text[:start]):
        start = whether.start()
    if match["en"]:
        how = "how many " if match["en"].startswith("no ") else "how many of the "
    elif match["bare"]:
        how = "有几个"
    elif match["none_of"]:
        how = f"有几个{match['none_of']}"
    else:
        how = f"{match['what'] or match['verb'] or match['which']}的{match['noun'] or ''}有几{match['unit'] or '个'}"
    return Counted(_asked_instead(text, (start, match.end()), how), match.group().strip(), 0)


# So many, in passing: 二十个百分比指标里哪个最低; of the twelve numeric targets, which …
_GRANTED = lazy(
    rf"(?<![这那哪前后头第一二两三四五六七八九十百0-9])(?:{_MANY})[个条项][^，,。；;？?0-9]{{0,8}}?(?:指标|目标)(?:里头?|里面|里边|中间?|当中|之中|内)"
    rf"|\b(?:of|among|out of) the (?:[0-9]{{1,3}}|{_MANY_EN}) (?:[a-z-]+ ){{0,3}}?(?:targets|indicators)\b"
)


def granted(text: str) -> bool:
    """Whether a folded question speaks of a number of indicators as one that all know, and asks for something among them."""
    return bool(_GRANTED.search(text))
