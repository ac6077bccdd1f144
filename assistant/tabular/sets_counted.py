"""Sets that are counted beside one another, whatever tells each of them: 死亡率指标和新生儿的指标各有几个, 低于10%的比用‰的多几个.

    sets_counted(text, table, read)   the query that counts each; None where no such thing is asked

A question says how many of each there are, which are more, by how many, or that one are more and asks whether that is
right. Each set is read as the question for how many there are of it; where one is not read whole, none is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache
from itertools import combinations, takewhile
from typing import Literal

from assistant.patterns import lazy
from assistant.records import Bound, CountedSet, TableQuery, TableSource
from assistant.tabular.slots import Table

Read = Callable[[str, Table], TableQuery | None]

MOST = 8  # sets of one question
MOST_TRIED = 3  # joints of a list, one of which may stand inside a name
_HEAD = r"(?:请问|问一下|我想(?:知道|问)(?:一下|下)?|帮我(?:看|查|数)(?:一下|下)?|规划(?:里面?|中|当中)?(?:的)?|这(?:份|个)规划(?:里|中)?|里面|一共|总共|[，,])*"
_TAIL = r"[啊呀呢吗嘛哈来着的了]*[？?。!！]*$"
_SO_MANY = r"(?<!哪)(?:几[个条项种类款]?|多少[个条项种类款])(?!百分|千分|点|月|年|小时|岁|成|倍)"
_HOW_MANY = rf"(?:有|是)?{_SO_MANY}"
_JOINT = lazy(r"以及|还有|和|与|跟|同|及|、")
_EACH = lazy(
    rf"^{_HEAD}(?P<all>.+?)[，,]?(?:(?:数量|个数|条数|数)(?:上)?)?(?:各自?|分别|各是|都)(?:都|共|是|各)*{_HOW_MANY}{_TAIL}"
)
_ONE = lazy(rf"^{_HEAD}(?P<one>.+?)(?:一共|总共|共|又|都)*(?:{_HOW_MANY}|(?P<too>呢)){_TAIL}")
_LESS = lazy(
    rf"^{_HEAD}(?P<one>[^，,]+?)比(?P<other>[^，,]+?)(?:要|还|能)?(?P<way>多|少)(?:出|了)?{_SO_MANY}{_TAIL}"
)
_APART = lazy(
    rf"^{_HEAD}(?P<all>[^，,]+?)[，,]?(?:(?:在)?(?:数量|个数|条数)(?:上)?)?(?:相差|差|差了|相差了){_SO_MANY}{_TAIL}"
)
_OR = lazy(
    rf"^{_HEAD}(?:是|到底|究竟)*(?P<one>.+?)(?:的?数量)?(?:更|比较)?(?P<way>多|少)(?:些|一些|一点)?[，,]?(?:还是|或者)(?P<other>.+?)(?:的?数量)?(?:更|比较)?(?:多|少)(?:些|一些|一点)?(?:[，,](?:多|少|差|相差){_SO_MANY})?{_TAIL}"
)
_WHICH = lazy(
    rf"^{_HEAD}(?P<all>.+?)[，,]?(?:相比|比起来|比一比|比一下|比|两者|二者|两个|当中|之间|里)*[，,]?(?:哪|谁)(?:一?[个类种边样项者])?(?:的)?(?:指标|目标|措施|数量|条数|个数|数目)?(?:更|比较|最)?(?:多|少)(?:些|一些|一点)?(?:[，,](?:多|少|差|相差){_SO_MANY})?{_TAIL}"
)
_IS_MORE = lazy(
    rf"^{_HEAD}(?P<asked>是不是|是否)?(?P<one>[^，,]+?)(?P<asked2>是不是|是否)?(?:应该|真的?)?比(?P<other>[^，,]+?)(?:要|还|更)?(?P<way>多|少)(?P<asked3>吗|么|吧|对吗|对吧|是吧|对不对|是不是)?{_TAIL}"
)
_AGAIN = lazy(rf"又?{_HOW_MANY}{_TAIL}")  # …呢，又有几个
_NOUN = lazy(
    r"(?:的)?(?P<noun>(?:策略|具体)?措施|主要目标|(?:定量|定性|量化)?(?:指标|目标)|条款|细项|任务)(?:的?(?:数量|个数|条数|数))?$"
)
# 这两类, 这三种指标: what was listed, once more.
_ONCE_MORE = lazy(r"[，,]?(?:这|那)?[两俩仨二三四五2-5]+(?:[类种样个者项]|方面)(?:的?(?:指标|目标|措施))?$")
# What stands before a list with a comma is said of each of what is listed (教育领域里，95%以上的和90%的各几个).
_TOPIC = lazy(r"^(?P<topic>[^，,、]{2,24})[，,](?=.)")
_COMMA = lazy(r"[，,]")
# What points to what was said before, and is none by itself.
_POINTS = lazy(
    r"其中|它们|这些|那些|^(?:里面|当中|这里面|它|其余|其他|剩下|另外|别的|还|光|只|仅|单)|[^类]者$|\b(?:them|those|these|others?|rest)\b"
)
_ABOUT = lazy(r"^(?:管|关于|有关|针对|涉及)(?!理)")
_ARTICLE = lazy(r"^(?:the|all|of|number of|total number of) ")

_EN_KIND = r"(?:indicators?|targets?|goals?|measures?|figures?|items?)"
_EN_END = r"(?: (?:are there|does (?:the plan|it) have|do(?:es)? (?:the plan|it) (?:set|contain|include|list)|exist|in the plan|in total|respectively|each|are in the plan))*\??$"
_EN_MANY = lazy(rf"^(?:and )?how many (?P<one>.+?),? (?:and|as well as) how many (?P<other>.+?){_EN_END}")
_EN_BOTH = lazy(
    rf"^how many (?P<one>[^,]*?\b{_EN_KIND}\b[^,]*?) and (?:how many )?(?P<other>[^,]*?\b{_EN_KIND}\b[^,]*?){_EN_END}"
)
_EN_MORE = r"^(?:(?:are|is) there|does (?:the plan|it) have|has the plan) (?P<way>more|fewer) (?P<one>.+?)"
_EN_THAN = lazy(rf"{_EN_MORE} than (?P<other>.+?){_EN_END}")
_EN_OR = lazy(rf"{_EN_MORE} or (?P<other>.+?){_EN_END}")
_EN_BY = lazy(rf"^(?:by )?how many (?P<way>more|fewer) (?P<one>.+?) than (?P<other>.+?){_EN_END}")
_EN_WHICH = lazy(
    rf"^(?:which (?:is|are)(?: there)? (?:more|fewer|greater)(?: (?:numerous|in number|of))?[,:]?|what is the difference between the numbers? of|what are there more of[,:]?) (?P<one>.+?) (?:or|and) (?:the number of )?(?P<other>.+?){_EN_END}"
)
_EN_NOUN = lazy(rf"\b(?P<noun>{_EN_KIND})\b")
_EN_BEHIND = lazy(
    r"^(?:for|in|on|about|of|under|with|without|that|which|are|is|above|below|over|at|between|to|from|per|mentions?|names?|speaks?|concerns?|covers?|uses?|have|has|sets?|calls?|deals?)\b"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question counts: the words of each set, what is asked of the counts, and which is said to be more."""

    sets: tuple[str, ...]
    is_firm: bool = False
    operation: Literal["group", "difference"] = "group"
    more: int | None = None


def sets_counted(text: str, table: Table, read: Read, *, firmly: bool) -> TableQuery | None:
    """The query that counts each of two or more sets; None where no such thing is asked, or one is not read whole.

    Args:
        text: the question, folded.
        table: what it is read with.
        read: how the question for one set is read.
        firmly: whether only what can be read in no other way: each set says what is counted, and no single field of the
            table tells one from the other, so that no group tells them.
    """
    ways = _ways_en(text) if text.isascii() else _ways(text)
    read_once = cache(lambda name: _counted(name, table, read))
    for asked in ways:
        if firmly and not asked.is_firm:
            continue
        found = [query for query in takewhile(bool, map(read_once, asked.sets)) if query is not None]
        if (
            len(found) < len(asked.sets)
            or len(set(found)) < len(found)
            or _may_share_scope(asked.sets, found)
        ):
            continue
        if firmly and _is_by_one_field(found):
            continue
        sets = tuple(map(CountedSet, map(_label, asked.sets), found))
        source: TableSource = "clauses" if any(q.source == "clauses" for q in found) else "indicators"
        query = TableQuery(source, asked.operation, group="label", sets=sets)
        if asked.more is None:
            return query
        labels = [one.label for one in sets]
        claim = tuple(labels if asked.more == 0 else reversed(labels))
        return replace(query, claim=claim, stated=Bound(">", Decimal(0)), directed=True)
    return None


def _is_by_one_field(queries: Sequence[TableQuery]) -> bool:
    """Whether one field of the table, of one value for each set, tells the sets apart (健康领域的和教育领域的): groups tell them as well."""
    apart = [f.name for f in fields(TableQuery) if len({getattr(one, f.name) for one in queries}) > 1]
    return len(apart) == 1 and apart[0] in _GROUPED and all(getattr(query, apart[0]) for query in queries)


_GROUPED = frozenset({"domains", "units", "verbs", "comparators", "populations", "kinds", "words"})


def _may_share_scope(names: Sequence[str], queries: Sequence[TableQuery]) -> bool:
    """Whether what restricts the first may be meant of a later one too.

    健康领域的措施比目标多几条 may ask for its goals, 小学生的百分比指标和小时指标 for those of the same pupils: of another noun,
    or told only by what tells the first as well. 健康领域的指标和定性指标 name each by itself.
    """
    first, *later = queries
    nouns = [_noun_of(name) for name in names]
    scope, rest = _set_in(first) & _SCOPE, _set_in(first) - _SCOPE
    return bool(scope) and any(
        not _set_in(one) & {*_SCOPE, "ids"} and (noun != nouns[0] or (bool(rest) and _set_in(one) <= rest))
        for noun, one in zip(nouns[1:], later, strict=True)
    )


_SCOPE = frozenset({"domains", "goals", "populations"})


def _set_in(query: TableQuery) -> frozenset[str]:
    """The fields by which a query restricts."""
    plain = TableQuery(query.source, query.operation)
    return frozenset(f.name for f in fields(TableQuery) if getattr(query, f.name) != getattr(plain, f.name))


def _noun_of(name: str) -> str:
    """What is counted of a set, without the word for its nature (定性指标)."""
    match = (_EN_NOUN if name.isascii() else _NOUN).search(name)
    return _plain(match["noun"]) if match else ""


def _counted(name: str, table: Table, read: Read) -> TableQuery | None:
    """The rows or clauses of a set, read as the question for how many there are; None where it is not read whole."""
    if _POINTS.search(name):
        return None
    asked = f"how many {name} are there?" if name.isascii() else f"{_ABOUT.sub('', name)}有几个"
    query = read(asked, table)
    plain = TableQuery(source="indicators") if query is None else TableQuery(query.source, query.operation)
    if query is None or query.operation not in ("count", "list"):
        return None
    if any(getattr(query, name) != getattr(plain, name) for name in _NOT_PLAIN):
        return None
    query = replace(query, operation="list", uncounted=(), aside_years=())
    bare = query == TableQuery(query.source, kinds=query.kinds if query.source == "clauses" else ())
    return None if bare and not (_BARE.fullmatch(name) or _EN_BARE.fullmatch(name)) else query


# All that there is of a kind, which only its noun asks for.
_BARE = lazy(r"(?:全部|所有)?的?(?:(?:策略|具体)?措施|主要目标|指标|目标|条款|细项)")
_EN_BARE = lazy(r"(?:main |strategic )?(?:indicators?|targets?|goals?|measures?|target lines?|items?)")


# Fields of a query that is more than a set of rows or clauses.
_NOT_PLAIN = (
    "unexplained", "choices", "order", "limit", "nth", "group", "pair", "chosen", "rows", "sets", "claim", "against",
    "sizes", "part", "middle", "times",
)  # fmt: skip


def _label(name: str) -> str:
    return _ARTICLE.sub("", _ABOUT.sub("", name.strip(" ,，、的" if not name.isascii() else " ,")))


# --- Chinese ----------------------------------------------------------------------------------------


def _ways(text: str) -> Iterator[_Asked]:
    """The ways in which a question may be one for the counts of several sets."""
    if match := _LESS.match(text):
        yield _asked((match["one"], match["other"]), "difference")
    if match := _APART.match(text):
        yield from (replace(one, operation="difference") for one in _listed(match["all"]))
    if match := _OR.match(text):
        yield _asked((match["one"], match["other"]), "difference")
    if match := _WHICH.match(text):
        yield from (replace(one, operation="difference") for one in _listed(match["all"]))
    if (match := _IS_MORE.match(text)) and (match["asked"] or match["asked2"] or match["asked3"]):
        asked = _asked((match["one"], match["other"]), "difference")
        yield replace(asked, more=int(match["way"] == "少"))
    if match := _EACH.match(text):
        yield from _listed(match["all"])
    parts = [part for part in re.split(r"[，,；;？?。]", text) if part and not _AGAIN.fullmatch(part)]
    each = [_ONE.match(part) for part in parts]
    if 1 < len(parts) <= MOST and all(each) and each[0] is not None and not each[0]["too"]:
        sets = tuple(match["one"] for match in each if match is not None)
        if (
            len({bool(_NOUN.search(one)) for one in sets}) == 1
        ):  # else what the first says may be meant of all
            yield replace(_asked(sets), is_firm=False)


def _asked(sets: Sequence[str], operation: Literal["group", "difference"] = "group") -> _Asked:
    """Sets as they are named, each with what is counted."""
    return _Asked(_with_nouns(sets), all(map(_NOUN.search, sets)), operation)


def _listed(text: str) -> Iterator[_Asked]:
    """The sets that a text lists, cut at some of its joints; at all of them first, as what is joined may be one name."""
    text = _ONCE_MORE.sub("", text)
    if topic := _TOPIC.match(text):
        for asked in _cuts(text[topic.end() :]):
            yield _Asked(tuple(f"{topic['topic']}，{one}" for one in asked.sets))
    elif not _COMMA.search(text):
        yield from _cuts(text)


def _cuts(text: str) -> Iterator[_Asked]:
    """The sets between all joints of a list; of a short one also between some of them."""
    joints = [match.span() for match in _JOINT.finditer(text)]
    if len(joints) >= MOST:
        return
    fewest = 1 if len(joints) <= MOST_TRIED else len(joints)
    for many in range(len(joints), fewest - 1, -1):
        for some in combinations(joints, many):
            if many and (sets := _cut(text, some)):
                yield _asked(sets)


def _cut(text: str, joints: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The pieces between some joints; none where one is empty."""
    edges = [0, *(at for span in joints for at in span), len(text)]
    pieces = [text[low:high].strip(" ，,、") for low, high in zip(edges[::2], edges[1::2], strict=True)]
    return (
        tuple(pieces)
        if all(len(piece) > 1 or piece in "%‰" for piece in pieces if piece) and all(pieces)
        else ()
    )


def _with_nouns(sets: Sequence[str]) -> tuple[str, ...]:
    """The words of each set with what is counted, where another one says it (定性和定量指标; 低于10%的)."""
    said = [match["noun"] for one in sets if (match := _NOUN.search(one))]
    noun = _plain(said[-1]) if said else "指标"
    return tuple(one if _NOUN.search(one) else f"{one}{_of(one)}{noun}" for one in sets)


def _plain(noun: str) -> str:
    return noun.removeprefix("定量").removeprefix("定性").removeprefix("量化")


def _of(one: str) -> str:
    """What stands between the words of a set and what is counted."""
    return "" if one.endswith(("的", "率", "类", "定量", "定性", "量化")) else "的"


# --- English ----------------------------------------------------------------------------------------


def _ways_en(text: str) -> Iterator[_Asked]:
    for pattern in (_EN_MANY, _EN_BOTH):
        if match := pattern.match(text):
            yield _asked_en((match["one"], match["other"]), "group")
    if match := _EN_THAN.match(text):
        asked = _asked_en((match["one"], match["other"]), "difference")
        yield replace(asked, more=int(match["way"] == "fewer"))
    for pattern in (_EN_BY, _EN_OR, _EN_WHICH):
        if match := pattern.match(text):
            yield _asked_en((match["one"], match["other"]), "difference")


def _asked_en(sets: Sequence[str], operation: Literal["group", "difference"]) -> _Asked:
    return _Asked(_with_nouns_en(sets), all(map(_EN_NOUN.search, sets)), operation)


_DOES = lazy(r" ?\b(?:are there|does (?:the plan|it) have|do we have)\b")


def _with_nouns_en(sets: Sequence[str]) -> tuple[str, ...]:
    """The words of each set with what is counted, where another one says it (for newborns; quantitative)."""
    sets = tuple(_ARTICLE.sub("", _DOES.sub("", one)) for one in sets)
    said = [match["noun"] for one in sets if (match := _EN_NOUN.search(one))]
    noun = said[0] if said else "indicators"
    return tuple(
        one if _EN_NOUN.search(one) else f"{noun} {one}" if _EN_BEHIND.match(one) else f"{one} {noun}"
        for one in sets
    )
