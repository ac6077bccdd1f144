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


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("俺外孙子是孤独症，措施里头有几条写着孤独症仨字的？", 2),
        ("目标里头标着留守儿童四个字的有几处", 2),
        ("哪几条措施带电子烟字样", 1),
        ("措施里印着校医的有几条", 1),
        ("福利领域有没有措施写孤独症", 0),
        ("福利领域的措施里写没写孤独症", 0),
        ("12345市长热线在规划里出现过几处？目标里的和措施里的都要", 2),
        ("铁人精神在教育领域的目标和措施里分别落在哪一条上？", 2),
        ("哪几条主要目标里有“近视”两个字", 1),
        ("基本原则里哪几条写到参与", 1),
        ("哪些策略措施里出现了“热线”俩字？主要目标不算", 2),
        ("村居委会(村（居）民委员会)被派了活儿的措施有几条？", 2),
        ("Does the welfare domain mention autism?", 0),
        ("Does the health domain say anything about e-cigarettes?", 1),
        ("第四章五条里面，点了统计部门名的是哪几条", 2),
        ("第三章十一条里头点了学校名的有几条", 1),
        ("规划第四部分提到“大数据”的是哪条", 1),
        ("Which items of chapter 4 mention the statistics department?", 2),
    ],
)
def test_the_word_that_is_meant_is_looked_for_where_it_is_meant(
    plan: Assistant, question: str, count: int
) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert (total(answer) if count else len(answer.sql.rows if answer.sql else ("none",))) == count


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("共青团跟妇联，在策略措施里谁露脸的条数更多？多几条？", {"妇联": 3, "共青团": 2}),
        ("图书馆比博物馆在措施里多出现几条", {"图书馆": 2, "博物馆": 1}),
        ("公安提得多还是法院提得多，就看措施", {"公安": 3, "法院": 1}),
        ("提流动儿童的措施多还是提留守儿童的措施多？", {"留守儿童": 6, "流动儿童": 3}),
        ("学校、家庭，措施里谁出现得更勤", {"家庭": 33, "学校": 30}),
        ("Which is mentioned in more measures, libraries or museums?", {"图书馆": 2, "博物馆": 1}),
        ("Are kindergartens mentioned in more measures than communities?", {"社区": 19, "幼儿园": 16}),
    ],
)
def test_of_two_words_each_is_counted_by_itself(
    plan: Assistant, question: str, counts: dict[str, int]
) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    at = answer.sql.columns.index("word"), answer.sql.columns.index("total")
    assert {str(row[at[0]]): row[at[1]] for row in answer.sql.rows} == counts
    assert answer.sentences[0].text.startswith(("相差", "Difference"))


@pytest.mark.parametrize(
    "question",
    [
        "规划里说小学生和初中生谁睡得多",
        "妇联比共青团管的事多吗",
        "卫生院的全科医生和儿童保健医生加一堆儿，规划上说最少得有几个？",
    ],
)
def test_more_of_something_else_counts_no_mentions(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.sql is None or "word" not in answer.sql.columns


def test_a_chapter_that_there_is_not_is_no_place(plan: Assistant) -> None:
    answer = plan.ask("第九章里提到学校的有几条")
    assert answer.sql is None


def test_what_clauses_are_to_be_about_is_not_dropped(plan: Assistant) -> None:
    told = "".join(s.text for s in plan.ask("禁毒方面凡是涉及未成年人的措施，帮我汇总").sentences)
    assert "保护儿童远离毒品" in told
    assert "加强未成年人网络保护" not in told


@pytest.mark.parametrize(
    ("first", "then", "count"),
    [
        ("写到少先队的措施有几条", "共青团呢", 2),
        ("写到少先队的措施有几条", "那目标里呢", 0),
        ("措施里写着少先队仨字的有几条", "共青团仨字呢", 2),
        ("提到学校的措施有几条", "这些里头又提到家庭的有几条", 12),
        ("提到学校的措施有几条", "换成幼儿园", 16),
        ("How many measures mention schools?", "Of these, which mention families?", 12),
    ],
)
def test_a_follow_up_keeps_that_a_word_is_looked_for(
    plan: Assistant, first: str, then: str, count: int
) -> None:
    answer = plan.ask(then, (Turn(first, plan.ask(first)),))
    assert answer.sql is not None
    assert (total(answer) if count else len(answer.sql.rows)) == count


def test_three_words_are_counted_the_most_first(plan: Assistant) -> None:
    answer = plan.ask("妇联、共青团、关工委三家，措施里谁出现的条数最多")
    assert answer.sql is not None
    assert [row[:2] for row in answer.sql.rows] == [("妇联", 3), ("共青团", 2), ("关工委", 1)]


def test_a_year_and_a_hotline_may_be_words_to_look_for(plan: Assistant) -> None:
    assert total(plan.ask("规划里出现“2035”的是哪一条")) == 1
    assert total(plan.ask('List the measures containing "hotline" with the sentence')) == 2


def test_what_is_said_most_is_the_word_before(plan: Assistant) -> None:
    answer = plan.ask("措施里头，哪个领域提网络提得最多？")
    assert answer.sentences[0].text == "最多的是儿童与法律保护：共 7 条："


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("有“铁人”没“精神”的条款有吗", 0),
        ("标题里写到学校的措施有几条", 2),
        ("法律保护领域15条措施，字面上出现“公安”的有几条？列标题", 3),
        ("除福利领域外，措施正文出现“留守儿童”字样的尚有几条？", 4),
        ("哪条措施既提到“DNA”又提到毒品", 1),
    ],
)
def test_of_two_conditions_none_is_dropped(plan: Assistant, question: str, count: int) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert (total(answer) if count else len(answer.sql.rows)) == count


@pytest.mark.parametrize(
    "question",
    ["提到学校两次以上的措施有几条", "措施正文第一句就提到学校的有几条", "有数字又提到学校的措施有几条"],
)
def test_a_condition_that_no_column_tells_is_not_answered_without_it(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.sql is None or total(answer) != 30
