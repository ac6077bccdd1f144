"""Compositions of questions over the table: operations × filters × places in the sentence × voices, and what they select.

Single questions show that a word is known; these show that known words may be put together in any order. What is wanted
is worked out here from the rows, not from what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, cycle

import pytest
from test_tabular import REPO, _table

from assistant.build import read_plan
from assistant.lexicon import fold
from assistant.records import Indicator, TableQuery
from assistant.recount.wanted import fits
from assistant.tabular import Table, read_table

Test = Callable[[Indicator], bool]


def _level(row: Indicator) -> bool:
    return row.kind in ("target", "standard") and row.value is not None


def _within(low: str, high: str) -> Test:
    return lambda row: _level(row) and row.unit == "%" and float(low) <= float(row.value or 0) <= float(high)


# What restricts, and how it is said: (test, Chinese phrases that stand before the noun, English ones behind it).
FILTERS: Mapping[str, tuple[Test, tuple[str, ...], tuple[str, ...]]] = {
    "health": (lambda r: r.domain == "儿童与健康", ("健康领域的", "健康这块儿的", "儿童与健康一章里的"), ("in the Health domain", "under Health")),
    "education": (lambda r: r.domain == "儿童与教育", ("教育领域的", "教育口的"), ("in the Education domain",)),
    "newborns": (lambda r: r.population == "新生儿", ("新生儿的", "针对新生儿的"), ("for newborns", "that concern newborns")),
    "per mille": (lambda r: r.unit == "‰", ("以千分率表示的", "单位是‰的"), ("expressed per mille", "in ‰")),
    "per cent": (lambda r: r.unit == "%", ("带百分号的", "以百分比表示的"), ("in percent", "given as a percentage")),
    "95 and up": (_within("95", "100"), ("不低于95%的", "95%及以上的"), ("at 95% or more", "that are 95% or higher")),
    "below 10": (_within("0", "9.9"), ("低于10%的", "百分之十都不到的"), ("below 10%", "under 10 percent")),
    "80 to 95": (_within("80", "95"), ("在80%到95%之间的", "80%至95%的"), ("between 80% and 95%",)),
    "ceilings": (lambda r: _level(r) and r.comparator in ("<=", "<"), ("设了上限的", "封顶的"), ("that set a maximum", "with an upper limit")),
    "floors": (lambda r: _level(r) and r.comparator in (">=", ">"), ("设了下限的", "保底的"), ("that set a minimum", "with a lower bound")),
    "kept": (lambda r: "保持" in r.verb, ("要求“保持”的", "动词是保持的"), ()),
    "no figure": (lambda r: r.kind == "qualitative", ("没有具体数值的", "没给数的"), ("without a figure", "that have no number")),
}  # fmt: skip
# No row is of both, or one says the other: a person would not ask for them together.
APART = (
    {"health", "education"}, {"per mille", "per cent", "95 and up", "below 10", "80 to 95", "no figure"},
    {"ceilings", "floors", "no figure", "kept"}, {"kept", "no figure"},
)  # fmt: skip

ZH: Mapping[str, tuple[str, ...]] = {
    "list": (
        "{a}{b}指标有哪些？", "{a}指标里，{b}有哪些？", "把{a}{b}指标都列出来", "指标当中既是{a}又是{b}都有啥", "哪些{a}指标属于{b}？",
    ),
    "count": ("{a}{b}指标一共几项？", "{a}指标中，{b}有多少个？", "数一数{a}{b}指标"),
    "group": ("按领域统计{a}{b}指标的数量", "{a}{b}指标各领域分别有几个？"),
    "share": ("{a}{b}指标占全部指标的比例是多少？",),
    "average": ("{a}{b}指标的平均目标值是多少？",),
}  # fmt: skip
EN: Mapping[str, tuple[str, ...]] = {
    "list": ("List the indicators {a} {b}.", "What are the indicators {a} {b}?"),
    "count": ("How many indicators {a} {b} are there?",),
    "group": ("Break down the indicators {a} {b} by domain.",),
    "share": ("What share of all the indicators are {a} {b}?",),
}


def _pairs() -> Iterator[tuple[str, str]]:
    for pair in combinations(FILTERS, 2):
        if not any(len(set(pair) & apart) > 1 for apart in APART):
            yield pair


def _asked(frames: Mapping[str, tuple[str, ...]], phrases: int) -> Iterator[tuple[str, tuple[str, str], str]]:
    """(operation, filters, question), each frame and phrase in turn."""
    turn = 0
    for pair in _pairs():
        if any(not FILTERS[name][phrases] for name in pair):
            continue
        for operation, texts in frames.items():
            if (operation == "group" and set(pair) & {"health", "education"}) or (
                operation == "average" and "no figure" in pair
            ):
                continue
            turn += 1
            order = pair if turn % 2 else pair[::-1]
            a, b = (FILTERS[n][phrases][turn % len(FILTERS[n][phrases])] for n in order)
            yield operation, pair, texts[turn % len(texts)].format(a=a, b=b).replace("是的", "是")


@pytest.fixture(scope="module")
def table() -> Table:
    key = "daqing-children-2021-2025"
    reading = read_plan(REPO / "corpus", key)
    return _table(reading.plan, tuple(reading.rows), REPO / "corpus" / key)


def _wrong(operation: str, pair: tuple[str, str], question: str, table: Table) -> str:
    """What is wrong with how a question was read, or ""."""
    query = read_table(fold(question), table)
    if query is None or query.unexplained or query.choices:
        return f"{question}: not read ({query})"
    if query.operation != operation:
        return f"{question}: {query.operation}"
    wanted = {r.id for r in table.catalog.rows if all(FILTERS[n][0](r) for n in pair)}
    if operation == "average":
        wanted = {r.id for r in table.catalog.rows if r.id in wanted and _level(r)}
    found = {row.id for row in table.catalog.rows if fits(row, query)}
    if operation == "share":
        whole = TableQuery(**{n: getattr(query, n) for n in ("kinds", "units") if n not in query.part})
        if sum(fits(row, whole) for row in table.catalog.rows) != len(table.catalog.rows):
            return f"{question}: the whole is not all"
    return "" if found == wanted else f"{question}: {sorted(found ^ wanted)}"


@pytest.mark.parametrize(("frames", "phrases"), [(ZH, 1), (EN, 2)], ids=["Chinese", "English"])
def test_filters_stand_together_in_any_order(
    frames: Mapping[str, tuple[str, ...]], phrases: int, table: Table
) -> None:
    wrong = [w for case in _asked(frames, phrases) if (w := _wrong(*case, table))]
    assert not wrong


LEFT_OUT = (
    "{a}指标有哪些？{b}不要", "{a}指标有哪些，{b}除外", "除了{b}以外，{a}指标有哪些", "{a}指标（{b}不算）有哪些", "把{a}指标列出来，{b}的去掉",
)  # fmt: skip


def test_whatever_restricts_can_be_left_out(table: Table) -> None:
    wrong = []
    for (a, b), frame in zip(_pairs(), cycle(LEFT_OUT)):
        if "health" in (a, b) or "education" in (a, b):
            continue
        said = (FILTERS[name][1][0].removesuffix("的") + "的" for name in (a, b))
        question = frame.format(**dict(zip("ab", said, strict=True))).replace("的的", "的")
        query = read_table(fold(question), table)
        wanted = {r.id for r in table.catalog.rows if FILTERS[a][0](r) and not FILTERS[b][0](r)}
        found = {r.id for r in table.catalog.rows if query is not None and fits(r, query)}
        if query is None or query.unexplained or found != wanted:
            wrong.append(f"{question}: {sorted(found ^ wanted)}")
    assert not wrong


PAIR = ("产前筛查率", "新生儿听力筛查率")
OF_TWO: Mapping[str, tuple[str, ...]] = {
    "difference": ("{a}和{b}差多少？", "{a}比{b}高多少？", "{a}与{b}的目标值相差几何", "请算一下{a}减{b}"),
    "ratio": ("{a}是{b}的几倍？", "{a}相当于{b}的多少倍"),
    "compare": (
        "{a}和{b}哪个高？",
        "{a}、{b}谁的目标更高",
        "{a}有{b}高吗",
        "是{a}高还是{b}高",
        "{a}和{b}对比一下",
    ),
    "average": ("{a}和{b}的平均值是多少", "求{a}与{b}目标值的均值"),
}


@pytest.mark.parametrize("operation", OF_TWO)
def test_two_named_rows(operation: str, table: Table) -> None:
    for frame in OF_TWO[operation]:
        question = frame.format(a=PAIR[0], b=PAIR[1])
        query = read_table(fold(question), table)
        assert query is not None, question
        assert (query.operation, len(query.ids), query.unexplained) == (operation, 2, ()), question


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("产前筛查率和新生儿听力筛查率的经费差多少", "经费"),
        ("产前筛查率和新生儿听力筛查率的达标学校差多少", "学校"),
        ("哪些指标是逐步推广的", "逐步推广"),
    ],
)
def test_what_narrows_and_is_not_read_is_told(question: str, word: str, table: Table) -> None:
    query = read_table(fold(question), table)
    assert query is None or word in query.unexplained


CLAUSES: Mapping[str, tuple[str, ...]] = {
    "group": (
        "各领域{k}各有几条", "按领域统计{k}", "七个领域的{k}分别是几条", "哪个领域的{k}最多", "{k}数量排第一的领域", "{k}在10条以上的领域",
        "哪些领域的{k}超过5条", "七大领域谁的{k}最多", "Number of {e} per domain, please",
    ),
    "ratio": ("健康领域的{k}是家庭领域的几倍", "健康领域的{k}数量是家庭领域的多少倍"),
    "difference": ("健康领域的{k}比家庭领域多几条", "健康领域和家庭领域的{k}差几条"),
    "share": ("健康领域的{k}占全部{k}的百分之几", "全部{k}中，健康领域占多大比例？"),
    "count": ("健康领域一共有几条{k}？", "{k}里头健康领域占了几条", "数数健康领域{k}的条数"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "zh", "en"), [("measure", "策略措施", "measures"), ("goal", "主要目标", "goals")]
)
def test_clauses_are_counted_in_any_words(kind: str, zh: str, en: str, table: Table) -> None:
    for operation, frames in CLAUSES.items():
        for frame in frames:
            question = frame.format(k=zh, e=en)
            query = read_table(fold(question), table)
            assert query is not None, question
            got = (query.source, query.operation, query.kinds, query.unexplained)
            assert got == ("clauses", operation, (kind,), ()), question


COUNTED: Mapping[int, tuple[str, ...]] = {
    1: (
        "{a}指标和{b}指标各有几个", "{a}指标、{b}指标分别有多少个？", "{a}指标有几个，{b}指标有几个", "{a}指标比{b}指标多几个", "{a}指标多还是{b}指标多",
        "{a}指标和{b}指标哪个多", "{a}指标跟{b}指标相差几个", "{a}指标是不是比{b}指标多",
    ),
    2: (
        "How many indicators {a} and how many indicators {b} are there?", "Are there more indicators {a} than indicators {b}?",
        "How many more indicators {a} than indicators {b} are there?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("phrases", [1, 2], ids=["Chinese", "English"])
def test_any_two_are_counted_beside_one_another(phrases: int, table: Table) -> None:
    """Whatever tells two sets, each is counted by itself."""
    wrong = []
    for (a, b), frame in zip(combinations(FILTERS, 2), cycle(COUNTED[phrases])):
        if not (FILTERS[a][phrases] and FILTERS[b][phrases]):
            continue
        question = frame.format(a=FILTERS[a][phrases][0], b=FILTERS[b][phrases][0])
        query = read_table(fold(question), table)
        rows = table.catalog.rows
        wanted = [sum(FILTERS[name][0](row) for row in rows) for name in (a, b)]
        if query is None or query.unexplained:
            wrong.append(f"{question}: not read")
        elif query.sets:
            counts = [sum(fits(row, one.query) for row in rows) for one in query.sets]
            wrong += [] if counts == wanted else [f"{question}: {counts}, not {wanted}"]
        elif query.group not in ("domain", "unit", "comparator"):  # one field tells them apart
            wrong.append(f"{question}: {query}")
    assert not wrong
