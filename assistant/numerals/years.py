"""Years, and names that only look like figures (第10条, 5·12, telephone numbers), which are blanked out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.numerals.numbers import DIGITS, HAN, HAN_DIGITS, SCALE, SP, fold
from assistant.numerals.units import UNIT
from assistant.patterns import lazy

# --- years -------------------------------------------------------------------------------------------------

DASH = r"[-—–―~−至到]"
_YEAR_DIGITS = r"(?:19|20)[0-9]{2}(?![0-9])"
_HAN_YEAR = rf"(?:一九|二[〇○◯零])[{HAN_DIGITS}◯]{{2}}(?![{HAN}])"
_YEARS = lazy(
    rf"(?<![0-9a-z.])(?<![0-9]-)(?P<a>{_YEAR_DIGITS})(?P<ya>{SP}年(?![级代]))?"
    rf"(?:{SP}(?:{DASH}|to){SP}(?P<b>{_YEAR_DIGITS})(?P<yb>{SP}年(?![级代]))?)?"
    rf"|(?<![{HAN}◯])(?P<c>{_HAN_YEAR})(?P<yc>{SP}年)?(?:{SP}{DASH}{SP}(?P<d>{_HAN_YEAR})(?P<yd>{SP}年)?)?"
)
_COUNTED = lazy(rf"[-·][0-9]{{3}}|\.[0-9](?![0-9]?\.[0-9])|[a-z]|{SP}(?:年[级代]|{SCALE}|[多余]|以[上下内])")
"""What follows four digits that are no year."""


@lru_cache(maxsize=1024)  # most texts are clauses, which come again with other questions
def find_years(text: str) -> tuple[tuple[int, int, int], ...]:
    """All years named in the text, in order: (year, start, end); the span includes 年 where it stands there.

    "2021—2025年" gives both. Four digits 19xx or 20xx without 年 are a year unless a unit, a multiplier or
    以上 follows: "the 2025 target" is one, "2000名" is not; "2000 children" is taken for a year.

    >>> find_years("规划（2021-2025年）")
    ((2021, 3, 7), (2025, 8, 13))
    """
    return tuple(_years(fold(text)))


def spans_year(text: str, year: int) -> bool:
    """Whether a text names a year, or a span of years that it lies in.

    >>> spans_year("2021—2023年每年完成800户", 2022), spans_year("2021年、2023年", 2022)
    (True, False)
    """
    for match in _YEARS.finditer(fold(text)):
        first, last = (match["a"] or match["c"]), (match["b"] or match["d"])
        if _year(first) <= year <= _year(last or first):
            return True
    return False


def _years(folded: str) -> Iterator[tuple[int, int, int]]:
    for match in _YEARS.finditer(folded):
        bare = match["a"] and not (match["yb"] if match["b"] else match["ya"])
        if bare and _is_counted(folded, match.end()):
            continue
        for digits, suffix in (("a", "ya"), ("b", "yb"), ("c", "yc"), ("d", "yd")):
            if match[digits]:
                yield _year(match[digits]), match.start(digits), max(match.end(digits), match.end(suffix))


def _is_counted(folded: str, end: int) -> bool:
    """Whether the four digits that end here are a number: a unit, a multiplier or more digits follow."""
    unit = UNIT.match(folded, end)
    if unit is None or unit["unit"] in ("日", "月") or folded.startswith("所有", unit.start("unit")):
        return bool(_COUNTED.match(folded, end))
    return True


def _year(digits: str) -> int:
    return int("".join(str(DIGITS.get(c, c)) for c in digits.replace("◯", "〇")))


# --- names that look like figures --------------------------------------------------------------------------

_N = r"(?<![0-9])[0-9]{1,4}"
_NAMES = (
    (r"(?:[0-9]{1,24}\.)?[0-9]{25,}", "a run of digits that no figure has"),
    (
        r"(?m:^[^\S\n]{0,8}(?:\([0-9]{1,3}\)|[0-9]{1,3}[^\S\n]?(?:\.(?![0-9])|、))(?=[^\S\n]*\S))",
        "list marker 10.",
    ),
    (r"\([0-9]{1,3}\)|\[[0-9]{1,4}\]", "list marker (3), citation mark [1]"),
    (
        rf"第{SP}(?:[0-9]{{1,9}}|[{HAN}]{{1,12}})(?:{SP}{DASH}{SP}(?:[0-9]{{1,9}}|[{HAN}]{{1,12}}))?",
        "第10条",
    ),
    (rf"{_N}{SP}(?:号|年级|年代|年制|级|届|版|线)", "129号, 3年级, 90年代"),
    (rf"(?<![0-9])[0-9][05]{SP}后", "90后"),
    (rf"(?<![0-9])[0-9]{{1,2}}{SP}月{SP}[0-9]{{1,2}}{SP}[日号]", "12月30日"),
    (rf"年{SP}[0-9]{{1,2}}{SP}月(?!龄)", "2021年9月"),
    (rf"(?<![0-9])[0-9]{{1,2}}{SP}月(?={SP}[份底初末上中下前起])", "9月底前"),
    (rf"(?<![0-9])[0-9]{{1,2}}{SP}月?{SP}{DASH}{SP}[0-9]{{1,2}}{SP}月(?!龄)", "3月至5月"),
    (r"(?<![0-9])(?:19|20)[0-9]{2}[-/][0-9]{1,2}(?:[-/][0-9]{1,2})?(?![0-9])", "2021-09-27"),
    (rf"(?<![0-9.])[0-9]{{1,2}}:[0-9]{{2}}(?![0-9.]|{SP}[%‰万亿个名人张所次年岁周天小分元])", "8:30"),
    (r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,4})?∶[0-9]{1,4}(?:\.[0-9]{1,4})?", "6∶4, a ratio"),
    (rf"(?<![0-9])[0-9]{{1,4}}{SP}[·•‧・]{SP}[0-9]{{1,4}}", "5·12"),
    (r"(?<![0-9])[0-9]{1,4}\+[0-9a-z]{1,4}", "1+X, 5+2"),
    (rf"(?<![0-9])[0-9]{{1,4}}{SP}[×*x]{SP}[0-9]{{1,4}}{SP}(?:小时)?", "7×24小时"),
    (r"(?<![0-9.])[0-9]++(?:\.[0-9]++){2,}+", "2.1.3"),
    (r"(?<![0-9-])[0-9]++(?:-[0-9]++){2,}+", "400-810-8888"),
    (r"(?<![0-9])0[0-9]{2,3}-[0-9]{5,8}(?![0-9])", "0459-6181234"),
    (
        rf"(?:拨打|致电|热线|电话|专线|dial|call|phone)[:\s“\"'「]{{0,3}}[0-9]{{3,24}}(?:{SP}(?:或者?|、|和|与){SP}[0-9]{{3,24}}){{0,3}}"
        rf"(?![0-9]|{SP}[%‰万亿个名人次元])",
        "110",
    ),
    (rf"(?<![0-9])[0-9]{{3,24}}[”\"'」]?{SP}(?:热线|电话|专线|hotline)", "12345热线"),
    (rf"(?<![0-9.])[0-9]{{1,9}}/(?!10{SP}万|十万|100,?000(?![0-9]))[0-9]{{1,9}}", "1/3; a rate in 10/10万"),
    (
        rf"(?:(?<![0-9])[0-9]{{1,9}}|[{HAN_DIGITS}十][{HAN}]{{0,5}}){SP}分之{SP}(?:[0-9]{{1,9}}|[{HAN}]{{1,6}})",
        "三分之二",
    ),
    (r"(?<![a-z])(?!under-|over-|below-|above-)[a-z]{1,20}-[0-9]{1,9}", "COVID-19"),
    (rf"每{SP}[{HAN}]{{1,9}}", "每千名: a denominator, not a figure"),
    (rf"几[{HAN}]{{1,9}}|(?:数|(?<!以)上)[十百千万亿][{HAN}]{{0,8}}", "几十所, 数百人, 上千名"),
    (
        r"(?<![0-9.a-z])[0-9]{1,3}(?:\.[0-9]{1,3})?\.[a-z][0-9]{1,3}(?:\.[a-z]?[0-9]{1,3}){0,3}",
        "clause 2.1.g3.2",
    ),
    (
        rf"(?:附件|附表|专栏|(?<![a-z])(?:article|chapter|section|goal|measure|clause|table)s?){SP}"
        rf"[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,3}}(?!\.?[0-9]|{SP}(?:[%‰]|per))",
        "article 10, 附件1",
    ),
    (r"(?<![0-9a-z])(?:[0-9]{1,2}|[a-z]{3,6})-year(?!s?[\s-](?:old|of))", "five-year plan, 9-year school"),
    (r"(?<![0-9a-z])(?:9|nine) years of compulsory", "nine years of compulsory education"),
    (
        r"(?:某|这|那|同|另|任何|(?<!以)[上下]|再|又|有(?=一[次天]))一(?=名|人|所|次|张|天|户|位)",
        "这一名, 再一次",
    ),
    (
        r"一(?:人一|户一|村一|校一|生一|所一|次性|元化|成不变|张(?:网|图|蓝图|表|卡|清单)|家人|次次|天天|名名)",
        "一人一案",
    ),
    (r"[二三]次(?=伤害|供水|污染|元|开发|创业|利用|产业|分配|感染|能源|函数|方程)", "二次伤害"),
    (r"[一二三]元(?=论|一次|二次)", "二元论"),
)
"""Patterns that are not figures although they hold digits or numerals, each with an example or a reason."""
_NAME_PATTERNS = tuple(lazy(pattern) for pattern, _ in _NAMES)


def mask_names(folded: str) -> str:
    """The text with years and names blanked out by NUL, as long as before."""
    spans = [(start, end) for _, start, end in _years(folded)]
    spans += (match.span() for pattern in _NAME_PATTERNS for match in pattern.finditer(folded))
    characters = list(folded)
    for start, end in spans:
        characters[start:end] = "\0" * (end - start)
    return "".join(characters)
