"""What people have read of a plan's entitlements, laid over what rules read; and the check of every row.

    reviewed(rows, clauses, path, words, domains)   the rows with the overlay of a plan
    check_rows(clauses, rows, words)                every row again, against its clause

The overlay (``corpus/<plan>/entitlements.tsv``) names a quote of a clause. A row with ``what`` is an entitlement: it
replaces the rows that rules found there, with the fields that rules cannot tell put right. A row without is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from assistant.entitlements.reading import STAGES, Words, read_ages, row_of
from assistant.errors import CorpusError
from assistant.lexicon import read_table
from assistant.records import Clause, Entitlement

COLUMNS: Final = ("clause", "quote", "what", "en", "set", "reason")
_LISTS: Final = frozenset({"stages", "conditions"})
_SETTABLE: Final = _LISTS | {"area", "cost", "where", "strength"}
_STRENGTHS: Final = frozenset({"规划明确", "规划推动", "目标"})


def reviewed(
    rows: Iterable[Entitlement],
    clauses: Mapping[str, Clause],
    path: Path,
    words: Words,
    domains: Mapping[str, str],
) -> tuple[Entitlement, ...]:
    """The rows of a plan in its order; those that rules found where nobody has reviewed them.

    Args:
        rows: what rules found.
        clauses: the plan's clauses by id, in its order.
        path: the overlay; a plan may have none.
        words: what rules read by.
        domains: title of the domain of each clause, by its id.

    Raises:
        CorpusError: a quote does not stand once in its clause, or a field cannot be set; it names the line.
    """
    listed = list(_read(path, clauses)) if path.exists() else []
    kept = [_row(line, clause, span, words, domains, path) for line, clause, span in listed if line["what"]]
    seen = [(clause.id, *span) for _, clause, span in listed]
    new = [row for row in rows if not any(_meets(row, *span) for span in seen)]
    places = {clause_id: n for n, clause_id in enumerate(clauses)}
    return tuple(sorted((*kept, *new), key=lambda row: (places[row.clause_id], row.start)))


def _meets(row: Entitlement, clause_id: str, start: int, end: int) -> bool:
    return row.clause_id == clause_id and row.start < end and start < row.end


def _read(
    path: Path, clauses: Mapping[str, Clause]
) -> Iterator[tuple[dict[str, str], Clause, tuple[int, int]]]:
    """Lines of an overlay with their clause and the quote's span in its text."""
    for line in read_table(path, COLUMNS):
        number, clause = int(line["line"]), clauses.get(line["clause"])
        if clause is None:
            raise CorpusError(f"there is no clause {line['clause']!r} in the plan", file=path, line=number)
        if clause.text.count(line["quote"]) != 1 or not line["quote"]:
            raise CorpusError(
                f"the quote must stand once in clause {clause.id}: {line['quote']!r}", file=path, line=number
            )
        start = clause.text.index(line["quote"])
        yield line, clause, (start, start + len(line["quote"]))


def _row(
    line: Mapping[str, str],
    clause: Clause,
    span: tuple[int, int],
    words: Words,
    domains: Mapping[str, str],
    path: Path,
) -> Entitlement:
    row = row_of(clause, *span, words, domains.get(clause.id, ""))
    values: dict[str, Any] = {}
    for piece in filter(None, line["set"].split(";")):
        name, _, value = piece.partition("=")
        if name not in _SETTABLE:
            raise CorpusError(f"{name!r} is no field to set", file=path, line=int(line["line"]))
        values[name] = tuple(filter(None, value.split(","))) if name in _LISTS else value
    return replace(row, what=line["what"], what_en=line["en"], reviewed=True, **values)


# --- the check -------------------------------------------------------------------------------------


def check_rows(clauses: Mapping[str, Clause], rows: Iterable[Entitlement], words: Words) -> None:
    """Hold every row against its clause, by another way than it was made.

    Raises:
        CorpusError: a quote is not what stands at its span, or a field has no word of the clause to rest on.
    """
    told: set[tuple[str, int, int]] = set()
    for row in rows:
        clause = clauses[row.clause_id]
        if fault := _fault(row, clause, clauses.get(clause.parent), words):
            raise CorpusError(f"{fault}: {row.what!r}, clause {row.clause_id}, {row.quote!r}")
        place = (row.clause_id, row.start, row.end)
        if place in told:
            raise CorpusError(f"two entitlements rest on one quote: {row.quote!r}, clause {row.clause_id}")
        told.add(place)


def _fault(row: Entitlement, clause: Clause, above: Clause | None, words: Words) -> str:
    """What is wrong with a row, or ""."""
    said = clause.text + (above.text if above and clause.kind in ("target", "paragraph") else "")
    low_high = (row.age_from, row.age_to)
    faults = {
        "its quote is not at its place": clause.text[row.start : row.end] != row.quote or not row.quote.strip(),
        "it has no name": not row.what,
        "its ages are not those of the quote": (row.ages, *low_high) != read_ages(row.quote),
        "its place does not stand in the clause": row.where not in clause.text,
        "its stage is unknown or has no word in the clause": _unfounded("stage", row.stages, said, words)
        or not set(row.stages) <= set(STAGES),
        "its condition has no word in the clause": _unfounded("condition", row.conditions, said, words),
        "its area has no word in the clause": _unfounded("area", (row.area,), said, words),
        "its cost has no word in the quote": _unfounded("cost", (row.cost,), row.quote, words),
        "a target is a target line's alone": row.strength not in _STRENGTHS
        or (row.strength == "目标") > (clause.kind == "target"),
    }  # fmt: skip
    return next((fault for fault, holds in faults.items() if holds), "")


def _unfounded(kind: str, values: Iterable[str], text: str, words: Words) -> bool:
    """Whether a value has no word in a text."""
    return any(
        value and not any(word in text and value in means for word, means in words.by_kind[kind].items())
        for value in values
    )
