"""Bodies told by what a plan charges them with, counted by SQL: who has the most to do, and who leads anything at all.

tell_most(known, run)        the bodies with the most sentences that charge them
tell_of_role(known, run)     all bodies of a role (哪些部门牵头), where no matter is named; "" for any other question
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.charging import settle
from assistant.duties import ADDRESSED, HELPS, LEAD
from assistant.knowledge import Knowledge
from assistant.patterns import lazy
from assistant.records import Evidence
from assistant.responsible import tell_most_charged
from assistant.roles_asked import asked_role, without_roles
from assistant.run import Run
from assistant.sql.generate import most_charged
from assistant.sql.made import Statement

MOST_CHARGED = 3  # ranks told of the bodies with the most tasks
ALL = 1_000  # ranks: of a role all are told
# What a question says beside the role when it asks for all bodies of it.
_ONLY_BODIES = lazy(
    r"(?:[\s，,。？?！!]|请问|规划|方案|计划|文件|里面?|中|上|一共|总共|都|共|有|是|由|的|呢|啊|来|当|做|谁|哪[些几个家]*|什么|啥|几[个家]?|多少[个家]?|列出|列一下|列举|"
    r"部门|单位|机构|机关|主体|which|what|who|all|are|is|the|do|does|in|of|plan|any|list|bodies|body|departments?|agenc(?:y|ies)|units?|organi[sz]ations?)+"
)


def tell_most(known: Knowledge, run: Run) -> str:
    """The bodies with the most sentences that charge them, counted by SQL."""
    made = most_charged(known.plan.meta.key, (ADDRESSED, HELPS), MOST_CHARGED)
    return _tell(known, run, made, lambda role: role not in (ADDRESSED, HELPS), "")


def tell_of_role(known: Knowledge, run: Run) -> str:
    """All bodies that lead something, or that help, with their sentences; "" where a question is about more than that."""
    role = asked_role(run.query.text)
    bare = without_roles(run.query.text)
    if (
        run.query.expects not in ("actor", "list")
        or role not in (LEAD, HELPS)
        or not _ONLY_BODIES.fullmatch(bare)
    ):
        return ""
    others = {duty.role for duty in known.duties} - {role}
    made = most_charged(known.plan.meta.key, sorted(others), ALL)
    return _tell(known, run, made, lambda own: own == role, role)


def _tell(known: Knowledge, run: Run, made: Statement, counted: Callable[[str], bool], role: str) -> str:
    sql = known.database.run(made.tree, made.parameters)
    names = [str(row[0]) for row in sql.rows]
    duties = tuple(d for d in known.duties if d.actor in names and d.basis == "stated" and counted(d.role))
    clauses = {i: known.tree.clauses[i] for d in duties for i in (d.clause_id, d.covers) if i}
    counts = [(str(row[0]), int(str(row[1]))) for row in sql.rows]
    if not counts:
        return ""
    told = tell_most_charged(run.query.lang, counts, duties, clauses, known.actor_glosses, role)
    settle(known, run, told, Evidence(clauses=tuple(clauses.values()), sql=sql, duties=duties))
    return "、".join(names)
