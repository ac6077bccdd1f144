"""Checks of figures: each is that of a cited row, with its unit, its bound and its denominator, and each is read."""

from __future__ import annotations

import re

from assistant.numerals import (
    column_head,
    find_quantities,
    find_years,
    is_table_line,
    quantities_apart,
    quantities_at,
    quantities_below,
)
from assistant.patterns import lazy
from assistant.records import Clause, Indicator
from assistant.verify.added import HAN_RUN, beyond
from assistant.verify.case import Case, is_heading, squeeze
from assistant.verify.rows import DOWN, UP, is_bound_of, is_value_of, mentions_in

# Chinese numerals in words of a frame that count nothing.
_NO_COUNT = frozenset({"什么", "一致", "一项", "一句", "统一", "之一", "进一", "一步", "第一"})


_NUMBER_WORD = lazy(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter|dozen"
    r"|twice|double)\b",
    re.IGNORECASE,
)


_PER_ZH = lazy(r"每[^\s，。：；、\d至不达拥]{1,3}")


_PER_EN = lazy(r"\b(?:a|an|per|every|each)\s+(?:day|week|month|year|hundred|thousand|hour)\b", re.IGNORECASE)


def rows_stand(case: Case) -> str | None:
    """A row that the table holds is read again from its clause; a table that was altered shows nothing."""
    for row in case.rows:
        clause = next((c for c in case.clauses if c.id == row.clause_id), None)
        if clause is not None and row.value is None:
            verb = clause.text[row.start : row.end]
            if (UP if row.comparator == "up" else DOWN).search(verb) is None:
                return f"row {row.id} is to go {row.comparator}, its clause says {verb!r}"
        if clause is not None and (name := _strange_in_name(row, clause)):
            return f"row {row.id} is called {name!r}, which its clause is not"
        if clause is None or row.value is None:
            continue
        if not _quote_whole(row, clause):
            return f"row {row.id} is quoted from words that its clause does not have so"
        text = _without_number(clause)
        printed = quantities_at(text, row.start, row.end) + quantities_apart(text, row.start, row.end)
        header = clause.path[-1] if clause.path else ""
        if below := quantities_below(header, clause.text, row.start, row.end):
            printed += below
            if not _is_of_column(row, header, clause):
                return f"row {row.id} is called {row.name!r}, its column {column_head(header, clause.text, row.start)!r}"
        if not any(is_value_of(figure, row) for figure in printed):
            return f"row {row.id} says {row.value}{row.unit or ''}, its clause {clause.text[row.start : row.end]!r}"
        if not any(_bound_stands(figure.comparator, row, clause) for figure in printed):
            return f"row {row.id} says {row.comparator}, its clause {clause.text[row.start : row.end]!r}"
        years = {year for year, _, _ in find_years(clause.text)} | {case.evidence.period[1], None}
        if is_table_line(clause.text):  # its years stand in the header of its table
            years |= set(range(*case.evidence.period))
        said = squeeze(clause.text)
        strange = [part for part in (row.per, row.population) if part and squeeze(part) not in said]
        if strange:
            return f"row {row.id} speaks of {strange[0]!r}, its clause does not"
        if row.target_year not in years:
            return f"row {row.id} is due in {row.target_year}, which neither its clause nor the plan's period says"
    return None


def _is_of_column(row: Indicator, header: str, clause: Clause) -> bool:
    """Whether the figure of a row below a header is named by its own column, and about what its line begins with."""
    title = _UNIT_BEHIND.sub("", squeeze(column_head(header, clause.text, row.start)))
    line = squeeze(clause.text[: row.start])
    if row.population:
        return title.endswith(row.name) and squeeze(row.population) in line
    return row.name.startswith(title) and row.name.removeprefix(title) in line


_UNIT_BEHIND = lazy(r"[（(][^（）()]*[）)]$")


# Single characters that stay alone where a name left out what stood between (机构每年为… → 机构为…).
_PARTICLES = frozenset("为的和与及对在以")


def _strange_in_name(row: Indicator, clause: Clause) -> str:
    """A part of a row's name that is not made of words of its clause; "" where there is none."""
    texts = [squeeze(text) for text in (clause.text, *clause.path)]
    runs = [run.group() for run in HAN_RUN.finditer(row.name) if len(run.group()) > 1]
    return next((run for run in runs if beyond(run, texts, _PARTICLES)), "")


def _without_number(clause: Clause) -> str:
    """The text of a clause with its number blanked out: of 4.12338热线 the point is no decimal one."""
    lead = len(clause.number) if clause.text.startswith(clause.number) else 0
    return " " * lead + clause.text[lead:]


def _quote_whole(row: Indicator, clause: Clause) -> bool:
    """Whether a row's words stand in its clause around its figure, and no figure is cut at their ends."""
    length = len(row.quote)
    inside = [
        at
        for at in range(max(row.end - length, 0), row.start + 1)
        if clause.text.startswith(row.quote, at) and at + length >= row.end
    ]
    read = find_quantities(_without_number(clause))
    return any(not any(q.start < end < q.end for q in read for end in (at, at + length)) for at in inside)


_BOUND_BEFORE = {
    ">=": lazy(r"(?:至少|最少|不得?少于|不得?低于)[\u4e00-\u9fff]{0,16}\s*$"),
    "<=": lazy(r"(?:至多|最多|不得?超过|不得?高于)[\u4e00-\u9fff]{0,16}\s*$"),
}


def _bound_stands(printed: str, row: Indicator, clause: Clause) -> bool:
    """A bound is printed at the figure, or with the first figure of its list (至少…2次…、2次…)."""
    if printed == row.comparator:
        return True
    before = clause.text[: row.start]
    if any(row.comparator == bound and word.search(before) for bound, word in _BOUND_BEFORE.items()):
        return printed == "="  # 至少办好 1 所: a verb stands between
    listed = before[max(before.rfind(mark) for mark in "。；，") + 1 :]
    return printed == "=" and any(q.comparator == row.comparator for q in find_quantities(listed))


def values_found(case: Case) -> str | None:
    """Each figure is one of a cited row."""
    for figure in case.loose:
        if not any(figure.value == row.value or is_value_of(figure, row) for row in case.rows):
            return f"{figure.text!r} does not stand in what the sentence cites"
    return None


def units_agree(case: Case) -> str | None:
    """A figure has the unit of its row."""
    for figure in case.loose:
        rows = [row for row in case.rows if figure.value == row.value]
        if rows and not any(is_value_of(figure, row) for row in rows):
            return f"{figure.text!r}: the plan has the unit {rows[0].unit!r}"
    return None


def comparators_agree(case: Case) -> str | None:
    """A figure is bound as that of its row."""
    for figure in case.loose:
        rows = [row for row in case.rows if is_value_of(figure, row)]
        if rows and not any(is_bound_of(figure, row) for row in rows):
            return f"{figure.text!r}: the plan has the comparator {rows[0].comparator!r}"
    return None


# Words that make a figure one that need not be met exactly.
_ABOUT = lazy(
    r"约|左右|上下|大致|大概|近(?=\d)|\b(?:about|around|approximately|roughly|nearly|almost)\b", re.IGNORECASE
)


def about_kept(case: Case) -> str | None:
    """50%左右 is not 50%, and 50% not about 50%."""
    for figure in case.figures:
        rows = [row for row in case.rows if is_value_of(figure, row) and is_bound_of(figure, row)]
        said = bool(_ABOUT.search(figure.text))
        if rows and all(bool(_ABOUT.search(_printed(row, case))) != said for row in rows):
            return f"{figure.text!r}: the plan has {_printed(rows[0], case)!r}"
    return None


def _printed(row: Indicator, case: Case) -> str:
    return next((c.text[row.start : row.end] for c in case.clauses if c.id == row.clause_id), "")


def numbers_read(case: Case) -> str | None:
    """Every digit, numeral and English number word is part of a figure, a year or a name that was read."""
    covered = bytearray(len(case.said))
    spans = [(q.start, q.end) for q in case.figures] + [
        (start, end) for _, start, end in find_years(case.said)
    ]
    spans += [(m.start, m.end) for m in mentions_in(case) if m.whole]
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    texts = [text for clause in case.clauses for text in (clause.text, *clause.path)]
    if not texts and is_heading(case.sentence):  # what heads quotes names what they speak of (企业、参与)
        texts = [squeeze(text) for c in case.draft.citations for text in (c.quote, *c.path)]
    for at, character in enumerate(case.said):
        if character.isnumeric() and not covered[at] and not _counts_nothing(case.said, at, texts):
            return f"{case.said[max(at - 2, 0) : at + 3]!r} is a number that could not be read"
    word = next((m for m in _NUMBER_WORD.finditer(case.said) if not covered[m.start()]), None)
    return f"{word.group()!r} is a number that could not be read" if word else None


def _counts_nothing(text: str, at: int, clauses: list[str]) -> bool:
    """Whether a Chinese numeral is part of a word that the frame, a cited clause or a heading above it has (一致, 进一步)."""
    if text[at].isdigit():
        return False
    pairs = (text[at - 1 : at + 1], text[at : at + 2])
    return any(len(p) == 2 and (p in _NO_COUNT or any(p in clause for clause in clauses)) for p in pairs)


def denominators_agree(case: Case) -> str | None:
    """每周 is not 每天."""
    texts = [squeeze(clause.text) for clause in case.clauses]
    if not case.rows:
        return None
    for match in _PER_ZH.finditer(case.said):
        if not any(match.group() in text for text in texts):
            return f"{match.group()!r} is no denominator of the cited clause"
    match_en = _PER_EN.search(case.said)
    return f"{match_en.group()!r} is no denominator of the cited row" if match_en else None
