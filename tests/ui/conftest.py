"""A core that answers a few fixed questions, so that the page can be tested without the rest."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from browsing import FLAGS, Visit
from fastapi import FastAPI

from assistant.build import entitlements_of
from assistant.families import Families
from assistant.indicators import Genre, extract
from assistant.log import Journal, Origin, SqliteJournal
from assistant.plan import Plan
from assistant.records import (
    Answer,
    Citation,
    Clause,
    Duty,
    Entitlement,
    Segment,
    Sentence,
    SqlResult,
    Step,
    Turn,
)  # fmt: skip
from assistant.structure import Tree
from assistant.ui import build_page
from assistant.ui.books import Audience, Book, Books
from assistant.ui.frame import Site
from assistant.ui.registry import PAGES
from assistant.ui.site import mount_site

PLAN = "daqing-children-2021-2025"
RATE = "2025年婴儿死亡率目标是多少？"
HTML = '<img src=x onerror="window.hit=1"><b>粗体</b><script>window.hit=1</script>是什么？'
PHONE = "妇儿工委办公室的电话是多少？"
BROKEN = "让系统出错"
BARS = "小学生和初中生的近视率目标是多少？"
PATH = ("二、发展领域、主要目标和策略措施", "（一）儿童与健康", "主要目标")
TEXTS = (
    ("2.1.g3", "goal", "3.降低新生儿、婴儿和5岁以下儿童死亡率。"),
    ("2.1.g3.1", "target", "——新生儿访视率保持在90%以上，新生儿死亡率降至3.5‰以下。"),
    ("2.1.g3.2", "target", "——婴儿死亡率控制在5.5‰以下。"),
    ("2.1.g3.3", "target", "——5岁以下儿童死亡率控制在6.5‰以下。"),
)


def clause(
    clause_id: str = "2.1.g3.2", kind: str = "target", text: str = TEXTS[2][2], at: int = 2317
) -> Clause:
    """A clause that stands in the source unchanged."""
    return Clause(
        PLAN, clause_id, kind, "", text, PATH, "2.1.g3", text, at, at + len(text), 73,
        (Segment(0, len(text), at, at + len(text)),),
    )  # fmt: skip


def citation(
    quote: str = "婴儿死亡率控制在5.5‰以下", start: int = 2319, n: int = 1, **changes: object
) -> Citation:
    """A citation of the clause of clause()."""
    values = {"source": "clause", "clause_id": "2.1.g3.2", "repaired": False, **changes}
    return Citation(n=n, plan=PLAN, path=PATH, quote=quote, start=start, end=start + len(quote), **values)


def rate_answer(question: str = RATE) -> Answer:
    """One figure, with its clause and the statement that fetched it."""
    return Answer(
        question=question,
        completed_question=question,
        status="answered",
        reason=None,
        sentences=(
            Sentence("规划提出：「婴儿死亡率控制在5.5‰以下」，目标年为2025年。", (1,)),
            Sentence("这是规划确定的目标，不是实际结果。", ()),
        ),
        citations=(citation(),),
        sql=SqlResult(
            "SELECT name, comparator, value, unit, target_year, clause_id FROM indicators WHERE name = :name",
            {"name": "婴儿死亡率", "limit": 50},
            ("name", "comparator", "value", "unit", "target_year", "clause_id"),
            (("婴儿死亡率", "<=", "5.5", "‰", 2025, "2.1.g3.2"),),
        ),
        suggestions=("新生儿死亡率的目标是多少？", PHONE),
        timings_ms={"total": 23.4},
    )


def bars_answer(question: str = BARS) -> Answer:
    """Two figures that may stand side by side."""
    rows = (("小学生近视率", "小学生", "38"), ("初中生近视率", "初中生", "68"))
    return Answer(
        question=question,
        completed_question=question,
        status="answered",
        reason=None,
        sentences=tuple(Sentence(f"{name}降至{value}%以下。", (1,)) for name, _, value in rows),
        citations=(citation(),),
        sql=SqlResult(
            "SELECT name, population, comparator, value, unit, per, clause_id FROM indicators",
            {},
            ("name", "population", "comparator", "value", "unit", "per", "clause_id"),
            tuple((name, people, "<=", value, "%", None, "2.1.g3.2") for name, people, value in rows),
        ),
    )


def phone_answer(question: str = PHONE) -> Answer:
    """Nothing in the plan."""
    said = f"规划没有写明「{question}」所问的内容。"
    return Answer(
        question=question,
        completed_question=question,
        status="abstained",
        reason="not_in_plan",
        sentences=(Sentence(said, (), ((5, 7 + len(question)),)),),
        suggestions=("规划由哪个机构组织实施？",),
        timings_ms={"total": 11.0},
    )


@dataclass(frozen=True)
class FakePlan:
    """The plan of these tests."""

    key: str = PLAN
    title: str = "大庆市儿童发展规划（2021-2025年）"
    region: str = "大庆市"
    period: tuple[int, int] = (2021, 2025)


@dataclass
class FakeCore:
    """A core with fixed answers.

    Attributes:
        pause: seconds before each step, so that a test can see it.
        histories: what stream was given, call by call.
    """

    pause: float = 0.0
    histories: list[tuple[Turn, ...]] = field(default_factory=list)
    plans: tuple[FakePlan, ...] = (FakePlan(),)
    glosses: dict[str, str] = field(default_factory=dict)

    def examples(self, lang: str) -> tuple[str, ...]:
        if lang == "en":
            return ("What is the 2025 target for infant mortality?", "Who is responsible for eyesight?")
        return (RATE, "小学生近视率要控制在多少？", "谁负责家庭教育指导？", PHONE)

    def surroundings(self, plan: str, clause_id: str) -> tuple[Clause, ...]:
        assert (plan, clause_id) == (PLAN, "2.1.g3.2")
        return tuple(clause(i, kind, text, 2260 + 30 * n) for n, (i, kind, text) in enumerate(TEXTS))

    def stream(
        self, question: str, history: tuple[Turn, ...] = (), lang: str | None = None
    ) -> Iterator[Step | Answer]:
        self.histories.append(history)
        if question == BROKEN:
            yield Step("read", "问题已读", 1.0)
            raise RuntimeError("secret detail of the core")
        for name, detail, took in (
            ("read", "指标：婴儿死亡率；年份：2025", 3.2),
            ("help", "", 8.1),
            ("query", "指标表 1 条", 1.4),
            ("check", "1 个数字、1 处引文与原文一致", 0.6),
        ):
            time.sleep(self.pause)
            yield Step(name, detail, took)
        time.sleep(self.pause)
        abstains = question in (PHONE, HTML)
        made = phone_answer if abstains else bars_answer if question == BARS else rate_answer
        yield made(question)


@pytest.fixture
def core() -> FakeCore:
    return FakeCore()


@pytest.fixture(scope="session")
def in_loop() -> Callable[..., object]:
    """Calls a function in an event loop of its own thread.

    Outside of a loop Gradio opens loops that it never closes; the browser's driver has one in this thread.
    """

    def call(function: Callable[..., object], *args: object, **options: object) -> object:
        async def inside() -> object:
            return function(*args, **options)

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(inside())).result()

    return call


@dataclass(frozen=True)
class StubIndex:
    """One plan and what it promises, as an index gives them."""

    plan: Plan
    rows: tuple[Entitlement, ...]

    def plans(self) -> tuple[Plan, ...]:
        return (self.plan,)

    def entitlements(self, plan: str) -> tuple[Entitlement, ...]:
        return self.rows

    def clauses(self, plan: str) -> tuple[Clause, ...]:
        return self.plan.clauses


@pytest.fixture(scope="session")
def book(daqing: Plan, genre: Genre) -> Book:
    """The published plan as the pages read it, without an index."""
    duty = Duty("妇儿工委", "负责", "stated", None, PLAN, "3.2", "各级妇儿工委负责组织、协调、指导、督促工作")
    audiences = (
        Audience({"zh": "家长", "en": "Parents"}, {"zh": (RATE, PHONE), "en": ("How long should children sleep?",)}),
    )  # fmt: skip
    corpus = Path(__file__).parent.parent.parent / "corpus"
    promised = entitlements_of(corpus, daqing)
    families = Families(StubIndex(daqing, promised), corpus)  # type: ignore[arg-type]
    return Book(
        daqing.meta, Tree(dict(daqing.by_id)), extract(daqing, genre)[0], (duty,), daqing.doubts,
        {"婴儿死亡率": "infant mortality rate"}, audiences, families,
    )  # fmt: skip


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A log in a file of its own."""
    opened = SqliteJournal(tmp_path / "log.sqlite", Origin())
    yield opened
    opened.close()


@pytest.fixture
def site(book: Book, journal: Journal) -> Site:
    """The pages over the published plan, in 2026; whoever has the cookie staff=1 is staff."""
    return Site(
        Books({PLAN: lambda: book}), PAGES, lambda: date(2026, 3, 1),
        is_staff=lambda request: request.cookies.get("staff") == "1", journal=journal,
    )  # fmt: skip


@dataclass
class Served:
    """A server in a thread of its own.

    Attributes:
        url: its address, with a slash at its end.
    """

    server: uvicorn.Server
    thread: threading.Thread
    url: str

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(30)


def serve_site(core: FakeCore, site: Site) -> Served:
    """Chat and pages on a free port, as they are mounted into a server."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(FastAPI(), log_level="warning", timeout_graceful_shutdown=1))

    async def run() -> None:
        page = build_page(core, site.today, site=site)
        server.config.app = mount_site(FastAPI(), page, site)
        await server.serve([listening])

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    return Served(server, thread, f"http://127.0.0.1:{listening.getsockname()[1]}/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium; its absence is a failure, with what to install."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("Playwright is missing. Install it: pip install playwright==1.65.2")
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("Chromium is missing. Install it: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def served(core: FakeCore, site: Site) -> Iterator[str]:
    """The site over the core, on a free port, in 2026."""
    core.pause = 0.15
    running = serve_site(core, site)
    yield running.url
    running.stop()


@pytest.fixture
def visit(browser: Any, served: str) -> Iterator[Callable[..., Visit]]:
    """Opens the page; at the end no script may have failed and no request may have left the machine."""
    visits: list[Visit] = []

    def open_page(**options: Any) -> Visit:
        visits.append(Visit(browser, served, **options))
        return visits[-1]

    yield open_page
    for one in visits:
        one.context.close()
        assert one.errors == []
        hosts = {
            urlsplit(url).hostname for url in one.requests if urlsplit(url).scheme in ("http", "https", "ws")
        }
        assert hosts == {"127.0.0.1"}
