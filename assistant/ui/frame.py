"""What all pages beside the chat share: the record of a page, the site they belong to, head, navigation and document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Final, cast
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.log import Journal, NoJournal
from assistant.records import Language
from assistant.ui.books import Book, Books
from assistant.ui.markup import ICON, header
from assistant.ui.page_texts import PAGE_TEXTS, PageTexts
from assistant.ui.texts import TEXTS, language, period_line

HERE: Final = Path(__file__).parent
LANGUAGE_COOKIE: Final = "pa-language"
VISITOR_COOKIE: Final = "pa-visitor"
HEADERS: Final = {
    "Cache-Control": "no-cache",
    # Whatever a text might smuggle in: no script but ours runs, and nothing is asked from or sent to elsewhere.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Page:
    """页面: an entry of the navigation, and the routes behind it.

    Attributes:
        key: its name in code.
        path: where its entry leads; ``{plan}`` stands for the plan that is read.
        title: its entry, by language.
        add: adds its routes to a router; None where something else serves the path.
        staff: whether only staff may see it; its routes ask ``Site.is_staff`` themselves.
    """

    key: str
    path: str
    title: Mapping[Language, str]
    add: Callable[[APIRouter, Site], None] | None = None
    staff: bool = False


def _nobody(request: Request) -> bool:
    return False


@dataclass(frozen=True)
class Site:
    """网站: what a page is drawn with.

    Attributes:
        books: the plans.
        pages: the entries of the navigation, in order.
        today: the clock that tells whether a plan's period is over.
        root: path prefix behind a proxy, without a slash at its end.
        is_staff: whether a request comes from staff.
        journal: where turns and feedback are kept.
        slips: path that gives what proves a turn, with ``{turn}``; "" where nothing does.
        cases: folder of the evaluation cases, for the numbers that are taken.
    """

    books: Books
    pages: tuple[Page, ...]
    today: Callable[[], date] = date.today
    root: str = ""
    is_staff: Callable[[Request], bool] = _nobody
    journal: Journal = field(default_factory=NoJournal)
    slips: str = ""
    cases: Path | None = None

    def href(self, path: str) -> str:
        """The address of a path on this site, escaped for an attribute."""
        return escape(self.root + path)

    def clause(self, plan: str, clause_id: str) -> str:
        """The address of a clause, escaped for an attribute."""
        return self.href(f"/plans/{quote(plan)}/clauses/{quote(clause_id)}")

    def book_of(self, plan: str) -> Book | None:
        """A plan by its key, the first for any other key."""
        return self.books.get(plan) or self.books.get(next(iter(self.books.keys), ""))

    def period(self, book: Book | None, lang: Language) -> str:
        """What is said of a plan's period as of today."""
        return "" if book is None else period_line(book.meta.period, self.today().year, TEXTS[lang])

    def nav(self, current: str, lang: Language, plan: str = "", staff: bool = False) -> str:
        """The navigation as HTML, the current page marked."""
        plan = plan or next(iter(self.books.keys), "")
        items = "".join(
            f'<li><a href="{self.href(page.path.format(plan=quote(plan)))}"'
            f"{' aria-current=page' if page.key == current else ''}>{escape(page.title[lang])}</a></li>"
            for page in self.pages
            if staff or not page.staff
        )
        return f'<nav class="pa-nav" aria-label="{escape(PAGE_TEXTS[lang].pages)}"><ul>{items}</ul></nav>'

    def plans(self, current: str, lang: Language, plan: str) -> str:
        """Links to the same page of each plan, the one that is read marked; nothing where there is one plan."""
        page = next((page for page in self.pages if page.key == current and "{plan}" in page.path), None)
        books = [book for key in self.books.keys if (book := self.books.get(key)) is not None]
        if page is None or len(books) < 2:
            return ""
        links = "".join(
            f'<li><a lang="zh-CN" href="{self.href(page.path.format(plan=quote(book.meta.key)))}"'
            f"{' aria-current=true' if book.meta.key == plan else ''}>{escape(book.meta.title)}</a></li>"
            for book in books
        )
        label = escape(PAGE_TEXTS[lang].plan)
        return f'<nav class="pa-nav pa-plans" aria-label="{label}"><ul>{links}</ul></nav>'

    def draw(
        self, request: Request, key: str, title: str, body: str, book: Book | None = None, status: int = 200
    ) -> Response:
        """A page as a response, in the language that the browser remembers.

        Args:
            request: what is answered.
            key: the page's entry in the navigation.
            title: what stands in the browser's title bar.
            body: its content as HTML, from a heading of the second level on.
            book: the plan that it shows; the first unless given.
            status: HTTP status.
        """
        lang = language_of(request)
        book = book or self.book_of("")
        names = [book.meta.title] if book else []
        plan = book.meta.key if book else ""
        nav = self.nav(key, lang, plan, self.is_staff(request)) + self.plans(key, lang, plan)
        head = header(names, self.period(book, lang), TEXTS[lang], lang, nav, _language_links(request))
        heading = " · ".join([title, *names])
        return HTMLResponse(document(heading, head, body, PAGE_TEXTS[lang], self.root), status, dict(HEADERS))

    def opened(self, request: Request, plan: str) -> Book | Response:
        """The plan of an address; or the answer instead, where there is none or the language is to change."""
        return switched(request) or self.books.get(plan) or self.missing(request, plan)

    def refused(self, request: Request, title: str) -> Response:
        """403 with what staff may do, under the title of the page."""
        texts = PAGE_TEXTS[language_of(request)]
        return self._told(request, title, texts.not_allowed, 403)

    def missing(self, request: Request, name: str, book: Book | None = None) -> Response:
        """404 with one plain sentence."""
        texts = PAGE_TEXTS[language_of(request)]
        return self._told(request, texts.no_page, texts.no_page_more.format(name=name[:60]), 404, book)

    def _told(
        self, request: Request, title: str, sentence: str, status: int, book: Book | None = None
    ) -> Response:
        """A page that says why there is nothing else on it, and leads back."""
        home = PAGE_TEXTS[language_of(request)].home
        body = (
            f'<section class="pa-card"><h2>{escape(title)}</h2><p>{escape(sentence)}</p>'
            f'<p><a class="pa-button" href="{self.href("/")}">{escape(home)}</a></p></section>'
        )
        return self.draw(request, "", title, body, book, status)


def language_of(request: Request) -> Language:
    """The language that the browser remembers, Chinese unless it does."""
    return language(request.cookies.get(LANGUAGE_COOKIE))


def switched(request: Request) -> Response | None:
    """Where the address asks for a language (``?lang=en``): the same page without that, the choice remembered."""
    wanted = request.query_params.get("lang")
    if wanted not in PAGE_TEXTS:
        return None
    rest = request.url.remove_query_params("lang")
    answer = RedirectResponse(f"?{rest.query}" if rest.query else f"./{rest.path.rsplit('/', 1)[-1]}", 303)
    answer.set_cookie(LANGUAGE_COOKIE, cast("str", wanted), max_age=31_536_000, samesite="lax")
    return answer


def _language_links(request: Request) -> str:
    lang = language_of(request)
    links = ""
    for code, name in (("zh", "中文"), ("en", "English")):
        address = escape(f"?{request.url.include_query_params(lang=code).query}")
        current = ' aria-current="true"' if code == lang else ""
        links += f'<a href="{address}" lang="{TEXTS[language(code)].html_lang}"{current}>{name}</a>'
    return links


def document(title: str, head: str, body: str, texts: PageTexts, root: str) -> str:
    """A whole HTML document on the site's own style; it asks for nothing outside this site."""
    at = f"{escape(root)}/ui"
    return (
        f'<!doctype html><html lang="{texts.html_lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f'{ICON}<link rel="stylesheet" href="{at}/style.css?{mark_of("style.css")}">'
        f'<link rel="stylesheet" href="{at}/pages.css?{mark_of("pages.css")}">'
        f'<script src="{at}/copying.js?{mark_of("copying.js")}"></script>'
        f'<script src="{at}/pages.js?{mark_of("pages.js")}"></script></head><body class="pa-body">'
        f'<a class="pa-skip" href="#pa-content">{escape(texts.skip)}</a><div id="pa-head">{head}</div>'
        f'<main id="pa-content" class="pa-content" tabindex="-1">{body}</main>'
        f'<footer class="pa-footer">{escape(texts.footer)}</footer></body></html>'
    )


def select_field(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str, none: str | None = None
) -> str:
    """A field to choose one of several in, each its value and what is shown of it; ``none`` is shown where nothing is chosen."""
    shown = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(said)}</option>'
        for value, said in options
    )
    first = "" if none is None else f'<option value="">{escape(none)}</option>'
    return f'<label class="pa-field"><span>{escape(label)}</span><select name="{name}">{first}{shown}</select></label>'


@cache
def mark_of(name: str) -> str:
    """What changes in an address when a file of the site has changed, so that browsers may keep it."""
    return hashlib.sha256((HERE / name).read_bytes()).hexdigest()[:8]
