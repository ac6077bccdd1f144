"""The words of the table: which slot each fills, and what the questions over one plan are read with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from assistant.lexicon import Lexicon, Mention, fold_known
from assistant.lexicon import read_table as read_rows
from assistant.patterns import lazy
from assistant.question import Catalog
from assistant.records import Clause, TableQuery
from assistant.synonyms import Phrases, load_synonyms
from assistant.tabular.chapters import Chapter, chapters_of
from assistant.tabular.numbers_asked import with_figures
from assistant.tabular.slot import Slot
from assistant.tabular.templates import Phrase, Templates, load_templates
from assistant.tagging import segment

Span = tuple[int, int]
__all__ = ["Read", "Slot", "Span", "Table", "blank", "blanked", "find_slots", "table_of"]
# 最多的领域, 最多的前三个领域
_FIGURE_AHEAD = lazy(
    r"[^，,。；;]{0,2}(?:[0-9]|百分之|千分之|[一二两三四五六七八九十半]+[成个条项])| (?:[a-z]+ )?[0-9]"
)
_RANKED_FIRST = lazy(r"第一|首|头名|冠军|垫底|末|最后|殿后|吊车尾")  # 措施数量排第一的领域
_BOTH_ENDS = lazy(r"[的]?(?:[、和与跟及]|以及|还有| and (?:the )?)(?:的)?")
_THAT_PART = lazy(r"那一?[块摊]儿?")
_AMOUNT_BEFORE = lazy(
    r"(?:[个条项]数|数[量目]|(?<![指分岁人系基参倍])数)(?:上|是|为|排名?|位|在|居|处于|的|来说|来看|说|看)*$|\bnumbers? of [a-z -]{3,30} (?:is |are )?(?:the )?$"
)
_BEHIND_MOST = lazy(r"的?(?:前?[一二两三四五六七0-9]+(?:个|大|块)?|那一?[个条块])?")


Blanked = tuple[int, str]


def blanked(word: str) -> Iterator[Blanked]:
    """A word without each of its characters in turn, and which one that is: what all share that differ in it alone."""
    for at in range(len(word)):
        yield at, f"{word[:at]}{word[at + 1 :]}"


# Slots whose words are long and rare enough to be known when mistyped.
_MISTYPED = frozenset({"noun", "kind", "unit", "group", "comparator", "top", "sort", "op"})


_MANNER = lazy(r"[\u4e00-\u9fff]{2,6}")  # how a row's verb is done


@dataclass(frozen=True)
class Table:
    """What questions over the table of one plan are read with.

    Attributes:
        catalog: rows, names, words.
        words: the words that fill slots.
        domains: names by which each domain is spoken of, by its title; the title itself first.
        domains_en: the same in English.
        goals: folded title of each goal → the title.
        goals_in: titles of the goals of each domain, in order.
        kinds: kinds of clauses that the plan has.
        sections: folded title of each heading that is no domain and that numbered items stand under → the title.
        sections_en: the same by what English titles say of them (implementation).
        heads: titles of the headings that stand over goals and measures: what a plan calls its domains.
        english: English words → the plan's words, for words that clauses must hold.
        templates: the phrases that are made of classes of words.
        sizes: how many clauses of a kind stand under a domain, by both.
        chapter_titles: titles of the headings that stand under none, in order.
        lay: everyday Chinese words → the plan's words (烂牙 → 龋患).
        chapters: what stands under each chapter, by its number.
    """

    catalog: Catalog
    words: Lexicon
    domains: Mapping[str, tuple[str, ...]]
    domains_en: Mapping[str, tuple[str, ...]]
    goals: Mapping[str, str]
    kinds: frozenset[str] = frozenset()
    sections: Mapping[str, str] = field(default_factory=dict)
    sections_en: Mapping[str, str] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    english: Phrases = field(default_factory=lambda: Phrases(()))
    templates: Templates = field(default_factory=lambda: Templates({}, (), 0))
    goals_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lay: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sizes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    chapter_titles: tuple[str, ...] = ()
    chapters: Mapping[int, Chapter] = field(default_factory=dict)

    def plan_words(self, said: str) -> tuple[str, ...]:
        """The plan's words for an everyday word that is all of a piece but for one character (管儿保)."""
        if said.isascii():
            return tuple(self.english.widened(said, lambda _: False))
        for size in range(len(said), max(1, len(said) - 2), -1):
            for at in range(len(said) - size + 1):
                if found := self.lay.get(said[at : at + size]):
                    return found
        return ()

    def domain_words(self, word: str) -> tuple[str, ...]:
        """The plan's word for an English one that its domains are called by (education, children)."""
        found = []
        for title, names in self.domains_en.items():
            if word in (name.lower() for name in names):
                found.append(self.domains[title][-1])
            if names and names[0].lower().startswith(f"{word} and ") and "与" in title:
                found.append(title.partition("与")[0])  # what the titles of all domains begin with
        return tuple(dict.fromkeys(found))

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """Verbs of the rows, the longest first."""
        return tuple(sorted({row.verb for row in self.catalog.rows if row.verb}, key=lambda v: (-len(v), v)))

    @cached_property
    def manners(self) -> tuple[str, ...]:
        """Verbs of rows with the words between a row's name and them (持续下降, 进一步巩固提高), the longest first."""
        found = set[str]()
        for row in self.catalog.rows:
            said = "".join(row.quote.split()).partition("".join(row.name.split()))[2] if row.verb else ""
            between, verb, _ = said.partition(row.verb or " ")
            if verb and _MANNER.fullmatch(between):
                found.add(between + verb)
        return tuple(sorted(found, key=lambda manner: (-len(manner), manner)))

    @cached_property
    def own_nouns(self) -> frozenset[str]:
        """Names of domains, people of rows, and the nouns of questions over a table: quoted, they are still only named."""
        names = {name for names in self.domains.values() for name in names}
        nouns = {word for word, entries in self.words.entries.items() if entries[0].value[0] == "noun"}
        people = {fold_known(row.population) for row in self.catalog.rows if row.population}
        return frozenset(names | nouns | people)

    @cached_property
    def english_titles(self) -> frozenset[str]:
        """Names of domains and other headings in English: quoted, they still name the heading, unless it is to be mentioned."""
        return frozenset(name for names in self.domains_en.values() for name in names) | set(self.sections_en)

    @cached_property
    def units(self) -> frozenset[str]:
        """Units of the rows."""
        return frozenset(row.unit for row in self.catalog.rows if row.unit)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Chinese words that name what the table holds, its domains and the people of its rows."""
        named = {w for w, entries in self.words.entries.items() if entries[0].value[0] == "noun"}
        people = {row.population for row in self.catalog.rows if row.population}
        domains = {name for names in self.domains.values() for name in names}
        return frozenset(w for w in named | people | domains if not w.isascii())

    @cached_property
    def alike(self) -> Mapping[Blanked, tuple[str, ...]]:
        """Chinese words that a mistyped one may be, by all of them but one character."""
        told = {
            w
            for w, entries in self.words.entries.items()
            if entries[0].value[0] in _MISTYPED and not w.isascii()
        }
        found: dict[Blanked, list[str]] = {}
        for word in sorted(told | self.nouns):
            for pattern in blanked(word):
                found.setdefault(pattern, []).append(word)
        return {pattern: tuple(words) for pattern, words in found.items()}

    def goals_of(self, titles: Iterable[str]) -> list[str]:
        """Folded titles of goals."""
        return [fold_known(title) for title in titles]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Folded name of each row, with its people, by its id."""
        return {row.id: fold_known(f"{row.name} {row.population or ''}") for row in self.catalog.rows}


Read = Callable[[str, Table], TableQuery | None]  # reads one question of several that a text is made of


def table_of(
    catalog: Catalog, clauses: Mapping[str, Clause], titles: Mapping[str, str], corpus: Path
) -> Table:
    """The Table of one plan.

    Args:
        catalog: the plan's rows and words.
        clauses: all clauses by id, in order.
        titles: English titles by clause id.
        corpus: the folder of ``table_words.tsv``.

    Raises:
        LexiconError: a row of the dictionary has too few or too many cells.
    """
    words, also = Lexicon(), dict[str, list[str]]()
    for row in read_rows(corpus / "table_words.tsv", ("word", "slot", "value", "lang")):
        if row["slot"] == "domain":
            also.setdefault(row["value"], []).append(row["word"])
        else:
            words.add(row["word"], "word", (row["slot"], row["value"]))
    heads = _domain_heads(catalog, clauses)
    english = {d.title: d.en for d in catalog.meta.domains if d.en.isascii()}
    english |= {clauses[i].title: titles[i] for i in heads if i in titles}
    listed = tuple(dict.fromkeys(clauses[i].title for i in heads)) or tuple(english)
    every = dict.fromkeys((*listed, *(row.domain for row in catalog.rows)))
    goals = {fold_known(c.title): c.title for c in clauses.values() if c.kind == "goal"}
    goals |= {fold_known(row.goal): row.goal for row in catalog.rows if row.goal}
    above = {c.parent for c in clauses.values() if c.kind in ("item", "principle")}
    sections = {fold_known(clauses[i].title): clauses[i].title for i in clauses if i in above}
    # a noun by itself first: parents are 父母, not what parenting is
    english_words = load_synonyms(corpus / "english_nouns.tsv") + load_synonyms(corpus / "english.tsv")
    return Table(
        catalog, words,
        {title: _short_names(title, listed) for title in every},
        {title: _english_names(english[title], also) for title in every if title in english},
        goals,
        frozenset(clause.kind for clause in clauses.values()),
        sections,
        {
            name: clauses[i].title
            for i in clauses
            if i in above and i in titles
            for name in _short_english(titles[i])
        },
        listed,
        Phrases(english_words),
        load_templates(corpus),
        _goals_in(heads, clauses),
        {s.said: s.plan for s in load_synonyms(corpus / "synonyms.tsv") if not s.said.isascii()},
        _sizes(heads, clauses),
        tuple(c.title for c in clauses.values() if c.kind == "heading" and not c.path),
        chapters_of(clauses, heads, [i for i in clauses if i in above]),
    )  # fmt: skip


def _domain_heads(catalog: Catalog, clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """Ids of the headings that labels (主要目标) stand under: what a plan calls its fields."""
    labels = (c for c in clauses.values() if c.kind == "heading" and not c.number)
    found = dict.fromkeys(label.parent for label in labels if label.parent in clauses)
    return tuple(found) or tuple(d.id for d in catalog.meta.domains if d.id in clauses)


def _sizes(heads: Sequence[str], clauses: Mapping[str, Clause]) -> Mapping[tuple[str, str], int]:
    """How many clauses of each kind stand under each heading, at whatever depth."""
    counts: Counter[tuple[str, str]] = Counter()
    for clause in clauses.values():
        above: Clause | None = clause
        while above is not None and above.id not in heads:
            above = clauses.get(above.parent)
        if above is not None and above is not clause:
            counts[above.title, clause.kind] += 1
    return counts


def _goals_in(heads: tuple[str, ...], clauses: Mapping[str, Clause]) -> dict[str, tuple[str, ...]]:
    """Titles of the goals below each heading, by its title."""
    found: dict[str, list[str]] = {}
    for clause in clauses.values():
        above = clause.parent
        while above in clauses and above not in heads:
            above = clauses[above].parent
        if clause.kind == "goal" and above in clauses:
            found.setdefault(clauses[above].title, []).append(clause.title)
    return {title: tuple(goals) for title, goals in found.items()}


def _short_names(title: str, listed: tuple[str, ...]) -> tuple[str, ...]:
    """A title, and what is left of it without the words that all titles begin with (健康)."""
    full = fold_known(title)
    others = [fold_known(t) for t in listed]
    shared = 0
    if title in listed and len(others) > 1:
        shared = next((i for i, chars in enumerate(zip(*others, strict=False)) if len(set(chars)) > 1), 0)
    return (full, full[shared:]) if 0 < shared < len(full) else (full,)


def _english_names(title: str, also: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The English names of a domain: its title, what is left of it without what all begin with, and others for that."""
    names = _short_english(title)
    return tuple(dict.fromkeys((*names, *also.get(names[-1], ()))))


def _short_english(title: str) -> tuple[str, ...]:
    full = title.lower()
    return tuple(dict.fromkeys((full, full.split(" and ")[-1])))


def find_slots(text: str, words: Lexicon, templates: Templates) -> Iterator[Slot]:
    """What words fill slots; the noun right after 最多的 (最多的领域, the domain with the most) is what groups."""
    most = each = -1
    said = tuple(_without_objects(text, tuple(_scan(text, words, templates))))
    scanned = with_figures(text, tuple(_listed_goals(said)))
    for found in _with_share(text, scanned):
        slot, value = found.slot, found.value
        behind = most >= 0 and _BEHIND_MOST.fullmatch(text[most : found.start])
        ahead = re.match(r" with the (?:most|fewest|least) ", text[found.end :])
        heads = slot == "noun" and value == "domain" and _is_head(text, found)
        if heads or (
            slot == "noun" and value in ("domain", "goal") and (behind or ahead or each == found.start)
        ):
            found = replace(found, slot="group")
        elif found.slot == "filler" and behind and _THAT_PART.fullmatch(found.text):
            found = replace(found, slot="group", value="domain")  # 目标最多的那块儿
        elif found.slot == "top" and (
            _AMOUNT_BEFORE.search(text[: found.start])
            or (most >= 0 and _BOTH_ENDS.fullmatch(text[most : found.start]))
        ):
            found = replace(found, slot="most")  # 措施条数垫底的: of counts, not of figures
        yield found
        most = (
            found.end
            if found.slot == "most" or (slot == "top" and _RANKED_FIRST.search(found.text))
            else most
        )
        each = found.end if slot == "op" and found.text.endswith(("每", "每个", "每一")) else -1


# 一个指标都没有的领域有哪些: what is said before the noun restricts it, and nothing but a question stands behind.
_HEAD_BEFORE = lazy(r"[\n\u3400-\u9fff%‰\"”」』]的(?:那|这)?(?:些|几个)?$")
_HEAD_BEHIND = lazy(
    r"(?:一共|总共|都|又|分别)*(?:有|是|为)?(?:哪[些几]?[个块]?|几个|多少个?|谁|啥|什么|吗|没有|不)?(?:呢|啊|呀)?(?:[，,。；;？?！!:：]|$)"
)
_HEAD_EN = lazy(r"^(?:(?:please )?(?:list|name|show|give|tell)(?: me| us)? )?(?:all )?(?:of )?(?:the )?$")
_HEAD_BEHIND_EN = lazy(r" (?:that|which|with|without|having|lacking)\b")


def _is_head(text: str, noun: Slot) -> bool:
    """Whether a noun is what is asked for, by what is said of it."""
    before, behind = text[: noun.start], text[noun.end :]
    if noun.text.isascii():
        return bool(_HEAD_EN.search(before) and _HEAD_BEHIND_EN.match(behind))
    return bool(_HEAD_BEFORE.search(before) and _HEAD_BEHIND.match(behind))


# 哪些目标, which goals: the question word, and the goals.
_WHICH_GOALS = lazy(
    r"(?P<ask>哪[一些几]?[个条项大]*|which(?: of the)? )(?P<goals>(?:主要?|大|main |headline )?.+)"
)


# What counts, ranks or bounds: then goals group, or their figures are meant.
_OF_FIGURES = frozenset({"most", "below", "op", "sort", "top", "bound", "comparator", "verbword"})


def _listed_goals(slots: tuple[Slot, ...]) -> Iterator[Slot]:
    """The slots, with goals that are to hold a word as a list (哪些目标提到欺凌), where nothing is counted by goal."""
    held = {slot.slot for slot in slots}
    lists = "mention" in held and not held & _OF_FIGURES
    for slot in slots:
        which = _WHICH_GOALS.fullmatch(slot.text) if slot.slot == "group" and slot.value == "goal" else None
        if lists and which:
            split = slot.start + which.end("ask")
            yield Slot(slot.start, split, which["ask"], "ask", "list")
            yield Slot(split, slot.end, which["goals"], "noun", "goal")
        else:
            yield slot


_WITH = lazy(r"(?:跟|和|与|同|对|关于)$")


def _without_objects(text: str, slots: tuple[Slot, ...]) -> Iterator[Slot]:
    """The slots without what 跟…有关 speaks of, which says nothing elsewhere (老师, whom one speaks to)."""
    spoken_of = {
        slot
        for slot, behind in pairwise(slots)
        if slot.slot == "filler" and behind.slot == "mention" and slot.end == behind.start
    }
    yield from (s for s in slots if s not in spoken_of or not _WITH.search(text[: s.start]))


# 占 asks for a share where an amount is asked for behind it, whatever stands between (占该领域指标的百分之几).
_TAKES = lazy(
    r"占[了到去据着有]?(?P<whole>[^，,。；;？?！!]{0,16}?)(?:百分之(?:几|多少)|(?:几|多少)分之|几成|多少成|多[大高少]|几何|几(?=[？?]|$)|多少)(?![个条项]?(?:百分点))|占[^，,。；;？?！!]{1,20}?的(?:比例|比重|百分比|份额)(?=$|[是有为多大占，,？?。（(])"
)
_ABSOLUTE = lazy(r"(?:了)?[个条项]")  # 占多少个: so many, no share


def _with_share(text: str, slots: tuple[Slot, ...]) -> Iterator[Slot]:
    """The slots, with the share that 占 asks for; a number of things that 占 asks for is a count."""
    match = _TAKES.search(text)
    shares = [s for s in slots if s.slot == "op" and s.value == "share"]
    absolute = match is not None and bool(_ABSOLUTE.match(text, match.end()))
    for slot in slots:
        if _is_of_share(slot, text, shares):
            slot = replace(slot, slot="filler", value="filler")
        if absolute and slot in shares and slot.text.startswith("占"):
            slot = replace(slot, slot="ask", value="count")
        elif match is not None and not shares and not absolute and slot.start >= match.start():
            yield Slot(match.start(), match.start() + 1, "占", "op", "share")
            shares.append(slot)
        yield slot
    if match is not None and not shares and not absolute:
        yield Slot(match.start(), match.start() + 1, "占", "op", "share")


def _is_of_share(slot: Slot, text: str, shares: Sequence[Slot]) -> bool:
    """Whether a unit is only what a share is to be told in (占…的百分比, 比重（%）, 用%表示), and restricts no rows."""
    if slot.slot != "unit" or slot.value not in ("%", "‰") or all(s.end > slot.start for s in shares):
        return False
    before, behind = text[: slot.start], text[slot.end :]
    told_in = _TOLD_IN.search(before) and _TOLD_SO.match(behind)
    of_it = before.endswith(("的", "(", "（")) and not _OF_ROWS_BEHIND.search(slot.text + behind[:4])
    return bool(told_in or of_it)


_TOLD_IN = lazy(r"[用以按]$")
_TOLD_SO = lazy(r"来?(?:表示|计算?|算|列|说)(?!的)")
_OF_ROWS_BEHIND = lazy(r"指标|目标|\b(?:targets?|indicators?|figures?|rates?)\b|^[^\s]*的[^\s是占有]")


def _scan(text: str, words: Lexicon, templates: Templates) -> Iterator[Slot]:
    """Listed words and phrases that templates make, left to right, the longest at each place; a listed word wins a tie."""
    phrases = {
        at: phrase
        for at, phrase in templates.longest_at(text).items()
        if phrase.slot != "every" or phrase.end > at + 1 or _is_word(text, at)
    }
    at = 0
    while at < len(text):
        mention, phrase = words.at(text, at), phrases.get(at)
        if _SHARE_OF_UNIT.match(text, at):
            mention = phrase = None  # 占百分比指标的几成: the unit restricts the whole
        if mention is not None and _IS_ONE.search(text[:at]) and mention.text.startswith("个数"):
            mention = None  # 一个数都没给: no count
        if mention is not None and _wins(mention, phrase):
            slot, value = mention.entries[0].value
            yield _settled(Slot(mention.start, mention.end, mention.text, slot, value), text)
            at = mention.end
        elif phrase is not None:
            yield _of_phrase(phrase, text)
            at = phrase.end
        else:
            at += 1


_SHARE_OF_UNIT = lazy(r"占(?=[百千]分[比数率](?:的)?(?:类)?(?:指标|目标))")
_IS_ONE = lazy(r"(?<![十百])[一半]$|(?:任|随便)[何哪]?一?$")


def _is_word(text: str, at: int) -> bool:
    """Whether a character is a word by itself (not 全 in 安全)."""
    return (at, at + 1) in segment(text)


def _settled(slot: Slot, text: str) -> Slot:
    """A comparison with a figure (lower than 3%) bounds; 占 asks for a share only beside what asks for one."""
    before, behind = text[: slot.start], text[slot.end :]
    nothing = (
        (slot.text == "不是" and before.endswith("是"))  # 是不是
        or (slot.text in ("%", "‰") and before[-1:].isdigit())
        or (slot.value == "compare" and _UNITS_ALIKE.search(before))
        or (slot.text == "share" and _SHARED.match(behind) and not _A_SHARE.search(before))
        or (slot.slot in ("most", "top") and _AT_LEAST.fullmatch(slot.text) and _MUST.match(behind))
    )
    if nothing:
        return replace(slot, slot="filler", value="filler")
    if slot.slot == "top" and slot.text in _LIMITS and _AN.search(before):
        return replace(slot, slot="comparator", value=_LIMITS[slot.text])
    if slot.slot == "comparator" and _COMPARES.search(slot.text) and _FIGURE_AHEAD.match(text, slot.end):
        return replace(slot, slot="bound")  # 不许超过6的
    if slot.slot == "bound" and slot.text in _AND_LIMITS and _FIGURE_RIGHT_AHEAD.match(behind):
        return replace(slot, value=_AND_LIMITS[slot.text])  # 40% and below 80%
    if slot.slot == "bound" and slot.text.startswith("或") and _COUNTED_AHEAD.match(behind):
        return replace(slot, value=slot.value.rstrip("="))  # 低于5%或高于98%
    if slot.text == "domain's" and slot.slot == "filler":
        return replace(slot, slot="noun", value="domain")
    if slot.text == "how many points" and (_POINTS_BEHIND.match(behind) or _POINTS_BEFORE.search(before)):
        return replace(slot, slot="ask", value="count")  # how many points in each chapter
    if slot.text == "how many times" and _A_YEAR.match(behind):
        return replace(slot, slot="ask", value="count")
    if slot.slot == "op" and slot.value == "compare" and slot.text.endswith(" than"):
        bound = _THAN.get(slot.text.split()[-2], "")
        if bound and _FIGURE_AHEAD.match(text, slot.end):
            return replace(slot, slot="bound", value=bound)
    return slot


_COMPARES = lazy(r"(?:超过?|超出|突破|[高低多少大小]于|低过|高过)$|\b(?:exceed|above|below|under|over|than)$")
_UNITS_ALIKE = lazy(
    r"(?:单位|口径|方向)[是都也不均全]*$|\bunits? (?:is |are )?(?:all )?(?:the )?$"
)  # whether units are the same, which the list shows
# ties share a place: no share of them
_SHARED = lazy(
    r" (?:an?|one|the (?:same|figure|value|number|target|place|rank)|its?|their|this|that|both|exactly)\b"
)
_A_SHARE = lazy(r"\b(?:what|which|whose|an?|the|its|their|this|that|as|large|big|percentage) $")
# 最少配几个: at least, not the fewest.
_AT_LEAST = lazy(r"最[少多低高]")
_MUST = lazy(
    r"(?:也|都|还)?(?:得|要|须|需|应|该|能|可|配|设|拥有|有|达到|接受|睡|运动|活动|参加|保证|不能)[^，,。；;？?]{0,6}(?:几|多少)"
)
# set a minimum: a floor; the minimum: the lowest.
_LIMITS = {"minimum": ">=", "min": ">=", "maximum": "<=", "max": "<="}
_AN = lazy(r"\b(?:a|an|any|no|some|with|have|has|sets?|having) $")
_AND_LIMITS = {"and below": "<", "and under": "<", "and above": ">", "and over": ">"}
_COUNTED_AHEAD = lazy(r"[0-9]|百分之|千分之|[一二两三四五六七八九]成")
_FIGURE_RIGHT_AHEAD = lazy(r" [0-9]")
_POINTS_BEHIND = lazy(r" (?:in|under|are there|do(?:es)? [a-z0-9 ]{2,60}? (?:have|contain|list|hold))\b")
_POINTS_BEFORE = lazy(r"\b(?:has|have|contains?|holds?|lists?) $")
_A_YEAR = lazy(r" (?:a|an|per|each|every|must|should|do|does|are|is|in)\b(?! (?:high|large|great|big))")
_THAN = dict.fromkeys(("higher", "greater", "larger", "bigger", "longer", "more"), ">") | dict.fromkeys(
    ("lower", "smaller", "shorter", "less", "fewer"), "<"
)


def _wins(mention: Mention, phrase: Phrase | None) -> bool:
    """Whether a listed word is taken before a phrase; of equal length it says more unless it says nothing."""
    if phrase is None or mention.end > phrase.end:
        return True
    return mention.end == phrase.end and mention.entries[0].value[0] != "filler"


def _of_phrase(phrase: Phrase, text: str) -> Slot:
    """The slot of a phrase; a limit is a bound where a figure stands right behind it; 各项目标值 groups by nothing."""
    slot = phrase.slot
    if slot == "group" and phrase.value == "goal" and text[phrase.end : phrase.end + 1] in ("值", "数"):
        return Slot(phrase.start, phrase.end, text[phrase.start : phrase.end], "noun", "aim")
    if phrase.value == "apart" and text[phrase.end : phrase.end + 1] in ("个", "条", "项"):
        return Slot(phrase.start, phrase.end + 1, text[phrase.start : phrase.end + 1], "ask", "count")
    if slot == "limit":
        slot = "bound" if _FIGURE_AHEAD.match(text, phrase.end) else "comparator"
        slot = "filler" if slot == "comparator" and phrase.value == "<" else slot
    return Slot(phrase.start, phrase.end, text[phrase.start : phrase.end], slot, phrase.value)


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with line feeds for some spans."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text
