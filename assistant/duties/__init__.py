"""Clause → Duty rows: who is named, in what role, and for what.

    extract(clauses, actors)    the duties that clauses state, and the actors that they only address

A body has a duty only where the text makes it the subject of a verb (各级妇儿工委协同统计部门牵头…), gives it a
responsibility by name (县级政府属地责任) or a post (办公室设在市住建局), or a note behind the text says so
(（教育部、财政部负责）, 责任单位：市民政局). Everyone else who is named is addressed, not charged: the role is 涉及
(保障学校采光 charges no school). Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from assistant.duties.actors import Actors, load_actors, named_bodies
from assistant.duties.covering import covered
from assistant.duties.imported import COLUMNS, load_external, read_csv, read_imported
from assistant.duties.notes import FIRST_LEADS, Note, notes_in
from assistant.duties.roles import ADDRESSED, HELPS, IN_CHARGE, LEAD, ROLES, TAKING_PART
from assistant.duties.sentences import part_of_role, stated
from assistant.duties.tabled import is_row, tabled
from assistant.passages import SPEAKING
from assistant.patterns import lazy
from assistant.records import Clause, Duty

__all__ = [
    "ADDRESSED", "COLUMNS", "FIRST_LEADS", "HELPS", "IN_CHARGE", "LEAD", "ROLES", "TAKING_PART", "extract", "load_actors", "load_external",
    "notes_in", "part_of_role", "read_csv", "read_imported",
]  # fmt: skip

_MARKS = lazy(r"[，。；：！？,;:]")  # a line without any is a name or a title
LONGEST_MATTER: Final = 60  # characters of a clause without a title, by which a note tells what it is about


def extract(clauses: Iterable[Clause], actors: Mapping[str, str] | None = None) -> tuple[Duty, ...]:
    """The duties of a plan's clauses, in order; one row for each actor and sentence.

    Args:
        clauses: all clauses of one plan.
        actors: names of bodies and persons as the plan prints them, each with the name to list it by; without them
            those of its notes, those of a level (市住建局) and subjects that end like a body's name (…部门) are read.
    """
    every = tuple(clauses)
    notes = {clause.id: found for clause in every if (found := notes_in(clause.text))}
    by_id = {clause.id: clause for clause in every}
    in_rows = (d.actor for c in every if is_row(c, h := by_id.get(c.parent)) and h for d in tabled(c, h))
    of_notes = {*in_rows} | {name for found in notes.values() for note in found for name, _ in note.named}
    known = Actors(actors or named_bodies(every, of_notes))
    about = covered(every, {i: _is_all(every, i, found) for i, found in notes.items()})
    first_leads = any(FIRST_LEADS.search(clause.text) for clause in every)
    rows: list[Duty] = []
    for clause in every:
        header = by_id.get(clause.parent)
        if header is not None and is_row(clause, header):
            rows += tabled(clause, header)
            continue
        own = notes.get(clause.id, ())
        rows += _noted(clause, own, by_id[about.get(clause.id, clause.id)], first_leads=first_leads)
        if clause.kind in SPEAKING and _MARKS.search(clause.text):
            rows += stated(clause, own, known)
    return tuple(dict.fromkeys(rows))


def _is_all(clauses: tuple[Clause, ...], clause_id: str, notes: tuple[Note, ...]) -> bool:
    """Whether a clause is nothing but its notes."""
    text = next(clause.text for clause in clauses if clause.id == clause_id)
    for note in reversed(notes):
        text = text[: note.start] + text[note.end :]
    return not text.strip(" 　\n。；")


def _noted(clause: Clause, notes: tuple[Note, ...], about: Clause, *, first_leads: bool) -> Iterator[Duty]:
    """Duties of the notes behind a text, each told by the title of what the note is about."""
    what = re.sub(r"\s+", "", about.title or about.text[:LONGEST_MATTER])
    for note in notes:
        row = Duty(
            "", "", "stated", None, clause.plan, clause.id, what, note.start, note.end, covers=about.id
        )
        charged = len([name for name, role in note.named if role == IN_CHARGE])
        leads = first_leads and charged > 1 and all(role != LEAD for _, role in note.named)
        for n, (name, role) in enumerate(note.named):
            yield replace(row, actor=name, role=LEAD if leads and n == 0 and role == IN_CHARGE else role)
