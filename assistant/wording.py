"""How a row is said in a sentence: its name, its figure as printed, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.lexicon import shared_name
from assistant.numerals import find_quantities, format_decimal, printed_apart, quantities_below
from assistant.patterns import lazy
from assistant.records import Evidence, Indicator, Language, Quantity

_BOUND_ZH: Mapping[str, str] = {">=": "至少", "<=": "不超过", "<": "未满", ">": "超过"}
_BOUND_EN: Mapping[str, str] = {
    ">=": "at least ", "<=": "at most ", "<": "under ", ">": "more than ", "=": "", "down_by": "down by ", "up_by": "up by ",
}  # fmt: skip
_ABOUT = lazy(r"约|左右|上下|大致|大概")
_DIRECTION_EN: Mapping[str, str] = {"up": "to rise", "down": "to fall"}
# Classifiers have no English word; the others do.
UNIT_EN: Mapping[str, str] = {
    "%": "%", "‰": "‰", "小时": " hours", "周岁": " years of age", "岁": " years of age", "个月": " months", "次": " times",
    "天": " days", "年": " years", "元": " yuan", "千瓦": " kW",
}  # fmt: skip
# English of common denominators; the checks know it too.
PER_EN: Mapping[str, str] = {
    "每千名儿童": "per thousand children", "每年": "a year", "每天": "a day", "每周": "a week", "每月": "a month",
}  # fmt: skip


def statement(row: Indicator, evidence: Evidence, lang: Language) -> str:
    """What the plan demands of a row, in a sentence."""
    return _statement_en(row, evidence) if lang == "en" else _statement_zh(row, evidence)


def _statement_zh(row: Indicator, evidence: Evidence) -> str:
    if not _stands_alone(row, evidence):
        lead = _lead(row, evidence) or "规划要求"
        base = f"较{row.base_year}年" if row.base_year else ""
        return f"{lead}{full_name(row)}：{base}{row.per or ''}{figure_zh(row, evidence)}。"
    lead = _lead(row, evidence) or "规划要求："
    words = re.sub(r"\s+", "", row.quote)
    per = row.per if row.per and row.per not in words else ""
    return f"{lead}{per}{words}。"


def _lead(row: Indicator, evidence: Evidence) -> str:
    """By what year; where the plan says it of the year alone (2024年110), in what year."""
    year = row.target_year
    if not year:
        return ""
    said = list(re.finditer(rf"[到至]?\s*{year}\s*年\s*[底末]?", _text_of(row, evidence)[: row.start]))
    alone = bool(said) and "".join(said[-1].group().split()) == f"{year}年"
    return f"{year}年，" if alone else f"到{year}年，"


def _text_of(row: Indicator, evidence: Evidence) -> str:
    return next(clause.text for clause in evidence.clauses if clause.id == row.clause_id)


def full_name(row: Indicator) -> str:
    """The name with its population: 初中生睡眠时间."""
    who = row.population or ""
    return row.name if row.name.startswith(who) else who + row.name


def _stands_alone(row: Indicator, evidence: Evidence) -> bool:
    """Whether a row can be said as printed: its quote holds no other figure, and no list shares its name."""
    if printed_apart(_text_of(row, evidence), row.start, row.end) or _below(row, evidence):
        return False
    others = [r for r in evidence.indicators if r.clause_id == row.clause_id and r.id != row.id]
    if any(r.name == row.name for r in others):
        return False
    begin = _quote_start(row, evidence)
    inside = [r for r in others if begin <= r.start < begin + len(row.quote)]
    return not inside and len(_figures_of(row)) <= 1


def _below(row: Indicator, evidence: Evidence) -> str:
    """The figure of a row of a table with the unit that its column has in the header; "" where it is none."""
    clause = next(clause for clause in evidence.clauses if clause.id == row.clause_id)
    header = clause.path[-1] if clause.path else ""
    found = quantities_below(header, clause.text, row.start, row.end)
    return found[0].text if found else ""


def _figures_of(row: Indicator) -> tuple[Quantity, ...]:
    """The figures of a row's words beside those of its name and denominator."""
    words = re.sub(r"\s+", "", row.quote)
    for part in filter(None, (row.name, row.per)):
        words = words.replace(part, "", 1)
    return find_quantities(words)


def _quote_start(row: Indicator, evidence: Evidence) -> int:
    return _text_of(row, evidence).rfind(row.quote, 0, row.start + len(row.quote))


def figure_zh(row: Indicator, evidence: Evidence) -> str:
    """The figure as printed; a bound that its list says only once is said again."""
    text = _text_of(row, evidence)
    if apart := _below(row, evidence) or printed_apart(text, row.start, row.end):
        return apart
    printed = re.sub(r"\s+", "", text[row.start : row.end])
    if row.comparator in ("down_by", "up_by"):
        return _change_zh(row, printed)
    bound = _BOUND_ZH.get(row.comparator, "")
    bare = (
        row.value is not None
        and printed.startswith(format_decimal(row.value))
        and printed.endswith(row.unit or "")
    )
    return bound + printed if bare and bound else printed


def _change_zh(row: Indicator, printed: str) -> str:
    """A change; its verb and its unit are said again where its list says them once (分别下降4个、2个百分点)."""
    verb = row.verb or ""
    said = printed if verb and verb in printed else verb + printed
    unit = row.unit or ""
    return said if unit in said else said.removesuffix("个") + unit


def _statement_en(row: Indicator, evidence: Evidence) -> str:
    lead = f"By {row.target_year}: " if row.target_year else "The plan demands: "
    quoted = re.sub(r"\s+", " ", row.quote)
    name = name_en(row, evidence.glosses)
    said = f"{name} – {figure_en(row)}" if name else ""
    if not _stands_alone(row, evidence):
        return f"{lead}{said or f'「{full_name(row)}」 – {figure_en(row, counted=True)}'}."
    return f"{lead}{said}{' ' if said else ''}(「{quoted}」)."


def name_en(row: Indicator, glosses: Mapping[str, str]) -> str:
    """The English name of a row, with its population where that is needed; "" where it has none."""
    name = glosses.get(row.name) or glosses.get(shared_name(row), "")
    people = glosses.get(row.population or "", "")
    several = row.name not in glosses or shared_name(row) == row.name
    return f"{name} ({people})" if name and people and several and row.population else name


def figure_en(row: Indicator, *, counted: bool = False) -> str:
    """The figure in English, with its bound, base year and denominator.

    Args:
        counted: whether a unit that has no English word (户, 人次) is said in the plan's, as no English name says what is counted.
    """
    if row.value is None:
        return _DIRECTION_EN[row.comparator]
    unit = row.unit or ""
    about = "about " if _is_about(row) else ""
    figure = f"{_BOUND_EN[row.comparator]}{about}{format_decimal(row.value)}{UNIT_EN.get(unit, unit if counted else '')}"
    base = f" from {row.base_year}" if row.base_year else ""
    per = " " + PER_EN.get(row.per, f"({row.per})") if row.per else ""
    return figure + base + per


def _is_about(row: Indicator) -> bool:
    """Whether the plan prints the figure as one that need not be met exactly (50%左右)."""
    return any(
        q.value == row.value and _ABOUT.search(q.text) for q in find_quantities(re.sub(r"\s+", "", row.quote))
    )
