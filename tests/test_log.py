"""The log: what it keeps, what it must not keep, and that its faults cost nobody an answer."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_up_answers import RATE, answer

from assistant import Assistant
from assistant.errors import LogError, UnknownTurn
from assistant.log import NoJournal, Origin, SqliteJournal, Wanted, open_journal, writer
from assistant.log.migrations import MIGRATIONS
from assistant.records import Answer, Turn
from assistant.settings import read_settings


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    opened = SqliteJournal(tmp_path / "data" / "log.sqlite", Origin("abc", "e5"))
    yield opened
    opened.close()


def everything_on_disk(journal: SqliteJournal) -> str:
    """All bytes of the log's files, read as text."""
    journal._writer.settle()
    return "".join(
        path.read_bytes().decode("utf-8", "replace")
        for path in journal.path.parent.iterdir()
        if path.is_file()
    )


def test_a_turn_is_kept_whole(journal: SqliteJournal) -> None:
    core = Assistant.open()
    given = core.ask(RATE)
    core.close()
    turn = journal.record(given, browser="b", conversation="c", channel="api")
    kept = journal.turn(turn)
    assert kept is not None
    assert kept.answer == given
    assert (kept.question, kept.completed, kept.status, kept.channel) == (RATE, RATE, "answered", "api")
    assert "5.5‰" in (kept.text or "")
    assert kept.plan == "daqing-children-2021-2025"
    assert kept.origin == Origin("abc", "e5")
    assert kept.milliseconds > 0


def test_hits_are_kept_with_their_scores(journal: SqliteJournal) -> None:
    core = Assistant.open()
    turn = journal.record(core.ask("怎么预防儿童溺水？"))
    core.close()
    kept = journal.turn(turn)
    assert kept is not None
    assert kept.answer is not None
    assert kept.answer.hits
    assert kept.answer.hits[0].score > kept.answer.hits[-1].score


def test_personal_numbers_stand_nowhere_in_the_file(journal: SqliteJournal) -> None:
    core = Assistant.open()
    question = "我电话13900001111，婴儿死亡率目标是多少？"
    given = core.ask(question)
    after = core.ask("那新生儿呢", (Turn(question, given),))
    core.close()
    turn = journal.record(given)
    journal.record(after, (Turn(question, given),))
    journal.give_feedback(turn, "down", "other", "请打 1390000 1111 告诉我")
    found = everything_on_disk(journal)
    assert "手机号" in found
    assert "13900001111" not in found
    assert "1390000" not in found


@pytest.mark.parametrize(
    ("given", "history"),
    [
        (answer("我爸又打我了", reason="help"), ()),
        (answer("那我该去哪", completed_question="我爸又打我了，那我该去哪"), (Turn("我爸又打我了", answer("我爸又打我了", reason="help")),)),
        (answer("我爸又打我了" * 500, status="rejected", reason="too_long", steps=()), ()),
        (answer("我爸又打我了", status="error", steps=()), ()),
    ],
    ids=["of distress", "after distress", "too long to be heard", "failed before it was heard"],
)  # fmt: skip
def test_no_word_is_kept_where_a_child_may_be_in_danger(
    journal: SqliteJournal, given: Answer, history: tuple[Turn, ...]
) -> None:
    turn = journal.record(given, history, browser="b", conversation="c")
    journal.give_feedback(turn, "down", "other", "我爸又打我了")
    kept = journal.turn(turn)
    assert kept is not None
    assert (kept.question, kept.completed, kept.text, kept.answer) == (None, None, None, None)
    assert kept.status == given.status
    assert kept.feedback is not None
    assert kept.feedback.text == ""
    assert journal.conversations("b")[0].title == ""
    assert "打我" not in everything_on_disk(journal)


def test_half_a_character_and_nul_do_not_stop_the_log(journal: SqliteJournal) -> None:
    journal.record(answer("a\ud800\0b", "x\ud800"))
    assert [kept.question for kept in journal.turns(Wanted())] == ["a?\0b"]


def test_the_last_feedback_counts_and_may_be_taken_back(journal: SqliteJournal) -> None:
    turn = journal.record(answer())
    journal.give_feedback(turn, "up")
    journal.give_feedback(turn, "down", "wrong", "数字不对")
    kept = journal.turn(turn)
    assert kept is not None
    assert kept.feedback is not None
    assert (kept.feedback.verdict, kept.feedback.reason, kept.feedback.text) == ("down", "wrong", "数字不对")
    journal.withdraw_feedback(turn)
    kept = journal.turn(turn)
    assert kept is not None
    assert kept.feedback is None


def test_feedback_on_no_turn_is_refused(journal: SqliteJournal) -> None:
    with pytest.raises(UnknownTurn, match="没有找到"):
        journal.give_feedback("0" * 24, "up")


def test_conversations_are_those_of_one_browser_and_can_be_deleted(journal: SqliteJournal) -> None:
    for browser, conversation, question in (
        ("b", "1", "甲"),
        ("b", "1", "乙"),
        ("b", "2", "丙"),
        ("x", "1", "丁"),
    ):
        journal.record(answer(question), browser=browser, conversation=conversation)
    assert [(c.id, c.title, c.turns) for c in journal.conversations("b")] == [("2", "丙", 1), ("1", "甲", 2)]
    assert [kept.question for kept in journal.turns_of("b", "1")] == ["甲", "乙"]
    journal.forget("b", "1")
    assert [c.id for c in journal.conversations("b")] == ["2"]
    journal.forget("b")
    assert journal.conversations("b") == ()
    assert [c.title for c in journal.conversations("x")] == ["丁"]


def test_without_a_browser_there_are_no_conversations(journal: SqliteJournal) -> None:
    journal.record(answer(), conversation="1")
    assert journal.conversations("") == ()
    journal.forget("")
    assert len(journal.turns(Wanted())) == 1


def test_what_was_deleted_is_nowhere_in_the_files(journal: SqliteJournal) -> None:
    journal.record(answer("悄悄问一句话"), browser="b", conversation="1")
    assert "悄悄问一句话" in everything_on_disk(journal)
    journal.forget("b")
    assert "悄悄问一句话" not in everything_on_disk(journal)


def test_the_browsers_key_is_not_in_the_file(journal: SqliteJournal) -> None:
    journal.record(answer(), browser="key-of-this-browser", conversation="1")
    assert "key-of-this-browser" not in everything_on_disk(journal)


def test_turns_are_filtered(journal: SqliteJournal) -> None:
    good = journal.record(answer("好答案"))
    refused = journal.record(answer("拒答", status="abstained", reason="not_in_plan"))
    bad = journal.record(answer("坏答案"))
    journal.give_feedback(bad, "down", "wrong")
    journal.give_feedback(good, "up")

    def ids(**changes: object) -> list[str]:
        return [kept.id for kept in journal.turns(Wanted(**changes))]

    assert ids() == [bad, refused, good]
    assert ids(verdict="down") == [bad]
    assert ids(refused=True) == [refused]
    assert ids(verdict="down", refused=True, either=True) == [bad, refused]
    assert ids(verdict="down", refused=True) == []
    assert ids(words="答案") == [bad, good]
    assert ids(status="abstained") == [refused]
    assert ids(since="2999") == []
    assert ids(most=1, skip=1) == [refused]


def test_a_turn_is_found_by_how_its_id_begins(journal: SqliteJournal) -> None:
    turn = journal.record(answer())
    kept = journal.turn(turn[:6])
    assert kept is not None
    assert kept.id == turn
    assert journal.turn("") is None
    assert journal.turn("%") is None


def test_old_turns_are_deleted_with_their_feedback(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    journal = SqliteJournal(path, Origin())
    old, new = journal.record(answer("旧")), journal.record(answer("新"))
    journal.give_feedback(old, "up")
    journal.close()
    past = (datetime.now(UTC) - timedelta(days=181)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE turns SET at = ? WHERE id = ?", (past, old))
    journal = SqliteJournal(path, Origin(), days=180)
    assert [kept.id for kept in journal.turns(Wanted())] == [new]
    journal.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM feedback").fetchone() == (0,)


def test_an_answer_of_another_version_is_shown_by_its_text(journal: SqliteJournal) -> None:
    turn = journal.record(answer())
    journal._writer.do(lambda connection: connection.execute("UPDATE turns SET record = '{\"a\": 1}'"))  # type: ignore[arg-type,return-value]
    kept = journal.turn(turn)
    assert kept is not None
    assert kept.answer is None
    assert kept.text == "婴儿死亡率控制在5.5‰以下。"


def test_the_files_are_the_users_alone(journal: SqliteJournal) -> None:
    journal.record(answer())
    journal._writer.settle()
    assert journal.path.stat().st_mode & 0o077 == 0


def test_a_log_that_is_off_leaves_no_file(tmp_path: Path) -> None:
    journal = open_journal(read_settings(log=False, data=tmp_path / "data"))
    assert isinstance(journal, NoJournal)
    assert journal.record(answer(), browser="b", conversation="c") == ""
    with pytest.raises(LogError, match="已关闭"):
        journal.give_feedback("x", "up")
    journal.close()
    assert not (tmp_path / "data").exists()


def test_off_is_a_word_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LOG", "off")
    assert read_settings().log is False


# --- faults ---


def test_a_locked_file_costs_the_turn_and_says_so_to_feedback(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = journal.record(answer())
    journal._writer.settle()
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.perf_counter()
        journal.record(answer("锁住时"))
        assert time.perf_counter() - started < 0.1
        with pytest.raises(LogError, match="没能保存"):
            journal.give_feedback(turn, "up")
        other.execute("ROLLBACK")
    journal.give_feedback(turn, "down")
    assert journal.turns(Wanted(verdict="down"))[0].id == turn


def test_a_full_disk_costs_the_log_and_no_more(journal: SqliteJournal) -> None:
    turn = journal.record(answer())
    journal._writer.settle()

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
        connection.execute("BEGIN IMMEDIATE")

    journal._writer.do(fill)
    assert journal.record(answer("长" * 100_000))
    with pytest.raises(LogError, match="没能保存"):
        journal._writer.do(lambda connection: _fill(connection))
    journal.give_feedback(turn, "up")  # with room again, it is kept


def _fill(connection: sqlite3.Connection) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_a_folder_that_cannot_be_made_costs_the_log_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    journal = SqliteJournal(tmp_path / "file" / "data" / "log.sqlite", Origin())
    turn = journal.record(answer())
    with pytest.raises(LogError, match="没能保存"):
        journal.give_feedback(turn, "up")
    assert journal.conversations("b") == ()
    with pytest.raises(LogError, match="读不出来"):
        journal.turns(Wanted())
    journal.close()


def test_a_file_that_is_no_log_costs_the_log_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    path.write_bytes(b"no SQLite file" * 1000)
    journal = SqliteJournal(path, Origin())
    with pytest.raises(LogError):
        journal.give_feedback(journal.record(answer()), "up")
    journal.close()
    assert path.read_bytes() == b"no SQLite file" * 1000


def test_a_newer_log_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    SqliteJournal(path, Origin()).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    journal = SqliteJournal(path, Origin())
    with pytest.raises(LogError, match="升级"):
        journal.give_feedback(journal.record(answer()), "up")
    journal.close()


def test_a_full_line_gives_turns_up(journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal._writer.settle()
    held = threading.Event()
    journal._writer.put(lambda connection: _wait(held))
    kept = [journal.record(answer()) for _ in range(writer.MOST_WAITING + 500)]
    held.set()
    assert kept[0] != ""
    assert kept[-1] == ""
    journal.close()


def _wait(event: threading.Event) -> None:
    event.wait(10)


def test_many_threads_write_at_once(journal: SqliteJournal) -> None:
    def work(number: int) -> None:
        for turn in range(20):
            journal.give_feedback(journal.record(answer(f"{number}.{turn}")), "up")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(journal.turns(Wanted(verdict="up", most=1000))) == 160


KILLED = """
import sys, itertools
from pathlib import Path
sys.path.insert(0, {tests!r})
from made_up_answers import answer
from assistant.log import SqliteJournal, Origin
journal = SqliteJournal(Path({path!r}), Origin())
for number in itertools.count():
    turn = journal.record(answer(str(number)))
    journal.give_feedback(turn, "up")
    print(turn, flush=True)
"""


def test_kill_9_loses_no_feedback_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    code = KILLED.format(tests=str(Path(__file__).parent), path=str(path))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(50)]
    process.kill()
    acknowledged += process.stdout.read().split("\n")[:-1]
    process.wait()
    process.stdout.close()
    journal = SqliteJournal(path, Origin())
    kept = {turn.id for turn in journal.turns(Wanted(verdict="up", most=100_000))}
    journal.close()
    assert set(acknowledged) - kept == set()


def test_migrations_start_from_any_version(tmp_path: Path) -> None:
    for version in range(len(MIGRATIONS) + 1):
        path = tmp_path / f"{version}.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for number, step in enumerate(MIGRATIONS[:version], 1):
                step(connection)
                connection.execute(f"PRAGMA user_version = {number}")
        journal = SqliteJournal(path, Origin())
        journal.give_feedback(journal.record(answer()), "up")
        assert len(journal.turns(Wanted())) == 1
        journal.close()


def test_what_is_stored_is_json(journal: SqliteJournal) -> None:
    journal.record(answer())
    rows: list[tuple[str]] = []
    journal._writer.do(lambda connection: rows.extend(connection.execute("SELECT record FROM turns")))
    assert json.loads(rows[0][0])["sentences"][0]["text"] == "婴儿死亡率控制在5.5‰以下。"
