"""What a user would miss, in one file: the log, who may sign in, the plans with what was imported for them.

    backup.tar.gz
        manifest.json           version, when, the SHA-256 of every file
        data/log.sqlite         the log at one moment
        data/accounts.json      who may sign in
        corpus/<plan>/…         the plans

The index is left out (it is built anew), and so is the key of sessions: after a restore one signs in again.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from assistant.errors import BackupError
from assistant.log import check_snapshot, snapshot
from assistant.settings import Settings

VERSION: Final = 1
_MANIFEST: Final = "manifest.json"
_LARGEST_FILE: Final = 8 * 2**30


@dataclass(frozen=True, slots=True)
class Restored:
    """恢复结果: what a restore did.

    Attributes:
        turns: how many turns the restored log holds; None where the backup has no log.
        accounts: whether accounts were restored.
        plans: keys of the plans that were restored.
        left: keys of plans that are here already and differ; they stay as they are.
    """

    turns: int | None
    accounts: bool
    plans: tuple[str, ...]
    left: tuple[str, ...]


def back_up(settings: Settings, target: Path) -> int:
    """Write a backup; a server may run meanwhile.

    Returns:
        How many files it holds.

    Raises:
        BackupError: it cannot be written, or is there already.
        LogError: the log cannot be read.
    """
    if target.exists():
        raise BackupError(
            f"{target} 已经存在，请换一个名字。 / {target} is there already; choose another name."
        )
    draft = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            files = _gathered(settings, Path(folder))
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
                with tarfile.open(fileobj=raw, mode="w:gz") as archive:
                    _add_bytes(archive, _MANIFEST, _manifest(files))
                    for name, path in files.items():
                        archive.add(path, name, recursive=False)
                raw.flush()
                os.fsync(raw.fileno())
        os.link(draft, target)  # fails where another backup took the name meanwhile
    except OSError as error:
        raise BackupError(
            f"备份写不到 {target}（{error}）。 / The backup cannot be written to {target} ({error})."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return len(files)


def restore(settings: Settings, source: Path, *, force: bool = False) -> Restored:
    """Put back what a backup holds; the server must not run.

    Args:
        settings: where to.
        source: the backup.
        force: whether a log and accounts that are there already are replaced; they are kept beside, as ``….before``.

    Raises:
        BackupError: it is no backup, is damaged, would replace something, or a server runs.
        LogError: its log cannot be used.
    """
    with tempfile.TemporaryDirectory(dir=_made(settings.data)) as folder, serving_stopped(settings):
        files = _unpacked(source, Path(folder))
        log, accounts = files.get("data/log.sqlite"), files.get("data/accounts.json")
        turns = None if log is None else check_snapshot(log)
        pairs = [(log, settings.log_file), (accounts, settings.accounts_file)]
        present = [target for made, target in pairs if made is not None and target.exists()]
        if present and not force:
            raise BackupError(
                f"{present[0]} 已经存在；要替换它，请加 --force（原文件会留作 .before）。"
                f" / {present[0]} is there already; --force replaces it (it is kept as .before)."
            )
        try:
            for made, target in pairs:
                if made is not None:
                    _put(made, target)
            plans, left = _restore_plans(files, settings.corpus)
        except OSError as error:
            raise BackupError(f"恢复不了（{error}）。 / It cannot be restored ({error}).") from error
    return Restored(turns, accounts is not None, plans, left)


@contextmanager
def serving(settings: Settings) -> Iterator[None]:
    """Tell others that a server uses the data folder; where that cannot be told, it serves all the same."""
    try:
        file = (_made(settings.data) / "serving.lock").open("w")
    except (OSError, BackupError):
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupError(
                "正在恢复备份，请稍后再启动。 / A backup is being restored; start again later."
            ) from error
        yield


@contextmanager
def serving_stopped(settings: Settings) -> Iterator[None]:
    """Make sure that no server uses the data folder.

    Raises:
        BackupError: one does.
    """
    with (_made(settings.data) / "serving.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupError("服务正在运行，请先停止它。 / The server is running; stop it first.") from error
        yield


# --- files ---


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BackupError(f"{folder} 建不了（{error}）。 / {folder} cannot be made ({error}).") from error
    return folder


def _gathered(settings: Settings, folder: Path) -> dict[str, Path]:
    """What goes into a backup, by its name there; the log is copied first."""
    files: dict[str, Path] = {}
    if settings.log_file.exists():
        snapshot(settings.log_file, folder / "log.sqlite")
        files["data/log.sqlite"] = folder / "log.sqlite"
    if settings.accounts_file.exists():
        files["data/accounts.json"] = settings.accounts_file
    for plan in sorted(path.parent for path in settings.corpus.glob("*/plan.toml")):
        for path in sorted(plan.rglob("*")):
            if path.is_file() and not path.is_symlink():
                files[f"corpus/{path.relative_to(settings.corpus).as_posix()}"] = path
    return files


def _manifest(files: dict[str, Path]) -> bytes:
    content = {
        "version": VERSION,
        "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "files": {name: _sha256(path) for name, path in files.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _unpacked(source: Path, folder: Path) -> dict[str, Path]:
    """The files of a backup, unpacked and held against its manifest.

    Raises:
        BackupError: it is none, or is damaged.
    """
    damaged = f"{source} 不是备份，或已损坏 / {source} is no backup, or is damaged"
    found: dict[str, Path] = {}
    try:
        with tarfile.open(source, "r:gz") as archive:
            first = archive.next()
            if first is None or first.name != _MANIFEST or first.size > 2**24:
                raise BackupError(f"{damaged} ({_MANIFEST}).")
            manifest: dict[str, Any] = json.loads(_content(archive, first).read())
            if manifest["version"] != VERSION:
                raise BackupError(
                    f"备份的版本是 {manifest['version']}，请升级。 / The backup has version {manifest['version']}; upgrade."
                )
            while (entry := archive.next()) is not None:
                if not _is_plain(entry) or entry.name not in manifest["files"]:
                    raise BackupError(f"{damaged} ({entry.name}).")
                found[entry.name] = folder / str(len(found))
                with _content(archive, entry) as content, found[entry.name].open("wb") as file:
                    shutil.copyfileobj(content, file)
        for name, sha256 in manifest["files"].items():
            if name not in found or _sha256(found[name]) != sha256:
                raise BackupError(f"{damaged} ({name}).")
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{damaged} ({error}).") from error
    return found


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Any:
    content = archive.extractfile(entry)
    if content is None:
        raise ValueError(entry.name)
    return content


def _is_plain(entry: tarfile.TarInfo) -> bool:
    """Whether an entry is a file within one of the two folders; a name cannot lead out of them."""
    parts = PurePosixPath(entry.name).parts
    inside = (
        len(parts) > 1 and parts[0] in ("data", "corpus") and ".." not in parts and "\\" not in entry.name
    )
    return entry.isreg() and inside and entry.size <= _LARGEST_FILE


def _put(made: Path, target: Path) -> None:
    """Put a file in its place; what was there is kept beside it."""
    for path in (target, target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
        if path.exists():
            os.replace(path, path.with_name(f"{path.name}.before"))
    made.chmod(0o600)
    os.replace(made, target)


def _restore_plans(files: dict[str, Path], corpus: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put back plans that are not here; name those that are and differ."""
    plans: dict[str, dict[str, Path]] = {}
    for name, path in files.items():
        parts = PurePosixPath(name).parts
        if parts[0] == "corpus" and len(parts) > 2:
            plans.setdefault(parts[1], {})["/".join(parts[2:])] = path
    made, left = [], []
    for key, own in plans.items():
        folder = corpus / key
        if folder.exists():
            same = all(
                (folder / name).is_file() and _sha256(folder / name) == _sha256(p) for name, p in own.items()
            )
            left += [] if same else [key]
            continue
        for name, path in own.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
        made.append(key)
    return tuple(made), tuple(left)
