"""Backups: whole, checked, and never in the way of what is there."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest
from made_up_answers import answer

from assistant.accounts import Accounts
from assistant.backup import back_up, restore, serving
from assistant.errors import BackupError, LogError
from assistant.log import Origin, SqliteJournal, Wanted
from assistant.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.accounts._N", 2**10)


@pytest.fixture
def used(made_up_home: Path, tmp_path: Path) -> Settings:
    """A machine with a plan, a log that is being written, and an account."""
    settings = read_settings(home=made_up_home, data=tmp_path / "data")
    journal = SqliteJournal(settings.log_file, Origin())
    for number in range(5):
        journal.give_feedback(journal.record(answer(f"问题{number}")), "up")
    journal.close()
    Accounts(settings.accounts_file).add("王芳", "a long password", "staff")
    return settings


@pytest.fixture
def fresh(used: Settings, tmp_path: Path) -> Settings:
    """Another machine with the program alone."""
    home = tmp_path / "other"
    (home / "corpus").mkdir(parents=True)
    return read_settings(home=home, data=tmp_path / "other data")


def test_a_backup_is_put_back_on_another_machine(used: Settings, fresh: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(used, file)
    done = restore(fresh, file)
    assert (done.turns, done.accounts, done.plans, done.left) == (5, True, ("made-up-plan",), ())
    journal = SqliteJournal(fresh.log_file, Origin())
    assert len(journal.turns(Wanted(verdict="up"))) == 5
    journal.close()
    assert Accounts(fresh.accounts_file).check("王芳", "a long password") is not None
    for path in (used.corpus / "made-up-plan").rglob("*"):
        if path.is_file():
            copy = fresh.corpus / path.relative_to(used.corpus)
            assert copy.read_bytes() == path.read_bytes()


def test_a_backup_is_made_while_the_log_is_written(used: Settings, fresh: Settings, tmp_path: Path) -> None:
    journal = SqliteJournal(used.log_file, Origin())
    journal.give_feedback(journal.record(answer("第六问")), "up")  # not yet in the file itself, but beside it
    back_up(used, tmp_path / "backup.tar.gz")
    journal.close()
    assert restore(fresh, tmp_path / "backup.tar.gz").turns == 6


def test_a_backup_is_the_users_alone_and_replaces_nothing(used: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(used, file)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupError, match="已经存在"):
        back_up(used, file)


def test_the_key_of_sessions_is_not_in_it(used: Settings, tmp_path: Path) -> None:
    used.session_key_file.write_bytes(b"k" * 32)
    back_up(used, tmp_path / "backup.tar.gz")
    with tarfile.open(tmp_path / "backup.tar.gz") as archive:
        assert not [name for name in archive.getnames() if "session" in name]


def test_what_is_there_is_replaced_only_on_demand_and_kept_beside(used: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(used, file)
    journal = SqliteJournal(used.log_file, Origin())
    journal.give_feedback(journal.record(answer("之后的问题")), "up")
    journal.close()
    with pytest.raises(BackupError, match="--force"):
        restore(used, file)
    assert restore(used, file, force=True).turns == 5
    before = SqliteJournal(used.log_file.with_name("log.sqlite.before"), Origin())
    assert len(before.turns(Wanted())) == 6
    before.close()


def test_a_plan_that_is_here_and_differs_stays_as_it_is(used: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(used, file)
    source = used.corpus / "made-up-plan" / "source.txt"
    changed = source.read_text(encoding="utf-8") + "改过。\n"
    source.write_text(changed, encoding="utf-8")
    assert restore(used, file, force=True).left == ("made-up-plan",)
    assert source.read_text(encoding="utf-8") == changed


def test_nothing_is_put_back_under_a_running_server(used: Settings, fresh: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(used, file)
    with serving(fresh), serving(fresh), pytest.raises(BackupError, match="停止"):
        restore(fresh, file)
    assert restore(fresh, file).turns == 5


def altered(file: Path, target: Path, name: str, content: bytes) -> Path:
    """A copy of a backup with one file's content replaced, or added."""
    with tarfile.open(file) as old, tarfile.open(target, "w:gz") as new:
        done = False
        for entry in old:
            data = old.extractfile(entry).read()  # type: ignore[union-attr]
            if entry.name == name:
                data, done = content, True
            entry.size = len(data)
            new.addfile(entry, io.BytesIO(data))
        if not done:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return target


@pytest.mark.parametrize("name", ["data/accounts.json", "corpus/made-up-plan/source.txt", "data/log.sqlite", "manifest.json", "../evil", "/tmp/evil", "data/more"])  # fmt: skip
def test_a_backup_that_was_altered_is_refused_whole(
    used: Settings, fresh: Settings, tmp_path: Path, name: str
) -> None:
    back_up(used, tmp_path / "backup.tar.gz")
    bad = altered(tmp_path / "backup.tar.gz", tmp_path / "bad.tar.gz", name, b"{}")
    with pytest.raises(BackupError, match="已损坏"):
        restore(fresh, bad)
    assert not fresh.log_file.exists()
    assert not fresh.accounts_file.exists()
    assert list(fresh.corpus.iterdir()) == []


def test_a_name_in_the_manifest_leads_nowhere_else(used: Settings, fresh: Settings, tmp_path: Path) -> None:
    back_up(used, tmp_path / "backup.tar.gz")
    with tarfile.open(tmp_path / "backup.tar.gz") as archive:
        manifest = json.loads(archive.extractfile("manifest.json").read())  # type: ignore[union-attr]
    manifest["files"]["corpus/../../evil"] = "0" * 64
    one = altered(
        tmp_path / "backup.tar.gz", tmp_path / "one.tar.gz", "manifest.json", json.dumps(manifest).encode()
    )
    two = altered(one, tmp_path / "two.tar.gz", "corpus/../../evil", b"x")
    with pytest.raises(BackupError, match="已损坏"):
        restore(fresh, two)
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("cut", [0, 10, 500, -100])
def test_a_backup_that_was_cut_is_refused(used: Settings, fresh: Settings, tmp_path: Path, cut: int) -> None:
    back_up(used, tmp_path / "backup.tar.gz")
    content = (tmp_path / "backup.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(content[:cut])
    with pytest.raises(BackupError, match="不是备份"):
        restore(fresh, tmp_path / "cut.tar.gz")


def test_a_full_disk_leaves_no_half_of_a_backup(
    used: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "add", full)
    with pytest.raises(BackupError, match="写不到"):
        back_up(used, tmp_path / "backup.tar.gz")
    assert [path for path in tmp_path.iterdir() if "backup" in path.name] == []


def test_a_damaged_log_is_said_to_be(used: Settings, tmp_path: Path) -> None:
    used.log_file.write_bytes(b"no log" * 1000)
    with pytest.raises(LogError, match="备份不了"):
        back_up(used, tmp_path / "backup.tar.gz")


def test_a_machine_without_log_and_accounts_has_a_backup_too(
    used: Settings, fresh: Settings, tmp_path: Path
) -> None:
    shutil.rmtree(used.data)
    back_up(used, tmp_path / "backup.tar.gz")
    done = restore(fresh, tmp_path / "backup.tar.gz")
    assert (done.turns, done.accounts) == (None, False)
