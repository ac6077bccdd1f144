"""A run from asking to report, for the command line and the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from assistant.evaluation.answering import Plan, Progress, answer_cases
from assistant.evaluation.baselines import ASSISTANT, NAMES
from assistant.evaluation.cases import Case, read_cases
from assistant.evaluation.gold import read_gold
from assistant.evaluation.kept import RESULTS, Results, path_of, read_results
from assistant.evaluation.measures import Graded, grade
from assistant.evaluation.page import html_page
from assistant.evaluation.record import read_first_runs, read_floors, record_first_run
from assistant.evaluation.report import TIMINGS, Run, docs_block, tables
from assistant.evaluation.systems import System
from assistant.settings import Settings

DOCS = Path("docs") / "evaluation.md"
_BEGIN, _END = "<!-- evaluation -->\n", "<!-- /evaluation -->"


def all_cases(home: Path, split: str = "all", only: Sequence[str] = ()) -> list[Case]:
    """The cases of a split; of some categories, or whose ids begin so, where these are given.

    Raises:
        EvaluationError: a case file cannot be read.
    """
    cases = read_cases(sorted((home / "eval" / "cases").glob("*.jsonl")))
    wanted = [case for case in cases if split in ("all", case.split)]
    if only:
        wanted = [case for case in wanted if case.category in only or case.id.startswith(tuple(only))]
    return wanted


def ask(
    systems: Sequence[System],
    cases: Sequence[Case],
    settings: Settings,
    plan: Plan | None = None,
    progress: Progress | None = None,
) -> Run:
    """Ask cases of systems, keep the answers, and grade them; arguments as those of answer_cases."""
    return graded_run(answer_cases(systems, cases, settings, plan, progress), cases, settings)


def kept_run(settings: Settings, names: Iterable[str] = (), cases: Sequence[Case] | None = None) -> Run:
    """Grade what is kept already: of the systems named, else of the assistant and the plain systems.

    Raises:
        EvaluationError: a system that was named has no kept answers.
    """
    home = settings.home
    wanted = list(names) or [ASSISTANT, *(name for name in NAMES if path_of(home, name).exists())]
    results = {name: read_results(path_of(home, name)) for name in wanted}
    return graded_run(results, all_cases(home) if cases is None else cases, settings)


def graded_run(results: dict[str, Results], cases: Sequence[Case], settings: Settings) -> Run:
    """Kept answers, graded, with what the repository records."""
    texts = read_gold(settings.corpus, {case.plan for case in cases})
    graded = {name: grade(cases, found, texts) for name, found in results.items()}
    first = next(iter(results.values()))
    return Run(graded, first.marks, read_first_runs(settings.home), read_floors(settings.home), len(cases))


def graded_file(path: Path, settings: Settings) -> tuple[Graded, ...]:
    """The kept answers of one file, graded.

    Raises:
        EvaluationError: it cannot be read.
    """
    cases = all_cases(settings.home)
    return grade(cases, read_results(path), read_gold(settings.corpus, {case.plan for case in cases}))


def write_report(run: Run, home: Path) -> tuple[Path, Path]:
    """Write report.html and report.md beside the kept answers."""
    folder = home / RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    page, text = folder / "report.html", folder / "report.md"
    block = docs_block(run)
    page.write_text(html_page(run, block), encoding="utf-8")
    text.write_text(tables(run, block), encoding="utf-8")
    return page, text


def record_first(run: Run, home: Path, today: date) -> Run:
    """The run with the first-run scores of check cases that had none; they are recorded in the repository."""
    record_first_run(home, run.own, run.marks.get("code", ""), today)
    return Run(run.graded, run.marks, read_first_runs(home), run.floors, run.asked)


def write_docs(run: Run, home: Path) -> Path:
    """Write the tables of a run into docs/evaluation.md; where only its timings would differ, it stays as it is."""
    path = home / DOCS
    page = path.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    new = f"{before}{_BEGIN}{docs_block(run)}\n{_END}{after}"
    if TIMINGS.sub("", new) != TIMINGS.sub("", page):
        path.write_text(new, encoding="utf-8")
    return path


def shown_in_docs(page: str) -> str:
    """The tables of docs/evaluation.md as they stand, without timings."""
    return TIMINGS.sub("", page.partition(_BEGIN)[2].partition(_END)[0]).strip()
