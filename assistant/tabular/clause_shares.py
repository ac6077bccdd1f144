"""Shares of clauses: whether one is asked for, what only its part is held to, and whether its whole is of another kind.

asks_share(reading)              有多少比例的措施提到学校, 措施里有百分之几写到农村
part_of_clauses(query, reading)  the filters that only the part is held to
shares_of_kinds(reading)         whether the part is of other kinds than the whole
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import TableFilter, TableQuery
from assistant.tabular.held import CLAUSES, bare_mentions, mentions_of
from assistant.tabular.reading import Reading

# What asks for a share by itself where clauses are counted; of rows it may ask for a figure (近视率是百分之几).
_PART_ASKED = lazy(
    r"百分之(?:几|多少)|(?<![变建完生形构])几成|几分之几|(?:多少|多大|多高|什么样?|几)个?的?(?:比例|百分比|比重|百分点|占比)|\bwhat (?:share|percentage|per ?cent|proportion|fraction)\b"
)
_OF_THOSE = lazy(
    r"(?:里头?|里面|中间?|当中|之中|内)[，,]?[^，,。；;？?]{0,12}占|\b(?:of|among) (?:the|those)\b[^,]*,"
)
# 在全部措施里: a whole of its own, which what is said before it does not tell.
_WHOLE_OF_ITS_OWN = lazy(
    r"在(?:全部|所有|全体|整个|总|规划|这|那|[0-9]+|[\u3400-\u9fff]{2,6}领域|(?:策略)?措施|主要目标|目标|条款)"
)


def asks_share(reading: Reading) -> bool:
    """Whether a question over the clauses asks for a share."""
    return "share" in reading.of("op") or bool(_PART_ASKED.search(reading.text))


def part_of_clauses(query: TableQuery, reading: Reading) -> tuple[TableFilter, ...]:
    """What only the part of a share is held to: the words that it mentions, unless these tell the whole (…的条款里，措施占几成)."""
    names: tuple[TableFilter, ...] = ("words", "starts", "titled", "without")
    held = tuple(name for name in names if getattr(query, name))
    mentions = [*mentions_of(reading), *bare_mentions(reading)]
    if held and query.domains and (_told_again(query, reading) or _are_topic(reading)):
        return ("domains",)  # 环境领域提到农村的措施占全部提到农村的措施
    whole = _OF_THOSE.search(reading.free)
    if held and (
        whole is None
        or any(slot.start > whole.start() for slot in mentions)
        or _WHOLE_OF_ITS_OWN.search(reading.free, max((s.end for s in mentions), default=0), whole.end())
    ):
        return held  # 措施里提到学校的占几成; not 提到学校的条款里，措施占几成
    return ("domains",) if query.domains else ("kinds",)


def _are_topic(reading: Reading) -> bool:
    """Whether those that hold a word are said first, and a domain in a part of its own (提到“探索”的措施，法律保护领域占几条)."""
    nouns = [s.end for s in reading.slots if s.slot == "noun" and s.value in (*CLAUSES, "clause")]
    mentions = [s.start for s in mentions_of(reading)]
    places = [span[0] for span in reading.domain_spans.values()]
    if not (nouns and mentions and places):
        return False
    between = reading.text[min(nouns) : min(places)]
    return min(mentions) < min(nouns) <= min(places) and bool(_PART_ENDS.fullmatch(between))


_PART_ENDS = lazy(r"(?:里头?|里面|中|当中)?[,，、]?(?:其中)?[,，]?(?:属于|归|在|来自)?")


def _told_again(query: TableQuery, reading: Reading) -> bool:
    """Whether the whole is told by the same words as the part."""
    share = next((s.start for s in reading.slots if s.slot == "op" and s.value == "share"), -1)
    before, behind = reading.text[: max(share, 0)], reading.text[max(share, 0) :]
    return share >= 0 and any(word in before and word in behind for word in query.words)


def shares_of_kinds(reading: Reading) -> bool:
    """Whether the part of a share is of other kinds than its whole (措施占目标和措施总和的几成)."""
    at = next((s.start for s in reading.slots if s.slot == "op" and s.value == "share"), 0)
    nouns = [s for s in reading.slots if s.slot == "noun" and s.value in (*CLAUSES, "aim")]
    part, whole = (
        {s.value.replace("aim", "goal") for s in nouns if (s.start < at) == before}
        for before in (True, False)
    )
    return bool(part and whole - {"clause"}) and part != whole
