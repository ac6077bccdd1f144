"""What a question over the clauses says beside what was read of it: modifiers, people, quotes, other things that are counted.

left_over(reading)       whether something is left that may restrict what is asked for
counts_others(reading)   whether what is counted is something else than what the table has
"""

from __future__ import annotations

import re
from typing import cast

from assistant.patterns import lazy
from assistant.tabular.held import CLAUSES
from assistant.tabular.reading import Reading
from assistant.tagging import pos_tags, segment

# 是光杆司令，下面一条都没有: a likeness that the next part explains.
_LIKENED = lazy(r"(?:是|像|成了|属于)(?:个|一个)?$")


def _is_likened(gap: tuple[int, int], reading: Reading) -> bool:
    """Whether a gap is what something is likened to that the next part says has none."""
    ends_part = reading.text[gap[1] : gap[1] + 1] in (",", "，", ";", "；")
    return ends_part and reading.is_absent and bool(_LIKENED.search(reading.text[: gap[0]]))


_OTHERS_COUNTED = lazy(r"(?:[几多]少?|\b)(?:个|位|名|家|所|处|种|座|支)$")


def counts_others(reading: Reading) -> bool:
    """Whether what is counted is something else than what the table has (多少个县区承担规划的措施)."""
    table = [s for s in reading.slots if s.slot in ("noun", "group", "below", "kind", "unit")]
    for ask in (s for s in reading.slots if s.slot == "ask" and s.value == "count"):
        if not _OTHERS_COUNTED.search(ask.text):
            continue
        start, stop = next(((s, e) for s, e in segment(reading.text) if s <= ask.end < e), (ask.end, ask.end))
        word = reading.text[ask.end : stop]
        is_noun = start >= ask.end - 1 and len(word) > 1 and pos_tags(word)[-1].startswith(("n", "j"))
        if is_noun and not any(s.start < stop and ask.end < s.end for s in table) and reading.domains == ():
            return True
    return False


_SAID_OF = lazy(r"(?:写|讲|说|提|管|针对|围绕|解决|预防|防|治)(?:到|及|过|了|着)?$")
_OF_NOUN = lazy(r"(?:的|相关的?|有关的?|方面的?|之类的?|这一?类的?|那一?类的?|[这那]些)*")


def _modifies(gap: tuple[int, int], reading: Reading) -> bool:
    """Whether a gap stands right before what is counted, in a part of the question that asks nothing else (溺水的措施，几条)."""
    end = gap[1] + len(cast(re.Match[str], _OF_NOUN.match(reading.text, gap[1])).group())
    noun = any(
        s.slot == "noun" and s.value in (*CLAUSES, "clause", "aim") and s.start == end for s in reading.slots
    )
    told = reading.known_part(*gap) or _SAID_OF.search(reading.text[: gap[0]])
    return noun and end > gap[1] and bool(told)


# fall in a domain: where something stands, and no way that a figure takes.
_FALLS_IN = lazy(r" (?:in|into|under|within|to|outside)\b")


def left_over(reading: Reading) -> bool:
    """Whether something is left that may restrict what is asked for."""
    gaps = [gap for gap in reading.gaps if not _is_likened(gap, reading)]
    ways = any(
        s.slot == "way" and not _FALLS_IN.match(reading.text, s.end) for s in reading.slots
    )  # 提高质量的措施
    strange = ways or any(reading.strange(*gap) or _modifies(gap, reading) for gap in gaps)
    people = any(reading.part(m.start) in reading.asking for m in reading.people)
    excluded = any(s.slot == "except" for s in reading.slots) and not reading.leaves_out
    quotes = [
        q for s, _, q in reading.quotes
        if q not in reading.goals and not set(q) <= set("—-") and not any(q in name for name in reading.table.goals)
        and reading.part(s) in reading.asking and not reading.table.words.scan(q)
    ]  # fmt: skip
    return bool(strange or people or reading.bounds or quotes or excluded)
