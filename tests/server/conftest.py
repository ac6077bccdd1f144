"""The application over the real core, with a log of its own, without pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from api_calls import families_of
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import Assistant
from assistant.app import origin_of
from assistant.log import NoJournal, SqliteJournal, open_journal
from assistant.server import build_server
from assistant.settings import Settings, read_settings
from assistant.ui.books import Books

Serve = Callable[..., TestClient]


@pytest.fixture(scope="session")
def plan() -> Iterator[Assistant]:
    core = Assistant.open()
    yield core
    core.close()


@pytest.fixture(scope="session")
def books(plan: Assistant) -> Books:
    return Books.of_index(plan.index, plan.settings.corpus, plan.plan.meta.key)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(data=tmp_path / "data", questions_a_minute=0)


@pytest.fixture
def journal(settings: Settings, plan: Assistant) -> Iterator[SqliteJournal]:
    opened = open_journal(settings, origin_of(plan))
    assert isinstance(opened, SqliteJournal)
    yield opened
    opened.close()


@pytest.fixture
def application(plan: Assistant, journal: SqliteJournal, settings: Settings, books: Books) -> FastAPI:
    return build_server(plan, journal, settings, families=families_of(books))


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
