"""Who is charged with a matter, and whether that is who the question takes to be."""

from __future__ import annotations

from typing import Final

from assistant.duties import ADDRESSED, IN_CHARGE, LEAD
from assistant.patterns import lazy
from assistant.records import Draft, Duty, Evidence, Query
from assistant.responsible.actors import is_body, is_public
from assistant.responsible.asking import asks_body, asks_lead, said_alone
from assistant.responsible.own_rules import lead_rule, leads_by_rule
from assistant.responsible.page import Page, Told
from assistant.responsible.silence import tell_addressed, tell_nobody, tell_rules, tell_whom_to_ask

MOST_ECHO: Final = 40  # characters of a body in the asker's words that are said again
# Roles of those who are in charge; others take part, help, report or watch.
_IN_CHARGE = frozenset({
    LEAD, "主责", "主管", "负责", "领导", "统筹", "组织", "承担", "落实", "代表", "审理", "建立", "制定", "设立",
})  # fmt: skip


def tell_responsible(
    query: Query,
    evidence: Evidence,
    duties: tuple[Duty, ...],
    about: Draft,
    external: tuple[Duty, ...],
    claimed: tuple[tuple[str, str], ...] = (),
    *,
    sure: frozenset[Duty] = frozenset(),
    asks_more: bool = False,
) -> Told:
    """The draft for who is responsible.

    Args:
        query: the question.
        evidence: with the clauses that the draft may cite, the rules' clauses included.
        duties: the plan's duties in the sentences on the matter.
        about: the sentences of the clauses on the matter, as they would be told.
        external: what documents outside the plan say of the matter.
        claimed: bodies that the question takes to be responsible, with the plan's names for them.
        sure: those of the duties whose role is given for the matter itself; only they confirm what is claimed.
        asks_more: whether another part of the question asks something else of the matter.
    """
    page = Page(query.lang, evidence.glosses, {clause.id: clause for clause in evidence.clauses})
    stated = _stated(query, duties, claimed)
    named = any(is_body(d.actor) for d in stated) or (bool(stated) and not asks_body(query))
    for body, name in claimed:
        own = [
            d
            for d in stated
            if d.actor == name
            or (not name and body in d.actor)
            or _are_parents(d.actor, body)
            or _is_of_level(d.actor, name or body)
        ]
        if said_alone(query.text, body) and _with_others(own, stated):
            _tell_not_alone(page, body[:MOST_ECHO], leads=asks_lead(query))
        else:
            _tell_claimed(page, body[:MOST_ECHO], own, stated, sure=sure, leads=asks_lead(query))
    if not named:
        tell_nobody(page)
    _tell_stated(page, stated)
    if named and asks_more:
        _tell_about(page, about)
    if not named:
        tell_addressed(page, duties, about)
        tell_rules(page, evidence)
    _tell_external(page, external)
    if not named:
        tell_whom_to_ask(page, evidence.clauses)
    return page.told(partial=not named)


_LEAST_ROLE: Final = 4  # characters of a role that a question names as such (第一责任人, 主体责任)


def _stated(query: Query, duties: tuple[Duty, ...], claimed: tuple[tuple[str, str], ...]) -> list[Duty]:
    """The duties that charge somebody.

    Where they charge bodies, a question that takes another one to be charged is put right by them. Where they only
    charge schools or families, they say nothing of a body that is asked about: the plan counts as silent, unless the very role is asked for.
    """
    stated = [duty for duty in duties if duty.role != ADDRESSED]
    charged = {duty.actor for duty in stated}
    of_others = any(
        is_public(body) and name not in charged and not any(body in actor for actor in charged)
        for body, name in claimed
    )
    in_role = any(len(d.role) >= _LEAST_ROLE and d.role in query.text for d in stated)
    return [] if of_others and not in_role and not any(map(is_body, charged)) else stated


_PARENTS = lazy(r"家长|父母|监护人|爸妈|爹妈|\bparents?\b|\bguardians?\b")


def _are_parents(*names: str) -> bool:
    """Whether all names are of a child's parents or guardians, whatever they are called."""
    return all(_PARENTS.search(name) and not is_public(name) for name in names)


# A government of this level is one of those that 县（区）级以上政府 and 政府 are.
_OF_LEVEL = lazy(r"(?:大庆)?[本全]?(?:[市县区]|市、县（区）|县（区）)(?:级|里)?(?:人民)?政府")
_ALL_LEVELS = lazy(r"(?:县(?:（区）)?级以上(?:地方)?(?:各级)?|各级)?(?:人民)?政府")


def _is_of_level(actor: str, body: str) -> bool:
    """Whether a body is the government of one of the levels that a duty charges."""
    return _OF_LEVEL.fullmatch(body) is not None and _ALL_LEVELS.fullmatch(actor) is not None


# --- whom the question takes to be charged ---------------------------------------------------------


def _tell_claimed(
    page: Page, shown: str, own: list[Duty], stated: list[Duty], *, sure: frozenset[Duty], leads: bool
) -> None:
    """Whether a body that the question takes to be responsible is, put right or confirmed before all else.

    Args:
        page: where it is written.
        shown: the body, in the asker's words.
        own: those of the duties that charge it.
        stated: the duties that charge somebody with the matter.
        sure: the duties whose role is given for the matter itself.
        leads: whether it is asked who leads.
    """
    led_by_others = leads and _has_lead(stated) and not _has_lead(own)
    if not stated:
        page.say(
            f"规划没有写明由「{shown}」负责这件事。",
            f"The plan does not make 「{shown}」 responsible for this.",
            echo=shown,
        )
    elif not own or led_by_others:
        certain = bool(sure & set(stated)) and not _may_be_among(stated, leads=leads)
        _put_right(page, shown, certain=certain, leads=leads)
    elif given := [d for d in own if d in sure]:
        # The closest role first: who leads, who is in charge, then in the plan's order.
        _confirm(page, min(given, key=lambda d: (d.role != LEAD, d.role != IN_CHARGE)), leads=leads)


# Whoever is charged as one of a kind (有关部门, 密切接触未成年人的机构和人员): a body that is not named may be one.
_KIND = lazy(r"(?:有关|相关|各)(?:部门|机构|单位)|机构和人员|(?:责任|成员)单位|(?:团体|组织)$")
_BEARS = "承担"


def _may_be_among(stated: list[Duty], *, leads: bool) -> bool:
    """Whether a kind of bodies is charged, so that one that is not named may be charged, too."""
    roles = {LEAD} if leads else {*_IN_CHARGE, _BEARS}
    return any(
        _KIND.search(duty.actor) and (duty.role in roles or (not leads and "责任" in duty.role))
        for duty in stated
    )


def _with_others(own: list[Duty], stated: list[Duty]) -> bool:
    """Whether a sentence that charges a body charges another one, too."""
    sentences = {(duty.clause_id, duty.start): duty.actor for duty in own}
    return any(
        duty.actor != sentences.get((duty.clause_id, duty.start), duty.actor) and is_body(duty.actor)
        for duty in stated
    )


def _tell_not_alone(page: Page, shown: str, *, leads: bool) -> None:
    """That a body is charged beside others, where the question says that it is alone."""
    page.say(
        f"规划写的不是只由「{shown}」{'牵头' if leads else '负责'}，还有别的：",
        f"The plan does not charge 「{shown}」 alone; it says:",
        echo=shown,
    )


def _has_lead(duties: list[Duty]) -> bool:
    """Whether somebody leads by one of some duties."""
    return any(duty.role == LEAD for duty in duties)


def _put_right(page: Page, shown: str, *, certain: bool, leads: bool) -> None:
    """That others are charged, or, where that is not certain, that the plan does not say so of this body."""
    does = "牵头" if leads else "负责"
    if certain:
        page.say(
            f"规划写的不是由「{shown}」{does}，而是：",
            f"The plan does not put 「{shown}」 in {'the lead' if leads else 'charge'}; it says:",
            echo=shown,
        )
    else:
        page.say(
            f"规划没有写明由「{shown}」{does}，与此有关的写的是：",
            f"The plan does not say that 「{shown}」 is {'in the lead' if leads else 'responsible'}; near to it, it says:",
            echo=shown,
        )


def _confirm(page: Page, duty: Duty, *, leads: bool) -> None:
    """The role of a body that a question takes to have it: with yes where it is the one that is asked about."""
    agrees = (
        duty.role == LEAD if leads else duty.role in _IN_CHARGE or "责任" in duty.role or "义务" in duty.role
    )
    yes_zh, yes_en = (
        ("是的，规划写明：", "Yes, the plan states: ")
        if agrees
        else ("规划写的角色是：", "The role that the plan gives is: ")
    )
    page.say(
        f"{yes_zh}{duty.actor}（{duty.role}）。",
        f"{yes_en}{page.name(duty.actor)}（{duty.role}）.",
        (page.cite_duty(duty),),
    )


# --- whom the plan charges, and what else is known -------------------------------------------------


def _tell_stated(page: Page, stated: list[Duty]) -> None:
    """Each sentence that charges somebody, under the names and roles that it gives."""
    grouped: dict[tuple[str, int, int], list[Duty]] = {}
    for duty in stated:
        grouped.setdefault((duty.clause_id, duty.start, duty.end), []).append(duty)
    rule = lead_rule(page.clauses.values(), stated)
    for found in grouped.values():
        clause = page.clauses[found[0].clause_id]
        numbers = [page.cite_duty(found[0])]
        if rule and any(leads_by_rule(duty, clause) for duty in found):
            numbers.append(page.cite(*rule))
        for duty in found:
            page.carry(duty, numbers[0])
        who = _by_role(page, found)
        page.say(f"原文明示：{who}：", f"Stated in the plan: {who}:", tuple(numbers))
        page.quote_duty(found[0])
    if rule:
        page.say("牵头的是谁，规划这样写明：", "Of who leads, the plan says:")
        page.quote(*rule)


def _by_role(page: Page, duties: list[Duty]) -> str:
    """Names by the role that one sentence gives them."""
    roles: dict[str, list[str]] = {}
    for duty in duties:
        roles.setdefault(duty.role, []).append(page.name(duty.actor))
    return "；".join(f"{'、'.join(names)}（{role}）" for role, names in roles.items())


def _tell_about(page: Page, about: Draft) -> None:
    """The sentences on the matter that were not told yet."""
    told = {(citation.clause_id, citation.quote) for citation in page.citations}
    rest = [c for c in about.citations if (c.clause_id, c.quote) not in told]
    if rest:
        page.say("规划的有关内容：", "What the plan says on the matter:")
    for citation in rest:
        page.quote(*page.place_of(citation))


def _tell_external(page: Page, external: tuple[Duty, ...]) -> None:
    """What documents outside the plan say, each document once, national ones said to be so."""
    by_document: dict[tuple[str, str], list[Duty]] = {}
    for duty in external:
        by_document.setdefault((duty.document, duty.plan), []).append(duty)
    for (document, plan), found in by_document.items():
        n = page.cite_document(document, plan)
        who = "、".join(f"{duty.actor}{duty.role}" for duty in found)
        for duty in found:
            page.carry(duty, n)
        if plan:
            zh, en = "规划外依据", "By a document outside the plan,"
        else:
            zh = "规划外依据（国家层面，不是本地的分工）"
            en = "By a national document outside the plan, which does not name local departments,"
        page.say(f"{zh}：{document}：{who}。", f"{en} {document}: {who}.", (n,), apart=True)
