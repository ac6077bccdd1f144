"""The figures that a question brings of its own: what it states or asks about, also in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.asked import ASKING
from assistant.lexicon import Mention
from assistant.numerals import AGES, ages_of_whom, find_fractions, find_quantities, parse_number
from assistant.patterns import lazy
from assistant.question.parts import YES_NO, together
from assistant.records import Quantity

_PER_EN = lazy(r"\b(?:per|every|for each|out of(?: every)?)\s+$")
_MEASURES = frozenset({"小时", "次", "名", "张", "所", "成"})


def own_figures(text: str, mentions: Iterable[Mention]) -> tuple[Quantity, ...]:
    """Figures that no name, population or word of the question holds."""
    taken = [(m.start, m.end) for m in mentions if m.values("alias") or m.values("population")]
    if text.isascii():
        taken += ages_of_whom(text)
    named = [m for m in mentions if m.values("alias")]
    asks = any(set(m.values("word")) & ASKING for m in mentions if not m.values("alias"))
    states = bool(YES_NO.search(text)) or not asks
    return tuple(
        _as_limit(quantity, text)
        for quantity in find_quantities(text)
        if not _PER_EN.search(text[: quantity.start])
        and (
            quantity.unit not in AGES
            or any(together(text, quantity, m) for m in named)
            or (named and _says_whom(quantity, text))
        )
        and not any(start < quantity.end and quantity.start < end for start, end in taken)
        and (quantity.unit or len(quantity.text) > 1)
        and (
            re.search(r"[0-9]|[%‰]|百分|千分", quantity.text)
            or (states and _is_stated(quantity, text))  # 不少于两小时,对吧
            or (quantity.unit == "小时" and "半" in quantity.text)  # 就睡八个半小时，比规划少多少
        )
    ) + (find_fractions(text) + _spoken_numbers(text) if states else ())


_PERIODS = frozenset({"年", "个月", "月", "周", "天", "日", "分钟"})
_THINGS = frozenset({"个", "位", "人", "家", "项"})
# What is demanded stands right before its number (得配三个全科医生, 要有俩大夫).
_DEMANDED = lazy(r"(?:[有要配备设建得需须应派]|设置|设立|安排|至少|最少|起码|达到|保证)$")
_SPOKEN = {"俩": Decimal(2), "仨": Decimal(3)}
_SPOKEN_NUMBER = lazy(r"[俩仨](?=[\u4e00-\u9fff]{2})")
# 一年上一回课: the verb before a number of times is no 上一回 (the last one).
_TIMES_A_PERIOD = lazy(
    r"(?:每|一)个?(?:年|月|周|天|学期|季度?)(?:就|只|才|得|要|能|得要)?(?:上|听|开|办|搞|去|来|做)(?P<many>[一两二三四五六])(?P<times>[回次趟])"
)


def _is_stated(figure: Quantity, text: str) -> bool:
    """Whether a figure in Chinese numerals says how much: a measure, a period with a bound, a number demanded."""
    if figure.unit in _PERIODS:
        return figure.comparator != "="
    if figure.unit in AGES:
        return _says_whom(figure, text)
    if figure.unit in _THINGS:
        return bool(_DEMANDED.search(text[: figure.start]))
    return figure.unit in _MEASURES


# …，管的是15岁以下孩子; 那个数算的是一岁以内的娃: whom a target is said to be about, in a part of its own.
_WHOM_BEFORE = lazy(
    r"(?:管|算|指|说|讲|针对|统计|面向|对象|范围|口径|适用|覆盖)(?:的|到)?(?:对象|范围|口径|人群)?(?:都|就|只|应该|其实)?(?:是|为|到)?$"
)


def _says_whom(figure: Quantity, text: str) -> bool:
    """Whether an age with a bound is said to be that of those whom a target is about."""
    bound = figure.comparator != "="
    return bound and figure.unit in AGES and bool(_WHOM_BEFORE.search(text[: figure.start]))


def _spoken_numbers(text: str) -> tuple[Quantity, ...]:
    """Numbers that are one with their classifier (俩 is 两个), where they say what is demanded."""
    paired = [
        Quantity(_SPOKEN[m.group()], "个", "=", None, m.start(), m.end(), m.group())
        for m in _SPOKEN_NUMBER.finditer(text)
        if _DEMANDED.search(text[: m.start()])
    ]
    often = [
        Quantity(
            parse_number(m["many"]),
            "次",
            "=",
            None,
            m.start("many"),
            m.end(),
            text[m.start("many") : m.end()],
        )
        for m in _TIMES_A_PERIOD.finditer(text)
        if not any(m.start("many") <= q.start < m.end() for q in find_quantities(text))
    ]
    return (*paired, *often)


# 14岁就能, 满14岁才可以: an age from which a rule holds, not that of the asker's child.
_FROM_AGE = lazy(r"^(?:的?(?:孩子|儿童|人|娃))?(?:就|才|方|即)(?:是|算|能|可|行|有|允许|让)")


def _as_limit(figure: Quantity, text: str) -> Quantity:
    """An age with the bound that the words behind it give."""
    limits = figure.unit in AGES and figure.comparator == "=" and _FROM_AGE.match(text[figure.end :])
    return replace(figure, comparator=">=") if limits else figure
