"""A number in a line or a table, whose unit is printed apart → a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.indicators.genre import Genre
from assistant.numerals import find_quantities, quantities_apart, quantities_below
from assistant.plan import Plan
from assistant.records import Clause, Indicator, Quantity


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as a line has it.

    Attributes:
        name: what it is a figure of.
        span: where it stands in the clause's text.
        year: when it is due, None where the line does not say.
        verb: the verb before it.
        whose: whom it is about, "" where the name says all.
        until: where the words end that belong to it (约束性 in the last cell of its line), 0 at the number.
    """

    name: str
    span: tuple[int, int]
    year: int | None
    verb: str | None = None
    whose: str = ""
    until: int = 0


def row_of(
    clause: Clause, plan: Plan, goal: str | None, printed: Printed, genre: Genre, header: str = ""
) -> Indicator:
    """The row of a number; its quote is the whole line up to it, and to what its table says of its nature.

    Args:
        header: that of its table, where the unit stands there.
    """
    start, end = printed.span
    figure = _figure(clause.text, start, end, header)
    per, name = _denominator(printed.name, genre)
    lead = len(clause.number) if clause.text.startswith(clause.number) else 0
    return Indicator(
        id=clause.id, plan=plan.meta.key, name=name, population=printed.whose or None, verb=printed.verb,
        comparator=figure.comparator, value=figure.value, unit=figure.unit or None, per=per,
        kind="target" if printed.year else "standard", base_year=None, target_year=printed.year,
        domain=plan.domain_of(clause), goal=goal, clause_id=clause.id,
        quote=clause.text[lead : max(end, printed.until)].strip(), start=start, end=end,
    )  # fmt: skip


def in_words(
    clause: Clause, plan: Plan, goal: str | None, printed: Printed, begin: int, genre: Genre
) -> Indicator:
    """The row of a target without a number, whose span is that of its direction; quoted from ``begin`` on."""
    start, end = printed.span
    verb = clause.text[start:end]
    return Indicator(
        id=clause.id, plan=plan.meta.key, name=printed.name, population=None, verb=verb,
        comparator="up" if verb in genre.up_verbs else "down", value=None, unit=None, per=None, kind="qualitative",
        base_year=None, target_year=printed.year, domain=plan.domain_of(clause), goal=goal, clause_id=clause.id,
        quote=clause.text[begin : printed.until], start=start, end=end,
    )  # fmt: skip


def _denominator(name: str, genre: Genre) -> tuple[str | None, str]:
    """每千名老年人拥有养老床位数: the denominator, and what is counted."""
    had = genre.having.search(name) or genre.verbs.search(name) if name.startswith("每") else None
    return (name[: had.start()], name[had.end() :]) if had and had.end() < len(name) else (None, name)


def _figure(text: str, start: int, end: int, header: str) -> Quantity:
    read = quantities_below(header, text, start, end) if header else ()
    read = read or quantities_apart(text, start, end) or find_quantities(text[start:end])
    return read[0] if read else Quantity(Decimal(text[start:end]), "", "=", None, 0, 0, "")
