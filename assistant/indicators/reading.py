"""What stands left and right of one figure: verb, bound, denominator, subject and object."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.indicators.genre import Genre
from assistant.indicators.pieces import squeeze
from assistant.patterns import lazy
from assistant.records import Comparator, Quantity

_PERIOD = lazy(
    r"每[人生户班床园校村所家]每(?:年|月|天|日|餐|次|学期|学年|季度)|每(?:学年|学期|季度|年|天|日|周|月|餐|人|户)"
)
_AVERAGES = ("年均", "户均", "月均", "日均")
# 每千人口托位数: what is counted follows at once, without 拥有.
_PER_COUNTED = lazy(
    r"每[十百千万]{0,2}(?:名|位|个)?(?:常住人口|户籍人口|人口|儿童|老年人|居民|学生|人)(?=[\u4e00-\u9fff（）]*(?:数|量|面积|额)$)"
)
_PER_BEHIND = lazy(r"/[十百千万]{0,2}[天日周月年名人次]")
_ABOUT = frozenset({"", "约", "大约", "大概"})
_ONCE_IN = "一遇"  # 达到30年一遇
_LEAST = lazy(r"(?:至少|最少|不少于|不低于)\s*$")
_MOST = lazy(r"(?:至多|最多|不超过|不高于)\s*$")
_UNIT_BASIS = lazy(r"以[^，。]*?为单位")
_BASE_YEAR = lazy(
    r"(?:以|(?<![占别同环之对类])比|较)\s*(?P<year>(?:19|20)\d\d)\s*年(?:年?[底末])?(?:数据|水平)?(?:为基数|为基准|为基期)?"
)
_FIGURE = lazy(r"[\d０-９〇一二两三四五六七八九十百千万亿半]")
_YEAR = r"(?:19|20)\d\d\s*年?"
_ENDED = r"(?:年?[底末]|年?内|\d{1,2}月份?[底末]?|[上下]半年)?(?:之?前(?![^，,]*的))?"
_TERM = (
    rf"(?:力争|争取)?(?:到|至|于|在)?\s*(?:{_YEAR}\s*[-—–~至到]+\s*)?(?:19|20)\d\d\s*年(?![起来以后度]|后|前[^，,]*的)"
    rf"{_ENDED}(?:[、和]{_YEAR}{_ENDED})*"
)
_SPAN = r"“十[一二三四五六]五”(?:期间|时期|期末|末)?|规划期(?:内|间|末)|[两二三四五](?:年内|年(?=[\u4e00-\u9fff]))"
LEADING = lazy(rf"^(?:——|{_SPAN}|\s|其中|并且|并|且|和|及|各(?!地|级|类|县|市|区|省|有关|单位)|约|{_TERM})+")
_TERM_BEHIND = lazy(rf"(?<=[\u4e00-\u9fff）”])(?:{_TERM}|[两三四五]年|“十[一二三四五六]五”期间|规划期内)$")
# 按照每千人口不少于4.5个托位的标准建设托育设施: what the standard counts is what is measured.
_BY_STANDARD, _STANDARD = lazy(r"^(?:按照?|依照)"), lazy(r"^(?P<what>[^的]{1,12})的(?:标准|比例|要求|配比)")


# What a value is raised or lowered from: 由2020年的每人每月80元提高到2025年的.
_RAISED = lazy(
    r"(?P<from>[由从自][^，,；;。由从]*?\d[^，,；;。]*?)(?P<verb>(?:提高|提升|增加|上升|扩大|放宽|上调|增长|延长|降低|下降|缩短|减少|压缩|压减|下调|调整)(?:到|至|为))(?P<year>\s*(?:20\d\d\s*年[底末]?的?)?)\s*$"
)
# A base between the verb and a share of it: 不得低于本单位在职职工总数的1.5%.
_BASED = lazy(
    r"(?P<subject>.+?)(?P<verb>不得?低于|不得?少于|不得?超过|不得?高于|达到|至少达到)(?P<base>[\u4e00-\u9fff]{2,16})的$"
)
_BOUND_INSIDE = lazy(r"至少|最少|不少于|不低于|至多|最多|不超过")
_MOST_WORDS = ("超过", "高于", "至多", "最多")
_PER_INSIDE = lazy(
    r"(?P<per>每(?:\d[\d至到—~-]*\s*[万亿]?)?[\u4e00-\u9fff]{1,6}?)(?:配套|应|须|要)?(?:建设|配建|设置|配备)?$"
)
_BY = lazy(r"(?:按照?|依照?|以)$")

TIME_UNITS = frozenset({"年", "个月", "月", "周", "天", "日", "小时", "分钟"})


@dataclass(slots=True)
class Slot:
    """A figure and what was read around it; offsets into the clause's text."""

    quantity: Quantity
    start: int
    end: int
    comparator: Comparator
    subject: str = ""
    object: str = ""
    population: str = ""
    verb: str = ""
    per: str = ""
    base_year: int | None = None
    figure_first: bool = False
    kind: str = "demand"
    dealt: bool = False
    year: int | None = None


def read_slot(text: str, left: int, right: int, quantity: Quantity, genre: Genre) -> Slot:
    """What stands around a figure, between the ends of the stretch that is its own."""
    before = text[left : quantity.start]
    lead = len(before) - len(LEADING.sub("", before))
    slot = Slot(quantity, left + lead, quantity.end, quantity.comparator)
    quantity_end = (
        quantity.end + len(behind.group())
        if (behind := _PER_BEHIND.match(text, quantity.end))
        else quantity.end
    )
    slot.end = quantity_end
    after = text[quantity_end:right].rstrip("、和及 ")
    if match := _RAISED.search(before):
        told = _PERIOD.search(match["from"])
        slot.per = told.group() if told else ""
        before = before[: match.start()] + match["verb"]
        lead = min(lead, len(before))
    before = _strip_basis(slot, before[lead:])
    if (match := genre.permission.search(before)) and quantity.unit in ("岁", "周岁"):
        return _permission_slot(slot, match, after, genre)
    if quantity.unit in TIME_UNITS and quantity.text.rstrip().endswith("内") and genre.deadline.match(after):
        return _deadline_slot(slot, after, genre)
    before = _strip_left(slot, _strip_share_base(slot, before), genre)
    if not before and after.lstrip().startswith("的"):
        return _figure_first_slot(
            slot, after.lstrip()[1:], len(text[quantity.end : right].rstrip("、和及 ")), genre
        )
    slot.subject = before
    if after.strip():
        slot.object = squeeze(after).removesuffix(_ONCE_IN)
        if _BY_STANDARD.match(text[left:]) and (standard := _STANDARD.match(slot.object)):
            slot.object = standard["what"]
        slot.end = quantity_end + len(after.rstrip())
    return slot


def raised_from(text: str, piece: int, at: int) -> tuple[int, int] | None:
    """Where a piece says what the figure at a place is raised or lowered from; None where it does not."""
    match = _RAISED.search(text[piece:at])
    return (piece + match.start("from"), piece + match.end("from")) if match else None


def _strip_share_base(slot: Slot, before: str) -> str:
    """Take the base of a share, and the verb before it, off the left side."""
    match = _BASED.fullmatch(before.strip()) if slot.quantity.unit in ("%", "‰") else None
    if match is None:
        return before
    slot.per, slot.verb = match["base"], match["verb"]
    if slot.comparator == "=" and not match["verb"].endswith("达到"):
        slot.comparator = "<=" if match["verb"].endswith(_MOST_WORDS) else ">="
    return match["subject"]


def _strip_basis(slot: Slot, before: str) -> str:
    """Take the base year and 以…为单位 out of the left side."""
    if match := _BASE_YEAR.search(before):
        slot.base_year = int(match.group("year"))
        before = before[: match.start()] + before[match.end() :]
    return _UNIT_BASIS.sub("", before)


def _strip_left(slot: Slot, before: str, genre: Genre) -> str:
    """Take comparator words, verbs and denominator off the left side; what is left is the subject."""
    before = _take_bound(slot, before)
    if slot.verb:
        pass
    elif match := _demand(before, genre):
        slot.verb, before = match.group("verb"), before[: match.start()]
    elif match := genre.demand.search(_FIGURE.split(slot.quantity.text, maxsplit=1)[0]):
        slot.verb = match.group("verb")  # 至少配备 1 名: the verb stands inside the bound
    elif slot.comparator in ("down_by", "up_by"):
        slot.verb = re.split(r"[\d了 ]", slot.quantity.text, maxsplit=1)[0]
    before = squeeze(_take_bound(slot, before))
    if match := genre.governing.match(before):
        slot.verb, before = slot.verb or match.group("verb"), before[match.end() :]
    bound = _FIGURE.split(slot.quantity.text, maxsplit=1)[0].strip()
    if not slot.verb and bound not in _ABOUT:
        slot.verb = bound
    if not slot.verb and (match := genre.acting.match(before)):
        slot.verb = match.group("verb")
    if before.endswith(_AVERAGES):
        slot.per, before = before[-2:], before[:-2]
    before = _TERM_BEHIND.sub("", genre.trailing.sub("", before))
    return genre.trailing.sub("", _take_per(slot, before, genre)).strip("，、的")


def _demand(before: str, genre: Genre) -> re.Match[str] | None:
    """The verb at the end of the left side; in 完成小区改造 the word at the end is what is done, and no verb of the figure."""
    match = genre.demand.search(before)
    if match is None:
        return None
    front = _PERIOD.sub("", squeeze(before[: match.start()]))
    begun = genre.light.match(front) or genre.acting.match(front)
    return None if begun and genre.acting.match(match.group("verb") + "者") else match


def _take_bound(slot: Slot, before: str) -> str:
    """A comparator word that stands before the verb (至少配备 1 名)."""
    for pattern, comparator in ((_LEAST, ">="), (_MOST, "<=")):
        if match := pattern.search(before):
            if slot.comparator == "=":
                slot.comparator = comparator  # type: ignore[assignment]
            return before[: match.start()]
    return before


def _take_per(slot: Slot, before: str, genre: Genre) -> str:
    """The denominator: 每年, 每千名儿童 (up to 拥有), 每所…, 市、县均各."""
    if match := _PER_COUNTED.match(before):
        slot.per = match.group()
        return before[match.end() :]
    if match := _PERIOD.search(before):
        slot.per = match.group()
        return _BY.sub("", before[: match.start()]) + before[match.end() :]
    if before.endswith(("均各", "各")):
        slot.per = before
        return ""
    if before.startswith("每") and (match := _BOUND_INSIDE.search(before)):
        slot.per, slot.verb = before[: match.start()], before[match.end() :] or slot.verb
        if slot.comparator == "=":
            slot.comparator = "<=" if match.group().endswith(_MOST_WORDS) else ">="
        return ""
    if slot.verb and not before.startswith("每") and (match := _PER_INSIDE.search(before)):
        slot.per = match["per"]
        return _BY.sub("", before[: match.start()])
    if before.startswith("每"):
        having = genre.having.search(before) or genre.verbs.search(before)
        slot.per = before[: having.start()] if having else before
        slot.verb = slot.verb or (having.group() if having else "")
        return before[having.end() :] if having else ""
    return before


def ends_in_period(before: str) -> bool:
    """Whether a left side ends with a denominator of time (每天1小时的…)."""
    return before.endswith(_AVERAGES) or any(m.end() == len(before) for m in _PERIOD.finditer(before))


def _permission_slot(slot: Slot, match: re.Match[str], after: str, genre: Genre) -> Slot:
    people = genre.population_start.match(after.lstrip())
    head = people.group() if people else ""
    rest = squeeze(after.lstrip()[len(head) :])
    slot.kind, slot.verb = "permission", match.group("verb")
    slot.population = squeeze(slot.quantity.text) + head
    slot.object = genre.supply.sub("", rest)
    slot.end = slot.quantity.end + len(after.rstrip())
    return slot


def _deadline_slot(slot: Slot, after: str, genre: Genre) -> Slot:
    match = genre.deadline.match(after)
    slot.kind, slot.verb = "deadline", match.group("verb") if match else ""
    slot.object, slot.end = squeeze(after), slot.quantity.end + len(after.rstrip())
    return slot


def _figure_first_slot(slot: Slot, after: str, length: int, genre: Genre) -> Slot:
    """90%以上 的 中小学校 配备 心理健康教育教师."""
    slot.figure_first = True
    slot.end = slot.quantity.end + length
    people = genre.population_start.match(squeeze(after))
    slot.subject = people.group() if people else squeeze(after)
    rest = squeeze(after)[len(slot.subject) :]
    if not rest and (acts := genre.verbs.search(slot.subject, 2)):  # 60%的医院设立老年科
        slot.verb, slot.object = acts.group(), slot.subject[acts.end() :]
        slot.subject = slot.subject[: acts.start()]
        return slot
    for cut in range(len(rest), 0, -1):
        match = genre.demand.search(rest[:cut])
        if match and match.start() == 0:
            slot.verb, slot.object = match.group("verb"), rest[cut:]
            return slot
    slot.object = rest
    return slot
