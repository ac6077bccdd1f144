"""assistant/searching/grouped.py: so many of something, by a name that the plan may not have (六大工程是哪六大)."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("规划里的六大工程是哪六大", "六大工程"),
        ("五项防控是哪五项", "五项防控"),
        ("规划提的三项机制指哪三项", "三项机制"),
        ("两个关爱是哪两个", "两个关爱"),
        ("五个优先分别是什么", "五个优先"),
        ("十大行动有哪些", "十大行动"),
        ("六大保护是哪六大", "六大保护"),
        ("规划的八个专项行动是什么", "八个专项行动"),
        ("四个一工程都有啥", "四个一工程"),
        ("听人说规划定了八大保障，是哪八大呀", "八大保障"),
    ],
)
def test_so_many_that_the_plan_does_not_name_are_refused(question: str, named: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert f"「{named}」" in answer.sentences[0].text


@pytest.mark.parametrize("question", ["“五个友好”是哪五个", "儿童友好城市的五个友好是哪五个"])
def test_so_many_that_a_sentence_lists_are_told_by_it(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert "社会政策友好、公共服务友好、权利保障友好、成长空间友好、发展环境友好" in answer.sentences[0].text
    assert len([s for s in answer.sentences if s.citations]) == 1


def test_things_side_by_side_before_the_noun_are_told(plan: Assistant) -> None:
    answer = plan.ask("四种孤儿安置渠道分别是哪些")
    assert answer.status == "answered"
    assert "亲属抚养、家庭寄养、机构养育和依法收养" in answer.sentences[0].text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("四项基本原则是哪四项", "不是，「基本原则」共 5 条"),
        ("规划的六大领域是哪六个", "不是，"),
        ("安全领域的八个目标是哪八个", "不是，"),
    ],
)
def test_another_number_of_what_the_plan_counts_is_put_right(
    question: str, lead: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.sentences[0].text.startswith(lead)


@pytest.mark.parametrize(
    "question", ["七大领域分别是哪七个", "五条基本原则是哪五条", "安全领域的五个目标是哪五个"]
)
def test_the_right_number_is_not_disputed(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert "不是" not in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "我家两个孩子上学有哪些资助",
        "五位一体是哪五位",
        "七大块里排在第四的是哪一块",
        "组织实施部分的十一条分别是什么",
        "三孩生育政策有哪些配套",
        "两个率哪个高，婴儿死亡率和5岁以下儿童死亡率",
        "一项一项说，儿童食品安全有哪些措施",
    ],
)
def test_a_number_that_names_no_group_refuses_nothing(question: str, plan: Assistant) -> None:
    assert plan.ask(question).status == "answered"
