"""The page's pure parts: what is marked, what is escaped, what is said, in what order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import gradio as gr
import pytest

import assistant.ui
from assistant.records import Answer, Citation, Clause, Dropped, Duty, Segment, SqlResult, Status, Step, Turn
from assistant.ui import build_page, markup
from assistant.ui.feet import Rating, answer_foot
from assistant.ui.handlers import Handlers, View, payload
from assistant.ui.session import Entry, Session, find_citation, history
from assistant.ui.source import Opened, highlight, panel, quote_span, source_offset
from assistant.ui.texts import TEXTS, Texts, duration, language, outcome, period_line

ZH, EN = TEXTS["zh"], TEXTS["en"]
EVIL = "<script>alert('x')</script>\"&"
LANGS = pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])


def clause(text: str = "——婴儿死亡率控制在5.5‰以下。", clause_id: str = "2.1.g3.2", at: int = 2317) -> Clause:
    segments = (Segment(0, len(text), at, at + len(text)),)
    return Clause("p", clause_id, "target", "", "", (), "", text, at, at + len(text), 73, segments)


def citation(quote: str = "婴儿死亡率控制在5.5‰以下", start: int = 2319, n: int = 1) -> Citation:
    path = ("（一）儿童与健康", "主要目标")
    return Citation(n, "clause", "p", "2.1.g3.2", path, quote, start, start + len(quote), False)


def answer(**changes: object) -> Answer:
    basis = Answer("问", "问", "answered", None, citations=(citation(),))
    return replace(basis, **changes)


def handlers(core: object) -> Handlers:
    return Handlers(core, lambda: date(2026, 3, 1))  # type: ignore[arg-type]


def event(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


class TestHighlight:
    def test_only_the_exact_quote_is_marked(self) -> None:
        assert highlight(clause(), citation()) == "——<mark>婴儿死亡率控制在5.5‰以下</mark>。"

    @pytest.mark.parametrize(
        "quote", ["婴儿死亡率控制在5.6‰以下", "婴儿死亡率 控制在5.5‰以下", "婴儿死亡率控制在5.5‰以上", ""]
    )
    def test_a_quote_that_is_not_there_is_not_guessed(self, quote: str) -> None:
        assert quote_span(clause(), citation(quote)) is None
        assert highlight(clause(), citation(quote)) == "<mark>——婴儿死亡率控制在5.5‰以下。</mark>"

    def test_of_two_equal_places_the_source_tells_which(self) -> None:
        twice = clause("占90%以上，占90%以上。", at=100)
        assert quote_span(twice, citation("90%以上", 101)) == (1, 6)
        assert quote_span(twice, citation("90%以上", 108)) == (8, 13)

    def test_of_two_equal_places_none_is_marked_where_the_source_does_not_tell(self) -> None:
        assert quote_span(clause("占90%以上，占90%以上。", at=100), citation("90%以上", 0)) is None

    def test_places_behind_a_joined_line_follow_the_segments(self) -> None:
        segments = (Segment(0, 4, 10, 14), Segment(4, 5, 14, 17, "wrap"), Segment(5, 9, 17, 21))
        joined = replace(clause("甲乙丙丁，戊己庚辛"), segments=segments)
        assert [source_offset(joined, at) for at in (0, 3, 4, 5, 8, 9)] == [10, 13, 14, 17, 20, None]

    def test_inside_a_repair_there_is_no_place(self) -> None:
        repaired = replace(clause("甲乙丙"), segments=(Segment(0, 3, 10, 12, "r1"),))
        assert source_offset(repaired, 0) == 10
        assert source_offset(repaired, 1) is None

    def test_text_is_escaped_around_and_inside_the_mark(self) -> None:
        shown = highlight(clause("<b>甲<i>乙"), citation("甲<i>"))
        assert shown == "&lt;b&gt;<mark>甲&lt;i&gt;</mark>乙"


class TestPanel:
    @LANGS
    def test_everything_from_outside_is_escaped(self, texts: Texts) -> None:
        cited = replace(citation(EVIL), path=(EVIL,), clause_id=EVIL)
        around = (clause(EVIL, "x"), clause(EVIL, EVIL))
        for opened in (
            Opened(0, answer(citations=(cited,)), cited, around),
            Opened(0, answer(citations=(cited,)), cited, ()),
            Opened(0, answer(), replace(cited, source="document", document=EVIL), ()),
        ):
            shown = panel(opened, texts)
            assert "<script" not in shown
            assert "&lt;script&gt;" in shown

    def test_the_clause_stands_among_its_neighbours_and_alone_is_marked(self) -> None:
        around = (clause("前一条。", "a"), clause(), clause("后一条。", "b"))
        shown = panel(Opened(0, answer(), citation(), around), ZH)
        assert shown.count("<mark>") == shown.count('aria-current="true"') == 1
        assert shown.index("前一条") < shown.index("<mark>") < shown.index("后一条")
        assert "（一）儿童与健康" in shown
        assert "2.1.g3.2" in shown
        assert "第 73 行起的条款，第 2320–2333 字" in shown

    def test_a_duty_says_on_what_basis_it_stands(self) -> None:
        derived = answer(duties=(Duty("政府", "负责", "derived", 1), Duty("", "负责", "unstated")))
        assert ZH.bases["derived"] in panel(Opened(0, derived, citation(), (clause(),)), ZH)
        assert ZH.bases["unstated"] not in panel(Opened(0, derived, citation(), (clause(),)), ZH)

    def test_a_whole_clause_that_is_marked_is_said_to_be(self) -> None:
        other = replace(citation("不在条款里"), repaired=True)
        shown = panel(Opened(0, answer(), other, (clause(),)), ZH)
        assert ZH.whole_clause in shown
        assert ZH.repaired in shown

    def test_a_clause_that_cannot_be_read_still_shows_the_quote(self) -> None:
        shown = panel(Opened(0, answer(), citation(), ()), ZH)
        assert "婴儿死亡率控制在5.5‰以下" in shown
        assert ZH.source_gone in shown

    def test_each_citation_has_its_button_and_the_opened_one_is_pressed(self) -> None:
        both = answer(citations=(citation(), citation(n=2)))
        shown = panel(Opened(3, both, both.citations[1], (clause(),)), EN)
        assert 'data-turn="3" data-n="1" aria-pressed="false">Citation 1<' in shown
        assert 'data-turn="3" data-n="2" aria-pressed="true">Citation 2<' in shown


class TestTexts:
    def test_both_languages_say_everything(self) -> None:
        for field in fields(Texts):
            zh, en = getattr(ZH, field.name), getattr(EN, field.name)
            if isinstance(zh, dict):
                assert zh.keys() == en.keys(), field.name
                assert all(zh.values()), field.name
                assert all(en.values()), field.name
            else:
                assert zh.strip(), field.name
                assert en.strip(), field.name

    def test_both_languages_fill_in_the_same_fields(self) -> None:
        for field in fields(Texts):
            zh, en = getattr(ZH, field.name), getattr(EN, field.name)
            if isinstance(zh, str):
                assert _slots(zh) == _slots(en), field.name

    def test_english_is_english(self) -> None:
        assert not re.search(r"[\u4e00-\u9fff]", repr([getattr(EN, f.name) for f in fields(Texts)]))

    @LANGS
    def test_every_status_has_a_badge_and_a_sentence(self, texts: Texts) -> None:
        for status in get_args(Status):
            assert texts.outcomes[status]
            assert texts.fallbacks[status]

    @LANGS
    def test_the_reason_decides_and_an_unknown_reason_does_not_break(self, texts: Texts) -> None:
        scope = outcome(answer(status="abstained", reason="wrong_scope"), texts)
        assert scope == texts.outcomes["abstained/wrong_scope"]
        assert outcome(answer(status="abstained", reason="new"), texts) == texts.outcomes["abstained"]

    def test_the_period_is_told_as_of_today(self) -> None:
        lines = [period_line((2021, 2025), year, ZH) for year in (2020, 2021, 2025, 2026)]
        assert [("尚未开始" in line, "已经结束" in line) for line in lines] == [
            (True, False), (False, False), (False, False), (False, True),
        ]  # fmt: skip
        assert all("2021–2025" in line for line in lines)

    def test_short_times_and_remembered_languages(self) -> None:
        assert [duration(ms) for ms in (0, 0.4, 1.0, 12.6, 1234)] == [
            "<1 ms",
            "<1 ms",
            "1 ms",
            "13 ms",
            "1,234 ms",
        ]
        assert [language(value) for value in ("en", "zh", "", None, "<x>")] == ["en", "zh", "zh", "zh", "zh"]


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


class TestMarkup:
    def test_marks_are_buttons_for_what_is_cited_and_text_otherwise(self) -> None:
        shown = markup.markdown_html("甲[1]，乙[2]。", answer(), 4, ZH)
        assert 'data-turn="4" data-n="1" aria-label="引用 1：查看原文"' in shown
        assert "乙[2]。" in shown

    def test_a_mark_stays_in_one_line_with_the_character_before_it(self) -> None:
        both = answer(citations=(citation(), citation(n=2)))
        shown = markup.markdown_html("甲。[1][2]乙", both, 0, ZH)
        assert '<p>甲<span class="pa-keep">。<button' in shown
        assert "</button></span>乙</p>" in shown
        assert re.findall(r">(\d)</button>", shown) == ["1", "2"]

    def test_markdown_brings_no_html_no_links_no_images(self) -> None:
        text = f"{EVIL} [点](javascript:alert(1)) ![图](http://x.test/a.png) <http://x.test>"
        text += "\n\n<div onclick=x>\n\n[1]: http://x.test"
        shown = markup.markdown_html(text, answer(), 0, ZH)
        assert set(re.findall(r"<(\w+)", shown)) <= {"p", "br", "button", "span"}
        assert "&lt;script&gt;" in shown

    def test_what_is_escaped_in_the_markdown_is_shown_and_is_no_mark(self) -> None:
        shown = markup.markdown_html("「\\[1\\]&lt;b&gt;\\*」[1]", answer(), 0, ZH)
        assert shown.startswith('<p>「[1]&lt;b&gt;*<span class="pa-keep">」<button')
        assert shown.count("<button") == 1

    def test_tables_and_lists_are_drawn(self) -> None:
        shown = markup.markdown_html("- 甲\n- 乙\n\n| a | b |\n| - | - |\n| 1 | 2[1] |", answer(), 0, ZH)
        assert "<li>" in shown
        assert "<td>" in shown
        assert "pa-mark" in shown

    @LANGS
    def test_questions_steps_and_cells_are_escaped(self, texts: Texts) -> None:
        sql = SqlResult(EVIL, {EVIL: EVIL}, (EVIL,), ((EVIL,), (None,)), True)
        hostile = answer(
            question=EVIL,
            sql=sql,
            steps=(Step(EVIL, EVIL, 1.0),),
            suggestions=(EVIL,),
            completed_question=EVIL,
        )
        for shown in (
            markup.answered(hostile, EVIL, 0, texts),
            answer_foot(0, EVIL, EVIL, EVIL, Rating(True, "up", EVIL), texts),
            markup.running(EVIL, hostile.steps, 0, texts),
            markup.failed(EVIL, 0, texts),
            markup.welcome([EVIL], texts),
            markup.header([EVIL], EVIL, texts, "zh"),
            markup.announcement(EVIL),
        ):
            assert "<script" not in shown
            assert "alert('x')" not in shown

    def test_the_query_shows_statement_parameters_rows_and_their_number(self) -> None:
        sql = SqlResult("SELECT 1", {"name": "甲"}, ("a", "b"), (("5.5", None), ("6.5", 2025)))
        shown = markup.answered(answer(sql=sql), "甲[1]", 0, ZH)
        assert "<details" in shown
        assert "open" not in re.findall(r"<details[^>]*>", shown)[0]
        assert all(part in shown for part in ("SELECT 1", "甲", "共 2 条", "<td>5.5</td>", "（空）"))
        assert "仅列前 2 条" in markup.answered(answer(sql=replace(sql, truncated=True)), "", 0, ZH)
        assert "共 0 条" in markup.answered(answer(sql=replace(sql, rows=())), "", 0, ZH)

    def test_comparable_figures_get_a_chart_above_the_query(self) -> None:
        columns = ("name", "value", "unit", "per")
        sql = SqlResult("SELECT 1", {}, columns, ((EVIL, "5", "%", None), ("乙", "6", "%", None)))
        figure = markup.chart_figure(answer(sql=sql), {})
        assert "<script" not in figure
        assert 'role="img"' in figure
        assert "乙：6%" in figure
        shown = markup.answered(answer(sql=sql), "甲[1]", 0, ZH, figure)
        assert shown.index('class="pa-text"') < shown.index("pa-chart") < shown.index("<details")
        assert markup.chart_figure(answer(sql=replace(sql, rows=sql.rows[:1])), {}) == ""

    def test_what_a_model_wrote_and_what_was_dropped_is_said(self) -> None:
        shown = markup.answered(
            answer(mode="model", completeness="partial", dropped=(Dropped("a", "b", "c"),)), "甲", 0, ZH
        )
        assert all(part in shown for part in (ZH.by_model, ZH.partial, "1 句未通过核对"))

    def test_an_answer_without_words_still_says_something(self) -> None:
        assert ZH.fallbacks["abstained"] in markup.answered(answer(status="abstained"), " ", 0, ZH)

    def test_a_lone_surrogate_can_be_sent(self) -> None:
        assert "?" in markup.question("\ud800", 0, ZH).encode("utf-8").decode("utf-8")


class TestConversation:
    def test_history_is_what_was_answered_in_order(self) -> None:
        first, second = answer(question="甲"), answer(question="丙")
        session = Session((Entry("甲", first, "…"), Entry("乙"), Entry("丙", second, "…")))
        assert history(session) == (Turn("甲", first), Turn("丙", second))

    def test_a_citation_is_found_by_turn_and_number_or_not_at_all(self) -> None:
        session = Session((Entry("甲", answer(), ""), Entry("乙")))
        assert find_citation(session, 0, 1) == (session.entries[0].answer, citation())
        assert all(find_citation(session, turn, n) is None for turn, n in ((0, 2), (1, 1), (2, 1), (-1, 1)))

    @pytest.mark.parametrize("data", [None, "text", 3, ["a"], {"turn": 1}, {"turn": {"a": "b"}}])
    def test_a_browser_may_send_anything(self, data: object) -> None:
        assert payload(gr.EventData(None, data)) == {}

    def test_steps_come_first_and_the_answer_only_as_a_whole(self, core) -> None:
        *before, last = _ask(core, "2025年婴儿死亡率目标是多少？")
        assert [str(view.running).count("<li>") for view in before] == [0, 1, 2, 3, 4]
        assert not any("5.5‰" in str(view) for view in before)
        assert "5.5‰" in last.log
        assert "<mark>婴儿死亡率控制在5.5‰以下</mark>" in last.panel
        assert last.running == ""
        assert last.session.opened == (0, 1)
        assert len(last.session.entries[0].answer.steps) == 4

    def test_the_next_question_knows_the_turns_before(self, core) -> None:
        session = _ask(core, "2025年婴儿死亡率目标是多少？")[-1].session
        session = _ask(core, "妇儿工委办公室的电话是多少？", session)[-1].session
        assert [len(turns) for turns in core.histories] == [0, 1]
        assert core.histories[1] == history(replace(session, entries=session.entries[:1]))
        assert session.opened is None

    def test_a_picked_question_goes_before_a_typed_one_and_nothing_is_not_asked(self, core) -> None:
        views = list(
            handlers(core).ask("别的", Session(), "zh", event(question="2025年婴儿死亡率目标是多少？"))
        )
        assert views[-1].session.entries[0].question == "2025年婴儿死亡率目标是多少？"
        assert _ask(core, " \n") == []

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_a_failing_core_becomes_one_plain_sentence(self, core, lang: str, caplog) -> None:
        last = list(handlers(core).ask("让系统出错", Session(), lang, event()))[-1]
        assert TEXTS[language(lang)].failed in last.log
        assert "secret" not in str(last)
        assert "Traceback" not in str(last)
        assert "could not be answered" in caplog.text
        assert history(last.session) == ()

    def test_a_core_without_an_answer_is_a_failing_core(self, core) -> None:
        def silent(*_: object) -> Iterator[Step]:
            yield Step("read", "", 1.0)

        core.stream = silent
        assert ZH.failed in _ask(core, "甲")[-1].log

    def test_a_source_that_cannot_be_read_leaves_the_answer(self, core) -> None:
        core.surroundings = None
        last = _ask(core, "2025年婴儿死亡率目标是多少？")[-1]
        assert "5.5‰" in last.log
        assert ZH.source_gone in last.panel

    def test_opening_a_mark_that_is_not_there_says_so(self, core) -> None:
        session = _ask(core, "2025年婴儿死亡率目标是多少？")[-1].session
        page = handlers(core)
        assert "<mark>" in page.open(session, "zh", event(turn="0", n="1"))[1]
        for sent in ({"turn": "9", "n": "1"}, {"turn": "x", "n": "1"}, {"turn": "0", "n": "²"}, {}):
            assert ZH.source_gone in page.open(session, "zh", event(**sent))[1]

    def test_another_language_redraws_the_frame_and_leaves_the_answer(self, core) -> None:
        session = _ask(core, "2025年婴儿死亡率目标是多少？")[-1].session
        frame = handlers(core).switch(session, event(lang="en"))
        assert frame.language == "en"
        assert "Checked" in frame.log
        assert "婴儿死亡率控制在5.5‰以下" in frame.log
        assert "Source" in frame.panel
        assert "now over" in frame.header
        assert frame.send["value"] == "Ask"

    def test_a_new_conversation_is_empty(self, core) -> None:
        view = handlers(core).clear("en")
        assert view.session == Session()
        assert EN.welcome in view.log


def _ask(core: object, question: str, session: Session | None = None) -> list[View]:
    return list(handlers(core).ask(question, session or Session(), "zh", event()))


class TestPage:
    def test_several_questions_are_worked_on_at_once(self, core, in_loop) -> None:
        page = in_loop(build_page, core)
        limits = [fn.concurrency_limit for fn in page.fns.values() if fn.name == "ask"]
        assert limits == ["default"]
        assert page._queue.default_concurrency_limit >= 8

    def test_nothing_is_offered_to_programs(self, core, in_loop) -> None:
        page = in_loop(build_page, core)
        assert {fn.api_visibility for fn in page.fns.values()} == {"private"}
        assert not page.analytics_enabled

    @pytest.mark.parametrize("mode", [":root", ".dark"])
    def test_text_has_enough_contrast(self, mode: str) -> None:
        css = (Path(assistant.ui.__file__).parent / "style.css").read_text(encoding="utf-8")
        block = css[css.index(f"{mode} {{") :].split("}")[0]
        colour = dict(re.findall(r"--pa-([\w-]+): (#[0-9a-f]{6});", block))
        pairs = [(ink, back) for ink in ("ink", "soft", "accent") for back in ("card", "page", "tint")]
        pairs += [(tone, f"{tone}-tint") for tone in ("good", "mild", "bad")]
        pairs += [("mark-ink", "mark"), ("on-accent", "accent"), ("on-accent", "accent-strong")]
        for ink, back in pairs:
            assert _contrast(colour[ink], colour[back]) >= 4.5, (ink, back)
        assert _contrast(colour["focus"], colour["card"]) >= 3


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
