"""Questions to the table whose parts belong together: several domains that are picked, what is left out twice, what would equal what."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant


def _told(question: str, plan: Assistant) -> str:
    answer = plan.ask(question)
    assert answer.status == "answered"
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("措施最多的两个领域加起来占全部措施的百分之几", "31 ÷ 92 = 33.7%"),
        ("目标最多的三个领域占全部主要目标的几成", "25 ÷ 46 = 54.35%"),
        ("措施最多的领域占全部措施的几成", "16 ÷ 92 = 17.39%"),
    ],
)
def test_as_many_domains_are_picked_as_are_asked_for(question: str, share: str, plan: Assistant) -> None:
    assert share in _told(question, plan)


@pytest.mark.parametrize(
    ("question", "row", "none"),
    [
        ("把贫血率收紧到5%的话，跟谁持平", "生长迟缓率", "妇儿工委"),
        ("龋患率如果定到8%，和哪一个持平", "贫血率", "龋患率"),
        ("新生儿死亡率要是也放宽到5.5‰，那就跟哪个指标一样了", "婴儿死亡率", "新生儿死亡率"),
        ("健康领域里既非筛查率又非近视率，且在95%以上的指标", "母婴阻断率", "筛查率"),
        ("健康领域里既不是筛查率也不是死亡率、又定在95%以上的有哪些", "免疫规划疫苗接种率", "不是"),
    ],
)
def test_rows_are_found_without_those_that_are_named(
    question: str, row: str, none: str, plan: Assistant
) -> None:
    told = _told(question, plan)
    assert row in told
    assert none not in told


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("提到家长和教师的措施各几条", ("家长：共 6 条", "教师：共 8 条")),
        ("提到幼儿园、学校、社区的措施各有几条", ("幼儿园：共 16 条", "社区：共 19 条")),
        ("环境和教育，谁提到少先队的措施多", ("儿童与环境：共 3 条", "儿童与教育：共 2 条")),
        ("学校和医院在同一条措施里出现的有几条", ("写到「学校」和「医院」的策略措施共 2 条",)),
        ("有几个领域没有量化指标，是哪几个", ("儿童与福利", "儿童与法律保护")),
    ],
)
def test_clauses_and_domains_are_counted_as_asked(
    question: str, counts: tuple[str, ...], plan: Assistant
) -> None:
    told = _told(question, plan)
    assert all(count in told for count in counts)


@pytest.mark.parametrize(
    "question",
    [
        "分年龄的指标哪些低于10%",
        "措施数排前两名的领域合起来是不是过了三分之一",
        "千分率指标三个加起来多少，平均多少",
        "What share of all the measures belongs to the two biggest domains put together?",
    ],
)
def test_what_no_query_holds_is_refused(question: str, plan: Assistant) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "half"),
    [
        ("健康领域占了全部百分比指标的几成，教育占几成", "教育占几成"),
        ("提到“免费”的措施几条，都在哪个领域；提到“优惠”的呢", "提到“优惠”的呢"),
    ],
)
def test_a_question_of_the_line_that_is_left_out_is_named(question: str, half: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert f"「{half}」这一问没有回答" in answer.sentences[-1].text
    assert answer.completeness == "partial"
    assert half in answer.suggestions
