"""Whether the figure of a bound counts itself: 96本身不算, 两头都不算, strictly between."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_table_built import _told, table
from test_tabular import LEVELS

from assistant.lexicon import fold
from assistant.records import Bound
from assistant.tabular import Table, read_table

__all__ = ["table"]

EDGES: list[tuple[str, str]] = [
    ("比96%还高的指标有几个？不含96本身", ">96"),
    ("比90%低的百分比指标有哪些，90%本身不算", "<90"),
    ("90%以上的指标有几个（含90%）？", ">=90"),
    ("90（不含）以上的百分比指标列一列", ">90"),
    ("95%往上的，带95%一块儿数，有几个？", ">=95"),
    ("超过90%的有几个，把90%的也数进来", ">=90"),
    ("5%到40%之间的指标有几个，两头都不算", ">5 <40"),
    ("60到96之间的百分比，不包括96，有哪些？", ">=60 <96"),
    ("高于60小于99的百分比，60和99都不算，有几个", ">60 <99"),
    ("Which percentage targets lie strictly between 20% and 60%?", ">20 <60"),
    ("Which indicators are over 96%, excluding 96% itself?", ">96"),
    ("between 5% and 8% inclusive, which targets?", ">=5 <=8"),
]


@pytest.mark.parametrize(("question", "expected"), EDGES)
def test_a_bound_is_open_or_closed_as_it_is_said(question: str, expected: str, table: Table) -> None:
    bounds: tuple[Bound, ...] = _told(read_table(fold(question), table))["bounds"]
    assert " ".join(f"{b.operator}{b.value}" for b in bounds) == expected


def test_the_edge_of_a_number_of_things(table: Table) -> None:
    told = _told(read_table(fold("措施超过12条的领域有哪些，12条的也算"), table))
    assert told["sizes"] == (Bound(">=", Decimal(12)),)


def test_a_figure_left_out_that_is_no_edge_leaves_rows_out(table: Table) -> None:
    told = _told(read_table(fold("90%以上的指标有哪些，不含95%的"), table))
    assert told["bounds"] == (Bound(">=", Decimal(90)),)
    assert told["without"].bounds == (Bound("=", Decimal(95)),)
    assert told["kinds"] == LEVELS


def test_a_figure_that_another_bound_rules_out_was_meant_otherwise(table: Table) -> None:
    query = read_table(fold("高于95%、等于90%的指标有哪些"), table)
    assert query is not None
    assert query.unexplained == ("90",)
