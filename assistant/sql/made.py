"""What statements are made of: a tree with its parameters, bound by name, the plan's own rows, an order, a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from assistant.records import TableQuery

COMPARISONS: Mapping[str, type[exp.Binary]] = {
    "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE, "=": exp.EQ,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A tree and the values of its named parameters."""

    tree: exp.Select
    parameters: dict[str, str | int]


class Made:
    """The parameters of a statement while it is made: each value is bound under a name of its own."""

    def __init__(self, parameters: dict[str, str | int]) -> None:
        """Begin with what is bound already."""
        self.parameters = parameters

    def bind(self, name: str, value: str | int) -> exp.Placeholder:
        """Bind a value; one that is bound to the name already is not bound twice."""
        key, number = name, 1
        while key in self.parameters and self.parameters[key] != value:
            number += 1
            key = f"{name}_{number}"
        self.parameters[key] = value
        return exp.Placeholder(this=key)

    def among(self, column: str, values: tuple[str, ...]) -> exp.Expr:
        """Whether a column holds one of some values."""
        bound = [self.bind(column, value) for value in dict.fromkeys(values)]
        return exp.column(column).eq(bound[0]) if len(bound) == 1 else exp.column(column).isin(*bound)


def select(columns: tuple[str, ...], source: str) -> exp.Select:
    """SELECT of columns from a table, made of nodes: names given as text would be parsed."""
    names = [exp.column(column) for column in columns]
    return (
        exp.Select().select(*names, copy=False).from_(exp.Table(this=exp.to_identifier(source)), copy=False)
    )


def is_plan(made: Made) -> exp.Expr:
    """Whether a row is one of the plan asked about."""
    return exp.column("plan").eq(made.bind("plan", made.parameters["plan"]))


def by_column(column: str, order: str) -> exp.Ordered:
    """Order by a column, "asc" or "desc"."""
    return exp.Ordered(this=exp.column(column), desc=order == "desc")


def place_within(query: TableQuery, made: Made) -> exp.Expr:
    """Whether a place is the one that is asked for, or one of the first, from one end or from either."""
    if query.nth:
        return exp.column("place").eq(made.bind("nth", query.nth))
    assert query.limit is not None
    within = exp.column("place") <= made.bind("limit", query.limit)
    if not query.ends:
        return within
    return exp.paren(exp.or_(within, exp.column("place_behind") <= made.bind("limit", query.limit)))
