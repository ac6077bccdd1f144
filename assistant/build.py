"""Corpus → ``indexes/``: the calls in order."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant import search_files
from assistant.bilingual import english_of
from assistant.duties import extract as extract_duties
from assistant.duties import load_actors, read_csv, read_imported
from assistant.embedding import Embedder, Vectors, embed_documents, fingerprint, load_embedder
from assistant.entitlements import check_rows as check_entitlements
from assistant.entitlements import load_words, read_entitlements, reviewed
from assistant.errors import CorpusError, LexiconError, MissingIndex, StaleIndex
from assistant.indicators import Unread, check_rows, extract, load_genre
from assistant.lexicon import Lexicon, add_aliases, read_table, shared_name, to_bigrams, to_words
from assistant.passages import Saying, passages
from assistant.plan import Plan, load_plan
from assistant.records import Duty, Entitlement, Indicator, Passage
from assistant.store import (
    Contents,
    Index,
    Progress,
    SearchParts,
    domain_of,
    open_index,
    read_inputs,
    write_index,
)
from assistant.synonyms import Synonym, load_thesaurus  # fmt: skip

GLOSSES = "glosses.tsv"  # of a plan's folder: English titles of its clauses


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one plan: clauses, rows, figures that could not be tied to a name, who does what, what families get."""

    plan: Plan
    rows: tuple[Indicator, ...]
    unread: tuple[Unread, ...]
    duties: tuple[Duty, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()


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
    duties = extract_duties(plan.clauses, load_actors(corpus / key / "actors.tsv"))
    imported = read_imported(corpus / key / "duties", key)
    return Reading(plan, rows, unread, duties + imported, entitlements_of(corpus, plan))


def entitlements_of(corpus: Path, plan: Plan) -> tuple[Entitlement, ...]:
    """What a plan promises to families, each row checked against its clause.

    Raises:
        CorpusError: a row of the overlay cannot be used, or a row does not agree with its clause.
    """
    words = load_words(corpus / "entitlement_words.tsv")
    clauses = {clause.id: clause for clause in plan.clauses}
    domains = {clause.id: domain_of(clause, clauses) for clause in plan.clauses}
    found = read_entitlements(plan.clauses, words, domains)
    rows = reviewed(found, clauses, corpus / plan.meta.key / "entitlements.tsv", words, domains)
    check_entitlements(clauses, rows, words)
    return rows


def build(
    corpus: Path,
    indexes: Path,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
    model: str = "",
) -> tuple[Reading, ...]:
    """Read every plan of the corpus and write a new index.

    Args:
        embedder: turns passages into vectors; the model of that name unless given.
        model: name of the embedding model, empty for the bundled one.

    Raises:
        CorpusError: a plan cannot be read, or there is none.
        EmbeddingError: the model cannot be loaded.
        IndexWriteError: the index cannot be written; the one in use stays.
    """
    inputs = read_inputs(corpus, model)
    if not inputs.plans:
        raise CorpusError("holds no plan; put one into a folder with plan.toml and source.txt", file=corpus)
    readings = tuple(read_plan(corpus, key) for key in inputs.plans)
    search = _search_parts(corpus, indexes, readings, embedder or load_embedder(model), progress)
    contents = [
        Contents(r.plan, r.rows, r.duties, r.entitlements, _english(corpus, r.plan)) for r in readings
    ]
    write_index(indexes, contents, inputs, progress, search)
    return readings


def _english(corpus: Path, plan: Plan) -> tuple[Synonym, ...]:
    """English words for those of a plan that nobody has put into English; the reviewed ones are enough for one that has."""
    if (corpus / plan.meta.key / GLOSSES).exists():
        return ()
    return english_of(plan.clauses, load_thesaurus(corpus))


def _search_parts(
    corpus: Path, indexes: Path, readings: tuple[Reading, ...], embedder: Embedder, progress: Progress | None
) -> SearchParts:
    """Passages of all plans, their vectors (from the cache where the text is known), and BM25 over them."""
    found: list[Passage] = []
    for reading in readings:
        folder = corpus / reading.plan.meta.key
        glosses, english = read_glosses(folder / GLOSSES), english_names(corpus, folder.name)
        found += passages(reading.plan.clauses, glosses, reading.rows, read_sayings(folder), english)
    terms = terms_of(corpus, [row for reading in readings for row in reading.rows])
    texts = [passage.text for passage in found]

    def embed(missing: list[str]) -> Vectors:
        titles = "、".join(reading.plan.meta.title for reading in readings)
        return embed_documents(embedder, missing, _titled(progress, titles))

    vectors = search_files.embed_cached(search_files.cache_path(indexes), fingerprint(embedder), texts, embed)
    words = search_files.bm25_index([to_words(text, terms) for text in texts])
    bigrams = search_files.bm25_index([to_bigrams(text) for text in texts])
    return SearchParts(tuple(found), search_files.dense_index(vectors), words, bigrams, terms)


def _titled(progress: Progress | None, title: str) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(title, done, total)


def read_glosses(path: Path) -> dict[str, str]:
    """English titles by clause id, from ``glosses.tsv``; empty where a plan has none."""
    return {row["id"]: row["en"] for row in read_table(path, ("id", "zh", "en"))} if path.exists() else {}


def read_sayings(folder: Path) -> dict[str, list[Saying]]:
    """How people speak of what clauses say, by clause id, from ``sayings*.tsv``; empty where a plan has none.

    Raises:
        LexiconError: a row has no number in the column ``sentence``; names file and line.
    """
    found: dict[str, list[Saying]] = {}
    for path in sorted(folder.glob("sayings*.tsv")):
        for row in read_table(path, ("id", "sentence", "text", "lang")):
            if not row["sentence"].isdecimal():
                raise LexiconError(
                    f"names sentence {row['sentence']!r}; write its number in the clause, 0 for the whole",
                    file=path,
                    line=int(row["line"]),
                )
            found.setdefault(row["id"], []).append(Saying(row["text"], int(row["sentence"])))
    return found


def english_names(corpus: Path, key: str) -> dict[str, str]:
    """The first English name of each indicator and population of a plan, by the Chinese one."""
    names: dict[str, str] = {}
    path = corpus / key / "aliases.tsv"
    for row in read_table(path, ("alias", "name", "lang", "reason")) if path.exists() else ():
        if row["lang"] == "en" and "|" not in row["name"]:
            names.setdefault(row["name"], row["alias"])
    for row in read_table(corpus / "populations.tsv", ("word", "population", "lang")):
        if row["lang"] == "en":
            names.setdefault(row["population"], row["word"])
    return names


def terms_of(corpus: Path, rows: Iterable[Indicator]) -> frozenset[str]:
    """Words that jieba must keep whole: names of indicators, and the plan's words of the synonyms."""
    names = {name for row in rows for name in (row.name, shared_name(row))}
    return frozenset(names | {term for s in load_thesaurus(corpus) for term in s.plan})


def open_or_build(corpus: Path, indexes: Path, progress: Progress | None = None, model: str = "") -> Index:
    """The index, built first where it is missing or stale.

    Raises:
        CorruptIndex: it is damaged; that is never mended in silence.
        IndexWriteError: it must be built and cannot be written.
    """
    inputs = read_inputs(corpus, model)
    try:
        return open_index(indexes, inputs)
    except (MissingIndex, StaleIndex):
        build(corpus, indexes, progress, model=model)
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
        for name in ("genre.toml", "entitlement_words.tsv"):
            shutil.copy2(corpus / name, draft.parent / name)
        reading = _read_draft(draft.parent, key, file, meta)
        draft.rename(corpus / key)
    except OSError as error:
        raise CorpusError(f"cannot be written ({error.strerror}); make it writable", file=corpus) from error
    finally:
        shutil.rmtree(corpus / f".new-{key}", ignore_errors=True)
    return reading


def import_duties(corpus: Path, file: Path, key: str = "") -> tuple[str, tuple[Duty, ...]]:
    """Copy an official division of duties into a plan's folder, so that every build has it.

    Args:
        corpus: the folder of the plans.
        file: CSV; see ``duties.read_csv`` for its columns.
        key: the plan; the only one, or the first, unless given.

    Returns:
        The plan's key and the rows taken in.

    Raises:
        CorpusError: there is no such plan, a row cannot be used (it names the line), or the copy cannot be written.
    """
    plans = sorted(path.parent.name for path in corpus.glob("*/plan.toml"))
    key = key or next(iter(plans), "")
    if key not in plans:
        raise CorpusError(f"there is no plan {key!r}; the corpus has {', '.join(plans) or 'none'}")
    rows = read_csv(file, key)
    if not rows:
        raise CorpusError("holds no row", file=file)
    folder = corpus / key / "duties"
    try:
        folder.mkdir(exist_ok=True)
        (folder / f"{file.stem}.csv").write_bytes(_bytes_of(file))
    except OSError as error:
        raise CorpusError(f"cannot be written ({error.strerror}); make it writable", file=folder) from error
    return key, rows


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
