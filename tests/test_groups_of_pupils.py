"""Words for pupils of several schools at once (青少年, teenagers): the figures of each school that the plan has, and no others."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("青少年近视率要控制到多少", ("38%", "68%", "78%")),
        ("青少年睡眠时间", ("10小时", "9小时", "8小时")),
        ("myopia rate of teenagers", ("68%", "78%")),
    ],
)
def test_the_figures_of_each_school_are_told(
    question: str, figures: tuple[str, ...], plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    text = "\n".join(sentence.text for sentence in answer.sentences)
    assert all(figure in text for figure in figures)
    assert len([s for s in answer.sentences if s.citations]) == len(figures)


@pytest.mark.parametrize(
    "question", ["青少年贫血率目标", "青少年龋齿率", "anaemia rate target for teenagers"]
)
def test_figures_of_younger_children_are_not_theirs(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


def test_a_row_on_all_of_them_is_told_alone(plan: Assistant) -> None:
    answer = plan.ask("中小学生体质健康优良率")
    assert [s.text for s in answer.sentences] == [
        "到2025年，中小学生国家学生体质健康标准达标优良率达到40%以上。"
    ]


@pytest.mark.parametrize("question", ["儿童活动中心建几个", "每个县建几个活动中心", "一个儿童主任管几个孩子"])
def test_how_many_there_are_to_be_of_something_is_no_number_of_indicators(
    question: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    "question",
    ["大庆有几个区", "大庆几个县", "有几个村", "有多少小学生", "大庆一共多少个社区", "要求零增长的有哪些"],
)
def test_how_many_places_or_people_there_are_is_no_number_of_indicators(
    question: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert answer.status == "abstained"
    assert answer.completed_question == question  # and nothing in it is read as mistyped
