"""The source panel: a citation shown in its place in the plan."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from assistant.records import Answer, Citation, Clause
from assistant.ui.texts import Texts

_HEADINGS = frozenset({"title", "heading"})


@dataclass(frozen=True, slots=True)
class Opened:
    """已打开的引用: the citation that the panel shows.

    Attributes:
        turn: index of the turn in the conversation.
        answer: the answer that cites.
        citation: the citation shown.
        clauses: the cited clause among its neighbours; empty where it has none or could not be read.
        link: address of the clause's own page, escaped, or "".
    """

    turn: int
    answer: Answer
    citation: Citation
    clauses: tuple[Clause, ...]
    link: str = ""


def source_offset(clause: Clause, position: int) -> int | None:
    """Where a place of a clause's text stands in the published source; None inside a repair."""
    for segment in clause.segments:
        if segment.start <= position < segment.end:
            if segment.change and position != segment.start:
                return None
            return segment.source_start + position - segment.start
    return None


def _occurrences(text: str, quote: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def quote_span(clause: Clause, citation: Citation) -> tuple[int, int] | None:
    """The quote's place in the clause's text, or None where that is not certain.

    Only an exact match counts. A quote that occurs more than once is told apart by its place in the
    published source; where that does not decide, nothing is guessed.
    """
    if not citation.quote:
        return None
    found = _occurrences(clause.text, citation.quote)
    if len(found) > 1:
        found = [at for at in found if source_offset(clause, at) == citation.start]
    if len(found) != 1:
        return None
    return found[0], found[0] + len(citation.quote)


def highlight(clause: Clause, citation: Citation) -> str:
    """The clause's text as HTML with the exact quote in <mark>; the whole of it where that is uncertain."""
    start, end = quote_span(clause, citation) or (0, len(clause.text))
    text = clause.text
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def panel(opened: Opened | None, texts: Texts, note: str = "") -> str:
    """The panel's HTML: the opened citation, or what will be shown here."""
    if opened is None:
        shown = f'<p class="pa-empty">{escape(note or texts.source_empty)}</p>'
        return _frame(shown + ("" if note else _legend(texts)), texts)
    citation = opened.citation
    body = _document(citation, texts) if citation.source == "document" else _clause_body(opened, texts)
    back = f'<button type="button" class="pa-link pa-back">{escape(texts.back)}</button>'
    return _frame(f"{_tabs(opened, texts)}{body}{back}", texts)


def badge(text: str, tone: str) -> str:
    """The mark of an outcome; tone is good, mild, bad or plain."""
    return f'<span class="pa-badge pa-{tone}">{escape(text)}</span>'


def _legend(texts: Texts) -> str:
    """What the outcomes mean, for a reader who has not asked yet."""
    rows = "".join(
        f"<div><dt>{badge(texts.outcomes[key], 'good' if key == 'answered' else 'mild')}</dt>"
        f"<dd>{escape(meaning)}</dd></div>"
        for key, meaning in texts.legend.items()
    ) + "".join(
        f"<div><dt>{badge(texts.bases[basis], 'mild' if basis == 'external' else 'plain')}</dt><dd>{escape(meaning)}</dd></div>"
        for basis, meaning in texts.bases_legend.items()
    )
    return f'<dl class="pa-legend">{rows}</dl>'


def _frame(body: str, texts: Texts) -> str:
    return (
        '<section class="pa-source" aria-labelledby="pa-source-title">'
        f'<h2 id="pa-source-title" class="pa-panel-title" tabindex="-1">{escape(texts.source)}</h2>'
        f"{body}</section>"
    )


def _tabs(opened: Opened, texts: Texts) -> str:
    """One button a citation, the opened one pressed."""
    buttons = "".join(
        _tab(opened.turn, c.n, texts, c.n == opened.citation.n) for c in opened.answer.citations
    )
    return f'<div class="pa-tabs" role="group" aria-label="{escape(texts.tabs)}">{buttons}</div>'


def _tab(turn: int, n: int, texts: Texts, pressed: bool) -> str:
    return (
        f'<button type="button" class="pa-mark" data-send="select" data-turn="{turn}" data-n="{n}"'
        f' aria-pressed="{str(pressed).lower()}">{escape(texts.source_of.format(n=n))}</button>'
    )


def mark(turn: int, n: int, texts: Texts) -> str:
    """The button in an answer that opens citation n of a turn."""
    label = escape(texts.cite_label.format(n=n))
    return (
        f'<button type="button" class="pa-mark" data-send="select" data-turn="{turn}" data-n="{n}"'
        f' aria-label="{label}" title="{label}">{n}</button>'
    )


def _clause_body(opened: Opened, texts: Texts) -> str:
    cited = next((c for c in opened.clauses if c.id == opened.citation.clause_id), None)
    if cited is None:
        shown = f'<blockquote class="pa-quote" lang="zh-CN">{escape(opened.citation.quote)}</blockquote>'
        shown += f'<p class="pa-note">{escape(texts.source_gone)}</p>'
    else:
        shown = _clauses(opened, cited)
    return (
        _basis(opened, texts)
        + _breadcrumb(opened.citation, texts)
        + shown
        + _notes(opened.citation, cited, texts)
        + _place(opened.citation, cited, texts)
        + _link(opened.link, texts)
    )


def _link(link: str, texts: Texts) -> str:
    """The clause's own page, and a button that copies its address."""
    if not link:
        return ""
    return (
        f'<p class="pa-share"><a href="{link}" target="_blank" rel="noopener">{escape(texts.open_clause)}</a>'
        f'<button type="button" class="pa-link pa-copy" data-copy-path="{link}"'
        f' data-done="{escape(texts.copied)}">{escape(texts.copy_clause_link)}</button></p>'
    )


def _basis(opened: Opened, texts: Texts) -> str:
    """On what basis the duty stands that this citation shows, where it shows one."""
    found = {duty.basis for duty in opened.answer.duties if duty.citation == opened.citation.n}
    badges = "".join(badge(texts.bases[basis], "plain") for basis in sorted(found))
    return f'<p class="pa-basis">{badges}</p>' if badges else ""


def _breadcrumb(citation: Citation, texts: Texts) -> str:
    items = "".join(f"<li>{escape(title)}</li>" for title in citation.path)
    if not items:
        return ""
    return (
        f'<nav class="pa-crumbs" aria-label="{escape(texts.breadcrumb)}"><ol lang="zh-CN">{items}</ol></nav>'
    )


def _clauses(opened: Opened, cited: Clause) -> str:
    blocks = "".join(_clause(clause, opened.citation, clause is cited) for clause in opened.clauses)
    return f'<div class="pa-clauses" lang="zh-CN">{blocks}</div>'


def _clause(clause: Clause, citation: Citation, cited: bool) -> str:
    kind = "heading" if clause.kind in _HEADINGS else clause.kind
    if not cited:
        return f'<p class="pa-clause pa-clause-{kind}">{escape(clause.text)}</p>'
    shown = highlight(clause, citation)
    return f'<p class="pa-clause pa-clause-{kind} pa-cited" aria-current="true">{shown}</p>'


def _notes(citation: Citation, cited: Clause | None, texts: Texts) -> str:
    notes = []
    if citation.source == "row":
        notes.append(texts.from_row)
    if cited is not None and quote_span(cited, citation) is None:
        notes.append(texts.whole_clause)
    if citation.repaired:
        notes.append(texts.repaired)
    return "".join(f'<p class="pa-note">{escape(note)}</p>' for note in notes)


def _place(citation: Citation, cited: Clause | None, texts: Texts) -> str:
    line = "" if cited is None else texts.line_value.format(line=cited.line)
    place = texts.place_value.format(line=line, first=citation.start + 1, last=citation.end)
    return (
        f'<dl class="pa-place"><div><dt>{escape(texts.clause_id)}</dt>'
        f"<dd><code>{escape(citation.clause_id)}</code></dd></div>"
        f"<div><dt>{escape(texts.place)}</dt><dd>{escape(place)}</dd></div></dl>"
    )


def _document(citation: Citation, texts: Texts) -> str:
    return (
        f'<p class="pa-kicker">{escape(texts.document)}</p>'
        f'<p class="pa-document" lang="zh-CN">{escape(citation.document or "")}</p>'
        f'<blockquote class="pa-quote" lang="zh-CN">{escape(citation.quote)}</blockquote>'
        f'<p class="pa-note">{escape(texts.from_document)}</p>'
    )
