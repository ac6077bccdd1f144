"""A Word file: real heading styles, footnotes, page numbers, Chinese fonts named.

python-docx has no footnotes, so their part is written here as the standard has it (ECMA-376, 17.11).
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from assistant.documents.files import plain
from assistant.documents.fonts import FALLBACKS, HAN, LATIN
from assistant.records import Language

_SIZES: Final = {
    "Normal": 11,
    "Title": 22,
    "Heading 1": 16,
    "Heading 2": 13,
    "Heading 3": 11.5,
    "List Bullet": 11,
}
_INK: Final = RGBColor(0x17, 0x4A, 0x7C)


class WordFile:
    """A document under construction; ``content`` gives the file."""

    def __init__(self, title: str, lang: Language, subject: str = "") -> None:
        """Begin an A4 document with its title in the meta data."""
        self._document: Any = Document()
        self._lang = "en-US" if lang == "en" else "zh-CN"
        self._notes: list[str] = []
        self._style_ids = {style.name: style.style_id for style in self._document.styles}
        self._set_page()
        self._set_styles()
        properties = self._document.core_properties
        properties.title, properties.subject = plain(title), plain(subject)
        properties.author, properties.language = "plan-assistant", self._lang
        properties.comments = ""
        # A fixed time: the same content is the same file.
        properties.created = properties.modified = datetime(2021, 1, 1, tzinfo=UTC)

    # --- writing -----------------------------------------------------------------------------------

    def title(self, text: str) -> None:
        """The title on top."""
        self._document.add_paragraph(plain(text), style="Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading in the style of its level, 1 to 3."""
        self._document.add_heading(plain(text), level)

    def paragraph(
        self,
        text: str,
        style: str = "Normal",
        *,
        lead: str = "",
        note: str = "",
        keep: bool = False,
        indent: float = 0,
    ) -> None:
        """A paragraph.

        Args:
            text: its words.
            style: name of a paragraph style.
            lead: words in bold before it.
            note: text of a footnote at its end.
            keep: whether it stays on the page of the next paragraph.
            indent: how far it is set in, in centimetres.
        """
        paragraph = self._document.add_paragraph()
        if style != "Normal":
            paragraph._p.style = self._style_ids[
                style
            ]  # looked up once: python-docx scans all styles for each
        if lead:
            paragraph.add_run(plain(lead)).bold = True
        paragraph.add_run(plain(text))
        paragraph.paragraph_format.keep_with_next = keep
        if indent:
            paragraph.paragraph_format.left_indent = Cm(indent)
        if note:
            self._add_note(paragraph, note)

    def break_page(self) -> None:
        """Begin a new page."""
        self._document.add_page_break()

    def _add_note(self, paragraph: Any, text: str) -> None:
        self._notes.append(plain(text))
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._notes)))
        run._r.append(reference)

    # --- looks ---------------------------------------------------------------------------------------

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = footer.add_run()._r
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = text
            run.append(mark)

    def _set_styles(self) -> None:
        styles = self._document.styles
        for name, size in _SIZES.items():
            style = styles[name]
            style.font.size = Pt(size)
            _set_fonts(style.element.get_or_add_rPr(), self._lang)
            if name.startswith(("Heading", "Title")):
                style.font.color.rgb = _INK
                style.paragraph_format.keep_with_next = True
        styles["Normal"].paragraph_format.space_after = Pt(4)
        styles["Normal"].paragraph_format.line_spacing = 1.25
        for defaults in styles.element.iter(qn("w:rPrDefault")):
            _set_fonts(defaults.find(qn("w:rPr")), self._lang)

    # --- the file ------------------------------------------------------------------------------------

    def content(self) -> bytes:
        """The file."""
        if self._notes:
            package = self._document.part.package
            part = Part(
                PackURI("/word/footnotes.xml"),
                CONTENT_TYPE.WML_FOOTNOTES,
                _footnotes(self._notes, self._lang),
                package,
            )
            self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
            _announce_separators(self._document.settings.element)
        self._name_fallbacks()
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _name_fallbacks(self) -> None:
        """Say in the table of fonts what else will do for each."""
        part = next(
            p for p in self._document.part.package.iter_parts() if str(p.partname) == "/word/fontTable.xml"
        )
        font = (
            f'<w:font w:name="{HAN}"><w:altName w:val="{escape(",".join(FALLBACKS))}"/>'
            '<w:charset w:val="86"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        )
        table = part.blob.decode("utf-8")
        part._blob = table.replace("</w:fonts>", font + "</w:fonts>").encode("utf-8")


def _set_fonts(properties: Any, language: str) -> None:
    """Latin and east-Asian font of a style, in place of those of the theme, and the language."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", HAN)):
        fonts.set(qn(f"w:{name}"), font)
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    lang.set(qn("w:val"), language)
    lang.set(qn("w:eastAsia"), "zh-CN")


def _footnotes(notes: list[str], language: str) -> bytes:
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{HAN}"/>'
    small = f'<w:rPr>{fonts}<w:sz w:val="17"/><w:lang w:val="{language}" w:eastAsia="zh-CN"/></w:rPr>'
    above = f'<w:rPr>{fonts}<w:sz w:val="17"/><w:vertAlign w:val="superscript"/></w:rPr>'
    spacing = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    written = "".join(
        f'<w:footnote w:id="{n}"><w:p>{spacing}<w:r>{above}<w:footnoteRef/></w:r>'
        f'<w:r>{small}<w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for n, note in enumerate(notes, 1)
    )
    rules = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:footnotes {nsdecls('w')}>{rules}{written}</w:footnotes>".encode()


def _announce_separators(settings: Any) -> None:
    """Say in the settings which footnotes are the rules above the notes; w:compat comes after them by the standard."""
    words = f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    compat = settings.find(qn("w:compat"))
    if compat is not None:
        compat.addprevious(parse_xml(words))
