"""The parts that a question asks for: of a section, under a label, of one level, or of the whole plan."""

from __future__ import annotations

from itertools import pairwise

from assistant.patterns import lazy
from assistant.places.marks import Marked
from assistant.places.rest import Rest
from assistant.places.wanted import Asked
from assistant.places.words import ABOUT, COUNT, LIST, OVERVIEW, OVERVIEW_EN, TELL, WHOLE
from assistant.structure import ROOT, Tree

# How long an overview should be counts nothing.
_LENGTH = lazy(r"(?:[一二两三四五六七八九十几0-9]+|多少)[句段]话|[0-9一二三四五六七八九十百几]+字")
# What is wanted of the whole, by whoever tells first why (马上开会，几句话说说…).
_IN_SHORT = lazy(
    rf"{OVERVIEW}|大概|大致|大体|总体|整体|简单|简要|简明|扼要|三言两语|[一二两三四五几][句段]话|主要(?!目标|措施|任务)"
    rf"|\b(?:{OVERVIEW_EN}|all about|in (?:short|brief)|(?:few|two|three) (?:sentences|words)|briefly|roughly)\b"
)
_PAPER = lazy(
    r"规划|方案|文件|[这那本该此]一?(?:份|个|部|篇|项|套)?(?:实施|指导|行动|工作)?(?:计划|纲要|意见|通知|办法|决定|文稿|材料)"
)
# What stands in the table, and is no part of a section (list the targets of the education domain).
_OF_TABLE = lazy(r"指标|\b(?:targets?|indicators?|figures?|rates)\b")
_OUTLINE = lazy(r"目录|框架|结构|outline|structure|contents")
# Which things are asked for; and what every plan consists of.
_THINGS_ASKED = lazy(r"(?:哪些|哪几[个种条项类])(?P<what>[\u4e00-\u9fff]{2,6})[？?。啊呀呢]*$")
_CONTENTS = lazy(
    r"(?:主要|具体|重点|核心|大|重要|关键|基本|方面|的)*(?:内容|部分|方面|领域|章节?|板块|东西|事儿?|事情|要点|重点|亮点|目标|措施|信息|问题|特点|规定|要求|任务|工作|安排|举措|大?块|话题?|主题|篇章?|维度|方向|情况|精神)(?:[啊呀呢吗吧]|组成|构成|写|讲|说)*"
)
# That a part is to be told, and nothing of it by name (给我讲讲法律保护那章).
_TALKED_OVER = lazy(
    r"(?:请|麻烦|劳驾|你|您|能不能|能否|可以|给|跟|帮|替|我|俺|咱|大家|们|再|先|就|[，,])*(?:(?:想|要|打算)?(?:[讲说聊唠捋](?:一?[讲说聊唠捋]|一?下)|看一?[看下])|(?:想|要|打算)(?:看|了解|知道|听|查)(?:看|听|一?下)?)(?:我|俺|咱|听|[那这的个一吧呗呀啊呢嘛，,。!！])*"
)
# Roles of words beside which a question may ask what the whole plan is about.
_OF_WHOLE = frozenset({"plan", "filler", "what", "which", "every"})


def parts_asked(marked: Marked, rest: Rest) -> Asked | None:
    """The headings whose parts a question asks for, None where it asks for something else.

    Args:
        marked: the question.
        rest: what its marks leave over.
    """
    free = marked.free
    asks = bool(COUNT.search(free) or LIST.search(free) or _TALKED_OVER.fullmatch("".join(free.split())))
    if is_of_whole(marked, rest):
        return Asked(headings=(ROOT, *_above_domains(marked.tree)), whole=True)
    if not (asks or TELL.search(free) or ABOUT.search(free)):
        return None
    if not marked.of("section", "label", "title") and rest.holds_long_word:
        return None
    if marked.of("label"):
        if marked.of("title"):  # measures for what a clause is about (…有哪些措施)
            return None
        if headings := labelled(marked):
            counted = marked.sections or COUNT.search(free) or WHOLE.search(free)
            first, *others = _listed_labels(marked) or (headings,)
            return Asked(headings=first, also=tuple(others)) if asks and counted else None
    return _without_label(marked, asks=asks)


def _without_label(marked: Marked, *, asks: bool) -> Asked | None:
    """The parts of the section named, the title named, or the level named, whichever comes first."""
    if marked.sections:
        return _of_sections(marked, asks=asks)
    titles = tuple(i for mark in marked.of("title") for i in mark.ids)
    if titles and marked.tree.clauses[titles[0]].kind == "heading" and asks:
        return Asked(places=titles)
    return _of_levels(marked) if asks else None


def is_of_whole(marked: Marked, rest: Rest) -> bool:
    """Whether the plan is named and nothing in it (讲讲这个规划, what is this plan about); what leads to it does not count."""
    free = _LENGTH.sub("", marked.free)
    asks = TELL.search(free) or LIST.search(free) or ABOUT.search(free)
    led = not rest.spans or (bool(_IN_SHORT.search(marked.free)) and rest.stands_apart)
    if marked.marks or COUNT.search(free) or not asks or not led or _asks_things(free):
        return False
    return bool("plan" in rest.roles or _PAPER.search(free)) and rest.roles <= _OF_WHOLE


def _asks_things(free: str) -> bool:
    """Whether things of a kind are asked for, and not what a plan consists of (制定哪些标准)."""
    things = _THINGS_ASKED.search(free)
    return things is not None and not _CONTENTS.fullmatch(things["what"])


def _above_domains(tree: Tree) -> tuple[str, ...]:
    """What the domains of a plan stand under; where it has none, the chapter that holds most of it."""
    return tuple(dict.fromkeys(tree.clauses[i].parent for i in tree.domains)) or tree.core


def _listed_labels(marked: Marked) -> tuple[tuple[str, ...], ...]:
    """The headings of each label, where several are listed beside one another (措施和目标分别几条); else none."""
    labels = [mark for mark in marked.of("label") if mark.ids]
    between = [marked.text[a.end : b.start] for a, b in pairwise(labels)]
    if len({mark.ids for mark in labels}) < 2 or not all(map(_JOINED.fullmatch, between)):
        return ()
    within = {i for section in marked.sections for i in marked.tree.subtree(section)}
    kept = (tuple(i for i in mark.ids if not marked.sections or i in within) for mark in labels)
    return tuple(dict.fromkeys(ids for ids in kept if ids))


_JOINED = lazy(r"\s*(?:和|与|跟|同|、|以及|还有|and|,)\s*(?:主要|策略|the )?")


def labelled(marked: Marked) -> tuple[str, ...]:
    """Headings of the label named inside the sections named; lines before goals, if both are."""
    within = {i for section in marked.sections for i in marked.tree.subtree(section)}
    wanted = min((m.ids for m in marked.of("label") if m.ids), key=lambda ids: -len(ids), default=())
    return tuple(i for i in wanted if not marked.sections or i in within)


def _of_sections(marked: Marked, *, asks: bool) -> Asked | None:
    """Parts of a section; where it only has labels, they are what a count or a list of parts is about."""
    sections, tree = marked.sections, marked.tree
    if len(sections) == 1 and not tree.numbered(sections[0]) and tree.children.get(sections[0]):
        lists = asks and marked.of("level") and not _OF_TABLE.search(marked.free)
        return Asked(headings=tree.children[sections[0]]) if lists else None
    return Asked(headings=sections)


def _of_levels(marked: Marked) -> Asked | None:
    """The domains, the chapters or all entries, where a question counts or lists them (一共几条)."""
    tree = marked.tree
    levels = {m.level for m in marked.of("level") if marked.text[m.start : m.end] != "个"}
    found: list[tuple[str, ...]] = []
    if "chapter" in levels or ("domain" in levels and not tree.domains) or _OUTLINE.search(marked.free):
        found.append((ROOT,))
    if "domain" in levels and tree.domains:
        found.append(_above_domains(tree))
    entries = "entry" in levels or any(not mark.ids for mark in marked.of("label"))
    if entries and WHOLE.search(marked.text):
        found.append(tree.parents_of_entries((ROOT,)))
    return Asked(headings=found[0], also=tuple(found[1:])) if found else None
