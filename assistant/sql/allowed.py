"""What a statement may be made of and may name: allow-lists, bounds and the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.schema import MappingSchema

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
        "construct": "only syntax that the guard knows (NODES)",
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


DIALECT = Dialect.get_or_raise("sqlite")


_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


ROWID = frozenset({"rowid", "oid", "_rowid_"})


_SYSTEM = frozenset({"dbstat", "bytecode", "tables_used", "fts3tokenize", "completion"})


# sqlglot writes one function of each pair as the other.
_SAME_FUNCTION = (("substr", "substring"), ("ifnull", "coalesce"), ("ceil", "ceiling"))


COLLATIONS = frozenset({"binary", "nocase", "rtrim"})


EXCLUDED = frozenset({"NO OTHERS", "CURRENT ROW", "GROUP", "TIES"})  # from the frame of a window


QUERIES = (exp.Select, exp.SetOperation)


ALIAS_CLAUSES = frozenset({"where", "group", "having", "order"})  # where SQLite reads result aliases


CAST_TYPES = frozenset(
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


NODES = {node: _words(arguments) for node, arguments in _ARGUMENTS.items()}


BEFORE_PARENTHESIS: frozenset[str] = _words(
    """
    select all distinct from join on where by having limit offset union intersect except as materialized
    and or not in between is like glob escape exists case when then else over filter window
    """
)


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
        return MappingSchema(tables, dialect=DIALECT, normalize=False)


def is_system(name: str) -> bool:
    """Whether a table is one of SQLite's own."""
    return name.startswith(("sqlite_", "pragma_")) or name in _SYSTEM
