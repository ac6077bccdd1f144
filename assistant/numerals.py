"""Figures in government text: "5.5‰以下", "十六周岁", "1.2万亿元" → Quantity.

    parse_number      "1.2万亿", "一百零五", "１，０００" → Decimal
    find_quantities   all figures of a text, with unit, comparator and denominator
    find_years        all years of a text; a year is no quantity
    same_quantity     equal after unit normalisation, comparator included; same_value leaves it out
    format_decimal    a Decimal as people write it

Text is first folded character by character (full width to half width, the traditional characters of
numerals, units and comparators to simplified), so an offset in the folded text is one in the text as given.
Then names that only look like figures (第10条, 三位一体, 5·12, telephone numbers) are blanked out, and
what is left is read from the tables below. A Chinese numeral is a figure only before a unit, because
most of them are part of a word; where both readings are possible, it is taken for a word.

Not read: approximations (十几名, 七八个月), fractions (三分之二, 1/3), other ratios than 一半.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from math import prod
from typing import Literal

from assistant.errors import QuantityError
from assistant.records import Comparator, Quantity

__all__ = [
    "PER_BOUNDARIES",
    "find_quantities",
    "find_years",
    "format_decimal",
    "parse_number",
    "same_quantity",
    "same_value",
]

MAX_DIGITS = 24
"""A longer run of digits is no figure; it also keeps all arithmetic exact within `_EXACT`."""

_EXACT = Context(prec=80)

# --- folding -----------------------------------------------------------------------------------------------

_TRADITIONAL = (
    "兩萬億點個張歲週時鐘鍾間項條類戶畝噸頃滿於過達內減長級屆號數餘處場節種門臺學課錢塊頭齡幾"
    "約後應會準沒為開設備辦舉組織擁觸證運動養訓貳陸嬰兒熱線電話撥專夠參"
)
_SIMPLIFIED = (
    "两万亿点个张岁周时钟钟间项条类户亩吨顷满于过达内减长级届号数余处场节种门台学课钱块头龄几"
    "约后应会准没为开设备办举组织拥触证运动养训贰陆婴儿热线电话拨专够参"
)
_FOLD: dict[int, int] = (
    {0xFF01 + i: 0x21 + i for i in range(94)}
    | dict(zip(map(ord, _TRADITIONAL), map(ord, _SIMPLIFIED), strict=True))
    | {ord(a): ord(a.lower()) for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    | {0xFF21 + i: ord("a") + i for i in range(26)}
)


def _fold(text: str) -> str:
    """The text in the one spelling that the tables use; as long as before, character for character."""
    return text.translate(_FOLD)


# --- numbers -----------------------------------------------------------------------------------------------

_DIGITS: dict[str, int] = dict(
    zip("〇○零一二三四五六七八九两壹贰叁肆伍陆柒捌玖", (0, 0, *range(10), 2, *range(1, 10)), strict=True)
)
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_UNITS_DOWN = (("亿",), ("万",), ("千", "仟"), ("百", "佰"), ("十", "拾"))
_SCALES = _TENS | _MYRIADS | {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORD_LIST = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty"
)
_WORDS = {word: Decimal(value) for value, word in enumerate(_WORD_LIST.split("|"))}
_HALVES = {"一半": Decimal("0.5"), "半数": Decimal("0.5"), "half": Decimal("0.5")}

# White space that a figure may hold: some blanks and at most one line break, never a blank line.
_SP = r"[^\S\n]{0,4}\n?[^\S\n]{0,4}"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,7}(?![0-9])|[0-9]{1,24})(?:\.[0-9]{1,24})?"
# 千 is no multiplier in 千克, 千米, 千瓦, nor 百 in 百分之.
_SCALE = (
    r"(?:万亿|[百千]万|[百千]亿|万|亿|千(?![克米瓦伏卡])|百(?!分)"
    r"|(?:thousand|million|billion|trillion)(?![a-z]))"
)
_ARABIC_NUMBER = rf"{_ARABIC}(?:{_SP}{_SCALE}(?:{_SP}{_ARABIC}{_SP}{_SCALE})?)?"
_HAN_DIGITS = "〇○零一二三四五六七八九两"
_HAN = _HAN_DIGITS + "十百千万亿"
_FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
_FORMAL = _FORMAL_DIGITS + "拾佰仟零万亿"
_HAN_NUMBER = (
    rf"(?<![{_HAN}])[{_HAN_DIGITS}十][{_HAN}]{{0,23}}"
    rf"(?:点[{_HAN_DIGITS}]{{1,12}}[百千万亿]{{0,2}})?(?![{_HAN}])"
)
# 伍 of 队伍 and 陆 of 大陆 are words: formal numerals need a 拾 佰 仟 万 亿 behind the first digit.
_FORMAL_NUMBER = rf"[{_FORMAL_DIGITS}][拾佰仟万亿][{_FORMAL}]{{0,22}}"

_ARABIC_PARTS = re.compile(
    rf"(?P<sign>[-−+]?)(?P<a>{_ARABIC}){_SP}(?P<x>{_SCALE})?(?:{_SP}(?P<b>{_ARABIC}){_SP}(?P<y>{_SCALE}))?"
)
_POINT_PARTS = re.compile(
    rf"(?P<whole>[^点]+)点(?P<part>[{_HAN_DIGITS}{_FORMAL_DIGITS}]+)(?P<scale>[百千万亿]*)"
)


def parse_number(text: str) -> Decimal:
    """Read a piece of text that is one number and nothing else.

    Arabic digits of either width with thousands separators, Chinese numerals (formal and traditional ones
    too), both with 万 and 亿; 一半 and 半数 are 0.5, a single 半 is not a number; English up to twenty.
    百分之五十 is refused: whether 50 or 0.5 is meant depends on the unit, so find_quantities reads it.

    Raises:
        QuantityError: the text is no number; the message holds it.

    >>> parse_number("1.2万亿"), parse_number("一百零五")
    (Decimal('1200000000000'), Decimal('105'))
    """
    folded = _fold(text).strip()
    known = _WORDS.get(folded, _HALVES.get(folded))
    value = known if known is not None else _arabic(folded)
    if value is None:
        value = _han(folded)
    if value is None:
        raise QuantityError(f"{text!r} is not a number; expected one like 1,000 or 3.5万 or 一百零五")
    return value


def _arabic(folded: str) -> Decimal | None:
    """ "3.5万", "1亿2000万", "-1,000" """
    match = _ARABIC_PARTS.fullmatch(folded)
    if match is None:
        return None
    scales = _scale(match["x"]), _scale(match["y"])
    if match["b"] and scales[0] <= scales[1]:
        return None
    value = _times(Decimal(match["a"].replace(",", "")), scales[0])
    if match["b"]:
        value = _EXACT.add(value, _times(Decimal(match["b"].replace(",", "")), scales[1]))
    return -value if match["sign"] in ("-", "−") else value


def _scale(word: str | None) -> int:
    """ "万亿" → 10¹²; no word → 1."""
    if word is None or word in _SCALES:
        return _SCALES[word] if word else 1
    return prod(_SCALES[character] for character in word)


def _times(value: Decimal, factor: int) -> Decimal:
    """The exact product, in plain notation: 1.2亿 is 120000000, not 120000000.0."""
    product = _EXACT.multiply(value, Decimal(factor))
    whole = product.to_integral_value(context=_EXACT)
    return whole if factor > 1 and whole == product else product


def _han(folded: str) -> Decimal | None:
    """ "一百零五", "零点五", "一点二万亿", "二〇二五" """
    if len(folded) > 2 * MAX_DIGITS:
        return None
    match = _POINT_PARTS.fullmatch(folded)
    if match is None:
        whole = _han_integer(folded)
        return None if whole is None else Decimal(whole)
    whole = _han_integer(match["whole"])
    if whole is None:
        return None
    part = "".join(str(_DIGITS[c]) for c in match["part"])
    return _times(Decimal(f"{whole}.{part}"), _scale(match["scale"] or None))


def _han_integer(numeral: str) -> int | None:
    """A whole numeral: read digit by digit (二〇二五), or by its units; 百 alone is 100."""
    if numeral and all(c in _DIGITS for c in numeral):
        by_digit = len(numeral) == 1 or len(numeral) >= 3 or bool(set(numeral) & set("〇○零"))
        return int("".join(str(_DIGITS[c]) for c in numeral)) if by_digit else None
    if numeral[:1] in _TENS or numeral[:1] in _MYRIADS:
        numeral = "一" + numeral
    return _han_sum(numeral)


def _han_sum(numeral: str) -> int | None:
    """Head, unit, tail of the highest unit in the numeral; a single character is a digit."""
    for names in _UNITS_DOWN:
        at = max(numeral.rfind(name) for name in names)
        if at >= 0:
            size = _SCALES[numeral[at]]
            head, tail = _han_head(numeral[:at], size), _han_tail(numeral[at + 1 :], size)
            return None if head is None or tail is None else head * size + tail
    return _DIGITS.get(numeral)


def _han_head(numeral: str, size: int) -> int | None:
    """How many of a unit: any number below 10⁸ before 亿, below 10⁴ before 万, else one digit."""
    if size >= 10**4:
        head = _han_sum("一" + numeral if numeral[:1] in _TENS else numeral)
        return head if head and ("亿" not in numeral and (size > 10**4 or "万" not in numeral)) else None
    if not numeral and size == 10:  # 十六 inside 一百十六
        return 1
    return _DIGITS.get(numeral) or None


def _han_tail(numeral: str, size: int) -> int | None:
    """What follows a unit: with 零 as printed, a lone digit in the next smaller unit (三千五 = 3500)."""
    if not numeral:
        return 0
    rest = numeral.lstrip("零〇○")
    if rest == numeral and len(numeral) == 1 and numeral in _DIGITS:
        return _DIGITS[numeral] * size // 10
    value = _han_sum(rest) if rest else None
    return value if value is not None and value < size else None


# --- units -------------------------------------------------------------------------------------------------

_Dimension = Literal[
    "", "%", "‰", "‱", "pp", "person", "age", "months", "minutes", "metre", "gram", "watt", "area"
]


@dataclass(frozen=True, slots=True)
class _Unit:
    """单位: a row of the table of units.

    Attributes:
        name: what Quantity.unit holds; English and long forms are put under it.
        forms: how it is written, separated by "|"; a blank also stands for a hyphen.
        plain: whether a Chinese numeral before it is a figure without more (十次; but 三项 only in 三项以上).
        dimension: units of one dimension are convertible; "" has only itself.
        factor: how many base units it is.
        unless: what must not follow (a regular expression): it would be another word.
    """

    name: str
    forms: str = ""
    plain: bool = False
    dimension: _Dimension = ""
    factor: str = "1"
    unless: str = ""


_UNITS = (
    _Unit("%", "%|percent|per cent|pct", True, "%"),
    _Unit("‰", "‰|per mille|permille|per mil|per thousand|per 1,000|per 1000", True, "‰"),
    _Unit("‱", "‱", True, "‱"),
    _Unit("个百分点", "个百分点|百分点|percentage points|percentage point", True, "pp"),
    _Unit("成", "成", True, "%", "10", "不变|立|为|功|果|长|员|本|绩|效|都|语|人|分|就|年|熟|品|交|熟|色"),
    # ages: only in years; 月龄 is counted with the months, because 6月龄 and 6个月 are said of the same child
    _Unit("周岁", "周岁", True, "age"),
    _Unit(
        "岁",
        "岁|years old|year old|years olds|year olds|years of age|year of age|yrs old",
        True,
        "age",
        "1",
        "月",
    ),
    _Unit("月龄", "月龄|个月龄|months old|month old|months of age", True, "months"),
    # durations
    _Unit("年", "年|周年|years|year|yrs", False, "months", "12", "级|代|制|轮|货|味|华|画"),
    _Unit("个月", "个月|months|month", True, "months", "1", "龄"),
    _Unit("月", "月", False, "months", "1", "龄|球|饼|经|亮|票"),
    _Unit("周", "周|星期|个星期|weeks|week", False, "minutes", "10080", "岁|年|期|末|边|围|密|到|知"),
    _Unit("天", "天|days|day", True, "minutes", "1440", "然|气|津|空|文|使|赋"),
    _Unit("日", "日", False, "minutes", "1440", "本|报|常|程"),
    _Unit("小时", "小时|个小时|钟头|个钟头|hours|hour|hrs|hr", True, "minutes", "60"),
    _Unit("分钟", "分钟|minutes|minute|mins|min", True, "minutes"),
    _Unit("秒", "秒|秒钟|seconds|second", False, "", "1"),
    _Unit("工作日", "工作日|个工作日|working days|working day", True),
    _Unit("学时", "学时|个学时|课时|个课时", True),
    _Unit("学年", "学年|个学年"),
    _Unit("学期", "学期|个学期"),
    # people
    _Unit("名", "名", True, "person", "1", "称|单|录|义|牌|胜|著"),
    _Unit(
        "人",
        "人|人口|people|persons|person",
        True,
        "person",
        "1",
        "才|员|民|类|均|工|物|格|群|间|身|力|生|文|道",
    ),
    _Unit("位", "位", False, "person", "1", "于|置|列|居|一体"),
    _Unit("人次", "人次", True),
    # counted things
    _Unit("次", "回|趟", True, unless="事|合|归|来|家(?!庭|长)|去|到|应|复|报|头"),
    _Unit("次", "次|times|time", True),
    _Unit("张", "张", True),
    _Unit("所", "所", True, unless="谓|属|述|示|需"),
    _Unit("个", "个"),
    _Unit("家", "家", unless="庭|长|属|乡|访|具|政|风|训"),
    _Unit("户", "户", True, unless="外|籍|口"),
    _Unit("项", "项"),
    _Unit("条", "条", unless="件|例|款|约"),
    _Unit("类", "类", unless="型|似|别"),
    _Unit("种", "种", unless="植|子|族"),
    _Unit("门", "门", unless="诊|户|票|槛"),
    _Unit("台", "台", unless="风|湾|阶"),
    _Unit("辆", "辆"),
    _Unit("套", "套"),
    _Unit("间", "间", unless="接|隔"),
    _Unit("册", "册"),
    _Unit("支", "支", unless="持|出|付|撑|柱|援"),
    _Unit("座", "座", unless="位|谈"),
    _Unit("处", "处", unless="理|于|置|罚|以|分|方|在"),
    _Unit("场", "场", unless="所|地|景|馆|合"),
    _Unit("节", "节", unless="约|能|日|目|点|假|奏"),
    _Unit("例", "例", unless="如|外|行"),
    _Unit("份", "份", unless="额"),
    _Unit("倍", "倍", True),
    _Unit("学分", "学分|个学分", True),
    # money, measures
    _Unit("元", "元|块钱|yuan|rmb", True, unless="旦|月|宵|素|件|化"),
    _Unit("美元", "美元|us dollars|dollars", True),
    _Unit("千瓦", "千瓦|kw|kilowatts", True, "watt", "1000", "时"),
    _Unit("瓦", "瓦|watts", False, "watt"),
    _Unit("千瓦时", "千瓦时|kwh", True),
    _Unit("亩", "亩", True, "area"),
    _Unit("公顷", "公顷|hectares|hectare", True, "area", "15"),
    _Unit("平方米", "平方米|平米|square metres|square meters", True),
    _Unit("平方公里", "平方公里|平方千米", True),
    _Unit("公里", "公里|km|kilometres|kilometers", True, "metre", "1000"),
    _Unit("千米", "千米", True, "metre", "1000"),
    _Unit("立方米", "立方米|cubic metres|cubic meters", True),
    _Unit("米", "米|metres|meters", False, "metre", "1", "饭|粉|面"),
    _Unit("厘米", "厘米|cm", True, "metre", "0.01"),
    _Unit("吨", "吨|tonnes|tons", True, "gram", "1000000"),
    _Unit("公斤", "公斤|kg|kilograms", True, "gram", "1000"),
    _Unit("千克", "千克", True, "gram", "1000"),
    _Unit("克", "克|grams", False, "gram", "1", "服"),
)
_UNIT_BY_NAME = {unit.name: unit for unit in _UNITS}
_UNIT_BY_FORM = {form: unit for unit in _UNITS for form in unit.forms.split("|")}
_PARTS_PER = {"百": _UNIT_BY_NAME["%"], "千": _UNIT_BY_NAME["‰"], "万": _UNIT_BY_NAME["‱"]}
_DURATIONS = frozenset(("年", "个月", "月", "周", "天", "日", "小时", "分钟", "秒", "工作日", "学年", "学期"))
_AGES = frozenset(("岁", "周岁", "月龄"))
_HALF_AFTER = frozenset(("岁", "周岁", "年", "天"))
"""Units behind which 半 adds a half: 两岁半, 一年半."""
_ARTICLE_UNITS = frozenset("名人次张所户天元倍")
"""Units before which 一 may only be an article (一名儿童, 一所学校)."""


def _is_english(word: str) -> bool:
    return word[:1].isascii() and word[:1].isalpha()


def _alternatives(words: Iterable[str], finish: Callable[[str], str]) -> str:
    """A pattern for any of the words, longest first; English ones end at a letter, blanks may be hyphens."""
    ordered = sorted(words, key=len, reverse=True)
    han = "|".join(finish(word) for word in ordered if not _is_english(word))
    english = "|".join(word.replace(" ", r"[\s-]{1,3}") for word in ordered if _is_english(word))
    return "|".join(filter(None, (han, english and f"-?(?<![a-z])(?:{english})(?![a-z])")))


def _guarded(form: str) -> str:
    """A Chinese unit, but not where it begins another word."""
    unless = _UNIT_BY_FORM[form].unless
    return form + (rf"(?!\s{{0,4}}(?:{unless}))" if unless else "")


_UNIT = re.compile(
    rf"{_SP}(?P<half>个?半(?=个?(?:小时|月|钟头|学期)))?(?P<more>[多余])?{_SP}"
    rf"(?P<unit>{_alternatives(_UNIT_BY_FORM, _guarded)})"
)

# --- comparators -------------------------------------------------------------------------------------------

_BEFORE_WORDS: dict[Comparator, str] = {
    ">=": "至少|最少|起码|不少于|不低于|不小于|达到或超过|达到或者超过|达到或高于|"
    "大于等于|大于或等于|高于或等于|≥|≧|>=|"
    "at least|no less than|not less than|no fewer than|not fewer than|not below|minimum of",
    "<=": "不超过|不高于|不多于|不大于|不超出|未超过|没有超过|没超过|至多|最多|"
    "小于等于|小于或等于|低于或等于|≤|≦|<=|"
    "at most|no more than|not more than|not exceeding|not exceed|up to|not above|not over|maximum of",
    "<": "未满|不满|没满|低于|少于|小于|不到|不足|未达到|未达|未到|没达到|没有达到|达不到|没到|<|"
    "under|below|less than|fewer than|lower than",
    ">": "超过|超出|高于|多于|大于|逾|超|过(?=半)|>|"
    "more than|over|above|higher than|exceeding|exceeds|exceed",
    "down_by": "下降|降低|减少|下调|缩减|降|"
    "reduced by|reduce by|decreased by|decrease by|fall by|falls by|down by|drop by|decline by|lowered by",
    "up_by": "上升|提高|增长|增加|提升|上调|"
    "increased by|increase by|rise by|rises by|up by|grow by|raised by|raise by",
}
"""Words before a figure. 降至, 提高到 and the like name the value reached and are no change."""

_NEGATED = "不得|不能|不可|不应|不要|不宜|不会|不准"
_GAP_VERBS = (
    "配备|接受|建设|建成|建立|设置|设立|安排|开展|召开|举办|组织|提供|达到|保证|保持|完成|培训|培养|"
    "新增|拥有|参加|需要|睡|睡够|睡足|运动|接触|要有|建|设|有|配|达|要|需|为"
)
"""Verbs that may stand between 至少 (不少于 …) and its figure: 至少配备 1 名."""

_AFTER_WORDS: dict[Comparator, str] = {
    ">=": "[及或和]?以上|[及或]更多|"
    "or more|or above|and above|or older|and older|and over|or over|or higher|and up",
    "<=": "[及或和]?以下|以内|之内|以里|内(?![部容地科涵外在蒙心服陆设])|"
    "or less|or fewer|or below|and below|or under|and under|or younger|or lower",
}
"""Words behind a figure and its unit; 内 binds durations only (1个月内)."""

_APPROXIMATELY = "约|大约|大概|about|around|approximately|nearly|almost|roughly"


def _spaced(words: str) -> str:
    """The words of a table as a pattern; 以上 may hold a line break."""
    return _alternatives(words.split("|"), lambda word: word.replace("以", f"以{_SP}"))


def _negations() -> dict[Comparator, str]:
    """不得低于 → ">=", 不应超过 → "<=": each negation with each bare comparator."""
    lower = "|".join(n + w for n in _NEGATED.split("|") for w in ("少于", "低于", "小于"))
    upper = "|".join(n + w for n in _NEGATED.split("|") for w in ("超过", "高于", "多于", "大于", "超出"))
    return {">=": lower, "<=": upper}


_NEGATIONS = _negations()
_BOUND_WORDS: dict[str, Comparator] = {
    word: comparator
    for table in (_BEFORE_WORDS, _NEGATIONS)
    for comparator, words in table.items()
    for word in words.replace("过(?=半)", "过").split("|")
}
_CHANGES = _BEFORE_WORDS["down_by"] + "|" + _BEFORE_WORDS["up_by"]
_BOUNDS = "|".join(
    words for table in (_NEGATIONS, _BEFORE_WORDS) for key, words in table.items() if not key.endswith("_by")
)
_NUMBER_AHEAD = rf"(?=[-−]?[0-9]|[{_HAN}{_FORMAL_DIGITS}半]|[a-z])"
_BEFORE = re.compile(
    rf"(?P<change>{_spaced(_CHANGES)})?(?P<bound>{_SP}(?<![-=])(?:{_spaced(_BOUNDS)}))?(?:{_SP}了)?"
    rf"(?P<verb>{_SP}(?:{_spaced(_GAP_VERBS)}))?"
    rf"(?P<about>{_SP}(?:{_spaced(_APPROXIMATELY)}))?{_SP}-?{_NUMBER_AHEAD}"
)
_AFTER = re.compile(
    rf"{_SP}(?:\(含\){_SP})?(?:(?P<more>{_spaced(_AFTER_WORDS['>='])})|(?P<less>{_spaced(_AFTER_WORDS['<='])})|左右)"
)

# --- years -------------------------------------------------------------------------------------------------

_DASH = r"[-—–―~−至到]"
_YEAR_DIGITS = r"(?:19|20)[0-9]{2}(?![0-9])"
_HAN_YEAR = rf"(?:一九|二[〇○◯零])[{_HAN_DIGITS}◯]{{2}}(?![{_HAN}])"
_YEARS = re.compile(
    rf"(?<![0-9a-z.])(?<![0-9]-)(?P<a>{_YEAR_DIGITS})(?P<ya>{_SP}年(?![级代]))?"
    rf"(?:{_SP}(?:{_DASH}|to){_SP}(?P<b>{_YEAR_DIGITS})(?P<yb>{_SP}年(?![级代]))?)?"
    rf"|(?<![{_HAN}◯])(?P<c>{_HAN_YEAR})(?P<yc>{_SP}年)?(?:{_SP}{_DASH}{_SP}(?P<d>{_HAN_YEAR})(?P<yd>{_SP}年)?)?"
)
_COUNTED = re.compile(
    rf"[-·][0-9]{{3}}|\.[0-9](?![0-9]?\.[0-9])|[a-z]|{_SP}(?:年[级代]|{_SCALE}|[多余]|以[上下内])"
)
"""What follows four digits that are no year."""


def find_years(text: str) -> tuple[tuple[int, int, int], ...]:
    """All years named in the text, in order: (year, start, end); the span includes 年 where it stands there.

    "2021—2025年" gives both. Four digits 19xx or 20xx without 年 are a year unless a unit, a multiplier or
    以上 follows: "the 2025 target" is one, "2000名" is not; "2000 children" is taken for a year.

    >>> find_years("规划（2021-2025年）")
    ((2021, 3, 7), (2025, 8, 13))
    """
    return tuple(_years(_fold(text)))


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
    unit = _UNIT.match(folded, end)
    if unit is None or unit["unit"] in ("日", "月") or folded.startswith("所有", unit.start("unit")):
        return bool(_COUNTED.match(folded, end))
    return True


def _year(digits: str) -> int:
    return int("".join(str(_DIGITS.get(c, c)) for c in digits.replace("◯", "〇")))


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
        rf"第{_SP}(?:[0-9]{{1,9}}|[{_HAN}]{{1,12}})(?:{_SP}{_DASH}{_SP}(?:[0-9]{{1,9}}|[{_HAN}]{{1,12}}))?",
        "第10条",
    ),
    (rf"{_N}{_SP}(?:号|年级|年代|年制|级|届|版|线)", "129号, 3年级, 90年代"),
    (rf"(?<![0-9])[0-9][05]{_SP}后", "90后"),
    (rf"(?<![0-9])[0-9]{{1,2}}{_SP}月{_SP}[0-9]{{1,2}}{_SP}[日号]", "12月30日"),
    (rf"年{_SP}[0-9]{{1,2}}{_SP}月(?!龄)", "2021年9月"),
    (rf"(?<![0-9])[0-9]{{1,2}}{_SP}月(?={_SP}[份底初末上中下前起])", "9月底前"),
    (rf"(?<![0-9])[0-9]{{1,2}}{_SP}月?{_SP}{_DASH}{_SP}[0-9]{{1,2}}{_SP}月(?!龄)", "3月至5月"),
    (r"(?<![0-9])(?:19|20)[0-9]{2}[-/][0-9]{1,2}(?:[-/][0-9]{1,2})?(?![0-9])", "2021-09-27"),
    (rf"(?<![0-9.])[0-9]{{1,2}}:[0-9]{{2}}(?![0-9.]|{_SP}[%‰万亿个名人张所次年岁周天小分元])", "8:30"),
    (rf"(?<![0-9])[0-9]{{1,4}}{_SP}[·•‧・]{_SP}[0-9]{{1,4}}", "5·12"),
    (r"(?<![0-9])[0-9]{1,4}\+[0-9a-z]{1,4}", "1+X, 5+2"),
    (rf"(?<![0-9])[0-9]{{1,4}}{_SP}[×*x]{_SP}[0-9]{{1,4}}{_SP}(?:小时)?", "7×24小时"),
    (r"(?<![0-9.])[0-9]++(?:\.[0-9]++){2,}+", "2.1.3"),
    (r"(?<![0-9-])[0-9]++(?:-[0-9]++){2,}+", "400-810-8888"),
    (r"(?<![0-9])0[0-9]{2,3}-[0-9]{5,8}(?![0-9])", "0459-6181234"),
    (
        rf"(?:拨打|致电|热线|电话|专线|dial|call|phone)[:\s“\"'「]{{0,3}}[0-9]{{3,24}}(?:{_SP}(?:或者?|、|和|与){_SP}[0-9]{{3,24}}){{0,3}}"
        rf"(?![0-9]|{_SP}[%‰万亿个名人次元])",
        "110",
    ),
    (rf"(?<![0-9])[0-9]{{3,24}}[”\"'」]?{_SP}(?:热线|电话|专线|hotline)", "12345热线"),
    (r"(?<![0-9])[0-9]{1,9}/[0-9]{1,9}", "1/3"),
    (
        rf"(?:(?<![0-9])[0-9]{{1,9}}|[{_HAN_DIGITS}十][{_HAN}]{{0,5}}){_SP}分之{_SP}(?:[0-9]{{1,9}}|[{_HAN}]{{1,6}})",
        "三分之二",
    ),
    (r"(?<![a-z])(?!under-|over-|below-|above-)[a-z]{1,20}-[0-9]{1,9}", "COVID-19"),
    (rf"每{_SP}[{_HAN}]{{1,9}}", "每千名: a denominator, not a figure"),
    (rf"几[{_HAN}]{{1,9}}|(?:数|(?<!以)上)[十百千万亿][{_HAN}]{{0,8}}", "几十所, 数百人, 上千名"),
    (
        r"(?<![0-9.a-z])[0-9]{1,3}(?:\.[0-9]{1,3})?\.[a-z][0-9]{1,3}(?:\.[a-z]?[0-9]{1,3}){0,3}",
        "clause 2.1.g3.2",
    ),
    (
        rf"(?:附件|附表|专栏|(?<![a-z])(?:article|chapter|section|goal|measure|clause|table)s?){_SP}"
        rf"[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,3}}(?!\.?[0-9]|{_SP}(?:[%‰]|per))",
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
_NAME_PATTERNS = tuple(re.compile(pattern) for pattern, _ in _NAMES)


def _masked(folded: str) -> str:
    """The text with years and names blanked out by NUL, as long as before."""
    spans = [(start, end) for _, start, end in _years(folded)]
    spans += (match.span() for pattern in _NAME_PATTERNS for match in pattern.finditer(folded))
    characters = list(folded)
    for start, end in spans:
        characters[start:end] = "\0" * (end - start)
    return "".join(characters)


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
_AGE_WORD = rf"[0-9]{{1,2}}(?:{_SP}{_DASH}{_SP}[0-9]{{1,2}})?{_SP}(?:周?岁|个月|月龄)(?:以[上下内])?"
_COUNT_WORD = rf"(?:[0-9]{{1,5}}{_SP})?[{_HAN}半]{{0,4}}个?"
_ENDS_PER = "|".join(PER_BOUNDARIES)
_PER_ITEM = (
    rf"每{_SP}(?:{_COUNT_WORD}{_SP}(?:{_PER_TIME})(?!级|龄|岁|常|然|期)"
    rf"|{_COUNT_WORD}[名位]?{_SP}(?:{_PER_PEOPLE})(?![的、和及家之医保均员口次])"
    rf"|(?:(?!{_ENDS_PER})(?:{_AGE_WORD}|[^,。;!?:“”—0-9%‰])){{1,40}})"
)
_PER = re.compile(rf"{_PER_ITEM}(?:{_SP}{_PER_ITEM}){{0,2}}")
_STRETCH_END = re.compile(r"[。;!?]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|\n\s{0,9}\n|——|\.(?=\s)")
_PER_BEHIND = re.compile(
    rf"{_SP}(?:(?:per|a|an|each|every)\s{{1,2}}(?:day|week|month|year|night|child|person|pupil)(?![a-z])"
    rf"|/{_SP}[十百千万]{{0,2}}[天日周月年名人次])"
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
    folded = _fold(text)
    masked = _masked(folded)
    return _Context(
        text=text,
        folded=folded,
        masked=masked,
        before={m.end(): m for m in _BEFORE.finditer(masked) if m.group().strip()},
        denominators=tuple(m.span() for m in _PER.finditer(folded)),
        stretch_ends=tuple(m.start() for m in _STRETCH_END.finditer(folded)),
    )


# --- figures -----------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    rf"(?P<ratio>[百千万]){_SP}分之{_SP}(?P<part>{_ARABIC}|[{_HAN}]{{1,12}}(?:点[{_HAN_DIGITS}]{{1,12}})?)"
    rf"|(?P<arabic>(?<![0-9a-z])(?<![0-9a-z\s]\.)(?<!^\.)(?:(?<=[为是约至到长速:(=])[-−])?{_ARABIC_NUMBER})(?![0-9])"
    rf"|(?P<half>一半(?![天年月岁])|(?<=过)半数?|半数|(?<![a-z])half(?:[\s-]an?)?(?![a-z]))"
    rf"|(?P<part_unit>(?<![上下前后一大多数夜个年岁天])半(?={_SP}(?:个?小时|个?月|个?钟头|年|天)))"
    rf"|(?P<han>{_HAN_NUMBER}|{_FORMAL_NUMBER})"
    rf"|(?P<word>(?<![a-z-])(?:{_WORD_LIST})(?![a-z]))",
)
_RANGE = re.compile(rf"{_SP}(?:{_DASH}|to|-to-|and){_SP}")
_PLAIN_RUN = re.compile(r"[0-9]{5,}|0[0-9]+")
_HALF_BEHIND = re.compile(r"半(?![年天月日个])")
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
    unit: _Unit | None
    comparator: Comparator | None
    demanded: bool
    start: int
    at: int
    end: int


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
        measured = replace(bare, unit=_PARTS_PER[match["ratio"]])
    else:
        measured = _with_unit(bare, context.masked)
    if measured.unit is None and context.masked[measured.end : measured.end + 1] in _LETTERS:
        return None  # 5G, 1X
    return _bound_before(_bound_behind(measured, context.masked), context.before, cursor)


def _value(kind: str, number: str) -> Decimal | None:
    """The number read; None for an approximation (七八), which two digits in a row are."""
    if kind in ("half", "part_unit"):
        return Decimal("0.5")
    if kind == "word":
        return _WORDS[number]
    if kind == "han" and len(number) > 1 and all(c in _DIGITS for c in number):
        return None
    value = _arabic(number)
    return value if value is not None else _han(number)


def _with_unit(figure: _Figure, masked: str) -> _Figure:
    """The unit behind the number, with 半 (一个半小时, 两岁半) and 多 余 (100多所)."""
    match = _UNIT.match(masked, figure.end)
    if match is None:
        return figure
    unit = _UNIT_BY_FORM[_plain_form(match["unit"])]
    if match["half"] and unit.name == "月":  # 个半月
        unit = _UNIT_BY_NAME["个月"]
    end = match.end()
    half = bool(match["half"])
    if unit.name in _HALF_AFTER and _HALF_BEHIND.match(masked, end):
        half, end = True, end + 1
    value = _EXACT.add(figure.value, Decimal("0.5")) if half else figure.value
    return replace(figure, unit=unit, value=value, comparator=">" if match["more"] else None, end=end)


def _plain_form(words: str) -> str:
    """A word as its table has it: one blank where there were several, a hyphen or a line break."""
    return re.sub(r"[\s-]+", " ", words).strip()


def _bound_behind(figure: _Figure, masked: str) -> _Figure:
    """以上, 以内, or more; 内 only behind a duration; 左右 changes the span alone."""
    match = _AFTER.match(masked, figure.end)
    if match is None or (match.group().strip() == "内" and not _is_duration(figure.unit)):
        return figure
    comparator: Comparator | None = ">=" if match["more"] else "<=" if match["less"] else figure.comparator
    return replace(figure, comparator=comparator, demanded=True, end=match.end())


def _is_duration(unit: _Unit | None) -> bool:
    return unit is not None and unit.name in _DURATIONS


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
    comparator = _BOUND_WORDS[_plain_form(word)] if word else figure.comparator
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
    """In a range (0至6岁, 5-10万元) the first number takes unit and multiplier of the second."""
    shared: list[_Figure] = []
    for figure in reversed(figures):
        if shared and figure.unit is None and _RANGE.fullmatch(masked, figure.end, shared[-1].at):
            high = shared[-1]
            figure = replace(figure, unit=high.unit, value=_scaled_like(figure, high))
        shared.append(figure)
    return tuple(reversed(shared))


def _scaled_like(low: _Figure, high: _Figure) -> Decimal:
    """5 of "5-10万" is 50000, but 5000 of "5000-1万" stays."""
    parts, own = _ARABIC_PARTS.fullmatch(high.number), _ARABIC_PARTS.fullmatch(low.number)
    if parts is None or own is None or parts["b"] or own["x"] or not parts["x"]:
        return low.value
    smaller = low.value < Decimal(parts["a"].replace(",", ""))
    return _times(low.value, _scale(parts["x"])) if smaller else low.value


def _counts(figure: _Figure, per: str | None) -> bool:
    """Whether the number is a figure; a table by how it is written."""
    return _COUNTS[figure.kind](figure, per)


def _arabic_counts(figure: _Figure, per: str | None) -> bool:
    """All but telephone numbers: five digits and more, or a leading zero, without a unit."""
    return figure.unit is not None or not _PLAIN_RUN.fullmatch(figure.number)


def _han_counts(figure: _Figure, per: str | None) -> bool:
    """With a comparator any unit will do, else only a plain one; 一 may be an article (一所学校)."""
    if figure.unit is None or not _MYRIADS.keys().isdisjoint(figure.number):
        return not _MYRIADS.keys().isdisjoint(figure.number)
    if figure.kind == "han" and figure.value % 1:  # 一年半
        return True
    if figure.comparator or (figure.demanded and not figure.unit.plain and figure.value != 1):
        return True
    if figure.value == 1 and figure.unit.name in _ARTICLE_UNITS:
        return figure.demanded or per is not None
    return figure.unit.plain


def _word_counts(figure: _Figure, per: str | None) -> bool:
    """English words only before a unit; one needs more than that (one day, one year)."""
    return figure.unit is not None and (figure.value != 1 or _han_counts(figure, per))


_COUNTS: dict[str, Callable[[_Figure, str | None], bool]] = {
    "ratio": lambda figure, per: True,
    "half": lambda figure, per: True,
    "arabic": _arabic_counts,
    "part_unit": _han_counts,
    "han": _han_counts,
    "word": _word_counts,
}
_KINDS = tuple(_COUNTS)


def _per(figure: _Figure, context: _Context) -> str | None:
    """The one right behind the figure (a year, /天), or the last before it in its comma-free stretch."""
    if figure.unit and figure.unit.name in _AGES:  # 每名0—3岁婴幼儿: an age is no rate
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


# --- comparison, output ------------------------------------------------------------------------------------


def _base(quantity: Quantity) -> tuple[str, Decimal]:
    """What the quantity measures, and how much of its base unit it is."""
    unit = _UNIT_BY_NAME.get(quantity.unit) or _UNIT_BY_FORM.get(_fold(quantity.unit))
    if unit is None:
        return quantity.unit, quantity.value
    return unit.dimension or unit.name, _EXACT.multiply(quantity.value, Decimal(unit.factor))


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether both are one amount: 12 % and 12.0 %, 1 小时 and 60 分钟, 1 年 and 12 个月, 16岁 and 16周岁.

    ‰ and % never are (5.5‰ is not 0.55%: a reader who sees the other sign takes it for a mistake), nor are
    ages and durations (5岁, 5年), months and days, % and 个百分点. `per` is not compared.
    """
    return _base(a) == _base(b)


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """same_value, and both bind alike: 90%以上 is 不低于90%, and is not 90%. `per` is not compared."""
    return a.comparator == b.comparator and same_value(a, b)


def quantities_at(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The figures of a text that touch text[start:end], read with the words before them.

    A figure may need them: 一次 is one only after 每年 or 至少.
    """
    low = max(start - _CONTEXT, 0)
    found = find_quantities(text[low : end + 2])
    return tuple(quantity for quantity in found if quantity.start + low < end and start < quantity.end + low)


# Characters before a figure that decide whether it is one.
_CONTEXT = 16


def format_decimal(value: Decimal) -> str:
    """Plain notation without exponent or trailing zeros.

    >>> format_decimal(Decimal("5.50")), format_decimal(Decimal("1.2E+12"))
    ('5.5', '1200000000000')
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
