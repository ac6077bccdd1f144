"""The page 指标: the table of indicators, filtered, sorted, drawn, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from html import escape
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.chart import rows_chart, to_svg
from assistant.lexicon import fold, fold_known
from assistant.numerals import format_decimal
from assistant.records import Indicator, Language
from assistant.ui.books import Book
from assistant.ui.frame import Page, Site, language_of, select_field
from assistant.ui.page_texts import PAGE_TEXTS, PageTexts
from assistant.ui.sheets import Cell, csv_bytes, xlsx_bytes
from assistant.wording import PER_EN, UNIT_EN

NONE: Final = "-"
"""Stands in an address for "has none"."""
COLUMNS: Final = ("name", "demand", "population", "kind", "domain", "year", "clause")


@dataclass(frozen=True, slots=True)
class Choice:
    """筛选: what of the table is shown, as the address says it; "" leaves all.

    Attributes:
        domain, population, kind, unit: the column's value, or NONE for rows that have none.
        q: what the name holds.
        sort: a column of the table, "" for the plan's order; with "-" before it from the end.
    """

    domain: str = ""
    population: str = ""
    kind: str = ""
    unit: str = ""
    q: str = ""
    sort: str = ""

    @classmethod
    def of(cls, request: Request) -> Choice:
        """What the address says; what it does not know is left out."""
        given = {f.name: request.query_params.get(f.name, "")[:100].strip() for f in fields(cls)}
        if given["sort"].removeprefix("-") not in COLUMNS:
            given["sort"] = ""
        return cls(**given)

    @property
    def query(self) -> str:
        """The same as an address has it, with its question mark; "" where all is shown."""
        set_fields = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return f"?{urlencode(set_fields)}" if set_fields else ""


def chosen(rows: Iterable[Indicator], choice: Choice) -> tuple[Indicator, ...]:
    """The rows that a choice leaves, in its order; a sort keeps the plan's order among equals."""
    kept = [row for row in rows if _fits(row, choice)]
    column = choice.sort.removeprefix("-")
    if column:
        kept.sort(key=SORTS[column], reverse=choice.sort.startswith("-"))
    return tuple(kept)


def _fits(row: Indicator, choice: Choice) -> bool:
    for column in ("domain", "population", "kind", "unit"):
        wanted = getattr(choice, column)
        if wanted and (getattr(row, column) or NONE) != wanted:
            return False
    return fold(choice.q) in fold_known((row.population or "") + row.name)


def _spoken(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


def _figure_key(row: Indicator) -> tuple[bool, str, Decimal]:
    """Rows of one unit together, those without a figure last."""
    return row.value is None, (row.unit or "") + (row.per or ""), row.value or Decimal(0)


SORTS: Final[Mapping[str, Callable[[Indicator], tuple[object, ...]]]] = {
    "name": lambda row: _spoken(row.name),
    "demand": _figure_key,
    "population": lambda row: _spoken(row.population or ""),
    "kind": lambda row: (row.kind,),
    "domain": lambda row: _spoken(row.domain),
    "year": lambda row: (row.target_year or 0,),
    "clause": lambda row: tuple((len(part), part) for part in row.clause_id.split(".")),
}


# --- what is shown ---


def demand(row: Indicator, texts: PageTexts, lang: Language) -> str:
    """What is demanded of a row, in words: 不高于 5.5‰."""
    bound = texts.bounds[row.comparator]
    if row.value is None:
        return bound
    figure = format_decimal(row.value) + _unit(row.unit or "", lang)
    since = texts.year_from.format(year=row.base_year) if row.base_year else ""
    if lang == "en":
        return " ".join(filter(None, (bound, figure, since, PER_EN.get(row.per or "", row.per or ""))))
    return f"{row.per or ''}{since}{bound} {figure}".strip()


def _unit(unit: str, lang: Language) -> str:
    """A unit behind a figure; classifiers have no English word."""
    if unit in ("%", "‰"):
        return unit
    return UNIT_EN.get(unit, "") if lang == "en" else f" {unit}" if unit else ""


def name_of(row: Indicator, book: Book, lang: Language) -> str:
    """The row's name, in English where it has a reviewed one."""
    return book.glosses.get(row.name, row.name) if lang == "en" else row.name


def said(value: str | None, book: Book, texts: PageTexts, lang: Language) -> str:
    """A value of a column for a reader."""
    if not value or value == NONE:
        return texts.missing
    return book.glosses.get(value, value) if lang == "en" else value


def _filters(book: Book, choice: Choice, texts: PageTexts, lang: Language) -> str:
    selects = ""
    for column, label in (
        ("domain", texts.domain),
        ("population", texts.population),
        ("kind", texts.kind),
        ("unit", texts.unit),
    ):
        values = dict.fromkeys(getattr(row, column) or NONE for row in book.rows)
        named = {v: texts.kinds[v] if column == "kind" else said(v, book, texts, lang) for v in values}
        selects += select_field(column, label, named.items(), getattr(choice, column), texts.all)
    field = (
        f'<label class="pa-field"><span>{escape(texts.name_holds)}</span>'
        f'<input type="search" name="q" value="{escape(choice.q)}" maxlength="60"></label>'
    )
    sort = f'<input type="hidden" name="sort" value="{escape(choice.sort)}">' if choice.sort else ""
    return (
        f'<form class="pa-filters" method="get" role="search" aria-label="{escape(texts.filters)}">{selects}{field}{sort}'
        f'<div class="pa-filter-buttons"><button class="pa-button" type="submit">{escape(texts.apply)}</button>'
        f'<a class="pa-button pa-second" href="?">{escape(texts.reset)}</a></div></form>'
    )


def _heads(choice: Choice, texts: PageTexts) -> str:
    named = (
        texts.name, texts.demand, texts.population, texts.kind, texts.domain, texts.year, texts.clause,
    )  # fmt: skip
    return "".join(_head(column, name, choice, texts) for column, name in zip(COLUMNS, named, strict=True))


def _head(column: str, name: str, choice: Choice, texts: PageTexts) -> str:
    """A column's heading: a link that sorts by it, then the other way round, then in the plan's order."""
    following = {column: f"-{column}", f"-{column}": ""}.get(choice.sort, column)
    state = {column: "ascending", f"-{column}": "descending"}.get(choice.sort, "none")
    sign = {"ascending": "↑", "descending": "↓"}.get(state, "↕")
    address = escape(replace(choice, sort=following).query or "?")
    return (
        f'<th scope="col" role="columnheader" aria-sort="{state}"><a href="{address}"'
        f' title="{escape(texts.sort_by.format(name=name))}">{escape(name)}'
        f'<span class="pa-sort" aria-hidden="true">{sign}</span></a></th>'
    )


def _row(row: Indicator, book: Book, site: Site, texts: PageTexts, lang: Language) -> str:
    address = site.href(f"/plans/{quote(book.meta.key)}/clauses/{quote(row.clause_id)}")
    title = name_of(row, book, lang)
    own = ' lang="zh-CN"' if title == row.name else ""
    words = f'<span class="pa-words" lang="zh-CN">{escape(" ".join(row.quote.split()))}</span>'
    year = str(row.target_year) if row.target_year else "—"
    cells = (
        f"<strong{own}>{escape(title)}</strong>{words}",
        escape(demand(row, texts, lang)),
        escape(said(row.population, book, texts, lang)),
        escape(texts.kinds[row.kind]),
        escape(said(row.domain, book, texts, lang)),
        year,
        f'<a href="{address}"><code>{escape(row.clause_id)}</code></a>',
    )
    labels = (
        texts.name, texts.demand, texts.population, texts.kind, texts.domain, texts.year, texts.clause,
    )  # fmt: skip
    return (
        '<tr role="row">'
        + "".join(
            f'<td role="cell" data-label="{escape(label)}">{cell}</td>'
            for label, cell in zip(labels, cells, strict=True)
        )
        + "</tr>"
    )


def _table(rows: tuple[Indicator, ...], book: Book, site: Site, choice: Choice, lang: Language) -> str:
    texts = PAGE_TEXTS[lang]
    shown = texts.shown.format(total=len(book.rows), count=len(rows))
    if not rows:
        return f'<p class="pa-count" role="status">{escape(shown)}</p><p>{escape(texts.none_shown)}</p>'
    body = "".join(_row(row, book, site, texts, lang) for row in rows)
    files = "".join(
        f'<a class="pa-button pa-second" download href="indicators.{suffix}{escape(choice.query)}">{escape(name)}</a>'
        for suffix, name in (("csv", texts.csv), ("xlsx", texts.excel))
    )
    return (
        f'<div class="pa-above"><p class="pa-count" role="status">{escape(shown)}</p>'
        f'<div class="pa-files" role="group" aria-label="{escape(texts.download)}">'
        f'<span class="pa-note">{escape(texts.download)}</span>{files}</div></div>'
        f'<table class="pa-table" role="table"><caption class="pa-unseen">{escape(shown)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{_heads(choice, texts)}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _chart(rows: tuple[Indicator, ...], book: Book, lang: Language, texts: PageTexts) -> str:
    data = rows_chart(rows, lang, book.glosses)
    if data is None:
        body = f'<p class="pa-note">{escape(texts.chart_none)}</p>'
    else:
        notes = "".join(f'<p class="pa-note">{escape(note)}</p>' for note in data.notes)
        body = f'<figure class="pa-chart">{to_svg(data, standalone=False)}</figure>{notes}'
    opened = " open" if data is not None and len(rows) < len(book.rows) else ""
    return (
        f'<details class="pa-fold"{opened}><summary>{escape(texts.chart)}</summary>'
        f'<div class="pa-folded">{body}</div></details>'
    )


def sheet(
    rows: Iterable[Indicator], book: Book, lang: Language
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Heads and cells of the file that is downloaded: figures as figures, words as printed."""
    texts = PAGE_TEXTS[lang]
    zh = lang == "zh"
    heads = (
        (texts.name, texts.population, texts.demand, "数值", texts.unit, "基准", texts.kind, "基期年", texts.year, texts.domain, "主要目标", texts.clause, "原文")
        if zh
        else (texts.name, texts.population, texts.demand, "Value", texts.unit, "Per", texts.kind, "Base year", texts.year, texts.domain, "Goal", texts.clause, "Text")
    )  # fmt: skip
    cells: list[tuple[Cell, ...]] = [
        (
            name_of(row, book, lang), row.population and said(row.population, book, texts, lang),
            texts.bounds[row.comparator], row.value, row.unit, row.per, texts.kinds[row.kind], row.base_year,
            row.target_year, said(row.domain, book, texts, lang), row.goal, row.clause_id, " ".join(row.quote.split()),
        )
        for row in rows
    ]  # fmt: skip
    return heads, cells


# --- routes ---


def add(router: APIRouter, site: Site) -> None:
    """The page and its two files."""

    @router.get("/plans/{plan}/indicators", include_in_schema=False)
    def show(plan: str, request: Request) -> Response:
        book = site.opened(request, plan)
        if isinstance(book, Response):
            return book
        lang = language_of(request)
        texts, choice = PAGE_TEXTS[lang], Choice.of(request)
        rows = chosen(book.rows, choice)
        body = (
            f'<section class="pa-card"><h2>{escape(texts.indicators)}</h2><p class="pa-lead">{escape(texts.table_intro)}</p>'
            f"{_filters(book, choice, texts, lang)}{_chart(rows, book, lang, texts)}"
            f"{_table(rows, book, site, choice, lang)}</section>"
        )
        return site.draw(request, PAGE.key, texts.indicators, body, book)

    @router.get("/plans/{plan}/indicators.csv", include_in_schema=False)
    def as_csv(plan: str, request: Request) -> Response:
        return _file(plan, request, "csv")

    @router.get("/plans/{plan}/indicators.xlsx", include_in_schema=False)
    def as_xlsx(plan: str, request: Request) -> Response:
        return _file(plan, request, "xlsx")

    def _file(plan: str, request: Request, suffix: str) -> Response:
        book = site.books.get(plan)
        if book is None:
            return site.missing(request, plan)
        heads, cells = sheet(chosen(book.rows, Choice.of(request)), book, language_of(request))
        made, media = (
            (csv_bytes(heads, cells), "text/csv; charset=utf-8")
            if suffix == "csv"
            else (xlsx_bytes(heads, cells, book.meta.title), XLSX)
        )
        name = f"attachment; filename=\"indicators.{suffix}\"; filename*=UTF-8''{quote(book.meta.title)}.{suffix}"
        return Response(made, media_type=media, headers={"Content-Disposition": name})


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE: Final = Page("indicators", "/plans/{plan}/indicators", {"zh": "指标", "en": "Indicators"}, add)
