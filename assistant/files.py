"""Corpus files: text and TOML, with errors that name the file and what to do."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError


def read_text(path: Path) -> str:
    """The text of a corpus file.

    Raises:
        CorpusError: it is missing, not UTF-8, or empty.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorpusError(f"cannot be read ({error.strerror}); check the path", file=path) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CorpusError("is not UTF-8; save it as UTF-8 text", file=path, line=line) from error
    if not text.strip():
        raise CorpusError("is empty; put the plan's published text into it", file=path)
    return text


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; CorpusError where it is none."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"is not valid TOML: {error}", file=path) from error
