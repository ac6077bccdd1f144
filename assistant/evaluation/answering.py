"""Have systems answer cases, several at a time, and keep the answers as they come.

A run that was stopped goes on where it ended. A case whose system crashed is kept as crashed and asked again next time.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from assistant.build import open_or_build
from assistant.evaluation.baselines import ASSISTANT, is_baseline
from assistant.evaluation.cases import Case
from assistant.evaluation.kept import (
    Kept,
    Results,
    append,
    continued,
    digest,
    one_run_at_a_time,
    path_of,
)
from assistant.evaluation.marks import marks_of
from assistant.evaluation.systems import Connection, Crash, Reply, System, connect
from assistant.settings import Settings

Progress = Callable[[int, int], None]
SECONDS = 60.0  # that an answer may take
FEW = 40  # questions that are not worth a second process


@dataclass(frozen=True, slots=True)
class Plan:
    """How cases are to be asked.

    Attributes:
        workers: lines to each system that are open at the same time.
        seconds: that an answer may take.
        fresh: ask again what is kept already.
    """

    workers: int = 2
    seconds: float = SECONDS
    fresh: bool = False


def answer_cases(
    systems: Sequence[System],
    cases: Sequence[Case],
    settings: Settings,
    plan: Plan | None = None,
    progress: Progress | None = None,
) -> dict[str, Results]:
    """Ask what is not kept yet, keep it, and give all that is kept, by the name of the system.

    Args:
        systems: which to ask.
        cases: what to ask.
        settings: say where results are kept, and what this program's own systems answer with.
        plan: how many at a time, for how long.
        progress: called with how many questions are answered, and of how many.

    Raises:
        AssistantError: the index cannot be built, or kept answers cannot be read or written.
    """
    plan = plan or Plan()
    if any(system.kind == "own" for system in systems):
        open_or_build(settings.corpus, settings.indexes, model=settings.embedder)
    own = marks_of(settings)
    paths = {system.name: path_of(settings.home, system.name) for system in systems}
    with one_run_at_a_time(settings.home), ExitStack() as files:
        before = {
            system.name: continued(
                paths[system.name],
                system.name,
                own if system.kind == "own" else {"target": system.target},
                fresh=plan.fresh,
            )
            for system in systems
        }
        tasks = missing(systems, cases, before)
        opened = {name: files.enter_context(path.open("a", encoding="utf-8")) for name, path in paths.items()}
        new = _Run(tasks, settings.home, plan, opened, progress).finish()
    return {name: replace(found, kept={**found.kept, **new[name]}) for name, found in before.items()}


Task = tuple[Case, tuple[System, ...]]


def _plain_are_asked(systems: Sequence[System], cases: Sequence[Case]) -> frozenset[str]:
    """The splits that the plain systems are asked: beside the assistant only that on which they are compared."""
    splits = frozenset(case.split for case in cases)
    beside = any(system.name == ASSISTANT for system in systems)
    return splits & {"check"} if beside and "check" in splits else splits


def missing(systems: Sequence[System], cases: Sequence[Case], before: Mapping[str, Results]) -> list[Task]:
    """What is to be asked, a case at a time, so that systems of one process share the embedding of its question."""
    tasks = []
    plain = _plain_are_asked(systems, cases)
    for case in cases:
        wanted = []
        for system in systems:
            if is_baseline(system.name) and case.split not in plain:
                continue
            kept = before[system.name].of(case)
            if kept is None or kept.crash:
                wanted.append(system)
        if wanted:
            tasks.append((case, tuple(wanted)))
    return tasks


class _Run:
    """Workers, each with its own lines to the systems, that take task after task."""

    def __init__(
        self,
        tasks: list[Task],
        home: Path,
        plan: Plan,
        files: Mapping[str, TextIO],
        progress: Progress | None,
    ) -> None:
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        for task in tasks:
            self._tasks.put(task)
        self._total = sum(len(systems) for _, systems in tasks)
        self._workers = max(1, min(plan.workers, -(-self._total // FEW)))
        self._home, self._plan, self._files, self._progress = home, plan, files, progress
        self._lock = threading.Lock()
        self._kept: dict[str, dict[str, Kept]] = {name: {} for name in files}
        self._done = 0
        self._failure: BaseException | None = None

    def finish(self) -> dict[str, dict[str, Kept]]:
        """Ask all, and give what was answered, by system and case; a fault of ours in a worker is raised here."""
        if not self._total:
            return self._kept
        threads = [threading.Thread(target=self._work, daemon=True) for _ in range(self._workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failure is not None:
            raise self._failure
        return self._kept

    def _work(self) -> None:
        lines: dict[str, Connection] = {}
        try:
            while self._failure is None:
                case, systems = self._tasks.get_nowait()
                for system in systems:
                    self._keep(system, _ask(self._line(lines, system), system, case))
        except queue.Empty:
            return
        except BaseException as error:
            self._failure = error
        finally:
            for line in lines.values():
                line.close()

    def _line(self, lines: dict[str, Connection], system: System) -> Connection:
        """This worker's line to a system; our own systems share one process."""
        key = "own" if system.kind == "own" else system.name
        if key not in lines:
            threads = 1 if self._workers > 1 else 0
            lines[key] = connect(system, self._home, self._plan.seconds, threads=threads)
        return lines[key]

    def _keep(self, system: System, kept: Kept) -> None:
        with self._lock:
            append(self._files[system.name], [kept])
            self._kept[system.name][kept.id] = kept
            self._done += 1
            if self._progress is not None:
                self._progress(self._done, self._total)


def _ask(line: Connection, system: System, case: Case) -> Kept:
    record: Reply = {"id": case.id, "turns": list(case.turns)}
    if system.kind == "own":
        record["system"] = system.name
    started = time.perf_counter()
    try:
        answer = line.ask(record)
    except Crash as crash:
        return Kept(case.id, digest(case), None, crash=str(crash))
    waited = (time.perf_counter() - started) * 1000
    trace = answer.pop("trace", {})
    took = answer.get("timings_ms", {}).get("total", waited)
    if answer["status"] == "error" and case.status != "error":
        return Kept(
            case.id, digest(case), answer, trace, took, crash=f"error {answer.get('reason') or ''}".strip()
        )
    return Kept(case.id, digest(case), answer, trace, took)
