"""assistant/tabular.py: what is read from a question over the table, and what is no such question.

Each case is (question, fields of the TableQuery that must be set so); a field that is not named must be empty, but for
``ids``, of which the names of the rows are compared where ``names`` is given.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.build import read_glosses, read_plan
from assistant.indicators import Genre, extract
from assistant.lexicon import add_aliases, add_names, fold, fold_known, load_common, shared_name
from assistant.plan import Plan, load_plan
from assistant.question import Catalog
from assistant.records import Bound, Indicator, TableQuery, TableSource
from assistant.tabular import Table, read_table, table_of

REPO = Path(__file__).parent.parent
KEY = "daqing-children-2021-2025"
HEALTH, SAFETY, EDUCATION = "儿童与健康", "儿童与安全", "儿童与教育"
WELFARE, FAMILY, ENVIRONMENT, LAW = "儿童与福利", "儿童与家庭", "儿童与环境", "儿童与法律保护"
PRIMARY, JUNIOR, SENIOR = "小学生近视率", "初中生近视率", "高中阶段学生近视率"
LEVELS = ("target", "standard")
FIGURES = ("target", "relative")


def _table(plan: Plan, rows: tuple[Indicator, ...], folder: Path) -> Table:
    lexicon = load_common(REPO / "corpus")
    add_names(lexicon, rows)
    names = frozenset(name for row in rows for name in (row.name, shared_name(row)))
    add_aliases(lexicon, folder / "aliases.tsv", names)
    text = fold_known("\n".join(clause.text for clause in plan.clauses))
    catalog = Catalog(plan.meta, rows, lexicon, {}, text)
    clauses = {clause.id: clause for clause in plan.clauses}
    return table_of(catalog, clauses, read_glosses(folder / "glosses.tsv"), REPO / "corpus")


@pytest.fixture(scope="module")
def table() -> Table:
    """The table of the published plan."""
    reading = read_plan(REPO / "corpus", KEY)
    return _table(reading.plan, tuple(reading.rows), REPO / "corpus" / KEY)


def _bounds(*pairs: tuple[Any, str]) -> tuple[Bound, ...]:
    return tuple(Bound(operator, Decimal(value)) for operator, value in pairs)


Cases = list[tuple[str, dict[str, Any]]]

ALL = (HEALTH, SAFETY, EDUCATION, WELFARE, FAMILY, ENVIRONMENT, LAW)
NINETY = _bounds((">=", "90"))
# Not what is listed, but how it is built: each is one of many ways to say it.
BUILT: Cases = [
    ("哪些目标压根没给具体数？", {"kinds": ("qualitative",)}),
    ("安全领域只喊口号的目标有哪些", {"domains": (SAFETY,), "kinds": ("qualitative",)}),
    ("附有明确数值的目标有哪些？", {"kinds": FIGURES}),
    ("Which targets come without any concrete figure?", {"kinds": ("qualitative",)}),
    ("不許超過的指標有哪些？", {"kinds": LEVELS, "comparators": ("<=", "<")}),
    ("健康 ‰ 指标 速列", {"domains": (HEALTH,), "units": ("‰",)}),
    ("有没有哪个指标是论“张”数的？", {"units": ("张",)}),
    ("Which indicators are counted in 次 (times)?", {"units": ("次",)}),
    ("领导催得急，我翻了半天没翻着，教育领域有几个定量指标？", {"operation": "count", "domains": (EDUCATION,), "kinds": ("target",)}),
    ("不用百分比的指标有哪些？", {"units": ("‰", "个月", "名", "周岁", "小时", "张", "所", "次")}),
    ("名称里有“率”的指标，哪几个没给数？", {"kinds": ("qualitative",), "words": ("率",)}),
    ("教育领域数值第二高的指标是谁", {"domains": (EDUCATION,), "kinds": LEVELS, "order": "desc", "nth": 2}),
    ("Which education target is the second lowest?", {"domains": (EDUCATION,), "kinds": LEVELS, "order": "asc", "nth": 2}),
    (
        "教育领域的定量指标是不是个个都在九成以上？",
        {"operation": "every", "domains": (EDUCATION,), "kinds": ("target",), "units": ("%",), "bounds": NINETY, "part": ("bounds",)},
    ),
    ("有哪个领域一个定量指标都没有？", {"operation": "absent", "group": "domain", "domains": ALL, "kinds": FIGURES}),
    ("Which domains have no numeric target?", {"operation": "absent", "group": "domain", "domains": ALL, "kinds": FIGURES}),
    ("除健康领域外，用千分号的指标有哪些？", {"domains": (SAFETY, EDUCATION, WELFARE, FAMILY, ENVIRONMENT, LAW, "组织实施"), "units": ("‰",)}),
]  # fmt: skip
BUILT_OF_CLAUSES: Cases = [
    ("哪个主要目标下面没有再列具体条目？", {"operation": "absent", "group": "goal", "kinds": ("target",)}),
    ("标题以“严厉”二字起首的措施有哪些？", {"kinds": ("measure",), "starts": ("严厉",)}),
    ("How many measures begin with 加强?", {"operation": "count", "kinds": ("measure",), "starts": ("加强",)}),
    ("标题里带“网络”的措施是哪几条？", {"kinds": ("measure",), "titled": ("网络",)}),
    ("有没有哪两个领域策略措施条数是一样的？", {"operation": "alike", "group": "domain", "kinds": ("measure",)}),
    ("哪个领域的措施第二多？", {"operation": "group", "group": "domain", "kinds": ("measure",), "order": "desc", "nth": 2}),
]  # fmt: skip
LISTS: Cases = [
    ("教育领域都有哪些定量指标？", {"domains": (EDUCATION,), "kinds": FIGURES}),
    ("福利那块儿没写数的指标列一下", {"domains": (WELFARE,), "kinds": ("qualitative",)}),
    ("針對嬰兒的指標有哪些？", {"populations": ("婴儿", "6个月内婴儿")}),
    ("哪些指标用千分号表示？", {"units": ("‰",)}),
    ("规划里以2020年为基期的指标是哪几个？", {"base_year": 2020, "kinds": ("relative",)}),
    ("动词是“配备”的指标都有啥", {"verbs": ("配备",)}),
    ("Which welfare indicators are qualitative?", {"domains": (WELFARE,), "kinds": ("qualitative",)}),
    ("Show me the indicators expressed in per mille", {"units": ("‰",)}),
]
RANGES: Cases = [
    ("哪些指标的目标在99%以上？", {"bounds": _bounds((">=", "99")), "units": ("%",), "kinds": LEVELS}),
    ("指标值不足一成的有哪些？", {"bounds": _bounds(("<", "10")), "units": ("%",), "kinds": LEVELS}),
    ("目标在95%到97%之间的指标有几项？", {"operation": "count", "bounds": _bounds((">=", "95"), ("<=", "97")), "units": ("%",), "kinds": LEVELS}),
    ("目标正好是99%的指标列出来", {"bounds": _bounds(("=", "99")), "units": ("%",), "kinds": LEVELS}),
    ("家庭领域目标超过85%的指标有哪些", {"domains": (FAMILY,), "bounds": _bounds((">", "85")), "units": ("%",), "kinds": LEVELS}),
    ("Which indicators have a target of at least 97%?", {"bounds": _bounds((">=", "97")), "units": ("%",), "kinds": LEVELS}),
]  # fmt: skip
ORDERS: Cases = [
    ("安全领域数值最高的指标是哪个？", {"domains": (SAFETY,), "order": "desc", "limit": 1, "kinds": LEVELS}),
    ("健康领域百分率目标前三的指标是哪些？", {"domains": (HEALTH,), "units": ("%",), "order": "desc", "limit": 3, "kinds": LEVELS}),
    ("近视率目标由低到高排一下", {"names": {PRIMARY, JUNIOR, SENIOR, "儿童新发近视率"}, "order": "asc", "kinds": LEVELS}),
    ("What is the lowest target in the education domain?", {"domains": (EDUCATION,), "order": "asc", "limit": 1, "kinds": LEVELS}),
]  # fmt: skip
COMPARISONS: Cases = [
    ("初中和高中的近视率目标差几个百分点？", {"operation": "difference", "names": {JUNIOR, SENIOR}}),
    ("贫血率和龋患率哪个目标更高？", {"operation": "compare", "names": {"5岁以下儿童贫血率", "12岁以下儿童龋患率"}}),
    ("城里和农村建家长学校的比例差多少", {"operation": "difference", "names": {
        "城市社区建立家长学校或家庭教育指导服务站点", "农村社区（村）建立家长学校或家庭教育指导服务站点"}}),
    ("初中生近视率是小学生的多少倍？", {"operation": "ratio", "names": {PRIMARY, JUNIOR}}),
    ("小学、初中、高中近视率目标平均是多少？", {"operation": "average", "names": {PRIMARY, JUNIOR, SENIOR}, "kinds": LEVELS}),
    ("How much higher is the junior myopia target than the primary one?", {"operation": "difference", "names": {PRIMARY, JUNIOR}}),
]  # fmt: skip
COUNTS: Cases = [
    ("教育领域有多少项量化指标？", {"operation": "count", "domains": (EDUCATION,), "kinds": ("target",)}),
    ("每个领域各有几项定性指标？", {"operation": "group", "group": "domain", "kinds": ("qualitative",)}),
    ("在健康和教育两个领域里，定量指标各有几项？", {"operation": "group", "group": "domain", "domains": (HEALTH, EDUCATION), "kinds": ("target",)}),
    ("哪个领域的定量指标最少？", {"operation": "group", "group": "domain", "domains": ALL, "kinds": FIGURES, "order": "asc", "limit": 1}),
    ("教育领域的定量指标占全部定量指标的多少？", {"operation": "share", "domains": (EDUCATION,), "kinds": ("target",), "part": ("domains",)}),
    ("How many qualitative indicators are there in the plan?", {"operation": "count", "kinds": ("qualitative",)}),
]  # fmt: skip
CLAUSES: Cases = [
    ("安全领域有几条策略措施？", {"operation": "count", "domains": (SAFETY,), "kinds": ("measure",)}),
    ("各领域的策略措施分别有多少条？", {"operation": "group", "group": "domain", "kinds": ("measure",)}),
    ("安全、家庭领域的策略措施分别有几条？", {"operation": "group", "group": "domain", "domains": (SAFETY, FAMILY), "kinds": ("measure",)}),
    ("哪个领域的策略措施最多？", {"operation": "group", "group": "domain", "kinds": ("measure",), "order": "desc", "limit": 1}),
    ("哪些条款提到了妇联？", {"words": ("妇联",)}),
    ("有几条措施提到“机器人”？", {"operation": "count", "kinds": ("measure",), "words": ("机器人",)}),
    ("提到“欺凌”的条款有多少条？", {"operation": "count", "words": ("欺凌",)}),
    ("How many measures mention bullying (欺凌)?", {"operation": "count", "kinds": ("measure",), "words": ("欺凌",)}),
]  # fmt: skip
PHRASINGS: Cases = [
    ("论文里要用：教育那边刚好是90%的有哪些指标？", {"domains": (EDUCATION,), "bounds": _bounds(("=", "90")), "units": ("%",), "kinds": LEVELS}),
    ("写着“增至”的指标是哪个", {"verbs": ("增至",), "wordings": (), "kinds": ()}),
    ("按“次”算的指标都有啥", {"units": ("次",)}),
    ("健康与教育的量化目标相差几个？", {"operation": "difference", "domains": (HEALTH, EDUCATION), "group": "domain", "kinds": ("target",)}),
    ("List the at-most targets of the Health domain", {"domains": (HEALTH,), "comparators": ("<=", "<"), "kinds": LEVELS}),
]  # fmt: skip
CLAUSE_PHRASINGS: Cases = [
    ("给领导汇报用，健康领域比家庭领域多几条措施", {"operation": "difference", "domains": (HEALTH, FAMILY), "group": "domain", "kinds": ("measure",)}),
    ("主要目标不少于6个的领域有哪些", {"operation": "group", "group": "domain", "kinds": ("goal",), "sizes": _bounds((">=", "6"))}),
    ("不属于教育领域的措施里，有几条提到了“家访”", {"operation": "count", "kinds": ("measure",), "words": ("家访",),
     "domains": (HEALTH, SAFETY, WELFARE, FAMILY, ENVIRONMENT, LAW)}),
    ("志愿者，措施里有几条？", {"operation": "count", "kinds": ("measure",), "words": ("志愿者",)}),
    ("哪个主要目标下的细项最多", {"operation": "group", "group": "goal", "kinds": ("target",), "order": "desc", "limit": 1}),
    ("Which measures are about child labour?", {"kinds": ("measure",), "words": ("童工", "使用童工")}),
]  # fmt: skip
NONE = [
    "婴儿死亡率目标是多少？",
    "小学生近视率要降到多少以下？",
    "初中生每天最少睡几个小时？",
    "怎么预防儿童溺水？",
    "有哪些措施防治近视？",
    "孩子被同学欺负了找谁管？",
    "规划对留守儿童有什么要求？",
    "你好",
    "谢谢，再见",
    "今天天气怎么样",
    "我家娃五岁，眼睛有点近视，规划里对这个有啥说法没有",
    "第三个主要目标是什么？",
    "What is the infant mortality target?",
    "How does the plan protect children online?",
    "Who is responsible for school bullying?",
    "新生儿听力筛查率至少要达到多少？",
    "规划涉及哪些部门？",
]


@pytest.mark.parametrize(
    ("question", "expected"),
    BUILT + BUILT_OF_CLAUSES + LISTS + RANGES + ORDERS + COMPARISONS + COUNTS + CLAUSES + PHRASINGS + CLAUSE_PHRASINGS,
    ids=lambda v: v if isinstance(v, str) else ""
)  # fmt: skip
def test_a_question_over_the_table_is_read(question: str, expected: dict[str, Any], table: Table) -> None:
    wanted = dict(expected)
    names = wanted.pop("names", None)
    query = read_table(fold(question), table)
    assert query is not None
    if names is not None:
        assert {row.name for row in table.catalog.rows if row.id in query.ids} == names
        query = replace(query, ids=())
    source: TableSource = (
        "clauses" if (question, expected) in CLAUSES + CLAUSE_PHRASINGS + BUILT_OF_CLAUSES else "indicators"
    )
    assert query == replace(TableQuery(source), **wanted)


@pytest.mark.parametrize("question", NONE)
def test_what_is_no_question_over_the_table(question: str, table: Table) -> None:
    assert read_table(fold(question), table) is None


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("城市自来水普及率和农村差几个点？", "城市"),
        ("Which measures mention the parliament?", "parliament"),
        ("约束性指标有几项？", "约束性"),
        ("How many indicators are mandatory?", "mandatory"),
        ("健康领域亮眼的指标有哪些？", "亮眼"),
        ("除留守儿童外，定量指标还有哪些？", "除留守儿童外"),
        ("除了自来水，定量指标还有哪些？", "除了"),
        # a name that the plan does not have is not dropped, in whichever part it stands
        ("婴儿死亡率和产妇死亡率差多少？", "产妇"),
        ("产妇呢，跟婴儿死亡率比差多少个千分点，新生儿死亡率也算上", "产妇"),
        ("小学生近视率、初中生近视率，还有教室照度的平均值是多少", "照度"),
        (
            "How much higher is the neonatal mortality ceiling than the maternal mortality ceiling and the infant one?",
            "maternal",
        ),
        ("What is the gap between the obesity rate and the anaemia rate and the stunting rate?", "obesity"),
    ],
)
def test_what_nothing_accounts_for_is_told(question: str, word: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert word in query.unexplained


def test_two_quantities_that_fit_equally_are_offered(table: Table) -> None:
    query = read_table(fold("初中生的目标比小学生高多少？"), table)
    assert query is not None
    assert {PRIMARY, JUNIOR, "小学生睡眠时间"} <= set(query.choices)
    assert query == TableQuery(choices=query.choices)


ELSEWHERE: list[tuple[str, str, dict[str, Any]]] = [
    ("elder-care", "目标定为100%的指标有哪些？", {"bounds": _bounds(("=", "100")), "units": ("%",), "kinds": LEVELS}),
    ("elder-care", "以“张”为单位的指标有哪些？", {"units": ("张",)}),
    ("elder-care", "居家社区养老里要求90%以上又不到100%的指标有几项？", {"operation": "count", "domains": ("居家社区养老",),
     "bounds": _bounds((">=", "90"), ("<", "100")), "units": ("%",), "kinds": LEVELS}),
    ("elder-care", "哪些指标是跟2021年相比的？", {"base_year": 2021, "kinds": ("relative",)}),
    ("water", "2025年哪些指标要求达到90%以上？", {"bounds": _bounds((">=", "90")), "units": ("%",), "comparators": (">=", ">", "="), "kinds": LEVELS, "target_year": 2025}),
    ("water", "2025年的指标里有几个是跟2020年比的？", {"operation": "count", "base_year": 2020, "target_year": 2025, "kinds": ("relative",)}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "question", "expected"), ELSEWHERE)
def test_other_plans_are_read_by_the_same_words(
    key: str, question: str, expected: dict[str, Any], genre: Genre
) -> None:
    folder = REPO / "eval" / "training" / key
    plan = load_plan(folder)
    rows, _ = extract(plan, genre)
    assert read_table(fold(question), _table(plan, tuple(rows), folder)) == TableQuery(**expected)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="指标目标哪些几个最高相差提到的“”%5前三领域和近视率 'a(—", max_size=40))
def test_any_text_is_read_without_a_fault(text: str, table: Table) -> None:
    read_table(fold(text), table)


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ("主要目标正好五个的领域是哪几个", ("=", 5)),
        ("哪些领域主要目标恰好是五条", ("=", 5)),
        ("哪几块的措施有十五条往上", (">=", 15)),
        ("哪些领域的主要目标多于七条", (">", 7)),
        ("Which domains have fewer than thirteen measures?", ("<", 13)),
        ("Which domains have just nine measures?", ("=", 9)),
    ],
)
def test_how_large_groups_are_is_read_in_words_of_number(
    question: str, size: tuple[Any, int], table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.group, query.sizes) == ("domain", _bounds((size[0], str(size[1]))))


@pytest.mark.parametrize(
    "question",
    [
        "哪个目标底下只有一条细项?",
        "哪条大目标下头就列了一个小项",
        "底下刚好一条细项的主要目标有哪几个",
        "主要目标里，底下正好一条的是哪些",
    ],
)
def test_goals_with_so_many_lines_are_asked_for(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.group, query.kinds, query.sizes) == ("goal", ("target",), _bounds(("=", "1")))


@pytest.mark.parametrize("question", ["底下没挂破折号的主要目标有哪些", "哪个主要目标底下一条细项都没有"])
def test_goals_without_lines_are_asked_for(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.operation, query.group, query.kinds) == ("absent", "goal", ("target",))


@pytest.mark.parametrize(
    "question", ["画着横杠的条目福利领域有几条", "福利领域带横线的细项有几条", "福利领域的子目有几个"]
)
def test_lines_are_known_by_the_dash_before_them(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.operation, query.domains, query.kinds) == ("count", (WELFARE,), ("target",))


def test_of_all_that_say_a_word_those_of_a_domain_are_a_share(table: Table) -> None:
    query = read_table(fold("写到“监护人”的措施一共几条，其中法律保护领域占几条？"), table)
    assert query is not None
    assert (query.operation, query.part, query.domains) == ("share", ("domains",), (LAW,))


@pytest.mark.parametrize("question", ["措施比主要目标多得最多的是哪个领域？", "哪个领域措施减目标差得最大"])
def test_kinds_held_against_one_another_are_not_counted_together(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.pair is not None
    assert (query.kinds, query.order, query.limit) == (("measure", "goal"), "desc", 1)
    assert query.pair.by in ("difference", "gap")
    assert query.pair.bound is None


@pytest.mark.parametrize(
    ("question", "first", "by", "operator", "figure"),
    [
        ("哪个领域的措施条数不多不少正好是它目标个数的三倍？", "measure", "ratio", "=", "3"),
        ("哪几个领域的措施是目标的两倍还多", "measure", "ratio", ">", "2"),
        ("措施不到目标两倍的领域有哪些", "measure", "ratio", "<", "2"),
        ("哪些领域的目标比措施还多", "goal", "difference", ">", "0"),
        ("俺想知道哪个领域措施比目标少", "goal", "difference", ">", "0"),
        ("有没有哪个领域策略措施正好比主要目标多八条", "measure", "difference", "=", "8"),
        ("措施和主要目标相差7条的是哪个领域", "measure", "gap", "=", "7"),
        ("哪个领域的主要目标和策略措施一样多", "goal", "gap", "=", "0"),
        ("Which domain has exactly three times as many measures as goals?", "measure", "ratio", "=", "3"),
        ("which areas have more goals than measures?", "goal", "difference", ">", "0"),
    ],
)
def test_two_counts_of_each_domain_are_held_against_one_another(
    question: str, first: str, by: str, operator: str, figure: str, table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.pair is not None
    assert query.pair.bound is not None
    assert (query.pair.first, query.pair.by) == (first, by)
    assert (query.pair.bound.operator, query.pair.bound.value) == (operator, Decimal(figure))


@pytest.mark.parametrize(
    ("question", "by", "order", "nth"),
    [
        ("哪个领域目标跟措施的条数差得最远", "gap", "desc", 0),
        ("哪个领域的措施数跟目标数之比最低", "ratio", "asc", 0),
        ("In which area is the gap between measures and goals the smallest?", "gap", "asc", 0),
        ("各领域措施是目标的几倍", "ratio", "", 0),
        ("每个领域的措施比目标多几条", "difference", "", 0),
    ],
)
def test_two_counts_are_told_of_all_domains_or_of_those_at_one_end(
    question: str, by: str, order: str, nth: int, table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.pair is not None
    assert (query.pair.by, query.order, query.nth, query.pair.bound) == (by, order, nth, None)


@pytest.mark.parametrize(
    ("question", "kinds", "goals"),
    [
        ("第二章的措施总共有多少条", ("measure",), ()),
        ("how many measures are there in chapter 2?", ("measure",), ()),
        ("第三章比第四章多几条", ("principle", "item"), ("监测评估", "组织实施")),
        ("第三、四章合计几条", ("principle", "item"), ("监测评估", "组织实施")),
    ],
)
def test_a_chapter_by_its_number_is_what_it_holds(
    question: str, kinds: tuple[str, ...], goals: tuple[str, ...], table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.source, query.kinds, tuple(sorted(query.goals))) == ("clauses", kinds, tuple(sorted(goals)))


@pytest.mark.parametrize(
    ("question", "kinds", "part"),
    [
        ("健康领域主要目标个数占七个领域主要目标总数的比重（%）", ("goal",), ("domains",)),
        ("教育领域主要目标占全部主要目标的百分比", ("goal",), ("domains",)),
        ("安全、家庭、法律保护这仨领域的主要目标加起来占全部的几分之几", ("goal",), ("domains",)),
    ],
)
def test_the_unit_of_a_share_restricts_no_rows(
    question: str, kinds: tuple[str, ...], part: tuple[str, ...], table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.source, query.operation, query.kinds, query.part, query.units) == (
        "clauses", "share", kinds, part, ()
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "kinds", "order", "ends"),
    [
        ("目标个数垫底的是哪几块儿？并列的都给我报上来", ("goal",), "asc", False),
        ("措施条数最低的板块", ("measure",), "asc", False),
        ("主要目标数排最后的领域", ("goal",), "asc", False),
        ("七大块里数谁的策略措施最少", ("measure",), "asc", False),
        ("措施最多的领域和措施最少的领域分别是哪个，各几条", ("measure",), "desc", True),
    ],
)
def test_an_end_of_counts_is_no_end_of_figures(
    question: str, kinds: tuple[str, ...], order: str, ends: bool, table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert (query.source, query.operation, query.group) == ("clauses", "group", "domain")
    assert (query.kinds, query.order, query.ends) == (kinds, order, ends)


@pytest.mark.parametrize(
    "question",
    [
        "全市一共多少个县区承担这份规划的措施？给个数",
        "健康领域措施数占它目标和措施总和的比例",
        "目标最多的领域是不是措施也最多",
        "目标和措施都超过八条的领域",
        "目标数超过指标数的领域有哪些",
        "哪个领域的指标最多，目标最少",
        "平均每个领域的措施比目标多几条",
        "Which domain has twice as many measures as the family domain?",
    ],
)
def test_a_count_that_is_not_read_whole_is_left_to_others(question: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or query.unexplained


def test_a_mean_over_goals_counts_those_that_have_no_line(table: Table) -> None:
    query = read_table(fold("每条主要目标平均带几条细项"), table)
    assert query is not None
    assert (query.operation, query.group, query.kinds) == ("ratio", "kind", ("target", "goal"))


@pytest.mark.parametrize(
    ("question", "kinds", "places", "by"),
    [
        (
            "儿童与福利策略措施条数是儿童与家庭主要目标个数的几倍",
            ("measure", "goal"),
            ((WELFARE,), (FAMILY,)),
            "ratio",
        ),
        ("健康领域的措施比教育的目标多几条", ("measure", "goal"), ((HEALTH,), (EDUCATION,)), "difference"),
        ("主要目标总数减去基本原则总数等于几", ("goal", "principle"), ((), ()), "difference"),
    ],
)
def test_two_counts_may_each_be_made_elsewhere(
    question: str, kinds: tuple[str, ...], places: tuple[Any, Any], by: str, table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert query.pair is not None
    assert (query.kinds, query.group, query.pair.by) == (kinds, "", by)
    assert (query.pair.first_in, query.pair.second_in) == places


@pytest.mark.parametrize(
    ("question", "operator", "number"),
    [
        ("七个领域中，主要目标数量超过平均值的有哪些", ">", 6),
        ("策略措施条数低于平均数的领域有几个，都叫啥", "<", 14),
        ("Which domains have more measures than the average?", ">", 13),
    ],
)
def test_a_mean_that_bounds_domains_is_that_of_all(
    question: str, operator: str, number: int, table: Table
) -> None:
    query = read_table(fold(question), table)
    assert query is not None
    assert [(bound.operator, bound.value) for bound in query.sizes] == [(operator, Decimal(number))]


def test_a_chapter_that_holds_all_domains_still_narrows_beside_another(table: Table) -> None:
    assert read_table(fold("第二章和第三章各有几条措施"), table) is None


def test_principles_are_counted_together_with_goals_of_the_whole_plan(table: Table) -> None:
    query = read_table(fold("基本原则和主要目标一共几条"), table)
    assert query is not None
    assert (query.operation, set(query.kinds), query.goals) == ("count", {"principle", "goal"}, ())


def test_the_goals_of_a_domain_are_what_has_none(table: Table) -> None:
    query = read_table(fold("教育领域有几个目标没有细项"), table)
    assert query is not None
    assert (query.operation, query.group, query.domains) == ("absent", "goal", (EDUCATION,))
