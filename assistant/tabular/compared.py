"""Kinds of rows whose numbers are compared, what is said of all rows, and the first of each domain."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from assistant.framing import tags
from assistant.lexicon import fold_known
from assistant.patterns import lazy
from assistant.records import TableGroup, TableOperation, TableQuery
from assistant.tabular.claimed import with_count_claim
from assistant.tabular.kinds import with_kinds
from assistant.tabular.linked import OF_TWO
from assistant.tabular.reading import Reading
from assistant.tabular.several import is_spread
from assistant.tabular.spoken import ALL_EN, says_all
from assistant.tabular.typed import types_in


def counts_compared(query: TableQuery, reading: Reading) -> TableQuery | None:
    """By how many the indicators of two domains or units differ, or how many times as many one has."""
    by: TableGroup = "domain" if len(reading.domains) == 2 else "unit"
    two = len(reading.domains) == 2 or (
        len(reading.units) == 2 and not reading.domains and _NUMBER.search(reading.free)
    )
    noun = reading.nouns & {"indicator", "aim"} or reading.of("kind")
    if (
        query.operation not in (*OF_TWO, "compare")
        or not two
        or reading.named
        or not noun
        or is_spread(reading)
    ):
        return None
    operation = "ratio" if query.operation == "ratio" else "difference"
    strange = tuple(word for gap in reading.gaps for word in reading.strange(*gap))
    counted = with_kinds(replace(query, operation="count"), reading)
    compared = replace(counted, operation=cast("TableOperation", operation), group=by, unexplained=strange)
    return with_count_claim(compared, reading)


_SO_MANY_EACH = lazy(r"(?:各|分别)(?:自|有|是)*(?:几|多少)[个条项]")  # 达到类和保持类各几个
_NUMBER = lazy(r"(?:几|多少)[个条项]|\bhow many\b|数量|个数|[多少]多少")
_WHICH_KIND = lazy(
    r"哪一?(?:类|种|个|边|样|头)[^，,。？?]{0,4}(?:多|少)|谁[^，,。？?]{0,3}(?:多|少)|[多少差]几[个条项]|[多少]多少|相差|多还是[^，,。？?]{0,12}多"
    r"|\b(?:more|fewer)\b[^.?]*\b(?:or|than)\b|\boutnumber"
)


def kinds_compared(query: TableQuery, reading: Reading) -> TableQuery | None:
    """Two kinds of rows whose numbers are compared: by verb (保持类和提高类哪类多), by bound (上限类和下限类).

    A verb may stand in others (达到并保持): then each is counted by itself, and nothing is made of the counts.
    """
    if (by_nature := _with_and_without(query, reading)) is not None:
        return by_nature
    counts = (query.operation == "count" and _APART.search(reading.text)) or _SO_MANY_EACH.search(
        reading.free
    )
    apart = len(_verbs_told(reading)) > 1 and bool(counts) and not (reading.of("way") or reading.of("group"))
    asked = [s for s in reading.slots if s.slot == "ask" and s.value == "count"]
    both = {">=", "<="} <= set(query.comparators)
    apart = apart or (both and (len(asked) > 1 or bool(counts)))  # 上限的几个，下限的几个; 上限和下限各几个
    compares = apart or _WHICH_KIND.search(reading.free) or query.operation in (*OF_TWO, "compare")
    if reading.named or is_spread(reading) or not compares:
        return None
    if len(query.verbs) < 2 and not both:
        return None
    strange = tuple(word for gap in reading.gaps for word in reading.strange(*gap))
    bounded = query.bounds if apart else ()
    counted = with_kinds(replace(query, operation="count", bounds=bounded, wordings=()), reading)
    operation: TableOperation = "ratio" if query.operation == "ratio" else "difference"
    if len(query.verbs) > 1:
        operation = operation if len(query.verbs) == 2 and not apart else "group"
        return replace(counted, operation=operation, group="verb", comparators=(), unexplained=strange)
    return replace(
        counted, operation=operation, group="comparator", comparators=(">=", "<="), unexplained=strange
    )


def _verbs_told(reading: Reading) -> frozenset[str]:
    """The verbs of rows that a question tells one by one, quoted or as kinds; one may be a part of others (保持: 达到并保持)."""
    quoted = (quote for _, _, quote in reading.quotes if reading.is_verb_of_rows(quote))
    return frozenset((*quoted, *(verb for verb, _ in types_in(reading.plain, reading.table.verbs))))


def _with_and_without(query: TableQuery, reading: Reading) -> TableQuery | None:
    """Rows with a figure and rows without one, each to be counted (定量的和定性的各几个): by kind, changes for themselves."""
    both = {"numeric", "qualitative"} <= set(reading.of("kind")) and not set(reading.of("kind")) - {
        "numeric",
        "qualitative",
    }
    counts = [s for s in reading.slots if s.slot == "ask" and s.value == "count"]
    apart = (
        len(counts) > 1 or (counts and _APART.search(reading.text)) or query.operation in (*OF_TWO, "compare")
    )
    if not both or not apart or reading.named or reading.bounds or query.group:
        return None
    strange = tuple(word for gap in reading.gaps for word in reading.strange(*gap))
    kinds = ("target", "relative", "qualitative")
    kept = replace(query, comparators=(), verbs=(), bounds=(), wordings=(), words=())
    strange = tuple(word for word in strange if not any(word in fold_known(goal) for goal in query.goals))
    return replace(kept, operation="group", group="kind", kinds=kinds, unexplained=strange)


_APART = lazy(r"各|分别|每种|respectively|\beach\b")


def claims_all(reading: Reading) -> bool:
    """Whether a bound is said of all of several rows and only to be confirmed (全都低于80%，是吧; all are at least 75%, right)."""
    asks = [s for s in reading.slots if s.slot == "ask" and s.text not in ALL_EN]
    every = "every" in reading.of("every") or any(s.text in ALL_EN or says_all(s) for s in reading.slots)
    bounded = any(bound.operator != "=" for bound in reading.bounds)
    return every and bounded and not asks and bool(tags(reading.text))


_OF_FIGURES = lazy(r"[高低严松宽紧]|\b(?:high|low|strict|loose|tight)est\b")


def first_of_each(query: TableQuery, reading: Reading) -> TableQuery | None:
    """The rows with the highest figure of each domain or goal (各领域目标值最高的分别是哪项); not the group with the most rows."""
    groups = [
        s.value
        for s in reading.slots
        if s.slot == "group" and s.value in ("domain", "goal") and _EACH.match(s.text)
    ]
    if not groups and len(query.domains) > 1 and reading.lang == "zh" and _OF_BOTH.search(reading.free):
        groups = ["domain"]  # 健康和教育两个领域，各自最高的
    tops = [s for s in reading.slots if s.slot == "top" and _OF_FIGURES.search(s.text)]
    counts = any(_NUMBER_OF.search(reading.text[: s.start]) for s in tops)
    others = reading.of("most") or reading.first or reading.nth or reading.sizes
    if not groups or not tops or others:
        return None
    order = cast(Literal["asc", "desc"], tops[0].value)
    within = cast(TableGroup, groups[0])
    if counts:  # 各领域指标数最高的
        return replace(query, operation="group", group=within, order=order, limit=1)
    return replace(query, operation="list", group="", order=order, limit=1, within=within)


_OF_BOTH = lazy(r"各自|各是|分别|各有")
_EACH = lazy(r"[每各]|按|分|(?:for |in |by |per )?(?:each|every|per|by)\b")
_NUMBER_OF = lazy(r"(?:[标项条个总]数|数量|\bnumber of [a-z ]*|\bnumber )$")
