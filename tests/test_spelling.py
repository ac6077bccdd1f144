"""assistant/spelling.py: typos are read as they were meant, and what is right stays as it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.build import terms_of
from assistant.indicators import Genre, extract
from assistant.lexicon import add_aliases, add_names, fold, fold_known, load_common, read_table, shared_name
from assistant.plan import Plan
from assistant.records import Correction
from assistant.spelling import Speller, blurred, load_right, mistakes, rhyme, speller_of
from assistant.synonyms import load_synonyms

REPO = Path(__file__).parent.parent
CORPUS = REPO / "corpus"
TYPOS = tuple(read_table(REPO / "tests" / "cases" / "typos.tsv", ("written", "meant", "reason")))
WRONG = [row for row in TYPOS if row["written"] != row["meant"]]
RIGHT = [row for row in TYPOS if row["written"] == row["meant"]]


@pytest.fixture(scope="module")
def speller(daqing: Plan, genre: Genre) -> Speller:
    """The speller of one plan, with a word list that no other test has added to."""
    rows = extract(daqing, genre)[0]
    lexicon = load_common(CORPUS)
    add_names(lexicon, rows)
    for name in (daqing.meta.region, daqing.meta.region_en, *daqing.meta.region_aliases):
        lexicon.add(name, "region", (name,))
    for name in daqing.meta.region_parts:
        lexicon.add(name, "part", (name,))
    names = frozenset(name for row in rows for name in (row.name, shared_name(row)))
    add_aliases(lexicon, CORPUS / daqing.meta.key / "aliases.tsv", names)
    synonyms = load_synonyms(CORPUS / "synonyms.tsv")
    lexicon.terms = terms_of(CORPUS, rows)
    text = fold_known("".join(clause.text for clause in daqing.clauses))
    glosses = read_table(CORPUS / daqing.meta.key / "glosses.tsv", ("id", "zh", "en"))
    return speller_of(
        lexicon, synonyms, text, (row["en"] for row in glosses), load_right(CORPUS / "right_words.tsv")
    )


# --- what is corrected


def test_most_typos_are_corrected_and_none_into_something_else(speller: Speller) -> None:
    read = [(row["written"], row["meant"], speller.correct(fold(row["written"]))[0]) for row in WRONG]
    missed = [written for written, meant, found in read if found == fold(written) != fold(meant)]
    other = [(written, found) for written, meant, found in read if found not in (fold(meant), fold(written))]
    print(f"corrected {len(read) - len(missed) - len(other)} of {len(read)}; missed: {'; '.join(missed)}")
    assert other == []
    assert len(missed) <= 0.15 * len(read)


def test_a_correction_says_where_and_what(speller: Speller) -> None:
    text, found = speller.correct("5岁以下娃娃平血的,城乡医宝报多少")
    assert text == "5岁以下娃娃贫血的,城乡医保报多少"
    assert found == (Correction(6, 8, "平血", "贫血"), Correction(12, 14, "医宝", "医保"))


# --- what stays


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: row["written"])
def test_what_is_right_stays(speller: Speller, row: dict[str, str]) -> None:
    text = fold(row["written"])
    assert speller.correct(text) == (text, ())


def test_the_plan_itself_stays(speller: Speller, daqing: Plan) -> None:
    lines = [fold(line) for clause in daqing.clauses for line in re.split("[。；\n]", clause.text)]
    assert [found for line in lines for found in speller.correct(line)[1]] == []


@pytest.mark.parametrize("plan", ["elder-care", "water"])
def test_other_plans_stay(speller: Speller, plan: str) -> None:
    text = (REPO / "eval" / "training" / plan / "source.txt").read_text(encoding="utf-8")
    assert [found for line in re.split("[。；\n]", text) for found in speller.correct(fold(line))[1]] == []


def test_questions_about_other_plans_stay(speller: Speller) -> None:
    lines = (REPO / "eval" / "training" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    assert [found for question in questions for found in speller.correct(fold(question))[1]] == []


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="平血死忙率儿童0-9「」abcinfnat ,。\n", max_size=40))
def test_places_are_those_of_the_text(speller: Speller, text: str) -> None:
    corrected, found = speller.correct(text)
    parts, at = [], 0
    for one in found:
        assert text[one.start : one.end] == one.written != one.meant
        assert one.start >= at
        parts += [text[at : one.start], one.meant]
        at = one.end
    assert "".join([*parts, text[at:]]) == corrected
    assert re.sub(r"\D", "", corrected) == re.sub(r"\D", "", text)


# --- sounds and letters


@pytest.mark.parametrize(
    ("one", "other"), [("ping", "pin"), ("zhang", "zang"), ("sheng", "sen"), ("chi", "ci")]
)
def test_fuzzy_pairs_of_a_northern_keyboard(one: str, other: str) -> None:
    assert blurred(one) == blurred(other)


@pytest.mark.parametrize(("one", "other"), [("nan", "lan"), ("fu", "hu"), ("ran", "lan"), ("tan", "tang")])
def test_southern_pairs_are_told_apart(one: str, other: str) -> None:
    assert blurred(one) != blurred(other)


@pytest.mark.parametrize(("syllable", "expected"), [("mang", "ang"), ("wang", "ang"), ("er", "er"), ("", "")])
def test_rhymes(syllable: str, expected: str) -> None:
    assert rhyme(syllable) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("infnat", "infant", 1), ("mortalty", "mortality", 1), ("garden", "garten", 1), ("same", "same", 0), ("plan", "water", 3)],
)  # fmt: skip
def test_mistakes(one: str, other: str, expected: int) -> None:
    assert mistakes(one, other, 2) == expected


# --- what it costs


def test_pinyin_is_imported_for_a_run_in_doubt_only() -> None:
    code = """
import sys
from assistant.spelling import Speller
speller = Speller(["贫血", "贫血率"], {"目标", "是", "多少", "的"}.__contains__, "贫血率" * 9)
speller.correct("目标是多少")
assert not {"jieba", "pypinyin"} & set(sys.modules), "a clean question"
assert speller.correct("平血的目标")[0] == "贫血的目标"
assert "pypinyin" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.bench
def test_a_clean_question_takes_little(speller: Speller) -> None:
    questions = [fold(row["meant"]) for row in TYPOS]
    for question in questions:
        speller.correct(question)
    taken = []
    for question in questions:
        began = time.perf_counter()
        speller.correct(question)
        taken.append(time.perf_counter() - began)
    median = sorted(taken)[len(taken) // 2] * 1000
    print(f"{median:.3f} ms")
    assert median < 0.3
