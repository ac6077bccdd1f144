"""assistant doctor: what is wrong with an installation, and what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.build import build
from assistant.doctor import Finding, examine
from assistant.llm.scripted import Fault, ScriptedModel

REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with its index."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(REPO / "corpus", folder / "corpus")
    build(folder / "corpus", folder / "indexes")
    return folder


@pytest.fixture
def look(home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The findings by name, under some settings."""

    def looked(**settings: str) -> dict[str, Finding]:
        for name, value in {"home": str(home), **settings}.items():
            monkeypatch.setenv(f"ASSISTANT_{name.upper()}", value)
        return {finding.name: finding for finding in examine()}

    return looked


def test_a_sound_installation_has_no_fault(look: Any) -> None:
    found = look()
    assert list(found) == ["settings", "corpus", "index", "embedder", "reranker", "fonts", "model"]
    assert [f for f in found.values() if f.state == "fault"] == []
    assert found["index"].state == "ok"


@pytest.mark.parametrize(
    ("settings", "name", "words"),
    [
        ({"port": "many"}, "settings", "ASSISTANT_PORT"),
        ({"plan": "no-such-plan"}, "corpus", "daqing"),
        ({"embedder": "/no/such/folder"}, "embedder", "ASSISTANT_EMBEDDER"),
        ({"llm_base_url": "http://127.0.0.1:9/v1"}, "model", "set both"),
        ({"llm_base_url": "http://127.0.0.1:9/v1", "llm_model": "m"}, "model", "start the server"),
    ],
)
def test_a_fault_says_what_to_do(settings: dict[str, str], name: str, words: str, look: Any) -> None:
    finding = look(**settings)[name]
    assert finding.state == "fault"
    assert words in finding.found + finding.remedy


def test_an_index_that_is_not_built_is_no_fault(look: Any, tmp_path: Path) -> None:
    shutil.copytree(REPO / "corpus", tmp_path / "corpus")
    finding = look(home=str(tmp_path))["index"]
    assert (finding.state, "assistant build" in finding.remedy) == ("note", True)
    assert not (tmp_path / "indexes").exists(), "nothing is built"


@pytest.mark.parametrize(
    ("reply", "state"),
    [({"ready": True}, "ok"), ("我在。", "note"), (Fault(status=401), "fault"), (Fault(status=404), "fault")],
)
def test_a_language_model_is_asked(reply: Any, state: str, look: Any) -> None:
    with ScriptedModel([reply]).served() as url:
        finding = look(llm_base_url=url, llm_model="m", llm_api_key="secret-key")["model"]
    assert finding.state == state
    assert "secret-key" not in finding.found + finding.remedy


def test_the_command_prints_json_and_has_an_exit_code(home: Path) -> None:
    def run(**more: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"ASSISTANT_HOME": str(home)} | more
        command = [sys.executable, "-m", "assistant", "doctor", "--json"]
        return subprocess.run(command, capture_output=True, text=True, cwd=REPO, env=env, check=False)

    done = run()
    assert done.returncode == 0
    assert {"name", "state", "found", "remedy"} == set(json.loads(done.stdout)[0])
    broken = run(ASSISTANT_PLAN="no-such-plan")
    assert broken.returncode == 1
    assert any(f["state"] == "fault" for f in json.loads(broken.stdout))
