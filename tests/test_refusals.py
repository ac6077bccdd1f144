"""assistant/evaluation/refusals.py: counts by kind and the curve, on outcomes made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evaluation.cases import Case
from assistant.evaluation.refusals import KINDS, Outcome, Refusals, by_kind, curve, overall, report
from assistant.evaluation.score import Score


def outcome(
    category: str, wanted: str, got: str, *, right: bool, sureness: float = 1.0, reason: str | None = None
) -> Outcome:
    wanted_reason = {"abstained": "not_in_plan"}.get(wanted)
    case = Case(
        "x-1",
        "p",
        "dev",
        "f",
        category,
        "staff",
        "zh",
        ("？",),
        wanted,
        wanted_reason,
        (),
        (),
        (),
        None,
        None,
    )
    return Outcome(case, Score(case, right, ()), got, reason, sureness)


FOUND = (
    outcome("near-miss", "abstained", "abstained", right=True, reason="not_in_plan"),
    outcome("near-miss", "abstained", "answered", right=False, sureness=0.6),
    outcome("clause", "answered", "abstained", right=False, reason="not_in_plan"),
    outcome("clause", "answered", "abstained", right=False, reason="out_of_scope"),
    outcome("clause", "answered", "answered", right=True, sureness=0.9),
    outcome("lookup", "answered", "answered", right=True),
)


def test_recall_is_of_what_must_be_refused_and_precision_of_what_is() -> None:
    counts = overall(FOUND)
    assert counts == Refusals(asked=2, refused=1, needless=2)
    assert (counts.recall, counts.precision) == (0.5, pytest.approx(1 / 3))


def test_a_needless_refusal_counts_against_the_kind_whose_reason_it_gives() -> None:
    counts = by_kind(FOUND)["near-miss"]
    assert counts == Refusals(asked=2, refused=1, needless=1)


def test_a_kind_that_nobody_asked_for_has_no_fault() -> None:
    assert (by_kind(FOUND)["unsafe"].recall, by_kind(FOUND)["unsafe"].precision) == (1.0, 1.0)


def test_the_curve_answers_the_surest_first_and_ends_with_the_system_as_it_is() -> None:
    points = curve(FOUND)
    assert [point.sureness for point in points] == sorted((p.sureness for p in points), reverse=True)
    assert (points[0].coverage, points[0].risk) == (pytest.approx(1 / 6), 0.0)
    assert [p.coverage for p in points if 0.6 < p.sureness <= 0.9] == [pytest.approx(2 / 6)] * 3
    assert (points[-1].coverage, points[-1].risk) == (pytest.approx(3 / 6), pytest.approx(1 / 3))


def test_the_curve_of_a_system_that_refuses_all_is_empty() -> None:
    assert curve(FOUND[:1]) == ()


def test_the_report_has_a_line_for_each_kind_and_one_for_all() -> None:
    lines = report(FOUND).split("\n")
    assert sum(line.startswith(tuple(f"| {kind}:" for kind in KINDS)) for line in lines) == len(KINDS)
    assert "| all | 2 | 1 | 0.50 | 0.33 |" in lines


def test_the_page_shows_the_report_of_the_check_cases() -> None:
    page = (Path(__file__).parent.parent / "docs" / "refusal.md").read_text(encoding="utf-8")
    shown = page.partition("<!-- refusals -->\n")[2].partition("<!-- /refusals -->")[0].strip().split("\n")
    made = report(FOUND).split("\n")
    names = [line.split("|")[1] for line in made if line.startswith("|")]
    assert [line.split("|")[1] for line in shown if line.startswith("|")][: len(KINDS) + 3] == names[
        : len(KINDS) + 3
    ]
