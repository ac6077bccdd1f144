"""Sentences that a rule found, put into a run as its answer from the clauses.

put_found(known, run, found, draft)   evidence, judgement and draft; the ids of the clauses
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.compose import Composed
from assistant.knowledge import Knowledge
from assistant.records import Clause, Draft, Evidence, Hit, Premise, Query
from assistant.run import Run
from assistant.sufficiency import Judgement

Place = tuple[Clause, tuple[int, int]]  # a clause, and start and end of one of its sentences in characters


def put_found(
    known: Knowledge,
    run: Run,
    found: Sequence[Place],
    draft: Draft,
    premise: Premise | None = None,
    query: Query | None = None,
) -> str:
    """Put a draft over sentences found as the answer: nothing was ranked, so each counts as wholly fitting.

    Args:
        found: the sentences, each with its clause.
        draft: what is told of them.
        premise: what of the question was held against them.
        query: the question as it is answered, where it is no longer the run's.

    Returns:
        The ids of the clauses, "、" between them.
    """
    hits = tuple(Hit(c.plan, c.id, 1.0, 1.0, 0.0, 0.0, ((*span, 1.0),)) for c, span in found)
    clauses = tuple(dict.fromkeys(clause for clause, _ in found))
    run.evidence = Evidence(hits=hits, clauses=clauses, glosses=known.glosses, period=run.evidence.period)
    run.query = replace(query or run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    run.composed = Composed(draft, premise)
    return "、".join(clause.id for clause in clauses)
