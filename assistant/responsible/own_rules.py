"""The plan's own rules on who does what it names nobody for, and who leads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from assistant.duties import FIRST_LEADS, LEAD
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.records import Clause, Duty

MOST_RULES: Final = 3
# 由有关部门承担…任务, 按职责分工…落实: what is not named is handed out all the same.
_RULE = lazy(
    r"(?:有关|相关|各)部门[^。]{0,24}(?:承担|落实|负责)[^。]*任务|分解到(?:各)?责任单位|办公室负责具体工作|按(?:照)?职责分工[^。]{0,12}落实"
)
_RULE_END = lazy(r"[。；）)]|$")


def rules(clauses: Iterable[Clause]) -> tuple[tuple[Clause, int, int], ...]:
    """Sentences by which a plan hands out what it names nobody for, in order."""
    found = [
        (clause, start, end)
        for clause in clauses
        if clause.kind in ("item", "paragraph")
        for start, end in sentences(clause.text)
        if _RULE.search(re.sub(r"\s+", "", clause.text[start:end]))
    ]
    return tuple(found[:MOST_RULES])


def lead_rule(clauses: Iterable[Clause], stated: Iterable[Duty]) -> tuple[Clause, int, int] | None:
    """The words by which a plan lets the first body of a note lead, where that is what makes one of these lead."""
    by_id = {clause.id: clause for clause in clauses}
    if not any(d.clause_id in by_id and leads_by_rule(d, by_id[d.clause_id]) for d in stated):
        return None
    for clause in by_id.values():
        if match := FIRST_LEADS.search(clause.text):
            start = max(clause.text.rfind(mark, 0, match.start()) for mark in "。；（(") + 1
            end = _RULE_END.search(clause.text, match.end())
            return clause, start, end.start() if end else match.end()
    return None


def leads_by_rule(duty: Duty, clause: Clause) -> bool:
    """Whether a body leads by the plan's rule for all notes, and not by the words of its own."""
    return duty.role == LEAD and LEAD not in clause.text[duty.start : duty.end].split("。")[0]
