"""A slide file: 16:9, real titles, bullets that fit, native bar charts, speaker notes, Chinese fonts named."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from assistant.documents.files import plain
from assistant.documents.fonts import FALLBACKS, HAN, LATIN, rows_of
from assistant.records import Language

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_LEFT, _TOP, _ROOM_WIDTH, _ROOM_HEIGHT = Inches(0.6), Inches(1.4), Inches(12.1), Inches(5.4)
_INK, _SOFT, _WHITE = (RGBColor(*rgb) for rgb in ((0x17, 0x4A, 0x7C), (0x52, 0x60, 0x6E), (255, 255, 255)))  # type: ignore[no-untyped-call]
SIZE: Final = 20
"""Points of a bullet; a room sees it."""
_TITLE_SIZE: Final = 26
_GAP: Final = 7.0  # points below a bullet
_LINE: Final = 1.35  # of the size, from one row to the next: Chinese fonts are tall
_INDENT: Final = 22  # points before a bullet's words
MOST_BARS: Final = 6


@dataclass(frozen=True, slots=True)
class Bullet:
    """A point on a slide: words in bold, then words; ``note`` goes into the speaker notes."""

    text: str
    lead: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: what all bars share, and label, value and words of each."""

    title: str
    bars: tuple[tuple[str, Decimal, str], ...]
    notes: tuple[str, ...]


class Deck:
    """Slides under construction; ``content`` gives the file."""

    def __init__(self, title: str, lang: Language, footer: str) -> None:
        """Begin a file; ``footer`` stands at the foot of each slide, with its number."""
        self._deck: Any = Presentation()
        self._deck.slide_width, self._deck.slide_height = _WIDTH, _HEIGHT
        self._lang = "en-US" if lang == "en" else "zh-CN"
        self._footer = plain(footer)
        self._more = " (cont.)" if lang == "en" else "（续）"
        _name_fonts(self._deck)
        properties = self._deck.core_properties
        properties.title, properties.author, properties.language = plain(title), "plan-assistant", self._lang
        properties.created = properties.modified = datetime(2021, 1, 1, tzinfo=UTC)
        properties.last_modified_by = "plan-assistant"

    # --- slides --------------------------------------------------------------------------------------

    def cover(self, title: str, under: str, notes: str) -> None:
        """The first slide."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[0])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = _INK
        words, below = slide.shapes.title, slide.placeholders[1]
        _place(words, _LEFT, Inches(2.1), _ROOM_WIDTH, Inches(1.9))
        _place(below, _LEFT, Inches(4.2), _ROOM_WIDTH, Inches(1.2))
        self._fill(
            words,
            plain(title),
            34 if rows_of(title, 34, _points(_ROOM_WIDTH)) <= 2 else 24,
            _WHITE,
            bold=True,
        )
        self._fill(below, plain(under), 18, _WHITE)
        slide.notes_slide.notes_text_frame.text = plain(notes)

    def points(self, title: str, bullets: Sequence[Bullet], intro: str = "") -> None:
        """Bullets under a title, over as many slides as they take."""
        for n, shown in enumerate(_pages(bullets)):
            slide = self._titled(title + (self._more if n else ""), 1)
            body = slide.placeholders[1]
            _place(body, _LEFT, _TOP, _ROOM_WIDTH, _ROOM_HEIGHT)
            frame = body.text_frame
            frame.word_wrap = True
            frame.vertical_anchor = MSO_ANCHOR.TOP
            for at, bullet in enumerate(shown):
                self._bullet(frame.paragraphs[0] if at == 0 else frame.add_paragraph(), bullet)
            self._note(slide, [intro] if intro and not n else [], [bullet.note for bullet in shown])

    def chart(self, title: str, bars: Bars) -> None:
        """A native bar chart with the figure at each bar, over as many slides as it takes."""
        slides = -(-len(bars.bars) // MOST_BARS)
        most = -(-len(bars.bars) // slides)  # about as many on each: no bar stands alone
        for n in range(0, len(bars.bars), most):
            shown = bars.bars[n : n + most]
            slide = self._titled(title + (self._more if n else ""), 5)
            data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
            data.categories = [plain(label) for label, _, _ in shown]
            data.add_series(plain(bars.title), [float(value) for _, value, _ in shown])
            frame = slide.shapes.add_chart(
                XL_CHART_TYPE.BAR_CLUSTERED, _LEFT, _TOP, _ROOM_WIDTH, _ROOM_HEIGHT, data
            )
            self._style(frame.chart, bars.title, [words for _, _, words in shown])
            self._note(slide, [], list(bars.notes[n : n + most]))

    def _titled(self, title: str, layout: int) -> Any:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        words = slide.shapes.title
        _place(words, _LEFT, Inches(0.35), _ROOM_WIDTH, Inches(0.85))
        size = next((s for s in (_TITLE_SIZE, 22, 18) if rows_of(title, s, _points(_ROOM_WIDTH)) == 1), 14)
        self._fill(words, plain(title), size, _INK, bold=True)
        foot = slide.shapes.add_textbox(_LEFT, Inches(6.98), _ROOM_WIDTH, Inches(0.35))
        self._fill(foot, f"{self._footer}    {len(self._deck.slides)}", 10, _SOFT)
        return slide

    # --- words ---------------------------------------------------------------------------------------

    def _fill(self, shape: Any, text: str, size: float, colour: RGBColor, bold: bool = False) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        paragraph = frame.paragraphs[0]
        paragraph.alignment = None
        self._run(paragraph, text, size, bold, colour)
        paragraph._p.get_or_add_pPr().set("algn", "l")

    def _bullet(self, paragraph: Any, bullet: Bullet) -> None:
        paragraph.space_after = Pt(_GAP)
        if bullet.lead:
            self._run(paragraph, plain(bullet.lead), SIZE, True, _INK)
        self._run(paragraph, plain(bullet.text), SIZE, False, None)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(Pt(_INDENT)))
        properties.set("indent", str(-Pt(_INDENT)))

    def _run(self, paragraph: Any, text: str, size: float, bold: bool, colour: RGBColor | None) -> None:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        if colour is not None:
            run.font.color.rgb = colour
        run._r.get_or_add_rPr().set("lang", self._lang)
        run._r.get_or_add_rPr().set("altLang", "zh-CN")

    def _note(self, slide: Any, first: list[str], notes: Sequence[str]) -> None:
        told = dict.fromkeys(plain(note) for note in (*first, *notes) if note)
        slide.notes_slide.notes_text_frame.text = "\n".join(told)

    def _style(self, chart: Any, title: str, words: Sequence[str]) -> None:
        chart.has_legend = False
        chart.has_title = True
        chart.chart_title.text_frame.text = plain(title)
        chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(16)
        chart.font.size, chart.font.name = Pt(14), LATIN
        chart.category_axis.reverse_order = True  # the first bar on top
        chart.category_axis.tick_labels.font.size = Pt(14)
        chart.category_axis.format.line.color.rgb = _SOFT
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = 0  # a bar that does not begin at nought lies
        plot = chart.plots[0]
        plot.gap_width = 60
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = _INK
        for point, said in enumerate(words):
            label = plot.series[0].points[point].data_label
            label.has_text_frame = True
            label.text_frame.text = plain(said)
            label.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
            label.position = XL_LABEL_POSITION.OUTSIDE_END
        _han(chart._chartSpace)

    def content(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self._deck.save(buffer)
        return buffer.getvalue()


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _points(length: int) -> float:
    return length / 12700 - 16  # less what a box keeps free at its sides


# --- what fits ---------------------------------------------------------------------------------------


def _height(bullet: Bullet) -> float:
    rows = rows_of(bullet.lead + bullet.text, SIZE, _points(_ROOM_WIDTH) - _INDENT)
    return rows * SIZE * _LINE + _GAP


def _pages(bullets: Sequence[Bullet]) -> list[list[Bullet]]:
    """The bullets of each slide; one that is longer than a slide is cut at its punctuation."""
    room = _ROOM_HEIGHT / 12700 - 12
    pages: list[list[Bullet]] = []
    left = 0.0
    for bullet in (piece for whole in bullets for piece in _pieces(whole, room)):
        height = _height(bullet)
        if not pages or height > left:
            pages.append([])
            left = room
        pages[-1].append(bullet)
        left -= height
    return pages


def _pieces(bullet: Bullet, room: float) -> list[Bullet]:
    if _height(bullet) <= room:
        return [bullet]
    text = bullet.text
    at = len(text) // 2
    cut = max((text.rfind(mark, 1, at) + 1 for mark in "。；，、,. "), default=0) or at
    if cut < 1 or cut >= len(text):
        return [bullet]
    first, rest = Bullet(text[:cut], bullet.lead, bullet.note), Bullet(text[cut:], "", bullet.note)
    return [*_pieces(first, room), *_pieces(rest, room)]


# --- fonts -------------------------------------------------------------------------------------------

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _name_fonts(deck: Any) -> None:
    """Name the fonts in the themes of slides and notes; what else will do stands in the theme's font for Hans."""
    for master in (deck.slide_master.part, deck.notes_master.part):
        theme = next(r.target_part for r in master.rels.values() if r.reltype.endswith("/theme"))
        tree = getattr(theme, "_element", None)  # python-pptx parses the theme of notes, not that of slides
        read = etree.fromstring(theme.blob) if tree is None else tree
        for fonts in read.iter(f"{{{_DRAWING}}}majorFont", f"{{{_DRAWING}}}minorFont"):
            _name_in(fonts)
        if tree is None:
            theme._blob = etree.tostring(read, xml_declaration=True, encoding="UTF-8", standalone=True)


def _name_in(fonts: Any) -> None:
    fonts.find(f"{{{_DRAWING}}}latin").set("typeface", LATIN)
    fonts.find(f"{{{_DRAWING}}}ea").set("typeface", HAN)
    for font in fonts.findall(f"{{{_DRAWING}}}font"):
        if font.get("script") == "Hans":
            font.set("typeface", FALLBACKS[0])


def _han(chart_space: Any) -> None:
    """Name the east-Asian font beside each Latin one of a chart."""
    for latin in chart_space.iter(qn("a:latin")):
        east = etree.Element(qn("a:ea"))
        east.set("typeface", HAN)
        latin.addnext(east)
