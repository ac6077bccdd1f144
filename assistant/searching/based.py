"""From what to what a figure is to change, or what it was when the plan was made: from where the plan's own text says both.

    …从多少提高到多少, 基期值是多少, 现在是多少

The table row of a target tells its base year beside it (指标 2020年 2025年), a clause in words (由80元提高到110元), or a sentence
that reports the result of the year before. A result of now is never told: that of then is told as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.indicators.tables import table_heads
from assistant.knowledge import Knowledge
from assistant.lexicon import cut_words, fold_known
from assistant.numerals import find_quantities
from assistant.passages import sentences
from assistant.patterns import compiled, lazy
from assistant.quoting import tell_sentences
from assistant.records import Draft, Indicator, Language, Query, Sentence
from assistant.run import Run
from assistant.searching.past import of_year, row_names
from assistant.searching.put import Place, put_found

MOST: Final = 2  # names that one question may mean; more are told by nothing here
LEAST_NAME: Final = 3  # characters of a subject that no row has

_FROM_TO = lazy(
    r"(?:从|由)(?:20\d\d年的?|现在的?|原来的?|目前的?|以前的?)?(?:多少|几|啥|什么水平)[^，,。；;？?]{0,10}?(?:到|至|为|成)了?(?:多少|几|啥|什么)"
    r"|\bfrom (?:what|how (?:much|many))\b[^.?]{0,40}\bto (?:what|how (?:much|many))\b"
)
_BASE = lazy(
    r"基期|基数|基准[值年]|现状[值数]|现有水平|(?:规划|方案|计划)?(?:制定|编制|出台|开始)(?:时|前)的?(?:水平|数值|数)?"
    r"|\bbase(?:line)?\b(?: year)?(?: value| figure| level)?|\bstarting (?:value|figure|level|point)\b"
)
# 由每人每月80元提高到110元: what a figure changes from stands before what it changes to.
_CHANGES = lazy(r"(?:由|从)(?P<from>[^，,。；;]{1,30}?)(?:到|至|为)(?P<to>[^。；;]{1,30})")
_LEFT = lazy(r"的?(?:目标|指标|标准|数值|比例)?(?:是|要|将|会|打算|计划|准备)*$")
_THEN: dict[Language, str] = {
    "zh": "规划只写到制定规划时的情况，没有此后的数据：",
    "en": "The plan tells only how things stood when it was made, and nothing later:",
}


def asks_change(query: Query) -> bool:
    """Whether a question asks from what to what a figure changes, which the one figure of a row does not tell."""
    return _FROM_TO.search(query.text) is not None


def tell_base(known: Knowledge, run: Run) -> str:
    """Answer from where the base value stands, with the target beside it; empty where the plan does not say it."""
    query = run.query
    change, base = _FROM_TO.search(query.text), _BASE.search(query.text)
    now = query.actual and not query.yes_no and query.expects in ("value", "open")
    now = now and run.judgement.detail == "actual"
    if not (change or base or now) or query.figures or query.foreign_place or query.foreign_year:
        return ""
    if now and not query.names:
        return ""
    said = change or base
    subject = _subject(query.text[: said.start()]) if said and not query.names else ""
    named = query.names or tuple(filter(None, (subject,)))
    found = _lines(known, named)
    if change and not found:
        found = tuple(_changes(known, row_names(known, query.names) or named))
    if not found and not change:
        found = of_year(known, known.plan.meta.period[0] - 1, query.names)
    if not found or len({clause.id for clause, _ in found}) > 2 * MOST:
        return ""
    draft = tell_sentences(found)
    if now:
        draft = Draft((Sentence(_THEN[run.lang]), *draft.sentences), draft.citations)
    return put_found(known, run, found, draft, query=replace(query, actual=False))


def _lines(known: Knowledge, asked: tuple[str, ...]) -> tuple[Place, ...]:
    """The header and the rows of a table that has a base year in a column, of what is named; all of one header."""
    if not asked:
        return ()
    heads = {
        line: head
        for line, head in table_heads(known.tree.clauses.values(), known.plan.meta.period).items()
        if any(column.holds == "reached" for column in head.columns)
    }
    rows = [row for row in known.rows.values() if row.clause_id in heads]
    mine = [row for row in rows if row.name in asked] or [r for r in rows if _is_longer(r, asked)]
    ids = tuple(dict.fromkeys(row.clause_id for row in mine))
    if not 0 < len(ids) <= MOST or len({heads[line].clause.id for line in ids}) > 1:
        return ()
    whole = (heads[ids[0]].clause, *(known.tree.clauses[line] for line in ids))
    return tuple((clause, (0, len(clause.text))) for clause in whole)


def _is_longer(row: Indicator, asked: tuple[str, ...]) -> bool:
    """Whether the name of a row ends in what is named, and has its words in order (残疾人康复服务覆盖率, asked for as 康复覆盖率)."""
    name = fold_known(row.name)
    return any(
        name.endswith(words[-1]) and compiled(".*".join(map(re.escape, words))).search(name) is not None
        for words in (cut_words(fold_known(one)) for one in asked)
        if words
    )


def _subject(before: str) -> str:
    """What a question asks the change of, by its own words."""
    bare = _LEFT.sub("", re.split(r"[，,。；;：:\s]", before)[-1])
    return bare if len(bare) >= LEAST_NAME else ""


def _changes(known: Knowledge, names: tuple[str, ...]) -> Iterator[Place]:
    """Sentences that say of one of the names from which figure to which it changes."""
    for clause in known.tree.clauses.values():
        for start, end in sentences(clause.text):
            text = fold_known(clause.text[start:end])
            ends = [at + len(name) for name in names if (at := text.find(name)) >= 0]
            match = _CHANGES.search(text, min(ends)) if ends else None
            if match and find_quantities(match["from"]) and find_quantities(match["to"]):
                yield clause, (start, end)
