"""A small real model as an adversary, over its own OpenAI-compatible server: no wrong figure of it is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from local_model import installed, served
from model_check import Outcome, report, run

from assistant import Assistant
from assistant.llm.client import ChatModel

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not installed(), reason="the extra local-model is not installed: make check installs it"
    ),
]
QUESTIONS = 30


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the model while it is served."""
    with served(tmp_path_factory.mktemp("weights")) as address:
        yield address


@pytest.fixture(scope="module")
def outcomes(url: str) -> list[Outcome]:
    """What became of each question."""
    return run(url, QUESTIONS)


def test_the_model_did_write_and_was_held_to_the_plan(outcomes: list[Outcome]) -> None:
    """How often it invents a figure in so few replies is chance; in the 200 of docs/model-check.md it does."""
    assert sum(bool(o.wrote) for o in outcomes) >= QUESTIONS / 3
    assert any(o.answer.dropped for o in outcomes), "an adversary that makes no mistake tests nothing"


def test_no_wrong_figure_is_shown(outcomes: list[Outcome]) -> None:
    assert [o.let_through for o in outcomes if o.let_through] == []


def test_every_answer_is_verified(outcomes: list[Outcome]) -> None:
    assert [o.question for o in outcomes if not o.answer.verified] == []


def test_the_report_counts_them(outcomes: list[Outcome]) -> None:
    assert f"| questions | {QUESTIONS} |" in report(outcomes, 1.0)
    assert "| of these, shown to the reader | 0 |" in report(outcomes, 1.0)


def test_what_it_plans_is_bounded_and_held_to_the_rules(url: str, plan: Assistant) -> None:
    """It cannot call tools and talks without end: the question is answered as without it, within the time for it."""
    question, seconds = "刚生下来就没保住的占多少", 20
    before = plan.ask(question)
    plan.model = ChatModel(url, "local", seconds=seconds, tokens=100)
    started = time.monotonic()
    answer = plan.ask(question)
    assert time.monotonic() - started < seconds + 5
    assert answer.verified
    assert answer.mode == "model" or answer.sentences[: len(before.sentences)] == before.sentences
