"""Which words the text, the title or the name of a clause or row must hold: conditions of a statement."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from assistant.lexicon import searchable
from assistant.records import TableQuery
from assistant.sql.made import Made, is_plan

Filter = Callable[[TableQuery, Made], exp.Expr]


def has_words(query: TableQuery, made: Made) -> exp.Expr:
    """One of the words (or all) stands in the text of the clause, or in the name of the row."""
    if query.source == "clauses":
        words = [searchable(word) for word in query.words]
        if query.kinds and "paragraph" not in query.kinds:
            lines = "goal" in query.kinds and "target" not in query.kinds
            return _stand_in_parts(words, made, every=query.all_words, lines=lines)
        return _stand_in("folded", "word", words, made, every=query.all_words)
    return _stand_in(
        "name", "word", ["".join(word.split()) for word in query.words], made, every=query.all_words
    )


def _stand_in_parts(words: list[str], made: Made, *, every: bool, lines: bool) -> exp.Expr:
    """Whether a clause or one of its further paragraphs (or lines under it) holds one (or all) of some words."""
    found = []
    kinds = ("paragraph", "target") if lines else ("paragraph",)
    for word in words:
        own = _stand_in("folded", "word", [word], made)
        inner = exp.Select().select(exp.column("parent"), copy=False).from_("clauses")
        kind = exp.column("kind").isin(*(made.bind("part", kind) for kind in kinds))
        inner = inner.where(is_plan(made), kind, own.copy())
        found.append(exp.paren(exp.or_(own, exp.column("id").isin(inner))))
    return exp.paren(exp.and_(*found) if every else exp.or_(*found)) if len(found) > 1 else found[0]


def is_worded(query: TableQuery, made: Made) -> exp.Expr:
    """One of the words stands in the piece that the row is quoted from."""
    return _stand_in("quote", "wording", list(query.wordings), made)


def begins(column: str) -> Filter:
    """A condition: a column begins with one of the words."""
    return lambda query, made: _stand_in(column, "start", list(query.starts), made, first=True)


def is_titled(query: TableQuery, made: Made) -> exp.Expr:
    """One of the words (or all) stands in the title of the clause."""
    return _stand_in("title", "titled", list(query.titled), made, every=query.all_titled)


def under_goal(query: TableQuery, made: Made) -> exp.Expr:
    """One of the goals, or of other headings, stands above the clause."""
    return _stand_in("path", "goal", list(query.goals), made)


def _stand_in(
    column: str, name: str, words: list[str], made: Made, *, every: bool = False, first: bool = False
) -> exp.Expr:
    """Whether a column holds one (or all) of some words, or begins with one.

    INSTR takes them as they are, so that none is a pattern.
    """
    places = [
        exp.Anonymous(this="INSTR", expressions=[exp.column(column), made.bind(name, word)]) for word in words
    ]
    found: list[exp.Expr] = [
        exp.EQ(this=place, expression=exp.Literal.number(1))
        if first
        else exp.GT(this=place, expression=exp.Literal.number(0))
        for place in places
    ]
    return exp.paren(exp.and_(*found) if every else exp.or_(*found)) if len(found) > 1 else found[0]
