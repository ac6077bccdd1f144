"""Composition root of the chat: index, core, page, server."""

from __future__ import annotations

import sys

from assistant.agent import Assistant
from assistant.build import open_or_build
from assistant.errors import AssistantError
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
    return core


def serve(settings: Settings, progress: Progress | None = None) -> None:
    """Open the chat and keep it open until it is stopped.

    Raises:
        AssistantError: the corpus, the index or a model cannot be used, or the port is taken.
    """
    core = open_core(settings, progress)
    for question in (core.examples("zh")[0], next(c.title for c in core.tree.clauses.values() if c.number)):
        core.ask(question)  # the first reader need not wait for what loads at first use

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


def main() -> None:
    """Start the application with the settings of the environment."""
    try:
        serve(read_settings())
    except AssistantError as error:
        sys.exit(f"assistant: {error}")
