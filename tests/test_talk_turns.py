"""Follow-ups and lists, each rule by what a user would notice: what is taken over, what is named one by one, what is new."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Answer, Turn


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def _text(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


def _after(plan: Assistant, *turns: str) -> Answer:
    history: tuple[Turn, ...] = ()
    for question in turns:
        answer = plan.ask(question, history)
        history = (*history, Turn(question, answer))
    return answer


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("家庭和法律保护这俩领域的目标分别是哪些", ("好家风", "监护能力")),
        ("教育和福利的措施各有哪些", ("教师队伍", "儿童之家")),
        (
            "Which goals do the family and legal protection domains have?",
            ("好家风", "监护能力", "of 「儿童与家庭」"),
        ),
        ("监测评估部分有哪几块内容", ("制度建设", "监测评估成果")),
        ("实施规划要健全哪几项制度，督查啊表彰啊那些", ("报告制度", "议事协调制度", "表彰制度")),
    ],
)
def test_each_is_named_where_it_is_asked_which(
    plan: Assistant, question: str, named: tuple[str, ...]
) -> None:
    text = _text(plan.ask(question))
    assert all(words in text for words in named)


@pytest.mark.parametrize(
    "question", ["教育和福利的措施各有几条", "教育和福利哪个措施多", "各领域的目标都有几条"]
)
def test_numbers_stay_numbers_where_they_are_asked_for(plan: Assistant, question: str) -> None:
    assert "教师队伍" not in _text(plan.ask(question))


@pytest.mark.parametrize(
    ("turns", "held", "left"),
    [
        (("年度监测是谁牵头组织", "中期评估呢"), "组织开展中期和终期评估", "规划未说明"),
        (("督导检查谁负责落实", "年度监测呢"), "统计部门（牵头）", "规划未说明"),
        (("规划实施谁负总责", "各级妇儿工委办公室呢"), "负责具体工作", "规划未说明"),
        (("落实规划的钱从哪来", "监测评估那块儿的经费呢"), "纳入财政预算", "多渠道"),
        (("农村建家长学校的比例要达到多少", "我说错了，是城市社区"), "90%", "儿童友好"),
        (("县里定了自己的儿童规划要报给谁", "多长时间内报"), "1个月内", "没有给出"),
        (("责任单位每年向谁报告", "报告啥内容"), "下一年工作安排", "主动报告"),
        (("法律保护领域的主要目标都是啥", "第五个是什么", "它下头一共几条"), "共 2 条", "162"),
        (("组织实施一共讲了几点", "那第六呢"), "经费保障", "共 11 条"),
        (("健康领域有哪些措施", "第十一条说的啥"), "健康知识", "共 16 条"),
        (("九年义务教育巩固率多少", "它后面那条目标是啥"), "高中阶段教育毛入学率", "99%"),
        (("产前筛查率多少", "下一条呢"), "低出生体重", "75%"),
        (("家庭领域几个目标", "它提到学校了吗"), "儿童与家庭", "共 5 条"),
        (("健康领域哪些指标90%以上", "换成教育的"), "毛入园率", "新生儿"),
        (("福利领域目标有哪些", "安全的", "法律的呢"), "监护能力", "欺凌"),
        (("教育领域带数字的指标", "大于95的"), "共 3 条", "毛入园率"),
        (("健康领域是千分之几的指标", "低于6的"), "共 2 条", "6.5‰"),
    ],
)  # fmt: skip
def test_what_a_follow_up_is_about(plan: Assistant, turns: tuple[str, ...], held: str, left: str) -> None:
    text = _text(_after(plan, *turns))
    assert held in text
    assert left not in text


@pytest.mark.parametrize(
    ("turns", "held"),
    [
        (("Which goals does the family chapter have?", "What is the first one?"), "主体地位"),
        (("Which goals does the family chapter have?", "How many lines does the second one have?"), "3 such"),
        (("What goals does the health domain have?", "And how many measures does it have?"), "16 such"),
        (("How many goals does the education chapter have?", "Which of its measures mention sports?"), "such measure"),
        (("Who is responsible for implementing the plan?", "And who does the day-to-day work?"), "办公室负责具体工作"),
    ],
)  # fmt: skip
def test_english_follow_ups(plan: Assistant, turns: tuple[str, ...], held: str) -> None:
    answer = _after(plan, *turns)
    assert held in _text(answer)
    assert "92 such" not in _text(answer)


@pytest.mark.parametrize(
    ("turns", "held"),
    [
        (("教育领域有哪些量化指标？", "主要目标里哪几处出现了孤儿"), "困境儿童"),
        (("婴儿死亡率多少", "我说错了"), "5.5‰"),
        (("安全领域有哪些目标", "前两条"), "15%"),
        (("小学生近视率多少", "农村的呢"), "没有在规划中找到"),
    ],
)
def test_what_only_looks_like_it_is_read_as_before(
    plan: Assistant, turns: tuple[str, ...], held: str
) -> None:
    assert held in _text(_after(plan, *turns))


def test_who_leads_is_told_before_who_takes_part(plan: Assistant) -> None:
    assert "统计部门" in _text(plan.ask("Who leads the monitoring?"))
    assert plan.ask("Who does the monitoring of blood lead levels?").status == "abstained"


def test_what_is_reported_on_is_no_question_for_what_was_reached(plan: Assistant) -> None:
    assert "同级妇儿工委" in _text(plan.ask("责任单位每年要向谁汇报规划落实情况"))
    assert plan.ask("规划落实情况怎么样了").reason == "wrong_scope"
