"""Two counts of each domain that are held against one another: the domains whose measures are three times their goals.

    two_counts(reading)   the query for two counts, each of a kind and in a domain of its own
    sets_rows_apart(reading)   whether rows are counted against clauses, which no statement does
    paired(reading)       the query for the domains for which it holds, for those at one end, or for all with what comes out

It says which kind stands first by the grammar of the comparison: behind 比, or as what so many times are counted from,
stands the second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal, cast

from assistant.errors import QuantityError
from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy
from assistant.records import Bound, Operator, Pair, TableOperation, TableQuery
from assistant.tabular.multiples import multiple_of_row
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Span, blank

_KINDS: Mapping[str, str] = {"goal": "goal", "aim": "goal", "measure": "measure", "target": "target"}
_N = r"(?P<many>[0-9]+|[一二两三四五六七八九十]+)"
_SIZE = r"(?:的?(?:数量|条数|个数|项数|数目|总数|数))?"
_OWN = r"(?:它|其|自己|自身|自家|该|本|这个|那个|领域|板块|的|主要|全部|所有)*"
# What a bound is said by before or behind its number.
_LEAST = lazy(
    r"至少|起码|不低于|不少于|不小于|以上|(?<![没未])(?:达到|够得上)|at least|no (?:less|fewer) than|or more"
)
_MOST = lazy(
    r"至多|最多只|[不没未](?:有|曾|能)?超过|不高于|不多于|不大于|以下|以内|at most|no more than|or (?:less|fewer)"
)
_LESS = lazy(
    r"[不没未](?:有|曾)?(?:到|足|及|满|达|够)|达不到|够不上|少于|小于|低于|less than|fewer than|under|below"
)
_MORE = lazy(r"不止|超过?|多于|大于|高于|还?要?多$|有余|more than|over|above|exceed")
_THAN = lazy(
    rf"(?<![对分占同])[比较]{_OWN}(?P<base>\n+){_SIZE}(?P<lead>[^\n，,。；;？?多少]{{0,6}})(?P<way>[多少])(?:出来?|了|上|着)?"
    rf"(?P<bound>(?:整整|正好|刚好|恰好|至少|起码|不止|超过|足足|不到|不足|没到|没超过|不超过|少于|多于|最多)*)(?:{_N}[个条项]?(?P<behind>以上|以下|有余|还多)?)?"
)
_EXCEEDS = lazy(
    rf"(?P<first>\n+){_SIZE}[都也还]*(?P<way>超过|多于|多过|大于|高于|少于|小于|低于|不及|不如|赶不上){_OWN}(?P<base>\n+)"
)
_EQUAL = lazy(
    r"一样多|一般多|同样多|相等|相同|一致|持平|等量|一边儿?多|\b(?:as many|equal|the same number)\b"
)
_GAP = lazy(
    r"接近|相近|靠近|贴近|\bclosest\b|相差|差距|差额|差值|差得|差了?(?=[0-9一二两三四五六七八九十])|悬殊|拉开|\b(?:gap|differ\w*)\b"
)
_APART_BY = lazy(
    rf"(?:相差|差了?)(?P<lead>(?:正好|刚好|恰好|至少|超过|不到)*){_N}[个条项](?P<behind>以上|以内)?"
)
_EXTREME = lazy(
    r"最(?:为|是)?(?P<near>接近|相近|靠近|贴近)|\b(?P<closest>closest|nearest)\b|最(?P<zh>[大小多少高低远近])|(?P<wide>最悬殊|最厉害)"
    r"|\b(?P<en>largest|biggest|widest|greatest|highest|most|smallest|narrowest|lowest|least)\b"
)
_SMALL = lazy(r"[小少低近]|smallest|narrowest|lowest|least")
_QUOTIENT = lazy(r"倍数?|比值|比例|之比|比率|\b(?:ratio|times)\b")
_UNREAD_MANY = lazy(r"(?<![几第])[0-9一二两三四五六七八九十]+[个条项](?!领域|大?领域|板块)")
# 措施数等于目标数加4
_PLUS = lazy(rf"(?P<base>\n+){_SIZE}(?:再|还)?(?P<sign>加上?|减去?|外加|添上?){_N}(?![倍起块堆道共并])")
# 每个目标平均配几条措施: measures by goals.
_EACH = lazy(
    r"(?:每一?[个条项]?|平均(?:到|下来)?(?:一[个条项])?)+(?P<base>\n+)[^\n，,。；;]{0,8}?(?:几|多少)?[个条项]?(?P<first>\n+)|(?P<base_first>\n+)平均[^\n，,。；;]{0,4}?(?:几|多少)[个条项]?\n+|(?P<first_en>\n+) per (?P<base_en>\n+)"
)
_TIMES_EN = lazy(
    rf"(?P<lead>(?:(?:exactly|at least|more than|over|less than|fewer than|at most|no more than) )*)(?:(?P<half>half)|(?P<double>twice|double)|(?P<triple>triple|thrice)|(?P<n>[0-9.]+|{'|'.join(ENGLISH_NUMBERS)}) times)\b"
)
_MORE_EN = lazy(
    rf"(?:(?P<lead>exactly|at least|more than) )?(?:(?P<many>[0-9]+|{'|'.join(ENGLISH_NUMBERS)}) )?(?P<way>more|fewer|less) (?P<first>\n+)[^\n]*?\bthan\b[^\n]*?(?P<base>\n+)"
    rf"|\n+[^\n]*?\b(?:outnumber|exceed)\w*\b[^\n]*?(?P<other>\n+)(?: by (?P<by>(?:exactly|precisely|at least|more than|over|less than) )?(?P<number>[0-9]+|{'|'.join(ENGLISH_NUMBERS)})\b)?"
)
_ASKS_HOW_MUCH = lazy(r"几(?!乎)|多少|how (?:many|much)")


def paired(reading: Reading) -> TableQuery | None:
    """The query of a question that holds two counts of each domain against one another; None where it is no such one."""
    spans = _kind_spans(reading)
    kinds = tuple(dict.fromkeys(kind for _, kind in spans))
    grouped = "domain" in reading.of("group") or (
        "domain" in reading.nouns and bool(_WHICH.search(reading.text))
    )
    if "average" in reading.of("op") and not _EACH.search(blank(reading.free, [span for span, _ in spans])):
        return None  # 平均每个领域的措施比目标多几条: one mean, which is not made here
    there = set(kinds) <= reading.table.kinds and reading.table.heads
    text = blank(reading.free, [span for span, _ in spans])
    of_one = len(reading.domains) == 1 and bool(_EACH.search(text))  # 法律保护领域平均一个目标摊几条措施
    if len(kinds) != 2 or not there or reading.sections:
        return None
    if not of_one and (not grouped or len(reading.domains) == 1):
        return None
    found = _related(text, dict(spans), reading)
    if found is None:
        return None
    pair, order = found
    if any(reading.strange(*gap) for gap in reading.gaps if not _says_relation(text[gap[0] : gap[1]])):
        return None
    every = reading.is_every and pair.bound is not None
    query = TableQuery(
        "clauses", "group", domains=reading.domains, kinds=(pair.first, pair.second), group="domain",
        pair=replace(pair, bound=None) if every else pair, order=order,
    )  # fmt: skip
    if not order:
        return query
    nth = reading.nth[0] if reading.nth else 0
    return replace(query, nth=nth, limit=None if nth else reading.first or 1)


def two_counts(reading: Reading) -> TableQuery | None:
    """The query for two counts of the plan that differ in kind and in where they are made; None where it is no such one."""
    nouns = [
        ((s.start, s.end), _OF_PLAN[s.value])
        for s in reading.slots
        if s.slot == "noun" and s.value in _OF_PLAN
    ]
    if len(nouns) != 2 or nouns[0][1] == nouns[1][1] or "domain" in reading.of("group") or reading.bounds:
        return None
    (one, first), (other, second) = sorted(nouns)
    if not {first, second} <= reading.table.kinds:
        return None
    spans = reading.domain_spans.items()
    first_in = tuple(title for title, span in spans if span[0] < one[0])
    second_in = tuple(title for title, span in spans if one[1] <= span[0] < other[0])
    apart = bool(first_in and second_in and first_in != second_in) or "principle" in (first, second)
    behind = any(span[0] >= other[1] for _, span in spans)
    text = blank(reading.free, [one, other])
    by = (
        "ratio"
        if _QUOTIENT.search(text)
        else "difference"
        if reading.is_difference or _TAKEN.search(text)
        else ""
    )
    if not apart or behind or not by or set(reading.sections) - set(principles_in(reading)):
        return None
    if any(reading.strange(*gap) for gap in reading.gaps if not _says_relation(text[gap[0] : gap[1]])):
        return None
    pair = Pair(first, second, cast(Literal["difference", "ratio"], by), None, first_in, second_in)
    return TableQuery("clauses", cast(TableOperation, by), kinds=(first, second), pair=pair)


_OF_PLAN: Mapping[str, str] = {**_KINDS, "principle": "principle"}
_TAKEN = lazy(r"减去?|扣除|差|[比较][^，,。；;？?]{0,12}[多少]|\b(?:minus|more|fewer|less)\b")


def principles_in(reading: Reading) -> tuple[str, ...]:
    """Titles of the sections that are called by what stands under them (基本原则)."""
    names = {s.text for s in reading.slots if s.slot == "noun" and s.value == "principle"}
    return tuple(title for folded, title in reading.table.sections.items() if folded in names)


def sets_rows_apart(reading: Reading) -> bool:
    """Whether rows are counted against goals or measures (目标数超过指标数的领域, 指标最多、目标最少的领域)."""
    nouns = sorted(
        (s for s in reading.slots if s.slot == "noun" and s.value in (*_OF_PLAN, "indicator")),
        key=lambda s: s.start,
    )
    kinds = ["indicator" if s.text.startswith(("指标", "indicator")) else s.value for s in nouns]
    if len(set(kinds)) < 2 or "indicator" not in kinds or reading.figures or reading.comparators:
        return False
    between = [reading.text[a.end : b.start] for a, b in pairwise(nouns)]
    apart = any(_HELD.search(text) for text, (a, b) in zip(between, pairwise(kinds), strict=True) if a != b)
    return apart or len({s.value for s in reading.slots if s.slot == "most"}) > 1


_HELD = lazy(r"还是|超过|多于|少于|大于|小于|不如|[比减除]|倍|\b(?:than|minus|exceeds?|outnumbers?)\b")


def _says_relation(run: str) -> bool:
    """Whether a run of words only says how the two counts are to one another."""
    return bool(_RELATION.fullmatch(run))


_RELATION = lazy(
    rf"(?:outnumber\w*|exceed\w*|twice|double|triple|thrice|half|times|gap|ratio|margin|widest|narrowest|biggest|{'|'.join(ENGLISH_NUMBERS)}|[0-9.]+| )+|[\u3400-\u9fff]*(?:倍|差距|差额|差值|之比|比值|比率|悬殊)[\u3400-\u9fff]?"
)
_WHICH = lazy(
    r"哪|谁|各|每|(?:几|多少)个?(?=大?(?:领域|板块))|which|what|each|every|any|how many (?:of the )?(?:seven )?(?:domains|areas)"
)


def _kind_spans(reading: Reading) -> list[tuple[Span, str]]:
    """Where kinds of clauses are named, in order."""
    nouns = [s for s in reading.slots if s.slot in ("noun", "group") and s.value in _KINDS]
    return [((s.start, s.end), _KINDS[s.value]) for s in sorted(nouns, key=lambda s: s.start)]


def _related(
    text: str, spans: Mapping[Span, str], reading: Reading
) -> tuple[Pair, Literal["", "asc", "desc"]] | None:
    """What is held of the two counts, and from which end of it the first are wanted."""
    kinds = list(dict.fromkeys(spans.values()))

    def second(at: int) -> tuple[str, str]:
        """Both kinds, the one that is named at a place behind the other."""
        base = next(kind for (start, end), kind in spans.items() if start <= at < end)
        return next(kind for kind in kinds if kind != base), base

    order = _order(text, reading)
    if times := _times(text):
        at, bound = times
        first, base = second(at) if at >= 0 else (kinds[0], kinds[1])
        return Pair(first, base, "ratio", bound), ""
    if plus := _PLUS.search(text):
        first, base = second(plus.start("base"))
        first, base = (base, first) if plus["sign"].startswith("减") else (first, base)
        return Pair(first, base, "difference", Bound("=", Decimal(parse_number(plus["many"])))), ""
    if (order or len(reading.domains) == 1) and (each := _EACH.search(text)):
        return Pair(
            *second(max(each.start("base"), each.start("base_first"), each.start("base_en"))), by="ratio"
        ), order
    if order and _GAP.search(text):
        return Pair(kinds[0], kinds[1], by="gap"), order
    if than := _THAN.search(text) or _EXCEEDS.search(text) or _MORE_EN.search(text):
        return _by_difference(than, second, order, text)
    if order and _QUOTIENT.search(text):
        return Pair(kinds[0], kinds[1], by="ratio"), order
    if apart := _APART_BY.search(text):
        value = Decimal(parse_number(apart["many"]))
        return Pair(
            kinds[0], kinds[1], "gap", Bound(_operator(apart["lead"] + (apart["behind"] or "")), value)
        ), ""
    if _EQUAL.search(text):
        return Pair(kinds[0], kinds[1], "gap", Bound("=", Decimal(0))), ""
    if _ASKS_HOW_MUCH.search(text) and (reading.is_difference or _QUOTIENT.search(text)):
        return Pair(kinds[0], kinds[1], by="ratio" if _QUOTIENT.search(text) else "difference"), ""
    return None


def _by_difference(
    than: re.Match[str],
    second: Callable[[int], tuple[str, str]],
    order: Literal["", "asc", "desc"],
    text: str,
) -> tuple[Pair, Literal["", "asc", "desc"]] | None:
    """How many more there are of one kind than of the other."""
    found = than.groupdict()
    at = than.start("base") if found.get("base") else than.start("other")
    first, base = second(at)
    way = found.get("way") or "more"
    if way in ("少", "fewer", "less", "少于", "小于", "低于", "不及", "不如", "赶不上"):
        first, base = base, first
    if order:
        return Pair(first, base, by="difference"), order
    if _ASKS_HOW_MUCH.match(text, than.end()) or _ASKS_HOW_MUCH.search(than.group()):
        return Pair(first, base, by="difference"), ""
    if not (many := found.get("many") or found.get("number")):
        if _UNREAD_MANY.search(text, than.end()):
            return None
        return Pair(first, base, "difference", Bound(">", Decimal(0))), ""
    said = "".join(v or "" for k, v in found.items() if k in ("lead", "bound", "behind", "by"))
    value = _value(many)
    return None if value is None else (Pair(first, base, "difference", Bound(_operator(said), value)), "")


def _times(text: str) -> tuple[int, Bound] | None:
    """So many times: where the kind stands that they are counted from (-1: the one named last), and the bound."""
    if re.search(r"[\u3400-\u9fff]", text):
        multiple = multiple_of_row(text)
        if multiple is None:
            return None
        said = text[max(0, multiple.start - 3) : multiple.end + 2]
        return multiple.row[0], Bound(_operator(said.rstrip("的，,？?领有")), multiple.factor)
    match = _TIMES_EN.search(text)
    if match is None:
        return None
    factor = "0.5" if match["half"] else "2" if match["double"] else "3" if match["triple"] else match["n"]
    value = _value(factor)
    than = _THAN_SO_MANY.search(text[: match.start()])
    return (
        None
        if value is None
        else (-1, Bound(_operator(match["lead"] or (f"{than[1]} than" if than else "")), value))
    )


_THAN_SO_MANY = lazy(r"\b(more|fewer|less) \n+ than $")  # fewer goals than half the measures


def _value(number: str) -> Decimal | None:
    try:
        return (
            Decimal(ENGLISH_NUMBERS[number]) if number in ENGLISH_NUMBERS else Decimal(parse_number(number))
        )
    except QuantityError:
        return None


def _operator(said: str) -> Operator:
    """How a number binds by the words beside it; by itself it is meant as it stands."""
    ways = ((_LEAST, ">="), (_MOST, "<="), (_LESS, "<"), (_MORE, ">"))
    return next((cast(Operator, operator) for words, operator in ways if words.search(said)), "=")


def _order(text: str, reading: Reading) -> Literal["", "asc", "desc"]:
    """From which end the first are wanted."""
    if reading.nth:
        return reading.nth[1]
    match = _EXTREME.search(text)
    if match is None:
        return ""
    near = match["near"] or match["closest"]
    return "asc" if near or _SMALL.search(match["zh"] or match["en"] or "大") else "desc"
