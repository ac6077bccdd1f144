"""The plain systems, as the worker serves them beside the assistant."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.evaluation.baselines import DEPTH, NAMES, RANKERS, split_name
from assistant.evaluation.gold import GoldText
from assistant.evaluation.worker import Bench
from assistant.plan import Plan

QUESTION = "怎么预防儿童溺水？"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(Assistant.open())


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_system_answers_with_its_top_clauses_word_for_word(
    bench: Bench, name: str, daqing: Plan
) -> None:
    reply = bench.reply({"id": "x", "turns": [QUESTION], "system": name})
    ranking, cited = reply["trace"]["ranking"], reply["citations"]
    assert reply["status"] == "answered"
    assert len(ranking) == len(set(ranking)) == DEPTH
    assert [citation["clause_id"] for citation in cited] == list(ranking[: split_name(name)[1]])
    assert all(GoldText(daqing).is_exact(citation) for citation in cited)
    assert cited[0]["quote"][:6] in reply["answer"].replace("\\", "")


def test_the_right_clause_is_among_five(bench: Bench) -> None:
    for ranker in RANKERS:
        reply = bench.reply({"id": "x", "turns": [QUESTION], "system": f"{ranker}-5"})
        assert any("溺水" in citation["quote"] for citation in reply["citations"]), ranker


def test_where_no_word_is_known_search_by_words_finds_nothing(bench: Bench) -> None:
    reply = bench.reply({"id": "x", "turns": ["qwertz"], "system": "bm25-1"})
    assert (reply["status"], reply["citations"], list(reply["trace"]["ranking"])) == ("abstained", [], [])


def test_the_assistant_tells_what_decided_and_how_it_ranked(bench: Bench) -> None:
    reply = bench.reply({"id": "x", "turns": ["婴儿死亡率目标是多少？", "那5岁以下儿童呢？"]})
    assert "6.5‰" in reply["answer"]
    assert reply["trace"]["stage"] == "row-named"
    assert reply["trace"]["completed"]
    assert len(reply["trace"]["ranking"]) == DEPTH


@pytest.mark.parametrize("turn", ["", "\0", "a\ud800", "x" * 3000])
def test_what_is_no_question_breaks_no_system(bench: Bench, turn: str) -> None:
    for name in ("assistant", *NAMES):
        assert bench.reply({"id": "x", "turns": [turn], "system": name})["status"] in (
            "answered",
            "abstained",
            "rejected",
        )
