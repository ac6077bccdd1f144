"""Regular expressions that are compiled when they are first used, or once for many uses.

The program knows well over a thousand patterns, and one question meets only some of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

KEPT = 16_384
# What compiled patterns are asked for. An attribute that is set is found as fast as that of the pattern itself.
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Lazy:
    """Stands for a pattern until a method of it is asked for, and has the pattern's own methods from then on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression that is compiled when it is first used.

    Raises:
        re.error: at the first use, not before, if it is none; a test uses all patterns of the program once.
    """
    return cast(re.Pattern[str], _Lazy(pattern, flags))


@lru_cache(maxsize=KEPT)
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression made from words of a plan or a question, compiled once for as long as it is used.

    ``re`` keeps the last 512 patterns it was given as text. A plan has more words than that, so that each question
    would compile anew, and would push out the patterns written in the code.

    Raises:
        re.error: it is none.
    """
    return re.compile(pattern)
