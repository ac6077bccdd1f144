"""``assistant users …``: who may sign in."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.accounts import Accounts

users = typer.Typer(help="Who may sign in: add, list, remove.", no_args_is_help=True)


def _accounts() -> Accounts:
    from assistant.accounts import Accounts
    from assistant.settings import read_settings

    return Accounts(read_settings().accounts_file)


@users.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    staff: Annotated[
        bool, typer.Option("--staff", help="May also see what readers said of answers.")
    ] = False,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Add a user, or give one a new password; it is asked for, twice."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("密码 Password", hide_input=True, confirmation_prompt="再输一次 Repeat")
    accounts = _accounts()
    accounts.add(name, password, "staff" if staff else "user")
    print(f"已保存用户 {name}（{accounts.path}） / {name} was saved")


@users.command("list")
def show(as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False) -> None:
    """List users and their roles."""
    found = _accounts().all()
    if as_json:
        print(
            json.dumps([{"name": one.name, "role": one.role} for one in found.values()], ensure_ascii=False)
        )
    for one in () if as_json else found.values():
        print(f"{one.name}\t{one.role}")


@users.command("remove")
def remove(name: Annotated[str, typer.Argument(help="The user to remove.")]) -> None:
    """Remove a user; whoever is signed in under that name is not any more."""
    _accounts().remove(name)
    print(f"已删除用户 {name} / {name} was removed")
