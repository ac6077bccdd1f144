"""A core that answers a few fixed questions, so that the page can be tested without the rest."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from assistant.records import Answer, Citation, Clause, Segment, Sentence, SqlResult, Step, Turn

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
            ("link", "1 个指标，1 个条款", 8.1),
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
