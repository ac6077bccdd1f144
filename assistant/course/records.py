"""What a course is made of, before it becomes a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from assistant.records import Language

LineKind = Literal["aim", "overview", "figure", "measure", "duty", "question", "own"]
LENGTHS: Final = (15, 45, 90)
"""Minutes that a course may take."""


@dataclass(frozen=True, slots=True)
class Line:
    """行: one line of a course.

    Attributes:
        kind: aim, overview, figure, measure, duty, question, or own for what the trainer added, which is not the plan's.
        text: what it says.
        topic: what stands before it: the title of its measure or goal, or who is charged, with the role; may be empty.
        clause_id: the clause that it rests on; "" only where kind is own.
        quote: the contiguous piece of the clause's text that it rests on; "" only where kind is own.
        row: id of the row whose figure it tells, else "".
        edited: whether the trainer changed its words; they were held against the clause again.
    """

    kind: LineKind
    text: str
    topic: str = ""
    clause_id: str = ""
    quote: str = ""
    row: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """节: a part of a course with the minutes it takes; its lines are in the order of their kinds."""

    title: str
    minutes: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """课程要求: what a trainer asks for.

    Attributes:
        domains: ids or titles of domains; none for all.
        goals: ids or titles of goals, which narrow the domains; none for all.
        audience: key or name of an audience (corpus/audiences.tsv).
        minutes: 15, 45 or 90.
        lang: language of the words around the plan's own.
        title: the course's title; made from plan and domains unless given.
    """

    domains: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    audience: str = "cadres"
    minutes: int = 45
    lang: Language = "zh"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """课程: an outline that can be edited and exported.

    Attributes:
        title: its title.
        plan, plan_title: key and title of the plan.
        period: first and last year of the plan.
        audience: name of the audience, in the course's language.
        lang: language of the words around the plan's own.
        sections: its parts, in order; their minutes add up to the length asked for until a trainer changes them.
    """

    title: str
    plan: str
    plan_title: str
    period: tuple[int, int]
    audience: str
    lang: Language
    sections: tuple[Section, ...]

    @property
    def minutes(self) -> int:
        """What the parts take together."""
        return sum(section.minutes for section in self.sections)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in order."""
        return tuple(line for section in self.sections for line in section.lines)
