"""The plans of the index, with their clauses, rows and duties, read once: an index never changes while it is open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from assistant.errors import AssistantError
from assistant.plan import Meta
from assistant.records import Clause, Duty, Indicator
from assistant.render import row_to_json
from assistant.server.faults import Fault


class StoredPlan(Protocol):
    """A plan as the index has it."""

    @property
    def meta(self) -> Meta:
        """Its meta data."""

    @property
    def sha256(self) -> str:
        """Of its published text."""


class Shelves(Protocol):
    """What is read of an index."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What it was built from; its ``digest`` is that of all of it."""

    def plans(self) -> tuple[Any, ...]:
        """The plans."""

    def clauses(self, plan: str) -> tuple[Clause, ...]:
        """Clauses of a plan, in its order."""

    def indicators(self, plan: str) -> tuple[Indicator, ...]:
        """Rows of a plan, in its order."""

    def duties(self, plan: str) -> tuple[Duty, ...]:
        """Who does what by a plan."""


@dataclass(frozen=True)
class Volume:
    """一部规划: a plan with all that was read of it."""

    meta: Meta
    sha256: str
    clauses: dict[str, Clause]
    rows: tuple[Indicator, ...]
    duties: tuple[Duty, ...]

    def clause(self, clause_id: str) -> Clause:
        """A clause by its id.

        Raises:
            Fault: there is none.
        """
        if clause_id not in self.clauses:
            raise Fault("unknown_clause")
        return self.clauses[clause_id]


class Library:
    """Reads plans when they are first asked for."""

    def __init__(self, shelves: Shelves, asked: str) -> None:
        """``asked`` is the key of the plan that questions are answered from."""
        self._shelves = shelves
        self._asked = asked
        self._stored: dict[str, StoredPlan] = {plan.meta.key: plan for plan in shelves.plans()}
        self._volumes: dict[str, Volume] = {}
        self._lock = threading.Lock()

    def volume(self, key: str) -> Volume:
        """A plan by its key.

        Raises:
            Fault: there is none.
        """
        if key not in self._stored:
            raise Fault("unknown_plan")
        with self._lock:
            if key not in self._volumes:
                stored, shelves = self._stored[key], self._shelves
                clauses = {clause.id: clause for clause in shelves.clauses(key)}
                self._volumes[key] = Volume(
                    stored.meta, stored.sha256, clauses, shelves.indicators(key), shelves.duties(key)
                )
            return self._volumes[key]

    def is_readable(self) -> bool:
        """Whether the index is still there."""
        try:
            return bool(self._shelves.plans())
        except AssistantError:
            return False

    def plans(self) -> list[dict[str, Any]]:
        """The plans, as JSON."""
        return [self._plan(self.volume(key)) for key in self._stored]

    def _plan(self, volume: Volume) -> dict[str, Any]:
        meta = volume.meta
        return {
            "key": meta.key,
            "title": meta.title,
            "title_en": meta.title_en,
            "region": meta.region,
            "region_en": meta.region_en,
            "period": list(meta.period),
            "sha256": volume.sha256,
            "clauses": len(volume.clauses),
            "indicators": len(volume.rows),
            "asked": meta.key == self._asked,
        }


def indicators_json(volume: Volume, keeps: Callable[[Indicator], bool]) -> list[dict[str, Any]]:
    """Rows of a plan, as JSON."""
    return [row_to_json(row) for row in volume.rows if keeps(row)]


def clause_json(volume: Volume, clause_id: str) -> dict[str, Any]:
    """A clause with its neighbours, parts, rows and duties, as JSON.

    Raises:
        Fault: there is none.
    """
    clause = volume.clause(clause_id)
    ids = list(volume.clauses)
    at = ids.index(clause_id)
    found = asdict(clause)
    del found["segments"]
    return found | {
        "path": list(clause.path),
        "before": ids[at - 1] if at else None,
        "after": ids[at + 1] if at + 1 < len(ids) else None,
        "parts": [other.id for other in volume.clauses.values() if other.parent == clause_id],
        "indicators": indicators_json(volume, lambda row: row.clause_id == clause_id),
        "duties": [_duty(duty) for duty in volume.duties if duty.clause_id == clause_id],
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "actor": duty.actor,
        "role": duty.role,
        "basis": duty.basis,
        "what": duty.what,
        "document": duty.document,
    }
