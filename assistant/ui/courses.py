"""The page 课件: a course as an outline to edit and take away, and a quiz with its key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Final
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assistant import course, quiz
from assistant.course.files import WRITERS as COURSE_WRITERS
from assistant.documents import safe_name
from assistant.errors import CourseError
from assistant.quiz.files import WRITERS as QUIZ_WRITERS
from assistant.records import Language
from assistant.settings import read_settings
from assistant.ui.books import Book
from assistant.ui.course_forms import (
    COURSE_TEXTS,
    Asked,
    alert,
    course_form,
    material_language,
    number,
    one,
    outline_form,
    questions,
    quiz_form,
)
from assistant.ui.frame import Page, Site, language_of

LARGEST: Final = 1_000_000
"""Bytes of a form that is sent; the longest outline, percent-encoded, has fewer."""
_MEDIA: Final[Mapping[str, str]] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv; charset=utf-8",
    "gift": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def _course_request(asked: Asked, page: Language) -> course.Request:
    return course.Request(
        tuple(asked.get("domain", ())),
        tuple(asked.get("goal", ())),
        one(asked, "audience", "cadres")[:40],
        number(asked, "minutes", 45),
        material_language(asked, page),
        one(asked, "title")[:200],
    )


def _quiz_request(asked: Asked, page: Language) -> quiz.Request:
    return quiz.Request(
        number(asked, "count", 20),
        tuple(asked.get("kind", ())),
        tuple(asked.get("source", ())),
        tuple(asked.get("domain", ())),
        tuple(asked.get("goal", ())),
        number(asked, "seed", 1),
        material_language(asked, page),
        one(asked, "title")[:200],
    )


def _queried(request: Request) -> dict[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _file(content: bytes, title: str, suffix: str) -> Response:
    name = quote(safe_name(title, suffix))
    headers = {
        "Content-Disposition": f"attachment; filename=\"file{suffix}\"; filename*=UTF-8''{name}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=_MEDIA[suffix.rsplit(".", 1)[-1]], headers=headers)


class _Desk:
    """Where courses and quizzes are made for the pages; what is read of a plan is kept."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._read: dict[str, course.Material] = {}

    def material(self, book: Book) -> course.Material:
        key = book.meta.key
        if key not in self._read:
            corpus = read_settings().corpus
            self._read[key] = course.Material.read(
                book.meta, book.tree, book.rows, book.duties, book.glosses, corpus
            )
        return self._read[key]

    # --- what is shown -------------------------------------------------------------------------------

    def _tabs(self, book: Book, current: str, lang: Language) -> str:
        links = ""
        for key, path in (("course", "courses"), ("quiz", "quizzes")):
            shown = (
                'class="pa-button" aria-current="page"' if key == current else 'class="pa-button pa-second"'
            )
            address = self.site.href(f"/plans/{quote(book.meta.key)}/{path}")
            links += f'<a {shown} href="{address}">{escape(COURSE_TEXTS[lang][key])}</a>'
        return f'<nav class="pa-tools" aria-label="{escape(COURSE_TEXTS[lang]["course"])}">{links}</nav>'

    def _card(self, request: Request, book: Book, key: str, body: str, status: int = 200) -> Response:
        lang = language_of(request)
        texts = COURSE_TEXTS[lang]
        whole = (
            f'<section class="pa-card"><h2>{escape(texts[key])}</h2>{self._tabs(book, key, lang)}'
            f'<p class="pa-lead">{escape(texts[f"{key}_intro"])}</p>{body}</section>'
        )
        return self.site.draw(request, PAGE.key, texts[key], whole, book, status)

    def _address(self, book: Book) -> str:
        return self.site.href(f"/plans/{quote(book.meta.key)}/courses")

    # --- what is asked for ---------------------------------------------------------------------------

    def courses(self, plan: str, request: Request) -> Response:
        """The form, and the outline where one is asked for."""
        book = self.site.opened(request, plan)
        if isinstance(book, Response):
            return book
        lang, asked, material = language_of(request), _queried(request), self.material(book)
        below, status = "", 200
        if "made" in asked:
            try:
                made = course.make_course(material, _course_request(asked, lang))
                below = outline_form(self._address(book), course.to_markdown(made), lang)
            except CourseError as error:
                below, status = alert(error, lang), 422
        return self._card(request, book, "course", course_form(book, material, asked, lang) + below, status)

    def export(self, plan: str, request: Request, asked: Asked) -> Response:
        """The edited outline as a file; where it does not hold, the page with all that was written."""
        if (book := self.site.books.get(plan)) is None:
            return self.site.missing(request, plan)
        lang, text, material = language_of(request), one(asked, "outline"), self.material(book)
        suffix = one(asked, "form") if one(asked, "form") in COURSE_WRITERS else ".md"
        try:
            made = course.from_markdown(text.replace("\r\n", "\n"), material)
            return _file(COURSE_WRITERS[suffix](made, material), made.title, suffix)
        except CourseError as error:
            body = alert(error, lang) + outline_form(self._address(book), text, lang)
            return self._card(request, book, "course", body, 422)

    def quizzes(self, plan: str, request: Request) -> Response:
        """The form, and the questions or a file of them where a quiz is asked for."""
        book = self.site.opened(request, plan)
        if isinstance(book, Response):
            return book
        lang, asked = language_of(request), _queried(request)
        below, status = "", 200
        if "made" in asked:
            try:
                made = quiz.make_quiz(self.material(book), _quiz_request(asked, lang))
                if (suffix := one(asked, "form")) in QUIZ_WRITERS:
                    return _file(QUIZ_WRITERS[suffix](made), made.title, suffix)
                below = questions(made, escape(f"?{request.url.query}"), lang)
            except CourseError as error:
                below, status = alert(error, lang), 422
        return self._card(request, book, "quiz", quiz_form(book, asked, lang) + below, status)


async def _form_of(request: Request) -> dict[str, list[str]] | None:
    """The fields of a form that was sent; None where it is too large."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)


def add(router: APIRouter, site: Site) -> None:
    """The routes of courses and quizzes."""
    desk = _Desk(site)

    @router.post("/plans/{plan}/courses", include_in_schema=False)
    async def export(plan: str, request: Request) -> Response:
        asked = await _form_of(request)
        if asked is None:
            said = COURSE_TEXTS[language_of(request)]["too_large"]
            return Response(said, 413, media_type="text/plain; charset=utf-8")
        return await run_in_threadpool(partial(desk.export, plan, request, asked))

    router.get("/plans/{plan}/courses", include_in_schema=False)(desk.courses)
    router.get("/plans/{plan}/quizzes", include_in_schema=False)(desk.quizzes)


PAGE: Final = Page("courses", "/plans/{plan}/courses", {"zh": "课件", "en": "Courses"}, add)
