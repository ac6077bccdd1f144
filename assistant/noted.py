"""Of several notes that say who does what, those that are about what a question asks, the closest first.

    closest(known, text, terms, duties)     duties of notes by how well one sentence of what they are about fits
    best_noted(known, text)                 the duties of the notes whose sentences hold most of a question's words

A note is about a whole clause, which speaks of many things; what is asked stands in one of its sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.passages import sentences
from assistant.records import Duty

LEAST: Final = 0.5  # share of a question's words that a sentence of what a note is about has
APART: Final = 0.3  # how much less than the best a note may fit; two things are added up, so a whole one is 2
EVEN: Final = 0.01

Value = tuple[float, int]


def closest(
    known: Knowledge, text: str, terms: Mapping[tuple[str, ...], float], duties: Iterable[Duty]
) -> tuple[Duty, ...]:
    """Duties, those first whose clause has the sentence that holds most of what is asked, then the most such sentences.

    Those that fit clearly less are left out.

    Args:
        text: the question, without those whom it takes to be responsible.
        terms: what it names, with its rarity.
        duties: those that may answer it.
    """
    found = tuple(duties)
    about = {d.covers or d.clause_id for d in found}
    if len(about) < 2 or not any(d.covers for d in found):
        return found
    cover = known.clause_index.coverage.covering(text)
    values = {i: _value(known, i, lambda said: cover(said) + _held(said, terms)) for i in about}
    least = max(best for best, _ in values.values()) - APART
    kept = [d for d in found if values[d.covers or d.clause_id][0] >= least]
    return tuple(sorted(kept, key=lambda d: tuple(-v for v in values[d.covers or d.clause_id])))


def best_noted(known: Knowledge, text: str) -> tuple[Duty, ...]:
    """The duties of the notes with a sentence that holds most of a question's words; none where none holds half of them."""
    noted = [d for d in known.duties if d.covers and d.basis == "stated"]
    cover = known.clause_index.coverage.covering(text)
    values = {i: _value(known, i, cover) for i in dict.fromkeys(d.covers for d in noted)}
    most = max((best for best, _ in values.values()), default=0.0)
    if most < LEAST:
        return ()
    return tuple(d for d in noted if values[d.covers][0] >= most - EVEN)


def covered(known: Knowledge, duty: Duty) -> str:
    """All that a note is about, folded: its clause with what stands below it."""
    return fold_known("\n".join(known.without_notes(i) for i in known.tree.whole(duty.covers)))


def _value(known: Knowledge, clause_id: str, fits: Callable[[str], float]) -> Value:
    """How well the best sentence of a clause and of what stands below it fits, and how many fit as well."""
    values = [fits(said) for said in _said(known, clause_id)]
    best = max(values, default=0.0)
    return best, sum(value >= best - EVEN for value in values)


def _said(known: Knowledge, clause_id: str) -> Iterable[str]:
    """The sentences of a clause and of what stands below it, folded, each with the title that it stands under."""
    for i in known.tree.whole(clause_id):
        text, title = known.without_notes(i), known.tree.clauses[i].title
        for start, end in sentences(text):
            yield fold_known(f"{title} {text[start:end]}")


def _held(said: str, terms: Mapping[tuple[str, ...], float]) -> float:
    """Share of the terms, by their rarity, that a folded text has in any form."""
    total = sum(terms.values())
    if not total:
        return 0.0
    return sum(v for forms, v in terms.items() if any(form in said for form in forms)) / total
