"""What a question asks about that the plan has in no form: 无人机, 剧本杀, HPV.

    unnamed(query, asked, words)    such things, as said, left to right

A near miss lies as near to the clauses on its neighbours (other schools, other vaccinations) as a question in lay
words lies to its own clause. What tells them apart is the thing asked about: a noun that stands neither in the plan, nor
in any dictionary, nor in how people are known to speak of its clauses, nor as a part of a word of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.handed_out import handed_out, verb_before
from assistant.lexicon import Lexicon, inside_word, stem, tokenizer
from assistant.matter_terms import OF_PLANS
from assistant.patterns import compiled, lazy
from assistant.records import Query
from assistant.short_forms import long_forms
from assistant.synonyms import LayWords
from assistant.tagging import pos_tags, tagged

MOST: Final = 3  # things named in one sentence
_HAN_WORD = lazy(r"[\u4e00-\u9fff]{2,}")
_ACRONYM = lazy(r"(?<![A-Za-z])[A-Z]{2,}[0-9]*(?![A-Za-z])")
# Tags of nouns; what is tagged as the name of a person or place is mostly a run cut wrongly.
_NOUN = lazy(r"n(?![rs])|j")
_SUFFIXES = "子儿头"
# 什么分寸, 哪条禁令, 几种感觉: the kind of thing that is asked for, not what is asked about.
_KIND_ASKED = lazy(r"(?:什么|啥|何|哪|几|多少|怎样的)(?:些|个|种|类|条|样|项|句|份|块|门|家|几)*(?:的)?$")
# 动用哪些: what has an object that is asked for is a verb, whatever its tag.
_OBJECT_ASKED = lazy(r"[了着过]?(?:哪|什么|啥|多少|几)")
# Where a noun stands that is asked about: 对…有什么要求, 关于…, 提没提…; and before what asks: …规划怎么写.
_ABOUT_BEFORE = lazy(
    r"(?:对|对于|关于|针对|有关|围绕|提到|提及|提没提|没提|没写|没说|没讲|不提|写到|写没写|说到|讲到|涉及|支不?持|准不准|让不让|允不允许|管不管|能不能|要不要|该不该|用不用|可不可以|可否|能否)[^，,。？?]{0,3}$"
    r"|(?:配备?|安?装|设置?|开设?|建设?|推广|引进|规定|允许|禁止|支持|鼓励|提供|普及)$"
)
_ABOUT_BEHIND = lazy(
    r"^[^，,。？?]{0,4}(?:的?(?:事儿?|问题|政策|规定|要求|条款|情况|内容|字眼|字样|条文)|[，, ]*规划|[，, ]*(?:一个字|只字|压根|根本)|怎么|咋|有没有|[能可要该让用准]不[能可要该让用准]|可否|能否|是?如何|这块|方面)"
)
_ABOUT_EN = lazy(
    r"\b(?:about|of|on|for|regarding|concerning|regulate|provide|support|introduce|mention|cover|allow|ban|offer|promote|address|include|import\w*|set)"
    r"\s+(?:(?!(?:do|does|did|is|are|was|were|will|shall|can|should|would|that|who|which|to)\b)[a-z-]+\s+){0,1}$"
)
# how many school dentists must; is homeschooling allowed.
_COUNTED_EN = lazy(r"\bhow many (?:[a-z-]+ ){0,2}$")
_HEAD_EN = lazy(
    r"\W*$| (?:must|should|do|does|did|is|are|was|were|will|would|can|may|has|have|per|for|in|at|of|to|by|on|each|every|there)\b"
)
_SUBJECT_EN = lazy(r"\b(?:is|are|will|would|should|can) (?:[a-z-]+ )?$")
_ALLOWED_EN = lazy(
    r"(?: (?:be|also|still|even))* (?:allowed|permitted|banned|forbidden|prohibited|legal|illegal|mentioned|covered|included|provided|offered|supported|required|compulsory|mandatory|free)\b"
)
# Words that name nothing: pronouns, joining words, auxiliaries, what the asker does with an answer.
_SMALL_EN = frozenset(
    """
    him her hers them us me you it its his their our my your mine and or nor but never always ever also only just both
    either neither each every any some many much more most few less least own same other others another such there here
    where when how why what which who whom whose while since until after before during again further then once than too
    very let lets get gets got make makes made take takes took say says said tell told know known use used need want
    thing things something anything nothing everything someone anyone everyone nobody thesis essay homework speech slide
    slides report reports paper lesson lecture article interview question questions answer answers sentence word words
    """.split()  # noqa: SIM905 - a list in lines would be as long as the module
)
_NO_NOUN_EN = ("ly", "n't", "'s", "ing", "ed")
_WORDS_EN = lazy(r"[a-z][a-z'-]{2,}")


@dataclass(frozen=True)
class PlanWords:
    """What tells whether the plan has a thing in some form.

    Attributes:
        lexicon: words of questions, people, names.
        lay: lay words with the plan's words for them.
        vocabulary: the plan's folded text.
        sayings: how people speak of its clauses, folded.
        english: gives the stems of all English words that any dictionary or title has; read when first needed.
        kinds: words for one kind of what the plan speaks of, Chinese ones and abbreviations.
    """

    lexicon: Lexicon
    lay: LayWords
    vocabulary: str
    sayings: str
    english: Callable[[], frozenset[str]]
    kinds: Sequence[str] = ()


def english_stems(texts: Iterable[str]) -> frozenset[str]:
    """Stems of all English words of some texts."""
    return frozenset(stem(word) for text in texts for word in re.findall(r"[a-z][a-z'-]*", text.lower()))


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A thing that the plan does not have; ``is_topic`` where the grammar says that it is what is asked about.

    ``is_short`` is an abbreviation, which names one certain thing and is never said by the way; so is what is counted
    (``is_counted``: 配几名牙医) and what is asked whether it has to be there (学校得请厨师吗). ``is_kind`` where the plan
    speaks of what it is a kind of (AED, 急救设施); ``is_made_up`` where a word of the plan is a part of its name (游泳池).
    """

    said: str
    is_topic: bool
    is_short: bool = False
    is_kind: bool = False
    is_counted: bool = False
    is_made_up: bool = False


def unnamed(query: Query, asked: str, words: PlanWords) -> tuple[Unnamed, ...]:
    """The things in the asking part of a question that the plan has in no form.

    Args:
        query: the question.
        asked: its text as typed, where capitals still tell an abbreviation.
        words: of the plan.
    """
    found = _english(query.asking, words) if query.lang == "en" else _chinese(query.asking, words)
    short = (*_short_forms(query.asking, asked, words), *_handed_out(query, words))
    taken = {thing.said.lower() for thing in short}
    others = (thing for thing in (*found, *_kinds(query, words)) if thing.said.lower() not in taken)
    return (*short, *others)[:MOST]


# 规划里有这说法没, 规划允许吗: what is asked of stands before it.
_ASKS_DOCUMENT = lazy(
    r"(?:这份?|咱)?(?:规划|文件|政策)[里上中]?头?(?:也|都|就|到底)*(?:有(?:没有)?|[要写说讲提管让准许]|规定|要求|允许|同意)[^，,。；;]{0,9}[？?。]*"
)
_HIRES = lazy(r"(?:请|雇|聘)(?:[一几]?[个名位]|点儿?|些)*$")
_SOMEBODY = lazy(r"(?:师|员|医|生|人|者|工|教练)$")
_WHETHER_SO = lazy(r"([\u4e00-\u9fff])[没不]\1|有没有")
_NO_GIFT = frozenset({"list", "table", "actor"})


def _handed_out(query: Query, words: PlanWords) -> Iterator[Unnamed]:
    """What is asked to be given or let in, where the plan does not have the very thing: of that its kind says nothing.

    Sayings of a clause speak of what is like it (玩平板伤眼); they say that somebody gets one only where they have the
    verb, too (装摄像头).
    """
    states = query.confirms and not _WHETHER_SO.search(query.text)
    if query.lang == "en" or states or query.expects in _NO_GIFT:
        return
    asking = query.text if _ASKS_DOCUMENT.fullmatch(query.asking.strip(" ，,")) else query.asking
    known = _known_places(asking, words)
    spans = tuple(handed_out(asking))

    def lacks(start: int, end: int) -> bool:
        said = asking[start:end]
        forms = long_forms(said, words.vocabulary)
        if _HIRES.search(asking[:start]):  # 请家教: somebody who teaches, not 家庭教育
            forms = tuple(form for form in forms if _SOMEBODY.search(form))
        staff = said.endswith("员") and f"{said[:-1]}人员" in words.vocabulary
        if said in words.vocabulary or forms or staff:
            return False
        verb = verb_before(asking, spans[0][0])
        if (
            verb
            and said in words.sayings
            and compiled(rf"{verb}[^，,。；;\n]{{0,4}}{re.escape(said)}").search(words.sayings)
        ):
            return False
        kind = next((kind for kind in words.kinds if kind in said), "")
        return not _is_provided_kind(kind, words) if kind else not all(known[start:end])

    if any(lacks(*span) for span in spans):
        yield Unnamed(asking[spans[0][0] : spans[-1][1]], is_topic=True, is_counted=True)


_PROVIDES = r"(?:提供|配备|配置|设置|设立|建设|发放|推广|免费|安装|供给|购买|适配|配足|配齐)"


def _is_provided_kind(kind: str, words: PlanWords) -> bool:
    """Whether the plan says of what a thing is a kind of that it is to be had (轮椅: 辅助器具配置)."""
    terms = (term for s in words.lay.synonyms if s.said == kind for term in s.plan)
    return any(
        compiled(
            rf"{_PROVIDES}[^，,。；;]{{0,10}}{re.escape(term)}|{re.escape(term)}[^，,。；;]{{0,4}}{_PROVIDES}"
        ).search(words.vocabulary)
        for term in terms
    )


def _kinds(query: Query, words: PlanWords) -> Iterator[Unnamed]:
    """Things of which the plan has the kind only, where they are what is asked about."""
    for said in words.kinds:
        at = query.asking.find(said)
        if at < 0 or said in words.vocabulary or inside_word(query.asking, at):
            continue
        if _ABOUT_BEFORE.search(query.asking[:at]) or _ABOUT_BEHIND.match(query.asking[at + len(said) :]):
            yield Unnamed(said.upper() if said.isascii() else said, is_topic=True, is_kind=True)


def _short_forms(asking: str, asked: str, words: PlanWords) -> tuple[Unnamed, ...]:
    """Abbreviations in Latin letters that nothing knows (HPV)."""
    said = dict.fromkeys(match.group().lower() for match in _ACRONYM.finditer(asked))
    known = {synonym.said for synonym in words.lay.synonyms} if said else ()
    return tuple(
        Unnamed(form.upper(), is_topic=True, is_short=True)
        for form in said
        if re.search(rf"(?<![a-z]){form}(?![a-z])", asking)
        and not _has_word(words.vocabulary, form)
        and not _has_word(words.sayings, form)
        and stem(form) not in words.english()
        and form not in words.lexicon.entries
        and not any(form in lay for lay in known)
    )


def _has_word(text: str, form: str) -> bool:
    """Whether Latin letters stand in a folded text as a word (ai is none of "said")."""
    return re.search(rf"(?<![a-z]){form}(?![a-z])", text) is not None


def _chinese(asking: str, words: PlanWords) -> Iterator[Unnamed]:
    known = _known_places(asking, words)
    beside = -1  # where a thing ends that the plan has in another form: what follows at once is of its kind
    for start, end, tag in tagged(asking):
        said = asking[start:end]
        if _is_suffixed(said, words.vocabulary) or start == beside:
            beside = end
            continue
        about = _ABOUT_BEFORE.search(asking[:start]) or _ABOUT_BEHIND.match(asking[end:])
        if all(known[start:end]) or not _HAN_WORD.fullmatch(said):
            continue
        if not _is_thing(said, tag) and not _is_doing(said, tag, asking, start, end):
            continue
        if said in words.vocabulary or said in words.sayings:
            continue
        counted = bool(_COUNTED_BEFORE.search(asking[:start])) and _is_countable(said, asking[:start])
        provided = _is_thing(said, tag) and _is_provided(asking, start, end)
        made_up = _is_compound(said, words.vocabulary)
        if made_up and not counted and not (provided and _COUNTABLE.search(said)):
            continue
        if long_forms(said, words.vocabulary):
            continue
        if (
            (_KIND_ASKED.search(asking[:start]) and not counted)
            or OF_PLANS.fullmatch(said)
            or _OBJECT_ASKED.match(asking[end:])
        ):
            continue
        if counted or (provided and not made_up):
            yield Unnamed(said, is_topic=True, is_counted=True)
        elif provided:
            yield Unnamed(said, is_topic=True, is_made_up=True)
        else:
            whole = said + _ends_with(asking, end)
            yield Unnamed(whole, bool(about) or not _is_thing(said, tag))


# 得配个…, 要不要修…, 能不能骑…: what has to be there or may be used, at the end of what is asked.
_PROVIDED_BEFORE = lazy(
    r"(?:得|要|必须|应该?|该|用|需要|能|可以|让|准)[^，,。；;？?]{0,8}?"
    r"(?:配备?|安?装|设置?|建|修|盖|请|雇|聘|买|养|摆|放|骑|穿|戴|带|吃|喝)(?:有|上|着|[一几]?[个名台套辆座间只条部]|点儿?|些)*$"
)


def _is_provided(asking: str, start: int, end: int) -> bool:
    """Whether a question asks if a thing has to be there, or may be used (学校得请厨师吗, 能骑摩托吗)."""
    return bool(
        _PROVIDED_BEFORE.search(asking[:start])
        and _ASKED_WHETHER.search(asking)
        and _ENDS.match(asking[end:])
    )


_ASKED_WHETHER = lazy(
    r"([\u4e00-\u9fff])[不没]\1|(?:[吗么嘛不没]|没有|是吧|对吧|对不对)[呢啊呀]?[。？?！!]*$"
)
_LAST_CHARACTER = lazy(r"(?![的了吗呢没不吧啊呀嘛么])[\u4e00-\u9fff](?=[、，,。；;？?]|$)")


def _ends_with(asking: str, end: int) -> str:
    """The last character of a new word that jieba cuts off before a mark (剧本杀、…)."""
    match = _LAST_CHARACTER.match(asking[end:])
    return match.group() if match else ""


# 配几名, 多少个看牙的: people or things of one kind are counted.
_COUNTED_BEFORE = lazy(
    r"(?:(?<![好这那哪前后头])几|多少)(?P<unit>[名位个台辆间所座家支把])?(?:[^，,。？?几多]{1,6}的|[\u4e00-\u9fff]{2})?$"
)
_COUNTABLE_UNITS = frozenset("名位台辆间所座")
# Heads of names of people, machines and places: what has none of them may be a kind or an aspect (几个环节).
_COUNTABLE = lazy(
    r"(?:师|员|医|士|婆|工|警|教练|保安|保姆|机|器|车|仪|灯|桶|池|院|馆|站|店|厂|校|园|室|摄像头|厕所|食堂)$"
)


def _is_countable(said: str, before: str) -> bool:
    """Whether a word names people, machines or places, by its head or by the measure word before it."""
    match = _COUNTED_BEFORE.search(before)
    return bool(match and match["unit"] in _COUNTABLE_UNITS) or bool(_COUNTABLE.search(said))


def _known_places(asking: str, words: PlanWords) -> bytearray:
    """1 for each character that a dictionary explains."""
    known = bytearray(len(asking))
    for mention in words.lexicon.scan(asking):
        known[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for synonym in words.lay.said_in(asking):
        at = asking.index(synonym.said)
        known[at : at + len(synonym.said)] = b"\1" * len(synonym.said)
    return known


def _is_thing(word: str, tag: str) -> bool:
    """Whether a word of the dictionary names a thing; an unknown run may be anything."""
    named = _NOUN.match(tag) or (tag == "l" and _COUNTABLE.search(word))  # 无人机
    return bool(named) and bool(tokenizer().FREQ.get(word))


# 管不管孩子纹身, 允许染发吗: something done, at the end of what is asked whether it is spoken of or allowed.
_WHETHER_BEFORE = lazy(
    r"(?:([管说提写讲])[没不]\1|提到|写到|说到|有没有(?:说|提|写|规定|要求)|规定|要求|允许|禁止|准许|禁不禁止|允不允许|准不准|让不让|能不能|可不可以|可以|支不支持|支持|鼓励|不让|不准)"
    r"[^，,。？?]{0,6}$"
)
_ENDS = lazy(r"(?:的?(?:事儿?|问题)?(?:吗|么|嘛|没有?|不|呢|啊|呀)?)(?:$|[，,。？?])")


def _is_doing(word: str, tag: str, asking: str, start: int, end: int) -> bool:
    """Whether a verb of the dictionary is what a question asks about: whether it is allowed, or spoken of."""
    whole = tag.startswith("v") and bool(tokenizer().FREQ.get(word))
    return whole and bool(_WHETHER_BEFORE.search(asking[:start]) and _ENDS.match(asking[end:]))


def _is_suffixed(word: str, vocabulary: str) -> bool:
    """Whether a word is one character of the plan's with an empty suffix (桌子: 课桌椅)."""
    return len(word) == 2 and word[1] in _SUFFIXES and word[0] in vocabulary


def _is_compound(word: str, vocabulary: str) -> bool:
    """Whether a word is made of the plan's (学校食堂, 年轻夫妻); a noun before one of them tells it apart (试管婴儿)."""
    parts = [part for part in tokenizer().cut_for_search(word, HMM=False) if 1 < len(part) < len(word)]
    known = [part for part in parts if part in vocabulary]
    if not known:
        return False
    return word.startswith(tuple(known)) or not pos_tags(word[: word.index(known[0])])[-1].startswith(
        ("n", "vn")
    )


def _english(asking: str, words: PlanWords) -> Iterator[Unnamed]:
    for match in _WORDS_EN.finditer(asking):
        said = match.group()
        if stem(said) in words.english() or said in _SMALL_EN or said.endswith(_NO_NOUN_EN):
            continue
        before, behind = asking[: match.start()], asking[match.end() :]
        if _COUNTED_EN.search(before) and _HEAD_EN.match(behind):
            yield Unnamed(said, is_topic=True, is_counted=True)
        elif _ABOUT_EN.search(before) or (_SUBJECT_EN.search(before) and _ALLOWED_EN.match(behind)):
            yield Unnamed(said, is_topic=True)
