"""What the plan's own text says of an indicator for a year that is none of its targets: a result it reports, in its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known, shared_name, without_region
from assistant.matter_terms import OF_PLANS
from assistant.numerals import find_quantities, find_years
from assistant.passages import sentences
from assistant.patterns import compiled, lazy
from assistant.quoting import tell_sentences, tell_spans
from assistant.records import Clause, Draft, Hit, Premise, Sentence
from assistant.run import Run
from assistant.searching.put import put_found
from assistant.searching.stated import stated
from assistant.tagging import pos_tags

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
    found = tuple(_sentences(known, query.foreign_year, row_names(known, query.names)))
    found = found or tuple(_lines(known, query.foreign_year, query.names))
    if not 0 < len(found) <= MOST:
        return ""
    return put_found(known, run, found, tell_sentences(found), query=replace(query, foreign_year=None))


def of_year(
    known: Knowledge, year: int, asked: tuple[str, ...]
) -> tuple[tuple[Clause, tuple[int, int]], ...]:
    """The sentences that report a figure of the rows asked for, by their names, for a year; () where they are none or too many."""
    found = tuple(_sentences(known, year, row_names(known, asked))) if asked else ()
    return found if len(found) <= MOST else ()


def held_to_year(known: Knowledge, run: Run, hits: Iterable[Hit]) -> Draft | None:
    """Of the clauses found, only the sentences that have the year asked about (2035), where it is none of the plan's own.

    None where the sentence that is nearest to the question has another year or none: its year may stand before it.
    """
    first, last = known.plan.meta.period
    asked = {year for year in run.query.years if not first <= year <= last}
    if not asked or run.query.confirms:
        return None
    hits = tuple(hits)
    nearest = max((s for hit in hits for s in hit.sentences), key=lambda s: s[2], default=None)
    clauses = (known.tree.clauses[hit.clause_id] for hit in hits)
    found = [
        (clause, span)
        for clause in clauses
        for span in sentences(clause.text)
        if asked & {year for year, _, _ in find_years(fold_known(clause.text[slice(*span)]))}
    ]
    is_near = any(nearest is None or span == nearest[:2] for _, span in found)
    return tell_spans(found, run.query.lang, known.titles) if is_near else None


def put_year_right(known: Knowledge, run: Run) -> str:
    """Put right the year of a statement where the one sentence on its matter has another year; empty where none has.

    总体目标展望的是2050年吧: the sentence that has 展望 says 2035.
    """
    query = run.query
    asks = query.confirms or query.yes_no
    if not asks or query.names or query.figures or len(query.years) != 1:
        return ""
    words = _words_stated(known, query.text)
    found = tuple(_of_one_year(known, words)) if words else ()
    if len(found) != 1 or found[0][2] in query.years:
        return ""
    clause, span, year = found[0]
    asked = f"{query.years[0]}"
    draft = tell_sentences(((clause, span),))
    text = (
        f"No, the plan has {year}, not 「{asked}」."
        if run.lang == "en"
        else f"不是，规划原文是{year}年，不是「{asked}年」。"
    )
    at = text.index("「") + 1
    lead = Sentence(text, tuple(c.n for c in draft.citations), ((at, text.index("」")),))
    told = Draft((lead, *draft.sentences), draft.citations)
    held = Premise(asked, str(year), agrees=False)
    return put_found(known, run, ((clause, span),), told, held, replace(query, foreign_year=None))


def _words_stated(known: Knowledge, text: str) -> tuple[str, ...]:
    """The words that say what a year is stated of."""
    entries = known.catalog.lexicon.entries
    return tuple(
        word
        for part in stated(text)
        for word in known.clause_index.to_words(re.sub(r"[0-9]{4}\s*年?", " ", part))
        if len(word) > 1
        and pos_tags(word)[0][0] in "nvabj"
        and not OF_PLANS.fullmatch(word)
        and not any(entry.kind == "word" for entry in entries.get(word, ()))
    )


_TITLES = lazy(r"《[^《》]*》")


def _of_one_year(known: Knowledge, words: tuple[str, ...]) -> Iterator[tuple[Clause, tuple[int, int], int]]:
    """Sentences that have one year, and all of some words in them or in the headings above, one at least in them.

    One that tells of another document (2017年…颁布实施了《…》) says nothing of this one.
    """
    for clause in known.tree.clauses.values():
        above = fold_known("".join(clause.path) + clause.title)
        for start, end in sentences(clause.text):
            text = fold_known(clause.text[start:end])
            if _TITLES.search(text):
                continue
            years = {year for year, _, _ in find_years(text)}
            if len(years) != 1 or not any(word in text for word in words):
                continue
            if all(word in text + above for word in words):
                yield clause, (start, end), years.pop()


def row_names(known: Knowledge, asked: tuple[str, ...]) -> tuple[str, ...]:
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
