"""分别 and 均: the names of a list, each with its figure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.indicators.reading import Slot
from assistant.lexicon import new_tagger, new_tokenizer

_LIST_MARKS = re.compile(r"[、和及]")
_EACH = re.compile(r"[均都](?:要|应|须)?[\u4e00-\u9fff]{0,4}$")


def dealt_out(slots: list[Slot], text: str) -> list[Slot]:
    """种植、收获机械化率分别达到65%和55%: each figure with the name in its place, all with the words of the whole list.

    Of one figure that is said of each (均达到45%), a slot for each name.
    """
    if len(slots) == 1 and _EACH.search(text[slots[0].start : slots[0].quantity.start]):
        names = apart(slots[0].subject, len(_LIST_MARKS.findall(slots[0].subject)) + 1)
        return [replace(slots[0], subject=name) for name in names] or slots
    if len(slots) < 2 or "分别" not in slots[0].subject + text[slots[0].start : slots[0].quantity.start]:
        return slots
    names = apart(slots[0].subject.removesuffix("分别"), len(slots))
    if not names or any(slot.subject or slot.object for slot in slots[1:]) or slots[0].object:
        return slots
    alike = len({slot.comparator for slot in slots}) == 1
    for slot, name in zip(slots, names, strict=True):
        slot.subject, slot.verb = name, slot.verb or slots[0].verb
        slot.start, slot.end = slots[0].start, slots[-1].end
        slot.dealt = alike  # 38%和68%以下: whether 以下 is said of both, nobody can tell
    return slots


def apart(listed: str, count: int) -> tuple[str, ...]:
    """The names of a list that says what they share only once; () where they cannot be told apart.

    花生种植、收获机械化率 → 花生种植机械化率, 花生收获机械化率: the words that differ are of one length, all verbs or none,
    or each name is there as a whole (登记失业率和调查失业率).
    """
    parts = [part for part in _LIST_MARKS.split(listed) if part]
    if len(parts) != count or count < 2:
        return ()
    if len({part[-2:] for part in parts}) == 1:
        return tuple(parts)
    words = [[(pair.word, pair.flag[:1] == "v") for pair in _tagger().cut(part)] for part in parts]
    own = [words[0][-1], *(part[0] for part in words[1:-1] if len(part) == 1), words[-1][0]]
    if len(own) < count or len({(len(word), acts) for word, acts in own}) > 1 or len(words[-1]) < 2:
        return ()
    head = "".join(word for word, _ in words[0][:-1])
    tail = "".join(word for word, _ in words[-1][1:])
    return tuple(f"{head}{word}{tail}" for word, _ in own)


@lru_cache(maxsize=1)
def _tagger() -> Any:
    return new_tagger(new_tokenizer())


def list_break(text: str, start: int, end: int) -> int:
    """Where the object of one figure ends and the subject of the next begins: after the last 、 和."""
    marks = list(_LIST_MARKS.finditer(text, start, end))
    return marks[-1].end() if marks else start


def ambiguous(text: str, read: list[Slot]) -> bool:
    """分别达到 65%和55%: which figure belongs to which name is not for a rule to guess, where they do not tell."""
    return len(read) > 1 and "分别" in text[read[0].start : read[-1].end] and not all(s.dealt for s in read)
