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
from itertools import takewhile

from assistant import promised, recount, restated, shortening
from assistant.numerals import find_quantities, find_years, parse_number, quantities_at, same_value
from assistant.plan import source_span
from assistant.records import Citation, Clause, Draft, Dropped, Evidence, Indicator, Quantity, Sentence

_BLANKS = re.compile(r"\s+")
_COUNT = re.compile(r"共\s*([\d一二两三四五六七八九十百]+)\s*[条项个]|(?:has|have)\s+(\d+)\s+(?:such|parts)")
_QUOTED = re.compile(r"[「『“]([^「」『』“”]*)[」』”]")
# Words that deny what stands in 「」 or say that the asker brought it.
_DENIAL = re.compile(
    r"不是|没有|并非|您问|您写|问题中|所问|没有涉及|\bnot\b|\bno\b|\bnone\b|you ask|you wrote|does not",
    re.IGNORECASE,
)
# That the plan does not have a thing: 规划没有写到「寺庙」.
_LACKING = re.compile(r"(?:规划没有写到|The plan does not mention )((?:「[^「」]*」)+)")
_PIECE = re.compile(r"[，。；：]|[,.;:](?=\s)")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+$")
# Words of a frame that may stand right before a name; anything else there would change the subject.
_FRAME = frozenset({"规划要求", "规划提出", "规划里", "规划中", "其中", "和", "与", "及", "以及", "而", "则"})
# Chinese numerals in words of a frame that count nothing.
_NO_COUNT = frozenset({"一致", "一项", "一句", "统一", "之一", "进一", "一步", "第一"})
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter|dozen"
    r"|twice|double)\b",
    re.IGNORECASE,
)
_UP = re.compile(
    r"提高|提升|上升|增加|增长|增多|扩大|\b(?:rise|increase|grow|raise|improve)\w*", re.IGNORECASE
)
_DOWN = re.compile(r"下降|降低|减少|回落|\b(?:fall|decrease|decline|reduce|drop)\w*", re.IGNORECASE)
_PER_ZH = re.compile(r"每[^\s，。：；、\d至不达拥]{1,3}")
_PER_EN = re.compile(
    r"\b(?:a|an|per|every|each)\s+(?:day|week|month|year|hundred|thousand|hour)\b", re.IGNORECASE
)
# A number to call: 110（公安报警）, 拨打110.
_DIALLED = re.compile(
    r"(?<![\d.])(\d{3,})\s*[（(]([^（）()]*)[）)]|(?:拨打|致电|热线|电话|\b(?:call|dial|ring|phone))\s*(\d{3,})",
    re.IGNORECASE,
)
_DUE = re.compile(r"到\s*(\d{4})|\bby\s+(\d{4})", re.IGNORECASE)
_BASE = re.compile(r"[以比较]\s*(\d{4})\s*年|\bfrom\s+(\d{4})", re.IGNORECASE)


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
        said: its text without echo slots, counts, and the names and denominators of cited rows; same length.
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
    said = _without_quotes(_without_echo(sentence), citations, clauses)
    said = _without_told_figures(said, citations)
    if placed := _PLACED.match(said):  # headings, held by a check of their own
        said = said[: placed.start("above")] + "\n" * len(placed["above"]) + said[placed.end("above") :]
    for citation in citations:  # the title, number and date of a document are its name
        said = said.replace(citation.document or "\0", "\n" * len(citation.document or ""))
    said = _without_help_lines(_without_names(said, rows, evidence.glosses), evidence)
    if evidence.table is not None and recount.without_counts(sentence.text) != sentence.text:
        said = _both(said, recount.without_counts(sentence.text))
    years = find_years(said)
    figures = tuple(
        q for q in find_quantities(said) if not any(start <= q.start < end for _, start, end in years)
    )
    return _Case(
        sentence, said, citations, rows, clauses, figures, tuple(y for y, _, _ in years), evidence, draft
    )


def _without_help_lines(said: str, evidence: Evidence) -> str:
    """Numbers to call are held by a check of their own; only those of the data are none to read for claims."""
    numbers = {line.number for line in evidence.help_lines}

    def blank(match: re.Match[str]) -> str:
        number = match.group(1) or match.group(3)
        return match.group().replace(number, "\n" * len(number)) if number in numbers else match.group()

    return _DIALLED.sub(blank, said)


def _both(said: str, uncounted: str) -> str:
    """What is left of a sentence in both readings."""
    return "".join("\n" if other == "\n" else c for c, other in zip(said, uncounted, strict=True))


def _without_echo(sentence: Sentence) -> str:
    text = sentence.text
    for start, end in sentence.echo:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return _COUNT.sub(lambda match: "\n" * len(match.group()), text)


def _without_quotes(text: str, citations: tuple[Citation, ...], clauses: tuple[Clause, ...]) -> str:
    """What a sentence quotes letter for letter is held by the checks of quotes, not read for claims.

    That is a whole sentence that is one of its citations, or a title or words without a number in 「」. A figure in
    「」 is read like any other: a piece of a clause can leave out its bound.
    """
    whole = _squeeze(text)
    if whole and any(whole == _squeeze(citation.quote) for citation in citations):
        return "\n" * len(text)
    for match in _QUOTED.finditer(text):
        words = _squeeze(match.group(1))
        titles = {_squeeze(clause.title) for clause in clauses}
        titles |= {
            _LABEL.sub("", _squeeze(label)).rstrip("。") for clause in clauses for label in clause.path
        }
        plain = not any(character.isnumeric() for character in words)
        named = bool(_NAME_NUMBER.fullmatch(words)) and any(_stands_whole(words, c.text) for c in clauses)
        if words in titles or named or (plain and any(words in _squeeze(clause.text) for clause in clauses)):
            text = text[: match.start(1)] + "\n" * len(match.group(1)) + text[match.end(1) :]
    return text


# The number before a heading (（一）, 14.).
_LABEL = re.compile(r"^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d+[.．、])")
# A number that is a name (热线“12345”), where no unit follows it in the clause.
_NAME_NUMBER = re.compile(r"[0-9]{3,12}")


def _stands_whole(number: str, text: str) -> bool:
    return bool(re.search(rf"(?<![0-9.]){number}(?![0-9.]|\s*[%‰\u3400-\u9fff])", text))


# A figure that is told as a clause has it, beside the asker's; of a row the checks of rows read it as well.
_TOLD_FIGURE = re.compile(
    r"^(?:(?:是的，)?与规划一致：|(?:不是，)?规划原文是|Yes, this agrees with the plan: |(?:No, t|T)he plan has )(?P<figures>[^，。；：「」]+?)(?:，不是「|, not 「|。$|\.$)"
)


def _without_told_figures(text: str, citations: tuple[Citation, ...]) -> str:
    """A sentence without the figures it tells of its citation, where that has each with unit and bound."""
    match = _TOLD_FIGURE.match(text)
    if match is None:
        return text
    there = {(q.value, q.unit, q.comparator) for c in citations for q in find_quantities(c.quote)}
    told = [(q.value, q.unit, q.comparator) for q in find_quantities(match["figures"])]
    if not told or any(figure not in there for figure in told):
        return text
    return text[: match.start("figures")] + "\n" * len(match["figures"]) + text[match.end("figures") :]


def _denied_is_absent(case: _Case) -> str | None:
    """What is denied is none of what the sentence tells; beside a clause's figure, none of the clause's."""
    of_clause = bool(_TOLD_FIGURE.match(case.sentence.text))
    if not (of_clause or restated.DENIES.match(case.sentence.text)):
        return None
    echoes = [case.sentence.text[start:end] for start, end in case.sentence.echo]
    quotes = "".join(citation.quote for citation in case.citations)
    return restated.wrong_denial(_without_echo(case.sentence), echoes, quotes, of_clause=of_clause)


def _confirmed_was_asked(case: _Case) -> str | None:
    """What is confirmed is what the question states, and no other figure of it is left out."""
    text = case.sentence.text
    held_elsewhere = case.evidence.table is not None or _CONFIRMED.match(
        text
    )  # by _TABLE_CHECKS, charged_stand
    if not restated.CONFIRMS.match(text) or held_elsewhere:
        return None
    quotes = [citation.quote for citation in case.draft.citations]
    return restated.wrong_confirmation(case.sentence.text, case.evidence.question, quotes)


def _without_names(text: str, rows: tuple[Indicator, ...], glosses: Mapping[str, str]) -> str:
    """Figures inside a name (5岁以下儿童死亡率) or a denominator (每千名儿童) claim nothing."""
    names = {name for row in rows for name in (row.name, row.population, row.per) if name}
    names |= {glosses[name] for name in names | {_rest(row) for row in rows} if name in glosses}
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(_spaced(name), lambda match: "\n" * len(match.group()), text)
    return text


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", text)


# --- the checks ------------------------------------------------------------------------------------


def _citations_exist(case: _Case) -> str | None:
    known = {citation.n for citation in case.draft.citations}
    missing = [number for number in case.sentence.citations if number not in known]
    if missing:
        return f"there is no citation {missing[0]}"
    ours = {(c.plan, c.clause_id) for c in case.citations if c.source != "document"}
    if len(case.clauses) < len(ours):
        return "a cited clause was not fetched"
    documents = {duty.document for duty in case.evidence.duties}
    if any(c.source == "document" and c.document not in documents for c in case.citations):
        return "a cited document was not fetched"
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
            ) or not citation.quote:
                continue
            starts = [m.start() for m in re.finditer(re.escape(citation.quote), clause.text)]
            places = [source_span(clause, at, at + len(citation.quote)) for at in starts]
            if (citation.start, citation.end, citation.repaired) not in places:
                return f"citation {citation.n} gives the wrong place in the source"
    return None


def _inner_quotes_exact(case: _Case) -> str | None:
    """「…」 that is no echo slot quotes a cited clause, a heading above it or one of its names."""
    for match in _QUOTED.finditer(case.sentence.text):
        if any(start <= match.start(1) and match.end(1) <= end for start, end in case.sentence.echo):
            continue
        words = _squeeze(match.group(1))
        clauses = case.clauses or case.evidence.clauses
        texts = [text for clause in clauses for text in (clause.text, *clause.path)]
        names = [row.name for row in case.evidence.indicators]
        if not any(words in _squeeze(text) for text in texts + names):
            return f"「{match.group(1)}」 does not stand in the cited clause"
    return None


def _rows_stand(case: _Case) -> str | None:
    """A row that the table holds is read again from its clause; a table that was altered shows nothing."""
    for row in case.rows:
        clause = next((c for c in case.clauses if c.id == row.clause_id), None)
        if clause is not None and row.value is None:
            verb = clause.text[row.start : row.end]
            if (_UP if row.comparator == "up" else _DOWN).search(verb) is None:
                return f"row {row.id} is to go {row.comparator}, its clause says {verb!r}"
        if clause is None or row.value is None:
            continue
        printed = quantities_at(clause.text, row.start, row.end)
        if not any(_same_value(figure, row) for figure in printed):
            return f"row {row.id} says {row.value}{row.unit or ''}, its clause {clause.text[row.start : row.end]!r}"
        if not any(_bound_stands(figure.comparator, row, clause) for figure in printed):
            return f"row {row.id} says {row.comparator}, its clause {clause.text[row.start : row.end]!r}"
        years = {year for year, _, _ in find_years(clause.text)} | {case.evidence.period[1], None}
        said = _squeeze(clause.text)
        strange = [part for part in (row.per, row.population) if part and _squeeze(part) not in said]
        if strange:
            return f"row {row.id} speaks of {strange[0]!r}, its clause does not"
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
    """A right figure of another indicator is a wrong figure: each belongs to the name that stands nearest."""
    mentions = _mentions(case)
    for figure in case.figures:
        rows = [row for row in case.rows if _same_value(figure, row) and _same_bound(figure, row)]
        if rows and not any(row in rows for row in _bound_to(figure, mentions)):
            return f"{figure.text!r} belongs to {rows[0].name!r}, which the sentence does not name beside it"
    return None


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a sentence names a row; whole where it quotes the row as printed."""

    start: int
    end: int
    row: Indicator
    whole: bool


def _mentions(case: _Case) -> list[_Mention]:
    """Places where the sentence names a cited row: as printed, by its full name, or by its English name."""
    text, glosses = case.sentence.text, case.evidence.glosses
    found = []
    for row in case.rows:
        people = row.population or ""
        full = row.name if row.name.startswith(people) else people + row.name
        apart = _spaced(people) + "的" + _spaced(_rest(row)) if people else _spaced(full)
        for pattern, whole in ((_spaced(row.quote), True), (_spaced(full), False), (apart, False)):
            found += [_Mention(*m.span(), row, whole) for m in re.finditer(pattern, text)]
        gloss, who = _english(row, glosses)
        if gloss and (not who or who.lower() in text.lower()):
            found += [
                _Mention(*m.span(), row, False) for m in re.finditer(re.escape(gloss), text, re.IGNORECASE)
            ]
    return found


def _english(row: Indicator, glosses: Mapping[str, str]) -> tuple[str, str]:
    """The English name of a row, and the English population that it needs beside it, if any."""
    gloss = glosses.get(row.name) or glosses.get(_rest(row), "")
    needs_people = row.name not in glosses or _rest(row) == row.name
    return gloss, glosses.get(row.population or "", "") if needs_people else ""


def _bound_to(figure: Quantity, mentions: list[_Mention]) -> list[Indicator]:
    """Rows that a figure is said of: those quoted around it, else those named last before it, else next after."""
    around = [m.row for m in mentions if m.whole and m.start <= figure.start and figure.end <= m.end]
    before = [m for m in mentions if m.end <= figure.start]
    after = [m for m in mentions if m.start >= figure.end]
    if around or not (before or after):
        return around
    nearest = max(m.end for m in before) if before else min(m.start for m in after)
    return [m.row for m in (before or after) if nearest in (m.start, m.end)]


def _subjects_whole(case: _Case) -> str | None:
    """Nothing stands before a name that its clause does not have there: 农村小学生近视率 is another subject."""
    if case.evidence.table is not None and recount.derived(case.sentence.text) is not None:
        return None  # there each name is compared as a whole
    texts = [_squeeze(clause.text) for clause in case.clauses]
    for mention in _mentions(case):
        run = _HAN_RUN.search(case.sentence.text[: mention.start])
        name = _squeeze(case.sentence.text[mention.start : mention.end])
        word = run.group().removeprefix("年") if run else ""
        inside = any(m.start < mention.start < m.end for m in _mentions(case))
        if word and not inside and word not in _FRAME and not any(word + name in text for text in texts):
            denominator = _squeeze(mention.row.per or "")
            if not (denominator and denominator.endswith(word)):
                return f"{word + name!r} is not what the cited clause speaks of"
    return None


def _numbers_read(case: _Case) -> str | None:
    """Every digit, numeral and English number word is part of a figure, a year or a name that was read."""
    covered = bytearray(len(case.said))
    spans = [(q.start, q.end) for q in case.figures] + [
        (start, end) for _, start, end in find_years(case.said)
    ]
    spans += [(m.start, m.end) for m in _mentions(case) if m.whole]
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    texts = [text for clause in case.clauses for text in (clause.text, *clause.path)]
    if not texts and _is_heading(case.sentence):  # what heads quotes names what they speak of (企业、参与)
        texts = [_squeeze(citation.quote) for citation in case.draft.citations]
    for at, character in enumerate(case.said):
        if character.isnumeric() and not covered[at] and not _counts_nothing(case.said, at, texts):
            return f"{case.said[max(at - 2, 0) : at + 3]!r} is a number that could not be read"
    word = next((m for m in _NUMBER_WORD.finditer(case.said) if not covered[m.start()]), None)
    return f"{word.group()!r} is a number that could not be read" if word else None


def _counts_nothing(text: str, at: int, clauses: list[str]) -> bool:
    """Whether a Chinese numeral is part of a word that the frame, a cited clause or a heading above it has (一致, 进一步)."""
    if text[at].isdigit():
        return False
    pairs = (text[at - 1 : at + 1], text[at : at + 2])
    return any(len(p) == 2 and (p in _NO_COUNT or any(p in clause for clause in clauses)) for p in pairs)


def _directions_hold(case: _Case) -> str | None:
    """Up is not down: a direction word must be the clause's, in English that of the row."""
    directions = {"up": _UP, "down": _DOWN}
    for row in case.rows:
        if row.value is not None or not any(m.row == row for m in _mentions(case)):
            continue
        for direction, pattern in directions.items():
            match = pattern.search(case.said)
            if match and row.comparator != direction:
                return f"{match.group()!r}: {row.name} is to go {row.comparator}"
    return None


def _denominators_agree(case: _Case) -> str | None:
    """每周 is not 每天."""
    texts = [_squeeze(clause.text) for clause in case.clauses]
    if not case.rows:
        return None
    for match in _PER_ZH.finditer(case.said):
        if not any(match.group() in text for text in texts):
            return f"{match.group()!r} is no denominator of the cited clause"
    match_en = _PER_EN.search(case.said)
    return f"{match_en.group()!r} is no denominator of the cited row" if match_en else None


def _paths_right(case: _Case) -> str | None:
    for citation in case.citations:
        for clause in case.clauses:
            same = (clause.plan, clause.id) == (citation.plan, citation.clause_id)
            if same and clause.path != citation.path:
                return f"citation {citation.n} does not stand under {citation.path[-1:]}"
    return None


def _years_known(case: _Case) -> str | None:
    known = {year for row in case.rows for year in (row.target_year, row.base_year)} | set(
        case.evidence.period
    )
    if not case.sentence.citations:  # a refusal names the years that the plan does have
        known |= {row.target_year for row in case.evidence.indicators}
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


def _years_in_place(case: _Case) -> str | None:
    """The year due and the base year are not exchanged."""
    if not case.rows:
        return None
    for pattern, years in (
        (_DUE, {row.target_year for row in case.rows}),
        (_BASE, {row.base_year for row in case.rows}),
    ):
        for match in pattern.finditer(case.said):
            year = int(match.group(1) or match.group(2))
            if year not in years:
                return (
                    f"{match.group()!r}: the cited row has {sorted(y for y in years if y) or 'no such year'}"
                )
    return None


_CHARGES = re.compile(
    r"^(?P<actor>[^：:]+?)(?: \(.*\))?(?:：共 (?P<zh>[0-9]+) 条。|: the plan has (?P<en>[0-9]+) such sentences\.)$"
)


def _counts_hold(case: _Case) -> str | None:
    if case.evidence.table is not None:
        return None  # the checks of table results count for themselves
    charges = _CHARGES.match(case.sentence.text)
    actors = {duty.actor for duty in case.evidence.duties}
    if charges and charges["actor"] in actors:
        own = {d.what for d in case.evidence.duties if d.actor == charges["actor"] and d.basis == "stated"}
        said = int(charges["zh"] or charges["en"])
        return None if said == len(own) else f"{said} are counted, {len(own)} are there"
    for match in _COUNT.finditer(case.sentence.text):
        count = int(parse_number(match.group(1) or match.group(2)))
        if count in _counts_below(case):
            continue
        told = _told(case)
        if count not in (len(case.evidence.indicators), told) or (told and count != told):
            return f"{count} are counted, {told or len(case.evidence.indicators)} are there"
    return None


def _counts_below(case: _Case) -> set[int]:
    """How many parts stand right under the cited headings, and how many lines under those parts."""
    under = {clause.id for clause in case.clauses if clause.kind == "heading"}
    parts = [clause for clause in case.evidence.clauses if clause.parent in under]
    goals = {
        clause.id for clause in case.evidence.clauses if clause.kind == "goal" and clause.parent in under
    }
    lines = [clause for clause in case.evidence.clauses if clause.parent in goals]
    return {len(found) for found in (parts, lines) if found}


def _told(case: _Case) -> int:
    """How many sentences under the one that counts are whole quotes.

    The next heading ends its list; a heading right above others heads all their lists.
    """
    draft = case.draft
    quotes = {citation.n: _squeeze(citation.quote) for citation in draft.citations}
    below = draft.sentences[draft.sentences.index(case.sentence) + 1 :]
    heads_all = bool(below) and _is_heading(below[0])
    listed = below if heads_all else tuple(takewhile(lambda sentence: not _is_heading(sentence), below))
    return sum(any(_squeeze(s.text) == quotes.get(n) for n in s.citations) for s in listed)


def _is_heading(sentence: Sentence) -> bool:
    return sentence.text.endswith(("：", ":"))


def _echo_denied(case: _Case) -> str | None:
    """What only the question brought stands in 「」, denied there or named as the asker's."""
    text = case.sentence.text
    for start, end in case.sentence.echo:
        if text[start - 1 : start] != "「" or text[end : end + 1] != "」":
            return "an echo of the question stands outside 「」"
        before = _PIECE.split(text[: start - 1])[-1]
        after = _PIECE.split(text[end + 1 :])[0]
        if not _DENIAL.search(before + "\n" + after):
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


def _rest(row: Indicator) -> str:
    return row.name.removeprefix(row.population) if row.population else row.name


def _spaced(name: str) -> str:
    """A pattern that finds a name with blanks anywhere in it, as print sets them around digits."""
    return r"\s*".join(re.escape(character) for character in _squeeze(name))


# --- results of table questions


def _of_table(test: Callable[[_Case], str | None]) -> Check:
    return lambda case: None if case.evidence.table is None else test(case)


def _of_derived(test: Callable[[_Case, recount.Derived], str | None]) -> Check:
    def tested(case: _Case) -> str | None:
        claim = recount.derived(case.sentence.text) if case.evidence.table is not None else None
        return None if claim is None else test(case, claim)

    return tested


def _rows_told(case: _Case) -> int:
    """How many sentences of the draft tell a row or a clause of a table result."""
    said = [s.text for s in case.draft.sentences if s.citations]
    return sum(not recount.is_group(text) and recount.derived(text) is None for text in said)


def _labels(case: _Case) -> recount.Labels:
    """What an operand may be called: the full name of its row, or its English name with its population."""

    def labels(row: Indicator) -> frozenset[str]:
        people = row.population or ""
        gloss, who = _english(row, case.evidence.glosses)
        full = row.name if row.name.startswith(people) else people + row.name
        return frozenset({full, f"{gloss} ({who})" if who else gloss or full})

    return labels


def _texts(case: _Case) -> list[str]:
    return [sentence.text for sentence in case.draft.sentences]


_PLACED = re.compile(r"^(?:所在部分：|Its place in the plan: )(?P<above>.+?)[。.]$")


def _places_hold(case: _Case) -> str | None:
    """The headings that a row is said to stand under are above the cited clause, or the clause itself."""
    match = _PLACED.match(case.sentence.text)
    above = _squeeze("\n".join(label for c in case.citations for label in (*c.path, c.quote)))
    above += _squeeze("".join(clause.title for clause in case.clauses))
    for part in match["above"].split(" ＞ ") if match else ():
        if _squeeze(part) not in above:
            return f"{part} does not stand above what is cited"
    return None


# --- who does what ---------------------------------------------------------------------------------

_STATED = re.compile(r"^(?:原文明示：|Stated in the plan: )(.+)(?:：|:)$")
_CONFIRMED = re.compile(
    r"^(?:是的，规划写明：|规划写的角色是：|Yes, the plan states: |The role that the plan gives is: )(.+)[。.]$"
)
_TAKING_PART = tuple(
    f"（{role}）"
    for role in ("参加", "参与", "配合", "协助", "协同", "报送", "提交", "报告", "组成", "合作", "涉及")
)
_NOT_CHARGED = re.compile(r"^规划写的不是由「(.+?)」|^The plan does not put 「(.+?)」")
_CHARGED = re.compile(r"([^；;（）]+)（([^（）]+)）")
_MENTIONED = re.compile(r"^(?:有关内容提到的有(.+?)（原文明示|Its clauses mention (.+?) \(stated)")
_OUTSIDE = re.compile(r"^(?:规划外依据|By a (?:national )?document outside the plan)")
_NOT_STATED = re.compile(r"没有写明这件事由哪个部门负责|does not say which department")
_BODIES = re.compile(r"部门|机关|政府|工委|法院|检察院|委员会|[\u4e00-\u9fff]局(?!面)")


def _charged_stand(case: _Case) -> str | None:
    """Whoever is said to be charged, and the role, are words of the cited sentence; so are those only mentioned."""
    said = _squeeze("".join(citation.quote for citation in case.citations))
    text = _GLOSS.sub("", case.sentence.text)
    known = {duty.actor for duty in case.evidence.duties}
    if "，" in text[:3] and (match := _CONFIRMED.match(text)) and match.group(1).endswith(_TAKING_PART):
        return "who only takes part is confirmed to be in charge"
    if match := _STATED.match(text) or _CONFIRMED.match(text):
        for names, role in _CHARGED.findall(_NAMED_BRACKETS.sub(r"\1", match.group(1))):
            if role not in said:
                return f"the role {role} does not stand in what is cited"
            for name in _bodies_of(names, known):
                if not _named_in(name, said, known):
                    return f"{name} does not stand in what is cited"
    if match := _MENTIONED.match(text):
        for name in _bodies_of(match.group(1) or match.group(2), known):
            if not _named_in(name, said, known):
                return f"{name} does not stand in what is cited"
    return None


def _bodies_of(names: str, known: set[str]) -> list[str]:
    """The bodies of a row; one whose own name has a 、 (市、县（区）级政府) stays whole."""
    for actor in sorted(known, key=len, reverse=True):
        plain = _NAMED_BRACKETS.sub(r"\1", actor)
        for form in (actor, plain):
            names = names.replace(form, form.replace("、", "\0"))
    return [name.replace("\0", "、") for name in names.split("、")]


_GLOSS = re.compile(r" \([a-z][^()（）]*(?:\([^()]*\)[^()]*)*\)(?=[、（]| \(stated)", re.IGNORECASE)
# 村（居）民委员会, 乡（镇）级政府: brackets that belong to a name.
_NAMED_BRACKETS = re.compile(r"（([区镇居村区助理]{1,2})）")


def _named_in(name: str, text: str, known: set[str]) -> bool:
    """Whether a name stands in a text; 教育部门 stands in 卫生健康、教育、宣传等部门, 妇儿工委办公室 in 妇儿工委及其办公室."""
    plain, bare = _NAMED_BRACKETS.sub(r"\1", text), _NAMED_BRACKETS.sub(r"\1", name)
    listed = any(_NAMED_BRACKETS.sub(r"\1", actor) == bare for actor in known)
    head = re.sub(r"(?:部门|办公室|机关|级政府)$", "", bare)
    ending = bare[len(head) :]
    shared = "等?" if ending in ("机关", "级政府") else "等"
    in_row = bool(ending) and re.search(
        rf"{re.escape(head)}(?:(?:、[^，。；]{{0,24}})?{shared}|及其){ending}", plain
    )
    return listed and (bare in plain or bool(in_row))


def _outside_stands(case: _Case) -> str | None:
    """What a document outside the plan says is said of that document, with its bodies and their roles."""
    if not _OUTSIDE.match(case.sentence.text):
        return None
    documents = {citation.document for citation in case.citations if citation.source == "document"}
    held = {f"{d.actor}{d.role}" for d in case.evidence.duties if d.document in documents}
    told = re.split(r"：|: ", case.sentence.text)[-1].rstrip("。.")
    wrong = [piece for piece in told.split("、") if piece not in held]
    return f"{wrong[0]} does not stand in the document" if wrong or not documents else None


def _denial_holds(case: _Case) -> str | None:
    """Whoever is said not to be charged is not said to be so elsewhere in the draft."""
    match = _NOT_CHARGED.match(case.sentence.text)
    body = (match.group(1) or match.group(2)) if match else ""
    leads = "牵头" in case.sentence.text or "the lead" in case.sentence.text
    for other in case.draft.sentences if match else ():
        for names, role in _CHARGED.findall(_NAMED_BRACKETS.sub(r"\1", _GLOSS.sub("", other.text))):
            said = re.sub(r"^(?:原文明示：|Stated in the plan: )", "", names).split("、")
            if body in said and (role == "牵头" or not leads):
                return f"the plan charges {body}"
    return None


def _lacking_is_absent(case: _Case) -> str | None:
    """What is said not to be written in the plan stands nowhere in its text, in whatever letters."""
    match = _LACKING.match(case.sentence.text)
    for said in _QUOTED.findall(match.group(1)) if match else ():
        if not case.evidence.text:
            return "the plan's text was not read"
        if _squeeze(said).lower() in _squeeze(case.evidence.text).lower():
            return f"「{said}」 stands in the plan"
    return None


def _silence_holds(case: _Case) -> str | None:
    """That nobody is named is not said beside a body that is."""
    if not _NOT_STATED.search(case.sentence.text):
        return None
    for other in case.draft.sentences:
        match = _STATED.match(other.text)
        if match and _BODIES.search(match.group(1)):
            return f"the plan names {match.group(1)}"
    return None


def _help_lines_stand(case: _Case) -> str | None:
    """A number to call is a row of the help lines, under that row's own name."""
    rows = {line.number: line for line in case.evidence.help_lines}
    if not rows:
        return None
    for match in _DIALLED.finditer(_without_quotes(case.sentence.text, case.citations, case.clauses)):
        line = rows.get(match.group(1) or match.group(3))
        if line is None:
            return f"{match.group(1) or match.group(3)} is no help line"
        if match.group(1) and match.group(2).strip() not in (line.name, line.name_en):
            return f"{line.number} is {line.name}, not {match.group(2).strip()}"
    return None


def _model_adds_nothing(case: _Case) -> str | None:
    """What a language model wrote shortens what it cites, and says nothing beyond it."""
    if not case.sentence.by_model:
        return None
    if re.search(r"[「」『』|<>]|https?:|www\.", case.sentence.text):
        return "quotes, tables and addresses are placed by the program, not written by the model"
    quotes = [_squeeze(citation.quote) for citation in case.citations]
    if _squeeze(case.sentence.text) in quotes:
        return None
    unnamed = [_without_names(quote, case.rows, case.evidence.glosses) for quote in quotes]
    held = map(_without_figures, quotes + unnamed)
    return shortening.unsupported(_without_figures(case.said), held, figures=bool(case.figures))


def _without_figures(text: str) -> str:
    """Figures and years are held by checks of their own."""
    spans = [(q.start, q.end) for q in find_quantities(text)] + [(s, e) for _, s, e in find_years(text)]
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


# --- what is listed for a family -------------------------------------------------------------------


def _promise_holds(case: _Case) -> str | None:
    """What is listed as firm is not only promoted, and is for the age that was asked about."""
    heading = ""
    for sentence in case.draft.sentences:
        if sentence is case.sentence:
            break
        heading = sentence.text if _is_heading(sentence) else heading
    quoted = [c for c in case.citations if _squeeze(c.quote) == _squeeze(case.sentence.text)]
    if not quoted or not case.clauses:
        return None
    asked = next((s.text for s in case.draft.sentences if promised.ASKED.match(s.text)), "")
    quote = _squeeze(quoted[0].quote)
    return promised.wrong_strength(heading, quote, case.clauses[0].kind) or promised.wrong_age(asked, quote)


def _notes_of_promises_hold(case: _Case) -> str | None:
    """A boundary is one of cited words; where nothing is said to be settled, nothing is."""
    text = case.sentence.text
    if promised.BOUNDARY.search(text):
        return promised.wrong_boundary(citation.quote for citation in case.citations)
    if promised.UNSETTLED.search(text):
        return promised.settled(citation.quote for citation in case.draft.citations)
    return None


_TABLE_CHECKS: tuple[tuple[str, Check], ...] = (
    ("rows_asked_for", _of_table(lambda c: recount.wrong_row(c.rows, c.clauses, c.evidence))),
    ("rows_counted", _of_table(lambda c: recount.wrong_count(c.sentence.text, _rows_told(c), c.evidence))),
    ("groups_counted", _of_table(lambda c: recount.wrong_group(c.sentence.text, c.evidence))),
    ("all_or_none", _of_table(lambda c: recount.wrong_share_of_all(c.sentence.text, c.evidence))),
    ("verdicts_hold", _of_table(lambda c: recount.wrong_verdict(c.sentence.text, _labels(c), c.evidence))),
    ("subjects_hold", _of_table(lambda c: recount.wrong_subject(c.sentence.text, c.evidence))),
    ("order_holds", _of_table(lambda c: recount.wrong_order(c.sentence.text, _texts(c), c.evidence))),
    ("notes_hold", _of_table(lambda c: recount.wrong_note(c.sentence.text, c.evidence))),
    ("operands_cited", _of_derived(lambda c, d: recount.wrong_operand(d, c.rows, _labels(c), c.evidence))),
    ("results_hold", _of_derived(lambda c, d: recount.wrong_result(d))),
    ("operands_alike", _of_derived(lambda c, d: recount.wrong_unit(d, c.rows, _labels(c)))),
    ("higher_named", _of_derived(lambda c, d: recount.wrong_higher(d))),
)

CHECKS: tuple[tuple[str, Check], ...] = (
    ("citations_exist", _citations_exist),
    ("help_lines_stand", _help_lines_stand),
    ("quotes_exact", _quotes_exact),
    ("quotes_placed", _quotes_placed),
    ("paths_right", _paths_right),
    ("inner_quotes_exact", _inner_quotes_exact),
    ("rows_stand", _rows_stand),
    ("numbers_read", _numbers_read),
    ("values_found", _values_found),
    ("units_agree", _units_agree),
    ("comparators_agree", _comparators_agree),
    ("subjects_named", _subjects_named),
    ("subjects_whole", _subjects_whole),
    ("denominators_agree", _denominators_agree),
    ("directions_hold", _directions_hold),
    ("years_known", _years_known),
    ("years_of_rows", _years_of_rows),
    ("years_in_place", _years_in_place),
    ("counts_hold", _counts_hold),
    ("echo_denied", _echo_denied),
    ("denied_is_absent", _denied_is_absent),
    ("confirmed_was_asked", _confirmed_was_asked),
    ("places_hold", _places_hold),
    ("charged_stand", _charged_stand),
    ("outside_stands", _outside_stands),
    ("lacking_is_absent", _lacking_is_absent),
    ("silence_holds", _silence_holds),
    ("denial_holds", _denial_holds),
    ("promises_hold", _promise_holds),
    ("promise_notes_hold", _notes_of_promises_hold),
    ("model_adds_nothing", _model_adds_nothing),
    *_TABLE_CHECKS,
)
