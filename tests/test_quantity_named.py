"""A quantity that is named and nothing else: its figure is told, or that the plan has none; no neighbour's figure is."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "每千名儿童护士数",
        "早产儿发生率",
        "校园欺凌发生率目标",
        "青少年自杀率目标",
        "留守儿童数量",
        "儿童医院数量",
    ],
)
def test_a_quantity_that_the_plan_does_not_have_gets_no_figure(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert not any(char.isdigit() for sentence in answer.sentences for char in sentence.text)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("每千名儿童床位数", "2.5张以上"),
        ("婴儿死亡率", "5.5‰以下"),
        ("低体重儿发生率", "3.5%以下"),
        ("农村自来水普及率目标", "96%以上"),
        ("婚检率", "提高"),
    ],
)
def test_a_quantity_of_the_plan_gets_its_own(question: str, figure: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert figure in answer.sentences[0].text
