"""Derived figures are worked out again from their operands; each check says what is wrong or None."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from assistant.patterns import lazy
from assistant.records import Evidence, Indicator
from assistant.recount.order import Labels, comparable_by
from assistant.recount.sentences import Derived, Operand, printed_unit
from assistant.recount.wanted import all_wanted, group_of, group_sizes, part_wanted, rows_of

# What is called so is the sum of others (三年合计), and adds up with none of them.
_TOTAL = lazy(r"(?:累计|合计|共计|总计)$")


_HUNDREDTH = Decimal("0.01")


_POINTS = {"个百分点": "%", "percentage points": "%", "个千分点": "‰", "points per mille": "‰"}


def wrong_result(claim: Derived) -> str | None:
    """Arithmetic that does not come out."""
    values = [operand.value for operand in claim.operands]
    made = _made(claim, values)
    if made is None:
        return "nothing can be made of these operands"
    if claim.fraction and not _is_fraction(claim.fraction, values):
        return f"{claim.fraction} is not {values[0]} of {values[1]}"
    for said, _ in claim.results:
        if said != made:
            return f"{said} is said, {made} comes out"
    return None


def _made(claim: Derived, values: list[Decimal]) -> Decimal | None:
    total = sum(values, Decimal(0))
    if claim.operation == "sum":
        return total
    if claim.operation == "average" and claim.divisor is not None:
        return _rounded(total / claim.divisor) if claim.divisor else None
    if len(values) != 2 or (claim.operation != "difference" and not values[1]):
        return None
    if claim.operation == "difference":
        return values[0] - values[1]
    return _rounded(values[0] / values[1] * (100 if claim.operation in ("share", "portion") else 1))


def _is_fraction(said: str, values: list[Decimal]) -> bool:
    above, below = (Decimal(number) for number in said.split("/"))
    return len(values) == 2 and above * values[1] == below * values[0]


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)


def wrong_operand(
    claim: Derived, rows: Iterable[Indicator], labels: Labels, evidence: Evidence
) -> str | None:
    """An operand that is not the figure of the cited row it is named for, or that is missing; a false count."""
    assert evidence.table is not None
    if not any(operand.name for operand in claim.operands):
        return _wrong_counts(claim, evidence)
    found = [_row_of(operand, rows, labels) for operand in claim.operands]
    for operand, row in zip(claim.operands, found, strict=True):
        if row is None:
            return f"{operand.name} {operand.value}{operand.unit} is no figure of a cited row"
    first = found[0]
    assert first is not None
    alike = [
        r
        for r in rows_of(all_wanted(evidence))
        if r.value is not None and comparable_by(r) == comparable_by(first)
    ]
    if bool(claim.group) != evidence.table.mean:
        return "the mean of each group is asked for" if evidence.table.mean else "no group is asked for"
    if claim.group:
        alike = [r for r in alike if group_of(r, evidence.table.group) == claim.group]
    values = [row.value for row in alike if row.value is not None]
    said = [operand.value for operand in claim.operands]
    asked = evidence.table.operation == "difference"  # else any two are compared
    if asked and claim.operation == "difference" and len(alike) > 2 and said != [max(values), min(values)]:
        return "these are not the highest and the lowest figure"
    if (claim.operation == "portion") != bool(evidence.table.of_whole):
        return "another figure is asked for"
    if claim.operation == "portion" and (wrong := _wrong_whole(claim, found[1], evidence)):
        return wrong
    if claim.operation in ("average", "sum"):
        things = [(row.population, row.name) for row in found if row]
        if len(set(things)) < len(things) or any(_TOTAL.search(name) for _, name in things):
            return "figures of one thing, for several years or in all, are taken together"
        if {row.id for row in found if row} != {row.id for row in alike} or len(found) != len(alike):
            return f"{len(claim.operands)} of {len(alike)} figures are taken"
        if claim.operation == "average" and claim.divisor != len(alike):
            return f"it is divided by {claim.divisor}, there are {len(alike)}"
    return None


# What a part is asked of, in the question's own order: …是Y的百分之几, what per cent of Y, as a percentage of Y.
_WHOLE = lazy(
    r"(?:是|占|为|合|顶|于|上|够|到)(?P<zh>[^是占为，,。；;？?]{2,24}?)的?(?:百分之|几成|几分之|多大|多少|百分比|比例)"
    r"|(?:per ?cent|percentage|share|fraction|proportion|part) of (?P<en>[^,;?]+?)(?= (?:is|are|does|do|would|equals)\b|[,;?.]|$)"
)


def _wrong_whole(claim: Derived, whole: Indicator | None, evidence: Evidence) -> str | None:
    """A part of another row's figure than the question names behind the word that asks for it."""
    assert evidence.table is not None
    if whole is None or whole.id != evidence.table.of_whole:
        return "the figures stand the other way round"
    said = _WHOLE.search(evidence.question)
    words = (said["zh"] or said["en"]) if said else ""
    shared = [len(_pieces(words) & _pieces(operand.name.lower())) for operand in claim.operands]
    return f"{words!r} names {claim.operands[0].name}" if shared[0] > shared[1] else None


def _pieces(words: str) -> set[str]:
    """The words of English, the characters of Chinese."""
    return set(words.split()) if words.isascii() else set(words)


def _row_of(operand: Operand, rows: Iterable[Indicator], labels: Labels) -> Indicator | None:
    return next(
        (
            row
            for row in rows
            if operand.name in labels(row) and row.value == operand.value and (row.unit or "") == operand.unit
        ),
        None,
    )


def _wrong_counts(claim: Derived, evidence: Evidence) -> str | None:
    assert evidence.table is not None
    whole = all_wanted(evidence)
    sizes = group_sizes(evidence, evidence.table.group or "domain")
    every = {*sizes, *evidence.table.domains} if evidence.table.counts_none else set(sizes)
    counts: dict[str, list[int]] = {
        "share": [len(part_wanted(evidence)), len(whole)],
        "average": [len(whole), len(every)],
        "sum": sorted(sizes.values()),
        "difference": [max(sizes.values(), default=0), min(sizes.values()) if len(sizes) > 1 else 0],
        "ratio": [max(sizes.values(), default=0), min(sizes.values(), default=0)],
    }
    said = [int(operand.value) for operand in claim.operands]
    if bool(claim.group) != evidence.table.shares:
        return "the share of each group is asked for" if evidence.table.shares else "no group is asked for"
    there = counts.get(claim.operation, [])
    if claim.group:
        there = [sizes.get(claim.group, 0), len(whole)]
    if (sorted(said) if claim.operation == "sum" else said) != there:
        return f"{said} are counted, {there} are there"
    return None


def wrong_unit(claim: Derived, rows: Iterable[Indicator], labels: Labels) -> str | None:
    """Figures of different units or denominators taken together, or a result in another unit."""
    found = [row for o in claim.operands if (row := _row_of(o, rows, labels)) is not None]
    if len({comparable_by(row) for row in found}) > 1:
        return "figures that cannot be compared are taken together"
    unit = (found[0].unit or "") if found else "%" if claim.operation == "share" else "条"
    for _, said in claim.results:
        if claim.operation == "portion":
            right = said == "%"
        elif claim.operation == "ratio":
            right = said in ("倍", "times")
        elif claim.operation == "difference" and unit in _POINTS.values():
            right = _POINTS.get(said) == unit
        else:
            right = printed_unit(said) == unit or (not found and not said and unit == "条")
        if not right:
            return f"the result is said in {said!r}, the figures are in {unit!r}"
    return None


def wrong_higher(claim: Derived) -> str | None:
    """The name of the higher figure, where one is named, is that of the higher figure; equal ones are equal."""
    if claim.equal and len({operand.value for operand in claim.operands}) > 1:
        return "the figures are not the same"
    if not claim.higher:
        return None
    highest = max(claim.operands, key=lambda operand: operand.value)
    alone = [operand for operand in claim.operands if operand.value == highest.value]
    if len(alone) > 1 or highest.name != claim.higher:
        return f"{claim.higher} is not the higher one"
    return None
