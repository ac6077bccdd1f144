"""Questions over the clauses as people ask them: against all other domains, two words in one domain, in two languages at once.

The counts were made by hand over the plan's text: a word is counted where a clause's whole text has it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from test_tabular import KEY, REPO, _table

from assistant import Assistant
from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Answer, Clause, TableQuery
from assistant.recount.wanted import clause_fits
from assistant.tabular import Table, read_table
from assistant.tabular.mixed import in_chinese


@dataclass(frozen=True)
class Published:
    """The table of the published plan, and its clauses."""

    table: Table
    clauses: tuple[Clause, ...]

    def query(self, question: str) -> TableQuery | None:
        """What a question asks of the table."""
        return read_table(in_chinese(fold(question), self.table), self.table)

    def found(self, question: str) -> int:
        """How many clauses a question's query fits."""
        query = self.query(question)
        assert query is not None
        assert not query.unexplained
        return sum(clause_fits(clause, query, self.clauses) for clause in self.clauses)


@pytest.fixture(scope="module")
def published() -> Published:
    reading = read_plan(REPO / "corpus", KEY)
    rows = tuple(reading.rows)
    return Published(_table(reading.plan, rows, REPO / "corpus" / KEY), tuple(reading.plan.clauses))


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


def _text(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("health领域的measures里有几条mention心理?", "健康领域的措施里有几条提到心理?"),
        ("哪个domain的measures最多", "哪个领域的措施最多"),
        ("请list一下safety里提到kindergarten的measures", "请列出一下安全里提到幼儿园的措施"),
        ("哪些measures同时提到school和family", "哪些措施同时提到学校和家庭"),
        ("infant mortality rate目标是多少", "infant mortality rate目标是多少"),  # the name of a row stays
        ("提到DNA的措施有哪些", "提到dna的措施有哪些"),  # the plan prints it so
        ("学校配AED吗", "学校配aed吗"),
        ("百分比目标TOP3", "百分比目标top3"),
        ("' OR '1'='1' -- 的目标值", "' or '1'='1' --的目标值"),
        ("提到blockchain的措施", "提到blockchain的措施"),  # nothing is changed where a word is not understood
        ("which measures mention 妇联?", "which measures mention妇联?"),
    ],
)
def test_english_words_of_a_chinese_question_are_put_in_chinese(
    published: Published, question: str, chinese: str
) -> None:
    assert in_chinese(fold(question), published.table) == chinese


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("safety的措施里mention school但没mention kindergarten的有几条", 3),
        ("学校、家庭在几条措施里提到了", 51),
        ("提到学校或家庭的措施一共几条", 51),
        ("妇联和共青团同时出现在哪几条措施里", 2),
        ("同时提到学校、家庭、社区三个的措施有几条", 7),
        ("法律和家庭两个领域提到父母的措施有几条", 9),
        ("How many measures in Children and Law Protection mention schools?", 3),
        ("which law measures mention the police but not the courts?", 2),
        ("How many environmental measures mention schools?", 3),
        ("Do any education measures mention rural areas?", 3),
        ("有哪些措施提到身心障礙兒童？", 4),
        ("有哪些措施提到殘障兒童？", 3),
        ("法律保護領域有幾項措施提到網路？", 7),
    ],
)
def test_clauses_are_counted_in_other_words(published: Published, question: str, count: int) -> None:
    assert published.found(question) == count


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("教育领域的措施比其余六个领域加起来少几条", "79 − 13 = 66"),
        ("健康和安全两个领域的措施加一块儿比剩下五个领域的总数少多少", "64 − 28 = 36"),
        ("How many fewer measures does education have than the other six domains combined?", "79 − 13 = 66"),
        ("健康领域的措施是其他领域总数的几倍", "16 ÷ 76"),
        ("七个领域按目标条数从多到少给排一排", "共 46 条："),
        ("教育和福利哪个领域目标多", "8 − 7 = 1"),
        ("有措施数一样的领域吗", "儿童与环境：共 13 条。"),
        ("有没有哪个领域的目标比措施条数还多？", "没有：这样的领域共 0 个。"),
        ("哪些领域没提到社区", "没有：一条都没有的领域共 0 个。"),
        ("有没有领域的措施从来没提到家长", "一条都没有的领域共 3 个："),
        ("措施里既没提学校又没提家庭的占多少", "41 ÷ 92 = 44.57%"),
        ("健康领域的措施一半以上都提到学校吗", "7 ÷ 16 = 43.75%"),
        ("健康领域的措施是不是都提到学校", "16 条中有 9 条不符合"),
        ("Do all the health measures mention schools?", "9 of 16 do not fit"),
        ("哪些领域提到妇联", "写到「妇联」的条款共 3 条："),
        ("Are there measures that mention grandparents?", "With 「看护人」, the plan has 4 such measures:"),
        ("提到幼儿园的措施，全部列给我看", "写到「幼儿园」的策略措施共 16 条："),
        ("what are the principles", "The plan has 5 such principles:"),
        ("how many target lines are there under Goal 2 of the health domain", "has 6 parts"),
    ],
)
def test_what_is_computed_of_clauses_is_told(plan: Assistant, question: str, said: str) -> None:
    assert said in _text(plan.ask(question))


def test_a_question_behind_another_is_no_statement(plan: Assistant) -> None:
    text = _text(plan.ask("教育领域最后一个目标是什么，下面有细项吗"))
    assert "铁人精神" in text
    assert "不是" not in text


def test_two_words_may_stand_in_different_clauses_of_a_domain(plan: Assistant) -> None:
    text = _text(plan.ask("哪些领域既有提到农村的措施又有提到网络的措施"))
    assert "按写到「农村」的策略措施数，儿童与教育：共 3 条。" in text
    assert "写到「网络」的策略措施共 11 条：" in text
    assert "儿童与法律保护" not in text


@pytest.mark.parametrize(
    "question",
    [
        "体育领域的措施有几条提到学校",
        "How many measures in the sports domain mention schools?",
        "体育和健康两个领域提到学校的措施几条",
        "健康领域的目标比其他领域多几条",
        "哪些领域既提到学校、家庭又提到社区",
        "Which measures mention the hotline 12345?",
        "提到学校的条款里，措施占几成",
        "哪些措施只提到幼儿园和托育机构",
        "Which health measures contain the number 1000?",
    ],
)
def test_what_is_not_understood_is_not_left_out_of_a_count(published: Published, question: str) -> None:
    query = published.query(question)
    assert query is None or query.unexplained


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("What are the first three goals under Children and Education?", "巩固提高高中阶段", "No,"),
        ("Name the last three measures of the welfare domain", "建立健全基层儿童保护机制", "发展普惠托育"),
        ("List the target lines under goal 9 of the health domain", "儿童健康生活方式全面普及", "has no"),
    ],
)
def test_the_first_and_the_last_are_told_in_english(
    plan: Assistant, question: str, told: str, untold: str
) -> None:
    text = _text(plan.ask(question))
    assert told in text
    assert untold not in text
