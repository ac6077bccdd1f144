"""Listed repairs of a published text (repairs.toml) as edits at their places, and its doubtful wordings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.files import read_toml


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful wording that stays as published: source line, quote, note in both languages."""

    line: int
    quote: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair at its place in the source: text[start:end] is read as ``to``."""

    start: int
    end: int
    to: str
    id: str


def load_repairs(path: Path, source: str) -> tuple[tuple[Edit, ...], tuple[Doubt, ...]]:
    """The listed repairs of a source as edits at their places, and the doubtful wordings.

    Raises:
        CorpusError: a repair does not fit the source; the message names its line.
    """
    if not path.exists():
        return (), ()
    data, lines = read_toml(path), line_spans(source)
    try:
        edits = [_join_edit(entry, source, lines, path) for entry in data.get("join", ())]
        edits += [_replace_edit(entry, source, lines, path) for entry in data.get("replace", ())]
        for entry in data.get("class", ()):
            edits += _class_edits(entry, source)
        doubts = tuple(_doubt(entry, source, lines, path) for entry in data.get("doubt", ()))
    except KeyError as error:
        raise CorpusError(f"an entry lacks the key {error}", file=path) from error
    edits.sort(key=lambda edit: edit.start)
    for before, after in pairwise(edits):
        if after.start < before.end:
            line = source.count("\n", 0, after.start) + 1
            raise CorpusError(f"two repairs overlap at source line {line}", file=path)
    return tuple(edits), doubts


def line_spans(source: str) -> list[tuple[int, int]]:
    """Start and end of each line of the source, its end mark left out."""
    spans, at = [], 0
    for line in source.split("\n"):
        spans.append((at, at + len(line.rstrip("\r"))))
        at += len(line) + 1
    return spans


def _line_span(entry: Mapping[str, Any], lines: list[tuple[int, int]], path: Path) -> tuple[int, int]:
    number = int(entry["line"])
    if not 1 <= number <= len(lines):
        raise CorpusError(f"names source line {number}, but the source has {len(lines)} lines", file=path)
    return lines[number - 1]


def _join_edit(entry: Mapping[str, Any], source: str, lines: list[tuple[int, int]], path: Path) -> Edit:
    start, end = _line_span(entry, lines, path)
    after = end + len(source[end:]) - len(source[end:].lstrip())
    if not source[start:end].rstrip().endswith(entry["ends"]) or not source.startswith(
        entry["begins"], after
    ):
        raise CorpusError(f"the join at source line {entry['line']} does not fit the text there", file=path)
    return Edit(start + len(source[start:end].rstrip()), after, "", "wrap")


def _replace_edit(entry: Mapping[str, Any], source: str, lines: list[tuple[int, int]], path: Path) -> Edit:
    start, end = _line_span(entry, lines, path)
    found = source.find(entry["from"], start, end)
    if found < 0 or source.find(entry["from"], found + 1, end) >= 0:
        raise CorpusError(f"{entry['from']!r} must stand once in source line {entry['line']}", file=path)
    return Edit(found, found + len(entry["from"]), str(entry["to"]), f"replace:{entry['line']}")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "《》、，。；：“”（）〇"


def _class_edits(entry: Mapping[str, Any], source: str) -> list[Edit]:
    """One edit for each listed half-width mark that touches a Chinese character."""
    edits = []
    for match in re.finditer("[" + re.escape("".join(entry["map"])) + "]", source):
        at = match.start()
        if any(_is_han(character) for character in source[max(at - 1, 0) : at] + source[at + 1 : at + 2]):
            edits.append(Edit(at, at + 1, str(entry["map"][match.group()]), str(entry["id"])))
    return edits


def _doubt(entry: Mapping[str, Any], source: str, lines: list[tuple[int, int]], path: Path) -> Doubt:
    start, end = _line_span(entry, lines, path)
    if entry["quote"] not in source[start:end]:
        raise CorpusError(f"{entry['quote']!r} does not stand in source line {entry['line']}", file=path)
    return Doubt(int(entry["line"]), str(entry["quote"]), str(entry["zh"]), str(entry["en"]))
