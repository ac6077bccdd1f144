"""Ages with the side that words around them say: 6个月以后, 3岁往上, over five, before the age of 3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.numerals.numbers import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy
from assistant.records import Quantity

_LATER = lazy(r"\s*(?:(?:以|往|之|过|了)后|后(?!续|者)|开外|出头|朝上|往上)")
_EARLIER = lazy(r"\s*(?:(?:以|之)?前(?!后|期|往)|朝下|往下)")
_PAST = lazy(r"(?:过了?|超过了?|大于|不止)\s*$")
_AGED_EN = lazy(
    r"\b(?:(?P<older>over|above|older than|beyond|past|after)|under|below|younger than|before) (?:the )?(?:age of )?"
    rf"(?P<number>[0-9]{{1,2}}|{'|'.join(ENGLISH_NUMBERS)})(?:[ -](?P<months>months?)|[ -]years?)?(?:[ -](?:olds?|of age))?"
    r"(?= *(?:[?.,;:!)—-]|$)| (?:is|are|be|must|should|have|has|to|in|who|get|need|needs|should|sleep|can|may|will|children|kids|infants|babies|and)\b)"
)
# Before an age in English that says whom a figure is about, and is none itself (children under 3).
_WHOM_EN = lazy(
    r"\b(?:child|children|kids?|infants?|babies|toddlers?|pupils?|students?|those|people|anyone|boys|girls|minors?|aged?|ages) (?:who are |that are |aged? )?$"
)
_SHORT = 4  # characters before an age that may say that it is past
_AGED = frozenset({"岁", "周岁", "月龄", "个月"})


def sided(figures: Iterable[Quantity], text: str) -> tuple[Quantity, ...]:
    """The figures of a folded text, ages among them bounded as the words around them say.

    An age in English is added where it has no unit (children over five).
    """
    found = tuple(_sided(figure, text) if figure.unit in _AGED else figure for figure in figures)
    taken = {at for figure in found if figure.unit in _AGED for at in range(figure.start, figure.end)}
    return (*found, *(age for age in _english(text) if taken.isdisjoint(range(age.start, age.end))))


def ages_of_whom(text: str) -> tuple[tuple[int, int], ...]:
    """Where a folded English text says without a unit of which age people are (children under 3): no figure of a target."""
    return tuple((a.start, a.end) for a in _english(text) if _WHOM_EN.search(text[: a.start]))


def _sided(figure: Quantity, text: str) -> Quantity:
    if figure.comparator != "=":
        return figure
    later = _LATER.match(text, figure.end)
    match = later or _EARLIER.match(text, figure.end)
    if match is None:
        past = _PAST.search(text, max(figure.start - _SHORT, 0), figure.start)
        return (
            replace(figure, comparator=">", start=past.start(), text=text[past.start() : figure.end])
            if past
            else figure
        )
    said = text[figure.start : match.end()]
    return replace(figure, comparator=">=" if later else "<=", end=match.end(), text=said)


def _english(text: str) -> list[Quantity]:
    return [
        Quantity(
            value=parse_number(match["number"]),
            unit="个月" if match["months"] else "岁",
            comparator=">" if match["older"] else "<",
            per=None,
            start=match.start(),
            end=match.end(),
            text=match.group(),
        )
        for match in _AGED_EN.finditer(text)
    ]
