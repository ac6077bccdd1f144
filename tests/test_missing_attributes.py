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
