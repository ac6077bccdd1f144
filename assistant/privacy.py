"""Personal numbers are masked before text goes further than it must: telephone, identity card, bank card, e-mail.

    mask("我电话13900001111")  → "我电话[手机号]"

Nothing of a number is kept but its kind. Full-width digits, blanks and hyphens inside a number do not hide it.
Public short numbers (110, 12345), years, ranges, figures of a plan and clause ids (2.1.g3) stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.lexicon import strip_invisible
from assistant.patterns import lazy

_D = r"[0-9０-９]"
_FULL = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")
_BEFORE = rf"(?<![0-9０-９A-Za-z_])(?<!{_D}[.．])"
_AFTER = rf"(?!{_D})(?![.．]{_D})"
_BLANK = r"[ \t\u00a0\u3000]"
_SEP = rf"(?:{_BLANK}|[-－‐‑–])?"
_EMAIL = lazy(r"[A-Za-z0-9._%+＋\-]+[@＠][A-Za-z0-9\-]+(?:[.．][A-Za-z0-9\-]+)+")
_LONG = lazy(rf"{_BEFORE}{_D}(?:{_SEP}{_D}){{12,18}}{_AFTER}")
_IDENTITY = lazy(rf"{_BEFORE}{_D}(?:{_SEP}{_D}){{16}}{_SEP}[0-9０-９XxＸｘ](?![0-9０-９A-Za-z])")
_IDENTITY_OLD = lazy(rf"{_BEFORE}{_D}(?:{_SEP}{_D}){{14}}{_AFTER}")
_MOBILE = lazy(
    rf"(?<![0-9０-９])(?<!{_D}[.．])(?:[+＋]?(?:00)?[8８][6６]{_SEP})?[1１]{_SEP}[3-9３-９](?:{_SEP}{_D}){{9}}{_AFTER}"
)
_LANDLINE = lazy(
    rf"(?<![0-9０-９])(?<!{_D}[.．])[（(]?[0０](?:[1１][0０]|[2２]{_D}|[3-9３-９]{_D}{{2}})[)）]?{_SEP}[2-9２-９](?:{_SEP}{_D}){{6,7}}{_AFTER}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def mask(text: str) -> str:
    """The text with each personal number replaced by its kind in brackets; masking twice changes nothing more."""
    text = strip_invisible(text)
    text = _EMAIL.sub("[邮箱]", text)
    text = _IDENTITY.sub(_if(_is_identity, "[身份证号]"), text)
    text = _IDENTITY_OLD.sub(_if(_is_old_identity, "[身份证号]"), text)
    text = _LONG.sub(_if(_is_card, "[银行卡号]"), text)
    text = _MOBILE.sub("[手机号]", text)
    return _LANDLINE.sub("[电话号码]", text)


def _if(test: Callable[[str], bool], kind: str) -> Callable[[re.Match[str]], str]:
    return lambda match: kind if test(_digits(match.group())) else match.group()


def _digits(text: str) -> str:
    return re.sub(r"[^0-9X]", "", text.translate(_FULL).upper())


def _is_date(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _is_identity(digits: str) -> bool:
    """Eighteen with a date of birth and the check digit of GB 11643."""
    if len(digits) != 18 or not digits[:17].isdigit() or not _is_date(digits[10:12], digits[12:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[17]


def _is_old_identity(digits: str) -> bool:
    return (
        len(digits) == 15 and digits.isdigit() and digits[0] != "0" and _is_date(digits[8:10], digits[10:12])
    )


def _is_card(digits: str) -> bool:
    """Luhn's check over 13 to 19 digits that are not all the same."""
    if not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
