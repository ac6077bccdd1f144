"""Questions that look like one for what was reached, or for the table, and ask for a rule of the plan; and their look-alikes."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("摊上任务的单位多长时间得汇报一回干得咋样", "每年"),
        ("规划执行情况的监测是五年才做一次吧", "年度监测"),
        ("下级妇儿工委多久汇报一次落实情况", "每年"),
        ("how often must implementation results be reported", "每年"),
    ],
)
def test_how_often_something_is_reported_is_no_question_for_results(
    plan: Assistant, question: str, told: str
) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(told in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "规划完成情况怎么样",
        "监测结果说明完成情况怎么样",
        "今年执行情况的评估结果咋样",
        "去年监测了几次",
        "小学生近视率每年完成情况是多少",
    ],
)
def test_what_was_reached_is_refused_however_it_is_said(plan: Assistant, question: str) -> None:
    assert plan.ask(question).reason == "wrong_scope"


@pytest.mark.parametrize(
    ("question", "said"),
    [("用AI写作业行不行", "AI"), ("AI课纳入课程吗", "AI"), ("Can pupils use AI for homework?", "AI")],
)
def test_a_short_name_that_is_only_a_part_of_other_words_is_not_in_the_plan(
    plan: Assistant, question: str, said: str
) -> None:
    answer = plan.ask(question)
    assert answer.reason == "not_in_plan"
    assert f"「{said}」" in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    ["孩子没人监护了，最后由哪个部门兜底", "So everyone under 16 counts as a child in this plan, right?"],
)
def test_who_bears_it_and_who_counts_as_what_are_no_questions_for_the_table(
    plan: Assistant, question: str
) -> None:
    assert plan.ask(question).sql is None


def test_bounds_by_the_same_word_are_still_listed(plan: Assistant) -> None:
    answer = plan.ask("哪些指标是兜底的")
    assert answer.sql is not None
    assert len(answer.sql.rows) > 1


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("老大两岁半能不能直接送幼儿园，规划鼓励幼儿园收多大的", "2-3岁"),
        ("媳妇生完了我这当爹的能不能请假在家带娃，带到多大为止", "3周岁以下"),
        ("请问基层卫生院专门从事儿童保健的医生，最低配备人数是多少？", "至少配备2名"),
        ("得了白血病那样的大病家里掏不起，医保上有几道保障兜着", "医疗救助三重制度"),
        ("家里老人带娃不会弄辅食，有人教不", "合理添加辅食"),
    ],
)
def test_what_the_plan_says_is_told_in_everyday_words(plan: Assistant, question: str, told: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped) == ("answered", ())
    assert any(told in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize("question", ["福利院接收多大的孩子", "操场要建多大", "家里老人要装电梯，有人管不"])
def test_what_it_does_not_say_of_near_matters_is_refused(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize("question", ["学校里饮水和厕所咋样才行", "学校的厕所咋样才行"])
def test_a_target_of_others_is_not_told_where_a_clause_says_what_is_asked(
    plan: Assistant, question: str
) -> None:
    answer = plan.ask(question)
    assert any("课桌椅" in citation.quote for citation in answer.citations)
    assert "普及率" not in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    ["学生的婚检率有啥要求", "大人溺水死亡率咋样", "每千人口三岁以下托位数，规划给的是4.6个还是4.5个"],
)
def test_a_direction_of_others_is_still_refused(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("规划要求流浪儿童一律送回原籍，对吧", True),
        ("规划要求新生儿一律做听力筛查，对吧", True),
        ("规划要求中小学一律配法治副校长，对吧", False),
        ("规划要求公办民办一律同步招生，对吧", False),
        ("规划要求医保一律覆盖所有孩子，对吧", False),
    ],
)
def test_for_all_without_exception_is_denied_where_no_word_says_so(
    plan: Assistant, question: str, denied: bool
) -> None:
    assert plan.ask(question).sentences[0].text.startswith("不是") is denied
