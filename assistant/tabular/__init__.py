"""Question over the table → TableQuery: lists, counts, comparisons, differences, extremes, ranges, groupings.

    table_of(catalog, clauses, titles, corpus)   what the questions over one plan are read with, made once
    read_table(text, table)                      folded question → TableQuery, or None where it is none

    slots ─▶ spoken ─▶ filters ─▶ reading ─┬─▶ rows      over the indicators
    words    parts     figures    names    └─▶ clauses   over the clauses

Words fill slots (``corpus/table_words.tsv``); names, people, domains, goals, verbs and units come from the plan.
What is not read: the difference of more than two rows (given to compare) or of one row between two years, two questions
in one, and names that neither a name nor an
alias of the plan says (a plan without aliases is asked by its full names).
"""

from __future__ import annotations

import re

from assistant.records import TableQuery
from assistant.tabular.clauses import about_clauses, clauses
from assistant.tabular.reading import Reading
from assistant.tabular.rows import rows_query
from assistant.tabular.slots import Table, table_of

__all__ = ["Table", "read_table", "table_of"]

_NTH = re.compile(
    r"第[一二三四五六七八九十0-9]+(?:[个条项章]|大(?:领域|板块|块|类|目标))|\b(?:goal|measure|item|principle)s? ?(?:no\.? ?|number )?[0-9]"
)

LONGEST = 600  # characters; a longer text is a story, which the search looks for the question in


def read_table(text: str, table: Table) -> TableQuery | None:
    """What a folded question asks of the table, or None where it is no question over it."""
    if len(text) > LONGEST or _NTH.search(text):
        return None
    reading = Reading(text, table)
    if not reading.slots and not reading.is_difference and not reading.is_comparison:
        return None
    return clauses(reading) if about_clauses(reading) else rows_query(reading)
