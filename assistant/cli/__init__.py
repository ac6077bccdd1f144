"""Composition root of the command line: a module a family of commands, put together here.

Exit codes: 0 answered, 1 error, 2 usage, 3 no answer (abstained, clarify, rejected).
"""

from __future__ import annotations

import sys

import typer

from assistant.cli import (
    asking,
    corpus,
    courses,
    evaluating,
    evaluation_sets,
    families,
    logs,
    proofs,
    serving,
    users,
)
from assistant.errors import AssistantError

app = typer.Typer(
    name="assistant",
    help="Answers questions about a government plan from the plan's own words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("build")(corpus.build)
app.command("ask")(asking.ask)
app.command("indicators")(corpus.indicators)
app.command("entitlements")(families.entitlements)
app.command("add-plan")(corpus.add_plan)
app.command("import-duties")(corpus.import_duties)
app.command("course")(courses.course)
app.command("quiz")(courses.quiz)
app.command("serve")(serving.serve)
app.command("slip")(proofs.slip)
app.command("verify")(proofs.verify)
app.command("backup")(logs.backup)
app.command("restore")(logs.restore)
app.command("doctor")(serving.doctor)
evaluating.evaluation.command("import")(evaluation_sets.import_cases)
evaluating.evaluation.command("plans")(evaluation_sets.ask_plans)
evaluating.evaluation.command("retrieval")(evaluation_sets.retrieval)
app.add_typer(evaluating.evaluation, name="eval")
app.add_typer(users.users, name="users")
app.add_typer(logs.logs, name="logs")


def main() -> None:
    """Run the command line; a deliberate error is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except AssistantError as error:
        typer.echo(f"assistant: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader went away, as `assistant indicators | head` does
        sys.stderr.close()
        sys.exit(0)
