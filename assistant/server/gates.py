"""What stands before the application: how large a body may be, of what kind, from where, and how often one may ask."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server.faults import reply

LARGEST: Final = 2 * 1024 * 1024  # bytes of a body for the API: more than any that fits its form
LARGEST_OF_PAGE: Final = 4 * 1024 * 1024  # the page sends back what it keeps in the browser
_WRITING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_ASKING: Final = (
    "/api/ask",
    "/gradio_api/queue/join",
    "/gradio_api/call/",
    "/gradio_api/run/",
    "/gradio_api/api/",
)
# What Gradio brings and no page of ours needs: files from outside, other servers, editing the app.
_CLOSED: Final = (
    "/gradio_api/upload", "/gradio_api/proxy", "/gradio_api/file", "/gradio_api/stream", "/gradio_api/run-history",
    "/gradio_api/runs", "/gradio_api/vibe", "/gradio_api/undo-vibe", "/gradio_api/profiling", "/gradio_api/component_server",
    "/gradio_api/process_recording", "/gradio_api/dev", "/gradio_api/deep_link", "/gradio_api/monitoring", "/monitoring",
    "/dev/", "/login", "/logout", "/file",
)  # fmt: skip
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
)


class Prefixed:
    """Tells the application the path that a proxy shows it under, whether the proxy takes it off or not."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        """Wrap an application."""
        self._app = app
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as one that came with the prefix, as ASGI wants it."""
        if scope["type"] == "http":
            path = scope["path"]
            whole = path == self._root or path.startswith(f"{self._root}/")
            scope = {**scope, "root_path": self._root, "path": path if whole else self._root + path}
        await self._app(scope, receive, send)


def route_of(scope: Scope) -> str:
    """The path within the application, without the prefix of a proxy."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


class Bodies:
    """Lets only bodies through that are small enough, of the right kind and from this website; reads them whole."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say what is wrong with it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        path, writing = route_of(scope), scope["method"] in _WRITING
        fault = _wrong_door(scope, path, writing=writing)
        if fault is not None:
            await fault(scope, receive, send)
            return
        if writing:
            body = await _whole_body(scope, receive, LARGEST if path.startswith("/api/") else LARGEST_OF_PAGE)
            if body is None:
                await reply("too_large", {"Connection": "close"})(scope, receive, send)
                return
            receive = _again(body, receive)
        await self._app(scope, receive, send)


def _wrong_door(scope: Scope, path: str, *, writing: bool) -> Response | None:
    if path.startswith(_CLOSED):
        return reply("not_found")
    headers = Request(scope).headers
    if writing and headers.get("sec-fetch-site") == "cross-site":
        return reply("cross_site")
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if (
        scope["method"] in ("POST", "PUT", "PATCH")
        and path.startswith("/api/")
        and kind != "application/json"
    ):
        return reply("content_type")
    return None


async def _whole_body(scope: Scope, receive: Receive, largest: int) -> bytes | None:
    """The body; None where it is larger than it may be."""
    told = Request(scope).headers.get("content-length", "")
    if told.isascii() and told.isdecimal() and int(told[:20]) > largest:
        return None
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > largest:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body as one message, then what comes after it."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return first.pop() if first else await receive()

    return next_message


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return sent


class Frequency:
    """Lets each client ask so many questions a minute, in bursts of up to a third of them."""

    def __init__(
        self,
        app: ASGIApp,
        per_minute: int,
        who: Callable[[Scope], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Wrap an application; 0 a minute is no limit."""
        self._app = app
        self._counts = Counts(per_minute, clock)
        self._who = who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say when it may come again."""
        if scope["type"] == "http" and scope["method"] == "POST" and route_of(scope).startswith(_ASKING):
            wait = self._counts.wait(self._who(scope))
            if wait > 0:
                seconds = str(int(wait) + 1)
                await reply("too_often", {"Retry-After": seconds}, seconds=seconds)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Counts:
    """How often each client came: a bucket that fills at ``per_minute`` and holds a third of that, at least one."""

    MOST_CLIENTS: Final = 10_000

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets."""
        self._rate = per_minute / 60
        self._size = max(1.0, per_minute / 3)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Count one coming; 0 where it may come, else the seconds until it may."""
        if self._rate <= 0:
            return 0.0
        now = self._clock()
        left, since = self._left.pop(client, (self._size, now))
        left = min(self._size, left + (now - since) * self._rate)
        wait = 0.0 if left >= 1 else (1 - left) / self._rate
        self._left[client] = (left if wait else left - 1, now)
        while len(self._left) > self.MOST_CLIENTS:
            self._left.popitem(last=False)
        return wait


def address_of(scope: Scope) -> str:
    """The client's address; behind a trusted proxy the one that the proxy tells."""
    client = scope.get("client")
    return str(client[0]) if client else ""
