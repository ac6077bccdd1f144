"""The highest (lowest) of some rows set against the highest (lowest) of others: 健康最高的百分比比教育最低的百分比高多少.

    extremes_apart(text, table, read)   the difference of the two rows, or None where it asks no such thing

Each of the two is read like a question of its own; where one of them is not read whole, the whole is unexplained.
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import Indicator, TableQuery
from assistant.tabular.excluded import holds
from assistant.tabular.slots import Read, Table

_TOP = r"(?:最(?:为)?[高低大小多少长短严松紧宽])"
_RUN = r"(?:[^，,。；;？?！!比]|(?<=[对分占同])比)"
_FORM = lazy(
    rf"^(?:请问|[，,])*(?P<one>{_RUN}{{0,20}}?{_TOP}{_RUN}{{0,12}}?)[，,]?(?:(?<![对分占同环])比|和|跟|与|同|较|减去?)(?P<other>{_RUN}{{1,20}}?{_TOP}{_RUN}{{0,12}}?)[，,]?(?:之间)?(?:要|能|会|还|到底|究竟)*"
    r"(?:(?:相?差|[高低多少大小])(?:了|出|着)?(?:多少|几)|等于(?:几|多少)|是多少|得(?:几|多少))"
)
_BARE = lazy(rf"{_TOP}$")
_BARE_WHOLE = lazy(rf"{_TOP}的?(?P<of>[^最的]+)$")
_TOP_EN = r"(?:highest|lowest|largest|smallest|biggest|greatest|least)"
_FORM_EN = lazy(
    rf"\b(?:(?:how (?:far|much|many)\b.*?|(?:the )?(?:gap|difference|distance) between )(?P<one>(?:the )?{_TOP_EN} [^,;?]+?),? (?:than|and|from|to|above|below)"
    rf"|(?P<first>(?:the )?{_TOP_EN} [^,;?]+?),? minus) (?P<other>(?:the )?{_TOP_EN} [^,;?]+?)(?:,.*)?\??$"
)
_SCOPES = ("domains", "populations", "goals", "verbs", "comparators", "pers", "ids")


def extremes_apart(text: str, table: Table, read: Read) -> TableQuery | None:
    """The query for the difference of two extremes, each of rows of its own; None where it asks no such thing."""
    match = _FORM_EN.search(text) if text.isascii() else _FORM.match(text)
    if match is None:
        return None
    first = match["one"] or match["first"] if text.isascii() else match["one"]
    said = {"one": first.removesuffix("的"), "other": match["other"].removesuffix("的")}
    if (bare := _BARE.search(said["other"])) and (whole := _BARE_WHOLE.search(said["one"])):
        said["other"] = (
            f"{said['other'][: bare.end()]}的{whole['of']}"  # 减去家庭领域最低的: of the same kind
        )
    asked = "which is {}?" if text.isascii() else "{}是哪个"
    both = [read(asked.format(phrase), table) for phrase in said.values()]
    if not all(query is not None and query.source == "indicators" and _scope(query) for query in both):
        return None  # the highest and the lowest of the same rows
    queries = [query for query in both if query is not None]
    if _scope(queries[0]) == _scope(queries[1]):
        return None
    rows = [_extreme(query, table) for query in queries]
    one, other = rows
    if one is None or other is None or (one.unit, one.per) != (other.unit, other.per) or one.id == other.id:
        return TableQuery(ids=tuple(row.id for row in rows if row is not None), unexplained=(match["other"],))
    return TableQuery(operation="difference", ids=(one.id, other.id))


def _scope(query: TableQuery) -> tuple[object, ...]:
    """What restricts the rows of one of the two; empty where nothing does."""
    told = tuple(getattr(query, name) for name in _SCOPES)
    return told if any(told) else ()


def _extreme(query: TableQuery, table: Table) -> Indicator | None:
    """The first row in the order of a query that is read whole; None where it is not, or where its filters are not known here."""
    known = query.limit == 1 and query.order and not query.unexplained and query.without is None
    if not known or query.operation != "list" or query.nth or query.middle or query.words or query.wordings:
        return None
    rows = [row for row in table.catalog.rows if row.value is not None and row.kind != "relative"]
    rows = [row for row in rows if holds(query, row)]
    if len({(row.unit, row.per) for row in rows}) != 1:
        return None
    ordered = sorted(rows, key=lambda row: row.value or 0, reverse=query.order == "desc")
    return ordered[0]
