"""Of which kinds the rows of a question are: levels, changes, rows without a figure, demands of the measures."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.patterns import lazy
from assistant.records import Indicator, TableQuery
from assistant.tabular.reading import Reading

_LEVELS = ("target", "standard")
ALL = ("target", "relative", "qualitative", "standard")
WITH_FIGURE = ("target", "relative", "standard")


def with_kinds(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with the kinds that its words name, or that a figure, an order or a mean can be of."""
    told = set(reading.of("kind"))
    in_measures = "measure" in reading.nouns
    kinds: tuple[str, ...] = ()
    if query.base_year or (reading.of("base") and not query.ids):
        kinds = ("relative",)
    elif in_measures and told and told <= {"numeric", "standard"}:
        kinds = ("standard",)
    elif "any" in told or {"numeric", "qualitative"} <= told:
        kinds = ()
    elif "qualitative" in told:
        kinds = ("qualitative",)
    elif query.bounds and not query.ids and _of_change(reading):
        kinds = ("relative",)
    elif {"relative", "numeric"} <= told:
        kinds = ("target", "relative")
    elif "relative" in told:
        kinds = ("relative",)
    elif "standard" in told:
        kinds = ("standard",)
    elif (query.whole and not told) or (
        "figure" in told and (not query.ids or query.operation in ("list", "count"))
    ):
        kinds = WITH_FIGURE
    elif (
        query.bounds
        or reading.denied_figures
        or (query.order and query.operation == "list")
        or query.operation in ("average", "difference")
    ):
        kinds = _LEVELS
    elif "numeric" in told:
        kinds = _numeric(query, reading)
    elif query.comparators or set(query.wordings) - {*reading.natures, *reading.table.manners}:
        kinds = _LEVELS
    if query.operation == "average" and query.group and kinds == _LEVELS:
        kinds = _numeric(query, reading)
    elif kinds == _LEVELS and ("numeric" in told or "goal" in reading.nouns):
        kinds = ("target",)
    if query.group == "unit" and (not kinds or kinds == ("target",)) and _of_measures(reading):
        kinds = ("target", "relative", "standard")
    elif query.group == "unit" and not kinds:
        kinds = ("target", "relative")
    if any(s.slot == "noun" and s.value == "measure" and reading.is_left_out(s) for s in reading.slots):
        kinds = tuple(k for k in kinds or ALL if k != "standard")  # (不含措施)
    query = replace(query, kinds=kinds)
    if query.operation == "count" and "numeric" in told and kinds == ("target",) and not query.bounds:
        changes = (row.id for row in _placed(query, reading) if row.kind == "relative")
        query = replace(query, uncounted=tuple(changes))
    return query


def _of_measures(reading: Reading) -> bool:
    """Whether a unit is named that only the demands of measures have."""
    of_targets = {row.unit for row in reading.catalog.rows if row.kind in ("target", "relative")}
    said = ({s.value for s in reading.slots if s.slot == "unit"} | set(reading.units)) & reading.table.units
    return bool(said - of_targets)


def with_changes(query: TableQuery, reading: Reading) -> TableQuery:
    """The query, of changes where an order is asked for and no level is left to be put in order."""
    if not query.order or query.operation != "list" or not query.kinds or set(query.kinds) - set(_LEVELS):
        return query
    kinds = {row.kind for row in _placed(query, reading)}
    return (
        replace(query, kinds=("relative",)) if "relative" in kinds and not kinds & set(query.kinds) else query
    )


def _placed(query: TableQuery, reading: Reading) -> list[Indicator]:
    """The rows that are where a question looks, of whatever kind."""
    return [
        row
        for row in reading.catalog.rows
        if all(not told or value in told for told, value in ((query.ids, row.id), (query.domains, row.domain),
               (query.goals, row.goal), (query.units, row.unit), (query.populations, row.population)))
    ]  # fmt: skip


def _of_change(reading: Reading) -> bool:
    """Whether the figure is by how much something changes (下降15%的指标), and some row has such a change."""
    changes = any(row.kind == "relative" for row in reading.catalog.rows)
    return changes and any(
        figure.comparator.endswith("_by") or _BY_SO_MUCH.search(reading.plain[: figure.start])
        for figure in reading.figures
    )


_BY_SO_MUCH = lazy(
    r"(?:下降|降低|减少|缩减|下调|压减|削减|上升|增长|增加|提高|提升|降|减|涨|增)(?:了|幅度?为?|率为?)?$|\b(?:by|down|up|fall|drop|cut|decline|decrease|increase|rise|reduction|falls|drops) (?:of |by )?$"
)
_DEMANDED = lazy(r"要求|规定|硬杠")


def _numeric(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """Kinds with a figure: 要求 are those of measures, too; counted as 定量指标 are levels alone."""
    figures = any(
        s.slot == "kind" and s.value == "numeric" and re.search(r"数(?!量)|figure|number|value", s.text)
        for s in reading.slots
    )
    demanded = _DEMANDED.search(reading.text) and not reading.nouns & {"indicator", "aim", "goal"}
    units = {row.unit for row in reading.catalog.rows if row.kind in ("target", "relative")}
    if (demanded and query.operation == "list") or (query.units and not units & set(query.units)):
        return ("target", "relative", "standard")
    by_group = query.operation != "count" and figures
    listed = query.operation in ("list", "every", "absent") or bool(query.sizes) or query.counts_none
    listed = listed or reading.shows_none
    if query.operation == "count":
        listed = not any(
            row.kind == "target" for row in _placed(query, reading)
        )  # of changes, where there are no levels
    return ("target", "relative") if listed or by_group else ("target",)
