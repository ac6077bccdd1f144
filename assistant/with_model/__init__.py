"""The steps that a language model adds, and what becomes of its text.

    planned    where the rules are not sure, the model says what to look for; the rules' own checks decide on it
    seen       what the tools look at with which it finds that out
    written    the model writes; what does not pass the checks is dropped, and if what is left does not answer, the
               grounded answer is given
    notes      the lines that say so

Imported only where a model is set. Whatever the model does, there is a grounded answer before it is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from assistant.knowledge import Knowledge
from assistant.run import Run
from assistant.with_model.notes import grounded
from assistant.with_model.planned import plan_step
from assistant.with_model.written import model_step

_LOG = logging.getLogger(__name__)
Function = Callable[[Knowledge, Run], str]
Steps = tuple[tuple[str, Function], ...]


def with_model(steps: Steps) -> Steps:
    """The steps with those of the model: it plans before the writing, and writes before the check."""
    made: list[tuple[str, Function]] = []
    for name, step in steps:
        if name == "write":
            made.append(("plan", _harmless(plan_step)))
        made.append((name, step))
        if name == "write":
            made.append(("model", _harmless(model_step)))
    return tuple(made)


def _harmless(step: Function) -> Function:
    """A step whose faults leave what was there before it: a model is no reason for no answer."""

    def safely(known: Knowledge, run: Run) -> str:
        before = vars(run).copy()
        try:
            return step(known, run)
        except Exception:
            _LOG.exception("a step of the language model failed")
            vars(run).update(before)
            return (
                grounded(run, "unavailable", "fault", "a fault of the program") if step is model_step else "✗"
            )

    return safely
