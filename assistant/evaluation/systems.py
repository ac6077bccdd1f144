"""Systems that can be scored: this one, the plain ones, a command that speaks ``--jsonl``, an HTTP endpoint.

    system_of("assistant")            this program, or one of the plain systems by name
    system_of("cmd: other ask --jsonl")   a command: a record a line in, an answer a line out
    system_of("http://host/path")     an endpoint: a question is posted, the answer comes back

A command takes and gives what ``assistant ask --jsonl`` does (docs/answer.md), an endpoint what ``/api/ask`` does: a
``question`` and the ``earlier`` ones of its conversation. A connection asks one question at a time.
"""

from __future__ import annotations

import json
import os
import queue
import shlex
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from assistant.errors import EvaluationError
from assistant.evaluation.baselines import ASSISTANT, NAMES

COMMAND = "cmd:"
Reply = dict[str, Any]


class Crash(Exception):
    """A system gave no answer to a case: it died, took too long, or what it said is no answer."""


class Connection(Protocol):
    """One line to a system."""

    def ask(self, record: Reply) -> Reply:
        """The answer to a record.

        Raises:
            Crash: there is none.
        """
        ...

    def close(self) -> None:
        """End it."""
        ...


@dataclass(frozen=True, slots=True)
class System:
    """A system by its name, how it is reached, and the command or address."""

    name: str
    kind: Literal["own", "command", "endpoint"]
    target: str = ""


def system_of(text: str, name: str = "") -> System:
    """The system that is meant by a name, ``cmd: …`` or an address.

    Raises:
        EvaluationError: it is none of them.
    """
    if text in (ASSISTANT, *NAMES):
        return System(text, "own")
    if text.startswith(COMMAND) and shlex.split(text.removeprefix(COMMAND)):
        command = text.removeprefix(COMMAND).strip()
        return System(name or Path(shlex.split(command)[0]).name, "command", command)
    if text.startswith(("http://", "https://")):
        return System(name or text.split("://")[1], "endpoint", text)
    raise EvaluationError(
        f"there is no system {text!r}; give {ASSISTANT}, one of {', '.join(NAMES)}, "
        f"'{COMMAND} a command that reads records and prints answers', or an http address"
    )


def connect(system: System, home: Path, seconds: float, *, threads: int = 0) -> Connection:
    """A new line to a system.

    Args:
        system: which.
        home: the folder with corpus/ and indexes/, for this program's own systems.
        seconds: how long an answer may take.
        threads: processor threads of a process of ours; 0 leaves them as they are.
    """
    if system.kind == "endpoint":
        return Endpoint(system.target, seconds)
    if system.kind == "command":
        return Process(shlex.split(system.target), {}, seconds)
    environment = {"ASSISTANT_HOME": str(home)}
    if threads:
        environment |= {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
    return Process([sys.executable, "-m", "assistant.evaluation.worker"], environment, seconds)


class Process:
    """A command that reads a record a line and prints an answer a line; started anew after a crash."""

    START_SECONDS = 120.0  # the first answer waits for the start, and may wait for an index

    def __init__(self, command: list[str], environment: dict[str, str], seconds: float) -> None:
        """Remember what to start; it is started with the first question."""
        self._command = command
        self._environment = environment
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()

    def ask(self, record: Reply) -> Reply:
        """The answer to a record.

        Raises:
            Crash: the command ended, took too long or printed no JSON; it is started anew for the next question.
        """
        fresh = self._process is None
        process = self._process or self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(record).encode() + b"\n")
            process.stdin.flush()
            line = self._lines.get(timeout=self._seconds + (self.START_SECONDS if fresh else 0))
            if not line:
                raise Crash(f"the command ended with {process.wait()}")
            return _answer(line)
        except queue.Empty:
            self.close()
            raise Crash(f"no answer in {self._seconds:g} s") from None
        except OSError as error:
            self.close()
            raise Crash(f"the command went away ({error})") from error
        except Crash:
            self.close()
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(  # noqa: S603 the evaluator's own command
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | self._environment,
            )
        except OSError as error:
            raise Crash(f"{self._command[0]} cannot be started ({error})") from error
        self._process, self._lines = process, queue.Queue()
        threading.Thread(target=_read, args=(process, self._lines), daemon=True).start()
        return process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        with suppress(OSError):
            process.stdin.close()
        process.kill()
        process.wait()


def _read(process: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    """Put each line into the queue; an empty one says that there are no more."""
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")


class Endpoint:
    """An address that a question is posted to with the earlier ones, and that gives the answer back."""

    def __init__(self, address: str, seconds: float) -> None:
        """Open a client; nothing is asked yet."""
        import httpx

        self._address = address
        self._client = httpx.Client(timeout=seconds)

    def ask(self, record: Reply) -> Reply:
        """The answer to a record.

        Raises:
            Crash: no answer came, or what came is none.
        """
        import httpx

        *earlier, question = record["turns"]
        body = {"question": question, "earlier": earlier}
        try:
            reply = self._client.post(self._address, content=json.dumps(body), headers=_JSON)
        except httpx.HTTPError as error:
            raise Crash(f"{type(error).__name__}: {error}") from error
        if reply.status_code != httpx.codes.OK:
            raise Crash(f"HTTP {reply.status_code}")
        return _answer(reply.content)

    def close(self) -> None:
        """Close the client."""
        self._client.close()


_JSON = {"Content-Type": "application/json"}


def _answer(line: bytes) -> Reply:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise Crash(f"what it said is no JSON: {line[:80]!r}") from error
    if not isinstance(found, dict) or not isinstance(found.get("status"), str):
        raise Crash(f"what it said is no answer: {line[:80]!r}")
    return found
