"""Two counts in one question: each of several (新生儿的几个，婴儿的几个), or of all and of a part (有几个，有数的几个).

    counts_apart(query, reading)   the query as groups or as a share, which tell both; with the second count as unexplained
                                   where neither does
    rows_outnumber(query, reading) the query for how many rows two groups of people have (谁的指标多), not for their figures

The filters of both would be put together otherwise, and one number told as if it were the answer to both.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.patterns import lazy
from assistant.records import TableFilter, TableGroup, TableOperation, TableQuery
from assistant.tabular.linked import OF_TWO
from assistant.tabular.reading import Reading, is_aged
from assistant.tabular.shares import places_of
from assistant.tabular.slots import Slot, Span, blank

_GROUPS: dict[TableFilter, TableGroup] = {
    "units": "unit",
    "populations": "population",
    "domains": "domain",
    "verbs": "verb",
}
_SCOPE: frozenset[TableFilter] = frozenset({"domains", "populations", "ids", "goals", "units"})
_IMPLIED: tuple[TableFilter, ...] = ("units", "kinds")  # filters that a bound brings with it
_OF_THEM = lazy(
    r"其中|[里这]面?[头边]?(?:有|几)|当中|之中|\b(?:of (?:them|these|those|which|whom)|among (?:them|these|those))\b"
)
_AND_THOSE = lazy(r"呢[？?]?$")
_SO_MANY = lazy(r"(?:几|多少)(?:[个条项](?!百分|千分|点|小时|钟头|月|年)|(?=指标|目标|[用按带]))")


def counts_apart(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with both counts that are asked for, or with the second one as unexplained."""
    if query.operation != "count" or query.source != "indicators" or query.group:
        return query
    segments = _segments(reading)
    if len(segments) < 2:
        return query
    if nature := _other_nature(segments, reading):
        return _unread(query, nature)
    told = _told(query, reading)
    inside = [
        {name for name, places in told.items() if any(low <= at < high for at in places)}
        for low, high in segments
    ]
    both = set.intersection(*inside)
    first, later = inside[0] - both, set().union(*inside[1:]) - both - inside[0]
    second = reading.text[slice(*segments[1])].strip(" ，,?？")
    if both:
        name = both.pop()
        by = _GROUPS.get(name)
        if both or later or by is None or len(getattr(query, name)) < 2:
            return query if not later and not _differs(name, segments, reading) else _unread(query, second)
        return replace(query, operation="group", group=by)
    if not later:
        return query if not _says_more(segments[1], reading) else _unread(query, second)
    if len(segments) > 2 or not _is_whole(first, segments, reading):
        return _unread(query, second)
    implied = [name for name in _IMPLIED if name not in first and getattr(query, name)]
    part = tuple(dict.fromkeys((*(n for n in told if n in later), *implied)))
    return replace(query, operation="share", part=part, uncounted=())


def _other_nature(segments: list[Span], reading: Reading) -> str:
    """The nature that a later count is asked of, where the first one is asked of another (约束性几个，预期性几个); "" for none."""
    said = [
        {s.value: s.text for s in reading.slots if s.slot == "nature" and low <= s.start < high}
        for low, high in segments
    ]
    others = [text for one in said[1:] for nature, text in one.items() if nature not in said[0]]
    return others[0] if said[0] and others else ""


def _unread(query: TableQuery, words: str) -> TableQuery:
    return replace(query, unexplained=(*query.unexplained, words))


def _told(query: TableQuery, reading: Reading) -> dict[TableFilter, list[int]]:
    """Where each filter of a query is said."""
    places = places_of(reading)
    places["units"] = [s.start for s in reading.slots if s.slot == "unit"]
    return {name: at for name, at in places.items() if at and getattr(query, name, None)}


def _segments(reading: Reading) -> list[Span]:
    """What each count is asked of: the parts of Chinese questions, what stands from one "how many" to the next in English."""
    counts = [s for s in reading.slots if s.slot == "ask" and s.value == "count"]
    counts = [
        s
        for s in counts
        if reading.part(s.start) in reading.asking and not _OF_TIME.match(reading.text, s.end)
    ]
    if reading.lang == "en":
        starts = [0, *(s.start for s in counts[1:])]
    else:
        asked = {reading.part(s.start) for s in counts}
        every = range(min(asked, default=0) + 1, len(reading.breaks) + 1)
        parts = sorted(asked | {part for part in every if asked and _asks_again(part, reading)})
        starts = [0, *(reading.breaks[part - 1] for part in parts[1:])]
    return list(pairwise((*starts, len(reading.text)))) if len(starts) > 1 else []


_OF_TIME = lazy(r"月|年|周|天|岁|小时|钟头|百分点|千分点|点")  # 几个月: no count of rows


def _asks_again(part: int, reading: Reading) -> bool:
    """Whether a part asks for one more count without the words of the first (多少用%; 环境的呢)."""
    words = reading.words_of_part(part)
    named = any(reading.part(start) == part for start, _ in reading.domain_spans.values())
    people = any(reading.part(m.start) == part for m in reading.people)
    return bool(_SO_MANY.search(words)) or (bool(_AND_THOSE.search(words)) and (named or people))


def _is_whole(first: set[TableFilter], segments: list[Span], reading: Reading) -> bool:
    """Whether the first count is that of the whole of which the second one counts a part."""
    low, high = segments[0]
    nouns = [s for s in reading.slots if _is_noun(s, reading)]
    if not any(low <= s.start < high for s in nouns):
        return False
    of_them = _OF_THEM.search(reading.text, segments[1][0])
    return bool(of_them) or (first <= _SCOPE and not any(s.start >= segments[1][0] for s in nouns))


def _is_noun(slot: Slot, reading: Reading) -> bool:
    return (slot.slot == "noun" and slot.value != "domain") or reading.names_a_noun(slot)


def _differs(name: TableFilter, segments: list[Span], reading: Reading) -> bool:
    """Whether a filter is told in each segment by other words (农村的几个，城市的几个), and not said again."""
    places = [at for low, high in segments for at in _words_at(name, low, high, reading)]
    return len(set(places)) > 1


def _words_at(name: TableFilter, low: int, high: int, reading: Reading) -> list[str]:
    told = [(m.start, m.text) for m in (*reading.people, *reading.named)]
    told += [(s.start, s.text) for s in reading.slots if s.slot in ("kind", "comparator", "unit")]
    figures = [q.text for q in reading.figures if low <= q.start < high] if name == "bounds" else []
    return [text for start, text in told if low <= start < high] + figures


def _says_more(segment: Span, reading: Reading) -> bool:
    """Whether something is said in a segment that nothing was made of (次数的几个)."""
    gaps = [gap for gap in reading.gaps if segment[0] <= gap[0] < segment[1]]
    counted = [(s.start, s.end) for s in reading.slots if s.slot == "ask"]
    left = _LIGHT.sub("", blank(reading.text, counted)[slice(*segment)]) if reading.lang == "zh" else ""
    return any(reading.strange(*gap) for gap in gaps) or bool(_OF_SOMETHING.search(left))


_LIGHT = lazy(r"[\n\s，,。；;？?！!]|一?共|总共|到底|究竟|总的|具体|分别|指标|目标")
_OF_SOMETHING = lazy(r"^(?:那|而|还有|以及)?[\u3400-\u9fff]{2,6}的$")


# 新生儿的指标和婴儿的指标哪个多, 小学生的指标比初中生的多吗: how many rows each has
_MORE_ROWS = lazy(
    r"(?:指标|目标|要求)的?(?:数量?|个数|条数|项数)?(?:哪[个边类方]|谁|更|要|比[^，,。；;？?高低大小长短严松宽紧差]{1,12}?|是不是|一样|不一样|和[^，,。；;？?高低大小长短]{1,12}?一样)*的?(?:更|还)?[多少](?![年岁])"
    r"|(?:指标|目标|要求)(?:数量?|个数|条数|项数)?(?:相?差)(?:了|着)?(?:几|多少)[个条项](?!百分|千分|点)"
    r"|(?:哪[个边类方头]|谁)的?(?:指标|目标|要求)(?:数量?|个数|条数|项数)?(?:更|要|比较)?[多少]"
    r"|\b(?:more|fewer) (?:indicators|targets)\b"
)


def rows_outnumber(query: TableQuery, reading: Reading) -> TableQuery | None:
    """The query for the numbers of rows of two groups of people; None where figures are compared."""
    if query.operation not in (*OF_TWO, "compare") or reading.named or len(reading.people) != 2:
        return None
    said = _MORE_ROWS.search(reading.free)
    if said is None:
        return None
    groups = tuple(dict.fromkeys(p for m in reading.people for p in m.values("population")))
    rows = [row for row in reading.catalog.rows if any(reading.is_about(row, m) for m in reading.people)]
    others = any(row.population not in groups or is_aged(row.population, groups) for row in rows)
    if len(groups) != 2 or others or query.domains or query.kinds or query.units:
        return TableQuery(ids=tuple(row.id for row in rows), unexplained=(said.group(),))
    operation: TableOperation = "ratio" if query.operation == "ratio" else "difference"
    return TableQuery(operation=operation, group="population", populations=groups)
