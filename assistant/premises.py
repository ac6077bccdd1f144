"""What a question takes for granted, held against the plan → the sentence that puts it right or confirms it.

    premise_of_rows(query, evidence, numbers)    of rows that were looked up
    premise_of_clauses(query, draft, is_on)      of sentences of clauses
    premise_of_count(query, asked, count, …)     of how many parts there are

Of a row every point is compared (assistant/claims.py). A sentence puts a figure right where its own is said of the
same; a word only where it stands in the same place. What agrees in part is neither confirmed nor denied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.claims import is_held_to, points
from assistant.counts_stated import Counted
from assistant.exclusions import Point, excluded
from assistant.framing import tags
from assistant.lexicon import fold_known
from assistant.listing import names_each
from assistant.negated import says_it_is_not
from assistant.numerals import AGES, find_quantities, format_decimal, same_value
from assistant.patterns import lazy
from assistant.records import Draft, Evidence, Indicator, Language, Premise, Quantity, Query, Sentence
from assistant.scaled import scaled
from assistant.sufficiency import held_against
from assistant.supposed import Supposed, asks_gap, says_missed, supposed
from assistant.wording import PER_EN, UNIT_EN, figure_en, figure_zh, full_name, name_en

# --- of rows ---------------------------------------------------------------------------------------


def premise_of_rows(
    query: Query, evidence: Evidence, numbers: Mapping[str, int]
) -> tuple[Premise | None, tuple[Sentence, ...]]:
    """What is taken for granted of the rows, beside theirs, and the sentences that say so; what is wrong goes first.

    Args:
        query: the question.
        evidence: with the rows.
        numbers: number of the citation of each row, by its id.
    """
    if (told := _supposed(query, evidence, numbers)) is not None:
        return told
    held = held_against(query, evidence)
    if held is None:
        return None, ()
    wrong: list[Sentence] = []
    right: list[Sentence] = []
    asked: list[str] = []
    shown: list[str] = []
    for row in evidence.indicators:
        found = points(query, row, evidence.indicators)
        denied = next((point for point in found if point.agrees is False), None)
        figure = next((point for point in found if point.kind == "figure"), None)
        if denied is not None and (row.value is not None or denied.kind == "word"):
            wrong.append(_deny(row, denied, evidence, query.lang, numbers[row.id]))
        elif figure is not None and figure.agrees and all(point.agrees for point in found):
            so, number = _negated(query, figure), numbers[row.id]
            (wrong if so else right).append(_confirm(row, evidence, query.lang, number, negated=so))
        if point := (denied or figure):
            asked.append(point.asked)
            shown.append(_plans(row, point, evidence, query.lang))
    if not (wrong or right):
        return None, ()
    leads = wrong or right  # a yes beside a no would be taken for the answer; the rows are told below
    return Premise("、".join(asked), "、".join(shown), agrees=not wrong), tuple(leads)


def _printed(row: Indicator, evidence: Evidence, lang: Language) -> str:
    return figure_en(row) if lang == "en" else figure_zh(row, evidence)


def _plans(row: Indicator, point: Point, evidence: Evidence, lang: Language) -> str:
    """What the plan has in the place of a point."""
    if point.kind == "base":
        return str(row.base_year)
    if point.kind == "due":
        return str(row.target_year)
    if point.kind == "per":
        return row.per or ""
    if point.kind == "word":
        return point.plan
    if point.kind in ("age", "people"):
        return full_name(row)
    return _printed(row, evidence, lang)


def _negated(query: Query, point: Point) -> bool:
    """Whether the question says of the row's own figure that it is not so (小学近视率不是38%)."""
    own = (figure for figure in query.figures if figure.text.strip() == point.asked)
    return any(says_it_is_not(figure, query.text) for figure in own)


def _confirm(
    row: Indicator, evidence: Evidence, lang: Language, number: int, *, negated: bool = False
) -> Sentence:
    """That a row has what the question states, or what it denies."""
    printed = _printed(row, evidence, lang)
    if lang == "en":
        name = name_en(row, evidence.glosses) or full_name(row)
        lead = (
            f"No, the plan does set this for {name}" if negated else f"Yes, {name}: this agrees with the plan"
        )
        return Sentence(f"{lead}: {printed}.", (number,))
    lead = "不对，规划里就是这样" if negated else "是的，与规划一致"
    return Sentence(f"{lead}：{full_name(row)}，{printed}。", (number,))


def _supposed(
    query: Query, evidence: Evidence, numbers: Mapping[str, int]
) -> tuple[Premise, tuple[Sentence, ...]] | None:
    """Whether the asker's figure keeps to the target of each row, and how far off it is; None where none is supposed.

    What else is stated wrongly of a row (another age, another base year) is put right instead.
    """
    found = [(row, one) for row in evidence.indicators if (one := supposed(query, row)) is not None]
    others = [
        (row, point)
        for row, one in found
        for point in points(query, row, evidence.indicators)
        if point.kind not in ("due", "bound") and point.asked != one.figure.text.strip()
    ]
    if not found or any(point.agrees is False for _, point in others if point.kind != "figure"):
        return None
    wrong = [
        _deny(row, point, evidence, query.lang, numbers[row.id])
        for row, point in others
        if point.agrees is False
    ]
    gap = asks_gap(query.text)
    told = tuple(_met(row, one, evidence, query.lang, numbers[row.id], gap=gap) for row, one in found)
    shown = "、".join(_printed(row, evidence, query.lang) for row, _ in found)
    keeps = all(one.keeps for _, one in found)
    if not keeps and len(told) == 1 and query.confirms and not (wrong or says_missed(query.text)):
        told = (_denied(told[0], query.lang),)
    return Premise(found[0][1].figure.text.strip(), shown, agrees=keeps and not wrong), (*wrong, *told)


def what_if(row: Indicator, evidence: Evidence, text: str, lang: Language, number: int) -> Sentence | None:
    """What the figure of a row comes to under what the question supposes; None where it supposes nothing of it."""
    one = scaled(text, row)
    if one is None or row.value is None:
        return None
    left, by, result = (format_decimal(value) for value in (row.value, one.by, one.result))
    made, printed, unit = f"{left} {one.sign} {by} = ", _printed(row, evidence, lang), row.unit or ""
    per = "" if printed.startswith(row.per or "") else row.per
    side = {">=": ("以上", "at least "), "<=": ("以下", "at most ")}.get(row.comparator, ("", ""))
    if lang == "en":
        name = name_en(row, evidence.glosses) or full_name(row)
        unit = UNIT_EN.get(unit, "" if unit in _COUNTED else unit)
        space = " " if unit.isalpha() else ""
        told = f"With the 「{one.asked}」 you wrote: {name}, {printed}; {made}{side[1]}{result}{space}{unit} (derived)."
    else:
        told = f"按您问的「{one.asked}」推算：{full_name(row)}，{per}{printed}，{made}{result}{unit}{side[0]}（推算）。"
    return _echo(Sentence(told, (number,)), one.asked)


_COUNTED = frozenset({"名", "张", "所", "次"})


def _denied(sentence: Sentence, lang: Language) -> Sentence:
    """A sentence as the answer no."""
    no, text = ("No, t", sentence.text[1:]) if lang == "en" else ("不是，", sentence.text)
    moved = len(no) + len(text) - len(sentence.text)
    echo = tuple((start + moved, end + moved) for start, end in sentence.echo)
    return replace(sentence, text=no + text, echo=echo)


_GAPS: Mapping[str, tuple[str, str]] = {
    "%": (" 个百分点", " percentage points"), "‰": (" 个千分点", " points per mille"),
}  # fmt: skip


def _met(
    row: Indicator, one: Supposed, evidence: Evidence, lang: Language, number: int, *, gap: bool
) -> Sentence:
    """That the asker's figure keeps to the row's bound or does not; how far off it is where that is asked, or it fails."""
    asked, printed = one.figure.text.strip(), _printed(row, evidence, lang)
    unit = row.unit or ""
    zh, en = _GAPS.get(unit, (f" {unit}", UNIT_EN.get(unit, f" {unit}")))
    en = en.removesuffix("s") if one.gap == 1 else en
    off = format_decimal(one.gap) if one.gap and (gap or not one.keeps) else ""
    if lang == "en":
        name = name_en(row, evidence.glosses) or full_name(row)
        verb = "meets" if one.keeps else "does not meet"
        behind = f", {off}{en} from it (derived)" if off else ""
        text = f"The 「{asked}」 you wrote {verb} the plan's target: {name}, {printed}{behind}."
    else:
        verb = "达到" if one.keeps else "没有达到"
        behind = f"，与目标相差 {off}{zh}（推算）" if off else ""
        text = f"您问的「{asked}」{verb}规划的目标：{full_name(row)}，{printed}{behind}。"
    return _echo(Sentence(text, (number,)), asked)


def _deny(row: Indicator, point: Point, evidence: Evidence, lang: Language, number: int) -> Sentence:
    """The row's own, and that the asker's is none of it."""
    said = _DENY_EN if lang == "en" else _DENY_ZH
    asked = _PER_ASKED.get(point.asked, point.asked) if lang == "en" else point.asked
    name = (name_en(row, evidence.glosses) if lang == "en" else "") or full_name(row)
    per = (PER_EN.get(row.per or "", row.per) if lang == "en" else row.per) or ""
    text = said[point.kind].format(
        name=name,
        whole=full_name(row),
        figure=_printed(row, evidence, lang),
        base=row.base_year,
        due=row.target_year,
        per=per,
        asked=asked,
        word=point.plan,
    )
    return _echo(Sentence(text, (number,)), asked)


_PER_ASKED = {"每百": "per hundred", "每千": "per thousand", "每万": "per ten thousand"}
_DENY_ZH: Mapping[str, str] = {
    "figure": "不是，{name}：规划里是{figure}，不是「{asked}」。",
    "bound": "不是，{name}：规划里是{figure}，不是「{asked}」。",
    "age": "不是，{name}：规划里是{figure}，没有「{asked}」的这项目标。",
    "people": "不是，{name}：规划里是{figure}，没有「{asked}」的这项目标。",
    "per": "不是，{name}：规划里是{per}{figure}，不是「{asked}」。",
    "base": "不是，{name}的基数年是{base}年，不是「{asked}年」。",
    "word": "不是，规划原文写的是「{word}」，不是「{asked}」。",
    "due": "不是，{name}：规划里是到{due}年{figure}，不是「{asked}年」。",
}
_DENY_EN: Mapping[str, str] = {
    "figure": "No, {name}: in the plan it is {figure}, not 「{asked}」.",
    "bound": "No, {name}: in the plan it is {figure}, not 「{asked}」.",
    "age": "No, {name} ({whole}): in the plan it is {figure}; there is no such target for 「{asked}」.",
    "people": "No, {name}: in the plan it is {figure}; there is no such target for 「{asked}」.",
    "per": "No, {name}: in the plan it is {figure}, not 「{asked}」.",
    "base": "No, the base year of the {name} is {base}, not 「{asked}」.",
    "word": "No, the plan has 「{word}」 here, not 「{asked}」.",
    "due": "No, {name}: in the plan it is {figure} by {due}, not 「{asked}」.",
}


def _echo(sentence: Sentence, words: str) -> Sentence:
    """Mark each 「words」 of a sentence as the asker's."""
    spans = tuple(
        (match.start() + 1, match.end() - 1)
        for match in re.finditer("「" + re.escape(words) + "年?」", sentence.text)
    )
    return replace(sentence, echo=sentence.echo + spans)


# --- of numbers of things --------------------------------------------------------------------------

_COUNT = lazy(r"共 (\d+) (?:条|章|个部分)|\bhas (\d+) (?:such|parts|chapters)\b")


_NOTE = lazy(r"注意：|Note: ")  # what cannot be compared, told before the rows


def premise_of_count(draft: Draft, claim: Counted, lang: Language) -> tuple[Premise, Draft] | None:
    """How many there are beside how many were stated; None where the draft does not begin by counting."""
    at = next((n for n, sentence in enumerate(draft.sentences) if not _NOTE.match(sentence.text)), 0)
    first = draft.sentences[at] if draft.sentences else Sentence("")
    match = _COUNT.search(first.text)
    if match is None:
        return None
    right = claim.holds_for(int(match[1] or match[2]))
    if right and names_each(claim.question):  # 七个领域分别是啥: nobody asks whether it is so
        return Premise(claim.asked, match[1] or match[2], agrees=True), draft
    stop = "" if first.text[-1:] not in "：:。." else first.text[-1]
    said = first.text[: len(first.text) - len(stop)]
    if lang == "en":
        said = said[0].lower() + said[1:]
        text = f"Yes, {said}{stop}" if right else f"No, {said}, not 「{claim.asked}」{stop}"
    else:
        text = f"是的，{said}{stop}" if right else f"不是，{said}，不是「{claim.asked}」{stop}"
    moved = len(("是的，", "Yes, ", "不是，", "No, ")[(lang == "en") + 2 * (not right)])
    lead = replace(first, text=text, echo=tuple((start + moved, end + moved) for start, end in first.echo))
    rest = (*draft.sentences[:at], *draft.sentences[at + 1 :])
    told = replace(draft, sentences=(lead if right else _echo(lead, claim.asked), *rest))
    return Premise(claim.asked, match[1] or match[2], agrees=right), told


# --- of sentences ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stated:
    """What a question is about, to be held against a sentence.

    Attributes:
        is_on: whether a sentence speaks of it; a figure of another matter tells nothing.
        is_all: whether a sentence accounts for every word of it, so that its figure may be confirmed.
    """

    is_on: Callable[[str], bool]
    is_all: Callable[[str], bool]


def premise_of_clauses(query: Query, draft: Draft, matter: Stated) -> tuple[Premise, Draft] | None:
    """What a question states, held against the sentences told; None where nothing is sure.

    A figure is put right where no sentence has it and the nearest has another of its kind. It is confirmed only where
    the nearest sentence says it of the same, and nothing else in the question was left uncompared.

    Args:
        query: the question.
        draft: the sentences.
        matter: what the question is about.
    """
    if not (query.confirms or query.yes_no) or query.years:
        return None
    told = [s for s in draft.sentences if s.citations and not s.text.endswith(("：", ":"))]
    on = [s for s in told if matter.is_on(s.text)]
    asked = _asked(query)
    fitting = [
        s for s in on if any(_one_kind(f.unit, a.unit) for f in find_quantities(s.text) for a in asked)
    ]
    worded = [s for s in on if excluded(query, s.text)]
    near = next(iter(fitting or worded or on), None)
    if near is None:
        return None
    found = _compared(query, near, told, on)
    if not found:
        return None
    wrong = next((f for f in found if f.agrees is False), None)
    if wrong is None and not (matter.is_all(near.text) and all(f.agrees for f in found)):
        return None
    first = wrong or found[0]
    if not first.quoted and first.plan[:1].isdigit() and (span := _span_at(first.plan, near.text)):
        asked_span = _span_at(first.asked, query.text)
        if not asked_span or asked_span.removesuffix("周岁") == span.removesuffix("周岁"):
            return None  # the 2 of 2-3岁 by itself says nothing
        first = _Compared(asked_span, span, agrees=False)
    lead = _of_sentence(first, near, query.lang)
    premise = Premise(first.asked, first.plan, agrees=wrong is None)
    return premise, Draft((lead, *draft.sentences), draft.citations)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A figure or word of a question beside that of a sentence; quoted where it is a word."""

    asked: str
    plan: str
    agrees: bool | None
    quoted: bool = False


_SPAN = lazy(r"[0-9]+\s*(?:-|—|–|~|至|到|to)\s*[0-9]+\s*(?:周?岁|个月|小时)?")


def _span_at(figure: str, text: str) -> str:
    """The range of a text that a figure begins or ends (2-3岁), without blanks; "" where it stands by itself."""
    number = re.match(r"[0-9]+", figure)
    spans = [
        m.group()
        for m in _SPAN.finditer(text)
        if number and number.group() in re.findall(r"[0-9]+", m.group())
    ]
    return spans[0].strip() if len(spans) == 1 else ""


_COUNTED = frozenset({"小时", "次", "名", "张", "所", "天", "岁", "周岁", "个月", "年"})


def _asked(query: Query) -> list[Quantity]:
    """The figures that a question states; a bare age beside others is that of the asker's child."""
    asked = [f for f in find_quantities(query.text) if re.search(r"[0-9]", f.text) or f.unit in _COUNTED]
    if query.yes_no and not tags(query.text):
        asked = [f for f in asked if not _is_of_somebody(f, query.text)]
    return [f for f in asked if f.unit and not (f.unit in AGES and f.comparator == "=" and len(asked) > 1)]


# 15岁的能直播吗, 17岁算儿童吗, can a 15-year-old: how old somebody is of whom it is asked whether they may, or are meant. 16岁才能: a bound.
_MAY_BEHIND = lazy(
    r"^(?:周?岁)?[^，,。；;？?才]{0,6}?(?:能不能|可不可以|可以|(?<!可)能|准不准|让不让|行不行|该不该|要不要|用不用"
    r"|算不算|还算|也算|算|属不属于|属于|归不归|归|是不是|还是|也是|在不在)"
)
_MAY_BEFORE = lazy(r"\b(?:can|may|could|should|must|is|are) (?:a|an|my|our|the) $")


def _is_of_somebody(figure: Quantity, text: str) -> bool:
    """Whether a figure is the age of somebody of whom a question asks whether they may do something."""
    bare = figure.unit in AGES and figure.comparator == "="
    return bare and bool(_MAY_BEHIND.match(text[figure.end :]) or _MAY_BEFORE.search(text[: figure.start]))


def _compared(query: Query, near: Sentence, told: list[Sentence], on: list[Sentence]) -> list[_Compared]:
    """Each figure and word beside the nearest sentence's; a word that another sentence on the matter has is not wrong."""
    asked = _asked(query)
    figures = [found for f in asked if (found := _figure(f, query.text, near, told)) is not None]
    unsure = [_Compared(f.text.strip(), "", None) for f in asked[len(figures) :]]
    return (
        figures
        + unsure
        + [
            _Compared(p.asked, p.plan, p.agrees, quoted=True)
            for p in excluded(query, near.text)
            if p.agrees is not False or not any(p.asked in s.text for s in on if s is not near)
        ]
    )


def _figure(asked: Quantity, question: str, near: Sentence, told: list[Sentence]) -> _Compared | None:
    """A figure of the question beside the one that the nearest sentence says of the same; None if it says none."""
    here = [f for f in find_quantities(near.text) if _one_kind(f.unit, asked.unit)]
    if not here:
        return None
    shown = asked.text.strip()
    everywhere = [f for s in told for f in find_quantities(s.text) if _one_kind(f.unit, asked.unit)]
    if not any(same_value(f, asked) for f in everywhere):
        bound = _bound(here, question, near.text)
        if len(bound) == 1 and (
            is_held_to(asked, question, bound[0]) or _is_of_those(asked, question, bound[0])
        ):
            return _Compared(shown, "", agrees=None)
        return _Compared(shown, "、".join(f.text.strip() for f in (bound or here)), agrees=False)
    one = (bound := _bound(here, question, near.text)) and bound[0]
    if not one:
        return _Compared(shown, "", agrees=None)
    bounds = ("=", one.comparator, {"<=": "<", ">=": ">"}.get(one.comparator))
    if not same_value(one, asked) or asked.comparator not in bounds:
        alike = asked.unit not in AGES or (asked.comparator == one.comparator != "=")  # 未满18 of 未满16
        return _Compared(shown, one.text.strip(), agrees=False if alike else None)
    return _Compared(shown, one.text.strip(), agrees=True)


# 满14岁就不算儿童了，是吧: one of that age is said to be none of those.
_IS_NONE = lazy(r"不(?:再)?(?:算|是(?!不是)|属于?|归|能|可以|许|得|让|给|用)|\bno longer\b|\bnot\b")


def _is_of_those(asked: Quantity, question: str, bound: Quantity) -> bool:
    """Whether a bare age is one of those that a bound means (1岁半 of 3周岁以下): it is no other bound."""
    denied = tags(question) and _IS_NONE.search(question, asked.end)
    if asked.unit not in AGES or asked.comparator != "=" or denied:
        return False
    below = bound.comparator in ("<", "<=") and asked.value < bound.value
    return below or (bound.comparator in (">", ">=") and asked.value > bound.value)


def _bound(figures: list[Quantity], question: str, text: str) -> list[Quantity]:
    """The one figure of a sentence whose neighbourhood shares most with the question; empty where two share as much."""
    if len(figures) == 1:
        return figures
    asked = _pairs(fold_known(question))
    shares = []
    for n, figure in enumerate(figures):
        start = figures[n - 1].end if n else 0
        around = (
            re.split(r"[，；。]", text[start : figure.start])[-1]
            + re.split(r"[，；。、]", text[figure.end :])[0]
        )
        shares.append(len(asked & _pairs(fold_known(around))))
    best = max(shares)
    return [figures[shares.index(best)]] if best and shares.count(best) == 1 else []


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _one_kind(one: str | None, other: str | None) -> bool:
    return one == other or {one, other} in ({"岁", "周岁"}, {"天", "日"}, {"%", "‰"})


def _of_sentence(found: _Compared, near: Sentence, lang: Language) -> Sentence:
    plan = f"「{found.plan}」" if found.quoted else found.plan
    if found.agrees:
        text = f"Yes, this agrees with the plan: {plan}." if lang == "en" else f"是的，与规划一致：{plan}。"
        return Sentence(text, near.citations)
    text = (
        f"No, the plan has {plan}, not 「{found.asked}」."
        if lang == "en"
        else f"不是，规划原文是{plan}，不是「{found.asked}」。"
    )
    return _echo(Sentence(text, near.citations), found.asked)
