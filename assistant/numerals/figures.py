"""Figures of a text: number, unit, comparator and denominator."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.numerals.numbers import (
    ARABIC,
    ARABIC_NUMBER,
    ARABIC_PARTS,
    DIGITS,
    EXACT,
    FORMAL_NUMBER,
    HAN,
    HAN_DIGITS,
    HAN_NUMBER,
    MYRIADS,
    SP,
    WORD_LIST,
    WORDS,
    fold,
    read_arabic,
    read_han,
    scale_of,
    times,
)
from assistant.numerals.units import (
    AFTER,
    AGES,
    ARTICLE_UNITS,
    BEFORE,
    BOUND_WORDS,
    DURATIONS,
    HALF_AFTER,
    PARTS_PER,
    UNIT,
    UNIT_BY_FORM,
    UNIT_BY_NAME,
    Unit,
)
from assistant.numerals.years import DASH, mask_names
from assistant.patterns import lazy
from assistant.records import Comparator, Quantity

# --- denominators ------------------------------------------------------------------------------------------

PER_BOUNDARIES = (
    "拥有", "达到", "达", "至少", "最少", "起码", "配备", "配置", "接受", "保证", "保障", "接触",
    "不少于", "不低于", "不超过", "不得", "睡眠", "设置", "设立", "设有", "建设", "建立", "建有", "建成",
    "安排", "开展", "组织", "举办", "召开", "修订", "调整", "提供", "参加", "控制", "保持", "降至",
    "降低", "增至", "增加", "提高", "下降", "应", "须", "需", "要", "有", "为", "在", "给予", "补助",
    "发放", "资助", "享受", "完成", "培训", "超过", "低于", "每",
)  # fmt: skip
"""Words that end a denominator: what stands between 每 and the first of them is `per`.

A caller that knows the sentence better (a subject between 每千名儿童 and the figure) may overrule it.
"""
_PER_TIME = "年|月|周|日|天|季度|学期|学年|星期|小时|次|晚"
_PER_PEOPLE = "儿童|人口|常住人口|户籍人口|居民|学生|在校生|婴儿|活产儿|活产|新生儿|婴幼儿|老年人|老人|人"
_AGE_WORD = rf"[0-9]{{1,2}}(?:{SP}{DASH}{SP}[0-9]{{1,2}})?{SP}(?:周?岁|个月|月龄)(?:以[上下内])?"
_COUNT_WORD = rf"(?:[0-9]{{1,5}}{SP})?[{HAN}半]{{0,4}}个?"
_ENDS_PER = "|".join(PER_BOUNDARIES)
_PER_ITEM = (
    rf"每{SP}(?:{_COUNT_WORD}{SP}(?:{_PER_TIME})(?!级|龄|岁|常|然|期)"
    rf"|{_COUNT_WORD}[名位]?{SP}(?:{_PER_PEOPLE})(?![的、和及家之医保均员口次])"
    rf"|(?:(?!{_ENDS_PER})(?:{_AGE_WORD}|[^,。;!?:“”—0-9%‰])){{1,40}})"
)
_PER = lazy(rf"{_PER_ITEM}(?:{SP}{_PER_ITEM}){{0,2}}")
_STRETCH_END = lazy(r"[。;!?]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|\n\s{0,9}\n|——|\.(?=\s)")
_PER_BEHIND = lazy(
    rf"{SP}(?:(?:per|a|an|each|every)\s{{1,2}}(?:day|week|month|year|night|child|person|pupil)(?![a-z])"
    rf"|/{SP}[十百千万]{{0,2}}[天日周月年名人次])"
)


@dataclass(frozen=True, slots=True)
class _Context:
    """The text in its three forms, and what stands around its figures, found in one pass each."""

    text: str
    folded: str
    masked: str
    before: dict[int, re.Match[str]]
    denominators: tuple[tuple[int, int], ...]
    stretch_ends: tuple[int, ...]


def _context(text: str) -> _Context:
    folded = fold(text)
    masked = mask_names(folded)
    return _Context(
        text=text,
        folded=folded,
        masked=masked,
        before={m.end(): m for m in BEFORE.finditer(masked) if m.group().strip()},
        denominators=tuple(m.span() for m in _PER.finditer(folded)),
        stretch_ends=tuple(m.start() for m in _STRETCH_END.finditer(folded)),
    )


REMEMBERED = 4096  # texts; the clauses of an answer are read by what writes it, and again by what checks it

# --- figures -----------------------------------------------------------------------------------------------

_NUMBER = lazy(
    rf"(?P<ratio>[百千万]){SP}分之{SP}(?P<part>{ARABIC}|[{HAN}]{{1,12}}(?:点[{HAN_DIGITS}]{{1,12}})?)"
    rf"|(?P<arabic>(?<![0-9a-z])(?<![0-9a-z\s]\.)(?<!^\.)(?:(?<=[为是约至到长速:(=])[-−])?{ARABIC_NUMBER})(?![0-9])"
    r"|(?P<all>百分百)"
    rf"|(?P<half>一半(?![天年月岁])|(?<=过)半数?|半数|(?<![a-z])half(?:[\s-]an?)?(?![a-z]))"
    rf"|(?P<part_unit>(?<![上下前后一大多数夜个年岁天])半(?={SP}(?:个?小时|个?月|个?钟头|年|天)))"
    rf"|(?P<han>{HAN_NUMBER}|{FORMAL_NUMBER})"
    r"|(?P<often>(?<![a-z-])(?:twice|thrice)(?= (?:a|an|per|each|every) |,|\.|\?|$))"
    rf"|(?P<word>(?<![a-z-])(?:{WORD_LIST})(?![a-z]))",
)
_LISTED = lazy(rf"{SP}(?:、|和|与|及|以及|或){SP}")
_RANGE = lazy(rf"{SP}(?:{DASH}|to|-to-|and){SP}")
_OFTEN = {"twice": Decimal(2), "thrice": Decimal(3)}
_PLAIN_RUN = lazy(r"[0-9]{5,}|0[0-9]+")
_HALF_BEHIND = lazy(r"半(?![年天月日个])")
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz_")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with what belongs to it.

    Attributes:
        kind: how the number is written: the group of `_NUMBER` that found it.
        number: the number as folded.
        value: the number read.
        unit: its unit, or None.
        comparator: how it binds, or None where no word says so.
        demanded: whether a verb such as 配备 stands right before it.
        start, at, end: begin of the whole expression, of the number, end of the whole.
    """

    kind: str
    number: str
    value: Decimal
    unit: Unit | None
    comparator: Comparator | None
    demanded: bool
    start: int
    at: int
    end: int


@lru_cache(maxsize=REMEMBERED)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All figures of the text, in order, spans disjoint; years and names are no figures.

    A range ("0至6岁") gives two. A denominator in digits ("每5年") is given as a figure of its own, too.
    `Quantity.unit` is the Chinese unit also for English words ("hours" → 小时); 万元 and the like are
    multiplied out. A word that only says roughly (约, 左右) is in the span and leaves "=".

    >>> [(q.text, str(q.value), q.unit, q.comparator) for q in find_quantities("死亡率控制在 5.5‰以下")]
    [('5.5‰以下', '5.5', '‰', '<=')]
    """
    if text.isspace():  # what a caller blanked out; the patterns take long over many blanks
        return ()
    context = _context(text)
    figures = _share_units(tuple(_figures(context)), context.masked)
    governed = ((figure, _per(figure, context)) for figure in figures)
    return tuple(_quantity(figure, per, text) for figure, per in governed if _counts(figure, per))


def _figures(context: _Context) -> Iterator[_Figure]:
    """Every number that can be read, whether it counts or not."""
    cursor = 0
    for match in _NUMBER.finditer(context.masked):
        if match.start() >= cursor and (figure := _figure(match, context, cursor)):
            cursor = figure.end
            yield figure


def _figure(match: re.Match[str], context: _Context, cursor: int) -> _Figure | None:
    """The number with its unit and the words around it, none of them before the cursor."""
    kind = next(name for name in _KINDS if match[name])
    number = match["part"] if kind == "ratio" else match[kind]
    value = _value(kind, number)
    if value is None:
        return None
    bare = _Figure(kind, number, value, None, None, False, match.start(), match.start(), match.end())
    if kind == "ratio":
        measured = replace(bare, unit=PARTS_PER[match["ratio"]])
    elif kind == "all":
        measured = replace(bare, unit=PARTS_PER["百"])
    elif kind == "often":
        measured = replace(bare, unit=UNIT_BY_NAME["次"])
    else:
        measured = _with_unit(bare, context.masked)
    if measured.unit is None and context.masked[measured.end : measured.end + 1] in _LETTERS:
        return None  # 5G, 1X
    return _bound_before(_bound_behind(measured, context.masked), context.before, cursor)


def _value(kind: str, number: str) -> Decimal | None:
    """The number read; None for an approximation (七八), which two digits in a row are."""
    if kind in ("half", "part_unit"):
        return Decimal("0.5")
    if kind == "all":
        return Decimal(100)
    if kind == "word":
        return WORDS[number]
    if kind == "often":
        return _OFTEN[number]
    if kind == "han" and len(number) > 1 and all(c in DIGITS for c in number):
        return None
    value = read_arabic(number)
    return value if value is not None else read_han(number)


# 九成五, 七成半: tenths and hundredths.
_HUNDREDTHS = lazy(r"(?P<digit>[一二三四五六七八九])(?![一二三四五六七八九十百千万个年月日点岁条项分])|半")


def _with_unit(figure: _Figure, masked: str) -> _Figure:
    """The unit behind the number, with 半 (一个半小时, 两岁半) and 多 余 (100多所)."""
    match = UNIT.match(masked, figure.end)
    if match is None:
        return figure
    unit = UNIT_BY_FORM[_plain_form(match["unit"])]
    if match["half"] and unit.name == "月":  # 个半月
        unit = UNIT_BY_NAME["个月"]
    end = match.end()
    half = bool(match["half"])
    if unit.name in HALF_AFTER and _HALF_BEHIND.match(masked, end):
        half, end = True, end + 1
    value = EXACT.add(figure.value, Decimal("0.5")) if half else figure.value
    if unit.name == "成" and (hundredths := _HUNDREDTHS.match(masked, end)):
        more = read_han(hundredths["digit"]) if hundredths["digit"] else Decimal(5)
        value, end = EXACT.add(value, EXACT.divide(more or Decimal(0), Decimal(10))), hundredths.end()
    return replace(figure, unit=unit, value=value, comparator=">" if match["more"] else None, end=end)


def _plain_form(words: str) -> str:
    """A word as its table has it: one blank where there were several, a hyphen or a line break."""
    return re.sub(r"[\s-]+", " ", words).strip()


def _bound_behind(figure: _Figure, masked: str) -> _Figure:
    """以上, 以内, or more; 内 only behind a duration; 左右 changes the span alone."""
    match = AFTER.match(masked, figure.end)
    if match is None or (match.group().strip() == "内" and not _is_duration(figure.unit)):
        return figure
    comparator: Comparator | None = ">=" if match["more"] else "<=" if match["less"] else figure.comparator
    return replace(figure, comparator=comparator, demanded=True, end=match.end())


def _is_duration(unit: Unit | None) -> bool:
    return unit is not None and unit.name in DURATIONS


def _bound_before(figure: _Figure, before: dict[int, re.Match[str]], cursor: int) -> _Figure:
    """至少, 未满, 下降 …; they win over words behind the figure. A verb alone stays outside the span."""
    match = before.get(figure.at)
    if match is None:
        return figure
    word = _bound_word(match)
    start = _first_word(match, "change" if match["change"] and word else "bound" if word else "about")
    demanded = figure.demanded or bool(match["verb"])
    if start < cursor:  # the word belongs to the figure before, or there is none
        return replace(figure, demanded=demanded)
    comparator = BOUND_WORDS[_plain_form(word)] if word else figure.comparator
    return replace(figure, comparator=comparator, demanded=demanded, start=start)


def _first_word(match: re.Match[str], group: str) -> int:
    """Where the group begins, blanks left out; -1 where it is not there."""
    words: str | None = match[group]
    return -1 if words is None else match.end(group) - len(words.lstrip())


def _bound_word(match: re.Match[str]) -> str | None:
    """The word that binds: a change (下降至少15%), unless a verb follows it (提高需要3年), else the bound."""
    if match["change"] and (match["bound"] or not match["verb"]):
        return match["change"]
    return match["bound"]


def _share_units(figures: tuple[_Figure, ...], masked: str) -> tuple[_Figure, ...]:
    """In a range (0至6岁, 5-10万元) the first number takes unit and multiplier of the second, in a list its unit."""
    shared: list[_Figure] = []
    for figure in reversed(figures):
        if shared and figure.unit is None and _RANGE.fullmatch(masked, figure.end, shared[-1].at):
            high = shared[-1]
            figure = replace(figure, unit=high.unit, value=_scaled_like(figure, high))
        elif shared and _takes_unit(figure, shared[-1], masked):
            figure = replace(figure, unit=shared[-1].unit)
        shared.append(figure)
    return tuple(reversed(shared))


def _takes_unit(figure: _Figure, behind: _Figure, masked: str) -> bool:
    """Whether a list says the unit at its end only: 10、12和6处, 4个、1.5个和2个百分点; not 3和5万人, where it is scaled."""
    if behind.kind != "arabic" or not _LISTED.fullmatch(masked, figure.end, behind.start):
        return False
    points = UNIT_BY_NAME["个百分点"]
    if figure.unit is not None:
        return behind.unit == points and figure.unit.name == "个"
    parts = ARABIC_PARTS.fullmatch(behind.number)
    return figure.kind == "arabic" and behind.unit is not None and parts is not None and not parts["x"]


def _scaled_like(low: _Figure, high: _Figure) -> Decimal:
    """5 of "5-10万" is 50000, but 5000 of "5000-1万" stays."""
    parts, own = ARABIC_PARTS.fullmatch(high.number), ARABIC_PARTS.fullmatch(low.number)
    if parts is None or own is None or parts["b"] or own["x"] or not parts["x"]:
        return low.value
    smaller = low.value < Decimal(parts["a"].replace(",", ""))
    return times(low.value, scale_of(parts["x"])) if smaller else low.value


def _counts(figure: _Figure, per: str | None) -> bool:
    """Whether the number is a figure; a table by how it is written."""
    return _COUNTS[figure.kind](figure, per)


def _arabic_counts(figure: _Figure, per: str | None) -> bool:
    """All but telephone numbers: five digits and more, or a leading zero, without a unit."""
    return figure.unit is not None or not _PLAIN_RUN.fullmatch(figure.number)


def _han_counts(figure: _Figure, per: str | None) -> bool:
    """With a comparator any unit will do, else only a plain one; 一 may be an article (一所学校)."""
    if figure.unit is None or not MYRIADS.keys().isdisjoint(figure.number):
        return not MYRIADS.keys().isdisjoint(figure.number)
    if figure.kind == "han" and figure.value % 1:  # 一年半
        return True
    if figure.comparator or (figure.demanded and not figure.unit.plain and figure.value != 1):
        return True
    if figure.value == 1 and figure.unit.name in ARTICLE_UNITS:
        return figure.demanded or per is not None
    return figure.unit.plain


def _word_counts(figure: _Figure, per: str | None) -> bool:
    """English words only before a unit; one needs more than that (one day, one year)."""
    return figure.unit is not None and (figure.value != 1 or _han_counts(figure, per))


_COUNTS: dict[str, Callable[[_Figure, str | None], bool]] = {
    "ratio": lambda figure, per: True,
    "all": lambda figure, per: True,
    "half": lambda figure, per: True,
    "arabic": _arabic_counts,
    "part_unit": _han_counts,
    "han": _han_counts,
    "word": _word_counts,
    "often": lambda figure, per: True,
}
_KINDS = tuple(_COUNTS)


def _per(figure: _Figure, context: _Context) -> str | None:
    """The one right behind the figure (a year, /天), or the last before it in its comma-free stretch."""
    if figure.unit and figure.unit.name in AGES:  # 每名0—3岁婴幼儿: an age is no rate
        return None
    behind = _PER_BEHIND.match(context.folded, figure.end)
    if behind:
        return " ".join(context.text[behind.start() : behind.end()].split())
    at = bisect_left(context.denominators, (figure.at, 0)) - 1
    if at < 0:
        return None
    start, end = context.denominators[at]
    if bisect_left(context.stretch_ends, start) < bisect_left(context.stretch_ends, figure.at):
        return None
    phrase = "".join(context.text[start : min(end, figure.start)].split())
    return phrase if len(phrase) > 1 else None


def _quantity(figure: _Figure, per: str | None, text: str) -> Quantity:
    return Quantity(
        value=figure.value,
        unit=figure.unit.name if figure.unit else "",
        comparator=figure.comparator or "=",
        per=per,
        start=figure.start,
        end=figure.end,
        text=text[figure.start : figure.end],
    )
