"""Rows that a question holds against the figure of another row: 跟X的目标一样的, 比X还高的; the same target as X.

    against(text, table)   the text with that figure in place of the comparison (等于75%的), and the row that has it

What is left is read like any question with a figure, so that it may be counted, ranked, left out and put together with
other conditions. A comparison of named rows with one another (A比B高多少) is none: it names a row outside of the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.numerals import format_decimal
from assistant.patterns import lazy
from assistant.records import Comparator, Indicator
from assistant.tabular.multiples import Multiple, Side, multiple_of_row
from assistant.tabular.reading import Reading
from assistant.tabular.several import called
from assistant.tabular.slots import Table, blank

_OF_IT = r"(?:的|这个|这项|这一项|那个|那项)*(?:目标值|目标|比例|比率|占比|指标值|指标|数值|数字|数|值|要求|标准|线|上限|下限|水平)?"
_ROW = rf"(?P<row>\n+(?:[的\u3400-\u9fff]{{0,2}}\n+)?){_OF_IT}"
_SET = r"(?:(?:定|设|要求|规定|写|给)(?:得|的|成)?|都|也|又|是|完全|正好|恰好|刚好|恰|正|同样|为|的|数值|目标值|目标|数字|数|值|标准|上|要|一个)*"
_SAME = (
    r"(?:一模一样|一样|相同|相等|相一致|一致|同样|等值|等高|等同|持平|齐平|平齐|并列(?:第[一二三四五六七八九十]|头名|首位|榜首)?|一个数|一个样|同一个数|一般(?=[高大多低])"
    r"|没差|没两样|不差)(?:[高大多长低小])?(?:低)?"
)
_WHO = r"(?P<who>(?:哪|谁|什么|啥)[^，,。；;？?\n]{0,8}?)"
_MORE = r"(?:定|设)?(?:得|的)?(?:还要?|更要?|要|都|再|来得|偏|略|稍)*"
# 放得更宽, 管得还松, 卡得更死
_HELD = rf"(?:(?:放|管|卡|控制?|控|抓|要求|定|设|规定)(?:得|的)?)?{_MORE}"
_END_ZH = r"(?:出来|出|一些|一点儿?|些|点儿?)?"
_THAN = r"(?<![对分占同环])(?:比起|比|较之|较)"
_ROW_EN = (
    r"(?:(?:that|those|the one|what) (?:of|for|set for) )?(?:the )?(?P<row>\n(?:[\n ]|\b(?:of|the|for|in|and|rate)\b)*)(?:'s)?"
    r"(?: ?\b(?:target|goal|figure|rate|value|one|level|number|indicator|is|has)\b)*"
)
_FIGURE_EN = (
    r"(?: (?:numerical|numeric|exact|percentage|target|goal|figure|value|number|level|percent)s?){0,3}"
)
# Each form of a comparison with a row, and how its figure then bounds.
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"{_ROW}(?:[跟和与同]){_WHO}{_SET}{_SAME}", "等于"),
    (rf"(?:跟|和|与|同|像){_ROW}{_SET}{_SAME}", "等于"),
    (rf"(?:等于|等同于|同于|相当于|持平于){_ROW}", "等于"),
    (rf"{_THAN}{_ROW}{_MORE}[高大多长]{_END_ZH}", "高于"),
    (rf"{_THAN}{_ROW}{_MORE}[低小少短]{_END_ZH}", "低于"),
    (rf"{_THAN}{_ROW}{_HELD}(?:宽松|宽|松){_END_ZH}", "宽于"),
    (rf"{_THAN}{_ROW}{_HELD}(?:严格|严|紧){_END_ZH}", "严于"),
    (rf"(?:不低于|不少于|不小于|不亚于|不逊于){_ROW}", "不低于"),
    (rf"(?:不高于|不超过|不大于|不多于){_ROW}", "不高于"),
    (rf"(?:高于|大于|多于|长于|超过|超出|高过|大过|高出|盖过|压过){_ROW}", "高于"),
    (rf"(?:低于|小于|少于|短于|低过|小过|比不上|赶不上|够不上|不及|不如|未达|不到){_ROW}", "低于"),
    (
        rf"(?:ha(?:ve|s)|shares?|carr(?:y|ies)|with|at|set at|of)? ?(?:exactly |precisely )?(?:the )?(?:same|identical){_FIGURE_EN} (?:as|to|with) {_ROW_EN}",
        "equal to ",
    ),
    (rf"shar(?:e|es|ing) (?:its|their|the|a|an|one)(?: same)?{_FIGURE_EN} with {_ROW_EN}", "equal to "),
    (
        rf"(?:equal(?:s|ling)?(?: to)?|identical to|match(?:es|ing)?|tied? with|level with|on a par with|in line with) {_ROW_EN}",
        "equal to ",
    ),
    (
        rf"(?:not (?:lower|less|smaller) than|no (?:lower|less) than|at least as (?:high|large|big|much) as) {_ROW_EN}",
        "at least ",
    ),
    (
        rf"(?:not (?:higher|more|greater) than|no (?:higher|more) than|at most as (?:high|large|big|much) as) {_ROW_EN}",
        "at most ",
    ),
    (rf"(?:looser|laxer|more lenient|less strict|less demanding) than {_ROW_EN}", "looser "),
    (rf"(?:stricter|tighter|tougher|more demanding|less lenient) than {_ROW_EN}", "stricter "),
    (rf"(?:(?:higher|greater|larger|bigger|more) than|above|over|exceed(?:s|ing)?|beyond) {_ROW_EN}", "above "),
    (rf"(?:(?:lower|less|smaller) than|below|under) {_ROW_EN}", "below "),
)  # fmt: skip
# Between two rows: 介于X和Y之间, between X and Y.
_BETWEEN = lazy(
    rf"(?:介于|处于|界于|在)?(?P<one>\n+){_OF_IT}(?:和|与|跟|同|到|至|、)(?P<two>\n+){_OF_IT}(?:的)?(?:之间|中间|当中)"
    rf"|\b(?:between|in between) {_ROW_EN.replace('?P<row>', '?P<one_en>')} ?and {_ROW_EN.replace('?P<row>', '?P<two_en>')}"
)
_COMPILED = tuple((lazy(form), bound) for form, bound in _FORMS)
# What asks for rows: an indicator, which one, how many; whether there is one.
_ASKS = lazy(
    r"哪|几|多少|谁|有没有|有无|有[^，,。；;？?]*[吗么没不]|列|的(?:定量|百分[比率]|千分[比率]|上限|下限)?(?:指标|目标)[？?。]?$|\b(?:which|what|how many|any|list|show|find|name|(?:are|is) there)\b"
)
_MARKED = lazy(r"[“「『\"《]([^“”「」『』\"《》]{2,30})[”」』\"》]")


@dataclass(frozen=True, slots=True)
class Against:
    """A question that holds rows against others.

    Attributes:
        text: the question with the figures of those others in place of the comparisons.
        rows: those others, in the question's order.
        itself: those of them whose own figure would fit (等于X's), so that they are left out.
        times: what their figures are multiplied by first, or None.
        phrase: so many times a figure in the question's words; what cannot be read otherwise is named by it.
        way: comparators of the rows that may be compared, where strictness is: floors with floors; empty for any.
        choices: names to choose from, where one names several rows with a figure; the rest is empty then.
    """

    text: str
    rows: tuple[Indicator, ...]
    itself: tuple[Indicator, ...]
    choices: tuple[str, ...] = ()
    times: Decimal | None = None
    way: tuple[Comparator, ...] = ()
    phrase: str = ""

    @property
    def figures(self) -> set[Decimal]:
        """The figures that bound."""
        return {(row.value or Decimal(0)) * (self.times or 1) for row in self.rows}


def against(text: str, table: Table) -> Against | None:
    """A folded question with figures in place of comparisons with named rows; None where it makes none."""
    text = _MARKED.sub(lambda quote: _unmarked(quote, table), text)
    lexicon = table.catalog.lexicon
    if not (any(mention.values("alias") for mention in lexicon.scan(text)) or lexicon.bags_in(text)):
        return None  # most questions name no row, and need not be taken apart for one
    reading = Reading(text, table)
    if (between := _BETWEEN.search(reading.free)) and not reading.is_difference:
        return _between(between, text, reading)
    if reading.named and (multiple := multiple_of_row(reading.free)) is not None:
        return _of_multiple(multiple, text, reading)
    asks = reading.asks or _ASKS.search(reading.free)
    found = list(_found(reading)) if reading.named and asks else []
    if not found or _names_one_beside(reading, [match for match, _ in found]):
        return None
    rows: list[Indicator] = []
    itself: list[Indicator] = []
    for match, bound in sorted(found, key=lambda one: -one[0].start()):
        meant = _rows_of(text[slice(*match.span("row"))], table)
        if len(meant) > 1:
            return Against("", (), (), tuple(map(called, meant)))
        if not meant:
            return None
        rows[:0] = meant
        itself += meant if bound in ("等于", "equal to ") else []
        text = text[: match.start()] + _said(match, bound, meant[0]) + text[match.end() :]
    ways = [
        _WAYS.get(row.comparator, ())
        for (_, bound), row in zip(found, rows, strict=False)
        if bound in _STRICTNESS
    ]
    return Against(text, tuple(rows), tuple(itself), way=ways[0] if ways else ())


_STRICTNESS = frozenset({"宽于", "严于", "looser ", "stricter "})
_WAYS: Mapping[str, tuple[Comparator, ...]] = {
    "<=": ("<=", "<"), "<": ("<=", "<"), ">=": (">=", ">"), ">": (">=", ">"),
}  # fmt: skip


_BOUNDS_OF: Mapping[Side, tuple[str, str]] = {
    "=": ("等于", "equal to "), ">": ("高于", "above "), "<": ("低于", "below "),
}  # fmt: skip


def _of_multiple(multiple: Multiple, text: str, reading: Reading) -> Against | None:
    """Rows held against so many times the figure of another; None where two that are named are held together."""
    rest = Reading(blank(text, [multiple.row]), reading.table)
    meant = _rows_of(text[slice(*multiple.row)], reading.table)
    if not _ASKS.search(reading.free) or _is_one_named(rest) or rest.people or not meant:
        return None
    if len(meant) > 1:
        return Against("", (), (), tuple(map(called, meant)))
    (row,) = meant
    value = (row.value or Decimal(0)) * multiple.factor
    bound = _BOUNDS_OF[multiple.side][reading.lang == "en"]
    said = f"{bound}{format_decimal(value)}{row.unit or ''}"
    whole = text[: multiple.start] + said + text[multiple.end :]
    return Against(
        whole, (row,), (), (), multiple.factor, phrase=text[multiple.row[0] : multiple.end].strip()
    )


def _between(match: re.Match[str], text: str, reading: Reading) -> Against | None:
    """Rows between the figures of two others; None where one of them is no single row with a figure of that unit."""
    zh = match["one"] is not None
    spans = [match.span(name) for name in (("one", "two") if zh else ("one_en", "two_en"))]
    found = [_rows_of(text[slice(*span)], reading.table) for span in spans]
    rest = Reading(blank(text, spans), reading.table)
    if any(len(rows) != 1 for rows in found) or rest.named or not _ASKS.search(reading.free):
        return None
    (one,), (two,) = found
    if one.unit != two.unit:
        return None
    low, high = (
        f"{format_decimal(row.value)}{row.unit or ''}" for row in (one, two) if row.value is not None
    )
    said = f"在{low}到{high}之间" if zh else f"between {low} and {high}"
    return Against(text[: match.start()] + said + text[match.end() :], (one, two), (one, two))


def _unmarked(quote: re.Match[str], table: Table) -> str:
    """A quoted name of a row without its quotes; any other quote as it is."""
    names = {row.name for row in table.catalog.rows}
    return (
        quote[1]
        if {name for m in table.catalog.lexicon.scan(quote[1]) for name in m.values("alias")} & names
        else quote[0]
    )


def _names_one_beside(reading: Reading, found: list[re.Match[str]]) -> bool:
    """Whether rows are named outside of the comparisons that are compared themselves: a single one, or by how much.

    A name of several rows only narrows (比婴儿死亡率低的死亡率).
    """
    rest = Reading(blank(reading.text, [match.span("row") for match in found]), reading.table)
    if not rest.named:
        return False
    if reading.lang == "en":
        return reading.is_difference or len(rest.rows) == 1
    by_how_much = any(_HOW_MUCH.match(reading.free, match.end()) for match in found)
    return by_how_much or _is_one_named(rest)


def _is_one_named(rest: Reading) -> bool:
    """Whether a name outside of the comparisons stands for a single row."""
    rows = rest.catalog.rows
    return any(sum(rest.leads_to(m, row) for row in rows) == 1 for m in rest.named)


_HOW_MUCH = lazy(r"(?:出来?|了|上|个)?(?:多少|几|多大)")


def _found(reading: Reading) -> Iterator[tuple[re.Match[str], str]]:
    """The comparisons with named rows, each once."""
    taken: list[tuple[int, int]] = []
    for form, bound in _COMPILED:
        for match in form.finditer(reading.free):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield match, bound


def _said(match: re.Match[str], bound: str, row: Indicator) -> str:
    """The figure as a bound, with who is asked for before it."""
    assert row.value is not None
    who = match.groupdict().get("who") or ""
    bound = _SIDES.get((bound, row.comparator in ("<=", "<")), bound)
    who = "哪个指标" if who[:1] in ("谁", "啥", "什") else who
    return f"{who}{bound}{format_decimal(row.value)}{row.unit or ''}"


# A ceiling is looser where it is higher, a floor where it is lower.
_SIDES: Mapping[tuple[str, bool], str] = {
    ("宽于", True): "高于", ("宽于", False): "低于", ("严于", True): "低于", ("严于", False): "高于",
    ("looser ", True): "above ", ("looser ", False): "below ", ("stricter ", True): "below ", ("stricter ", False): "above ",
}  # fmt: skip


def _rows_of(name: str, table: Table) -> list[Indicator]:
    """The rows with a figure to be met that a name leads to."""
    return [row for row in Reading(name, table).rows if row.value is not None and row.kind != "relative"]
