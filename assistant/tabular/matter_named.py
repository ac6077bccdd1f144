"""Whether a piece of a question names a matter of its own, and not only what is to be done with what stands before it."""

from __future__ import annotations

from assistant.lexicon import fold
from assistant.patterns import lazy
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Table

# What stands around the bare name of a domain (那法律保护呢).
_BARE = lazy(r"^(?:那么?|还有|(?:and )?what about |and )|的?[呢吗？?！!\s]+$")


def is_bare_name(text: str, table: Table) -> bool:
    """Whether a text names rows and says nothing else of them (近视率呢, and the prenatal screening rate?)."""
    reading = Reading(fold(_BARE.sub("", text)), table)
    spans = [(m.start, m.end) for m in reading.named]
    return bool(spans) and all(any(s <= at < e for s, e in spans) for at in range(len(reading.text)))


def names_matter(text: str, table: Table) -> bool:
    """Whether a text names rows, people, domains, bounds or a word that clauses hold; or the first of the domains."""
    if any(_BARE.sub("", text) in names for names in (*table.domains.values(), *table.domains_en.values())):
        return True
    reading = Reading(fold(text), table)
    if reading.named or reading.people or reading.domain_spans or reading.quotes:
        return True
    slots = {slot.slot for slot in reading.slots}
    if "comparator" in slots or ("mention" in slots and reading.gaps):
        return True
    if any(figure.unit in reading.table.units for figure in reading.quantities):
        return True
    return bool(slots & {"most", "top"}) and "domain" in reading.of("group")


def says_of_rows(text: str, table: Table) -> tuple[str, ...]:
    """Ids of the rows that a text names; nothing where it names none."""
    return tuple(row.id for row in Reading(fold(text), table).rows)


def counted_noun(text: str, table: Table) -> str:
    """The noun of the table that a text counts or lists, as it says it; "" where it has none."""
    nouns = (
        slot.text
        for slot in Reading(fold(text), table).slots
        if slot.slot == "noun" and slot.value != "domain"
    )
    return next(nouns, "")


def computes(text: str, table: Table) -> bool:
    """Whether a text asks for something that is worked out of rows: a share, a difference, a sum, a mean."""
    return bool(Reading(fold(text), table).of("op"))
