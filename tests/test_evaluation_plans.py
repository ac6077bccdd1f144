"""assistant/evaluation/plans.py: plans that nobody prepared are added, asked and scored."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.plans import ask_plan, plans_in
from assistant.settings import read_settings

REPO = Path(__file__).parent.parent
PLANS = REPO / "eval" / "plans"
FLOORS = tomllib.loads((PLANS / "floors.toml").read_text(encoding="utf-8"))


def test_a_folder_without_plans_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"cases\.jsonl is missing"):
        plans_in(tmp_path)
    with pytest.raises(EvaluationError, match="nowhere"):
        plans_in(PLANS, ["nowhere"])


def test_every_plan_has_a_floor() -> None:
    assert {path.name for path in plans_in(PLANS)} == set(FLOORS)


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(FLOORS))
def test_a_plan_that_nobody_prepared_is_read_and_answered(key: str) -> None:
    settings = read_settings()
    corpus = {path: path.stat().st_mtime_ns for path in settings.corpus.rglob("*")}
    found = ask_plan(PLANS / key, settings)
    assert found.right >= FLOORS[key], [score.case.id for score in found.scores if not score.right]
    crashed = [s.case.id for s in found.scores if any(f.startswith("status error") for f in s.faults)]
    assert not crashed
    assert {path: path.stat().st_mtime_ns for path in settings.corpus.rglob("*")} == corpus
