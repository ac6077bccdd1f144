"""assistant/conversation.py: what a follow-up means by itself, and what is left alone."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.agent import Assistant
from assistant.cli.asking import answer_record
from assistant.conversation import complete
from assistant.evaluation.cases import read_cases
from assistant.records import Sentence, Turn
from assistant.render import to_json, to_text

REPO = Path(__file__).parent.parent
# (turns, the last of them completed, what was taken over)
DIALOGUES = [
    # ellipsis: other people, another year or place, another name
    (("小学生近视率要降到多少？", "那初中生呢"), "初中生近视率要降到多少？", "replaced"),
    (("初中生近视率目标是多少", "高中的呢"), "高中阶段学生近视率目标是多少", "replaced"),
    (("小學生近視率要降到多少？", "那初中生呢"), "初中生近视率要降到多少？", "replaced"),
    (("新生儿死亡率降到多少？", "5岁以下的呢"), "5岁以下儿童死亡率降到多少？", "replaced"),
    (("高中生每天睡几个小时", "小学生呢"), "小学生每天睡几个小时", "replaced"),
    (("婴儿死亡率目标是多少", "2023年呢"), "2023年婴儿死亡率目标是多少", "replaced"),
    (("2025年婴儿死亡率目标是多少", "2023年呢"), "2023年婴儿死亡率目标是多少", "replaced"),
    (("学前教育毛入园率要达到百分之几", "那哈尔滨呢？"), "哈尔滨学前教育毛入园率要达到百分之几", "replaced"),
    (("农村建家长学校的比例是多少", "城市的呢"), "城市建家长学校的比例是多少", "replaced"),
    (("农村自来水普及率要达到多少？", "城市呢"), "城市自来水普及率要达到多少？", "replaced"),
    (("每千名儿童要有几名儿科医生", "床位呢"), "每千名儿童要有多少床位", "replaced"),
    (("What is the myopia target for primary school pupils?", "and junior high?"), "What is the myopia target for junior high?", "replaced"),
    (("What is the target for rural tap water coverage?", "what about 2023?"), "What is the target for rural tap water coverage in 2023?", "replaced"),
    (("What is the infant mortality target?", "What about children under five?"), "What is the under-5 mortality rate target?", "replaced"),
    # what the plan does not have stays what it is
    (("小学生近视率要降到多少？", "那大学生呢"), "大学生近视率要降到多少？", "replaced"),
    # another subject in the same frame
    (("留守儿童有哪些关爱措施", "流浪儿童呢"), "流浪儿童有哪些关爱措施", "replaced"),
    (("预防溺水有哪些措施？", "那火灾呢"), "预防火灾有哪些措施？", "replaced"),
    (("How does the plan prevent drowning?", "what about traffic accidents?"), "How does the plan prevent traffic accidents?", "replaced"),
    (("教育领域有哪些指标？", "健康的呢"), "儿童与健康有哪些指标？", "replaced"),
    # reference
    (("产前筛查率跟新生儿疾病筛查率各要达到多少？", "哪个比较高？"), "产前筛查率和新生儿疾病筛查率哪个比较高？", "pair"),
    (("初中生近视率目标是多少", "高中阶段学生的呢", "这俩差多少？"), "初中生近视率和高中阶段学生近视率差多少？", "pair"),
    (("适龄残疾儿童义务教育入学率目标是多少", "和九年义务教育巩固率比呢"), "适龄残疾儿童义务教育入学率和九年义务教育巩固率比呢", "pair"),
    (("低出生体重发生率控制在多少以内？", "这是哪个领域的指标"), "低出生体重发生率是哪个领域的指标", "subject"),
    (("控制近视有哪些措施？", "由哪个部门负责？"), "控制近视由哪个部门负责？", "subject"),
    (("婴儿死亡率的控制目标是什么？", "为什么定在这个数，不定得再低一点？"), "婴儿死亡率为什么定在这个数，不定得再低一点？", "subject"),
    (("产前筛查率是多少", "完不成咋办"), "产前筛查率完不成咋办", "subject"),
    (("What is the target for rural tap water coverage?", "who is responsible for it?"), "who is responsible for rural tap water coverage?", "subject"),
    (("加强留守儿童关爱保护怎么做", "原文怎么写的"), "2.4.m10的原文怎么写的？", "clause"),
    # another kind of clause, of the same matter
    (("校园欺凌有哪些措施", "目标呢"), "校园欺凌的目标有哪些", "subject"),
    (("孩子溺水怎么预防", "目标是啥"), "孩子溺水的目标是啥", "subject"),
    (("What does the plan do about bullying?", "and the goals?"), "What are the goals for bullying?", "subject"),
    # three that were told one after another
    (("小学生近视率多少", "初中呢", "高中呢", "三个平均是多少"), "小学生近视率、初中生近视率和高中阶段学生近视率平均是多少", "pair"),
    (("小学生近视率多少", "初中呢", "高中呢", "三者加起来"), "小学生近视率、初中生近视率和高中阶段学生近视率加起来", "pair"),
    # an end of groups that were told
    (("每个领域有几条措施", "最多的是哪个领域"), "每个领域有几条措施，最多的是哪个领域", "refined"),
    # beside the same of other people
    (("新生儿死亡率降到多少", "它比婴儿那个低几个千分点？"), "新生儿死亡率比婴儿死亡率低几个千分点？", "pair"),
    (("小学生近视率是多少", "比初中的低多少"), "小学生近视率比初中生近视率低多少？", "pair"),
    (("初中生近视率目标？", "跟高中的比呢"), "初中生近视率和高中阶段学生近视率相差多少？", "pair"),
    # refinement
    (("教育领域有哪些量化指标？", "只要百分之九十以上的"), "教育领域有哪些量化指标，只要百分之九十以上的", "refined"),
    (("教育领域有哪些量化指标？", "从高到低排一下", "一共是几项？"), "教育领域有哪些量化指标，一共是几项", "refined"),
    (("规划一共有多少个定量指标", "按领域分"), "规划一共有多少个定量指标，按领域分", "refined"),
    (("Which indicators are in the education domain?", "highest first"), "Which indicators are in the education domain, highest first", "refined"),
    # correction
    (("孩子近视这块规划给小学定的啥数啊", "不是不是，我问的是高中，你说岔了"), "孩子近视这块规划给高中定的啥数啊", "replaced"),
    (("婴儿死亡率写的多少", "你弄错啦，我说的是新生儿不是婴儿"), "新生儿死亡率写的多少", "replaced"),
    (("婴儿死亡率是多少", "不对，我问的是5岁以下儿童死亡率是多少"), "5岁以下儿童死亡率是多少", "corrected"),
    # choice
    (("筛查率要求是多少", "第二个"), "2025年新生儿疾病筛查率的目标是多少？", "chosen"),
    (("筛查率要求是多少", "听力的"), "2025年新生儿听力筛查率的目标是多少？", "chosen"),
    (("What is the screening rate for newborns?", "the second one"), "What is the 2025 target for the newborn disease screening rate?", "chosen"),
    # one or several of what was told, and what is asked of them
    (("预防溺水有哪些措施？", "第二条具体说说"), "2.2.m3写了什么？", "chosen"),
    (("教育领域有哪些量化指标？", "最后两个呢"), "高中阶段教育毛入学率和适龄残疾儿童义务教育入学率的目标是多少？", "chosen"),
    (("教育领域有哪些量化指标？", "第一和第四个是多少"), "普惠性幼儿园覆盖率和九年义务教育巩固率的目标是多少？", "chosen"),
    (("教育领域主要目标有哪些？", "第二个讲的啥"), "2.3.g2写了什么？", "chosen"),
    (("教育领域主要目标有哪些？", "前三个展开说说"), "2.3.g1、2.3.g2、2.3.g3写了什么？", "chosen"),
    (("教育领域有哪些量化指标？", "第三个归谁管"), "义务教育优质均衡率，归谁管", "chosen"),
    (("预防溺水有哪些措施？", "第二条谁负责"), "预防和控制儿童溺水，谁负责", "chosen"),
    (("What are the myopia targets?", "the first and the third"), "What is the target for the myopia rate (primary school) and myopia rate (senior high)?", "chosen"),
    (("基本原则列一下", "头两条的原文给我"), "第1.2.1条、第1.2.2条写了什么？", "chosen"),
    (("婴儿死亡率要控制在多少？", "第二个具体说说"), "婴儿死亡率要控制在多少？", "chosen"),
    # where it stands
    (("预防溺水有哪些措施？", "是哪个领域的"), "2.2.m3在哪个领域？", "clause"),
    (("教育领域有哪些量化指标？", "是哪个领域的"), "教育领域有哪些量化指标，按领域分", "refined"),
    (("What is the infant mortality target?", "Which domain is it in?"), "Which domain is the infant mortality rate in?", "subject"),
    (("近视率是多少", "依据呢"), "2.1.g8.3、2.1.g8.4、2.1.g8.5写了什么？", "clause"),
    # whether that is all, whether that is so, in more detail
    (("预防溺水有哪些措施？", "还有别的吗"), "预防溺水有哪些措施？", "question"),
    (("妇联要做哪些事", "一共几件"), "妇联要做哪些事", "question"),
    (("婴儿死亡率是多少", "我记得不是这样啊"), "婴儿死亡率是多少", "question"),
    (("大庆2023年婴儿死亡率实际是多少", "真的吗"), "大庆2023年婴儿死亡率实际是多少", "question"),
    (("What is the infant mortality target?", "Is that all?"), "What is the infant mortality target?", "question"),
    (("What is the infant mortality target?", "I thought it was lower"), "What is the infant mortality target?", "question"),
    (("What is the infant mortality target?", "More detail please"), "What is the infant mortality target?", "question"),
    # what English asks of it, with the subject where the pronoun stood
    (("What is the infant mortality target?", "What does that mean?"), "What does the infant mortality rate mean?", "subject"),
    (("What is the infant mortality target?", "Has it been achieved?"), "Has the infant mortality rate been achieved?", "subject"),
    (("What does the plan say about left-behind children?", "What about street children?"), "What does the plan say about street children?", "replaced"),
    (("What are the myopia targets?", "Which of these two is higher?"), "Which is higher: myopia rate (primary school), myopia rate (junior high) and myopia rate (senior high)?", "pair"),
    # the same measure of others
    (("新生儿疾病筛查率多少", "那听力呢"), "新生儿听力筛查率多少", "replaced"),
    (("高中阶段毛入学率目标是多少", "残疾儿童呢"), "适龄残疾儿童义务教育入学率目标是多少", "replaced"),
    # a figure said again: of the earlier subject, as a statement or as what is asked about
    (("12岁以下孩子龋患率要控制在多少？", "25%以内，我没听错吧？"), "12岁以下儿童龋患率25%以内，对吗？", "subject"),
    (("婴儿死亡率控制到多少？", "不是6‰吗"), "婴儿死亡率6‰，对吗？", "subject"),
    (("小学生近视率要降到多少？", "凭什么定38%？"), "小学生近视率，凭什么定这个数？", "subject"),
    # a number in a place, in a list, in an enumeration
    (("健康领域第3条策略措施是什么", "第4条呢"), "健康领域第4条策略措施是什么", "chosen"),
    (("法律保护领域第9条措施标题是啥", "换成安全领域的第9条"), "安全领域第9条措施标题是啥", "chosen"),
    (("家庭领域主要目标有哪些？", "第三个详细讲讲"), "2.5.g3写了什么？", "chosen"),
    # what is listed is told again, whatever words ask for it
    (("福利领域有几条主要目标", "挨个念给我听听"), "福利领域有几条主要目标，挨个念给我听听", "refined"),
    (("这个规划分几大领域？", "都列出来"), "这个规划分几大领域？", "question"),
    # chatter and typos around it
    (("规划里流浪的孩子咋管啊", "嗯呢，那留守的呢，俺家孙子就是"), "规划里留守的孩子咋管啊", "replaced"),
    (("小学生的近视率是多少", "那出中生呢"), "初中生的近视率是多少", "replaced"),
    (("初中生一天睡多久", "等等我说错了，是小学生"), "小学生一天睡多久", "replaced"),
    # a condition put to it, and by which means
    (("怎么打击拐卖儿童", "要是找不到亲生父母了呢"), "怎么打击拐卖儿童，要是找不到亲生父母了呢", "narrowed"),
    (("公共场所出了突发事件，孩子怎么办？", "灾后恢复那阵子呢"), "公共场所出了突发事件，孩子怎么办，灾后恢复那阵子呢", "narrowed"),
    (("学生能参与学校的事吗", "通过啥渠道"), "学生能参与学校的事吗，通过啥渠道", "narrowed"),
    (("能不能给未成年人发烟草广告", "依据的是哪部法律"), "能不能给未成年人发烟草广告，依据的是哪部法律", "narrowed"),
    (("小学生近视率要降到多少？", "要是换成初中生呢"), "初中生近视率要降到多少？", "replaced"),
    (("学前教育毛入园率要达到百分之几", "要是哈尔滨呢"), "哈尔滨学前教育毛入园率要达到百分之几", "replaced"),
    # only how long or how often, whether it holds of another, in another domain; the target after what was reached
    (("县里的儿童规划颁布后报到哪", "多长时间之内"), "县里的儿童规划颁布后报到哪，多长时间之内", "narrowed"),
    (("课后服务几点结束", "寒暑假也有吗"), "课后服务几点结束，寒暑假也有吗", "narrowed"),
    (("留守儿童在福利领域怎么说", "安全里提了吗"), "安全领域提到留守儿童了吗？", "replaced"),
    (("大庆去年近视率实际多少", "那目标呢"), "近视率的目标是多少？", "subject"),
    (("规划有几章", "第二章叫啥", "它下面分几块"), "第2章下面有几条？", "subject"),
    (("安全领域主要目标有几条", "第四条下面有几小点"), "“提高学生欺凌综合治理能力”这条主要目标底下有几条？", "chosen"),
    (("What's the mortality target for under-fives?", "Is that per hundred or per thousand?"), "What's the mortality target for under-fives?", "question"),
    (("大庆的托位数量目标", "没定数吗"), "大庆的托位数量目标", "question"),
    (("规划的数据多久监测一次", "评估呢"), "规划的数据多久评估一次", "replaced"),
    (("高中阶段毛入学率目标是多少", "那残疾儿童上义务教育的呢"), "适龄残疾儿童义务教育入学率目标是多少", "replaced"),
    # in fewer words
    (("规划怎么防溺水的", "太长了，说短点"), "规划怎么防溺水的", "question"),
    (("婴儿死亡率是多少", "用一句话概括"), "婴儿死亡率是多少", "question"),
    (("What is the infant mortality target?", "Can you be briefer?"), "What is the infant mortality target?", "question"),
    # a slip put right in half a word, and where the asker has it from
    (("5岁以下儿童死亡率控制在多少", "哦不，是新生儿"), "新生儿死亡率控制在多少", "replaced"),
    (("新生儿听力筛查率多少", "书上写的90%啊"), "新生儿听力筛查率90%，对吗？", "subject"),
    (("5岁以下小孩贫血率控制到多少", "我同事说是5%，到底谁对"), "5岁以下儿童贫血率5%，对吗？", "subject"),
    # a figure in Chinese numerals, where clauses were told; the part it stands in, its own words; rows in the order asked
    (("县里自己编的儿童规划，颁布以后多长时间内要报上去", "不对吧，不是说三个月吗？"), "县里自己编的儿童规划，颁布以后三个月内要报上去，对吗？", "subject"),
    (("校车有规定吗", "在哪个板块写着呢，谢谢"), "2.2.m4在哪个领域？", "clause"),
    (("校车有规定吗", "规划里的原文"), "2.2.m4的原文怎么写的？", "clause"),
    (("近视防控咋写的", "原文念念，领导等着要"), "2.1.m10的原文怎么写的？", "clause"),
    (("高中阶段学生近视率、小学生近视率，目标分别是多少？", "后一个没看清 再说一遍"), "小学生近视率的目标是多少？", "chosen"),
    (("规划提到了哪些热线", "要是在网上骂人呢"), "规划提到了哪些热线，要是在网上骂人呢", "narrowed"),
    # back to an earlier question
    (("新生儿死亡率目标", "那婴儿的", "回到第一个问题，哪年实现"), "新生儿死亡率哪年实现", "subject"),
    (("婴儿死亡率是多少", "预防溺水有哪些措施？", "回到第一个问题"), "婴儿死亡率是多少", "question"),
    # a rate after something that no row has
    (("疫苗打一针多少钱", "那接种率呢"), "接种率的目标是多少？", "replaced"),
    (("监测评估那章讲了哪几条", "第三条和第五条分别是什么"), "第4.3条、第4.5条写了什么？", "chosen"),
    # a refusal and a courtesy in between
    (("婴儿死亡率是多少", "今天天气怎么样", "那新生儿呢"), "新生儿死亡率是多少", "replaced"),
    (("婴儿死亡率是多少", "谢谢", "新生儿呢"), "新生儿死亡率是多少", "replaced"),
    (("婴儿死亡率2023年的目标是多少", "那2025年呢"), "婴儿死亡率2025年的目标是多少", "replaced"),
    (("小学生近视率要降到多少", "那他哥念高二呢"), "高中阶段学生近视率要降到多少", "replaced"),
    (("小学生近视率要降到多少", "那我家上初二的外甥呢"), "初中生近视率要降到多少", "replaced"),
    (("组织实施这章一共多少条啊", "最后那条讲的啥"), "3.11写了什么？", "chosen"),
    (("基本原则有几条", "倒数第二个呢"), "1.2.4写了什么？", "chosen"),
    (("How many basic principles are there?", "What does the second to last one say?"), "What does clause 1.2.4 say?", "chosen"),
]  # fmt: skip


def history_of(plan: Assistant, *turns: str) -> tuple[Turn, ...]:
    history: tuple[Turn, ...] = ()
    for turn in turns:
        history = (*history, Turn(turn, plan.ask(turn, history)))
    return history


@pytest.mark.parametrize(("turns", "expected", "taken"), DIALOGUES, ids=[d[0][-1][:20] for d in DIALOGUES])
def test_a_follow_up_is_completed(plan: Assistant, turns: tuple[str, ...], expected: str, taken: str) -> None:
    completed = complete(turns[-1], history_of(plan, *turns[:-1]), plan)
    assert (completed.text, completed.taken) == (expected, (taken,))


def test_the_answer_holds_both_questions_and_shows_how_it_was_read(plan: Assistant) -> None:
    answer = plan.ask("那初中生呢", history_of(plan, "小学生近视率要降到多少？"))
    assert (answer.question, answer.completed_question) == ("那初中生呢", "初中生近视率要降到多少？")
    assert "68%" in answer.sentences[0].text
    assert to_text(answer).startswith("按“初中生近视率要降到多少？”理解。")
    assert to_json(answer)["question"] == "那初中生呢"


@pytest.mark.parametrize(
    ("first", "then", "rows"),
    [
        ("哪些指标的目标写的是99%以上？", "只要教育的", ["九年义务教育巩固率"]),
        ("健康领域的量化指标有哪些？", "只看千分比的", ["新生儿死亡率", "婴儿死亡率", "5岁以下儿童死亡率"]),
        ("近视率的几个目标都列一下", "最低的是哪个", ["小学生近视率"]),
    ],
)
def test_a_list_is_worked_on_as_it_was_asked_for(
    plan: Assistant, first: str, then: str, rows: list[str]
) -> None:
    answer = plan.ask(then, history_of(plan, first))
    assert answer.sql is not None
    told = [plan.rows[str(cells[answer.sql.columns.index("id")])].name for cells in answer.sql.rows]
    assert told == rows


def test_a_part_of_a_list_may_be_empty(plan: Assistant) -> None:
    answer = plan.ask("只要90%以上的", history_of(plan, "近视率是多少"))
    assert answer.sql is not None
    assert answer.sql.rows == ()
    assert "共 0 条" in answer.sentences[0].text


def test_rows_chosen_are_told_although_their_names_are_alike(plan: Assistant) -> None:
    answer = plan.ask(
        "The first two please", history_of(plan, "Which indicators are in the education domain?")
    )
    assert answer.status == "answered"
    told = "".join(sentence.text for sentence in answer.sentences)
    assert "inclusive kindergarten coverage" in told
    assert "preschool gross enrolment" in told


@pytest.mark.parametrize(
    ("first", "then", "place"),
    [("预防溺水有哪些措施？", "是哪个领域的", "所在部分：儿童与安全 ＞ 策略措施。"),
     ("What measures does the plan take against drowning?", "Which domain is it in?", "Its place in the plan: 儿童与安全 ＞ 策略措施.")],
)  # fmt: skip
def test_it_is_told_where_a_clause_stands(plan: Assistant, first: str, then: str, place: str) -> None:
    answer = plan.ask(then, history_of(plan, first))
    assert answer.sentences[0].text == place


@pytest.mark.parametrize(
    "first",
    [
        "教育领域有哪些量化指标？",
        "近视率是多少",
        "预防溺水有哪些措施？",
        "年度监测由谁牵头？",
        "筛查率要求是多少",
    ],
)
def test_a_new_topic_drags_nothing_along(plan: Assistant, first: str) -> None:
    history = history_of(plan, first)
    for said in ("规划里提没提校车", "课后服务几点结束"):
        assert plan.ask(said, history).completed_question == said


def test_what_was_reached_stays_out_of_scope(plan: Assistant) -> None:
    for first, then in (
        ("婴儿死亡率是多少", "完成了没有"),
        ("What is the infant mortality target?", "Has it been achieved?"),
    ):
        assert plan.ask(then, history_of(plan, first)).reason == "wrong_scope"


def test_what_the_plan_does_not_have_stays_refused(plan: Assistant) -> None:
    answer = plan.ask("那大学生呢", history_of(plan, "小学生近视率要降到多少？"))
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")


@pytest.mark.parametrize(
    ("first", "then", "lang"), [
        ("婴儿死亡率是多少", "in English please", "en"), ("What is the infant mortality target?", "用中文说", "zh"),
        ("婴儿死亡率是多少", "My wife is asking too and she reads no Chinese - same answer in English please?", "en"),
        ("婴儿死亡率是多少", "用英文再说一遍，我同事是外国人", "en"),
    ]
)  # fmt: skip
def test_another_language_is_the_same_question_in_that_frame(
    plan: Assistant, first: str, then: str, lang: str
) -> None:
    answer = plan.ask(then, history_of(plan, first))
    assert (answer.lang, answer.completed_question, answer.status) == (lang, first, "answered")


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("防溺水规划说啥了", "教不教孩子凫水", "普及儿童游泳及水上安全技能"),
        ("三孩政策配套规划提了吗", "房子方面给照顾没", "住房等方面支持政策"),
        ("监测评估领导小组是干嘛的", "底下又分了什么组", "领导小组下设监测组和评估组"),
        ("怎么打击拐卖儿童", "要是找不到亲生父母了呢", "妥善安置查找不到亲生父母"),
        ("收养孤儿有什么规定", "如果是有病的残的孩子呢", "积极引导鼓励家庭收养病残儿童"),
        ("未成年人犯了罪怎么处理", "那要是刑满释放了呢", "保障解除羁押、服刑或收容教养期满"),
        ("责任单位要向谁报告实施情况", "多久报一次", "责任单位每年向同级妇儿工委报告"),
        ("未满十六岁能开直播账号吗", "这话是哪个文件里说的", "《黑龙江省儿童发展规划（2021-2025年）》"),
        ("俺大孙子才四岁，牙老疼，规划里管牙不", "那烂牙的定了个啥数没", "25%以内"),
        # answered from elsewhere or refused by itself, and as near to what was told
        ("校外活动场所咋建", "残疾孩子进得去不", "规范儿童校外活动场所管理"),
        ("流浪儿童咋救助", "爹妈不管的咋治", "教育督促流浪儿童父母或其他监护人履行抚养义务"),
        ("规划提到哪几个防灾的纪念日", "国内那个是几月几号", "5·12"),
        ("监测评估归谁管", "要花的钱谁出", "监测评估工作所需经费纳入财政预算"),
    ],
)
def test_what_says_nothing_by_itself_is_asked_of_what_was_told(
    plan: Assistant, first: str, then: str, told: str
) -> None:
    answer = plan.ask(then, history_of(plan, first))
    assert answer.status == "answered"
    assert any(told in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("防溺水怎么写的", "老师怎么培养", "完善师德师风建设长效机制"),
        ("孤儿怎么安置", "校车有规定不", "落实校车安全管理条例"),
        ("What does the plan say about school buses?", "is breastfeeding promoted?", "实施母乳喂养促进行动"),
    ],
)
def test_a_question_on_another_matter_is_read_by_itself(
    plan: Assistant, first: str, then: str, told: str
) -> None:
    answer = plan.ask(then, history_of(plan, first))
    assert answer.completed_question == then
    assert any(told in sentence.text for sentence in answer.sentences)


def test_a_bound_keeps_a_part_of_the_rows_told(plan: Assistant) -> None:
    answer = plan.ask("只留50%以上的", history_of(plan, "小学、初中、高中三个学段的近视率目标列个表"))
    assert answer.sql is not None
    assert len(answer.sql.rows) == 2


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("儿童友好城市怎么建", "房价会涨吗"),
        ("防溺水规划说啥了", "明天下雨不"),
        ("儿童近视怎么控制", "那明天天气呢"),
        ("What does the plan say about bullying?", "who won the football match?"),
    ],
)
def test_what_is_about_something_else_stays_refused(plan: Assistant, first: str, then: str) -> None:
    answer = plan.ask(then, history_of(plan, first))
    assert (answer.status, answer.reason) == ("abstained", "out_of_scope")


def test_a_condition_that_the_plan_does_not_write_of_is_refused(plan: Assistant) -> None:
    """And not passed over in silence; what the plan says of the matter stands below."""
    for first, then in (("残疾儿童康复有什么救助？", "要是老人摔了呢"), ("课后服务几点结束", "寒暑假也有吗")):
        answer = plan.ask(then, history_of(plan, first))
        assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
        assert answer.citations


@pytest.mark.parametrize(
    ("first", "then", "heard"),
    [
        ("毒品这块怎么防", "要是有人教唆孩子吸毒呢", False),
        ("规划怎么预防儿童跌倒跌落", "要是烧着烫着了呢", False),
        ("规划对家庭暴力怎么防", "要是我爸又打我呢", True),
        ("学生欺凌怎么治理", "要是我们班同学堵我呢", True),
        ("心理健康服务怎么做", "要是孩子说不想活了呢", True),
    ],
)
def test_a_case_put_to_the_plan_is_no_cry_for_help(
    plan: Assistant, first: str, then: str, heard: bool
) -> None:
    assert (plan.ask(then, history_of(plan, first)).reason == "help") is heard


def test_thanks_stay_thanks(plan: Assistant) -> None:
    history = history_of(plan, "小学生近视率要降到多少？")
    for said in ("谢谢", "好的，谢谢", "thanks a lot", "再见"):
        answer = plan.ask(said, history)
        assert (answer.reason or "social", answer.completed_question) == ("social", said)


def test_nothing_is_taken_over_without_earlier_turns(plan: Assistant) -> None:
    assert complete("那初中生呢", (), plan).taken == ()


@pytest.mark.parametrize(
    "first", ["农村自来水普及率要达到多少？", "预防溺水有哪些措施？", "教育领域有哪些量化指标？"]
)
def test_a_question_by_itself_is_left_alone(plan: Assistant, first: str) -> None:
    history = history_of(plan, first)
    cases = [c for c in read_cases(sorted((REPO / "eval/cases").glob("*.jsonl"))) if c.split == "dev"]
    # what has to be asked back by itself (第3个主要目标下面列了几项) is said enough after another question
    asked = [case.turns[0] for case in cases if len(case.turns) == 1 and case.status != "clarify"]
    if "哪些量化指标" in first:  # of a list that was told a bound alone keeps a part (要求99%以上的有哪些)
        asked = [q for q in asked if not re.match(r"要求[0-9.]+%以上的", q)]
    changed = [(q, complete(q, history, plan).text) for q in asked if complete(q, history, plan).text != q]
    assert len(asked) > 500
    assert changed == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("农村自来水普及率要达到多少？", "千分比 最高 前两个"),
        ("儿童之家的目标", "按领域算百分比指标的平均值，哪个领域最低"),
        ("教育领域有哪些量化指标？", "千分比目标里，最大的和最小的差多少"),
        ("教育领域有哪些量化指标？", "有人讲管校园的那个热线归公安了？"),
    ],
)
def test_a_question_that_says_of_which_rows_takes_over_nothing(
    plan: Assistant, first: str, then: str
) -> None:
    assert complete(then, history_of(plan, first), plan).taken == ()


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("教育领域有哪些量化指标？", "其中最高的那个呢", "教育"),
        ("近视率要降到多少", "小学的那个呢", "小学"),
    ],
)
def test_that_one_still_points_back(plan: Assistant, first: str, then: str, text: str) -> None:
    completed = complete(then, history_of(plan, first), plan)
    assert completed.taken
    assert text in completed.text


def test_long_and_hostile_histories_cost_nothing(plan: Assistant) -> None:
    base = plan.ask("小学生近视率要降到多少？")
    texts = [
        "近" * 2000,
        "'; DROP TABLE indicators; --" * 50,
        "<script>" * 200,
        "\u202e\u200b",
        "的" * 150,
        "((((((" * 20,
        "",
    ]
    for text in texts:
        answer = replace(base, question=text, completed_question=text, sentences=(Sentence(text),))
        history = tuple(Turn(text, answer) for _ in range(500))
        before = time.thread_time()
        for said in ("那初中生呢", "第二个", "这俩差多少", "原文怎么写的", "列出来", "a" * 60, "（" * 60):
            complete(said, history, plan)
        assert time.thread_time() - before < 1.0, text[:20]


def test_a_rejected_turn_is_passed_over(plan: Assistant) -> None:
    history = history_of(plan, "小学生近视率要降到多少？", "？" * 3)
    assert complete("那初中生呢", history, plan).text == "初中生近视率要降到多少？"


def test_a_typical_follow_up_takes_no_time(plan: Assistant) -> None:
    history = history_of(plan, "小学生近视率要降到多少？")
    complete("那初中生呢", history, plan)
    before = time.thread_time()
    for _ in range(50):
        complete("那初中生呢", history, plan)
    assert (time.thread_time() - before) / 50 < 0.01  # a busy machine; 1 ms where it is idle


def test_jsonl_asks_turns_as_one_conversation(plan: Assistant) -> None:
    line = json.dumps({"id": "1", "turns": ["小学生近视率要降到多少？", "那初中生呢"]}).encode()
    record = answer_record(plan, line, None)
    assert (record["id"], record["question"]) == ("1", "那初中生呢")
    assert record["completed_question"] == "初中生近视率要降到多少？"
