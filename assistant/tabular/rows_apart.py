"""Clauses of one kind counted against indicators: 主要目标多还是指标多, are there more goals than numeric targets.

rows_apart(reading)   the query for both counts, or None where no two are held against one another so
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.claimed import with_count_claim
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Slot

_KINDS: Mapping[str, str] = {"goal": "goal", "aim": "goal", "measure": "measure", "target": "target"}
_ROWS_OF: Mapping[str, tuple[str, ...]] = {"numeric": ("target", "relative"), "qualitative": ("qualitative",)}
# Which of both is more, by what stands around their names.
_MORE = lazy(
    r"[多少]还是|还是[^，,。；;？?]{0,16}[多少](?:些|点)?(?=$|[，,。；;？?呢啊])|哪[个样种边头类][^，,。；;？?]{0,6}[多少]|谁[^，,。；;？?]{0,4}[多少]"
    r"|\b(?:more|fewer|outnumber)\b"
)
_JOINT = lazy(r"还是|[和与跟同比较、]|以及|\b(?:or|than|and|outnumber\w*)\b")
_OF_OTHERS = frozenset(
    {"verb", "unitword", "top", "most", "base", "mention", "begin", "title", "named", "sort", "comparator"}
)


def rows_apart(reading: Reading) -> TableQuery | None:
    """The query for how many clauses of a kind there are and how many indicators, in one domain or in all."""
    held = reading.is_comparison or reading.is_difference or _MORE.search(reading.text)
    others = (
        reading.named or reading.people or reading.bounds or reading.sizes or reading.verbs or reading.quotes
    )
    if not held or others or len(reading.domains) > 1 or reading.leaves_out or reading.sections:
        return None
    if any(s.slot in _OF_OTHERS for s in reading.slots) or "domain" in reading.of("group"):
        return None
    clauses = {
        _KINDS[s.value] for s in reading.slots if s.slot == "noun" and s.value in _KINDS and not _is_row(s)
    }
    kinds = set(reading.of("kind"))
    if len(clauses) != 1 or "indicator" not in reading.nouns or len(kinds) > 1 or not kinds <= set(_ROWS_OF):
        return None
    if (
        not _are_joined(reading)
        or not clauses <= reading.table.kinds
        or any(reading.strange(*gap) for gap in reading.gaps)
    ):
        return None
    rows = TableQuery(domains=reading.domains, kinds=_ROWS_OF[kinds.pop()] if kinds else ())
    both = TableQuery(
        "clauses", "difference", domains=reading.domains, kinds=tuple(clauses), group="kind", rows=rows
    )
    return with_count_claim(both, reading)


def _are_joined(reading: Reading) -> bool:
    """Whether a word between the two sets them beside one another; 有指标的目标 is one of them."""
    nouns = [
        s
        for s in reading.slots
        if (s.slot == "noun" and s.value in (*_KINDS, "indicator")) or reading.names_a_noun(s)
    ]
    places = sorted((s.start, s.end) for s in nouns)
    between = [reading.text[a[1] : b[0]] for a, b in pairwise(places)]
    return any(_JOINT.search(text) for text in between)


def _is_row(slot: Slot) -> bool:
    """Whether a word names indicators, whatever else it begins with (目标指标)."""
    return slot.text.endswith(("指标", "indicators", "indicator"))
