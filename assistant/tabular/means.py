"""The mean of the figures of each group: 各领域百分比指标的平均值, which domain has the highest average percentage target.

with_means(query, reading)   the query for the means of each domain, where a question for an average is one of figures

Means of counts (平均每个领域几个指标) are none of these; figures of several units have no mean.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.reading import Reading

# What says that things are counted, not figures taken together.
_COUNTED = lazy(
    r"(?:几|多少)[个条项](?!百分|千分|点|小时|钟头)|条数|个数|项数|数量|数目|(?:指标|目标|措施)的?数(?![值字])|平均(?:有|设|分到|摊到)?(?:几|多少)[个条项]"
    r"|\bhow many\b|\bnumbers? of\b|\bcounts?\b"
)
# The mean of what the figures are, which are of several units; a mean of counts is asked for in other words.
_OF_VALUES = lazy(
    r"(?:平均|均)(?:数|目标|指标)?值|\b(?:average|mean) (?:value|figure|level|target value)s?\b"
)
_HIGHEST = lazy(r"[高大多]|\b(?:high|larg|great|top)")
_LOWEST = lazy(r"[低小少]|\b(?:low|small|least)")
_COMPARES = lazy(
    r"(?:哪|谁)[^，,。；;？?]{0,16}?(?:更|最|较|比较)?[高低大小]|\b(?:higher|lower|highest|lowest)\b"
)


def with_means(query: TableQuery, reading: Reading) -> TableQuery:
    """The query for the mean of the figures of each domain; as it is where that is not asked for."""
    if "average" not in reading.of("op") or query.operation not in ("average", "group", "list"):
        return query
    apart = _COMPARES.search(reading.free) or "apart" in reading.of("op")
    several = len(reading.domains) > 1 and bool(apart)
    if not (query.group == "domain" or several or "domain" in reading.of("group")) or reading.named:
        return query
    if _COUNTED.search(reading.free):
        return query
    if len(query.units) != 1:
        of_values = _OF_VALUES.search(reading.free) if "indicator" in reading.nouns else None
        return replace(query, unexplained=(of_values.group(),)) if of_values else query
    compared = _COMPARES.search(reading.free)
    order: Literal["", "asc", "desc"] = ""
    if compared is not None or reading.of("sort") or reading.of("top") or reading.of("most"):
        said = compared.group() if compared else reading.free
        order = "asc" if _LOWEST.search(said) and not _HIGHEST.search(said) else "desc"
        order = "asc" if "asc" in (*reading.of("top"), *reading.of("most")) else order
    kinds = tuple(kind for kind in query.kinds if kind != "relative") or ("target", "standard")
    domains = reading.domains if len(reading.domains) > 1 else ()
    return replace(
        query, operation="group", group="domain", mean=True, order=order, limit=None, nth=0, kinds=kinds, domains=domains
    )  # fmt: skip
