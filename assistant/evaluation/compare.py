"""Two runs on the same cases: which got better or worse, and whether the difference is more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import EvaluationError
from assistant.evaluation.intervals import Interval, mcnemar, paired_difference
from assistant.evaluation.measures import Graded, scored

CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run b beside run a, over the cases that both answered.

    Attributes:
        both: how many those are.
        right_a, right_b: right answers of each.
        better, worse: cases that only b, that only a answered rightly.
        p: of McNemar's exact test.
        difference: interval of the difference in accuracy (b less a), by bootstrap over families.
    """

    both: int
    right_a: int
    right_b: int
    better: tuple[Graded, ...]
    worse: tuple[Graded, ...]
    p: float
    difference: Interval

    @property
    def more_than_chance(self) -> bool:
        """Whether the test and the interval both say that they differ."""
        return self.p < CHANCE and not self.difference[0] <= 0 <= self.difference[1]


def compare(a: Sequence[Graded], b: Sequence[Graded]) -> Comparison:
    """Compare graded runs.

    Raises:
        EvaluationError: they have no case in common.
    """
    first = {graded.case.id: graded for graded in scored(a)}
    pairs = [(first[graded.case.id], graded) for graded in scored(b) if graded.case.id in first]
    if not pairs:
        raise EvaluationError("the two runs answered no case in common; run both on the same cases")
    better = tuple(y for x, y in pairs if y.right and not x.right)
    worse = tuple(y for x, y in pairs if x.right and not y.right)
    rights_a, rights_b = [x.right for x, _ in pairs], [y.right for _, y in pairs]
    families = [y.case.family for _, y in pairs]
    return Comparison(
        len(pairs),
        sum(rights_a),
        sum(rights_b),
        better,
        worse,
        mcnemar(len(better), len(worse)),
        paired_difference(rights_a, rights_b, families),
    )


def told(found: Comparison, *, show_check: bool = False) -> str:
    """The comparison in words; of check cases only how many they are, unless they are to be shown."""
    low, high = found.difference
    lines = [
        f"{found.both} cases in both: A {found.right_a} right, B {found.right_b} right "
        f"(difference {(found.right_b - found.right_a) / found.both:+.4f}, 95 % {low:+.4f} to {high:+.4f})",
        f"only B right: {len(found.better)}; only A right: {len(found.worse)}; McNemar's exact test: p = {found.p:.4f}",
        "The difference is more than chance." if found.more_than_chance else "The difference may be chance.",
    ]
    for title, cases in (("better", found.better), ("worse", found.worse)):
        listed = [g for g in cases if show_check or g.case.split != "check"]
        lines += [f"{title}: {g.case.id}  {g.case.category}  {g.case.turns[-1][:60]}" for g in listed]
        if hidden := len(cases) - len(listed):
            lines.append(f"{title}: {hidden} check cases (--show-check lists them)")
    return "\n".join(lines)
