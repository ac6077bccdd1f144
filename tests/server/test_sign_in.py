"""Signing in: when it is needed, what it opens, and what ends it."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from api_calls import RATE, fault_of
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant import Assistant
from assistant.accounts import Accounts
from assistant.errors import SettingsError
from assistant.log import NoJournal
from assistant.server import build_server, visitor_of
from assistant.server.visitors import Sessions
from assistant.settings import read_settings

PASSWORD = "a password of some length"
HTML = {"accept": "text/html,*/*"}


def pages(app: FastAPI) -> None:
    """A page that says who reads it."""

    @app.get("/who")
    def who(request: Request) -> dict[str, Any]:
        visitor = visitor_of(request)
        return {"name": visitor.name, "staff": visitor.staff}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.accounts._N", 2**10)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path / "data" / "accounts.json")
    made.add("reader", PASSWORD)
    made.add("王芳", PASSWORD, "staff")
    return made


@pytest.fixture
def open_at(plan: Assistant, tmp_path: Path) -> Any:
    def make(**changed: Any) -> TestClient:
        settings = read_settings(**{"data": tmp_path / "data", "host": "0.0.0.0"} | changed)
        app = build_server(plan, NoJournal(), settings, pages)
        return TestClient(app, raise_server_exceptions=False, follow_redirects=False)

    return make


def sign_in(client: TestClient, name: str = "王芳", password: str = PASSWORD, target: str = "/who") -> Any:
    return client.post("/sign-in", data={"name": name, "password": password, "next": target})


@pytest.mark.parametrize(
    ("host", "way", "needed"),
    [("127.0.0.1", "auto", False), ("localhost", "auto", False), ("::1", "auto", False), ("0.0.0.0", "auto", True), ("::", "auto", True),
     ("10.1.2.3", "auto", True), ("plan.example", "auto", True), ("127.0.0.1", "on", True), ("0.0.0.0", "off", False)],
)  # fmt: skip
def test_it_is_needed_as_soon_as_others_can_come(host: str, way: str, needed: bool) -> None:
    assert read_settings(host=host, sign_in=way).needs_sign_in is needed


def test_without_users_the_start_says_what_to_do(open_at: Any) -> None:
    with pytest.raises(SettingsError, match="assistant users add"):
        open_at()


def test_an_explicit_flag_lets_everybody_in(open_at: Any) -> None:
    client = open_at(sign_in="off")
    assert client.get("/who").json() == {"name": "", "staff": False}


def test_nobody_is_staff_without_signing_in_unless_the_settings_say_so(open_at: Any) -> None:
    assert open_at(host="127.0.0.1").get("/who").json()["staff"] is False
    assert open_at(host="127.0.0.1", staff="everyone").get("/who").json()["staff"] is True


def test_everyone_is_staff_means_nothing_where_one_signs_in(open_at: Any, accounts: Accounts) -> None:
    client = open_at(staff="everyone")
    sign_in(client, "reader")
    assert client.get("/who").json() == {"name": "reader", "staff": False}


def test_a_browser_is_sent_to_the_page_and_back(open_at: Any, accounts: Accounts) -> None:
    client = open_at()
    sent = client.get("/who?a=1", headers=HTML)
    assert sent.status_code == 303
    assert sent.headers["location"] == "/sign-in?next=%2Fwho%3Fa%3D1"
    shown = client.get(sent.headers["location"])
    assert 'value="/who?a=1"' in shown.text
    back = sign_in(client, target="/who?a=1")
    assert (back.status_code, back.headers["location"]) == (303, "/who?a=1")
    assert "HttpOnly" in back.headers["set-cookie"]
    assert "SameSite=lax" in back.headers["set-cookie"]
    assert client.get("/who").json() == {"name": "王芳", "staff": True}


def test_a_program_is_told_and_can_send_name_and_password(open_at: Any, accounts: Accounts) -> None:
    client = open_at()
    told = client.post("/api/ask", json={"question": RATE})
    fault_of(told, 401, "sign_in")
    assert told.headers["www-authenticate"].startswith("Basic")
    token = base64.b64encode(f"王芳:{PASSWORD}".encode()).decode()
    for _ in range(50):  # it is checked once, and then known
        reply = client.get("/api/plans", headers={"authorization": f"Basic {token}"})
        assert reply.status_code == 200
    wrong = base64.b64encode("王芳:wrong".encode()).decode()
    for header in (f"Basic {wrong}", "Basic ???", "Basic", f"Bearer {token}", "Basic " + "A" * 5000):
        fault_of(client.get("/api/plans", headers={"authorization": header}), 401, "sign_in")
    accounts.add("王芳", "another password")
    fault_of(client.get("/api/plans", headers={"authorization": f"Basic {token}"}), 401, "sign_in")


def test_a_page_that_asks_in_the_background_brings_no_dialog_up(open_at: Any, accounts: Accounts) -> None:
    reply = open_at().get("/api/plans", headers={"sec-fetch-mode": "cors"})
    assert reply.status_code == 401
    assert "www-authenticate" not in reply.headers


def test_supervisors_need_no_password(open_at: Any, accounts: Accounts) -> None:
    client = open_at()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/who", "/api/openapi.json", "/gradio_api/queue/join", "/healthz/../who", "/sign-in/../who", "//who"])  # fmt: skip
def test_everything_else_is_closed(open_at: Any, accounts: Accounts, path: str) -> None:
    assert open_at().get(path).status_code in (401, 404)


def test_a_wrong_password_is_said_in_a_sentence(open_at: Any, accounts: Accounts) -> None:
    reply = sign_in(open_at(), password="wrong password")
    assert reply.status_code == 403
    assert "不对" in reply.text
    assert "wrong password" not in reply.text
    assert "set-cookie" not in reply.headers


def test_passwords_cannot_be_tried_out(open_at: Any, accounts: Accounts) -> None:
    client = open_at()
    codes = [sign_in(client, password=f"wrong {n}").status_code for n in range(12)]
    assert codes[-1] == 429
    assert sign_in(client).status_code == 429


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", '/"><script>', "", "/\r\nx: y"]
)  # fmt: skip
def test_one_is_sent_to_no_other_website(open_at: Any, accounts: Accounts, target: str) -> None:
    client = open_at()
    assert sign_in(client, target=target).headers["location"] in ("/", "/%22%3E%3Cscript%3E")
    assert "<script>" not in client.get("/sign-in", params={"next": target}).text


def test_signing_out_ends_it(open_at: Any, accounts: Accounts) -> None:
    client = open_at()
    sign_in(client)
    client.post("/sign-out")
    assert client.get("/who").status_code == 401


def test_another_password_or_no_account_ends_it(open_at: Any, accounts: Accounts) -> None:
    client = open_at()
    sign_in(client)
    accounts.add("王芳", "another password", "staff")
    assert client.get("/who").status_code == 401
    sign_in(client, password="another password")
    assert client.get("/who").status_code == 200
    accounts.remove("王芳")
    assert client.get("/who").status_code == 401


def test_a_token_cannot_be_altered_and_ends_in_time(accounts: Accounts) -> None:
    now = [1000.0]
    sessions = Sessions(accounts, b"k" * 32, 3600, lambda: now[0])
    reader, staff = accounts.all()["reader"], accounts.all()["王芳"]
    token = sessions.issue(reader)
    assert sessions.account(token) == reader
    name, until, sign = token.split(".")
    for altered in (
        f"{sessions.issue(staff).split('.')[0]}.{until}.{sign}", f"{name}.{int(until) + 1}.{sign}", f"{name}.{until}.{sign[:-1]}0x", "", "a.b.c",
        "....", f"{name}.{until}.", f"{name}.²{until}.{sign}", f"\ud800.{until}.{sign}",
    ):  # fmt: skip
        assert sessions.account(altered) is None, altered
    assert Sessions(accounts, b"x" * 32, 3600, lambda: now[0]).account(token) is None
    now[0] += 3601
    assert sessions.account(token) is None


def test_behind_https_the_cookie_is_for_https_alone(open_at: Any, accounts: Accounts) -> None:
    client = open_at(root_path="/plan")
    client.base_url = client.base_url.copy_with(scheme="https")
    cookie = sign_in(client).headers["set-cookie"]
    assert "Secure" in cookie
    assert "Path=/plan/" in cookie


def test_behind_a_proxy_one_is_sent_within_its_path(open_at: Any, accounts: Accounts) -> None:
    client = open_at(root_path="/plan")
    for path in ("/who", "/plan/who"):  # whether the proxy takes its prefix off or not
        sent = client.get(path, headers=HTML)
        assert sent.headers["location"] == "/plan/sign-in?next=%2Fwho"
    assert sign_in(client).headers["location"] == "/plan/who"


def test_another_website_cannot_sign_anybody_in(open_at: Any, accounts: Accounts) -> None:
    reply = open_at().post("/sign-in", data={"name": "reader", "password": PASSWORD}, headers={"sec-fetch-site": "cross-site"})  # fmt: skip
    fault_of(reply, 403, "cross_site")
