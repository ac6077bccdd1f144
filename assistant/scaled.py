"""A what-if over one row: its figure for so many as the asker has, or so many points higher or lower.

    scaled(text, row)   5家乡镇卫生院 of 每所…至少2名 → 2 × 5 = 10; 再压10个百分点 of 38%以下 → 38 − 10 = 28

What a row is told for one of (每千名儿童, 每所…, 每年, 每天) is told for the number that is said. None where nothing is
supposed, where the units differ, or where it is asked whether a figure is enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.errors import QuantityError
from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy
from assistant.records import Indicator
from assistant.supposed import asks_whether_met

_NUM = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?[万千百]?|[一二两三四五六七八九十百千万]+)"
_NUM_EN = "(?:[0-9][0-9,]*(?:\\.[0-9]+)?|" + "|".join(w for w in ENGLISH_NUMBERS if w != "zero") + ")"
_ASKS = lazy(
    r"多少|几(?!家|所|年级)|多长|(?:呢|如何|怎样|咋样|会怎么样)[？?]?$|\b(?:how (?:many|much|long)|what)\b"
)
_IF = lazy(
    r"如果|要是|假如|假设|假定|假若|倘若|若是|若|设想|万一|[再又](?=往|[提上调抬增加涨升降下压减少多放收])|\b(?:if|suppos\w*|assum\w*|imagine|were)\b"
)
# How many there are of what a row is told for one of.
_OF_PER: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "每千名儿童": (
        lazy(rf"(?<![每第0-9.])(?P<n>{_NUM})[名个位]?(?:儿童|孩子|小孩儿?|娃娃?|未成年人)"),
        lazy(rf"\b(?<!per )(?P<n>{_NUM_EN}(?: thousand)?) (?:[a-z]+ )?children\b"),
    ),
    "每所": (
        lazy(rf"(?<![每第0-9.])(?P<n>{_NUM})[家所个座](?:乡|镇|社区|卫生院|基层|街道)[^，,。；;？?0-9]{{0,10}}?(?:院|中心)"),
        lazy(rf"\b(?P<n>{_NUM_EN}) (?:[a-z]+ ){{0,2}}?(?:hospitals|health cent(?:er|re)s|clinics)\b"),
    ),
    "每年": (
        lazy(r"(?<![每第0-9.一二三四五六七八九十])(?P<n>[二两三四五六七八九十]|[0-9]{1,2})年(?![级代内前后以月的度级])"),
        lazy(rf"\b(?P<n>{_NUM_EN}) years\b"),
    ),
    "每天": (
        lazy(r"(?<![每])(?P<week>(?:[一1]个?|整)(?:周|星期|礼拜))|(?<![每第0-9.])(?P<n>[二两三四五六七八九十]+|[0-9]{1,3})天"),
        lazy(rf"\b(?P<week>(?:a|per|each|one|every) week)\b|\b(?P<n>{_NUM_EN}) days\b"),
    ),
}  # fmt: skip
_POINTS: Mapping[str, str] = {"百分点": "%", "千分点": "‰"}
_UP = r"提高|上调|上浮|调高|提升|抬高|增加|多|加|涨|升高?|往上[加调提抬升]?"
_DOWN = r"降低?|下调|调低|下降|压低?|减少?|少|砍掉?|往下[压降调减]?|往低[里了]?[压降调减]?"
_SHIFT = lazy(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<tight>收紧|从严)|(?P<loose>放宽|放松))(?:了|去|上|下|掉|到)*(?P<n>{_NUM})个?(?P<unit>百分点|千分点|点|小时|钟头|次|名|张)"
)
_SHIFT_EN = lazy(
    rf"\b(?:(?P<up>raised?|increased?|lifted|higher|up)|(?P<down>lowered?|cut|reduced?|dropped|down|lower)|(?P<tight>tightened)|(?P<loose>relaxed|loosened))(?: [a-z]+)?? by (?P<n>{_NUM_EN}) ?(?P<unit>(?:percentage )?points?|hours?|%)"
)
_HOURS = frozenset({"小时", "钟头", "hour", "hours"})
_CAPS = ("<=", "<")
_THOUSAND = Decimal(1000)
_WEEK = Decimal(7)


@dataclass(frozen=True, slots=True)
class Scaled:
    """What a row's figure comes to under what is supposed.

    Attributes:
        asked: what is supposed, in the question's words.
        sign: × for so many, + or − for so much more or less.
        by: what the figure is multiplied by, or what is added or taken away.
        result: in the row's unit.
    """

    asked: str
    sign: str
    by: Decimal
    result: Decimal


def scaled(text: str, row: Indicator) -> Scaled | None:
    """What the figure of a row comes to; None where a folded question supposes nothing of it."""
    if row.value is None or row.comparator in ("down_by", "up_by") or row.unit in ("周岁", "个月"):
        return None
    if not _ASKS.search(text):
        return None
    return _for_so_many(text, row, row.value) or _shifted(text, row, row.value)


def _for_so_many(text: str, row: Indicator, value: Decimal) -> Scaled | None:
    key = next((per for per in _OF_PER if (row.per or "").startswith(per)), "")
    for pattern in _OF_PER.get(key, ()):
        matches = list(pattern.finditer(text))
        if not matches:
            continue
        if len(matches) > 1:
            return None  # 12家乡镇卫生院和3家社区中心: no one number
        match = matches[0]
        many = _WEEK if match.groupdict().get("week") else _number(match["n"])
        if many is None:
            return None
        by = many / _THOUSAND if key == "每千名儿童" else many
        return Scaled(match.group(), "×", by, value * by) if by not in (0, 1) else None
    return None


def _shifted(text: str, row: Indicator, value: Decimal) -> Scaled | None:
    match = _SHIFT.search(text) or _SHIFT_EN.search(text)
    if match is None or not _IF.search(text) or asks_whether_met(text):
        return None
    by, unit = _number(match["n"]), match["unit"]
    if by is None:
        return None
    rate = row.unit in ("%", "‰")
    fits = _POINTS.get(unit, row.unit) == row.unit if rate else unit == row.unit
    if not (fits or (unit in _HOURS and row.unit == "小时")) or (
        rate and unit in (*_HOURS, "次", "名", "张")
    ):
        return None
    cap = row.comparator in _CAPS
    up = bool(match["up"]) or (bool(match["tight"]) and not cap) or (bool(match["loose"]) and cap)
    result = value + by if up else value - by
    return Scaled(match.group(), "+" if up else "−", by, result) if result >= 0 and by else None


def _number(words: str) -> Decimal | None:
    """A number as it is said; None where the characters are none (万百)."""
    thousand = words.endswith(" thousand")
    try:
        value = parse_number(words.removesuffix(" thousand"))
    except QuantityError:
        return None
    return value * _THOUSAND if thousand else value
