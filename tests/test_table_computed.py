"""Questions to the table that compare and compute: both ends, multiples of a row's figure, looser and stricter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant.agent import Assistant
from assistant.tabular.multiples import multiple_of_row, says_multiple


@pytest.fixture(scope="module")
def plan() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


def _told(question: str, plan: Assistant) -> str:
    answer = plan.ask(question)
    assert answer.status == "answered"
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "high", "low"),
    [
        ("教育那一摊里最高的是谁最低的又是谁？", "九年义务教育巩固率", "义务教育优质均衡率"),
        ("三个死亡率谁最高谁最低", "5岁以下儿童死亡率", "新生儿死亡率"),
        ("健康领域的百分比指标，最高最低各是哪个", "母婴阻断率", "低出生体重发生率"),
    ],
)
def test_both_ends_are_told(question: str, high: str, low: str, plan: Assistant) -> None:
    told = _told(question, plan)
    above, below = told.split("数值最低的：")
    assert high in above.split("数值最高的：")[1]
    assert low in below


@pytest.mark.parametrize(
    ("question", "difference"),
    [
        ("近视率这几档，最严的跟最松的差几个点", "相差 40 个百分点"),
        ("睡眠时间谁最长谁最短，差几个钟头", "相差 2小时"),
        (
            "What's the gap between the strictest and the loosest myopia cap?",
            "Difference: 40 percentage points",
        ),
    ],
)
def test_the_ends_of_a_name_are_one_difference(question: str, difference: str, plan: Assistant) -> None:
    told = _told(question, plan)
    assert difference in told
    assert told.count("推算") + told.count("(derived)") == 1


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("哪项指标的目标值正好是农村社区家长学校那项的一半？", "优良率达到40%以上"),
        ("哪个指标是婴儿死亡率的两倍", "共 0 条"),
        ("哪个指标是婴儿死亡率的两倍", "（2 倍是 11‰，推算）"),
        ("哪些指标超过生长迟缓率的十倍", "（10 倍是 50%，推算）"),
        ("初中近视率定的数是不是小学的两倍还多？", "1.79 倍"),
        ("Is the myopia cap for senior high more than double the one for primary school?", "2.05 times"),
        ("哪个指标比贫血率松", "共 4 条"),
        ("哪些筛查率比产前筛查率要求更严", "共 2 条"),
        ("同样按千分比算，有比婴儿死亡率放得更宽的没？", "5岁以下儿童死亡率控制在6.5‰以下"),
    ],
)
def test_rows_are_held_against_so_many_times_a_row(question: str, told: str, plan: Assistant) -> None:
    assert told in _told(question, plan)


@pytest.mark.parametrize(
    ("free", "factor", "side"),
    [
        ("哪项指标是\n\n\n的一半", "0.5", "="),
        ("哪些超过\n\n\n的两倍", "2", ">"),
        ("哪个是\n\n\n的一倍半", "1.5", "="),
        ("which are more than double the \n\n\n", "2", ">"),
    ],
)
def test_a_multiple_is_read(free: str, factor: str, side: str) -> None:
    found = multiple_of_row(free)
    assert found is not None
    assert (found.factor, found.side) == (Decimal(factor), side)


def test_how_many_times_is_no_multiple() -> None:
    assert not says_multiple("\n\n是\n\n的几倍")
    assert multiple_of_row("哪项是\n\n的三分之一") is None  # no decimal


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("保持类和提高类哪类多", ("提高：共 8 条", "保持：共 6 条", "达到并保持：共 1 条")),
        (
            "用“降至”的指标和用“控制在”的指标，哪一类多？多几个？",
            ("相差 2 条", "控制：共 6 条", "降至：共 4 条"),
        ),
        ("上限类指标和下限类指标哪个多，多几个", ("相差 14 条", "下限类：共 25 条", "上限类：共 11 条")),
        ("健康领域里上限类多还是下限类多", ("相差 8 条", "下限类：共 18 条")),
        ("保持类的有几个低于90%", ("共 0 条",)),
        ("保持类指标占百分比指标的几成", ("7 ÷ 29",)),
    ],
)
def test_kinds_of_rows_are_counted_beside_one_another(
    question: str, told: tuple[str, ...], plan: Assistant
) -> None:
    answer = _told(question, plan)
    assert all(words in answer for words in told)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("死亡率里给了千分比的有几个？其中放得最宽的是哪个？", "按数值从高到低，共 3 条"),
        ("有没有哪个死亡率允许到6‰往上的？", "共 1 条"),
        ("婴儿死亡率5.5和低出生体重发生率3.5，前面那个数是不是更大？", "单位不同，不能直接比较"),
        ("指导服务加实践活动一年总共几次", "合计 4次"),
        ("近视率的上限是不是都比50%低", "并非全部符合"),
        ("普惠园覆盖率跟毛入园率定的是一个数不", "两者数值相同"),
        ("定90%整的指标一共几项？其中教育占几项？", "共 2 条"),
        ("百分比指标一共多少？健康占多少", "19 ÷ 29"),
    ],
)
def test_nothing_that_is_asked_is_left_out(question: str, told: str, plan: Assistant) -> None:
    assert told in _told(question, plan)


def test_the_first_of_each_domain_stands_under_its_name(plan: Assistant) -> None:
    told = _told("各领域百分比指标最低的分别是哪个", plan).splitlines()
    assert told[told.index("儿童与健康：") + 1] == "到2025年，低出生体重发生率控制在3.5%以下。"
    assert told[told.index("儿童与教育：") + 1] == "到2025年，义务教育优质均衡率达到20%。"
    assert "最多的是儿童与健康" in _told("各领域指标数最高的是哪个", plan)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("All the screening targets are at least 75%, right?", "Yes, all of them"),
        ("所有筛查率都不低于75%，对吧", "是的，全部符合，共 3 条"),
        ("近视率的目标全都低于80%，是吧", "是的，全部符合，共 3 条"),
        ("Are all education rates above 90%?", "3 of 6 do not fit"),
    ],
)
def test_what_is_said_of_all_is_held_against_all(question: str, told: str, plan: Assistant) -> None:
    assert told in _told(question, plan)


def test_what_rows_are_related_to_is_read_or_they_are_not_told(plan: Assistant) -> None:
    answer = plan.ask("Are all school-related rates above 90%?")
    assert not any("of 28" in sentence.text for sentence in answer.sentences)


def test_so_many_times_a_figure_that_is_asked_for_itself_is_refused(plan: Assistant) -> None:
    answer = plan.ask("小学生近视率的一半是多少")
    assert answer.status == "abstained"
    assert "小学生近视率的一半" in answer.sentences[0].text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("高中近视率是小学的两倍还多，对不对", "是的，按规划的数值算，确是这样。"),
        ("小学睡眠时间是高中的两倍吗", "不是，按规划的数值算，并非这样。"),
        ("初中生近视率是小学生的1.79倍吗", "是的，按规划的数值算，确是这样。"),  # as exactly as it is said
        ("Is the ceiling for infant mortality twice that for newborn mortality?", "No, by the plan's figures that is not so."),
        ("城市家长学校的比例比农村高20个百分点，对吧", "不是，按规划的数值算，并非这样。"),
        ("小学生每天比高中生多睡两小时吧？", "是的，按规划的数值算，确是这样。"),
        ("贫血率和生长迟缓率的要求一样严吗", "不是，按规划的数值算，并非这样。"),
        ("近视率这块，小学的红线比初中的更紧吗", "是的，数值较高的是：初中生近视率。"),
        ("是不是高中阶段近视率最高", "是的，所说的这一项数值最高。"),
        ("小学生近视率是不是最松的", "不是，所说的这一项并非数值最高。"),
        ("教育领域数值最高的是不是普惠性幼儿园覆盖率", "不是，所说的这一项并非数值最高。"),
        ("健康领域的措施比教育领域多吗", "是的，按规划的数值算，确是这样。"),
        ("健康领域的定量指标比教育领域多二十个吗", "不是，按规划的数值算，并非这样。"),
        ("主要目标条数正好是策略措施条数的一半，是真的吗，各多少", "是的，按规划的数值算，确是这样。"),
        ("环境领域和教育领域的措施一样多吗", "是的，按规划的数值算，确是这样。"),
        ("Does health have fewer measures than education?", "No, by the plan's figures that is not so."),
    ],
)  # fmt: skip
def test_what_is_stated_of_rows_is_confirmed_or_denied(plan: Assistant, question: str, lead: str) -> None:
    assert plan.ask(question).sentences[0].text == lead


@pytest.mark.parametrize("question", ["高中近视率大约是小学的两倍吧", "小学睡眠时间是高中的几倍"])
def test_what_is_only_about_right_is_computed_and_not_judged(plan: Assistant, question: str) -> None:
    assert plan.ask(question).sentences[0].text.startswith("倍数")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("九年义务教育巩固率跟母婴阻断率定的是同一个数吧", "是的，按规划的数值算，确是这样。"),
        ("死亡率指标从低到高排，第二个是哪个", "数值第 2 低的共 1 条："),
        ("数值从高到低排，教育领域第三个是哪项", "数值第 3 高的规划中儿童与教育的指标共 1 条："),
    ],
)
def test_a_place_in_an_order_and_one_figure_for_two(plan: Assistant, question: str, lead: str) -> None:
    assert lead in [s.text for s in plan.ask(question).sentences][:3]
