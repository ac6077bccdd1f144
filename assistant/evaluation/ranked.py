"""How well clauses are ranked: recall@k, MRR, nDCG, by ir_measures (trec_eval's own definitions).

A question that the plan does not answer is not dropped: its ranking is right where nothing is shown, so it counts 1
if the system showed nothing, and 0 otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.intervals import Mean, mean
from assistant.evaluation.measures import Graded, scored

MEASURES = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10")
REFUSED = frozenset({"abstained", "rejected", "clarify"})


@dataclass(frozen=True, slots=True)
class Ranked:
    """By measure: over questions that the plan answers, whatever was shown; and over all, as shown."""

    answerable: Mapping[str, Mean]
    shown: Mapping[str, Mean]


def ranked(found: Sequence[Graded]) -> Ranked:
    """Over cases whose system tells how it ranked the clauses."""
    asked = [graded for graded in scored(found) if "ranking" in graded.kept.trace]
    answerable = [g for g in asked if g.case.status == "answered" and g.gold]
    searched = evaluate(((g, g.kept.trace["ranking"]) for g in answerable), MEASURES)
    shown = evaluate(((g, () if _is_refused(g) else g.kept.trace["ranking"]) for g in answerable), MEASURES)
    refusals = [g for g in asked if g.case.status in ("abstained", "rejected")]
    over_all = {
        name: mean(
            [*((shown[name][g.case.id], g.case.family) for g in answerable),
             *((float(_is_refused(g) or not g.kept.trace["ranking"]), g.case.family) for g in refusals)]
        )
        for name in MEASURES
    }  # fmt: skip
    first = {name: mean((searched[name][g.case.id], g.case.family) for g in answerable) for name in MEASURES}
    return Ranked(first, over_all)


def _is_refused(graded: Graded) -> bool:
    return graded.answer["status"] in REFUSED


def evaluate(
    rankings: Iterable[tuple[Graded, Sequence[str]]], names: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Values by measure and case id."""
    qrels: dict[str, dict[str, int]] = {}
    runs: dict[str, Sequence[str]] = {}
    for graded, ranking in rankings:
        qrels[graded.case.id] = dict.fromkeys(graded.gold, 1)
        runs[graded.case.id] = ranking
    return by_query(qrels, runs, names)


def by_query(
    qrels: Mapping[str, Mapping[str, int]], runs: Mapping[str, Sequence[str]], names: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Values by measure and query; a query without a ranking counts 0.

    Args:
        qrels: relevance of documents by query.
        runs: documents by query, best first.
        names: measures as ir_measures writes them ("nDCG@10").
    """
    import ir_measures

    measures = {name: ir_measures.parse_measure(name) for name in names}
    scores = {query: _scores(ranking) for query, ranking in runs.items() if ranking}
    found: dict[str, dict[str, float]] = {name: dict.fromkeys(qrels, 0.0) for name in names}
    if not scores:
        return found
    labels = {str(measure): name for name, measure in measures.items()}
    relevant = {query: dict(documents) for query, documents in qrels.items()}
    for metric in ir_measures.iter_calc(list(measures.values()), relevant, scores):
        if metric.query_id in qrels:
            found[labels[str(metric.measure)]][metric.query_id] = float(metric.value)
    return found


def _scores(ranking: Sequence[str]) -> dict[str, float]:
    """Scores that keep the order: trec_eval breaks ties by name."""
    return {document: 1.0 / rank for rank, document in enumerate(ranking, 1)}
