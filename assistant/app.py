"""Composition root of the chat: index, core, page, server."""

from __future__ import annotations

import sys
from contextlib import suppress

from assistant.agent import Assistant
from assistant.build import open_or_build
from assistant.errors import AssistantError, LanguageModelError
from assistant.settings import Settings, read_settings
from assistant.store import Progress


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
    """Open the chat and keep it open until it is stopped.

    Raises:
        AssistantError: the corpus, the index or a model cannot be used, or the port is taken.
    """
    core = open_core(settings, progress)
    _warm_up(core)

    from assistant.ui import build_page, launch_page  # gradio takes seconds to import

    try:
        launch_page(build_page(core), settings.host, settings.port)
    except OSError as error:
        raise AssistantError(
            f"port {settings.port} on {settings.host} cannot be opened ({error}); "
            "choose another: assistant serve --port 7861"
        ) from error
    finally:
        core.close()


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
