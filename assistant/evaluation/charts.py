"""Charts of a report as SVG text: bars with their intervals, and the curve of risk over coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.evaluation.intervals import Rate
from assistant.evaluation.refusals import Point

_LABEL, _WIDTH, _ROW, _FIGURE = 130, 300, 22, 60  # in units of the drawing


def bars(title: str, rates: Mapping[str, Rate]) -> str:
    """A bar a rate, from 0 to 1, with its interval and figure; rates of nothing are left out."""
    rows = [(name, rate) for name, rate in rates.items() if rate.of]
    height = _ROW * len(rows) + 6
    drawn = [_bar(n * _ROW, name, rate) for n, (name, rate) in enumerate(rows)]
    return _figure(title, _LABEL + _WIDTH + _FIGURE, height, drawn)


def _bar(top: int, name: str, rate: Rate) -> str:
    share, (low, high) = rate.share or 0.0, rate.interval or (0.0, 0.0)
    middle, left, right = top + _ROW / 2, _LABEL + low * _WIDTH, _LABEL + high * _WIDTH
    return (
        f'<text x="{_LABEL - 6}" y="{middle + 4}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="bar" x="{_LABEL}" y="{top + 4}" width="{share * _WIDTH:.1f}" height="{_ROW - 8}"/>'
        f'<line class="whisker" x1="{left:.1f}" x2="{right:.1f}" y1="{middle}" y2="{middle}"/>'
        f'<text x="{_LABEL + _WIDTH + 8}" y="{middle + 4}">{share:.3f}</text>'
    )


def curve(title: str, points: Sequence[Point]) -> str:
    """Share of wrong answers over the share answered; the scale of the wrong ones ends at the worst."""
    if not points:
        return ""
    width, height, left, bottom = 400, 180, 45, 30
    worst = max(max(point.risk for point in points), 0.01)
    at = [
        (left + p.coverage * (width - left - 10), height - bottom - p.risk / worst * (height - bottom - 15))
        for p in points
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    dots = [f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in at]
    axes = [
        f'<line class="axis" x1="{left}" x2="{width - 10}" y1="{height - bottom}" y2="{height - bottom}"/>',
        f'<line class="axis" x1="{left}" x2="{left}" y1="10" y2="{height - bottom}"/>',
        f'<text x="{left - 4}" y="20" text-anchor="end">{worst:.2f}</text>',
        f'<text x="{left - 4}" y="{height - bottom + 4}" text-anchor="end">0</text>',
        f'<text x="{width - 10}" y="{height - 10}" text-anchor="end">作答比例 answered → 1</text>',
    ]
    return _figure(title, width, height, [*axes, f'<polyline class="curve" points="{line}"/>', *dots])


def _figure(title: str, width: int, height: int, parts: Sequence[str]) -> str:
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg></figure>'
    )
