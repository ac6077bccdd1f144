"""Bad input gets a 4xx and one plain sentence in both languages; a fault of ours a 500 and no more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from api_calls import KEY, RATE, fault_of
from fastapi.testclient import TestClient

from assistant.server.gates import Counts

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b'"x"', b"{}", b'{"question": null}', b'{"question": 1}', b'{"question": ["x"]}', b"\xff\xfe",
     b'{"question": "x", "other": 1}', b'{"question": "x", "lang": "fr"}', b'{"question": "x", "earlier": "y"}', b'{"question": "\\ud800"}',
     b'{"question": "x", "earlier": ["1","2","3","4","5","6","7","8","9","10","11"]}', b'{"question": 1e999}'],
)  # fmt: skip
def test_a_body_that_is_no_question(client: TestClient, body: bytes) -> None:
    for path in ("/api/ask", "/api/ask/stream"):
        fault_of(client.post(path, content=body, headers=JSON), 422, "invalid")


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"question": ' + b"9" * 10_000 + b"}"])
def test_a_body_that_no_program_can_hold(client: TestClient, body: bytes) -> None:
    fault_of(client.post("/api/ask", content=body, headers=JSON), 400, "bad_request")


def test_what_was_sent_is_not_said_again(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "x", "<script>": "<b>secret</b>"})
    assert "secret" not in reply.text


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/json"])  # fmt: skip
def test_another_kind_of_body(client: TestClient, kind: str) -> None:
    reply = client.post("/api/ask", content=b'{"question": "x"}', headers={"content-type": kind})
    fault_of(reply, 415, "content_type")


def test_a_body_that_is_too_large(client: TestClient) -> None:
    fault_of(client.post("/api/ask", json={"question": "长" * 1_000_000}), 413, "too_large")


def test_a_body_that_is_too_large_and_does_not_say_so(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(300):
            yield b"x" * 10_000
        yield b'"}'

    fault_of(client.post("/api/ask", content=pieces(), headers=JSON), 413, "too_large")


def test_a_length_that_is_none(client: TestClient) -> None:
    for length in ("99999999999999999999999999", "-5", "x"):
        reply = client.post("/api/ask", content=b"{}", headers=JSON | {"content-length": length})
        assert 400 <= reply.status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/api/plans/../../etc/passwd", "/api/plans/..%2f..%2f..%2fetc%2fpasswd/clauses/1", f"/api/plans/{KEY}/clauses/..%2f..%2fsource.txt",
        "/api/plans/%00/indicators", f"/api/plans/{KEY}/clauses/%00", f"/api/plans/{KEY}/clauses/%ff%fe", "/api/plans/%ed%a0%80/indicators",
        f"/api/plans/{KEY}/clauses/{'x' * 5000}", f"/api/plans/{KEY}/clauses/1'%20OR%20'1'='1", "/api/%2e%2e/%2e%2e/etc/passwd", "/api", "/api/",
        "//etc/passwd", f"/api/plans/{KEY}", "/api/plans/C:%5Cwindows/indicators",
    ],
)  # fmt: skip
def test_tricks_with_paths(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert "root:" not in reply.text
    assert reply.json()["message_en"].endswith(".")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "GET"])
def test_another_method(client: TestClient, method: str) -> None:
    fault_of(client.request(method, "/api/ask", headers=JSON), 405, "method")


def test_another_website_cannot_ask(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": RATE}, headers={"sec-fetch-site": "cross-site"})
    fault_of(reply, 403, "cross_site")


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/proxy=http://127.0.0.1/", "/gradio_api/file=/etc/passwd", "/gradio_api/vibe-edit", "/gradio_api/profiling/clear",
     "/login", "/monitoring/summary"],
)  # fmt: skip
def test_what_no_page_needs_is_closed(client: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        fault_of(client.request(method, path), 404, "not_found")


class BrokenCore:
    """A core that fails in a way it should never fail."""

    def __init__(self, plan: Any) -> None:
        self.index, self.plan = plan.index, plan.plan

    def stream(self, *args: object) -> Any:
        raise RuntimeError(f"secret detail of {os.getcwd()}")


def test_a_fault_of_ours_is_told_without_its_detail(serve: Any, plan: Any) -> None:
    client = serve(core=BrokenCore(plan))
    fault_of(client.post("/api/ask", json={"question": RATE}), 500, "error")
    streamed = client.post("/api/ask/stream", json={"question": RATE})
    assert streamed.text.startswith("event: fault\n")
    assert "secret" not in streamed.text
    assert client.get("/readyz").json()["waiting"] == 0


def test_html_in_a_question_comes_back_as_text(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "<script>alert(1)</script>是什么？"})
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in reply.json()["answer"]


def test_one_client_cannot_ask_for_all(serve: Any) -> None:
    client = serve(questions_a_minute=3)
    codes = [client.post("/api/ask", json={"question": RATE}).status_code for _ in range(3)]
    assert codes == [200, 429, 429]
    reply = client.post("/api/ask", json={"question": RATE})
    assert 1 <= int(reply.headers["retry-after"]) <= 20
    assert "秒" in fault_of(reply, 429, "too_often")["message"]
    assert client.get("/api/plans").status_code == 200


def test_who_waits_may_ask_again_and_others_meanwhile() -> None:
    now = [0.0]
    counts = Counts(60, lambda: now[0])  # one a second, twenty at once
    assert [counts.wait("a") for _ in range(20)] == [0.0] * 20
    assert counts.wait("a") == pytest.approx(1.0)
    assert counts.wait("b") == 0.0
    now[0] += 1.0
    assert counts.wait("a") == 0.0
    assert counts.wait("a") > 0
    now[0] += 3600
    assert [counts.wait("a") for _ in range(20)] == [0.0] * 20
    assert counts.wait("a") > 0


def test_clients_without_number_do_not_fill_the_memory() -> None:
    counts = Counts(60)
    for number in range(Counts.MOST_CLIENTS + 500):
        counts.wait(str(number))
    assert len(counts._left) == Counts.MOST_CLIENTS


def test_no_limit_is_no_limit() -> None:
    counts = Counts(0)
    assert not any(counts.wait("a") for _ in range(1000))
