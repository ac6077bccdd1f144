"""Courses for trainers: an outline in minutes, every line tied to a clause; Word, slides and Markdown."""

from assistant.course.outline import make_course
from assistant.course.records import LENGTHS, Course, Line, Request, Section

__all__ = ["LENGTHS", "Course", "Line", "Request", "Section", "make_course"]
