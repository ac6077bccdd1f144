"""Questions for the different figures or units of rows: 百分比指标有多少个不同的数, 出现最多的数值, 用了几种单位.

    values_asked(text, table, read)   the query for the groups of one figure each, or of one unit each; None where neither is asked

What the rows are is read from what stands before, like a question for a list of them. Figures are told apart only
where all have one unit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.patterns import lazy
from assistant.records import Bound, TableQuery
from assistant.tabular.excluded import holds
from assistant.tabular.slots import Read, Table

_FIGURE = r"(?:数值|目标值|指标值|百分数|数字|数|值)"
_KIND = r"(?:[\u4e00-\u9fff]{2}领域的?)?(?:百分[比数率]|千分[比数率]|以上|以下|上限|下限|健康|安全|教育|福利|家庭|环境|法律)类?的?"
_DIFFERENT = lazy(
    rf"(?:几|多少)[个种](?:互不|各不|不)(?:同|一样|相同|重复)的?{_FIGURE}|(?:几|多少)种(?:不同的?)?{_FIGURE}|不(?:同|重复)的?{_FIGURE}(?:一共|总共|共)?有?(?:几|多少)[个种]"
)
_COMMONEST = lazy(
    rf"(?:哪一?个|什么|啥|哪些){_FIGURE}[^，,。；;？?]{{0,6}}?(?:出现|用|定|写)[^，,。；;？?]{{0,5}}?最多|(?:最常见|最普遍|(?:出现|用|定)(?:得|的)?(?:次数)?最多)的?(?:是)?(?:哪个|什么)?(?P<rows>{_KIND}(?:目标|指标)?的?)?{_FIGURE}|的?众数(?:是|为)"
)
_UNITS = lazy(
    r"(?:(?:有|用|是|出现)[^，,。；;？?]{0,3})?(?:几|多少|哪几|哪些?)(?:种|个|类)?(?:不同的?)?(?:计量|度量|数量)?(?<!事业)单位(?!的(?:指标|目标)|负责|牵头)|单位(?:一共|总共|都|共)?有(?:几|多少|哪几|哪些)(?:种|个|类)?"
)
# Rows that have the same figure as another one.
_SHARED = lazy(
    rf"(?:目标值|数值|指标值|目标)(?:都|是|完全)?(?:相同|一样|相等|重复)的(?P<rows>{_KIND}(?:指标|目标))?(?:有?(?:哪|几|多少)|(?<=的)指标|(?<=的)目标|都?有|是哪|$)"
    rf"|(?:哪些|哪几[个项])(?P<kind>{_KIND})?(?:指标|目标)的?(?:的目标值|目标值|数值|值)(?:是|都)?(?:相同|一样|相等|重复)"
)
# The same in other words, of rows that are not understood, with no figure behind it that says which.
_SHARED_SOMEHOW = lazy(
    r"(?:目标值|数值|指标值)(?:都|是|完全)?(?:相同|一样|相等)的[^，,。；;？?0-9]{0,12}(?:指标|目标)(?![^0-9]*[0-9])"
)
_UNIT = lazy(r"百分|千分")
_THE_SAME_AS = lazy(r"[与和跟同][^，,。；;？?]{2,}$")
_TRAIL = lazy(r"(?:[，,]|一共|总共|共|都|的|里面?|中|当中|有|是|用到?了?|出现过?了?|定了|用过|涉及了?)+$")
_OF_ROWS = lazy(r"指标|目标|要求|规划|计划|全文|领域|方面|[%‰]|百分|千分|以上|以下|上限|下限")


def values_asked(text: str, table: Table, read: Read) -> TableQuery | None:
    """The groups of one figure or one unit each, where these are asked for."""
    match = _UNITS.search(text) or _DIFFERENT.search(text) or _COMMONEST.search(text) or _SHARED.search(text)
    if match is None:
        somehow = _SHARED_SOMEHOW.search(text)
        beside = somehow and _THE_SAME_AS.search(text[: somehow.start()])  # 与“新生儿听力筛查率”目标值相同的
        return TableQuery(unexplained=(somehow.group(),)) if somehow and not beside else None
    by_unit = "单位" in match.group()
    named = match.groupdict()
    rows = named.get("rows") or named.get("kind") or ""
    base = "的".join(filter(None, (_TRAIL.sub("", text[: match.start()]), rows.removesuffix("的"))))
    if (base and not _OF_ROWS.search(base)) or (by_unit and not _counts_units(match.group(), base)):
        return None
    query = read(_listed(base), table)
    if (
        query is None
        or query.source != "indicators"
        or query.operation != "list"
        or query.unexplained
        or len(query.ids) == 1
        or (query.ids and (by_unit or _SHARED.search(match.group())))
    ):
        return None
    if by_unit:
        return replace(query, operation="group", group="unit", sizes=(Bound(">=", Decimal(1)),))
    if not query.units and (unit := _UNIT.search(match.group())) is not None:
        query = replace(query, units=("%" if unit.group() == "百分" else "‰",))  # 哪个百分数用得最多
    shared = bool(_SHARED.search(match.group()))
    if not query.units and not shared:
        query = replace(query, units=_only_unit(query, table))  # 教育领域有几种目标值: all of one unit
    if query.bounds or len(query.units) != 1:
        return replace(query, unexplained=(match.group(),)) if shared and not query.bounds else None
    if _COMMONEST.search(match.group()):
        return replace(query, operation="group", group="value", order="desc", limit=1)
    return replace(query, operation="group", group="value", sizes=(Bound(">=", Decimal(1 + shared)),))


def _only_unit(query: TableQuery, table: Table) -> tuple[str, ...]:
    """The unit of all levels that a query holds for, where they have one."""
    rows = [row for row in table.catalog.rows if row.value is not None and row.kind != "relative"]
    units = {row.unit for row in rows if holds(query, row)}
    return tuple(unit for unit in units if unit) if len(units) == 1 else ()


def _counts_units(asked: str, base: str) -> bool:
    """Whether units are those of figures: said so, or of indicators (指标有哪几种单位); bodies are units, too."""
    return bool(re.search("计量|度量|数量|种|类", asked)) or "指标" in base


def _listed(base: str) -> str:
    """A question for a list of the rows."""
    plain = re.sub(r"^(?:整个|这个|本|该|这份|全)?(?:规划|计划|全文)[里中]?的?", "", base)
    return (
        f"{plain if re.search('指标|目标|要求', plain) else plain + '的指标' if plain else '所有指标'}有哪些"
    )
