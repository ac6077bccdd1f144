"""A model that says what it is told to, for tests and for trying things out, as httpx's MockTransport is for servers.

    ScriptedModel(["到2025年，…[r1]。"])            says one reply a request, the last one for ever
    ScriptedModel(lambda messages: "…")            writes its reply from what it is asked

    model.chat_model()             a ChatModel that talks to it in process
    with model.served() as url:    the same over HTTP on the loopback interface

A reply is text; a dict, sent as JSON; or a `Fault`. A dict of the form {"tool": …, "arguments": …} is the call of a tool,
a list of them are calls at once: they are sent as the request wants them, by the protocol of `tools` or as JSON.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import httpx

from assistant.llm.client import ChatModel, Circuit

Asking = Literal["json_schema", "tools", "plain", "calls"]
ALL_WAYS: tuple[Asking, ...] = ("json_schema", "tools", "plain", "calls")
PIECE = 16  # characters of an event


@dataclass(frozen=True, slots=True)
class Fault:
    """A reply that goes wrong, or is out of the usual.

    Attributes:
        status: HTTP status in place of a reply, or 0.
        wait: seconds before anything is sent.
        text: what is sent before it goes wrong.
        calls: calls of tools that are sent after the text.
        cut: whether the stream ends before the reply does.
        endless: whether the text is sent again and again.
        raw: sent in place of events.
        finish: why the endpoint says that the reply ended; length where it ran out of tokens.
    """

    status: int = 0
    wait: float = 0.0
    text: str = ""
    calls: tuple[dict[str, Any], ...] = ()
    cut: bool = False
    endless: bool = False
    raw: str = ""
    finish: str = "stop"


Reply = str | dict[str, Any] | list[dict[str, Any]] | Fault
Script = Sequence[Reply] | Callable[[list[dict[str, Any]]], Reply]


class ScriptedModel:
    """Replies as scripted; remembers what it was asked.

    Args:
        script: replies in order, one for each request that it understands, the last one for all that follow; or a function of the messages.
        ways: the ways of asking for JSON and for calls that it understands; it answers 400 to others, and goes on in
            its script at the next request that it understands.
    """

    def __init__(self, script: Script, ways: Sequence[Asking] = ALL_WAYS) -> None:
        """Nothing was asked yet."""
        self._script = script
        self._ways = frozenset(ways)
        self._lock = threading.Lock()
        self.requests: list[dict[str, Any]] = []
        self.understood: list[dict[str, Any]] = []  # those that it did not answer with 400

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

    def reply(self, body: dict[str, Any]) -> Fault:
        """What is said to a request, in the form that it asks for."""
        way = _way_of(body)
        with self._lock:
            self.requests.append(body)
            if way not in self._ways:
                return Fault(status=400)
            self.understood.append(body)
            number = len(self.understood) - 1
        if callable(self._script):
            return _said(self._script(body["messages"]), body, way)
        return _said(self._script[min(number, len(self._script) - 1)], body, way)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        said = self.reply(json.loads(request.content))
        if said.status:
            return httpx.Response(said.status, text="scripted fault")
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=_stream(said))


def _way_of(body: dict[str, Any]) -> Asking:
    if "response_format" in body:
        return "json_schema"
    if "tools" not in body:
        return "plain"
    return "calls" if body.get("tool_choice") == "auto" else "tools"


def _said(reply: Reply, body: dict[str, Any], way: Asking) -> Fault:
    """A reply in the form that a request asks for."""
    if isinstance(reply, Fault):
        forced = way == "tools" and reply.text and not reply.calls
        return _forced(reply, body) if forced else reply
    is_call = isinstance(reply, list) or (isinstance(reply, dict) and reply.keys() == {"tool", "arguments"})
    if way == "calls" and is_call:
        return Fault(calls=tuple(reply) if isinstance(reply, list) else (reply,), finish="tool_calls")  # type: ignore[arg-type]
    if isinstance(reply, dict) and is_call and _form_name(body) == reply["tool"]:
        reply = reply["arguments"]
    text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
    return _forced(Fault(text=text), body) if way == "tools" else Fault(text=text)


def _form_name(body: dict[str, Any]) -> str:
    """The name of the JSON that is asked for, or ""."""
    if "response_format" in body:
        return str(body["response_format"]["json_schema"]["name"])
    return str(body["tools"][0]["function"]["name"]) if "tools" in body else ""


def _forced(said: Fault, body: dict[str, Any]) -> Fault:
    """A text, as the arguments of the one call that is asked for."""
    call = {"tool": _form_name(body), "arguments": said.text}
    return Fault(said.status, said.wait, "", (call,), said.cut, said.endless, said.raw, said.finish)


def _stream(said: Fault) -> Iterator[bytes]:
    """The bytes of a reply, as an endpoint streams them."""
    if said.wait:
        time.sleep(said.wait)
    if said.raw:
        yield said.raw.encode()
        return
    while True:
        yield from (_event({"content": piece}) for piece in _pieces(said.text))
        for index, call in enumerate(said.calls):
            yield from _streamed_call(index, call)
        if not said.endless:
            break
        if not (said.text or said.calls):  # a connection that is kept alive and says nothing
            time.sleep(0.01)
            yield b": wait\n"
    if not said.cut:
        yield _event({"content": ""}, said.finish) + b"data: [DONE]\n\n"


def _streamed_call(index: int, call: dict[str, Any]) -> Iterator[bytes]:
    """Id and name first, then the arguments piece by piece."""
    given = call["arguments"]
    arguments = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
    first = {"index": index, "id": f"call_{index}", "type": "function"}
    yield _event({"tool_calls": [first | {"function": {"name": call["tool"], "arguments": ""}}]})
    for piece in _pieces(arguments):
        yield _event({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + PIECE] for at in range(0, len(text), PIECE))


def _event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    event = {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def _handler_of(model: ScriptedModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", "0"))
            said = model.reply(json.loads(self.rfile.read(size)))
            if said.status:
                self.send_error(said.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for piece in _stream(said):
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:  # whoever asked is gone
                return

        def log_message(self, format: str, *args: Any) -> None:
            """Write nothing: what was asked stands in ``requests``."""

    return Handler
