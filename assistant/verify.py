"""Draft + evidence → the sentences that hold, and the reason why the others do not.

A pure function that imports nothing that made the draft. A figure may be shown only where the clause or row
that its sentence cites has the same value, unit and comparator, for the subject that the sentence names; a year
only where a cited row or clause, or the plan's period, has it; a quote only where it equals a piece of its
clause, letter for letter. What only the question brought may stand in an echo slot and nowhere else.

Every check reads on its own, so that each catches what the others let pass (tests/test_verify.py disables them
one by one).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assistant.numerals import find_quantities, find_years, quantities_at, same_value
from assistant.plan import source_span
from assistant.records import Citation, Clause, Draft, Dropped, Evidence, Indicator, Quantity, Sentence

_BLANKS = re.compile(r"\s+")
_COUNT = re.compile(r"共\s*(\d+)\s*[条项个]|(?:has|have)\s+(\d+)\s+such")
_QUOTED = re.compile(r"「([^「」]*)」")
# Words that deny what stands in 「」 or say that the asker brought it.
_DENIAL = re.compile(r"不是|没有|并非|您问|问题中|所问|有关的|\bnot\b|\bno\b|\bnone\b|you ask", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Sentences that passed, in order, the citations they use, and what was dropped with the reason."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One sentence before its checks.

    Attributes:
        said: its text without echo slots, names and denominators of cited rows, and cited quotes' ages.
        citations: those it cites that exist.
        rows: rows of the clauses it cites; clauses: those clauses.
        figures, years: what it claims.
    """

    sentence: Sentence
    said: str
    citations: tuple[Citation, ...]
    rows: tuple[Indicator, ...]
    clauses: tuple[Clause, ...]
    figures: tuple[Quantity, ...]
    years: tuple[int, ...]
    evidence: Evidence
    draft: Draft


Check = Callable[[_Case], str | None]


def check(draft: Draft, evidence: Evidence, checks: Iterable[tuple[str, Check]] | None = None) -> Verdict:
    """Check every sentence of a draft.

    Args:
        draft: sentences with the numbers of their citations.
        evidence: the rows and clauses that were fetched.
        checks: name and function of each check; CHECKS unless a test leaves one out.

    Returns:
        What holds. A sentence that fails one check is dropped with the first reason; none is rewritten.
    """
    used = tuple(CHECKS if checks is None else checks)
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    for sentence in draft.sentences:
        case = _case(sentence, draft, evidence)
        failure = next(((name, reason) for name, test in used if (reason := test(case))), None)
        if failure is None:
            kept.append(sentence)
        else:
            dropped.append(Dropped(sentence.text, *failure))
    cited = {number for sentence in kept for number in sentence.citations}
    return Verdict(tuple(kept), tuple(c for c in draft.citations if c.n in cited), tuple(dropped))


# --- what a sentence claims ------------------------------------------------------------------------


def _case(sentence: Sentence, draft: Draft, evidence: Evidence) -> _Case:
    citations = tuple(c for c in draft.citations if c.n in sentence.citations)
    ids = {(c.plan, c.clause_id) for c in citations}
    rows = tuple(row for row in evidence.indicators if (row.plan, row.clause_id) in ids)
    clauses = tuple(clause for clause in evidence.clauses if (clause.plan, clause.id) in ids)
    said = _without_names(_without_echo(sentence), rows, evidence.glosses)
    years = find_years(said)
    figures = tuple(
        q for q in find_quantities(said) if not any(start <= q.start < end for _, start, end in years)
    )
    return _Case(
        sentence, said, citations, rows, clauses, figures, tuple(y for y, _, _ in years), evidence, draft
    )


def _without_echo(sentence: Sentence) -> str:
    text = sentence.text
    for start, end in sentence.echo:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return _COUNT.sub(lambda match: "\n" * len(match.group()), text)


def _without_names(text: str, rows: tuple[Indicator, ...], glosses: Mapping[str, str]) -> str:
    """Figures inside a name (5岁以下儿童死亡率) or a denominator (每千名儿童) claim nothing."""
    names = {name for row in rows for name in (row.name, row.population, row.per) if name}
    names |= {glosses[name] for name in names | {_rest(row) for row in rows} if name in glosses}
    for name in sorted(names, key=len, reverse=True):
        pattern = r"\s*".join(re.escape(character) for character in _squeeze(name))
        text = re.sub(pattern, lambda match: "\n" * len(match.group()), text)
    return text


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", text)


# --- the checks ------------------------------------------------------------------------------------


def _citations_exist(case: _Case) -> str | None:
    known = {citation.n for citation in case.draft.citations}
    missing = [number for number in case.sentence.citations if number not in known]
    if missing:
        return f"there is no citation {missing[0]}"
    if len(case.clauses) < len({(c.plan, c.clause_id) for c in case.citations}):
        return "a cited clause was not fetched"
    return None


def _figures_cited(case: _Case) -> str | None:
    if case.figures and not case.sentence.citations:
        return f"{case.figures[0].text!r} stands without a citation"
    return None


def _quotes_exact(case: _Case) -> str | None:
    for citation in case.citations:
        clause = next(
            (c for c in case.clauses if c.id == citation.clause_id and c.plan == citation.plan), None
        )
        if clause is not None and (not citation.quote or citation.quote not in clause.text):
            return f"the quote of citation {citation.n} does not stand in clause {citation.clause_id}"
    return None


def _quotes_placed(case: _Case) -> str | None:
    """The place given for a quote is where the source has it."""
    for citation in case.citations:
        for clause in case.clauses:
            if (clause.plan, clause.id) != (
                citation.plan,
                citation.clause_id,
            ) or citation.quote not in clause.text:
                continue
            starts = [m.start() for m in re.finditer(re.escape(citation.quote), clause.text)]
            places = [source_span(clause, at, at + len(citation.quote)) for at in starts]
            if (citation.start, citation.end, citation.repaired) not in places:
                return f"citation {citation.n} gives the wrong place in the source"
    return None


def _inner_quotes_exact(case: _Case) -> str | None:
    """「…」 that is no echo slot quotes a cited clause or one of its names."""
    for match in _QUOTED.finditer(case.sentence.text):
        if any(start <= match.start(1) and match.end(1) <= end for start, end in case.sentence.echo):
            continue
        words = _squeeze(match.group(1))
        texts = [clause.text for clause in (case.clauses or case.evidence.clauses)]
        names = [row.name for row in case.evidence.indicators]
        if not any(words in _squeeze(text) for text in texts + names):
            return f"「{match.group(1)}」 does not stand in the cited clause"
    return None


def _rows_stand(case: _Case) -> str | None:
    """A row that the table holds is read again from its clause; a table that was altered shows nothing."""
    for row in case.rows:
        clause = next((c for c in case.clauses if c.id == row.clause_id), None)
        if clause is None or row.value is None:
            continue
        printed = quantities_at(clause.text, row.start, row.end)
        if not any(_same_value(figure, row) for figure in printed):
            return f"row {row.id} says {row.value}{row.unit or ''}, its clause {clause.text[row.start : row.end]!r}"
        if not any(_bound_stands(figure.comparator, row, clause) for figure in printed):
            return f"row {row.id} says {row.comparator}, its clause {clause.text[row.start : row.end]!r}"
        years = {year for year, _, _ in find_years(clause.text)} | {case.evidence.period[1], None}
        if row.target_year not in years:
            return f"row {row.id} is due in {row.target_year}, which neither its clause nor the plan's period says"
    return None


def _bound_stands(printed: str, row: Indicator, clause: Clause) -> bool:
    """A bound is printed at the figure, or with the first figure of its list (至少…2次…、2次…)."""
    if printed == row.comparator:
        return True
    before = clause.text[: row.start]
    listed = before[max(before.rfind(mark) for mark in "。；，") + 1 :]
    return printed == "=" and any(q.comparator == row.comparator for q in find_quantities(listed))


def _values_found(case: _Case) -> str | None:
    for figure in case.figures:
        if not any(figure.value == row.value or _same_value(figure, row) for row in case.rows):
            return f"{figure.text!r} does not stand in what the sentence cites"
    return None


def _units_agree(case: _Case) -> str | None:
    for figure in case.figures:
        rows = [row for row in case.rows if figure.value == row.value]
        if rows and not any(_same_value(figure, row) for row in rows):
            return f"{figure.text!r}: the plan has the unit {rows[0].unit!r}"
    return None


def _comparators_agree(case: _Case) -> str | None:
    for figure in case.figures:
        rows = [row for row in case.rows if _same_value(figure, row)]
        if rows and not any(_same_bound(figure, row) for row in rows):
            return f"{figure.text!r}: the plan has the comparator {rows[0].comparator!r}"
    return None


def _subjects_named(case: _Case) -> str | None:
    """A right figure of another indicator is a wrong figure."""
    for figure in case.figures:
        rows = [row for row in case.rows if _same_value(figure, row) and _same_bound(figure, row)]
        if rows and not any(_is_named(row, case) for row in rows):
            return f"{figure.text!r} belongs to {rows[0].name!r}, which the sentence does not name"
    return None


def _years_known(case: _Case) -> str | None:
    known = {year for row in case.rows for year in (row.target_year, row.base_year)} | set(
        case.evidence.period
    )
    known |= {year for clause in case.clauses for year, _, _ in find_years(clause.text)}
    for year in case.years:
        if year not in known:
            return f"the year {year} stands neither in what the sentence cites nor in the plan's period"
    return None


def _years_of_rows(case: _Case) -> str | None:
    """A year of the period is not the year that a figure is due."""
    due = {year for row in case.rows for year in (row.target_year, row.base_year) if year}
    if case.figures and due:
        for year in case.years:
            if year in case.evidence.period and year not in due:
                return f"{case.figures[0].text!r} is not due in {year}"
    return None


def _counts_hold(case: _Case) -> str | None:
    for match in _COUNT.finditer(case.sentence.text):
        count = int(match.group(1) or match.group(2))
        if count != len(case.evidence.indicators):
            return f"{count} are counted, {len(case.evidence.indicators)} were fetched"
    return None


def _echo_denied(case: _Case) -> str | None:
    """What only the question brought stands in 「」, denied or named as the asker's."""
    text = case.sentence.text
    for start, end in case.sentence.echo:
        if text[start - 1 : start] != "「" or text[end : end + 1] != "」":
            return "an echo of the question stands outside 「」"
        if not _DENIAL.search(text[:start] + text[end:]):
            return f"「{text[start:end]}」 comes from the question and is not denied"
    return None


def _same_value(figure: Quantity, row: Indicator) -> bool:
    if row.value is None:
        return False
    return same_value(figure, Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")) or (
        figure.unit == "" and figure.value == row.value and row.unit in _CLASSIFIERS
    )


# Classifiers that an English sentence leaves out (at least 2.5 beds).
_CLASSIFIERS = frozenset({"名", "张", "所", "个", "位", "项", "条"})


def _same_bound(figure: Quantity, row: Indicator) -> bool:
    return figure.comparator == row.comparator


def _is_named(row: Indicator, case: _Case) -> bool:
    """Whether the sentence names the row: by its name, by name and population apart, or by its gloss."""
    text = _squeeze(case.sentence.text)
    if _squeeze(row.name) in text and (not row.population or _squeeze(row.population) in text):
        return True
    if _squeeze(row.quote) in text or _parts_stand(row, text):
        return True
    gloss = case.evidence.glosses.get(row.name) or case.evidence.glosses.get(_rest(row), "")
    people = case.evidence.glosses.get(row.population or "", "")
    needs_people = row.name not in case.evidence.glosses or _rest(row) == row.name
    said = case.sentence.text.lower()
    return (
        bool(gloss) and gloss.lower() in said and (not people or not needs_people or people.lower() in said)
    )


def _rest(row: Indicator) -> str:
    return row.name.removeprefix(row.population) if row.population else row.name


def _parts_stand(row: Indicator, text: str) -> bool:
    """Population and the rest of the name stand apart (儿童家长每年…家庭教育指导服务)."""
    return bool(row.population) and _squeeze(row.population or "") in text and _squeeze(_rest(row)) in text


CHECKS: tuple[tuple[str, Check], ...] = (
    ("citations_exist", _citations_exist),
    ("figures_cited", _figures_cited),
    ("quotes_exact", _quotes_exact),
    ("quotes_placed", _quotes_placed),
    ("inner_quotes_exact", _inner_quotes_exact),
    ("rows_stand", _rows_stand),
    ("values_found", _values_found),
    ("units_agree", _units_agree),
    ("comparators_agree", _comparators_agree),
    ("subjects_named", _subjects_named),
    ("years_known", _years_known),
    ("years_of_rows", _years_of_rows),
    ("counts_hold", _counts_hold),
    ("echo_denied", _echo_denied),
)
