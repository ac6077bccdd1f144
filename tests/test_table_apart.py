"""Questions to the table that set counts apart, join verbs, name goals by number, or state what figures add up to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.agent import Assistant


@pytest.fixture(scope="module")
def plan() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


def _told(question: str, plan: Assistant) -> str:
    answer = plan.ask(question)
    assert answer.status == "answered"
    return "\n".join(sentence.text for sentence in answer.sentences)


def _cells(question: str, plan: Assistant, column: str) -> list[object]:
    sql = plan.ask(question).sql
    assert sql is not None
    at = sql.columns.index(column)
    return [row[at] for row in sql.rows]


@pytest.mark.parametrize(
    ("question", "difference", "counts"),
    [
        ("教育领域是主要目标的条数多，还是带数字的指标多？", "8 − 6 = 2", ["8", "6"]),
        ("健康领域的目标多还是指标多", "35 − 10 = 25", ["35", "10"]),
        ("福利领域的措施比定量指标多几条", "14 − 0 = 14", ["14", "0"]),
        (
            "Are there more measures than indicators in the education domain?",
            "13 − 6 = 7",
            ["13", "6"],
        ),
    ],
)
def test_clauses_are_counted_against_indicators(
    question: str, difference: str, counts: list[str], plan: Assistant
) -> None:
    assert difference in _told(question, plan)
    assert [str(cell) for cell in _cells(question, plan, "total")] == counts


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("教育领域的主要目标比带数字的指标多，对吧", "是的"),
        ("教育领域的主要目标比带数字的指标多三个，对吧", "不是"),
        ("健康领域的主要目标是不是比指标多", "不是"),
        ("把三个近视率目标加起来等于184%，对吧？", "是的"),
        ("把三个近视率目标加起来等于200%，对吧？", "不是"),
        ("三个千分率目标加起来正好16‰，对吗", "不是"),
        ("三个近视率平均下来是60%，对吗", "不是"),
        ("The sleep targets of the three school stages add up to 27 hours, right?", "Yes"),
        ("教育领域的措施比福利的多一条，是不是", "不是"),
    ],
)
def test_what_is_stated_of_counts_and_totals_is_judged(question: str, verdict: str, plan: Assistant) -> None:
    assert _told(question, plan).startswith(verdict)


@pytest.mark.parametrize(
    "question", ["每个领域主要目标多还是指标多", "写“控制在”的指标多还是措施多", "哪个领域的目标比指标多"]
)
def test_of_two_counts_that_are_not_made_none_is_told(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.sql is None or "kind" not in answer.sql.columns
    assert "指标共" not in "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("用“控制在”的和用“降至”的指标加一块儿多少项", 10),
        ("写“保持在”和“增至”的指标有几个", 8),
        ("没写“控制在”的百分比上限指标有哪些", 3),
        ("健康领域第三条目标底下带数的指标都有啥", 4),
        ("教育领域第2条目标里有数的是哪些", 2),
        ("安全领域要求往下降的死亡率都有哪些", 3),
        ("目标定得比95%还高的（不含95%）有哪几项", 6),
        ("要求“达到”某个数、又没写“以上”的率有哪几个", 2),
        ("三个千分率指标中，控制要求最严的是哪一个？", 1),
        ("把三个近视率目标加起来等于184%，对吧？", 3),
        ("目标和措施加一起，哪个领域最多", 1),
        ("策略措施凑不够十三条的是哪几个领域？", 2),
        ("底下只挂着一条“——”细项的主要目标，有哪几个？", 2),
        ("Name the top three domains by number of measures.", 3),
    ],
)
def test_rows_are_those_that_are_asked_for(question: str, rows: int, plan: Assistant) -> None:
    sql = plan.ask(question).sql
    assert sql is not None
    assert len(sql.rows) == rows


def test_an_order_from_the_top_is_kept_in_english(plan: Assistant) -> None:
    question = "Rank the three myopia targets from the highest down."
    assert [str(value) for value in _cells(question, plan, "value")] == ["78", "68", "38"]


@pytest.mark.parametrize(
    "question",
    [
        "婚前医学检查率比产前筛查率低多少个百分点",
        "农村自来水普及率比卫生厕所普及率高几个点",
        "How many points lower is the drowning death target than the infant mortality one?",
    ],
)
def test_a_direction_has_no_difference_to_a_figure(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    told = "\n".join(sentence.text for sentence in answer.sentences)
    assert "规划没有给出具体数值" in told or "The plan gives no figure for it" in told


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("措施里有幼儿园没学校这俩字的有几条", 4),
        ("措施里有家庭却没有学校的有几条", 21),
        ("底下只挂着两条细项的目标有哪几条", 20),
        ("健康和教育两个领域，各自目标值最高的百分比指标分别是什么？", 3),
        ("人群限定为“5岁以下儿童”的指标都拉出来，连值带单位", 3),
        ("面向新生儿的指标有几个", 4),
        ("头一个月的娃死亡率是不是比一岁以内的定得低？低多少", 2),
    ],
)
def test_conditions_in_everyday_words_are_kept(question: str, rows: int, plan: Assistant) -> None:
    sql = plan.ask(question).sql
    assert sql is not None
    assert len(sql.rows) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("How many measures mention both 学校 and 家庭?", 12),
        ("Which measures mention 家庭 but not 学校?", 21),
        ('How many measures mention 学校 but not "家庭"?', 18),
        ('Which measures mention "家庭"?', 33),
        ("How many goals does 家庭 have?", 5),
        ("How many measures does 健康领域 have compared with 安全领域?", 2),
        ("七个领域里目标条数正好等于5的有几个", 3),
        ("指标里头带“筛查”二字的数最小的是几", 1),
        ("Which of the three per-mille ceilings is the loosest?", 1),
    ],
)
def test_words_and_numbers_in_the_question_are_not_dropped(question: str, rows: int, plan: Assistant) -> None:
    sql = plan.ask(question).sql
    assert sql is not None
    assert len(sql.rows) == rows


@pytest.mark.parametrize("question", ["百分数里头正好是整十的有哪些", "What does 家庭教育 mean in the plan?"])
def test_what_no_row_tells_gets_no_rows(question: str, plan: Assistant) -> None:
    assert plan.ask(question).sql is None


@pytest.mark.parametrize(
    ("question", "difference"),
    [
        ("家庭领域目标多还是措施多", "9 − 5 = 4"),
        ("安全领域的主要目标和策略措施一样多吗", "12 − 5 = 7"),
        ("主要目标多还是策略措施多", "92 − 46 = 46"),
        ("Are there more goals or more measures in welfare?", "14 − 7 = 7"),
    ],
)
def test_two_kinds_are_held_against_one_another(question: str, difference: str, plan: Assistant) -> None:
    assert difference in _told(question, plan)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("健康领域有几条目标底下一个数都没有", 2),
        ("带数字的指标最多的那条主要目标是哪条", 1),
        ("除了百分比和千分比，还有哪些单位", 14),
        ("还有哪些领域的目标跟安全领域一样多", 2),
        ("目标数和福利领域一样多的领域还有吗", 0),
    ],
)
def test_what_is_left_out_is_left_out(question: str, rows: int, plan: Assistant) -> None:
    sql = plan.ask(question).sql
    assert sql is not None
    assert len(sql.rows) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("没有数字指标的主要目标有几条", 31),
        ("有几条主要目标底下没有定量指标", 31),
        ("主要目标里没有数字的指标有几个", 16),
        ("健康领域没有数字的目标有几条", 3),
    ],
)
def test_goals_without_figures_are_no_rows_without_one(question: str, rows: int, plan: Assistant) -> None:
    sql = plan.ask(question).sql
    assert sql is not None
    assert len(sql.rows) == rows


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("福利领域的目标比家庭的多两个，对吧", "7 − 5 = 2"),
        ("Does chapter 3 have more items than chapter 4?", "11 − 5 = 6"),
        ("三个睡眠时间平均9小时，对吗", "是的"),
    ],
)
def test_a_statement_is_held_against_the_right_counts(question: str, told: str, plan: Assistant) -> None:
    assert told in _told(question, plan)
