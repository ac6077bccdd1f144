"""What several commands share: the core, the progress bar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NO_ANSWER = 3  # exit code: abstained, clarify, rejected


def open_core() -> Any:
    """The core over the index of the settings, built first if need be, with a bar."""
    from assistant.app import open_core
    from assistant.settings import read_settings

    with progress_bar(quiet=False) as progress:
        return open_core(read_settings(), progress)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Any]:
    """A progress callback that shows a bar on standard error once there is something to show."""
    shown: list[Any] = []

    def progress(title: str, done: int, total: int) -> None:
        if quiet:
            return
        if not shown:
            from rich.console import Console
            from rich.progress import Progress

            shown.append(Progress(console=Console(stderr=True), transient=True))
            shown[0].start()
            shown.append(shown[0].add_task("建立索引 building the index", total=total))
        shown[0].update(shown[1], completed=done, description=f"建立索引 {title}")

    try:
        yield progress
    finally:
        if shown:
            shown[0].stop()
