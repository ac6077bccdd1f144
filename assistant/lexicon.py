"""What people say → what the plan says: aliases, populations, places, words of questions.

All words are data (``corpus/*.tsv`` for every plan, ``corpus/<plan>/aliases.tsv`` for one); this module reads
them and finds them in a question. Matching is on folded text: NFKC, simplified characters, lower case, no
blanks between Chinese characters, ages in digits.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, combinations, takewhile
from pathlib import Path
from typing import Any, Final, Literal

from assistant.cantonese import in_mandarin
from assistant.errors import LexiconError, QuantityError
from assistant.files import read_text
from assistant.numerals import parse_number
from assistant.orders import OrderWords
from assistant.patterns import lazy
from assistant.records import Exclusive, Indicator

LAST_TEXTS = 8  # texts of which it is kept what they have; a question is cut into about three
LONGEST_TERM = 6  # characters of a term before the word that ends it
EntryKind = Literal["alias", "population", "word", "place", "region", "part", "phrase"]

# 没满16能…吗, 满十四就行: an age without its unit.
_BARE_AGE = lazy(
    r"(?<![客充])满(?P<age>1?[0-9]|[一二三四五六七八九]|十[一二三四五六七八]?)(?=[能可就才还得的了吗呢不,，。?？]|$)"
)
_AGE_IN_HAN = lazy(r"([〇零一二两三四五六七八九十百]+)(?=\s*(?:周岁|岁|个月|月龄))")
_BLANK_BESIDE_HAN = lazy(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_BRACKETED = lazy(r"[（(][^）)]*[）)]")
_BRACKETS = lazy(r"[（()）]")
_SPEAKS = lazy(r"[\w%‰]")
_RUN = lazy(r"[\u3400-\u9fff]+|[a-z0-9]+")
LATIN_WORD = lazy(r"[a-z][a-z']*|(?<![0-9.])[0-9]+(?![0-9.%‰])")
_LATIN = lazy(r"[a-z0-9'’]")
# Soft hyphen, zero-width and bidirectional marks, variation selectors, Unicode tags: they hide words.
_INVISIBLE = lazy(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a surface: its kind, and what it stands for.

    ``value`` holds names of indicators (alias), populations (population), a role (word), the place's name
    (place, region, part) or the phrase's kind (phrase).
    """

    kind: EntryKind
    value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A surface found in folded text, and all that it may mean."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    @property
    def is_ambiguous(self) -> bool:
        """Whether it fits several names equally (筛查率), so that only the asker can choose."""
        aliases = [entry for entry in self.entries if entry.kind == "alias"]
        return bool(aliases) and all(len(entry.value) > 1 for entry in aliases)

    def values(self, kind: EntryKind) -> tuple[str, ...]:
        """All values of one kind, in order."""
        if len(self.entries) == 1:  # as most
            return self.entries[0].value if self.entries[0].kind == kind else ()
        return tuple(value for entry in self.entries if entry.kind == kind for value in entry.value)


@dataclass(frozen=True, slots=True)
class Bag:
    """An English alias as the set of its stems: word order and small words differ from asker to asker."""

    stems: frozenset[str]
    surface: str


_DOING = lazy(r"(?:ings?|ed)$")  # an English word that names what is done
_ROUND = ("十", "百", "千")  # 十几个, 百几十号: about how many there are, not how many


@dataclass
class Lexicon:
    """Surfaces and their meanings; ``scan`` finds them, the longest first.

    ``terms`` are the words of the corpus that stay whole where a text is cut into words; ``light`` are words that tell
    nothing of what a question is about, though they are no words that ask.
    """

    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    orders: OrderWords = field(default_factory=OrderWords)
    bags: dict[str, list[Bag]] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=dict)
    opposites: dict[str, tuple[str, str]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)  # surface, by its first character
    terms: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    _scanned: dict[str, tuple[Mention, ...]] = field(default_factory=dict, repr=False, compare=False)

    def add(self, surface: str, kind: EntryKind, value: tuple[str, ...]) -> None:
        """Let a surface mean one thing more."""
        key, entry = fold_known(surface), Entry(kind, value)
        if kind == "population":
            for people in value:
                self.people.setdefault(people, set()).add(key)
        before = self.entries.get(key, ())
        if key and entry not in before:
            self.entries[key] = (*before, entry)
            self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))
            self._scanned.clear()

    def add_bag(self, surface: str) -> None:
        """Let an English alias be found by its words in any order."""
        words = frozenset(stem(word) for word in self.content_words(fold_known(surface)))
        if words:
            self.bags.setdefault(min(words), []).append(Bag(words, fold_known(surface)))

    def content_words(self, text: str) -> tuple[str, ...]:
        """Latin words of folded text that are no function words."""
        words = LATIN_WORD.findall(text)
        return tuple(word for word in words if not any(e.kind == "word" for e in self.entries.get(word, ())))

    def bags_in(self, text: str) -> tuple[Bag, ...]:
        """English aliases whose words all stand in folded text, those inside a larger one left out.

        A screen is no screening: where an alias has but one word of its own, and that names a doing, the noun does not.
        """
        words: dict[str, list[str]] = {}
        for word in self.content_words(text):
            words.setdefault(stem(word), []).append(word)
        found = [bag for word in words for bag in self.bags.get(word, ()) if bag.stems <= words.keys()]
        found = [bag for bag in found if len(bag.stems) > 1 or self._is_said(bag, words[min(bag.stems)])]
        return tuple(bag for bag in found if not any(bag.stems < other.stems for other in found))

    def _is_said(self, bag: Bag, words: list[str]) -> bool:
        """Whether one of some words of the stem of an alias names the same as its own word (screening, screened)."""
        own = self.content_words(bag.surface)
        return not all(word.endswith("ing") for word in own) or any(map(_DOING.search, words))

    def ends_other_thing(self, mention: Mention, text: str) -> bool:
        """Whether people or an area are only the end of what the corpus calls something else (儿童友好城市)."""
        if not mention.values("population") or mention.text.isascii():
            return False
        starts = range(max(0, mention.start - LONGEST_TERM), mention.start)
        longer = (text[start : mention.end] for start in starts)
        return any(term in self.terms and term not in self.entries for term in longer)

    def scan(self, text: str) -> tuple[Mention, ...]:
        """Surfaces in folded text, left to right, the longest at each place; Latin words only whole.

        A question is read by many parts of the program: what the last texts have is kept.
        """
        known = self._scanned.get(text)
        if known is None:
            known = self._scan(text)
            if len(self._scanned) >= LAST_TEXTS:
                self._scanned.clear()
            self._scanned[text] = known
        return known

    def _scan(self, text: str) -> tuple[Mention, ...]:
        found, at = [], 0
        while at < len(text):
            mention = self.at(text, at)
            if mention is None or (mention.text[0] == "几" and text[at - 1 : at] in _ROUND):
                at += 1
            else:
                found.append(mention)
                at = mention.end
        return tuple(found)

    def at(self, text: str, at: int) -> Mention | None:
        """The longest surface that begins at a place."""
        longest = self.longest.get(text[at : at + 1], 0)
        if not longest or inside_word(text, at):
            return None
        for length in range(min(longest, len(text) - at), 0, -1):
            surface = text[at : at + length]
            entries = self.entries.get(surface)
            if entries and (not inside_word(text, at + length) or _owns(text, at + length, entries)):
                return Mention(at, at + length, surface, entries)
        return None

    def exclusive_in(self, text: str) -> tuple[Exclusive, ...]:
        """Words of folded text that exclude others in their place, the longest at each place."""
        plain = _UNMARKED.sub("", text)
        lengths, found, at = self._lengths_of_opposites, [], 0
        while at < len(plain):
            ends = range(at + min(lengths.get(plain[at], 0), len(plain) - at), at, -1)
            pieces = (plain[at:end] for end in ends if plain[at:end] in self.opposites)
            word = next((p for p in pieces if not _splits(plain, at, at + len(p))), "")
            if (
                word[:1] == "不" and plain[at - 1 : at] == word[1:2]
            ):  # 能不能低于: whether it is, and no bound
                word = ""
            if word and (len(word) > 1 or word in tokenizer().cut(plain)):  # 区 of 地区 names no level
                found.append(self._exclusive(plain, at, word))
            at += len(word) or 1
        return tuple(found)

    @cached_property
    def _lengths_of_opposites(self) -> dict[str, int]:
        """The length of the longest word that excludes others, by its first character; all are read before any is looked for."""
        lengths: dict[str, int] = {}
        for opposite in self.opposites:
            lengths[opposite[0]] = max(lengths.get(opposite[0], 0), len(opposite))
        return lengths

    def binds(self, word: str) -> bool:
        """Whether a word says which way a figure binds (天花板, floor), or is a piece of a phrase that does."""
        kinds = (kind for said, (kind, _) in self.opposites.items() if word == said or word in said.split())
        return "bound" in kinds

    def _exclusive(self, text: str, at: int, word: str) -> Exclusive:
        kind, value = self.opposites[word]
        alike = {other: v for other, (k, v) in self.opposites.items() if k == kind}
        same = frozenset(other for other, v in alike.items() if v == value)
        others = frozenset(other for other, v in alike.items() if v not in (value, _HOLDS_TOO.get(value)))
        end = at + len(word)
        return Exclusive(word, text[max(at - 2, 0) : at], text[end : end + 2], kind, same, others, value)


# A value that one of a text does not exclude: what is encouraged (鼓励) may be done (可以).
_HOLDS_TOO: Final = {"may": "encourage"}
# Quotation marks, and blanks but those between English words.
_UNMARKED = lazy(r"[“”\"「」『』《》]|(?<![a-z])\s+|\s+(?![a-z])")


def holds_word(text: str, word: str, lang: str) -> bool:
    """Whether a word stands in a folded text; an English one as a whole word."""
    if word not in text or lang == "zh" or not word[0].isalpha():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def _owns(text: str, end: int, entries: tuple[Entry, ...]) -> bool:
    """Whether a place stands in the possessive (Harbin's target)."""
    possessive = text[end : end + 2] in ("'s", "’s") and not text[end + 2 : end + 3].isalnum()
    return possessive and any(entry.kind == "place" for entry in entries)


def places_of(piece: str, text: str) -> Iterator[int]:
    """Where a piece stands in a text, one place behind the other."""
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + len(piece))


_BEYOND = "\u3000"  # the first character behind Latin letters, digits and their marks


def _splits(text: str, start: int, end: int) -> bool:
    return inside_word(text, start) or inside_word(text, end)


def inside_word(text: str, at: int) -> bool:
    """Whether ``at`` splits a Latin word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before >= _BEYOND or after >= _BEYOND:  # Chinese, most of the time
        return False
    if before.isdigit() and after.isdigit():
        return True
    return bool(_LATIN.match(before) and _LATIN.match(after) and not before.isdigit() and not after.isdigit())


# Endings of English words, longest first, and what is put in their place.
_ENDINGS = (
    ("izations", "is"), ("isations", "is"), ("ization", "is"), ("isation", "is"), ("ations", "at"), ("ation", "at"), ("ions", ""), ("ion", ""), ("ized", "is"),
    ("ised", "is"), ("ments", ""), ("ment", ""), ("ities", "ity"),
    ("ies", "y"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ly", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """An English word without its ending, spelling differences (enrollment, paediatric) evened out."""
    word = (
        word.removesuffix("'s")
        .replace("ll", "l")
        .replace("aed", "ed")
        .replace("aem", "em")
        .replace("centre", "center")
    )
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)] + instead
    return word


# --- folding ---------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _simplifier() -> object:
    import opencc  # its dictionaries load in 20 ms; a process that never folds a question does without

    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional characters → simplified ones; text that has none stays, as its phrases would be misread (打坏, 打坯)."""
    if not any(map(_is_traditional, text)):
        return text
    return str(_simplifier().convert(text))  # type: ignore[attr-defined]


@lru_cache(maxsize=8192)
def _is_traditional(character: str) -> bool:
    return bool(_simplifier().convert(character) != character)  # type: ignore[attr-defined]


def strip_invisible(text: str) -> str:
    """Without characters that a reader cannot see."""
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """A question as the lexicon compares it."""
    return fold_known(in_mandarin(simplify(strip_invisible(text))))


@lru_cache(maxsize=2048)  # the names of a plan are folded again with every question
def fold_known(text: str) -> str:
    """Fold text that is in simplified characters already, as the corpus is."""
    # Most texts have no blanks and no ages, and thousands are folded before the first answer.
    folded = " ".join(unicodedata.normalize("NFKC", text).lower().replace("’", "'").split())
    if " " in folded:
        folded = _BLANK_BESIDE_HAN.sub("", folded)
    if "岁" in folded or "月" in folded:
        folded = _AGE_IN_HAN.sub(_digits, folded).replace("周岁", "岁")
    return _BARE_AGE.sub(_with_unit, folded) if "满" in folded else folded


def searchable(text: str) -> str:
    """A text in simplified characters as words are looked for in it: folded, without blanks."""
    return "".join(fold_known(text).split())


def _digits(match: re.Match[str]) -> str:
    try:
        return str(int(parse_number(match.group(1))))
    except QuantityError:
        return match.group(1)


def _with_unit(match: re.Match[str]) -> str:
    return f"满{parse_number(match['age'])}岁"


# --- reading ---------------------------------------------------------------------------------------


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated dictionary file, each with its "line"; lines that begin with # are notes.

    Raises:
        LexiconError: a column is missing or a row has too few or too many cells; names file and line.
    """
    lines = read_text(path).splitlines()
    numbered = [
        (number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")
    ]
    if not numbered or tuple(numbered[0][1].split("\t")) != columns:
        raise LexiconError(f"must begin with the columns {', '.join(columns)}, separated by tabs", file=path)
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns) or not cells[0].strip():
            raise LexiconError(
                f"has {len(cells)} cells where {len(columns)} are needed", file=path, line=number
            )
        yield dict(zip(columns, (cell.strip() for cell in cells), strict=True)) | {"line": str(number)}


def load_common(corpus: Path) -> Lexicon:
    """The dictionaries that serve every plan: ``corpus/*.tsv``."""
    lexicon = Lexicon()
    for row in read_table(corpus / "question_words.tsv", ("word", "role", "lang")):
        lexicon.add(row["word"], "word", (row["role"],))
    for row in read_table(corpus / "populations.tsv", ("word", "population", "lang")):
        lexicon.add(row["word"], "population", (row["population"],))
        if row["lang"] == "en" and row["word"].endswith("s"):
            lexicon.add(row["word"][:-1], "population", (row["population"],))
    for row in read_table(corpus / "places.tsv", ("place", "lang")):
        lexicon.add(row["place"], "place", (row["place"],))
    for row in read_table(corpus / "opposites.tsv", ("word", "kind", "value", "lang")):
        lexicon.opposites[fold_known(row["word"])] = row["kind"], row["value"]
    for row in read_table(corpus / "phrases.tsv", ("phrase", "kind", "lang")):
        lexicon.add(row["phrase"], "phrase", (row["kind"],))
    lexicon.light = frozenset(
        fold_known(row["word"]) for row in read_table(corpus / "light_words.tsv", ("word", "lang"))
    )
    rows = read_table(corpus / "order_words.tsv", ("word", "part", "lang"))
    lexicon.orders = OrderWords(
        (row["word"], part, row["lang"]) for row in rows for part in row["part"].split("|")
    )
    return lexicon


def add_names(lexicon: Lexicon, rows: Iterable[Indicator]) -> None:
    """Let each indicator be found by its printed name, without brackets, and without its population or region.

    What several names end in (收获机械化率) leads to all of them, and things without the verb that makes them (新建充电桩).
    """
    rows = tuple(rows)
    for row in rows:
        for name in {row.name, shared_name(row)}:
            if name:
                plain, whole = _BRACKETED.sub("", name), _BRACKETS.sub("", name)  # 骨干专业（群）
                for surface in {name, plain, whole, without_region(name), *_as_share(name)}:
                    lexicon.add(surface, "alias", (name,))
        if row.population:
            lexicon.add(row.population, "population", (row.population,))
    for thing, names in _things_made(rows).items():
        for name in names if fold_known(thing) not in lexicon.entries else ():
            lexicon.add(thing, "alias", (name,))
    for ending, names in _shared_endings({row.name for row in rows}).items():
        for name in names if fold_known(ending) not in lexicon.entries else ():
            lexicon.add(ending, "alias", (name,))


# Words for the whole of what a plan is for; who asks leaves them out.
_WHOLE_REGION = lazy(r"^(?:全国|全省|全市|全州|全县|全区|全域|我国|我省|我市)(?=[\u4e00-\u9fff]{4})")


def without_region(name: str) -> str:
    """A name without its brackets and without the word for the whole region before it (全国, 全市)."""
    return _WHOLE_REGION.sub("", _BRACKETED.sub("", name))


SHORTEST_ENDING = 5  # characters
_SHORTEST_THING = 3
_TOGETHER = lazy(r"^(?:累计|共计?|总共)")
_TERMS = frozenset({"年", "个月", "月", "周", "天", "日", "小时", "分钟", "工作日"})


def _things_made(rows: tuple[Indicator, ...]) -> dict[str, tuple[str, ...]]:
    """The names that say a verb before the things they count, by the things (累计新增停车泊位 → 停车泊位).

    A short one only where no other name has it, for it would say too little.
    """
    things: dict[str, set[str]] = {}
    for row in rows:
        bare = _TOGETHER.sub("", row.name)
        if row.verb and row.unit not in _TERMS and bare.startswith(row.verb) and row.value is not None:
            things.setdefault(_TOGETHER.sub("", bare.removeprefix(row.verb)), set()).add(row.name)
    names = {row.name for row in rows}
    return {
        thing: tuple(sorted(found))
        for thing, found in things.items()
        if len(thing) >= SHORTEST_ENDING
        or (len(thing) >= _SHORTEST_THING and len([name for name in names if thing in name]) == len(found))
    }


def _shared_endings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names of rates by what two of them and maybe more end in.

    An ending of one name alone leaves out what restricts it (适龄残疾儿童的义务教育入学率 is not 义务教育入学率).
    """
    rates = sorted(name for name in names if name.endswith("率"))
    bare = {name: without_region(name) for name in rates}
    common = {_common_end(bare[one], bare[other]) for one, other in combinations(rates, 2)}
    return {
        ending: tuple(name for name in rates if bare[name].endswith(ending))
        for ending in sorted(common)
        if len(ending) >= SHORTEST_ENDING and ending not in bare.values()
    }


def _common_end(one: str, other: str) -> str:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False))
    return "".join(character for character, _ in same)[::-1]


def add_aliases(lexicon: Lexicon, path: Path, known: frozenset[str]) -> None:
    """Read ``aliases.tsv`` of a plan.

    Raises:
        LexiconError: an alias points to a name that the plan does not have.
    """
    if not path.exists():
        return
    for row in read_table(path, ("alias", "name", "lang", "reason")):
        names = tuple(row["name"].split("|"))
        unknown = [name for name in names if name not in known]
        if unknown:
            message = f"{row['alias']!r}: the plan has no indicator {unknown[0]!r}"
            raise LexiconError(message, file=path, line=int(row["line"]))
        lexicon.add(row["alias"], "alias", names)
        for variant in _as_share(row["alias"]):
            lexicon.add(variant, "alias", names)
        if row["lang"] == "en":
            lexicon.add_bag(row["alias"])


def _as_share(name: str) -> tuple[str, ...]:
    """A rate is spoken of as a share: 残疾孩子入学率 → 残疾孩子入学的比例."""
    if not name.endswith("率") or len(name) < 4:
        return ()
    return tuple(name[:-1] + words for words in ("的比例", "比例", "的比率", "的百分比"))


def shared_name(row: Indicator) -> str:
    """The part of a name that rows about other populations share: 小学生近视率 → 近视率."""
    if row.population and row.name.startswith(row.population):
        return row.name[len(row.population) :].lstrip("的")
    return row.name


# --- words ------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """jieba with its own words alone, whatever corpora are open; its dictionary loads at the first use."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()


@lru_cache(maxsize=1)
def tagger() -> Any:
    """jieba's tagger over its own words alone: the terms of corpora have no part of speech.

    Importing it reads the tags of its dictionary; its own constructor would read them from the file once more,
    which takes as long as the tokenizer itself.
    """
    import jieba.posseg

    made = object.__new__(jieba.posseg.POSTokenizer)
    made.tokenizer, made.word_tag_tab = tokenizer(), dict(jieba.posseg.dt.word_tag_tab)
    return made


@lru_cache(maxsize=4)
def tokenizer_with(terms: frozenset[str]) -> Any:
    """jieba that keeps the terms of a corpus whole (毛入园率, not 毛 and 入园率).

    What weight jieba gives a word depends on those that it was given before. So the terms are given in one order, to
    a tokenizer of their own: a text is cut the same in every process, whatever else is open there.
    """
    import jieba

    plain = tokenizer()
    plain.initialize()
    own = jieba.Tokenizer()
    own.FREQ, own.total, own.initialized = dict(plain.FREQ), plain.total, True
    for term in sorted(terms):
        if 1 < len(term) <= 12 and not term.isascii():
            own.add_word(term)
    return own


def to_words(text: str, terms: frozenset[str] = frozenset()) -> list[str]:
    """Words of a text for BM25: jieba's, terms kept whole, English ones by their stems, marks left out."""
    return [stemmed(word) for word in words_said(text, terms)]


def words_said(text: str, terms: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Words of a text as it says them, marks left out."""
    return tuple(word for word in cut_words(fold_known(text), terms) if _SPEAKS.search(word))


def stemmed(word: str) -> str:
    """The stem of an English word; any other as it is."""
    return stem(word) if word.isascii() else word


# jieba takes a spoken word of one character and its neighbour for one new word (咋防), and the end of a quantity's name
# and the verb behind it (超标 率控制), which its dictionary has, too. 老 and 总 before a verb are "always" (老看手机).
_APART = lazy("([咋啥谁娃俺])|(?<=率)(?=.)|^([老总])(?=.)")
_BEFORE_VERB = lazy("^(率|比例)(控制|保持|达到?|提高|降低|下降|增长)$")


def cut_words(text: str, terms: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """All words of a text, in its order; new ones that hold a word of their own are taken apart."""
    cut = tokenizer_with(terms) if terms else tokenizer()
    return tuple(part for word in segmented(text, terms) for part in _parts_of(word, cut))


@lru_cache(maxsize=4096)  # many parts of the program look at the words of one question
def segmented(text: str, terms: frozenset[str] = frozenset(), *, guess: bool = True) -> tuple[str, ...]:
    """The words that jieba cuts a text into, with terms that stay whole.

    Args:
        text: any text.
        terms: those of a corpus.
        guess: whether characters that its dictionary does not explain may make a new word.
    """
    cut = tokenizer_with(terms) if terms else tokenizer()
    return tuple(cut.cut(text, HMM=guess))


def spans_of(words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where each word of a text that was cut begins and ends."""
    ends = tuple(accumulate(map(len, words)))
    return tuple(zip((0, *ends), ends, strict=False))


def _parts_of(word: str, cut: Any) -> list[str]:
    if verb := _BEFORE_VERB.match(word):
        return list(verb.groups())
    if cut.FREQ.get(word) or not _APART.search(word):
        return [word]
    return [part for part in _APART.split(word) if part]


def to_bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters, for BM25 where words are cut differently or misspelt."""
    runs = _RUN.findall(fold_known(text))
    return [run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1))]
