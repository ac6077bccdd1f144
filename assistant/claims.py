"""What a question takes for granted: where it asks for confirmation, and what it claims of a row.

    frames("婴儿死亡率是5‰，没记错吧")    the piece 没记错吧: it asks whether the rest is right, and names nothing
    points(query, row)                   each thing that is claimed, beside what the plan has

A claim is compared by its type: value, unit and bound of a figure, the age, the denominator, the base year, the year
due, whom it is about. What cannot be compared is neither confirmed nor denied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from assistant.aged import AGES, ages_of, ages_said, of_age
from assistant.numerals import find_years, same_value
from assistant.patterns import compiled, lazy
from assistant.records import Exclusive, Indicator, Quantity, Query

_RATES = frozenset({"%", "‰", "成", "‱"})
_COUNTS = frozenset({"名", "人", "位", "张", "所", "个", "家", "项", "条", ""})
# A bound and its complement say the same of an age limit: 未满16岁不得, 满16岁才可以.
_COMPLEMENT = {"<": ">=", ">=": "<", "<=": ">", ">": "<="}
# People say 低于 and "below" for 以下, 超过 and "over" for 以上.
_LOOSELY = {"<=": "<", ">=": ">"}
_OF_AGE = Decimal(18)  # whoever is younger is a child: such an age narrows nothing

# --- words that ask for confirmation ---------------------------------------------------------------

_EDGE = r"(?=[，,。．；;！!？?：:…—~\s\-]|$)"
_FROM = r"(?:^|(?<=[，,。．；;！!？?：:…—~\s\-”」』\"]))"
# Pronouns, words for what was said, and for saying it: a piece of only these names nothing.
_SAID = (
    r"(?:我们?|咱们?|俺们?|您|你|这|那|此|该|个|么|样|种|条|句|数字|数据|数值|数|说法|写法|提法|讲法|表述|规定|要求|意思|话|回事|事|儿"
    r"|理解|结论|答案|单位|口径|规划|文件|原文|里|上|中|面|的|了|都|也|就|还|应该|到底|究竟|大概|好像|写|说|讲|填|标|报|记|用|答|念|定|引用)"
)
# A tag begins with no end of a noun or of a number: 目标对吧, 以上对吧, 高中对吧, 幼儿对吧, 人数对吧, 8个对吧.
_WHOLE = r"(?<![目指达以方高初其集幼婴孤女胎人次总多分岁指电书费使利线网业0-9一二三四五六七八九十百千两几])"
_IS = r"(?:是不是|就是|真是|算是|真的是|是)"
_RIGHT = (
    r"(?:对|没(?:有)?(?:记|听|看|写|说|讲|弄|搞|理解|填|标|数|算|抄)?错|没(?:有)?(?:问题|毛病)|有(?:没有)?(?:错|误|问题|毛病)|(?:记|听|看|写|说|弄|搞|数|算|抄)错"
    r"|站得住脚?|立得住脚?|无误|无差错?|准确|正确|属实|靠谱|一致|成立|对头|是?真的|准|错)"
)
_FITS = r"(?:行|可以|成|中|妥|合适|使得|好使)"
_ASKS = r"(?:吗|吧|么|嘛|不|没有?|否|呢|哈|呗|啊|呀)"
_EITHER = r"(?:对不对|是不是|是否|对没对|准不准确?|正不正确|属不属实|靠不靠谱|错没错|行不行|可不可以|成不成|真的假的|是真是假|真假|对错|正误)"
_CHECK = r"(?:核对|核实|核准|确认|求证|查证|证实|核|对)"
_OBJECT = (
    r"报告|材料|总结|稿子?|新闻|文章|方案|教案|课件|海报|通知|简报|表格?|作业|论文|ppt|领导|学生|家长群?|群"
)
_TAGS = tuple(
    lazy(words)
    for words in (
        rf"{_WHOLE}{_SAID}*{_IS}?{_SAID}*{_RIGHT}的?{_SAID}?{_ASKS}+{_EDGE}",
        rf"{_WHOLE}{_SAID}*{_IS}?{_SAID}*{_EITHER}{_SAID}*{_ASKS}?{_EDGE}",
        rf"(?:我|俺|咱)?(?:们)?(?:就|要是|能|可以)?(?:这么|这样|那么|如此)(?:写|说|讲|填|标|报|记|用|答|理解|引用)(?:到|进|在|给|个|份|我|们|的|这)*(?:{_OBJECT})?(?:里头?|里面|上|中)?(?:都|就)?{_FITS}{_ASKS}?{_EDGE}",
        rf"{_WHOLE}{_SAID}*(?:{_IS}|有没有|有|可)(?=[这那]){_SAID}+{_ASKS}?{_EDGE}",
        rf"{_FROM}{_IS}{_ASKS}{_EDGE}|(?<=[\u3400-\u9fff%‰])是(?:吗|吧|不|么){_EDGE}",
        rf"(?:请|麻烦|帮忙?|给|跟|和|与|您|你|我|咱|俺|想|要|再|先|来)*{_CHECK}(?:[一个]下|一{_CHECK}|下|个数|一个数|一遍)(?:{_EDGE}|(?=[吧哈呗]))",
        rf"(?:请|麻烦|帮忙?|敬请|烦请)(?:您|你|我|予|给|予以)*{_CHECK}{_EDGE}",
        rf"{_FROM}(?:你|您|这个?|都)*(?:确定|肯定|敢保证|没骗我){_ASKS}?{_EDGE}",
        rf"{_FROM}(?:核对|核实|确认|求证|查证){_EDGE}",
        rf"{_FROM}(?:{_CHECK}|统计|抄录|引用|汇总)(?:是否|准确|下来|起来|过)*无误{_ASKS}*{_EDGE}",
        rf"{_FROM}(?:你们?|您|大伙儿?|大家|麻烦|请|帮忙?|来)*(?:给|帮)?(?:我们?|俺们?|咱们?)?[俩仨]?(?:断断|评评|断一断|评一评|评个|断个|评判|判断|裁判)(?:一?下)?(?:理儿?|案|公道|对错|谁对|是非)*{_ASKS}?{_EDGE}",
        rf"{_FROM}(?:那|我们?俩?|咱们?俩?|他们?俩?)?(?:到底|究竟)?(?:谁|哪个|哪边|哪一?种)(?:说|讲|记)?(?:的|得)?(?:说法|数字?|版本)?(?:才|是)*(?:对|准|正确|准确|真)的?{_ASKS}?{_EDGE}",
        rf"{_FROM}(?:那|我|到底|究竟|应该|该)*(?:以|听|信|按)(?:谁|哪个|哪边|哪种)的?(?:说法|数字?)?(?:为准|准)?{_ASKS}?{_EDGE}",
        rf"{_FROM}(?:怎么|咋)(?:就|又|都|给)*(?:变|改|不一样|不同|对不上|不是了?)(?:了|成这样了?)?{_EDGE}",
    )
)
_MEDIUM = r"(?:材料|课件|稿子?|报告|总结|ppt|海报|新闻|网上|群里?|文章|报纸|电视|宣传[册单页]|展板|幻灯片?|笔记|试卷|题目)"
_PRINTED = r"(?:书|杂志|公众号|微信|朋友圈|抖音|视频|帖子?|论坛|百度|通知|简报|表格?|手册|传单|广播|资料|讲义|论文|教材|讲稿|黑板报?|墙)"
_BEFORE_FIGURE = r"(?=[^，,。？?]{0,12}?(?:[0-9]|百分之|千分之|[一二三四五六七八九十]成))"
_TOLD = tuple(
    lazy(_FROM + words)
    for words in (
        r"(?:难道|莫非|莫不是|该不会)(?:就|真)?(?:不是|是|不)?(?:说|讲)?|(?:可|那|之前|以前|原来|当初|先前)?不是(?:说|讲|写)(?:的?是|好的?)?",
        r"(?:我|俺|咱)?(?:咋|怎么|就|也|还|明明|好像|倒|却|可)*(?:听|据)[^，,。0-9%‰]{0,5}?(?:说过?|讲过?|传|悉|报道|介绍|了解|所知)(?:的是|是)?",
        r"(?:我|俺|咱)们?(?:就|也|还|咋|怎么|明明)?(?:记得|记着|印象[中里]|以为|寻思|觉着|觉得|看到|听到|读到|理解)(?:的是|是)?",
        r"(?:这份?|那)?(?:规划|文件|政策|方案)[里上中]?(?:头)?(?:不是|早就|都|明明)(?:就|都)?(?:说|讲|写|定|规定)(?:好|过|明|死)?了(?:的|嘛|吗|么|吧)?(?=[，,：:])",
        r"(?:大家伙?儿?|谁都|人家|有人|别人|都)都?(?:知道|说|讲|传|晓得)(?:了|过)?",
        rf"(?:我|俺|咱|他|她)?们?的?[^，,。0-9%‰“”「」\"]{{0,4}}?{_MEDIUM}(?:[里上中]面?(?:有(?:人|[\u3400-\u9fff]{{2}})|大家|人家|他们)?(?:就|都|是|在)?(?:写着?|说|讲|传|标|印|登)?|(?:写着?|说|讲|标|印着?|登))(?:的是|了|是)?",
        rf"(?:我|俺|咱)?们?的?{_MEDIUM}(?=[：:])",
        rf"(?:我|俺|咱|他|她)?们?的?[^，,。0-9%‰“”「」\"]{{0,4}}?{_PRINTED}[里上中]面?(?:就|都|是|明明|可)*(?:写着?|说|讲|标|印着?|登)(?:的是|的|了|是)?",
        rf"(?:我|俺|咱|他|她)们?(?:家|的|那个?|单位|办公室|班|村|学校)*(?!想|要|是|再|来|就|先|都|只|也|不|没)[\u3400-\u9fff]{{1,4}}?(?:跟我|和我|对我|都|就|非|还|可)*(?:说|讲|告诉我|念叨|坚持)(?:过|的)?(?:是)?{_BEFORE_FIGURE}",
    )
)
_TAG_EN = lazy(
    r"(?:\b(?:is|was) (?:it|this|that) (?:really )?(?:right|correct|true|so|accurate|the case)\b(?: that\b)?|\bis that what (?:the plan|it) (?:says|requires|wants)\b"
    r"|\bare you (?:sure|certain)\b(?: (?:about|of) (?:that|this|it))?|\bam i (?:right|correct)\b(?: (?:that|in thinking(?: that)?|to say(?: that)?)\b)?|\b(?:do|have|did) i (?:have|got|get|read) (?:that|this|it) right\b"
    r"|(?:^|(?<=[,;.!?] ))(?:is|are|was|were|do|does|did|has|have|should|must|wo|will|ca|can)n't (?:it|they|there|he|she|we|that|the plan)\b"
    r"|(?:^|(?<=[,;.!?] ))(?:right|correct|true|yes|no|ok|okay|true or false|right or wrong|yes or no)(?=[?.!]|$)"
    r"|\b(?:please |can you |could you |just )*(?:confirm|verify|double-?check|fact-?check)(?:ing)?\b(?: that\b)?)"
)
_TOLD_EN = lazy(
    r"(?:^|(?<=[,;.!?] ))(?:so |and |but |well |now )*(?:i|we|someone|somebody|people|they|everyone|my \w+)? ?(?:read|heard|hear|was told|were told|am told|told me|understand|believe|think|thought"
    r"|remember|recall|gather|say|says|said|claims?)(?: somewhere| online)?(?: that)?(?= )|\baccording to (?:the plan|my \w+|the \w+)\b"
    r"|\b(?:the plan|it) (?:says|wants|requires|states|aims|demands|asks|insists)(?: that| for)?\b|\b(?:supposedly|apparently|allegedly)\b"
)


@lru_cache(maxsize=64)  # several parts of the program look at one question
def frames(text: str) -> tuple[tuple[int, int], ...]:
    """Pieces of folded text that only ask whether something is right, or say where it was heard."""
    return tuple(sorted({*tags(text), *told(text)}))


@lru_cache(maxsize=64)
def tags(text: str) -> tuple[tuple[int, int], ...]:
    """Pieces that only ask whether the rest is right (没记错吧, 核对一下, isn't it)."""
    found = [m.span() for pattern in (*_TAGS, _TAG_EN) for m in pattern.finditer(text) if m.group().strip()]
    return tuple(sorted(span for span in found if not any(_inside(span, other) for other in found)))


@lru_cache(maxsize=64)
def told(text: str) -> tuple[tuple[int, int], ...]:
    """Pieces that only say where the asker has it from (听说, 课件上写, I read that)."""
    return tuple(
        m.span() for pattern in (*_TOLD, _TOLD_EN) for m in pattern.finditer(text) if m.group().strip()
    )


def unframed(text: str) -> str:
    """Folded text with those pieces blanked out, offsets kept."""
    for start, end in frames(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


# --- claims held against a row ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a question takes for granted of a row.

    Attributes:
        kind: figure, age (whom it is about, in years), per (the denominator), base (the year counted from), due (the
            year it is to be reached), people (whom it is about), bound (which way its figure binds) or word (one that
            excludes another in its place).
        asked: the asker's words.
        plan: of a word, the plan's in its place, as printed.
        agrees: whether the row has the same; None where that cannot be told.
    """

    kind: Literal["figure", "age", "per", "base", "due", "people", "bound", "word"]
    asked: str
    agrees: bool | None
    plan: str = ""


def points(query: Query, row: Indicator, rows: tuple[Indicator, ...] = ()) -> tuple[Point, ...]:
    """Each thing that a question claims of a row; nothing where it claims nothing of it.

    Args:
        query: the question.
        row: the row.
        rows: all rows that it names, this one among them; people whom another is about claim nothing of this one.
    """
    of_others = {other.population for other in rows if other.id != row.id}
    people = tuple(point for point, whom in _people(query, row) if not of_others & set(whom))
    found = (*_figures(query, row), *_ages(query, row), *_per(query, row), *_years(query, row), *people)
    found = (*found, *_directions(query, row), *_moves(query, row), *_all_of(query, row))
    if len(rows) < 2:
        found = (*_bounds(query, row), *found)
    beside = {point.asked for other in rows if other.id != row.id for point in _said_by(query, other)}
    told = {point.asked for point in found}
    own = tuple(point for point in words(query, row.quote) if point.asked not in beside | told)
    return (*found, *own) if query.confirms else found


_UP, _DOWN = "up", "down"


def _directions(query: Query, row: Indicator) -> tuple[Point, ...]:
    """A direction of a row without a figure: 下降 where it is to rise."""
    if row.comparator not in (_UP, _DOWN) or row.value is not None:
        return ()
    said = [word for word in query.exclusive if word.kind == "direction"]
    printed = next((v for word in said for v in word.others if v and v in (row.verb or "")), "")
    own = [word for word in said if any(same in (row.verb or row.quote) for same in word.same)]
    return tuple(Point("word", word.text, False, printed or row.verb or "") for word in said if not own)


_ALL = lazy(
    r"(?:所有|全部|全体|每一?[所个名位家]|百分之?百|一[个所名]不[落漏])(?!的?(?:指标|目标|领域|措施|方面|地方|部门|条款))"
)


def _all_of(query: Query, row: Indicator) -> tuple[Point, ...]:
    """That something is to hold for all, of a row that asks it of a share (所有学校 where it is 90%以上的学校)."""
    shares = row.unit == "%" and row.comparator in (">=", "=") and row.value is not None and row.value < 100
    said = _ALL.search(query.text) if shares and query.confirms and not query.figures else None
    return (Point("figure", said.group(), False),) if said else ()


# Verbs that say where a figure comes from: it is reached from below, or from above.
_RISING = frozenset({"达到", "增至", "增加到", "提高到", "提升到", "上升到", "升至", "保持"})
_FALLING = frozenset({"降至", "降到", "下降到", "控制", "减少到", "减至"})


def _way(row: Indicator) -> Literal["", "up", "down"]:
    """The side from which a row's figure is to be reached; "" where its words tell none, or it is a change."""
    if row.value is None or row.comparator in ("down_by", "up_by"):
        return ""
    rises = row.comparator in (">=", ">") or row.verb in _RISING
    falls = row.comparator in ("<=", "<") or row.verb in _FALLING
    return "" if rises == falls else "up" if rises else "down"


def _moves(query: Query, row: Indicator) -> tuple[Point, ...]:
    """A verb before a figure that leads to it from the wrong side (降到96%以上 where it is to be reached)."""
    wrong = {"up": _DOWN, "down": _UP}.get(_way(row))
    said = [w for w in query.exclusive if w.kind == "move" and w.value == wrong]
    return tuple(Point("word", w.text, False, row.verb) for w in said if row.verb)


_WRONG_BOUND = {"up": "cap", "down": "floor"}
_TO_FALL = lazy(r"降|控制|压[到低减降]|减[到少至]|\b(?:down|fall|falls|reduced?|cut|lower(?:ed)?)\b")
_NEAR_FIGURE = 6  # characters between a figure and the word that binds it (96%就封顶了)


def _bounds(query: Query, row: Indicator) -> tuple[Point, ...]:
    """A word that binds the other way than the row does (96%封顶 where it is to be 96%以上), with the figure beside it.

    That something is at least to be brought down to a figure (至少降到5.5‰) bounds it from above.
    """
    way = _way(row)
    if not way or row.unit in AGES:
        return ()
    said = [w for w in query.exclusive if w.kind == "bound" and w.value == _WRONG_BOUND[way]]
    if way == "down" and any(_TO_FALL.search(query.text[query.text.find(w.text) :]) for w in said):
        return ()
    return tuple(Point("bound", _with_figure(w.text, query, row), False) for w in said[:1])


def _with_figure(word: str, query: Query, row: Indicator) -> str:
    """A word of a question with the figure that it binds, where one stands near in the same part."""
    at = query.text.find(word)
    for figure in of_row(query, row):
        start, end = min(at, figure.start), max(at + len(word), figure.end)
        between = query.text[min(at + len(word), figure.end) : max(at, figure.start)]
        if at >= 0 and len(between) <= _NEAR_FIGURE and not _BREAK.search(between):
            return query.text[start:end].strip()
    return word


_BREAK = lazy(r"[，,。；;？?！!]")


def _said_by(query: Query, row: Indicator) -> tuple[Point, ...]:
    """The exclusive words of a question that a row has itself."""
    text = row.name + row.quote
    return tuple(
        Point("word", w.text, True) for w in query.exclusive if any(_printed(s, text) for s in w.same)
    )


def words(query: Query, text: str) -> tuple[Point, ...]:
    """Words of a question that exclude a word which stands in their place in a text (不晚于 where it has 不早于)."""
    found = []
    for word in query.exclusive:
        if any(_stands(same, word.others, text) for same in word.same):
            continue
        others = [there for other in word.others if (there := _in_place(_pattern(other), word, text))]
        if not others and word.kind in LOOSE:
            others = [there for other in word.others if (there := _beside_known(other, query.text, text))]
        if not others and word.kind in _STRICT:
            others = [there for other in word.others if (there := _near_known(other, word, query.text, text))]
        if others:
            found.append(Point("word", word.text, False, max(others, key=len)))
    return (
        *found,
        *_numerals(query, text),
        *_swapped(query, text),
        *_framed(query, text),
        *_numbers(query, text),
        *_denied(query, text),
    )


# 不支持社会力量办学, 不对学生开放: something is said not to be done, or not for somebody.
_DOING = (
    r"支持|鼓励|提供|开放|建设|推进|推动|推广|推行|实施|开展|设立|设置|配备|配置|覆盖|保护|保障|纳入|落实|加强|完善|加大|普及|健全|建立|培养|培育"
    r"|引导|监管|监督|监测|查处|追究|严惩|救助|补偿|补助|资助|培训|评估|公开|封存|优先|招收|减轻|治理|调查|听取|采纳|扶持|宣传|指导|重视|尊重"
)
_NOT = lazy(
    rf"(?P<before>^|.)(?P<not>不再|不用|不必|不会|不打算|不准备|无需|没有?|不)(?P<whom>(?:对|向|给|为|跟|与|在)[^，,。；;不]{{1,6}}?)?(?P<verb>{_DOING})"
)
_CONDITION = lazy(r"没有?条件|不具备|不符合|不满足|条件不|没说不|没有说不")
_NEGATED = lazy(
    r"(?:不|未|非|没有?|无|勿|禁止|严禁|防止|避免|杜绝|不得|遏制|纠正|反对|制止|限制|管控)[^，,。；;]{0,6}$"
)


def _denied(query: Query, text: str) -> tuple[Point, ...]:
    """What a question says is not done, where a text has the same doing with the same beside it, and does not deny it."""
    found = []
    if not query.confirms or _CONDITION.search(query.text):
        return ()
    for match in _NOT.finditer(query.text):
        verb = match["verb"]
        if match["before"] in verb or any(verb in word.text for word in query.exclusive):
            continue  # 支不支持 asks
        here = (
            query.text[match.end() : match.end() + _NEAR],
            query.text[max(match.start() - _NEAR, 0) : match.start("verb")],
        )
        for there in re.finditer(re.escape(verb), text):
            before = text[max(there.start() - 2 * _NEAR, 0) : there.start()]
            behind = text[there.end() : there.end() + 2 * _NEAR]
            if not _NEGATED.search(before) and (
                _pairs(here[0]) & _pairs(behind) or _pairs(here[1]) & _pairs(before)
            ):
                found.append(Point("word", match["not"] + (match["whom"] or "") + verb, False, verb))
                break
    return tuple(found[:1])


# Kinds of words that stand anywhere in a question; what stands beside the plan's says what they belong to.
LOOSE = frozenset({"every", "scope", "order", "modality", "price"})
# Kinds whose words say nothing of what they stand beside, so that a word may stand between.
_STRICT = frozenset({"order", "modality", "price"})
_NEAR = 8  # characters on each side


def _near_known(word: str, asked: Exclusive, question: str, text: str) -> str:
    """A word as a text prints it where the asker's has two characters in a row of the same nearby, on the same side."""
    at = question.find(asked.text)
    end = at + len(asked.text)
    here = (question[max(at - _NEAR, 0) : at], question[end : end + _NEAR])
    for match in compiled(_pattern(word)).finditer(text):
        there = (text[max(match.start() - _NEAR, 0) : match.start()], text[match.end() : match.end() + _NEAR])
        if at >= 0 and any(_pairs(a) & _pairs(b) for a, b in zip(here, there, strict=True)):
            return match.group()
    return ""


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\s，。；、,“”「」的]", " ", text)
    return {pair for i in range(len(plain) - 1) if " " not in (pair := plain[i : i + 2])}


def _beside_known(word: str, question: str, text: str) -> str:
    """A word as a text prints it where the two characters beside it stand in the question, or ""."""
    if not _has_all(word, text):
        return ""
    for match in compiled(_pattern(word)).finditer(text):
        sides = (text[max(match.start() - 2, 0) : match.start()], text[match.end() : match.end() + 2])
        if any(len(side) == 2 and side in question for side in sides):
            return match.group()
    return ""


_PAIR = lazy(r"(?P<a>[\u3400-\u9fff]{4})[、,，和](?P<b>[\u3400-\u9fff]{4})")


def _swapped(query: Query, text: str) -> tuple[Point, ...]:
    """Two things told the wrong way round (身高优先、年龄补充 where it has 年龄…优先、身高…补充)."""
    plain = re.sub(r"[“”\"「」『』]", "", query.text)
    for match in _PAIR.finditer(plain):
        one, other = (match["a"][:2], match["a"][-2:]), (match["b"][:2], match["b"][-2:])
        if len({*one, *other}) < 4:
            continue
        within = r"[^，。；、]{0,4}"
        for first, second in (
            ((one[0], other[1]), (other[0], one[1])),
            ((other[0], one[1]), (one[0], other[1])),
        ):
            there = all(word in text for word in (*one, *other)) and re.search(
                first[0] + within + first[1] + r"[、，和]?" + second[0] + within + second[1], text
            )
            if there:
                return (Point("word", match.group(), False, there.group()),)
    return ()


# What something is counted by, carried by, made of: 以乡镇为单位, 以特殊教育学校为骨干.
_FRAME = lazy(
    r"以(?P<what>[^，,。；;以为]{1,16})为(?P<role>单位|基数|载体|主体|骨干|补充|依托|重点|导向|统领|主导|核心|基础|抓手)"
)


def _framed(query: Query, text: str) -> tuple[Point, ...]:
    """Another thing in the frame 以…为…, which a text has once for the same role (以市为单位 where it has 以乡（镇、街道）为单位)."""
    said = list(_FRAME.finditer(query.text)) if query.confirms else []
    found = []
    for frame in said:
        printed = [m for m in _FRAME.finditer(text) if m["role"] == frame["role"]]
        if len(printed) == 1 and not set(frame["what"]) - set("的区") <= set(printed[0]["what"]):
            found.append(Point("word", frame.group(), False, printed[0].group()))
    return tuple(found)


_NUMBER = lazy(r"(?<![0-9.])[0-9]{3,12}(?![0-9.%‰])")


def _numbers(query: Query, text: str) -> tuple[Point, ...]:
    """Numbers that are names (热线12345): of as many digits, and the text has one only."""
    figures = [figure.text for figure in query.figures]
    there = [n for n in _NUMBER.findall(text) if not find_years(n)]
    asked = [n for n in _NUMBER.findall(query.text) if not find_years(n) and not any(n in f for f in figures)]
    return tuple(
        Point("word", n, False, there[0])
        for n in asked
        if len(there) == 1 and n != there[0] and len(n) == len(there[0])
    )


# A numeral that is part of a name (九年义务教育, 五位一体), which is no figure to compare.
_NUMERAL = lazy(r"[一二两三四五六七八九十百]{1,3}(年|级|位|类|岁|孩|胎|大|项)(?=[\u3400-\u9fff])")


def _numerals(query: Query, text: str) -> tuple[Point, ...]:
    """Numerals in names: another number in the same place is another name; one that stands nowhere leaves it open."""
    plain = re.sub(r"[\s“”\"「」『』《》]", "", query.text)
    held = [figure.text.strip() for figure in query.figures]
    found = []
    for match in _NUMERAL.finditer(plain):
        said = match.group()
        excludes = any(said in word.text for word in query.exclusive)
        if excludes or any(said in figure for figure in held) or _printed(said, text):
            continue
        asked = Exclusive(
            said, plain[max(match.start() - 2, 0) : match.start()], plain[match.end() : match.end() + 2]
        )
        there = _in_place(rf"[一二两三四五六七八九十百]{{1,3}}{match[1]}", asked, text)
        found.append(Point("word", said, False if there else None, there))
    return tuple(found)


def _stands(word: str, others: frozenset[str], text: str) -> bool:
    """Whether a text has a word for itself, and not only within one that it excludes (早于 in 不早于)."""
    for other in others:
        if word in other and word != other:
            text = re.sub(_pattern(other), " ", text)
    return _printed(word, text) is not None


def _printed(word: str, text: str) -> re.Match[str] | None:
    """Where a text has a folded word, in either width."""
    return compiled(_pattern(word)).search(text) if _has_all(word, text) else None


def _in_place(pattern: str, asked: Exclusive, text: str) -> str:
    """A word as a text prints it beside what stands beside the asker's word, or ""."""
    here = f"(?P<here>{pattern})"
    sides = [_pattern(asked.before) + here] if _may_stand(asked.before, text) else []
    sides += [f"{here}(?={_pattern(asked.after)})"] if _may_stand(asked.after, text) else []
    match = next((m for side in sides if (m := compiled(side).search(text))), None)
    return match["here"] if match else ""


def _may_stand(side: str, text: str) -> bool:
    """Whether the two characters beside a word may stand in a text."""
    return len(side) == 2 and _has_all(side, text)


def _has_all(word: str, text: str) -> bool:
    """Whether a text has the characters of a word at all: else no pattern needs to be compiled."""
    return all(any(form in text for form in _WIDE.get(one, one)) for one in word)


_WIDE = {"(": "(（", ")": ")）", ",": ",，"}


def _pattern(word: str) -> str:
    """A pattern for a folded word in either width, with blanks and quotation marks anywhere."""
    return r"[\s“”\"「」]*".join(f"[{_WIDE[c]}]" if c in _WIDE else re.escape(c) for c in word)


def agrees(asked: Quantity, row: Indicator) -> bool:
    """Whether a figure of a question is that of a row: value, unit, and comparator where it gives one."""
    if row.value is None:
        return False
    if asked.unit == "成":
        asked = replace(asked, value=asked.value * 10, unit="%")
    unit = asked.unit or row.unit or ""
    if row.comparator in ("down_by", "up_by") and asked.comparator != row.comparator:
        return False  # 降到15% is a level, 下降15% a change
    same = same_value(
        replace(asked, unit=unit), Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")
    )
    return same and asked.comparator in ("=", row.comparator, _LOOSELY.get(row.comparator))


def comparable(figure: Quantity, row: Indicator) -> bool:
    """Whether a figure measures what a row does, so that another value of it contradicts the row."""
    if row.value is None:
        return False
    if figure.unit in AGES or row.unit in AGES:
        return figure.unit in AGES and row.unit in AGES and figure.comparator != "="
    if figure.unit in _RATES and row.unit in _RATES:
        return True
    one = replace(figure, value=Decimal(1))
    dimension = same_value(one, replace(one, unit=row.unit or "")) or figure.unit == ""
    return dimension or (figure.unit in _COUNTS and row.unit in _COUNTS) or _times(figure.unit, row.unit)


_TIMES = frozenset({"分钟", "小时", "天", "日", "周", "月", "个月", "年"})


def _times(one: str, other: str | None) -> bool:
    return one in _TIMES and other in _TIMES


def of_row(query: Query, row: Indicator) -> tuple[Quantity, ...]:
    """The figures that a question says of a row: those bound to it, else any that measures the like."""
    bound = [figure for figure, row_id in query.said_of if row_id == row.id]
    others = [figure for figure, row_id in query.said_of if row_id != row.id]
    free = [figure for figure in query.figures if figure not in others]
    found = tuple(figure for figure in (bound or free) if figure.text.strip() and comparable(figure, row))
    measured = tuple(figure for figure in found if figure.unit)
    return measured if row.unit in _RATES and measured else found  # kids under 12 … below 20%


def _figures(query: Query, row: Indicator) -> tuple[Point, ...]:
    found = of_row(query, row)
    if row.unit in AGES:  # an age is confirmed by nothing less than the whole rule
        return tuple(Point("figure", f.text.strip(), None if _same_limit(f, row) else False) for f in found)
    if row.value is None:
        return tuple(Point("figure", f.text.strip(), False) for f in found)
    own = Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")
    held = [is_held_to(f, query.text, own) for f in found]
    return tuple(
        Point("figure", f.text.strip(), None if only else agrees(f, row))
        for f, only in zip(found, held, strict=True)
    )


# 目标是不是低于6‰, 比6‰低吗: a figure of the asker's own that the target is held to, and none that it is said to be.
_HELD_TO = lazy(r"(?P<below>低于|小于|少于|不到)|(?P<above>高于|大于|多于|超过)")
_TAKES_IT_SO = lazy(r"[吧呗][？?。！!]*$")
_THAN_BEFORE, _BELOW_BEHIND, _ABOVE_BEHIND = lazy(r"比$"), lazy(r"^要?[低小少]"), lazy(r"^要?[高大多]")


def is_held_to(asked: Quantity, text: str, own: Quantity) -> bool:
    """Whether a plain yes-or-no question holds a bound to a figure that it surely keeps to: that is no wrong target.

    Args:
        asked: the figure of the question.
        text: the question, folded.
        own: the bound.
    """
    said = _HELD_TO.search(asked.text)
    than = _THAN_BEFORE.search(text[: asked.start])
    below = bool(said and said["below"]) or bool(than and _BELOW_BEHIND.match(text[asked.end :]))
    above = bool(said and said["above"]) or bool(than and _ABOVE_BEHIND.match(text[asked.end :]))
    if below == above or tags(text) or _TAKES_IT_SO.search(text) or asked.unit not in ("", own.unit):
        return False
    if below:
        return own.comparator in ("<=", "<") and own.value < asked.value
    return own.comparator in (">=", ">") and own.value > asked.value


def _same_limit(asked: Quantity, row: Indicator) -> bool:
    return asked.value == row.value and asked.comparator in (row.comparator, _COMPLEMENT.get(row.comparator))


def _ages(query: Query, row: Indicator) -> tuple[Point, ...]:
    """Ages with a bound say whom a row is about (3岁以下); a bare age is that of the asker's child."""
    if row.unit in AGES:
        return ()
    own = ages_of(row)
    asked = [f for f in ages_said(query, row) if f.comparator != "=" and f.value < _OF_AGE]
    return tuple(Point("age", f.text.strip(), any(of_age(f, o) for o in own) if own else None) for f in asked)


_CLASSIFIER = lazy(r"(?<=[十百千万亿])[名个位]")


def _per(query: Query, row: Indicator) -> tuple[Point, ...]:
    if query.per is None or row.per is None:
        return ()
    return (Point("per", query.per, query.per in _CLASSIFIER.sub("", row.per)),)


_BASE = lazy(
    r"[比较以与跟同和从自]\s*$|(?:基[数期准年]|起点|参照)[^，,。]{0,6}$|\b(?:from|than|to|with|base(?:line)?(?: year)?(?: of| is)?|since|on)\s*(?:the )?$"
)
_BASE_AFTER = lazy(
    r"^\s*(?:年|的|数据|水平|数|为|作为?|是)*(?:基[数期准]|相比|比|起)|^\s*(?:level|baseline|base|figure)"
)


def _years(query: Query, row: Indicator) -> tuple[Point, ...]:
    """The base year where a year is said to be one, else the year due."""
    found = []
    for year in dict.fromkeys(query.years):
        based = [m for m in re.finditer(str(year), query.text) if _is_base(query.text, m)]
        if based and row.base_year is not None:
            found.append(Point("base", str(year), year == row.base_year))
        elif row.target_year is not None and year not in (row.base_year,):
            found.append(Point("due", str(year), year == row.target_year))
    return tuple(found)


def _is_base(text: str, match: re.Match[str]) -> bool:
    return bool(_BASE.search(text[: match.start()]) or _BASE_AFTER.match(text[match.end() :]))


def _people(query: Query, row: Indicator) -> tuple[tuple[Point, tuple[str, ...]], ...]:
    """People whom a row with a population of its own is not about, with the populations that they are."""
    said = zip(query.people_said, query.people, strict=True) if query.people_said else ()
    words = re.sub(r"\s+", "", f"{row.name}{row.population or ''}{row.per or ''}{row.quote}")
    found = []
    for surface, populations in said:
        if surface in words or any(_is_among(population, words) for population in populations):
            continue
        other = row.population is not None or _is_said_to_be(surface, query.text)
        found.append((Point("people", surface, False if other else None), populations))
    return tuple(found)


def _is_said_to_be(surface: str, text: str) -> bool:
    """Whether a question says outright whom a figure is about (…，说的是高中三年)."""
    return bool(re.search(rf"(?:是|指|针对)[^，,。；;]{{0,4}}{re.escape(surface)}", text))


def _is_among(population: str, words: str) -> bool:
    """Whether words speak of a population, in full or by its stem (高中 of 高中生)."""
    return population in words or (len(population) > 2 and population.removesuffix("生") in words)
