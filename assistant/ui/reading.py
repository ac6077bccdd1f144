"""The page 原文: the plan as a tree, full-text search, a clause with what hangs on it, doubtful wordings."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.plan import Doubt
from assistant.records import Clause, Duty, Indicator, Language
from assistant.ui.books import Book
from assistant.ui.finding import Found, find, marked
from assistant.ui.frame import Page, Site, language_of
from assistant.ui.indicators import demand, name_of, said
from assistant.ui.page_texts import PAGE_TEXTS, PageTexts

MOST_FOUND: Final = 100
_AROUND: Final = 60  # characters beside the words found
_NEIGHBOURS: Final = 2  # clauses shown before and behind one
_BEFORE: Final = 160  # characters that those before it may have


# --- the tree ---


def _address(book: Book, site: Site, clause_id: str = "") -> str:
    path = f"/plans/{quote(book.meta.key)}"
    return site.href(f"{path}/clauses/{quote(clause_id)}" if clause_id else path)


def _parts(book: Book, parent: str) -> tuple[Clause, ...]:
    return tuple(c for c in book.tree.clauses.values() if c.parent == parent and c.kind != "title")


def _leaf(clause: Clause, book: Book, site: Site) -> str:
    """A clause with its number as a link to it."""
    kind = "heading" if clause.kind in ("title", "heading") else clause.kind
    return (
        f'<p class="pa-clause pa-clause-{kind}" id="c-{escape(clause.id)}" lang="zh-CN">{escape(clause.text)}'
        f'<a class="pa-anchor" href="{_address(book, site, clause.id)}">{escape(clause.id)}</a></p>'
    )


def _branch(clause: Clause, book: Book, site: Site, depth: int) -> str:
    """A clause and what stands under it; headings fold, the first level is open."""
    below = "".join(_branch(part, book, site, depth + 1) for part in _parts(book, clause.id))
    if clause.kind != "heading" or not below:
        return _leaf(clause, book, site) + (f'<div class="pa-under">{below}</div>' if below else "")
    opened = " open" if depth == 0 or not clause.number else ""
    anchor = f'<a class="pa-anchor" href="{_address(book, site, clause.id)}">{escape(clause.id)}</a>'
    return (
        f'<details class="pa-branch pa-depth-{depth}" id="c-{escape(clause.id)}"{opened}><summary>'
        f'<span lang="zh-CN">{escape(_heading(clause))}</span></summary>'
        f'<p class="pa-anchored">{anchor}</p>{below}</details>'
    )


def _tree(book: Book, site: Site) -> str:
    title = "".join(escape(c.text) for c in book.tree.clauses.values() if c.kind == "title")
    roots = _parts(book, "")
    body = "".join(_branch(clause, book, site, 0) for clause in roots)
    return f'<div class="pa-tree" role="group"><p class="pa-clause pa-plan-title" lang="zh-CN">{title}</p>{body}</div>'


def _contents(book: Book, site: Site, texts: PageTexts, lang: Language, current: str = "") -> str:
    """The headings as links, those of labels left out."""
    within = _above(book, current)
    items = "".join(_entry(clause, book, site, lang, current, within) for clause in _parts(book, ""))
    return (
        f'<nav class="pa-contents" aria-label="{escape(texts.contents)}"><h2 class="pa-panel-title">{escape(texts.contents)}</h2>'
        f"<ol>{items}</ol></nav>"
    )


def _entry(
    clause: Clause, book: Book, site: Site, lang: Language, current: str, within: frozenset[str]
) -> str:
    if clause.kind != "heading":
        return ""
    below = "".join(_entry(c, book, site, lang, current, within) for c in _parts(book, clause.id) if c.number)
    title = book.tree.glosses.get(clause.id, _heading(clause)) if lang == "en" else _heading(clause)
    own = "" if lang == "en" and clause.id in book.tree.glosses else ' lang="zh-CN"'
    mark = (
        ' aria-current="page"'
        if clause.id == current
        else ' class="pa-within"'
        if clause.id in within
        else ""
    )
    link = f'<a href="{_address(book, site, clause.id)}"{own}{mark}>{escape(title)}</a>'
    return f"<li>{link}{f'<ol>{below}</ol>' if below else ''}</li>"


def _heading(clause: Clause) -> str:
    """What a clause is called: its number and its title, without the stop or colon behind it."""
    return clause.number + clause.title if clause.title else clause.text


def _above(book: Book, clause_id: str) -> frozenset[str]:
    """Ids of what a clause stands under, itself included."""
    found: list[str] = []
    while clause_id and clause_id in book.tree.clauses:
        found.append(clause_id)
        clause_id = book.tree.clauses[clause_id].parent
    return frozenset(found)


# --- search ---


def _search_form(book: Book, site: Site, texts: PageTexts, words: str = "") -> str:
    return (
        f'<form class="pa-search" role="search" method="get" action="{_address(book, site)}">'
        f'<label class="pa-field"><span>{escape(texts.search_label)}</span>'
        f'<input type="search" name="q" value="{escape(words)}" maxlength="60"></label>'
        f'<button class="pa-button" type="submit">{escape(texts.search)}</button></form>'
    )


def _results(words: str, book: Book, site: Site, texts: PageTexts) -> str:
    found = find(book.tree.clauses.values(), words)
    back = f'<p><a href="{_address(book, site)}">{escape(texts.search_clear)}</a></p>'
    if not found:
        return f'<p class="pa-count" role="status">{escape(texts.found_none.format(words=words))}</p>{back}'
    count = sum(len(one.spans) for one in found)
    items = "".join(_result(one, book, site) for one in found[:MOST_FOUND])
    more = texts.found_more.format(count=MOST_FOUND) if len(found) > MOST_FOUND else ""
    return (
        f'<p class="pa-count" role="status">{escape(texts.found.format(words=words, count=count))} {escape(more)}</p>'
        f'<ol class="pa-results" lang="zh-CN">{items}</ol>{back}'
    )


def _result(found: Found, book: Book, site: Site) -> str:
    clause = found.clause
    path = " › ".join((*clause.path, clause.id))
    return (
        f'<li><a href="{_address(book, site, clause.id)}">{escape(path)}</a>'
        f'<p class="pa-clause">{marked(clause.text, found.spans, _AROUND)}</p></li>'
    )


# --- one clause ---


def _clause_page(clause: Clause, book: Book, site: Site, lang: Language) -> str:
    texts = PAGE_TEXTS[lang]
    main = (
        f'<section class="pa-card pa-one"><h2 class="pa-unseen">{escape(texts.clause)} {escape(clause.id)}</h2>'
        f"{_breadcrumb(clause, book, site, texts)}{_context(clause, book, site)}"
        f"{_tools(clause, book, site, texts)}{_place(clause, texts)}{_steps(clause, book, site, texts)}</section>"
    )
    side = f'<aside class="pa-card" aria-labelledby="pa-beside">{_beside(clause, book, site, texts, lang)}</aside>'
    contents = f'<div class="pa-card pa-left">{_search_form(book, site, texts)}{_contents(book, site, texts, lang, clause.id)}</div>'
    return f'<div class="pa-three">{contents}{main}{side}</div>'


def _breadcrumb(clause: Clause, book: Book, site: Site, texts: PageTexts) -> str:
    above: list[Clause] = []
    parent = clause.parent
    while parent in book.tree.clauses:
        above.insert(0, book.tree.clauses[parent])
        parent = above[0].parent
    items = "".join(
        f'<li><a href="{_address(book, site, c.id)}">{escape(_heading(c))}</a></li>' for c in above
    )
    home = f'<li><a href="{_address(book, site)}">{escape(book.meta.title)}</a></li>'
    return (
        f'<nav class="pa-crumbs" aria-label="{escape(texts.place)}"><ol lang="zh-CN">{home}{items}</ol></nav>'
    )


def _context(clause: Clause, book: Book, site: Site) -> str:
    """The clause, marked, among its neighbours; of a heading, or of what has parts, the parts."""
    below = _parts(book, clause.id)
    if below:
        inner = "".join(_leaf(part, book, site) for part in below)
        return f'<div class="pa-clauses">{_cited(clause)}<div class="pa-under">{inner}</div></div>'
    before, after = _neighbours(clause, book)
    leaves = ["".join(_leaf(c, book, site) for c in part) for part in (before, after)]
    return f'<div class="pa-clauses">{leaves[0]}{_cited(clause)}{leaves[1]}</div>'


def _neighbours(clause: Clause, book: Book) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """What stands before and behind a clause under the same heading; long ones before it would push it out of sight."""
    siblings = _parts(book, clause.parent)
    at = siblings.index(clause) if clause in siblings else 0
    before = siblings[max(0, at - _NEIGHBOURS) : at]
    while sum(len(c.text) for c in before) > _BEFORE:
        before = before[1:]
    return before, siblings[at + 1 : at + _NEIGHBOURS + 1]


def _cited(clause: Clause) -> str:
    kind = "heading" if clause.kind in ("title", "heading") else clause.kind
    return (
        f'<p class="pa-clause pa-clause-{kind} pa-cited" id="clause" aria-current="true" lang="zh-CN">'
        f"{escape(clause.text)}</p>"
    )


def _tools(clause: Clause, book: Book, site: Site, texts: PageTexts) -> str:
    ask = urlencode({"q": texts.ask_what.format(clause_id=clause.id)})
    return (
        f'<p class="pa-tools"><button type="button" class="pa-button pa-second" data-copy-link data-done="{escape(texts.copied)}">'
        f'{escape(texts.copy_link)}</button><a class="pa-button pa-second" href="{site.href("/")}?{escape(ask)}">'
        f'{escape(texts.ask_about)}</a><a class="pa-button pa-second" href="{_address(book, site)}#c-{quote(clause.id)}">'
        f"{escape(texts.in_text)}</a></p>"
    )


def _place(clause: Clause, texts: PageTexts) -> str:
    repaired = any(segment.change not in ("", "wrap") for segment in clause.segments)
    note = f'<p class="pa-note">{escape(texts.repaired)}</p>' if repaired else ""
    return (
        f'<dl class="pa-place"><div><dt>{escape(texts.clause_id)}</dt><dd><code>{escape(clause.id)}</code></dd></div>'
        f"<div><dt>{escape(texts.place)}</dt><dd>{escape(texts.line.format(line=clause.line))}</dd></div></dl>{note}"
    )


def _steps(clause: Clause, book: Book, site: Site, texts: PageTexts) -> str:
    """The clauses before and behind, in the order of the text."""
    ids = [i for i, c in book.tree.clauses.items() if c.kind != "title"]
    if clause.id not in ids:
        return ""
    at = ids.index(clause.id)
    links = [(texts.previous, "prev", ids[at - 1])] if at else []
    links += [(texts.next, "next", ids[at + 1])] if at + 1 < len(ids) else []
    made = "".join(
        f'<a rel="{rel}" href="{_address(book, site, i)}">{escape(name)} <code>{escape(i)}</code></a>'
        for name, rel, i in links
    )
    return f'<p class="pa-steps-links">{made}</p>'


def _beside(clause: Clause, book: Book, site: Site, texts: PageTexts, lang: Language) -> str:
    """Indicators and duties of a clause and of what stands under it, and the doubts about its wording."""
    ids = frozenset(book.below(clause.id))
    rows = [row for row in book.rows if row.clause_id in ids]
    duties = [duty for duty in book.duties if duty.clause_id in ids]
    doubts = [d for d in book.doubts if (at := book.clause_at(d.line)) is not None and at.id == clause.id]
    body = f'<h2 id="pa-beside" class="pa-panel-title">{escape(texts.beside)}</h2>'
    if doubts:
        body += (
            f'<p class="pa-note">{escape(texts.doubt_here)}</p>{_doubt_list(doubts, book, site, texts, lang)}'
        )
    if rows:
        body += (
            f"<h3>{escape(texts.rows_here)}</h3><ul>{''.join(_row(r, book, texts, lang) for r in rows)}</ul>"
        )
    if duties:
        body += f"<h3>{escape(texts.duties_here)}</h3><ul>{''.join(_duty(d, book, texts, lang) for d in duties)}</ul>"
    return body if rows or duties or doubts else f'{body}<p class="pa-note">{escape(texts.nothing_here)}</p>'


def _row(row: Indicator, book: Book, texts: PageTexts, lang: Language) -> str:
    year = f" · {texts.year} {row.target_year}" if row.target_year else ""
    title = name_of(row, book, lang)
    own = ' lang="zh-CN"' if title == row.name else ""
    words = f"{texts.kinds[row.kind]} · {demand(row, texts, lang)}{year}"
    return f'<li><strong{own}>{escape(title)}</strong><span class="pa-note">{escape(words)}</span></li>'


def _duty(duty: Duty, book: Book, texts: PageTexts, lang: Language) -> str:
    actor = said(duty.actor, book, texts, lang) if duty.actor else texts.missing
    basis = f'<span class="pa-badge pa-plain">{escape(texts.bases[duty.basis])}</span>'
    source = f'<span class="pa-note" lang="zh-CN">{escape(duty.document or duty.what)}</span>'
    return f'<li><strong>{escape(actor)}</strong> <span lang="zh-CN">{escape(duty.role)}</span> {basis}{source}</li>'


# --- doubtful wordings ---


def _doubt_list(doubts: Iterable[Doubt], book: Book, site: Site, texts: PageTexts, lang: Language) -> str:
    return f'<ul class="pa-doubts">{"".join(_doubt(d, book, site, texts, lang) for d in doubts)}</ul>'


def _doubt(doubt: Doubt, book: Book, site: Site, texts: PageTexts, lang: Language) -> str:
    clause = book.clause_at(doubt.line)
    link = ""
    if clause is not None:
        link = f'<a href="{_address(book, site, clause.id)}"><code>{escape(clause.id)}</code></a> · '
    note = doubt.en if lang == "en" else doubt.zh
    return (
        f'<li><blockquote class="pa-quote" lang="zh-CN">{escape(doubt.quote)}</blockquote><p>{escape(note)}</p>'
        f'<p class="pa-note">{link}{escape(texts.doubt_line.format(line=doubt.line))}</p></li>'
    )


# --- routes ---


def add(router: APIRouter, site: Site) -> None:
    """The whole text, one clause, the doubtful wordings."""

    @router.get("/plans", include_in_schema=False)
    def first(request: Request) -> Response:
        return RedirectResponse(f"plans/{quote(site.books.keys[0])}", 307)

    @router.get("/plans/{plan}", include_in_schema=False)
    def whole(plan: str, request: Request, q: str = "") -> Response:
        book = site.opened(request, plan)
        if isinstance(book, Response):
            return book
        lang = language_of(request)
        texts, words = PAGE_TEXTS[lang], " ".join(q[:60].split())
        main = _results(words, book, site, texts) if words else _tree(book, site)
        counted = texts.doubts_counted.format(count=len(book.doubts))
        doubts = f'<a href="{_address(book, site)}/doubts">{escape(counted)}</a>'
        body = (
            f'<div class="pa-two"><div class="pa-card pa-left">{_search_form(book, site, texts, words)}'
            f'<p class="pa-doubts-link">{doubts}</p>{_contents(book, site, texts, lang)}</div>'
            f'<section class="pa-card"><h2>{escape(texts.text)}</h2><p class="pa-lead">{escape(texts.text_intro)}</p>{main}</section></div>'
        )
        return site.draw(request, PAGE.key, words or texts.text, body, book)

    @router.get("/plans/{plan}/doubts", include_in_schema=False)
    def doubtful(plan: str, request: Request) -> Response:
        book = site.opened(request, plan)
        if isinstance(book, Response):
            return book
        lang = language_of(request)
        texts = PAGE_TEXTS[lang]
        listed = _doubt_list(book.doubts, book, site, texts, lang)
        body = (
            f'<section class="pa-card"><h2>{escape(texts.doubts)}</h2><p class="pa-lead">{escape(texts.doubts_intro)}</p>'
            f"{listed if book.doubts else f'<p>{escape(texts.doubts_none)}</p>'}"
            f'<p><a href="{_address(book, site)}">{escape(texts.search_clear)}</a></p></section>'
        )
        return site.draw(request, PAGE.key, texts.doubts, body, book)

    @router.get("/plans/{plan}/clauses/{clause_id}", include_in_schema=False)
    def one(plan: str, clause_id: str, request: Request) -> Response:
        book = site.opened(request, plan)
        if isinstance(book, Response):
            return book
        clause = book.tree.clauses.get(clause_id)
        if clause is None:
            return site.missing(request, clause_id, book)
        lang = language_of(request)
        title = f"{clause.id} {clause.title or clause.text[:20]}"
        return site.draw(request, PAGE.key, title, _clause_page(clause, book, site, lang), book)


PAGE: Final = Page("text", "/plans/{plan}", {"zh": "原文", "en": "Full text"}, add)
