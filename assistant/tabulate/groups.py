"""Counts by group: the total, what the counts come to, then each group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.listing import names_each
from assistant.numerals import format_decimal
from assistant.records import Evidence
from assistant.tabulate.counted import MOST_LISTED, listed_words, subject_of, words_held
from assistant.tabulate.derived import quotient, result_unit, say_derived, say_mean, say_share, say_so
from assistant.tabulate.labelled import (
    CLAUSE_KIND,
    HOLDERS,
    KINDS_OF,
    counted_holders,
    group_label,
    heading_citation,
    say_group,
)
from assistant.tabulate.listed import list_rows, tell_clauses
from assistant.tabulate.page import Page

MOST_NAMED = 3  # domains whose members are named one by one


def tell_groups(page: Page) -> None:
    """The total, then a count for each group; the members too, where only the largest or those that hold a word were asked for."""
    groups = _members(page)
    if page.table.mean:
        _tell_means(page, groups)
        return
    if page.table.shares:
        _tell_shares(page, groups)
        return
    operation = page.table.operation
    shared = page.table.group == "value" and any(bound.value > 1 for bound in page.table.sizes)
    few = page.table.limit is not None or page.table.nth > 0 or shared
    if operation == "alike":
        page.say("以下各组数量相同：", "Groups that have as many as another:")
    if page.table.claim and page.table.stated:
        first, second = (Decimal(len(groups.get(label, ()))) for label in page.table.claim)
        say_so(page, first, second, ())
    if operation in _OF_COUNTS:
        counts = [len(ids) for ids in groups.values()]
        result, left = _OF_COUNTS[operation](counts)
        unit = result_unit(operation, "", page.en) or ("" if page.en else " 条")
        equal = operation == "difference" and len(counts) == 2 and not result
        say_derived(page, operation, format_decimal(result) + unit, left, (), equal=equal)
    if not few and not page.table.sizes and operation != "alike" and _counts_one_thing(page):
        zh, en = _said_to_hold(page)
        the = "the" if en else "The"
        page.say(f"{zh}共 {page.count} 条：", f"{en}{the} plan has {page.count} such in all:")
    if page.table.sizes and page.table.group in HOLDERS:
        what = HOLDERS[page.table.group]
        many = len(groups)
        page.say(
            *counted_holders(
                f"这样的{what[0]}共 {many} 个", f"{what[1]} of this kind: {many} in number", many
            )
        )
    if page.table.sizes and page.table.group in KINDS_OF:
        what = KINDS_OF[page.table.group]
        page.say(f"不同的{what[0]}共 {len(groups)} 种：", f"Different {what[1]}: {len(groups)} in number:")
    short = page.table.source == "clauses" and page.count <= MOST_LISTED
    mentions = short and page.table.words
    named = few or mentions or (short and _names_members(page))
    for value, ids in groups.items():
        end = _end(len(ids), groups) if page.table.ends else ""
        say_group(page, value, ids, stop=not named or not ids, end=end)
        if named and page.table.source == "clauses":
            words = (value,) if page.table.group == "word" else page.table.words
            tell_clauses(replace(page, table=replace(page.table, words=words)), ids[:MOST_LISTED])
        elif few:
            list_rows(page, tuple(row for row in page.evidence.indicators if row.id in ids))
    if (
        page.table.group == "domain"
        and not few
        and not page.table.sizes
        and operation in ("group", "difference", "ratio")
        and not page.table.counts_none
    ):
        for title in page.table.domains:
            if title not in groups:
                page.say(f"{title}：共 0 条。", f"{title}: 0 in all.")


def _said_to_hold(page: Page) -> tuple[str, str]:
    """By which words what is counted by domain was found, before its number; empty where no words alone tell it."""
    table = page.table
    plain = replace(table, group="", order="", operation="list", chosen=None, sizes=())
    held = (
        words_held(replace(page, table=plain))
        if table.group == "domain" and table.operation == "group"
        else None
    )
    if held is None:
        return "", ""
    kind = CLAUSE_KIND[table.kinds[0]][0] if len(table.kinds) == 1 else "条款"
    return f"{held[0]}{kind}", f"{held[1]} "


def _names_members(page: Page) -> bool:
    """Whether what stands in each of a few domains is to be named (家庭和安全分别有哪些目标)."""
    table = page.table
    few = 1 < len(table.domains) <= MOST_NAMED and table.group == "domain" and len(table.kinds) == 1
    return few and table.operation in ("list", "group") and names_each(page.asked)


def _tell_means(page: Page, groups: Mapping[str, tuple[str, ...]]) -> None:
    """The mean of each group; which has the highest or the lowest, where an order is asked for, stands first."""
    for value, ids in groups.items():
        label, gloss = group_label(page, page.table.group, value)
        rows = [row for row in page.evidence.indicators if row.id in ids]
        say_mean(page, label, f" ({gloss})" if gloss else "", rows)


def _tell_shares(page: Page, groups: Mapping[str, tuple[str, ...]]) -> None:
    """How many there are in all, and of each group its share of them."""
    page.say(f"共 {page.count} 条：", f"The plan has {page.count} such in all:")
    for value, ids in groups.items():
        label, gloss = group_label(page, page.table.group, value)
        say_share(page, label, f" ({gloss})" if gloss else "", len(ids), heading_citation(page, value))


def _counts_one_thing(page: Page) -> bool:
    """Whether the groups add up: a clause may hold several words, and indicators are no clauses."""
    return page.table.group not in ("word", "label") and page.table.rows is None


def _end(many: int, groups: Mapping[str, tuple[str, ...]]) -> Literal["", "asc", "desc"]:
    """At which end a group stands, where those at both are told."""
    counts = {len(ids) for ids in groups.values()}
    return "" if len(counts) < 2 else "desc" if many == max(counts) else "asc"


def tell_chosen(page: Page, evidence: Evidence) -> None:
    """By what another question picked the domains, and which it found, each with its count."""
    assert evidence.table is not None
    inner = replace(page, table=evidence.table, evidence=evidence, sentences=[])
    for value, ids in _members(inner).items():
        say_group(inner, value, ids, stop=True)
    every = evidence.table.counts_none  # by all domains, which it need not name
    subject, kind = subject_of(replace(inner, table=replace(inner.table, domains=())) if every else inner)
    zh = subject.removeprefix("规划中")
    en = f"such {kind}" if subject.startswith("符合") else kind
    if evidence.table.words and (held := _said_to_hold(inner))[0]:
        zh, en = held[0], f"{kind} with {listed_words(evidence.table)[1]}"
    page.sentences += [
        replace(s, text=(f"By number of {en}: " if page.en else f"按{zh}数，") + s.text)
        for s in inner.sentences
    ]


def _members(page: Page) -> dict[str, tuple[str, ...]]:
    """Value of the group → ids of its members, in the order of the result."""
    sql = page.evidence.sql
    assert sql is not None
    value, ids = sql.columns.index(page.table.group), sql.columns.index("ids")
    order = [row.id for row in page.evidence.indicators] or list(page.evidence.found)
    if page.table.rows is not None or page.table.sets:
        order = list(dict.fromkeys((*order, *page.evidence.found)))
    return {
        str(row[value] or ""): tuple(i for i in order if i in set(str(row[ids] or "").split(",")))
        for row in sql.rows
    }


def _difference_of(counts: list[int]) -> tuple[Decimal, str]:
    high, low = max(counts), min(counts) if len(counts) > 1 else 0
    return Decimal(high - low), f"{high} − {low}"


_OF_COUNTS: Mapping[str, Callable[[list[int]], tuple[Decimal, str]]] = {
    "average": lambda counts: (
        quotient(Decimal(sum(counts)), Decimal(len(counts))),
        f"{sum(counts)} ÷ {len(counts)}",
    ),
    "sum": lambda counts: (Decimal(sum(counts)), " + ".join(map(str, counts))),
    "difference": _difference_of,
    "ratio": lambda counts: (
        quotient(Decimal(max(counts)), Decimal(min(counts))),
        f"{max(counts)} ÷ {min(counts)}",
    ),
}
