"""Whether enough is asked of the indicators for a question to be one over the table."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.lexicon import shared_name
from assistant.patterns import lazy
from assistant.records import Indicator, TableQuery
from assistant.tabular.linked import OF_TWO, has_piece
from assistant.tabular.operations import HOW_MANY_THINGS
from assistant.tabular.reading import Reading
from assistant.tabular.several import is_spread


def claimed(query: TableQuery, reading: Reading) -> bool:
    """Whether the one row that is named is only said to be the first (垫底的是X，对不对)."""
    told = reading.nth or reading.of("top")
    if not (told and alone_named(reading) and query.operation == "list"):
        return False
    among = (query.domains or query.units or reading.of("kind")) and len(reading.rows) == 1
    return bool(among or (says_first(reading) and ("indicator" in reading.nouns or len(kin(reading)) > 1)))


def alone_named(reading: Reading) -> Indicator | None:
    """The row that is named by itself, alone or beside what several are called (三个死亡率里婴儿死亡率最高吧)."""
    if len(reading.rows) < 2:
        return next(iter(reading.rows), None)
    led = [[row for row in reading.rows if reading.leads_to(m, row)] for m in reading.named]
    single = [rows[0] for rows in led if len(rows) == 1]
    return single[0] if len(single) == 1 and len(led) > 1 else None


def kin(reading: Reading) -> tuple[str, ...]:
    """Ids of the rows with a figure that are named together, or share the name of the one that is (近视率 of three stages)."""
    names = {shared_name(row) for row in reading.rows}
    rows = reading.rows if len(reading.rows) > 1 else reading.catalog.rows
    return tuple(
        r.id for r in rows if shared_name(r) in names and r.value is not None and r.kind != "relative"
    )


def says_first(reading: Reading) -> bool:
    """Whether it is to be confirmed that a row is the first; 最高 before a figure or 不 only bounds it."""
    tops = [s for s in reading.slots if s.slot == "top"]
    said = all(_SAID_OF_ROW.match(reading.free, s.end) for s in tops)
    return bool(reading.is_yes_no and said and not reading.figures and "count" not in reading.asks)


_SAID_OF_ROW = lazy(
    r"的?(?:那|这)?(?:一?[个项条])?(?:[是就吗吧呢啊嘛么对了，,。；;？?!\n]|$)| ?(?:of|among|in|[,.?;]|target|figure|value|one|cap|$)"
)


def is_table(query: TableQuery, reading: Reading) -> bool:
    """Whether enough is asked of the table for a question to be one over it."""
    if query.placed:
        return True
    operation, filtered = (
        query.operation,
        replace(query, operation="list", aside_years=(), unexplained=()) != TableQuery(),
    )
    noun = bool(reading.nouns & {"indicator", "aim", "goal", "target"}) or reading.demands
    noun = noun or bool(reading.of("named") and reading.named_pieces)
    noun = noun or bool(query.domains and _names_figures(reading))
    alone = (reading.named or ("indicator" not in reading.nouns and not query.order)) and not claimed(
        query, reading
    )
    about = bool(reading.of("mention") and reading.asks and noun and not reading.named)  # are about teachers
    if (
        alone
        and not about
        and len(query.ids) == 1
        and operation not in (*OF_TWO, "compare")
        and not (
            reading.asks
            and _is_selected(replace(query, bounds=tuple(b for b in query.bounds if b.operator != "=")))
        )
    ):
        return False  # one row that is named is looked up
    if operation in OF_TWO and not reading.named and len(query.ids) < 2:
        return bool(is_spread(reading) and filtered)
    if operation in (*OF_TWO, "compare"):
        return len(query.ids) > 1 or (bool(query.ids) and len(reading.people) > 1)
    if operation in ("average", "sum"):
        of_bounds = query.units and (
            query.comparators or query.verbs or query.bounds or query.populations or query.domains
        )
        return len(query.ids) > 1 or bool((noun and filtered) or (query.group and query.kinds) or of_bounds)
    if operation == "absent":
        return noun or bool(query.kinds or query.units or query.bounds or query.ids)
    if operation == "every":
        return bool(query.part) and (noun or filtered)
    if operation == "share":
        return bool(
            (noun and "kinds" not in query.part)
            or query.kinds
            or query.comparators
            or query.units
            or query.verbs
            or query.bounds
            or query.wordings
        )
    if operation == "group":
        return noun or bool(query.kinds or query.units or query.bounds)
    if query.order:
        return noun or bool(
            query.within or query.ids or query.populations or query.units or query.domains or query.pers
            or query.comparators
        )  # fmt: skip
    return _is_selection(query, reading, noun)


def _all_lead_to_rows(query: TableQuery, reading: Reading) -> bool:
    """Whether every word that is left over is one of the names of the rows found."""
    rows = [row for row in reading.catalog.rows if row.id in query.ids]
    words = [word for gap in reading.gaps for word in reading.strange(*gap)]
    return all(any(has_piece(reading, row, word) for row in rows) for word in words)


_ENDS_OPEN = lazy(r"的[呢啊]?[？?。]?$")


def _names_figures(reading: Reading) -> bool:
    """Whether the figures themselves are what is asked about (教育那六个百分数, the percentages of Health)."""
    return any(s.slot == "unit" and _FIGURES.search(s.text) for s in reading.slots)


_FIGURES = lazy(r"[数比率](?:字|值|的)?$|(?:figures?|percentages?|rates?)$")


def _is_selected(query: TableQuery) -> bool:
    """Whether something beside its name selects a row."""
    return bool(query.kinds or query.bounds or query.units or query.verbs or query.wordings or query.whole)


def _is_selection(query: TableQuery, reading: Reading, noun: bool) -> bool:
    """Whether a list or count of rows is asked for."""
    sure = _is_selected(query) or bool(query.base_year or query.comparators or query.goals or query.pers)
    sure = sure or bool(query.words)
    placed = bool(query.domains or query.populations or query.ids)
    strange = any(reading.strange(*gap) for gap in reading.gaps)
    if "indicator" in reading.nouns:
        asked = bool(reading.asks) or "apart" in reading.of("op") or reading.is_request
        return (asked or sure) and (sure or placed or not strange)
    if reading.named_pieces and reading.asks and query.ids:
        return True
    if (
        len(query.ids) > 1
        and reading.nouns
        and "count" in reading.asks
        and HOW_MANY_THINGS.search(reading.free)
    ):
        return not strange  # 近视率的目标有几个
    rates = all(row.unit in ("%", "‰", None) for row in reading.rows)
    if len(query.ids) > 1 and rates and "count" in reading.asks and HOW_MANY_THINGS.search(reading.free):
        return not strange  # 筛查率一共几个; of people, how many there are is the figure
    if len(query.ids) > 1 and rates and query.domains and "list" in reading.asks and not strange:
        return True  # 安全领域的死亡率都有哪些
    if reading.demands and "list" in reading.asks and len(query.ids) > 1 and not strange:
        return True
    plural = any(s.slot == "noun" and s.text.endswith("s") for s in reading.slots)
    listed = reading.lang == "en" and len(query.ids) > 1 and rates and plural and "list" in reading.asks
    if listed and not reading.named and _all_lead_to_rows(query, reading):
        return True  # which death-rate targets are there
    if sure and (reading.asks or reading.of("kind") or noun):
        only_verbs = query.verbs and not (query.kinds or query.bounds or query.units or query.wordings)
        if only_verbs and not noun and strange:
            return False  # 要求建立的数据库: what is to be built, no indicator
        return noun or bool(
            query.kinds or reading.of("unit") or query.ids or query.units or query.verbs or query.wordings
        )
    if sure and reading.lang == "zh" and _ENDS_OPEN.search(reading.text) and not (strange or reading.named):
        told = (query.bounds, query.comparators, query.domains, query.populations, query.units)
        return sum(map(bool, told)) > 1  # 百分比上限里高于25%的
    if (query.pers and reading.asks) or (
        len(reading.rows) > 1 and reading.pers and re.search("哪|which", reading.text)
    ):
        return True
    if "apart" in reading.of("op") and len(query.ids) > 1 and reading.people and not reading.named:
        return True  # 3岁以下和7岁以下的管理率各是多少
    if "stage" in reading.nouns and reading.asks and len(query.ids) > 1:
        return True  # 把睡觉时间按学段列个表
    people = bool(query.populations or (reading.people and query.ids) or "stage" in reading.nouns)
    counts = "count" in reading.asks and HOW_MANY_THINGS.search(reading.free)
    return noun and ("list" in reading.asks or bool(counts)) and people and not reading.named
