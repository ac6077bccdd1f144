"""Patterns of the program: compiled at their first use, and all of them can be compiled."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant
from assistant.patterns import lazy

PACKAGE = Path(assistant.__file__).parent
MODULES = sorted(
    path.relative_to(PACKAGE.parent) for path in PACKAGE.rglob("*.py") if path.name != "__main__.py"
)


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """Lazy patterns of a module's name: alone, in a tuple, as a value of a dictionary, or as an attribute."""
    if type(value) is type(lazy("")):
        yield value  # type: ignore[misc]
    elif isinstance(value, dict):
        for each in value.values():
            yield from patterns_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from patterns_in(each)
    elif getattr(type(value), "__module__", "").startswith("assistant") and hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from patterns_in(getattr(value, name, None))


def test_every_pattern_of_the_program_can_be_compiled() -> None:
    met = 0
    for path in MODULES:
        module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
        for value in vars(module).values():
            for pattern in patterns_in(value):
                assert pattern.flags is not None, f"{path}: {pattern.pattern}"
                met += 1
    assert met > 1_000


def test_no_module_compiles_patterns_when_it_is_imported() -> None:
    def at_import(node: ast.AST) -> Iterator[int]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if isinstance(child, ast.Call) and ast.unparse(child.func) == "re.compile":
                yield child.lineno
            yield from at_import(child)

    for path in MODULES:
        tree = ast.parse((PACKAGE.parent / path).read_text(encoding="utf-8"))
        assert not list(at_import(tree)), f"{path}: use assistant.patterns.lazy"


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    pattern = lazy(r"(?P<n>[0-9]+)岁", re.IGNORECASE)
    text = "3岁到6岁"
    assert pattern.pattern == r"(?P<n>[0-9]+)岁"
    assert [m["n"] for m in pattern.finditer(text)] == ["3", "6"]
    assert pattern.sub("X", text) == "X到X"
    assert pattern.flags & re.IGNORECASE
    assert dict(pattern.groupindex) == {"n": 1}
    assert pattern.fullmatch(text) is None


def test_a_wrong_pattern_is_told_at_its_first_use() -> None:
    pattern = lazy("(")
    with pytest.raises(re.error):
        pattern.search("x")
