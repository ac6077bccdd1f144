"""answer(question, history) → Answer: the steps, one after another, as events and then the answer.

    read → query → judge → search → write → check

Synchronous and stateless: what an earlier turn said comes in with the history. Each step may end the answer
with a status of its own; nothing is shown before it was checked.
"""

from __future__ import annotations

import logging
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.build import english_names, open_or_build, read_glosses, terms_of
from assistant.compose import PER_EN, Composed, compose, with_corrections
from assistant.embedding import Embedder, Reranker, embed_query, load_embedder, load_reranker, rerank
from assistant.errors import CorpusError
from assistant.files import read_toml
from assistant.lexicon import (
    Synonym,
    add_aliases,
    add_names,
    add_terms,
    fold_known,
    load_common,
    load_thesaurus,
    read_table,
    shared_name,
    stem,
    strip_invisible,
    tokenizer,
)  # fmt: skip
from assistant.linking import Words, fits, likely, other_subject
from assistant.numerals import find_quantities
from assistant.places import Asked, Missing, names_place
from assistant.places import read as read_places
from assistant.plan import Meta
from assistant.question import STORY, Catalog, language_of, means, understand
from assistant.quoting import (
    MOST_CLAUSES,
    chosen,
    count_parts,
    deny_place,
    list_parts,
    names_body,
    nobody_named,
    related_targets,
    tell,
    tell_titles,
    tell_whole,
)
from assistant.records import (
    Answer,
    Clause,
    Draft,
    Evidence,
    Hit,
    Indicator,
    Language,
    Query,
    Sentence,
    Step,
    Task,
    Turn,
)  # fmt: skip
from assistant.retrieval import ClauseIndex, Vector, make_index
from assistant.settings import Settings, read_settings
from assistant.spelling import Speller, load_right, speller_of
from assistant.sql.generate import LOOKUP_COLUMNS, lookup
from assistant.sql.generate import table as table_statement
from assistant.sql.guard import Schema
from assistant.sql.run import ReadOnlyDatabase
from assistant.store import SCHEMA, Index, Progress
from assistant.structure import Tree
from assistant.sufficiency import (
    BESIDE,
    OPEN,
    Fitted,
    Judgement,
    Thresholds,
    judge,
    judge_clauses,
    judge_table,
)
from assistant.tabular import Table, table_of
from assistant.tabular import read_table as read_table_question
from assistant.tabulate import fetch_table, tabulate
from assistant.verify import Verdict, check

_LOG = logging.getLogger(__name__)
SHORTEST_PART = 8
MOST_PARTS = 4
_STOP = re.compile(r"[。！？!?；;\n]|[，,](?=.{6})|(?<=[a-z])\. ")
MOST_BESIDE = 2  # sentences told beside a refusal
NEIGHBOURS = 200  # characters of neighbours shown on each side of a clause
HITS = 8  # clauses that a search brings
SEARCHED = 100  # characters at each end of a long question that are searched for
_WHICH_PLACE: dict[Language, str] = {
    "zh": "规划的几个部分都有这个序号，请选择您要看的部分：", "en": "Several parts of the plan have this number; please choose:",
}  # fmt: skip

_REJECTED: dict[Language, dict[str, str]] = {
    "zh": {
        "too_long": "问题太长了：最多 {limit} 个字符，请缩短后再问。",
        "not_text": "没有读到文字，请用一句话提出您的问题。",
        "error": "抱歉，程序出了问题，没有给出回答。请稍后再试；如果一直这样，请联系管理员。",
    },
    "en": {
        "too_long": "The question is too long: please keep it within {limit} characters.",
        "not_text": "No text was found; please ask your question in a sentence.",
        "error": "Sorry, something went wrong and there is no answer. Please try again; if it persists, tell your administrator.",
    },
}  # fmt: skip


@dataclass
class _Run:
    """One question on its way through the steps."""

    question: str
    lang: Language
    query: Query
    evidence: Evidence
    judgement: Judgement = field(default_factory=lambda: Judgement("error"))
    composed: Composed = field(default_factory=lambda: Composed(Draft((), ())))
    verdict: Verdict = field(default_factory=lambda: Verdict((), (), ()))
    partial: bool = False
    steps: list[Step] = field(default_factory=list)


class Assistant:
    """Answers questions about the plans of one corpus. Make it with ``Assistant.open``."""

    def __init__(self, settings: Settings, index: Index, today: Callable[[], date] = date.today) -> None:
        """Load names and words of the plan to ask; ``today`` is replaced in tests."""
        self.settings = settings
        self.index = index
        self.today = today
        stored = {plan.meta.key: plan for plan in index.plans()}
        key = settings.plan or next(iter(stored), "")
        if key not in stored:
            raise CorpusError(f"there is no plan {key!r}; the corpus has {', '.join(stored) or 'none'}")
        self.plan = stored[key]
        self.rows = {row.id: row for row in index.indicators(key)}
        self.glosses, english = self._english(key)
        self.catalog = replace(self._catalog(key), english=english)
        self.plans: tuple[Meta, ...] = tuple(plan.meta for plan in stored.values())
        self.database = ReadOnlyDatabase(
            index.database, Schema(SCHEMA), time_limit=settings.sql_seconds, row_cap=settings.sql_rows
        )

    @classmethod
    def open(cls, home: Path | None = None, *, progress: Progress | None = None) -> Assistant:
        """Open the corpus under ``home`` (ASSISTANT_HOME or the checkout); the index is built if need be.

        Raises:
            CorpusError, IndexFault: they say which file and what to do.
        """
        settings = read_settings() if home is None else read_settings(home=home)
        return cls(settings, open_or_build(settings.corpus, settings.indexes, progress, settings.embedder))

    def _catalog(self, key: str) -> Catalog:
        corpus = self.settings.corpus
        lexicon = load_common(corpus)
        rows = tuple(self.rows.values())
        add_names(lexicon, rows)
        meta = self.plan.meta
        for name in (meta.region, meta.region_en, *meta.region_aliases):
            lexicon.add(name, "region", (name,))
        for name in meta.region_parts:
            lexicon.add(name, "part", (name,))
        names = frozenset(name for row in rows for name in (row.name, shared_name(row)))
        add_aliases(lexicon, corpus / key / "aliases.tsv", names)
        self.clauses = {c.id: c for c in self.index.clauses(key, sorted({row.clause_id for row in rows}))}
        goals = {row.clause_id: f"{row.goal or ''}{row.domain}" for row in rows}
        contexts = {clause.id: fold_known(clause.text + goals[clause.id]) for clause in self.clauses.values()}
        return Catalog(self.plan.meta, rows, lexicon, contexts, self.plan.vocabulary)

    def _english(self, key: str) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
        """The English gloss of each name and population (the first given), and the stems of all its names."""
        glosses = english_names(self.settings.corpus, key)
        stems: dict[str, frozenset[str]] = {}
        path = self.settings.corpus / key / "aliases.tsv"
        aliases = read_table(path, ("alias", "name", "lang", "reason")) if path.exists() else ()
        for row in aliases:
            if row["lang"] == "en" and "|" not in row["name"]:
                words = frozenset(stem(word) for word in re.findall(r"[a-z]+", row["alias"].lower()))
                stems[row["name"]] = stems.get(row["name"], frozenset()) | words
        glosses |= PER_EN
        return glosses, {
            row.name: stems.get(row.name, frozenset()) | stems.get(shared_name(row), frozenset())
            for row in self.rows.values()
        }

    @cached_property
    def tree(self) -> Tree:
        """All clauses of the plan; loaded when a question first needs more than the table."""
        domains = {domain.id: domain.en for domain in self.plan.meta.domains if domain.en.isascii()}
        clauses = {clause.id: clause for clause in self.index.clauses(self.plan.meta.key)}
        return Tree(clauses, domains | self.titles)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kind of each clause by its id."""
        return {clause.id: clause.kind for clause in self.tree.clauses.values()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """English titles by clause id."""
        return read_glosses(self.settings.corpus / self.plan.meta.key / "glosses.tsv")

    @cached_property
    def table(self) -> Table:
        """What questions over the table are read with."""
        return table_of(self.catalog, self.tree.clauses, self.titles, self.settings.corpus)

    @cached_property
    def thresholds(self) -> Thresholds:
        """What was fitted, for plans with sayings or without, from ``corpus/sufficiency.toml``."""
        key = self.plan.meta.key
        has_sayings = any(p.plan == key and p.kind == "saying" for p in self.clause_index.passages)
        read = read_toml(self.settings.corpus / "sufficiency.toml")["spoken" if has_sayings else "plain"]
        fitted = {name: Fitted(tuple(map(float, f["weights"])), float(f["bias"])) for name, f in read.items()}
        return Thresholds(fitted["about"], fitted.get("said"))

    @cached_property
    def speller(self) -> Speller:
        """What reads misspelt words; its vocabulary is built when a question first needs it."""
        add_terms(terms_of(self.settings.corpus, self.rows.values()))
        corpus, lexicon = self.settings.corpus, self.catalog.lexicon
        right = load_right(corpus / "right_words.tsv")
        return speller_of(lexicon, self.synonyms, self.catalog.vocabulary, self.titles.values(), right)

    @cached_property
    def synonyms(self) -> tuple[Synonym, ...]:
        """Lay words and English words with the plan's words for them."""
        return load_thesaurus(self.settings.corpus)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model; opened when a question first needs it."""
        return load_embedder(self.settings.embedder)

    @cached_property
    def reranker(self) -> Reranker | None:
        """The model that puts the hits into order, if one is set."""
        return load_reranker(self.settings.reranker)

    @cached_property
    def clause_index(self) -> ClauseIndex:
        """The search over clauses; read when a question first needs it."""
        add_terms(terms_of(self.settings.corpus, self.rows.values()))
        return make_index(self.index.search_parts(), self.catalog.lexicon, self.synonyms)

    # --- asking ------------------------------------------------------------------------------------

    def ask(self, question: str, history: tuple[Turn, ...] = (), lang: Language | None = None) -> Answer:
        """The checked answer to a question.

        Args:
            question: any text.
            history: earlier turns of the conversation, oldest first.
            lang: language of the frame; that of the question unless given.
        """
        for event in self.stream(question, history, lang):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, history: tuple[Turn, ...] = (), lang: Language | None = None
    ) -> Iterator[Step | Answer]:
        """The steps as they are done, then the checked answer."""
        started = time.perf_counter()
        language = lang or language_of(question)
        if reason := self._unreadable(question):
            yield self._rejected(question, reason, language, started)
            return
        run = _Run(question, language, Query(question, language), Evidence(period=self.plan.meta.period))
        try:
            for name, step in STEPS:
                yield _timed(name, step, self, run)
            yield _finished(run, started)
        except (
            Exception
        ):  # whatever it is, it is our fault: the reader gets a sentence, the log the traceback
            _LOG.exception("a question could not be answered")
            yield self._rejected(question, "error", language, started)

    def _unreadable(self, question: str) -> str | None:
        """Why a question is rejected, or None."""
        if len(question) > self.settings.longest_question:
            return "too_long"
        if "\0" in question or any("\ud800" <= character <= "\udfff" for character in question):
            return "not_text"
        visible = strip_invisible(question)
        if not any(unicodedata.category(character)[0] in "LNS" for character in visible):
            return "not_text"
        return None

    def _rejected(self, question: str, reason: str, lang: Language, started: float) -> Answer:
        text = _REJECTED[lang][reason].format(limit=self.settings.longest_question)
        failed = reason == "error"
        return Answer(
            question=question,
            completed_question=question,
            status="error" if failed else "rejected",
            reason=None if failed else reason,
            lang=lang,
            sentences=(Sentence(text),),
            verified=False,
            timings_ms={"total": _since(started)},
        )

    # --- for the pages around an answer -------------------------------------------------------------

    def surroundings(self, plan: str, clause_id: str, before: int = 3, after: int = 3) -> tuple[Clause, ...]:
        """A clause among its neighbours, in the plan's order; empty where there is no such clause.

        Long neighbours are left out, so that the clause itself stays in sight; one on each side is always there.
        """
        found = self.index.around(plan, clause_id, before, after)
        at = next((n for n, clause in enumerate(found) if clause.id == clause_id), 0)
        low, high = at, at
        while low > 0 and (low == at or sum(len(c.text) for c in found[low - 1 : at]) <= NEIGHBOURS):
            low -= 1
        while high + 1 < len(found) and (
            high == at or sum(len(c.text) for c in found[at + 1 : high + 2]) <= NEIGHBOURS
        ):
            high += 1
        return found[low : high + 1]

    def examples(self, lang: Language) -> tuple[str, ...]:
        """Questions to begin with: those of plan.toml, else a target with a short name in each of four domains."""
        meta = self.plan.meta
        if given := meta.examples_en if lang == "en" else meta.examples:
            return given
        year = meta.period[1]
        shortest: dict[str, Indicator] = {}
        for row in sorted(self.rows.values(), key=lambda row: len(row.name)):
            if row.kind == "target":
                shortest.setdefault(row.domain, row)
        rows = [row for row in self.rows.values() if row in shortest.values()][:4]
        if lang == "en":
            named = [self.glosses[row.name] for row in rows if row.name in self.glosses]
            return tuple(f"What is the {year} target for the {name}?" for name in named)
        return tuple(f"{year}年{row.name}的目标是多少？" for row in rows)

    def close(self) -> None:
        """Close the database connections."""
        self.database.close()


# --- the steps -------------------------------------------------------------------------------------


def _read(assistant: Assistant, run: _Run) -> str:
    query = understand(run.question, assistant.catalog)
    misread = query.task not in ("order", "social") and (query.unexplained or not query.names)
    if misread and len(query.text) <= 2 * SEARCHED:
        text, corrections = assistant.speller.correct(query.text)
        if corrections:
            query = replace(understand(text, assistant.catalog), corrections=corrections)
    run.query = replace(query, lang=run.lang)
    names = "、".join(run.query.names)
    return f"{names}（{'、'.join(run.query.populations)}）" if run.query.populations else names


def _fetch(assistant: Assistant, run: _Run) -> str:
    if _asks_table(assistant, run):
        return _fetch_table(assistant, run)
    if run.query.task != "lookup":
        return ""
    statement = lookup(run.query)
    sql = assistant.database.run(statement.tree, statement.parameters)
    rows = tuple(_row(assistant, cells) for cells in sql.rows)
    clauses = tuple(
        assistant.clauses[clause_id] for clause_id in dict.fromkeys(row.clause_id for row in rows)
    )
    shown = replace(sql, rows=tuple(_decimals_as_text(cells) for cells in sql.rows))
    run.evidence = replace(
        run.evidence, indicators=rows, clauses=clauses, sql=shown, glosses=assistant.glosses
    )
    return f"{len(rows)} 条" if run.lang == "zh" else f"{len(rows)} row(s)"


def _asks_table(assistant: Assistant, run: _Run) -> bool:
    """Whether a question is one over the table; the query then says so. What the tree answers is left to it."""
    query = run.query
    if query.task in ("order", "social") or query.foreign_place:
        return False
    table = read_table_question(query.text, assistant.table)
    if table is None or (table.unexplained and not table.ids):
        return False
    if (table.source == "clauses" and table.operation == "list") or names_place(query.text):
        tree, lexicon = assistant.tree, assistant.catalog.lexicon
        if read_places(query.text, tree, lexicon, strict=False):
            return False
    run.query = replace(
        query, task="table", table=table, unexplained=table.unexplained, choices=table.choices
    )
    return True


def _fetch_table(assistant: Assistant, run: _Run) -> str:
    table = run.query.table
    if table is None or table.choices or table.unexplained:
        return ""
    statement = table_statement(table, assistant.plan.meta.key)
    sql = assistant.database.run(statement.tree, statement.parameters)
    base = replace(run.evidence, glosses=assistant.glosses)
    run.evidence = fetch_table(table, sql, assistant.rows, assistant.tree.clauses, base)
    count = len(sql.rows)
    return f"{count} 条" if run.lang == "zh" else f"{count} row(s)"


def _row(assistant: Assistant, cells: tuple[str | int | None, ...]) -> Indicator:
    """The row as the statement fetched it; what it did not ask for comes from the row of the same id."""
    fetched: dict[str, Any] = dict(zip(LOOKUP_COLUMNS, cells, strict=True))
    value = fetched["value"]
    return replace(
        assistant.rows[fetched["id"]], **(fetched | {"value": None if value is None else Decimal(str(value))})
    )


def _decimals_as_text(cells: tuple[str | int | None, ...]) -> tuple[str | int | None, ...]:
    at = LOOKUP_COLUMNS.index("value")
    return (*cells[:at], None if cells[at] is None else str(cells[at]), *cells[at + 1 :])


def _judge(assistant: Assistant, run: _Run) -> str:
    table = run.query.task == "table"
    run.judgement = judge_table(run.query) if table else judge(run.query, run.evidence)
    return ""


def _search(assistant: Assistant, run: _Run) -> str:
    """Where the table does not answer, see whether the tree or the clauses do."""
    is_open = run.judgement.detail in OPEN
    strict = run.judgement.detail not in OPEN
    if run.query.task not in ("order", "social") and (not strict or names_place(run.query.text)):
        asked = read_places(run.query.text, assistant.tree, assistant.catalog.lexicon, strict=strict)
        if asked is not None:
            return _ask_tree(assistant, run, asked)
    more = run.query.unexplained or run.query.aside
    may_mean = (run.query.expects == "value" and run.judgement.detail in _UNLINKED) or (
        run.judgement.detail == "choose" and bool(more)
    )
    if not is_open and not may_mean:
        return ""
    found = _find(assistant, run.query)
    if may_mean and _liken(assistant, run, found):
        return "、".join(run.query.names)
    return _tell_clauses(assistant, run, found) if is_open else ""


# A question for a figure whose row no name led to, or not surely.
_UNLINKED = frozenset({"no_indicator", "near_miss"})


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search brought: the question's vector and words, and the hits."""

    text: str
    vector: Vector
    hits: tuple[Hit, ...]


def _find(assistant: Assistant, query: Query) -> _Found:
    """Search for a question; of a long one also for its parts, as most of it may be the asker's story."""
    plans = (assistant.plan.meta.key,)

    def search(text: str) -> _Found:
        vector = embed_query(assistant.embedder, text)
        return _Found(text, vector, assistant.clause_index.search(text, vector, HITS, plans))

    whole = search(_searched(query.text))
    if len(query.text) < STORY:
        return whole
    parts = [search(part) for part in map(_searched, _parts_of(query.text)) if part != whole.text]
    return max((whole, *parts), key=lambda found: found.hits[0].dense if found.hits else -1.0)


def _parts_of(text: str) -> list[str]:
    """The longest sentences of a story, in order; short ones (我就想问一句) say nothing to search for."""
    parts = [part.strip() for part in _STOP.split(text) if len(part.strip()) >= SHORTEST_PART]
    longest = sorted(parts, key=len)[-MOST_PARTS:]
    return [part for part in parts if part in longest]


def _liken(assistant: Assistant, run: _Run, found: _Found) -> bool:
    """Answer from the row that a question means without naming it; False where none is sure enough."""
    query, index = run.query, assistant.clause_index
    ranked = [(i, cosine) for _, i, cosine in index.rows(found.vector, (assistant.plan.meta.key,))]
    if query.choices:
        ranked = [(i, cosine) for i, cosine in ranked if assistant.rows[i].name in query.choices]
    words = _words(assistant, query, found)
    rows = likely(query, ranked, assistant.rows, found.hits, words, assistant.catalog.contexts)
    if not rows:
        return False
    kept = _Run(run.question, run.lang, run.query, run.evidence, run.judgement)
    run.query = means(query, rows, assistant.plan.meta)
    _fetch(assistant, run)
    run.judgement = judge(run.query, run.evidence)
    if run.judgement.status == "answered" or run.judgement.detail in ("no_figure", "year", "actual", "place"):
        return True
    run.query, run.evidence, run.judgement = kept.query, kept.evidence, kept.judgement
    return False


def _words(assistant: Assistant, query: Query, found: _Found) -> Words:
    index, people = assistant.clause_index, assistant.catalog.lexicon.people
    surfaces = tuple(tuple(s for group in groups for s in people.get(group, ())) for groups in query.people)
    return Words(
        tuple(tokenizer().cut(found.text)), index.to_words(found.text), index.widen(found.text), surfaces
    )


def _tell_clauses(assistant: Assistant, run: _Run, found: _Found) -> str:
    index, hits = assistant.clause_index, found.hits
    support = index.support(found.text, hits)
    if assistant.reranker is not None:
        hits = _reranked(assistant.reranker, run.question, hits, assistant.tree)
    clauses = tuple(assistant.tree.clauses[hit.clause_id] for hit in hits)
    run.evidence = Evidence(
        hits=hits, clauses=clauses, support=support, glosses=assistant.glosses, period=run.evidence.period
    )
    best = _fitting(assistant, run.query, chosen(run.query, hits, assistant.kinds))
    related = related_targets(run.query, best, assistant.tree, index.is_rare)
    if related:
        run.evidence = replace(run.evidence, clauses=tuple(dict.fromkeys((*clauses, *related))))
    told = tell(run.query, best, run.evidence, assistant.titles, related)
    texts = tuple(s.text for s in told.sentences)
    run.judgement = judge_clauses(run.query, run.evidence, texts, assistant.thresholds)
    if run.judgement.status == "answered" and run.query.expects == "value":
        above = [label for clause in clauses[:MOST_CLAUSES] for label in (*clause.path, clause.title)]
        if other_subject(_words(assistant, run.query, found), fold_known("".join((*texts, *above)))):
            run.judgement = Judgement("abstained", "not_in_plan", "no_indicator")
    if run.judgement.status == "answered":
        run.query = replace(run.query, task="clause")
        if run.query.expects == "actor" and not any(names_body(s.text) for s in told.sentences):
            told, run.partial = nobody_named(told, run.query.lang), True
        run.composed = Composed(told)
    elif run.judgement.detail in BESIDE and run.query.expects != "actor":
        run.composed = _beside(assistant, run, hits)
    return "、".join(hit.clause_id for hit in hits[:3])


def _fitting(assistant: Assistant, query: Query, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits without the target lines of other people (5岁以下) than those a question for a figure is about (婴儿)."""
    if query.expects != "value":
        return hits
    rows: dict[str, list[Indicator]] = {}
    for row in assistant.rows.values():
        rows.setdefault(row.clause_id, []).append(row)
    return tuple(
        h for h in hits if h.clause_id not in rows or any(fits(query, row) for row in rows[h.clause_id])
    )


def _beside(assistant: Assistant, run: _Run, hits: tuple[Hit, ...]) -> Composed:
    """That the plan does not say what is asked, and what it does say of the matter."""
    refused = compose(run.query, run.evidence, run.judgement, assistant.plan.meta, assistant.today().year)
    told = tell(replace(run.query, expects="open"), hits[:1], run.evidence, assistant.titles)
    told_of = [s for s in told.sentences if s.citations and not s.text.endswith(("：", ":"))]
    said = [s for s in told_of if not find_quantities(s.text)][:MOST_BESIDE]
    if not said:
        return refused
    cited = {citation.n: citation for citation in told.citations}
    citations = tuple(replace(cited[s.citations[0]], n=n) for n, s in enumerate(said, 1))
    quoted = tuple(replace(s, citations=(n,)) for n, s in enumerate(said, 1))
    lead = "Nearest to it, the plan says:" if run.query.lang == "en" else "规划里最接近的内容是："
    sentences = (*refused.draft.sentences, Sentence(lead), *quoted)
    return replace(refused, draft=Draft(sentences, citations))


def _searched(text: str) -> str:
    """What of a long question is searched for: its beginning and its end, where the matter stands."""
    return text if len(text) <= 2 * SEARCHED else f"{text[:SEARCHED]} {text[-SEARCHED:]}"


def _reranked(reranker: Reranker, question: str, hits: tuple[Hit, ...], tree: Tree) -> tuple[Hit, ...]:
    """The same hits in the reranker's order; the fused scores stay with the places, not with the hits."""
    scores = rerank(reranker, question, [tree.clauses[hit.clause_id].text for hit in hits])
    order = sorted(range(len(hits)), key=lambda at: -scores[at])
    return tuple(replace(hits[at], score=hits[place].score) for place, at in enumerate(order))


def _ask_tree(assistant: Assistant, run: _Run, asked: Asked) -> str:
    """Answer from the tree: the parts of headings, the clauses at a place, or that there is no such place."""
    lang, headings = run.query.lang, asked.headings
    one = headings[0] if len(headings) == 1 else ""
    task: Task = "tree" if headings else "place"
    run.query = replace(run.query, task=task, heading=one, places=asked.places or (() if one else headings))
    run.judgement = Judgement("answered", None, "clauses")
    if asked.missing is not None:
        run.judgement = Judgement("abstained", "not_in_plan", "no_such_place")
        draft, used = _no_such_place(assistant, asked.missing, lang)
    elif headings:
        draft, used = _parts(assistant, headings, lang)
    elif _is_unclear(assistant, asked.places):
        run.judgement = Judgement("clarify", None, "choose_place")
        suggestions = tuple(_place_question(assistant, place) for place in asked.places)
        run.composed = Composed(Draft((Sentence(_WHICH_PLACE[lang]),), ()), None, suggestions)
        return ""
    else:
        draft, used = _at_places(assistant, asked, lang)
    run.evidence = replace(run.evidence, clauses=used, indicators=(), sql=None)
    run.composed = Composed(draft)
    return "、".join(headings or asked.places)


def _is_unclear(assistant: Assistant, places: tuple[str, ...]) -> bool:
    """Whether a place fits so many parts of the plan that the asker has to choose."""
    parents = {assistant.tree.clauses[place].parent for place in places}
    return len(parents) > 1 and len(places) > MOST_CLAUSES


def _at_places(assistant: Assistant, asked: Asked, lang: Language) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft for clauses named by their place, and the clauses it rests on."""
    tree = assistant.tree
    if asked.titles:
        used = tuple(tree.clauses[place] for place in asked.places)
        return tell_titles(used), used
    ids = [i for place in asked.places for i in (place, *tree.told_with(place))]
    used = tuple(tree.clauses[i] for i in dict.fromkeys(ids))
    return tell_whole([c.id for c in used], Evidence(clauses=used), lang, assistant.titles), used


def _parts(
    assistant: Assistant, headings: tuple[str, ...], lang: Language
) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft for the parts of headings, and the clauses it rests on: listed for one, counted for several."""
    tree, clauses = assistant.tree, assistant.tree.clauses
    if len(headings) > 1:
        parts = {heading: tree.children.get(heading, ()) for heading in headings}
        grouped = tree.grouped(parts)
        named = tuple(clauses[heading] for heading in grouped)
        below = tuple(clauses[part] for ids in grouped.values() for part in ids)
        between = tuple(clauses[heading] for heading in headings if heading not in grouped)
        used = {clause.id: clause for clause in (*named, *between, *below)}
        counts = {heading: len(ids) for heading, ids in grouped.items()}
        return count_parts(named, counts, lang, lines=bool(between)), tuple(used.values())
    heading = headings[0]
    parts_of = tuple(clauses[part] for part in tree.children.get(heading, ()))
    if not parts_of:  # a heading that speaks in paragraphs (总体目标)
        told = tuple(clauses[i] for i in tree.paragraphs.get(heading, ()))
        return tell_whole([c.id for c in told], Evidence(clauses=told), lang, assistant.titles), told
    whole = clauses[heading] if heading else next(c for c in clauses.values() if c.kind == "title")
    return list_parts(whole, parts_of, lang, assistant.titles), (whole, *parts_of)


def _no_such_place(
    assistant: Assistant, missing: Missing, lang: Language
) -> tuple[Draft, tuple[Clause, ...]]:
    """The draft that says that there is no such place, and how many there are instead."""
    tree = assistant.tree
    counted = tuple(heading for heading in missing.among if tree.children.get(heading))
    if not counted:
        return deny_place(missing.asked, None, lang), ()
    if len(counted) == 1 and counted[0]:
        heading, below = tree.clauses[counted[0]], tree.children[counted[0]]
        used = (heading, *(tree.clauses[part] for part in below))
        return deny_place(missing.asked, heading, lang, len(below)), used
    draft, used = _parts(assistant, counted, lang)
    lead = deny_place(missing.asked, None, lang)
    return Draft((*lead.sentences, *draft.sentences), draft.citations), used


def _place_question(assistant: Assistant, place: str) -> str:
    """The question that names one of several places: its section, its number, its label if it has one."""
    clauses, clause = assistant.tree.clauses, assistant.tree.clauses[place]
    parent = clauses[clause.parent]
    labelled = not parent.number and parent.parent in clauses
    section = clauses[parent.parent].title if labelled else parent.title
    label = parent.text.strip().rstrip("：:") if labelled else ""
    return f"{section}的第{assistant.tree.number(place)}条{label}是什么？"


def _write(assistant: Assistant, run: _Run) -> str:
    if not run.composed.draft.sentences:
        meta = assistant.plan.meta
        if run.judgement.detail == "table" or (run.query.table is not None and run.query.table.choices):
            run.composed = tabulate(run.query, run.evidence, meta, assistant.titles)
        else:
            run.composed = compose(run.query, run.evidence, run.judgement, meta, assistant.today().year)
    run.composed = with_corrections(run.composed, run.query)
    return ""


def _check(assistant: Assistant, run: _Run) -> str:
    run.verdict = check(run.composed.draft, run.evidence)
    kept, dropped = len(run.verdict.sentences), len(run.verdict.dropped)
    return f"{kept} ✓ {dropped} ✗" if dropped else f"{kept} ✓"


# Read from the top: what happens to every question.
STEPS: tuple[tuple[str, Callable[[Assistant, _Run], str]], ...] = (
    ("read", _read), ("query", _fetch), ("judge", _judge), ("search", _search), ("write", _write), ("check", _check),
)  # fmt: skip


def _timed(name: str, step: Callable[[Assistant, _Run], str], assistant: Assistant, run: _Run) -> Step:
    before = time.perf_counter()
    detail = step(assistant, run)
    done = Step(name, detail, _since(before))
    run.steps.append(done)
    return done


def _since(moment: float) -> float:
    return (time.perf_counter() - moment) * 1000


def _without_lone_headings(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """What announces a list (共 3 项：) goes with any row that was dropped from it."""
    return tuple(s for s in sentences if s.citations or not s.text.endswith(("：", ":")))


def _finished(run: _Run, started: float) -> Answer:
    """The answer; where the checks left nothing of it, that is our fault and said so."""
    judgement, verdict, composed = run.judgement, run.verdict, run.composed
    sentences = _without_lone_headings(verdict.sentences) if verdict.dropped else verdict.sentences
    nothing = not sentences
    shows_sql = not nothing and (judgement.status == "answered" or judgement.detail == "no_figure")
    cut = (
        run.partial or bool(verdict.dropped) or (run.evidence.sql is not None and run.evidence.sql.truncated)
    )
    timings = {step.name: step.milliseconds for step in run.steps}
    return Answer(
        question=run.question,
        completed_question=run.question,
        status="error" if nothing else judgement.status,
        reason=None if nothing else judgement.reason,
        lang=run.lang,
        sentences=sentences or (Sentence(_REJECTED[run.lang]["error"]),),
        citations=verdict.citations,
        sql=run.evidence.sql if shows_sql else None,
        premise=None if verdict.dropped else composed.premise,
        completeness="partial" if cut else "complete",
        verified=not nothing,
        dropped=verdict.dropped,
        suggestions=composed.suggestions,
        query=run.query,
        steps=tuple(run.steps),
        timings_ms=timings | {"total": _since(started)},
    )
