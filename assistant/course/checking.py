"""Each line of a course is held against its clause by the checks that hold an answer."""

from __future__ import annotations

from assistant.course.lines import evidence_of
from assistant.course.material import Material
from assistant.course.records import Line
from assistant.plan import citation_at
from assistant.records import Citation, Clause, Draft, Sentence
from assistant.verify import check


def citation_of(clause: Clause, quote: str) -> Citation:
    """A citation of a piece of a clause, with its place in the source."""
    start = clause.text.find(quote)
    return citation_at(1, clause, start, start + len(quote))


def fault_of(line: Line, known: Material) -> str:
    """Why a line does not hold, or ""; what the trainer added is not the plan's and is not held against it."""
    if line.kind == "own":
        return ""
    clause = known.tree.clauses.get(line.clause_id)
    if clause is None:
        return f"there is no clause {line.clause_id or '(none)'}"
    if not line.quote or line.quote not in clause.text:
        return f"the quote does not stand in clause {clause.id}"
    texts = [_topic_sentence(line), line.text]
    draft = Draft(tuple(Sentence(text, (1,)) for text in texts if text), (citation_of(clause, line.quote),))
    dropped = check(draft, evidence_of(known, [clause.id])).dropped
    if dropped:
        return dropped[0].reason
    return _topic_fault(line, clause, known)


def adds_nothing(line: Line, known: Material) -> bool:
    """Whether the words of an edited line only shorten what it rests on, as is asked of what a model writes."""
    clause = known.tree.clauses[line.clause_id]
    draft = Draft((Sentence(line.text, (1,), by_model=True),), (citation_of(clause, line.quote),))
    return not check(draft, evidence_of(known, [clause.id])).dropped


def _topic_sentence(line: Line) -> str:
    """Who is charged, as a sentence that the checks know."""
    if line.kind != "duty" or not line.topic:
        return ""
    return line.topic + (":" if line.topic.isascii() or line.topic.startswith(("Stated", "Its")) else "：")


def _topic_fault(line: Line, clause: Clause, known: Material) -> str:
    """A topic that is no sentence is the clause's title, in either language."""
    if not line.topic or line.kind == "duty":
        return ""
    names = {clause.title.strip().rstrip("。"), known.tree.glosses.get(clause.id, "")}
    return "" if line.topic in names else f"{line.topic!r} is not the title of clause {clause.id}"
