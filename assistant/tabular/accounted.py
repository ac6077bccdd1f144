"""Words that compute, rank or bound and that a query has nothing of: the rest of the question would be told as if it were all.

    accounted(query, reading)   the query, with such words as unexplained

A condition that no word of the table says is seen by ``dropped``, ``unread`` and ``left_over``; here are words that were
found, and whose slot or number then came to nothing: a superlative without an order, a figure that bounds nothing, a share
that is held against a figure, sums of two groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

from assistant.aged import AGES
from assistant.patterns import lazy
from assistant.records import Quantity, TableQuery
from assistant.tabular.measured import percent
from assistant.tabular.reading import Reading
from assistant.tagging import is_word, pos_tags, segment

_RANKED = ("order", "limit", "nth", "within", "middle", "claim", "placed", "ends", "pair", "chosen")
_COMPUTED = ("difference", "ratio", "compare", "share", "sum", "average", "every", "alike")
_LEAST = lazy(r"最[少多低高大]|least|most")  # 最少凑够几个: at least so many
_THINGS = frozenset({"个", "条", "项", "类", "样", "种", "大"})
_EACH = lazy(r"各|每|\beach\b|\bevery\b")
_BOUNDS_SHARE = lazy(r"[^，,。；;？?\n]{0,6}$")


def accounted(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with what computes, ranks or bounds and came to nothing as unexplained."""
    if query.unexplained or query.choices:
        return query
    left = (*_sizes(query, reading), *_figures_of_groups(query, reading), *_verbs(query, reading))
    if not reading.is_yes_no:  # what is stated of a row is held against it elsewhere
        left += (
            *_ranks(query, reading),
            *_figures(query, reading),
            *_bare_numbers(query, reading),
            *_shares(query, reading),
            *_sums(query, reading),
            *_titles(query, reading),
            *_statistics(query, reading),
            *_longer(query, reading),
        )
    return replace(query, unexplained=tuple(dict.fromkeys(left))) if left else query


def _ranks(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Superlatives of which no order, and nothing that is computed, came."""
    if any(getattr(query, name) for name in _RANKED) or query.operation in (*_COMPUTED, "group"):
        return
    for slot in reading.slots:
        if slot.slot in ("top", "most") and reading.part(slot.start) in reading.asking:
            yield slot.text


def _figures(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Figures in the unit of some rows that are none of the query's numbers, where its rows are told by what restricts them."""
    if reading.named or query.ids or query.source != "indicators" or not reading.quantities:
        return
    known = set(_numbers(query))
    for figure in reading.quantities:
        if reading.part(figure.start) not in reading.asking or figure.unit in AGES:
            continue
        told = any(c.isdigit() for c in figure.text) or reading.text[figure.end : figure.end + 1] == "的"
        if told and figure.unit in reading.table.units and not {figure.value, percent(figure)} & known:
            yield figure.text


def _bare_numbers(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Long numbers that are spoken of as such and that the query has nowhere (contain the number 1000)."""
    if reading.named or query.ids:
        return
    words = "".join((*query.words, *query.titled, *query.starts, *query.wordings))
    for match in _SPOKEN_NUMBER.finditer(reading.text):
        number = match["zh"] or match["en"]
        if number not in words and Decimal(number) not in set(_numbers(query)):
            yield number


_SPOKEN_NUMBER = lazy(
    r"(?:数字|数|号码)[“\"]?(?P<zh>[0-9]{3,})|\b(?:number|figure|digits) [“\"]?(?P<en>[0-9]{3,})"
)


def _numbers(told: object) -> Iterator[Decimal]:
    """All numbers of a query, those of the queries in it, too."""
    if isinstance(told, Decimal):
        yield told
    elif isinstance(told, int) and not isinstance(told, bool):
        yield Decimal(told)
    elif isinstance(told, tuple):
        for one in told:
            yield from _numbers(one)
    elif is_dataclass(told):
        for field in fields(told):
            yield from _numbers(getattr(told, field.name))


def _shares(query: TableQuery, reading: Reading) -> Iterator[str]:
    """A share that is held against a figure (占比超过20%的领域): none is worked out for each group."""
    if query.operation != "share":
        return
    each = [
        s.text for s in reading.slots if s.slot == "group" and s.value == "domain" and _EACH.search(s.text)
    ]
    if each and not query.domains:
        yield from each  # 各领域的定量指标占比
    for slot in reading.slots:
        if slot.slot == "op" and slot.value == "share":
            for figure in reading.quantities:
                if figure.start >= slot.end and _is_right_behind(slot.end, figure, reading):
                    yield slot.text + figure.text


def _is_right_behind(end: int, figure: Quantity, reading: Reading) -> bool:
    between = reading.free[end : figure.start]
    bound = figure.comparator != "=" or any(
        s.slot == "bound" and end <= s.start < figure.end for s in reading.slots
    )
    return bound and figure.unit not in _THINGS and bool(_BOUNDS_SHARE.fullmatch(between))


def _sums(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Counts of two groups that are added (哪两个领域的目标加起来正好12个): groups are told each by itself."""
    if query.operation == "group" and len(query.kinds) < 2 and len(query.domains) != 2:
        yield from (s.text for s in reading.slots if s.slot == "op" and s.value == "sum" and query.bounds)


def _sizes(query: TableQuery, reading: Reading) -> Iterator[str]:
    """How many the one domain that is named is said to have: that picks no domain, and is no answer."""
    if query.source == "clauses" and query.group == "domain" and len(query.domains) == 1 and query.sizes:
        yield from (figure.text for figure in reading.quantities[:1])


def _verbs(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That a verb of figures is spoken of (use the verb keep), where clauses are told, which have none."""
    if query.source == "clauses" and not (query.words or query.titled or query.starts or query.without):
        yield from (s.text for s in reading.slots if s.slot == "verbword" and _VERB.search(s.text))


_VERB = lazy(r"动词|\bverb")


def _figures_of_groups(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Figures of the rows of two domains that are held against one another: their numbers of rows are others."""
    counts = (
        query.operation in ("difference", "ratio", "compare") and query.group == "domain" and not query.mean
    )
    if query.source == "indicators" and counts and (said := _OF_FIGURES.search(reading.text)):
        yield said.group()


_OF_FIGURES = lazy(
    r"(?:(?:数|目标|指标)值|百分数)的?(?:都|是|更|最|也|完全|哪个)*(?:一样|相同|相等|一致|[高低大小]|差|接近)"
)


def _titles(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That a word is to stand in titles, where it is looked for in the whole text."""
    if not query.words or query.titled or query.starts or not reading.of("mention"):
        return
    for slot in reading.slots:
        before = reading.text[: slot.start]
        if slot.slot == "title" and (
            _IN_EN.search(before) if reading.lang == "en" else not _GIVES.search(before)
        ):
            yield slot.text


# in the title of a measure; 列标题 gives them.
_IN_EN = lazy(r"\bin (?:[a-z]+ ){0,3}$")
_GIVES = lazy(r"(?:列|报|给|出|要|念|说|写|上)(?:一下|出|个|上)?(?:条目|措施|目标|它们|各自|条款)?的?$")


_MIDDLE = lazy(r"中位(?:数|的)|居中|\bmedian\b")
_COMMONEST = lazy(r"众数|\bmodal\b|\bthe mode\b")


def _statistics(query: TableQuery, reading: Reading) -> Iterator[str]:
    """The middle one or the commonest figure, where it is not worked out."""
    if not query.middle and (middle := _MIDDLE.search(reading.free)):
        yield middle.group()
    if query.group != "value" and (common := _COMMONEST.search(reading.free)):
        yield common.group()


def _longer(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Nouns of which a word that says nothing is only a piece (中位数: 位数)."""
    fillers = [s for s in reading.slots if s.slot == "filler" and len(s.text) > 1]
    if query.middle or reading.lang == "en" or not fillers:
        return
    told = [(s.start, s.end) for s in reading.slots if s.slot != "filler"]
    told += [(m.start, m.end) for m in (*reading.words, *reading.named, *reading.people) if len(m.text) > 1]
    told += [*reading.spans, *((start, end) for start, end, _ in reading.quotes)]
    for low, high in segment(reading.text):
        piece = any(low <= s.start and s.end <= high and s.end - s.start < high - low for s in fillers)
        if not piece or any(low <= start and end <= high for start, end in told):
            continue
        word = reading.text[low:high]
        if word[0] in "这那" or (word.endswith("位数") and query.bounds):
            continue
        looked_for = {*query.words, *(query.without.words if query.without is not None else ())}
        if set(reading.table.lay.get(word, ())) & looked_for:
            continue  # an everyday word, looked for by the plan's own
        if any(said.startswith(word) for said in query.words) or reading.speaks_of_kin(word):
            continue
        if reading.part(low) >= min(reading.asking) and is_word(word) and pos_tags(word)[-1].startswith("n"):
            yield word
