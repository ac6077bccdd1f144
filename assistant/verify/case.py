"""One sentence of a draft before its checks: what it claims, and what of it is claimed by nothing it says itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.numerals import cells_of, column_head, find_quantities, find_years
from assistant.patterns import compiled, lazy
from assistant.records import Citation, Clause, Draft, Evidence, Indicator, Quantity, Sentence
from assistant.recount.sentences import AGAINST, without_counts
from assistant.restated import MEETS, OFF, SCALED

# A blank between two digits parts two figures (22 25), any other only sets words apart.
_BLANKS = lazy(r"(?<![0-9])\s+|\s+(?![0-9])")
_COLUMNS = lazy(r"\s+")


COUNT = lazy(
    r"共\s*([\d一二两三四五六七八九十百]+)\s*[条项个章]|(?:has|have)\s+(\d+)\s+(?:such|parts|chapters)"
)


QUOTED = lazy(r"[「『“]([^「」『』“”]*)[」』”]")


# A number to call: 110（公安报警）, 拨打110.
DIALLED = lazy(
    r"(?<![\d.])(\d{3,})\s*[（(]([^（）()]*)[）)]|(?:拨打|致电|热线|电话|\b(?:call|dial|ring|phone))\s*(\d{3,})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence before its checks.

    Attributes:
        said: its text without echo slots, counts, and the names and denominators of cited rows; same length.
        citations: those it cites that exist.
        rows: rows of the clauses it cites; clauses: those clauses.
        figures, years: what it claims.
        loose: those of the figures that do not stand in a row's own words, as printed.
    """

    sentence: Sentence
    said: str
    citations: tuple[Citation, ...]
    rows: tuple[Indicator, ...]
    clauses: tuple[Clause, ...]
    figures: tuple[Quantity, ...]
    loose: tuple[Quantity, ...]
    years: tuple[int, ...]
    evidence: Evidence
    draft: Draft


Check = Callable[[Case], str | None]


def case_of(sentence: Sentence, draft: Draft, evidence: Evidence) -> Case:
    """What a sentence of a draft claims, beside what it rests on."""
    citations = tuple(c for c in draft.citations if c.n in sentence.citations)
    ids = {(c.plan, c.clause_id) for c in citations}
    fetched = (*evidence.indicators, *evidence.against)
    rows = tuple(row for row in fetched if (row.plan, row.clause_id) in ids)
    clauses = tuple(clause for clause in evidence.clauses if (clause.plan, clause.id) in ids)
    said = without_quotes(without_echo(sentence), citations, clauses)
    said = _without_told_figures(_without_titles(said, evidence), citations)
    if placed := PLACED.match(said):  # headings, held by a check of their own
        said = said[: placed.start("above")] + "\n" * len(placed["above"]) + said[placed.end("above") :]
    if MEETS.match(sentence.text) and (off := OFF.search(said)):  # worked out again by a check of its own
        said = said[: off.start()] + "\n" * len(off.group())
    if made := SCALED.match(sentence.text):
        said = said[: made.start("made")] + "\n" * len(made["made"]) + said[made.end("made") :]
    if evidence.against and (
        held := AGAINST.match(said)
    ):  # so many times a figure is worked out again by a check of its own
        said = "\n" * held.end() + said[held.end() :]
    for citation in citations:  # the title, number and date of a document are its name
        said = said.replace(citation.document or "\0", "\n" * len(citation.document or ""))
    said = _without_help_lines(without_names(said, rows, evidence.glosses), evidence)
    if evidence.table is not None and without_counts(sentence.text) != sentence.text:
        said = _both(said, without_counts(sentence.text))
    years = find_years(said)
    figures = tuple(
        q for q in find_quantities(said) if not any(start <= q.start < end for _, start, end in years)
    )
    loose = tuple(q for q in figures if not _is_printed(q, sentence.text, rows))
    told = tuple(year for year, _, _ in years)
    return Case(sentence, said, citations, rows, clauses, figures, loose, told, evidence, draft)


def _is_printed(figure: Quantity, text: str, rows: tuple[Indicator, ...]) -> bool:
    """Whether a figure stands in the words that a row is quoted from, and is read there as it is here.

    The words may hold others than the row's own (为65岁以上老年人开展1次…, 50所…和150个…); each belongs where it is printed.
    """
    for row in rows:
        printed = {(q.value, q.unit, q.comparator) for q in find_quantities(squeeze(row.quote))}
        if (figure.value, figure.unit, figure.comparator) in printed and any(
            m.start() <= figure.start and figure.end <= m.end() for m in re.finditer(spaced(row.quote), text)
        ):
            return True
    return False


def _without_help_lines(said: str, evidence: Evidence) -> str:
    """Numbers to call are held by a check of their own; only those of the data are none to read for claims."""
    numbers = {line.number for line in evidence.help_lines}

    def blank(match: re.Match[str]) -> str:
        number = match.group(1) or match.group(3)
        return match.group().replace(number, "\n" * len(number)) if number in numbers else match.group()

    return DIALLED.sub(blank, said)


def _without_titles(said: str, evidence: Evidence) -> str:
    """The plan's own title is a name, whatever numerals it has (《…三年行动方案》)."""
    for title in filter(None, evidence.titles):
        said = compiled(spaced(title)).sub(lambda match: "\n" * len(match.group()), said)
    return said


def _both(said: str, uncounted: str) -> str:
    """What is left of a sentence in both readings."""
    return "".join("\n" if other == "\n" else c for c, other in zip(said, uncounted, strict=True))


def without_echo(sentence: Sentence) -> str:
    """The text with line feeds for echo slots and counts; of the same length."""
    text = sentence.text
    for start, end in sentence.echo:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return COUNT.sub(lambda match: "\n" * len(match.group()), text)


def without_quotes(text: str, citations: tuple[Citation, ...], clauses: tuple[Clause, ...]) -> str:
    """What a sentence quotes letter for letter is held by the checks of quotes, not read for claims.

    That is a whole sentence that is one of its citations, or a title or words without a number in 「」. A figure in
    「」 is read like any other: a piece of a clause can leave out its bound.
    """
    if is_quoted(text, citations):
        return "\n" * len(text)
    for match in QUOTED.finditer(text):
        words = squeeze(match.group(1))
        titles = {squeeze(clause.title) for clause in clauses}
        titles |= {_LABEL.sub("", squeeze(label)).rstrip("。") for clause in clauses for label in clause.path}
        plain = not any(character.isnumeric() for character in words)
        named = bool(_NAME_NUMBER.fullmatch(words)) and any(_stands_whole(words, c.text) for c in clauses)
        if words in titles or named or (plain and any(words in squeeze(clause.text) for clause in clauses)):
            text = text[: match.start(1)] + "\n" * len(match.group(1)) + text[match.end(1) :]
    return text


def is_quoted(text: str, citations: tuple[Citation, ...]) -> bool:
    """Whether a text is one of its quotes, or a quote and the note on it (…。（…负责）, …。责任单位：…)."""
    whole = squeeze(text)
    if not whole or any(whole == squeeze(citation.quote) for citation in citations):
        return bool(whole)
    return any(
        note.plan == quote.plan
        and quote.end <= note.start
        and (note.clause_id == quote.clause_id or _stands_below(note, quote))
        and is_note(note.quote)
        and whole == squeeze(quote.quote + note.quote)
        for quote in citations
        for note in citations
    )


def _stands_below(note: Citation, quote: Citation) -> bool:
    """Whether a note stands below the clause that a quote names."""
    depth = len(quote.path)
    below = note.path[:depth] == quote.path and len(note.path) > depth
    return below and _named(note.path[depth]) == _named(quote.quote)


def _named(label: str) -> str:
    return _LABEL.sub("", squeeze(label)).rstrip("。")


def is_note(text: str) -> bool:
    """Whether a text is nothing but a note on who does it, in brackets or behind a label."""
    return NOTE.fullmatch(squeeze(text)) is not None


_ROLE_HEAD = lazy(r"牵头|责任|负责|主责|主办|承办|实施|配合|协办|协助|参与|监督|主管")


def told_roles(citation: Citation) -> str:
    """A quote, or of a row of a table its bodies behind the roles that its header gives them (牵头单位：…；配合单位：…)."""
    header = citation.path[-1] if citation.path else ""
    cells = cells_of(citation.quote)
    heads = [column_head(header, citation.quote, start) for start, _ in cells]
    fields = [
        f"{head}：{citation.quote[start:end]}"
        for head, (start, end) in zip(heads, cells, strict=True)
        if _ROLE_HEAD.search(head) and start < end
    ]
    return "；".join(fields) if len(cells) > 2 and fields else citation.quote


_IN_NOTE = r"(?:[^（）()]|[（(][^（）()]*[）)])*"
_TO_DO = r"(?:负责|牵头|配合|参与|参加|协助|支持|落实|实施|承担|负总责)"
NOTE_LABEL = r"[\u4e00-\u9fff、（）()/]{0,8}(?:牵头|责任|负责|主管|主责|主办|承办|实施|落实|配合|协办|协助|协同|参与|参加|支持|监督|督办)[\u4e00-\u9fff、（）()/]{0,6}(?:单位|部门|机构|主体|机关|处室|科室|领导|人)[:：]"
NOTE = lazy(
    rf"[（(【［\[]{_IN_NOTE}{_TO_DO}{_IN_NOTE}[）)】］\]]|[（(【［\[]?(?:[\u4e00-\u9fff]{{2,8}}[:：][^。]*[；;，,])?{NOTE_LABEL}.*"
)


# The number before a heading (（一）, 14.).
_LABEL = lazy(
    r"^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d+[.．、]|[①-⑳]"
    r"|第[一二三四五六七八九十百\d]+(?:编|篇|部分|[章节条])|专栏\d*|附[件表]\d*)"
)


# A number that is a name (热线“12345”), where no unit follows it in the clause.
_NAME_NUMBER = lazy(r"[0-9]{3,12}")


def _stands_whole(number: str, text: str) -> bool:
    return bool(re.search(rf"(?<![0-9.]){number}(?![0-9.]|\s*[%‰\u3400-\u9fff])", text))


# A figure that is told as a clause has it, beside the asker's; of a row the checks of rows read it as well.
TOLD_FIGURE = lazy(
    r"^(?:(?:是的，)?与规划一致：|(?:不是，)?规划原文是|Yes, this agrees with the plan: |(?:No, t|T)he plan has )(?P<figures>[^，。；：「」]+?)(?:，不是「|, not 「|。$|\.$)"
)


def _without_told_figures(text: str, citations: tuple[Citation, ...]) -> str:
    """A sentence without the figures it tells of its citation, where that has each with unit and bound."""
    match = TOLD_FIGURE.match(text)
    if match is None:
        return text
    there = {(q.value, q.unit, q.comparator) for c in citations for q in find_quantities(c.quote)}
    told = [(q.value, q.unit, q.comparator) for q in find_quantities(match["figures"])]
    if not told or any(figure not in there for figure in told):
        return text
    return text[: match.start("figures")] + "\n" * len(match["figures"]) + text[match.end("figures") :]


def without_names(text: str, rows: tuple[Indicator, ...], glosses: Mapping[str, str]) -> str:
    """Figures inside a name (5岁以下儿童死亡率) or a denominator (每千名儿童) claim nothing."""
    names = {name for row in rows for name in (row.name, row.population, row.per) if name}
    names |= {glosses[name] for name in names | {without_people(row) for row in rows} if name in glosses}
    for name in sorted(names, key=len, reverse=True):
        text = compiled(spaced(name)).sub(lambda match: "\n" * len(match.group()), text)
    return text


@lru_cache(maxsize=1024)  # each check squeezes the same sentence and the same clauses
def squeeze(text: str) -> str:
    """A text without its blanks, but for one between figures, however the columns of a table are printed apart."""
    return _COLUMNS.sub(" ", _BLANKS.sub("", text))


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence heads those after it."""
    return sentence.text.endswith(("：", ":"))


def without_people(row: Indicator) -> str:
    """A row's name without its population."""
    return row.name.removeprefix(row.population) if row.population else row.name


@lru_cache(maxsize=4096)
def spaced(name: str) -> str:
    """A pattern that finds a name with blanks anywhere in it, as print sets them around digits."""
    return r"\s*".join(re.escape(character) for character in squeeze(name))


PLACED = lazy(r"^(?:所在部分：|Its place in the plan: )(?P<above>.+?)[。.]$")
