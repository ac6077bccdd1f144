"""The source as paragraphs: one a line, those that a listed join cuts put together again, repairs applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.plan.repairs import Edit, line_spans
from assistant.records import Segment


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of source that is one paragraph once the listed joins are made."""

    start: int
    end: int
    line: int
    text: str
    segments: tuple[Segment, ...]


def paragraphs(source: str, edits: tuple[Edit, ...]) -> Iterator[Paragraph]:
    """Non-blank lines, those that a listed join cuts put together again."""
    joins = {edit.start: edit.end for edit in edits if edit.id == "wrap"}
    spans = iter(line_spans(source))
    for start, end in spans:
        text = source[start:end]
        if not text.strip():
            continue
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        while end in joins:
            resume = joins[end]
            end = next(stop for begin, stop in spans if begin <= resume <= stop)
            end = resume + len(source[resume:end].rstrip())
        repaired, segments = _apply(source, start, end, edits)
        yield Paragraph(start, end, source.count("\n", 0, start) + 1, repaired, segments)


def _apply(source: str, start: int, end: int, edits: tuple[Edit, ...]) -> tuple[str, tuple[Segment, ...]]:
    """Repaired text of source[start:end] and how both belong together."""
    parts: list[str] = []
    segments: list[Segment] = []
    at = start

    def add(text: str, source_end: int, change: str) -> None:
        nonlocal at
        done = segments[-1].end if segments else 0
        if text or change:
            segments.append(Segment(done, done + len(text), at, source_end, change))
            parts.append(text)
        at = source_end

    for edit in edits:
        if start <= edit.start and edit.end <= end:
            add(source[at : edit.start], edit.start, "")
            add(edit.to, edit.end, edit.id)
    add(source[at:end], end, "")
    return "".join(parts), tuple(segments)


def stitched(lines: list[Paragraph], between: str = "") -> Paragraph:
    """Several lines as one paragraph, the breaks between them kept as line wraps, read as ``between``."""
    text, segments = lines[0].text, list(lines[0].segments)
    for before, after in pairwise(lines):
        shift = len(text) + len(between)
        segments.append(Segment(len(text), shift, before.end, after.start, "wrap"))
        segments += [
            Segment(s.start + shift, s.end + shift, s.source_start, s.source_end, s.change)
            for s in after.segments
        ]
        text += between + after.text
    return Paragraph(lines[0].start, lines[-1].end, lines[0].line, text, tuple(segments))


def squeezed(text: str) -> str:
    """The text without blanks."""
    return re.sub(r"\s+", "", text)
