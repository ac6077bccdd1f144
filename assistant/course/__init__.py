"""Courses for trainers: an outline in minutes, every line tied to a clause; Word, slides and Markdown."""

from assistant.course.material import Material
from assistant.course.outline import make_course
from assistant.course.outline_text import from_markdown, to_markdown
from assistant.course.records import LENGTHS, Course, Line, Request, Section

__all__ = [
    "LENGTHS",
    "Course",
    "Line",
    "Material",
    "Request",
    "Section",
    "from_markdown",
    "make_course",
    "to_markdown",
]
