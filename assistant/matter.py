"""A question for all that a plan says → what of, where, and in which kinds of clause.

    read_request(query, words)    the request, or None where nothing that the plan has is named

The matter is what stands beside the words that ask. Of each thing named all forms are taken: as said, the plan's words
for it, and the noun that a spoken verb holds (抽烟 → 吸烟, 烟草). Things side by side (烟、酒、毒品) are alternatives;
else each must be there, but for words so frequent beside the rarest that they tell nothing apart (隐私保护).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.lexicon import Lexicon
from assistant.matter_scope import kinds_asked, kinds_left_out, without_domains
from assistant.matter_terms import (
    MOST_TERMS,
    MatterWords,
    Term,
    is_done_to,
    people_named,
    rarity,
    read_terms,
)
from assistant.mentions import Matter
from assistant.patterns import lazy
from assistant.records import Language, Query
from assistant.tagging import pos_tags

# Rarity of a term beside that of the rarest, below which it tells nothing apart.
TELLING: Final = 0.62
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
    terms, strange = read_terms(part, query.lang, words)
    terms = _without_favour(part, terms)
    joined = _joined(part, terms, words)
    narrowed = _narrowing(text, query, words) is not None
    groups = _quoted(query.text, words) or (
        tuple(joined) if narrowed or is_done_to(terms, part) else _telling(list(joined), words)
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
    terms, _ = read_terms(text, lang, words)
    return tuple(term.forms for term in terms)


# --- where -----------------------------------------------------------------------------------------


def restricts(query: Query, words: MatterWords) -> bool:
    """Whether a question is restricted to some domains."""
    return bool(without_domains(query.text, words.domains)[1])


# --- which part names it ---------------------------------------------------------------------------


def _matter_part(text: str, query: Query, words: MatterWords) -> str | None:
    """The part of a question that names the matter: the one that asks, else the nearest before it, else after."""
    ends = _PART_END if query.lang == "zh" else _PART_END_EN
    parts = [part for part in ends.split(text) if part and part.strip()]
    named = [bool(read_terms(part, query.lang, words)[0]) for part in parts]
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
        people = any(True for n in topics for _ in people_named(parts[n], words))
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
    terms, _ = read_terms(part.strip(), "zh", words) if kind else ([], 0)
    return bool(terms) and kind is not None and all(term.start >= kind.start("kind") for term in terms)


_TOPIC_END = lazy(r"(?:的?(?:这|那)?(?:些|个)?(?:事儿?|方面|问题|孩子|这块儿?)|[啊呀呢吧嘛哪])*$")


# 网吧啊娱乐场所啊: examples of what is asked about, one after the other.
_EXAMPLES = lazy(
    r"[^啊呀啦]{2,8}(?:[啊呀啦]+|、)(?:[^啊呀啦]{2,8}(?:[啊呀啦]+|、))*(?:[^啊呀啦]{2,8})?(?:[啊呀啦]|这些|什么的|啥的)"
)


def _is_topic(part: str, lang: Language, words: MatterWords) -> bool:
    """Whether a part is one thing that the plan has, named and nothing more."""
    terms, _ = read_terms(part, lang, words) if lang == "zh" else ([], 0)
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
    terms, _ = read_terms(part, lang, words) if lang == "zh" else ([], 0)
    if len(terms) != 1 or terms[0].is_verb:
        return False
    lead = part[: terms[0].start].strip()
    return lead in ("", "在", "对", "从", "那", "规划") and bool(_NARROWING_END.match(part, terms[0].end))


_ASKS = lazy(r"什么|啥|哪|咋|怎么|怎样|如何|\b(?:what|which|where|how|list|every|all)\b")


def _asks(part: str, lexicon: Lexicon) -> bool:
    return bool(_ASKS.search(part)) or any("every" in m.values("word") for m in lexicon.scan(part))


def _joined(part: str, terms: Sequence[Term], words: MatterWords) -> dict[tuple[str, ...], str]:
    """Forms of the terms, with what they are called; those side by side are alternatives of one, and so are two verbs about as rare (打骂虐待).

    What is done about a matter (近视防治) stands in many more places than the matter itself, and is no other word for it.
    """
    groups: list[list[str]] = []
    names: list[list[str]] = []
    before: Term | None = None
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


_NOUNS = ("n", "j", "vn")


def _are_alike(one: Term, other: Term, part: str, words: MatterWords) -> bool:
    """Whether two terms are verbs that mean the same in part, or of one make and about as rare as each other; or kinds of one thing (大病重病)."""
    if one.is_verb and other.is_verb and set(one.forms) & set(other.forms):
        return True
    if one.end - one.start != other.end - other.start:
        return False
    said = [part[term.start : term.end] for term in (one, other)]
    if said[0][-1] == said[1][-1] and all(pos_tags(word)[-1].startswith(_NOUNS) for word in said):
        return True
    values = (rarity(one.forms, words), rarity(other.forms, words))
    return one.is_verb and other.is_verb and min(values) >= TELLING * max(values)


# 向农村倾斜, 对困难家庭照顾: whom something is to favour; that it is favoured is said of any of them.
_FAVOURED = lazy(r"(?:[向往朝对给]|照顾到?)[^，,。；;？?]{2,16}?(?P<verb>倾斜|照顾|关照|倾向|优待|优先)")


def _without_favour(part: str, terms: Sequence[Term]) -> list[Term]:
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
