"""The model writes, and what does not pass the checks is dropped; if what is left does not answer, the grounded answer is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.compose import Composed
from assistant.errors import LanguageModelError, ModelUnavailable
from assistant.knowledge import Knowledge
from assistant.llm.writing import Drafted, material, write
from assistant.numerals import find_quantities, same_value
from assistant.patterns import lazy
from assistant.records import Draft, Evidence, Indicator, Quantity, Sentence
from assistant.run import Run
from assistant.verify import check
from assistant.with_model.notes import grounded

_COUNTS = lazy(r"共 \d|has \d")
_BLANKS = lazy(r"\s+")
LEAST_TOLD = 0.35  # share of the first quote's length that a model's answer has at the least


def model_step(known: Knowledge, run: Run) -> str:
    """Let the model write, and take what it wrote if it passes the checks and answers."""
    if run.unplanned:
        return grounded(run, "unread", run.unplanned, "it made no plan")
    if known.model is None or run.stays_here or not is_for_model(run):
        return ""
    run.deadline = run.deadline or known.model.deadline()
    told = run.composed
    evidence = with_rows(known, run.evidence, told.draft)
    given = material(_body(told), evidence, run.lang)
    try:
        drafted = write(known.model, run.question, given, run.lang, run.deadline)
    except LanguageModelError as error:
        kind = "unavailable" if isinstance(error, ModelUnavailable) else "failed"
        return grounded(run, kind, error.cause, str(error))
    return _taken(run, drafted, evidence)


def is_for_model(run: Run) -> bool:
    """Whether an answer may be written anew: it states figures or clauses of the plan.

    Not: refusals, questions back, courtesies and help; results of the table, which are complete or say so; who is
    responsible, where each basis is told in fixed words; the parts of a heading.
    """
    judgement = run.judgement
    told = judgement.status == "answered" and judgement.reason is None and bool(run.composed.draft.citations)
    from_rows = run.query.task == "lookup" and not judgement.detail
    from_clauses = judgement.detail == "clauses" and bool(run.evidence.hits)
    return told and (from_rows or from_clauses) and not run.duties


def with_rows(known: Knowledge, evidence: Evidence, draft: Draft) -> Evidence:
    """The evidence with the rows of the clauses that a draft cites."""
    if evidence.indicators:
        return evidence
    cited = {(c.plan, c.clause_id) for c in draft.citations}
    rows = tuple(row for row in known.rows.values() if (row.plan, row.clause_id) in cited)
    return replace(evidence, indicators=rows, glosses=known.glosses)


def _taken(run: Run, drafted: Drafted, evidence: Evidence) -> str:
    """Check what the model wrote; show it, or the grounded answer."""
    front = _front(run.composed)
    draft = replace(drafted.draft, sentences=(*front, *drafted.draft.sentences))
    verdict = check(draft, evidence)
    run.left_out = (*drafted.dropped, *verdict.dropped)
    kept = Draft(verdict.sentences, verdict.citations)
    told = kept.sentences[len(front) :]
    counts = f"{sum(s.by_model for s in told)} ✓ {len(run.left_out)} ✗"
    if kept.sentences[: len(front)] != front or not _answers(run, told, evidence):
        return grounded(run, "failed", "checks", counts)
    run.composed = replace(run.composed, draft=_numbered(kept, run.composed.draft))
    run.evidence, run.mode = evidence, "model"
    return counts


def _numbered(draft: Draft, grounded: Draft) -> Draft:
    """The draft with its citations numbered anew, from 1, in the order in which they are cited."""
    used = list(dict.fromkeys(n for sentence in draft.sentences for n in sentence.citations))
    new = {old: n for n, old in enumerate(used, 1)}
    sentences = tuple(replace(s, citations=tuple(new[n] for n in s.citations)) for s in draft.sentences)
    by_number = {citation.n: citation for citation in grounded.citations}
    return Draft(sentences, tuple(replace(by_number[old], n=new[old]) for old in used))


def _front(composed: Composed) -> tuple[Sentence, ...]:
    """What stands before an answer and is never written by a model: how it was read, the premise put right."""
    sentences = composed.draft.sentences
    front = [s for s in sentences[:3] if s.echo or not (s.citations or _COUNTS.search(s.text))]
    if composed.premise is not None:
        first = next((s for s in sentences if composed.premise.plan in s.text), None)
        front += [first] if first is not None and first not in front else []
    return tuple(front)


def _body(composed: Composed) -> Draft:
    front = _front(composed)
    return replace(composed.draft, sentences=tuple(s for s in composed.draft.sentences if s not in front))


def _answers(run: Run, told: tuple[Sentence, ...], evidence: Evidence) -> bool:
    """Whether sentences that passed say what was asked: every row of a look-up, or enough of the best clause."""
    if not told:
        return False
    citations = run.composed.draft.citations
    if run.query.task == "lookup":
        return all(_tells(row, told, run.composed.draft) for row in evidence.indicators)
    first = citations[0]
    text = _squeeze("".join(sentence.text for sentence in told))
    if run.query.expects == "value" and not find_quantities(text):
        return False
    enough = len(text) >= LEAST_TOLD * len(_squeeze(first.quote))
    return enough and any(first.n in sentence.citations for sentence in told)


def _tells(row: Indicator, told: Iterable[Sentence], grounded: Draft) -> bool:
    """Whether one of some sentences gives the figure of a row, or its direction where it has none."""
    numbers = {c.n for c in grounded.citations if c.clause_id == row.clause_id}
    for sentence in told:
        if not numbers & set(sentence.citations):
            continue
        if row.value is None:
            return True
        wanted = Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")
        if any(same_value(q, wanted) or q.value == row.value for q in find_quantities(sentence.text)):
            return True
    return False


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", text)
