"""What is told where the plan charges nobody with a matter: whom it addresses, what its rules say, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.duties import ADDRESSED
from assistant.patterns import lazy
from assistant.records import Citation, Clause, Draft, Duty, Evidence
from assistant.responsible.own_rules import rules
from assistant.responsible.page import Page

_OFFICE = lazy(r"(?:[\u4e00-\u9fff]{2,12}办公室)(?=负责具体工作)")
# What stands before an office that each level of government has.
_EVERY = lazy(r"^(?:各级|市级|县级|同级)")


def tell_nobody(page: Page) -> None:
    """That the plan names no department."""
    page.say(
        "规划没有写明这件事由哪个部门负责（规划未说明）。",
        "The plan does not say which department is responsible for this (not stated in the plan).",
    )
    page.duties.append(Duty("", "负责", "unstated"))


def tell_addressed(page: Page, duties: Iterable[Duty], about: Draft) -> None:
    """Whom the clauses on a matter speak to, and those clauses.

    Args:
        page: where it is written.
        duties: the plan's duties in the sentences on the matter.
        about: the sentences of the clauses on the matter, as they would be told.
    """
    quoted = [page.place_of(citation) for citation in _cited(about)]
    told = {(clause.id, start): page.cite(clause, start, end) for clause, start, end in quoted}
    if names := _addressed(page, duties, told):
        listed = "、".join(page.name(name) for name in names)
        page.say(
            f"有关内容提到的有{listed}（原文明示，仅为涉及，没有规定由其负责）：",
            f"Its clauses mention {listed} (stated, but only as addressed, not as responsible):",
            tuple(dict.fromkeys(names.values())),
        )
    elif quoted:
        page.say("规划的有关内容：", "What the plan says on the matter:")
    for clause, start, end in quoted:
        page.quote(clause, start, end)


def _cited(about: Draft) -> list[Citation]:
    """What each sentence of a draft cites first; headings of lists left out."""
    by_number = {citation.n: citation for citation in about.citations}
    sentences = [s for s in about.sentences if s.citations and not s.text.endswith(("：", ":"))]
    return [by_number[sentence.citations[0]] for sentence in sentences]


def _addressed(page: Page, duties: Iterable[Duty], told: Mapping[tuple[str, int], int]) -> dict[str, int]:
    """Names of whom the sentences told address, each with the number of its first citation.

    Args:
        page: carries the duties.
        duties: those in the sentences on the matter.
        told: numbers of citations by the clause and the start of what they cite.
    """
    names: dict[str, int] = {}
    for duty in duties:
        inside = (n for (i, at), n in told.items() if i == duty.clause_id and duty.start <= at < duty.end)
        n = next(inside, 0) if duty.role == ADDRESSED else 0
        if n:
            names.setdefault(duty.actor, n)
            page.carry(duty, n)
    return names


def tell_rules(page: Page, evidence: Evidence) -> None:
    """The sentences by which the plan hands out what it names nobody for."""
    found = rules(evidence.clauses)
    if found:
        page.say("按规划自身的实施规则（推算）：", "By the plan's own rules of implementation (derived):")
    for clause, start, end in found:
        n = page.quote(clause, start, end)
        page.duties.extend(
            Duty(d.actor, d.role, "derived", n, d.plan, d.clause_id, d.what, d.start, d.end)
            for d in evidence.duties
            if (d.clause_id, d.start) == (clause.id, start) and d.role != ADDRESSED
        )


def tell_whom_to_ask(page: Page, clauses: Iterable[Clause]) -> None:
    """The office that the plan's rules put in charge of the work, else whoever issued the plan."""
    for clause, start, end in rules(clauses):
        if match := _OFFICE.search(re.sub(r"\s+", "", clause.text[start:end])):
            office = page.name(_EVERY.sub("", match.group()))
            page.say(
                f"具体分工请向{office}咨询。",
                f"Please ask the {office} for the division of duties.",
                (page.cite_sentence(clause, start, end),),
                apart=True,
            )
            return
    page.say("具体分工请向规划的发布机关咨询。", "Please ask the body that issued the plan.", apart=True)
