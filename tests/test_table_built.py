"""Questions over the table whose parts are told by how they are built, wherever they stand and whatever is said around them."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from test_tabular import EDUCATION, ENVIRONMENT, HEALTH, KEY, LEVELS, REPO, SAFETY, _table

from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Bound, TableQuery
from assistant.recount.wanted import fits
from assistant.tabular import Table, correct, read_table


@pytest.fixture(scope="module")
def table() -> Table:
    """The table of the published plan."""
    reading = read_plan(REPO / "corpus", KEY)
    return _table(reading.plan, tuple(reading.rows), REPO / "corpus" / KEY)


DOMAINS = (
    "儿童与健康",
    "儿童与安全",
    "儿童与教育",
    "儿童与福利",
    "儿童与家庭",
    "儿童与环境",
    "儿童与法律保护",
)


OTHERS = ("儿童与安全", "儿童与福利", "儿童与家庭", "儿童与环境", "儿童与法律保护", "组织实施")


def _told(query: TableQuery | None) -> dict[str, Any]:
    """What a query says beside the defaults."""
    assert query is not None
    empty = TableQuery()
    return {
        f.name: getattr(query, f.name)
        for f in fields(query)
        if getattr(query, f.name) != getattr(empty, f.name)
    }


def _is(operator: Any, value: str) -> Bound:
    return Bound(operator, Decimal(value))


MEASURES = {"source": "clauses", "operation": "group", "group": "domain", "kinds": ("measure",)}
BUILT: list[tuple[str, dict[str, Any]]] = [
    ("小学近视率 初中近视率 差", {"operation": "difference", "ids": ("2.1.g8.3", "2.1.g8.4")}),
    # one that each of several is set beside; numbers that count rows; a verb that only leads to a bound
    ("高中生近视率比小学生和初中生分别高几个点？", {"operation": "compare", "ids": ("2.1.g8.3", "2.1.g8.4", "2.1.g8.5"), "beside": "2.1.g8.5"}),
    ("新生儿听力筛查率、产前筛查率分别比新生儿疾病筛查率低多少？", {"operation": "compare", "ids": ("2.1.g2.3", "2.1.g2.5", "2.1.g2.6"), "beside": "2.1.g2.5"}),
    ("Rank the three per-mille targets from low to high.", {"kinds": LEVELS, "units": ("‰",), "order": "asc"}),
    ("Which indicators must stay at or above 99%?", {"kinds": LEVELS, "units": ("%",), "bounds": (_is(">=", "99"),)}),
    ("5岁以下孩子有几个指标，单位都一样不？", {"operation": "count", "populations": ("5岁以下儿童",)}),
    ("与2020年数据比较的指标有几项？", {"operation": "count", "base_year": 2020, "kinds": ("relative",)}),
    # what is left after something was taken out
    ("低于90%的去掉，剩下的列一遍", {"without": TableQuery(units=("%",), bounds=(_is("<", "90"),))}),
    ("健康领域除了百分比的，其余有几个指标？", {"operation": "count", "domains": (HEALTH,), "without": TableQuery(units=("%",))}),
    ("教育领域除优质均衡率以外，还有几个百分比指标？", {"operation": "count", "domains": (EDUCATION,), "units": ("%",), "without": TableQuery(ids=("2.3.g2.1",))}),
    # the whole of a share at the front, places from below
    ("Of all the percentage targets, what share are at 90% or above?", {"operation": "share", "kinds": LEVELS, "units": ("%",), "bounds": (_is(">=", "90"),), "part": ("bounds", "kinds")}),
    ("In the Health domain, what fraction of targets exceed 95%?", {"operation": "share", "domains": (HEALTH,), "kinds": LEVELS, "units": ("%",), "bounds": (_is(">", "95"),), "part": ("bounds", "kinds")}),
    ("Which percentage target ranks second from the bottom?", {"kinds": LEVELS, "units": ("%",), "order": "asc", "nth": 2}),
    ("Which percentage target is next to last?", {"kinds": LEVELS, "units": ("%",), "order": "asc", "nth": 2}),
    ("What is the second highest figure among percentage targets (ties share a place)?", {"kinds": LEVELS, "units": ("%",), "order": "desc", "nth": 2}),
    ("Which two indicators share the figure 95%?", {"kinds": LEVELS, "units": ("%",), "bounds": (_is("=", "95"),)}),
    ("百分比目标从小到大排，第三位是哪个", {"kinds": LEVELS, "units": ("%",), "order": "asc", "nth": 3}),
    # places in the order, from either end, of rows and of groups
    ("措施条数头两名的领域是谁", {**MEASURES, "order": "desc", "limit": 2}),
    ("措施数量排第三的领域", {**MEASURES, "order": "desc", "nth": 3}),
    ("Which two domains have the fewest measures?", {**MEASURES, "domains": DOMAINS, "order": "asc", "limit": 2}),
    ("数值末三位的百分比指标", {"kinds": LEVELS, "units": ("%",), "order": "asc", "limit": 3}),
    ("教育领域目标值最低的是哪俩", {"domains": (EDUCATION,), "kinds": LEVELS, "order": "asc", "limit": 2}),
    # how large groups are
    ("措施条数在12到14之间的领域", {**MEASURES, "sizes": (_is(">=", "12"), _is("<=", "14"))}),
    ("Which domains have more than twelve measures?", {**MEASURES, "sizes": (_is(">", "12"),)}),
    ("环境跟安全比，谁的措施多", {**MEASURES, "operation": "difference", "domains": (SAFETY, ENVIRONMENT)}),
    # a figure with its bound as it is printed
    ("目标恰好写成“90%以上”的指标有哪些？", {"kinds": LEVELS, "units": ("%",), "comparators": (">=", ">"), "bounds": (_is("=", "90"),)}),
    ("指标里“不低于95%”的算几条", {"operation": "count", "kinds": LEVELS, "units": ("%",), "bounds": (_is(">=", "95"),)}),
    ("比80%低、比60%高的百分比指标有啥", {"kinds": LEVELS, "units": ("%",), "bounds": (_is("<", "80"), _is(">", "60"))}),
    ("下降15%的指标有几个", {"operation": "count", "kinds": ("relative",), "units": ("%",), "bounds": (_is("=", "15"),)}),
    # shares
    ("安全领域里定性指标占该领域指标的百分之几？", {"operation": "share", "domains": (SAFETY,), "kinds": ("qualitative",), "part": ("kinds",)}),
    ("没写数的指标，环境领域占多少个", {"operation": "count", "domains": (ENVIRONMENT,), "kinds": ("qualitative",)}),
    # what is only set against what is meant, and what nothing is under
    ("Which targets are caps rather than floors, in the health area only?", {"domains": (HEALTH,), "kinds": LEVELS, "comparators": ("<=", "<")}),
    ("教育领域哪些目标后头没跟“以上”二字？", {"domains": (EDUCATION,), "kinds": LEVELS, "comparators": ("<=", "<", "=")}),
    # how often
    ("逐年都要做的指标有哪些", {"pers": ("每年",)}),
    ("Which indicators are set on a yearly basis?", {"pers": ("每年",)}),
    # clauses that hold all of several words, one of them the name of a domain
    ("哪些措施同时提到学校和家庭", {"source": "clauses", "kinds": ("measure",), "words": ("学校", "家庭"), "all_words": True}),
    ("既讲家庭又讲学校的措施有几条", {"source": "clauses", "operation": "count", "kinds": ("measure",), "words": ("家庭", "学校"), "all_words": True}),
    # what domains have none of is looked for, and not left out
    ("哪些领域没有百分比指标", {"operation": "absent", "group": "domain", "domains": DOMAINS, "units": ("%",)}),
    ("哪个领域压根没有百分比的指标", {"operation": "absent", "group": "domain", "domains": DOMAINS, "units": ("%",)}),
    ("哪些领域缺千分率目标", {"operation": "absent", "group": "domain", "domains": DOMAINS, "units": ("‰",)}),
    ("不含百分比指标的领域有哪些", {"operation": "absent", "group": "domain", "domains": DOMAINS, "units": ("%",)}),
    # all of a list of domains is left out
    ("健康和教育以外的领域有几个百分比指标", {"operation": "count", "domains": OTHERS, "units": ("%",)}),
    ("除了健康和教育，别的领域有几个百分比指标", {"operation": "count", "domains": OTHERS, "units": ("%",)}),
    # how many a domain has
    ("只有一个定量指标的领域", {"operation": "group", "group": "domain", "kinds": ("target", "relative"), "sizes": (_is("=", "1"),)}),
    ("定量指标不到三个的领域有哪些", {"operation": "group", "group": "domain", "kinds": ("target", "relative"), "domains": DOMAINS, "sizes": (_is("<", "3"),)}),
    ("有几个指标的目标不低于九成五", {"operation": "count", "kinds": LEVELS, "units": ("%",), "bounds": (_is(">=", "95"),)}),
    # the most of them
    ("七个领域里措施条数最多的前三名", {"source": "clauses", "operation": "group", "kinds": ("measure",), "group": "domain", "order": "desc", "limit": 3}),
    ("七大领域里目标最多的是哪个", {"source": "clauses", "operation": "group", "kinds": ("goal",), "group": "domain", "order": "desc", "limit": 1}),
    ("福利領域的主要目標都叫什麼名目？", {"source": "clauses", "domains": ("儿童与福利",), "kinds": ("goal",)}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), BUILT, ids=[q for q, _ in BUILT])
def test_a_question_is_read_by_how_it_is_built(question: str, expected: dict[str, Any], table: Table) -> None:
    assert _told(read_table(fold(question), table)) == expected


def test_targets_are_counted_where_they_are_counted_together(table: Table) -> None:
    query = read_table(fold("死亡率类的目标合起来有几个"), table)
    assert query is not None
    assert query.operation == "count"


def test_a_domain_that_is_denied_is_left_out(table: Table) -> None:
    query = read_table(fold("indicators not about health"), table)
    assert query is not None
    assert HEALTH not in query.domains
    assert len(query.domains) > 5


def test_what_a_list_has_besides_is_told_without_it(table: Table) -> None:
    query = read_table(fold("5岁以下儿童的指标除了死亡率还有啥"), table)
    assert query is not None
    assert "2.1.g3.3" not in query.ids
    assert query.populations == ("5岁以下儿童",)


def test_what_rows_are_not_is_left_out(table: Table) -> None:
    query = read_table(fold("新生儿的指标里哪些不是死亡率"), table)
    assert query is not None
    assert query.populations == ("新生儿",)
    assert query.without is not None
    assert "2.1.g3.1/2" in query.without.ids


NAMED = [
    ("打预防针那个率跟新生儿上门看的那个率，哪个要求高？", {"2.1.g4.4", "2.1.g3.1/1"}),
    ("小学近视那个上限跟十二岁以下烂牙那个上限，隔着几个百分点", {"2.1.g8.3", "2.1.g5.4"}),
    ("从小学到初中，近视率放宽了几个百分点", {"2.1.g8.3", "2.1.g8.4"}),
    ("每千名儿童床位数和小学生睡眠时间，哪个更高？", {"2.1.g1.2/2", "2.1.m12/2"}),
    ("每所乡镇卫生院配几个大夫，全科的跟管儿保的分开说", {"2.1.g1.3/1", "2.1.g1.3/2"}),
    ("3岁以下的和7岁以下的娃，各有个啥管理率，都多少", {"2.1.g4.1", "2.1.g4.2"}),
    ("新生儿各项筛查率从低到高", {"2.1.g2.5", "2.1.g2.6"}),
    ("一年到头，指导服务加实践活动最少得参加几次", {"2.5.g2.3/1", "2.5.g2.3/2"}),
]


@pytest.mark.parametrize(("question", "ids"), NAMED, ids=[q for q, _ in NAMED])
def test_everyday_words_lead_to_the_rows_that_are_held_together(
    question: str, ids: set[str], table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert set(query.ids) == ids
    assert query.unexplained == ()


UNREAD = [
    "这类指标有几个",
    "这些指标里哪个最高",
    "How many of these indicators are there?",
    "每年都要统计的指标有哪些",
    "2到9岁的指标有几个",  # an age that no row is about
    "哪个领域没有‰指标但有%指标",
    "目标值是奇数的百分比指标有哪些",
    "which percentage targets are odd?",
    "规划里老师们该盯着的指标有哪些",
    "管得住人的指标都是啥",
    "哪些指标没有措施",
]


@pytest.mark.parametrize("question", UNREAD)
def test_all_rows_are_no_answer_where_what_narrows_them_was_not_read(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or query.unexplained


@pytest.mark.parametrize("question", ["请把这份规划里头的指标全部列出来", "咱们市定的指标一共几个"])
def test_all_rows_are_told_where_all_are_asked_for(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert not query.unexplained


MISTYPED = [
    ("健康领城的定性指标有多少", "健康领域的定性指标有多少"),
    ("五岁以下儿重的只标都有啥", "五岁以下儿童的指标都有啥"),
    ("各领域措失分别几条", "各领域措施分别几条"),
    ("新生而的指标列一下", "新生儿的指标列一下"),
]


@pytest.mark.parametrize(("written", "meant"), MISTYPED)
def test_the_words_of_the_table_are_known_when_mistyped(written: str, meant: str, table: Table) -> None:
    text, corrections = correct(fold(written), table)
    assert text == fold(meant)
    assert corrections
    assert all(fold(written)[one.start : one.end] == one.written for one in corrections)


@pytest.mark.parametrize(
    "text", ["教育领域的定量指标有哪些", "留守儿童怎么管", "学校操场开不开放", "近视的原因", "条目标准是什么"]
)
def test_what_is_right_is_left_as_it_is(text: str, table: Table) -> None:
    assert correct(fold(text), table) == (fold(text), ())


def test_what_is_wanted_of_each_by_itself_is_not_told_of_all_together(table: Table) -> None:
    query = read_table(fold("定性指标里，要求上升的和要求下降的各有多少项？"), table)
    assert query is not None
    assert [one.query.kinds for one in query.sets] == [("qualitative",), ("qualitative",)]
    up, down = (one.query for one in query.sets)
    assert not any(fits(row, up) and fits(row, down) for row in table.catalog.rows)


def test_the_highest_of_each_of_two_domains_is_told_of_each(table: Table) -> None:
    query = read_table(fold("健康和教育两个领域，各自目标值最高的百分比指标分别是什么？"), table)
    assert query is not None
    assert (query.within, query.order, len(query.domains), query.unexplained) == ("domain", "desc", 2, ())


@pytest.mark.parametrize("question", ["死亡率比贫血率低吗？", "死亡率的目标是不是比贫血率的低？"])
def test_which_of_several_is_held_to_be_lower_is_asked_back(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert set(query.choices) == {"新生儿死亡率", "婴儿死亡率", "5岁以下儿童死亡率"}


@pytest.mark.parametrize(
    "text",
    [
        "Our daughter starts first grade next year. Does she have to pass a test?",
        "I am about to start teaching English. Does the plan call for proof?",
        "Is there a phone line where teenagers can talk about sexual health?",
        "两口子离了，不带娃的那一方还能不能去看孩子",
    ],
)
def test_everyday_words_that_the_table_also_has_ask_nothing_of_it(text: str, table: Table) -> None:
    assert read_table(fold(correct(fold(text), table)[0]), table) is None
