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
    "tree": "the plan's make-up or period, or a clause by its place",
    "gathered": "all that there is on a matter",
    "duties": "who is charged",
    "clauses": "the clauses that fit",
    "rule": "refused by a typed rule before any search",
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
    if query.task in ("tree", "place", "period") or query.heading or query.places:
        return "tree"
    if answer.support is not None:
        return "clauses"
    if query.task == "lookup" and (answer.sql is not None or answer.status in ("answered", "clarify")):
        return "row-likened" if query.likened else "row-named"
    return "gathered" if answer.status == "answered" else "rule"
