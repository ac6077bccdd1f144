"""A figure that is worked out for what the asker supposes: read again from the question and the cited row."""

from __future__ import annotations

from decimal import Decimal

from assistant.errors import QuantityError
from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy
from assistant.records import Indicator
from assistant.restated import SCALED
from assistant.verify.case import Case, squeeze

_DIGITS = lazy(r"[0-9][0-9,]*(?:\.[0-9]+)?[万千百]?|[一二两三四五六七八九十百千万]+")
_WEEK = lazy(r"周|星期|礼拜|\bweek\b")
_BELOW = lazy(r"[降下压减少砍低]|lower|cut|reduc|drop|down")
_ABOVE = lazy(r"[提上高增多加涨升抬]|rais|increas|lift|higher|up\b")
_TIGHTER = lazy(r"收紧|从严|tighten")
_LOOSER = lazy(r"放[宽松]|relax|loosen")
_BOUND_WORDS = {"以上": (">=", ">"), "以下": ("<=", "<"), "at least": (">=", ">"), "at most": ("<=", "<")}


def scaling_holds(case: Case) -> str | None:
    """A what-if whose words are not the question's, whose operands are not the row's, or that does not come out."""
    match = SCALED.match(case.sentence.text)
    if match is None:
        return None
    words = match["zh"] or match["en"]
    if squeeze(words) not in squeeze(case.evidence.question):
        return f"the question does not say {words!r}"
    left, by, result = (Decimal(match[key]) for key in ("left", "by", "result"))
    rows = [row for row in case.rows if row.value == left]
    if not rows:
        return f"{left} is no figure of a cited row"
    made = {"×": left * by, "+": left + by, "−": left - by}[match["sign"]]
    if made != result:
        return f"{result} is said, {made} comes out"
    wrong = [_wrong(row, words, match["sign"], by, match["bound"] or match["bound_en"] or "") for row in rows]
    return None if None in wrong else wrong[0]


def _wrong(row: Indicator, words: str, sign: str, by: Decimal, bound: str) -> str | None:
    if bound and row.comparator not in _BOUND_WORDS[bound]:
        return f"the row does not bind by {bound!r}"
    if sign == "×":
        many = Decimal(7) if _WEEK.search(words) else _number(words)
        if many is None:
            return f"{words!r} has no number"
        told = many / 1000 if (row.per or "").startswith("每千") else many
        return None if row.per and told == by else f"{words!r} is not {by} times what the row is told for"
    cap = row.comparator in ("<=", "<")
    if _TIGHTER.search(words) or _LOOSER.search(words):
        up = bool(_TIGHTER.search(words)) != cap
    else:
        up = bool(_ABOVE.search(words)) and not _BELOW.search(words.replace("往下", "下"))
    if up != (sign == "+"):
        return f"{words!r} goes the other way"
    return None if _number(words) == by else f"{words!r} is not {by}"


def _number(words: str) -> Decimal | None:
    """The first number of some words."""
    if match := _DIGITS.search(words):
        try:
            value = parse_number(match.group())
        except QuantityError:
            return None
        return value * 1000 if " thousand" in words else value
    found = (word for word in words.split() if word in ENGLISH_NUMBERS)
    word = next(found, None)
    return Decimal(ENGLISH_NUMBERS[word]) if word else None
