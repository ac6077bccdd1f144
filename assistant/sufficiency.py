"""Query + evidence → enough, or the reason why not.

Most questions that must be refused are near misses: the right topic, but another year, another place, an
actual value, a missing attribute. So the decision is typed, not a threshold: a row answers only if year, place
and target-versus-actual fit, the kind of answer is one a row holds, and nothing in the question is left over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.aged import ages_of, ages_said, is_beyond, of_age
from assistant.ages import holds_age
from assistant.asked import KINDS_COUNTED, SUPPLIED
from assistant.claims import CLASSIFIER, points
from assistant.numerals import AGES
from assistant.patterns import lazy
from assistant.records import Evidence, Indicator, Quantity, Query, Status
from assistant.supposed import is_of_asking, lacks_result, lacks_target, supposed

RATES = frozenset({"%", "‰"})
_COUNTED_BY = {"每百": "%", "每千": "‰"}  # out of 1,000 children: a rate says it by its unit


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a question can be answered: status and reason as in the answer, and the word that decided.

    ``detail`` is a key that ``compose`` has a sentence for.
    """

    status: Status
    reason: str | None = None
    detail: str = ""


# 什么样的厕所, which kind of toilet: of what kind a thing is to be, which no figure tells.
_KIND_ASKED = lazy(
    r"(?:什么|啥|哪)(?:样|种|类|款|式)的?(?=[\u4e00-\u9fff])|\b(?:what|which) (?:kind|type|sort|form)s? of\b"
)

Rule = Callable[[Query, Evidence], Judgement | None]


def _order(query: Query, evidence: Evidence) -> Judgement | None:
    if query.task == "request":
        return Judgement("abstained", "out_of_scope", "request")
    return Judgement("abstained", "unsafe", "order") if query.task == "order" else None


def _social(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("answered", "social", query.social or "greeting") if query.task == "social" else None


def _period(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("answered", None, "period") if query.task == "period" else None


def _nothing_linked(query: Query, evidence: Evidence) -> Judgement | None:
    if query.task == "lookup":
        return None
    if not query.known:
        return Judgement("abstained", "out_of_scope", "off_topic")
    if query.expects == "value":
        return Judgement("abstained", "not_in_plan", "no_indicator")
    return Judgement("abstained", "not_understood", "not_understood")


def _other_place(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "wrong_scope", "place") if query.foreign_place else None


def _other_year(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "wrong_scope", "year") if query.foreign_year else None


def _actual_value(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "wrong_scope", "actual") if query.actual else None


def _strangers(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "not_in_plan", "strangers") if query.strangers else None


def _other_owners(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("abstained", "not_in_plan", "others_named") if query.owners else None


_TERMS = frozenset({"个月", "月", "日", "天", "工作日", "年", "周"})  # units of a term, which tells when
# A number asked of what stands apart from every name (近视的孩子得配几副眼镜, 最多赔几万).
_COUNTED_APART = lazy(r"几[\u4e00-\u9fff]|多少[\u4e00-\u9fff]")


def _counts_what_is_apart(query: Query, evidence: Evidence) -> Judgement | None:
    apart = (
        query.expects == "value"
        and not query.units
        and any(_COUNTED_APART.search(word) for word in query.aside)
    )
    return Judgement("abstained", "not_in_plan", "no_value") if apart else None


# 跟学生按一比多少配, 配比是多少: so many of one for one of another, which no row tells.
ONE_TO = lazy(r"(?:[一1]|每个?)比(?:几|多少|啥)|配比|之比|比值")


# A teacher-child ratio, a staff to infant ratio: a measure of its own, not that of two rows (the urban-rural ratio of …).
_NAMED_RATIO_EN = lazy(
    r"\b(?!urban|rural|city|primary|junior|senior|middle|high|target)[a-z]+(?:'s|s')?(?:-to-| to |-|:)[a-z]+ ratios?\b"
)


def names_ratio_of_two(query: Query) -> bool:
    """Whether an English question asks for a ratio that has a name, which is worked out from no two rows."""
    named = query.lang == "en" and not query.names and not query.figures
    return named and _NAMED_RATIO_EN.search(query.text) is not None


def _ratio_of_two(query: Query, evidence: Evidence) -> Judgement | None:
    asks = query.lang == "zh" and query.expects == "value" and not query.figures
    if asks and ONE_TO.search(query.asking):
        return Judgement("abstained", "not_in_plan", "no_value")
    return None


def _other_kind_of_answer(query: Query, evidence: Evidence) -> Judgement | None:
    if query.expects in SUPPLIED and query.expects != "date":
        return Judgement("abstained", "not_understood", "not_understood")
    timeless = all(row.target_year is None and row.unit not in _TERMS for row in evidence.indicators)
    if query.expects == "date" and evidence.indicators and timeless:
        return Judgement("abstained", "not_understood", "not_understood")
    one = len({row.id for row in evidence.indicators}) == 1
    kinds = KINDS_COUNTED.search(query.text) is not None and not query.units & RATES
    if kinds or _KIND_ASKED.search(query.text):
        return Judgement("abstained", "not_understood", "not_understood")
    if query.expects in ("actor", "text", "compare") or (query.expects == "list" and not one):
        return Judgement("abstained", "not_understood", "not_understood")
    return None


# Those whom their circumstances set apart from all others of their age: a figure of theirs is none of all.
_SET_APART = tuple(
    lazy(words)
    for words in (
        r"残疾|残障|残娃|身障|智障|聋|盲|瘫", r"孤儿|没爹没妈|无人抚养", r"留守|在外打工", r"流动|随迁|外来|进城|务工|打工",
        r"流浪", r"困境|困难", r"低收入|低保|贫困|脱贫|特困|穷", r"失能|失智|卧床", r"高龄", r"独居|空巢", r"失独", r"退役|优抚|军人",
    )
)  # fmt: skip


def _of_part(query: Query, evidence: Evidence) -> Judgement | None:
    """Asked of all (义务教育入学率), the figure of those whom their circumstances set apart (适龄残疾儿童) does not answer."""
    if query.lang == "en" or query.confirms or query.people or query.populations:
        return None
    apart = [
        row.value is not None
        and any(who.search(row.population or "") and not who.search(query.text) for who in _SET_APART)
        for row in evidence.indicators
    ]
    return Judgement("abstained", "not_in_plan", "no_value") if apart and all(apart) else None


def _other_side(query: Query, evidence: Evidence) -> Judgement | None:
    """Children on the other side of the age that all rows end at (5岁以上 of 5岁以下): their figure is not this one."""
    beyond = [
        row.unit not in AGES
        and any(is_beyond(said, told) for said in ages_said(query, row) for told in ages_of(row))
        for row in evidence.indicators
    ]
    return Judgement("abstained", "not_in_plan", "near_miss") if beyond and all(beyond) else None


# A target is asked for by its name, so that a word beside the name tells it apart (the tuberculosis vaccination target).
_TARGET_WANTED = lazy(r"\bwhat(?:'s| is| are) the [a-z' -]*\b(?:targets?|goals?)\b")


def _left_over(query: Query, evidence: Evidence) -> Judgement | None:
    if query.unexplained or _age_left_over(query, evidence):
        of_date = query.expects == "date" and not all(row.kind == "standard" for row in evidence.indicators)
        wants = query.lang == "zh" or _tells_target_apart(query)
        says = wants and (query.expects == "open" or of_date) and not query.yes_no
        if says and _asks_more_than_direction(query, evidence):
            return Judgement("abstained", "not_understood", "not_understood")  # 学校的厕所咋样才行
        if query.expects == "value" or query.units or says:
            return Judgement("abstained", "not_in_plan", "near_miss")
        return Judgement("abstained", "not_understood", "not_understood")
    beyond = query.yes_no or _asks_more_than_direction(query, evidence)
    listed = query.expects == "list" and _asks_more_than_direction(query, evidence)
    if query.aside and ((query.expects == "open" and beyond) or listed):  # 托育机构里的工作人员有哪些要求
        return Judgement("abstained", "not_understood", "not_understood")
    if query.aside and not query.figures and _asks_beyond(query, evidence):
        return Judgement("abstained", "not_understood", "not_understood")
    return None


def _asks_more_than_direction(query: Query, evidence: Evidence) -> bool:
    """Whether the rows named say only which way something is to go, and no figure is asked: a clause may say more."""
    directed = bool(evidence.indicators) and all(row.kind == "qualitative" for row in evidence.indicators)
    return directed and query.lang == "zh" and not query.units and not query.figures


def _tells_target_apart(query: Query) -> bool:
    """Whether a word that nothing accounts for stands in what an English question asks the target of."""
    wanted = _TARGET_WANTED.search(query.text)
    return wanted is not None and any(word in query.text[wanted.start() :] for word in query.unexplained)


def _asks_beyond(query: Query, evidence: Evidence) -> bool:
    """Whether what is asked is no figure, of rows that stand in the midst of a measure which says more of it."""
    standards = bool(evidence.indicators) and all(row.kind == "standard" for row in evidence.indicators)
    return standards and (query.expects == "list" or (query.expects == "open" and not query.units))


def _age_left_over(query: Query, evidence: Evidence) -> bool:
    """An age that no named row is about (3岁孩子的睡眠时间)."""
    units = {row.unit for row in evidence.indicators}
    told = [age for row in evidence.indicators for age in ages_of(row)]
    said = dict.fromkeys(age for row in evidence.indicators for age in ages_said(query, row))
    left = [age for age in said if not any(_is_of_age(age, one) for one in told)]
    held = {f for f in left for row in evidence.indicators if holds_age(row, int(f.value))}
    return bool(set(left) - held) and not units & AGES


def _is_of_age(said: Quantity, told: Quantity) -> bool:
    """Whether an age is that of a row, or that of a child among the row's people (三岁 of 5岁以下)."""
    within = told.comparator in ("<", "<=") and said.comparator == "=" and said.value < told.value
    return of_age(said, told) or within


def _several_readings(query: Query, evidence: Evidence) -> Judgement | None:
    return Judgement("clarify", None, "choose") if len(query.choices) > 1 else None


def _empty(query: Query, evidence: Evidence) -> Judgement | None:
    return None if evidence.indicators else Judgement("abstained", "wrong_scope", "year")


# 请提供目标值: a figure that is asked for by its name alone.
_FIGURE_NAMED = lazy(
    r"目标值|指标值|目标数|数值|具体(?:的)?(?:数字|数据|数|值|比例)|百分比|\b(?:target (?:value|figure|number)|exact (?:figure|number)|percentage)\b"
)


def _no_figure(query: Query, evidence: Evidence) -> Judgement | None:
    asks_figure = query.expects == "value" or bool(query.figures)
    asks_figure = asks_figure or (query.expects == "open" and bool(_FIGURE_NAMED.search(query.text)))
    if asks_figure and all(row.value is None for row in evidence.indicators):
        return Judgement("abstained", "not_in_plan", "no_figure")
    return None


def _other_denominator(query: Query, evidence: Evidence) -> Judgement | None:
    """每千人口 is not 每千名儿童: the figure of one says nothing about the other."""
    counted = _COUNTED_BY.get(query.per or "")
    if (
        query.per is None
        or any(row.unit == counted for row in evidence.indicators)
        or any(query.per in CLASSIFIER.sub("", row.per or "") for row in evidence.indicators)
    ):
        return None
    return Judgement("abstained", "not_in_plan", "denominator")


def _other_measure(query: Query, evidence: Evidence) -> Judgement | None:
    """Asked how many, a share does not answer."""
    if query.counts and all(row.unit in RATES for row in evidence.indicators):
        return Judgement("abstained", "not_in_plan", "count")
    return None


def _other_dimension(query: Query, evidence: Evidence) -> Judgement | None:
    """Asked how long, a number of times or a share does not answer."""
    how_long = query.expects == "value" and "小时" in query.units and not query.figures
    if how_long and not any(row.unit in query.units | AGES for row in evidence.indicators):
        return Judgement("abstained", "not_in_plan", "no_value")
    return None


# Read from the top; the first that has something to say decides.
RULES: tuple[Rule, ...] = (
    _order, _social, _period, _nothing_linked, _other_place, _other_year, _actual_value, _strangers, _counts_what_is_apart, _ratio_of_two, _other_kind_of_answer, _other_owners, _of_part, _other_side, _left_over,
    _several_readings, _empty, _no_figure, _other_denominator, _other_measure, _other_dimension,
)  # fmt: skip


_WHY = lazy(r"为什么|为啥|为何|凭什么|凭啥|\bwhy\b")


OF_FIGURES = frozenset({"difference", "ratio", "average", "sum"})
_BETWEEN = 2  # figures that a difference or a quotient is made of


def _are_comparable(rows: tuple[Indicator, ...]) -> bool:
    """Whether rows are few, or of one unit and kind; many that differ in it were only found by whom they are about."""
    alike = {(row.unit, row.per, row.kind == "relative") for row in rows}
    return len(rows) <= _BETWEEN or len(alike) == 1


def judge_table(query: Query, rows: tuple[Indicator, ...] = ()) -> Judgement:
    """Whether a question over the table can be answered; what is left over makes it one about something else.

    Args:
        query: the question, with its ``table``.
        rows: those that were found; of which something is to be computed, one at least has a figure.
    """
    table = query.table
    if table is None:
        raise ValueError("the question asks nothing of the table")
    if query.foreign_year and query.foreign_year not in (
        table.base_year,
        table.target_year,
        *table.aside_years,
    ):
        return Judgement("abstained", "wrong_scope", "year")
    if query.foreign_year and table.order and not rows and table.source == "indicators":
        return Judgement(
            "abstained", "wrong_scope", "year"
        )  # 2020年的基期值里哪个最高: of that year no row tells
    if query.actual and not table.placed:  # 排第几: among the plan's own figures
        return Judgement("abstained", "wrong_scope", "actual")
    if query.strangers:
        return Judgement("abstained", "not_in_plan", "strangers")
    if table.operation == "list" and query.expects == "reason" and _WHY.search(query.text):
        return Judgement("abstained", "not_in_plan", "reason")  # rows tell how much, not why
    if table.choices:
        return Judgement("clarify", None, "choose")
    if table.unexplained:
        return Judgement("abstained", "not_in_plan", "near_miss")
    if table.ids and table.operation in OF_FIGURES and rows:
        figures = sum(row.value is not None for row in rows)
        if not figures or (table.operation in ("difference", "ratio") and figures < _BETWEEN <= len(rows)):
            return Judgement(
                "abstained", "not_in_plan", "no_figure"
            )  # a direction has no difference to anything
    if table.operation == "compare" and not query.names and not _are_comparable(rows):
        return Judgement("abstained", "not_understood", "not_understood")  # no two of them are compared
    asked = table.operation in ("list", "compare") and table.ids and not table.kinds and not table.order
    if asked and rows and query.expects == "value" and all(row.value is None for row in rows):
        return Judgement("abstained", "not_in_plan", "no_figure")  # 目标值各是多少, of directions
    return Judgement("answered", None, "table")


def held_against(query: Query, evidence: Evidence) -> bool | None:
    """Whether what a question states of the rows it names is theirs; None where nothing can be compared.

    False is certain, whatever else the question says: the plan's own figure is told under its full name. True needs
    every point to agree, and no word left that could change the subject.
    """
    if query.actual or query.now or len(query.choices) > 1:
        return None
    if len(evidence.indicators) > 1 and not query.said_of:
        return None
    found = [points(query, row, evidence.indicators) for row in evidence.indicators]
    bound = any(point.kind == "bound" for row in found for point in row)  # stated even by 上限是多少
    bound = bound and query.expects not in SUPPLIED  # 最多收几十块: of no row's figure
    if not (query.confirms or query.yes_no or bound):
        return None
    if any(
        point.agrees is False
        for row in found
        for point in row
        if query.confirms or (bound and point.kind == "bound") or (query.yes_no and point.kind == "figure")
    ):
        return False if all(row.value is not None or row.verb for row in evidence.indicators) else None
    figures = [point for row in found for point in row if point.kind == "figure"]
    whole = figures and all(point.agrees for row in found for point in row) and all(found)
    return True if whole and not query.unexplained else None


def _judge_supposed(query: Query, evidence: Evidence) -> Judgement:
    """Whether a figure that the asker has may be held against the rows; what was reached, and when, the asker says."""
    own = tuple(
        word
        for word in query.unexplained
        if not _is_own(word, query.text) and not is_of_asking(word, query.text)
    )
    bare = replace(query, unexplained=own, aside=())
    for rule in (
        _other_place,
        _strangers,
        _other_owners,
        _other_side,
        _left_over,
        _several_readings,
        _other_denominator,
    ):
        if judgement := rule(bare, evidence):
            return judgement
    later = query.foreign_year is not None and any(
        row.target_year is not None and query.foreign_year > row.target_year for row in evidence.indicators
    )
    return Judgement("abstained", "wrong_scope", "year") if later else Judgement("answered")


def _of_other_year(query: Query, evidence: Evidence) -> bool:
    """Whether both the year due and the figure that are stated are none of the rows': another target is meant.

    Where the figure is theirs, the year is what is wrong of the statement.
    """
    found = [point for row in evidence.indicators for point in points(query, row, evidence.indicators)]
    figures = [point.agrees for point in found if point.kind == "figure"]
    return any(p.kind == "due" and p.agrees is False for p in found) and bool(figures) and not any(figures)


def _is_own(word: str, text: str) -> bool:
    """Whether a word only says where the asker's figure is from (我们乡, 本校)."""
    own = (
        rf"(?:我|俺|咱|本|该|这|那)们?个?{re.escape(word)}|\b(?:our|my|we|i)(?: [a-z]+)? {re.escape(word)}\b"
    )
    return bool(re.search(own, text))


def judge(query: Query, evidence: Evidence) -> Judgement:
    """Whether the evidence answers the question."""
    if query.task == "lookup" and evidence.indicators:
        if any(supposed(query, row) for row in evidence.indicators):
            return _judge_supposed(query, evidence)
        if all(lacks_target(query, row) for row in evidence.indicators):
            return Judgement("abstained", "not_in_plan", "no_figure")
        if all(lacks_result(query, row) for row in evidence.indicators):
            return Judgement("abstained", "wrong_scope", "actual")
    held = held_against(query, evidence)
    for rule in RULES:
        if (
            rule is _other_year
            and held is not None
            and query.confirms
            and not _of_other_year(query, evidence)
        ):
            return Judgement("answered")
        if rule is _other_kind_of_answer and held is False:
            return Judgement("answered")
        if judgement := rule(query, evidence):
            return judgement
    return Judgement("answered")
