"""Who is responsible, and what a body has to do: duties → draft, each statement with its basis.

    read_actors(text, actors)     the bodies and persons that a question names
    tell_responsible(…)           who is named for a matter; where nobody is, that first, then what follows
    tell_tasks(…)                 all that the plan says of a body

A body is never called responsible where the plan only addresses it. What the plan's own rules and documents outside
it say is told apart, by its basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.duties import ADDRESSED, FIRST_LEADS, HELPS, IN_CHARGE, LEAD, TAKING_PART
from assistant.lexicon import fold_known, read_table
from assistant.passages import sentences
from assistant.plan import source_span
from assistant.records import Citation, Clause, Draft, Duty, Evidence, Language, Query, Sentence

MOST_RULES: Final = 3
MOST_TASKS: Final = 80
MOST_ECHO: Final = 20
# Bodies; a school or a parent is named in other ways.
_BODY = re.compile(
    r"部门|机关|政府|工委|党委|市委|法院|检察院|委员会|办公室|领导小组|监测组|评估组|妇联|共青团|关工委|科协|局$|厅$|部$|委$"
)
_ASKS_LEAD = re.compile(r"牵头|牵.{0,2}头|领衔|主抓|挑头|领头|带头|打头阵|挂帅|抓总|\blead|\bled\b|\bhead")
# Roles of those who are in charge; others take part, help, report or watch.
_IN_CHARGE = frozenset(
    {
        LEAD,
        "主责",
        "主管",
        "负责",
        "领导",
        "统筹",
        "组织",
        "承担",
        "落实",
        "代表",
        "审理",
        "建立",
        "制定",
        "设立",
    }
)
_ASKS_BODY = re.compile(r"部门|单位|机关|哪个局|哪家|department|agency|authority|bureau|ministry|body")
# The plan's own rules for what it names nobody for.
_RULE = re.compile(
    r"(?:有关|相关|各)部门[^。]{0,24}(?:承担|落实|负责)[^。]*任务|分解到(?:各)?责任单位|办公室负责具体工作|按(?:照)?职责分工[^。]{0,12}落实"
)
_OFFICE = re.compile(r"(?:[\u4e00-\u9fff]{2,12}办公室)(?=负责具体工作)")
_MARK = re.compile(
    r"\s*(?:——|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])?\s*"
)
_EVERY = re.compile(r"^(?:各级|市级|县级|同级)")


@dataclass(frozen=True, slots=True)
class ActorWord:
    """A body or person that a question names.

    Attributes:
        start, end: the word's place in the folded question.
        text: the word.
        name: the name by which the plan lists it, or "" where the plan does not know it (教育局).
    """

    start: int
    end: int
    text: str
    name: str


# Bodies that questions name and plans may not: 教育局, 卫健委, 市场监管局, 省政府.
_ANY_BODY = re.compile(
    r"(?:市|省|县|区|国家)?(?:[\u4e00-\u9fff]{2,6}?(?:局|厅|委员会|卫健委|发改委|教委|网信办|残联|工会|法院|检察院))(?![面部势限])"
)


# Whoever is put between 由 and a verb of charge is taken to be responsible, whatever the name ends in.
_BY_WHOM = re.compile(
    r"(?:由|归|让|叫|是)(?P<name>(?!就(?!业)|都|也|还|该|没|必)(?:(?!谁|哪|什么|啥|不|否|由|归|规划|文件|方案|政策|[了着过得吗呢])[\u4e00-\u9fffa-z]){2,12}?)(?:来|去|全权|统一|专门|具体|亲自|单独|一家)*(?:负责|牵头|主管|主抓|管理?|承担|领导|主责|包办)"
)
_BEFORE_BODY = re.compile(r"^.*[归由让找是给属叫靠为](?=.{3})")


def read_actors(text: str, actors: Mapping[str, str]) -> tuple[ActorWord, ...]:
    """The bodies and persons that a folded question names, left to right.

    Args:
        text: the question.
        actors: folded surfaces with the plan's names for them.
    """
    pattern = _any_of(tuple(sorted(actors, key=len, reverse=True)))
    return tuple(
        ActorWord(*match.span(), match.group(), actors[match.group()]) for match in pattern.finditer(text)
    )


@lru_cache(maxsize=16)
def _any_of(surfaces: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some names, the longest first."""
    return re.compile("|".join(map(_edged, surfaces)) or r"(?!)")


def _edged(surface: str) -> str:
    return rf"\b{re.escape(surface)}\b" if surface.isascii() else re.escape(surface)


_CLAIMED_BEHIND = re.compile(
    r"^(?:就|都|也|来|去|得|应该|应当|是不是|是否|要|一家|独家|单独|独自|全权|自己)*(?:负责|牵头|主管|主抓|主责|管|承担|领导|协调|组织|抓|设|办|建)|^ (?:is|are|was|leads?|heads?)\b"
)
_CLAIMED_BEFORE = re.compile(
    r"(?:归|由|是|让|找|属于|\b[a-z]+(?:ed|en|un|ld|ught) (?:only |solely |just |mainly )?by(?: the)?) ?$"
)
_ASKED_BEFORE = re.compile(r"(?:哪[个些家几]?|什么|啥|which |what )$")


# 让老师打了, 被保安撵出来: who does something to somebody, not who has to do it.
_DONE_BY = re.compile(r"(?:被|让|叫|给)$")
_DONE = re.compile(r"^[^，,。？?]{1,4}[了过着]")


def has_done(text: str, actor: ActorWord) -> bool:
    """Whether somebody is named as who did something to a child, and not as responsible."""
    return bool(_DONE_BY.search(text[: actor.start]) and _DONE.match(text[actor.end :]))


def is_body(name: str) -> bool:
    """Whether a name is that of a body, not of a school or a parent."""
    return _BODY.search(name) is not None


def asks_lead(query: Query) -> bool:
    """Whether a question is about who leads."""
    return _ASKS_LEAD.search(query.text) is not None


def claimed_bodies(text: str, known: Iterable[ActorWord]) -> tuple[tuple[str, str], ...]:
    """Bodies that a question takes to be responsible (教育局负责…对吧), each with the plan's name for it or "".

    A body that only belongs to the matter (托育机构的卫生保健) is none of them.
    """
    words = list(known)
    spans = [(word.start, word.end) for word in words]
    words += [
        ActorWord(match.end() - len(body), match.end(), body, "")
        for match in _ANY_BODY.finditer(text)
        if (body := _BEFORE_BODY.sub("", match.group()))
        and not any(start < match.end() and match.start() < end for start, end in spans)
    ]
    words += [
        ActorWord(*match.span("name"), match["name"], "")
        for match in _BY_WHOM.finditer(text)
        if not any(w.start < match.end("name") and match.start("name") < w.end for w in words)
    ]
    return tuple(
        (word.text, word.name)
        for word in words
        if not (_ASKED_BEFORE.search(text[: word.start]) or has_done(text, word))
        and (_CLAIMED_BEHIND.match(text[word.end :]) or _CLAIMED_BEFORE.search(text[: word.start]))
    )


def load_surfaces(path: Path) -> dict[str, str]:
    """Folded surfaces of actors with the plan's names, from ``actors.tsv``: printed, as said, and in English."""
    surfaces: dict[str, str] = {}
    rows = tuple(read_table(path, ("zh", "en", "said", "kind")))
    for row in rows:
        if row["kind"] != "served":
            surfaces[fold_known(row["zh"])] = row["zh"]
    for row in rows:
        if row["kind"] == "served":
            continue
        for said in (*row["said"].split("|"), *_english(row["en"])):
            if len(said) > 1:
                surfaces.setdefault(fold_known(said), row["zh"])
    return surfaces


def _english(name: str) -> tuple[str, ...]:
    """An English name with and without its article, in one and in many."""
    bare = re.sub(r"^the ", "", name.strip().lower())
    one = re.sub(r"ies$", "y", bare) if bare.endswith("ies") else bare.removesuffix("s")
    return (bare, one) if len(one) > 4 else (bare,)


# --- drafts ----------------------------------------------------------------------------------------


@dataclass
class _Page:
    """A draft while it is written, with the duties that it tells."""

    lang: Language
    glosses: Mapping[str, str]
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    def say(
        self, zh: str, en: str, citations: tuple[int, ...] = (), echo: str = "", *, apart: bool = False
    ) -> None:
        text = en if self.lang == "en" else zh
        at = text.find(f"「{echo}」") + 1 if echo else 0
        self.sentences.append(Sentence(text, citations, ((at, at + len(echo)),) if at else (), apart))

    def name(self, actor: str) -> str:
        """A body's name, with its English one beside it in an English answer."""
        gloss = self.glosses.get(actor, "") if self.lang == "en" else ""
        return f"{actor} ({gloss})" if gloss else actor

    def quote(self, clause: Clause, start: int, end: int) -> int:
        """Tell a sentence of a clause as it stands; the number of its citation."""
        start, end = _trimmed(clause, start, end)
        n = self.cite(clause, start, end)
        self.sentences.append(Sentence(re.sub(r"\s+", "", clause.text[start:end]), (n,)))
        return n

    def tell(self, duty: Duty, clauses: Mapping[str, Clause]) -> int:
        """Tell the sentence of a duty, a note behind what it is about; the number of the citation that charges."""
        clause, about = clauses[duty.clause_id], clauses.get(duty.covers)
        if about is None:
            return self.quote(clause, duty.start, duty.end)
        start, end = _trimmed(clause, duty.start, duty.end)
        first, last = _matter_span(about)
        matter = (first, min(last, start)) if clause is about else (first, last)
        if matter[0] >= matter[1]:
            return self.quote(clause, duty.start, duty.end)
        numbers = (self.cite(about, *matter), n := self.cite(clause, start, end))
        text = about.text[slice(*matter)] + clause.text[start:end]
        self.sentences.append(Sentence(re.sub(r"\s+", "", text), numbers))
        return n

    def cite(self, clause: Clause, start: int, end: int) -> int:
        first, last, repaired = source_span(clause, start, end)
        quote = clause.text[start:end]
        for known in self.citations:
            if (known.clause_id, known.quote) == (clause.id, quote):
                return known.n
        n = len(self.citations) + 1
        self.citations.append(
            Citation(n, "clause", clause.plan, clause.id, clause.path, quote, first, last, repaired)
        )
        return n


def _matter_span(clause: Clause) -> tuple[int, int]:
    """Where the first sentence of a clause stands, without its number: what names it, or what a paragraph begins with."""
    start, end = sentences(clause.text)[0]
    return _trimmed(clause, start, end)


@dataclass(frozen=True, slots=True)
class Told:
    """A draft on duties, and the duties that the answer carries."""

    draft: Draft
    duties: tuple[Duty, ...]
    partial: bool


# Where the plan charges others, who takes another body to be charged is put right; where it is silent, nobody is.


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
    page = _Page(query.lang, evidence.glosses)
    clauses = {clause.id: clause for clause in evidence.clauses}
    stated = [duty for duty in duties if duty.role != ADDRESSED]
    bodies = [duty for duty in stated if _BODY.search(duty.actor)]
    named = bool(bodies) if _ASKS_BODY.search(query.text) or not stated else True
    charged = {duty.actor for duty in stated}
    if stated and not bodies and any(name not in charged and body not in charged for body, name in claimed):
        named, stated = False, []
    for body, name in claimed:
        own = [d for d in stated if d.actor in (name, body)]
        _tell_claimed(page, query, body[:MOST_ECHO], own, stated, clauses, sure)
    if not named:
        page.say(
            "规划没有写明这件事由哪个部门负责（规划未说明）。",
            "The plan does not say which department is responsible for this (not stated in the plan).",
        )
        page.duties.append(Duty("", "负责", "unstated"))
    _tell_stated(page, stated, clauses)
    if named and asks_more:
        _tell_about(page, about, clauses)
    if not named:
        _tell_addressed(page, [d for d in duties if d.role == ADDRESSED], about, clauses)
        _tell_rules(page, evidence)
    _tell_external(page, external, query)
    if not named:
        _tell_whom_to_ask(page, evidence)
    return Told(Draft(tuple(page.sentences), tuple(page.citations)), tuple(page.duties), not named)


def _tell_claimed(
    page: _Page,
    query: Query,
    shown: str,
    own: list[Duty],
    stated: list[Duty],
    clauses: Mapping[str, Clause],
    sure: frozenset[Duty],
) -> None:
    """Whether a body that the question takes to be responsible is, put right or confirmed before all else."""
    leads = asks_lead(query)
    led_by_others = leads and any(d.role == LEAD for d in stated) and not any(d.role == LEAD for d in own)
    if not stated:
        page.say(
            f"规划没有写明由「{shown}」负责这件事。",
            f"The plan does not say that 「{shown}」 is responsible for this.",
            (),
            shown,
        )
    elif (not own or led_by_others) and not (sure & set(stated)):
        page.say(
            f"规划没有写明由「{shown}」{'牵头' if leads else '负责'}，与此有关的写的是：",
            f"The plan does not say that 「{shown}」 is {'in the lead' if leads else 'responsible'}; near to it, it says:",
            (),
            shown,
        )
    elif not own or led_by_others:
        page.say(
            f"规划写的不是由「{shown}」{'牵头' if leads else '负责'}，而是：",
            f"The plan does not put 「{shown}」 in {'the lead' if leads else 'charge'}; it says:",
            (),
            shown,
        )
    elif certain := sorted(sure & set(own), key=lambda d: d.role != LEAD):
        _confirm(page, certain[0], clauses[certain[0].clause_id], leads=leads)


def _confirm(page: _Page, duty: Duty, clause: Clause, *, leads: bool) -> None:
    """The role of a body that a question takes to have it: with yes where it is the one that is asked about."""
    n = page.cite(clause, *_trimmed(clause, duty.start, duty.end))
    agrees = duty.role == LEAD if leads else duty.role in _IN_CHARGE or "责任" in duty.role
    yes_zh, yes_en = (
        ("是的，规划写明：", "Yes, the plan states: ")
        if agrees
        else ("规划写的角色是：", "The role that the plan gives is: ")
    )
    page.say(
        f"{yes_zh}{duty.actor}（{duty.role}）。", f"{yes_en}{page.name(duty.actor)}（{duty.role}）.", (n,)
    )


def _tell_stated(page: _Page, stated: list[Duty], clauses: Mapping[str, Clause]) -> None:
    """Each sentence that charges somebody, under the names and roles that it gives."""
    grouped: dict[tuple[str, int, int], list[Duty]] = {}
    for duty in stated:
        grouped.setdefault((duty.clause_id, duty.start, duty.end), []).append(duty)
    rule = lead_rule(clauses.values(), stated)
    for (clause_id, start, end), found in grouped.items():
        clause = clauses[clause_id]
        n = page.cite(clause, *_trimmed(clause, start, end))
        ruled = (page.cite(*rule),) if rule and any(_leads_by_rule(duty, clause) for duty in found) else ()
        roles: dict[str, list[str]] = {}
        for duty in found:
            roles.setdefault(duty.role, []).append(page.name(duty.actor))
            page.duties.append(replace(duty, citation=n))
        who_zh = "；".join(f"{'、'.join(names)}（{role}）" for role, names in roles.items())
        page.say(f"原文明示：{who_zh}：", f"Stated in the plan: {who_zh}:", (n, *ruled))
        page.tell(found[0], clauses)
    if rule and any(_leads_by_rule(duty, clauses[duty.clause_id]) for duty in stated):
        page.say("牵头的是谁，规划这样写明：", "Of who leads, the plan says:")
        page.quote(*rule)


def _leads_by_rule(duty: Duty, clause: Clause) -> bool:
    """Whether a body leads by the plan's rule for all notes, and not by the words of its own."""
    return duty.role == LEAD and LEAD not in clause.text[duty.start : duty.end].split("。")[0]


def lead_rule(clauses: Iterable[Clause], stated: Iterable[Duty]) -> tuple[Clause, int, int] | None:
    """The words by which a plan lets the first body of a note lead, where that is what makes one of these lead."""
    by_id = {clause.id: clause for clause in clauses}
    if not any(d.clause_id in by_id and _leads_by_rule(d, by_id[d.clause_id]) for d in stated):
        return None
    for clause in by_id.values():
        if match := FIRST_LEADS.search(clause.text):
            start = max(clause.text.rfind(mark, 0, match.start()) for mark in "。；（(") + 1
            end = re.compile(r"[。；）)]|$").search(clause.text, match.end())
            return clause, start, end.start() if end else match.end()
    return None


def _tell_about(page: _Page, about: Draft, clauses: Mapping[str, Clause]) -> None:
    """The sentences on the matter that were not told yet."""
    told = {(citation.clause_id, citation.quote) for citation in page.citations}
    rest = [c for c in about.citations if (c.clause_id, c.quote) not in told]
    if rest:
        page.say("规划的有关内容：", "What the plan says on the matter:")
    for citation in rest:
        clause = clauses[citation.clause_id]
        start = clause.text.find(citation.quote)
        page.quote(clause, start, start + len(citation.quote))


def _trimmed(clause: Clause, start: int, end: int) -> tuple[int, int]:
    """A sentence's span without the blanks and the number it begins with."""
    mark = _MARK.match(clause.text, start, end)
    return mark.end() if mark else start, end


def _tell_addressed(page: _Page, addressed: list[Duty], about: Draft, clauses: Mapping[str, Clause]) -> None:
    """Whom the clauses on the matter speak to, and those clauses."""
    cited = [s for s in about.sentences if s.citations and not s.text.endswith(("：", ":"))]
    by_number = {citation.n: citation for citation in about.citations}
    numbers: list[int] = []
    quoted: list[tuple[Clause, int, int]] = []
    for sentence in cited:
        citation = by_number[sentence.citations[0]]
        clause = clauses[citation.clause_id]
        start = clause.text.find(citation.quote)
        quoted.append((clause, start, start + len(citation.quote)))
        numbers.append(page.cite(clause, start, start + len(citation.quote)))
    told = {(clause.id, start): n for (clause, start, _), n in zip(quoted, numbers, strict=True)}
    names: dict[str, int] = {}
    for duty in addressed:
        n = next(
            (n for (i, start), n in told.items() if i == duty.clause_id and duty.start <= start < duty.end), 0
        )
        if n:
            names.setdefault(duty.actor, n)
            page.duties.append(replace(duty, citation=n))
    if names:
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


def rules(clauses: Iterable[Clause]) -> tuple[tuple[Clause, int, int], ...]:
    """Sentences by which a plan hands out what it names nobody for, in order."""
    found = [
        (clause, start, end)
        for clause in clauses
        if clause.kind in ("item", "paragraph")
        for start, end in sentences(clause.text)
        if _RULE.search(re.sub(r"\s+", "", clause.text[start:end]))
    ]
    return tuple(found[:MOST_RULES])


def _tell_rules(page: _Page, evidence: Evidence) -> None:
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


def _tell_external(page: _Page, external: tuple[Duty, ...], query: Query) -> None:
    """What documents outside the plan say, each document once, national ones said to be so."""
    by_document: dict[tuple[str, str], list[Duty]] = {}
    for duty in external:
        by_document.setdefault((duty.document, duty.plan), []).append(duty)
    for (document, plan), found in by_document.items():
        n = len(page.citations) + 1
        page.citations.append(Citation(n, "document", plan, "", (), "", 0, 0, False, document))
        who = "、".join(f"{duty.actor}{duty.role}" for duty in found)
        page.duties.extend(replace(duty, citation=n) for duty in found)
        if plan:
            page.say(
                f"规划外依据：{document}：{who}。",
                f"By a document outside the plan, {document}: {who}.",
                (n,),
                apart=True,
            )
        else:
            page.say(
                f"规划外依据（国家层面，不是本地的分工）：{document}：{who}。",
                f"By a national document outside the plan, which does not name local departments, {document}: {who}.",
                (n,),
                apart=True,
            )


def _tell_whom_to_ask(page: _Page, evidence: Evidence) -> None:
    for clause, start, end in rules(evidence.clauses):
        if match := _OFFICE.search(re.sub(r"\s+", "", clause.text[start:end])):
            office = _EVERY.sub("", match.group())
            n = page.cite(clause, *_trimmed(clause, start, end))
            asked = page.name(office)
            page.say(
                f"具体分工请向{asked}咨询。",
                f"Please ask the {asked} for the division of duties.",
                (n,),
                apart=True,
            )
            return
    page.say("具体分工请向规划的发布机关咨询。", "Please ask the body that issued the plan.", apart=True)


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
    page = _Page(lang, glosses)
    name = "、".join(dict.fromkeys(page.name(actor.name) for actor in actors))
    for actor in actors:
        if fold_known(actor.name) != actor.text and not actor.text.isascii():
            page.say(
                f"您写的「{actor.text}」按「{actor.name}」理解。",
                f"Where you wrote 「{actor.text}」 I read 「{actor.name}」.",
                (),
                actor.text,
            )
    groups = _by_role(duties)
    if role and not groups[role] and any(groups[other] for other in (LEAD, IN_CHARGE, HELPS)):
        page.say(
            f"规划没有写明由「{name}」{role}的事。",
            f"The plan has nothing that 「{name}」 {_DOES_EN[role]}.",
            (),
            name,
        )
        role = ""
    if role:
        _tell_group(page, groups[role], clauses, *_headings(name, role))
        return Told(Draft(tuple(page.sentences), tuple(page.citations)), tuple(page.duties), False)
    stated, helped = groups[""], groups[HELPS]
    if any(duty.covers and duty.role == LEAD for duty in stated) and any(
        duty.covers and duty.role == IN_CHARGE for duty in stated
    ):
        led = groups[LEAD]
        _tell_group(page, led, clauses, *_headings(name, LEAD))
        stated = [duty for duty in stated if duty not in led]
    _tell_group(page, stated, clauses, *_headings(name, ""))
    _tell_group(page, helped, clauses, *_headings(name, HELPS))
    told = {(duty.clause_id, duty.start) for duty in duties if duty.role != ADDRESSED}
    addressed = _once(d for d in duties if d.role == ADDRESSED and (d.clause_id, d.start) not in told)
    _tell_group(
        page,
        addressed,
        clauses,
        f"规划{'另外' if told else '没有规定由其负责的事，'}提到{name}的内容，共 {{n}} 条（原文明示，仅为涉及）：",
        f"Mentions of {name} that charge it with nothing; the plan has {{n}} such sentences:",
    )
    return Told(Draft(tuple(page.sentences), tuple(page.citations)), tuple(page.duties), False)


_DOES_EN = {LEAD: "leads", IN_CHARGE: "is responsible for", HELPS: "helps with"}
_TO_DO_EN = {LEAD: "lead", IN_CHARGE: "be responsible for", HELPS: "help with", "": "do"}


def _headings(name: str, role: str) -> tuple[str, str]:
    """What stands above the sentences of one role, in both languages, with a place for their number."""
    return (
        f"规划写明由{name}{role or '做'}的事，共 {{n}} 条（原文明示）：",
        f"What the plan has {name} {_TO_DO_EN[role]}; it has {{n}} such sentences (stated):",
    )


def _by_role(duties: tuple[Duty, ...]) -> dict[str, list[Duty]]:
    """One row of each sentence for what a body leads, is in charge of, helps with by a note, and ("") does at all."""
    helped = _once(d for d in duties if d.covers and d.role in TAKING_PART)
    places = {(d.clause_id, d.start) for d in helped}
    charged = [d for d in duties if d.role != ADDRESSED]
    return {
        LEAD: _once(d for d in charged if d.role == LEAD),
        IN_CHARGE: _once(d for d in charged if d.covers and d.role in (IN_CHARGE, "主责", "主管"))
        or _once(d for d in charged if d.role in (IN_CHARGE, "主责", "主管")),
        HELPS: helped,
        "": _once(d for d in charged if (d.clause_id, d.start) not in places or d.role not in TAKING_PART),
    }


def _tell_group(page: _Page, found: list[Duty], clauses: Mapping[str, Clause], zh: str, en: str) -> None:
    """The sentences of one role under their heading, counted."""
    if not found:
        return
    shown = found[:MOST_TASKS]
    listed = tuple(
        page.cite(clauses[d.clause_id], *_trimmed(clauses[d.clause_id], d.start, d.end)) for d in shown
    )
    page.say(zh.format(n=len(found)), en.format(n=len(found)), listed)
    for duty, n in zip(shown, listed, strict=True):
        page.tell(duty, clauses)
        page.duties.append(replace(duty, citation=n))


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
    page = _Page(lang, glosses)
    page.say(
        "按规划写明由其做事的语句数（推算），从多到少：",
        "By the number of the plan's sentences that charge them (derived), from most to fewest:",
    )
    for actor, total in counts:
        own = _once(duty for duty in duties if duty.actor == actor)
        numbers = tuple(
            page.cite(clauses[d.clause_id], *_trimmed(clauses[d.clause_id], d.start, d.end)) for d in own
        )
        page.say(
            f"{actor}：共 {total} 条。",
            f"{page.name(actor)}: the plan has {total} such sentences.",
            tuple(dict.fromkeys(numbers)),
        )
        page.duties.extend(replace(duty, citation=n) for duty, n in zip(own, numbers, strict=True))
    return Told(Draft(tuple(page.sentences), tuple(page.citations)), tuple(page.duties), False)
