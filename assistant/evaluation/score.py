"""Whether an answer is what a case asks for: exact, no judge.

Rows of a table question are compared by their form (eval/cases/README.md): indicators, groups, clauses, one number.

White space, width and script do not count; a figure matches whole numbers only (5% is not in 25%).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from assistant.evaluation.cases import Case
from assistant.lexicon import simplify
from assistant.patterns import lazy


@dataclass(frozen=True, slots=True)
class Score:
    """Whether one case was answered rightly, and if not, all that was wrong."""

    case: Case
    right: bool
    faults: tuple[str, ...]


def score(case: Case, answer: dict[str, Any]) -> Score:
    """Compare an answer, in the JSON form of docs/answer.md, with its case."""
    faults = tuple(_faults(case, answer))
    return Score(case, not faults, faults)


def _faults(case: Case, answer: dict[str, Any]) -> Iterator[str]:
    if answer["status"] != case.status:
        yield f"status {answer['status']}, not {case.status}"
    if answer["reason"] != case.reason:
        yield f"reason {answer['reason']}, not {case.reason}"
    text = answer["answer"]
    for group in case.must:
        if not any(holds(text, words) for words in group):
            yield f"lacks {' / '.join(group[:3])}"
    yield from (f"must not say {words}" for words in case.must_not if holds(text, words))
    quotes = [citation["quote"] for citation in answer["citations"]]
    for group in case.cite:
        if not any(holds(quote, words) for quote in quotes for words in group):
            yield f"cites no {group[0]}"
    if case.rows is not None:
        yield from row_faults(case, answer)


# --- rows ------------------------------------------------------------------------------------------

Cells = Mapping[str, Any]
_COMPUTED = ("total", "average", "sum", "difference", "ratio", "share")
_GROUPS = ("domain", "kind", "unit", "verb", "population", "goal", "comparator", "word", "value", "label")
_CLAUSE_ID = lazy(r"\d+(?:\.[a-z]?\d+)+")


def row_faults(case: Case, answer: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the rows of an answer, or with what it offers where the case asks to ask back."""
    if case.status == "clarify":
        offered = "\n".join([answer["answer"], *answer["suggestions"]])
        for row in case.rows:
            if not any(holds(offered, name) for name in _names(*row[:2])):
                yield f"does not offer {row[1] or ''} {row[0]}".replace("  ", " ")
        return
    sql = answer["sql"]
    if sql is None:
        yield "shows no query"
        return
    found = [dict(zip(sql["columns"], row, strict=True)) for row in sql["rows"]]
    if len(case.rows) == 1 and len(case.rows[0]) == 1:
        if not _has_number(found, str(case.rows[0][0])):
            yield f"the query does not give {case.rows[0][0]}"
    elif not _same_rows(case.rows, found, ordered=case.note.startswith("ordered")):
        yield f"the query gives {len(found)} rows, not these {len(case.rows)}"


def _has_number(found: Sequence[Cells], number: str) -> bool:
    """One number is what the query computed, else how many rows it gave."""
    wanted = _decimal(number)
    digits = len(number.partition(".")[2])
    computed = {
        _rounded(_decimal(row[name]), digits)
        for row in found
        for name in _COMPUTED
        if name in row and name != "total"
    }
    grouped = bool(found) and {"ids", "total"} <= found[0].keys()
    if grouped:
        counts = [_decimal(row["total"]) or Decimal(0) for row in found]
        return wanted in computed or wanted == sum(counts)
    totals = {_decimal(row["total"]) for row in found if "total" in row}
    return wanted in (computed | totals or {Decimal(len(found))})


def _same_rows(wanted: Sequence[Sequence[Any]], found: Sequence[Cells], *, ordered: bool) -> bool:
    """Whether each row is there once and no other; where order counts, ties may stand in any."""
    if not wanted:
        return not found
    same = _matcher(wanted[0], found)
    if len(wanted) != len(found):
        return False
    if ordered:
        values = [_decimal(row[2]) if len(row) == 4 else None for row in wanted]
        if values != [_decimal(row.get("value")) for row in found]:
            return False
    left = list(found)
    for row in wanted:
        match = next((other for other in left if same(row, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _matcher(row: Sequence[Any], found: Sequence[Cells]) -> Callable[[Sequence[Any], Cells], bool]:
    if len(row) == 4:
        return _same_indicator
    if len(row) == 2 and found and "value" in found[0]:
        return _same_figure
    return _same_clause if _CLAUSE_ID.fullmatch(str(row[0])) else _same_group


def _same_indicator(row: Sequence[Any], found: Cells) -> bool:
    """Name (full, or shared with the population beside it), figure and unit."""
    if not {"name", "population", "value", "unit"} <= found.keys():
        return False
    named = _names(row[0], row[1]) & _names(found["name"], found["population"])
    return bool(named) and _decimal(row[2]) == _decimal(found["value"]) and row[3] == found["unit"]


def _same_figure(row: Sequence[Any], found: Cells) -> bool:
    """The core of a name stands in the row's name or population, and the figure is equal."""
    named = _flat(str(row[0])) in _flat(f"{found.get('population') or ''}{found.get('name')}")
    return named and _decimal(row[1]) == _decimal(found["value"])


def _names(name: str, population: str | None) -> set[str]:
    """What a row may be called: its name as printed, or with its population before it, never the shared part alone."""
    flat, people = _flat(name), _flat(population or "")
    return {flat if flat.startswith(people) else people + flat}


def _same_clause(row: Sequence[Any], found: Cells) -> bool:
    return str(row[0]) == str(found.get("id"))


def _same_group(row: Sequence[Any], found: Cells) -> bool:
    """The short name of a group stands in what the query calls it, and the count is equal."""
    if len(row) < 2:
        return any(_flat(str(row[0])) in _flat(str(cell)) for cell in found.values())
    label = next((str(found[name] or "") for name in _GROUPS if name in found), "")
    return _flat(str(row[0])) in _flat(label) and _decimal(row[1]) == _decimal(found.get("total"))


def _rounded(value: Decimal | None, digits: int) -> Decimal | None:
    """A computed figure to as many places as the gold one is written with."""
    return None if value is None else round(value, digits)


def _decimal(cell: object) -> Decimal | None:
    try:
        return None if cell is None else Decimal(str(cell))
    except InvalidOperation:
        return None


def holds(text: str, words: str) -> bool:
    """Whether words stand in a text, numbers whole."""
    flat = _flat(text)
    return _flat(words) in flat and re.search(_pattern(words), flat) is not None


@lru_cache(maxsize=4096)
def _pattern(words: str) -> str:
    flat = _flat(words)
    before = r"(?<![\d.])" if flat[:1].isdigit() else ""
    after = r"(?!\.?\d)" if flat[-1:].isdigit() else ""
    return before + re.escape(flat) + after


@lru_cache(maxsize=16_384)
def _flat(text: str) -> str:
    folded = unicodedata.normalize("NFKC", re.sub(r"\[\d+\]|\\(?=\W)", "", text))
    return re.sub(r"\s+", "", simplify(folded)).lower()
