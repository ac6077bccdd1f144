"""What is known of one plan: its clauses, rows, names and words, and what searches and corrects with them.

Everything but names and words is loaded when a question first needs it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.bodies import Kind, english, of_departments, read_bodies, surfaces
from assistant.build import english_names, open_or_build, read_glosses
from assistant.clause_sufficiency import Fitted, Thresholds
from assistant.distress import MATTERS, OF_EACH, Listener, load_help_lines, load_listener
from assistant.duties import load_external, notes_in
from assistant.embedding import (
    Embedder,
    Remembering,
    Reranker,
    embed_query,
    fingerprint,
    load_embedder,
    load_reranker,
)  # fmt: skip
from assistant.errors import CorpusError
from assistant.files import read_toml
from assistant.formalities import FormalWords
from assistant.lexicon import add_aliases, add_names, fold_known, load_common, read_table, shared_name, stem
from assistant.matter_terms import MatterWords
from assistant.plan import Meta
from assistant.question import Catalog
from assistant.records import (
    Clause,
    Duty,
    HelpLine,
    Indicator,
    Language,
)  # fmt: skip
from assistant.responsible import load_surfaces
from assistant.retrieval import ClauseIndex, load_register, make_index
from assistant.settings import Settings, read_settings
from assistant.spelling import Speller, load_right, speller_of
from assistant.sql.guard import Schema
from assistant.sql.run import ReadOnlyDatabase
from assistant.store import SCHEMA, Index, Progress
from assistant.structure import Tree
from assistant.synonyms import LayWords, Phrases, Synonym, load_thesaurus  # fmt: skip
from assistant.tabular import Table, table_of
from assistant.tabular.lay_names import same_people
from assistant.unnamed import PlanWords, english_stems
from assistant.wording import PER_EN

if TYPE_CHECKING:
    from assistant.llm.client import ChatModel

NEIGHBOURS = 200  # characters of neighbours shown on each side of a clause
# Share of the passages from which a word is no matter that one could ask for all of.
EVERYWHERE = 0.3
SHORT = 4  # letters of an abbreviation, at the most
# Passages in other words than the plan's.
SPOKEN = frozenset({"saying", "gloss", "row"})


class Knowledge:
    """What the steps look things up in."""

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
    def open(cls, home: Path | None = None, *, progress: Progress | None = None) -> Self:
        """Open the corpus under ``home`` (ASSISTANT_HOME or the checkout); the index is built if need be.

        Raises:
            CorpusError, IndexFault: they say which file and what to do.
        """
        settings = read_settings() if home is None else read_settings(home=home)
        return cls(settings, open_or_build(settings.corpus, settings.indexes, progress, settings.embedder))

    def _catalog(self, key: str) -> Catalog:
        corpus = self.settings.corpus
        lexicon = load_common(corpus)
        lexicon.terms = self.index.terms()
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
        contexts = {
            clause.id: _with_brackets_read(fold_known(clause.text + goals[clause.id]))
            for clause in self.clauses.values()
        }
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
    def formal_words(self) -> FormalWords:
        """Words that ask for the number, the date, the issuer or the addressees of the paper itself."""
        return FormalWords.read(self.settings.corpus / "formal_words.tsv")

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kind of each clause by its id."""
        return {clause.id: clause.kind for clause in self.tree.clauses.values()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """English titles by clause id."""
        return read_glosses(self.settings.corpus / self.plan.meta.key / "glosses.tsv")

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Who does what by the plan, and by documents that were imported for it."""
        return self.index.duties(self.plan.meta.key)

    @cached_property
    def has_notes(self) -> bool:
        """Whether the plan has notes that say who does what (责任单位：…)."""
        return any(duty.covers for duty in self.duties)

    def without_notes(self, clause_id: str) -> str:
        """The text of a clause without its notes."""
        text = self.tree.clauses[clause_id].text
        for note in reversed(notes_in(text)):
            text = text[: note.start] + text[note.end :]
        return text

    @cached_property
    def national(self) -> tuple[Duty, ...]:
        """Who does what by national documents."""
        return load_external(self.settings.corpus / "external.tsv")

    @cached_property
    def actors(self) -> dict[str, str]:
        """Folded surfaces of bodies and persons, with the plan's names for them."""
        path = self.settings.corpus / self.plan.meta.key / "actors.tsv"
        if path.exists():
            listed = load_surfaces(path)
            return of_departments(listed.values(), self.body_kinds) | listed
        return surfaces(self._charged, self.body_kinds)

    @cached_property
    def body_kinds(self) -> tuple[Kind, ...]:
        """The kinds of bodies that any government has."""
        return read_bodies(self.settings.corpus / "bodies.tsv")

    @cached_property
    def _short_names(self) -> frozenset[str]:
        """The names of bodies and what their heads stand behind (住建 of 住建厅), which are no slips for words of the plan."""
        said = frozenset(name for name in self.actors if not name.isascii())
        return said | {name[:-1] for name in said if len(name) > 2}

    @cached_property
    def _charged(self) -> tuple[str, ...]:
        """The names of the plan's bodies, those with the most duties first."""
        named = Counter(d.actor for d in self.duties if d.basis == "stated")
        return tuple(name for name, _ in named.most_common())

    @cached_property
    def names_in_english(self) -> bool:
        """Whether rows have English names: without them a measure that is named in English may be any of them."""
        return any(row.name in self.glosses for row in self.rows.values())

    @cached_property
    def actor_glosses(self) -> dict[str, str]:
        """English names of bodies and persons, by the plan's names."""
        path = self.settings.corpus / self.plan.meta.key / "actors.tsv"
        if not path.exists():
            return english(self._charged, self.body_kinds)
        return {row["zh"]: row["en"] for row in read_table(path, ("zh", "en", "said", "kind"))}

    @cached_property
    def table(self) -> Table:
        """What questions over the table are read with."""
        return table_of(self.catalog, self.tree.clauses, self.titles, self.settings.corpus)

    @cached_property
    def matter_words(self) -> MatterWords:
        """What the matters of a plan are read with."""
        index, table = self.clause_index, self.table
        titles, title, total = dict(table.domains), fold_known(self.plan.meta.title), index.occurrences.count
        for domain, names in table.domains_en.items():
            titles[domain] = (*titles.get(domain, ()), *names)
        return MatterWords(
            self.catalog.lexicon,
            LayWords(s for s in self.synonyms if not s.said.isascii()),
            Phrases(s for s in self.synonyms if s.said.isascii()),
            self.catalog.vocabulary,
            total,
            index.occurrences.holding,
            lambda word: word in title or index.occurrences.holding(word) > EVERYWHERE * total,
            titles,
            same_people(table),
        )

    @cached_property
    def plan_words(self) -> PlanWords:
        """What tells whether the plan has a thing in some form."""
        lexicon, index = self.catalog.lexicon, self.clause_index
        spoken = zip(index.passages, index.occurrences.folded, strict=True)
        return PlanWords(
            lexicon,
            self.matter_words.chinese,
            self.catalog.vocabulary,
            "\n".join(text for p, text in spoken if p.kind in SPOKEN and not p.text.isascii()),
            lambda: self._english_words,
            tuple(
                s.said for s in self.synonyms if s.narrow and (not s.said.isascii() or len(s.said) <= SHORT)
            ),
        )

    @cached_property
    def _english_words(self) -> frozenset[str]:
        """Stems of all English words of the dictionaries, titles and sayings; of phrases, those for what the plan speaks of.

        What is only said to the program (are you an AI) is no word of any plan.
        """
        spoken = (p.text for p in self.clause_index.passages if p.kind in SPOKEN)
        text = self.catalog.vocabulary
        of_plan = (s.said for s in self.synonyms if any(fold_known(term) in text for term in s.plan))
        entries = self.catalog.lexicon.entries
        of_questions = (said for said, es in entries.items() if any(e.kind != "phrase" for e in es))
        return english_stems((*of_questions, *of_plan, *spoken))

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
        corpus, lexicon = self.settings.corpus, self.catalog.lexicon
        right = load_right(corpus / "right_words.tsv") | self._short_names
        return speller_of(lexicon, self.synonyms, self.catalog.vocabulary, self.titles.values(), right)

    @cached_property
    def synonyms(self) -> tuple[Synonym, ...]:
        """Lay words and English words with the plan's words for them."""
        return load_thesaurus(self.settings.corpus) + self.index.english(self.plan.meta.key)

    @cached_property
    def lay_words(self) -> LayWords:
        """The same, found in a text."""
        return LayWords(self.synonyms)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model; opened when a question first needs it."""
        return Remembering(load_embedder(self.settings.embedder))

    @cached_property
    def bundled(self) -> Embedder:
        """The bundled model, which some weights are fitted with, whatever model searches."""
        return Remembering(load_embedder("")) if self.settings.embedder else self.embedder

    @cached_property
    def listener(self) -> Listener:
        """What hears whether a question tells of a child in danger."""
        corpus = self.settings.corpus
        weights = (corpus / "distress.toml", corpus / "distress_pieces.tsv")
        return load_listener(corpus / "distress_words.tsv", *weights)

    @cached_property
    def protecting(self) -> frozenset[str]:
        """Ids of the clauses on the protection of children, which may stand below the help lines."""
        index, plans = self.clause_index, (self.plan.meta.key,)
        found = (index.search(m, embed_query(self.embedder, m), OF_EACH, plans) for m in MATTERS)
        return frozenset(hit.clause_id for hits in found for hit in hits)

    @cached_property
    def help_lines(self) -> tuple[HelpLine, ...]:
        """The numbers that are shown where somebody may be in danger."""
        return load_help_lines(self.settings.corpus / "help_lines.tsv")

    @cached_property
    def reranker(self) -> Reranker | None:
        """The model that puts the hits into order, if one is set."""
        return load_reranker(self.settings.reranker)

    @cached_property
    def model(self) -> ChatModel | None:
        """The language model, if one is set; nothing of it is imported where none is."""
        if not self.settings.llm_base_url.strip():
            return None
        from assistant.llm.client import ChatModel

        return ChatModel.open(self.settings)

    @cached_property
    def clause_index(self) -> ClauseIndex:
        """The search over clauses; read when a question first needs it."""
        register = load_register(self.settings.corpus / "register.toml", fingerprint(self.embedder))
        return make_index(self.index.search_parts(), self.catalog.lexicon, self.synonyms, register)

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
        """Close the database connections, and those of the language model; let the index go."""
        self.database.close()
        self.index.close()
        if self.model is not None:
            self.model.close()


def _with_brackets_read(text: str) -> str:
    """A folded text, and once more without its brackets, as it is said (乡镇卫生院 for 乡(镇)卫生院)."""
    return f"{text}\n{re.sub('[()]', '', text)}" if "(" in text else text
