"""Short forms of a plan's terms of two words."""

from __future__ import annotations

import pytest

from assistant.short_forms import long_forms

PLAN = "落实外籍教师无犯罪证明备案制度。丰富校外教育。整治网络游戏。发展特殊教育。开展基本医疗服务，完善医保目录。司法机关。"


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("外教", ("外籍教师",)),  # 校外教育 has its characters, but no such word
        ("网游", ("网络游戏",)),
        ("特教", ("特殊教育",)),
        ("医保", ()),  # the plan has the word itself
        ("司机", ()),  # has a meaning of its own
        ("地儿", ()),
        ("无人机", ()),
    ],
)
def test_a_word_is_short_for_a_term_by_its_first_characters(word: str, terms: tuple[str, ...]) -> None:
    assert long_forms(word, PLAN) == terms


def test_what_may_be_short_for_many_terms_tells_nothing() -> None:
    assert long_forms("社教", "社会教育、社区教育、社团教育") == ()
