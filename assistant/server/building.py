"""The application: API, pages, and what stands before both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, Protocol

from fastapi import FastAPI, Request
from starlette.routing import Match

from assistant.log import Journal
from assistant.plan import Meta
from assistant.server.api import Parts, api_router
from assistant.server.desk import AskedCore, Desk
from assistant.server.faults import Fault, add_handlers
from assistant.server.gates import Bodies, Frequency, address_of
from assistant.server.library import Library, Shelves
from assistant.settings import Settings

WAITING: Final = 200  # questions that wait for a place, at most
_ABOUT: Final = (
    "政府规划问答接口：回答逐句出自规划原文，数字和出处均经核对。"
    "Answers about a government plan from the plan's own words, every figure checked. "
    "Faults are told in one sentence in both languages: `code`, `message`, `message_en`."
)
_TAGS: Final = [
    {"name": "questions", "description": "Questions, feedback, proofs."},
    {"name": "plans", "description": "Plans with their clauses and indicators."},
    {"name": "health", "description": "For supervisors and proxies."},
]


class ServedPlan(Protocol):
    """The plan that is asked."""

    @property
    def meta(self) -> Meta:
        """Its meta data."""


class ServedCore(AskedCore, Protocol):
    """What the server needs of the assistant."""

    @property
    def index(self) -> Shelves:
        """What plans are read from."""

    @property
    def plan(self) -> ServedPlan:
        """The plan that is asked."""


def build_server(
    core: ServedCore,
    journal: Journal,
    settings: Settings,
    mount: Callable[[FastAPI], object] = lambda app: None,
) -> FastAPI:
    """The application over a core.

    Args:
        core: the assistant.
        journal: the log.
        settings: limits, sign-in, path behind a proxy.
        mount: puts the pages into the application, after the API's routes; it answers every other path.

    Returns:
        The application; ``app.state.parts`` holds what it stands on.
    """
    desk = Desk(core, settings.concurrency, WAITING)
    key = core.plan.meta.key
    parts = Parts(desk, journal, Library(core.index, key), key)
    app = FastAPI(
        title="政府规划问答 · Plan assistant",
        description=_ABOUT,
        version="1",
        openapi_tags=_TAGS,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        root_path=settings.root_path,
        lifespan=_closing(parts),
    )
    app.state.parts = parts
    add_handlers(app)
    app.include_router(api_router(parts))
    _add_rest_of_api(app)
    # The last one added stands first.
    app.add_middleware(Frequency, per_minute=settings.questions_a_minute, who=address_of)
    app.add_middleware(Bodies)
    mount(app)
    return app


def _closing(parts: Parts) -> Callable[[FastAPI], Any]:
    """At the end: what runs comes to its end, and the log is written."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        parts.desk.close()
        parts.journal.close()

    return lifespan


def _add_rest_of_api(app: FastAPI) -> None:
    """Addresses under /api that there are not, so that no page answers for them."""

    @app.api_route(
        "/api/{rest:path}",
        methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        include_in_schema=False,
    )
    def rest(rest: str, request: Request) -> None:
        others = (route for route in app.routes if getattr(route, "path", "") != "/api/{rest:path}")
        known = any(route.matches(request.scope)[0] is Match.PARTIAL for route in others)
        raise Fault("method" if known else "not_found")
