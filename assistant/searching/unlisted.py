"""A question for a body that the plan nowhere names (红十字会的职责, 气象局要干啥) → that it does not name it.

Said instead of a bare refusal, or of what others do, where what such a body has to do is asked.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.bodies import named
from assistant.compose import Composed, compose
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.patterns import lazy
from assistant.records import Draft
from assistant.responsible import read_actors
from assistant.run import Run
from assistant.sufficiency import Judgement

# Refusals for want of something in the plan; those for a year, a place or money say more.
_BARE = frozenset({"off_topic", "not_said", "not_told", "no_indicator", "near_miss"})
_ASKS_TASKS = lazy(
    r"(?:做|干|办|负责|承担|管)(?:些|点|了|着)*(?:什么|啥|哪些)|任务|职责|责任|分工|有(?:什么|啥|哪些)事|怎么(?:说|写|提)|\b(?:tasks?|dut(?:y|ies)|roles?|responsib|do\b|assign)"
)


def unlisted(known: Knowledge, run: Run) -> tuple[str, ...]:
    """The bodies in a question that the plan names in no form, as they were said."""
    text, flat = run.query.text, known.catalog.vocabulary
    listed = read_actors(text, known.actors)
    found = []
    for body in named(text, known.body_kinds):
        overlaps = any(actor.start < body.end and body.start < actor.end for actor in listed)
        as_actor = any(surface.startswith(form) for surface in known.actors for form in body.forms)
        said = text[body.start : body.end]
        if not overlaps and not as_actor and fold_known(said) not in flat:
            found.append(said.title() if said.isascii() else said)
    return tuple(dict.fromkeys(found))


def asks_tasks_of(known: Knowledge, run: Run, bodies: tuple[str, ...]) -> bool:
    """Whether a question asks what such bodies have to do, and of no matter."""
    said = "".join(bodies).lower()
    content = [word for word in run.query.unexplained if word not in said and said not in word]
    rest = [word for word in content if word in known.catalog.vocabulary]
    return bool(bodies) and not rest and not run.query.names and bool(_ASKS_TASKS.search(run.query.text))


def name_body(known: Knowledge, run: Run, bodies: tuple[str, ...]) -> None:
    """Say of a refusal that the plan does not name the body that is asked about; what stands beside it stays."""
    refused = run.judgement.status == "abstained" and run.judgement.detail in _BARE
    if not bodies or not refused:
        return
    _refuse(known, run, bodies)


def refuse_body(known: Knowledge, run: Run, bodies: tuple[str, ...]) -> str:
    """Refuse a question for the tasks of bodies that the plan does not name."""
    run.composed = Composed(Draft((), ()))
    _refuse(known, run, bodies)
    return "、".join(bodies)


def _refuse(known: Knowledge, run: Run, bodies: tuple[str, ...]) -> None:
    run.judgement = Judgement("abstained", "not_in_plan", "unnamed")
    run.query = replace(run.query, strangers=bodies)
    refusal = compose(run.query, run.evidence, run.judgement, known.plan.meta, known.today().year)
    told = run.composed.draft
    if told.sentences:  # the refusal, and what the plan says nearest to it
        sentences = (*refusal.draft.sentences, *told.sentences[1:])
        refusal = replace(refusal, draft=replace(told, sentences=sentences))
    run.composed = refusal
