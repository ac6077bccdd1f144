"""Two questions in one line: both are answered, each by itself, or the one that was not is named."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.agent import Assistant
from assistant.halves import halves
from assistant.slips import examine, slip_of


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("婴儿死亡率和5岁以下儿童死亡率哪个低，近视率呢", "6.5‰ − 婴儿死亡率 5.5‰", "高中阶段学生近视率降至78%以下"),
        ("一共多少条措施，哪个领域最少", "92 条", "最少的是儿童与家庭：共 9 条"),
        ("健康领域有几个指标低于10%，教育领域有几个高于95%", "共 3 条", "共 3 条"),
        ("教育领域有几条措施？法律保护呢？", "共 13 条", "共 15 条"),
        ("主要目标哪个领域最多，策略措施哪个领域最少", "最多的是儿童与健康：共 10 条", "最少的是儿童与家庭：共 9 条"),
        ("提到妇联的措施有几条，提到电影的有多少条", "写到「妇联」的策略措施共 3 条", "写到「电影」的策略措施共 1 条"),
        ("教育领域最高的目标值是多少，健康领域最高的呢", "九年义务教育巩固率保持在99%以上", "新生儿疾病筛查率达到99%以上"),
        ("农村的指标有几个，城市的有几个", "共 3 条", "共 1 条"),
        ("小学近视率多少，初中睡几小时", "小学生近视率降至38%以下", "初中生睡眠时间：每天9小时"),
        ("How many goals are there in all and which domain has the fewest?", "46", "The fewest: 儿童与安全"),
        ("What is the target for under-5 anaemia, and what about stunting?", "at most 8%", "at most 5%"),
    ],
)  # fmt: skip
def test_both_questions_of_a_line_are_answered(
    question: str, first: str, second: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    told = [sentence.text for sentence in answer.sentences]
    assert answer.status == "answered"
    assert any(first in text for text in told)
    assert any(second in text for text in told[1:])
    assert answer.grounds is not None
    assert len(answer.grounds.after) == 1
    assert {n for s in answer.sentences for n in s.citations} == {c.n for c in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "千分率的指标有几个，分别是哪些",
        "哪个领域措施最多，有几个主要目标",
        "教育和健康哪个领域的措施多，差几条，一共几条",
        "农村和城市家长学校差几个点？谁高？",
        "睡眠小学生几小时，比高中生多几小时",
        "近视率三个学段分别多少，龋患率多少",
        "百分比目标里，哪个数值出现的次数最多？出现了几次",
        "领导要用，安全领域有几条措施？什么时候能给我",
        "健康领域低于10%的几个，高于90%的几个",
        "How many targets are in per mille? What are they?",
        "Which indicators does the plan only want to see go down, without saying by how much?",
        "Which domain has the most measures, and how many goals does it have?",
    ],
)
def test_what_is_one_question_or_told_at_once_is_not_taken_apart(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.grounds is not None
    assert answer.grounds.after == ()
    assert not any("没有回答" in sentence.text for sentence in answer.sentences)


def test_conditions_stay_with_the_question_behind_them(plan: Assistant) -> None:
    assert halves("健康领域里，低于10%的指标有几个？教育领域有几个", plan) == (
        "健康领域里，低于10%的指标有几个？",
        "教育领域有几个",
    )
    assert halves("which is higher, anaemia or stunting? and what is the caries cap?", plan)[0] == (
        "which is higher, anaemia or stunting?"
    )


def test_a_slip_proves_both_answers(plan: Assistant, repo: Path) -> None:
    key = plan.plan.meta.key
    source = (repo / "corpus" / key / "source.txt").read_bytes()
    answer = plan.ask("新生儿访视率90%对吗，听力筛查率呢")
    slip = slip_of(answer, key, plan.plan.meta.title, hashlib.sha256(source).hexdigest(), "2026-01-01T00:00:00Z")  # fmt: skip
    found = list(examine(slip, repo / "corpus"))
    assert all(finding.holds for finding in found)
    assert sum(finding.what.startswith("sentence") for finding in found) == len(answer.sentences)
    assert sum(finding.what == "query" for finding in found) == 2
