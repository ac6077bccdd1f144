"""How people end and join their words changes nothing of what a question is about; figures stay those of what is named."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("招童工咋整治", "专项执法检查"),
        ("公园、科技馆对小孩收不收钱", "免费或优惠开放"),
        ("公园广场上要不要放急救的家什", "急救设施配备"),
        ("男孩女孩平等这课开不开", "性别平等教育"),
        ("女娃被性侵了规划咋保护", "性侵害"),
        ("带孩子赌钱的网站管不管", "参与赌博"),
        ("城里娃跟乡下娃的差距将来能变小吗", "差距明显缩小"),
        ("谁来给中小学讲法", "法治副校长"),
        ("要建母婴室吗", "母婴室"),
        ("规划提到要建母婴室是吧", "母婴室"),
    ],
)
def test_the_sentence_is_found(plan: Assistant, question: str, words: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(words in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "女孩的肥胖率要降到多少",  # what is said of all children is no figure of girls
        "男娃女娃的近视率目标分别是多少",
        "大学生打游戏规划管不管",
        "一天最多让孩子玩几个小时手机",  # nor is another matter's time
        "小学生每天上网多长时间",
        "学校要不要修游泳池",
        "博物馆的门票多少钱",
        "大庆市打算新建几个游乐场",
        "寄养要审批吗",
        "手语要考级吗",
    ],
)
def test_look_alikes_are_refused(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


def test_a_gap_of_two_figures_is_still_computed(plan: Assistant) -> None:
    assert "30 个百分点" in plan.ask("小学生和初中生近视率的差距是多少").sentences[0].text


def test_what_has_to_be_there_and_is_not_in_the_plan_is_said_first(plan: Assistant) -> None:
    answer = plan.ask("学校食堂得请营养师吗")
    assert "营养师" in answer.sentences[0].text
    assert answer.sentences[0].text.startswith("规划没有写到")
