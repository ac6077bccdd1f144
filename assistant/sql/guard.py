"""The guard: which statements may be run against the plan's database.

    text ── guard ──▶ parsed, qualified tree ── render ──▶ the only text that is ever run
    tree ── guard_tree ── (rendered, then the same road) ──┘

A statement is let through when every rule of `RULES` is kept; the first broken one is raised as
`SqlRefused(rule, where, hint)`. Everything is an allow-list: a syntax node, table, column or function
that is not named here or in the `Schema` is refused, so what a later sqlglot learns to parse is refused too.
What was let through is rendered from the checked tree, so comments, odd spacing and whatever a parser and
SQLite could read differently in the incoming text never reach SQLite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ErrorLevel, OptimizeError
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema
from sqlglot.tokenizer_core import Token, TokenType

from assistant.errors import SqlRefused

RULES: Mapping[str, str] = MappingProxyType(
    {
        "characters": "the text is valid Unicode without NUL and lone surrogates",
        "length": "the text is no longer than MAX_LENGTH characters",
        "empty": "there is a statement",
        "one-statement": "there is no second statement",
        "not-a-query": "it is a SELECT or a set operation, WITH in front or not, and so is each part of it",
        "depth": "parentheses and expressions are nested no deeper than MAX_DEPTH",
        "complexity": "no more than MAX_SELECTS queries, MAX_TABLES table names, MAX_GROUPS grouping terms",
        "syntax": "SQLite's grammar, as sqlglot reads it, and read again the same once rendered",
        "construct": "only syntax that the guard knows (_NODES)",
        "parameter": "parameters are named, as in :name",
        "type": "CAST is to TEXT, INTEGER or REAL",
        "recursive": "a WITH query reads only the ones above it",
        "shadow": "no name stands for two things, and none hides a table",
        "system-table": "SQLite's own tables are not read",
        "table-function": "no function stands in FROM",
        "table": "only the schema's tables, without a database name",
        "rowid": "no rowid, oid, _rowid_",
        "column": "only the schema's columns, each found in exactly one source",
        "function": "only the schema's functions",
    }
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MAX_LENGTH = 8_000
MAX_DEPTH = 80
MAX_PARENTHESES = 24
# Stars multiply through WITH queries that are read several times; these bounds keep the product small.
MAX_SELECTS = 24
MAX_TABLES = 16
MAX_GROUPS = 16

# Nothing here reads a file, loads code, tells about the system or makes a large value out of a small one.
# https://www.sqlite.org/lang_corefunc.html
DEFAULT_FUNCTIONS: frozenset[str] = _words(
    """
    count sum total avg min max group_concat
    abs round sign floor ceil ceiling coalesce ifnull nullif iif cast typeof
    lower upper length substr substring instr replace trim ltrim rtrim like glob
    row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
    """
)

_DIALECT = Dialect.get_or_raise("sqlite")
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_KEYWORDS = frozenset(_DIALECT.tokenizer_class.KEYWORDS) | {"END", "INDEX", "TO"}
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_ROWID = frozenset({"rowid", "oid", "_rowid_"})
_SYSTEM = frozenset({"dbstat", "bytecode", "tables_used", "fts3tokenize", "completion"})
# sqlglot writes one function of each pair as the other.
_SAME_FUNCTION = (("substr", "substring"), ("ifnull", "coalesce"), ("ceil", "ceiling"))
_COLLATIONS = frozenset({"binary", "nocase", "rtrim"})
_EXCLUDED = frozenset({"NO OTHERS", "CURRENT ROW", "GROUP", "TIES"})  # from the frame of a window
_QUERIES = (exp.Select, exp.SetOperation)
_ALIAS_CLAUSES = frozenset({"where", "group", "having", "order"})  # where SQLite reads result aliases
_CAST_TYPES = frozenset(
    {
        *(exp.DType.TEXT, exp.DType.VARCHAR, exp.DType.CHAR),
        *(exp.DType.INT, exp.DType.BIGINT, exp.DType.SMALLINT, exp.DType.TINYINT),
        *(exp.DType.DOUBLE, exp.DType.FLOAT),
    }
)

_BINARY = "this expression"
_SET = "with_ this expression distinct order limit offset"
# Node → the arguments it may carry. A node or argument that is missing here is refused.
_ARGUMENTS: dict[type[exp.Expr], str] = {
    exp.Select: "with_ expressions distinct from_ joins where group having windows order limit offset",
    exp.Union: _SET,
    exp.Intersect: _SET,
    exp.Except: _SET,
    exp.Subquery: "this alias with_ order limit offset joins",
    exp.With: "expressions recursive",
    exp.CTE: "this alias materialized",
    exp.TableAlias: "this columns",
    exp.Table: "this alias db catalog joins",
    exp.From: "this",
    exp.Join: "this on side kind using method",
    exp.Where: "this",
    exp.Group: "expressions",
    exp.Having: "this",
    exp.Order: "expressions",
    exp.Ordered: "this desc nulls_first",
    exp.Limit: "expression",
    exp.Offset: "expression",
    exp.Distinct: "expressions",
    exp.Window: "this partition_by order spec alias over",
    exp.WindowSpec: "kind start start_side end end_side exclude",
    exp.Filter: _BINARY,
    exp.Column: "this table db catalog",
    exp.Identifier: "this quoted",
    exp.Alias: "this alias",
    exp.Star: "",
    exp.Literal: "this is_string",
    exp.Null: "",
    exp.Boolean: "this",
    exp.Placeholder: "this",
    exp.Paren: "this",
    exp.Tuple: "expressions",
    exp.Case: "this ifs default",
    exp.If: "this true false",
    exp.Cast: "this to",
    exp.DataType: "this nested",
    exp.In: "this expressions query",
    exp.Exists: "this",
    exp.Between: "this low high",
    exp.Collate: _BINARY,
    exp.Var: "this",
    exp.Not: "this",
    exp.Neg: "this",
    exp.BitwiseNot: "this",
    exp.DPipe: "this expression safe",
    exp.Div: "this expression typed safe",
    exp.Is: _BINARY,
    exp.Like: "this expression negate",
    exp.Glob: _BINARY,
    exp.Escape: _BINARY,
    **dict.fromkeys((exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul, exp.Mod), _BINARY),
    **dict.fromkeys((exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE), _BINARY),
    **dict.fromkeys((exp.NullSafeEQ, exp.NullSafeNEQ), _BINARY),
    **dict.fromkeys((exp.BitwiseAnd, exp.BitwiseOr), _BINARY),
    **dict.fromkeys((exp.BitwiseLeftShift, exp.BitwiseRightShift), _BINARY),
}
_NODES = {node: _words(arguments) for node, arguments in _ARGUMENTS.items()}
_BEFORE_PARENTHESIS: frozenset[str] = _words(
    """
    select all distinct from join on where by having limit offset union intersect except as materialized
    and or not in between is like glob escape exists case when then else over filter window
    """
)
_CALL = re.compile(r'"?([^\W\d]\w*)"?\(')


def fold(name: str) -> str:
    """Lower case as SQLite sees it: ASCII only, so that no other letter folds into a known name."""
    return name.translate(_ASCII_LOWER)


@dataclass(frozen=True)
class Schema:
    """What statements may name; names are compared without regard to ASCII case.

    Attributes:
        tables: table → column → declared type (the type is for readers, "" will do).
        functions: names of the functions allowed, "cast", "like" and "glob" among them.

    Raises:
        ValueError: a table has no column.
    """

    tables: Mapping[str, Mapping[str, str]]
    functions: frozenset[str] = DEFAULT_FUNCTIONS

    def __post_init__(self) -> None:
        """Fold every name, and freeze the tables against later change."""
        folded = {
            fold(table): MappingProxyType({fold(name): kind for name, kind in columns.items()})
            for table, columns in self.tables.items()
        }
        for table, columns in folded.items():
            if not columns:
                raise ValueError(f"table {table!r} has no column: name some, or leave the table out")
        object.__setattr__(self, "tables", MappingProxyType(folded))
        functions = {fold(name) for name in self.functions}
        same = {name for pair in _SAME_FUNCTION if functions.intersection(pair) for name in pair}
        object.__setattr__(self, "functions", frozenset(functions | same))

    @cached_property
    def resolver(self) -> MappingSchema:
        """The same tables for sqlglot; names decide, so one type serves for all columns."""
        tables: dict[str, object] = {
            table: dict.fromkeys(columns, "TEXT") for table, columns in self.tables.items()
        }
        return MappingSchema(tables, dialect=_DIALECT, normalize=False)


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
        return _checked(_parsed(_statement(sql), sql), schema)
    except SqlRefused:
        raise
    except RecursionError:
        raise SqlRefused("depth", _short(sql), f"nest no deeper than {MAX_DEPTH}") from None
    except Exception as error:  # a parser has unlisted failures on hostile text; all of them mean "refused"
        raise SqlRefused("syntax", _short(str(error)), "write one plain SQLite SELECT") from error


def guard_tree(tree: exp.Expr, schema: Schema) -> exp.Query:
    """Let a built tree through, or say which rule it breaks; the tree given is not changed.

    It is rendered and parsed again, so that text hidden in a node's name is seen as SQLite would see it.

    Raises:
        SqlRefused: a rule is broken, or the tree cannot be rendered.
    """
    return guard(render(tree), schema)


def render(tree: exp.Expr) -> str:
    """SQLite text of a tree: one line, no comments, every identifier quoted.

    Raises:
        SqlRefused: rule "construct" where SQLite has no words for it.
    """
    try:
        return tree.sql(dialect=_DIALECT, identify=True, comments=False, unsupported_level=ErrorLevel.RAISE)
    except Exception as error:  # a tree built wrong can fail in any way; it is refused, never run
        raise SqlRefused("construct", _short(str(error)), "build a tree that SQLite can express") from error


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
        identifier.set("quoted", _needs_quotes(identifier.name))
    try:
        text = short.sql(dialect=_DIALECT, identify=False, comments=False, unsupported_level=ErrorLevel.RAISE)
        return text if render(guard(text, schema)) == full else full
    except Exception:  # whatever is wrong with the short form, the full one was let through
        return full


def _needs_quotes(name: str) -> bool:
    return not _PLAIN_NAME.fullmatch(name) or name.upper() in _KEYWORDS


def parameters_of(query: exp.Query) -> frozenset[str]:
    """Names of the parameters that a guarded query needs."""
    return frozenset(node.name for node in query.find_all(exp.Placeholder))


def with_names(query: exp.Query) -> frozenset[str]:
    """Names of the WITH queries of a guarded query."""
    return frozenset(node.alias for node in query.find_all(exp.CTE))


# ---------------------------------------------------------------- text → tree


def _statement(sql: str) -> list[Token]:
    """The tokens of the one statement in a text, comments dropped."""
    if len(sql) > MAX_LENGTH:
        raise SqlRefused("length", f"{len(sql)} characters", f"at most {MAX_LENGTH}")
    if "\0" in sql or any("\ud800" <= letter <= "\udfff" for letter in sql):
        raise SqlRefused("characters", ascii(sql)[:80], "no NUL, no lone surrogates")
    statements = _split(_DIALECT.tokenize(sql))
    if not statements:
        raise SqlRefused("empty", _short(sql), "write one SELECT")
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


def _parsed(tokens: list[Token], sql: str) -> exp.Expr:
    """The tree of a statement that begins as a query does and is not nested too deep to parse."""
    if tokens[0].token_type not in (TokenType.SELECT, TokenType.WITH):
        # also keeps sqlglot from parsing what it does not know as an opaque command
        raise SqlRefused("not-a-query", tokens[0].text, "begin with SELECT or WITH")
    depth = 0
    for token in tokens:
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth > MAX_PARENTHESES:
            raise SqlRefused("depth", f"{depth} open parentheses", f"at most {MAX_PARENTHESES}")
    trees = _DIALECT.parser(error_level=ErrorLevel.IMMEDIATE).parse(tokens, sql)
    if len(trees) != 1 or trees[0] is None:
        raise SqlRefused("one-statement", f"{len(trees)} trees", "write one SELECT")
    return trees[0]


def _checked(tree: exp.Expr, schema: Schema) -> exp.Query:
    for check in _BEFORE:
        check(tree, schema)
    try:
        # Aliases stay as written: to copy what they stand for can double a statement with every name.
        query = qualify(
            tree,
            dialect=_DIALECT,
            schema=schema.resolver,
            expand_alias_refs=False,
            validate_qualify_columns=False,  # _check_columns does it, and knows aliases in WHERE and GROUP BY
        )
    except OptimizeError as error:
        raise SqlRefused("column", _short(str(error)), _known(schema)) from error
    for check in _AFTER:
        check(query, schema)
    assert isinstance(query, exp.Query)
    return query


# ---------------------------------------------------------------- checks of the tree as written


def _check_query(tree: exp.Expr, schema: Schema) -> None:
    if not isinstance(tree, _QUERIES):
        raise SqlRefused("not-a-query", _short_node(tree), "write a SELECT")


def _check_size(tree: exp.Expr, schema: Schema) -> None:
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


def _check_names(tree: exp.Expr, schema: Schema) -> None:
    """WITH names and aliases: none is used twice for different things, none hides a table."""
    common: set[str] = set()
    for cte in tree.find_all(exp.CTE):
        name = fold(cte.alias)
        if name in common or name in schema.tables or _is_system(name):
            raise SqlRefused("shadow", cte.alias, "give the WITH query a name of its own")
        common.add(name)
    for node in tree.find_all(exp.Table, exp.Subquery):
        alias, own = fold(node.alias), fold(node.name) if isinstance(node, exp.Table) else ""
        hides = alias in common or alias in schema.tables or _is_system(alias)
        if alias and alias != own and hides:
            raise SqlRefused("shadow", node.alias, "choose an alias that names no table")


def _check_tables(tree: exp.Expr, schema: Schema) -> None:
    common = {fold(cte.alias): cte for cte in tree.find_all(exp.CTE)}
    for with_ in tree.find_all(exp.With):
        if with_.args.get("recursive"):
            raise SqlRefused("recursive", "WITH RECURSIVE", "leave RECURSIVE out")
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier):
            raise SqlRefused("table-function", _short_node(table), _known(schema))
        name = fold(table.name)
        if name in common:
            _check_reference(table, common[name], schema)
        elif _is_system(name):
            raise SqlRefused("system-table", table.name, _known(schema))
        if table.args.get("db") or table.args.get("catalog"):
            raise SqlRefused("table", _short_node(table), "name the table without a database")
        if name not in common and name not in schema.tables:
            raise SqlRefused("table", table.name, _known(schema))


def _check_reference(table: exp.Table, cte: exp.CTE, schema: Schema) -> None:
    """A WITH query is read where it is visible: below its WITH, by later ones and by the main query."""
    above = {id(node) for node in _ancestors(table)}
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
        raise SqlRefused("table", table.name, _known(schema))


def _check_rowid(tree: exp.Expr, schema: Schema) -> None:
    declared = {name for columns in schema.tables.values() for name in columns}
    for node in tree.find_all(exp.Identifier):
        name = fold(node.name)
        if name in _ROWID and name not in declared:
            raise SqlRefused("rowid", node.name, "name a column of the table")


def _check_nodes(tree: exp.Expr, schema: Schema) -> None:
    """Every node is known, with known arguments, or is a call of an allowed function."""
    for node in tree.walk():
        if special := _SPECIAL.get(type(node)):
            special(node, schema)
        allowed = _NODES.get(type(node))
        if allowed is None:
            _check_call(node, schema)
        else:
            extra = [key for key, value in node.args.items() if value and key not in allowed]
            if extra:
                raise SqlRefused("construct", _short_node(node), f"without {', '.join(extra)}")


def _check_call(node: exp.Expr, schema: Schema) -> None:
    if isinstance(node, exp.Parameter):
        raise SqlRefused("parameter", _short_node(node), "write :name")
    call = _CALL.match(render(node)) if isinstance(node, exp.Func) else None
    if call is None:  # an operator, or a keyword that SQLite runs as a function
        raise SqlRefused("construct", _short_node(node), f"{node.key} is not among the syntax allowed")
    _check_function(call[1], schema)


def _check_function(name: str, schema: Schema) -> None:
    if fold(name) not in schema.functions:
        raise SqlRefused("function", name.lower(), "allowed: " + ", ".join(sorted(schema.functions)))


def _check_select(node: exp.Expr, schema: Schema) -> None:
    if not node.expressions:  # sqlglot reads "SELECT FROM t", SQLite does not
        raise SqlRefused("syntax", _short_node(node), "say what to select")


def _check_operands(node: exp.Expr, schema: Schema) -> None:
    """WITH, UNION and EXISTS hold queries; sqlglot also reads a bare expression there."""
    for operand in (node.this, node.args.get("expression") or node.this):
        if not isinstance(operand, (*_QUERIES, exp.Subquery)):
            raise SqlRefused("not-a-query", _short_node(operand), "write a SELECT there")


def _check_parenthesised(node: exp.Expr, schema: Schema) -> None:
    if not isinstance(node.this, (*_QUERIES, exp.Subquery, exp.Table)):
        raise SqlRefused("construct", _short_node(node.this), "write a SELECT or a table there")


def _check_placeholder(node: exp.Expr, schema: Schema) -> None:
    if not node.name.isidentifier():
        raise SqlRefused("parameter", _short_node(node), "write :name")


def _check_type(node: exp.Expr, schema: Schema) -> None:
    if node.this not in _CAST_TYPES:
        raise SqlRefused("type", str(node.this), "CAST to TEXT, INTEGER or REAL")


def _check_var(node: exp.Expr, schema: Schema) -> None:
    if isinstance(node.parent, exp.WindowSpec) and node.name.upper() in _EXCLUDED:
        return
    if not isinstance(node.parent, exp.Collate) or fold(node.name) not in _COLLATIONS:
        raise SqlRefused("construct", _short_node(node), "collations: " + ", ".join(sorted(_COLLATIONS)))


_SPECIAL: Mapping[type[exp.Expr], Callable[[exp.Expr, Schema], None]] = {
    exp.Select: _check_select,
    **dict.fromkeys((exp.CTE, exp.Union, exp.Intersect, exp.Except, exp.Exists), _check_operands),
    exp.Subquery: _check_parenthesised,
    exp.Placeholder: _check_placeholder,
    exp.DataType: _check_type,
    exp.Var: _check_var,
    exp.Like: lambda node, schema: _check_function("like", schema),
    exp.Glob: lambda node, schema: _check_function("glob", schema),
}


# ---------------------------------------------------------------- checks of the qualified tree


def _check_resolved(tree: exp.Expr, schema: Schema) -> None:
    """Nothing is left that only the database could resolve: stars, USING, NATURAL, column lists."""
    for node in tree.walk():
        if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            raise SqlRefused("column", "*", _known(schema))
        for key in ("using", "method") if isinstance(node, exp.Join) else ():
            if node.args.get(key):
                raise SqlRefused("column", _short_node(node), "join with ON")
        if isinstance(node, exp.TableAlias) and node.args.get("columns"):
            raise SqlRefused("construct", _short_node(node), "name the columns with AS")


def _check_columns(tree: exp.Expr, schema: Schema) -> None:
    """Every column is one of its source's, found without the help of `qualify`."""
    common = {cte.alias: cte for cte in tree.find_all(exp.CTE)}
    for column in tree.find_all(exp.Column):
        if column.args.get("db") or column.args.get("catalog"):
            raise SqlRefused("column", _short_node(column), "write table.column")
        known = _columns_of(column.table, column, schema, common) if column.table else _aliases(column)
        if column.name not in known:
            hint = f"known here: {', '.join(sorted(known))}" if known else _known(schema)
            raise SqlRefused("column", _short_node(column), hint)


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
    for node in _ancestors(column):
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
    while node.parent is not None and not isinstance(node.parent, _QUERIES):
        node = node.parent
    query = node.parent
    if isinstance(query, _QUERIES) and node.arg_key in _ALIAS_CLAUSES:
        return frozenset(query.named_selects)
    return frozenset()


def _check_calls(tree: exp.Expr, schema: Schema) -> None:
    """The text that will be run calls allowed functions only, whatever node they were written from."""
    tokens = _DIALECT.tokenize(render(tree))
    for token, following in pairwise(tokens):
        if following.token_type is not TokenType.L_PAREN or token.token_type is TokenType.STRING:
            continue
        quoted = token.token_type is TokenType.IDENTIFIER
        word = token.text if quoted else token.text.split(" ")[-1]  # "ORDER BY" is one token
        if quoted or (word[:1].isidentifier() and word.lower() not in _BEFORE_PARENTHESIS):
            _check_function(word, schema)


def _check_stable(tree: exp.Expr, schema: Schema) -> None:
    """The text that will be run is read as the tree that was checked, not as another one."""
    text = render(tree)
    again = render(_parsed(_DIALECT.tokenize(text), text))
    if again != text:
        raise SqlRefused("syntax", _short(text), "write it in a plainer way")


_BEFORE = (_check_query, _check_size, _check_names, _check_tables, _check_rowid, _check_nodes)
_AFTER = (
    _check_query,
    _check_nodes,
    _check_tables,
    _check_resolved,
    _check_columns,
    _check_calls,
    _check_stable,
)


# ---------------------------------------------------------------- words


def _ancestors(node: exp.Expr) -> Iterator[exp.Expr]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _is_system(name: str) -> bool:
    return name.startswith(("sqlite_", "pragma_")) or name in _SYSTEM


def _known(schema: Schema) -> str:
    tables = (f"{table} ({', '.join(columns)})" for table, columns in schema.tables.items())
    return "tables: " + "; ".join(tables)


def _short(text: str) -> str:
    line = re.sub(r"\x1b\[\d*m", "", text.strip().partition("\n")[0])  # sqlglot underlines for a terminal
    return line if len(line) <= 80 else line[:79] + "…"


def _short_node(node: exp.Expr) -> str:
    try:
        return _short(node.sql(dialect=_DIALECT, comments=False, unsupported_level=ErrorLevel.IGNORE))
    except Exception:  # only words for a message that is being made already
        return node.key
