"""Handouts, slides and papers: read back by other readers, safely named, whole or not there, laid out without overflow."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import time
import types
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import docx2txt
import pptx
import pytest
from lxml import etree
from typer.testing import CliRunner

from assistant.cli import app
from assistant.course import Course, Line, Material, Request, Section, make_course
from assistant.course.handout import cited, to_word
from assistant.course.slides import to_slides
from assistant.documents import plain, safe_name, write_whole
from assistant.documents.fonts import HAN
from assistant.errors import CourseError
from assistant.numerals import format_decimal
from assistant.quiz import Quiz, make_quiz
from assistant.quiz import Request as QuizRequest
from assistant.quiz.page import to_page
from assistant.quiz.sheets import accepted, answer_of, key, paper, to_csv, to_gift

DAQING = "daqing-children-2021-2025"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODD = "培训<b>&\"'\0\x07\ud800\u202e：第1课/\\*?|"


@pytest.fixture(scope="module", params=["zh", "en"])
def course(request: pytest.FixtureRequest, materials: dict[str, Material]) -> Course:
    return make_course(materials[DAQING], Request(minutes=90, lang=request.param))


@pytest.fixture(scope="module", params=["zh", "en"])
def quiz(request: pytest.FixtureRequest, materials: dict[str, Material]) -> Quiz:
    return make_quiz(materials[DAQING], QuizRequest(count=40, lang=request.param))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


class TestNames:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            (
                "《大庆市儿童发展规划（2021-2025年）》培训：全文",
                "《大庆市儿童发展规划（2021-2025年）》培训：全文.docx",
            ),
            ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j.docx"),
            ("../../etc/passwd", "etc_passwd.docx"),
            ("  \0\n ", "file.docx"),
            ("CON", "file_CON.docx"),
            ("...", "file.docx"),
            ("\u202e\ud800题", "题.docx"),
        ],
    )
    def test_any_title_makes_a_valid_name(self, title: str, name: str) -> None:
        assert safe_name(title, ".docx") == name

    def test_long_titles_are_cut_between_characters(self) -> None:
        name = safe_name("题" * 300, ".docx")
        assert len(name.encode()) <= 255
        assert name.removesuffix(".docx").strip("题") == ""

    def test_text_is_made_printable(self) -> None:
        assert plain("a\0b\x1b\ud800c\nd") == "abc d"


class TestWriting:
    def test_a_file_is_there_whole(self, tmp_path: Path) -> None:
        assert write_whole(tmp_path / "甲.md", b"x").read_bytes() == b"x"
        assert [path.name for path in tmp_path.iterdir()] == ["甲.md"]

    def test_where_the_disk_is_full_the_older_file_stays(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = write_whole(tmp_path / "a.md", b"old")

        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(CourseError) as raised:
            write_whole(path, b"new")
        assert "写不进" in raised.value.zh
        assert "No space left" in raised.value.en
        assert path.read_bytes() == b"old"
        assert len(list(tmp_path.iterdir())) == 1

    @pytest.mark.parametrize("place", ["nowhere/a.md", "a\0b.md"])
    def test_a_place_that_there_is_not_is_said(self, tmp_path: Path, place: str) -> None:
        with pytest.raises(CourseError):
            write_whole(tmp_path / place, b"x")
        assert list(tmp_path.iterdir()) == []


class TestHandout:
    def test_headings_are_real_and_lines_are_all_there(
        self, course: Course, materials: dict[str, Material]
    ) -> None:
        read = docx.Document(io.BytesIO(to_word(course, materials[DAQING])))
        styles = {p.style.name for p in read.paragraphs}
        assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles
        headings = [p.text for p in read.paragraphs if p.style.name == "Heading 1"]
        assert [h for h in headings if any(h.startswith(s.title) for s in course.sections)] == headings[:-1]
        text = squeeze("".join(p.text for p in read.paragraphs))
        assert all(squeeze(line.topic) in text and squeeze(line.text) in text for line in course.lines)

    def test_another_reader_finds_the_same_words(
        self, course: Course, materials: dict[str, Material], tmp_path: Path
    ) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(to_word(course, materials[DAQING]))
        text = squeeze(docx2txt.process(str(path)))
        assert all(squeeze(plain(line.text)) in text for line in course.lines)

    def test_every_line_has_a_footnote_with_its_clause(
        self, course: Course, materials: dict[str, Material]
    ) -> None:
        with zipfile.ZipFile(io.BytesIO(to_word(course, materials[DAQING]))) as archive:
            notes = etree.fromstring(archive.read("word/footnotes.xml"))
            body = etree.fromstring(archive.read("word/document.xml"))
        told = {note.get(f"{W}id"): "".join(note.itertext()) for note in notes.iter(f"{W}footnote")}
        references = [r.get(f"{W}id") for r in body.iter(f"{W}footnoteReference")]
        assert len(references) == len(course.lines) == len(set(references))
        in_order = [
            line for s in course.sections for line in sorted(s.lines, key=lambda x: ORDER.index(x.kind))
        ]
        for reference, line in zip(references, in_order, strict=True):
            assert re.search(rf"(?:条款|Clause) {re.escape(line.clause_id)}[，,]", told[reference])
            if squeeze(line.quote) not in squeeze(line.text):
                assert squeeze(line.quote) in squeeze(told[reference])

    def test_the_cited_clauses_stand_whole_at_the_end(
        self, course: Course, materials: dict[str, Material]
    ) -> None:
        read = docx.Document(io.BytesIO(to_word(course, materials[DAQING])))
        text = squeeze("".join(p.text for p in read.paragraphs))
        clauses = cited(course, materials[DAQING])
        assert {c.id for c in clauses} == {line.clause_id for line in course.lines}
        assert all(f"[{c.id}]{squeeze(c.text)}" in text for c in clauses)

    def test_fonts_for_chinese_are_named_with_what_else_will_do(
        self, course: Course, materials: dict[str, Material]
    ) -> None:
        with zipfile.ZipFile(io.BytesIO(to_word(course, materials[DAQING]))) as archive:
            styles = etree.fromstring(archive.read("word/styles.xml"))
            table = archive.read("word/fontTable.xml").decode()
        for name in ("Normal", "Title", "Heading1", "Heading2"):
            fonts = styles.find(f".//{W}style[@{W}styleId='{name}']/{W}rPr/{W}rFonts")
            assert fonts.get(f"{W}eastAsia") == HAN
            assert not any("Theme" in attribute for attribute in fonts.attrib)
        assert re.search(rf'w:name="{HAN}"><w:altName w:val="[^"]*Noto Sans CJK SC', table)

    def test_the_same_course_is_the_same_file(self, course: Course, materials: dict[str, Material]) -> None:
        def parts(content: bytes) -> dict[str, bytes]:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return {name: archive.read(name) for name in archive.namelist()}

        assert parts(to_word(course, materials[DAQING])) == parts(to_word(course, materials[DAQING]))


ORDER = ("aim", "overview", "figure", "measure", "duty", "question", "own")


class TestSlides:
    @pytest.fixture(scope="class")
    def slides(self, course: Course, materials: dict[str, Material]) -> list[Any]:
        return list(pptx.Presentation(io.BytesIO(to_slides(course, materials[DAQING]))).slides)

    def test_every_slide_has_a_title_and_notes(self, slides: list[Any]) -> None:
        for slide in slides:
            assert slide.shapes.title.text_frame.text.strip()
            assert slide.notes_slide.notes_text_frame.text.strip()

    def test_every_line_is_on_a_slide_with_its_clause_in_the_notes(
        self, course: Course, slides: list[Any]
    ) -> None:
        words = squeeze(
            "".join(s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame)
        )
        notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides)
        for line in course.lines:
            assert re.search(rf"(?:条款|Clause) {re.escape(line.clause_id)}[，,]", notes)
            assert squeeze(line.text) in words or (line.row and squeeze(line.text) in squeeze(notes))

    def test_charts_are_native_and_hold_the_figures_of_their_rows(
        self, course: Course, materials: dict[str, Material], slides: list[Any]
    ) -> None:
        rows = [materials[DAQING].rows[line.row] for line in course.lines if line.row]
        figures = {format_decimal(row.value) for row in rows if row.value is not None}
        charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
        assert len(charts) > 3
        for chart in charts:
            values = list(chart.plots[0].series[0].values)
            said = [
                p.data_label.text_frame.text
                for p in map(chart.plots[0].series[0].points.__getitem__, range(len(values)))
            ]
            assert len(values) == len(list(chart.plots[0].categories))
            assert chart.value_axis.minimum_scale == 0
            for value, words in zip(values, said, strict=True):
                assert f"{value:g}" in figures
                assert words.startswith(f"{value:g}")

    def test_a_bar_stands_for_the_row_of_its_name(self, materials: dict[str, Material]) -> None:
        made = make_course(materials[DAQING], Request(goals=("2.1.g8",), minutes=90))
        deck = pptx.Presentation(io.BytesIO(to_slides(made, materials[DAQING])))
        bars = {}
        for slide in deck.slides:
            for shape in slide.shapes:
                if shape.has_chart:
                    plot = shape.chart.plots[0]
                    bars |= dict(zip(plot.categories, plot.series[0].values, strict=True))
        assert {k: bars[k] for k in ("小学生近视率", "初中生近视率", "高中阶段学生近视率")} == {
            "小学生近视率": 38, "初中生近视率": 68, "高中阶段学生近视率": 78,
        }  # fmt: skip

    def test_fonts_for_chinese_are_named_in_the_theme_and_charts(
        self, course: Course, materials: dict[str, Material]
    ) -> None:
        with zipfile.ZipFile(io.BytesIO(to_slides(course, materials[DAQING]))) as archive:
            themes = [
                archive.read(n).decode()
                for n in archive.namelist()
                if re.fullmatch(r"ppt/theme/theme\d\.xml", n)
            ]
            charts = [
                archive.read(n).decode()
                for n in archive.namelist()
                if re.fullmatch(r"ppt/charts/chart\d+\.xml", n)
            ]
        assert themes
        assert all(theme.count(f'<a:ea typeface="{HAN}"') == 2 for theme in themes)
        assert charts
        assert all(f'<a:ea typeface="{HAN}"' in chart for chart in charts)


class TestPapers:
    def test_paper_and_key_are_two_and_the_paper_tells_no_answer(self, quiz: Quiz) -> None:
        asked = "\n".join(p.text for p in docx.Document(io.BytesIO(paper(quiz))).paragraphs)
        answered = "\n".join(p.text for p in docx.Document(io.BytesIO(key(quiz))).paragraphs)
        for question in quiz.questions:
            assert plain(question.stem) in asked
            assert plain(question.explanation) in answered
            assert plain(question.explanation) not in asked
            assert all(option in asked for option in question.options)
            assert all(point in answered for point in question.points)
        answers = re.findall(r"(?:答案：|Answer: )(.+)", answered)
        assert answers == [answer_of(q, quiz.lang) for q in quiz.questions if q.kind != "short"]

    def test_the_paper_is_read_by_another_reader(self, quiz: Quiz, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(paper(quiz))
        text = squeeze(docx2txt.process(str(path)))
        assert all(squeeze(question.stem) in text for question in quiz.questions)

    def test_the_csv_has_a_row_a_question(self, quiz: Quiz) -> None:
        rows = list(csv.DictReader(io.StringIO(to_csv(quiz).decode("utf-8-sig"))))
        names = list(rows[0])
        assert [row[names[2]] for row in rows] == [q.stem for q in quiz.questions]
        assert [row[names[8]] for row in rows] == [answer_of(q, quiz.lang) for q in quiz.questions]
        assert [row[names[10]] for row in rows] == [q.clause_id for q in quiz.questions]

    def test_the_page_needs_nothing_from_outside_and_no_text_ends_its_script(self, quiz: Quiz) -> None:
        page = to_page(quiz).decode()
        assert not re.search(r"(?:src|href)=|https?://|@import|url\(", page)
        data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
        assert data
        parts = json.loads(data[1])["parts"]
        assert [q["stem"] for part in parts for q in part["questions"]] == [
            plain(q.stem) for q in quiz.questions
        ]

    def test_odd_characters_in_a_title_break_no_file(self, materials: dict[str, Material]) -> None:
        made = make_quiz(
            materials[DAQING], QuizRequest(count=5, title=ODD + "</script><script>alert(1)</script>@@DATA@@")
        )
        assert "<script>alert(1)" not in to_page(made).decode()
        assert "</title><script>" not in to_page(made).decode()
        for content in (paper(made), key(made)):
            assert "培训<b>&" in docx.Document(io.BytesIO(content)).paragraphs[0].text
        course = make_course(materials[DAQING], Request(title=ODD))
        assert "培训<b>&" in docx.Document(io.BytesIO(to_word(course, materials[DAQING]))).paragraphs[0].text
        assert (
            "培训<b>&"
            in pptx.Presentation(io.BytesIO(to_slides(course, materials[DAQING]))).slides[0].shapes.title.text
        )


class TestGift:
    @pytest.fixture(scope="class")
    def parse(self) -> Callable[[str], list[Any]]:
        """pygiftparser, with a stand-in for the Markdown library that it draws HTML with and parsing does not need."""
        before = sys.modules.get("markdown")
        sys.modules["markdown"] = types.ModuleType("markdown")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from pygiftparser import parser
        finally:
            if before is None:
                del sys.modules["markdown"]
            else:
                sys.modules["markdown"] = before
        return lambda text: list(parser.parseFile(io.StringIO(text)))

    def test_every_question_is_read_as_its_kind_with_its_key(
        self, quiz: Quiz, parse: Callable[[str], list[Any]]
    ) -> None:
        read = parse(to_gift(quiz).decode())
        kinds = {
            "single": "SelectSet",
            "several": "MultipleChoicesSet",
            "truth": "TrueFalseSet",
            "blank": "ShortSet",
            "short": "Essay",
        }
        assert len(read) == len(quiz.questions)
        for found, question in zip(read, quiz.questions, strict=True):
            assert found.valid
            assert type(found.answers).__name__ == kinds[question.kind]
            assert unescaped(found.text) == squeeze(question.stem)
            assert squeeze(question.explanation) in unescaped(found.generalFeedback)
            if question.kind == "truth":
                assert found.answers.answer is (question.key == (0,))
            elif question.kind in ("single", "several"):
                right = [unescaped(a.answer) for a in found.answers.answers if a.fraction > 0]
                assert right == [squeeze(question.options[k]) for k in question.key]
                assert len(found.answers.answers) == len(question.options)
                assert sum(a.fraction for a in found.answers.answers if a.fraction > 0) == pytest.approx(
                    100, abs=0.01
                )
            elif question.kind == "blank":
                assert [unescaped(a.answer) for a in found.answers.answers] == [
                    squeeze(a) for a in accepted(question)
                ]
            else:
                assert all(squeeze(point) in unescaped(found.generalFeedback) for point in question.points)


def unescaped(text: str) -> str:
    return squeeze(re.sub(r"\\([~=#{}:\\])", r"\1", text))


class TestSpeed:
    def test_a_long_course_with_slides_and_a_quiz_of_forty_take_five_seconds_at_most(
        self, materials: dict[str, Material]
    ) -> None:
        """Computing time, as the machine may be busy; the files of both are part of it."""
        started = time.process_time()
        course = make_course(materials[DAQING], Request(minutes=90))
        to_word(course, materials[DAQING])
        to_slides(course, materials[DAQING])
        quiz = make_quiz(materials[DAQING], QuizRequest(count=40))
        for make in (paper, key, to_csv, to_gift, to_page):
            make(quiz)
        assert time.process_time() - started < 5


class TestCommands:
    def test_a_course_and_a_quiz_are_written_under_their_titles(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(app, ["course", "--minutes", "15", "--title", "甲/乙", "-o", str(tmp_path)])
        assert done.exit_code == 0, done.output
        done = CliRunner().invoke(app, ["quiz", "--count", "5", "-o", str(tmp_path / "卷.docx")])
        assert done.exit_code == 0, done.output
        names = sorted(path.name for path in tmp_path.iterdir())
        assert names == sorted(["甲_乙.md", "甲_乙.docx", "甲_乙.pptx", "卷.docx", "卷.key.docx"])

    def test_an_edited_outline_becomes_slides(self, tmp_path: Path) -> None:
        outline = CliRunner().invoke(app, ["course", "--minutes", "15", "--domain", "2.1"])
        path = tmp_path / "a.md"
        path.write_text(outline.output.replace("# ", "# 我的", 1), encoding="utf-8")
        done = CliRunner().invoke(app, ["course", "--from", str(path), "-o", str(tmp_path / "a.pptx")])
        assert done.exit_code == 0, done.output
        assert pptx.Presentation(str(tmp_path / "a.pptx")).slides[0].shapes.title.text.startswith("我的")

    @pytest.mark.parametrize(
        "arguments",
        [
            ["quiz", "--count", "9999"],
            ["course", "--minutes", "7"],
            ["quiz", "-o", "x.pdf"],
            ["course", "--lang", "fr"],
        ],
    )
    def test_what_cannot_be_made_is_one_plain_message_and_no_file(
        self, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        done = CliRunner().invoke(app, arguments)
        assert isinstance(done.exception, CourseError)
        assert list(tmp_path.iterdir()) == []


# --- how it looks on paper -------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdftotext") is None,
    reason="needs LibreOffice and poppler-utils, which .ci/run installs",
)
class TestPages:
    """Converted to PDF by LibreOffice: all words are there, within the page, on as many pages as there should be."""

    @pytest.fixture(scope="class")
    def pdf_of(self, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], Path]:
        home = tmp_path_factory.mktemp("pages")

        def convert(content: bytes, suffix: str) -> Path:
            path = home / f"{len(list(home.iterdir()))}{suffix}"
            path.write_bytes(content)
            subprocess.run(
                [str(SOFFICE), f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(home), str(path)],
                check=True, capture_output=True, timeout=240,
            )  # fmt: skip
            return path.with_suffix(".pdf")

        return convert

    def words(self, pdf: Path) -> list[tuple[float, float, list[tuple[str, float, float, float, float]]]]:
        """Each page's width and height in points, and its words with their boxes."""
        text = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True).stdout
        tree = etree.fromstring(text, etree.XMLParser(recover=True))
        ns = "{http://www.w3.org/1999/xhtml}"
        return [
            (
                float(page.get("width")), float(page.get("height")),
                [(w.text or "", *(float(w.get(side)) for side in ("xMin", "yMin", "xMax", "yMax"))) for w in page.iter(f"{ns}word")],
            )
            for page in tree.iter(f"{ns}page")
        ]  # fmt: skip

    def check_within(self, pages: list[Any], side: float, foot: float) -> str:
        for number, (width, height, words) in enumerate(pages, 1):
            assert words, f"page {number} is empty"
            for word, left, top, right, bottom in words:
                inside = left >= side and right <= width - side and top >= 0 and bottom <= height - foot
                assert inside, (
                    f"page {number}: {word!r} at {left:.0f}–{right:.0f}, {top:.0f}–{bottom:.0f} of {width:.0f}×{height:.0f}"
                )
        return squeeze("".join(word for _, _, words in pages for word, *_ in words))

    @pytest.mark.parametrize("plan", [DAQING, "elder-care", "made-up-plan"])
    def test_handout(
        self, materials: dict[str, Material], pdf_of: Callable[[bytes, str], Path], plan: str
    ) -> None:
        made = make_course(materials[plan], Request(minutes=90))
        pages = self.words(pdf_of(to_word(made, materials[plan]), ".docx"))
        text = self.check_within(pages, side=50, foot=15)
        assert all(squeeze(section.title) in text for section in made.sections)
        assert 2 <= len(pages) <= 40

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("plan", [DAQING, "elder-care", "made-up-plan"])
    def test_slides(
        self, materials: dict[str, Material], pdf_of: Callable[[bytes, str], Path], plan: str, lang: Any
    ) -> None:
        made = make_course(materials[plan], Request(minutes=90, lang=lang))
        content = to_slides(made, materials[plan])
        pages = self.words(pdf_of(content, ".pptx"))
        slides = pptx.Presentation(io.BytesIO(content)).slides
        assert len(pages) == len(slides)
        self.check_body(pages)
        for slide, (_, _, words) in zip(slides, pages, strict=True):
            shown = "".join(sorted(squeeze("".join(word for word, *_ in words))))
            for shape in slide.shapes:
                if shape.has_text_frame:  # letters, as a PDF may give the words of a line in another order
                    assert not Counter(squeeze(shape.text_frame.text)) - Counter(shown)

    def check_body(self, pages: list[Any]) -> None:
        """Within the slide, and the body clear of the line at the foot."""
        self.check_within(pages, side=20, foot=4)
        for number, (_, height, words) in enumerate(pages[1:], 2):
            foot = 6.9 / 7.5 * height
            low = [word for word, _, top, _, bottom in words if bottom > foot and top < foot - 2]
            assert low == [], f"slide {number} runs into its foot: {low}"

    def test_slides_of_a_very_long_line(
        self, materials: dict[str, Material], pdf_of: Callable[[bytes, str], Path]
    ) -> None:
        long = Line("own", "讲师自己写的很长的一段话，里面没有数字。" * 120)
        made = make_course(materials[DAQING], Request(minutes=15))
        made = Course(**{f: getattr(made, f) for f in ("plan", "plan_title", "period", "audience", "lang")},
                      title="很长的标题" * 16, sections=(Section("很长的小标题" * 9, 15, (long,)),))  # fmt: skip
        pages = self.words(pdf_of(to_slides(made, materials[DAQING]), ".pptx"))
        self.check_body(pages)
        text = squeeze("".join(word for _, _, words in pages for word, *_ in words))
        assert text.count("讲师自己写的很长") == 120

    def test_paper_and_key(self, quiz: Quiz, pdf_of: Callable[[bytes, str], Path]) -> None:
        for content in (paper(quiz), key(quiz)):
            text = self.check_within(self.words(pdf_of(content, ".docx")), side=50, foot=15)
            starts = [squeeze(q.stem)[:12] for q in quiz.questions]
            assert [start for start in starts if start not in text] == []
