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


@pytest.mark.parametrize("question", ["今天能不能下雨", "明天要不要带伞", "老人有免费体检吗"])
def test_what_has_nothing_to_do_with_it_stays_refused(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "no"),
    [
        ("龋患率25%以内，管的是15岁以下孩子对吧", "没有「15岁以下」的这项目标"),
        ("贫血率要降到8%以下，指的是十岁以下的孩子吧", "没有「10岁以下」的这项目标"),
        ("婚前检查要自个儿掏腰包，规划是这意思吧", "规划原文是「免费」"),
        ("残疾儿童康复训练得自己掏钱吧", "规划原文是「免费」"),
        ("规划不支持社会力量办学，对吧", "规划原文是「支持」"),
        ("体育场馆节假日不对学生开放，对吧", "规划原文是「开放」"),
        ("规划不保障胎儿继承权，对吧", "规划原文是「保障」"),
        ("外籍教师不用落实无犯罪证明备案吧", "规划原文是「落实」"),
    ],
)
def test_what_is_stated_wrongly_is_put_right(plan: Assistant, question: str, no: str) -> None:
    first = plan.ask(question).sentences[0].text
    assert first.startswith("不是，")
    assert no in first


@pytest.mark.parametrize(
    "question",
    [
        "龋患率25%以内，管的是12岁以下孩子对吧",
        "规划不允许未满16岁开直播号，对吧",
        "不公开审理未成年人案件，对吧",
        "婚前检查不要钱，对吧",
        "课后服务结束时间不早于下班时间，对吧",
        "没有条件的社区不设立儿童图书专区，对吧",
        "幼儿园毛入园率90%以上，对吧",
        "孩子不参加商业性展演，规划这么要求，对吧",
    ],
)
def test_what_is_stated_rightly_is_not_denied(plan: Assistant, question: str) -> None:
    assert "不是" not in said(plan.ask(question))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("强制报告是医院的责任吗", "是的，规划写明：医疗机构（强制报告义务）"),
        ("抚养孩子是父母的责任吗", "是的，规划写明：父母（抚养义务）"),
        ("强制报告是派出所的责任吗", "规划没有写明由「派出所」负责这件事"),
        ("监测组谁牵头？统计部门吗", "是的，规划写明：统计部门（牵头）"),
        ("规划归谁监督？妇联吗", "规划没有写明由「妇联」负责，与此有关的写的是"),
    ],
)
def test_an_obligation_and_a_guess_are_held_against_the_plan(
    plan: Assistant, question: str, first: str
) -> None:
    assert plan.ask(question).sentences[0].text.startswith(first)


@pytest.mark.parametrize("question", ["妇儿工委办公室设在妇联对吧", "妇儿工委办公室是不是设在妇联"])
def test_the_seat_of_a_body_is_not_what_it_is_charged_with(plan: Assistant, question: str) -> None:
    assert "没有写明由" not in said(plan.ask(question))


def test_the_criterion_of_a_choice_is_no_figure(plan: Assistant) -> None:
    assert "年龄标准优先" in said(plan.ask("公交免票看个头还是看岁数"))


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("How many hours of screen time are children allowed a day?", "abstained"),
        ("How many hours of tutoring can a school give?", "abstained"),
        ("How many hours of exercise are required each day?", "answered"),
        ("How much time of natural light should children get?", "answered"),
    ],
)
def test_a_length_of_time_is_of_what_is_asked(plan: Assistant, question: str, status: str) -> None:
    assert plan.ask(question).status == status


@pytest.mark.parametrize(
    "question",
    ["每个社区都得有儿童之家么", "所有学校都要有校医吗", "每家医院都要有儿科吗", "所有村都得有儿童主任吗"],
)
def test_what_is_stated_of_each_is_said_not_to_stand_there(question: str, plan: Assistant) -> None:
    first = plan.ask(question).sentences[0].text
    assert first.startswith("规划没有写「")
    assert "原话" in first


@pytest.mark.parametrize(
    "question",
    [
        "是不是每个县都得有妇幼保健院",
        "是不是所有残疾孩子都能上学",
        "学校都要开性教育课吗",
        "每个孩子每天都要运动一小时吗",
    ],
)
def test_what_the_plan_says_of_each_or_nearly_is_not_disputed(question: str, plan: Assistant) -> None:
    assert "没有写" not in plan.ask(question).sentences[0].text


@pytest.mark.parametrize("question", ["15岁的能上网直播吗", "我闺女15岁能不能开直播", "17岁可以做主播吗"])
def test_the_age_of_who_asks_is_no_statement_of_the_rule(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert not answer.sentences[0].text.startswith("不是")
    assert any("不得为未满十六周岁儿童提供网络直播发布者账号注册服务" in s.text for s in answer.sentences)


@pytest.mark.parametrize("question", ["直播账号15岁就能注册，对吧", "未满14岁不能直播对吗"])
def test_an_age_stated_as_the_rule_is_put_right(question: str, plan: Assistant) -> None:
    first = plan.ask(question).sentences[0].text
    assert first.startswith("不是")
    assert "未满十六周岁" in first


def test_a_place_that_is_to_be_built_is_not_asked_for_its_tasks(plan: Assistant) -> None:
    answer = plan.ask("有没有说要建儿童医院")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
