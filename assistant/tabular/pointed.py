"""What is asked of one row among others: its place in an order, or which one is in the middle of it.

with_place(query, reading)   the query for all of an order, where the place of one in it is asked for (X在教育指标里排第几),
                             or the one in the middle (正中间那个, the median)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assistant.patterns import lazy
from assistant.records import Indicator, TableQuery
from assistant.tabular.over_rows import alone_named, kin
from assistant.tabular.reading import Reading

_MIDDLE = lazy(
    r"(?:正|居|最|当)中(?:间|央)?的?(?:那|这|是|一|指标|[个项条])|(?:排|站|居|处|夹)(?:在)?(?:正|最)?中间|(?<![介处于在之])中间(?:的?那|这)?一?[个项条档位](?!月)|中间的(?:是|那|指标)|居中(?!于)|中位数|中间值|中不溜"
    r"|\bmiddle (?:one|value|figure|target|indicator|rate)s?\b|\b(?:in|at) the middle\b|\bmedian\b"
)
_PLACE = lazy(
    r"(?:排|排名|排行|位列|位居|名列|位次|名次)(?:在|到|得上|上)?(?:是)?(?:第)?(?:几|多少|老几)(?![条项章款页节个])|排老几|(?<![排列居])第(?:几|多少)(?:高|低|大|小|多|少|名|位)|(?:排名|排位|位次|名次)(?:是|为|呢|怎么样|如何|情况|$|[？?])|倒数第几"
    r"|\b(?:what|which) (?:rank|place|position)\b|\bwhere (?:does|do|would|is) [^?]*\b(?:rank|place|stand|come)\b|\bhow (?:does|do|high does|is) [^?]*\brank(?:ed)?\b|\brank of\b"
)
_FROM_BELOW = lazy(
    r"倒数|从[低小少短][到至往]|由[低小少短][到至往]|第(?:几|多少)[低小少]|\bfrom (?:the )?(?:low|bottom|small|short)|\bascending"
)


def place_of(reading: Reading) -> Indicator | None:
    """The one row that is named, where its place among others that are told is asked for."""
    if not reading.named or not asks_rank(reading.free):
        return None
    row = alone_named(reading)
    among = reading.domains or reading.units or reading.of("kind") or "indicator" in reading.nouns
    if row is None or row.value is None or not (among or len(reading.rows) > 1):
        return None
    elsewhere = (reading.domains and row.domain not in reading.domains) or (
        reading.units and row.unit not in reading.units
    )
    return None if elsewhere else row


def asks_rank(text: str) -> bool:
    """Whether words ask for a place in an order of figures, and not in the plan (排第几, not 第几条)."""
    return bool(_PLACE.search(text))


def with_place(query: TableQuery, reading: Reading) -> TableQuery:
    """The query for all among which a row has its place, in that order; or for those of which the middle is asked for."""
    row = place_of(reading)
    if row is not None:
        order: Literal["asc", "desc"] = "asc" if _FROM_BELOW.search(reading.free) else "desc"
        among = query.domains or query.units or reading.of("kind") or "indicator" in reading.nouns
        return replace(
            query, operation="list", group="", ids=_among_named(row, reading) or (() if among else kin(reading)), populations=(), bounds=(),
            units=query.units or (row.unit or "",), order=order, limit=None, nth=0, placed=row.id, against=(row.id,),
        )  # fmt: skip
    several = len(query.ids) > 1 or not reading.named
    if several and not query.bounds and query.operation in ("list", "compare") and asks_middle(reading):
        return replace(query, operation="list", order="asc", limit=None, nth=0, ends=False, middle=True)
    return query


_OF_THAT_NAME = lazy(r"(?:这一?|那一?)?(?:类|几[个项条])?的?(?:指标|目标)?(?:里头?|里面|中|当中|之中)")


def _among_named(row: Indicator, reading: Reading) -> tuple[str, ...]:
    """Ids of the rows of one name among which a row is to have its place (近视率指标里初中生近视率排第几); empty where none is said."""
    for mention in reading.named:
        led = [r for r in reading.catalog.rows if reading.leads_to(mention, r)]
        if len(led) > 1 and row in led and _OF_THAT_NAME.match(reading.text, mention.end):
            return tuple(r.id for r in led if r.value is not None and r.kind != "relative")
    return ()


def asks_middle(reading: Reading) -> bool:
    """Whether the one in the middle of the order is asked for."""
    return bool(_MIDDLE.search(reading.free))
