"""assistant/conversation/led.py: a matter that is told before a question which names none."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.conversation.led import kind_asked, led
from assistant.records import Language


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("我在写托育的报告，有哪些措施", "托育有哪些措施"),
        ("我想给领导汇报学前教育，2025年指标有哪些", "学前教育的2025年指标有哪些"),
        ("我是搞学前教育的，规划里指标有哪些？", "学前教育的指标有哪些"),
        ("给家长讲视力，相关指标都有啥", "视力的指标都有啥"),
        ("写个关于校园欺凌的稿子 措施有哪些", "校园欺凌的措施有哪些"),
        ("我是社区的，想了解托育，规划里措施有哪些", "托育的措施有哪些"),
        ("领导让我整理留守儿童这块的内容，条款有哪些", "留守儿童的条款有哪些"),
        ("我负责婚前检查，相关目标有几条呀", "婚前检查的目标有几条"),
        ("我在写养老床位的材料，县里指标有哪些", "养老床位的指标有哪些"),
    ],
)
def test_the_matter_is_taken_up(question: str, meant: str) -> None:
    assert led(question) == meant


@pytest.mark.parametrize(
    "question",
    [
        "我要写材料，儿童福利有哪些措施",  # it names its own matter
        "写论文用，主要目标有哪些",  # all of them are wanted
        "我想了解规划，指标有哪些",
        "我在学习老龄事业发展规划，指标有哪些",  # any plan
        "我要给领导汇报，指标有哪些",
        "准备开会，指标都有哪些",
        "我在教育局工作，有哪些措施",
        "孩子近视了，有哪些措施",
        "指标有哪些",
        "我在写托育的报告，婴儿死亡率是多少",
    ],
)
def test_what_asks_by_itself_or_of_all_stays(question: str) -> None:
    assert led(question) == ""


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("家庭暴力的规定", "家庭暴力的规定有哪些"),
        ("困境儿童的目标。", "困境儿童的目标有哪些"),
        ("规划的目标", "规划的目标有哪些"),
        ("旅游发展规划的目标", "旅游发展规划的目标有哪些"),
        ("婴儿死亡率的目标", ""),  # a figure is asked for
        ("谁的规定", ""),
        ("校园欺凌", ""),
    ],
)
def test_a_title_asks_for_all_of_its_kind(question: str, meant: str) -> None:
    assert led(question) == meant


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        ("目标呢", "zh", "{}的目标有哪些"),
        ("那政策有哪些？", "zh", "{}的政策有哪些"),
        ("有目标吗", "zh", "{}的目标有哪些"),
        ("目标是啥", "zh", "{}的目标是啥"),
        ("要求咋写的", "zh", "{}的要求咋写的"),
        ("and the goals?", "en", "What are the goals for {}?"),
        ("what about measures", "en", "What are the measures for {}?"),
        ("初中的目标呢", "zh", ""),
        ("那近视呢", "zh", ""),
        ("why", "en", ""),
    ],
)
def test_a_follow_up_that_asks_for_a_kind_alone(text: str, lang: Language, meant: str) -> None:
    assert kind_asked(text, lang) == meant


def test_the_answer_tells_how_it_was_read() -> None:
    answer = Assistant.open().ask("我是搞学前教育的，规划里指标有哪些")
    assert answer.completed_question == "学前教育的指标有哪些"
    assert "学前教育毛入园率" in "".join(sentence.text for sentence in answer.sentences)
    assert "婴儿死亡率" not in "".join(sentence.text for sentence in answer.sentences)
