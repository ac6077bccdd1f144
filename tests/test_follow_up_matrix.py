"""Composed follow-ups: a follow-up tells the rows of the completed question asked alone."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.records import Answer, Turn

HIGH = "高中生近视率目标是多少"
JUNIOR = "初中生近视率目标是多少"
FIRST_ZH = ("小学生近视率目标是多少？", "规划要求小学生近视率达到多少")
FIRST_EN = ("What is the target for primary school myopia?", "target primary school myopia")
TO_HIGH = ("高中生近视率呢", "换成高中生近视率", "再说说高中生近视率", "I meant senior high myopia")
TO_JUNIOR = ("how about junior high myopia", "No, I meant junior high myopia", "初中生近视率呢")
LISTED = ("健康领域有哪些指标", "教育领域有哪些指标")
TO_SAFETY = ("what about safety?", "No, I meant safety", "And the safety ones?", "那安全领域呢")
MOST = ("哪个最高", "which one is highest", "which is the highest?")

CELLS = [
    *((first, then, HIGH) for first in FIRST_ZH for then in TO_HIGH),
    *((first, then, JUNIOR) for first in (FIRST_ZH[0], *FIRST_EN) for then in TO_JUNIOR),
    *((first, then, "安全领域有哪些指标") for first in LISTED for then in TO_SAFETY),
    ("Which indicators are in the health domain?", "And the safety ones?", "安全领域有哪些指标"),
    *((LISTED[0], then, "健康领域有哪些指标，哪个最高") for then in MOST),
]


def _rows(answer: Answer) -> list[str]:
    return sorted(str(row) for row in answer.sql.rows) if answer.sql else []


@pytest.mark.parametrize(("first", "then", "alone"), CELLS)
def test_a_follow_up_tells_the_rows_of_the_question_it_stands_for(
    plan: Assistant, first: str, then: str, alone: str
) -> None:
    told = plan.ask(then, (Turn(question=first, answer=plan.ask(first)),))
    assert told.status == "answered"
    assert _rows(told) == _rows(plan.ask(alone)) != []
