"""``assistant eval …``: the evaluation cases."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from assistant.cli.common import open_core

evaluation = typer.Typer(help="Evaluation cases: validate them, or run them.", no_args_is_help=True)


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
    split: Annotated[Literal["dev", "check", "all"], typer.Option(help="Which cases to ask.")] = "dev",
    show: Annotated[bool, typer.Option("--show", help="List what each wrong answer lacked.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="A category, or how ids begin; may be given again.")
    ] = None,
) -> None:
    """Ask the cases and print how many answers are right, by category."""
    from assistant.evaluation.cases import read_cases
    from assistant.evaluation.runner import run, summary

    core = open_core()
    files = sorted((core.settings.home / "eval" / "cases").glob("*.jsonl"))
    cases = [case for case in read_cases(files) if split in ("all", case.split)]
    if only:
        cases = [case for case in cases if case.category in only or case.id.startswith(tuple(only))]
    scores = run(core, cases)
    for score in scores if show else ():
        if not score.right:
            print(f"{score.case.id}  {score.case.turns[-1][:60]}  —  {'; '.join(score.faults)}")
    print(summary(scores))


@evaluation.command("refusals")
def show_refusals(
    split: Annotated[Literal["dev", "check", "all"], typer.Option(help="Which cases to ask.")] = "dev",
) -> None:
    """Ask the cases and print precision and recall of refusals by kind, and risk against coverage."""
    from assistant.evaluation.cases import read_cases
    from assistant.evaluation.refusals import outcomes, report

    core = open_core()
    files = sorted((core.settings.home / "eval" / "cases").glob("*.jsonl"))
    print(report(outcomes(core, (case for case in read_cases(files) if split in ("all", case.split)))))
