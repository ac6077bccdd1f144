"""The application: API, pages, and what stands before both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, Protocol

from fastapi import FastAPI, Request
from starlette.routing import Match

from assistant.accounts import Accounts, session_key
from assistant.errors import SettingsError
from assistant.families import Families
from assistant.log import Journal
from assistant.plan import Meta
from assistant.server.api import Parts, api_router
from assistant.server.desk import AskedCore, Desk
from assistant.server.faults import Fault, add_handlers
from assistant.server.gates import Bodies, Frequency, Prefixed
from assistant.server.library import Library, Shelves
from assistant.server.signing import signing_router
from assistant.server.visitors import Doorkeeper, Sessions, SignedIn, client_of
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
    families: Callable[[str], Families | None] = lambda plan: None,
) -> FastAPI:
    """The application over a core.

    Args:
        core: the assistant.
        journal: the log.
        settings: limits, sign-in, path behind a proxy.
        mount: puts the pages into the application, after the API's routes; it answers every other path.
        families: what families are promised by a plan, by its key.

    Raises:
        SettingsError: signing in is needed, and nobody can.
        AccountError: the file of users cannot be used.

    Returns:
        The application; ``app.state.parts`` holds what it stands on.
    """
    desk = Desk(core, settings.concurrency, WAITING)
    key = core.plan.meta.key
    parts = Parts(desk, journal, Library(core.index, key), key, core.index.manifest["digest"][:12], families)
    app = FastAPI(
        title="政府规划问答 · Plan assistant",
        description=_ABOUT,
        version="1",
        openapi_tags=_TAGS,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_closing(parts),
    )
    app.state.parts = parts
    add_handlers(app)
    app.include_router(api_router(parts))
    doorkeeper = _doorkeeper(settings)
    if doorkeeper is not None:
        app.include_router(signing_router(doorkeeper, settings.root_path))
    _add_rest_of_api(app)
    # The last one added stands first.
    app.add_middleware(Frequency, per_minute=settings.questions_a_minute, who=client_of)
    app.add_middleware(SignedIn, doorkeeper=doorkeeper, all_staff=settings.staff == "everyone")
    app.add_middleware(Bodies)
    mount(app)
    if settings.root_path:
        app.add_middleware(Prefixed, root_path=settings.root_path)
    return app


def _doorkeeper(settings: Settings) -> Doorkeeper | None:
    """Who checks names and passwords; None where nobody has to sign in.

    Raises:
        SettingsError: somebody has to, and there is no account.
    """
    if not settings.needs_sign_in:
        return None
    accounts = Accounts(settings.accounts_file)
    if not accounts.all():
        raise SettingsError(
            f"监听 {settings.host} 需要登录，但还没有用户。请先运行 assistant users add 用户名 --staff；"
            "确实要让所有人不登录就能使用，请设 ASSISTANT_SIGN_IN=off。 / "
            f"Listening on {settings.host} needs signing in, and there is no user yet. Run assistant users add NAME "
            "--staff first; to let everybody in without signing in, set ASSISTANT_SIGN_IN=off."
        )
    return Doorkeeper(
        Sessions(accounts, session_key(settings.session_key_file), settings.session_hours * 3600)
    )


def _closing(parts: Parts) -> Callable[[FastAPI], Any]:
    """At the end, what runs comes to its end. Whoever opened the log closes it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        parts.desk.close()

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
