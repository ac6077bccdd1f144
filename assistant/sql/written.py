"""Checks of the tree as written: each raises SqlRefused for the rule that is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sqlglot import exp

from assistant.errors import SqlRefused
from assistant.patterns import lazy
from assistant.sql.allowed import (
    CAST_TYPES,
    COLLATIONS,
    EXCLUDED,
    MAX_DEPTH,
    MAX_GROUPS,
    MAX_SELECTS,
    MAX_TABLES,
    NODES,
    QUERIES,
    ROWID,
    Schema,
    fold,
    is_system,
)
from assistant.sql.text import known_tables, node_shortened, render

_CALL = lazy(r'"?([^\W\d]\w*)"?\(')


def check_query(tree: exp.Expr, schema: Schema) -> None:
    """It is a SELECT or a set operation."""
    if not isinstance(tree, QUERIES):
        raise SqlRefused("not-a-query", node_shortened(tree), "write a SELECT")


def check_size(tree: exp.Expr, schema: Schema) -> None:
    """Depth and counts, without recursion."""
    stack: list[tuple[exp.Expr, int]] = [(tree, 1)]
    selects = tables = 0
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise SqlRefused("depth", f"{depth} levels", f"at most {MAX_DEPTH}")
        selects += isinstance(node, exp.Select)
        tables += isinstance(node, exp.Table)
        if isinstance(node, exp.Group) and len(node.expressions) > MAX_GROUPS:
            raise SqlRefused("complexity", f"{len(node.expressions)} grouping terms", f"at most {MAX_GROUPS}")
        stack.extend((child, depth + 1) for child in node.iter_expressions())
    if selects > MAX_SELECTS:
        raise SqlRefused("complexity", f"{selects} queries", f"at most {MAX_SELECTS}")
    if tables > MAX_TABLES:
        raise SqlRefused("complexity", f"{tables} tables", f"at most {MAX_TABLES}")


def check_names(tree: exp.Expr, schema: Schema) -> None:
    """WITH names and aliases: none is used twice for different things, none hides a table."""
    common: set[str] = set()
    for cte in tree.find_all(exp.CTE):
        name = fold(cte.alias)
        if name in common or name in schema.tables or is_system(name):
            raise SqlRefused("shadow", cte.alias, "give the WITH query a name of its own")
        common.add(name)
    for node in tree.find_all(exp.Table, exp.Subquery):
        alias, own = fold(node.alias), fold(node.name) if isinstance(node, exp.Table) else ""
        hides = alias in common or alias in schema.tables or is_system(alias)
        if alias and alias != own and hides:
            raise SqlRefused("shadow", node.alias, "choose an alias that names no table")


def check_tables(tree: exp.Expr, schema: Schema) -> None:
    """Only tables of the schema and of WITH queries that are visible are read."""
    common = {fold(cte.alias): cte for cte in tree.find_all(exp.CTE)}
    for with_ in tree.find_all(exp.With):
        if with_.args.get("recursive"):
            raise SqlRefused("recursive", "WITH RECURSIVE", "leave RECURSIVE out")
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier):
            raise SqlRefused("table-function", node_shortened(table), known_tables(schema))
        name = fold(table.name)
        if name in common:
            _check_reference(table, common[name], schema)
        elif is_system(name):
            raise SqlRefused("system-table", table.name, known_tables(schema))
        if table.args.get("db") or table.args.get("catalog"):
            raise SqlRefused("table", node_shortened(table), "name the table without a database")
        if name not in common and name not in schema.tables:
            raise SqlRefused("table", table.name, known_tables(schema))


def _check_reference(table: exp.Table, cte: exp.CTE, schema: Schema) -> None:
    """A WITH query is read where it is visible: below its WITH, by later ones and by the main query."""
    above = {id(node) for node in nodes_above(table)}
    with_ = cte.parent
    assert with_ is not None
    names = with_.expressions
    if id(cte) in above:
        raise SqlRefused("recursive", table.name, "a WITH query may not read itself")
    if id(with_) in above:
        reader = next(i for i, other in enumerate(names) if id(other) in above)
        if reader < next(i for i, other in enumerate(names) if other is cte):
            raise SqlRefused("recursive", table.name, "put the WITH query above the one that reads it")
    elif id(with_.parent) not in above:
        raise SqlRefused("table", table.name, known_tables(schema))


def check_rowid(tree: exp.Expr, schema: Schema) -> None:
    """No hidden row number is read."""
    declared = {name for columns in schema.tables.values() for name in columns}
    for node in tree.find_all(exp.Identifier):
        name = fold(node.name)
        if name in ROWID and name not in declared:
            raise SqlRefused("rowid", node.name, "name a column of the table")


def check_nodes(tree: exp.Expr, schema: Schema) -> None:
    """Every node is known, with known arguments, or is a call of an allowed function."""
    for node in tree.walk():
        if special := _SPECIAL.get(type(node)):
            special(node, schema)
        allowed = NODES.get(type(node))
        if allowed is None:
            _check_call(node, schema)
        else:
            extra = [key for key, value in node.args.items() if value and key not in allowed]
            if extra:
                raise SqlRefused("construct", node_shortened(node), f"without {', '.join(extra)}")


def _check_call(node: exp.Expr, schema: Schema) -> None:
    if isinstance(node, exp.Parameter):
        raise SqlRefused("parameter", node_shortened(node), "write :name")
    call = _CALL.match(render(node)) if isinstance(node, exp.Func) else None
    if call is None:  # an operator, or a keyword that SQLite runs as a function
        raise SqlRefused("construct", node_shortened(node), f"{node.key} is not among the syntax allowed")
    check_function(call[1], schema)


def check_function(name: str, schema: Schema) -> None:
    """A function is one of the schema's."""
    if fold(name) not in schema.functions:
        raise SqlRefused("function", name.lower(), "allowed: " + ", ".join(sorted(schema.functions)))


def _check_select(node: exp.Expr, schema: Schema) -> None:
    if not node.expressions:  # sqlglot reads "SELECT FROM t", SQLite does not
        raise SqlRefused("syntax", node_shortened(node), "say what to select")


def _check_operands(node: exp.Expr, schema: Schema) -> None:
    """WITH, UNION and EXISTS hold queries; sqlglot also reads a bare expression there."""
    for operand in (node.this, node.args.get("expression") or node.this):
        if not isinstance(operand, (*QUERIES, exp.Subquery)):
            raise SqlRefused("not-a-query", node_shortened(operand), "write a SELECT there")


def _check_parenthesised(node: exp.Expr, schema: Schema) -> None:
    if not isinstance(node.this, (*QUERIES, exp.Subquery, exp.Table)):
        raise SqlRefused("construct", node_shortened(node.this), "write a SELECT or a table there")


def _check_placeholder(node: exp.Expr, schema: Schema) -> None:
    if not node.name.isidentifier():
        raise SqlRefused("parameter", node_shortened(node), "write :name")


def _check_type(node: exp.Expr, schema: Schema) -> None:
    if node.this not in CAST_TYPES:
        raise SqlRefused("type", str(node.this), "CAST to TEXT, INTEGER or REAL")


def _check_var(node: exp.Expr, schema: Schema) -> None:
    if isinstance(node.parent, exp.WindowSpec) and node.name.upper() in EXCLUDED:
        return
    if not isinstance(node.parent, exp.Collate) or fold(node.name) not in COLLATIONS:
        raise SqlRefused("construct", node_shortened(node), "collations: " + ", ".join(sorted(COLLATIONS)))


_SPECIAL: Mapping[type[exp.Expr], Callable[[exp.Expr, Schema], None]] = {
    exp.Select: _check_select,
    **dict.fromkeys((exp.CTE, exp.Union, exp.Intersect, exp.Except, exp.Exists), _check_operands),
    exp.Subquery: _check_parenthesised,
    exp.Placeholder: _check_placeholder,
    exp.DataType: _check_type,
    exp.Var: _check_var,
    exp.Like: lambda node, schema: check_function("like", schema),
    exp.Glob: lambda node, schema: check_function("glob", schema),
}


def nodes_above(node: exp.Expr) -> Iterator[exp.Expr]:
    """Its parent, the parent of that, and so on."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent
