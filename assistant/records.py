"""The words of the program: frozen records that cross module borders.

No type of any library appears here. The Chinese term of each record stands in its docstring.
Offsets are half-open code points, never bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

Comparator = Literal[">=", "<=", "=", "<", ">", "down_by", "up_by", "up", "down"]
ClauseKind = Literal["title", "heading", "goal", "target", "measure", "principle", "item", "paragraph"]
IndicatorKind = Literal["target", "relative", "qualitative", "standard"]
Basis = Literal["stated", "derived", "external", "unstated"]
Language = Literal["zh", "en"]
Status = Literal["answered", "abstained", "clarify", "rejected", "error"]
AnswerType = Literal[
    "value", "actor", "phone", "website", "address", "person", "documents", "procedure", "penalty", "roster", "money",
    "day", "hours", "reason", "definition", "issuer", "foremost", "date", "text", "list", "compare", "open",
]  # fmt: skip
Task = Literal["lookup", "table", "clause", "tree", "place", "period", "social", "order", "request", "none"]
# Tasks that ask nothing of a plan: an order to the program, a request for other work, a courtesy.
NO_QUESTION: Final = frozenset({"order", "request", "social"})


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
class Correction:
    """更正: a piece of a question that was read as another word.

    Attributes:
        start, end: place of the piece in the text as written.
        written: exactly text[start:end].
        meant: the word of the plan that it was read as.
    """

    start: int
    end: int
    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class Exclusive:
    """互斥词: a word of a question that excludes others in its place (不晚于, 不早于).

    Attributes:
        text: as the question has it.
        kind: what it excludes others of (level, every, direction …).
        before, after: the two characters on each side of it, without blanks and quotation marks.
        same: words that say the same, itself included.
        others: words that it excludes.
    """

    text: str
    before: str
    after: str
    kind: str = ""
    same: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


TableSource = Literal["indicators", "clauses"]
TableOperation = Literal[
    "list",
    "count",
    "compare",
    "difference",
    "ratio",
    "average",
    "sum",
    "share",
    "group",
    "every",
    "absent",
    "alike",
]
TableGroup = Literal["", "domain", "kind", "unit", "verb", "population", "goal"]
TableFilter = Literal[
    "ids", "populations", "domains", "goals", "kinds", "units", "verbs", "comparators", "pers", "bounds", "wordings", "words",
    "starts", "titled",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    """界限: a bound on the figure of rows, as a question sets it (低于10%)."""

    operator: Literal["<", "<=", ">", ">=", "="]
    value: Decimal


@dataclass(frozen=True, slots=True)
class TableQuery:
    """表格查询: what is asked of the table of indicators, or of the clauses, typed; SQL is made from it.

    Every field that is set restricts; an empty one leaves all.

    Attributes:
        source: the table.
        operation: list (with order and limit: ranking, highest, lowest), count, compare (two or more side by side),
            difference and ratio (of two), average and sum (of figures; of the counts where ``group`` is set), share
            (the rows that the filters leave, of those that are left without the filters in ``of_part``), every (whether
            the part is the whole), group (a count for each value of ``group``), absent (the values of ``group`` that
            have none) or alike (the groups that have as many as another).
        ids: ids of the indicators that names led to.
        populations: populations of indicators, in the plan's words.
        domains: titles of domains as they stand in the table.
        goals: titles of goals as they stand in the table; of clauses, titles of any heading or goal above them.
        kinds: kinds of indicators (target relative qualitative standard) or of clauses (goal target measure …).
        units, verbs, comparators, pers: as they stand in the table.
        bounds: bounds on the figure; all must hold, unless ``either`` says that one is enough.
        either: whether one of the bounds is enough (低于5%或高于98%).
        base_year, target_year: years of indicators.
        wordings: words of which the clause's piece that a row is quoted from must hold at least one (以内, 增至).
        words: words of which a clause's text (an indicator's name) must hold at least one.
        all_words: whether it must hold all of them.
        starts: words of which a clause's title (an indicator's name) must begin with one.
        titled: words of which a clause's title must hold at least one.
        sizes: bounds on the count of a group; all must hold.
        part: for a share, the filters that only the part is held to; empty: see ``of_part``.
        order: by figure (indicators) or by count (group), or none: the plan's order.
        limit: how many rows at the most, ties with the last one included; None for all.
        nth: the place in the order that is asked for (2: the second highest figure); 0 for none.
        claim: ids of two rows, the one first that the question says has the higher figure; empty where it says none.
        group: what a group counts by.
        without: what is left out again: a row or clause that all of its filters hold for; None for nothing.
        aside_years: years that the question speaks of only to leave something out; they restrict nothing.
        choices: names that the question fits equally, for the asker to choose from; nothing else is set then.
        unexplained: content words of the question that nothing above accounts for.
    """

    source: TableSource = "indicators"
    operation: TableOperation = "list"
    ids: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    pers: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    either: bool = False
    base_year: int | None = None
    target_year: int | None = None
    wordings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    all_words: bool = False
    starts: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    sizes: tuple[Bound, ...] = ()
    part: tuple[TableFilter, ...] = ()
    order: Literal["", "asc", "desc"] = ""
    limit: int | None = None
    nth: int = 0
    claim: tuple[str, ...] = ()
    group: TableGroup = ""
    without: TableQuery | None = None
    aside_years: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()

    @property
    def of_part(self) -> tuple[TableFilter, ...]:
        """Of a share, the filters that only the part is held to.

        Unless ``part`` says so: domains where ``group`` is domain, else what is set of comparators, bounds, units,
        verbs and words, else kinds.
        """
        if self.operation not in ("share", "every") or self.part:
            return self.part
        if self.group == "domain":
            return ("domains",)
        narrow: tuple[TableFilter, ...] = (
            "comparators", "bounds", "units", "verbs", "wordings", "words", "starts", "titled",
        )  # fmt: skip
        return tuple(name for name in narrow if getattr(self, name)) or ("kinds",)


@dataclass(frozen=True, slots=True)
class Query:
    """查询: what is asked, typed; rules and model make the same one.

    Attributes:
        text: the completed question, folded (NFKC, simplified characters, lower case).
        lang: the language of the question.
        asking: the parts of the text that ask, without the asker's story; the whole text where none does.
        plan: key of the plan asked about.
        task: lookup (the figures of named indicators), table (lists, counts, comparisons …), social, order (to the program) or none.
        expects: the type of answer that would satisfy the asker.
        names: names of the rows that the question names, in the plan's order.
        populations: populations it restricts to, in the plan's words; empty for all.
        choices: names that a word fits equally, for the asker to choose from.
        social: greeting, thanks, farewell or capability, where the task is social.
        years: the years that it names.
        foreign_year: a year it asks about that the plan does not set figures for, or None.
        foreign_place: a place it asks about that the plan does not set figures for, or None.
        actual: whether it asks for what was reached, not for what is planned.
        now: whether it speaks of today.
        confirms: whether it states something and asks whether that is right.
        yes_no: whether yes or no would answer it.
        counts: whether it asks for a number of things (几个), not for a rate.
        per: the denominator that it names ("每千人口"), without a classifier, or None.
        units: the units that could answer it (百分之几: %); empty where it does not tell.
        people: populations that it speaks of, in the plan's words, one tuple for each mention.
        people_said: the words of each of those mentions.
        likened: whether its rows were found by likeness, not by their names.
        corrections: misspelt words that were read as words of the plan.
        figures: the figures that only the question brought.
        said_of: figures with the id of the row that each is said of, where several rows are named.
        exclusive: its words that exclude others in their place (不晚于, 每天).
        unexplained: content words that no name, alias, function word or clause accounts for.
        aside: content words that stand apart from every name; only a question without "how many" may be about them.
        strangers: people that it asks about and the plan nowhere speaks of (大学生).
        names_plan: whether it speaks of the plan itself (规划里…).
        known: whether any of its content words stands in the plan.
        table: what it asks of the table, if it is a table question.
        heading: id of the clause whose parts it asks for (tree), or that it names by its place.
        places: ids of all clauses that a place fits.
    """

    text: str
    lang: Language = "zh"
    asking: str = ""
    plan: str = ""
    task: Task = "none"
    expects: AnswerType = "open"
    names: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    social: str | None = None
    years: tuple[int, ...] = ()
    foreign_year: int | None = None
    foreign_place: str | None = None
    actual: bool = False
    now: bool = False
    confirms: bool = False
    yes_no: bool = False
    counts: bool = False
    per: str | None = None
    units: frozenset[str] = frozenset()
    people: tuple[tuple[str, ...], ...] = ()
    people_said: tuple[str, ...] = ()
    likened: bool = False
    corrections: tuple[Correction, ...] = ()
    figures: tuple[Quantity, ...] = ()
    said_of: tuple[tuple[Quantity, str], ...] = ()
    exclusive: tuple[Exclusive, ...] = ()
    unexplained: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    names_plan: bool = False
    known: bool = False
    table: TableQuery | None = None
    heading: str = ""
    places: tuple[str, ...] = ()


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
class HelpLine:
    """求助电话: a number that is shown where somebody may be in danger; a row of ``help_lines.tsv``."""

    number: str
    name: str
    name_en: str
    purpose: str
    purpose_en: str
    hours: str
    source: str


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
        duties: who does what in the clauses, and by documents outside the plan, where that is asked.
        help_lines: the numbers that may be shown, where somebody may be in danger.
        question: the question, folded, for what it states to be held against what is confirmed or denied.
        text: the plan's whole text, folded, for what is said not to stand in it.
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
    duties: tuple[Duty, ...] = ()
    help_lines: tuple[HelpLine, ...] = ()
    question: str = ""
    text: str = ""


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
    """

    rows: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    table: TableQuery | None = None
    duties: tuple[Duty, ...] = ()
    help_lines: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Turn:
    """轮: one earlier question of a conversation and its answer."""

    question: str
    answer: Answer
