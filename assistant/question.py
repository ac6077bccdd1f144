"""Question → Query, stages 1 and 2 of the cascade: what is regular by rule, then exact names and aliases.

Stage 1 reads years, places, figures and the expected type of answer. Stage 2 links names and aliases; it only
counts as understood where every content word is accounted for: by a name or alias, by a function word, or by
the words of the very clause that would be cited. What it is not sure of it leaves to others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from assistant.asked import ASKING, expected, units
from assistant.lexicon import Lexicon, Mention, fold, fold_known, new_tagger, shared_name, stem, tokenizer
from assistant.numerals import find_quantities, find_years
from assistant.plan import Meta
from assistant.records import AnswerType, Indicator, Language, Quantity, Query

_HAN = re.compile(r"[\u3400-\u9fff]")
_CONTENT = re.compile(r"[\u3400-\u9fff]+|[a-z][a-z']*|[0-9]+(?:\.[0-9]+)?")
# Result verb … 了 … question particle: asks whether something was reached.
_REACHED = re.compile(
    r"(?:达到|达标|达成|实现|完成|做到|降到|提高到|低于|高于|超过|少于|多于).{0,6}了(?:吗|么|嘛|没|没有)|(?:下降|降低|提高|提升|上升|增加|减少|降|涨)了(?:多少|几|百分之|千分之)|多少了"
)
_FIVE_YEAR = re.compile(r"十([二三四五六七])五")
_FIVE_YEAR_FIRST: Mapping[str, int] = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}
_PER = re.compile(r"(每[十百千万亿]+)[名个位]?(人口|人|[\u4e00-\u9fff]{2})")
_PER_EN = re.compile(r"\b(?:per|every|for each)\s+$")
_AGES = frozenset({"岁", "周岁", "月龄"})
_TITLE = re.compile(r"《([^《》]{2,40})》")
_MEASURES = frozenset({"小时", "次", "名", "张", "所", "成"})
_YES_NO = re.compile(
    r"(?:对|是|没错|没问题|正确|一致|属实)吧|[^什怎那这]吧[?？。]?$|核对|核实|核一下|确认一下|(?:right|correct|yes|true|so)[?？]$|"
    r"吗|(?<![什怎那这])么[?？]?$|(.)不\1|是不是|是否|能不能|可不可以|有没有|行不行|该不该|要不要|会不会|[\u4e00-\u9fff](?:不|没|没有)[?？]?$"
    r"|(?:^|[.!?,;] )(?:can|could|may|is|are|does|do|did|must|should|will|has|have|am|would)\b"
)
_LATIN_WORD = re.compile(r"[a-z][a-z']*|(?<![0-9.])[0-9]+(?![0-9.%‰])")
_PIECE_END = re.compile(r"[，,。；;！!？?]|\.(?= )")
STORY = 40  # characters from which a question may hold a story that is not what it asks
_SOCIAL_SHARE = 3  # a courtesy may hold one unknown character in three


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
class _Reading:
    """A question with its mentions; ``text`` has its years blanked out, offsets kept."""

    text: str
    lang: Language
    years: tuple[int, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Quantity, ...]

    @cached_property
    def breaks(self) -> list[int]:
        """Where its parts begin after commas and stops."""
        return [match.end() for match in _PIECE_END.finditer(self.text)]

    def part(self, offset: int) -> int:
        """The number of the part that an offset lies in."""
        return bisect_right(self.breaks, offset)

    @cached_property
    def asking_parts(self) -> frozenset[int]:
        """The numbers of the parts that ask something."""
        asking = [mention.start for mention in self.mentions if set(mention.values("word")) & ASKING]
        return frozenset(
            self.part(start) for start in (*asking, *(m.start() for m in _YES_NO.finditer(self.text)))
        )


def understand(question: str, catalog: Catalog) -> Query:
    """The typed query of a question; never raises on any text."""
    reading = _read(question, catalog)
    expects = _expects(reading)
    query = Query(
        text=fold(question),
        lang=reading.lang,
        plan=catalog.meta.key,
        expects=expects,
        years=reading.years,
        foreign_place=_foreign_place(reading, catalog.meta),
        actual=_asks_actual(reading, expects),
        now="now" in _roles(reading),
        strangers=_strangers(reading, catalog),
        names_plan="plan" in _roles(reading),
        yes_no=bool(_YES_NO.search(reading.text)),
        counts=_asks_count(reading),
        per=_asked_per(reading.text),
        units=units(reading.text),
        people=_people(reading),
        figures=reading.figures,
    )
    if catalog.lexicon.gives_order(query.text):
        return replace(query, task="order")
    if "period" in _roles(reading) and not any(
        m.values("alias") or m.values("population") for m in reading.mentions
    ):
        return replace(query, task="period", foreign_year=_foreign_year(query.years, (), catalog.meta))
    return _social(query, reading) or _link(query, reading, catalog)


def means(query: Query, rows: tuple[Indicator, ...], meta: Meta) -> Query:
    """The look-up of rows that a question means without naming them (stage 3)."""
    people = tuple(dict.fromkeys(row.population for row in rows if row.population))
    return replace(
        query,
        task="lookup",
        names=tuple(dict.fromkeys(row.name for row in rows)),
        populations=people if query.people else (),
        choices=(),
        likened=True,
        unexplained=(),
        aside=(),
        foreign_year=_foreign_year(query.years, rows, meta),
    )


# --- stage 1 ---------------------------------------------------------------------------------------


def language_of(text: str) -> Language:
    """Chinese where any Chinese character stands, else English."""
    return "zh" if _HAN.search(text) or not re.search(r"[A-Za-z]{2}", text) else "en"


def _read(question: str, catalog: Catalog) -> _Reading:
    text = fold(question)
    found = find_years(text)
    years = tuple(year for year, _, _ in found) + _five_year_plans(text)
    for title in (catalog.meta.title, catalog.meta.title_en):
        text = _blank_all(text, fold_known(title))
    for _, start, end in found:
        text = text[:start] + "\n" * (end - start) + text[end:]
    text = _FIVE_YEAR.sub(lambda match: "\n" * len(match.group()), text)
    mentions = catalog.lexicon.scan(text)
    lang = language_of(question)
    if lang == "en":
        mentions = _with_bags(text, mentions, catalog.lexicon)
    return _Reading(text, lang, years, mentions, _own_figures(text, mentions))


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
    for match in _LATIN_WORD.finditer(text):
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


def _own_figures(text: str, mentions: Iterable[Mention]) -> tuple[Quantity, ...]:
    """Figures that no name, population or word of the question holds."""
    taken = [(m.start, m.end) for m in mentions if m.values("alias") or m.values("population")]
    named = [m for m in mentions if m.values("alias")]
    return tuple(
        quantity
        for quantity in find_quantities(text)
        if not _PER_EN.search(text[: quantity.start])
        and (quantity.unit not in _AGES or any(_together(text, quantity, m) for m in named))
        and not any(start < quantity.end and quantity.start < end for start, end in taken)
        and (quantity.unit or len(quantity.text) > 1)
        and (
            re.search(r"[0-9]|[%‰]|百分|千分", quantity.text)
            or (quantity.unit in _MEASURES and _YES_NO.search(text))  # 不少于两小时,对吧
        )
    )


def _roles(reading: _Reading) -> frozenset[str]:
    return frozenset(role for m in reading.mentions if not m.values("alias") for role in m.values("word"))


def _expects(reading: _Reading) -> AnswerType:
    """The type of answer that the asking part of a question wants."""
    pieces: dict[int, set[str]] = {}
    for mention in reading.mentions:
        if not mention.values("alias"):
            pieces.setdefault(reading.part(mention.start), set()).update(mention.values("word"))
    return expected(pieces.values(), bool(_YES_NO.search(reading.text)), bool(units(reading.text)))


def _asks_actual(reading: _Reading, expects: AnswerType) -> bool:
    """Whether a question asks for what was reached; today's figure is one, today's troubles are not."""
    roles = _roles(reading)
    today = "now" in roles and "plan" not in roles and expects in ("value", "open")
    return "actual" in roles or bool(_REACHED.search(reading.text)) or today


def _strangers(reading: _Reading, catalog: Catalog) -> tuple[str, ...]:
    """People asked about that the plan nowhere speaks of; 成年人 in 未成年人 is no mention of grown-ups.

    Who is named in another part of the question than the one that asks only belongs to the asker's story.
    """
    vocabulary = catalog.vocabulary.replace("未成年", "")
    found = []
    for mention in reading.mentions:
        if _only_told(reading, mention) or _CHILDREN_OF.match(reading.text, mention.end):
            continue
        if mention.values("population") and not mention.values("alias") and not mention.values("word"):
            surfaces = {
                s for people in mention.values("population") for s in catalog.lexicon.people.get(people, ())
            }
            if not any(surface in vocabulary for surface in surfaces):
                found.append(mention.text)
    titles = (match.group(1) for match in _TITLE.finditer(reading.text))
    return tuple(found) + tuple(
        title for title in titles if title.strip() and title not in catalog.vocabulary
    )


# 农民工子女, 军人的孩子: whose children they are, not whom a question is about.
_CHILDREN_OF = re.compile(r"(?:的|家|家里|家的)?(?:子女|孩子|小孩|娃|儿女|子弟|家庭|家属|children|kids)")


def _people(reading: _Reading) -> tuple[tuple[str, ...], ...]:
    """The populations of each mention of people, but for those who are named as parents."""
    return tuple(
        pops
        for m in reading.mentions
        if (pops := m.values("population")) and not _CHILDREN_OF.match(reading.text, m.end)
    )


def _asks_count(reading: _Reading) -> bool:
    """几个 asks for a number of things, unless what is asked of is itself named a rate."""
    rate = any(m.values("alias") and m.text.endswith(("率", "比例", "比率")) for m in reading.mentions)
    return "count" in _roles(reading) and not rate


def _asked_per(text: str) -> str | None:
    """The denominator that a question names (每千人口), without its classifier."""
    match = _PER.search(text)
    return match.group(1) + match.group(2) if match else None


def _foreign_place(reading: _Reading, meta: Meta) -> str | None:
    own = {fold_known(name) for name in (meta.region, meta.region_en, *meta.region_aliases)}
    parts = {fold_known(name) for name in meta.region_parts}
    for mention in reading.mentions:
        if _only_told(reading, mention):
            continue
        if mention.text in parts or (mention.values("place") and mention.text not in own):
            return mention.text
    return None


def _only_told(reading: _Reading, mention: Mention) -> bool:
    """Whether a mention stands in the story around a long question, apart from every part that asks."""
    if len(reading.text) < STORY or not reading.asking_parts:
        return False
    return reading.asking_parts.isdisjoint(range(reading.part(mention.start), reading.part(mention.end) + 1))


# --- courtesies ------------------------------------------------------------------------------------


def _social(query: Query, reading: _Reading) -> Query | None:
    kinds = [kind for mention in reading.mentions for kind in mention.values("phrase")]
    if not kinds or any(mention.values("alias") for mention in reading.mentions):
        return None
    beside = [mention for mention in reading.mentions if not mention.values("phrase")]
    open_ended = {"what", "which", "text"} if "capability" in kinds else set[str]()  # 你都会啥
    asks = ASKING - open_ended
    if units(reading.text) or any(set(m.values("word")) & asks or m.values("population") for m in beside):
        return None  # 您好，…有哪些: a question with a courtesy
    unknown = sum(len(word) for word in _unmatched(reading))
    if unknown * _SOCIAL_SHARE > len(query.text):
        return None
    rank = {"capability": 0, "thanks": 1, "farewell": 2, "greeting": 3}
    return replace(query, task="social", social=min(kinds, key=lambda kind: rank.get(kind, 9)))


# --- stage 2 ---------------------------------------------------------------------------------------


def _link(query: Query, reading: _Reading, catalog: Catalog) -> Query:
    """Rows that names and aliases lead to, and the words that nothing explains."""
    rows, choices, restricted = _rows_of(reading, catalog)
    left = _unexplained(reading, catalog, rows)
    aside = tuple(
        w for w in _unmatched(reading) if len(w) > 1 and w not in left and not _in_context(w, catalog, rows)
    )
    known = bool(rows) or any(_stands_in(word, catalog.vocabulary) for word in _unmatched(reading))
    known = known or "plan" in _roles(reading)
    query = replace(query, unexplained=left, aside=aside, known=known, choices=choices)
    if not rows:
        return replace(query, foreign_year=_foreign_year(query.years, (), catalog.meta))
    return replace(
        query,
        task="lookup",
        names=tuple(dict.fromkeys(row.name for row in rows)),
        populations=restricted,
        foreign_year=_foreign_year(query.years, rows, catalog.meta),
    )


def _rows_of(
    reading: _Reading, catalog: Catalog
) -> tuple[tuple[Indicator, ...], tuple[str, ...], tuple[str, ...]]:
    """Rows named, names to choose from, and the populations the question restricts them to."""
    exact: dict[str, Indicator] = {}
    shared: dict[str, Indicator] = {}
    choices: tuple[str, ...] = ()
    named = [mention for mention in reading.mentions if mention.values("alias")]
    certain = [mention for mention in named if not mention.is_ambiguous]
    for mention in certain or named:
        names = mention.values("alias")
        hits = [row for row in catalog.rows if row.name in names or shared_name(row) in names]
        by_name = [row for row in hits if row.name in names]
        if len({shared_name(row) for row in hits}) > 1 and len(names) > 1:
            choices = tuple(dict.fromkeys(row.name for row in hits))
        one = len({row.name for row in by_name}) == 1 and len(names) == 1
        exact.update({row.id: row for row in by_name if one and row.name != shared_name(row)})
        shared.update({row.id: row for row in (by_name if one else hits)})
    asked = [pops for m in reading.mentions if not m.values("alias") and (pops := m.values("population"))]
    wide = list((shared | _distributed(exact, asked, catalog.rows)).values())
    fitting = [row for row in wide if row.id in exact or any(row.population in pops for pops in asked)]
    lost = {shared_name(row) for row in wide} - {shared_name(row) for row in fitting}
    kept = wide if not asked or lost else fitting
    restricted = (
        tuple(dict.fromkeys(row.population for row in kept if row.population))
        if len(kept) < len(wide)
        else ()
    )
    order = {row.id: index for index, row in enumerate(catalog.rows)}
    return tuple(sorted(kept, key=lambda row: order[row.id])), choices, restricted


def _distributed(
    exact: Mapping[str, Indicator], asked: list[tuple[str, ...]], rows: tuple[Indicator, ...]
) -> dict[str, Indicator]:
    """小学生和初中生近视率: the first population takes the name that stands with the second."""
    shared = {shared_name(row) for row in exact.values() if row.population}
    return {
        row.id: row
        for row in rows
        if shared_name(row) in shared and any(row.population in pops for pops in asked)
    }


def _gaps(reading: _Reading) -> tuple[tuple[int, int], ...]:
    """Spans of content that no surface of the lexicon and no figure covers, as whole words."""
    covered = bytearray(len(reading.text))
    for start, end in [(m.start, m.end) for m in reading.mentions] + [
        (q.start, q.end) for q in reading.figures
    ]:
        covered[start:end] = b"\1" * (end - start)
    rest = "".join("\n" if covered[i] else character for i, character in enumerate(reading.text))
    spans = [match.span() for match in _CONTENT.finditer(rest)]
    return (
        _whole_words(reading, spans) if any(_HAN.match(rest[start]) for start, _ in spans) else tuple(spans)
    )


def _whole_words(reading: _Reading, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
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


def _unmatched(reading: _Reading) -> tuple[str, ...]:
    return tuple(reading.text[start:end] for start, end in _gaps(reading))


def _in_context(word: str, catalog: Catalog, rows: tuple[Indicator, ...]) -> bool:
    """Whether the clause of a named row, or its English name, has a word."""
    english = any(stem(word) in catalog.english.get(row.name, frozenset()) for row in rows)
    return english or any(word in catalog.contexts.get(row.clause_id, "") for row in rows)


def _unexplained(reading: _Reading, catalog: Catalog, rows: tuple[Indicator, ...]) -> tuple[str, ...]:
    """Content that changes what is asked and that nothing accounts for.

    A word beside a name is its modifier (成人贫血率) or what is asked of it (近视手术); a word elsewhere that
    names a quantity or people of its own asks for more than the row holds. The rest is the asker's story.
    """
    context = "".join(catalog.contexts.get(row.clause_id, "") for row in rows)
    english = frozenset().union(*(catalog.english.get(row.name, frozenset()) for row in rows))
    left = [word for start, end in _gaps(reading) if (word := reading.text[start:end]) not in context
            and stem(word) not in english and (not rows or _matters(reading, start, end, catalog))]  # fmt: skip
    populations = {row.population for row in rows}
    for mention in reading.mentions:
        pops = mention.values("population")
        only_people = pops and not mention.values("alias") and not mention.values("word")
        if rows and not _near_name(reading, mention):
            continue
        said = {surface for people in pops for surface in catalog.lexicon.people.get(people, ())}
        if only_people and not populations & set(pops) and not any(surface in context for surface in said):
            left.append(mention.text)
    return tuple(left)


def _near_name(reading: _Reading, mention: Mention) -> bool:
    """Whether a mention stands in the same part of the question as a named indicator."""
    return any(_together(reading.text, mention, m) for m in reading.mentions if m.values("alias"))


def _together(text: str, one: Mention | Quantity, other: Mention) -> bool:
    """Whether two spans stand in one part of a question; what stands in another is the asker's story."""
    return not _PIECE_END.search(text, min(one.end, other.end), max(one.start, other.start))


def _matters(reading: _Reading, start: int, end: int, catalog: Catalog) -> bool:
    word = reading.text[start:end]
    if word.isascii():
        return reading.lang == "en" or _beside(reading, start, end)
    if word.endswith(_QUANTITIES) and len(word) > 1:
        return True
    if not _beside(reading, start, end):
        return False
    tags = pos_tags(word)
    ends_beside_name = any(m.start == end for m in reading.mentions if m.values("alias"))
    near = tags[-1] if ends_beside_name else tags[0]
    return near.startswith(_NOUNS)


# Words that end the name of a quantity.
_QUANTITIES = ("率", "比例", "比重", "数量", "人数", "水平", "指数")
# Tags of jieba's dictionary for nouns, attributives and verbal nouns.
_NOUNS = ("n", "b", "vn", "an", "j", "l", "i", "s")


def _beside(reading: _Reading, start: int, end: int) -> bool:
    """Whether a span touches a named indicator, directly or through 的."""
    text = reading.text
    for mention in reading.mentions:
        if not mention.values("alias"):
            continue
        after, before = text[end : mention.start], text[mention.end : start]
        if (end <= mention.start and after in ("", "的", " ")) or (
            mention.end <= start and before in ("", "的", " ")
        ):
            return True
    return False


@lru_cache(maxsize=1)
def _tagger() -> Any:
    """jieba with its tags; loading takes a while, so only questions with unknown words wait for it."""
    return new_tagger(tokenizer())


@lru_cache(maxsize=256)
def pos_tags(word: str) -> tuple[str, ...]:
    """Part-of-speech tags of the words that jieba cuts a run into."""
    return tuple(pair.flag for pair in _tagger().cut(word)) or ("x",)


@lru_cache(maxsize=256)
def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words that jieba cuts a text into."""
    return tuple((start, end) for _, start, end in tokenizer().tokenize(text))


def _stands_in(word: str, vocabulary: str) -> bool:
    """Whether the plan knows a word: any two of its characters in a row."""
    if word.isascii():
        return False
    return any(word[i : i + 2] in vocabulary for i in range(len(word) - 1))


def _foreign_year(years: tuple[int, ...], rows: tuple[Indicator, ...], meta: Meta) -> int | None:
    """The first year asked about that is neither due, nor a base year, nor an end of the plan's period."""
    first, last = meta.period
    due = {year for row in rows for year in (row.target_year, row.base_year) if year is not None}
    if set(years) >= {first, last}:
        due |= {first, last}
    return next((year for year in years if year not in (due | {last})), None)
