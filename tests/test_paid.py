"""assistant/searching/paid.py: whether something costs or brings money, and who pays."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.searching.funding import asks_funding
from assistant.searching.paid import states_sum


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    "question",
    [
        "校车收费吗",
        "留守儿童有补助吗",
        "Is there a subsidy for child-friendly cities?",
        "儿童之家收不收钱",
        "牙齿能免费看么",
        "家里娃先天心脏病能不能免费治",
        "托育能不能免费",
        "is dental care free",
    ],
)
def test_what_the_plan_says_nothing_of_money_on_is_refused(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("婚检要花钱吗", "实施免费婚前医学检查"),
        ("残疾孩子康复免费吗", "免费享有基本康复医疗"),
        ("免费律师能不能给孩子请", "法律援助"),
        ("体育馆娃进去收钱吗", "免费或优惠"),
        ("家庭困难的学生有补助吗", "精准资助"),
        ("娃娃大病能报销不", "大病"),
    ],
)
def test_sentences_that_speak_of_money_answer(question: str, told: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(told in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    ["规划说孤儿每月补助1000元，是吗", "听老李说，规划定了留守儿童一个月给五百块钱，上哪领去"],
)
def test_a_sum_that_the_plan_does_not_have_is_not_passed_over(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert "金额" in answer.sentences[0].text


def test_who_pays_is_told_by_the_sentence_that_names_it(plan: Assistant) -> None:
    told = plan.ask("监测评估的钱从哪来").sentences
    assert any("监测评估工作所需经费纳入财政预算" in sentence.text for sentence in told[:2])


@pytest.mark.parametrize(
    "question",
    [
        "规划实施的经费从哪来", "落实规划的钱从哪儿出", "规划的经费怎么保障？", "搞这个规划谁掏钱", "实施规划的经费由谁承担",
        "儿童工作经费从哪出", "这份规划的资金来源是什么", "Where does the money for the plan come from?", "who funds the plan",
    ],
)  # fmt: skip
def test_where_the_money_of_the_plan_is_from_is_told_by_its_clause_on_funding(
    question: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped) == ("answered", ())
    assert {citation.clause_id for citation in answer.citations} == {"3.6"}
    assert any("多渠道筹集资源" in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("残疾孩子康复谁出钱", "按规定免费享有"),
        ("who pays for the rehabilitation of disabled children", "按规定免费享有"),
        ("孩子打疫苗出问题谁赔钱", "异常反应补偿"),
        ("监测评估的经费哪来", "纳入财政预算"),
    ],
)
def test_who_pays_is_told_in_one_sentence(question: str, has: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert has in answer.sentences[1 if len(answer.sentences) > 1 else 0].text
    assert len(answer.citations) == 1


@pytest.mark.parametrize("question", ["who pays for school meals", "学校心理老师的工资谁出"])
def test_money_that_the_plan_does_not_speak_of_is_not_told(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert not any("经费" in c.quote or "免费" in c.quote for c in answer.citations)


@pytest.mark.parametrize("text", ["高龄津贴一个月能领几个钱", "补多少钱", "一张床要几个子儿"])
def test_how_much_is_not_who_pays(text: str) -> None:
    assert not asks_funding(text)


@pytest.mark.parametrize("text", ["这一块", "公办民办一块招不", "向哪一块倾斜"])
def test_a_piece_is_no_sum(text: str) -> None:
    assert not states_sum(text)


@pytest.mark.parametrize("text", ["钱谁出", "经费打哪来", "who pays for it", "经费呢"])
def test_who_pays_is_heard(text: str) -> None:
    assert asks_funding(text)


@pytest.mark.parametrize(
    "question",
    [
        "这规划一共花多少钱",
        "规划给孩子的事儿拨了多少钱",
        "How much money does the plan set aside for children?",
        "What's the budget of the plan?",
    ],
)
def test_how_much_the_plan_costs_is_refused_with_what_it_says_of_its_money(
    question: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert answer.citations[0].clause_id == "3.6"
