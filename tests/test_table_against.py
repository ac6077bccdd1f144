"""Questions that hold rows against the figure of another one: the same as X's, higher than X's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from test_table_built import _told, table
from test_tabular import HEALTH, LEVELS

from assistant.lexicon import fold
from assistant.records import Bound, TableQuery
from assistant.tabular import Table, read_table

__all__ = ["table"]

HEARING, PRENATAL, WATER, INFANT = "2.1.g2.6", "2.1.g2.3", "2.6.g4.3", "2.1.g3.2"
RETENTION, PRIMARY, VACCINE = "2.3.g2.2", "2.1.g8.3", "2.1.g4.4"


def _than(operator: Any, value: str, row: str, unit: str = "%") -> dict[str, Any]:
    found = {
        "kinds": LEVELS,
        "units": (unit,),
        "bounds": (Bound(operator, Decimal(value)),),
        "against": (row,),
    }
    return {**found, "without": TableQuery(ids=(row,))} if operator == "=" else found


AGAINST: list[tuple[str, dict[str, Any]]] = [
    ("哪些指标的目标值跟产前筛查率相同？", _than("=", "75", PRENATAL)),
    ("有没有和农村自来水普及率定得一样高的指标？", _than("=", "96", WATER)),
    ("自来水普及率跟谁的目标值一样？", _than("=", "96", WATER)),
    ("请列出与“新生儿听力筛查率”目标值相同的全部指标", _than("=", "95", HEARING)),
    ("目标比新生儿听力筛查率还高的指标有几个？", {"operation": "count", **_than(">", "95", HEARING)}),
    ("健康领域里低于产前筛查率的百分比指标有几个", {"operation": "count", "domains": (HEALTH,), **_than("<", "75", PRENATAL)}),
    ("哪些指标不低于疫苗接种率？", _than(">=", "95", VACCINE)),
    ("Which indicators have the same target as the prenatal screening rate?", _than("=", "75", PRENATAL)),
    ("目标值介于产前筛查率和新生儿听力筛查率之间的指标有哪些？",
     {"kinds": LEVELS, "units": ("%",), "bounds": (Bound(">=", Decimal(75)), Bound("<=", Decimal(95))), "against": (PRENATAL, HEARING),
      "without": TableQuery(ids=(PRENATAL, HEARING))}),
    ("Which targets are lower than the prenatal screening target?", _than("<", "75", PRENATAL)),
    ("哪些指标比九年义务教育巩固率低、但比新生儿听力筛查率高？",
     {**_than("<", "99", RETENTION), "bounds": (Bound("<", Decimal(99)), Bound(">", Decimal(95))), "against": (RETENTION, HEARING)}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), AGAINST)
def test_the_figure_of_the_row_that_is_named_bounds(
    question: str, expected: dict[str, Any], table: Table
) -> None:
    assert _told(read_table(fold(question), table)) == expected


def test_a_name_of_several_rows_narrows(table: Table) -> None:
    told = _told(read_table(fold("哪个死亡率比婴儿死亡率低？"), table))
    assert told["against"] == (INFANT,)
    assert set(told["ids"]) > {INFANT}


@pytest.mark.parametrize(
    "question",
    [
        "初中生近视率比小学生近视率高多少？",
        "产前筛查率跟新生儿听力筛查率一样吗？",
        "小学生近视率和初中生近视率之间差几个点？",
        "Is the prenatal screening target higher than the hearing screening target?",
        "农村自来水普及率是多少？",
    ],
)
def test_rows_compared_with_one_another_are_held_against_none(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or not query.against


def test_a_name_of_several_figures_is_asked_back(table: Table) -> None:
    query = read_table(fold("比死亡率还低的百分比指标有哪些？"), table)
    assert query is not None
    assert len(query.choices) == 3


def test_what_is_not_read_beside_a_comparison_is_told(table: Table) -> None:
    query = read_table(fold("跟产前筛查率一样的约束性指标有哪些？"), table)
    assert query is not None
    assert "约束性" in query.unexplained
