"""What the API takes and gives, for its documentation; a test holds every answer against them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_EARLIER = 10
LONGEST_LINE = 500
_LONGEST_TEXT = 10_000  # a question longer than the setting is an answer of its own, up to here


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


Question = Annotated[str, Field(max_length=_LONGEST_TEXT)]


class AskBody(_Body):
    """A question."""

    question: Question = Field(
        description="The question, in Chinese or English.", examples=["2025年婴儿死亡率目标是多少？"]
    )
    earlier: list[Question] = Field(
        default=[],
        max_length=MOST_EARLIER,
        description="The questions of the conversation before this one, oldest first; they are answered again for what a follow-up refers to.",
    )
    lang: Literal["zh", "en"] | None = Field(
        default=None,
        description="Language of the words around the quotes; that of the question unless given.",
    )
    slip: bool = Field(default=False, description="Whether a slip that proves the answer is wanted with it.")


class CitationBody(_Body):
    """Where a statement comes from (docs/answer.md)."""

    n: int
    source: Literal["clause", "row", "document"]
    plan: str
    clause_id: str
    path: list[str]
    quote: str
    start: int
    end: int
    repaired: bool
    document: str | None = None


class SqlBody(_Body):
    """The statement as it ran, and what it returned."""

    statement: str
    parameters: dict[str, str | int]
    columns: list[str]
    rows: list[list[str | int | None]]
    truncated: bool


class DutyOfAnswer(_Body):
    """Who does what by an answer."""

    actor: str
    role: str
    basis: Literal["stated", "derived", "external", "unstated"]
    citation: int | None


class PremiseBody(_Body):
    """What the question states beside what the plan has."""

    asked: str
    plan: str
    agrees: bool


class DroppedBody(_Body):
    """A sentence that did not pass the checks."""

    text: str
    check: str
    reason: str


class AnswerBody(_Body):
    """An answer (docs/answer.md), with its id before it."""

    id: str | None = Field(description="For feedback and the slip; null where nothing is kept.")
    version: Literal[1]
    question: str
    completed_question: str
    status: Literal["answered", "abstained", "clarify", "rejected", "error"]
    reason: str | None
    lang: Literal["zh", "en"]
    answer: str
    citations: list[CitationBody]
    sql: SqlBody | None
    duties: list[DutyOfAnswer]
    premise: PremiseBody | None
    completeness: Literal["complete", "partial"]
    verified: bool
    mode: Literal["grounded", "model"]
    dropped: list[DroppedBody]
    suggestions: list[str]
    timings_ms: dict[str, float]
    slip: dict[str, Any] | None = Field(default=None, description="Only where it was asked for.")


class FeedbackBody(_Body):
    """What a reader says of an answer."""

    verdict: Literal["up", "down"]
    reason: Literal["", "wrong", "not_answered", "incomplete", "wrong_source", "unclear", "other"] = ""
    text: str = Field(default="", max_length=LONGEST_LINE)


class KeptBody(_Body):
    """It is on disk."""

    kept: Literal[True]


class FaultBody(_Body):
    """What went wrong, in one sentence."""

    code: str
    message: str = Field(description="In Chinese.")
    message_en: str


class PlanBody(_Body):
    """A plan that is answered from."""

    key: str
    title: str
    title_en: str
    region: str
    region_en: str
    period: tuple[int, int] = Field(description="First and last year.")
    sha256: str = Field(description="Of the published text.")
    clauses: int
    indicators: int
    asked: bool = Field(description="Whether questions are answered from it.")


class IndicatorBody(_Body):
    """A row of the table of indicators; figures are texts, so that none is rounded."""

    id: str
    plan: str
    name: str
    population: str | None
    verb: str | None
    comparator: str
    value: str | None
    unit: str | None
    per: str | None
    kind: Literal["target", "relative", "qualitative", "standard"]
    base_year: int | None
    target_year: int | None
    domain: str
    goal: str | None
    clause_id: str
    quote: str
    start: int
    end: int


class DutyBody(_Body):
    """Who does what by a clause."""

    actor: str
    role: str
    basis: Literal["stated", "derived", "external", "unstated"]
    what: str
    document: str


class ClauseBody(_Body):
    """A clause with what hangs on it."""

    plan: str
    id: str
    kind: Literal["title", "heading", "goal", "target", "measure", "principle", "item", "paragraph"]
    number: str
    title: str
    path: list[str] = Field(description="The headings above it, outermost first.")
    parent: str
    text: str = Field(description="With listed repairs; segments tell where it differs from the source.")
    start: int = Field(description="Its place in the published text, in code points.")
    end: int
    line: int
    before: str | None = Field(description="Id of the clause before it.")
    after: str | None
    parts: list[str] = Field(description="Ids of the clauses that stand under it.")
    indicators: list[IndicatorBody]
    duties: list[DutyBody]


class EntitlementsBody(BaseModel):
    """What fits a family (docs/families.md)."""

    version: Literal[1]
    plan: str
    asked: dict[str, Any]
    count: int
    for_other_situations: int
    entitlements: list[dict[str, Any]]


class HealthBody(_Body):
    """Whether the process runs."""

    status: Literal["ok"]


class ReadyBody(_Body):
    """Whether questions are answered."""

    status: Literal["ready"]
    plan: str
    log: Literal["on", "off", "failing"]
    waiting: int = Field(description="Questions being worked on or waiting.")
