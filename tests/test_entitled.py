"""assistant/entitled.py: what a question says of a child, and what the chat tells of it."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.entitled import asks_of_child, merged, read_child
from assistant.records import Turn


@pytest.mark.parametrize(
    ("text", "ages", "names"),
    [
        ("宝宝两岁半，有什么能享受的？", ("2岁半",), ()),
        ("俺家孙女是自闭症，能得着啥照顾", (), ("孤独症",)),
        ("寶寶六個月大，可以享受什麼福利？", ("6个月大",), ()),
        ("My child is two and a half. What is she entitled to?", ("2 and a half",), ()),
        ("低保户，孩子上初中，能享受什么政策", (), ("低收入", "初中")),
    ],
)
def test_a_child_is_read_from_a_question(
    plan: Assistant, text: str, ages: tuple[str, ...], names: tuple[str, ...]
) -> None:
    child = read_child(text, plan)
    assert asks_of_child(text, plan)
    assert (child.ages, {c.name for c in child.circumstances}) == (ages, set(names))


@pytest.mark.parametrize(
    "text",
    [
        "3周岁以下婴幼儿父母有没有育儿假？",
        "流动儿童能享受哪些基本公共服务？",
        "教育领域有哪些量化指标？",
        "孩子2岁，学区房有什么优惠政策？",
        "残疾儿童康复服务覆盖率是多少？",
        "留守儿童由哪个部门负责？",
    ],
)
def test_a_question_for_one_thing_is_left_to_the_clauses(plan: Assistant, text: str) -> None:
    assert not asks_of_child(text, plan)


def test_the_answer_is_quotes_by_strength_with_what_is_open_and_whom_to_ask(plan: Assistant) -> None:
    answer = plan.ask("宝宝3岁，残疾，有什么能享受的？")
    texts = [sentence.text for sentence in answer.sentences]
    assert answer.dropped == ()
    assert {"规划明确的：", "规划推动、以当地细则为准的：", "规划定为目标的："} <= set(texts)
    assert any("免费享有基本康复医疗" in text for text in texts)
    assert any("分界" in text for text in texts)
    assert any("天数" in text for text in texts)
    assert "怎么办理，可以打市长热线「12345」问。" in texts
    quotes = {citation.quote for citation in answer.citations}
    told = [s for s in answer.sentences if s.citations and "分界" not in s.text and "12345" not in s.text]
    assert all(sentence.text in quotes for sentence in told)


def test_of_several_children_one_is_to_be_chosen(plan: Assistant) -> None:
    answer = plan.ask("我家老大5岁，老二2岁，都能享受啥？")
    assert answer.status == "clarify"
    assert answer.suggestions == ("5岁的孩子，有什么能享受的？", "2岁的孩子，有什么能享受的？")
    assert all(plan.ask(question).status == "answered" for question in answer.suggestions)
    english = plan.ask("My children are 2 and 6 years old. What are they entitled to?")
    assert english.suggestions == (
        "What is a child entitled to that is: 2 years old?", "What is a child entitled to that is: 6 years old?",
    )  # fmt: skip
    same = plan.ask("双胞胎都是2岁，一个2岁一个也是2岁，能享受啥？")
    assert same.status != "clarify"


def test_a_follow_up_adds_to_the_child(plan: Assistant) -> None:
    first = "宝宝两岁半，有什么能享受的？"
    history = (Turn(first, plan.ask(first)),)
    then = plan.ask("那要是残疾呢？", history)
    assert then.completed_question == "2岁半、残疾的孩子，有什么能享受的？"
    assert any("免费享有" in sentence.text for sentence in then.sentences)
    later = plan.ask("4岁了", (*history, Turn("那要是残疾呢？", then)))
    assert later.completed_question == "4岁、残疾的孩子，有什么能享受的？"
    assert not any("3周岁以下" in sentence.text for sentence in later.sentences)
    assert merged(first, "康复怎么申请？", plan) is None
    assert merged("小学生近视率是多少？", "那残疾呢", plan) is None


def test_without_a_child_or_with_an_impossible_one_it_asks_back(plan: Assistant) -> None:
    for text in (
        "我家孩子能享受什么？",
        "我儿子35岁了，能享受什么待遇？",
        "孩子3岁，上高中，能享受什么？",
        "孩子-5岁能享受什么",
        "孤儿，留守，能享受什么？",
    ):
        answer = plan.ask(text)
        assert answer.status == "clarify", text
        assert answer.suggestions
        assert not answer.dropped
