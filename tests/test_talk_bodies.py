"""Follow-ups that bring another body or another matter: nothing of the earlier question is dragged into the answer."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Answer, Turn


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def _text(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


def _after(plan: Assistant, *turns: str) -> Answer:
    history: tuple[Turn, ...] = ()
    for question in turns:
        answer = plan.ask(question, history)
        history = (*history, Turn(question, answer))
    return answer


@pytest.mark.parametrize(
    ("turns", "completed"),
    [
        (("妇儿工委在规划里承担什么工作", "财政局呢"), "财政局在规划里承担什么工作"),
        (("妇联要做哪些事", "红十字会呢"), "红十字会要做哪些事"),
        (("评估组谁牵头", "财政局呢"), "评估组由财政局牵头吗？"),
        (("规划实施由哪个部门负责", "那妇联呢"), "规划实施由妇联负责吗？"),
        (("评估组谁牵头", "监测组呢"), "监测组谁牵头"),
        (
            ("Which tasks does the Women's Federation have?", "And the health commission?"),
            "Which tasks does the health commission have?",
        ),
        (("大庆现在小学生实际近视率是多少", "那规划的目标呢"), "小学生近视率的目标是多少？"),
        (("年度监测由谁牵头", "哪一条写的 我要引用"), "第4.1条是哪一条？"),
        (("基本原则有哪几条", "最后那条原文怎么写"), "1.2.5写了什么？"),
        (("目前大庆婴儿死亡率实际降到几了", "规划定的目标呢"), "婴儿死亡率的目标是多少？"),
        (("组织实施这一章讲了几件事？", "第七条原文贴给我"), "组织实施的第七条是什么？"),
    ],
)
def test_follow_up_is_completed(plan: Assistant, turns: tuple[str, ...], completed: str) -> None:
    assert _after(plan, *turns).completed_question == completed


def test_body_that_the_plan_does_not_name_has_no_tasks(plan: Assistant) -> None:
    answer = _after(plan, "妇儿工委在规划里承担什么工作", "财政局呢")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert not answer.duties


@pytest.mark.parametrize("body", ["财政局", "教育局"])
def test_body_after_who_leads_is_denied(plan: Assistant, body: str) -> None:
    answer = _after(plan, "评估组谁牵头", f"{body}呢")
    assert f"不是由「{body}」牵头" in _text(answer)
    assert "妇儿工委办公室" in _text(answer)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("婴儿死亡率要降到多少", "那学校食堂呢"), "集体用餐"),
        (("婴儿死亡率要降到多少", "那广告的限制呢"), "广告"),
        (("母乳喂养率要到多少", "奶粉呢"), "配方乳粉"),
    ],
)
def test_matter_without_a_figure_is_told_after_a_figure(
    plan: Assistant, turns: tuple[str, ...], told: str
) -> None:
    answer = _after(plan, *turns)
    assert answer.status == "answered"
    assert told in _text(answer)


@pytest.mark.parametrize(
    ("turns", "not_told"),
    [
        (("普惠性幼儿园覆盖率", "那幼儿园收费有规定没"), "90%"),
        (("小学生睡几个小时", "大课间呢"), "10小时"),
        (("学前教育毛入园率目标多少", "大学的毛入学率呢"), "96%"),
        (("多大才能开直播账号", "玩网游呢，几岁往上才行"), "十六周岁"),
        (("孤儿有哪几种安置渠道？", "那养宠物狗的规定有没有啊"), "家庭寄养"),
    ],
)
def test_earlier_matter_is_not_told_for_another(
    plan: Assistant, turns: tuple[str, ...], not_told: str
) -> None:
    assert not_told not in _text(_after(plan, *turns))


@pytest.mark.parametrize(
    "question", ["几岁可以上网吧", "玩网游的年龄限制是几岁", "大专的毛入学率目标是多少", "奶粉要到多少"]
)
def test_row_is_not_that_of_something_else(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize("question", ["当主播得满多大岁数", "喂奶的比例", "孩子长不高的比例要压到几"])
def test_row_is_found_by_other_words(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.sql is not None


def test_more_of_a_list_is_told_again(plan: Assistant) -> None:
    answer = _after(plan, "规划里对留守儿童的关爱保护怎么安排的", "还有呢")
    assert answer.status == "answered"
    assert "留守" in _text(answer)


@pytest.mark.parametrize(
    "question", ["公安机关在规划里要干嘛", "What does the plan require of the procuratorate?"]
)
def test_tasks_of_a_body_in_everyday_words(plan: Assistant, question: str) -> None:
    assert "司法行政部门应当确定专门机构" in _text(plan.ask(question))


def test_which_bureau_is_asked_before_a_tag(plan: Assistant) -> None:
    assert "没有写明" in plan.ask("学校食堂食品安全哪个局管啊，规划上写明了吗").sentences[0].text


@pytest.mark.parametrize(
    ("turns", "completed"),
    [
        (("欺凌怎么处置", "是公安局负责吗"), "欺凌由公安局负责，对吗？"),
        (("托育谁管", "卫健委管吧"), "托育由卫健委管吗？"),
        (("近视怎么防", "卫健委负责是吧"), "近视由卫健委负责，对吗？"),
    ],
)
def test_a_supposed_body_is_held_against_the_plan(
    plan: Assistant, turns: tuple[str, ...], completed: str
) -> None:
    answer = _after(plan, *turns)
    assert answer.completed_question == completed
    assert "没有写明" in answer.sentences[0].text


def test_tasks_of_a_body_are_asked_whatever_was_asked_before(plan: Assistant) -> None:
    assert _after(plan, "近视怎么防", "卫健委做什么").completed_question == "卫健委做什么"
