"""All that a body has to do, and which bodies have the most to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assistant.duties import ADDRESSED, HELPS, IN_CHARGE, LEAD, TAKING_PART
from assistant.lexicon import fold_known
from assistant.records import Clause, Duty, Language
from assistant.responsible.actors import ActorWord
from assistant.responsible.page import Page, Told

ALL: Final = "all"  # whatever a body does that it does not only help with
REST: Final = "rest"  # the same without what it leads
_IN_CHARGE = frozenset({IN_CHARGE, "主责", "主管"})
MOST_TASKS: Final = 80  # sentences shown under one heading; all are counted


def tell_tasks(
    lang: Language,
    actors: tuple[ActorWord, ...],
    duties: tuple[Duty, ...],
    clauses: Mapping[str, Clause],
    glosses: Mapping[str, str],
    role: str = "",
) -> Told:
    """The draft for what a body has to do: the sentences that charge it, what it helps with, what mentions it.

    Args:
        lang: language of the frame.
        actors: the bodies.
        duties: their rows, in the plan's order.
        clauses: the clauses they stand in, by id.
        glosses: English names of bodies.
        role: 牵头, 负责 or 配合 where only that is asked for, else "".
    """
    page = Page(lang, glosses, clauses)
    name = "、".join(dict.fromkeys(page.name(actor.name) for actor in actors))
    _tell_read_as(page, actors)
    found = _by_role(duties)
    if role and found[role]:
        _tell_list(page, found[role], *_headings(name, role, len(found[role])))
        return page.told()
    if role and any(found.values()):
        _tell_none(page, name, role)
    for told in _roles_told(found):
        _tell_list(page, found[told], *_headings(name, told, len(found[told])))
    _tell_mentions(page, name, duties)
    return page.told()


_DOES_EN = {LEAD: "leads", IN_CHARGE: "is responsible for", HELPS: "helps with"}
_TO_DO_EN = {LEAD: "lead", IN_CHARGE: "be responsible for", HELPS: "help with", ALL: "do", REST: "do"}


def _by_role(duties: tuple[Duty, ...]) -> dict[str, list[Duty]]:
    """A row of each sentence for what a body leads, is in charge of, helps with by a note; all but the last, and but the first."""
    charged = [duty for duty in duties if duty.role != ADDRESSED]
    helped = [duty for duty in charged if duty.covers and duty.role in TAKING_PART]
    led = [duty for duty in charged if duty.role == LEAD]
    own = [duty for duty in charged if duty not in helped]
    in_charge = [duty for duty in own if duty.role in _IN_CHARGE]
    found = {
        LEAD: led,
        IN_CHARGE: [duty for duty in in_charge if duty.covers] or in_charge,
        HELPS: helped,
        ALL: own,
        REST: [duty for duty in own if duty not in led],
    }
    return {role: _once(rows) for role, rows in found.items()}


def _roles_told(found: Mapping[str, list[Duty]]) -> tuple[str, ...]:
    """The groups in which all that a body does is told: what it leads by itself where notes set that apart."""
    noted = {role for role in (LEAD, IN_CHARGE) if any(duty.covers for duty in found[role])}
    return (LEAD, REST, HELPS) if len(noted) > 1 else (ALL, HELPS)


def _headings(name: str, role: str, count: int) -> tuple[str, str]:
    """What stands above the sentences of one role, in both languages."""
    does = {ALL: "做", REST: "另外做"}.get(role, role)
    return (
        f"规划写明由{name}{does}的事，共 {count} 条（原文明示）：",
        f"What {'else ' if role == REST else ''}the plan has {name} {_TO_DO_EN[role]}; it has {count} such sentences (stated):",
    )


def _tell_none(page: Page, name: str, role: str) -> None:
    """That the plan gives a body no such role, before what it does give."""
    page.say(
        f"规划没有写明由「{name}」{role}的事。",
        f"The plan has nothing that 「{name}」 {_DOES_EN[role]}.",
        echo=name,
    )


def _tell_mentions(page: Page, name: str, duties: tuple[Duty, ...]) -> None:
    """The sentences that only speak of a body."""
    told = {(duty.clause_id, duty.start) for duty in duties if duty.role != ADDRESSED}
    addressed = _once(d for d in duties if d.role == ADDRESSED and (d.clause_id, d.start) not in told)
    _tell_list(
        page,
        addressed,
        f"规划{'另外' if told else '没有规定由其负责的事，'}提到{name}的内容，共 {len(addressed)} 条（原文明示，仅为涉及）：",
        f"Mentions of {name} that charge it with nothing; the plan has {len(addressed)} such sentences:",
    )


def _tell_read_as(page: Page, actors: tuple[ActorWord, ...]) -> None:
    """By which name a body is meant that the question calls otherwise."""
    for actor in actors:
        if fold_known(actor.name) != actor.text and not actor.text.isascii():
            page.say(
                f"您写的「{actor.text}」按「{actor.name}」理解。",
                f"Where you wrote 「{actor.text}」 I read 「{actor.name}」.",
                echo=actor.text,
            )


def _tell_list(page: Page, found: list[Duty], zh: str, en: str) -> None:
    """The sentences of some duties under a heading that cites them all; nothing where there are none."""
    if not found:
        return
    shown = found[:MOST_TASKS]
    numbers = tuple(map(page.cite_duty, shown))
    page.say(zh, en, numbers)
    for duty, n in zip(shown, numbers, strict=True):
        page.quote_duty(duty)
        page.carry(duty, n)


def _once(duties: Iterable[Duty]) -> list[Duty]:
    """The first row of each sentence: several bodies may share it."""
    first: dict[tuple[str, int], Duty] = {}
    for duty in duties:
        first.setdefault((duty.clause_id, duty.start), duty)
    return list(first.values())


def tell_most_charged(
    lang: Language,
    counts: Iterable[tuple[str, int]],
    duties: tuple[Duty, ...],
    clauses: Mapping[str, Clause],
    glosses: Mapping[str, str],
    role: str = "",
) -> Told:
    """The draft for who has the most to do: how many sentences charge each body, and where they stand.

    Args:
        lang: language of the frame.
        counts: names with their numbers, the highest first.
        duties: the rows that were counted.
        clauses: the clauses they stand in, by id.
        glosses: English names of bodies.
        role: the one role that was counted (牵头), "" for all.
    """
    page = Page(lang, glosses, clauses)
    if role:
        page.say(
            f"规划写明由其{role}的（原文明示），从多到少：",
            f"Those that the plan gives this role ({role}), by the number of sentences, from most to fewest:",
        )
    else:
        page.say(
            "按规划写明由其做事的语句数（推算），从多到少：",
            "By the number of the plan's sentences that charge them (derived), from most to fewest:",
        )
    for actor, total in counts:
        own = _once(duty for duty in duties if duty.actor == actor)
        numbers = tuple(map(page.cite_duty, own))
        page.say(
            f"{actor}：共 {total} 条。",
            f"{page.name(actor)}: the plan has {total} such sentence{'s' if total > 1 else ''}.",
            tuple(dict.fromkeys(numbers)),
        )
        for duty, n in zip(own, numbers, strict=True):
            page.carry(duty, n)
    return page.told()
