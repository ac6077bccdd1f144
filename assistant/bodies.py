"""What the bodies of a plan are called besides: short and full forms, older names, English ones.

read_bodies(path)                 the fields and whole names of ``bodies.tsv``
surfaces(names, known)            folded surface → name of the plan, for questions (住建局 → 市住房和城乡建设局)
english(names, known)             name of the plan → its English name (Municipal Housing … Bureau)
of_departments(names, known)      folded surface → name of a department that a plan lists (宣传部 → 宣传部门)
named(text, known)                bodies of any government that a question names, as said (气象局, the Red Cross)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.lexicon import fold_known, read_table
from assistant.patterns import lazy

_LEVELS: Final[Mapping[str, str]] = {
    "省": "Provincial", "市": "Municipal", "县": "County", "区": "District", "州": "Prefectural", "国家": "National",
}  # fmt: skip
_HEADS: Final[Mapping[str, str]] = {
    "委员会": "Commission", "总局": "Administration", "局": "Bureau", "厅": "Department",
    "委": "Commission", "部": "Ministry", "署": "Administration", "办公室": "Office", "办": "Office", "中心": "Center",
}  # fmt: skip
# Heads that are said for each other.
_SAME_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "委员会": ("委员会", "委"), "委": ("委", "委员会"), "办公室": ("办公室", "办"), "办": ("办", "办公室"),
}  # fmt: skip
# What English speakers put for any of them.
_ANY_HEAD = ("bureau", "department", "commission", "office", "authority", "agency", "administration")
_NAME = lazy(rf"(?P<level>{'|'.join(_LEVELS)})?(?P<stem>.{{2,}}?)(?P<head>{'|'.join(_HEADS)})")
SHORTEST: Final = 2
_ENOUGH: Final = 4  # characters of an English name without which it need not be searched for


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: all forms in which it is said, the full one first, its English name, and whether they need a head."""

    forms: tuple[str, ...]
    en: str
    is_whole: bool


def read_bodies(path: Path) -> tuple[Kind, ...]:
    """The kinds of bodies of ``bodies.tsv``; none where there is no such file.

    Raises:
        LexiconError: a row has too few or too many cells.
    """
    rows = read_table(path, ("forms", "en", "kind")) if path.exists() else ()
    return tuple(Kind(tuple(row["forms"].split("|")), row["en"], row["kind"] == "whole") for row in rows)


def surfaces(names: Iterable[str], known: tuple[Kind, ...]) -> dict[str, str]:
    """Folded surfaces with the names they mean; one that could mean several names means the first of them.

    Args:
        names: the plan's names, those with most to do first.
        known: kinds of bodies.
    """
    every = tuple(names)
    found = {fold_known(name): name for name in every}
    for name in every:
        for said in (*_said(name, known), *_said_en(name, known)):
            if len(said) > SHORTEST or said in ("妇联", "残联", "团委", "工会", "科协", "法院"):
                found.setdefault(fold_known(said), name)
    return found


def of_departments(names: Iterable[str], known: tuple[Kind, ...]) -> dict[str, str]:
    """Folded surfaces of the bodies that departments are (宣传部 of 宣传部门), with the names by which a plan lists those."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        stem = name.removesuffix("部门")
        for kind in known if stem != name else ():
            if kind.is_whole and f"{stem}部" in kind.forms:
                found.update((fold_known(form), name) for form in kind.forms)
            elif not kind.is_whole and stem in kind.forms:
                heads = ("局", "厅", "委", "委员会", "部", "办")
                found.update((fold_known(form + head), name) for form in kind.forms for head in heads)
    return found


def english(names: Iterable[str], known: tuple[Kind, ...]) -> dict[str, str]:
    """English names of those that are told by level, field and head, or are a whole name."""
    return {name: said for name in names if (said := _english(name, known))}


@dataclass(frozen=True, slots=True)
class Named:
    """A body that a folded question names: where, and the forms in which a plan may have it."""

    start: int
    end: int
    forms: tuple[str, ...]


def named(text: str, known: tuple[Kind, ...]) -> tuple[Named, ...]:
    """The bodies of any government that a folded question names, left to right, the longest at a place."""
    found: list[Named] = []
    for kind in known:
        forms = _forms(kind)
        if not any(form in text for form in (*forms[:-1], forms[-1][:_ENOUGH])):
            continue
        for match in _pattern(kind).finditer(text):
            found.append(Named(*match.span(), forms))
    found.sort(key=lambda body: (body.start, -body.end))
    return tuple(b for n, b in enumerate(found) if not any(o.end > b.start for o in found[:n]))


@lru_cache(maxsize=256)
def _forms(kind: Kind) -> tuple[str, ...]:
    """All forms in which a kind of body is said, folded, the English one last."""
    return (*map(fold_known, kind.forms), kind.en.lower())


@lru_cache(maxsize=256)
def _pattern(kind: Kind) -> re.Pattern[str]:
    """A pattern for a kind of body: its forms, with a level and, where it needs one, a head."""
    forms = "|".join(sorted(map(re.escape, map(fold_known, kind.forms)), key=len, reverse=True))
    level = rf"(?:{'|'.join(_LEVELS)})?"
    field = re.escape(kind.en.lower()).replace("\\-", "[- ]")
    if kind.is_whole:
        bare = re.escape(kind.en.lower().removesuffix(" society"))
        return re.compile(rf"{level}(?:{forms})|\b{bare}\b")
    heads = "|".join(_ANY_HEAD)
    return re.compile(
        rf"{level}(?:{forms})(?:部门|{'|'.join(_HEADS)})(?![署分门队理事务公得好了过着法])|\b{field}s? (?:{heads})\b|\b(?:{heads}) of {field}s?\b"
    )


def _said(name: str, known: tuple[Kind, ...]) -> Iterator[str]:
    """A name without its level, and with each form of its field and head, with and without the level."""
    for level, kind, heads in _read(name, known):
        for form in kind.forms:
            for head in heads:
                yield from (f"{level}{form}{head}", f"{form}{head}")
    if match := _NAME.fullmatch(name):
        yield match["stem"] + match["head"]


def _read(name: str, known: tuple[Kind, ...]) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    """The level, the kind and the heads of a name."""
    for kind in known:
        if not kind.is_whole:
            continue
        for form in kind.forms:
            level = name.removesuffix(form)
            if name.endswith(form) and (not level or level in _LEVELS):
                yield level, kind, ("",)
    match = _NAME.fullmatch(name)
    for kind in known if match else ():
        if match and not kind.is_whole and match["stem"] in kind.forms:
            yield match["level"] or "", kind, _SAME_HEADS.get(match["head"], (match["head"],))


def _said_en(name: str, known: tuple[Kind, ...]) -> Iterator[str]:
    for _, kind, heads in _read(name, known):
        field = kind.en.lower()
        if heads == ("",):
            yield field
            continue
        for head in _ANY_HEAD:
            for said in dict.fromkeys(
                (field, field.replace("-", " "), field.replace("transport", "transportation"))
            ):
                yield from (f"{said} {head}", f"{head} of {said}")


def _english(name: str, known: tuple[Kind, ...]) -> str:
    for level, kind, _ in _read(name, known):
        match = None if kind.is_whole else _NAME.fullmatch(name)
        head = _HEADS[match["head"]] if match else ""
        return " ".join(word for word in (_LEVELS.get(level, ""), kind.en, head) if word)
    return ""
