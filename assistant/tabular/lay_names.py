"""Rows that are set beside a named one in everyday words: 贫血和长不高，哪个更严.

    named_beside(text, table)   the text with the name of the row in the place of such a word
    same_people(table)          names of the same people, by each of them (家长, 父母)

An everyday word may hold words of the table (长不高 holds 高), so that nothing of it is left over for a name.
"""

from __future__ import annotations

from collections import defaultdict

from assistant.lexicon import fold_known
from assistant.patterns import lazy
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Table

_BESIDE = lazy(
    r"(?:[和跟与同及、]|还是).*(?:哪[个项一边头样]|谁|差|相比|更|[两俩][个项者]?|[高低大小多少]多少|倍)|[比较].*(?:[高低大小多少严宽松紧])"
)
_LONGEST, _SHORTEST = 6, 2


def named_beside(text: str, table: Table) -> str:
    """A folded question with the names of the rows that only everyday words tell; as it is where no row is named beside."""
    if not _BESIDE.search(text):
        return text
    spans = _lay_spans(text, table)
    reading = Reading(text, table) if spans else None
    if reading is None or not reading.named:
        return text
    taken = [(m.start, m.end) for m in (*reading.named, *reading.people)]
    known = {row.id for row in reading.rows}
    for start, end, row in reversed(spans):
        if row not in known and not any(s < end and start < e for s, e in taken):
            text = f"{text[:start]}{_name(row, table)}{text[end:]}"
    return text


def _name(row: str, table: Table) -> str:
    return next(fold_known(r.name) for r in table.catalog.rows if r.id == row)


def _lay_spans(text: str, table: Table) -> list[tuple[int, int, str]]:
    """The everyday words of a text that lead to one row, the longest first at each place: start, end, id."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(text):
        for size in range(min(_LONGEST, len(text) - at), _SHORTEST - 1, -1):
            row = _only_row(table.lay.get(text[at : at + size], ()), table)
            if row:
                found.append((at, at + size, row))
                at += size - 1
                break
        at += 1
    return found


def _only_row(words: tuple[str, ...], table: Table) -> str:
    """The one row whose name holds the first of some words of the plan that any name holds, or ""."""
    for word in words:
        rows = [row for row, name in table.names.items() if word in name]
        if rows:
            return rows[0] if len(rows) == 1 else ""
    return ""


def same_people(table: Table) -> dict[str, tuple[str, ...]]:
    """Words of the plan that name the same people, by each of them."""
    groups: dict[str, set[str]] = defaultdict(set)
    for said, entries in table.words.entries.items():
        if said in table.catalog.vocabulary and not said.isascii():
            for slot, value in (entry.value[:2] for entry in entries):
                if slot == "people":
                    groups[value].add(said)
    return {name: tuple(sorted(names - {name})) for names in groups.values() for name in names}
