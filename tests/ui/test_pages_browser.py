"""The site in a browser: pages beside the chat, conversations, feedback, access; nothing leaves the machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import BOX, Visit

pytestmark = pytest.mark.browser

PLAN = "/plans/daqing-children-2021-2025"
RATE = "2025年婴儿死亡率目标是多少？"
PHONE = "妇儿工委办公室的电话是多少？"
PATHS = (
    "/",
    f"{PLAN}/indicators?unit=‰",
    PLAN,
    f"{PLAN}?q=近视",
    f"{PLAN}/clauses/2.1.g8",
    f"{PLAN}/doubts",
    f"{PLAN}/parents?age=3岁&situation=残疾",
    "/feedback",
    f"{PLAN}/parents",
    f"{PLAN}/courses",
    "/evaluation",
)
HTML = '<img src=x onerror="window.hit=1"><b>粗体</b>'


def violations(one: Visit) -> list[str]:
    """What axe-core finds that is serious or worse, with the first element of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(one.page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")
    ]


def staff(one: Visit) -> None:
    one.context.add_cookies([{"name": "staff", "value": "1", "url": one.url}])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(visit: Callable[..., Visit], scheme: str) -> None:
    one = visit(color_scheme=scheme)
    staff(one)
    found = {}
    for path in PATHS:
        one.go(path)
        found[path] = violations(one)
    one.go("/")
    one.ask(RATE)
    one.page.get_by_role("button", name="有问题").click()
    one.page.locator(".pa-past summary").click()
    one.page.wait_for_selector(".pa-rate-form:not([hidden])")
    found["an answer"] = violations(one)
    assert {path: list_ for path, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_needs_sideways_scrolling_on_a_phone_or_at_twice_the_size(
    visit: Callable[..., Visit], lang: str
) -> None:
    for width, height in ((360, 740), (640, 450)):  # 640 × 450 is 1280 × 900 at 200 %
        one = visit(width=width, height=height)
        staff(one)
        for path in PATHS:
            one.go(f"{path}{'&' if '?' in path else '?'}lang={lang}" if path != "/" else path)
            assert one.overflow() <= 0, path


def test_the_browser_may_ask_for_nothing_outside_and_the_pages_need_nothing(
    visit: Callable[..., Visit],
) -> None:
    one = visit()
    staff(one)
    refused: list[str] = []
    one.page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
    for path in PATHS:
        one.go(path)
    one.go("/")
    one.ask(RATE)
    assert refused == []
    outside = "http://127.0.0.2:9/picture.png"
    one.page.evaluate(f"document.body.append(Object.assign(new Image(), {{ src: {outside!r} }}))")
    one.page.wait_for_timeout(500)
    assert len(refused) == 1
    one.requests[:] = [url for url in one.requests if url != outside]


def test_the_pages_lead_to_each_other_and_the_language_goes_along(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.page.get_by_role("button", name="English").click()
    one.page.get_by_role("link", name="Indicators").click()
    one.page.wait_for_selector("text=62 of 62 rows")
    one.page.get_by_role("link", name="中文").click()
    one.page.wait_for_selector("text=共 62 条")
    one.page.get_by_role("link", name="问答").click()
    one.page.wait_for_selector("text=请提出与规划有关的问题")


def test_indicators_are_filtered_sorted_and_saved_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    one = visit(path=f"{PLAN}/indicators")
    keys = one.page.keyboard
    one.tab_to("[name=unit]")
    while one.page.locator("[name=unit]").input_value() != "‰":
        keys.press("ArrowDown")
    one.tab_to(".pa-filters button")
    assert one.focused("getComputedStyle(e).outlineStyle") == "solid"
    keys.press("Enter")
    one.page.wait_for_selector("text=列出 3 条")
    assert one.page.locator("svg[role=img]").count() == 1
    one.tab_to("th:nth-child(2) a", presses=60)
    keys.press("Enter")
    one.page.wait_for_selector("th[aria-sort=ascending]")
    assert one.page.locator("td:nth-child(2)").all_inner_texts() == [
        "不高于 3.5‰",
        "不高于 5.5‰",
        "不高于 6.5‰",
    ]
    with one.page.expect_download() as saved:
        one.page.get_by_role("link", name="CSV 表格").click()
    assert saved.value.suggested_filename.endswith(".csv")


def test_a_mark_leads_to_the_clause_whose_address_can_be_shared(visit: Callable[..., Visit]) -> None:
    one = visit(permissions=["clipboard-read", "clipboard-write"])
    one.ask(RATE)
    one.page.locator(".pa-text .pa-mark").click()
    one.page.wait_for_selector(".pa-cited mark")
    one.page.get_by_role("button", name="复制网址").click()
    one.page.wait_for_selector("text=已复制")
    address = one.page.evaluate("navigator.clipboard.readText()")
    assert address.endswith(f"{PLAN}/clauses/2.1.g3.2")
    other = visit(path=address.removeprefix(one.url.rstrip("/")))
    cited = other.page.locator("[aria-current=true].pa-cited")
    assert re.sub(r"\s", "", cited.inner_text()) == "——婴儿死亡率控制在5.5‰以下。"
    assert "（一）儿童与健康" in other.page.locator(".pa-crumbs").inner_text()
    assert "婴儿死亡率" in other.page.locator("aside").inner_text()


def test_the_text_is_searched_and_a_clause_leads_into_it(visit: Callable[..., Visit]) -> None:
    one = visit(path=PLAN)
    one.page.get_by_label("在全文中查找").fill("小学生 近视率")
    one.page.keyboard.press("Enter")
    one.page.wait_for_selector(".pa-results mark")
    assert one.page.locator(".pa-results mark").all_inner_texts() == ["小学生近视率"]
    one.page.locator(".pa-results a").first.click()
    one.page.get_by_role("link", name="在全文中查看").click()
    one.page.wait_for_selector("[id='c-2.1.g8.3'].pa-cited")
    assert one.page.locator("[id='c-2.1.g8.3']").is_visible()


def test_a_clause_can_be_asked_about(visit: Callable[..., Visit]) -> None:
    one = visit(path=f"{PLAN}/clauses/2.1.g8.3")
    one.page.get_by_role("link", name="就这一条提问").click()
    one.page.wait_for_function(f"document.querySelector({BOX!r})?.value.startsWith('2.1.g8.3')")


def test_a_reload_finds_the_conversation_and_it_is_saved_reopened_and_deleted(
    visit: Callable[..., Visit],
) -> None:
    one = visit()
    one.ask(RATE)
    one.ask(PHONE, turns=2)
    one.page.wait_for_function("new URLSearchParams(location.search).get('c')")
    one.page.reload()
    one.answered(2)
    one.page.get_by_role("button", name="新对话").click()
    one.page.wait_for_selector(".pa-welcome")
    one.page.locator(".pa-past summary").click()
    for kind, suffix in (("Markdown", ".md"), ("Word", ".docx")):
        with one.page.expect_download() as saved:
            one.page.get_by_role("link", name=f"存为 {kind} 文件").click()
        assert saved.value.suggested_filename.endswith(suffix)
    one.page.locator(".pa-past-title").click()
    one.answered(2)
    one.page.locator(".pa-past").get_by_role("button", name="删除“").click()
    one.page.wait_for_selector(".pa-welcome")
    assert one.page.locator(".pa-past").count() == 0


def test_another_browser_finds_nothing_of_it(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    one.page.wait_for_function("new URLSearchParams(location.search).get('c')")
    other = visit(path="/" + one.page.url.removeprefix(one.url))
    other.page.wait_for_selector(".pa-welcome")
    assert other.page.locator(".pa-turn, .pa-past").count() == 0


def test_feedback_is_given_and_seen_by_staff_alone(visit: Callable[..., Visit]) -> None:
    one = visit()
    one.ask(RATE)
    one.page.get_by_role("button", name="有问题").click()
    one.page.get_by_label("看不明白").check()
    one.page.get_by_label("补充说明").fill(HTML)
    one.page.get_by_role("button", name="提交反馈").click()
    one.page.wait_for_selector("text=已记下您的反馈")
    assert one.page.get_by_role("button", name="有问题").get_attribute("aria-pressed") == "true"
    one.go("/feedback")
    assert "只对管理人员开放" in one.page.locator("main").inner_text()
    staff(one)
    one.go("/feedback")
    said = one.page.locator(".pa-said").inner_text()
    assert said == f"看不明白 · {HTML}"
    assert one.page.evaluate("window.hit") is None


def test_a_question_is_asked_again_and_changed(visit: Callable[..., Visit], core: Any) -> None:
    one = visit()
    one.ask(RATE)
    one.ask(PHONE, turns=2)
    one.page.get_by_role("button", name="重新查询").last.click()
    one.page.wait_for_selector("#pa-now .pa-turn")
    one.answered(2)
    one.page.wait_for_selector("#pa-now .pa-turn", state="detached")
    one.page.get_by_role("button", name="修改问题").first.click()
    one.page.wait_for_function(f"document.querySelector({BOX!r}).value === {RATE!r}")
    one.page.locator(BOX).fill("新的问题")
    one.page.locator(BOX).press("Enter")
    one.page.wait_for_selector(".pa-asked >> text=新的问题")
    one.page.wait_for_selector("#pa-now .pa-turn", state="detached")
    assert one.page.locator("#pa-turns .pa-asked").all_inner_texts() == ["新的问题"]
    assert [len(turns) for turns in core.histories] == [0, 1, 1, 0]


def test_an_answer_is_copied_to_read_aloud(visit: Callable[..., Visit]) -> None:
    one = visit(permissions=["clipboard-read", "clipboard-write"])
    one.ask(RATE)
    one.page.get_by_role("button", name="复制朗读稿").click()
    one.page.wait_for_selector("text=已复制")
    said = one.page.evaluate("navigator.clipboard.readText()")
    assert said.startswith("规划提出：婴儿死亡率控制在千分之5.5以下")
    assert not re.search(r"[\[\]「」‰]", said)


@pytest.mark.parametrize("path", ["/?q={}", PLAN + "?q={}", PLAN + "/indicators?q={}", PLAN + "/clauses/{}"])
def test_markup_in_an_address_is_text(visit: Callable[..., Visit], path: str) -> None:
    from urllib.parse import quote

    one = visit(path=path.format(quote(HTML, safe="")))
    one.page.wait_for_selector(".pa-header")
    assert one.page.locator("main b, main img, .gradio-container img").count() == 0
    assert one.page.evaluate("window.hit") is None


def test_the_pages_work_without_scripts(visit: Callable[..., Visit]) -> None:
    one = visit(path=f"{PLAN}/indicators", java_script_enabled=False)
    one.page.locator("[name=unit]").select_option("‰")
    one.page.get_by_role("button", name="筛选").click()
    one.page.wait_for_selector("text=列出 3 条")
    one.page.get_by_role("link", name="2.1.g3.2").click()
    assert "婴儿死亡率" in one.page.locator(".pa-cited").inner_text()
