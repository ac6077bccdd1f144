"""assistant/roles_asked.py: which of a body's roles a question is about."""

from __future__ import annotations

import pytest

from assistant.duties import HELPS, IN_CHARGE, LEAD
from assistant.roles_asked import asked_role, without_roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("县水务局都牵头哪些事", LEAD),
        ("哪几项是区教育局挑头的", LEAD),
        ("县财政局当责任单位的有几项", IN_CHARGE),
        ("县财政局当责任单位的有几项，不算配合的", IN_CHARGE),
        ("除了配合的，县财政局还有几项", IN_CHARGE),
        ("县财政局给别人打下手的活有哪些", HELPS),
        ("县财政局作为配合单位的任务", HELPS),
        ("县财政局要干啥", ""),
        ("which tasks does the finance bureau lead", LEAD),
        ("tasks where the finance bureau only supports", HELPS),
    ],
)
def test_the_role_that_is_asked_for(text: str, role: str) -> None:
    assert asked_role(text) == role


def test_the_words_of_the_role_are_no_matter() -> None:
    assert without_roles("县财政局当责任单位（不算配合）的任务").split() == ["县财政局", "（", "）的任务"]
