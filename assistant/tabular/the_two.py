"""Two rows that are told by what they have, and compared like two that are named: 家庭领域的两个百分比指标差几个点.

the_two(query, reading)   the query for both by their ids, where its filters leave exactly two
"""

from __future__ import annotations

from dataclasses import replace

from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.excluded import holds
from assistant.tabular.linked import OF_TWO
from assistant.tabular.reading import Reading

_TWO = lazy(r"[两俩二][个项条者]|俩(?=指标|目标|数)|\b(?:the|those|these) two\b|\bboth\b")


def the_two(query: TableQuery, reading: Reading) -> TableQuery:
    """The query for two rows with figures of one unit, where a question compares "the two" that its filters leave."""
    if (
        query.operation not in (*OF_TWO, "compare")
        or query.ids
        or reading.named
        or query.wordings
        or query.either
    ):
        return query
    plain = replace(query, operation="list", without=None, kinds=())
    if plain == TableQuery() or not _TWO.search(reading.free):
        return query
    left_out = query.without
    rows = [
        row
        for row in reading.catalog.rows
        if row.value is not None and holds(query, row) and not (left_out is not None and holds(left_out, row))
    ]
    if len(rows) != 2 or rows[0].unit != rows[1].unit:
        return query
    return replace(query, ids=tuple(row.id for row in rows), populations=(), pers=(), without=None)
