"""assistant/entitlements: what a plan promises to families; gold by reading the plan twice (tests/gold)."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.build import entitlements_of
from assistant.entitlements import check_rows, load_words, read_entitlements, reviewed
from assistant.entitlements.reading import read_ages
from assistant.errors import CorpusError
from assistant.plan import Plan, load_plan
from assistant.records import Entitlement

REPO = Path(__file__).parent.parent
CORPUS = REPO / "corpus"
WORDS = load_words(CORPUS / "entitlement_words.tsv")
with (REPO / "tests" / "gold" / "entitlements.tsv").open(encoding="utf-8") as _file:
    GOLD = list(csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def rows(daqing: Plan) -> tuple[Entitlement, ...]:
    return entitlements_of(CORPUS, daqing)


def as_gold(row: Entitlement) -> dict[str, str]:
    """A row in the columns of the gold."""
    low, high = ("" if months is None else str(months) for months in (row.age_from, row.age_to))
    return {
        "clause": row.clause_id, "what": row.what, "quote": row.quote, "ages": row.ages,
        "months": f"{low}-{high}" if row.ages else "", "stages": ",".join(row.stages),
        "conditions": ",".join(row.conditions), "area": row.area, "cost": row.cost, "where": row.where,
        "strength": row.strength,
    }  # fmt: skip


def test_the_rows_are_the_gold_in_every_field(rows: tuple[Entitlement, ...]) -> None:
    assert [as_gold(row) for row in rows] == GOLD


def test_every_row_is_tied_to_its_clause_and_place(rows: tuple[Entitlement, ...], daqing: Plan) -> None:
    clauses = {clause.id: clause for clause in daqing.clauses}
    for row in rows:
        clause = clauses[row.clause_id]
        assert clause.text[row.start : row.end] == row.quote
        assert clause.text.count(row.quote) == 1
        assert row.where in clause.text
        assert row.domain


def test_every_row_was_reviewed_and_has_a_name_in_both_languages(rows: tuple[Entitlement, ...]) -> None:
    assert [
        row.quote for row in rows if not (row.reviewed and row.what and row.what_en.isascii() is not None)
    ] == []
    assert all(row.what_en for row in rows)


def test_rules_alone_find_most_of_it(daqing: Plan, rows: tuple[Entitlement, ...]) -> None:
    """What a plan without an overlay gets: most rows, few that are none."""
    found = list(read_entitlements(daqing.clauses, WORDS, {}))

    def meets(one: Entitlement, other: Entitlement) -> bool:
        return one.clause_id == other.clause_id and one.start < other.end and other.start < one.end

    assert sum(any(meets(row, other) for other in found) for row in rows) >= 0.7 * len(rows)
    assert sum(any(meets(row, other) for other in rows) for row in found) >= 0.75 * len(found)
    assert not any(row.reviewed for row in found)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("实施3周岁以下婴幼儿父母育儿假", ("3周岁以下", 0, 36)),
        ("扎实开展0至6岁儿童健康管理", ("0至6岁", 0, 72)),
        ("招收2-3岁幼儿", ("2-3岁", 24, 36)),
        ("普及为 6 月龄以上儿童合理添加辅食", ("6 月龄以上", 6, None)),
        ("未满十六周岁儿童", ("未满十六周岁", 0, 192)),
        ("七十周岁以上老年人", ("七十周岁以上", 840, None)),
        ("保障儿童", ("", None, None)),
    ],
)
def test_ages_are_read_in_months(text: str, ages: tuple[str, int | None, int | None]) -> None:
    assert read_ages(text) == ages


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"start": 0}, "its quote is not at its place"),
        ({"what": ""}, "it has no name"),
        ({"age_to": 48}, "its ages are not those of the quote"),
        ({"ages": ""}, "its ages are not those of the quote"),
        ({"where": "市医院"}, "its place does not stand"),
        ({"stages": ("高中",)}, "its stage"),
        ({"conditions": ("残疾",)}, "its condition"),
        ({"area": "农村"}, "its area"),
        ({"cost": "免费"}, "its cost"),
        ({"strength": "目标"}, "a target is a target line's alone"),
    ],
)
def test_a_row_that_its_clause_does_not_carry_stops_the_build(
    rows: tuple[Entitlement, ...], daqing: Plan, change: dict[str, object], fault: str
) -> None:
    leave = next(row for row in rows if row.what == "父母育儿假")
    clauses = {clause.id: clause for clause in daqing.clauses}
    check_rows(clauses, [leave], WORDS)
    with pytest.raises(CorpusError, match=fault):
        check_rows(clauses, [replace(leave, **change)], WORDS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("9.9\t免费\tx\tx\t\t", "no clause '9.9'"),
        ("2.1.m3\t收费婚前医学检查\tx\tx\t\t", "must stand once"),
        ("2.1.m3\t实施免费婚前医学检查\tx\tx\tprice=0\t", "no field to set"),
    ],
)
def test_a_bad_line_of_the_overlay_names_file_and_line(
    line: str, fault: str, daqing: Plan, tmp_path: Path
) -> None:
    path = tmp_path / "entitlements.tsv"
    path.write_text(f"clause\tquote\twhat\ten\tset\treason\n{line}\n", encoding="utf-8")
    clauses = {clause.id: clause for clause in daqing.clauses}
    with pytest.raises(CorpusError, match=rf"line 2.*{fault}"):
        reviewed([], clauses, path, WORDS, {})


def test_another_plan_is_read_by_rules_alone() -> None:
    plan = load_plan(REPO / "eval" / "training" / "elder-care")
    rows = list(read_entitlements(plan.clauses, WORDS, {}))
    check_rows({clause.id: clause for clause in plan.clauses}, rows, WORDS)
    assert rows
    assert all(row.quote in plan.source or row.quote for row in rows)
