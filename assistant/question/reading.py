"""A question as it is read: folded, its years blanked, its words found, cut into parts of which some ask."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from assistant.asked import ASKING, roles_in
from assistant.framing import tags, told
from assistant.lexicon import LATIN_WORD, Entry, Lexicon, Mention, fold, fold_known, stem
from assistant.numerals import find_years
from assistant.patterns import lazy
from assistant.plan import Meta
from assistant.question.done_to import is_done_to, is_object
from assistant.question.figures import own_figures
from assistant.question.parts import PIECE_END, YES_NO
from assistant.question.pauses import is_said
from assistant.records import Indicator, Language, Quantity
from assistant.tagging import segment

_HAN = lazy(r"[\u3400-\u9fff]")
CONTENT = lazy(r"[\u3400-\u9fff]+|[a-z][a-z']*|[0-9]+(?:\.[0-9]+)?")
_FIVE_YEAR = lazy(r"十([二三四五六七])五")
_FIVE_YEAR_FIRST: Mapping[str, int] = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}
# Out of 1,000 children: what a rate is counted by.
_PER_SAID_EN = lazy(
    r"\b(?:out of(?: every| each)?|per|(?:for|of|in) (?:every|each)) (?:one |ten |a )?(?:hundred|thousand|[0-9][0-9,]*)\b"
)
_ASKS_EN = lazy(r"(?:^|[.!?,;] )(?:and |but |so )?(?:what|which|how|who|whom|where|why)\b")
_WHETHER_SAID = lazy(r"([写提说讲管])[没不]\1")
# In a frame that names nothing (咋要求的, 有啥规定) it still asks.
_INTERROGATIVE = lazy(r"咋|怎|什么|啥|哪|谁(?!都|也)|多少|如何|几(?=[\u4e00-\u9fff])")
STORY = 40  # characters from which a question may hold a story that is not what it asks
_UNKNOWN = 3  # of what is mostly known one character in three may be unknown


@dataclass(frozen=True)
class Catalog:
    """What questions about one plan are linked to.

    Attributes:
        meta: title, region, period.
        rows: the plan's indicators, in its order.
        lexicon: names, aliases and words.
        contexts: folded text of each clause that holds a row, with its goal and domain, by clause id.
        vocabulary: the plan's folded text, to see which words it knows.
        english: stems of the English names of each row, by its name.
    """

    meta: Meta
    rows: tuple[Indicator, ...]
    lexicon: Lexicon
    contexts: Mapping[str, str] = field(default_factory=dict)
    vocabulary: str = ""
    english: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A question with its mentions; ``text`` has its years blanked out, offsets kept."""

    text: str
    lang: Language
    years: tuple[int, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Quantity, ...]

    @cached_property
    def breaks(self) -> list[int]:
        """Where its parts begin after commas and stops."""
        return [match.end() for match in PIECE_END.finditer(self.text)]

    def part(self, offset: int) -> int:
        """The number of the part that an offset lies in."""
        return bisect_right(self.breaks, offset)

    @cached_property
    def rows_named(self) -> tuple[Mention, ...]:
        """The names of indicators that it says."""
        return tuple(mention for mention in self.mentions if mention.values("alias"))

    @cached_property
    def asking_parts(self) -> frozenset[int]:
        """The numbers of the parts that ask something."""
        asks = ASKING | {"confirm"}
        asking = [m.start for m in self.mentions if roles_of(self, m) & asks]
        others = (YES_NO, _ASKS_EN) if self.lang == "en" else (YES_NO,)
        said = [m.end() - 1 for pattern in others for m in pattern.finditer(self.text)]
        found = frozenset(self.part(at) for at in (*asking, *said))
        others = (_WHETHER_SAID, _INTERROGATIVE)
        return found or next(filter(None, (self._parts_with(pattern) for pattern in others)), found)

    def _parts_with(self, pattern: re.Pattern[str]) -> frozenset[int]:
        return frozenset(self.part(match.start()) for match in pattern.finditer(self.text))

    @cached_property
    def asking(self) -> str:
        """The parts that ask something, or all where none does."""
        starts = [0, *self.breaks]
        parts = [self.text[start:end] for start, end in pairwise([*starts, len(self.text)])]
        kept = [part for number, part in enumerate(parts) if number in self.asking_parts]
        return " ".join(part.strip() for part in kept or parts)


def language_of(text: str) -> Language:
    """Chinese where any Chinese character stands, else English."""
    return "zh" if _HAN.search(text) or not re.search(r"[A-Za-z]{2}", text) else "en"


_THIS_YEAR = lazy(r"今年|本年度?|当年|\bthis year\b")


def _this_year(text: str, meta: Meta) -> list[tuple[int, int, int]]:
    """Where a question about a plan for one year says 今年: that year, with its place."""
    begin, end = meta.period
    return [(begin, match.start(), match.end()) for match in _THIS_YEAR.finditer(text) if begin == end]


def read(question: str, catalog: Catalog) -> Reading:
    """A question with its words found; offsets are those of the folded text."""
    text = fold(question)
    found = sorted((*find_years(text), *_this_year(text, catalog.meta)), key=lambda year: year[1])
    years = tuple(year for year, _, _ in found) + _five_year_plans(text)
    for title in (catalog.meta.title, catalog.meta.title_en):
        text = _blank_all(text, fold_known(title))
    for _, start, end in found:
        text = text[:start] + "\n" * (end - start) + text[end:]
    text = _FIVE_YEAR.sub(lambda match: "\n" * len(match.group()), text)
    mentions = _with_parted(text, catalog.lexicon.scan(text), catalog.lexicon)
    lang = language_of(question)
    if lang == "en":
        mentions = _with_bags(text, mentions, catalog.lexicon)
    mentions = _with_frames(text, _without_cut(text, mentions, catalog.vocabulary))
    return Reading(text, lang, years, mentions, own_figures(text, mentions))


def _without_cut(text: str, mentions: tuple[Mention, ...], vocabulary: str) -> tuple[Mention, ...]:
    """Mentions without the names that are only the beginning of a longer word of the plan (眼保健 in 眼保健操)."""

    def is_cut(mention: Mention) -> bool:
        words = (
            text[start:end] for start, end in segment(text) if start <= mention.start < mention.end < end
        )
        return any(word in vocabulary for word in words)

    named = [m for m in mentions if m.values("alias") and not m.text.isascii()]
    cut = [m for m in named if text[m.start : m.end + 1] in vocabulary and is_cut(m)]
    return tuple(m for m in mentions if m not in cut) if cut else mentions


_HOW_MANY = lazy(r"(?:多少|几)(?=[\u4e00-\u9fff])")
_LONGEST_UNIT = 3  # characters of what is counted in (平方米)
_FARTHEST = 10  # characters of a name before what asks how many


def _with_parted(text: str, mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Names that a question parts by what it asks (新增几个学位): the first part leads to the row, the second says no more."""
    for match in _HOW_MANY.finditer(text):
        joints = (joint for unit in range(_LONGEST_UNIT + 1) if (joint := _joint(text, match, unit, lexicon)))
        found = max(joints, key=lambda pair: len(pair[0].text) + len(pair[1].text), default=None)
        crossed = any(m.values("alias") and m.start < match.end() and match.start() < m.end for m in mentions)
        if found is None or crossed:
            continue
        apart = [m for m in mentions if all(m.end <= part.start or part.end <= m.start for part in found)]
        mentions = tuple(sorted((*apart, *found), key=lambda mention: mention.start))
    return mentions


def _joint(text: str, asking: re.Match[str], unit: int, lexicon: Lexicon) -> tuple[Mention, Mention] | None:
    """The two parts of a name around what asks how many and so many characters of a unit."""
    start, end = asking.start(), asking.end() + unit
    joined = text[:start] + text[end:]
    for begin in range(max(start - _FARTHEST, 0), start - 1):
        name = lexicon.at(joined, begin)
        if name is not None and name.values("alias") and name.end > start + 1:
            rest = name.end - start
            behind = Mention(end, end + rest, text[end : end + rest], (Entry("word", ("filler",)),))
            return Mention(begin, start, text[begin:start], name.entries), behind
    return None


def _with_frames(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Pieces that only ask for confirmation, or say where it was heard, as words that name nothing."""
    for role, spans in (("confirm", tags(text)), ("filler", told(text))):
        for start, end in spans:
            inside = [m for m in mentions if m.start < end and start < m.end]
            if any(m.values("alias") or m.start < start or m.end > end for m in inside):
                continue
            roles = {role} | {r for m in inside for r in m.values("word") if r in ("plan", "confirm")}
            frame = Mention(start, end, text[start:end], (Entry("word", tuple(sorted(roles))),))
            mentions = (*(m for m in mentions if m not in inside), frame)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _with_bags(text: str, mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """English names by their words in any order; a name that a larger one contains gives way to it."""
    bags = lexicon.bags_in(text)
    stems = frozenset().union(*(bag.stems for bag in bags)) if bags else frozenset()
    kept = []
    for mention in mentions:
        words = {stem(word) for word in lexicon.content_words(mention.text)}
        if not (words and words <= stems and mention.values("alias")):
            kept.append(mention)
    entries = tuple(dict.fromkeys(
        entry for bag in bags for entry in lexicon.entries[bag.surface] if entry.kind == "alias"
    ))  # fmt: skip
    for match in LATIN_WORD.finditer(text):
        if stem(match.group()) in stems and not any(
            m.start < match.end() and match.start() < m.end for m in kept
        ):
            kept.append(Mention(match.start(), match.end(), match.group(), entries))
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _blank_all(text: str, piece: str) -> str:
    return text.replace(piece, "\n" * len(piece)) if piece else text


def _five_year_plans(text: str) -> tuple[int, ...]:
    """十四五 names the years 2021 to 2025."""
    firsts = [_FIVE_YEAR_FIRST[match.group(1)] for match in _FIVE_YEAR.finditer(text)]
    return tuple(year for first in firsts for year in (first, first + 4))


def roles_said(reading: Reading) -> frozenset[str]:
    """What the words of a question that name nothing are there for."""
    return frozenset(role for m in reading.mentions if not m.values("alias") for role in roles_of(reading, m))


def roles_of(reading: Reading, mention: Mention) -> set[str]:
    """The roles of a word where it stands."""
    found = roles_in(reading.text, mention.start, mention.end, mention.values("word"))
    who = "actor" in found and mention.text == "谁"
    if who and is_object(reading.text[: mention.start], reading.text[mention.end :]):
        return (found - {"actor"}) | {"what"}
    if "actor" in found and mention.text == "who" and is_done_to(reading.text[mention.end :]):
        return (found - {"actor"}) | {"what"}
    return found


def only_told(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands in the story around a long question, apart from every part that asks."""
    return len(reading.text) >= STORY and _stands_apart(reading, mention)


def told_beside(reading: Reading, mention: Mention) -> bool:
    """The same of a question of any length, where a part that says that something is so stands before one that asks of its own.

    It holds for people; a year, a place or how things are may be meant of what is asked, however it is told.
    """
    if not _stands_apart(reading, mention):
        return False
    return only_told(reading, mention) or (_tells(reading, mention) and _asks_of_its_own(reading))


def told_of_others(reading: Reading, mention: Mention) -> bool:
    """Whether people only come up in a story on children, which another part tells (小孩走夜路，司机看不见，规划有啥招)."""
    if not _in_story(reading, mention):
        return False
    starts, own = [0, *reading.breaks, len(reading.text)], reading.part(mention.start)
    others = (reading.text[low:high] for n, (low, high) in enumerate(pairwise(starts)) if n != own)
    return any(_CHILDREN.search(part) for part in others)


# One of several things that are asked for (先说…，再说…; …，还有…), though it has a verb.
_ENUMERATED = lazy(r"\s*(?:先|首先|再|还有|另外|以及|和|跟|一是|二是|一个是|\b(?:first|also|then|and)\b)")


def names_asked(reading: Reading) -> tuple[Mention, ...]:
    """The names of indicators that are asked about: not those of a part that says something, before one that asks with a name.

    眼科大夫说…，规划上一天要晒多久: the doctor is only told of; 自来水是96%，那卫生厕所呢: so is the rate that is known.
    """
    named = tuple(m for m in reading.rows_named if not _is_where(reading, m))
    asked = [m for m in named if not _stands_apart(reading, m)]
    if not asked or len(asked) == len(named):
        return named
    with_figure = {reading.part(figure.start) for figure in reading.figures}
    kept = {
        m
        for m in named
        if m in asked
        or _ENUMERATED.match(_part_of(reading, m))
        or not (reading.part(m.start) in with_figure or _tells(reading, m))
    }
    return tuple(m for m in named if m in kept)


_AT = lazy(r"(?:(?<!存)(?<!现)(?<!实)在|躲进|跑进|关进|钻进|锁进|堵在)[\u4e00-\u9fff]{0,2}$")
_AT_EN = lazy(
    r"\b(?:in|at|behind|outside|inside|into) (?:the |a |an |his |her |their |our |my )?(?:[a-z]+ )?$"
)


def _is_where(reading: Reading, mention: Mention) -> bool:
    """Whether a name only tells where something happened, apart from what is asked (老在厕所抽烟，规划对这种事有啥说法)."""
    at = _AT_EN if reading.lang == "en" else _AT
    return bool(at.search(reading.text[: mention.start])) and _in_story(reading, mention)


def _in_story(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands in a part that says that something is so, apart from every part that asks."""
    return _stands_apart(reading, mention) and _tells(reading, mention)


def _part_of(reading: Reading, mention: Mention) -> str:
    """The part in which a mention stands, without the marks around it."""
    starts = [0, *reading.breaks, len(reading.text)]
    number = reading.part(mention.start)
    return reading.text[starts[number] : starts[number + 1]].strip("，,。；;！!？?\n ")


# A condition (要是孩子有残疾) says of whom or of what case is asked, however it is put.
_CONDITION = lazy(
    r"\s*(?:如果|要是|假如|假设|倘若|万一|若|对于?|对|关于|作为|就|除了|\b(?:if|for|as|except)\b)"
)


def _tells(reading: Reading, mention: Mention) -> bool:
    """Whether the part in which a mention stands says that something is so, and does not only name a topic (小学生，…)."""
    part = _part_of(reading, mention)
    return not _CONDITION.match(part) and is_said(part)


def _asks_of_its_own(reading: Reading) -> bool:
    """Whether the parts that ask name something themselves, so that what is told beside them changes nothing."""
    named = [m.start for m in reading.rows_named]
    content = [start for start, end in gaps(reading) if end - start > 1]
    return any(reading.part(at) in reading.asking_parts for at in (*named, *content))


def told_of_somebody(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands in a part that tells of somebody (我家娃今年四岁了), apart from every part that asks."""
    if not _stands_apart(reading, mention):
        return False
    starts = [0, *reading.breaks, len(reading.text)]
    number = reading.part(mention.start)
    return bool(_SOMEBODY.search(reading.text[starts[number] : starts[number + 1]]))


_CHILDREN = lazy(
    r"儿童|[娃孩]|学生|同学|小朋友|宝宝|宝贝|儿子|闺女|孙[子女]|\b(?:kids?|child(?:ren)?|pupils?|students?|bab(?:y|ies)|sons?|daughters?)\b"
)
# Who is spoken of in a story: a pronoun, a child, one of the family.
_SOMEBODY = lazy(
    r"[我俺咱他她你]|[娃孩孙侄甥妞]|儿子|闺女|丫头|小子|姑娘|宝宝|宝贝|老[大二三]|弟|妹|哥|姐"
    r"|\b(?:i|my|our|we|he|she|his|her|son|daughter|kids?|child|boy|girl|grand\w+|nephew|niece|brother|sister)\b"
)


def _stands_apart(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands in no part that asks, where another does."""
    asking = reading.asking_parts
    return bool(asking) and asking.isdisjoint(
        range(reading.part(mention.start), reading.part(mention.end) + 1)
    )


def gaps(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Spans of content that no surface of the lexicon and no figure covers, as whole words."""
    covered = bytearray(len(reading.text))
    for start, end in [(m.start, m.end) for m in reading.mentions] + [
        (q.start, q.end) for q in reading.figures
    ]:
        covered[start:end] = b"\1" * (end - start)
    for match in _PER_SAID_EN.finditer(reading.text):
        covered[match.start() : match.end()] = b"\1" * len(match.group())
    rest = "".join("\n" if covered[i] else character for i, character in enumerate(reading.text))
    spans = [match.span() for match in CONTENT.finditer(rest)]
    return (
        _whole_words(reading, spans) if any(_HAN.match(rest[start]) for start, _ in spans) else tuple(spans)
    )


def _whole_words(reading: Reading, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Widen spans to the words that jieba sees, so that 计 of 计算公式 is not all that is left of it."""
    fixed = bytearray(len(reading.text))
    for mention in reading.mentions:
        if mention.values("alias") or mention.values("population") or mention.values("place"):
            fixed[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    widened: list[tuple[int, int]] = []
    for start, end in spans:
        for low, high in segment(reading.text):
            if low < end and start < high:
                start = min(start, _first_free(fixed, low, start))
                end = max(end, _last_free(fixed, end, high))
        if widened and start <= widened[-1][1]:
            widened[-1] = (widened[-1][0], max(end, widened[-1][1]))
        else:
            widened.append((start, end))
    return tuple(widened)


def _first_free(fixed: bytearray, low: int, start: int) -> int:
    """The first place from which nothing fixed stands before start."""
    taken = fixed.rfind(1, low, start)
    return low if taken < 0 else taken + 1


def _last_free(fixed: bytearray, end: int, high: int) -> int:
    taken = fixed.find(1, end, high)
    return high if taken < 0 else taken


def mostly_known(reading: Reading) -> bool:
    """Whether the words that nothing covers are few."""
    return sum(map(len, unmatched(reading))) * _UNKNOWN <= len(reading.text)


def unmatched(reading: Reading) -> tuple[str, ...]:
    """The words that no surface of the lexicon and no figure covers."""
    return tuple(reading.text[start:end] for start, end in gaps(reading))
