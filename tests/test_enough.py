"""Whether a figure is enough for the plan's target: it is held against the bound, not against the figure."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant

MET = [
    ("幼儿园覆盖率95%超没超目标", "「95%」达到规划的目标"),
    ("幼儿园覆盖率95%达标吗", "「95%」达到规划的目标"),
    ("自来水普及率到97%达标没", "「97%」达到规划的目标"),
    ("小学生近视率30%合格吗", "「30%」达到规划的目标"),
    ("婴儿死亡率4‰算达到要求吗", "「4‰」达到规划的目标"),
    ("儿童伤害死亡率下降20%算达标吗", "「下降20%」达到规划的目标"),
    ("残疾儿童义务教育入学率98%达标吗", "「98%」达到规划的目标"),
    ("婴儿死亡率降到5.5‰整，达没达到要求", "「5.5‰」达到规划的目标"),
    ("is a 97% vaccination rate enough under the plan?", "「97%」 you wrote meets the plan's target"),
    (
        "Would 1.2 paediatricians per 1000 children meet the target?",
        "「1.2」 you wrote meets the plan's target",
    ),
]
MISSED = [
    ("疫苗接种率94%行不行", "不是，您问的「94%」没有达到规划的目标"),
    ("小学生近视率40%合格吗", "不是，您问的「40%」没有达到规划的目标"),
    ("儿童伤害死亡率下降10%算达标吗", "不是，您问的「下降10%」没有达到规划的目标"),
    ("残疾儿童义务教育入学率96%达标吗", "不是，您问的「96%」没有达到规划的目标"),
    (
        "is a 94% vaccination rate enough under the plan?",
        "the 「94%」 you wrote does not meet the plan's target",
    ),
]


@pytest.mark.parametrize(("question", "told"), [*MET, *MISSED])
def test_a_figure_is_held_against_the_bound(question: str, told: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert told in "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize("question", ["普惠性幼儿园覆盖率是不是95%", "婴儿死亡率是4‰以下吧"])
def test_another_figure_is_not_the_plans_though_it_would_be_enough(question: str, plan: Assistant) -> None:
    text = "\n".join(sentence.text for sentence in plan.ask(question).sentences)
    assert "不是，" in text
    assert "达到规划的目标" not in text
