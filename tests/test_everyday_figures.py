"""Single figures asked for in everyday words, and one figure that is said of several rows."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("初中生眼睛近视的压到几成以下", "68%"),
        ("娃一天在外头见太阳最少多长时间", "1小时"),
        ("五岁以下老不长个儿的娃占比封顶是多少", "5%"),
        ("从一年级一直念到初三的得保多少", "99%"),
        ("月子里大夫上门瞧孩子，这个率要保持多少", "90%"),
        ("初中毕业能念高中的比例", "96%"),
        ("上幼儿园的孩子得占几成", "90%"),
    ],
)
def test_a_row_is_found_by_everyday_words(plan: Assistant, question: str, figure: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert figure in answer.sentences[-1].text.replace(" ", "")


@pytest.mark.parametrize("question", ["老师眼睛近视的比例多少", "初中生鼻子近视的比例"])
def test_words_that_name_another_matter_are_not_passed_over(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "agrees"),
    [
        ("我理解新生儿听力筛查和疾病筛查都是99%以上，没问题吧？", False),
        ("产前筛查率和听力筛查率均为95%以上对不对", False),
        ("婴儿死亡率和新生儿死亡率都是5.5‰以下吗", False),
        ("听力筛查率是95%，疾病筛查率是99%，对吧", True),
    ],
)
def test_a_figure_said_of_both_is_held_against_each(plan: Assistant, question: str, agrees: bool) -> None:
    premise = plan.ask(question).premise
    assert premise is not None
    assert premise.agrees is agrees


@pytest.mark.parametrize(
    ("question", "social"),
    [
        ("健康领域千分比指标列一下，谢谢哈", False),
        ("教育领域指标，列。谢谢", False),
        ("您好，把百分比的指标整理一下", False),
        ("谢谢你列的指标", True),
        ("谢谢，指标查到了", True),
        ("谢谢，我再查一下规划", True),
    ],
)
def test_an_order_with_thanks_is_no_thanks(plan: Assistant, question: str, social: bool) -> None:
    assert (plan.ask(question).reason == "social") is social


def test_of_how_many_others_are_counted_is_no_claim(plan: Assistant) -> None:
    answer = plan.ask("家庭领域四个指标里按次算的几个")
    assert answer.premise is None
    assert answer.sql is not None
    assert len(answer.sql.rows) == 2
