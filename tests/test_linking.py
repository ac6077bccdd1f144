"""assistant/linking.py: whether a question is about people or a quantity that a text does not have."""

from __future__ import annotations

import pytest

from assistant.linking import Words, other_subject, shares_nothing


def words(*cut: str, people: tuple[tuple[str, ...], ...] = (), **forms: tuple[str, ...]) -> Words:
    return Words(cut, cut, tuple(form for found in forms.values() for form in found), people, forms)


@pytest.mark.parametrize(
    ("asked", "text", "other"),
    [
        (words("天然气", "漏损率"), "供水管网漏损率降到9%", True),
        (words("供水", "管网", "漏损率"), "供水管网漏损率降到9%", False),
        (words("长护险", "参保人数"), "长期护理保险参保人数达到90万人", False),
        (words("助餐", "覆盖率", people=(("老年人", "老人"),)), "农村老年助餐覆盖率达到50%", False),
        (words("助餐", "覆盖率", people=(("残疾人",),)), "农村老年助餐覆盖率达到50%", True),
        (words("蛀牙", "比率", 蛀牙=("龋患",)), "12岁以下儿童龋患率控制在25%以内", False),
        (words("农业", "用水量"), "工业用水量下降18%", True),
    ],
)
def test_another_subject(asked: Words, text: str, other: bool) -> None:
    assert other_subject(asked, text) is other


def test_what_takes_time_is_about_its_own_matter() -> None:
    text = "保证每天睡眠时间小学生达到10小时"
    assert shares_nothing(words("作业"), text)
    assert not shares_nothing(words("睡觉", 睡觉=("睡眠",)), text)
    assert not shares_nothing(words("一天"), text)
