"""A condition put to what was asked before (要是发生在网上呢) → the sentences that speak of both.

The earlier question with the condition leads to clauses on the earlier matter; which of their sentences are on the
condition is told by how near each is to the condition alone. Where none is near, the plan is said not to write of it,
with what it does write of the matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.aged import on_other_side
from assistant.clause_sufficiency import holds_value, judge_clauses
from assistant.compose import Composed, compose
from assistant.embedding import embed_query
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, fold_known
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.question import understand
from assistant.quoting import tell_spans
from assistant.records import Clause, Condition, Evidence, Hit, Query
from assistant.run import Run
from assistant.searching.clauses import beside_refusal
from assistant.sufficiency import Judgement

HITS = 12  # clauses whose sentences are compared
OF_CLAUSE = 0.07  # of the clause's score, as a share of the best, beside two cosines
OF_WORDS = 0.07  # of the share of the condition's words that a sentence has
NEARLY = 0.015  # below the best sentence, up to which others are told beside it
MOST_TOLD = 3
# From one of these on a sentence is on the condition: share of its words, cosine, or place among all sentences.
LEAST_COVERED = 0.5
LEAST_WITH_RARE = 0.2  # the same where one of the words is rare and a word says that it is a condition
LEAST_NEAR = 0.872
NEAREST, LEAST_NEAREST = 4, 0.85
DOCUMENT = lazy(r"《[^》]+》")


@dataclass(frozen=True, slots=True)
class Fitting:
    """A sentence and how well it fits.

    ``joint`` and ``alone`` are cosines with the whole question and with the condition, ``covered`` the share of the
    condition's words that it has (``has_rare`` where one of them is rare), ``place`` its own among all sentences by ``alone``, from 0.
    """

    hit: Hit
    span: tuple[int, int]
    joint: float
    alone: float
    covered: float
    share: float
    place: int
    has_rare: bool

    @property
    def total(self) -> float:
        """How well it fits the matter and the condition together."""
        return self.joint + self.alone + OF_CLAUSE * self.share + OF_WORDS * self.covered

    def is_on(self, condition: Condition) -> bool:
        """Whether it speaks of the condition, not of the matter alone."""
        nearest = condition.is_said and self.place <= NEAREST and self.alone >= LEAST_NEAREST
        near = (
            self.alone >= LEAST_NEAR and not condition.stays
        )  # a bare noun is near to what is told of another
        least = LEAST_WITH_RARE if condition.is_said and self.has_rare else LEAST_COVERED
        return self.covered >= least or near or nearest


def tell_narrowed(known: Knowledge, run: Run, condition: Condition) -> str:
    """Tell the sentences on the earlier matter that speak of the condition, or that none does; their clauses."""
    asked = understand(condition.text, known.catalog)
    fitting = [one for one in _fitting(known, run, condition) if not _is_of_others(known, one, condition)]
    ranked = sorted(fitting, key=lambda one: -one.total)
    supplying = [one for one in ranked if _supplies(known, one, condition, asked)]
    ranked = supplying or ranked
    if not ranked:
        return ""
    told = [one for one in ranked[:MOST_TOLD] if one.total >= ranked[0].total - NEARLY]
    on_it = told if supplying else [one for one in told if one.is_on(condition)]
    first = told[0].hit.clause_id
    told.sort(key=lambda one: one.hit.clause_id != first)
    _keep(known, run, told)
    draft = tell_spans(((_clause(known, one), one.span) for one in told), run.query.lang, known.titles)
    texts = tuple(sentence.text for sentence in draft.sentences)
    expects = "open" if supplying else asked.expects
    run.query = replace(run.query, expects=expects, units=asked.units, names=asked.names, names_plan=True)
    run.judgement = _judged(known, run, texts, on_condition=bool(on_it))
    if run.judgement.status == "answered":
        run.query = replace(run.query, task="clause")
        run.composed = Composed(draft)
    else:
        refused = compose(run.query, run.evidence, run.judgement, known.plan.meta, known.today().year)
        run.composed = beside_refusal(refused, draft, run.query)
    return "、".join(dict.fromkeys(one.hit.clause_id for one in told))


def _judged(known: Knowledge, run: Run, told: tuple[str, ...], *, on_condition: bool) -> Judgement:
    """What the typed rules say of what would be told; a kind of answer is wanted only by the condition itself."""
    judged = judge_clauses(run.query, run.evidence, told, known.thresholds, named=on_condition)
    if judged.status == "answered" and not on_condition:
        return Judgement("abstained", "not_in_plan", "not_told")
    return judged


def _is_of_others(known: Knowledge, one: Fitting, condition: Condition) -> bool:
    """Whether a sentence is about children on the other side of the age that the condition says."""
    return on_other_side(fold(condition.text), fold_known(_clause(known, one).text[slice(*one.span)]))


def _supplies(known: Knowledge, one: Fitting, condition: Condition, asked: Query) -> bool:
    """Whether a sentence of a clause told before has the kind of thing that is asked of it: a document, a time, a number."""
    if one.hit.clause_id not in condition.told:
        return False
    text = _clause(known, one).text[slice(*one.span)]
    if condition.asks_document:
        return bool(DOCUMENT.search(text)) and any(
            quote in text or text in quote for quote in condition.quotes
        )
    return asked.expects == "value" and bool(asked.units) and holds_value(asked, text)


def _fitting(known: Knowledge, run: Run, condition: Condition) -> Iterator[Fitting]:
    """The sentences of the clauses nearest to the whole question, each held against the condition."""
    index, plans = known.clause_index, (known.plan.meta.key,)
    whole, part = fold(run.question), condition.text
    hits = index.search(whole, embed_query(known.embedder, whole), HITS, plans)
    nearest = index.search(part, embed_query(known.embedder, part), len(known.tree.clauses), plans)
    alone = {hit.clause_id: hit for hit in nearest}
    telling = [word for word in index.to_words(part) if len(word) > 1 and index.occurrences.is_rare(word)]
    cosines = sorted((value for hit in alone.values() for *_, value in _spans(known, hit)), reverse=True)
    for hit in hits:
        elsewhere = condition.stays and hit.clause_id not in condition.told
        if known.tree.says_nothing(hit.clause_id) or hit.clause_id not in alone or elsewhere:
            continue
        own = {(start, end): value for start, end, value in _spans(known, alone[hit.clause_id])}
        for start, end, joint in _spans(known, hit):
            text = known.tree.clauses[hit.clause_id].text[start:end]
            near = own.get((start, end), 0.0)
            place = sum(value > near for value in cosines)
            covered = _covered(known, part, fold_known(text))
            rare = any(word in fold_known(text) for word in telling)
            yield Fitting(hit, (start, end), joint, near, covered, hit.score / hits[0].score, place, rare)


def _covered(known: Knowledge, part: str, text: str) -> float:
    """The share of a condition's words that a folded sentence has, also in the plan's words for them."""
    index = known.clause_index
    words = [word for word in index.to_words(part) if len(word) > 1]
    held = [word for word in words if any(form in text for form in (word, *index.widen(word)))]
    return max(index.coverage.cover(part, text), len(held) / len(words) if words else 0.0)


def _spans(known: Knowledge, hit: Hit) -> tuple[tuple[int, int, float], ...]:
    """The sentences of a hit but for its title, with their cosines; a clause of one sentence as a whole."""
    clause = known.tree.clauses[hit.clause_id]
    spans = sentences(clause.text)
    if len(spans) < 2:
        return ((0, len(clause.text), hit.dense),)
    title = spans[0] if clause.title else None
    return tuple(one for one in hit.sentences if one[:2] != title)


def _clause(known: Knowledge, one: Fitting) -> Clause:
    return known.tree.clauses[one.hit.clause_id]


def _keep(known: Knowledge, run: Run, told: list[Fitting]) -> None:
    """What is told, as the evidence."""
    hits = tuple(dict.fromkeys(one.hit for one in told))
    clauses = tuple(known.tree.clauses[hit.clause_id] for hit in hits)
    support = known.clause_index.support(fold(run.question), hits)
    period = run.evidence.period
    run.evidence = Evidence(hits=hits, clauses=clauses, support=support, glosses=known.glosses, period=period)
