"""A plan that nobody prepared: base values beside targets, its boxes, and what stands only near to what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.records import Answer
from tests.test_answers_of_plans import _opened

HARBOUR = """泽浦市渔港建设发展规划（2021—2025年）
一、建设基础
到2020年底，全市渔获物抽检合格率达到94.6%。渔港泊位由2016年的310个增加到455个。
二、主要目标
到2025年，渔港经济区基本建成，渔获物抽检合格率达到98%以上。
专栏1 主要指标
序号	指标	单位	2020年	2025年	性质
1	渔船北斗终端安装率	%	61.5	95	约束性
2	标准化码头岸线长度	米	2400	3600	预期性
3	近海渔船节能改造率	%	18	40	预期性
4	港池清淤合格率	%	72	90	约束性
三、重点任务
（一）改造码头。改造旧码头9座，每座补助120万元；锚地管理费由每船每月60元降到45元。
（二）培训渔民。每年培训渔民800人次，对持证船长每人每年补贴1500元，冷库用房每平方米贴息不超过20元。
专栏2 重点工程
1.避风锚地工程。总投资2.4亿元，2024年底前建成。
2.鱼市改造工程。总投资0.8亿元，2023年建成。
"""
META = """
title = "泽浦市渔港建设发展规划（2021—2025年）"
title_en = "Plan of Zepu City for Fishing Harbours (2021-2025)"
region = "泽浦市"
region_en = "Zepu City"
period = [2021, 2025]
"""


def said_by(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.fixture(scope="module")
def harbour(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from _opened("harbour", {"harbour": (HARBOUR, META)}, repo, tmp_path_factory.mktemp("harbour"))


@pytest.mark.parametrize(
    ("question", "base", "target"),
    [
        ("渔船北斗终端安装率从多少提高到多少", "61.5", "95"),
        ("标准化码头岸线长度由多少增加到多少？", "2400", "3600"),
        ("节能改造率从多少升到多少", "18", "40"),
        ("锚地管理费从多少降到多少", "60元", "45元"),
        ("港池清淤合格率基期值是多少", "72", "2020年"),
    ],
)
def test_from_what_to_what_tells_both(harbour: Assistant, question: str, base: str, target: str) -> None:
    answer = harbour.ask(question)
    assert answer.status == "answered", said_by(answer)
    assert base in said_by(answer)
    assert target in said_by(answer)
    assert answer.dropped == ()


def test_what_is_now_is_told_as_what_was_then(harbour: Assistant) -> None:
    text = said_by(harbour.ask("渔船北斗终端安装率现在多少"))
    assert "没有此后的数据" in text
    assert "61.5" in text
    assert "2020年" in text


def test_the_result_reported_for_the_year_before_is_told(harbour: Assistant) -> None:
    assert "94.6%" in said_by(harbour.ask("渔获物抽检合格率目前是多少"))


@pytest.mark.parametrize("question", ["培训渔民人次现在是多少", "渔船北斗终端安装率现在达标了吗"])
def test_what_no_base_tells_stays_refused(harbour: Assistant, question: str) -> None:
    assert harbour.ask(question).status == "abstained"


def test_a_change_that_the_plan_does_not_tell_is_no_single_figure(harbour: Assistant) -> None:
    assert "800" not in said_by(harbour.ask("鱼市摊位从多少增加到多少"))


@pytest.mark.parametrize(
    "question", ["一共有几个专栏", "规划里有哪些专栏？", "How many boxes are there in the plan?"]
)
def test_boxes_are_counted_and_named(harbour: Assistant, question: str) -> None:
    answer = harbour.ask(question)
    text = said_by(answer)
    assert "2" in text.split("\n")[0]
    assert "主要指标" in text
    assert "重点工程" in text
    assert answer.dropped == ()


@pytest.mark.parametrize("question", ["专栏2有哪几个工程", "第二个专栏讲什么"])
def test_what_stands_in_a_box_is_no_count_of_boxes(harbour: Assistant, question: str) -> None:
    assert "专栏共" not in said_by(harbour.ask(question))


def test_two_natures_are_not_answered_by_the_count_of_one(harbour: Assistant) -> None:
    told = said_by(harbour.ask("约束性几个，预期性几个"))
    assert "「约束性的指标」：共 2 条" in told
    assert "「预期性的指标」：共 2 条" in told
    assert "2 条" in said_by(harbour.ask("约束性指标有几个"))


@pytest.mark.parametrize(
    "question",
    [
        "船长工资每月多少",
        "改造码头能贷款多少钱",
    ],
)
def test_what_is_only_near_is_no_answer(harbour: Assistant, question: str) -> None:
    answer = harbour.ask(question)
    assert answer.status == "abstained", said_by(answer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("持证船长补贴多少钱", "1500元"),
        ("改造一座旧码头补多少钱", "120万元"),
        ("避风锚地工程投资多少", "2.4亿元"),
    ],
)
def test_sums_that_the_plan_has_are_told(harbour: Assistant, question: str, said: str) -> None:
    assert said in said_by(harbour.ask(question))


PARTS = """石浦市绿道建设行动方案（2022—2024年）
一、主要目标
到2024年，建成省级示范绿道5条，绿道总长度达到320公里。
二、重点任务
（一）建设绿道驿站。建设绿道驿站18个，其中东浦区8个、西浦区6个、南岭县4个。
（二）管护绿道。每公里绿道配备1名管护员。
"""
PARTS_META = """
title = "石浦市绿道建设行动方案（2022—2024年）"
region = "石浦市"
region_parts = ["东浦区", "西浦区", "南岭县"]
period = [2022, 2024]
"""


@pytest.fixture(scope="module")
def parts(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from _opened("parts", {"parts": (PARTS, PARTS_META)}, repo, tmp_path_factory.mktemp("parts"))


@pytest.mark.parametrize("question", ["绿道驿站东浦区要建几个", "南岭县建设几个绿道驿站？"])
def test_what_the_plan_has_for_a_part_of_its_region_is_told(parts: Assistant, question: str) -> None:
    assert "东浦区8个、西浦区6个、南岭县4个" in said_by(parts.ask(question))


@pytest.mark.parametrize("question", ["东浦区绿道总长度是多少", "全国示范绿道有几条", "南岭县管护员有几名"])
def test_what_is_of_the_whole_is_not_told_of_a_part(parts: Assistant, question: str) -> None:
    answer = parts.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "wrong_scope"), said_by(answer)


def test_a_level_in_the_name_of_a_row_is_no_other_place(parts: Assistant) -> None:
    assert "5条" in said_by(parts.ask("省级示范绿道要建几条"))


FIELD = """沙岭县特色种植发展规划（2021—2025年）
一、主要目标
到2025年，蚕桑种植、采收机械化率分别达到40%和35%，茶叶采收机械化率达到60%，辣椒采收机械化率达到45%，骨干种苗基地（园）达到12个。
妇女种植大户达到300户，妇女参加技术培训比例达到45%。
二、重点任务
（一）修订目录。每4年修订1次主推品种目录，每年至少2个月安排农技人员驻村，每5万人口配置1辆检测车，其中新能源检测车占比不低于30%。
"""
FIELD_META = """
title = "沙岭县特色种植发展规划（2021—2025年）"
region = "沙岭县"
period = [2021, 2025]
"""


@pytest.fixture(scope="module")
def field(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from _opened("field", {"field": (FIELD, FIELD_META)}, repo, tmp_path_factory.mktemp("field"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("茶叶和辣椒的采收机械化率差几个百分点", "15 个百分点"),
        ("蚕桑、茶叶和辣椒采收机械化率平均多少", "÷ 3"),
        ("蚕桑和茶叶采收机械化率哪个高", "25 个百分点"),
    ],
)
def test_names_that_share_their_end_are_compared_as_listed(
    field: Assistant, question: str, said: str
) -> None:
    answer = field.ask(question)
    assert said in said_by(answer), said_by(answer)
    assert answer.dropped == ()


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [("主推品种目录几年修订一次", "4年", "\n规划要求"), ("检测车几万人一辆", "5万人口", "\n规划要求")],
)
def test_how_often_and_for_how_many_is_no_plain_figure(
    field: Assistant, question: str, said: str, other: str
) -> None:
    text = said_by(field.ask(question))
    assert said in text
    assert other not in text


def test_a_name_is_known_with_its_brackets_read(field: Assistant) -> None:
    assert "12个" in said_by(field.ask("骨干种苗基地园要建几个"))


def test_a_thing_named_after_people_is_not_counted_by_rows_about_them(field: Assistant) -> None:
    assert field.ask("妇女之家要建多少个").status == "abstained"
