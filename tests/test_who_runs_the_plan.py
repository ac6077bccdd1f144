"""Who carries out, oversees or coordinates the plan itself: the plan's own rule on that, not one of its matters.

Gold: clause 三、（二）落实规划实施责任, read in the plan.
"""

from __future__ import annotations

import pytest

from assistant import Assistant

RULE = "县（区）级以上政府负责规划实施工作，各级妇儿工委负责组织、协调、指导、督促工作，各级妇儿工委办公室负责具体工作"


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    "question",
    [
        "谁来监督规划",
        "规划由谁组织实施？",
        "规划归谁管",
        "谁督导规划实施",
        "这个规划到底谁盯着落实呢",
        "规划由哪个部门牵头实施",
        "规划落实谁来督促检查",
        "咱市儿童规划哪个单位负责推进啊",
        "规划的执行由谁统筹协调",
        "谁负责实施这个规划",
        "Who oversees the plan?",
        "who is responsible for implementing this plan",
        "Which department supervises the implementation of the plan?",
    ],
)
def test_who_runs_the_plan_itself_is_told_from_its_own_rule(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped) == ("answered", ())
    assert any(RULE in citation.quote for citation in answer.citations)
    stated = {duty.actor for duty in answer.duties if duty.basis == "stated"}
    assert {"县（区）级以上政府", "妇儿工委", "妇儿工委办公室"} <= stated
    assert not any(duty.basis == "unstated" for duty in answer.duties)
    assert "统计部门" not in stated  # leads the monitoring of the plan, and not the plan


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("规划的年度监测由谁牵头", "统计部门"),
        ("规划评估由谁组织", "妇儿工委"),
        ("谁负责规划的监测评估工作", "妇儿工委"),
    ],
)
def test_a_matter_of_the_plan_keeps_its_own_bodies(question: str, named: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert named in {duty.actor for duty in answer.duties if duty.basis == "stated"}


@pytest.mark.parametrize("question", ["谁负责监督食品安全", "学校周边由谁来检查", "规划里近视谁管"])
def test_what_is_overseen_beside_the_plan_is_no_question_for_its_rule(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    first = answer.sentences[0].text if answer.sentences else ""
    assert "县（区）级以上政府" not in first


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("规划由市政府负责实施是吧", "是的，规划写明：县（区）级以上政府（负责）。"),
        ("县政府负责规划实施吗", "是的，规划写明：县（区）级以上政府（负责）。"),
        ("规划是妇儿工委在督促落实，没错吧", "是的，规划写明：妇儿工委（负责）。"),
        ("规划是妇联牵头落实的吗", "规划写的不是由「妇联」牵头，而是："),
        # 人民团体 and 有关部门 carry out what is theirs, so that nobody of them is said to have no part.
        ("规划由妇联组织实施对吗", "规划没有写明由「妇联」负责，与此有关的写的是："),
        ("规划实施归教育局管，对吧", "规划没有写明由「教育局」负责，与此有关的写的是："),
        (
            "Is the women's federation responsible for implementing the plan?",
            "The plan does not say that 「women's federation」 is responsible; near to it, it says:",
        ),
        (
            "Are hospitals responsible for reporting abuse?",
            "The plan does not say that 「hospitals」 is responsible; near to it, it says:",
        ),
        ("Is the civil affairs department responsible for state guardianship?", "Yes, the plan states: "),
        (
            "Is the education bureau in charge of school bullying?",
            "The plan does not make 「education bureau」 responsible for this.",
        ),
    ],
)
def test_a_body_that_a_question_takes_to_be_responsible_is_held_against_the_plan(
    question: str, first: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.sentences[0].text.startswith(first)
