"""``assistant eval import``, ``eval plans`` and ``eval retrieval``: questions, plans and sets that others made."""

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
    from assistant.evaluation.cases import splits_by_line
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
    first = max(numbers, default=0) + 1
    taken = splits_by_line(all_cases(settings.home), key)
    found = import_table(file, load_plan(settings.corpus / key), prefix, first, split, taken)
    for problem in found.problems:
        typer.echo(problem, err=True)
    if found.cases:
        lines = [json.dumps(case, ensure_ascii=False) for case in found.cases]
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {len(lines)} cases to {target}; look them over, then run: assistant eval validate")
    if found.problems or not found.cases:
        raise typer.Exit(1)


def ask_plans(
    folder: Annotated[
        Path | None,
        typer.Argument(help="<key>/source.txt, plan.toml and cases.jsonl; eval/plans unless given."),
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Key of a plan; may be given again.")] = None,
    show: Annotated[bool, typer.Option("--show", help="List what each wrong answer lacked.")] = False,
) -> None:
    """Add plans that nobody prepared, each to a corpus of its own, and ask them their questions."""
    from assistant.evaluation.plans import ask_plan, plans_in
    from assistant.settings import read_settings

    settings = read_settings()
    for path in plans_in(folder or settings.home / "eval" / "plans", only or ()):
        found = ask_plan(path, settings)
        reading = found.reading
        print(
            f"{found.key}: {found.right} of {len(found.scores)} right; {len(reading.plan.clauses)} clauses, "
            f"{len(reading.rows)} indicators, {len(reading.unread)} figures without a name, {len(reading.duties)} duties"
        )
        for score in found.scores if show else ():
            if not score.right:
                print(
                    f"  {score.case.id}  {' || '.join(score.case.turns)[:80]}  —  {'; '.join(score.faults)}"
                )


def retrieval(
    folder: Annotated[Path, typer.Argument(help="corpus.jsonl, queries.jsonl and qrels/*.tsv.")],
    split: Annotated[str, typer.Option(help="Which file of qrels, without .tsv.")] = "test",
    lexical: Annotated[bool, typer.Option("--lexical", help="Without vectors.")] = False,
) -> None:
    """Measure the search on a retrieval set in the layout of BEIR: fusion, BM25 alone, dense alone."""
    from assistant.embedding import load_embedder
    from assistant.evaluation.beir import measure_set, read_set, told
    from assistant.lexicon import load_common
    from assistant.search_files import cache_path
    from assistant.settings import read_settings
    from assistant.synonyms import load_thesaurus

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
