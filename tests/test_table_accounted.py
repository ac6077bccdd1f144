"""Words that compute, rank or bound: nothing of them is dropped in silence; numbers that are stated are held against counts."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.lexicon import fold
from assistant.tabular import read_table


@pytest.fixture
def assistant(plan: Assistant) -> Assistant:
    """The published plan."""
    return plan


def _said(assistant: Assistant, question: str) -> str:
    return "\n".join(sentence.text for sentence in assistant.ask(question).sentences)


@pytest.mark.parametrize(
    "question",
    [
        "哪个领域的主要目标占比超过20%",
        "哪个领域的策略措施比重不到一成",
        "哪两个领域的主要目标数加起来正好是12",
        "安全领域哪条措施最长",
        "福利领域有几条细项是没有数字的",
        "哪一章条数最多",
        "目标值能被5整除的百分比指标有哪些",
        "各领域主要目标的个数，中位数是几",
        "what is the median number of goals per domain?",
    ],
)
def test_what_is_not_worked_out_is_not_answered_by_the_rest(question: str, assistant: Assistant) -> None:
    query = read_table(fold(question), assistant.table)
    assert query is None or query.unexplained
    answer = assistant.ask(question)
    assert answer.status == "abstained"


@pytest.mark.parametrize(
    "question",
    [
        "教育领域最高的百分比目标是哪个",
        "措施最多的领域是哪个",
        "主要目标和策略措施加起来超过20条的领域",
        "安全领域的措施占全部措施的百分之几",
        "三个学段近视率目标的中位数是哪个？",
        "百分比指标的众数是多少",
        "rank the three per-mille targets from low to high",
        "数值是个位数百分比的指标都列下",
        "Leaving the health domain aside, which percentage targets are set below 90%?",
        "教育领域的百分比目标里，有几个写了“保持”",
    ],
)
def test_what_is_worked_out_is_not_suspected(question: str, assistant: Assistant) -> None:
    query = read_table(fold(question), assistant.table)
    assert query is not None
    assert not query.unexplained


@pytest.mark.parametrize(
    "question",
    [
        "教育领域的百分比指标中，目标值不等于90%的，请逐条列出",
        "教育领域不为90%的指标有几个",
        "非90%的教育指标有哪些",
        "which education targets are not 90%?",
    ],
)
def test_rows_with_a_figure_that_is_denied_are_left_out(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.sql is not None
    assert {row[1] for row in answer.sql.rows} == {
        "义务教育优质均衡率", "九年义务教育巩固率", "高中阶段教育毛入学率", "适龄残疾儿童义务教育入学率",
    }  # fmt: skip


def test_rows_told_by_a_figure_that_counts_things(assistant: Assistant) -> None:
    answer = assistant.ask("2次的指标是哪几个")
    assert answer.sql is not None
    assert len(answer.sql.rows) == 2


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("健康领域有10个目标16条措施对吧", ["是的，主要目标：共 10 条。", "是的，策略措施：共 16 条。"]),
        ("福利领域一共8个主要目标、14条策略措施，对不对？", ["不是，主要目标：共 7 条，不是「8个」。", "是的，策略措施：共 14 条。"]),
        ("法律保护领域我数是15个目标5条措施，对吗", ["不是，主要目标：共 5 条，不是「15个」。", "不是，策略措施：共 15 条，不是「5条」。"]),
        ("教育8个目标，安全6个目标，我没记错吧", ["不是，儿童与安全：共 5 条，不是「6个」。", "是的，儿童与教育：共 8 条。"]),
        ("教育和环境领域有13条措施，对吧", ["是的，儿童与教育：共 13 条。", "是的，儿童与环境：共 13 条。"]),
        ("健康和教育领域有16条措施，是吧", ["不是，儿童与教育：共 13 条，不是「16条」。", "是的，儿童与健康：共 16 条。"]),
        ("福利领域7个目标、17个细项、14条措施，对不", ["是的，主要目标：共 7 条。", "是的，目标下的细项：共 17 条。", "是的，策略措施：共 14 条。"]),
        ("教育和环境领域一共26条措施，对吧", ["是的，规划中儿童与教育、儿童与环境的策略措施共 26 条："]),
        ("全部上限指标都低于80%对吗", ["是的，全部符合，共 7 条："]),
        ("环境领域只有一个百分比指标对吧", ["是的，符合条件的指标共 1 条："]),
    ],
)  # fmt: skip
def test_each_number_that_is_stated_is_confirmed_or_put_right(
    question: str, told: list[str], assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert [sentence.text for sentence in answer.sentences][: len(told)] == told
    assert not answer.dropped


@pytest.mark.parametrize(
    "question",
    [
        "核对一下：动词写的是“保持”的指标都有哪些，一条别漏",
        "健康领域的主要目标占了全部46个主要目标的百分之几",
        "细项超过6条的主要目标",
        "家庭领域的指标一个都不能少，全列出来，对吧",
        "健康10个目标、安全12条措施，对吧",
        "健康有10个目标，其中3个带数字，对吧",
        "Only family and legal protection have five main goals, right?",
        "比婴儿死亡率高但是又不超过6.5‰的指标",
    ],
)
def test_numbers_that_state_nothing_of_what_is_told_are_not_denied(
    question: str, assistant: Assistant
) -> None:
    assert "不是「" not in _said(assistant, question)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("健康领域的措施超过15条吗", "是的，规划中儿童与健康的策略措施共 16 条："),
        ("健康领域的措施超过16条吗", "不是，规划中儿童与健康的策略措施共 16 条，不是「超过16条」："),
        ("安全领域至少有12条措施，对吧", "是的，规划中儿童与安全的策略措施共 12 条："),
        ("福利领域有10个以上的主要目标吧", "不是，规划中儿童与福利的主要目标共 7 条，不是「10个以上」："),
        ("规划的主要目标不超过50个，对吗", "是的，规划中主要目标共 46 条："),
        ("Does the safety domain have fewer than 12 measures?", "No, the plan has 12 such measures, not 「fewer than 12 measures」:"),
        ("教育领域13条措施里提到“家长”的占几条", "写到「家长」的策略措施共 1 条："),
        ("教育领域12条措施里提到“家长”的占几条", "不是，规划中儿童与教育的策略措施共 13 条，不是「12条」："),
        ("有几个领域的目标数少于措施数的一半", "这样的领域共 3 个："),
        ("how many domains have fewer goals than half the measures", "Domains of this kind: 3 in number:"),
        ("儿童死亡率一共几项，哪项最宽松，哪项最严", "按数值从高到低，共 3 条："),
        ("健康领域的主要目标里有几个没有细项", "没有：一条都没有的主要目标共 0 个。"),
        ("七个领域的46个主要目标里，几个没有细项", "一条都没有的主要目标共 1 个："),
        ("教育领域12条措施里，提到“家长”的有几条", "不是，规划中儿童与教育的策略措施共 13 条，不是「12条」："),
    ],
)  # fmt: skip
def test_how_many_there_are(question: str, lead: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.sentences[0].text == lead
    assert not answer.dropped


def test_the_first_and_a_later_place_are_told_together(assistant: Assistant) -> None:
    answer = assistant.ask("提到“心理”的条款最多的领域是哪个，第二多的呢")
    assert answer.sql is not None
    assert [row[0] for row in answer.sql.rows] == ["儿童与健康", "儿童与法律保护"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("各领域策略措施占总数的百分比分别是多少", "儿童与健康：占 17.39%（推算）：16 ÷ 92 = 17.39%。"),
        ("七个领域各占全部主要目标的几成", "儿童与法律保护：占 10.87%（推算）：5 ÷ 46 = 10.87%。"),
        ("what share of all measures does each domain have?", "儿童与福利 (Children and welfare): Share: 15.22% (derived): 14 ÷ 92 = 15.22%."),
        ("哪个领域的措施占比最高", "最多的是儿童与健康：共 16 条："),
        ("提到教师最多的三个领域是哪些", "儿童与教育：共 4 条："),
        ("有两个领域策略措施的条数一模一样，是哪俩", "儿童与环境：共 13 条。"),
        ("百分号的指标要是按领域分,谁家最多", "最多的是儿童与健康：共 19 条："),
        ("name the two strictest myopia caps", "By figure, from low to high, the plan has 2 such indicators:"),
        ("in which domain is the gap between the number of measures and the number of goals the widest?", "The largest difference: 儿童与法律保护 (Children and legal protection): measures 15, goals 5, 15 − 5 = 10 (derived)."),
        ("What is the average of the three per-mille mortality targets?", "Average: 5.17‰ (derived): (neonatal mortality rate 3.5‰ + infant mortality rate 5.5‰ + under-5 mortality rate 6.5‰) ÷ 3 = 5.17‰."),
        ("以2020年数据为基数的，除了儿童伤害死亡率之外还有别的指标吗？", "共 0 条：规划中没有符合条件的指标。"),
        ("除了农村自来水普及率，环境领域还有别的定量指标吗", "共 0 条：规划中没有符合条件的指标。"),
    ],
)  # fmt: skip
def test_groups_and_what_is_worked_out_of_them(question: str, told: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert told in [sentence.text for sentence in answer.sentences]
    assert not answer.dropped


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Rank all seven domains by the number of main goals, most first.", "儿童与健康"),
        ("List the domains from fewest to most measures.", "儿童与家庭"),
        ("按主要目标数量给七个领域排个名", "儿童与健康"),
        ("七大领域按措施条数从少到多排", "儿童与家庭"),
    ],
)
def test_all_domains_in_the_order_of_their_numbers(question: str, first: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.sql is not None
    assert len(answer.sql.rows) == 7
    assert answer.sql.rows[0][0] == first


@pytest.mark.parametrize("question", ["各领域指标的平均值", "average value of the indicators in each domain"])
def test_a_mean_of_figures_of_several_units_is_no_mean_of_counts(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).status == "abstained"


def test_the_figure_of_another_row_is_not_denied(assistant: Assistant) -> None:
    assert "不是「" not in _said(assistant, "5岁以下儿童死亡率6.5，贫血率8，那贫血率的数是不是就大一点儿？")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ('In the education domain, which targets are to be "kept" at a level rather than reached?', 3),
        ("which education targets use the verb keep?", 3),
        ('how many targets use "reduce to" wording?', 4),
        ("Of the targets set at 99% or above, how many belong to health and how many to education?", 2),
    ],
)
def test_verbs_and_domains_in_english(question: str, rows: int, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.sql is not None
    assert len(answer.sql.rows) == rows
