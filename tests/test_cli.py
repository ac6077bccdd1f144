"""The command line, as a user meets it: text, JSON, streams of records, exit codes, plain errors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

REPO = Path(__file__).resolve().parent.parent
QUESTION = "2025年婴儿死亡率目标是多少？"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own, so that the checkout's index is left alone."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(REPO / "corpus", folder / "corpus")
    shutil.copytree(REPO / "eval", folder / "eval")
    return folder


def assistant(home: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *words],
        input=stdin,
        capture_output=True,
        cwd=REPO,
        env=os.environ | {"ASSISTANT_HOME": str(home), "COLUMNS": "200"},
        check=False,
    )


def test_first_question_builds_the_index_and_is_answered(home: Path) -> None:
    done = assistant(home, "ask", QUESTION)
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "5.5‰以下" in text
    assert "2.1.g3.2" in text
    assert "SELECT" in text


def test_json_is_one_object_of_the_published_schema(home: Path) -> None:
    done = assistant(home, "ask", QUESTION, "--json")
    answer = json.loads(done.stdout)
    schema = json.loads((REPO / "eval" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert answer["status"] == "answered"
    assert answer["sql"]["rows"][0][answer["sql"]["columns"].index("value")] == "5.5"
    source = (REPO / "corpus" / "daqing-children-2021-2025" / "source.txt").read_text(encoding="utf-8")
    (citation,) = answer["citations"]
    assert source[citation["start"] : citation["end"]] == citation["quote"]


def test_no_answer_has_its_own_exit_code(home: Path) -> None:
    assert assistant(home, "ask", "2030年婴儿死亡率目标是多少？").returncode == 3
    assert assistant(home, "ask", "  ").returncode == 3
    assert assistant(home, "ask").returncode == 2
    assert assistant(home, "no-such-command").returncode == 2


def test_records_are_answered_in_order_and_a_broken_line_does_not_stop_them(home: Path) -> None:
    lines = [
        json.dumps({"id": "a", "question": QUESTION}).encode(),
        b'{"id": "broken", ',
        b"\xff\xfe not utf-8",
        json.dumps({"id": "c", "turns": ["你好", "初中生近视率"]}, ensure_ascii=False).encode(),
        json.dumps({"id": "d", "turns": []}).encode(),
        json.dumps({"id": "e", "question": 5}).encode(),
        json.dumps({"id": "f", "question": "\ud800"}).encode(),
        json.dumps(["not", "an", "object"]).encode(),
        b"[" * 100_000,
    ]
    done = assistant(home, "ask", "--jsonl", stdin=b"\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == ["a", None, None, "c", None, None, "f", None, None]
    assert [answer["status"] for answer in answers][:2] == ["answered", "error"]
    assert {answer["reason"] for answer in answers if answer["id"] is None} == {"bad_record"}
    assert "68%以下" in answers[3]["answer"]
    assert answers[6]["reason"] == "not_text"


def test_indicators_as_table_and_as_json(home: Path) -> None:
    table = assistant(home, "indicators")
    assert "共 62 条" in table.stdout.decode()
    rows = json.loads(assistant(home, "indicators", "--json").stdout)
    assert len(rows) == 62
    assert all(row["quote"] for row in rows)
    assert next(row for row in rows if row["name"] == "婴儿死亡率")["value"] == "5.5"


def test_the_evaluation_cases_are_valid(home: Path) -> None:
    done = assistant(home, "eval", "validate")
    assert done.returncode == 0, done.stderr.decode()


def test_errors_are_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    done = assistant(tmp_path / "nowhere", "ask", QUESTION)
    assert done.returncode == 1
    message = done.stderr.decode()
    assert message.startswith("assistant: ")
    assert "Traceback" not in message
    assert "put one into a folder" in message


@pytest.mark.parametrize("content", [b"", b"   \n ", b"\xff\xfe\x00", "只有正文，没有标题。".encode()])
def test_a_text_that_is_no_plan_is_refused_and_leaves_the_corpus_alone(
    home: Path, tmp_path: Path, content: bytes
) -> None:
    text, meta = tmp_path / "plan.txt", tmp_path / "plan.toml"
    text.write_bytes(content)
    meta.write_text('title = "某市规划"\nregion = "某市"\nperiod = [2021, 2025]\n', encoding="utf-8")
    before = sorted((home / "corpus").iterdir())
    done = assistant(home, "add-plan", str(text), "--meta", str(meta), "--key", "new")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert str(text) in done.stderr.decode()
    assert sorted((home / "corpus").iterdir()) == before


def test_a_plan_is_added_and_answered_from(tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(REPO / "corpus", home / "corpus", ignore=shutil.ignore_patterns("daqing-*"))
    text, meta = tmp_path / "lake.txt", tmp_path / "plan.toml"
    text.write_text(
        "青湖市河湖保护规划\n一、总体要求\n（一）主要目标。\n到2026年，青湖水质达标率达到85%以上。\n"
        "二、重点任务\n（二）加强巡查。每月巡查河道不少于2次。（市水务局、市生态环境局负责）\n",
        encoding="utf-8",
    )
    meta.write_text(
        'title = "青湖市河湖保护规划"\nregion = "青湖市"\nperiod = [2021, 2026]\n', encoding="utf-8"
    )
    added = assistant(home, "add-plan", str(text), "--meta", str(meta), "--key", "lake")
    assert added.returncode == 0, added.stderr.decode()
    assert "indicators 2" in added.stdout.decode()
    answer = assistant(home, "ask", "青湖水质达标率要达到多少？")
    assert answer.returncode == 0
    assert "85%以上" in answer.stdout.decode()
