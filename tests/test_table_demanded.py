"""Bounds that are demanded, strictness, two counts in one question, and conditions that no query holds."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.lexicon import fold
from assistant.records import TableQuery
from assistant.tabular import read_table

FLOORS, CEILINGS = (">=", ">", "="), ("<=", "<")


@pytest.fixture
def assistant(plan: Assistant) -> Assistant:
    """The published plan."""
    return plan


def _query(assistant: Assistant, question: str) -> TableQuery:
    query = read_table(fold(question), assistant.table)
    assert query is not None
    assert not query.unexplained
    return query


@pytest.mark.parametrize(
    ("question", "comparators"),
    [
        ("要求达到60%以上的指标有几个", FLOORS),
        ("哪些指标得达到七成以上", FLOORS),
        ("要求至少75%的指标有哪些", FLOORS),
        ("控制在40%以下的指标有哪些", CEILINGS),
        ("要压到80%以下的有哪些指标", CEILINGS),
        ("哪些指标不能超过七成", CEILINGS),
        ("Which rates must not exceed 80%?", CEILINGS),
        ("which rates have to be kept below a certain level?", CEILINGS),
        # said of the figures, and demanded of nothing
        ("目标值在60%以上的指标有哪些", ()),
        ("低于40%的目标有哪些", ()),
        ("教育领域不超过九成的指标有几个", ()),
        ("数值不低于60%的指标", ()),
    ],
)
def test_what_is_to_be_reached_or_kept_to_is_a_floor_or_a_ceiling(
    question: str, comparators: tuple[str, ...], assistant: Assistant
) -> None:
    assert _query(assistant, question).comparators == comparators


def test_rows_that_are_to_stay_at_a_figure_are_those_of_that_verb(assistant: Assistant) -> None:
    assert _query(assistant, "须保持在95%以上的指标").verbs == ("达到并保持", "保持")
    assert not _query(assistant, "达到或保持在99%以上的指标").verbs


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("教育领域要求最严的指标", "desc"),
        ("要求最严的百分比下限是哪几个", "desc"),
        ("loosest percentage floor", "asc"),
        ("百分比上限里最严的三个", "asc"),
        ("千分率指标从严到松排一下", "asc"),
        ("下限从严到松排", "desc"),
    ],
)
def test_the_strictest_floor_is_the_highest_and_the_strictest_ceiling_the_lowest(
    question: str, order: str, assistant: Assistant
) -> None:
    assert _query(assistant, question).order == order


@pytest.mark.parametrize(
    ("question", "operation", "group"),
    [
        ("健康领域有多少指标，其中90%以上的几个", "share", ""),
        ("残疾儿童相关指标有几个，有数的几个", "share", ""),
        ("How many indicators are there in health, and how many of them are percentages?", "share", ""),
        ("新生儿的指标有几个，婴儿的有几个", "group", "population"),
        ("新生儿的指标有几个，婴儿的呢", "group", "population"),
        ("教育领域有几个定量指标，安全领域呢", "group", "domain"),
        ("有多少指标用‰，多少用%", "group", "unit"),
        ("健康领域上限和下限各几个", "difference", "comparator"),
        ("新生儿的指标定量的和定性的各几个", "group", "kind"),
        ("新生儿的指标和5岁以下儿童的指标哪个多", "difference", "population"),
        # one count, whatever else is said
        ("教育领域90%以上的指标有几个", "count", ""),
        ("名称前面标着年龄（几岁或几个月）的定量目标总共几项", "count", ""),
    ],
)
def test_two_counts_are_both_told(question: str, operation: str, group: str, assistant: Assistant) -> None:
    query = _query(assistant, question)
    assert (query.operation, query.group) == (operation, group)


def test_a_share_of_rows_in_a_unit_is_one_of_them(assistant: Assistant) -> None:
    query = _query(assistant, "定量指标里百分比占多少")
    assert (query.operation, query.units, query.part) == ("share", ("%",), ("units",))


def test_what_restricts_stays_where_kinds_are_counted_apart(assistant: Assistant) -> None:
    assert _query(assistant, "出生缺陷目标下面带数的有几条，没带数的几条").goals == ("预防和控制出生缺陷",)
    assert _query(assistant, "新生儿指标里上限和下限各几个").populations == ("新生儿",)


@pytest.mark.parametrize(
    "question",
    [
        "城乡指标各有几个",
        "哪个领域的定性指标占比最高",
        "定量指标多于定性指标的领域",
        "哪些领域全是百分比指标",
        "老师的指标有几个",
        "两类筛查率(疾病和听力)平均",
        "家长每年两类活动加在一起要参加几次",
        "哪个指标要求最严",
        "以岁数打头的指标里上限有几个",
        "近视率平均下来比龋患率高多少",
        "指标名最长的是哪个",
        "Which school-based indicators are above 40%?",
    ],
)
def test_a_condition_that_no_query_holds_is_not_left_out(question: str, assistant: Assistant) -> None:
    query = read_table(fold(question), assistant.table)
    assert query is None or query.unexplained
    assert assistant.ask(question).sql is None


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("哪些指标的数不带小数", "yes"),
        ("带小数的目标值有哪些", "no"),
        ("目标值不是整数的有哪些", "no"),
        ("Show only targets whose value is not a whole number", "no"),
    ],
)
def test_a_denied_form_of_the_figure_is_the_other_one(
    question: str, whole: str, assistant: Assistant
) -> None:
    assert _query(assistant, question).whole == whole


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("百分比指标里目标值不到四分之一的有几个", 4),
        ("上限过50%的百分比指标", 2),
        ("近视率上限过三分之一、不到七成的是哪些学段", 2),
        ("没有数值、让它提高的指标有几个", 11),
        ("方向是下降、又没有给数值的指标都有哪些", 5),
        ("只要求提高（增加）、没有具体数值的指标一共多少条", 11),
        ("哪几个领域全是定性指标", 2),
        ("有没有哪个领域全是定量指标", 2),
        ("最接近100%的指标", 3),
        ("健康95%以上的有几个", 4),
        ("不是健康也不是教育的百分比指标", 4),
        ("百分比上限里高于25%的", 3),
        ("名称不带“率”的定量指标", 10),
        ("名称不含“儿童”的教育指标", 5),
        ("“每天”的要求里数最大的", 1),
    ],
)
def test_bounds_and_directions_in_other_words(question: str, count: int, assistant: Assistant) -> None:
    sql = assistant.ask(question).sql
    assert sql is not None
    assert len(sql.rows) == count
