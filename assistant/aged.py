"""Ages that say whom a row or a question is about, and on which side of them (6个月以后, 0至6岁)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.numerals import AGES, find_quantities, same_value, sided
from assistant.patterns import lazy
from assistant.records import Indicator, Quantity, Query


def ages_of(row: Indicator) -> tuple[Quantity, ...]:
    """The ages, in years or months, that a row's name and people tell; those of a span (0至6岁) bound it."""
    units = _age_units(row)
    text = f"{row.name} {row.population or ''}"
    return _spans([f for f in find_quantities(text) if f.unit in units], text)


def _spans(found: list[Quantity], text: str) -> tuple[Quantity, ...]:
    """Figures, of which the two of a span (0至6岁) bound it."""
    for n, (low, high) in enumerate(pairwise(found)):
        if _TO.fullmatch(text[low.end : high.start]):
            found[n : n + 2] = replace(low, comparator=">="), replace(high, comparator="<=")
    return tuple(found)


_TO = lazy(r"(?:周?岁)?[至到—–~～-]")


def ages_said(query: Query, row: Indicator) -> tuple[Quantity, ...]:
    """The ages of a question that may say whom a row is about, on the side that it says (6个月以后)."""
    units = _age_units(row)
    return _spans([f for f in sided(query.figures, query.text) if f.unit in units], query.text)


def _age_units(row: Indicator) -> frozenset[str]:
    """Units of ages; months among them for a row about children of some months (6个月内婴儿)."""
    told = find_quantities(f"{row.name} {row.population or ''}")
    return AGES | {"个月"} if row.unit != "个月" and any(f.unit == "个月" for f in told) else AGES


def of_age(said: Quantity, told: Quantity) -> bool:
    """Whether an age is that of a row: of one value, and not on the other side of it (5岁以上 of 5岁以下)."""
    return same_value(said, told) and not is_beyond(said, told)


def is_beyond(said: Quantity, told: Quantity) -> bool:
    """Whether an age is on the other side of one that bounds a row's people (5岁以上, 6岁以上 of 5岁以下)."""
    above = told.comparator in ("<", "<=") and said.comparator in (">", ">=") and said.value >= told.value
    below = told.comparator in (">", ">=") and said.comparator in ("<", "<=") and said.value <= told.value
    return above or below


def on_other_side(text: str, other: str) -> bool:
    """Whether a folded text says an age on the other side of one that another text tells, and none that it shares (满6个月以后, 6个月内)."""
    one, two = (_ages_in(said) for said in (text, other))
    alike = [(a, b) for a in one for b in two if _months(a) == _months(b)]
    return any(is_beyond(a, b) for a, b in alike) and not any(of_age(a, b) for a, b in alike)


def _ages_in(text: str) -> tuple[Quantity, ...]:
    return tuple(f for f in sided(find_quantities(text), text) if f.unit in AGES | {"个月"})


def _months(age: Quantity) -> bool:
    return age.unit in ("个月", "月龄")
