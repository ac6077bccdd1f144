"""Question → what it asks of the tree: a place in the plan, the parts of a heading, or how many there are.

A question is read into marks (a heading's name, a label, a number with its unit, a word that asks); what is left
over decides whether it asks for more than the make-up. Names come from the plan; the words that stand in ``words``
are those in which any plan's make-up is spoken of.
"""

from __future__ import annotations

from assistant.lexicon import Lexicon
from assistant.patterns import lazy
from assistant.places.items import asks_beside, read_below, read_beside, read_item
from assistant.places.marks import Marked
from assistant.places.order import read_order
from assistant.places.parts import is_of_whole, parts_asked
from assistant.places.place import at_path, names_one, place_named
from assistant.places.reading import read_marks
from assistant.places.rest import Rest
from assistant.places.walk import Walk
from assistant.places.wanted import Asked, Missing
from assistant.places.words import ID, NUM, PATH, SURE
from assistant.structure import Tree

__all__ = ["Asked", "Missing", "asks_beside", "names_place", "read", "read_item", "read_title"]

_OTHER_DOCUMENT = lazy(r"《([^《》]+)》")
# A number in brackets, read aloud: 括号五 is (五).
# 谁排第三, 谁垫底: which one, no body.
_WHO_RANKS = lazy(
    r"谁(?=(?:是|又)?(?:排|列|居|位|垫底|殿后|打头|压轴|第[一二三四五六七八九十]|老[二三四五六七末]))"
)
# What may follow a heading that is all that is named: that it is a part of the plan, and what it is about.
_ENDS = lazy(
    r"(?:这?一?[章节]|[这那]?一?(?:部分|块儿?)|的?(?:主要|具体)?内容)*(?:(?:主要|都|具体|里[面头]?|又|到底|[是得])*(?:讲|说|写|谈|包括|包含)(?:的是|了)?(?:[些哪几什么啥方面内容]+))?[\s呢啊呀，,。.？?！!：:]*$"
)
_SPOKEN_BRACKET = lazy(rf"(?:小|中|圆)?括号(?:里头?|里面)?的?\(?({NUM})\)?")


def names_place(text: str) -> bool:
    """Whether a folded question may name a clause by place or title: worth a look at the tree."""
    return bool(SURE.search(text) or ID.search(text) or PATH.search(text) or _SPOKEN_BRACKET.search(text))


# 五大基本原则, 哪五大: counted by the word for what is great, as 七大领域 are.
_GREAT = lazy(
    r"(?<=[二两三四五六七八九十几])大(?=(?:基本|主要|总体|工作|重点|具体|发展)?(?:原则|目标|措施|任务|要求|举措|指标|策略)|[？?。呢呀啊]*$)"
)


def read(text: str, tree: Tree, lexicon: Lexicon, *, strict: bool = False) -> Asked | None:
    """What a folded question asks of the tree, or None where it asks for something else.

    Args:
        text: the question.
        tree: the plan.
        lexicon: words of questions; a content word that it does not know asks for more than the make-up.
        strict: let no content word pass, not even one that only tells a story.
    """
    text = _GREAT.sub("项", _WHO_RANKS.sub("哪个", _SPOKEN_BRACKET.sub(r" (\1)", text)))
    if any(title not in tree.name for title in _OTHER_DOCUMENT.findall(text)):
        return None
    if named := tuple(dict.fromkeys(match.group() for match in ID.finditer(text))):
        return Asked(places=named, by_id=True) if all(i in tree.clauses for i in named) else None
    if (alone := _heading_alone(text, tree)) is not None:
        return alone
    if found := at_path(text, tree, lexicon):
        return found
    marked = read_marks(text, tree, lexicon)
    if found := read_order(marked) or read_beside(marked) or read_below(marked):
        return found
    return _by_marks(read_marks(text, tree, lexicon, strict=True) if strict else marked, strict=strict)


def _heading_alone(text: str, tree: Tree) -> Asked | None:
    """What stands under a heading, where its title is all that a question names (组织实施, 儿童与教育讲什么): under both labels of a domain."""
    title = text[: next(_ENDS.finditer(text)).start()]
    named = [i for i in tree.titles.get(title, ()) if tree.clauses[i].kind == "heading"]
    if len(named) != 1:
        return None
    if named[0] in tree.domains:
        return Asked(headings=tree.children[named[0]], each=True)
    return Asked(headings=(named[0],))


def read_title(text: str, tree: Tree, lexicon: Lexicon) -> Asked | None:
    """The clauses whose title a folded question names, where it has nothing else to ask about them than their place."""
    marked = read_marks(text, tree, lexicon)
    if marked.of("ordinal"):
        return None  # it counts to a place
    rest = Rest(marked)
    named = marked.of("title") or tuple(
        mark for mark in marked.of("section") if mark.sure or not rest.text.strip()
    )
    if not named or rest.asks_more or rest.spans:
        return None
    walk = Walk(tree)
    if marked.of("title") and marked.sections:
        walk.at = marked.sections
    walk.named(tuple(dict.fromkeys(i for mark in named for i in mark.ids)), marked.of("label"))
    return Asked(places=walk.at)


def _by_marks(marked: Marked, *, strict: bool) -> Asked | None:
    """What the marks of a question ask for, if nothing beside them asks for more."""
    rest = Rest(marked, strict)
    if rest.asks_more:
        return None
    if names_one(marked):
        return place_named(marked) if rest.only_tells else None
    if rest.concerns_parts and not is_of_whole(marked, rest):
        return None
    return parts_asked(marked, rest)
