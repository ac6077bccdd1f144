"""Two counts of each domain, held against one another: each domain that was found with both and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assistant.numerals import format_decimal
from assistant.records import Pair
from assistant.tabulate.derived import quotient
from assistant.tabulate.labelled import CLAUSE_KIND, HOLDERS, group_label, heading_citation
from assistant.tabulate.page import Page

_LARGEST: Mapping[str, tuple[str, str]] = {
    "desc": ("最大的是", "The largest: "), "asc": ("最小的是", "The smallest: "),
}  # fmt: skip
_NTH: Mapping[str, tuple[str, str]] = {
    "desc": ("第 {} 大的是", "Number {} from the largest: "), "asc": ("第 {} 小的是", "Number {} from the smallest: "),
}  # fmt: skip


def tell_pairs(page: Page, pair: Pair) -> None:
    """How many domains there are, where a bound picks them, and each with its two counts."""
    sql = page.evidence.sql
    assert sql is not None
    if pair.bound is not None:
        zh, en = HOLDERS["domain"]
        many = len(sql.rows)
        page.say(f"这样的{zh}共 {many} 个：", f"{en} of this kind: {many} in number:")
    at = [sql.columns.index(column) for column in ("domain", "first", "second")]
    for row in sql.rows:
        domain, first, second = (row[i] for i in at)
        _say_pair(page, pair, str(domain), (int(str(first)), int(str(second))))


def _say_pair(page: Page, pair: Pair, domain: str, counts: tuple[int, int]) -> None:
    """One domain: both counts, and the arithmetic with the larger one first where it is a difference."""
    label, gloss = group_label(page, "domain", domain)
    told = sorted(zip((pair.first, pair.second), counts, strict=True), key=lambda one: -one[1])
    if pair.by == "ratio":
        told = list(zip((pair.first, pair.second), counts, strict=True))
    (_, high), (_, low) = told
    zh = "，".join(f"{CLAUSE_KIND[kind][0]} {many} 条" for kind, many in told)
    en = ", ".join(f"{CLAUSE_KIND[kind][1]} {many}" for kind, many in told)
    if pair.by == "ratio" and low:
        result = format_decimal(quotient(Decimal(high), Decimal(low)))
        sums = (f"，{high} ÷ {low} = {result} 倍（推算）", f", {high} ÷ {low} = {result} times (derived)")
    elif pair.by == "ratio":
        sums = ("", "")
    else:
        sums = (f"，{high} − {low} = {high - low} 条（推算）", f", {high} − {low} = {high - low} (derived)")
    lead = _lead(page)
    beside = f" ({gloss})" if gloss else ""
    page.say(
        f"{lead}{label}：{zh}{sums[0]}。",
        f"{lead}{label}{beside}: {en}{sums[1]}.",
        heading_citation(page, domain),
    )


def _lead(page: Page) -> str:
    """At which end of the order a domain stands, where the first ones are asked for."""
    table = page.table
    if table.order and table.nth:
        return _NTH[table.order][page.en].format(table.nth)
    return _LARGEST[table.order][page.en] if table.order and table.limit == 1 else ""
