"""Answers that are kept, so that they can be scored again without asking again.

``eval/results/<system>.jsonl``: the first line says what was asked with which index, settings, model and code; each
further line is one case's answer, in the JSON form of docs/answer.md, or why there is none.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import EvaluationError
from assistant.evaluation.cases import Case

RESULTS = Path("eval") / "results"
PREVIOUS = ".previous"  # what a run with other fingerprints pushes aside, for `eval compare`


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer to one case.

    Attributes:
        id: of the case.
        asked: digest of its turns; a case that was reworded is asked again.
        answer: in the form of docs/answer.md; None where the system crashed.
        trace: what a system tells beside its answer: how sure it was (``support``, 0 to 1 or None), what decided
            (``stage``), clause ids as its search ranked them (``ranking``), whether the time counts (``timed``). Other
            systems leave it empty.
        milliseconds: the last turn's, as the system says, else as waited for.
        crash: why there is no answer, else "".
    """

    id: str
    asked: str
    answer: dict[str, Any] | None
    trace: Mapping[str, Any] = field(default_factory=dict)
    milliseconds: float = 0.0
    crash: str = ""


_NAMES = tuple(one.name for one in fields(Kept))


@dataclass(frozen=True, slots=True)
class Results:
    """The kept answers of one system.

    Attributes:
        system: its name.
        marks: fingerprints of index, settings, model and code; of another system what it was called with.
        kept: answers by case id.
    """

    system: str
    marks: Mapping[str, str]
    kept: Mapping[str, Kept]

    def of(self, case: Case) -> Kept | None:
        """The answer to a case as it is worded now, or None."""
        found = self.kept.get(case.id)
        return found if found is not None and found.asked == digest(case) else None


def digest(case: Case) -> str:
    """Of a case's turns."""
    return hashlib.sha256(json.dumps([case.plan, case.turns]).encode()).hexdigest()[:16]


def path_of(home: Path, system: str) -> Path:
    """Where a system's answers are kept."""
    return home / RESULTS / f"{re.sub(r'[^A-Za-z0-9.-]+', '-', system).strip('-.') or 'system'}.jsonl"


def read_results(path: Path) -> Results:
    """Read kept answers; a last line that was cut short by a kill is left out.

    Raises:
        EvaluationError: there is no such file, or it is none; names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read ({error}); run: assistant eval run") from error
    kept: dict[str, Kept] = {}
    try:
        head = json.loads(lines[0])
        system, marks = str(head["system"]), dict(head["marks"])
        for number, line in enumerate(lines[1:], 2):
            if line and number < len(lines):
                record = Kept(**json.loads(line))
                kept[record.id] = record
    except (ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            f"{path} holds no kept answers ({error}); remove it, then run: assistant eval run"
        ) from error
    return Results(system, marks, kept)


@contextmanager
def one_run_at_a_time(home: Path) -> Iterator[None]:
    """Keep other runs out of the results meanwhile; the lock ends with its process.

    Raises:
        EvaluationError: another run is on, or the folder cannot be written.
    """
    folder = home / RESULTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".lock").open("w")
    except OSError as error:
        raise EvaluationError(f"{folder} cannot be written ({error.strerror}); make it writable") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise EvaluationError(
                f"another run keeps its answers in {folder}; wait until it has ended"
            ) from None
        yield


def continued(path: Path, system: str, marks: Mapping[str, str], *, fresh: bool = False) -> Results:
    """The answers to go on from: those in the file if index, settings, model and code are the same, else none.

    A file of other fingerprints is kept beside it for comparison, as ``<system>.previous.jsonl``, if it has as many.
    """
    if path.exists():
        try:
            found = read_results(path)
        except EvaluationError:
            found = Results(system, {}, {})
        if found.marks == marks and not fresh:
            _write(path, found)
            return found
        _push_aside(path, len(found.kept))
    empty = Results(system, dict(marks), {})
    _write(path, empty)
    return empty


def _push_aside(path: Path, size: int) -> None:
    """Keep answers for comparison, unless more are kept so already: a run that was cut short tells little."""
    before = path.with_name(f"{path.stem}{PREVIOUS}.jsonl")
    try:
        known = len(read_results(before).kept)
    except EvaluationError:
        known = 0
    if size >= known:
        os.replace(path, before)


def _write(path: Path, results: Results) -> None:
    """The whole file anew: no line that was cut short stays, and no answer twice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(_line({"system": results.system, "marks": dict(results.marks)}))
        append(file, results.kept.values())
    os.replace(draft, path)


def append(file: TextIO, kept: Iterable[Kept]) -> None:
    """Write answers at the end of an open file, one a line."""
    for record in kept:
        file.write(_line({name: getattr(record, name) for name in _NAMES}))
    file.flush()


def _line(record: dict[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, which some cases ask with
        text = json.dumps(record)
    return text + "\n"
