"""What a question asks for: the type of answer, whether yes or no would do, whether it asks for what was reached."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.asked import ASKING, expected, units
from assistant.framing import told
from assistant.lexicon import Mention
from assistant.numerals import AGES
from assistant.patterns import lazy
from assistant.question.parts import PARTS, YES_NO
from assistant.question.reading import STORY, Reading, only_told, roles_of, roles_said, told_of_somebody
from assistant.records import AnswerType, Quantity

# Result verb … 了 … question particle: asks whether something was reached.
_REACHED = lazy(
    r"(?:达到|达标|达成|实现|完成|做到|降到|提高到|低于|高于|超过|少于|多于).{0,6}了(?:吗|么|嘛|没|没有)|(?:下降|降低|提高|提升|上升|增加|减少|降|涨)了(?:多少|几|百分之|千分之)|(?<![定设])(?<![定设][到在成为])多少了"
    # 落实得咋样了: how well a thing went, not how it is to be done
    r"|(?:^|[，,。；;])(?:(?!要求|应|须|该|目标是)[^，,。；;？?])*?(?<!怎么)(?<!如何)(?:实施|落实|执行|完成|推进|进行|开展|干|搞|办)得(?:到底|究竟)?(?:怎么样|怎样|咋样|咋|如何|好不好|好吗)(?:了|啊|呢)*(?=[。？?！!]*$)"
)
# The plan that is asked; its title is blanked by line feeds.
_ITSELF = r"(?:(?:这|那|本|该|此|咱们?|\n)(?:一?[个份部])?[\u4e00-\u9fff]{0,4}?(?:规划|文件|方案|计划)|(?:^|[,，])规划|\n{6,})"
_ISSUES = r"(?:印发|发布|颁布|出台|公布|下发|发|编制|起草|批准|制定|编|写|定)"
_FOREMOST = r"(?:最(?:重要|要紧|关键|核心|当紧|吃紧)|重中之重)"
# Words that ask around what they ask about: 报送何处, what does … mean, how will … be reached.
_ASKED_AROUND = (
    (
        "actor",
        lazy(
            r"(?:报送|上报|报告|汇报|提交|呈报|报|交|送)(?:到|给|至|往|去|于)?(?:何处|何方|哪里|哪儿|哪(?=[?？。]|$)|(?:什么|啥)地方|谁|哪个(?:部门|单位))"
        ),
    ),
    (
        "actor",
        lazy(r"(?:归|由|属|让)[^,，。?？]{1,12}还是[^,，。?？]{1,14}(?:管|负责|牵头|抓|办|承担)"),
    ),
    (
        "phone",
        lazy(
            r"[打拨](?:通|的)?(?:哪个|哪一个|哪|什么|啥|多少|几)(?:电话|号码|号|数)(?!线|次)|(?:电话|热线)(?:的)?号码?(?:是|为)?(?:多少|几|啥|什么)"
        ),
    ),
    # Of the plan itself, not of another that it has somebody make (县级规划由谁制定).
    (
        "issuer",
        lazy(
            rf"(?:{_ITSELF}[^,，。?？]{{0,4}}(?:由|是|让|归|从)?(?:谁|哪)[^,，。?？]{{0,6}}{_ISSUES}(?:出来|下来)?(?:的|呢|呀|啊)*(?:[?？。!！]|$)"
            rf"|(?:谁|哪[个家级]?(?:机关|部门|单位|机构|政府))[^,，。?？]{{0,2}}{_ISSUES}(?:的|了)?{_ITSELF}(?:[?？。!！呢呀啊]|$)|发文(?:机关|单位|部门)"
            r"|\bwho (?:has )?(?:issued|published|adopted|drafted|wrote|approved|released|made) (?:this|the) plan\b|\bissued by whom\b)"
        ),
    ),
    (
        "foremost",
        lazy(
            rf"(?:哪|什么|啥)[^,，。?？]{{0,8}}{_FOREMOST}|{_FOREMOST}的?[^,，。?？]{{0,6}}(?:是|有)?(?:哪|什么|啥)"
            r"|\b(?:which|what)\b[^.?]{0,40}\b(?:the )?most (?:important|critical|crucial|essential)\b"
        ),
    ),
    (
        "value",
        lazy(
            r"\b(?:what|which)(?:'s| is| are)?(?: the| a)?(?: [a-z]+){0,2}? (?:figures?|numbers?|percent(?:age)?s?|per cent)\b"
        ),
    ),
    (
        "address",
        lazy(
            r"(?:去|上|(?<![报达得])到)(?:哪儿|哪里|哪)(?:去|能|可以)?[做办领查筛打看治检测测学买找配][做办领查]?[呢啊呀的]?(?=[?？。，,]|$)"
        ),
    ),
    ("definition", lazy(r"\bwhat (?:does|do|did) [^,.;?]{1,80} (?:mean|stand for)\b")),
    (
        "value",
        lazy(
            r"\bwhat (?:should|must|shall|ought) [^,.;?]{3,80} be\b(?= (?:by|at|in|after|under|when)\b| *[.?]|$)"
        ),
    ),
    (
        "text",
        lazy(
            r"\bhow (?:will|can|should|would|do(?:es)? (?:the|they|it)) (?!many|much)[^,.;?]{1,80} (?:be )?(?:achieve|reach|meet|met|attain|carr(?:y|ied) out|implement|do(?:ne)?|bring|brought|ensure|realis|realiz|fulfil)"
        ),
    ),
)
_SURELY = lazy(r"[^什怎那这]吧[?？。]?$")
_HOW_MUCH = lazy(r"几|多|何|哪|啥|什么|how|what|which")
_ANY = "[^。；;?？]{0,12}"
_PER = lazy(r"(每[十百千万亿]+)[名个位]?(人口|人|[\u4e00-\u9fff]{2})")
_CHILD = lazy(r"孩子|小孩|娃|小朋|宝宝")  # how people say 儿童
_PER_WORDS: Mapping[str, str] = {
    "hundred": "每百", "100": "每百", "thousand": "每千", "1000": "每千", "1,000": "每千", "ten thousand": "每万", "10000": "每万", "10,000": "每万",
}  # fmt: skip
_ASKED_PER_EN = lazy(
    rf"\b(?:per|every|each|for each|out of(?: every)?) (?:one )?({'|'.join(sorted(_PER_WORDS, key=len, reverse=True))}) (?=[a-z])"
)
_ASKS_FIGURE = lazy(r"[几多]|数|率|占|比|[%‰]|\bhow\b|\bwhat\b|\bwhich\b|figure|number|percent|rate|target")
_HOW_MANY = lazy(r"多少|多高|多低|多大|几[个块元次]")
# An amount of which it is asked whether it moves, or whether there is a rule on it.
_CHANGES = lazy(
    r"(?:多少|多高|多低|几[块元])(?:钱|标准|额度?)?(?:到底|往后|以后|今后|每年|将来|是|还|，|,)*"
    r"(?:[能会可要该变动调涨]不(?:能|会|可以|要|该|变|动|调|涨)|是不是|有没有(?:变|涨|规定|标准|说法|机制|讲究|依据))"
)
_EITHER_OR = lazy(r"(?:是|按|看|凭|用|要)[^,，。;；?？]{1,12}还是")


def asks_whether(reading: Reading) -> bool:
    """Whether yes or no would answer it, and nothing inside it asks who."""
    return "confirm" in roles_said(reading) or (
        bool(YES_NO.search(reading.text)) and not _WHO_INSIDE.search(reading.text)
    )


def confirms(reading: Reading, expects: AnswerType) -> bool:
    """Whether it asks to have a statement confirmed: it says so, or states a figure and asks for nothing else."""
    asks = any(set(m.values("word")) & ASKING for m in reading.mentions if not m.values("alias"))
    asks = asks or bool(_WH_EN.match(reading.text))
    own = [figure for figure in reading.figures if not _says_whom(figure, reading)]
    states = bool(own) or bool(_SURELY.search(reading.text)) or bool(told(reading.text))
    stated = states and expects == "open" and not asks
    return "confirm" in roles_said(reading) or stated or bool(_IS_IT_NOT.search(reading.text))


# 规划不是让妇联牵头嘛: says that it is so.
_IS_IT_NOT = lazy(r"(?:不是|难道没)[^，,。；;？?有谁哪啥什么几多怎咋]{3,}(?:嘛|来着|么|吗)[？?。]*$")
_WH_EN = lazy(
    r"\s*(?:so|and|but|then|ok|okay|please|well|now|also|[,. ])*(?:what|which|who|whom|how|when|where|why)(?:'s|'re)?\b"
)


def _says_whom(figure: Quantity, reading: Reading) -> bool:
    """Whether an age only says whom the name behind it is about (7岁以上健康管理率)."""
    behind = [m.start for m in reading.mentions if m.values("alias") and m.start >= figure.end]
    between = reading.text[figure.end : min(behind, default=figure.end)]
    return figure.unit in AGES and bool(behind) and between in _BETWEEN


_BETWEEN = ("", "的", "儿童", "的儿童", "孩子", "的孩子", "婴儿", "的婴儿")
# Who it is, asked inside a question that yes or no would answer: 规划说了归哪个部门管吗.
_WHO_INSIDE = lazy(
    r"(?:该|应|得|要|由|归|让|叫|是|给|找|向|靠|属于?|指定|指名|点名|写明|说)[^,，。?？]{0,4}(?:谁(?!都|也)|哪[一个些几]{0,2}(?:级|部门|单位|机关|机构|局|家|组织|方)|[什么啥]+(?:部门|单位|机关))"
    r"|(?:谁|(?:哪[个些几家]{1,2}|什么|啥)(?:部门|单位|机关|机构|局|厅|委|部委))(?:来|去)?(?:负责|牵头|主管|主抓|承担|管)(?:的|呢|啊|呀)*[,，]"
)


def expects(reading: Reading) -> AnswerType:
    """The type of answer that the asking part of a question wants."""
    pieces: dict[int, set[str]] = {}
    confirms = "confirm" in roles_said(reading)
    for mention in reading.mentions:
        if confirms and "value" in mention.values("word") and not _HOW_MUCH.search(mention.text):
            continue  # 结束时间…，对吗: a time is spoken of, not asked for
        if not mention.values("alias"):
            pieces.setdefault(reading.part(mention.start), set()).update(roles_of(reading, mention))
    if _COUNTED_BY.search(reading.text):
        for roles in pieces.values():
            roles -= {"actor", "body"}
    yes_no = asks_whether(reading)
    for role, pattern in _ASKED_AROUND:
        if match := pattern.search(reading.text):
            found_there = pieces.setdefault(reading.part(match.start()), set())
            found_there.add(role)
            if role == "phone":
                found_there.discard("which")  # 打哪个号: its number, not which lines there are
            if role == "value":
                found_there.discard("text")  # what should the rate be: how high, not how
    yes_no = yes_no and (confirms or not _asks_who_behind(reading, pieces))
    found = expected(pieces.values(), yes_no, bool(units(reading.text)))
    if found == "definition" and _asks_whether_elsewhere(reading):
        return "open"  # 啥叫儿童友好社区，规划说要建吗: what it means is asked in passing
    if found == "definition" and any("text" in roles and "plan" not in roles for roles in pieces.values()):
        return "text"  # 时间银行是什么意思，怎么运作
    if found == "value" and _EITHER_OR.search(reading.text) and not _HOW_MUCH.search(reading.text):
        return "open"  # 看个头还是看岁数: a word for a figure, no question for one
    if found == "value" and _CHANGES.search(reading.text) and len(_HOW_MANY.findall(reading.text)) == 1:
        return "open"  # 补多少能不能跟着涨: whether the amount moves
    return "open" if found == "value" and yes_no and not _ASKS_FIGURE.search(reading.text) else found


def _asks_who_behind(reading: Reading, pieces: Mapping[int, set[str]]) -> bool:
    """Whether a part behind the one that asks yes or no asks who (没人管吗，谁负责)."""
    whether = [reading.part(match.end() - 1) for match in YES_NO.finditer(reading.text)]
    return bool(whether) and any("actor" in roles for part, roles in pieces.items() if part > max(whether))


# What something is counted by (以啥为单位): that unit is no body.
_COUNTED_BY = lazy(
    r"[以按](?:什么|啥|哪一?[个级]?|何)(?:样的?)?(?:为|作|当|做)?(?:计算|统计|考核)?(?:的)?单位(?:来|去)?(?:的|算|计|统计|考核|说|$|[,，。？?呢啊])"
)


def _asks_whether_elsewhere(reading: Reading) -> bool:
    """Whether another part than the one that asks for a definition asks yes or no."""
    defined = [m.start for m in reading.mentions if "definition" in m.values("word")]
    return any(
        YES_NO.search(part.group()) and not any(part.start() <= at < part.end() for at in defined)
        for part in PARTS.finditer(reading.text)
    )


def asks_actual(reading: Reading, expects: AnswerType) -> bool:
    """Whether a question asks for what was reached; today's figure is one, today's troubles are not."""
    roles = frozenset(
        role
        for m in reading.mentions
        if not m.values("alias") and not _only_beside(reading, m, expects)
        for role in roles_of(reading, m)
    )
    asked = reading.asking if len(reading.text) >= STORY else reading.text
    today = "now" in roles and "plan" not in roles and _asks_state(reading, expects)
    outcome = _REACHED.search(asked)
    told_of = outcome is not None and _is_looked_into(reading, asked[: outcome.end()], "")
    reached = "actual" in roles or (outcome is not None and not told_of)
    return (reached and not _SUPPOSED.search(reading.text)) or today


def _asks_state(reading: Reading, expects: AnswerType) -> bool:
    """Whether what a question says of today is how things stand; what is to be, or what there is for somebody, is a rule."""
    if expects not in ("value", "open") or _DEMANDS.search(reading.text):
        return False
    if expects == "value":
        return True
    if asks_whether(reading):  # 现在是不是用得多就贵: a rule; 现在消除了吗: an outcome
        return bool(_DONE.search(reading.text))
    return bool(reading.rows_named or _STATE.search(reading.text))


# What is to be or may be: 一天要运动多久, 几岁能开直播, how many hours should they sleep.
_DEMANDS = lazy(
    r"要求|规定|应[该当]?(?!对|急|用)|必须|须|(?<![主重只不首我俺想])要(?![是么点])|该(?![市省县区校])|(?<![可只])能(?!力|量|源|有|达|到)|可以|允许|准许|让(?!人)|至少|起码|最少|不低于|满几"
    r"|\b(?:should|must|may|can|allowed|supposed|required|have to|has to|need to|at least)\b"
)
_STATE = lazy(
    r"情况|情形|怎么样|咋样|怎样了|如何了|啥样了|水平|现状|状况|程度|多[高低大少]|数据|\b(?:situation|state|status|level|how (?:high|low|many|much|bad|good))\b"
)


def _only_beside(reading: Reading, mention: Mention, expects: AnswerType) -> bool:
    """Whether a word stands in the story, or only says who is meant or that the question is meant seriously."""
    told = only_told(reading, mention) or told_of_somebody(reading, mention)
    return (
        told
        or _says_who(reading, mention)
        or _only_stresses(reading, mention, expects)
        or _is_reported(reading, mention, expects)
    )


def _is_reported(reading: Reading, mention: Mention, expects: AnswerType) -> bool:
    """Whether it only says what somebody reports on, or looks into, where it is asked who does or when (每年向谁汇报落实情况)."""
    before, behind = reading.text[: mention.start], reading.text[mention.end :]
    if expects in ("actor", "date") and _REPORTS.search(before):
        return True
    return mention.text.endswith(_STANDS) and _is_looked_into(reading, before, behind)


_STANDS = ("情况", "result", "results")  # how things stand


def _is_looked_into(reading: Reading, before: str, behind: str) -> bool:
    """Whether what is said between two pieces of a question is what a report or an inspection is about, and it is asked how often."""
    often = _HOW_OFTEN.search(reading.text) is not None
    return often and bool(_REPORTS.search(before) or _LOOKED_INTO.match(behind))


_REPORTS = lazy(r"(?:汇报|报告|上报|报送|呈报|通报|提交)[^，,。；;？?！!]*$|\breports?\b[^,.;?!]*$")
# 执行情况的监测: what is looked into, not what was found.
_LOOKED_INTO = lazy(
    r"的?(?:隔?几年|隔?多久|多长时间)?(?:就|才|要|得|该|往上|向上|年度|中期|终期|定期|统计|专项)*(?:监测|评估|督查|督导|检查|汇报|报告|通报)(?!的?(?:结果|数据|结论)|[^，,。？?]{0,4}(?:怎么样|咋样|如何|说了|显示))"
    r"|\s*(?:(?:must|should|shall|will|to) )?be (?:reported|monitored|evaluated|assessed|inspected|reviewed)"
)
# How often, or how many times in which span.
_HOW_OFTEN = lazy(
    r"多久|多长时间|隔?几(?:年|个月|天|周)|[几一两二三四五六]次|[一两二三四五六七八九十每几0-9]+(?:年|个?月|季度|周)(?:才|就|只|要|得|搞|做|来|报)*[一两二三]?[次回遍趟]|每(?:年|季度?|月|周)|\bhow often\b|\b(?:every|once|twice|per) (?:a |an )?(?:year|month|quarter|week|[a-z0-9]+ years)\b|\bannual"
)


def _only_stresses(reading: Reading, mention: Mention, expects: AnswerType) -> bool:
    """Whether "actually" asks for no figure and for nothing that was done or is there (who actually does the work)."""
    asks_figure = expects in ("value", "compare") or bool(_HAPPENED.search(reading.text))
    return mention.text in _STRESSING and not asks_figure


_STRESSING = frozenset({"actually", "in reality", "实际", "实际上"})
_HAPPENED = lazy(
    r"\b(?:have|has|had|did|was|were|been|got|became|achieved?|reached|exist\w*|there (?:is|are)|(?:is|are) there)\b"
    r"|[了过]|情况|效果|成效|结果|数|值|率|水平|有没有|是不是|怎么样|咋样|如何|现有|已"
)


def _says_who(reading: Reading, mention: Mention) -> bool:
    """Whether 实际 only says who is meant (实际使用人, 实际照料孩子的人)."""
    return bool(_WHO_REALLY.match(reading.text, mention.start))


_WHO_REALLY = lazy(r"实际[^，,。？?]{1,6}?(?:的人|人|者)(?![数均口])")
_DONE = lazy(r"已经?|了(?:吗|么|嘛|没|不)|过(?:吗|没)|\b(?:already|yet|still|anymore)\b")
# 没完成会咋样, 如果没达标怎么处理: what follows from a failure, not whether there was one; 目标提高了多少: of the target.
_FAILS = r"(?:(?:没有?|未能?|完不成|达不到|不达标)(?:完成|达标|达到|做到|实现)?|落后|滞后|掉队)"
_FOLLOWS = r"(?:会|要|该|得|咋|怎样|怎么(?:办|样|处理|处置|整|弄|补)|如何|后果|处罚|追责|问责|责任|约谈|整改)"
_SUPPOSED = lazy(
    rf"(?:如果|要是|假如|假设|倘若|万一|一旦){_ANY}{_FAILS}|{_FAILS}{_ANY}{_FOLLOWS}|目标[^,，。?？]{{0,2}}(?:提高|降低|下降|增加|减少|上升)了"
    r"|\bwhat (?:happens|follows|if)\b|\bconsequences?\b"
)


def asks_count(reading: Reading) -> bool:
    """几个 asks for a number of things, unless what is asked of is itself named a rate."""
    rate = any(m.values("alias") and m.text.endswith(("率", "比例", "比率")) for m in reading.mentions)
    return ("count" in roles_said(reading) and not rate) or _counts_en(reading.text)


def _counts_en(text: str) -> bool:
    return bool(_COUNTS_EN.search(text)) and asked_per(text) is None


# how many psychologists must each school have; out of 100 or per thousand a rate would tell it.
_COUNTS_EN = lazy(
    r"\bhow many (?!percent|per cent|percentage|points?\b|out of|in every|of every|times\b|(?:[a-z]+ )?(?:hours|minutes|days|months|years|weeks)\b)[a-z]+"
    r"(?![^.?]*\b(?:out of|in every|of every|in a (?:hundred|thousand)|percent|per cent|share|proportion|rate|per (?:1,?000|100|hundred|thousand))\b)"
)


def asked_per(text: str) -> str | None:
    """The denominator that a question names (每千人口), without its classifier."""
    if match := _PER.search(text):
        return match.group(1) + ("儿童" if _CHILD.match(match.group(2)) else match.group(2))
    english = _ASKED_PER_EN.search(text)
    return _PER_WORDS[english.group(1)] if english else None
