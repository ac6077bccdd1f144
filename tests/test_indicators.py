"""The rows of the published plan equal those written by reading it; the same rules read a plan made up here."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_up import write_plan

from assistant import Assistant
from assistant.build import build
from assistant.errors import CorpusError
from assistant.indicators import Genre, check_rows, extract, load_genre
from assistant.plan import Plan, load_plan, source_span
from assistant.records import Answer, Indicator
from assistant.settings import Settings
from assistant.store import open_index, read_inputs

FIELDS = (
    "clause_id", "name", "population", "verb", "comparator", "value", "unit", "per", "kind", "base_year",
    "target_year",
)  # fmt: skip


@pytest.fixture(scope="module")
def rows(daqing: Plan, genre: Genre) -> tuple[Indicator, ...]:
    """The rows of the published plan."""
    found, unread = extract(daqing, genre)
    assert unread == ()
    return found


@pytest.fixture(scope="module")
def gold(repo: Path) -> list[dict[str, Any]]:
    """The rows as written by reading the plan."""
    lines = (repo / "tests/gold/indicators.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def cells(row: Indicator) -> dict[str, Any]:
    """The fields that gold lists; the value by number, so that 2.50 is 2.5."""
    return {field: getattr(row, field) for field in FIELDS}


def wanted(entry: dict[str, Any]) -> dict[str, Any]:
    value = entry["value"]
    return {**{field: entry[field] for field in FIELDS}, "value": None if value is None else Decimal(value)}


# --- the published plan ----------------------------------------------------------------------------


def test_rows_equal_gold(rows: tuple[Indicator, ...], gold: list[dict[str, Any]]) -> None:
    assert [cells(row) for row in rows] == [wanted(entry) for entry in gold]


def test_gold_is_quoted_from_the_source(daqing: Plan, gold: list[dict[str, Any]]) -> None:
    lines = daqing.source.split("\n")
    for entry in gold:
        assert entry["quote"] in lines[entry["line"] - 1], entry
        assert daqing.by_id[entry["clause_id"]].line == entry["line"], entry


def test_quotes_hold_subject_and_figure(
    daqing: Plan, rows: tuple[Indicator, ...], gold: list[dict[str, Any]]
) -> None:
    for row, entry in zip(rows, gold, strict=True):
        clause = daqing.by_id[row.clause_id]
        quote, read = squeezed(row.quote), squeezed(entry["quote"])
        assert row.quote in clause.text
        assert squeezed(clause.text[row.start : row.end]) in quote
        assert quote in read or read in quote, row.id


def test_spans_lead_to_the_figure_in_the_source(daqing: Plan, rows: tuple[Indicator, ...]) -> None:
    for row in rows:
        start, end, _ = source_span(daqing.by_id[row.clause_id], row.start, row.end)
        printed = squeezed(daqing.source[start:end])
        assert (
            row.verb if row.value is None else "十六" if row.unit == "周岁" else str(row.value)
        ) in printed


def test_ids_are_unique_and_name_their_clause(rows: tuple[Indicator, ...]) -> None:
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.id.split("/")[0] == row.clause_id for row in rows)


def test_rows_know_domain_and_goal(rows: tuple[Indicator, ...]) -> None:
    by_id = {row.id: row for row in rows}
    assert (by_id["2.1.g3.2"].domain, by_id["2.1.g3.2"].goal) == (
        "儿童与健康", "降低新生儿、婴儿和 5 岁以下儿童死亡率",
    )  # fmt: skip
    assert (by_id["2.2.m8"].domain, by_id["2.2.m8"].goal) == ("儿童与安全", None)
    assert by_id["3.4"].domain == "组织实施"


@pytest.mark.parametrize(
    ("clause_id", "words"),
    [
        ("2.4.g5.2", "“12345”"),
        ("2.4.m12", "“12345”"),
        ("2.4.g5.1", "“五位一体”"),
        ("2.3.g5.2", "“三位一体”"),
        ("2.1.m5", "0至6岁"),
        ("2.1.m9", "1000 天"),
        ("2.2.m1", "“5·12"),
        ("2.4.m3", "3-5岁"),
        ("2.4.m4", "2-3岁"),
        ("2.5.m8", "3周岁以下"),
        ("1.3.p1", "2035 年"),
        ("0.p5", "未满十八周岁"),
        ("3.1", "“四个全面”"),
    ],
)
def test_figures_in_names_are_no_values(
    daqing: Plan, rows: tuple[Indicator, ...], clause_id: str, words: str
) -> None:
    assert words in daqing.by_id[clause_id].text
    assert [row for row in rows if row.clause_id == clause_id] == []


def test_the_nine_years_of_schooling_are_part_of_a_name(rows: tuple[Indicator, ...]) -> None:
    (row,) = [row for row in rows if row.name == "九年义务教育巩固率"]
    assert (row.value, row.unit) == (99, "%")


# --- rows that do not agree with the source --------------------------------------------------------


def _refused(daqing: Plan, altered: Iterator[Indicator]) -> None:
    passed = [row.id for row in altered if not _is_refused(daqing, row)]
    assert passed == []


def _is_refused(daqing: Plan, row: Indicator) -> bool:
    """Whether the row is refused by its id and the line of its clause."""
    try:
        check_rows(daqing, (row,))
    except CorpusError as error:
        return row.id in str(error) and error.line == daqing.by_id[row.clause_id].line
    return False


def test_unaltered_rows_pass(daqing: Plan, rows: tuple[Indicator, ...]) -> None:
    check_rows(daqing, rows)


@pytest.mark.parametrize("change", [Decimal(1), Decimal("-1"), Decimal("0.1"), Decimal(10)])
def test_an_altered_value_is_refused(daqing: Plan, rows: tuple[Indicator, ...], change: Decimal) -> None:
    _refused(daqing, (replace(row, value=row.value + change) for row in rows if row.value is not None))


def test_an_altered_unit_is_refused(daqing: Plan, rows: tuple[Indicator, ...]) -> None:
    figures = [row for row in rows if row.value is not None]
    _refused(daqing, (replace(row, unit="‰" if row.unit == "%" else "%") for row in figures))
    _refused(daqing, (replace(row, unit=None) for row in figures))


def test_an_altered_quote_is_refused(daqing: Plan, rows: tuple[Indicator, ...]) -> None:
    _refused(daqing, (replace(row, quote=row.quote + "甲") for row in rows))
    _refused(daqing, (replace(row, quote=row.quote[::-1]) for row in rows))
    digits = [row for row in rows if re.search(r"\d", row.quote)]
    _refused(daqing, (replace(row, quote=re.sub(r"\d", _next_digit, row.quote)) for row in digits))


def _next_digit(match: re.Match[str]) -> str:
    return str((int(match.group()) + 1) % 10)


def test_a_quote_without_its_figure_is_refused(daqing: Plan, rows: tuple[Indicator, ...]) -> None:
    _refused(daqing, (replace(row, quote=row.quote[:1]) for row in rows))


def test_a_dropped_value_is_refused(daqing: Plan, rows: tuple[Indicator, ...]) -> None:
    _refused(daqing, (replace(row, value=None) for row in rows if row.value is not None))


def test_an_invented_value_is_refused(daqing: Plan, rows: tuple[Indicator, ...]) -> None:
    _refused(daqing, (replace(row, value=Decimal(5), unit="%") for row in rows if row.value is None))


# --- made-up lines ---------------------------------------------------------------------------------

HEAD = ["一、总则", "（一）健康。", "主要目标：", "1.甲。"]


def target_rows(folder: Path, genre: Genre, line: str) -> tuple[Indicator, ...]:
    """Rows of one target line; a figure that cannot be tied to a subject fails the test."""
    plan = load_plan(write_plan(folder / "p", [*HEAD, f"——{line}"]))
    found, unread = extract(plan, genre)
    assert unread == ()
    check_rows(plan, found)
    return found


@pytest.mark.parametrize(
    ("line", "name", "verb", "comparator"),
    [
        ("流动儿童入园率稳步提高。", "流动儿童入园率", "提高", "up"),
        ("农村学校辍学率持续下降。", "农村学校辍学率", "下降", "down"),
        ("社区托位数量明显增加。", "社区托位数量", "增加", "up"),
        ("校外活动场所增加。", "校外活动场所", "增加", "up"),
        ("校园伤害事故减少。", "校园伤害事故", "减少", "down"),
        ("教师流失人数占教师总数的比例降低。", "教师流失人数占教师总数的比例", "降低", "down"),
        ("服务网络健全，孕产妇建册率进一步提升。", "孕产妇建册率", "提升", "up"),
    ],
)
def test_a_measured_noun_with_a_direction_is_a_row(
    tmp_path: Path, genre: Genre, line: str, name: str, verb: str, comparator: str
) -> None:
    (row,) = target_rows(tmp_path, genre, line)
    assert (row.name, row.verb, row.comparator) == (name, verb, comparator)
    assert (row.kind, row.value, row.unit, row.target_year) == ("qualitative", None, None, 2025)


@pytest.mark.parametrize(
    "line",
    [
        "儿童安全意识不断提高。",
        "儿童健康服务能力明显增强。",
        "儿童用品质量安全水平进一步提升。",
        "教师队伍不断壮大。",
        "困境儿童权益得到保障。",
        "入园率监测制度更加完善。",
        "学校办学效率与质量受到重视。",
        "推进“五位一体”的保护机制。",
        "整合热线至“12345”。",
        "九年义务教育全面普及。",
        "0至6岁儿童健康管理得到加强。",
        "为3周岁以下婴幼儿提供照护。",
    ],
)
def test_a_line_without_a_measured_noun_or_a_figure_is_no_row(
    tmp_path: Path, genre: Genre, line: str
) -> None:
    assert target_rows(tmp_path, genre, line) == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("儿童入园率达到 92.5%以上。", [("儿童入园率", ">=", "92.5", "%", None)]),
        ("6岁以下儿童贫血率控制在8‰以内。", [("6岁以下儿童贫血率", "<=", "8", "‰", None)]),
        ("校园伤害发生率不超过百分之三。", [("校园伤害发生率", "<=", "3", "%", None)]),
        ("每个乡镇至少设立2所幼儿园。", [("幼儿园", ">=", "2", "所", "每个乡镇")]),
        (
            "婴儿死亡率降至4‰以下，孕产妇死亡率降至9‰以下。",
            [("婴儿死亡率", "<=", "4", "‰", None), ("孕产妇死亡率", "<=", "9", "‰", None)],
        ),
        ("儿童伤害死亡率比2019年下降20%。", [("儿童伤害死亡率", "down_by", "20", "%", None)]),
        ("“双语型”教师占比达到60%以上。", [("“双语型”教师占比", ">=", "60", "%", None)]),
        (
            "草莓育苗、采摘自动化率分别达到40%和25%。",
            [("草莓育苗自动化率", "=", "40", "%", None), ("草莓采摘自动化率", "=", "25", "%", None)],
        ),
        (
            "小学、初中、高中巩固率分别达到99%以上、98%以上、96%以上。",
            [(f"{s}巩固率", ">=", v, "%", None) for s, v in (("小学", "99"), ("初中", "98"), ("高中", "96"))],
        ),
        (
            "蓝莓育苗、采摘自动化率均达到30%以上。",
            [("蓝莓育苗自动化率", ">=", "30", "%", None), ("蓝莓采摘自动化率", ">=", "30", "%", None)],
        ),
        (
            "生活垃圾回收利用率、资源化利用率分别达到35%、60%。",
            [("生活垃圾回收利用率", "=", "35", "%", None), ("资源化利用率", "=", "60", "%", None)],
        ),
    ],
)
def test_figures_of_made_up_lines(
    tmp_path: Path, genre: Genre, line: str, expected: list[tuple[str, str, str, str, str | None]]
) -> None:
    assert [
        (r.name, r.comparator, str(r.value), r.unit, r.per) for r in target_rows(tmp_path, genre, line)
    ] == expected


@pytest.mark.parametrize(
    "line",
    [
        "小学、初中近视率分别降至38%和60%以下。",
        "粮食产量、蔬菜自给率分别达到60%和40%。",
        "达到 90%以上。",
        "培训教师达到5—10名。",
    ],
)
def test_a_figure_that_cannot_be_tied_to_one_subject_is_reported(
    tmp_path: Path, genre: Genre, line: str
) -> None:
    plan = load_plan(write_plan(tmp_path / "p", [*HEAD, f"——{line}"]))
    found, unread = extract(plan, genre)
    assert found == ()
    assert {(entry.clause_id, entry.line) for entry in unread} == {("1.1.g1.1", 6)}


def test_genre_words_without_a_list_are_refused(repo: Path, tmp_path: Path) -> None:
    words = (repo / "corpus/genre.toml").read_text(encoding="utf-8").replace("having_verbs", "heaving_verbs")
    (tmp_path / "genre.toml").write_text(words, encoding="utf-8")
    with pytest.raises(CorpusError, match="lacks the list 'having_verbs'") as caught:
        load_genre(tmp_path / "genre.toml")
    assert caught.value.file == tmp_path / "genre.toml"


# --- a made-up plan, the whole way -----------------------------------------------------------------

# Written by reading tests/data/made-up-plan/source.txt; fields as in FIELDS.
MADE_UP_ROWS = [
    ("1.2.p1", "养老服务设施覆盖率", None, "达到", "=", "85", "%", None, "target", None, 2023),
    ("1.2.p1", "养老床位", None, "达到", ">=", "36", "张", "每千名老年人", "target", None, 2023),
    ("1.2.p1", "老年人健康管理率", "老年人", "保持", ">=", "70", "%", None, "target", None, 2023),
    ("1.2.p2", "养老服务设施覆盖率", None, "达到", "=", "95", "%", None, "target", None, 2025),
    ("1.2.p2", "养老床位", None, "达到", ">=", "45", "张", "每千名老年人", "target", None, 2025),
    ("1.2.p2", "老年人健康管理率", "老年人", "保持", ">=", "75", "%", None, "target", None, 2025),
    ("1.2.p2", "农村老年人压疮发生率", "农村老年人", "控制", "<=", "1.5", "‰", None, "target", None, 2025),
    ("1.2.p2", "老年人意外伤害死亡率", "老年人", "下降", "down_by", "10", "%", None, "relative", 2020, 2025),
    ("1.2.p2", "养老护理员持证率", None, "提高", "up", None, None, None, "qualitative", None, 2025),
    ("3.9", "专职养老服务指导员", None, "配备", ">=", "2", "名", "每个街道", "standard", None, None),
    ("3.14", "报送民政部门", None, "报送", "<=", "1", "个月", None, "standard", None, None),
]  # fmt: skip


@pytest.fixture
def made_up(made_up_home: Path) -> Plan:
    """The made-up plan."""
    return load_plan(made_up_home / "corpus/made-up-plan")


def test_the_made_up_plan_is_read(made_up: Plan) -> None:
    title = made_up.by_id["0"]
    assert (title.text, title.line) == ("云泽市人民政府关于加快推进社区养老服务发展的实施意见", 1)
    assert made_up.by_id["0.p1"].text == "云政发〔2021〕7号"
    sections = [c.id for c in made_up.clauses if c.number.startswith("（")]
    assert sections == [f"{1 + (n > 2) + (n > 8) + (n > 14)}.{n}" for n in range(1, 21)]
    assert made_up.by_id["3.10"].path == ("三、提升服务质量",)
    assert made_up.by_id["3.10"].text.endswith("（市教育局、市人力资源社会保障局负责）")
    assert made_up.clauses[-1].text == "（此件公开发布）"


def test_the_rows_of_the_made_up_plan(made_up: Plan, genre: Genre) -> None:
    found, unread = extract(made_up, genre)
    assert unread == ()
    check_rows(made_up, found)
    assert [cells(row) for row in found] == [
        wanted(dict(zip(FIELDS, entry, strict=True))) for entry in MADE_UP_ROWS
    ]


@pytest.fixture
def assistant(made_up_home: Path) -> Iterator[Assistant]:
    """An assistant for the made-up plan, built and opened."""
    corpus, indexes = made_up_home / "corpus", made_up_home / "indexes"
    (reading,) = build(corpus, indexes)
    index = open_index(indexes, read_inputs(corpus))
    assert index.indicators("made-up-plan") == reading.rows
    with closing(Assistant(Settings(home=made_up_home, plan="made-up-plan"), index)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("2023年养老服务设施覆盖率的目标是多少？", {"85%"}),
        ("2025年养老服务设施覆盖率的目标是多少？", {"95%"}),
        ("养老服务设施覆盖率的目标是多少？", {"85%", "95%"}),
        ("2023年每千名老年人拥有养老床位多少张？", {"36张"}),
    ],
)
def test_the_made_up_plan_is_asked_for_a_year_or_for_all(
    assistant: Assistant, question: str, figures: set[str]
) -> None:
    assert _figures(assistant, question) == figures


def test_a_year_without_a_figure_is_refused(assistant: Assistant) -> None:
    refused = assistant.ask("2024年养老服务设施覆盖率的目标是多少？")
    assert (refused.status, refused.reason) == ("abstained", "wrong_scope")


def test_a_refusal_names_the_years_that_have_figures(assistant: Assistant) -> None:
    refused = assistant.ask("2024年养老服务设施覆盖率的目标是多少？")
    assert {"2023", "2025"} <= set(re.findall(r"\d{4}", _text(refused)))


def _figures(assistant: Assistant, question: str) -> set[str]:
    """The figures of a checked answer; each stands in a clause of the made-up plan that it cites."""
    answer = assistant.ask(question)
    assert (answer.status, answer.verified, answer.dropped) == ("answered", True, ())
    assert {citation.plan for citation in answer.citations} == {"made-up-plan"}
    figures = set(re.findall(r"[\d.]+[%‰张]", squeezed(_text(answer))))
    quotes = squeezed("".join(citation.quote for citation in answer.citations))
    assert all(figure in quotes for figure in figures)
    return figures


def _text(answer: Answer) -> str:
    return "".join(sentence.text for sentence in answer.sentences)


def test_a_second_plan_does_not_change_the_first(made_up_home: Path, repo: Path) -> None:
    key = "daqing-children-2021-2025"
    shutil.copytree(repo / "corpus" / key, made_up_home / "corpus" / key)
    readings = build(made_up_home / "corpus", made_up_home / "indexes")
    assert [reading.plan.meta.key for reading in readings] == [key, "made-up-plan"]
    index = open_index(made_up_home / "indexes", read_inputs(made_up_home / "corpus"))
    assert [(p.meta.key, len(index.indicators(p.meta.key))) for p in index.plans()] == [
        (key, 62),
        ("made-up-plan", 11),
    ]
