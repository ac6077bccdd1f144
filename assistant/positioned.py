"""Where the clauses of an answer stand, told before it to whoever asks (写在第几部分第几条)."""

from __future__ import annotations

from dataclasses import replace

from assistant.knowledge import Knowledge
from assistant.patterns import lazy
from assistant.quoting import count_of, place_of
from assistant.records import Clause
from assistant.run import Run

_COUNTS = lazy(r"(?:一共|总共|合计|统共|拢共|共)(?:有|是)?(?:几|多少)|有几|\bhow many\b")
_TOLD = ("所在部分：", "Its place in the plan: ")


def put_position(known: Knowledge, run: Run) -> None:
    """Put the place of the clause told first before an answer from clauses, and how many stand beside it, if asked."""
    draft = run.composed.draft
    of_clauses = run.judgement.status == "answered" and run.evidence.table is None and not run.query.heading
    if not (run.asks_place and of_clauses) or any(s.text.startswith(_TOLD) for s in draft.sentences):
        return
    clause = _told_first(known, run)
    if clause is None:
        return
    run.composed = replace(run.composed, draft=place_of(draft, clause, run.query.lang))
    run.evidence = replace(run.evidence, clauses=tuple(dict.fromkeys((*run.evidence.clauses, clause))))
    if _COUNTS.search(run.query.text):
        _put_count(known, run, clause)


def _told_first(known: Knowledge, run: Run) -> Clause | None:
    """The clause that the first sentence of an answer tells, if it stands under anything."""
    draft = run.composed.draft
    cited = {c.n: c.clause_id for c in draft.citations if c.source == "clause"}
    ids = (cited[n] for s in draft.sentences for n in s.citations if n in cited)
    clauses = (known.tree.clauses.get(i) for i in ids if i)
    return next((c for c in clauses if c is not None and (c.path or c.number)), None)


def _put_count(known: Knowledge, run: Run, clause: Clause) -> None:
    """How many there are beside a clause, under its heading."""
    heading = known.tree.clauses.get(clause.parent)
    beside = tuple(known.tree.clauses[i] for i in known.tree.children.get(clause.parent, ()))
    if heading is None or heading.kind != "heading" or clause not in beside:
        return
    run.composed = replace(
        run.composed, draft=count_of(run.composed.draft, heading, len(beside), run.query.lang)
    )
    run.evidence = replace(
        run.evidence, clauses=tuple(dict.fromkeys((*run.evidence.clauses, heading, *beside)))
    )
