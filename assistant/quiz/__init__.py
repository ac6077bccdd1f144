"""Quizzes for trainers: every option held against the plan; Word, CSV, GIFT and a page that marks."""

from assistant.quiz.paper import make_quiz
from assistant.quiz.records import KINDS, SOURCES, Question, Quiz, Request

__all__ = ["KINDS", "SOURCES", "Question", "Quiz", "Request", "make_quiz"]
