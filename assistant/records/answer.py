"""What is found, said and checked, up to the answer that the reader gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.records.plan import Clause, Duty, HelpLine, Indicator
from assistant.records.question import Language, Query, TableQuery

Status = Literal["answered", "abstained", "clarify", "rejected", "error"]


@dataclass(frozen=True, slots=True)
class Hit:
    """命中: a clause that a search found, the best first.

    Attributes:
        plan, clause_id: the clause.
        score: the fused score, in standard deviations over what was compared.
        dense: cosine of the best of its passages with the question, -1 to 1.
        words, bigrams: BM25 over jieba words and over character bigrams.
        sentences: cosine of each of its sentences with the question, as (start, end, cosine).
    """

    plan: str
    clause_id: str
    score: float
    dense: float
    words: float
    bigrams: float
    sentences: tuple[tuple[int, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """支撑度: how well the best hits fit a question; what the threshold of sufficiency was fitted on.

    Attributes:
        dense: cosine of the best hit.
        score: its fused score; gap: how far it stands above the fifth.
        covered: share of the question's words that its clause has, rare words counting more; in three: of the
            best three clauses.
        english: 1 where the question has no Chinese character, else 0: such cosines are lower all over.
        length: natural logarithm of the question's length in characters: short questions come near to many clauses.
    """

    dense: float
    score: float
    gap: float
    covered: float
    covered_in_three: float
    english: float
    length: float


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: where a statement comes from.

    Attributes:
        n: its number in the answer, from 1.
        source: clause, row (of the table) or document (outside the plan).
        plan, clause_id, path: the clause, and the headings above it.
        quote: a contiguous piece of the clause's repaired text.
        start, end: the quote's place in the published source.
        repaired: whether quote and source differ by more than a line wrap.
        document: title, number and date of a document outside the plan, else None.
    """

    n: int
    source: Literal["clause", "row", "document"]
    plan: str
    clause_id: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int
    repaired: bool
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """句: one statement of an answer.

    Attributes:
        text: what it says, without marks.
        citations: numbers of the citations that support it, in order.
        echo: spans of text that only repeat the question, in 「」, denied or named as the asker's.
        apart: it belongs to no list that stands before it.
        by_model: a language model wrote it; its words are then held against what it cites, not only its figures.
    """

    text: str
    citations: tuple[int, ...] = ()
    echo: tuple[tuple[int, int], ...] = ()
    apart: bool = False
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class SqlResult:
    """查询结果: a statement that the guard let through, and what it returned.

    Attributes:
        statement: the SQL as run, with named parameters.
        parameters: their values.
        columns: names of the columns, in order.
        rows: the cells, in order; decimals as strings.
        truncated: whether the row cap cut it.
    """

    statement: str
    parameters: dict[str, str | int]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """证据: all that an answer may rest on.

    Attributes:
        indicators: the rows fetched, in the plan's order.
        clauses: the clauses they stand in, by id.
        sql: the statement that fetched them, or None.
        period: first and last year of the plan.
        glosses: English name of each indicator and population, by its Chinese one.
        hits: what the search found, the best first; clauses holds their clauses.
        support: how well they fit, or None where nothing was searched.
        table: what was asked of the table, where that is what fetched them.
        found: ids of the clauses that the statement found, where it was asked for clauses; clauses holds more.
        against: the rows that those of ``indicators`` were held against.
        chosen: what the query found that picked the domains, where another question did (the domain with the most goals).
        duties: who does what in the clauses, and by documents outside the plan, where that is asked.
        help_lines: the numbers that may be shown, where somebody may be in danger.
        question: the question, folded, for what it states to be held against what is confirmed or denied.
        text: the plan's whole text, folded, for what is said not to stand in it.
        titles: the plan's own titles, whose numerals claim nothing (三年行动方案).
    """

    indicators: tuple[Indicator, ...] = ()
    clauses: tuple[Clause, ...] = ()
    sql: SqlResult | None = None
    period: tuple[int, int] = (0, 0)
    glosses: Mapping[str, str] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    support: Support | None = None
    table: TableQuery | None = None
    found: tuple[str, ...] = ()
    against: tuple[Indicator, ...] = ()
    chosen: Evidence | None = None
    duties: tuple[Duty, ...] = ()
    help_lines: tuple[HelpLine, ...] = ()
    question: str = ""
    text: str = ""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """据点: what an answer rests on, by name: enough to fetch the evidence again and check the answer anew.

    Attributes:
        rows: ids of the rows that were fetched.
        clauses: ids of the clauses.
        found: ids of the clauses that the statement found, where it was asked for clauses.
        table: what was asked of the table, or None.
        duties: who does what, where that was asked.
        help_lines: the numbers that were shown, where somebody may be in danger.
        sql: the result of a statement that only picked domains; the answer holds that of the other.
        chosen: what the query found that picked the domains.
        asked: the question that it answers, where the line asks more than one; else "".
        after: of the further questions of the line, in order.
    """

    rows: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    table: TableQuery | None = None
    duties: tuple[Duty, ...] = ()
    help_lines: tuple[str, ...] = ()
    sql: SqlResult | None = None
    chosen: Grounds | None = None
    asked: str = ""
    after: tuple[After, ...] = ()


@dataclass(frozen=True, slots=True)
class After:
    """续答: a further question of the same line, whose answer stands behind that to the first.

    Attributes:
        sentences: how many sentences of the answer stand before its own.
        question: the question, with what the first one supplied.
        sql: the statement that was run for it, or None.
        grounds: what its sentences rest on.
    """

    sentences: int
    question: str
    sql: SqlResult | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Draft:
    """草稿: sentences and citations before they were checked."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """删句: a sentence that did not pass, and the check that it failed.

    Attributes:
        text: the sentence.
        check: name of the check.
        reason: what was not found.
    """

    text: str
    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Premise:
    """前提: a figure that the question takes for granted, beside the plan's.

    Attributes:
        asked: as the question has it.
        plan: as the plan has it.
        agrees: whether both are the same.
    """

    asked: str
    plan: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Step:
    """步骤: something the agent did, for the reader to see before the answer.

    Attributes:
        name: stable key: read, query, judge, help, search, write, check; with a language model also plan and model.
        detail: one short line in the language of the question, without the step's name; may be empty.
        milliseconds: how long it took.
    """

    name: str
    detail: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """回答: what the reader gets, checked.

    Attributes:
        question: as it was asked.
        completed_question: with what earlier turns supplied.
        status, reason: outcome (docs/answer.md lists them).
        lang: language of the frame around the quotes.
        sentences: what was said, checked.
        citations: what it rests on.
        sql, duties, premise: see their records.
        completeness: partial where the plan answers only a part.
        verified: whether the checks passed; False only for error and rejected.
        mode: grounded, or model where a language model wrote a sentence of it or planned how it was found.
        dropped: what did not pass the checks.
        suggestions: questions that could be asked next.
        query: the question, typed; None where it was rejected.
        support: fitted probability that the clauses found speak of what is asked; None where no clause was searched,
            as typed rules alone decided.
        grounds: what it rests on, to check it anew; None where nothing was checked.
        hits: the clauses that a search found, with their scores, the best first; for the log.
        steps: what was done, in order.
        timings_ms: "total" and one entry a step, in milliseconds.
    """

    question: str
    completed_question: str
    status: Status
    reason: str | None
    lang: Language = "zh"
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    sql: SqlResult | None = None
    duties: tuple[Duty, ...] = ()
    premise: Premise | None = None
    completeness: Literal["complete", "partial"] = "complete"
    verified: bool = True
    mode: Literal["grounded", "model"] = "grounded"
    dropped: tuple[Dropped, ...] = ()
    suggestions: tuple[str, ...] = ()
    query: Query | None = None
    support: float | None = None
    grounds: Grounds | None = None
    hits: tuple[Hit, ...] = ()
    steps: tuple[Step, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def offers_help(self) -> bool:
        """Whether it holds help lines, first or below an answer, as a child may be in danger."""
        return self.reason == "help" or bool(self.grounds and self.grounds.help_lines)


@dataclass(frozen=True, slots=True)
class Turn:
    """轮: one earlier question of a conversation and its answer."""

    question: str
    answer: Answer
