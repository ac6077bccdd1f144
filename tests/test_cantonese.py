"""assistant/cantonese.py: questions in written Cantonese are read as the same ones in Mandarin."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.cantonese import in_mandarin
from assistant.lexicon import fold


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("有邊啲百分比指標唔係90%", "有哪些百分比指标不是90%"),
        ("小學生近視率要降到幾多", "小学生近视率要降到多少"),
        ("九年義務教育鞏固率係咪99%以上", "九年义务教育巩固率是否99%以上"),
        ("細路仔每日要瞓幾多個鐘", "小孩子每日要睡多少个钟"),
    ],
)
def test_words_of_cantonese_are_those_of_mandarin(said: str, meant: str) -> None:
    assert fold(said) == meant
    assert len(fold(said)) == len(said)


@pytest.mark.parametrize(
    "text", ["学校边上的网吧怎么管", "儿童健康服务体系", "关系到儿童的政策", "哪些系统要建设"]
)
def test_mandarin_stays_as_it_is(text: str) -> None:
    assert in_mandarin(text) == text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("小學生近視率要降到幾多", "38%以下"),
        ("九年義務教育鞏固率係咪99%以上", "是的，与规划一致"),
        ("高中生近視率唔係68%咩", "不是，高中阶段学生近视率：规划里是78%以下"),
    ],
)
def test_they_are_answered(question: str, told: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert told in answer.sentences[0].text


@pytest.mark.parametrize(
    "question", ["哪些百分比指标不是90%", "有邊啲百分比指標唔係90%", "几个百分比指标不是90%"]
)
def test_what_has_another_figure_is_listed_without_that_figure(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    values = [dict(zip(answer.sql.columns, row, strict=True))["value"] for row in answer.sql.rows]
    assert values
    assert 90 not in values
