"""What a reader does with answers and conversations: rate, ask again, change, reopen, delete, save, and what staff see."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import LogError
from assistant.log import Journal, NoJournal, SqliteJournal, Wanted
from assistant.records import Answer, Citation, Duty, Grounds, Query, Sentence, Step, TableQuery
from assistant.ui.books import read_audiences
from assistant.ui.feedback import cases
from assistant.ui.frame import Site
from assistant.ui.handlers import Handlers, View
from assistant.ui.markup import bases
from assistant.ui.session import Session
from assistant.ui.site import Visitor, pages_router
from assistant.ui.texts import TEXTS

RATE = "2025年婴儿死亡率目标是多少？"
PHONE = "妇儿工委办公室的电话是多少？"
HELP = Step("help", "", 0.1)  # who has listened for distress may keep the words
ZH = TEXTS["zh"]


def request(visitor: str = "browser-one", **query: str) -> Any:
    made = gr.Request.__new__(gr.Request)
    made.request = None
    made.kwargs = {"cookies": {"pa-visitor": visitor}, "query_params": query}
    return made


def event(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


@pytest.fixture
def page(core: Any, journal: Journal, site: Site) -> Handlers:
    return Handlers(core, lambda: date(2026, 3, 1), journal, replace(site, is_staff=lambda _: False))


def ask(page: Handlers, typed: str, session: Session | None = None, who: Any = None, **data: str) -> View:
    *_, last, listed = page.ask(typed, session or Session(), "zh", event(**data), who or request())
    return last._replace(past=listed.past)


class TestRating:
    def test_what_a_reader_says_is_kept_with_its_reason(self, page: Handlers, journal: Journal) -> None:
        session = ask(page, RATE).session
        view = page.rate(
            session,
            "zh",
            event(turn="0", verdict="down", reason="wrong_source", note="第3条 13800138000"),
            request(),
        )
        kept = journal.turns(Wanted(verdict="down"))[0].feedback
        assert (kept.reason, kept.text.startswith("第3条")) == ("wrong_source", True)
        assert "13800138000" not in kept.text
        assert view.session.entries[0].verdict == "down"
        assert ZH.rate_thanks in view.log

    def test_the_same_again_takes_it_back(self, page: Handlers, journal: Journal) -> None:
        session = ask(page, RATE).session
        for expected in ("up", ""):
            session = page.rate(session, "zh", event(turn="0", verdict="up"), request()).session
            assert session.entries[0].verdict == expected
        assert journal.turns(Wanted(verdict="up")) == ()

    @pytest.mark.parametrize(
        "sent",
        [{}, {"turn": "7", "verdict": "up"}, {"turn": "0", "verdict": "x"}, {"turn": "-1", "verdict": "up"}],
    )
    def test_a_browser_may_send_anything(
        self, page: Handlers, journal: Journal, sent: dict[str, str]
    ) -> None:
        session = ask(page, RATE).session
        page.rate(session, "zh", event(**sent), request())
        assert journal.turns(Wanted(verdict="up")) == ()

    def test_a_reason_that_is_none_is_left_out(self, page: Handlers, journal: Journal) -> None:
        session = ask(page, RATE).session
        page.rate(session, "zh", event(turn="0", verdict="down", reason="<script>"), request())
        assert journal.turns(Wanted(verdict="down"))[0].feedback.reason == ""

    def test_a_log_that_fails_says_so_and_leaves_the_answer(self, page: Handlers, journal: Journal) -> None:
        session = ask(page, RATE).session

        def broken(*_: object) -> None:
            raise LogError("the disk is full")

        journal.give_feedback = broken  # type: ignore[method-assign]
        view = page.rate(session, "zh", event(turn="0", verdict="up"), request())
        assert ZH.rate_failed in view.log
        assert "5.5‰" in view.log
        assert "disk" not in str(view)

    def test_without_a_log_there_is_nothing_to_rate_and_nothing_listed(self, core: Any) -> None:
        view = list(Handlers(core, date.today, NoJournal()).ask(RATE, Session(), "zh", event(), request()))[
            -1
        ]
        assert "5.5‰" in view.log
        assert ZH.rate_down not in view.log
        assert Handlers(core, date.today).past(Session(), "zh", request()) == ""


class TestAgain:
    def test_asking_again_replaces_the_turn_and_those_after_it(self, page: Handlers) -> None:
        session = ask(page, PHONE, ask(page, RATE).session).session
        session = ask(page, "", session, question=RATE, again="0").session
        assert [entry.question for entry in session.entries] == [RATE]

    def test_a_changed_question_replaces_its_turn(self, page: Handlers) -> None:
        session = ask(page, PHONE, ask(page, RATE).session).session
        view = page.edit(session, "zh", event(turn="1"))
        assert view.box == PHONE
        session = ask(page, "新的问题", view.session).session
        assert [entry.question for entry in session.entries] == [RATE, "新的问题"]
        assert session.editing is None

    def test_a_turn_that_is_not_there_is_not_changed(self, page: Handlers) -> None:
        session = ask(page, RATE).session
        assert page.edit(session, "zh", event(turn="5")) == View()


class TestConversations:
    def test_a_reload_finds_the_conversation(self, page: Handlers) -> None:
        session = ask(page, PHONE, ask(page, RATE).session).session
        frame = page.arrive(request(c=session.key))
        assert [entry.question for entry in frame.session.entries] == [RATE, PHONE]
        assert "5.5‰" in frame.log

    def test_another_browser_does_not(self, page: Handlers) -> None:
        session = ask(page, RATE).session
        assert page.arrive(request("browser-two", c=session.key)).session.entries == ()
        assert page.arrive(request("", c=session.key)).session.entries == ()
        assert page.past(Session(), "zh", request("browser-two")) == ""

    def test_they_are_listed_opened_and_go_on(self, page: Handlers, core: Any) -> None:
        first = ask(page, RATE).session
        ask(page, PHONE)
        listed = page.past(Session(), "zh", request())
        assert "历史对话（2）" in listed
        assert RATE in listed
        view = page.reopen(Session(), "zh", event(conversation=first.key), request())
        ask(page, "那新生儿呢", view.session)
        assert [turn.question for turn in core.histories[-1]] == [RATE]

    def test_one_is_deleted_for_good(self, page: Handlers, journal: Journal) -> None:
        first, second = ask(page, RATE).session, ask(page, PHONE).session
        view = page.forget(second, "zh", event(conversation=first.key), request())
        assert "历史对话（1）" in view.past
        assert journal.turns_of("browser-one", first.key) == ()
        assert (
            page.reopen(second, "zh", event(conversation=first.key), request()).status.count(ZH.past_gone)
            == 1
        )

    def test_the_one_that_is_open_is_closed_with_it(self, page: Handlers) -> None:
        session = ask(page, RATE).session
        view = page.forget(session, "zh", event(conversation="*"), request())
        assert view.session == Session()
        assert view.past == ""

    def test_a_question_in_the_address_waits_in_the_box(self, page: Handlers) -> None:
        frame = page.arrive(request(q="2.1.g8.4的内容是什么？"))
        assert frame.box["value"] == "2.1.g8.4的内容是什么？"
        assert frame.session.entries == ()

    def test_the_address_may_ask_for_a_language(self, page: Handlers) -> None:
        assert page.arrive(request(lang="en")).language == "en"
        assert page.arrive(request(lang="<x>")).language == "zh"

    def test_the_address_cannot_bring_markup(self, page: Handlers) -> None:
        frame = page.arrive(request(c="<script>", q="<script>"))
        assert frame.session == Session()
        assert frame.box["value"] == "<script>"  # a text area's value is text

    def test_titles_with_markup_are_text(self, page: Handlers) -> None:
        listed = ask(page, "<script>alert(1)</script>是什么").past
        assert "<script>" not in listed
        assert "&lt;script&gt;" in listed


class TestWelcome:
    def test_questions_stand_under_who_may_ask_them(self, page: Handlers) -> None:
        shown = page.log(Session(), "zh")
        assert re.search(f"家长.*{re.escape(RATE)}", shown)

    def test_the_plan_has_questions_for_three_kinds_of_readers(self, repo: Path) -> None:
        read = read_audiences(repo / "corpus" / "daqing-children-2021-2025" / "audiences.toml")
        assert len(read) == 3
        assert all(audience.questions["zh"] and audience.questions["en"] for audience in read)

    def test_a_plan_without_them_has_none(self, tmp_path: Path) -> None:
        assert read_audiences(tmp_path / "audiences.toml") == ()


class TestSlip:
    def test_an_answer_that_was_checked_can_be_saved_as_its_proof(self, page: Handlers, core: Any) -> None:
        answer = core.stream

        def grounded(*args: Any, **options: Any) -> Iterator[Any]:
            for event_ in answer(*args, **options):
                yield replace(event_, grounds=Grounds()) if isinstance(event_, Answer) else event_

        core.stream = grounded
        proving = replace(page, site=replace(page.site, slips="/api/answers/{turn}/slip"))
        view = ask(proving, RATE)
        turn = view.session.entries[0].turn
        assert f'href="/api/answers/{turn}/slip"' in view.log

    def test_without_proof_there_is_no_link(self, page: Handlers) -> None:
        assert ZH.slip not in ask(page, RATE).log


class TestSource:
    def test_the_panel_leads_to_the_page_of_the_clause(self, page: Handlers) -> None:
        panel = ask(page, RATE).panel
        assert 'href="/plans/daqing-children-2021-2025/clauses/2.1.g3.2"' in panel

    def test_the_navigation_stands_in_the_head(self, page: Handlers) -> None:
        header = page.header("zh", request())
        assert 'href="/plans/daqing-children-2021-2025/indicators"' in header
        assert "反馈" not in header


class TestBases:
    def answer(self, **more: Any) -> Answer:
        cite = Citation(1, "clause", "p", "1", (), "q", 0, 1, False)
        return replace(Answer("问", "问", "answered", None, "zh", (Sentence("甲", (1,)),), (cite,)), **more)

    def test_words_of_the_plan_are_stated(self) -> None:
        assert bases(self.answer()) == ("stated",)

    def test_arithmetic_is_derived(self) -> None:
        query = Query("问", "zh", table=TableQuery(operation="difference"))
        assert bases(self.answer(query=query)) == ("stated", "derived")

    def test_each_basis_of_duties_is_told_once_in_one_order(self) -> None:
        duties = tuple(Duty("甲", "负责", basis) for basis in ("unstated", "external", "derived", "derived"))  # type: ignore[arg-type]
        assert bases(self.answer(duties=duties)) == ("stated", "derived", "external", "unstated")

    def test_a_refusal_rests_on_nothing(self) -> None:
        assert bases(self.answer(status="abstained", reason="not_in_plan", citations=())) == ()


@pytest.fixture
def client(site: Site) -> TestClient:
    app = FastAPI()
    app.include_router(pages_router(site))
    app.add_middleware(Visitor)
    return TestClient(app)


class TestFiles:
    @pytest.fixture
    def key(self, page: Handlers) -> str:
        session = ask(page, RATE).session
        return ask(page, "<script>x</script> # *问*[1]", session).session.key

    def test_markdown_holds_questions_answers_and_sources(self, client: TestClient, key: str) -> None:
        client.cookies.set("pa-visitor", "browser-one")
        text = client.get(f"/conversations/{key}.md").text
        assert f"## {RATE}" in text
        assert "婴儿死亡率控制在5.5‰以下" in text
        assert "2.1.g3.2" in text
        assert ZH.notice in text
        assert r"\<script\>x\</script\> \# \*问\*\[1\]" in text

    def test_word_holds_the_same(self, client: TestClient, key: str) -> None:
        from docx import Document

        client.cookies.set("pa-visitor", "browser-one")
        made = Document(io.BytesIO(client.get(f"/conversations/{key}.docx").content))
        text = "\n".join(paragraph.text for paragraph in made.paragraphs)
        assert RATE in text
        assert "婴儿死亡率控制在5.5‰以下" in text
        assert "<script>x</script> # *问*[1]" in text
        assert made.core_properties.title.startswith("大庆市")

    @pytest.mark.parametrize("who", ["browser-two", ""])
    def test_nobody_else_gets_it(self, client: TestClient, key: str, who: str) -> None:
        if who:
            client.cookies.set("pa-visitor", who)
        for suffix in ("md", "docx"):
            answer = client.get(f"/conversations/{key}.{suffix}")
            assert answer.status_code == 404
            assert RATE not in answer.text

    def test_what_a_model_wrote_is_labelled_in_both(self, client: TestClient, journal: SqliteJournal) -> None:
        from docx import Document

        said = Answer("问", "问", "answered", None, "zh", (Sentence("甲。"),), mode="model", steps=(HELP,))
        journal.record(said, browser="browser-one", conversation="k")
        client.cookies.set("pa-visitor", "browser-one")
        assert "AI 生成" in client.get("/conversations/k.md").text
        made = Document(io.BytesIO(client.get("/conversations/k.docx").content))
        assert "AI 生成" in made.core_properties.comments

    def test_each_browser_gets_a_name_that_no_script_reads(self, client: TestClient) -> None:
        cookie = client.get("/plans/daqing-children-2021-2025").headers["set-cookie"]
        assert re.match(r"pa-visitor=[\w-]{32}; .*HttpOnly; SameSite=Lax", cookie)
        client.cookies.set("pa-visitor", "x")
        assert "set-cookie" not in client.get("/plans/daqing-children-2021-2025").headers


class TestFeedbackPage:
    @pytest.fixture
    def staff(self, client: TestClient, page: Handlers) -> TestClient:
        session = ask(page, RATE).session
        page.rate(
            session, "zh", event(turn="0", verdict="down", reason="unclear", note="<b>看不懂</b>"), request()
        )
        ask(page, PHONE)
        client.cookies.set("staff", "1")
        return client

    def test_staff_see_what_was_wrong_and_what_was_refused(self, staff: TestClient) -> None:
        shown = staff.get("/feedback").text
        assert RATE in shown
        assert PHONE in shown
        assert "看不明白 · &lt;b&gt;看不懂&lt;/b&gt;" in shown

    @pytest.mark.parametrize(
        ("query", "questions"),
        [
            ("kind=down", {RATE}),
            ("kind=refused", {PHONE}),
            ("kind=all&q=电话", {PHONE}),
            ("kind=up", set()),
            ("since=2999-01-01", set()),
        ],
    )
    def test_it_is_filtered(self, staff: TestClient, query: str, questions: set[str]) -> None:
        shown = staff.get(f"/feedback?{query}").text
        assert {question for question in (RATE, PHONE) if f"<strong>{question}" in shown} == questions

    @pytest.mark.parametrize(
        "query", ["kind=<script>", "page=-1", "page=99", "page=²", "since=<script>", "q=<script>"]
    )
    def test_a_bad_address_is_no_error(self, staff: TestClient, query: str) -> None:
        answer = staff.get(f"/feedback?{query}")
        assert answer.status_code == 200
        assert "<script>" not in answer.text

    def test_it_becomes_evaluation_cases_with_the_turns_before(
        self, staff: TestClient, page: Handlers
    ) -> None:
        ask(page, PHONE, ask(page, RATE).session)
        lines = staff.get("/feedback/cases.jsonl?kind=refused").text.splitlines()
        made = [json.loads(line) for line in lines]
        assert [case["turns"] for case in made] == [[RATE, PHONE], [PHONE]]
        assert [case["id"] for case in made] == ["lg-001", "lg-002"]
        assert made[0]["must"] == []

    def test_numbers_of_cases_are_not_given_twice(
        self, journal: Journal, page: Handlers, tmp_path: Path
    ) -> None:
        (tmp_path / "a.jsonl").write_text('{"id": "lg-041"}\n', encoding="utf-8")
        ask(page, PHONE)
        assert json.loads(cases(journal, journal.turns(Wanted()), tmp_path))["id"] == "lg-042"

    def test_cases_are_for_staff(self, client: TestClient, page: Handlers) -> None:
        ask(page, PHONE)
        answer = client.get("/feedback/cases.jsonl")
        assert answer.status_code == 403
        assert PHONE not in answer.text

    def test_nobody_else_sees_it(self, client: TestClient, page: Handlers) -> None:
        ask(page, PHONE)
        answer = client.get("/feedback")
        assert answer.status_code == 403
        assert PHONE not in answer.text
