"""What a part of a question names that the plan has, each in all its forms.

    read_terms(part, lang, words)    the terms, left to right, and how many words the plan does not have

Of each thing named all forms are taken: as said, the plan's words for it, and the noun that a spoken verb holds
(抽烟 → 吸烟, 烟草).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.asked import ASKING
from assistant.lexicon import Lexicon, Mention, segmented, spans_of
from assistant.patterns import compiled, lazy
from assistant.records import Language
from assistant.synonyms import LayWords, Phrases, Synonym
from assistant.tagging import pos_tags

FEW: Final = 5  # a word in more than one of so many passages (儿童) tells nothing apart behind a verb, either
MOST_TERMS: Final = 6  # a question that names more tells a story
MOST_OF_CORE: Final = 15  # passages that hold the noun of a spoken verb, at the most
_PART: Final = 2  # characters of a part of a compound
_LONGEST_GAP: Final = 4
# What may stand between the parts of a compound: 药品, 及, 、卫生, 化共享 (信息化共享平台).
_COORDINATED = lazy(
    r"[、和与及]?[\u4e00-\u9fff]{2}|化(?:[\u4e00-\u9fff]{2})?|[\u4e00-\u9fff]{2}[、和与及]|[、和与及]"
)


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
class Term:
    """Something named in a part of a question: its span there, and the plan's forms of it."""

    start: int
    end: int
    forms: tuple[str, ...]
    is_verb: bool = False


def rarity(forms: Iterable[str], words: MatterWords) -> float:
    """Inverse document frequency of a term over the passages, all its forms together."""
    return math.log((words.total + 1) / (sum(map(words.holding, forms)) + 0.5))


_ASKED_BEHIND = lazy(r"(?:了|过|着|一?些|点儿?|的)*(?:什么|啥|哪|咋|怎么)")


# A second thing that is asked for as the first was.
_WHICH_BEHIND = lazy(r"哪些|哪几[个种类项条支]")
_JOINED_BEFORE = lazy(r"(?:哪些|哪几[个种类项条支])[^，,。；;？?]+[、和与]$")


# 哪几种方式: a word for the kind of thing that is asked for names no matter.
_KIND_ASKED = lazy(r"(?:哪|几|什么|啥)[种类样]$")


def read_terms(part: str, lang: Language, words: MatterWords) -> tuple[list[Term], int]:
    """What a part names that the plan has, left to right; and how many of its words the plan does not have."""
    people = list(people_named(part, words))
    return _english_terms(part, people, words) if lang == "en" else _chinese_terms(part, people, words)


def people_named(part: str, words: MatterWords) -> Iterator[Term]:
    """Groups of people, each with all its names in the plan; those whom the whole plan is about are none."""
    for mention in words.lexicon.scan(part):
        nobody = mention.values("word") or words.lexicon.ends_other_thing(mention, part)
        groups = () if nobody else mention.values("population")
        surfaces = [s for group in groups for s in words.lexicon.people.get(group, ())]
        stems = [name.removesuffix("儿童") for name in surfaces if _named_by_stem(name, words)]
        forms = _known((mention.text, *sorted(surfaces), *stems), words) if groups else ()
        if forms and not any(words.is_common(surface) for surface in surfaces):
            yield Term(mention.start, mention.end, forms)


def _named_by_stem(name: str, words: MatterWords) -> bool:
    """Whether the beginning of a name of children hardly stands for anything else (留守 of 留守儿童, 残疾 of 残疾儿童)."""
    stem, whole = name.removesuffix("儿童"), words.vocabulary.count(name)
    return stem != name and len(stem) > 1 and words.vocabulary.count(stem) <= whole + whole // 2


def _english_terms(part: str, people: list[Term], words: MatterWords) -> tuple[list[Term], int]:
    asking = [m for m in words.lexicon.scan(part) if set(m.values("word")) & ASKING]
    plain = _plainly(part, words)
    found = [
        Term(start, end, forms)
        for start, end, terms in words.english.found(part, words.is_common)
        if (forms := _with_parts(_known(terms, words), words))
        and not any(words.is_common(word) and start == at for at, word in plain)
        and not any(m.start <= start and end <= m.end for m in asking)
    ]
    people = _of_people(people, found)
    found = [term for term in found if not any(p.start < term.end and term.start < p.end for p in people)]
    terms = _without_sides(part, sorted((*people, *found), key=lambda term: term.start))
    return terms, sum(1 for _ in _unknown_english(part, terms, words))


def _with_parts(forms: tuple[str, ...], words: MatterWords) -> tuple[str, ...]:
    """The plan's forms of English words, and other forms of those that are compounds (替代母乳 for breastfeeding)."""
    return tuple(dict.fromkeys((*forms, *(part for form in forms for part in _of_compound(form, words)))))


def _plainly(part: str, words: MatterWords) -> list[tuple[int, str]]:
    """Where each English phrase begins, with the plainest of the plan's words for it: where that is everywhere, the others are narrower."""
    return [
        (start, next((word for word in terms if word in words.vocabulary), ""))
        for start, _, terms in words.english.found(part, lambda _: False)
    ]


def _of_people(people: list[Term], named: Iterable[Term]) -> list[Term]:
    """Groups of people without those that are only the beginning of what is named (rural tourism)."""
    return [p for p in people if not any(t.start == p.start and p.end < t.end for t in named)]


_FOR_WHOM = lazy(r"\b(?:for|about|on) (?:all |the |our |these )*(?:[a-z-]+ )?$")


def _without_sides(part: str, terms: list[Term]) -> list[Term]:
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


def _unknown_english(part: str, terms: Sequence[Term], words: MatterWords) -> Iterator[str]:
    """Content words of English that neither the plan's glosses nor the words of questions have."""
    functional = [m for m in words.lexicon.scan(part) if not m.values("alias")]
    every = words.english.found(part, lambda _: False)  # the plan has school, everywhere
    common = [Term(s, e, said) for s, e, said in every if any(word in words.vocabulary for word in said)]
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


def _chinese_terms(part: str, people: list[Term], words: MatterWords) -> tuple[list[Term], int]:
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
            terms.append(Term(start, end, forms, pos_tags(word)[-1].startswith("v")))  # 监测组 is no verb
        elif len(word) > 1 and re.search(r"[\u3400-\u9fff]", word) and not words.is_common(word):
            if word not in words.vocabulary and _is_head(word, start, end, part, terms):
                strange += MOST_TERMS  # 高考加分: not the matter that the plan has, but something of it
            strange += word not in words.vocabulary and pos_tags(word)[0][0] == "n"
    if not terms:
        terms = [
            Term(start, end, (word,))
            for start, end, word in tokens
            if _is_asked((start, end), word, part, words)
        ]
    elif all(term.is_verb for term in terms):
        terms += [
            Term(start, end, (word,))
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
    span: tuple[int, int], word: str, part: str, verbs: Sequence[Term], words: MatterWords
) -> bool:
    """Whether a word of the plan that else tells nothing apart stands behind a verb that alone is the matter (纳入考核, 报送妇儿工委)."""
    end = max(verb.end for verb in verbs)
    behind = end <= span[0] and _TO.fullmatch(part[end : span[0]]) is not None
    known = len(word) > 1 and word in words.vocabulary and not OF_PLANS.fullmatch(word)
    named = any(e.kind == "word" and "plan" in e.value for e in words.lexicon.entries.get(word, ()))
    everywhere = words.holding(word) * FEW > words.total
    return behind and known and not named and not everywhere and pos_tags(word)[0] in ("n", "vn", "j", "x")


def is_done_to(terms: Sequence[Term], part: str) -> bool:
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


def _is_head(word: str, start: int, end: int, part: str, terms: Sequence[Term]) -> bool:
    """Whether a word is the head of a compound that a term before it begins, and of which all is asked (高考加分的政策)."""
    behind = any(t.end == start and not t.is_verb and not _WITH.search(part[: t.start]) for t in terms)
    return behind and part[end : end + 1] == "的" and pos_tags(word)[0].startswith(("n", "v"))


def _said(part: str, edges: set[int], words: MatterWords) -> Iterator[Term]:
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
            yield Term(start, end, (*forms, *_core(said, words)), pos_tags(said)[0].startswith("v"))
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
