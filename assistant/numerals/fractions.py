"""Fractions in words (四分之三以上, 过半, nine out of ten), as percentages, and numbers in English words (at least three doctors)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.numerals.figures import find_quantities
from assistant.numerals.numbers import ENGLISH_NUMBERS, HALF, HAN_DIGITS, parse_number
from assistant.patterns import lazy
from assistant.records import Quantity

_WHOLE = rf"[0-9]{{1,2}}|[{HAN_DIGITS}十]{{1,3}}"
_FRACTION = lazy(
    rf"(?<![百千万0-9{HAN_DIGITS}十])(?P<whole>{_WHOLE})分之(?P<part>{_WHOLE})(?![百千万点.0-9{HAN_DIGITS}十])"
)


_EN = {word: value for word, value in ENGLISH_NUMBERS.items() if value > 1}
_EN_WORD = "|".join(_EN)
# nine out of ten, three quarters; at least three doctors, has to have two: figures of things in words.
_OUT_OF = lazy(
    rf"\b(?P<part>{_EN_WORD}|one|[1-9][0-9]?) (?:(?:out of|in)(?: every)? (?P<whole>{_EN_WORD}|[1-9][0-9]?)\b|(?P<name>quarters?|thirds?|fifths?|tenths?)\b)"
)
_PARTS_EN = {"quarter": 4, "third": 3, "fifth": 5, "tenth": 10}
_COUNTED_EN = lazy(
    rf"(?P<bound>\b(?:at least|at most|no fewer than|no less than|no more than|up to) |(?<=\bhave )|(?<=\bhas )|(?<=\bneed )|(?<=\bneeds )|(?<=\bget )|(?<=\bonly )|(?<=\bexactly ))"
    rf"(?P<many>{_EN_WORD})(?= (?!of\b|or\b|and\b|to\b|out\b|in\b|quarters?\b|thirds?\b|fifths?\b|tenths?\b|years?\b)[a-z]|$)"
)


def _share_en(match: re.Match[str]) -> Quantity | None:
    """A share in English words as a percentage; None where it is none (two in one)."""

    def number(word: str) -> Decimal:
        return Decimal(ENGLISH_NUMBERS.get(word, word))

    whole = number(match["whole"]) if match["whole"] else Decimal(_PARTS_EN[match["name"].rstrip("s")])
    part = number(match["part"])
    if not 0 < part <= whole:
        return None
    value = 100 * part / whole
    return Quantity(value, "%", "=", None, match.start(), match.end(), match.group())


def find_fractions(text: str) -> tuple[Quantity, ...]:
    """Fractions of a text as percentages with the words that bind them; to four decimals where none is exact.

    >>> [(q.text, str(q.value), q.comparator) for q in find_fractions("不低于四分之三")]
    [('不低于四分之三', '75.0000', '>=')]
    """
    found = []
    for match in _FRACTION.finditer(text):
        whole, part = parse_number(match["whole"]), parse_number(match["part"])
        if not 0 < part <= whole:
            continue
        percent = f"{100 * part / whole:.4f}%"
        longer = len(percent) - len(match.group())
        said = text[: match.start()] + percent + text[match.end() :]
        found += [
            replace(figure, end=figure.end - longer, text=text[figure.start : figure.end - longer])
            for figure in find_quantities(said)
            if figure.start <= match.start() < figure.end
        ]
    found += [figure for match in _OUT_OF.finditer(text) if (figure := _share_en(match))]
    found += [
        replace(figure, text=match.group(), start=match.start(), end=match.end())
        for match in _COUNTED_EN.finditer(text)
        for figure in find_quantities(f"{match['bound'] or ''}{_EN[match['many']]} ")
    ]
    halves = (figure for figure in find_quantities(text) if figure.value == HALF and not figure.unit)
    found += [
        replace(figure, value=HALF * 100, unit="%") for figure in halves if figure.text.strip() != "0.5"
    ]
    return tuple(found)
