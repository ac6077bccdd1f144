"""``assistant logs … | backup | restore``: what was asked, as evaluation cases too; keeping it safe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assistant.log import KeptTurn, SqliteJournal, Wanted
    from assistant.settings import Settings

logs = typer.Typer(help="What was asked: list, show, export, to-case.", no_args_is_help=True)

Down = Annotated[bool, typer.Option("--down", help="Only with 👎.")]
Refused = Annotated[
    bool, typer.Option("--refused", help="Only refusals and questions back; with --down: either.")
]
Since = Annotated[str, typer.Option(help="Only from this day on (UTC), as 2026-03-01.")]
Words = Annotated[str, typer.Option(help="Only questions that hold these words.")]


def _journal() -> tuple[SqliteJournal, Settings]:
    """The log's file, whether or not it is being written.

    Raises:
        LogError: there is none.
    """
    from assistant.errors import LogError
    from assistant.log import Origin, SqliteJournal
    from assistant.settings import read_settings

    settings = read_settings()
    if not settings.log_file.exists():
        raise LogError(f"还没有日志：{settings.log_file}。 / There is no log yet: {settings.log_file}.")
    return SqliteJournal(settings.log_file, Origin(), settings.log_days), settings


def _wanted(down: bool, refused: bool, since: str, words: str, most: int) -> Wanted:
    from assistant.log import Wanted

    return Wanted(
        "down" if down else None,
        refused=refused,
        either=down and refused,
        since=since,
        words=words,
        most=most,
    )


@logs.command("list")
def show_list(
    down: Down = False, refused: Refused = False, since: Since = "", words: Words = "",
    most: Annotated[int, typer.Option(min=1, max=100_000, help="How many, the newest first.")] = 20,
) -> None:  # fmt: skip
    """List turns, the newest first."""
    journal, _ = _journal()
    turns = journal.turns(_wanted(down, refused, since, words, most))
    journal.close()
    for turn in turns:
        thumb = {"up": "👍", "down": "👎"}.get(turn.feedback.verdict if turn.feedback else "", "  ")
        outcome = f"{turn.status}{f'/{turn.reason}' if turn.reason else ''}"
        question = "（未留存文字 text not kept）" if turn.question is None else turn.question
        print(f"{turn.id}  {turn.at}  {thumb}  {outcome:<24}  {' '.join(question.split())[:80]}")


@logs.command("show")
def show(turn: Annotated[str, typer.Argument(help="The turn's id, or how it begins.")]) -> None:
    """Show a turn with its answer, its query and what the reader said of it."""
    journal, _ = _journal()
    found = _found(journal, turn)
    journal.close()
    print(json.dumps(_json_of(found), ensure_ascii=False, indent=1))


@logs.command("export")
def export(
    down: Down = False, refused: Refused = False, since: Since = "", words: Words = "",
    most: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = 1_000_000,
) -> None:  # fmt: skip
    """Print turns as JSON lines, the newest first."""
    journal, _ = _journal()
    skip, wanted = 0, _wanted(down, refused, since, words, 500)
    from dataclasses import replace

    while skip < most:
        turns = journal.turns(replace(wanted, skip=skip, most=min(500, most - skip)))
        for turn in turns:
            print(json.dumps(_json_of(turn), ensure_ascii=False))
        if not turns:
            break
        skip += len(turns)
    journal.close()


@logs.command("to-case")
def to_case(
    turn: Annotated[str, typer.Argument(help="The turn's id, or how it begins.")],
    append: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also append it to a case file, as eval/cases/logged.jsonl."),
    ] = None,
) -> None:
    """Print a turn as the draft of an evaluation case; what is right is then written by reading the plan."""
    from assistant.errors import LogError
    from assistant.log import Wanted
    from assistant.log.cases import case_of, next_number

    journal, settings = _journal()
    found = _found(journal, turn)
    same = journal.turns(Wanted(conversation=found.conversation, most=1000)) if found.conversation else ()
    journal.close()
    at = next((n for n, kept in enumerate(same) if kept.id == found.id), len(same))
    earlier = reversed(same[at + 1 :])
    files = [*sorted((settings.home / "eval" / "cases").glob("*.jsonl")), *([append] if append else [])]
    lines = [line for path in files if path.exists() for line in path.read_text(encoding="utf-8").split("\n")]
    line = json.dumps(case_of(found, next_number(lines), earlier), ensure_ascii=False)
    print(line)
    if append is not None:
        try:
            with append.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise LogError(f"{append} 写不了（{error.strerror}）。 / {append} cannot be written.") from error


def backup(file: Annotated[Path, typer.Argument(help="The backup to write, as backup.tar.gz.")]) -> None:
    """Save log, accounts and plans into one file; a server may run meanwhile."""
    from assistant.backup import back_up
    from assistant.settings import read_settings

    count = back_up(read_settings(), file)
    print(f"已备份 {count} 个文件：{file} / {count} files were saved to {file}")


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace a log and accounts that are there; they are kept as .before."),
    ] = False,
) -> None:
    """Put back what a backup holds; the server must be stopped. Plans that are here already stay as they are."""
    from assistant.backup import restore as put_back
    from assistant.settings import read_settings

    done = put_back(read_settings(), file, force=force)
    print(f"日志 log: {'—' if done.turns is None else done.turns}")
    print(f"用户 accounts: {'✓' if done.accounts else '—'}")
    print(f"规划 plans: {', '.join(done.plans) or '—'}")
    if done.left:
        print(f"已有且不同、未改动的规划 plans here that differ and were left: {', '.join(done.left)}")


def _found(journal: SqliteJournal, turn: str) -> KeptTurn:
    from assistant.errors import UnknownTurn

    found = journal.turn(turn)
    if found is None:
        journal.close()
        raise UnknownTurn(
            f"没有找到 {turn!r}，或有多条以此开头。 / There is no turn {turn!r}, or several begin so."
        )
    return found


def _json_of(turn: KeptTurn) -> dict[str, Any]:
    from pydantic import TypeAdapter

    from assistant.log import KeptTurn

    made: dict[str, Any] = TypeAdapter(KeptTurn).dump_python(turn, mode="json")
    return made
