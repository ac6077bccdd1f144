"""Who is charged with what: a question → the duties that answer it, told.

    tell_body                all that a body has to do (``tasks_asked`` reads whether that is asked)
    claims_body, tell_who    who is responsible for a matter

Which sentences are on the matter is decided by what the question names, each in all its forms in the plan, without
the words that ask and without the bodies that it takes to be responsible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.asked import ASKING
from assistant.compose import ASKS_PLACE, Composed
from assistant.duties import ADDRESSED, HELPS, IN_CHARGE, LEAD, ROLES, TAKING_PART, part_of_role
from assistant.framing import unframed
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.matter import named_in
from assistant.matter_terms import rarity
from assistant.noted import best_noted, closest, covered
from assistant.patterns import lazy
from assistant.quoting import place_of
from assistant.records import Draft, Duty, Evidence, Hit, Query
from assistant.responsible import (
    ActorWord,
    Told,
    asks_lead,
    asks_leave,
    asks_of_plan,
    asks_of_whole,
    claimed_bodies,
    duties_of_plan,
    lead_rule,
    read_actors,
    rules,
    said_to_do,
    speaks_of_plan,
    tell_responsible,
    tell_tasks,
    without_choice,
    without_domain,
)
from assistant.roles_asked import asked_role
from assistant.run import Run
from assistant.sufficiency import Judgement
from assistant.tagging import stands_across

TELLING = 0.75  # rarity beside that of the rarest term, from which a sentence must hold a term
NEAR = 0.01  # cosine by which a sentence may fit less than the best
CLEARLY = 0.15  # share by which one sentence is more on a matter than another
LEAST_COVER = 0.5  # share of a question's words, by their rarity, that a sentence on its matter has
NEARLY_COVER = 0.7  # of the best such share
SHORT = 2  # characters of a word that may stand across two others
_RIGHT = lazy(r"对吧|对不对|是吧|吧[？?。!]*$|没错|是不是|吗|\bright\b|\bcorrect\b|isn't|\bso\b")


def only_mentioned(known: Knowledge, actors: tuple[ActorWord, ...]) -> bool:
    """Whether no sentence charges any of some bodies with anything."""
    names = {actor.name for actor in actors}
    return not any(
        d.role != ADDRESSED and known.actors.get(fold_known(d.actor), d.actor) in names for d in known.duties
    )


def settle(known: Knowledge, run: Run, told: Told, held: Evidence) -> None:
    """The question is answered by what was told of duties, which rests on these clauses, duties and rows."""
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    run.evidence = replace(
        run.evidence,
        clauses=held.clauses,
        indicators=(),
        sql=held.sql,
        duties=held.duties,
        glosses=known.actor_glosses,
    )
    run.composed, run.duties = Composed(told.draft), told.duties


def claims_body(known: Knowledge, query: Query) -> bool:
    """Whether a question takes a body to be responsible and asks whether that is so (归教育局管，对吧)."""
    text = unframed(query.text)
    asks = bool(query.yes_no or query.confirms or _RIGHT.search(query.text)) and not asks_leave(query.text)
    return asks and bool(claimed_bodies(text, read_actors(text, known.actors)))


def tell_body(known: Knowledge, run: Run, actors: tuple[ActorWord, ...]) -> str:
    """Tell all that some bodies have to do, then where they are only mentioned."""
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
    clauses = {i: known.tree.clauses[i] for d in rows for i in (d.clause_id, d.covers) if i}
    text = run.query.text
    for actor in actors:
        text = text.replace(actor.text, " ")
    role = _role_there(known, asked_role(text))
    told = tell_tasks(run.query.lang, actors, rows, clauses, known.actor_glosses, role)
    settle(known, run, told, Evidence(clauses=tuple(clauses.values()), sql=None, duties=rows))
    return "、".join(names)


def _role_there(known: Knowledge, role: str) -> str:
    """The role that is asked for in the words of the plan's notes: who leads is in charge where they set no lead apart."""
    given = {d.role for d in known.duties if d.covers}
    if role == LEAD and given and LEAD not in given:
        return IN_CHARGE
    return "" if role == HELPS and given and not given & TAKING_PART else role


def asks_of_domain(known: Knowledge, query: Query) -> bool:
    """Whether it is asked who is in charge of a whole domain, which the plan's own rules answer."""
    if query.expects != "actor" or known.has_notes:
        return False
    domains = [known.tree.clauses[i].title for i in known.tree.domains]
    plain = unframed(query.text)
    claimed = claimed_bodies(plain, read_actors(plain, known.actors))
    return asks_of_whole(query.text, domains, [body for body, _ in claimed])


def tell_who(known: Knowledge, run: Run, text: str, best: tuple[Hit, ...], about: Draft) -> str:
    """Who is responsible for what the best clauses speak of, and where they name nobody, what follows."""
    index, query = known.clause_index, run.query
    wanted = [*index.to_words(text), *index.widen(text)]
    own = [duty for duty in known.duties if duty.basis == "stated"]
    plain = unframed(query.text)
    claimed = claimed_bodies(plain, read_actors(plain, known.actors))
    domains = [known.tree.clauses[i].title for i in known.tree.domains]
    of_domain = asks_of_domain(known, query)
    text = text if known.has_notes else without_domain(text, domains)
    done = said_to_do(query.text, known.duties) or _owed(own, query.text, claimed)
    stated = (
        done
        or _on_each(known, query, text, claimed)
        or _of_people_before(known, query, text, claimed)
        or _on_matter(known, query, text, claimed, best)
    )
    told_of = {hit.clause_id for hit in best}
    on_matter = [d for d in own if d in stated or (d.role == ADDRESSED and d.clause_id in told_of)]
    if known.has_notes and not done:
        plain_text = _without_bodies(known, text, claimed)
        on_matter = list(closest(known, plain_text, terms_of(known, query, text, claimed), on_matter))
    if of_domain:
        done, stated, on_matter, about = frozenset(), frozenset(), [], Draft((), ())
    imported = [
        d
        for d in known.duties
        if d.basis == "external" and index.coverage.cover(text, fold_known(d.what)) >= LEAST_COVER
    ]
    national = [
        d for d in known.national if any(word in query.text or word in wanted for word in d.what.split("|"))
    ]
    external = (*imported, *national)
    ruling = tuple(dict.fromkeys(clause for clause, _, _ in rules(known.tree.clauses.values())))
    of_rules = [d for d in own if d.clause_id in {c.id for c in ruling}]
    held = {c.id: c for c in (*run.evidence.clauses, *ruling)}
    held |= {i: known.tree.clauses[i] for d in on_matter for i in (d.clause_id, d.covers) if i}
    if rule := lead_rule(known.tree.clauses.values(), on_matter):
        held[rule[0].id] = rule[0]
    duties = tuple(dict.fromkeys((*on_matter, *of_rules, *external)))
    glosses = {**known.glosses, **known.actor_glosses}
    run.evidence = replace(run.evidence, clauses=tuple(held.values()), duties=duties, glosses=glosses)
    told = tell_responsible(
        query,
        run.evidence,
        tuple(on_matter),
        about,
        external,
        claimed,
        sure=frozenset(
            d
            for d in stated
            if d in done
            or charges_with(known, d, terms_of(known, query, text, claimed))
            or _is_verbatim(d, query.text)
        ),
        asks_more=_asking_parts(known, query) > 1,
    )
    run.composed, run.duties, run.partial = Composed(_placed(known, query, told)), told.duties, told.partial
    return "、".join(dict.fromkeys(duty.actor for duty in told.duties if duty.actor))


_OBLIGATION = "义务"


def _owed(own: list[Duty], text: str, claimed: tuple[tuple[str, str], ...]) -> frozenset[Duty]:
    """The duties of a sentence that puts a body which is taken to be responsible under the very obligation named (强制报告)."""
    names = {name for _, name in claimed if name}
    named = [d for d in own if d.role.endswith(_OBLIGATION) and _is_named(d, text)]
    there = {(d.clause_id, d.start) for d in named if d.actor in names}
    return frozenset(d for d in named if (d.clause_id, d.start) in there)


def _charges(duty: Duty, text: str) -> bool:
    """Whether a duty charges somebody with what is asked; an obligation is of nothing else than it names."""
    obliged = duty.role.endswith(_OBLIGATION) and not _is_named(duty, text)
    return duty.role != ADDRESSED and not obliged


def _is_named(duty: Duty, text: str) -> bool:
    """Whether a question names the very obligation that a duty prints, as is not said of all else in its sentence."""
    return duty.role.removesuffix(_OBLIGATION) in text


def tell_of_places(known: Knowledge, run: Run, places: tuple[str, ...]) -> bool:
    """Tell who does what some clauses say (第22项由谁负责), by the notes on them; whether there are such."""
    duties = _noted_at(known, places)
    if not duties:
        return False
    held = {i: known.tree.clauses[i] for d in duties for i in (d.clause_id, d.covers)}
    claimed = claimed_bodies(run.query.text, read_actors(run.query.text, known.actors))
    evidence = Evidence(clauses=tuple(held.values()), duties=duties, glosses=known.actor_glosses)
    told = tell_responsible(run.query, evidence, duties, Draft((), ()), (), claimed, sure=frozenset(duties))
    settle(known, run, replace(told, draft=_placed(known, run.query, told)), evidence)
    return True


def tell_plan(known: Knowledge, run: Run) -> bool:
    """Tell who carries out or oversees the plan itself, by its own rule; whether that is asked, and it has one."""
    query = run.query
    if query.expects not in ("actor", "open") or query.foreign_place or query.foreign_year:
        return False
    if not speaks_of_plan(query.text):
        return False
    plain = unframed(query.text)
    claimed = claimed_bodies(plain, read_actors(plain, known.actors))
    if not asks_of_plan(query.text, [body for body, _ in claimed]):
        return False
    duties = duties_of_plan(known.tree.clauses.values(), known.duties)
    if not duties:
        return False
    held = tuple({d.clause_id: known.tree.clauses[d.clause_id] for d in duties}.values())
    evidence = Evidence(clauses=held, duties=duties, glosses=known.actor_glosses)
    told = tell_responsible(query, evidence, duties, Draft((), ()), (), claimed, sure=frozenset(duties))
    settle(known, run, told, evidence)
    return True


def _noted_at(known: Knowledge, places: tuple[str, ...]) -> tuple[Duty, ...]:
    """The duties of the notes on some clauses, else of those on what stands above them."""
    noted = [d for d in known.duties if d.covers]
    own = tuple(d for d in noted if d.covers in places)
    if own or len(places) > 1:
        return own
    return tuple(d for d in noted if set(places) & set(known.tree.whole(d.covers)))


def _placed(known: Knowledge, query: Query, told: Told) -> Draft:
    """The draft with the place of what the first duty is about, where that is asked for, too (是第几项，责任单位有谁)."""
    first = next((d.covers or d.clause_id for d in told.duties if d.clause_id), "")
    if not first or not ASKS_PLACE.search(query.text):
        return told.draft
    return place_of(told.draft, known.tree.clauses[first], query.lang)


def _on_matter(
    known: Knowledge, query: Query, text: str, claimed: tuple[tuple[str, str], ...], best: tuple[Hit, ...]
) -> frozenset[Duty]:
    """The duties of the sentences that hold what a question names: its rarest terms, and most of all by their rarity.

    Where it names nothing, those of the sentence that fits best.
    """
    own = [duty for duty in known.duties if duty.basis == "stated"]
    nearest = _nearest(known, own, best)
    if titled := _titled_by_roles(own, text):
        return titled
    terms = terms_of(known, query, text, claimed)
    if not terms:
        noted = frozenset(best_noted(known, _without_bodies(known, text, claimed)))
        beside = _led_beside(own, nearest) if asks_lead(query) else nearest
        return _said_of_role(own, query.text) or noted or beside
    shares = {duty: share for duty in own if (share := _share(known, duty, terms))}
    charged = {duty: share for duty, share in shares.items() if _charges(duty, query.text)}
    most = max(charged.values(), default=0.0)
    leads = asks_lead(query) and any(d.role == LEAD for d in charged)
    elsewhere = nearest and not any(_charges(d, query.text) for d in nearest) and not leads
    if max(shares.values(), default=0.0) > most + CLEARLY or (
        elsewhere and max(shares.get(d, 0.0) for d in nearest) >= max(most, LEAST_COVER)
    ):
        return frozenset()  # a sentence that charges nobody is on the matter itself
    near = {d for d, share in charged.items() if share >= max(LEAST_COVER, NEARLY_COVER * most)}
    itself = {(d.clause_id, d.start) for d in near if charges_with(known, d, terms)}
    near = {d for d in near if (d.clause_id, d.start) in itself} or near
    near = _of_own_part(known, _named_by_title(near, terms), terms)
    led = {(d.clause_id, d.start) for d in near if d.role == LEAD}
    if led and asks_lead(query):
        near = {d for d in near if (d.clause_id, d.start) in led}
    return frozenset(near) or (nearest if any(shares.get(d) for d in nearest) else frozenset())


_ROLES_RUN = lazy(rf"(?:{'|'.join(ROLES)}){{2,}}")


def _titled_by_roles(own: Iterable[Duty], text: str) -> frozenset[Duty]:
    """The duties of the notes on what is titled by two words for roles that a question has side by side (督促落实): they name the matter."""
    runs = [match.group() for match in _ROLES_RUN.finditer(text)]
    return frozenset(d for d in own if d.covers and any(run in fold_known(d.what) for run in runs))


def _of_own_part(known: Knowledge, near: set[Duty], terms: Mapping[tuple[str, ...], float]) -> set[Duty]:
    """Duties without the heads of other parts of a sentence (…负责发证，…牵头制定标准), where the part of one of them has all terms."""
    heads = {d for d in near if d.role in (LEAD, IN_CHARGE) and not d.covers}
    own = {d for d in heads if charges_with(known, d, terms)}
    of_own = {(d.clause_id, d.start) for d in own}
    return {d for d in near if d not in heads or d in own or (d.clause_id, d.start) not in of_own}


def _led_beside(own: list[Duty], nearest: frozenset[Duty]) -> frozenset[Duty]:
    """Who leads in the clauses of the sentences that fit best, where these sentences themselves name no one who does."""
    if any(duty.role == LEAD for duty in nearest):
        return nearest
    places = {duty.clause_id for duty in nearest}
    led = {(d.clause_id, d.start) for d in own if d.role == LEAD and d.clause_id in places}
    return frozenset(d for d in own if (d.clause_id, d.start) in led) or nearest


def _named_by_title(near: set[Duty], terms: Mapping[tuple[str, ...], float]) -> set[Duty]:
    """Of duties by notes those whose matter is named by the rarest of the terms, where there are such."""
    rarest = max(terms, key=lambda forms: terms[forms])
    titled = {d for d in near if d.covers and any(form in fold_known(d.what) for form in rarest)}
    return {d for d in near if not d.covers or d in titled} if titled else near


# Between matters that are asked about side by side (监测组、评估组分别由谁牵头).
_BESIDE = lazy(r"[，,、；;。？?]|和|与|跟|及|还有|\band\b")


def _on_each(
    known: Knowledge, query: Query, text: str, claimed: tuple[tuple[str, str], ...]
) -> frozenset[Duty]:
    """The duties given for each of several matters side by side; nothing where any of them has none of its own."""
    each = [terms for part in _BESIDE.split(text) if (terms := terms_of(known, query, part, claimed))]
    if len(each) < 2:
        return frozenset()
    roles = {LEAD} if asks_lead(query) else set(ROLES) - {ADDRESSED}
    own = [duty for duty in known.duties if duty.basis == "stated" and duty.role in roles]
    found = [frozenset(duty for duty in own if charges_with(known, duty, terms)) for terms in each]
    return frozenset().union(*found) if all(found) else frozenset()


_FEWEST = 2  # terms of a part of a question that tell which duty is meant without the rest of it


def _of_people_before(
    known: Knowledge, query: Query, text: str, claimed: tuple[tuple[str, str], ...]
) -> frozenset[Duty]:
    """The duties that hold all that one part names, where the others only tell whose case it is, or ask who.

    没人管的娃，谁替国家当监护人: the plan need not call them what the asker does, if what it says is of children.
    """
    parts = [part for part in re.split(r"[，,]", text) if part.strip()]
    telling = [part for part in parts if not _only_names_people(known, query, part)]
    if len(parts) < 2 or len(telling) != 1:
        return frozenset()
    terms = terms_of(known, query, telling[0], claimed)
    if len(terms) < _FEWEST:
        return frozenset()
    return frozenset(
        duty
        for duty in known.duties
        if duty.basis == "stated"
        and _charges(duty, query.text)
        and _are_people(known, fold_known(duty.what))
        and charges_with(known, duty, terms)
    )


def _only_names_people(known: Knowledge, query: Query, part: str) -> bool:
    """Whether a part of a question says no more than whose case it is (孤儿, 街上流浪的孩子)."""
    if re.search(r"的[\u4e00-\u9fff]{1,3}$", part) and _are_people(known, part[part.rindex("的") :]):
        return True
    return all(any(_are_people(known, form) for form in forms) for forms in terms_of(known, query, part, ()))


def _are_people(known: Knowledge, text: str) -> bool:
    """Whether a folded text of the plan names people whom a plan may be for."""
    return any(mention.values("population") for mention in known.catalog.lexicon.scan(text))


def terms_of(
    known: Knowledge, query: Query, text: str, claimed: tuple[tuple[str, str], ...]
) -> dict[tuple[str, ...], float]:
    """What a question names beside the roles it asks for and the bodies it takes to have them, with its rarity."""
    words = known.matter_words
    named = named_in(_without_bodies(known, text, claimed), query.lang, words)
    return {
        forms: rarity(_whole_names(forms), words)
        for forms in named
        if not set(forms) & set(ROLES) and not _NO_MATTER.fullmatch(forms[0])
    }


# The level that a body is said to be of (国家卫健委, 市里的民政局): a part of its name.
_OF_LEVEL = r"(?:国家|中央|全[国省市区县]|[本我咱]?[省市区县州镇乡](?:级|里)?)?的?"


def _without_bodies(known: Knowledge, text: str, claimed: tuple[tuple[str, str], ...]) -> str:
    """A question without the bodies that it takes to be responsible; those of notes do the matter, and are no part of it."""
    for body, _ in claimed:
        text = re.sub(_OF_LEVEL + re.escape(body), " ", text)
    text = without_choice(text)
    for actor in read_actors(text, known.actors) if known.has_notes else ():
        text = text.replace(actor.text, " ")
    return text


def _whole_names(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a name without those that only begin another one (残疾 of 残疾儿童): as rare as it is, is the name."""
    return tuple(f for f in forms if not any(o != f and o.startswith(f) for o in forms)) or forms


# How many are asked for, members, and verbs that only say that somebody bears something.
_NO_MATTER = lazy(
    r"[一二两三四五六七八九十几]+[个条项家方级]|(?:担|肩)?负有?|负着|承担着?|担起|扛起?|揽|挑起?|履行|尽到?|配合|协作|成员(?:单位)?"
)


def _said_of_role(own: Iterable[Duty], text: str) -> frozenset[Duty]:
    """The duties whose role and what it is for stand in a question as in the plan (哪个单位负责解释)."""
    said = re.sub(r"\s+", "", text)
    return frozenset(
        d
        for d in own
        if d.role in ROLES
        and not d.covers
        and (part := fold_known(part_of_role(d)))
        and len(behind := part[part.find(d.role) :]) > len(d.role) + 1
        and behind in said
    )


def _is_verbatim(duty: Duty, text: str) -> bool:
    """Whether a question has the very words in which a sentence charges a body (各级妇儿工委办公室负责具体工作)."""
    actor, said = fold_known(duty.actor), re.sub(r"\s+", "", text)
    parts = [part for part in re.split(r"[,，;；。]", fold_known(duty.what)) if duty.role in part]
    return any(actor in part and part[part.index(actor) :] in said for part in parts)


def charges_with(known: Knowledge, duty: Duty, terms: Iterable[tuple[str, ...]]) -> bool:
    """Whether the very part of a sentence that gives the role holds all terms, and not only another part of it.

    Who is named in a note does all that it is about.
    """
    part = covered(known, duty) if duty.covers else fold_known(part_of_role(duty))
    return all(any(_holds(part, form) for form in forms) for forms in terms)


def _holds(text: str, form: str) -> bool:
    """Whether a folded text of the plan has a word; a short one may be there by its characters alone."""
    return form in text and not (len(form) == SHORT and not form.isascii() and stands_across(form, text))


def _share(known: Knowledge, duty: Duty, terms: Mapping[tuple[str, ...], float]) -> float:
    """Share of the terms, by their rarity, that a duty's sentence and its title hold; 0 where the rarest are missing."""
    clause = known.tree.clauses[duty.clause_id]
    flat = covered(known, duty) if duty.covers else fold_known(duty.what + clause.title)
    held = {forms: any(_holds(flat, form) for form in forms) for forms in terms}
    least = TELLING * max(terms.values())
    if not all(held[forms] for forms, value in terms.items() if value >= least):
        return 0.0
    return sum(value for forms, value in terms.items() if held[forms]) / sum(terms.values())


def _nearest(known: Knowledge, own: list[Duty], best: tuple[Hit, ...]) -> frozenset[Duty]:
    """The duties of the sentences that fit best, and those of the notes that are about them."""
    sentences = [s for hit in best[:1] for s in hit.sentences]
    top = max((cosine for _, _, cosine in sentences), default=0.0)
    starts = [start for start, _, cosine in sentences if cosine >= top - NEAR]
    first = best[0].clause_id if best else ""
    return frozenset(
        d
        for d in own
        if (d.clause_id == first and any(d.start <= at < d.end for at in starts))
        or (d.covers and first in known.tree.whole(d.covers))
    )


def _asking_parts(known: Knowledge, query: Query) -> int:
    """How many parts of a question, between commas and stops, ask something."""
    parts = re.split(r"[，,。；;？?！!]", query.text)
    scan = known.catalog.lexicon.scan
    return sum(any(set(m.values("word")) & ASKING for m in scan(part)) for part in parts)
