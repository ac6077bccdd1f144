"""An answer as the core makes them, for tests of what keeps answers."""

from __future__ import annotations

from dataclasses import replace

from assistant.records import Answer, Sentence, Step

RATE = "2025年婴儿死亡率目标是多少？"
STEPS = tuple(Step(name, "", 1.0) for name in ("read", "query", "judge", "help", "search", "write", "check"))


def answer(question: str = RATE, text: str = "婴儿死亡率控制在5.5‰以下。", **changes: object) -> Answer:
    """An answer as the core makes them, with its steps."""
    made = Answer(question, question, "answered", None, sentences=(Sentence(text),), steps=STEPS)
    return replace(made, **changes)
