"""``assistant slip | verify``: an answer as a slip, and a slip checked again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import open_core


def slip(
    question: Annotated[str, typer.Argument(help="The question, in Chinese or English.")],
    file: Annotated[Path, typer.Argument(help="File to write the slip to; it must not be there yet.")],
) -> None:
    """Answer a question and save the answer as a slip, which anybody with the plan can check again."""
    from assistant.errors import SlipError
    from assistant.render import to_text
    from assistant.slips import slip_of, to_json

    core = open_core()
    answer = core.ask(question)
    stored = next(plan for plan in core.index.plans() if plan.meta.key == core.plan.meta.key)
    made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    made = slip_of(answer, stored.meta.key, stored.meta.title, stored.sha256, made_at)
    try:
        with file.open("x", encoding="utf-8") as opened:
            json.dump(to_json(made), opened, ensure_ascii=False, indent=1)
    except OSError as error:
        raise SlipError(
            f"{file} 写不了（{error.strerror}）。 / {file} cannot be written ({error.strerror})."
        ) from error
    print(to_text(answer))


def verify(
    file: Annotated[Path, typer.Argument(help="The slip; also an answer of the API that holds one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as a JSON list.")] = False,
) -> None:
    """Check a slip again, offline, against the published text of its plan; 1 where something does not hold."""
    from dataclasses import asdict

    from assistant.settings import read_settings
    from assistant.slips import examine, read_slip

    findings = list(examine(read_slip(file), read_settings().corpus))
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    for finding in findings if not as_json else ():
        print(f"{'✓' if finding.holds else '✗'} {finding.what}: {finding.found}")
    if not all(finding.holds for finding in findings):
        raise typer.Exit(1)
