"""The steps of an answer as a LlamaIndex workflow, for programs that live in an event loop.

    handler = AskWorkflow(assistant).run(question="…")
    async for event in handler.stream_events():     # a StepDone for each step
        ...
    answer = await handler                          # the checked Answer

The workflow adds nothing to what `Assistant.stream` does: it runs it, step by step, in a worker thread, so that the
event loop stays free, and may be cancelled between two steps. The chat page reads the plain stream: Gradio runs it
in a thread of its own, and a workflow between the two would only cost time.
"""

from __future__ import annotations

import asyncio

from pydantic import InstanceOf
from workflows import Context, Workflow, step
from workflows.events import Event, StartEvent, StopEvent

from assistant.agent import Assistant
from assistant.records import Answer, Language, Step, Turn


class Asked(StartEvent):
    """A question; the keywords of ``AskWorkflow.run``.

    Attributes:
        question: any text.
        history: earlier turns of the conversation, oldest first.
        lang: language of the frame; that of the question unless given.
    """

    question: InstanceOf[str]  # as it is: half a character is for the core to reject, with a sentence
    history: tuple[Turn, ...] = ()
    lang: Language | None = None


class StepDone(Event):
    """A step that was done.

    Attributes:
        step: its name, one line about it, how many milliseconds it took.
    """

    step: Step


class AskWorkflow(Workflow):
    """Answers a question; streams `StepDone` events; its result is the `Answer`.

    Runs share nothing but the assistant, so any number may go on at the same time.

    A run ends in one of these ways:
        an answer, whose status may be ``error``: what fails inside the core is an answer, as with `Assistant.ask`;
        cancelled (``await handler.cancel_run()``): awaiting the handler raises ``WorkflowCancelledByUser``. A step
        that has begun is carried to its end in its thread, the next one does not begin;
        out of time: ``WorkflowTimeoutError``.
    """

    def __init__(self, assistant: Assistant, timeout: float | None = None) -> None:
        """Ask an assistant; ``timeout`` is in seconds, None for no limit."""
        super().__init__(timeout=timeout)
        self._assistant = assistant

    @step
    async def answer(self, ctx: Context, asked: Asked) -> StopEvent:
        """Every step of the core, each as an event; then the answer."""
        stream = self._assistant.stream(asked.question, asked.history, asked.lang)
        while (event := await asyncio.to_thread(next, stream, None)) is not None:
            if isinstance(event, Answer):
                return StopEvent(result=event)
            ctx.write_event_to_stream(StepDone(step=event))
        raise AssertionError("a stream ends with its answer")
