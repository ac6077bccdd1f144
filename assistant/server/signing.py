"""The page to sign in, and signing out."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.server.faults import Sentence, sentence
from assistant.server.gates import address_of
from assistant.server.visitors import COOKIE, SIGN_IN, Doorkeeper

_WRONG: Final = Sentence(
    "用户名或密码不对，请再试一次。", "The name or the password is wrong; please try again."
)
_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1a2430;--paper:#f4f6f8;--card:#fff;--line:#8593a3;--blue:#174a7c;--on:#fff;--red:#a3231b}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--paper:#12181f;--card:#1b232c;--line:#77879a;--blue:#8fbdea;--on:#10202f;--red:#ff9d94}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);
font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{width:min(24rem,calc(100vw - 2rem));padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:6px}
h1{margin:0 0 1rem;font-size:1.25rem}label{display:block;margin:.75rem 0 .25rem}
input{width:100%;padding:.5rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:4px}
button{margin-top:1.25rem;width:100%;padding:.6rem;font:inherit;border:0;border-radius:4px;background:var(--blue);color:var(--on);cursor:pointer}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}[role=alert]{color:var(--red);margin:0 0 .5rem}
"""


def signing_router(doorkeeper: Doorkeeper, root_path: str) -> APIRouter:
    """The routes of the page."""
    router = APIRouter(include_in_schema=False)
    home = f"{root_path}/"

    @router.get(SIGN_IN)
    def show(next: str = "/") -> Response:
        return _page(next)

    @router.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        given = _fields(await request.body())
        wait = doorkeeper.seconds_to_wait(address_of(request.scope))
        if wait > 0:
            told = sentence("too_often", seconds=int(wait) + 1)
            return _page(given["next"], told, 429, {"Retry-After": str(int(wait) + 1)})
        account = await doorkeeper.of_password(given["name"], given["password"])
        if account is None:
            return _page(given["next"], _WRONG, 403)
        answer = RedirectResponse(root_path + _within(given["next"]), 303)
        answer.set_cookie(
            COOKIE, doorkeeper.sessions.issue(account), max_age=doorkeeper.sessions.seconds, path=home,
            secure=request.url.scheme == "https", httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    @router.post("/sign-out")
    def sign_out() -> Response:
        answer = RedirectResponse(root_path + SIGN_IN, 303)
        answer.delete_cookie(COOKIE, path=home, httponly=True, samesite="lax")
        return answer

    return router


def _fields(body: bytes) -> dict[str, str]:
    try:
        found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        found = {}
    return {name: found.get(name, [""])[0][:2000] for name in ("name", "password", "next")}


def _within(path: str) -> str:
    """Where to go after signing in: a path of this website, or its first page."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain and path.isascii() else "/"


def _page(
    target: str, told: Sentence | None = None, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    alert = ""
    if told:
        alert = f'<div role="alert"><p>{escape(told.zh)}</p><p lang="en">{escape(told.en)}</p></div>'
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>登录 · Sign in</title><style>{_STYLE}</style></head><body><main>'
        f'<h1>登录 <span lang="en">· Sign in</span></h1>{alert}<form method="post">'
        f'<input type="hidden" name="next" value="{escape(_within(target))}">'
        '<label for="name">用户名 <span lang="en">Name</span></label>'
        '<input id="name" name="name" autocomplete="username" required autofocus>'
        '<label for="password">密码 <span lang="en">Password</span></label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required>'
        '<button>登录 <span lang="en">Sign in</span></button></form></main></body></html>',
        status,
        {"Cache-Control": "no-store", **(headers or {})},
    )
