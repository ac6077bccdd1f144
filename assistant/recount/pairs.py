"""Two counts of a domain that a sentence holds against one another, counted again from the clauses of the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from assistant.records import Evidence, Pair
from assistant.recount.counts import kind_names
from assistant.recount.sentences import PAIR, SIZED, TWO_COUNTS
from assistant.recount.wanted import domain_of, holds

_HUNDREDTH = Decimal("0.01")
Counts = tuple[int, int]


def wrong_pair(text: str, evidence: Evidence) -> str | None:
    """Counts of a domain that are others, what is made of them, or a domain that was not asked for."""
    table = evidence.table
    match = PAIR.fullmatch(text)
    if table is None or table.pair is None:
        return "no two counts are asked for" if match or (table and TWO_COUNTS.fullmatch(text)) else None
    if not table.group:
        return _wrong_two(text, table.pair, evidence)
    counts = _counts(evidence, table.pair)
    if sized := SIZED.fullmatch(text):
        fitting = [one for one in counts.values() if _fits(one, table.pair)]
        told = int(sized["zh"] or sized["en"])
        return None if told == len(fitting) else f"{told} domains are said to be so, {len(fitting)} are"
    if match is None:
        return None
    if match["label"] not in counts:
        return f"there is no domain {match['label']!r}"
    own = counts[match["label"]]
    return (
        _wrong_numbers(match, own, table.pair)
        or (None if _fits(own, table.pair) else f"{own} does not keep the bound")
        or _wrong_end(match, own, counts, evidence)
    )


def _wrong_two(text: str, pair: Pair, evidence: Evidence) -> str | None:
    """Two counts that are others than those of the clauses of a kind in the domains that are told with it."""
    match = TWO_COUNTS.fullmatch(text)
    if match is None:
        return "it is no sentence of two counts"
    asked = ((pair.first, pair.first_in), (pair.second, pair.second_in))
    own = [
        sum(c.kind == kind and (not d or domain_of(c) in d) for c in evidence.clauses) for kind, d in asked
    ]
    said = {match["one"]: int(match["many"]), match["other"]: int(match["fewer"])}
    for (kind, domains), many in zip(asked, own, strict=True):
        zh, en = (
            "、".join(domains) + "的" if domains else "",
            f" under {' and '.join(domains)}" if domains else "",
        )
        names = {label for name in kind_names(kind) for label in (zh + name, name + en)}
        if [said[label] for label in names if label in said] != [many]:
            return f"{many} are of the kind {kind} there"
    return _wrong_sum(match, (own[0], own[1]), pair)


def _counts(evidence: Evidence, pair: Pair) -> Mapping[str, Counts]:
    """How many clauses of the first and of the second kind each domain has."""
    assert evidence.table is not None
    of_kind = Counter((domain_of(clause), clause.kind) for clause in evidence.clauses)
    domains = {d for d, kind in of_kind if d and kind in (pair.first, pair.second)}
    domains &= set(evidence.table.domains) or domains
    return {d: (of_kind[d, pair.first], of_kind[d, pair.second]) for d in domains}  # type: ignore[index]


def _measure(counts: Counts, pair: Pair) -> Decimal | None:
    """What comes out of two counts, exactly; None where it would be divided by none."""
    first, second = map(Decimal, counts)
    if pair.by == "ratio":
        return first / second if second else None
    return abs(first - second) if pair.by == "gap" else first - second


def _fits(counts: Counts, pair: Pair) -> bool:
    measure = _measure(counts, pair)
    return pair.bound is None or (measure is not None and holds(pair.bound, measure))


def _wrong_numbers(match: re.Match[str], own: Counts, pair: Pair) -> str | None:
    """A count of a kind, an operand or a result that is another."""
    said = {
        match["one"] or match["one_en"]: int(match["many"] or match["many_en"]),
        match["other"] or match["other_en"]: int(match["fewer"] or match["fewer_en"]),
    }
    for kind, many in zip((pair.first, pair.second), own, strict=True):
        if [said.get(name) for name in kind_names(kind) if name in said] != [many]:
            return f"{many} are of the kind {kind}"
    return _wrong_sum(match, own, pair)


def _wrong_sum(match: re.Match[str], own: Counts, pair: Pair) -> str | None:
    """Arithmetic that is not of the two counts, or does not come out."""
    if match["result"] is None:
        return None
    left, right = int(match["left"]), int(match["right"])
    high_first = own if pair.by == "ratio" else (max(own), min(own))
    if (left, right) != high_first or (match["sign"] == "÷") != (pair.by == "ratio"):
        return f"{left} {match['sign']} {right} is not what is asked for"
    made = Decimal(left) / right if pair.by == "ratio" else Decimal(left - right)
    made = made.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return None if Decimal(match["result"]) == made else f"{match['result']} is said, {made} comes out"


def _wrong_end(
    match: re.Match[str], own: Counts, counts: Mapping[str, Counts], evidence: Evidence
) -> str | None:
    """A domain that does not stand at the end of the order, or at the place, where it is said to stand."""
    table = evidence.table
    assert table is not None
    assert table.pair is not None
    nth = int(match["nth"] or match["nth_en"] or 0)
    end, what = match["end"] or match["way"] or match["end_en"], match["what"] or match["what_en"]
    if end and (table.order != {"小": "asc", "smallest": "asc"}.get(end, "desc") or nth != table.nth):
        return "this place was not asked for"
    if what and (what in ("倍数", "ratio")) != (table.pair.by == "ratio"):
        return f"it is not ordered by {what}"
    if not table.order:
        return None
    values = [value for one in counts.values() if (value := _measure(one, table.pair)) is not None]
    measure = _measure(own, table.pair)
    if measure is None:
        return "nothing comes out of these counts"
    before = [v for v in values if (v < measure if table.order == "asc" else v > measure)]
    if table.nth:
        return None if len(set(before)) == table.nth - 1 else "it is not at this place"
    return None if len(before) < (table.limit or len(values)) else "others stand before it"
