"""What an answer lists for a family, read again from its sentences alone.

    wrong_strength(text, quote, kind)     a promise said to be firmer than its words
    wrong_age(asked, quote)               a promise that is not for the age that was asked about
    wrong_boundary(quotes)                a boundary said of words that have none
    settled(quotes)                       an amount or a number of days, where the plan is said to have none

It shares nothing with what made the list, so that one fault does not hide the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.patterns import lazy

# The lines that stand above the lists, in both languages.
FIRM: Final = lazy(r"^规划明确的：$|^What the plan commits to:$")
SOFT: Final = lazy(r"^规划推动、以当地细则为准的：$|^What the plan promotes, up to local rules:$")
AIM: Final = lazy(r"^规划定为目标的：$|^What the plan sets as a target:$")
BOUNDARY: Final = lazy(r"正好在分界上|right at the boundary")
UNSETTLED: Final = lazy(r"金额、天数和手续.*没有写|does not state amounts, days or procedures")
ASKED: Final = lazy(r"^您问的是|^You ask about ")
_PROMOTES = lazy(
    r"^(?:积极|大力|稳妥|逐步|进一步|加快)*(?:推动|推进|探索|鼓励|支持|引导|倡导|争取|加强|完善)"
)
_GIVES = lazy(r"享有|享受|按规定实施")
_AMOUNT = lazy(r"\d+\s*(?:元|万元|天|日(?!常))")
_YEARS = r"(?:周岁|岁)"
_RANGE = lazy(rf"(\d+)\s*(?:-|－|—|–|~|至|到)\s*(\d+)\s*{_YEARS}")
_BOUND = lazy(rf"(\d+)\s*({_YEARS}|个月|月龄)\s*(以下|以内|以上)")
_ASKED_AGE = lazy(rf"(\d+(?:\.\d+)?)\s*{_YEARS}\s*(半)?(?:零|又)?(?:(\d+)\s*个月)?|(\d+)\s*个月")


def wrong_strength(heading: str, quote: str, kind: str) -> str | None:
    """Why a quote does not belong under a heading, or None."""
    if FIRM.match(heading):
        if _PROMOTES.match(quote) and not _GIVES.search(quote):
            return f"the plan only promotes this: {quote[:20]!r}"
        if kind == "target" and not _GIVES.search(quote):
            return f"this is a target: {quote[:20]!r}"
    if AIM.match(heading) and kind != "target":
        return f"this is no target: {quote[:20]!r}"
    return f"this is a target: {quote[:20]!r}" if SOFT.match(heading) and kind == "target" else None


def wrong_age(asked: str, quote: str) -> str | None:
    """Why a quote is not for the age in a text (2岁半, 30个月), or None; texts in other words are not judged."""
    child = _months_of(asked)
    if child is None:
        return None
    low, high = child
    if match := _RANGE.search(quote):
        if high < int(match[1]) * 12 or low > int(match[2]) * 12 + 11:
            return f"{match.group()} is another age"
    elif match := _BOUND.search(quote):
        figure = int(match[1]) * (12 if match[2] in ("岁", "周岁") else 1)
        if high < figure if match[3] == "以上" else low > figure:
            return f"{match.group()} is another age"
    return None


def _months_of(text: str) -> tuple[int, int] | None:
    """First and last month of an age that a text has, or None."""
    match = _ASKED_AGE.search(text)
    if match is None:
        return None
    if match[4]:
        return int(match[4]), int(match[4])
    months = int(float(match[1]) * 12) + (6 if match[2] else 0) + int(match[3] or 0)
    return months, months if match[2] or match[3] or "." in match[1] else months + 11


def wrong_boundary(quotes: Iterable[str]) -> str | None:
    """Why a boundary is said of words that have none, or None."""
    return None if any(_RANGE.search(q) or _BOUND.search(q) for q in quotes) else "no age is cited"


def settled(quotes: Iterable[str]) -> str | None:
    """An amount or a number of days in what is cited, or None."""
    return next((f"{match.group()} is stated" for q in quotes if (match := _AMOUNT.search(q))), None)
