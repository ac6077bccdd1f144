"""Answers questions about a government plan from the plan's own words, every figure checked.

from assistant import Assistant
Assistant.open().ask("2025年婴儿死亡率目标是多少？")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.agent import Assistant

__all__ = ["Assistant"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the agent where it is first asked for: reading a plan needs none of it."""
    if name == "Assistant":
        from assistant.agent import Assistant

        return Assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
