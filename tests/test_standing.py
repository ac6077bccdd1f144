"""assistant/standing.py: where a question says that something stands in the plan, put right or confirmed."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.standing import stated_place

DOMAINS = {
    "儿童与健康": ("儿童与健康", "健康", "health"),
    "儿童与教育": ("儿童与教育", "教育", "education"),
    "儿童与家庭": ("儿童与家庭", "家庭", "family"),
}


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("近视写在教育领域,对吗", "教育领域"),
        ("龋患率属于教育吧", "教育"),
        ("myopia is in the education domain, right?", "education domain"),
        ("家庭教育那块儿写了校车,真的假的", "家庭教育"),
    ],
)
def test_a_statement_puts_its_matter_into_a_domain(text: str, asked: str) -> None:
    placed = stated_place(text, DOMAINS)
    assert placed is not None
    assert placed.asked == asked


@pytest.mark.parametrize(
    "text",
    ["家庭教育要做好,对吧", "是写在家庭领域还是教育领域", "健康检查每年一次吧", "教育部门负责近视,对吗"],
)
def test_a_domain_that_is_only_spoken_of_is_no_place(text: str) -> None:
    assert stated_place(text, DOMAINS) is None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("近视写在教育领域，对吗", "儿童与健康"),
        ("校车是写在家庭板块里的，没记错吧", "儿童与安全"),
        ("农村自来水普及率96%以上属于福利领域，是不是", "儿童与环境"),
        ("法律援助放在教育那一块，对不对", "儿童与法律保护"),
        ("儿童友好城市这事归在儿童与福利里头吧", "儿童与环境"),
        ("“加强未成年人网络保护”是教育领域策略措施第8条，备课写这个出处对吗", "儿童与安全"),
    ],
)
def test_a_wrong_domain_is_put_right_first(plan: Assistant, question: str, place: str) -> None:
    answer = plan.ask(question)
    assert answer.sentences[0].text.startswith("不是，")
    assert place in answer.sentences[0].text
    assert answer.premise is not None
    assert not answer.premise.agrees


def test_the_right_domain_is_confirmed(plan: Assistant) -> None:
    assert plan.ask("流浪儿童的救助写在福利领域，对吧").sentences[0].text.startswith("是的，")


@pytest.mark.parametrize(
    ("question", "begins", "places"),
    [
        ("网络保护属于法律保护领域对吧", "是的，这项内容写在「儿童与法律保护」", {"儿童与安全"}),
        ("家长学校写在教育领域对吧", "是的，这项内容写在「儿童与教育」", {"儿童与家庭"}),
        ("家长学校只写在家庭领域对吧", "不是，这项内容不只写在「儿童与家庭」", {"儿童与教育"}),
        (
            "留守儿童的事都写在福利领域对吧",
            "不是，这项内容不只写在「儿童与福利」",
            {"儿童与健康", "儿童与安全", "儿童与教育"},
        ),
    ],
)
def test_a_matter_of_several_domains_is_told_with_all(
    plan: Assistant, question: str, begins: str, places: set[str]
) -> None:
    answer = plan.ask(question)
    first = answer.sentences[0]
    assert first.text.startswith(begins)
    assert all(f"「{place}」" in first.text for place in places)
    assert len(first.citations) == len(places) + 1
    assert answer.dropped == ()


@pytest.mark.parametrize(
    "question",
    [
        "规划没提校车吧？",
        "规划压根没写电子烟，是吧",
        "七大领域里没有“儿童与环境”，对吧",
        "规划压根没管校外培训，是不是",
        "规划也没顾上流浪儿童，是吧",
        "规划没考虑残疾孩子上学吧",
    ],
)
def test_what_is_said_to_be_absent_and_is_there(plan: Assistant, question: str) -> None:
    assert plan.ask(question).sentences[0].text.startswith("不是，规划里有")


@pytest.mark.parametrize(
    "question",
    [
        "规划没提养老吧",
        "婚检率没有写具体数值，对吧",
        "规划没写近视由谁负责，对吧",
        "规划没管学区房吧",
        "规划说没人管的孩子怎么办",
    ],
)
def test_what_is_absent_is_not_said_to_be_there(plan: Assistant, question: str) -> None:
    assert "规划里有这项内容" not in plan.ask(question).sentences[0].text
