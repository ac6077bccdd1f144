"""sayings.tsv: how people speak of what a clause says, phrase by phrase, each beside a clause of the plan."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.agent import Assistant
from assistant.build import read_sayings
from assistant.errors import LexiconError
from assistant.lexicon import fold, read_table
from assistant.passages import Saying, passages, sentences
from assistant.plan import Plan

COLUMNS = ("id", "sentence", "text", "lang")
MEASURE_ROWS = 3  # a measure provides several things, and each is asked about in its own words
FEWEST = {"zh": 1, "en": 1}  # of a sentence that is only a title; others have more


@pytest.fixture(scope="module")
def rows(repo: Path, daqing: Plan) -> list[dict[str, str]]:
    folder = repo / "corpus" / daqing.meta.key
    return [row for name in ("sayings.tsv", "sayings.en.tsv") for row in read_table(folder / name, COLUMNS)]


def test_every_phrase_stands_beside_a_clause_of_the_plan(rows: list[dict[str, str]], daqing: Plan) -> None:
    known = {clause.id for clause in daqing.clauses}
    assert [(row["line"], row["id"]) for row in rows if row["id"] not in known] == []


def test_a_phrase_is_in_a_known_language(rows: list[dict[str, str]]) -> None:
    assert [(row["line"], row["lang"]) for row in rows if row["lang"] not in {"zh", "en"}] == []


def test_a_phrase_has_words(rows: list[dict[str, str]]) -> None:
    assert [row["line"] for row in rows if not fold(row["text"])] == []


def test_no_phrase_stands_twice(rows: list[dict[str, str]]) -> None:
    for texts in ([row["text"] for row in rows], [fold(row["text"]) for row in rows]):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_a_phrase_is_not_the_clauses_own_words(rows: list[dict[str, str]], daqing: Plan) -> None:
    texts = {clause.id: fold(clause.text) for clause in daqing.clauses}
    assert [(row["line"], row["text"]) for row in rows if fold(row["text"]) in texts[row["id"]]] == []


def test_each_measure_has_its_phrases(rows: list[dict[str, str]], daqing: Plan) -> None:
    count = Counter(row["id"] for row in rows)
    measures = [clause.id for clause in daqing.clauses if clause.kind == "measure"]
    assert measures
    assert [(measure, count[measure]) for measure in measures if count[measure] < MEASURE_ROWS] == []


def test_phrases_are_read_by_clause(repo: Path, daqing: Plan, rows: list[dict[str, str]]) -> None:
    found = read_sayings(repo / "corpus" / daqing.meta.key)
    assert {row["id"] for row in rows} <= set(found)
    assert all(Saying(row["text"], int(row["sentence"])) in found[row["id"]] for row in rows)


@pytest.mark.parametrize("lang", FEWEST)
def test_each_sentence_has_its_phrases(rows: list[dict[str, str]], daqing: Plan, lang: str) -> None:
    count = Counter((row["id"], int(row["sentence"])) for row in rows if row["lang"] == lang)
    wanted = [
        (clause.id, number)
        for clause in daqing.clauses
        if clause.kind in ("measure", "target", "item")
        for number in range(1, len(sentences(clause.text)) + 1)
    ]
    assert len(wanted) > 500
    assert [place for place in wanted if count[place] < FEWEST[lang]] == []


def test_a_phrase_stands_beside_a_sentence_that_the_clause_has(
    rows: list[dict[str, str]], daqing: Plan
) -> None:
    most = {clause.id: len(sentences(clause.text)) for clause in daqing.clauses}
    wrong = [row["line"] for row in rows if not 0 <= int(row["sentence"]) <= most[row["id"]]]
    assert wrong == []


def test_a_phrase_is_indexed_with_the_span_of_its_sentence(daqing: Plan) -> None:
    clause = next(c for c in daqing.clauses if c.kind == "measure" and len(sentences(c.text)) > 2)
    said = {clause.id: [Saying("第三句怎么说", 3), Saying("说的啥", 0)]}
    found = {p.text: (p.start, p.end) for p in passages([clause], {}, sayings=said) if p.kind == "saying"}
    assert found == {"第三句怎么说": sentences(clause.text)[2], "说的啥": (0, len(clause.text))}


def test_a_row_without_a_number_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "sayings.tsv").write_text("id\tsentence\ttext\tlang\n1.1\t二\t说的啥\tzh\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="二") as raised:
        read_sayings(tmp_path)
    assert raised.value.line == 2


# Written by reading the plan; none of these words stands in the clause, and none of the phrases is in the table.
@pytest.mark.parametrize(
    ("asked", "quote"),
    [
        ("学校里当保育员，看见娃身上有伤，装没看见行不行", "强制报告"),
        ("记者写未成年人案子的稿子有啥讲究", "客观、审慎、适度"),
        ("My daughter wants to swim in the river with friends; does the plan have her taught to?", "游泳"),
        ("孩子他爸没了，遗产里肚子里这个算不算一份", "胎儿"),
    ],
)
def test_what_is_asked_in_everyday_words_is_found(plan: Assistant, asked: str, quote: str) -> None:
    answer = plan.ask(asked)
    assert any(quote in citation.quote for citation in answer.citations)
