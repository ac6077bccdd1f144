"""Whose figure is asked for: a rate of pupils is none of teachers, of parents, nor of children in kindergarten."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("老师的近视率要降到多少", "老师"),
        ("医生的近视率要求是多少", "医生"),
        ("小学老师的近视率是多少", "老师"),
        ("中学老师近视率目标", "老师"),
        ("老师眼睛近视的比例多少", "老师"),
        ("家长每天睡够几小时", "家长"),
        ("爷爷奶奶的龋齿率目标", "爷爷奶奶"),
        ("幼儿园小朋友睡几小时", "幼儿园小朋友"),
        ("学前孩子近视率", "学前孩子"),
        ("myopia target for teachers", "teachers"),
        ("how many hours should teachers sleep", "teachers"),
    ],
)
def test_a_figure_of_others_is_not_told(plan: Assistant, question: str, told: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert told in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "what is the management rate for children older than three years",
        "management rate for children over 3 years old",
        "孩子三岁往上了还有系统管理吗",
    ],
)
def test_a_rate_of_younger_children_is_not_told_of_older_ones(plan: Assistant, question: str) -> None:
    assert plan.ask(question).reason == "not_in_plan"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("老师，近视率要降到多少", "38%"),
        ("请问老师高中近视率是多少", "78%"),
        ("班主任问小学生近视率目标", "38%"),
        ("家长要让孩子每天睡几小时", "10小时"),
        ("家长每年参加几次家庭教育指导服务", "2次"),
        ("心理老师配备率多少", "90%"),
        ("小学生的近视率老师说要降到多少", "38%"),
        ("大夫上门看新生儿的比例是多少", "90%"),
        ("家长的孩子近视率", "38%"),
        ("医生的床位要多少", "2.5张"),
        ("幼儿园的孩子视力检查覆盖率多少", "90%"),
        ("幼儿园孩子每天接触自然光多久", "1小时"),
    ],
)
def test_whoever_owns_no_name_changes_nothing(plan: Assistant, question: str, figure: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(figure in sentence.text.replace(" ", "") for sentence in answer.sentences)


def test_a_figure_stated_of_others_is_denied(plan: Assistant) -> None:
    answer = plan.ask("教师的近视率降到38%以下对吗")
    assert "没有「教师」的这项目标" in answer.sentences[0].text
