"""Several conditions in one question: each is kept, and one that was not read is not dropped in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_table_built import table

from assistant.lexicon import fold
from assistant.numerals import find_quantities
from assistant.records import Indicator
from assistant.recount.wanted import fits
from assistant.tabular import Table, read_table

__all__ = ["table"]

Test = Callable[[Indicator], bool]


def _at(row: Indicator, low: float, high: float = 100, unit: str = "%") -> bool:
    level = row.kind in ("target", "standard") and row.value is not None and row.unit == unit
    return level and low <= float(row.value or 0) <= high


HEALTH, EDUCATION = "儿童与健康", "儿童与教育"
KEPT: list[tuple[str, Test]] = [
    ("用的动词是保持并且数值恰为90%的指标有哪些", lambda r: "保持" in r.verb and _at(r, 90, 90)),
    ("查一下用降至表述的带百分号的指标", lambda r: r.verb == "降至" and r.unit == "%"),
    ("有没有哪个指标动词用控制但同时是针对新生儿的？列一下", lambda r: r.verb == "控制" and r.population == "新生儿"),
    ("健康领域以‰计、且表述不是“降至”的指标有哪些", lambda r: r.unit == "‰" and r.verb != "降至"),
    ("措辞不是控制的千分比指标有哪些", lambda r: r.unit == "‰" and r.verb != "控制"),
    ("不是控制类的低于60%的指标有哪些", lambda r: _at(r, 0, 59.9) and r.verb != "控制"),
    ("百分比目标里，数值低于50%却不是用“控制在”表述的，是哪几条", lambda r: _at(r, 0, 49) and r.verb != "控制"),
    ("正好90%的以‰计的指标有哪些", lambda _: False),
    ("不低于90%的不用百分号的指标列一下", lambda _: False),
    ("超过90%、又单位是‰的指标有哪些", lambda _: False),
    ("百分比和千分比指标里，低于6‰的有哪些", lambda r: _at(r, 0, 5.9, "‰")),
    ("不针对新生儿的千分比指标有哪些", lambda r: r.unit == "‰" and r.population != "新生儿"),
    ("教育那块新生儿以外的指标有哪些", lambda r: r.domain == EDUCATION),
    ("Which health percentages not about newborns are at or above 95%?",
     lambda r: r.domain == HEALTH and _at(r, 95) and r.population != "新生儿"),
    ("健康以外不得超过的指标有哪些", lambda r: r.domain != HEALTH and r.comparator in ("<=", "<")),
    ("除了百分比和新生儿的，健康领域还有哪些指标",
     lambda r: r.domain == HEALTH and r.unit != "%" and r.population != "新生儿"),
    ("既不是千分比，又不是健康领域的指标，列出来", lambda r: r.domain != HEALTH and r.unit != "‰"),
    ("百分比指标里，不要健康领域的，也不要教育领域的，列一下",
     lambda r: r.unit == "%" and r.domain not in (HEALTH, EDUCATION)),
    ("不带“以上”的千分比指标有哪些", lambda r: r.unit == "‰"),
    ("上限里面，跟近视没关系的百分比有几个", lambda r: _at(r, 0) and r.comparator == "<=" and "近视" not in r.name),
    ("家庭领域四个指标里按次算的几个", lambda r: r.unit == "次"),
    ("健康领域没过半的百分比指标有哪些", lambda r: r.domain == HEALTH and _at(r, 0, 50)),
    ("哪些指标没到一半，而且写的是“控制在”", lambda r: r.verb == "控制" and _at(r, 0, 49.9)),
    ("健康口里写“控制在”的目标是哪几个", lambda r: r.verb == "控制"),
    ("兜底的60%到80%之间的指标有哪些", lambda r: _at(r, 60, 80) and r.comparator == ">="),
    ("Which health targets between 60% and 80% are ceilings, not floors?",
     lambda r: _at(r, 60, 80) and r.comparator == "<="),
    ("List the non-health indicators with a number.",
     lambda r: r.domain != HEALTH and r.kind in ("target", "relative")),
]  # fmt: skip


@pytest.mark.parametrize(("question", "wanted"), KEPT, ids=[question for question, _ in KEPT])
def test_every_condition_is_kept(question: str, wanted: Test, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert not query.unexplained
    found = {row.id for row in table.catalog.rows if fits(row, query)}
    assert found == {row.id for row in table.catalog.rows if wanted(row)}


# Each has a condition that the table cannot tell, beside one that it can.
UNREAD = [
    "归教育管的百分比指标有几个",
    "百分比指标里最好办的那些是哪几个",
    "健康领域里跟上一轮规划相比提高了的指标有哪些",
    "下限类指标里有几个是考核用的",
    "90%以上的指标里哪几个特别吃力",
    "How many of the education targets are easy to reach?",
]


@pytest.mark.parametrize("question", UNREAD)
def test_a_condition_that_was_not_read_is_not_dropped(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or query.unexplained


# Words beside the conditions that restrict nothing.
CHATTER = [
    "按每千名儿童配置的指标有哪些",
    "五岁以下的娃娃有哪些指标管着？",
    "一个百分比指标都没有的领域是谁？",
    "领导催得急，健康领域的千分比指标都有哪些呀",
    "百分比指标里最高的到底是哪个呢",
]


@pytest.mark.parametrize("question", CHATTER)
def test_chatter_is_no_condition(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert not query.unexplained


ADDED = [
    ("90%以上的百分比指标加起来是多少", "sum"),
    ("所有用千分号的上限加起来是多少‰？", "sum"),
    ("五岁以下娃那几条里头，按百分比算的加一块儿是多少？", "sum"),
    ("健康和教育领域的指标加起来有几个", "count"),
    ("健康领域的指标合计多少项", "count"),
    ("健康和教育两个领域百分比指标里最高和最低相差几个点", "difference"),
]


@pytest.mark.parametrize(("question", "operation"), ADDED)
def test_figures_of_one_unit_are_added_and_rows_counted(question: str, operation: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.operation == operation
    assert not query.group


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("没过半的", "<="), ("过半的", ">"), ("没低于95%", ">="), ("有没有低于50%的", "<"), ("有没有超过90%的", ">"), ("没有高于78%", "<=")],
)  # fmt: skip
def test_a_denied_bound_is_turned_round(text: str, comparator: str) -> None:
    assert [quantity.comparator for quantity in find_quantities(text)] == [comparator]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("家庭领域百分比的两项谁高，高多少", {"2.5.g2.2/1", "2.5.g2.2/2"}),
        ("教育领域不带“以上”的两个指标差多少", {"2.3.g2.1", "2.3.g4.2"}),
        ("新生儿95%以上的两个指标，哪个高", {"2.1.g2.5", "2.1.g2.6"}),
        (
            "By how many points do the two percentages of the family domain differ?",
            {"2.5.g2.2/1", "2.5.g2.2/2"},
        ),
    ],
)
def test_two_rows_are_compared_by_what_they_have(question: str, ids: set[str], table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert not query.unexplained
    assert query.operation in ("difference", "compare")
    assert set(query.ids) == ids


@pytest.mark.parametrize(
    "question",
    [
        "健康领域的两个百分比指标差多少",
        "家庭领域和教育领域两个领域的百分比指标差几个",
        "健康领域那两个千分比指标哪个高",
    ],
)
def test_more_than_two_are_none_of_the_two(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or query.unexplained or not query.ids


def test_a_figure_is_added_to_another(table: Table) -> None:
    query = read_table(fold("母婴阻断率加高中毛入学率是多少"), table)
    assert query is not None
    assert query.operation == "sum"


def test_what_narrows_a_shared_name_to_no_row_is_not_passed_over(table: Table) -> None:
    query = read_table(fold("婚期筛查率和九年义务教育巩固率平均多少"), table)
    assert query is not None
    assert "婚期" in query.unexplained


@pytest.mark.parametrize("question", ["达到类和保持类各几个", "“达到”和“保持”的百分比指标各多少个"])
def test_verbs_are_counted_each_by_itself(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.operation, query.group) == ("group", "verb")
