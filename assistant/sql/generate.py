"""Query → SQL: a sqlglot tree with bound parameters, never joined strings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from assistant.records import Query

# The cells of one row, in the order in which a reader wants them.
LOOKUP_COLUMNS = (
    "id", "name", "population", "comparator", "value", "unit", "per", "target_year", "clause_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A tree and the values of its named parameters."""

    tree: exp.Select
    parameters: dict[str, str | int]


def lookup(query: Query) -> Statement:
    """SELECT of the rows that a query names.

    Args:
        query: a query of task lookup, with at least one name.

    Raises:
        ValueError: it names no row.
    """
    if not query.names:
        raise ValueError("a look-up needs at least one name")
    parameters: dict[str, str | int] = {"plan": query.plan}
    tree = (
        exp.select(*LOOKUP_COLUMNS)
        .from_("indicators")
        .where(exp.column("plan").eq(exp.Placeholder(this="plan")))
    )
    tree = tree.where(_is_one_of("name", query.names, parameters))
    if query.populations:
        tree = tree.where(_is_one_of("population", query.populations, parameters))
    years = [year for year in dict.fromkeys(query.years) if year != query.foreign_year]
    if len(years) == 1:
        tree = tree.where(_due_in(years[0], parameters))
    return Statement(tree.order_by("position"), parameters)


def _is_one_of(column: str, values: tuple[str, ...], parameters: dict[str, str | int]) -> exp.Expression:
    names = []
    for number, value in enumerate(values, 1):
        key = column if len(values) == 1 else f"{column}_{number}"
        parameters[key] = value
        names.append(exp.Placeholder(this=key))
    if len(names) == 1:
        return exp.column(column).eq(names[0])
    return exp.column(column).isin(*names)


def _due_in(year: int, parameters: dict[str, str | int]) -> exp.Expression:
    """Due that year, counted from that year, or always in force."""
    parameters["year"] = year
    due = exp.column("target_year").eq(exp.Placeholder(this="year"))
    base = exp.column("base_year").eq(exp.Placeholder(this="year"))
    return exp.paren(exp.or_(due, base, exp.column("target_year").is_(exp.null())))
