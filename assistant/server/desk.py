"""Questions, a bounded number at a time; one whose asker has gone away gives its place back.

The core is synchronous; it runs in threads. Between two steps a thread looks whether anybody still waits.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from assistant.records import Answer, Language, Step, Turn


class AskedCore(Protocol):
    """What is asked."""

    def stream(
        self, question: str, history: tuple[Turn, ...] = (), lang: Language | None = None
    ) -> Iterator[Step | Answer]:
        """The steps as they are done, then exactly one answer, checked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """提问: what is to be answered.

    Attributes:
        question: any text.
        earlier: the questions asked before it, oldest first; they are answered first, for the history.
        lang: language of the frame; that of the question unless given.
    """

    question: str
    earlier: tuple[str, ...] = ()
    lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """回答: the answer, and the turns before it."""

    answer: Answer
    history: tuple[Turn, ...]


class DeskFull(Exception):
    """So many wait that one more would only wait in vain."""


class _Gone(Exception):
    """Nobody waits for the answer any more."""


@dataclass(slots=True)
class _Place:
    """A question being worked on, or waiting for a thread."""

    loop: asyncio.AbstractEventLoop
    steps: bool
    events: asyncio.Queue[Step | Answered | BaseException] = field(default_factory=asyncio.Queue)
    left: threading.Event = field(default_factory=threading.Event)

    def tell(self, event: Step | Answered | BaseException) -> None:
        if not self.left.is_set():
            try:
                self.loop.call_soon_threadsafe(self.events.put_nowait, event)
            except RuntimeError:  # the loop has ended, and with it whoever waited
                self.left.set()


class Desk:
    """Answers questions of one core."""

    def __init__(self, core: AskedCore, places: int, waiting: int) -> None:
        """Answer in ``places`` threads; up to ``waiting`` questions wait for one."""
        self._core = core
        self._most = places + waiting
        self._taken = 0
        self._places = places
        self._pool: ThreadPoolExecutor | None = None

    @property
    def taken(self) -> int:
        """How many questions are being worked on or wait."""
        return self._taken

    async def events(self, asked: Asked, *, steps: bool = True) -> AsyncIterator[Step | Answered]:
        """The steps, where they are wanted, then the answer. Closing the iterator gives the place back.

        Raises:
            DeskFull: too many wait already.
        """
        if self._taken >= self._most:
            raise DeskFull
        self._taken += 1
        place = _Place(asyncio.get_running_loop(), steps)
        job: Future[None] = self._threads().submit(self._work, asked, place)
        job.add_done_callback(lambda _: self._give_back(place.loop))
        try:
            while True:
                event = await place.events.get()
                if isinstance(event, BaseException):
                    raise event
                yield event
                if isinstance(event, Answered):
                    return
        finally:
            place.left.set()
            job.cancel()

    async def answer(self, asked: Asked) -> Answered:
        """The answer alone."""
        async for event in self.events(asked, steps=False):
            if isinstance(event, Answered):
                return event
        raise AssertionError("the events end with the answer")

    def close(self) -> None:
        """Let what runs come to its end, and give up what waits; another question opens the desk again."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._places, thread_name_prefix="ask")
        return self._pool

    def _give_back(self, loop: asyncio.AbstractEventLoop) -> None:
        """The count is kept by the loop's thread alone."""
        try:
            loop.call_soon_threadsafe(self._less)
        except RuntimeError:  # the loop has ended
            self._less()

    def _less(self) -> None:
        self._taken -= 1

    def _work(self, asked: Asked, place: _Place) -> None:
        try:
            history: tuple[Turn, ...] = ()
            for question in asked.earlier:
                history = (
                    *history,
                    Turn(question, self._one(question, history, asked.lang, place, steps=False)),
                )
            answer = self._one(asked.question, history, asked.lang, place, steps=place.steps)
            place.tell(Answered(answer, history))
        except _Gone:
            return
        except BaseException as error:
            place.tell(error)

    def _one(
        self, question: str, history: tuple[Turn, ...], lang: Language | None, place: _Place, *, steps: bool
    ) -> Answer:
        for event in self._core.stream(question, history, lang):
            if place.left.is_set():
                raise _Gone
            if isinstance(event, Answer):
                return event
            if steps:
                place.tell(event)
        raise AssertionError("a stream ends with its answer")
