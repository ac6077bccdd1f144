"""The page 反馈, for staff: turns with 👎 and refusals, to see where answers fall short, and as evaluation cases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.errors import LogError
from assistant.log import Journal, KeptTurn, Wanted
from assistant.log.cases import case_of, next_number
from assistant.records import Language
from assistant.ui.frame import Page, Site, language_of, switched
from assistant.ui.markup import when
from assistant.ui.page_texts import PAGE_TEXTS, PageTexts
from assistant.ui.source import badge
from assistant.ui.texts import TEXTS

MOST: Final = 50
"""Turns on one page."""
MOST_CASES: Final = 500
"""Turns in one file."""


@dataclass(frozen=True, slots=True)
class Filter:
    """筛选: what of the log is shown.

    Attributes:
        kind: either (👎 or refused), down, refused, up or all.
        q: what the question holds.
        since: only from this day on, 2026-03-01.
        page: which page, from 1.
    """

    kind: str = "either"
    q: str = ""
    since: str = ""
    page: int = 1

    @classmethod
    def of(cls, request: Request) -> Filter:
        """What the address says; what it does not know is left out."""
        given = request.query_params
        kind = given.get("kind", "")
        page = given.get("page", "")
        return cls(
            kind if kind in KINDS else "either",
            given.get("q", "")[:60].strip(),
            given.get("since", "")[:10].strip(),
            int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 5 and int(page) else 1,
        )

    def wanted(self, most: int = MOST) -> Wanted:
        """The same as the log is asked; one more than a page, to know whether there is another."""
        return Wanted(
            verdict={"either": "down", "down": "down", "up": "up"}.get(self.kind),  # type: ignore[arg-type]
            refused=self.kind in ("either", "refused"),
            either=self.kind == "either",
            since=self.since,
            words=self.q,
            most=most + 1,
            skip=(self.page - 1) * MOST,
        )

    def query(self, page: int) -> str:
        """The address of another page of the same."""
        named = {"kind": self.kind, "q": self.q, "since": self.since, "page": str(page)}
        return "?" + urlencode({name: value for name, value in named.items() if value})


KINDS: Final = ("either", "down", "refused", "up", "all")


def _form(chosen: Filter, texts: PageTexts) -> str:
    options = "".join(
        f'<option value="{kind}"{" selected" if kind == chosen.kind else ""}>{escape(texts.turn_kinds[kind])}</option>'
        for kind in KINDS
    )
    return (
        f'<form class="pa-filters" method="get" role="search" aria-label="{escape(texts.filters)}">'
        f'<label class="pa-field"><span>{escape(texts.turns_shown)}</span><select name="kind">{options}</select></label>'
        f'<label class="pa-field"><span>{escape(texts.question_holds)}</span>'
        f'<input type="search" name="q" value="{escape(chosen.q)}" maxlength="60"></label>'
        f'<label class="pa-field"><span>{escape(texts.since)}</span>'
        f'<input type="date" name="since" value="{escape(chosen.since)}"></label>'
        f'<div class="pa-filter-buttons"><button class="pa-button" type="submit">{escape(texts.apply)}</button>'
        f'<a class="pa-button pa-second" href="?">{escape(texts.reset)}</a></div></form>'
    )


def _save(chosen: Filter, texts: PageTexts) -> str:
    return (
        f'<p class="pa-tools"><a class="pa-button pa-second" download href="feedback/cases.jsonl{escape(chosen.query(1))}">'
        f'{escape(texts.as_cases)}</a><span class="pa-note">{escape(texts.as_cases_note)}</span></p>'
    )


def _turn(turn: KeptTurn, texts: PageTexts, lang: Language) -> str:
    words = TEXTS[lang]
    result = words.outcomes.get(f"{turn.status}/{turn.reason}") or words.outcomes.get(
        turn.status, turn.status
    )
    badges = badge(result, "good" if turn.status == "answered" else "mild")
    said = ""
    if turn.feedback:
        badges += badge(
            texts.verdicts[turn.feedback.verdict], "bad" if turn.feedback.verdict == "down" else "good"
        )
        reason = words.reasons.get(turn.feedback.reason, "")
        line = " · ".join(filter(None, (reason, turn.feedback.text)))
        said = f'<p class="pa-said">{escape(line)}</p>' if line else ""
    question = turn.question if turn.question is not None else texts.no_text
    completed = turn.completed if turn.completed and turn.completed != turn.question else ""
    answer = (
        f'<details class="pa-fold"><summary>{escape(texts.answer)}</summary>'
        f'<div class="pa-folded pa-kept">{escape(turn.text)}</div></details>'
        if turn.text
        else ""
    )
    return (
        f'<li class="pa-kept-turn"><p class="pa-bar">{badges}<span class="pa-note">{escape(when(turn.at))} · '
        f"<code>{escape(turn.id[:8])}</code></span></p><p><strong>{escape(question)}</strong></p>"
        f"{f'<p class=pa-note>{escape(completed)}</p>' if completed else ''}{said}{answer}</li>"
    )


def _list(turns: Iterable[KeptTurn], chosen: Filter, more: bool, texts: PageTexts, lang: Language) -> str:
    items = "".join(_turn(turn, texts, lang) for turn in turns)
    if not items:
        return f'<p class="pa-count" role="status">{escape(texts.no_turns)}</p>'
    pages = []
    if chosen.page > 1:
        pages.append(
            f'<a rel="prev" href="{escape(chosen.query(chosen.page - 1))}">{escape(texts.newer)}</a>'
        )
    if more:
        pages.append(
            f'<a rel="next" href="{escape(chosen.query(chosen.page + 1))}">{escape(texts.older)}</a>'
        )
    steps = f'<p class="pa-steps-links">{"".join(pages)}</p>' if pages else ""
    return f'<ol class="pa-kept-turns">{items}</ol>{steps}'


def cases(journal: Journal, turns: Iterable[KeptTurn], folder: Path | None) -> str:
    """Turns as drafts of evaluation cases, one JSON object a line; those kept without text are left out.

    Args:
        journal: where the earlier turns of their conversations are.
        turns: the turns.
        folder: of the cases that there are, whose numbers are not given again; None where there are none.
    """
    files = sorted(folder.glob("*.jsonl")) if folder else []
    number = next_number(line for file in files for line in file.read_text(encoding="utf-8").split("\n"))
    texts = [turn for turn in turns if turn.question is not None]
    drafts = (case_of(turn, number + n, _earlier(journal, turn)) for n, turn in enumerate(texts))
    return "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts)


def _earlier(journal: Journal, turn: KeptTurn) -> list[KeptTurn]:
    """The turns before one in its conversation, oldest first."""
    same = journal.turns(Wanted(conversation=turn.conversation, most=1000)) if turn.conversation else ()
    at = next((n for n, kept in enumerate(same) if kept.id == turn.id), len(same))
    return list(reversed(same[at + 1 :]))


def add(router: APIRouter, site: Site) -> None:
    """The list of turns, and the same as evaluation cases, for staff."""

    @router.get("/feedback", include_in_schema=False)
    def show(request: Request) -> Response:
        if answer := switched(request):
            return answer
        lang = language_of(request)
        texts = PAGE_TEXTS[lang]
        if not site.is_staff(request):
            return site.refused(request, texts.feedback)
        chosen = Filter.of(request)
        try:
            turns = site.journal.turns(chosen.wanted())
        except LogError:
            body = f'<p role="alert">{escape(texts.log_unread)}</p>'
        else:
            body = _list(turns[:MOST], chosen, len(turns) > MOST, texts, lang)
        if not site.journal.keeps:
            body = f"<p>{escape(texts.log_off)}</p>"
        return site.draw(
            request,
            PAGE.key,
            texts.feedback,
            f'<section class="pa-card"><h2>{escape(texts.feedback)}</h2><p class="pa-lead">{escape(texts.feedback_intro)}</p>'
            f"{_form(chosen, texts)}{_save(chosen, texts)}{body}</section>",
        )

    @router.get("/feedback/cases.jsonl", include_in_schema=False)
    def as_cases(request: Request) -> Response:
        texts = PAGE_TEXTS[language_of(request)]
        if not site.is_staff(request):
            return site.refused(request, texts.feedback)
        wanted = replace(Filter.of(request).wanted(MOST_CASES), skip=0, most=MOST_CASES)
        try:
            made = cases(site.journal, site.journal.turns(wanted), site.cases)
        except LogError:
            return site.draw(
                request, PAGE.key, texts.feedback, f"<p>{escape(texts.log_unread)}</p>", status=503
            )
        head = {"Content-Disposition": 'attachment; filename="cases.jsonl"', "Cache-Control": "no-store"}
        return Response(made, media_type="application/x-ndjson", headers=head)


PAGE: Final = Page("feedback", "/feedback", {"zh": "反馈", "en": "Feedback"}, add, staff=True)
