"""The page 课件 without a browser: forms, outlines to edit, files, and what is said where something cannot be made."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import docx
import pptx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from assistant.course import Material
from assistant.records import Duty
from assistant.structure import Tree
from assistant.ui.books import Book, Books
from assistant.ui.course_forms import COURSE_TEXTS
from assistant.ui.courses import LARGEST
from assistant.ui.frame import Site
from assistant.ui.registry import PAGES
from assistant.ui.site import pages_router

PLAN = "daqing-children-2021-2025"
COURSES, QUIZZES = f"/plans/{PLAN}/courses", f"/plans/{PLAN}/quizzes"
EVIL = "<script>alert('x')</script>\"&"


def book_of(material: Material) -> Book:
    glosses = {**material.glosses, **material.actors}
    return Book(material.meta, material.tree, tuple(material.rows.values()), material.duties, (), glosses)


@pytest.fixture(scope="module")
def client(materials: dict[str, Material]) -> Iterator[TestClient]:
    material = materials[PLAN]
    clause = replace(
        material.tree.clauses["2.1"], id="1", parent="", text=EVIL, title=EVIL, number="一、", path=()
    )
    part = replace(material.tree.clauses["2.1.m1"], id="1.1", parent="1", text=EVIL, title=EVIL, path=(EVIL,))
    evil = Book(
        replace(material.meta, key="evil", title=EVIL), Tree({"1": clause, "1.1": part}), (),
        (Duty(EVIL, EVIL, "stated", None, "evil", "1.1", EVIL, 0, len(EVIL)),),
    )  # fmt: skip
    books = {
        PLAN: lambda: book_of(material),
        "evil": lambda: evil,
        "water": lambda: book_of(materials["water"]),
    }
    app = FastAPI()
    app.include_router(pages_router(Site(Books(books), PAGES, lambda: date(2026, 3, 1))))
    with TestClient(app) as opened:
        yield opened


def outline_of(answer: Response) -> str:
    match = re.search(r"<textarea name=\"outline\"[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)
    assert match
    return html.unescape(match[1])


class TestCourses:
    def test_the_form_offers_domains_goals_audiences_and_lengths(self, client: TestClient) -> None:
        shown = client.get(COURSES).text
        for word in (
            "儿童与健康",
            "预防和控制儿童近视",
            "基层干部",
            "学校",
            "医疗机构",
            "社区",
            "15 分钟",
            "90 分钟",
        ):
            assert word in shown
        assert "<textarea" not in shown

    def test_an_outline_is_made_edited_and_taken_away(self, client: TestClient) -> None:
        made = client.get(COURSES, params={"made": 1, "domain": "2.1", "audience": "schools", "minutes": 15})
        assert made.status_code == 200
        outline = outline_of(made)
        assert outline.startswith("# 《大庆市儿童发展规划（2021-2025年）》培训：儿童与健康")
        edited = outline.replace("# 《", "# 秋季班《", 1).replace("\n", "\r\n")
        for form, read in ((".docx", docx.Document), (".pptx", pptx.Presentation)):
            answer = client.post(COURSES, data={"outline": edited, "form": form})
            assert answer.status_code == 200
            assert "秋季班《大庆市" in unquote(answer.headers["content-disposition"])
            read(io.BytesIO(answer.content))
        assert client.post(COURSES, data={"outline": edited, "form": ".md"}).text == edited.replace(
            "\r\n", "\n"
        )

    def test_what_was_chosen_stays_chosen(self, client: TestClient) -> None:
        shown = client.get(COURSES, params={"made": 1, "domain": ["2.1", "2.2"], "minutes": 90}).text
        assert re.findall(r'name="domain" value="([\d.]+)" checked', shown) == ["2.1", "2.2"]
        assert '<option value="90" selected>' in shown

    def test_a_wrong_figure_is_not_exported_and_the_text_is_kept(self, client: TestClient) -> None:
        made = client.get(COURSES, params={"made": 1, "goal": "2.1.g3", "minutes": 90})
        spoilt = outline_of(made).replace("5.5‰以下", "6.0‰以下", 1)
        answer = client.post(COURSES, data={"outline": spoilt, "form": ".docx"})
        assert answer.status_code == 422
        assert "对不上" in answer.text
        assert 'role="alert"' in answer.text
        assert outline_of(answer) == spoilt

    @pytest.mark.parametrize(
        "params",
        [{"minutes": "30"}, {"minutes": "<b>"}, {"audience": EVIL}, {"domain": EVIL}, {"goal": "9.9"}],
    )
    def test_what_cannot_be_made_is_said_on_the_page(
        self, client: TestClient, params: dict[str, str]
    ) -> None:
        answer = client.get(COURSES, params={"made": 1, **params})
        assert answer.status_code == 422
        assert COURSE_TEXTS["zh"]["failed"] in answer.text
        assert "<script>alert" not in answer.text

    def test_a_form_that_is_too_large_is_refused(self, client: TestClient) -> None:
        answer = client.post(COURSES, data={"outline": "长" * LARGEST})
        assert answer.status_code == 413

    @pytest.mark.parametrize("path", ["courses", "quizzes"])
    def test_a_plan_that_there_is_not_is_said(self, client: TestClient, path: str) -> None:
        assert client.get(f"/plans/none/{path}").status_code == 404

    def test_other_plans_have_courses(self, client: TestClient) -> None:
        answer = client.get("/plans/water/courses", params={"made": 1, "minutes": 45})
        assert answer.status_code == 200
        assert "(water)" in outline_of(answer)

    @pytest.mark.parametrize("path", ["courses", "quizzes"])
    def test_markup_of_a_plan_stays_text(self, client: TestClient, path: str) -> None:
        shown = client.get(f"/plans/evil/{path}", params={"made": 1, "count": 1, "minutes": 15}).text
        assert "<script>alert" not in shown


class TestQuizzes:
    def test_a_quiz_is_shown_with_its_answers_folded(self, client: TestClient) -> None:
        shown = client.get(QUIZZES, params={"made": 1, "count": 10, "kind": "single"}).text
        assert "共 10 题" in shown
        assert shown.count('<div class="pa-question">') == 10
        assert shown.count("答案与解析") == 10

    @pytest.mark.parametrize("form", [".docx", ".key.docx", ".csv", ".gift", ".html"])
    def test_its_files_are_of_the_paper_that_is_shown(self, client: TestClient, form: str) -> None:
        params = {"made": 1, "count": 10, "seed": 5, "kind": "truth", "title": "甲/乙"}
        shown = client.get(QUIZZES, params=params).text
        address = html.unescape(re.search(rf'href="(\?[^"]*form={re.escape(form)})"', shown)[1])
        answer = client.get(QUIZZES + address)
        assert answer.status_code == 200
        assert "甲_乙" + form in unquote(answer.headers["content-disposition"])
        first = html.unescape(re.search(r"<strong>1\.</strong> (.*?)</p>", shown)[1])
        if form.endswith("docx"):
            text = "\n".join(p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs)
        else:
            text = answer.content.decode("utf-8-sig").replace("\\", "")
        assert first in text

    @pytest.mark.parametrize(
        "params", [{"count": "9999"}, {"count": "x"}, {"count": "0"}, {"kind": EVIL}, {"domain": "9"}]
    )
    def test_what_cannot_be_made_is_said_on_the_page(
        self, client: TestClient, params: dict[str, str]
    ) -> None:
        answer = client.get(QUIZZES, params={"made": 1, **params})
        assert answer.status_code == 422
        assert COURSE_TEXTS["zh"]["failed"] in answer.text
        assert "<script>alert" not in answer.text

    def test_both_pages_speak_english(self, client: TestClient) -> None:
        client.cookies.set("pa-language", "en")
        try:
            assert "Made from" in client.get(QUIZZES).text
            answer = client.get(COURSES, params={"made": 1, "minutes": 15})
            assert "Training on Daqing" in outline_of(answer)
        finally:
            client.cookies.delete("pa-language")

    def test_texts_are_complete(self) -> None:
        assert COURSE_TEXTS["zh"].keys() == COURSE_TEXTS["en"].keys()
