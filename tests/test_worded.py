"""assistant/worded.py: what a plan says in so many words is confirmed, a verb that it does not have for a thing is denied."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.restated import wrong_lack, wrong_place, wrong_words


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("规划是禁止使用童工的，这我没说错吧", "禁止使用童工"),
        (
            "课后服务结束时间原则上不早于当地正常下班时间，对吧",
            "课后服务结束时间原则上不早于当地正常下班时间",
        ),
        ("规划要求教师家访制度化常态化对吧", "教师家访制度化、常态化"),
        ("规划鼓励家庭收养病残儿童对吗", "鼓励家庭收养病残儿童"),
        ("规划里说要建立学生心理健康档案，没错吧", "建立学生心理健康档案"),
    ],
)
def test_a_statement_in_the_words_of_the_plan_is_confirmed(
    plan: Assistant, question: str, words: str
) -> None:
    answer = plan.ask(question)
    assert answer.sentences[0].text == f"是的，规划原文写有「{words}」。"
    assert answer.premise is not None
    assert answer.premise.agrees


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("规划禁止校外培训对吧", "禁止校外培训"),
        ("规划鼓励校外培训，是这样吗", "鼓励校外培训"),
        ("规划禁止家庭寄养吧", "禁止家庭寄养"),
        ("规划允许儿童参加商业性展演活动对吗", "允许儿童参加商业性展演活动"),
        ("规划不许学生寄宿对吧", "不许学生寄宿"),
        ("规划让学校把电子产品全禁了是不是", "让学校把电子产品全禁"),
        ("规划把校外培训全面取缔了吧", "把校外培训全面取缔"),
    ],
)
def test_a_verb_that_the_plan_does_not_have_for_a_thing_is_denied(
    plan: Assistant, question: str, said: str
) -> None:
    answer = plan.ask(question)
    assert answer.sentences[0].text == f"不是，规划没有写「{said}」，对此写的是："
    assert answer.premise is not None
    assert not answer.premise.agrees


@pytest.mark.parametrize(
    "question",
    [
        "规划禁止酒类广告对吧",  # 不得发布…酒类…广告
        "规划禁止网络游戏广告吧",
        "规划把酒类广告全禁了对吧",
        "规划把童工禁了对吧",
        "规划鼓励商业保险吗",  # 鼓励商业保险机构开发…
        "规划鼓励企业办托育，对吗",
        "规划说为未满十六周岁儿童提供网络直播发布者账号注册服务对吧",  # 不得为…
        "规划不让民办园收费是不是",
    ],
)
def test_what_is_not_sure_is_neither_confirmed_nor_denied(plan: Assistant, question: str) -> None:
    assert not plan.ask(question).sentences[0].text.startswith(("是的，规划原文", "不是，规划没有写"))


def test_the_check_reads_the_plan_again() -> None:
    yes = "是的，规划原文写有「使用童工」。"
    assert wrong_words(yes, "使用童工,对吧", ["禁止使用童工,依法使用未成年工。"])
    assert (
        wrong_words("是的，规划原文写有「禁止使用童工」。", "规划禁止使用童工的吧", ["禁止使用童工,依法"])
        is None
    )
    no = "不是，规划没有写「禁止酒类广告」，对此写的是："
    assert wrong_lack(no, "不得发布酒类广告。")
    assert wrong_lack(no, "规范酒类广告。") is None


def test_the_check_reads_the_number_of_a_heading_again() -> None:
    told = "不是，该处写的是「组织实施」，不是「监测评估」。"
    assert wrong_place(told, "监测评估是第三章吧", ["三、组织实施"]) is None
    assert wrong_place(told, "监测评估是第二章吧", ["三、组织实施"])
    assert (
        wrong_place("是的，该处写的是「总体目标」。", "总体目标是第一章第三节吧", ["（三）总体目标"]) is None
    )
