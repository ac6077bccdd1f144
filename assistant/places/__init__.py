"""Question → what it asks of the tree: a place in the plan, the parts of a heading, or how many there are.

A question is read into marks (a heading's name, a label, a number with its unit, a word that asks); what is left
over decides whether it asks for more than the make-up. Names come from the plan; the words that stand in ``words``
are those in which any plan's make-up is spoken of.
"""

from __future__ import annotations

import re

from assistant.lexicon import Lexicon
from assistant.places.marks import Marked
from assistant.places.parts import parts_asked
from assistant.places.place import at_path, names_one, place_named
from assistant.places.reading import read_marks
from assistant.places.rest import Rest
from assistant.places.wanted import Asked, Missing
from assistant.places.words import ID, PATH, SURE
from assistant.structure import Tree

__all__ = ["Asked", "Missing", "names_place", "read"]

_OTHER_DOCUMENT = re.compile(r"《([^《》]+)》")


def names_place(text: str) -> bool:
    """Whether a folded question may name a clause by place or title: worth a look at the tree."""
    return bool(SURE.search(text) or ID.search(text) or PATH.search(text))


def read(text: str, tree: Tree, lexicon: Lexicon, *, strict: bool = False) -> Asked | None:
    """What a folded question asks of the tree, or None where it asks for something else.

    Args:
        text: the question.
        tree: the plan.
        lexicon: words of questions; a content word that it does not know asks for more than the make-up.
        strict: let no content word pass, not even one that only tells a story.
    """
    if any(title not in tree.name for title in _OTHER_DOCUMENT.findall(text)):
        return None
    if named := tuple(dict.fromkeys(match.group() for match in ID.finditer(text))):
        return Asked(places=named, by_id=True) if all(i in tree.clauses for i in named) else None
    if found := at_path(text, tree, lexicon):
        return found
    return _by_marks(read_marks(text, tree, lexicon, strict=strict), strict=strict)


def _by_marks(marked: Marked, *, strict: bool) -> Asked | None:
    """What the marks of a question ask for, if nothing beside them asks for more."""
    rest = Rest(marked, strict)
    if rest.asks_more:
        return None
    if names_one(marked):
        return place_named(marked) if rest.only_tells else None
    return None if rest.concerns_parts else parts_asked(marked, rest)
