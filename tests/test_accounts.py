"""Who may sign in."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.accounts import Accounts, session_key
from assistant.errors import AccountError

SECRET = "一个很长的密码-1234"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path / "data" / "accounts.json")
    made.add("王芳", SECRET, "staff")
    return made


def test_the_right_password_fits_and_no_other(accounts: Accounts) -> None:
    found = accounts.check("王芳", SECRET)
    assert found is not None
    assert found.role == "staff"
    assert accounts.check("王芳", SECRET + "x") is None
    assert accounts.check("王芳", "") is None
    assert accounts.check("李", SECRET) is None


def test_the_file_holds_no_password_and_is_the_users_alone(accounts: Accounts) -> None:
    text = accounts.path.read_text(encoding="utf-8")
    assert SECRET not in text
    assert accounts.path.stat().st_mode & 0o077 == 0


def test_a_new_password_takes_the_place_of_the_old(accounts: Accounts) -> None:
    accounts.add("王芳", "another password")
    assert accounts.check("王芳", SECRET) is None
    found = accounts.check("王芳", "another password")
    assert found is not None
    assert found.role == "user"


def test_what_another_process_changed_is_seen(accounts: Accounts) -> None:
    other = Accounts(accounts.path)
    assert set(other.all()) == {"王芳"}
    accounts.add("李强", SECRET)
    assert set(other.all()) == {"王芳", "李强"}
    accounts.remove("王芳")
    assert set(other.all()) == {"李强"}


def test_an_unknown_name_takes_as_long_as_a_wrong_password(accounts: Accounts) -> None:
    def took(name: str) -> float:
        started = time.process_time()
        accounts.check(name, "wrong password")
        return time.process_time() - started

    known, unknown = (min(took(name) for _ in range(3)) for name in ("王芳", "nobody"))
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize(
    ("name", "password"),
    [("", SECRET), (" a", SECRET), ("a:b", SECRET), ("a\n", SECRET), ("x" * 41, SECRET), ("a", "short")],
)
def test_names_and_passwords_that_cannot_be_used(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(AccountError, match=" / "):
        accounts.add(name, password)


def test_nobody_can_be_removed_who_is_not_there(accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="没有用户"):
        accounts.remove("李强")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"accounts": []}', '{"accounts": {"a": {"role": "king", "hash": ""}}}']
)
def test_a_damaged_file_lets_nobody_in(accounts: Accounts, text: str) -> None:
    accounts.path.write_text(text, encoding="utf-8")
    with pytest.raises(AccountError, match="无法使用"):
        accounts.check("王芳", SECRET)


def test_the_key_of_sessions_stays(tmp_path: Path) -> None:
    path = tmp_path / "data" / "session.key"
    key = session_key(path)
    assert len(key) == 32
    assert session_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
