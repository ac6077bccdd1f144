"""Whatever there is on a matter, and who sees to it, is told in whatever words it is asked for.

What each matter has to be told by was read in the plan. Matters that the plan does not have stay refused.
"""

from __future__ import annotations

import re

import pytest

from assistant import Assistant

# A matter: what a clause that is told has to hold.
MATTERS = {
    "近视": "近视|视力", "沉迷网络": "沉迷", "托育": "托育", "心理健康": "心理", "防溺水": "溺水", "体育锻炼": "体育|运动", "性教育": "性教育",
    "儿童友好社区": "儿童友好", "童工": "童工", "亲子阅读": "阅读", "性侵害": "性侵", "作业负担": "负担", "儿童社会工作": "社会工作", "育儿假": "育儿",
}  # fmt: skip
FRAMES = (
    "给我念念{m}那段", "帮我找找{m}的条款", "大庆在{m}上要干啥", "针对{m}，规划提出了哪些举措", "{m}的工作重点是什么", "{m}方面政府打算怎么做",
    "{m}有啥说法没", "{m}具体抓什么", "2025年之前{m}要达到什么效果", "规划怎么看待{m}", "{m}能给我总结一下吗", "规划对{m}有什么要求", "俺就想知道{m}能不能管管",
    "作为家长，我关心{m}，规划有什么内容", "请介绍一下规划中{m}的内容",
)  # fmt: skip
WHO = (
    "{m}归哪个部门管", "{m}归哪块管", "{m}由谁来抓", "{m}的主管部门是谁", "{m}职责分工", "{m}没人管吗，谁负责", "{m}归教育局管还是卫健委管",
    "{m}责任单位是谁", "{m}有哪些部门参与",
)  # fmt: skip
BASES = "原文明示|规划未说明|推算|规划外依据"


@pytest.fixture(scope="module")
def core() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize("frame", FRAMES)
def test_what_there_is_on_a_matter_is_told(core: Assistant, frame: str) -> None:
    wrong = []
    for matter, needed in MATTERS.items():
        answer = core.ask(frame.format(m=matter))
        if answer.status != "answered" or not any(re.search(needed, c.quote) for c in answer.citations):
            wrong.append(matter)
    assert wrong == []


@pytest.mark.parametrize("frame", WHO)
def test_who_sees_to_a_matter_is_told_or_said_not_to_be_named(core: Assistant, frame: str) -> None:
    wrong = []
    for matter in set(MATTERS) - {"作业负担"}:  # 谁负责作业 asks whom the burden is on
        answer = core.ask(frame.format(m=matter))
        if answer.status != "answered" or not any(re.search(BASES, s.text) for s in answer.sentences):
            wrong.append(matter)
    assert wrong == []


@pytest.mark.parametrize("matter", ["物业费", "油价", "彩票", "驾照", "退休金", "出租车", "湿地旅游"])
def test_what_the_plan_does_not_have_stays_refused(core: Assistant, matter: str) -> None:
    asked = [frame.format(m=matter) for frame in (*FRAMES, *WHO)]
    assert [question for question in asked if core.ask(question).status == "answered"] == []


TOLD_FIRST = (
    "As a parent I worry about {m}. What does the plan offer?", "I'm interested in {m}. What's in the plan?",
)  # fmt: skip


@pytest.mark.parametrize("frame", TOLD_FIRST)
def test_a_matter_told_before_the_question_is_what_is_asked_about(core: Assistant, frame: str) -> None:
    for matter, needed in {"drowning": "溺水", "child labour": "童工", "sleep": "睡眠"}.items():
        answer = core.ask(frame.format(m=matter))
        assert answer.status == "answered", matter
        assert re.search(needed, "".join(c.quote for c in answer.citations)), matter
    for matter in ("petrol prices", "driving licences", "taxis", "space travel"):
        assert core.ask(frame.format(m=matter)).status == "abstained", matter
