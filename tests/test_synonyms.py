"""Lay words in a text, and what they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.lexicon import fold_known
from assistant.synonyms import LayWords, Synonym, load_synonyms

CORPUS = Path(__file__).parent.parent / "corpus"
WORDS = LayWords(
    (
        Synonym("霸凌", ("欺凌",), both=True),
        Synonym("蛀牙", ("龋",), both=False),
        Synonym("小学毕业考", ("小学",), both=False),
        Synonym("中考", ("初中毕业", "升学"), both=True),
    )
)


def _never(word: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("蛀牙和霸凌", ["霸凌", "蛀牙"]),  # in the order of the table
        ("集中考核", ["中考"]),  # across two words; who reads it decides
        ("欺凌", []),  # the plan's own word is no lay word
        ("", []),
    ],
)
def test_lay_words_of_a_text(text: str, said: list[str]) -> None:
    assert [synonym.said for synonym in WORDS.said_in(text)] == said


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("校园霸凌", ("欺凌",)),
        ("校园欺凌", ("霸凌",)),
        ("预防龋齿", ()),
        ("孩子蛀牙", ("龋",)),
        ("集中考核", ()),
        ("升学", ("中考",)),
    ],
)
def test_words_stand_for_one_another_as_their_row_says(text: str, terms: tuple[str, ...]) -> None:
    assert WORDS.widened(text, _never) == terms


def test_a_word_that_stands_everywhere_helps_nobody() -> None:
    assert WORDS.widened("校园霸凌，孩子蛀牙", lambda word: word == "欺凌") == ("龋",)


def test_lay_words_for_a_word_of_the_plan() -> None:
    assert WORDS.standing_for("欺凌") == ("霸凌",)
    assert WORDS.standing_for("龋") == ()


def test_every_row_of_the_table_is_found_by_its_own_word() -> None:
    synonyms = load_synonyms(CORPUS / "synonyms.tsv")
    words = LayWords(synonyms)
    for synonym in synonyms:
        assert synonym in words.said_in(fold_known(f"请问{synonym.said}"))
