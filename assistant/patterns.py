"""Patterns that are made from words of a plan or a question while the program runs.

``re`` keeps the last 512 patterns it was given as text. A plan has more words than that, so that each question would
compile anew, and would push out the patterns written in the code.
"""

from __future__ import annotations

import re
from functools import lru_cache

KEPT = 16_384


@lru_cache(maxsize=KEPT)
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression, compiled once for as long as it is used.

    Raises:
        re.error: it is none.
    """
    return re.compile(pattern)
