"""A slot → a row of the table."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.indicators.genre import Genre
from assistant.indicators.pieces import pieces, squeeze
from assistant.indicators.reading import LEADING, Slot
from assistant.numerals import HALF
from assistant.plan import Plan
from assistant.records import Clause, Indicator, IndicatorKind


def name_of(slot: Slot) -> str:
    """What is measured; "" where that cannot be told."""
    if slot.kind in ("permission", "deadline"):
        return slot.object
    if slot.figure_first:
        return slot.subject + slot.verb + slot.object if slot.verb and slot.object else ""
    name = slot.subject + slot.object
    told = re.search(r"[\u4e00-\u9fffA-Za-z]{2}", name) and not name.endswith(("以上", "以下", "以内"))
    return name if told else ""


def figure_row(
    slot: Slot, clause: Clause, plan: Plan, genre: Genre, goal: str | None, is_target: bool
) -> Indicator:
    """The row of a figure."""
    name, population = name_of(slot), slot.population or None
    if population is None and (match := genre.population_start.match(name)) and match.end() < len(name):
        population = match.group()
    relative = slot.comparator in ("down_by", "up_by")
    kind: IndicatorKind = "relative" if relative else "target" if is_target else "standard"
    value, unit = slot.quantity.value, slot.quantity.unit or None
    if value == HALF and unit is None:
        value, unit = Decimal(50), "%"  # 占总课时一半以上
    year = slot.year if kind == "standard" else slot.year or plan.meta.period[1]
    return Indicator(
        id=clause.id, plan=plan.meta.key, name=name, population=population, verb=slot.verb or None,
        comparator=slot.comparator, value=value, unit=unit,
        per=slot.per or None, kind=kind, base_year=slot.base_year, target_year=year,
        domain=plan.domain_of(clause), goal=goal, clause_id=clause.id, quote=clause.text[slot.start : slot.end],
        start=slot.quantity.start, end=slot.quantity.end,
    )  # fmt: skip


def direction_rows(
    clause: Clause, plan: Plan, genre: Genre, goal: str | None,
    sentence: tuple[int, int], taken: list[tuple[int, int]], year: int,
) -> list[Indicator]:  # fmt: skip
    """Qualitative rows: a measured noun with a direction, or a verb that itself speaks of a number."""
    rows = []
    for start, end in pieces(clause.text, *sentence):
        if any(low < end and start < high for low, high in taken):
            continue
        piece = LEADING.sub("", clause.text[start:end]).rstrip()
        flat = squeeze(piece)
        match = genre.direction.match(flat) or genre.counted.match(flat)
        if match is None:
            continue
        begin = clause.text.index(piece, start)
        people = genre.population_start.match(match.group("name"))
        population = people.group() if people and people.end() < match.end("name") else None
        verb = match.group("verb")
        rows.append(
            Indicator(
                id=clause.id,
                plan=plan.meta.key,
                name=match.group("name"),
                population=population,
                verb=verb,
                comparator="up" if verb in genre.up_verbs else "down",
                value=None,
                unit=None,
                per=None,
                kind="qualitative",
                base_year=None,
                target_year=year,
                domain=plan.domain_of(clause),
                goal=goal,
                clause_id=clause.id,
                quote=piece,
                start=begin + piece.rindex(verb),
                end=begin + len(piece),
            )
        )
    return rows
