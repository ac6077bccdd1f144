"""The only module that knows the file formats of ``indexes/``.

    indexes/CURRENT                 name of the build in use, one line
    indexes/<build>/plan.sqlite     plans, clauses, indicators, duties, entitlements, English words for them
    indexes/<build>/manifest.json   what it was built from, counts, checksums

A build is written beside the others and swapped in by replacing CURRENT in one step, so that a kill at any
moment leaves the old index or the new one. The build before stays, and so does any that a process has open.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant import search_files
from assistant.builds import MANIFEST, POINTER, hold, in_use, one_at_a_time, point_to, remove_older
from assistant.errors import CorruptIndex, IndexWriteError, MissingIndex, StaleIndex
from assistant.lexicon import fold_known, searchable
from assistant.numerals import format_decimal
from assistant.plan import Meta, Plan
from assistant.records import Clause, Duty, Entitlement, Indicator, Passage, Segment
from assistant.search_files import Bm25Index, FaissIndex
from assistant.synonyms import Synonym

FORMAT = 9
DATABASE = "plan.sqlite"
MODEL = "the embedding model"  # its place among the inputs

# What questions may read; the guard's allow-list is made from it.
SCHEMA: Mapping[str, Mapping[str, str]] = {
    "plans": {
        "plan": "TEXT", "title": "TEXT", "title_en": "TEXT", "region": "TEXT", "region_en": "TEXT",
        "first_year": "INTEGER", "last_year": "INTEGER",
    },
    "clauses": {
        "plan": "TEXT", "id": "TEXT", "position": "INTEGER", "kind": "TEXT", "number": "TEXT", "title": "TEXT",
        "path": "TEXT", "parent": "TEXT", "text": "TEXT", "start": "INTEGER", "end": "INTEGER", "line": "INTEGER",
        "domain": "TEXT", "folded": "TEXT",
    },
    "indicators": {
        "plan": "TEXT", "id": "TEXT", "position": "INTEGER", "name": "TEXT", "population": "TEXT", "verb": "TEXT",
        "comparator": "TEXT", "value": "NUMERIC", "unit": "TEXT", "per": "TEXT", "kind": "TEXT",
        "base_year": "INTEGER", "target_year": "INTEGER", "domain": "TEXT", "goal": "TEXT", "clause_id": "TEXT",
        "quote": "TEXT", "start": "INTEGER", "end": "INTEGER",
    },
    "duties": {
        "plan": "TEXT", "position": "INTEGER", "actor": "TEXT", "role": "TEXT", "basis": "TEXT", "clause_id": "TEXT",
        "what": "TEXT", "start": "INTEGER", "end": "INTEGER", "document": "TEXT", "domain": "TEXT",
        "covers": "TEXT",
    },
    "entitlements": {
        "plan": "TEXT", "position": "INTEGER", "clause_id": "TEXT", "start": "INTEGER", "end": "INTEGER",
        "quote": "TEXT", "what": "TEXT", "what_en": "TEXT", "ages": "TEXT", "age_from": "INTEGER",
        "age_to": "INTEGER", "stages": "TEXT", "conditions": "TEXT", "area": "TEXT", "cost": "TEXT", "where": "TEXT",
        "strength": "TEXT", "domain": "TEXT", "reviewed": "INTEGER",
    },
}  # fmt: skip

_CREATE = """
CREATE TABLE plans (plan TEXT PRIMARY KEY, title TEXT NOT NULL, title_en TEXT NOT NULL, region TEXT NOT NULL,
    region_en TEXT NOT NULL, first_year INTEGER NOT NULL, last_year INTEGER NOT NULL, extra TEXT NOT NULL, vocabulary TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
CREATE TABLE clauses (plan TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
    number TEXT NOT NULL, title TEXT NOT NULL, path TEXT NOT NULL, parent TEXT NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL, segments TEXT NOT NULL,
    domain TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (plan, id)) STRICT;
CREATE INDEX clauses_in_order ON clauses (plan, position);
CREATE TABLE indicators (plan TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
    population TEXT, verb TEXT, comparator TEXT NOT NULL, value NUMERIC, unit TEXT, per TEXT, kind TEXT NOT NULL,
    base_year INTEGER, target_year INTEGER, domain TEXT NOT NULL, goal TEXT, clause_id TEXT NOT NULL,
    quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (plan, id),
    FOREIGN KEY (plan, clause_id) REFERENCES clauses (plan, id));
CREATE TABLE duties (plan TEXT NOT NULL, position INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
    basis TEXT NOT NULL, clause_id TEXT NOT NULL, what TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    document TEXT NOT NULL, domain TEXT NOT NULL, covers TEXT NOT NULL, PRIMARY KEY (plan, position)) STRICT;
CREATE TABLE entitlements (plan TEXT NOT NULL, position INTEGER NOT NULL, clause_id TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, quote TEXT NOT NULL, what TEXT NOT NULL, what_en TEXT NOT NULL, ages TEXT NOT NULL,
    age_from INTEGER, age_to INTEGER, stages TEXT NOT NULL, conditions TEXT NOT NULL, area TEXT NOT NULL,
    cost TEXT NOT NULL, "where" TEXT NOT NULL, strength TEXT NOT NULL, domain TEXT NOT NULL, reviewed INTEGER NOT NULL,
    PRIMARY KEY (plan, position), FOREIGN KEY (plan, clause_id) REFERENCES clauses (plan, id)) STRICT;
CREATE TABLE passages (position INTEGER PRIMARY KEY, plan TEXT NOT NULL, clause_id TEXT NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, "row" TEXT NOT NULL) STRICT;
CREATE TABLE english (plan TEXT NOT NULL, said TEXT NOT NULL, terms TEXT NOT NULL, PRIMARY KEY (plan, said)) STRICT;
CREATE INDEX indicators_by_name ON indicators (plan, name);
"""

# Lists of a plan's meta data that are kept together, as they are only ever read together.
_EXTRA = ("region_aliases", "region_parts", "examples", "examples_en")

_CLAUSE_COLUMNS = 'plan, id, kind, number, title, path, parent, text, start, "end", line, segments'
_ROW_COLUMNS = (
    "id, plan, name, population, verb, comparator, value, unit, per, kind, base_year, target_year, domain, goal, "
    'clause_id, quote, start, "end"'
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an index is built from: sha256 by relative path, one digest over all, and the plans' keys."""

    files: Mapping[str, str]
    digest: str
    plans: tuple[str, ...]


# The code that reads a corpus: modules, and packages with all that is in them.
_READERS = (
    "records", "numerals", "lexicon", "plan", "indicators", "duties", "entitlements", "passages", "search_files", "store",
    "bilingual",
)  # fmt: skip


def read_inputs(corpus: Path, model: str = "") -> Inputs:
    """Fingerprint the corpus, the embedding model and the code that reads; cheap enough for every start."""
    texts = [p for p in corpus.rglob("*") if p.is_file() and p.suffix in {".txt", ".toml", ".tsv", ".csv"}]
    code = Path(__file__).parent
    modules = [code / f"{name}.py" for name in _READERS]
    modules += [path for name in _READERS for path in (code / name).glob("*.py")]
    files = {str(path.relative_to(corpus).as_posix()): _sha256(path) for path in sorted(texts)}
    files |= {
        f"code/{path.relative_to(code).as_posix()}": _sha256(path)
        for path in sorted(modules)
        if path.exists()
    }
    files[MODEL] = hashlib.sha256(json.dumps(_model_mark(model)).encode()).hexdigest()
    digest = hashlib.sha256(json.dumps([FORMAT, files], sort_keys=True).encode()).hexdigest()
    plans = sorted(path.parent.name for path in corpus.glob("*/plan.toml"))
    return Inputs(files, digest, tuple(plans))


def _model_mark(model: str) -> list[object]:
    """What changes with the embedding model: its name, and of a folder the names, sizes and times of its files."""
    folder = Path(model.strip()).expanduser()
    found = sorted(folder.rglob("*")) if model.strip() and folder.is_dir() else []
    files = [(path, path.stat()) for path in found if path.is_file()]
    return [model.strip(), *((str(path.relative_to(folder)), s.st_size, s.st_mtime_ns) for path, s in files)]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- writing ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contents:
    """What the index holds of one plan, beside what it is searched by."""

    plan: Plan
    rows: tuple[Indicator, ...]
    duties: tuple[Duty, ...]
    entitlements: tuple[Entitlement, ...]
    english: tuple[Synonym, ...] = ()


def write_index(
    indexes: Path,
    plans: Iterable[Contents],
    inputs: Inputs,
    progress: Progress | None = None,
    search: SearchParts | None = None,
) -> Path:
    """Write a new build and swap it in.

    Returns:
        The folder of the build.

    Raises:
        IndexWriteError: the folder cannot be written or the disk is full; the index in use stays.
    """
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    final = indexes / f"{stamp}-{inputs.digest[:8]}-{os.getpid()}-{time.time_ns() % 10**9:09}"
    draft = indexes / f".new-{final.name}"
    try:
        draft.mkdir(parents=True)
        counts = _write_database(draft / DATABASE, list(plans), progress, search)
        names = (
            search_files.write(draft, search.dense, (search.words, search.bigrams), search.terms)
            if search
            else []
        )
        _write_manifest(draft, inputs, counts, [DATABASE, *names])
        with one_at_a_time(indexes):
            before = in_use(indexes)
            draft.rename(final)
            point_to(indexes, final.name)
            remove_older(indexes, keep={final.name, before})
    except (OSError, sqlite3.Error) as error:
        for left_over in {draft.name, final.name} - {in_use(indexes)}:
            shutil.rmtree(indexes / left_over, ignore_errors=True)
        reason = getattr(error, "strerror", None) or str(error)
        raise IndexWriteError(
            f"the index cannot be written to {indexes} ({reason}); the one in use is unchanged. "
            "Make the folder writable, free some space, or let ASSISTANT_HOME name another folder, then run: "
            "assistant build"
        ) from error
    return final


def _write_database(
    path: Path,
    plans: list[Contents],
    progress: Progress | None,
    search: SearchParts | None,
) -> dict[str, dict[str, int]]:
    counts = {}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_CREATE)
        for done, held in enumerate(plans):
            plan = held.plan
            if progress:
                progress(plan.meta.title, done, len(plans))
            _insert_plan(connection, plan, held.rows)
            _insert_duties(connection, plan, held.duties)
            _insert_entitlements(connection, plan, held.entitlements)
            _insert_english(connection, plan, held.english)
            counts[plan.meta.key] = {
                **plan.counts(), "clauses": len(plan.clauses), "indicators": len(held.rows),
                "duties": len(held.duties), "entitlements": len(held.entitlements),
            }  # fmt: skip
        _insert_passages(connection, search.passages if search else ())
        if progress:
            progress("", len(plans), len(plans))
    return counts


def _insert_plan(connection: sqlite3.Connection, plan: Plan, rows: tuple[Indicator, ...]) -> None:
    meta = plan.meta
    connection.execute(
        "INSERT INTO plans VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            meta.key, meta.title, meta.title_en, meta.region, meta.region_en, *meta.period,
            json.dumps({name: getattr(meta, name) for name in _EXTRA}, ensure_ascii=False),
            fold_known("".join(clause.text for clause in plan.clauses)),
            hashlib.sha256(plan.source.encode()).hexdigest(),
        ),
    )  # fmt: skip
    by_id = {clause.id: clause for clause in plan.clauses}
    connection.executemany(
        "INSERT INTO clauses VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                c.plan, c.id, n, c.kind, c.number, c.title, json.dumps(c.path, ensure_ascii=False), c.parent, c.text,
                c.start, c.end, c.line, json.dumps([list(asdict(s).values()) for s in c.segments]),
                domain_of(c, by_id), searchable(c.text),
            )
            for n, c in enumerate(plan.clauses)
        ],
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO indicators VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                r.plan, r.id, n, r.name, r.population, r.verb, r.comparator,
                None if r.value is None else format_decimal(r.value), r.unit, r.per, r.kind, r.base_year,
                r.target_year, r.domain, r.goal, r.clause_id, r.quote, r.start, r.end,
            )
            for n, r in enumerate(rows)
        ],
    )  # fmt: skip


def _insert_duties(connection: sqlite3.Connection, plan: Plan, duties: tuple[Duty, ...]) -> None:
    by_id = {clause.id: clause for clause in plan.clauses}
    connection.executemany(
        "INSERT INTO duties VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                plan.meta.key, n, d.actor, d.role, d.basis, d.clause_id, d.what, d.start, d.end, d.document,
                domain_of(by_id[d.clause_id], by_id) if d.clause_id else "", d.covers,
            )
            for n, d in enumerate(duties)
        ],
    )  # fmt: skip


def _insert_entitlements(
    connection: sqlite3.Connection, plan: Plan, entitlements: tuple[Entitlement, ...]
) -> None:
    connection.executemany(
        "INSERT INTO entitlements VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                plan.meta.key, n, e.clause_id, e.start, e.end, e.quote, e.what, e.what_en, e.ages, e.age_from,
                e.age_to, ",".join(e.stages), ",".join(e.conditions), e.area, e.cost, e.where, e.strength, e.domain,
                int(e.reviewed),
            )
            for n, e in enumerate(entitlements)
        ],
    )  # fmt: skip


def _insert_english(connection: sqlite3.Connection, plan: Plan, english: tuple[Synonym, ...]) -> None:
    connection.executemany(
        "INSERT INTO english VALUES (?,?,?)", [(plan.meta.key, s.said, "|".join(s.plan)) for s in english]
    )


def domain_of(clause: Clause, clauses: Mapping[str, Clause]) -> str:
    """Title of the heading of the second level that a clause stands under or is, "" where there is none."""
    above: Clause | None = clause
    while above is not None and not (above.kind == "heading" and len(above.path) == 1):
        above = clauses.get(above.parent)
    return above.title if above else ""


def _insert_passages(connection: sqlite3.Connection, passages: tuple[Passage, ...]) -> None:
    connection.executemany(
        "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?)",
        [(n, p.plan, p.clause_id, p.kind, p.start, p.end, p.text, p.row) for n, p in enumerate(passages)],
    )


def _write_manifest(
    folder: Path, inputs: Inputs, counts: Mapping[str, Mapping[str, int]], names: Iterable[str]
) -> None:
    manifest = {
        "format": FORMAT,
        "inputs": dict(inputs.files),
        "digest": inputs.digest,
        "plans": {
            key: {"sha256": inputs.files.get(f"{key}/source.txt", ""), "counts": dict(found)}
            for key, found in counts.items()
        },
        "files": {
            name: {"bytes": (folder / name).stat().st_size, "sha256": _sha256(folder / name)}
            for name in names
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


# --- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SearchParts:
    """What a search needs: passages in the order of the vectors, the three indexes over them, and the terms that
    were kept whole where they were cut into words."""

    passages: tuple[Passage, ...]
    dense: FaissIndex
    words: Bm25Index
    bigrams: Bm25Index
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan in the index: its meta data, the sha256 of its source and its folded text."""

    meta: Meta
    sha256: str
    vocabulary: str


class Index:
    """A build that was checked and may be read; made by ``open_index``.

    Its build stays until it is closed, or nothing refers to it any more, whatever is built meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        """Hold a build and check it; nothing of it is read yet.

        Raises:
            CorruptIndex: a file is missing, cut short or altered.
        """
        self.folder = folder
        self.database = folder / DATABASE
        try:
            self._let_go = weakref.finalize(self, os.close, hold(folder))
        except (OSError, ValueError) as error:  # a name that no file can have
            raise _damaged(folder, error) from error
        self.manifest = _checked_manifest(folder)

    def close(self) -> None:
        """Let the build go; a later one may remove it."""
        self._let_go()

    def _select(self, statement: str, parameters: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            uri = f"{self.database.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                return connection.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            raise CorruptIndex(f"{self.database} cannot be read ({error}); run: assistant build") from error

    def plans(self) -> tuple[StoredPlan, ...]:
        """The plans of the index, by key."""
        rows = self._select("SELECT * FROM plans ORDER BY plan")
        return tuple(StoredPlan(_meta(r), r[9], r[8]) for r in rows)

    def indicators(self, plan: str) -> tuple[Indicator, ...]:
        """All rows of a plan, in its order."""
        statement = f"SELECT {_ROW_COLUMNS} FROM indicators WHERE plan = ? ORDER BY position"  # noqa: S608
        return tuple(row_from_cells(cells) for cells in self._select(statement, (plan,)))

    def duties(self, plan: str) -> tuple[Duty, ...]:
        """Who does what by a plan and by what was imported for it, in order."""
        columns = 'actor, role, basis, plan, clause_id, what, start, "end", document, covers'
        statement = f"SELECT {columns} FROM duties WHERE plan = ? ORDER BY position"  # noqa: S608
        rows = self._select(statement, (plan,))
        return tuple(Duty(row[0], row[1], row[2], None, *row[3:10]) for row in rows)

    def entitlements(self, plan: str) -> tuple[Entitlement, ...]:
        """What a plan promises to families, in its order."""
        columns = (
            'plan, clause_id, start, "end", quote, what, what_en, ages, age_from, age_to, stages, conditions, area, '
            'cost, "where", strength, domain, reviewed'
        )
        statement = f"SELECT {columns} FROM entitlements WHERE plan = ? ORDER BY position"  # noqa: S608
        return tuple(_entitlement(cells) for cells in self._select(statement, (plan,)))

    def english(self, plan: str) -> tuple[Synonym, ...]:
        """English phrases for words of a plan, by the general dictionary that the index was built with."""
        rows = self._select("SELECT said, terms FROM english WHERE plan = ? ORDER BY said", (plan,))
        return tuple(Synonym(said, tuple(terms.split("|")), both=False) for said, terms in rows)

    def clauses(self, plan: str, ids: Iterable[str] | None = None) -> tuple[Clause, ...]:
        """Clauses of a plan in its order; only those named, where ids are given."""
        wanted = None if ids is None else list(ids)
        where = "" if wanted is None else f" AND id IN ({','.join('?' * len(wanted))})"
        statement = f"SELECT {_CLAUSE_COLUMNS} FROM clauses WHERE plan = ?{where} ORDER BY position"  # noqa: S608
        return tuple(_clause(cells) for cells in self._select(statement, (plan, *(wanted or ()))))

    def search_parts(self) -> SearchParts:
        """Passages and their indexes.

        Raises:
            CorruptIndex: they cannot be read.
        """
        rows = self._select(
            'SELECT plan, clause_id, kind, start, "end", text, "row" FROM passages ORDER BY position'
        )
        passages = tuple(Passage(*cells) for cells in rows)
        try:
            return SearchParts(passages, *search_files.read(self.folder, len(passages)))
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise CorruptIndex(
                f"the search index in {self.folder} cannot be read ({error}); run: assistant build"
            ) from error

    def terms(self) -> frozenset[str]:
        """The words that were kept whole where passages were cut; none where nothing is searched for."""
        file = self.folder / search_files.TERMS
        return search_files.read_terms(file) if file.exists() else frozenset()

    def around(self, plan: str, clause_id: str, before: int, after: int) -> tuple[Clause, ...]:
        """A clause among its neighbours, in the plan's order; empty where there is no such clause."""
        statement = (
            f"SELECT {_CLAUSE_COLUMNS} FROM clauses WHERE plan = :plan AND position BETWEEN "  # noqa: S608
            "(SELECT position - :before FROM clauses WHERE plan = :plan AND id = :id) AND "
            "(SELECT position + :after FROM clauses WHERE plan = :plan AND id = :id) ORDER BY position"
        )
        statement = (
            statement.replace(":plan", "?1")
            .replace(":id", "?2")
            .replace(":before", "?3")
            .replace(":after", "?4")
        )
        return tuple(_clause(cells) for cells in self._select(statement, (plan, clause_id, before, after)))


def _meta(cells: tuple[Any, ...]) -> Meta:
    lists = {name: tuple(values) for name, values in json.loads(cells[7]).items()}
    return Meta(
        key=cells[0],
        title=cells[1],
        title_en=cells[2],
        region=cells[3],
        region_en=cells[4],
        period=(cells[5], cells[6]),
        region_aliases=lists["region_aliases"],
        region_parts=lists["region_parts"],
        examples=lists["examples"],
        examples_en=lists["examples_en"],
    )


def row_from_cells(cells: tuple[Any, ...]) -> Indicator:
    """An Indicator from its cells in the order of its fields."""
    values = list(cells)
    values[6] = None if values[6] is None else Decimal(str(values[6]))
    return Indicator(*values)


def _entitlement(cells: tuple[Any, ...]) -> Entitlement:
    values = list(cells)
    values[10:12] = (tuple(filter(None, text.split(","))) for text in cells[10:12])
    values[17] = bool(cells[17])
    return Entitlement(*values)


def _clause(cells: tuple[Any, ...]) -> Clause:
    values = list(cells)
    values[5] = tuple(json.loads(values[5]))
    values[11] = tuple(Segment(*segment) for segment in json.loads(values[11]))
    return Clause(*values)


def open_index(indexes: Path, inputs: Inputs) -> Index:
    """Open the build in use.

    Raises:
        MissingIndex: nothing was built.
        StaleIndex: the corpus, its dictionaries or the reading code changed since.
        CorruptIndex: a file is missing, cut short or altered.
    """
    try:
        name = (indexes / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise MissingIndex(f"there is no index in {indexes}; run: assistant build") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CorruptIndex(f"{indexes / POINTER} cannot be read; run: assistant build") from error
    index = Index(indexes / name if name and "/" not in name else indexes / "missing")
    if index.manifest.get("digest") != inputs.digest:
        index.close()
        raise StaleIndex(
            f"{_what_changed(index.manifest, inputs)} changed since the index was built; run: assistant build"
        )
    return index


def _checked_manifest(folder: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name, expected in {DATABASE: manifest["files"][DATABASE], **manifest["files"]}.items():
            if _sha256(folder / name) != expected["sha256"]:
                raise CorruptIndex(f"{folder / name} is not what was built; run: assistant build")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder, error) from error
    return dict(manifest)


def _damaged(folder: Path, error: Exception) -> CorruptIndex:
    return CorruptIndex(f"the index in {folder} is incomplete or damaged ({error}); run: assistant build")


def _what_changed(manifest: Mapping[str, Any], inputs: Inputs) -> str:
    before = manifest.get("inputs", {})
    names = sorted(name for name in {*before, *inputs.files} if before.get(name) != inputs.files.get(name))
    if not names:
        return "its format"
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more files" if len(names) > 3 else "")
