"""assistant/matter_scope.py and what a list is narrowed to: which domains and kinds it leaves out, and to whom it is held."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.matter_scope import kinds_asked, kinds_left_out, without_domains
from assistant.records import Answer

DOMAINS = {
    "儿童与健康": ("健康",),
    "儿童与教育": ("教育",),
    "儿童与法律保护": ("法律保护", "legal protection"),
}


def said(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("健康、教育两个领域怎么说", ("儿童与健康", "儿童与教育")),
        ("健康、教育里头都有啥", ("儿童与健康", "儿童与教育")),
        ("健康教育两块都有啥", ("儿童与健康", "儿童与教育")),
        ("除了健康那一章，别的领域怎么说", ("儿童与教育", "儿童与法律保护")),
        ("健康领域以外还有哪些", ("儿童与教育", "儿童与法律保护")),
        ("除了教育，其他领域怎么说", ("儿童与健康", "儿童与法律保护")),
        ("outside the legal protection domain", ("儿童与健康", "儿童与教育")),
        ("健康教育有哪些措施", ()),
        ("除了教育孩子还要做啥", ()),
    ],
)
def test_domains_are_named_to_be_looked_into_or_left_out(text: str, titles: tuple[str, ...]) -> None:
    assert without_domains(text, DOMAINS)[1] == titles


@pytest.mark.parametrize(
    ("text", "asked", "left_out"),
    [
        ("近视的目标列一下，措施不用", "target", "measure"),
        ("近视的措施列一下，目标先别列", "measure", "target"),
        ("近视的目标和措施都不要漏", "", ""),
    ],
)
def test_a_kind_of_clause_is_left_out_before_its_name_or_behind_it(
    text: str, asked: str, left_out: str
) -> None:
    assert (asked in kinds_asked(text)) == bool(asked)
    assert (left_out in kinds_left_out(text)) == bool(left_out)


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        # a domain is left out
        ("除了福利那块，其他领域里孤儿的内容都列出来", "孤儿、流动儿童、留守儿童和困境儿童等重点人群", "孤儿安置渠道"),
        ("List everything on orphans outside the welfare domain", "孤儿", "孤儿安置渠道"),
        # other parts of the plan on a matter that is named whole
        ("还有别的领域讲到留守儿童的吗", "优先满足留守儿童寄宿需求", ""),
        ("除了教育领域，还有哪些领域提到了家庭教育", "建立家长学校或家庭教育指导服务站点", "教师家访制度化"),
        # goals or measures alone
        ("防出生缺陷的目标一条条列，措施不用", "产前筛查率达到75%以上", "扩大新生儿疾病筛查病种范围"),
        ("近视的措施列一下，目标不用", "眼保健操", "38%"),
        ("儿童安全的目标列一下，措施先别列", "提高学生欺凌综合治理能力", "完善监测机制"),
        # a topic, and one whom it is held to
        ("家庭教育，社区层面有哪些措施", "社区（村）支持协助家庭教育指导服务站点", "发挥父母榜样"),
        ("留守儿童，企业有哪些措施", "积极倡导企业履行社会责任", "优先满足留守儿童寄宿需求"),
        ("沉迷网络，家庭这头有什么措施", "防止沉迷网络", "用好家风"),
        ("禁毒，学校层面有哪些措施", "毒品", "食品安全管理主体责任"),
        # things named side by side are alternatives
        ("孩子得了大病重病，规划都有哪些安排", "大病保险", ""),
        ("做研究、搞科研的任务分布在哪些领域", "法学理论与实践研究", ""),
        ("医保商保这些，目标措施都列列", "鼓励商业保险机构", ""),
        ("各领域要培养哪些人才、壮大哪些队伍", "儿童社会工作专业队伍", ""),
        # the part that says what is to be mentioned; the kind that is asked for is no matter
        ("单位能给职工做点啥，规划里提到用人单位的都要", "鼓励用人单位创办母婴室", "教职工"),
        ("上学花钱方面，资助、奖学金，规划都有啥照顾", "完善奖学金", "看护人"),
        # names of the same people; whom something is to favour
        ("健康领域里对家长提了哪些要求", "父母或其他监护人是儿童健康第一责任人", ""),
        ("向农村和边远地区倾斜的措施各领域都有啥", "在线辐射农村和边远地区薄弱学校", ""),
        # who works in a place, and not how many such places there are
        ("对托育机构里的工作人员有哪些要求", "", "托位数量持续增加"),
        # what a family is given, and not what it has to do
        ("三胎家庭规划给啥支持", "完善三孩生育政策配套措施", "由家庭做的事"),
    ],
)  # fmt: skip
def test_a_list_is_of_what_it_is_narrowed_to(question: str, has: str, has_not: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert has in said(answer)
    assert not has_not or has_not not in said(answer)
