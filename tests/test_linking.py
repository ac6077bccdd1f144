"""assistant/linking.py: whether a question is about people or a quantity that a text does not have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant import Assistant
from assistant.linking import Words, likely, other_subject, shares_nothing
from assistant.records import Hit, Indicator, Query


def words(*cut: str, people: tuple[tuple[str, ...], ...] = (), **forms: tuple[str, ...]) -> Words:
    return Words(cut, cut, tuple(form for found in forms.values() for form in found), people, forms)


@pytest.mark.parametrize(
    ("asked", "text", "other"),
    [
        (words("天然气", "漏损率"), "供水管网漏损率降到9%", True),
        (words("供水", "管网", "漏损率"), "供水管网漏损率降到9%", False),
        (words("长护险", "参保人数"), "长期护理保险参保人数达到90万人", False),
        (words("助餐", "覆盖率", people=(("老年人", "老人"),)), "农村老年助餐覆盖率达到50%", False),
        (words("助餐", "覆盖率", people=(("残疾人",),)), "农村老年助餐覆盖率达到50%", True),
        (words("蛀牙", "比率", 蛀牙=("龋患",)), "12岁以下儿童龋患率控制在25%以内", False),
        (words("农业", "用水量"), "工业用水量下降18%", True),
    ],
)
def test_another_subject(asked: Words, text: str, other: bool) -> None:
    assert other_subject(asked, text) is other


def test_what_takes_time_is_about_its_own_matter() -> None:
    text = "保证每天睡眠时间小学生达到10小时"
    assert shares_nothing(words("作业"), text)
    assert not shares_nothing(words("睡觉", 睡觉=("睡眠",)), text)
    assert not shares_nothing(words("一天"), text)


@pytest.mark.parametrize("name", ["哮喘患病率", "白血病治愈率"])
def test_the_only_row_of_a_people_answers_for_no_other_quantity(name: str) -> None:
    """儿童哮喘患病率 is not the one rate whose people are 儿童."""
    row = Indicator(
        "g1.1", "p", "儿童伤害死亡率", "儿童", "下降", "down_by", Decimal(15), "%", None, "relative", 2020, 2025,
        "安全", None, "g1.1", "儿童伤害死亡率以2020年数据为基数下降15%", 0, 3,
    )  # fmt: skip
    query = Query(f"儿童{name}要降到百分之几", units=frozenset({"%"}), people=(("儿童",),))
    found = (Hit("p", "g1.1", 2.0, 0.9, 1.0, 1.0),)
    asked = words("儿童", name[:-3], name[-3:], people=(("儿童",),))
    assert (
        likely(query, [(row.id, 0.9)], {row.id: row}, found, asked, {row.id: "儿童伤害死亡率下降15%"}) == ()
    )


@pytest.mark.parametrize("question", ["乡镇卫生院专管儿保的大夫最低得配几位", "乡镇卫生院管儿保的医生要几名"])
def test_a_row_that_is_named_is_not_left_for_one_that_lies_near(question: str) -> None:
    told = "".join(sentence.text for sentence in Assistant.open().ask(question).sentences)
    assert "2名专业从事儿童保健的医生" in told
    assert "儿科" not in told


@pytest.mark.parametrize(
    ("name", "meant"), [("婚前医学检查率", False), ("产前筛查率", False), ("新生儿听力筛查率", True)]
)
def test_a_row_answers_for_no_other_quantity_of_its_sentence(name: str, meant: bool) -> None:
    row = Indicator(
        "g1.1", "p", "新生儿听力筛查率", "新生儿", "保持", ">=", Decimal(98), "%", None, "standard", None, None,
        "健康", None, "g1.1", "新生儿听力筛查率保持在98%以上", 0, 3,
    )  # fmt: skip
    text = "婚前医学检查率、产前筛查率逐年提高，新生儿听力筛查率保持在98%以上"
    cut = (name[:-3], name[-3:-1], "率")
    asked = Words(cut, cut, ("婚检",), (), {name[:-3]: ("婚检",)})
    found = (Hit("p", "g1.1", 2.0, 0.9, 1.0, 1.0),)
    query = Query(f"{name}目标是多少", units=frozenset({"%"}))
    told = likely(query, [(row.id, 0.92)], {row.id: row}, found, asked, {row.clause_id: text})
    assert told == ((row,) if meant else ())


@pytest.mark.parametrize("question", ["儿童体重超标率控制在多少", "学生体重超标比例控制在百分之几"])
def test_a_rate_that_only_shares_a_word_is_not_told(question: str) -> None:
    assert "3.5%" not in "".join(sentence.text for sentence in Assistant.open().ask(question).sentences)
