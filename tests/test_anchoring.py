"""assistant/anchoring.py: clauses that have the words of the part that asks go first."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.anchoring import anchored
from assistant.question import understand
from assistant.records import Hit


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def first(plan: Assistant, question: str, *ids: str) -> str:
    hits = tuple(Hit(plan.plan.meta.key, i, 5.0 - 0.5 * n, 0.9, 1.0, 1.0, ()) for n, i in enumerate(ids))
    found = anchored(plan, understand(question, plan.catalog), hits)
    assert [hit.score for hit in found] == [hit.score for hit in hits]
    return found[0].clause_id


def test_the_part_that_asks_decides(plan: Assistant) -> None:
    assert first(plan, "孙子上学远，家风怎么培养", "2.3.m5", "2.5.m7") == "2.5.m7"
    assert first(plan, "家风好的人家多，学校食堂安全怎么保障", "2.2.m6", "2.5.m7") == "2.2.m6"


def test_what_stands_in_quotation_marks_goes_first(plan: Assistant) -> None:
    assert first(plan, "规划如何表述“小学化”问题的治理", "2.2.m9", "2.3.m4") == "2.3.m4"


def test_a_question_that_points_back_keeps_the_order(plan: Assistant) -> None:
    asked = understand("孩子被欺负过，这样的孩子家风怎么办", plan.catalog)
    assert "家风" in asked.asking
    assert first(plan, asked.text, "2.7.m9", "2.5.m7") == "2.7.m9"
