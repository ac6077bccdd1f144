"""Domains that are held against all the others together: 教育的措施比其余六个领域加起来少几条, than the other five combined.

against_the_rest(reading)   the query for both counts, or one that says that it was not read; None where no rest is spoken of
"""

from __future__ import annotations

from typing import Literal

from assistant.patterns import lazy
from assistant.records import Pair, TableQuery
from assistant.tabular.reading import Reading

_OTHERS = lazy(
    r"(?:剩下|剩余|余下|其余|其[他它]|另外|别的|别)的?(?:那)?(?P<many>[几二两三四五六2-6])?个?大?(?:领域|板块|块)|\b(?:the |all )?(?:other|remaining)(?: (?:two|three|four|five|six))? (?:domains|areas)\b|\bthe rest\b"
)
_TOGETHER = lazy(
    r"加(?:起来|一起|一块儿?|在一起|总|一堆儿?)|合(?:计|起来|在一起)|总[数和共量]|一共|之和|\b(?:combined|together|altogether|in total|put together)\b"
)
_RATIO = lazy(r"几倍|多少倍|倍数|\bhow many times\b|\bratio\b")
_KINDS = {"measure": "measure", "goal": "goal", "aim": "goal", "target": "target"}
_NUMBERS = dict(zip("二两三四五六23456", (2, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6), strict=True))


def against_the_rest(reading: Reading) -> TableQuery | None:
    """The query for domains that are held against all others; None where these are not spoken of so."""
    match = _OTHERS.search(reading.text)
    if match is None or not reading.domains or reading.leaves_out:
        return None
    ratio = bool(_RATIO.search(reading.text))
    if not (reading.is_difference or reading.is_comparison or ratio):
        return None
    kinds = {_KINDS[s.value] for s in reading.slots if s.slot == "noun" and s.value in _KINDS}
    rest = tuple(title for title in reading.table.heads if title not in reading.domains)
    counted = _NUMBERS.get(match["many"] or "", len(rest))
    told = _TOGETHER.search(reading.text) and len(kinds) == 1 and counted == len(rest)
    strange = any(reading.strange(*gap) for gap in reading.gaps if gap[1] <= match.start())
    if not told or strange or reading.of("mention") or reading.quotes:
        return TableQuery("clauses", kinds=tuple(kinds), unexplained=(match.group(),))
    kind = kinds.pop()
    by: Literal["difference", "ratio"] = "ratio" if ratio else "difference"
    pair = Pair(kind, kind, by, None, reading.domains, rest)
    return TableQuery("clauses", by, kinds=(kind,), pair=pair)
