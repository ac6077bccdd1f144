"""The words that clauses must hold, and those that they must not: 既提到A又提到B, A、B三样都没提, mention A but not B.

    read_held(reading)   the words on both sides, and what of them was not read

A word that says that something is mentioned is denied by a "not" right before it; what it speaks of stands behind it
(没提学校的), else before it (学校、家庭都没提).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.patterns import compiled, lazy
from assistant.tabular.extents import numbered_phrase, widened
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Slot
from assistant.tabular.spoken import PIECE
from assistant.tagging import pos_tags, segment

CLAUSES = ("measure", "goal", "target", "principle")
_PARTICLES = lazy(
    r"^(?:了|过|的是|是|的|到|有|“|着|关于|有关|过|及|一下)+|(?:吗|呢|没有|没|的|么|了|过|这个词儿?|这词儿?|一词|几个字|这几个字|两个字|俩字|二字|字样|字眼|里|在内|,|，|方面|相关|之类|的事儿?|的名字?|的名儿|这事儿?|这块儿?|在|这一?[个类样]|那一?[个类样])+$"
)
_SMALL_EN = lazy(
    r"^(?:the |a |an |of |in |on |about |to |word |term |words |phrase |any |using |use of |both |neither |either |all of |nothing |anything )+"
    r"|\b(?: in| the| of| most| by| and| on| to| at all| anywhere| once| even once| together| but| as well| too| all (?:three|two|of them)| both)+$"
)
WEAK = ("关于", "有关于", "有关", "有关的", "相关", "相关的", "关乎", "涉")  # 关于X，规划引用了哪条
_HOLD = ("contain", "contains", "cover", "covers", "include", "feature", "features", "address", "addresses")
_ABOUT_EN = lazy(
    r" (?:(?:that|which) )?(?:is |are |deals? with |speaks? )?(?:about|on|regarding|concerning|over|around) "
)
_BOTH = lazy(
    r"同时|一并|一起|都(?:有|要)?(?:提|写|含|涉|说|点|讲|出现|占|带)|既[^，,。；;]*[又也]|又[^，,。；;]*又|也(?:提|写|含|涉)"
    r"|不[但仅光只][^，,。；;]*(?:还|也|又|而且)|\bboth\b|\ball of\b|\bas well as\b|\ball (?:three|four|two) of\b|\btogether\b|\ball (?:three|four)\b"
)
_OR = lazy(r"或者|或|、|和|跟|与|以及|还有|(?<=[a-z]),(?: and| or| nor)? | or | and | nor ")

_AND = lazy(r"[”」\"']?(?:这个词|这词儿?|一词)?(?:和|跟|与|以及|还有|及| and (?:the |of )?)[“「\"']?")
_STORY_TELLER = lazy(r"^(?:我们?|俺们?|咱们?)(?:家)?是|^(?:i am|i'm|we are) ")

# --- a mention that is denied

_TURN = r"(?:但是?|却|而|又|可是?|不过|然而|并且?|且|偏偏?|反倒|反而|愣是?|,|，|、)"
_EMPHATIC = (
    r"(?:[一半几]?个字儿?|[一只半]字|[一半]句(?:话)?|[一半]次|一回|一笔|压根儿?|根本|完全|从头到尾|全然|丝毫|一点儿?|始终|就是|竟然?|居然"
    r"|[一半哪][个样条种类项位](?:词|人|词儿)?|[两俩三仨四五]者|哪怕一[个次]|统统|通通)"
)
_EVERY = r"(?:都|也|均|(?<![安健完保齐])全|皆|就|还|同时|一起|一并|一块儿?|全都|里外里)"
_NOT = r"(?<![有提写说讲谈含涉点带])(?:没有?|未曾?|不曾|从未|从没有?|并未|并没有?|并不|毫不|不|甭|(?<![分区特类级个])别)(?:专门|直接|明确|单独|具体|再|去|怎么|曾)*"
_DENIES = lazy(rf"{_TURN}*{_EMPHATIC}*{_EVERY}*{_NOT}(?P<verb>)$")
# A short verb alone, which says that something is mentioned only beside a "not" or an "only": 没提, 不写, 光说.
_BARE = lazy(
    rf"(?P<how>{_NOT}|(?:光|只|仅|单|既|又|也|还|一块儿?|一起|一并|同时))(?P<verb>(?:提|写|说|讲|谈|点|涉|含|带|沾)(?:及|到|过|上|了|着|名)*|出现过?|露[过了]?[面脸]|沾边儿?)"
    r"(?!(?<=不说)[,，](?:还|也|又|更|甚至|而且|并且|连|竟))"  # 老尿炕不说，还怕生: and what is more
)
_DENIES_EN = lazy(
    r"\b(?:not|never|without|don't|doesn't|didn't|won't|fail(?:s|ed)? to|omit(?:s|ted)? to|leave out|leaves out|no)(?: (?:even|ever|explicitly|once|also|actually|directly|specifically|at all))* $"
)
_NOTHING_EN = lazy(r" (?:neither|nothing|no word|none)\b")
_BUT_NOT = lazy(
    r",? (?:but|and|yet|though) (?:not|never|no|without|nothing)(?: (?:the|any|of|to|about|on))* (?P<what>[a-z' -]+?)(?=$|[,.;?!])"
)
# 学校、家庭两样(都)提到: what stands between a list and the mention behind it.
_MANY = r"(?:(?:这|那)?(?:[两二三四五俩仨几]+(?:[个种样者类项方]|个?词|种人|类人|个字)?)?(?:孩子|词儿?|群体|部门|单位|主体)?)"
_BEFORE = lazy(
    rf"(?P<list>[^，,。；;？?！!：:()]+?){_MANY}(?:{_TURN}|{_EMPHATIC}|{_EVERY}|(?:在(?:里头|里面|其中|一条里))|有)*$"
)


@dataclass(frozen=True, slots=True)
class Held:
    """What the text of clauses is held to.

    Attributes:
        words: words of which a clause holds one, or all where ``every`` says so.
        every: whether all are needed.
        absent: words of which a clause holds none.
        unread: what was said of words and not read.
    """

    words: tuple[str, ...] = ()
    every: bool = False
    absent: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is said of words."""
        return bool(self.words or self.absent or self.unread)


def read_held(reading: Reading) -> Held:
    """What a question over the clauses says of the words in them, and of what else they are to be about."""
    if not _speaks_of_clauses(reading):
        return Held()
    held = _read_held(reading)
    if held and (generic := _ANY_OF_KIND.search(reading.text)) and not reading.quotes:
        return Held(unread=(generic.group(),))  # no word tells whether any body is named
    about = (*_aside(held, reading), *_untold_en(held, reading)) if held.words else ()
    return Held(held.words, held.every, held.absent, (*held.unread, *about)) if about else held


# 没点名任何部门, 提到具体数字: anything of a kind, which is no word to look for.
_ANY_OF_KIND = lazy(
    r"(?:任何|哪怕一个|随便哪个|具体(?:的|某个)?|明确的?|某个|一个)(?:牵头|责任|主管)?(?:部门|单位|机构|机关|主体|责任人|人群|群体|对象|数字|日期|时间|地方|地点|年份|金额|法律|文件)(?!长)"
    r"|(?:^|[到了过提点写说])(?:部门|单位|机构)(?:的)?(?:名字|名称|名)|\b(?:any|a specific|some|a particular|no) (?:[a-z]+ )?(?:bod(?:y|ies)|departments?|agenc(?:y|ies)|institutions?|organi[sz]ations?|numbers?|figures?|dates?|places?)\b"
)
_OF_MATTER = lazy(r"(?:这|那)?(?:方面|一?块儿?|些?事儿?|领域)(?:里|中|上|的|,|，)*")


_NAMING = ("n", "v", "j", "i", "l", "x")  # tags of what may name a matter; 别的领域 names none


def _aside(held: Held, reading: Reading) -> tuple[str, ...]:
    """What clauses are to be about beside the words that they hold (禁毒方面涉及未成年人的措施)."""
    gaps = (gap for gap in reading.gaps if _OF_MATTER.match(reading.text, gap[1]))
    return tuple(
        word
        for word in (reading.text[slice(*gap)] for gap in gaps)
        if pos_tags(word)[-1].startswith(_NAMING)
        and not any(word in said or said in word for said in (*held.words, *held.absent))
    )


def _untold_en(held: Held, reading: Reading) -> tuple[str, ...]:
    """English words of a question for clauses that hold something which name something else (in Children and Sports)."""
    if not reading.text.isascii():
        return ()  # a word in Chinese says which is meant
    said = {*held.words, *held.absent}
    phrases = reading.table.english.found(reading.text, lambda _: False)
    told = [(s, e) for s, e, terms in phrases if said & set(terms)]
    told += [m.span() for word in held.unread for m in compiled(re.escape(word)).finditer(reading.text)]
    return tuple(
        reading.text[start:end]
        for start, end in reading.gaps
        if not any(s < end and start < e for s, e in told)
        and reading.strange(start, end)
        and (_PLACED_EN.search(reading.text[:start]) or _COUNTED_EN.match(reading.text, end))
    )


# What restricts clauses by its place in a question: in …, under …; … measures.
_PLACED_EN = lazy(r"\b(?:in|under|within|of|from|for)(?: the| our| its| children and)? $")
_COUNTED_EN = lazy(r" (?:(?:policy|strategic|main) )?(?:measures|goals|clauses|targets|provisions)\b")


_LACKS = lazy(r"(?:没有?|无|不[含带])$|\bbut (?:not|never)(?: (?:of|the|any|to))? $")


def _has_not(reading: Reading) -> Held:
    """The one word of the plan that clauses are said to have, and the one that they have not (有幼儿园没学校的)."""
    match = reading.has_not
    return Held((match["has"],), False, (match["not"],)) if match else Held()


def _read_held(reading: Reading) -> Held:
    """The words on both sides."""
    lacking = [q for s, _, q in reading.quotes if _LACKS.search(reading.text[:s]) and _is_content(q, reading)]
    if lacking and len(lacking) < len(reading.quotes):  # 有“铁人”没“精神”的
        words = tuple(q for _, _, q in reading.quotes if q not in lacking)
        return Held(words, len(words) > 1, tuple(lacking))
    if has := _has_not(reading):
        return has
    bare = bare_mentions(reading)
    said = [slot for slot in mentions_of(reading) if not (bare and slot.value == "quoted")]
    mentions = tuple(sorted((*said, *bare), key=lambda slot: slot.start))
    denied = [slot for slot in mentions if _denial(slot, reading) is not None]
    contrast = _BUT_NOT.search(reading.text) if reading.lang == "en" and mentions else None
    if not denied and contrast is None and bare and _TOGETHER.search(reading.plain[: bare[0].start]):
        return _known(_objects(bare[0], bare, reading), True, reading)  # A和B一块儿提的
    if not denied and contrast is None and _says_both(bare, reading):
        both = dict.fromkeys(w for slot in bare for w in _objects(slot, bare, reading))
        return _known(tuple(both), True, reading)
    if not denied and contrast is None:
        listed = [_listed_before(slot, reading) for slot in mentions[:1]]
        words = mentioned(reading)
        if words and listed and len(listed[0]) > 1 and not _right_behind(mentions[0], reading):
            every = mentions[0].text not in WEAK or bool(_BOTH.search(reading.text))
            return _known(listed[0], every, reading)  # A、B相关的: on either
        joined = _BOTH.search(reading.text) or _are_joined(words, mentions, reading)
        return _known(words, len(words) > 1 and bool(joined), reading)
    return _with_denied(mentions, denied, contrast, reading)


_TOGETHER = lazy(r"(?:一块儿?|一起|一并|同时)$")


def _says_both(bare: Sequence[Slot], reading: Reading) -> bool:
    """Whether short verbs say of clauses that they hold one thing and another (既讲家庭又讲学校)."""
    leads = [reading.plain[: slot.start][-1:] for slot in bare]
    return (
        len(bare) > 1 and leads[0] == "既" and set(leads[1:]) <= set("又也还") and _speaks_of_clauses(reading)
    )


def _are_joined(words: tuple[str, ...], mentions: Sequence[Slot], reading: Reading) -> bool:
    """Whether clauses are said to mention one word and another; what is about several may be about either."""
    weak = any(slot.text in WEAK or _ABOUT_EN.fullmatch(slot.text) for slot in mentions[:1])
    places = sorted((at, at + len(word)) for word in words if (at := reading.text.find(word)) >= 0)
    between = [reading.text[a[1] : b[0]] for a, b in pairwise(places)]
    return bool(between and mentions) and not weak and all(_AND.fullmatch(text) for text in between)


def _with_denied(
    mentions: Sequence[Slot], denied: Sequence[Slot], contrast: re.Match[str] | None, reading: Reading
) -> Held:
    """The words of each mention, on the side that it stands for."""
    words = [w for slot in mentions if slot not in denied for w in _objects(slot, mentions, reading)]
    absent = [w for slot in denied for w in _objects(slot, mentions, reading)]
    if contrast is not None:
        absent += [w for w in _OR.split(contrast["what"]) if _is_word(w)]
    unread = () if absent and not set(words) & set(absent) else tuple(slot.text for slot in denied)
    held = _known(tuple(dict.fromkeys(words)), len(words) > 1 and bool(_BOTH.search(reading.text)), reading)
    left_out = _known(tuple(dict.fromkeys(absent)), False, reading)
    return Held(held.words, held.every, left_out.words, (*held.unread, *left_out.unread, *unread))


def _denial(slot: Slot, reading: Reading) -> int | None:
    """Where the "not" before a mention begins, with what leads to it; None where there is none."""
    if slot.value == "only":
        return None
    before = reading.text[: slot.start]
    match = (_DENIES_EN if reading.lang == "en" else _DENIES).search(before)
    if match is not None:
        return match.start()
    nothing = reading.lang == "en" and _NOTHING_EN.match(reading.text, slot.end)
    return slot.start if nothing else None


def bare_mentions(reading: Reading) -> list[Slot]:
    """Short verbs beside a "not" or an "only", where no other word of the table is seen in them."""
    taken = [s for s in reading.slots if s.slot in ("mention", "kind", "unit", "comparator", "bound", "op")]
    found = []
    for match in _BARE.finditer(reading.plain) if reading.lang == "zh" else ():
        start, end = match.span("verb")
        if not any(s.start < end and start < s.end for s in taken):
            how = "" if re.fullmatch(_NOT, match["how"]) else "only"
            found.append(Slot(start, end, match["verb"], "mention", how))
    return found


def _objects(slot: Slot, mentions: Sequence[Slot], reading: Reading) -> tuple[str, ...]:
    """What one of several mentions speaks of: quoted behind it, else said behind it, else listed before it."""
    ends = [_denial(s, reading) or s.start for s in mentions if s.start > slot.start]
    stop = min(ends, default=len(reading.text))
    quoted = tuple(q for s, e, q in reading.quotes if slot.end <= s and e <= stop and _is_content(q, reading))
    beside = quoted or tuple(_right_behind(slot, reading, mentions)) or _listed_before(slot, reading)
    return beside or (tuple(_before_mention(reading, slot)) if slot == mentions[0] else ())


def _listed_before(slot: Slot, reading: Reading) -> tuple[str, ...]:
    """What is listed right before a mention, in the same piece (家长和教师都出现, “A”“B”两个词都没写)."""
    denial = _denial(slot, reading)
    end = slot.start if denial is None else denial
    stops = [m.end() for m in PIECE.finditer(reading.text, 0, end)]
    stops += [
        s.end for s in reading.slots
        if s.end <= end and s.slot in ("noun", "group", "ask", "mention", "most") and s.text not in _OF_LIST
    ]  # fmt: skip
    start = max(stops, default=0)
    quoted = tuple(q for s, e, q in reading.quotes if start <= s and e <= end and _is_content(q, reading))
    match = _BEFORE.search(reading.text[start:end])
    if quoted or match is None:
        return quoted
    run = _PARTICLES.sub("", _LEADING.sub("", match["list"])).strip()
    return tuple(dict.fromkeys(_plan_word(w, reading) for w in _OR.split(run) if _is_word(w)))


_OF_LIST = ("几个", "三个", "两个")
_LEADING = lazy(r"^(?:里头|里面|里边|当中|之中|其中|里|中|内|下面|底下|上|把|将|对|连|的|,|，)+")


def _plan_word(said: str, reading: Reading) -> str:
    """A word of a list, or the longest run of it that the plan says (麻烦看看家长)."""
    at = reading.text.find(said)
    return said if said in reading.catalog.vocabulary else reading.known_part(at, at + len(said)) or said


def _speaks_of_clauses(reading: Reading) -> bool:
    """Whether lines of text are asked about, by a noun, by a part of the plan, as 条, or as what a domain does not say."""
    said = reading.nouns & {"clause", *CLAUSES} or reading.sections or (reading.asks and in_goals(reading))
    if said or any("条" in s.text for s in reading.slots if s.slot in ("ask", "group", "mention")):
        return True
    bounded = any(reading.of(slot) for slot in ("kind", "unit", "bound", "comparator"))
    of_rows = reading.named or reading.figures or bounded or reading.about_somebody
    aims = "aim" in reading.nouns and not of_rows and not _OVERALL.search(reading.text)
    if aims and any(slot.value != "quoted" for slot in (*mentions_of(reading), *bare_mentions(reading))):
        return True  # 关于欺凌的目标: goals, as no row is named
    if (
        reading.lang == "en"
        and reading.domains
        and mentions_of(reading)
        and _IN_DOMAIN_EN.search(reading.text)
    ):
        return True
    by_domain = "domain" in reading.of("group") and not reading.nouns - {"domain"}
    told = (s for s in (*mentions_of(reading), *bare_mentions(reading)) if s.value != "quoted")
    return by_domain and any(_denial(slot, reading) is not None for slot in told)


# A part of a plan of its own (总体目标), not one of its goals.
_OVERALL = lazy(r"总体?目标|\boverall (?:goal|target|objective)")
# does the welfare domain mention …, is … mentioned in the health section
_IN_DOMAIN_EN = lazy(
    r"^(?:[a-z ,']*[,:] )?(?:does|do|is|are|has|have|did)\b.*\b(?:domain|section|area|part|field)\b"
)


def in_goals(reading: Reading) -> bool:
    """Whether it looks into the goals (目标里的), and into none by its title."""
    figures = any("." in quantity.text or quantity.unit for quantity in reading.figures)
    below = any(s.slot == "below" and "目标" in s.text for s in reading.slots)
    return below and not reading.goals and not figures  # 3.5在目标里出现了两回: a figure of rows


def mentioned(reading: Reading) -> tuple[str, ...]:
    """The words that clauses are said to hold; 涉及哪些行业 asks for what is mentioned."""
    of_clauses = _speaks_of_clauses(reading)
    at = next((s.end for s in mentions_of(reading)), -1)
    object_asked = any(
        s.slot == "ask" and s.value == "list" and 0 <= s.start - at <= 1 and "条" not in s.text
        for s in reading.slots
    )
    if of_clauses and at < 0:
        return _topic(reading)
    return _words(reading) if of_clauses and not object_asked else ()


def mentions_of(reading: Reading) -> list[Slot]:
    """The words that say that clauses hold something; 含15条 says how many."""
    found = [
        s for s in reading.slots
        if s.slot == "mention" and not re.match(r" ?[0-9]{1,2}(?![0-9])", reading.plain[s.end :])
        and not (s.text in _HOLD and re.search(r"\bplan ?(?:\'s)? ?$", reading.text[: s.start]))
    ]  # fmt: skip
    named = [s for s in reading.slots if s.slot == "named" and reading.quotes]
    nouns = [s for s in reading.slots if s.slot == "noun" and s.value in ("clause", *CLAUSES)]
    for slot in nouns if not found else ():
        match = _ABOUT_EN.match(reading.text, slot.end)
        if match and reading.lang == "en":
            found.append(Slot(slot.end, match.end(), match.group(), "mention", "mention"))
    quotes = [
        Slot(start, end, quote, "mention", "quoted")
        for start, end, quote in reading.quotes
        if _is_content(quote, reading)
    ]
    return found or named or quotes[-1:] or _inscribed(reading) or _charged(reading)


# What says that a word stands there, by its verb and its aspect: 印着, 标有, 注明.
_INSCRIBED = lazy(
    r"(?:写|标|印|载|注|记|刻|挂|收|列|嵌|落)(?:着|有|明|进了?|入了?|上了?)(?![几多哪啥什]|[一二两三四五六七八九十0-9]{1,3}[个条项])(?=[^，,。；;？?]{2,})"
)
# 被派了活儿的措施: those in which somebody is told to do something.
_CHARGED = lazy(r"被[\u3400-\u9fff]{1,6}?的(?=(?:策略)?措施|条款|目标|有?[哪几])")


# 有没有措施写孤独症: a short verb right behind the clauses that are to say it.
_SAID_OF = lazy(
    r"(?:措施|条款|目标|[哪几]条)(?:里头?|里面|中|上)?(?:有没有|有无|专门|单独|都|是)*(?P<verb>(?:写|提|讲|说|谈|含)(?![的得了着到没不及明过入进什啥哪几清一出高升供]))(?=[\u3400-\u9fff“\"]{2})"
)


# 提少先队的措施, 讲校车的条款: a short verb before what the clauses are to say, at the head of a part.
_SAID_FIRST = lazy(
    r"(?:^|[，,。；;：:]|领域(?:里头?|中|内)?|有没有|凡是?|所有|全部)(?P<verb>提(?![高升供出倡前示议醒要防速])|讲(?![究述解座课]))(?=[\u3400-\u9fff0-9]{2,12}的(?:策略)?(?:措施|条款|主要目标|目标))"
)
_SAID_OR_NOT = lazy(r"(?P<verb>([写提讲说谈])没\2(?:到|过|上|及)?)(?=[\u3400-\u9fff“\"]{2})")


# The verb said twice, before its object and before how much: 提网络提得最多.
_SAID_TWICE = lazy(r"(?P<verb>[提写说讲谈])(?=[\u3400-\u9fff]{2,8}(?P=verb)得)")


def _inscribed(reading: Reading) -> list[Slot]:
    """A verb that says that a word stands in clauses, where these are named."""
    told = reading.nouns & {"clause", *CLAUSES} and reading.lang == "zh"
    copied = _SAID_TWICE.search(reading.plain)
    beside = _SAID_OF.search(reading.plain) or _SAID_OR_NOT.search(reading.plain)
    if told and (bare := copied or beside or _SAID_FIRST.search(reading.plain)):
        return [Slot(*bare.span("verb"), bare["verb"], "mention", "mention")]
    return (
        [Slot(*m.span(), m.group(), "mention", "mention") for m in _INSCRIBED.finditer(reading.plain)][:1]
        if told
        else []
    )


def _charged(reading: Reading) -> list[Slot]:
    """That somebody is given something to do by clauses."""
    match = _CHARGED.search(reading.plain) if reading.lang == "zh" else None
    return [Slot(*match.span(), match.group(), "mention", "mention")] if match else []


def _is_content(quote: str, reading: Reading) -> bool:
    """Whether a quote is a word that clauses may hold, no title and no word of the table."""
    titles = (
        *reading.table.goals, *reading.table.sections, *reading.begun, *reading.titled_words, *reading.units,
    )  # fmt: skip
    return quote not in titles and not _is_noun(quote, reading) and not set(quote) <= set("—-")


def _topic(reading: Reading) -> tuple[str, ...]:
    """What is said first, in a part of its own: 法治副校长，措施里有几条？."""
    found = [_whole_word(gap, reading) for gap in reading.gaps if reading.is_topic(*gap)]
    people = [
        m.text for m in reading.people
        if not reading.text[: m.start].strip() and re.match(r"(?:的事儿?|这块儿?|方面)?[，,]", reading.text[m.end :])
    ]  # fmt: skip
    return tuple(dict.fromkeys(word for word in (*found, *people) if word))


def _whole_word(gap: tuple[int, int], reading: Reading) -> str:
    """What the plan says of a gap, with what a word of the table took of it (家 of 家庭教育)."""
    part = reading.known_part(*gap)
    if not part:
        lay = reading.table.lay.get(reading.text[slice(*gap)], ())  # 网络沉迷: an everyday word for 沉迷网络
        return next((word for word in lay if word in reading.catalog.vocabulary), "")
    at = reading.text.find(part, gap[0])
    return widened(reading.text, (at, at + len(part)), reading.catalog.vocabulary) if at >= 0 else part


def _known(words: tuple[str, ...], every: bool, reading: Reading) -> Held:
    """The words as the plan has them; an English one that nothing translates is not read.

    Where all are needed, of an English word's translations the first one stands for it.
    """
    found: list[str] = []
    foreign: list[str] = []
    for word in words:
        if not word.isascii() or word in reading.catalog.vocabulary:
            word = word if reading.quotes else _without_subject(word, reading)
            lay = (
                ()
                if reading.quotes or word in reading.catalog.vocabulary
                else reading.table.lay.get(word, ())
            )
            known = [term for term in lay if term in reading.catalog.vocabulary]
            found += (known[:1] if every else known) or [word]  # 抽烟: 吸烟
            continue
        terms = reading.table.english.widened(word, lambda _: False) or _word_of_domain(word, reading)
        known = [term for term in terms if term in reading.catalog.vocabulary]
        found += known[:1] if every else known
        foreign += [] if known else [word]
    if len(found) == 1 and (parts := _parts_known(found[0], reading)):
        return Held(parts, len(parts) > 1)
    return Held(tuple(dict.fromkeys(found)), every and len(found) > 1, (), tuple(foreign))


def _word_of_domain(word: str, reading: Reading) -> tuple[str, ...]:
    """The plan's word for the English name of a domain that clauses mention (mention safety); goals on education are its own."""
    about = any(_ABOUT_EN.fullmatch(slot.text) for slot in mentions_of(reading)[:1])
    return () if about else reading.table.domain_words(word)


def _parts_known(word: str, reading: Reading) -> tuple[str, ...]:
    """The parts of a word that the plan only has apart (孩子家长 → 孩子, 家长); none where it has the word, or not all parts.

    Whom the whole plan is about narrows nothing beside others (儿童睡眠 → 睡眠).
    """
    if word.isascii() or word in reading.catalog.vocabulary or reading.quotes:
        return ()
    parts = reading.parts_of(word)
    if len(parts) < 2 or not all(part in reading.catalog.vocabulary for part in parts):
        return ()
    return tuple(part for part in parts if part not in reading.catalog.meta.title) or parts


def _without_subject(word: str, reading: Reading) -> str:
    """儿童心理健康, 孤独症孩子 → 心理健康, 孤独症: whom the whole plan is about narrows nothing."""
    spans = segment(word)
    first, last = word[slice(*spans[0])], word[slice(*spans[-1])]
    rest = word.removeprefix(first).removeprefix("的")
    if (
        len(first) > 1
        and first in reading.catalog.meta.title
        and len(rest) > 2
        and rest in reading.catalog.vocabulary
    ):
        return rest
    idle = any(entry.value[0] == "filler" for entry in reading.table.words.entries.get(last, ()))
    rest = word.removesuffix(last).removesuffix("的")
    known = rest in reading.catalog.vocabulary or rest in reading.table.lay
    told = word in reading.catalog.vocabulary or word in reading.table.lay or len(rest) < 2 or not known
    return word if told or not idle else rest


def _words(reading: Reading) -> tuple[str, ...]:
    """The words that clauses must hold, quoted, or beside the word that says so."""
    used = {*reading.begun, *reading.titled_words, *reading.table.sections}
    quoted = [
        q for _, _, q in reading.quotes
        if q not in reading.table.goals and not _is_noun(q, reading) and not q.startswith("——") and q not in used
    ]  # fmt: skip
    places = {*reading.table.sections, *(name for d in reading.domains for name in reading.table.domains[d])}
    behind = [word for word in _behind_mention(reading) if word not in places or reading.quotes]
    mentions = [slot for slot in mentions_of(reading) if slot.value != "quoted"]
    if quoted and len(mentions) > 1:  # 既提到“DNA”又提到毒品
        quoted += [w for slot in mentions for w in _objects(slot, mentions, reading)]
    said = quoted or behind or _before_mention(reading, mentions_of(reading)[0])
    return tuple(dict.fromkeys(said))


def _is_noun(quote: str, reading: Reading) -> bool:
    entries = reading.table.words.entries.get(quote)
    return bool(entries) and entries[0].value[0] == "noun" if entries else False


def _behind_mention(reading: Reading) -> list[str]:
    """提到妇联的措施 → 妇联; cut at the noun that is asked about, at 最多 or a mark; 既提到学校又提到家长 → both."""
    found = [word for slot in mentions_of(reading) for word in _right_behind(slot, reading)]
    return list(dict.fromkeys(found))


def _right_behind(slot: Slot, reading: Reading, mentions: Sequence[Slot] = ()) -> list[str]:
    """The words of the run behind a mention, up to what is asked about, a mark, or the next mention and its "not"."""
    if reading.text[slot.end : slot.end + 1] == "、":
        return []  # 社区写了、学校没写
    stops = [s.start for s in reading.slots if s.start >= slot.end and s.slot in _STOPS]
    stops += [_denial(s, reading) or s.start for s in mentions if s.start > slot.start]
    marks = [
        m.start()
        for m in PIECE.finditer(reading.text, slot.end)
        if not _LIST_EN.match(reading.text, m.start())
    ]
    marks += [s for s, _ in reading.domain_spans.values() if s > slot.end + 1]
    marks += [m.start() for m in _TURNS.finditer(reading.text) if m.start() > slot.end]
    run = reading.plain[slot.end : min((*stops, *marks, len(reading.text)))].strip()
    for _ in range(2):
        run = _PARTICLES.sub("", run).strip()
    run = _SMALL_EN.sub("", run).strip(' “”「」『』"')
    run = run.removesuffix("名") if slot.text.startswith("点") else run  # 点了统计部门名的
    words = [run] if len(segment(run)) == 1 else _OR.split(run)  # 参与 is one word
    said = [word.strip() for word in words if _is_word(word.strip())]
    return [] if slot.text in WEAK and all(map(_OF_PLANS.fullmatch, said)) else said


# What is asked for of a matter that stands before (和食品安全有关的要求).
_OF_PLANS = lazy(r"的?(?:要求|规定|内容|安排|事儿?|事情|部分|说法|做法|举措|办法|政策|东西|话|句子)")
_STOPS = ("noun", "group", "most", "ask", "apart", "mention", "except", "op", "every", "bound")
# A comma within an English list (schools, kindergartens and nurseries).
_LIST_EN = lazy(r", (?:[a-z' -]+, )*(?!(?:and|but|or) )[a-z' -]+?,? (?:and|or|nor) (?!how|which|what)")
_TURNS = lazy(
    r"\(|(?:这|那)?[两俩二三四五几]个?(?:字|词|样|类|种|方|者)|这?[两俩三仨四五]个(?=的|都|全|$|[,，])|一词|字样|字眼|[这那]个词|但|却|又|而|既|[提写说讲谈]得|也(?=提|写|含|涉)|还(?=提|写|含|涉)|\b(?:but|and|yet) (?:not|never|no|without|nothing)\b|\bwithout\b"
)


def _is_word(word: str) -> bool:
    """Whether a piece is something that can be mentioned: 它 is not."""
    return len(word) > 1 and word not in (
        "它们",
        "这个",
        "那个",
        "什么",
        "他们",
        "没有",
        "这些",
        "of",
        "it",
        "them",
    )


def _before_mention(reading: Reading, slot: Slot) -> list[str]:
    """留守儿童，措施里有几条写到了 → 留守儿童: who or what is named, the last before the question."""
    if reading.lang == "en":
        phrases = reading.table.english.found(reading.text[: slot.start], lambda _: False)
        taken = [(s.start, s.end) for s in reading.slots if s.slot in ("noun", "group", "ask")]
        phrases = tuple(p for p in phrases if not any(s < p[1] and p[0] < e for s, e in taken))
        if phrases:
            return [reading.text[phrases[-1][0] : phrases[-1][1]]]
    told = [m for m in (*reading.people, *reading.named) if m.start < slot.start]
    gaps = [(s, e) for s, e in reading.gaps if e <= slot.start and not _STORY_TELLER.search(reading.text[:e])]
    known = [(s, e) for s, e in gaps if reading.known_part(s, e)]
    said = reading.catalog.vocabulary
    if told and (not known or max(m.start for m in told) > known[-1][0]):
        last = max(told, key=lambda m: m.start)
        return [widened(reading.text, (last.start, last.end), said)]
    number = re.search(r"[0-9]{3,}[\u3400-\u9fff]*", reading.plain[: slot.start])
    if number and not known:
        return [number.group()]
    strange = [(s, e) for s, e in gaps if reading.strange(s, e)]
    for start, end in (known or strange)[-1:]:
        part = reading.known_part(start, end)
        if not part:
            return [reading.text[start:end]]
        at = reading.text.find(part, start)
        return [numbered_phrase(reading.text, widened(reading.text, (at, at + len(part)), said), said)]
    people = [m.text for m in (*reading.people, *reading.named)]
    return people[-1:]
