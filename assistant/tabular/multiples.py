"""A row's figure so many times: X的两倍, X的一半, X的十倍还多; half of X, more than double X.

multiple_of_row(free)   the phrase in a text whose names are blanked out, with the factor and how it bounds
says_multiple(free)     whether a question speaks of so many times at all
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.errors import QuantityError
from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy

_NUMBER = r"(?P<number>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]{1,3})"
_TIMES = rf"(?:{_NUMBER}(?P<half>个?半)?倍(?P<and_half>半)?|(?P<part>一半|二分之一|三分之一|四分之一|三分之二|四分之三)|(?P<double>翻倍|翻番|翻一番))"
_OF_IT = r"(?:的|这个|这项|那个|那项|条数|个数|项数|数量|数目|总数|指标|目标值?|数值|数字|那块|上限|下限|水平|定的|数|值)*"
_LEAD = r"(?P<lead>(?:正好|恰好|刚好|恰|正|差不多|大约|数值|目标值?|数|定得|定的|也|就|要|都)*(?:等于|相当于|超过|高于|大于|多于|达到|不到|低于|小于|不足|少于|超出|[没未]到|[没未]达到|达不到|够不上|不及|是|为|比)?)"
_ZH = lazy(
    rf"{_LEAD}(?P<row>\n+(?:的?\n+)?){_OF_IT}{_TIMES}(?P<more>还?要?多|以上|往上|还?不止|有余|还?不到|以下|都?不到|还?少)?"
)
_NUMBER_EN = rf"(?P<number>[0-9]+(?:\.[0-9]+)?|{'|'.join(ENGLISH_NUMBERS)})"
_ROW_EN = r"(?:(?:that|those|the one|what) (?:of|for|set for) )?(?:the )?(?P<row>\n(?:[\n ]|\b(?:of|the|for|in|and|rate)\b)*)(?:'s)?(?: ?\b(?:target|goal|figure|rate|value|one|level|number|indicator|cap)\b)*"
_EN = lazy(
    r"(?P<lead>(?:(?:exactly|precisely|just|at least|at most|more than|over|above|less than|under|below|equals?(?: to)?|is|are) )*)"
    rf"(?:(?P<part>half|a third of|a quarter of)(?: of)?|(?P<double>double|twice)|(?P<triple>triple|thrice)|{_NUMBER_EN} times)(?: as (?:high|large|big|much|many|long) as)? {_ROW_EN}"
)
_PARTS = {
    "一半": "0.5", "二分之一": "0.5", "四分之一": "0.25", "四分之三": "0.75", "half": "0.5", "a quarter of": "0.25",
}  # fmt: skip
_MORE = lazy(r"超过|高于|大于|多于|超出|多|以上|往上|不止|有余|more than|over|above")
_LESS = lazy(r"[不没未]到|[没未]达到|达不到|够不上|不及|低于|小于|不足|少于|以下|少|less than|under|below")
_SPEAKS = lazy(
    rf"(?<![几多])(?:{_NUMBER}个?半?倍|的(?:一半|二分之一|三分之一|四分之一)|翻倍|翻番|翻一番)"
    r"|\b(?:half (?:of|as|the|that)|double|twice|triple|thrice|(?:two|three|four|five|six|ten|[0-9.]+) times (?:as|that|the))\b"
)

Side = Literal["=", ">", "<"]


@dataclass(frozen=True, slots=True)
class Multiple:
    """So many times the figure of a row.

    Attributes:
        start, end: of the whole phrase.
        row: where the row is named.
        factor: how many times; exact.
        side: whether that much is meant, more, or less.
    """

    start: int
    end: int
    row: tuple[int, int]
    factor: Decimal
    side: Side


def says_multiple(free: str) -> bool:
    """Whether a text speaks of so many times, and does not ask how many (几倍)."""
    return bool(_SPEAKS.search(free))


def multiple_of_row(free: str) -> Multiple | None:
    """The phrase for so many times the figure of a row.

    Args:
        free: the question with line feeds for the names of rows.
    """
    match = _ZH.search(free) or _EN.search(free)
    factor = _factor(match) if match else None
    if match is None or factor is None:
        return None
    lead, more = match["lead"] or "", match.groupdict().get("more") or ""
    side: Side = "<" if _LESS.search(lead + more) else ">" if _MORE.search(lead + more) else "="
    return Multiple(match.start(), match.end(), match.span("row"), factor, side)


def _factor(match: re.Match[str]) -> Decimal | None:
    """How many times; None for thirds, which no decimal is."""
    found = match.groupdict()
    if part := found.get("part"):
        return Decimal(_PARTS[part]) if part in _PARTS else None
    if found.get("double"):
        return Decimal(2)
    if found.get("triple"):
        return Decimal(3)
    number = found["number"]
    try:
        value = Decimal(ENGLISH_NUMBERS[number]) if number in ENGLISH_NUMBERS else parse_number(number)
    except QuantityError:
        return None
    half = found.get("half") or found.get("and_half")
    return value + Decimal("0.5") if half else value
