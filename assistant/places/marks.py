"""A question and its marks: the pieces of it that speak of the make-up of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from assistant.lexicon import Lexicon
from assistant.patterns import compiled
from assistant.places.words import HAN, KINDS, Level
from assistant.structure import Tree

MarkKind = Literal["title", "section", "label", "ordinal", "level"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a question that speaks of the make-up.

    Attributes:
        start, end: its place.
        kind: title (of a clause without parts), section (a heading with parts), label, ordinal or level.
        ids: the clauses that a title, section or label names.
        number: of an ordinal; negative counts from the end.
        level: what an ordinal counts, or a level names.
        sure: whether it stands in quotation marks.
        many: how many an ordinal counts to, from the start or the end (前三条).
    """

    start: int
    end: int
    kind: MarkKind
    ids: tuple[str, ...] = ()
    number: int = 0
    level: Level = ""
    sure: bool = False
    many: int = 1


@dataclass(frozen=True, slots=True)
class Labels:
    """How one language says the labels of a plan (主要目标) and the kinds of its clauses.

    Attributes:
        forms: patterns, the longest first, with the ids of the headings that they mean.
    """

    forms: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def pattern(self) -> str:
        """A pattern for any of them."""
        return "|".join(form for form, _ in self.forms)

    def headings(self, said: str) -> tuple[str, ...]:
        """Ids of the headings that a label means, as a form found it."""
        return next(ids for form, ids in self.forms if compiled(form).fullmatch(said))


def labels_of(tree: Tree, *, english: bool) -> Labels:
    """How the labels of a plan are said; its own ones are Chinese, and found in any question."""
    forms = [(form, ids) for label, ids in tree.labels.items() for form in _forms(label)]
    forms += [(rf"(?<!-)\b(?:{en})\b" if english else zh, tree.headings_of(kind)) for kind, zh, en in KINDS]
    return Labels(tuple(sorted(forms, key=lambda form: -len(form[0]))))


@lru_cache(maxsize=512)
def _forms(label: str) -> tuple[str, ...]:
    """A label whole, with one wrong character where it is long, and by its last two characters."""
    if len(label) != 4:
        return (re.escape(label),)
    misspelt = (f"{label[:at]}[{HAN}]{label[at + 1 :]}" for at in range(2, 4))
    return (re.escape(label), *misspelt, label[2:])


@dataclass(frozen=True)
class Marked:
    """A question, what it is read with, and the marks found in it so far.

    Attributes:
        text: the folded question.
        tree: the plan.
        lexicon: words of questions.
        labels: how the question's language says the plan's labels.
        marks: in order; no two overlap.
    """

    text: str
    tree: Tree
    lexicon: Lexicon
    labels: Labels
    marks: tuple[Mark, ...] = ()

    def plus(self, found: Iterable[Mark]) -> Marked:
        """The same with more marks; one that overlaps an earlier one is left out."""
        marks = list(self.marks)
        for mark in found:
            if not any(mark.start < other.end and other.start < mark.end for other in marks):
                marks.append(mark)
        return replace(self, marks=tuple(sorted(marks, key=lambda mark: mark.start)))

    def of(self, *kinds: MarkKind) -> tuple[Mark, ...]:
        """Marks of some kinds, in order."""
        return tuple(mark for mark in self.marks if mark.kind in kinds)

    @property
    def is_english(self) -> bool:
        """Whether the question is in English."""
        return self.text.isascii()

    @cached_property
    def free(self) -> str:
        """The text with its marks blanked out by line ends, offsets kept."""
        text = self.text
        for mark in self.marks:
            text = text[: mark.start] + "\n" * (mark.end - mark.start) + text[mark.end :]
        return text

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Ids of the sections named, the inner ones; of several those named most often (不要环境的，只要家庭的)."""
        named = [i for mark in self.of("section") for i in mark.ids]
        most = max((named.count(i) for i in named), default=0)
        chosen = [i for i in dict.fromkeys(named) if named.count(i) == most]
        return tuple(i for i in chosen if not any(o != i and o in self.tree.subtree(i) for o in chosen))
