"""assistant/searching/paid.py: whether something costs or brings money, and who pays."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.searching.paid import asks_funding, states_sum


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    "question",
    ["校车收费吗", "留守儿童有补助吗", "Is there a subsidy for child-friendly cities?", "儿童之家收不收钱"],
)
def test_what_the_plan_says_nothing_of_money_on_is_refused(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("婚检要花钱吗", "实施免费婚前医学检查"),
        ("体育馆娃进去收钱吗", "免费或优惠"),
        ("家庭困难的学生有补助吗", "精准资助"),
        ("娃娃大病能报销不", "大病"),
    ],
)
def test_sentences_that_speak_of_money_answer(question: str, told: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(told in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    ["规划说孤儿每月补助1000元，是吗", "听老李说，规划定了留守儿童一个月给五百块钱，上哪领去"],
)
def test_a_sum_that_the_plan_does_not_have_is_not_passed_over(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert "金额" in answer.sentences[0].text


def test_who_pays_is_told_by_the_sentence_that_names_it(plan: Assistant) -> None:
    told = plan.ask("监测评估的钱从哪来").sentences
    assert any("监测评估工作所需经费纳入财政预算" in sentence.text for sentence in told[:2])


@pytest.mark.parametrize("text", ["这一块", "公办民办一块招不", "向哪一块倾斜"])
def test_a_piece_is_no_sum(text: str) -> None:
    assert not states_sum(text)


@pytest.mark.parametrize("text", ["钱谁出", "经费打哪来", "who pays for it", "经费呢"])
def test_who_pays_is_heard(text: str) -> None:
    assert asks_funding(text)
