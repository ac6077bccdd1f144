"""What a question may ask of the tree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """A place that the plan does not have.

    Attributes:
        asked: the place, in the asker's words.
        among: ids of the headings whose parts were looked through; ROOT for the chapters.
    """

    asked: str
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of the tree; exactly one of headings, places and missing is set.

    Attributes:
        headings: ids of the clauses whose parts are asked for; ROOT for the chapters.
        places: ids of the clauses that a place fits.
        titles: whether only the titles of the places are asked for.
        numbered: whether the titles are told with their printed numbers, which tell the order.
        missing: a place that there is not.
        by_id: whether the places are named by their ids, so that all of them are meant.
        also: further headings whose parts are asked for, one level after another (几章几条).
        each: whether the parts of several headings are named, not only counted.
        whole: whether the question asks what the plan is about, and of nothing in it.
    """

    headings: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    titles: bool = False
    numbered: bool = False
    missing: Missing | None = None
    by_id: bool = False
    whole: bool = False
    also: tuple[tuple[str, ...], ...] = ()
    each: bool = False
