"""Order and comparison: what is called higher, first or comparable is so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.patterns import lazy
from assistant.records import Evidence, Indicator, TableQuery
from assistant.recount.sentences import NTH
from assistant.recount.wanted import all_wanted, group_sizes, holds, rows_of

_CHANGES = frozenset({"down_by", "up_by"})


_VERDICT = lazy(
    r"(?P<yes>是的|不是|Yes|No)(?:，数值较高的是：|, the higher figure: )(?P<name>.+?)[。.]"
    r"|(?P<same>不是，两者数值相同。|No, the figures are the same\.)"
    r"|(?:(?P<so>是的，按规划的数值算，确是这样。|Yes, by the plan's figures that is so\.)|不是，按规划的数值算，并非这样。|No, by the plan's figures that is not so\.)"
)


_FIRST = lazy(
    r"(?:(?P<yes>是的，所说的这一项)|不是，所说的这一项并非)数值最(?P<zh>高|低)。"
    r"|(?:(?P<yes_en>Yes, what you name has)|No, what you name does not have) the (?P<en>highest|lowest) figure\."
)


_ORDER = lazy(
    r"^按数值从(?P<zh>高到低|低到高)|^数值(?P<top>最高|最低)的|^By figure, from (?P<en>high to low|low to high)"
    r"|^With the (?P<top_en>highest|lowest) figure(?! of each)"
)


_FALLING = frozenset({"高到低", "high to low"})


_UNITS_DIFFER = lazy(r"单位不同|different units")


_DIRECTIONS_DIFFER = lazy(r"方向不同|directions differ")


_CHANGES_AND_LEVELS = lazy(r"升降幅度|changes against")


Labels = Callable[[Indicator], frozenset[str]]


def wrong_verdict(text: str, labels: Labels, evidence: Evidence) -> str | None:
    """A yes or no on which of two figures is higher that the figures do not bear out."""
    if first := _FIRST.fullmatch(text):
        return _wrong_first(first, evidence)
    match = _VERDICT.fullmatch(text)
    if match is None:
        return None
    assert evidence.table is not None
    if evidence.table.group:
        sizes = group_sizes(evidence, evidence.table.group)
        counts = [Decimal(sizes[label]) for label in evidence.table.claim]
        so = len(counts) == 2 and _is_so(counts[0], counts[1], evidence.table)
        return (
            "the counts say otherwise" if match["same"] or match["name"] or bool(match["so"]) != so else None
        )
    if evidence.table.operation in ("sum", "average") and evidence.table.stated is not None:
        named = match["same"] or match["name"]
        return "the total says otherwise" if named or bool(match["so"]) != _is_total(evidence) else None
    by_id = {row.id: row for row in evidence.indicators}
    if len(evidence.table.claim) != 2 or not set(evidence.table.claim) <= set(by_id):
        return "the question claims nothing of two figures"
    high, low = (by_id[i] for i in evidence.table.claim)
    if high.value is None or low.value is None or comparable_by(high) != comparable_by(low):
        return "the two cannot be compared"
    if not (match["same"] or match["name"]):
        return (
            None
            if bool(match["so"]) == _is_so(high.value, low.value, evidence.table)
            else "the figures say otherwise"
        )
    if evidence.table.stated is not None:
        return "more is stated than which is higher"
    if match["same"]:
        return None if high.value == low.value else "the figures are not the same"
    right = high.value > low.value
    if high.value == low.value or (match["yes"] in ("是的", "Yes")) != right:
        return f"{high.value} and {low.value} do not say so"
    higher = high if right else low
    return None if match["name"] in labels(higher) else f"the higher one is {higher.name}"


def _wrong_first(match: re.Match[str], evidence: Evidence) -> str | None:
    """A yes or no on whether a row is the first that the rows found do not bear out."""
    table, found = evidence.table, rows_of(all_wanted(evidence))
    if table is None or len(table.claim) != 1 or table.limit != 1 or table.nth or len(_buckets(found)) != 1:
        return "the question claims nothing of the first"
    if (table.order == "desc") != ((match["zh"] or match["en"]) in ("高", "highest")):
        return "the other end is asked about"
    is_first = table.claim[0] in {row.id for row in found}
    return None if is_first == bool(match["yes"] or match["yes_en"]) else "the rows found say otherwise"


def _is_total(evidence: Evidence) -> bool:
    """Whether the figures found add up to what the question states, or are that on average, as exactly as it is said."""
    table = evidence.table
    found = [row for row in evidence.indicators if row.value is not None]
    if table is None or table.stated is None or len({comparable_by(row) for row in found}) != 1:
        return False
    total = sum((row.value for row in found if row.value is not None), Decimal(0))
    if table.operation == "sum":
        return holds(table.stated, total)
    mean = total / len(found)
    places = -int(table.stated.value.as_tuple().exponent) if table.stated.value % 1 else 2
    return holds(table.stated, round(mean, places))


def _is_so(first: Decimal, second: Decimal, table: TableQuery) -> bool:
    """Whether two figures are as the question states them: so far apart, or the first so many times the second."""
    if table.stated is None:
        return False
    if table.operation != "ratio":
        apart = first - second if table.directed else max(first, second) - min(first, second)
        return holds(table.stated, apart)
    places = -int(table.stated.value.as_tuple().exponent)
    times = round(first / second, places) if places and second else None
    if table.stated.operator == "=" and times is not None:
        return times == table.stated.value
    return bool(second) and holds(replace(table.stated, value=table.stated.value * second), first)


def wrong_order(text: str, others: Iterable[str], evidence: Evidence) -> str | None:
    """Rows that are not in the order that is claimed, or of units that cannot be put into one."""
    if nth := NTH.match(text):
        return _wrong_place(nth, evidence)
    match = _ORDER.match(text)
    assert evidence.table is not None
    if match is None or evidence.table.ends:
        return None
    buckets = _buckets(rows_of(all_wanted(evidence)))
    if len(buckets) > 1 and not any(
        _UNITS_DIFFER.search(other) or _CHANGES_AND_LEVELS.search(other) for other in others
    ):
        return "figures that cannot be compared are put into one order"
    for rows in buckets:
        values = [row.value for row in rows if row.value is not None]
        if match["top"] or match["top_en"]:
            if len(set(values)) > 1:
                return f"{values} are not all the highest or lowest"
        elif values != sorted(values, reverse=(match["zh"] or match["en"]) in _FALLING):
            return f"{rows[0].name} and those after it are not in this order"
    return None


_END = lazy(r"^(?:数值(?P<zh>最高|最低)的|With the (?P<en>highest|lowest) figure)(?:[:：]|(?=[^:：]*共))")


def wrong_end(text: str, told: Iterable[Indicator], evidence: Evidence) -> str | None:
    """Rows told below the heading of one end of an order that are not at it.

    Args:
        text: the sentence.
        told: the rows told right below it.
        evidence: what was found.
    """
    match = _END.match(text)
    assert evidence.table is not None
    if match is None or not evidence.table.ends:
        return None
    below = list(told)
    if not below:
        return "no row is told at this end"
    pick = max if (match["zh"] or match["en"]) in ("最高", "highest") else min
    for row in below:
        alike = [r.value for r in rows_of(all_wanted(evidence)) if comparable_by(r) == comparable_by(row)]
        if row.value != pick(value for value in alike if value is not None):
            return f"row {row.id} is not at this end"
    return None


_GLOSS = lazy(r" \([^()]*\)$")
_OF_EACH = lazy(r"^(?:各组里数值最[高低]的|With the (?:highest|lowest) figure of each group)")


def wrong_within(text: str, told: Iterable[Indicator], evidence: Evidence) -> str | None:
    """Rows said to be the first of each group that are not equal there, or told under a group that is not theirs.

    Args:
        text: the sentence.
        told: the rows told right below it.
        evidence: what was found.
    """
    assert evidence.table is not None
    by, ordered = evidence.table.within, evidence.table.order
    if not (by and ordered) and _OF_EACH.match(text):
        return "nothing is asked of the first of each group"
    if not by:
        return None
    found: dict[object, set[object]] = {}
    for row in rows_of(all_wanted(evidence)):
        found.setdefault((getattr(row, by), comparable_by(row)), set()).add(row.value)
    if ordered and any(len(values) > 1 for values in found.values()):
        return "figures at one end of a group are not equal"
    groups = {getattr(row, by) for row in rows_of(all_wanted(evidence))}
    if (heading := _GLOSS.sub("", text.rstrip("：:"))) in groups and any(
        getattr(row, by) != heading for row in told
    ):
        return f"a row that is told under {heading!r} belongs elsewhere"
    return None


def _wrong_place(match: re.Match[str], evidence: Evidence) -> str | None:
    """A place in the order that was not asked for, or figures that cannot all be at it."""
    assert evidence.table is not None
    low = (match["low"] or match["low_en"]) in ("低", "lowest")
    if int(match["zh"] or match["en"]) != evidence.table.nth or low != (evidence.table.order == "asc"):
        return "this place was not asked for"
    for rows in _buckets(rows_of(all_wanted(evidence))):
        if len({row.value for row in rows}) > 1:
            return "figures at one place are not equal"
    return None


def comparable_by(row: Indicator) -> tuple[str | None, str | None, bool]:
    """What two rows must have in common for their figures to be compared: unit, denominator, level or change."""
    return row.unit, row.per, row.comparator in _CHANGES


def _buckets(rows: Iterable[Indicator]) -> list[list[Indicator]]:
    found: dict[tuple[str | None, str | None, bool], list[Indicator]] = {}
    for row in rows:
        if row.value is not None:
            found.setdefault(comparable_by(row), []).append(row)
    return list(found.values())


def wrong_note(text: str, evidence: Evidence) -> str | None:
    """A remark on units or directions that the rows do not bear out."""
    buckets = _buckets(rows_of(all_wanted(evidence)))
    heads = [rows[0] for rows in buckets]
    if _UNITS_DIFFER.search(text) and len({(row.unit, row.per) for row in heads}) < 2:
        return "the rows have one unit"
    if _CHANGES_AND_LEVELS.search(text) and len({row.comparator in _CHANGES for row in heads}) < 2:
        return "the rows are all levels, or all changes"
    mixed = any({">=", "<="} <= {row.comparator for row in rows} for rows in buckets)
    if _DIRECTIONS_DIFFER.search(text) and not mixed:
        return "the bounds of the rows go one way"
    return None
