"""The bytes of a reply → what was said. A reply may be streamed or come whole; it is read until it ends, and no longer.

collect(response, deadline)  → Said: its words, and the calls of tools, whose pieces belong together by index or id
"""

from __future__ import annotations

import codecs
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from assistant.errors import ModelGarbled, ModelUnavailable
from assistant.llm.messages import Call, Said

LONGEST_REPLY = 8_000  # characters; a longer reply is endless
LONGEST_STREAM = 4_000_000  # bytes, with the frame of each event; a longer one is endless
MOST_CALLS = 16  # of tools in one reply; more of them are endless
_DONE: dict[str, Any] = {"choices": [{"finish_reason": "stop"}]}


class Passing(ModelUnavailable):
    """What may be gone at the next attempt."""


def collect(response: httpx.Response, deadline: float) -> Said:
    """What a reply says, streamed or whole.

    Args:
        response: of status 200, not read yet.
        deadline: on `time.monotonic`.

    Raises:
        ModelUnavailable: it was cut, is no reply, or time is up.
        ModelGarbled: it does not end.
    """
    reply, finished = _Growing(), ""
    for event in _events(response, deadline):
        finished = reply.add(event) or finished
        if finished == "length":
            break
        if reply.size > LONGEST_REPLY or len(reply.calls) > MOST_CALLS:
            raise ModelGarbled("endless", f"the reply is longer than {LONGEST_REPLY} characters")
    if not finished:
        raise Passing("cut", "the reply ended before it was finished")
    return reply.said(cut=finished == "length")


@dataclass
class _GrowingCall:
    index: object
    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)


@dataclass
class _Growing:
    """What came so far."""

    text: list[str] = field(default_factory=list)
    calls: list[_GrowingCall] = field(default_factory=list)
    size: int = 0

    def add(self, event: dict[str, Any]) -> str:
        """Take up an event; why the reply ends with it, or ""."""
        choices = event.get("choices") or [{}]
        choice = choices[0] if isinstance(choices, list) and isinstance(choices[0], dict) else {}
        told = choice.get("delta") or choice.get("message") or {}
        text = str(told.get("content") or "")
        self.text.append(text)
        self.size += len(text)
        for piece in told.get("tool_calls") or []:
            self._add_call(piece)
        return str(choice.get("finish_reason") or "")

    def _add_call(self, piece: dict[str, Any]) -> None:
        """A piece of a call: of the one with its index, unless it brings another id (some number all calls 0)."""
        index, given = piece.get("index"), str(piece.get("id") or "")
        function = piece.get("function") or {}
        call = next((c for c in reversed(self.calls) if c.index == index), None)
        if call is None or (given and call.id and given != call.id):
            call = _GrowingCall(index)
            self.calls.append(call)
        call.id = call.id or given
        call.name = call.name or str(function.get("name") or "")
        arguments = function.get("arguments") or ""
        written = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
        call.arguments.append(written)
        self.size += len(written)

    def said(self, *, cut: bool) -> Said:
        """All of it."""
        calls = tuple(Call(call.name, "".join(call.arguments), call.id) for call in self.calls)
        return Said("".join(self.text), calls, cut)


def _events(response: httpx.Response, deadline: float) -> Iterator[dict[str, Any]]:
    """The events of a stream; a reply that came whole, by an endpoint that does not stream, is one."""
    if "text/event-stream" not in response.headers.get("content-type", ""):
        yield _parsed("".join(_arriving(response, deadline)))
        return
    for line in _lines(response, deadline):
        data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if data == "[DONE]":
            yield _DONE
            return
        if data:
            yield _parsed(data)


def _arriving(response: httpx.Response, deadline: float) -> Iterator[str]:
    """The text as it comes in, until time is up: nobody waits for the thread that reads on."""
    size = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > LONGEST_STREAM:
            raise ModelGarbled("endless", f"the reply is longer than {LONGEST_STREAM} bytes")
        if time.monotonic() > deadline:
            raise ModelUnavailable("timeout", "the reply went on for too long")
        yield decoder.decode(chunk)


def _lines(response: httpx.Response, deadline: float) -> Iterator[str]:
    """Its lines; the last one may lack its end."""
    rest = ""
    for text in _arriving(response, deadline):
        *whole, rest = (rest + text).split("\n")
        yield from (line.rstrip("\r") for line in whole)
    yield rest


def _parsed(text: str) -> dict[str, Any]:
    try:
        event = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Passing("protocol", f"the endpoint sends no JSON: {text[:80]!r}") from error
    if not isinstance(event, dict) or "error" in event:
        raise Passing("protocol", f"the endpoint sends {text[:200]!r}")
    return event
