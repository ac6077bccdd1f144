"""The pages beside the chat, without a browser: what is shown, filtered, found, and given as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.plan import Doubt
from assistant.records import Duty
from assistant.structure import Tree
from assistant.ui.books import Book, Books
from assistant.ui.finding import find, marked, words_of
from assistant.ui.frame import Page, Site
from assistant.ui.indicators import Choice, chosen, demand
from assistant.ui.page_texts import PAGE_TEXTS, PageTexts
from assistant.ui.registry import PAGES
from assistant.ui.sheets import csv_bytes, xlsx_bytes
from assistant.ui.site import pages_router

EVIL = "<script>alert('x')</script>\"&"
PLAN = "daqing-children-2021-2025"
ZH, EN = PAGE_TEXTS["zh"], PAGE_TEXTS["en"]


@pytest.fixture
def evil(book: Book) -> Book:
    """A plan whose text, names and notes are markup."""
    clause = replace(book.tree.clauses["2.1.g3.2"], id="1", parent="", text=EVIL, title=EVIL, kind="heading")
    row = replace(book.rows[0], name=EVIL, quote=EVIL, population=EVIL, domain=EVIL, clause_id="1", per=EVIL)
    duty = Duty(EVIL, EVIL, "stated", None, "evil", "1", EVIL)
    doubt = Doubt(clause.line, EVIL, EVIL, EVIL)
    return Book(replace(book.meta, key="evil", title=EVIL), Tree({"1": clause}), (row,), (duty,), (doubt,))


@pytest.fixture
def client(book: Book, evil: Book) -> Iterator[TestClient]:
    site = Site(Books({PLAN: lambda: book, "evil": lambda: evil}), PAGES, lambda: date(2026, 3, 1))
    app = FastAPI()
    app.include_router(pages_router(site))
    with TestClient(app) as opened:
        yield opened


def page(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.text


class TestIndicators:
    def test_all_rows_are_shown_in_the_order_of_the_plan(self, client: TestClient, book: Book) -> None:
        shown = page(client, f"/plans/{PLAN}/indicators")
        assert "共 62 条，列出 62 条" in shown
        assert re.findall(r"<td.*?clauses/([\w.]+)\"", shown) == [row.clause_id for row in book.rows]

    def test_filters_narrow_together_and_are_kept_in_the_form(self, client: TestClient, book: Book) -> None:
        shown = page(client, f"/plans/{PLAN}/indicators?domain=儿童与健康&unit=‰&q=死亡")
        assert "共 62 条，列出 3 条" in shown
        assert '<option value="‰" selected>' in shown
        assert 'value="死亡"' in shown

    def test_rows_without_a_unit_can_be_asked_for(self, book: Book) -> None:
        assert {row.unit for row in chosen(book.rows, Choice(unit="-"))} == {None}

    @pytest.mark.parametrize("q", ["婴儿死亡率", "嬰兒死亡率", " 婴儿死亡率"])
    def test_a_name_is_found_in_any_script(self, book: Book, q: str) -> None:
        assert "2.1.g3.2" in {row.clause_id for row in chosen(book.rows, Choice(q=q))}

    def test_sorting_by_figure_keeps_units_apart_and_rows_without_a_figure_last(self, book: Book) -> None:
        rows = chosen(book.rows, Choice(sort="demand"))
        assert rows[-1].value is None
        percents = [row.value for row in rows if row.unit == "%" and not row.per]
        assert percents == sorted(percents)
        shown = [(row.unit, row.per) for row in rows if row.value is not None]
        assert len([1 for n, pair in enumerate(shown) if n == 0 or pair != shown[n - 1]]) == len(set(shown))

    def test_sorting_backwards_is_the_other_way_round(self, book: Book) -> None:
        up, down = (chosen(book.rows, Choice(unit="%", sort=s)) for s in ("demand", "-demand"))
        assert [r.value for r in down] == [r.value for r in up][::-1]

    def test_what_is_demanded_is_said_in_words(self, book: Book) -> None:
        row = next(row for row in book.rows if row.name == "婴儿死亡率")
        assert demand(row, ZH, "zh") == "不高于 5.5‰"
        assert demand(row, EN, "en") == "at most 5.5‰"
        assert demand(
            replace(row, per="每千名儿童", unit="张", value=Decimal("2.5"), comparator=">="), ZH, "zh"
        ) == ("每千名儿童不低于 2.5 张")
        assert demand(replace(row, value=None, comparator="down"), ZH, "zh") == "降低（未定数值）"

    def test_no_row_fits(self, client: TestClient) -> None:
        assert ZH.none_shown in page(client, f"/plans/{PLAN}/indicators?domain=没有")

    def test_an_unknown_column_to_sort_by_is_left_out(self, client: TestClient) -> None:
        assert "列出 62 条" in page(client, f"/plans/{PLAN}/indicators?sort=__class__")

    def test_one_unit_gives_a_chart(self, client: TestClient) -> None:
        shown = page(client, f"/plans/{PLAN}/indicators?unit=‰")
        assert "新生儿死亡率" in shown
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in shown

    def test_csv_holds_what_is_listed(self, client: TestClient) -> None:
        answer = client.get(f"/plans/{PLAN}/indicators.csv?unit=‰&sort=-demand")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["数值"] for row in rows] == ["6.5", "5.5", "3.5"]
        assert rows[1]["要求"] == "不高于"
        assert "attachment" in answer.headers["content-disposition"]

    def test_excel_holds_figures_as_figures(self, client: TestClient) -> None:
        from openpyxl import load_workbook

        answer = client.get(f"/plans/{PLAN}/indicators.xlsx?unit=‰")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        heads = [cell.value for cell in sheet[1]]
        values = [row[heads.index("数值")].value for row in sheet.iter_rows(min_row=2)]
        assert values == [3.5, 5.5, 6.5]
        assert sheet.max_row == 4

    def test_a_formula_is_text_in_both_files(self) -> None:
        from openpyxl import load_workbook

        made = load_workbook(io.BytesIO(xlsx_bytes(("a",), [("=1+1\x01",)], "[x]"))).active
        assert (made["A2"].value, made["A2"].data_type) == ("=1+1", "s")
        assert csv_bytes(("a",), [("=1+1",), ("@x",), (Decimal("-1"),)]).decode("utf-8-sig").split() == [
            "a", "'=1+1", "'@x", "-1",
        ]  # fmt: skip


class TestText:
    def test_every_clause_stands_in_the_tree_once_and_in_order(self, client: TestClient, book: Book) -> None:
        shown = page(client, f"/plans/{PLAN}")
        ids = re.findall(r'id="c-([\w.]+)"', shown)
        assert ids == [c.id for c in book.tree.clauses.values() if c.kind != "title"]

    def test_a_clause_has_its_address_headings_and_rows(self, client: TestClient) -> None:
        shown = page(client, f"/plans/{PLAN}/clauses/2.1.g3.2")
        assert re.search(r'aria-current="true" lang="zh-CN">——婴儿死亡率控制在 5.5‰以下。', shown)
        assert "（一）儿童与健康</a>" in shown
        assert "不高于 5.5‰" in shown
        assert f"/plans/{PLAN}/clauses/2.1.g3.1" in shown

    def test_duties_stand_beside_their_clause_with_their_basis(self, client: TestClient) -> None:
        shown = page(client, f"/plans/{PLAN}/clauses/3.2")
        assert re.search("<strong>妇儿工委</strong> <span[^>]*>负责</span> <span[^>]*>原文明示", shown)

    def test_a_goal_shows_its_lines_and_the_rows_of_them(self, client: TestClient) -> None:
        shown = page(client, f"/plans/{PLAN}/clauses/2.1.g8")
        assert "小学生近视率" in shown
        assert "初中生近视率" in shown

    @pytest.mark.parametrize(
        "path", [f"/plans/{PLAN}/clauses/9.9", "/plans/none", "/plans/none/indicators", "/plans/none/doubts",
                 "/plans/none/indicators.csv", f"/plans/{PLAN}/clauses/..%2f..%2fetc", "/ui/chat.py", "/ui/..%2fchat.py"]
    )  # fmt: skip
    def test_what_there_is_not_is_said_in_a_sentence(self, client: TestClient, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Traceback" not in answer.text

    @pytest.mark.parametrize("words", ["近视", "近視", "近 视", "　近视率　小学生", "5.5‰", "５．５‰"])
    def test_full_text_search_finds_words_in_any_script_and_width(self, book: Book, words: str) -> None:
        assert find(book.tree.clauses.values(), words)

    def test_all_words_must_stand_in_one_clause(self, book: Book) -> None:
        found = find(book.tree.clauses.values(), "小学生 近视率")
        assert [one.clause.id for one in found] == ["2.1.g8.3"]
        assert marked(found[0].clause.text, found[0].spans) == "——<mark>小学生近视率</mark>降至 38%以下。"

    def test_blanks_alone_search_nothing(self, client: TestClient) -> None:
        assert words_of(" 　 ") == ()
        assert 'id="c-1"' in page(client, f"/plans/{PLAN}?q=%20")

    def test_nothing_found_is_said(self, client: TestClient) -> None:
        assert "全文没有同时含有“火星”的条款" in page(client, f"/plans/{PLAN}?q=火星")

    def test_doubtful_wordings_are_quoted_with_their_place(self, client: TestClient, book: Book) -> None:
        shown = page(client, f"/plans/{PLAN}/doubts")
        for doubt in book.doubts:
            assert doubt.quote in shown
            clause = book.clause_at(doubt.line)
            assert clause is not None
            assert re.sub(r"\s", "", doubt.quote) in re.sub(r"\s", "", clause.text)
            assert f"clauses/{clause.id}" in shown

    def test_a_clause_says_that_its_wording_is_doubted(self, client: TestClient, book: Book) -> None:
        clause = book.clause_at(book.doubts[0].line)
        assert clause is not None
        assert ZH.doubt_here in page(client, f"/plans/{PLAN}/clauses/{clause.id}")


class TestEveryPage:
    PATHS = pytest.mark.parametrize("path", ["", "/indicators", "/doubts", "/clauses/1", "?q=script"])

    @PATHS
    def test_all_from_outside_is_text(self, client: TestClient, path: str) -> None:
        shown = page(client, f"/plans/evil{path}")
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown

    def test_what_the_address_holds_is_text(self, client: TestClient) -> None:
        for path in (
            f"/plans/{PLAN}?q={EVIL}",
            f"/plans/{PLAN}/indicators?q={EVIL}&domain={EVIL}&sort={EVIL}",
        ):
            assert "<script>" not in client.get(path).text
        for path in (f"/plans/{PLAN}/clauses/{EVIL.replace('/', '')}", f"/plans/{EVIL.replace('/', '')}"):
            assert "<script>" not in client.get(path).text

    @pytest.mark.parametrize("path", ["", "/indicators", "/doubts", "/clauses/2.1", "/clauses/2.1.g3.2"])
    def test_the_language_is_chosen_once_and_kept(self, client: TestClient, path: str) -> None:
        assert 'lang="zh-CN"' in page(client, f"/plans/{PLAN}{path}")[:60]
        answer = client.get(f"/plans/{PLAN}{path}?lang=en")
        assert answer.url.path == f"/plans/{PLAN}{path}"
        assert "lang" not in answer.url.params
        assert '<html lang="en">' in answer.text
        assert '<html lang="en">' in client.get(f"/plans/{PLAN}/indicators").text

    def test_a_choice_of_language_keeps_the_filter(self, client: TestClient) -> None:
        shown = client.get(f"/plans/{PLAN}/indicators?unit=‰&lang=en")
        assert "3 of 62 rows" in shown.text

    def test_nothing_is_asked_from_elsewhere(self, client: TestClient) -> None:
        for path in ("", "/indicators", "/doubts", "/clauses/2.1"):
            shown = re.sub(r'xmlns="[^"]*"|data:image[^"]*', "", page(client, f"/plans/{PLAN}{path}"))
            assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", shown)

    def test_a_browser_is_told_to_run_no_other_script(self, client: TestClient) -> None:
        policy = client.get(f"/plans/{PLAN}").headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe-eval" not in policy

    def test_links_stand_behind_the_prefix_of_a_proxy(self, book: Book) -> None:
        site = Site(Books({PLAN: lambda: book}), PAGES, root="/ask")
        app = FastAPI()
        app.include_router(pages_router(site))
        shown = TestClient(app).get(f"/plans/{PLAN}/clauses/2.1").text
        links = [link for link in re.findall(r'(?:href|src|action)="([^"]*)"', shown) if link.startswith("/")]
        assert links
        assert all(link.startswith("/ask/") for link in links)

    def test_a_page_for_staff_is_shown_to_staff_only(self, book: Book) -> None:
        staff = Page("log", "/log", {"zh": "记录", "en": "Log"}, None, staff=True)
        site = Site(Books({PLAN: lambda: book}), (*PAGES, staff))
        assert "记录" not in site.nav("chat", "zh")
        assert "记录" in site.nav("chat", "zh", staff=True)

    def test_of_several_plans_each_leads_to_the_same_page_of_the_others(self, client: TestClient) -> None:
        shown = page(client, "/plans/evil/indicators")
        assert f'href="/plans/{PLAN}/indicators">大庆市儿童发展规划' in shown
        assert f'href="/plans/{PLAN}/indicators">大庆市' not in page(client, "/plans/none", 404)

    def test_one_plan_offers_no_choice(self, book: Book) -> None:
        assert Site(Books({PLAN: lambda: book}), PAGES).plans("text", "zh", PLAN) == ""

    def test_both_languages_say_everything(self) -> None:
        for field in fields(PageTexts):
            zh, en = getattr(ZH, field.name), getattr(EN, field.name)
            if isinstance(zh, dict):
                assert zh.keys() == en.keys(), field.name
            else:
                assert bool(zh.strip()) == bool(en.strip()), field.name
                assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en)), field.name
            assert not re.search(r"[\u4e00-\u9fff]", repr(en)), field.name

    def test_files_are_packaged(self, repo: Path) -> None:
        assert '"*.css", "*.js"' in (repo / "pyproject.toml").read_text(encoding="utf-8")
