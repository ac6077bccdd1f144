"""Checks of years: they are those of the rows, of the clauses or of the plan's period, each in its place."""

from __future__ import annotations

import re

from assistant.numerals import find_years
from assistant.patterns import lazy
from assistant.verify.case import Case
from assistant.verify.rows import mentions_in

_DUE = lazy(r"(?:到|\bby)\s*$", re.IGNORECASE)


_BASE = lazy(r"(?:[以比较]|\bfrom)\s*$", re.IGNORECASE)


def years_known(case: Case) -> str | None:
    """A year is one of the cited rows or clauses, or of the plan's period."""
    known = {year for row in case.rows for year in (row.target_year, row.base_year)} | set(
        case.evidence.period
    )
    if not case.sentence.citations:  # a refusal names the years that the plan does have
        known |= {row.target_year for row in case.evidence.indicators}
    known |= {year for clause in case.clauses for year, _, _ in find_years(clause.text)}
    for year in case.years:
        if year not in known:
            return f"the year {year} stands neither in what the sentence cites nor in the plan's period"
    return None


def years_of_rows(case: Case) -> str | None:
    """A year of the period is not the year that a figure is due."""
    due = {year for row in case.rows for year in (row.target_year, row.base_year) if year}
    if case.figures and due:
        quoted = [(m.start, m.end) for m in mentions_in(case) if m.whole]  # 2024—2027年每年安排…, as printed
        for year, start, _ in find_years(case.said):
            inside = any(low <= start < high for low, high in quoted)
            if year in case.evidence.period and year not in due and not inside:
                return f"{case.figures[0].text!r} is not due in {year}"
    return None


def years_in_place(case: Case) -> str | None:
    """The year due and the base year are not exchanged."""
    if not case.rows:
        return None
    for pattern, years in (
        (_DUE, {row.target_year for row in case.rows}),
        (_BASE, {row.base_year for row in case.rows}),
    ):
        for year, start, end in find_years(case.said):  # 达到1650万 names no year
            if pattern.search(case.said, 0, start) and year not in years:
                there = sorted(y for y in years if y) or "no such year"
                return f"{case.said[start:end]!r}: the cited row has {there}"
    return None
