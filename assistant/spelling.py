"""Questions as they were meant: 平血 → 贫血, 死忙率 → 死亡率, "infnat" → "infant".

    Speller.correct(text)    folded text → text with its typos corrected, and what was corrected
    speller_of(…)            the Speller of one plan

A correction that is wrong does more harm than one that is missing: the reader asked about another matter. So a
run of characters is read as another word only where nothing else explains it (no dictionary, no alias, no word of
the plan, not the general dictionary of jieba) and exactly one word of the plan sounds like it.

pypinyin is imported where a run in doubt and a word of the plan share characters, and at no other time.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path

from assistant.general_dictionary import RARE, GeneralDictionary
from assistant.lexicon import Lexicon, read_table, stem, tokenizer_with
from assistant.patterns import lazy
from assistant.records import Correction
from assistant.synonyms import Synonym

_HAN = lazy(r"[\u3400-\u9fff]+")
_LATIN = lazy(r"[a-z]+(?:'[a-z]+)?")
_QUOTED = lazy(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|‘[^‘’]*’|《[^《》]*》|\"[^\"]*\"")
SHORTEST, LONGEST = 2, 4  # characters of a run that sounds like a word
LONGEST_SWAP = 6  # characters of a word in which two neighbours are swapped
LEAST_NAME = 5  # characters of a name in which one that sounds alike is a mistake, whatever words it makes (出身 in 低出身体重)
LONGEST_KNOWN = 8  # characters of a surface that explains a part of a question
# The corrected text must be this much likelier than the written one, in natural logarithms.
GAIN = 2.5
# What the plan's own count of the word must add to that: the word against its written characters meeting by chance;
# more where a changed character is an everyday one (就, 及, 再), which stands beside any other.
GAIN_IN_PLAN, GAIN_EVERYDAY = 7.0, 9.0
EVERYDAY = 40_000
LEAST_COUNT = 0.5  # taken for words that people say and the plan does not
TWICE = 2  # a word that the plan has once is no likely subject of a question
REMEMBERED = 5000  # English words whose correction is kept
# Letters of the English word meant from which on a mistake is believed: two letters swapped, one missing or too many,
# one replaced, two mistakes. Short words have too many right neighbours (treat, threat; metal, mental).
SWAPPED, MISSING, REPLACED, TWO_MISTAKES = 5, 6, 8, 10
# Before these a run of single characters is more likely the name of a place that no list has (平血村).
_PLACES = frozenset("省市县区镇乡村屯州旗")
_NUMBERS = frozenset("〇零一二两三四五六七八九十百千万亿几")
_Span = tuple[int, int]
_Reading = tuple[int, int, str]  # start and end in a run, and the word meant

# Sounds that a northern keyboard or ear mixes up. Flat and curled tongue (z/zh, c/ch, s/sh) run together in the
# north-east's own speech; in/ing and en/eng are told apart by ear and mixed up in typing, and every pinyin keyboard
# offers these five as fuzzy pairs. n/l, f/h, r/l and an/ang are southern or western: here they would only bring
# other words into question.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ing", "in"), ("eng", "en"))


@dataclass(frozen=True, slots=True)
class _Words:
    """What may be meant.

    Attributes:
        han: Chinese words.
        met: single characters that stand side by side in the plan's text and make no word (终期).
        patterns: the Chinese words by what is left when characters are left open: 贫血 under ?血 and 贫?.
        anagrams: those of three characters and more by their characters.
        latin: English words by first letter, each with its letters as bits.
        stems: stems of the English words.
    """

    han: frozenset[str]
    met: frozenset[str]
    patterns: Mapping[str, set[str]]
    anagrams: Mapping[str, set[str]]
    latin: Mapping[str, tuple[tuple[str, int], ...]]
    stems: frozenset[str]


class Speller:
    """Corrects the typos of questions about one plan."""

    def __init__(
        self,
        words: Iterable[str],
        known: Callable[[str], bool],
        text: str = "",
        names: Iterable[str] = (),
        terms: frozenset[str] = frozenset(),
    ) -> None:
        """Nothing is read yet.

        Args:
            words: what may be meant, in folded form; read at the first run that is in doubt.
            known: whether a folded surface is right as it is: a name, an alias, a word of questions, a place.
            text: the plan's folded text; it tells how much the plan speaks of a word, and beside which others.
            names: what the plan's indicators are called, in folded form.
            terms: words of the corpus that stay whole where a text is cut.
        """
        self._general = GeneralDictionary(terms)
        self._given = words
        self._known = known
        self._text = text
        self._names = tuple(name for name in names if len(name) >= LEAST_NAME and _HAN.fullmatch(name))
        self._judged: dict[str, str] = {}
        self._last: tuple[str, tuple[str, tuple[Correction, ...]]] = ("", ("", ()))

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """A folded text as it was meant, and what was corrected, left to right; the text itself where all is right."""
        last = self._last
        if last[0] != text:  # a question is read as one for a row, then as one over the table
            last = self._last = (text, self._correct(text))
        return last[1]

    def _correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        named = list(self._named(text, quoted))
        taken = [*quoted, *((one.start, one.end) for one in named)]
        found = [*self._latin(text, quoted), *named, *self._han(text, taken)]
        if not found:
            return text, ()
        found.sort(key=lambda correction: correction.start)
        parts, at = [], 0
        for correction in found:
            parts += [text[at : correction.start], correction.meant]
            at = correction.end
        return "".join([*parts, text[at:]]), tuple(found)

    # --- names ---------------------------------------------------------------------------------------

    def _named(self, text: str, quoted: list[_Span]) -> Iterator[Correction]:
        """Long names with one character that sounds like the right one; half of the name stands as it should."""
        taken = list(quoted)
        for at in range(len(text)):
            for half, offset, name in self._halves.get(text[at : at + SHORTEST], ()):
                start, end = at - offset, at - offset + len(name)
                if start < 0 or not text.startswith(half, at) or _within(start, taken):
                    continue
                if self._is_misspelt(text[start:end], name):
                    taken.append((start, end))
                    yield Correction(start, end, text[start:end], name)

    @cached_property
    def _halves(self) -> Mapping[str, list[tuple[str, int, str]]]:
        """The two halves of each name, with where they begin in it, by their first two characters."""
        found: dict[str, list[tuple[str, int, str]]] = {}
        for name in sorted(self._names, key=len, reverse=True):
            middle = len(name) // 2
            for half, offset in ((name[:middle], 0), (name[middle:], middle)):
                found.setdefault(half[:SHORTEST], []).append((half, offset, name))
        return found

    def _is_misspelt(self, written: str, name: str) -> bool:
        """Whether a text is a name but for one character that sounds alike, and not another name."""
        if len(written) != len(name) or self._known(written):
            return False
        differing = [(one, other) for one, other in zip(written, name, strict=True) if one != other]
        return len(differing) == 1 and sounds_alike(*differing[0])

    # --- Chinese -----------------------------------------------------------------------------------

    def _han(self, text: str, quoted: list[_Span]) -> Iterator[Correction]:
        for match in _HAN.finditer(text):
            run, at = match.group(), match.start()
            if len(run) < SHORTEST or _within(at, quoted):
                continue
            seeds = self._unexplained(run) - _covered(at, at + len(run), quoted)
            for start, end, meant in self._readings(run, seeds) if seeds else ():
                yield Correction(at + start, at + end, run[start:end], meant)

    def _unexplained(self, run: str) -> frozenset[int]:
        """Places of characters that stand in no known surface."""
        missing, known, size = set(range(len(run))), self._known, len(run)
        for at in range(size):
            for end in range(min(at + LONGEST_KNOWN, size), at, -1):
                if known(run[at:end]):
                    missing.difference_update(range(at, end))
                    break
        return frozenset(missing)

    def _readings(self, run: str, seeds: frozenset[int]) -> list[_Reading]:
        """Corrections in a run of Chinese characters, left to right, none overlapping another."""
        cut = self._general.cut(run)
        doubtful = frozenset(
            at for start, end in cut if end - start == 1 or self._general.is_rare(run[start:end]) for at in range(start, end)
        )  # fmt: skip
        if seeds.isdisjoint(doubtful):
            return []
        alike = self._alike(run, seeds & doubtful, cut)
        found = [reading for reading in alike if self._is_likelier(run, reading)]
        edits = {reading: _edits(run, reading) for reading in found}
        # Two readings of one place: nobody knows which is meant. 死忙 and 死忙率 read the same way are one.
        clear = [
            one for one in found
            if all(not _meet(one, other) or edits[other] <= edits[one] or edits[one] < edits[other] for other in found)
        ]  # fmt: skip
        clear.sort(key=lambda one: (-len(edits[one]), one[1] - one[0], one[0]))
        chosen: list[_Reading] = []
        for one in clear:
            if not any(_meet(one, other) for other in chosen):
                chosen.append(one)
        return sorted(chosen)

    def _alike(self, run: str, seeds: frozenset[int], cut: list[_Span]) -> Iterator[_Reading]:
        """Windows around the seeds that sound like a word, or are one with two neighbours swapped."""
        singles = {first for first, last in cut if last == first + 1}
        for start in range(len(run)):
            for end in range(start + SHORTEST, min(start + LONGEST_SWAP, len(run)) + 1):
                if seeds.isdisjoint(range(start, end)):
                    continue
                written = run[start:end]
                rare = (start, end) in cut  # a rare word may be another one as a whole, never a part of it
                places = [at - start for at in range(start, end) if rare or at in singles]
                spelt, swapped = self._spelt_alike(written, places), self._swapped(written)
                if (
                    not (spelt or swapped)
                    or self._is_right(run, start, end, singles)
                    or self._splits(run, start, end, cut)
                ):
                    continue
                whole = {
                    at - start for first, last in cut if start <= first < last <= end for at in range(first, last)
                }.difference(places)  # fmt: skip
                meant = {word for word in spelt if _sound_alike(written, word, whole)} or swapped
                if len(meant) == 1:
                    yield start, end, meant.pop()

    def _spelt_alike(self, written: str, places: list[int]) -> set[str]:
        """Words that differ from a window at some of these places only."""
        if len(written) > LONGEST:
            return set()
        fitting = self._words.patterns
        return {word for pattern in _patterns(written, places) for word in fitting.get(pattern, ())} - {
            written
        }

    def _swapped(self, written: str) -> set[str]:
        if len(written) == SHORTEST:
            return set()
        return {
            word for word in self._words.anagrams.get(_sorted(written), ()) if _are_swapped(written, word)
        }

    def _is_right(self, run: str, start: int, end: int, singles: set[int]) -> bool:
        """Whether a window is right as it stands, or may be the name of a place or hold a number."""
        written = run[start:end]
        if self._known(written) or written in self._words.han or written in self._words.met:
            return True
        if (
            not _NUMBERS.isdisjoint(written)
            or written[-1] in _PLACES
            or self._general.frequency(written) > RARE
        ):
            return True
        return end in singles and run[end] in _PLACES

    def _splits(self, run: str, start: int, end: int, cut: list[_Span]) -> bool:
        """Whether a window cuts a word of the plan in two: 提方 in 提/方向."""
        return any(
            (first < start < last or first < end < last)
            and (self._known(run[first:last]) or run[first:last] in self._words.han)
            for first, last in cut
        )

    def _is_likelier(self, run: str, reading: _Reading) -> bool:
        """Whether the corrected text reads better: by dictionary and plan, and a rare word by its neighbours."""
        start, end, meant = reading
        written = run[start:end]
        if self._general.frequency(written):
            return self._fits_plan(run, reading)
        if self._general.likelihood(run[:start] + meant + run[end:]) - self._general.likelihood(run) < GAIN:
            return False
        # How often the plan has the word, against how often its written characters meet by chance.
        share = max(self._text.count(meant), LEAST_COUNT) / (len(self._text) / 2 + 1)
        gain = math.log(share) - sum(self._general.log_share(char) for char in written)
        everyday = any(
            self._general.frequency(char) > EVERYDAY
            for char, other in zip(written, meant, strict=True)
            if char != other
        )
        return gain >= (GAIN_EVERYDAY if everyday else GAIN_IN_PLAN)

    def _fits_plan(self, run: str, reading: _Reading) -> bool:
        """Whether the plan has the meant word beside a neighbour of the written one, and never the written one there."""
        start, end, meant = reading
        before, after = run[max(start - 2, 0) : start], run[end : end + 2]
        if len(before) == 2 and before + meant in self._text:
            return before + run[start:end] not in self._text
        return len(after) == 2 and meant + after in self._text and run[start:end] + after not in self._text

    # --- English -----------------------------------------------------------------------------------

    def _latin(self, text: str, quoted: list[_Span]) -> Iterator[Correction]:
        for match in _LATIN.finditer(text):
            word = match.group()
            if len(word) < SWAPPED or self._known(word) or _within(match.start(), quoted):
                continue
            if meant := self._nearest(word):
                yield Correction(match.start(), match.end(), word, meant)

    def _nearest(self, word: str) -> str:
        """The one English word that is a mistake or two away, else ""."""
        found = self._judged.get(word)
        if found is None:
            found = self._search(word)
            if len(self._judged) < REMEMBERED:
                self._judged[word] = found
        return found

    def _search(self, word: str) -> str:
        words = self._words
        if stem(word) in words.stems:
            return ""
        letters = _letters(word)
        near = []
        for letter in {word[0], word[1]}:
            for other, others in words.latin.get(letter, ()):
                most = 2 if len(other) >= TWO_MISTAKES else 1
                if (letters ^ others).bit_count() <= 2 * most and _may_be_typo(word, other):
                    count = mistakes(word, other, most)
                    if count <= most and _is_believed(word, other, count):
                        near.append((count, other))
        least = min((count for count, _ in near), default=0)
        best = sorted(other for count, other in near if count == least)
        return best[0] if len({stem(other) for other in best}) == 1 else ""

    # --- words -------------------------------------------------------------------------------------

    @cached_property
    def _words(self) -> _Words:
        han: set[str] = set()
        latin: set[str] = set()
        for word in self._given:
            if _HAN.fullmatch(word) and SHORTEST <= len(word) <= LONGEST_SWAP:
                han.add(word)
            latin.update(part for part in _LATIN.findall(word) if len(part) >= SWAPPED)
        patterns: dict[str, set[str]] = {}
        anagrams: dict[str, set[str]] = {}
        for word in han:
            for pattern in _patterns(word, range(len(word))) if len(word) <= LONGEST else ():
                patterns.setdefault(pattern, set()).add(word)
            if len(word) > SHORTEST:
                anagrams.setdefault(_sorted(word), set()).add(word)
        by_letter: dict[str, list[tuple[str, int]]] = {}
        for word in sorted(latin):
            by_letter.setdefault(word[0], []).append((word, _letters(word)))
        return _Words(
            frozenset(han),
            self._general.met(self._text),
            patterns,
            anagrams,
            {letter: tuple(fitting) for letter, fitting in by_letter.items()},
            frozenset(stem(word) for word in latin),
        )


def speller_of(
    lexicon: Lexicon,
    synonyms: Iterable[Synonym] = (),
    text: str = "",
    english: Iterable[str] = (),
    right: frozenset[str] = frozenset(),
) -> Speller:
    """The Speller of one plan; the plan is cut into words at the first run that is in doubt.

    Args:
        lexicon: names, aliases, words of questions, places.
        synonyms: lay words and the plan's.
        text: the plan's folded text.
        english: English titles and names of the plan's parts.
        right: words that are right, though near to words of the plan (``load_right``).
    """
    said = frozenset(word for pair in synonyms for word in (pair.said, *pair.plan))
    titles = tuple(title.lower() for title in english)
    latin = frozenset(part for word in (*said, *titles, *lexicon.entries) for part in _LATIN.findall(word))
    known = frozenset(lexicon.entries) | said | right | latin

    def words() -> Iterator[str]:
        cut = tokenizer_with(lexicon.terms).cut_for_search(
            text, HMM=False
        )  # 均衡 too, where 义务教育均衡发展 is one word
        counted = Counter(word for word in cut if len(word) >= SHORTEST)
        yield from (
            word for word, count in counted.items() if count >= TWICE and not _is_filler(lexicon, word)
        )
        yield from (word for word in (*said, *lexicon.entries) if not _is_filler(lexicon, word))
        yield from titles

    names = (
        surface for surface, meanings in lexicon.entries.items() if any(e.kind == "alias" for e in meanings)
    )
    return Speller(words(), known.__contains__, text, names, lexicon.terms)


def _is_filler(lexicon: Lexicon, word: str) -> bool:
    """Whether a word only serves to ask, or names a place: no typo is read as one."""
    meanings = lexicon.entries.get(word, ())
    return bool(meanings) and all(
        entry.kind in ("place", "region", "part") or (entry.kind == "word" and entry.value == ("filler",))
        for entry in meanings
    )


def load_right(path: Path) -> frozenset[str]:
    """Words of ``right_words.tsv``."""
    rows = read_table(path, ("word", "near", "lang")) if path.exists() else ()
    return frozenset(row["word"] for row in rows)


# --- places in a text -------------------------------------------------------------------------------


def _covered(start: int, end: int, spans: Iterable[_Span]) -> frozenset[int]:
    """Places of a run, counted from its start, that lie in one of some spans of the text."""
    return frozenset(at - start for low, high in spans for at in range(max(low, start), min(high, end)))


def _within(at: int, spans: list[_Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _meet(one: _Reading, other: _Reading) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _edits(run: str, reading: _Reading) -> frozenset[tuple[int, str]]:
    """What a reading changes: places and new characters."""
    start, end, meant = reading
    return frozenset((at, new) for at, new in zip(range(start, end), meant, strict=True) if run[at] != new)


def _patterns(word: str, places: Sequence[int]) -> Iterator[str]:
    """A word with one or more of some places, up to half of its characters, left open."""
    for most in range(1, len(word) // 2 + 1):
        for chosen in combinations(places, most):
            yield "".join("?" if at in chosen else char for at, char in enumerate(word))


def _sorted(word: str) -> str:
    return "".join(sorted(word))


def _are_swapped(written: str, word: str) -> bool:
    """Whether two words differ by two neighbours that changed places."""
    places = [at for at, (one, other) in enumerate(zip(written, word, strict=True)) if one != other]
    return len(places) == 2 and places[1] == places[0] + 1


# --- sounds ----------------------------------------------------------------------------------------


def _sound_alike(written: str, word: str, whole: set[int]) -> bool:
    """Whether two words of one length sound alike; ``whole`` are the places of whole words in the written one.

    A single character beside whole words is their suffix (护理院 is no 护理员): one that is read differently has an
    unexplained neighbour. In three characters and more, none of a whole word, the rhyme of one is enough (死忙率).
    """
    differing = [at for at, (one, other) in enumerate(zip(written, word, strict=True)) if one != other]
    alone = set(range(len(word))) - whole
    if any(alone.isdisjoint((at - 1, at + 1)) for at in differing):
        return False
    if len(word) > SHORTEST and not whole and len(differing) == 1:
        at = differing[0]
        return rhyme(sound(written[at])) == rhyme(sound(word[at])) != ""
    return all(sounds_alike(written[at], word[at]) for at in differing)


def rhyme(syllable: str) -> str:
    """A syllable without its first consonants; w and y only spell a vowel: wang → ang."""
    return syllable.lstrip("bpmfdtnlgkhjqxzcsrwy")


def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters sound alike in their usual readings, tones aside."""
    return sound(one) == sound(other) != ""


@lru_cache(maxsize=20_000)
def sound(char: str) -> str:
    """The usual reading of a character without its tone, sounds that keyboards mix up made equal."""
    return blurred(_pinyin()(char))


def blurred(syllable: str) -> str:
    """A syllable with its fuzzy pairs made equal: zhang → zang, ping → pin."""
    for long, short in _INITIALS:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
    for long, short in _FINALS:
        if syllable.endswith(long):
            syllable = syllable[: -len(long)] + short
    return syllable


@lru_cache(maxsize=1)
def _pinyin() -> Callable[[str], str]:
    # Characters are looked up one by one, so its dictionary of phrases, most of its import time, is left out.
    before = os.environ.get("PYPINYIN_NO_PHRASES")
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    try:
        from pypinyin import Style, lazy_pinyin
    finally:
        if before is None:
            del os.environ["PYPINYIN_NO_PHRASES"]
        else:
            os.environ["PYPINYIN_NO_PHRASES"] = before
    return lambda char: "".join(lazy_pinyin(char, style=Style.NORMAL, errors="ignore"))


# --- English ---------------------------------------------------------------------------------------


def _letters(word: str) -> int:
    """The letters of a word as bits; a mistake changes two at the most."""
    bits = 0
    for char in word:
        bits |= 1 << (ord(char) & 31)
    return bits


def _may_be_typo(word: str, other: str) -> bool:
    """Whether a word may be another one mistyped, and not another form of it (strategic, strategy).

    People mistype the beginning least: the first letter is right, or changed places with the second.
    """
    if word[0] != other[0] and word[:2] != other[1::-1]:
        return False
    same = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(word))
    return same < min(len(word), len(other)) - 1 or sorted(word) == sorted(other)


def _is_believed(word: str, other: str, count: int) -> bool:
    """Whether so many mistakes of this kind are likelier than another word that the plan does not have."""
    if count > 1:
        return word[:2] == other[:2] and word[-2:] == other[-2:]
    if len(word) != len(other):
        return len(other) >= MISSING
    return len(other) >= (SWAPPED if sorted(word) == sorted(other) else REPLACED)


def mistakes(one: str, other: str, most: int) -> int:
    """Letters missing, added, replaced or swapped with their neighbour; ``most + 1`` for more than ``most``."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, letter in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != letter))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == letter:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
