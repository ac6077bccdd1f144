"""A conversation as a file: Markdown and Word, each answer with its sources; what a model wrote is labelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.log import KeptTurn
from assistant.patterns import lazy
from assistant.records import Answer, Language
from assistant.render import model_label, place, to_markdown
from assistant.ui.frame import VISITOR_COOKIE, Site, language_of
from assistant.ui.markup import when
from assistant.ui.texts import TEXTS, Texts, outcome

_MARKUP: Final = lazy(r"([\\`*_{}\[\]#|~<>&])")
_CONTROL: Final = lazy(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # XML knows no such characters
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Talk:
    """对话: a conversation as it is saved.

    Attributes:
        title: title of the plan.
        notes: what is said of its period and of the answers.
        turns: the questions and answers, oldest first.
        lang: language of the frame.
    """

    title: str
    notes: tuple[str, ...]
    turns: tuple[KeptTurn, ...]
    lang: Language

    @property
    def texts(self) -> Texts:
        """The words around them."""
        return TEXTS[self.lang]


def to_markdown_file(talk: Talk) -> str:
    """The conversation as Markdown; markup in questions is shown as text."""
    blocks = [f"# {_plain_md(talk.title)}", *(f"> {_plain_md(note)}" for note in talk.notes)]
    for turn in talk.turns:
        if turn.answer is not None:
            blocks += _turn_md(turn.answer, when(turn.at), talk.texts)
    return "\n\n".join(blocks) + "\n"


def _turn_md(answer: Answer, at: str, texts: Texts) -> list[str]:
    said = to_markdown(answer) or texts.fallbacks[answer.status]
    blocks = [f"## {_plain_md(answer.question)}", f"*{outcome(answer, texts)} · {at}*", said]
    if answer.citations:
        sources = "\n".join(f"- {line}" for line in _sources(answer, _plain_md))
        blocks.append(f"**{texts.source}**\n\n{sources}")
    return blocks


def _sources(answer: Answer, escape: Callable[[str], str]) -> Iterable[str]:
    for citation in answer.citations:
        quoted = f"「{escape(' '.join(citation.quote.split()))}」" if citation.quote else ""
        yield f"\\[{citation.n}\\] {escape(place(citation))} {quoted}".strip()


def _plain_md(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))


def to_word_file(talk: Talk) -> bytes:
    """The conversation as a Word document; its properties say where a language model had a hand in it."""
    from docx import Document

    document = Document()
    _fonts(document)
    document.add_heading(_clean(talk.title), 0)
    for note in talk.notes:
        document.add_paragraph(_clean(note), style="Intense Quote")
    answers = [turn.answer for turn in talk.turns if turn.answer is not None]
    for turn in talk.turns:
        if turn.answer is not None:
            _turn_word(document, turn.answer, when(turn.at), talk.texts)
    properties = document.core_properties
    properties.title, properties.author = _clean(talk.title), talk.texts.product
    properties.comments = next((model_label(answer) for answer in answers if model_label(answer)), "")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _fonts(document: Any) -> None:
    """Fonts that an office has, for Chinese and Latin."""
    from docx.oxml.ns import qn

    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")


def _turn_word(document: Any, answer: Answer, at: str, texts: Texts) -> None:
    document.add_heading(_clean(answer.question), 2)
    document.add_paragraph(f"{outcome(answer, texts)} · {at}", style="Caption")
    if label := model_label(answer):
        document.add_paragraph(label)
    said = [(s.text, "".join(f"[{n}]" for n in s.citations)) for s in answer.sentences]
    for text, marks in said or [(texts.fallbacks[answer.status], "")]:
        paragraph = document.add_paragraph(_clean(text))
        paragraph.add_run(marks).font.superscript = True
    if answer.citations:
        document.add_paragraph(texts.source, style="Heading 3")
        for line in _sources(answer, _clean):
            document.add_paragraph(line.replace("\\[", "[").replace("\\]", "]"))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def add(router: APIRouter, site: Site) -> None:
    """The two files of a conversation; only the browser that had it gets them."""

    def talk_of(key: str, request: Request) -> Talk | None:
        visitor = request.cookies.get(VISITOR_COOKIE, "")[:64]
        turns = site.journal.turns_of(visitor, key) if visitor else ()
        turns = tuple(turn for turn in turns if turn.answer is not None)
        if not turns:
            return None
        lang = language_of(request)
        book = site.book_of(turns[-1].plan)
        notes = (site.period(book, lang), TEXTS[lang].notice) if book else (TEXTS[lang].notice,)
        return Talk(book.meta.title if book else TEXTS[lang].product, notes, turns, lang)

    def file(key: str, request: Request, suffix: str) -> Response:
        talk = talk_of(key, request)
        if talk is None:
            return site.missing(request, key)
        if suffix == "md":
            body, media = to_markdown_file(talk).encode("utf-8", "replace"), "text/markdown; charset=utf-8"
        else:
            body, media = to_word_file(talk), DOCX
        name = f"{talk.title}-{talk.turns[0].at[:10]}.{suffix}"
        said = f"attachment; filename=\"conversation.{suffix}\"; filename*=UTF-8''{quote(name)}"
        return Response(
            body, media_type=media, headers={"Content-Disposition": said, "Cache-Control": "no-store"}
        )

    @router.get("/conversations/{key}.md", include_in_schema=False)
    def as_markdown(key: str, request: Request) -> Response:
        return file(key, request, "md")

    @router.get("/conversations/{key}.docx", include_in_schema=False)
    def as_word(key: str, request: Request) -> Response:
        return file(key, request, "docx")
