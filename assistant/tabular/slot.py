"""A word of a question over the table and what it fills."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of the table and what it fills."""

    start: int
    end: int
    text: str
    slot: str
    value: str
