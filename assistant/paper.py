"""A question for what the paper says of itself (文号, 落款, 谁发的) → those lines, quoted, or that there are none."""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import Composed
from assistant.formalities import read_formal, tell_formal
from assistant.knowledge import Knowledge
from assistant.patterns import lazy
from assistant.records import NO_QUESTION, Evidence
from assistant.run import Run
from assistant.sufficiency import Judgement

_PARTICLES = frozenset("的了吗呢是由被这那个啊呀把给")
_WORD_OR_RUN = lazy(r"[\u4e00-\u9fff]{2,}|[a-z]{2,}")


# Roles of words that name no matter, and English words that every question may have.
_ASKING_ONLY = frozenset(
    {"filler", "plan", "text", "value", "which", "what", "every", "person", "actor", "date", "day", "body"}
)
_FUNCTION = frozenset(
    [
        "when",
        "was",
        "were",
        "this",
        "that",
        "the",
        "of",
        "what",
        "who",
        "by",
        "it",
        "its",
        "did",
        "to",
        "is",
        "which",
    ]
)


def tell_of_paper(known: Knowledge, run: Run) -> bool:
    """Tell the number, date, issuer or addressees of the paper itself; False where they are not asked for."""
    query = run.query
    if query.task in NO_QUESTION:
        return False
    asked = read_formal(query.text, known.formal_words, lambda rest: _speaks_of_other(known, rest))
    if not asked:
        return False
    found = {part: known.tree.formal[part] for part in asked if part in known.tree.formal}
    run.evidence = Evidence(clauses=tuple(found.values()), glosses=known.glosses, period=run.evidence.period)
    run.composed = Composed(tell_formal(asked, found, query.lang))
    run.query = replace(query, task="clause")
    run.partial = 0 < len(found) < len(asked)
    run.judgement = (
        Judgement("answered", None, "clauses") if found else Judgement("abstained", "not_in_plan", "not_told")
    )
    return True


def _speaks_of_other(known: Knowledge, text: str) -> bool:
    """Whether a part of a question has a content word that neither names the plan nor is one of questions."""
    lexicon = known.catalog.lexicon
    for mention in lexicon.scan(text):
        whole = len(mention.text) > 1 or mention.text in _PARTICLES  # 标 of 标识 is no word of its own
        if whole and (set(mention.values("word")) & _ASKING_ONLY or mention.values("region")):
            text = text.replace(mention.text, " ")
    return any(word not in known.tree.name and word not in _FUNCTION for word in _WORD_OR_RUN.findall(text))
