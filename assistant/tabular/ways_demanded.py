"""Bounds that a question says of what rows are to do (控制在40%以下, 要求达到60%以上), and not of their figures.

    in_demanded_way(query, reading)   the query, of those rows alone whose figures bind that way

A figure of 20% that is to be reached is below 40%, but nothing has to be kept below 40% by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.patterns import lazy
from assistant.records import Comparator, Quantity, TableQuery
from assistant.tabular.measured import percent
from assistant.tabular.reading import Reading

_OPERATIONS = ("list", "count", "sum", "average", "group")
_TO_BELOW = lazy(r"(?:控制?|管控|降低?|下降|压[低减缩下]?|减少?|限制?|卡|守)(?:在|到|至|住|回)$")
_TO_ABOVE = lazy(r"(?:达|达到|做到|保持|维持|稳定|提[高升]|升|增)(?:到|在|至)*$")
_DEMANDS = lazy(r"(?:要求|规定|必须|须)(?:是|都|其|它们?)*$")
_FORBIDS = lazy(r"不(?:得|能|许|准|可以?|应当?|允许|该)(?:再)?$")
_FORBIDS_IN = lazy(r"不(?:得|能|许|准|可|应|允许)")
_DEMANDS_EN = lazy(
    r"\b(?:must|should|shall|may|(?:has|have|need|needs|required|supposed|expected|meant) to|to be|to stay)(?: (?:not|stay|remain|be|always|all|kept|held))* $"
)
_KEEPS = lazy(r"(?:保持|维持|稳定)(?:在|到)?$")
_JOINED = lazy(r"(?:或者?|和|与|及|、|并|而)(?:保持|维持|稳定)(?:在|到)?$")
_KEPT = "保持"
_BINDING: Mapping[str, tuple[Comparator, ...]] = {"down": ("<=", "<"), "up": (">=", ">", "=")}


def in_demanded_way(query: TableQuery, reading: Reading) -> TableQuery:
    """The query held to floors, or ceilings, where its bounds say what is to be reached, or kept to."""
    if query.operation not in _OPERATIONS or query.comparators or query.wordings or query.either:
        return query
    if reading.is_yes_no or not query.bounds:
        return query
    said = [list(_ways(figure, reading)) for figure in reading.figures]
    ways = {way for told in said for way in told}
    if len(ways) != 1 or not all(said):
        return query
    keeps = any(_is_kept(figure, reading) for figure in reading.figures)
    kept = tuple(verb for verb in reading.table.verbs if _KEPT in verb) if keeps else ()
    return replace(query, comparators=_BINDING[ways.pop()], verbs=query.verbs or kept)


def _ways(figure: Quantity, reading: Reading) -> Iterator[str]:
    """Which way a figure is to be gone to, where a verb that demands it stands before it."""
    before = reading.free[: figure.start]
    bound = next((b.operator for b in reading.bounds if b.value == percent(figure)), "=")
    demanded = _DEMANDS_EN if reading.lang == "en" else _DEMANDS
    forbidden = _FORBIDS.search(before) or _FORBIDS_IN.match(figure.text)
    if bound in ("<", "<=") and (_TO_BELOW.search(before) or demanded.search(before) or forbidden):
        yield "down"
    if bound in (">", ">=") and (
        _TO_ABOVE.search(before) or (reading.lang != "en" and demanded.search(before))
    ):
        yield "up"


def _is_kept(figure: Quantity, reading: Reading) -> bool:
    """Whether rows are to stay at a figure, and not to reach it or stay there (达到或保持在)."""
    before = reading.free[: figure.start]
    return bool(_KEEPS.search(before)) and not _JOINED.search(before)
