"""A question for whatever the plan has on a matter, in whatever words it is put (给我念念…那段, 大庆在…上要干啥): the matter.

    plainly(question)            the matter and the plain question for it, where all other words only ask what there is on it,
                                 or who sees to it
    is_unsure(judgement)         whether a question was refused for its wording
    tells_of(answer, matter, …)  whether an answer tells of all that a matter names
    tells_nothing_of(answer, …)  whether an answer has nothing of a matter that is named before all else

The same matter was found or not found as the frame around it drew its vector away. Where the question as it stands leads
nowhere, it is asked plainly; who, when, how much and whether are other questions, and are left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.lexicon import fold
from assistant.matter_terms import MatterWords, read_terms
from assistant.patterns import lazy
from assistant.records import Answer
from assistant.sufficiency import Judgement
from assistant.tagging import segment


@dataclass(frozen=True, slots=True)
class Plain:
    """A matter, and the question for it that is the same for every wording."""

    matter: str
    question: str


LONGEST = 12  # characters of a matter
LONGEST_EN = 5  # words of one
_SHORTEST = 2
_TOO_FAR = frozenset({"not_told", "not_said", "off_topic", "near_miss", "unnamed"})

_PLAN = r"(?:(?:咱们?|我们|本|这|该|全)?(?:市|个|份|部)?(?:里|的)?(?:规划|文件|方案)|大庆市?|[我咱本全]们?市|市里|政府|官方)(?:里头?|里面|中|上)?"
_ASKS = r"(?:什么|啥|哪些|怎么样?|怎样|咋样?|如何|何种)"
_LEFT = lazy(
    rf"^(?:[，,。？?！!：:\s“”\"]|(?:到|在)?[0-9]{{4}}年?(?:之前|以前|底|末)?|请问?|麻烦|烦请|帮忙?|给|我们?|俺们?|咱们?|想要?|要|就|只|能不能|能否|可否|可以|能|知道|了解|关心|打听|问问|问|找找|找出|找到|找|查查|查一?下|念念|念一?下|念|读读|读一?下"
    rf"|介绍|总结|概括|归纳|梳理|讲讲|说说|聊聊|谈谈|看看|讲一?下|说一?下|一下|作为(?:家长|老师|市民|记者|干部)|网上都在[说传讲]|{_PLAN}|对于|对|关于|有关|针对|围绕|在|{_ASKS}(?:看待|加强|推进|落实|抓好?|规定|对待|处理)?"
    rf"|看待|都?有(?:没有)?(?={_ASKS})|(?:提出|提到|写|说|讲|规定)了?(?={_ASKS}))"
)
_RIGHT = lazy(
    rf"(?:[，,。？?！!：:\s“”\"]|{_PLAN}|{_ASKS}|方面|这方面|这一?块儿?|那一?块儿?|这一?部分|那一?部分|那一?段|那几段|那一?条|这件?事儿?|这个?事儿?|上|领域|相关|有关|的|打算|准备|计划"
    r"|要|得|该|应该|说|写|讲|做|办|弄|干|抓|搞|看待?|定|规定|要求|提出?|提到|有没有|有|没有?|没|说法|提法|新提法|措施|举措|办法|招数?|政策|内容|安排|部署|动作|条款|条文|段落|工作重点|重点|目标|目的|任务|效果|成效|样子?|程度"
    r"|好|新|具体|主要|都|全|包括|包含|涉及|能不能|能|可以|给|我们?|俺|总结|概括|归纳|一下|达到|做到|了|过|呢|吗|吧|啊|呀|嘛|哈|是|原话|原文|有人管|没人管|管管|管不管|到底|今后|未来|这?五年|(?:到|在)?[0-9]{4}年?(?:之前|以前|底|末)?|之前|想|知道|了解|的话)$"
)
# Who sees to a matter, in whatever words.
_WHO = lazy(
    r"谁|哪(?:个|些|家|几个|几家|一?块)?(?:主管|责任|牵头|政府)?(?:部门|单位|机关|局|管)|哪一?块管|(?:职责|责任|部门)分工|归[^，,。？?]{2,8}管?还是"
)
_BODY = r"(?:谁|哪(?:个|些|家|几个|几家|一个)?(?:主管|责任|牵头|政府)?(?:部门|单位|机关|机构|局|家|块)?|(?:主管|责任|牵头|负责)的?(?:部门|单位|机关|机构)?)"
_EITHER = lazy(r"归[^，,。？?]{2,8}?管还是[^，,。？?]{2,8}?管")
_ASKING = lazy(_ASKS)
_SEES_TO = lazy(r"管|负责|牵头|主管|抓|责任|承担|参与|配合|分工|说了算|活儿?|找谁|找哪")
_WHO_LEFT = lazy(
    rf"^(?:[，,。？?！!：:\s“”\"]|请问?|麻烦|我们?|俺们?|想|知道|了解|问问|问|{_PLAN}|规定|明确|{_BODY}|来|去|负责|管|牵头|主管|主抓|抓|承担|对于|对|关于|有关)"
)
_WHO_RIGHT = lazy(
    rf"(?:[，,。？?！!：:\s“”\"]|(?:归|由|是)[^，,。？?]{{2,8}}?(?:管|负责)?还是[^，,。？?]{{2,8}}?(?:管|负责)|{_BODY}|{_PLAN}|归|由|属于|属|是|让|该|应该|应|得|要|找|来|去|负责|管|牵头|主管|主抓|抓|承担|配合|参与|说了算|的?活儿?|的责任|责任|(?:职责|责任|部门)分工|有|都|到底|究竟"
    r"|没有?人管|有人管|这件?事儿?|这个?事儿?|这一?块儿?|工作|方面|的|吗|呢|啊|呀|了)$"
)
# What asks for something else than whatever there is.
_ELSE = lazy(
    r"^(?:能不能|可不可以|可以|能否|能)(?!给|帮|告诉|介绍|说|讲|找|念|读|总结|概括)|谁|哪[个家级年天月里儿条章处块]|哪(?=些?部门|些?单位)|几|多少|多[久长高大少]|什么时候|何时|哪一条|哪一章|为[什何]|为啥|凭啥|怎么办理|电话|地址|是不是|对不对|最|第[一二三四五六七八九十0-9]|[0-9]+%|百分之|[一二两三四五六七八九十0-9](?:个|大|项|条|点|类)|(?:率|比例|比重|数量|人数|时间|上限|下限|指标|领域|收入|价格|费用|费|钱)(?:的|是|有|要|咋|怎|呢|目标|[？?]|$)|(?<![有提到写管定下说])(?:[吗嘛]|(?<![什怎])么)[？?。！!]*$|罚|赔|区别|不同|意思|定义|含义|属于"
)
# A matter that is named before what is asked, or as that of which the contents are wanted.
_NAMED = lazy(
    r"^(?:针对|关于|围绕|对于|有关)[^，,]{2,12}[，,]|(?:规划|文件|方案)(?:里面?|中)[\u3400-\u9fff]{2,12}的内容"
)
# Words that stand in the plan's own headings say nothing of a matter beside other words.
_EVERYWHERE = frozenset(
    {"儿童", "孩子", "健康", "安全", "教育", "福利", "家庭", "环境", "法律", "保护", "社会", "工作"}
)
_MATTER = lazy(r"^[\u3400-\u9fff“”、和与及]+$")
_OPEN_EN = lazy(
    r"\b(?:about|on|regarding|concerning|plan(?:ned)?|polic(?:y|ies)|measures?|actions?|goals?|clauses?|doing|address|cover|tackle|deal)\b"
)
_LEFT_EN = lazy(
    r"^(?:please|can|could|would|will|you|i|we|me|us|tell|give|show|find|read|explain|describe|outline|summari[sz]e|introduce|know|like|want|to|learn|hear|see|what|what's|how|which|does|do|did|is|are|there|has|have|the|a|an|any|anything|something|some|more|all|plan|plan's|daqing|daqing's|city|city's|government|say|says|said|mention|mentions|cover|covers|about|on|for|with|regarding|concerning|address|addresses|tackle|tackles|deal|deals|handle|provide|provides|offer|plan(?:s|ned|ning)?|going|intend(?:s|ed)?|doing|done|being|be|of|in|by|it|this|information|details?|part|section|clauses?|passages?|measures?|policies|policy|steps|actions?|goals?|aims?|view|position|stance|approach|deal|story|situation|rules?|provisions?|put|forward|so|and|ok|okay|hi|hello)\b[ ,'?.!:]*"
)
_RIGHT_EN = lazy(
    r"[ ,?.!:]*\b(?:please|plan|in|the|this|by|about|on|of|to|do|done|doing|it|say|says|said|covered|mentioned|addressed|handled|tackled|included|there|at|all|policy|policies|measures?|section|part|clauses?|daqing|city|document|thanks|thank|you|here|exactly|actually|then)$"
)
# A matter that is told before what is asked: As a parent I worry about … . What does the plan offer?
_TOLD_EN = lazy(
    r"^(?:as an? [a-z ]{3,24}?,? )?(?:i|we)(?:'m|'re| am| are)? (?:also |really |very |mostly )?(?:worr(?:y|ied)|interested|concerned|care|curious|thinking)(?: a lot)? (?:about|in|for|by) (?P<matter>[a-z' -]{3,50})[.;!,] "
    r"(?:so )?(?:what|how|does|is|are|anything)\b[^.?!]*[?.!]*$"
)
_ELSE_EN = lazy(
    r"\b(?:who|whom|whose|when|where|why|many|much|often|long|old|percent|rate|ratio|share|percentage|required|number|target|figure|most|least|first|last|mean|definition|difference|which department|responsible|in charge)\b"
)


def plainly(question: str) -> Plain | None:
    """The plain question for the matter of a question; None where it asks for more than what there is, or who sees to it."""
    text = fold(question).strip()
    if told := _TOLD_EN.match(text):
        return (
            Plain(told["matter"], f"what does the plan say about {told['matter']}?")
            if not _ELSE_EN.search(text)
            else None
        )
    if text.isascii():
        matter = (
            "" if _ELSE_EN.search(text) or not _OPEN_EN.search(text) else _between(text, _LEFT_EN, _RIGHT_EN)
        )
        few = 0 < len(matter.split()) <= LONGEST_EN
        return Plain(matter, f"what does the plan say about {matter}?") if few else None
    if _WHO.search(text) and _SEES_TO.search(text):
        matter = _between(text, _WHO_LEFT, _WHO_RIGHT)
        return Plain(matter, f"{matter}谁管") if _is_matter(matter) else None
    matter = "" if _ELSE.search(text) else _between(text, _LEFT, _RIGHT)
    return Plain(matter, f"{matter}方面规划要做什么") if _is_matter(matter) else None


def _is_matter(left: str) -> bool:
    return _SHORTEST <= len(left) <= LONGEST and bool(_MATTER.match(left)) and not _ASKING.search(left)


def _between(text: str, left: re.Pattern[str], right: re.Pattern[str]) -> str:
    """What stands between the words of a frame at both ends of a question."""
    while (match := left.match(text)) and match.end():
        text = text[match.end() :]
    text = text.rstrip(" ?.!,")
    while (found := right.search(text)) and found.group():
        text = text[: found.start()]
    return text


def is_unsure(judgement: Judgement) -> bool:
    """Whether a question was refused because what was found lay too far from its wording, not for what it asks."""
    return judgement.status == "abstained" and judgement.detail in _TOO_FAR


def tells_of(answer: Answer, matter: str, words: MatterWords) -> bool:
    """Whether an answer quotes a sentence with all that a matter names, and nothing in it is unknown to the plan."""
    terms, strange = read_terms(matter, answer.lang, words)
    quotes = [fold(citation.quote) for citation in answer.citations]
    whole = any(all(any(form in quote for form in term.forms) for term in terms) for quote in quotes)
    return answer.status == "answered" and answer.reason is None and bool(terms) and not strange and whole


def tells_nothing_of(answer: Answer, matter: str) -> bool:
    """Whether a matter is named before all else (针对…，规划…), and none of its words stands in what an answer tells.

    Two bodies to choose from (归…管还是…管) lead past any matter, too, and so does what an asker says of himself before it.
    """
    asked = fold(answer.question)
    if answer.status != "answered" or answer.reason is not None:
        return False
    if _EITHER.search(asked) or _TOLD_EN.match(asked):
        return True
    words = (
        {matter[start:end] for start, end in segment(matter)} - _EVERYWHERE if _NAMED.search(asked) else ()
    )
    told = fold("".join((*(s.text for s in answer.sentences), *(c.quote for c in answer.citations))))
    return bool(words) and not any(word in told for word in words)
