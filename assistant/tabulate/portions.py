"""A part of the whole: what share it is, whether it is all, and where there is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from assistant.numerals import format_decimal
from assistant.tabulate.counted import MOST_LISTED
from assistant.tabulate.derived import quotient, say_derived
from assistant.tabulate.labelled import HOLDERS, counted_holders
from assistant.tabulate.listed import list_clauses, list_rows, tell_clauses
from assistant.tabulate.page import Page


def tell_share(page: Page) -> None:
    """The part, the whole, their quotient, and the rows or clauses of the part."""
    part = _part_of(page)
    result = quotient(Decimal(100 * len(part)), Decimal(page.count))
    say_derived(
        page,
        "share",
        f"{format_decimal(result)}%",
        f"{len(part)} ÷ {page.count}",
        (),
        fraction=str(Fraction(len(part), page.count)),
    )
    if not part:
        return
    listed = min(len(part), MOST_LISTED)
    cut = (f"，已列 {listed} 条", f", {listed} listed") if listed < len(part) else ("", "")
    page.say(f"这部分共 {len(part)} 条{cut[0]}：", f"Of the part the plan has {len(part)} such{cut[1]}:")
    if page.table.source == "clauses":
        list_clauses(page, part)
    else:
        list_rows(page, tuple(row for row in page.evidence.indicators if row.id in part))


def tell_every(page: Page) -> None:
    """Whether all are of the part; those that are not, else all."""
    part = set(_part_of(page))
    ids = page.evidence.found or tuple(row.id for row in page.evidence.indicators)
    others = tuple(i for i in ids if i not in part)
    if others:
        page.say(
            f"不是，并非全部符合：{page.count} 条中有 {len(others)} 条不符合：",
            f"No, not all of them: {len(others)} of {page.count} do not fit:",
        )
    else:
        page.say(
            f"是的，全部符合，共 {page.count} 条：", f"Yes, all of them: the plan has {page.count} such:"
        )
    told = others or ids
    if page.table.source == "clauses":
        list_clauses(page, told)
    else:
        list_rows(page, tuple(row for row in page.evidence.indicators if row.id in told))


def tell_absent(page: Page) -> None:
    """The domains or goals under which nothing stands that is asked for."""
    what = HOLDERS[page.table.group]
    page.say(
        *counted_holders(
            f"一条都没有的{what[0]}共 {page.count} 个",
            f"{what[1]} that have none: {page.count} in number",
            page.count,
        )
    )
    if not page.en or page.table.group != "domain":
        tell_clauses(page, page.evidence.found[:MOST_LISTED])
        return
    for heading in page.evidence.clauses:  # by the name that English has for it
        if heading.id in page.evidence.found:
            gloss = page.titles.get(heading.id, "")
            cited = (page.cite(heading, 0, len(heading.text)),)
            page.say("", f"{heading.title} ({gloss})." if gloss else f"{heading.title}.", cited)


def _part_of(page: Page) -> tuple[str, ...]:
    """Ids of the part, as the statement marked them."""
    sql = page.evidence.sql
    assert sql is not None
    at, mark = sql.columns.index("id"), sql.columns.index("in_part")
    return tuple(str(row[at]) for row in sql.rows if row[mark] == 1)
