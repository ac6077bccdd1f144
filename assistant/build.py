"""Corpus → ``indexes/``: the calls in order."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError, MissingIndex, StaleIndex
from assistant.indicators import Unread, check_rows, extract, load_genre
from assistant.lexicon import Lexicon, add_aliases, shared_name
from assistant.plan import Plan, load_plan
from assistant.records import Indicator
from assistant.store import Index, Progress, open_index, read_inputs, write_index


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one plan: its clauses, its rows, and the figures that could not be tied to a name."""

    plan: Plan
    rows: tuple[Indicator, ...]
    unread: tuple[Unread, ...]


def read_plan(corpus: Path, key: str) -> Reading:
    """Read one plan of the corpus and check it.

    Raises:
        CorpusError: a file cannot be used, or a row does not agree with its source.
    """
    plan = load_plan(corpus / key)
    rows, unread = extract(plan, load_genre(corpus / "genre.toml"))
    check_rows(plan, rows)
    names = frozenset(name for row in rows for name in (row.name, shared_name(row)))
    add_aliases(Lexicon(), corpus / key / "aliases.tsv", names)
    return Reading(plan, rows, unread)


def build(corpus: Path, indexes: Path, progress: Progress | None = None) -> tuple[Reading, ...]:
    """Read every plan of the corpus and write a new index.

    Raises:
        CorpusError: a plan cannot be read, or there is none.
        IndexWriteError: the index cannot be written; the one in use stays.
    """
    inputs = read_inputs(corpus)
    if not inputs.plans:
        raise CorpusError("holds no plan; put one into a folder with plan.toml and source.txt", file=corpus)
    readings = tuple(read_plan(corpus, key) for key in inputs.plans)
    write_index(indexes, [(reading.plan, reading.rows) for reading in readings], inputs, progress)
    return readings


def open_or_build(corpus: Path, indexes: Path, progress: Progress | None = None) -> Index:
    """The index, built first where it is missing or stale.

    Raises:
        CorruptIndex: it is damaged; that is never mended in silence.
        IndexWriteError: it must be built and cannot be written.
    """
    inputs = read_inputs(corpus)
    try:
        return open_index(indexes, inputs)
    except (MissingIndex, StaleIndex):
        build(corpus, indexes, progress)
        return open_index(indexes, inputs)


def add_plan(corpus: Path, file: Path, meta: Path, key: str) -> Reading:
    """Copy a plan into the corpus under ``key`` and read it.

    The copy is made beside the corpus first and moved in only if it can be read, so that a plan that cannot be
    read leaves the corpus as it was.

    Raises:
        CorpusError: a file cannot be used, or there is a plan of that key already.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", key):
        raise CorpusError(
            f"{key!r} cannot be a folder name; use --key with small letters, digits and hyphens"
        )
    if (corpus / key).exists():
        raise CorpusError(f"there is a plan {key!r} already; use --key for another name", file=corpus / key)
    draft = corpus / f".new-{key}" / key
    shutil.rmtree(draft.parent, ignore_errors=True)  # what a try that was cut short left behind
    try:
        draft.mkdir(parents=True)
        (draft / "source.txt").write_bytes(_bytes_of(file))
        (draft / "plan.toml").write_bytes(_bytes_of(meta))
        shutil.copy2(corpus / "genre.toml", draft.parent / "genre.toml")
        reading = _read_draft(draft.parent, key, file, meta)
        draft.rename(corpus / key)
    except OSError as error:
        raise CorpusError(f"cannot be written ({error.strerror}); make it writable", file=corpus) from error
    finally:
        shutil.rmtree(corpus / f".new-{key}", ignore_errors=True)
    return reading


def _read_draft(folder: Path, key: str, file: Path, meta: Path) -> Reading:
    """Read the copy; errors name the user's own files."""
    try:
        return read_plan(folder, key)
    except CorpusError as error:
        own = {folder / key / "source.txt": file, folder / key / "plan.toml": meta}
        message = str(error)
        for copy, given in own.items():
            message = message.replace(str(copy), str(given))
        raise CorpusError(message) from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"cannot be read ({error.strerror}); check the path", file=path) from error
