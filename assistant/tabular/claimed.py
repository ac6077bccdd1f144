"""What a question states of two rows that it names: which has the higher figure, by how much, how many times it is the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.errors import QuantityError
from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy
from assistant.records import Bound, Indicator, TableQuery
from assistant.tabular.multiples import multiple_of_row
from assistant.tabular.reading import Reading
from assistant.tabular.slots import blank

_SAME = lazy(
    r"一样(?![吗嘛么？?]?的措施)|相同|相等|一致|同一?个(?:数|样|标准|水平|线)|持平|\b(?:the same|equal|identical|level)\b"
)
_ABOUT = lazy(
    r"大约|大概|差不多|左右|上下|将近|接近|\b(?:about|around|roughly|nearly|almost|approximately)\b"
)
# By how much: beside the word of the comparison, or behind 相差.
_BY = lazy(
    r"(?:[高低大小多少长短宽严松紧]|相?差)(?:出来?|了|上|着|的)?(?:整整|至少|不止|足足|正好|刚好)?$|\bby (?:exactly |at least )?$"
)
_BEHIND_EN = lazy(r" ?(?:higher|lower|more|less|longer|shorter|apart)\b")
_HOW_MUCH = lazy(r"多少|几(?!乎)|\bhow\b")
_POINTS = lazy(r"(?:百分|千分)?点")


def with_claim(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with what is stated of its two rows, where it compares two."""
    if query.operation == "compare":
        query = replace(query, claim=_claim(query, reading))
    if query.operation in ("sum", "average") and not query.group:
        stated = _total_stated(query, reading)
        left = tuple(bound for bound in query.bounds if bound != stated)
        return replace(query, stated=stated, bounds=left)
    if len(query.ids) != 2 or query.operation not in ("compare", "difference", "ratio"):
        return query
    if _ABOUT.search(reading.free):
        return replace(query, claim=())  # what is only about right is neither confirmed nor denied
    stated = _times(reading) if query.operation == "ratio" else _apart(query, reading)
    if stated is None:
        return query
    claim = query.claim or _in_order(query, reading)
    return replace(query, claim=claim, stated=stated, directed=bool(query.claim))


def _total_stated(query: TableQuery, reading: Reading) -> Bound | None:
    """What figures are said to add up to, or to be on average; None where it is asked, or only about right."""
    if not reading.is_yes_no or _HOW_MUCH.search(reading.free) or _ABOUT.search(reading.free):
        return None
    said = max((s.end for s in reading.slots if s.slot == "op" and s.value == query.operation), default=-1)
    if said < 0 or len(reading.bounds) > 1 or len(reading.figures) != 1:
        return None
    figure = reading.figures[0]
    bound = (
        reading.bounds[0] if reading.bounds else Bound("=", figure.value)
    )  # what a row has, too, is no bound
    if figure.start < said < figure.end:
        return Bound("=", bound.value)  # add up to 27: no ceiling
    return bound if said <= figure.start else None


def _times(reading: Reading) -> Bound | None:
    """How many times the other the first is said to be."""
    multiple = multiple_of_row(reading.free)
    return Bound(multiple.side, multiple.factor) if multiple else None


def _apart(query: TableQuery, reading: Reading) -> Bound | None:
    """How far apart they are said to be: not at all, or by so much."""
    if not reading.is_yes_no or _HOW_MUCH.search(reading.free):
        return None
    if not query.claim and _SAME.search(reading.free):
        return Bound("=", Decimal(0))
    units = {row.unit for row in reading.catalog.rows if row.id in query.ids}
    for figure in reading.quantities:
        points = figure.unit in ("个百分点", *units) or _POINTS.match(reading.free, figure.end)
        beside = _BY.search(reading.free[: figure.start]) or _BEHIND_EN.match(reading.free, figure.end)
        if points and beside and (query.claim or query.operation == "difference"):
            return Bound(_SIDES.get(figure.comparator, "="), figure.value)
    return None


_SIDES: Mapping[str, Literal[">=", ">", "<=", "<"]] = {">=": ">=", ">": ">", "<=": "<=", "<": "<"}


def with_count_claim(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with what is stated of the numbers that two groups have (健康的措施比教育的多吗, 目标是措施的一半)."""
    if query.group not in ("domain", "kind") or query.operation not in ("difference", "ratio"):
        return query
    at = _places(query, reading)
    if len(at) != 2 or _ABOUT.search(reading.free):
        return query
    claim = tuple(sorted(at, key=lambda label: at[label][0]))
    if query.operation == "ratio":
        multiple = multiple_of_row(blank(reading.free, list(at.values())))
        if multiple is None:
            return query
        base = at[claim[0]][0] >= multiple.row[0]
        stated = Bound(multiple.side, multiple.factor)
        return replace(query, claim=claim[::-1] if base else claim, stated=stated)
    if not reading.is_yes_no or _HOW_MUCH.search(reading.free):
        return query
    if _SAME.search(reading.free) or _AS_MANY.search(reading.free):
        return replace(query, claim=claim, stated=Bound("=", Decimal(0)))
    more = _MORE_IN_COUNT.search(reading.free)
    if more is None:
        return query
    way = "way" if more["way"] else "way_en"
    so_many = more["many"] or more["many_en"]
    value = _number(so_many) if so_many else Decimal(0)
    if value is None:
        return query
    stated = Bound("=" if so_many else ">", value)
    fewer = more[way] in ("少", "fewer", "less")
    return replace(query, claim=claim[::-1] if fewer else claim, stated=stated, directed=True)


_AS_MANY = lazy(r"一样[多少]|\bas many\b")
_NUMBER_EN = "|".join(ENGLISH_NUMBERS)
_MORE_IN_COUNT = lazy(
    r"(?<![对分占同])比[^，,。；;？?]{1,24}?(?P<way>[多少])(?!少)(?:出来?|了|上)?(?:整整|正好|刚好)?(?P<many>[0-9]+|[一二两三四五六七八九十]+)?"
    rf"|\b(?:(?P<many_en>[0-9]+|{_NUMBER_EN}) )?(?P<way_en>more|fewer|less)\b[^,;?]*\bthan\b"
)


def _number(word: str) -> Decimal | None:
    try:
        return Decimal(ENGLISH_NUMBERS[word]) if word in ENGLISH_NUMBERS else parse_number(word)
    except QuantityError:
        return None


def _places(query: TableQuery, reading: Reading) -> dict[str, tuple[int, int]]:
    """Where each of the two groups is named: a domain, or a kind of clause."""
    if query.group == "domain":
        return {title: span for title, span in reading.domain_spans.items() if title in query.domains}
    nouns = {s.value: (s.start, s.end) for s in reading.slots if s.slot == "noun" and s.value in query.kinds}
    if query.rows is not None:
        named = [s for s in reading.slots if s.value == "indicator" or reading.names_a_noun(s)]
        nouns |= dict.fromkeys([query.rows_label], (named[0].start, named[0].end)) if named else {}
    aims = [(s.start, s.end) for s in reading.slots if s.slot == "noun" and s.value == "aim"]
    return nouns | ({"goal": aims[0]} if aims and "goal" not in nouns and "goal" in query.kinds else {})


def _in_order(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """The two rows as the question names them; what the other is so many times of stands second."""
    rows = {row.id: row for row in reading.catalog.rows if row.id in query.ids}
    first, second = sorted(query.ids, key=lambda i: _first_said(rows[i], reading))
    multiple = multiple_of_row(reading.free) if query.operation == "ratio" else None
    base = multiple is not None and multiple.row[0] <= _first_said(rows[first], reading) < multiple.row[1]
    return (second, first) if base else (first, second)


def _claim(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """The two rows of a comparison that is to be confirmed, the one first that is said to have the higher figure."""
    if not reading.said_to_be or len(query.ids) != 2:
        return ()
    rows = {row.id: row for row in reading.catalog.rows if row.id in query.ids}
    first, second = sorted(query.ids, key=lambda i: _first_said(rows[i], reading))
    if _first_said(rows[second], reading) == len(reading.text):
        return ()  # which of them the question names first cannot be told
    caps = {rows[i].comparator in ("<=", "<", "down_by", "down") for i in query.ids}
    word = reading.said_to_be
    if _STRICT.fullmatch(word) or _LOOSE.fullmatch(word):
        if len(caps) > 1:
            return ()
        higher = bool(_LOOSE.fullmatch(word)) == caps.pop()  # a ceiling is looser where it is higher
    else:
        higher = not _LOWER.fullmatch(word)
    return (first, second) if higher else (second, first)


_STRICT = lazy(r"[严紧]|stricter|tighter|tougher|more demanding")
_LOOSE = lazy(r"松|宽|looser|laxer|less demanding|more lenient|less strict")
_LOWER = lazy(r"[低小少短]|lower|smaller|shorter")


def _first_said(row: Indicator, reading: Reading) -> int:
    """Where a row is first told apart: by its people where several rows share the name, else by its name."""
    alone = [m.start for m in reading.named if reading.leads_to(m, row) and not m.is_ambiguous
             and sum(reading.leads_to(m, other) for other in reading.rows) == 1]  # fmt: skip
    people = [m.start for m in reading.people if reading.is_about(row, m)]
    return min(alone or people or [len(reading.text)])
