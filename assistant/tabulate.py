"""Result of a table question → its draft: the result first, then rows or clauses with their sources.

    TableQuery ── sql ──▶ SqlResult ── table_evidence ──▶ Evidence ── tabulate ──▶ Composed ── verify

It calls nothing that fetches. All arithmetic is done here on exact decimals and shown with its operands; ``verify`` does
it again. Figures of different units, denominators or kinds are told beside one another, never compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from assistant.compose import Composed, cite
from assistant.lexicon import searchable
from assistant.numerals import format_decimal
from assistant.passages import sentences
from assistant.plan import Meta, source_span
from assistant.plan.markers import PRINTED
from assistant.records import (
    Citation,
    Clause,
    Draft,
    Evidence,
    Indicator,
    Language,
    Query,
    Sentence,
    TableQuery,
)  # fmt: skip
from assistant.table_evidence import domain_of, is_domain
from assistant.wording import full_name, name_en, statement

MOST_LISTED = 40  # rows or clauses that an answer lists; it says how many there are
MOST_NAMED = (
    20  # asked how many, an answer names no more than so many one by one; beyond, it counts by domain
)
MOST_QUOTED = 3  # clauses of which the sentence that holds the word is told, too
MOST_CITED = 8  # members of a group that its count cites, where no heading stands for them
MOST_COMPARED = 4  # rows of which each is compared with the next
DECIMALS = Decimal("0.01")  # what quotients are rounded to
_FIGURES = frozenset({"difference", "ratio", "average", "sum"})
_CHANGES = frozenset({"down_by", "up_by"})
_KIND: Mapping[str, tuple[str, str]] = {
    "target": ("定量目标", "targets with a figure"),
    "relative": ("与基数年相比的目标", "targets against a base year"),
    "qualitative": ("没有具体数值的目标", "targets without a figure"),
    "standard": ("措施中的定量要求", "figures demanded in measures"),
}
_CLAUSE_KIND: Mapping[str, tuple[str, str]] = {
    "goal": ("主要目标", "goals"), "target": ("目标下的细项", "target lines"), "measure": ("策略措施", "measures"),
    "principle": ("基本原则", "principles"), "item": ("条款", "items"), "paragraph": ("段落", "paragraphs"),
    "heading": ("标题", "headings"), "title": ("规划名称", "title"),
}  # fmt: skip
_NONE: Mapping[str, tuple[str, str]] = {
    "domain": ("其他章节", "other chapters"), "unit": ("没有单位", "no unit"), "verb": ("没有动词", "no verb"),
    "population": ("没有写明对象", "no population named"), "goal": ("不在主要目标下", "under no goal"), "kind": ("", ""),
}  # fmt: skip
_UNIT_EN: Mapping[str, str] = {"小时": " hours", "次": " times"}
_POINTS: Mapping[str, tuple[str, str]] = {
    "%": (" 个百分点", " percentage points"), "‰": (" 个千分点", " points per mille"),
}  # fmt: skip
_LEAD: Mapping[str, tuple[str, str]] = {
    "difference": ("相差", "Difference"), "ratio": ("倍数", "Ratio"), "average": ("平均", "Average"),
    "sum": ("合计", "Total"), "share": ("占", "Share"),
}  # fmt: skip


# --- the draft -------------------------------------------------------------------------------------


@dataclass
class _Page:
    """A draft while it is written."""

    table: TableQuery
    evidence: Evidence
    lang: Language
    titles: Mapping[str, str]
    asked: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    @property
    def en(self) -> int:
        """Which of two texts is of the language of the frame: 0 Chinese, 1 English."""
        return int(self.lang == "en")

    @property
    def count(self) -> int:
        """How many rows or clauses were found."""
        clauses = self.table.source == "clauses" or self.table.operation == "absent"
        return len(self.evidence.found if clauses else self.evidence.indicators)

    def say(self, zh: str, en: str, citations: tuple[int, ...] = ()) -> None:
        """Add a sentence."""
        self.sentences.append(Sentence(en if self.en else zh, citations))

    def cite(self, clause: Clause, start: int, end: int) -> int:
        """Number of the citation of a piece of a clause."""
        first, last, repaired = source_span(clause, start, end)
        quote = clause.text[start:end]
        for known in self.citations:
            if (known.plan, known.clause_id, known.quote) == (clause.plan, clause.id, quote):
                return known.n
        n = len(self.citations) + 1
        self.citations.append(
            Citation(n, "clause", clause.plan, clause.id, clause.path, quote, first, last, repaired)
        )
        return n


def tabulate(query: Query, evidence: Evidence, meta: Meta, titles: Mapping[str, str]) -> Composed:
    """Write the draft for the result of a table question.

    Args:
        query: the question, with its ``table``.
        evidence: what ``fetch_table`` made of the result; not looked at where there are choices.
        meta: the plan.
        titles: English titles of clauses by id.

    Raises:
        ValueError: it asks nothing of the table.
    """
    table = query.table
    if table is None:
        raise ValueError("the question asks nothing of the table")
    if table.choices:
        return _choose(table, evidence, meta, query.lang)
    page = _Page(table, evidence, query.lang, titles, query.text)
    if not page.count:
        _empty(page)
    elif table.operation == "share":
        _share(page)
    elif table.operation == "every":
        _every(page)
    elif table.operation == "absent":
        _absent(page)
    elif table.group:
        _groups(page)
    else:
        _results(page)
    return Composed(Draft(tuple(page.sentences), tuple(page.citations)))


def _choose(table: TableQuery, evidence: Evidence, meta: Meta, lang: Language) -> Composed:
    """The choices, as questions; the sentence before them says only that there are several."""
    year = meta.period[1]
    if lang == "en":
        named = [evidence.glosses.get(choice, choice) for choice in table.choices]
        text = "Several readings fit your question; please choose:"
        asked = tuple(
            name if name.endswith("?") else f"What is the {year} target for {name}?" for name in named
        )
    else:
        text = "规划中有几项指标都符合您的问法，请选择您要问的一项："
        asked = tuple(
            choice if choice.endswith("？") else f"{year}年{choice}的目标是多少？" for choice in table.choices
        )
    return Composed(Draft((Sentence(text),), ()), None, tuple(dict.fromkeys(asked)))


def _empty(page: _Page) -> None:
    what = ("条款", "clauses") if page.table.source == "clauses" else ("指标", "indicators")
    page.say(f"共 0 条：规划中没有符合条件的{what[0]}。", f"The plan has 0 such {what[1]}: none fits.")


def _results(page: _Page) -> None:
    """Derived figures, what cannot be compared, how many there are, then each."""
    table = page.table
    if table.claim:
        _verdict(page)
    if table.operation in _FIGURES:
        for bucket in _buckets(page.evidence.indicators):
            _derive(page, bucket)
    if table.operation == "compare" and page.count <= MOST_COMPARED and not _asks_each(page.asked):
        for bucket in _buckets(page.evidence.indicators):
            ranked = sorted(bucket, key=lambda row: row.value or Decimal(0), reverse=True)
            for pair in pairwise(ranked):
                _derive(page, list(pair))
    if table.source == "clauses":
        _count_lead(page)
        _list_clauses(page, page.evidence.found)
    else:
        _notes(page, page.evidence.indicators)
        _count_lead(page)
        _list_rows(page, page.evidence.indicators)


_EACH = re.compile(r"(?:都|分别|各自?)(?:是|为|要|有)?(?:达到|控制在)?(?:多少|几|啥|什么)|\brespectively\b")
_BESIDE = re.compile(
    r"[差比高低更谁超]|哪[个项类]|相同|一样|\b(?:than|compar\w*|differ\w*|high\w*|low\w*|versus|vs)\b"
)


def _asks_each(text: str) -> bool:
    """Whether only the figure of each is asked for (近视率都是多少), nothing of one beside another."""
    return bool(_EACH.search(text)) and not _BESIDE.search(text)


_HIGHEST: Mapping[str, tuple[str, str]] = {
    "desc": ("数值最高的", "With the highest figure"), "asc": ("数值最低的", "With the lowest figure"),
}  # fmt: skip
_SORTED: Mapping[str, tuple[str, str]] = {
    "desc": ("按数值从高到低，", "By figure, from high to low,"), "asc": ("按数值从低到高，", "By figure, from low to high,"),
}  # fmt: skip


_MOST: Mapping[str, tuple[str, str]] = {
    "desc": ("最多的是", "The most: "), "asc": ("最少的是", "The fewest: "),
}  # fmt: skip


def _count_lead(page: _Page) -> None:
    table, count = page.table, page.count
    zh, en = "", ""
    if table.source == "indicators" and table.order:
        words = _HIGHEST if table.limit == 1 else _SORTED
        zh, en = words[table.order] if not table.nth else _nth(table)
    listed = min(count, MOST_LISTED)
    cut = (
        (f"，已列 {listed} 条", f", {listed} listed")
        if listed < count and not _only_counts(page)
        else ("", "")
    )
    subject, what = _subject(page)
    the = "the" if en else "The"
    page.say(
        f"{zh}{subject}共 {count} 条{cut[0]}：",
        f"{en}{' ' if en else ''}{the} plan has {count} such {what}{cut[1]}:",
    )


def _nth(table: TableQuery) -> tuple[str, str]:
    """Which place in the order is told."""
    zh, en = _DEGREE[table.order]
    return f"数值第 {table.nth} {zh}的", f"With figure number {table.nth} from the {en},"


_DEGREE: Mapping[str, tuple[str, str]] = {"desc": ("高", "highest"), "asc": ("低", "lowest")}


def _only_counts(page: _Page) -> bool:
    """Whether so many are counted that they are told by domain alone, not one by one."""
    domains = {clause.title for clause in page.evidence.clauses if is_domain(clause)}
    return (
        page.table.operation == "count"
        and page.table.source == "clauses"
        and page.count > MOST_NAMED
        and len(domains) > 1
    )


def _subject(page: _Page) -> tuple[str, str]:
    """What is counted, as far as domains and a kind say it: 规划中儿童与健康的主要目标; in English, goals."""
    table = page.table
    clauses = table.source == "clauses"
    names = _CLAUSE_KIND if clauses else _KIND
    kind = (
        names[table.kinds[0]]
        if len(table.kinds) == 1
        else ("条款", "clauses")
        if clauses
        else ("指标", "indicators")
    )
    said = {"operation", "source", "domains", "kinds", "order", "limit", "nth", "group", "aside_years"}
    unsaid = any(getattr(table, part.name) for part in fields(TableQuery) if part.name not in said)
    if unsaid or not (table.domains or len(table.kinds) == 1):
        return ("" if table.ids else f"符合条件的{'条款' if clauses else '指标'}"), kind[1]
    return f"规划中{'、'.join(table.domains)}{'的' if table.domains else ''}{kind[0]}", kind[1]


# --- rows


def _list_rows(page: _Page, rows: tuple[Indicator, ...]) -> None:
    """Rows with a figure, then those without one, apart; no more than MOST_LISTED."""
    with_figure = [row for row in rows if row.value is not None]
    without = [row for row in rows if row.value is None]
    told = (*with_figure, *without)[:MOST_LISTED]
    shown = replace(page.evidence, indicators=told)
    for n, row in enumerate(told):
        if without and with_figure and n == len(with_figure):
            page.say(
                f"没有具体数值的共 {len(without)} 条：",
                f"Without a figure the plan has {len(without)} such indicators:",
            )
        page.sentences.append(Sentence(statement(row, shown, page.lang), (_cite_row(page, row),)))


def _comparable(row: Indicator) -> tuple[str | None, str | None, bool]:
    """Rows that are equal in this may be compared: unit, denominator, level or change."""
    return row.unit, row.per, row.comparator in _CHANGES


def _buckets(rows: Iterable[Indicator]) -> list[list[Indicator]]:
    """Rows with a figure, those that may be compared together."""
    found: dict[tuple[str | None, str | None, bool], list[Indicator]] = {}
    for row in rows:
        if row.value is not None:
            found.setdefault(_comparable(row), []).append(row)
    return list(found.values())


def _notes(page: _Page, rows: tuple[Indicator, ...]) -> None:
    """What the figures are not: of one unit, or bounds of one direction; said where figures are compared."""
    table = page.table
    if table.operation in ("list", "count") and not (table.order or table.bounds):
        return
    buckets = _buckets(rows)
    changes = {bucket[0].comparator in _CHANGES for bucket in buckets}
    if len(changes) > 1:
        page.say(
            "注意：有的是与基数年相比的升降幅度，有的是水平，不能直接比较。",
            "Note: some are changes against a base year, others are levels; they are not comparable.",
        )
    if len({(bucket[0].unit, bucket[0].per) for bucket in buckets}) > 1:
        page.say(
            "注意：单位不同，不能直接比较，以下分列。",
            "Note: these have different units or denominators and are not comparable; they are told apart.",
        )
    if any({">=", "<="} <= {row.comparator for row in bucket} for bucket in buckets):
        page.say(
            "注意：有的是下限（以上），有的是上限（以下、以内），方向不同。",
            "Note: some are floors (at least), some are ceilings (at most); their directions differ.",
        )


# --- derived figures


_TOTAL = re.compile(r"(?:累计|合计|共计|总计)$")


def _of_one_thing(rows: list[Indicator]) -> bool:
    """Whether some rows are figures of one thing, for several years or in all: what they add up to is no figure of it."""
    names = [_TOTAL.sub("", full_name(row)) for row in rows]
    return len(set(names)) < len(names) or any(_TOTAL.search(row.name) for row in rows)


def _derive(page: _Page, rows: list[Indicator]) -> None:
    """One derived figure with its operands, each named and cited."""
    operation = "difference" if page.table.operation == "compare" else page.table.operation
    if len(rows) < 2 or (operation in ("sum", "average") and _of_one_thing(rows)):
        return
    if operation in ("difference", "ratio"):
        ranked = sorted(rows, key=lambda row: row.value or Decimal(0), reverse=True)
        rows = [ranked[0], ranked[-1]]
    values = [row.value for row in rows if row.value is not None]
    if operation == "ratio" and not values[-1]:
        return
    result = _RESULTS[operation](values)
    sign = {"difference": " − ", "ratio": " ÷ "}.get(operation, " + ")
    operands = sign.join(f"{_named(row, page)} {_figure(row, page.en)}" for row in rows)
    if operation == "average":
        operands = f"（{operands}） ÷ {len(rows)}" if not page.en else f"({operands}) ÷ {len(rows)}"
    higher = _named(rows[0], page) if operation == "difference" and result else ""
    equal = operation == "difference" and not result
    unit = _result_unit(operation, rows[0].unit or "", page.en)
    numbers = tuple(dict.fromkeys(_cite_row(page, row) for row in rows))
    _say_derived(page, operation, format_decimal(result) + unit, operands, numbers, higher, equal=equal)


def _say_derived(
    page: _Page,
    operation: str,
    result: str,
    left: str,
    numbers: tuple[int, ...],
    higher: str = "",
    *,
    equal: bool = False,
    fraction: str = "",
) -> None:
    zh, en = _LEAD[operation]
    beside = (f"，较高的是{higher}", f", higher: {higher}") if higher else ("", "")
    beside = ("，两者数值相同", ", the same figure") if equal else beside
    beside = (f"，即 {fraction}", f", or {fraction}") if "/" in fraction else beside
    page.say(
        f"{zh} {result}（推算）{beside[0]}：{left} = {result}。",
        f"{en}: {result} (derived){beside[1]}: {left} = {result}.",
        numbers,
    )


def _verdict(page: _Page) -> None:
    """Whether the one that the question says is higher is so; nothing where the two cannot be compared."""
    by_id = {row.id: row for row in page.evidence.indicators}
    high, low = (by_id[i] for i in page.table.claim)
    if _comparable(high) != _comparable(low) or high.value is None or low.value is None:
        return
    right = high.value > low.value
    told = high if right else low
    numbers = (_cite_row(page, told),)
    if high.value == low.value:
        page.say("不是，两者数值相同。", "No, the figures are the same.", (*numbers, _cite_row(page, high)))
        return
    name = _named(told, page)
    page.say(
        f"{'是的' if right else '不是'}，数值较高的是：{name}。",
        f"{'Yes' if right else 'No'}, the higher figure: {name}.",
        numbers,
    )


def _every(page: _Page) -> None:
    """Whether all are of the part; those that are not, else all."""
    part = set(_part_of(page))
    ids = page.evidence.found or tuple(row.id for row in page.evidence.indicators)
    others = tuple(i for i in ids if i not in part)
    if others:
        page.say(
            f"不是，并非全部符合：{page.count} 条中有 {len(others)} 条不符合：",
            f"No, not all of them: {len(others)} of {page.count} do not fit:",
        )
    else:
        page.say(
            f"是的，全部符合，共 {page.count} 条：", f"Yes, all of them: the plan has {page.count} such:"
        )
    told = others or ids
    if page.table.source == "clauses":
        _list_clauses(page, told)
    else:
        _list_rows(page, tuple(row for row in page.evidence.indicators if row.id in told))


def _absent(page: _Page) -> None:
    """The domains or goals under which nothing stands that is asked for."""
    what = _ABSENT[page.table.group]
    page.say(
        f"一条都没有的{what[0]}共 {page.count} 个：", f"{what[1]} that have none: {page.count} in number:"
    )
    _tell_clauses(page, page.evidence.found[:MOST_LISTED])


_ABSENT: Mapping[str, tuple[str, str]] = {
    "domain": ("领域", "Domains"),
    "goal": ("主要目标", "Main goals"),
}


def _quotient(above: Decimal, below: Decimal) -> Decimal:
    return (above / below).quantize(DECIMALS, ROUND_HALF_UP)


_RESULTS: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "difference": lambda values: values[0] - values[-1],
    "ratio": lambda values: _quotient(values[0], values[-1]),
    "sum": lambda values: sum(values, Decimal(0)),
    "average": lambda values: _quotient(sum(values, Decimal(0)), Decimal(len(values))),
}


def _result_unit(operation: str, unit: str, en: int) -> str:
    if operation == "ratio":
        return (" 倍", " times")[en]
    if operation == "difference" and unit in _POINTS:
        return _POINTS[unit][en]
    return _UNIT_EN.get(unit, unit) if en else unit


def _figure(row: Indicator, en: int) -> str:
    assert row.value is not None
    unit = row.unit or ""
    return format_decimal(row.value) + (_UNIT_EN.get(unit, unit) if en else unit)


def _named(row: Indicator, page: _Page) -> str:
    """What a row is called; with its year where another is called the same (2030年冷藏车保有量)."""
    called = (name_en(row, page.evidence.glosses) if page.en else "") or full_name(row)
    rows = page.evidence.indicators
    years = {other.target_year for other in rows if full_name(other) == full_name(row)}
    if len(years) < 2 or row.target_year is None:
        return called
    return f"{called} in {row.target_year}" if page.en else f"{row.target_year}年{called}"


def _cite_row(page: _Page, row: Indicator) -> int:
    (citation,), _ = cite(replace(page.evidence, indicators=(row,)))
    clause = next(c for c in page.evidence.clauses if c.id == row.clause_id)
    start = clause.text.find(citation.quote)
    return page.cite(clause, start, start + len(citation.quote))


def _share(page: _Page) -> None:
    """The part, the whole, their quotient, and the rows or clauses of the part."""
    part = _part_of(page)
    result = _quotient(Decimal(100 * len(part)), Decimal(page.count))
    _say_derived(
        page,
        "share",
        f"{format_decimal(result)}%",
        f"{len(part)} ÷ {page.count}",
        (),
        fraction=str(Fraction(len(part), page.count)),
    )
    if not part:
        return
    listed = min(len(part), MOST_LISTED)
    cut = (f"，已列 {listed} 条", f", {listed} listed") if listed < len(part) else ("", "")
    page.say(f"这部分共 {len(part)} 条{cut[0]}：", f"Of the part the plan has {len(part)} such{cut[1]}:")
    if page.table.source == "clauses":
        _list_clauses(page, part)
    else:
        _list_rows(page, tuple(row for row in page.evidence.indicators if row.id in part))


def _part_of(page: _Page) -> tuple[str, ...]:
    """Ids of the part, as the statement marked them."""
    sql = page.evidence.sql
    assert sql is not None
    at, mark = sql.columns.index("id"), sql.columns.index("in_part")
    return tuple(str(row[at]) for row in sql.rows if row[mark] == 1)


# --- groups


def _groups(page: _Page) -> None:
    """The total, then a count for each group; the members too, where only the largest were asked for."""
    groups = _members(page)
    operation = page.table.operation
    few = page.table.limit is not None or page.table.nth > 0
    if operation == "alike":
        page.say("以下各组数量相同：", "Groups that have as many as another:")
    if operation in _OF_COUNTS:
        counts = [len(ids) for ids in groups.values()]
        result, left = _OF_COUNTS[operation](counts)
        unit = _result_unit(operation, "", page.en) or ("" if page.en else " 条")
        _say_derived(page, operation, format_decimal(result) + unit, left, ())
    if not few and not page.table.sizes and operation != "alike":
        page.say(f"共 {page.count} 条：", f"The plan has {page.count} such in all:")
    if page.table.sizes and page.table.group in _ABSENT:
        what = _ABSENT[page.table.group]
        page.say(f"这样的{what[0]}共 {len(groups)} 个：", f"{what[1]} of this kind: {len(groups)} in number:")
    for value, ids in groups.items():
        _group_lead(page, value, ids, stop=not few)
        if few and page.table.source == "clauses":
            _tell_clauses(page, ids[:MOST_LISTED])
        elif few:
            _list_rows(page, tuple(row for row in page.evidence.indicators if row.id in ids))
    if (
        page.table.group == "domain"
        and not few
        and not page.table.sizes
        and operation in ("group", "difference", "ratio")
    ):
        for title in page.table.domains:
            if title not in groups:
                page.say(f"{title}：共 0 条。", f"{title}: 0 in all.")


def _difference_of(counts: list[int]) -> tuple[Decimal, str]:
    high, low = max(counts), min(counts) if len(counts) > 1 else 0
    return Decimal(high - low), f"{high} − {low}"


_OF_COUNTS: Mapping[str, Callable[[list[int]], tuple[Decimal, str]]] = {
    "average": lambda counts: (
        _quotient(Decimal(sum(counts)), Decimal(len(counts))),
        f"{sum(counts)} ÷ {len(counts)}",
    ),
    "sum": lambda counts: (Decimal(sum(counts)), " + ".join(map(str, counts))),
    "difference": _difference_of,
    "ratio": lambda counts: (
        _quotient(Decimal(max(counts)), Decimal(min(counts))),
        f"{max(counts)} ÷ {min(counts)}",
    ),
}


def _members(page: _Page) -> dict[str, tuple[str, ...]]:
    """Value of the group → ids of its members, in the order of the result."""
    sql = page.evidence.sql
    assert sql is not None
    value, ids = sql.columns.index(page.table.group), sql.columns.index("ids")
    order = [row.id for row in page.evidence.indicators] or list(page.evidence.found)
    return {
        str(row[value] or ""): tuple(i for i in order if i in set(str(row[ids]).split(",")))
        for row in sql.rows
    }


def _group_lead(page: _Page, value: str, ids: tuple[str, ...], *, stop: bool, by: str = "") -> None:
    by = by or page.table.group
    label, gloss = _label(page, by, value)
    beside = f" ({gloss})" if gloss else ""
    numbers = _group_citations(page, by, value, ids)
    end = ("。", ".") if stop else ("：", ":")
    most = _MOST[page.table.order][page.en] if page.table.order and page.table.limit == 1 else ""
    if page.table.nth and page.table.order:
        most = _NTH_GROUP[page.table.order][page.en].format(page.table.nth)
    label = most + label
    page.say(f"{label}：共 {len(ids)} 条{end[0]}", f"{label}{beside}: {len(ids)} in all{end[1]}", numbers)


_NTH_GROUP: Mapping[str, tuple[str, str]] = {
    "desc": ("第 {} 多的是", "Number {} from the most: "), "asc": ("第 {} 少的是", "Number {} from the fewest: "),
}  # fmt: skip


def _label(page: _Page, by: str, value: str) -> tuple[str, str]:
    """What a group is called, and its English name beside it, if it has one."""
    if not value:
        return _NONE[by][page.en], ""
    if by == "kind":
        names = _CLAUSE_KIND if page.table.source == "clauses" else _KIND
        return names[value][page.en], ""
    if by == "unit":
        return f"{('单位', 'unit')[page.en]} {value}", ""
    if by == "goal" and page.table.source == "clauses":
        above = next(c for c in page.evidence.clauses if c.id == value)
        return _squeeze(above.title), page.titles.get(value, "")
    if by == "domain":
        heading = _heading(page, value)
        return value, page.titles.get(heading.id, "") if heading else ""
    return value, page.evidence.glosses.get(value, "")


def _heading(page: _Page, title: str) -> Clause | None:
    return next((c for c in page.evidence.clauses if is_domain(c) and c.title == title), None)


def _group_citations(page: _Page, by: str, value: str, ids: tuple[str, ...]) -> tuple[int, ...]:
    """The heading of a domain, else the members where they are few."""
    heading = _heading(page, value) if by == "domain" else None
    if by == "goal" and page.table.source == "clauses":
        heading = next((c for c in page.evidence.clauses if c.id == value), None)
    if heading is not None:
        return (page.cite(heading, 0, len(heading.text)),)
    if len(ids) > MOST_CITED:
        return ()
    if page.table.source == "clauses":
        return tuple(
            page.cite(clause, *_naming(clause)) for clause in page.evidence.clauses if clause.id in ids
        )
    rows = [row for row in page.evidence.indicators if row.id in ids]
    return tuple(dict.fromkeys(_cite_row(page, row) for row in rows))


# --- clauses


def _list_clauses(page: _Page, ids: tuple[str, ...]) -> None:
    """Clauses under their domains, where there are several."""
    told = set(ids[:MOST_LISTED])
    by_id = {clause.id: clause for clause in page.evidence.clauses}
    groups: dict[str, list[str]] = {}
    for i in ids:
        groups.setdefault(domain_of(by_id[i], by_id) or _title_above(page, by_id[i]), []).append(i)
    for value, members in groups.items():
        shown = tuple(i for i in members if i in told)
        if _only_counts(page):
            _group_lead(page, value, tuple(members), stop=True, by="domain")
            continue
        if len(groups) > 1 and shown and page.table.operation != "share":
            _group_lead(page, value, tuple(members), stop=False, by="domain")
        _tell_clauses(page, shown)


def _title_above(page: _Page, clause: Clause) -> str:
    """Title of the domain that a clause's path names; the headings between were not all fetched."""
    above = {_squeeze(c.text).rstrip("。：:") for c in page.evidence.clauses if is_domain(c)}
    label = clause.path[1] if len(clause.path) > 1 else ""
    return PRINTED.sub("", label).strip() if _squeeze(label) in above else ""


def _tell_clauses(page: _Page, ids: tuple[str, ...]) -> None:
    """What each clause is called, and where few are, the sentence that holds a word that was asked for."""
    by_id = {clause.id: clause for clause in page.evidence.clauses}
    for clause in (by_id[i] for i in ids):
        start, end = _naming(clause)
        numbers = [page.cite(clause, start, end)]
        if held := _holding(page, clause):
            part, first, last = held
            numbers.append(
                page.cite(part, *((start, end) if (part, first) == (clause, start) else (first, last)))
            )
        told = tuple(dict.fromkeys(numbers))
        page.sentences.append(Sentence(_squeeze(clause.text[start:end]), told))
        if len(told) > 1 and page.count <= MOST_QUOTED:
            quote = next(citation.quote for citation in page.citations if citation.n == told[-1])
            page.sentences.append(Sentence(_squeeze(quote), told[-1:]))


def _holding(page: _Page, clause: Clause) -> tuple[Clause, int, int] | None:
    """The first sentence of a clause, or of its further paragraphs, that holds a word that was asked for."""
    further = (c for c in page.evidence.clauses if c.parent == clause.id and c.kind == "paragraph")
    for part in (clause, *further):
        for low, high in sentences(part.text):
            piece = part.text[low:high]
            if any(searchable(word) in searchable(piece) for word in page.table.words):
                return part, low + (len(piece) - len(PRINTED.sub("", piece.lstrip()))), high
    return None


def _naming(clause: Clause) -> tuple[int, int]:
    """The first sentence of a clause without its number: what names it."""
    start, end = sentences(clause.text)[0]
    piece = clause.text[start:end]
    return start + len(piece) - len(PRINTED.sub("", piece.lstrip())), end


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
