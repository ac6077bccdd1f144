"""Questions that the tree answers: the parts of a heading, a place, or that there is no such place."""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import ASKS_PLACE, Composed, period_note
from assistant.knowledge import Knowledge
from assistant.listing import names_each
from assistant.places import Asked, Missing
from assistant.premises import premise_of_count
from assistant.quoting import (
    MOST_CLAUSES,
    count_parts,
    deny_place,
    joined,
    list_parts,
    tell_titles,
    tell_whole,
    with_place,
)
from assistant.records import Clause, Draft, Evidence, Language, Sentence, Task
from assistant.run import Run
from assistant.searching.grouped import miscounted
from assistant.sufficiency import Judgement

MOST_APART = 3  # headings whose parts are listed one after another
_WHICH_PLACE: dict[Language, str] = {
    "zh": "规划的几个部分都有这个序号，请选择您要看的部分：", "en": "Several parts of the plan have this number; please choose:",
}  # fmt: skip


def answer_from_tree(known: Knowledge, run: Run, asked: Asked) -> str:
    """Answer from the tree: the parts of headings, the clauses at a place, or that there is no such place."""
    if len(asked.places) == 1 and not asked.titles and _is_list(known, asked.places[0]):
        asked = replace(asked, headings=asked.places, places=())
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
        draft, used = _levels(
            known, (headings, *asked.also), lang, each=asked.each or names_each(run.query.text)
        )
    elif not asked.by_id and _is_unclear(known, asked.places):
        run.judgement = Judgement("clarify", None, "choose_place")
        suggestions = tuple(_place_question(known, place) for place in asked.places)
        run.composed = Composed(Draft((Sentence(_WHICH_PLACE[lang]),), ()), None, suggestions)
        return ""
    else:
        draft, used = _at_places(known, asked, lang, asks_place=bool(ASKS_PLACE.search(run.query.text)))
    run.evidence = replace(run.evidence, clauses=used, indicators=(), sql=None, table=None, found=())
    run.composed = Composed(draft)
    claim = miscounted(run.query.text) if one and run.claim is None else None
    if claim and (held := premise_of_count(draft, claim, lang)) and not held[0].agrees:
        run.composed = Composed(held[1], held[0])
    return "、".join(headings or asked.places)


def _is_list(known: Knowledge, place: str) -> bool:
    """Whether a heading has no parts but paragraphs with names of their own, so that it is told by them."""
    tree = known.tree
    heading = tree.clauses[place].kind == "heading"
    return heading and not tree.children.get(place) and bool(tree.titled(place))


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
        return tell_titles(used, numbered=asked.numbered), used
    ids = [i for place in asked.places for i in (place, *tree.told_with(place))]
    used = tuple(tree.clauses[i] for i in dict.fromkeys(ids))
    told = tell_whole([c.id for c in used], Evidence(clauses=used), lang, known.titles)
    return (with_place(told, used[0], lang) if asked.by_id and asks_place else told), used


def _parts(
    known: Knowledge, headings: tuple[str, ...], lang: Language, *, each: bool = False
) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft for the parts of headings, and the clauses it rests on.

    They are listed for one heading, and for a few of one level where each is to be named; else counted.
    """
    tree, clauses = known.tree, known.tree.clauses
    if each and 1 < len(headings) <= MOST_APART and all(map(tree.parts, headings)):
        apart = [_parts(known, (heading,), lang) for heading in headings]
        return joined(*(draft for draft, _ in apart)), tuple(
            dict.fromkeys(c for _, used in apart for c in used)
        )
    if len(headings) > 1:
        parts = {heading: tree.parts(heading) for heading in headings}
        grouped = tree.grouped(parts)
        named = tuple(clauses[heading] for heading in grouped)
        below = tuple(clauses[part] for ids in grouped.values() for part in ids)
        between = tuple(clauses[heading] for heading in headings if heading not in grouped)
        used = {clause.id: clause for clause in (*named, *between, *below)}
        counts = {heading: len(ids) for heading, ids in grouped.items()}
        return count_parts(named, counts, lang, lines=bool(between)), tuple(used.values())
    heading = headings[0]
    parts_of = tuple(clauses[part] for part in tree.parts(heading))
    if not parts_of and (ids := tree.titled(heading)):  # unnumbered principles, lines of a box
        lines = tuple(clauses[i] for i in ids)
        return list_parts(clauses[heading], lines, lang, known.titles), (clauses[heading], *lines)
    if not parts_of:  # a heading that speaks in paragraphs (总体目标)
        told = tuple(clauses[i] for i in tree.paragraphs.get(heading, ()))
        return tell_whole([c.id for c in told], Evidence(clauses=told), lang, known.titles), told
    whole = clauses[heading] if heading else next(c for c in clauses.values() if c.kind == "title")
    return list_parts(whole, parts_of, lang, known.titles), (whole, *parts_of)


def _levels(
    known: Knowledge, levels: tuple[tuple[str, ...], ...], lang: Language, *, each: bool = False
) -> tuple[Draft, tuple[Clause, ...]]:
    """The drafts for the parts of one level after another (几章几条) as one."""
    told = [_parts(known, headings, lang, each=each and len(levels) == 1) for headings in levels]
    used = dict.fromkeys(clause for _, clauses in told for clause in clauses)
    return joined(*(draft for draft, _ in told)), tuple(used)


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
