"""Trainers in a real browser: from the form to the files, and the page that marks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.course import Material
from assistant.quiz import Quiz, Request, make_quiz
from assistant.quiz.page import to_page
from assistant.ui.books import Book, Books
from assistant.ui.frame import Site
from assistant.ui.registry import PAGES
from assistant.ui.site import pages_router

pytestmark = pytest.mark.browser
PLAN = "daqing-children-2021-2025"


@pytest.fixture(scope="module")
def address(materials: dict[str, Material]) -> Iterator[str]:
    """The pages, served; Gradio is not needed for them."""
    m = materials[PLAN]
    book = Book(m.meta, m.tree, tuple(m.rows.values()), m.duties, (), {**m.glosses, **m.actors})
    app = FastAPI()
    app.include_router(pages_router(Site(Books({PLAN: lambda: book}), PAGES, lambda: date(2026, 3, 1))))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 60
    while not server.started and time.monotonic() < end:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/plans/{PLAN}"
    server.should_exit = True
    thread.join(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


def test_a_course_is_made_edited_and_downloaded(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/courses")
    page.get_by_label("儿童与安全").check()
    page.get_by_label("对象").select_option(label="学校")
    page.get_by_label("时长").select_option("15")
    page.get_by_role("button", name="生成提纲").click()
    box = page.get_by_label("提纲（可以修改）")
    box.fill(box.input_value().replace("# 《", "# 我改的《", 1))
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    path = tmp_path / "a.docx"
    download.value.save_as(path)
    assert download.value.suggested_filename.startswith("我改的《")
    assert docx.Document(str(path)).paragraphs[0].text.startswith("我改的《")


def test_a_wrong_figure_is_told_and_the_text_stays(page: Page, address: str) -> None:
    page.goto(f"{address}/courses?made=1&goal=2.1.g3&minutes=90")
    box = page.get_by_label("提纲（可以修改）")
    box.fill(box.input_value().replace("5.5‰以下", "9.5‰以下", 1))
    page.get_by_role("button", name="Word").click()
    expect(page.get_by_role("alert")).to_contain_text("9.5‰")
    assert "9.5‰以下" in page.get_by_label("提纲（可以修改）").input_value()


def test_a_quiz_is_made_and_its_page_marks(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/quizzes")
    page.get_by_label("题数").fill("10")
    page.get_by_label("卷号").fill("3")
    page.get_by_role("button", name="出题").click()
    expect(page.get_by_role("status").filter(has_text="共 10 题")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="网页（自动判分）").click()
    path = tmp_path / "quiz.html"
    download.value.save_as(path)
    page.goto(path.as_uri())
    expect(page.locator("fieldset")).to_have_count(10)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["courses?made=1&minutes=15", "quizzes?made=1&count=10"])
def test_nothing_is_wider_than_the_screen(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestMarkingPage:
    @pytest.fixture
    def quiz(self, materials: dict[str, Material]) -> Quiz:
        return make_quiz(materials[PLAN], Request(count=15, seed=4))

    @pytest.fixture
    def opened(self, page: Page, quiz: Quiz, tmp_path: Path) -> Page:
        path = tmp_path / "卷 1.html"
        path.write_bytes(to_page(quiz))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        assert [url for url in asked if not url.startswith("file:")] == []
        return page

    def answer(self, page: Page, quiz: Quiz, right: bool) -> None:
        for number, question in enumerate(quiz.questions, 1):
            box: Any = page.locator("fieldset").nth(number - 1)
            if question.kind == "blank":
                box.locator("input").fill(f" {question.answers[0]}。" if right else "不知道")
            elif question.kind == "short":
                box.locator("textarea").fill("略")
            else:
                chosen = question.key if right else [n for n in range(2) if n not in question.key][:1] or [4]
                for n in chosen:
                    box.locator("input").nth(n).check()

    def test_right_answers_get_all_marks(self, opened: Page, quiz: Quiz) -> None:
        self.answer(opened, quiz, right=True)
        opened.get_by_role("button", name="交卷看分").click()
        for tick in opened.locator(".point").all():
            tick.check()
        most = sum(len(q.points) if q.kind == "short" else 1 for q in quiz.questions)
        expect(opened.locator("#score")).to_have_text(f"得分：{most} / {most}")

    def test_wrong_answers_get_none_and_are_explained(self, opened: Page, quiz: Quiz) -> None:
        self.answer(opened, quiz, right=False)
        opened.get_by_role("button", name="交卷看分").click()
        expect(opened.locator("#score")).to_contain_text("得分：0 /")
        for number, question in enumerate(quiz.questions):
            expect(opened.locator(".told").nth(number)).to_contain_text(question.clause_id)
        opened.get_by_role("button", name="重做").click()
        expect(opened.locator("#score")).to_have_text("")
        assert opened.locator("input:checked").count() == 0
