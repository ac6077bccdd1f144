"""The guard alone: golden files of what passes and what does not, and what holds for every text."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from assistant.errors import SqlRefused
from assistant.sql import guard as guard_module
from assistant.sql.guard import RULES, Schema, guard, guard_tree, parameters_of, readable, render, with_names

CASES = Path(__file__).parent.parent / "cases"
PARAMETERS = {"name": "小学生近视率", "many": 2}
TESTED_BELOW = {"characters", "length"}  # such text cannot stand in a file, or would fill it


def cases(file: str) -> Iterator[tuple[str, str, str]]:
    """(title, rule or "", SQL) of each entry of a golden file."""
    text = (CASES / file).read_text(encoding="utf-8")
    for entry in re.split(r"^-- title: ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = entry.partition("\n")
        found = re.match(r"-- rule: (.*)\n", rest)
        yield title, found[1] if found else "", (rest[found.end() :] if found else rest).strip()


ACCEPT = [pytest.param(sql, id=title) for title, _, sql in cases("guard_accept.sql")]
REJECT = [pytest.param(rule, sql, id=title) for title, rule, sql in cases("guard_reject.sql")]


def refusal(sql: str, schema: Schema) -> SqlRefused:
    with pytest.raises(SqlRefused) as caught:
        guard(sql, schema)
    return caught.value


def outcome(sql: str, schema: Schema) -> exp.Query | SqlRefused:
    try:
        return guard(sql, schema)
    except SqlRefused as error:
        return error


@pytest.mark.parametrize("sql", ACCEPT)
def test_accepts_and_means_the_same(sql: str, schema: Schema, plan_file: Path) -> None:
    query = guard(sql, schema)
    assert isinstance(query, exp.Query)
    with closing(sqlite3.connect(plan_file)) as connection:
        given_rows = connection.execute(sql, PARAMETERS).fetchall()
        guarded = connection.execute(render(query), PARAMETERS).fetchall()
    if "SELECT *" in sql or "d.*" in sql:
        assert len(guarded) == len(given_rows)  # a star lists the schema's columns, not the table's
    else:
        assert guarded == given_rows


@pytest.mark.parametrize("sql", ACCEPT)
def test_guarding_again_changes_nothing(sql: str, schema: Schema) -> None:
    query = guard(sql, schema)
    before = render(query)
    assert render(guard_tree(query, schema)) == before
    assert render(query) == before


@pytest.mark.parametrize("sql", ACCEPT)
def test_renders_no_comment(sql: str, schema: Schema) -> None:
    without_text = re.sub(r"'(?:[^']|'')*'", "", render(guard(sql, schema)))
    assert "--" not in without_text
    assert "/*" not in without_text
    assert "*" not in without_text.replace("COUNT(*)", "").replace(") * 2", "")


@pytest.mark.parametrize(("rule", "sql"), REJECT)
def test_rejects(rule: str, sql: str, schema: Schema) -> None:
    assert refusal(sql, schema).rule == rule


@pytest.mark.parametrize(("rule", "sql"), REJECT)
def test_rejects_the_built_tree_too(rule: str, sql: str, schema: Schema) -> None:
    try:
        tree = sqlglot.parse_one(sql, dialect="sqlite")
    except (sqlglot.errors.SqlglotError, ValueError):
        return
    if not isinstance(tree, exp.Command) and rule not in {"one-statement", "shadow"}:
        with pytest.raises(SqlRefused):
            guard_tree(tree, schema)


def test_the_files_are_large_enough_and_reach_every_rule() -> None:
    assert len(ACCEPT) >= 25
    assert len(REJECT) >= 60
    assert {case.values[0] for case in REJECT} | TESTED_BELOW == set(RULES)
    titles = [case.id for case in (*ACCEPT, *REJECT)]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("rule", "sql"),
    [
        ("characters", "SELECT 1\0; DROP TABLE indicators"),
        ("characters", "SELECT '\ud800'"),
        ("length", "SELECT 1" + " + 1" * 5000),
        ("depth", "SELECT 1" + " + 1" * 1000),
        ("depth", "SELECT " + "(" * 3000),
        ("depth", "SELECT " + "abs(" * 1500 + "1" + ")" * 1500),
        ("depth", "SELECT " + "NOT " * 1900 + "1"),
        ("depth", "SELECT " + "- " * 3900 + "1"),
        ("complexity", "SELECT 1" + " UNION SELECT 1" * 50),
    ],
)
def test_rejects_text_that_no_file_can_show(rule: str, sql: str, schema: Schema) -> None:
    assert refusal(sql, schema).rule == rule


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT name" + ", name" * 1300 + " FROM indicators",
        "SELECT name FROM indicators WHERE name IN ('x'" + ", 'x'" * 1500 + ")",
        "SELECT name AS a FROM indicators WHERE a = 'x'" + " AND a = 'x'" * 500,
        "WITH a AS (SELECT * FROM indicators x, indicators y, indicators z), "
        "b AS (SELECT * FROM a x, a y, a z), "
        "c AS (SELECT * FROM b x, b y, b z), d AS (SELECT * FROM c x, c y, c z), "
        "e AS (SELECT * FROM d x, d y, d z) SELECT 1 FROM e",
        "SELECT " + ", ".join(["CASE " * 30] * 40),
        "SELECT " + "CASE WHEN " * 390,
        "SELECT 1 FROM " + "(SELECT 1 FROM " * 23,
    ],
)
def test_large_statements_are_decided_quickly(sql: str, schema: Schema) -> None:
    begin = time.thread_time()
    outcome(sql, schema)
    assert time.thread_time() - begin < 5  # half a second where it was measured; a blow-up takes minutes


def test_a_refusal_says_rule_place_and_way_out(schema: Schema) -> None:
    error = refusal("SELECT salary FROM duties", schema)
    assert error.where == '"salary"'
    assert "duties (actor, role, clause_id)" in str(error)
    assert refusal("SELECT d.salary FROM duties AS d", schema).rule == "column"
    assert "count" in str(refusal("SELECT reveal(name) FROM indicators", schema))


def test_columns_are_spelled_out_for_star(schema: Schema) -> None:
    query = guard("SELECT * FROM indicators", schema)
    assert query.named_selects == list(schema.tables["indicators"])


def test_names_of_parameters_and_with_queries(schema: Schema) -> None:
    query = guard(
        "WITH A AS (SELECT name FROM indicators WHERE id = :Id) SELECT name FROM a LIMIT :many", schema
    )
    assert parameters_of(query) == {"Id", "many"}
    assert with_names(query) == {"a"}


def test_any_schema_will_do() -> None:
    schema = Schema(
        {"Order": {"Group": "INT", "a b": ""}, "人口": {"数": ""}, "log": {"rowid": ""}}, frozenset({"SUM"})
    )
    guard('SELECT sum("group"), "A B" FROM "order" GROUP BY "a b"', schema)
    guard("SELECT 数 FROM 人口", schema)
    guard("SELECT rowid FROM log", schema)  # a column of its own here
    assert refusal("SELECT count(*) FROM log", schema).rule == "function"
    assert refusal("SELECT rowid LIKE 'a' FROM log", schema).rule == "function"
    assert (
        refusal("SELECT 1 FROM sqlite_master", Schema({"sqlite_master": {"name": ""}})).rule == "system-table"
    )


SHOP = Schema(
    {
        "orders": {"id": "INTEGER", "customer": "TEXT", "total": "REAL", "placed": "TEXT"},
        "customers": {"id": "TEXT", "city": "TEXT"},
    }
)


@pytest.mark.parametrize(
    ("rule", "sql"),
    [
        ("", "SELECT city, sum(total) FROM orders o JOIN customers c ON c.id = o.customer GROUP BY city"),
        ("", "SELECT id, rank() OVER (PARTITION BY customer ORDER BY total DESC) AS place FROM orders"),
        ("", "WITH big AS (SELECT * FROM orders WHERE total > :least) SELECT count(*) FROM big"),
        ("", "SELECT substr(placed, 1, 7) AS m, avg(total) FROM orders GROUP BY m ORDER BY m LIMIT 12"),
        ("table", "SELECT name FROM indicators"),
        ("column", "SELECT address FROM customers"),
        ("column", "SELECT id FROM orders JOIN customers ON customer = customers.id"),
        ("function", "SELECT strftime('%Y', placed) FROM orders"),
        ("one-statement", "SELECT id FROM orders; DROP TABLE orders"),
        ("not-a-query", "UPDATE orders SET total = 0"),
    ],
)
def test_a_schema_that_has_nothing_to_do_with_plans(rule: str, sql: str, tmp_path: Path) -> None:
    if rule:
        assert refusal(sql, SHOP).rule == rule
        return
    with closing(sqlite3.connect(tmp_path / "shop.sqlite")) as connection:
        connection.executescript(
            "CREATE TABLE orders (id, customer, total, placed); CREATE TABLE customers (id, city, address);"
            "INSERT INTO customers VALUES ('a', 'X', 'secret'), ('b', 'Y', 'secret');"
            "INSERT INTO orders VALUES (1, 'a', 5.5, '2024-01-02'), (2, 'a', 7, '2024-02-03'), (3, 'b', 1, '2024-02-04')"
        )
        values = {"least": 5}
        assert (
            connection.execute(render(guard(sql, SHOP)), values).fetchall()
            == connection.execute(sql, values).fetchall()
        )


def test_the_example_of_the_docs_says_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    page = Path(__file__).parent.parent.parent / "docs" / "sql.md"
    (example,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    exec(example, {})
    statement, refused = capsys.readouterr().out.splitlines()
    assert statement.startswith('SELECT "c"."city" AS "city", COUNT(*) AS "n"')
    assert refused == 'column "address"'


def test_a_schema_cannot_be_changed_later() -> None:
    columns = {"a": ""}
    schema = Schema({"t": columns})
    columns["b"] = ""
    assert refusal("SELECT b FROM t", schema).rule == "column"
    with pytest.raises(TypeError):
        schema.tables["u"] = {}  # type: ignore[index]


def test_a_table_without_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="'t' has no column"):
        Schema({"t": {}})


@pytest.mark.parametrize("written", ["substr", "substring"])
def test_two_names_of_one_function(written: str) -> None:
    schema = Schema({"t": {"a": ""}}, frozenset({written}))
    guard("SELECT substr(a, 1), substring(a, 1) FROM t", schema)


@pytest.mark.parametrize(
    "tree",
    [
        exp.select("name").from_("indicators").where(exp.Var(this="1 UNION SELECT word FROM secrets")),
        exp.select(exp.Literal.number("1; DROP TABLE indicators")),
        exp.select(exp.Literal.number("(SELECT word FROM secrets)")),
        exp.select(exp.Anonymous(this="load_extension('x'), upper", expressions=[exp.Literal.string("a")])),
        exp.select(exp.Placeholder(this="a, load_extension('x')")),
        exp.select("*").from_(exp.Table(this=exp.Var(this="secrets"))),
        exp.select("*").from_(exp.Table(this=exp.to_identifier("secrets", quoted=True))),
        exp.select("*").from_("indicators").limit(exp.Var(this="1; DELETE FROM duties")),
        exp.select(
            exp.Cast(this=exp.Literal.number(1), to=exp.DataType(this=exp.DType.USERDEFINED, kind="a)"))
        ),
        exp.Command(this="DROP", expression="TABLE indicators"),
        exp.delete("indicators"),
        exp.Select(expressions=[exp.Select()]),
        exp.Column(this=exp.to_identifier("name")),
        exp.Star(),
        exp.Select(),
        exp.Select(expressions=["DROP"]),
    ],
)
def test_text_hidden_in_a_built_tree_is_seen(tree: exp.Expr, schema: Schema) -> None:
    with pytest.raises(SqlRefused):
        guard_tree(tree, schema)


def test_a_built_tree_passes_and_is_left_alone(schema: Schema) -> None:
    tree = (
        exp.select("name", "value")
        .from_("indicators")
        .where(exp.column("name").eq(exp.Placeholder(this="name")))
    )
    before = tree.copy()
    assert render(guard_tree(tree, schema)) == (
        'SELECT "indicators"."name" AS "name", "indicators"."value" AS "value" '
        'FROM "indicators" AS "indicators" WHERE "indicators"."name" = :name'
    )
    assert tree == before


def test_each_rule_is_used_in_the_code_by_its_documented_name() -> None:
    package = Path(str(guard_module.__file__)).parent
    names = ("guard", "allowed", "text", "written", "qualified")
    source = "".join((package / f"{name}.py").read_text(encoding="utf-8") for name in names)
    used = set(re.findall(r'SqlRefused\(\s*"([a-z-]+)"', source))
    assert used == set(RULES)


FRAGMENTS = r"""SELECT FROM WHERE WITH AS RECURSIVE UNION ALL EXCEPT JOIN ON USING NATURAL GROUP_BY
ORDER_BY HAVING LIMIT CASE WHEN THEN ELSE END EXISTS IN NOT LIKE GLOB IS NULL BETWEEN CAST
COLLATE OVER PARTITION_BY VALUES PRAGMA ATTACH INSERT DELETE DROP INTO DISTINCT * ( ) ((
)) , ; . ' " ` [ ] -- /* */ :a ? @x $y || -> ->> << ~ = <> 1 1e9 0x1 x'00' indicators
duties secrets sqlite_master pragma_table_info name value rowid note a b count( max(
load_extension( readfile( json_each( {{ }} {% %} {fn \ $$ # !="""
PIECES = st.lists(
    st.sampled_from(FRAGMENTS.replace("_BY", " BY").split()) | st.text(max_size=4), max_size=25
).map(" ".join)


def check_outcome(sql: str, schema: Schema) -> None:
    """Refused by a listed rule, or a query that names only what is listed and stays as it is."""
    found = outcome(sql, schema)
    if isinstance(found, SqlRefused):
        assert found.rule in RULES
        return
    assert {table.name for table in found.find_all(exp.Table)} <= {*schema.tables, *with_names(found)}
    bare = re.sub("""'[^']*'|"[^"]*\"""", "", render(found))
    assert not re.search("sqlite_|load_ext|readfile", bare)
    assert render(guard_tree(found, schema)) == render(found)


@settings(max_examples=400, deadline=None)
@given(sql=st.text(max_size=60) | PIECES | PIECES.map("SELECT name FROM indicators ".__add__))
def test_any_text_is_refused_or_harmless(sql: str, schema: Schema) -> None:
    check_outcome(sql, schema)


@settings(max_examples=300, deadline=None)
@given(
    case=st.sampled_from([case.values[0] for case in ACCEPT]),
    place=st.floats(0, 1),
    piece=PIECES | st.sampled_from([case.values[1] for case in REJECT]),
)
def test_any_injected_piece_is_refused_or_harmless(
    case: str, place: float, piece: str, schema: Schema
) -> None:
    at = int(place * len(case))
    check_outcome(case[:at] + piece + case[at:], schema)


@pytest.mark.parametrize("sql", ACCEPT)
def test_readable_form_is_the_same_query(sql: str, schema: Schema) -> None:
    query = guard(sql, schema)
    assert render(guard(readable(query, schema), schema)) == render(query)
