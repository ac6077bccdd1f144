"""Rows called by the kind of their verb: 保持类, 提高型, 控制类指标."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.patterns import compiled, lazy

_TYPE = r"(?:在|到|至|着)?[”」\"]?(?:这一?|那一?)?(?:类|型|式)(?!似|别|号)"


# Verbs that say how a figure moves; 配备类 may be anything that is provided.
_MOVES = lazy(r"保持|控制|达到|稳定|巩固|[降升增减]|提高|提升|扩大|缩小")


def types_in(plain: str, verbs: Iterable[str]) -> list[tuple[str, int]]:
    """The verbs of rows that a question calls a kind of them by, in its order, and where they stand.

    Args:
        plain: the question.
        verbs: verbs of the rows, the longest first.
    """
    found: dict[int, tuple[str, int]] = {}
    for verb in filter(_MOVES.search, verbs):
        for match in compiled(re.escape(verb) + _TYPE).finditer(plain):
            found.setdefault(match.end(), (verb, match.start()))
    return [found[end] for end in sorted(found)]
