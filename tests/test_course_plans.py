"""Courses and quizzes of random plans: each is made and holds, or it is said that it cannot be made."""

from __future__ import annotations

import io
import tempfile
from contextlib import suppress
from pathlib import Path

import docx
import pptx
from hypothesis import HealthCheck, Phase, given, settings
from made_up import Node, Style, plans, printed, write_plan

from assistant.course import Material, Request, from_markdown, make_course, to_markdown
from assistant.course.checking import fault_of
from assistant.course.handout import to_word
from assistant.course.slides import to_slides
from assistant.duties import extract as extract_duties
from assistant.errors import CorpusError, CourseError
from assistant.indicators import Genre
from assistant.indicators import extract as extract_rows
from assistant.plan import load_plan
from assistant.quiz import Request as QuizRequest
from assistant.quiz import make_quiz
from assistant.quiz.checking import Judge
from assistant.quiz.page import to_page
from assistant.quiz.sheets import key, paper, to_csv, to_gift
from assistant.structure import Tree

# Shrinking a failing plan takes minutes; the failing one is printed as it is.
SETTINGS = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),
)
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def material_of(nodes: list[Node], style: Style, genre: Genre) -> Material | None:
    with tempfile.TemporaryDirectory() as home:
        folder = write_plan(Path(home) / "made-up", printed(nodes, style))
        try:
            plan = load_plan(folder)
        except CorpusError:
            return None
    rows, _ = extract_rows(plan, genre)
    return Material.read(plan.meta, Tree(dict(plan.by_id)), rows, extract_duties(plan.clauses), {}, CORPUS)


@SETTINGS
@given(plans())
def test_a_course_of_any_plan_holds(genre: Genre, plan: tuple[list[Node], Style]) -> None:
    material = material_of(*plan, genre)
    if material is None:
        return
    with suppress(CourseError):
        made = make_course(material, Request(minutes=90))
        assert made.minutes == 90
        assert [line for line in made.lines if fault_of(line, material)] == []
        again = from_markdown(to_markdown(made), material)
        assert [line for line in again.lines if line.kind == "own"] == []
        docx.Document(io.BytesIO(to_word(made, material)))
        pptx.Presentation(io.BytesIO(to_slides(made, material)))


@SETTINGS
@given(plans())
def test_a_quiz_of_any_plan_holds(genre: Genre, plan: tuple[list[Node], Style]) -> None:
    material = material_of(*plan, genre)
    if material is None:
        return
    with suppress(CourseError):
        made = make_quiz(material, QuizRequest(count=3))
        judge = Judge(material)
        assert [question for question in made.questions if judge.fault_of(question)] == []
        for make in (paper, key, to_csv, to_gift, to_page):
            assert make(made)
