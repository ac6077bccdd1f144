"""Whether a bound's own figure counts: 比96高的，不含96本身; 5到40之间，两头都不算; strictly between 20% and 60%.

    edges(text)   the text without what only says so, and the Edges that it says

A figure that is said a second time with such a word is no bound of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.numerals import find_quantities
from assistant.patterns import lazy
from assistant.records import Bound, Operator, Quantity, TableQuery

Span = tuple[int, int]

_ITSELF = r"(?:本身|自己|自身|本数|这个数|这一?档|这个|那个|整|的)*"
_TOO = r"(?:也|都|就|均|一块儿|一块|一起|一并|一同|一道)*"
_NOT_ZH = r"(?:不|别|甭|勿|未|没)(?:用|必|要|需|再)?"
_TAKE_ZH = r"(?:算|计|含|包括|包含|包|要|数|取|列)(?:上|了|进去|进来|入|在内|里|在里头|其中)?"
_OUT_ZH = rf"(?:{_NOT_ZH}{_TAKE_ZH}|不在内|不在其中|除外|除去|去掉|刨去|刨除|刨掉|剔除|排除|扣掉|排除在外)"
_END_ZH = r"(?:了|的|吧|哈|啊|呀)*"
_OUT_BEFORE = lazy(
    rf"(?:{_OUT_ZH}(?:掉|了)?|\b(?:excluding|not including|not counting|without(?: counting)?|leaving out|but not|except(?: for)?)(?: (?:those|ones|figures|the|exactly|at|of|any))*) ?$"
)
_OUT_BEHIND = lazy(
    rf"{_ITSELF}{_TOO}{_OUT_ZH}{_END_ZH}|(?: itself| exactly)? (?:is |are |being )?(?:not (?:included|counted)|excluded|doesn't count|does not count)"
)
_IN_BEFORE = lazy(
    r"(?<![不别甭勿未没])(?:含|包括|包含|连同?|带上?|算上|加上|捎上|\b(?:including|inclusive of|counting)(?: (?:those|ones|figures|the|exactly|at|of))*) ?$"
)
_IN_BEHIND = lazy(
    rf"{_ITSELF}{_TOO}(?:{_TAKE_ZH}|在内)?{_END_ZH}|(?: itself| exactly)?(?: (?:is |are )?(?:included|counts))?"
)
_IN_SAID = lazy(
    rf"{_ITSELF}{_TOO}(?:{_TAKE_ZH}|在内){_END_ZH}|(?: itself)? (?:is |are )?(?:included|counts)\b"
)
_ENDS = r"(?:两头儿?|两端|两边儿?|首尾|头尾|两个端点|端点|两个边界|边界|上下限|两个数)"
_BOTH_OUT = lazy(
    rf"[，,(]?{_TOO}{_OUT_ZH}{_ENDS}(?:的?(?:值|数))?[)]?|[，,(]?{_ENDS}(?:的?(?:值|数|那俩|那两个))?{_TOO}{_OUT_ZH}{_END_ZH}[)]?"
    r"|\bstrictly(?= (?:between|above|below|over|under|more|less|higher|lower|greater|within))"
    r"|[,(]? ?(?:both )?(?:ends|end ?points|bounds|limits) (?:are )?(?:excluded|not included|not counted)[)]?|[,(]? ?\b(?:exclusive(?:ly)?|not inclusive|non-inclusive)\b[)]?"
)
_BOTH_IN = lazy(
    rf"[，,(]?{_ENDS}(?:的?(?:值|数))?{_TOO}(?:{_TAKE_ZH}|在内){_END_ZH}[)]?"
    r"|[,(]? ?(?:both )?(?:ends|end ?points|bounds|limits) (?:are )?(?:included|counted)[)]?|[,(]? ?\binclusive\b[)]?"
)
_OWN = lazy(
    r"[，,(（]?(?P<out>不)?(?:(?:包?含|包括|算上|算|计)本数|本数(?P<behind>不|除外)?(?:算|含|计|在内|包括|))[)）]?"
)
_BRACKETED = lazy(r"[(（](?P<out>不|not |ex)?(?:包?含|包括|算|inclusive|included|clusive)[)）]")
_JOINS = lazy(r"[、,，和与跟及]| and | or ")
_OPENED: Mapping[Operator, Operator] = {"<=": "<", ">=": ">"}
_CLOSED: Mapping[Operator, Operator] = {"<": "<=", ">": ">="}


@dataclass(frozen=True, slots=True)
class Edges:
    """Whether the figures of bounds count themselves.

    Attributes:
        out: figures that do not; included: figures that do.
        all_out, all_in: whether none does, whether all do.
    """

    out: frozenset[Decimal] = frozenset()
    included: frozenset[Decimal] = frozenset()
    all_out: bool = False
    all_in: bool = False

    def of(self, bound: Bound) -> Bound:
        """A bound as it is meant."""
        if self.all_out or bound.value in self.out:
            return replace(bound, operator=_OPENED.get(bound.operator, bound.operator))
        if self.all_in or bound.value in self.included:
            return replace(bound, operator=_CLOSED.get(bound.operator, bound.operator))
        return bound

    def set(self, query: TableQuery) -> TableQuery | None:
        """A query whose bounds are as they are meant; None where it has none that these are the edges of."""
        bounds, sizes = tuple(map(self.of, query.bounds)), tuple(map(self.of, query.sizes))
        values = {bound.value for bound in (*query.bounds, *query.sizes)}
        if not values or not values >= self.out | self.included:
            return None
        return replace(query, bounds=bounds, sizes=sizes)


def edges(text: str) -> tuple[str, Edges | None]:
    """A folded text without what says whether its bounds count themselves, and what it says; None where it says nothing."""
    all_out, all_in = bool(_BOTH_OUT.search(text)), False
    text = _BOTH_OUT.sub("", text)
    if not all_out:
        all_in = bool(_BOTH_IN.search(text))
        text = _BOTH_IN.sub("", text)
    if own := _OWN.search(text):
        all_out, all_in = (True, all_in) if own["out"] or own["behind"] else (all_out, True)
        text = _OWN.sub("", text)
    out, included = set[Decimal](), set[Decimal]()
    for figures, span, is_out in reversed([*_bracketed(text), *_repeated(text)]):
        (out if is_out else included).update(figure.value for figure in figures)
        text = _cut(text, span)
    if not (out or included or all_out or all_in):
        return text, None
    return text, Edges(frozenset(out), frozenset(included), all_out, all_in)


_Said = tuple[list[Quantity], Span, bool]


def _bracketed(text: str) -> Iterator[_Said]:
    """Figures with brackets right behind them that say whether they count: 90%(不含)以上."""
    for figure in find_quantities(text):
        if match := _BRACKETED.match(text, figure.end):
            yield [figure], match.span(), bool(match["out"])


def _repeated(text: str) -> Iterator[_Said]:
    """Figures that are said again only to say whether they count, with the phrases that say so; several joined are as one."""
    every = find_quantities(text)
    for figures in _joined([f for f in every if sum(o.value == f.value for o in every) > 1], text):
        start, end = figures[0].start, figures[-1].end
        before = text[:start]
        if (lead := _OUT_BEFORE.search(before)) and (behind := _IN_BEHIND.match(text, end)):
            yield figures, (lead.start(), behind.end()), True
        elif behind := _OUT_BEHIND.match(text, end):
            yield figures, (start, behind.end()), True
        elif (lead := _IN_BEFORE.search(before)) and (behind := _IN_BEHIND.match(text, end)):
            yield figures, (lead.start(), behind.end()), False
        elif (behind := _IN_SAID.match(text, end)) and (mark := _AHEAD.search(before)):
            yield figures, (mark.start("taken"), behind.end()), False


_AHEAD = lazy(r"(?:^|[,，(。;；?？])(?P<taken>(?:把|将|连|就连|而且|并且|还有|正好|刚好|恰好)*)$")


def _joined(figures: list[Quantity], text: str) -> list[list[Quantity]]:
    """Figures in runs of those that only a joining word stands between."""
    runs: list[list[Quantity]] = []
    for figure in figures:
        if runs and _JOINS.fullmatch(text[runs[-1][-1].end : figure.start]):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return runs


def _cut(text: str, span: Span) -> str:
    """A text without a phrase, its brackets and one of the marks around it."""
    before, behind = text[: span[0]].rstrip(" "), text[span[1] :].lstrip(" ")
    if before[-1:] in "(" and behind[:1] == ")":
        before, behind = before[:-1], behind[1:]
    if before[-1:] in (",", "，", "?", "。", ";") and (not behind or behind[:1] in ",，?。;."):
        before = before[:-1]
    return f"{before}{' ' if before[-1:].isascii() and before[-1:].isalnum() and behind[:1].isalnum() else ''}{behind}"
