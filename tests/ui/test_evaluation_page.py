"""The evaluators' page: who may see it, one run at a time, progress, the report."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from assistant.errors import EvaluationError
from assistant.settings import Settings
from assistant.ui.books import Books
from assistant.ui.evaluation import PAGE, Runs, add
from assistant.ui.frame import Site

Progress = Callable[[int, int], None]


@pytest.fixture
def home(tmp_path: Path, repo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one file of cases and no report."""
    cases = tmp_path / "eval" / "cases"
    cases.mkdir(parents=True)
    (cases / "time.jsonl").write_bytes((repo / "eval" / "cases" / "time.jsonl").read_bytes())
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    return tmp_path


def client_of(runs: Runs, *, staff: bool = True) -> TestClient:
    site = Site(Books({}), (PAGE,), is_staff=lambda request: staff)
    router, app = APIRouter(), FastAPI()
    add(router, site, runs)
    app.include_router(router)
    return TestClient(app)


class Held:
    """A run that goes on until it is let go."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.told, self.go = threading.Event(), threading.Event()

    def __call__(self, settings: Settings, split: str, category: str, progress: Progress) -> str:
        self.asked.append((split, category))
        progress(3, 12)
        self.told.set()
        assert self.go.wait(30)
        return "**dev**: 11 of 12 <right>"


@pytest.fixture
def held() -> Iterator[Held]:
    run = Held()
    yield run
    run.go.set()


def test_only_staff_may_see_it_and_start_a_run(home: Path, held: Held) -> None:
    client = client_of(Runs(held), staff=False)
    refused = client.get("/evaluation")
    assert refused.status_code == 403
    for told in ("<h2>评测</h2>", "管理人员", 'href="/"'):
        assert told in refused.text
    assert client.get("/evaluation/report").status_code == 403
    assert client.post("/evaluation/runs", data={"split": "dev"}).status_code == 403
    assert held.asked == []


def test_a_run_shows_how_far_it_is_and_then_what_came_out(home: Path, held: Held) -> None:
    runs = Runs(held)
    client = client_of(runs)
    assert "还没有评测报告" in client.get("/evaluation").text
    client.post("/evaluation/runs", data={"split": "dev", "category": "time"})
    assert held.told.wait(30)
    shown = client.get("/evaluation")
    assert "正在提问：3 / 12" in shown.text
    assert shown.headers["Refresh"]
    client.post("/evaluation/runs", data={"split": "all"})
    assert held.asked == [("dev", "time")]
    held.go.set()
    while runs.now.state == "running":
        pass
    shown = client.get("/evaluation")
    assert "dev: 11 of 12 &lt;right&gt;" in shown.text
    assert "Refresh" not in shown.headers


def test_a_set_that_there_is_not_starts_nothing(home: Path, held: Held) -> None:
    client = client_of(Runs(held))
    client.post("/evaluation/runs", data={"split": "other"})
    client.post("/evaluation/runs", data={"split": "dev", "category": "<b>"})
    assert held.asked == []


@pytest.mark.parametrize(
    ("error", "said"),
    [(EvaluationError("a case lacks 'id'"), "a case lacks"), (ValueError("x"), "详情见日志")],
)
def test_what_is_in_the_way_of_a_run_is_said(home: Path, error: Exception, said: str) -> None:
    def fails(*_: object) -> str:
        raise error

    runs = Runs(fails)
    client = client_of(runs)
    client.post("/evaluation/runs", data={"split": "dev"})
    while runs.now.state == "running":
        pass
    assert said in client.get("/evaluation").text


def test_the_report_is_shown_as_it_was_written(home: Path, held: Held) -> None:
    folder = home / "eval" / "results"
    folder.mkdir()
    (folder / "report.html").write_text("<h1>report</h1>", encoding="utf-8")
    client = client_of(Runs(held))
    assert client.get("/evaluation/report").text == "<h1>report</h1>"
    assert '<iframe src="/evaluation/report"' in client.get("/evaluation").text
