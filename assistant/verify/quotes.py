"""Checks of citations: they exist, quote letter for letter, and stand where they are said to stand."""

from __future__ import annotations

import re

from assistant.plan import source_span
from assistant.verify.case import PLACED, QUOTED, Case, squeeze


def citations_exist(case: Case) -> str | None:
    """Every citation is one of the draft, of a clause or document that was fetched."""
    known = {citation.n for citation in case.draft.citations}
    missing = [number for number in case.sentence.citations if number not in known]
    if missing:
        return f"there is no citation {missing[0]}"
    ours = {(c.plan, c.clause_id) for c in case.citations if c.source != "document"}
    if len(case.clauses) < len(ours):
        return "a cited clause was not fetched"
    documents = {duty.document for duty in case.evidence.duties}
    if any(c.source == "document" and c.document not in documents for c in case.citations):
        return "a cited document was not fetched"
    return None


def quotes_exact(case: Case) -> str | None:
    """A quote is a contiguous piece of its clause."""
    for citation in case.citations:
        clause = next(
            (c for c in case.clauses if c.id == citation.clause_id and c.plan == citation.plan), None
        )
        if clause is not None and (not citation.quote or citation.quote not in clause.text):
            return f"the quote of citation {citation.n} does not stand in clause {citation.clause_id}"
    return None


def quotes_placed(case: Case) -> str | None:
    """The place given for a quote is where the source has it."""
    for citation in case.citations:
        for clause in case.clauses:
            if (clause.plan, clause.id) != (
                citation.plan,
                citation.clause_id,
            ) or not citation.quote:
                continue
            found = re.finditer(re.escape(citation.quote), clause.text)
            places = [source_span(clause, *match.span()) for match in found]
            if (citation.start, citation.end, citation.repaired) not in places:
                return f"citation {citation.n} gives the wrong place in the source"
    return None


def inner_quotes_exact(case: Case) -> str | None:
    """「…」 that is no echo slot quotes a cited clause, a heading above it, one of its names or the plan's title (“十四五”)."""
    for match in QUOTED.finditer(case.sentence.text):
        if any(start <= match.start(1) and match.end(1) <= end for start, end in case.sentence.echo):
            continue
        words = squeeze(match.group(1))
        clauses = case.clauses or case.evidence.clauses
        texts = [text for clause in clauses for text in (clause.text, *clause.path)]
        names = [*(row.name for row in case.evidence.indicators), *case.evidence.titles]
        if not any(words in squeeze(text) for text in texts + names):
            return f"「{match.group(1)}」 does not stand in the cited clause"
    return None


def paths_right(case: Case) -> str | None:
    """The headings given for a citation are those above its clause."""
    for citation in case.citations:
        for clause in case.clauses:
            same = (clause.plan, clause.id) == (citation.plan, citation.clause_id)
            if same and clause.path != citation.path:
                return f"citation {citation.n} does not stand under {citation.path[-1:]}"
    return None


def places_hold(case: Case) -> str | None:
    """The headings that a row is said to stand under are above the cited clause, or the clause itself."""
    match = PLACED.match(case.sentence.text)
    above = squeeze("\n".join(label for c in case.citations for label in (*c.path, c.quote)))
    above += squeeze("\n".join(clause.number + clause.title for clause in case.clauses))
    for part in match["above"].split(" ＞ ") if match else ():
        if squeeze(part) not in above:
            return f"{part} does not stand above what is cited"
    return None
