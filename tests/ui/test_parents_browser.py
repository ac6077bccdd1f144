"""The page 家长 in a browser: asked by keyboard, read on a phone, printed on one page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import Visit

pytestmark = pytest.mark.browser

AT = "/plans/daqing-children-2021-2025/parents"


def pages_of(one: Visit) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", one.page.pdf(prefer_css_page_size=True)))


def test_a_family_asks_by_the_form_alone(visit: Callable[..., Visit]) -> None:
    one = visit(java_script_enabled=False, path=AT)
    one.page.get_by_label("孩子的年龄").fill("2岁半")
    one.page.get_by_label("残疾").check()
    one.page.get_by_role("button", name="列出来").click()
    one.page.wait_for_selector("text=残疾儿童免费康复")
    assert one.page.get_by_label("孩子的年龄").input_value() == "2岁半"
    assert one.page.get_by_label("残疾").is_checked()
    one.page.locator(".pa-given a").first.click()
    one.page.wait_for_selector("#clause")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_reads_well_on_a_phone_and_prints_on_one_page(visit: Callable[..., Visit], lang: str) -> None:
    one = visit(width=360, height=740, path=f"{AT}?lang={lang}")
    one.go(f"{AT}?age=2y6m&situation=残疾")
    assert one.overflow() <= 0
    one.page.locator(".pa-general summary").click()
    assert one.overflow() <= 0
    one.page.locator(".pa-general summary").click()
    assert pages_of(one) == 1


def test_bad_input_is_told_beside_the_form(visit: Callable[..., Visit]) -> None:
    one = visit(path=AT)
    one.page.get_by_role("button", name="列出来").click()
    assert "至少选一项" in one.page.get_by_role("alert").inner_text()
    one.page.get_by_label("孩子的年龄").fill("200岁")
    one.page.get_by_role("button", name="列出来").click()
    assert "未满 18 周岁" in one.page.get_by_role("alert").inner_text()
    assert one.errors == []
