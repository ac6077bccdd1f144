"""A statement while it is made: a tree, and parameters that are bound under names of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp


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


def is_plan(made: Made) -> exp.Expr:
    """Whether a row is of the plan that is asked about."""
    return exp.column("plan").eq(made.bind("plan", made.parameters["plan"]))
