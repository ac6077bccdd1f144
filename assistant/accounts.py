"""Who may sign in: names, roles and salted hashes of passwords in one file of the user's data folder.

    accounts.json   {"version": 1, "accounts": {"name": {"role": "staff", "hash": "scrypt$…"}}}

``assistant users`` writes it; a running server sees the change with the next request.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from assistant.errors import AccountError

Role = Literal["user", "staff"]
SHORTEST_PASSWORD: Final = 10
LONGEST_NAME: Final = 40
# OWASP's first choice of parameters for scrypt that takes 32 MiB: about a tenth of a second.
_N, _R, _P = 2**15, 8, 1
_MEMORY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Account:
    """账户: somebody who may sign in.

    Attributes:
        name: as it is typed.
        role: staff also sees what readers said of answers.
        hash: salt and hash of the password, with the parameters.
    """

    name: str
    role: Role
    hash: str


class Accounts:
    """The accounts of a file."""

    def __init__(self, path: Path) -> None:
        """Remember the file; it is read when it is first needed, and again when it changed."""
        self.path = path
        self._read: tuple[tuple[int, int], dict[str, Account]] = ((0, 0), {})
        self._lock = threading.Lock()

    def all(self) -> dict[str, Account]:
        """The accounts by name.

        Raises:
            AccountError: the file cannot be used.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise AccountError(_unusable(self.path, error)) from error
        mark = (found.st_mtime_ns, found.st_size)
        with self._lock:
            if self._read[0] != mark:
                self._read = (mark, _parsed(self.path))
            return self._read[1]

    def check(self, name: str, password: str) -> Account | None:
        """The account of that name and password; takes as long where there is no such name."""
        account = self.all().get(name)
        fits = _fits(password, account.hash if account else _NOBODY)
        return account if fits else None

    def add(self, name: str, password: str, role: Role = "user") -> None:
        """Add an account, or give one a new password and role.

        Raises:
            AccountError: name or password cannot be used, or the file cannot be written.
        """
        if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
            raise AccountError(
                f"用户名须为 1 至 {LONGEST_NAME} 个字，首尾没有空格。"
                f" / A name has 1 to {LONGEST_NAME} characters, none of them a blank at its ends."
            )
        if ":" in name:
            raise AccountError("用户名不能有冒号。 / A name has no colon.")
        if len(password) < SHORTEST_PASSWORD:
            raise AccountError(
                f"密码至少要 {SHORTEST_PASSWORD} 个字符。 / A password has at least {SHORTEST_PASSWORD} characters."
            )
        self._write(self.all() | {name: Account(name, role, _hashed(password))})

    def remove(self, name: str) -> None:
        """Remove an account; whoever is signed in with it is not any more.

        Raises:
            AccountError: there is none, or the file cannot be written.
        """
        found = dict(self.all())
        if name not in found:
            raise AccountError(f"没有用户 {name!r}。 / There is no user {name!r}.")
        del found[name]
        self._write(found)

    def _write(self, accounts: dict[str, Account]) -> None:
        """Write the whole file beside the old one, then put it in its place."""
        content = {
            "version": 1,
            "accounts": {account.name: {"role": account.role, "hash": account.hash} for account in accounts.values()},
        }  # fmt: skip
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_private(self.path, text.encode())


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its user alone may read, whole or not at all.

    Raises:
        AccountError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise AccountError(_unusable(path, error)) from error


def session_key(path: Path) -> bytes:
    """The secret that signed-in browsers are known by; made where there is none. Deleting it signs everybody out.

    Raises:
        AccountError: it cannot be read or written.
    """
    try:
        found = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise AccountError(_unusable(path, error)) from error
    if len(found) < 32:
        found = secrets.token_bytes(32)
        write_private(path, found)
    return found


def _parsed(path: Path) -> dict[str, Account]:
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["accounts"]
        found = {name: Account(name, one["role"], one["hash"]) for name, one in listed.items()}
        if any(account.role not in get_args(Role) for account in found.values()):
            raise ValueError("unknown role")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AccountError(_unusable(path, error)) from error
    return found


def _unusable(path: Path, error: Exception) -> str:
    return f"用户文件 {path} 无法使用（{error}）。 / The file of users {path} cannot be used ({error})."


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_digest(password, salt, _N, _R, _P).hex()}"


def _fits(password: str, hashed: str) -> bool:
    try:
        kind, n, r, p, salt, digest = hashed.split("$")
        made = _digest(password, bytes.fromhex(salt), int(n), int(r), int(p))
        return kind == "scrypt" and hmac.compare_digest(made, bytes.fromhex(digest))
    except ValueError:
        return False


def _digest(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    secret = password.encode("utf-8", "replace")
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


# The hash of no password, so that an unknown name takes as long as a wrong password.
_NOBODY = f"scrypt${_N}${_R}${_P}${'00' * 16}${'00' * 32}"
