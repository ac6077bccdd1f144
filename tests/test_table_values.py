"""Questions for the different figures of rows, the commonest one, those that several share, and the units."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("百分比指标一共有多少个不同的数", "不同的数值共 18 种："),
        ("健康领域的百分比指标有几个不同的数值", "不同的数值共 13 种："),
        ("规划用了几种计量单位", "不同的单位共 9 种："),
        ("指标的单位有哪几种", "不同的单位共 9 种："),
        ("教育领域的指标用了几种单位", "不同的单位共 1 种："),
        ("百分比目标里，哪个数值出现的次数最多？出现了几次", "最多的是90%：共 8 条："),
        ("百分比下限里出现最多的数值", "最多的是90%：共 7 条："),
        ("百分比指标里，目标值相同的有哪些", "不同的数值共 4 种："),
        ("目标值相同的百分比指标有哪些", "不同的数值共 4 种："),
        ("哪些百分比指标的目标值一样", "不同的数值共 4 种："),
        ("出现最多的百分比目标值是多少", "最多的是90%：共 8 条："),
    ],
)
def test_figures_and_units_are_told_apart(plan: Assistant, question: str, lead: str) -> None:
    assert plan.ask(question).sentences[0].text == lead


@pytest.mark.parametrize(
    ("question", "rows"), [("“张”这个单位在规划里是量什么的", 1), ("“次”是用来量什么的", 2)]
)
def test_what_a_unit_measures(plan: Assistant, question: str, rows: int) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert len(answer.sql.rows) == rows


def test_rows_that_share_a_figure_are_listed_under_it(plan: Assistant) -> None:
    texts = [sentence.text for sentence in plan.ask("教育领域的百分比指标里，目标值一样的是哪几个").sentences]
    assert texts[1] == "90%：共 2 条："
    assert "普惠性幼儿园覆盖率" in texts[2]
    assert len(texts) == 4


@pytest.mark.parametrize(
    "question",
    [
        "有哪些单位负责监测评估",
        "责任单位有哪些",
        "用人单位要做哪些事",
        "哪些事业单位要参与",
        "目标值相同的指标有哪些",
        "目标值一样的带百分号的指标有哪些",
    ],
)
def test_bodies_are_no_units_and_figures_of_several_units_are_not_told_apart(
    plan: Assistant, question: str
) -> None:
    assert plan.ask(question).sql is None


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("1名是什么", 2),
        ("哪个指标是2.5张", 1),
        ("2次是什么指标", 2),
        ("4.3名是什么指标", 0),
        ("哪个是1所", 1),
    ],
)
def test_a_figure_in_counted_things_is_looked_for(plan: Assistant, question: str, rows: int) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert len(answer.sql.rows) == rows


@pytest.mark.parametrize("question", ["2条措施是什么", "前2名是什么指标", "2个指标是什么"])
def test_a_number_of_things_is_no_figure(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.sql is None or "value" not in answer.sql.parameters
