"""Which one of a list something is said to be (健康领域第一个目标是预防出生缺陷，对吗), held against the item of that number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.framing import unframed
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.matter_terms import OF_PLANS
from assistant.patterns import compiled, lazy
from assistant.places import read
from assistant.records import Clause

_NUMBERED = lazy(
    r"第[一二三四五六七八九十0-9]+(?:个|条|项|大|款|点|章|部分|目标|措施)|(?:最后|末尾|倒数|头|首)第?[一二三四五六七八九十0-9]?(?:个|条|项)|首[条项]"
)
_STATED = r"(?P<item>.{3,24}?)(?:就|都|应该|应当)*(?:讲的是|说的是|写的是|是讲|是说|是写|叫做?|是|讲|说|写)的?[\"“「]?(?P<what>[^\"”」]{2,40})[\"”」]?"
_STATED_BEHIND = r"[\"“「]?(?P<what>[^\"”」]{2,40}?)[\"”」]?(?:就|都|应该|应当)*(?:算是|是|属于|(?:列|排|写|放|归|算)?在|算)(?P<item>.{3,24})"
_AROUND = lazy(r"^(?:关于|有关|针对)|(?:方面|这一?块)?的?(?:内容|事儿?)?$")
_ASKS = lazy(r"什么|啥|哪|几[个条项]|多少|怎么|咋")  # 最后一个目标是什么，下面有细项吗: nothing is stated
_STOPS = " ，,。.？?！!、"
LEAST_SAID = 2  # characters of what it is said to be
LEAST_PIECE = 4  # characters of a title that tell it from those beside it
LEAST = 0.5  # share of the words said that an item has, from which it may be the one that is meant


@dataclass(frozen=True, slots=True)
class Numbered:
    """The item of the number that is said, what it is said to be, and whether it is that; None where that is not sure."""

    item: Clause
    said: str
    agrees: bool | None
    titled: Clause | None = None  # the other clause whose whole title it is said to be


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
    places = (*getattr(asked, "places", ()), *getattr(asked, "headings", ()))
    if len(places) != 1 or places[0] not in known.tree.clauses:
        return None
    item = known.tree.clauses[places[0]]
    said = _AROUND.sub("", match["what"].strip(_STOPS)).strip(_STOPS)
    if len(said) < LEAST_SAID or said.startswith("是") or _ASKS.match(said):
        return None
    if item.kind == "heading":
        return _heading(item, said, known)
    words = [w for w in known.clause_index.to_words(said) if len(w) > 1 and not OF_PLANS.fullmatch(w)]
    own = fold_known(item.title or item.text)
    if fold_known(said) in own or own.strip("。") in fold_known(said):
        return Numbered(item, said, agrees=True)
    if any(fold_known(said) == fold_known(other.title) for other in known.tree.clauses.values()):
        return Numbered(item, said, agrees=False)  # it is the whole title of another one
    beside = _beside(item, fold_known(said), known)
    if beside is not None:
        return Numbered(item, said, False, beside)
    held = sum(word in fold_known(item.title + item.text) for word in words) / len(words) if words else 1.0
    return Numbered(item, said, agrees=None if held >= LEAST else False)


def _beside(item: Clause, said: str, known: Knowledge) -> Clause | None:
    """The one clause of the same list whose title has what was said, where the item itself has it nowhere."""
    if len(said) < LEAST_PIECE or said in fold_known(item.text):
        return None
    others = known.tree.children.get(item.parent, ())
    found = [known.tree.clauses[i] for i in others if said in fold_known(known.tree.clauses[i].title)]
    return found[0] if len(found) == 1 else None


def _heading(item: Clause, said: str, known: Knowledge) -> Numbered:
    """The same of a chapter or domain: its words are its title, and what stands under it may be meant by others."""
    names = {name: title for title, of in known.matter_words.domains.items() for name in of}
    tree, flat = known.tree, fold_known(names.get(said, said))
    if flat in fold_known(item.title) or fold_known(item.title) in flat:
        return Numbered(item, said, agrees=True)
    below = set(tree.whole(item.id))
    titled = next(
        (c for c in tree.clauses.values() if fold_known(c.title) == flat and c.id not in below and c.title),
        None,
    )
    if titled is not None:
        is_above = item.id in tree.subtree(titled.id)
        return Numbered(item, said, None if is_above else False, titled)
    text = fold_known("".join(tree.clauses[i].text for i in below))
    elsewhere = [c for c in tree.clauses.values() if flat in fold_known(c.title) and c.id not in below]
    if len(flat) >= LEAST_PIECE and flat not in text and len(elsewhere) == 1:
        return Numbered(item, said, False, elsewhere[0])
    words = [w for w in known.clause_index.to_words(said) if len(w) > 1 and not OF_PLANS.fullmatch(w)]
    return Numbered(item, said, agrees=None if not words or any(w in text for w in words) else False)
