"""The docs say what the program does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from assistant.cli import app
from assistant.settings import Settings

REPO = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(scope="module")
def make_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", Path(__file__).parent / "make_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", READMES)
def test_the_transcript_is_what_the_program_prints(name: str, make_docs: ModuleType) -> None:
    shown = make_docs.TRANSCRIPT.search((REPO / name).read_text(encoding="utf-8"))
    assert shown, f"{name} has no transcript"
    assert shown.group(2) == make_docs.transcript(), "run: make docs"


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_documented(name: str) -> None:
    text = (REPO / name).read_text(encoding="utf-8")
    commands = {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    for group in app.registered_groups:
        assert group.typer_instance
        for command in group.typer_instance.registered_commands:
            commands.add(f"{group.name} {command.name}")
    assert {command for command in commands if f"assistant {command}" not in text} == set()


@pytest.mark.parametrize("name", READMES)
def test_every_dependency_is_listed_with_its_licence(name: str) -> None:
    text = (REPO / name).read_text(encoding="utf-8")
    pins = re.findall(
        r'^    "([a-z0-9-]+)==', (REPO / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {pin for pin in pins if f"| {pin}" not in text and f"`{pin}`" not in text} == set()


def test_every_setting_is_documented() -> None:
    text = (REPO / "docs" / "settings.md").read_text(encoding="utf-8")
    names = {f"ASSISTANT_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in names if name not in text} == set()


def test_every_pin_has_its_constraint() -> None:
    pins = set(re.findall(r'"([a-z0-9-]+)==([^"]+)"', (REPO / "pyproject.toml").read_text(encoding="utf-8")))
    constraints = dict(
        line.lower().replace("_", "-").split("==")
        for line in (REPO / "constraints.txt").read_text(encoding="utf-8").split()
    )
    assert {name for name, version in pins if constraints.get(name) not in (version, None)} == set()


@pytest.mark.parametrize(
    "page", sorted(path.relative_to(REPO).as_posix() for path in (REPO / "docs").rglob("*.md"))
)
def test_links_lead_somewhere(page: str) -> None:
    path = REPO / page
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_pictures_of_the_readme_are_there() -> None:
    for name in READMES:
        for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (REPO / name).read_text(encoding="utf-8")):
            assert (REPO / target).exists(), target
