"""assistant/examples.py: a few of what the plan has."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.examples import as_list


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("说三条安全方面的措施", "列出安全方面的措施"),
        ("给我列两条健康领域的目标", "列出健康领域的目标"),
        ("麻烦举5个教育方面的定量指标", "列出教育方面的定量指标"),
        ("give me three concrete safety measures", "list safety measures"),
        ("please name two goals on education", "list goals on education"),
        ("说出最高的三个指标", "说出最高的三个指标"),
        ("列三个最低的指标", "列三个最低的指标"),
        ("举两个超过95%的指标", "举两个超过95%的指标"),
        ("give me the three highest targets", "give me the three highest targets"),
        ("讲三个儿童故事", "讲三个儿童故事"),
        ("举两个例子说明目标", "举两个例子说明目标"),
    ],
)
def test_a_number_of_examples_is_no_condition(question: str, listed: str) -> None:
    assert as_list(question) == listed


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("说三条安全方面的措施", "12"),
        ("举三条健康措施", "16"),
        ("随便说两条教育方面的目标", "8"),
        ("Give me three concrete safety measures", "12"),
        ("name two goals on education", "8"),
    ],
)
def test_all_are_told_with_their_number(question: str, total: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert total in answer.sentences[0].text
