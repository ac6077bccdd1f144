"""What a question states, held against the row likened or the clauses found."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.compose import Composed
from assistant.knowledge import Knowledge
from assistant.numerals import find_quantities
from assistant.premises import premise_of_clauses
from assistant.quoting import tell
from assistant.run import Run
from assistant.searching.clauses import tell_clauses
from assistant.searching.finding import find
from assistant.searching.likened import liken
from assistant.searching.stated import claim_of, stated
from assistant.sufficiency import Judgement


def hold_claim(known: Knowledge, run: Run) -> bool:
    """Put right or confirm what is stated of a row likened, or of the clauses found; False where nothing is sure."""
    asking = replace(run.query, text=_as_question(run.query.text))
    found = find(known, asking)
    if run.query.figures and not run.query.names and liken(known, run, found, claims=True):
        return True
    kept = run.query, run.evidence, run.judgement, run.composed
    run.query = replace(run.query, expects="open")
    tell_clauses(known, run, found)
    if run.composed.premise is not None and run.judgement.status == "answered":
        return True
    if run.judgement.reason == "not_in_plan" and _deny_nearest(known, run):
        return True
    run.query, run.evidence, run.judgement, run.composed = kept
    return False


def _deny_nearest(known: Knowledge, run: Run) -> bool:
    """Put right what the nearest sentences contradict, although a question for it would not be answered from them."""
    told = tell(replace(run.query, expects="open"), run.evidence.hits, run.evidence, known.titles)
    held = premise_of_clauses(run.query, told, claim_of(known, run.query))
    if held is None or held[0].agrees:
        return False
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    run.composed = Composed(held[1], held[0])
    return True


def _as_question(text: str) -> str:
    """A statement as the question that it answers: its figures, which may be wrong, asked for."""
    statement = "，".join(stated(text)) or text
    for figure in find_quantities(statement):
        if re.search(r"[0-9]|百分|千分", figure.text):
            asked = "how many" if text.isascii() else f"多少{figure.unit}"
            statement = statement.replace(figure.text, asked, 1)
    return statement
