"""Evaluation cases: reading and validating ``eval/cases/*.jsonl``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class Case:
    """One case; the fields are explained in eval/cases/README.md.

    ``rows`` and ``gold`` stay as read: they are compared and shown, not worked with.
    """

    id: str
    plan: str
    split: str
    family: str
    category: str
    audience: str
    lang: str
    turns: tuple[str, ...]
    status: str
    reason: str | None
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    cite: tuple[tuple[str, ...], ...]
    rows: Any
    gold: Any
    note: str = ""


def read_cases(files: Iterable[Path]) -> tuple[Case, ...]:
    """Cases of several files, in order.

    Raises:
        EvaluationError: a line is no JSON object or lacks a field; names file and line.
    """
    return tuple(_case(record, path, line) for path in files for line, record in _records(path))


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(record, dict):
            raise EvaluationError(f"{path}, line {number}: a case is a JSON object")
        yield number, record


def _case(record: dict[str, Any], path: Path, line: int) -> Case:
    try:
        return Case(
            id=record["id"], plan=record["plan"], split=record["split"], family=record["family"],
            category=record["category"], audience=record["audience"], lang=record["lang"],
            turns=tuple(record["turns"]), status=record["status"], reason=record["reason"],
            must=tuple(tuple(group) for group in record["must"]), must_not=tuple(record["must_not"]),
            cite=tuple(tuple(group) for group in record["cite"]), rows=record["rows"], gold=record["gold"],
            note=record.get("note") or "",
        )  # fmt: skip
    except KeyError as error:
        raise EvaluationError(f"{path}, line {line}: the case lacks {error}") from error


# Kinds of cases that rest on many clauses or on how a question is put: split by family, not by clause.
BY_FAMILY = frozenset({"table", "conversation", "list", "duty", "premise", "time", "distress"})


def problems(files: Iterable[Path], schema: Path, source: dict[str, str]) -> Iterator[str]:
    """What is wrong with case files: form, ids used twice, families or clauses in both splits, false gold.

    Args:
        files: the case files.
        schema: eval/case.schema.json.
        source: published text by plan; gold is looked up there, never in anything the program made.

    Yields:
        One sentence a problem, with file and line.
    """
    import jsonschema  # needed by authors of cases, not by users

    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    seen: dict[str, str] = {}
    splits: dict[tuple[str, str], str] = {}
    for path in files:
        for line, record in _records(path):
            where = f"{path.name}, line {line}"
            for error in validator.iter_errors(record):
                yield f"{where}: {'/'.join(map(str, error.path)) or 'case'}: {error.message}"
            yield from _repeated(record, where, seen, splits)
            yield from _false_gold(record, where, source)


def splits_by_line(cases: Iterable[Case], plan: str) -> dict[int, str]:
    """The split of each source line of a plan that a case is about; later ones have to follow it."""
    about = (case for case in cases if case.plan == plan and case.category not in BY_FAMILY)
    return {case.gold["line"]: case.split for case in about if case.gold and "line" in case.gold}


def _repeated(
    record: dict[str, Any], where: str, seen: dict[str, str], splits: dict[tuple[str, str], str]
) -> Iterator[str]:
    identity = str(record.get("id"))
    if identity in seen:
        yield f"{where}: id {identity} is used in {seen[identity]} already"
    seen[identity] = where
    gold = record.get("gold") or {}
    keys = [("family", str(record.get("family")))]
    if "line" in gold and record.get("category") not in BY_FAMILY:
        keys.append(("line", f"{record.get('plan')}:{gold['line']}"))
    for key in keys:
        if splits.setdefault(key, str(record.get("split"))) != record.get("split"):
            yield f"{where}: {key[0]} {key[1]} is in both splits"


def _false_gold(record: dict[str, Any], where: str, source: dict[str, str]) -> Iterator[str]:
    gold = record.get("gold") or {}
    text = source.get(str(record.get("plan")))
    if text is None:
        yield f"{where}: there is no plan {record.get('plan')!r}"
        return
    lines = text.split("\n")
    for entry in [gold, *gold.get("also", [])] if "line" in gold else []:
        if not 1 <= entry["line"] <= len(lines) or entry["quote"] not in lines[entry["line"] - 1]:
            yield f"{where}: the gold quote does not stand in source line {entry['line']}"
