"""Builds of the index side by side: which one is in use, who reads one, which may go.

    point_to(indexes, name)       swap one in
    one_at_a_time(indexes)        nobody else renames, points or tidies up meanwhile
    hold(folder)                  keep one from being removed while it is read
    remove_older(indexes, keep)   drop what nobody needs

What is in a build is the business of ``store``.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POINTER = "CURRENT"
MANIFEST = "manifest.json"


def point_to(indexes: Path, name: str) -> None:
    """Swap in a build, in one step.

    Raises:
        OSError: the folder cannot be written.
    """
    draft = indexes / f".{POINTER}-{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, indexes / POINTER)


@contextmanager
def one_at_a_time(indexes: Path) -> Iterator[None]:
    """Let no other build rename, point or tidy up meanwhile; the lock ends with its process."""
    with (indexes / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def in_use(indexes: Path) -> str:
    """Name of the build in use, or "" where there is none that can be read."""
    try:
        return (indexes / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def remove_older(indexes: Path, keep: set[str]) -> None:
    """Drop all builds but the new one, the one before, and those that some process still reads."""
    for path in indexes.iterdir():
        half_done = path.name.startswith(".new-") and _age(path) > 3600
        old = (path / MANIFEST).exists() and path.name not in keep and not path.name.startswith(".")
        if half_done or (old and not _is_read(path)):
            shutil.rmtree(path, ignore_errors=True)


def hold(folder: Path) -> int:
    """A descriptor of a build's manifest that keeps the build until it is closed, or its process ends.

    Raises:
        OSError, ValueError: there is no such build.
    """
    held = os.open(folder / MANIFEST, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _is_read(folder: Path) -> bool:
    """Whether some process has a build open."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _age(path: Path) -> float:
    """Seconds since a folder was written; 0 where it is gone by now."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
