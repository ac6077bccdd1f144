"""What kind of answer a question asks for, where its words stand."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.asked import defines, lists_counted, says_how_often, units
from assistant.question import understand


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    ("question", "expects"),
    [
        ("When must districts hand in their plans?", "date"),
        ("Apps keep collecting my kids' photos and phone numbers. Anything in the plan about that?", "open"),
        ("培训班到处收集孩子的电话号码，规划管不管", "open"),
        ("儿童热线的电话号码是多少", "phone"),
        ("低保给多少能不能跟着涨，规划有啥机制", "open"),
        ("By when must districts hand in their plans?", "date"),
        ("What gear keeps children safe when it is dark?", "open"),
        ("My kids bike to school when it is dark. What gear does the plan promote?", "open"),
        ("规划鼓励单位办啥", "open"),
        ("哪些单位参与心理健康科普", "actor"),
        ("参与的部门有哪些", "actor"),
        ("这天叫什么日子", "open"),
        ("负责这件事的科长叫什么", "person"),
        ("好几个家长想在家干活，规划给啥方便", "open"),
        ("What fine does the plan set for hiring children?", "money"),
        ("雇童工罚款多少", "money"),
        ("雇童工怎么处罚", "penalty"),
        ("What exact percentage is set for the screening?", "value"),
        ("每万元GDP用水量要下降多少", "value"),
        ("老人怎么走得安详一点", "open"),
        ("从市里怎么走", "address"),
        ("近视防控是什么意思，怎么做", "text"),
        ("这件事的责任单位都有谁", "actor"),
        ("What is done for children who cannot see well?", "open"),
        ("打完针有反应，查原因跟赔钱的活儿规划写没写", "open"),
        ("孩子因为身体的原因上不了学，规划咋保障", "text"),
        ("这么定的原因是什么", "reason"),
        ("分析一下为什么定38%", "reason"),
        ("清理有害出版物的专项行动叫啥名字", "open"),
        ("要落实的那个条例，叫什么名字？", "open"),
        ("What is the name of the special campaign against harmful publications?", "open"),
        ("What is the name of the person in charge?", "person"),
        ("监测评估领导小组组长尊姓大名", "person"),
        ("分管儿童工作的副市长叫啥名字", "person"),
        ("这几家医院都叫什么名字", "roster"),
        ("新机构的服务对象有谁", "open"),
        ("参加评估的都有谁", "open"),
        ("中标单位名单", "roster"),
        ("经费里义务教育摆在什么位置", "open"),
        ("这项工作放在什么位置", "open"),
        ("新医院在什么位置", "address"),
        ("when a child has nobody to look after him, what does the plan provide?", "open"),
        ("and when it happens on the internet?", "open"),
        ("when will the new centre be finished?", "date"),
        ("and when the new homes will be built?", "date"),
        ("What papers do I need to adopt an orphan?", "documents"),
        ("Where is the institution located?", "address"),
        ("Where must nursing rooms be located?", "open"),
        ("儿童节活动是哪几天", "day"),
        ("What percent is the target of the service coverage?", "value"),
        ("What's the target figure for drowning deaths?", "value"),
        ("Who is in charge of the children's homes?", "actor"),
    ],
)
def test_a_word_asks_only_where_it_asks(plan: Assistant, question: str, expects: str) -> None:
    assert understand(question, plan.catalog).expects == expects


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("国家标准是多少", "国家"),
        ("国家给不给想办法", None),
        ("黑龙江的目标是多少", "黑龙江"),
        ("我家孩子那病全国没几例，规划提没提过", None),
        ("全国的近视率目标是多少", "全国"),
        ("What is the national average of myopia?", "national"),
        ("infant mortality: national target", "national"),
        ("Where is the national sign language taught?", None),
        ("Which national standards must toys meet?", None),
    ],
)
def test_the_state_that_gives_is_no_other_place(plan: Assistant, question: str, place: str | None) -> None:
    assert understand(question, plan.catalog).foreign_place == place


@pytest.mark.parametrize(
    ("question", "actual"),
    [
        ("哪个指标没完成会有什么后果", False),
        ("如果近视率没达标，怎么处理", False),
        ("哪些指标没完成", True),
        ("现在是不是得戴头盔才能骑车", False),
        ("现在黑臭水体已经消除了吗", True),
        ("What are the monitoring results used for?", False),
        ("Is there a real person to talk to?", False),
        ("What is the real infant mortality rate?", True),
        ("Who actually does the daily work?", False),
        ("What does the plan actually say about counselling?", False),
        ("How many paediatricians are there actually?", True),
        ("Did the city actually build them?", True),
        ("我家娃今年虚岁四岁，规划里筛查这块咋说", False),
        ("孙子今年秋天该上幼儿园了，规划对学前教育说了啥", False),
        ("今年婴儿死亡率升了多少", True),
        ("去年小学生近视率是多少", True),
    ],
)
def test_what_follows_from_a_failure_is_no_outcome(plan: Assistant, question: str, actual: bool) -> None:
    assert understand(question, plan.catalog).actual is actual


@pytest.mark.parametrize(
    ("sentence", "says"),
    [("每季度至少巡河1次", True), ("每三年开展一次测试", True), ("定期督查", True), ("一次性投入", False)],
)
def test_how_often_is_answered_by_a_period(sentence: str, says: bool) -> None:
    assert says_how_often(units("多久查一次"), sentence) is says
    assert not says_how_often(units("要多少小时"), sentence)


def test_a_courtesy_inside_a_word_is_none(plan: Assistant) -> None:
    assert understand("干得好的单位给不给表彰", plan.catalog).task != "social"
    assert understand("好的，知道了", plan.catalog).task == "social"


@pytest.mark.parametrize(
    "question", ["近视率的几个目标都列一下", "那几个指标再说一遍", "好几个孩子没上学咋办"]
)
def test_several_asks_for_no_number(question: str) -> None:
    assert "所" not in units(question)


@pytest.mark.parametrize("question", ["实训基地要建几个", "每个县至少几个养老中心"])
def test_how_many_is_no_time(question: str) -> None:
    assert "所" in units(question)
    assert "个月" not in units(question)


def test_how_many_months_is_one() -> None:
    assert "个月" in units("多少个月内要报送")


@pytest.mark.parametrize(
    ("question", "sentence", "counts"),
    [
        ("领导小组下面分几个组", "领导小组下设监测组和评估组。", True),
        ("残疾筛查有几类残疾", "推进以视力等五类残疾为重点的筛查。", True),
        ("保障有几重制度", "发挥三重制度综合保障作用。", True),
        ("扫黄那块有几个专项行动", "组织开展“护苗”“净网”等专项行动。", True),
        ("扫黄那块有几个专项行动", "组织开展专项行动。", False),
        ("领导小组下面分几个组", "领导小组负责方案的审批。", False),
        ("有几类残疾", "推进残疾筛查。", False),
        ("要建几个站", "建设服务站点。", False),
    ],
)
def test_a_sentence_lists_what_is_counted_by_its_name(question: str, sentence: str, counts: bool) -> None:
    assert lists_counted(question, sentence) is counts


def test_rows_tell_how_much_and_not_why(plan: Assistant) -> None:
    answer = plan.ask("why is the inclusive kindergarten target 90 percent?")
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


# What only the story says, however short it is: somebody else's trade, who did it, when it was.
@pytest.mark.parametrize(
    ("question", "asking"),
    [
        ("给超市保安上课：店里着火了，人多门少，按规划该先顾谁？", "按规划该先顾谁?"),
        ("弟弟被几个男生堵在操场，书包都撕了。规划要求学校有哪几道机制", "规划要求学校有哪几道机制"),
        ("去年村里有个娃喝了农药，规划在收好药瓶这头是咋要求的", "规划在收好药瓶这头是咋要求的"),
    ],
)
def test_the_part_that_asks_is_told_from_the_story(plan: Assistant, question: str, asking: str) -> None:
    query = understand(question, plan.catalog)
    assert query.asking == asking
    assert query.strangers == ()
    assert not query.actual


@pytest.mark.parametrize("question", ["大学生，近视率目标是多少", "如果孩子是大学生，近视率目标是多少"])
def test_a_topic_or_a_condition_is_no_story(plan: Assistant, question: str) -> None:
    assert understand(question, plan.catalog).strangers == ("大学生",)


@pytest.mark.parametrize(
    ("question", "asks_who"),
    [
        ("出了事应该先救谁", False), ("福利院优先照顾谁", False), ("补助发下来先紧着帮谁", False),
        ("孩子丢了该找谁", True), ("这事归谁", True), ("最后由谁管", True), ("困境儿童该问谁", True),
    ],
)  # fmt: skip
def test_whom_it_is_done_to_is_no_question_for_who_does_it(
    plan: Assistant, question: str, asks_who: bool
) -> None:
    assert (understand(question, plan.catalog).expects == "actor") is asks_who


@pytest.mark.parametrize(
    "question", ["去年的数都出来了，小学生近视率是多少", "今年都快过完了，婴儿死亡率降到多少了"]
)
def test_when_it_was_is_meant_of_what_is_asked(plan: Assistant, question: str) -> None:
    assert understand(question, plan.catalog).actual


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("消费帮扶是社会各界通过消费来自脱贫地区的产品，帮助增收的一种帮扶方式。", "啥叫消费帮扶"),
        ("建立河湖长效管护制度（以下称长效制度）。", "长效制度是什么"),
        ("启动“学历证书+若干技能证书”试点（以下称1+x证书试点）。", "1+x证书试点是什么意思"),
        ("“双师型”教师（同时具备理论和实践教学能力的教师）超过一半。", "“双师型”教师是什么意思"),
        ("推行河长制（即由各级负责人担任河长的制度）。", "河长制是啥"),
    ],
)
def test_a_sentence_says_what_a_word_means(sentence: str, question: str) -> None:
    assert defines(sentence, question)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("消费帮扶是重要途径。", "消费帮扶是什么意思"),
        ("完善学校（含幼儿园）安全设施。", "学校是什么意思"),
        ("推行河长制（即由各级负责人担任河长的制度）。", "林长制是啥"),
    ],
)
def test_a_sentence_that_only_speaks_of_a_word_does_not(sentence: str, question: str) -> None:
    assert not defines(sentence, question)


@pytest.mark.parametrize("question", ["爱婴医院啥意思", "“双拥”啥意思"])
def test_the_meaning_of_a_word_that_the_plan_does_not_explain_is_refused(
    plan: Assistant, question: str
) -> None:
    assert plan.ask(question).status == "abstained"
