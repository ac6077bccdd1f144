"""What kind of answer a question asks for: its type, and the unit that a figure must have.

The type comes from the roles of its words (``question_words.tsv``). A unit is named by the asking words themselves:
百分之几 asks for per cent, 几名 for people, 多久 for a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.patterns import lazy
from assistant.records import AnswerType
from assistant.whose_name import whose_name

# The first role that a question shows decides what it wants.
_EXPECTS: tuple[tuple[str, AnswerType], ...] = (
    ("issuer", "issuer"), ("foremost", "foremost"), ("money", "money"), ("phone", "phone"), ("website", "website"), ("address", "address"), ("person", "person"),
    ("documents", "documents"), ("penalty", "penalty"), ("fine", "penalty"), ("procedure", "procedure"), ("roster", "roster"), ("day", "day"), ("hours", "hours"), ("reason", "reason"), ("definition", "definition"),
    ("date", "date"), ("actor", "actor"), ("compare", "compare"), ("text", "text"), ("which", "list"),
    ("value", "value"), ("count", "value"), ("body", "actor"),
)  # fmt: skip
# Roles of words that ask; the other roles (phone, paid, body …) only name what may be asked for.
ASKING = frozenset({
    "value", "count", "date", "day", "which", "text", "actor", "compare", "what", "money", "penalty", "fine", "person",
    "procedure", "roster", "hours", "reason", "definition", "issuer", "foremost", "address",
})  # fmt: skip
# What is not given by yes or no: "is there a hotline" asks whether, not for its number.
_NOT_BY_YES_NO = frozenset({"phone", "website", "penalty", "documents", "actor"})

_TIMES = frozenset({"小时", "分钟", "天", "日", "个月", "月", "年", "周", "个工作日", "工作日"})
_FREQUENCIES = _TIMES | {"次", "季度"}
_AGES = frozenset({"岁", "周岁", "月龄", "个月"})
_PEOPLE = frozenset({"名", "人", "位", "人次", "万人", "万人次", "万名"})
_RATES = frozenset({"%", "‰", "/10万", "个百分点"})  # a change in points answers for a rate, too
_COUNTED = _PEOPLE | frozenset("个所家处张项条种户座支批辆台件间次")
# Measures that are asked for by their name; what a plan says in another measure does not answer.
_MEASURES = (
    "公里", "千米", "厘米", "毫米", "平方米", "平米", "米", "亩", "公顷", "公斤", "千克", "克", "斤", "吨", "毫升", "升", "摄氏度", "度", "分贝",
    "批次", "层", "页", "字", "辆", "台", "倍", "立方米", "部", "组", "列", "艘", "架", "只", "株", "栋", "座", "套", "户", "家", "标箱", "平方公里",
)  # fmt: skip
_MEASURES_EN = (
    ("kilomet(?:re|er)", "fast", "公里"), ("met(?:re|er)", "(?:tall|wide|deep|far)", "米"), ("kilogram", "heavy", "公斤"),
    ("lit(?:re|er)", "full", "升"), ("page", "thick", "页"), ("decibel", "loud", "分贝"),
)  # fmt: skip
# Asking words and the units that answer them; all that match are taken together.
_UNITS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (lazy(words), units)
    for words, units in (
        (r"千分之|‰|(?:每|一)千个?.{0,8}(?:几|多少)|per thousand|(?:per|of|every) 1,?000", frozenset({"‰"})),
        (r"百分之|百分比|百分点|几成|几个点|percent|per cent|一百个.{0,8}(?:几|多少)|(?:of|every) 100\b", frozenset({"%", "个百分点"})),
        (r"(?<![超按])比例|比率|占比|比重|\bshare\b|\bproportion\b|\brate\b|率", _RATES),
        (r"多长时间|多长时候|多久|多少时间|时长|时间的?(?:上限|下限|限制)|(?:(?<!未来)(?<!今后)(?<!往后)(?<!下来)几|多少)个?(?:小时|钟头|分钟|天|月|年|星期|周)(?!岁)|\bhow long\b"
         r"|\bhow many (?:hours|minutes|days|months|years|weeks)\b|\bhow often\b", _TIMES),
        (r"(?:多久|多长时间|多长时候|多少时间)[^,，。?？]{0,12}[一1][次回遍趟]|隔多(?:久|长)|\bhow often\b", _FREQUENCIES),
        (r"(?:几|多少)(?:[针剂]|[堂节]课?)(?![之对])", frozenset({"针", "课时"})),
        (r"(?:几|多少)[次回遍趟]|\bhow many times\b|\bhow often\b", frozenset({"次", "年", "个月", "月"})),
        (r"(?:几|多少)[名位]|(?:几|多少)个?人(?!大)|\bhow many (?:people|persons|doctors|teachers|nurses|staff|students)\b", _PEOPLE),
        (r"(?:几|多少)所", frozenset({"所", "个"})),
        (r"(?:(?<![的这那哪好前后头])几|多少)个(?![月小百钟年天学星人周点多])", _COUNTED),  # not a time, whatever else it is
        (r"(?:几|多少)分(?![之钟])|满分|总分|得分", frozenset({"分"})),
        *((f"(?:几|多少)[百千万亿]{{0,2}}{unit}", frozenset({unit})) for unit in _MEASURES),
        *((rf"\bhow many {word}s?\b|\bhow {how}\b", frozenset({unit})) for word, how, unit in _MEASURES_EN),
        (r"(?:几|多少)张|\bhow many beds\b", frozenset({"张"})),
        (r"(?:几|多少)周?岁|多大(?:年纪|岁数|年龄|以[前后]|之[前后]|的?(?:孩子|小孩|娃|宝宝|儿童|学生|年轻人))"
         r"|(?:孩子|小孩|娃儿?|宝宝|宝贝|闺女|儿子|孙子|孙女|丫头|小子|人|生|婴儿|幼儿|儿童)(?:们)?(?:得|要|该|长|满|到|至少|最少|须|需)*多大(?!了|的?(?:力度|差距|面积|地方|规模|范围|影响|作用|好处|教室|桌|房|床))|(?:收|招|接收|接纳|带|照看|养|管)(?:到|的?(?:是|要))?(?:孩子)?多大(?:的(?=$|[，,。？?呢啊呀])|为止|才算完|算完|$|(?=[，,。？?]))|\bhow old\b|\bwhat age\b", _AGES),
    )
)  # fmt: skip


# A word that asks has its role only where it asks; elsewhere it joins sentences or names something.
_SENTENCE = lazy(r"[.!?;](?= |$)")
_ASKS_BEFORE = lazy(
    r"\b(?:what|which|how|who|whom|where|why)\b|^\s*(?:and |but |so )?(?:do|does|did|is|are|was|can|could|may|must|should|will|would|has|have)\b"
)
_ASKS_OF_WHEN = lazy(
    r"(?<!\ba )(?<!\bno )(?<!\bany )\b(?:by|since|until|from|and|or|say|says|tell|me|know|state|states|specify|specifies|exactly)\s+$"
)
# patients who cannot use a phone: whom it is about, not who does it.
_RELATIVE_BEFORE = lazy(r"[a-z] $")
_ASKS_OF_WHO = lazy(
    r"\b(?:and|or|but|so|of|to|by|from|on|about|for|with|say|says|said|state|states|tell|tells|me|know|specify|specifies|name|names|clear|exactly|plan|is|are|check|show|find|out|asks?|please|hi|hello)\s+$"
)
_BODY_ASKED_BEFORE = lazy(
    r"(?<![对向给为])(?:哪[些个几家类种]?|什么|啥|何|几个|多少)[\u4e00-\u9fff]{0,2}$|\b(?:which|what|whose)(?:\s+[a-z]+){0,2}\s*$"
)
_BODY_ASKED_BEHIND = lazy(
    r"^[\u4e00-\u9fff]{0,2}(?:是|有|为|包括)(?:哪|什么|啥|谁|几)|^\s*(?:is|are) (?:that|it|they|this)\b"
)
_FIRM = lazy(r"(?:一?家|个|些|几家)?(?:公司|厂|银行|品牌|牌子|供应商|中标)")
# A kind of body, or what is done, right behind 哪几家.
_BODY_OR_DEED = lazy(
    r"机关|机构|组织|单位|部门|团体|群团|主体|[要得应须该向]|必须|一起|一块|共同|联合|联手|合伙|负责|牵头|承担|参与|有(?:义务|责任)"
)
_BODIES = ("单位", "部门", "机构", "机关")
_SEATED_BEFORE = lazy(r"(?:设|放|落|挂|挂靠|搁|安)(?:立|置)?(?:在|于|到)$|(?:归|由|属于?|找|是|让)$")
_OFFICE_SEATED = lazy(
    r"(?:办公室|秘书处|专班)(?:的?(?:日常工作|牌子))?(?:现在|到底|具体|一般|应该|就|都|是)*(?:设|放|落|挂靠?|搁|安)(?:立|置)?(?:在|到)?(?:哪|什么|啥)(?:里|儿|块|地方|旮旯|疙瘩)?$"
)
_CUSTODY = lazy(
    r"(?:(?:孩子|小孩|娃儿?|闺女|女儿|儿子|孙子|孙女|宝宝)[^，,。？?]{0,3}(?:归|跟|随|判给|该归|给)|[我俺咱]们?[^，,。？?]{0,3}(?:归|跟|随|判给)|抚养权[^，,。？?]{0,4}(?:归|给|在|属于)|监护权[^，,。？?]{0,4}(?:归|给|在|属于))谁$"
)
# Who holds a post: a name is wanted (市长是谁, 谁是区长).
_POST = r"(?:[市县区镇乡村校园院局厅处科组]长|书记|主席|秘书长)"
_OF_POST_BEFORE = lazy(rf"{_POST}(?:现在|如今|目前|到底|究竟)*(?:是|叫)$")
_OF_POST_BEHIND = lazy(
    rf"(?:现在|如今|目前)?(?:是|当|任|做)(?:[^，,。？?]{{0,8}}){_POST}(?:[呢呀啊吗的了]*[，,。？?]|$)"
)
_CLAUSE_ENDS = lazy(r"(?:的|了|呢|呀|啊|吗|抚养|过|养)*(?:[，,。？?]|规划|$)")
_PLACE_ENDS = lazy(r"(?:的|了|呢|呀|啊|办公|上班|儿|里|块)*(?:[，,。？?]|$)")
_SOME = tuple("好十这那没前后头被让把")  # 好几个, 这几年, 被几个人: several, not how many
# 想请假在家带几天: a few of what is wished for, not how many.
# 过几年会调吗: in some years' time; 要过几年才能 asks how many.
_LATER = lazy(r"(?<![要得需该须超])再?过$")
_WISHED = lazy(r"(?:想|盼|乐意)(?!知道|问|了解|看|弄|搞|确认|查)[^，,。；;？?！!]*$")
# 准备生几个，有补助吗: the same of what somebody is about to do, where something else is asked; 市里打算建几个 asks how many.
_ABOUT_TO = lazy(r"(?:打算|准备)[^，,。；;？?！!]*$")
_ASKS_BEHIND = lazy(r"[，,。；;？?！!]|[吗么啥谁哪咋]|怎么|什么|多少|能不能|可以|([\u4e00-\u9fff])不\1")
# 有人在家带几个孩子，…怎么管: a few people that somebody has to do with, told before what asks.
_SOME_PEOPLE = lazy(
    r"^[个名位](?:[大小男女]的?)?(?:孩子|小孩|娃|学生|人|女生|男生|女孩|男孩|同学|朋友|大人|老人|邻居|亲戚|老师|家长)[^，,。；;？?！!]*[，,。；;！!？?][^，,。]*(?:什么|啥|怎|咋|哪|谁|吗|有没有|([\u4e00-\u9fff])不\1|没有?[？?]?$)"
)
_SOMEBODY_BEFORE = lazy(
    r"(?<![每各])(?<![每各一][个名位])(?:有人|有的人|有些人|人家|他们|她们|我们?|俺们?|咱们?|他|她|邻居|亲戚|同事|老板|老乡|大姐|大娘|阿姨|老师|志愿者|家长|大人|闺女|儿子|孩子|娃)"
    r"(?![^，,。；;？?]*(?:要|得|能|该|应|须|可以|准|许|让|最[少多]|至[少多]))[^，,。；;？?]*$"
)
_AGE_BEHIND = lazy(
    r"(?:都|才|刚|满|已经?|快|整|虚岁?|周岁|实岁|到)*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:周?岁|了|[,，。]|$)"
    r"|(?:[春夏秋冬]天?|上半年|下半年|开春|暑假|寒假|[0-9一二三四五六七八九十]+月份?|就|都|才|刚|该|要|得|已经?|快|准备|马上|正|也)*(?:上|念|读|升|入|考|进|毕业|出生|生)(?:[^调升涨降]|$)"
)
_CHARGED = lazy(
    r"(?:责任|牵头|主管|负责|承办|主责|主办|配合|协办|参与)的?(?:部门|单位|机构|机关|人)?$|charge|responsib"
)
_CHARGES = lazy(r"牵头|负责|主管|承办|主责|来?管")
# 万元GDP用水量: a sum that a quantity is counted by, not asked for.
_PER_SUM = lazy(r"^(?:国内|地区|单位|工业|农业|[a-z]{3}|产值|增加值|投资|收入)")
_CAUSE = lazy(r"原因|缘由|缘故|起因|成因|病因|reasons?$|causes?$")
_CAUSE_ASKED = lazy(r"的?(?:是|有|在|为|包括)?(?:什么|啥|何|哪)|\s+(?:why|is|are)\b")
# Somebody looks for a cause, or something is done for one: neither asks why.
_CAUSE_SOUGHT = lazy(
    r"(?:查|找|寻|析|究|诊断|弄清|弄明白|搞清|搞明白|明确|说明|了解|排除|消除|针对)(?:明|清|出|到|找|楚|一?下)?(?:了|的|其|出来的)?$|\b(?:investigat\w+|find\w*(?: out)?|identif\w+|analy[sz]\w+|stud\w+|establish\w*|look\w* into|trac\w+) (?:the |its |their )?$"
)
_CAUSE_TOLD = lazy(
    r"(?:因为|由于|因|出于|不知|不明|不知道)[^，,。？?]{0,8}$|\b(?:for|because of) (?:some|any|other|that|this|health|family) $"
)
_STANDS_AT = frozenset({"located", "situated"})
# 摆在什么位置: how important something is, not where it stands.
_RANKED = lazy(r"(?:摆|放|排|列|处|居|占据?|搁)(?:在|到|于|了|着)?(?:一个)?$")
_WALKS = lazy(r"^得")  # 走得安详: no way that is asked for
# What is taken from somebody or handed on, or is a child's own, in front of a word for a telephone number.
_OF_SOMEBODY = lazy(
    r"(?:泄[露漏]|倒卖|贩卖|卖|收集|采集|套取?|骗取?|偷|盗用?|曝光|扒|人肉|拿走|乱要|非要|索要)[^，,。；;？?！!]{0,12}$"
    r"|(?:孩子|小孩|[娃您]|学生|同学|个人|家长|闺女|儿子|人家|别人|未成年人|儿童)们?的?(?:(?:[\u4e00-\u9fff]{2,4}[、和跟与及])+)?(?:手机)?$"
    r"|\b(?:collect|gather|share|leak|sell|steal|stor|harvest|trad|expos|publish|grab|tak)(?:s|e|es|ing|ed)?\b[^.?!;]*$"
    r"|\b(?:giv\w+ away|hand\w* over|sold|stole) [^.?!;]*$"
    r"|\b(?:my|our|his|her|their|kids?'?s?'?|child(?:ren)?'s|pupils?'|students?')(?: [a-z]+(?:,|,? and|,? or))* $"
)
# What is said of a line, which is then the matter and not its number (性健康热线怎么规定的, what does the plan say about a hotline).
_LINES = frozenset({"热线", "专线", "hotline", "hotlines", "helpline", "helplines"})
_TOLD_OF = lazy(
    r"^(?:电话|服务|建设|的|这[个条件]?事?|规划|文件|原文|里头?|里面|中|上|到底|究竟|又|是|都|具体|要|该|应该?|得)*(?:怎么|咋|如何|怎样)个?(?:说|写|讲|规定|提|安排|要求|设|建|办|弄|搞|做|推)"
)
_TELLS_OF = lazy(
    r"(?:怎么|咋|如何|怎样)个?(?:说|写|讲|规定|提|安排|要求|设立?|建)[^，,。；;？?！!几多]{0,10}$"
    r"|\bwhat (?:does|do|did) [a-z' ]{0,24}(?:plan|text|document|it) (?:say|write|require|provide|state|want|foresee)s? (?:about|on|of|for) [^.?!;]*$"
)
_CRITERION = lazy(r"(?:看|按照?|凭|论|依据?|根据)$")
_OWN_HOURS = lazy(
    r"(?:我|俺|咱|他|她|爸|妈|家长|两口子|父母|老公|媳妇|对象)们?(?:俩|都|天天|每天|不管|无论|甭管|这边|那边|单位)*$"
)
# 上班时间能不能灵活点: a name of hours that is the matter; 办公时间是几点 asks for them.
_NAMES_HOURS = lazy(r"时间$|hours$|time$")
_HOURS_ASKED = lazy(
    r"(?:都|又|一般|具体|分别|各|,| )*(?:是|为|到|从|几|多少|多长|咋安排|怎么安排|如何安排|(?:有)?(?:什么|啥|哪)时|的?安排|表|呢|吗|啊|of |for |at |on |in |$|[^\u4e00-\u9fffa-z])"
)
_HOURS_BEFORE = lazy(r"几点|什么|啥|哪|多少|\b(?:what|which|when|whose)\b")
# 瞅见谁家打孩子，…: somebody, whoever it is, in a part that only tells.
_WHOEVER = lazy(
    r"(?:瞅见|看见|看到|瞧见|撞见|发现|听见|听到|碰上|碰到|碰见|遇上|遇到|遇见|要是|如果|假如|万一|一旦|倘若)(?:了|有)?[^，,。；;？?！!谁哪]{0,4}$"
)
_GOES_ON = lazy(
    r"[^，,。；;？?！!]*[，,。；;！!][^，,。]*(?:[哪啥谁咋怎几]|多少|什么|如何|吗|没有?|([\u4e00-\u9fff])[不没]\1)"
)
_SHORT_OF = lazy(r"位?的(?:地方|方面|问题|毛病|短板|环节|事儿?)")
# What becomes of a result, asked instead of the result: 评估结果, the result used for.
_RESULT_OF = lazy(r"(?:monitoring|evaluation|assessment|screening|test|survey|review|appraisal)s?\s+$")
_RESULT_USED = lazy(
    r"^\s+(?:(?:be|are|is|of (?:the|an?|this))\s+)?(?:used?|for|monitoring|evaluation|assessment|screening|review|appraisal|lead|shared|published)\b"
)
_REAL_FIGURE = lazy(
    r"^\s+(?:[a-z]+\s+){0,3}?(?:figures?|numbers?|rates?|values?|levels?|data|shares?|percentages?|situation|progress|results?)\b"
)
_AGE_ASKED = lazy(r"(?:是|要|得|多|几|到|有|上限|下限|限)|[^\u4e00-\u9fff]|$")
_FINE_ASKED = lazy(r"\b(?:what|which)\s+(?:[a-z]+\s+)?$")
_NAME_STANDS = lazy(r"(?:都|又|一共)?(?:挂|出现|写|列|印|排|摆|放|搁|在|落)")
# 叫啥名字, what is the name: whose name it is, its noun tells.
_ASKS_NAME = lazy(r"叫|(?:大?名|名字)$|what(?: is|'s| are) the names?$")
_NAME_OF_PERSON = lazy(r"^(?:名|呢|啊|呀|来着|的)|^[^\u4e00-\u9fff]|^$")


# Whoever, wherever, whatever: a word that asks behind one of these asks nothing.
FREE_CHOICE = lazy(
    r"(?:不管|无论|不论|甭管|别管|甭论|不拘|任凭)(?:它|你|是|都|在|到底|规划)*$|\b(?:no matter|regardless of)(?: the)? $"
)


def _names_body(word: str, before: str, behind: str) -> bool:
    """Whether a word for a body (部门) stands where a body is asked for or charged with something."""
    asked = _BODY_ASKED_BEFORE.search(before) or _BODY_ASKED_BEHIND.search(behind)
    return bool(asked or _CHARGED.search(before + word) or _CHARGES.match(behind))


# Fine particulate matter, fine arts, fine motor skills: not what is paid.
_NO_PENALTY = lazy(r"^[ -](?:particul|particles?|dust|arts?|motor|tun|grain|print)")
_WHAT = frozenset({"what", "what's"})
# What is the dropout rate: a figure, where the rate is what the sentence is about, and no word of what else it is.
_RATE_IS = lazy(
    r"^(?: is| are| was| will be| should be|)(?: the)?(?: [a-z-]+){0,5} (?:rate|share|percentage|proportion|ratio)s?(?=\s*(?:[?.,]|$)| (?:of|for|in|by|among|at|to be|that|is|will)\b)"
)


def roles_in(text: str, start: int, end: int, roles: Iterable[str]) -> set[str]:
    """The roles that a word has where it stands in a folded question.

    "When it is dark" asks for no date, 「规划鼓励单位办啥」 for no body, and 「这天叫什么日子」 for nobody's name.
    """
    found = set(roles)
    if not found:
        return found
    word, before, behind = text[start:end], text[:start], text[end:]
    if found & (ASKING | {"address"}) and FREE_CHOICE.search(before):
        return {"every"}  # 不管在哪说的: wherever it is, all of it
    if word == "fine" and _NO_PENALTY.match(behind):
        return set()
    if word in _WHAT and _RATE_IS.match(behind):
        return {"value"}
    if "date" in found and word == "when" and _joins(before, behind):
        found.discard("date")
    if (
        "actor" in found
        and word == "who"
        and _RELATIVE_BEFORE.search(before)
        and not _ASKS_OF_WHO.search(before)
    ):
        found.discard("actor")
    if "body" in found and not _names_body(word, before, behind):
        found.discard("body")
    if "actor" in found and before.endswith("对") and word.startswith(("什么", "啥", "哪")):
        found = (found - {"actor"}) | {"what"}  # 对什么机构考核: whom it is done to
    if "roster" in found and word.endswith(_BODIES) and _SEATED_BEFORE.search(before):
        found = (found - {"roster"}) | {"actor"}  # 办公室设在哪家单位
    if _OFFICE_SEATED.search(before + word) and _PLACE_ENDS.match(behind):
        return {"address"}  # 办公室设在哪: its seat, not what it is in charge of
    if "roster" in found and word.startswith("哪") and _BODY_OR_DEED.match(behind):
        found = (found - {"roster"}) | {
            "actor"
        }  # 哪几家机关, 哪几家要报数据: bodies by what they do, not names of places
    if "actor" in found and _CUSTODY.search(before + word) and _CLAUSE_ENDS.match(behind):
        return {"person"}  # 离婚了孩子归谁: with whom a child stays
    if "actor" in found and (_OF_POST_BEFORE.search(before) or _OF_POST_BEHIND.match(behind)):
        return {"person"}
    if "actor" in found and _FIRM.match(behind):
        found = (found - {"actor"}) | {"roster"}  # 由哪家公司: a firm is no body that a plan charges
    of_some = _SOME_PEOPLE.match(text[start + 1 :]) and _SOMEBODY_BEFORE.search(before)
    if word.startswith("几") and (
        before[-1:] in _SOME
        or _WISHED.search(before)
        or (_ABOUT_TO.search(before) and _ASKS_BEHIND.search(behind.rstrip("?？。！!")))
        or _LATER.search(before)
        or of_some
    ):
        found -= {"value", "count"}
    if "value" in found and word == "年龄" and not _AGE_ASKED.match(behind):
        found.discard("value")  # 年龄优先: a word of the matter
    if "value" in found and _CRITERION.search(before) and word in ("年龄", "岁数", "年纪"):
        found.discard("value")  # 看个头还是看岁数: what counts, not how much
    if "fine" in found and _FINE_ASKED.search(before):
        found.add("value")
    if "money" in found and word.endswith("元") and _PER_SUM.match(behind):
        found.discard("money")
    if "address" in found and word.endswith("走") and _WALKS.match(behind):
        found.discard("address")
    if "now" in found and word == "今年" and _AGE_BEHIND.match(behind):
        found.discard("now")  # 今年83了, 今年该上学: how old somebody is
    if "actual" in found and _no_outcome(word, before, behind):
        found.discard("actual")
    if "phone" in found and word in _LINES and (_TOLD_OF.match(behind) or _TELLS_OF.search(before)):
        found.discard("phone")
    if "phone" in found and _OF_SOMEBODY.search(before):
        found.discard(
            "phone"
        )  # 收集孩子的电话, collect kids' phone numbers: what is done with somebody's own
    if "hours" in found and _OWN_HOURS.search(before):
        found.discard("hours")  # 我几点下班都接不上孩子: the asker's own day
    if "hours" in found and _NAMES_HOURS.search(word) and not _asks_hours(before, behind):
        found.discard("hours")
    if "actor" in found and word.startswith("谁") and _WHOEVER.search(before) and _GOES_ON.match(behind):
        found.discard("actor")
    if "reason" in found and _is_cause_told(word, before, behind):
        found.discard("reason")
    if "address" in found and word.endswith("位置") and _RANKED.search(before):
        found = (found - {"address"}) | {"what"}
    if "address" in found and word in _STANDS_AT and before.endswith(" be "):
        found.discard("address")  # where must it be located: what the plan demands
    if "person" in found and word.startswith("名") and _NAME_STANDS.match(behind):
        found.discard("person")  # 市财政局的名字挂在哪几条后头
    if "person" in found and word in ("叫什么", "叫啥") and not _NAME_OF_PERSON.search(behind):
        found = (found - {"person"}) | {"what"}
    if "person" in found and _ASKS_NAME.match(word) and (whose := whose_name(before, behind)) != "person":
        found = (found - {"person"}) | {"what" if whose == "thing" else "roster"}
    return found


def _asks_hours(before: str, behind: str) -> bool:
    """Whether a name of hours is what is asked for."""
    return bool(_HOURS_ASKED.match(behind) or _HOURS_BEFORE.search(before))


def _is_cause_told(word: str, before: str, behind: str) -> bool:
    """Whether a cause is a word of the matter: somebody looks for it (查原因), or something is done for one."""
    told = _CAUSE_SOUGHT.search(before) or _CAUSE_TOLD.search(before)
    return bool(told) and bool(_CAUSE.match(word)) and not _CAUSE_ASKED.match(behind)


def _no_outcome(word: str, before: str, behind: str) -> bool:
    """Whether a word that can ask for what was reached does not: a real person, what the result is used for."""
    if word in ("result", "results"):
        return bool(_RESULT_OF.search(before) or _RESULT_USED.match(behind))
    if _SHORT_OF.match(behind):
        return True  # 没做到位的地方: what a plan says of itself, not how far its targets were met
    return word == "real" and not _REAL_FIGURE.match(behind)


# A "when" that asks is followed by an auxiliary; what else follows it at the head of a sentence is a condition.
_INVERTED = lazy(
    r"^\s*(?:exactly |precisely |[,?.!;]|$)|^\s+(?:and where |else )?(?:do|does|did|is|are|was|were|can|could|may|must|should|will|shall|would|has|have|had)\b|^'s\b"
)
_HEADS = lazy(r"^\s*(?:(?:and|but|so|or|then|also|what about|how about)\s*,?\s*)?$")
_TO_COME = lazy(r"\b(?:will|shall|must|should|going to|due|built|finished|completed|start\w*|opened)\b")


def _is_condition(sentence: str, behind: str) -> bool:
    """Whether a "when" at the head of a sentence tells a condition: "when nobody looks after a child, what …"."""
    if not _HEADS.match(sentence) or _INVERTED.match(behind):
        return False
    clause, comma, _ = behind.partition(",")
    return bool(comma) or not _TO_COME.search(clause)


def _joins(before: str, behind: str) -> bool:
    """Whether a "when" joins two clauses: something before it asks, or its sentence asks nothing at all."""
    sentence = _SENTENCE.split(before)[-1]
    if _is_condition(sentence, behind):
        return True
    if _ASKS_OF_WHEN.search(sentence):
        return False
    end = _SENTENCE.search(behind)
    states = end is not None and end.group() != "?" and "?" in behind[end.end() :]
    return states or bool(_ASKS_BEFORE.search(sentence))


def expected(pieces: Iterable[set[str]], yes_no: bool, has_unit: bool = False) -> AnswerType:
    """What the asking part of a question wants; a part that only tells a story does not count.

    Args:
        pieces: the roles of the words in each part of the question.
        yes_no: whether yes or no would answer it.
        has_unit: whether it names a unit that is no money (补贴覆盖率是多少).
    """
    found = list(pieces)
    asking = [roles for roles in found if roles & ASKING] or found
    roles = set().union(*asking)
    if "paid" in roles and roles & {"value", "count"} and not has_unit:
        return "money"
    if {"roster", "body"} <= roles:
        return "actor"  # 责任单位都有谁
    if "fine" in roles and roles & {"value", "count", "what"} and not yes_no:
        return "money"
    if {"actor", "phone"} <= roles and not roles & {"value", "count", "what"}:
        return "actor"  # 热线由谁设立: the line is the matter, not what is asked for
    if "phone" in roles and "which" in roles and not roles & {"value", "count"}:
        return "list"  # 哪些热线: the lines there are, not their numbers
    if "body" in roles and roles & {"which", "what"}:
        return "actor"
    if any("actor" in piece for piece in asking) and any(
        {"date"} & piece and "actor" not in piece for piece in asking
    ):
        return "actor"  # 归哪个部门负责，到啥时候弄完: a note says both
    types = [expects for role, expects in _EXPECTS if role in roles]
    return next((kind for kind in types if not (yes_no and kind in _NOT_BY_YES_NO)), "open")


# 每季度监测, 每三年测试一次, 定期督查: how often something is done.
_REGULARLY = lazy(
    r"每(?:隔|半|[0-9一二两三四五六七八九十]+个?)?(?:年|季度?|个?月|周|星期|日|天|学期|学年)|定期|常态化|(?:年|月|季)度"
)


def says_how_often(wanted: frozenset[str], text: str) -> bool:
    """Whether a text tells how often, where the units wanted are those of a question for that."""
    return asks_how_often(wanted) and bool(_REGULARLY.search(text))


def asks_how_often(wanted: frozenset[str]) -> bool:
    """Whether the units wanted are those of a question how often something is done; a deadline tells nothing of it."""
    return wanted >= _FREQUENCIES


def units(text: str) -> frozenset[str]:
    """The units that can answer a folded question; empty where it does not tell."""
    found = [units for words, units in _UNITS if words.search(text)]
    if len(found) > 1 and _RATES in found:  # 比例 beside 百分之几: the latter says it exactly
        found = [units for units in found if units != _RATES] or found
    return frozenset().union(*found)


# Kinds of things are counted (几种, 哪几个方面), which a sentence may list; how many people or places there are is none.
KINDS_COUNTED = lazy(
    r"(?:几|多少|哪些)(?:种|类|样|重|点|条|项|步|环|层|组|道(?!题|菜)|[个大]?(?:方面|渠道|途径|维度|环节|阶段|层次|要素|内容|部分|步骤|类型|功能|手段|方式|制度|美德|友好|组|小组))"
    r"|\bhow many (?:kinds?|types?|ways?|channels?|aspects?|forms?|steps?|parts?|functions?)\b"
)
_COUNTED_NOUN = lazy(
    r"(?:几|多少|哪几)(?:个|大|种)?([\u4e00-\u9fff]{1,4}?)(?=的|呢|呀|啊|吗|[^\u4e00-\u9fff]|$)"
)
_COUNTED_BY = lazy(r"(?:几|多少)([类种重项级档层步环款])的?([\u4e00-\u9fff]{2})")
_NUMBER = "[0-9一二两三四五六七八九十]+"


def lists_counted(question: str, sentence: str) -> bool:
    """Whether a sentence lists or counts the things that a folded question counts, by their own name.

    几个组: 监测组和评估组; 几类残疾: 五类残疾.
    """
    noun = _COUNTED_NOUN.search(question)
    if noun:
        if re.search(rf"(?:[“「《][^”」》]+[”」》]、?){{2,}}等?(?:的)?{re.escape(noun.group(1))}", sentence):
            return True
        one = rf"[^，。；：、和与及设分]{{1,8}}{re.escape(noun.group(1))}"
        if re.search(rf"{one}(?:、{one})*(?:、|和|与|及|以及){one}", sentence):
            return True
    by = _COUNTED_BY.search(question)
    return by is not None and bool(re.search(rf"{_NUMBER}{by.group(1)}的?{re.escape(by.group(2))}", sentence))


# What a sentence must hold to answer for something that is no figure of an indicator.
SUPPLIED: Mapping[str, re.Pattern[str]] = {
    "money": lazy(r"\d+(?:\.\d+)?\s*[万亿]?元"),
    "phone": lazy(r"(?<!\d)\d{5,}(?!\d)"),
    "website": lazy(r"www\.|https?:|[a-z]\.(?:gov|com|cn)|@|平台|公众号"),
    "address": lazy(r"[路街道]\s*\d+\s*号|窗口|大厅|热线|\d{5}平台|位于|坐落|办公室(?:设|挂靠)"),
    "person": lazy(r"姓名[:：]|(?<!负责)同志"),
    "documents": lazy(r"材料|证件|证明|证为|[住份可]证|户口|病历|申请表|凭"),
    "procedure": lazy(r"申请|办理|程序|流程|登记|报名|备案|审批|受理"),
    "penalty": lazy(r"罚|处分|追究|吊销|惩|问责|打击|查处|整治|纠正"),
    "roster": lazy(r"[\u4e00-\u9fff](?:市|区|县)[\u4e00-\u9fff]{2,}(?:学校|医院|公司|中心)|第[一二三四五六七八九十]+(?:中学|医院|小学)"),
    "day": lazy(
        r"\d+\s*[月日号]|[周逢][一二三四五六日末]|星期[一二三四五六日]|月底|年底|[上中下]旬|[\u4e00-\u9fff]{2}(?<!节假)(?<!工作)日(?=[”」、，。等])"
    ),
    "hours": lazy(
        r"[0-9一二三四五六七八九十]+(?:点|时)(?![候间数名])|[0-9]{1,2}:[0-9]{2}|[早晚迟]于[^，。；]{0,12}时间"
    ),
    "reason": lazy(r"因为|由于|鉴于|为了|为(?:进一步|全面|更好|落实|贯彻)|以便|从而|受[^，]{2,16}制约|根据|依照|依据|遵循"),
    "issuer": lazy(r"由[^，。]{2,16}(?:印发|发布|颁布|编制|制定)|(?:政府|委员会|办公室|局|厅|部)[^，。]{0,8}(?:印发|发布|颁布|编制|制定)[^，。]{0,4}本规划"),
    "foremost": lazy(r"首要|首位|重中之重|头等|第一(?:责任|要务|任务|资源)|最为?(?:重要|关键|核心)"),
    "definition": lazy(r"是指|指的是|以下简称|所称|定义为"),
    "date": lazy(r"\d{4}\s*年|\d+\s*(?:个月|日|天)内?|每年|年度|定期|常态化|期末|中期|之前|以前|课余|节假日|寒暑假|假期|周末|[早晚迟]于[^，。；]{0,12}时间"),
}  # fmt: skip


# 本规划所称儿童是指…, 妇女儿童工作委员会（以下简称妇儿工委）, 河长制（即…）, 消费帮扶是…的一种方式: what is said to mean something.
_DEFINED = lazy(
    r"(?:所称的?)?([\u4e00-\u9fff]{2,10})(?:是指|指的是|定义为)|([\u4e00-\u9fff]{2,16})（以下简称([^）]{2,12})）|（以下简?称([^）]{2,16})）"
    r"|^([\u4e00-\u9fff“”]{2,10})是[^。；]{6,}的一种[\u4e00-\u9fff]{1,8}"
    r"|([\u4e00-\u9fff]{2,8})（(?:即|指|是指)[^）]{4,}）"
    r"|([\u4e00-\u9fff“”\"]{2,8}(?P<head>[\u4e00-\u9fff]{2}))（[^）]{6,}的(?P=head)）"
)


def defined_terms(sentence: str) -> tuple[str, ...]:
    """The words that a sentence says the meaning of."""
    found = (
        term
        for match in _DEFINED.finditer(sentence)
        for term in match.groups()
        if term and term != match["head"]
    )
    return tuple(term.removeprefix("本规划").removeprefix("所称") for term in found)


def defines(sentence: str, question: str) -> bool:
    """Whether a sentence says what a word of a folded question means; 儿童 does not tell what 困境儿童 are."""
    terms = [_MARKS.sub("", term) for term in defined_terms(sentence)]
    question = _MARKS.sub("", question)  # 双师型教师 is “双师型”教师
    ends = (term[at:] for term in terms for at in range(max(len(term) - _SHORTEST_END + 1, 1)))
    return any(_stands_alone(end, question) for end in ends) or (bool(terms) and question.isascii())


_MARKS = lazy(r"[“”\"「」『』]")
_SHORTEST_END = 3  # characters of a term without the verb that may stand before it (推行河长制)


def _stands_alone(term: str, question: str) -> bool:
    return bool(re.search(rf"(?:^|[^\u4e00-\u9fff]|[的里中上把叫称指谓么啥为]){re.escape(term)}", question))
