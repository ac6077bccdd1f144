"""Questions at a time: no more than there are places, and a place given back by whoever goes away."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.records import Answer, Step, Turn
from assistant.server.desk import Answered, Asked, Desk, DeskFull


class SlowCore:
    """A core whose steps wait until they are let go."""

    def __init__(self, steps: int = 3) -> None:
        self.go = threading.Event()
        self.running = 0
        self.most = 0
        self.done: list[str] = []
        self.steps = steps
        self.histories: list[tuple[Turn, ...]] = []
        self._lock = threading.Lock()

    def stream(
        self, question: str, history: tuple[Turn, ...] = (), lang: str | None = None
    ) -> Iterator[Step | Answer]:
        self.histories.append(history)
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            for n in range(self.steps):
                self.go.wait(10)
                yield Step(str(n), "", 1.0)
            self.done.append(question)
            yield Answer(question, question, "answered", None)
        finally:
            with self._lock:
                self.running -= 1


def inside(function: Any) -> Any:
    return asyncio.run(function())


async def until(condition: Any) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to that within five seconds")


def test_no_more_at_a_time_than_there_are_places() -> None:
    core = SlowCore()
    desk = Desk(core, places=2, waiting=10)

    async def ask_six() -> None:
        asked = [asyncio.ensure_future(desk.answer(Asked(str(n)))) for n in range(6)]
        await until(lambda: core.running == 2)
        assert desk.taken == 6
        core.go.set()
        answers = await asyncio.gather(*asked)
        assert [done.answer.question for done in answers] == list("012345")
        await until(lambda: desk.taken == 0)

    inside(ask_six)
    assert core.most == 2
    desk.close()


def test_whoever_comes_to_a_full_desk_is_told() -> None:
    core = SlowCore()
    desk = Desk(core, places=1, waiting=1)

    async def ask_three() -> None:
        first = [asyncio.ensure_future(desk.answer(Asked(str(n)))) for n in range(2)]
        await until(lambda: desk.taken == 2)
        with pytest.raises(DeskFull):
            await desk.answer(Asked("one too many"))
        core.go.set()
        await asyncio.gather(*first)

    inside(ask_three)
    desk.close()


def test_a_question_is_given_up_at_its_next_step_when_nobody_waits() -> None:
    core = SlowCore()
    desk = Desk(core, places=1, waiting=5)

    async def leave() -> None:
        gone = asyncio.ensure_future(desk.answer(Asked("gone")))
        await until(lambda: core.running == 1)
        waits = asyncio.ensure_future(desk.answer(Asked("waits")))
        never = asyncio.ensure_future(desk.answer(Asked("never begun")))
        await until(lambda: desk.taken == 3)
        gone.cancel()
        never.cancel()
        await until(lambda: gone.done() and never.done())
        core.go.set()
        assert (await waits).answer.question == "waits"
        await until(lambda: desk.taken == 0)

    inside(leave)
    assert core.done == ["waits"]
    desk.close()


def test_earlier_questions_become_the_history() -> None:
    core = SlowCore()
    core.go.set()
    desk = Desk(core, places=1, waiting=1)

    async def ask() -> Answered:
        return await desk.answer(Asked("c", ("a", "b")))

    done = inside(ask)
    assert [turn.question for turn in done.history] == ["a", "b"]
    assert [len(history) for history in core.histories] == [0, 1, 2]
    desk.close()


def test_a_core_that_fails_gives_its_place_back() -> None:
    class Failing:
        def stream(self, *args: object) -> Iterator[Step | Answer]:
            yield Step("read", "", 1.0)
            raise RuntimeError("broken on purpose")

    desk = Desk(Failing(), places=1, waiting=1)

    async def ask() -> None:
        for _ in range(3):
            with pytest.raises(RuntimeError, match="on purpose"):
                await desk.answer(Asked("x"))
        await until(lambda: desk.taken == 0)

    inside(ask)
    desk.close()


def test_closing_lets_what_runs_come_to_its_end() -> None:
    core = SlowCore()
    desk = Desk(core, places=1, waiting=1)

    async def ask() -> None:
        asked = asyncio.ensure_future(desk.answer(Asked("last")))
        await until(lambda: core.running == 1)
        threading.Timer(0.1, core.go.set).start()
        started = time.perf_counter()
        await asyncio.to_thread(desk.close)
        assert time.perf_counter() - started < 5
        assert (await asked).answer.question == "last"

    inside(ask)
