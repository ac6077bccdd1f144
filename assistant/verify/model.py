"""The check of what a language model wrote."""

from __future__ import annotations

import re

from assistant import shortening
from assistant.numerals import find_quantities, find_years
from assistant.verify.case import Case, squeeze, without_names


def model_adds_nothing(case: Case) -> str | None:
    """What a language model wrote shortens what it cites, and says nothing beyond it."""
    if not case.sentence.by_model:
        return None
    if re.search(r"[「」『』|<>]|https?:|www\.", case.sentence.text):
        return "quotes, tables and addresses are placed by the program, not written by the model"
    quotes = [squeeze(citation.quote) for citation in case.citations]
    if squeeze(case.sentence.text) in quotes:
        return None
    unnamed = [without_names(quote, case.rows, case.evidence.glosses) for quote in quotes]
    held = map(_without_figures, quotes + unnamed)
    said, figures = _without_figures(case.said), bool(case.figures)
    return shortening.unsupported(said, held, figures=figures, headings=_headings(case))


def _headings(case: Case) -> tuple[str, ...]:
    """What all the clauses that a sentence cites stand under, and the title that they have in common."""
    titles = {(clause.plan, clause.id): clause.title for clause in case.clauses}
    above = [{*c.path, titles.get((c.plan, c.clause_id), "")} for c in case.citations]
    return tuple(sorted(set.intersection(*above) - {""})) if above else ()


def _without_figures(text: str) -> str:
    """Figures and years are held by checks of their own."""
    spans = [(q.start, q.end) for q in find_quantities(text)] + [(s, e) for _, s, e in find_years(text)]
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text
