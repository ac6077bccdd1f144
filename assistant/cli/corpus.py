"""``assistant build | indicators | add-plan | import-duties``: the plans and what is read from them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.common import progress_bar


def build(quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False) -> None:
    """Read the corpus and build the index."""
    from assistant.build import build as build_index
    from assistant.settings import read_settings

    settings = read_settings()
    with progress_bar(quiet) as progress:
        readings = build_index(settings.corpus, settings.indexes, progress, model=settings.embedder)
    for reading in readings if not quiet else ():
        _report(reading)


def indicators(
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as a JSON list.")] = False,
    plan: Annotated[str, typer.Option(help="Key of the plan; the first unless given.")] = "",
) -> None:
    """Print the table of indicators."""
    from assistant.build import open_or_build
    from assistant.render import row_to_json
    from assistant.settings import read_settings

    settings = read_settings()
    with progress_bar(quiet=False) as progress:
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
    with progress_bar(quiet=False) as progress:
        from assistant.build import build as build_index

        build_index(settings.corpus, settings.indexes, progress, model=settings.embedder)


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
    with progress_bar(quiet=False) as progress:
        build_index(settings.corpus, settings.indexes, progress, model=settings.embedder)
    documents = sorted({row.document for row in rows})
    typer.echo(f"{len(rows)} duties of {', '.join(documents)} taken in for {key}")


def _report(reading: Any) -> None:
    """What was found in a plan, and what could not be read."""
    counts = "，".join(f"{kind} {count}" for kind, count in reading.plan.counts().items())
    print(f"{reading.plan.meta.title}\n  {counts}，indicators {len(reading.rows)}")
    for slip in reading.plan.slips:
        print(f"  line {slip.line}: {slip.text}")
    for missed in reading.unread:
        print(
            f"  line {missed.line}, {missed.clause_id}: the figure {missed.text!r} could not be tied to a name"
        )
