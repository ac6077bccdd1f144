"""Blanks typed for stops: 打完针身上起反应 后头赔钱的事规划写没写."""

from __future__ import annotations

from typing import Final

from assistant.lexicon import simplify, strip_invisible
from assistant.patterns import lazy
from assistant.tagging import pos_tags

LEAST_SAID: Final = 3  # characters of what is said before a pause and after it
LEAST_PLAIN: Final = 5  # the same where no small word shows that it is said and not only named
_BETWEEN = lazy(r"(?<=[\u4e00-\u9fff])[ \u3000\t]+(?=[\u4e00-\u9fff])")
_HAN_ONLY = lazy(r"[\u4e00-\u9fff0-9]+$")
_SMALL = ("r", "d", "u", "y", "c", "p", "f")  # pronouns, adverbs, particles, joining words


def with_pauses(question: str) -> str:
    """A question with a stop for each blank between two things said; names side by side (农村 厕所普及率) stay as they are."""
    pieces = _BETWEEN.split(question)
    if len(pieces) == 1:
        return question
    joined = pieces[0]
    for piece in pieces[1:]:
        joined += ("。" if is_said(joined) and _enough(piece) else " ") + piece
    return joined


def _enough(piece: str) -> bool:
    return len(piece) >= LEAST_SAID


def is_said(before: str) -> bool:
    """Whether what stands right before a blank says something: it has a verb, and enough around it."""
    found = _HAN_ONLY.search(simplify(strip_invisible(before)))
    piece = found.group() if found else ""
    if len(piece) < LEAST_SAID:
        return False
    tags = pos_tags(piece)
    says = any(tag == "v" or tag.startswith(("a", "z")) for tag in tags)
    return says and (len(piece) >= LEAST_PLAIN or any(tag.startswith(_SMALL) for tag in tags))
