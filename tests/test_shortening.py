"""assistant/shortening.py: words may be left out, never added, moved, or turned into their opposite."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan import Plan
from assistant.shortening import shortens, unsupported

RULE = "不得为未满十六周岁儿童提供网络直播发布者账号注册服务"
SERVICES = "为有需求的残疾儿童提供康复医疗、康复辅助器具、康复训练等基本康复服务"


@pytest.mark.parametrize(
    ("piece", "source"),
    [
        (RULE, RULE),
        (SERVICES, SERVICES),
        ("为有需求的残疾儿童提供康复医疗、康复训练等基本康复服务", SERVICES),
        ("提供康复医疗、康复训练等基本康复服务", SERVICES),
        ("规划要求加强看护", "加强看护"),
        ("预防儿童溺水", "预防和控制儿童溺水"),
    ],
)
def test_what_shortens(piece: str, source: str) -> None:
    assert shortens(piece, source)


@pytest.mark.parametrize(
    ("piece", "source"),
    [
        ("为未满十六周岁儿童提供网络直播发布者账号注册服务", RULE),
        ("提供网络直播发布者账号注册服务", RULE),
        ("残疾儿童提供康复训练、康复医疗", SERVICES),
        ("为残疾儿童免费提供康复医疗", SERVICES),
        ("学校负责", "由教育部门负责并由学校配合"),
        ("学校做好工作", "学校配合公安机关做好工作"),
        ("社会力量举办幼儿园", "鼓励社会力量举办幼儿园"),
        ("可以进入", "可以进入的除外"),
        ("规划要求", "加强看护"),
        ("普惠性幼儿园覆盖率", "普惠性幼儿园覆盖率达到较高水平"),
        ("覆盖率", "普惠性幼儿园覆盖率达到较高水平"),
        ("", "加强看护"),
    ],
)
def test_what_does_not(piece: str, source: str) -> None:
    assert not shortens(piece, source)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("可以申请补助。", "经批准的，可以申请补助。"),
        ("可以进入公园。", "可以进入公园，但夜间不得停留。"),
        ("加强看护，普及技能。", "加强看护。普及技能。"),
        ("普及技能，加强看护。", "加强看护，普及技能。"),
    ],
)
def test_a_sentence_keeps_its_conditions_and_its_order(said: str, quote: str) -> None:
    assert unsupported(said, [quote], figures=False)


def test_a_sentence_of_the_plan_supports_itself(daqing: Plan) -> None:
    for clause in daqing.clauses:
        if clause.kind == "measure":
            for sentence in "".join(clause.text.split()).split("。"):
                if len(sentence) > 4 and not any(mark in sentence for mark in "“”《》（）0123456789."):
                    assert unsupported(sentence, [clause.text], figures=False) is None, sentence


@given(st.text("不得加强看护儿童的、和水体", max_size=24))
def test_nothing_is_supported_that_the_source_denies(text: str) -> None:
    source = "不得使儿童远离看护"
    if shortens(text, source):
        assert "不得" in text


HEADINGS = ("（二）儿童与安全", "2.预防和控制儿童溺水")


@pytest.mark.parametrize(
    "said",
    [
        "在预防和控制儿童溺水方面，规划要求加强看护。", "关于预防和控制儿童溺水，规划提出：加强看护。", "在儿童与安全领域，加强看护。", "儿童与安全中，规划要求加强看护。",
    ],
)  # fmt: skip
def test_the_heading_may_be_told_first(said: str) -> None:
    assert unsupported(said, ["加强看护，保证儿童远离危险水体。"], figures=False, headings=HEADINGS) is None


@pytest.mark.parametrize(
    "said",
    [
        "在防治儿童近视方面，加强看护。", "在预防儿童溺水方面不得，加强看护。", "在控制儿童溺水方面，加强看护。", "除预防和控制儿童溺水外，加强看护。", "不再预防和控制儿童溺水，加强看护。",
        "学校要预防和控制儿童溺水，加强看护。", "加强看护，在预防和控制儿童溺水方面。", "在预防和控制儿童溺水方面。", "在儿童与安全和健康方面，加强看护。",
    ],
)  # fmt: skip
def test_a_heading_with_anything_added_is_none(said: str) -> None:
    assert unsupported(said, ["加强看护，保证儿童远离危险水体。"], figures=False, headings=HEADINGS)
