"""Two counts held against one another, of each domain or of the plan → SELECT."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

from assistant.numerals import format_decimal
from assistant.records import Pair, TableQuery
from assistant.sql.made import COMPARISONS, Made, by_column, is_plan, place_within, select


def paired(query: TableQuery, pair: Pair, conditions: list[exp.Expr], made: Made) -> exp.Select:
    """Both counts of each domain, and what one is against the other: where it keeps the bound, or at the end asked for.

    Where nothing is grouped, the two counts of the plan, each in the domains of its own.
    """
    by = (query.group,) if query.group else ()
    counted = select(by, query.source).where(is_plan(made), *conditions)
    for name, kind, domains in (
        ("first", pair.first, pair.first_in),
        ("second", pair.second, pair.second_in),
    ):
        counted.select(exp.alias_(_count_of(kind, domains, made), name), copy=False)
    ids = exp.alias_(exp.GroupConcat(this=exp.column("id")), "ids")
    counted.select(ids, exp.alias_(exp.Min(this=exp.column("position")), "at"), copy=False)
    for column in by:
        counted.where(exp.column(column).is_(exp.null()).not_(), copy=False)
        counted.group_by(exp.column(column), copy=False)
    result = exp.alias_(_HELD_AGAINST[pair.by](exp.column("first"), exp.column("second")), pair.by)
    held = select((*by, "first", "second", "ids", "at"), "counted").select(result)
    place = exp.Window(
        this=exp.func("DENSE_RANK" if query.nth else "RANK"),
        order=exp.Order(expressions=[by_column(pair.by, query.order or "desc")]),
    )
    ranked = select((*by, "first", "second", pair.by, "ids", "at"), "held").select(exp.alias_(place, "place"))
    told = select((*by, "first", "second", pair.by, "ids"), "ranked").where(*_pairs_wanted(query, pair, made))
    told = told.order_by(*([exp.column("place")] if query.order else []), exp.column("at"))
    return told.with_("counted", as_=counted).with_("held", as_=held).with_("ranked", as_=ranked)


def _pairs_wanted(query: TableQuery, pair: Pair, made: Made) -> list[exp.Expr]:
    """What keeps the bound, and stands at the place that is asked for."""
    wanted: list[exp.Expr] = []
    if pair.bound is not None:
        number = made.bind("bound", format_decimal(pair.bound.value))
        value = exp.Cast(this=number, to=exp.DataType(this=exp.DType.FLOAT))
        wanted.append(COMPARISONS[pair.bound.operator](this=exp.column(pair.by), expression=value))
    if query.limit is not None or query.nth:
        wanted.append(place_within(query, made))
    return wanted


def _count_of(kind: str, domains: tuple[str, ...], made: Made) -> exp.Expr:
    """How many clauses of one kind there are, in some domains where these are named."""
    is_one = exp.column("kind").eq(made.bind("kind", kind))
    counted = exp.and_(is_one, made.among("domain", domains)) if domains else is_one
    return exp.Sum(this=exp.Case().when(counted, "1").else_("0"))


_HELD_AGAINST: Mapping[str, Callable[[exp.Expr, exp.Expr], exp.Expr]] = {
    "difference": lambda first, second: exp.Sub(this=first, expression=second),
    "gap": lambda first, second: exp.Abs(this=exp.Sub(this=first, expression=second)),
    "ratio": lambda first, second: exp.Div(
        this=exp.Mul(this=exp.Literal.number("1.0"), expression=first), expression=second
    ),
}
