"""assistant/sufficiency.py: what may be answered, and the reason why the rest may not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.clause_sufficiency import Fitted, Thresholds, judge_clauses
from assistant.numerals import find_quantities
from assistant.records import Evidence, Indicator, Query, Support
from assistant.sufficiency import RULES, Judgement, judge


def _row(name: str, value: str | None = "5.5", unit: str | None = "‰", per: str | None = None) -> Indicator:
    return Indicator(
        id=name, plan="p", name=name, population=None, verb="控制", comparator="<=",
        value=None if value is None else Decimal(value), unit=unit, per=per,
        kind="qualitative" if value is None else "target", base_year=None, target_year=2025,
        domain="儿童与健康", goal=None, clause_id=name, quote=name, start=0, end=1,
    )  # fmt: skip


ONE = (_row("婴儿死亡率"),)
TWO = (_row("小学生近视率", "38", "%"), _row("初中生近视率", "68", "%"))
DIRECTION = (_row("婚前医学检查率", None, None),)
HOURS = (_row("睡眠时间", "10", "小时", "每天"),)
AGE = (_row("网络直播发布者账号注册服务", "16", "周岁"),)
BEDS = (_row("床位", "2.5", "张", "每千名儿童"),)
AGED_3 = find_quantities("3岁")
APART = (replace(_row("义务教育入学率", "97", "%"), population="适龄残疾儿童"),)
UNDER_5 = (_row("5岁以下儿童死亡率"),)
OVER_5 = find_quantities("5岁以上")

Case = tuple[str, dict[str, Any], tuple[Indicator, ...], str, str | None]

# title, fields of a look-up query, rows fetched, status, reason
LOOKUPS: list[Case] = [
    ("a figure is asked and the row has one", {"expects": "value"}, ONE, "answered", None),
    ("an open question", {"expects": "open"}, ONE, "answered", None),
    ("which, of one row", {"expects": "list"}, ONE, "answered", None),
    (
        "one to how many, of one row",
        {"expects": "value", "asking": "一比几"},
        ONE,
        "abstained",
        "not_in_plan",
    ),
    ("out of a thousand, of a rate per thousand", {"expects": "value", "per": "每千"}, ONE, "answered", None),
    (
        "out of a thousand, of beds per child",
        {"expects": "value", "per": "每万"},
        BEDS,
        "abstained",
        "not_in_plan",
    ),
    ("several populations", {"expects": "value"}, TWO, "answered", None),
    (
        "whose rate is none of the row's people",
        {"expects": "value", "owners": ("老师",)},
        ONE,
        "abstained",
        "not_in_plan",
    ),
    ("a direction, asked openly", {"expects": "open"}, DIRECTION, "answered", None),
    ("the figure of a direction", {"expects": "value"}, DIRECTION, "abstained", "not_in_plan"),
    ("figures of which one is a direction", {"expects": "value"}, ONE + DIRECTION, "answered", None),
    ("another year", {"expects": "value", "foreign_year": 2030}, ONE, "abstained", "wrong_scope"),
    ("another place", {"expects": "value", "foreign_place": "北京"}, ONE, "abstained", "wrong_scope"),
    ("what was reached", {"expects": "value", "actual": True}, ONE, "abstained", "wrong_scope"),
    (
        "another document",
        {"expects": "value", "strangers": ("某市养老规划",)},
        ONE,
        "abstained",
        "not_in_plan",
    ),
    ("today, of the plan", {"expects": "value", "now": True}, ONE, "answered", None),
    ("money", {"expects": "money"}, ONE, "abstained", "not_understood"),
    ("a telephone number", {"expects": "phone"}, ONE, "abstained", "not_understood"),
    ("who", {"expects": "actor"}, ONE, "abstained", "not_understood"),
    ("how", {"expects": "text"}, ONE, "abstained", "not_understood"),
    ("a comparison", {"expects": "compare"}, TWO, "abstained", "not_understood"),
    ("which, of several rows", {"expects": "list"}, TWO, "abstained", "not_understood"),
    (
        "the other side of an age",
        {"expects": "value", "figures": OVER_5},
        UNDER_5,
        "abstained",
        "not_in_plan",
    ),
    (
        "a number of what stands apart",
        {"expects": "value", "aside": ("几副眼镜",)},
        ONE,
        "abstained",
        "not_in_plan",
    ),
    ("all, of those set apart", {"expects": "value"}, APART, "abstained", "not_in_plan"),
    ("a modifier", {"expects": "value", "unexplained": ("成人",)}, ONE, "abstained", "not_in_plan"),
    (
        "a modifier, asked openly",
        {"expects": "open", "unexplained": ("成人",)},
        ONE,
        "abstained",
        "not_in_plan",
    ),
    (
        "an age that no row is about",
        {"expects": "value", "figures": AGED_3},
        HOURS,
        "abstained",
        "not_in_plan",
    ),
    ("an age, of a row about ages", {"expects": "open", "figures": AGED_3}, AGE, "answered", None),
    ("a word that fits several names", {"expects": "value", "choices": ("甲", "乙")}, TWO, "clarify", None),
    ("a word that fits one name", {"expects": "value", "choices": ("甲",)}, ONE, "answered", None),
    ("no row came back", {"expects": "value"}, (), "abstained", "wrong_scope"),
    ("the denominator of the row", {"expects": "value", "per": "每千儿童"}, BEDS, "answered", None),
    ("another denominator", {"expects": "value", "per": "每千人口"}, BEDS, "abstained", "not_in_plan"),
    ("how many, of a share", {"expects": "value", "counts": True}, TWO, "abstained", "not_in_plan"),
    (
        "how long, of a share",
        {"expects": "value", "units": frozenset({"小时", "分钟"})},
        TWO,
        "abstained",
        "not_in_plan",
    ),
    ("how many, of a number", {"expects": "value", "counts": True}, BEDS, "answered", None),
]

# title, fields of a query that is no look-up, status, reason
OTHERS: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("an order", {"task": "order"}, "abstained", "unsafe"),
    ("a greeting", {"task": "social", "social": "greeting"}, "answered", "social"),
    ("not about the plan", {"task": "none", "known": False}, "abstained", "out_of_scope"),
    ("a figure that no row holds", {"task": "none", "known": True, "expects": "value"}, "abstained", "not_in_plan"),
    ("money, for the clauses to see", {"task": "none", "known": True, "expects": "money"}, "abstained", "not_understood"),
    ("the plan's own term", {"task": "period"}, "answered", None),
    ("a text about the plan", {"task": "none", "known": True, "expects": "text"}, "abstained", "not_understood"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "fields", "rows", "status", "reason"), LOOKUPS, ids=[c[0] for c in LOOKUPS]
)
def test_lookups(
    title: str, fields: dict[str, Any], rows: tuple[Indicator, ...], status: str, reason: str | None
) -> None:
    query = Query("", task="lookup", names=tuple(row.name for row in rows), known=True, **fields)
    judgement = judge(query, Evidence(indicators=rows))
    assert (judgement.status, judgement.reason) == (status, reason)


@pytest.mark.parametrize(("title", "fields", "status", "reason"), OTHERS, ids=[c[0] for c in OTHERS])
def test_what_is_no_lookup(title: str, fields: dict[str, Any], status: str, reason: str | None) -> None:
    judgement = judge(Query("", **fields), Evidence())
    assert (judgement.status, judgement.reason) == (status, reason)


# The first reason decides: whoever asks about another place is not told that a figure is missing.
PRECEDENCE: list[tuple[str, dict[str, Any], str | None]] = [
    ("an order before all else", {"task": "order", "foreign_year": 2030, "actual": True}, "unsafe"),
    ("place before a missing attribute", {"foreign_place": "北京", "expects": "money"}, "wrong_scope"),
    ("year before a modifier", {"foreign_year": 2030, "unexplained": ("成人",)}, "wrong_scope"),
    ("actual before who", {"actual": True, "expects": "actor"}, "wrong_scope"),
    ("a modifier before the choice", {"unexplained": ("成人",), "choices": ("甲", "乙")}, "not_in_plan"),
]


@pytest.mark.parametrize(("title", "fields", "reason"), PRECEDENCE, ids=[c[0] for c in PRECEDENCE])
def test_precedence(title: str, fields: dict[str, Any], reason: str | None) -> None:
    query = Query("", **({"task": "lookup", "known": True, "expects": "value"} | fields))
    assert judge(query, Evidence(indicators=ONE)).reason == reason


def test_every_rule_decides_some_case() -> None:
    deciding = set()
    for _, fields, rows, _, _ in LOOKUPS:
        query = Query("", task="lookup", known=True, **fields)
        evidence = Evidence(indicators=rows)
        deciding |= {next((rule.__name__ for rule in RULES if rule(query, evidence)), "")}
    for _, fields, _, _ in OTHERS:
        deciding |= {next((rule.__name__ for rule in RULES if rule(Query("", **fields), Evidence())), "")}
    assert {rule.__name__ for rule in RULES} <= deciding


def test_a_judgement_says_which_word_decided() -> None:
    assert Judgement("answered").detail == ""
    refused = [
        judge(Query("", task="lookup", known=True, **fields), Evidence(indicators=rows))
        for _, fields, rows, status, _ in LOOKUPS
        if status != "answered"
    ]
    assert all(judgement.detail for judgement in refused)


def test_the_count_in_a_lead_is_no_figure_that_was_asked_for() -> None:
    support = Support(0.93, 9.0, 5.0, 0.6, 0.6, 0.0, 3.0)
    sure = Thresholds(Fitted((0.0,) * 7, 5.0))
    query = Query("校车限速多少公里", expects="value", known=True)
    told = ("规划在「预防和控制儿童道路交通伤害」（儿童与安全）中写明，共 4 条：", "落实校车安全管理条例。")
    judged = judge_clauses(query, Evidence(support=support), told, sure)
    assert (judged.status, judged.detail) == ("abstained", "no_value")


def test_a_question_that_a_clause_has_every_word_of_is_said_there() -> None:
    doubtful = Thresholds(Fitted((0.0,) * 7, 5.0), Fitted((0.0,) * 7, -5.0))
    told = ("发挥父母榜样和示范作用，教育引导儿童传承家庭美德。",)
    for covered, status in ((1.0, "answered"), (0.5, "abstained")):
        support = Support(0.9, 9.0, 5.0, covered, covered, 0.0, 1.0)
        judged = judge_clauses(Query("好家风", known=True), Evidence(support=support), told, doubtful)
        assert judged.status == status


def test_what_has_the_rare_words_of_the_asking_part_is_not_doubted() -> None:
    sure, doubtful = Fitted((0.0,) * 7, 5.0), Fitted((0.0,) * 7, -5.0)
    support = Support(0.9, 9.0, 5.0, 0.3, 0.3, 0.0, 1.0)
    asked = Query("写讲稿，挫折教育怎么表述", known=True)
    told = ("积极开展生命教育和挫折教育。",)
    judged = [
        judge_clauses(asked, Evidence(support=support), told, Thresholds(sure, doubtful), named=named)
        for named in (True, False)
    ]
    assert [judgement.status for judgement in judged] == ["answered", "abstained"]


def test_a_number_counted_per_thousand_is_not_answered_by_how_many_there_are_in_all() -> None:
    sure = Thresholds(Fitted((0.0,) * 7, 5.0))
    query = Query("每千人口托位数几个", expects="value", per="每千人口", known=True)
    for told, detail in (("提供托位480个。", "denominator"), ("每千人口拥有托位4.5个。", "clauses")):
        judged = judge_clauses(
            query, Evidence(support=Support(0.93, 9.0, 5.0, 0.6, 0.6, 0.0, 3.0)), (told,), sure
        )
        assert judged.detail == detail
