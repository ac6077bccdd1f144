"""Questions to the table of which a part used to be dropped: shares of what is picked, a name held against none, lines taken in."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.render import to_json


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


def _told(plan: Assistant, question: str) -> str:
    return str(to_json(plan.ask(question))["answer"])


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("哪个领域的策略措施最多，占全部措施的百分之几", "16 ÷ 92 = 17.39%"),
        ("哪个领域的量化目标最多，占全部39个的百分之几", "27 ÷ 39 = 69.23%"),
        ("量化目标最多的领域，占全部的百分之几", "27 ÷ 39 = 69.23%"),
        ("哪个领域的细项最多，占总数的比重多大", "40 ÷ 129 = 31.01%"),
        ("哪个领域的定性指标最多，占总数的百分之几", "5 ÷ 16 = 31.25%"),
        ("目标最少的领域占全部目标的百分之几", "15 ÷ 46 = 32.61%"),
        ("Which domain has the most measures, and what share of all measures is that?", "16 ÷ 92 = 17.39%"),
        (
            "Which domain has the most goals and what percentage of all goals does it hold?",
            "10 ÷ 46 = 21.74%",
        ),
        ("安全领域的量化目标占全部的百分之几", "1 ÷ 39 = 2.56%"),
        ("安全领域的策略措施占全部的多少", "12 ÷ 92 = 13.04%"),
    ],
)
def test_a_share_of_the_whole_is_told_of_the_whole(plan: Assistant, question: str, share: str) -> None:
    assert share in _told(plan, question)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("幼儿园教师持证上岗率和普惠性幼儿园覆盖率，目标差几个百分点", "幼儿园教师持证上岗率"),
        ("高等教育毛入学率和高中阶段教育毛入学率，目标差几个百分点", "高等教育毛入学率"),
        ("高等教育毛入学率是高中阶段教育毛入学率的几倍", "高等教育毛入学率"),
        ("母乳喂养率与辅食添加率相差多少", "辅食添加率"),
        ("九年义务教育巩固率和辍学率哪个高", "辍学率"),
        ("贫血率和肥胖率差多少", "肥胖率"),
        ("学生跳绳达标率和小学生近视率哪个高？", "学生跳绳达标率"),
        ("我家闺女刚生了二胎，想问问新生儿死亡率和幸福感指数差多少？", "幸福感指数"),
    ],
)
def test_what_no_row_has_is_named_and_not_passed_over(plan: Assistant, question: str, name: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert name in _told(plan, question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("新生儿访视率和听力筛查率差多少", "相差 5 个百分点"),
        ("产前筛查率和听力筛查率差几个点", "相差 20 个百分点"),
        ("婚检率和产前筛查率差多少", "没有给出具体数值"),
    ],
)
def test_two_that_are_named_are_held_against_one_another(plan: Assistant, question: str, told: str) -> None:
    assert told in _told(plan, question)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("主要目标（包括细项）里哪些提到“食品”", 2),
        ("主要目标里头（含底下带破折号的小条），哪些写到了“食品”？", 2),
        ("目标及其下面的小条，哪些提到网络", 4),
        ("主要目标里提到食品的有几条，细项也算", 2),
        ("主要目标底下的细项里哪些提到食品", 1),
    ],
)
def test_lines_are_taken_in_where_that_is_said(plan: Assistant, question: str, count: int) -> None:
    assert f"共 {count} 条" in _told(plan, question)


def test_a_word_of_a_name_that_also_names_the_domain_does_both(plan: Assistant) -> None:
    asked = "Which education targets are lower than the nine-year compulsory education consolidation rate?"
    assert "has 5 such" in _told(plan, asked)
    asked = "Which health indicators are stricter than the under-five mortality rate?"
    assert "has 2 such" in _told(plan, asked)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("安全领域的措施一条都没提“妇联”吧", "是的，共 0 条"),
        ("健康领域的措施没有一条提到“彩票”，对不对", "是的，共 0 条"),
        ("安全领域的措施一条都没提“溺水”吧", "不是，写到「溺水」的策略措施共 1 条"),
        ("目标个数最多的领域是最少的领域的几倍", "10 ÷ 5 = 2 倍"),
        ("法律保护领域平均一个目标摊几条措施", "15 ÷ 5 = 3 倍"),
        ("健康领域平均每个目标对应几条措施", "16 ÷ 10 = 1.6 倍"),
        ("组织实施跟监测评估这两章，各分了几条", "「组织实施」：共 11 条"),
        ("组织实施、监测评估两章各有几条", "「监测评估」：共 5 条"),
        ("健康领域达到90%以上、表示要往上走的百分比指标有几个", "共 9 条"),
        ("健康领域要往下降的、低于10%的指标有哪些", "共 3 条"),
        ("要降下来的千分率指标有几个", "共 1 条"),
        ("三个近视率按高低排一下", "按数值从高到低"),
        ("家长群里有人说初中生近视率的目标比高中生高，是真的吗", "不是，数值较高的是：高中阶段学生近视率"),
        ("群里都传农村自来水普及率比高中毛入学率高，对不对", "不是，两者数值相同"),
        ("提到家长的措施有几条", "写到「家长」的策略措施共 6 条"),
        ("平均每个领域有几个量化指标", "39 ÷ 7 = 5.57 条"),
        ("平均每个领域有几条措施提到“毒品”", "2 ÷ 7 = 0.29 条"),
        ("健康、教育、安全三个领域平均有几条措施", "41 ÷ 3 = 13.67 条"),
        ("哪些领域的目标数比平均数多", "这样的领域共 3 个"),
        ("措施条数比平均值少的领域有几个", "这样的领域共 4 个"),
        ("措施超过14条或者少于10条的领域有哪些", "这样的领域共 3 个"),
        ("目标不到6个或者10个以上的领域", "这样的领域共 4 个"),
        ("措施在12条到14条之间的领域", "这样的领域共 4 个"),
        ("which domains have ten or more or fewer than five goals?", "of this kind: 1 in number"),
        ("How many goals in family? More or less than in safety?", "the same figure: 5 − 5 = 0"),
        ("教育和环境，措施条数是不是打平？", "两者数值相同：13 − 13 = 0 条"),
        ("福利和环境的措施差几条", "相差 1 条（推算）：14 − 13 = 1 条"),
        ("What share of all the domains’ goals belong to the health domain?", "10 ÷ 46 = 21.74%"),
        ("有数值指标的那几个领域，平均每个领域几个指标？", "39 ÷ 5 = 7.8 条"),
        ("唉呀妈呀这老些指标，你就告诉俺哪个定的是最低的百分数就中", "低出生体重发生率控制在3.5%以下"),
        ("Which domains having no goals with figures?", "that have none: 2 in number"),
        ("讲儿童家长的指标", "共 2 条"),
    ],
)
def test_what_was_misread_is_told_as_it_is(plan: Assistant, question: str, told: str) -> None:
    assert told in _told(plan, question)


@pytest.mark.parametrize(
    "question",
    ["托育机构数量和儿童之家覆盖率，这俩指标目标值各是多少", "婚前医学检查率和儿童新发近视率目标分别是多少"],
)
def test_directions_have_no_figures_to_tell(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert "没有给出具体数值" in _told(plan, question)


def test_no_mean_is_made_of_what_is_no_mean(plan: Assistant) -> None:
    assert "平均" not in _told(plan, "哪个领域的指标平均值最高")
    assert "平均" not in _told(plan, "教育领域平均每条措施多少字")
