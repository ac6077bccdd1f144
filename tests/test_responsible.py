"""Who is responsible, what a body has to do, all on a matter, premises: end to end on the real plan."""

from __future__ import annotations

import re

import pytest

from assistant import Assistant
from assistant.records import Answer
from assistant.render import to_json


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def said(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


# --- who is responsible ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("年度监测由谁牵头？", ("妇儿工委", "统计部门")),
        ("未成年人的案子归哪些机关办？", ("公安机关", "人民检察院", "人民法院", "司法行政部门")),
        ("心理健康科普是哪些部门在做？", ("卫生健康部门", "宣传部门")),
        ("监测组由谁牵头，评估组又由谁牵头？", ("统计部门", "妇儿工委办公室")),
        ("监测组、评估组分别由谁挑头", ("统计部门", "妇儿工委办公室")),
        ("国家监护由哪一级哪个部门代表国家履行", ("民政部门",)),
        ("没人管的娃，谁替国家当监护人", ("民政部门",)),
        ("没爹没妈的孩子，由谁代表国家来监护", ("民政部门",)),
        ("没人管的孩子符合规定的，国家出面当监护人，具体是哪个部门来当", ("民政部门",)),
        ("村里的留守娃，谁负责监督父母的委托照护", ("村（居）民委员会",)),
        ("承担目标任务的部门制定实施方案后，应报送何处？", ("有关部门", "人民团体")),
    ],
)
def test_whom_the_plan_names_is_told_with_the_role_and_the_sentence(
    question: str, named: tuple[str, ...], plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped) == ("answered", ())
    stated = {duty.actor: duty for duty in answer.duties if duty.basis == "stated"}
    assert set(named) <= set(stated)
    quotes = {citation.n: citation.quote for citation in answer.citations}
    assert all(stated[name].citation in quotes for name in named)
    assert not any(duty.basis == "unstated" for duty in answer.duties)


@pytest.mark.parametrize(
    "question",
    ["留守儿童，谁负责指导监测", "残疾儿童，由哪个部门组织终期评估", "孤儿，谁负责开具出生医学证明"],
)
def test_a_duty_of_something_else_is_none_for_the_people_named(question: str, plan: Assistant) -> None:
    assert any(duty.basis == "unstated" for duty in plan.ask(question).duties)


def test_each_of_several_matters_is_told(plan: Assistant) -> None:
    told = said(plan.ask("监测组由谁牵头，评估组又由谁牵头？"))
    assert "监测组由各级妇儿工委协同统计部门牵头" in told
    assert "评估组由各级妇儿工委办公室负责牵头" in told


@pytest.mark.parametrize(
    "question",
    [
        "哪个部门负责近视防控？",
        "谁管婴儿死亡率",
        "溺水这事儿归哪个单位管",
        "近视和溺水分别归哪个部门管",
        "Who is responsible for myopia control?",
    ],
)
def test_where_nobody_is_named_that_comes_first_then_what_follows(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.completeness, answer.dropped) == ("answered", "partial", ())
    assert re.search("没有写明|does not say", answer.sentences[0].text)
    bases = [duty.basis for duty in answer.duties]
    assert bases[0] == "unstated"
    assert "derived" in bases
    assert all(duty.role == "涉及" for duty in answer.duties if duty.basis == "stated")
    assert not re.search("教育局|卫健委|卫生健康局|市卫生", said(answer))
    assert "妇儿工委办公室" in said(answer)


def test_a_national_document_is_said_to_be_national_and_outside_the_plan(plan: Assistant) -> None:
    answer = plan.ask("哪个部门负责近视防控？")
    (sentence,) = [s.text for s in answer.sentences if "教育部" in s.text]
    assert "规划外依据（国家层面，不是本地的分工）" in sentence
    assert "教体艺〔2018〕3号" in sentence
    external = [duty for duty in answer.duties if duty.basis == "external"]
    assert [(duty.actor, duty.role) for duty in external] == [
        ("教育部", "牵头"),
        ("国家卫生健康委员会", "会同"),
    ]
    document = next(c for c in to_json(answer)["citations"] if c["source"] == "document")
    assert "综合防控儿童青少年近视实施方案" in document["document"]


def test_a_body_that_the_question_takes_to_be_responsible_is_not_confirmed(plan: Assistant) -> None:
    answer = plan.ask("近视防控是教育局负责的吧？")
    assert "没有写明由「教育局」负责" in said(answer)
    assert not any(duty.actor == "教育部门" for duty in answer.duties)


def test_what_else_the_question_asks_of_the_matter_is_told_after_who_is_responsible(plan: Assistant) -> None:
    answer = plan.ask("谁有强制报告责任，对暴力规划提出的是哪种理念？")
    assert answer.duties[0].actor == "密切接触未成年人的机构和人员"
    assert "零容忍理念" in said(answer)


# --- what a body has to do -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("妇联要做哪些事？", ("育人作用", "妇联执委作用", "社会实践及体验活动")),
        ("民政局负责什么", ("代表国家进行监护",)),
        ("What does the Women's Federation have to do?", ("育人作用", "社会实践")),
    ],
)
def test_all_that_the_plan_says_of_a_body_is_told(
    question: str, holds: tuple[str, ...], plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped) == ("answered", ())
    assert all(words in said(answer) for words in holds)


def test_a_body_that_is_only_mentioned_is_not_called_responsible(plan: Assistant) -> None:
    assert "没有规定由其负责" in said(plan.ask("妇联的职责有哪些？"))


def test_when_something_is_done_asks_for_no_tasks(plan: Assistant) -> None:
    answer = plan.ask("儿童医院啥时候盖好")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


def test_the_bodies_with_most_to_do_are_counted_by_sql(plan: Assistant) -> None:
    answer = plan.ask("哪个单位任务最多？")
    assert answer.sql is not None
    assert answer.sql.columns == ("actor", "total")
    assert answer.dropped == ()
    assert answer.sentences[1].text.startswith("妇儿工委：共 ")


# --- all that there is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "domains"),
    [
        ("留守儿童在各领域都有哪些规定？", ("儿童与健康", "儿童与安全", "儿童与教育", "儿童与福利")),
        ("规划里所有关于家庭暴力的内容", ("儿童与家庭", "儿童与法律保护")),
        ("Collect everything the plan says about orphans.", ("儿童与健康", "儿童与福利")),
    ],
)
def test_a_matter_of_several_domains_is_told_by_domain(
    question: str, domains: tuple[str, ...], plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped) == ("answered", ())
    headings = [s.text for s in answer.sentences if s.text.endswith(("：", ":"))]
    assert all(any(h.startswith(domain) for h in headings) for domain in domains)


def test_each_list_says_how_long_it_is(plan: Assistant) -> None:
    sentences = plan.ask("留守儿童在各领域都有哪些规定？").sentences
    leads = [(n, int(m[1])) for n, s in enumerate(sentences) if (m := re.search(r"共 (\d+) 条：$", s.text))]
    ends = [n for n, _ in leads[1:]] + [len(sentences)]
    assert leads
    assert all(end - n - 1 == count for (n, count), end in zip(leads, ends, strict=True))


# --- premises --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("生命早期500天营养，规划是这么写的吧", "1000天", "500天"),
        ("12岁以下孩子的龋患率要达到25%以上，对吗", "25%以内", "25%以上"),
        ("听说5岁以下儿童生长迟缓率的控制线是8%，是吗", "5%以下", "8%"),
        ("The plan runs to 2030, right?", "2025", "2030"),
    ],
)
def test_a_wrong_premise_is_put_right_first(question: str, right: str, wrong: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    first = answer.sentences[0]
    assert right in first.text
    assert wrong in "".join(first.text[start:end] for start, end in first.echo)
    assert answer.premise is not None
    assert not answer.premise.agrees


def test_a_figure_of_another_matter_puts_nothing_right(plan: Assistant) -> None:
    assert plan.ask("产假要休满98天，规划是这么写的吧").premise is None


@pytest.mark.parametrize("question", ["规划现在还有效吗？", "Is the plan still in force?", "规划管到哪年"])
def test_the_plans_own_term_is_told(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert "2021" in said(answer)
    assert "2025" in said(answer)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("年度监测是妇联牵头的，对不对？", "不是由「妇联」牵头"),
        ("Is the annual monitoring led by the Women's Federation?", "does not put"),
        ("评估组是妇儿工委办公室牵头吧？", "是的，规划写明：妇儿工委办公室（牵头）"),
        ("家庭教育归妇联管吗", "没有写明由「妇联」负责"),
        ("年度监测只由统计部门牵头，对吧", "不是只由「统计部门」牵头"),
        ("年度监测由统计部门一家牵头，是吗", "不是只由「统计部门」牵头"),
        ("Is annual monitoring led by the statistics department alone?", "does not charge"),
        ("健康第一责任人是学校吧", "不是由「学校」负责"),
        ("儿童健康的第一责任人是家长对吧", "是的，规划写明：父母或其他监护人（第一责任人）"),
        ("儿童健康第一责任人是卫健委对吧", "不是由「卫健委」负责"),
        ("托育机构的食品安全由家长负责吗", "不是由「家长」负责"),
    ],
)
def test_a_body_taken_to_be_responsible_is_put_right_or_confirmed_first(
    question: str, first: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped) == ("answered", ())
    assert first in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "家庭领域第一条讲的是家庭环境吧",
        "规划鼓励国企办托育，我没记错吧",
        "规划不让社会组织插手儿童保护，对吗",
        "课后服务由家长自愿，是不",
    ],
)
def test_whoever_is_only_let_do_something_is_not_taken_to_be_responsible(
    question: str, plan: Assistant
) -> None:
    assert not any("负责" in sentence.text for sentence in plan.ask(question).sentences[:1])


def test_who_it_is_may_be_asked_inside_a_question_for_yes_or_no(plan: Assistant) -> None:
    answer = plan.ask("校车安全管理条例由谁来落实，规划指名了没有？")
    assert "没有写明这件事由哪个部门负责" in answer.sentences[0].text


@pytest.mark.parametrize(
    "question", ["我儿子在学校让人欺负了规划管吗", "娃让老师打了规划管不", "闺女被保安撵出来了规划管不管"]
)
def test_whoever_did_something_to_a_child_is_not_taken_to_be_responsible(
    question: str, plan: Assistant
) -> None:
    first = plan.ask(question).sentences[0].text
    assert "负责" not in first
    assert "由其负责" not in first


@pytest.mark.parametrize(
    "question", ["社区有啥给娃玩的地方", "学校给娃吃啥", "图书馆给娃看啥", "孩子上幼儿园有啥补助"]
)
def test_what_a_body_has_for_somebody_is_no_question_for_its_duties(plan: Assistant, question: str) -> None:
    assert "做的事" not in plan.ask(question).sentences[0].text


@pytest.mark.parametrize("question", ["社区要干啥", "学校得干点啥", "教育部门该弄啥"])
def test_spoken_verbs_ask_for_duties(plan: Assistant, question: str) -> None:
    assert "做的事" in "".join(sentence.text for sentence in plan.ask(question).sentences[:2])


@pytest.mark.parametrize("question", ["关于图书馆的内容有哪些呀", "图书馆规划里咋说"])
def test_a_word_that_is_a_part_of_other_names_is_told_with_them(question: str, plan: Assistant) -> None:
    text = "".join(sentence.text for sentence in plan.ask(question).sentences)
    assert "社区图书馆" in text
    assert "共 3 条" in text


def test_what_a_body_has_to_do_is_asked_of_the_body(plan: Assistant) -> None:
    assert "医疗机构" in plan.ask("医院要做什么").sentences[0].text


@pytest.mark.parametrize("question", ["童工谁来查", "who is responsible for child labour?"])
def test_a_body_is_charged_by_whole_words_of_its_sentence(plan: Assistant, question: str) -> None:
    """童工 stands across two words in 儿童工作机制, which says who leads something else."""
    answer = plan.ask(question)
    assert not any("党委" in duty.actor for duty in answer.duties if duty.basis == "stated")
