"""assistant/tabular/titles.py and clause_shares.py: what titles hold and do not, shares of clauses, two words held against one another.

The counts were made by hand over the plan's text; what a title is called stands before its first full stop.
"""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.records import Answer, Turn
from tests.test_table_held import Published, published

__all__ = ["published"]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("策略措施的标题里同时出现“预防”和“控制”的，逐条列出。", 4),
        ("标题里“预防”“控制”都有的措施几条", 4),
        ("“预防”和“控制”都写进标题的措施有哪些", 4),
        ("标题既有“加强”又有“服务”的措施列一下", 3),
        ("健康领域措施标题里带“服务”或者“体系”的有几条", 6),
        ("标题含“加强”但不含“儿童”的措施有哪些", 7),
        ("标题里没有“儿童”的安全领域措施有哪些", 3),
        ("法律保护领域中，标题既不含“儿童”也不含“未成年人”的措施有几条？", 2),
        ("福利领域的措施标题差不多都带“儿童”，哪条没带？", 1),
        ("健康领域措施标题里有没有“营养”", 1),
        ("哪些措施标题不提儿童", 32),
        ("主要目标标题含“保护”的有几个", 3),
        ("题目里有“家庭”的目标有哪几个", 4),
        ("提到学校但标题不带学校的措施有哪些", 28),
        ('which measures have both "prevent" and "control" in the title?', 4),
        ('How many measures in the safety domain have "prevention" but not "control" in the title?', 1),
        ('How many measures without "children" in the title are in the welfare domain?', 1),
        ("list measures whose titles mention schools or families", 8),
    ],
)
def test_titles_hold_what_is_said_of_them(published: Published, question: str, count: int) -> None:
    assert published.found(question) == count


def _told(plan: Assistant, *questions: str) -> Answer:
    history: tuple[Turn, ...] = ()
    for question in questions:
        history = (*history, Turn(question, plan.ask(question, history)))
    return history[-1].answer


def _text(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("点了妇联名的措施在全部措施里占多大比例", "3 ÷ 92"),
        ("提到幼儿园的措施在所有措施中占百分之几", "16 ÷ 92"),
        ("有多少比例的措施提到学校", "30 ÷ 92"),
        ("92条措施里有百分之几提到农村", "12 ÷ 92"),
        ("提“农村”的措施在92条里占多少百分比", "12 ÷ 92"),
        ("提到农村的措施占92条的百分之几", "12 ÷ 92"),
        ("健康领域的措施里有几成提到学校", "7 ÷ 16"),
        ("没提到学校的措施占全部措施的百分之几", "62 ÷ 92"),
        ("标题不带“儿童”的措施占全部措施的比例是多少", "32 ÷ 92"),
        ("环境领域提到农村的措施占全部提到农村的措施的比例", "3 ÷ 12"),
        ("提到网络的措施中，法律保护领域的占几成", "7 ÷ 18"),
        ("点公安名的措施比点妇联名的措施多吧？各有几条？", "3 − 3 = 0"),
        ("提志愿者的措施比提社会组织的少几条", "10 − 1 = 9"),
        ("措施提到“隐私”的比提到“热线”的多几条", "5 − 2 = 3"),
        ("提到留守儿童的措施和提到流动儿童的措施哪个多", "6 − 3 = 3"),
        ("环境领域提网络的措施比提农村的多几条", "4 − 3 = 1"),
        ("措施条款里“鼓励”出现的条数比“支持”多吗", "20 − 20 = 0"),
        ("一个主要目标平均带几条破折号目标？", "129 ÷ 46"),
        ("健康领域一个目标平均几条措施", "16 ÷ 10"),
        ("哪个领域的措施条数与破折号目标的条数恰好相等？", "12 − 12 = 0"),
        ("教育领域有几个目标下面只有一条破折号目标", "共 2 个"),
        ("有没有提到过溺水的措施，几条", "写到「溺水」的策略措施共 1 条"),
        ("法律保护领域目标5个、措施15条，平均一个目标摊几条措施", "15 ÷ 5"),
        ("提到“探索”的措施，法律保护领域占几条，占比多少", "4 ÷ 11"),
        ("提少先队的措施，环境领域比教育领域多几条", "3 − 2 = 1"),
        ("孤儿、事实无人抚养儿童相关的措施列个清单", "写到「孤儿」或「事实无人抚养儿童」的策略措施共 4 条"),
        ("健康领域里跟营养有关的目标有哪些", "6个月内婴儿纯母乳喂养率达到60%以上"),
        ("标题用“加强”打头的措施有几条？", "共 17 条"),
        (
            "What percentage of the 129 specific targets under the goals fall in the legal protection domain?",
            "16 ÷ 129",
        ),
        ("How many of the measures in education mention families?", "2 such measures"),
        (
            "How many measures mention health and safety?",
            "With 「健康」 and 「安全」, the plan has 9 such measures",
        ),
        ("Which measures say something about libraries but nothing about schools?", "2 such measures"),
        ("List every measure that names the Women's Federation.", "3 such measures"),
    ],
)
def test_what_is_computed_of_clauses(plan: Assistant, question: str, said: str) -> None:
    assert said in _text(_told(plan, question))


@pytest.mark.parametrize(
    "question",
    [
        "安全领域点到学校的措施比教育领域点到家庭的多还是少",
        "哪些措施没有点名任何部门",
        "没提任何部门的措施占多少",
        "提到学校的措施比措施总数少多少条",
        "有没有针对溺水的措施，几条",
        "规划里有没有写养狗的措施，几条",
        "近视那条措施的标题是什么",
        "提到学校的措施与提到家庭的措施一共几条",
        "提高质量的措施有几条",
        "哪个领域的措施全都提到儿童",
        "各领域最后一个目标分别是啥",
    ],
)
def test_a_condition_that_was_not_read_is_not_dropped(plan: Assistant, question: str) -> None:
    table = _told(plan, question).query
    assert table is not None
    assert table.table is None or table.table.words or table.table.titled
    assert "共 92 条" not in _text(_told(plan, question))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("教育领域的措施占13条，对吗", "是的，规划中儿童与教育的策略措施共 13 条"),
        ("健康领域有14条策略措施吧", "不是，规划中儿童与健康的策略措施共 16 条"),
        ("在92条措施里，提到妇联的有3条，对吗", "是的，写到「妇联」的策略措施共 3 条"),
    ],
)
def test_a_number_that_is_stated_is_still_held_against_the_plan(
    plan: Assistant, question: str, said: str
) -> None:
    assert said in _text(_told(plan, question))


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("环境领域有多少条策略措施？", "那标题里带“监管”的呢"), "共 2 条"),
        (("环境领域有多少条策略措施？", "标题带“儿童”的有几条"), "共 11 条"),
        (("安全领域有几条措施", "没提到学校的有几条"), "共 6 条"),
        (("教育领域有哪些措施", "标题以“加强”开头的呢"), "共 1 条"),
        (("教育领域有哪些措施", "哪几条提到乡村"), "共 2 条"),
        (("第三章有哪几条", "标题带“加强”的呢"), "共 4 条"),
        (("福利领域有几个目标", "标题带“加强”的呢"), "共 3 条"),
        (("福利领域有几个目标", "标题带“加强”的措施呢"), "共 18 条"),
        (("教育领域有哪些措施", "那安全领域的呢"), "共 12 条"),
    ],
)
def test_a_condition_on_the_text_keeps_what_was_counted(
    plan: Assistant, turns: tuple[str, ...], said: str
) -> None:
    assert said in _text(_told(plan, *turns))


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("监测评估那章是在组织实施前头还是后头", ("3", "4")),
        ("组织实施这章在监测评估前面吗", ("3", "4")),
        ("教育领域排在福利领域前面吗", ("2.3", "2.4")),
        ("环境领域和家庭领域，谁排在前头", ("2.5", "2.6")),
        ("第三章和第四章谁在前", ("3", "4")),
        ("which comes first, the welfare domain or the family domain?", ("2.4", "2.5")),
        ("第三章的前一章是什么", ("2",)),
        ("第二章后面是哪章", ("3",)),
        ("Which chapter comes after chapter two?", ("3",)),
        ("“加大规划宣传力度”下一条是什么", ("3.10",)),
        ("“落实规划实施责任”的前一条叫什么", ("3.1",)),
    ],
)
def test_what_stands_first_or_beside(plan: Assistant, question: str, places: tuple[str, ...]) -> None:
    query = _told(plan, question).query
    assert query is not None
    assert query.places == places


def test_ids_that_look_like_numbers_stay_as_they_are(plan: Assistant) -> None:
    sql = _told(plan, "组织实施这一章里，提到“妇儿工委”的是哪几条？").sql
    assert sql is not None
    assert [row[0] for row in sql.rows] == ["3.2", "3.4", "3.5", "3.8", "3.10"]


def test_a_list_of_measures_takes_in_no_preamble(plan: Assistant) -> None:
    for question in ("关于留守儿童规划都有哪些措施", "List all measures about left-behind children."):
        kinds = {citation.clause_id for citation in _told(plan, question).citations}
        assert kinds
        assert all(".m" in clause for clause in kinds)


@pytest.mark.parametrize(
    "question", ["孩子在学校前面过马路怎么办", "学校门口前面的网吧管不管", "上学前后要打什么疫苗"]
)
def test_other_befores_and_behinds_name_no_place(plan: Assistant, question: str) -> None:
    query = _told(plan, question).query
    assert query is not None
    assert not query.places
