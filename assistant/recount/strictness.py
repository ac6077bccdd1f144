"""Which of several bounds is called the strictest or the loosest: found again from the figures and how they bind."""

from __future__ import annotations

from assistant.records import Evidence
from assistant.recount.order import Labels, comparable_by
from assistant.recount.sentences import STRICTEST
from assistant.recount.wanted import all_wanted, rows_of

_CAPS = frozenset({"<=", "<"})
_FLOORS = frozenset({">=", ">"})


def wrong_strictness(text: str, labels: Labels, evidence: Evidence) -> str | None:
    """A row that is not the strictest (loosest) of those that it may be compared with, or bounds of two directions."""
    match = STRICTEST.fullmatch(text)
    if match is None:
        return None
    name = match["name"] or match["name_en"]
    strict = (match["kind"] or match["kind_en"]) in ("严", "stricter")
    caps = (match["side"] or match["side_en"]) in ("上限", "ceilings")
    low = (match["way"] or match["way_en"]) in ("低", "lower")
    wanted = [row for row in rows_of(all_wanted(evidence)) if row.value is not None]
    row = next((row for row in wanted if name in labels(row)), None)
    if row is None or row.value is None:
        return f"{name} was not asked for"
    alike = [other for other in wanted if comparable_by(other) == comparable_by(row)]
    bound = _CAPS if caps else _FLOORS
    if len(alike) < 2 or any(other.comparator not in bound for other in alike):
        return "the bounds are not all of that direction"
    if low != (strict == caps):
        return "the other end is that"
    values = [other.value for other in alike if other.value is not None]
    end = min(values) if low else max(values)
    return None if row.value == end and values.count(end) == 1 else f"{name} is not that one"
