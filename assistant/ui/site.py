"""The site as a FastAPI application: the pages, their files, and the chat of Gradio at its root."""

from __future__ import annotations

import secrets
from typing import Any, Final

import gradio as gr
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui import exports
from assistant.ui.chat import shown_plainly
from assistant.ui.frame import HERE, VISITOR_COOKIE, Site

_FILES: Final = {
    "style.css": "text/css", "pages.css": "text/css", "copying.js": "text/javascript", "pages.js": "text/javascript",
}  # fmt: skip


def pages_router(site: Site) -> APIRouter:
    """The routes of all pages beside the chat, and of their style."""
    router = APIRouter()
    for page in site.pages:
        if page.add is not None:
            page.add(router, site)
    exports.add(router, site)

    @router.get("/ui/{name}", include_in_schema=False)
    def file(name: str, request: Request) -> Response:
        if name not in _FILES:
            return site.missing(request, name)
        kept = {"Cache-Control": "max-age=31536000, immutable"}  # the address changes with the file
        return FileResponse(HERE / name, media_type=_FILES[name], headers=kept)

    @router.get("/plans/{plan}/{rest:path}", include_in_schema=False)
    def none(plan: str, rest: str, request: Request) -> Response:  # the last of all: what no page answers for
        return site.missing(request, rest, site.books.get(plan))

    return router


def mount_site(app: FastAPI, page: gr.Blocks, site: Site, **options: Any) -> FastAPI:
    """Put the pages and the chat into an application; routes that are already there come first.

    Args:
        app: the application.
        page: what build_page gave.
        site: what the pages are drawn with.
        options: for gr.mount_gradio_app.
    """
    app.include_router(pages_router(site))
    app.add_middleware(Visitor)
    app.add_middleware(OwnSources)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        "/",
        root_path=site.root or None,
        **shown_plainly(),
        **options,
    )
    return mounted


class Visitor:
    """Gives each browser a random name in a cookie that no script can read, for its own conversations."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the answer to a browser without a name gets one."""
        if scope["type"] != "http" or VISITOR_COOKIE in Request(scope).cookies or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _cookie(scope))
            await send(message)

        await self.app(scope, receive, named)


# Gradio makes its page of inline scripts and styles, and makes functions of text.
_SOURCES: Final = "; ".join(
    (
        "default-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval'", "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", "worker-src 'self' blob:", "object-src 'none'",
        "base-uri 'self'", "form-action 'self'", "frame-ancestors 'self'",
    )
)  # fmt: skip


class OwnSources:
    """Tells browsers that a page asks for nothing, and sends nothing, outside this site."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a page gets the header Content-Security-Policy."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["content-security-policy"] = _SOURCES
            await send(message)

        await self.app(scope, receive, told if scope["type"] == "http" else send)


def _cookie(scope: Scope) -> str:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{VISITOR_COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax{secure}"
