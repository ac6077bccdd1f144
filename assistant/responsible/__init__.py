"""Who is responsible, and what a body has to do: duties → draft, each statement with its basis.

    read_actors(text, actors)     the bodies and persons that a question names
    claimed_bodies(text, known)   those that it takes to be responsible
    tell_responsible(…)           who is named for a matter; where nobody is, that first, then what follows
    tell_tasks(…)                 all that the plan says of a body
    tell_most_charged(…)          which bodies have the most to do

A body is never called responsible where the plan only addresses it. What the plan's own rules and documents outside
it say is told apart, by its basis.
"""

from __future__ import annotations

from assistant.responsible.actors import ActorWord, is_body, load_surfaces, read_actors
from assistant.responsible.asking import asks_lead, asks_leave, claimed_bodies, has_done, without_choice
from assistant.responsible.charged import tell_responsible
from assistant.responsible.doing import said_to_do
from assistant.responsible.of_plan import asks_of_plan, duties_of_plan, speaks_of_plan
from assistant.responsible.own_rules import lead_rule, rules
from assistant.responsible.page import Told
from assistant.responsible.tasks import tell_most_charged, tell_tasks
from assistant.responsible.whole import asks_of_whole, without_domain

__all__ = [
    "ActorWord",
    "Told",
    "asks_lead",
    "asks_leave",
    "asks_of_plan",
    "asks_of_whole",
    "claimed_bodies",
    "duties_of_plan",
    "has_done",
    "is_body",
    "lead_rule",
    "load_surfaces",
    "read_actors",
    "rules",
    "said_to_do",
    "speaks_of_plan",
    "tell_most_charged",
    "tell_responsible",
    "tell_tasks",
    "without_choice",
    "without_domain",
]
