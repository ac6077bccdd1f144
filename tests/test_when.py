"""assistant/clause_sufficiency.py: when something is done is told by a time, and not by what it is called."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    "question",
    [
        "中期评估啥时候做", "终期评估哪年搞", "中期评估在哪一年", "什么时候交中期评估报告", "年度监测几月份",
        "when is the mid-term evaluation",
    ],
)  # fmt: skip
def test_what_it_is_called_does_not_tell_when_it_is_done(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("监测什么时候做", "年度监测"),
        ("多久监测一次", "年度监测"),
        ("责任单位啥时候向妇儿工委报告", "责任单位每年向同级妇儿工委报告"),
        ("妇儿工委什么时候开会", "定期召开"),
        ("when is monitoring done", "年度监测"),
    ],
)
def test_a_time_that_the_plan_states_is_told(question: str, told: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(told in sentence.text for sentence in answer.sentences)
