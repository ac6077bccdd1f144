"""Claims about a table result, made again from its rows: counts, groups, order, and derived figures.

It imports nothing that made the draft, and reads the sentence as a reader does: what it says is parsed from its text
and compared with the rows and clauses fetched. Sums are exact decimals; quotients are rounded to two places.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assistant.records import Bound, Clause, Evidence, Indicator, TableQuery

_CHANGES = frozenset({"down_by", "up_by"})
_HUNDREDTH = Decimal("0.01")
_NUMBER = r"\d+(?:\.\d+)?"
_GROUP = re.compile(
    r"(?P<most>最多的是|最少的是|The most: |The fewest: )?"
    r"(?:(?:第 |Number )(?P<nth>\d+)(?: (?P<few>[多少])的是| from the (?P<few_en>most|fewest): ))?(?P<label>.+?)(?:：共 (?P<zh>\d+) 条[。：]|(?: \([^()]*\))?: (?P<en>\d+) in all[.:])"
)
_COUNTED = re.compile(r"共 (\d+) 条|\bhas (\d+) such\b")
_SUBJECT = re.compile(
    r"(?:^|，)规划中(?P<subject>.+?)共 [0-9]+ 条|\bhas [0-9]+ such (?P<en>[a-z ]+?)(?:, [0-9]+ listed)?:"
)
_LISTED = re.compile(r"，已列 (\d+) 条|, (\d+) listed\b")
_WITHOUT = re.compile(r"^没有具体数值的|^Without a figure\b")
_PART = re.compile(r"^这部分|^Of the part\b")
_DERIVED = re.compile(
    rf"(?:(?P<zh>相差|倍数|平均|合计|占) |(?P<en>Difference|Ratio|Average|Total|Share): )(?P<result>{_NUMBER})(?P<unit>[^（(，,]*?)"
    r"(?:（推算）|\s\(derived\))(?:，较高的是(?P<higher>.+?)|, higher: (?P<higher_en>.+?)|(?P<equal>，两者数值相同|, the same figure)|(?:，即 |, or )(?P<fraction>\d+/\d+))?(?:：|: )(?P<left>[^=]+) = "
    rf"(?P<again>{_NUMBER})(?P<unit_again>[^。=]*?)[。.]"
)
_OPERATION = {
    "相差": "difference", "倍数": "ratio", "平均": "average", "合计": "sum", "占": "share",
    "Difference": "difference", "Ratio": "ratio", "Average": "average", "Total": "sum", "Share": "share",
}  # fmt: skip
_SIGN = {"difference": " − ", "ratio": " ÷ ", "share": " ÷ ", "sum": " + ", "average": " + "}
_DIVIDED = re.compile(r"[（(](.+)[）)] ÷ (\d+)")
_OPERAND = re.compile(rf"(?:(?P<name>.+) )?(?P<value>{_NUMBER})(?P<unit>[^\d+−÷]*)")
_EVERY = re.compile(
    r"不是，并非全部符合：(?P<all>\d+) 条中有 (?P<others>\d+) 条不符合：|是的，全部符合，共 (?P<fit>\d+) 条："
    r"|No, not all of them: (?P<others_en>\d+) of (?P<all_en>\d+) do not fit:"
    r"|Yes, all of them: the plan has (?P<fit_en>\d+) such:"
)
_ABSENT = re.compile(
    r"一条都没有的(?P<what>领域|主要目标)共 (?P<zh>\d+) 个：|(?P<what_en>Domains|Main goals) that have none: (?P<en>\d+) in number:"
)
_SIZED = re.compile(
    r"这样的(?:领域|主要目标)共 (?P<zh>\d+) 个：|(?:Domains|Main goals) of this kind: (?P<en>\d+) in number:"
)
_NTH = re.compile(
    r"^数值第 (?P<zh>\d+) (?P<low>高|低)的|^With figure number (?P<en>\d+) from the (?P<low_en>highest|lowest),"
)
_VERDICT = re.compile(
    r"(?P<yes>是的|不是|Yes|No)(?:，数值较高的是：|, the higher figure: )(?P<name>.+?)[。.]"
    r"|(?P<same>不是，两者数值相同。|No, the figures are the same\.)"
)
_ORDER = re.compile(
    r"^按数值从(?P<zh>高到低|低到高)|^数值(?P<top>最高|最低)的|^By figure, from (?P<en>high to low|low to high)"
    r"|^With the (?P<top_en>highest|lowest) figure"
)
_FALLING = frozenset({"高到低", "high to low"})
_UNITS_DIFFER = re.compile(r"单位不同|different units")
_DIRECTIONS_DIFFER = re.compile(r"方向不同|directions differ")
_CHANGES_AND_LEVELS = re.compile(r"升降幅度|changes against")
_UNIT_OF = {"hours": "小时", "times": "次"}
_POINTS = {"个百分点": "%", "percentage points": "%", "个千分点": "‰", "points per mille": "‰"}
_MARK = re.compile(r"^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d+[.．、])\s*")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "target": ("定量目标", "targets with a figure", "目标下的细项", "target lines"),
    "relative": ("与基数年相比的目标", "targets against a base year"),
    "qualitative": ("没有具体数值的目标", "targets without a figure"),
    "standard": ("措施中的定量要求", "figures demanded in measures"),
    "goal": ("主要目标", "goals"),
    "measure": ("策略措施", "measures"),
    "principle": ("基本原则", "principles"),
    "item": ("条款", "items"),
    "paragraph": ("段落", "paragraphs"),
    "heading": ("标题", "headings"),
    "title": ("规划名称", "title"),
    "": (
        "其他章节", "other chapters", "没有单位", "no unit", "没有动词", "no verb", "没有写明对象", "no population named",
        "不在主要目标下", "under no goal",
    ),
}  # fmt: skip


_KINDS = tuple(name for kind, names in _NAMES.items() if kind for name in names)
_ANY_KIND = ("指标", "条款", "indicators", "clauses")


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
        operation: difference, ratio, average, sum or share.
        operands: in the sentence's order; divisor: what their sum is divided by, or None.
        results: as said first and after the operands, with their units.
        higher: the name that is called the higher one, or "".
        equal: whether both figures are said to be the same.
        fraction: a share as a fraction ("1/9"), or "".
    """

    operation: str
    operands: tuple[Operand, ...]
    divisor: int | None
    results: tuple[tuple[Decimal, str], tuple[Decimal, str]]
    higher: str
    equal: bool = False
    fraction: str = ""


def derived(text: str) -> Derived | None:
    """The derived figure that a sentence states, or None where it is no such sentence as a whole."""
    match = _DERIVED.fullmatch(text)
    if match is None:
        return None
    operation = _OPERATION[match["zh"] or match["en"]]
    left = match["left"]
    divided = _DIVIDED.fullmatch(left) if operation == "average" else None
    sign = " ÷ " if operation == "average" and divided is None else _SIGN[operation]
    pieces = [_OPERAND.fullmatch(piece) for piece in (divided[1] if divided else left).split(sign)]
    operands = [
        Operand(p["name"] or "", Decimal(p["value"]), _printed(p["unit"])) for p in pieces if p is not None
    ]
    if len(operands) < len(pieces):
        return None
    results = (
        (Decimal(match["result"]), match["unit"].strip()),
        (Decimal(match["again"]), match["unit_again"].strip()),
    )
    higher = match["higher"] or match["higher_en"] or ""
    divisor = int(divided[2]) if divided else None
    equal, fraction = bool(match["equal"]), match["fraction"] or ""
    return Derived(operation, tuple(operands), divisor, results, higher, equal, fraction)


def _printed(unit: str) -> str:
    return _UNIT_OF.get(unit.strip(), unit.strip())


def is_group(text: str) -> bool:
    """Whether a sentence says how many stand in one group, and nothing else."""
    return _GROUP.fullmatch(text) is not None


def without_counts(text: str) -> str:
    """The text with line feeds for what the checks of this module read; of the same length."""
    if (
        is_group(text)
        or derived(text) is not None
        or any(p.fullmatch(text) for p in (_EVERY, _ABSENT, _SIZED))
    ):
        return "\n" * len(text)
    for pattern in (_COUNTED, _LISTED, _NTH):
        text = pattern.sub(lambda match: "\n" * len(match.group()), text)
    return text


Labels = Callable[[Indicator], frozenset[str]]


# --- what was asked for ----------------------------------------------------------------------------


def fits(row: Indicator, table: TableQuery) -> bool:
    """Whether a row is what the question asks for, by its own fields."""
    listed: tuple[tuple[tuple[object, ...], object], ...] = (
        (table.ids, row.id), (table.populations, row.population), (table.domains, row.domain), (table.goals, row.goal),
        (table.kinds, row.kind), (table.units, row.unit), (table.verbs, row.verb), (table.comparators, row.comparator),
        (table.pers, row.per),
    )  # fmt: skip
    return (
        all(not allowed or value in allowed for allowed, value in listed)
        and table.base_year in (None, row.base_year)
        and table.target_year in (None, row.target_year)
        and _is_bounded(row, table)
        and (not table.wordings or any(_squeeze(word) in _squeeze(row.quote) for word in table.wordings))
        and (not table.words or _held(table, _squeeze(row.name), ages=False))
        and (not table.starts or _squeeze(row.name).startswith(tuple(map(_squeeze, table.starts))))
        and not (table.without and fits(row, table.without))
    )


def _is_bounded(row: Indicator, table: TableQuery) -> bool:
    """Whether the figure keeps all bounds, or one where one is enough."""
    held = [row.value is not None and _holds(bound, row.value) for bound in table.bounds]
    return any(held) if table.either and held else all(held)


def _held(table: TableQuery, text: str, *, ages: bool) -> bool:
    """Whether a text holds one of the words, or all where all are asked for.

    Ages are folded before words are looked for in clauses; there a word with a number may be printed otherwise.
    """
    words = [_squeeze(word) for word in table.words]
    held = [word in text or (ages and any(c.isdigit() for c in word)) for word in words]
    return all(held) if table.all_words else any(held)


def _holds(bound: Bound, value: Decimal) -> bool:
    return {
        "<": value < bound.value, "<=": value <= bound.value, ">": value > bound.value, ">=": value >= bound.value,
        "=": value == bound.value,
    }[bound.operator]  # fmt: skip


def clause_fits(clause: Clause, table: TableQuery, parts: Iterable[Clause] = ()) -> bool:
    """Whether a clause is what the question asks for; words may stand in its further paragraphs, too."""
    further = [c.text for c in parts if c.parent == clause.id and c.kind == "paragraph"]
    text = _squeeze(
        "\n".join((clause.text, *(further if table.kinds and "paragraph" not in table.kinds else ())))
    )
    return (
        (not table.ids or clause.id in table.ids)
        and (not table.kinds or clause.kind in table.kinds)
        and (not table.domains or _domain(clause) in table.domains)
        and (not table.goals or any(goal in label for goal in table.goals for label in clause.path))
        and (not table.words or _held(table, text, ages=True))
        and (not table.starts or _squeeze(clause.title).startswith(tuple(map(_squeeze, table.starts))))
        and (not table.titled or any(_squeeze(word) in _squeeze(clause.title) for word in table.titled))
        and not (table.without and clause_fits(clause, table.without, parts))
    )


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


def _domain(clause: Clause) -> str:
    if len(clause.path) == 1 and clause.kind == "heading":
        return clause.title
    return _MARK.sub("", clause.path[1]).strip() if len(clause.path) > 1 else ""


def _whole(table: TableQuery) -> TableQuery:
    """The question without what only the part of a share is held to."""
    left_out: dict[str, Any] = dict.fromkeys(table.of_part, ())
    return replace(table, **left_out) if table.operation in ("share", "every") else table


def _all(evidence: Evidence) -> list[Indicator | Clause]:
    """The rows or clauses that were fetched and are what was asked for."""
    assert evidence.table is not None
    return _fitting(evidence, _whole(evidence.table))


def _part(evidence: Evidence) -> list[Indicator | Clause]:
    assert evidence.table is not None
    return _fitting(evidence, evidence.table)


def _shown(evidence: Evidence) -> list[Indicator | Clause]:
    """What an answer lists: the part; asked whether all are of it, those that are not."""
    part = _part(evidence)
    assert evidence.table is not None
    if evidence.table.operation != "every":
        return part
    return [item for item in _all(evidence) if item not in part] or part


def _fitting(evidence: Evidence, table: TableQuery) -> list[Indicator | Clause]:
    if table.source == "clauses":
        every = evidence.clauses
        return [c for c in every if c.id in evidence.found and clause_fits(c, table, every)]
    return [row for row in evidence.indicators if fits(row, table)]


def _rows(items: Iterable[Indicator | Clause]) -> list[Indicator]:
    return [item for item in items if isinstance(item, Indicator)]


# --- the checks: each returns what is wrong, or None -----------------------------------------------


def wrong_row(rows: Iterable[Indicator], clauses: Iterable[Clause], evidence: Evidence) -> str | None:
    """A cited row or clause that is not what was asked for."""
    assert evidence.table is not None
    if evidence.table.operation == "absent":
        return _wrong_absence(clauses, evidence)
    table = _whole(evidence.table)
    for row in rows:
        if not fits(row, table):
            return f"row {row.id} is not what was asked for"
    for clause in clauses:
        found = clause.id in evidence.found
        if found and not clause_fits(clause, table, evidence.clauses):
            return f"clause {clause.id} is not what was asked for"
        above = clause.kind == "heading" or (
            table.group == "goal"
            and any(c.parent == clause.id for c in evidence.clauses if c.id in evidence.found)
        )
        further = clause.kind == "paragraph" and clause.parent in evidence.found
        if table.source == "clauses" and not found and not above and not further:
            return f"clause {clause.id} was not found by the statement"
    return None


def _wrong_absence(clauses: Iterable[Clause], evidence: Evidence) -> str | None:
    """A heading that is told to have none, and under which something stands that was asked for."""
    table = evidence.table
    assert table is not None
    for clause in clauses:
        if clause.id not in evidence.found:
            return f"clause {clause.id} was not found by the statement"
        if table.source == "indicators":
            name = clause.title
            held: list[str] = [
                r.id for r in evidence.indicators if fits(r, table) and name in (r.domain, r.goal)
            ]
        else:
            held = [c.id for c in evidence.clauses if clause_fits(c, table) and _is_under(c, clause)]
        if held:
            return f"{held[0]} stands under {clause.id}"
    return None


def _is_under(clause: Clause, heading: Clause) -> bool:
    return clause.parent == heading.id if heading.kind == "goal" else _domain(clause) == heading.title


def wrong_share_of_all(text: str, evidence: Evidence) -> str | None:
    """What is said of all of them that does not hold for them; how many have none."""
    match, absent = _EVERY.fullmatch(text), _ABSENT.fullmatch(text)
    if absent:
        told = int(absent["zh"] or absent["en"])
        return (
            None
            if told == len(evidence.found)
            else f"{told} are said to have none, {len(evidence.found)} have"
        )
    if sized := _SIZED.fullmatch(text):
        return _wrong_groups(int(sized["zh"] or sized["en"]), evidence)
    if match is None:
        return None
    whole, part = len(_all(evidence)), len(_part(evidence))
    if fit := match["fit"] or match["fit_en"]:
        return None if int(fit) == whole == part else f"{part} of {whole} fit"
    others, every = int(match["others"] or match["others_en"]), int(match["all"] or match["all_en"])
    return None if (others, every) == (whole - part, whole) and others else f"{part} of {whole} fit"


def _wrong_groups(told: int, evidence: Evidence) -> str | None:
    """How many groups are of the size that is asked for."""
    assert evidence.table is not None
    sizes = Counter(_value(item, evidence.table.group) for item in _all(evidence))
    there = sum(all(_holds(bound, Decimal(n)) for bound in evidence.table.sizes) for n in sizes.values())
    return None if told == there else f"{told} groups are said to be so, {there} are"


def wrong_verdict(text: str, labels: Labels, evidence: Evidence) -> str | None:
    """A yes or no on which of two figures is higher that the figures do not bear out."""
    match = _VERDICT.fullmatch(text)
    if match is None:
        return None
    assert evidence.table is not None
    by_id = {row.id: row for row in evidence.indicators}
    if len(evidence.table.claim) != 2 or not set(evidence.table.claim) <= set(by_id):
        return "the question claims nothing of two figures"
    high, low = (by_id[i] for i in evidence.table.claim)
    if high.value is None or low.value is None or _comparable(high) != _comparable(low):
        return "the two cannot be compared"
    if match["same"]:
        return None if high.value == low.value else "the figures are not the same"
    right = high.value > low.value
    if high.value == low.value or (match["yes"] in ("是的", "Yes")) != right:
        return f"{high.value} and {low.value} do not say so"
    higher = high if right else low
    return None if match["name"] in labels(higher) else f"the higher one is {higher.name}"


def wrong_count(text: str, told: int, evidence: Evidence) -> str | None:
    """A count that is not the number of rows or clauses; a list that is not complete and does not say so.

    Args:
        text: the sentence.
        told: how many sentences of the draft tell a row or clause.
        evidence: what was fetched.
    """
    if is_group(text) or derived(text) is not None:
        return None
    if _EVERY.fullmatch(text) or evidence.table is None or evidence.table.operation == "absent":
        return None  # counted for themselves
    items = _part(evidence) if _PART.match(text) else _all(evidence)
    if _WITHOUT.match(text):
        items = [row for row in _rows(_shown(evidence)) if row.value is None]
    match, listed = _COUNTED.search(text), _LISTED.search(text)
    if match and int(match[1] or match[2]) != len(items):
        return f"{match[1] or match[2]} are counted, {len(items)} are there"
    if listed and int(listed[1] or listed[2]) != told:
        return f"{listed[1] or listed[2]} are said to be listed, {told} are"
    if match and not listed and 0 < told < len(items):
        return f"{told} of {len(items)} are listed, and the list does not say so"
    return None


def wrong_subject(text: str, evidence: Evidence) -> str | None:
    """A domain or a kind that what is counted is not of."""
    match = _SUBJECT.search(text)
    items = _part(evidence) if _PART.match(text) else _all(evidence)
    if match is None or not items:
        return None
    subject = match["subject"] or match["en"]
    kind = max((name for name in (*_KINDS, *_ANY_KIND) if subject.endswith(name)), key=len, default="")
    if (
        kind
        and kind not in _ANY_KIND
        and any(kind not in _NAMES.get(_value(item, "kind"), ()) for item in items)
    ):
        return f"not all that are counted are {kind}"
    domains = {_value(item, "domain") for item in items}
    named = {name for name in subject.removesuffix(kind).removesuffix("的").split("、") if name}
    if match["subject"] and named and not domains <= named:
        return f"what is counted stands under {'、'.join(sorted(domains))}"
    return None


def wrong_group(text: str, evidence: Evidence) -> str | None:
    """A count of a group that is not the number of its members."""
    match = _GROUP.fullmatch(text)
    if match is None:
        return None
    assert evidence.table is not None
    by = evidence.table.group or "domain"
    sizes = Counter(_value(item, by) for item in _all(evidence))
    counted = int(match["zh"] or match["en"])
    if match["most"] and len(set(sizes.values())) > 1 and evidence.table.limit == 1:
        return "what is called the most or the fewest are not equal"
    if evidence.table.operation == "alike" and list(sizes.values()).count(counted) < 2:
        return f"no other group has {counted}"
    if match["nth"]:
        few = (match["few"] or match["few_en"]) in ("少", "fewest")
        if int(match["nth"]) != evidence.table.nth or few != (evidence.table.order == "asc"):
            return "this place was not asked for"
        if len(set(sizes.values())) > 1:
            return "groups at one place are not equal"
    sizes_named = [size for value, size in sizes.items() if match["label"] in _labels(value, by)]
    if not sizes_named and not counted and match["label"] in evidence.table.domains:
        return None  # a domain that was asked for and has none
    if any(not _holds(bound, Decimal(counted)) for bound in evidence.table.sizes):
        return f"{counted} is not within the bounds that were asked for"
    if not sizes_named:
        return f"there is no group {match['label']!r}"
    return (
        None
        if counted in sizes_named
        else f"{counted} are counted in {match['label']}, {sizes_named[0]} are there"
    )


def _value(item: Indicator | Clause, by: str) -> str:
    if isinstance(item, Clause):
        above = _squeeze(_MARK.sub("", item.path[-1].strip())) if item.path else ""
        return {"domain": _domain(item), "goal": above}.get(by, item.kind)
    return str(getattr(item, by) or "")


def _labels(value: str, by: str) -> tuple[str, ...]:
    if by == "unit" and value:
        return (f"单位 {value}", f"unit {value}")
    return _NAMES[value] if by == "kind" or not value else (value,)


def wrong_order(text: str, others: Iterable[str], evidence: Evidence) -> str | None:
    """Rows that are not in the order that is claimed, or of units that cannot be put into one."""
    if nth := _NTH.match(text):
        return _wrong_place(nth, evidence)
    match = _ORDER.match(text)
    if match is None:
        return None
    buckets = _buckets(_rows(_all(evidence)))
    if len(buckets) > 1 and not any(
        _UNITS_DIFFER.search(other) or _CHANGES_AND_LEVELS.search(other) for other in others
    ):
        return "figures that cannot be compared are put into one order"
    for rows in buckets:
        values = [row.value for row in rows if row.value is not None]
        if match["top"] or match["top_en"]:
            if len(set(values)) > 1:
                return f"{values} are not all the highest or lowest"
        elif values != sorted(values, reverse=(match["zh"] or match["en"]) in _FALLING):
            return f"{rows[0].name} and those after it are not in this order"
    return None


def _wrong_place(match: re.Match[str], evidence: Evidence) -> str | None:
    """A place in the order that was not asked for, or figures that cannot all be at it."""
    assert evidence.table is not None
    low = (match["low"] or match["low_en"]) in ("低", "lowest")
    if int(match["zh"] or match["en"]) != evidence.table.nth or low != (evidence.table.order == "asc"):
        return "this place was not asked for"
    for rows in _buckets(_rows(_all(evidence))):
        if len({row.value for row in rows}) > 1:
            return "figures at one place are not equal"
    return None


def _comparable(row: Indicator) -> tuple[str | None, str | None, bool]:
    return row.unit, row.per, row.comparator in _CHANGES


def _buckets(rows: Iterable[Indicator]) -> list[list[Indicator]]:
    found: dict[tuple[str | None, str | None, bool], list[Indicator]] = {}
    for row in rows:
        if row.value is not None:
            found.setdefault(_comparable(row), []).append(row)
    return list(found.values())


def wrong_note(text: str, evidence: Evidence) -> str | None:
    """A remark on units or directions that the rows do not bear out."""
    buckets = _buckets(_rows(_all(evidence)))
    heads = [rows[0] for rows in buckets]
    if _UNITS_DIFFER.search(text) and len({(row.unit, row.per) for row in heads}) < 2:
        return "the rows have one unit"
    if _CHANGES_AND_LEVELS.search(text) and len({row.comparator in _CHANGES for row in heads}) < 2:
        return "the rows are all levels, or all changes"
    mixed = any({">=", "<="} <= {row.comparator for row in rows} for rows in buckets)
    if _DIRECTIONS_DIFFER.search(text) and not mixed:
        return "the bounds of the rows go one way"
    return None


# --- derived figures


def wrong_result(claim: Derived) -> str | None:
    """Arithmetic that does not come out."""
    values = [operand.value for operand in claim.operands]
    made = _made(claim, values)
    if made is None:
        return "nothing can be made of these operands"
    if claim.fraction and not _is_fraction(claim.fraction, values):
        return f"{claim.fraction} is not {values[0]} of {values[1]}"
    for said, _ in claim.results:
        if said != made:
            return f"{said} is said, {made} comes out"
    return None


def _made(claim: Derived, values: list[Decimal]) -> Decimal | None:
    total = sum(values, Decimal(0))
    if claim.operation == "sum":
        return total
    if claim.operation == "average" and claim.divisor is not None:
        return _rounded(total / claim.divisor) if claim.divisor else None
    if len(values) != 2 or (claim.operation != "difference" and not values[1]):
        return None
    if claim.operation == "difference":
        return values[0] - values[1]
    return _rounded(values[0] / values[1] * (100 if claim.operation == "share" else 1))


def _is_fraction(said: str, values: list[Decimal]) -> bool:
    above, below = (Decimal(number) for number in said.split("/"))
    return len(values) == 2 and above * values[1] == below * values[0]


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)


def wrong_operand(
    claim: Derived, rows: Iterable[Indicator], labels: Labels, evidence: Evidence
) -> str | None:
    """An operand that is not the figure of the cited row it is named for, or that is missing; a false count."""
    assert evidence.table is not None
    if not any(operand.name for operand in claim.operands):
        return _wrong_counts(claim, evidence)
    found = [_row_of(operand, rows, labels) for operand in claim.operands]
    for operand, row in zip(claim.operands, found, strict=True):
        if row is None:
            return f"{operand.name} {operand.value}{operand.unit} is no figure of a cited row"
    first = found[0]
    assert first is not None
    alike = [r for r in _rows(_all(evidence)) if r.value is not None and _comparable(r) == _comparable(first)]
    values = [row.value for row in alike if row.value is not None]
    said = [operand.value for operand in claim.operands]
    asked = evidence.table.operation == "difference"  # else any two are compared
    if asked and claim.operation == "difference" and len(alike) > 2 and said != [max(values), min(values)]:
        return "these are not the highest and the lowest figure"
    if claim.operation in ("average", "sum"):
        if {row.id for row in found if row} != {row.id for row in alike} or len(found) != len(alike):
            return f"{len(claim.operands)} of {len(alike)} figures are taken"
        if claim.operation == "average" and claim.divisor != len(alike):
            return f"it is divided by {claim.divisor}, there are {len(alike)}"
    return None


def _row_of(operand: Operand, rows: Iterable[Indicator], labels: Labels) -> Indicator | None:
    return next(
        (
            row
            for row in rows
            if operand.name in labels(row) and row.value == operand.value and (row.unit or "") == operand.unit
        ),
        None,
    )


def _wrong_counts(claim: Derived, evidence: Evidence) -> str | None:
    assert evidence.table is not None
    whole = _all(evidence)
    sizes = Counter(_value(item, evidence.table.group or "domain") for item in whole)
    counts: dict[str, list[int]] = {
        "share": [len(_part(evidence)), len(whole)],
        "average": [len(whole), len(sizes)],
        "sum": sorted(sizes.values()),
        "difference": sorted([*sizes.values(), 0][: max(2, len(sizes))], reverse=True),
        "ratio": [max(sizes.values(), default=0), min(sizes.values(), default=0)],
    }
    said = [int(operand.value) for operand in claim.operands]
    there = counts.get(claim.operation, [])
    if (sorted(said) if claim.operation == "sum" else said) != there:
        return f"{said} are counted, {there} are there"
    return None


def wrong_unit(claim: Derived, rows: Iterable[Indicator], labels: Labels) -> str | None:
    """Figures of different units or denominators taken together, or a result in another unit."""
    found = [row for o in claim.operands if (row := _row_of(o, rows, labels)) is not None]
    if len({_comparable(row) for row in found}) > 1:
        return "figures that cannot be compared are taken together"
    unit = (found[0].unit or "") if found else "%" if claim.operation == "share" else "条"
    for _, said in claim.results:
        if claim.operation == "ratio":
            right = said in ("倍", "times")
        elif claim.operation == "difference" and unit in _POINTS.values():
            right = _POINTS.get(said) == unit
        else:
            right = _printed(said) == unit or (not found and not said and unit == "条")
        if not right:
            return f"the result is said in {said!r}, the figures are in {unit!r}"
    return None


def wrong_higher(claim: Derived) -> str | None:
    """The name of the higher figure, where one is named, is that of the higher figure; equal ones are equal."""
    if claim.equal and len({operand.value for operand in claim.operands}) > 1:
        return "the figures are not the same"
    if not claim.higher:
        return None
    highest = max(claim.operands, key=lambda operand: operand.value)
    alone = [operand for operand in claim.operands if operand.value == highest.value]
    if len(alone) > 1 or highest.name != claim.higher:
        return f"{claim.higher} is not the higher one"
    return None
