"""The whole set is asked: what the docs say is what comes out, no floor is broken, and a changed figure breaks one."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.evaluation.baselines import NAMES
from assistant.evaluation.bench import DOCS, all_cases, ask, shown_in_docs
from assistant.evaluation.record import fallen, group_of, read_first_runs, read_floors
from assistant.evaluation.report import Run, docs_block, without_timings
from assistant.evaluation.systems import system_of
from assistant.settings import read_settings

GROUP = "look-ups"
FIGURE = re.compile(r"[\d.]+[%‰]")
# Another processor rounds vectors otherwise: a case or a thousandth may differ, a page of another day differs in more.
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def run(repo: Path) -> Run:
    """All cases of all systems; what `make eval` asked of the same code is not asked again."""
    settings = read_settings(home=repo)
    return ask([system_of(name) for name in ("assistant", *NAMES)], all_cases(repo), settings)


@pytest.mark.slow
def test_the_page_shows_the_last_run(run: Run, repo: Path) -> None:
    shown = shown_in_docs((repo / DOCS).read_text(encoding="utf-8"))
    now = without_timings(docs_block(run)).strip()
    assert NUMBER.split(now) == NUMBER.split(shown), "run: make eval"
    pairs = zip(NUMBER.findall(now), NUMBER.findall(shown), strict=True)
    far = [(one, other) for one, other in pairs if abs(float(one) - float(other)) > near(other)]
    assert far == [], "run: make eval"


def near(number: str) -> float:
    """How far two runs on different machines may be apart."""
    return max(0.06 if "." in number else 1, 0.01 * float(number))


@pytest.mark.slow
def test_no_group_is_below_its_floor(run: Run) -> None:
    assert run.floors
    assert fallen(run.own, run.floors, spare=1) == []


@pytest.mark.slow
def test_nothing_crashed(run: Run) -> None:
    assert [(g.case.id, g.kept.crash) for g in run.own if g.crashed] == []


def test_every_check_case_has_its_first_run_recorded(repo: Path) -> None:
    recorded = {identity for batch in read_first_runs(repo) for identity in batch.ids}
    assert {case.id for case in all_cases(repo, "check")} - recorded == set(), "run: make eval"


@pytest.fixture(scope="module")
def figure(repo: Path) -> str:
    """The figure that most check cases of the group demand, as it is printed."""
    cases = [case for case in all_cases(repo, "check") if group_of(case.category) == GROUP]
    found = Counter(group[0] for case in cases for group in case.must if FIGURE.fullmatch(group[0]))
    return found.most_common(1)[0][0]


def other(figure: str) -> str:
    """The figure with another last digit."""
    return f"{figure[:-2]}{(int(figure[-2]) + 1) % 10}{figure[-1]}"


def alter(database: Path, figure: str) -> None:
    """Change a figure wherever an index has it."""
    pattern = re.compile(rf"(?<![\d.]){re.escape(figure)}")

    def changed(text: str) -> str:
        return pattern.sub(other(figure), text)

    with closing(sqlite3.connect(database)) as connection, connection:
        connection.create_function("changed", 1, changed)
        connection.execute("UPDATE clauses SET text = changed(text), folded = changed(folded)")
        connection.execute("UPDATE passages SET text = changed(text)")
        connection.execute(
            "UPDATE indicators SET value = ?, quote = changed(quote) WHERE quote <> changed(quote)",
            (other(figure)[:-1],),
        )


@pytest.fixture
def home_with_a_wrong_figure(corpus_copy: Path, repo: Path, figure: str) -> Path:
    """An index like the one in use, but with one other figure, and a manifest that vouches for it."""
    Assistant.open(corpus_copy).close()
    indexes = corpus_copy / "indexes"
    build = indexes / (indexes / "CURRENT").read_text(encoding="utf-8").strip()
    alter(build / "plan.sqlite", figure)
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["plan.sqlite"]["sha256"] = hashlib.sha256(
        (build / "plan.sqlite").read_bytes()
    ).hexdigest()
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    shutil.copytree(repo / "eval" / "cases", corpus_copy / "eval" / "cases")
    return corpus_copy


@pytest.mark.slow
def test_one_changed_figure_in_the_index_makes_the_run_fail(
    home_with_a_wrong_figure: Path, repo: Path, figure: str
) -> None:
    """In every place of the index at once, so that the program's own checks can't see it."""
    home = home_with_a_wrong_figure
    cases = [case for case in all_cases(home, "check") if group_of(case.category) == GROUP]
    found = ask([system_of("assistant")], cases, read_settings(home=home))
    told = [graded for graded in found.own if any(figure in group for group in graded.case.must)]
    assert len(told) > 1
    assert sum(graded.right for graded in told) == 0
    assert len([line for line in fallen(found.own, read_floors(repo)) if line.startswith(GROUP)]) == 1
