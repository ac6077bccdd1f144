"""assistant/formalities.py: what a paper says of itself, found by its form; another matter is none of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from made_up import write_plan

from assistant import Assistant
from assistant.formalities import FormalWords, read_formal
from assistant.plan import load_plan
from assistant.structure import Tree

META = """
title = "云泽市人民政府关于加快推进湿地保护的实施意见"
region = "云泽市"
period = [2023, 2027]
"""
SOURCE = """云泽市人民政府关于加快推进
湿地保护的实施意见
云政发〔2023〕17号
各县（区）人民政府，市政府各部门：
湿地是云泽的肾。为加快推进湿地保护，现提出以下意见。
一、总体目标
（一）发展目标。
到2025年，湿地保护率达到52%。到2027年，湿地保护率达到60%左右，全市污水集中处理率达到95%以上，芦苇、香蒲人工收割率分别达到40%和25%。
二、主要任务
（二）修复退化湿地。退耕还湿，恢复水系连通。（市林业局、市水务局、市文化和旅游局等和各县（区）人民政府负责。列第一位者为牵头单位，下同）
（三）发布湿地名录。市林业局每年发布湿地名录。补贴按年度发放。（市林业局、市财政局负责）
云泽市人民政府
2023年6月5日
（此件公开发布）
"""


@pytest.fixture(scope="module")
def wetland(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A paper that nobody published, with all formalities and notes on who does what."""
    home = tmp_path_factory.mktemp("home")
    (home / "corpus").mkdir()
    for path in (repo / "corpus").iterdir():
        if path.is_file():
            shutil.copy(path, home / "corpus")
    write_plan(home / "corpus" / "wetland", SOURCE, meta=META)
    opened = Assistant.open(home)
    yield opened
    opened.close()


def said(assistant: Assistant, question: str) -> str:
    return "\n".join(sentence.text for sentence in assistant.ask(question).sentences)


def test_formalities_are_found_by_their_form(tmp_path: Path) -> None:
    plan = load_plan(write_plan(tmp_path / "p", SOURCE, meta=META))
    assert {
        part: clause.text.strip() for part, clause in Tree({c.id: c for c in plan.clauses}).formal.items()
    } == {
        "number": "云政发〔2023〕17号",
        "addressee": "各县（区）人民政府，市政府各部门：",
        "issuer": "云泽市人民政府",
        "date": "2023年6月5日",
    }


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("这份意见的文号是多少", ("number",)),
        ("文号和日期", ("number", "date")),
        ("落款是几月几号", ("date",)),
        ("这文件谁发的", ("issuer",)),
        ("主送机关有哪些", ("addressee",)),
        ("什么时候印发，发给谁", ("date",)),
        ("when was this document issued", ("date",)),
        ("规划是2022年发布的吗", ("date",)),
        ("这文件是2021年12月印发的吧", ("date",)),
        ("was the plan published in 2022", ("date",)),
        ("上一轮规划哪年颁布的", ()),
        ("2017年颁布的是哪个规划", ()),
        ("湿地名录", ()),
        ("谁负责修复", ()),
    ],
)
def test_what_is_asked_for(repo: Path, question: str, parts: tuple[str, ...]) -> None:
    words = FormalWords.read(repo / "corpus" / "formal_words.tsv")
    assert read_formal(question, words, lambda rest: False) == parts
    assert read_formal(question, words, lambda rest: True) == ()


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("文号给我一下", "云政发〔2023〕17号"),
        ("落款是哪天", "2023年6月5日"),
        ("这个意见是谁印发的", "云泽市人民政府"),
        ("When was this document issued?", "2023年6月5日"),
        ("这份意见是2022年印发的吧", "2023年6月5日"),
    ],
)
def test_the_paper_is_quoted(wetland: Assistant, question: str, held: str) -> None:
    assert held in said(wetland, question)


def test_the_date_of_something_else_is_not_the_papers(wetland: Assistant) -> None:
    for question in ("湿地名录什么时候发布", "补贴什么时候发的"):
        assert "2023年6月5日" not in said(wetland, question)


def test_what_the_text_does_not_have_is_said(repo: Path, tmp_path: Path) -> None:
    write_plan(tmp_path / "corpus" / "bare", ["一、总则", "（一）保护湿地。湿地要保护。"])
    for path in (repo / "corpus").glob("*.t*"):
        shutil.copy(path, tmp_path / "corpus")
    with closing(Assistant.open(tmp_path)) as opened:
        answer = opened.ask("规划的文号是多少")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


def test_who_leads_is_told_with_the_rule_that_says_so(wetland: Assistant) -> None:
    told = said(wetland, "修复退化湿地由谁牵头？")
    assert "市林业局（牵头）" in told
    assert "列第一位者为牵头单位" in told
    assert "市文化和旅游局" in told
    assert "修复退化湿地。（市林业局" in told


@pytest.mark.parametrize(
    "question", ["市财政局跟这个文件有啥关系", "市财政局的名字挂在哪几条后头", "市财政局要负责哪几条"]
)
def test_what_a_body_has_to_do_is_told_with_its_title(wetland: Assistant, question: str) -> None:
    assert "发布湿地名录。（市林业局、市财政局负责）" in said(wetland, question)


def test_entries_are_counted_without_chapters(wetland: Assistant) -> None:
    answer = wetland.ask("总共多少条")
    assert answer.status == "answered"
    assert "3 条" in answer.sentences[0].text


def test_a_statement_without_a_body_charges_nobody(wetland: Assistant) -> None:
    assert "就不用" not in said(wetland, "既然湿地不列入考核，县里是不是就不用管了？")


def test_a_stage_of_the_plan_is_no_other_year(wetland: Assistant) -> None:
    assert "52%" in said(wetland, "2025年湿地保护率目标是多少")
    assert "60%左右" in said(wetland, "2027年湿地保护率要达到多少")


def test_who_really_uses_something_is_no_question_for_results(wetland: Assistant) -> None:
    assert wetland.ask("机器是租的，实际用的人能领补贴吗？").reason != "wrong_scope"


def test_figures_that_are_dealt_out_are_told_one_by_one(wetland: Assistant) -> None:
    assert "芦苇人工收割率：40%" in said(wetland, "芦苇人工收割率目标是多少")
    both = said(wetland, "人工收割率要达到多少")
    assert "40%" in both
    assert "25%" in both


def test_the_whole_region_may_be_left_out_of_a_name(wetland: Assistant) -> None:
    assert "95%以上" in said(wetland, "污水集中处理率目标")


def test_about_stays_about(wetland: Assistant) -> None:
    assert not wetland.ask("2027年湿地保护率目标是60%，对吗？").dropped


def test_about_stays_about_in_english(wetland: Assistant) -> None:
    answer = wetland.ask("What is the 2027 target for 湿地保护率?")
    assert not answer.dropped
    assert "60%" in "".join(sentence.text for sentence in answer.sentences)


def test_a_note_charges_for_all_that_its_clause_says(wetland: Assistant) -> None:
    told = said(wetland, "恢复水系连通，市水务局一家负责吗？还有谁")
    assert "市林业局" in told
    assert "没有写明" not in told
