"""Checks what an installation needs, and says what to do: settings, corpus, index, models, fonts, the language model.

Nothing is built, changed or downloaded; the embedding model is loaded, and a language model that is set is asked for
a tiny object.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.chart import chinese_font
from assistant.embedding import embed_query, load_embedder, load_reranker
from assistant.errors import AssistantError, ChartError, MissingIndex, ModelGarbled, StaleIndex
from assistant.settings import Settings, read_settings
from assistant.store import open_index, read_inputs

State = Literal["ok", "note", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: stable key: settings, corpus, index, embedder, reranker, fonts, model.
        state: ok; note where something may be better and nothing is in the way of answers; fault where something is.
        found: what was found.
        remedy: what to do, or "".
    """

    name: str
    state: State
    found: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, one after the other; what cannot be looked at because of a fault before it is left out."""
    try:
        settings = read_settings()
    except AssistantError as error:
        yield Finding("settings", "fault", str(error), "correct the variable; docs/settings.md lists them")
        return
    yield Finding("settings", "ok", f"home {settings.home}")
    for name, look in _CHECKS:
        try:
            yield look(settings)
        except (AssistantError, OSError) as error:
            yield Finding(name, "fault", str(error), _REMEDIES.get(name, ""))


def _corpus(settings: Settings) -> Finding:
    keys = sorted(path.parent.name for path in settings.corpus.glob("*/plan.toml"))
    if not keys:
        return Finding(
            "corpus", "fault", f"no plan in {settings.corpus}", "set ASSISTANT_HOME to the checkout"
        )
    if settings.plan and settings.plan not in keys:
        return Finding(
            "corpus", "fault", f"ASSISTANT_PLAN is {settings.plan!r}", f"set it to one of {', '.join(keys)}"
        )
    return Finding("corpus", "ok", ", ".join(keys))


def _index(settings: Settings) -> Finding:
    try:
        index = open_index(settings.indexes, read_inputs(settings.corpus, settings.embedder))
    except (MissingIndex, StaleIndex) as error:
        return Finding(
            "index", "note", str(error), "it is built at the next start, or now by: assistant build"
        )
    return Finding("index", "ok", f"{len(index.plans())} plan(s) in {settings.indexes}")


def _embedder(settings: Settings) -> Finding:
    started = time.perf_counter()
    size = len(embed_query(load_embedder(settings.embedder), "儿童"))
    took = (time.perf_counter() - started) * 1000
    return Finding(
        "embedder", "ok", f"{settings.embedder or 'bundled'}: {size} dimensions, {took:.0f} ms with loading"
    )


def _reranker(settings: Settings) -> Finding:
    load_reranker(settings.reranker)
    return Finding("reranker", "ok", settings.reranker or "none is set; none is needed")


def _fonts(settings: Settings) -> Finding:
    try:
        return Finding("fonts", "ok", str(chinese_font()[0]))
    except ChartError as error:
        return Finding(
            "fonts", "note", str(error), "needed for charts as PNG only; answers and the chat do without"
        )


def _model(settings: Settings) -> Finding:
    if not settings.llm_base_url.strip():
        return Finding("model", "ok", "none is set; none is needed")
    from assistant.llm.client import ChatModel

    model, started = ChatModel.open(settings), time.perf_counter()
    named = f"{settings.llm_model} at {settings.llm_base_url}"
    try:
        way = model.find_out()
    except ModelGarbled as error:
        return Finding(
            "model",
            "note",
            f"{named} talks, but gives no JSON ({error})",
            "it may be used, in words; a larger model does better",
        )
    except AssistantError as error:
        return Finding("model", "fault", f"{named}: {error}", _REMEDIES["model"])
    finally:
        model.close()
    calls = "calls tools" if model.calls_tools else "is asked for calls of tools in JSON"
    return Finding(
        "model", "ok", f"{named}: gives JSON by {way}, {calls}, {time.perf_counter() - started:.1f} s"
    )


_REMEDIES = {
    "index": "assistant build",
    "embedder": "correct ASSISTANT_EMBEDDER, or leave it empty for the bundled model",
    "reranker": "correct ASSISTANT_RERANKER, or leave it empty",
    "model": "start the server, correct ASSISTANT_LLM_BASE_URL (with /v1), _MODEL and _API_KEY, or unset them all; answers do without it",
}
_CHECKS: tuple[tuple[str, Callable[[Settings], Finding]], ...] = (
    ("corpus", _corpus), ("index", _index), ("embedder", _embedder), ("reranker", _reranker), ("fonts", _fonts), ("model", _model),
)  # fmt: skip
