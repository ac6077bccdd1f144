"""What a question over the indicators does with them: list, count, group, compare, compute."""

from __future__ import annotations

import re
from typing import cast

from assistant.patterns import lazy
from assistant.records import TableGroup, TableOperation
from assistant.tabular.compared import claims_all
from assistant.tabular.multiples import says_multiple
from assistant.tabular.portion import percent_of
from assistant.tabular.reading import PLUS, Reading
from assistant.tabular.several import is_spread
from assistant.tabular.slots import Slot

APART = lazy(r"各|分别|分开|respectively|separately|each")


def operation_of(reading: Reading) -> TableOperation | None:
    """What is done with the rows."""
    told = reading.of("op")
    if percent_of(reading) is not None or (len(reading.rows) == 2 and says_multiple(reading.free)):
        return "ratio"
    if reading.is_absent and empty_heads(reading):
        return "absent"
    held_to = any(bound.operator != "=" for bound in reading.bounds) and len(reading.named) < 2
    every = reading.is_every or claims_all(reading)
    if every and (held_to or not reading.is_comparison):
        return "every"  # 是不是都比50%低: a figure, not two of them
    if "ratio" in told:
        return "ratio"
    if "share" in told and not ("average" in told and reading.named):
        return "share" if reading.nouns or reading.of("kind") else None
    if "average" in told:
        return "average"
    grouped = _is_grouped(reading)
    spread = is_spread(reading)
    if (reading.is_difference and not (grouped and reading.of("most"))) or spread:
        return "difference"
    if grouped:
        return "group"
    if reading.is_comparison and reading.bounds and not (reading.named or reading.people or reading.domains):
        return "list"  # 数值相同都是99%的
    if reading.is_comparison and not (is_based(reading) and not (reading.named or reading.people)):
        return "compare" if not (reading.of("top") or (reading.of("base") and not reading.named)) else "list"
    if len(reading.rows) == 2 and len(reading.named) > 1 and _COMPARATIVE.search(reading.free):
        return "compare"
    if "sum" in told and (len(reading.rows) > 1 or reading.named) and "indicator" not in reading.nouns:
        return "count" if reading.nouns and HOW_MANY_THINGS.search(reading.free) else "sum"
    if "sum" in told and reading.is_yes_no and _states_a_total(reading):
        return "sum"  # 三个千分率目标加起来是15.5‰，对吗
    plus = bool(PLUS.search(reading.free)) and not reading.nouns
    if plus and (
        "count" in reading.asks or "sum" in told or (reading.named and _COMES_TO.search(reading.free))
    ):
        return "sum"
    if "apart" in told and len(reading.rows) > 1 and reading.counts_named and not reading.nouns:
        return "compare"  # 配几个大夫，全科的跟儿保的分开说
    if reading.of("sort") and len(reading.rows) > 1 and not reading.nouns:
        return "list"  # how many hours do A, B and C get, from most to least
    added = "sum" in told and reading.named and len(reading.rows) > 1
    if "count" in reading.asks and not reading.of("top") and _counts(reading) and not added:
        return "count"
    if "sum" in told and _adds_figures(reading):
        return "sum"
    if "sum" in told and "indicator" in reading.nouns:
        figures = reading.named and len(reading.rows) > 1 and not HOW_MANY_THINGS.search(reading.free)
        return "sum" if figures else "count"  # 死亡率指标加起来多少
    if "apart" in told and not reading.nouns & {"indicator", "stage"} and len(reading.rows) > 1:
        return "compare"
    return "list"


_ADDS = lazy(r"加|之和|求和|总和|\b(?:add|sum)")
_FIGURES_ADDED = lazy(
    r"(?:数值|数字|目标值|百分数|百分比|上限|下限|数)(?:的|都|全|一共|统统|全部)*(?:总和|之和|合计|总计|加|相加|求和)|\bsum of (?:the |all )*(?:figures|values|targets|percentages|ceilings|floors)"
)


def _adds_figures(reading: Reading) -> bool:
    """Whether the figures of rows that share a unit are added (90%以上的指标加起来是多少), and not the rows counted."""
    if HOW_MANY_THINGS.search(reading.free) or reading.nouns - {"indicator", "aim", "domain"}:
        return False
    said = any(_ADDS.search(s.text) for s in reading.slots if s.slot == "op" and s.value == "sum")
    return bool(_FIGURES_ADDED.search(reading.free)) or (said and len(reading.units) == 1)


_COMES_TO = lazy(
    r"\n(?:再?加上?|外加)\n+(?:的(?:目标值?|和))?(?:一共|总共|共)?(?:是|得|等于|为)(?:多少|几)|\n plus [a-z ]{0,12}\n"
    r"|\n(?:再?加上?|外加)\n[\s\S]*?(?:一共|总共|拢共|统共|合计|合起来|加起来)[^，,。；;？?]{0,8}?(?:几|多少)"  # A加上B，总共得配几名
)  # A加B是多少
# Of two rows that are named, which is more, in whatever words (前面那个数是不是更大).
_COMPARATIVE = lazy(
    r"更[高低大小多少长短严松宽紧]|是?(?:同一|一)个(?:数|样)(?!量|目|值)|\b(?:bigger|larger|higher|lower|smaller|stricter|tighter|looser|greater)\b"
)


def _states_a_total(reading: Reading) -> bool:
    """Whether the one figure that is said stands behind the word that adds up."""
    said = max(s.end for s in reading.slots if s.slot == "op" and s.value == "sum")
    return len(reading.figures) == 1 and reading.figures[0].start >= said


# 目标合起来有几个: the targets are counted, not their figures added.
HOW_MANY_THINGS = lazy(
    r"(?<![那这前后头上])(?:几|多少)[个条项](?!百分|千分|点|小时|钟头|月|年)|\bhow many (?:[a-z-]+ ){0,2}?(?:targets|goals|indicators)\b"
)


def _counts(reading: Reading) -> bool:
    """Whether a count is the answer, not a list (几个 beside 哪些 counts what is listed)."""
    if "list" not in reading.asks:
        return True
    lists = [s for s in reading.slots if s.slot == "ask" and s.value == "list"]
    return all(s.text in ("有没有", "有无", "统计", "汇总", "are there any", "is there any", "find", "show", "name", "all the", "every", "所有的", "数数看") for s in lists)  # fmt: skip


def asks_domain(reading: Reading) -> bool:
    """Whether it is asked which domains rows that are told stand in, and nothing of how many each has."""
    counted = reading.of("most") or reading.of("top") or reading.nth or reading.first or reading.sizes
    which = any(s.slot == "group" and s.value == "domain" and _WHICH.search(s.text) for s in reading.slots)
    return bool(which and not counted and not reading.is_absent and "count" not in reading.asks)


def _asks_rows_first(reading: Reading) -> bool:
    """Whether rows are asked for before their domain is."""
    group = min(s.start for s in reading.slots if s.slot == "group")
    return any(s.slot == "ask" and s.value == "list" and s.end <= group for s in reading.slots)


_WHICH = lazy(r"哪|什么|啥|which|what")


def _is_bare(group: Slot) -> bool:
    """Whether a noun with what restricts it before it is all that is asked for (有定性指标的领域)."""
    return group.value == "domain" and bool(_DOMAIN.fullmatch(group.text))


_DOMAIN = lazy(r"大?(?:发展)?(?:领域|板块)|domains?|areas?|fields?|sections?|chapters?")
_BY = lazy(r"[按依分]|以|by |per |for each")  # what says itself that it counts


def _is_grouped(reading: Reading) -> bool:
    """Whether rows are counted by something."""
    asked = bool(
        reading.asks
        or reading.of("most")
        or "apart" in reading.of("op")
        or reading.sizes
        or reading.of("sort")
        or any(s.slot == "group" and (_BY.match(s.text) or _is_bare(s)) for s in reading.slots)
        or asks_domain(reading)
    )
    if asks_domain(reading) and (reading.named or _asks_rows_first(reading)):
        return False  # 哪几个指标？各归哪个领域: each with its domain
    counts = [s for s in reading.slots if s.slot == "ask" and s.value == "count"]
    if reading.of("group"):
        return asked and not (reading.of("top") and not reading.of("most") and "indicator" in reading.nouns and
                              not counts)  # fmt: skip
    several = bool(reading.of("most") or APART.search(reading.text) or len(counts) > 1)
    if "domain" in reading.nouns and not reading.domains and counts and APART.search(reading.text):
        return True  # 七个领域的指标分别是几项
    if "domain" in reading.nouns and not reading.domains and (reading.first_groups or reading.sizes):
        return True  # 指标数前三的领域, 定量指标不到三个的领域
    if "domain" in reading.nouns and not reading.domains and reading.of("most") and reading.who_is_first:
        return True  # 七大领域谁的指标最多
    if len(reading.domains) > 1 and not reading.leaves_out and several:
        return asked
    units = [s for s in reading.slots if s.slot in ("unit", "unitword")]
    return (
        len(reading.units) > 1
        and len(counts) > 0
        and several
        and bool(units or reading.spans)
        and not reading.bounds
    )


def group_of(reading: Reading) -> TableGroup:
    """What is counted by."""
    told = reading.of("group")
    if told:
        return cast(TableGroup, told[0])
    return "unit" if len(reading.units) > 1 and len(reading.domains) < 2 else "domain"


def empty_heads(reading: Reading) -> TableGroup:
    """What is said to have none: domains or goals, where they are asked for."""
    group = next((g for g in reading.of("group") if g in ("domain", "goal")), "")
    none = any(s.slot == "kind" and not s.text for s in reading.slots)
    asked = reading.asks & {"list", "count"} or none
    if not group and "domain" in reading.nouns and asked and not reading.domains:
        group = "domain"
    if not group and none and "goal" in reading.nouns and asked and not reading.goals:
        group = "goal"  # 没有数字指标的主要目标有几条
    if not group and reading.of("below") and asked and not reading.goals and not reading.named:
        group = "goal"  # 哪些目标下面没有指标
    return cast(TableGroup, group)


def is_based(reading: Reading) -> bool:
    """Whether a year is named as a base year; 跟2021年相比 names one where no row is named."""
    if reading.leaves_out_changes:
        return False
    if reading.of("base"):
        return True
    compared = "compare" in reading.of("op") or re.search(r"[跟与同和比]\n", reading.plain)
    first = reading.catalog.meta.period[0]
    return bool(compared and not reading.named and any(year <= first for year in reading.years))
