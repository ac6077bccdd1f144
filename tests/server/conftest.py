"""The application over the real core, with a log of its own, without pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import Assistant
from assistant.log import NoJournal, SqliteJournal, open_journal
from assistant.server import build_server
from assistant.settings import Settings, read_settings

Serve = Callable[..., TestClient]


@pytest.fixture(scope="session")
def plan() -> Iterator[Assistant]:
    core = Assistant.open()
    yield core
    core.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(data=tmp_path / "data", questions_a_minute=0)


@pytest.fixture
def journal(settings: Settings) -> Iterator[SqliteJournal]:
    opened = open_journal(settings)
    assert isinstance(opened, SqliteJournal)
    yield opened
    opened.close()


@pytest.fixture
def application(plan: Assistant, journal: SqliteJournal, settings: Settings) -> FastAPI:
    return build_server(plan, journal, settings)


@pytest.fixture
def client(application: FastAPI) -> TestClient:
    """A client that gets what a browser would get, also where the application fails."""
    return TestClient(application, raise_server_exceptions=False)


@pytest.fixture
def serve(plan: Assistant, tmp_path: Path) -> Serve:
    """A client of an application with other settings, or over another core."""

    def make(
        core: Any = None, journal: Any = None, address: str = "testclient", **changed: Any
    ) -> TestClient:
        settings = read_settings(**{"data": tmp_path / "data", "questions_a_minute": 0} | changed)
        app = build_server(core or plan, journal or NoJournal(), settings)
        return TestClient(app, raise_server_exceptions=False, client=(address, 50000))

    return make
