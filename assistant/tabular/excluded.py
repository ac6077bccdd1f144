"""Several things that are left out at once, each by itself: 既不是百分比又不是健康领域的, 除了千分比和新生儿的.

pieces(name)           what is joined in what a question leaves out
is_narrow(query)       whether what was read of it is held to two filters at once, which joined words do not mean
any_of(queries, rows)  one query for the rows that any of several holds for
holds(query, row)      whether all filters of a query hold for a row
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.patterns import lazy
from assistant.records import Indicator, TableQuery

_JOINED = lazy(r"的?(?:以及|还有|或者|和|与|跟|及|或|、)")
_FILTERS = (
    "ids",
    "populations",
    "domains",
    "goals",
    "kinds",
    "units",
    "verbs",
    "comparators",
    "pers",
    "bounds",
)


def pieces(name: str) -> tuple[str, ...]:
    """What is joined in what a question leaves out; none where it is one thing."""
    found = tuple(piece for piece in _JOINED.split(name) if piece)
    return found if len(found) > 1 else ()


def is_narrow(query: TableQuery) -> bool:
    """Whether two filters must hold at once; the kinds that a bound implies are none."""
    told = [name for name in _FILTERS if getattr(query, name) and name != "kinds"]
    return len(told) > 1 and not set(told) <= {"bounds", "units", "comparators"}


def any_of(queries: Sequence[TableQuery], rows: Iterable[Indicator]) -> TableQuery | None:
    """One query for the rows that any of several queries holds for; None where one has a filter that is not known here."""
    plain = dict.fromkeys(_FILTERS, ())
    if any(replace(query, **plain) != TableQuery() for query in queries):  # type: ignore[arg-type]
        return None
    found = tuple(row.id for row in rows if any(holds(query, row) for query in queries))
    return TableQuery(ids=found) if found else None


def holds(query: TableQuery, row: Indicator) -> bool:
    """Whether all filters of a query hold for a row."""
    told = (
        (query.ids, row.id), (query.populations, row.population), (query.domains, row.domain), (query.goals, row.goal),
        (query.kinds, row.kind), (query.units, row.unit), (query.verbs, row.verb), (query.comparators, row.comparator),
        (query.pers, row.per),
    )  # fmt: skip
    value = row.value
    bounded = not query.bounds or (value is not None and all(bound.allows(value) for bound in query.bounds))
    return bounded and all(not wanted or cell in wanted for wanted, cell in told)
