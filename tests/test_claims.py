"""What a question takes for granted: the words around it, numbers of things, and each point of a row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant.agent import Assistant
from assistant.counts_stated import counted, several_counted
from assistant.framing import tags, told
from assistant.lexicon import fold
from assistant.numerals import format_decimal
from assistant.records import Answer, Indicator
from assistant.wording import full_name


@pytest.fixture(scope="module")
def plan() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("教育领域有8个主要目标对吧", "对吧"),
        ("产前筛查率75%以上对吧", "对吧"),
        ("管的是高中没错吧", "没错吧"),
        ("规划里一共46个对吗", "对吗"),
        ("这个数对吧", "这个数对吧"),
    ],
)
def test_a_tag_begins_with_no_end_of_a_noun_or_number(question: str, frame: str) -> None:
    assert [question[start:end] for start, end in tags(question)] == [frame]


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("婴儿死亡率的目标是不是低于6‰", False),
        ("产前筛查率比70%高吗", False),
        ("婴儿死亡率的目标是不是低于5‰", True),
        ("婴儿死亡率会不会超过6‰", True),
        ("婴儿死亡率低于6‰对吧", True),
        ("贫血率要低于10%吧", True),
    ],
)
def test_a_bound_that_keeps_to_a_figure_is_not_denied_it(
    plan: Assistant, question: str, denied: bool
) -> None:
    """A ceiling of 5.5‰ is lower than 6‰; that it is “lower than 6‰” is another target."""
    assert plan.ask(question).sentences[0].text.startswith("不是") is denied


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("教育领域有8个主要目标对吧", "是的"),
        ("教育领域有12个目标对吧", "不是"),
        ("规划有46个主要目标没错吧", "是的"),
        ("健康领域有20条措施对吗", "不是"),
    ],
)
def test_a_number_of_goals_is_held_against_theirs_with_no_comma_before_the_tag(
    plan: Assistant, question: str, says: str
) -> None:
    assert plan.ask(question).sentences[0].text.startswith(says)


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("婴儿死亡率是5‰，没记错吧", "没记错吧"),
        ("规划是这么要求的对吗", "规划是这么要求的对吗"),
        ("说是要整到78%往下，是这么回事儿不？", "是这么回事儿不"),
        ("核对一下：控制线是8%。", "核对一下"),
        ("真的假的？", "真的假的"),
        ("单位对吗？", "单位对吗"),
        ("The target is 5‰, isn't it?", "isn't it"),
        ("Is it true that the target is 5‰?", "is it true that"),
    ],
)
def test_words_that_ask_for_confirmation_are_found(question: str, frame: str) -> None:
    text = fold(question)
    assert frame in [text[start:end] for start, end in tags(text)]


@pytest.mark.parametrize(
    "question", ["近视率目标是多少", "规划对近视有哪些要求？", "谁有强制报告责任", "有没有校车的规定"]
)
def test_other_questions_ask_for_no_confirmation(question: str) -> None:
    assert (tags(fold(question)), told(fold(question))) == ((), ())


@pytest.mark.parametrize(
    ("text", "question", "number"),
    [
        ("我课件上写健康领域有14条策略措施,核一下", "健康领域有几条策略措施", 14),
        ("基本原则一共四条,对吗", "基本原则一共几条", 4),
        ("规划分六大领域,没错吧", "规划分几大领域", 6),
        ("the plan covers eight domains, right?", "the plan covers how many domains", 8),
        ("第二章主要目标加一块儿有46个,真是46个吗", "第二章主要目标加一块儿有几个", 46),
        ("七个领域的策略措施合计92条,对吗", "七个领域的策略措施合计几条", 92),
    ],
)
def test_a_number_of_things_becomes_the_question_for_it(text: str, question: str, number: int) -> None:
    claim = counted(text)
    assert claim is not None
    assert (claim.question, claim.number) == (question, number)


def test_that_there_is_none_becomes_the_question_how_many() -> None:
    claim = counted("近视率的上限是不是没有一个超过70%?")
    assert claim is not None
    assert (claim.question, claim.number) == ("近视率的上限有几个超过70%", 0)
    assert counted("有没有任何一个指标超过99%") is None


def test_the_groups_that_are_counted_in_are_no_number_stated() -> None:
    assert counted("请核实:七个领域的策略措施合计为多少条。") is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("法律保护那块措施是15条,主要目标是5条,没数错吧", "法律保护那块措施是几条,主要目标是几条"),
        ("安全领域的措施12条,目标6个,对不对", "安全领域的措施几条,目标几个"),
        ("每个领域有3条目标、4条措施", ""),
    ],
)
def test_several_numbers_stated_become_the_question_for_them(text: str, asked: str) -> None:
    several = several_counted(text)
    assert (several.question if several else "") == asked


@pytest.mark.parametrize(
    "text", ["第14条写了什么", "健康领域有哪些措施", "每个领域有3条目标、4条措施吗", "近视率降低3个百分点"]
)
def test_an_ordinal_or_several_numbers_are_no_such_statement(text: str) -> None:
    assert counted(text) is None


def _first(answer: Answer) -> str:
    return answer.sentences[0].text


@pytest.mark.parametrize(
    ("question", "right", "asked"),
    [
        ("3岁以下儿童贫血率控制在8%以下，是吗", "5岁以下儿童贫血率", "3岁以下儿童"),
        ("儿童伤害死亡率以2015年为基数下降15%，对吧", "2020", "2015年"),
        ("2030年婴儿死亡率要降到5.5‰以下，对吧", "2025", "2030年"),
        ("每百名儿童儿科床位2.5张以上，对吗", "每千名儿童", "每百儿童"),
        ("九年义务教育巩固率99%以上，说的是高中对不", "九年义务教育巩固率", "高中"),
        ("疫苗接种率95%以上是以县（区）为单位算的，是吗？", "乡（镇、街道）", "县(区)"),
        ("课后服务结束时间原则上不晚于当地正常下班时间，规划是这样写的吗", "不早于", "不晚于"),
        ("“十二年义务教育巩固率99%以上”，规划里是这句话吗", "九年", "十二年"),
        ("基本原则一共4条，对吗", "共 5 条", "4条"),
        ("近视率都是38%以下，对吧", "68%以下", "38%以下"),
        ("近视率的上限是不是没有一个超过70%？", "共 1 条", "没有一个"),
        ("死亡率的目标里无一超过6‰，对吗", "共 1 条", "无一"),
        ("是不是一个低于60%的教育指标都没有", "共 1 条", "一个低于60%的教育指标都没有"),
        ("高中毛入学率定96%就封顶了，是不", "96%以上", "96%就封顶"),
        ("产前筛查率75%是上限，对吗", "75%以上", "75%是上限"),
        ("贫血率8%打底，是这样吗", "8%以下", "8%打底"),
        ("农村自来水普及率上限是多少", "96%以上", "上限"),
        ("低出生体重发生率不能低于多少", "3.5%以下", "不能低于"),
        ("小学生睡眠10小时封顶，是吗", "10小时", "10小时封顶"),
        ("5岁以上儿童贫血率是8%以下吧", "5岁以下儿童贫血率", "5岁以上"),
        ("7岁往上的儿童健康管理率有没有规定", "7岁以下儿童健康管理率", "7岁往上"),
    ],
)
def test_what_the_plan_has_is_said_first(question: str, right: str, asked: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.premise is not None
    assert not answer.premise.agrees
    assert _first(answer).startswith("不是，")
    assert right in _first(answer)
    assert f"「{asked}」" in _first(answer)


@pytest.mark.parametrize(
    "question",
    [
        "城市社区90%、农村社区80%建立家长学校，对吗",
        "产前筛查率不低于75%，我这么写行吗",
        "家长一年至少参加两次家庭教育指导，是吧？",
        "核实：规划一共四章",
        "婴儿死亡率上限是5.5‰，没错吧",
        "教育领域是不是没有一个指标低于20%？",
        "百分比指标没有超过99%的，对不对",
        "产前筛查率的底线是75%，对吧",
        "新生儿死亡率至少要降到3.5‰以下，对吗",
        "Is the ceiling for under-five mortality 6.5‰?",
    ],
)
def test_what_agrees_is_confirmed(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.premise is not None
    assert answer.premise.agrees
    assert _first(answer).startswith(("是的，", "Yes, "))


@pytest.mark.parametrize(
    "question",
    [
        "母乳喂养率6个月以后要到多少",
        "12岁以上孩子龋患率控制在多少",
        "6岁以上儿童眼保健和视力检查覆盖率要到多少",
        "What is the anaemia target for children over five?",
    ],
)
def test_children_on_the_other_side_of_an_age_get_no_figure(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    "question", ["四岁孩子的贫血率目标", "婴儿6月龄以内母乳喂养率", "6岁前眼保健覆盖率多少"]
)
def test_children_within_an_age_get_its_figure(question: str, plan: Assistant) -> None:
    assert plan.ask(question).status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "农村小学生近视率38%以下，对吗",
        "城市社区90%、农村社区90%建立家长学校，对吗",
        "成年人贫血率8%以下，没错吧",
        "婴儿死亡率和新生儿死亡率都是5.5‰以下，对吧",
    ],
)
def test_what_does_not_all_agree_is_not_confirmed(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.premise is None or not answer.premise.agrees


# --- every row of the plan -------------------------------------------------------------------------

_BOUND = {">=": "以上", "<=": "以下", "=": ""}
_OTHER_BOUND = {">=": "<=", "<=": ">="}
_OTHER_SIGN = {"%": "‰", "‰": "%"}


def _stated(row: Indicator, value: str, unit: str, comparator: str) -> str:
    return f"{full_name(row)}是{row.per or ''}{value}{unit}{_BOUND[comparator]}，对吗"


def _rows(plan: Assistant) -> list[Indicator]:
    return [row for row in plan.rows.values() if row.value is not None and row.comparator in _BOUND]


def test_every_row_is_confirmed_as_it_is(plan: Assistant) -> None:
    asked = [
        _stated(row, format_decimal(row.value or Decimal(0)), row.unit or "", row.comparator)
        for row in _rows(plan)
    ]
    premises = {question: plan.ask(question).premise for question in asked}
    assert len(premises) > 35
    assert [q for q, premise in premises.items() if premise is None or not premise.agrees] == []


def test_no_row_is_confirmed_with_another_figure_sign_or_bound(plan: Assistant) -> None:
    asked = []
    for row in _rows(plan):
        value, unit = row.value or Decimal(0), row.unit or ""
        asked.append(_stated(row, format_decimal(value + 1), unit, row.comparator))
        if row.comparator in _OTHER_BOUND:
            asked.append(_stated(row, format_decimal(value), unit, _OTHER_BOUND[row.comparator]))
        if unit in _OTHER_SIGN:
            asked.append(_stated(row, format_decimal(value), _OTHER_SIGN[unit], row.comparator))
    premises = {question: plan.ask(question).premise for question in asked}
    assert len(premises) > 100
    assert [q for q, premise in premises.items() if premise is None or premise.agrees] == []


def test_the_row_that_has_a_denied_figure_is_told(plan: Assistant) -> None:
    said = "\n".join(sentence.text for sentence in plan.ask("小学生每天睡9小时，对吧").sentences)
    assert "不是，小学生睡眠时间：规划里是10小时，不是「9小时」。" in said
    assert "初中生睡眠时间：每天9小时" in said


@pytest.mark.parametrize(
    ("question", "denied"),
    [  # a name that several rows share: 38, 68 and 78 per cent; 10, 9 and 8 hours
        ("规划说近视率要降到30%以下对不对", ["38%以下", "68%以下", "78%以下"]),
        ("学生近视率是50%吗", ["38%以下", "68%以下", "78%以下"]),
        ("近视率降到38%以下，是吧", ["68%以下", "78%以下"]),
        ("每天睡9小时对吧", ["10小时", "8小时"]),
        ("the myopia target is 30%, right?", ["38%", "68%", "78%"]),
        ("小学生每天睡9小时初中生睡10小时，是吧", ["10小时", "9小时"]),
        ("高中生近视率68%以下初中生78%以下对不对", ["68%以下", "78%以下"]),
    ],
)
def test_a_figure_stated_of_several_rows_is_put_right_for_each(
    question: str, denied: list[str], plan: Assistant
) -> None:
    answer = plan.ask(question)
    told = [s.text for s in answer.sentences if s.text.startswith(("不是", "No"))]
    assert (answer.status, answer.dropped, len(told)) == ("answered", (), len(denied))
    assert all(figure in text for figure, text in zip(denied, told, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "小学生睡10小时初中生睡9小时对吗",
        "小学生38%初中生68%高中生78%，近视率是这几个数吧",
        "婴儿死亡率5.5‰、5岁以下6.5‰，没错吧",
    ],
)
def test_each_figure_goes_with_whom_it_is_said_of(question: str, plan: Assistant) -> None:
    texts = [s.text for s in plan.ask(question).sentences]
    assert texts[0].startswith("是的，与规划一致")
    assert not any(text.startswith("不是") for text in texts)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("婴儿死亡率会不会超过6‰", "超过6‰"),
        ("婴儿死亡率能不能低于5‰", "低于5‰"),
        ("婴儿死亡率不能低于5‰吧", "不能低于5‰"),
    ],
)
def test_whether_a_figure_may_be_passed_states_no_bound(question: str, asked: str, plan: Assistant) -> None:
    assert f"不是「{asked}」" in plan.ask(question).sentences[0].text
