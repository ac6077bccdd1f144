"""``assistant eval import`` and ``assistant eval retrieval``: sets of questions that others made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.cli.common import progress_bar


def import_cases(
    file: Annotated[Path, typer.Argument(help="CSV or .xlsx with the columns 问题, 标准答案, 依据条款.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; eval/cases/<name>.jsonl.")
    ] = None,
    prefix: Annotated[str, typer.Option(help="Two small letters that the ids begin with.")] = "im",
    plan: Annotated[str, typer.Option(help="Key of the plan; that of the settings, or the first.")] = "",
    split: Annotated[Literal["dev", "check"], typer.Option(help="Split of rows that name none.")] = "check",
) -> None:
    """Turn a table of questions, standard answers and clauses into cases; rows without a known clause are told."""
    from assistant.errors import EvaluationError
    from assistant.evaluation.bench import all_cases
    from assistant.evaluation.importing import import_table
    from assistant.plan import load_plan
    from assistant.settings import read_settings

    settings = read_settings()
    keys = sorted(path.parent.name for path in settings.corpus.glob("*/plan.toml"))
    key = plan or settings.plan or keys[0]
    target = out or settings.home / "eval" / "cases" / f"{file.stem}.jsonl"
    if target.exists():
        raise EvaluationError(f"{target} is there already; give another name with --out")
    numbers = [int(c.id[3:]) for c in all_cases(settings.home) if c.id.startswith(f"{prefix}-")]
    found = import_table(file, load_plan(settings.corpus / key), prefix, max(numbers, default=0) + 1, split)
    for problem in found.problems:
        typer.echo(problem, err=True)
    if found.cases:
        lines = [json.dumps(case, ensure_ascii=False) for case in found.cases]
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {len(lines)} cases to {target}; look them over, then run: assistant eval validate")
    if found.problems or not found.cases:
        raise typer.Exit(1)


def retrieval(
    folder: Annotated[Path, typer.Argument(help="corpus.jsonl, queries.jsonl and qrels/*.tsv.")],
    split: Annotated[str, typer.Option(help="Which file of qrels, without .tsv.")] = "test",
    lexical: Annotated[bool, typer.Option("--lexical", help="Without vectors.")] = False,
) -> None:
    """Measure the search on a retrieval set in the layout of BEIR: fusion, BM25 alone, dense alone."""
    from assistant.embedding import load_embedder
    from assistant.evaluation.beir import measure_set, read_set, told
    from assistant.lexicon import load_common, load_thesaurus
    from assistant.search_files import cache_path
    from assistant.settings import read_settings

    settings = read_settings()
    found = read_set(folder, split)
    with progress_bar(quiet=False) as progress:
        report = measure_set(
            found,
            load_common(settings.corpus),
            load_thesaurus(settings.corpus),
            register=settings.corpus / "register.toml",
            cache=cache_path(settings.indexes),
            embedder=None if lexical else lambda: load_embedder(settings.embedder),
            progress=progress,
        )
    print(told(report))
