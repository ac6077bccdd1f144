"""The row that a question means without naming it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.aged import ages_of, ages_said, is_beyond
from assistant.asked import asks_how_often
from assistant.fetching import fetch
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known, shared_name
from assistant.linking import Words, fits, likely, shares_nothing
from assistant.numerals import spans_year
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.question import means
from assistant.records import Indicator, Query
from assistant.run import Run
from assistant.searching.finding import Found, words_of
from assistant.searching.other_measures import names_ratio
from assistant.sufficiency import held_against, judge
from assistant.unnamed import unnamed

NEAREST = 3  # clauses that may have the year that is asked for
CLEARLY = 0.8  # of the first clause's score: what is below is no second reading
# Refusals that a row likened decides.
_DECIDED = frozenset({"no_figure", "year", "actual", "place"})


def choose(known: Knowledge, run: Run, found: Found) -> bool:
    """Of the rows that a word fits, take the one whose clause a search puts first, far before those of the others."""
    if run.judgement.detail != "choose" or not found.hits:
        return False
    scores = {hit.clause_id: hit.score for hit in found.hits}
    fitting = [row for row in known.rows.values() if row.name in run.query.choices]
    mine = tuple(row for row in fitting if row.clause_id == found.hits[0].clause_id)
    others = [scores.get(row.clause_id, 0.0) for row in fitting if row not in mine]
    if len({row.name for row in mine}) != 1 or max(others, default=0.0) > CLEARLY * found.hits[0].score:
        return False
    return _take_rows(known, run, run.query, mine)


def liken(known: Knowledge, run: Run, found: Found, *, claims: bool = False) -> bool:
    """Answer from the row that a question means without naming it; False where none is sure enough.

    Args:
        known, run: the plan and the question.
        found: what a search brought.
        claims: whether it states something; then only a row with which that can be compared is sure enough, and the
            unit stated, which may be wrong, restricts nothing.
    """
    query, index = run.query, known.clause_index
    if any(thing.is_topic and not thing.is_kind for thing in unnamed(query, run.question, known.plan_words)):
        return False
    if names_ratio(query, known.catalog.contexts.values()):
        return False
    query = replace(query, units=frozenset()) if claims else query
    ranked = [(i, cosine) for _, i, cosine in index.rows(found.vector, (known.plan.meta.key,))]
    if named := query.choices or query.names:  # another row than those named would answer something else
        ranked = [(i, cosine) for i, cosine in ranked if known.rows[i].name in named]
    words = words_of(known, query, found)
    near = {row_id: _around(known, known.rows[row_id]) for row_id, _ in ranked if row_id in known.rows}
    rows = likely(query, ranked, known.rows, found.hits, words, near, _of_few(known))
    if not rows and query.lang == "en":
        rows = _translated(known, query, words)
    if asks_how_often(query.units) or _ONCE_IN.search(query.text):  # 多长时间报告一次: no deadline
        rows = tuple(r for r in rows if r.unit == "次" and not shares_nothing(words, near[r.id]))
    if _FOR_HOW_MANY.search(query.text):
        rows = tuple(row for row in rows if row.per)
    if query.foreign_year and any(
        spans_year(known.tree.clauses[h.clause_id].text, query.foreign_year) for h in found.hits[:NEAREST]
    ):
        return False  # 2022年改造多少户: a clause near to it speaks of that year, be it within 2021—2023年
    return bool(rows) and _take_rows(known, run, query, rows, claims=claims)


# 几年修订一次, 几万人一辆: how often, and for how many one is there, which no plain figure tells.
_ONCE_IN = lazy(
    r"(?:几|多少)个?(?:年|月|天|日|周|星期|小时|学期|季度)[^，,。；;？?]{0,8}?一(?:次|回|趟|轮|遍)"
    r"|\bhow often\b|\bevery how many\b"
)
_FOR_HOW_MANY = lazy(
    r"(?:几|多少)[十百千万]?(?:个?人|户|名|位|亩|家|公里|平方米|平米|学生|孩子|床位)[^，,。；;？?]{0,6}?(?:一|1)[辆个名台所张家座位部处]"
)


def _of_few(known: Knowledge) -> Callable[[str], bool]:
    """Whether a plan has a word in few clauses; of a plan with sayings nothing, as there everyday words lead to the right row."""
    index = known.clause_index
    if known.thresholds.said is not None:
        return lambda word: False
    return lambda word: index.occurrences.holding(word) > 0 and index.occurrences.is_rare(word)


# English words of a question for a figure that say nothing of what it is for.
_SAY_NOTHING = lazy(
    r"(?:high|low|much|many|big|larg|target|goal|set|plan|rat|share|level|percent|reach|aim|figur|valu|number|produc|year)\w*"
)


_STEM = 5  # letters by which two forms of an English word are one (mechanization, mechanis-)


def _translated(known: Knowledge, query: Query, words: Words) -> tuple[Indicator, ...]:
    """The rows of one name that has the plan's words for every phrase of an English question; none where a word is left over."""
    said_of = {word[:_STEM] for phrase in words.lay for word in phrase.split()}
    left = [w for w in words.content if w[:_STEM] not in said_of and not _SAY_NOTHING.fullmatch(w)]
    terms = [said for said in words.lay.values() if said]
    if left or not terms:
        return ()
    found = tuple(
        row
        for row in known.rows.values()
        if row.value is not None
        and fits(query, row)
        and all(any(term in fold_known(row.name) for term in said) for said in terms)
    )
    return found if len({shared_name(row) for row in found}) == 1 else ()


_LONG = 3  # sentences of a clause above which each may have a matter of its own


def _around(known: Knowledge, row: Indicator) -> str:
    """What stands around a row, folded: its clause with its goal and domain, or of a long clause its sentence."""
    clause = known.tree.clauses[row.clause_id]
    spans = sentences(clause.text)
    own = next((text for text in (clause.text[a:b] for a, b in spans) if row.quote in text), "")
    if len(spans) <= _LONG or not own:
        return known.catalog.contexts.get(row.clause_id, "")
    return fold_known(f"{own}{row.goal or ''}{row.domain}{clause.title}")


def _is_beyond(query: Query, row: Indicator) -> bool:
    """Whether a question says an age on the other side of that of a row's people: another matter is meant."""
    return any(is_beyond(said, own) for said in ages_said(query, row) for own in ages_of(row))


def _take_rows(
    known: Knowledge, run: Run, query: Query, rows: tuple[Indicator, ...], *, claims: bool = False
) -> bool:
    """Look up the rows that a question means; all is as before where they do not answer it."""
    kept = Run(run.question, run.lang, run.query, run.evidence, run.judgement)
    run.query = means(query, rows, known.plan.meta)
    if not query.names and any(_is_beyond(query, row) for row in rows):
        run.query = kept.query
        return False
    fetch(known, run)
    run.judgement = judge(run.query, run.evidence)
    told = run.judgement.status == "answered" or run.judgement.detail in _DECIDED
    if told and not (claims and held_against(run.query, run.evidence) is None):
        return True
    run.query, run.evidence, run.judgement = kept.query, kept.evidence, kept.judgement
    return False
