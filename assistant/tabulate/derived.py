"""Derived figures with their operands, and what cannot be compared.

All arithmetic is on exact decimals; only quotients are rounded, to DECIMALS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from assistant.numerals import format_decimal
from assistant.patterns import lazy
from assistant.records import Indicator
from assistant.tabulate.page import UNIT_EN, Page, amount, cite_row, figure, named
from assistant.wording import full_name

DECIMALS = Decimal("0.01")  # what quotients are rounded to
_CHANGES = frozenset({"down_by", "up_by"})
_POINTS: Mapping[str, tuple[str, str]] = {
    "%": (" 个百分点", " percentage points"), "‰": (" 个千分点", " points per mille"),
}  # fmt: skip
_LEAD: Mapping[str, tuple[str, str]] = {
    "difference": ("相差", "Difference"), "ratio": ("倍数", "Ratio"), "average": ("平均", "Average"),
    "sum": ("合计", "Total"), "share": ("占", "Share"),
    "portion": ("相当于", "In per cent"),
}  # fmt: skip
_TOTAL = lazy(r"(?:累计|合计|共计|总计)$")


def comparable_rows(rows: Iterable[Indicator]) -> list[list[Indicator]]:
    """Rows with a figure, those that may be compared together."""
    found: dict[tuple[str | None, str | None, bool], list[Indicator]] = {}
    for row in rows:
        if row.value is not None:
            found.setdefault(_comparable(row), []).append(row)
    return list(found.values())


def _comparable(row: Indicator) -> tuple[str | None, str | None, bool]:
    """Rows that are equal in this may be compared: unit, denominator, level or change."""
    return row.unit, row.per, row.comparator in _CHANGES


def note_differences(page: Page, rows: tuple[Indicator, ...]) -> None:
    """What the figures are not: of one unit, or bounds of one direction; said where figures are compared."""
    table = page.table
    if table.operation in ("list", "count") and not (table.order or table.bounds):
        return
    buckets = comparable_rows(rows)
    changes = {bucket[0].comparator in _CHANGES for bucket in buckets}
    if len(changes) > 1:
        page.say(
            "注意：有的是与基数年相比的升降幅度，有的是水平，不能直接比较。",
            "Note: some are changes against a base year, others are levels; they are not comparable.",
        )
    if len({(bucket[0].unit, bucket[0].per) for bucket in buckets}) > 1:
        page.say(
            "注意：单位不同，不能直接比较，以下分列。",
            "Note: these have different units or denominators and are not comparable; they are told apart.",
        )
    if any({">=", "<="} <= {row.comparator for row in bucket} for bucket in buckets):
        page.say(
            "注意：有的是下限（以上），有的是上限（以下、以内），方向不同。",
            "Note: some are floors (at least), some are ceilings (at most); their directions differ.",
        )


def say_verdict(page: Page) -> None:
    """Whether the one that the question says is higher is so; nothing where the two cannot be compared."""
    by_id = {row.id: row for row in page.evidence.indicators}
    if len(page.table.claim) == 1:
        _say_first(page, is_first=page.table.claim[0] in by_id)
        return
    high, low = (by_id[i] for i in page.table.claim)
    if _comparable(high) != _comparable(low) or high.value is None or low.value is None:
        return
    if page.table.stated is not None:
        _say_stated(page, high, low)
        return
    right = high.value > low.value
    told = high if right else low
    numbers = (cite_row(page, told),)
    if high.value == low.value:
        page.say("不是，两者数值相同。", "No, the figures are the same.", (*numbers, cite_row(page, high)))
        return
    name = named(told, page)
    page.say(
        f"{'是的' if right else '不是'}，数值较高的是：{name}。",
        f"{'Yes' if right else 'No'}, the higher figure: {name}.",
        numbers,
    )


def _say_first(page: Page, *, is_first: bool) -> None:
    """Whether the one that the question names is the first; nothing where figures of several units each have one."""
    if len(list(comparable_rows(page.evidence.indicators))) > 1 or page.table.nth or not page.table.order:
        return
    zh, en = {"desc": ("最高", "highest"), "asc": ("最低", "lowest")}[page.table.order]
    page.say(
        f"是的，所说的这一项数值{zh}。" if is_first else f"不是，所说的这一项并非数值{zh}。",
        f"Yes, what you name has the {en} figure."
        if is_first
        else f"No, what you name does not have the {en} figure.",
    )


def _say_stated(page: Page, first: Indicator, second: Indicator) -> None:
    """Whether the two figures are as far apart, or as many times one another, as the question says."""
    assert first.value is not None
    assert second.value is not None
    say_so(page, first.value, second.value, (cite_row(page, first), cite_row(page, second)))


def say_so(page: Page, first: Decimal, second: Decimal, citations: tuple[int, ...]) -> None:
    """Whether two figures or counts are as far apart, or the first so many times the second, as the question says."""
    assert page.table.stated is not None
    stated, result = page.table.stated, first - second
    if page.table.operation == "ratio":
        result = first / second if second else Decimal(0)
        if stated.value % 1 and stated.operator == "=":  # 1.79 times: as exactly as it is said
            result = result.quantize(stated.value)
    elif not page.table.directed:
        result = abs(result)
    _say_right(page, citations, right=stated.allows(result))


def _say_right(page: Page, citations: tuple[int, ...], *, right: bool) -> None:
    page.say(
        "是的，按规划的数值算，确是这样。" if right else "不是，按规划的数值算，并非这样。",
        "Yes, by the plan's figures that is so." if right else "No, by the plan's figures that is not so.",
        citations,
    )


def say_mean(page: Page, label: str, beside: str, rows: list[Indicator]) -> None:
    """The mean of the figures of one group, with its operands."""
    values = [row.value for row in rows if row.value is not None]
    result = amount(
        _RESULTS["average"](values),
        UNIT_EN.get(rows[0].unit or "", rows[0].unit or "") if page.en else rows[0].unit or "",
    )
    operands = " + ".join(f"{named(row, page)} {figure(row, page.en)}" for row in rows)
    numbers = tuple(dict.fromkeys(cite_row(page, row) for row in rows))
    page.say(
        f"{label}：平均 {result}（推算）：（{operands}） ÷ {len(rows)} = {result}。",
        f"{label}{beside}: Average: {result} (derived): ({operands}) ÷ {len(rows)} = {result}.",
        numbers,
    )


def say_share(page: Page, label: str, beside: str, part: int, numbers: tuple[int, ...]) -> None:
    """The share that one group has of all, with its operands."""
    result = f"{format_decimal(quotient(Decimal(100 * part), Decimal(page.count)))}%"
    made = f"{part} ÷ {page.count} = {result}"
    page.say(
        f"{label}：占 {result}（推算）：{made}。",
        f"{label}{beside}: Share: {result} (derived): {made}.",
        numbers,
    )


def derive(page: Page, rows: list[Indicator]) -> None:
    """One derived figure with its operands, each named and cited."""
    operation = "difference" if page.table.operation == "compare" else page.table.operation
    if len(rows) < 2 or (operation in ("sum", "average") and _of_one_thing(rows)):
        return
    if page.table.of_whole:
        _say_portion(page, rows)
        return
    if operation in ("difference", "ratio"):
        ranked = sorted(rows, key=lambda row: row.value or Decimal(0), reverse=True)
        rows = [ranked[0], ranked[-1]]
    values = [row.value for row in rows if row.value is not None]
    if operation == "ratio" and not values[-1]:
        return
    result = _RESULTS[operation](values)
    sign = {"difference": " − ", "ratio": " ÷ "}.get(operation, " + ")
    operands = sign.join(f"{named(row, page)} {figure(row, page.en)}" for row in rows)
    if operation == "average":
        operands = f"（{operands}） ÷ {len(rows)}" if not page.en else f"({operands}) ÷ {len(rows)}"
    if operation in ("sum", "average") and page.table.stated is not None:
        _say_total(page, result, rows)
    higher = named(rows[0], page) if operation == "difference" and result else ""
    equal = operation == "difference" and not result
    unit = result_unit(operation, rows[0].unit or "", page.en)
    numbers = tuple(dict.fromkeys(cite_row(page, row) for row in rows))
    say_derived(page, operation, amount(result, unit), operands, numbers, higher, equal=equal)


def _say_portion(page: Page, rows: list[Indicator]) -> None:
    """The figure of one of two rows in per cent of the other's; nothing where that is 0."""
    whole = next((row for row in rows if row.id == page.table.of_whole), None)
    part = next((row for row in rows if row is not whole), None)
    if whole is None or part is None or len(rows) > 2 or not whole.value or part.value is None:
        return
    result = f"{format_decimal(quotient(100 * part.value, whole.value))}%"
    left = " ÷ ".join(f"{named(row, page)} {figure(row, page.en)}" for row in (part, whole))
    say_derived(page, "portion", result, left, (cite_row(page, part), cite_row(page, whole)))


def _say_total(page: Page, result: Decimal, rows: list[Indicator]) -> None:
    """Whether figures add up to what the question says; nothing where there are others that they cannot be added to."""
    if page.table.stated is None or len(comparable_rows(page.evidence.indicators)) > 1:
        return
    if page.table.operation == "average" and page.table.stated.value % 1:  # 61.3%: as exactly as it is said
        result = result.quantize(page.table.stated.value, ROUND_HALF_UP)
    _say_right(
        page,
        tuple(dict.fromkeys(cite_row(page, row) for row in rows)),
        right=page.table.stated.allows(result),
    )


def _of_one_thing(rows: list[Indicator]) -> bool:
    """Whether some rows are figures of one thing, for several years or in all: what they add up to is no figure of it."""
    names = [_TOTAL.sub("", full_name(row)) for row in rows]
    return len(set(names)) < len(names) or any(_TOTAL.search(row.name) for row in rows)


def say_derived(
    page: Page,
    operation: str,
    result: str,
    left: str,
    numbers: tuple[int, ...],
    higher: str = "",
    *,
    equal: bool = False,
    fraction: str = "",
) -> None:
    """The sentence of a derived figure.

    Args:
        page: the draft.
        operation: what was done: a key of ``_LEAD``.
        result: the figure with its unit.
        left: the operands with their signs.
        numbers: of the citations of the operands.
        higher: name of the higher of two.
        equal: whether the two are equal.
        fraction: the share in lowest terms; told where it is one (1/3).
    """
    zh, en = _LEAD[operation]
    beside = (f"，较高的是{higher}", f", higher: {higher}") if higher else ("", "")
    beside = ("，两者数值相同", ", the same figure") if equal else beside
    beside = (f"，即 {fraction}", f", or {fraction}") if "/" in fraction else beside
    page.say(
        f"{zh} {result}（推算）{beside[0]}：{left} = {result}。",
        f"{en}: {result} (derived){beside[1]}: {left} = {result}.",
        numbers,
    )


def quotient(above: Decimal, below: Decimal) -> Decimal:
    """One figure divided by another that is not 0, rounded to DECIMALS."""
    return (above / below).quantize(DECIMALS, ROUND_HALF_UP)


_RESULTS: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "difference": lambda values: values[0] - values[-1],
    "ratio": lambda values: quotient(values[0], values[-1]),
    "sum": lambda values: sum(values, Decimal(0)),
    "average": lambda values: quotient(sum(values, Decimal(0)), Decimal(len(values))),
}


def result_unit(operation: str, unit: str, en: int) -> str:
    """Unit of a derived figure, with the space before it: points for a difference of rates, 倍 for a ratio."""
    if operation == "ratio":
        return (" 倍", " times")[en]
    if operation == "difference" and unit in _POINTS:
        return _POINTS[unit][en]
    return UNIT_EN.get(unit, unit) if en else unit
