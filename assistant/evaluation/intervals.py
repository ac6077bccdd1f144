"""How far a measured share or mean can be trusted: 95 % intervals, and whether a difference is more than chance.

    Rate                right ones of all, with Wilson's interval
    Mean                mean of values between 0 and 1, by bootstrap over families
    mcnemar             two systems on the same cases
    paired_difference   their difference in accuracy, by bootstrap over families

Cases of one family are re-wordings of one question, so that they are drawn together, never apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

LEVEL = 0.95
DRAWS = 2000
SEED = 2025  # the same intervals for the same answers

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rate:
    """Right ones of all."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1, None of none."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval, without continuity correction; None of none."""
        return _wilson(self.right, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Mean:
    """Values between 0 and 1 with the families of their cases, in the same order."""

    values: tuple[float, ...]
    families: tuple[str, ...]

    @property
    def of(self) -> int:
        """How many values there are."""
        return len(self.values)

    @property
    def share(self) -> float | None:
        """The mean, None of none."""
        return float(np.mean(self.values)) if self.values else None

    @property
    def interval(self) -> Interval | None:
        """Percentiles of the means of families drawn with replacement; None of none."""
        return _drawn(self.values, self.families) if self.values else None


def rate(found: Iterable[bool]) -> Rate:
    """The rate of what is true."""
    values = list(found)
    return Rate(sum(values), len(values))


def mean(found: Iterable[tuple[float, str]]) -> Mean:
    """The mean of values given with their families."""
    values = list(found)
    return Mean(tuple(value for value, _ in values), tuple(family for _, family in values))


def mcnemar(better: int, worse: int) -> float:
    """Probability of so uneven a split of the cases on which two systems differ, if neither were better (exact)."""
    if not better + worse:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(better, better + worse).pvalue)


def paired_difference(a: Sequence[bool], b: Sequence[bool], families: Sequence[str]) -> Interval:
    """Interval of the accuracy of b less that of a, on the same cases in the same order."""
    return _drawn([float(y) - float(x) for x, y in zip(a, b, strict=True)], families)


def _wilson(right: int, of: int) -> Interval:
    """Written out, as scipy.stats takes over a second to import."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share, width = right / of, z * z / of
    middle = share + width / 2
    half = z * math.sqrt((share * (1 - share) + width / 4) / of)
    low, high = ((middle + side * half) / (1 + width) for side in (-1, 1))
    return (0.0 if right == 0 else low), (1.0 if right == of else high)


def _drawn(values: Sequence[float], families: Sequence[str]) -> Interval:
    _, at = np.unique(np.array(families, dtype=object).astype(str), return_inverse=True)
    sums = np.bincount(at, weights=np.asarray(values, dtype=float))
    sizes = np.bincount(at)
    # A draw of as many families as there are is told by how often each comes.
    counts = np.random.default_rng(SEED).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=DRAWS)
    means = (counts @ sums) / (counts @ sizes)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
