"""Whom an age in a question concerns: the rows for a span of ages (80至89周岁) that holds it (俺娘今年83了)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.lexicon import shared_name
from assistant.patterns import lazy
from assistant.records import Indicator, Query

_BETWEEN = lazy(r"(\d+)(?:周?岁)?[至到—–~～-](\d+)周?岁")
_FROM = lazy(r"(\d+)周?岁及?以上")
_ASKED = lazy(
    r"(?<![\d至到—–~～-])(?:(?:今年|现年|都|已经|刚|快|满|年满)(?:有|满)?(\d{1,3})(?=了|啦|[，,。]|周?岁)|(\d{1,3})周?岁)"
    r"(?!周?岁?(?:及?以[上下内]|[至到—–~～-]))"
)
_OLDEST = 999


def holds_age(row: Indicator, age: int) -> bool:
    """Whether a row is about a span of ages, in years, that holds an age."""
    span = _span(row)
    return span is not None and span[0] <= age <= span[1]


def of_age(query: Query, rows: Iterable[Indicator]) -> Query:
    """A question for what several ages have, put for the people of the age that it tells, or for all of them."""
    if query.task != "lookup" or not query.names:
        return query
    alike = [row for row in rows if shared_name(row) in query.names and _span(row)]
    if len({_span(row) for row in alike}) < 2:
        return query
    ages = {int(next(filter(None, match.groups()))) for match in _ASKED.finditer(query.text)}
    theirs = [row for row in alike if len(ages) == 1 and all(holds_age(row, age) for age in ages)]
    if len({(row.name, row.population) for row in theirs}) == 1:
        return replace(query, names=(theirs[0].name,), populations=(theirs[0].population or "",))
    if query.populations:
        return query
    return replace(query, names=tuple(dict.fromkeys((*query.names, *(row.name for row in alike)))))


def _span(row: Indicator) -> tuple[int, int] | None:
    people = row.population or ""
    if match := _BETWEEN.search(people):
        return int(match[1]), int(match[2])
    match = _FROM.search(people)
    return (int(match[1]), _OLDEST) if match else None
