"""Follow-ups that hold another figure against the one told, take note of a refusal, point to people or to one party."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.records import Answer, Turn

_BALANCE = "义务教育优质均衡率定到多少"
_BALANCE_EN = "What is the target for the quality balance rate of compulsory education?"


def answer_to(plan: Assistant, *turns: str) -> Answer:
    history: tuple[Turn, ...] = ()
    for turn in turns[:-1]:
        history = (*history, Turn(turn, plan.ask(turn, history)))
    return plan.ask(turns[-1], history)


def said(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    "rebuttal",
    [
        "20%也太低了，应该是90%才对吧",
        "怎么才20%，我看网上说是90%",
        "20%？不是90%吗",
        "明明是90%",
        "不对，是90%",
        "你搞错了，是90%",
        "我不信，肯定是90%",
        "规划原文明明写的90%",
        "文件里写的可是90%",
        "不对吧，上面写的是90%",
    ],
)
def test_another_figure_held_against_the_one_told_is_put_right(plan: Assistant, rebuttal: str) -> None:
    answer = answer_to(plan, _BALANCE, rebuttal)
    assert answer.premise is not None
    assert not answer.premise.agrees
    assert "规划里是20%，不是「90%」" in said(answer)


@pytest.mark.parametrize(
    "rebuttal",
    [
        "No, it's 90%.",
        "20%? The ministry says 90%.",
        "But the report says 90%. Which is right?",
        "That can't be right, I read 90% online.",
        "My daughter's school told us 90%. Which is right?",
        "Isn't it 90%? That is what the ministry says.",
    ],
)
def test_another_figure_is_put_right_in_english(plan: Assistant, rebuttal: str) -> None:
    assert "in the plan it is 20%, not 「90%」" in said(answer_to(plan, _BALANCE_EN, rebuttal))


def test_all_of_them_is_a_hundred_per_cent(plan: Assistant) -> None:
    text = said(answer_to(plan, "中小学都得配心理老师吗", "百分百都得配才对吧"))
    assert "90%以上" in text
    assert "不是「百分百」" in text


@pytest.mark.parametrize("rebuttal", ["才20%，没错吧", "是20%，我没记错"])
def test_the_figure_told_is_confirmed(plan: Assistant, rebuttal: str) -> None:
    assert "不是「" not in said(answer_to(plan, _BALANCE, rebuttal))


@pytest.mark.parametrize(
    "question",
    [
        "定到90%的还有哪些",
        "为啥不定90%",
        "比90%低多少",
        "2023年到90%了吗",
        "90%以上的有几个",
        "离90%还差多少",
    ],
)
def test_what_asks_for_something_is_no_rebuttal(plan: Assistant, question: str) -> None:
    assert "义务教育优质均衡率：规划里是20%" not in said(answer_to(plan, _BALANCE, question))


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("高中生一天得睡够几个钟头", "他们的近视率又要降到多少"), "高中阶段学生近视率降至78%以下"),
        (("小学生近视率多少", "他们每天要睡多久"), "小学生达到10小时"),
        (("What is the sleep standard for primary pupils?", "And their myopia target?"), "at most 38%"),
    ],
)
def test_a_word_that_points_to_people_holds_the_row_to_them(
    plan: Assistant, turns: tuple[str, ...], told: str
) -> None:
    text = said(answer_to(plan, *turns))
    assert told in text
    assert "68%" not in text
    assert "9小时" not in text or "小学生达到10小时" in text


def test_two_that_are_named_leave_out_what_was_told_before(plan: Assistant) -> None:
    text = said(answer_to(plan, "产前筛查率多少", "小学生和初中生近视率俩差多少"))
    assert "相差 30 个百分点" in text
    assert "产前筛查率" not in text


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("溺水怎么防", "学校这头呢"), "校园环境的溺水隐患"),
        (("校园欺凌规划咋治理", "那家长该干点啥"), "提高教职员工、家长、学生对欺凌的预防和处置能力"),
        (("针对孩子的暴力，部门要怎么防", "那普通市民看见了能干啥"), "鼓励公众依法劝阻、制止、检举、控告"),
        (("校园欺凌怎么办", "老师呢"), "提高教职员工、家长、学生对欺凌的预防和处置能力"),
        (("儿童近视规划怎么防", "家庭呢"), "指导家长掌握科学用眼护眼知识"),
    ],
)
def test_a_party_is_asked_of_in_the_matter_told(plan: Assistant, turns: tuple[str, ...], told: str) -> None:
    answer = answer_to(plan, *turns)
    assert told in said(answer)
    assert len({citation.clause_id for citation in answer.citations}) == 1


def test_a_party_of_which_the_matter_says_nothing_changes_no_subject(plan: Assistant) -> None:
    assert answer_to(plan, "食品安全怎么管", "社区呢").status == "abstained"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("托位数到2025年要多少个", "没定数的话，那打算咋发展托育"), "大力发展多种形式的普惠托育服务"),
        (("学生营养餐一顿补几块钱", "没有的话，食品安全怎么管"), "儿童食品安全"),
        (
            ("How much is the lunch subsidy per meal?", "Never mind. What does it say about food safety?"),
            "食品安全",
        ),
    ],
)
def test_what_takes_note_of_a_refusal_is_no_part_of_the_next_question(
    plan: Assistant, turns: tuple[str, ...], told: str
) -> None:
    answer = answer_to(plan, *turns)
    assert answer.status == "answered"
    assert told in said(answer)


@pytest.mark.parametrize(
    "shorter",
    [
        "太长了，给总结两三句",
        "概括成一句话",
        "Summarise that in one sentence",
        "Too long. Sum it up in two sentences please",
    ],
)
def test_shorter_words_are_no_other_matter(plan: Assistant, shorter: str) -> None:
    first = "How does the plan prevent myopia?" if shorter.isascii() else "儿童近视怎么防"
    assert "自然光" in said(answer_to(plan, first, shorter))


@pytest.mark.parametrize(
    "chosen",
    [
        "Read me the third one, word for word",
        "quote number three in full",
        "show me the third in full please",
    ],
)
def test_one_of_a_list_is_read_out_in_english(plan: Assistant, chosen: str) -> None:
    assert "尊重儿童的人格尊严" in said(answer_to(plan, "List the basic principles", chosen))


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("婚检率提高到多少", "那免费吗"), "实施免费婚前医学检查"),
        (("残疾孩子康复有啥", "要钱吗"), "按规定免费享有"),
        (("农村自来水普及率目标", "来源是哪条"), "农村自来水普及率达到96%以上"),
        (("低体重儿比例", "上限还是下限"), "低出生体重发生率控制在3.5%以下"),
        (("疫苗接种率", "是按市算还是按乡镇算"), "以乡（镇、街道）为单位"),
        (("近视率三个学段分别是多少", "加起来平均多少"), "平均 61.33%"),
        (("健康领域的目标有几个", "第三个是啥", "它下面有哪几条"), "新生儿访视率保持在90%以上"),
        (("规划对留守儿童有什么安排", "全部列出来"), "优先满足留守儿童寄宿需求"),
        (("把儿童督导员的条款都找出来", "儿童主任的呢"), "规划中与儿童主任有关的内容共 4 条"),
        (("规划里哪些地方写了免费", "那“优惠”呢"), "票价优惠政策"),
        (("哪些部门管校园周边", "公安呢"), "规划没有写明由「公安」负责这件事"),
        (("What does the plan do about drowning?", "What's the source?"), "保证儿童远离危险水体"),
    ],
)
def test_what_is_asked_back_is_told_of_what_was_told(
    plan: Assistant, turns: tuple[str, ...], told: str
) -> None:
    assert told in said(answer_to(plan, *turns))


def test_a_list_in_english_is_held_to_one_domain_after_another(plan: Assistant) -> None:
    first = ("List all targets at or above 95%", "Only the health ones")
    assert "4 such indicators" in said(answer_to(plan, *first))
    assert "3 such indicators" in said(answer_to(plan, *first, "And the education ones"))


def test_a_rate_of_management_charges_nobody(plan: Assistant) -> None:
    assert "负责这件事" not in said(answer_to(plan, "7岁以下儿童健康管理率", "不是系统管理率吗"))


def test_parts_that_stand_under_a_goal_are_its_own(plan: Assistant) -> None:
    text = said(plan.ask("降低新生儿、婴儿和5岁以下儿童死亡率这个目标下面有哪几条"))
    assert "新生儿访视率" in text
    assert "系统管理率" not in text


def test_what_is_done_about_a_matter_is_no_row(plan: Assistant) -> None:
    assert "保证儿童远离危险水体" in said(plan.ask("What does the plan do about drowning?"))
