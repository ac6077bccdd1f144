"""Blanks typed for stops."""

from __future__ import annotations

import pytest

from assistant.question.pauses import with_pauses


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("打完娃身上起反应 后头赔钱的活儿规划写没写", "打完娃身上起反应。后头赔钱的活儿规划写没写"),
        ("晚上骑车看不见 规划让孩子身上戴啥", "晚上骑车看不见。规划让孩子身上戴啥"),
        ("他总想哭 规划管不管", "他总想哭。规划管不管"),
        ("农村地区 卫生厕所普及率是多少", "农村地区 卫生厕所普及率是多少"),
        ("小学生 近视率目标是多少", "小学生 近视率目标是多少"),
        ("大庆市 儿童 近视率", "大庆市 儿童 近视率"),
        ("达到 90 %以上", "达到 90 %以上"),
        ("what is the rate", "what is the rate"),
    ],
)
def test_a_blank_is_a_stop_only_between_things_said(typed: str, read: str) -> None:
    assert with_pauses(typed) == read
