"""Which stage of understanding decided an answer; how far each reaches, and how often it is right, is measured by it."""

from __future__ import annotations

from assistant.records import NO_QUESTION, Answer

# In the order of the cascade, with what the report calls them.
STAGES = {
    "unreadable": "no text, or too much of it",
    "no-question": "an order, a request for other work, a courtesy",
    "help": "a child in danger",
    "table": "a question over the table, read in full",
    "row-named": "rows by name or alias",
    "row-likened": "a row by likeness of meaning",
    "tree": "the plan's make-up, or a clause by its place",
    "duties": "who is charged",
    "clauses": "the clauses that fit",
    "rule": "a typed rule before any search",
}


def stage_of(answer: Answer) -> str:
    """A key of STAGES."""
    query = answer.query
    if query is None:
        return "unreadable"
    if answer.reason == "help":
        return "help"
    if query.task in NO_QUESTION:
        return "no-question"
    if answer.duties:
        return "duties"
    if query.task == "table":
        return "table"
    if query.task in ("tree", "place") or query.heading or query.places:
        return "tree"
    if query.task == "lookup" and any(citation.source == "row" for citation in answer.citations):
        return "row-likened" if query.likened else "row-named"
    return "clauses" if answer.support is not None else "rule"
