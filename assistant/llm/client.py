"""A chat endpoint that speaks the OpenAI form: one question, one reply, within a bounded time.

    ChatModel.open(settings).chat(messages, schema, deadline)  → the reply's text

The reply is streamed, so that an endless one is noticed, and read in a thread of its own, so that nothing (a name
that does not resolve, a byte every ten seconds) takes longer than it may. What fails for a moment is tried again;
what keeps failing opens the circuit, and nobody waits for a dead endpoint more than once a minute.

How JSON is asked for is found out by asking: `json_schema`, else `tools`, else in words (`plain`).
"""

from __future__ import annotations

import codecs
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential
from tenacity.stop import stop_base

from assistant.errors import LanguageModelError, ModelGarbled, ModelUnavailable, SettingsError
from assistant.llm.reply import find_object, visible
from assistant.privacy import mask
from assistant.settings import Settings

Way = Literal["json_schema", "tools", "plain"]
WAYS: tuple[Way, ...] = ("json_schema", "tools", "plain")
ATTEMPTS = 3  # of one call
PAUSE = 0.2  # seconds before the second attempt; doubled for the third
WORKER = "language model"  # the name of the thread that reads a reply
OPEN_FOR = 60.0  # seconds for which a failed endpoint is not asked again
LONGEST_REPLY = 8_000  # characters; a longer reply is endless
LONGEST_STREAM = 4_000_000  # bytes, with the frame of each event; a longer one is endless
MOST_TOKENS = 800  # asked of the endpoint, which may ignore it
_CONNECT = 5.0  # seconds that a connection may take
_REFUSES_SCHEMA = frozenset({400, 404, 415, 422, 501})  # statuses by which a way of asking is refused
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Form:
    """The JSON that a reply must have.

    Attributes:
        name: a short name, of letters.
        schema: JSON Schema of an object; every property required, none besides.
    """

    name: str
    schema: dict[str, Any]


class Circuit:
    """Closed while an endpoint works; open for a while after it failed; then one call tries it.

    Args:
        open_for: seconds.
        clock: seconds, monotonic; replaced in tests.
    """

    def __init__(self, open_for: float = OPEN_FOR, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin closed."""
        self._open_for = open_for
        self._clock = clock
        self._until = 0.0
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Let a call through, or raise; after the wait one call is let through and the others wait anew.

        Raises:
            ModelUnavailable: the endpoint failed less than ``open_for`` seconds ago.
        """
        with self._lock:
            now = self._clock()
            if now < self._until:
                raise ModelUnavailable("circuit", f"failed before; asked again in {self._until - now:.0f} s")
            if self._until:
                self._until = now + self._open_for

    def succeeded(self) -> None:
        """Close it."""
        with self._lock:
            self._until = 0.0

    def failed(self) -> None:
        """Open it."""
        with self._lock:
            self._until = self._clock() + self._open_for


class ChatModel:
    """A model behind an endpoint; safe to use from several threads.

    Args:
        base_url: address up to and with ``/v1``.
        model: the name that the endpoint knows it by.
        api_key: the key, or "".
        seconds: how long all calls for one question may take together.
        tokens: how many a reply may have.
        transport: httpx's; a scripted one in tests.
        circuit: the circuit breaker.
        pause: seconds before the second attempt.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str = "",
        *,
        seconds: float = 20.0,
        tokens: int = MOST_TOKENS,
        transport: httpx.BaseTransport | None = None,
        circuit: Circuit | None = None,
        pause: float = PAUSE,
    ) -> None:
        """Remember where to ask; nothing is sent yet."""
        self.base_url = base_url.rstrip("/")
        self.model = model
        self.seconds = seconds
        self._tokens = tokens
        self.way: Way | None = None
        self._circuit = circuit or Circuit()
        self._pause = pause
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._http = httpx.Client(transport=transport, headers=headers, timeout=seconds, trust_env=True)

    @classmethod
    def open(cls, settings: Settings) -> ChatModel:
        """The model of the settings.

        Raises:
            SettingsError: the address is set and the model's name is not.
        """
        if not settings.llm_model.strip():
            raise SettingsError(
                "ASSISTANT_LLM_BASE_URL is set and ASSISTANT_LLM_MODEL is not: set both, or neither"
            )
        return cls(
            settings.llm_base_url,
            settings.llm_model,
            settings.llm_api_key.get_secret_value(),
            seconds=settings.llm_seconds,
        )

    @property
    def only_talks(self) -> bool:
        """Whether the endpoint gives no JSON but when asked in words."""
        return self.way == "plain"

    def deadline(self) -> float:
        """The moment until which a question that begins now may ask, on `time.monotonic`."""
        return time.monotonic() + self.seconds

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def text(self, messages: Sequence[Message], deadline: float) -> str:
        """The reply in words.

        Raises:
            ModelUnavailable: no whole reply came in time.
            ModelGarbled: it is empty.
        """
        reply = visible(self._call(messages, None, "plain", deadline))
        if not reply:
            raise ModelGarbled("empty", "the reply is empty")
        return reply

    def json(self, messages: Sequence[Message], form: Form, deadline: float) -> dict[str, Any]:
        """The reply as an object of a form, asked for in the way that the endpoint understands.

        Raises:
            ModelUnavailable: no whole reply came in time.
            ModelGarbled: it is no JSON object.
        """
        if self.way is not None:
            return find_object(self._call(messages, form, self.way, deadline))
        failure: ModelGarbled | ModelUnavailable = ModelGarbled("json", "nothing was asked")
        for way in WAYS:
            try:
                found = find_object(self._call(messages, form, way, deadline))
            except ModelGarbled as error:
                failure = error
            except _WayRefused as error:
                failure = ModelUnavailable("refused", str(error))
            else:
                self.way = way
                return found
        if isinstance(failure, ModelGarbled):  # it talks, but not in JSON
            self.way = "plain"
        raise failure

    def find_out(self) -> Way:
        """Ask for a tiny object, to find out in which way the endpoint gives JSON.

        Raises:
            ModelUnavailable, ModelGarbled: as for `json`.
        """
        form = Form("ready", _closed({"ready": {"type": "boolean"}}))
        self.json([Message("user", 'Reply with the JSON object {"ready": true}.')], form, self.deadline())
        assert self.way is not None
        return self.way

    def _call(self, messages: Sequence[Message], form: Form | None, way: Way, deadline: float) -> str:
        if time.monotonic() >= deadline:
            raise ModelUnavailable("timeout", "the time for this question was used up before")
        self._circuit.enter()
        body = self._body(messages, form, way)
        retrying = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, _Passing)),
            stop=stop_after_attempt(ATTEMPTS) | _stop_at(deadline),
            wait=wait_exponential(multiplier=self._pause, max=2),
            reraise=True,
        )
        try:
            reply = retrying(self._once, body, way, deadline)
        except _WayRefused as error:
            if form is not None and way != "plain" and self.way is None:
                self._circuit.succeeded()  # it is there, and the next way may do
                raise
            self._circuit.failed()
            raise ModelUnavailable("refused", str(error)) from None
        except ModelUnavailable:
            self._circuit.failed()
            raise
        except ModelGarbled:
            self._circuit.succeeded()
            raise
        self._circuit.succeeded()
        return reply

    def _body(self, messages: Sequence[Message], form: Form | None, way: Way) -> dict[str, Any]:
        """The request. Personal numbers leave the machine nowhere: all that is sent is masked here."""
        sent = [{"role": m.role, "content": mask(m.content)} for m in messages]
        body: dict[str, Any] = {
            "model": self.model,
            "messages": sent,
            "temperature": 0,
            "max_tokens": self._tokens,
            "stream": True,
        }
        if form is None:
            return body
        if way == "json_schema":
            named = {"name": form.name, "schema": form.schema, "strict": True}
            return body | {"response_format": {"type": "json_schema", "json_schema": named}}
        if way == "tools":
            function = {"name": form.name, "description": form.name, "parameters": form.schema}
            choice = {"type": "function", "function": {"name": form.name}}
            return body | {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
        asked = f"Reply with one JSON object of this schema and nothing else: {json.dumps(form.schema)}"
        return body | {"messages": [*sent, {"role": "user", "content": asked}]}

    def _once(self, body: dict[str, Any], way: Way, deadline: float) -> str:
        """One request, in a thread that is left behind when time is up."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise ModelUnavailable("timeout", "there is no time left")
        done: queue.Queue[str | Exception] = queue.Queue(1)
        given = (done, self._receive, body, way, deadline)
        worker = threading.Thread(target=_into, name=WORKER, args=given, daemon=True)
        worker.start()
        try:
            result = done.get(timeout=left)
        except queue.Empty:
            raise ModelUnavailable("timeout", f"no whole reply within {self.seconds:g} s") from None
        if isinstance(result, (LanguageModelError, _WayRefused)):
            raise result
        if isinstance(result, Exception):  # what an endpoint may send has no end
            raise _Passing("protocol", f"the reply cannot be read: {result!r}") from result
        return result

    def _receive(self, body: dict[str, Any], way: Way, deadline: float) -> str:
        left = max(deadline - time.monotonic(), 0.01)
        limits = httpx.Timeout(left, connect=min(_CONNECT, left))
        address = f"{self.base_url}/chat/completions"
        try:
            with self._http.stream("POST", address, json=body, timeout=limits) as response:
                _check_status(response)
                return _collect(response, way, deadline)
        except httpx.TimeoutException as error:
            raise ModelUnavailable("timeout", f"{address}: {type(error).__name__}") from error
        except httpx.ConnectError as error:
            raise _Passing("connection", f"{address} cannot be reached: {error}") from error
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            raise _Passing("cut", f"the reply of {address} was cut: {error}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelUnavailable("connection", f"{address}: {error}") from error


class _Passing(ModelUnavailable):
    """What may be gone at the next attempt."""


class _WayRefused(Exception):
    """The endpoint does not take a request of this form; another form may do."""


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


class _stop_at(stop_base):  # noqa: N801  # tenacity's own way to name them
    def __init__(self, deadline: float) -> None:
        self._deadline = deadline

    def __call__(self, retry_state: Any) -> bool:
        return time.monotonic() + float(retry_state.upcoming_sleep) >= self._deadline


def _into(done: queue.Queue[str | Exception], work: Callable[..., str], *given: Any) -> None:
    try:
        done.put(work(*given))
    except Exception as error:  # handed to the thread that waits
        done.put(error)


def _check_status(response: httpx.Response) -> None:
    """Raise what a status means; nothing where it is a success."""
    status = response.status_code
    if status < 300:
        return
    said = response.read()[:200].decode("utf-8", "replace")
    message = f"the endpoint answers {status}: {said}"
    if status in _PASSING:
        raise _Passing("busy" if status == 429 else "status", message)
    if status in _REFUSES_SCHEMA:
        raise _WayRefused(message)
    raise ModelUnavailable("key" if status in (401, 403) else "status", message)


def _collect(response: httpx.Response, way: Way, deadline: float) -> str:
    """The text of a reply, streamed or whole; of `tools` the arguments of the call."""
    parts: list[str] = []
    size, finished = 0, False
    for event in _events(response, deadline):
        text, ended = _piece(event, way)
        finished = finished or ended != ""
        parts.append(text)
        if ended == "length":
            return _whole_sentences("".join(parts), way)
        size += len(text)
        if size > LONGEST_REPLY:
            raise ModelGarbled("endless", f"the reply is longer than {LONGEST_REPLY} characters")
    if not finished:
        raise _Passing("cut", "the reply ended before it was finished")
    return "".join(parts)


def _whole_sentences(text: str, way: Way) -> str:
    """What a reply that ran out of tokens said in whole sentences; of JSON nothing is whole."""
    end = max(text.rfind(mark) for mark in "。！？.!?")
    if way != "plain" or end < 0:
        raise ModelGarbled("endless", "the reply did not end within the tokens that it may have")
    return text[: end + 1]


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
        raise _Passing("protocol", f"the endpoint sends no JSON: {text[:80]!r}") from error
    if not isinstance(event, dict) or "error" in event:
        raise _Passing("protocol", f"the endpoint sends {text[:200]!r}")
    return event


_DONE: dict[str, Any] = {"choices": [{"finish_reason": "stop"}]}


def _piece(event: dict[str, Any], way: Way) -> tuple[str, str]:
    """The text that an event brings, and why the reply ends with it, or ""."""
    choices = event.get("choices") or [{}]
    choice = choices[0] if isinstance(choices, list) and isinstance(choices[0], dict) else {}
    said = choice.get("delta") or choice.get("message") or {}
    text = said.get("content") or ""
    if way == "tools":
        calls = said.get("tool_calls") or []
        text = "".join(str((call.get("function") or {}).get("arguments") or "") for call in calls)
    return str(text), str(choice.get("finish_reason") or "")
