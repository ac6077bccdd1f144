"""Questions over the table in everyday words: directions, negations, spelled figures, domains that have none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_tabular import KEY, REPO, _table

from assistant import Assistant
from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Bound
from assistant.tabular import Table, read_table
from assistant.tabular.spelled import spelled


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
    "question",
    [
        "规划里有没有说要减少孩子写作业的时间",
        "有没有说要提高孩子的时间",
        "规划说没说要降低孩子的负担",
        "初中生瞧东西发虚的有多少",
    ],
)
def test_a_thing_that_is_to_change_is_no_demand_on_rows(table: Table, question: str) -> None:
    assert read_table(fold(question), table) is None


DOWN = {"下降", "减少", "降低", "降至"}


@pytest.mark.parametrize(
    ("question", "verbs"),
    [
        ("哪些指标是要降下来的？报一下", DOWN),
        ("要求减下来的都有哪些指标", DOWN),
        ("indicators that must come down", DOWN),
        ("哪些指标要往上走", {"提高", "增加", "增多", "增至"}),
        ("要求增加的有哪几项", {"增加", "增多", "增至"}),  # of a verb that the plan has, its kin
        ("写“下降”的指标有哪些", {"下降"}),
        ("要求保持的指标", {"保持", "达到并保持"}),
        ("既要求保持、又在95%以上的指标", {"保持", "达到并保持"}),
        ("只要求保持、不要求再提高的指标", {"保持", "达到并保持"}),
        ("要降到5%以下的指标有哪些", set()),
    ],
)
def test_rows_are_chosen_by_what_is_demanded(question: str, verbs: set[str], table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (set(query.verbs), query.unexplained) == (verbs, ())


@pytest.mark.parametrize(
    ("question", "comparators"),
    [
        ("只能少不能多的指标有几个？", ("<=", "<")),
        ("只许低不许高的指标", ("<=", "<")),
        ("捋一捋健康领域里往下控的指标", ("<=", "<")),
        ("只能多不能少的指标有几个", (">=", ">")),
        ("不能低了的指标有哪些", (">=", ">")),
    ],
)
def test_what_may_only_be_less_has_a_ceiling(
    question: str, comparators: tuple[str, ...], table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.comparators, query.unexplained) == (comparators, ())


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("指标值在九十到九十九之间的", "指标值在90到99之间的"),
        ("百分之八十到九十之间", "百分之80到百分之90之间"),
        ("超过九十的指标", "超过90的指标"),
        ("九十五往上的", "95往上的"),
        ("三到六岁之间", "三到六岁之间"),
        ("十到二十个指标", "十到二十个指标"),
        ("十三条以上", "十三条以上"),
        ("第九十条以上", "第九十条以上"),
    ],
)
def test_bare_numerals_of_bounds_are_read(said: str, read: str) -> None:
    assert spelled(said) == read


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("教育领域不是保持的指标", "verbs"),
        ("不是上限的百分比指标有几个", "comparators"),
        ("教育领域里不是95%以上的指标", "bounds"),
        ("健康领域不算近视率的上限指标", "ids"),
    ],
)
def test_what_is_denied_of_rows_is_left_out(question: str, without: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.without is not None
    assert getattr(query.without, without)
    assert len(query.domains) <= 1


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("定量指标不到三个的领域有哪些？", ("安全", "福利", "环境", "法律"), ("健康", "教育")),
        ("带数的目标不超过1个的领域", ("安全", "福利", "环境", "法律"), ("健康", "教育")),
        ("领域里指标数低于5的", ("家庭", "法律"), ("健康", "安全")),
        ("定量指标最少的领域是哪个", ("福利", "法律", "0 条"), ("安全", "环境")),
        ("定量指标第二少的领域", ("安全", "环境"), ("福利", "健康")),
        ("提到妇联的措施最少的领域是哪个", ("健康", "安全", "0 条"), ("教育", "环境")),
        ("一个定量指标都没有的领域", ("福利", "法律"), ("安全",)),
        ("没有带数字指标的领域是哪几个？", ("福利", "法律"), ("安全",)),
        ("哪几个领域一个定性指标都没有？", ("教育", "家庭"), ("福利", "法律")),
        ("压根没提“社会工作”的领域有哪些？", ("健康", "安全", "教育", "环境"), ("福利", "家庭")),
        ("各领域定量指标几个，没有的记0", ("福利：共 0 条", "安全：共 1 条"), ()),
        ("没提到妇联的领域有哪些", ("健康", "安全", "家庭", "法律"), ("教育", "福利")),
        ("which domain has the fewest numeric targets", ("welfare", "legal protection"), ("safety",)),
        ("定量指标只有一个的领域", ("安全", "环境"), ("福利",)),
    ],
)
def test_domains_that_have_none_are_counted(
    question: str, told: tuple[str, ...], not_told: tuple[str, ...], plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.dropped == ()
    text = "\n".join(sentence.text for sentence in answer.sentences if sentence.text.count("儿童与") < 2)
    assert all(word in text for word in told)
    assert not any(word in text for word in not_told)


def test_one_that_asks_for_rows_without_a_figure_is_not_told_of_those_with_one(table: Table) -> None:
    query = read_table(fold("哪些指标一个数都没给"), table)
    assert query is not None
    assert query.kinds == ("qualitative",)


WITH_FIGURE = ("target", "relative", "standard")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("给新生儿定了啥数", 4),
        ("和刚出生的宝宝有关的数字都列给我", 4),
        ("家庭领域定了哪几个数", 4),
        ("环境领域的数字", 1),
        ("规划里一共有多少个数", 46),
        ("哪些数是用小时算的", 5),
        ("Give me every figure the plan sets for newborns.", 4),
        ("what numbers does the plan set for the environment", 1),
        ("figures in the family domain", 4),
        ("跟近视有关的指标", 4),
        ("安全领域只许降不许升的指标有几项", 4),
        ("健康领域里不用百分比也不用千分比的目标（不含措施）有几个", 5),
        ("健康领域、下限、目标值等于90%，三个条件都占的指标", 5),
        ("规划要求增加的都是些啥", 4),
        ("目标值是整数的百分比指标", 28),
        ("list the percentage targets that are whole numbers", 28),
        ("which figures are not whole numbers", 5),
        ("哪些指标带小数", 5),
        ("给中学生定了啥指标", 5),
        ("哪些指标跟学生有关", 7),
        ("which indicators concern teachers?", 1),
        ("不许超过6的千分率指标", 2),
        ("不许低于95%的指标", 8),
        ("哪些数是光说往高了走、没说走到多少的？", 11),
        ("没交代降到几成的指标", 5),
        ("按每所卫生院来配的指标有哪些", 2),
        ("教育领域里头保持类的指标，别的不要", 3),
        ("ceilings of five percent or less", 2),
        ("跟农村沾边的指标有几个？", 3),
        ("数一数哪个人群身上压的定量指标最多", 4),
        ("Which age group has the most targets?", 4),
        ("规划里“铁人精神”出现在几条里？", 2),
    ],
)
def test_as_many_are_found_as_the_plan_has(question: str, found: int, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    ids = answer.sql.columns.index("ids") if "ids" in answer.sql.columns else None
    told = (
        len(answer.sql.rows) if ids is None else sum(len(str(row[ids]).split(",")) for row in answer.sql.rows)
    )
    assert told == found


@pytest.mark.parametrize(
    "question",
    [
        "教育这几个数，是不是个个都在九成以上啊？",
        "婴儿死亡率的数是多少",
        "孩子数是多少",
        "what's the number to call for help",
    ],
)
def test_a_number_that_is_spoken_of_asks_for_no_list(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or set(query.kinds) != set(WITH_FIGURE)


@pytest.mark.parametrize("question", ["留守儿童有没有指标", "流动儿童的指标有几个", "孤儿的量化指标有哪些"])
def test_people_whom_no_indicator_is_about_have_none(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.sql is not None
    assert not answer.sql.rows
    assert "0 条" in answer.sentences[0].text


@pytest.mark.parametrize("question", ["困境儿童的指标有几个", "跟老师有关的指标有几个", "哪几个指标最要紧"])
def test_what_restricts_and_was_not_read_lists_nothing(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or query.unexplained


def test_the_amounts_of_two_kinds_are_told_apart(plan: Assistant) -> None:
    answer = plan.ask("环境领域主要目标数量、策略措施数量")
    text = "".join(sentence.text for sentence in answer.sentences)
    assert "共 6 条" in text
    assert "共 13 条" in text


def test_what_is_told_before_the_question_asks_for_no_number(plan: Assistant) -> None:
    told = plan.ask("领导刚打电话来说下班前就要，教育领域里头保持类的指标，你帮我列个单子，别的不要")
    asked = plan.ask("报名电话是多少，健康领域有几个指标")
    assert told.sql is not None
    assert len(told.sql.rows) == 3
    assert asked.sql is None


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("0到3岁的指标有几个", {"3岁以下儿童"}),
        ("零到六岁的娃有几个指标", {"6岁以下儿童", "0至6岁儿童"}),  # of one span, however it is said
        (
            "3岁以内的宝宝对应哪些指标",
            {"3岁以下儿童"},
        ),  # an age bounds no figure, and decides before the word behind it
        ("不满七岁的孩子有哪些指标", {"7岁以下儿童"}),
        ("Which targets are for children aged 0 to 6?", {"6岁以下儿童", "0至6岁儿童"}),
        ("Are there any indicators for kids younger than 12?", {"12岁以下儿童"}),
    ],
)
def test_an_age_tells_whom_rows_are_about(table: Table, question: str, people: set[str]) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (set(query.populations), query.bounds, query.unexplained) == (people, (), ())


@pytest.mark.parametrize(
    ("question", "operator", "number"),
    [
        ("有几个领域的措施比教育领域多", ">", 13),
        ("比健康领域措施少的领域有哪些", "<", 16),
        ("措施数量比福利领域多的有哪几个领域", ">", 14),
        ("哪些领域的主要目标比福利少", "<", 7),
        ("Which domains have more measures than education?", ">", 13),
    ],
)
def test_domains_are_held_against_the_number_that_another_has(
    table: Table, question: str, operator: str, number: int
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.operation, query.group) == ("group", "domain")
    assert [(bound.operator, int(bound.value)) for bound in query.sizes] == [(operator, number)]


@pytest.mark.parametrize(
    ("question", "within", "group"),
    [
        ("定到99%以上的是哪几个指标？各归哪个领域", "domain", ""),  # each with its domain
        ("死亡率指标都在哪个领域", "domain", ""),
        ("哪些领域有数值达到90%及以上的指标？", "", "domain"),  # the domains alone
        ("Which domains have targets above 95%?", "", "domain"),
    ],
)
def test_the_domain_of_rows_may_be_asked(table: Table, question: str, within: str, group: str) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.within, query.group, query.unexplained) == (within, group, ())


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("以‰为单位的指标比以%为单位的少几个", ("‰", "%")),
        ("百分比指标比千分比指标多几个", ("%", "‰")),
    ],
)
def test_numbers_of_rows_are_compared_by_unit(table: Table, question: str, units: tuple[str, ...]) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.operation, query.group, query.units) == ("difference", "unit", units)


def test_a_rank_without_a_direction_begins_with_the_most(table: Table) -> None:
    query = read_table("rank the domains by number of measures, top three", table)
    assert query is not None
    assert (query.group, query.order, query.limit) == ("domain", "desc", 3)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        (
            "要求“达到100%”的指标",
            {"bounds": (Bound("=", Decimal(100)),)},
        ),  # quoted with its verb, it still bounds
        ("写的是“达到97%”的指标有几个", {"bounds": (Bound("=", Decimal(97)),)}),
        ("top 3 lowest percentages", {"order": "asc", "limit": 3}),
        ("健康领域10个主要目标各有几条细项", {"operation": "group", "group": "goal"}),
        ("“降至”打头的目标有哪些", {"source": "indicators", "verbs": ("降至",)}),
        ("比农村自来水普及率定得还高的指标，报一下", {"bounds": (Bound(">", Decimal(96)),)}),
    ],
)
def test_no_condition_is_dropped(table: Table, question: str, fields: dict[str, object]) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert {name: getattr(query, name) for name in fields} == fields


def test_rates_of_one_name_are_counted_and_people_are_not(table: Table) -> None:
    rates, doctors = read_table("筛查率一共几个", table), read_table("医生有几个", table)
    assert rates is not None
    assert (rates.operation, len(rates.ids), doctors) == ("count", 3, None)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("是不是每个领域都有定量指标", {"operation": "absent", "group": "domain"}),
        ("Does every domain have numeric targets?", {"operation": "absent", "group": "domain"}),
        ("健康领域的定量目标占全规划的百分之几", {"operation": "share", "part": ("domains",)}),
        ("所有的近视率是不是都低于80%", {"operation": "every"}),
        ("教育那几个率里有没有低于九成的", {"domains": ("儿童与教育",)}),
        (
            "规划给健康领域定了多少条措施，比平均数多多少",
            {"operation": "average", "domains": ()},
        ),  # the mean of all
    ],
)
def test_what_is_said_of_all_or_of_the_whole(table: Table, question: str, fields: dict[str, object]) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert {name: getattr(query, name) for name in fields} == fields
