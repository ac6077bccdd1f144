"""One plan as the tools of a language model see it: read-only, in pieces, and this plan alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.embedding import embed_query
from assistant.errors import ToolError
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.records import Clause, Duty, SqlResult
from assistant.responsible import read_actors
from assistant.sql.guard import guard
from assistant.sql.scoped import of_plan
from assistant.structure import ROOT

CLAUSES_FOUND = 6
DUTIES_FOUND = 12
ROWS_FOUND = 40
LONGEST_PIECE = 240  # characters of a clause that a search shows
LONGEST_CLAUSE = 1_200  # characters of a clause that is read
LONGEST_SEARCH = 200  # characters that are searched for


class Seen:
    """What the tools of `assistant.llm.tools` look at; their arguments are any text."""

    def __init__(self, known: Knowledge) -> None:
        """Look at the plan that is asked."""
        self._known = known
        self._key = known.plan.meta.key

    def search_clauses(self, text: str, chapter: str = "") -> Sequence[dict[str, Any]]:
        """The clauses that fit some words best.

        Raises:
            ToolError: there is no such chapter.
        """
        return [self._piece(clause) for clause in self._found(text, self._heading(chapter))]

    def query_table(self, sql: str) -> Sequence[dict[str, Any]]:
        """The rows that a SELECT gives, each by its columns.

        Raises:
            SqlError: the guard refuses it, or it cannot be run.
        """
        result = select(self._known, sql)
        return [dict(zip(result.columns, row, strict=True)) for row in result.rows[:ROWS_FOUND]]

    def find_duties(self, body: str = "", matter: str = "") -> Sequence[dict[str, Any]]:
        """Who does what: all that a body has to do, or who is named in the clauses that fit a matter best.

        Raises:
            ToolError: neither is given, or the plan does not name the body.
        """
        if bool(body) == bool(matter):
            raise ToolError("give body or matter")
        duties = self._of_body(body) if body else self._on_matter(matter)
        return [
            {"actor": d.actor, "role": d.role, "basis": d.basis, "clause": d.clause_id, "what": d.what[:LONGEST_PIECE]}
            for d in duties[:DUTIES_FOUND]
        ]  # fmt: skip

    def read_clause(self, id: str) -> Sequence[dict[str, Any]]:
        """A clause, and what stands right below it.

        Raises:
            ToolError: there is no such clause.
        """
        tree = self._known.tree
        clause = tree.clauses.get(id.strip())
        if clause is None:
            raise ToolError(f"there is no clause {id[:40]!r}; search_clauses gives the ids")
        below = [tree.clauses[i] for i in tree.children.get(clause.id, ())]
        parts = [{"id": part.id, "title": part.title[:60]} for part in below]
        return [self._piece(clause, LONGEST_CLAUSE), *parts]

    def _piece(self, clause: Clause, longest: int = LONGEST_PIECE) -> dict[str, Any]:
        return {"id": clause.id, "under": clause.path[-2:], "text": clause.text[:longest]}

    def _found(self, text: str, chapter: str = ROOT) -> list[Clause]:
        known, folded = self._known, fold_known(text[:LONGEST_SEARCH])
        vector = embed_query(known.embedder, folded)
        hits = known.clause_index.search(folded, vector, CLAUSES_FOUND, (self._key,), chapter)
        return [known.tree.clauses[h.clause_id] for h in hits if not known.tree.says_nothing(h.clause_id)]

    def _heading(self, chapter: str) -> str:
        """The id of a heading that is named by its id or title; of the whole plan where none is."""
        clauses, named = self._known.tree.clauses, fold_known(chapter.strip())
        if not named or chapter.strip() in clauses:
            return chapter.strip()
        headings = [c for c in clauses.values() if c.kind == "heading" and named in fold_known(c.title)]
        if not headings:
            titles = [clauses[i].title for i in self._known.tree.domains]
            raise ToolError(f"there is no chapter {chapter[:40]!r}; there are {'、'.join(titles)}")
        return min(headings, key=lambda clause: len(clause.title)).id

    def _of_body(self, body: str) -> list[Duty]:
        actors = self._known.actors
        names = {actor.name for actor in read_actors(fold_known(body), actors)} - {""}
        found = [d for d in self._stated() if actors.get(fold_known(d.actor), d.actor) in names]
        if not found:
            raise ToolError(f"the plan gives no duty to {body[:40]!r}")
        return found

    def _on_matter(self, matter: str) -> list[Duty]:
        best = [clause.id for clause in self._found(matter)]
        found = [d for d in self._stated() if d.clause_id in best or d.covers in best]
        return sorted(found, key=lambda d: best.index(d.clause_id if d.clause_id in best else d.covers))

    def _stated(self) -> Iterable[Duty]:
        return (duty for duty in self._known.duties if duty.basis == "stated")


def select(known: Knowledge, sql: str) -> SqlResult:
    """Guard a statement, hold it to the plan that is asked, and run it read-only.

    Raises:
        SqlError: it is refused, or cannot be run.
    """
    held = of_plan(guard(sql, known.database.schema), known.plan.meta.key)
    return known.database.run(held)
