"""Which one of a list something is said to be (健康领域第一个目标是预防出生缺陷，对吗), held against the item of that number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims import unframed
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.matter import OF_PLANS
from assistant.patterns import compiled, lazy
from assistant.places import read
from assistant.records import Clause

_NUMBERED = lazy(
    r"第[一二三四五六七八九十0-9]+(?:个|条|项|大|款|点|章|部分|目标|措施)|(?:最后|末尾|倒数|头|首)第?[一二三四五六七八九十0-9]?(?:个|条|项)|首[条项]"
)
_STATED = r"(?P<item>.{3,24}?)(?:就|都|应该|应当)*(?:讲的是|说的是|写的是|叫做?|是|讲|说|写)的?[\"“「]?(?P<what>[^\"”」]{3,40})[\"”」]?"
_STATED_BEHIND = r"[\"“「]?(?P<what>[^\"”」]{3,40}?)[\"”」]?(?:就|都|应该)*(?:是|属于|列在|排在|写在|放在)(?P<item>.{3,24})"
_STOPS = " ，,。.？?！!、"
LEAST = 0.5  # share of the words said that an item has, from which it may be the one that is meant


@dataclass(frozen=True, slots=True)
class Numbered:
    """The item of the number that is said, what it is said to be, and whether it is that; None where that is not sure."""

    item: Clause
    said: str
    agrees: bool | None


def says_number(text: str) -> bool:
    """Whether a folded question says which one of a list it speaks of."""
    return bool(_NUMBERED.search(text))


def numbered(text: str, known: Knowledge) -> Numbered | None:
    """What a folded statement says of the item of a number; None where it says nothing of one."""
    bare = re.sub(r"(?:对|没错|是|正确)?[吧吗么嘛]$", "", unframed(text).strip(_STOPS)).strip(_STOPS)
    read_as = (compiled(form).fullmatch(bare) for form in (_STATED, _STATED_BEHIND))
    match = next((m for m in read_as if m is not None and says_number(m["item"])), None)
    if match is None or says_number(match["what"]):
        return None
    asked = read(match["item"], known.tree, known.catalog.lexicon)
    places = tuple(getattr(asked, "places", ()))
    if len(places) != 1 or places[0] not in known.tree.clauses:
        return None
    item, said = known.tree.clauses[places[0]], match["what"].strip(_STOPS)
    words = [w for w in known.clause_index.to_words(said) if len(w) > 1 and not OF_PLANS.fullmatch(w)]
    own = fold_known(item.title or item.text)
    if fold_known(said) in own or own.strip("。") in fold_known(said):
        return Numbered(item, said, agrees=True)
    if any(fold_known(said) == fold_known(other.title) for other in known.tree.clauses.values()):
        return Numbered(item, said, agrees=False)  # it is the whole title of another one
    held = sum(word in fold_known(item.title + item.text) for word in words) / len(words) if words else 1.0
    return Numbered(item, said, agrees=None if held >= LEAST else False)
