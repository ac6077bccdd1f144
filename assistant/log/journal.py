"""The journal over its file: what is asked of the log, as SQL."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from assistant.errors import LogError, UnknownTurn
from assistant.log.keeping import from_record, kept, kept_words, may_keep_text, to_record
from assistant.log.records import REASONS, Conversation, Feedback, Journal, KeptTurn, Origin, Verdict, Wanted
from assistant.log.writer import LOCKED_SECONDS, Writer
from assistant.records import Answer, Turn
from assistant.settings import Settings

LONGEST_LINE = 500  # characters of a feedback's free line
_LONGEST_KEY = 64
_MOST_CONVERSATIONS = 200
_COLUMNS = (
    "t.id, t.at, t.conversation, t.channel, t.plan, t.question, t.completed, t.status, t.reason, t.lang, t.text, "
    "t.record, t.milliseconds, t.index_digest, t.model, f.verdict, f.reason, f.text, f.at"
)
_FROM = "FROM turns t LEFT JOIN feedback f ON f.turn = t.id"


def open_journal(settings: Settings, origin: Origin | None = None) -> Journal:
    """The journal of the settings: its file, or one that keeps nothing.

    A file that cannot be written costs the log, not the start: it is tried again with each turn.
    """
    if not settings.log:
        return NoJournal()
    return SqliteJournal(settings.log_file, origin or Origin(), settings.log_days)


class SqliteJournal:
    """The log in a file; made by ``open_journal``."""

    def __init__(self, path: Path, origin: Origin, days: int = 180) -> None:
        """Begin to keep; turns older than ``days`` are deleted, at the start and once a day."""
        self.path = path
        self._origin = origin
        self._days = days
        self._writer = Writer(path, self._sweep)

    @property
    def keeps(self) -> bool:
        """Always."""
        return True

    @property
    def state(self) -> Literal["on", "off", "failing"]:
        """See Journal."""
        return "failing" if self._writer.failing else "on"

    # --- writing ---

    def record(
        self,
        answer: Answer,
        history: tuple[Turn, ...] = (),
        *,
        browser: str = "",
        conversation: str = "",
        channel: Literal["page", "api"] = "page",
    ) -> str:
        """See Journal."""
        turn, at = secrets.token_hex(12), _now()
        place = (_hashed(browser), _cut(conversation), channel)
        kept = self._writer.put(
            lambda connection: _insert(connection, (turn, at, *place), answer, history, self._origin)
        )
        return turn if kept else ""

    def give_feedback(self, turn: str, verdict: Verdict, reason: str = "", text: str = "") -> None:
        """See Journal."""
        if verdict not in ("up", "down") or reason not in ("", *REASONS):
            raise ValueError(f"{verdict!r}, {reason!r}: no verdict, or no reason, of a feedback")
        line = kept(text.replace("\0", ""))[:LONGEST_LINE].strip()
        self._writer.do(lambda connection: _say(connection, turn, (verdict, reason, line, _now())))

    def withdraw_feedback(self, turn: str) -> None:
        """See Journal."""
        self._writer.do(
            lambda connection: _change(connection, "DELETE FROM feedback WHERE turn = ?", (turn,))
        )

    def forget(self, browser: str, conversation: str | None = None) -> None:
        """See Journal."""
        if not browser:
            return
        which = "" if conversation is None else " AND conversation = ?"
        values = (_hashed(browser), *(() if conversation is None else (_cut(conversation),)))
        statement = f"DELETE FROM turns WHERE browser = ?{which}"  # noqa: S608
        self._writer.do(lambda connection: _change(connection, statement, values))
        self._writer.put(_overwrite)

    def _sweep(self, connection: sqlite3.Connection) -> None:
        """Delete what is older than it may be."""
        oldest = _text(datetime.now(UTC) - timedelta(days=self._days))
        connection.execute("DELETE FROM turns WHERE at < ?", (oldest,))

    # --- reading ---

    def conversations(self, browser: str) -> tuple[Conversation, ...]:
        """See Journal."""
        rows = self._read_or_nothing(
            "SELECT conversation, max(at), count(*), (SELECT question FROM turns u WHERE u.browser = t.browser AND "
            "u.conversation = t.conversation AND u.question IS NOT NULL ORDER BY u.number LIMIT 1) FROM turns t "
            "WHERE browser = ? AND conversation <> '' GROUP BY conversation ORDER BY max(number) DESC LIMIT ?",
            (_hashed(browser), _MOST_CONVERSATIONS),
            browser,
        )
        return tuple(Conversation(row[0], row[3] or "", row[1], row[2]) for row in rows)

    def turns_of(self, browser: str, conversation: str) -> tuple[KeptTurn, ...]:
        """See Journal."""
        statement = f"SELECT {_COLUMNS} {_FROM} WHERE t.browser = ? AND t.conversation = ? ORDER BY t.number"
        rows = self._read_or_nothing(statement, (_hashed(browser), _cut(conversation)), browser)
        return tuple(_turn(row) for row in rows)

    def turns(self, wanted: Wanted) -> tuple[KeptTurn, ...]:
        """See Journal."""
        where, values = _where(wanted)
        statement = f"SELECT {_COLUMNS} {_FROM}{where} ORDER BY t.number DESC LIMIT ? OFFSET ?"
        return tuple(_turn(row) for row in self._selected(statement, (*values, wanted.most, wanted.skip)))

    def turn(self, turn: str) -> KeptTurn | None:
        """See Journal."""
        statement = f"SELECT {_COLUMNS} {_FROM} WHERE substr(t.id, 1, ?) = ? LIMIT 2"
        rows = self._selected(statement, (len(turn), turn)) if turn else []
        return _turn(rows[0]) if len(rows) == 1 else None

    def close(self) -> None:
        """See Journal."""
        self._writer.close()

    def _selected(self, statement: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        self._writer.settle()
        try:
            uri = f"{self.path.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, timeout=LOCKED_SECONDS)) as connection:
                return connection.execute(statement, tuple(values)).fetchall()
        except (sqlite3.Error, OSError) as error:
            raise LogError(
                f"日志读不出来（{error}）：{self.path}。 / The log cannot be read ({error}): {self.path}."
            ) from error

    def _read_or_nothing(
        self, statement: str, values: Iterable[object], browser: str
    ) -> list[tuple[Any, ...]]:
        try:
            return self._selected(statement, values) if browser else []
        except LogError:
            return []


class NoJournal:
    """A log that keeps nothing."""

    @property
    def keeps(self) -> bool:
        """Never."""
        return False

    @property
    def state(self) -> Literal["on", "off", "failing"]:
        """Off."""
        return "off"

    def record(
        self,
        answer: Answer,
        history: tuple[Turn, ...] = (),
        *,
        browser: str = "",
        conversation: str = "",
        channel: Literal["page", "api"] = "page",
    ) -> str:
        """Keep nothing."""
        return ""

    def give_feedback(self, turn: str, verdict: Verdict, reason: str = "", text: str = "") -> None:
        """Say that nothing is kept."""
        raise LogError(
            "没有保存：日志已关闭（ASSISTANT_LOG=off）。 / It was not kept: the log is off (ASSISTANT_LOG=off)."
        )

    def withdraw_feedback(self, turn: str) -> None:
        """There is none."""

    def conversations(self, browser: str) -> tuple[Conversation, ...]:
        """None."""
        return ()

    def turns_of(self, browser: str, conversation: str) -> tuple[KeptTurn, ...]:
        """None."""
        return ()

    def forget(self, browser: str, conversation: str | None = None) -> None:
        """There is nothing to forget."""

    def turns(self, wanted: Wanted) -> tuple[KeptTurn, ...]:
        """None."""
        return ()

    def turn(self, turn: str) -> KeptTurn | None:
        """None."""
        return None

    def close(self) -> None:
        """There is nothing to close."""


# --- rows ---


def _insert(
    connection: sqlite3.Connection,
    key: tuple[str, ...],
    answer: Answer,
    history: tuple[Turn, ...],
    origin: Origin,
) -> None:
    turn, at, browser, conversation, channel = key
    said: tuple[str | None, ...] = (None,) * 4
    if may_keep_text(answer, history):
        said = (*kept_words(answer), to_record(answer, history))
    plan = answer.query.plan if answer.query else ""
    connection.execute(
        "INSERT INTO turns (id, at, browser, conversation, channel, plan, question, completed, status, reason, lang, "
        "text, record, milliseconds, index_digest, model) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            turn, at, browser, conversation, channel, plan, *said[:2], answer.status, answer.reason, answer.lang,
            *said[2:], answer.timings_ms.get("total", 0.0), origin.index, origin.model,
        ),
    )  # fmt: skip


def _say(connection: sqlite3.Connection, turn: str, said: tuple[str, str, str, str]) -> None:
    found = connection.execute("SELECT question FROM turns WHERE id = ?", (turn,)).fetchone()
    if found is None:
        raise UnknownTurn(
            "没有找到这条回答，可能已过保存期。 / There is no such answer; it may have been kept long enough."
        )
    verdict, reason, line, at = said
    kept = line if found[0] is not None else ""  # of a turn without text, nothing that was said is kept
    connection.execute(
        "INSERT OR REPLACE INTO feedback (turn, verdict, reason, text, at) VALUES (?,?,?,?,?)",
        (turn, verdict, reason, kept, at),
    )


def _change(connection: sqlite3.Connection, statement: str, values: Iterable[str]) -> None:
    connection.execute(statement, tuple(values))


def _overwrite(connection: sqlite3.Connection) -> None:
    """Let nothing of what was deleted stay in the write-ahead file."""
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("BEGIN IMMEDIATE")


def _turn(row: tuple[Any, ...]) -> KeptTurn:
    said = None if row[15] is None else Feedback(*row[15:19])
    identity, at, conversation, channel, plan, question, completed, status, reason, lang, text = row[:11]
    return KeptTurn(
        identity, at, conversation, channel, plan, question, completed, status, reason, lang, text,
        from_record(row[11]), row[12], Origin(row[13], row[14]), said,
    )  # fmt: skip


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    """The condition of a filter, with its values."""
    either: list[tuple[str, list[object]]] = []
    if wanted.verdict:
        either.append(("f.verdict = ?", [wanted.verdict]))
    if wanted.refused:
        either.append(("t.status IN ('abstained', 'clarify')", []))
    parts = (
        [(" OR ".join(part for part, _ in either), [v for _, vs in either for v in vs])]
        if wanted.either and either
        else either
    )
    for condition, value in (
        ("t.status = ?", wanted.status),
        ("t.at >= ?", wanted.since),
        ("t.conversation = ?", wanted.conversation),
        ("instr(t.question, ?) > 0", wanted.words),
    ):
        if value:
            parts = [*parts, (condition, [value])]
    where = " AND ".join(f"({condition})" for condition, _ in parts)
    return (f" WHERE {where}" if where else ""), [value for _, values in parts for value in values]


def _hashed(browser: str) -> str:
    return hashlib.sha256(browser.encode("utf-8", "replace")).hexdigest() if browser else ""


def _cut(key: str) -> str:
    return key.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_KEY]


def _now() -> str:
    return _text(datetime.now(UTC))


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
