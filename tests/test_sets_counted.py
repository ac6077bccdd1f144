"""Sets that are counted beside one another (死亡率指标和新生儿的指标各有几个): each by itself, and what one is against the other.

The counts were found by reading the plan.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.records import Answer, CountedSet, Draft, Evidence, TableQuery
from assistant.verify import check


@pytest.fixture(scope="module")
def core() -> Assistant:
    return Assistant.open()


def _told(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


def _counts(answer: Answer) -> dict[str, int]:
    assert answer.sql is not None, _told(answer)
    label, total = (answer.sql.columns.index(name) for name in ("label", "total"))
    return {str(row[label]): int(str(row[total])) for row in answer.sql.rows}


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("新生儿的指标和农村的指标各有几个", [4, 3]),
        ("请问死亡率、近视率、入学率这三类指标分别有几个？", [6, 4, 2]),
        ("用‰表示的有几个，低于10%的又有几个", [3, 3]),
        ("高于90%的有几个，正好90%的又有几个", [8, 8]),
        ("95%以上和5‰以下的分别有几个", [8, 1]),
        ("How many measures mention libraries, and how many mention museums?", [2, 1]),
        ("教育领域里，95%以上的指标和90%的指标各有几个", [3, 2]),
        ("健康领域的措施和教育领域的主要目标各几条", [16, 8]),
        ("定性和定量指标各多少个", [16, 38]),
        ("100%的指标和农村的指标各有几个", [0, 3]),
        ("how many indicators are above 95% and how many are below 10%?", [6, 3]),
    ],
)
def test_each_set_is_counted_by_itself(core: Assistant, question: str, counts: list[int]) -> None:
    answer = core.ask(question)
    assert list(_counts(answer).values()) == counts
    for label, many in _counts(answer).items():
        assert re.search(
            rf"「{re.escape(label)}」(?:：共 {many} 条| \(as you ask\): {many} in all)", _told(answer)
        )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("健康领域的指标比死亡率指标多几个", "相差 29 条（推算）：35 − 6 = 29 条。"),
        ("定量指标多还是定性指标多", "相差 22 条（推算）：38 − 16 = 22 条。"),
        ("新生儿的指标跟农村的指标差几个", "相差 1 条（推算）：4 − 3 = 1 条。"),
        ("how many more indicators does the plan have for health than for mortality?", "35 − 6 = 29."),
        ("近视率指标是不是比死亡率指标多", "不是"),
        ("死亡率指标比近视率指标多吗", "是的"),
    ],
)
def test_one_is_held_against_the_other(core: Assistant, question: str, told: str) -> None:
    assert told in _told(core.ask(question))


def test_the_one_that_has_more_stands_first(core: Assistant) -> None:
    assert list(_counts(core.ask("农村的指标和新生儿的指标哪个多")).values()) == [4, 3]


@pytest.mark.parametrize(
    "question",
    ["新生儿的指标和外卖骑手的指标各有几个", "农村的指标多还是火星的指标多", "又的指标和农村的指标各几个"],
)
def test_nothing_is_counted_where_one_set_is_none_of_the_plan(core: Assistant, question: str) -> None:
    answer = core.ask(question)
    assert answer.sql is None or "label" not in answer.sql.columns


def test_domains_are_still_counted_by_group(core: Assistant) -> None:
    """Where one field tells the sets apart, the groups have the plan's own names."""
    assert "儿童与健康：共 35 条" in _told(core.ask("健康领域的指标和教育领域的指标各有几个"))


def test_a_count_that_was_altered_is_dropped(core: Assistant) -> None:
    rows = tuple(row for row in core.catalog.rows if "死亡率" in row.name)
    sets = (CountedSet("死亡率指标", TableQuery(ids=tuple(row.id for row in rows))),)
    table = TableQuery(operation="group", group="label", sets=sets)
    evidence = Evidence(indicators=rows, table=table)
    answer = core.ask("死亡率指标和近视率指标各有几个")
    said = next(s for s in answer.sentences if "死亡率指标" in s.text)
    right = replace(said, citations=())
    assert not check(Draft((right,), ()), evidence).dropped
    wrong = replace(right, text=right.text.replace("共 6 条", "共 5 条"))
    assert [one.check for one in check(Draft((wrong,), ()), evidence).dropped] == ["groups_counted"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("新生儿的指标占比多少", "4 ÷ 62 = 6.45%"),
        ("近视率指标占总数的比例是多少", "4 ÷ 62 = 6.45%"),
        ("提到学校的措施占多大比例", "30 ÷ 92 = 32.61%"),
    ],
)
def test_a_share_without_a_whole_is_that_of_all_of_the_kind(
    core: Assistant, question: str, told: str
) -> None:
    assert told in _told(core.ask(question))
