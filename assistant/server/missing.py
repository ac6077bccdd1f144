"""An address that no page has: one sentence instead of what the mounted application would say."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server.faults import reply
from assistant.server.gates import route_of
from assistant.server.plain import missing_page

_OWN = ("/api/", "/gradio_api/")  # they say themselves what is wrong, to programs


class Missing:
    """Replaces a 404 in JSON, outside of what programs ask for, by a sentence: a page for browsers."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its reply where it is none of those."""
        if scope["type"] != "http" or route_of(scope).startswith(_OWN):
            await self._app(scope, receive, send)
            return
        missing = False

        async def told(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                missing = message["status"] == 404 and kind.startswith("application/json")
                if missing:
                    html = "text/html" in Request(scope).headers.get("accept", "")
                    home = f"{scope.get('root_path', '')}/"
                    await (missing_page(home) if html else reply("not_found"))(scope, receive, send)
            if not missing:
                await send(message)

        await self._app(scope, receive, told)
