"""assistant/presupposed.py: what a question takes for granted while it asks something else is put right first."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.presupposed import claims_in

WRONG = [
    ("既然婴儿死亡率控制在6‰以下，那由谁负责？", "5.5‰以下", "规划没有写明这件事由哪个部门负责"),
    ("婴儿死亡率控制在6‰以下。那有哪些措施？", "5.5‰以下", ""),
    ("为什么产前筛查率要达到75%以下？", "75%以上", "规划没有写这件事的原因"),
    ("6岁以下儿童系统管理率保持在90%以上。那有哪些措施？", "3岁以下儿童系统管理率", ""),
    ("既然小学生每天要睡9个小时，那由谁负责？", "10小时", ""),
    ("既然健康领域有15条策略措施，那由谁负责？", "共 16 条", ""),
    ("规划颁布后3个月内报送上一级妇儿工委办公室，那由谁负责？", "1个月内", "原文明示"),
    ("Since infant mortality must fall below 6‰, who is responsible?", "5.5‰", "does not say"),
]
RIGHT = [
    "既然婴儿死亡率控制在5.5‰以下，那由谁负责？",
    "小学生近视率降到38%以下靠啥措施",
    "高中生每天睡8个小时。那有哪些措施？",
]


@pytest.mark.parametrize(("question", "plans", "then"), WRONG)
def test_what_is_wrong_is_put_right_first(plan: Assistant, question: str, plans: str, then: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.premise is not None
    assert not answer.premise.agrees
    assert answer.sentences[0].text.startswith(("不是，", "No, "))
    assert plans in answer.sentences[0].text
    assert then in "".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize("question", RIGHT)
def test_what_is_right_is_not_mentioned(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.premise is None
    assert not any(sentence.text.startswith("不是") for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    ["要是婴儿死亡率降到3‰，规划咋说", "近视率78%和68%我老弄混，初中生的目标是哪一个？", "哪些指标要达到90%以上？", "婴儿死亡率是6‰以下吗",
     "12岁以下儿童的龋患率上限，中间差多少",
     "初中生近视率比小学生高30个百分点，为什么", "去年婴儿死亡率已经降到3‰，目标是多少"],
)  # fmt: skip
def test_what_is_only_supposed_spoken_of_or_asked_states_nothing(plan: Assistant, question: str) -> None:
    assert claims_in(question, plan.catalog.lexicon, "zh") == ()
