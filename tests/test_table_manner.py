"""How rows are to change, in the plan's own words (持续下降), and which domain speaks most of something.

The rows and the counts were found by reading the plan.
"""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def core() -> Assistant:
    return Assistant.open()


def _told(core: Assistant, question: str) -> list[str]:
    """Names of the rows that the table brought."""
    answer = core.ask(question)
    assert answer.sql is not None, question
    return [str(row[answer.sql.columns.index("name")]) for row in answer.sql.rows]


STEADY = ["待遇水平", "医疗救助待遇水平", "农村卫生厕所普及率"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("要求持续下降的是哪些", ["儿童溺水死亡率"]),
        ("“持续下降”的指标有哪些", ["儿童溺水死亡率"]),
        ("写着明显下降的指标是哪个", ["儿童新发近视率"]),
        ("稳步提高的指标有哪些", STEADY),
        ("福利领域里稳步提高的指标", STEADY[:2]),
        ("哪些指标要求稳步提高或持续下降", ["儿童溺水死亡率", *STEADY]),
        ("进一步巩固提高的是哪个指标", ["城乡社区儿童之家覆盖率"]),
    ],
)
def test_rows_are_told_by_how_they_are_to_change(core: Assistant, question: str, names: list[str]) -> None:
    assert _told(core, question) == names


def test_rows_that_only_fall_are_still_told_by_the_verb_alone(core: Assistant) -> None:
    names = _told(core, "要求下降的指标有哪些")
    assert {"儿童溺水死亡率", "儿童道路交通伤害死亡率", "儿童新发近视率"} <= set(names)


@pytest.mark.parametrize(
    ("question", "domains"),
    [
        ("哪个领域提到家长最多", {"儿童与健康", "儿童与家庭"}),
        ("提到家长的条款最多的是哪个领域", {"儿童与健康", "儿童与家庭"}),
        ("哪个领域说学校说得最多", {"儿童与教育"}),
        ("which area talks about schools the most?", {"儿童与教育"}),
        ("哪个领域谈政府谈得最多", {"儿童与福利"}),  # other chapters have more, and are no domain
    ],
)
def test_the_domain_that_speaks_most_of_something_is_a_domain(
    core: Assistant, question: str, domains: set[str]
) -> None:
    answer = core.ask(question)
    assert answer.sql is not None
    assert {row[answer.sql.columns.index("domain")] for row in answer.sql.rows} == domains


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("教育领域有几条目标没写数字", "只计写出了指标名称的目标"),
        ("各领域没有数的目标各几条", "只计写出了指标名称的目标"),
        ("How many targets have no figure?", "only targets that name an indicator are counted"),
    ],
)
def test_a_count_of_targets_without_a_figure_says_which_are_counted(
    core: Assistant, question: str, note: str
) -> None:
    answer = core.ask(question)
    assert not answer.dropped
    assert note in answer.sentences[-1].text


def test_a_count_of_indicators_needs_no_such_note(core: Assistant) -> None:
    assert "只计" not in core.ask("健康领域里没给数的指标有哪几条").sentences[-1].text
