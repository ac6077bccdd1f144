"""What the plan says of a part of its region (鹤汀区5个): only sentences that name the part answer a question for its figure."""

from __future__ import annotations

from dataclasses import replace

from assistant.clause_sufficiency import holds_value
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.passages import sentences
from assistant.quoting import tell_spans
from assistant.records import Clause
from assistant.run import Run
from assistant.searching.put import put_found

LEAST = 0.6  # share of a question's other words that such a sentence has, with the headings above it
MOST = 2  # sentences


def tell_of_part(known: Knowledge, run: Run) -> str:
    """Answer from the sentences that name the part, a figure, and what is asked of it; empty where there is none, or too many."""
    query, part = run.query, run.query.foreign_place or ""
    if part not in {fold_known(name) for name in known.plan.meta.region_parts} or query.actual:
        return ""
    if query.foreign_year or query.figures or query.expects not in ("value", "open", "list", "money"):
        return ""
    asked = query.asking.replace(part, " ")
    found: list[tuple[Clause, tuple[int, int]]] = []
    for clause in known.tree.clauses.values():
        if part not in clause.text:
            continue
        for start, end in sentences(clause.text):
            text = clause.text[start:end]
            around = fold_known("".join((text, *clause.path, clause.title)))
            if (
                part in text
                and holds_value(query, text)
                and known.clause_index.coverage.cover(asked, around) >= LEAST
            ):
                found.append((clause, (start, end)))
    if not 0 < len(found) <= MOST:
        return ""
    told = tell_spans(found, run.lang, known.titles)
    return put_found(known, run, found, told, query=replace(query, foreign_place=None))
