"""What is kept of runs in the repository: the floors that accuracy may not fall below, and first-run scores.

``eval/floors.toml``       per group of categories, the least share of right answers on the check cases
``eval/first-runs.jsonl``  per batch of check cases, how many were right when they were asked for the first time

Whether a case was right is not kept by id: whoever knows which check cases fail cannot be measured by them any more.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError
from assistant.evaluation.intervals import Rate
from assistant.evaluation.measures import Graded, accuracy, scored
from assistant.files import read_toml

FLOORS = Path("eval") / "floors.toml"
FIRST_RUNS = Path("eval") / "first-runs.jsonl"

# Categories that are counted together; one that stands nowhere is a group of its own.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "look-ups": ("lookup", "lookup-many"),
    "clauses": ("clause", "tree", "yes-no", "parent", "time"),
    "table": ("table",),
    "lists": ("list",),
    "duties": ("duty",),
    "premises": ("premise",),
    "conversations": ("conversation",),
    "refusals": ("wrong-scope", "missing-attribute", "near-miss", "no-figure", "out-of-scope", "unsafe", "social", "bad-input"),
    "distress": ("distress",),
}  # fmt: skip
_GROUP_OF = {category: group for group, categories in GROUPS.items() for category in categories}


def group_of(category: str) -> str:
    """The group that a category is counted in."""
    return _GROUP_OF.get(category, category)


def by_group(found: Iterable[Graded]) -> dict[str, Rate]:
    """Accuracy by group of categories, in the order of GROUPS."""
    members: dict[str, list[Graded]] = {}
    for graded in found:
        members.setdefault(group_of(graded.case.category), []).append(graded)
    order = [*GROUPS, *sorted(members.keys() - GROUPS.keys())]
    return {group: accuracy(members[group]) for group in order if group in members}


# --- floors ----------------------------------------------------------------------------------------


def read_floors(home: Path) -> dict[str, float]:
    """The least share of right answers on the check cases by group; empty where none are recorded."""
    path = home / FLOORS
    return {name: float(value) for name, value in read_toml(path)["check"].items()} if path.exists() else {}


def fallen(found: Sequence[Graded], floors: Mapping[str, float], spare: int = 0) -> list[str]:
    """A sentence for each group whose accuracy is below its floor; only check cases count.

    Args:
        found: cases with their scores.
        floors: by group.
        spare: cases that a group may lose; another processor rounds vectors otherwise.
    """
    rates = by_group(graded for graded in found if graded.case.split == "check")
    return [
        f"{group}: {rates[group].right} of {rates[group].of} check cases are right "
        f"({share:.4f}), the floor is {floor:.4f}"
        for group, floor in floors.items()
        if group in rates
        and (share := rates[group].share) is not None
        and (rates[group].right + spare) / rates[group].of < floor
    ]


def write_floors(home: Path, found: Sequence[Graded]) -> dict[str, float]:
    """Record what is reached now as the floors, and give them.

    Raises:
        EvaluationError: no check case was asked.
    """
    rates = by_group(graded for graded in scored(found) if graded.case.split == "check")
    if not rates:
        raise EvaluationError("no check case was asked; run: assistant eval run --split all")
    floors = {group: math.floor((found.share or 0) * 10_000) / 10_000 for group, found in rates.items()}
    lines = [
        "# The least share of right answers on the check cases, by group of categories (assistant/evaluation/record.py).",
        "# A run below one of them fails. Written by: assistant eval floors --set",
        "[check]",
        *(f'"{group}" = {floor:.4f}' for group, floor in floors.items()),
    ]
    (home / FLOORS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return floors


# --- first runs ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FirstRun:
    """The first recorded run of a batch of check cases.

    Attributes:
        day: when it was recorded.
        code: fingerprint of the code that answered.
        first: whether it was their first run; False where the record began later than the cases.
        groups: right ones and all by group.
        ids: of the cases.
    """

    day: str
    code: str
    first: bool
    groups: Mapping[str, tuple[int, int]]
    ids: tuple[str, ...]

    @property
    def rate(self) -> Rate:
        """Over all groups."""
        return Rate(
            sum(right for right, _ in self.groups.values()), sum(of for _, of in self.groups.values())
        )


def read_first_runs(home: Path) -> tuple[FirstRun, ...]:
    """The recorded batches, oldest first.

    Raises:
        EvaluationError: the file has a line that is none.
    """
    path = home / FIRST_RUNS
    if not path.exists():
        return ()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record: dict[str, Any] = json.loads(line)
            groups = {group: (int(right), int(of)) for group, (right, of) in record["groups"].items()}
            found.append(
                FirstRun(record["day"], record["code"], record["first"], groups, tuple(record["ids"]))
            )
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path}, line {number}: no record of a first run ({error})") from error
    return tuple(found)


def record_first_run(home: Path, found: Sequence[Graded], code: str, day: date) -> FirstRun | None:
    """Add the check cases that were never recorded as a batch; None where there are none.

    The first batch of all is not marked as a first run: its cases are older than the record.
    """
    before = read_first_runs(home)
    known = {identity for batch in before for identity in batch.ids}
    new = [g for g in scored(found) if g.case.split == "check" and g.case.id not in known]
    if not new:
        return None
    groups = {group: (rate.right, rate.of) for group, rate in by_group(new).items()}
    ids = tuple(sorted(graded.case.id for graded in new))
    batch = FirstRun(day.isoformat(), code, bool(before), groups, ids)
    record = {"day": batch.day, "code": code, "first": batch.first, "groups": groups, "ids": ids}
    with (home / FIRST_RUNS).open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return batch
