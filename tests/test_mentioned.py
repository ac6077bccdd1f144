"""Which clauses say a word: told with the sentence that says it, however they are counted or grouped."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Answer, Turn


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def total(answer: Answer) -> int:
    """How many clauses an answer's statement found."""
    assert answer.sql is not None
    at = answer.sql.columns.index("ids") if "ids" in answer.sql.columns else 0
    return len({i for row in answer.sql.rows for i in str(row[at]).split(",")})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("写了“家访”的措施都在哪个领域，哪一条", ("入户家访指导", "推动教师家访制度化")),
        ("提到图书馆的措施分布在哪几个领域", ("鼓励社区图书馆设立亲子阅读区", "加强公共图书馆和社区图书馆")),
        ("凡写到少先队的措施全要", ("少先队社会化工作水平", "少先队、妇联", "普遍建立少先队组织")),
        ("Which domains have measures that mention libraries?", ("鼓励社区图书馆设立亲子阅读区",)),
    ],
)
def test_each_clause_is_told_with_the_words_that_were_looked_for(
    plan: Assistant, question: str, said: tuple[str, ...]
) -> None:
    told = "\n".join(s.text for s in plan.ask(question).sentences)
    assert all(words in told for words in said)


def test_a_goal_says_what_its_lines_say(plan: Assistant) -> None:
    answer = plan.ask("主要目标里提到12345的是哪一条？")
    assert total(answer) == 1
    assert any("整合儿童保护热线至市长热线" in s.text for s in answer.sentences)


def test_the_second_of_a_list_is_the_second_clause(plan: Assistant) -> None:
    first = "写到妇联的措施有哪些"
    answer = plan.ask("第二条全文是什么", (Turn(first, plan.ask(first)),))
    assert "提高儿童之家的建设、管理和服务水平" in "".join(s.text for s in answer.sentences)
