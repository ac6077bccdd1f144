"""Clause → Entitlement rows by rule: what a sentence gives, to whom, at what cost, and how firmly.

    read_entitlements(clauses, words)   the rows that rules find
    row_of(clause, start, end, words)   one row for a span of a clause

A part of a sentence is a row where it names something that one can receive, use or attend and does not end in how
offices work (机制, 队伍). For whom and how firmly is read from the quote; a title of the clause names whom the whole
clause is for (加强留守儿童关爱保护).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.lexicon import read_table
from assistant.numerals import parse_number
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.records import Clause, Entitlement, Strength

# A measure in several paragraphs goes on in them; other paragraphs introduce.
_SPEAKING = frozenset({"target", "measure", "paragraph"})
_PART = lazy(r"[^，；。！？\n][^，；。！？]*")
_MARK = lazy(r"\s*(?:——|[0-9]+[.．、])?\s*")
_NUMBER = r"(?:\d+|[一二三四五六七八九十]+)"
_UNIT = r"(?:周岁|岁|个月|月龄)"
_RANGE = lazy(rf"({_NUMBER})\s*(?:-|－|—|–|~|～|至|到)\s*({_NUMBER})\s*({_UNIT})")
_BOUND = lazy(rf"(未满\s*)?({_NUMBER})\s*({_UNIT})\s*(以下|以内|内|以上|及以上)?")
STAGES: Final = ("婚前", "孕前", "孕产", "新生儿", "婴幼儿", "学前", "小学", "初中", "高中")
_MONTHS = ("个月", "月龄")
_ENDING: Final = 2  # characters that may follow what a part is about
# Words behind it that only carry it, a rate of it, and verbs before it that offer it.
_CARRIER = lazy(r"(?:等|相关|工作|服务|活动|政策|制度|措施|项目|计划|需求|保障|建设|改造|办法|条件|全覆盖)+$")
_WORKED_ON = lazy(r"(?:(?:不断|更加|逐步|进一步)?(?:完善|健全|提高|提升|增强|壮大)|建设)$")
_RATE = lazy(r"率(?=达到|保持|提高|以|进一步|不断|$)")
_FORBIDS = lazy(r"严禁|不得|禁止|杜绝|严防")
_OFFERS = lazy(r"提供(?!者)|享有|享受|获得|对[^，]{2,12}(?=免费|优惠|开放)|向[^，]{2,12}(?=免费|优惠|开放)")
# What stands between the verb that asks a place to do something and the place.
_ACTS = r"(?=设施|等?(?:规范|普遍)?(?:为|向|对|面向|单设|设立|设置|开设|开展|提供|免费|优惠|招收|举办|发生|开放|建立|创办|课后|及时|，)|代表|进行|$)"
_ASKED = r"(?:(?<!以及)依托|借助|通过|引入|鼓励|支持|倡导|引导|推进|落实|加强|由|在|向)"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``entitlement_words.tsv`` by kind, each with its values."""

    by_kind: Mapping[str, Mapping[str, tuple[str, ...]]]

    def first(self, kind: str, text: str) -> tuple[int, str]:
        """Place and word of the first word of a kind; the longest of those at one place; (-1, "") for none."""
        found = [(at, -len(word), word) for word in self.by_kind[kind] if (at := text.find(word)) >= 0]
        return (min(found)[0], min(found)[2]) if found else (-1, "")

    def values(self, kind: str, text: str) -> tuple[str, ...]:
        """Values of the words of a kind that stand in a text, each once; a word inside a longer one does not count."""
        found = [word for word in self.by_kind[kind] if word in text]
        rest, kept = text, {}
        for word in sorted(found, key=len, reverse=True):
            if word in rest:
                kept[text.find(word)] = self.by_kind[kind][word]
                rest = rest.replace(word, "\n")
        return tuple(dict.fromkeys(value for at in sorted(kept) for value in kept[at] if value))


def load_words(path: Path) -> Words:
    """The words that entitlements are read by.

    Raises:
        LexiconError: a row has too few or too many cells.
    """
    kinds: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in read_table(path, ("kind", "word", "value")):
        kinds.setdefault(row["kind"], {})[row["word"]] = tuple(row["value"].split(","))
    return Words(kinds)


def read_entitlements(
    clauses: Iterable[Clause], words: Words, domains: Mapping[str, str]
) -> Iterator[Entitlement]:
    """The rows that rules find in a plan, in order; nobody has reviewed them.

    Args:
        clauses: all clauses of one plan.
        words: what they are read by.
        domains: title of the domain of each clause, by its id.
    """
    every = {clause.id: clause for clause in clauses}
    for clause in every.values():
        above = every.get(clause.parent)
        if (
            clause.kind in _SPEAKING
            and above is not None
            and (clause.kind != "paragraph" or above.kind == "measure")
        ):
            for start, end in _parts(clause):
                if _gives(clause.text[start:end], words):
                    yield row_of(clause, start, end, words, domains.get(clause.id, ""))


def _parts(clause: Clause) -> Iterator[tuple[int, int]]:
    """Spans of the parts of a clause between commas and stops, without its mark and a measure's title."""
    found = list(sentences(clause.text))
    for n, (start, end) in enumerate(found):
        if clause.kind == "measure" and n == 0 and len(found) > 1:
            continue
        mark = _MARK.match(clause.text, start, end)
        begin = mark.end() if mark else start
        for match in _PART.finditer(clause.text, begin, end):
            lead = len(match.group()) - len(match.group().lstrip())
            yield match.start() + lead, match.start() + len(match.group().rstrip())


def _gives(part: str, words: Words) -> bool:
    """Whether what a part is about, which Chinese says last, can be received; of a rate, what it is the rate of."""
    if _FORBIDS.search(part):
        return False
    worked_on = _WORKED_ON.sub("", part)
    if any(worked_on.endswith(word) for word in words.by_kind["system"]):
        return False
    head = _RATE.split(_CARRIER.sub("", part))[0]
    if near := _OFFERS.search(part):
        return words.first("given", part[near.end() :])[0] >= 0
    if words.values("condition", part) or read_ages(part)[0]:
        return words.first("given", part)[0] >= 0
    return any(word in head[-_ENDING - len(word) :] for word in words.by_kind["given"])


def row_of(clause: Clause, start: int, end: int, words: Words, domain: str = "") -> Entitlement:
    """What a span of a clause gives, as rules read it."""
    quote = clause.text[start:end]
    ages, low, high = read_ages(quote)
    about = words.values("condition", quote)
    if not about and clause.kind == "measure":
        about = words.values("condition", clause.title)
    area = words.values("area", quote)
    return Entitlement(
        clause.plan, clause.id, start, end, quote, re.sub(r"\s+", "", quote), "", ages, low, high,
        _in_order(words.values("stage", quote)), about, area[0] if len(area) == 1 else "",
        (words.values("cost", quote) or ("",))[0], _place(quote, words), _strength(clause, quote, words), domain,
    )  # fmt: skip


def _in_order(stages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stage for stage in STAGES if stage in stages)


def read_ages(text: str) -> tuple[str, int | None, int | None]:
    """The words of an age in a text as printed, and their figures in months, from and to.

    >>> read_ages("实施3周岁以下婴幼儿父母育儿假")
    ('3周岁以下', 0, 36)
    """
    if match := _RANGE.search(text):
        low, high = (_months(match.group(n), match.group(3)) for n in (1, 2))
        return match.group(), low, high
    if match := _BOUND.search(text):
        figure = _months(match.group(2), match.group(3))
        return (
            (match.group(), figure, None)
            if match.group(4) in ("以上", "及以上")
            else (match.group(), 0, figure)
        )
    return "", None, None


def _months(number: str, unit: str) -> int:
    return int(parse_number(number)) * (1 if unit in _MONTHS else 12)


def _strength(clause: Clause, quote: str, words: Words) -> Strength:
    """How firmly it is said: by the first verb that commits or does not; what only promotes where there is none."""
    firm, verb = words.first("promised", quote)
    if clause.kind == "target":
        return "规划明确" if "享有" in quote or "享受" in quote else "目标"
    soft, _ = words.first("encouraged", quote)
    return "规划明确" if verb and (soft < 0 or firm < soft) else "规划推动"


def _place(quote: str, words: Words) -> str:
    """Where or through whom: what is asked to do it (鼓励…开放), what it rests on (依托…), or what it begins with."""
    endings = "|".join(sorted(map(re.escape, words.by_kind["place"]), key=len, reverse=True))
    one = rf"(?:(?!为|向|对|面向|设立|建立|建设|整合|依托|以(?!及)|深入)[^，。、]){{0,16}}?(?:{endings})(?:“\d+”)?"
    row = rf"{one}(?:(?:、|和|及|或|以及|等){one})*"
    for pattern in (
        rf"{_ASKED}(?:和[\u4e00-\u9fff]{{2}}|支持)?(?:有?(?:条件|需要)的)?(?P<place>{row}){_ACTS}",
        rf"^(?:有条件的)?(?P<place>{row}){_ACTS}",
    ):
        if match := re.search(pattern, quote):
            return match.group("place")
    return ""
