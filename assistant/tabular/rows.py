"""Question over the table of indicators → TableQuery."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast

from assistant.numerals import format_decimal
from assistant.patterns import lazy
from assistant.records import Bound, Comparator, TableFilter, TableQuery
from assistant.tabular.claimed import with_claim
from assistant.tabular.compared import counts_compared, first_of_each, kinds_compared
from assistant.tabular.counts_apart import counts_apart, rows_outnumber
from assistant.tabular.demanded import ways_in
from assistant.tabular.dropped import dropped
from assistant.tabular.filters import over_all_domains
from assistant.tabular.kinds import ALL, with_changes, with_kinds
from assistant.tabular.linked import OF_TWO, linked, of_nobody
from assistant.tabular.means import with_means
from assistant.tabular.measured import percent
from assistant.tabular.operations import APART, asks_domain, empty_heads, group_of, is_based, operation_of
from assistant.tabular.over_rows import alone_named, claimed, is_table, kin, says_first
from assistant.tabular.placed import DENIED
from assistant.tabular.pointed import with_place
from assistant.tabular.portion import percent_of
from assistant.tabular.reading import Reading
from assistant.tabular.several import set_beside, settled, shared_by_people
from assistant.tabular.shares import of_all, part_of, places_of
from assistant.tabular.slots import Slot
from assistant.tabular.spoken import says_all
from assistant.tabular.strictness_asked import by_strictness
from assistant.tabular.the_two import the_two
from assistant.tabular.unread import (
    may_narrow,
    touches,
    unread_ages,
    unread_modifiers,
    unread_names,
    unread_other,
    unread_places,
    unread_pointers,
    unread_predicates,
    unread_qualities,
    unread_relations,
    unread_slots,
)
from assistant.tabular.ways_demanded import in_demanded_way


def rows_query(reading: Reading) -> TableQuery | None:
    """The query over the table of indicators."""
    if reading.asks_elsewhere:
        return None
    _ = reading.numbered_goal, reading.gaps
    operation = operation_of(reading)
    if operation is None:
        return None
    query = _bound_in_its_way(replace(_filters(reading), operation=operation), reading)
    query = in_demanded_way(query, reading)
    counted = (
        kinds_compared(query, reading) or counts_compared(query, reading) or rows_outnumber(query, reading)
    )
    if counted is not None:
        return _of_people(counted, reading)
    if operation in (*OF_TWO, "compare") and len(reading.people) > 1 and not reading.named:
        shared = shared_by_people(query, reading)
        if shared is not None:
            return set_beside(shared, reading)
    query, left = of_nobody(*linked(query, reading), reading)
    query = the_two(query, reading)
    if query.operation in _OF_NAMED and len(query.ids) > 1 and reading.named and reading.lang == "zh":
        left = left if any(may_narrow(word, reading) for word in left) else ()
        left += tuple(
            m.text for m in reading.words if "paid" in m.values("word") and touches(m.start, m.end, reading)
        )
    if claimed(query, reading):
        query = _of_the_first(query, reading)
    left = (
        *left,
        *reading.unread_exclusions,
        *reading.denied,
        *unread_ages(query, reading),
        *unread_names(query, reading),
        *unread_qualities(query, reading),
        *unread_relations(reading),
        *unread_places(query, reading),
    )
    query = with_place(_ordered(query, reading), reading)
    if query.group == "unit" and (_asks_each_unit(reading) or _only_examples(reading)):
        query = replace(query, units=())
    query = by_strictness(with_changes(with_kinds(query, reading), reading), reading)
    ways = set(reading.of("way")) | {w for s in reading.slots if s.slot == "kind" for w in ways_in(s.text)}
    if query.kinds == ("qualitative",) and len(ways) == 1 and not query.comparators:
        verbs = query.verbs if reading.tells_verb else ()  # 只说提高的: rows that grow or increase rise, too
        query = replace(query, comparators=cast("tuple[Comparator, ...]", tuple(ways)), verbs=verbs)
    if query.kinds == ("qualitative",) and len(query.units) > 2:
        query = replace(query, units=())  # 不是百分比又没给数的: what has no figure has no unit either
    if reading.leaves_out_changes and query.kinds != ("relative",):
        query = replace(query, kinds=tuple(k for k in query.kinds or ALL if k != "relative"))
    if query.operation in ("sum", "average"):
        query = replace(query, ids=_with_figures(query.ids, reading))
    if query.operation in (*OF_TWO, "compare"):
        query = replace(query, ids=of_years(query.ids, reading))
    if query.operation in (*OF_TWO, "compare", "sum") and len(query.ids) > 1:
        told = query.operation == "compare" and len(query.ids) > 2 and reading.of("kind")
        kept = query.kinds if told else ()  # 哪几项死亡率给了数，都多少
        query = replace(query, bounds=(), units=(), comparators=(), kinds=kept, domains=(), wordings=())
    if query.operation == "ratio" and (both := percent_of(reading)) is not None:
        part, whole = both
        query = replace(query, ids=(part.id, whole.id), of_whole=whole.id)
    query = counts_apart(query, reading)
    if query.operation == "share" and not query.part:
        query = replace(query, base_year=None if query.kinds == ("relative",) else query.base_year)
        query = replace(query, part=part_of(query, reading))
        if query.part == ("domains",) and query.kinds == ("target",) and of_all(reading):
            query = replace(query, kinds=("target", "relative"))  # of all that have a figure
    if query.operation == "every":
        query = replace(query, part=_said_of_all(query, reading))
    query = with_means(with_claim(query, reading), reading)
    if not is_table(query, reading):
        other = unread_other(query, reading) if query.operation in (*OF_TWO, "compare") else ()
        return TableQuery(ids=query.ids, unexplained=other) if other else None
    left = (
        *left,
        *query.unexplained,
        *_not_kept(query),
        *_each_by_itself(query, reading),
        *_share_of_first(query, reading),
        *_mean_of_first(query, reading),
        *_of_lines(query, reading),
        *unread_predicates(query, reading),
        *unread_modifiers(query, reading),
        *unread_slots(query, reading),
        *unread_pointers(query, reading),
    )
    left = left or dropped(query, reading)
    return settled(replace(query, unexplained=left), reading)


def _of_people(query: TableQuery, reading: Reading) -> TableQuery:
    """The query for counts of two kinds, of the people alone whose rows are counted (新生儿的指标，定量定性各几个)."""
    if not reading.people or query.populations or query.ids or query.unexplained:
        return query
    found, left = linked(query, reading)
    return replace(found, unexplained=left)


def _mean_of_first(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What wants the group whose figures have the highest mean, which no statement makes (哪个领域的指标平均值最高)."""
    tops = [s.text for s in reading.slots if s.slot in ("top", "most")]
    return tuple(tops[:1]) if query.operation == "average" and query.group else ()


# The mean only over those that have some (有数值指标的那几个领域里平均几个).
_THAT_HAVE = lazy(
    r"(?<!没)有(?!没有)[^，,。；;？?]{0,8}的(?:那)?(?:些|几个|几块)?(?:大)?(?:领域|板块)|\b(?:domains|areas) (?:with|that have|which have|having)\b"
)


def _bound_in_its_way(query: TableQuery, reading: Reading) -> TableQuery:
    """The query for floors (ceilings) in the place of rising (falling) verbs that no row with such a figure has.

    The plan says 达到 of most rates that are to go up (要往上走的百分比指标).
    """
    ways = set(reading.of("way")) & _BOUND_IN_WAY.keys()
    if len(ways) != 1 or not query.verbs or query.comparators or not (query.bounds or query.units):
        return query
    fits = any(
        row.verb in query.verbs
        and row.value is not None
        and (not query.units or row.unit in query.units)
        and all(bound.allows(row.value) for bound in query.bounds)
        for row in reading.catalog.rows
    )
    return query if fits else replace(query, verbs=(), comparators=_BOUND_IN_WAY[ways.pop()])


_BOUND_IN_WAY: Mapping[str, tuple[Comparator, ...]] = {"up": (">=", ">"), "down": ("<=", "<")}


def _of_lines(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """The noun of lines that are not all rows: those with a figure are, all of them are not (有数字的细项占全部细项的几成)."""
    lines = [s.text for s in reading.slots if s.slot == "noun" and s.value == "target"]
    others = query.operation == "share" or query.kinds == (
        "qualitative",
    )  # lines that name no quantity have no row
    return tuple(lines[:1]) if others and "indicator" not in reading.nouns else ()


def _share_of_first(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What picks a group beside a share: the share of it is asked for, and is none of the rows that are told here."""
    return tuple(s.text for s in reading.slots if s.slot == "most" and query.operation == "share")[:1]


def _of_the_first(query: TableQuery, reading: Reading) -> TableQuery:
    """The query for the first among others, which the row that is named is said to be; that stands beside it."""
    row = alone_named(reading)
    assert row is not None
    among = query.domains or query.units or reading.of("kind") or "indicator" in reading.nouns
    query = replace(query, ids=() if among else kin(reading), populations=())
    return replace(query, claim=(row.id,), against=(row.id,)) if says_first(reading) else query


def _each_by_itself(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """Words that want the first of each domain, or each direction, by itself, which no statement here tells apart."""
    apart = APART.search(reading.plain)
    tops = [s.text for s in reading.slots if s.slot == "top"]
    if (
        apart
        and tops
        and not query.within
        and len(query.domains) > 1
        and query.operation in ("list", "group")
        and not reading.of("most")
    ):
        return (apart.group(),)
    ways = {s.value for s in reading.slots if s.slot == "way"}
    return (apart.group(),) if apart and len(ways) > 1 and query.operation in ("list", "count") else ()


def _not_kept(query: TableQuery) -> tuple[str, ...]:
    """Figures that rows are to have which another bound rules out: they were meant otherwise (90%本身不算)."""
    exact = [bound for bound in query.bounds if bound.operator == "="]
    others = [bound for bound in query.bounds if bound.operator != "="]
    ruled_out = [one for one in exact if not all(other.allows(one.value) for other in others)]
    return () if query.either else tuple(format_decimal(bound.value) for bound in ruled_out)


_OF_NAMED = (*OF_TWO, "compare", "average", "sum")


def _asks_each_unit(reading: Reading) -> bool:
    """Whether units are only named one by one beside a count (%几个、‰几个), which restricts nothing."""
    counts = [s.start for s in reading.slots if s.slot == "ask" and s.value == "count"]
    units = [s for s in reading.slots if s.slot == "unit"]
    return (
        bool(reading.of("group"))
        and len(counts) > 1
        and all(any(0 <= c - u.end <= 2 for c in counts) for u in units)
    )


def _only_examples(reading: Reading) -> bool:
    """Whether units are only some of those that are counted by (按单位分：%的、‰的……), none said to be all."""
    said = [s for s in reading.slots if s.slot == "unit"]
    by_unit = [s for s in reading.slots if s.slot == "group" and s.value == "unit"]
    before = any(reading.text[: s.start].endswith(_NO_OTHERS) for s in said)
    return (
        bool(by_unit and said)
        and not before
        and bool(_AND_SO_ON.search(reading.text, min(s.end for s in said)))
    )


_NO_OTHERS = ("只", "仅", "光", "只数", "只看", "只要", "只算", "only ", "just ")
_AND_SO_ON = lazy(
    r"…|\.{3}|等|其[他它余]|别的|啥的|什么的|之类|诸如此类|\betc\b|\band so (?:on|forth)\b|\bthe (?:rest|others?)\b|\bother"
)


def _predicate(reading: Reading) -> int:
    """Where begins what is said of all: at 都; where only the noun has its "all" (all the numeric targets), behind the noun."""
    marks = [s.start for s in reading.slots if says_all(s)]
    if marks:
        return max(marks)
    every = min(s.start for s in reading.slots if s.slot == "every" or s.slot == "ask")
    nouns = (s.end for s in reading.slots if s.slot == "noun" or reading.names_a_noun(s))
    bounds = (s.start for s in reading.slots if s.slot == "bound" and s.start > every)
    return max(nouns, default=min(bounds, default=every))


def _said_of_all(query: TableQuery, reading: Reading) -> tuple[TableFilter, ...]:
    """The filters that stand behind "all": what is said of all that the others leave."""
    mark = _predicate(reading)
    said = [
        name for name, at in places_of(reading).items() if getattr(query, name) and at and max(at) >= mark
    ]
    if "wordings" in said and query.comparators and "comparators" not in said:
        said.append("comparators")  # printed so, they bind so
    if "bounds" in said and "units" in said and not reading.of("unit"):
        said.remove("units")  # of those with the unit of the figure: others cannot be held against it
    return tuple(said)


def _filters(reading: Reading) -> TableQuery:
    """What restricts the rows, beside names and kinds."""
    based = is_based(reading)
    several = reading.of("op") and len(reading.rows) > 1 and not _bounded(reading)
    return TableQuery(
        domains=(*reading.domains, *(s for s in reading.sections if s in reading.table.domains)),
        goals=tuple(g for g in reading.goals if any(row.goal == g for row in reading.catalog.rows)),
        units=reading.units,
        verbs=reading.verbs,
        comparators=reading.comparators,
        bounds=() if several else reading.bounds,
        whole=_whole(reading),
        either=not several and reading.either,
        wordings=reading.wordings,
        sizes=reading.sizes,
        words=_words_of_names(reading),
        aside_years=reading.aside_years,
        without=_left_out(reading),
        base_year=_base_year(reading) if based else None,
        target_year=_target_year(reading, based),
    )


def _whole(reading: Reading) -> Literal["", "yes", "no"]:
    """Whether figures are to be whole numbers; 不带小数, not a whole number deny what stands behind."""
    for slot in (s for s in reading.slots if s.slot == "whole"):
        whole = slot.value == "yes"
        denied = DENIED.search(reading.free[: slot.start]) or _NOT_A.search(reading.free[: slot.start])
        return "yes" if whole is not bool(denied) else "no"
    return ""


_NOT_A = lazy(r"\b(?:not|isn't|aren't|without|no)(?: (?:a|an|any|the|have|contain))* $")


def _left_out(reading: Reading) -> TableQuery | None:
    """The rows that are left out: those of a domain within another one, those with a figure or a verb that is denied."""
    if reading.contradicts:
        return TableQuery(domains=reading.domains)
    if reading.units_clash:
        return TableQuery(units=reading.units)
    if reading.denied_figures:
        figures = reading.denied_figures
        bounds = tuple(Bound("=", percent(figure)) for figure in figures)
        units = tuple(dict.fromkeys(figure.unit for figure in figures if figure.unit))
        return TableQuery(bounds=bounds, either=len(bounds) > 1, units=units)
    if reading.unnamed_pieces:
        return TableQuery(words=reading.unnamed_pieces)
    return TableQuery(verbs=reading.denied_verbs) if reading.denied_verbs else None


def _words_of_names(reading: Reading) -> tuple[str, ...]:
    """What names are said to hold that leads to no row by itself: a character (叫“率”的), an age (名称标明岁数的)."""
    single = tuple(q for q in reading.named_pieces if len(q) == 1)
    named = [s.end for s in reading.slots if s.slot == "named"]
    aged = any(_AGE_NOUN.match(reading.text, end) for end in named)
    rates = ("率",) if reading.asks_rates and not reading.named else ()
    return single or (("岁", "个月") if aged else rates)


_AGE_NOUN = lazy(r"[^，,。；;？?“”]{0,7}?(?:岁数|年龄|岁|周岁|年纪|月龄)")


def _bounded(reading: Reading) -> bool:
    return any(bound.operator != "=" for bound in reading.bounds)


def _base_year(reading: Reading) -> int | None:
    """The year that changes are counted from: one that rows have, else the earliest."""
    known = {row.base_year for row in reading.catalog.rows}
    return next((year for year in reading.years if year in known), min(reading.years, default=None))


def _with_figures(ids: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """Of rows that share a name, those with a figure: the others add nothing (近视率加起来); one that is named by itself stays."""
    rows = [row for row in reading.rows if row.id in ids]
    alone = {led[0].id for m in reading.named if len(led := [r for r in rows if reading.leads_to(m, r)]) == 1}
    kept = tuple(row.id for row in rows if row.value is not None or row.id in alone)
    return kept if len(kept) > 1 and len(rows) == len(ids) else ids


def of_years(ids: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """Of rows of one thing for several years, those of the years that are asked about (2025年比2023年多多少)."""
    years = set(reading.years)
    rows = {row.id: row for row in reading.catalog.rows}
    due = {rows[i].target_year for i in ids if i in rows}
    if len(years & due) < 2 or len(due) <= len(years & due):
        return ids
    return tuple(i for i in ids if i in rows and rows[i].target_year in years)


def _target_year(reading: Reading, based: bool) -> int | None:
    """The year that rows are due, where the plan sets figures for several."""
    due = {row.target_year for row in reading.catalog.rows if row.target_year}
    if len(due) < 2 or len(set(reading.years) & due) != 1:
        return None
    years = [year for year in reading.years if year in due]
    return years[0] if not based or len(reading.years) > 1 else None


# --- order, kinds


def _tops(reading: Reading) -> tuple[str, ...]:
    """From which ends the first are wanted; "top" beside another word only says that the first are (the top 3 lowest)."""
    told = [s for s in reading.slots if s.slot == "top"]
    return tuple(s.value for s in told if s.text != "top" or len(told) == 1)


def _ordered(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with its order and limit."""
    tops, sorts = _tops(reading) or reading.of("pick"), reading.of("sort")
    if query.operation == "list" and not tops and "indicator" in reading.nouns:
        # 指标里头带“筛查”的数最小的: no group is counted
        tops = tuple(s.value for s in reading.slots if s.slot == "most" and re.search("[高低大小]", s.text))
    if query.operation == "absent":
        return replace(query, group=empty_heads(reading), domains=query.domains or reading.table.heads)
    if query.operation in ("group", "list") and (of_each := first_of_each(query, reading)) is not None:
        return of_each
    if query.operation == "list" and asks_domain(reading):
        return replace(query, within="domain")
    if query.operation == "group":
        if reading.nth:
            nth, order = reading.nth
            query = replace(query, group=group_of(reading), order=order)
            query = replace(query, limit=nth) if reading.first_too else replace(query, nth=nth)
            return over_all_domains(query, reading.table.heads)
        most = cast(
            Literal["asc", "desc"], (reading.of("most") or reading.of("top") or reading.ranked or ("",))[0]
        )
        limit = (reading.first or 1) if most else None
        sorted_by = most or ("" if not sorts else "asc" if reading.sorts_upwards else "desc")
        query = replace(query, group=group_of(reading), order=sorted_by, limit=limit)
        if reading.shows_none and query.group == "domain" and not query.domains:
            query = replace(query, domains=reading.table.heads)
        return over_all_domains(_among_groups(query, reading), reading.table.heads)
    if query.operation == "average" and reading.of("group") and not reading.named:
        grouped = replace(query, group=group_of(reading))
        return grouped if _THAT_HAVE.search(reading.free) else over_all_domains(grouped, reading.table.heads)
    if query.operation in (*OF_TWO, "average", "share", "count", "sum", "every"):
        return query
    if reading.nth:
        nth, order = reading.nth
        query = replace(query, operation="list", order=order)
        return replace(query, limit=nth) if reading.first_too else replace(query, nth=nth)
    if {"asc", "desc"} <= set(tops) and not reading.first and query.operation == "list":
        if _lists_all_too(reading):
            return replace(query, order="desc")  # 一共几项，哪项最宽，哪项最严: all in order
        return replace(query, order="desc", limit=1, ends=True)
    if (tops or reading.first) and not (sorts and not reading.first and len(query.ids) > 1):
        low = (tops and tops[0] == "asc") or (not tops and reading.from_below)
        if reading.first and not tops and not reading.from_below and sorts:
            low = "asc" in sorts and "desc" not in sorts and reading.sorts_upwards
        order = "asc" if low else "desc"
        first = None if _lists_all_too(reading) and not reading.first else reading.first or 1
        return replace(query, operation="list", order=order, limit=first)
    if sorts:
        return replace(query, operation="list", order="desc" if "desc" in sorts else "asc")
    return query


def _among_groups(query: TableQuery, reading: Reading) -> TableQuery:
    """Of groups of people the first is asked for: whom the whole plan is about is none (儿童 in a plan for 儿童)."""
    if query.group != "population" or query.limit is None or query.populations:
        return query
    every = dict.fromkeys(row.population for row in reading.catalog.rows if row.population)
    title = reading.catalog.meta.title
    return replace(query, populations=tuple(group for group in every if group not in title))


def _lists_all_too(reading: Reading) -> bool:
    """Whether all are asked for, too, and not only the first (把它们都列出来，哪个最严)."""
    top = min((s.start for s in reading.slots if s.slot == "top"), default=0)
    before = [s for s in reading.slots if s.end <= top and reading.part(s.start) < reading.part(top)]
    lists = [s for s in before if s.slot == "ask" and s.value == "list"]
    counts = [s for s in before if s.slot == "ask" and s.value == "count"]
    if any(not _is_among(s, reading) for s in counts):
        return True  # 有几个？其中最高的是哪个: how many there are is told with all of them, in order
    told = {reading.part(s.start) for s in before if s.slot in ("noun", "kind", "unit", "comparator")}
    return any(reading.part(s.start) in told for s in lists) or bool(_ALL_OF_THEM.search(reading.free[:top]))


_AMONG_EN = lazy(r"\b(?:of|among) (?:the )?$")  # of the how many targets, which is the lowest
_AMONG_ZH = lazy(r"(?<!其)(?:中|里头?|里面|当中|之中|内)[，,]?$")  # 几个千分率指标中，哪个最低


def _is_among(count: Slot, reading: Reading) -> bool:
    """Whether a number only tells among how many the first is asked for."""
    among = _AMONG_ZH.search(reading.words_of_part(reading.part(count.start)))
    return bool(_AMONG_EN.search(reading.text[: count.start]) or among)


_ALL_OF_THEM = lazy(
    r"(?:都|全|全都|全部|一一|逐一|挨个)(?:给我)?(?:列|说|报|念|写|摆|找)|\b(?:them all|all of them)\b"
)
