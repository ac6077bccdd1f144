"""The draft of a table result while it is written: its sentences and citations, and how a row or clause is named and cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.compose import cite
from assistant.numerals import format_decimal
from assistant.passages import sentences
from assistant.plan import cite as cite_piece
from assistant.plan.markers import PRINTED
from assistant.records import Citation, Clause, Evidence, Indicator, Language, Sentence, TableQuery
from assistant.wording import full_name, name_en

UNIT_EN: Mapping[str, str] = {"小时": " hours", "次": " times"}


@dataclass
class Page:
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
        return cite_piece(self.citations, clause, start, end)


def figure(row: Indicator, en: int) -> str:
    """The figure of a row that has one, with its unit, in Chinese (0) or English (1)."""
    assert row.value is not None
    unit = row.unit or ""
    return amount(row.value, UNIT_EN.get(unit, unit) if en else unit)


_MYRIAD = 10_000


def amount(value: Decimal, unit: str) -> str:
    """A figure with its unit; money in 万元, as plans print it (8000万元, not 80000000元)."""
    if unit == "元" and value >= _MYRIAD and value % 1 == 0:
        return f"{format_decimal(value / _MYRIAD)}万元"
    return format_decimal(value) + unit


def named(row: Indicator, page: Page) -> str:
    """What a row is called; with its year where another is called the same (2030年冷藏车保有量)."""
    called = (name_en(row, page.evidence.glosses) if page.en else "") or full_name(row)
    rows = page.evidence.indicators
    years = {other.target_year for other in rows if full_name(other) == full_name(row)}
    if len(years) < 2 or row.target_year is None:
        return called
    return f"{called} in {row.target_year}" if page.en else f"{row.target_year}年{called}"


def cite_row(page: Page, row: Indicator) -> int:
    """Number of the citation of the words that a row was read from."""
    (citation,), _ = cite(replace(page.evidence, indicators=(row,)))
    clause = next(c for c in page.evidence.clauses if c.id == row.clause_id)
    start = clause.text.find(citation.quote)
    return page.cite(clause, start, start + len(citation.quote))


def naming(clause: Clause) -> tuple[int, int]:
    """The first sentence of a clause without its number: what names it."""
    start, end = sentences(clause.text)[0]
    piece = clause.text[start:end]
    return start + len(piece) - len(PRINTED.sub("", piece.lstrip())), end


def squeeze(text: str) -> str:
    """A text without white space, as a clause is told."""
    return re.sub(r"\s+", "", text)
