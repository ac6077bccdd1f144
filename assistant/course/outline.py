"""Request → Course: what fits into the minutes, apportioned over the parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from assistant.course import lines
from assistant.course.checking import fault_of
from assistant.course.material import Audience, Material
from assistant.course.records import LENGTHS, Course, Line, Request, Section
from assistant.course.scope import Area, area_ids, areas, audience_of
from assistant.documents import plain
from assistant.errors import CourseError
from assistant.records import Language

_LONGEST_TITLE = 80
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Room:
    """How many lines of each kind fit into a length."""

    aims: int
    figures: int
    measures: int
    duties: int
    questions: int


_ROOM: Mapping[int, _Room] = {
    15: _Room(3, 8, 4, 3, 2),
    45: _Room(5, 20, 12, 8, 4),
    90: _Room(8, 45, 24, 14, 8),
}
WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "{plan}培训：{areas}",
        "all": "全文",
        "opening": "导入：学什么、为什么学",
        "figures": "{area}：主要指标",
        "measures": "{area}：怎么做",
        "duties": "{area}：谁来做",
        "implementing": "组织实施与监测评估：谁来做什么",
        "discussion": "讨论与小结",
    },
    "en": {
        "title": "Training on {plan}: {areas}",
        "all": "the whole plan",
        "opening": "Opening: what is learned and why",
        "figures": "{area}: key figures",
        "measures": "{area}: measures",
        "duties": "{area}: who does what",
        "implementing": "Implementation and monitoring: who does what",
        "discussion": "Discussion and summary",
    },
}


def make_course(known: Material, request: Request) -> Course:
    """The outline of a course, each line checked.

    Raises:
        CourseError: the length, audience, a domain or a goal is none, or nothing is there to tell.
    """
    if request.minutes not in LENGTHS:
        raise CourseError(
            f"时长只能选 {'、'.join(map(str, LENGTHS))} 分钟，不能是 {request.minutes}。",
            f"A course takes {', '.join(map(str, LENGTHS))} minutes, not {request.minutes}.",
        )
    audience = audience_of(request.audience, known.audiences)
    chosen = areas(known, request.domains, request.goals)
    sections = _sections(known, chosen, audience, request)
    sections = [s for s in (_checked(section, known) for section in sections) if s.lines]
    if not sections:
        raise CourseError(
            "所选范围里没有可以讲的内容，请多选一些领域或目标。",
            "There is nothing to tell in what was chosen: please choose more domains or goals.",
        )
    meta, english = known.meta, request.lang == "en"
    return Course(
        _title(known, request, chosen),
        meta.key,
        (meta.title_en or meta.title) if english else meta.title,
        meta.period,
        audience.name_en if english else audience.name,
        request.lang,
        _timed(sections, request.minutes),
    )


def _title(known: Material, request: Request, chosen: Sequence[Area]) -> str:
    if title := " ".join(plain(request.title).split()):
        return title[:_LONGEST_TITLE]
    words, meta = WORDS[request.lang], known.meta
    some = len(chosen) < len(area_ids(known.tree))
    named = "、".join(_name(known, area, request.lang) for area in chosen) if some else words["all"]
    plan = meta.title_en if request.lang == "en" and meta.title_en else f"《{meta.title}》"
    return words["title"].format(plan=plan, areas=named)


def _name(known: Material, area: Area, lang: Language) -> str:
    return lines.topic_of(known, known.tree.clauses[area.id], lang)


# --- the parts -------------------------------------------------------------------------------------


def _sections(known: Material, chosen: Sequence[Area], audience: Audience, request: Request) -> list[Section]:
    room, lang, words = _ROOM[request.minutes], request.lang, WORDS[request.lang]
    told = [_told(known, area, audience, room, len(chosen), lang) for area in chosen]
    alone = len(chosen) == 1
    opening = [*(_overview(chosen[0]) if alone else ()), *_aims(known, chosen, room.aims, lang)]
    charged = _implementing(known, audience, room.duties, lang)
    asked = _questions(known, told, room.questions, lang)
    return [
        Section(words["opening"], 0, tuple(opening)),
        *chain.from_iterable(
            _of_area(_name(known, area, lang), area, parts, alone, lang)
            for area, parts in zip(chosen, told, strict=True)
        ),
        Section(words["implementing"], 0, tuple(charged)),
        Section(words["discussion"], 0, tuple(asked)),
    ]


def _told(
    known: Material, area: Area, audience: Audience, room: _Room, shares: int, lang: Language
) -> tuple[list[Line], list[Line], list[Line]]:
    """Figures, measures and duties of an area that gets its share of the room."""

    def share(n: int) -> int:
        return max(1, round(n / shares))

    figures = lines.figures(known, area, audience, share(room.figures), lang)
    measures = lines.measures(known, area, audience, share(room.measures), lang)
    duties = lines.duties(known, area.duties, audience, share(room.duties), lang)
    return figures, measures, duties


def _of_area(
    name: str, area: Area, parts: tuple[list[Line], list[Line], list[Line]], alone: bool, lang: Language
) -> list[Section]:
    """One part for an area; three where it is the only one."""
    if not alone:
        return [Section(name, 0, (*_overview(area), *chain.from_iterable(parts)))]
    keys = ("figures", "measures", "duties")
    return [
        Section(WORDS[lang][key].format(area=name), 0, tuple(found))
        for key, found in zip(keys, parts, strict=True)
    ]


def _overview(area: Area) -> list[Line]:
    """The first sentence of the paragraph under the heading of an area."""
    return [lines.overview(clause, lines.spans(clause)[0]) for clause in area.overview[:1]]


def _aims(known: Material, chosen: Sequence[Area], most: int, lang: Language) -> list[Line]:
    """Goals of the areas in turn; headings of the areas where a plan has no goals."""
    headings = [[known.tree.clauses[area.id]] for area in chosen]
    by_area = [list(area.goals) for area in chosen] if any(area.goals for area in chosen) else headings
    clauses = _in_turn(by_area)[:most]
    order = list(known.tree.clauses)
    return [lines.aim(known, clause, lang) for clause in sorted(clauses, key=lambda c: order.index(c.id))]


def _implementing(known: Material, audience: Audience, most: int, lang: Language) -> list[Line]:
    """Who is charged outside the domains: with carrying the plan out and watching over it."""
    inside = {i for area in area_ids(known.tree) for i in known.tree.subtree(area)}
    named = [
        d
        for d in known.duties
        if d.basis == "stated"
        and d.role != "涉及"
        and d.clause_id not in inside
        and known.tree.clauses[d.clause_id].path  # the preamble charges nobody
    ]
    return lines.duties(known, named, audience, most, lang)


def _questions(
    known: Material, told: Iterable[tuple[list[Line], list[Line], list[Line]]], most: int, lang: Language
) -> list[Line]:
    """Questions on the measures that were told, of all areas in turn."""
    by_area = [[line.clause_id for line in measures] for _, measures, _ in told]
    ids = list(dict.fromkeys(_in_turn(by_area)))[:most]
    return [lines.question(known, known.tree.clauses[i], n, lang) for n, i in enumerate(ids)]


def _in_turn(lists: Sequence[Sequence[_T]]) -> list[_T]:
    """The first of each list, then the second of each, …"""
    longest = max(map(len, lists), default=0)
    return [found[n] for n in range(longest) for found in lists if n < len(found)]


def _checked(section: Section, known: Material) -> Section:
    """The part with the lines that hold."""
    kept = tuple(dict.fromkeys(line for line in section.lines if not fault_of(line, known)))
    return replace(section, lines=kept)


# --- the minutes ---------------------------------------------------------------------------------

# What a line of a kind weighs when the minutes are shared out: a discussion takes longer than a figure.
_WEIGHT: Mapping[str, float] = {
    "question": 4,
    "measure": 1.5,
    "duty": 1.2,
    "figure": 1,
    "overview": 0.8,
    "aim": 0.5,
}


def _timed(sections: Sequence[Section], minutes: int) -> tuple[Section, ...]:
    """Whole minutes by weight, at least one each, that add up."""
    weights = [sum(_WEIGHT.get(line.kind, 1) for line in section.lines) for section in sections]
    spare = minutes - len(sections)
    exact = [spare * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in exact]
    left = sorted(range(len(exact)), key=lambda n: whole[n] - exact[n])[: spare - sum(whole)]
    return tuple(
        replace(section, minutes=1 + share + (n in left))
        for n, (section, share) in enumerate(zip(sections, whole, strict=True))
    )
