"""assistant/render.py: how an answer looks in Markdown, as text and as JSON."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from assistant.records import Answer, Citation, Dropped, Duty, Premise, Sentence, SqlResult
from assistant.render import place, source_lines, sql_lines, to_json, to_markdown, to_text

CITATION = Citation(
    1,
    "clause",
    "p",
    "2.1.g3.2",
    ("（一）儿童与健康", "主要目标"),
    "——婴儿死亡率控制在 5.5‰以下。",
    10,
    28,
    False,
)
SQL = SqlResult(
    "SELECT id FROM indicators WHERE name = :name", {"name": "婴儿死亡率"}, ("id",), (("2.1.g3.2",),)
)
ANSWER = Answer(
    question="婴儿死亡率？",
    completed_question="婴儿死亡率？",
    status="answered",
    reason=None,
    sentences=(Sentence("到2025年，婴儿死亡率控制在5.5‰以下。", (1,)),),
    citations=(CITATION,),
    sql=SQL,
    timings_ms={"total": 1.23456},
)


def _saying(*texts: str, numbers: tuple[int, ...] = ()) -> Answer:
    return dataclasses.replace(ANSWER, sentences=tuple(Sentence(text, numbers) for text in texts))


# --- Markdown


def test_a_sentence_carries_its_mark() -> None:
    assert to_markdown(ANSWER) == "到2025年，婴儿死亡率控制在5.5‰以下。[1]"


def test_two_citations_give_two_marks() -> None:
    assert to_markdown(_saying("甲。", numbers=(1, 2))).endswith("[1][2]")


def test_several_sentences_are_paragraphs() -> None:
    assert re.split(r"\n{2,}", to_markdown(_saying("甲。", "乙。"))) == ["甲。", "乙。"]


@pytest.mark.parametrize("heading", ["共 2 项：", "The plan has 2 such figures:"])
def test_what_follows_a_heading_is_a_list(heading: str) -> None:
    lines = to_markdown(_saying(heading, "甲。", "乙。")).split("\n")
    assert lines[0] == heading
    assert lines[1] == "", "Markdown wants a blank line before a list"
    assert [line for line in lines if line.startswith("- ")] == ["- 甲。", "- 乙。"]
    assert lines.index("- 乙。") == lines.index("- 甲。") + 1


def test_no_sentences_give_nothing() -> None:
    assert to_markdown(_saying()) == ""


MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a & b < c > d",
    "&lt;script&gt;",
    "[click](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "**bold** _it_ `code` ~~no~~ # head | cell",
    "\\<b>",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_and_never_carried_out(text: str) -> None:
    shown = to_markdown(_saying(f"没有「{text}」的指标。"))
    assert "<" not in shown
    assert ">" not in shown
    for mark in "[]`*_#|~":
        assert shown.count(mark) == shown.count("\\" + mark), mark
    assert shown.count("&") == shown.count("&amp;") + shown.count("&lt;") + shown.count("&gt;")


def test_a_mark_that_a_sentence_brings_is_no_citation() -> None:
    assert to_markdown(_saying("见[7]。")) == "见\\[7\\]。"


# --- text


def test_text_gives_sentence_source_place_quote_and_query() -> None:
    text = to_text(ANSWER)
    for part in (
        "5.5‰以下。[1]",
        "出处",
        "（一）儿童与健康",
        "2.1.g3.2",
        "——婴儿死亡率控制在 5.5‰以下。",
        "SELECT id",
        ":name = 婴儿死亡率",
    ):
        assert part in text
    assert text.index("5.5‰以下。[1]") < text.index("出处") < text.index("SELECT id")


def test_text_leaves_out_what_there_is_not() -> None:
    bare = dataclasses.replace(ANSWER, citations=(), sql=None)
    assert to_text(bare) == "到2025年，婴儿死亡率控制在5.5‰以下。[1]"


def test_text_lists_suggestions_in_the_language_of_the_answer() -> None:
    zh = dataclasses.replace(ANSWER, suggestions=("近视率？",))
    assert to_text(zh).endswith("近视率？")
    en = dataclasses.replace(ANSWER, lang="en", suggestions=("myopia rate?",))
    assert "Source" in to_text(en)
    assert "出处" not in to_text(en)


def test_place_shows_the_headings_or_the_document() -> None:
    assert place(CITATION).endswith("2.1.g3.2")
    assert place(CITATION).index("儿童与健康") < place(CITATION).index("主要目标")
    assert place(dataclasses.replace(CITATION, document="国发〔2021〕16号")) == "国发〔2021〕16号"
    assert CITATION.quote in source_lines(CITATION)


def test_sql_lines_count_the_rows() -> None:
    assert "1" in sql_lines(SQL, "zh").splitlines()[-1]
    assert "1" in sql_lines(SQL, "en").splitlines()[-1]


# --- JSON

KEYS = {
    "version", "question", "completed_question", "status", "reason", "lang", "answer", "citations", "sql", "duties",
    "premise", "completeness", "verified", "mode", "dropped", "suggestions", "timings_ms",
}  # fmt: skip


def test_json_has_the_keys_of_the_contract() -> None:
    assert set(to_json(ANSWER)) == KEYS
    assert to_json(ANSWER)["version"] == 1


def test_json_of_parts() -> None:
    full = dataclasses.replace(
        ANSWER,
        duties=(Duty("市卫健委", "负责", "stated", 1),),
        premise=Premise("6‰", "5.5‰以下", False),
        dropped=(Dropped("甲", "values_found", "乙"),),
    )
    record = to_json(full)
    assert record["duties"] == [{"actor": "市卫健委", "role": "负责", "basis": "stated", "citation": 1}]
    assert record["premise"] == {"asked": "6‰", "plan": "5.5‰以下", "agrees": False}
    assert record["dropped"] == [{"text": "甲", "check": "values_found", "reason": "乙"}]
    assert set(record["citations"][0]) == {
        "n", "source", "plan", "clause_id", "path", "quote", "start", "end", "repaired",
    }  # fmt: skip
    assert set(record["sql"]) == {"statement", "parameters", "columns", "rows", "truncated"}


def test_json_survives_a_round_trip() -> None:
    record = to_json(ANSWER)
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


def test_json_without_parts_has_nulls_and_empty_lists() -> None:
    record = to_json(dataclasses.replace(ANSWER, citations=(), sql=None))
    assert (record["sql"], record["premise"], record["citations"], record["duties"]) == (None, None, [], [])


def test_a_sentence_that_stands_apart_ends_the_list_before_it() -> None:
    said = ("规则：", "甲承担。", "乙承担。", "具体分工请向丙咨询。")
    sentences = tuple(Sentence(text, apart=text.startswith("具体")) for text in said)
    shown = to_markdown(dataclasses.replace(ANSWER, sentences=sentences))
    assert shown == "规则：\n\n- 甲承担。\n- 乙承担。\n\n具体分工请向丙咨询。"
    text = to_text(dataclasses.replace(ANSWER, sentences=sentences))
    assert text.startswith("规则：\n- 甲承担。\n- 乙承担。\n具体分工请向丙咨询。\n")
