"""Where something stands, asked in English: the place is told, and the rest is answered by itself."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.places.position import without_place


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("which chapter deals with implementation?", "implementation?"),
        ("which section of the plan covers monitoring and evaluation", "monitoring and evaluation"),
        ("in which part of this plan do i find school bullying?", "school bullying?"),
        ("where in the plan is bullying mentioned?", "bullying?"),
        ("what chapter is drowning in", "drowning"),
    ],
)
def test_the_words_that_ask_for_a_place_are_left_out(question: str, left: str) -> None:
    assert without_place(question, named=False) == left


@pytest.mark.parametrize(
    "question",
    [
        "which domain has the most measures?",
        "which chapters mention the police?",
        "which part of the city has the fewest doctors?",
        "where in daqing can i get a vaccine?",
        "which section covers fewer than five goals?",
    ],
)
def test_other_questions_stay_whole(question: str) -> None:
    assert without_place(question, named=False) == question


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Which chapter deals with implementation?", "三、组织实施"),
        ("which section covers monitoring and evaluation?", "四、监测评估"),
        ("where in the plan is school bullying mentioned?", "儿童与安全"),
        ("In which part of the plan do I find left-behind children?", "二、发展领域"),
    ],
)
def test_the_place_is_told(question: str, place: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert place in "\n".join(s.text for s in answer.sentences)
