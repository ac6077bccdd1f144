"""Which of two bounds is the stricter, and rows that only everyday words name beside another."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Evidence, TableQuery
from assistant.recount.strictness import wrong_strictness


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (
            "新生儿死亡率跟婴儿死亡率，这俩哪个卡得更紧啊",
            "要求较严的是：新生儿死亡率（同为上限，数值越低越严）。",
        ),
        (
            "新生儿听力筛查率和产前筛查率，哪个要求更严格",
            "要求较严的是：新生儿听力筛查率（同为下限，数值越高越严）。",
        ),
        ("小学和初中的近视率，哪个放得更宽", "要求较宽的是：初中生近视率（同为上限，数值越高越宽）。"),
        ("近视率这块，小学的红线比初中的更紧吗", "要求较严的是：小学生近视率（同为上限，数值越低越严）。"),
        (
            "贫血和长不高这两个上限，哪个放得更宽一些",
            "要求较宽的是：5岁以下儿童贫血率（同为上限，数值越高越宽）。",
        ),
        (
            "五岁往下的娃，贫血的和长不高的，哪个卡得更严",
            "要求较严的是：5岁以下儿童生长迟缓率（同为上限，数值越低越严）。",
        ),
        (
            "Is the ceiling on under-five mortality tighter than the one on infant mortality?",
            "The stricter one: infant mortality rate (all are ceilings, the lower the stricter).",
        ),
    ],
)
def test_the_stricter_of_two_bounds_is_named(plan: Assistant, question: str, lead: str) -> None:
    assert lead in [sentence.text for sentence in plan.ask(question).sentences[:2]]  # behind a yes or no


@pytest.mark.parametrize(
    "question",
    [
        "产前筛查率和龋患率哪个更严",  # a floor and a ceiling
        "普惠性幼儿园覆盖率和学前教育毛入园率哪个更严",  # the same figure
        "新生儿死亡率跟婴儿死亡率哪个高",  # the figures alone
    ],
)
def test_none_is_the_stricter_where_the_bounds_do_not_tell(plan: Assistant, question: str) -> None:
    assert not any("较严" in sentence.text for sentence in plan.ask(question).sentences)


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("贫血的上限和长不高的上限，差多少", "3 个百分点"),
        ("长虫牙的跟长不高的，两个数差几个点", "20 个百分点"),
        ("母乳喂养率比长不高的目标高多少", "55 个百分点"),
    ],
)
def test_a_row_in_everyday_words_beside_another(plan: Assistant, question: str, result: str) -> None:
    assert result in plan.ask(question).sentences[0].text


@pytest.mark.parametrize(
    "question", ["贫血的孩子和长不高的孩子怎么补营养", "孩子长不高，跟贫血有关系吗", "近视和肥胖哪个更要紧"]
)
def test_everyday_words_that_are_compared_in_nothing(plan: Assistant, question: str) -> None:
    assert plan.ask(question).sql is None


def test_a_false_strictest_is_found(plan: Assistant) -> None:
    rows = tuple(row for row in plan.rows.values() if row.name in ("新生儿死亡率", "婴儿死亡率"))
    evidence = Evidence(
        indicators=rows, table=TableQuery(operation="compare", ids=tuple(row.id for row in rows))
    )
    said = "要求较严的是：{}（同为{}限，数值越{}越严）。"

    def wrong(name: str, side: str, way: str) -> str | None:
        return wrong_strictness(said.format(name, side, way), lambda row: frozenset({row.name}), evidence)

    assert wrong("新生儿死亡率", "上", "低") is None
    assert wrong("婴儿死亡率", "上", "低")
    assert wrong("新生儿死亡率", "下", "低")
    assert wrong("婴儿死亡率", "上", "高")
