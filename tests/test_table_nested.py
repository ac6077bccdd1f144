"""A question about the domain that another question picks: read on both sides, told with what was picked, and checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_tabular import KEY, REPO, _table

from assistant import Assistant
from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Draft, Evidence
from assistant.tabular import Table, read_table
from assistant.verify import check


@pytest.fixture(scope="module")
def table() -> Table:
    """The table of the published plan."""
    reading = read_plan(REPO / "corpus", KEY)
    return _table(reading.plan, tuple(reading.rows), REPO / "corpus" / KEY)


GOALS, MEASURES, FIGURES = ("goal",), ("measure",), ("target", "relative")


@pytest.mark.parametrize(
    ("question", "picked", "asked"),
    [
        ("主要目标最多的领域有几条策略措施？", GOALS, MEASURES),
        ("措施最少的那块叫啥名，主要目标有几个", MEASURES, GOALS),
        ("哪个领域主要目标最多，它的措施有多少条", GOALS, MEASURES),
        ("哪一章措施最多？那一章的主要目标都有啥", MEASURES, GOALS),
        ("哪个领域措施最多，有几个主要目标", MEASURES, GOALS),
        ("主要目标数排第二的领域，策略措施有多少条？", GOALS, MEASURES),
        ("措施超过十五条的领域，带数字的指标有哪些", MEASURES, FIGURES),
        ("一个带数字的指标都没有的领域各有几条措施", FIGURES, MEASURES),
        ("How many goals does the domain with the fewest measures have?", MEASURES, GOALS),
        ("Which area has the most goals, and how many measures does it have?", GOALS, MEASURES),
        ("List the measures of the domain that has the most goals", GOALS, MEASURES),
    ],
)
def test_what_picks_and_what_is_asked_are_read_each_for_itself(
    table: Table, question: str, picked: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.chosen is not None
    assert (query.chosen.kinds, query.kinds, query.unexplained) == (picked, asked, ())


@pytest.mark.parametrize(
    "question",
    [
        "主要目标最多的领域是哪个，有几个？",
        "措施最多的领域和措施最少的领域差几条",
        "Which domain has the most measures and how many are there?",
        "定量指标不到三个的领域有哪些？",
        "健康领域有几条措施",
    ],
)
def test_one_question_stays_one(table: Table, question: str) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.chosen is None


def test_the_answer_says_which_domain_was_picked_and_by_what(plan: Assistant) -> None:
    said = [s.text for s in plan.ask("措施最少的领域设了几个主要目标？").sentences]
    assert said[:2] == ["按策略措施数，最少的是儿童与家庭：共 9 条。", "规划中儿童与家庭的主要目标共 5 条："]


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("按策略措施数，最少的是儿童与家庭：共 9 条。", "按策略措施数，最少的是儿童与家庭：共 8 条。"),
        ("按策略措施数，最少的是儿童与家庭：共 9 条。", "按主要目标数，最少的是儿童与家庭：共 9 条。"),
        ("按策略措施数，最少的是儿童与家庭：共 9 条。", "按策略措施数，最少的是儿童与安全：共 9 条。"),
        ("规划中儿童与家庭的主要目标共 5 条：", "规划中儿童与家庭的主要目标共 9 条："),
    ],
)
def test_what_is_altered_is_not_shown(
    plan: Assistant, monkeypatch: pytest.MonkeyPatch, told: str, wrong: str
) -> None:
    seen: list[tuple[Draft, Evidence]] = []

    def kept(draft: Draft, evidence: Evidence) -> object:
        seen.append((draft, evidence))
        return check(draft, evidence)

    monkeypatch.setattr("assistant.agent.check", kept)
    plan.ask("措施最少的领域设了几个主要目标？")
    draft, evidence = seen[0]
    assert told in {s.text for s in draft.sentences}
    altered = tuple(replace(s, text=wrong) if s.text == told else s for s in draft.sentences)
    verdict = check(replace(draft, sentences=altered), evidence)
    assert wrong in {dropped.text for dropped in verdict.dropped}


def test_a_first_within_what_another_question_picked_has_one_statement(plan: Assistant) -> None:
    answer = plan.ask("措施最少的领域里，细项最多的主要目标是哪个")
    assert answer.sql is not None
    assert "chosen_counted" in answer.sql.statement
    assert answer.sentences[0].text == "按策略措施数，最少的是儿童与家庭：共 9 条。"
