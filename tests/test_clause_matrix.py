"""Composed questions over clauses: their own titles in plain frames, and places and sizes in the tree."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Answer


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


def _cited(answer: Answer) -> set[str]:
    return {citation.clause_id for citation in answer.citations}


@pytest.mark.parametrize(
    "frame",
    [
        "{t}",
        "规划对{t}怎么说的",
        "{t}有什么要求",
        "关于{t}，规划是怎么规定的",
        "{t}方面规划要做啥",
        "{t}，这块儿咋整的",
        "请问规划中涉及{t}的内容是什么？",
    ],
)
@pytest.mark.parametrize(
    ("clause", "title"),
    [
        ("2.5.m5", "构建覆盖城乡的家庭教育指导服务体系"),  # a row is named by a piece of it
        ("2.5.m6", "强化对家庭教育指导服务的支持保障"),
        ("1.2.5", "坚持鼓励儿童参与"),
    ],
)
def test_a_whole_title_leads_to_its_clause(plan: Assistant, clause: str, title: str, frame: str) -> None:
    answer = plan.ask(frame.format(t=title))
    assert answer.status == "answered"
    assert clause in _cited(answer)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("预防和控制儿童近视", "2.1.g8.3"),  # the rows stand below the goal that is named
        ("儿童家长家庭教育指导服务", "2.5.g2.3"),
        ("家庭教育指导服务每年几次", "2.5.g2.3"),
    ],
)
def test_a_row_that_is_meant_is_still_told(plan: Assistant, question: str, row: str) -> None:
    assert row in _cited(plan.ask(question))


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("健康领域第8条主要目标是什么", "2.1.g8"),
        ("教育领域最后一条主要目标是啥", "2.3.g8"),
        ("安全领域倒数第一条主要目标", "2.2.g5"),
        ("家庭领域的主要目标里第三条讲的啥", "2.5.g3"),
    ],
)
def test_a_place_in_a_part(plan: Assistant, question: str, clause: str) -> None:
    assert clause in _cited(plan.ask(question))
