"""Questions with a story: who, where and what only comes up in it changes nothing of what is asked."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.counts_stated import counted
from assistant.question import understand


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("天黑了小孩走道骑车，司机根本瞅不见，规划有啥招没", "反光标识"),
        ("大孩子老在厕所抽烟，规划对这种事有啥说法", "吸烟"),
        ("儿子拿我手机打游戏充了两千多！游戏公司有没有义务限制小孩花钱啊", "消费管理"),
        ("我在自己家客厅帮邻居带四五个小孩，这种有没有专门的规矩", "家庭托育点"),
        (
            "Trucks race past our school gate every morning. What does the plan do about it?",
            "校园周边安全设施",
        ),
        (
            "Apps keep collecting my kids' photos and phone numbers. Anything in the plan about that?",
            "个人信息",
        ),
        ("孩子多大以前爹妈能请假在家带，规划写没写", "3周岁以下"),
    ],
)
def test_a_story_is_answered_by_what_is_asked(plan: Assistant, question: str, said: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("answered", None)
    assert said in "".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "大学生能不能申请这份规划的助学贷款",
        "幼儿园得不得配保安，规划说了没",
        "育儿假能休多少天",
        "儿童性健康热线的电话是多少",
        "低保给多少钱会写在规划里吗",
    ],
)
def test_what_is_asked_about_itself_is_still_missed(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "strangers"),
    [
        ("天黑了小孩走道骑车，司机根本瞅不见，规划有啥招没", ()),
        ("规划给大学生啥支持", ("大学生",)),
        ("规划对司机有什么要求", ("司机",)),
    ],
)
def test_people_in_a_story_on_children_are_not_asked_about(
    plan: Assistant, question: str, strangers: tuple[str, ...]
) -> None:
    assert understand(question, plan.catalog).strangers == strangers


@pytest.mark.parametrize(
    "text", ["教育领域有七八条措施吧", "健康领域有三四个目标,对吗", "教育领域有十五六条措施吧"]
)
def test_about_so_many_states_no_number(text: str) -> None:
    assert counted(text) is None


@pytest.mark.parametrize(
    ("question", "actual"),
    [
        ("规划自己承认孩子这块还有哪些没做到位的地方", False),
        ("近视率的目标是不是没做到", True),
    ],
)
def test_where_a_plan_falls_short_is_no_actual_value(plan: Assistant, question: str, actual: bool) -> None:
    assert understand(question, plan.catalog).actual is actual
