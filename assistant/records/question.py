"""What is asked: the question, typed, by rule or by a model."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from assistant.records.plan import Comparator, Quantity

Language = Literal["zh", "en"]


AnswerType = Literal[
    "value", "actor", "phone", "website", "address", "person", "documents", "procedure", "penalty", "roster", "money",
    "day", "hours", "reason", "definition", "issuer", "foremost", "date", "text", "list", "compare", "open",
]  # fmt: skip


Task = Literal["lookup", "table", "clause", "tree", "place", "period", "social", "order", "request", "none"]


# Tasks that ask nothing of a plan: an order to the program, a request for other work, a courtesy.
NO_QUESTION: Final = frozenset({"order", "request", "social"})


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
        value: what it says of its kind (not-after, day, down …), by which words are alike.
    """

    text: str
    before: str
    after: str
    kind: str = ""
    same: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    value: str = ""


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


TableGroup = Literal[
    "", "domain", "kind", "unit", "verb", "population", "goal", "comparator", "word", "value", "label"
]


TableFilter = Literal[
    "ids", "populations", "domains", "goals", "kinds", "units", "verbs", "comparators", "pers", "bounds", "wordings", "words",
    "starts", "titled", "without",
]  # fmt: skip


Operator = Literal["<", "<=", ">", ">=", "="]


@dataclass(frozen=True, slots=True)
class Bound:
    """界限: a bound on the figure of rows, as a question sets it (低于10%)."""

    operator: Operator
    value: Decimal

    def allows(self, figure: Decimal) -> bool:
        """Whether a figure keeps the bound."""
        below, above = figure < self.value, figure > self.value
        return (below and "<" in self.operator) or (above and ">" in self.operator) or (
            not (below or above) and "=" in self.operator
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """两个条数: the clauses of one kind are counted and held against those of another, in each domain or each in its own.

    Attributes:
        first, second: kinds of clauses.
        by: difference (how many more there are of the first), gap (how far apart they are, either way) or ratio (how
            many times the second the first are).
        bound: what that has to keep; None where it is told of all, or where those at one end of it are asked for.
        first_in, second_in: titles of the domains that each is counted in, where nothing is grouped; empty for the plan.
    """

    first: str
    second: str
    by: Literal["difference", "gap", "ratio"] = "difference"
    bound: Bound | None = None
    first_in: tuple[str, ...] = ()
    second_in: tuple[str, ...] = ()


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
        whole: "yes" for figures that are whole numbers, "no" for those that are not.
        either: whether one of the bounds is enough (低于5%或高于98%).
        base_year, target_year: years of indicators.
        wordings: words of which the clause's piece that a row is quoted from must hold at least one (以内, 增至).
        words: words of which a clause's text (an indicator's name) must hold at least one.
        all_words: whether it must hold all of them.
        starts: words of which a clause's title (an indicator's name) must begin with one.
        titled: words of which a clause's title must hold at least one.
        all_titled: whether it must hold all of them.
        sizes: bounds on the count of a group; all must hold, unless ``either`` says that one is enough.
        part: for a share, the filters that only the part is held to; empty: see ``of_part``.
        order: by figure (indicators) or by count (group), or none: the plan's order.
        limit: how many rows at the most, ties with the last one included; None for all.
        ends: whether the first are wanted from either end of the order (最高的是谁，最低的又是谁).
        within: of what each the first are wanted (各领域最高的分别是哪项: domain); "" for the first of all.
        nth: the place in the order that is asked for (2: the second highest figure); 0 for none.
        claim: ids of two rows, the one first that the question says has the higher figure; empty where it says none.
        stated: what the difference between the two in ``claim``, or how many times the second the first is (where the
            operation is ratio), is said to be; None where nothing is said of it.
        directed: whether the first in ``claim`` is said to have the higher figure, and not only another one.
        beside: id of the row that each of the others is compared with (A比B和C分别高多少); "" where each is with the next.
        of_whole: id of the row that the other one's figure is told in per cent of (X是Y的百分之几); "" where none is.
        placed: id of the row whose place among those that are told is asked for (X排第几); "" where none is.
        middle: whether those are asked for that have the figure in the middle.
        mean: whether the mean of the figures of each group is asked for; order then goes by it.
        shares: whether for each group its share of all is asked for.
        group: what a group counts by; word: each of ``words`` by itself (谁被提到的多); value: the figure, of rows of one
            unit; label: each of ``sets`` by what the question calls it.
        pair: two counts of each group that are held against one another; order, limit and nth then go by what comes out.
        chosen: a query of groups by domain; what is asked for stands in the domains that it finds (目标最多的领域有几条措施).
        rows: the indicators that are counted beside the clauses, and held against them (主要目标多还是指标多).
        sets: what is counted beside one another where no field tells one from the other (死亡率指标和新生儿的指标各几个).
        without: what is left out again: a row or clause that all of its filters hold for; None for nothing.
        against: ids of the rows whose figures the bounds are (比X高的); the answer tells them beside what was found.
        uncounted: ids of changes against a base year that a count of levels leaves out; the answer tells them beside it.
        times: what the figures of those are multiplied by first (X的两倍); None for nothing.
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
    whole: Literal["", "yes", "no"] = ""
    base_year: int | None = None
    target_year: int | None = None
    wordings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    all_words: bool = False
    starts: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    all_titled: bool = False
    sizes: tuple[Bound, ...] = ()
    part: tuple[TableFilter, ...] = ()
    order: Literal["", "asc", "desc"] = ""
    limit: int | None = None
    ends: bool = False
    within: TableGroup = ""
    nth: int = 0
    claim: tuple[str, ...] = ()
    stated: Bound | None = None
    directed: bool = False
    beside: str = ""
    of_whole: str = ""
    placed: str = ""
    middle: bool = False
    mean: bool = False
    shares: bool = False
    group: TableGroup = ""
    pair: Pair | None = None
    chosen: TableQuery | None = None
    rows: TableQuery | None = None
    sets: tuple[CountedSet, ...] = ()
    without: TableQuery | None = None
    against: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    times: Decimal | None = None
    aside_years: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()

    @property
    def rows_label(self) -> str:
        """What the indicators are called that are counted beside clauses: all, those with a figure, those without one."""
        kinds = self.rows.kinds if self.rows else ()
        return "qualitative" if kinds == ("qualitative",) else "numbered" if kinds else "indicator"

    @property
    def counts_none(self) -> bool:
        """Whether domains that have none are counted, too: where the fewest are asked for, or so few that none is one of them."""
        if self.operation == "average":
            return self.group == "domain" and len(self.domains) > 1
        by_domain = self.operation == "group" and self.group == "domain" and bool(self.domains)
        enough = any if self.either else all
        few = bool(self.sizes) and enough(bound.allows(Decimal(0)) for bound in self.sizes)
        return by_domain and (few or (self.order == "asc" and not self.sizes and not self.ends))

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
class CountedSet:
    """一类: rows or clauses that are counted beside others.

    Attributes:
        label: what the question calls them, folded (死亡率指标).
        query: which they are.
    """

    label: str
    query: TableQuery


@dataclass(frozen=True, slots=True)
class Condition:
    """条件: what a follow-up narrows the earlier question to (要是发生在网上呢).

    Attributes:
        text: in the asker's words, folded, without the word that opens it.
        is_said: whether a word says that it is one (要是, 的时候); else it is only read as one, and more is wanted of it.
        told, quotes: ids of the clauses told before, and the words of them that were cited.
        asks_document: whether it asks for the document that what was told goes back to.
        stays: whether only the clauses told before may answer it.
    """

    text: str
    is_said: bool = True
    told: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    asks_document: bool = False
    stays: bool = False


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
        owners: people whose figure it asks for, though the rows named are about others (老师的近视率).
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
    owners: tuple[str, ...] = ()
    names_plan: bool = False
    known: bool = False
    table: TableQuery | None = None
    heading: str = ""
    places: tuple[str, ...] = ()
