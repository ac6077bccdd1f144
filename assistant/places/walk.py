"""Where a place leads: from the chapters down the tree, one label, title or ordinal after another."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.places.marks import Mark
from assistant.structure import ROOT, Tree


@dataclass
class Walk:
    """Where a place has led so far.

    Attributes:
        tree: the plan.
        at: ids of the clauses; ROOT before the first step.
        missing: the ordinal that led nowhere; no step is made after it.
        among: ids of what it was looked for under.
    """

    tree: Tree
    at: tuple[str, ...] = (ROOT,)
    missing: Mark | None = None
    among: tuple[str, ...] = ()

    def label(self, headings: tuple[str, ...]) -> None:
        """Go to the headings of a label below where we are."""
        self.at = self._inside(headings) or self.at

    def named(self, ids: tuple[str, ...], labels: tuple[Mark, ...]) -> None:
        """Go to clauses by their title; a label beside it chooses (这个目标, 这条措施)."""
        inside = self._inside(ids) or ids
        headings = {i for mark in labels for i in mark.ids}
        self.at = tuple(i for i in inside if self.tree.clauses[i].parent in headings) or inside

    def _inside(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some clauses that stand below where we are."""
        below = {i for place in self.at for i in self.tree.subtree(place)}
        return tuple(i for i in ids if i in below)

    def step(self, mark: Mark) -> None:
        """Go to what an ordinal counts below where we are."""
        if self.missing is not None:
            return
        groups = self._groups(mark)
        found = tuple(i for group in groups.values() for i in self._nth(group, mark))
        if found:
            self.at = found
        else:
            self.missing, self.among = mark, tuple(groups)

    def _nth(self, group: tuple[str, ...], mark: Mark) -> tuple[str, ...]:
        """The member of a group that an ordinal counts to, by the printed numbers where entries have them; or several."""
        if mark.many > 1:
            return (
                (group[: mark.many] if mark.number > 0 else group[-mark.many :])
                if len(group) >= mark.many
                else ()
            )
        if mark.number < 0:
            return group[mark.number :][:1] if len(group) >= -mark.number else ()
        by_place = group[mark.number - 1 : mark.number]
        numbers = [self.tree.number(i) for i in group]
        if mark.level in ("paragraph", "line", "domain") or not any(numbers):
            return by_place
        printed = tuple(i for i, number in zip(group, numbers, strict=True) if number == mark.number)
        runs_on = numbers[0] > 1 and self.at != (ROOT,)  # numbered on from the part before
        return printed or (by_place if runs_on else ())

    def _groups(self, mark: Mark) -> dict[str, tuple[str, ...]]:
        """Ids of what an ordinal may count, by what they stand under."""
        tree = self.tree
        if mark.level == "paragraph":
            return {i: tree.paragraphs.get(i, ()) for i in self.at}
        if mark.level == "domain" and tree.domains and self.at == (ROOT,):
            return {tree.clauses[tree.domains[0]].parent: tree.domains}
        children = {i: tree.children.get(i, ()) for i in self.at}
        if mark.level in ("chapter", "domain"):
            return children
        if not (set(self.at) - {ROOT}):
            return self._entries(mark) if mark.level == "entry" else children
        parts = [i for group in children.values() for i in group]
        if any(tree.numbered(i) for i in self.at) or not tree.parents_of_entries(parts):
            return children
        return {p: tree.numbered(p) for p in tree.parents_of_entries(self.at)}

    def _entries(self, mark: Mark) -> dict[str, tuple[str, ...]]:
        """The entries of the whole plan: all together from the end, else by the heading that they are numbered in."""
        tree = self.tree
        if mark.number < 0 and self.at == (ROOT,):
            return {ROOT: tree.entries}
        return {
            p: tuple(i for i in tree.numbered(p) if i in tree.entries)
            for p in tree.parents_of_entries((ROOT,))
        }
