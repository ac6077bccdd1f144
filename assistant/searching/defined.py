"""Whom the plan is for, by its own definition (本规划所称儿童是指未满十八周岁的未成年人): asked as a definition or as an age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.aged import AGES
from assistant.asked import defined_terms
from assistant.compose import Composed
from assistant.fetching import Run
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.numerals import find_quantities
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.quoting import tell_sentences
from assistant.records import Clause, Evidence, Hit
from assistant.sufficiency import Judgement

_ASKS_AGE = lazy(r"多大|几岁|多少岁|年龄|岁数|\bage\b|\bhow old\b")
# What says that somebody counts as one of them; nothing of it narrows the question.
_FRAMES = lazy(
    r"(?:不算|算不算|算是|算|属于|定义|界定|是指|指的是|指|叫做?|满|不满|未满|归|不归|管|适用|范围|对象|界限|上限|下限|多大|年龄|岁数)+的?"
    r"|\b(?:here|count(?:s|ed)?|considered|someone|anyone|person|limit|upper|maximum|defin\w*|cover(?:s|ed)?|apply|applies)\b|[\d\s?？]+"
)


def tell_defined(known: Knowledge, run: Run) -> str:
    """Answer from the sentence that says who the plan's people are; empty where something else is asked for."""
    query = run.query
    asks = query.expects == "definition" or bool(_ASKS_AGE.search(query.text))
    if not asks or query.names or any(_FRAMES.sub("", word) for word in query.unexplained):
        return ""
    found = tuple(
        (clause, span)
        for clause, span, terms in _definitions(known)
        if any(_is_asked(known, query.text, term) for term in terms)
    )
    if len(found) != 1:
        return ""
    (clause, span), period = found[0], run.evidence.period
    hit = Hit(clause.plan, clause.id, 1.0, 1.0, 0.0, 0.0, ((*span, 1.0),))
    run.evidence = replace(Evidence(hits=(hit,), clauses=(clause,), glosses=known.glosses), period=period)
    run.query = replace(query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    run.composed = Composed(tell_sentences(found))
    return clause.id


def _definitions(known: Knowledge) -> Iterator[tuple[Clause, tuple[int, int], tuple[str, ...]]]:
    """Sentences that say of which age somebody is, with the words that they define."""
    for clause in known.tree.clauses.values():
        for start, end in sentences(clause.text):
            text = fold_known(clause.text[start:end])
            terms = defined_terms(text)
            if terms and any(figure.unit in AGES for figure in find_quantities(text)):
                yield clause, (start, end), terms


def _is_asked(known: Knowledge, text: str, term: str) -> bool:
    """Whether a question is about a defined word, and about no narrower group (困境儿童 of 儿童)."""
    mentions = known.catalog.lexicon.scan(text)
    groups = {value for m in mentions for value in m.values("population")}
    aliases = any(m.values("alias") for m in mentions)
    return not aliases and (groups == {term} or (not groups and text.isascii()))
