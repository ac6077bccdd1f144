"""assistant/privacy.py: personal numbers are masked, figures of the plan are not; what hides words is stripped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent import Assistant
from assistant.lexicon import fold, strip_invisible
from assistant.privacy import mask


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("13900001111", "[手机号]"),
        ("139 0000 1111", "[手机号]"),
        ("139-0000-1111", "[手机号]"),
        ("１３９００００１１１１", "[手机号]"),
        ("+86 13900001111", "[手机号]"),
        ("1 3 9 0 0 0 0 1 1 1 1", "[手机号]"),
        ("139\u200b0000\u200b1111", "[手机号]"),
        ("0459-6123456", "[电话号码]"),
        ("(0459)6123456", "[电话号码]"),
        ("010 81234567", "[电话号码]"),
        ("11010519491231002X", "[身份证号]"),
        ("110105 19491231 002x", "[身份证号]"),
        ("１１０１０５１９４９１２３１００２Ｘ", "[身份证号]"),
        ("110105491231002", "[身份证号]"),
        ("4111111111111111", "[银行卡号]"),
        ("4111 1111 1111 1111", "[银行卡号]"),
        ("a.b-c@example.com", "[邮箱]"),
        ("名字＠example．cn", "名字＠example．cn"),
    ],
)
def test_a_personal_number_leaves_only_its_kind(text: str, kind: str) -> None:
    assert mask(text) == kind
    assert mask(f"请联系{text}，谢谢") == f"请联系{kind}，谢谢"


@pytest.mark.parametrize(
    "text",
    [
        "110、120、12345、12355、12356",
        "2021-2025年",
        "2016—2020",
        "2.1.g3",
        "2.1.m10 和 2.4.m14.p2",
        "5.5‰以下，38%以下",
        "每千名儿童0.87名",
        "1234567890123456",
        "110105194912310021",
        "20210101",
        "教体艺〔2018〕3号",
        "1.2万亿元",
    ],
)
def test_what_a_plan_says_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text())
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.integers(0, 10**9 - 1), st.sampled_from("3456789"), st.sampled_from(["", " ", "-", "\u3000"]))
def test_no_mobile_number_is_left(rest: int, second: str, gap: str) -> None:
    digits = f"1{second}{rest:09d}"
    written = f"{digits[:3]}{gap}{digits[3:7]}{gap}{digits[7:]}"
    assert mask(f"我的电话是{written}。") == "我的电话是[手机号]。"


@pytest.mark.parametrize(
    "hidden", ["\U000e0041", "\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\u2060", "\U000e007f"]
)
def test_what_hides_words_is_stripped_before_anything_is_read(hidden: str) -> None:
    assert strip_invisible(f"婴儿{hidden}死亡率") == "婴儿死亡率"
    assert fold(f"婴儿{hidden}死亡率") == fold("婴儿死亡率")


def test_an_answer_carries_no_personal_number_further(repo: object) -> None:
    plan = Assistant.open()
    answer = plan.ask("13900001111的婴儿死亡率目标是多少？")
    assert "13900001111" not in answer.completed_question
    assert all("13900001111" not in sentence.text for sentence in answer.sentences)
