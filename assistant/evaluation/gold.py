"""Where the plan holds what a case asks for: clauses, found from line and quote in the published text.

Nothing of an index is used, so that a fault of the index is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.evaluation.cases import Case
from assistant.patterns import lazy
from assistant.plan import Plan, load_plan
from assistant.plan.repairs import line_spans

_BLANK = lazy(r"\s+")


class GoldText:
    """The published text of one plan, with its clauses."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan as read from its source."""
        self.plan = plan
        self._lines = line_spans(plan.source)

    def clauses_of(self, case: Case) -> frozenset[str]:
        """Ids of the clauses that hold a case's gold; none where the plan holds nothing."""
        if not case.gold:
            return frozenset()
        places = [case.gold, *case.gold.get("also", [])]
        return frozenset(i for place in places if (i := self._clause_at(place["line"], place["quote"])))

    def _clause_at(self, line: int, quote: str) -> str:
        start, end = self._lines[line - 1]
        at = start + max(self.plan.source[start:end].find(quote), 0)
        inside = [c for c in self.plan.clauses if c.start <= at < c.end]
        return min(inside, key=lambda c: c.end - c.start).id if inside else ""

    def cited(self, citation: Mapping[str, Any]) -> str:
        """Id of the clause that a citation means; by its quote where it names none, as another system may."""
        named = str(citation.get("clause_id") or "")
        if named in self.plan.by_id:
            return named
        quote = _BLANK.sub("", str(citation.get("quote", "")))
        return next((i for i, text in self._bare.items() if quote and quote in text), named)

    def is_exact(self, citation: Mapping[str, Any]) -> bool:
        """Whether a quote stands in the source where it is said to, letter by letter but for line wraps.

        Where it is marked as repaired, it has to stand in the repaired clause, and what it repairs at its place.
        """
        quote = _BLANK.sub("", str(citation.get("quote", "")))
        start, end = citation.get("start"), citation.get("end")
        if not quote or not isinstance(start, int) or not isinstance(end, int):
            return False
        if not citation.get("repaired"):
            return _BLANK.sub("", self.plan.source[start:end]) == quote
        return 0 <= start < end and quote in self._bare.get(self.cited(citation), "")

    @cached_property
    def _bare(self) -> dict[str, str]:
        return {clause.id: _BLANK.sub("", clause.text) for clause in self.plan.clauses}


def read_gold(corpus: Path, plans: set[str]) -> dict[str, GoldText]:
    """The texts of plans by key.

    Raises:
        CorpusError: one cannot be read.
    """
    return {key: GoldText(load_plan(corpus / key)) for key in sorted(plans)}
