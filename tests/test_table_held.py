"""assistant/tabular/held.py: which words clauses must hold, which they must not, and how many clauses of the plan fit.

The counts were made by hand over the plan's text: a word is counted where a measure's whole text has it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant import Assistant
from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Clause
from assistant.recount.wanted import clause_fits
from assistant.tabular import Table, read_table
from tests.test_tabular import KEY, REPO, _table


@dataclass(frozen=True)
class Published:
    """The table of the published plan, and its clauses."""

    table: Table
    clauses: tuple[Clause, ...]

    def found(self, question: str) -> int:
        """How many clauses a question's query fits."""
        query = read_table(fold(question), self.table)
        assert query is not None
        assert not query.unexplained
        return sum(clause_fits(clause, query, self.clauses) for clause in self.clauses)


@pytest.fixture(scope="module")
def published() -> Published:
    reading = read_plan(REPO / "corpus", KEY)
    rows = tuple(reading.rows)
    return Published(_table(reading.plan, rows, REPO / "corpus" / KEY), tuple(reading.plan.clauses))


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("提到留守儿童但没提到流动儿童的措施有几条？", 4),
        ("哪些措施写了学校，可是没写家庭？", 18),
        ("光提妇联没提共青团的是哪条措施", 1),
        ("提到学校不提家庭的措施有哪些", 18),
        ("写到幼儿园，却一个字没提学校的措施", 4),
        ("没提到“儿童”的措施有几条？", 19),
        ("有几条措施压根没出现“学校”二字？", 62),
        ("健康领域里不涉及学校的措施有哪些", 9),
        ("安全领域哪几条措施没写“学校”", 6),
        ("有哪些措施学校、家庭一个都没提", 41),
        ("“学校”“家庭”都没写的措施有几条", 41),
        ("既没提学校也没提家庭的措施有多少条", 41),
        ("不写学校两个字的教育领域措施是哪些", 5),
        ("Which measures mention kindergartens but not schools?", 4),
        ("How many measures do not mention schools at all?", 62),
        ("Which measures refer to neither schools nor families?", 41),
        ("Which measures mention schools without mentioning families?", 18),
        ("点了企业的名、没点政府的措施有哪些", 4),
        ("医疗机构写了，家庭没写，这样的措施几条", 4),
        ("社区写了、学校没写的措施有几条", 9),
    ],
)
def test_a_word_that_is_denied_is_left_out(published: Published, question: str, count: int) -> None:
    assert published.found(question) == count


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("医疗机构、学校、社区三个都点到名的措施有几条", 2),
        ("同一条措施里家长和教师都出现的有几条", 3),
        ("同一条措施里，留守儿童、流动儿童、困境儿童三种都提到的，是哪几条？", 2),
        ("既提到孤儿又提到残疾儿童的条款有哪些", 2),
        ("提到家庭和学校的措施有几条", 12),
        ("措施里头家庭、学校俩词儿都出现过的有几条？", 12),
        ("提到家庭或学校的措施有几条", 51),
        ("学校和社区都提到的措施有哪些", 10),
        ("关于食品和药品的措施有哪些", 7),
        ("How many measures mention families and schools?", 12),
        ("How many measures mention families or schools?", 51),
        ("How many measures mention both orphans and migrant children?", 1),
        ("How many measures mention schools, kindergartens and childcare institutions all three?", 10),
    ],
)
def test_of_words_listed_together_all_are_needed(published: Published, question: str, count: int) -> None:
    assert published.found(question) == count


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("提到农村或者边远地区的措施共几条", 12),
        ("规划有没有哪条措施提到宠物", 1),
        ("哪条措施提到“电子烟”", 1),
        ("提到“家庭”的措施有几条？", 33),
        ("“家庭”这个词出现在几条措施里", 33),
        ("家庭领域里写着“安全”的措施有几条", 1),
    ],
)
def test_a_question_whether_something_is_mentioned_denies_nothing(
    published: Published, question: str, count: int
) -> None:
    assert published.found(question) == count


@pytest.mark.parametrize(
    "question", ["哪个领域没提到妇联", "哪些领域一条提到妇联的措施都没有", "妇联在哪些领域的措施里没出现"]
)
def test_domains_that_do_not_say_a_word_are_those_with_none(published: Published, question: str) -> None:
    query = read_table(fold(question), published.table)
    assert query is not None
    assert (query.operation, query.group, query.words) == ("absent", "domain", ("妇联",))


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ('How many strategies/measures stand under "Children and Welfare"?', 14),
        ('How many strategies and measures does "Children and the Environment" contain?', 13),
        ('How many measures mention "Children and Welfare"?', 7),
    ],
)
def test_a_quoted_english_title_names_its_heading_unless_it_is_to_be_mentioned(
    published: Published, question: str, count: int
) -> None:
    assert published.found(question) == count


@pytest.mark.parametrize("said", ["孙女老尿炕不说，还怕生", "老发烧不说，也吃不下饭"])
def test_what_is_more_than_said_is_no_mention_denied(said: str) -> None:
    answer = Assistant.open().ask(f"{said}，规划里有没有教大人看出孩子心里有毛病的招儿")
    assert answer.sql is None


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("哪些目标提到欺凌", 1),
        ("哪些主要目标提到溺水", 1),
        ("which goals mention drowning", 1),
        ("which main goals mention left-behind children", 2),
        ("有没有关于留守儿童的目标", 2),
        ("有关于食品安全的目标吗", 1),
        ("跟溺水有关的目标有哪些", 1),
        ("哪些目标提到校车", 0),
    ],
)
def test_goals_that_say_a_word_are_goals_alone(published: Published, question: str, count: int) -> None:
    query = read_table(fold(question), published.table)
    assert query is not None
    assert query.kinds == ("goal",)
    assert published.found(question) == count


@pytest.mark.parametrize(
    "question",
    [
        "关于近视的目标有哪些",
        "关于婴儿死亡率的目标",
        "关于小学生的目标",
        "关于教育公平的总体目标是什么",
        "哪个目标下的细项最多",
    ],
)
def test_targets_of_rows_and_other_parts_are_no_goals_that_say_a_word(
    published: Published, question: str
) -> None:
    query = read_table(fold(question), published.table)
    assert query is None or not query.words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("有没有关于儿童睡眠的措施", ("睡眠",)),
        ("哪些措施提到儿童用药", ("用药",)),
        ("哪些措施提到儿童和家长", ("儿童", "家长")),
    ],
)
def test_whom_the_whole_plan_is_about_narrows_nothing_beside_another_word(
    published: Published, question: str, words: tuple[str, ...]
) -> None:
    query = read_table(fold(question), published.table)
    assert query is not None
    assert query.words == words
