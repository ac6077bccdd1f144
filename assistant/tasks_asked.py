"""Whether a question asks what bodies have to do: all their tasks, not who does one thing.

    asks_tasks(known, query)      the bodies whose tasks are asked for
    asks_of_body(known, query)    whether a question is about a body, by its tasks or by what it is claimed to do

A body may also be a part of what is asked about (学校里的儿童之家), modify it, or be asked of one matter only; then the
matter is looked for, not all that the body does.
"""

from __future__ import annotations

import re

from assistant.charging import claims_body
from assistant.duties import ROLES
from assistant.knowledge import Knowledge
from assistant.matter import named_in
from assistant.matter_terms import OF_PLANS
from assistant.patterns import lazy
from assistant.records import NO_QUESTION, Language, Query
from assistant.responsible import (
    ActorWord,
    has_done,
    is_body,
    read_actors,
)
from assistant.roles_asked import without_roles
from assistant.tagging import pos_tags, tagged

_ASKS_WHO = lazy(
    r"谁|哪[个些几家]{0,2}(?:部门|单位|机关|机构|部委|厅局|厅|局|委|级|口(?=[负牵管]))|归哪|由哪|找哪|\bwho\b|\bwhich (?:department|body|agency|authorit)"
)
_OBJECT_ASKED = lazy(r"[了着过]?(?:哪|什么|啥|多少|几|谁)")  # 救助哪些孩子: a verb, whatever its tag
# What help do schools get, 三孩家庭规划给啥支持: what somebody is given, and nothing that they have to do.
_IS_GIVEN = lazy(
    r"(?:规划|政府|国家|市里|政策|上面|上级|文件)(?:里|上|都|能|会|还|要|准备|打算|又)*(?:给予?|为|帮)(?:了|他们|她们|它们)?(?:提供|安排)?(?:了|些|点)?(?:啥|什么|哪些)(?!任务|活儿?|工作|差事|职责|责任|事)"
    r"|(?:能|可以|会)(?:够)?(?:得到|得着|享受|享到?|拿到?|领到?|获得|申请)(?:了|到)?(?:些|点)?(?:啥|什么|哪些)"
    r"|\bwhat (?!tasks?\b|dut|roles?\b|jobs?\b|responsib)[a-z]+ (?:do|does|will|can|should|are|is) [a-z' -]+ (?:get|gets|receive|enjoy|given|offered|promised|entitled)\b"
)
_SENTENCE_END = lazy(r"[。？?！!；;]|(?<=[a-z])\. ")
_ASKS_TASKS = lazy(
    r"做|干|负责|任务|职责|责任|工作|事|活儿|活计|分内|份内|管|承担|提到|说|写|安排|角色|作用|参与|什么|哪些|啥|关系|有份|名字|列入|哪[几一]?条|几条|task|dut|role|do|responsib|mention|say|job|asked"
)
# What a question for tasks says beside the body's name.
GENERIC = lazy(
    r"出[点些份把]?力|[干做管办]点|干[嘛吗么]|任务|职责|责任|工作|事儿?|事情|事项|作用|角色|内容|方面|规定|规划|要求|安排|地方|部分|活儿?|一样|不同|区别|差别|各自|相同|几[件样桩项]事?|几个活儿?|多少件事?|孩子|儿童|一共|分别|材料|具体|主要|相关|有关|各处|全部|附件[0-9一二三四五六七八九十]?|(?:责任|任务)?分工表|(?:任务|责任|项目|一览|明细)表|清单|台账|表格|被?赋予|授予|交[办代给]|分[配派]|布置|下达|指派|载明|写明|正文|文中|条文|通篇|表[里上中内]|当中|项目|时限|期限|截止|完成|几时|何时|(?:什么|啥)(?:时候|时间)|[挑列找摘]出来?|关系|有份|名字|名称|后头|后面|末尾|摊上|文件|意见|方案|通知|list|tasks?|doe|giv|hav|must|need|expect|involv\w*|dut(?:y|i)\w*|roles?|jobs?|responsib\w*|plan|children|child\w*|give\w*|assign\w*|mention\w*|ask(?:s|ed)?|requir\w*|wants?"
)


# --- who is responsible ---------------------------------------------------------------------------


# What is asked of a body beside what it has to do.
_NO_TASKS = frozenset(
    {"address", "money", "phone", "website", "penalty", "person", "documents", "hours", "date", "day"}
)


# all that the plan does for left-behind children, health, school: a side of a matter, and no body that is to do something
_SIDE_OF_EN = lazy(r"\b(?:for|about|on|concerning) [a-z' -]+(?:,|:| - )[^.;?]*$")


# 有没有说要建儿童医院: a place that is to be there, not what it has to do.
_TO_BE_BUILT = lazy(
    r"(?:要|得|应该?|该|准备|打算|计划|新|再|多)(?:建设?|修|盖|办|开办?|设立?|成立|增设)[一几]?[个所座家处]?[^，,。；;？?的]{0,3}$"
)

_LONGEST_TOPIC = 8  # characters
# 提到几个学校, 有多少家医院: how many of them there are.
_COUNTED = lazy(r"(?:(?<![哪好])几|多少)[个家所间座处]?$|\bhow many $")

# 一个儿童主任管几个孩子: of how many they take care, which no task tells.
_HOW_MANY_EACH = lazy(
    r"(?:管|带|负责|照看|照顾|联系|服务|包)(?:着|了|得|到)?(?:多少|几)[个名位户家所]?(?:孩子|儿童|娃|小孩|人|学生|村|社区|小区|家庭|学校|户|班)"
    r"|\bhow many (?:[a-z-]+ )?(?:children|kids|people|pupils|students|villages|families|schools|classes) "
)


def asks_tasks(known: Knowledge, query: Query) -> tuple[ActorWord, ...]:
    """The bodies whose tasks are asked for: all that the asking part of a question names, beside words that ask."""
    if query.task in NO_QUESTION or query.foreign_place or query.actual or query.expects in _NO_TASKS:
        return ()
    if _HOW_MANY_EACH.search(query.text):
        return ()
    if claims_body(known, query) and len(read_actors(query.text, known.actors)) > 1:
        return ()  # 有关部门负责评估组吧: whether one is charged with the other
    for part in _SENTENCE_END.split(query.text):
        named = read_actors(part, known.actors)
        if any(has_done(part, actor) or _SIDE_OF_EN.search(part[: actor.start]) for actor in named):
            continue
        if named and _has_topic(known, part[: named[0].start], query.lang):
            return ()  # 禁毒，学校层面有哪些措施: of a topic that is told before it
        if any(_TO_BE_BUILT.search(part[: actor.start]) for actor in named):
            continue
        if any(_COUNTED.search(part[: actor.start]) for actor in named):
            continue
        if not named or _ASKS_WHO.search(part) or _IS_GIVEN.search(part):
            continue
        rest = part
        for actor in named:
            start = actor.start - _coordinated(known, part, actor)
            rest = rest[:start] + " " * (actor.end - start) + rest[actor.end :]
        rest = _without_chatter(known, rest)
        if not _ASKS_TASKS.search(rest) or _is_of_money(known, rest):
            continue
        left = _without_fillers(known, without_roles(rest))
        if _SEES_TO.search(rest) and _is_told_before(known, query.text):
            return ()
        if _only_modifies(known, part, named[-1]):
            continue
        if all(_says_nothing(word) for word in known.clause_index.to_words(left)):
            return () if _asks_who_else(query.text, part) else named
    return ()


def _has_topic(known: Knowledge, before: str, lang: Language) -> bool:
    """Whether the part before the one that names a body is a topic of its own, and names no body."""
    pieces = [piece.strip() for piece in re.split(r"[，,；;]", before)]
    topic = pieces[-2] if len(pieces) > 1 and lang == "zh" and not pieces[-1] else ""
    if not 1 < len(topic) <= _LONGEST_TOPIC or read_actors(topic, known.actors):
        return False
    return bool(named_in(topic, lang, known.matter_words))


# 学校该咋管: what is to be seen to was told before it (孩子早恋了，…), and is the matter.
_SEES_TO = lazy(
    r"(?:怎么|咋|如何|怎样|该|应|得|能|要)(?:个)?(?:去|来)?(?:管|处理|处置|对待|应对|解决|对付|办)(?![些点什啥哪])"
)


def _is_told_before(known: Knowledge, text: str) -> bool:
    """Whether a matter of its own is told in the pieces of a question before the one that ends it."""
    pieces = [piece for piece in re.split(r"[，,。；;！!？?\s]+", text) if piece]
    return any(
        len(word) > 1 and not _says_nothing(word)
        for piece in pieces[:-1]
        for word in known.clause_index.to_words(_without_fillers(known, piece))
    )


def _is_of_money(known: Knowledge, rest: str) -> bool:
    """Whether what is said beside the bodies speaks of money (上幼儿园有啥补助), which is no task of theirs."""
    return any("paid" in m.values("word") for m in known.catalog.lexicon.scan(rest))


def _only_modifies(known: Knowledge, part: str, actor: ActorWord) -> bool:
    """Whether a body stands before a noun that it only tells apart (公办园收费); what it has to do is no such noun."""
    behind = next(((a, b, tag) for a, b, tag in tagged(part) if a == actor.end), None)
    if behind is None or not behind[2].startswith(("n", "vn")):
        return False
    said = part[behind[0] : behind[1]]
    asks = _ASKS_TASKS.search(said) or _OBJECT_ASKED.match(part[behind[1] :]) or OF_PLANS.fullmatch(said)
    words = {role for m in known.catalog.lexicon.scan(said) for role in m.values("word")}
    return not asks and not words & {"plan", "actor", "body", "list"}


def _asks_who_else(text: str, part: str) -> bool:
    """Whether another sentence of a question asks who does something (肉类谁牵头？市场监管局参不参与)."""
    return any(_ASKS_WHO.search(other) for other in _SENTENCE_END.split(text) if other != part)


# Roles of words that ask or only connect; others (热线, 补贴) may be what a body is asked about.
_PARTICLES = "的了着里啥吗呢吧"  # of one character, which are seldom part of a word
_FILLERS = frozenset({"filler", "which", "what", "plan", "list", "confirm"})


def _without_fillers(known: Knowledge, text: str) -> str:
    """A question with blanks for its words that name nothing (文件里, 了, 啥), so that none sticks to another."""
    for mention in known.catalog.lexicon.scan(text):
        roles = set(mention.values("word"))
        apart = len(mention.text) > 1 or mention.text in _PARTICLES
        if roles and roles <= _FILLERS and apart and not mention.values("alias"):
            text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text if text.isascii() else "，".join(text.split())  # blanks part no Chinese words


_LEADING = lazy(r"^(?:[^，,：:]*[，,：:])+(?=[^，,：:]* {2})")


def _without_chatter(known: Knowledge, text: str) -> str:
    """A question without the parts before the bodies, now blank, that have no word of the plan (明天开会要用：)."""
    leading = _LEADING.match(text)
    words = known.clause_index.to_words(leading.group()) if leading else ()
    if not leading or any(len(word) > 1 and word in known.catalog.vocabulary for word in words):
        return text
    return text[leading.end() :]


# A kind of body beside another of the same head (直播、游戏平台 for 直播平台、游戏平台).
_BESIDE_BODY = lazy(r"(?P<kind>[\u4e00-\u9fff]{2,4})[、和与及跟]$")
_HEAD = 2  # characters of the head of a body's name
# Tags of words that name nothing: pronouns, particles, adverbs, prepositions, numbers.
_EMPTY_TAGS = ("r", "u", "d", "p", "c", "y", "m", "q", "f", "e", "o")


def _coordinated(known: Knowledge, text: str, actor: ActorWord) -> int:
    """How many characters before a body belong to its name, as the head stands only once."""
    match = _BESIDE_BODY.search(text[: actor.start])
    if match is None:
        return 0
    kinds = [match["kind"][at:] for at in range(len(match["kind"]) - 1)]
    found = next((kind for kind in kinds if kind + actor.text[-_HEAD:] in known.actors), "")
    return len(found) + 1 if found else 0


# Verbs of one character that say that something is done, is to be done, is written or stands somewhere, and not what.
_DOES = (
    "做干办搞弄整管抓忙负出担扛挑揽有是要会能得该应让叫给去来说写提讲列定摊派占归算帮搁在到当属挂排站落印标"
)


def _says_nothing(word: str) -> bool:
    """Whether a word beside a body's name only asks what it has to do (各干, 提了, 别的)."""
    bare = re.sub(r"^[各都全]|[了过着的]$", "", word)
    if len(word) == 1 and word not in _DOES and pos_tags(word) == ("v",):
        return False  # 给娃吃啥: a thing that is done, not what there is to do
    if len(word) < 2 or len(bare) < 2 or word in ROLES:
        return True
    if any(words.fullmatch(said) for words in (GENERIC, OF_PLANS) for said in (bare, word)):
        return True
    return not word.isascii() and all(tag.startswith(_EMPTY_TAGS) for tag in pos_tags(word))


def asks_of_body(known: Knowledge, query: Query) -> bool:
    """Whether a question asks by itself what a body has to do (教育部门要干啥), whatever was asked before."""
    named = read_actors(query.text, known.actors)
    return any(is_body(actor.name) and not actor.start for actor in named) and bool(asks_tasks(known, query))
