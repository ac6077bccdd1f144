"""Statements, lists, duties and follow-ups as people put them, each rule by what a user would notice."""

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
    ("question", "plans"),
    [
        ("农村自来水普及率要降到96%以上，对吗", "达到"),
        ("小学生近视率要提高到38%，对吗", "降至"),
        ("课后服务必须早于下班时间结束，没错吧", "不早于"),
        ("规划颁布后一年内报送上一级，对吧", "1个月"),
        ("乡镇卫生院要配三个全科医生，对吗", "1名"),
        ("卫生院得有俩全科大夫，没记错吧", "1名"),
        ("家长一年上一回家庭教育指导课，对吧", "2次"),
        ("纯母乳喂养率60%以上说的是12个月内婴儿，对吗", "6个月内"),
    ],
)
def test_whatever_contradicts_is_put_right_first(plan: Assistant, question: str, plans: str) -> None:
    first = plan.ask(question).sentences[0].text
    assert first.startswith("不是，")
    assert plans in first


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("核对一句：每千名儿童床位增至二点五张以上，没抄错吧？", "是的"),
        ("每千名儿童床位是一点五张以上，对吧", "不是"),
        ("产前筛查率是四分之三以上，对吗", "是的"),
        ("产前筛查率是三分之二以上，对吗", "不是"),
        ("新生儿听力筛查率不低于二十分之十九，没记错吧", "是的"),
        ("农村社区五分之四建家长学校，是吧", "是的"),
    ],
)
def test_figures_in_words_are_held_against_the_plan_whole(
    plan: Assistant, question: str, begins: str
) -> None:
    assert plan.ask(question).sentences[0].text.startswith(begins)


def test_a_figure_stated_rightly_is_confirmed_whatever_verb_leads_to_it(plan: Assistant) -> None:
    assert plan.ask("小学生近视率要降到38%以下，对吗").sentences[0].text.startswith("是的，")


def test_a_story_before_the_question_names_nothing(plan: Assistant) -> None:
    assert "95%以上" in _text(plan.ask("带娃打疫苗他哭得要死，规划对接种率有啥要求？"))


def test_targets_of_a_shared_name_are_listed_whole(plan: Assistant) -> None:
    told = _text(plan.ask("死亡率的目标有哪些"))
    assert all(figure in told for figure in ("3.5‰", "5.5‰", "6.5‰", "15%"))


def test_figures_asked_for_one_by_one_are_not_compared(plan: Assistant) -> None:
    assert "相差" not in _text(plan.ask("近视率都是多少"))


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("孤儿安置渠道有几种", ("亲属抚养", "家庭寄养", "机构养育", "依法收养")),
        ("家庭美德一共几个方面", ("尊老爱幼", "邻里团结")),
        ("把安全领域的五个目标一一罗列", ("食品用品", "学生欺凌")),
        ("“提高儿童身心健康素养”这个目标下有哪几条指标", ("40%以上", "健康生活方式", "科普知识宣传")),
        ("各类热线都列一下，规划里有哪些", ("12345", "性健康保护热线")),
    ],
)
def test_lists_are_whole(plan: Assistant, question: str, held: tuple[str, ...]) -> None:
    told = _text(plan.ask(question))
    assert [words for words in held if words not in told] == []


@pytest.mark.parametrize("question", ["孤儿有多少个", "留守儿童有几个", "全市有几个儿童之家"])
def test_people_and_places_are_not_counted_by_a_sentence_that_lists(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("妇联和共青团在规划里干的活一样吗，各干啥", "社会实践"),
        ("直播、游戏平台在规划里有啥责任？", "时间管理"),
        ("谁负有强制报告责任？", "密切接触未成年人的机构和人员"),
    ],
)
def test_what_bodies_have_to_do(plan: Assistant, question: str, held: str) -> None:
    assert held in _text(plan.ask(question))


def test_words_for_being_in_charge_lead_to_no_other_matter(plan: Assistant) -> None:
    answer = plan.ask("降低小学生近视率的牵头单位是哪家？配合单位又是哪家？")
    assert "没有写明" in answer.sentences[0].text
    assert "党委" not in _text(answer)


def test_the_plans_own_words_on_a_body_are_confirmed(plan: Assistant) -> None:
    first = plan.ask("规划实施由各级妇儿工委办公室负责具体工作，这么引用没错吧").sentences[0].text
    assert first.startswith("是的，规划写明")


@pytest.mark.parametrize(
    ("turns", "held"),
    [
        (("安全领域措施有多少条", "念一下第8条"), "网络监管"),
        (("农村自来水普及率是86%以上吧", "噢那是我记岔了，到底多少来着"), "96%以上"),
        (("福利领域有哪些主要目标", "第二个下面都有啥"), "医疗救助"),
        (("年度监测由谁牵头？", "依据是哪一条"), "统计部门牵头"),
    ],
)
def test_follow_ups(plan: Assistant, turns: tuple[str, ...], held: str) -> None:
    assert held in _text(_after(plan, *turns))


def test_rows_are_taken_out_of_a_list(plan: Assistant) -> None:
    answer = _after(plan, "死亡率的目标有哪些", "把新生儿的去掉")
    assert "3.5‰" not in _text(answer)
    assert "5.5‰" in _text(answer)


def test_whether_something_is_mentioned(plan: Assistant) -> None:
    assert "校车" in _text(plan.ask("Does the plan mention school buses?"))
    assert plan.ask("Does the plan mention artificial intelligence?").status == "abstained"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("小学生近视率", "初中的，还有高中的", "三个里头哪个定得最低？"), "38%以下"),
        (("婴儿死亡率", "新生儿的和5岁以下的呢"), "3.5‰以下"),
        (("婴儿死亡率", "新生儿的呢", "5岁以下的呢", "这仨最低的是哪个"), "新生儿死亡率"),
        (("儿童之家怎么建", "谁来主导？"), "政府主导"),
        (("规划实施情况要做哪几种监测评估", "年度的谁牵头", "那中期和终期的呢？"), "组织开展中期和终期评估"),
        (("俺家老孙子才俩月，光吃他妈的奶行不", "那六个月往后呢，该添点儿别的了吧，规划咋说的"), "辅食"),
    ],
)
def test_what_was_told_in_several_turns_is_held_together(
    plan: Assistant, turns: tuple[str, ...], told: str
) -> None:
    assert told in _text(_after(plan, *turns))


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        (("普惠性幼儿园覆盖率要到多少", "毛入园率呢", "哈尔滨这两个是多少"), "wrong_scope"),
        (("农村自来水普及率", "卫生厕所呢", "2030年这两个是多少"), "wrong_scope"),
        (("3岁以下系统管理率多少", "那三岁往上呢"), "not_in_plan"),
        (("课后服务到几点", "那一个月收几百块？"), "not_in_plan"),
        (("孩子打疫苗出问题咋办", "最多赔几万？"), "not_in_plan"),
        (("流动儿童有啥政策", "路灯坏了找谁修？"), "out_of_scope"),
    ],
)
def test_a_follow_up_drops_nothing_that_it_says(plan: Assistant, turns: tuple[str, ...], reason: str) -> None:
    answer = _after(plan, *turns)
    assert (answer.status, answer.reason) == ("abstained", reason)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("到2035年规划要把婴儿死亡率压到3‰，是吧？", "wrong_scope"),
        ("婚检率规划定的是80%以上，我们街道才76%，差几个点？", "not_in_plan"),
        ("近视的孩子最少得配几副眼镜", "not_in_plan"),
        ("物业费收得太贵了该找谁管", "out_of_scope"),
        ("身份证丢了找哪个部门", "out_of_scope"),
    ],
)
def test_what_the_plan_has_no_word_on_is_refused(plan: Assistant, question: str, reason: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", reason)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("到2030年婴儿死亡率控制在5.5‰以下，对吧", "2025年"),
        ("哪几家机关办未成年人的案子必须有专门机构或专人？", "人民检察院"),
        ("村里孩子没人照看归谁管", "没有写明"),
        ("没满16能开播吗", "未满十六周岁"),
        ("每千个孩子得有两张半床位，没记错吧", "是的"),
    ],
)
def test_what_the_plan_speaks_of_stays_answered(plan: Assistant, question: str, told: str) -> None:
    assert told in _text(plan.ask(question))


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("新生儿的指标有哪些", "只要筛查的"), "新生儿听力筛查率", "访视率"),
        (("教育领域的指标有哪些", "只要学前的"), "学前教育毛入园率", "巩固率"),
        (("教育领域的指标有哪些", "跟残疾有关的留下"), "97%", "96%"),
        (("健康领域的指标有哪些", "只要营养的"), "贫血率", "近视率"),
        (("教育领域的指标有哪些", "只要营养的"), "共 0 条", "96%"),
        (("心理健康方面规划说了哪些", "只看目标，措施不要"), "共 4 条", "生命教育"),
    ],
)
def test_a_list_is_narrowed_by_a_piece_of_its_names(
    plan: Assistant, turns: tuple[str, ...], told: str, untold: str
) -> None:
    text = _text(_after(plan, *turns))
    assert told in text
    assert untold not in text


@pytest.mark.parametrize("said", ["从多到少", "按从多到少排", "由多到少排列", "按数量从高到低", "排个序"])
def test_groups_that_were_counted_are_put_in_order(plan: Assistant, said: str) -> None:
    answer = _after(plan, "每个领域各有几个主要目标", said)
    assert answer.query is not None
    assert answer.query.table is not None
    assert (answer.query.table.operation, answer.query.table.order) == ("group", "desc")


@pytest.mark.parametrize("then", ["那规划说要降多少", "规划要降到多少", "那要降到几"])
def test_what_a_rate_is_to_change_to_is_asked_of_the_rate_before(plan: Assistant, then: str) -> None:
    assert "5.5‰以下" in _text(_after(plan, "现在的婴儿死亡率是多少", then))


def test_where_people_are_spoken_of_is_a_question_by_itself(plan: Assistant) -> None:
    answer = _after(plan, "预防溺水有哪些措施？", "留守儿童在哪些领域里提到了")
    assert answer.completed_question == answer.question


@pytest.mark.parametrize("then", ["以啥为单位算的", "以什么为单位"])
def test_what_something_is_counted_by_is_no_body(plan: Assistant, then: str) -> None:
    text = _text(_after(plan, "疫苗接种率要求多高", then))
    assert "以乡（镇、街道）为单位" in text
    assert "负责" not in text


def test_the_chinese_text_is_told_after_an_english_question(plan: Assistant) -> None:
    answer = _after(plan, "Does the plan say anything about e-cigarettes?", "请给中文原文")
    assert "预防和制止儿童吸烟（含电子烟）" in _text(answer)


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("五位一体说的是啥", "不是总体布局那个，我问儿童保护的"), "监测预防", "四个全面"),
        (("五位一体是什么", "我问的是儿童保护的那个"), "监测预防", "四个全面"),
        (("三位一体说的啥", "不是德育的，是规划实施那个"), "慈善机构", "德育网络"),
        (("流浪儿童有什么帮扶", "不是流浪，我问留守的"), "寒暑假", "街面巡查"),
    ],
)
def test_a_correction_picks_one_of_those_told(
    plan: Assistant, turns: tuple[str, ...], told: str, untold: str
) -> None:
    text = _text(_after(plan, *turns))
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    ("turns", "holds"),
    [
        (
            ("How many hours should primary pupils sleep?", "Quote me the original sentence."),
            "小学生达到10小时",
        ),
        (("What does the plan say about drowning?", "What does it literally say?"), "溺水死亡率持续下降"),
        (("What is the goal for childhood anemia?", "Is that lower than stunting?"), "3 percentage points"),
        (
            ("What is the goal for childhood anemia?", "How does it compare with stunting?"),
            "3 percentage points",
        ),
        (("What is the target for breastfeeding?", "Which goal does it fall under?"), "提高儿童营养水平"),
        (("农村自来水普及率多少", "这属于哪个目标"), "改善人居自然环境"),
        (("新生儿听力筛查要做到多少？", "疾病筛查呢", "这俩哪个要求更高"), "4 个百分点"),
        (("What does the plan say about child labour?", "那校园欺凌呢"), "学生欺凌"),
        (("儿童票有什么优惠", "And libraries?"), "儿童阅览区"),
        (("儿童坐车买票怎么优惠？按身高还是按岁数", "不是，我问的是公共图书馆那块"), "儿童阅览区"),
        (("What help do orphans get?", "Thanks. Does the plan mention tap water?"), "供水"),
        (("What does the plan say about drowning?", "Does it mention burns?"), "烧烫伤"),
        (("How many domains are there?", "Which one has the most measures?"), "16 in all"),
        (("孕妇学校是啥安排", "给看一眼原文呗"), "孕妇学校"),
        (("规划里提了几次妇联", "都在哪"), "儿童与教育"),
        (("睡眠时间要求", "初中", "这条在哪"), "增强儿童身体素质"),
        (("校园食品安全怎么保障", "那网络安全呢"), "网络环境"),
    ],
)
def test_follow_ups_in_either_language_are_asked_of_what_was_told_or_of_what_is_new(
    plan: Assistant, turns: tuple[str, ...], holds: str
) -> None:
    assert holds in _text(_after(plan, *turns))


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("规划里儿童的定义是14周岁以下是吧", "不是，规划原文是未满十八周岁"),
        ("这规划只管十六周岁以下的孩子对吧？我刚过完十七岁生日", "不是，规划原文是未满十八周岁"),
        ("The plan covers children under 12, doesn't it?", "No, the plan has 未满十八周岁"),
        ("既然规划管到2030年，学前教育毛入园率要到多少？", "规划期为2021—2025年"),
        ("Since the plan runs until 2030, what is the tap water target?", "The plan covers 2021 to 2025"),
        ("残疾儿童义务教育入学率97%以上，我这么写报告行不", "不是，"),
        ("规划不是让妇联负责评估组嘛", "规划写的不是由「妇联」负责"),
        ("高中毛入学率不是98%以上来着", "不是，"),
        ("The anaemia target is for children under 3, isn't it?", "No, anaemia rate (5岁以下儿童贫血率)"),
        ("Parents are to get family education guidance at least twice a year. Correct?", "Yes, "),
    ],
)
def test_what_is_taken_for_granted_comes_first(plan: Assistant, question: str, begins: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert answer.sentences[0].text.startswith(begins)


@pytest.mark.parametrize(
    "question",
    ["The caries target is for children under 12, right?", "规划保护14岁以下儿童免费坐公交，对吧"],
)
def test_an_age_that_is_right_or_of_another_matter_is_not_denied(plan: Assistant, question: str) -> None:
    assert not plan.ask(question).sentences[0].text.startswith(("No", "不是"))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What is the maternal mortality target?", "not_in_plan"),
        ("What is the dropout rate target?", "not_in_plan"),
        ("Is there a target for teacher-student ratio?", "not_in_plan"),
        ("Is there a target for the number of pediatric nurses?", "not_in_plan"),
        ("What is the maximum class size in the plan?", "not_in_plan"),
        ("What is the rabies vaccination target?", "not_in_plan"),
        ("出生缺陷发生率降到多少", "not_in_plan"),
        ("小学生书包重量有没有限制", "not_in_plan"),
        ("幼儿园师生比规划要求多少", "not_in_plan"),
        ("学校得建游泳池不", "not_in_plan"),
        ("What is Beijing's target for myopia?", "wrong_scope"),
        ("What did the plan achieve in 2023?", "wrong_scope"),
        ("哈市的农村自来水", "wrong_scope"),
        ("今天股票有没有涨停限制", "out_of_scope"),
    ],
)
def test_a_neighbour_is_not_told_for_what_the_plan_does_not_have(
    plan: Assistant, question: str, reason: str
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", reason)


@pytest.mark.parametrize("question", ["规划要求每个社区都建儿童之家对吧", "各学校都配校医对吧"])
def test_what_each_place_is_to_have_is_no_charge_of_it(plan: Assistant, question: str) -> None:
    assert not any("负责这件事" in sentence.text for sentence in plan.ask(question).sentences)


def test_a_place_that_is_said_to_be_in_charge_is_still_held_against_the_plan(plan: Assistant) -> None:
    told = plan.ask("社区都负责儿童之家对吧").sentences[0].text
    assert told == "规划没有写明由「社区」负责这件事。"


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("What is the neonatal mortality rate target?", "3.5‰"),
        ("Is there a target for the newborn home visit rate?", "90%"),
        ("What is the target vaccination rate?", "95%"),
        ("婚前医学检查的事儿咋说的", "提高"),
        ("自来水的事情怎么规定的", "96%以上"),
    ],
)
def test_a_target_that_the_plan_has_is_told_by_any_of_its_names(
    plan: Assistant, question: str, holds: str
) -> None:
    assert holds in _text(plan.ask(question))
