"""How many there are, and of what: the sentence before a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace

from assistant.records import TableQuery
from assistant.table_evidence import is_domain
from assistant.tabulate.labelled import CLAUSE_KIND, KIND, WITH_FIGURE
from assistant.tabulate.page import Page

MOST_LISTED = 40  # rows or clauses that an answer lists; it says how many there are
# Asked how many, an answer names no more than so many one by one; beyond, it counts by domain.
MOST_NAMED = 20
_HIGHEST: Mapping[str, tuple[str, str]] = {
    "desc": ("数值最高的", "With the highest figure"), "asc": ("数值最低的", "With the lowest figure"),
}  # fmt: skip
_OF_EACH: Mapping[str, tuple[str, str]] = {
    "desc": ("各组里数值最高的", "With the highest figure of each group"),
    "asc": ("各组里数值最低的", "With the lowest figure of each group"),
}  # fmt: skip
_SORTED: Mapping[str, tuple[str, str]] = {
    "desc": ("按数值从高到低，", "By figure, from high to low,"), "asc": ("按数值从低到高，", "By figure, from low to high,"),
}  # fmt: skip
_DEGREE: Mapping[str, tuple[str, str]] = {"desc": ("高", "highest"), "asc": ("低", "lowest")}


def say_count(page: Page) -> None:
    """How many there are, in what order they are told, and how many of them are listed."""
    table, count = page.table, page.count
    zh, en = "", ""
    if table.within and table.order:
        zh, en = _OF_EACH[table.order or "desc"]
    elif table.source == "indicators" and table.order and not table.ends:
        words = _HIGHEST if table.limit == 1 else _SORTED
        zh, en = words[table.order] if not table.nth else _nth(table)
    listed = min(count, MOST_LISTED)
    cut = (
        (f"，已列 {listed} 条", f", {listed} listed")
        if listed < count and not only_counts(page)
        else ("", "")
    )
    subject, what = subject_of(page)
    if held := words_held(page):
        zh_held, en = held
        kinds = page.table.kinds
        subject = zh_held + (CLAUSE_KIND[kinds[0]][0] if len(kinds) == 1 else "条款")
    the = "the" if en else "The"
    what = what.removesuffix("s") if count == 1 and table.source == "clauses" else what
    page.say(
        f"{zh}{subject}共 {count} 条{cut[0]}：",
        f"{en}{' ' if en else ''}{the} plan has {count} such {what}{cut[1]}:",
    )


def _nth(table: TableQuery) -> tuple[str, str]:
    """Which place in the order is told."""
    zh, en = _DEGREE[table.order]
    return f"数值第 {table.nth} {zh}的", f"With figure number {table.nth} from the {en},"


def only_counts(page: Page) -> bool:
    """Whether so many are counted that they are told by domain alone, not one by one with what holds the word."""
    domains = {clause.title for clause in page.evidence.clauses if is_domain(clause)}
    return (
        page.table.operation == "count"
        and page.table.source == "clauses"
        and page.count > (MOST_LISTED if page.table.words else MOST_NAMED)
        and len(domains) > 1
    )


def looks_for_words(table: TableQuery) -> bool:
    """Whether clauses are found by the words that they hold and by where they stand, and by nothing else."""
    plain = replace(table, words=(), all_words=False, kinds=(), domains=(), goals=())
    return bool(table.words) and plain == TableQuery("clauses", table.operation)


def words_held(page: Page) -> tuple[str, str] | None:
    """That clauses hold some words; None where more is looked for, or the plan prints a word otherwise: it could not be quoted."""
    text = "".join(clause.text for clause in page.evidence.clauses)
    printed = all(word in text and not re.search("[0-9]", word) for word in page.table.words)
    if not printed or not looks_for_words(page.table):
        return None
    zh, en = listed_words(page.table)
    return f"写到{zh}的", f"With {en},"


def listed_words(table: TableQuery) -> tuple[str, str]:
    """The words that are looked for, in 「」, in both languages."""
    zh, en = ("和", " and ") if table.all_words else ("或", " or ")
    *first, last = (f"「{word}」" for word in table.words)
    return "、".join(first) + (zh if first else "") + last, ", ".join(first) + (en if first else "") + last


def subject_of(page: Page) -> tuple[str, str]:
    """What is counted, as far as domains and a kind say it: 规划中儿童与健康的主要目标; in English, goals."""
    table = page.table
    clauses = table.source == "clauses"
    names = CLAUSE_KIND if clauses else KIND
    kind = (
        names[table.kinds[0]]
        if len(table.kinds) == 1
        else WITH_FIGURE
        if set(table.kinds) == {"target", "relative"}
        else ("条款", "clauses")
        if clauses
        else ("指标", "indicators")
    )
    said = {
        "operation",
        "source",
        "domains",
        "kinds",
        "order",
        "limit",
        "ends",
        "within",
        "nth",
        "placed",
        "middle",
        "group",
        "chosen",
        "uncounted",
        "aside_years",
    }
    unsaid = any(getattr(table, part.name) for part in fields(TableQuery) if part.name not in said)
    if unsaid or not (table.domains or kind in (*names.values(), WITH_FIGURE)):
        return ("" if table.ids else f"符合条件的{'条款' if clauses else '指标'}"), kind[1]
    return f"规划中{'、'.join(table.domains)}{'的' if table.domains else ''}{kind[0]}", kind[1]
