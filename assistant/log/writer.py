"""One thread that writes the log, so that no answer waits for a disk.

What is asked to be written is put in a line and committed in batches, in order. Where a batch cannot be written (a
full disk, a locked file), it is given up: those who wait for it are told, and the log begins anew with the next.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import LogError
from assistant.log.migrations import migrate

_LOG = logging.getLogger(__name__)
LOCKED_SECONDS = 4.0  # a file that another process holds is waited for so long
MOST_WAITING = 2000  # jobs in the line; further turns are given up
_BATCH = 200
_QUIET_SECONDS = 60.0  # between two warnings of the same kind
_UNKEPT = (
    "没能保存：日志文件现在无法写入（{reason}）。请稍后再试；回答不受影响。"
    " / It was not kept: the log cannot be written now ({reason}). Please try again later; answers are not affected."
)

Job = Callable[[sqlite3.Connection], None]


def unkept(reason: object) -> LogError:
    """What somebody is told whose words could not be kept."""
    return LogError(_UNKEPT.format(reason=reason))


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes: every commit is on disk before it returns, what is deleted is overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=LOCKED_SECONDS, isolation_level=None)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@dataclass(slots=True)
class _Waiting:
    """A job in the line, and whoever waits for it."""

    job: Job
    done: Future[None] = field(default_factory=Future)


class Writer:
    """Writes jobs into a file, one after another, in a thread of its own."""

    def __init__(self, path: Path, daily: Job) -> None:
        """Begin to write; ``daily`` is done at the start and once a day."""
        self.failing = False
        self._path = path
        self._daily = daily
        self._line: queue.Queue[_Waiting | None] = queue.Queue(MOST_WAITING)
        self._connection: sqlite3.Connection | None = None
        self._swept = float("-inf")
        self._warned = float("-inf")
        self._thread = threading.Thread(target=self._work, name="log", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> bool:
        """Have a job done soon; False where the line is full and it was given up."""
        try:
            self._line.put_nowait(_Waiting(job))
        except queue.Full:
            self._warn("its line is full")
            return False
        return True

    def do(self, job: Job, seconds: float = 2 * LOCKED_SECONDS) -> None:
        """Have a job done, and wait until it is on disk.

        Raises:
            LogError: it could not be done, or not in time.
        """
        waiting = _Waiting(job)
        try:
            self._line.put_nowait(waiting)
            waiting.done.result(seconds)
        except (queue.Full, TimeoutError, sqlite3.Error, OSError) as error:
            waiting.done.cancel()
            raise unkept(str(error) or "busy") from error

    def settle(self, seconds: float = 1.0) -> None:
        """Wait a moment for what was put before, so that one reads what one wrote."""
        waiting = _Waiting(lambda connection: None)
        try:
            self._line.put_nowait(waiting)
            waiting.done.result(seconds)
        except Exception:
            _LOG.debug("the log did not settle in time", exc_info=True)

    def close(self) -> None:
        """Write what still waits, and end."""
        if self._thread.is_alive():
            self._line.put(None)
            self._thread.join(2 * LOCKED_SECONDS)

    def _work(self) -> None:
        ends = False
        while not ends:
            batch = self._next_batch()
            ends = batch[-1] is None
            jobs = [waiting for waiting in batch if waiting is not None]
            # What its asker waits for no longer, having been told so, is not done.
            jobs = [waiting for waiting in jobs if waiting.done.set_running_or_notify_cancel()]
            self._commit(jobs)
        if self._connection is not None:
            self._connection.close()

    def _next_batch(self) -> list[_Waiting | None]:
        batch = [self._line.get()]
        while batch[-1] is not None and len(batch) < _BATCH:
            try:
                batch.append(self._line.get_nowait())
            except queue.Empty:
                break
        return batch

    def _commit(self, jobs: list[_Waiting]) -> None:
        failed: dict[int, Exception] = {}
        try:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            for number, waiting in enumerate(jobs):
                try:
                    waiting.job(connection)
                except (sqlite3.Error, OSError):
                    raise
                except Exception as error:  # of this job alone, as where it finds no such turn
                    failed[number] = error
            connection.execute("COMMIT")
        except Exception as error:
            self.failing = True
            self._give_up(jobs, error)
            return
        self.failing = False
        for number, waiting in enumerate(jobs):
            if number in failed:
                waiting.done.set_exception(failed[number])
            else:
                waiting.done.set_result(None)
        for fault in failed.values():
            if not isinstance(fault, LogError):
                self._warn(f"one turn cannot be stored: {fault!r}")

    def _open(self) -> sqlite3.Connection:
        """The connection, opened where there is none; then what is to be done once a day."""
        if self._connection is None:
            self._connection = connect(self._path)
        if time.monotonic() - self._swept > 24 * 3600:
            self._connection.execute("BEGIN IMMEDIATE")
            self._daily(self._connection)
            self._connection.execute("COMMIT")
            self._swept = time.monotonic()
        return self._connection

    def _give_up(self, jobs: list[_Waiting], error: Exception) -> None:
        self._warn(str(error))
        connection, self._connection = self._connection, None
        if connection is not None:
            with closing(connection):  # which also rolls back
                pass
        told = error if isinstance(error, LogError) else unkept(error)
        for waiting in jobs:
            waiting.done.set_exception(told)

    def _warn(self, reason: str) -> None:
        if time.monotonic() - self._warned > _QUIET_SECONDS:
            self._warned = time.monotonic()
            _LOG.warning("turns are not logged: %s cannot be written (%s)", self._path, reason)
