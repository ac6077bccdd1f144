"""Clients of a running server, in a process of their own: what they met is printed as JSON.

python -m tests.load ask ADDRESS QUESTIONS CLIENTS       without pause, through the API
python -m tests.load page ADDRESS QUESTIONS CLIENTS      five seconds between questions, through the page
python -m tests.load judge ADDRESS FILE                  ask and judge until the server is gone; acknowledged ids go to FILE
python -m tests.load bare QUESTIONS                      no server at all: the core in a loop
"""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

QUESTIONS = (
    "2025年婴儿死亡率目标是多少？", "初中生近视率要降到多少", "新生儿听力筛查率达到多少", "九年义务教育巩固率的目标", "农村自来水普及率要达到百分之几",
    "What is the 2025 infant mortality target?", "小学生每天要睡几个小时", "产前筛查率", "12岁以下儿童龋患率控制在多少以内", "近视率",
    "怎么预防儿童溺水？", "网吧能让未成年人进吗", "残疾孩子康复要钱吗", "手机上瘾怎么管", "校园霸凌怎么治理", "留守儿童有哪些关爱措施",
    "用千分率表示的指标有哪些？", "2030年婴儿死亡率目标是多少？", "基本原则有哪些", "今天天气怎么样",
)  # fmt: skip
PAUSE = 5.0
_TIMEOUT = 120


@dataclass
class Met:
    """What the clients met: seconds of each answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    took: float = 0.0

    def json(self) -> str:
        return json.dumps({"seconds": self.seconds, "errors": self.errors[:20], "wrong": len(self.errors), "took": self.took})  # fmt: skip


def post(connection: http.client.HTTPConnection, path: str, body: object) -> tuple[int, bytes]:
    """Send JSON over a connection that is kept."""
    connection.request("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    reply = connection.getresponse()
    return reply.status, reply.read()


def connect(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_TIMEOUT)


def through_api(address: str, question: str, connection: http.client.HTTPConnection) -> None:
    """One question; RuntimeError where it is not answered as it should be."""
    status, body = post(connection, "/api/ask", {"question": question})
    record = json.loads(body)
    if status != 200 or record["status"] not in ("answered", "abstained", "clarify"):
        raise RuntimeError(f"{status} {body[:200]!r}")


def through_page(address: str, question: str, connection: http.client.HTTPConnection) -> None:
    """One question through the queue of the page, as its script asks it."""
    from tests.bench import _ask_page

    _ask_page(address, question, f"load{threading.get_ident()}{random.random()}")


def run(address: str, count: int, clients: int, ask: Callable[..., None], pause: float = 0.0) -> Met:
    """Share questions out among clients, each asking one after the other."""
    met, lock, numbers = Met(), threading.Lock(), iter(range(count))

    def mine() -> Iterator[int]:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            yield number

    def client(start: float) -> None:
        time.sleep(start)
        connection = connect(address)
        for number in mine():
            began = time.perf_counter()
            try:
                ask(address, QUESTIONS[number % len(QUESTIONS)], connection)
                with lock:
                    met.seconds.append(time.perf_counter() - began)
            except Exception as error:
                connection.close()
                with lock:
                    met.errors.append(repr(error)[:300])
            time.sleep(pause)
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=client, args=(pause * n / clients,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    met.took = time.perf_counter() - began
    return met


def judge(address: str, file: Path) -> None:
    """Ask and judge in eight threads until the server is gone; what was acknowledged is written down."""
    lock = threading.Lock()

    def client() -> None:
        connection = connect(address)
        for question in QUESTIONS * 1000:
            try:
                turn = json.loads(post(connection, "/api/ask", {"question": question})[1])["id"]
                status, _ = post(connection, f"/api/answers/{turn}/feedback", {"verdict": "up"})
            except (OSError, http.client.HTTPException, ValueError):
                return
            if status == 200:
                with lock, file.open("a", encoding="utf-8") as opened:
                    opened.write(f"{turn}\n")

    threads = [threading.Thread(target=client) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def bare(count: int) -> Met:
    """The core in a loop, one question after the other."""
    from assistant import Assistant

    core, met = Assistant.open(), Met()
    for question in QUESTIONS:
        core.ask(question)
    began = time.perf_counter()
    for number in range(count):
        before = time.perf_counter()
        core.ask(QUESTIONS[number % len(QUESTIONS)])
        met.seconds.append(time.perf_counter() - before)
    met.took = time.perf_counter() - began
    core.close()
    return met


def main(arguments: list[str]) -> None:
    """Run one of the kinds; see the module."""
    kind, *rest = arguments
    if kind == "bare":
        print(bare(int(rest[0])).json())
    elif kind == "judge":
        judge(rest[0], Path(rest[1]))
    else:
        ask, pause = (through_api, 0.0) if kind == "ask" else (through_page, PAUSE)
        print(run(rest[0], int(rest[1]), int(rest[2]), ask, pause).json())


if __name__ == "__main__":
    main(sys.argv[1:])
