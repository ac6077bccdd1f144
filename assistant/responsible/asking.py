"""What a question asks of who is responsible, and whom it takes to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.patterns import lazy
from assistant.records import Query
from assistant.responsible.actors import ActorWord

_ASKS_LEAD = lazy(r"牵头|牵.{0,2}头|领衔|主抓|挑头|领头|带头|打头阵|挂帅|抓总|\blead|\bled\b|\bhead")
_ASKS_BODY = lazy(r"部门|单位|机关|哪个局|哪家|department|agency|authority|bureau|ministry|body")
# Bodies that questions name and plans may not: 教育局, 卫健委, 市场监管局, 省政府.
_ANY_BODY = lazy(
    r"(?:市|省|县|区|国家)?(?:[\u4e00-\u9fff]{2,6}?(?:局|厅|委员会|卫健委|发改委|教委|网信办|残联|工会|法院|检察院))(?![面部势限])"
)
_ASKS = lazy(r"哪|什么|啥|谁")
_BEFORE_BODY = lazy(r"^.*(?:[归由让找是属叫靠为]|给了?|(?<=[划落分])到了?)(?=.{3})")
# Whoever is put between 由 and a verb of charge is taken to be responsible, whatever the name ends in.
_BY_WHOM = lazy(
    r"(?:由|归|让|叫|是)(?P<name>(?!就(?!业)|都|也|还|该|没|必)(?:(?!谁|哪|什么|啥|不|否|由|归|规划|文件|方案|政策|[了着过得吗呢])[\u4e00-\u9fffa-z]){2,12}?)(?:来|去|全权|统一|专门|具体|亲自|单独|一家)*(?:负责|牵头|主管|主抓|管(?!理率|理水平)理?|承担|领导|主责|包办|审[核批定]|批准|签发|编[制写]|起草|制定|考核|验收|聘任)"
)
# What stands beside a body that is taken to be responsible (教育局负责…, 归教育局), or asked for (哪个部门).
_CLAIMED_BEHIND = lazy(
    r"^(?:(?:在|按|依|照)?(?:这个?|本|该)?(?:规划|计划|方案|文件|通知)(?:里头?|中|上)?)?(?:就|都|也|来|去|得|应该|应当|是不是|是否|要|一家|独家|单独|独自|全权|自己)*(?:负责|牵头|主管|主抓|主责|管|承担|领导|协调|组织|抓|设|办|建)|^ (?:is|are|was|leads?|heads?|(?:the (?:one|body) )?(?:responsible|accountable|in charge)|oversees?|supervises?|coordinates?|runs?)\b"
)
_CLAIMED_BEFORE = lazy(
    r"(?:归|由|是|让|找|属于|(?:交|划|分|派|指派|委托|安排|布置|甩|推|压)给了?|交由|划归|指定|明确由|落(?:到|在)了?|\b[a-z]+(?:ed|en|un|ld|ught) (?:only |solely |just |mainly )?by(?: the)?) ?$"
)
_ASKED_BEFORE = lazy(r"(?:哪[个些家几]?|什么|啥|which |what )$")
# A body behind 是 that goes on with a noun is none (是家庭环境, 是教师队伍的事).
_ONLY_NAMED_BEFORE = lazy(r"是 ?$")
_NOUN_BEHIND = lazy(
    r"(?![的地得吧吗么嘛呢啊呀哈了在来去还或和与跟、就都也一只单独负牵主管承领协组抓设办建定说出给发做干统全])[\u4e00-\u9fff]"
)
# Whoever is only encouraged or allowed to do something (鼓励国企办托育), or may do as they please (由家长自愿), is not charged.
_LET_BEFORE = lazy(
    r"(?:鼓励|支持|引导|倡导|动员|号召|允许|准许|许可|禁止|不许|不准|不让|不得|拒绝|[没未]让)(?:和|并|或|了|所有|各类|有条件的?|一些)*$"
    r"|\b(?:encourag\w+|allow\w*|permit\w*|forbid\w*|ban\w*|support\w*|prohibit\w*)(?: the| all| any)?(?: [a-z-]+)? ?$"
)
_MADE_BEFORE = lazy(r"(?:让|叫|要求|规定|指导|督促)$")
_FREE_BEHIND = lazy(r"^(?:自己)?(?:自愿|自主|自由|自行|随便|随意|任意|看着办|说了算|挑|选|决定)")
# 归民政还是归商务管: whose it is, and not that it is one's.
_EITHER_OR = lazy(
    r"(?:归|由|属|让)[^，,。？?]{1,12}还是(?:归|由|属|让)?[^，,。？?]{1,12}?(?=管|负责|牵头|抓|办|承担)"
)
# 让老师打了, 被保安撵出来: who does something to somebody, not who has to do it.
_DONE_BY = lazy(r"(?:被|让|叫|给)$")
_DONE = lazy(r"^[^，,。？?]{1,4}[了过着]")


# That nobody else is charged beside a body (只由教育局管, 教育局一家牵头, led by the ministry alone).
_ALONE_BEFORE = lazy(
    r"(?:只|仅|光|单(?!位)|唯独|完全|全都?)(?:有|由|是|归|靠|让|需|要)*$|\b(?:only|solely|just|exclusively) (?:by )?(?:the )?$"
)
_ALONE_BEHIND = lazy(
    r"^(?:它|他们?)?(?:一家|一个(?:部门|单位|机构|人)|一方|独家|单独|独自|独立|自个儿?|自己|全权|包办|一手)|^ (?:alone|only|on its own|by itself|by themselves|exclusively)\b"
)


def said_alone(text: str, body: str) -> bool:
    """Whether a folded question says that a body and nobody else is responsible."""
    start = text.find(body)
    before, behind = text[: max(start, 0)], text[start + len(body) :]
    return start >= 0 and bool(_ALONE_BEFORE.search(before) or _ALONE_BEHIND.match(behind))


def without_choice(text: str) -> str:
    """A folded question with blanks for those of whom one is asked for (归民政还是归商务管)."""
    return _EITHER_OR.sub(lambda match: " " * len(match.group()), text)


def asks_lead(query: Query) -> bool:
    """Whether a question is about who leads."""
    return _ASKS_LEAD.search(query.text) is not None


def asks_body(query: Query) -> bool:
    """Whether a question asks for a public body, and not for just anybody."""
    return _ASKS_BODY.search(query.text) is not None


def has_done(text: str, actor: ActorWord) -> bool:
    """Whether somebody is named as who did something to a child, and not as responsible."""
    return bool(_DONE_BY.search(text[: actor.start]) and _DONE.match(text[actor.end :]))


def asks_leave(text: str) -> bool:
    """Whether a folded question asks if somebody may set something up (用人单位办托育行不行)."""
    return _MAY_SET_UP.search(text) is not None


def claimed_bodies(text: str, known: Iterable[ActorWord]) -> tuple[tuple[str, str], ...]:
    """Bodies that a question takes to be responsible (教育局负责…对吧), each with the plan's name for it or "".

    A body that only belongs to the matter (托育机构的卫生保健) is none of them.

    Args:
        text: the folded question.
        known: the bodies and persons of the plan that it names.
    """
    words = list(known)
    words += _apart(_other_bodies(text), words)
    words += _apart(_by_whom(text), words)
    return tuple((word.text, word.name) for word in words if _is_claimed(text, word))


def _apart(found: Iterable[tuple[int, ActorWord]], known: list[ActorWord]) -> list[ActorWord]:
    """Those of some words that overlap none known; each comes with the place where its pattern began."""
    return [
        word
        for start, word in found
        if not any(other.start < word.end and start < other.end for other in known)
    ]


def _other_bodies(text: str) -> Iterator[tuple[int, ActorWord]]:
    """Bodies by what their names end in."""
    for match in _ANY_BODY.finditer(text):
        if (body := _BEFORE_BODY.sub("", match.group())) and not _ASKS.search(body):
            yield match.start(), ActorWord(match.end() - len(body), match.end(), body, "")


def _by_whom(text: str) -> Iterator[tuple[int, ActorWord]]:
    """Whoever stands between 由 and a verb of charge."""
    for match in _BY_WHOM.finditer(text):
        yield match.start("name"), ActorWord(*match.span("name"), match["name"], "")


# Whoever is a place itself has what is built or set up there.
_PLACE = lazy(r"(?:[中小大]?学校?|幼儿园|托育机构|社区|村|医院|卫生院|园|班级?|乡镇?|街道|县|区)$")
_HAS_BUILT = lazy(
    r"^(?:里|都|也|还|一定|全|就|均|各)*(?:必须|得|要|应该?|应当|需要?|须)(?:都|再|新|至少)*(?:建|设|盖|办|配|修)(?!成|立)(?:立|个|有|一个)?(?!什么|啥|哪)[\u4e00-\u9fff]{2}"
)

# 每个社区都建…: of each one it is said what there is.
_EACH_BEFORE = lazy(r"(?:每[一]?[个所家座处]?|各个?|所有的?|全部的?)$")
_HAS_EACH = lazy(
    r"^(?:都|全|均|就|也)+(?:建|设|盖|办|配|修|有)(?!成|立)(?:立|有|了|一个)?(?!什么|啥|哪)[\u4e00-\u9fff]{2}"
)

# 加害人是爸妈: who somebody of the matter is, not who is charged (责任人是父母).
_WHO_IT_IS = lazy(r"(?<!负责)(?<!责任)(?<!牵头)(?<!主管)(?<!监护)[人者手犯](?:就|要|却|也)?是$")
# 用人单位办托育行不行: whether somebody may, not whether they have to.
_MAY_SET_UP = lazy(
    r"^(?!.*[归由让]).*(?:设|办|建|开|搞)(?!公室)[^，,。；;？?]{1,12}(?:行不行|可不可以|成不成|中不中|允不允许|让不让|准不准|支不支持|鼓不鼓励|(?:行|可以|成|允许|鼓励|支持|让|准)(?:吗|么|不|嘛)?)[?？。]*$"
)
_WHO_BEFORE = lazy(r"(?:谁|哪[个家一])[^，,。？?]*[，,。？?\s]+(?:是不是|难道是?|莫非是?)?$")
_GUESS_BEHIND = lazy(r"^(?:吗|么|吧|嘛|对[吗吧]|是[吗吧])")
_SEATED_BEHIND = lazy(r"^(?:是不是|是|就|都|也)*(?:设|挂靠?|放|搁|安)(?:立|置)?(?:在|于|到)")
_SEATED_BEFORE = lazy(r"(?:设|挂靠?|放|搁|安)(?:立|置)?(?:在|于|到)$")


def _is_claimed(text: str, word: ActorWord) -> bool:
    """Whether a body is said to be responsible, and not asked for or told of as having done something."""
    before, behind = text[: word.start], text[word.end :]
    if _WHO_IT_IS.search(before) or _LET_BEFORE.search(before) or _FREE_BEHIND.match(behind):
        return False
    if _MADE_BEFORE.search(before) and not _CLAIMED_BEHIND.match(behind):
        return False  # 让学校每周发奶粉: what it has to do is asked, not who is charged
    if _ONLY_NAMED_BEFORE.search(before) and _NOUN_BEHIND.match(behind):
        return False  # 讲的是教师队伍: the body is a part of what something is
    built = _HAS_BUILT.match(behind) or (_EACH_BEFORE.search(before) and _HAS_EACH.match(behind))
    if _PLACE.search(word.text) and built and not _CLAIMED_BEFORE.search(before):
        return False  # 社区要建图书馆吗: what there has to be, not who is charged
    if _SEATED_BEHIND.match(behind) or _SEATED_BEFORE.search(before):
        return False  # 办公室设在妇联: where a body has its seat, not what it is charged with
    if _ASKED_BEFORE.search(before) or has_done(text, word) or _EITHER_OR.search(text):
        return False
    guessed = _WHO_BEFORE.search(before) and _GUESS_BEHIND.match(behind)  # 归谁管？妇联吗
    return bool(guessed or _CLAIMED_BEHIND.match(behind) or _CLAIMED_BEFORE.search(before))
