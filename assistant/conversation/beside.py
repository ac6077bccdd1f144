"""A question that says nothing of the plan by itself, read beside what was told last (教不教凫水 after 防溺水怎么写).

joined(cut, turns, known)            the earlier subject and the question, or "" where there is none to be taken up
stays(question, answer, last, known) whether an answer found that way is one: on the clause that was told, which is
                                     also among those nearest to the question alone, and in other words than before
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.context import cited
from assistant.conversation.followup import FollowUp
from assistant.conversation.words import Cut
from assistant.embedding import embed_query
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, fold_known
from assistant.records import Answer, Turn
from assistant.tagging import tagged

NEAREST = (
    6  # clauses of the whole plan; a question about something else (who won the match) is near to others
)
_REFUSED = frozenset({"out_of_scope", "not_in_plan"})


def joined(cut: Cut, turns: Sequence[Turn], known: Knowledge) -> str:
    """The subject of the latest turn and a question, where that turn told clauses."""
    last = turns[0].answer if turns else None
    if last is None or last.status != "answered" or last.reason or not cited(last):
        return ""
    return FollowUp(cut, tuple(turns), known).beside()


def was_refused(answer: Answer) -> bool:
    """Whether a question was not answered by itself for want of something in the plan that it speaks of."""
    return answer.status == "abstained" and answer.reason in _REFUSED


def stays(question: str, answer: Answer, last: Answer, known: Knowledge, *, narrowed: bool = False) -> bool:
    """Whether an answer is on a clause that was told last and is near to the question, and tells something else of it.

    Where the earlier question was narrowed, its sentences were held against the question already.
    """
    query = answer.query
    if answer.status != "answered" or answer.reason or query is None or not _is_told(answer, last):
        return False
    found = cited(answer)
    if not found or _first(answer) == _first(last):
        return False
    if query.task == "lookup":  # a row that the earlier matter and the question lead to together
        return not (query.unexplained or query.aside) and found[0] in _nearest(question, known)
    near = narrowed or found[0] in _nearest(question, known)
    return found[0] in cited(last) and (near or _names_in(question, known.tree.clauses[found[0]].text))


def _is_told(answer: Answer, last: Answer) -> bool:
    """Whether clauses were told, or a row of what clauses were told of."""
    task, before = answer.query and answer.query.task, last.query and last.query.task
    return task == "clause" or (task == "lookup" and before == "clause")


def _first(answer: Answer) -> str:
    return next((s.text for s in answer.sentences if s.citations and not s.text.endswith(("：", ":"))), "")


def _names_in(question: str, clause: str) -> bool:
    """Whether every noun of a question stands in a clause (底下又分了什么组)."""
    text, told = fold(question), fold_known(clause)
    nouns = [text[start:end] for start, end, tag in tagged(text) if tag.startswith("n")]
    return bool(nouns) and all(noun in told for noun in nouns)


def _nearest(question: str, known: Knowledge) -> tuple[str, ...]:
    text = fold(question)
    hits = known.clause_index.search(text, embed_query(known.embedder, text), NEAREST, (known.plan.meta.key,))
    return tuple(hit.clause_id for hit in hits)
