"""``assistant eval …``: the evaluation cases asked, scored, reported and compared."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant.cli.common import open_core

evaluation = typer.Typer(
    help="Evaluation: ask the cases of any system, score, report, compare.", no_args_is_help=True
)
Split = Annotated[Literal["dev", "check", "all"], typer.Option(help="Which cases.")]
Only = Annotated[
    list[str] | None, typer.Option("--only", help="A category, or how ids begin; may be given again.")
]
Named = Annotated[
    list[str] | None,
    typer.Option("--system", help="assistant, a plain system, 'cmd: COMMAND' or an http address; may be given again."),
]  # fmt: skip


@evaluation.command("validate")
def validate() -> None:
    """Check every case file: form, ids, splits, and gold against the published text."""
    from assistant.evaluation.cases import problems, read_cases
    from assistant.settings import read_settings

    settings = read_settings()
    files = sorted((settings.home / "eval" / "cases").glob("*.jsonl"))
    texts = {
        path.parent.name: path.read_text(encoding="utf-8") for path in settings.corpus.glob("*/source.txt")
    }
    found = list(problems(files, settings.home / "eval" / "case.schema.json", texts))
    for problem in found:
        typer.echo(problem, err=True)
    if found:
        raise typer.Exit(1)
    print(f"{len(read_cases(files))} cases in {len(files)} files are valid")


@evaluation.command("run")
def run_cases(
    split: Split = "dev",
    show: Annotated[bool, typer.Option("--show", help="List what each wrong answer lacked.")] = False,
    only: Only = None,
    system: Named = None,
    named: Annotated[
        str, typer.Option("--as", help="Name to keep the answers of another system under.")
    ] = "",
    baselines: Annotated[bool, typer.Option("--baselines", help="Ask the plain systems, too.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Questions asked at the same time.")] = min(
        2, os.cpu_count() or 1
    ),
    seconds: Annotated[float, typer.Option(min=1, help="Seconds that an answer may take.")] = 60.0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again what is kept already.")] = False,
    report: Annotated[bool, typer.Option("--report", help="Write the report.")] = False,
    record: Annotated[
        bool,
        typer.Option(
            "--record", help="Keep first-run scores, write docs/evaluation.md, and fail below a floor."
        ),
    ] = False,
) -> None:
    """Ask the cases, keep the answers, and print how many are right, by category."""
    from assistant.evaluation.answering import Plan
    from assistant.evaluation.baselines import NAMES
    from assistant.evaluation.bench import all_cases, ask
    from assistant.evaluation.systems import system_of
    from assistant.settings import read_settings

    settings = read_settings()
    names = [*(system or ["assistant"]), *(NAMES if baselines else ())]
    systems = [system_of(name, named) for name in dict.fromkeys(names)]
    cases = all_cases(settings.home, split, only or ())
    with _bar("提问 asking") as progress:
        found = ask(systems, cases, settings, Plan(workers, seconds, fresh), progress)
    _print_run(found, show)
    if record:
        _record(found, settings.home)
    if report:
        _write_report(found, settings.home)
    if record:
        _fail_below_floor(found)


def _print_run(found: Any, show: bool) -> None:
    from assistant.evaluation.measures import scored
    from assistant.evaluation.report import side_by_side
    from assistant.evaluation.runner import summary

    for graded in found.own:
        if graded.crashed:
            print(f"{graded.case.id}  crashed: {graded.kept.crash}")
        elif show and not graded.right:
            print(f"{graded.case.id}  {graded.case.turns[-1][:60]}  —  {'; '.join(graded.score.faults)}")
    print(summary(graded.score for graded in scored(found.own) if graded.score))
    if crashed := len(found.own) - len(scored(found.own)):
        print(f"{'crashed':<18} {crashed:>4}")
    if len(found.graded) > 1:
        print(f"\n{side_by_side(found)}")


def _record(found: Any, home: Path) -> None:
    from datetime import UTC, datetime

    from assistant.errors import EvaluationError
    from assistant.evaluation.baselines import NAMES
    from assistant.evaluation.bench import all_cases, record_first, write_docs

    if set(found.graded) < {"assistant", *NAMES} or len(found.own) < len(all_cases(home)):
        raise EvaluationError(
            "a record needs all cases and systems: assistant eval run --split all --baselines --record"
        )
    print(f"wrote {write_docs(record_first(found, home, datetime.now(UTC).date()), home)}")


def _write_report(found: Any, home: Path) -> None:
    from assistant.evaluation.bench import write_report

    page, text = write_report(found, home)
    print(f"wrote {page} and {text}")


def _fail_below_floor(found: Any) -> None:
    from assistant.evaluation.record import fallen

    below = fallen(found.own, found.floors)
    for line in below:
        typer.echo(f"below the floor: {line}", err=True)
    if below:
        raise typer.Exit(1)


@evaluation.command("report")
def report_kept(
    system: Annotated[
        list[str] | None, typer.Option("--system", help="Name of kept answers; may be given again.")
    ] = None,
) -> None:
    """Score the kept answers again and write the report: one HTML page, and Markdown."""
    from assistant.evaluation.bench import kept_run
    from assistant.evaluation.report import headline
    from assistant.settings import read_settings

    settings = read_settings()
    found = kept_run(settings, system or ())
    print(headline(found))
    _write_report(found, settings.home)


@evaluation.command("compare")
def compare_runs(
    a: Annotated[str, typer.Argument(help="Name of kept answers, or their file.")] = "assistant.previous",
    b: Annotated[str, typer.Argument(help="Name of kept answers, or their file.")] = "assistant",
    show_check: Annotated[bool, typer.Option("--show-check", help="List check cases, too.")] = False,
) -> None:
    """Which cases got better or worse from A to B, and whether the difference is more than chance."""
    from assistant.evaluation.bench import graded_file
    from assistant.evaluation.compare import compare, told
    from assistant.evaluation.kept import path_of
    from assistant.settings import read_settings

    settings = read_settings()
    files = [Path(name) if name.endswith(".jsonl") else path_of(settings.home, name) for name in (a, b)]
    first, second = (graded_file(path, settings) for path in files)
    print(told(compare(first, second), show_check=show_check))


@evaluation.command("floors")
def show_floors(
    write: Annotated[bool, typer.Option("--set", help="Record what was reached as the floors.")] = False,
) -> None:
    """Print accuracy on the check cases beside its floors, or record it as the floors."""
    from assistant.evaluation.bench import kept_run
    from assistant.evaluation.record import by_group, read_floors, write_floors
    from assistant.settings import read_settings

    settings = read_settings()
    found = kept_run(settings)
    floors = write_floors(settings.home, found.own) if write else read_floors(settings.home)
    if write:
        _record(replace(found, floors=floors), settings.home)
    for group, rate in by_group(g for g in found.own if g.case.split == "check").items():
        print(f"{group:<18} {rate.right:>4} of {rate.of:>4}   floor {floors.get(group, 0):.4f}")


@evaluation.command("refusals")
def show_refusals(split: Split = "dev") -> None:
    """Ask the cases and print precision and recall of refusals by kind, and risk against coverage."""
    from assistant.evaluation.bench import all_cases
    from assistant.evaluation.refusals import outcomes, report

    core = open_core()
    print(report(outcomes(core, all_cases(core.settings.home, split))))


@contextmanager
def _bar(title: str) -> Iterator[Any]:
    """A progress callback (done, of) that shows a bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
