"""All that a body has to do, and which bodies have the most to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assistant.duties import ADDRESSED
from assistant.lexicon import fold_known
from assistant.records import Clause, Duty, Language
from assistant.responsible.actors import ActorWord
from assistant.responsible.page import Page, Told

MOST_TASKS: Final = 80  # sentences shown under one heading; all are counted


def tell_tasks(
    lang: Language,
    actors: tuple[ActorWord, ...],
    duties: tuple[Duty, ...],
    clauses: Mapping[str, Clause],
    glosses: Mapping[str, str],
) -> Told:
    """The draft for what a body has to do: the sentences that charge it, then those that mention it.

    Args:
        lang: language of the frame.
        actors: the bodies.
        duties: their rows, in the plan's order.
        clauses: the clauses they stand in, by id.
        glosses: English names of bodies.
    """
    page = Page(lang, glosses, clauses)
    stated = _once(duty for duty in duties if duty.role != ADDRESSED)
    told = {(duty.clause_id, duty.start) for duty in stated}
    addressed = _once(d for d in duties if d.role == ADDRESSED and (d.clause_id, d.start) not in told)
    name = "、".join(dict.fromkeys(page.name(actor.name) for actor in actors))
    _tell_read_as(page, actors)
    _tell_list(
        page,
        stated,
        f"规划写明由{name}做的事，共 {len(stated)} 条（原文明示）：",
        f"What the plan has {name} do; it has {len(stated)} such sentences (stated):",
    )
    _tell_list(
        page,
        addressed,
        f"规划{'另外' if stated else '没有规定由其负责的事，'}提到{name}的内容，共 {len(addressed)} 条（原文明示，仅为涉及）：",
        f"Mentions of {name} that charge it with nothing; the plan has {len(addressed)} such sentences:",
    )
    return page.told()


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
) -> Told:
    """The draft for who has the most to do: how many sentences charge each body, and where they stand.

    Args:
        lang: language of the frame.
        counts: names with their numbers, the highest first.
        duties: the rows that were counted.
        clauses: the clauses they stand in, by id.
        glosses: English names of bodies.
    """
    page = Page(lang, glosses, clauses)
    page.say(
        "按规划写明由其做事的语句数（推算），从多到少：",
        "By the number of the plan's sentences that charge them (derived), from most to fewest:",
    )
    for actor, total in counts:
        own = _once(duty for duty in duties if duty.actor == actor)
        numbers = tuple(map(page.cite_duty, own))
        page.say(
            f"{actor}：共 {total} 条。",
            f"{page.name(actor)}: the plan has {total} such sentences.",
            tuple(dict.fromkeys(numbers)),
        )
        for duty, n in zip(own, numbers, strict=True):
            page.carry(duty, n)
    return page.told()
