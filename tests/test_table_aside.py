"""What a question leaves out or restricts in passing, and what it puts together in unusual ways."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.lexicon import fold
from assistant.records import TableQuery
from assistant.tabular import read_table
from assistant.tabular.leaving_out import left_out

_HEALTH_LEFT_OUT = 7  # domains and the chapter of one standard, without Health


@pytest.fixture
def assistant(plan: Assistant) -> Assistant:
    """The published plan."""
    return plan


def _query(assistant: Assistant, question: str) -> TableQuery:
    query = read_table(fold(question), assistant.table)
    assert query is not None
    return query


def _told(assistant: Assistant, question: str) -> list[str]:
    """Ids of the rows or clauses that an answer's statement found."""
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.sql is not None
    at = answer.sql.columns.index("id")
    return [str(row[at]) for row in answer.sql.rows]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("学生每天睡几个小时，小学的不用说了", ("小学",)),
        ("百分比指标列一下，教育领域的略过", ("教育领域",)),
        ("初中生的指标，近视那个除外还有啥", ("近视",)),
        ("带数的指标列出来，新生儿的先放放", ("新生儿",)),
        ("how many targets go beyond 95%, education not counted?", ("education",)),
        ("newborn indicators in percent, please. skip the hearing one.", ("the hearing one",)),
        ("how many goals are there once you take away health and education?", ("health and education",)),
        ("education targets above 90%, highest first, without the disabled one", ("the disabled one",)),
        # leaves out nothing
        ("which targets are without a figure?", ()),
        ("哪些措施不提学校", ()),
    ],
)
def test_what_is_left_out_is_told_by_how_the_phrase_is_built(question: str, names: tuple[str, ...]) -> None:
    assert left_out(fold(question))[1] == names


def test_commas_do_not_pile_up_where_a_phrase_is_taken_out() -> None:
    assert left_out("提到家长的措施,健康的全刨掉,还剩几条")[0] == "提到家长的措施,还剩几条"


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("千分号的死亡率那几个念给我听听，刚出生那个就甭念了", ["2.1.g3.2", "2.1.g3.3"]),
        ("近视率要降到多少，高中的不算", ["2.1.g8.3", "2.1.g8.4"]),
        ("筛查率要达到多少，产前的除外", ["2.1.g2.5", "2.1.g2.6"]),
        ("How long should pupils sleep a day? Skip primary school.", ["2.1.m12/3", "2.1.m12/4"]),
    ],
)
def test_a_look_up_leaves_out_what_it_says(question: str, ids: list[str], assistant: Assistant) -> None:
    assert _told(assistant, question) == ids


@pytest.mark.parametrize(
    "question",
    [
        "百分比指标列一下，健康领域的毙掉",  # a verb that nothing accounts for may leave out or keep
        "提到学校的措施有几条，除开月球以外",
        "list the percentage targets, skip the lunar ones",
    ],
)
def test_what_leaves_out_and_was_not_read_is_told_by_no_rows(question: str, assistant: Assistant) -> None:
    query = read_table(fold(question), assistant.table)
    assert query is None or query.unexplained


def test_what_is_kept_in_an_afterthought_is_kept(assistant: Assistant) -> None:
    assert _query(assistant, "百分比指标列一下，健康领域的就行").domains == ("儿童与健康",)
    assert len(_query(assistant, "百分比指标列一下，健康领域的不看").domains) == _HEALTH_LEFT_OUT


def test_one_of_several_figures_is_enough(assistant: Assistant) -> None:
    assert _told(assistant, "20%、40%、60%，这三个数分别是哪个指标的") == ["2.1.g7.1", "2.1.g9.3", "2.3.g2.1"]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("健康领域最高的百分比，比教育领域最低的百分比高多少个点", ("2.1.g2.5", "2.3.g2.1")),
        ("教育领域最高的百分比减去家庭领域最低的等于多少", ("2.3.g2.2", "2.5.g2.2/2")),
        ("What is the gap between the highest education percentage and the lowest health percentage?", ("2.3.g2.2", "2.1.g2.4")),
    ],
)  # fmt: skip
def test_extremes_of_two_kinds_of_rows_are_set_against_one_another(
    question: str, ids: tuple[str, ...], assistant: Assistant
) -> None:
    query = _query(assistant, question)
    assert (query.operation, query.ids) == ("difference", ids)


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("婴儿的千分率比5岁以下的低多少，比新生儿的又高多少", "2.1.g3.2"),
        ("初中生近视率比小学生的高多少，比高中的又低多少", "2.1.g8.4"),
    ],
)
def test_a_row_that_is_set_beside_two_others_is_compared_with_each(
    question: str, beside: str, assistant: Assistant
) -> None:
    query = _query(assistant, question)
    assert (query.operation, query.beside) == ("compare", beside)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("产前筛查率加上母乳喂养率，再除以二", "67.5"),
        ("小学生近视率加初中生近视率再除以2是多少", "53"),
        ("婴儿死亡率、新生儿死亡率、5岁以下儿童死亡率相加除以三", "5.17"),
    ],
)
def test_a_sum_by_its_number_is_the_mean(question: str, number: str, assistant: Assistant) -> None:
    assert number in assistant.ask(question).sentences[0].text


def test_domains_between_two_others(assistant: Assistant) -> None:
    query = _query(assistant, "主要目标比家庭领域多、又比健康领域少的，是哪几个领域")
    assert [(str(b.operator), int(b.value)) for b in query.sizes] == [(">", 5), ("<", 10)]
    assert query.group == "domain"


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("健康领域有几个主要目标底下没有数字指标", "absent"),
        ("家庭领域哪个主要目标下没有定量指标", "absent"),
        ("健康领域的主要目标里，哪些底下有带数的指标", "group"),
        ("教育领域有几个主要目标下面有百分比指标", "group"),
    ],
)
def test_goals_that_have_rows_or_none_are_told_and_not_the_rows(
    question: str, operation: str, assistant: Assistant
) -> None:
    query = _query(assistant, question)
    assert not query.unexplained
    assert (query.operation, query.group) == (operation, "goal")


def test_what_is_counted_in_all_and_in_some_domains_is_counted_by_domain(assistant: Assistant) -> None:
    assert _query(assistant, "定到99%的总共几个，教育占几个，健康占几个").group == "domain"
    assert _query(assistant, "提到社区的措施一共几条，福利占几条，环境占几条").words == ("社区",)


def test_people_narrow_what_one_english_name_leads_to(assistant: Assistant) -> None:
    assert _query(assistant, "what do the two newborn screening rates add up to?").ids == (
        "2.1.g2.5",
        "2.1.g2.6",
    )


def test_a_second_superlative_is_not_dropped(assistant: Assistant) -> None:
    query = read_table("what is the lowest floor and the lowest ceiling among percentages?", assistant.table)
    assert query is None or query.unexplained


@pytest.mark.parametrize(
    ("question", "goal"),
    [
        ("健康目标第7条底下有哪些数，按从小到大", "提高儿童营养水平"),
        ("健康领域的目标中第八条下面有哪些数字指标", "预防和控制儿童近视"),
    ],
)
def test_a_goal_by_its_number_behind_the_noun_holds_its_rows(
    question: str, goal: str, assistant: Assistant
) -> None:
    assert _query(assistant, question).goals == (goal,)


def test_what_the_asker_has_already_is_left_out(assistant: Assistant) -> None:
    assert left_out("写了“优惠”的措施,环境领域的我已经有了,不用给")[1] == ("环境领域",)
    assert _told(assistant, "列一下写了“优惠”的措施，环境领域的我已经有了，不用给") == ["2.1.m12", "2.4.m2"]


@pytest.mark.parametrize(
    ("question", "domains"),
    [
        ("哪些领域主要目标少于6个、措施多于10条", {"儿童与安全", "儿童与法律保护"}),
        ("主要目标不到7个、措施超过12条的领域有哪些", {"儿童与环境", "儿童与法律保护"}),
        ("哪些领域的措施比安全多、目标比教育少", {"儿童与福利", "儿童与环境", "儿童与法律保护"}),
        ("七个领域里头，措施条数比法律保护少、主要目标又跟它一样多的是谁", {"儿童与安全", "儿童与家庭"}),
        ("Which domains have fewer than six goals but more than ten measures?", {"儿童与安全", "儿童与法律保护"}),
    ],
)  # fmt: skip
def test_domains_keep_to_the_counts_of_two_kinds(
    question: str, domains: set[str], assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert answer.sql is not None
    at = answer.sql.columns.index("domain")
    assert {str(row[at]) for row in answer.sql.rows} == domains
    assert answer.query is not None
    assert answer.query.table is not None
    assert answer.query.table.chosen is not None


def test_a_row_said_first_is_what_others_are_held_against(assistant: Assistant) -> None:
    assert _told(assistant, "比起农村自来水，教育领域有哪几个率定得更高") == ["2.3.g2.2", "2.3.g4.2"]


def test_what_is_demanded_is_exactly_so_much(assistant: Assistant) -> None:
    assert _told(assistant, "每天至少1小时的要求是哪两项") == ["2.1.m10", "2.1.m12/1"]
    assert len(_told(assistant, "每天不少于1小时的有哪些指标")) > 2


def test_names_hold_one_of_several_quoted_pieces(assistant: Assistant) -> None:
    assert _told(assistant, "名称带“婴儿”或者“新生儿”的千分率指标有哪些") == ["2.1.g3.1/2", "2.1.g3.2"]


def test_the_place_of_a_domain_is_told_in_the_order_of_all(assistant: Assistant) -> None:
    query = _query(assistant, "法律保护那块的措施条数在七个领域里排老几")
    assert (query.group, query.order) == ("domain", "desc")


@pytest.mark.parametrize(
    "question",
    [
        "哪些领域没有数字指标",
        "七个领域里哪些没有数字指标",
        "有几个领域压根没有带数的指标",
        "七大领域当中有几个没有数值指标",
    ],
)
def test_domains_without_figures_are_those_that_have_none(question: str, assistant: Assistant) -> None:
    query = _query(assistant, question)
    assert (query.operation, query.group, query.kinds) == ("absent", "domain", ("target", "relative"))


def test_a_kind_behind_a_particle_restricts(assistant: Assistant) -> None:
    assert _query(assistant, "哪些领域的数字指标不到3个").kinds == ("target", "relative")


@pytest.mark.parametrize("question", ["百分比里最高的三个和最低的三个", "教育领域最高的两个和最低的两个指标"])
def test_several_at_both_ends_are_no_difference(question: str, assistant: Assistant) -> None:
    query = read_table(fold(question), assistant.table)
    assert query is None or query.unexplained
