"""Clauses, rows and duties → the lines of a course, in the plan's own sentences, with a frame in either language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from assistant.course.material import Audience, Material
from assistant.course.records import Line
from assistant.course.scope import Area
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.records import Clause, Duty, Evidence, Indicator, Language
from assistant.wording import statement

_MARK = lazy(
    r"\s*(?:——|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、](?![0-9]))?\s*"
)
_IN_CHARGE = "负责"
_ASK: Mapping[Language, tuple[str, ...]] = {
    "zh": (
        "对照「{}」，本单位已经做到哪些，还差在哪里？",
        "「{}」落到本单位，由谁来做，何时做成，怎样看出成效？",
        "推进「{}」时，需要和哪些部门、单位配合？怎样配合？",
        "群众会怎样问到「{}」？请用规划的原话回答。",
    ),
    "en": (
        "Held against 「{}」: what has your organisation done, and what is missing?",
        "Bringing 「{}」 into your organisation: who does it, when, and how can success be seen?",
        "With whom do you have to work to bring 「{}」 forward, and how?",
        "How may people ask about 「{}」? Answer in the plan's own words.",
    ),
}


def evidence_of(known: Material, clause_ids: Iterable[str]) -> Evidence:
    """All that lines on some clauses may rest on."""
    ids = tuple(dict.fromkeys(clause_ids))
    return Evidence(
        indicators=tuple(row for row in known.rows.values() if row.clause_id in ids),
        clauses=tuple(known.tree.clauses[i] for i in ids),
        period=known.meta.period,
        glosses=known.glosses,
        duties=tuple(duty for duty in known.duties if duty.clause_id in ids),
    )


def title_of(clause: Clause) -> str:
    """The words that name a clause."""
    return clause.title.strip().rstrip("。")


def topic_of(known: Material, clause: Clause, lang: Language) -> str:
    """What stands before a line on a clause: its title, in English its gloss where it has one."""
    return (known.tree.glosses.get(clause.id) if lang == "en" else None) or title_of(clause)


def spans(clause: Clause) -> list[tuple[int, int]]:
    """Spans of a clause's sentences, without the number before the first and blanks around."""
    found = []
    for start, end in sentences(clause.text):
        mark = _MARK.match(clause.text, start, end)
        begin = mark.end() if mark else start
        stop = begin + len(clause.text[begin:end].rstrip())
        if stop > begin:
            found.append((begin, stop))
    return found


# --- lines, by kind --------------------------------------------------------------------------------


def aim(known: Material, clause: Clause, lang: Language) -> Line:
    """What those taught will be able to say of a goal."""
    title = title_of(clause)
    if lang == "en":
        text = f"Say what the plan demands under 「{title}」, and by which measures."
    else:
        text = f"说得出「{title}」的要求和做法。"
    topic = topic_of(known, clause, lang) if lang == "en" else ""
    return Line("aim", text, "" if topic == title else topic, clause.id, _quote_of_title(clause))


def _quote_of_title(clause: Clause) -> str:
    start = clause.text.find(clause.title)
    return clause.text[start : start + len(clause.title)] if start >= 0 else clause.text.strip()


def overview(clause: Clause, span: tuple[int, int]) -> Line:
    """A sentence of the plan that leads in."""
    words = clause.text[slice(*span)]
    return Line("overview", words, "", clause.id, words)


def figure(known: Material, row: Indicator, lang: Language) -> Line:
    """What the plan demands of a row, as an answer would say it."""
    text = statement(row, evidence_of(known, [row.clause_id]), lang)
    clause = known.tree.clauses[row.clause_id]
    quote = next((clause.text[a:b] for a, b in spans(clause) if a <= row.start < b), row.quote)
    return Line("figure", text, "", row.clause_id, quote, row.id)


def measure(known: Material, clause: Clause, span: tuple[int, int], lang: Language) -> Line:
    """A sentence of a measure, under the measure's title."""
    words = clause.text[slice(*span)]
    topic = topic_of(known, clause, lang)
    return Line("measure", words, "" if topic == words.rstrip("。") else topic, clause.id, words)


def duty(known: Material, duties: list[Duty], lang: Language) -> Line:
    """A sentence that names bodies, under their names and roles; of a note behind a text, what the text is called."""
    first = duties[0]
    clause = known.tree.clauses[first.clause_id]
    quote = _trimmed(clause, first.start, first.end)
    if is_note(first, clause):
        begin = spans(clause)[0][0]
        quote, text = clause.text[begin : first.end], clause.text[slice(*spans(clause)[0])]
        duties = [_as_printed(d, quote) for d in duties]
    else:
        text = quote
    return Line("duty", text, duty_topic(known, duties, lang), clause.id, quote)


def _as_printed(duty: Duty, note: str) -> Duty:
    """A duty under a role that its note prints; who leads by the place in a row is not written there."""
    return duty if duty.role in note or _IN_CHARGE not in note else replace(duty, role=_IN_CHARGE)


def is_note(duty: Duty, clause: Clause) -> bool:
    """Whether a duty stands in a note behind a text (（市民政局负责）), which says nothing by itself."""
    return clause.text[duty.start : duty.end].strip()[:1] in "（("


def duty_topic(known: Material, duties: list[Duty], lang: Language) -> str:
    """Who is charged, with the role; or who is only mentioned, which is said."""
    roles: dict[str, list[str]] = {}
    for d in duties:
        english = known.actors.get(d.actor, "") if lang == "en" else ""
        name = f"{d.actor} ({english})" if english else d.actor
        if name not in roles.setdefault(d.role, []):
            roles[d.role].append(name)
    mentioned = roles.pop("涉及", None)
    if roles:
        who = "；".join(f"{'、'.join(names)}（{role}）" for role, names in roles.items())
        return f"Stated in the plan: {who}" if lang == "en" else f"原文明示：{who}"
    listed = "、".join(mentioned or ())
    if lang == "en":
        return f"Its clauses mention {listed} (stated, but only as addressed, not as responsible)"
    return f"有关内容提到的有{listed}（原文明示，仅为涉及，没有规定由其负责）"


def _trimmed(clause: Clause, start: int, end: int) -> str:
    mark = _MARK.match(clause.text, start, end)
    return clause.text[mark.end() if mark else start : end].strip()


def question(known: Material, clause: Clause, nth: int, lang: Language) -> Line:
    """A question to discuss on a measure or goal."""
    forms = _ASK[lang]
    title = title_of(clause)
    topic = topic_of(known, clause, lang) if lang == "en" else ""
    text = forms[nth % len(forms)].format(title)
    return Line("question", text, "" if topic == title else topic, clause.id, _quote_of_title(clause))


# --- which of them -----------------------------------------------------------------------------------


def figures(known: Material, area: Area, audience: Audience, most: int, lang: Language) -> list[Line]:
    """The figures of an area, those that the audience meets first where there are more than fit; in the plan's order."""
    ranked = sorted(
        area.rows, key=lambda row: (row.value is None, -audience.relevance(row.quote + (row.per or "")))
    )
    chosen = {row.id for row in ranked[:most]}
    return [figure(known, row, lang) for row in area.rows if row.id in chosen]


def measures(known: Material, area: Area, audience: Audience, most: int, lang: Language) -> list[Line]:
    """The measures that speak to the audience most, each by the sentence that does; in the plan's order."""
    ranked = sorted(area.measures, key=lambda clause: -audience.relevance(clause.text))
    chosen = {clause.id for clause in ranked[:most]}
    return [
        measure(known, clause, _telling(clause, audience), lang)
        for clause in area.measures
        if clause.id in chosen
    ]


def _telling(clause: Clause, audience: Audience) -> tuple[int, int]:
    """The sentence of a measure that speaks to the audience most; its title says nothing beyond the topic."""
    found = spans(clause)
    body = [s for s in found if clause.text[slice(*s)].rstrip("。") != title_of(clause)] or found
    return max(body, key=lambda s: audience.relevance(clause.text[slice(*s)]))


def duties(
    known: Material, named: Iterable[Duty], audience: Audience, most: int, lang: Language
) -> list[Line]:
    """Sentences that charge somebody, then those that only mention the audience; in the plan's order."""
    grouped: dict[tuple[str, int, int], list[Duty]] = {}
    for d in named:
        grouped.setdefault((d.clause_id, d.start, d.end), []).append(d)
    charged = {key: [d for d in found if d.role != "涉及"] for key, found in grouped.items()}
    told = {key: found for key, found in charged.items() if found}
    addressed = {
        key: mine
        for key, found in grouped.items()
        if key not in told and (mine := [d for d in found if audience.relevance(d.actor)])
    }
    first = sorted(told, key=lambda key: -sum(audience.relevance(d.actor) for d in told[key]))
    chosen = set(list(chain(first, addressed))[:most])
    both = told | addressed
    return [duty(known, both[key], lang) for key in grouped if key in chosen]
