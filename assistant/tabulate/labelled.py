"""A group by its name: what it is called in both languages, how many are in it, and the source of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from assistant.lexicon import searchable
from assistant.records import Clause
from assistant.table_evidence import is_domain
from assistant.tabulate.page import Page, cite_row, naming, squeeze

MOST_CITED = 8  # members of a group that its count cites, where no heading stands for them
KIND: Mapping[str, tuple[str, str]] = {
    "target": ("定量目标", "targets with a figure"),
    "relative": ("与基数年相比的目标", "targets against a base year"),
    "qualitative": ("没有具体数值的目标", "targets without a figure"),
    "standard": ("措施中的定量要求", "figures demanded in measures"),
}
WITH_FIGURE = ("带数字的目标", "targets with a figure or against a base year")  # levels and changes together
CLAUSE_KIND: Mapping[str, tuple[str, str]] = {
    "goal": ("主要目标", "goals"), "target": ("目标下的细项", "target lines"), "measure": ("策略措施", "measures"),
    "principle": ("基本原则", "principles"), "item": ("条款", "items"), "paragraph": ("段落", "paragraphs"),
    "heading": ("标题", "headings"), "title": ("规划名称", "title"),
    "indicator": ("指标", "indicators"), "numbered": WITH_FIGURE, "qualitative": KIND["qualitative"],
}  # fmt: skip
_NONE: Mapping[str, tuple[str, str]] = {
    "domain": ("其他章节", "other chapters"), "unit": ("没有单位", "no unit"), "verb": ("没有动词", "no verb"),
    "population": ("没有写明对象", "no population named"), "goal": ("不在主要目标下", "under no goal"), "kind": ("", ""),
}  # fmt: skip
# Rows by how their figure binds.
BOUNDS: Mapping[str, tuple[str, str]] = {
    ">=": ("下限类", "floors"), ">": ("下限类（不含本数）", "floors without the figure"),
    "<=": ("上限类", "ceilings"), "<": ("上限类（不含本数）", "ceilings without the figure"),
    "=": ("定数类", "exact figures"), "down_by": ("降幅类", "cuts"), "up_by": ("增幅类", "rises"),
    "down": ("只说下降的", "to fall"), "up": ("只说提高的", "to rise"),
}  # fmt: skip
# What of the plan holds clauses and rows, by the name of its group.
HOLDERS: Mapping[str, tuple[str, str]] = {
    "domain": ("领域", "Domains"),
    "goal": ("主要目标", "Main goals"),
}


def counted_holders(zh: str, en: str, many: int) -> tuple[str, str]:
    """How many domains or goals there are, before each of them; of none it is said that there is none."""
    return (f"{zh}：", f"{en}:") if many else (f"没有：{zh}。", f"None. {en}.")


# What is told apart, by the name of its group.
KINDS_OF: Mapping[str, tuple[str, str]] = {"unit": ("单位", "units"), "value": ("数值", "figures")}
_MOST: Mapping[str, tuple[str, str]] = {
    "desc": ("最多的是", "The most: "), "asc": ("最少的是", "The fewest: "),
}  # fmt: skip
_NTH_GROUP: Mapping[str, tuple[str, str]] = {
    "desc": ("第 {} 多的是", "Number {} from the most: "), "asc": ("第 {} 少的是", "Number {} from the fewest: "),
}  # fmt: skip


def say_group(
    page: Page,
    value: str,
    ids: tuple[str, ...],
    *,
    stop: bool,
    by: str = "",
    end: Literal["", "asc", "desc"] = "",
) -> None:
    """A group by its name and how many are in it.

    Args:
        page: the draft.
        value: of the group, as the result has it; empty for what is in none.
        ids: members of the group.
        stop: whether the sentence ends here; else its members follow.
        by: what is grouped by, if not what the question groups by.
        end: where the most and the fewest are told together, which of them it is.
    """
    by = by or page.table.group
    label, gloss = group_label(page, by, value)
    beside = f" ({gloss})" if gloss else ""
    numbers = _group_citations(page, by, value, ids)
    stops = ("。", ".") if stop else ("：", ":")
    order = "" if page.table.ends else page.table.order
    most = _MOST[end or order or "desc"][page.en] if (end or order) and page.table.limit == 1 else ""
    if page.table.nth and page.table.order:
        most = _NTH_GROUP[page.table.order][page.en].format(page.table.nth)
    label = most + label
    page.say(f"{label}：共 {len(ids)} 条{stops[0]}", f"{label}{beside}: {len(ids)} in all{stops[1]}", numbers)
    if by == "label":  # in the words of the question
        at = page.sentences[-1].text.index(f"「{value}」") + 1
        page.sentences[-1] = replace(page.sentences[-1], echo=((at, at + len(value)),))


def group_label(page: Page, by: str, value: str) -> tuple[str, str]:
    """What a group is called, and its English name beside it, if it has one."""
    if not value:
        return _NONE[by][page.en], ""
    if by == "kind":
        names = CLAUSE_KIND if page.table.source == "clauses" else KIND
        return names[value][page.en], ""
    if by == "comparator":
        return BOUNDS[value][page.en], ""
    if by == "label":
        return (f"「{value}」", "as you ask") if page.en else (f"您问的「{value}」", "")
    if by == "word":
        return next((word for word in page.table.words if searchable(word) == value), value), ""
    if by == "value":
        return f"{value}{page.table.units[0] if page.table.units else ''}", ""
    if by == "unit":
        return f"{('单位', 'unit')[page.en]} {value}", ""
    if by == "goal" and page.table.source == "clauses":
        above = next(c for c in page.evidence.clauses if c.id == value)
        return squeeze(above.title), page.titles.get(value, "")
    if by == "domain":
        heading = _heading(page, value)
        return value, page.titles.get(heading.id, "") if heading else ""
    return value, page.evidence.glosses.get(value, "")


def heading_citation(page: Page, title: str) -> tuple[int, ...]:
    """The number of the citation of a domain's heading."""
    heading = _heading(page, title)
    return (page.cite(heading, 0, len(heading.text)),) if heading is not None else ()


def _heading(page: Page, title: str) -> Clause | None:
    return next((c for c in page.evidence.clauses if is_domain(c) and c.title == title), None)


def _group_citations(page: Page, by: str, value: str, ids: tuple[str, ...]) -> tuple[int, ...]:
    """The heading of a domain, else the members where they are few."""
    heading = _heading(page, value) if by == "domain" else None
    if by == "goal" and page.table.source == "clauses":
        heading = next((c for c in page.evidence.clauses if c.id == value), None)
    if heading is not None:
        return (page.cite(heading, 0, len(heading.text)),)
    if len(ids) > MOST_CITED:
        return ()
    beside = page.table.rows is not None and value == page.table.rows_label
    of_clauses = {one.label: one.query.source == "clauses" for one in page.table.sets}
    if of_clauses.get(value, page.table.source == "clauses" and not beside):
        return tuple(
            page.cite(clause, *naming(clause)) for clause in page.evidence.clauses if clause.id in ids
        )
    rows = [row for row in page.evidence.indicators if row.id in ids]
    return tuple(dict.fromkeys(cite_row(page, row) for row in rows))
