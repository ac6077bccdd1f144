"""A question for all that a plan says → what of, where, and in which kinds of clause.

    read_request(query, words)    the request, or None where nothing that the plan has is named

The matter is what stands beside the words that ask. Of each thing named all forms are taken: as said, the plan's words
for it, and the noun that a spoken verb holds (抽烟 → 吸烟, 烟草). Things side by side (烟、酒、毒品) are alternatives;
else each must be there, but for words so frequent beside the rarest that they tell nothing apart (隐私保护).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from assistant.lexicon import Lexicon, Mention, segmented, spans_of
from assistant.matter_scope import kinds_asked, kinds_left_out, without_domains
from assistant.mentions import Matter
from assistant.patterns import compiled, lazy
from assistant.records import Language, Query
from assistant.synonyms import LayWords, Phrases, Synonym
from assistant.tagging import pos_tags

# Rarity of a term beside that of the rarest, below which it tells nothing apart.
TELLING: Final = 0.62
FEW: Final = 5  # a word in more than one of so many passages (儿童) tells nothing apart behind a verb, either
MOST_TERMS: Final = 6  # a question that names more tells a story
MOST_OF_CORE: Final = 15  # passages that hold the noun of a spoken verb, at the most
_PART: Final = 2  # characters of a part of a compound
_LONGEST_GAP: Final = 4
# What may stand between the parts of a compound: 药品, 及, 、卫生, 化共享 (信息化共享平台).
_COORDINATED = lazy(
    r"[、和与及]?[\u4e00-\u9fff]{2}|化(?:[\u4e00-\u9fff]{2})?|[\u4e00-\u9fff]{2}[、和与及]|[、和与及]"
)

_PART_END = lazy(r"[，,。；;：:？?！!]+")
_PART_END_EN = lazy(r"[.;?!:]+(?: |$)")
_JOINS = lazy(
    r"的?\s*(?:、|啊|呀|啦|哪|嘞|,|和|与|及|以及|或|或者|跟|还有|/|\(|\)|（|）|,?\s*(?:and|or|including|plus|as well as))\s*"
    # 做研究、搞科研: the same said again of a second thing; 培养哪些人才、壮大哪些队伍: asked again of a second one
    r"(?:(?:搞|做|抓|办|弄|管|建|设|防|禁|开展|进行|实施|推进|建立|建设)|[\u4e00-\u9fff]{0,4}(?:哪些|哪几[个种类项条支]))?"
)
_JOINS_VERB = lazy(r"(?:、|,|，|和|与|及|或|以及|或者|还有)(?P<verb>[\u4e00-\u9fff])")
# All that there is, by the grammar of the question: 都提了些啥, 都有哪些, 分别怎么写.
_GATHERED = (
    "列|说|写|摘|找|要|拉|盘|数|讲|算|拿|拎|挑|捞|捋|翻|抄|摆|整|报|念|读|搜|收|归|汇|理|掏|拢|凑|亮|晒"
)
_ALL = lazy(
    rf"所有|全部|(?<![安健完保齐])全(?:都|部)?(?:给|帮|替)?(?:我|俺|咱)?(?:{_GATHERED})|逐[一条项处个]|挨[个条处]|一[条处个项样](?:[条处个项样])?(?:都|也)?(?:别|不|甭|不能|不要)(?:漏|落|少|拉)"
    r"|一[条个](?:一)?[条个](?:地)?(?:列|说|讲|数)|(?:列|说|写|找|数|讲|摘)(?:得|个)?(?:全|齐|完整)|都(?:给|帮|替)[^，,。？?]{0,3}(?:列|摘|找|说|写|挑|拎|捞|捋|理|讲|念|读)|都[念读列摘找挑捋理说写数讲](?:[^，,。？?]{0,2}[来全]|一下|一遍|上|出)|都(?P<told>[念读列说数讲])(?P=told)|都(?:摘|抄|列|找|挑|拎|捋|理|说|讲|念|读|发|报)给(?:我|俺|咱)|只(?:要|看|列)[^，,。]{0,4}(?:目标|指标|措施)|(?:都|全都|分别)[^，,。？?]{0,8}?(?:什么|啥|哪|咋|怎么|怎样|如何)|(?:哪|什么)[^，,。？?]{0,8}都"
    r"|(?<!措施)(?<!目标)(?<!指标)(?:列|拉|整|出|打|做|理|弄|拽)(?:一?个|一?张|一?份)?(?:单子|清单|名录|明细|目录|总表|一览表?)"
    r"|(?:不管|无论|不论|甭管|别管|甭论|不拘|任凭)(?:它|你|是|都|在|到底|规划|搁|放|写)*(?:哪|什么|啥|谁|何)|\bno matter wh"
    r"|(?:还有|有没有|哪些)?(?:别|其他|其它|另外)的?(?:领域|章节?|部分|地方|板块|篇章)[^，,。？?]{0,6}[提写说讲谈涉][到及过]"
    r"|\b(?:all|every\w*|each|anywhere|throughout|wherever|whole plan|entire plan)\b"
)
# How often something is said: 出现过几次.
_TIMES_SAID = lazy(
    r"(?:出现|提到|提及|提|写到|说到|讲到|谈到)(?:过|了)?(?:几|多少)(?:次|处|回|遍|个地方)|\bhow (?:many times|often)\b(?=[^.?]*\b(?:mention\w*|appears?|occurs?|comes? up|says?|said|speaks?|refers?|talks?|words?|named?|written|used)\b)"
)
_WHETHER_SAID = lazy(
    r"(?:别|其他|其它|另外|还有哪些?)的?(?:领域|章节?|部分|地方|板块|篇章)[^，,。？?]{0,6}[提写说讲谈涉][到及过]|([提写说讲])没\1|有没有(?:提|写|说|讲)|(?:提|写|说|讲|涉及)(?:到|及)?(?:过|了)?没有?(?=[？?。啊呀呢]*$)"
    r"|\b(?:does|do) (?:the plan|it|this plan)(?: even| also| actually)? (?:mention|speak of|talk about|refer to|touch on|say anything (?:about|on))\b"
    r"|\bis there (?:anything|something|any mention|a word)(?: in (?:the|this) plan)?(?: about| on| of)\b|\bany mention of\b"
)
# A part that only says that something is to be left out of nothing (农村的学校的都算上).
_INCLUDING = lazy(r"(?:都|全|也)?(?:算上|算在内|包括在内|包括|在内|都算|都要|都列)$")
# What plans are made of; no matter of one.
OF_PLANS: Final = lazy(
    r"(?:领域|层面|项目|目标|措施|策略|主要|细项|分项|子项|小项|条目|板块|条款|规定|要求|内容|材料|指标|方面|任务|工作|事项?|事儿?|事情|章节?|部分|原文|文件|地方|培训|学习|出现|涉及|有关|相关|写到|讲到|提到"
    r"|哪里|这样|家里|政策|办法|做法|安排|说法|表述|文字|全文|文本|字样|句子|段落|清单|名单|形式|方式|方法|途径|渠道|手段|花样|问题|情况|东西|玩意儿?|备课|汇报|报告用|保障|举措|支持|第[一二三四五六七八九十0-9]+[个条项章节点句]?|各[类种项处个样]"
    r"|domain|measur\w*|goal|target|clause|part|section|plan|place|say|deal|list|mention\w*|doe|wher|want\w*|offer|everyth\w*|anywher\w*|collect|includ\w*|tell|show|give)+"
)
# Roles of words that ask or only connect; the others (热线, 补贴) may also be what is asked about.
_NAMING_ROLES = frozenset(
    {"phone", "paid", "money", "address", "website", "documents", "penalty", "procedure", "period", "roster"}
)


@dataclass(frozen=True)
class MatterWords:
    """What a matter is read with.

    Attributes:
        lexicon: words of questions, populations, names.
        chinese: lay words with the plan's words for them.
        english: English phrases with the plan's words for them.
        vocabulary: the plan's folded text.
        total: how many passages there are.
        holding: how many of them hold a word.
        is_common: whether a word stands in so many that it tells nothing apart.
        domains: names by which each domain is spoken of, in both languages, by its title.
        alike: names of the same people, by each of them (家长, 父母).
    """

    lexicon: Lexicon
    chinese: LayWords
    english: Phrases
    vocabulary: str
    total: int
    holding: Callable[[str], int]
    is_common: Callable[[str], bool]
    domains: Mapping[str, tuple[str, ...]]
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """All on a matter, in some domains (all where none), in some kinds of clause (all where none).

    ``every`` where the question says that it wants all; ``strange`` counts words beside the matter that the plan
    does not have; ``narrowed`` where a topic is held to one whom it names behind it (留守儿童，企业有哪些措施).
    """

    matter: Matter
    domains: tuple[str, ...]
    kinds: frozenset[str]
    every: bool
    strange: int
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    """Something named in a part of a question: its span there, and the plan's forms of it."""

    start: int
    end: int
    forms: tuple[str, ...]
    is_verb: bool = False


def asks_all(query: Query, lexicon: Lexicon) -> bool:
    """Whether a question says that it wants all that there is."""
    return (
        bool(_ALL.search(query.text) or kinds_left_out(query.text))
        or says_how_often(query)
        or any("every" in m.values("word") for m in lexicon.scan(query.text))
    )


def asks_whether_said(query: Query) -> bool:
    """Whether a question asks if the plan speaks of something (提没提), as one may before asking for all of it."""
    return _WHETHER_SAID.search(query.text) is not None


def says_how_often(query: Query) -> bool:
    """Whether a question asks how often the plan says something."""
    return _TIMES_SAID.search(query.text) is not None


def read_request(query: Query, words: MatterWords) -> Request | None:
    """What all is asked of; None where the question names nothing that the plan has."""
    text, domains = without_domains(query.text, words.domains)
    part = _matter_part(text, query, words)
    if part is None:
        return None
    terms, strange = _terms(part, query.lang, words)
    terms = _without_favour(part, terms)
    joined = _joined(part, terms, words)
    narrowed = _narrowing(text, query, words) is not None
    groups = _quoted(query.text, words) or (
        tuple(joined) if narrowed or _is_done_to(terms, part) else _telling(list(joined), words)
    )
    called = tuple((forms, name) for forms, name in joined.items() if name != forms[0])
    return Request(
        Matter(groups, every=True, called=called),
        domains,
        kinds_asked(query.text),
        asks_all(query, words.lexicon),
        strange,
        narrowed,
    )


# What is put in quotation marks as a word that the plan may have ("免费"两个字出现在哪).
_QUOTED = lazy(
    r"[\"“「『'](?P<said>[^\"”」』']{2,12})[\"”」』'](?=[^，,。？?]{0,4}(?:字|词|说法|提法|表述|字眼|出现|提|的(?:地方|句子|条)))"
)


def _quoted(text: str, words: MatterWords) -> tuple[tuple[str, ...], ...]:
    """The words that a question quotes to be looked for, where the plan has them letter for letter."""
    said = [match["said"] for match in _QUOTED.finditer(text)]
    return tuple((word,) for word in said) if said and all(word in words.vocabulary for word in said) else ()


def named_in(text: str, lang: Language, words: MatterWords) -> tuple[tuple[str, ...], ...]:
    """What a folded text names that the plan has, each in all its forms, left to right."""
    terms, _ = _terms(text, lang, words)
    return tuple(term.forms for term in terms)


def rarity(forms: Iterable[str], words: MatterWords) -> float:
    """Inverse document frequency of a term over the passages, all its forms together."""
    return math.log((words.total + 1) / (sum(map(words.holding, forms)) + 0.5))


# --- where -----------------------------------------------------------------------------------------


def restricts(query: Query, words: MatterWords) -> bool:
    """Whether a question is restricted to some domains."""
    return bool(without_domains(query.text, words.domains)[1])


# --- which part names it ---------------------------------------------------------------------------


def _matter_part(text: str, query: Query, words: MatterWords) -> str | None:
    """The part of a question that names the matter: the one that asks, else the nearest before it, else after."""
    ends = _PART_END if query.lang == "zh" else _PART_END_EN
    parts = [part for part in ends.split(text) if part and part.strip()]
    named = [bool(_terms(part, query.lang, words)[0]) for part in parts]
    asking = [_asks(part, words.lexicon) for part in parts]
    if query.lang == "zh" and any(name and not asks for name, asks in zip(named, asking, strict=True)):
        named = [name and not _names_kind_only(part, words) for name, part in zip(named, parts, strict=True)]
    wide = [bool(_INCLUDING.search(part.strip())) and not _SAYING.search(part) for part in parts]
    told = next((n for n in range(len(parts)) if named[n] and _SAYING.search(parts[n])), None)
    if told is not None:
        return parts[told]
    first = next((n for n, asks in enumerate(asking) if asks), len(parts))
    order = [
        *(n for n in range(len(parts)) if asking[n] and not wide[n]),
        *(n for n in range(first - 1, -1, -1) if not wide[n]),
        *(n for n in range(len(parts)) if not wide[n]),
        *range(len(parts)),
    ]
    topics = [n for n in range(first) if _is_topic(parts[n], query.lang, words)]
    if (both := _narrowing(text, query, words)) is not None:
        return both
    if topics and not any(named[n] and asking[n] for n in range(len(parts))):
        people = any(True for n in topics for _ in _people(parts[n], words))
        examples = [n for n in range(first) if _EXAMPLES.fullmatch(parts[n]) and named[n] and not people]
        bare = {n: _TOPIC_END.sub("", parts[n]) for n in topics} | {n: parts[n] for n in examples}
        return "、".join(bare[n] for n in sorted(bare))  # 留守儿童，吃的住的，规划都管啥
    return next((parts[n] for n in order if named[n]), None)


# 提到用人单位的都要: all that says a word, which is named right there.
_SAYING = lazy(
    r"(?:凡是?|所有|只要|里头?|规划|全文|通篇)[^，,。；;？?]{0,3}(?:提|写|说|讲|谈|涉)(?:到|及|过|了)[^，,。；;？?哪什啥谁几]{2,12}的(?:地方|句子|条款|内容|话|条)?(?:全|都|统统|一律|一概|我|也|给)*(?:要|列|找|摘|给我|算|挑|捋|念|说)"
)


# 都有哪些限制, 都有啥照顾: what kind of thing is asked for, where the matter is told in another part.
_KIND_BEHIND = lazy(r"(?:哪些|什么|啥|哪几[个项条种])(?P<kind>[\u4e00-\u9fff]{2,4}?)[呢啊呀吗]?$")


def _names_kind_only(part: str, words: MatterWords) -> bool:
    """Whether a part that asks names nothing but the kind of thing that it asks for, at its end."""
    kind = _KIND_BEHIND.search(part.strip())
    terms, _ = _terms(part.strip(), "zh", words) if kind else ([], 0)
    return bool(terms) and kind is not None and all(term.start >= kind.start("kind") for term in terms)


_TOPIC_END = lazy(r"(?:的?(?:这|那)?(?:些|个)?(?:事儿?|方面|问题|孩子|这块儿?)|[啊呀呢吧嘛哪])*$")


# 网吧啊娱乐场所啊: examples of what is asked about, one after the other.
_EXAMPLES = lazy(
    r"[^啊呀啦]{2,8}(?:[啊呀啦]+|、)(?:[^啊呀啦]{2,8}(?:[啊呀啦]+|、))*(?:[^啊呀啦]{2,8})?(?:[啊呀啦]|这些|什么的|啥的)"
)


def _is_topic(part: str, lang: Language, words: MatterWords) -> bool:
    """Whether a part is one thing that the plan has, named and nothing more."""
    terms, _ = _terms(part, lang, words) if lang == "zh" else ([], 0)
    return len(terms) == 1 and terms[0].start <= 1 and bool(_TOPIC_END.fullmatch(part, terms[0].end))


# Behind the one whom a topic is narrowed to: 社区层面有哪些措施, 学校这头要做啥.
_NARROWING_END = lazy(
    r"(?:层面|方面|这[头边块]儿?|那[头边块]儿?|里头?|上)?(?:都|又|要|得|该|应该?|能|可以|需要|具体)*(?:有|做|干|采取|提|定|写|管|办)?(?:了|到|过|些)?(?:哪|什么|啥)"
)


def _narrowing(text: str, query: Query, words: MatterWords) -> str | None:
    """A topic and the part behind it that asks what there is for one on it (家庭教育，社区层面有哪些措施), as one part."""
    parts = [part for part in _PART_END.split(text) if part.strip()] if query.lang == "zh" else []
    for topic, part in pairwise(parts):
        if _is_narrowing(part, query.lang, words) and _is_topic(topic, query.lang, words):
            return f"{_TOPIC_END.sub('', topic)} {part}"
    return None


def _is_narrowing(part: str, lang: Language, words: MatterWords) -> bool:
    """Whether a part that asks names one thing first, of which it asks what there is on the topic before it."""
    terms, _ = _terms(part, lang, words) if lang == "zh" else ([], 0)
    if len(terms) != 1 or terms[0].is_verb:
        return False
    lead = part[: terms[0].start].strip()
    return lead in ("", "在", "对", "从", "那", "规划") and bool(_NARROWING_END.match(part, terms[0].end))


_ASKED_BEHIND = lazy(r"(?:了|过|着|一?些|点儿?|的)*(?:什么|啥|哪|咋|怎么)")
_ASKS = lazy(r"什么|啥|哪|咋|怎么|怎样|如何|\b(?:what|which|where|how|list|every|all)\b")


def _asks(part: str, lexicon: Lexicon) -> bool:
    return bool(_ASKS.search(part)) or any("every" in m.values("word") for m in lexicon.scan(part))


# A second thing that is asked for as the first was.
_WHICH_BEHIND = lazy(r"哪些|哪几[个种类项条支]")
_JOINED_BEFORE = lazy(r"(?:哪些|哪几[个种类项条支])[^，,。；;？?]+[、和与]$")


# 哪几种方式: a word for the kind of thing that is asked for names no matter.
_KIND_ASKED = lazy(r"(?:哪|几|什么|啥)[种类样]$")


# --- what ------------------------------------------------------------------------------------------


def _terms(part: str, lang: Language, words: MatterWords) -> tuple[list[_Term], int]:
    """What a part names that the plan has, left to right; and how many of its words the plan does not have."""
    people = list(_people(part, words))
    return _english_terms(part, people, words) if lang == "en" else _chinese_terms(part, people, words)


def _people(part: str, words: MatterWords) -> Iterator[_Term]:
    """Groups of people, each with all its names in the plan; those whom the whole plan is about are none."""
    for mention in words.lexicon.scan(part):
        nobody = mention.values("word") or words.lexicon.ends_other_thing(mention, part)
        groups = () if nobody else mention.values("population")
        surfaces = [s for group in groups for s in words.lexicon.people.get(group, ())]
        stems = [name.removesuffix("儿童") for name in surfaces if _named_by_stem(name, words)]
        forms = _known((mention.text, *sorted(surfaces), *stems), words) if groups else ()
        if forms and not any(words.is_common(surface) for surface in surfaces):
            yield _Term(mention.start, mention.end, forms)


def _named_by_stem(name: str, words: MatterWords) -> bool:
    """Whether the beginning of a name of children hardly stands for anything else (留守 of 留守儿童, 残疾 of 残疾儿童)."""
    stem, whole = name.removesuffix("儿童"), words.vocabulary.count(name)
    return stem != name and len(stem) > 1 and words.vocabulary.count(stem) <= whole + whole // 2


def _english_terms(part: str, people: list[_Term], words: MatterWords) -> tuple[list[_Term], int]:
    found = [
        _Term(start, end, forms)
        for start, end, terms in words.english.found(part, words.is_common)
        if (forms := _with_parts(_known(terms, words), words))
        and not any(p.start < end and start < p.end for p in people)
    ]
    terms = _without_sides(part, sorted((*people, *found), key=lambda term: term.start))
    return terms, sum(1 for _ in _unknown_english(part, terms, words))


def _with_parts(forms: tuple[str, ...], words: MatterWords) -> tuple[str, ...]:
    """The plan's forms of English words, and other forms of those that are compounds (替代母乳 for breastfeeding)."""
    return tuple(dict.fromkeys((*forms, *(part for form in forms for part in _of_compound(form, words)))))


_FOR_WHOM = lazy(r"\b(?:for|about|on) (?:all |the |our |these )*(?:[a-z-]+ )?$")


def _without_sides(part: str, terms: list[_Term]) -> list[_Term]:
    """The terms without the items of a list behind those whom all is asked for (for disabled kids: school, rehab)."""
    sides = [t for t in terms if _ITEM_BEFORE.search(part[: t.start]) and _ITEM_BEHIND.match(part[t.end :])]
    main = [term for term in terms if term not in sides]
    whom = any(_FOR_WHOM.search(part[: term.start]) for term in main)
    named = any(_WHOM.search(part[term.start : term.end + 10]) for term in main)
    return main if main and whom and named else terms


_WHOM = lazy(
    r"\b(?:kids|child(?:ren)?|pupils?|students?|girls?|boys?|bab(?:y|ies)|orphans?|teenagers?|youth|minors?)\b"
)
_ENGLISH_WORD = lazy(r"[a-z]{4,}(?:'s)?")


def _unknown_english(part: str, terms: Sequence[_Term], words: MatterWords) -> Iterator[str]:
    """Content words of English that neither the plan's glosses nor the words of questions have."""
    functional = [m for m in words.lexicon.scan(part) if not m.values("alias")]
    every = words.english.found(part, lambda _: False)  # the plan has school, everywhere
    common = [_Term(s, e, said) for s, e, said in every if any(word in words.vocabulary for word in said)]
    for match in _ENGLISH_WORD.finditer(part):
        start, end = match.span()
        held = any(t.start < end and start < t.end for t in (*terms, *common))
        held = held or bool(_ITEM_BEFORE.search(part[:start]) and _ITEM_BEHIND.match(part[end:]))
        asks = any(m.start <= start and end <= m.end for m in functional)
        if (
            not held
            and not asks
            and not OF_PLANS.match(match.group())
            and not _ENGLISH_IDLE.fullmatch(match.group())
        ):
            yield match.group()


# An item of a list behind the matter (for left-behind children, health, safety, school): a side of it, which narrows nothing.
_ITEM_BEFORE = lazy(r"(?:, ?(?:and |or )?| - |: ?)(?:[a-z]+ )?$")
_ITEM_BEHIND = lazy(r"(?: [a-z]+)? ?(?:,|;|\.|\?|!|$)")
# Words of English that ask or only connect, four letters and more.
_ENGLISH_IDLE = lazy(
    r"about|any\w+|some\w+|even|also|actually|way|th(?:is|at|ese|ose|eir|ere)|with|from|into|here|have|been|does|mention\w*|speak|talk"
    r"|refer|touch|words?|please|want|know|w?c?s?h?ould|just|only|really|kids|children"
)


def _chinese_terms(part: str, people: list[_Term], words: MatterWords) -> tuple[list[_Term], int]:
    cut = segmented(part, words.lexicon.terms, guess=False)
    tokens = [(start, end, word) for word, (start, end) in zip(cut, spans_of(cut), strict=True)]
    edges = {start for start, _, _ in tokens} | {end for _, end, _ in tokens}
    said = [
        t for t in _said(part, edges, words) if not any(p.start < t.end and t.start < p.end for p in people)
    ]
    terms = [*people, *said]
    taken = bytearray(len(part))
    for term in terms:
        taken[term.start : term.end] = b"\1" * (term.end - term.start)
    functional = [m for m in words.lexicon.scan(part) if _only_asks(m, words)]
    strange = 0
    for start, end, word in tokens:
        if _ASKED_BEHIND.match(part, end) and pos_tags(word)[0].startswith("v"):
            continue  # 都改善些啥: the verb belongs to what is asked
        if _WHICH_BEHIND.match(part, end) and _JOINED_BEFORE.search(part[:start]):
            continue  # 培养哪些人才、壮大哪些队伍
        if any(taken[start:end]) or OF_PLANS.fullmatch(word) or _KIND_ASKED.search(part[:start]):
            continue
        if any(m.start <= start and end <= m.end for m in functional):
            continue
        if len(word) == 1 and _LONGER_WORD.search(part[:start]):
            continue  # 沾上光: part of a word that the dictionary cuts
        if len(word) == 1 and any(_is_rest(other, (start, end), functional, words) for other in tokens):
            strange += 1  # 电竞: no word of its own
            continue
        if forms := _forms(word, words) or _named_by(part, start, end, words):
            terms.append(_Term(start, end, forms, pos_tags(word)[-1].startswith("v")))  # 监测组 is no verb
        elif len(word) > 1 and re.search(r"[\u3400-\u9fff]", word) and not words.is_common(word):
            if word not in words.vocabulary and _is_head(word, start, end, part, terms):
                strange += MOST_TERMS  # 高考加分: not the matter that the plan has, but something of it
            strange += word not in words.vocabulary and pos_tags(word)[0][0] == "n"
    if not terms:
        terms = [
            _Term(start, end, (word,))
            for start, end, word in tokens
            if _is_asked((start, end), word, part, words)
        ]
    elif all(term.is_verb for term in terms):
        terms += [
            _Term(start, end, (word,))
            for start, end, word in tokens
            if _is_object((start, end), word, part, terms, words)
        ]
    return sorted(terms, key=lambda term: term.start), strange


# Between a verb and whom or what it is done to.
_TO = lazy(r"[给到至入进向了]?")


# Which ones are asked for, right before what they are.
_WHICH = lazy(r"(?:哪些|哪几[个种类项条])$")


def _is_asked(span: tuple[int, int], word: str, part: str, words: MatterWords) -> bool:
    """Whether a word that else only asks is the thing of which it is asked which ones there are (制定哪些标准)."""
    asked = span[1] == len(part.rstrip("啊呀呢 ")) and bool(_WHICH.search(part[: span[0]]))
    known = len(word) > 1 and word in words.vocabulary and not OF_PLANS.fullmatch(word)
    return asked and known and not words.is_common(word) and pos_tags(word)[0][0] == "n"


def _is_object(
    span: tuple[int, int], word: str, part: str, verbs: Sequence[_Term], words: MatterWords
) -> bool:
    """Whether a word of the plan that else tells nothing apart stands behind a verb that alone is the matter (纳入考核, 报送妇儿工委)."""
    end = max(verb.end for verb in verbs)
    behind = end <= span[0] and _TO.fullmatch(part[end : span[0]]) is not None
    known = len(word) > 1 and word in words.vocabulary and not OF_PLANS.fullmatch(word)
    named = any(e.kind == "word" and "plan" in e.value for e in words.lexicon.entries.get(word, ()))
    everywhere = words.holding(word) * FEW > words.total
    return behind and known and not named and not everywhere and pos_tags(word)[0] in ("n", "vn", "j", "x")


def _is_done_to(terms: Sequence[_Term], part: str) -> bool:
    """Whether all that is named is a verb and what stands right behind it, which it tells nothing without (报送妇儿工委)."""
    if len(terms) != 2 or not terms[0].is_verb or terms[1].is_verb:
        return False
    return _TO.fullmatch(part[terms[0].end : terms[1].start]) is not None


def _is_rest(
    other: tuple[int, int, str], single: tuple[int, int], functional: Sequence[Mention], words: MatterWords
) -> bool:
    """Whether a token beside a single character is another one that says nothing by itself: both are cut from one word."""
    start, end, word = other
    beside = end == single[0] or start == single[1]
    if not beside or len(word) > 1 or not re.match(r"[\u3400-\u9fff]", word):
        return False
    asks = any(m.start <= start and end <= m.end for m in functional)
    return not asks and not _forms(word, words) and pos_tags(word)[0][0] in "ngvx"


# Before a single character that is part of a longer word: a verb's complement.
_LONGER_WORD = lazy(r"[上下出到起过着了得住来成好完不]$")


def _named_by(part: str, start: int, end: int, words: MatterWords) -> tuple[str, ...]:
    """The names of rows that a spoken word stands for (茅房 of 农村卫生厕所普及率), where the plan does not have the word itself."""
    held = [m for m in words.lexicon.scan(part) if m.values("alias") and m.start <= start and end <= m.end]
    return _known((name for m in held for name in m.values("alias")), words)


_WITH = lazy(r"[跟和与同]$")  # 跟毒品沾边的, 与校车挂钩的: what stands behind says how it has to do with it


def _is_head(word: str, start: int, end: int, part: str, terms: Sequence[_Term]) -> bool:
    """Whether a word is the head of a compound that a term before it begins, and of which all is asked (高考加分的政策)."""
    behind = any(t.end == start and not t.is_verb and not _WITH.search(part[: t.start]) for t in terms)
    return behind and part[end : end + 1] == "的" and pos_tags(word)[0].startswith(("n", "v"))


def _said(part: str, edges: set[int], words: MatterWords) -> Iterator[_Term]:
    """Lay words of several tokens (打孩子), the longest at each place, with the plan's words for them."""
    found: list[tuple[int, int, Synonym]] = []
    for synonym in words.chinese.said_in(part):
        at = part.find(synonym.said)
        if any(e.value == ("filler",) for e in words.lexicon.entries.get(synonym.said, ())):
            continue
        ends = (at in edges) + (at + len(synonym.said) in edges)
        if ends == 2 or (ends and len(synonym.said) > _PART):  # 家当 is no word of 国家当监护人
            found.append((at, at + len(synonym.said), synonym))
    last = 0
    for start, end, synonym in sorted(found, key=lambda f: (f[0], f[0] - f[1])):
        own = [s for s in found if (s[0], s[1]) == (start, end)]
        forms = _known((synonym.said, *(t for _, _, s in own for t in s.plan)), words)
        if start >= last and forms:
            said = synonym.said
            yield _Term(start, end, (*forms, *_core(said, words)), pos_tags(said)[0].startswith("v"))
            last = end


def _only_asks(mention: Mention, words: MatterWords) -> bool:
    """Whether a surface only asks or connects; one that names something the plan has (热线) does not."""
    if "filler" in mention.values("word"):
        return True
    if not all(entry.kind == "word" for entry in mention.entries):
        return False
    naming = set(mention.values("word")) & _NAMING_ROLES and len(mention.text) > 1
    return not (naming and mention.text in words.vocabulary and not words.is_common(mention.text))


def _forms(word: str, words: MatterWords) -> tuple[str, ...]:
    """The plan's forms of one word: itself, what it stands for both ways, the noun that it holds."""
    if len(word) == 1:
        told = pos_tags(word)[0] == "n" and word not in _IDIOMATIC  # 哪头, 手上: no head, no hand
        return (word,) if told and _is_core(word, words) else ()
    if words.is_common(word):
        return ()
    known = _known((word, *words.alike.get(word, ()), *words.chinese.standing_for(word)), words)
    return (*known, *_of_compound(word, words), *(() if word in words.vocabulary else _core(word, words)))


# What says of a thing only that it is one, or a good one: 专业人才 are 人才.
_IDLE_MODIFIERS = frozenset({"专业", "相关", "有关", "各类", "各种", "主要", "重要", "优秀", "专门", "具体"})


def _of_compound(word: str, words: MatterWords) -> Iterator[str]:
    """Other forms of a compound: what those do who are named by it (志愿服务 of 志愿者), a part that hardly stands without the whole (母乳 of 母乳喂养), and what the plan
    puts between two parts (食品药品安全 for 食品安全, 校园及周边 for 校园周边)."""
    whole = words.vocabulary.count(word)
    if len(word) == _PART + 1 and word[-1] in "者员人" and words.vocabulary.count(word[:-1]) <= 3 * whole + 3:
        yield from _known((word[:-1],), words)
    if len(word) != 2 * _PART:
        return
    first, second = word[:_PART], word[_PART:]
    if first in _IDLE_MODIFIERS:
        yield from _known((second,), words)
    for part in (first, second):
        if 0 < whole <= words.vocabulary.count(part) <= whole + 1 + whole // 4:
            yield part
    if first not in words.vocabulary or second not in words.vocabulary:
        return
    gap = compiled(rf"{re.escape(first)}[\u4e00-\u9fff、]{{1,{_LONGEST_GAP}}}?{re.escape(second)}")
    between = {match.group() for match in gap.finditer(words.vocabulary)}
    yield from sorted(form for form in between if _COORDINATED.fullmatch(form[_PART:-_PART]))


def _known(forms: Iterable[str], words: MatterWords) -> tuple[str, ...]:
    """The forms that the plan's text has and that tell something apart."""
    return tuple(
        form
        for form in dict.fromkeys(forms)
        if len(form) > 1
        and not re.search(r"[0-9]", form)
        and form in words.vocabulary
        and not words.is_common(form)
    )


def _core(said: str, words: MatterWords) -> tuple[str, ...]:
    """The noun of a spoken verb that the plan has in other words only: 抽烟 → 烟 (吸烟, 烟草)."""
    noun = said[-1]
    is_verb = len(said) == 2 and pos_tags(said) == ("v",) and pos_tags(noun)[0] == "n"
    is_verb = is_verb and noun not in _IDIOMATIC
    return (noun,) if is_verb and _is_core(noun, words) else ()


_IDIOMATIC = frozenset(
    "手心头脸面眼口嘴脚腿身肩背力气劲话事人"
)  # 下手, 操心, 出面: no hand, heart or face is spoken of


def _is_core(noun: str, words: MatterWords) -> bool:
    return noun in words.vocabulary and words.holding(noun) <= MOST_OF_CORE


def _joined(part: str, terms: Sequence[_Term], words: MatterWords) -> dict[tuple[str, ...], str]:
    """Forms of the terms, with what they are called; those side by side are alternatives of one, and so are two verbs about as rare (打骂虐待).

    What is done about a matter (近视防治) stands in many more places than the matter itself, and is no other word for it.
    """
    groups: list[list[str]] = []
    names: list[list[str]] = []
    before: _Term | None = None
    for term in terms:
        between = part[before.end : term.start] if before else None
        joined = (
            before is not None
            and between is not None
            and (_is_join(between) or (not between and _are_alike(before, term, part, words)))
        )
        if joined:
            groups[-1] += term.forms
            names[-1].append(term.forms[0])
        else:
            groups.append(list(term.forms))
            names.append([term.forms[0]])
        before = term
    return {
        tuple(dict.fromkeys(group)): "、".join(dict.fromkeys(called))
        for group, called in zip(groups, names, strict=True)
    }


def _is_join(between: str) -> bool:
    """Whether what stands between two terms joins them as alternatives; a verb of one character may follow (演出、拍广告)."""
    verb = _JOINS_VERB.fullmatch(between)
    return bool(_JOINS.fullmatch(between) or (verb and pos_tags(verb["verb"])[0].startswith("v")))


def _are_alike(one: _Term, other: _Term, part: str, words: MatterWords) -> bool:
    """Whether two terms are verbs that mean the same in part, or of one make and about as rare as each other; or kinds of one thing (大病重病)."""
    if one.is_verb and other.is_verb and set(one.forms) & set(other.forms):
        return True
    if one.end - one.start != other.end - other.start:
        return False
    if not (one.is_verb or other.is_verb) and part[one.end - 1] == part[other.end - 1]:
        return True
    values = (rarity(one.forms, words), rarity(other.forms, words))
    return one.is_verb and other.is_verb and min(values) >= TELLING * max(values)


# 向农村倾斜, 对困难家庭照顾: whom something is to favour; that it is favoured is said of any of them.
_FAVOURED = lazy(r"(?:[向往朝对给]|照顾到?)[^，,。；;？?]{2,16}?(?P<verb>倾斜|照顾|关照|倾向|优待|优先)")


def _without_favour(part: str, terms: Sequence[_Term]) -> list[_Term]:
    """The terms without the verb that only says that the others are favoured."""
    said = _FAVOURED.search(part)
    others = [t for t in terms if said and not (t.start == said.start("verb") and t.is_verb)]
    return (
        others if said and any(said.start() <= t.start < said.start("verb") for t in others) else list(terms)
    )


def _telling(groups: list[tuple[str, ...]], words: MatterWords) -> tuple[tuple[str, ...], ...]:
    """The groups that tell the matter: those that are about as rare as the rarest."""
    values = [rarity(group, words) for group in groups]
    most = max(values, default=0.0)
    telling = dict.fromkeys(g for g, value in zip(groups, values, strict=True) if value >= TELLING * most)
    return tuple(telling)[:MOST_TERMS]
