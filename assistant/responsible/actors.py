"""Bodies and persons by name: how a plan lists them, and where a question names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.lexicon import fold_known, read_table
from assistant.patterns import lazy

# Bodies; a school or a parent is named in other ways.
_BODY = lazy(
    r"部门|机关|政府|工委|党委|市委|法院|检察院|委员会|办公室|领导小组|监测组|评估组|妇联|共青团|关工委|科协|局$|厅$|部$|委$"
)


@dataclass(frozen=True, slots=True)
class ActorWord:
    """A body or person that a question names.

    Attributes:
        start, end: the word's place in the folded question.
        text: the word.
        name: the name by which the plan lists it, or "" where the plan does not know it (教育局).
    """

    start: int
    end: int
    text: str
    name: str


def is_body(name: str) -> bool:
    """Whether a name is that of a body, not of a school or a parent."""
    return _BODY.search(name) is not None


_PUBLIC = lazy(r"[局厅委部办院署队会所站]$|工会|公安|银行")
_WORD = lazy(r"\w")
_FAMILY = lazy(r"家委会|家长委员会|社会$")


def is_public(name: str) -> bool:
    """Whether a name is that of a body of the state or like one, also of one that a plan does not have (教育局)."""
    return is_body(name) or bool(_PUBLIC.search(name) and not _FAMILY.search(name))


def load_surfaces(path: Path) -> dict[str, str]:
    """Folded surfaces of actors with the plan's names, from ``actors.tsv``: printed, as said, and in English."""
    surfaces: dict[str, str] = {}
    rows = tuple(read_table(path, ("zh", "en", "said", "kind")))
    for row in rows:
        if row["kind"] != "served":
            surfaces[fold_known(row["zh"])] = row["zh"]
    for row in rows:
        if row["kind"] == "served":
            continue
        for said in (*row["said"].split("|"), *_english(row["en"])):
            if len(said) > 1:
                surfaces.setdefault(fold_known(said), row["zh"])
    return surfaces


def _english(name: str) -> tuple[str, ...]:
    """An English name with and without its article, in one and in many."""
    bare = re.sub(r"^the ", "", name.strip().lower())
    one = re.sub(r"ies$", "y", bare) if bare.endswith("ies") else bare.removesuffix("s")
    return (bare, one) if len(one) > 4 else (bare,)


def read_actors(text: str, actors: Mapping[str, str]) -> tuple[ActorWord, ...]:
    """The bodies and persons that a folded question names, left to right.

    Args:
        text: the question.
        actors: folded surfaces with the plan's names for them.
    """
    begin = _by_first(tuple(actors))
    found, at = list[ActorWord](), 0
    while at < len(text):
        names = begin.get(text[at], ())
        said = next((name for name in names if text.startswith(name, at) and _is_whole(name, text, at)), "")
        if said:
            found.append(ActorWord(at, at + len(said), said, actors[said]))
        at += len(said) or 1
    return tuple(found)


@lru_cache(maxsize=16)
def _by_first(surfaces: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Names by their first character, the longest first: a question has few of these characters."""
    found: dict[str, list[str]] = {}
    for surface in sorted(filter(None, surfaces), key=len, reverse=True):
        found.setdefault(surface[0], []).append(surface)
    return found


def _is_whole(name: str, text: str, at: int) -> bool:
    """Whether a name is no part of a longer word; Chinese has no words to be told apart."""
    end = at + len(name)
    return not name.isascii() or (not _inner(text, at) and not _inner(text, end))


def _inner(text: str, at: int) -> bool:
    """Whether a place stands between two characters of words."""
    return 0 < at < len(text) and bool(_WORD.match(text[at - 1]) and _WORD.match(text[at]))
