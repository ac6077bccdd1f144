"""A figure that the asker has, held against a row's target."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.agent import Assistant
from assistant.supposed import asks_gap, asks_whether_met


@pytest.fixture(scope="module")
def plan() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "要是我们县产前筛查率做到74.6%，算不算达标？",
            "没有达到规划的目标：产前筛查率，75%以上，与目标相差 0.4 个百分点",
        ),
        (
            "我们乡自来水普及率才94.5%，离目标还差几个点？",
            "农村自来水普及率，96%以上，与目标相差 1.5 个百分点",
        ),
        (
            "假设高中毛入学率做到98%，超过目标几个百分点？",
            "达到规划的目标：高中阶段教育毛入学率，96%以上，与目标相差 2 个百分点",
        ),
        ("5岁以下儿童死亡率刚好是6.5‰，算超标吗", "「6.5‰」达到规划的目标"),
        (
            "孩子每天睡9个半小时，小学生，达标不",
            "没有达到规划的目标：小学生睡眠时间，10小时，与目标相差 0.5 小时",
        ),
        ("伤害死亡率降了12%，完成任务没有", "下降15%，与目标相差 3 个百分点"),
        (
            "If caries is at 27% in our district, how far off the target are we?",
            "does not meet the plan's target",
        ),
        (
            "Our county reached 97% rural tap water coverage — have we met the goal, and by what margin?",
            "meets the plan's target: rural tap water coverage, at least 96%, 1 percentage point",
        ),
    ],
)
def test_a_figure_is_held_against_the_target(question: str, told: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(told in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("现在大庆婴儿死亡率离目标还差多少", "wrong_scope"),  # it says not where it stands
        ("大庆婴儿死亡率距离5.5‰还差多少？", "wrong_scope"),
        ("2030年贫血率降到5%算达标吗", "wrong_scope"),
        ("哈尔滨自来水普及率94.5%达标吗", "wrong_scope"),
        ("成人贫血率7%达标吗", "not_in_plan"),
    ],
)
def test_what_the_plan_has_no_target_for_is_refused(question: str, reason: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", reason)


@pytest.mark.parametrize(
    "question", ["婴儿死亡率0.52%达标吗", "贫血率降了2%，达标吗", "小学生近视率是35%，对吗"]
)
def test_what_measures_something_else_is_not_said_to_meet_it(question: str, plan: Assistant) -> None:
    assert not any("达到规划的目标" in sentence.text for sentence in plan.ask(question).sentences)


def test_a_difference_of_two_rows_is_no_gap() -> None:
    assert not asks_gap("小学生近视率比初中生低几个点")
    assert asks_gap("离目标还差几个点")
    assert asks_whether_met("93%够不够")
    assert not asks_whether_met("小学生近视率是35%,对吗")
