"""Result of a table question → its draft: the result first, then rows or clauses with their sources.

    TableQuery ── sql ──▶ SqlResult ── table_evidence ──▶ Evidence ── tabulate ──▶ Composed ── verify

It calls nothing that fetches. All arithmetic is done here on exact decimals and shown with its operands; ``verify`` does
it again. Figures of different units, denominators or kinds are told beside one another, never compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.compose import Composed
from assistant.patterns import lazy
from assistant.plan import Meta
from assistant.premises import what_if
from assistant.records import Draft, Evidence, Indicator, Language, Query, Sentence, TableQuery
from assistant.scaled import scaled
from assistant.sufficiency import OF_FIGURES
from assistant.tabulate.counted import MOST_LISTED, listed_words, looks_for_words, say_count
from assistant.tabulate.derived import comparable_rows, derive, note_differences, say_verdict
from assistant.tabulate.groups import tell_chosen, tell_groups
from assistant.tabulate.labelled import CLAUSE_KIND
from assistant.tabulate.listed import (
    list_against,
    list_clauses,
    list_ends,
    list_rows,
    list_within,
    tell_uncounted,
)
from assistant.tabulate.page import Page, cite_row
from assistant.tabulate.pairs import tell_pairs
from assistant.tabulate.places import say_place
from assistant.tabulate.portions import tell_absent, tell_every, tell_share
from assistant.tabulate.strictness import say_strictness

__all__ = ["MOST_LISTED", "tabulate"]

MOST_COMPARED = 4  # rows of which each is compared with the next
_EACH = lazy(r"(?:都|分别|各自?)(?:是|为|要|有)?(?:达到|控制在)?(?:多少|几|啥|什么)|\brespectively\b")
_BESIDE = lazy(
    r"[差比高低更谁超]|哪[个项类]|相同|一样|\b(?:than|compar\w*|differ\w*|high\w*|low\w*|versus|vs)\b"
)


def tabulate(query: Query, evidence: Evidence, meta: Meta, titles: Mapping[str, str]) -> Composed:
    """Write the draft for the result of a table question.

    Args:
        query: the question, with its ``table``.
        evidence: what ``fetch_table`` made of the result; not looked at where there are choices.
        meta: the plan.
        titles: English titles of clauses by id.

    Raises:
        ValueError: it asks nothing of the table.
    """
    table = query.table
    if table is None:
        raise ValueError("the question asks nothing of the table")
    if table.choices:
        return _choose(table, evidence, meta, query.lang)
    page = Page(table, evidence, query.lang, titles, query.text)
    if evidence.chosen is not None:
        tell_chosen(page, evidence.chosen)
    if table.pair is not None and (page.count or table.pair.bound is not None):
        tell_pairs(page, table.pair)
        return Composed(Draft(tuple(page.sentences), tuple(page.citations)))
    without_any = table.counts_none and evidence.sql is not None and evidence.sql.rows
    if not page.count and not (without_any or table.sets or table.operation == "absent"):
        _empty(page)
    elif table.operation == "share":
        tell_share(page)
    elif table.operation == "every":
        tell_every(page)
    elif table.operation == "absent":
        tell_absent(page)
    elif table.group:
        tell_groups(page)
    else:
        _results(page)
    list_against(page)
    if _counts_targets_without_figure(page):
        page.say(*_ONLY_NAMED)
        page.sentences[-1] = replace(page.sentences[-1], apart=True)
    return Composed(Draft(tuple(page.sentences), tuple(page.citations)))


# Of the lines of a plan only those that name an indicator are rows.
_ONLY_NAMED = (
    "注意：这里只计写出了指标名称的目标，没有写指标名称的目标条目不计在内。",
    "Note: only targets that name an indicator are counted here; target lines that name none are left out.",
)
_OF_TARGETS = lazy(r"目标|\b(?:targets?|goals?|objectives?)\b")
_OF_INDICATORS = lazy(r"指标|率|\b(?:indicators?|rates?)\b")


def _counts_targets_without_figure(page: Page) -> bool:
    """Whether targets that have no figure are counted or listed, and not expressly indicators."""
    of_rows = page.table.source == "indicators" and page.table.kinds == ("qualitative",)
    return of_rows and bool(_OF_TARGETS.search(page.asked)) and not _OF_INDICATORS.search(page.asked)


def _choose(table: TableQuery, evidence: Evidence, meta: Meta, lang: Language) -> Composed:
    """The choices, as questions; the sentence before them says only that there are several."""
    year = meta.period[1]
    if lang == "en":
        named = [evidence.glosses.get(choice, choice) for choice in table.choices]
        text = "Several readings fit your question; please choose:"
        asked = tuple(
            name if name.endswith("?") else f"What is the {year} target for {name}?" for name in named
        )
    else:
        text = "规划中有几项指标都符合您的问法，请选择您要问的一项："
        asked = tuple(
            choice if choice.endswith("？") else f"{year}年{choice}的目标是多少？" for choice in table.choices
        )
    return Composed(Draft((Sentence(text),), ()), None, tuple(dict.fromkeys(asked)))


def _empty(page: Page) -> None:
    what = ("条款", "clauses") if page.table.source == "clauses" else ("指标", "indicators")
    if looks_for_words(page.table):
        zh, en = listed_words(page.table)
        narrowed = bool(page.table.domains or page.table.goals or len(page.table.kinds) > 1)
        if len(page.table.kinds) == 1 and page.table.source == "clauses":
            what = CLAUSE_KIND.get(page.table.kinds[0], what)
        within = (("", ""), ("所问范围内", " of those asked about"))[narrowed]
        text = (
            f"The plan has 0 such {what[1]}: none{within[1]} says {en}."
            if page.en
            else f"共 0 条：{within[0]}没有写到{zh}的{what[0]}。"
        )
        echo = tuple((m.start(1), m.end(1)) for m in re.finditer("「([^」]+)」", text))
        page.sentences.append(Sentence(text, (), echo))
        return
    page.say(f"共 0 条：规划中没有符合条件的{what[0]}。", f"The plan has 0 such {what[1]}: none fits.")


def _results(page: Page) -> None:
    """Derived figures, what cannot be compared, how many there are, then each."""
    table = page.table
    if table.claim:
        say_verdict(page)
    if table.operation in ("compare", "difference"):
        say_strictness(page)
    if table.operation in OF_FIGURES:
        for bucket in comparable_rows(page.evidence.indicators):
            derive(page, bucket)
    if table.operation == "compare" and page.count <= MOST_COMPARED and not _asks_each(page.asked):
        for bucket in comparable_rows(page.evidence.indicators):
            ranked = sorted(bucket, key=lambda row: row.value or Decimal(0), reverse=True)
            for pair in _pairs(ranked, table.beside):
                derive(page, list(pair))
    say_place(page)
    _suppose(page)
    if table.source == "clauses":
        say_count(page)
        list_clauses(page, page.evidence.found)
    else:
        note_differences(page, page.evidence.indicators)
        say_count(page)
        tell_uncounted(page)
        if table.within:
            list_within(page)
        elif table.ends:
            list_ends(page, comparable_rows(page.evidence.indicators))
        else:
            list_rows(page, page.evidence.indicators)


MOST_SUPPOSED = 3  # rows of which a what-if is worked out


def _suppose(page: Page) -> None:
    """What the figures of a few rows come to under what the question supposes (3万名儿童，医生和床位各要多少)."""
    rows = page.evidence.indicators
    if page.table.operation not in ("list", "compare") or page.table.claim or len(rows) > MOST_SUPPOSED:
        return
    for row in rows:
        number = cite_row(page, row) if scaled(page.asked, row) is not None else 0
        sentence = what_if(row, page.evidence, page.asked, page.lang, number) if number else None
        page.sentences += [sentence] if sentence is not None else []


def _pairs(ranked: list[Indicator], beside: str) -> Iterable[tuple[Indicator, Indicator]]:
    """Each row with the one that all are compared with, else with the next in order."""
    one = next((row for row in ranked if row.id == beside), None)
    return [(one, row) for row in ranked if row is not one] if one is not None else pairwise(ranked)


def _asks_each(text: str) -> bool:
    """Whether only the figure of each is asked for (近视率都是多少), nothing of one beside another."""
    return bool(_EACH.search(text)) and not _BESIDE.search(text)
