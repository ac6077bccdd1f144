"""Checks of the qualified tree: nothing is left that only the database could resolve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from assistant.errors import SqlRefused
from assistant.sql.allowed import ALIAS_CLAUSES, BEFORE_PARENTHESIS, DIALECT, QUERIES, Schema
from assistant.sql.text import known_tables, node_shortened, render, shortened, tree_of
from assistant.sql.written import check_function, nodes_above


def check_resolved(tree: exp.Expr, schema: Schema) -> None:
    """Nothing is left that only the database could resolve: stars, USING, NATURAL, column lists."""
    for node in tree.walk():
        if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            raise SqlRefused("column", "*", known_tables(schema))
        for key in ("using", "method") if isinstance(node, exp.Join) else ():
            if node.args.get(key):
                raise SqlRefused("column", node_shortened(node), "join with ON")
        if isinstance(node, exp.TableAlias) and node.args.get("columns"):
            raise SqlRefused("construct", node_shortened(node), "name the columns with AS")


def check_columns(tree: exp.Expr, schema: Schema) -> None:
    """Every column is one of its source's, found without the help of `qualify`."""
    common = {cte.alias: cte for cte in tree.find_all(exp.CTE)}
    for column in tree.find_all(exp.Column):
        if column.args.get("db") or column.args.get("catalog"):
            raise SqlRefused("column", node_shortened(column), "write table.column")
        known = _columns_of(column.table, column, schema, common) if column.table else _aliases(column)
        if column.name not in known:
            hint = f"known here: {', '.join(sorted(known))}" if known else known_tables(schema)
            raise SqlRefused("column", node_shortened(column), hint)


def _columns_of(
    name: str, column: exp.Column, schema: Schema, common: Mapping[str, exp.CTE]
) -> frozenset[str]:
    """Columns of the innermost source called `name` around a column."""
    for select in _selects_around(column):
        for source in _sources(select):
            if source.alias_or_name == name:
                if isinstance(source, exp.Table) and source.name in schema.tables:
                    return frozenset(schema.tables[source.name])
                query = common[source.name].this if isinstance(source, exp.Table) else source
                return frozenset(query.named_selects)
    return frozenset()


def _selects_around(column: exp.Column) -> Iterator[exp.Select]:
    """Selects whose sources a column may name, innermost first: not those it helps to be a source of."""
    below: tuple[exp.Expr, ...] = (column, column)
    for node in nodes_above(column):
        is_source = isinstance(below[0], (exp.From, exp.With)) or (
            isinstance(below[0], exp.Join) and below[1].arg_key == "this"
        )
        if isinstance(node, exp.Select) and not is_source:
            yield node
        below = (node, below[0])


def _sources(node: exp.Expr) -> Iterator[exp.Table | exp.Subquery]:
    """Tables and subqueries of a FROM with its joins, parenthesised ones too."""
    heads = [node.args.get("from_"), *(node.args.get("joins") or ())]
    for head in heads:
        source = head.this if head else None
        while isinstance(source, exp.Subquery) and isinstance(source.this, (exp.Table, exp.Subquery)):
            yield from _sources(source)
            source = source.this
        if isinstance(source, (exp.Table, exp.Subquery)):
            yield source
            yield from _sources(source)


def _aliases(column: exp.Column) -> frozenset[str]:
    """Result names that a column without a table can mean; a stray one SQLite would read as a string."""
    node: exp.Expr = column
    while node.parent is not None and not isinstance(node.parent, QUERIES):
        node = node.parent
    query = node.parent
    if isinstance(query, QUERIES) and node.arg_key in ALIAS_CLAUSES:
        return frozenset(query.named_selects)
    return frozenset()


def check_text(tree: exp.Expr, schema: Schema) -> None:
    """What holds of the tree holds of the text that will be run."""
    text = render(tree)
    tokens = DIALECT.tokenize(text)
    check_calls(tokens, schema)
    check_stable(tokens, text)


def check_calls(tokens: Sequence[Token], schema: Schema) -> None:
    """The text that will be run calls allowed functions only, whatever node they were written from."""
    for token, following in pairwise(tokens):
        if following.token_type is not TokenType.L_PAREN or token.token_type is TokenType.STRING:
            continue
        quoted = token.token_type is TokenType.IDENTIFIER
        word = token.text if quoted else token.text.split(" ")[-1]  # "ORDER BY" is one token
        if quoted or (word[:1].isidentifier() and word.lower() not in BEFORE_PARENTHESIS):
            check_function(word, schema)


def check_stable(tokens: list[Token], text: str) -> None:
    """The text that will be run is read as the tree that was checked, not as another one."""
    again = render(tree_of(tokens, text))
    if again != text:
        raise SqlRefused("syntax", shortened(text), "write it in a plainer way")
