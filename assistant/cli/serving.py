"""``assistant serve | doctor``: the chat, and what may be in its way."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.common import progress_bar


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; ASSISTANT_HOST or 127.0.0.1.")] = "",
    port: Annotated[
        int, typer.Option(help="Port to listen on; ASSISTANT_PORT or 7860; 0 takes a free one.")
    ] = -1,
    root_path: Annotated[
        str, typer.Option(help="Path under which a proxy shows the pages, as /plan; ASSISTANT_ROOT_PATH.")
    ] = "",
    no_sign_in: Annotated[
        bool,
        typer.Option("--no-sign-in", help="Let everybody in, wherever it listens; ASSISTANT_SIGN_IN=off."),
    ] = False,
) -> None:
    """Open the pages and the API; listening elsewhere than on this machine needs users (assistant users)."""
    from assistant.app import serve as serve_chat
    from assistant.settings import read_settings

    changed: dict[str, object] = ({"host": host} if host else {}) | ({"port": port} if port >= 0 else {})
    changed |= ({"root_path": root_path} if root_path else {}) | ({"sign_in": "off"} if no_sign_in else {})
    with progress_bar(quiet=False) as progress:
        serve_chat(read_settings(**changed), progress)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as a JSON list.")] = False,
) -> None:
    """Check settings, corpus, index, models and fonts, and say what to do; 1 where something is in the way of answers."""
    from dataclasses import asdict

    from assistant.doctor import examine

    findings = list(examine())
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    for finding in findings if not as_json else ():
        sign = {"ok": "✓", "note": "!", "fault": "✗"}[finding.state]
        print(f"{sign} {finding.name}: {finding.found}")
        if finding.remedy:
            print(f"    → {finding.remedy}")
    if any(finding.state == "fault" for finding in findings):
        raise typer.Exit(1)
