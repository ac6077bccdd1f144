"""Corpus → ``indexes/``: the calls in order."""

from __future__ import annotations

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
