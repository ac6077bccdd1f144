"""How often something is said to be done (五年才做一次), beside how often a text has it (年度监测, 每年报告).

    says_how_often(question)        whether it says once in how long something is done
    other_period(question, text)    the period as it is said and the text's own, where they differ; None otherwise

A period is compared only with that of the same doing: what stands behind the text's own has to stand in the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.patterns import lazy

_ONE = r"半|[一二两三四五六七八九十]|[0-9]{1,2}"
_UNIT = r"年|个?季度?|个?学期|个?月|个?星期|个?礼拜|周|天"
# 五年才做一次, 半年就得报一回, 每两年, 隔年: a period, and that something is done once or so in it.
_SAID = lazy(
    rf"(?P<said>(?:每隔?|隔)?(?:(?P<n>{_ONE})(?P<u>{_UNIT})))"
    rf"(?=(?:之?内|里头?)?(?:才|就|只|得|要|也|再|都|必须|应该?|至少|最多|顶多|能|会)*[^，,。；;？?0-9]{{0,10}}?(?:[一两二三几]|[0-9])(?:次|回|趟|遍))"
)
_PRINTED = lazy(
    r"每(?P<u>年度?|季度|月|周|天|日|学期)|(?P<half>每半年)|(?P<name>年度|季度|月度)(?=[\u4e00-\u9fff]{2})"
)
_MONTHS = {"年": 12, "季": 3, "学": 6, "月": 1}
_DAYS = {"星": 7, "礼": 7, "周": 7, "天": 1, "日": 1}
_MONTH = Decimal(30)
_NUMERALS = {h: Decimal(n) for n, h in enumerate("一二三四五六七八九十", 1)} | {
    "两": Decimal(2),
    "半": Decimal("0.5"),
}
_BEHIND = 24  # characters behind a text's period that tell what is done so often


def says_how_often(question: str) -> bool:
    """Whether a folded question says once in how long something is done."""
    return _SAID.search(question) is not None


def other_period(question: str, text: str) -> tuple[str, str] | None:
    """How often a question says that something is done, and how often a text does.

    Args:
        question: folded.
        text: a sentence on its matter.
    """
    said = [(m["said"], _days(m["n"], m["u"])) for m in _SAID.finditer(question)]
    if len(said) != 1:
        return None
    words, days = said[0]
    own = tuple(_printed(question.replace(words, " "), text))
    if not own or any(length == days for _, length in own):
        return None
    return words, own[0][0]


def _printed(question: str, text: str) -> Iterator[tuple[str, Decimal]]:
    """The periods of a text that are of something which the question names."""
    asked = _pairs(question)
    for match in _PRINTED.finditer(text):
        unit = match["u"] or match["name"] or "半年"
        behind = text[match.end() : match.end() + (2 if match["name"] else _BEHIND)]
        if asked & _pairs(behind):
            yield match.group(), _days("半" if match["half"] else "一", "年" if match["half"] else unit)


def _days(number: str, unit: str) -> Decimal:
    """The length of a period, by months of 30 days."""
    count = _NUMERALS[number] if number in _NUMERALS else Decimal(number)
    first = unit.removeprefix("个")[0]
    return count * (_MONTHS[first] * _MONTH if first in _MONTHS else Decimal(_DAYS[first]))


def _pairs(text: str) -> set[str]:
    return {
        pair for at in range(len(text) - 1) if (pair := text[at : at + 2]).isalpha() and not pair.isascii()
    }
