"""Numbers as they are written: digits with 千 and 万, Chinese and formal numerals, English words → Decimal."""

from __future__ import annotations

from decimal import Context, Decimal
from math import prod

from assistant.errors import QuantityError
from assistant.patterns import lazy

MAX_DIGITS = 24
"""A longer run of digits is no figure; it also keeps all arithmetic exact within `EXACT`."""

EXACT = Context(prec=80)

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


def fold(text: str) -> str:
    """The text in the one spelling that the tables use; as long as before, character for character."""
    return text.translate(_FOLD)


# --- numbers -----------------------------------------------------------------------------------------------

DIGITS: dict[str, int] = dict(
    zip("〇○零一二三四五六七八九两壹贰叁肆伍陆柒捌玖", (0, 0, *range(10), 2, *range(1, 10)), strict=True)
)
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
_UNITS_DOWN = (("亿",), ("万",), ("千", "仟"), ("百", "佰"), ("十", "拾"))
_SCALES = _TENS | MYRIADS | {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
WORD_LIST = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty"
)
ENGLISH_NUMBERS = {word: value for value, word in enumerate(WORD_LIST.split("|"))}
"""Cardinals in English, zero to twenty."""
WORDS = {word: Decimal(value) for word, value in ENGLISH_NUMBERS.items()}
HALF = Decimal("0.5")  # what 一半 is read as
_HALVES = dict.fromkeys(("一半", "半数", "half"), HALF)

# White space that a figure may hold: some blanks and at most one line break, never a blank line.
SP = r"[^\S\n]{0,4}\n?[^\S\n]{0,4}"
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,7}(?![0-9])|[0-9]{1,24})(?:\.[0-9]{1,24})?"
# 千 is no multiplier in 千克, 千米, 千瓦, nor 百 in 百分之.
SCALE = (
    r"(?:万亿|[百千]万|[百千]亿|万|亿|千(?![克米瓦伏卡])|百(?!分)"
    r"|(?:thousand|million|billion|trillion)(?![a-z]))"
)
ARABIC_NUMBER = rf"{ARABIC}(?:{SP}{SCALE}(?:{SP}{ARABIC}{SP}{SCALE})?)?"
HAN_DIGITS = "〇○零一二三四五六七八九两"
HAN = HAN_DIGITS + "十百千万亿"
FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
_FORMAL = FORMAL_DIGITS + "拾佰仟零万亿"
HAN_NUMBER = (
    rf"(?<![{HAN}])[{HAN_DIGITS}十][{HAN}]{{0,23}}"
    rf"(?:点[{HAN_DIGITS}]{{1,12}}[百千万亿]{{0,2}})?(?![{HAN}])"
)
# 伍 of 队伍 and 陆 of 大陆 are words: formal numerals need a 拾 佰 仟 万 亿 behind the first digit.
FORMAL_NUMBER = rf"[{FORMAL_DIGITS}][拾佰仟万亿][{_FORMAL}]{{0,22}}"

ARABIC_PARTS = lazy(
    rf"(?P<sign>[-−+]?)(?P<a>{ARABIC}){SP}(?P<x>{SCALE})?(?:{SP}(?P<b>{ARABIC}){SP}(?P<y>{SCALE}))?"
)
_POINT_PARTS = lazy(rf"(?P<whole>[^点]+)点(?P<part>[{HAN_DIGITS}{FORMAL_DIGITS}]+)(?P<scale>[百千万亿]*)")


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
    folded = fold(text).strip()
    known = WORDS.get(folded, _HALVES.get(folded))
    value = known if known is not None else read_arabic(folded)
    if value is None:
        value = read_han(folded)
    if value is None:
        raise QuantityError(f"{text!r} is not a number; expected one like 1,000 or 3.5万 or 一百零五")
    return value


def read_arabic(folded: str) -> Decimal | None:
    """ "3.5万", "1亿2000万", "-1,000" """
    match = ARABIC_PARTS.fullmatch(folded)
    if match is None:
        return None
    scales = scale_of(match["x"]), scale_of(match["y"])
    if match["b"] and scales[0] <= scales[1]:
        return None
    value = times(Decimal(match["a"].replace(",", "")), scales[0])
    if match["b"]:
        value = EXACT.add(value, times(Decimal(match["b"].replace(",", "")), scales[1]))
    return -value if match["sign"] in ("-", "−") else value


def scale_of(word: str | None) -> int:
    """ "万亿" → 10¹²; no word → 1."""
    if word is None or word in _SCALES:
        return _SCALES[word] if word else 1
    return prod(_SCALES[character] for character in word)


def times(value: Decimal, factor: int) -> Decimal:
    """The exact product, in plain notation: 1.2亿 is 120000000, not 120000000.0."""
    product = EXACT.multiply(value, Decimal(factor))
    whole = product.to_integral_value(context=EXACT)
    return whole if factor > 1 and whole == product else product


def read_han(folded: str) -> Decimal | None:
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
    part = "".join(str(DIGITS[c]) for c in match["part"])
    return times(Decimal(f"{whole}.{part}"), scale_of(match["scale"] or None))


def _han_integer(numeral: str) -> int | None:
    """A whole numeral: read digit by digit (二〇二五), or by its units; 百 alone is 100."""
    if numeral and all(c in DIGITS for c in numeral):
        by_digit = len(numeral) == 1 or len(numeral) >= 3 or bool(set(numeral) & set("〇○零"))
        return int("".join(str(DIGITS[c]) for c in numeral)) if by_digit else None
    if numeral[:1] in _TENS or numeral[:1] in MYRIADS:
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
    return DIGITS.get(numeral)


def _han_head(numeral: str, size: int) -> int | None:
    """How many of a unit: any number below 10⁸ before 亿, below 10⁴ before 万, else one digit."""
    if size >= 10**4:
        head = _han_sum("一" + numeral if numeral[:1] in _TENS else numeral)
        return head if head and ("亿" not in numeral and (size > 10**4 or "万" not in numeral)) else None
    if not numeral and size == 10:  # 十六 inside 一百十六
        return 1
    return DIGITS.get(numeral) or None


def _han_tail(numeral: str, size: int) -> int | None:
    """What follows a unit: with 零 as printed, a lone digit in the next smaller unit (三千五 = 3500)."""
    if not numeral:
        return 0
    rest = numeral.lstrip("零〇○")
    if rest == numeral and len(numeral) == 1 and numeral in DIGITS:
        return DIGITS[numeral] * size // 10
    value = _han_sum(rest) if rest else None
    return value if value is not None and value < size else None
