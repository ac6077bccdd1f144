"""A listing in words and as JSON: what, for whom, how firm, what the plan leaves open, and the next step.

told(fitting, lang, line)      one row in plain words
listing_json(listing, …)       the answer of /api/plans/{plan}/entitlements and of --json
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from assistant.entitlements.choosing import Fitting, Listing
from assistant.entitlements.family import Circumstance
from assistant.patterns import lazy
from assistant.records import Clause, Entitlement, Language

VERSION: Final = 1
_LINE = lazy(r"(?P<name>[\u4e00-\u9fff]{0,2}(?:热线|电话))[“\"「]?(?P<number>\d{3,12})[”\"」]?")
_PUPILS: Final = ("小学", "初中", "高中")
_LEAVE = lazy(r"(?<![寒暑节放])假(?![日期])")  # of parents or workers, no holiday
_STRENGTH_EN: Final = {"规划明确": "stated", "规划推动": "promoted", "目标": "a target"}
_COST_EN: Final = {
    "免费": "free",
    "优惠": "at a discount",
    "免费或优惠": "free or at a discount",
    "补助": "aid or allowance",
}
MEANING: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "规划明确": "规划写明要落实；怎么办理以当地规定为准。",
        "规划推动": "规划推动、鼓励做，有没有、怎么办以当地细则为准。",
        "目标": "规划定的目标，不等于现在就能享受。",
    },
    "en": {
        "规划明确": "The plan commits to it; local rules say how.",
        "规划推动": "The plan promotes it; whether and how is up to local rules.",
        "目标": "A target of the plan, not yet a service for sure.",
    },
}


@dataclass(frozen=True, slots=True)
class Told:
    """One row in plain words, in one language; the quote stays Chinese.

    Attributes:
        name, whom, cost, strength: short words.
        quote, clause_id: what it rests on.
        unsettled: what the plan does not say (amount, days, procedure).
        boundary: that local rules decide, where the child is at the very boundary, else "".
        step: whom to ask next.
    """

    name: str
    whom: str
    cost: str
    strength: str
    quote: str
    clause_id: str
    unsettled: str
    boundary: str
    step: str


def told(fitting: Fitting, lang: Language, line: str, names: Mapping[str, str]) -> Told:
    """One row in plain words.

    Args:
        fitting: a row that fits.
        lang: language of the words around the quote.
        line: the line to call that the plan names, with its number (市长热线 12345), or "".
        names: English names of stages, conditions and areas.
    """
    row = fitting.row
    zh = lang == "zh"
    return Told(
        row.what if zh or not row.what_en else row.what_en,
        _whom(row, lang, names),
        row.cost if zh else _COST_EN.get(row.cost, ""),
        row.strength if zh else _STRENGTH_EN[row.strength],
        row.quote,
        row.clause_id,
        _unsettled(row, lang),
        _boundary(fitting, lang),
        _step(row, lang, line),
    )


def _whom(row: Entitlement, lang: Language, names: Mapping[str, str]) -> str:
    stages = ("中小学",) if row.stages == _PUPILS else row.stages
    parts = [row.ages, row.area, *row.conditions] if row.ages else [row.area, *stages, *row.conditions]
    parts = [part for part in parts if part]
    if lang == "zh":
        return "、".join(parts)
    return ", ".join({"中小学": "school pupils"}.get(part) or names.get(part, part) for part in parts)


def _unsettled(row: Entitlement, lang: Language) -> str:
    """What the plan leaves open of it."""
    quote, zh = row.quote, lang == "zh"
    open_points = []
    if _LEAVE.search(quote):
        open_points.append("天数" if zh else "days")
    if row.cost in ("补助", "优惠", "免费或优惠"):
        open_points.append("金额或幅度" if zh else "amount")
    if not row.cost:
        open_points.append("是否收费" if zh else "cost")
    if not row.where:
        open_points.append("由哪里办理" if zh else "where")
    open_points.append("条件和手续" if zh else "conditions and procedure")
    listed = "、".join(open_points) if zh else ", ".join(open_points)
    return f"规划没有写：{listed}" if zh else f"Not in the plan: {listed}"


def _boundary(fitting: Fitting, lang: Language) -> str:
    if not fitting.edge:
        return ""
    words = fitting.row.ages
    return (
        f"规划写的是“{words}”，这个年龄正好在分界上，算不算由当地细则决定。"
        if lang == "zh"
        else f"The plan says “{words}”; this age is right at the boundary, where local rules decide."
    )


def _step(row: Entitlement, lang: Language, line: str) -> str:
    """Whom to ask: the place that the clause names, the line that the plan names, or who issued it."""
    zh = lang == "zh"
    number = line.split()[-1] if line else ""
    if row.where and not _LINE.search(row.where):
        after = (f"，或打{line}" if zh else f", or call {number}") if line else ""
        return f"问{row.where}{after}" if zh else f"Ask: {row.where}{after}"
    if line:
        return f"打{line} 问" if zh else f"Call {number}, the city's line"
    return "问规划的发布机关" if zh else "Ask the body that issued the plan"


def hot_line(clauses: Iterable[Clause]) -> tuple[str, str]:
    """The line to call that a plan names, with its number, and the clause that does; ("", "") where it names none."""
    for clause in clauses:
        if match := _LINE.search(re.sub(r"\s+", "", clause.text)):
            return f"{match['name']} {match['number']}", clause.id
    return "", ""


def notes(listing: Listing, lang: Language, *, reviewed: bool) -> tuple[str, ...]:
    """What a reader must know of a whole list."""
    zh = lang == "zh"
    found = [
        "这是规划的要求和目标，不是资格证明；金额、天数、手续，规划没有写的，以当地规定为准。"
        if zh
        else "These are demands and targets of the plan, no proof of a claim. Amounts, days and procedures that it does not state are set by local rules."
    ]
    if listing.family.stage or (listing.family.age and any(f.row.stages for f in listing.found)):
        found.append(
            "学段按常见的入学年龄对应，规划没有规定。"
            if zh
            else "School stages are matched by usual ages; the plan does not set them."
        )
    if listing.elsewhere:
        found.append(
            f"另有 {listing.elsewhere} 项只给特定情况的孩子（如残疾、留守、困境），选了情况才会列出。"
            if zh
            else f"Another {listing.elsewhere} are for children in special circumstances only; choose those to see them."
        )
    if not reviewed:
        found.append(
            "这份规划的条目由程序按规则读出，还没有人逐条核对，请以原文为准。"
            if zh
            else "The rows of this plan were read by rules and not yet reviewed; the quotes decide."
        )
    return tuple(found)


def english_names(known: Iterable[Circumstance]) -> dict[str, str]:
    """English names of stages, conditions and areas."""
    return {circumstance.name: circumstance.en for circumstance in known}


# --- JSON ------------------------------------------------------------------------------------------


def listing_json(listing: Listing, plan: str, line: str, names: Mapping[str, str]) -> dict[str, Any]:
    """A listing as one JSON object, in the plan's words with English beside them."""
    family = listing.family
    return {
        "version": VERSION,
        "plan": plan,
        "asked": {
            "months": [family.age.low, family.age.high] if family.age else None,
            "stage": family.stage, "situations": list(family.conditions), "area": family.area,
            "topic": family.topic, "words": family.words,
        },
        "count": len(listing.found),
        "for_other_situations": listing.elsewhere,
        "entitlements": [_row_json(fitting, line, names) for _, group in listing.groups for fitting in group],
    }  # fmt: skip


def _row_json(fitting: Fitting, line: str, names: Mapping[str, str]) -> dict[str, Any]:
    row = fitting.row
    zh, en = (told(fitting, lang, line, names) for lang in ("zh", "en"))
    return {
        "what": row.what, "what_en": row.what_en, "topic": row.domain, "ages": row.ages,
        "months": None if row.age_from is None else [row.age_from, row.age_to], "stages": list(row.stages),
        "situations": list(row.conditions), "area": row.area, "cost": row.cost, "where": row.where,
        "strength": row.strength, "at_the_boundary": fitting.edge, "clause_id": row.clause_id, "quote": row.quote,
        "start": row.start, "end": row.end, "reviewed": row.reviewed, "unsettled": zh.unsettled,
        "unsettled_en": en.unsettled, "next_step": zh.step, "next_step_en": en.step,
    }  # fmt: skip


def error_json(zh: str, en: str) -> dict[str, Any]:
    """What could not be used of a request."""
    return {"version": VERSION, "error": {"zh": zh, "en": en}}
