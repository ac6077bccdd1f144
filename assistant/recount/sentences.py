"""What a sentence says of a table result, read from its text: counts, groups and derived figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.patterns import lazy

_NUMBER = r"\d+(?:\.\d+)?"


GROUP = lazy(
    r"(?:(?:是的|不是)，|(?:Yes|No), )?(?P<most>最多的是|最少的是|The most: |The fewest: )?"
    r"(?:(?:第 |Number )(?P<nth>\d+)(?: (?P<few>[多少])的是| from the (?P<few_en>most|fewest): ))?(?P<label>.+?)(?:：共 (?P<zh>\d+) 条(?:，不是「[^「」]+」)?[。：]|(?: \([^()]*\))?: (?P<en>\d+) in all(?:, not 「[^「」]+」)?[.:])"
)


COUNTED = lazy(r"共 (\d+) 条|\bhas (\d+) such\b")


LISTED = lazy(r"，已列 (\d+) 条|, (\d+) listed\b")


_DERIVED = lazy(
    rf"(?:(?P<zh>相差|倍数|平均|合计|占|相当于) |(?P<en>Difference|Ratio|Average|Total|Share|In per cent): )(?P<result>{_NUMBER})(?P<unit>[^（(，,]*?)"
    r"(?:（推算）|\s\(derived\))(?:，较高的是(?P<higher>.+?)|, higher: (?P<higher_en>.+?)|(?P<equal>，两者数值相同|, the same figure)|(?:，即 |, or )(?P<fraction>\d+/\d+))?(?:：|: )(?P<left>[^=]+) = "
    rf"(?P<again>{_NUMBER})(?P<unit_again>[^。=]*?)[。.]"
)


# Whose mean a sentence tells, before it.
_GROUP_MEAN = lazy(r"(?P<group>[^：:（(，,]+?)(?: \([^()]*\))?(?:：|: )(?=平均 |占 |Average: |Share: )")


_OPERATION = {
    "相差": "difference", "倍数": "ratio", "平均": "average", "合计": "sum", "占": "share",
    "相当于": "portion", "In per cent": "portion",
    "Difference": "difference", "Ratio": "ratio", "Average": "average", "Total": "sum", "Share": "share",
}  # fmt: skip


_SIGN = {
    "difference": " − ",
    "ratio": " ÷ ",
    "share": " ÷ ",
    "portion": " ÷ ",
    "sum": " + ",
    "average": " + ",
}


_DIVIDED = lazy(r"[（(](.+)[）)] ÷ (\d+)")


_OPERAND = lazy(rf"(?:(?P<name>.+) )?(?P<value>{_NUMBER})(?P<unit>(?:/10万)?[^\d+−÷]*)")


EVERY = lazy(
    r"不是，并非全部符合：(?P<all>\d+) 条中有 (?P<others>\d+) 条不符合：|是的，全部符合，共 (?P<fit>\d+) 条："
    r"|No, not all of them: (?P<others_en>\d+) of (?P<all_en>\d+) do not fit:"
    r"|Yes, all of them: the plan has (?P<fit_en>\d+) such:"
)


ABSENT = lazy(
    r"(?:没有：)?一条都没有的(?P<what>领域|主要目标)共 (?P<zh>\d+) 个[：。]|(?:None\. )?(?P<what_en>Domains|Main goals) that have none: (?P<en>\d+) in number[:.]"
)


SIZED = lazy(
    r"(?:没有：)?这样的(?:领域|主要目标)共 (?P<zh>\d+) 个[：。]|(?:None\. )?(?:Domains|Main goals) of this kind: (?P<en>\d+) in number[:.]"
    r"|不同的(?:单位|数值)共 (?P<kinds>\d+) 种：|Different (?:units|figures): (?P<kinds_en>\d+) in number:"
)


NTH = lazy(
    r"^数值第 (?P<zh>\d+) (?P<low>高|低)的|^With figure number (?P<en>\d+) from the (?P<low_en>highest|lowest),"
)


# By what another question picked the domains: before a group.
PAIR = lazy(
    r"(?:(?P<what>相差|倍数)(?:最(?P<end>[大小])|第 (?P<nth>\d+) (?P<way>[大小]))的是"
    r"|(?:The|Number (?P<nth_en>\d+) from the) (?P<end_en>largest|smallest) (?P<what_en>difference|ratio): )?"
    r"(?P<label>[^：:，,]+?)(?: \([^()]*\))?(?:：(?P<one>[^：:，,\d]+) (?P<many>\d+) 条，(?P<other>[^：:，,\d]+) (?P<fewer>\d+) 条|: (?P<one_en>[a-z ]+?) (?P<many_en>\d+), (?P<other_en>[a-z ]+?) (?P<fewer_en>\d+))"
    r"(?:(?:，|, )(?P<left>\d+) (?P<sign>[−÷]) (?P<right>\d+) = (?P<result>\d+(?:\.\d+)?)(?: 条| 倍| times)?(?:（推算）| \(derived\)))?[。.]"
)


TWO_COUNTS = lazy(
    r"(?P<one>[^：:，,\d]+?) (?P<many>\d+)(?: 条)?(?:，|, )(?P<other>[^：:，,\d]+?) (?P<fewer>\d+)(?: 条)?"
    r"(?:(?:，|, )(?P<left>\d+) (?P<sign>[−÷]) (?P<right>\d+) = (?P<result>\d+(?:\.\d+)?)(?: 条| 倍| times)?(?:（推算）| \(derived\)))?[。.]"
)


CHOSEN = lazy(
    r"^按(?P<zh>[^，]+)数，(?=.+：共 \d+ 条。$)|^By number of (?P<en>[a-z ]+(?: with 「[^:]+」)?): (?=.+ in all\.$)"
)


AGAINST = lazy(
    r"^作比较的指标(?:（(?P<times>[0-9.]+) 倍是 (?P<product>[0-9.]+)[^（）]*，推算）)?："
    r"|^Compared with(?: \((?P<times_en>[0-9.]+) times it is (?P<product_en>[0-9.]+)[^()]*, derived\))?: "
)


BESIDES = lazy(
    r"^另有与基数年相比的目标，未计入（计入则为 (?P<zh>\d+) 条）："
    r"|^Besides, against a base year and not counted \(with it (?P<en>\d+)\): "
)


PLACE = lazy(
    r"在可比的 (?P<all>\d+) 条中，(?P<name>.+)按数值从(?P<way>高到低|低到高)排第 (?P<place>\d+) 位(?:，与其他 (?P<ties>\d+) 条并列)?。"
    r"|Of (?P<all_en>\d+) that can be compared, by figure from (?P<way_en>high to low|low to high), (?P<name_en>.+) comes number (?P<place_en>\d+)(?:, tied with (?P<ties_en>\d+) others?)?\."
)


MIDDLE = lazy(
    r"可比的 (?P<all>\d+) 条按数值排列，正中间的是：(?P<names>.+?)(?:，中位数 (?P<median>[0-9.]+)(?P<unit>\S*?)（推算）)?。"
    r"|Of (?P<all_en>\d+) that can be compared, in the middle by figure: (?P<names_en>.+?)(?:, median (?P<median_en>[0-9.]+)(?P<unit_en>[^()]*?) \(derived\))?\."
)


STRICTEST = lazy(
    r"要求较(?P<kind>[严宽])的是：(?P<name>.+)（同为(?P<side>[上下]限)，数值越(?P<way>[高低])越(?P=kind)）。"
    r"|The (?P<kind_en>stricter|looser) one: (?P<name_en>.+) \(all are (?P<side_en>ceilings|floors), the (?P<way_en>lower|higher) the (?P=kind_en)\)\."
)


_UNIT_OF = {"hours": "小时", "times": "次"}


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of a derived figure: with the name of its row, or a bare count."""

    name: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived figure as a sentence states it.

    Attributes:
        operation: difference, ratio, average, sum, share (of counts) or portion (of another row's figure).
        operands: in the sentence's order; divisor: what their sum is divided by, or None.
        results: as said first and after the operands, with their units.
        higher: the name that is called the higher one, or "".
        equal: whether both figures are said to be the same.
        fraction: a share as a fraction ("1/9"), or "".
        group: whose mean or share it is: the label of one group, or "".
    """

    operation: str
    operands: tuple[Operand, ...]
    divisor: int | None
    results: tuple[tuple[Decimal, str], tuple[Decimal, str]]
    higher: str
    equal: bool = False
    fraction: str = ""
    group: str = ""


def derived(text: str) -> Derived | None:
    """The derived figure that a sentence states, or None where it is no such sentence as a whole."""
    of_group = _GROUP_MEAN.match(text)
    match = _DERIVED.fullmatch(text, of_group.end() if of_group else 0)
    if match is None:
        return None
    operation = _OPERATION[match["zh"] or match["en"]]
    left = match["left"]
    divided = _DIVIDED.fullmatch(left) if operation == "average" else None
    sign = " ÷ " if operation == "average" and divided is None else _SIGN[operation]
    pieces = [_OPERAND.fullmatch(piece) for piece in (divided[1] if divided else left).split(sign)]
    operands = [
        Operand(p["name"] or "", *_whole(p["value"], printed_unit(p["unit"])))
        for p in pieces
        if p is not None
    ]
    if len(operands) < len(pieces):
        return None
    results = (
        _whole(match["result"], match["unit"].strip()),
        _whole(match["again"], match["unit_again"].strip()),
    )
    higher = match["higher"] or match["higher_en"] or ""
    divisor = int(divided[2]) if divided else None
    equal, fraction = bool(match["equal"]), match["fraction"] or ""
    group = of_group["group"] if of_group else ""
    return Derived(operation, tuple(operands), divisor, results, higher, equal, fraction, group)


def _whole(value: str, unit: str) -> tuple[Decimal, str]:
    """A figure and its unit, money in 万元 by the yuan, as the table holds it."""
    return (Decimal(value) * 10_000, "元") if unit == "万元" else (Decimal(value), unit)


def printed_unit(unit: str) -> str:
    """A unit as the plan prints it (hours: 小时)."""
    return _UNIT_OF.get(unit.strip(), unit.strip())


def is_group(text: str) -> bool:
    """Whether a sentence says how many stand in one group, and nothing else."""
    return GROUP.fullmatch(text) is not None


def is_place(text: str) -> bool:
    """Whether a sentence says at which place one row is, which stand in the middle or is the strictest, and nothing else."""
    return any(pattern.fullmatch(text) for pattern in (PLACE, MIDDLE, STRICTEST))


def without_counts(text: str) -> str:
    """The text with line feeds for what the checks of this module read; of the same length."""
    if (
        is_group(text)
        or is_place(text)
        or derived(text) is not None
        or any(p.fullmatch(text) for p in (EVERY, ABSENT, SIZED, PAIR, TWO_COUNTS))
    ):
        return "\n" * len(text)
    for pattern in (COUNTED, LISTED, NTH, BESIDES):
        text = pattern.sub(lambda match: "\n" * len(match.group()), text)
    return text
