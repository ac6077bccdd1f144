"""The run: each layer alone, then all of them, and that there is no way around."""

from __future__ import annotations

import ast
import hashlib
import inspect
import re
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from assistant.errors import SqlRefused, SqlRunError
from assistant.sql import run as run_module
from assistant.sql.guard import Schema, guard, parameters_of
from assistant.sql.run import ReadOnlyDatabase, _State, _uri, authorizer

BOMB = "SELECT count(*) FROM " + ", ".join(f"indicators AS t{i}" for i in range(16))
OWN_STATEMENTS = {"store.py", "search_files.py"}  # and the log, a package
WRITES = [
    "INSERT INTO duties VALUES ('a', 'b', 'c')",
    "UPDATE duties SET actor = 'x'",
    "DELETE FROM duties",
    "DROP TABLE duties",
    "CREATE TABLE copy AS SELECT * FROM duties",
    "CREATE INDEX i ON duties (actor)",
]
PRYING = [
    "SELECT word FROM secrets",
    "SELECT count(*) FROM secrets",
    "SELECT note FROM indicators",
    "SELECT rowid FROM indicators",
    "SELECT name FROM indicators ORDER BY note",
    "SELECT name FROM sqlite_master",
    "SELECT count(*) FROM sqlite_master",
    "SELECT name FROM pragma_table_list",
    "SELECT * FROM json_each('[1]')",
    "SELECT load_extension('x')",
    "SELECT random()",
    "SELECT sqlite_version()",
    "SELECT name FROM indicators WHERE name REGEXP 'a'",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 3",
    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 3",
    "PRAGMA query_only = OFF",
    "PRAGMA table_info(secrets)",
    "ATTACH ':memory:' AS other",
    "BEGIN",
    "SAVEPOINT a",
    "VACUUM",
    "ANALYZE",
    "REINDEX",
    "CREATE TEMP TABLE t (a)",
    "CREATE TEMP VIEW v AS SELECT word FROM secrets",
    *WRITES,
]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def database(plan_file: Path, schema: Schema):  # type: ignore[no-untyped-def]
    with ReadOnlyDatabase(plan_file, schema) as opened:
        yield opened


def ask(database: ReadOnlyDatabase, sql: str, **parameters: str | int):  # type: ignore[no-untyped-def]
    return database.run(guard(sql, database.schema), parameters)


# ---------------------------------------------------------------- results


def test_returns_columns_rows_and_the_text_as_run(database: ReadOnlyDatabase) -> None:
    result = ask(
        database, "SELECT name, value, target_year AS year, per FROM indicators WHERE id = :id", id="3"
    )
    assert result.columns == ("name", "value", "year", "per")
    assert result.rows == (("婴儿死亡率", "5.5", 2025, None),)
    assert result.parameters == {"id": "3"}
    assert not result.truncated
    with closing(sqlite3.connect(database.path)) as connection:
        assert len(connection.execute(result.statement, result.parameters).fetchall()) == 1


@pytest.mark.parametrize(
    ("written", "cell"), [("0.1 + 0.2", "0.30000000000000004"), ("97.0", "97.0"), ("2.50", "2.5")]
)
def test_real_numbers_keep_every_digit(database: ReadOnlyDatabase, written: str, cell: str) -> None:
    assert ask(database, f"SELECT {written} AS n").rows == ((cell,),)


def test_the_row_cap_cuts_and_says_so(plan_file: Path, schema: Schema) -> None:
    with ReadOnlyDatabase(plan_file, schema, row_cap=3) as database:
        assert ask(database, "SELECT actor FROM duties").truncated is False  # exactly three
        cut = ask(database, "SELECT name FROM indicators ORDER BY id")
        assert (len(cut.rows), cut.truncated) == (3, True)
        assert ask(database, "SELECT name FROM indicators WHERE id = 'x'").rows == ()


def test_a_cap_above_one_batch(database: ReadOnlyDatabase) -> None:
    result = ask(database, "SELECT a.name FROM indicators a, indicators b, indicators c, indicators d")
    assert (len(result.rows), result.truncated) == (500, True)  # of 625


def test_every_statement_that_the_guard_accepts_runs(database: ReadOnlyDatabase) -> None:
    text = (Path(__file__).parent.parent / "cases" / "guard_accept.sql").read_text(encoding="utf-8")
    values = {"name": "婴儿死亡率", "many": 2}
    for entry in re.split(r"^-- title: .*$", text, flags=re.MULTILINE)[1:]:
        query = guard(entry, database.schema)
        result = database.run(query, {name: values[name] for name in parameters_of(query)})
        assert result.columns == tuple(query.named_selects), entry


# ---------------------------------------------------------------- errors


def test_a_missing_file_is_named(tmp_path: Path, schema: Schema) -> None:
    path = tmp_path / "none.sqlite"
    with ReadOnlyDatabase(path, schema) as database, pytest.raises(SqlRunError, match=r"none\.sqlite"):
        ask(database, "SELECT 1 AS n")
    assert not path.exists()


def test_a_file_that_is_no_database(tmp_path: Path, schema: Schema) -> None:
    path = tmp_path / "plan.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with ReadOnlyDatabase(path, schema) as database, pytest.raises(SqlRunError, match="not a database"):
        ask(database, "SELECT name FROM indicators")


def test_a_table_that_the_schema_has_and_the_file_has_not(plan_file: Path) -> None:
    absent = Schema({"goals": {"id": ""}})
    with (
        ReadOnlyDatabase(plan_file, absent) as database,
        pytest.raises(SqlRunError, match="no such table: goals"),
    ):
        ask(database, "SELECT id FROM goals")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({}, "found parameters none, the statement names id"),
        ({"id": "1", "more": "2"}, "found parameters id, more"),
        ({"id": 1.5}, "parameter id is float"),
        ({"id": None}, "parameter id is NoneType"),
        ({"id": 2**63}, "cannot be given to SQLite"),
        ({"id": "\ud800"}, "cannot be given to SQLite"),
    ],
)
def test_parameters_that_do_not_fit(database: ReadOnlyDatabase, parameters, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SqlRunError, match=message):
        database.run(guard("SELECT name FROM indicators WHERE id = :id", database.schema), parameters)


def test_a_parameter_is_a_value_never_sql(database: ReadOnlyDatabase) -> None:
    assert ask(database, "SELECT name FROM indicators WHERE id = :id", id="1' OR '1'='1").rows == ()


def test_text_is_not_taken(database: ReadOnlyDatabase) -> None:
    with pytest.raises(SqlRunError, match="str, not a query tree"):
        database.run("SELECT name FROM indicators")  # type: ignore[arg-type]


def test_binary_cells_are_not_shown(plan_file: Path) -> None:
    with closing(sqlite3.connect(plan_file)) as connection:
        connection.executescript("CREATE TABLE raw (b); INSERT INTO raw VALUES (x'00ff')")
    with ReadOnlyDatabase(plan_file, Schema({"raw": {"b": "BLOB"}})) as database:
        with pytest.raises(SqlRunError, match="bytes"):
            ask(database, "SELECT b FROM raw")
        with pytest.raises(SqlRunError, match="UTF-8"):
            ask(database, "SELECT cast(b AS TEXT) FROM raw")


def test_too_big_a_value_and_too_big_a_result(database: ReadOnlyDatabase) -> None:
    grown = "replace(" * 7 + "'aaaaaaaaaa'" + ", 'a', 'aaaaaaaaaa')" * 7
    with pytest.raises(SqlRunError, match="too big"):
        ask(database, f"SELECT {grown} AS n")
    wide = "replace(" * 4 + "'aaaaaaaaaa'" + ", 'a', 'aaaaaaaaaa')" * 4
    with pytest.raises(SqlRunError, match="over 1000000 characters"):
        ask(database, f"SELECT {wide} AS n FROM indicators AS a, indicators AS b")


# ---------------------------------------------------------------- layers, each alone


def test_the_time_limit_alone(plan_file: Path, schema: Schema) -> None:
    with ReadOnlyDatabase(plan_file, schema, time_limit=0.2) as database:
        begin = time.thread_time()
        with pytest.raises(SqlRunError, match=r"longer than 0\.2 s"):
            ask(database, BOMB)
        assert 0.15 < time.thread_time() - begin < 1.0
        assert ask(database, "SELECT count(*) AS n FROM duties").rows == ((3,),)  # and goes on working


@pytest.mark.parametrize("sql", PRYING)
def test_the_authorizer_alone(plan_file: Path, schema: Schema, sql: str) -> None:
    with closing(sqlite3.connect(plan_file, isolation_level=None)) as connection:  # may write, but for it
        connection.set_authorizer(authorizer(schema, _State()))
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute(sql).fetchall()


def test_the_authorizer_lets_reading_through(plan_file: Path, schema: Schema) -> None:
    state = _State()
    with closing(sqlite3.connect(plan_file)) as connection:
        connection.set_authorizer(authorizer(schema, state))
        assert connection.execute(
            "SELECT count(*), max(value) FROM indicators WHERE name LIKE '%率'"
        ).fetchall()
        counted = "WITH a AS MATERIALIZED (SELECT name FROM indicators) SELECT count(*) FROM a"
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            connection.execute(counted)  # SQLite asks for "a" as if it were a table
        state.common = frozenset({"a"})
        assert connection.execute(counted).fetchall() == [(5,)]


@pytest.mark.parametrize("sql", [*WRITES, "VACUUM"])
def test_mode_ro_alone(plan_file: Path, sql: str) -> None:
    before = digest(plan_file)
    with (
        closing(sqlite3.connect(_uri(plan_file), uri=True, isolation_level=None)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute(sql)
    assert digest(plan_file) == before


def test_mode_ro_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(_uri(tmp_path / "new.sqlite"), uri=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sql", WRITES)
def test_query_only_alone(plan_file: Path, sql: str) -> None:
    with closing(sqlite3.connect(plan_file)) as connection:
        connection.execute("PRAGMA query_only = ON")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute(sql)


@pytest.mark.parametrize("sql", PRYING)
def test_the_opened_connection_without_the_guard(database: ReadOnlyDatabase, sql: str) -> None:
    before = digest(database.path)
    connection = database._open().connection
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute(sql).fetchall()
    assert digest(database.path) == before


def test_limits_hold_on_the_opened_connection(database: ReadOnlyDatabase) -> None:
    connection = database._open().connection
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 1_000_000


# ---------------------------------------------------------------- no way around the guard


def test_run_asks_the_guard(database: ReadOnlyDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(tree: exp.Expr, schema: Schema) -> exp.Query:
        raise SqlRefused("test", "everything")

    tree = guard("SELECT name FROM indicators", database.schema)
    monkeypatch.setattr(run_module, "guard_tree", refuse)
    with pytest.raises(SqlRefused, match="everything"):
        database.run(tree)


@pytest.mark.parametrize(
    "tree",
    [
        exp.select("word").from_("secrets"),
        exp.select("note").from_("indicators"),
        exp.select(exp.func("load_extension", exp.Literal.string("x"))),
        exp.delete("indicators"),
        exp.Command(this="PRAGMA", expression="query_only = OFF"),
        exp.select(exp.Literal.number("1; DELETE FROM duties")),
    ],
)
def test_run_refuses_an_unguarded_tree(database: ReadOnlyDatabase, tree: exp.Expr) -> None:
    with pytest.raises(SqlRefused):
        database.run(tree)


def test_what_runs_is_what_was_guarded_in_readable_form(database: ReadOnlyDatabase) -> None:
    tree = exp.select("name").from_("indicators").where("id = :id")
    tree.add_comments(["word FROM secrets"])
    for _ in range(2):  # the second time it is remembered
        result = database.run(tree, {"id": "1"})
        assert result.statement == "SELECT name FROM indicators WHERE id = :id"


def test_refused_trees_are_not_remembered_and_passed_ones_are_bounded(
    database: ReadOnlyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "MAX_PASSED", 4)
    for n in range(10):
        database.run(exp.select(exp.Literal.number(n).as_("n")))
        with pytest.raises(SqlRefused):
            database.run(exp.select("word").from_("secrets").limit(n))
    assert len(database._passed) == 4


def calls_of_execute(module: ast.Module) -> list[ast.Call]:
    names = {"execute", "executemany", "executescript"}
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in names]


def test_no_other_module_of_sql_reaches_the_database() -> None:
    folder = Path(str(run_module.__file__)).parent
    for path in folder.glob("*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        if path.name != "run.py":
            assert "sqlite3" not in {
                name.name for node in ast.walk(module) if isinstance(node, ast.Import) for name in node.names
            }
            assert calls_of_execute(module) == []


def test_only_run_executes_what_a_caller_gave() -> None:
    """In run.py SQL is executed in two places: fixed pragmas, and the statement that `_let_through` made."""
    module = ast.parse(inspect.getsource(run_module))
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    where = {f.name for f in functions if calls_of_execute(ast.Module(body=f.body, type_ignores=[]))}
    assert where == {"_fetch", "_harden"}
    fetches = [
        f.name for f in functions for n in ast.walk(f) if isinstance(n, ast.Attribute) and n.attr == "_fetch"
    ]
    assert fetches == ["run"]
    made = [n for n in ast.walk(module) if isinstance(n, ast.Call) and ast.unparse(n.func) == "_Passed"]
    assert len(made) == 1
    assert inspect.signature(ReadOnlyDatabase.run).parameters["tree"].annotation == "exp.Expr"


@pytest.mark.slow
def test_no_other_module_lets_a_caller_choose_the_statement() -> None:
    """Store and log run statements of their own; no public function takes one, no private one is borrowed."""
    package = Path(str(run_module.__file__)).parent.parent
    modules = {
        path.relative_to(package).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in package.rglob("*.py")
    }
    users = {name for name, module in modules.items() if calls_of_execute(module)}
    assert {name for name in users if not name.startswith("log/")} <= {"sql/run.py", *OWN_STATEMENTS}
    for name in users - {"sql/run.py"}:
        runners = {f.name for f in ast.walk(modules[name]) if isinstance(f, ast.FunctionDef) and chooses(f)}
        assert all(runner.startswith("_") for runner in runners), f"{name}: {runners}"
        borrowed = {
            node.attr
            for other, module in modules.items()
            for node in ast.walk(module)
            if other != name and isinstance(node, ast.Attribute)
        }
        assert not runners & borrowed, f"{name}: {runners & borrowed}"


def chooses(function: ast.FunctionDef) -> bool:
    """Whether a function executes one of its own parameters."""
    parameters = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
    executed = [call.args[0] for call in calls_of_execute(ast.Module(body=function.body, type_ignores=[]))]
    return any(isinstance(what, ast.Name) and what.id in parameters for what in executed)


# ---------------------------------------------------------------- threads and time


def test_each_thread_has_its_own_connection(database: ReadOnlyDatabase) -> None:
    barrier = threading.Barrier(4)

    def work(n: int) -> tuple[int, object]:
        barrier.wait()
        for _ in range(20):
            rows = ask(database, "SELECT name FROM indicators WHERE id = :id", id=str(n + 1)).rows
        return id(database._open().connection), rows

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(work, range(4)))
        assert len({connection for connection, _ in found}) == 4
        assert len({rows for _, rows in found}) == 4


def test_a_late_thread_does_not_stop_another(plan_file: Path, schema: Schema) -> None:
    with ReadOnlyDatabase(plan_file, schema, time_limit=0.3) as database, ThreadPoolExecutor(2) as pool:
        slow = pool.submit(ask, database, BOMB)
        quick = [
            pool.submit(ask, database, "SELECT count(*) AS n FROM duties").result().rows for _ in range(50)
        ]
        assert set(quick) == {((3,),)}
        assert isinstance(slow.exception(), SqlRunError)


def test_close_closes_the_connections_of_all_threads(database: ReadOnlyDatabase) -> None:
    ask(database, "SELECT 1 AS n")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(ask, database, "SELECT 1 AS n").result()
        connections = [opened.connection for opened in database._opened]
        assert len(connections) == 2
        database.close()
    for connection in connections:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
    with pytest.raises(SqlRunError, match="was closed"):
        ask(database, "SELECT 1 AS n")
    database.close()  # twice does no harm


@pytest.mark.bench
def test_a_warm_question_is_cheap(database: ReadOnlyDatabase) -> None:
    tree = exp.select("name", "value", "unit").from_("indicators").where("name = :name").order_by("id")
    database.run(tree, {"name": "婴儿死亡率"})
    times = []
    for _ in range(200):
        begin = time.perf_counter()
        database.run(tree, {"name": "婴儿死亡率"})
        times.append(time.perf_counter() - begin)
    assert sorted(times)[100] < 1e-3


# ---------------------------------------------------------------- any text at all

WORDS = """SELECT FROM WHERE UNION ALL , ( ) * = ; -- /* */ ' " indicators duties secrets sqlite_master name
value note rowid count( max( AS a b JOIN ON 1 0 LIMIT ORDER_BY GROUP_BY WITH AS EXISTS IN CASE WHEN
THEN END DELETE DROP load_extension('x') COLLATE NOCASE OVER ()"""


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from(["", "SELECT ", "SELECT name FROM indicators ", "SELECT actor AS a FROM duties "]),
    words=st.lists(st.sampled_from(WORDS.replace("_BY", " BY").split()), max_size=14),
)
def test_whatever_is_asked_the_file_stays_and_secrets_stay_secret(
    database: ReadOnlyDatabase, head: str, words: list[str]
) -> None:
    before = digest(database.path)
    try:
        result = ask(database, head + " ".join(words))
    except (SqlRefused, SqlRunError):
        pass
    else:
        assert not {"hidden", "n1", "n2", "n3", "n4", "n5"} & {cell for row in result.rows for cell in row}
    assert digest(database.path) == before
