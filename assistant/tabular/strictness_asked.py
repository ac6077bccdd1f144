"""Orders by how strict a bound is: of ceilings the lowest is the strictest, of floors the highest.

by_strictness(query, reading)   the query in the order of its rows' figures; with the word as unexplained where its
                                rows are floors and ceilings, which have no such order
"""

from __future__ import annotations

from dataclasses import replace

from assistant.patterns import lazy
from assistant.records import Indicator, TableQuery
from assistant.tabular.excluded import holds
from assistant.tabular.reading import Reading

_STRICTNESS = lazy(
    r"严|松|宽|紧|\b(?:strict|tight|stringent|demanding|tough|loose|lax|lenient|generous)(?:er|est|st|r)?\b"
)
_CEILINGS, _FLOORS = frozenset({"<=", "<"}), frozenset({">=", ">", "="})


def by_strictness(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with its order turned round where its rows are floors."""
    word = _word(reading) if query.order and query.source == "indicators" and not query.group else ""
    if not word:
        return query
    sides = {row.comparator for row in reading.catalog.rows if _is_placed(row, query)}
    if sides <= _CEILINGS:
        return query
    if not sides <= _FLOORS:
        return replace(query, unexplained=(*query.unexplained, word))
    return replace(query, order="asc" if query.order == "desc" else "desc")


def _word(reading: Reading) -> str:
    """The word that ranks by strictness, or ""."""
    told = [s.text for s in reading.slots if s.slot in ("top", "sort", "pick")]
    told += [reading.text[start:end] for start, end in reading.nth_spans]
    return next((word for word in told if _STRICTNESS.search(word)), "")


def _is_placed(row: Indicator, query: TableQuery) -> bool:
    """Whether a row with a level is one of those that a query puts in order."""
    level = row.value is not None and row.kind != "relative"
    return level and holds(replace(query, bounds=()), row)
