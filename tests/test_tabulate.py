"""assistant/tabulate: the draft of a table result, and that every sentence of it passes the checks."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.agent import Assistant
from assistant.compose import Composed
from assistant.records import Bound, Evidence, Language, Query, TableQuery
from assistant.sql.generate import table
from assistant.table_evidence import fetch_table
from assistant.tabulate import MOST_LISTED, tabulate
from assistant.verify import check

MYOPIA = ("2.1.g8.3", "2.1.g8.4", "2.1.g8.5")


def fetched(plan: Assistant, query: TableQuery) -> Evidence:
    base = Evidence(period=plan.plan.meta.period, glosses=plan.glosses)
    if query.choices:
        return base
    statement = table(query, plan.plan.meta.key)
    sql = plan.database.run(statement.tree, statement.parameters)
    return fetch_table(query, sql, plan.rows, plan.tree.clauses, base)


def drafted(plan: Assistant, query: TableQuery, lang: Language = "zh") -> Composed:
    asked = Query("", lang, plan.plan.meta.key, table=query)
    return tabulate(asked, fetched(plan, query), plan.plan.meta, plan.tree.glosses)


def texts(plan: Assistant, query: TableQuery, lang: Language = "zh") -> list[str]:
    return [sentence.text for sentence in drafted(plan, query, lang).draft.sentences]


MEASURES = TableQuery(source="clauses", kinds=("measure",))
QUERIES = {
    "list": TableQuery(populations=("新生儿",)),
    "without figure": TableQuery(domains=("儿童与环境",)),
    "sorted": TableQuery(units=("‰",), order="asc"),
    "sorted, units apart": TableQuery(kinds=("target",), order="desc"),
    "highest": TableQuery(units=("%", "‰"), order="desc", limit=1),
    "bounds": TableQuery(units=("%",), bounds=(Bound(">=", Decimal(60)), Bound("<=", Decimal(80)))),
    "second": TableQuery(domains=("儿童与教育",), kinds=("target",), order="desc", nth=2),
    "all, with an exception": TableQuery(
        operation="every", domains=("儿童与教育",), kinds=("target",), bounds=(Bound(">=", Decimal(90)),)
    ),
    "all, without exception": TableQuery(
        operation="every", domains=("儿童与教育",), kinds=("target",), bounds=(Bound(">=", Decimal(20)),)
    ),
    "all of the clauses": TableQuery(
        source="clauses", operation="every", domains=("儿童与家庭",), kinds=("measure",), words=("家庭",)
    ),
    "domains without": TableQuery(operation="absent", group="domain", kinds=("target", "relative")),
    "goals without lines": TableQuery(source="clauses", operation="absent", group="goal", kinds=("target",)),
    "second by count": TableQuery(
        source="clauses", operation="group", group="domain", kinds=("measure",), order="desc", nth=2
    ),
    "of a size": TableQuery(
        source="clauses", operation="group", group="goal", kinds=("target",), sizes=(Bound("=", Decimal(1)),)
    ),
    "words in a further paragraph": TableQuery(source="clauses", kinds=("measure",), words=("社区图书馆",)),
    "each against the next": TableQuery(operation="compare", ids=MYOPIA),
    "as many": TableQuery(source="clauses", operation="alike", group="domain", kinds=("measure",)),
    "titles that begin with a word": TableQuery(source="clauses", kinds=("measure",), starts=("严厉",)),
    "titles that hold a word": TableQuery(source="clauses", kinds=("measure",), titled=("网络",)),
    "same figure": TableQuery(operation="compare", ids=("2.1.g4.1", "2.1.g4.2")),
    "a claim that is false": TableQuery(operation="compare", ids=MYOPIA[:2], claim=MYOPIA[:2]),
    "a claim that is true": TableQuery(operation="compare", ids=MYOPIA[:2], claim=MYOPIA[1::-1]),
    "a claim of figures that are equal": TableQuery(
        operation="compare", ids=("2.1.g4.1", "2.1.g4.2"), claim=("2.1.g4.1", "2.1.g4.2")
    ),
    "count": TableQuery(operation="count", kinds=("target",), domains=("儿童与健康",)),
    "all": TableQuery(),
    "compare": TableQuery(operation="compare", ids=("2.1.g7.2", "2.1.g7.3")),
    "units differ": TableQuery(operation="compare", ids=("2.1.g3.3", "2.1.g7.3")),
    "change and level": TableQuery(operation="compare", ids=("2.2.g1.1", "2.1.g7.3")),
    "difference": TableQuery(operation="difference", ids=MYOPIA[:2]),
    "per mille": TableQuery(operation="difference", ids=("2.1.g3.2", "2.1.g3.1/2")),
    "hours": TableQuery(operation="difference", ids=("2.1.m12/2", "2.1.m12/4")),
    "ratio": TableQuery(operation="ratio", ids=(MYOPIA[0], MYOPIA[2])),
    "average": TableQuery(operation="average", ids=MYOPIA),
    "average, mixed": TableQuery(operation="average", kinds=("target",), domains=("儿童与健康",)),
    "sum": TableQuery(operation="sum", ids=("2.1.g1.3/1", "2.1.g1.3/2")),
    "share": TableQuery(operation="share", kinds=("target",), domains=("儿童与健康",), group="domain"),
    "share of clauses": replace(MEASURES, operation="share", words=("心理",)),
    "by domain": TableQuery(operation="group", kinds=("target",), group="domain"),
    "by unit": TableQuery(operation="group", group="unit"),
    "by kind": TableQuery(operation="group", group="kind"),
    "by verb": TableQuery(operation="group", group="verb"),
    "by population": TableQuery(operation="group", group="population"),
    "by goal": TableQuery(operation="group", group="goal"),
    "most": TableQuery(operation="group", kinds=("target",), group="domain", order="desc", limit=1),
    "clauses": TableQuery(source="clauses", words=("强制报告",)),
    "clauses counted": replace(MEASURES, operation="count", words=("心理",)),
    "more than listed": replace(MEASURES, operation="list"),
    "counted by domain": replace(MEASURES, operation="count"),
    "clauses by domain": TableQuery(source="clauses", operation="group", kinds=("goal",), group="domain"),
    "clauses by kind": TableQuery(source="clauses", operation="group", words=("妇联",), group="kind"),
    "most clauses": replace(MEASURES, operation="group", group="domain", words=("心理",), order="desc", limit=1),
    "average count": replace(MEASURES, operation="average", group="domain"),
    "sum of counts": replace(MEASURES, operation="sum", group="domain"),
    "none": TableQuery(units=("‰",), bounds=(Bound("<", Decimal(1)),)),
    "no clause": TableQuery(source="clauses", words=("人工智能",)),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", QUERIES)
def test_every_sentence_of_a_draft_passes_the_checks(name: str, lang: Language, plan: Assistant) -> None:
    evidence = fetched(plan, QUERIES[name])
    composed = drafted(plan, QUERIES[name], lang)
    assert composed.draft.sentences
    assert check(composed.draft, evidence).dropped == ()


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", QUERIES)
def test_an_altered_digit_is_caught_wherever_it_stands(name: str, lang: Language, plan: Assistant) -> None:
    evidence, draft = fetched(plan, QUERIES[name]), drafted(plan, QUERIES[name], lang).draft
    for at, sentence in list(enumerate(draft.sentences))[:4]:
        if not re.search(r"推算|derived|共 |\bhas \d|in all", sentence.text):
            continue
        names = [
            evidence.glosses.get(n, n) for r in evidence.indicators for n in (r.name, r.population or "")
        ]
        for place in [m.start() for m in re.finditer(r"\d", sentence.text)]:
            digit = str((int(sentence.text[place]) + 1) % 10)
            text = sentence.text[:place] + digit + sentence.text[place + 1 :]
            if any(n and text.count(n) != sentence.text.count(n) for n in names):
                continue  # another name, not another figure: the checks of names see to it
            altered = replace(sentence, text=text)
            sentences = (*draft.sentences[:at], altered, *draft.sentences[at + 1 :])
            dropped = check(replace(draft, sentences=sentences), evidence).dropped
            assert altered.text in [d.text for d in dropped], altered.text


@pytest.mark.parametrize(
    ("name", "lang", "first"),
    [
        ("list", "zh", "符合条件的指标共 4 条："),
        ("list", "en", "The plan has 4 such indicators:"),
        ("sorted", "zh", "按数值从低到高，符合条件的指标共 3 条："),
        ("difference", "zh",
         "相差 30 个百分点（推算），较高的是初中生近视率：初中生近视率 68% − 小学生近视率 38% = 30 个百分点。"),
        ("difference", "en",
         "Difference: 30 percentage points (derived), higher: myopia rate (junior high): myopia rate (junior high) 68% − "
         "myopia rate (primary school) 38% = 30 percentage points."),
        ("per mille", "zh", "相差 2 个千分点（推算），较高的是婴儿死亡率：婴儿死亡率 5.5‰ − 新生儿死亡率 3.5‰ = 2 个千分点。"),
        ("average", "zh",
         "平均 61.33%（推算）：（小学生近视率 38% + 初中生近视率 68% + 高中阶段学生近视率 78%） ÷ 3 = 61.33%。"),
        ("ratio", "zh", "倍数 2.05 倍（推算）：高中阶段学生近视率 78% ÷ 小学生近视率 38% = 2.05 倍。"),
        ("share", "zh", "占 71.05%（推算），即 27/38：27 ÷ 38 = 71.05%。"),
        ("share", "en", "Share: 71.05% (derived), or 27/38: 27 ÷ 38 = 71.05%."),
        ("average count", "zh", "平均 13.14 条（推算）：92 ÷ 7 = 13.14 条。"),
        ("by domain", "zh", "共 38 条："),
        ("most", "zh", "最多的是儿童与健康：共 27 条："),
        ("more than listed", "zh", "规划中策略措施共 92 条，已列 40 条："),
        ("counted by domain", "zh", "规划中策略措施共 92 条："),
        ("none", "zh", "共 0 条：规划中没有符合条件的指标。"),
        ("none", "en", "The plan has 0 such indicators: none fits."),
        ("units differ", "zh", "注意：单位不同，不能直接比较，以下分列。"),
        ("change and level", "en",
         "Note: some are changes against a base year, others are levels; they are not comparable."),
        ("bounds", "zh", "注意：有的是下限（以上），有的是上限（以下、以内），方向不同。"),
    ],
)  # fmt: skip
def test_the_result_stands_first(name: str, lang: Language, first: str, plan: Assistant) -> None:
    assert texts(plan, QUERIES[name], lang)[0] == first


def test_units_that_differ_give_no_derived_figure(plan: Assistant) -> None:
    for operation in ("difference", "ratio", "average", "sum"):
        query = TableQuery(operation=operation, ids=("2.1.g3.3", "2.1.g7.3"))
        assert not any("推算" in text for text in texts(plan, query))


def test_rows_without_a_figure_stand_apart(plan: Assistant) -> None:
    told = texts(plan, QUERIES["without figure"])
    assert told[0] == "规划中儿童与环境的指标共 5 条："
    assert told[2] == "没有具体数值的共 4 条："
    assert len(told) == 7


def test_each_row_has_its_citation(plan: Assistant) -> None:
    composed = drafted(plan, QUERIES["list"])
    cited = {citation.n: citation.clause_id for citation in composed.draft.citations}
    rows = [cited[sentence.citations[0]] for sentence in composed.draft.sentences[1:]]
    assert rows == ["2.1.g2.5", "2.1.g2.6", "2.1.g3.1", "2.1.g3.1"]


def test_a_clause_is_cited_with_the_words_asked_for(plan: Assistant) -> None:
    composed = drafted(plan, QUERIES["clauses counted"])
    cited = {citation.n: citation.quote for citation in composed.draft.citations}
    told = [s for s in composed.draft.sentences if s.citations and "：共" not in s.text]
    own = {citation.n: citation.clause_id for citation in composed.draft.citations}
    assert len({own[n].partition(".p")[0] for sentence in told for n in sentence.citations}) == 12
    assert all(any("心理" in cited[n] for n in sentence.citations) for sentence in told)
    assert sum("心理" in sentence.text for sentence in told) == 12


def test_asked_how_many_a_long_list_is_told_by_domain(plan: Assistant) -> None:
    told = texts(plan, QUERIES["counted by domain"])
    assert told[1:3] == ["儿童与健康：共 16 条。", "儿童与安全：共 12 条。"]
    assert len(told) == 8


def test_no_more_are_listed_than_is_said(plan: Assistant) -> None:
    told = [s for s in drafted(plan, QUERIES["more than listed"]).draft.sentences if "：共" not in s.text]
    assert len(told) - 1 == MOST_LISTED


@pytest.mark.parametrize(
    ("lang", "first"),
    [("zh", "2025年近视率的目标是多少？"), ("en", "What is the 2025 target for myopia rate?")],
)
def test_choices_are_offered_as_questions(lang: Language, first: str, plan: Assistant) -> None:
    composed = drafted(plan, TableQuery(choices=("近视率", "睡眠时间")), lang)
    assert composed.suggestions[0] == first
    assert len(composed.suggestions) == 2
    assert len(composed.draft.sentences) == 1


def test_decimals_of_the_result_are_text_as_people_write_them(plan: Assistant) -> None:
    sql = fetched(plan, QUERIES["difference"]).sql
    assert sql is not None
    assert {row[sql.columns.index("difference")] for row in sql.rows} == {"30"}
