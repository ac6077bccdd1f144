"""Domains that speak of two things, each in a clause of its own: 哪些领域既提到家庭又提到社区, which domains mention both.

domains_with_both(query, held, reading)   the query for those domains, or None where one clause is to hold both
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.patterns import lazy
from assistant.records import Bound, TableQuery
from assistant.tabular.held import Held
from assistant.tabular.reading import Reading

KINDS_OF_DOMAINS = ("goal", "target", "measure")
_HAS_BOTH = lazy(r"既有[^，,。；;]*[又也]有|\bboth (?:clauses|measures) that\b")


def domains_with_both(query: TableQuery, held: Held, reading: Reading) -> TableQuery | None:
    """Domains that speak of two things, each in a clause of its own (哪些领域既提到家庭又提到社区); None where one clause is to hold both."""
    groups = [s for s in reading.slots if s.slot == "group" and s.value == "domain"]
    which = any(s.text.startswith(("哪", "which", "what")) for s in groups)
    counted = reading.of("most") or reading.of("sort") or reading.of("op") or "count" in reading.asks
    if not which or counted or query.unexplained or query.domains or query.without is not None:
        return None
    if query.kinds and not _HAS_BOTH.search(reading.text):
        return None  # 哪些领域的措施同时提到A和B: in one measure
    if len(held.words) != 2:
        return replace(query, unexplained=(reading.text[groups[0].start :],))
    kinds = query.kinds or KINDS_OF_DOMAINS
    first, second = held.words
    one = replace(query, operation="group", group="domain", kinds=kinds, all_words=False)
    picked = replace(one, words=(first,), domains=reading.table.heads, sizes=(Bound(">=", Decimal(1)),))
    return replace(one, words=(second,), chosen=picked)
