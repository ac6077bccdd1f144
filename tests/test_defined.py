"""assistant/searching/defined.py: who the plan's people are, asked by age or by definition."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant

DEFINITION = "本规划所称儿童是指未满十八周岁的未成年人"


@pytest.mark.parametrize(
    "question",
    [
        "多大算儿童",
        "规划里说的儿童是到几岁",
        "儿童年龄上限是多少",
        "儿童指多大的孩子",
        "几岁以下算儿童",
        "孩子满多少岁就不归这个规划管了",
        "这个规划管到多大的孩子",
        "规划针对多少岁以下的人",
        "孩子多大归规划里管",
        "儿童的定义是啥",
        "17岁算不算儿童",
        "高中生还算儿童吗",
        "what age counts as a child here",
        "what is the age limit for children in this plan?",
        "how old can a child be under the plan",
        "how do you define a child",
    ],
)
def test_the_age_of_a_child_is_that_of_the_definition(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert [c.quote for c in answer.citations if DEFINITION in c.quote]


@pytest.mark.parametrize(
    "question",
    [
        "困境儿童指多大的孩子",
        "儿童几岁上学",
        "孩子几岁打疫苗",
        "几岁以下儿童免费坐公交",
        "at what age do children start school",
        "孩子多大能单独在家",
        "儿童多大可以骑电动车",
        "留守儿童的定义是什么",
    ],
)
def test_another_age_is_not_that_of_the_definition(question: str, plan: Assistant) -> None:
    assert not [c.quote for c in plan.ask(question).citations if DEFINITION in c.quote]


@pytest.mark.parametrize("question", ["17岁算儿童吗", "十七岁半的算不算儿童", "19岁算儿童吗"])
def test_somebody_of_an_age_is_told_the_definition_and_not_denied(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.premise is None
    assert [DEFINITION in c.quote for c in answer.citations] == [True]
