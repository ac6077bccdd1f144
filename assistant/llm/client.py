"""A chat endpoint that speaks the OpenAI form: one question, one reply, within a bounded time.

    text(messages, deadline)         → the reply in words
    json(messages, form, deadline)   → the reply as an object of a form
    act(messages, tools, deadline)   → the tools that the model calls for

The reply is streamed, so that an endless one is noticed, and read in a thread of its own, so that nothing (a name
that does not resolve, a byte every ten seconds) takes longer than it may. What fails for a moment is tried again;
what keeps failing opens the circuit, and nobody waits for a dead endpoint more than once a minute.

How JSON is asked for is found out by asking: `json_schema`, else a forced call of `tools`, else in words (`plain`).
So is whether the model calls tools by itself; where it does not, it is asked for calls in JSON.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential
from tenacity.stop import stop_base

from assistant.errors import LanguageModelError, ModelGarbled, ModelUnavailable, SettingsError
from assistant.llm.messages import Call, Form, Message, Said, Tool, closed
from assistant.llm.reply import find_object, visible, without_marks
from assistant.llm.streaming import Passing, collect
from assistant.privacy import mask
from assistant.settings import Settings

Way = Literal["json_schema", "tools", "plain"]
WAYS: tuple[Way, ...] = ("json_schema", "tools", "plain")
ATTEMPTS = 3  # of one call
PAUSE = 0.2  # seconds before the second attempt; doubled for the third
WORKER = "language model"  # the name of the thread that reads a reply
OPEN_FOR = 60.0  # seconds for which a failed endpoint is not asked again
MOST_TOKENS = 800  # asked of the endpoint, which may ignore it
_CONNECT = 5.0  # seconds that a connection may take
_REFUSES_SCHEMA = frozenset({400, 404, 415, 422, 501})  # statuses by which a way of asking is refused
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})


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
        self.way: Way | None = None  # in which it gives JSON; None until it was asked
        self.calls_tools: bool | None = None  # None until it was asked
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
        said = self._call(messages, {}, deadline)
        reply = visible(_whole_sentences(said.text) if said.cut else said.text)
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
            return self._object(messages, form, self.way, deadline)
        failure: ModelGarbled | ModelUnavailable = ModelGarbled("json", "nothing was asked")
        for way in WAYS:
            try:
                found = self._object(messages, form, way, deadline)
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

    def act(self, messages: Sequence[Message], tools: Sequence[Tool], deadline: float) -> tuple[Call, ...]:
        """The tools that the model calls for next, by the protocol for it or, where there is none, in JSON.

        Args:
            messages: the conversation, with the calls made before and their results.
            tools: what may be called.
            deadline: on `time.monotonic`.

        Raises:
            ModelUnavailable: no whole reply came in time.
            ModelGarbled: it calls nothing.
        """
        if self.calls_tools is False:
            return (self._call_in_json(messages, tools, deadline),)
        try:
            said = self._call(messages, _offered(tools), deadline, tries=self.calls_tools is None)
        except _WayRefused:
            said = Said()
        except ModelUnavailable as error:
            if self.calls_tools or error.cause != "status":
                raise
            self._circuit.succeeded()  # some answer 500 to tools; if it is another fault, the next call says so
            call = self._call_in_json(messages, tools, deadline)
            self.calls_tools = False
            return (call,)
        if said.calls or self.calls_tools:
            _check_whole(said)
            self.calls_tools = True
            if not said.calls:
                raise ModelGarbled("json", f"it calls no tool and says {said.text[:80]!r}")
            return said.calls
        self.calls_tools = False
        return (self._call_in_json(messages, tools, deadline),)

    def find_out(self) -> Way:
        """Ask for a tiny object and for a tiny call, to find out in which way the endpoint gives them.

        Raises:
            ModelUnavailable, ModelGarbled: as for `json`; that it calls no tools is no error.
        """
        form = Form("ready", closed({"ready": {"type": "boolean"}}))
        deadline = self.deadline()
        self.json([Message("user", 'Reply with the JSON object {"ready": true}.')], form, deadline)
        tool = Tool("ready", "Says that you are ready.", {})
        try:
            self.act([Message("user", "Call the tool ready.")], [tool], deadline)
        except LanguageModelError:  # it gives JSON, and that is enough to be asked for calls in
            self.calls_tools = self.calls_tools or False
            self._circuit.succeeded()
        assert self.way is not None
        return self.way

    def _call_in_json(self, messages: Sequence[Message], tools: Sequence[Tool], deadline: float) -> Call:
        told = "\n".join(
            f"- {t.name}: {t.description} {json.dumps(t.schema, ensure_ascii=False)}" for t in tools
        )
        asked = Message("system", f'Tools; reply with one call, {{"tool": …, "arguments": {{…}}}}:\n{told}')
        found = self.json((asked, *messages), _form_of(tools), deadline)
        name, arguments = found.get("tool"), found.get("arguments", {})
        if not isinstance(name, str) or not isinstance(arguments, dict):
            raise ModelGarbled("json", "the reply is no call of a tool")
        own = next((tool.parameters for tool in tools if tool.name == name), arguments)
        given = {key: arguments[key] for key in arguments if key in own}  # the form has those of all tools
        return Call(name, json.dumps(given, ensure_ascii=False))

    def _object(self, messages: Sequence[Message], form: Form, way: Way, deadline: float) -> dict[str, Any]:
        asked, more = _asked_for([_in_words(message) for message in messages], form, way)
        said = self._call(_by_turns(asked), more, deadline, tries=way != "plain" and self.way is None)
        _check_whole(said)
        return find_object("".join(call.arguments for call in said.calls) if way == "tools" else said.text)

    def _call(
        self, messages: Sequence[Message], more: dict[str, Any], deadline: float, *, tries: bool = False
    ) -> Said:
        """One reply; ``tries`` where the endpoint may not take such a request, and another would do."""
        if time.monotonic() >= deadline:
            raise ModelUnavailable("timeout", "the time for this question was used up before")
        self._circuit.enter()
        body = self._body(messages) | more
        retrying = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, Passing)),
            stop=stop_after_attempt(ATTEMPTS) | _stop_at(deadline),
            wait=wait_exponential(multiplier=self._pause, max=2),
            reraise=True,
        )
        try:
            reply = retrying(self._once, body, deadline)
        except _WayRefused as error:
            self._circuit.succeeded()  # it is there and says so at once: nobody waits for it
            if tries:
                raise
            raise ModelUnavailable("refused", str(error)) from None
        except ModelUnavailable:
            self._circuit.failed()
            raise
        except ModelGarbled:
            self._circuit.succeeded()
            raise
        self._circuit.succeeded()
        return reply

    def _body(self, messages: Sequence[Message]) -> dict[str, Any]:
        """The request. Personal numbers leave the machine nowhere: all that is sent is masked here."""
        return {
            "model": self.model,
            "messages": [_sent(message) for message in messages],
            "temperature": 0,
            "max_tokens": self._tokens,
            "stream": True,
        }

    def _once(self, body: dict[str, Any], deadline: float) -> Said:
        """One request, in a thread that is left behind when time is up."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise ModelUnavailable("timeout", "there is no time left")
        done: queue.Queue[Said | Exception] = queue.Queue(1)
        given = (done, self._receive, body, deadline)
        worker = threading.Thread(target=_into, name=WORKER, args=given, daemon=True)
        worker.start()
        try:
            result = done.get(timeout=left)
        except queue.Empty:
            raise ModelUnavailable("timeout", f"no whole reply within {self.seconds:g} s") from None
        if isinstance(result, (LanguageModelError, _WayRefused)):
            raise result
        if isinstance(result, Exception):  # what an endpoint may send has no end
            raise Passing("protocol", f"the reply cannot be read: {result!r}") from result
        return result

    def _receive(self, body: dict[str, Any], deadline: float) -> Said:
        left = max(deadline - time.monotonic(), 0.01)
        limits = httpx.Timeout(left, connect=min(_CONNECT, left))
        address = f"{self.base_url}/chat/completions"
        try:
            with self._http.stream("POST", address, json=body, timeout=limits) as response:
                _check_status(response)
                return collect(response, deadline)
        except httpx.TimeoutException as error:
            raise ModelUnavailable("timeout", f"{address}: {type(error).__name__}") from error
        except httpx.ConnectError as error:
            raise Passing("connection", f"{address} cannot be reached: {error}") from error
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            raise Passing("cut", f"the reply of {address} was cut: {error}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelUnavailable("connection", f"{address}: {error}") from error


class _WayRefused(Exception):
    """The endpoint does not take a request of this form; another form may do."""


class _stop_at(stop_base):  # noqa: N801  # tenacity's own way to name them
    def __init__(self, deadline: float) -> None:
        self._deadline = deadline

    def __call__(self, retry_state: Any) -> bool:
        return time.monotonic() + float(retry_state.upcoming_sleep) >= self._deadline


def _into(done: queue.Queue[Said | Exception], work: Callable[..., Said], *given: Any) -> None:
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
        raise Passing("busy" if status == 429 else "status", message)
    if status in _REFUSES_SCHEMA:
        raise _WayRefused(message)
    raise ModelUnavailable("key" if status in (401, 403) else "status", message)


# --- what is asked ---------------------------------------------------------------------------------


def _asked_for(messages: list[Message], form: Form, way: Way) -> tuple[list[Message], dict[str, Any]]:
    """The messages, and what else a request has, that asks for a form in one of the ways."""
    if way == "json_schema":
        named = {"name": form.name, "schema": form.schema, "strict": True}
        return messages, {"response_format": {"type": "json_schema", "json_schema": named}}
    if way == "tools":
        function = {"name": form.name, "description": form.name, "parameters": form.schema}
        choice = {"type": "function", "function": {"name": form.name}}
        return messages, {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
    asked = f"Reply with one JSON object of this schema and nothing else: {json.dumps(form.schema)}"
    return [*messages, Message("user", asked)], {}


def _offered(tools: Sequence[Tool]) -> dict[str, Any]:
    functions = [{"name": t.name, "description": t.description, "parameters": t.schema} for t in tools]
    return {"tools": [{"type": "function", "function": f} for f in functions], "tool_choice": "auto"}


def _form_of(tools: Sequence[Tool]) -> Form:
    """One call of any of some tools; an argument that a tool does not have, or need, is left empty."""
    arguments = closed({name: schema for tool in tools for name, schema in tool.parameters.items()})
    names = {"type": "string", "enum": [tool.name for tool in tools]}
    return Form("call", closed({"tool": names, "arguments": arguments}))


def _in_words(message: Message) -> Message:
    """A message without calls: what was called for stands in it as JSON, and a result is told by the user."""
    if message.role == "tool":
        return Message("user", message.content)
    said = [f'{{"tool": {json.dumps(call.name)}, "arguments": {_valid(call)}}}' for call in message.calls]
    return (
        replace(message, content="\n".join((message.content, *said)).strip(), calls=()) if said else message
    )


def _by_turns(messages: Sequence[Message]) -> list[Message]:
    """Messages of one role behind one another as one: some chat templates want roles to take turns."""
    made: list[Message] = []
    for message in messages:
        if made and made[-1].role == message.role:
            message = replace(message, content=f"{made.pop().content}\n\n{message.content}")
        made.append(message)
    return made


def _sent(message: Message) -> dict[str, Any]:
    """A message as it is sent: without personal numbers, and without what a chat template would take for its own."""
    made: dict[str, Any] = {"role": message.role, "content": _clean(message.content)}
    if message.calls:
        made["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": _valid(call)}}
            for call in message.calls
        ]
    return made | ({"tool_call_id": message.answers} if message.role == "tool" else {})


def _clean(text: str) -> str:
    return mask(without_marks(text))


def _valid(call: Call) -> str:
    """The arguments of a call, or those of none where they are no JSON: some endpoints refuse to read them again."""
    try:
        arguments = json.loads(cleaned := _clean(call.arguments))
    except (ValueError, RecursionError):
        return "{}"
    return cleaned if isinstance(arguments, dict) else "{}"


def _check_whole(said: Said) -> None:
    """Of JSON that ran out of tokens nothing is whole."""
    if said.cut:
        raise ModelGarbled("endless", "the reply did not end within the tokens that it may have")


def _whole_sentences(text: str) -> str:
    """What a reply that ran out of tokens said in whole sentences."""
    end = max(text.rfind(mark) for mark in "。！？.!?")
    if end < 0:
        raise ModelGarbled("endless", "the reply did not end within the tokens that it may have")
    return text[: end + 1]
