"""Which clause a note is about: the item it ends, with all that stands below that.

A note behind the last of several items (1. 2. 3.) is about the item above them where each of that item's neighbours
has a note of its own, and about the last item alone where the others have theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.records import Clause


def covered(clauses: Iterable[Clause], noted: Mapping[str, bool]) -> dict[str, str]:
    """Ids of the clauses that notes are about, by the ids of the clauses that hold them.

    Args:
        clauses: all clauses of one plan, in order.
        noted: ids of the clauses with notes, each with whether it is nothing but notes.
    """
    outline = _Outline(tuple(clauses), noted)
    return {clause_id: outline.covered(clause_id) for clause_id in noted}


@dataclass
class _Outline:
    """Clauses by id and by parent, and where the notes stand; notes in lines right after each other are one."""

    clauses: tuple[Clause, ...]
    noted: Mapping[str, bool]
    by_id: dict[str, Clause] = field(init=False)
    below: dict[str, list[str]] = field(init=False)
    place: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {clause.id: clause for clause in self.clauses}
        self.place = {clause.id: n for n, clause in enumerate(self.clauses)}
        self.below = {}
        for clause in self.clauses:
            self.below.setdefault(clause.parent, []).append(clause.id)

    def covered(self, clause_id: str) -> str:
        found = self._own(clause_id)
        if self.by_id[found].kind == "paragraph":
            return found
        above, highest = found, ""
        while above in self.by_id and self._ends(above, clause_id):
            if self._is_one_of_many(above):
                highest = above
            above = self.by_id[above].parent
        return highest or found

    def _own(self, clause_id: str) -> str:
        """What a note is about at the least: its clause, or what a line of notes stands under or behind."""
        clause = self.by_id[clause_id]
        if not self.noted[clause_id]:
            parent = self.by_id.get(clause.parent)
            alone = clause.kind == "paragraph" and parent is not None and parent.kind != "heading"
            return clause.parent if alone and self._notes(clause.parent) == 1 else clause_id
        siblings = self.below[clause.parent]
        before = [i for i in siblings[: siblings.index(clause_id)] if i not in self.noted]
        several = self._notes_beside(clause_id) > 1
        if (
            before
            and self.by_id[before[-1]].kind == "paragraph"
            and (several or clause.parent not in self.by_id)
        ):
            return before[-1]
        return clause.parent if clause.parent in self.by_id else clause_id

    def _notes_beside(self, clause_id: str) -> int:
        """How many notes stand in the paragraphs of one parent."""
        siblings = self.below[self.by_id[clause_id].parent]
        return sum(i in self.noted and not self._goes_on(i) for i in siblings if self._is_paragraph(i))

    def _is_paragraph(self, clause_id: str) -> bool:
        return self.by_id[clause_id].kind == "paragraph"

    def _goes_on(self, clause_id: str) -> bool:
        """Whether a line of notes goes on with the one before it (牵头单位：…, then 配合单位：…)."""
        n = self.place[clause_id]
        before = self.clauses[n - 1].id if n else ""
        return bool(before) and self.noted.get(clause_id, False) and before in self.noted

    def _notes(self, clause_id: str) -> int:
        """How many notes stand in a clause and all below it."""
        own = clause_id in self.noted and not self._goes_on(clause_id)
        return own + sum(self._notes(i) for i in self.below.get(clause_id, ()))

    def _ends(self, above: str, clause_id: str) -> bool:
        """Whether a note is the only one of a clause and stands behind all its parts."""
        parts = [i for i in self._all_below(above) if not self._is_paragraph(i)]
        last = max((self.place[i] for i in parts), default=-1)
        return self._notes(above) == 1 and last <= self.place[clause_id]

    def _all_below(self, clause_id: str) -> list[str]:
        return [j for i in self.below.get(clause_id, ()) for j in (i, *self._all_below(i))]

    def _is_one_of_many(self, clause_id: str) -> bool:
        """Whether a clause is one of several beside each other, of which most have one note, and none has more."""
        parent = self.by_id[clause_id].parent
        beside = [i for i in self.below[parent] if i != clause_id and not self._is_paragraph(i)]
        notes = [self._notes(i) for i in beside if self.by_id[i].kind != "title"]
        return bool(notes) and max(notes) == 1 and 2 * sum(notes) >= len(notes)
