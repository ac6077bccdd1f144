"""What of a plan courses and quizzes are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge import Knowledge
from assistant.lexicon import read_table
from assistant.plan import Meta
from assistant.records import Duty, Indicator
from assistant.structure import Tree


@dataclass(frozen=True, slots=True)
class Audience:
    """对象: whom a course is for, and the words by which a clause speaks to them."""

    key: str
    name: str
    name_en: str
    words: tuple[str, ...]

    def relevance(self, text: str) -> int:
        """How many of its words a text has."""
        return sum(word in text for word in self.words)


def load_audiences(corpus: Path) -> tuple[Audience, ...]:
    """The audiences of ``corpus/audiences.tsv``."""
    rows = read_table(corpus / "audiences.tsv", ("key", "name", "name_en", "words", "reason"))
    return tuple(Audience(r["key"], r["name"], r["name_en"], tuple(r["words"].split("|"))) for r in rows)


@dataclass(frozen=True)
class Material:
    """素材: one plan, read.

    Attributes:
        meta: title, region, period.
        tree: its clauses, in order, and their English titles.
        rows: its indicators by id, in order.
        duties: who does what.
        glosses: English words by Chinese ones: names and populations.
        actors: English names of bodies and persons.
        audiences: whom courses may be for.
    """

    meta: Meta
    tree: Tree
    rows: Mapping[str, Indicator]
    duties: tuple[Duty, ...]
    glosses: Mapping[str, str]
    actors: Mapping[str, str]
    audiences: tuple[Audience, ...]

    @classmethod
    def of(cls, known: Knowledge) -> Material:
        """What the assistant knows of the plan that it is asked about."""
        audiences = load_audiences(known.settings.corpus)
        meta, rows = known.plan.meta, known.rows
        return cls(meta, known.tree, rows, known.duties, known.glosses, known.actor_glosses, audiences)

    @classmethod
    def read(
        cls,
        meta: Meta,
        tree: Tree,
        rows: Iterable[Indicator],
        duties: tuple[Duty, ...],
        glosses: Mapping[str, str],
        corpus: Path,
    ) -> Material:
        """A plan that was read elsewhere; ``glosses`` holds the bodies as well."""
        return cls(
            meta, tree, {row.id: row for row in rows}, duties, glosses, glosses, load_audiences(corpus)
        )
