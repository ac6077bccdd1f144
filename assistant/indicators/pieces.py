"""A sentence cut at its commas and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.patterns import lazy

_BREAKS = lazy(r"[，,；;。：:“”「」《》！？!?]")
_QUOTED = lazy(r"“[^“”，。；]{1,12}”")
_CALLED = lazy(r"“[^“”，。；]{1,8}”(?=[\u4e00-\u9fff])")  # “双师型”教师: a mark inside a name parts nothing


def sentences(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Stretches between full stops and semicolons."""
    for match in re.compile(r"[^。；;！？]+").finditer(text, start):
        yield match.start(), match.end()


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between commas and quotation marks; brackets keep what is in them."""
    at, depth = start, 0
    called = {
        place for match in _CALLED.finditer(text, start, end) for place in (match.start(), match.end() - 1)
    }
    for index in range(start, end):
        depth += text[index] in "（("
        depth -= text[index] in "）)"
        if depth <= 0 and _BREAKS.match(text[index]) and index not in called:
            yield at, index
            at = index + 1
    yield at, end


def in_quotes(text: str, at: int) -> bool:
    """Whether a place stands in a name in quotation marks (“15分钟”服务圈)."""
    return any(match.start() < at < match.end() for match in _QUOTED.finditer(text))


def squeeze(text: str) -> str:
    """Without blanks: print sets them around digits, names do not have them."""
    return re.sub(r"\s+", "", text)
