"""Composition root of the command line: ``assistant build | ask | indicators | add-plan | import-duties | serve | doctor | eval``.

Exit codes: 0 answered, 1 error, 2 usage, 3 no answer (abstained, clarify, rejected).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant.errors import AssistantError

app = typer.Typer(
    name="assistant",
    help="Answers questions about a government plan from the plan's own words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
evaluation = typer.Typer(help="Evaluation cases: validate them, or run them.", no_args_is_help=True)
app.add_typer(evaluation, name="eval")

NO_ANSWER = 3
_Lang = Literal["zh", "en"]


def main() -> None:
    """Run the command line; a deliberate error is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except AssistantError as error:
        typer.echo(f"assistant: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader went away, as `assistant indicators | head` does
        sys.stderr.close()
        sys.exit(0)


@app.command()
def build(quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False) -> None:
    """Read the corpus and build the index."""
    from assistant.build import build as build_index
    from assistant.settings import read_settings

    settings = read_settings()
    with _bar(quiet) as progress:
        readings = build_index(settings.corpus, settings.indexes, progress, model=settings.embedder)
    for reading in readings if not quiet else ():
        _report(reading)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in Chinese or English.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read records {id, turns} or {id, question} from standard input.")
    ] = False,
    lang: Annotated[
        _Lang | None, typer.Option(help="Language of the answer; that of the question unless given.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also draw the figures that may be compared, to FILE.png or FILE.svg."
        ),
    ] = None,
) -> None:
    """Answer a question."""
    if jsonl == bool(question):
        raise typer.BadParameter("give a question, or --jsonl and records on standard input")
    if chart is not None:
        _check_chart(chart, jsonl)
    core = _open_core()
    if jsonl:
        for line in sys.stdin.buffer:
            if line.strip():
                print(json.dumps(_answer_record(core, line, lang), ensure_ascii=False), flush=True)
        return
    from assistant.render import to_json, to_text

    answer = core.ask(question, lang=lang)
    print(json.dumps(_safe(to_json(answer)), ensure_ascii=False) if as_json else to_text(answer))
    if answer.status != "answered":
        raise typer.Exit(1 if answer.status == "error" else NO_ANSWER)
    if chart is not None:
        _draw(answer, chart, core.glosses)


def _check_chart(path: Path, jsonl: bool) -> None:
    """Wrong usage is told before the question is answered."""
    from assistant.chart import SUFFIXES

    if jsonl:
        raise typer.BadParameter("--chart draws the answer to one question; it does not go with --jsonl")
    if path.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"the name of a chart ends in {' or '.join(SUFFIXES)}, not as {path.name!r}")


def _draw(answer: Any, path: Path, glosses: dict[str, str]) -> None:
    """The chart of an answer, into a file.

    Raises:
        ChartError: there is nothing to chart, or the file cannot be written.
    """
    from assistant.chart import chart_data, draw
    from assistant.errors import ChartError

    data = chart_data(answer, glosses)
    if data is None:
        raise ChartError(
            f"{path} was not written: the answer has no two figures of one unit and denominator, and no counts, to compare"
        )
    draw(data, path)


def _answer_record(core: Any, line: bytes, lang: _Lang | None) -> dict[str, Any]:
    """The JSON of the last turn of a record, or of a bad record."""
    from assistant.records import Answer, Sentence, Turn
    from assistant.render import to_json

    try:
        record = json.loads(line.decode("utf-8"))
        turns = record["turns"] if "turns" in record else [record["question"]]
        if not turns or not all(isinstance(turn, str) for turn in turns):
            raise TypeError("turns must be a list of texts")
        identity = record.get("id")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        text = "这一行不是有效的记录。 / This line is not a valid record."
        bad = Answer("", "", "error", "bad_record", sentences=(Sentence(text),), verified=False)
        return {"id": None, **to_json(bad)}
    history: tuple[Turn, ...] = ()
    for turn in turns[:-1]:
        history = (*history, Turn(turn, core.ask(turn, history, lang)))
    return {"id": identity, **_safe(to_json(core.ask(turns[-1], history, lang)))}


def _safe(value: Any) -> Any:
    """Lone surrogates cannot be printed as UTF-8; they become question marks."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    return [_safe(item) for item in value] if isinstance(value, list) else value


@app.command()
def indicators(
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as a JSON list.")] = False,
    plan: Annotated[str, typer.Option(help="Key of the plan; the first unless given.")] = "",
) -> None:
    """Print the table of indicators."""
    from assistant.build import open_or_build
    from assistant.render import row_to_json
    from assistant.settings import read_settings

    settings = read_settings()
    with _bar(quiet=False) as progress:
        index = open_or_build(settings.corpus, settings.indexes, progress, settings.embedder)
    keys = [stored.meta.key for stored in index.plans()]
    key = plan or settings.plan or keys[0]
    if key not in keys:
        raise typer.BadParameter(f"there is no plan {key!r}; the corpus has {', '.join(keys)}")
    rows = index.indicators(key)
    if as_json:
        print(json.dumps([row_to_json(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        _print_table(rows)


def _print_table(rows: tuple[Any, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    from assistant.render import figure_text

    table = Table(title=f"共 {len(rows)} 条", title_justify="left")
    for name in (
        "条款 clause",
        "指标 name",
        "人群 population",
        "数值 figure",
        "单位基准 per",
        "类型 kind",
        "年份 year",
    ):
        table.add_column(name, overflow="fold")
    for row in rows:
        year = str(row.target_year or "") + (f"（以{row.base_year}为基数）" if row.base_year else "")
        table.add_row(row.id, row.name, row.population or "", figure_text(row), row.per or "", row.kind, year)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


@app.command("add-plan")
def add_plan(
    file: Annotated[Path, typer.Argument(help="The plan's published text, UTF-8.")],
    meta: Annotated[
        Path, typer.Option(help="plan.toml with title, region, period and, if unusual, grammar.")
    ],
    key: Annotated[
        str, typer.Option(help="Folder name in corpus/; made from the file's name unless given.")
    ] = "",
) -> None:
    """Copy a plan into the corpus, read it, and report what was found and what could not be read."""
    from assistant.build import add_plan as add
    from assistant.settings import read_settings

    settings = read_settings()
    reading = add(settings.corpus, file, meta, key or file.name.split(".")[0])
    _report(reading)
    with _bar(quiet=False) as progress:
        from assistant.build import build as build_index

        build_index(settings.corpus, settings.indexes, progress, model=settings.embedder)


@app.command("import-duties")
def import_duties(
    file: Annotated[
        Path, typer.Argument(help="CSV with the columns 事项 部门 角色 文件 文号 日期 (docs/corpus.md).")
    ],
    plan: Annotated[str, typer.Option(help="Key of the plan; the one that is asked unless given.")] = "",
) -> None:
    """Take in an official division of duties; its rows are answered with their document as the basis."""
    from assistant.build import build as build_index
    from assistant.build import import_duties as take_in
    from assistant.settings import read_settings

    settings = read_settings()
    key, rows = take_in(settings.corpus, file, plan or settings.plan)
    with _bar(quiet=False) as progress:
        build_index(settings.corpus, settings.indexes, progress, model=settings.embedder)
    documents = sorted({row.document for row in rows})
    typer.echo(f"{len(rows)} duties of {', '.join(documents)} taken in for {key}")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; ASSISTANT_HOST or 127.0.0.1.")] = "",
    port: Annotated[
        int, typer.Option(help="Port to listen on; ASSISTANT_PORT or 7860; 0 takes a free one.")
    ] = -1,
) -> None:
    """Open the chat in a browser page."""
    from assistant.app import serve as serve_chat
    from assistant.settings import read_settings

    changed = ({"host": host} if host else {}) | ({"port": port} if port >= 0 else {})
    with _bar(quiet=False) as progress:
        serve_chat(read_settings(**changed), progress)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as a JSON list.")] = False,
) -> None:
    """Check settings, corpus, index, models and fonts, and say what to do; 1 where something is in the way of answers."""
    from dataclasses import asdict

    from assistant.doctor import examine

    findings = list(examine())
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    for finding in findings if not as_json else ():
        sign = {"ok": "✓", "note": "!", "fault": "✗"}[finding.state]
        print(f"{sign} {finding.name}: {finding.found}")
        if finding.remedy:
            print(f"    → {finding.remedy}")
    if any(finding.state == "fault" for finding in findings):
        raise typer.Exit(1)


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

    core = _open_core()
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

    core = _open_core()
    files = sorted((core.settings.home / "eval" / "cases").glob("*.jsonl"))
    print(report(outcomes(core, (case for case in read_cases(files) if split in ("all", case.split)))))


def _open_core() -> Any:
    from assistant.app import open_core
    from assistant.settings import read_settings

    with _bar(quiet=False) as progress:
        return open_core(read_settings(), progress)


def _report(reading: Any) -> None:
    """What was found in a plan, and what could not be read."""
    counts = "，".join(f"{kind} {count}" for kind, count in reading.plan.counts().items())
    print(f"{reading.plan.meta.title}\n  {counts}，indicators {len(reading.rows)}")
    for missed in reading.unread:
        print(
            f"  line {missed.line}, {missed.clause_id}: the figure {missed.text!r} could not be tied to a name"
        )


@contextmanager
def _bar(quiet: bool) -> Iterator[Any]:
    """A progress callback that shows a bar on standard error once there is something to show."""
    shown: list[Any] = []

    def progress(title: str, done: int, total: int) -> None:
        if quiet:
            return
        if not shown:
            from rich.console import Console
            from rich.progress import Progress

            shown.append(Progress(console=Console(stderr=True), transient=True))
            shown[0].start()
            shown.append(shown[0].add_task("建立索引 building the index", total=total))
        shown[0].update(shown[1], completed=done, description=f"建立索引 {title}")

    try:
        yield progress
    finally:
        if shown:
            shown[0].stop()


if __name__ == "__main__":
    main()
