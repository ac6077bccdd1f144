"""The page 家长, without a browser: what it shows, says of bad input, and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.ui.books import Book, Books
from assistant.ui.frame import Site
from assistant.ui.registry import PAGES
from assistant.ui.site import pages_router

PLAN = "daqing-children-2021-2025"
AT = f"/plans/{PLAN}/parents"


@pytest.fixture(scope="module")
def client(book: Book) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages_router(Site(Books({PLAN: lambda: book}), PAGES, lambda: date(2026, 3, 1))))
    with TestClient(app) as opened:
        yield opened


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_before_anything_is_asked_nothing_is_listed_and_nothing_is_wrong(client: TestClient) -> None:
    page = client.get(AT).text
    assert "我的孩子能享受什么" in page
    assert "pa-given" not in page
    assert 'role="alert"' not in page


def test_each_card_has_quote_strength_what_is_open_and_the_next_step(client: TestClient) -> None:
    page = client.get(AT, params={"age": "2岁半", "situation": "残疾"}).text
    cards = re.findall(r"<li><p><strong>.*?</li>", page, re.DOTALL)
    assert len(cards) > 20
    for card in cards:
        assert re.search(r'<blockquote class="pa-quote"[^>]*>.+?<a href="/plans/[^"]+/clauses/2\.', card)
        assert re.search("规划明确|规划推动|目标", card)
        assert "规划没有写：" in card
        assert "12345" in card
    free = next(card for card in cards if "残疾儿童免费康复" in card)
    assert "免费" in free
    assert "金额" not in free


def test_at_the_boundary_a_parent_is_told(client: TestClient) -> None:
    assert "算不算由当地细则决定" in client.get(AT, params={"age": "3"}).text
    assert "算不算由当地细则决定" not in client.get(AT, params={"age": "2岁半"}).text


@pytest.mark.parametrize(
    ("params", "zh", "en"),
    [
        ({"go": "1"}, "请至少选一项", "choose at least one"),
        ({"age": "99"}, "未满 18 周岁", "under 18"),
        ({"age": "<b>"}, "没有读懂年龄", "could not be read"),
        ({"situation": ["孤儿", "留守"]}, "不能是同一个孩子", "cannot both hold"),
    ],
)
def test_bad_input_is_told_plainly(client: TestClient, params: dict[str, object], zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        client.cookies.set("pa-language", lang)
        answer = client.get(AT, params=params)  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert 'role="alert"' in answer.text
        assert words in text_of(answer.text)
        assert "<b>”" not in answer.text
    client.cookies.clear()


def test_what_was_chosen_stays_chosen(client: TestClient) -> None:
    page = client.get(AT, params={"age": '8"岁', "stage": "小学", "situation": "留守"}).text
    assert 'value="8&quot;岁"' in page
    assert '<option value="小学" selected>' in page
    assert 'value="留守" checked' in page


def test_in_english_names_are_english_and_quotes_chinese(client: TestClient) -> None:
    client.cookies.set("pa-language", "en")
    page = text_of(client.get(AT, params={"age": "2y6m"}).text)
    client.cookies.clear()
    assert "Parental leave" in page
    assert "实施3周岁以下婴幼儿父母育儿假" in page
    assert "Children and welfare" in page
    assert "Not in the plan: days" in page


def test_an_unknown_plan_has_no_such_page(client: TestClient) -> None:
    assert client.get("/plans/nowhere/parents").status_code == 404
