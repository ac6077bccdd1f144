"""Chapters that a question names by their number → what they hold, by the names that the rest reads.

    with_titles(text, table)   第三章和第四章各有几条 → 组织实施和监测评估各有几条; 第二章的策略措施 → 规划的策略措施

A chapter that is a section of its own, or a domain, has its title put there; one that holds all domains, or the section
that is named beside it, narrows nothing and gives way to the plan. Others stay, and no count is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assistant.lexicon import fold_known
from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy
from assistant.records import Clause

# 第七八章: one of two, which is no number.
_NUMBER = r"(?!十?[一二三四五六七八九]{2})[一二三四五六七八九十]+|[0-9]+"
_NOUN = r"(?:大?章节?|大?部分|大块儿?|篇章?)"
# 第三、四章; 第三章和第四章 says each for itself.
_SHARED = lazy(rf"第(?P<first>{_NUMBER})(?P<joint>[、,，和与跟及])第?(?P<second>{_NUMBER})两?{_NOUN}")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NUMBER_EN = rf"[0-9]+|{'|'.join(ENGLISH_NUMBERS)}"
_CHAPTER = lazy(
    rf"第(?P<zh>{_NUMBER}){_NOUN}"
    rf"|\bchapters? (?:no\.? ?)?(?P<en>{_NUMBER_EN})\b|\bthe (?P<ordinal>{'|'.join(_ORDINALS)}) chapter\b"
)
_SHARED_EN = lazy(rf"\bchapters (?P<first>{_NUMBER_EN}) (?P<joint>and|or) (?P<second>{_NUMBER_EN})\b")
_BY_PIECE = lazy(r"(?P<piece>[\u3400-\u9fff]{2,8})[那这](?:一)?(?:大)?(?:章|部分)(?:里头?|里面|中|下面)?的?")
_OPENS, _CLOSES = r"[「『“\"《(（:：, 的]*", r"[」』”\"》)）]*"
_DIGITS = lazy(rf"{_NUMBER}")
_PLAN = ("规划", "the plan")


@dataclass(frozen=True, slots=True)
class Chapter:
    """What stands under a chapter.

    Attributes:
        title: by which the rest reads it, folded; empty where it narrows nothing.
        full: its title, folded.
        inside: folded titles of the sections below it; those of all domains where these stand below it.
        holds_all: whether all domains stand below it.
    """

    title: str
    full: str
    inside: frozenset[str]
    holds_all: bool


def chapters_of(
    clauses: Mapping[str, Clause], heads: Collection[str], sections: Collection[str]
) -> dict[int, Chapter]:
    """The chapters of a plan by their numbers.

    Args:
        clauses: all clauses by id, in order.
        heads: ids of the headings of the domains.
        sections: ids of the other headings that numbered items stand under.
    """
    found: dict[int, Chapter] = {}
    for clause in clauses.values():
        digits = _DIGITS.search(clause.number)
        if clause.kind != "heading" or clause.parent in clauses or digits is None:
            continue
        below = {i for i in (*heads, *sections) if clause.id in _above(i, clauses)}
        full = fold_known(clause.title)
        title = full if clause.id in (*heads, *sections) else ""
        inside = frozenset(fold_known(clauses[i].title) for i in below)
        number = int(parse_number(digits.group()))
        found[number] = Chapter(title, full, inside, bool(heads) and set(heads) <= below)
    return found


def _above(clause_id: str, clauses: Mapping[str, Clause]) -> list[str]:
    """Ids of what a clause stands under, itself first."""
    found = [clause_id]
    while (parent := clauses[found[-1]].parent) in clauses:
        found.append(parent)
    return found


def with_titles(text: str, chapters: Mapping[int, Chapter], glosses: Mapping[str, str]) -> str:
    """A folded question with the titles of the chapters that it numbers.

    Args:
        text: the question.
        chapters: those of the plan.
        glosses: English title by folded title.
    """
    en = not re.search(r"[\u3400-\u9fff]", text)
    text = _SHARED.sub(r"第\g<first>章\g<joint>第\g<second>章", text)
    text = _SHARED_EN.sub(r"chapter \g<first> \g<joint> chapter \g<second>", text)
    text = _BY_PIECE.sub(lambda match: _without_chapter(match, text, chapters), text)
    parts, at = [], 0
    named_ones = {_number(match) for match in _CHAPTER.finditer(text)}
    for match in _CHAPTER.finditer(text):
        chapter = chapters.get(_number(match))
        beside = (
            chapter is not None and chapter.holds_all and len(named_ones) > 1
        )  # it narrows what the others do not
        named = _name(chapter, text, glosses, en=en) if chapter and not beside else None
        if chapter is None or named is None:
            continue
        again = _again(chapter.title or "", glosses).match(text, match.end()) if chapter.title else None
        parts += [text[at : match.start()], named]
        at = again.end() if again else match.end()
    return "".join((*parts, text[at:]))


def _without_chapter(match: re.Match[str], text: str, chapters: Mapping[int, Chapter]) -> str:
    """A chapter by a piece of its title (指导思想那章的基本原则), where a section of it is named beside; else as it is."""
    fits = [chapter for chapter in chapters.values() if match["piece"] in chapter.full]
    narrows = len(fits) != 1 or fits[0].title or not any(title in text for title in fits[0].inside)
    return match.group() if narrows else ""


def _name(chapter: Chapter, text: str, glosses: Mapping[str, str], *, en: bool) -> str | None:
    """What a chapter is called by; None where nothing that is read says what it holds."""
    if chapter.title:
        return glosses.get(chapter.title, chapter.title) if en else chapter.title
    if chapter.holds_all or any(title in text for title in chapter.inside):
        return _PLAN[en]
    return None


def _again(title: str, glosses: Mapping[str, str]) -> re.Pattern[str]:
    """A title that is said once more behind the number (第三章「组织实施」)."""
    names = "|".join(re.escape(name) for name in (title, glosses.get(title, title)))
    return re.compile(rf"{_OPENS}(?:{names}){_CLOSES}")


def _number(match: re.Match[str]) -> int:
    if match["ordinal"]:
        return _ORDINALS.index(match["ordinal"]) + 1
    number = match["zh"] or match["en"]
    return int(ENGLISH_NUMBERS[number]) if number in ENGLISH_NUMBERS else int(parse_number(number))
