"""Numbers of indicators that a question takes for granted, asked through the whole program; units, means and kinds that go with them."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.counts_stated import granted


@pytest.fixture
def assistant(plan: Assistant) -> Assistant:
    """The published plan."""
    return plan


def _said(assistant: Assistant, question: str) -> str:
    return "\n".join(sentence.text for sentence in assistant.ask(question).sentences)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("听说教育领域有十个量化指标，里头最高的是哪个？", "不是，按数值从高到低，规划中儿童与教育的定量目标共 6 条，不是「十个」："),
        ("教育领域的二十个百分比指标里哪个最低？", "不是，按数值从低到高，符合条件的指标共 6 条，不是「二十个」："),
        ("我记得规划一共定了100个定量指标，最大的那个是多少？", "不是，按数值从高到低，规划中定量目标共 38 条，不是「100个」："),
        ("Of the nine percentage targets in education, which is the lowest?", "No, by figure, from low to high, the plan has 6 such indicators, not 「nine percentage targets」:"),
    ],
)  # fmt: skip
def test_a_wrong_number_of_rows_is_put_right_and_all_are_told_in_order(
    question: str, lead: str, assistant: Assistant
) -> None:
    assert _said(assistant, question).startswith(lead)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("教育领域六个百分比目标里最低的是哪个？", "义务教育优质均衡率达到20%"),
        ("听说全规划三个千分率，最大的是哪个", "5岁以下儿童死亡率控制在6.5‰以下"),
    ],
)
def test_a_right_number_of_rows_is_not_spoken_of(question: str, held: str, assistant: Assistant) -> None:
    said = _said(assistant, question)
    assert held in said
    assert "不是" not in said


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("有哪些领域一个百分比指标也没有？", "儿童与福利"),
        ("带“以下”上限的百分比指标中，上限最高的一项是什么？", "高中阶段学生近视率降至78%以下"),
    ],
)
def test_one_is_no_number_that_is_claimed(question: str, held: str, assistant: Assistant) -> None:
    said = _said(assistant, question)
    assert held in said
    assert "不是" not in said


def test_the_only_row_of_a_domain_may_be_a_change(assistant: Assistant) -> None:
    assert "下降15%" in _said(assistant, "安全领域百分比指标里最低的是多少")


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("教育那六个百分数，加起来除以六是多少？", "平均 82%（推算）"),
        ("高中生跟小学生一天差几个钟头的觉？", "相差 2小时（推算）"),
        ("安全那块儿有俩死亡率光说往下降、没给准数，哪俩？", "共 2 条："),
        ("3.5这个数在目标里出现了两回，分别是谁的，单位一样不？", "新生儿死亡率降至3.5‰以下"),
    ],
)
def test_what_was_not_read_once(question: str, held: str, assistant: Assistant) -> None:
    assert held in _said(assistant, question)


def test_units_that_are_only_examples_leave_the_others(assistant: Assistant) -> None:
    asked = assistant.ask("给指标按计量单位归堆儿：百分号的、千分号的、名、次……每堆几个")
    assert asked.sql is not None
    assert {str(row[0]) for row in asked.sql.rows} == {"%", "‰", "名", "次", "张", "所"}
    only = assistant.ask("只数百分号和千分号的指标，各几个？")
    assert only.sql is not None
    assert {str(row[0]) for row in only.sql.rows} == {"%", "‰"}


def test_a_number_that_counts_from_the_first_is_not_taken_for_granted() -> None:
    assert granted("健康领域的二十个百分比指标里哪个最低")
    assert not granted("前三个指标里哪个最低")
    assert not granted("这三个指标里哪个最低")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("福利领域没有定量指标对吗", "是的，共 0 条：规划中没有符合条件的指标。"),
        ("家庭领域没有定量指标吗", "不是，规划中儿童与家庭的定量目标共 4 条，不是「没有定量指标」："),
        ("教育领域没设千分率指标，对吧", "是的，共 0 条：规划中没有符合条件的指标。"),
        # a change against a base year is a figure where there is no other
        ("安全领域没有一个定量目标，是吧", "不是，规划中儿童与安全的带数字的目标共 1 条，不是「没有一个」："),
        (
            "健康领域的定量目标里，安全占几项",
            "共 0 条：规划中没有符合条件的指标。",
        ),  # what contradicts itself is none
    ],
)
def test_that_there_is_none_is_confirmed_or_put_right(assistant: Assistant, question: str, lead: str) -> None:
    assert assistant.ask(question).sentences[0].text == lead
