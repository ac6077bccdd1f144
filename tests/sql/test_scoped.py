"""A statement that is held to one plan sees no row of another, however it is written."""

from __future__ import annotations

import sqlite3

import pytest

from assistant.sql.guard import Schema, guard, render
from assistant.sql.scoped import of_plan

TABLES = Schema({
    "indicators": {"plan": "TEXT", "id": "TEXT", "name": "TEXT", "clause_id": "TEXT"},
    "clauses": {"plan": "TEXT", "id": "TEXT", "text": "TEXT"},
})  # fmt: skip


@pytest.fixture
def shelf() -> sqlite3.Connection:
    """Two plans with the same ids."""
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE indicators (plan, id, name, clause_id)")
    made.execute("CREATE TABLE clauses (plan, id, text)")
    for key in ("ours", "theirs"):
        made.executemany(
            "INSERT INTO indicators VALUES (?,?,?,?)",
            [(key, "1/1", f"{key} a", "1"), (key, "2", f"{key} b", "2")],
        )
        made.executemany(
            "INSERT INTO clauses VALUES (?,?,?)", [(key, "1", f"{key} c"), (key, "2", f"{key} d")]
        )
    return made


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM indicators",
        "SELECT name FROM indicators WHERE id = '1/1' OR 1 = 1",
        "SELECT i.name FROM indicators AS i WHERE i.plan = 'theirs' OR i.id = '2'",
        "SELECT name FROM indicators UNION SELECT text FROM clauses",
        "SELECT i.name, c.text FROM indicators i JOIN clauses c ON c.id = i.clause_id",
        "SELECT i.name, c.text FROM indicators i, clauses c",
        "WITH n AS (SELECT name FROM indicators) SELECT name FROM n",
        "WITH n AS (SELECT name FROM indicators) SELECT n.name, (SELECT max(text) FROM clauses) AS t FROM n",
        "SELECT name FROM indicators WHERE clause_id IN (SELECT id FROM clauses WHERE text LIKE '%d')",
        "SELECT name FROM (SELECT name FROM indicators) AS inner_one",
        "SELECT max(name) AS m, count(*) AS n FROM indicators",
    ],
)  # fmt: skip
def test_only_the_plan_is_seen(statement: str, shelf: sqlite3.Connection) -> None:
    held = guard(render(of_plan(guard(statement, TABLES), "ours")), TABLES)
    found = [str(cell) for row in shelf.execute(render(held)) for cell in row]
    assert found
    assert not any("theirs" in cell for cell in found)


def test_rows_are_counted_of_the_plan_alone(shelf: sqlite3.Connection) -> None:
    held = of_plan(guard("SELECT count(*) AS n FROM indicators", TABLES), "ours")
    assert shelf.execute(render(held)).fetchall() == [(2,)]


def test_a_key_is_a_value_and_no_sql(shelf: sqlite3.Connection) -> None:
    held = of_plan(guard("SELECT name FROM indicators", TABLES), "x' OR '1' = '1")
    assert shelf.execute(render(held)).fetchall() == []


def test_the_statement_given_is_not_changed() -> None:
    query = guard("SELECT name FROM indicators", TABLES)
    before = render(query)
    of_plan(query, "ours")
    assert render(query) == before
