"""Fractions in words (四分之三以上, 过半), as the percentages that a reader takes them for."""

from __future__ import annotations

from dataclasses import replace

from assistant.numerals.figures import find_quantities
from assistant.numerals.numbers import HALF, HAN_DIGITS, parse_number
from assistant.patterns import lazy
from assistant.records import Quantity

_WHOLE = rf"[0-9]{{1,2}}|[{HAN_DIGITS}十]{{1,3}}"
_FRACTION = lazy(
    rf"(?<![百千万0-9{HAN_DIGITS}十])(?P<whole>{_WHOLE})分之(?P<part>{_WHOLE})(?![百千万点.0-9{HAN_DIGITS}十])"
)


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
    halves = (figure for figure in find_quantities(text) if figure.value == HALF and not figure.unit)
    found += [
        replace(figure, value=HALF * 100, unit="%") for figure in halves if figure.text.strip() != "0.5"
    ]
    return tuple(found)
