"""Answers, steps and the page's frame as HTML. All that is not a constant is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, Final, get_args
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from assistant.chart import chart_data, to_svg
from assistant.log import Conversation
from assistant.patterns import lazy
from assistant.records import Answer, Basis, Language, SqlResult, Step
from assistant.render import read_as
from assistant.ui.source import badge, mark
from assistant.ui.texts import TEXTS, Texts, duration, outcome

_MARK: Final = lazy(r"\[(\d{1,3})\]")
_TONES: Final = {
    "answered": "good",
    "abstained": "mild",
    "clarify": "mild",
    "rejected": "bad",
    "error": "bad",
}
_BASIS_TONES: Final = {"stated": "plain", "derived": "plain", "external": "mild", "unstated": "mild"}
_WORKED_OUT: Final = frozenset({"difference", "ratio", "average", "sum", "share"})
_HTML_LANG: Final = {"zh": "zh-CN", "en": "en"}
ICON: Final = (
    "<link rel='icon' href=\"data:image/svg+xml,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'%3E"
    "%3Crect width='40' height='40' rx='6' fill='%23174a7c'/%3E"
    "%3Cpath d='M12 9h12l5 5v17H12zM16 19h9M16 24h5' fill='none' stroke='white' stroke-width='2.4'/%3E"
    '%3C/svg%3E">'
)
_EMBLEM: Final = (
    '<svg class="pa-emblem" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
    '<rect width="40" height="40" rx="6" fill="currentColor"/>'
    '<path d="M12 9h12l5 5v17H12z" fill="none" stroke="var(--pa-on-accent)" stroke-width="2"/>'
    '<path d="M16 19h9M16 24h5" stroke="var(--pa-on-accent)" stroke-width="2" stroke-linecap="round"/>'
    '<path d="M22 26l2.5 2.5L29 23" fill="none" stroke="var(--pa-on-accent)" stroke-width="2"/></svg>'
)


def _parser() -> MarkdownIt:
    """Markdown without raw HTML, links or images: an answer needs none, and none can be smuggled in."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    parser.disable(["link", "image", "autolink", "reference", "html_inline", "html_block"])
    # Escaped characters stay tokens of their own, so that an escaped [1] is no mark.
    parser.disable("text_join")
    parser.add_render_rule("text", _render_text)
    parser.add_render_rule("text_special", _render_special)
    return parser


def _render_text(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]
) -> str:
    """Text with [1] marks as buttons, for numbers that the answer cites."""
    texts = _MARK.split(tokens[index].content)
    buttons: dict[str, str] = env["marks"]
    pairs = zip(texts[0:-1:2], texts[1::2], strict=True)
    return "".join(_marked(text, n, buttons) for text, n in pairs) + escape(texts[-1])


def _marked(text: str, n: str, buttons: dict[str, str]) -> str:
    """Text and the mark behind it; the last character stays in one line with the mark."""
    if n not in buttons:
        return f"{escape(text)}[{escape(n)}]"
    return f'{escape(text[:-1])}<span class="pa-keep">{escape(text[-1:])}{buttons[n]}</span>'


def _render_special(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]
) -> str:
    """A character that was escaped in the Markdown."""
    return escape(tokens[index].content)


_MARKDOWN: Final = _parser()


def markdown_html(markdown: str, answer: Answer, turn: int, texts: Texts) -> str:
    """The answer's Markdown as HTML, its marks as buttons that open the source."""
    marks = {str(c.n): mark(turn, c.n, texts) for c in answer.citations}
    return str(_MARKDOWN.render(markdown, {"marks": marks}))


def header(
    titles: Sequence[str], period: str, texts: Texts, lang: Language, nav: str = "", links: str = ""
) -> str:
    """The page's head: the plans' titles, the period, what answers are, the language switch, the navigation.

    Args:
        titles: titles of the plans.
        period: what is said of their period.
        texts: the page's words.
        lang: the page's language.
        nav: the navigation as HTML.
        links: the language switch as HTML, where it is not that of the chat.
    """
    names = "".join(f'<h1 lang="zh-CN">{escape(title)}</h1>' for title in titles)
    skip = "" if links else f'<a class="pa-skip" href="#pa-chat">{escape(texts.skip)}</a>'
    choices = links or "".join(_language_button(code, lang) for code in TEXTS)
    return (
        f'<header class="pa-header" data-lang="{texts.html_lang}">{skip}{_EMBLEM}<div class="pa-heading">'
        f'<p class="pa-kicker">{escape(texts.product)}</p>{names}</div>'
        f'<div class="pa-langs" role="group" aria-label="{escape(texts.language_group)}">{choices}</div>'
        f'<div class="pa-terms"><p class="pa-period">{escape(period)}</p>'
        f'<p class="pa-notice">{escape(texts.notice)}</p></div>{nav}</header>'
    )


def _language_button(code: Language, current: Language) -> str:
    name = "中文" if code == "zh" else "English"
    pressed = str(code == current).lower()
    return (
        f'<button type="button" data-send="select" data-lang="{code}" lang="{_HTML_LANG[code]}"'
        f' aria-pressed="{pressed}">{name}</button>'
    )


def welcome(
    examples: Sequence[str], texts: Texts, audiences: Sequence[tuple[str, Sequence[str]]] = ()
) -> str:
    """What stands where the conversation will be: what this is, and questions to begin with, by who asks if given."""
    asked = "".join(_questions(questions, name) for name, questions in audiences)
    return (
        f'<div class="pa-welcome"><h2>{escape(texts.welcome)}</h2><p>{escape(texts.welcome_more)}</p>'
        f"{asked or _questions(examples, texts.examples)}</div>"
    )


def _questions(questions: Sequence[str], title: str) -> str:
    """Questions as buttons that ask them."""
    if not questions:
        return ""
    items = "".join(
        f'<li><button type="button" class="pa-ask" data-send="submit" data-question="{escape(question)}">'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    return f'<div class="pa-questions"><p class="pa-kicker">{escape(title)}</p><ul>{items}</ul></div>'


def question(text: str, number: int, texts: Texts) -> str:
    """A question as it was asked, as text."""
    return (
        f'<div class="pa-question"><p class="pa-kicker">{escape(texts.you)}</p>'
        f'<p class="pa-asked" id="pa-question-{number}">{escape(_sendable(text))}</p></div>'
    )


def _sendable(text: str) -> str:
    """The text with "?" for lone surrogates, which no response can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _step(step: Step, texts: Texts) -> str:
    name = texts.steps.get(step.name, step.name)
    return (
        f'<li><span class="pa-step">{escape(name)}</span><span class="pa-detail">{escape(step.detail)}</span>'
        f'<span class="pa-time">{escape(duration(step.milliseconds))}</span></li>'
    )


def running(text: str, steps: Sequence[Step], number: int, texts: Texts) -> str:
    """A question that is being worked on: the steps so far, nothing of the answer."""
    items = "".join(_step(step, texts) for step in steps)
    return (
        f'<article class="pa-turn pa-running" aria-busy="true">{question(text, number, texts)}'
        f'<div class="pa-answer"><p class="pa-working"><span class="pa-pulse" aria-hidden="true"></span>'
        f'{escape(texts.working)}</p><ol class="pa-steps">{items}</ol></div></article>'
    )


def failed(text: str, number: int, texts: Texts, foot: str = "") -> str:
    """A question that the core could not answer for reasons of its own."""
    return _turn(
        text,
        number,
        texts,
        f'<div class="pa-bar">{badge(texts.outcomes["error"], "bad")}</div>'
        f'<div class="pa-text"><p>{escape(texts.failed)}</p></div>{foot}',
    )


def answered(
    answer: Answer, markdown: str, number: int, texts: Texts, chart: str = "", foot: str = ""
) -> str:
    """A checked answer: outcome, text with marks, the chart, the query, the steps, what can be done, what to ask next.

    Args:
        answer: the answer.
        markdown: its text with [1] marks, as it is shown.
        number: index of the turn.
        texts: the page's words.
        chart: what chart_figure made of it.
        foot: what can be done with it, as HTML.
    """
    shown = markdown.strip() or texts.fallbacks[answer.status]
    body = (
        f'<div class="pa-bar">{_badges(answer, texts)}</div>'
        f'{_read_as(answer)}<div class="pa-text" lang="{_HTML_LANG[answer.lang]}">'
        f"{markdown_html(shown, answer, number, texts)}</div>"
        f"{_dropped(answer, texts)}{chart}{_query(answer.sql, number, texts)}{_folded_steps(answer, number, texts)}"
        f"{foot}{_questions(answer.suggestions, texts.suggestions)}"
    )
    return _turn(answer.question, number, texts, body)


def _read_as(answer: Answer) -> str:
    """What a follow-up was read as."""
    said = escape(_sendable(read_as(answer)))
    return f'<p class="pa-note" lang="{_HTML_LANG[answer.lang]}">{said}</p>' if said else ""


def chart_figure(answer: Answer, glosses: Mapping[str, str]) -> str:
    """The figures of an answer that may be compared, as bars with their words for those who see none; or nothing."""
    data = chart_data(answer, glosses)
    return "" if data is None else f'<figure class="pa-chart">{to_svg(data, standalone=False)}</figure>'


def _turn(text: str, number: int, texts: Texts, body: str) -> str:
    return (
        f'<article class="pa-turn" aria-labelledby="pa-question-{number}">{question(text, number, texts)}'
        f'<div class="pa-answer" role="group" aria-label="{escape(texts.assistant)}">{body}</div></article>'
    )


def _badges(answer: Answer, texts: Texts) -> str:
    badges = [badge(outcome(answer, texts), _TONES[answer.status])]
    if answer.completeness == "partial":
        badges.append(badge(texts.partial, "mild"))
    if answer.mode == "model":
        badges.append(badge(texts.by_model, "plain"))
    badges += [badge(texts.bases[basis], _BASIS_TONES[basis]) for basis in bases(answer)]
    return "".join(badges)


def bases(answer: Answer) -> tuple[Basis, ...]:
    """What an answer rests on: the plan's words, what was worked out from them, a document outside, or its silence."""
    found: list[Basis] = [duty.basis for duty in answer.duties]
    if answer.status == "answered" and any(c.source != "document" for c in answer.citations):
        found.append("stated")
    if any(c.source == "document" for c in answer.citations):
        found.append("external")
    table = answer.query.table if answer.query else None
    if answer.status == "answered" and table is not None and table.operation in _WORKED_OUT:
        found.append("derived")
    return tuple(basis for basis in get_args(Basis) if basis in found)


def _dropped(answer: Answer, texts: Texts) -> str:
    if not answer.dropped:
        return ""
    return f'<p class="pa-note">{escape(texts.dropped.format(count=len(answer.dropped)))}</p>'


def _folded_steps(answer: Answer, number: int, texts: Texts) -> str:
    if not answer.steps:
        return ""
    total = duration(answer.timings_ms.get("total", sum(step.milliseconds for step in answer.steps)))
    title = texts.steps_done.format(count=len(answer.steps), total=total)
    items = "".join(_step(step, texts) for step in answer.steps)
    return _fold(f"steps-{number}", title, f'<ol class="pa-steps">{items}</ol>')


def _fold(key: str, title: str, body: str) -> str:
    """Something folded; the key lets the page keep it open when the conversation is drawn again."""
    return (
        f'<details class="pa-fold" data-key="{key}"><summary>{escape(title)}</summary>'
        f'<div class="pa-folded">{body}</div></details>'
    )


def _query(sql: SqlResult | None, number: int, texts: Texts) -> str:
    if sql is None:
        return ""
    count = len(sql.rows)
    rows = (texts.rows_truncated if sql.truncated else texts.rows).format(count=count)
    result = texts.sql_result.format(rows=rows)
    parameters = "".join(
        f"<li><code>{escape(str(name))}</code> = <code>{escape(str(value))}</code></li>"
        for name, value in sql.parameters.items()
    )
    body = (
        f'<p class="pa-kicker">{escape(texts.sql_statement)}</p>'
        f'<pre class="pa-code" tabindex="0"><code>{escape(sql.statement)}</code></pre>'
        f'<p class="pa-kicker">{escape(texts.sql_parameters)}</p>'
        f'<ul class="pa-parameters">{parameters or f"<li>{escape(texts.sql_no_parameters)}</li>"}</ul>'
        f'<p class="pa-kicker">{escape(result)}</p>{_table(sql, result, texts)}'
    )
    return _fold(f"sql-{number}", texts.sql.format(rows=rows), body)


def _table(sql: SqlResult, label: str, texts: Texts) -> str:
    if not sql.rows:
        return ""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in sql.columns)
    rows = "".join(f"<tr>{''.join(_cell(cell, texts) for cell in row)}</tr>" for row in sql.rows)
    return (
        f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(cell: str | int | None, texts: Texts) -> str:
    if cell is None:
        return f'<td class="pa-null">{escape(texts.null)}</td>'
    return f"<td>{escape(str(cell))}</td>"


def log(turns: Sequence[str], texts: Texts, key: str = "") -> str:
    """The conversation, oldest turn first; its key goes into the page's address."""
    label = escape(texts.conversation)
    return (
        f'<div class="pa-log" role="region" aria-label="{label}" data-conversation="{escape(key)}">'
        f"{''.join(turns)}</div>"
    )


def past(conversations: Sequence[Conversation], current: str, root: str, texts: Texts) -> str:
    """The conversations of this browser, folded: to open, to save as a file, to delete."""
    if not conversations:
        return ""
    items = "".join(_conversation(one, one.id == current, root, texts) for one in conversations)
    every = (
        f'<button type="button" class="pa-link" data-send="delete" data-conversation="*"'
        f' data-sure="{escape(texts.past_sure)}">{escape(texts.past_delete_all)}</button>'
    )
    title = texts.past.format(count=len(conversations))
    return (
        f'<details class="pa-past" data-key="past"><summary>{escape(title)}</summary><div class="pa-past-list">'
        f'<p class="pa-note">{escape(texts.past_note)}</p><ul>{items}</ul>{every}</div></details>'
    )


def _conversation(one: Conversation, current: bool, root: str, texts: Texts) -> str:
    key, title = escape(one.id), one.title or texts.past_untitled
    files = "".join(
        f'<a class="pa-link" download href="{escape(root)}/conversations/{quote(one.id)}.{suffix}"'
        f' aria-label="{escape(texts.past_save.format(kind=kind, title=title))}">{kind}</a>'
        for suffix, kind in (("md", "Markdown"), ("docx", "Word"))
    )
    return (
        f'<li{" class=pa-current" if current else ""}><button type="button" class="pa-link pa-past-title" data-send="select"'
        f' data-conversation="{key}">{escape(title)}</button><span class="pa-note">{escape(when(one.at))} · '
        f'{escape(texts.past_turns.format(count=one.turns))}</span><span class="pa-past-do">{files}'
        f'<button type="button" class="pa-link" data-send="delete" data-conversation="{key}"'
        f' aria-label="{escape(texts.past_delete_one.format(title=title))}">{escape(texts.past_delete)}</button></span></li>'
    )


def when(at: str) -> str:
    """A moment in UTC as the clock on this machine's wall shows it."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def announcement(text: str) -> str:
    """What a screen reader is told when something has changed; not visible."""
    return f'<p class="pa-unseen" role="status" aria-live="polite">{escape(text)}</p>'
