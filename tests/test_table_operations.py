"""One operation over a set of rows, in several voices: held to their mean, nearest to a figure, either of two sets, none, left out.

What is wanted is worked out here from the rows, not from what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from test_tabular import REPO, _table

from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Indicator
from assistant.recount.wanted import fits
from assistant.tabular import Table, read_table

Test = Callable[[Indicator], bool]

# What restricts, and how it is said in Chinese and in English; all its figures have one unit.
SETS: Mapping[str, tuple[Test, str, str]] = {
    "education": (lambda r: r.domain == "儿童与教育", "教育领域的指标", "education indicators"),
    "myopia": (lambda r: "近视率" in r.name, "近视率指标", "myopia indicators"),
    "screening": (lambda r: "筛查率" in r.name, "筛查率指标", ""),
    "per mille": (lambda r: r.unit == "‰", "千分率指标", "per mille indicators"),
}  # fmt: skip
ABOVE = (
    "{a}里高于平均值的有哪些",
    "{a}中超过平均水平的有几个",
    "哪些{a}比平均数高",
    "{a}，平均值以上的列一下",
)
BELOW = ("{a}里低于平均水平的有哪些", "{a}中不到平均数的有哪几个", "{a}里头比平均值低的是哪些")


@pytest.fixture(scope="module")
def table() -> Table:
    key = "daqing-children-2021-2025"
    reading = read_plan(REPO / "corpus", key)
    return _table(reading.plan, tuple(reading.rows), REPO / "corpus" / key)


def _values(test: Test, table: Table) -> dict[str, Decimal]:
    rows = (r for r in table.catalog.rows if test(r) and r.kind != "relative")
    return {row.id: row.value for row in rows if row.value is not None}


def _found(question: str, table: Table) -> set[str] | None:
    """Ids of the rows that a question is read to be about; None where it is not read whole."""
    query = read_table(fold(question), table)
    if query is None or query.unexplained or query.choices:
        return None
    return {row.id for row in table.catalog.rows if fits(row, query)}


@pytest.mark.parametrize("name", SETS)
def test_rows_are_held_to_their_own_mean(name: str, table: Table) -> None:
    test, zh, en = SETS[name]
    values = _values(test, table)
    mean = sum(values.values(), Decimal(0)) / len(values)
    above = {i for i, value in values.items() if value > mean}
    below = {i for i, value in values.items() if value < mean}
    for frame in ABOVE:
        assert _found(frame.format(a=zh), table) == above, frame
    for frame in BELOW:
        assert _found(frame.format(a=zh), table) == below, frame
    if en:
        assert _found(f"Which {en} are above average?", table) == above
        assert _found(f"How many {en} are below the average?", table) == below


@pytest.mark.parametrize("name", ["education", "myopia", "screening"])
@pytest.mark.parametrize("figure", [50, 87, 94])
def test_the_nearest_to_a_figure(name: str, figure: int, table: Table) -> None:
    test, zh, en = SETS[name]
    values = _values(test, table)
    least = min(abs(value - figure) for value in values.values())
    nearest = {i for i, value in values.items() if abs(value - figure) == least}
    for frame in ("{a}里最接近{n}%的是哪个", "哪个{a}离{n}%最近", "{a}里跟{n}%最接近的是哪一项"):
        assert _found(frame.format(a=zh, n=figure), table) == nearest, frame
    if en:
        assert _found(f"Which of the {en} is closest to {figure}%?", table) == nearest


def test_figures_of_several_units_have_no_mean(table: Table) -> None:
    query = read_table(fold("健康领域的指标里高于平均值的有哪些"), table)
    assert query is not None
    assert query.unexplained


EITHER: Mapping[str, Test] = {
    "新生儿的": lambda r: r.population == "新生儿",
    "死亡率": lambda r: "死亡率" in r.name,
    "教育领域的": lambda r: r.domain == "儿童与教育",
    "以‰为单位的": lambda r: r.unit == "‰",
    "覆盖率": lambda r: "覆盖率" in r.name,
}  # fmt: skip


def test_rows_of_one_set_or_of_another(table: Table) -> None:
    names = list(EITHER)
    for one, other in zip(names, names[1:] + names[:1], strict=True):
        wanted = {r.id for r in table.catalog.rows if EITHER[one](r) or EITHER[other](r)}
        for frame in ("{a}或者{b}指标有哪些", "{a}或{b}指标一共有几个", "把{a}以及{b}指标列出来"):
            assert _found(frame.format(a=one, b=other), table) == wanted, (one, other, frame)


@pytest.mark.parametrize("what", ["死亡率", "覆盖率", "低于10%的", "新生儿的"])
def test_domains_without_and_with(what: str, table: Table) -> None:
    for frame in ("哪些领域没有{a}指标", "哪个领域里没有{a}指标"):
        query = read_table(fold(frame.format(a=what)), table)
        assert query is not None
        assert (query.operation, query.group, query.unexplained) == (
            "absent",
            "domain",
            (),
        )
    for frame in ("{a}指标涉及几个领域", "{a}指标分布在多少个领域"):
        query = read_table(fold(frame.format(a=what)), table)
        assert query is not None
        assert (query.operation, query.group, query.unexplained) == (
            "group",
            "domain",
            (),
        )


@pytest.mark.parametrize(
    "frame",
    [
        "如果去掉{n}，{a}最高的是哪个",
        "如果不算{n}，{a}平均多少",
        "{a}除了{n}平均是多少",
        "要是把{n}去掉，{a}平均是多少",
    ],
)
def test_a_row_is_left_out_before_the_rest_is_taken_together(frame: str, table: Table) -> None:
    query = read_table(fold(frame.format(n="义务教育优质均衡率", a="教育领域的指标")), table)
    assert query is not None
    assert not query.unexplained
    assert query.domains == ("儿童与教育",)
    assert query.without is not None
    assert query.without.ids == ("2.3.g2.1",)


def test_what_is_no_part_of_a_domain_is_left_out(table: Table) -> None:
    wanted = {r.id for r in table.catalog.rows if r.domain == "儿童与健康" and r.verb != "控制"}
    for frame in ("健康领域的指标里不是“控制”的有哪些", "健康领域除了用“控制”的指标还有哪些指标"):
        assert _found(frame, table) == wanted, frame


def test_a_goal_is_named_by_its_number(table: Table) -> None:
    for frame in ("健康领域目标7下面有哪些指标", "健康领域的主要目标七包含几个指标"):
        assert _found(frame, table) == {"2.1.g7.1", "2.1.g7.2", "2.1.g7.3"}, frame


def test_the_place_of_a_row_among_those_of_a_name(table: Table) -> None:
    for frame in ("近视率指标里初中生近视率排名多少", "初中生近视率在近视率指标中从高到低排第几位"):
        assert _found(frame, table) == {"2.1.g8.3", "2.1.g8.4", "2.1.g8.5"}, frame


def test_a_verb_with_no_figure_is_a_verb(table: Table) -> None:
    wanted = {r.id for r in table.catalog.rows if r.domain == "儿童与健康" and r.verb == "控制"}
    for frame in ("健康领域要求控制在一定范围内的指标有几个", "健康领域控制在一定范围内的指标有哪些"):
        assert _found(frame, table) == wanted, frame
