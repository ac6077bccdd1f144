"""Rows and clauses one by one, each with its source."""

from __future__ import annotations

from dataclasses import replace

from assistant.lexicon import searchable
from assistant.numerals import format_decimal
from assistant.passages import sentences
from assistant.plan.markers import PRINTED
from assistant.quoting import glossed
from assistant.records import Clause, Indicator, Sentence
from assistant.table_evidence import domain_of, is_domain, parts_of
from assistant.tabulate.counted import MOST_LISTED, only_counts
from assistant.tabulate.labelled import group_label, say_group
from assistant.tabulate.page import Page, cite_row, figure, naming, squeeze
from assistant.wording import statement

MOST_QUOTED = 6  # clauses of which every sentence that holds the word is told; of more, the first


def list_rows(page: Page, rows: tuple[Indicator, ...]) -> None:
    """Rows with a figure, then those without one, apart; no more than MOST_LISTED."""
    with_figure = [row for row in rows if row.value is not None]
    without = [row for row in rows if row.value is None]
    told = (*with_figure, *without)[:MOST_LISTED]
    shown = replace(page.evidence, indicators=told)
    for n, row in enumerate(told):
        if without and with_figure and n == len(with_figure):
            page.say(
                f"没有具体数值的共 {len(without)} 条：",
                f"Without a figure the plan has {len(without)} such indicators:",
            )
        page.sentences.append(Sentence(statement(row, shown, page.lang), (cite_row(page, row),)))


def list_ends(page: Page, buckets: list[list[Indicator]]) -> None:
    """Of rows that may be compared, those with the highest figure, then those with the lowest."""
    for bucket in buckets:
        values = [row.value for row in bucket if row.value is not None]
        for value, heading in ((max(values), ENDS[0]), (min(values), ENDS[1])):
            page.say(*heading)
            list_rows(page, tuple(row for row in bucket if row.value == value))


def list_within(page: Page) -> None:
    """Rows under the name of the group that each is the first of."""
    groups: dict[str, list[Indicator]] = {}
    for row in page.evidence.indicators:
        groups.setdefault(str(getattr(row, page.table.within) or ""), []).append(row)
    for value, rows in groups.items():
        label, gloss = group_label(page, page.table.within, value)
        page.say(f"{label}：", f"{label} ({gloss}):" if gloss else f"{label}:")
        list_rows(page, tuple(rows))


ENDS = (
    ("数值最高的：", "With the highest figure:"),
    ("数值最低的：", "With the lowest figure:"),
)


def list_against(page: Page) -> None:
    """The rows that those told were held against."""
    told = {row.id for row in page.evidence.indicators}
    for row in (one for one in page.evidence.against if one.id not in (*told, *page.table.uncounted)):
        lead = ("作比较的指标", "Compared with")[page.en] + _multiplied(row, page) + ("：", ": ")[page.en]
        said = statement(row, page.evidence, page.lang)
        page.sentences.append(Sentence(lead + said, (cite_row(page, row),)))


def tell_uncounted(page: Page) -> None:
    """The changes against a base year that were not counted, and how many there are with all of them."""
    total = page.count + len(page.table.uncounted)
    zh = f"另有与基数年相比的目标，未计入（计入则为 {total} 条）："
    en = f"Besides, against a base year and not counted (with it {total}): "
    for row in (one for one in page.evidence.against if one.id in page.table.uncounted):
        said = statement(row, page.evidence, page.lang)
        page.sentences.append(Sentence((en if page.en else zh) + said, (cite_row(page, row),)))


def _multiplied(row: Indicator, page: Page) -> str:
    """So many times a row's figure, where that is what others are held against."""
    times = page.table.times
    if times is None or row.value is None:
        return ""
    product = figure(replace(row, value=row.value * times), page.en)
    if page.en:
        return f" ({format_decimal(times)} times it is {product}, derived)"
    return f"（{format_decimal(times)} 倍是 {product}，推算）"


def list_clauses(page: Page, ids: tuple[str, ...]) -> None:
    """Clauses under their domains, where there are several."""
    told = set(ids[:MOST_LISTED])
    by_id = {clause.id: clause for clause in page.evidence.clauses}
    groups: dict[str, list[str]] = {}
    for i in ids:
        groups.setdefault(domain_of(by_id[i], by_id) or _title_above(page, by_id[i]), []).append(i)
    for value, members in groups.items():
        shown = tuple(i for i in members if i in told)
        if only_counts(page):
            say_group(page, value, tuple(members), stop=True, by="domain")
            continue
        if len(groups) > 1 and shown and page.table.operation != "share":
            say_group(page, value, tuple(members), stop=False, by="domain")
        tell_clauses(page, shown)


def _title_above(page: Page, clause: Clause) -> str:
    """Title of the domain that a clause's path names; the headings between were not all fetched."""
    above = {squeeze(c.text).rstrip("。：:") for c in page.evidence.clauses if is_domain(c)}
    label = clause.path[1] if len(clause.path) > 1 else ""
    return PRINTED.sub("", label).strip() if squeeze(label) in above else ""


def tell_clauses(page: Page, ids: tuple[str, ...]) -> None:
    """What each clause is called, and below it the sentence that holds a word that was asked for; where few are, all such."""
    by_id = {clause.id: clause for clause in page.evidence.clauses}
    for clause in (by_id[i] for i in ids):
        start, end = naming(clause)
        holding = _holding(page, clause)
        pieces = [piece for piece in holding if piece != (clause, start, end)]
        if page.count > MOST_QUOTED:
            pieces = pieces[:1] if pieces == holding else []
        own = page.cite(clause, start, end)
        numbers = [page.cite(*piece) for piece in pieces]
        title = Sentence(squeeze(clause.text[start:end]), (own, *numbers))
        page.sentences.append(glossed(title, clause, page.lang, page.titles))
        for (part, first, last), number in zip(pieces, numbers, strict=True):
            page.sentences.append(Sentence(squeeze(part.text[first:last]), (number,)))


def _holding(page: Page, clause: Clause) -> list[tuple[Clause, int, int]]:
    """The sentences of a clause, and of its parts, that hold a word that was asked for, each without its number.

    Of a goal whose title holds it, all lines: they are about it, whatever they say.
    """
    parts = (c for c in page.evidence.clauses if c.parent == clause.id and c.kind in parts_of(page.table))
    words = [searchable(word) for word in page.table.words]
    found = []
    whole = clause.kind == "goal" and any(word in searchable(clause.title) for word in words)
    for part in (clause, *parts):
        for low, high in sentences(part.text):
            piece = part.text[low:high]
            of_goal = (
                whole and part.parent == clause.id and part.kind == "target"
            )  # all lines of a goal on it
            if of_goal or any(word in searchable(piece) for word in words):
                found.append((part, low + len(piece) - len(PRINTED.sub("", piece.lstrip())), high))
    return found
