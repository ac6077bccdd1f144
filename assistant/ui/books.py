"""The plans as the pages beside the chat read them: clauses, rows, duties and doubtful wordings, opened when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from assistant.build import english_names, read_glosses
from assistant.families import Families
from assistant.files import read_toml
from assistant.lexicon import read_table
from assistant.plan import Doubt, Meta
from assistant.plan.repairs import load_repairs
from assistant.records import Clause, Duty, Indicator, Language
from assistant.store import Index
from assistant.structure import Tree


@dataclass(frozen=True, slots=True)
class Audience:
    """读者: who may ask what, for the questions to begin with.

    Attributes:
        name: what they are called, by language.
        questions: what they may ask, by language.
    """

    name: Mapping[Language, str]
    questions: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True)
class Book:
    """一部规划: all that the pages show of one plan.

    Attributes:
        meta: title, region, period.
        tree: its clauses, in order, and their English titles.
        rows: its indicators, in order.
        duties: who does what, by the plan and by what was imported for it.
        doubts: wordings that stay as published.
        glosses: English words by Chinese ones: names, populations, domains, bodies.
        audiences: questions to begin with, by who asks.
        families: what it promises to families, or None where that was not read.
    """

    meta: Meta
    tree: Tree
    rows: tuple[Indicator, ...] = ()
    duties: tuple[Duty, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    glosses: Mapping[str, str] = field(default_factory=dict)
    audiences: tuple[Audience, ...] = ()
    families: Families | None = None

    @cached_property
    def lines(self) -> tuple[tuple[int, Clause], ...]:
        """Each clause with the source line it begins at, in order."""
        return tuple(sorted(((c.line, c) for c in self.tree.clauses.values()), key=lambda pair: pair[0]))

    def clause_at(self, line: int) -> Clause | None:
        """The clause that a line of the source belongs to."""
        return next((clause for at, clause in reversed(self.lines) if at <= line), None)

    def below(self, clause_id: str) -> tuple[str, ...]:
        """Ids of a clause and of all that stands under it, paragraphs included, in order."""
        within = {clause_id}
        for clause in self.tree.clauses.values():
            if clause.parent in within:
                within.add(clause.id)
        return tuple(i for i in self.tree.clauses if i in within)


class Books:
    """The plans by their keys; each is opened once."""

    def __init__(self, makers: Mapping[str, Callable[[], Book]]) -> None:
        """Remember how each is opened, the first plan first."""
        self._makers = dict(makers)
        self._opened: dict[str, Book] = {}
        self._lock = Lock()

    @classmethod
    def of_index(cls, index: Index, corpus: Path, first: str = "") -> Books:
        """The plans of an index, with what only their folders say."""
        keys = sorted((plan.meta.key for plan in index.plans()), key=lambda key: (key != first, key))
        metas = {plan.meta.key: plan.meta for plan in index.plans()}
        return cls({key: _maker(index, corpus, metas[key]) for key in keys})

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the plans, the first one first."""
        return tuple(self._makers)

    def get(self, key: str) -> Book | None:
        """A plan, or None where there is none of that key."""
        if key not in self._makers:
            return None
        with self._lock:
            if key not in self._opened:
                self._opened[key] = self._makers[key]()
            return self._opened[key]


def _maker(index: Index, corpus: Path, meta: Meta) -> Callable[[], Book]:
    return lambda: _open(index, corpus, meta)


def _open(index: Index, corpus: Path, meta: Meta) -> Book:
    folder = corpus / meta.key
    titles = {d.id: d.en for d in meta.domains if d.en} | read_glosses(folder / "glosses.tsv")
    tree = Tree({clause.id: clause for clause in index.clauses(meta.key)}, titles)
    names = {clause.title: titles[i] for i, clause in tree.clauses.items() if i in titles and clause.title}
    return Book(
        meta,
        tree,
        index.indicators(meta.key),
        index.duties(meta.key),
        _doubts(folder),
        names | _actor_names(folder / "actors.tsv") | english_names(corpus, meta.key),
        read_audiences(folder / "audiences.toml"),
        Families(index, corpus, meta.key),
    )


def _doubts(folder: Path) -> tuple[Doubt, ...]:
    path = folder / "repairs.toml"
    if not path.exists():
        return ()
    return load_repairs(path, (folder / "source.txt").read_text(encoding="utf-8"))[1]


def _actor_names(path: Path) -> dict[str, str]:
    rows = read_table(path, ("zh", "en", "said", "kind")) if path.exists() else ()
    return {row["zh"]: row["en"] for row in rows}


def read_audiences(path: Path) -> tuple[Audience, ...]:
    """Who may ask what, from ``audiences.toml`` of a plan; none where it has none."""
    if not path.exists():
        return ()
    return tuple(
        Audience(
            {"zh": str(entry["zh"]), "en": str(entry["en"])},
            {"zh": tuple(entry["questions"]), "en": tuple(entry["questions_en"])},
        )
        for entry in read_toml(path).get("audience", ())
    )
