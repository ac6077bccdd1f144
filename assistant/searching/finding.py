"""The clauses that fit a question: searched for, reranked, those of whoever is asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.charging import terms_of
from assistant.clause_sufficiency import is_near
from assistant.embedding import Reranker, embed_query, rerank
from assistant.framing import unframed
from assistant.knowledge import Knowledge
from assistant.lexicon import cut_words, fold_known, shared_name
from assistant.linking import Words, fits
from assistant.matter_terms import rarity
from assistant.records import Clause, Hit, Indicator, Query, Support
from assistant.responsible import claimed_bodies, read_actors
from assistant.retrieval import Vector
from assistant.run import SEARCHED
from assistant.searched import matter, without_back, without_frame, without_own
from assistant.structure import Tree

ELSEWHERE = 2  # sentences of other clauses told beside those chosen
LEAST_HELD = 0.2  # share of a question's words; a sentence with less is told only where none that is as near
MOST_HELD = 0.6  # has this share of them
SPREAD = 0.02  # of cosines, beside which the shares of words and of the clause's score are weighed
HITS = 8  # clauses that a search brings
# A question for a figure whose row no name led to, or not surely.
UNLINKED = frozenset({"no_indicator", "near_miss", "off_topic"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: the question's vector and words, the hits, and how well they fit."""

    text: str
    vector: Vector
    hits: tuple[Hit, ...]
    support: Support | None


def searched_for(known: Knowledge, query: Query) -> tuple[str, str]:
    """What of a question is searched for first, and what beside it where that does not fit well.

    Words that only speak of the plan are left out first. Of an English question whose parts are no frames all words
    count, so they come first there.
    """
    meta = known.plan.meta
    own = (meta.region, meta.region_en, *meta.region_aliases)
    text = without_frame(without_own(_ends_of(query.text), own, meta.period, known.catalog.vocabulary))
    bare = matter(text, known.clause_index.to_words)
    return (text, bare) if _counts_whole(text) else (bare, text)


def _counts_whole(text: str) -> bool:
    return text.isascii() and without_back(text) == text


def find(known: Knowledge, query: Query) -> Found:
    """Search for a question without the words that only speak of the plan.

    Where what is left does not fit well, they are taken with it to tell how well it fits: a story alone says less than
    a question.
    """
    first, other = searched_for(known, query)
    found = _search(known, first)
    if first == other or is_near(found.support, known.thresholds):
        return found
    again = _search(known, other)
    if _counts_whole(other):
        return again if is_near(again.support, known.thresholds) else found
    return replace(found, support=again.support) if found.hits and again.hits else again


def _search(known: Knowledge, text: str) -> Found:
    index, vector = known.clause_index, embed_query(known.embedder, text)
    found = index.search(text, vector, HITS, (known.plan.meta.key,))
    hits = tuple(hit for hit in found if not known.tree.says_nothing(hit.clause_id))
    return Found(text, vector, hits, index.support(text, hits))


def words_of(known: Knowledge, query: Query, found: Found) -> Words:
    """The words of what was searched for, plain and widened, and those of the people asked about."""
    index, people = known.clause_index, known.catalog.lexicon.people
    surfaces = tuple(tuple(s for group in groups for s in people.get(group, ())) for groups in query.people)
    content = index.to_words(found.text)
    forms = {word: index.widen(word) for word in content if len(word) > 1}
    words = cut_words(found.text, known.catalog.lexicon.terms)
    groups = known.catalog.lexicon.people
    everybody = {*groups, *(surface for surfaces in groups.values() for surface in surfaces)}
    lay = {
        s.said: s.plan
        for s in known.lay_words.said_in(found.text)
        if len(s.said) > 1 and not s.narrow and not everybody & set(s.plan)
    }
    return Words(words, content, index.widen(found.text), surfaces, forms, lay)


def on_whom(known: Knowledge, query: Query, found: Found) -> Found:
    """What was found for who is responsible; only clauses that have the rarest of what is named.

    Words for being responsible fill such a question (牵头单位是哪家，配合单位又是哪家) and lead to clauses on that.
    """
    if query.expects != "actor" or not found.hits:
        return found
    plain = unframed(query.text)
    terms = terms_of(known, query, plain, claimed_bodies(plain, read_actors(plain, known.actors)))
    rarest = max(terms, key=lambda forms: rarity(forms, known.matter_words), default=())
    if not rarest:
        return found
    own = {row.name: shared_name(row) for row in known.rows.values() if shared_name(row)}
    forms = (*rarest, *(own[form].removesuffix("率") for form in rarest if form in own))
    on_it = tuple(hit for hit in found.hits if _speaks_of(known.tree.clauses[hit.clause_id], forms))
    return replace(found, hits=on_it) if on_it else _search(known, " ".join(forms[0] for forms in terms))


def _speaks_of(clause: Clause, forms: tuple[str, ...]) -> bool:
    """Whether a clause, its title or a heading above it has one of the forms of a word."""
    flat = fold_known("".join((clause.text, clause.title, *clause.path)))
    return any(form in flat for form in forms)


def fitting(known: Knowledge, query: Query, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits without the target lines of other people (5岁以下) than those a question for a figure is about (婴儿)."""
    if query.expects != "value":
        return hits
    rows: dict[str, list[Indicator]] = {}
    for row in known.rows.values():
        rows.setdefault(row.clause_id, []).append(row)
    return tuple(
        h for h in hits if h.clause_id not in rows or any(fits(query, row) for row in rows[h.clause_id])
    )


def elsewhere(known: Knowledge, query: Query, found: Found, best: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Clauses that are not chosen, but have one of the sentences that fit best of all, each with that sentence only."""
    if query.expects not in ("text", "open", "list") or not best:
        return ()
    told, cover = {hit.clause_id for hit in best}, known.clause_index.coverage.covering(found.text)
    ranked: list[tuple[float, Hit, tuple[int, int, float]]] = []
    for hit in found.hits:
        text = known.tree.clauses[hit.clause_id].text
        share = hit.score / found.hits[0].score
        for sentence in hit.sentences:
            start, end, cosine = sentence
            covered = cover(fold_known(text[start:end]))
            ranked.append((cosine / SPREAD + 2 * covered + 2 * share, hit, sentence))
    ranked.sort(key=lambda entry: -entry[0])
    first = [(hit, sentence) for _, hit, sentence in ranked[: ELSEWHERE + 1]]
    beside = [(h, s) for h, s in first if h.clause_id not in told]
    return tuple(replace(h, sentences=(s,)) for h, s in _not_outdone(known, best, beside, cover))[:ELSEWHERE]


def _not_outdone(
    known: Knowledge,
    best: tuple[Hit, ...],
    beside: list[tuple[Hit, tuple[int, int, float]]],
    cover: Callable[[str], float],
) -> list[tuple[Hit, tuple[int, int, float]]]:
    """Sentences without those that hold next to nothing of the question, where one told holds most of it and is as near."""

    def weighed(hit: Hit, sentence: tuple[int, int, float]) -> tuple[float, float]:
        clause, (start, end, cosine) = known.tree.clauses[hit.clause_id], sentence
        return cosine, cover(fold_known(f"{clause.title}\n{clause.text[start:end]}"))

    told = [weighed(hit, sentence) for hit in best for sentence in hit.sentences]
    lines = (known.tree.clauses[hit.clause_id] for hit in best if not hit.sentences)
    told += [(1.0, cover(fold_known(line.text))) for line in lines]  # a line is found as a whole
    left = []
    for hit, sentence in beside:
        near, has = weighed(hit, sentence)
        outdone = any(other >= near and more >= MOST_HELD for other, more in told)
        if has >= LEAST_HELD or not outdone:
            left.append((hit, sentence))
    return left


def reranked(reranker: Reranker, question: str, hits: tuple[Hit, ...], tree: Tree) -> tuple[Hit, ...]:
    """The same hits in the reranker's order; the fused scores stay with the places, not with the hits."""
    scores = rerank(reranker, question, [tree.clauses[hit.clause_id].text for hit in hits])
    order = sorted(range(len(hits)), key=lambda at: -scores[at])
    return tuple(replace(hits[at], score=hits[place].score) for place, at in enumerate(order))


def _ends_of(text: str) -> str:
    """What of a long question is searched for: its beginning and its end, where the matter stands."""
    return text if len(text) <= 2 * SEARCHED else f"{text[:SEARCHED]} {text[-SEARCHED:]}"
