"""Typos in the words that a question over the table is made of: 健康领城 → 健康领域, 定良指标 → 定量指标, 新生而 → 新生儿.

    correct(text, table)   folded text with such words corrected, and what was corrected

``spelling`` knows the plan's words and asks how likely the plan speaks of them; the table's own words (指标, 领域, 定性)
hardly stand in a plan. Only a run that is no word is read as one of them, where all but one of its characters stand and
the other sounds like what is meant; the few nouns that name what the table holds are known by the rest alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.patterns import lazy
from assistant.records import Correction
from assistant.spelling import sounds_alike
from assistant.tabular.slots import Span, Table, blanked
from assistant.tagging import is_word, segment

_HAN = lazy(r"[\u3400-\u9fff]+")
# Characters that stand beside any other: with one of them a run is no word by chance.
_EVERYWHERE = frozenset("的了是有和在哪几个条项一二两三这那吗呢把给跟与及或也都就还为以按从到比占没不带")
_SUFFIXES = frozenset("法性化者员")  # make a word of any verb: 上法, 教法
_CLASSES = frozenset("类种些每各里中")  # 哪类学生 is no 小学生
_NUMERALS = frozenset("一二两俩仨三四五六七八九十百千半几")  # another number is no typo
SHORTEST, LONGEST = 2, 4  # characters of a word


def correct(text: str, table: Table) -> tuple[str, tuple[Correction, ...]]:
    """A folded text with the mistyped words of the table corrected; the text itself where there are none."""
    found: list[Correction] = []
    asked = [(m.start, m.end) for m in table.catalog.lexicon.scan(text) if m.end - m.start > 1]
    for run in _HAN.finditer(text):
        for start, end in _windows(run.group()):
            low, high = run.start() + start, run.start() + end
            if any(one.start < high and low < one.end for one in found):
                continue
            if any(s < low < e or s < high < e for s, e in asked):  # 指多大: half of a word that asks
                continue
            meant = _meant(text[low:high], table)
            if meant:
                found.append(Correction(low, high, text[low:high], meant))
    for one in found:
        text = text[: one.start] + one.meant + text[one.end :]
    return text, tuple(sorted(found, key=lambda one: one.start))


def _windows(run: str) -> Iterator[Span]:
    """Runs of characters that are no word and cut none in two, the longest first."""
    words = [(s, e) for s, e in segment(run) if e - s > 1 and is_word(run[s:e])]
    for size in range(LONGEST, SHORTEST - 1, -1):
        for start in range(len(run) - size + 1):
            end = start + size
            cuts = any((s < start < e) or (s < end < e) for s, e in words)
            if not cuts and not is_word(run[start:end]):
                yield start, end


def _meant(written: str, table: Table) -> str:
    """The one word of the table that a run may be, else ""."""
    if written in table.words.entries or written in table.catalog.vocabulary or _is_known(written, table):
        return ""
    near = [word for pattern in blanked(written) for word in table.alike.get(pattern, ()) if word != written]
    near = [word for word in near if not _NUMERALS & set(_other_character(written, word))]
    sounding = [word for word in near if sounds_alike(*_other_character(written, word))]
    looking = [word for word in near if word in table.nouns and _is_told(written, word)]
    looking = [word for word in looking if _other_character(written, word)[0] not in _EVERYWHERE | _CLASSES]
    for likely in (sounding, looking):
        if len(likely) == 1:
            return likely[0]
        if likely:
            return ""
    return ""


def _is_known(written: str, table: Table) -> bool:
    return bool(table.catalog.lexicon.entries.get(written))


def _other_character(written: str, word: str) -> tuple[str, ...]:
    """The one character in which two words of a length differ, in both; empty where there are more."""
    differing = [(a, b) for a, b in zip(written, word, strict=True) if a != b]
    return differing[0] if len(differing) == 1 else ()


def _is_told(written: str, word: str) -> bool:
    """Whether the characters that are right tell a noun of the table: not beside a character that stands anywhere."""
    if len(word) > SHORTEST:
        other = _other_character(written, word)[0]
        return any(c not in _EVERYWHERE for c in written if c != other)  # 几个县 is no 几个数
    return _EVERYWHERE.isdisjoint(written) and written[-1] not in _SUFFIXES  # 带娃 is no 带杠, 上法 no 做法
