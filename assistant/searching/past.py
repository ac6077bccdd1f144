"""What the plan's own text says of an indicator for a year that is none of its targets: a result it reports, in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.compose import Composed
from assistant.fetching import Run
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known, shared_name, without_region
from assistant.numerals import find_quantities
from assistant.passages import sentences
from assistant.patterns import compiled, lazy
from assistant.quoting import tell_sentences
from assistant.records import Clause, Evidence, Hit
from assistant.sufficiency import Judgement

MOST = 2  # sentences; more say that it is no one figure that is asked for
NEAR = 12  # characters between a name and its figure

_OF_TARGETS = lazy(r"目标|要求|指标值|\btargets?\b|\bgoals?\b")
_HEADER = lazy(r"^[^。；]{0,12}(?:指标|名称|项目)[^。；]*$")  # the first line of a table


def tell_of_year(known: Knowledge, run: Run) -> str:
    """Answer from the sentence that has the year, the name and a figure of it; empty where there is none."""
    query = run.query
    if (
        query.expects != "value"
        or not query.foreign_year
        or not query.names
        or _OF_TARGETS.search(query.text)
    ):
        return ""
    found = tuple(_sentences(known, query.foreign_year, _names(known, query.names)))
    found = found or tuple(_lines(known, query.foreign_year, query.names))
    if not 0 < len(found) <= MOST:
        return ""
    hits = tuple(Hit(clause.plan, clause.id, 1.0, 1.0, 0.0, 0.0, ((*span, 1.0),)) for clause, span in found)
    clauses = tuple(dict.fromkeys(clause for clause, _ in found))
    run.evidence = replace(
        Evidence(hits=hits, clauses=clauses, glosses=known.glosses), period=run.evidence.period
    )
    run.query = replace(query, task="clause", foreign_year=None)
    run.judgement = Judgement("answered", None, "clauses")
    run.composed = Composed(tell_sentences(found))
    return "、".join(hit.clause_id for hit in hits)


def _names(known: Knowledge, asked: tuple[str, ...]) -> tuple[str, ...]:
    """What the rows asked for may be called in the text."""
    rows = [row for row in known.rows.values() if row.name in asked]
    said = (name for row in rows for name in (row.name, without_region(row.name), shared_name(row)))
    return tuple(dict.fromkeys(fold_known(name) for name in said if name))


def _sentences(
    known: Knowledge, year: int, names: tuple[str, ...]
) -> Iterator[tuple[Clause, tuple[int, int]]]:
    """Sentences that tell a figure of one of the names for a year, and do not only reckon from that year."""
    told = compiled(rf"(?<![以较比自从从]){year}\s*年(?!\s*(?:数据|水平|为基数|基数|相比|为基期|基础))")
    for clause in known.tree.clauses.values():
        for start, end in sentences(clause.text):
            text = fold_known(clause.text[start:end])
            if told.search(text) and any(_has_figure(text, name) for name in names):
                yield clause, (start, end)


def _lines(known: Knowledge, year: int, names: tuple[str, ...]) -> Iterator[tuple[Clause, tuple[int, int]]]:
    """The line of a table that holds a row, below the header that has the year in a column of its own."""
    rows = [row for row in known.rows.values() if row.name in names]
    clauses = tuple(known.tree.clauses.values())
    for row in rows[:1]:
        line = known.tree.clauses[row.clause_id]
        above = [c for c in clauses[: clauses.index(line)] if c.path == line.path]
        header = next((c for c in reversed(above) if _HEADER.search(c.text) and f"{year}年" in c.text), None)
        if header is not None:
            yield header, (0, len(header.text))
            yield line, (0, len(line.text))


def _has_figure(text: str, name: str) -> bool:
    """Whether a figure stands right behind a name."""
    at = text.find(name)
    behind = re.split("[，,；;。]", text[at + len(name) : at + len(name) + NEAR], maxsplit=1)[0]
    return at >= 0 and bool(find_quantities(behind))
