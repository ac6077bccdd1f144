"""``assistant logs``: what was asked, as lists, records and drafts of evaluation cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_up_answers import RATE, answer
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import LogError
from assistant.evaluation.cases import problems
from assistant.log import Origin, SqliteJournal
from assistant.records import Query

runner = CliRunner()
PLAN = "daqing-children-2021-2025"


@pytest.fixture
def turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three turns of one conversation, the second with 👎, the third of distress; and a refusal by itself."""
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path))
    journal = SqliteJournal(tmp_path / "log.sqlite", Origin())
    place = {"browser": "b", "conversation": "c"}
    query = Query(RATE, plan=PLAN)
    made = [
        journal.record(answer(query=query), **place),
        journal.record(answer("那新生儿呢", query=query), **place),
        journal.record(answer("我爸打我", reason="help", query=query), **place),
        journal.record(answer("电话多少", status="abstained", reason="not_in_plan", query=query)),
    ]
    journal.give_feedback(made[1], "down", "wrong", "数字不对")
    journal.close()
    return made


def test_turns_are_listed(turns: list[str]) -> None:
    done = runner.invoke(app, ["logs", "list"])
    lines = done.stdout.strip().split("\n")
    assert [line.split()[0] for line in lines] == turns[::-1]
    assert "👎" in lines[2]
    assert "abstained/not_in_plan" in lines[0]
    assert "我爸打我" not in done.stdout
    assert "未留存" in lines[1]


def test_they_are_filtered(turns: list[str]) -> None:
    def ids(*options: str) -> list[str]:
        done = runner.invoke(app, ["logs", "export", *options])
        return [json.loads(line)["id"] for line in done.stdout.split("\n") if line]

    assert ids() == turns[::-1]
    assert ids("--down") == [turns[1]]
    assert ids("--down", "--refused") == [turns[3], turns[1]]
    assert ids("--words", "新生儿") == [turns[1]]
    assert ids("--since", "2999-01-01") == []
    assert ids("--most", "2") == turns[:1:-1]


def test_a_turn_is_shown_whole(turns: list[str]) -> None:
    shown = json.loads(runner.invoke(app, ["logs", "show", turns[1][:8]]).stdout)
    assert shown["question"] == "那新生儿呢"
    assert shown["feedback"]["text"] == "数字不对"
    assert shown["answer"]["sentences"]


def test_a_turn_becomes_the_draft_of_a_case(turns: list[str], tmp_path: Path, repo: Path) -> None:
    file = tmp_path / "logged.jsonl"
    done = runner.invoke(app, ["logs", "to-case", turns[1], "--append", str(file)])
    case = json.loads(done.stdout)
    assert case["turns"] == [RATE, "那新生儿呢"]
    assert case["id"].startswith("lg-")
    assert case["must"] == []  # what is right is not taken from what was answered
    assert "数字不对" in case["note"]
    runner.invoke(app, ["logs", "to-case", turns[3], "--append", str(file)])
    ids = [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").split("\n") if line]
    assert int(ids[1][3:]) == int(ids[0][3:]) + 1
    assert list(problems([file], repo / "eval" / "case.schema.json", {PLAN: ""})) == []


def test_distress_becomes_no_case(turns: list[str]) -> None:
    done = runner.invoke(app, ["logs", "to-case", turns[2]])
    assert isinstance(done.exception, LogError)


def test_what_is_not_there_is_said_not_to_be(turns: list[str]) -> None:
    done = runner.invoke(app, ["logs", "show", "ffffffffffffffffffffffff"])
    assert isinstance(done.exception, LogError)
    assert "没有找到" in str(done.exception)


def test_without_a_log_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "none"))
    done = runner.invoke(app, ["logs", "list"])
    assert "还没有日志" in str(done.exception)
    assert not (tmp_path / "none").exists()


def test_users_are_added_listed_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path))
    monkeypatch.setattr("assistant.accounts._N", 2**10)
    added = runner.invoke(
        app, ["users", "add", "王芳", "--staff", "--password-stdin"], input="a long password\n"
    )
    assert added.exit_code == 0
    assert "a long password" not in added.stdout
    assert json.loads(runner.invoke(app, ["users", "list", "--json"]).stdout) == [
        {"name": "王芳", "role": "staff"}
    ]
    assert runner.invoke(app, ["users", "remove", "王芳"]).exit_code == 0
    assert runner.invoke(app, ["users", "list"]).stdout == ""


def test_a_backup_is_made_and_put_back(turns: list[str], tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert runner.invoke(app, ["backup", str(file)]).exit_code == 0
    assert runner.invoke(app, ["restore", str(file)]).exit_code == 1
    done = runner.invoke(app, ["restore", str(file), "--force"])
    assert "log: 4" in done.stdout
