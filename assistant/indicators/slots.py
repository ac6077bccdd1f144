"""A figure and what stands around it: cutting a sentence at its commas, and what a figure takes from its neighbours."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.indicators.amounts import carry_act, no_amount, without_bases
from assistant.indicators.genre import Genre
from assistant.indicators.lists import acts_alone, ambiguous, bare_list, dealt_out, list_break
from assistant.indicators.pieces import in_quotes, pieces
from assistant.indicators.reading import (
    LEADING,
    TIME_UNITS,
    Slot,
    ends_in_period,
    raised_from,
    read_slot,
)
from assistant.indicators.rows import name_of
from assistant.indicators.years import Due, listed_years, year_of
from assistant.numerals import find_quantities
from assistant.patterns import lazy
from assistant.records import Comparator, Quantity

_BASIS = lazy(r"\s*的?基础上")
_AGE_UNITS = frozenset({"岁", "周岁", "月龄", "个月"})
_RATES = frozenset({"%", "‰", "/10万", "个百分点"})
_CHANGES = ("down_by", "up_by")
_DESCRIBES = frozenset(
    {"不足", "低于", "少于", "小于", "不到", "超过", "超出", "高于", "多于", "大于", "逾", "未满", "不满"}
)
_AGES_ALONE = lazy(r"\d+(?:\s*[至到—~-]\s*\d+)?周?岁(?:及?以上|及?以下|以内)?")


def slots_of(
    text: str,
    start: int,
    end: int,
    genre: Genre,
    *,
    years: tuple[Due, ...] = (),
    told: tuple[Slot, ...] = (),
    strict: bool,
) -> tuple[list[Slot], list[str]]:
    """The figures of one sentence that make a demand, and the texts of those that could not be tied.

    Args:
        text: of the clause; start, end: the sentence.
        years: those by which something is due in the clause.
        told: the figures before it, of the same sentence up to its full stop.
        strict: whether only what demands something counts, outside the target lines.
    """
    found = [q for q in _shifted(text, start, end) if not _names_people(text, q, genre)]
    found = [q for q in found if not in_quotes(text, q.start) and not no_amount(text, q, strict=strict)]
    slots: list[Slot] = []
    lost: list[str] = []
    for piece_start, piece_end in pieces(text, start, end):
        inside = [q for q in found if piece_start <= q.start < piece_end]
        inside = without_bases(text, piece_start, inside)
        inside = [
            q for q in inside if not _qualifies(text, q, piece_start, inside, piece_end, genre, strict=strict)
        ]
        before = slots[-1] if slots else None
        read = _read_piece(text, piece_start, piece_end, inside, before, genre)
        carry_act(read, text, genre)
        _continue(read, before or (told[-1] if told else None), years, text, genre)
        listed = listed_years(years, text, start, read[0].quantity.start) if read else ()
        for slot in dealt_out(read, text, listed, [*told, *slots], genre):
            if strict and not _is_demand(slot, text):
                continue
            if name_of(slot) and not (
                ambiguous(text, read)
                or bare_list(text, read)
                or _ranged(text, slot.quantity)
                or _part(text, slot, genre)
            ):
                slot.year = slot.year or year_of(
                    years, start, piece_start, slot.quantity.start, strict=strict
                )
                slots.append(slot)
            else:
                lost.append(slot.quantity.text)
    return slots, lost


_BEHIND = lazy(r"(?:以上|以下|以内|左右)\s*$")
_THING = lazy(r"\s*的?[\u4e00-\u9fff]")
_LISTED = lazy(r"\s*[和及或与、]")


def _qualifies(
    text: str, q: Quantity, piece: int, others: list[Quantity], end: int, genre: Genre, *, strict: bool
) -> bool:
    """Whether a figure only says which things are meant (年收入5亿元以上的企业达到15家), and belongs to their name."""
    before, behind = LEADING.sub("", text[piece : q.start]).strip(), text[q.end : end]
    if any(other.end == q.start for other in others):  # 1所6个班以上的幼儿园
        return bool(re.match(r"[\u4e00-\u9fff]{0,2}(?:以[上下内]|及以上)?的", behind))
    if not before and q.unit not in _RATES and _BEHIND.search(q.text):  # 20万人口以上的县办好1所学校
        return behind.lstrip().startswith("的") and any(other.start > q.start for other in others)
    if (
        not before
        or before[-1] in "、和及"
        or genre.demand.search(before)
        or ends_in_period(before)
        or _LISTED.match(behind)
    ):
        return False
    if q.comparator in ("down_by", "up_by") or (q.comparator != "=" and not _BEHIND.search(q.text)):
        return False
    later = strict or any(other.start > q.start for other in others)
    if behind.lstrip().startswith("的"):
        return not _BASIS.match(behind)
    return bool(_BEHIND.search(q.text)) and later and bool(_THING.match(behind))


def _continue(read: list[Slot], before: Slot | None, years: tuple[Due, ...], text: str, genre: Genre) -> None:
    """2030年达到82.8岁, 2024年贯通5公里, 年均增长12%: said of what the piece before spoke of."""
    if not read or before is None or before.kind != "demand" or before.figure_first:
        return
    first = read[0]
    if before.dealt and len(read) > 1:
        return  # names for each figure stand before
    if _AGES_ALONE.fullmatch(first.subject) and not first.object:
        people = genre.population_start.match(before.subject) or _AGES_ALONE.match(before.subject)
        first.population, first.subject = first.subject, before.subject[people.end() if people else 0 :]
        first.start = before.start
        return
    words = genre.adverbs.sub("", first.subject)
    verb = words if words and acts_alone(words) else ""
    if first.object or first.kind != "demand" or words != verb:
        return
    dated = any(before.quantity.end <= due.start < first.quantity.start for due in years)
    alike = first.quantity.unit == before.quantity.unit or before.comparator in _CHANGES
    if not (first.comparator in _CHANGES or (dated and alike)):
        return
    first.subject, first.verb = "", first.verb or verb
    each = "分别" in text[before.quantity.end : first.quantity.start]
    for slot in read[:1] if each else read:
        if not (slot.subject or slot.object):
            slot.subject, slot.object, slot.start = before.subject, before.object, before.start
            slot.population, slot.per = slot.population or before.population, slot.per or _kept_per(before)


def _kept_per(before: Slot) -> str:
    """The denominator that a figure takes over; that of a change by the year (年均增长) is its own."""
    return "" if before.comparator in _CHANGES else before.per


def _shifted(text: str, start: int, end: int) -> list[Quantity]:
    return [replace(q, start=q.start + start, end=q.end + start) for q in find_quantities(text[start:end])]


def _names_people(text: str, q: Quantity, genre: Genre) -> bool:
    """Whether an age or a span of months only says who is meant (5岁以下儿童, 6个月内婴儿, 0至6岁)."""
    if q.unit not in _AGE_UNITS and q.unit != "":
        return False
    after = text[q.end :].lstrip()
    if q.unit == "":
        return bool(re.match(r"(?:至|到|-|—|~)\s*\d+\s*(?:岁|周岁|个月|月龄)", after))
    if q.unit in ("岁", "周岁") and genre.permission.search(text[max(q.start - 12, 0) : q.start]):
        return False
    if genre.demand.search(text[max(q.start - 8, 0) : q.start]) and re.match(r"[，,；;。、]|$", after):
        return False  # 人均预期寿命达到79岁
    ranged = re.match(r"(?:至|到|-|—|~)\s*\d", after)
    return bool(
        ranged or genre.population_start.match(after.removeprefix("的")) or q.unit in ("岁", "周岁", "月龄")
    )


def _read_piece(
    text: str, start: int, end: int, quantities: list[Quantity], before: Slot | None, genre: Genre
) -> list[Slot]:
    """Slots of one piece; what one lacks is taken from its neighbour in the list."""
    slots: list[Slot] = []
    for index, quantity in enumerate(quantities):
        left = start if index == 0 else list_break(text, quantities[index - 1].end, quantity.start)
        last = index == len(quantities) - 1
        right = end if last else list_break(text, quantity.end, quantities[index + 1].start)
        left = start if raised_from(text, start, quantity.start) else left
        slots.append(read_slot(text, left, right, quantity, genre))
    for index, slot in enumerate(slots):
        _inherit(slot, slots[index - 1] if index else None, before, genre)
    for slot, after in zip(reversed(slots[:-1]), reversed(slots[1:]), strict=True):
        if slot.figure_first and not slot.verb:
            slot.verb, slot.object, slot.end = after.verb, after.object, after.end
    return slots


def _inherit(slot: Slot, previous: Slot | None, before: Slot | None, genre: Genre) -> None:
    """Take over what a list does not say again."""
    if slot.kind != "demand" or slot.figure_first:
        return
    _split_population(slot, genre)
    if previous is not None and not previous.figure_first:
        only_people = bool(slot.subject) and genre.population_start.fullmatch(slot.subject) is not None
        if only_people and not slot.object:
            slot.population, slot.subject = slot.subject, previous.subject
        elif not slot.subject and slot.object:
            slot.subject, slot.comparator = previous.subject, _carried(slot, previous)
        else:
            return
        slot.verb, slot.per, slot.start = slot.verb or previous.verb, slot.per or previous.per, previous.start
    elif before is not None and before.per.startswith("每") and not slot.per and _is_counted(slot):
        slot.per = before.per


def _is_counted(slot: Slot) -> bool:
    """Whether a figure counts things, so that the denominator before it may be its own; no rate and no time."""
    return slot.quantity.unit not in _RATES | TIME_UNITS and not slot.subject.startswith(
        ("全市", "全省", "全县")
    )


def _carried(slot: Slot, previous: Slot) -> Comparator:
    return previous.comparator if slot.comparator == "=" else slot.comparator


def _split_population(slot: Slot, genre: Genre) -> None:
    """睡眠时间小学生 → 睡眠时间, 小学生: printed after the name, the population is no part of it."""
    match = genre.population_end.search(slot.subject)
    if match and not slot.object and genre.amount.search(slot.subject[: match.start()]):
        slot.population, slot.subject = match.group(), slot.subject[: match.start()]


def _is_demand(slot: Slot, text: str) -> bool:
    """Whether a figure outside the target lines demands something; numbers in names do not."""
    if slot.kind in ("permission", "deadline"):
        return True
    if _BASIS.match(text, slot.quantity.end):  # 在达到12000元的基础上: what is built on, not what is demanded
        return False
    if slot.comparator in ("<", ">") and slot.verb in _DESCRIBES:  # 撤并床位不足30张的
        return False
    if not slot.quantity.unit or slot.quantity.unit in _AGE_UNITS - {"个月"}:
        return False
    return bool(slot.verb) or slot.comparator not in ("=",)


def _part(text: str, slot: Slot, genre: Genre) -> bool:
    """其中城区10公里: only the sentence before says what of."""
    named = slot.verb or genre.share.search(name_of(slot)) or genre.amount.search(name_of(slot))
    return not named and text[: slot.start].rstrip().endswith("其中")


def _ranged(text: str, quantity: Quantity) -> bool:
    """5—10年: two figures that are one value make no row of their own."""
    after, before = text[quantity.end :].lstrip(), text[: quantity.start].rstrip()
    return bool(re.match(r"[-—–~～至到]\s*\d", after) or re.search(r"\d\s*[%‰]?[-—–~～至到]$", before))
