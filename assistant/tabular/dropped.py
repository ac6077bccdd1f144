"""Conditions of a question that did not come to be filters of its query: without them too many rows would be told.

    dropped(query, reading)   the words of conditions that no filter came of, where rows are restricted and not named

A question puts several conditions together in ways that nobody can list. Each of them is read by itself, so one that is
not read is simply not there, and the answer looks sure. Three things tell that it is missing: a word of the table (unit,
bound, kind, how often) whose column the query does not hold to anything; a figure that is none of its bounds; words that
are said of the rows in the place of a condition (…的, 哪些…) and are none of the table's.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.measured import percent
from assistant.tabular.placed import DENIED
from assistant.tabular.reading import Reading
from assistant.tabular.unread import ends_phrase

# The columns that each slot may restrict; one of them is enough.
_COLUMNS = {
    "unit": ("units", "pers", "ids", "bounds"),
    "comparator": ("comparators", "wordings", "bounds"),
    "kind": ("kinds", "whole"),
    "base": ("base_year", "kinds"),
    "per": ("pers", "units"),
    "nature": ("wordings",),
}
_OF_QUOTES = ("verbs", "wordings", "words", "comparators", "units", "starts", "titled", "ids", "populations", "domains", "goals",
              "pers", "bounds", "kinds")  # fmt: skip
_SAYS_NOTHING = ("any", "figure", "=", "-")
_SPEAKS_OF_VERB = lazy(r"动词|措辞|用词|用语|字眼|表述|行文|\bverb|\bword")
_BEHIND_NOUN = lazy(r"[了过着用来]?的")
# 哪些最难办, 有几个是新增: what is said of the rows behind the word that asks for them.
_BEHIND_ASKING = lazy(
    r"(?:哪[些几]?[个项条样]?|几[个项条]|多少[个项条]|谁|啥|什么|有)(?:指标|目标)?(?:[是都也就还会能被要最并不很挺较]|特别|属于|算|比较)*$"
)
_ENDS = lazy(r"[了过着的呢啊吗呀吧]*(?:$|[，,。；;？?！!])")
_HOLDS_THEM = lazy(
    r"[管列设写定放摆记收]着?|没有?|没[定带用]|来.|[一二两三四五六七八九十几]位"
)  # 有哪些指标管着: says nothing of them


def dropped(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """The words of conditions that no filter of the query came of."""
    if query.ids or reading.named or query.operation in ("compare", "ratio", "absent"):
        return ()
    if query.claim or query.against or query.chosen is not None:
        return ()
    return tuple(dict.fromkeys((*_slots(query, reading), *_figures(query, reading), *_said(reading))))


def _has(query: TableQuery, names: tuple[str, ...]) -> bool:
    """Whether a query, or what it leaves out, is held to something in one of some columns."""
    left_out = query.without
    return any(getattr(query, name) or (left_out is not None and getattr(left_out, name)) for name in names)


def _slots(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Words of the table that restrict, and whose column nothing is held to; quotes that lead nowhere."""
    for slot in reading.slots:
        columns = _COLUMNS.get(slot.slot, ())
        if not columns or not slot.text or slot.value in _SAYS_NOTHING or query.group == slot.slot:
            continue
        if reading.part(slot.start) not in reading.asking or (
            slot.slot == "unit" and reading.asks_unit(slot)
        ):
            continue
        both = slot.slot == "kind" and {"numeric", "qualitative"} <= set(reading.of("kind"))
        if not both and not _has(query, columns):
            yield slot.text
    for start, _, quote in reading.quotes:
        implied = not reading.of("kind")  # a figure or an order brings kinds with it
        columns = tuple(name for name in _OF_QUOTES if name != "kinds") if implied else _OF_QUOTES
        if reading.part(start) in reading.asking and not _has(query, columns):
            yield quote
    verbs = ("verbs", "wordings", "comparators", "bounds", "kinds")
    for slot in reading.slots:
        said = slot.slot == "verbword" and _SPEAKS_OF_VERB.search(slot.text)
        if said and reading.part(slot.start) in reading.asking and not _has(query, verbs):
            yield slot.text


def _figures(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Figures that bound rows and are none of the query's bounds."""
    left_out = query.without
    bounds = (*query.bounds, *query.sizes, *(left_out.bounds if left_out is not None else ()))
    known = {bound.value for bound in bounds}
    denied = [start for _, start in reading.year_places if DENIED.search(reading.text[:start])]
    if denied and query.base_year is None:
        yield from (reading.text[start : start + 4] for start in denied)  # 没写2025年的指标
    if query.stated is None:
        yield from (q.text for q in reading.figures if not {q.value, percent(q)} & known)


def _said(reading: Reading) -> Iterator[str]:
    """Words that are none of the table's and stand where a condition stands."""
    if reading.lang == "en":
        return
    for start, end in reading.gaps:
        word, before = reading.text[start:end], reading.text[:start]
        if reading.part(start) not in reading.asking or _HOLDS_THEM.fullmatch(word):
            continue
        behind = _BEHIND_NOUN.match(reading.text, end) and not ends_phrase(start, end, reading)
        if behind or (_BEHIND_ASKING.search(before) and _ENDS.match(reading.text, end)):
            yield word
