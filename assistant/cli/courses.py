"""``assistant course | quiz``: material for trainers, every line and key tied to a clause."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.common import open_core
from assistant.errors import CourseError

_Many = Annotated[
    list[str] | None, typer.Option(help="Id or title of a domain (2.1, 儿童与健康); may be repeated.")
]
_Goals = Annotated[list[str] | None, typer.Option("--goal", help="Id or title of a goal; may be repeated.")]
_Lang = Annotated[str, typer.Option(help="Language of the words around the plan's own: zh or en.")]
_Out = Annotated[
    list[Path] | None,
    typer.Option(
        "--out", "-o", help="File to write, by its suffix; may be repeated. A folder gets all forms."
    ),
]


def course(
    domain: _Many = None,
    goal: _Goals = None,
    audience: Annotated[str, typer.Option(help="基层干部, 学校, 医疗机构 or 社区.")] = "基层干部",
    minutes: Annotated[int, typer.Option(help="15, 45 or 90.")] = 45,
    lang: _Lang = "zh",
    title: Annotated[str, typer.Option(help="Title of the course.")] = "",
    outline: Annotated[
        Path | None,
        typer.Option("--from", help="An outline in Markdown that was edited; the rest is read from it."),
    ] = None,
    out: _Out = None,
) -> None:
    """Make a course: an outline (Markdown, printed unless --out), a Word handout (.docx), slides (.pptx)."""
    from assistant.course import Material, Request, from_markdown, make_course
    from assistant.course.files import WRITERS

    known = Material.of(open_core())
    if outline is not None:
        made = from_markdown(_text_of(outline), known)
    else:
        made = make_course(
            known, Request(tuple(domain or ()), tuple(goal or ()), audience, minutes, _language(lang), title)
        )
    _give(
        made,
        made.title,
        out,
        {suffix: partial(write, known=known) for suffix, write in WRITERS.items()},
        ".md",
    )


def quiz(
    count: Annotated[int, typer.Option(help="How many questions.")] = 20,
    kind: Annotated[
        list[str] | None, typer.Option(help="single, several, truth, blank or short; may be repeated.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="indicators, duties or measures; may be repeated.")
    ] = None,
    domain: _Many = None,
    goal: _Goals = None,
    seed: Annotated[int, typer.Option(help="The same number makes the same paper again.")] = 1,
    lang: _Lang = "zh",
    title: Annotated[str, typer.Option(help="Title of the paper.")] = "",
    out: _Out = None,
) -> None:
    """Make a quiz: CSV (printed unless --out), Word (.docx, with the key beside it), .gift for Moodle, .html that marks."""
    from assistant.course import Material
    from assistant.quiz import Request, make_quiz
    from assistant.quiz.files import WRITERS

    asked = Request(
        count,
        tuple(kind or ()),
        tuple(source or ()),
        tuple(domain or ()),
        tuple(goal or ()),
        seed,
        _language(lang),
        title,
    )
    made = make_quiz(Material.of(open_core()), asked)
    _give(made, made.title, out, WRITERS, ".csv")


def _language(asked: str) -> Any:
    if asked not in ("zh", "en"):
        raise CourseError("语言只能选 zh 或 en。", f"The language is zh or en, not {asked}.")
    return asked


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise CourseError(f"读不了 {path}（{reason}）。", f"{path} cannot be read ({reason}).") from error


def _give(
    made: Any,
    title: str,
    out: list[Path] | None,
    writers: Mapping[str, Callable[[Any], bytes]],
    shown: str,
) -> None:
    """Write what was made to the files asked for, all of it made before the first is written; or print it."""
    from assistant.documents import safe_name, write_whole

    if not out:
        sys.stdout.write(writers[shown](made).decode("utf-8-sig"))
        return
    places: list[tuple[Path, str]] = []
    for path in out:
        if path.is_dir():
            places += [(path / safe_name(title, suffix), suffix) for suffix in writers]
            continue
        suffix = next(
            (s for s in sorted(writers, key=len, reverse=True) if path.name.lower().endswith(s)), ""
        )
        if not suffix:
            listed = "、".join(writers)
            raise CourseError(
                f"不认识 {path.name} 的后缀，可用：{listed}。", f"{path.name} should end in one of: {listed}."
            )
        places.append((path, suffix))
        if suffix == ".docx" and ".key.docx" in writers:
            places.append((path.with_name(path.name[: -len(suffix)] + ".key.docx"), ".key.docx"))
    contents = [(path, writers[suffix](made)) for path, suffix in places]
    for path, content in contents:
        write_whole(path, content)
        typer.echo(str(path))
