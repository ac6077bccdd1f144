"""What a quiz is made of, before it becomes a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from assistant.records import Language

Kind = Literal["single", "several", "truth", "blank", "short"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Source = Literal["indicators", "duties", "measures"]
SOURCES: Final[tuple[Source, ...]] = get_args(Source)
ClaimKind = Literal["figure", "named", "statement", "has_figure", "fills", "listed", "under"]


@dataclass(frozen=True, slots=True)
class Claim:
    """断言: what an option, or a statement to be judged, says of the plan, so that it can be held against it.

    Attributes:
        kind: figure (text is the figure of the row ``about``), named (text is the name of a row that has the figure
            ``about``), statement (text says what the plan demands of the row ``about``), has_figure (the plan sets a
            figure for the row ``about``; text is yes or no), fills (text put between the halves of ``about``, cut at
            NUL, makes words of the plan), listed (text is the title of a measure of the area ``about``) or under (the
            words ``about`` stand in a clause with the title text).
        text: what is said.
        about: what it is said of.
    """

    kind: ClaimKind
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """题: one question with its key.

    Attributes:
        kind: single (one choice), several (two or more), truth (true or false), blank or short.
        source: what it is made from.
        fact: what it is about; no two questions of a kind are about the same.
        stem: the question.
        options: the choices of single and several, in order.
        key: places of the right options, from 0; of truth 0 for true and 1 for false.
        answers: what may be filled into a blank; the first is the plan's own.
        points: marking points of a short answer, one mark each, in the plan's words.
        claims: what each option (or answer, or the statement) says, in the same order.
        explanation: why, in the plan's words.
        clause_id, quote: the clause that it rests on, and the contiguous piece of its text.
    """

    kind: Kind
    source: Source
    fact: str
    stem: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    answers: tuple[str, ...]
    points: tuple[str, ...]
    claims: tuple[Claim, ...]
    explanation: str
    clause_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Request:
    """测验要求: what a trainer asks for.

    Attributes:
        count: how many questions.
        kinds: of which of KINDS, shared out evenly; none for all.
        sources: from which of SOURCES; none for all.
        domains, goals: ids or titles; none for all.
        seed: the same seed makes the same paper again.
        lang: language of the words around the plan's own.
        title: the paper's title; made from the plan unless given.
    """

    count: int = 20
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    seed: int = 1
    lang: Language = "zh"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """测验: a paper with its key.

    Attributes:
        title: its title.
        plan, plan_title: key and title of the plan.
        lang: language of the words around the plan's own.
        seed: what it was drawn with.
        questions: in the order of their kinds.
    """

    title: str
    plan: str
    plan_title: str
    lang: Language
    seed: int
    questions: tuple[Question, ...]
