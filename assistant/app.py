"""Composition root of the application: index, core, log, pages, server."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.agent import Assistant
from assistant.build import open_or_build
from assistant.embedding import fingerprint
from assistant.errors import AssistantError, LanguageModelError
from assistant.settings import Settings, read_settings
from assistant.store import Progress

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.families import Families
    from assistant.log import Journal, Origin


def open_core(settings: Settings, progress: Progress | None = None) -> Assistant:
    """The core over its index, built first if need be.

    Models of one's own are opened here and not by the first question that needs them, so that a wrong name is said
    at once.

    Raises:
        AssistantError: the corpus, the index or a model cannot be used.
    """
    core = Assistant(settings, open_or_build(settings.corpus, settings.indexes, progress, settings.embedder))
    if settings.embedder.strip():
        _ = core.embedder
    if settings.reranker.strip():
        _ = core.reranker
    if settings.llm_base_url.strip():
        _ = core.model
    return core


def serve(settings: Settings, progress: Progress | None = None) -> None:
    """Open pages and API and keep them open until the process is ended.

    Raises:
        AssistantError: the corpus, the index or a model cannot be used, or the port is taken.
    """
    core = open_core(settings, progress)
    _warm_up(core)
    from assistant.backup import serving
    from assistant.log import open_journal
    from assistant.server import run  # gradio and fastapi take seconds to import

    journal = open_journal(settings, origin_of(core))
    try:
        with serving(settings):
            run(application(core, journal, settings), settings)
    finally:
        journal.close()
        core.close()


def application(core: Assistant, journal: Journal, settings: Settings) -> FastAPI:
    """Pages and API over a core."""
    from assistant.server import build_server, visitor_of
    from assistant.ui import PAGES, Books, Site, build_page, mount_site

    books = Books.of_index(core.index, settings.corpus, core.plan.meta.key)
    site = Site(
        books,
        PAGES,
        root=settings.root_path,
        is_staff=lambda request: visitor_of(request).staff,
        journal=journal,
        slips="/api/answers/{turn}/slip",
        cases=settings.home / "eval" / "cases",
    )
    page = build_page(core, site=site)

    def families(key: str) -> Families | None:
        book = books.get(key)
        return book.families if book else None

    return build_server(core, journal, settings, lambda app: mount_site(app, page, site), families)


def origin_of(core: Assistant) -> Origin:
    """What answers, for the log: the index and the models."""
    from assistant.log import Origin

    models = (fingerprint(core.embedder), core.settings.reranker.strip(), core.settings.llm_model.strip())
    return Origin(str(core.index.manifest["digest"])[:12], " + ".join(filter(None, models)))


def _warm_up(core: Assistant) -> None:
    """Load what loads at first use, so that the first reader need not wait; a language model is asked how it gives JSON."""
    model, core.model = core.model, None
    for question in (core.examples("zh")[0], next(c.title for c in core.tree.clauses.values() if c.number)):
        core.ask(question)
    core.model = model
    if model is not None:
        with suppress(LanguageModelError):  # each answer says so, where it still does not work then
            model.find_out()


def main() -> None:
    """Start the application with the settings of the environment."""
    try:
        serve(read_settings())
    except AssistantError as error:
        sys.exit(f"assistant: {error}")
