"""One row among others: its place in an order, the one in the middle, and what part of another's figure it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.records import Draft, Evidence
from assistant.verify import check

PART = "相当于 48.72%（推算）：小学生近视率 38% ÷ 高中阶段学生近视率 78% = 48.72%。"
PLACE = "在可比的 6 条中，高中阶段教育毛入学率按数值从高到低排第 3 位。"
MIDDLE = "可比的 3 条按数值排列，正中间的是：初中生近视率。"


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("小学生近视率的目标是高中那个的百分之几啊？？帮我算下嘛", PART),
        (
            "新生儿死亡率是婴儿死亡率的几分之几",
            "相当于 63.64%（推算）：新生儿死亡率 3.5‰ ÷ 婴儿死亡率 5.5‰ = 63.64%。",
        ),
        (
            "高中阶段学生近视率相当于初中生近视率的百分之多少",
            "相当于 114.71%（推算）：高中阶段学生近视率 78% ÷ 初中生近视率 68% = 114.71%。",
        ),
        (
            "初中生睡眠时间是小学生的百分之多少",
            "相当于 90%（推算）：初中生睡眠时间 9小时 ÷ 小学生睡眠时间 10小时 = 90%。",
        ),
        (
            "What percentage of the under-5 mortality target is the neonatal mortality target?",
            "In per cent: 53.85% (derived): neonatal mortality rate 3.5‰ ÷ under-5 mortality rate 6.5‰ = 53.85%.",
        ),
        (
            "The primary myopia target is what per cent of the senior high one?",
            "In per cent: 48.72% (derived): myopia rate (primary school) 38% ÷ myopia rate (senior high) 78% = 48.72%.",
        ),
        ("高中阶段教育毛入学率在教育那几个指标里由高到低排老几", PLACE),
        ("新生儿死亡率在三个千分率指标里排第几低", "在可比的 3 条中，新生儿死亡率按数值从低到高排第 1 位。"),
        ("小学生近视率在近视率里排第几", "在可比的 3 条中，小学生近视率按数值从高到低排第 3 位。"),
        (
            "在健康领域百分比指标里，产前筛查率排第几",
            "在可比的 19 条中，产前筛查率按数值从高到低排第 11 位。",
        ),
        (
            "艾滋病梅毒乙肝母婴阻断率，在全部百分比指标里从高到低能排第几？",
            "在可比的 28 条中，艾滋病、梅毒、乙肝等母婴阻断率按数值从高到低排第 1 位，与其他 2 条并列。",
        ),
        (
            "Where does preschool enrolment rank among the education targets?",
            "Of 6 that can be compared, by figure from high to low, preschool gross enrolment rate comes number 4, tied with 1 other.",
        ),
        ("那仨近视率目标里头，正中间那个是哪个学段的啊", MIDDLE),
        ("三个死亡率千分比里，居中的是哪个", "可比的 3 条按数值排列，正中间的是：婴儿死亡率。"),
        (
            "whats the middle one of the three per mille targets lol",
            "Of 3 that can be compared, in the middle by figure: infant mortality rate.",
        ),
    ],
)
def test_what_is_asked_of_one_row_is_said_first(plan: Assistant, question: str, first: str) -> None:
    assert plan.ask(question).sentences[0].text == first


@pytest.mark.parametrize(
    "question",
    [
        "介于60%和80%中间的指标",
        "小学生近视率降到百分之几",
        "学前教育毛入园率占多少",
        "新生儿访视率是第几个目标",
        "小学生近视率在全省排第几",
        "5岁以下儿童贫血率在教育领域指标里排第几",
        "中等及以上强度的运动要多久",
    ],
)
def test_no_place_and_no_part_is_made_up(plan: Assistant, question: str) -> None:
    said = " ".join(s.text for s in plan.ask(question).sentences)
    assert not any(words in said for words in ("相当于", "正中间", "排第"))


@pytest.mark.parametrize(
    ("question", "told", "wrong"),
    [
        ("小学生近视率是高中生近视率的百分之几", PART, PART.replace("48.72", "48.27")),
        (
            "小学生近视率是高中生近视率的百分之几",
            PART,
            "相当于 205.26%（推算）：高中阶段学生近视率 78% ÷ 小学生近视率 38% = 205.26%。",
        ),
        ("高中阶段教育毛入学率在教育指标里排第几", PLACE, PLACE.replace("第 3", "第 2")),
        ("高中阶段教育毛入学率在教育指标里排第几", PLACE, PLACE.replace("的 6 条", "的 7 条")),
        ("高中阶段教育毛入学率在教育指标里排第几", PLACE, PLACE.replace("高到低", "低到高")),
        ("高中阶段教育毛入学率在教育指标里排第几", PLACE, PLACE.replace("位。", "位，与其他 1 条并列。")),
        (
            "高中阶段教育毛入学率在教育指标里排第几",
            PLACE,
            PLACE.replace("高中阶段教育毛入学率", "学前教育毛入园率"),
        ),
        ("三个近视率正中间那个是哪个", MIDDLE, MIDDLE.replace("初中生", "小学生")),
        ("三个近视率正中间那个是哪个", MIDDLE, MIDDLE.replace("3 条", "5 条")),
    ],
)
def test_what_is_altered_is_not_shown(
    plan: Assistant, monkeypatch: pytest.MonkeyPatch, question: str, told: str, wrong: str
) -> None:
    seen: list[tuple[Draft, Evidence]] = []

    def kept(draft: Draft, evidence: Evidence) -> object:
        seen.append((draft, evidence))
        return check(draft, evidence)

    monkeypatch.setattr("assistant.agent.check", kept)
    plan.ask(question)
    draft, evidence = seen[0]
    assert told in {s.text for s in draft.sentences}
    altered = tuple(replace(s, text=wrong) if s.text == told else s for s in draft.sentences)
    verdict = check(replace(draft, sentences=altered), evidence)
    assert wrong in {dropped.text for dropped in verdict.dropped}
