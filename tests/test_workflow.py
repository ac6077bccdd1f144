"""assistant/workflow.py: what a program in an event loop gets to see."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from workflows.errors import WorkflowCancelledByUser, WorkflowRuntimeError, WorkflowTimeoutError
from workflows.events import Event, StopEvent, WorkflowCancelledEvent, WorkflowFailedEvent

from assistant import Assistant
from assistant.agent import STEPS
from assistant.records import Answer, Step, Turn
from assistant.workflow import AskWorkflow, StepDone

QUESTION = "2025年婴儿死亡率目标是多少？"
LONG = 5.0  # seconds; longer than anything here may take


@pytest.fixture(scope="module")
def plan() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


async def followed(workflow: AskWorkflow, **asked: Any) -> tuple[list[Event], Answer]:
    """The events of a run, and its result."""
    handler = workflow.run(**asked)
    events = [event async for event in handler.stream_events()]
    return events, await handler


class Core:
    """A core of two steps that records what it was asked and does in each step what it is told."""

    def __init__(self, work: Callable[[], object] = lambda: None) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.begun: list[str] = []
        self.work = work

    def stream(self, question: str, history: tuple[Turn, ...], lang: str | None) -> Iterator[Step | Answer]:
        self.asked.append((question, history, lang))
        for name in ("first", "second"):
            self.begun.append(f"{question} {name}")
            self.work()
            yield Step(name, "", 0.0)
        yield Answer(question, question, "answered", None)


def test_every_step_is_an_event_and_the_last_one_holds_the_answer(plan: Assistant) -> None:
    events, answer = asyncio.run(followed(AskWorkflow(plan), question=QUESTION))
    *steps, last = events
    assert [event.step.name for event in steps if isinstance(event, StepDone)] == [name for name, _ in STEPS]
    assert isinstance(last, StopEvent)
    assert last.result is answer
    assert tuple(event.step for event in steps) == answer.steps
    assert "5.5‰以下" in answer.sentences[0].text


def test_who_only_awaits_gets_the_answer(plan: Assistant) -> None:
    async def ask() -> Answer:
        answer: Answer = await AskWorkflow(plan).run(question="怎么预防儿童溺水？")
        return answer

    assert asyncio.run(ask()).citations[0].clause_id == "2.2.m3"


def test_a_rejected_question_is_an_answer_without_a_step(plan: Assistant) -> None:
    events, answer = asyncio.run(followed(AskWorkflow(plan), question="\ud83d"))
    assert (answer.status, answer.reason) == ("rejected", "not_text")
    assert [type(event) for event in events] == [StopEvent]


def test_the_event_loop_goes_on_while_a_step_works() -> None:
    released = threading.Event()
    waited: list[bool] = []

    async def ask() -> Answer:
        core = Core(lambda: waited.append(released.wait(LONG)))
        asyncio.get_running_loop().call_later(0.01, released.set)  # runs only on a free loop
        answer: Answer = await AskWorkflow(core).run(question="?")  # type: ignore[arg-type]
        return answer

    assert asyncio.run(ask()).status == "answered"
    assert waited == [True, True]


def test_many_may_ask_at_the_same_time(plan: Assistant) -> None:
    questions = [QUESTION, "怎么预防儿童溺水？", "基本原则有哪些", "今天天气怎么样"] * 3
    workflow = AskWorkflow(plan)

    async def ask() -> list[Answer]:
        async def one(question: str) -> Answer:
            answer: Answer = await workflow.run(question=question)
            return answer

        return await asyncio.gather(*map(one, questions))

    answers = asyncio.run(ask())
    assert [answer.question for answer in answers] == questions
    assert [answer.sentences for answer in answers] == [
        plan.ask(question).sentences for question in questions
    ]


def test_history_and_language_reach_the_core() -> None:
    core = Core()
    turn = Turn("q", Answer("q", "q", "answered", None))
    asyncio.run(followed(AskWorkflow(core), question="and?", history=[turn], lang="en"))  # type: ignore[arg-type]
    assert core.asked == [("and?", (turn,), "en")]
    assert core.asked[0][1][0] is turn


@pytest.mark.parametrize(
    "asked", [{}, {"question": 5}, {"question": "?", "lang": "fr"}, {"question": "?", "history": 1}]
)
def test_keywords_of_the_wrong_form_are_refused_before_anything_runs(asked: dict[str, Any]) -> None:
    core = Core()

    async def ask() -> None:
        with pytest.raises(WorkflowRuntimeError, match="Asked"):
            AskWorkflow(core).run(**asked)  # type: ignore[arg-type]

    asyncio.run(ask())
    assert core.asked == []


def test_a_cancelled_run_begins_no_further_step_and_says_so() -> None:
    begun, released = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        released.wait(LONG)

    core = Core(work)

    async def cancel() -> Answer:
        workflow = AskWorkflow(core)  # type: ignore[arg-type]
        handler = workflow.run(question="one")
        await asyncio.to_thread(begun.wait, LONG)
        started = time.monotonic()
        await handler.cancel_run()
        assert time.monotonic() - started < 4, "cancelling waits for the step"
        events = [event async for event in handler.stream_events()]
        with pytest.raises(WorkflowCancelledByUser):
            await handler
        assert [type(event) for event in events] == [WorkflowCancelledEvent]
        released.set()
        _, answer = await followed(workflow, question="two")
        return answer

    assert asyncio.run(cancel()).question == "two", "a workflow outlives its runs"
    assert core.begun == ["one first", "two first", "two second"]


def test_who_stops_waiting_cancels_the_run() -> None:
    released = threading.Event()
    core = Core(lambda: released.wait(LONG))

    async def give_up() -> None:
        handler = AskWorkflow(core).run(question="?")  # type: ignore[arg-type]
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(handler, 0.1)
        released.set()
        await asyncio.sleep(0.05)
        assert handler.is_done()

    asyncio.run(give_up())


def test_a_run_that_is_out_of_time_says_so() -> None:
    released = threading.Event()

    async def ask() -> None:
        core = Core(lambda: released.wait(LONG))
        handler = AskWorkflow(core, timeout=0.1).run(question="?")  # type: ignore[arg-type]
        with pytest.raises(WorkflowTimeoutError):
            await handler
        released.set()

    asyncio.run(ask())


def test_a_core_that_breaks_ends_the_run_and_the_stream_with_its_error() -> None:
    def work() -> None:
        if len(core.begun) == 2:
            raise LookupError("broken on purpose")

    core = Core(work)

    async def ask() -> list[Event]:
        handler = AskWorkflow(core).run(question="?")  # type: ignore[arg-type]
        events = [event async for event in handler.stream_events()]
        with pytest.raises(LookupError, match="broken on purpose"):
            await handler
        return events

    first, last = asyncio.run(ask())
    assert isinstance(first, StepDone)
    assert isinstance(last, WorkflowFailedEvent)


def test_the_workflow_does_without_the_slow_half_of_llamaindex() -> None:
    code = "import sys, assistant.workflow; print('llama_index.core' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
