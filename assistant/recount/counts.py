"""Counts that are made again: of rows, clauses, groups and parts, each check says what is wrong or None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.patterns import lazy
from assistant.records import Clause, Evidence, Indicator, TableQuery
from assistant.recount.sentences import (
    ABSENT,
    AGAINST,
    BESIDES,
    CHOSEN,
    COUNTED,
    EVERY,
    GROUP,
    LISTED,
    PAIR,
    SIZED,
    TWO_COUNTS,
    derived,
    is_group,
)
from assistant.recount.wanted import (
    all_wanted,
    clause_fits,
    domain_of,
    fits,
    group_of,
    group_sizes,
    holds,
    listed_items,
    part_wanted,
    rows_of,
    without_part,
)

_SUBJECT = lazy(
    r"(?:^|，)规划中(?P<subject>.+?)共 [0-9]+ 条|\bhas [0-9]+ such (?P<en>[a-z ]+?)(?:, [0-9]+ listed)?:"
)


_WITHOUT = lazy(r"^没有具体数值的|^Without a figure\b")


_PART = lazy(r"^这部分|^Of the part\b")


_NAMES: Mapping[str, tuple[str, ...]] = {
    "target": (
        "定量目标", "targets with a figure", "目标下的细项", "target lines",
        "带数字的目标", "targets with a figure or against a base year",
    ),
    "relative": (
        "与基数年相比的目标", "targets against a base year", "带数字的目标", "targets with a figure or against a base year",
    ),
    "qualitative": ("没有具体数值的目标", "targets without a figure"),
    "standard": ("措施中的定量要求", "figures demanded in measures"),
    "goal": ("主要目标", "goals"),
    "measure": ("策略措施", "measures"),
    "principle": ("基本原则", "principles"),
    "item": ("条款", "items"),
    "paragraph": ("段落", "paragraphs"),
    "heading": ("标题", "headings"),
    "title": ("规划名称", "title"),
    "indicator": ("指标", "indicators"),
    "numbered": ("带数字的目标", "targets with a figure or against a base year"),
    "": (
        "其他章节", "other chapters", "没有单位", "no unit", "没有动词", "no verb", "没有写明对象", "no population named",
        "不在主要目标下", "under no goal",
    ),
}  # fmt: skip


_KINDS = tuple(name for kind, names in _NAMES.items() if kind for name in names)


_ANY_KIND = ("指标", "条款", "indicators", "clauses")


def wrong_row(rows: Iterable[Indicator], clauses: Iterable[Clause], evidence: Evidence) -> str | None:
    """A cited row or clause that is not what was asked for."""
    assert evidence.table is not None
    if evidence.table.operation == "absent":
        return _wrong_absence(clauses, evidence)
    table = without_part(evidence.table)
    queries = [one.query for one in table.sets] or [table.rows or table]
    for row in rows:
        if row not in evidence.against and not any(fits(row, query) for query in queries):
            return f"row {row.id} is not what was asked for"
    for clause in clauses:
        if table.sets:
            continue  # their counts are made again, each over what was fetched
        found = clause.id in evidence.found
        if found and not clause_fits(clause, table, evidence.clauses):
            return f"clause {clause.id} is not what was asked for"
        above = clause.kind == "heading" or (
            table.group == "goal"
            and any(c.parent == clause.id for c in evidence.clauses if c.id in evidence.found)
        )
        further = clause.kind in ("paragraph", "target") and clause.parent in evidence.found
        of_row = table.rows is not None and any(row.clause_id == clause.id for row in evidence.indicators)
        if table.source == "clauses" and not (found or above or further or of_row):
            return f"clause {clause.id} was not found by the statement"
    return None


def wrong_measure(text: str, rows: Iterable[Indicator], evidence: Evidence) -> str | None:
    """A row that others are said to be held against, whose figure and unit are not those that bound them."""
    if evidence.table is None or not AGAINST.search(text):
        return None
    measures = [row for row in rows if row in evidence.against]
    if not measures:
        return "the others are held against no row that it cites"
    if {row.id for row in measures} <= set(evidence.table.claim):
        return None  # it is said to be the first, and bounds nothing
    bounds = {bound.value for bound in evidence.table.bounds}
    times = evidence.table.times or Decimal(1)
    for row in measures:
        if row.value is not None and (wrong := _wrong_product(text, row.value, times)):
            return wrong
        if (
            row.value is None
            or row.value * times not in bounds
            or (row.unit and row.unit not in evidence.table.units)
        ):
            return f"the others are not held against {row.value}{row.unit or ''} of row {row.id}"
    return None


def _wrong_product(text: str, value: Decimal, times: Decimal) -> str | None:
    """So many times a figure that does not come out, or was not asked for."""
    match = AGAINST.search(text)
    said = (
        (match["times"] or match["times_en"], match["product"] or match["product_en"]) if match else ("", "")
    )
    if not said[0] and times == 1:
        return None
    if not said[0] or Decimal(said[0]) != times:
        return f"{said[0] or 1} times it is told, {times} times it was asked for"
    return None if Decimal(said[1] or 0) == value * times else f"{said[1]} is not {times} times {value}"


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
    return clause.parent == heading.id if heading.kind == "goal" else domain_of(clause) == heading.title


def wrong_share_of_all(text: str, evidence: Evidence) -> str | None:
    """What is said of all of them that does not hold for them; how many have none."""
    match, absent = EVERY.fullmatch(text), ABSENT.fullmatch(text)
    if absent:
        told = int(absent["zh"] or absent["en"])
        return (
            None
            if told == len(evidence.found)
            else f"{told} are said to have none, {len(evidence.found)} have"
        )
    if evidence.table is not None and evidence.table.pair is not None:
        return None  # counted for themselves
    if sized := SIZED.fullmatch(text):
        return _wrong_groups(int(sized["zh"] or sized["en"] or sized["kinds"] or sized["kinds_en"]), evidence)
    if match is None:
        return None
    whole, part = len(all_wanted(evidence)), len(part_wanted(evidence))
    if fit := match["fit"] or match["fit_en"]:
        return None if int(fit) == whole == part else f"{part} of {whole} fit"
    others, every = int(match["others"] or match["others_en"]), int(match["all"] or match["all_en"])
    return None if (others, every) == (whole - part, whole) and others else f"{part} of {whole} fit"


def _wrong_groups(told: int, evidence: Evidence) -> str | None:
    """How many groups are of the size that is asked for."""
    assert evidence.table is not None
    sizes = group_sizes(evidence, evidence.table.group)
    if evidence.table.group in ("unit", "value"):
        sizes.pop("", None)  # what has no figure has no unit
    counts = [*sizes.values(), *(0 for _ in _without_any(evidence, sizes))]
    there = sum(_is_so_large(n, evidence.table) for n in counts)
    return None if told == there else f"{told} groups are said to be so, {there} are"


def _is_so_large(count: int, table: TableQuery) -> bool:
    """Whether a count keeps all bounds on it, or one where one is enough."""
    held = [holds(bound, Decimal(count)) for bound in table.sizes]
    return any(held) if table.either and held else all(held)


def _without_any(evidence: Evidence, sizes: Mapping[str, int]) -> list[str]:
    """The domains of the question that the statement found to have none, and of which nothing was fetched."""
    assert evidence.table is not None
    if evidence.sql is None or not evidence.table.counts_none:
        return []
    at, total = evidence.sql.columns.index("domain"), evidence.sql.columns.index("total")
    empty = (str(row[at]) for row in evidence.sql.rows if not row[total])
    return [title for title in empty if title in evidence.table.domains and title not in sizes]


def wrong_count(text: str, told: int, evidence: Evidence) -> str | None:
    """A count that is not the number of rows or clauses; a list that is not complete and does not say so.

    Args:
        text: the sentence.
        told: how many sentences of the draft tell a row or clause.
        evidence: what was fetched.
    """
    if is_group(text) or derived(text) is not None or PAIR.fullmatch(text) or TWO_COUNTS.fullmatch(text):
        return None
    if EVERY.fullmatch(text) or evidence.table is None or evidence.table.operation == "absent":
        return None  # counted for themselves
    items = part_wanted(evidence) if _PART.match(text) else all_wanted(evidence)
    if _WITHOUT.match(text):
        items = [row for row in rows_of(listed_items(evidence)) if row.value is None]
    match, listed = COUNTED.search(text), LISTED.search(text)
    if match and int(match[1] or match[2]) != len(items):
        return f"{match[1] or match[2]} are counted, {len(items)} are there"
    if listed and int(listed[1] or listed[2]) != told:
        return f"{listed[1] or listed[2]} are said to be listed, {told} are"
    if match and not listed and 0 < told < len(items):
        return f"{told} of {len(items)} are listed, and the list does not say so"
    return None


_WORDS = lazy(
    r"(?:^(?:是的，|不是，)?写到|^(?:Yes, |No, )?[Ww]ith |：(?:所问范围内)?没有写到|: none(?: of those asked about)? says )"
    r"(?P<words>「[^」]+」(?:(?P<joint>、|和|或|, | and | or )「[^」]+」)*)(?:的|, |\.)"
)


def wrong_words(text: str, evidence: Evidence) -> str | None:
    """Words that what is counted is said to hold, which are not those that were looked for."""
    match = _WORDS.search(text)
    if match is None or evidence.table is None:
        return None
    told = tuple(re.findall("「([^」]+)」", match["words"]))
    joined = len(told) < 2 or (match["joint"].strip() in ("和", "and")) == evidence.table.all_words
    if told != evidence.table.words or not joined:
        return f"{told} are said to be looked for, {evidence.table.words} were"
    names = (name for name in _KINDS if name not in _ANY_KIND)
    kind = next((name for name in names if text[match.end() :].startswith(f"{name}共 ")), "")
    if kind and any(kind not in _NAMES.get(group_of(item, "kind"), ()) for item in all_wanted(evidence)):
        return f"not all that are counted are {kind}"
    return None


def wrong_subject(text: str, evidence: Evidence) -> str | None:
    """A domain or a kind that what is counted is not of."""
    match = _SUBJECT.search(text)
    items = part_wanted(evidence) if _PART.match(text) else all_wanted(evidence)
    if match is None or not items:
        return None
    subject = match["subject"] or f"{match['en'].removesuffix('s')}s"  # one of them is told as one
    kind = max((name for name in (*_KINDS, *_ANY_KIND) if subject.endswith(name)), key=len, default="")
    if (
        kind
        and kind not in _ANY_KIND
        and any(kind not in _NAMES.get(group_of(item, "kind"), ()) for item in items)
    ):
        return f"not all that are counted are {kind}"
    domains = {group_of(item, "domain") for item in items}
    named = {name for name in subject.removesuffix(kind).removesuffix("的").split("、") if name}
    if match["subject"] and named and not domains <= named:
        return f"what is counted stands under {'、'.join(sorted(domains))}"
    return None


def wrong_addition(text: str, rows: Iterable[Indicator], evidence: Evidence) -> str | None:
    """A row said not to be counted that is no change against a base year, or a number with all such that is another."""
    match = BESIDES.match(text)
    if match is None or evidence.table is None:
        return None
    left_out = [row for row in evidence.against if row.id in evidence.table.uncounted]
    if not any(row in left_out and row.kind == "relative" for row in rows):
        return "it tells no change against a base year that was left out"
    total = len(all_wanted(evidence)) + len(left_out)
    return None if int(match["zh"] or match["en"]) == total else f"with them there are {total}"


_HOLDING = lazy(r"写到「.+」的(?P<zh>[^「」]+)|(?P<en>[a-z ]+) with 「.+」")


def wrong_choice(text: str, evidence: Evidence) -> str | None:
    """A word for what domains were picked by that the query which picked them did not count."""
    match = CHOSEN.match(text)
    if match is None or evidence.table is None:
        return None
    told, kinds = match["zh"] or match["en"], evidence.table.kinds
    if holding := _HOLDING.fullmatch(told):
        if tuple(re.findall("「([^」]+)」", told)) != evidence.table.words:
            return f"domains were not picked by {told}"
        told = holding["zh"] or holding["en"]
        if told in _ANY_KIND:
            return None
    any_kind = {f"符合条件的{name}" for name in _ANY_KIND} | {f"such {name}" for name in _ANY_KIND}
    if told in any_kind or (kinds and all(told in _NAMES[kind] for kind in kinds)):
        return None
    return f"domains were not picked by {told}"


def wrong_group(text: str, evidence: Evidence) -> str | None:
    """A count of a group that is not the number of its members."""
    match = GROUP.fullmatch(text)
    if match is None:
        return None
    assert evidence.table is not None
    by = evidence.table.group or "domain"
    sizes = group_sizes(evidence, by)
    counted = int(match["zh"] or match["en"])
    if match["most"] and evidence.table.ends:
        end = max if match["most"].startswith(("最多", "The most")) else min
        if counted != end(sizes.values(), default=0):
            return "it stands at the other end"
    elif match["most"] and len(set(sizes.values())) > 1 and evidence.table.limit == 1:
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
    if not _is_so_large(counted, evidence.table):
        return f"{counted} is not within the bounds that were asked for"
    if not sizes_named:
        return f"there is no group {match['label']!r}"
    return (
        None
        if counted in sizes_named
        else f"{counted} are counted in {match['label']}, {sizes_named[0]} are there"
    )


_BOUNDS: Mapping[str, tuple[str, ...]] = {
    ">=": ("下限类", "floors"), ">": ("下限类（不含本数）", "floors without the figure"),
    "<=": ("上限类", "ceilings"), "<": ("上限类（不含本数）", "ceilings without the figure"),
    "=": ("定数类", "exact figures"), "down_by": ("降幅类", "cuts"), "up_by": ("增幅类", "rises"),
    "down": ("只说下降的", "to fall"), "up": ("只说提高的", "to rise"),
}  # fmt: skip


def kind_names(kind: str) -> tuple[str, ...]:
    """What a sentence may call clauses or rows of a kind."""
    return _NAMES[kind]


def _labels(value: str, by: str) -> tuple[str, ...]:
    if by == "comparator":
        return _BOUNDS[value]
    if by == "label":
        return (f"「{value}」", f"您问的「{value}」")
    if by == "unit" and value:
        return (f"单位 {value}", f"unit {value}")
    return _NAMES[value] if by == "kind" or not value else (value,)
