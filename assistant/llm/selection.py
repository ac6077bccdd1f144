"""A question over the table of indicators as a model types it: JSON → the same `TableQuery` that the rules make.

    {"operation": "list", "units": ["%"], "bounds": [{"operator": "<", "value": "10"}], "order": "asc", "limit": 3}

Each value that restricts must stand in the table, so that nothing is selected by a word that the plan does not have.
What is read by the rules alone: clauses, shares, whether all or none do, words of names, what is left out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from assistant.errors import ToolError
from assistant.llm.messages import closed
from assistant.records import Bound, Indicator, TableGroup, TableQuery

OPERATIONS = ("list", "count", "compare", "difference", "ratio", "average", "sum", "group")
_OPERATORS = ("<", "<=", ">", ">=", "=")
_GROUPS = tuple(group for group in get_args(TableGroup) if group != "value")  # figures need one unit
_ORDERS = ("", "asc", "desc")
MOST = 40  # of a limit
# How many rows an operation is of, at the least and the most.
_SIZES: Mapping[str, tuple[int, int]] = {"compare": (2, MOST), "difference": (2, 2), "ratio": (2, 2)}
_SHARES = frozenset({"%", "‰"})
_COLUMNS: Mapping[str, str] = {
    "names": "name", "populations": "population", "domains": "domain", "goals": "goal", "kinds": "kind",
    "units": "unit", "verbs": "verb", "comparators": "comparator", "pers": "per",
}  # fmt: skip
_WORDS = {"type": "array", "items": {"type": "string"}}
SCHEMA: dict[str, Any] = closed(
    {
        "operation": {"type": "string", "enum": list(OPERATIONS)},
        **dict.fromkeys(_COLUMNS, _WORDS),
        "bounds": {
            "type": "array",
            "items": closed(
                {"operator": {"type": "string", "enum": list(_OPERATORS)}, "value": {"type": "string"}}
            ),
        },
        "target_year": {"type": "integer"},
        "order": {"type": "string", "enum": list(_ORDERS)},
        "limit": {"type": "integer"},
        "group": {"type": "string", "enum": list(_GROUPS)},
    }
)


def selection(found: Mapping[str, Any], rows: Iterable[Indicator]) -> TableQuery:
    """What a model asks of the table.

    Args:
        found: of the form `SCHEMA`; what is missing or empty restricts nothing.
        rows: all rows of the plan, whose values it may name.

    Raises:
        ToolError: a field has another form, or a value that no row has; it says which there are.
    """
    if unknown := found.keys() - SCHEMA["properties"].keys():
        raise ToolError(f"a table query has no {', '.join(sorted(map(str, unknown)))}")
    rows = tuple(rows)
    given = {name: _values(name, found.get(name), rows) for name in _COLUMNS}
    names = given.pop("names")
    operation = _one_of("operation", found.get("operation") or "list", OPERATIONS)
    group = _one_of("group", found.get("group") or "", _GROUPS)
    if (operation == "group") != bool(group):
        raise ToolError('group says what to count by, where the operation is "group", and is "" elsewhere')
    return TableQuery(
        operation=operation,  # type: ignore[arg-type]
        ids=tuple(row.id for row in rows if row.name in names),
        **given,  # type: ignore[arg-type]
        bounds=_bounds(found.get("bounds")),
        target_year=_whole("target_year", found.get("target_year")),
        order=_one_of("order", found.get("order") or "", _ORDERS),  # type: ignore[arg-type]
        limit=_limit(found.get("limit"), operation),
        group=group,  # type: ignore[arg-type]
    )


def check_rows(query: TableQuery, rows: Sequence[Indicator]) -> None:
    """Hold the rows found against what an operation is of.

    Raises:
        ToolError: there are none, too few or too many, or shares are to be added up.
    """
    count = len(rows)
    if query.operation == "sum" and any(row.unit in _SHARES for row in rows):
        raise ToolError("shares and rates are not added up")
    least, most = _SIZES.get(query.operation, (1, MOST))
    if query.operation in ("count", "group", "average", "sum"):
        most = max(most, count)
    if not least <= count <= most:
        raise ToolError(f"{count} rows are found; {query.operation} is of {least} to {most}")


def _values(name: str, given: Any, rows: tuple[Indicator, ...]) -> tuple[str, ...]:
    if given in (None, "", []):
        return ()
    if not isinstance(given, list) or not all(isinstance(value, str) for value in given):
        raise ToolError(f"{name} is a list of texts")
    column = _COLUMNS[name]
    known = dict.fromkeys(str(value) for row in rows if (value := getattr(row, column)))
    if strange := [value for value in given if value not in known]:
        raise ToolError(
            f"no row has {strange[0][:40]!r} as {column}; there are {'、'.join(list(known)[:30])}"
        )
    return tuple(dict.fromkeys(given))


def _one_of(name: str, given: Any, allowed: tuple[str, ...]) -> str:
    if not isinstance(given, str) or given not in allowed:
        raise ToolError(f"{name} is one of {', '.join(map(repr, allowed))}")
    return given


def _bounds(given: Any) -> tuple[Bound, ...]:
    if given in (None, "", []):
        return ()
    if not isinstance(given, list) or not all(isinstance(bound, dict) for bound in given):
        raise ToolError('bounds is a list of {"operator": …, "value": …}')
    return tuple(
        Bound(_one_of("operator", bound.get("operator"), _OPERATORS), _figure(bound.get("value")))  # type: ignore[arg-type]
        for bound in given
    )


def _figure(given: Any) -> Decimal:
    try:
        value = Decimal(str(given))
    except InvalidOperation:
        value = Decimal("NaN")
    if isinstance(given, bool) or not value.is_finite() or len(str(given)) > 20:
        raise ToolError("the value of a bound is a number, without its unit")
    return value


def _whole(name: str, given: Any) -> int | None:
    if given in (None, "", 0):
        return None
    if isinstance(given, bool) or not isinstance(given, int):
        raise ToolError(f"{name} is a whole number, 0 for none")
    return given


def _limit(given: Any, operation: str) -> int | None:
    limit = _whole("limit", given)
    if limit is not None and (operation != "list" or not 0 < limit <= MOST):
        raise ToolError(f"limit is from 1 to {MOST}, of a list; 0 for none")
    return limit
