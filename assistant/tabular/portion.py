"""Which of two figures is asked for in per cent of the other: X是Y的百分之几, what per cent of Y is X, X as a share of Y.

percent_of(reading)   the row and the one that its figure is asked in per cent of, or None
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import Indicator
from assistant.tabular.reading import Reading

_GAP = r"[^\n，,。；;？?！!]"
_PART_ZH = r"(?:百分之(?:几|多少|多大)|百分比(?:是)?多少|多少百分比|几成|几分之几|多大比例|多少比例|百分之)"
_OF_WHOLE = lazy(
    rf"\n{_GAP}{{0,10}}(?P<zh>是|占|相当于|等于|合|顶|够|抵得?上?|达到)(?:了|到)?{_GAP}{{0,4}}\n+(?:{_GAP}{{0,4}}\n+)?{_GAP}{{0,8}}?的?{_PART_ZH}"
    r"|(?P<en_of>what (?:per ?cent|percentage|share|fraction|proportion|part) of) [^\n,?]{0,30}\n[^,?]* (?:is|are|does|do|would|equals) [^\n,?]{0,24}\n"
    r"|\n[^,?]* (?P<en_is>(?:is|are|be|equals?|makes? up|amounts? to|represents?) (?:equal to )?what (?:per ?cent|percentage|share|fraction|proportion|part) of)[^\n,?]{0,24}\n"
    r"|\n[^,?]* (?P<en_as>(?:as a|in) (?:per ?cent|percentage|share|fraction|proportion) of)[^\n,?]{0,24}\n"
)


def percent_of(reading: Reading) -> tuple[Indicator, Indicator] | None:
    """A row and the one that its figure is asked in per cent of; None where no such thing is asked."""
    if len(reading.rows) < 2 or not (match := _OF_WHOLE.search(reading.free)):
        return None
    found = match.groupdict()
    key = next(key for key, value in found.items() if value)
    before, behind = _rows_on(match.end(key), reading)
    if key == "en_of":  # what per cent of Y is X
        verb = _IS.search(reading.free, match.end(key))
        before, behind = _rows_on(verb.end() if verb else match.end(), reading)
        before, behind = behind, before
    if reading.lang == "en" and (len(before) != 1 or len(behind) != 1):  # names share their words
        before, behind = _apart(*match.span(key), reading)
        before, behind = (behind, before) if key == "en_of" else (before, behind)
    return (before[0], behind[0]) if len(behind) == 1 and len(before) == 1 and before != behind else None


_IS = lazy(r" (?:is|are|does|do|would|equals) ")


def _apart(start: int, end: int, reading: Reading) -> tuple[list[Indicator], list[Indicator]]:
    """The rows that two pieces of a text name, each read by itself: around what asks, or around the verb behind it."""
    cut = start, end
    if not Reading(reading.text[:start], reading.table).rows:
        verb = _IS.search(reading.free, end)
        cut = verb.span() if verb else cut
    sides = (reading.text[end if cut[0] > end else 0 : cut[0]], reading.text[cut[1] :])
    first, second = (
        [
            row
            for row in Reading(f"{side.strip(' ?')} rate" if side else side, reading.table).rows
            if row.value is not None
        ]
        for side in sides
    )
    return first, second


def _rows_on(at: int, reading: Reading) -> tuple[list[Indicator], list[Indicator]]:
    """The rows that are named before a place and behind it: by their people, where people tell them apart."""
    sides = []
    for before in (True, False):
        people = [m for m in reading.people if (m.start < at) is before]
        named = [m for m in reading.named if (m.start < at) is before]
        about = [row for row in reading.rows if any(reading.is_about(row, m) for m in people)]
        called = [row for row in reading.rows if any(reading.leads_to(m, row) for m in named)]
        both = [row for row in about if row in called]
        sides.append([row for row in both or called or about if row.value is not None])
    return sides[0], sides[1]
