"""The rows that a question asks for, by generated SQL, and whether they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.ages import of_age
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, fold_known
from assistant.patterns import lazy
from assistant.question import understand
from assistant.records import Clause, Evidence, Indicator, Query, SqlResult, TableQuery
from assistant.run import Run
from assistant.sql.generate import LOOKUP_COLUMNS, lookup
from assistant.sql.generate import table as table_statement
from assistant.sufficiency import judge, judge_table
from assistant.table_asked import asks_table
from assistant.table_evidence import domains_of, fetch_table
from assistant.tabular.extents import quoted_by_number

_QUOTED = lazy(r"[“「『\"《]")


def fetch(known: Knowledge, run: Run) -> str:
    """The rows that a question names, or that its table question selects; nothing where it asks for neither."""
    asked = run.query
    if asks_table(known, run):
        found = _fetch_table(known, run)
        table = run.query.table
        if found or table is None or table.choices or table.unexplained:
            return found
        run.query = asked
    return look_up(known, run)


def _without_lay(known: Knowledge, query: Query, clauses: Sequence[Clause]) -> Query:
    """A query read again without everyday words that stand for words of the clauses and that nothing accounts for (在外头: 户外)."""
    context = "".join(fold(clause.text) for clause in clauses)
    text = query.text
    for word in query.unexplained:
        said = (s for s in known.lay_words.said_in(word) if s.said == word and not s.narrow)
        if any(term in context for synonym in said for term in synonym.plan):
            text = text.replace(word, "", 1)
    if text == query.text:
        return query
    again = understand(text, known.catalog)
    same = again.names == query.names and again.populations == query.populations
    return replace(again, text=query.text, lang=query.lang, corrections=query.corrections) if same else query


def look_up(known: Knowledge, run: Run) -> str:
    """The rows that a question names; nothing where it names none."""
    if run.query.task != "lookup":
        return ""
    run.query = of_age(run.query, known.rows.values())
    statement = lookup(run.query)
    sql = known.database.run(statement.tree, statement.parameters)
    rows = tuple(_row(known, cells) for cells in sql.rows)
    clauses = tuple(known.clauses[clause_id] for clause_id in dict.fromkeys(row.clause_id for row in rows))
    if run.query.unexplained and rows and run.lang == "zh":
        run.query = _without_lay(known, run.query, clauses)
    shown = replace(sql, rows=tuple(_decimals_as_text(cells) for cells in sql.rows))
    run.evidence = replace(run.evidence, indicators=rows, clauses=clauses, sql=shown, glosses=known.glosses)
    return f"{len(rows)} 条" if run.lang == "zh" else f"{len(rows)} row(s)"


_WHICH_ROWS = lazy(
    r"有没有|有无|有[^，,。；;？?]{0,20}[吗没么不]|哪|几|多少|列|\b(?:any|which|what|how many|list)\b"
)


def _seeks_rows(text: str, table: TableQuery) -> bool:
    """Whether rows within a bound are asked for, and no figure is held against one."""
    return any(bound.operator != "=" for bound in table.bounds) and bool(_WHICH_ROWS.search(text))


def _fetch_table(known: Knowledge, run: Run) -> str:
    table = run.query.table
    if table is None or table.choices or table.unexplained:
        return ""
    if run.claim and run.claim.number > 1 and table.order and (table.limit or table.nth):
        table = _of_as_many(known, run, table)
    chosen = fetch_by_itself(known, run, table.chosen) if table.chosen else None
    if chosen is not None:
        table = replace(table, domains=domains_of(chosen))
        run.query = replace(run.query, table=table)
    # the part that stands in the domains found: the whole is not held to them
    asked = replace(table, chosen=None) if chosen is not None and "domains" in table.of_part else table
    sql = _run(known, asked)
    kept = run.table is not None  # a part of a list told before: none of it is an answer
    if (
        not sql.rows
        and not (kept or table.against or table.without)  # none beside the one that is named
        and not (len(table.ids) > 1 and _seeks_rows(run.query.text, table))  # none named has such a figure
        and ((table.words and not _stands_apart(known, run, table)) or run.query.names or table.ids)
    ):
        return ""  # nothing that is named or quoted: the clauses may say it in other words
    if table.operation == "share" and "words" in table.of_part and not _stands_apart(known, run, table):
        place = sql.columns.index("in_part")
        if not any(row[place] for row in sql.rows):
            return ""  # a share of none, by a word that the plan does not have
    base = replace(run.evidence, glosses=known.glosses, chosen=chosen)
    if (held := _words_found(known, table, sql)) != table.words:
        table = replace(table, words=held)
        run.query = replace(run.query, table=table)
    run.evidence = fetch_table(table, sql, known.rows, known.tree.clauses, base)
    count = len(sql.rows)
    return f"{count} 条" if run.lang == "zh" else f"{count} row(s)"


def _words_found(known: Knowledge, table: TableQuery, sql: SqlResult) -> tuple[str, ...]:
    """Of words of which clauses hold one, those that some clause found holds: only they are said to stand there."""
    listed = table.operation in ("list", "count") and "id" in sql.columns
    if len(table.words) < 2 or table.all_words or not listed or table.group:
        return table.words
    at = sql.columns.index("id")
    texts = [fold_known(known.tree.clauses[str(row[at])].text) for row in sql.rows]
    return tuple(word for word in table.words if any(word in text for text in texts)) or table.words


def _stands_apart(known: Knowledge, run: Run, table: TableQuery) -> bool:
    """Whether words are looked for as they are: quoted, told by their length, or words of the plan, found elsewhere in it."""
    text, said = run.query.text, known.catalog.vocabulary
    as_it_is = _QUOTED.search(text) or any(True for _ in quoted_by_number(text, said))
    plain = not (table.all_words or run.query.corrections)
    return bool(as_it_is) or (plain and all(word in said for word in table.words))


def _run(known: Knowledge, table: TableQuery) -> SqlResult:
    statement = table_statement(table, known.plan.meta.key)
    return known.database.run(statement.tree, statement.parameters)


def fetch_by_itself(known: Knowledge, run: Run, table: TableQuery) -> Evidence:
    """What a query finds, beside the question of the run: the domains that another one picks, what a model planned."""
    base = Evidence(period=run.evidence.period, glosses=known.glosses)
    return fetch_table(table, _run(known, table), known.rows, known.tree.clauses, base)


def _of_as_many(known: Knowledge, run: Run, table: TableQuery) -> TableQuery:
    """The query for the first of so many as a question states (十个指标里哪个最高); for all in order where there are not so many.

    Those in order need not be all that are counted: without a figure a row has no place in it.
    """
    assert run.claim is not None
    whole = replace(table, order="", limit=None, nth=0)
    for kinds in (table.kinds, ("target", "relative"), ()):
        if len(_run(known, replace(whole, kinds=kinds)).rows) == run.claim.number:
            run.claim = None
            return table
    ordered = replace(table, limit=None, nth=0)
    run.query = replace(run.query, table=ordered)
    return ordered


def _row(known: Knowledge, cells: tuple[str | int | None, ...]) -> Indicator:
    """The row as the statement fetched it; what it did not ask for comes from the row of the same id."""
    fetched: dict[str, Any] = dict(zip(LOOKUP_COLUMNS, cells, strict=True))
    value = fetched["value"]
    return replace(
        known.rows[fetched["id"]], **(fetched | {"value": None if value is None else Decimal(str(value))})
    )


def _decimals_as_text(cells: tuple[str | int | None, ...]) -> tuple[str | int | None, ...]:
    at = LOOKUP_COLUMNS.index("value")
    return (*cells[:at], None if cells[at] is None else str(cells[at]), *cells[at + 1 :])


def judge_rows(known: Knowledge, run: Run) -> str:
    """Whether the rows answer."""
    table = run.query.task == "table"
    run.judgement = (
        judge_table(run.query, run.evidence.indicators) if table else judge(run.query, run.evidence)
    )
    return ""
