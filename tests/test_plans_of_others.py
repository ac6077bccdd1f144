"""A paper of another kind, which nobody prepared: who does what by notes, figures in running text, refusals. It is made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.asked import roles_in
from tests.test_answers_of_plans import _opened

FISHING = """岚河省人民政府关于加快渔业装备和渔业机械化发展的意见
岚政发〔2022〕9号
各市人民政府，省政府各部门：
渔业机械化是指用机器代替人力完成养殖、捕捞和加工的生产方式，是渔业现代化的重要标志。现提出以下意见。
一、发展目标
（一）到2025年，全省渔业机械化率达到58%，池塘养殖机械化率达到62%，海带收割机械化率达到40%。建设30个渔机示范园区和120个骨干合作社（社团）。到2030年，全省渔业机械化率达到70%。
二、主要任务
（二）提升渔机质量。加强渔机质量监管，推进渔机购置补贴产品认证。加强渔机可靠性试验，开展质量提升行动。（省市场监管局、省工业和信息化厅等负责。列第一位者为牵头单位，下同）
（三）推广绿色渔机。稳定实施渔机购置补贴政策，对购买省内外渔机一视同仁。加大渔机新产品补贴试点力度。（省农业农村厅、省财政厅等负责）
（四）发展渔机服务。推进渔机服务机制创新，鼓励民营企业参与渔机租赁，通过跨区作业、订单作业、托管等形式开展渔机服务。租赁渔机的使用人按规定享受补贴。（省农业农村厅、省税务局等负责）
（五）发展休闲渔业。改善渔村旅游道路和公共设施，培育渔村旅游品牌，为渔村旅游编制规划。（省文化和旅游厅、省交通运输厅等负责）
（六）建设冷库。支持建设产地冷库和冷链物流配送中心。（省商务厅、省供销社等负责）
（七）培养人才。“双能型”教员（既会讲课又会修机的教员）占专业教员总数的一半以上，教员每年至少1个月到企业实训。职业院校渔机专业生均拨款达到8000元。（省教育厅、省农业农村厅等负责）
三、组织实施
（八）健全机制。建立由省农业农村厅牵头的全省渔业机械化发展协调推进机制，统筹渔机发展工作，每年召开两次会议。联席会议由农业农村、财政、教育等部门组成，分管副省长担任召集人。（省农业农村厅、省工业和信息化厅牵头负责）
（九）加强宣传。各市要总结典型经验，做好渔业工作宣传。（各市人民政府负责）
岚河省人民政府
2022年3月18日
"""
META = """
title = "岚河省人民政府关于加快渔业装备和渔业机械化发展的意见"
region = "岚河省"
region_en = "Lanhe"
period = [2022, 2030]
"""


@pytest.fixture(scope="module")
def fishing(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from _opened("fishing", {"fishing": (FISHING, META)}, repo, tmp_path_factory.mktemp("fishing"))


def said(plan: Assistant, question: str) -> tuple[str, str]:
    """The status of an answer and its text."""
    answer = plan.ask(question)
    assert answer.dropped == (), (question, answer.dropped)
    return answer.status, "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "谁负责渔机补贴",
            "省农业农村厅（牵头）；省财政厅（负责）",
        ),  # one of three that speak of it, and twice
        ("渔业机械化发展协调推进机制由谁牵头", "省农业农村厅、省工业和信息化厅（牵头）"),
        ("Who is responsible for the quality and reliability of machinery?", "省市场监管局"),
        ("Which departments are in charge of cold storage?", "省商务厅"),
        ("谁负责渔机质量监管", "省市场监管局（牵头）"),
    ],
)
def test_the_note_on_the_sentence_that_is_asked_about_comes_first(
    fishing: Assistant, question: str, first: str
) -> None:
    status, text = said(fishing, question)
    assert status == "answered"
    assert first in text.split("\n")[0]


def test_a_body_with_its_level_is_put_right_by_the_notes_on_the_matter(fishing: Assistant) -> None:
    _, text = said(fishing, "渔村旅游这部分由省卫健委牵头是吧")
    assert "没有写明由「省卫健委」牵头，与此有关的写的是" in text
    assert "省文化和旅游厅" in text


def test_nobody_is_charged_with_what_is_none_of_the_plans(fishing: Assistant) -> None:
    assert said(fishing, "谁负责养猫")[0] == "abstained"


def test_what_is_encouraged_may_be_done(fishing: Assistant) -> None:
    assert "不是" not in said(fishing, "民营企业可以参与渔机租赁吗")[1]


def test_a_word_in_quotation_marks_is_defined_for_a_question_without_them(fishing: Assistant) -> None:
    status, text = said(fishing, "什么叫双能型教员")
    assert status == "answered"
    assert "既会讲课又会修机" in text


def test_members_are_those_of_whom_a_group_is_made(fishing: Assistant) -> None:
    _, text = said(fishing, "联席会议有哪些成员单位")
    assert "没有写明" not in text
    assert "农业农村" in text


def test_english_asks_for_a_figure_by_its_rate(fishing: Assistant) -> None:
    assert said(fishing, "What is the dropout rate of instructors?")[0] == "abstained"


def test_a_note_is_told_only_where_somebody_or_a_time_is_asked_for(fishing: Assistant) -> None:
    assert "等负责" not in said(fishing, "怎么发展渔机服务")[1]
    assert "省农业农村厅" in said(fishing, "渔机服务由哪个部门负责")[1]


def test_a_level_above_that_gives_money_is_no_other_place(fishing: Assistant) -> None:
    assert fishing.ask("建设冷库，国家能给多少钱").reason != "wrong_scope"


def test_fine_before_a_noun_asks_for_no_penalty() -> None:
    assert not roles_in("a target for fine particulate matter", 13, 17, {"fine"})
    assert roles_in("what is the fine for littering?", 12, 16, {"fine"})
