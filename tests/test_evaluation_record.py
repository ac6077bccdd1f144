"""The whole set is asked: what the docs say is what comes out, no floor is broken, and a changed figure breaks one."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.evaluation.baselines import NAMES
from assistant.evaluation.bench import DOCS, all_cases, ask, shown_in_docs
from assistant.evaluation.measures import Graded
from assistant.evaluation.record import fallen, group_of, read_first_runs, read_floors
from assistant.evaluation.report import Run, docs_block, without_timings
from assistant.evaluation.systems import system_of
from assistant.settings import read_settings

GROUP = "look-ups"


@pytest.fixture(scope="module")
def run(repo: Path) -> Run:
    """All cases of all systems; what `make eval` asked of the same code is not asked again."""
    settings = read_settings(home=repo)
    return ask([system_of(name) for name in ("assistant", *NAMES)], all_cases(repo), settings)


@pytest.mark.slow
def test_the_page_shows_the_last_run(run: Run, repo: Path) -> None:
    shown = shown_in_docs((repo / DOCS).read_text(encoding="utf-8"))
    assert without_timings(docs_block(run)).strip().split("\n") == shown.split("\n"), "run: make eval"


@pytest.mark.slow
def test_no_group_is_below_its_floor(run: Run) -> None:
    assert run.floors
    assert fallen(run.own, run.floors) == []


@pytest.mark.slow
def test_nothing_crashed(run: Run) -> None:
    assert [(g.case.id, g.kept.crash) for g in run.own if g.crashed] == []


def test_every_check_case_has_its_first_run_recorded(repo: Path) -> None:
    recorded = {identity for batch in read_first_runs(repo) for identity in batch.ids}
    assert {case.id for case in all_cases(repo, "check")} - recorded == set(), "run: make eval"


def altered(database: Path, before: str, after: str) -> None:
    """Change a figure wherever an index has it."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "UPDATE clauses SET text = replace(text, ?1, ?2), folded = replace(folded, ?1, ?2)",
            (before, after),
        )
        connection.execute(
            "UPDATE indicators SET quote = replace(quote, ?1, ?2), value = CASE WHEN quote LIKE '%' || ?1 || '%' THEN ?3 ELSE value END",
            (before, after, after.rstrip("‰")),
        )  # fmt: skip
        connection.execute("UPDATE passages SET text = replace(text, ?1, ?2)", (before, after))


@pytest.fixture
def home_with_a_wrong_figure(corpus_copy: Path, repo: Path) -> Path:
    """An index like the one in use, but with 5.6‰ for 5.5‰, and a manifest that vouches for it."""
    Assistant.open(corpus_copy).close()
    build = (
        corpus_copy / "indexes" / (corpus_copy / "indexes" / "CURRENT").read_text(encoding="utf-8").strip()
    )
    altered(build / "plan.sqlite", "5.5‰", "5.6‰")
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["plan.sqlite"]["sha256"] = hashlib.sha256(
        (build / "plan.sqlite").read_bytes()
    ).hexdigest()
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    shutil.copytree(repo / "eval" / "cases", corpus_copy / "eval" / "cases")
    return corpus_copy


@pytest.mark.slow
def test_one_changed_figure_in_the_index_makes_the_run_fail(
    home_with_a_wrong_figure: Path, repo: Path
) -> None:
    """In every place of the index at once, so that the program's own checks can't see it."""
    home = home_with_a_wrong_figure
    cases = [case for case in all_cases(home) if group_of(case.category) == GROUP]
    found = ask([system_of("assistant")], cases, read_settings(home=home))
    told = [graded for graded in found.own if _asks_for(graded, "5.5‰")]
    assert told
    assert not any(graded.right for graded in told)
    assert [line for line in fallen(found.own, read_floors(repo)) if line.startswith(GROUP)]


def _asks_for(graded: Graded, figure: str) -> bool:
    return any(figure in group for group in graded.case.must)
