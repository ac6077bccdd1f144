"""The files that a quiz can become, by suffix; paper and key are two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assistant.quiz.page import to_page
from assistant.quiz.records import Quiz
from assistant.quiz.sheets import key, paper, to_csv, to_gift

WRITERS: Final[Mapping[str, Callable[[Quiz], bytes]]] = {
    ".docx": paper,
    ".key.docx": key,
    ".csv": to_csv,
    ".gift": to_gift,
    ".html": to_page,
}
