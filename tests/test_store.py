"""An index is what was built, or a named error; a build that dies leaves the old index or the new one."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, store
from assistant.build import Reading, build, open_or_build
from assistant.builds import MANIFEST, POINTER
from assistant.errors import CorpusError, CorruptIndex, IndexWriteError, MissingIndex, StaleIndex
from assistant.store import DATABASE, SCHEMA, Index, open_index, read_inputs

KEY = "made-up-plan"


def made(home: Path) -> tuple[Reading, ...]:
    return build(home / "corpus", home / "indexes")


def opened(home: Path) -> Index:
    return open_index(home / "indexes", read_inputs(home / "corpus"))


def alter(home: Path) -> None:
    """Another published text: 85 % becomes 86 %."""
    source = home / "corpus" / KEY / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("85%", "86%"), encoding="utf-8")


def builds(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "indexes").iterdir() if path.is_dir())


@pytest.fixture
def home(made_up_home: Path) -> Path:
    """A home with a built index."""
    made(made_up_home)
    return made_up_home


# --- what was built --------------------------------------------------------------------------------


def test_what_is_read_is_what_was_built(made_up_home: Path) -> None:
    (reading,) = made(made_up_home)
    index = opened(made_up_home)
    assert index.indicators(KEY) == reading.rows
    assert index.clauses(KEY) == reading.plan.clauses
    (stored,) = index.plans()
    assert (stored.meta.key, stored.meta.title, stored.meta.period) == (
        KEY,
        reading.plan.meta.title,
        (2021, 2025),
    )
    assert stored.meta.region_aliases == ("云泽", "我市")


def test_a_build_is_the_same_whatever_else_the_process_has_open(home: Path, plan: Assistant) -> None:
    """jieba's terms were once those of all plans that a process had opened."""
    first = opened(home).folder
    plan.ask("哪些条款提到社会力量")
    made(home)
    again = opened(home).folder
    assert again != first
    files = sorted(file.relative_to(first) for file in first.rglob("*") if file.parent != first)
    assert len(files) > 2
    assert [file for file in files if (first / file).read_bytes() != (again / file).read_bytes()] == []


def test_a_build_that_is_read_stays_whatever_is_built_meanwhile(home: Path) -> None:
    """A chat that runs went on with its build until two later ones were made, and then with none."""
    index = opened(home)
    for _ in range(3):
        made(home)
    assert index.folder.name in builds(home)
    assert index.clauses(KEY, ["0"])
    index.close()
    made(home)
    assert index.folder.name not in builds(home)
    assert len(builds(home)) == 2


def test_some_clauses_and_neighbours(home: Path) -> None:
    index = opened(home)
    assert [c.id for c in index.clauses(KEY, ["3.9", "0", "nothing"])] == ["0", "3.9"]
    assert index.clauses(KEY, []) == ()
    assert [c.id for c in index.around(KEY, "3.9", 2, 1)] == ["2.8", "3", "3.9", "3.10"]
    assert [c.id for c in index.around(KEY, "0", 2, 1)] == ["0", "0.p1"]
    assert index.around(KEY, "9.9", 2, 2) == ()
    assert index.indicators("another-plan") == ()


def test_the_manifest_says_what_it_was_built_from(home: Path) -> None:
    index = opened(home)
    manifest = json.loads((index.folder / MANIFEST).read_text(encoding="utf-8"))
    plan = manifest["plans"][KEY]
    assert plan["sha256"] == _sha256(home / "corpus" / KEY / "source.txt")
    expected = {
        "chapters": 4,
        "title": 1,
        "heading": 5,
        "item": 19,
        "paragraph": 8,
        "clauses": 33,
        "indicators": 11,
    }
    assert {kind: plan["counts"][kind] for kind in expected} == expected
    assert manifest["files"][DATABASE] == {
        "bytes": index.database.stat().st_size, "sha256": _sha256(index.database),
    }  # fmt: skip
    assert manifest["inputs"]["genre.toml"] == _sha256(home / "corpus" / "genre.toml")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_listed_columns_are_there(home: Path) -> None:
    with closing(sqlite3.connect(opened(home).database)) as connection:
        for table, columns in SCHEMA.items():
            found = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert {column: found.get(column) for column in columns} == dict(columns), table


def test_progress_ends_at_its_total(made_up_home: Path) -> None:
    calls: list[tuple[str, int, int]] = []
    build(made_up_home / "corpus", made_up_home / "indexes", lambda *call: calls.append(call))
    assert calls[0][0].startswith("云泽市")
    assert calls[-1][1:] == (1, 1)


def test_a_corpus_without_a_plan_is_no_index(made_up_home: Path) -> None:
    (made_up_home / "corpus" / KEY / "plan.toml").unlink()
    with pytest.raises(CorpusError, match="holds no plan"):
        made(made_up_home)
    assert builds(made_up_home) == []


def test_a_text_that_cannot_be_read_leaves_the_index(home: Path) -> None:
    before = builds(home)
    (home / "corpus" / KEY / "source.txt").write_text("别的\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="must begin with its title"):
        made(home)
    assert builds(home) == before


# --- missing, stale, corrupt -----------------------------------------------------------------------


def test_nothing_built_is_missing(made_up_home: Path) -> None:
    with pytest.raises(MissingIndex, match="run: assistant build"):
        opened(made_up_home)
    (made_up_home / "indexes").rmdir()
    with pytest.raises(MissingIndex):
        opened(made_up_home)


@pytest.mark.parametrize("name", [f"{KEY}/source.txt", f"{KEY}/plan.toml", "genre.toml", "places.tsv"])
def test_a_changed_byte_is_stale_and_named(home: Path, name: str) -> None:
    path = home / "corpus" / name
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(StaleIndex, match=name):
        opened(home)


def test_a_new_or_removed_file_is_stale_and_named(home: Path) -> None:
    aliases = home / "corpus" / KEY / "aliases.tsv"
    aliases.write_text("alias\tname\tlang\treason\n", encoding="utf-8")
    with pytest.raises(StaleIndex, match=r"aliases\.tsv"):
        opened(home)
    aliases.unlink()
    opened(home)
    (home / "corpus" / "places.tsv").unlink()
    with pytest.raises(StaleIndex, match=r"places\.tsv"):
        opened(home)


def test_changed_code_is_stale(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FORMAT", store.FORMAT + 1)
    with pytest.raises(StaleIndex):
        opened(home)


def test_changed_words_of_the_genre_are_used_by_the_next_build(home: Path) -> None:
    genre = home / "corpus" / "genre.toml"
    text = genre.read_text(encoding="utf-8")
    assert '"率", ' in text
    genre.write_text(text.replace('"率", ', ""), encoding="utf-8")
    made(home)
    assert "养老护理员持证率" not in {row.name for row in opened(home).indicators(KEY)}


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _edit_row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE indicators SET value = 99")


DAMAGE: dict[str, Any] = {
    "database cut short": lambda folder: _cut(folder / DATABASE),
    "database empty": lambda folder: (folder / DATABASE).write_bytes(b""),
    "database altered": lambda folder: _flip(folder / DATABASE),
    "a row altered": lambda folder: _edit_row(folder / DATABASE),
    "database gone": lambda folder: (folder / DATABASE).unlink(),
    "manifest gone": lambda folder: (folder / MANIFEST).unlink(),
    "manifest cut short": lambda folder: _cut(folder / MANIFEST),
    "manifest no JSON": lambda folder: (folder / MANIFEST).write_text("甲", encoding="utf-8"),
    "manifest a list": lambda folder: (folder / MANIFEST).write_text("[]", encoding="utf-8"),
    "manifest without files": lambda folder: (folder / MANIFEST).write_text("{}", encoding="utf-8"),
    "manifest not text": lambda folder: (folder / MANIFEST).write_bytes(b"\xff\xfe"),
    "folder gone": lambda folder: folder.rename(folder.parent / "elsewhere"),
    "folder a file": lambda folder: (folder.rename(folder.parent / "elsewhere"), folder.write_text("")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_corrupt_and_never_mended_in_silence(home: Path, damage: str) -> None:
    DAMAGE[damage](opened(home).folder)
    with pytest.raises(CorruptIndex, match="run: assistant build"):
        opened(home)
    with pytest.raises(CorruptIndex):
        open_or_build(home / "corpus", home / "indexes")
    made(home)
    assert len(opened(home).indicators(KEY)) == 11


def test_a_manifest_that_checks_nothing_is_corrupt(home: Path) -> None:
    folder = opened(home).folder
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | {"files": {}}), encoding="utf-8")
    with pytest.raises(CorruptIndex):
        opened(home)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"nothing\n", b"../corpus\n", b"..\n", b".\n", b"\xff\xfe", b"a\0b\n", b"x" * 5000],
)
def test_a_garbled_pointer_is_corrupt(home: Path, content: bytes) -> None:
    (home / "indexes" / POINTER).write_bytes(content)
    with pytest.raises(CorruptIndex, match="run: assistant build"):
        opened(home)
    made(home)
    opened(home)


def test_damage_after_opening_is_corrupt(home: Path) -> None:
    index = opened(home)
    index.database.write_bytes(b"no database at all" * 100)
    with pytest.raises(CorruptIndex, match="run: assistant build"):
        index.plans()


def test_missing_and_stale_are_built_where_asked(made_up_home: Path) -> None:
    corpus, indexes = made_up_home / "corpus", made_up_home / "indexes"
    first = open_or_build(corpus, indexes)
    assert open_or_build(corpus, indexes).folder == first.folder
    alter(made_up_home)
    assert open_or_build(corpus, indexes).folder != first.folder


# --- a build that dies -----------------------------------------------------------------------------

# Where a build is killed, and whether its index is then the one in use.
KILLS = {
    "before the folder": ("before(Path, 'mkdir')", False),
    "in the database": ("progress = lambda *call: os._exit(9)", False),
    "after the database": ("before(store, '_write_manifest')", False),
    "in the manifest": ("before(os, 'fsync')", False),
    "after the manifest": ("before(Path, 'rename')", False),
    "after the rename": ("after(Path, 'rename')", False),
    "before the pointer": ("before(os, 'replace')", False),
    "after the pointer": ("after(os, 'replace')", True),
    "while tidying up": ("before(shutil, 'rmtree')", True),
}
KILLED = textwrap.dedent("""
    import os, shutil, sys
    from pathlib import Path
    from assistant import Assistant, store
    from assistant.build import build

    def before(owner, name):
        setattr(owner, name, lambda *args, **more: os._exit(9))

    def after(owner, name):
        real = getattr(owner, name)
        setattr(owner, name, lambda *args, **more: (real(*args, **more), os._exit(9)))

    progress = None
    home = Path(sys.argv[1])
    exec(sys.argv[2])
    build(home / "corpus", home / "indexes", progress)
""")


@pytest.mark.slow
@pytest.mark.parametrize("moment", KILLS)
def test_a_kill_leaves_the_old_index_or_the_new(home: Path, moment: str) -> None:
    step, is_new = KILLS[moment]
    made(home)  # a second build, so that there is an older one to tidy up
    old, old_inputs = (home / "indexes" / POINTER).read_text(), read_inputs(home / "corpus")
    alter(home)
    done = subprocess.run([sys.executable, "-c", KILLED, str(home), step], check=False)
    assert done.returncode == 9
    assert ((home / "indexes" / POINTER).read_text() != old) == is_new
    index = opened(home) if is_new else open_index(home / "indexes", old_inputs)
    first = index.indicators(KEY)[0]
    assert first.value == (86 if is_new else 85)
    made(home)
    assert opened(home).indicators(KEY)[0].value == 86


def test_a_full_disk_leaves_the_old_index(home: Path) -> None:
    """No file may grow beyond 16 KiB: SQLite sees a full disk."""
    inputs = read_inputs(home / "corpus")
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom assistant.build import build\n"
        "from assistant.errors import IndexWriteError\nhome = Path(sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))\n"
        "try:\n    build(home / 'corpus', home / 'indexes')\n"
        "except IndexWriteError as error:\n    print(error)\n"
    )
    alter(home)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(home)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert str(home / "indexes") in done.stdout
    assert "free some space" in done.stdout
    assert open_index(home / "indexes", inputs).indicators(KEY)[0].value == 85
    assert len(builds(home)) == 1


FAILURES = [
    pytest.param((Path, "mkdir"), OSError(errno.EROFS, "Read-only file system"), id="read-only"),
    pytest.param(
        (sqlite3, "connect"), sqlite3.OperationalError("database or disk is full"), id="database full"
    ),
    pytest.param((os, "fsync"), OSError(errno.ENOSPC, "No space left on device"), id="no space"),
    pytest.param((Path, "rename"), OSError(errno.EACCES, "Permission denied"), id="no rename"),
    pytest.param((os, "replace"), OSError(errno.EACCES, "Permission denied"), id="no pointer"),
]


@pytest.mark.parametrize(("place", "error"), FAILURES)
def test_a_failed_write_is_named_and_leaves_the_old_index(
    home: Path, monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str], error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    inputs, before = read_inputs(home / "corpus"), builds(home)
    alter(home)
    with monkeypatch.context() as patch:
        patch.setattr(*place, fail)
        with pytest.raises(IndexWriteError) as caught:
            made(home)
    message = str(caught.value)
    assert str(home / "indexes") in message
    assert str(error.args[-1]) in message
    assert "run: assistant build" in message
    assert open_index(home / "indexes", inputs).indicators(KEY)[0].value == 85
    assert builds(home) == before  # nothing half-done stays
    made(home)
    assert opened(home).indicators(KEY)[0].value == 86


def test_a_file_in_the_place_of_the_folder_is_named(made_up_home: Path) -> None:
    (made_up_home / "indexes").rmdir()
    (made_up_home / "indexes").write_text("")
    with pytest.raises(IndexWriteError, match="indexes"):
        made(made_up_home)


# --- several builds --------------------------------------------------------------------------------


def test_two_builds_are_kept(home: Path) -> None:
    for _ in range(3):
        before = opened(home).folder
        made(home)  # several in one second
    assert builds(home) == sorted({before.name, opened(home).folder.name})


def test_the_index_in_use_before_is_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader may still hold it, also where a failed build stands between the two."""
    reader = opened(home)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(IndexWriteError):
            made(home)
    alter(home)
    made(home)
    assert reader.indicators(KEY)[0].value == 85


PAUSED = textwrap.dedent("""
    import os, sys, time
    from pathlib import Path
    from assistant.build import build

    def slow(*args, real=os.replace):
        if sys.argv[2] == "after":
            real(*args)
        print("paused", flush=True)
        time.sleep(0.4)
        if sys.argv[2] == "before":
            real(*args)

    os.replace = slow
    build(Path(sys.argv[1]) / "corpus", Path(sys.argv[1]) / "indexes")
""")


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_slow_build_and_quick_ones_leave_a_whole_index(
    home: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """One process pauses at its pointer while others build, the last of which is broken off."""

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    slow = subprocess.Popen([sys.executable, "-c", PAUSED, str(home), moment], stdout=subprocess.PIPE)
    assert slow.stdout is not None
    with slow.stdout:
        assert slow.stdout.readline() == b"paused\n"
        for _ in range(2):
            made(home)
            opened(home)
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", broken_off)
            with pytest.raises(KeyboardInterrupt):
                made(home)
    assert slow.wait() == 0
    opened(home)


@pytest.mark.slow
def test_builds_at_the_same_time_leave_a_whole_index(home: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom assistant.build import build\n"
        "home = Path(sys.argv[1])\nfor _ in range(3):\n    build(home / 'corpus', home / 'indexes')\n"
    )
    alter(home)
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(home)], stderr=subprocess.PIPE) for _ in range(4)
    ]
    assert [process.communicate()[1].decode() for process in running] == [""] * 4
    assert opened(home).indicators(KEY)[0].value == 86
    made(home)
    assert len(builds(home)) == 2
