"""What of a question is searched for."""

from __future__ import annotations

import re

import pytest

from assistant.searched import matter


def content(part: str) -> list[str]:
    """Words of a part that are not mere words of questions."""
    return re.sub(r"有没有说|怎么写的|我想问问|what does it say|say about", "", part).split()


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("同学老欺负人，规划里有没有说？", "同学老欺负人"),
        ("我想问问，按规划打预防针要钱吗", "打预防针要钱吗"),
        ("what does the plan say about bullying?", "what does say about bullying"),
        ("学前教育行动计划怎么落实", "学前教育行动计划怎么落实"),
        ("规划的实施由谁负责", "规划的实施由谁负责"),
        ("规划呢？", "规划呢？"),
    ],
)
def test_what_only_names_the_plan_is_left_out(question: str, about: str) -> None:
    assert matter(question, content) == about
