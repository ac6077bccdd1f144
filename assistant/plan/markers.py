"""How headings and entries are numbered in print: the markers of a grammar, and those of any usual order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.errors import QuantityError
from assistant.numerals import parse_number
from assistant.patterns import lazy

_HAN = r"[〇零一二三四五六七八九十百]+"
_BLANK = r"\s*"

# name → what a line of that numbering looks like; group "n" is its number, "unit" what it counts, "mark" the whole.
MARKERS: Mapping[str, re.Pattern[str]] = {
    "han、": lazy(rf"(?P<mark>(?P<n>{_HAN})、)"),
    "（han）": lazy(rf"(?P<mark>[（(](?P<n>{_HAN})[）)])"),
    "第han编": lazy(rf"(?P<mark>第(?P<n>{_HAN})编)"),
    "第han节": lazy(rf"(?P<mark>第(?P<n>{_HAN})节)"),
    "第han条": lazy(rf"(?P<mark>第(?P<n>{_HAN})条)"),
    "第han章": lazy(rf"(?P<mark>第(?P<n>{_HAN})(?P<unit>[章节条编篇]))"),
    "arabic.": lazy(r"(?P<mark>(?P<n>\d{1,3})[.．、](?!\d))"),
    "（arabic）": lazy(r"(?P<mark>[（(](?P<n>\d{1,3})[）)])"),
    "dash": lazy(r"(?P<mark>——)"),
}
# A number with a stop and digits behind it is a decimal (4.6万亿元), unless it is the very one expected
# (4.12338热线…).
BEFORE_DIGITS = lazy(r"(?P<mark>(?P<n>\d{1,3})[.．、])(?=\d)(?!\d+[.．、\s])")

# What only looks like a marker: read as a paragraph it would be lost among the others.
SUSPECT = lazy(
    r"[-–—―─－·•●■◆①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻ]|[（(]?\s*\d{1,3}\s*[)）]|\d{1,3}\s+[.．、]|\d{1,3}(?:\.\d{1,3})+[.．、\s]"
    r"|[（(]\s*[一二三四五六七八九十百]+\s*[)）]|[一二三四五六七八九十百]+\s*[)）.．]|[一二三四五六七八九十百]+\s+、"
)

# --- the usual order -------------------------------------------------------------------------------

# name → rank (what has the smaller one stands above) and look. A number that only might be one (第二条生产线,
# 一、二级医院, 4.6万) has the group "doubt": it counts where it is the one expected.
_USUAL: tuple[tuple[str, float, str], ...] = (
    ("part", 1, rf"第{_BLANK}(?P<n>{_HAN}|\d{{1,2}}){_BLANK}(?:编|篇|部分)(?P<doubt>(?=[^\s：:]))?"),
    ("chapter", 2, rf"第{_BLANK}(?P<n>{_HAN}|\d{{1,2}}){_BLANK}章(?P<doubt>(?=[^\s：:]))?"),
    ("section", 3, rf"第{_BLANK}(?P<n>{_HAN}|\d{{1,2}}){_BLANK}节(?P<doubt>(?=[^\s：:]))?"),
    ("article", 4, rf"第{_BLANK}(?P<n>{_HAN}|\d{{1,3}}){_BLANK}条(?P<doubt>(?=[^\s：:]))?"),
    ("han、", 5, rf"(?P<n>{_HAN}){_BLANK}[、.．](?!{_HAN}[级等类期线档])(?P<doubt>(?={_HAN}))?"),
    ("（han）", 6, rf"[（(]{_BLANK}(?P<n>{_HAN}){_BLANK}[）)][、.．]?|(?P<sign>[㈠-㈩])"),
    ("step", 6.5, rf"第(?P<n>{_HAN}|\d{{1,2}})(?:阶段|步)[：:]"),
    ("arabic.", 7, rf"(?P<n>\d{{1,3}}){_BLANK}[.．、](?P<doubt>(?=\d))?|(?P<sign>[⒈-⒛])"),
    ("（arabic）", 8, rf"[（(]{_BLANK}(?P<n>\d{{1,3}}){_BLANK}[）)][、.．]?|(?P<sign>[⑴-⒇])"),
    ("arabic）", 9, rf"(?P<n>\d{{1,2}}){_BLANK}[）)]"),
    ("circled", 10, r"(?P<sign>[①-⑳❶-❿])"),
    ("dash", 20, r"[-–—―─－]{2}\s*|[-–—―─－]\s*(?=[^\s\d])"),
    ("bullet", 21, r"[•●■◆▪◼○★☆▲►·]\s*"),
)  # fmt: skip
_PATTERNS = tuple((name, rank, lazy(rf"(?P<mark>{look})")) for name, rank, look in _USUAL)
_SIGNS = ("①", "❶", "㈠", "⒈", "⑴")
_DECIMAL = lazy(r"(?P<mark>(?P<above>\d{1,2}(?:\.\d{1,2}){0,2})\.(?P<n>\d{1,2}))(?=[\s、．]|[\u4e00-\u9fff])")
_SPACED = lazy(r"(?P<mark>(?P<n>\d{1,2})\s+)(?=[\u4e00-\u9fff、]{2,20}$)")
# 行动一：…, 任务2 …: a word with a number before what it names.
_NAMED = lazy(rf"(?P<mark>(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<n>{_HAN}|\d{{1,2}})(?:[：:、.．]|\s+(?=\S)))")
_APART = lazy(
    rf"(?P<mark>(?:专栏|附[件表录]|[图表](?=\s*[\d一二三四五六七八九十])){_BLANK}(?P<n>{_HAN}|\d{{1,2}}(?:[-—]\d+)?)?)[\s：:.．、]*(?P<title>.*)"
)


# The number before any heading or entry, in whatever style: what names it comes after.
PRINTED = lazy(
    rf"^(?:{_HAN}、|[（(](?:{_HAN}|\d+)[）)]|\d+[.．、]|——|第(?:{_HAN}|\d+)(?:编|篇|部分|[章节条])(?=[\s：:])|[①-⑳❶-❿㈠-㈩⒈-⒛⑴-⒇]"
    rf"|第(?:{_HAN}|\d+)(?:阶段|步)[：:]|专栏(?:{_HAN}|\d+)?(?=[\s：:])|附[件表](?:{_HAN}|\d+)?(?=[\s：:]))[\s：:]*"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker at the beginning of a line.

    Attributes:
        name: the kind of numbering; those of one name are counted together.
        rank: what has the smaller one stands above; 0 where the place decides.
        text: the marker as printed.
        number: its number, 0 for a dash or bullet.
        doubtful: whether it is a marker only where its number is the one expected.
        above: of a decimal number (2.1) the number of what it stands under, else 0.
    """

    name: str
    rank: float
    text: str
    number: int
    doubtful: bool = False
    above: int = 0


def marks(text: str) -> Iterator[Mark]:
    """The markers that a line may begin with, the likeliest first."""
    if match := _DECIMAL.match(text):
        above = match.group("above").split(".")
        yield Mark(f"decimal{len(above)}", 7 + len(above) / 5, match.group("mark"), int(match.group("n")), True, int(above[-1]))  # fmt: skip
    for name, rank, pattern in _PATTERNS:
        if match := pattern.match(text):
            groups = match.groupdict()
            yield Mark(name, rank, match.group("mark"), _number(groups), groups.get("doubt") is not None)
    if match := _SPACED.match(text):
        yield Mark("arabic.", 7, match.group("mark"), int(match.group("n")), True)
    if (match := _NAMED.match(text)) and not _APART.match(text):
        yield Mark(f"named:{match.group('name')}", 0, match.group("mark"), _number(match.groupdict()), True)


def _number(groups: Mapping[str, str | None]) -> int:
    if sign := groups.get("sign"):
        return next(ord(sign) - ord(first) + 1 for first in _SIGNS if 0 <= ord(sign) - ord(first) < 20)
    try:
        return int(parse_number(groups.get("n") or "0"))
    except QuantityError:
        return 0


@dataclass(frozen=True, slots=True)
class Apart:
    """The title line of what stands apart from the running text: 专栏1 …, 附件2, 表1 ….

    Attributes:
        mark: as printed (专栏1); number: its number, 0 where it has none; title: what follows.
        attached: whether it is an annex, which goes on to the next one or the end.
    """

    mark: str
    number: int
    title: str
    attached: bool


def apart(text: str) -> Apart | None:
    """The title line of a box, table or annex, or None."""
    match = _APART.fullmatch(text.strip())
    if match is None or re.search(r"[。；;]", match.group("title")):
        return None
    mark, title = match.group("mark"), match.group("title").strip()
    number = _number({"n": re.split("[-—]", match.group("n") or "0")[0]})
    if not number and mark == "专栏" and not re.match(r"专栏(?:[\s：:]|$)", text):
        return None
    return Apart(mark.strip(), number, title, mark.startswith(("附件", "附录")))


def is_heading(text: str) -> bool:
    """Whether a line surely begins with the number of a heading or entry."""
    return any(mark.number and not mark.doubtful for mark in marks(text))
