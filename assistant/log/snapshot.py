"""A copy of the log at one moment, taken while it is written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.errors import LogError
from assistant.log.migrations import MIGRATIONS


def snapshot(source: Path, target: Path) -> None:
    """Copy a log, whole and consistent, also while a server writes it.

    Raises:
        LogError: it cannot be read, or the copy cannot be written.
    """
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as log,
            closing(sqlite3.connect(target)) as copy,
        ):
            log.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.Error, OSError) as error:
        raise LogError(f"日志备份不了（{error}）。 / The log cannot be copied ({error}).") from error


def check_snapshot(path: Path) -> int:
    """How many turns a copy holds.

    Raises:
        LogError: it is damaged, or a newer version of the program wrote it.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise LogError("备份中的日志已损坏。 / The log in the backup is damaged.")
            if int(copy.execute("PRAGMA user_version").fetchone()[0]) > len(MIGRATIONS):
                raise LogError(
                    "备份中的日志由较新的版本写成，请先升级。 / A newer version wrote the log in the backup; upgrade first."
                )
            return int(copy.execute("SELECT count(*) FROM turns").fetchone()[0])
    except sqlite3.Error as error:
        raise LogError(
            f"备份中的日志读不出来（{error}）。 / The log in the backup cannot be read ({error})."
        ) from error
