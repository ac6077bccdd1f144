"""Questions over the table that are put otherwise first: how many domains have something, open bounds, means of figures."""

from __future__ import annotations

import pytest
from test_tabular import KEY, REPO, _table

from assistant import Assistant
from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Answer
from assistant.tabular import Table, read_table


def _text(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.fixture(scope="module")
def table() -> Table:
    """The table of the published plan."""
    reading = read_plan(REPO / "corpus", KEY)
    return _table(reading.plan, tuple(reading.rows), REPO / "corpus" / KEY)


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "domains"),
    [
        ("七个领域里有几个领域有百分比指标", 5),
        ("健康、安全、教育、福利、家庭五个领域里几个有千分比指标", 1),
        ("有几个领域有以小时计的要求", 1),
        ("五个领域里几个有定性目标", 5),
        ("How many domains have at least one percentage target?", 5),
        ("有几个领域有超过5个百分比指标", 2),
        ("七个领域里，设了按“次”计的指标的有几个领域，是谁", 1),
    ],
)
def test_domains_that_have_something_are_counted_not_their_rows(
    plan: Assistant, question: str, domains: int
) -> None:
    answer = plan.ask(question)
    assert f"共 {domains} 个" in _text(answer) or f": {domains} in number" in _text(answer)
    assert answer.sql is not None
    assert len(answer.sql.rows) == domains


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("规定不超过多少的指标列一下", 12),
        ("要求不低于多少的百分比指标有几个", 17),
        ("教育领域里，既是百分比、又规定至少多少的，列出来", 4),
        ("目标定为90%的（含“以上”）总共几项", 8),
        ("健康指标一共几个，包括没写数的", 35),
        ("包括没写数字的，家庭领域一共几个指标", 4),
        ("教育领域（含没写数的）一共几个指标", 6),
    ],
)
def test_open_bounds_and_what_is_included(plan: Assistant, question: str, rows: int) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert len(answer.sql.rows) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("健康领域里有几个带百分号的指标", 19),
        ("健康领域有几个带百分号的指标", 19),
        ("家庭领域里几个设了下限的指标", 2),
        ("健康和教育领域里有几个带百分号的指标", 25),
        ("七个领域里有几个带百分号的指标", 29),
        ("健康领域有几个百分比指标", 19),
    ],
)
def test_the_rows_of_domains_are_counted_as_rows(plan: Assistant, question: str, rows: int) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert answer.sql.columns[0] == "id"
    assert len(answer.sql.rows) == rows


def test_what_is_left_out_in_brackets_stays_out(plan: Assistant) -> None:
    assert "共 32 条" in _text(plan.ask("指标（不含没有数字的）最多的领域是哪个"))


def test_a_row_that_is_named_is_looked_up_whatever_bound_is_asked_for(plan: Assistant) -> None:
    assert "38%以下" in _text(plan.ask("小学生近视率不超过多少"))


@pytest.mark.parametrize(
    "question", ["按措施条数排，安全领域能排第几", "策略措施条数，安全领域在七个领域里排第几"]
)
def test_the_place_of_a_domain_is_in_their_order(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert [row[0] for row in answer.sql.rows].index("儿童与安全") == 5


def test_the_place_of_a_domain_in_the_plan_is_no_rank_of_figures(table: Table) -> None:
    assert read_table(fold("分八个领域，教育排第几"), table) is None
    ranked = read_table(fold("教育领域的普惠性幼儿园覆盖率在教育指标里排第几"), table)
    assert ranked is not None
    assert ranked.placed


@pytest.mark.parametrize(
    ("question", "first", "mean"),
    [
        ("百分比指标按领域的平均值是多少", "儿童与健康", "65.18%"),
        ("按领域分，百分比指标的平均数哪个最高", "儿童与环境", "96%"),
        ("教育和家庭两个领域，哪边的百分比指标平均值更高", "儿童与家庭", "85%"),
        ("哪个领域的百分比目标平均下来最低", "儿童与健康", "65.18%"),
        ("健康、教育领域的百分比指标平均各是多少", "儿童与健康", "65.18%"),
        ("Which domain has the highest average percentage target?", "儿童与环境", "96%"),
    ],
)
def test_the_mean_of_the_figures_of_each_domain(
    plan: Assistant, question: str, first: str, mean: str
) -> None:
    answer = plan.ask(question)
    assert answer.sentences[0].text.startswith(first)
    assert mean in answer.sentences[0].text


@pytest.mark.parametrize("question", ["七个领域平均有几个百分比指标", "各领域平均有几个百分比指标"])
def test_the_mean_of_counts_is_none_of_figures(plan: Assistant, question: str) -> None:
    assert "29 ÷ 7 = 4.14 条" in _text(plan.ask(question))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Apart from health, which percentage target is the highest?", 1),
        ("Leaving health aside, which percentage target is the highest?", 1),
        ("Outside health, what is the lowest percentage target?", 1),
        ("Apart from health, which targets are above 95%?", 4),
        ("How many percentage targets are there, leaving education out?", 23),
    ],
)
def test_a_domain_that_is_left_out_in_english_is_no_row(plan: Assistant, question: str, rows: int) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert len(answer.sql.rows) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("把百分比目标从高到低排，排在最前面的三个是啥", 3),
        ("百分比目标从低到高排序，最靠前的两个", 2),
    ],
)
def test_those_in_front_of_an_order_are_its_first(plan: Assistant, question: str, rows: int) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert len(answer.sql.rows) == rows


@pytest.mark.parametrize(
    ("question", "floors", "caps"),
    [
        ("百分比指标里，规定上限的有几个，规定下限的有几个？", 17, 7),
        ("健康领域的百分比指标，上限的几个？下限的几个？", 12, 7),
    ],
)
def test_floors_and_ceilings_are_counted_apart(
    plan: Assistant, question: str, floors: int, caps: int
) -> None:
    text = _text(plan.ask(question))
    assert f"下限类：共 {floors} 条" in text
    assert f"上限类：共 {caps} 条" in text
