"""Stage 2: the rows that the names and aliases of a question lead to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.aged import ages_of
from assistant.claims import agrees, comparable
from assistant.lexicon import SHORTEST_ENDING, Mention, fold, shared_name, without_region
from assistant.numerals import AGES
from assistant.patterns import lazy
from assistant.question.explained import in_context, owners, stands_in, unexplained
from assistant.question.parts import SENTENCE_END
from assistant.question.reading import Catalog, Reading, gaps, names_asked, roles_said, unmatched
from assistant.question.scope import foreign_year, stages
from assistant.records import Indicator, Quantity, Query
from assistant.tagging import segment

_OF_EACH = lazy(r"^[^，,。；;？?]{0,6}?(?:都|均|皆)|\b(?:both|each)\b")  # A和B都是99%以上
_OF_ALL = lazy(r"都|全部?是|一律|统统|均|\b(?:all|each|every|both)\b")
_RATES = frozenset({"%", "‰"})


def _told_before(reading: Reading, mention: Mention) -> bool:
    """Whether a name stands in a sentence before the one that asks, which asks something of its own (我睡不好。窗户装啥)."""
    stop = SENTENCE_END.search(reading.text, mention.end)
    later = [part for part in reading.asking_parts if stop and part > reading.part(mention.end)]
    if stop is None or len(later) != len(reading.asking_parts) or not later:
        return False
    own = [start for start, _ in gaps(reading) if start >= stop.end() and reading.part(start) in later]
    return bool(own) and not any(m.values("alias") and m.start >= stop.end() for m in reading.mentions)


def link(query: Query, reading: Reading, catalog: Catalog) -> Query:
    """Rows that names and aliases lead to, and the words that nothing explains."""
    rows, choices, restricted = _rows_of(reading, catalog)
    if _asks_whose_age(query, rows):
        query = replace(query, units=frozenset())  # its people are told with its figure
    if (
        _asks_other_measure(query, rows) and len(reading.asking_parts) < 2
    ):  # one of several parts may ask for another
        rows, choices, restricted = (), (), ()
    left = unexplained(reading, catalog, rows)
    aside = tuple(
        w for w in unmatched(reading) if len(w) > 1 and w not in left and not in_context(w, catalog, rows)
    )
    told_by_figure = any(agrees(figure, row) for figure in reading.figures for row in rows)
    if aside and _by_ending(reading, rows) and not told_by_figure:
        rows, choices, restricted = (
            (),
            (),
            (),
        )  # 坡地多的县，…综合机械化率: what is apart may say which of them
    known = bool(rows) or any(stands_in(word, catalog.vocabulary) for word in unmatched(reading))
    known = known or "plan" in roles_said(reading)
    query = replace(query, unexplained=left, aside=aside, known=known, choices=choices)
    if not rows:
        return replace(query, foreign_year=foreign_year(query.years, (), catalog.meta, stages(catalog)))
    return replace(
        query,
        task="lookup",
        names=tuple(dict.fromkeys(row.name for row in rows)),
        populations=restricted,
        said_of=(
            *_said_of(reading, rows, states=query.confirms or query.yes_no),
            *_said_of_others(reading, rows, catalog),
        ),
        owners=owners(reading, catalog, rows),
        foreign_year=foreign_year(query.years, rows, catalog.meta),
    )


def _by_ending(reading: Reading, rows: tuple[Indicator, ...]) -> bool:
    """Whether rows were found by the ending of their names alone, which leaves out what tells them apart."""
    named = [mention.text for mention in reading.mentions if mention.values("alias")]
    whole = {fold(name) for row in rows for name in (row.name, shared_name(row), without_region(row.name))}
    ends = all(any(fold(row.name).endswith(text) for text in named) for row in rows)
    return bool(rows) and ends and not any(text in whole for text in named)


_RIGHT_BEFORE = lazy(r"(?:是|为|的|定|要求|:|：| |目标|指标)*(?:is|at|of)? ?")


def _said_of_others(
    reading: Reading, rows: tuple[Indicator, ...], catalog: Catalog
) -> tuple[tuple[Quantity, str], ...]:
    """Figures that stand right behind the name of a row that is not asked about (死亡率6.5，贫血率8，那贫血率…)."""
    found = []
    for figure in reading.figures:
        for mention in reading.mentions:
            names = mention.values("alias")
            between = reading.text[mention.end : figure.start] if mention.end <= figure.start else "?"
            if not names or not _RIGHT_BEFORE.fullmatch(between) or any(_is_called(r, names) for r in rows):
                continue
            found += [(figure, row.id) for row in catalog.rows if _is_called(row, names)][:1]
    return tuple(found)


def _is_called(row: Indicator, names: tuple[str, ...]) -> bool:
    return row.name in names or shared_name(row) in names


def _said_of(
    reading: Reading, rows: tuple[Indicator, ...], *, states: bool
) -> tuple[tuple[Quantity, str], ...]:
    """Of which row each figure is said, where several are named: the one whose own name or people stand nearest.

    The subject goes before its figure (小学生10小时), or directly behind it (90%的城市社区). One that is stated of a name
    which several rows share is said of all of them (近视率是30%吧).

    Args:
        reading: of the question.
        rows: that it names.
        states: whether it states something, or asks whether it is so.
    """
    if len(rows) < 2:
        return ()
    found = []
    since = -1  # where the part begins in which a figure has its subject
    for figure in reading.figures:
        fitting = [row for row in rows if comparable(figure, row)]
        beside = [
            (distance, row.id, m)
            for row in fitting
            for m in reading.mentions
            if (distance := _distance(reading.text, figure, m)) is not None and _tells_apart(m, row, rows)
        ]
        if any(since <= m.start and m.end <= figure.start for _, _, m in beside):
            beside = [one for one in beside if one[2].start != figure.end]  # 小学生睡10小时初中生睡9小时
        least = min((distance for distance, _, _ in beside), default=0)
        nearest = [(row_id, m) for distance, row_id, m in beside if distance == least]
        since = figure.end
        before = [(row_id, m) for _, row_id, m in beside if m.end <= figure.start]
        last = max((m.end for _, m in before), default=figure.start)
        of_each = len({row_id for row_id, _ in before}) > 1 and _OF_EACH.search(
            reading.text[last : figure.start]
        )
        if of_each and states and len(reading.figures) == 1:
            found += [(figure, row_id) for row_id in dict.fromkeys(row_id for row_id, _ in before)]
        elif len(nearest) == 1:
            (row_id, mention) = nearest[0]
            found.append((figure, row_id))
            since = max(since, mention.end)
        elif len(reading.figures) == 1 and (states or _OF_ALL.search(reading.text)):
            found += [(figure, row.id) for row in fitting]
    return tuple(found)


def _distance(text: str, figure: Quantity, mention: Mention) -> int | None:
    """Characters between a figure and what is named before it, or directly behind it."""
    if mention.end <= figure.start:
        return (
            figure.start - mention.end
            if not re.search(r"[。；;!！?？]", text[mention.end : figure.start])
            else None
        )
    between = text[figure.end : mention.start]
    return 0 if mention.start >= figure.end and between in ("的", " of ", " of the ", "") else None


def _tells_apart(mention: Mention, row: Indicator, rows: tuple[Indicator, ...]) -> bool:
    """Whether a mention names one row and not all of them."""

    def names(other: Indicator) -> bool:
        return other.name in mention.values("alias") or (other.population or "") in mention.values(
            "population"
        )

    return names(row) and not all(names(other) for other in rows)


def _asks_other_measure(query: Query, rows: tuple[Indicator, ...]) -> bool:
    """Whether a rate is asked for and no row named is one (大夫上门的比例), or the other way round."""
    if not query.units or any(row.per or row.unit is None or row.unit in query.units for row in rows):
        return False  # 每千名儿童几张 may be read as a rate
    return len({bool(query.units & _RATES), *(row.unit not in _RATES for row in rows)}) == 1 and bool(rows)


def _asks_whose_age(query: Query, rows: tuple[Indicator, ...]) -> bool:
    """Whether it is asked of which age those are whom rows are about (龋患率说的是几岁以下的)."""
    asks = bool(query.units) and query.units <= AGES | {"个月"} and bool(query.units & AGES)
    return asks and bool(rows) and all(ages_of(row) and row.unit not in query.units for row in rows)


def _rows_of(
    reading: Reading, catalog: Catalog
) -> tuple[tuple[Indicator, ...], tuple[str, ...], tuple[str, ...]]:
    """Rows named, names to choose from, and the populations the question restricts them to."""
    exact: dict[str, Indicator] = {}
    shared: dict[str, Indicator] = {}
    choices: tuple[str, ...] = ()
    named = [m for m in names_asked(reading) if not _told_before(reading, m)]
    certain = [mention for mention in named if not mention.is_ambiguous]
    for mention in certain or named:
        names = mention.values("alias")
        hits = [row for row in catalog.rows if row.name in names or shared_name(row) in names]
        by_name = [row for row in hits if row.name in names]
        if len({shared_name(row) for row in hits}) > 1 and len(names) > 1:
            left = _narrowed(tuple(dict.fromkeys(row.name for row in hits)), reading)
            hits = [row for row in hits if row.name in left]
            by_name = [row for row in by_name if row.name in left]
            if not _is_ending(mention, left):
                choices = left
        one = len({row.name for row in by_name}) == 1 and len(names) == 1
        exact.update({row.id: row for row in by_name if one and row.name != shared_name(row)})
        shared.update({row.id: row for row in (by_name if one else hits)})
    asked = [pops for m in reading.mentions if not m.values("alias") and (pops := m.values("population"))]
    wide = list((shared | _distributed(exact, asked, catalog.rows)).values())
    fitting = [row for row in wide if row.id in exact or any(row.population in pops for pops in asked)]
    lost = {shared_name(row) for row in wide} - {shared_name(row) for row in fitting}
    kept = wide if not asked or lost else fitting
    restricted = (
        tuple(dict.fromkeys(row.population for row in kept if row.population))
        if len(kept) < len(wide)
        else ()
    )
    order = {row.id: index for index, row in enumerate(catalog.rows)}
    return tuple(sorted(kept, key=lambda row: order[row.id])), choices, restricted


def _is_ending(mention: Mention, names: tuple[str, ...]) -> bool:
    """Whether what was said is what all of some names end in (收获机械化率): all are meant, unless it says too little (筛查率)."""
    return len(mention.text) >= SHORTEST_ENDING and all(fold(name).endswith(mention.text) for name in names)


def _narrowed(names: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """The names to choose from that hold most of what else the question says (新生儿的筛查率, 管保健的医生)."""
    named = [(m.start, m.end) for m in reading.mentions if m.values("alias")]
    words = {
        reading.text[start:end]
        for start, end in segment(reading.text)
        if end - start > 1 and not any(low < end and start < high for low, high in named)
    }
    held = {name: sum(word in name for word in words) for name in names}
    most = max(held.values(), default=0)
    return tuple(name for name in names if held[name] == most) if most else names


def _distributed(
    exact: Mapping[str, Indicator], asked: list[tuple[str, ...]], rows: tuple[Indicator, ...]
) -> dict[str, Indicator]:
    """小学生和初中生近视率: the first population takes the name that stands with the second."""
    shared = {shared_name(row) for row in exact.values() if row.population}
    if not shared or not asked:
        return {}
    return {
        row.id: row
        for row in rows
        if shared_name(row) in shared and any(row.population in pops for pops in asked)
    }
