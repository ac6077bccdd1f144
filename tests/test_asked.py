"""What kind of answer a question asks for, where its words stand."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.asked import says_how_often, units
from assistant.question import understand


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "expects"),
    [
        ("When must districts hand in their plans?", "date"),
        ("By when must districts hand in their plans?", "date"),
        ("What gear keeps children safe when it is dark?", "open"),
        ("My kids bike to school when it is dark. What gear does the plan promote?", "open"),
        ("规划鼓励单位办啥", "open"),
        ("哪些单位参与心理健康科普", "actor"),
        ("参与的部门有哪些", "actor"),
        ("这天叫什么日子", "open"),
        ("负责这件事的科长叫什么", "person"),
        ("好几个家长想在家干活，规划给啥方便", "open"),
        ("What fine does the plan set for hiring children?", "money"),
        ("雇童工罚款多少", "money"),
        ("雇童工怎么处罚", "penalty"),
        ("What exact percentage is set for the screening?", "value"),
        ("每万元GDP用水量要下降多少", "value"),
        ("老人怎么走得安详一点", "open"),
        ("从市里怎么走", "address"),
        ("近视防控是什么意思，怎么做", "text"),
        ("这件事的责任单位都有谁", "actor"),
        ("What is done for children who cannot see well?", "open"),
        ("Who is in charge of the children's homes?", "actor"),
    ],
)
def test_a_word_asks_only_where_it_asks(plan: Assistant, question: str, expects: str) -> None:
    assert understand(question, plan.catalog).expects == expects


@pytest.mark.parametrize(
    ("question", "place"),
    [("国家标准是多少", "国家"), ("国家给不给想办法", None), ("黑龙江的目标是多少", "黑龙江")],
)
def test_the_state_that_gives_is_no_other_place(plan: Assistant, question: str, place: str | None) -> None:
    assert understand(question, plan.catalog).foreign_place == place


@pytest.mark.parametrize(
    ("question", "actual"),
    [
        ("哪个指标没完成会有什么后果", False),
        ("如果近视率没达标，怎么处理", False),
        ("哪些指标没完成", True),
        ("现在是不是得戴头盔才能骑车", False),
        ("现在黑臭水体已经消除了吗", True),
        ("What are the monitoring results used for?", False),
        ("Is there a real person to talk to?", False),
        ("What is the real infant mortality rate?", True),
    ],
)
def test_what_follows_from_a_failure_is_no_outcome(plan: Assistant, question: str, actual: bool) -> None:
    assert understand(question, plan.catalog).actual is actual


@pytest.mark.parametrize(
    ("sentence", "says"),
    [("每季度至少巡河1次", True), ("每三年开展一次测试", True), ("定期督查", True), ("一次性投入", False)],
)
def test_how_often_is_answered_by_a_period(sentence: str, says: bool) -> None:
    assert says_how_often(units("多久查一次"), sentence) is says
    assert not says_how_often(units("要多少小时"), sentence)


def test_a_courtesy_inside_a_word_is_none(plan: Assistant) -> None:
    assert understand("干得好的单位给不给表彰", plan.catalog).task != "social"
    assert understand("好的，知道了", plan.catalog).task == "social"


@pytest.mark.parametrize(
    "question", ["近视率的几个目标都列一下", "那几个指标再说一遍", "好几个孩子没上学咋办"]
)
def test_several_asks_for_no_number(question: str) -> None:
    assert "所" not in units(question)


@pytest.mark.parametrize("question", ["实训基地要建几个", "每个县至少几个养老中心"])
def test_how_many_is_no_time(question: str) -> None:
    assert "所" in units(question)
    assert "个月" not in units(question)


def test_how_many_months_is_one() -> None:
    assert "个月" in units("多少个月内要报送")
