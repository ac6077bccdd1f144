"""Statements on what something is counted by, on ages between two, on all of them, and on who does what to something."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def _first(plan: Assistant, question: str) -> str:
    return plan.ask(question).sentences[0].text


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("疫苗接种率以市为单位保持95%以上，对吧", "乡（镇、街道）"),
        ("流动儿童公共服务以户口本为载体，没错吧", "以居住证为载体"),
        ("特殊教育以特殊教育学校为主体，对吧", "以普通学校随班就读为主体"),
        ("0至3岁儿童眼保健和视力检查覆盖率90%以上，对吧", "0至6岁"),
        ("所有中小学校都要配备心理健康教育教师，对吧", "90%以上"),
        ("每个农村社区都得建家长学校，没错吧", "80%"),
    ],
)
def test_what_is_stated_wrongly_is_denied(plan: Assistant, question: str, plans: str) -> None:
    said = _first(plan, question)
    assert said.startswith("不是")
    assert plans in said.replace(" ", "")


@pytest.mark.parametrize(
    "question",
    [
        "疫苗接种率以街道为单位保持95%以上，对吧",
        "0到6岁儿童眼保健和视力检查覆盖率90%以上，对吧",
        "儿童伤害死亡率以2020年数据为基数下降15%，对吧",
        "监测方案由监测组制定，对吧",
        "监测评估方案由领导小组审批，对吧",
    ],
)
def test_what_is_stated_rightly_is_confirmed(plan: Assistant, question: str) -> None:
    assert _first(plan, question).startswith("是的")


@pytest.mark.parametrize(
    ("question", "actor"),
    [
        ("监测方案由谁制定", "监测组"),
        ("评估方案谁来制定", "评估组"),
        ("谁审核监测评估报告", "监测评估领导小组"),
        ("监测方案由评估组制定，没错吧", "监测组"),
        ("监测评估报告由人大审核，对吧", "监测评估领导小组"),
    ],
)
def test_who_does_what_is_told_from_the_sentence_that_says_it(
    plan: Assistant, question: str, actor: str
) -> None:
    answer = plan.ask(question)
    assert answer.duties[0].actor == actor
    assert not any(sentence.text.startswith("是的") for sentence in answer.sentences)


@pytest.mark.parametrize("question", ["儿童视力电子档案由谁建立", "家庭教育服务质量标准由谁制定"])
def test_nobody_is_made_up_for_what_the_plan_leaves_open(plan: Assistant, question: str) -> None:
    assert "没有写明" in _first(plan, question)


@pytest.mark.parametrize(
    "question",
    [
        "环境领域由谁负责",
        "儿童与安全那摊子谁管",
        "福利领域归哪个部门管",
        "教育领域的措施由谁负责",
        "法律保护这块谁牵头",
        "法律这块由谁负责",
    ],
)
def test_nobody_is_in_charge_of_a_whole_domain(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert "没有写明" in answer.sentences[0].text
    assert all(duty.basis != "stated" or "规划" in duty.what for duty in answer.duties)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("环境领域的水污染由谁负责治", "水"),
        ("安全领域校车谁管", "校车"),
        ("健康领域的近视防控归谁管", "近视"),
    ],
)
def test_a_matter_in_a_domain_is_told(plan: Assistant, question: str, told: str) -> None:
    assert any(told in sentence.text for sentence in plan.ask(question).sentences)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("健康领域第一个目标是预防出生缺陷，对吧", "不是，该处写的是「建立完善覆盖城乡的儿童健康服务体系」"),
        ("福利领域第五个目标是留守儿童，对吧", "不是，该处写的是「加强基层儿童保护工作」"),
        ("加强未成年人网络保护是安全领域第三条措施，没错吧", "不是，该处写的是「预防和控制儿童溺水」"),
        ("完善监测机制是安全领域最后一条措施，对吧", "是的，该处写的是「完善监测机制」"),
        ("第三条基本原则是平等发展，是吧", "不是，该处写的是「坚持促进儿童全面发展」"),
        ("安全领域最后一条措施是完善监测机制，对吧", "是的，该处写的是「完善监测机制」"),
        ("第二章讲的是组织实施对吧", "不是，该处写的是「发展领域、主要目标和策略措施」"),
        ("监测评估在第四章对吧", "是的，该处写的是「监测评估」"),
        ("总体目标是第一章第三节吧", "是的，该处写的是「总体目标」"),
        ("第四章说的是法律保护，没错吧", "不是，该处写的是「监测评估」"),
        ("经费支持写在第四章对吧", "不是，该处写的是「监测评估」"),
        ("教育是第二个领域吧", "不是，该处写的是「儿童与安全」"),
        ("教育是第三个领域吧", "是的，该处写的是「儿童与教育」"),
        ("健康领域第一条目标是预防出生缺陷对吧", "不是，该处写的是「建立完善覆盖城乡的儿童健康服务体系」"),
        ("组织实施第六条是经费支持对吗", "是的，该处写的是「加强儿童发展经费支持」"),
        ("组织实施第二条讲的是经费支持吧", "不是，该处写的是「落实规划实施责任」"),
        ("家庭领域第二个目标是提高家庭教育指导水平，对吧", "是的，该处写的是「提高家庭教育指导水平」"),
        ("婚前医学检查要收费，对吧", "不是，规划原文是「免费」"),
    ],
)
def test_number_in_a_list_and_price_are_held_against_the_plan(
    plan: Assistant, question: str, begins: str
) -> None:
    assert _first(plan, question).startswith(begins)
