"""All on a matter: what is asked of, where, and that the list is complete and counted."""

from __future__ import annotations

import re

import pytest

from assistant import Assistant
from assistant.matter import Request, read_request
from assistant.passages import sentences
from assistant.question import understand
from assistant.records import Answer


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


def asked(plan: Assistant, question: str) -> Request | None:
    return read_request(understand(question, plan.catalog), plan.matter_words)


def said(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("抽烟喝酒的事，规划哪些地方说到了？", {"烟", "酒"}),
        ("烟、酒、毒品，规划都咋管的？", {"烟", "酒", "毒品"}),
        ("隐私保护的条款全部找出来", {"隐私"}),
        ("家里打孩子骂孩子（家庭暴力），都有啥规定？", {"家庭暴力", "谩骂"}),
        ("有残疾娃，规划给这样的孩子都定了哪些事？", {"残疾"}),
        ("Everything on libraries, please", {"图书馆"}),
        ("近视防治的措施都列出来", {"近视"}),
        ("给我把“免费”两个字出现的地方都找出来", {"免费"}),
        ("规划里凡是白给不要钱的项目，麻烦都挑出来", {"免费"}),
        ("孩子玩手机上瘾，不管搁哪儿说的，都拢到一起", {"沉迷网络"}),
    ],
)
def test_a_matter_is_found_beside_the_words_that_ask(question: str, forms: set[str], plan: Assistant) -> None:
    request = asked(plan, question)
    assert request is not None
    assert len(request.matter.terms) == 1
    assert forms <= set(request.matter.terms[0])


def test_what_is_done_about_a_matter_is_no_other_word_for_it(plan: Assistant) -> None:
    request = asked(plan, "近视防治的措施都列出来")
    assert request is not None
    assert "预防" not in request.matter.terms[0]


def test_domains_and_kinds_restrict_and_are_no_matter(plan: Assistant) -> None:
    request = asked(plan, "家庭暴力，家庭和法律两个领域的措施里都有啥规定？")
    assert request is not None
    assert request.domains == ("儿童与家庭", "儿童与法律保护")
    assert "measure" in request.kinds
    assert "target" not in request.kinds
    assert request.matter.terms == (("家庭暴力",),)


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("厕所的事儿规划里都写啥了", ("农村卫生厕所普及率", "厕所革命", "安全饮用水、卫生厕所")),
        ("规划提到了哪些热线？", ("市长热线", "儿童性健康保护热线")),
        ("图书馆在规划里哪些地方提到？", ("单设儿童阅览区", "亲子阅读区", "公共图书馆和社区图书馆")),
        ("残疾孩子上学，规划都咋安排的？", ("97%", "随班就读", "残疾儿童学前教育")),
        ("规划要求建哪些档案", ("视力电子档案", "心理健康档案", "电子健康档案")),
        ("哪些事要纳入考核", ("责任考核", "目标管理和考核内容")),
        ("残疾孩子的事，规划里写的全给我拉个单子", ("97%", "随班就读", "基本康复服务应救尽救")),
    ],
)
def test_all_sentences_on_a_matter_are_told_with_their_number(
    question: str, quotes: tuple[str, ...], plan: Assistant
) -> None:
    answer = plan.ask(question)
    text = said(answer)
    assert answer.status == "answered"
    assert not answer.dropped
    assert all(quote in text for quote in quotes)
    counted = re.search(r"共 (\d+) 条，按领域列出", text)
    assert counted
    assert int(counted[1]) == len(answer.citations)


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "体育馆啊公园啊坐公交啊，哪些能白进或者便宜点，规划里都咋写的，挨个念念",
            ("体育场馆设施免费或优惠", "票价优惠政策", "免费或优惠开放"),
        ),
        ("留守儿童，吃的住的上学的，规划都管啥，全说说", ("留守儿童寄宿需求", "寒暑假特别关爱行动")),
        (
            "校园周边那些事儿，网吧啊娱乐场所啊，规划里都怎么管的，全列出来",
            ("互联网上网服务", "校园周边综合治理"),
        ),
        (
            "Please list all the plan does for left-behind children, health, safety, school, everything",
            ("优先满足留守儿童寄宿需求", "重点人群的健康管理"),
        ),
        (
            "Everything in the plan for disabled kids - school, rehab, screening, all of it",
            ("残疾儿童学前教育", "残疾儿童提供康复医疗"),
        ),
    ],
)
def test_examples_and_sides_of_a_matter_leave_nothing_out(
    question: str, quotes: tuple[str, ...], plan: Assistant
) -> None:
    text = said(plan.ask(question))
    assert all(quote in text for quote in quotes)


def test_what_the_plan_does_not_have_is_not_listed(plan: Assistant) -> None:
    assert plan.ask("规划里关于养老院的规定都列出来").status == "abstained"
    assert plan.ask("所有关于比特币的条款").status == "abstained"


WORDINGS = (
    "{}方面规划有哪些要求", "规划对{}作了哪些规定，请归纳", "哪些地方提到了{}", "有关{}的目标和措施分别有哪些", "{}规划都咋说的",
)  # fmt: skip
MATTERS = ("近视", "儿童之家", "农村", "残疾儿童", "家长学校", "体检", "热线", "强制报告", "托育", "公益诉讼")


@pytest.mark.parametrize("matter", MATTERS)
def test_a_list_holds_every_clause_that_names_the_matter_in_any_wording(matter: str, plan: Assistant) -> None:
    naming = {
        clause.id
        for clause in plan.tree.clauses.values()
        if clause.kind in ("goal", "target", "measure", "item", "paragraph")
        and any(matter in re.sub(r"\s+", "", clause.text[a:b]) for a, b in sentences(clause.text))
    }
    for wording in WORDINGS:
        answer = plan.ask(wording.format(matter))
        assert answer.status == "answered", answer.question
        assert naming <= {citation.clause_id for citation in answer.citations}, answer.question


@pytest.mark.parametrize(
    "question",
    ["规划对家长收入作了哪些规定", "电子竞技方面规划有哪些要求", "中考体育方面规划有哪些要求"],
)
def test_a_narrower_matter_that_the_plan_does_not_have_is_no_list(question: str, plan: Assistant) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "left_out"),
    [("哪些事要纳入考核", "性教育纳入基础教育体系"), ("有哪些事要报送妇儿工委", "新生儿先天性心脏病筛查")],
)
def test_what_is_done_to_something_is_listed_with_it_alone(
    question: str, left_out: str, plan: Assistant
) -> None:
    assert left_out not in said(plan.ask(question))


def test_things_of_a_kind_are_no_table_of_contents(plan: Assistant) -> None:
    text = said(plan.ask("规划要制定哪些标准"))
    assert "共 4 章" not in text
    assert "标准体系" in text
    assert "共 4 章" in said(plan.ask("规划主要包括哪些内容"))


def test_all_on_breastfeeding_holds_what_replaces_it(plan: Assistant) -> None:
    assert "替代母乳" in said(plan.ask("Everything on breastfeeding - targets, measures, bans"))


def test_figures_that_are_asked_for_stay_figures(plan: Assistant) -> None:
    assert [s.text for s in plan.ask("婴儿死亡率有哪些要求").sentences] == [
        "到2025年，婴儿死亡率控制在5.5‰以下。"
    ]


def test_a_story_by_yes_or_no_does_not_hide_that_all_is_wanted(plan: Assistant) -> None:
    answer = plan.ask("关于孩子吃的东西安不安全，规划里目标、措施都有啥")
    assert "儿童食品安全得到有效保障" in said(answer)
    assert "婴幼儿配方食品" in said(answer)


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("校园欺凌的目标有哪些", ("学生欺凌得到预防和有效处置",), "校园周边"),
        ("食品安全的目标是什么", ("儿童食品安全得到有效保障",), "婴幼儿配方食品"),
        ("留守儿童的目标是什么", ("社会关爱服务体系不断完善",), "寒暑假"),
        ("残疾儿童康复的目标有哪些", ("残疾儿童康复服务覆盖率不断提高",), "康复机构管理"),
        ("what is the goal for left-behind children", ("社会关爱服务体系不断完善",), "寒暑假"),
        ("儿童友好城市的目标是什么", ("建设儿童友好城市和儿童友好社区",), "家长学校"),
    ],
)
def test_asked_for_goals_on_a_matter_goals_are_told(
    question: str, told: tuple[str, ...], not_told: str, plan: Assistant
) -> None:
    answer = said(plan.ask(question))
    assert all(words in answer for words in told)
    assert not_told not in answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("怎样防止儿童被虐待", "依法严厉打击遗弃、虐待儿童违法犯罪行为"),
        ("怎么防止儿童坠楼", "推广使用窗户护栏"),
    ],
)
def test_what_no_clause_answers_best_is_told_from_all_that_name_it(
    question: str, told: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("answered", None)
    assert told in said(answer)


@pytest.mark.parametrize("question", ["怎么防止老年人诈骗", "如何解决停车难", "学校怎么处理体罚"])
def test_what_the_plan_does_not_name_stays_refused(question: str, plan: Assistant) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("性教育提了没", "适龄儿童普遍接受性教育"),
        ("校车规划里写了没有？", "落实校车安全管理条例"),
        ("烟酒说到了没", "烟酒销售"),
    ],
)
def test_whether_it_was_said_is_answered_by_what_was(question: str, told: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("answered", None)
    assert told in said(answer)


@pytest.mark.parametrize("question", ["电竞写了没", "电竞提没提", "房贷说了没有"])
def test_a_character_of_a_longer_word_is_no_matter(question: str, plan: Assistant) -> None:
    """电竞 was told by what the plan has on electricity."""
    assert plan.ask(question).status == "abstained"
