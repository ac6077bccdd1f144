"""The only way from a statement to the plan's database, and it can only read.

    tree ── guard_tree ── render ── authorizer ── mode=ro, query_only ──▶ SqlResult

Each layer would stop a writing or prying statement alone; tests/sql/test_run.py tries each without the rest.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sqlglot import exp

from assistant.errors import SqlRunError
from assistant.records import SqlResult
from assistant.sql.allowed import fold
from assistant.sql.guard import Schema, guard_tree, parameters_of, readable, render, with_names

TIME_LIMIT = 1.0  # seconds a statement may take
ROW_CAP = 500  # rows a result may have
MAX_CHARACTERS = 1_000_000  # of all cells of a result
MAX_PASSED = 256  # statements remembered as let through

_BATCH = 64  # rows fetched at once, so that a result that is too big is noticed early
_STEPS = 1_000  # steps of SQLite between two looks at the clock: about 20 µs
# https://www.sqlite.org/c3ref/c_limit_attached.html
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,  # a row or cell, so that replace() and || stay small
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 200_000,  # a guarded statement is longer than it was written
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 32,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 200,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


@dataclass(frozen=True, slots=True)
class _Passed:
    """A statement that the guard let through.

    Attributes:
        statement: the text to run.
        parameters: names that it needs.
        common: names of its WITH queries, which SQLite shows to the authorizer like tables.
    """

    statement: str
    parameters: frozenset[str]
    common: frozenset[str]


class _State:
    """What the callbacks of one connection look at: the time to stop, the WITH names of the statement."""

    def __init__(self) -> None:
        self.deadline = float("inf")
        self.common: frozenset[str] = frozenset()

    def is_late(self) -> bool:
        return time.thread_time() > self.deadline


class _Opened:
    """One thread's connection; closed with the thread, or by the database's `close`."""

    def __init__(self, connection: sqlite3.Connection, state: _State) -> None:
        self.connection = connection
        self.state = state
        self.close = weakref.finalize(self, connection.close)


class ReadOnlyDatabase:
    """A SQLite file that can be asked, one guarded query at a time, from any thread.

    Args:
        path: the file; it is opened at the first question of each thread.
        schema: tables, columns and functions that may be used. Views need their tables listed too.
        time_limit: seconds of computing that a statement may take; waiting on a busy machine does not count.
        row_cap: rows returned; a longer result is cut and says so.
    """

    def __init__(
        self, path: Path | str, schema: Schema, *, time_limit: float = TIME_LIMIT, row_cap: int = ROW_CAP
    ) -> None:
        """Remember what to open; nothing is read yet."""
        self.path = Path(path)
        self.schema = schema
        self.time_limit = time_limit
        self.row_cap = row_cap
        self._local = threading.local()
        self._lock = threading.Lock()
        self._opened: weakref.WeakSet[_Opened] = weakref.WeakSet()
        self._passed: dict[str, _Passed] = {}
        self._closed = False

    def run(self, tree: exp.Expr, parameters: Mapping[str, str | int] | None = None) -> SqlResult:
        """Guard a tree, run it, and return what came out.

        Args:
            tree: a query as a sqlglot tree; text is not taken.
            parameters: a value for each :name in it, and no others.

        Returns:
            Cells are str, int or None; a real number is the shortest text that reads back as it ("5.5").

        Raises:
            SqlRefused: the guard does not let it through.
            SqlRunError: the file is missing, a parameter is wrong, it takes too long, the result is too big,
                or SQLite refuses it.
        """
        if not isinstance(tree, exp.Expr):
            raise SqlRunError(f"found {type(tree).__name__}, not a query tree: parse text with guard()")
        passed = self._let_through(tree)
        values = _bound(passed, parameters or {})
        opened = self._open()
        opened.state.common = passed.common
        opened.state.deadline = time.thread_time() + self.time_limit
        try:
            columns, rows = self._fetch(opened.connection, passed.statement, values)
        except (sqlite3.Error, OverflowError, UnicodeError, MemoryError) as error:
            raise SqlRunError(self._explained(error)) from error
        cells = tuple(tuple(_cell(value) for value in row) for row in rows[: self.row_cap])
        return SqlResult(passed.statement, values, columns, cells, truncated=len(rows) > self.row_cap)

    def close(self) -> None:
        """Close the connections of all threads; to be called when none of them asks any more."""
        with self._lock:
            self._closed = True
            for opened in list(self._opened):
                opened.close()

    def __enter__(self) -> ReadOnlyDatabase:
        """Return the database, to be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _let_through(self, tree: exp.Expr) -> _Passed:
        """The guarded statement of a tree, remembered by its text: the schema never changes."""
        text = render(tree)
        passed = self._passed.get(text)
        if passed is None:
            query = guard_tree(tree, self.schema)
            passed = _Passed(readable(query, self.schema), parameters_of(query), with_names(query))
            with self._lock:
                if len(self._passed) >= MAX_PASSED:
                    del self._passed[next(iter(self._passed))]
                self._passed[text] = passed
        return passed

    def _open(self) -> _Opened:
        if self._closed:
            raise SqlRunError(f"{self.path} was closed: open it again")
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is None:
            state = _State()
            opened = self._local.opened = _Opened(self._connect(state), state)
            with self._lock:
                self._opened.add(opened)
        return opened

    def _connect(self, state: _State) -> sqlite3.Connection:
        if not self.path.is_file():
            raise SqlRunError(f"found no file {self.path}: build it with `assistant build`")
        try:
            # close() may come from another thread, hence no thread check; each thread uses its own only
            connection = sqlite3.connect(
                _uri(self.path),
                uri=True,
                isolation_level=None,
                timeout=self.time_limit,
                check_same_thread=False,
            )
        except sqlite3.Error as error:
            raise SqlRunError(f"{self.path} cannot be opened: {error}") from error
        try:
            _harden(connection, authorizer(self.schema, state), state)
        except sqlite3.Error as error:
            connection.close()
            raise SqlRunError(f"{self.path} cannot be opened: {error}") from error
        return connection

    def _fetch(
        self, connection: sqlite3.Connection, statement: str, values: dict[str, str | int]
    ) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """Column names and rows, one more than the cap where there are more."""
        cursor = connection.execute(statement, values)
        try:
            rows: list[tuple[object, ...]] = []
            characters = 0
            while len(rows) <= self.row_cap:
                batch = cursor.fetchmany(min(_BATCH, self.row_cap + 1 - len(rows)))
                if not batch:
                    break
                rows += batch
                characters += sum(len(cell) for row in batch for cell in row if isinstance(cell, str))
                if characters > MAX_CHARACTERS:
                    raise SqlRunError(f"the result has over {MAX_CHARACTERS} characters: ask for less")
            return tuple(column[0] for column in cursor.description), rows
        finally:
            cursor.close()  # resets the statement, which frees its read lock

    def _explained(self, error: Exception) -> str:
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_INTERRUPT:
            return f"the statement took longer than {self.time_limit:g} s: narrow it with WHERE or LIMIT"
        if code == sqlite3.SQLITE_TOOBIG or isinstance(error, MemoryError):
            return f"the result is too big ({error}): ask for less"
        if isinstance(error, (OverflowError, UnicodeError)):
            return f"a value cannot be given to SQLite ({error}): use text, or integers of 64 bits"
        return f"SQLite refuses the statement: {error}"


def authorizer(
    schema: Schema, state: _State
) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    """SQLite's own check of what a statement touches: denies all but reading what the schema lists.

    https://www.sqlite.org/c3ref/set_authorizer.html
    """

    def allowed(action: int, first: str | None, second: str | None, database: str | None) -> bool:
        if action == sqlite3.SQLITE_READ:
            table, column = fold(first or ""), fold(second or "")
            if column == "" and table in state.common:  # a WITH query of which no column is read
                return True
            columns = schema.tables.get(table, {})
            return database in ("main", None) and bool(columns) and (column == "" or column in columns)
        if action == sqlite3.SQLITE_FUNCTION:
            return fold(second or "") in schema.functions
        return action == sqlite3.SQLITE_SELECT

    def decide(
        action: int, first: str | None, second: str | None, database: str | None, inner: str | None
    ) -> int:
        return sqlite3.SQLITE_OK if allowed(action, first, second, database) else sqlite3.SQLITE_DENY

    return decide


def _uri(path: Path) -> str:
    return path.resolve().as_uri() + "?mode=ro"  # as_uri quotes ? # and %


def _harden(
    connection: sqlite3.Connection,
    decide: Callable[[int, str | None, str | None, str | None, str | None], int],
    state: _State,
) -> None:
    """Pragmas first: once the authorizer is set, none is let through."""
    for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}").close()
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_progress_handler(state.is_late, _STEPS)
    connection.set_authorizer(decide)


def _bound(passed: _Passed, parameters: Mapping[str, str | int]) -> dict[str, str | int]:
    """The parameters, checked: exactly those that the statement names, text or whole numbers."""
    if parameters.keys() != passed.parameters:
        found = ", ".join(sorted(parameters)) or "none"
        wanted = ", ".join(sorted(passed.parameters)) or "none"
        raise SqlRunError(f"found parameters {found}, the statement names {wanted}: give exactly those")
    for name, value in parameters.items():
        if not isinstance(value, (str, int)):
            raise SqlRunError(f"parameter {name} is {type(value).__name__}: use text or a whole number")
    return dict(parameters)


def _cell(value: object) -> str | int | None:
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, float):
        return repr(value)
    raise SqlRunError(f"a cell holds {type(value).__name__}: read text and numbers only")
