"""The whole application in a process of its own, with clients in another: load, and what may befall a process."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from serving import REPO, clients, serving

from assistant.log import Origin, SqliteJournal, Wanted

pytestmark = pytest.mark.slow
RATE = "2025年婴儿死亡率目标是多少？"
HEADERS = {"Content-Type": "application/json"}


def waiting(address: str) -> int:
    with urllib.request.urlopen(f"{address}readyz", timeout=30) as reply:
        return int(json.load(reply)["waiting"])


def post(address: str, path: str, body: object) -> dict[str, object]:
    request = urllib.request.Request(f"{address}{path}", json.dumps(body).encode(), HEADERS)
    with urllib.request.urlopen(request, timeout=60) as reply:
        found: dict[str, object] = json.load(reply)
        return found


def test_many_clients_are_all_answered(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, address):
        met = clients("ask", address, 320, 32)
        assert met["wrong"] == 0, met["errors"]
        assert len(met["seconds"]) == 320
        assert waiting(address) == 0
    journal = SqliteJournal(tmp_path / "log.sqlite", Origin())
    assert len(journal.turns(Wanted(most=1000))) == 320
    journal.close()


def test_a_client_that_goes_away_gives_its_place_back(tmp_path: Path) -> None:
    earlier = ["怎么预防儿童溺水？", "校园霸凌怎么治理"] * 5  # a long piece of work
    body = json.dumps({"question": "校园欺凌由谁负责", "earlier": earlier}).encode()
    with serving(tmp_path, CONCURRENCY="1") as (_, address):
        parts = urlsplit(address)
        gone = []
        for path in ("/api/ask", "/api/ask/stream") * 10:
            connection = socket.create_connection((parts.hostname, parts.port))
            head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + body)
            gone.append(connection)
        deadline = time.monotonic() + 20
        while waiting(address) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        for connection in gone:
            connection.close()
        began = time.perf_counter()
        assert post(address, "api/ask", {"question": RATE})["status"] == "answered"
        took = time.perf_counter() - began
        while waiting(address) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert waiting(address) == 0
    journal = SqliteJournal(tmp_path / "log.sqlite", Origin())
    kept = len(journal.turns(Wanted()))
    journal.close()
    assert kept < 21, f"all were worked on although nobody waited ({took:.1f} s)"


def test_sigterm_finishes_what_runs(tmp_path: Path) -> None:
    """Whoever asked before the signal is answered; a page that stands open does not hold the process."""
    answered: list[int] = []
    with serving(tmp_path, CONCURRENCY="1") as (process, address):
        parts = urlsplit(address)
        heartbeat = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        heartbeat.request("GET", "/gradio_api/heartbeat/a-page-that-stands-open")
        beats = heartbeat.getresponse()

        def ask() -> None:
            connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
            body = {"question": "校园霸凌怎么治理", "earlier": ["怎么预防儿童溺水？"] * 10}
            connection.request("POST", "/api/ask", json.dumps(body).encode(), HEADERS)
            reply = connection.getresponse()
            answered.append(reply.status)
            reply.read()
            connection.close()

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 20
        while waiting(address) < 4 and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join()
        began = time.perf_counter()
        process.wait(25)
        assert time.perf_counter() - began < 10
        beats.close()
        heartbeat.close()
    assert answered == [200] * 4
    assert process.returncode in (0, -signal.SIGTERM)
    journal = SqliteJournal(tmp_path / "log.sqlite", Origin())
    assert len(journal.turns(Wanted())) == 4
    journal.close()


def test_kill_9_under_load_loses_no_feedback_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    with serving(tmp_path / "data") as (process, address):
        judges = subprocess.Popen(
            [sys.executable, "-m", "tests.load", "judge", address, str(acknowledged)], cwd=REPO
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(_lines(acknowledged)) < 100:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        judges.wait(60)
    journal = SqliteJournal(tmp_path / "data" / "log.sqlite", Origin())
    kept = {turn.id for turn in journal.turns(Wanted(verdict="up", most=100_000))}
    journal.close()
    told = set(_lines(acknowledged))
    assert len(told) >= 100
    assert told - kept == set()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def test_a_data_folder_that_cannot_be_used_costs_the_log_and_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with serving(tmp_path / "file" / "data") as (_, address):
        assert post(address, "api/ask", {"question": RATE})["status"] == "answered"
        time.sleep(0.5)
        with urllib.request.urlopen(f"{address}readyz", timeout=30) as reply:
            assert json.load(reply)["log"] == "failing"


def test_pages_and_api_are_one_application(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, address):
        for path in ("", "config", "api/plans", "plans/daqing-children-2021-2025/clauses/2.1.g3.2"):
            with urllib.request.urlopen(f"{address}{path}", timeout=60) as reply:
                assert reply.status == 200
                assert reply.headers["x-content-type-options"] == "nosniff"


def test_behind_a_proxy_under_a_path(tmp_path: Path) -> None:
    """Whether the proxy takes its path off or not; no address of the page leads outside of it."""
    with serving(tmp_path, ROOT_PATH="/plan") as (_, address):
        port = urlsplit(address).port
        for base in (f"http://127.0.0.1:{port}/plan", f"http://127.0.0.1:{port}"):
            for path in ("/", "/api/plans", "/plans/daqing-children-2021-2025/clauses/2.1.g3.2"):
                with urllib.request.urlopen(f"{base}{path}", timeout=60) as reply:
                    assert reply.status == 200, path
            with urllib.request.urlopen(f"{base}/config", timeout=60) as reply:
                assert urlsplit(json.load(reply)["root"]).path.rstrip("/") == "/plan"
