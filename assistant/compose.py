"""Evidence → draft: sentences from quoted spans and table cells, with citation numbers.

It takes records and calls nothing that fetches. What it writes is checked by ``verify`` before anyone sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.patterns import lazy
from assistant.plan import Meta, citation_at
from assistant.premises import premise_of_rows, what_if
from assistant.privacy import mask
from assistant.records import (
    Citation,
    Clause,
    Draft,
    Evidence,
    Indicator,
    Language,
    Premise,
    Query,
    Sentence,
)  # fmt: skip
from assistant.sufficiency import Judgement
from assistant.wording import statement


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft, the premise it puts right or confirms, and what could be asked next."""

    draft: Draft
    premise: Premise | None = None
    suggestions: tuple[str, ...] = ()


def compose(query: Query, evidence: Evidence, judgement: Judgement, meta: Meta, this_year: int) -> Composed:
    """Write the draft that a judgement calls for."""
    if judgement.detail == "period":
        return _of_the_plan(query, meta, this_year)
    if judgement.status == "answered" and judgement.reason is None:
        return _lookup(query, evidence)
    if judgement.detail == "no_figure":
        return _no_figure(query, evidence)
    if judgement.detail == "year":
        sentences = [_other_year(query, evidence, meta)]
    else:
        texts = _TEXTS[query.lang]
        sentences = [texts.get(judgement.detail, texts["not_understood"])(query, meta)]
    past = judgement.detail == "year" and (query.foreign_year or this_year) < this_year
    if query.now or query.actual or past:
        sentences.append(period_note(query.lang, meta, this_year))
    made = tuple(_echoing(sentence) for sentence in sentences)
    return Composed(Draft(made, ()), None, _suggestions(query, evidence, judgement, meta))


# --- answers from rows -----------------------------------------------------------------------------


_LIKENED: Mapping[Language, str] = {
    "zh": "按规划中与您问法最接近的指标回答：", "en": "By the plan's indicator that is nearest to your question:",
}  # fmt: skip


def _lookup(query: Query, evidence: Evidence) -> Composed:
    citations, numbers = cite(evidence)
    sentences: list[Sentence] = []
    premise, leads = premise_of_rows(query, evidence, numbers)
    if query.likened:
        sentences.append(Sentence(_LIKENED[query.lang]))
    sentences += leads
    if premise is None:
        made = (
            what_if(row, evidence, query.text, query.lang, numbers[row.id]) for row in evidence.indicators
        )
        sentences += [sentence for sentence in made if sentence is not None]
    if len(evidence.indicators) > 1:
        sentences.append(_heading(query, evidence))
    for row in evidence.indicators:
        sentences.append(Sentence(statement(row, evidence, query.lang), (numbers[row.id],)))
        if ASKS_PLACE.search(query.text):
            sentences.append(_place_of(row, numbers[row.id], query.lang))
    return Composed(Draft(tuple(sentences), citations), premise, ())


ASKS_PLACE = lazy(
    r"(?:哪个|哪一个?|什么|啥|哪些?)(?:领域|部分|板块|章节?|目标)|哪(?:一?条|章|块)"
    r"|第几(?:大|个)?(?:[条项款章节点]|部分|方面)|(?:写|列|放|摆|排)在(?:了)?(?:哪|第几)|\bwhere in (?:the|this)\b|\b(?:which|what) (?:domain|part|section|chapter|goal|area|field|clause)"
)


def _place_of(row: Indicator, number: int, lang: Language) -> Sentence:
    """Where a row stands: its domain, and the goal it stands under."""
    above = " ＞ ".join(part for part in (row.domain, row.goal) if part)
    return Sentence(f"Its place in the plan: {above}." if lang == "en" else f"所在部分：{above}。", (number,))


def cite(evidence: Evidence) -> tuple[tuple[Citation, ...], dict[str, int]]:
    """One citation for each sentence of a clause that holds a row; number of the citation by row id."""
    clauses = {(clause.plan, clause.id): clause for clause in evidence.clauses}
    citations: list[Citation] = []
    numbers: dict[str, int] = {}
    for row in evidence.indicators:
        clause = clauses[row.plan, row.clause_id]
        citation = _citation(len(citations) + 1, clause, row)
        same = next(
            (c for c in citations if (c.clause_id, c.quote) == (citation.clause_id, citation.quote)), None
        )
        if same is None:
            citations.append(citation)
        numbers[row.id] = (same or citation).n
    return tuple(citations), numbers


def _citation(n: int, clause: Clause, row: Indicator) -> Citation:
    start, end = _sentence_around(clause.text, row.start, row.end)
    return citation_at(n, clause, start, end)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence that holds text[start:end]."""
    begin = max(text.rfind(mark, 0, start) for mark in "。！？") + 1
    stops = [text.find(mark, end) for mark in "。！？"]
    stop = min((at + 1 for at in stops if at >= 0), default=len(text))
    return begin, stop


def _heading(query: Query, evidence: Evidence) -> Sentence:
    count = len(evidence.indicators)
    return Sentence(
        f"The plan has {count} such figures:" if query.lang == "en" else f"所问指标共 {count} 项："
    )


# --- refusals and courtesies -----------------------------------------------------------------------


def _no_figure(query: Query, evidence: Evidence) -> Composed:
    """A target that has a direction only: said, with its clause, and that no figure is given."""
    citations, numbers = cite(evidence)
    sentences = []
    for row in evidence.indicators:
        said = statement(row, evidence, query.lang)
        none = " The plan gives no figure for it." if query.lang == "en" else "规划没有给出具体数值。"
        sentences.append(Sentence(said + none if row.value is None else said, (numbers[row.id],)))
    return Composed(Draft(tuple(sentences), citations), None, ())


def _echoing(text: str) -> Sentence:
    """Whatever stands in 「」 in a refusal is the asker's."""
    spans = tuple((m.start() + 1, m.end() - 1) for m in re.finditer(r"「[^「」]*」", text))
    return Sentence(text, (), spans)


def _asked_year(query: Query) -> str:
    return str(query.foreign_year or (query.years[0] if query.years else ""))


def _other_year(query: Query, evidence: Evidence, meta: Meta) -> str:
    """The years that the plan does set figures for, and that the one asked about is none of them."""
    first, last = meta.period
    due = sorted({row.target_year for row in evidence.indicators if row.target_year} or {last})
    if query.lang == "en":
        years = " and ".join(map(str, due))
        return (
            f"The plan covers {first} to {last} and sets its targets for {years}; "
            f"there is no target for 「{_asked_year(query)}」."
        )
    years = "、".join(f"{year}年" for year in due)
    return f"规划期为{first}—{last}年，目标按{years}设定，没有「{_asked_year(query)}年」的目标值。"


def _left(query: Query) -> str:
    words = mask("、".join(dict.fromkeys(query.unexplained)))
    return words.replace("「", "").replace("」", "")[:40]


_OTHER_ROW: Mapping[Language, str] = {
    "zh": "规划里是这个数值的是：", "en": "The plan has this figure for:",
}  # fmt: skip


def with_rows_meant(
    composed: Composed, evidence: Evidence, rows: tuple[Indicator, ...], lang: Language
) -> Composed:
    """The draft with the rows that do have the figure which was denied.

    Args:
        composed: what was written of the row that was named.
        evidence: with that row first, and these behind it.
        rows: the others.
        lang: language of the frame.
    """
    citations, numbers = cite(evidence)
    told = [Sentence(statement(row, evidence, lang), (numbers[row.id],)) for row in rows]
    sentences = (*composed.draft.sentences, Sentence(_OTHER_ROW[lang]), *told)
    return replace(composed, draft=Draft(sentences, citations))


def with_lacking(composed: Composed, things: tuple[str, ...], lang: Language) -> Composed:
    """The draft with the things before it that the plan does not have: what follows is the nearest to them."""
    if not things:
        return composed
    if lang == "en":
        text = f"The plan does not mention 「{'」「'.join(things)}」; what follows comes nearest to it."
    else:
        text = f"规划没有写到「{'」「'.join(things)}」，以下是最接近的内容。"
    sentences = (_echoing(text), *composed.draft.sentences)
    return replace(composed, draft=replace(composed.draft, sentences=sentences))


def with_corrections(composed: Composed, query: Query) -> Composed:
    """The draft with the words before it that were read as other words; what was written is the asker's."""
    if not query.corrections or not composed.draft.sentences:
        return composed
    told = dict.fromkeys((c.written, c.meant) for c in query.corrections)
    if query.lang == "en":
        text = "; ".join(f"where you wrote 「{written}」 I read 「{meant}」" for written, meant in told) + "."
        text = text[0].upper() + text[1:]
    else:
        text = "，".join(f"您写的「{written}」按「{meant}」理解" for written, meant in told) + "。"
    sentences = (_echoing(text), *composed.draft.sentences)
    return replace(composed, draft=replace(composed.draft, sentences=sentences))


def period_note(lang: Language, meta: Meta, this_year: int) -> str:
    """The plan's period, whether it is over, and that it holds targets."""
    first, last = meta.period
    over = this_year > last
    if lang == "en":
        return f"The plan covers {first} to {last}{', a period that is over' if over else ''}; it holds targets, not results."
    return f"规划期为{first}—{last}年{'，现已结束' if over else ''}；规划写的是目标，不是完成情况。"


def _of_the_plan(query: Query, meta: Meta, this_year: int) -> Composed:
    """The plan's own term; a year that the question takes for its end is put right first."""
    first, last = meta.period
    premise, sentences = None, []
    if query.foreign_year and query.yes_no and query.foreign_year != first:
        asked = str(query.foreign_year)
        premise = Premise(asked, f"{first}—{last}", agrees=False)
        text = (
            f"The plan covers {first} to {last}, not 「{asked}」."
            if query.lang == "en"
            else f"规划期为{first}—{last}年，不是「{asked}年」。"
        )
        sentences.append(_echoing(text))
    sentences.append(Sentence(period_note(query.lang, meta, this_year)))
    return Composed(Draft(tuple(sentences), ()), premise, ())


Text = Callable[[Query, Meta], str]
# What may be asked of a matter that the plan does not say, in both languages.
_WHAT: Mapping[str, tuple[str, str]] = {
    "money": ("金额", "an amount"),
    "phone": ("联系电话", "a telephone number"),
    "website": ("网址或平台", "a website or platform"),
    "address": ("办理地点", "a place or address"),
    "person": ("人员姓名", "the name of a person"),
    "documents": ("所需材料", "which documents are needed"),
    "procedure": ("办理程序", "a procedure"),
    "penalty": ("处罚办法", "a penalty"),
    "roster": ("具体名单", "a list of names"),
    "day": ("具体日期", "an exact date"),
    "reason": ("原因", "a reason"),
    "definition": ("定义或解释", "a definition"),
    "hours": ("开放或办理的钟点", "opening hours"),
    "date": ("时间", "a date"),
}


def _without(text: str) -> Text:
    return lambda query, meta: text


_TEXTS: Mapping[Language, Mapping[str, Text]] = {
    "zh": {
        "greeting": lambda q, m: f"您好！我可以回答关于《{m.title}》的问题，每个数字都附原文出处。",
        "thanks": lambda q, m: "不客气。还有规划方面的问题，请随时问我。",
        "farewell": lambda q, m: "再见，欢迎随时再来查询。",
        "capability": lambda q, m: (
            f"我根据《{m.title}》的原文回答问题：查指标的目标值，给出原文、出处和查询语句；"
            "规划没有写的，我会直接说明，不会编造。"
        ),
        "order": lambda q, m: "这是对程序的指令，我不会执行。我只回答关于规划内容的问题。",
        "request": lambda q, m: "写作、翻译、计算这类事情我做不了；我只根据规划原文回答问题。",
        "off_topic": lambda q, m: f"这个问题不在《{m.title}》的范围内，我无法回答。",
        "no_indicator": lambda q, m: "没有在规划的指标中找到您问的内容，因此不能给出数值。",
        "not_understood": lambda q, m: "这个问题我没有把握读懂，所以不作回答。请换个问法，或者说出指标、条款的名称。",
        "place": lambda q, m: f"规划只针对{m.region}，没有「{q.foreign_place}」的指标。",
        "actual": lambda q, m: "规划只写目标，没有实际完成的数据；实际情况请向统计部门或主管部门查询。",
        **{kind: _without(f"规划没有写这件事的{what}。") for kind, (what, _) in _WHAT.items()},
        "issuer": lambda q, m: "规划的正文没有写明由谁编制、发布。",
        "foremost": lambda q, m: "规划没有写明哪一项最重要。",
        "no_value": lambda q, m: "规划没有给出您问的数值。",
        "near_miss": lambda q, m: (
            f"没有在规划中找到与「{_left(q)}」对应的指标，因此不能给出数值。" if _left(q)
            else "没有在规划中找到与您所问年龄对应的指标，因此不能给出数值。"
        ),
        "others_named": lambda q, m: f"没有在规划中找到「{'、'.join(q.owners)}」的这项指标，因此不能给出数值。",
        "not_said": lambda q, m: "没有在规划中找到您问的内容，因此不作回答。",
        "not_told": lambda q, m: "没有在规划中找到您问的内容，因此不作回答。",
        "strangers": lambda q, m: f"规划没有涉及「{'、'.join(q.strangers)}」，因此不能回答。",
        "unnamed": lambda q, m: f"规划没有写到「{'」「'.join(q.strangers)}」，因此不能回答。",
        "denominator": lambda q, m: f"规划没有按「{q.per}」计算的目标值。",
        "count": lambda q, m: "规划对这件事写的是比例，没有写数量。",
        "choose": lambda q, m: "规划中有几项指标都符合您的问法，请选择您要问的一项：",
    },
    "en": {
        "greeting": lambda q, m: f"Hello! I answer questions about the {m.title_en}; every figure comes with its source.",
        "thanks": lambda q, m: "You are welcome. Please ask again at any time.",
        "farewell": lambda q, m: "Goodbye, and please come back at any time.",
        "capability": lambda q, m: (
            f"I answer from the text of the {m.title_en}: the target of an indicator, with the quoted clause, its place "
            "and the query behind it. What the plan does not say, I say so and do not make up."
        ),
        "order": lambda q, m: "This is an instruction to the program; I do not carry it out. I answer questions about the plan.",
        "request": lambda q, m: "I do not write, translate or calculate; I answer questions from the plan's own words.",
        "off_topic": lambda q, m: f"This is outside the {m.title_en}, so I cannot answer it.",
        "no_indicator": lambda q, m: "I found no indicator of the plan for what you ask, so I cannot give a figure.",
        "not_understood": lambda q, m: (
            "I am not sure that I read this question rightly, so I do not answer it. Please put it "
            "differently, or name an indicator or a clause."
        ),
        "place": lambda q, m: f"The plan is for {m.region_en} only; it has no indicators for 「{q.foreign_place}」.",
        "actual": lambda q, m: (
            "The plan holds targets only, no figures of what was reached; please ask the statistics office or the "
            "department in charge."
        ),
        **{kind: _without(f"The plan does not state {what} for this.") for kind, (_, what) in _WHAT.items()},
        "issuer": lambda q, m: "The text of the plan does not say who drew it up or issued it.",
        "foremost": lambda q, m: "The plan does not say which of them is the most important.",
        "no_value": lambda q, m: "The plan does not give the figure that you ask for.",
        "near_miss": lambda q, m: (
            f"I found no indicator of the plan for 「{_left(q)}」, so I cannot give a figure." if _left(q)
            else "I found no indicator of the plan for the age you ask about, so I cannot give a figure."
        ),
        "others_named": lambda q, m: f"I found no such indicator of the plan for 「{', '.join(q.owners)}」, so I cannot give a figure.",
        "not_said": lambda q, m: "I did not find this in the plan, so I do not answer it.",
        "not_told": lambda q, m: "I did not find this in the plan, so I do not answer it.",
        "strangers": lambda q, m: f"The plan does not speak of 「{', '.join(q.strangers)}」, so there is no answer.",
        "unnamed": lambda q, m: f"The plan does not mention 「{'」「'.join(q.strangers)}」, so there is no answer.",
        "denominator": lambda q, m: f"The plan has no target counted per 「{q.per}」.",
        "count": lambda q, m: "The plan states a share for this, not a number.",
        "choose": lambda q, m: "Several indicators fit your question; please choose:",
    },
}  # fmt: skip


def _suggestions(query: Query, evidence: Evidence, judgement: Judgement, meta: Meta) -> tuple[str, ...]:
    """Questions that the plan does answer, for the reader to ask next."""
    names = query.choices if judgement.status == "clarify" else query.names
    if judgement.reason == "unsafe":
        return ()
    year = meta.period[1]
    values = {row.name: row.value for row in evidence.indicators}
    if query.lang == "en":
        named = [(evidence.glosses.get(name, ""), values.get(name)) for name in names[:4]]
        return tuple(
            f"What does the plan demand of the {name}?"
            if value is None
            else f"What is the {year} target for the {name}?"
            for name, value in named
            if name
        )
    return tuple(
        f"规划对{name}有什么要求？" if values.get(name) is None else f"{year}年{name}的目标是多少？"
        for name in names[:4]
    )
