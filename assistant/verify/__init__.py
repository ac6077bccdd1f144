"""Draft + evidence → the sentences that hold, and the reason why the others do not.

A pure function that imports nothing that made the draft. A figure may be shown only where the clause or row
that its sentence cites has the same value, unit and comparator, for the subject that the sentence names; a year
only where a cited row or clause, or the plan's period, has it; a quote only where it equals a piece of its
clause, letter for letter. What only the question brought may stand in an echo slot and nowhere else.

Every check reads on its own, so that each catches what the others let pass (tests/test_verify.py disables them
one by one): `case` says what a sentence claims, the other modules hold one kind of claim each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.records import Citation, Draft, Dropped, Evidence, Sentence
from assistant.recount.counts import wrong_choice
from assistant.recount.sentences import CHOSEN
from assistant.verify.added import nothing_added
from assistant.verify.bodies import (
    charge_told,
    charged_stand,
    denial_holds,
    others_stand,
    outside_stands,
    silence_holds,
    tasks_of_role,
)
from assistant.verify.case import Case, Check, case_of
from assistant.verify.counts import TABLE_CHECKS, counts_hold
from assistant.verify.figures import (
    about_kept,
    comparators_agree,
    denominators_agree,
    numbers_read,
    rows_stand,
    units_agree,
    values_found,
)
from assistant.verify.model import model_adds_nothing
from assistant.verify.promises import help_lines_stand, notes_of_promises_hold, promise_holds
from assistant.verify.question import (
    confirmed_was_asked,
    denied_is_absent,
    echo_denied,
    lacking_is_absent,
    met_is_met,
    number_holds,
    standing_holds,
)
from assistant.verify.quotes import (
    citations_exist,
    inner_quotes_exact,
    paths_right,
    places_hold,
    quotes_exact,
    quotes_placed,
)
from assistant.verify.scaled import scaling_holds
from assistant.verify.subjects import directions_hold, subjects_named, subjects_whole
from assistant.verify.years import years_in_place, years_known, years_of_rows

__all__ = ["CHECKS", "Check", "Verdict", "check"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Sentences that passed, in order, the citations they use, and what was dropped with the reason."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]


def check(draft: Draft, evidence: Evidence, checks: Iterable[tuple[str, Check]] | None = None) -> Verdict:
    """Check every sentence of a draft.

    Args:
        draft: sentences with the numbers of their citations.
        evidence: the rows and clauses that were fetched.
        checks: name and function of each check; CHECKS unless a test leaves one out.

    Returns:
        What holds. A sentence that fails one check is dropped with the first reason; none is rewritten.
    """
    used = tuple(CHECKS if checks is None else checks)
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    for sentence in draft.sentences:
        picks = CHOSEN.match(sentence.text) if evidence.chosen else None
        case = case_of(sentence, draft, evidence) if picks is None else _of_choice(sentence, draft, evidence)
        failure = next(((name, reason) for name, test in used if (reason := test(case))), None)
        if picks and evidence.chosen and (wrong := wrong_choice(sentence.text, evidence.chosen)):
            failure = ("choice_named", wrong)
        if failure is None:
            kept.append(sentence)
        else:
            dropped.append(Dropped(sentence.text, *failure))
    cited = {number for sentence in kept for number in sentence.citations}
    return Verdict(tuple(kept), tuple(c for c in draft.citations if c.n in cited), tuple(dropped))


def _of_choice(sentence: Sentence, draft: Draft, evidence: Evidence) -> Case:
    """A sentence on the domains that another question picked: a group, held against what that question found."""
    assert evidence.chosen is not None
    found = replace(evidence.chosen, question=evidence.question, text=evidence.text, titles=evidence.titles)
    group = replace(sentence, text=CHOSEN.sub("", sentence.text))
    told = tuple(group if other is sentence else other for other in draft.sentences)
    return case_of(group, replace(draft, sentences=told), found)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("citations_exist", citations_exist),
    ("help_lines_stand", help_lines_stand),
    ("quotes_exact", quotes_exact),
    ("quotes_placed", quotes_placed),
    ("paths_right", paths_right),
    ("inner_quotes_exact", inner_quotes_exact),
    ("rows_stand", rows_stand),
    ("numbers_read", numbers_read),
    ("values_found", values_found),
    ("units_agree", units_agree),
    ("comparators_agree", comparators_agree),
    ("about_kept", about_kept),
    ("subjects_named", subjects_named),
    ("subjects_whole", subjects_whole),
    ("denominators_agree", denominators_agree),
    ("directions_hold", directions_hold),
    ("years_known", years_known),
    ("years_of_rows", years_of_rows),
    ("years_in_place", years_in_place),
    ("counts_hold", counts_hold),
    ("echo_denied", echo_denied),
    ("denied_is_absent", denied_is_absent),
    ("confirmed_was_asked", confirmed_was_asked),
    ("number_holds", number_holds),
    ("met_is_met", met_is_met),
    ("scaling_holds", scaling_holds),
    ("places_hold", places_hold),
    ("standing_holds", standing_holds),
    ("charged_stand", charged_stand),
    ("charge_told", charge_told),
    ("tasks_of_role", tasks_of_role),
    ("outside_stands", outside_stands),
    ("lacking_is_absent", lacking_is_absent),
    ("silence_holds", silence_holds),
    ("denial_holds", denial_holds),
    ("others_stand", others_stand),
    ("promises_hold", promise_holds),
    ("promise_notes_hold", notes_of_promises_hold),
    ("model_adds_nothing", model_adds_nothing),
    ("nothing_added", nothing_added),
    *TABLE_CHECKS,
)
