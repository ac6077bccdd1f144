"""The plan's own words and nothing beside them: no neighbour's clause, no wrong yes or no."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Answer


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def said(answer: Answer) -> str:
    return "".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "毒品这个事规划只字未提，对不对",
        "规划完全没涉及家暴吧",
        "规划里找不着宠物的内容吧",
        "规划一个字都没提溺水吧",
        "规划没提校园欺凌吧",
        "规划没写留守儿童的事吧",
    ],
)
def test_what_is_said_to_be_absent_and_stands_there_is_put_right(plan: Assistant, question: str) -> None:
    assert said(plan.ask(question)).startswith("不是，规划里有这项内容")


@pytest.mark.parametrize(
    "question",
    ["规划没提HPV疫苗吧", "规划没提校园贷吧", "规划没提狂犬疫苗吧", "规划没提校园网吧", "规划没提儿童医院吧"],
)
def test_what_is_truly_absent_is_not_said_to_stand_there(plan: Assistant, question: str) -> None:
    assert "规划里有这项内容" not in said(plan.ask(question))


def test_its_kind_alone_is_no_answer_to_whether_a_thing_is_spoken_of(plan: Assistant) -> None:
    assert plan.ask("规划提没提HPV疫苗").reason == "not_in_plan"
    assert plan.ask("规划提没提电子烟").status == "answered"


def test_a_word_that_another_sentence_on_the_matter_has_is_not_denied(plan: Assistant) -> None:
    assert "不是「小学生」" not in said(plan.ask("规划没提小学生近视率吧"))


@pytest.mark.parametrize(
    "question",
    [
        "儿童性健康保护热线的电话是几号",
        "家庭教育指导服务中心礼拜天上班不，几点下班",
        "妇幼保健院晚上几点下班",
        "心理健康教育教师跟学生按一比多少来配",
        "幼儿园老师跟孩子是1比几",
        "虐待孩子判几年啊",
        "网吧放未成年人进去要罚老板多少",
        "学校能不能强制剪短头发",
        "学生能不能染发",
        "孩子几岁能单独在家",
    ],
)
def test_what_it_does_not_give_is_not_in_the_plan(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    "question",
    [
        "儿童保护热线打哪个号",
        "课后服务几点结束",
        "我几点下班都接不了孩子，课后服务最早啥时候结束",
        "每千名儿童几个儿科医生",
        "虐待孩子怎么处罚",
        "爷爷奶奶没了，留守孩子谁管",
        "地震啦，老人带娃的咋学会往外跑，规划安排啥了",
        "肚子里的孩子，老人走了能分着家产不",
    ],
)
def test_what_it_gives_beside_these_is_told(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "answered"


@pytest.mark.parametrize("question", ["今天能不能下雨", "孩子今天要不要带伞", "老人有免费体检吗"])
def test_what_has_nothing_to_do_with_it_stays_refused(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"
