"""The files that a course can become, by suffix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from assistant.course.handout import to_word
from assistant.course.material import Material
from assistant.course.outline_text import to_markdown
from assistant.course.records import Course
from assistant.course.slides import to_slides


class Writer(Protocol):
    """Makes a file's content."""

    def __call__(self, course: Course, known: Material) -> bytes:
        """The content of the file."""


def _to_text(course: Course, known: Material) -> bytes:
    return to_markdown(course).encode("utf-8")


WRITERS: Final[Mapping[str, Writer]] = {
    ".md": _to_text,
    ".docx": to_word,
    ".pptx": to_slides,
}
