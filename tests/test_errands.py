"""Who asks and what for changes no answer: it is that to the question alone.

Each errand stands before or around questions of every kind. What only looks like an errand is left as it is.
"""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.errand import without_errand
from assistant.records import Answer

QUESTIONS = (
    "小学生近视率是多少", "家庭教育怎么推进", "基本原则有哪些", "健康领域有几个主要目标", "妇联要做什么", "孤儿有什么保障", "校园欺凌谁来管",
)  # fmt: skip
ERRANDS = (
    "明天开会要念{q}", "下午汇报用，{q}", "领导让我核对{q}", "省里检查要看{q}", "我同事说不清{q}", "有人问我{q}，我该怎么答", "PPT上要写{q}",
    "写材料用，{q}", "人大代表问{q}", "孩子他妈让我问{q}", "培训班上学员问我{q}", "我记不清{q}了", "记者采访要问{q}", "局长明天要听{q}",
    "不好意思打扰了，{q}", "刚来妇儿工委，不太熟，{q}", "在吗？{q}", "我就问一句，{q}", "老师布置作业问{q}", "我正在整理台账，{q}",
    "麻烦说下{q}，急用", "能不能告诉我{q}", "后天评审会上要讲到{q}", "市里督导组下来要问{q}", "单位同事搞不懂{q}", "刚才有个居民来电话问{q}",
    "我媳妇非让我打听{q}", "做课件要用到{q}", "我在妇联上班，想问{q}", "本人审计局工作人员，需核对{q}", "昨天看规划没看懂{q}", "我忘了{q}，提醒我一下",
    "考试复习，{q}", "群里有人在问{q}，帮忙答一下", "有位家长打来热线咨询{q}", "街道让我们上报材料，里面要写{q}", "下周要给社区干部讲课，{q}",
    "我想弄明白{q}", "能否帮忙解释{q}", "想跟你确认一下{q}", "赶时间，{q}", "领导催得急：{q}",
)  # fmt: skip
QUESTIONS_EN = (
    "what is the target for infant mortality", "who is responsible for school bullying", "how many goals does the health domain have",
    "what are the basic principles",
)  # fmt: skip
ERRANDS_EN = (
    "My boss wants to know {q}", "I'm preparing slides: {q}?", "For a meeting tomorrow, {q}?", "I'm a journalist and I'd like to ask {q}",
    "A colleague asked me {q}", "I forgot {q}", "I work for the statistics bureau. {q}?", "Sorry to bother you, {q}?",
    "A parent called and asked {q}, what should I answer?", "My teacher gave us homework: {q}?", "I can't remember {q}",
    "Do you happen to know {q}?", "I have been asked to find out {q}", "In my speech I want to mention {q}",
)  # fmt: skip


@pytest.fixture(scope="module")
def core() -> Assistant:
    return Assistant.open()


def _told(answer: Answer) -> tuple[object, ...]:
    rows = answer.sql.rows if answer.sql else None
    return answer.status, answer.reason, [citation.quote for citation in answer.citations], rows


def _differ(core: Assistant, errand: str, questions: tuple[str, ...], mark: str) -> list[str]:
    return [
        question
        for question in questions
        if _told(core.ask(errand.format(q=question))) != _told(core.ask(question + mark))
    ]


@pytest.mark.parametrize("errand", ERRANDS)
def test_an_errand_changes_no_answer(core: Assistant, errand: str) -> None:
    assert _differ(core, errand, QUESTIONS, "") == []


@pytest.mark.parametrize("errand", ERRANDS_EN)
def test_an_errand_in_english_changes_no_answer(core: Assistant, errand: str) -> None:
    assert _differ(core, errand, QUESTIONS_EN, "?") == []


@pytest.mark.parametrize(
    "question",
    [
        "想看书去哪", "我想学游泳去哪学", "要报告给谁", "家长要听孩子的意见吗", "培训要讲什么内容", "开会要讲几次安全", "老师要讲什么安全知识", "记者报道未成年人案件要注意什么",
        "领导要听孩子的意见吗", "省里的婴儿死亡率目标是多少", "我是孤儿，有什么保障", "我是初中生，该睡多久", "我在农村，孩子上学有什么补助", "我在妇联上班，我们要做什么",
        "需要听力筛查的有哪些", "检查要看几项", "写作业写到几点算晚", "报告里写到的实际完成值是多少", "孩子问我他是从哪来的，我该怎么答",
        "I want to know", "my boss hits his child, who can help", "ask for help, where can I go",
    ],
)  # fmt: skip
def test_what_is_asked_about_is_no_errand(question: str) -> None:
    assert without_errand(question) == question


def test_the_answer_keeps_the_question_as_typed(core: Assistant) -> None:
    typed = "明天开会要念小学生近视率，原文是多少"
    answer = core.ask(typed)
    assert (answer.question, answer.completed_question) == (typed, "小学生近视率，原文是多少")
