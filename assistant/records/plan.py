"""What a plan says: its clauses and what is read from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Comparator = Literal[">=", "<=", "=", "<", ">", "down_by", "up_by", "up", "down"]


ClauseKind = Literal["title", "heading", "goal", "target", "measure", "principle", "item", "paragraph"]


IndicatorKind = Literal["target", "relative", "qualitative", "standard"]


Basis = Literal["stated", "derived", "external", "unstated"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """数量: a figure as the text has it, "5.5‰以下" → 5.5, "‰", "<=".

    Attributes:
        value: the number, exact.
        unit: the unit in its printed form, or "" for a bare number.
        comparator: how the figure binds; "=" for a bare figure.
        per: the denominator ("每千名儿童"), or None.
        start, end: place of the whole expression, comparator words included, in the text read.
        text: exactly text[start:end].
    """

    value: Decimal
    unit: str
    comparator: Comparator
    per: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """片段: a run of a clause's text that stands in the source unchanged or repaired.

    Attributes:
        start, end: in the clause's (repaired) text.
        source_start, source_end: in the published source.
        change: "" where both are equal, "wrap" where a line wrap was joined, else the repair's id.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    change: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """条款: the citable unit of a plan.

    Attributes:
        plan: key of the plan, its folder's name.
        id: short, stable, readable: "2.1.g3.2" is the second line of goal 3 of section 2.1.
        kind: title, heading, goal, target (a line under a goal), measure, principle, item
            (a numbered item of another chapter) or paragraph.
        number: the number as printed ("（一）", "3."), or "" where there is none.
        title: the words that name it: a heading without its number, a measure's first sentence.
        path: the headings above it as printed ("（一）儿童与健康"), outermost first.
        parent: id of the clause above it, or "".
        text: the repaired text, its number included.
        start, end: its own span in the source; own spans are disjoint.
        line: 1-based line of the source where it begins.
        segments: how text and source belong together, in order, without gaps in the text.
    """

    plan: str
    id: str
    kind: ClauseKind
    number: str
    title: str
    path: tuple[str, ...]
    parent: str
    text: str
    start: int
    end: int
    line: int
    segments: tuple[Segment, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标: one measurable target or standard, one row of the table.

    Attributes:
        id: "<clause id>" or "<clause id>/<n>" where one clause holds several.
        plan: key of the plan.
        name: what is measured, in the plan's words ("小学生近视率").
        population: whom it is about, in the plan's words ("小学生"), or None.
        verb: the demand's verb as printed (达到 保持 控制 降至 …), or None.
        comparator: how the figure binds; 以上 includes the figure, 未满 does not.
        value: exact figure, or None for a qualitative one.
        unit: % ‰ 名 张 所 次 小时 周岁 个月 …, or None.
        per: denominator (每千名儿童), or None.
        kind: target, relative (against a base year), qualitative (a direction without a figure)
            or standard (a demanded value outside the target lines).
        base_year: the year a relative target counts from, or None.
        target_year: the year it is due, or None where it always holds.
        domain: title of the domain it stands in.
        goal: title of the goal it stands under, or None.
        clause_id: the clause that says so.
        quote: the contiguous piece of the clause's text that holds figure and subject.
        start, end: the figure's own span in the clause's text (of the direction word if qualitative).
    """

    id: str
    plan: str
    name: str
    population: str | None
    verb: str | None
    comparator: Comparator
    value: Decimal | None
    unit: str | None
    per: str | None
    kind: IndicatorKind
    base_year: int | None
    target_year: int | None
    domain: str
    goal: str | None
    clause_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """职责: who does what, and on what basis; one row of the table, or what an answer says of it.

    Attributes:
        actor: the body or person, in the words of the plan or document.
        role: as printed: 牵头 负责 协同 参与 …; 涉及 for one named without being given the duty.
        basis: stated 原文明示, derived 推算, external 规划外依据, unstated 规划未说明.
        citation: number of the citation that shows it in an answer, or None.
        plan, clause_id: the clause, or "" for what no clause says.
        what: the sentence that says it, without blanks; of a note behind a text the title of its clause.
        start, end: the sentence's (the note's) span in the clause's text.
        document: title, number and date of a document outside the plan, else "".
        covers: id of the clause that a note is about, with all that stands below it; "" for a sentence.
    """

    actor: str
    role: str
    basis: Basis
    citation: int | None = None
    plan: str = ""
    clause_id: str = ""
    what: str = ""
    start: int = 0
    end: int = 0
    document: str = ""
    covers: str = ""


Strength = Literal["规划明确", "规划推动", "目标"]


@dataclass(frozen=True, slots=True)
class Entitlement:
    """可享受的事项: something that a plan says a child or its family is to get, use or be able to call upon.

    Attributes:
        plan, clause_id: the clause that says so.
        start, end: span of the quote in the clause's text.
        quote: exactly text[start:end].
        what, what_en: its short name; the quote itself and "" where nobody has reviewed the row.
        ages: the words of the age as printed (3周岁以下), or "".
        age_from, age_to: the figures of those words in months, or None.
        stages: 婚前 孕前 孕产 新生儿 婴幼儿 学前 小学 初中 高中; empty where none is named.
        conditions: 残疾 孤儿 留守 …; one of them is enough; empty where it is for all.
        area: 城市, 农村, or "" where none is named.
        cost: 免费, 优惠, 免费或优惠, 补助, or "" where the plan does not say.
        where: where or through whom, in the words of the clause, or "".
        strength: 规划明确 (the plan commits to it), 规划推动 (it is promoted; local rules decide) or 目标 (a target).
        domain: title of the domain it stands in.
        reviewed: whether a person has read the row against the clause.
    """

    plan: str
    clause_id: str
    start: int
    end: int
    quote: str
    what: str
    what_en: str
    ages: str
    age_from: int | None
    age_to: int | None
    stages: tuple[str, ...]
    conditions: tuple[str, ...]
    area: str
    cost: str
    where: str
    strength: Strength
    domain: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """检索单元: a piece of text that is embedded and indexed on behalf of its clause.

    Attributes:
        plan, clause_id: the clause it stands for.
        kind: clause (all of it), sentence (one of its sentences), gloss (its English title), saying (how people speak
            of what it says) or row (a name of one of its indicators, in either language).
        start, end: the piece's span in the clause's text; the whole text for a gloss, the figure for a row.
        text: what is indexed: the headings above, then the piece.
        row: id of the indicator that a row passage names, else "".
    """

    plan: str
    clause_id: str
    kind: Literal["clause", "sentence", "gloss", "saying", "row"]
    start: int
    end: int
    text: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """求助电话: a number that is shown where somebody may be in danger; a row of ``help_lines.tsv``."""

    number: str
    name: str
    name_en: str
    purpose: str
    purpose_en: str
    hours: str
    source: str
