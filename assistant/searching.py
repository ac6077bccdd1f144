"""The search step: where the table does not answer, the tree or the clauses may.

search(known, run)    a row likened, the parts of a heading, a place, or the clauses that fit
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.asked import ASKING
from assistant.compose import Composed, compose
from assistant.duties import ADDRESSED
from assistant.embedding import Reranker, embed_query, rerank
from assistant.fetching import ASKS_MOST, SEARCHED, Run, fetch
from assistant.knowledge import Knowledge
from assistant.lexicon import (
    fold_known,
    shared_name,
    tokenizer,
)  # fmt: skip
from assistant.linking import Words, fits, likely, other_subject
from assistant.mentions import Matter, Mention, matter_of, mentions, place_of
from assistant.mentions import tell as tell_mentions
from assistant.numerals import find_quantities
from assistant.places import Asked, Missing, names_place
from assistant.places import read as read_places
from assistant.question import means
from assistant.quoting import (
    MOST_CLAUSES,
    chosen,
    count_parts,
    deny_place,
    list_parts,
    premise_of,
    related_targets,
    tell,
    tell_titles,
    tell_whole,
)
from assistant.records import (
    Clause,
    Draft,
    Evidence,
    Hit,
    Indicator,
    Language,
    Query,
    Sentence,
    Support,
    Task,
)  # fmt: skip
from assistant.responsible import (
    ActorWord,
    claimed_bodies,
    read_actors,
    rules,
    tell_most_charged,
    tell_responsible,
    tell_tasks,
)
from assistant.retrieval import Vector
from assistant.sql.generate import most_charged
from assistant.structure import Tree
from assistant.sufficiency import (
    BESIDE,
    OPEN,
    Judgement,
    is_near,
    judge,
    judge_clauses,
)
from assistant.wording import matter

LEAST_COVER = 0.5  # share of a question's words, by their rarity, that a sentence on its matter has
NEARLY_COVER = 0.7  # of the best such share
_ASKS_WHO = re.compile(
    r"谁|哪[个些几家]?(?:部门|单位|机关|机构|局|级)|归哪|由哪|找哪|\bwho\b|\bwhich (?:department|body|agency|authorit)"
)
CLEARLY = 0.8  # of the first clause's score: what is below is no second reading
ELSEWHERE = 2  # sentences of other clauses told beside those chosen
SPREAD = 0.02  # of cosines, beside which the shares of words and of the clause's score are weighed
MOST_CHARGED = 3  # ranks told of the bodies with the most tasks
_RIGHT = re.compile(r"对吧|对不对|是吧|吧[？?。!]*$|没错|是不是|吗|\bright\b|\bcorrect\b|isn't|\bso\b")
_SENTENCE_END = re.compile(r"[。？?！!；;]|(?<=[a-z])\. ")
_ASKS_TASKS = re.compile(
    r"做|干|负责|任务|职责|责任|工作|事|管|承担|提到|说|写|安排|角色|作用|参与|什么|哪些|啥|task|dut|role|do|responsib|mention|say|job|asked"
)
# What a question for tasks says beside the body's name.
_GENERIC = re.compile(
    r"任务|职责|责任|工作|事儿?|事情|事项|作用|角色|内容|方面|规定|规划|要求|安排|地方|部分|孩子|儿童|一共|分别|材料|具体|主要|相关|有关|各处|全部|list|tasks?|doe|giv|hav|must|need|expect|involv\w*|dut(?:y|i)\w*|roles?|jobs?|responsib\w*|plan|children|child\w*|give\w*|assign\w*|mention\w*"
)
_ALL = re.compile(r"所有|全部|\ball\b|\bevery")  # words that may also belong to a comparison
# What plans are made of; no matter of one.
_OF_PLANS = re.compile(
    r"领域|目标|措施|条款|规定|要求|内容|材料|指标|方面|任务|工作|事项?|章节?|部分|原文|文件|地方|培训|学习|出现|涉及|有关|相关|写到|讲到|提到|哪里|这样|家里|domain|measure|goal|target|clause|part|section|plan|place|say|deal"
)
MOST_BESIDE = 2  # sentences told beside a refusal
HITS = 8  # clauses that a search brings
_WHICH_PLACE: dict[Language, str] = {
    "zh": "规划的几个部分都有这个序号，请选择您要看的部分：", "en": "Several parts of the plan have this number; please choose:",
}  # fmt: skip


def search(known: Knowledge, run: Run) -> str:
    """Where the table does not answer, see whether the tree or the clauses do."""
    if run.judgement.detail == "table" or run.judgement.reason == "help":
        return ""
    is_open = run.judgement.detail in OPEN
    strict = run.judgement.detail not in OPEN
    if run.query.task not in ("order", "social") and (not strict or names_place(run.query.text)):
        asked = read_places(run.query.text, known.tree, known.catalog.lexicon, strict=strict)
        if asked is not None:
            return _ask_tree(known, run, asked)
    if is_open and ASKS_MOST.search(run.query.text):
        return _tell_most_charged(known, run)
    if is_open and (actors := _asks_tasks(known, run.query)):
        return _tell_tasks(known, run, actors)
    if is_open and (matter := _asks_everything(known, run.query)):
        return _tell_everything(known, run, *matter)
    if is_open and _claims(known, run.query):
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
    return _tell_clauses(known, run, found) if is_open else ""


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
    text = _searched(query.text)
    found = _search(known, text)
    if is_near(found.support, known.thresholds):
        return found
    bare = matter(text, known.clause_index.to_words)
    again = _search(known, bare) if bare != text else found
    return again if is_near(again.support, known.thresholds) else found


def _search(known: Knowledge, text: str) -> _Found:
    index, vector = known.clause_index, embed_query(known.embedder, text)
    hits = index.search(text, vector, HITS, (known.plan.meta.key,))
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
    return _take_rows(known, run, mine)


def _liken(known: Knowledge, run: Run, found: _Found) -> bool:
    """Answer from the row that a question means without naming it; False where none is sure enough."""
    query, index = run.query, known.clause_index
    ranked = [(i, cosine) for _, i, cosine in index.rows(found.vector, (known.plan.meta.key,))]
    if query.choices:
        ranked = [(i, cosine) for i, cosine in ranked if known.rows[i].name in query.choices]
    words = _words(known, query, found)
    rows = likely(query, ranked, known.rows, found.hits, words, known.catalog.contexts)
    return bool(rows) and _take_rows(known, run, rows)


def _take_rows(known: Knowledge, run: Run, rows: tuple[Indicator, ...]) -> bool:
    """Look up the rows that a question means; all is as before where they do not answer it."""
    query = run.query
    kept = Run(run.question, run.lang, run.query, run.evidence, run.judgement)
    run.query = means(query, rows, known.plan.meta)
    fetch(known, run)
    run.judgement = judge(run.query, run.evidence)
    if run.judgement.status == "answered" or run.judgement.detail in ("no_figure", "year", "actual", "place"):
        return True
    run.query, run.evidence, run.judgement = kept.query, kept.evidence, kept.judgement
    return False


def _words(known: Knowledge, query: Query, found: _Found) -> Words:
    index, people = known.clause_index, known.catalog.lexicon.people
    surfaces = tuple(tuple(s for group in groups for s in people.get(group, ())) for groups in query.people)
    return Words(
        tuple(tokenizer().cut(found.text)), index.to_words(found.text), index.widen(found.text), surfaces
    )


def _tell_clauses(known: Knowledge, run: Run, found: _Found) -> str:
    index, hits = known.clause_index, found.hits
    if known.reranker is not None:
        hits = _reranked(known.reranker, run.question, hits, known.tree)
    clauses = tuple(known.tree.clauses[hit.clause_id] for hit in hits)
    run.evidence = Evidence(
        hits=hits, clauses=clauses, support=found.support, glosses=known.glosses, period=run.evidence.period
    )
    best = _fitting(known, run.query, chosen(run.query, hits, known.kinds))
    best += _elsewhere(known, run.query, found, best)
    related = related_targets(run.query, best, known.tree, index.is_rare)
    if related:
        run.evidence = replace(run.evidence, clauses=tuple(dict.fromkeys((*clauses, *related))))
    told = tell(run.query, best, run.evidence, known.titles, related)
    texts = tuple(s.text for s in told.sentences)
    run.judgement = judge_clauses(run.query, run.evidence, texts, known.thresholds)
    if run.judgement.status == "answered" and run.query.expects == "value":
        above = [label for clause in clauses[:MOST_CLAUSES] for label in (*clause.path, clause.title)]
        if other_subject(_words(known, run.query, found), fold_known("".join((*texts, *above)))):
            run.judgement = Judgement("abstained", "not_in_plan", "no_indicator")
    if run.judgement.status == "answered":
        run.query = replace(run.query, task="clause")
        if run.query.expects == "actor":
            return _tell_responsible(known, run, found, best, told)
        checked = premise_of(run.query, told, _speaks_of(known, run.query, found))
        run.composed = Composed(checked[1], checked[0]) if checked else Composed(told)
    elif run.judgement.detail in BESIDE and run.query.expects != "actor":
        run.composed = _beside(known, run, hits)
    return "、".join(hit.clause_id for hit in hits[:3])


# --- all that there is on a matter ------------------------------------------------------------------


def _asks_everything(known: Knowledge, query: Query) -> tuple[Matter, tuple[Mention, ...]] | None:
    """The matter of which all is asked for, with what the plan says of it in more than one place.

    Asked for a list without a word like 所有, a matter that one domain treats is left to the search.
    """
    if (
        query.expects not in ("list", "text", "open", "compare", "count")
        or query.yes_no
        or query.foreign_place
    ):
        return None
    every = bool(_ALL.search(query.text)) or any(
        "every" in m.values("word") for m in known.catalog.lexicon.scan(query.text)
    )
    if not every and query.expects != "list":
        return None
    index, people = known.clause_index, known.catalog.lexicon.people
    vocabulary = known.catalog.vocabulary

    def forms(word: str) -> tuple[str, ...]:
        found = (word, *index.widen(word))
        return tuple(
            f
            for f in found
            if len(f) > 1 and not re.search(r"[0-9]", f) and f in vocabulary and not index.is_common(f)
        )

    groups = [tuple(s for pop in pops for s in people.get(pop, ())) for pops in query.people]
    words = [word for word in index.to_words(query.text) if not _OF_PLANS.fullmatch(word)]
    strange = [word for word in words if not forms(word) and not index.is_common(word)]
    if strange and not every:
        return None
    matter = matter_of(query.text, words, groups, forms)
    if matter is None or (not every and len(matter.terms) > 1):
        return None
    found = mentions(matter, known.tree.clauses.values())
    places = {place_of(mention.clause) for mention in found}
    return (matter, found) if len(found) > 1 and (len(places) > 1 or every) else None


def _tell_everything(known: Knowledge, run: Run, matter: Matter, found: tuple[Mention, ...]) -> str:
    headings = {c.title: known.titles[c.id] for c in known.tree.clauses.values() if c.id in known.titles}
    draft, whole = tell_mentions(matter, found, run.query.lang, headings)
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    clauses = tuple(dict.fromkeys(mention.clause for mention in found))
    run.evidence = replace(run.evidence, clauses=clauses, indicators=(), sql=None)
    run.composed, run.partial = Composed(draft), not whole
    return matter.name


# --- who is responsible ---------------------------------------------------------------------------


def _asks_tasks(known: Knowledge, query: Query) -> tuple[ActorWord, ...]:
    """The bodies whose tasks are asked for: all that the asking part of a question names, beside words that ask."""
    if query.task in ("order", "social") or query.foreign_place or query.actual:
        return ()
    for part in _SENTENCE_END.split(query.text):
        named = read_actors(part, known.actors)
        if not named or _ASKS_WHO.search(part) or not _ASKS_TASKS.search(part):
            continue
        rest = part
        for actor in named:
            rest = rest[: actor.start] + " " * len(actor.text) + rest[actor.end :]
        words = [word for word in known.clause_index.to_words(rest) if len(word) > 1]
        if not [word for word in words if not _GENERIC.fullmatch(word)]:
            return named
    return ()


def _tell_most_charged(known: Knowledge, run: Run) -> str:
    """The bodies with the most sentences that charge them, counted by SQL."""
    made = most_charged(known.plan.meta.key, ADDRESSED, MOST_CHARGED)
    sql = known.database.run(made.tree, made.parameters)
    names = [str(row[0]) for row in sql.rows]
    duties = tuple(
        d for d in known.duties if d.actor in names and d.role != ADDRESSED and d.basis == "stated"
    )
    clauses = {d.clause_id: known.tree.clauses[d.clause_id] for d in duties}
    counts = [(str(row[0]), int(str(row[1]))) for row in sql.rows]
    told = tell_most_charged(run.query.lang, counts, duties, clauses, known.actor_glosses)
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    run.evidence = replace(
        run.evidence,
        clauses=tuple(clauses.values()),
        indicators=(),
        sql=sql,
        duties=duties,
        glosses=known.actor_glosses,
    )
    run.composed, run.duties = Composed(told.draft), told.duties
    return "、".join(names)


def _claims(known: Knowledge, query: Query) -> bool:
    """Whether a question takes a body to be responsible and asks whether that is so (归教育局管，对吧)."""
    asks = query.yes_no or _RIGHT.search(query.text)
    return bool(asks) and bool(claimed_bodies(query.text, read_actors(query.text, known.actors)))


def _tell_tasks(known: Knowledge, run: Run, actors: tuple[ActorWord, ...]) -> str:
    names = dict.fromkeys(actor.name for actor in actors)
    listed = known.actors
    rows = tuple(
        d
        for d in known.duties
        if d.basis == "stated"
        and (
            listed.get(fold_known(d.actor), d.actor) in names
            or (d.role == ADDRESSED and any(name in d.actor for name in names))
        )
    )
    clauses = {d.clause_id: known.tree.clauses[d.clause_id] for d in rows}
    told = tell_tasks(run.query.lang, actors, rows, clauses, known.actor_glosses)
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    run.evidence = replace(
        run.evidence,
        clauses=tuple(clauses.values()),
        indicators=(),
        sql=None,
        duties=rows,
        glosses=known.actor_glosses,
    )
    run.composed, run.duties = Composed(told.draft), told.duties
    return "、".join(names)


def _tell_responsible(known: Knowledge, run: Run, found: _Found, best: tuple[Hit, ...], about: Draft) -> str:
    """Who is responsible for what the best clauses speak of, and where they name nobody, what follows."""
    index, query = known.clause_index, run.query
    wanted = [*index.to_words(found.text), *index.widen(found.text)]
    own = [duty for duty in known.duties if duty.basis == "stated"]
    covers = {duty.what: index.cover(found.text, fold_known(duty.what)) for duty in own}
    nearest = max((s for hit in best[:1] for s in hit.sentences), key=lambda s: s[2], default=(-1, -1, 0.0))
    most = max(covers.values(), default=0.0)
    on_matter = [
        duty
        for duty in own
        if (
            duty.role != ADDRESSED
            and covers[duty.what] >= max(LEAST_COVER, NEARLY_COVER * most)
            and index.names_matter(
                found.text, fold_known(duty.what + known.tree.clauses[duty.clause_id].title)
            )
        )
        or (duty.clause_id == best[0].clause_id and duty.start <= nearest[0] < duty.end)
        or (duty.role == ADDRESSED and duty.clause_id in {hit.clause_id for hit in best})
    ]
    imported = [
        d
        for d in known.duties
        if d.basis == "external" and index.cover(found.text, fold_known(d.what)) >= LEAST_COVER
    ]
    national = [
        d for d in known.national if any(word in query.text or word in wanted for word in d.what.split("|"))
    ]
    external = (*imported, *national)
    ruling = tuple(dict.fromkeys(clause for clause, _, _ in rules(known.tree.clauses.values())))
    of_rules = [d for d in own if d.clause_id in {c.id for c in ruling}]
    held = {c.id: c for c in (*run.evidence.clauses, *ruling)}
    held |= {d.clause_id: known.tree.clauses[d.clause_id] for d in on_matter}
    duties = tuple(dict.fromkeys((*on_matter, *of_rules, *external)))
    glosses = {**known.glosses, **known.actor_glosses}
    run.evidence = replace(run.evidence, clauses=tuple(held.values()), duties=duties, glosses=glosses)
    claimed = claimed_bodies(query.text, read_actors(query.text, known.actors))
    told = tell_responsible(
        query,
        run.evidence,
        tuple(on_matter),
        about,
        external,
        claimed,
        asks_more=_asking_parts(known, query) > 1,
    )
    run.composed, run.duties, run.partial = Composed(told.draft), told.duties, told.partial
    return "、".join(dict.fromkeys(duty.actor for duty in told.duties if duty.actor))


def _speaks_of(known: Knowledge, query: Query, found: _Found) -> Callable[[str], bool]:
    """Whether a sentence names what a question is about: a row that it names, or most of its rare words."""
    named = [
        name
        for row in known.rows.values()
        if row.name in query.names
        for name in (row.name, shared_name(row))
    ]
    bare = found.text
    for figure in find_quantities(found.text):
        bare = bare.replace(figure.text, " ")

    def speaks(text: str) -> bool:
        flat = fold_known(text)
        return (
            any(fold_known(name) in flat for name in named)
            or known.clause_index.cover(bare, flat) >= LEAST_COVER
        )

    return speaks


def _asking_parts(known: Knowledge, query: Query) -> int:
    """How many parts of a question, between commas and stops, ask something."""
    parts = re.split(r"[，,。；;？?！!]", query.text)
    scan = known.catalog.lexicon.scan
    return sum(any(set(m.values("word")) & ASKING for m in scan(part)) for part in parts)


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
    elif headings:
        draft, used = _parts(known, headings, lang)
    elif _is_unclear(known, asked.places):
        run.judgement = Judgement("clarify", None, "choose_place")
        suggestions = tuple(_place_question(known, place) for place in asked.places)
        run.composed = Composed(Draft((Sentence(_WHICH_PLACE[lang]),), ()), None, suggestions)
        return ""
    else:
        draft, used = _at_places(known, asked, lang)
    run.evidence = replace(run.evidence, clauses=used, indicators=(), sql=None, table=None, found=())
    run.composed = Composed(draft)
    return "、".join(headings or asked.places)


def _is_unclear(known: Knowledge, places: tuple[str, ...]) -> bool:
    """Whether a place fits so many parts of the plan that the asker has to choose."""
    parents = {known.tree.clauses[place].parent for place in places}
    return len(parents) > 1 and len(places) > MOST_CLAUSES


def _at_places(known: Knowledge, asked: Asked, lang: Language) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft for clauses named by their place, and the clauses it rests on."""
    tree = known.tree
    if asked.titles:
        used = tuple(tree.clauses[place] for place in asked.places)
        return tell_titles(used), used
    ids = [i for place in asked.places for i in (place, *tree.told_with(place))]
    used = tuple(tree.clauses[i] for i in dict.fromkeys(ids))
    return tell_whole([c.id for c in used], Evidence(clauses=used), lang, known.titles), used


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
