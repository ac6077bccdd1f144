"""Which of the rows and clauses fetched are what a table question asks for, by their own fields."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assistant.numerals import format_decimal
from assistant.patterns import lazy
from assistant.records import Bound, Clause, CountedSet, Evidence, Indicator, TableQuery

_MARK = lazy(r"^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d+[.．、])\s*")


def fits(row: Indicator, table: TableQuery) -> bool:
    """Whether a row is what the question asks for, by its own fields."""
    listed: tuple[tuple[tuple[object, ...], object], ...] = (
        (table.ids, row.id), (table.populations, row.population), (table.domains, row.domain), (table.goals, row.goal),
        (table.kinds, row.kind), (table.units, row.unit), (table.verbs, row.verb), (table.comparators, row.comparator),
        (table.pers, row.per),
    )  # fmt: skip
    return (
        all(not allowed or value in allowed for allowed, value in listed)
        and table.base_year in (None, row.base_year)
        and table.target_year in (None, row.target_year)
        and _is_bounded(row, table)
        and (not table.whole or (row.value is not None and (row.value % 1 == 0) == (table.whole == "yes")))
        and (not table.wordings or any(_squeeze(word) in _squeeze(row.quote) for word in table.wordings))
        and (not table.words or _held(table, _squeeze(row.name), ages=False))
        and (not table.starts or _squeeze(row.name).startswith(tuple(map(_squeeze, table.starts))))
        and not (table.without and fits(row, table.without))
    )


def _is_bounded(row: Indicator, table: TableQuery) -> bool:
    """Whether the figure keeps all bounds, or one where one is enough."""
    held = [row.value is not None and holds(bound, row.value) for bound in table.bounds]
    return any(held) if table.either and held else all(held)


def _held(table: TableQuery, text: str, *, ages: bool) -> bool:
    """Whether a text holds one of the words, or all where all are asked for.

    Ages are folded before words are looked for in clauses; there a word with a number may be printed otherwise.
    """
    words = [_squeeze(word) for word in table.words]
    held = [word in text or (ages and any(c.isdigit() for c in word)) for word in words]
    return all(held) if table.all_words else any(held)


def holds(bound: Bound, value: Decimal) -> bool:
    """Whether a figure keeps a bound."""
    return {
        "<": value < bound.value, "<=": value <= bound.value, ">": value > bound.value, ">=": value >= bound.value,
        "=": value == bound.value,
    }[bound.operator]  # fmt: skip


def clause_fits(clause: Clause, table: TableQuery, parts: Iterable[Clause] = ()) -> bool:
    """Whether a clause is what the question asks for; words may stand in its further paragraphs, too."""
    return (
        (not table.ids or clause.id in table.ids)
        and (not table.kinds or clause.kind in table.kinds)
        and (not table.domains or domain_of(clause) in table.domains)
        and (not table.goals or any(goal in label for goal in table.goals for label in clause.path))
        and (not table.words or _held(table, _text_of(clause, table, parts), ages=True))
        and (not table.starts or _squeeze(clause.title).startswith(tuple(map(_squeeze, table.starts))))
        and (not table.titled or _is_titled(clause, table))
        and not (table.without and clause_fits(clause, table.without, parts))
    )


def _is_titled(clause: Clause, table: TableQuery) -> bool:
    """Whether the title holds one of the words, or all where all are asked for."""
    held = [_squeeze(word) in _squeeze(clause.title) for word in table.titled]
    return all(held) if table.all_titled else any(held)


def _text_of(clause: Clause, table: TableQuery, parts: Iterable[Clause]) -> str:
    """The text of a clause without blanks; its further paragraphs and lines too, unless these are what is asked for."""
    alone = not table.kinds or "paragraph" in table.kinds
    kinds = {"paragraph"} if "target" in table.kinds else {"paragraph", "target"}
    further = () if alone else [c.text for c in parts if c.parent == clause.id and c.kind in kinds]
    return _squeeze("\n".join((clause.text, *further)))


@lru_cache(maxsize=2048)
def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


def domain_of(clause: Clause) -> str:
    """Title of the domain that a clause stands in, or that it heads; nothing outside of all."""
    if len(clause.path) == 1 and clause.kind == "heading":
        return clause.title
    return _MARK.sub("", clause.path[1]).strip() if len(clause.path) > 1 else ""


def without_part(table: TableQuery) -> TableQuery:
    """The question without what only the part of a share is held to."""
    left_out: dict[str, Any] = dict.fromkeys(table.of_part, ())
    return replace(table, **left_out) if table.operation in ("share", "every") else table


def all_wanted(evidence: Evidence) -> list[Indicator | Clause]:
    """The rows or clauses that were fetched and are what was asked for."""
    assert evidence.table is not None
    return _fitting(evidence, without_part(evidence.table))


def part_wanted(evidence: Evidence) -> list[Indicator | Clause]:
    """The part of them that a share is made of."""
    assert evidence.table is not None
    return _fitting(evidence, evidence.table)


def listed_items(evidence: Evidence) -> list[Indicator | Clause]:
    """What an answer lists: the part; asked whether all are of it, those that are not."""
    part = part_wanted(evidence)
    assert evidence.table is not None
    if evidence.table.operation != "every":
        return part
    return [item for item in all_wanted(evidence) if item not in part] or part


def _fitting(evidence: Evidence, table: TableQuery) -> list[Indicator | Clause]:
    if table.sets:
        held = {i.id: i for one in table.sets for i in members_of(one, evidence)}
        return list(held.values())
    if table.source == "clauses":
        every = evidence.clauses
        return [c for c in every if c.id in evidence.found and clause_fits(c, table, every)]
    return [row for row in evidence.indicators if fits(row, table)]


def rows_of(items: Iterable[Indicator | Clause]) -> list[Indicator]:
    """The rows among rows and clauses."""
    return [item for item in items if isinstance(item, Indicator)]


def group_sizes(evidence: Evidence, by: str) -> Counter[str]:
    """How many there are of what was asked for, by the value of a group; by word, one may be in several."""
    table, items = evidence.table, all_wanted(evidence)
    if table is not None and table.rows is not None:
        rows = sum(fits(row, table.rows) for row in evidence.indicators)
        return Counter({table.kinds[0]: len(items), table.rows_label: rows})
    if table is not None and table.sets:
        return Counter({one.label: len(members_of(one, evidence)) for one in table.sets})
    if table is None or by != "word":
        return Counter(group_of(item, by) for item in items)
    clauses = [item for item in items if isinstance(item, Clause)]
    alone = {word: replace(table, words=(word,)) for word in table.words}
    return Counter(
        {word: sum(clause_fits(c, one, evidence.clauses) for c in clauses) for word, one in alone.items()}
    )


def members_of(counted: CountedSet, evidence: Evidence) -> list[Indicator | Clause]:
    """What was fetched of a set that is counted beside others."""
    return _fitting(evidence, counted.query)


def group_of(item: Indicator | Clause, by: str) -> str:
    """The value that a row or clause is grouped by."""
    if isinstance(item, Clause):
        above = _squeeze(_MARK.sub("", item.path[-1].strip())) if item.path else ""
        return {"domain": domain_of(item), "goal": above}.get(by, item.kind)
    if by == "value":
        return "" if item.value is None else f"{format_decimal(item.value)}{item.unit or ''}"
    return str(getattr(item, by) or "")
