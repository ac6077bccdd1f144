"""Imports go one way, heavy libraries are imported where they are used, and few modules write."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import assistant

PACKAGE = Path(assistant.__file__).parent

# The list in section 2 of the design, from above to below: a module imports only what stands above it.
ORDER = [
    "errors", "patterns", "files", "records", "settings", "listing", "whose_name", "asked", "numerals", "aged", "framing", "negated", "how_often", "exclusions", "claims", "counts_stated", "supposed", "scaled",
    "orders", "cantonese", "lexicon", "synonyms", "bilingual", "ages", "tagging", "short_forms", "general_dictionary", "spelling", "plan", "indicators", "passages", "duties", "bodies", "entitlements", "embedding",
    "search_files", "builds", "store", "build", "content_words", "occurrence", "coverage", "retrieval", "sql", "privacy", "searched", "distress", "question",
    "linking", "matter_scope", "tabular", "sufficiency", "clause_sufficiency", "structure", "places", "quoting", "formalities", "wording",
    "premises", "counts_held", "mentions", "matter_terms", "matter", "handed_out", "unnamed", "roles_asked", "responsible", "compose", "table_evidence", "tabulate", "recount",
    "restated", "shortening", "promised", "verify", "llm", "knowledge", "examples", "run", "table_asked", "fetching", "first_reading", "gathering",
    "noted", "charging", "tasks_asked", "bodies_ranked", "entitled", "anchoring", "paper", "searching", "positioned", "helping", "presupposed", "numbered_item", "leading", "standing", "worded", "silent", "unsaid", "conversation", "halves", "errand", "plainly", "with_model", "agent",
    "render", "chart", "llama", "workflow", "families", "accounts", "slips", "log",
    "backup", "documents", "course", "quiz", "evaluation", "ui", "server", "app",
    "doctor", "cli",
]  # fmt: skip
# Beside the list: the package itself hands out the agent, and running it is running the command line.
ENTRY_POINTS = {"__init__": {"agent"}, "__main__": {"cli"}}
# Those that write SQLite: the index, its search part, the log.
WRITERS = {"store", "search_files", "log"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Absolute names that a module imports, anywhere in it, with their lines."""
    package = ["assistant", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base, node.lineno
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


def own(path: Path) -> Iterator[tuple[str, int]]:
    """The entries of the list (top-level modules and packages of ours) that a module imports."""
    for name, line in imported(path):
        parts = name.split(".")
        if parts[0] == "assistant" and len(parts) > 1 and _exists(parts[1]):
            yield parts[1], line


def _exists(name: str) -> bool:
    return (PACKAGE / f"{name}.py").exists() or (PACKAGE / name).is_dir()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    name = name_of(path)
    top = name.split(".")[0]
    if name in ENTRY_POINTS:
        assert {other for other, _ in own(path)} <= ENTRY_POINTS[name]
        return
    assert top in ORDER, f"{name} has no place in the list of section 2"
    above = ORDER[: ORDER.index(top)] + ([top] if "." in name else [])
    wrong = [f"{name}:{line} imports {other}" for other, line in own(path) if other not in above]
    assert wrong == []


def test_packages_have_no_circles() -> None:
    inside = {name_of(path): path for path in MODULES if len(path.relative_to(PACKAGE).parts) > 1}
    edges = {
        name: {other for full, _ in imported(path) if (other := full.removeprefix("assistant.")) in inside}
        for name, path in inside.items()
    }
    while leaves := [name for name, others in edges.items() if not others & edges.keys()]:
        for name in leaves:
            del edges[name]
    assert edges == {}


def importers(library: str) -> set[str]:
    """Top-level names of ours that import a library."""
    return {
        name_of(path).split(".")[0] for path in MODULES for name, _ in imported(path) if name.split(".")[0] == library
    }  # fmt: skip


def test_only_the_pages_import_gradio() -> None:
    assert importers("gradio") <= {"ui"}


def test_only_the_edges_import_llamaindex() -> None:
    assert importers("llama_index") <= {"llama"}
    assert importers("workflows") <= {"workflow"}


def test_only_the_sql_package_parses_sql_and_only_few_modules_open_sqlite() -> None:
    assert importers("sqlglot") <= {"sql"}
    assert importers("sqlite3") <= {*WRITERS, "sql", "build"}


def test_what_checks_an_answer_imports_nothing_that_made_it() -> None:
    made = {
        "compose",
        "tabulate",
        "llm",
        "knowledge",
        "run",
        "table_asked",
        "fetching",
        "first_reading",
        "searching",
        "agent",
        "retrieval",
        "sql",
        "sufficiency",
        "clause_sufficiency",
        "question",
    }
    checking = [path for path in MODULES if name_of(path).split(".")[0] in ("verify", "recount", "restated")]
    assert {name for path in checking for name, _ in own(path)} & made == set()


def test_records_know_no_library() -> None:
    allowed = {"__future__", "collections", "dataclasses", "decimal", "typing"}
    for path in (PACKAGE / "records").glob("*.py"):
        used = {name for name, _ in imported(path) if not name.startswith("assistant.records")}
        assert {name.split(".")[0] for name in used} <= allowed, path


def _connects(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(tree_of(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "connect"
        ):
            yield node


def test_other_modules_open_sqlite_read_only() -> None:
    for path in MODULES:
        if name_of(path).split(".")[0] in WRITERS or "sqlite3" not in {name for name, _ in imported(path)}:
            continue
        for call in _connects(path):
            options = {keyword.arg: keyword.value for keyword in call.keywords}
            uri = options.get("uri")
            assert isinstance(uri, ast.Constant), f"{name_of(path)}:{call.lineno} opens a file, not a URI"
            assert uri.value is True
            assert "mode=ro" in path.read_text(encoding="utf-8"), name_of(path)


HEAVY = "jieba gradio torch sqlglot llama_index sentence_transformers faiss workflows opencc fastapi pypinyin"


@pytest.mark.parametrize("module", ["assistant", "assistant.plan", "assistant.build"])
def test_a_bare_import_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}\nprint(*[name for name in {HEAVY.split()} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
