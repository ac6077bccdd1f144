"""An item that a question names by a piece of its title, among those of the part that it names; and what stands beside one.

read_item(text, tree, lexicon)   教育的目标里，友好型学校排第几 → the goal whose title has the piece
read_beside(marked)              紧跟在安全后面的领域 → the next one of the same list
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.lexicon import Lexicon, fold_known, stem
from assistant.patterns import lazy
from assistant.places.marks import Mark, Marked
from assistant.places.parts import labelled
from assistant.places.position import without_tokens
from assistant.places.reading import read_marks
from assistant.places.wanted import Asked
from assistant.places.words import EN_UNIT, FRAME, HAN, ZH_UNIT
from assistant.structure import ROOT, Tree

_LEAST = 2  # characters of a piece of a title
_SHARE = 0.6  # of what is said, that has to stand in the title
_RUN = lazy(rf"[{HAN}0-9]{{2,}}")
_SMALL = lazy(r"[的那这是在里中是呢啊呀讲写说管叫]|[一二三四五]?[条个项]")
_WORD_EN = lazy(r"[a-z][a-z'-]{2,}")
_IDLE_EN = frozenset(
    {
        "among",
        "within",
        "the",
        "one",
        "are",
        "what",
        "which",
        "where",
        "does",
        "that",
        "this",
        "for",
        "from",
        "and",
        "item",
        "point",
    }
)
_THING = rf"(?:的|那|这|一|{ZH_UNIT}|目标|措施|原则|领域|大|边儿?)*"
_WAY = (
    rf"(?P<before>(?:紧)?(?:前[面头边]|之前|上[面头边])|[上前](?=一(?:{ZH_UNIT}))|紧前)"
    rf"|(?P<behind>(?:紧)?(?:后[面头边尾]|之后|下[面头边])|[下后](?=一(?:{ZH_UNIT}))|紧后)"
)
_BESIDE = lazy(
    rf"[”」』\"》]?(?P<thing>{_THING})(?:(?:紧?(?:挨|跟|接)着?(?:的|在)?|紧|再|往|朝|它)*)(?:{_WAY})"
)
_BELOW_IT = lazy(r"[上下][面头边]$")
# Parts stand there, so that it is what stands under it.
_HAS_PARTS = lazy(
    r"(?:都|还|又|一共|总共|具体|分别|各|再)*(?:有|分|包[括含]|列|设|挂|写)(?:了|着|成|为)?(?:哪|几|多少|什么|啥)"
)
_BESIDE_QUOTE = lazy(
    rf"[”」』\"》]{_THING}(?:(?:紧?(?:挨|跟|接)着?(?:的|在)?|紧)*)(?:{_WAY.replace('?P<before>', '?:').replace('?P<behind>', '?:')})|\b(?:before|after|follows?|precedes?) [\"“「]"
)
_BESIDE_EN = lazy(
    rf"\b(?:(?P<before>before|precedes?|preceding|ahead of|above)|(?P<behind>after|follows?|following|below|behind|next to))"
    rf" (?:the )?(?:(?:{EN_UNIT}|goal|measure|principle|one)s? )?(?:on |about |of |called |titled )?(?:the )?[\"“]?$"
)
_BESIDE_ITEM_EN = lazy(
    rf"\b(?:(?P<before>before|precedes?|preceding|ahead of)|(?P<behind>after|follows?|following))"
    rf" (?:the )?(?:(?:{EN_UNIT}|goal|measure|principle|one)s? )?(?:on|about|of|for|called|titled|dealing with|covering) "
)
_UNDER_ITEM_EN = lazy(
    r"\bhow many (?:[a-z-]+ ){1,3}?.*\b(?:under|below|in|within|beneath|does) (?:the )?(?P<label>goal|objective|measure|principle|point|item)s? (?:on|about|of|for|called|titled|dealing with|covering) "
)


def read_item(text: str, tree: Tree, lexicon: Lexicon) -> Asked | None:
    """The item of the part that a folded question names whose title holds what is said of it; None where it is not one."""
    marked = read_marks(without_tokens(text), tree, lexicon)
    if marked.of("ordinal"):
        return None
    items = _items(marked)
    found = _fitting(marked, items) or _holding(marked, items)
    return Asked(places=(found,)) if found else None


def read_beside(marked: Marked) -> Asked | None:
    """What stands right before or behind what a question names, in the same list; None where it asks for no such thing."""
    tree = marked.tree
    if not marked.of("level", "label", "ordinal"):
        return None
    anchor, step = _english_anchor(marked) if marked.is_english else _chinese_anchor(marked)
    if anchor is None:
        return None
    parent = tree.clauses[anchor].parent
    listed = tree.domains if anchor in tree.domains else tree.children.get(parent, ())
    at = listed.index(anchor) + step if anchor in listed else -1
    if not 0 <= at < len(listed):
        return None
    return Asked(places=(listed[at],), titles=tree.clauses[listed[at]].kind == "heading")


def asks_beside(text: str) -> bool:
    """Whether a folded question asks for what stands before or behind something that it quotes (“…”的下一条)."""
    return bool(_BESIDE_QUOTE.search(text))


def read_below(marked: Marked) -> Asked | None:
    """The item whose parts an English question counts by a piece of its title (lines under the goal on nutrition)."""
    text, tree = marked.text, marked.tree
    match = _UNDER_ITEM_EN.search(text) if text.isascii() else None
    if match is None:
        return None
    tail = replace(marked, text="\n" * match.end() + text[match.end() :])
    found = _fitting(tail, _items(marked))
    return Asked(headings=(found,)) if found and tree.children.get(found) else None


def _items(marked: Marked) -> tuple[str, ...]:
    """Ids of the items below the label or the section that a question names."""
    headings = labelled(marked) if marked.of("label") else ()
    if not headings:
        headings = marked.tree.parents_of_entries(marked.sections)
    return tuple(i for heading in headings for i in marked.tree.numbered(heading))


def _fitting(marked: Marked, items: Iterable[str]) -> str:
    """The one item whose title holds most of what is said beside the marks, "" where it is none or not one."""
    scores = {i: _score(marked, i) for i in items}
    best = max(scores.values(), default=0)
    fits = [i for i, score in scores.items() if score == best]
    return fits[0] if best and len(fits) == 1 else ""


def _holding(marked: Marked, items: Iterable[str]) -> str:
    """The one item whose text holds the longest run that is said, "" where it is none or not one (提第三方评估的那条)."""
    runs = [] if marked.is_english else [_SMALL.sub("", run) for run in _said_zh(marked)]
    texts = {i: fold_known("".join(marked.tree.clauses[j].text for j in marked.tree.whole(i))) for i in items}
    for run in sorted(runs, key=len, reverse=True):
        fits = [i for i, text in texts.items() if run in text] if len(run) >= _LEAST else []
        if fits:
            return fits[0] if len(fits) == 1 else ""
    return ""


def _score(marked: Marked, item: str) -> int:
    """How much of what is said stands in the title of an item; 0 where too little does."""
    if marked.is_english:
        return _score_en(marked, item)
    title = marked.tree.folded_title(item)
    runs = [_SMALL.sub("", run) for run in _said_zh(marked)]
    held = [_longest_common(run, title) for run in runs]
    enough = [n for run, n in zip(runs, held, strict=True) if n >= max(_LEAST, _SHARE * len(run))]
    return max(enough, default=0)


def _score_en(marked: Marked, item: str) -> int:
    said = {stem(word) for word in _said_en(marked)}
    gloss = marked.tree.glosses.get(item, "").lower()
    held = said & {stem(word) for word in _WORD_EN.findall(gloss)}
    return len(held) if len(held) >= _SHARE * len(said) else 0


def _said_zh(marked: Marked) -> list[str]:
    """The runs beside the marks; a section that is named again is a word of what is said (监测评估里，提第三方评估的)."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for mark in marked.marks:
        if not (mark.kind == "section" and mark.ids in seen):
            kept.append(mark)
        seen.add(mark.ids)
    return _RUN.findall(FRAME.sub("\n", replace(marked, marks=tuple(kept)).free))


def _said_en(marked: Marked) -> list[str]:
    words = _WORD_EN.findall(FRAME.sub("\n", marked.free))
    return [word for word in words if word not in _IDLE_EN]


def _longest_common(run: str, title: str) -> int:
    """Length of the longest piece of a run that stands in a title."""
    sizes = range(len(run), _LEAST - 1, -1)
    return next((n for n in sizes if any(run[at : at + n] in title for at in range(len(run) - n + 1))), 0)


def _chinese_anchor(marked: Marked) -> tuple[str | None, int]:
    """What is named right before a word for its neighbour, and on which side that is; None where nothing is."""
    for mark in marked.of("title", "section", "ordinal"):
        match = _BESIDE.match(marked.text, mark.end)
        under = match and _BELOW_IT.search(match.group())
        if match and under and (mark.kind == "ordinal" or _HAS_PARTS.match(marked.text, match.end())):
            continue  # 第二章下面分几块, …这个目标下面有哪几条: what stands under it
        if match:
            return _counted_to(mark, marked) or _one(mark, marked), -1 if match["before"] else 1
    match = _BESIDE.search(marked.text)
    under = match and _BELOW_IT.search(match.group()) and _HAS_PARTS.match(marked.text, match.end())
    if match is None or under or not marked.of("label", "section"):
        return None, 0
    head = replace(
        marked,
        text=marked.text[: match.start()],
        marks=tuple(m for m in marked.marks if m.end <= match.start()),
    )
    return _fitting(head, _items(head)) or None, -1 if match["before"] else 1


def _english_anchor(marked: Marked) -> tuple[str | None, int]:
    for mark in marked.of("title", "section", "ordinal"):
        match = _BESIDE_EN.search(marked.text[: mark.start])
        if match:
            return _counted_to(mark, marked) or _one(mark, marked), -1 if match["before"] else 1
    match = _BESIDE_ITEM_EN.search(marked.text)
    if match is None:
        return None, 0
    tail = replace(marked, text="\n" * match.end() + marked.text[match.end() :])
    return _fitting(tail, _items(marked)) or None, -1 if match["before"] else 1


def _counted_to(mark: Mark, marked: Marked) -> str | None:
    """The chapter or domain that an ordinal counts to by itself (第三章的前一章)."""
    if mark.kind != "ordinal" or mark.many > 1:
        return None
    tree = marked.tree
    counted = {"chapter": tree.numbered(ROOT), "domain": tree.domains}.get(mark.level, ())
    return counted[mark.number - 1] if 0 < mark.number <= len(counted) else None


def _one(mark: Mark, marked: Marked) -> str | None:
    """The clause that a mark names; of several the one below the label beside it."""
    headings = {i for label in marked.of("label") for i in label.ids}
    fits = [i for i in mark.ids if marked.tree.clauses[i].parent in headings] or list(mark.ids)
    return fits[0] if len(fits) == 1 else None
