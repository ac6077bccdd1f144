"""Which figures of a sentence are amounts of their own, and what those of a list share."""

from __future__ import annotations

import itertools

from assistant.indicators.genre import Genre
from assistant.indicators.lists import acts_alone
from assistant.indicators.reading import Slot, raised_from
from assistant.patterns import lazy
from assistant.records import Quantity

_RATIO_BEFORE = lazy(r"\d\s*[:：∶]\s*$")
_RATIO_BEHIND = lazy(r"\s*[:：∶]\s*\d")
_RANKED = frozenset({"位", "名", "强", "列"})
_PER_BEFORE = lazy(r"每\s*(?:\d[\d.]*\s*[万亿]?\s*(?:至|到|-|—|~|～)\s*)?$")
_HAN_COUNT = lazy(r"[两二三四五六七八九十]+项")
# 用3年时间, 经过5年左右努力: how long it takes is no demand.
_TAKES_BEFORE = lazy(r"(?:[用经]|经过|通过|利用)(?:约|大约|近|\d+[-—～~至到])?$")
_TIME_BEHIND = lazy(r"\s*(?:左右)?的?(?:时间|努力|奋斗|建设)")
_JOINED = lazy(r"[、和及]\s*$")


def no_amount(text: str, q: Quantity, *, strict: bool) -> bool:
    """Whether a figure is none that is demanded: of a ratio (1:7), a rank (前5位), a denominator (每150名), in a name (两项补贴), the time it takes (用3年时间)."""
    before = text[: q.start]
    if _RATIO_BEFORE.search(before) or _RATIO_BEHIND.match(text, q.end):
        return True
    if q.unit in _RANKED and before.rstrip().endswith(("前", "第")):
        return True
    if _PER_BEFORE.search(before) or (before.endswith("每") and q.unit):
        return True
    if _TAKES_BEFORE.search(before) and _TIME_BEHIND.match(text, q.end):
        return True
    return strict and q.comparator == "=" and _HAN_COUNT.fullmatch(q.text.strip()) is not None


def without_bases(text: str, piece: int, quantities: list[Quantity]) -> list[Quantity]:
    """The figures of a piece without those that a later one is raised or lowered from (由80元提高到110元)."""
    spans = [span for q in quantities if (span := raised_from(text, piece, q.start))]
    return [q for q in quantities if not any(start <= q.start < end for start, end in spans)]


def carry_act(slots: list[Slot], text: str, genre: Genre) -> None:
    """新建市级基地12个、县级基地36个: what is done with the first of a list is done with the others."""
    for before, slot in itertools.pairwise(slots):
        act = genre.acting.match(before.subject)
        listed = slot.subject and not slot.object and not before.object and not slot.verb
        between = text[before.quantity.end : text.find(slot.subject, before.quantity.end)] if listed else ""
        if act is None or not listed or slot.kind != "demand" or not _JOINED.fullmatch(between):
            continue
        verb, things = before.subject[: act.end()], before.subject[act.end() :]
        alone = acts_alone(slot.subject) or slot.subject in genre.acts
        slot.subject = slot.subject + things if alone else verb + slot.subject
        slot.verb, slot.start = act.group("verb") if not alone else slot.subject[: -len(things)], before.start
