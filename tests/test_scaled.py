"""What-ifs over one row: for so many as the asker has, or so many points higher or lower."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.lexicon import fold
from assistant.records import Draft, Evidence
from assistant.scaled import scaled
from assistant.verify.case import case_of
from assistant.verify.scaled import scaling_holds


@pytest.fixture(scope="module")
def plan() -> Assistant:
    """The assistant over the published plan."""
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "made"),
    [
        ("我们县有5家乡镇卫生院，照规划至少得有多少名专做儿童保健的医生？", "2 × 5 = 10名以上"),
        ("要是有一万名儿童，按规划的标准该有多少张床位", "2.5 × 10 = 25张以上"),
        ("小学生一周要睡多少小时", "10 × 7 = 70小时"),
        ("家长三年要参加几次家庭教育实践活动", "2 × 3 = 6次以上"),
        ("假如小学生近视率的目标再往下压10个百分点，那是多少", "38 − 10 = 28%以下"),
        ("如果产前筛查率目标上调5个点，变成多少", "75 + 5 = 80%以上"),
        ("如果初中生近视率的上限收紧3个百分点，是多少", "68 − 3 = 65%以下"),
        ("要是把婴儿死亡率的上限放宽0.5个千分点，会是多少", "5.5 + 0.5 = 6‰以下"),
        ("假如咱们区有3万名儿童，按每千名那个标准，儿科医生和床位最少各要多少", "2.5 × 30 = 75张以上"),
        ("全县8所乡镇卫生院，提供基本医疗的全科医生总共不能少于几名", "1 × 8 = 8名以上"),
        ("10所乡镇卫生院要配几名全科医生、几名儿保医生", "2 × 10 = 20名以上"),
        ("With 40,000 children, how many paediatric beds does the plan's ratio require?", "2.5 × 40 = at least 100"),
        ("If a county has 12 township hospitals, how many child-care doctors would it need?", "2 × 12 = at least 24"),
    ],
)  # fmt: skip
def test_what_a_target_comes_to_is_worked_out(plan: Assistant, question: str, made: str) -> None:
    sentences = [sentence.text for sentence in plan.ask(question).sentences]
    assert any(made in text for text in sentences)
    assert len(sentences) > 1  # the row itself stands beside it


@pytest.mark.parametrize(
    "question",
    [
        "每千名儿童要有多少床位",
        "一千名儿童配几张床位",
        "一家镇卫生院，专门给娃做保健的大夫起码得有几位？",
        "2025年床位要达到多少",
        "小学生近视率每年下降2个百分点吗",
        "儿童近视率比去年降低了3个点是多少",
        "三年级学生每天睡多少小时",
        "家长每年要接受几次家庭教育指导",
        "产前筛查率要是只做到72%，离目标还差几个百分点？",
    ],
)
def test_what_supposes_nothing_is_worked_out_of_nothing(plan: Assistant, question: str) -> None:
    assert not any("推算：" in sentence.text for sentence in plan.ask(question).sentences)


def test_two_numbers_are_no_number(plan: Assistant) -> None:
    row = next(row for row in plan.rows.values() if row.name == "专业从事儿童保健的医生")
    assert scaled(fold("12家乡镇卫生院和3家社区卫生服务中心要配几名"), row) is None


@pytest.mark.parametrize(
    ("said", "put"),
    [
        ("= 28%", "= 27%"),
        ("38 −", "68 −"),
        ("− 10 = 28", "+ 10 = 48"),
        ("10个", "12个"),
        ("以下（推算）", "以上（推算）"),
    ],
)
def test_a_false_what_if_is_found(plan: Assistant, said: str, put: str) -> None:
    question = "假如小学生近视率的目标再往下压10个百分点，那是多少"
    answer = plan.ask(question)
    sentence = answer.sentences[0]
    rows = tuple(row for row in plan.rows.values() if row.name == "小学生近视率")
    clauses = tuple(clause for clause in plan.clauses.values() if clause.id == rows[0].clause_id)
    evidence = Evidence(indicators=rows, clauses=clauses, question=fold(question))

    def wrong(text: str) -> str | None:
        false = replace(sentence, text=text, echo=())
        return scaling_holds(case_of(false, Draft((false,), answer.citations), evidence))

    assert wrong(sentence.text) is None
    assert wrong(sentence.text.replace(said, put))


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("我孙子念小学，一天就睡八个半小时，比规划说的少多少", "1.5 小时"),
        ("我家孩子上高中，每天睡6个小时，按规划少睡了几个小时", "2 小时"),
    ],
)
def test_how_much_less_is_done_than_is_demanded(plan: Assistant, question: str, gap: str) -> None:
    assert f"相差 {gap}（推算）" in plan.ask(question).sentences[0].text
