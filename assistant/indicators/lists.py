"""分别 and 均: the names of a list, each with its figure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.indicators.genre import Genre
from assistant.indicators.reading import Slot
from assistant.lexicon import tagger
from assistant.patterns import lazy

_LIST_MARKS = lazy(r"[、和及]")
_BOUND_BEHIND = lazy(r"(?:以上|以下|以内|左右)\s*$")
_BRACKET = lazy(r"（[^）]*）")
_SHORTEST_END = 2  # characters; a name of 率 alone would be everybody's
_SHARES = frozenset({"%", "‰", "/10万"})
_EACH = lazy(r"[均都](?:要|应|须)?[\u4e00-\u9fff]{0,4}$")


def dealt_out(
    slots: list[Slot], text: str, years: tuple[int, ...], before: list[Slot], genre: Genre
) -> list[Slot]:
    """种植、收获机械化率分别达到65%和55%: each figure with the name in its place, all with the words of the whole list.

    Of one figure that is said of each (均达到45%), a slot for each name; 到2022年、2025年分别达到40个、80个 has a year for each;
    of 果蔬、肉类流通率分别达到32%和88%，损失率分别下降4个和2个百分点 the second names are those of the owners dealt out before.
    """
    if len(slots) == 1 and _EACH.search(text[slots[0].start : slots[0].quantity.start]):
        listed = slots[0].subject
        names = _shares_listed(listed, genre) or apart(
            listed, len(_LIST_MARKS.findall(listed)) + 1, genre, slots[0].quantity.unit
        )
        return [replace(slots[0], subject=name) for name in names] or slots
    if len(slots) < 2 or "分别" not in slots[0].subject + text[slots[0].start : slots[0].quantity.start]:
        return slots
    if any(slot.subject or slot.object for slot in slots[1:]) or slots[0].object:
        return slots
    listed = slots[0].subject.removesuffix("分别")
    if not listed and (names := names_before(before, len(slots))):
        slots[0].start = before[-1].start
        return _dealt(slots, names)
    units = {slot.quantity.unit for slot in slots}
    names = apart(listed, len(slots), genre, units.pop() if len(units) == 1 else "")
    if not names and len(years) == len(slots):
        names = (listed,) * len(slots)
        for slot, year in zip(slots, years, strict=True):
            slot.year = year
    elif not names and len(owners := dealt_before(before)) == len(slots):
        names = tuple(owner + listed for owner in owners)
    return _dealt(slots, names)


def _shares_listed(listed: str, genre: Genre) -> tuple[str, ...]:
    """The names of a list that 、 parts, where each of them ends in a share (甲和乙达标率、丙覆盖率)."""
    parts = [part for part in listed.split("、") if part]
    return tuple(parts) if len(parts) > 1 and all(genre.share.search(part) for part in parts) else ()


def bare_list(text: str, read: list[Slot]) -> bool:
    """Whether figures follow each other with no name between (甲、乙按12%、10%): which is whose is not told."""
    together = (
        (first, after)
        for first, after in pairwise(read)
        if re.fullmatch(r"\s*[、和及]\s*", text[first.quantity.end : after.quantity.start])
    )
    nameless = any(
        not first.object and not first.figure_first and (after.figure_first or not after.subject)
        for first, after in together
    )
    return nameless and not all(slot.dealt for slot in read)


def dealt_before(slots: list[Slot]) -> tuple[str, ...]:
    """What is each one's own of the names that were dealt out last: 果蔬, 肉类 of 果蔬流通率, 肉类流通率."""
    last = [slot.subject for slot in slots if slot.dealt and slot.end == slots[-1].end]
    shared = _shared_end(last) if len(last) > 1 else ""
    own = tuple(name.removesuffix(shared) for name in last)
    return own if shared and all(own) else ()


def names_before(slots: list[Slot], count: int) -> tuple[str, ...]:
    """The names that were dealt out last, where a list says nothing but its figures (到2025年，分别达到95%和85%)."""
    last = [slot.subject for slot in slots if slot.dealt and slot.end == slots[-1].end]
    return tuple(last) if len(last) == count else ()


def _shared_end(names: list[str]) -> str:
    """The longest end that all names have."""
    length = next(
        (n for n in range(min(map(len, names)), 0, -1) if len({name[-n:] for name in names}) == 1), 0
    )
    return names[0][len(names[0]) - length :]


def _dealt(slots: list[Slot], names: tuple[str, ...]) -> list[Slot]:
    if not names:
        return slots
    clear = _bound_clear(slots)
    whose = _whose(names)
    first, begin, end = slots[0], slots[0].start, slots[-1].end
    for slot, name in zip(slots, names, strict=True):
        slot.subject, slot.verb, slot.start, slot.end = name, slot.verb or first.verb, begin, end
        slot.base_year, slot.per = slot.base_year or first.base_year, slot.per or first.per
        slot.dealt = clear
        slot.population = slot.population or whose.get(name, "")
        if clear and slot.comparator == "=" and not _BOUND_BEHIND.search(first.quantity.text):
            slot.comparator = first.comparator  # 分别不低于30%和28%, 分别下降4个、2个百分点
    return slots


def _whose(names: tuple[str, ...]) -> dict[str, str]:
    """Whose each name is, where all go on alike: 果蔬, 肉类 of 果蔬冷链流通率, 肉类冷链流通率; what only acts is nobody's."""
    shared = _shared_end(list(names)) if len(set(names)) == len(names) else ""
    own = {name: name.removesuffix(shared) for name in names}
    plain = len(shared) > _SHORTEST_END and all(own.values())
    return own if plain and not any(acts_alone(words[-2:]) for words in own.values()) else {}


def _bound_clear(slots: list[Slot]) -> bool:
    """Whether it is plain how each figure binds; of 38%和68%以下 nobody can tell whether 以下 is said of both."""
    return not (
        _BOUND_BEHIND.search(slots[-1].quantity.text) and any(s.comparator == "=" for s in slots[:-1])
    )


def apart(listed: str, count: int, genre: Genre, unit: str = "") -> tuple[str, ...]:
    """The names of a list that says what they share only once; () where they cannot be told apart.

    花生种植、收获机械化率 → 花生种植机械化率, 花生收获机械化率. Names that all end in what is measured, or of which none does
    (燃气管道、供水管网), are there as a whole; of 粮食产量、蔬菜自给率 it cannot be told.
    """
    parts = [part for part in _LIST_MARKS.split(listed) if part]
    if len(parts) != count or count < 2:
        return ()
    if len({part[-2:] for part in parts}) == 1:
        return tuple(parts)
    measured = [bool(genre.share.search(part) or genre.amount.search(part)) for part in parts]
    if all(genre.share.search(part) for part in parts) or (all(measured) and unit not in _SHARES):
        return tuple(parts)
    if any(measured[:-1]):
        return ()
    if not measured[-1] and not acts_alone(parts[0]):
        return () if unit in _SHARES else tuple(parts)
    return _sharing(parts)


def acts_alone(part: str) -> bool:
    """Whether a part is a verb alone (新建、改建幼儿园)."""
    return all(acts for _, acts in _words(part))


def _sharing(parts: list[str]) -> tuple[str, ...]:
    """Names that have the end of the last one in common: the words behind what is its own."""
    words = [_words(part) for part in parts]
    if 0 < (at := _end_alike(parts[0], parts[-1])) < len(parts[-1]):
        head = parts[0][: parts[0].rfind("的") + 1] if "的" not in parts[-1] else ""
        names = _with_tail(parts, at)  # 失业保险、工伤保险参保人数
        return (names[0], *(head + name for name in names[1:]))
    if (at := parts[-1].find("中")) > 0 and "中" not in "".join(parts[:-1]):
        return _with_tail(parts, at)  # 人大代表、政协委员中女性比例
    own = [words[0][-1], *(part[0] for part in words[1:-1] if len(part) == 1), words[-1][0]]
    if len(words[-1]) < 2:
        return ()
    if len(own) == len(parts) and len({(len(word), acts) for word, acts in own}) == 1:
        head = "".join(word for word, _ in words[0][:-1])
        tail = "".join(word for word, _ in words[-1][1:])
        shared = (
            head if own[0][1] else ""
        )  # 花生种植、收获 are both done to 花生; 村卫生室、卫生院 are two things
        return (f"{head}{own[0][0]}{tail}", *(f"{shared}{word}{tail}" for word, _ in own[1:]))
    count = min(len(part) for part in words[:-1])
    if count >= len(words[-1]) or any(len(part) != count for part in words[1:-1]):
        return ()
    head = "".join(word for word, _ in words[0][: len(words[0]) - count])
    names = _with_tail(
        [parts[0].removeprefix(head), *parts[1:]], len("".join(w for w, _ in words[-1][:count]))
    )
    return tuple(head + name for name in names)


def _end_alike(first: str, last: str) -> int:
    """Where a part of the last name ends as the first one does; 0 where none does."""
    ends = (first[at:] for at in range(1, len(first) - 1))
    found = next((last.find(end, 1) + len(end) for end in ends if last.find(end, 1) > 0), 0)
    bracket = _BRACKET.match(last, found)
    return bracket.end() if found and bracket else found


def _with_tail(parts: list[str], at: int) -> tuple[str, ...]:
    """Each part with what the last one has behind a place."""
    return (*(part + parts[-1][at:] for part in parts[:-1]), parts[-1])


@lru_cache(maxsize=1024)
def _words(part: str) -> tuple[tuple[str, bool], ...]:
    """The words of a part, and of each whether it is a verb."""
    return tuple((pair.word, pair.flag[:1] == "v") for pair in tagger().cut(part))


def list_break(text: str, start: int, end: int) -> int:
    """Where the object of one figure ends and the subject of the next begins: after the last 、 和."""
    marks = [m for m in _LIST_MARKS.finditer(text, start, end) if not _in_brackets(text, start, m.start())]
    return marks[-1].end() if marks else start


def _in_brackets(text: str, start: int, at: int) -> bool:
    """Whether a place stands in brackets that are opened behind another."""
    return text.rfind("（", start, at) > text.rfind("）", start, at)


def ambiguous(text: str, read: list[Slot]) -> bool:
    """分别达到 65%和55%: which figure belongs to which name is not for a rule to guess, where they do not tell."""
    return len(read) > 1 and "分别" in text[read[0].start : read[-1].end] and not all(s.dealt for s in read)
