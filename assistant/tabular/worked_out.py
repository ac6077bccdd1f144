"""Rows held against a figure that is worked out from them: 高于平均值的, 最接近50%的; above average, closest to 90%.

    worked_out(text, table, read)   the query with the bound that the mean, or the nearest figure, sets; None where neither is asked for

The rows are those that the question is about without the phrase, read like any other question. A mean and a distance are
only of figures of one unit; changes against a base year have none. Of a number, how many those are is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.patterns import lazy
from assistant.records import Bound, Indicator, Operator, TableQuery
from assistant.tabular.excluded import holds
from assistant.tabular.slots import Read, Table

_MEAN_ZH = r"(?:它们|他们|这些|自身|总体|整体|全体|所有)?的?(?:平均|均)(?:目标|指标)?(?:值|数|水平|线)?"
_LEVEL = r"(?:目标值?|数值|指标值|值|水平)?(?:都|是|要|定得|也)*"
_SIDES = lazy(
    rf"{_LEVEL}(?:(?P<above>高于|超过|大于|高过|超出|多于|不低于|达到)|(?P<below>低于|小于|不到|不足|没到|未达|低过|少于|达不到|不高于|没达到))(?:了|过)?{_MEAN_ZH}(?P<of>的)?(?![线数值])"
    rf"|{_LEVEL}(?<![对分占同环])(?:比|较){_MEAN_ZH}(?:还|要|都|更|来得)*(?:(?P<higher>[高大])|(?P<lower>[低小]))(?:一些|些|一点)?(?P<of_than>的)?(?!多少|几|出)"
    rf"|{_LEVEL}在?{_MEAN_ZH}(?:(?P<over>以上|之上)|(?P<under>以下|之下))(?P<of_in>的)?"
    r"|,? ?\b(?:that |which )?(?:(?:are|is|lie|lies|set|have targets?) )*(?:(?P<above_en>above|over|higher than|greater than|exceed(?:s|ing)?)|(?P<below_en>below|under|lower than|less than|smaller than)) (?:the |their )?(?:average|mean)(?: (?:value|target|level|figure))?\b"
)
_CLOSED = frozenset({"不低于", "达到", "不高于", "以上", "以下"})
_FIGURE = r"[0-9]+(?:\.[0-9]+)?(?:%|‰|个?百分点)?"
_NEAREST = lazy(
    rf"(?:目标值?|数值|值)?(?:跟|与|和|同|离|距|距离)(?P<figure>{_FIGURE})(?:这个数|的)?(?:最为?|最是?)(?:接近|近|靠近|贴近)(?P<of>的)?"
    rf"|(?:目标值?|数值|值)?最为?(?:接近|靠近|贴近)(?:于)?(?P<figure_2>{_FIGURE})(?P<of_2>的)?"
    rf"|\b(?:that |which )?(?:(?:is|are|comes?|has a target) )?(?:the )?(?:closest|nearest) to (?P<figure_en>{_FIGURE}|[0-9.]+ per ?cent)"
)
# 平均高多少: by how much, not which; a mean of each domain is of counts or of groups.
_HOW_FAR = lazy(
    r"(?:高|低|多|少|超|差)(?:出|了)?(?:多少|几)|(?:各个?|每一?个?|哪一?[个些]|几个|[七7]个?大?)(?:领域|板块)|\bdomains?\b.*\b(?:average|mean)\b"
)


def worked_out(text: str, table: Table, read: Read) -> TableQuery | None:
    """The query for the rows above or below their mean, or nearest to a figure; None where neither is asked for."""
    side = _SIDES.search(text)
    near = _NEAREST.search(text) if side is None else None
    match = side or near
    if match is None or _HOW_FAR.search(text):
        return None
    base = _base(text, match, table, read)
    if base is None:
        return None
    rows = [r for r in table.catalog.rows if r.value is not None and r.kind != "relative" and holds(base, r)]
    if near is not None:
        rows = _with_unit(rows, near)
    if len(rows) < 2:
        return None  # of one row there is no mean
    if len({(row.unit, row.per) for row in rows}) != 1:
        return TableQuery(unexplained=(match.group().strip(" ,，"),))
    values = [row.value for row in rows if row.value is not None]
    bounds = _bound(match, values) if side is not None else _nearest(match, values)
    unit = rows[0].unit
    return replace(
        base, bounds=bounds, either=len(bounds) > 1, kinds=("target", "standard"), units=(unit,) if unit else base.units
    )  # fmt: skip


def _base(text: str, match: re.Match[str], table: Table, read: Read) -> TableQuery | None:
    """What the question asks without the phrase; None where it is no list or count of rows, read whole."""
    before, behind = text[: match.start()], text[match.end() :]
    plain = f"{before}{behind}" if text.isascii() else f"{before.rstrip('，,')}{behind}"
    forms = [plain]
    if not text.isascii():
        bare = re.sub(r"[？?。呢啊呀]+$", "", plain)
        bare = re.sub(
            r"(?:里头?|里面|当中|之中|中|那几[个项条]|这几[个项条])?(?:的)?[，,]?(?:是|有)?(?:哪一?[个项条些]?|谁|什么|啥)$",
            "",
            bare,
        )
        forms += [f"{bare}有哪些", f"{bare}指标有哪些"] if bare else []
        forms += [f"{bare.replace('哪个', '').replace('哪些', '').replace('哪项', '')}有哪些"]
    for form in forms:
        query = read(form, table)
        if query is not None and _is_plain(query):
            return query
    return None


def _is_plain(query: TableQuery) -> bool:
    """Whether a query lists or counts rows by filters that are known here."""
    known = query.source == "indicators" and query.operation in ("list", "count")
    odd = query.unexplained or query.choices or query.order or query.limit or query.bounds or query.words
    return known and not (odd or query.without or query.wordings or query.against or query.sets)


def _with_unit(rows: Sequence[Indicator], near: re.Match[str]) -> list[Indicator]:
    """Of some rows those in the unit of the figure that they are near to."""
    said = near.group()
    unit = "‰" if "‰" in said else "%" if re.search("%|百分|per ?cent", said) else ""
    return [row for row in rows if not unit or row.unit == unit]


def _bound(match: re.Match[str], values: Sequence[Decimal]) -> tuple[Bound, ...]:
    """The bound that the mean sets."""
    mean = sum(values, Decimal(0)) / len(values)
    told = match.groupdict()
    said = next(
        v
        for k in ("above", "higher", "over", "above_en", "below", "lower", "under", "below_en")
        if (v := told[k])
    )
    above = any(told[name] for name in ("above", "higher", "over", "above_en"))
    closed = said in _CLOSED
    operator: Operator = (">=" if closed else ">") if above else ("<=" if closed else "<")
    return (Bound(operator, mean),)


def _nearest(match: re.Match[str], values: Sequence[Decimal]) -> tuple[Bound, ...]:
    """The figures that are nearest to the one that is said: one, or two as far from it on either side."""
    told = match.groupdict()
    said = told["figure"] or told["figure_2"] or told["figure_en"]
    found = re.match(r"[0-9.]+", said)
    assert found is not None
    figure = Decimal(found.group())
    least = min(abs(value - figure) for value in values)
    return tuple(Bound("=", value) for value in sorted({v for v in values if abs(v - figure) == least}))
