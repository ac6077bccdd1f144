"""Text of a statement → tree, tree → the text that is run, and how either is named in a message."""

from __future__ import annotations

import re

from sqlglot import exp
from sqlglot.errors import ErrorLevel
from sqlglot.tokenizer_core import Token, TokenType

from assistant.errors import SqlRefused
from assistant.patterns import lazy
from assistant.sql.allowed import DIALECT, MAX_LENGTH, MAX_PARENTHESES, Schema

_PLAIN_NAME = lazy(r"[a-z_][a-z0-9_]*")


_KEYWORDS = frozenset(DIALECT.tokenizer_class.KEYWORDS) | {"END", "INDEX", "TO"}


def render(tree: exp.Expr) -> str:
    """SQLite text of a tree: one line, no comments, every identifier quoted.

    Raises:
        SqlRefused: rule "construct" where SQLite has no words for it.
    """
    try:
        return tree.sql(dialect=DIALECT, identify=True, comments=False, unsupported_level=ErrorLevel.RAISE)
    except Exception as error:  # a tree built wrong can fail in any way; it is refused, never run
        raise SqlRefused(
            "construct", shortened(str(error)), "build a tree that SQLite can express"
        ) from error


def needs_quotes(name: str) -> bool:
    """Whether SQLite would not read a name as a name without quotation marks."""
    return not _PLAIN_NAME.fullmatch(name) or name.upper() in _KEYWORDS


def tokens_of(sql: str) -> list[Token]:
    """The tokens of the one statement in a text, comments dropped."""
    if len(sql) > MAX_LENGTH:
        raise SqlRefused("length", f"{len(sql)} characters", f"at most {MAX_LENGTH}")
    if "\0" in sql or any("\ud800" <= letter <= "\udfff" for letter in sql):
        raise SqlRefused("characters", ascii(sql)[:80], "no NUL, no lone surrogates")
    statements = _split(DIALECT.tokenize(sql))
    if not statements:
        raise SqlRefused("empty", shortened(sql), "write one SELECT")
    if len(statements) > 1:
        raise SqlRefused("one-statement", statements[1][0].text, "leave only the first statement")
    return statements[0]


def _split(tokens: list[Token]) -> list[list[Token]]:
    statements: list[list[Token]] = [[]]
    for token in tokens:
        token.comments.clear()  # "sqlglot.meta" in a comment would change how names are compared
        if token.token_type is TokenType.SEMICOLON:
            statements.append([])
        else:
            statements[-1].append(token)
    return [statement for statement in statements if statement]


def tree_of(tokens: list[Token], sql: str) -> exp.Expr:
    """The tree of a statement that begins as a query does and is not nested too deep to parse."""
    if tokens[0].token_type not in (TokenType.SELECT, TokenType.WITH):
        # also keeps sqlglot from parsing what it does not know as an opaque command
        raise SqlRefused("not-a-query", tokens[0].text, "begin with SELECT or WITH")
    depth = 0
    for token in tokens:
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth > MAX_PARENTHESES:
            raise SqlRefused("depth", f"{depth} open parentheses", f"at most {MAX_PARENTHESES}")
    trees = DIALECT.parser(error_level=ErrorLevel.IMMEDIATE).parse(tokens, sql)
    if len(trees) != 1 or trees[0] is None:
        raise SqlRefused("one-statement", f"{len(trees)} trees", "write one SELECT")
    return trees[0]


def known_tables(schema: Schema) -> str:
    """The tables and columns that a message offers."""
    tables = (f"{table} ({', '.join(columns)})" for table, columns in schema.tables.items())
    return "tables: " + "; ".join(tables)


def shortened(text: str) -> str:
    """The first line of a text, cut to 80 characters."""
    line = re.sub(r"\x1b\[\d*m", "", text.strip().partition("\n")[0])  # sqlglot underlines for a terminal
    return line if len(line) <= 80 else line[:79] + "…"


def node_shortened(node: exp.Expr) -> str:
    """A node as SQL, cut to 80 characters."""
    try:
        return shortened(node.sql(dialect=DIALECT, comments=False, unsupported_level=ErrorLevel.IGNORE))
    except Exception:  # only words for a message that is being made already
        return node.key
