"""A model that says what it is told to, for tests and for trying things out, as httpx's MockTransport is for servers.

    ScriptedModel(["到2025年，…[r1]。"])            says one reply a call, the last one for ever
    ScriptedModel(lambda messages: "…")            writes its reply from what it is asked

    model.chat_model()             a ChatModel that talks to it in process
    with model.served() as url:    the same over HTTP on the loopback interface

A reply is text; a dict, sent as JSON; or a `Fault`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from assistant.llm.client import ChatModel, Circuit, Way


@dataclass(frozen=True, slots=True)
class Fault:
    """A reply that goes wrong.

    Attributes:
        status: HTTP status in place of a reply, or 0.
        wait: seconds before anything is sent.
        text: what is sent before it goes wrong.
        cut: whether the stream ends before the reply does.
        endless: whether the text is sent again and again.
        raw: sent in place of events.
        finish: why the endpoint says that the reply ended; length where it ran out of tokens.
    """

    status: int = 0
    wait: float = 0.0
    text: str = ""
    cut: bool = False
    endless: bool = False
    raw: str = ""
    finish: str = "stop"


Reply = str | dict[str, Any] | Fault
Script = Sequence[Reply] | Callable[[list[dict[str, str]]], Reply]


class ScriptedModel:
    """Replies as scripted; remembers what it was asked.

    Args:
        script: replies in order, the last one for all calls that follow; or a function of the messages.
        ways: the ways of asking for JSON that it understands; it answers 400 to others.
    """

    def __init__(self, script: Script, ways: Sequence[Way] = ("json_schema", "tools", "plain")) -> None:
        """Nothing was asked yet."""
        self._script = script
        self._ways = frozenset(ways)
        self._lock = threading.Lock()
        self.requests: list[dict[str, Any]] = []

    def chat_model(self, *, seconds: float = 5.0, open_for: float = 60.0) -> ChatModel:
        """A client that talks to it in process."""
        transport = httpx.MockTransport(self._handle)
        circuit = Circuit(open_for)
        return ChatModel(
            "http://scripted/v1",
            "scripted",
            seconds=seconds,
            transport=transport,
            circuit=circuit,
            pause=0.01,
        )

    @contextmanager
    def served(self) -> Iterator[str]:
        """A real HTTP server on a free port of the loopback interface; yields its base URL."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def reply(self, body: dict[str, Any]) -> tuple[Reply, Way]:
        """What is said to a request, and the way in which it asks for JSON."""
        way: Way = "json_schema" if "response_format" in body else "tools" if "tools" in body else "plain"
        with self._lock:
            self.requests.append(body)
            number = len(self.requests) - 1
        if way not in self._ways:
            return Fault(status=400), way
        if callable(self._script):
            return self._script(body["messages"]), way
        return self._script[min(number, len(self._script) - 1)], way

    def _handle(self, request: httpx.Request) -> httpx.Response:
        said, way = self.reply(json.loads(request.content))
        if isinstance(said, Fault) and said.status:
            return httpx.Response(said.status, text="scripted fault")
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=_stream(said, way))


def _stream(said: Reply, way: Way) -> Iterator[bytes]:
    """The bytes of a reply, as an endpoint streams them."""
    fault = said if isinstance(said, Fault) else Fault()
    if fault.wait:
        time.sleep(fault.wait)
    if fault.raw:
        yield fault.raw.encode()
        return
    text = (
        fault.text
        if isinstance(said, Fault)
        else said
        if isinstance(said, str)
        else json.dumps(said, ensure_ascii=False)
    )
    while True:
        for at in range(0, len(text), 16):
            yield _event(text[at : at + 16], way)
        if not fault.endless:
            break
        if not text:  # a connection that is kept alive and says nothing
            time.sleep(0.01)
            yield b": wait\n"
    if not fault.cut:
        yield _event("", way, fault.finish) + b"data: [DONE]\n\n"


def _event(text: str, way: Way, finish: str | None = None) -> bytes:
    delta: dict[str, Any] = {"content": text}
    if way == "tools":
        delta = {"tool_calls": [{"index": 0, "function": {"arguments": text}}]}
    event = {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def _handler_of(model: ScriptedModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", "0"))
            said, way = model.reply(json.loads(self.rfile.read(size)))
            if isinstance(said, Fault) and said.status:
                self.send_error(said.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for piece in _stream(said, way):
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:  # whoever asked is gone
                return

        def log_message(self, format: str, *args: Any) -> None:
            """Write nothing: what was asked stands in ``requests``."""

    return Handler
