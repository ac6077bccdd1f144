"""The log's tables, made step by step: a file of an older version is brought up to date when it is opened.

A migration that was released is never changed; a new one is added at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from assistant.errors import LogError


def _turns_and_feedback(connection: sqlite3.Connection) -> None:
    """001: turns, and at most one feedback on each."""
    connection.execute(
        """
        CREATE TABLE turns (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, browser TEXT NOT NULL,
            conversation TEXT NOT NULL, channel TEXT NOT NULL, plan TEXT NOT NULL, question TEXT, completed TEXT,
            status TEXT NOT NULL, reason TEXT, lang TEXT NOT NULL, text TEXT, record TEXT,
            milliseconds REAL NOT NULL, index_digest TEXT NOT NULL, model TEXT NOT NULL
        ) STRICT
        """
    )
    connection.execute("CREATE INDEX turns_by_time ON turns (at)")
    connection.execute("CREATE INDEX turns_of_browser ON turns (browser, conversation)")
    connection.execute(
        """
        CREATE TABLE feedback (
            turn TEXT PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE, verdict TEXT NOT NULL,
            reason TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT
        """
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_turns_and_feedback,)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file up to date, each step whole or not at all; ``PRAGMA user_version`` counts them.

    Raises:
        LogError: a newer version of the program wrote the file.
        sqlite3.Error: it cannot be written.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise LogError(
            f"日志文件由较新的版本写成（{version}），请升级本程序。"
            f" / The log was written by a newer version of the program ({version}); upgrade it."
        )
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) < number:
                step(connection)
                connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
