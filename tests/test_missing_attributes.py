"""What is asked of a matter and the plan does not say: a ratio, how often, where an office sits."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    "question",
    [
        "What is the required teacher-child ratio in kindergartens?",
        "What nurse-patient ratio does the plan set?",
        "What is the gender ratio of newborns targeted?",
        "妇儿工委办公室设在哪",
        "妇儿工委办公室设在哪个单位",
        "咱市妇儿工委办公室挂在哪家单位呀",
        "评估组办公室设在哪里",
    ],
)
def test_it_is_refused(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


def test_the_ratio_of_two_rows_is_still_worked_out(plan: Assistant) -> None:
    assert "1.13" in plan.ask("What is the ratio of urban to rural parent schools?").sentences[0].text


@pytest.mark.parametrize("question", ["下级妇儿工委多长时间向上头汇报一回", "责任单位多长时间报告一次"])
def test_a_deadline_does_not_tell_how_often(plan: Assistant, question: str) -> None:
    texts = [sentence.text for sentence in plan.ask(question).sentences]
    assert any("每年" in text for text in texts)
    assert not any("1个月内" in text for text in texts)


def test_a_deadline_is_told_where_it_is_asked_for(plan: Assistant) -> None:
    assert any("1个月内" in s.text for s in plan.ask("规划颁布后多长时间内报送").sentences)


@pytest.mark.parametrize(
    "question",
    ["小学生一天写作业不能超过几小时", "初中生写作业时间上限", "离婚了孩子归谁", "抚养权归谁"],
)
def test_a_time_of_something_else_or_a_body_tells_nothing_of_it(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize("question", ["规划实施得怎么样了", "近视防控搞得怎么样了", "规划落实得咋样了"])
def test_how_well_a_thing_went_is_a_result(plan: Assistant, question: str) -> None:
    assert plan.ask(question).reason == "wrong_scope"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("睡觉时间下限是多少", "10小时"),
        ("户外时间的下限", "不少于1小时"),
        ("孩子个子矮规划有指标不", "生长迟缓率"),
        ("孩子胖规划有指标没", "肥胖"),
        ("小孩牙不好有没有指标", "龋患率"),
        ("规划怎么实施", "实施"),
    ],
)
def test_what_the_plan_has_near_to_these_is_told(plan: Assistant, question: str, told: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert told in "".join(sentence.text for sentence in answer.sentences[:3])


def test_how_often_in_english_is_not_told_by_another_matter(plan: Assistant) -> None:
    assert not any("2 times" in s.text for s in plan.ask("How often do committees meet?").sentences)
