"""What of a question about a share restricts the whole, and what only the part.

The whole is a phrase of its own, told by where it stands: 占 + whole (占全部指标的比例), whole + 里 (健康领域的指标里，…占多少),
share of + whole. A filter said in it holds for all; every other one is what the part is told by.
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import TableFilter, TableQuery
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Span

_PLACED: tuple[TableFilter, ...] = ("domains", "populations", "ids", "goals")
_TOLD: tuple[TableFilter, ...] = ("comparators", "wordings", "bounds", "verbs", "units", "words")
_WITHIN = lazy(r"(?:里头?|里面|里边|中|当中|之中|内|之内)(?:，|,|、|的|有)*|(?<=[^，,]),|，|[?？;；](?=.)")
_SHARE_AFTER = lazy(r"的?(?:比例|比重|份额|百分比|百分之|多少|几)")
_WHOLE_EN = lazy(r" ?(?:of )?(?:all )?(?:the )?")
_ENDS_WHOLE_EN = lazy(
    r"[,;]| (?:that|which|who|are|is|have|has|use|uses|come|comes|belong|belongs|carry|set|do|does|falls?)\b"
)
_POINTS_BACK = lazy(
    r"[该本此这那其](?:个)?(?:领域|板块|部分|块|方面|章|类)|自己|\b(?:its|that|this|the same) (?:own |domain|area|field|chapter)"
)
_ALL = lazy(r"[全所总]|整个|\ball\b|\bwhole\b|\bentire\b")


# 健康领域的定量目标占全规划的百分之几: of all of the same kind.
_OF_THE_PLAN = lazy(
    r"占了?(?:全|整个|整部|整份|全部|整本)(?:规划|文件|书|体|表)|\bof the (?:whole|entire) plan\b"
    r"|占了?(?:到)?(?:全部|总数|总量|总体|总的|所有|全体)(?:[0-9]+[个条项])?(?:的|之|里的?|中的?)?(?=百分|多|几|比|份|里|中|$|[，,。？?])"
)


def of_all(reading: Reading) -> bool:
    """Whether a share is one of all there are, which are not called again (占全部的百分之几, 占全规划的多少)."""
    return bool(_OF_THE_PLAN.search(reading.free))


def places_of(reading: Reading) -> dict[TableFilter, list[int]]:
    """Where each filter is said; a unit that only its figures tell, where they stand."""
    by_slot: dict[str, list[int]] = {}
    for slot in reading.slots:
        by_slot.setdefault(slot.slot, []).append(slot.start)
    quoted = [s for s, _, q in reading.quotes if q not in reading.wordings]
    figures = [q.start for q in reading.figures]
    return {
        "domains": [start for start, _ in reading.domain_spans.values()],
        "populations": [m.start for m in reading.people],
        "ids": [m.start for m in (*reading.named, *reading.people)],
        "goals": by_slot.get("below", []),
        "units": by_slot.get("unit") or [s for s, _ in reading.spans[-1:]] + figures,
        "comparators": by_slot.get("comparator", []) + quoted,
        "bounds": figures,
        "verbs": quoted + [s.end for s in reading.slots if s.slot == "verbword"],
        "wordings": [s for s, _, q in reading.quotes if q in reading.wordings],
        "words": quoted,
        "kinds": by_slot.get("kind", []),
    }


def part_of(query: TableQuery, reading: Reading) -> tuple[TableFilter, ...]:
    """The filters that only the part of a share is held to."""
    if query.domains and of_all(reading):
        return ("domains",)
    whole = _whole(reading)
    told = tuple(n for n in (*_PLACED, *_TOLD, "kinds") if getattr(query, n))
    places = places_of(reading)
    if whole is not None:
        outside = tuple(n for n in told if not _is_within(n, places[n], whole, reading))
        if outside:
            return outside
    return next(((n,) for n in _TOLD if n in told), ("kinds",))


def _is_within(name: TableFilter, places: list[int], whole: Span, reading: Reading) -> bool:
    """Whether a filter is said in the whole."""
    if name == "kinds" and not places:
        return not _ALL.search(reading.text[whole[0] : whole[1]]) and bool(reading.figures) is False
    first = _FIRST_EN.match(reading.text) if reading.lang == "en" else None
    if first and any(at < first.end() for at in places):
        return True  # in the education area, what fraction of the targets …
    if name == "domains" and _POINTS_BACK.search(reading.text[whole[0] : whole[1]]):
        return True
    return any(whole[0] <= at < whole[1] for at in places)


def _whole(reading: Reading) -> Span | None:
    """The phrase that names what a share is one of."""
    shares = [s for s in reading.slots if s.slot == "op" and s.value == "share"]
    nouns = [s for s in reading.slots if s.slot == "noun" or reading.names_a_noun(s)]
    if not shares:
        return None
    if reading.lang == "en":
        return _whole_en(reading, shares[0].end)
    for share in shares:
        if share.text.startswith("占"):
            ends = [n.end for n in nouns if n.start >= share.start]
            behind = next((e for e in ends if _SHARE_AFTER.match(reading.text[e:])), None)
            if behind is None and ends and share is shares[-1] and "几" not in share.text:
                behind = ends[0]
            if behind is not None:
                return share.start, behind
    marks = [m for m in _WITHIN.finditer(reading.free) if m.end() <= shares[-1].start]
    mark = next((m for m in marks if any(n.end <= m.start() + 1 for n in nouns)), None)
    return (_from(reading, mark.start()), mark.start() + 1) if mark else None


def _from(reading: Reading, end: int) -> int:
    """Where the phrase of the whole begins that ends at a place: behind 在 (新生儿的指标在全部指标里), else at the beginning."""
    at = reading.text.rfind("在", 0, end)
    nouns_before = any(s.slot in ("noun", "unit", "kind") and s.end <= at for s in reading.slots)
    return at if at >= 0 and nouns_before else 0


# Of all the percentage targets, what share …; among the targets of Health, …
_FIRST_EN = lazy(r"(?:of|among|out of|from|within|in|across|taking)\b[^,?.;:]{4,60}[,:]")
_OF_EN = lazy(r" ?of\b")


def _holds_noun(reading: Reading, end: int) -> bool:
    """Whether what stands before a place names what the table holds."""
    return any(s.end <= end and (s.slot == "noun" or reading.names_a_noun(s)) for s in reading.slots)


def _whole_en(reading: Reading, start: int) -> Span | None:
    """share of the targets | that …; what stands before (as a share of) is the part, but a phrase of its own at the front."""
    begin = _WHOLE_EN.match(reading.text, start)
    assert begin is not None
    first = _FIRST_EN.match(reading.text)
    if (
        first
        and first.end() <= start
        and not _OF_EN.match(reading.text, start)
        and _holds_noun(reading, first.end())
    ):
        return first.span()
    end = _ENDS_WHOLE_EN.search(reading.text, begin.end())
    nouns = [
        s.end for s in reading.slots if s.start >= start and (s.slot == "noun" or reading.names_a_noun(s))
    ]
    return start, end.start() if end else min(nouns, default=len(reading.text))
