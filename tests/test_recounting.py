"""assistant/conversation/recounting.py: what goes on from a count, an order, a place or rows that were told."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Answer, Turn


@pytest.fixture(scope="module")
def core() -> Assistant:
    return Assistant.open()


def _last(core: Assistant, *questions: str) -> Answer:
    history: tuple[Turn, ...] = ()
    for question in questions:
        history = (*history, Turn(question, core.ask(question, history)))
    return history[-1].answer


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("哪个领域措施最多", "最少的呢"), "儿童与家庭：共 9 条"),
        (("哪个领域措施最多", "它比最少的多几条"), "16 − 9 = 7 条"),
        (("健康领域有几条措施？", "安全呢？", "两个差几条？"), "16 − 12 = 4 条"),
        (("安全领域有几条措施", "教育呢", "加起来一共几条"), "共 25 条"),
        (("安全那块有几个主要目标", "那措施呢"), "共 12 条"),
        (("健康领域的措施有几条", "家庭的呢", "哪个多"), "16 − 9 = 7 条"),
        (("提到“家庭”的措施有几条？", "没提的呢"), "共 59 条"),
        (("福利的主要目标有几个", "第三个底下有几条细项"), "共 2 条"),
        (("教育领域的主要目标有哪些", "第二条底下分几项", "第三条呢"), "共 1 条"),
        (("教育领域措施一共几条", "比福利多几条"), "14 − 13 = 1 条"),
        (("提到妇联的措施有几条", "那提到共青团的呢", "两个都提的"), "共 2 条"),
        (("提到妇联的措施有几条", "那提到共青团的呢", "俩都没提的呢"), "共 89 条"),
        (("措施最多的领域是哪个？", "那第二多的呢"), "儿童与法律保护：共 15 条"),
        (("主要目标最多的领域是哪个", "第二多的呢，有几个"), "儿童与教育：共 8 条"),
        (("哪个领域措施最多", "倒数第二的呢"), "第 2 少的是儿童与安全：共 12 条"),
        (("教育领域百分比目标最高的是哪个", "那第二高的呢，定了多少"), "入学率达到97%"),
        (
            (
                "which indicator has the highest percentage in education?",
                "and the second highest, how much is it?",
            ),
            "97%",
        ),
        (("教育领域措施有几条", "那目标呢"), "共 8 条"),
        (("教育的主要目标有几个", "第6个是什么", "它底下有几项"), "共 3 条"),
        (("小学生近视率跟高中的差几个点？", "初中跟高中呢？"), "= 10 个百分点"),
        (("婴儿死亡率跟新生儿死亡率差多少", "跟5岁以下儿童的呢"), "= 1 个千分点"),
        (("5岁以下儿童的指标有哪些？", "只留百分比的", "这些加一块儿多少"), "= 13%"),
    ],
)
def test_what_follows_a_count_is_computed_from_what_was_told(
    core: Assistant, turns: tuple[str, ...], said: str
) -> None:
    assert any(said in sentence.text for sentence in _last(core, *turns).sentences)


@pytest.mark.parametrize(
    ("turns", "place"),
    [
        (("基本原则一共几条", "最后一条是啥", "那第一条呢"), "1.2.1"),
        (("福利领域的主要目标有哪些", "那最后那条呢"), "2.4.g7"),
        (("家庭领域措施有几条", "最末一条写的啥"), "2.5.m9"),
        (("基本原则有哪些", "倒数第二条呢"), "1.2.4"),
        (("安全领域的措施有哪些", "第三条", "下一条呢"), "2.2.m4"),
        (("基本原则有哪些", "第二条", "上一条呢"), "1.2.1"),
        (("安全领域第五条措施叫啥", "再往前一条呢"), "2.2.m4"),
        (("健康的主要目标有哪些", "第三个是啥", "最后一个呢"), "2.1.g10"),
        (("安全领域主要目标有几个", "最后一个说啥", "它底下第二小条呢"), "2.2.g5.2"),
        (("组织实施这章一共多少条啊", "最后那条讲的啥"), "3.11"),
    ],
)
def test_an_item_is_counted_to_in_the_list_told(core: Assistant, turns: tuple[str, ...], place: str) -> None:
    query = _last(core, *turns).query
    assert query is not None
    assert query.places == (place,)


def test_beyond_the_end_of_a_list_nothing_is_made_up(core: Assistant) -> None:
    answer = _last(core, "基本原则有哪些", "第五条", "下一条呢")
    assert answer.query is None or answer.query.places in ((), ("1.2.5",))
