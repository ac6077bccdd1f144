"""Checks of what the question brought: it is denied, confirmed or named as the asker's, and nothing else."""

from __future__ import annotations

import re

from assistant import restated
from assistant.patterns import lazy
from assistant.verify.bodies import CHARGE_CONFIRMED
from assistant.verify.case import QUOTED, TOLD_FIGURE, Case, squeeze, without_echo

# Words that deny what stands in 「」 or say that the asker brought it.
_DENIAL = lazy(
    r"不是|没有|并非|您问|您写|问题中|所问|没有涉及|\bnot\b|\bno\b|\bnone\b|you ask|you wrote|does not",
    re.IGNORECASE,
)


# That the plan does not have a thing: 规划没有写到「寺庙」.
_LACKING = lazy(r"(?:规划没有写到|The plan does not mention )((?:「[^「」]*」)+)")
_PIECE = lazy(r"[，。；：]|[,.;:](?=\s)")


def denied_is_absent(case: Case) -> str | None:
    """What is denied is none of what the sentence tells; beside a clause's figure, none of the clause's."""
    of_clause = bool(TOLD_FIGURE.match(case.sentence.text))
    if not (of_clause or restated.DENIES.match(case.sentence.text)):
        return None
    echoes = [case.sentence.text[start:end] for start, end in case.sentence.echo]
    quotes = "".join(citation.quote for citation in case.citations)
    return restated.wrong_denial(without_echo(case.sentence), echoes, quotes, of_clause=of_clause)


def confirmed_was_asked(case: Case) -> str | None:
    """What is confirmed is what the question states, and no other figure of it is left out."""
    text = case.sentence.text
    held_elsewhere = (  # by TABLE_CHECKS, charged_stand, standing_holds
        case.evidence.table is not None or CHARGE_CONFIRMED.match(text) or restated.STANDS.match(text)
    )
    quotes = [citation.quote for citation in case.draft.citations]
    if restated.UPHOLDS.match(text):
        return restated.wrong_upholding(text, case.evidence.question, quotes)
    if not restated.CONFIRMS.match(text) or held_elsewhere:
        return None
    return restated.wrong_confirmation(case.sentence.text, case.evidence.question, quotes)


def number_holds(case: Case) -> str | None:
    """A number of things that is confirmed is the one stated, one that is denied is not the one told."""
    text = case.sentence.text
    echoes = [text[start:end] for start, end in case.sentence.echo]
    return restated.wrong_number(text, case.evidence.question, echoes) if case.evidence.table else None


def met_is_met(case: Case) -> str | None:
    """A figure of the question that is said to meet a target keeps to its bound."""
    quotes = "".join(citation.quote for citation in case.citations)
    return restated.wrong_meeting(case.sentence.text, case.evidence.question, quotes)


def standing_holds(case: Case) -> str | None:
    """A matter stands in the part of the plan that is told, and not in the one that is denied."""
    text = case.sentence.text
    echoes = [text[start:end] for start, end in case.sentence.echo]
    if wrong := restated.wrong_place(text, case.evidence.question, [c.quote for c in case.citations]):
        return wrong
    paths = [label for c in case.citations for label in (*c.path, c.quote)]
    return restated.wrong_standing(text, case.evidence.question, echoes, paths)


def echo_denied(case: Case) -> str | None:
    """What only the question brought stands in 「」, denied there or named as the asker's."""
    text = case.sentence.text
    for start, end in case.sentence.echo:
        if text[start - 1 : start] != "「" or text[end : end + 1] != "」":
            return "an echo of the question stands outside 「」"
        before = _PIECE.split(text[: start - 1])[-1]
        after = _PIECE.split(text[end + 1 :])[0]
        if not _DENIAL.search(before + "\n" + after):
            return f"「{text[start:end]}」 comes from the question and is not denied"
    return None


def lacking_is_absent(case: Case) -> str | None:
    """What is said not to be written in the plan stands nowhere in its text, in whatever letters."""
    match = _LACKING.match(case.sentence.text)
    quotes = [citation.quote for citation in case.draft.citations]
    if wrong := restated.wrong_silence(case.sentence.text, case.evidence.question, quotes):
        return wrong
    if wrong := restated.wrong_lack(case.sentence.text, case.evidence.text or ""):
        return wrong
    for said in QUOTED.findall(match.group(1)) if match else ():
        if not case.evidence.text:
            return "the plan's text was not read"
        if squeeze(said).lower() in squeeze(case.evidence.text).lower():
            return f"「{said}」 stands in the plan"
    return None
