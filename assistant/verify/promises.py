"""Checks of what is listed for a family, and of the numbers that somebody in danger may call."""

from __future__ import annotations

from assistant import promised
from assistant.verify.case import DIALLED, Case, is_heading, squeeze, without_quotes


def help_lines_stand(case: Case) -> str | None:
    """A number to call is a row of the help lines, under that row's own name."""
    rows = {line.number: line for line in case.evidence.help_lines}
    if not rows:
        return None
    for match in DIALLED.finditer(without_quotes(case.sentence.text, case.citations, case.clauses)):
        line = rows.get(match.group(1) or match.group(3))
        if line is None:
            return f"{match.group(1) or match.group(3)} is no help line"
        if match.group(1) and match.group(2).strip() not in (line.name, line.name_en):
            return f"{line.number} is {line.name}, not {match.group(2).strip()}"
    return None


def promise_holds(case: Case) -> str | None:
    """What is listed as firm is not only promoted, and is for the age that was asked about."""
    heading = ""
    for sentence in case.draft.sentences:
        if sentence is case.sentence:
            break
        heading = sentence.text if is_heading(sentence) else heading
    quoted = [c for c in case.citations if squeeze(c.quote) == squeeze(case.sentence.text)]
    if not quoted or not case.clauses:
        return None
    asked = next((s.text for s in case.draft.sentences if promised.ASKED.match(s.text)), "")
    quote = squeeze(quoted[0].quote)
    return promised.wrong_strength(heading, quote, case.clauses[0].kind) or promised.wrong_age(asked, quote)


def notes_of_promises_hold(case: Case) -> str | None:
    """A boundary is one of cited words; where nothing is said to be settled, nothing is."""
    text = case.sentence.text
    if promised.BOUNDARY.search(text):
        return promised.wrong_boundary(citation.quote for citation in case.citations)
    if promised.UNSETTLED.search(text):
        return promised.settled(citation.quote for citation in case.draft.citations)
    return None
