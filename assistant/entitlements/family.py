"""What a family says of its child: age or stage, circumstances, where it lives, a topic; checked for what cannot be.

load_circumstances(path)          what may be said, with the words for it
read_age("2岁半")                 an age in months, as exact as it was given
family_of(age=…, situations=…)    all that was chosen; an impossible choice is told in both languages
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from assistant.errors import InputError
from assistant.lexicon import fold, fold_known, read_table
from assistant.patterns import lazy
from assistant.records import Clause

CHILDHOOD: Final = 18 * 12
LIFETIME: Final = 120 * 12
LONGEST: Final = 200  # characters of free words
# Months of a stage at usual ages, from and to (excluded), with room on both sides; a plan does not set them.
STAGE_MONTHS: Final[Mapping[str, tuple[int, int]]] = {
    "新生儿": (0, 1), "婴幼儿": (0, 36), "学前": (24, 84), "小学": (60, 168), "初中": (132, 204), "高中": (168, 216),
}  # fmt: skip
# The years of a stage that all its children are in by usual ages, to hold printed ages against.
STAGE_CORE: Final[Mapping[str, tuple[int, int]]] = {
    "新生儿": (0, 1), "婴幼儿": (0, 36), "学前": (36, 72), "小学": (72, 144), "初中": (144, 180), "高中": (180, 216),
}  # fmt: skip
BEFORE_BIRTH: Final = frozenset({"婚前", "孕前", "孕产"})
_YEARS = r"周岁|岁|years?\s*(?:old)?|yrs?|y"
_MONTHS = r"个月大?|月龄|月大|months?\s*(?:old)?|mos?|m"
_AGE = lazy(
    rf"(?:(?P<years>\d+(?:\.\d+)?)\s*(?:{_YEARS})\s*(?P<half>半)?)?[\s,零又and]*(?:(?P<months>\d+)\s*(?:{_MONTHS}))?"
    r"(?:\s*old|大|多)?"
)
_HALF = lazy(r"半岁|half a year(?: old)?")
_DAYS = lazy(r"(\d+)\s*天(?:大)?")
_NAMED: Final[Mapping[str, int]] = {"满月": 1, "百天": 3, "周岁": 12}
_UNDER = lazy(r"(?:儿童|未成年人|青少年)是指未满([一二三四五六七八九十\d]+)周岁")


@dataclass(frozen=True, slots=True)
class Age:
    """An age in months: from ``low`` to ``high``, both included, as exact as it was given (两岁: 24 to 35)."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One thing that may be said of a child or where it lives; a row of ``circumstances.tsv``."""

    kind: Literal["condition", "area", "stage"]
    name: str
    en: str
    also: tuple[str, ...]
    excludes: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What was said: nothing set means nothing said."""

    age: Age | None = None
    stage: str = ""
    conditions: tuple[str, ...] = ()
    area: str = ""
    topic: str = ""
    words: str = ""


def load_circumstances(path: Path) -> tuple[Circumstance, ...]:
    """What may be said, in the order of the file.

    Raises:
        LexiconError: a row has too few or too many cells.
    """

    def split(text: str, by: str) -> tuple[str, ...]:
        return tuple(filter(None, text.split(by)))

    return tuple(
        Circumstance(
            row["kind"],  # type: ignore[arg-type]
            row["name"],
            row["en"],
            split(row["also"], ","),
            split(row["with"], ","),
            tuple(fold_known(word) for word in split(row["said"], "|")),
        )
        for row in read_table(path, ("kind", "name", "en", "also", "with", "said"))
    )


def read_age(text: str) -> Age:
    """An age as people write it: 2y6m, 2岁半, 30个月, 两岁, 8.

    >>> read_age("2y6m")
    Age(low=30, high=30)

    Raises:
        InputError: it is no age.
    """
    folded = fold(text).strip()
    if _HALF.fullmatch(folded):
        return Age(6, 6)
    if days := _DAYS.fullmatch(folded):
        months = int(days[1]) // 30
        return Age(months, months)
    if folded in _NAMED:
        return Age(_NAMED[folded], _NAMED[folded])
    match = _AGE.fullmatch(folded) or re.fullmatch(r"(?P<years>\d+)(?P<half>)(?P<months>)", folded)
    if not match or not (match["years"] or match["months"]):
        raise InputError(
            f"没有读懂年龄“{text[:20]}”：请写成 2岁半、30个月、8岁 或 2y6m。",
            f"The age “{text[:20]}” could not be read: write 2y6m, 30 months or 8 years.",
        )
    return _exactly(match)


def _exactly(match: re.Match[str]) -> Age:
    years, extra = float(match["years"] or 0), int(match["months"] or 0)
    if match["years"] and extra > 11:
        raise InputError(
            "年龄里的月数要在 0 到 11 之间，比如 2岁6个月。",
            "The months beside years go from 0 to 11, as in 2y6m.",
        )
    months = int(years * 12) + (6 if match["half"] else 0) + extra
    exact = bool(match["half"] or match["months"] or "." in (match["years"] or ""))
    return Age(months, months if exact else months + 11)


def oldest(clauses: Iterable[Clause]) -> int:
    """Months at which somebody is no longer whom the plan is about: its own definition of a child, if it has one."""
    from assistant.numerals import parse_number

    for clause in clauses:
        if match := _UNDER.search(re.sub(r"\s+", "", clause.text)):
            return int(parse_number(match.group(1))) * 12
    return LIFETIME


def family_of(
    known: Iterable[Circumstance],
    *,
    age: str = "",
    stage: str = "",
    situations: Iterable[str] = (),
    area: str = "",
    topic: str = "",
    words: str = "",
    limit: int = CHILDHOOD,
) -> Family:
    """All that was chosen, each by its name or another word for it.

    Args:
        known: what may be said.
        age: as it was typed, or "".
        stage, situations, area, topic, words: as they were chosen or typed.
        limit: months from which the plan is no longer about somebody.

    Raises:
        InputError: nothing was chosen, a word is not known, an age is impossible, or choices contradict each other.
    """
    every = tuple(known)
    found = [_named(word, every) for word in (stage, area, *situations) if word.strip()]
    stages = [c.name for c in found if c.kind == "stage"]
    areas = [c.name for c in found if c.kind == "area"]
    conditions = [c for c in found if c.kind == "condition"]
    _agree([*conditions, *(c for c in found if c.kind == "area")])
    if len(set(stages)) > 1:
        raise InputError("阶段请只选其中之一。", "Please choose one stage.")
    names = dict.fromkeys(name for c in conditions for name in (c.name, *c.also))
    family = Family(
        read_age(age) if age.strip() else None,
        stages[0] if stages else "",
        tuple(names),
        areas[0] if areas else "",
        topic.strip(),
        words.strip()[:LONGEST],
    )
    _possible(family, limit)
    return family


def _named(word: str, known: tuple[Circumstance, ...]) -> Circumstance:
    key = fold(word.strip())
    for circumstance in known:
        if key in (circumstance.name, fold_known(circumstance.en), *circumstance.said):
            return circumstance
    names = [c.name for c in known]
    raise InputError(
        f"没有“{word.strip()[:20]}”这一项，可以选：{'、'.join(names)}。",
        f"There is no choice “{word.strip()[:20]}”; choose from: {', '.join(c.en for c in known)}.",
    )


def _agree(chosen: list[Circumstance]) -> None:
    names = {c.name: c for c in chosen}
    for circumstance in chosen:
        for other in circumstance.excludes:
            if other in names:
                raise InputError(
                    f"“{circumstance.name}”和“{other}”不能同时成立，请改选。",
                    f"“{circumstance.en}” and “{names[other].en}” cannot both hold for one child; please keep one.",
                )


def _possible(family: Family, limit: int) -> None:
    age, stage = family.age, family.stage
    if not (age or stage or family.conditions or family.area or family.topic or family.words):
        raise InputError(
            "请至少选一项：孩子的年龄或者阶段、情况，或者想找的内容。",
            "Please choose at least one: the child's age or stage, its circumstances, or what you look for.",
        )
    if age and age.low >= limit:
        raise InputError(
            f"规划所说的儿童是未满 {limit // 12} 周岁的人，请检查年龄。"
            if limit == CHILDHOOD
            else f"年龄要在 0 到 {limit // 12} 岁之间，请检查。",
            f"The plan is about people under {limit // 12}; please check the age.",
        )
    if age and stage in BEFORE_BIRTH:
        raise InputError(
            "怀孕或结婚之前还没有孩子的年龄，年龄和这个阶段请只填其中之一。",
            "Before birth a child has no age; please give the age or that stage, not both.",
        )
    low, high = STAGE_MONTHS.get(stage, (0, limit))
    if age and (age.high < low or age.low >= high):
        raise InputError(
            f"这个年龄的孩子通常不在这个阶段（{stage}），请检查年龄和阶段。",
            "A child of this age is not usually in this stage; please check both.",
        )
