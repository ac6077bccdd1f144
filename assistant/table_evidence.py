"""Result of a table question → its evidence: the rows or clauses that the statement returned, with what stands above them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from assistant.numerals import format_decimal
from assistant.records import Clause, Evidence, Indicator, SqlResult, TableQuery

_ROW_FIELDS = frozenset(column.name for column in fields(Indicator))


def fetch_table(
    table: TableQuery,
    sql: SqlResult,
    rows: Mapping[str, Indicator],
    clauses: Mapping[str, Clause],
    base: Evidence,
) -> Evidence:
    """The evidence that a result is.

    Args:
        table: what was asked.
        sql: what the statement returned.
        rows, clauses: all of the plan, in its order, by id; what the statement did not return of a row comes from here.
        base: period and glosses.

    Returns:
        Rows and clauses in the order of the result (groups: of the plan), and the result with decimals as text.
    """
    cells = [dict(zip(sql.columns, row, strict=True)) for row in sql.rows]
    if table.operation == "absent":  # the whole table, so that it can be seen that nothing stands there
        shown = replace(sql, rows=tuple(tuple(map(_plain, row)) for row in sql.rows))
        found = tuple(str(row["id"]) for row in cells)
        every = tuple(rows.values()) if table.source == "indicators" else ()
        return replace(
            base, indicators=every, clauses=tuple(clauses.values()), sql=shown, table=table, found=found
        )
    ids = _ids(cells, rows if table.source == "indicators" else clauses)
    told: tuple[Indicator, ...] = ()
    if table.source == "indicators":
        returned = {str(row["id"]): row for row in cells if "id" in row}
        told = tuple(_row(rows[i], returned.get(i, {})) for i in ids)
    if table.rows is not None:  # an id may be that of a clause and of a row in it
        told = tuple(row for row in rows.values() if row.id in _ids_of(cells, table.rows_label))
        ids = tuple(i for i in clauses if i in _ids_of(cells, table.kinds[0]))
    if table.sets:
        of_rows = {one.label for one in table.sets if one.query.source == "indicators"}
        counted = {str(row["label"]): _listed_ids(row) for row in cells}
        held_rows = {i for label, members in counted.items() if label in of_rows for i in members}
        held_clauses = {i for label, members in counted.items() if label not in of_rows for i in members}
        told = tuple(row for row in rows.values() if row.id in held_rows)
        ids = tuple(i for i in clauses if i in held_clauses)
    held = list(dict.fromkeys(row.clause_id for row in told)) if told else list(ids)
    held += ids if table.rows is not None or table.sets else ()
    if (
        table.pair is not None
    ):  # those of the other domains, too: that one is the first shows only beside them
        held = [i for i, clause in clauses.items() if clause.kind in table.kinds]
    against = tuple(rows[i] for i in (*table.against, *table.uncounted))
    held += [row.clause_id for row in against]
    if table.source == "clauses" or table.group == "domain" or table.chosen:
        titles = {row.domain for row in told} | {domain_of(clauses[i], clauses) for i in held}
        titles |= {str(row["domain"]) for row in cells} if table.counts_none else set()
        titles |= set(table.domains) if table.chosen else set()
        held += [i for i, clause in clauses.items() if is_domain(clause) and clause.title in titles]
    queries = [one.query for one in table.sets] or [table]
    for kinds in (parts_of(query) for query in queries if query.source == "clauses" and query.words):
        held += [i for i, clause in clauses.items() if clause.kind in kinds and clause.parent in set(ids)]
    if table.source == "clauses" and table.group == "goal":
        held += [clauses[i].parent for i in ids if clauses[i].parent in clauses]
    return replace(
        base,
        indicators=told,
        clauses=tuple(clauses[i] for i in dict.fromkeys(held)),
        sql=replace(sql, rows=tuple(_plain_row(sql.columns, row) for row in sql.rows)),
        table=table,
        against=against,
        found=ids if table.source == "clauses" or table.sets else (),
    )


def parts_of(table: TableQuery) -> frozenset[str]:
    """Kinds of the clauses in which a clause goes on: what they hold, it holds; the lines of a goal unless they are asked for."""
    lines = {"target"} if "goal" in table.kinds and "target" not in table.kinds else set[str]()
    return frozenset({"paragraph"} | lines)


def domains_of(evidence: Evidence) -> tuple[str, ...]:
    """The domains that a query of groups found."""
    assert evidence.sql is not None
    at = evidence.sql.columns.index("domain")
    return tuple(str(row[at]) for row in evidence.sql.rows)


def _ids(cells: list[dict[str, Any]], order: Mapping[str, object]) -> tuple[str, ...]:
    if not cells or "ids" not in cells[0]:
        return tuple(str(row["id"]) for row in cells)
    grouped = {i for row in cells for i in str(row["ids"]).split(",")}
    return tuple(i for i in order if i in grouped)


def _ids_of(cells: list[dict[str, Any]], kind: str) -> frozenset[str]:
    """Ids of the members of one group by kind."""
    return frozenset(i for row in cells if row["kind"] == kind for i in _listed_ids(row))


def _listed_ids(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the members of a group; a group that has none, has no list."""
    return tuple(str(row["ids"]).split(",")) if row["ids"] else ()


def _row(row: Indicator, cells: Mapping[str, Any]) -> Indicator:
    returned = {name: cell for name, cell in cells.items() if name in _ROW_FIELDS}
    if returned.get("value") is not None:
        returned["value"] = Decimal(str(returned["value"]))
    return replace(row, **returned)


# Columns of ids, which may look like numbers (3.10).
_OF_IDS = frozenset({"id", "ids", "clause_id", "parent", "goal"})


def _plain_row(columns: tuple[str, ...], row: tuple[str | int | None, ...]) -> tuple[str | int | None, ...]:
    """The cells of a row, its figures as people write them."""
    return tuple(cell if name in _OF_IDS else _plain(cell) for name, cell in zip(columns, row, strict=True))


def _plain(cell: str | int | None) -> str | int | None:
    """A real number as people write it: 40.0 is 40."""
    if isinstance(cell, str) and re.fullmatch(r"-?[0-9]+\.[0-9]+", cell):
        return format_decimal(Decimal(cell))
    return cell


def is_domain(clause: Clause) -> bool:
    """Whether a clause is the heading of a domain or chapter part."""
    return clause.kind == "heading" and len(clause.path) == 1


def domain_of(clause: Clause, clauses: Mapping[str, Clause]) -> str:
    """Title of the domain that a clause stands under, or \"\"."""
    above: Clause | None = clause
    while above is not None and not is_domain(above):
        above = clauses.get(above.parent)
    return above.title if above else ""
