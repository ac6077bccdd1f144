"""The process: listening, and ending in good order.

SIGTERM: no new connection is taken, what runs is answered, then streams that only wait (open pages) are cut.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from assistant.errors import AssistantError
from assistant.server.api import Parts
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)
_IDLE_SECONDS = 1  # that open pages are given once nothing is being answered


def run(app: FastAPI, settings: Settings, ready: Callable[[str], None] = print) -> None:
    """Listen until SIGTERM or Ctrl-C.

    Args:
        app: what build_server gave.
        settings: host, port, path behind a proxy, how long the end may take.
        ready: told the address once it listens.

    Raises:
        AssistantError: the port is taken.
    """
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    server = _Server(_config(app, settings), app.state.parts, settings.shutdown_seconds)
    with _listening(settings.host, settings.port) as listener:
        server.address = _address(settings, listener)
        server.ready = ready
        server.run(sockets=[listener])


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line of the web server tells something: that open pages were cut at the end is meant."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "timeout graceful shutdown" not in record.msg


def _config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="on",
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise AssistantError(
            f"打不开 {host} 的端口 {port}（{error}），请换一个：assistant serve --port 7861"
            f" / port {port} on {host} cannot be opened ({error}); choose another: assistant serve --port 7861"
        ) from error


def _address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}{settings.root_path}/"


class _Server(uvicorn.Server):
    """Ends as soon as nothing is being answered, though pages stand open."""

    address = ""
    ready: Callable[[str], None] = staticmethod(print)

    def __init__(self, config: uvicorn.Config, parts: Parts, seconds: int) -> None:
        super().__init__(config)
        self._parts = parts
        self._seconds = seconds

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self.ready(self.address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._parts.ending.set()
        for server in self.servers:
            server.close()
        await self._until_answered()
        self.config.timeout_graceful_shutdown = _IDLE_SECONDS
        await super().shutdown(sockets)

    async def _until_answered(self) -> None:
        """Wait for what runs, as long as it may."""
        for _ in range(self._seconds * 20):
            if self.force_exit or not self._parts.desk.taken:
                return
            await asyncio.sleep(0.05)
        _LOG.warning("the process ends although %s questions are unanswered", self._parts.desk.taken)
