"""assistant/silent.py: a figure that is stated and that the clauses on its matter do not have is said not to be there."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.restated import wrong_silence


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("规划要求每年督查两次实施情况，对吧", "两次"),
        ("课后服务必须在下午五点前结束，规划这么规定的吧", "下午五点前"),
        ("是不是规划写了校园周边200米内不准开网吧", "200米"),
        ("规划不是说托位数量要翻一番吗？", "翻一番"),
        ("教师家访每学期三次，规划是这么定的吧", "三次"),
        ("社区图书馆要有500本绘本，这是规划里的吧", "500本"),
        ("听说规划要在全市建200个儿童之家，真的吗", "200个"),
        ("The number of childcare places is to double, isn't it?", "double"),
        ("The plan wants 100 new kindergartens, right?", "100"),
        ("规划要求招500名校医，是不是", "500名"),
    ],
)
def test_a_figure_that_the_plan_does_not_have_is_denied_first(
    plan: Assistant, question: str, said: str
) -> None:
    answer = plan.ask(question)
    first = answer.sentences[0]
    assert first.text.startswith(("不是，规划对此没有写", "No, the plan does not say"))
    assert [first.text[start:end] for start, end in first.echo] == [said]
    assert answer.premise is not None
    assert not answer.premise.agrees
    assert len(answer.sentences) > 1


@pytest.mark.parametrize(
    "question",
    [
        "关注儿童生命早期1000天营养，对吧",
        "我家有3个孩子，规划说了普惠托育是不是",
        "规划要求每个乡镇卫生院至少1名全科医生，对吧",
        "规划鼓励幼儿园招收2-3岁幼儿，是吗",
        "校车怎么管",
        "责任单位每年报告一次规划实施情况，对吧",
        "孤儿安置有4种渠道，对吧",
        "残疾筛查说的是5类残疾，对吧",
        "监测评估领导小组下设2个组，是吧",
        "The leading group has 2 groups, right?",
        "规划提到孩子每天写作业不超过1小时，没错吧",
    ],
)
def test_nothing_is_denied_where_the_clauses_have_it_or_the_figure_is_the_askers(
    plan: Assistant, question: str
) -> None:
    assert (
        not plan.ask(question).sentences[0].text.startswith(("不是，规划对此没有写", "No, the plan does not"))
    )


def test_the_check_reads_question_and_clauses_again() -> None:
    said = "不是，规划对此没有写「两次」，写的见下。"
    assert wrong_silence(said, "规划要求每年督查两次,对吧", ["定期对规划实施情况开展督查"]) is None
    assert wrong_silence(said, "规划要求每年督查,对吧", ["定期对规划实施情况开展督查"])
    assert wrong_silence(said, "规划要求每年督查两次,对吧", ["每年至少接受2次家庭教育指导服务"])
    assert wrong_silence("不是，规划对此没有写「5类」，写的见下。", "是5类残疾吧", ["孤独症等五类残疾"])
    assert wrong_silence("规划期为2021—2025年。", "规划到2030年", []) is None
