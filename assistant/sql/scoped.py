"""A guarded statement that sees one plan only: each query in it is held to the rows of that plan."""

from __future__ import annotations

from sqlglot import exp

from assistant.sql.allowed import fold
from assistant.sql.guard import with_names


def of_plan(query: exp.Query, plan: str) -> exp.Query:
    """The statement with the plan as a condition wherever a table is read; the query given is not changed.

    Ids are those of a plan: without it one of another plan could be taken for a row of this one. A row that an outer
    join fills up with nothing is left out, too.

    Args:
        query: as ``guard`` returned it, every table with an alias.
        plan: key of the plan; each table has the column ``plan``.
    """
    held = query.copy()
    above = {fold(name) for name in with_names(held)}
    for table in list(held.find_all(exp.Table)):
        within = table.parent_select
        if fold(table.name) in above or not isinstance(within, exp.Select):
            continue
        column = exp.column("plan", table=table.alias_or_name, quoted=True)
        within.where(column.eq(exp.Literal.string(plan)), copy=False)
    return held
