"""Bare Chinese numerals that bound figures → digits, which the rest reads: 在九十到九十九之间, 超过九十的.

    spelled(text)   百分之八十到九十之间 → 百分之80到百分之90之间

Only where a bound or a range says that a figure is meant, and no unit or classifier stands behind.
"""

from __future__ import annotations

import re

from assistant.numerals import format_decimal, parse_number
from assistant.patterns import lazy

_TENS = r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]?百)"
_ONE = rf"(?:{_TENS}|[一二两三四五六七八九])"
_OF = r"百分之|千分之"
_FREE = r"(?<![一二两三四五六七八九十百千万第数0-9.])"
_ENDS = r"(?![一二三四五六七八九十百千万成分点个项条名张所次类种大岁年月日天周小时块位口半几多0-9])"
_RANGE = lazy(
    rf"(?P<of>{_OF})?{_FREE}(?P<low>{_ONE})(?P<to>到|至|和|与|跟|-|~)(?P<of2>{_OF})?(?P<high>{_ONE}){_ENDS}"
    r"(?P<end>(?:这个)?(?:之间|中间|区间|当中|范围))?"
)
_BEFORE = r"(?:[超高低大小多少等]过?于|超过?|不到|不足|[未没]到|达到|达不到|够不上|过|破)"
_BEHIND = r"(?:及?以[上下内]|[往朝]?[上下](?=$|[的，,。；;？?有指目])|往[上下]|之[上下内])"
_BOUND = lazy(rf"(?P<before>{_BEFORE})(?P<a>{_TENS}){_ENDS}|(?<![分之]){_FREE}(?P<b>{_TENS})(?={_BEHIND})")


# 95%以上(含95%): what the bound says already.
_INCLUDING = lazy(r"(?<=以[上下内])[(（](?:包?含|包括|含有)(?:本数|[0-9.]+[%‰]?)[)）]")


def spelled(text: str) -> str:
    """A folded question with the bare Chinese numerals of its bounds and ranges in digits."""
    return _BOUND.sub(_in_digits, _RANGE.sub(_range, _INCLUDING.sub("", text)))


def _range(match: re.Match[str]) -> str:
    """A range whose two ends are of one measure; a pair of small numbers that no word makes a range is left."""
    of = match["of"] or match["of2"] or ""
    told = of or match["end"]
    large = len(match["low"] + match["high"]) > 2 or "十" in match["low"] + match["high"]
    if not told or not (of or large):
        return match.group()
    low, high = (f"{of}{_digits(match[end])}" for end in ("low", "high"))
    return f"{low}{match['to']}{high}{match['end'] or ''}"


def _in_digits(match: re.Match[str]) -> str:
    return f"{match['before'] or ''}{_digits(match['a'] or match['b'])}"


def _digits(numeral: str) -> str:
    return format_decimal(parse_number(numeral))
