"""The page in a browser: what a reader sees, with mouse, keyboard and phone.

The server runs in this process over the core of conftest.py; the browser is the machine's Chromium.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsing import Visit

from assistant.ui import build_page, launch_page

pytestmark = pytest.mark.browser

RATE = "2025年婴儿死亡率目标是多少？"
PHONE = "妇儿工委办公室的电话是多少？"
BROKEN = "让系统出错"
BARS = "小学生和初中生的近视率目标是多少？"
HTML = '<img src=x onerror="window.hit=1"><b>粗体</b><script>window.hit=1</script>是什么？'
BOX = "#pa-box textarea"
BADGE = "#pa-turns .pa-badge:first-child"


def test_steps_come_one_after_another_and_then_the_checked_answer(
    visit: Callable[..., Visit], core: Any
) -> None:
    core.pause = 0.8  # seen on a busy machine, too
    page = visit().page
    page.locator(BOX).fill(RATE)
    page.locator(BOX).press("Enter")
    for count in (1, 2, 3, 4):
        page.wait_for_selector(f"#pa-now .pa-steps li:nth-child({count})")
        assert page.locator(".pa-text").count() == 0
    assert re.search(r"理解问题\s*指标：婴儿死亡率；年份：2025\s*3 ms", page.locator("#pa-now").inner_text())
    page.wait_for_selector(BADGE)
    assert page.locator(BADGE).inner_text() == "✓ 已核对" or page.locator(BADGE).inner_text() == "已核对"
    assert "婴儿死亡率控制在5.5‰以下" in page.locator(".pa-text").inner_text()
    assert page.locator("#pa-now .pa-turn").count() == 0
    assert not page.locator(".pa-fold .pa-steps").is_visible()
    page.locator("[data-key=steps-0] summary").click()
    assert page.locator(".pa-fold .pa-steps li").count() == 4


def test_the_first_source_opens_by_itself_and_a_mark_opens_it_again(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    one.page.wait_for_selector(".pa-cited mark")
    one.ask(PHONE, turns=2)
    one.page.wait_for_selector(".pa-cited", state="detached")
    one.page.locator(".pa-text .pa-mark").click()
    one.page.wait_for_selector(".pa-cited mark")
    assert one.page.locator("mark").all_inner_texts() == ["婴儿死亡率控制在5.5‰以下"]
    assert one.page.locator(".pa-clause").count() == 4
    panel = one.page.locator("#pa-panel").inner_text()
    assert all(part in panel for part in ("（一）儿童与健康", "2.1.g3.2", "第 73 行"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_chart_stands_between_answer_and_query_in_words_too(
    visit: Callable[..., Visit], width: int
) -> None:
    one = visit(width=width, height=800)
    one.ask(BARS)
    picture = one.page.get_by_role("img", name="条形图：近视率（%）。小学生：≤38%；初中生：≤68%。")
    tops = [
        one.page.locator(selector).bounding_box()["y"]
        for selector in (".pa-text", ".pa-chart svg", "[data-key=sql-0]")
    ]
    assert picture.count() == 1
    assert tops == sorted(tops)
    assert picture.locator("text").all_text_contents() == ["近视率（%）", "小学生", "≤38%", "初中生", "≤68%"]
    smallest = "Math.min(...[...document.querySelectorAll('.pa-chart text')].map(t => t.getBoundingClientRect().height))"
    assert one.page.evaluate(smallest) >= 12
    assert one.overflow() <= 0
    one.ask(RATE, turns=2)
    assert one.page.locator(".pa-chart").count() == 1


def test_the_query_unfolds_and_stays_unfolded_at_the_next_answer(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    query = one.page.locator("[data-key=sql-0]")
    assert not query.locator("table").is_visible()
    query.locator("summary").click()
    assert query.locator("td").all_inner_texts() == ["婴儿死亡率", "<=", "5.5", "‰", "2025", "2.1.g3.2"]
    assert all(part in query.inner_text() for part in ("SELECT name", "共 1 条", "limit = 50"))
    one.ask(PHONE, turns=2)
    assert query.locator("table").is_visible()


def test_html_in_a_question_is_text(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.page.locator(BOX).fill(HTML)
    one.page.locator(BOX).press("Enter")
    one.page.wait_for_selector("#pa-now .pa-asked")
    assert one.page.locator("#pa-now .pa-asked").inner_text() == HTML
    one.answered()
    assert one.page.locator("#pa-turns .pa-asked").inner_text() == HTML
    assert HTML in one.page.locator(".pa-text").inner_text()
    assert one.page.locator(".gradio-container img, .pa-turn b").count() == 0
    assert one.page.evaluate("window.hit") is None


def test_suggestions_and_examples_ask(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.page.get_by_role("button", name=RATE).click()
    one.answered()
    one.page.get_by_role("button", name=PHONE).click()
    one.answered(2)
    assert one.page.locator(BADGE).nth(1).inner_text() == "规划未说明"


SLOW_CLOSE = """() => {
    const plain = window.fetch, later = (ms) => new Promise((done) => setTimeout(done, ms));
    window.fetch = async (...asked) => {
        const reply = await plain(...asked);
        if (!String(asked[0].url ?? asked[0]).includes("queue/data")) return reply;
        const reader = reply.body.getReader(), text = new TextDecoder(), bytes = new TextEncoder();
        const body = new ReadableStream({ async start(out) {
            for (;;) {
                const { done, value } = await reader.read().catch(() => ({ done: true }));
                if (done) break;
                for (const line of text.decode(value).split(/(?<=\\n\\n)/)) {
                    if (line.includes("close_stream")) await later(1000);
                    out.enqueue(bytes.encode(line));
                }
            }
            try { out.close(); } catch {}
        } });
        return new Response(body, { status: reply.status, headers: reply.headers });
    };
}"""
"""The news that the stream is closed takes a second to arrive, as on a slow line."""


def test_a_question_asked_while_the_stream_closes_is_answered(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.page.evaluate(SLOW_CLOSE)
    one.ask(RATE)
    one.ask(PHONE, turns=2)
    assert one.page.locator(BADGE).nth(1).inner_text() == "规划未说明"


def test_an_error_is_one_plain_sentence_and_the_page_goes_on(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(BROKEN)
    text = one.page.locator("body").inner_text()
    assert "系统暂时无法回答" in text
    assert not re.search("secret|Traceback|RuntimeError", text)
    one.ask(RATE, turns=2)


def test_a_new_conversation_begins_empty_with_the_focus_in_the_box(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    one.page.get_by_role("button", name="新对话").click()
    one.page.wait_for_selector(".pa-welcome")
    assert one.page.locator(".pa-turn, .pa-cited").count() == 0
    one.page.wait_for_function(f"document.activeElement === document.querySelector({BOX!r})")


def test_a_new_conversation_ends_what_is_running(visit: Callable[..., Visit], core: Any) -> None:
    core.pause = 0.5
    one = visit()
    one.page.locator(BOX).fill(RATE)
    one.page.locator(BOX).press("Enter")
    one.page.wait_for_selector("#pa-now .pa-steps li")
    one.page.get_by_role("button", name="新对话").click()
    one.page.wait_for_selector(".pa-welcome")
    time.sleep(3)
    assert one.page.locator(".pa-turn").count() == 0
    assert one.page.locator(".pa-welcome").count() == 1


def test_the_language_changes_everything_and_is_remembered(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    one.page.get_by_role("button", name="English").click()
    one.page.wait_for_selector("text=Back to the answer", state="attached")
    assert "Checked" in one.page.locator(BADGE).inner_text()
    assert one.page.get_by_role("textbox", name="Your question").count() == 1
    one.page.wait_for_function("new URLSearchParams(location.search).get('c')")
    one.page.reload()
    one.page.wait_for_selector("text=Back to the answer", state="attached")
    one.page.get_by_role("button", name="Start over").click()
    one.page.wait_for_selector("text=Ask a question about the plan")
    assert one.page.evaluate("document.documentElement.lang") == "en"
    assert one.page.get_by_role("button", name="Ask", exact=True).is_visible()
    assert "now over" in one.page.locator(".pa-period").inner_text()
    frame = (
        one.page.locator("body")
        .inner_text()
        .replace("大庆市儿童发展规划（2021-2025年）", "")
        .replace("中文", "")
    )
    assert not re.search(r"[\u4e00-\u9fff]", frame)


@pytest.mark.parametrize("lang", ["中文", "English"])
def test_a_narrow_phone_needs_no_sideways_scrolling(visit: Callable[..., Visit], lang: str) -> None:
    one = visit(width=360, height=740)
    one.page.get_by_role("button", name=lang).click()
    assert one.overflow() <= 0
    one.ask(RATE)
    one.page.locator("[data-key=sql-0] summary").click()
    one.page.locator("[data-key=steps-0] summary").click()
    assert one.overflow() <= 0
    one.ask("长" * 300 + "x" * 300, turns=2)
    assert one.overflow() <= 0
    chat, side = (one.page.locator(s).bounding_box() for s in ("#pa-chat", "#pa-side"))
    assert side["y"] >= chat["y"] + chat["height"]
    one.page.locator(".pa-text .pa-mark").first.click()
    one.page.wait_for_function(
        "document.querySelector('.pa-source').getBoundingClientRect().top < innerHeight / 2"
    )


def test_a_phone_begins_at_the_top_and_a_wide_window_in_the_box(visit: Callable[..., Visit]) -> None:
    wide, phone = visit(), visit(width=360, height=740)
    wide.page.wait_for_function(f"document.activeElement === document.querySelector({BOX!r})")
    phone.page.wait_for_selector(".pa-welcome")
    assert phone.page.evaluate("scrollY") == 0
    assert phone.focused("e === document.body")


def test_on_a_wide_window_source_and_conversation_stand_side_by_side(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    one.page.locator("[data-key=sql-0] summary").click()
    chat, side = (one.page.locator(s).bounding_box() for s in ("#pa-chat", "#pa-side"))
    assert chat["y"] == pytest.approx(side["y"], abs=1)
    assert side["x"] >= chat["x"] + chat["width"]
    assert chat["y"] + chat["height"] <= 900
    assert one.page.locator("#pa-send").bounding_box()["y"] < 900


def test_the_keyboard_alone_is_enough(visit: Callable[..., Visit]) -> None:
    one = visit()
    keys = one.page.keyboard
    one.tab_to(".pa-ask")
    assert one.focused("getComputedStyle(e).outlineStyle") == "solid"
    keys.press("Enter")
    one.answered()
    one.tab_to(".pa-text .pa-mark")
    keys.press("Enter")
    one.page.wait_for_function("document.activeElement.id === 'pa-source-title'")
    keys.press("Escape")
    one.page.wait_for_function("document.activeElement.matches('.pa-text .pa-mark')")
    one.tab_to("[data-key=sql-0] summary")
    keys.press("Enter")
    assert one.page.locator("[data-key=sql-0] table").is_visible()
    one.tab_to(BOX)
    keys.type(PHONE)
    one.tab_to("#pa-send")
    assert one.focused("getComputedStyle(e).outlineStyle") == "solid"
    keys.press("Enter")
    one.answered(2)
    one.tab_to("#pa-clear")
    keys.press("Enter")
    one.page.wait_for_selector(".pa-welcome")


def test_the_first_stop_of_the_keyboard_leads_past_the_header(visit: Callable[..., Visit]) -> None:
    one = visit(width=360, height=740)
    one.page.keyboard.press("Tab")
    assert one.focused("e.textContent") == "跳到正文"
    assert one.page.locator(".pa-skip").bounding_box()["x"] >= 0
    one.page.keyboard.press("Enter")
    one.page.keyboard.press("Tab")
    assert one.focused("Boolean(e.closest('#pa-chat'))")


def test_the_answer_can_be_copied_with_its_source(visit: Callable[..., Visit]) -> None:
    one = visit(permissions=["clipboard-read", "clipboard-write"])
    one.ask(RATE)
    one.page.get_by_role("button", name="复制回答").click()
    one.page.wait_for_selector("text=已复制")
    copied = one.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("规划提出：「婴儿死亡率控制在5.5‰以下」，目标年为2025年。[1]")
    assert "2.1.g3.2" in copied
    assert "SELECT" not in copied


def test_the_header_says_that_the_period_is_over(visit: Callable[..., Visit]) -> None:
    one = visit()
    head = one.page.locator(".pa-header").inner_text()
    assert all(
        part in head for part in ("大庆市儿童发展规划（2021-2025年）", "已经结束", "不是实际结果", "法律意见")
    )


def test_dark_mode_follows_the_system(visit: Callable[..., Visit]) -> None:
    colours = [
        visit(color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.querySelector('#pa-chat')).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert colours == ["rgb(255, 255, 255)", "rgb(24, 33, 43)"]


def test_what_changed_is_told_to_a_screen_reader(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    status = one.page.locator("#pa-status [role=status]")
    assert status.get_attribute("aria-live") == "polite"
    assert "婴儿死亡率控制在5.5‰以下" in status.text_content()
    names = [b.get_attribute("aria-label") for b in one.page.locator(".pa-text .pa-mark").all()]
    assert names == ["引用 1：查看原文"]


def test_several_readers_are_served_at_the_same_time(visit: Callable[..., Visit], core: Any) -> None:
    core.pause = 0.4
    visits = [visit() for _ in range(4)]
    running, most, lock = 0, 0, threading.Lock()
    answer = core.stream

    def counted(*args: Any, **options: Any) -> Iterator[Any]:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        yield from answer(*args, **options)
        with lock:
            running -= 1

    core.stream = counted
    for one in visits:
        one.page.locator(BOX).fill(RATE)
        one.page.locator(BOX).press("Enter")
    for one in visits:
        one.answered()
    assert most >= 3


def test_each_reader_has_a_conversation_of_their_own(visit: Callable[..., Visit], core: Any) -> None:
    first, second = visit(), visit()
    first.ask(RATE)
    second.ask(PHONE)
    first.ask(PHONE, turns=2)
    assert [len(turns) for turns in core.histories] == [0, 0, 1]
    assert second.page.locator(".pa-turn").count() == 1


def test_a_taken_port_is_an_error_and_not_another_port(
    served: str, core: Any, in_loop: Callable[..., Any]
) -> None:
    taken = urlsplit(served).port
    with pytest.raises(OSError, match=str(taken)):
        in_loop(launch_page, in_loop(build_page, core), port=taken, block=False)
