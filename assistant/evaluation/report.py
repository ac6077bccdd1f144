"""The report of a run as Markdown: headline, systems side by side, every measure, by category and audience.

docs_block(run)       all of it but the fingerprints, for docs/evaluation.md
tables(run, block)    with them, for eval/results/report.md
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.evaluation import measures, refusals
from assistant.evaluation.intervals import Mean, Rate
from assistant.evaluation.measures import Graded, accuracy, scored
from assistant.evaluation.ranked import MEASURES, ranked
from assistant.evaluation.record import FirstRun, by_group
from assistant.evaluation.stages import STAGES
from assistant.patterns import lazy

TIMINGS = lazy(r"<!-- timings -->.*?<!-- /timings -->", re.DOTALL)
SPLITS = ("check", "dev")


@dataclass(frozen=True)
class Run:
    """What a report tells of.

    Attributes:
        graded: graded answers by the name of the system, the first being the one that the report is about.
        marks: its fingerprints.
        first_runs: of check cases.
        floors: of accuracy on check cases, by group.
        asked: how many cases there were to ask.
    """

    graded: Mapping[str, Sequence[Graded]]
    marks: Mapping[str, str] = field(default_factory=dict)
    first_runs: Sequence[FirstRun] = ()
    floors: Mapping[str, float] = field(default_factory=dict)
    asked: int = 0

    @property
    def main(self) -> str:
        """The system that the report is about."""
        return next(iter(self.graded))

    @property
    def own(self) -> Sequence[Graded]:
        """Its graded answers."""
        return self.graded[self.main]

    @property
    def split(self) -> str:
        """The split that is told first: check, where it was asked."""
        return next((s for s in SPLITS if any(g.case.split == s for g in self.own)), "dev")


def of_split(found: Iterable[Graded], split: str) -> list[Graded]:
    """The graded answers of one split."""
    return [graded for graded in found if graded.case.split == split]


def tables(run: Run, block: str) -> str:
    """The whole report as Markdown, around the tables of ``docs_block``."""
    marks = "\n".join(f"- {name}: `{value}`" for name, value in run.marks.items())
    return f"# Evaluation of {run.main}\n\n{block}\n\n## Answered with\n\n{marks}\n"


def docs_block(run: Run) -> str:
    """Every table of the report, without what changes from run to run but the timings, which are marked as such."""
    own = of_split(run.own, run.split)
    parts = [
        headline(run),
        _section(f"Systems side by side, {run.split} cases", side_by_side(run)),
        _section(f"By group, {run.split} cases", _groups(run)),
        _section("By category", _by(run, lambda g: g.case.category)),
        _section("By audience", _by(run, lambda g: g.case.audience)),
        _section("By language", _by(run, lambda g: g.case.lang)),
        _section(f"Measures, {run.split} cases", _measures(own)),
        _section(f"Refusals, {run.split} cases", refusals.report([outcome_of(g) for g in scored(own)])),
        _section(f"Stages of understanding, {run.split} cases", _stages(own)),
        _section(f"Ranking of clauses, {run.split} cases", _rankings(run)),
        _section("First runs of check cases", _first_runs(run)),
        _section("Time", f"<!-- timings -->\n{_timings(own)}\n<!-- /timings -->"),
    ]
    return "\n\n".join(part for part in parts if part)


def _section(title: str, body: str) -> str:
    return f"### {title}\n\n{body}" if body else ""


def headline(run: Run) -> str:
    """One sentence a split."""
    lines = []
    for split in SPLITS:
        found = of_split(run.own, split)
        if found:
            crashed = len(found) - len(scored(found))
            lines.append(
                f"**{split}**: {told(accuracy(found))} answers are right in every point; {crashed} crashed."
            )
    if run.asked > len(run.own):
        lines.append(f"The run is not complete: {run.asked - len(run.own)} cases were not asked.")
    return "\n".join(lines)


def outcome_of(graded: Graded) -> refusals.Outcome:
    """A graded answer as the measures of refusal want it."""
    assert graded.score is not None
    support = graded.kept.trace.get("support")
    sureness = refusals.SURE if support is None else float(support)
    return refusals.Outcome(
        graded.case, graded.score, graded.answer["status"], graded.answer["reason"], sureness
    )


# --- how figures are written -------------------------------------------------------------------------


def told(found: Rate) -> str:
    """A rate with its counts and interval."""
    if found.share is None or found.interval is None:
        return "none"
    low, high = found.interval
    return f"{found.right} of {found.of} ({found.share:.3f}; {low:.3f} to {high:.3f})"


def share(found: Rate | Mean) -> str:
    """A share with three digits, a dash of none."""
    return "–" if found.share is None else f"{found.share:.3f}"


def span(found: Rate | Mean) -> str:
    """The interval of a share."""
    interval = found.interval  # drawn anew with each call
    return "–" if interval is None else f"{interval[0]:.3f}–{interval[1]:.3f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; "" where it has no row."""
    lines = [" | ".join(row) for row in rows]
    if not lines:
        return ""
    return "\n".join(f"| {line} |" for line in [" | ".join(head), " | ".join("---" for _ in head), *lines])


# --- the tables --------------------------------------------------------------------------------------


def side_by_side(run: Run) -> str:
    """Every system on the same cases."""
    rows = []
    for name, graded in run.graded.items():
        found = of_split(graded, run.split)
        answerable = [g for g in found if g.case.status == "answered"]
        figures, cited = measures.figures(found), measures.citations(found)
        refused = refusals.overall([outcome_of(g) for g in scored(found)])
        rows.append([
            name, share(accuracy(found)), span(accuracy(found)), share(accuracy(answerable)), share(figures.comparator),
            share(cited.precision), share(cited.recall), f"{refused.precision:.3f}", f"{refused.recall:.3f}",
        ])  # fmt: skip
    head = (
        "system", "right", "95 %", "right, of answerable", "figure with bound", "citation precision", "citation recall",
        "refusal precision", "refusal recall",
    )  # fmt: skip
    return table(head, rows)


def _groups(run: Run) -> str:
    rates = by_group(of_split(run.own, run.split))
    floors = run.floors if run.split == "check" else {}
    rows = [
        [name, f"{found.right} of {found.of}", share(found), span(found), f"{floors[name]:.4f}" if name in floors else "–"]
        for name, found in rates.items()
    ]  # fmt: skip
    return table(("group", "right", "share", "95 %", "floor"), rows)


def _by(run: Run, key: Callable[[Graded], str]) -> str:
    """Accuracy of both splits by something about the case."""
    rows = []
    for name in sorted({key(graded) for graded in run.own}):
        cells = [name]
        for split in SPLITS:
            found = accuracy([g for g in of_split(run.own, split) if key(g) == name])
            cells += (
                [f"{found.right} of {found.of}", share(found), span(found)] if found.of else ["–", "–", "–"]
            )
        rows.append(cells)
    return table(("", "check", "share", "95 %", "dev", "share", "95 %"), rows)


def _measures(found: Sequence[Graded]) -> str:
    return table(("measure", "share", "95 %", "of"), _measure_rows(found))


def _measure_rows(found: Sequence[Graded]) -> Iterator[list[str]]:
    for name, value in measured(found).items():
        yield [name, share(value), span(value), str(value.of)]


def measured(found: Sequence[Graded]) -> dict[str, Rate | Mean]:
    """Every measure that is a share, by what it is called."""
    figures, cited = measures.figures(found), measures.citations(found)
    lists, premises = measures.lists(found), measures.premises(found)
    return {
        "answer right": accuracy(found),
        "figure: value": figures.value,
        "figure: value and unit": figures.unit,
        "figure: value, unit and bound": figures.comparator,
        "figure: cited from its own clause": figures.subject,
        "citations: precision by clause": cited.precision,
        "citations: recall by clause": cited.recall,
        "quotes: letter by letter as published": cited.exact,
        "SQL: the rows of the gold": measures.executions(found),
        "lists: items told": lists.items,
        "lists: complete": lists.complete,
        "wrong premises: put right": premises.corrected,
        "wrong premises: confirmed instead": premises.confirmed,
    }


def _stages(found: Sequence[Graded]) -> str:
    decided = measures.stages(found)
    total = sum(rate.of for rate in decided.values())
    rows = [
        [meaning, str(decided[stage].of), f"{decided[stage].of / total:.3f}", share(decided[stage]), span(decided[stage])]
        for stage, meaning in STAGES.items()
        if stage in decided
    ]  # fmt: skip
    return table(("decided by", "cases", "coverage", "right", "95 %"), rows)


def _rankings(run: Run) -> str:
    rows = []
    for name, graded in run.graded.items():
        if name.endswith("-5"):  # ranks as its twin with one clause does
            continue
        found = ranked(of_split(graded, run.split))
        if next(iter(found.answerable.values())).of:
            cells = [share(found.answerable[m]) for m in MEASURES]
            rows.append(
                [
                    name.removesuffix("-1"),
                    *cells,
                    span(found.answerable["nDCG@10"]),
                    share(found.shown["nDCG@10"]),
                ]
            )
    return table(("search", *MEASURES, "nDCG@10, 95 %", "nDCG@10, unanswerable ones too"), rows)


def _first_runs(run: Run) -> str:
    if not run.first_runs or not of_split(run.own, "check"):
        return ""
    last = {graded.case.id: graded.right for graded in scored(run.own)}
    rows = []
    for batch in run.first_runs:
        now = [last[i] for i in batch.ids if i in last]
        kind = "first run" if batch.first else "when the record began"
        rows.append(
            [
                batch.day,
                kind,
                str(len(batch.ids)),
                share(batch.rate),
                f"{sum(now)} of {len(now)}",
                share(Rate(sum(now), len(now))),
            ]
        )
    return table(("recorded", "as", "cases", "then", "last run", "share"), rows)


def _timings(found: Sequence[Graded]) -> str:
    median, p95, count = measures.latency(found)
    return (
        f"An answer took {median:.0f} ms at the median and {p95:.0f} ms at the 95th percentile, several being asked "
        f"at once: measured on {count} answers that had nothing kept from before."
    )


def without_timings(text: str) -> str:
    """A report with its timings left out, to be compared with another."""
    return TIMINGS.sub("", text)
