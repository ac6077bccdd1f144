"""Which of some words more clauses hold: 共青团跟妇联，谁在措施里露脸的条数多; are libraries mentioned in more measures than museums.

held_against(reading)         the words; none where no two are held against one another so
words_apart(words, reading)   those words, where each is looked for in a domain of its own
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.patterns import lazy
from assistant.tabular.extents import numbered_phrase
from assistant.tabular.held import mentions_of
from assistant.tabular.reading import Reading
from assistant.tagging import pos_tags, segment

_VERB = r"(?:(?:提|写|说|讲|谈|点|念叨|占)(?:到|及|过|了|名)*[得的]|(?:出现|露脸|露面|露头|亮相|现身|出镜|上榜|被点名|提到|写到|说到|讲到)(?:得|的|过|了)*)"
_MUCH = r"(?:更|最|较|比较|要)*(?:多|少|勤|频繁|频)(?!少)"
# More clauses or mentions, by how it is said: 提得多, 露脸的条数更多, 措施里…多几条, in more measures.
_MORE = lazy(
    rf"{_VERB}(?:次数|条数|回数|遍数|地方|篇幅)?(?:也|还|都)?{_MUCH}"
    rf"|(?:次数|条数|回数|遍数|措施|条款|目标|处数)(?:里|中)?(?:的|是|也)?{_MUCH}"
    r"|(?:次数|条数|回数|遍数|处数)(?:比|不如|超过|少于|多[于过])[^，,。；;？?]{2,14}"
    r"|(?:多|少|差)(?:出现|提到?|写到?|说|露面|露脸|出|了)*(?:几|多少)(?:条|处|次|回|遍)"
    r"|\b(?:more|fewer|less|most) (?:often|frequently|times|mentions|measures|goals|clauses|items|places|lines)\b|\boftener\b"
)
_SAYS = lazy(
    r"[提写说讲谈点念占]|出现|露[过了]?[脸面头]|亮相|现身|\b(?:mention|nam|cit|refer|appear|occur|feature|comes? up|crop|show)"
)
_MARKED = lazy(r"领域|板块|方面|块|章|部分|\b(?:domain|area|section)")
# 提家庭的比提学校的多, A提得多还是B提得多: what stands beside the two words.
# 环境和教育，谁提到少先队的措施多: whose measures do
_OF_DOMAINS = lazy(
    r"[，,](?:谁|哪[个边])的?(?:领域|板块)?的?(?:措施|目标|条款)?(?:里头?|中)?(?:提|写|讲|说)(?:到|及)[^，,。；;？?]{2,12}的(?:策略)?(?:措施|目标|条款)"
)
_TAIL = lazy(
    r"(?:(?:提|写|说|讲|点|出现)(?:到|得|的)*(?:更|最)?(?:多|少|勤)(?:些|点)?|的(?:(?:策略)?措施|条款|目标|地方)(?:更|最)?(?:多|少)|的|那?(?:方面|个词|俩字|两个字))?[，,]?(?:是)?$"
)
# “A”出现的条数比“B”: what stands between two quoted words.
_WEIGHED = lazy(
    r"(?:这个?[字词]儿?|被?(?:出现|提|写|说|讲)(?:到|得|过)?|的|次数|条数|(?:策略)?措施|条款|目标|数量?)*(?:比|不如|少于|多[于过]|超过)(?:被?(?:出现|提|写|说|讲)(?:到|得|过)?|的)*"
)
_MOST = lazy(r"最[多少]|\b(?:most|fewest|least)\b")
_HEAD = lazy(r"^(?:写|提|说|讲|点)(?:到|及|了|过|着|名)*")
_WORD = lazy(r"[\u3400-\u9fff0-9a-z]{2,}(?<![的了着呢吗得])")
MOST_WORDS = 4  # of a phrase
_JOINED = lazy(r"和|跟|与|同|、|比|还是|以及|\b(?:and|or|than|versus|vs\.?|to)\b")


def held_against(reading: Reading) -> tuple[str, ...]:
    """The words of which the clauses that hold each are to be held against one another, in the question's order."""
    text = reading.text
    if phrases := _by_phrases(reading):
        return phrases
    if "domain" in reading.of("group") and _MOST.search(text):
        return ()  # 哪个领域提到家长和教师的措施最多: the domains are
    if not (_MORE.search(text) and (mentions_of(reading) or _SAYS.search(text))):
        return ()
    places = [s for s in reading.domain_spans.values() if _MARKED.search(text[slice(*s)])]
    if len(places) > 1 or _OF_DOMAINS.search(text):
        return ()  # two domains are held against one another
    if len(reading.quotes) > 1:
        between = [text[a[1] : b[0]].strip() for a, b in pairwise(reading.quotes)]
        beside = all(_JOINED.fullmatch(run) or _WEIGHED.fullmatch(run) for run in between)
        return tuple(q for _, _, q in reading.quotes) if beside else ()
    words = _chain(reading)
    return () if any("r" in pos_tags(word) for word in words) else words  # 娃他爹跟我抬杠: people of a story


_CLAUSES_ZH = r"(?:策略)?(?:措施|主要目标|目标|条款|小条|细项|条目)"
_SIZE = r"(?:的?(?:总)?(?:数量?|条数|个数|数目))?"
_MENTIONS = r"(?:(?:提|写|讲|说|谈|点|涉)(?:到|及|过|了|上|名)*|点名(?:了|到|提到)?|出现(?:了|过)?|含有?|带有?|包含|关于|针对)"
_SAID = r"(?:[“「『\"](?P<{0}q>[^“”「」『』\"]{{1,16}})[”」』\"]|(?P<{0}>[\u3400-\u9fff0-9a-z]{{2,8}}?))(?:这?[一两二三几]?个?[字词]儿?|字样)?(?:的?名字?)?"
_ONE, _OTHER = _SAID.format("one"), _SAID.format("other")
_HELD_BY = r"[,，]?(?:[都也就]?比|和|跟|与|同|、|对比|[多少](?:些|一些)?[,，]?还是|还是|及|以及|多[于过]|少于|不如|赶不上|超过|等于|有没有)[,，]?"
# 提到A的措施比提到B的多几条, 措施提到A的和提到B的哪个多: clauses that hold one word beside those that hold another.
_PHRASES = lazy(
    rf"(?:{_CLAUSES_ZH}(?:里头?|里面|中|当中|内)?[,，]?)?{_MENTIONS}{_ONE}(?:的{_CLAUSES_ZH}?{_SIZE}|(?={_HELD_BY}))"
    rf"(?P<joint>{_HELD_BY}){_MENTIONS}{_OTHER}(?:的{_CLAUSES_ZH}?{_SIZE}|(?=[,，。；;？?]|[多少差哪谁各]|相[差等]|一样|分别|$))(?P<tail>[^。；;？?]*)"
)
_COMPARES = lazy(r"[多少差]|相等|相同|一样|持平|孰|谁|哪|倍|[各分]别?[有是占几]|分别|各")
_ADDS = lazy(r"一共|总共|合计|加起来|合起来|加一块|共(?:有|几|多少)|之和|都(?!比)")


def _by_phrases(reading: Reading) -> tuple[str, ...]:
    """The words of two phrases of the same make that are held against one another (点公安名的措施比点妇联名的多)."""
    match = _PHRASES.search(reading.text) if reading.lang == "zh" else None
    if match is None:
        return ()
    weighs = match["joint"].strip(",，") not in ("和", "跟", "与", "同", "、", "及", "以及")
    tail = match["tail"]
    if _ADDS.search(tail) or not (weighs or _COMPARES.search(tail)):
        return ()
    words = [
        match["oneq"] or _in_plan(match["one"], reading),
        match["otherq"] or _in_plan(match["other"], reading),
    ]
    return tuple(words) if words[0] != words[1] and all(words) else ()


def _in_plan(said: str, reading: Reading) -> str:
    """A word as the plan has it, or as it was said; none where it is one of the table's own."""
    if said in reading.catalog.vocabulary:
        return said
    plain = [word for word in reading.table.plan_words(said) if word in reading.catalog.vocabulary]
    return plain[0] if plain else said


def _chain(reading: Reading) -> tuple[str, ...]:
    """The words on both sides of a joint, and of those that follow it at once (妇联、共青团、关工委三家)."""
    found: list[str] = []
    for match in _JOINED.finditer(reading.text):
        before, behind = _ends_before(match.start(), reading), _begins_behind(match.end(), reading)
        if not before or not behind or before == behind:
            continue
        if found and found[-1] != before:
            break
        found += [behind] if found else [before, behind]
    return tuple(dict.fromkeys(found))


def _ends_before(end: int, reading: Reading) -> str:
    """The longest phrase of the plan, in whole words, that ends at a place, or the word that does."""
    if reading.lang == "en":
        found = _english(reading, 0, end)
        return found[-1] if found else ""
    text = _TAIL.sub("", reading.text[:end])
    words = [low for low, high in segment(text)][-MOST_WORDS:]
    runs = [text[low:] for low in words if _WORD.fullmatch(text[low:])]
    run = _known(runs, reading)
    return numbered_phrase(reading.text, run, reading.catalog.vocabulary)


def _begins_behind(start: int, reading: Reading) -> str:
    """The longest phrase of the plan, in whole words, that begins at a place, or the word that does."""
    if reading.lang == "en":
        found = _english(reading, start, len(reading.text))
        return found[0] if found else ""
    text = _HEAD.sub("", reading.text[start:])
    words = [high for low, high in segment(text)][:MOST_WORDS]
    return _known([text[:high] for high in reversed(words) if _WORD.fullmatch(text[:high])], reading)


def _known(runs: Sequence[str], reading: Reading) -> str:
    """The first of some runs that the plan has; else the last as it is, or what the plan calls it (老师: 教师)."""
    said = next((run for run in runs if run in reading.catalog.vocabulary), "")
    if said or not runs or not pos_tags(runs[-1])[-1].startswith(("n", "v", "j", "x")):
        return said
    plain = [word for word in reading.table.plan_words(runs[-1]) if word in reading.catalog.vocabulary]
    return plain[0] if plain else runs[-1]


def _english(reading: Reading, start: int, end: int) -> list[str]:
    """The plan's words for the English phrases of a piece of the question, but for those that name what is counted."""
    taken = [(s.start, s.end) for s in reading.slots if s.slot in ("noun", "mention", "ask")]
    found = []
    for low, high, terms in reading.table.english.found(reading.text, lambda _: False):
        known = [term for term in terms if term in reading.catalog.vocabulary]
        if start <= low and high <= end and known and not any(s < high and low < e for s, e in taken):
            found.append(known[0])
    return found


def words_apart(words: Sequence[str], reading: Reading) -> tuple[str, ...]:
    """Words of which each is looked for in a domain of its own (安全领域提到学校的比教育领域提到家庭的多): no count holds both."""
    places = sorted((reading.text.find(word), word) for word in words)
    domains = [span[0] for span in reading.domain_spans.values()]
    apart = any(
        any(one < place < other for place in domains) for (one, _), (other, _) in pairwise(places) if one >= 0
    )
    return tuple(word for _, word in places) if apart else ()
