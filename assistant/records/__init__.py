"""The words of the program: frozen records that cross module borders.

No type of any library appears here. The Chinese term of each record stands in its docstring.
Offsets are half-open code points, never bytes.
They are imported from here; the modules below hold them by what they speak of.
"""

from __future__ import annotations

from assistant.records.answer import (
    Answer,
    Citation,
    Draft,
    Dropped,
    Evidence,
    Grounds,
    Hit,
    Premise,
    Sentence,
    SqlResult,
    Status,
    Step,
    Support,
    Turn,
)
from assistant.records.plan import (
    Basis,
    Clause,
    ClauseKind,
    Comparator,
    Duty,
    Entitlement,
    HelpLine,
    Indicator,
    IndicatorKind,
    Passage,
    Quantity,
    Segment,
    Strength,
)
from assistant.records.question import (
    NO_QUESTION,
    AnswerType,
    Bound,
    Condition,
    Correction,
    Exclusive,
    Language,
    Query,
    TableFilter,
    TableGroup,
    TableOperation,
    TableQuery,
    TableSource,
    Task,
)

__all__ = [
    "NO_QUESTION", "Answer", "AnswerType", "Basis", "Bound", "Citation", "Clause", "ClauseKind",
    "Comparator", "Condition", "Correction", "Draft", "Dropped", "Duty", "Entitlement", "Evidence", "Exclusive",
    "Grounds", "HelpLine", "Hit", "Indicator", "IndicatorKind", "Language", "Passage", "Premise",
    "Quantity", "Query", "Segment", "Sentence", "SqlResult", "Status", "Step", "Strength", "Support",
    "TableFilter", "TableGroup", "TableOperation", "TableQuery", "TableSource", "Task", "Turn",
]  # fmt: skip
