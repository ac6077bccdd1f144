"""The search step: where the table does not answer, the tree or the clauses may.

search(known, run)    a row likened, the parts of a heading, a place, or the clauses that fit
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.anchoring import anchored
from assistant.charging import (
    GENERIC,
    asks_tasks,
    claims_body,
    only_mentioned,
    tell_body,
    tell_most,
    tell_who,
    terms_of,
)
from assistant.claims import LOOSE, frames, unframed
from assistant.compose import ASKS_PLACE, Composed, compose, period_note, with_lacking
from assistant.embedding import Reranker, embed_query, rerank
from assistant.entitled import entitle
from assistant.fetching import ASKS_MOST, SEARCHED, Run, fetch
from assistant.gathering import gather
from assistant.knowledge import Knowledge
from assistant.lexicon import (
    fold_known,
    shared_name,
    tokenizer,
)  # fmt: skip
from assistant.linking import TIMES, Words, fits, likely, other_subject, shares_nothing
from assistant.matter import rarity
from assistant.numerals import find_quantities
from assistant.paper import tell_of_paper
from assistant.places import Asked, Missing, names_place
from assistant.places import read as read_places
from assistant.premises import Stated, premise_of_clauses
from assistant.question import means
from assistant.quoting import (
    MOST_CLAUSES,
    chosen,
    count_parts,
    deny_place,
    joined,
    list_parts,
    related_targets,
    tell,
    tell_titles,
    tell_whole,
    with_place,
)
from assistant.records import (
    NO_QUESTION,
    Clause,
    Draft,
    Evidence,
    Hit,
    Indicator,
    Language,
    Query,
    Sentence,
    Support,
    TableQuery,
    Task,
)  # fmt: skip
from assistant.responsible import claimed_bodies, read_actors
from assistant.retrieval import Vector
from assistant.searched import matter, without_own
from assistant.structure import Tree
from assistant.sufficiency import (
    BESIDE,
    OPEN,
    Judgement,
    held_against,
    is_doubtful,
    is_near,
    judge,
    judge_clauses,
)
from assistant.tagging import pos_tags
from assistant.unnamed import Unnamed, unnamed

LEAST_COVER = 0.5  # share of a question's words, by their rarity, that a sentence on its matter has
NEARLY_ALL = 0.8  # the same, of a sentence that lists what is counted
LEAST_RARE = 5.0  # rarity of a word (one passage in some 150) that alone tells what a question is about
CLEARLY = 0.8  # of the first clause's score: what is below is no second reading
ELSEWHERE = 2  # sentences of other clauses told beside those chosen
SPREAD = 0.02  # of cosines, beside which the shares of words and of the clause's score are weighed
MOST_BESIDE = 2  # sentences told beside a refusal
LEAST_NAMING = 3.0  # the same of a word that stands nearly alone (one passage in some 20)
TERSE = 14  # characters up to which a question is its matter and little else (近视防控怎么做)
HITS = 8  # clauses that a search brings
_WHICH_PLACE: dict[Language, str] = {
    "zh": "规划的几个部分都有这个序号，请选择您要看的部分：", "en": "Several parts of the plan have this number; please choose:",
}  # fmt: skip


def _is_plain_list(table: TableQuery | None) -> bool:
    """Whether the table only lists rows or clauses, so that what the clauses say on their matter may answer better."""
    return table is not None and table.operation == "list" and not table.order


def search(known: Knowledge, run: Run) -> str:
    """Where the table does not answer, see whether the tree or the clauses do."""
    if run.judgement.reason == "help":
        return ""
    if run.query.task not in NO_QUESTION and (told := entitle(known, run)):
        return told
    if run.judgement.detail == "table":
        return gather(known, run) if _is_plain_list(run.query.table) else ""
    is_open = run.judgement.detail in OPEN or _is_no_list(run)
    if is_open and tell_of_paper(known, run):
        return run.judgement.status
    strict = run.judgement.detail not in OPEN
    if run.query.task not in NO_QUESTION and (gathered := gather(known, run, within=True)):
        return gathered
    if run.query.task not in NO_QUESTION and (not strict or names_place(run.query.text)):
        asked = read_places(run.query.text, known.tree, known.catalog.lexicon, strict=strict)
        if asked is not None:
            return _ask_tree(known, run, asked)
    if is_open and ASKS_MOST.search(run.query.text):
        return tell_most(known, run)
    if is_open and (actors := asks_tasks(known, run.query)):
        return (gather(known, run) if only_mentioned(known, actors) else "") or tell_body(known, run, actors)
    if gathered := gather(known, run):
        return gathered
    if is_open and run.query.confirms and _hold_claim(known, run):
        return "、".join(run.query.names)
    if is_open and claims_body(known, run.query):
        run.query = replace(run.query, expects="actor")
    more = run.query.unexplained or run.query.aside
    may_mean = (run.query.expects == "value" and run.judgement.detail in _UNLINKED) or (
        run.judgement.detail == "choose" and bool(more)
    )
    if not is_open and not may_mean:
        return ""
    found = _find(known, run.query)
    if may_mean and (_liken(known, run, found) or _choose(known, run, found)):
        return "、".join(run.query.names)
    return _tell_or_list(known, run, found) if is_open else ""


def _is_no_list(run: Run) -> bool:
    """Whether what was read as a question over the table leaves words over, and asks for no figure and no list."""
    left = run.query.task == "table" and run.judgement.detail == "near_miss"
    return left and run.query.expects in ("open", "text")


def _tell_or_list(known: Knowledge, run: Run, found: _Found) -> str:
    """Answer from the clauses that fit; where none says what is asked, list what speaks of it, if a list is asked for."""
    asked = replace(run.query)
    told = _tell_clauses(known, run, found)
    if run.judgement.status == "answered":
        return told
    refused = run.query, run.judgement, run.evidence, run.composed
    run.query = asked
    if gathered := gather(known, run, refused=True):
        return gathered
    run.query, run.judgement, run.evidence, run.composed = refused
    return told


# Refusals that a row likened decides.
_DECIDED = frozenset({"no_figure", "year", "actual", "place"})
# A question for a figure whose row no name led to, or not surely.
_UNLINKED = frozenset({"no_indicator", "near_miss", "off_topic"})


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search brought: the question's vector and words, the hits, and how well they fit."""

    text: str
    vector: Vector
    hits: tuple[Hit, ...]
    support: Support | None


def _find(known: Knowledge, query: Query) -> _Found:
    """Search for a question; where it does not fit well, also without the words that only speak of the plan."""
    meta = known.plan.meta
    own = (meta.region, meta.region_en, *meta.region_aliases)
    text = without_own(_searched(query.text), own, meta.period, known.catalog.vocabulary)
    found = _search(known, text)
    if is_near(found.support, known.thresholds):
        return found
    bare = matter(text, known.clause_index.to_words)
    again = _search(known, bare) if bare != text else found
    return again if is_near(again.support, known.thresholds) else found


def _hold_claim(known: Knowledge, run: Run) -> bool:
    """Put right or confirm what is stated of a row likened, or of the clauses found; False where nothing is sure."""
    asking = replace(run.query, text=_as_question(run.query.text))
    found = _find(known, asking)
    if run.query.figures and not run.query.names and _liken(known, run, found, claims=True):
        return True
    kept = run.query, run.evidence, run.judgement, run.composed
    run.query = replace(run.query, expects="open")
    _tell_clauses(known, run, found)
    if run.composed.premise is not None and run.judgement.status == "answered":
        return True
    if run.judgement.reason == "not_in_plan" and _deny_nearest(known, run):
        return True
    run.query, run.evidence, run.judgement, run.composed = kept
    return False


def _deny_nearest(known: Knowledge, run: Run) -> bool:
    """Put right what the nearest sentences contradict, although a question for it would not be answered from them."""
    told = tell(replace(run.query, expects="open"), run.evidence.hits, run.evidence, known.titles)
    held = premise_of_clauses(run.query, told, _claim(known, run.query))
    if held is None or held[0].agrees:
        return False
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    run.composed = Composed(held[1], held[0])
    return True


def _as_question(text: str) -> str:
    """A statement as the question that it answers: its figures, which may be wrong, asked for."""
    stated = "，".join(_stated(text)) or text
    for figure in find_quantities(stated):
        if re.search(r"[0-9]|百分|千分", figure.text):
            stated = stated.replace(
                figure.text, "多少" + figure.unit if not text.isascii() else "how many", 1
            )
    return stated


def _search(known: Knowledge, text: str) -> _Found:
    index, vector = known.clause_index, embed_query(known.embedder, text)
    found = index.search(text, vector, HITS, (known.plan.meta.key,))
    hits = tuple(hit for hit in found if not known.tree.says_nothing(hit.clause_id))
    return _Found(text, vector, hits, index.support(text, hits))


def _choose(known: Knowledge, run: Run, found: _Found) -> bool:
    """Of the rows that a word fits, take the one whose clause a search puts first, far before those of the others."""
    if run.judgement.detail != "choose" or not found.hits:
        return False
    scores = {hit.clause_id: hit.score for hit in found.hits}
    fitting = [row for row in known.rows.values() if row.name in run.query.choices]
    mine = tuple(row for row in fitting if row.clause_id == found.hits[0].clause_id)
    others = [scores.get(row.clause_id, 0.0) for row in fitting if row not in mine]
    if len({row.name for row in mine}) != 1 or max(others, default=0.0) > CLEARLY * found.hits[0].score:
        return False
    return _take_rows(known, run, run.query, mine)


def _liken(known: Knowledge, run: Run, found: _Found, *, claims: bool = False) -> bool:
    """Answer from the row that a question means without naming it; False where none is sure enough.

    Args:
        known, run: the plan and the question.
        found: what a search brought.
        claims: whether it states something; then only a row with which that can be compared is sure enough, and the
            unit stated, which may be wrong, restricts nothing.
    """
    query, index = run.query, known.clause_index
    if any(thing.is_topic and not thing.is_kind for thing in unnamed(query, run.question, known.plan_words)):
        return False
    query = replace(query, units=frozenset()) if claims else query
    ranked = [(i, cosine) for _, i, cosine in index.rows(found.vector, (known.plan.meta.key,))]
    if named := query.choices or query.names:  # another row than those named would answer something else
        ranked = [(i, cosine) for i, cosine in ranked if known.rows[i].name in named]
    words = _words(known, query, found)
    rows = likely(query, ranked, known.rows, found.hits, words, known.catalog.contexts)
    return bool(rows) and _take_rows(known, run, query, rows, claims=claims)


def _take_rows(
    known: Knowledge, run: Run, query: Query, rows: tuple[Indicator, ...], *, claims: bool = False
) -> bool:
    """Look up the rows that a question means; all is as before where they do not answer it."""
    kept = Run(run.question, run.lang, run.query, run.evidence, run.judgement)
    run.query = means(query, rows, known.plan.meta)
    fetch(known, run)
    run.judgement = judge(run.query, run.evidence)
    told = run.judgement.status == "answered" or run.judgement.detail in _DECIDED
    if told and not (claims and held_against(run.query, run.evidence) is None):
        return True
    run.query, run.evidence, run.judgement = kept.query, kept.evidence, kept.judgement
    return False


def _words(known: Knowledge, query: Query, found: _Found) -> Words:
    index, people = known.clause_index, known.catalog.lexicon.people
    surfaces = tuple(tuple(s for group in groups for s in people.get(group, ())) for groups in query.people)
    content = index.to_words(found.text)
    forms = {word: index.widen(word) for word in content if len(word) > 1}
    return Words(tuple(tokenizer().cut(found.text)), content, index.widen(found.text), surfaces, forms)


def _on_whom(known: Knowledge, query: Query, found: _Found) -> _Found:
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


def _tell_clauses(known: Knowledge, run: Run, found: _Found) -> str:
    found = _on_whom(known, run.query, found)
    index, hits = known.clause_index, anchored(known, run.query, found.hits)
    if known.reranker is not None:
        hits = _reranked(known.reranker, run.question, found.hits, known.tree)
    clauses = tuple(known.tree.clauses[hit.clause_id] for hit in hits)
    run.evidence = Evidence(
        hits=hits, clauses=clauses, support=found.support, glosses=known.glosses, period=run.evidence.period
    )
    best = _fitting(known, run.query, chosen(run.query, hits, known.kinds))
    if known.reranker is None:  # which has an order of its own
        best += _elsewhere(known, run.query, found, best)
    related = related_targets(run.query, best, known.tree, index.is_rare)
    if related:
        run.evidence = replace(run.evidence, clauses=tuple(dict.fromkeys((*clauses, *related))))
    told = tell(run.query, best, run.evidence, known.titles, related)
    texts = tuple(s.text for s in told.sentences)
    asking = run.query.asking
    # Without a story around it what was fitted knows better, and a doubted list is gathered from every place.
    terse = len(run.query.text) <= TERSE and run.query.expects == "text"
    told_apart = run.query.expects != "list" and len(asking) < len(run.query.text)
    least = LEAST_NAMING if terse else LEAST_RARE
    named = (terse or told_apart) and index.names_matter(asking, fold_known("".join(texts)), least=least)
    run.judgement = judge_clauses(run.query, run.evidence, texts, known.thresholds, named=named, terse=terse)
    listing = _listing(known, run.query, told) if run.judgement.detail == "no_value" else None
    if listing is not None:
        told, run.judgement = listing, Judgement("answered", None, "clauses")
    lacking = _unnamed(known, run)
    if _is_lacking(known, run, lacking, named=named):
        run.judgement = Judgement("abstained", "not_in_plan", "unnamed")
        strange = tuple(t.said for t in lacking if not t.is_kind and (t.is_topic or t.is_short))
        run.query = replace(run.query, strangers=strange)
    if run.judgement.status == "answered" and run.query.expects == "value" and listing is None:
        words = _words(known, run.query, found)
        above = [label for clause in clauses[:MOST_CLAUSES] for label in (*clause.path, clause.title)]
        apart = bool(run.query.units & TIMES) and run.query.lang == "zh"
        apart = apart and shares_nothing(words, fold_known("".join((*texts, *above))))
        if apart or other_subject(words, fold_known("".join((*texts, *above)))):
            run.judgement = Judgement("abstained", "not_in_plan", "no_indicator")
    if run.judgement.status == "answered":
        run.query = replace(run.query, task="clause")
        if run.query.expects == "actor":
            return tell_who(known, run, found.text, best, told)
        checked = premise_of_clauses(run.query, told, _claim(known, run.query))
        run.composed = Composed(checked[1], checked[0]) if checked else Composed(told)
        run.composed = with_lacking(
            run.composed, tuple(t.said for t in lacking if t.is_kind or t.is_short), run.query.lang
        )
    elif run.judgement.detail in BESIDE and run.query.expects != "actor":
        run.composed = _beside(known, run, hits)
    return "、".join(hit.clause_id for hit in hits[:3])


# Kinds of things are counted (几种, 哪几个方面), which a sentence may list; how many people or places there are is none.
_KINDS_COUNTED = re.compile(
    r"(?:几|多少|哪些)(?:种|类|样|重|点|条|项|步|环|[个大]?(?:方面|渠道|途径|维度|环节|阶段|层次|要素|内容|部分|步骤|类型|功能|手段|方式|制度|美德|友好))"
    r"|\bhow many (?:kinds?|types?|ways?|channels?|aspects?|forms?|steps?|parts?|functions?)\b"
)
_ENUMERATED = re.compile(r"[^，。；：、]{2,}(?:、[^，。；：、]{2,}){1,}(?:、|和|与|及|以及)[^，。；：、]{2,}")


def _listing(known: Knowledge, query: Query, told: Draft) -> Draft | None:
    """The sentence told that lists what a question counts (孤儿安置渠道有几种): it has nearly all its words, and things side by side."""
    if not _KINDS_COUNTED.search(query.text) or query.actual or query.foreign_place or query.foreign_year:
        return None
    text = " ".join(
        w
        for w in known.clause_index.to_words(_KINDS_COUNTED.sub(" ", query.asking))
        if len(w) > 1 and not GENERIC.fullmatch(w)
    )
    lists = [
        s
        for s in told.sentences
        if s.citations
        and _ENUMERATED.search(s.text)
        and known.clause_index.cover(text, fold_known(s.text)) >= NEARLY_ALL
    ]
    return Draft((lists[0],), told.citations) if lists else None


def _unnamed(known: Knowledge, run: Run) -> tuple[Unnamed, ...]:
    """What is asked about and the plan has in no form, where an answer would be told; who does it may be anything."""
    if run.judgement.status != "answered" or run.query.expects == "actor":
        return ()
    return unnamed(run.query, run.question, known.plan_words)


def _is_lacking(known: Knowledge, run: Run, things: tuple[Unnamed, ...], *, named: bool) -> bool:
    """Whether the clauses found are surely on neighbours of what is asked, and no answer."""
    doubted = not named and is_doubtful(run.evidence.support, known.thresholds)
    things = tuple(thing for thing in things if not thing.is_kind)
    return any(t.is_short or (doubted and t.is_topic) for t in things)


def _claim(known: Knowledge, query: Query) -> Stated:
    """What a question states, without the words that only ask whether it is right, to be found in a sentence."""
    index, entries = known.clause_index, known.catalog.lexicon.entries
    named = [
        name
        for row in known.rows.values()
        if row.name in query.names
        for name in (row.name, shared_name(row))
    ]
    parts = [_unworded(query, part) for part in _stated(query.text)]
    told = [part for part in parts if find_quantities(part)] or parts
    first = parts.index(told[0]) if told else 0  # what stands before it is the asker's story
    words = {
        word
        for part in map(_unfigured, parts[first:])
        for word in index.to_words(part)
        if not any(entry.kind == "word" for entry in entries.get(word, ()))
        and not GENERIC.fullmatch(word)
        and (len(word) > 1 or pos_tags(word)[0].startswith(("n", "b")))
    }

    said = [" ".join(w for w in index.to_words(_unfigured(part)) if _tells(w)) for part in parts[first:]]

    def is_on(text: str) -> bool:
        flat = fold_known(text)
        return any(fold_known(name) in flat for name in named) or any(
            index.cover(part, flat) >= LEAST_COVER for part in said if part
        )

    def is_all(text: str) -> bool:
        flat = fold_known(text)
        return all(any(form in flat for form in (word, *index.widen(word))) for word in words)

    return Stated(is_on, is_all)


def _tells(word: str) -> bool:
    """Whether a word can tell what a statement is about; numbers are compared by themselves."""
    return len(word) > 1 and not re.search(r"[0-9]|^[一二两三四五六七八九十百几每]", word)


# That it is the plan which says so is no part of what is stated.
_SAYS = re.compile(
    r"^(?:这份?|咱们?|市里?的?)?(?:规划|文件|方案)[里上中]?(?:也|就|是|还|都)*(?:说|讲|写|规定|要求|提出|提到|强调)(?:的是|了|着|过|是)?"
)


def _stated(text: str) -> list[str]:
    """The parts of a question without those that only ask whether it is right."""
    bare = text
    for start, end in frames(text):
        bare = bare[:start] + "，" * (end - start) + bare[end:]
    parts = [_SAYS.sub("", part.strip()) for part in re.split(r"[，,。；;！!？?：:]|\.(?= |$)", bare)]
    return [part for part in parts if len(part) > 1]


def _unworded(query: Query, part: str) -> str:
    """A part without the words for how it is meant (允许, 不晚于), which are compared by themselves."""
    for word in query.exclusive:
        if word.kind in LOOSE:
            part = part.replace(word.text, " ")
    return part


def _unfigured(part: str) -> str:
    """A part without its figures, which are compared by themselves."""
    for figure in find_quantities(part):
        part = part.replace(figure.text, " " * len(figure.text))
    return part


def _fitting(known: Knowledge, query: Query, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits without the target lines of other people (5岁以下) than those a question for a figure is about (婴儿)."""
    if query.expects != "value":
        return hits
    rows: dict[str, list[Indicator]] = {}
    for row in known.rows.values():
        rows.setdefault(row.clause_id, []).append(row)
    return tuple(
        h for h in hits if h.clause_id not in rows or any(fits(query, row) for row in rows[h.clause_id])
    )


def _elsewhere(known: Knowledge, query: Query, found: _Found, best: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Clauses that are not chosen, but have one of the sentences that fit best of all, each with that sentence only."""
    if query.expects not in ("text", "open", "list") or not best:
        return ()
    told = {hit.clause_id for hit in best}
    ranked: list[tuple[float, Hit, tuple[int, int, float]]] = []
    for hit in found.hits:
        text = known.tree.clauses[hit.clause_id].text
        share = hit.score / found.hits[0].score
        for sentence in hit.sentences:
            start, end, cosine = sentence
            cover = known.clause_index.cover(found.text, fold_known(text[start:end]))
            ranked.append((cosine / SPREAD + 2 * cover + 2 * share, hit, sentence))
    ranked.sort(key=lambda entry: -entry[0])
    first = [(hit, sentence) for _, hit, sentence in ranked[: ELSEWHERE + 1]]
    return tuple(replace(h, sentences=(s,)) for h, s in first if h.clause_id not in told)[:ELSEWHERE]


def _beside(known: Knowledge, run: Run, hits: tuple[Hit, ...]) -> Composed:
    """That the plan does not say what is asked, and what it does say of the matter."""
    refused = compose(run.query, run.evidence, run.judgement, known.plan.meta, known.today().year)
    told = tell(replace(run.query, expects="open"), hits[:1], run.evidence, known.titles)
    told_of = [s for s in told.sentences if s.citations and not s.text.endswith(("：", ":"))]
    said = [s for s in told_of if not find_quantities(s.text)][:MOST_BESIDE]
    if not said:
        return refused
    cited = {citation.n: citation for citation in told.citations}
    citations = tuple(replace(cited[s.citations[0]], n=n) for n, s in enumerate(said, 1))
    quoted = tuple(replace(s, citations=(n,)) for n, s in enumerate(said, 1))
    lead = "Nearest to it, the plan says:" if run.query.lang == "en" else "规划里最接近的内容是："
    sentences = (*refused.draft.sentences, Sentence(lead), *quoted)
    return replace(refused, draft=Draft(sentences, citations))


def _reranked(reranker: Reranker, question: str, hits: tuple[Hit, ...], tree: Tree) -> tuple[Hit, ...]:
    """The same hits in the reranker's order; the fused scores stay with the places, not with the hits."""
    scores = rerank(reranker, question, [tree.clauses[hit.clause_id].text for hit in hits])
    order = sorted(range(len(hits)), key=lambda at: -scores[at])
    return tuple(replace(hits[at], score=hits[place].score) for place, at in enumerate(order))


def _ask_tree(known: Knowledge, run: Run, asked: Asked) -> str:
    """Answer from the tree: the parts of headings, the clauses at a place, or that there is no such place."""
    lang, headings = run.query.lang, asked.headings
    one = headings[0] if len(headings) == 1 else ""
    task: Task = "tree" if headings else "place"
    run.query = replace(run.query, task=task, heading=one, places=asked.places or (() if one else headings))
    run.judgement = Judgement("answered", None, "clauses")
    if asked.missing is not None:
        run.judgement = Judgement("abstained", "not_in_plan", "no_such_place")
        draft, used = _no_such_place(known, asked.missing, lang)
    elif asked.whole:
        draft, used = _of_whole(known, headings, lang)
    elif headings:
        draft, used = _parts(known, headings, lang)
    elif not asked.by_id and _is_unclear(known, asked.places):
        run.judgement = Judgement("clarify", None, "choose_place")
        suggestions = tuple(_place_question(known, place) for place in asked.places)
        run.composed = Composed(Draft((Sentence(_WHICH_PLACE[lang]),), ()), None, suggestions)
        return ""
    else:
        draft, used = _at_places(known, asked, lang, asks_place=bool(ASKS_PLACE.search(run.query.text)))
    run.evidence = replace(run.evidence, clauses=used, indicators=(), sql=None, table=None, found=())
    run.composed = Composed(draft)
    return "、".join(headings or asked.places)


def _is_unclear(known: Knowledge, places: tuple[str, ...]) -> bool:
    """Whether a place fits so many parts of the plan that the asker has to choose."""
    parents = {known.tree.clauses[place].parent for place in places}
    return len(parents) > 1 and len(places) > MOST_CLAUSES


def _at_places(
    known: Knowledge, asked: Asked, lang: Language, *, asks_place: bool = False
) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft for clauses named by their place, and the clauses it rests on; where they stand, if that is asked."""
    tree = known.tree
    if asked.titles:
        used = tuple(tree.clauses[place] for place in asked.places)
        return tell_titles(used), used
    ids = [i for place in asked.places for i in (place, *tree.told_with(place))]
    used = tuple(tree.clauses[i] for i in dict.fromkeys(ids))
    told = tell_whole([c.id for c in used], Evidence(clauses=used), lang, known.titles)
    return (with_place(told, used[0], lang) if asked.by_id and asks_place else told), used


def _parts(known: Knowledge, headings: tuple[str, ...], lang: Language) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft for the parts of headings, and the clauses it rests on: listed for one, counted for several."""
    tree, clauses = known.tree, known.tree.clauses
    if len(headings) > 1:
        parts = {heading: tree.children.get(heading, ()) for heading in headings}
        grouped = tree.grouped(parts)
        named = tuple(clauses[heading] for heading in grouped)
        below = tuple(clauses[part] for ids in grouped.values() for part in ids)
        between = tuple(clauses[heading] for heading in headings if heading not in grouped)
        used = {clause.id: clause for clause in (*named, *between, *below)}
        counts = {heading: len(ids) for heading, ids in grouped.items()}
        return count_parts(named, counts, lang, lines=bool(between)), tuple(used.values())
    heading = headings[0]
    parts_of = tuple(clauses[part] for part in tree.children.get(heading, ()))
    if not parts_of:  # a heading that speaks in paragraphs (总体目标)
        told = tuple(clauses[i] for i in tree.paragraphs.get(heading, ()))
        return tell_whole([c.id for c in told], Evidence(clauses=told), lang, known.titles), told
    whole = clauses[heading] if heading else next(c for c in clauses.values() if c.kind == "title")
    return list_parts(whole, parts_of, lang, known.titles), (whole, *parts_of)


def _of_whole(
    known: Knowledge, headings: tuple[str, ...], lang: Language
) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft for what the plan is about: its period, its parts, and the domains that it speaks of."""
    told = [_parts(known, (heading,), lang) for heading in headings]
    period = Sentence(period_note(lang, known.plan.meta, known.today().year))
    draft = joined(Draft((period,), ()), *(draft for draft, _ in told))
    return draft, tuple(dict.fromkeys(clause for _, used in told for clause in used))


def _no_such_place(known: Knowledge, missing: Missing, lang: Language) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft that says that there is no such place, and how many there are instead."""
    tree = known.tree
    counted = tuple(heading for heading in missing.among if tree.children.get(heading))
    if not counted:
        return deny_place(missing.asked, None, lang), ()
    if len(counted) == 1 and counted[0]:
        heading, below = tree.clauses[counted[0]], tree.children[counted[0]]
        used = (heading, *(tree.clauses[part] for part in below))
        return deny_place(missing.asked, heading, lang, len(below)), used
    draft, used = _parts(known, counted, lang)
    lead = deny_place(missing.asked, None, lang)
    return Draft((*lead.sentences, *draft.sentences), draft.citations), used


def _place_question(known: Knowledge, place: str) -> str:
    """The question that names one of several places: its section, its number, its label if it has one."""
    clauses, clause = known.tree.clauses, known.tree.clauses[place]
    parent = clauses[clause.parent]
    labelled = not parent.number and parent.parent in clauses
    section = clauses[parent.parent].title if labelled else parent.title
    label = parent.text.strip().rstrip("：:") if labelled else ""
    return f"{section}的第{known.tree.number(place)}条{label}是什么？"


def _searched(text: str) -> str:
    """What of a long question is searched for: its beginning and its end, where the matter stands."""
    return text if len(text) <= 2 * SEARCHED else f"{text[:SEARCHED]} {text[-SEARCHED:]}"
