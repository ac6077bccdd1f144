"""What a question says in passing, or names as counted, treated, or done to somebody: asked of the whole assistant."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.linking import counted_noun


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who should be saved first when there is a fire in a public place?", "优先救护儿童"),
        ("Who is entitled to free rehabilitation services?", "符合条件的残疾儿童"),
        ("Who gets priority for boarding places?", "留守儿童寄宿需求"),
        ("我家对门有人在家带几个孩子，这规划拿啥来管托育点", "家庭托育点管理办法"),
        ("省得叫人贩子盯上，规划里有没有防拐的招", "反拐"),
        ("外地孩子跟本地孩子一样打疫苗、上学吗", "平等享有"),
        ("年度数据一出来，有两项眼瞅着到点完不成。照规划对这样的监测指标该怎么办", "及时预警"),
    ],
)
def test_it_is_answered(plan: Assistant, question: str, said: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert not answer.duties
    assert said in "".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "每所卫生院要配几名儿童营养师",
        "乡镇卫生院要求配几个看小孩牙的牙医",
        "卫生院得有几个接生婆",
        "How many dentists must each township health centre have?",
        "婚前医学检查率的目标值请提供一下",
        "农村卫生厕所普及率目标值",
        "性健康保护热线打哪个号码",
        "儿童医学中心建在让胡路还是萨尔图？具体啥地方",
        "Is homeschooling allowed in this plan?",
        "Is surrogacy mentioned in the plan?",
    ],
)
def test_it_is_not_in_the_plan(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    "question", ["卫生院要配几名全科大夫", "每千名儿童要有几张床位", "家长每年要接受几次家庭教育指导"]
)
def test_what_a_row_counts_is_told(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "answered"


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("每所卫生院要配几名儿童营养师", "营养师"),
        ("配几个看小孩牙的牙医呀", "牙医"),
        ("how many school dentists must there be", "dentists"),
        ("比例要达到多少", ""),
        ("规划给的千分之几的红线", ""),
    ],
)
def test_what_is_counted(question: str, counted: str) -> None:
    assert counted_noun(question) == counted


def test_who_carries_it_out_is_still_asked_of_the_bodies(plan: Assistant) -> None:
    assert plan.ask("Who is responsible for road safety near schools?").duties


def test_a_matter_told_before_a_body_is_what_it_is_to_see_to(plan: Assistant) -> None:
    bullied = plan.ask("校园霸凌，学校该怎么管")
    assert {citation.clause_id for citation in bullied.citations} >= {"2.2.m9"}
    assert len({citation.clause_id for citation in bullied.citations}) <= 6


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("吃低保的钱一直不变，还是过几年会跟着调", "动态调整机制"),
        ("孩子上到一半不念了，规划让建啥机制拦着", "控辍保学"),
        ("学校升初中能不能自己考试招人", "免试就近入学"),
        ("老师不够用，规划打算怎么补", "短缺问题"),
    ],
)
def test_how_people_speak_of_a_clause_leads_to_it(plan: Assistant, question: str, said: str) -> None:
    assert said in "".join(sentence.text for sentence in plan.ask(question).sentences)


def test_a_share_of_schools_is_no_number_of_people(plan: Assistant) -> None:
    answer = plan.ask("How many psychologists must each school employ?")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    "question", ["孩子一岁半，我们两口子能休育儿假吗？", "孩子一岁，能休育儿假吗", "娃2岁了，我能休育儿假不"]
)
def test_an_age_that_a_bound_holds_is_not_denied(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.premise is None
    assert "实施3周岁以下婴幼儿父母育儿假" in "".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize("question", ["孩子四岁，能休育儿假吗", "在这份规划里满14岁就不算儿童了，是吧"])
def test_an_age_beyond_a_bound_or_said_to_be_is_denied(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.premise is not None
    assert not answer.premise.agrees


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("七个领域分别是啥？", "「发展领域、主要目标和策略措施」共 7 个部分："),
        ("规划四大部分分别讲啥？", "「大庆市儿童发展规划（2021-2025年）」共 4 章："),
        ("规划有七个领域，对吧", "是的，「发展领域、主要目标和策略措施」共 7 个部分："),
        (
            "What are the seven areas?",
            "Under 「发展领域、主要目标和策略措施」 (Areas of development, main goals and policy measures) the plan has 7 parts:",
        ),
    ],
)
def test_a_number_said_in_passing_is_not_confirmed(plan: Assistant, question: str, first: str) -> None:
    assert plan.ask(question).sentences[0].text == first


@pytest.mark.parametrize("question", ["规划对2035年有什么展望？", "What does the plan foresee for 2035?"])
def test_only_what_is_said_of_the_year_asked_about_is_told(plan: Assistant, question: str) -> None:
    quoted = [
        s.text for s in plan.ask(question).sentences if s.citations and not s.text.endswith(("：", ":"))
    ]
    assert len(quoted) == 1
    assert quoted[0].startswith("展望2035年")


@pytest.mark.parametrize("question", ["这个规划管哪几年？", "规划覆盖哪五年"])
def test_the_plans_own_term_is_told(plan: Assistant, question: str) -> None:
    assert "2021—2025年" in plan.ask(question).sentences[0].text


def test_what_holds_next_to_nothing_of_a_question_is_not_told_beside(plan: Assistant) -> None:
    answer = plan.ask("大庆精神铁人精神在规划里是怎么写的？")
    assert {citation.clause_id for citation in answer.citations} == {"2.3.g8", "2.3.m1"}


def test_what_holds_little_is_told_beside_where_nothing_told_holds_most(plan: Assistant) -> None:
    answer = plan.ask("儿童工作的经费往哪些地方、哪些娃身上倾斜")
    assert "3.6" in {citation.clause_id for citation in answer.citations}


def test_sentences_of_one_clause_stand_under_it_once(plan: Assistant) -> None:
    answer = plan.ask("孩子上小学用不用考试？")
    leads = [sentence.text for sentence in answer.sentences if sentence.text.endswith("：")]
    assert len(leads) == len(set(leads))


def test_an_age_is_no_figure_beside_a_refusal(plan: Assistant) -> None:
    answer = plan.ask("育儿假一年能休多少天？")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert "父母育儿假" in "".join(sentence.text for sentence in answer.sentences)


def test_who_only_says_what_is_so_is_not_asked_for(plan: Assistant) -> None:
    answer = plan.ask("俺孙女五岁，大夫说有点儿贫血，这规划上对小孩贫血有啥指标没？")
    assert [citation.clause_id for citation in answer.citations] == ["2.1.g7.2"]


def test_what_stands_beside_an_english_refusal_has_its_words(plan: Assistant) -> None:
    answer = plan.ask("How many days of maternity leave do mothers get?")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert "落实产假制度和生育津贴" in answer.citations[0].quote


def test_asked_yes_or_no_the_sentence_with_most_of_the_words_goes_first(plan: Assistant) -> None:
    assert "产假" in plan.ask("Is maternity leave mentioned?").citations[0].quote


def test_of_things_named_side_by_side_each_is_told(plan: Assistant) -> None:
    quotes = "".join(
        c.quote for c in plan.ask("小孩儿烫着了、从窗户摔下来，这些规划里有防的法儿没？").citations
    )
    assert "预防儿童烧烫伤" in quotes
    assert "窗户护栏" in quotes
