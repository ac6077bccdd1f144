"""Follow-ups that point to what was told, or put another subject into its frame: what they are read as, and what is told."""

from __future__ import annotations

import pytest

from assistant.agent import Assistant
from assistant.records import Answer, Turn

# (turns, a piece of the answer to the last one)
TOLD = [
    # English: by a pronoun at the end, by ones, by where or for whom
    (("What does the plan say about vaccines?", "who supplies them?"), "does not say which department is responsible"),
    (("What are the rules on school buses?", "who inspects them?"), "does not say which department is responsible"),
    (("What does the plan do for children with disabilities?", "is rehabilitation free for them?"), "按规定免费享有基本康复医疗"),
    (("How are kindergartens to be developed?", "and private ones?"), "非营利性民办园收费监管"),
    (("What does the plan say about food safety?", "in schools too?"), "督促落实学校、幼儿园、托育机构食品安全管理主体责任"),
    (("What does the plan say about drowning?", "and in rural areas?"), "加强农村地区相关水体的防护隔离"),
    (("What does the plan say about bullying at school?", "And online?"), "网络欺凌行为"),
    # English: an age without its unit is no figure
    (("What is the mortality target for infants?", "and for under five?"), "6.5‰"),
    (("What is the mortality rate target for newborns?", "and for the under-fives?"), "6.5‰"),
    (("What is the target for systematic management of children under 3?", "and for under seven?"), "health management rate"),
    (("3岁以下儿童系统管理率多少", "7岁以下的管理率呢"), "7岁以下儿童健康管理率保持在90%以上"),
    # one held against the row told, and by how much they differ
    (("What is the target for preschool enrolment?", "is it higher than senior high?"), "6 percentage points"),
    (("How many hours should senior high pupils sleep?", "is that more than primary pupils?"), "Difference: 2 hours"),
    (("学生体质达标优良率定了多少", "比产前筛查率高还是低"), "相差 35 个百分点"),
    (("婴儿死亡率定多少", "比5岁以下的高还是低"), "相差 1 个千分点"),
    (("健康领域和教育领域哪个措施多", "多几个"), "相差 3 条"),
    (("infant or neonatal mortality, which target is higher?", "by how much?"), "2 points per mille"),
    # those told one after another, together
    (("每个乡镇卫生院配几名全科医生", "管儿童保健的医生呢", "加起来几个"), "合计 3名"),
    (("家长每年接受几次家庭教育指导", "家庭教育实践活动呢", "一共几次"), "合计 4次"),
    # the same measure of another stage
    (("高中毛入学率目标", "换成学前的"), "学前教育毛入园率达到并保持在90%以上"),
    # which one of its kind it is
    (("厕所革命写在哪个领域", "是第几条措施"), "11.优化儿童健康成长的自然环境和人居环境"),
    # another condition in the place of the one before, another subject where the frame fits it not
    (("教师队伍建设怎么写的", "培训呢", "师德呢"), "完善师德师风建设长效机制"),
    (("防溺水有啥措施", "水上乐园呢"), "水上游乐场所"),
    (("今天天气怎么样", "那疫苗呢"), "扎实推进国家免疫规划"),
    (("Can you book a flight?", "what about child labour?"), "禁止使用童工"),
    (("What rate targets are at 90%?", "and at 99%?"), "newborn disease screening rate"),
    # what is said there of one who is named in what was told; whether he does what was asked who does
    (("校园欺凌咋处理", "家长呢"), "提高教职员工、家长、学生对欺凌的预防和处置能力"),
    (("性教育怎么搞", "医院呢"), "促进学校与医疗机构密切协作"),
    (("校园欺凌怎么处理", "老师呢"), "提高教职员工、家长、学生对欺凌的预防和处置能力"),
    (("性教育怎么搞", "老师呢", "家长呢"), "引导父母或其他监护人根据儿童年龄阶段和发展特点开展性教育"),
    (("食品安全怎么管", "企业呢"), "严格监督企业落实质量安全主体责任制度"),
    (("乡村学校怎么改", "老师呢"), "加强乡村教师队伍建设"),
    (("What does the plan say about left-behind children?", "and enterprises?"), "积极倡导企业履行社会责任"),
    (("学校要做什么", "幼儿园呢"), "规划写明由幼儿园做的事"),
    (("校园欺凌谁负责", "学校呢"), "规划没有写明由「学校」负责这件事"),
    (("年度监测谁牵头", "统计部门呢"), "是的，规划写明：统计部门（牵头）"),
    # what a domain has of a list, by a bare word
    (("How many indicators have no figure?", "only health"), "The plan has 3 such targets without a figure"),
    (("Is there legal aid for children?", "who provides it?"), "does not say which department is responsible"),
    # how many the group told has, and the groups of so many
    (("哪个领域策略措施最多", "第二多的呢", "它有多少条"), "第 2 多的是儿童与法律保护：共 15 条"),
    (("七个领域各有几个主要目标", "只看超过六个的"), "这样的领域共 3 个"),
    (("各领域各有多少条策略措施", "少于十条的是哪几个"), "儿童与家庭：共 9 条"),
    # whose age a row tells; whether somebody of an age is one of the plan's children
    (("贫血率控制在多少", "那龋齿的又是几岁以下"), "12岁以下儿童龋患率"),
    (("大庆这个规划管到几岁", "17岁半算不算"), "未满十八周岁的未成年人"),
    # a matter or a question before the last one
    (("残疾娃做康复免费吗", "那上学的比例要求多少", "刚才说的康复那条，写在哪个领域"), "儿童与福利"),
    (("校车规划说了啥", "近视呢", "说回校车，谁负责"), "落实校车安全管理条例"),
    (("What does the plan say about drowning?", "And bullying?", "Back to drowning, who is responsible?"), "溺水"),
    (("健康管理率目标多少", "系统管理率呢", "前面那个说的是几岁以下来着"), "7岁以下儿童健康管理率"),
    # one of two bodies told side by side
    (("领导小组下设什么组", "前一个组由谁牵头"), "妇儿工委、统计部门（牵头）"),
    (("领导小组下设什么组", "后者归谁牵头"), "妇儿工委办公室（牵头）"),
    # which clause it is, by its number; other parts of the plan on a matter that it names
    (("留守儿童有啥关爱措施", "这是哪一条"), "10.加强留守儿童关爱保护"),
    (("留守儿童心理上规划怎么关心", "还有别的领域讲到留守儿童的吗"), "优先满足留守儿童寄宿需求"),
    # a time of day that no figure tells
    (("学校操场能让校外孩子进去打球吗", "什么时候能进"), "课余和节假日"),
    # what the plan itself says, after a refusal
    (("大庆有多少留守儿童", "规划打算怎么办"), "进一步完善留守儿童关爱保护工作体系"),
    (("2023年近视率实际多少", "那规划里怎么说"), "小学生近视率降至38%以下"),
    (("儿童性健康热线电话号码是多少", "那规划里到底怎么说这个热线的"), "设立儿童性健康保护热线"),
    # what a correction means, and not what it denies
    (("学校怎么防近视", "我不是问学校，我是问家长"), "指导家长掌握科学用眼护眼知识"),
    (("心理健康方面规划定了啥指标", "我不是问学生，我是说老师配备那个比例"), "90%以上的中小学校"),
    # wonder, the domain told of, the domains listed, another domain in the place of the one before
    (("义务教育优质均衡率多少", "这么低？"), "20%"),
    (("给我讲讲法律保护那章", "有几条目标"), "主要目标共 5 条"),
    (("What is in the safety domain?", "how many goals?"), "5 such goals"),
    (("列出所有领域", "哪个目标最多", "那它的措施有多少"), "策略措施共 16 条"),
    (("低于50%的指标有哪些", "健康的有几个", "教育的呢"), "义务教育优质均衡率达到20%"),
    (("校车规划提没提", "别的地方还提了吗"), "规划中与校车有关的内容共 1 条"),
    (("儿童友好城市是啥", "大庆现在是了吗", "由谁建"), "规划没有写明这件事由哪个部门负责"),
    (("有没有提到电子烟", "那网吧呢"), "互联网上网服务场所"),
    (("who is responsible for school buses?", "and who inspects them?"), "does not say which department"),
    # each of them, and once more
    (("哪几个领域提到留守儿童", "分别怎么写的"), "写到「留守儿童」的条款共 9 条"),
    (("教育领域的目标列一下", "念一下"), "加强友好型学校建设"),
]  # fmt: skip
REFUSED = [
    (("托位数量目标是啥", "有具体数字吗"), "托育机构和托位数量"),
    (("What is the goal for childcare places?", "is there a number?"), "childcare places"),
    (("What does the plan say about parental leave?", "how many days?"), ""),
    (("校车规划怎么写", "有多少辆"), ""),
    (("婴儿死亡率多少", "那幼儿园呢"), ""),
    (("What is the target for the anaemia rate of children under five?", "and for under seven?"), ""),
    (("防溺水有啥措施", "跳广场舞呢"), ""),
    (("今天股市怎么样", "那房价呢"), ""),
    (("防溺水怎么写的", "水库呢"), ""),
    (("儿童之家规划怎么写的", "有多少个"), ""),
    (("What must schools do about bullying?", "and kindergartens?"), ""),  # it names none beside bullying
    # a figure of some, asked of others: of younger children, of grown-ups, of another kind of school
    (("How long should junior high students sleep?", "And kindergarten kids?"), "kindergarten kids"),
    (("How many hours of sleep for senior high students?", "What about toddlers?"), "toddlers"),
    (("How high may primary pupils' myopia rate be?", "And teachers?"), "teachers"),
    (("初中生睡多久", "老师呢"), "老师"),
    (("小学生一天睡几个小时", "那幼儿园的呢"), "幼儿园"),
    (("近视率三个学段各多少", "最高的和最低的差多少", "幼儿园呢"), "幼儿园"),
    (("婴儿死亡率多少", "这合理吗"), ""),
    (("What does the plan say about autism?", "any number?"), ""),
    (("12345是干啥的", "110呢"), ""),
    # grown-ups beside a matter that is not told of them
    (("性教育怎么搞", "老师呢", "医生呢"), ""),
    (("教师队伍怎么建设", "家长呢"), ""),
]  # fmt: skip


def answer_to(plan: Assistant, turns: tuple[str, ...]) -> Answer:
    history: tuple[Turn, ...] = ()
    for turn in turns[:-1]:
        history = (*history, Turn(turn, plan.ask(turn, history)))
    return plan.ask(turns[-1], history)


@pytest.mark.parametrize(("turns", "told"), TOLD, ids=[" ".join(turns)[-40:] for turns, _ in TOLD])
def test_it_is_told_of_what_was_meant(plan: Assistant, turns: tuple[str, ...], told: str) -> None:
    answer = answer_to(plan, turns)
    assert answer.status == "answered"
    assert any(told in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(("turns", "named"), REFUSED, ids=[" ".join(turns)[-40:] for turns, _ in REFUSED])
def test_what_the_plan_does_not_say_of_it_is_refused(
    plan: Assistant, turns: tuple[str, ...], named: str
) -> None:
    answer = answer_to(plan, turns)
    assert answer.status == "abstained"
    assert any(named in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("班上有人天天堵我打我，我不敢去学校了", "有没有能打的电话"),
        ("我爸喝酒打我", "我该找谁"),
        ("my stepfather hits me", "who can I call?"),
    ],
)
def test_whoever_asks_whom_to_turn_to_is_told_the_help_lines_again(
    plan: Assistant, first: str, then: str
) -> None:
    assert answer_to(plan, (first, then)).reason == "help"


def test_help_lines_are_not_told_to_whoever_asks_of_the_plan_afterwards(plan: Assistant) -> None:
    assert answer_to(plan, ("我爸喝酒打我", "规划里咋说家暴")).reason is None
