"""sayings.tsv: how people speak of what a clause says, phrase by phrase, each beside a clause of the plan."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.build import read_sayings
from assistant.lexicon import fold, read_table
from assistant.plan import Plan

MEASURE_ROWS = 3  # a measure provides several things, and each is asked about in its own words


@pytest.fixture(scope="module")
def rows(repo: Path, daqing: Plan) -> list[dict[str, str]]:
    path = repo / "corpus" / daqing.meta.key / "sayings.tsv"
    return list(read_table(path, ("id", "text", "lang")))


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
    assert all(row["text"] in found[row["id"]] for row in rows)
