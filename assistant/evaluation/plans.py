"""How well plans that nobody prepared are answered: each is added as a user would add it, and asked its own questions.

    folder/<key>/source.txt    the text
    folder/<key>/plan.toml     title, region, period, as a user writes them
    folder/<key>/cases.jsonl   questions, in the form of eval/cases

A plan has no aliases, glosses or sayings then: what is measured is what the program reads by itself. The corpus that is
installed is not touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.build import Reading, add_plan, open_or_build
from assistant.errors import EvaluationError
from assistant.evaluation.cases import read_cases
from assistant.evaluation.runner import run
from assistant.evaluation.score import Score
from assistant.settings import Settings, read_settings

CASES = "cases.jsonl"


@dataclass(frozen=True, slots=True)
class PlanRun:
    """One plan: what was read of it, and how its cases were answered."""

    key: str
    reading: Reading
    scores: tuple[Score, ...]

    @property
    def right(self) -> int:
        """How many cases were answered rightly."""
        return sum(score.right for score in self.scores)


def plans_in(folder: Path, only: Sequence[str] = ()) -> tuple[Path, ...]:
    """The folders of plans with questions, by name; of some keys, where these are given.

    Raises:
        EvaluationError: there is none, or a key is none of them.
    """
    found = {path.parent.name: path.parent for path in sorted(folder.glob(f"*/{CASES}"))}
    missing = [key for key in only if key not in found]
    if missing or not found:
        wanted = missing[0] if missing else "<key>"
        raise EvaluationError(f"{folder / wanted / CASES} is missing; docs/evaluation.md shows the layout")
    return tuple(found[key] for key in (only or found))


def ask_plan(folder: Path, settings: Settings) -> PlanRun:
    """Add a plan to a corpus of its own, and ask its cases.

    Args:
        folder: with source.txt, plan.toml and cases.jsonl; its name is the plan's key.
        settings: whose dictionaries, model and cache of vectors are used.

    Raises:
        CorpusError: the plan cannot be read.
        EvaluationError: its cases cannot be read.
    """
    from assistant.agent import Assistant

    cases = read_cases([folder / CASES])
    with _home(settings) as home:
        reading = add_plan(home / "corpus", folder / "source.txt", folder / "plan.toml", folder.name)
        own = read_settings(home=home, plan=folder.name)
        index = open_or_build(own.corpus, own.indexes, None, own.embedder)
        return PlanRun(folder.name, reading, run(Assistant(own, index), cases))


@contextmanager
def _home(settings: Settings) -> Iterator[Path]:
    """A home with the dictionaries for every plan, and no plan."""
    with tempfile.TemporaryDirectory(prefix="plan-") as name:
        corpus = Path(name) / "corpus"
        corpus.mkdir()
        for path in settings.corpus.iterdir():
            if path.is_file():
                shutil.copy2(path, corpus / path.name)
        yield Path(name)
