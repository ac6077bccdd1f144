"""Words for the kind of thing that is asked for, for what is done, and for about how many: none is a matter or a count."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("法治课除了念条文，规划还提到哪些活泼的形式", "形式"),
        ("如何避免孩子被老师打", "避免"),
        ("孩子早恋了，规划里有没有说学校该咋管", "学校"),
    ],
)
def test_no_list_of_what_says_a_word_of_no_matter(plan: Assistant, question: str, word: str) -> None:
    assert not any(f"与{word}有关的内容" in sentence.text for sentence in plan.ask(question).sentences)


def test_a_matter_told_from_all_places_leaves_out_what_is_done(plan: Assistant) -> None:
    answer = plan.ask("落实规划时怎么借社会力量？")
    assert any("政府购买服务" in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "asked_of_the_program"),
    [
        ("对外宣传要讲什么“故事”来着", False),
        ("对外交流讲哪个故事", False),
        ("给我讲个故事", True),
        ("写首诗", True),
    ],
)
def test_which_story_is_told_is_no_request_to_tell_one(
    plan: Assistant, question: str, asked_of_the_program: bool
) -> None:
    query = plan.ask(question).query
    assert query is not None
    assert (query.task == "request") is asked_of_the_program


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("How many hours of homework a day may a primary school give?", "abstained"),
        ("how many hours of tutoring are allowed", "abstained"),
        ("how many hours of sleep must pupils get", "answered"),
    ],
)
def test_hours_of_something_else_are_not_told(plan: Assistant, question: str, status: str) -> None:
    assert plan.ask(question).status == status


def test_about_how_many_is_no_question_how_many(plan: Assistant) -> None:
    answer = plan.ask("班里几十个孩子挤一屋，大班额怎么办")
    assert any("大班额" in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("社会组织给孩子们干活儿，政府掏钱买不", "answered"),
        ("志愿服务给钱吗", "abstained"),
        ("校服政府出钱吗", "abstained"),
    ],
)
def test_what_is_bought_is_paid_for(plan: Assistant, question: str, status: str) -> None:
    assert plan.ask(question).status == status
