"""Who asks: sessions in a signed cookie, or name and password with each request (API).

Where signing in is not needed, everybody is a reader without a name; staff only where the settings say so.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts import Account, Accounts
from assistant.server.faults import reply
from assistant.server.gates import Counts, address_of, route_of

COOKIE: Final = "pa-session"
SIGN_IN: Final = "/sign-in"
_OPEN: Final = frozenset({"/healthz", "/readyz", SIGN_IN, "/sign-out"})
_TRIES_A_MINUTE: Final = 30
_REMEMBERED_SECONDS: Final = 600.0
_MOST_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True)
class Visitor:
    """访客: who sends a request.

    Attributes:
        name: of the account, "" where nobody signed in.
        staff: whether what readers said of answers may be seen.
    """

    name: str = ""
    staff: bool = False


def visitor_of(request: Request) -> Visitor:
    """Who sends a request; a nameless reader where nothing told."""
    return getattr(request.state, "visitor", Visitor())


def client_of(scope: Scope) -> str:
    """What a client's questions are counted by: the account, else the address."""
    visitor = scope.get("state", {}).get("visitor", Visitor())
    return f"@{visitor.name}" if visitor.name else address_of(scope)


@dataclass(frozen=True)
class Sessions:
    """会话凭证: made for whoever signed in, and known again. Another password, or another key, ends them.

    Attributes:
        accounts: who may sign in.
        key: the secret that they are signed with.
        seconds: how long one holds.
        clock: seconds since 1970.
    """

    accounts: Accounts
    key: bytes
    seconds: int
    clock: Callable[[], float] = time.time

    def issue(self, account: Account) -> str:
        """A token for somebody who gave the right password."""
        until = int(self.clock()) + self.seconds
        name = base64.urlsafe_b64encode(account.name.encode()).decode().rstrip("=")
        return f"{name}.{until}.{self._sign(account, until)}"

    def account(self, token: str) -> Account | None:
        """Whose token it is; None where it is over, or was never issued."""
        parts = token.split(".")
        if len(parts) != 3 or not (parts[1].isascii() and parts[1].isdecimal() and len(parts[1]) < 16):
            return None
        try:
            name = base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)).decode()
        except (binascii.Error, ValueError):
            return None
        account, until = self.accounts.all().get(name), int(parts[1])
        if account is None or until < self.clock():
            return None
        fits = hmac.compare_digest(self._sign(account, until).encode(), parts[2].encode("utf-8", "replace"))
        return account if fits else None

    def _sign(self, account: Account, until: int) -> str:
        said = f"{account.name}\n{until}\n{account.hash}".encode()
        return hmac.new(self.key, said, hashlib.sha256).hexdigest()


class Doorkeeper:
    """Checks names and passwords: not too often from one address, and those of programs not anew each time."""

    def __init__(self, sessions: Sessions) -> None:
        """Begin with nobody known."""
        self.sessions = sessions
        self._tries = Counts(_TRIES_A_MINUTE)
        self._known: OrderedDict[bytes, tuple[float, Account]] = OrderedDict()

    def seconds_to_wait(self, address: str) -> float:
        """Count one try of an address; 0 where it may try."""
        return self._tries.wait(address)

    async def of_password(self, name: str, password: str) -> Account | None:
        """The account of that name and password."""
        return await run_in_threadpool(self.sessions.accounts.check, name, password)

    async def of_header(self, header: str, address: str) -> Account | None:
        """The account of an Authorization header; None where it is wrong, or came too often."""
        mark = hmac.new(self.sessions.key, header.encode("utf-8", "replace"), hashlib.sha256).digest()
        now = time.monotonic()
        since, account = self._known.get(mark, (0.0, None))
        if account and now - since < _REMEMBERED_SECONDS:
            return account if self.sessions.accounts.all().get(account.name) == account else None
        given = _basic(header)
        if given is None or self.seconds_to_wait(address) > 0:
            return None
        account = await self.of_password(*given)
        if account:
            self._known[mark] = (now, account)
            while len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)
        return account


def _basic(header: str) -> tuple[str, str] | None:
    kind, _, value = header.partition(" ")
    try:
        text = base64.b64decode(value.strip(), validate=True).decode() if kind.lower() == "basic" else ""
    except (binascii.Error, ValueError):
        return None
    name, colon, password = text.partition(":")
    return (name, password) if colon else None


class SignedIn:
    """Lets only those through who signed in, and tells the rest of the application who it is."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper | None, *, all_staff: bool) -> None:
        """Wrap an application; without a doorkeeper everybody is let through."""
        self._app = app
        self._doorkeeper = doorkeeper
        self._all_staff = all_staff

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask for signing in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        account = await self._account(scope) if self._doorkeeper else None
        if self._doorkeeper and account is None and route_of(scope) not in _OPEN:
            await _sign_in_first(scope)(scope, receive, send)
            return
        staff = account.role == "staff" if account else self._all_staff and self._doorkeeper is None
        visitor = Visitor(account.name if account else "", staff)
        scope.setdefault("state", {})["visitor"] = visitor
        await self._app(scope, receive, send)

    async def _account(self, scope: Scope) -> Account | None:
        assert self._doorkeeper is not None
        request = Request(scope)
        if token := request.cookies.get(COOKIE):
            return self._doorkeeper.sessions.account(token)
        header = request.headers.get("authorization", "")
        if header and route_of(scope).startswith("/api/"):
            return await self._doorkeeper.of_header(header, address_of(scope))
        return None


def _sign_in_first(scope: Scope) -> Response:
    path, headers = route_of(scope), Request(scope).headers
    if scope["method"] == "GET" and "text/html" in headers.get("accept", "") and not path.startswith("/api/"):
        query = scope.get("query_string", b"").decode("ascii", "replace")
        target = urlencode({"next": path + (f"?{query}" if query else "")})
        return RedirectResponse(f"{scope.get('root_path', '')}{SIGN_IN}?{target}", 303)
    # A browser's own dialog would come up where a page asks in the background.
    asks_itself = path.startswith("/api/") and "sec-fetch-mode" not in headers
    return reply("sign_in", {"WWW-Authenticate": 'Basic realm="plan-assistant"'} if asks_itself else None)
