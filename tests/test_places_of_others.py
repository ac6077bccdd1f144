"""The make-up of papers in other orders: running numbers, boxes, unnumbered principles; where something stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import META, write_plan

from assistant.lexicon import fold, load_common
from assistant.places import read, read_title
from assistant.places.position import asks_place, without_place
from assistant.plan import load_plan
from assistant.quoting import place_of
from assistant.records import Clause, Draft
from assistant.structure import ROOT, Tree

REPO = Path(__file__).resolve().parent.parent
LINES = [
    "一、总体要求", "（一）基本原则", "坚持节约优先。少花钱，多办事。", "坚持因地制宜。一河一策。", "坚持共同治理。大家的河大家管。",
    "（二）目标", "到2025年水质变好。", "二、重点任务", "（三）疏浚河道", "1.清淤。清一百里。", "2.护岸。修五十里。", "专栏1 疏浚工程",
    "东河工程：投资三亿元。", "西河工程：投资一亿元。", "（四）改造管网", "3.雨污分流。改造三十里。", "4.更换旧管。更换二十里。",
    "三、保障措施", "（五）资金支持。财政出钱。",
]  # fmt: skip


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    folder = tmp_path_factory.mktemp("plans") / "p"
    plan = load_plan(write_plan(folder, LINES, meta=META.partition("grammar")[0]))
    return Tree({clause.id: clause for clause in plan.clauses})


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("这份方案分成几章", (ROOT,)),
        ("重点任务有几条", ("2",)),
        ("专栏1里有哪几个工程", ("2.3.b1",)),
        ("专栏1说的啥", ("2.3.b1",)),
        ("讲讲这份规划主要干些啥", (ROOT, "2")),
        ("马上开会，两三句话说说这个文件写了些什么", (ROOT, "2")),
        ("同学让我讲讲这个规划，它大概讲了些什么内容", (ROOT, "2")),
    ],
)
def test_what_is_told_by_its_parts(tree: Tree, question: str, headings: tuple[str, ...]) -> None:
    asked = read(fold(question), tree, load_common(REPO / "corpus"))
    assert asked is not None
    assert asked.headings == headings


def test_chapters_and_entries_are_asked_for_together(tree: Tree) -> None:
    asked = read("整个文件一共分几章、合计多少条", tree, load_common(REPO / "corpus"))
    assert asked is not None
    assert (asked.headings, asked.also) == ((ROOT,), (("1", "2", "3"),))


def test_running_numbers_are_the_entries_and_boxes_are_none(tree: Tree) -> None:
    assert tree.entries == ("1.1", "1.2", "2.3", "2.4", "3.5")
    assert tree.parts("2") == ("2.3", "2.4")


def test_unnumbered_principles_and_lines_of_a_box_have_names(tree: Tree) -> None:
    assert tree.titled("1.1") == ("1.1.p1", "1.1.p2", "1.1.p3")
    assert tree.titled("2.3.b1") == ("2.3.b1.p1", "2.3.b1.p2")
    assert tree.titled("1.2") == ()


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("修河的钱每年多少?写在规划第几部分第几条,我要引用", "修河的钱每年多少?"),
        ("雨污分流是第几项重点任务?责任单位有谁", "雨污分流?责任单位有谁"),
        ("更换旧管这事写在哪一章第几条", "更换旧管这事"),
        ("第几条讲清淤", "讲清淤"),
        ("清淤写在哪个部分", "清淤写在哪个部分"),
        ("生第几个孩子有补贴", "生第几个孩子有补贴"),
        ("第几次会议定的", "第几次会议定的"),
    ],
)
def test_a_place_asked_for_beside_something_is_taken_out(question: str, left: str) -> None:
    assert without_place(question, named=False) == left


def test_the_rank_of_something_named(tree: Tree) -> None:
    assert without_place("“清淤”在任务里排老几", named=True) == "“清淤”"
    assert without_place("咱市在省里排第几", named=False) == "咱市在省里排第几"
    asked = read_title("雨污分流", tree, load_common(REPO / "corpus"))
    assert asked is not None
    assert asked.places == ("2.4.3",)


@pytest.mark.parametrize("question", ["清淤写在哪一章", "which chapter speaks of pipes", "清淤在第几条"])
def test_questions_for_a_place(question: str) -> None:
    assert asks_place(question)


def _line_of_place(clause: Clause) -> str:
    return place_of(Draft((), ()), clause, "zh").sentences[0].text


def test_the_line_of_a_place_names_a_clause_as_it_is_printed(tree: Tree) -> None:
    assert _line_of_place(tree.clauses["2.4.3"]) == "所在部分：二、重点任务 ＞ （四）改造管网 ＞ 3.雨污分流。"


def test_a_line_behind_a_dash_stands_under_its_heading_and_has_no_name() -> None:
    plan = load_plan(REPO / "corpus" / "daqing-children-2021-2025")
    dashed = [c for c in plan.clauses if c.kind == "target"]
    assert dashed
    assert not [c.id for c in dashed if "—" in _line_of_place(c)]


def test_the_place_cites_the_words_that_name_the_clause(tree: Tree) -> None:
    told = place_of(Draft((), ()), tree.clauses["2.4.3"], "zh")
    assert [c.quote for c in told.citations] == ["3.雨污分流"]
