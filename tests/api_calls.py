"""What the tests of the API share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from assistant.families import Families
from assistant.server import bodies
from assistant.ui.books import Books

RATE = "2025年婴儿死亡率目标是多少？"
KEY = "daqing-children-2021-2025"


def fault_of(reply: Any, status: int, code: str) -> dict[str, str]:
    """The sentence of a reply that must be a fault, in both languages."""
    assert reply.status_code == status
    told = bodies.FaultBody.model_validate(reply.json())
    assert told.code == code
    assert told.message.endswith("。")
    assert told.message_en.endswith(".")
    assert "Traceback" not in reply.text
    return dict(reply.json())


def events_of(text: str) -> list[tuple[str, Any]]:
    """Names and data of server-sent events."""
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def families_of(books: Books) -> Callable[[str], Families | None]:
    """What families are promised, by plan."""

    def families(key: str) -> Families | None:
        book = books.get(key)
        return book.families if book else None

    return families
