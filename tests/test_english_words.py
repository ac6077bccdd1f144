"""corpus/english.tsv: English words of foreigners and journalists lead to Chinese words of plans."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.lexicon import fold_known, read_table
from assistant.synonyms import load_synonyms

COLUMNS = ("said", "plan", "direction", "reason")


@pytest.fixture(scope="module")
def core() -> Assistant:
    return Assistant.open()


@pytest.fixture(scope="module")
def path(repo: Path) -> Path:
    return repo / "corpus" / "english.tsv"


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    return list(read_table(path, COLUMNS))


@pytest.fixture(scope="module")
def texts(repo: Path) -> str:
    """The plans of the checkout as the search compares them, lines joined."""
    sources = [*repo.glob("corpus/*/source.txt"), *repo.glob("eval/training/*/source.txt")]
    return "\n".join(_bare(source.read_text(encoding="utf-8")) for source in sources)


def _bare(text: str) -> str:
    return fold_known(re.sub(r"\s+", "", text))


def test_it_loads_as_synonyms_do(path: Path, rows: list[dict[str, str]]) -> None:
    synonyms = load_synonyms(path)
    assert len(synonyms) == len(rows) >= 450
    assert not any(synonym.both for synonym in synonyms)


def test_no_word_stands_twice(rows: list[dict[str, str]]) -> None:
    assert [said for said, times in Counter(row["said"] for row in rows).items() if times > 1] == []


def test_a_word_is_written_as_a_folded_question_holds_it(rows: list[dict[str, str]]) -> None:
    """Else it would never be found."""
    said = [row["said"] for row in rows]
    assert [word for word in said if not word.isascii() or word != fold_known(word)] == []


def test_every_row_has_chinese_words_and_a_reason(rows: list[dict[str, str]]) -> None:
    assert [row["said"] for row in rows if not row["reason"] or not row["plan"]] == []
    repeating = [row for row in rows if len(_terms(row)) != len(set(_terms(row)))]
    assert [row["said"] for row in rows if "" in _terms(row) or row in repeating] == []


def test_every_chinese_word_stands_in_a_plan_or_is_said_to_be_of_the_genre(
    rows: list[dict[str, str]], texts: str
) -> None:
    own = [row for row in rows if not row["reason"].startswith("genre term")]
    assert [(row["said"], term) for row in own for term in _terms(row) if _bare(term) not in texts] == []


def _terms(row: dict[str, str]) -> list[str]:
    return row["plan"].split("|")


@pytest.mark.parametrize("question", ["what does the plan say about screen time", "is screen time limited?"])
def test_a_noun_is_no_name_of_the_doing_with_the_same_stem(core: Assistant, question: str) -> None:
    answer = core.ask(question)
    assert answer.status == "answered"
    assert any("电子产品" in citation.quote for citation in answer.citations)


def test_a_word_behind_a_hyphen_names_no_part_of_the_plan(core: Assistant) -> None:
    answer = core.ask("what is the plan's target for C-section rate")
    assert answer.status == "abstained"


def test_targets_of_a_domain_are_listed_without_its_measures(core: Assistant) -> None:
    answer = core.ask("List all targets in the education domain.")
    assert answer.status == "answered"
    assert all(".m" not in citation.clause_id for citation in answer.citations)


def test_titles_are_told_with_their_english(core: Assistant) -> None:
    text = "\n".join(sentence.text for sentence in core.ask("list the goals of the family domain").sentences)
    assert "提高家庭教育指导水平 (Raise the level of family education guidance)." in text
