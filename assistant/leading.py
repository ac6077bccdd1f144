"""A sentence that goes before an answer and says what is right or wrong in the question, with what it rests on.

cited(mention)              a sentence of a clause and its citation
lead(run, found, text, …)   the answer with that sentence first
take(run, held, found, …)   the same, of an answer to the statement by itself
sentences_told(run, tree)   the sentences of clauses that an answer tells
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.compose import Composed
from assistant.mentions import Mention, place_of
from assistant.plan import citation_at
from assistant.records import Citation, Clause, Draft, Premise, Sentence
from assistant.run import Run
from assistant.sufficiency import Judgement


def cited(mention: Mention) -> tuple[Mention, Citation]:
    """A sentence of a clause with its citation, whose number is given where it is used."""
    clause, start, end = mention.clause, mention.start, mention.end
    while start < end and (clause.text[start].isspace() or clause.text[start] == "—"):
        start += 1
    return mention, citation_at(1, clause, start, end)


def take(
    run: Run,
    held: Run,
    found: tuple[Mention, Citation],
    text: str,
    asked: str,
    beside: tuple[tuple[Mention, Citation], ...] = (),
) -> None:
    """Answer with what was held; what it confirms goes, as a yes beside a no would be taken for the answer."""
    if held.judgement.status == "answered":
        run.query, run.judgement, run.evidence = held.query, held.judgement, held.evidence
        run.composed, run.duties = held.composed, held.duties
    else:
        run.composed = Composed(Draft((), ()))
    lead(run, found, text, asked, beside, rests_on_all=True)


def lead(
    run: Run,
    found: tuple[Mention, Citation],
    text: str,
    asked: str,
    beside: tuple[tuple[Mention, Citation], ...] = (),
    *,
    rests_on_all: bool = False,
    settles: bool = True,
) -> None:
    """Put a sentence before the answer, with what it cites.

    Args:
        run: the question, with its draft.
        found: what the sentence rests on; it is quoted below it where the answer does not tell it anyway.
        text: the sentence.
        asked: what of it is the asker's and denied, or "".
        beside: what else is quoted below it.
        rests_on_all: whether the sentence speaks of that, too.
        settles: whether it says that the asker is right or wrong.
    """
    mention, citation = found
    draft = run.composed.draft if run.judgement.status == "answered" else Draft((), ())
    n = max((c.n for c in draft.citations), default=0) + 1
    at = text.rfind(asked) if asked else -1
    echo = ((at, at + len(asked)),) if asked else ()
    kept = tuple(s for s in draft.sentences if not re.match(r"是的，|Yes, ", s.text))
    numbers = tuple(range(n, n + 1 + (len(beside) if rests_on_all else 0)))
    own, quote = Sentence(text, numbers, echo), re.sub(r"\s+", "", citation.quote)
    told = run.evidence.indicators or any(quote in re.sub(r"\s+", "", s.text) for s in kept)
    quoted: tuple[Sentence, ...] = () if told else (Sentence(quote, (n,)),)
    if not run.evidence.indicators:
        run.query = replace(run.query, task="clause")
        run.judgement = Judgement("answered", None, "clauses")
    others = tuple(replace(c, n=n + at) for at, (_, c) in enumerate(beside, 1))
    told_too = re.sub(r"\s+", "", "".join(s.text for s in kept)) if rests_on_all else ""
    quotes = [(re.sub(r"\s+", "", c.quote), c.n) for c in others]
    quoted += tuple(Sentence(words, (number,)) for words, number in quotes if words not in told_too)
    clauses = tuple(dict.fromkeys((*run.evidence.clauses, mention.clause, *(m.clause for m, _ in beside))))
    run.evidence = replace(run.evidence, clauses=clauses)
    wrong = text.startswith(("不是", "No", "规划没有写到", "The plan does not mention"))
    premise = Premise(asked or place_of(mention.clause), place_of(mention.clause), agrees=not wrong)
    run.composed = replace(
        run.composed,
        draft=Draft((own, *quoted, *kept), (*draft.citations, replace(citation, n=n), *others)),
        premise=premise if settles else run.composed.premise,
    )


def sentences_told(run: Run, clauses: Mapping[str, Clause]) -> list[Mention]:
    """The sentences of clauses that an answer tells, without the headings above them.

    Args:
        run: the question, with its draft.
        clauses: those of the plan, by their ids.
    """
    cited_by = {citation.n: citation for citation in run.composed.draft.citations}
    found: list[Mention] = []
    for sentence in run.composed.draft.sentences:
        if not sentence.citations or sentence.text.endswith(("：", ":")):
            continue
        quoted = next((cited_by[n] for n in sentence.citations if n in cited_by), None)
        clause = clauses.get(quoted.clause_id) if quoted else None
        at = clause.text.find(quoted.quote) if clause and quoted else -1
        if clause and quoted and at >= 0:
            found.append(Mention(clause, at, at + len(quoted.quote)))
    return found
