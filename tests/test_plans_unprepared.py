"""A plan that nobody prepared, with a box of indicators: asked in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.records import Answer
from tests.test_answers_of_plans import _opened

GREEN = """青禾市园林绿化发展规划（2021—2025年）
一、主要目标
到2025年，园林绿化水平明显提高。
园林事故死亡率2023年控制在9/10万以下，2025年控制在8/10万以下。
园林职工总数2023年达到2万人，2025年达到2.6万人。
专栏1　主要指标
序号	指标	单位	2020年	2025年	属性
1	森林覆盖率	%	38.2	40	约束性
2	公园绿地面积	公顷	1200	1500	预期性
3	古树名木挂牌率	%	85	100	约束性
4	景观风貌	—	—	逐步改善	预期性
二、主要任务
（一）建设绿道。新建绿道120公里，停车场按不少于总车位3%的比例设置充电车位。
（二）普及科普。新建植物园2座，每年举办植树节活动4场；加强病虫害防治，水资源循环利用。
（三）奖励先进。对超比例认养绿地的单位奖励8000元；2021—2023年每年改造老旧绿地60公顷，科普馆周一闭馆，园内乔木与灌木数量之比为1∶3。
（四）培养人才。培训园艺工人5000人次，园林绿化从业人员持证上岗率达到90%；市林业局牵头建设智慧园林平台，市财政局负责经费保障；女职工产假不少于158天，男职工护理假为15天。
"""
META = """
title = "青禾市园林绿化发展规划（2021—2025年）"
title_en = "Plan of Qinghe City for Parks and Green Spaces (2021-2025)"
region = "青禾市"
region_en = "Qinghe City"
period = [2021, 2025]
"""


def said_by(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.fixture(scope="module")
def green(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from _opened("green", {"green": (GREEN, META)}, repo, tmp_path_factory.mktemp("green"))


def test_figures_stand_beside_names_without_english(green: Assistant) -> None:
    text = said_by(green.ask("Which indicators are binding?"))
    assert "「森林覆盖率」 – 40%" in text
    assert "「古树名木挂牌率」 – 100%" in text


def test_a_nature_of_which_every_line_is_read_is_counted(green: Assistant) -> None:
    answer = green.ask("约束性指标有几个？")
    assert "2 条" in said_by(answer)
    assert answer.sql is not None
    assert len(answer.sql.rows) == 2 or answer.sql.rows[0][0] == 2


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many botanical gardens will be built?", "2座"),
        ("How many gardening workers will be trained?", "5000"),
    ],
)
def test_english_finds_words_of_the_general_dictionary(green: Assistant, question: str, said: str) -> None:
    answer = green.ask(question)
    assert answer.status == "answered", said_by(answer)
    assert said in said_by(answer)


@pytest.mark.parametrize(
    "question", ["How many zoos will be built?", "Does the plan provide for golf courses?"]
)
def test_english_for_what_the_plan_lacks_is_refused(green: Assistant, question: str) -> None:
    assert green.ask(question).status == "abstained"


@pytest.mark.parametrize(
    "question",
    [
        "充电车位不少于5%吧",
        "充电车位要占到10%，对不对？",
        "听说充电车位比例是20%",
    ],
)
def test_a_figure_of_another_matter_denies_nothing(green: Assistant, question: str) -> None:
    answer = green.ask(question)
    assert "森林覆盖率" not in said_by(answer)
    assert "挂牌率" not in said_by(answer)
    assert "3%" in said_by(answer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("超比例认养绿地奖励多少", "8000元"),
        ("2022年改造老旧绿地多少公顷", "60公顷"),
        ("科普馆哪天闭馆", "周一"),
        ("乔木和灌木的数量比例是多少", "1∶3"),
    ],
)
def test_a_clause_is_told_where_no_row_answers(green: Assistant, question: str, said: str) -> None:
    answer = green.ask(question)
    assert answer.status == "answered", said_by(answer)
    assert said in said_by(answer)


def test_a_year_that_no_span_of_the_plan_holds_is_refused(green: Assistant) -> None:
    answer = green.ask("2019年改造老旧绿地多少公顷")
    assert (answer.status, answer.reason) == ("abstained", "wrong_scope")


def test_a_change_between_two_years_is_worked_out(green: Assistant) -> None:
    answer = green.ask("园林职工总数2023年到2025年增加多少")
    assert "= 6000人" in said_by(answer)
    assert answer.sql is not None


def test_rates_of_a_hundred_thousand_are_subtracted(green: Assistant) -> None:
    answer = green.ask("园林事故死亡率2023年和2025年差多少")
    assert "= 1/10万" in said_by(answer)
    assert answer.dropped == ()


@pytest.mark.parametrize(
    ("question", "level"), [("绿地面积每年涨多少", "1500"), ("公园绿地增幅是50%吧", "1500")]
)
def test_a_level_is_no_change(green: Assistant, question: str, level: str) -> None:
    assert level not in said_by(green.ask(question))


@pytest.mark.parametrize("question", ["哪些部门牵头", "牵头单位有哪些？", "Which departments lead?"])
def test_all_that_lead_are_told(green: Assistant, question: str) -> None:
    text = said_by(green.ask(question))
    assert "市林业局" in text
    assert "市财政局" not in text


def test_who_leads_a_matter_is_not_answered_by_all_that_lead(green: Assistant) -> None:
    assert "从多到少" not in said_by(green.ask("古树保护哪个部门牵头"))


def test_leave_of_men_is_not_that_of_women(green: Assistant) -> None:
    text = said_by(green.ask("男的护理假几天"))
    assert "15天" in text
    assert "158天" not in text.split("15天")[0]


def test_no_direction_in_words_answers_for_an_age(green: Assistant) -> None:
    assert "园林绿化水平" not in said_by(green.ask("园艺工人干到几岁退休"))


def test_the_highest_of_a_year_without_rows_is_refused(green: Assistant) -> None:
    answer = green.ask("2020年的基期值里哪个百分比最高")
    assert (answer.status, answer.reason) == ("abstained", "wrong_scope")
