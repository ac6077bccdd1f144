"""What lies near the plan and is not in it is refused; what a question states wrongly is put right."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.handed_out import handed_out
from assistant.how_often import other_period
from assistant.negated import says_it_is_not
from assistant.numerals import find_fractions, find_quantities
from assistant.render import to_text


@pytest.mark.parametrize(
    "question",
    [
        "规划有没有说给每个学生发一台平板电脑",
        "规划有没有说给学校配机器人老师",
        "给老师送红包规划怎么说",
        "规划让不让点外卖送进学校",
        "规划许不许我们骑滑板车上学",
        "开学给不给每个小孩送一个新书包，规划里有这说法没",
        "过年收的压岁钱归我自己还是归我妈",
        "新生儿筛查是不是不要钱",
        "打疫苗不收钱吗",
        "义务教育入学率是多少",
        "小孩坐公交免票，是到几周岁为止",
        "新生儿听力筛查得去几趟医院",
        "规划提到几个学校",
        "规划支不支持给孩子请个家教",
        "规划对送孩子出国念高中有没有补助",
        "孩子上兴趣班的钱规划给补贴吗",
        "What is the fine for sending cigarette ads to minors?",
    ],
)
def test_a_neighbour_of_what_is_asked_is_no_answer(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("残疾娃能不能给配轮椅", "辅助器具"),
        ("学校要不要配校医", "校医"),
        ("规划有没有说给幼儿园配保健员", "卫生保健人员"),
        ("家里紧巴得快念不起书了，公家给补贴吗", "助学金"),
        ("规划让不让给孩子买大病保险", "大病和意外伤害保险"),
        ("婚检不要钱吧", "免费婚前医学检查"),
        ("残疾娃做辅具是白给吗", "免费享有"),
        ("残疾孩子入学率多少", "97%"),
        ("规划说的儿童是几周岁以下", "十八周岁"),
        ("规划有没有说每天做眼保健操", "做好眼保健操"),
        ("妇联负责几件事", "妇联"),
        ("五大基本原则是哪五条", "共 5 条"),
        ("哪几家办小孩的案子得有专门的人", "人民检察院"),
        ("公立小学和私立小学是一块儿招生，还是一前一后", "同步招生"),
    ],
)
def test_what_the_plan_has_is_told_beside_them(plan: Assistant, question: str, told: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert told in to_text(answer)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("小学近视率不是38%", "不对，规划里就是这样"),
        ("规划里小学近视率压根不是38%", "不对，规划里就是这样"),
        ("每所卫生院不是配2名儿保医生", "不对，规划里就是这样"),
        ("小学近视率不是38%吗", "是的"),
        ("难道小学近视率不是38%", "是的"),
        ("小学近视率是不是38%", "是的"),
        ("婴儿死亡率不是6‰", "不是，婴儿死亡率"),
        ("规划执行情况的监测是五年才做一次吧", "不是，规划原文是「年度」，不是「五年」"),
        ("责任单位每季度报告一次规划实施情况，对不对", "不是，规划原文是「每年」"),
        ("The infant mortality target is not 5.5‰", "No, the plan does set this"),
        ("Every township clinic has to have at least three child-care doctors, right?", "No, "),
        ("Nine out of ten urban communities should have a parents' school. Am I right?", "Yes, "),
    ],
)
def test_what_is_stated_is_put_right_or_confirmed(plan: Assistant, question: str, lead: str) -> None:
    assert to_text(plan.ask(question)).startswith(lead)


@pytest.mark.parametrize(
    ("asking", "thing"),
    [
        ("给每个学生发一台平板电脑", "平板电脑"),
        ("请个家教", "家教"),
        ("点外卖送进学校", "外卖"),
        ("学校的厕所怎么样", ""),
        ("请归集", ""),
        ("三孩政策配套房子方面给照顾没", ""),
    ],
)
def test_a_thing_is_handed_out(asking: str, thing: str) -> None:
    spans = list(handed_out(asking))
    assert (asking[spans[0][0] : spans[-1][1]] if spans else "") == thing


@pytest.mark.parametrize(
    ("text", "negated"),
    [("近视率不是38%", True), ("近视率是不是38%", False), ("近视率不是38%吗", False), ("近视率是38%", False),
     ("近视率不是38%，而是40%", False), ("the rate is not 38%", True), ("isn't it 38%", False)],
)  # fmt: skip
def test_a_figure_is_denied(text: str, negated: bool) -> None:
    assert says_it_is_not(find_quantities(text)[0], text) is negated


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("监测两年才搞一次吧", "对规划实施情况进行年度监测", ("两年", "年度")),
        ("半年就得向妇儿工委报一次", "责任单位每年向同级妇儿工委报告", ("半年", "每年")),
        ("一年向妇儿工委报一次", "责任单位每年向同级妇儿工委报告", None),
        ("两年评一次先进", "责任单位每年向同级妇儿工委报告", None),
    ],
)
def test_another_period(question: str, text: str, other: tuple[str, str] | None) -> None:
    assert other_period(question, text) == other


def test_numbers_in_english_words() -> None:
    found = [
        (q.text, int(q.value), q.unit) for q in find_fractions("nine out of ten; at least three doctors")
    ]
    assert found == [("nine out of ten", 90, "%"), ("at least three", 3, "")]
