"""Two counts of each domain, held against one another: each domain that was found with both and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assistant.numerals import format_decimal
from assistant.records import Pair
from assistant.tabulate.derived import quotient
from assistant.tabulate.labelled import CLAUSE_KIND, HOLDERS, counted_holders, group_label, heading_citation
from assistant.tabulate.page import Page

_RESULT: Mapping[str, tuple[str, str]] = {
    "gap": ("相差", "difference"), "difference": ("相差", "difference"), "ratio": ("倍数", "ratio"),
}  # fmt: skip
_END: Mapping[str, tuple[str, str]] = {"desc": ("大", "largest"), "asc": ("小", "smallest")}


def tell_pairs(page: Page, pair: Pair) -> None:
    """How many domains there are, where a bound picks them, and each with its two counts."""
    sql = page.evidence.sql
    assert sql is not None
    if not page.table.group:
        _say_two(page, pair)
        return
    if pair.bound is not None:
        zh, en = HOLDERS["domain"]
        many = len(sql.rows)
        page.say(*counted_holders(f"这样的{zh}共 {many} 个", f"{en} of this kind: {many} in number", many))
    at = [sql.columns.index(column) for column in ("domain", "first", "second")]
    for row in sql.rows:
        domain, first, second = (row[i] for i in at)
        _say_pair(page, pair, str(domain), (int(str(first)), int(str(second))))


def _say_two(page: Page, pair: Pair) -> None:
    """Two counts, each with its domains, and what one is against the other."""
    sql = page.evidence.sql
    assert sql is not None
    first, second = (int(str(sql.rows[0][sql.columns.index(name)])) for name in ("first", "second"))
    told = [(pair.first, pair.first_in, first), (pair.second, pair.second_in, second)]
    told = told if pair.by == "ratio" else sorted(told, key=lambda one: -one[2])
    zh = "，".join(f"{_placed(page, kind, domains)} {many} 条" for kind, domains, many in told)
    en = ", ".join(f"{_placed(page, kind, domains)} {many}" for kind, domains, many in told)
    sums = _sums(pair, told[0][2], told[1][2])
    cited = tuple(n for _, domains, _ in told for title in domains for n in heading_citation(page, title))
    page.say(f"{zh}{sums[0]}。", f"{en}{sums[1]}.", tuple(dict.fromkeys(cited)))


def _placed(page: Page, kind: str, domains: tuple[str, ...]) -> str:
    """A kind with the domains in which it is counted."""
    if page.en:
        return CLAUSE_KIND[kind][1] + (f" under {' and '.join(domains)}" if domains else "")
    return ("、".join(domains) + "的" if domains else "") + CLAUSE_KIND[kind][0]


def _sums(pair: Pair, high: int, low: int) -> tuple[str, str]:
    """The arithmetic; nothing where it would be divided by none."""
    if pair.by == "ratio" and low:
        result = format_decimal(quotient(Decimal(high), Decimal(low)))
        return f"，{high} ÷ {low} = {result} 倍（推算）", f", {high} ÷ {low} = {result} times (derived)"
    if pair.by == "ratio":
        return "", ""
    return f"，{high} − {low} = {high - low} 条（推算）", f", {high} − {low} = {high - low} (derived)"


def _say_pair(page: Page, pair: Pair, domain: str, counts: tuple[int, int]) -> None:
    """One domain: both counts, and the arithmetic with the larger one first where it is a difference."""
    label, gloss = group_label(page, "domain", domain)
    told = sorted(zip((pair.first, pair.second), counts, strict=True), key=lambda one: -one[1])
    if pair.by == "ratio":
        told = list(zip((pair.first, pair.second), counts, strict=True))
    (_, high), (_, low) = told
    zh = "，".join(f"{CLAUSE_KIND[kind][0]} {many} 条" for kind, many in told)
    en = ", ".join(f"{CLAUSE_KIND[kind][1]} {many}" for kind, many in told)
    sums = _sums(pair, high, low)
    lead = _lead(page, pair)
    beside = f" ({gloss})" if gloss else ""
    page.say(
        f"{lead}{label}：{zh}{sums[0]}。",
        f"{lead}{label}{beside}: {en}{sums[1]}.",
        heading_citation(page, domain),
    )


def _lead(page: Page, pair: Pair) -> str:
    """At which end of the order a domain stands, where the first ones are asked for."""
    table = page.table
    if not table.order or not (table.nth or table.limit == 1):
        return ""
    what, end = _RESULT[pair.by][page.en], _END[table.order][page.en]
    if table.nth:
        return f"Number {table.nth} from the {end} {what}: " if page.en else f"{what}第 {table.nth} {end}的是"
    return f"The {end} {what}: " if page.en else f"{what}最{end}的是"
