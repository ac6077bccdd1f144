"""``assistant ask``: one question, or records from standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant.cli.common import NO_ANSWER, open_core

Lang = Literal["zh", "en"]


def ask(
    question: Annotated[str, typer.Argument(help="The question, in Chinese or English.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read records {id, turns} or {id, question} from standard input.")
    ] = False,
    lang: Annotated[
        Lang | None, typer.Option(help="Language of the answer; that of the question unless given.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also draw the figures that may be compared, to FILE.png or FILE.svg."
        ),
    ] = None,
) -> None:
    """Answer a question."""
    if jsonl == bool(question):
        raise typer.BadParameter("give a question, or --jsonl and records on standard input")
    if chart is not None:
        _check_chart(chart, jsonl)
    core = open_core()
    if jsonl:
        for line in sys.stdin.buffer:
            if line.strip():
                print(json.dumps(answer_record(core, line, lang), ensure_ascii=False), flush=True)
        return
    from assistant.render import to_json, to_text

    answer = core.ask(question, lang=lang)
    print(json.dumps(_safe(to_json(answer)), ensure_ascii=False) if as_json else to_text(answer))
    if answer.status != "answered":
        raise typer.Exit(1 if answer.status == "error" else NO_ANSWER)
    if chart is not None:
        _draw(answer, chart, core.glosses)


def _check_chart(path: Path, jsonl: bool) -> None:
    """Wrong usage is told before the question is answered."""
    from assistant.chart import SUFFIXES

    if jsonl:
        raise typer.BadParameter("--chart draws the answer to one question; it does not go with --jsonl")
    if path.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"the name of a chart ends in {' or '.join(SUFFIXES)}, not as {path.name!r}")


def _draw(answer: Any, path: Path, glosses: dict[str, str]) -> None:
    """The chart of an answer, into a file.

    Raises:
        ChartError: there is nothing to chart, or the file cannot be written.
    """
    from assistant.chart import chart_data, draw
    from assistant.errors import ChartError

    data = chart_data(answer, glosses)
    if data is None:
        raise ChartError(
            f"{path} was not written: the answer has no two figures of one unit and denominator, and no counts, to compare"
        )
    draw(data, path)


def answer_record(core: Any, line: bytes, lang: Lang | None) -> dict[str, Any]:
    """The JSON of the last turn of a record, or of a bad record."""
    from assistant.records import Answer, Sentence, Turn
    from assistant.render import to_json

    try:
        record = json.loads(line.decode("utf-8"))
        turns = record["turns"] if "turns" in record else [record["question"]]
        if not turns or not all(isinstance(turn, str) for turn in turns):
            raise TypeError("turns must be a list of texts")
        identity = record.get("id")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        text = "这一行不是有效的记录。 / This line is not a valid record."
        bad = Answer("", "", "error", "bad_record", sentences=(Sentence(text),), verified=False)
        return {"id": None, **to_json(bad)}
    history: tuple[Turn, ...] = ()
    for turn in turns[:-1]:
        history = (*history, Turn(turn, core.ask(turn, history, lang)))
    return {"id": identity, **_safe(to_json(core.ask(turns[-1], history, lang)))}


def _safe(value: Any) -> Any:
    """Lone surrogates cannot be printed as UTF-8; they become question marks."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    return [_safe(item) for item in value] if isinstance(value, list) else value
