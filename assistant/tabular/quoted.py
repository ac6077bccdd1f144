"""A question over the table: what is quoted in it, and the years, names and people that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from assistant.framing import told
from assistant.lexicon import LATIN_WORD, Entry, Mention, fold_known, stem
from assistant.numerals import ENGLISH_NUMBERS, find_quantities, find_years
from assistant.patterns import lazy
from assistant.question import language_of
from assistant.records import Language
from assistant.tabular.extents import quoted_by_number
from assistant.tabular.slots import Span, Table, blank, find_slots

_QUOTED = lazy(
    r"[“「『\"《]([^“”「」『』\"《》]{1,40})[”」』\"》]|\(((?:[\u3400-\u9fff]|\([\u3400-\u9fff]{1,3}\)){2,14})\)"
)
_SINGLE = lazy(r"(?<![a-z0-9])'([a-z][a-z -]{1,30})'(?![a-z])")  # 'bullying'
_MENTIONS_EN = lazy(
    r"\b(?:mention|contain|say|use|cite|include|hold|speak|refer|name)(?:s|es|ing|ed)? (?:the |to |of |words? |phrases? |terms? |both |either )*$"
)
_SCRIPTS = lazy(r"(?<=[a-z,])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z])")
_BESIDE_WORD = lazy(r"[\u3400-\u9fff]{2,12},? ?(?:and|or|nor|but not)? $")
_ARTICLE = lazy(r"\bthe ")
# A quote that is said to stand somewhere, and no name: 提到“家庭”的, “家庭”这个词.
_SAYS_BEFORE = lazy(r"(?:提|写|说|讲|谈|涉|含|带|点|出现|用)(?:到|及|过|了|着|名|有)*$")
_WORD_BEHIND = lazy(
    r"(?:这|那)?(?:个|一)?(?:词|字眼|字样|[一二两三四几仨俩]个?字|二字)|(?:在|都|没|未|不|一共|总共)*(?:出现|被提)"
)
_BESIDE_QUOTE = lazy(r"[、,，和跟与及或 ]*|(?:以及|还有|或者|并且|and|or|nor| )+")
# 没写以上, 带以内的: a word of a bound that is said to be printed, without quotes.
_WRITTEN = lazy(
    r"(?:写|标|带|说|注)(?:了|着|明|有)?(以上|以下|以内|至少|不低于|不少于|不超过|不高于)(?=$|[，,。；;？?的或和也、又])"
)
_HAN_RUN = lazy(r"[\u3400-\u9fff]{2,12}")
_GAP_INSIDE = lazy(r"…+|\.{2,}")
_ANY_NAME = lazy(r"^[×x某…*]{1,3}(?=[\u3400-\u9fff])")  # ××率
_BLANK_TO_FILL = lazy(r"(?:××|xx|□|_{2,})[个项条]")
_KIN_ZH = r"(?:的?(?:那些|这些)?(?:儿童|幼儿|娃娃|娃儿?|孩子|小孩儿?|宝宝|宝贝|小朋友|学龄前儿童)们?)?"
# 3岁以下(的宝宝), 0至6岁, 不满七岁: whom a row may be about, by the age that bounds them above.
_AGED_ZH = (
    lazy(rf"(?<![0-9至到\-—–~～.])([0-9]+)(?:周岁|岁)?(?:及其?)?(?:以下|以内)(?![%‰0-9.]){_KIN_ZH}"),
    lazy(rf"(?:[0零]|出生)(?:周岁|岁)?[至到\-—–~～]([0-9]+)(?:周岁|岁){_KIN_ZH}"),
    lazy(rf"(?:不满|未满|不到|没到|没满|未到|小于)([0-9]+)(?:周岁|岁){_KIN_ZH}"),
)
_NUMBER_EN = r"([0-9]+|two|three|four|five|six|seven|ten|twelve)"
_KIN_EN = r"\b(?:(?:young )?(?:children|kids|infants|babies|toddlers) )?"
_AGED_EN = (
    lazy(
        rf"{_KIN_EN}(?:aged )?(?:under|below|younger than)[ -](?:the age of )?{_NUMBER_EN}s?\b(?![%‰]|\.[0-9]| ?per)(?: years old)?"
    ),
    lazy(
        rf"{_KIN_EN}(?:aged |ages |between |from )?(?:0|zero|birth)(?: ?[-–—] ?| to | and ){_NUMBER_EN}\b(?![%‰]|\.[0-9])(?: years?(?: old)?|[ -]year[ -]olds)?"
    ),
)
_POPULATION_AGE = lazy(r"(?:0至)?(?P<years>[0-9]+)岁(?:以下|以内)?儿童")


def _language(text: str) -> Language:
    """Of the frame: a Chinese word in brackets does not make an English question Chinese."""
    words, han = re.findall(r"[a-z]{2,}", text), re.findall(r"[\u3400-\u9fff]", text)
    return "en" if len(words) > 2 and len(words) * 2 > len(han) else language_of(text)


def _is_figure(words: str) -> bool:
    """Whether a quote is a figure and nothing else (“90%以上”): it restricts as one."""
    found = find_quantities(words)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)) and found[0].unit != ""


def _without_verb(words: str, verbs: Iterable[str]) -> str:
    """A quote without the verb of a row before its figure (“达到97%”)."""
    verb = next((verb for verb in verbs if words.startswith(verb)), "")
    return words[len(verb) :].lstrip("到在至为了")


def _words_of_names(text: str, stems: Collection[str]) -> Iterator[Span]:
    """Words of English names, each with the compound that it stands in (under-five).

    One that is said again beside no other of them is none (which education targets are below the education …).
    """
    words = list(LATIN_WORD.finditer(text))
    held = [stem(word.group()) if stem(word.group()) in stems else "" for word in words]
    beside = {
        at for at, one in enumerate(held) if one and any((*held[max(0, at - 1) : at], *held[at + 1 : at + 2]))
    }
    again = {held[at] for at in beside}
    for at, word in enumerate(words):
        if held[at] and (at in beside or held[at] not in again):
            before, behind = (
                _COMPOUND_BEFORE.search(text[: word.start()]),
                _COMPOUND_BEHIND.match(text, word.end()),
            )
            yield before.start() if before else word.start(), behind.end() if behind else word.end()


_SAYS = lazy(r"[说讲传]")
_COMPOUND_BEFORE = lazy(r"(?:[a-z0-9]+-)+$")
_COMPOUND_BEHIND = lazy(r"(?:-[a-z0-9]+)+")


class Quoted:
    """A question over the table, with what is quoted, named and dated in it."""

    def __init__(self, text: str, table: Table) -> None:
        """Find quotes, years, names and people."""
        self.table, self.catalog = table, table.catalog
        self.text = _SINGLE.sub(r'"\1"', text)
        self.lang: Language = _language(text)
        if self.lang == "en":  # folding takes the spaces between scripts, without which no word ends there
            self.text = _SCRIPTS.sub(" ", self.text)
        for title in (self.catalog.meta.title, self.catalog.meta.title_en):
            at = text.find(fold_known(title)) if title else -1
            if at >= 0:
                self.text = blank(self.text, [(at, at + len(fold_known(title)))])
        self.quoted_figures: list[Span] = []
        self.quotes = tuple(self._quotes())
        years = find_years(self.text)
        self.years = tuple(year for year, _, _ in years)
        self.year_places = tuple((year, start) for year, start, _ in years)
        self.plain = blank(self.text, [(s, e) for _, s, e in years] + [(s, e) for s, e, _ in self.quotes])
        self.spans: list[Span] = []  # what was understood beside the mentions
        self.titled = tuple(self._full_titles())
        lexicon = self.catalog.lexicon
        scanned = (m for m in lexicon.scan(self.plain) if not lexicon.ends_other_thing(m, self.plain))
        mentions = self._with_bags(tuple(scanned))
        self.words = tuple(m for m in mentions if not m.values("alias") and not m.values("population"))
        self.named = tuple(m for m in mentions if m.values("alias"))
        self.people = tuple(
            m for m in mentions
            if m.values("population") and not m.values("alias") and "filler" not in m.values("word")
        )  # fmt: skip
        self.people += self._other_people()
        self.people = self._with_ages(self._not_told_by(self.people))
        self.free = blank(self.plain, [(m.start, m.end) for m in (*self.named, *self.people)])

    def _quotes(self) -> Iterator[tuple[int, int, str]]:
        """Quoted words, but for names of domains and rows; in brackets only what the plan says."""
        known = self.table.own_nouns
        for match in _QUOTED.finditer(self.text):
            words = (match.group(1) or match.group(2)).strip()
            words = _ANY_NAME.sub("", words)
            if _BLANK_TO_FILL.search(words):
                continue  # a text with a gap, which asks for what fills it
            named = _ARTICLE.sub("", words.lower()) in self.table.english_titles
            if named and not _MENTIONS_EN.search(self.text[: match.start()]):
                continue
            said = bool(
                _SAYS_BEFORE.search(self.text[: match.start()])
                or _WORD_BEHIND.match(self.text, match.end())
                or (self.lang == "en" and self._is_mentioned_en(match.span()))
            )
            if (words in known and not said and not self._is_quoted_among(match.span(), known)) or (
                match.group(2) and words not in self.catalog.vocabulary
            ):
                continue
            if _is_figure(_without_verb(words, self.table.verbs)):
                self.quoted_figures.append(match.span())
                continue
            if pieces := [piece for piece in _GAP_INSIDE.split(words) if piece][1:]:  # 控制在……以下
                yield from (
                    (match.start(), match.end(), piece) for piece in (_GAP_INSIDE.split(words)[0], *pieces)
                )
                continue
            yield match.start(), match.end(), words
        yield from self._unquoted(known)

    def _is_quoted_among(self, span: Span, known: frozenset[str]) -> bool:
        """Whether a quote stands in a row of quotes of which one is no name of the table's own (“学校”“家庭”)."""
        run = [m for m in _QUOTED.finditer(self.text) if m.group(1)]
        at = next((i for i, m in enumerate(run) if m.span() == span), -1)
        beside = [run[i] for i in (at - 1, at + 1) if at >= 0 and 0 <= i < len(run)]
        return any(
            _BESIDE_QUOTE.fullmatch(self.text[min(m.end(), span[1]) : max(m.start(), span[0])])
            and m.group(1).strip() not in known
            for m in beside
        )

    def _unquoted(self, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Words that stand for themselves without quotes: 没写以上; Chinese ones of an English question."""
        told = {match.span(1): match.group(1) for match in _WRITTEN.finditer(self.text)}
        told |= {(s, e): word for s, e, word in quoted_by_number(self.text, self.catalog.vocabulary)}
        yield from ((start, end, word) for (start, end), word in sorted(told.items()))
        inside = [m.span() for m in _QUOTED.finditer(self.text)]
        for match in _HAN_RUN.finditer(self.text) if self.lang == "en" else ():
            own = match.group() in known or match.group().removesuffix("领域") in known
            quoted = any(s <= match.start() < e for s, e in inside)
            quoted = quoted or (own and not self._is_mentioned_en(match.span()))
            names = any(
                m.values("alias") or m.values("population") for m in self.catalog.lexicon.scan(match.group())
            )
            if not quoted and not names:
                yield match.start(), match.end(), match.group()

    def _is_mentioned_en(self, span: Span) -> bool:
        """Whether a Chinese word is what clauses are said to mention, alone or beside another one (both 学校 and 家庭)."""
        before = self.text[: span[0]]
        beside = _BESIDE_WORD.search(before)
        first = before[: beside.start()] if beside else ""
        return bool(_MENTIONS_EN.search(before) or _MENTIONS_EN.search(first))

    def _full_titles(self) -> Iterator[tuple[str, Span]]:
        """Titles of domains said in full; they and titles of goals are blanked out, so that no name is seen in them."""
        for title, names in self.table.domains.items():
            at = self.plain.find(names[0])
            if at >= 0:
                self.plain = blank(self.plain, [(at, at + len(names[0]))])
                yield title, (at, at + len(names[0]))
        for folded in self.table.goals:
            at = self.plain.find(folded)
            if at >= 0:
                self.plain = blank(self.plain, [(at, at + len(folded))])

    def _with_bags(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """English names by their words in any order; a name that a larger one contains gives way to it."""
        lexicon = self.catalog.lexicon
        bags = lexicon.bags_in(self.plain) if self.lang == "en" else ()
        if not bags:
            return mentions
        stems = frozenset().union(*(bag.stems for bag in bags))
        kept = [
            m
            for m in mentions
            if not (m.values("alias") and self._stems(m.text) and self._stems(m.text) <= stems)
        ]
        entries = tuple(
            dict.fromkeys(e for bag in bags for e in lexicon.entries[bag.surface] if e.kind == "alias")
        )
        for start, end in _words_of_names(self.plain, stems):
            if not any(m.start < end and start < m.end for m in kept):
                kept.append(Mention(start, end, self.plain[start:end], entries))
        return tuple(sorted(kept, key=lambda mention: mention.start))

    def _not_told_by(self, people: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """People, but for those from whom the asker only has it (家长群里有人说)."""
        if not people or not _SAYS.search(self.text):
            return people
        frames = told(self.text)
        return tuple(m for m in people if not any(s <= m.start and m.end <= e for s, e in frames))

    def _stems(self, text: str) -> set[str]:
        return {stem(word) for word in self.catalog.lexicon.content_words(text)}

    def _with_ages(self, people: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """People with those that an age tells (0到3岁的宝宝); whatever else its words would be is none."""
        known: dict[str, list[str]] = {}
        for row in self.catalog.rows:
            if age := _POPULATION_AGE.fullmatch(row.population or ""):
                known.setdefault(age["years"], []).append(row.population or "")
        text = blank(self.plain, [(m.start, m.end) for m in self.named])
        found = [
            Mention(*match.span(), match.group(), (Entry("population", tuple(dict.fromkeys(known[years]))),))
            for pattern in (_AGED_EN if self.lang == "en" else _AGED_ZH) for match in pattern.finditer(text)
            if (years := str(ENGLISH_NUMBERS.get(match.group(1), match.group(1)))) in known
        ]  # fmt: skip
        others = (m for m in people if not any(a.start < m.end and m.start < a.end for a in found))
        return (*others, *found)

    def _other_people(self) -> tuple[Mention, ...]:
        """People by words that only questions over the table have."""
        text = blank(self.plain, [(m.start, m.end) for m in (*self.named, *self.people)])
        found = [
            Mention(s.start, s.end, s.text, (Entry("population", tuple(s.value.split("+"))),))
            for s in find_slots(text, self.table.words, self.table.templates) if s.slot == "people"
        ]  # fmt: skip
        return tuple(found)
