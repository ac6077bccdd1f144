"""Each row's figure, read again from the published source."""

from __future__ import annotations

from decimal import Decimal

from assistant.errors import CorpusError
from assistant.numerals import quantities_apart, quantities_at, quantities_below, same_value
from assistant.plan import Plan, source_span
from assistant.records import Clause, Indicator, Quantity


def check_rows(plan: Plan, rows: tuple[Indicator, ...]) -> None:
    """Read each row's figure again from the published source at its span.

    Raises:
        CorpusError: a figure, its unit or its quote is not what the source has there.
    """
    for row in rows:
        clause = plan.by_id[row.clause_id]
        if row.quote not in clause.text or clause.text[row.start : row.end] not in row.quote:
            raise CorpusError(
                f"row {row.id}: its quote does not hold its figure in its clause", line=clause.line
            )
        start, end, _ = source_span(clause, row.start, row.end)
        printed = quantities_at(plan.source, start, end) + quantities_apart(plan.source, start, end)
        printed += _below(plan, clause, start, end)
        wanted = Quantity(row.value or Decimal(0), row.unit or "", row.comparator, None, 0, 0, "")
        fits = not printed if row.value is None else any(_agrees(figure, wanted) for figure in printed)
        if not fits:
            raise CorpusError(
                f"row {row.id}: {row.comparator} {row.value}{row.unit or ''} was read, "
                f"the source has {plan.source[start:end]!r}",
                line=clause.line,
            )


def _below(plan: Plan, clause: Clause, start: int, end: int) -> tuple[Quantity, ...]:
    """A number of a table whose header has the unit, read again; its cells may be lines of their own."""
    row = plan.source[clause.start : clause.end].replace("\n", "\t")
    header = clause.path[-1] if clause.path else ""
    return quantities_below(header, row, start - clause.start, end - clause.start)


def _agrees(printed: Quantity, wanted: Quantity) -> bool:
    """Same value, and the same bound unless the print leaves it to the first figure of its list."""
    return same_value(printed, wanted) and printed.comparator in ("=", wanted.comparator)
