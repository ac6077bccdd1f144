"""Things asked about that the plan does not have: refused or said before the nearest clauses, and checked."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.question import understand
from assistant.unnamed import unnamed


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def lacking(plan: Assistant, question: str) -> list[str]:
    query = understand(question, plan.catalog)
    return [thing.said for thing in unnamed(query, question, plan.plan_words)]


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("规划对寺庙有什么要求？", ["寺庙"]),
        ("做试管婴儿规划给不给报销", ["试管婴儿"]),
        ("规划里有没有提到寺庙？", ["寺庙"]),
        ("規劃對寺廟有什麼要求？", ["寺庙"]),
        ("给女孩打HPV疫苗规划管不管", ["HPV"]),
        ("Does the plan provide HPV vaccination for girls?", ["HPV"]),
        ("What does the plan say about surrogacy?", ["surrogacy"]),
        ("What are the rules for beauty pageants?", ["pageants"]),
        ("学校食堂的卫生规划怎么要求？", []),
        ("规划要求媒体拿捏好什么分寸？", []),
        ("怎么预防儿童溺水？", []),
        ("文件里管不管桌子凳子的事儿", []),  # 课桌椅
        ("How does the plan prevent bullying?", []),
        ("娃蛀牙了规划有啥招", []),
        ("早自习能不能取消", ["早自习"]),
        ("高中要不要军训", ["军训"]),
        ("规划允许学生染发吗", ["染发"]),
        ("外教来教课有啥规定", []),  # 外籍教师
        ("网游要设啥管理功能", []),
        ("学校要不要修游泳池", ["游泳池"]),
        ("学校食堂得请营养师吗", ["营养师"]),
        ("规划对剧本杀、密室逃脱有要求吗", ["剧本杀", "密室"]),
        ("幼儿园要不要装护栏", []),
        ("村里得建卫生室吗", ["卫生室"]),
        ("女娃被欺负了咋办", []),
    ],
)
def test_what_the_plan_does_not_have_is_found(plan: Assistant, question: str, things: list[str]) -> None:
    assert lacking(plan, question) == things


@pytest.mark.parametrize(
    "question", ["规划里有没有提到寺庙收养儿童的事？", "規劃對劇本殺、密室逃脫接待小孩有哪些限制？"]
)
def test_a_near_miss_is_refused_with_what_is_nearest(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert answer.sentences[0].text.startswith("规划没有写到「")
    assert len(answer.sentences) > 1
    assert not answer.dropped


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("规划有没有规定学校配备AED？", "AED"),
        ("规划对辣条怎么规定的", "辣条"),
        ("社区得设体育馆吗", "体育馆"),
        ("公园广场上要不要放急救的家什", "公园」「广场"),
    ],
)
def test_a_kind_of_what_the_plan_has_is_answered_with_that(plan: Assistant, question: str, said: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.sentences[0].text == f"规划没有写到「{said}」，以下是最接近的内容。"


@pytest.mark.parametrize(
    "question",
    [
        "规划对家境困难的学生有什么帮助？", "小孩儿烫伤了规划咋说的", "规划提到动用哪些扶持政策发展托育", "急救的家伙事公共场所有没有",
        "Which basic principle is about letting children speak for themselves?", "Is anything said about bullying for my thesis?",
    ],
)  # fmt: skip
def test_a_word_that_the_plan_lacks_is_not_said_to_be_missing_where_its_matter_is_told(
    plan: Assistant, question: str
) -> None:
    said = "".join(sentence.text for sentence in plan.ask(question).sentences)
    assert "没有写到" not in said
    assert "does not mention" not in said


@pytest.mark.parametrize("question", ["近视防控怎么做", "流动儿童上学怎么办", "校园欺凌咋整"])
def test_a_question_that_is_its_matter_and_little_else_is_answered(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "answered"


@pytest.mark.parametrize("question", ["怎么做红烧肉", "股票咋买", "孩子早恋咋办"])
def test_a_short_question_on_something_else_is_not(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"
