"""The guard: which statements may be run against the plan's database.

    text ── guard ──▶ parsed, qualified tree ── render ──▶ the only text that is ever run
    tree ── guard_tree ── (rendered, then the same road) ──┘

A statement is let through when every rule of `RULES` is kept; the first broken one is raised as
`SqlRefused(rule, where, hint)`. Everything is an allow-list: a syntax node, table, column or function
that is not named in `allowed` or in the `Schema` is refused, so what a later sqlglot learns to parse is refused too.
What was let through is rendered from the checked tree, so comments, odd spacing and whatever a parser and
SQLite could read differently in the incoming text never reach SQLite.
"""

from __future__ import annotations

from sqlglot import exp
from sqlglot.errors import ErrorLevel, OptimizeError
from sqlglot.optimizer.qualify import qualify

from assistant.errors import SqlRefused
from assistant.sql.allowed import DIALECT, MAX_DEPTH, RULES, Schema
from assistant.sql.qualified import check_columns, check_resolved, check_text
from assistant.sql.text import known_tables, needs_quotes, render, shortened, tokens_of, tree_of
from assistant.sql.written import check_names, check_nodes, check_query, check_rowid, check_size, check_tables

__all__ = [
    "RULES", "Schema", "guard", "guard_tree", "parameters_of", "readable", "render", "with_names",
]  # fmt: skip


def guard(sql: str, schema: Schema) -> exp.Query:
    """Parse one statement and let it through, or say which rule it breaks.

    Args:
        sql: text from anywhere.
        schema: what it may name.

    Returns:
        The qualified tree: every column with its source, every star spelled out, identifiers quoted.

    Raises:
        SqlRefused: a rule is broken; nothing else is ever raised.
    """
    try:
        return _checked(tree_of(tokens_of(sql), sql), schema)
    except SqlRefused:
        raise
    except RecursionError:
        raise SqlRefused("depth", shortened(sql), f"nest no deeper than {MAX_DEPTH}") from None
    except Exception as error:  # a parser has unlisted failures on hostile text; all of them mean "refused"
        raise SqlRefused("syntax", shortened(str(error)), "write one plain SQLite SELECT") from error


def guard_tree(tree: exp.Expr, schema: Schema) -> exp.Query:
    """Let a built tree through, or say which rule it breaks; the tree given is not changed.

    It is rendered and parsed again, so that text hidden in a node's name is seen as SQLite would see it.

    Raises:
        SqlRefused: a rule is broken, or the tree cannot be rendered.
    """
    return guard(render(tree), schema)


def readable(query: exp.Query, schema: Schema) -> str:
    """A guarded query without the qualifiers that say nothing new, for people to read and SQLite to run.

    The short text is guarded again; unless that gives the very same query, the full text is kept.
    """
    full = render(query)
    short = query.copy()
    if len(list(short.find_all(exp.Table))) == 1 and not list(short.find_all(exp.Subquery, exp.CTE)):
        for column in short.find_all(exp.Column):
            column.set("table", None)
        for table in short.find_all(exp.Table):
            table.set("alias", None)
    for alias in list(short.find_all(exp.Alias)):
        if isinstance(alias.this, exp.Column) and alias.alias == alias.this.name:
            alias.replace(alias.this)
    for identifier in short.find_all(exp.Identifier):
        identifier.set("quoted", needs_quotes(identifier.name))
    try:
        text = short.sql(dialect=DIALECT, identify=False, comments=False, unsupported_level=ErrorLevel.RAISE)
        return text if render(guard(text, schema)) == full else full
    except Exception:  # whatever is wrong with the short form, the full one was let through
        return full


def parameters_of(query: exp.Query) -> frozenset[str]:
    """Names of the parameters that a guarded query needs."""
    return frozenset(node.name for node in query.find_all(exp.Placeholder))


def with_names(query: exp.Query) -> frozenset[str]:
    """Names of the WITH queries of a guarded query."""
    return frozenset(node.alias for node in query.find_all(exp.CTE))


def _checked(tree: exp.Expr, schema: Schema) -> exp.Query:
    for check in _BEFORE:
        check(tree, schema)
    try:
        # Aliases stay as written: to copy what they stand for can double a statement with every name.
        query = qualify(
            tree,
            dialect=DIALECT,
            schema=schema.resolver,
            expand_alias_refs=False,
            validate_qualify_columns=False,  # check_columns does it, and knows aliases in WHERE and GROUP BY
        )
    except OptimizeError as error:
        raise SqlRefused("column", shortened(str(error)), known_tables(schema)) from error
    for check in _AFTER:
        check(query, schema)
    assert isinstance(query, exp.Query)
    return query


_BEFORE = (check_query, check_size, check_names, check_tables, check_rowid, check_nodes)


_AFTER = (
    check_query,
    check_nodes,
    check_tables,
    check_resolved,
    check_columns,
    check_text,
)
