"""assistant/unsaid.py: what the plan says nothing like is not left standing beside neighbouring clauses."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("规划要求每个社区配一名专职心理医生，对吧", "每个社区配一名专职心理医生"),
        ("规划让企业给爸爸放半年陪产假，对吧", "让企业给爸爸放半年陪产假"),
        ("监测评估的钱靠社会捐款，是这样吗", "监测评估的钱靠社会捐款"),
        ("听说规划要求老师一律住校，真的假的", "老师一律住校"),
        ("规划规定课后服务全部免费，是吧", "课后服务全部免费"),
        ("The plan requires every school to hire a nurse, right?", "every school to hire a nurse"),
    ],
)
def test_a_statement_that_the_plan_says_nothing_like_is_denied_first(
    plan: Assistant, question: str, said: str
) -> None:
    answer = plan.ask(question)
    first = answer.sentences[0]
    assert first.text.startswith(("规划没有写「", "The plan does not say", "不是，规划对此没有写"))
    assert all(first.text[start:end] in said for start, end in first.echo)
    assert answer.premise is None or not answer.premise.agrees
    assert len(answer.sentences) > 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("医疗救助只给孤儿，是这样吧", "只给孤儿"),
        ("法治副校长只要求高中配，是吗", "只要求高中配"),
        ("高中录取是不是光看中考分数啊", "光看中考分数"),
        ("规划里孤儿只能进福利院，是这样吗", "只能进福利院"),
        ("The plan says only public kindergartens get support, doesn't it?", "only public kindergartens get support"),
    ],
)  # fmt: skip
def test_that_only_some_are_meant_is_denied_where_no_clause_says_only(
    plan: Assistant, question: str, said: str
) -> None:
    answer = plan.ask(question)
    first = answer.sentences[0]
    assert first.text.startswith(("不是，规划对此没有写", "No, the plan does not say"))
    assert [first.text[start:end] for start, end in first.echo] == [said]


@pytest.mark.parametrize(
    "question",
    [
        "规划要推广中医儿科适宜技术，没错吧",
        "规划要求培养儿童劳动习惯，是吧",
        "规划要求学校给学生用合身高的桌椅，对吧",
        "规划说留守娃寒暑假有专门关爱行动，是吧",
        "规划寫了托育從業人員要有職業資格，我沒看錯吧",
        "老板能不能让当妈的在家上班、晚来早走，规划有这说法没",
        "The plan wants playgrounds to be barrier-free, right?",
    ],
)
def test_what_the_plan_says_in_other_words_is_not_denied(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.premise is None or answer.premise.agrees
    assert not any("没有写" in s.text or "does not" in s.text for s in answer.sentences)


def test_an_age_that_a_clause_has_otherwise_is_put_right(plan: Assistant) -> None:
    first = plan.ask("规划说没满十八周岁就不给注册主播号，对吧？").sentences[0]
    assert first.text == "不是，规划原文是未满十六周岁，不是「没满18岁」。"


@pytest.mark.parametrize(
    ("question", "plan_has", "asked"),
    [
        ("未成年人案件规划要求全部公开审理，对吗", "不公开", "公开"),
        ("体育场馆节假日不开放吧，规划定的", "开放", "不开放"),
        ("规划说托育机构数量要压缩，是吗", "增加", "压缩"),
    ],
)
def test_a_doing_that_is_turned_round_is_put_right(
    plan: Assistant, question: str, plan_has: str, asked: str
) -> None:
    first = plan.ask(question).sentences[0].text
    assert first.startswith("不是，")
    assert f"「{plan_has}」，不是「{asked}」" in first


def test_what_is_not_done_is_not_denied(plan: Assistant) -> None:
    assert plan.ask("未成年人案件不公开审理，对吧").premise is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("规划是2021年到2030年的对吧", "2030年"),
        ("这规划是2020年到2025年的吧", "2020年"),
        ("这是2021-2030年的规划吗", "2030年"),
    ],
)
def test_a_wrong_year_of_the_period_is_put_right(plan: Assistant, question: str, asked: str) -> None:
    assert plan.ask(question).sentences[0].text == f"规划期为2021—2025年，不是「{asked}」。"


@pytest.mark.parametrize(
    "question", ["规划说早产儿要救治对吧", "规划说了资金要进预算是吧", "规划要求父母双方都要管孩子对吧"]
)
def test_what_may_be_said_in_other_words_is_not_denied(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.premise is None or answer.premise.agrees
    assert not answer.sentences[0].text.startswith("不是")
