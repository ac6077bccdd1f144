"""Rows of one set or of another, which no one field tells apart: 新生儿的或者死亡率指标, 教育领域的以及针对小学生的指标.

    union(text, table, read)   the query for the rows of either; None where no such thing is asked

Each of the two is read like a question of its own. Where both are told by the same field (教育和家庭领域的), or one by
several, so that it is not plain how far the "or" goes, the whole is read as it stands.
"""

from __future__ import annotations

from dataclasses import fields, replace

from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.excluded import any_of
from assistant.tabular.slots import Read, Table

_PIECE = r"[^，,。；;？?！!、或]{2,20}?"
_LEAD = r"(?:请问|请|麻烦|帮我|帮忙|给我|把|列出|列举|查一?下|找出|看看|规划(?:里|中)?|所有|全部|有哪些|有多少个?|有几个|哪些|[，,])*"
_EITHER = lazy(
    rf"^(?P<lead>{_LEAD})(?P<one>{_PIECE})的?(?:指标)?(?:或者是?|或是|或|以及)(?P<other>{_PIECE})的?指标(?P<asked>[^或]{{0,14}})$"
)
_COUNTS = lazy(r"几|多少|数量|个数")
_ASKS = lazy(r"哪|列|几|多少|啥|什么|数量|清单|都|有")
_APART = lazy(r"各|分别|相差|更|最|比|占|平均|领域")


def union(text: str, table: Table, read: Read) -> TableQuery | None:
    """The query that lists or counts the rows of either of two sets; None where no such thing is asked."""
    match = _EITHER.match(text)
    if match is None or _APART.search(match["asked"]):
        return None
    asked = match["lead"] + match["asked"]
    if not _ASKS.search(asked):
        return None
    both = [read(f"{match[name].removesuffix('的')}的指标有哪些", table) for name in ("one", "other")]
    queries = [
        query
        for query in both
        if query is not None and query.source == "indicators" and query.operation == "list"
    ]
    told = [_told(query) for query in queries]
    if len(queries) < 2 or told[0] == told[1] or any(len(names) != 1 for names in told):
        return None
    found = any_of(queries, table.catalog.rows)
    return replace(found, operation="count") if found is not None and _COUNTS.search(asked) else found


def _told(query: TableQuery) -> frozenset[str]:
    """By which fields a query tells its rows; the kinds and the unit that a bound brings with it are none."""
    names = {one.name for one in fields(query) if getattr(query, one.name) != one.default} - {"kinds"}
    return frozenset(names - {"units"} if query.bounds else names) or frozenset(
        {"kinds"} if query.kinds else ()
    )
