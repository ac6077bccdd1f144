"""A course as Markdown that a trainer can edit, and back.

    # title
    > 对象：学校 · 时长：45 分钟 · 规划：《…》 (key)
    ## title of a part（10 分钟）
    ### 主要指标
    - **topic**：text [clause id]

A line whose words were changed is held against its clause again: a figure, year, body or quote that the clause does
not have is refused with the line's number. A line without a clause id, or whose words say more than its clause, stays
and is labelled as the trainer's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, get_args

from assistant.course import lines
from assistant.course.checking import adds_nothing, fault_of
from assistant.course.material import Material
from assistant.course.records import Course, Line, LineKind, Section
from assistant.documents import plain
from assistant.errors import CourseError
from assistant.patterns import lazy
from assistant.records import Clause, Language

KINDS: Final[Mapping[Language, Mapping[LineKind, str]]] = {
    "zh": {
        "aim": "目标",
        "overview": "总的要求",
        "figure": "主要指标",
        "measure": "策略措施",
        "duty": "谁来做什么",
        "question": "讨论题",
        "own": "讲师补充",
    },
    "en": {
        "aim": "Aims",
        "overview": "In general",
        "figure": "Key figures",
        "measure": "Measures",
        "duty": "Who does what",
        "question": "Questions to discuss",
        "own": "Added by the trainer",
    },
}
OWN: Final[Mapping[Language, str]] = {
    "zh": "（讲师补充，不是规划原文）",
    "en": " (added by the trainer, not from the plan)",
}
_HEAD: Final[Mapping[Language, str]] = {
    "zh": "对象：{audience} · 时长：{minutes} 分钟 · 规划：{plan} ({key})",
    "en": "For: {audience} · Length: {minutes} minutes · Plan: {plan} ({key})",
}
_MINUTES: Final[Mapping[Language, str]] = {"zh": "（{} 分钟）", "en": " ({} min)"}
_TITLE_MINUTES = lazy(r"^(?P<title>.*?)\s*[（(]\s*(?P<minutes>\d{1,3})\s*(?:分钟|min(?:utes)?)\s*[)）]$")
_HEADED = lazy(r"^(?:对象：|For: )(?P<audience>.*?) · .*\((?P<key>[^()]+)\)$")
_LINE = lazy(r"^(?:\*\*(?P<topic>.+?)\*\*(?:：|: ))?(?P<text>.*?)(?:\s*\[(?P<id>[0-9][0-9a-z.]*)\])?$")
_LONGEST = 60_000  # characters of an outline; the longest that is made of the published plan has about 15,000


def to_markdown(course: Course) -> str:
    """The outline as Markdown."""
    head = _HEAD[course.lang].format(
        audience=course.audience, minutes=course.minutes, plan=course.plan_title, key=course.plan
    )
    parts = [f"# {course.title}", "", f"> {head}", ""]
    for section in course.sections:
        parts += [f"## {section.title}{_MINUTES[course.lang].format(section.minutes)}", ""]
        for kind, found in by_kind(section.lines):
            parts += [
                f"### {KINDS[course.lang][kind]}",
                "",
                *(_written(line, course.lang) for line in found),
                "",
            ]
    return "\n".join(parts)


def by_kind(found: tuple[Line, ...]) -> Iterator[tuple[LineKind, list[Line]]]:
    """Lines grouped by kind, in the order of the kinds."""
    for kind in get_args(LineKind):
        if of_kind := [line for line in found if line.kind == kind]:
            yield kind, of_kind


def _written(line: Line, lang: Language) -> str:
    colon = ": " if lang == "en" else "："
    topic = f"**{line.topic}**{colon}" if line.topic else ""
    mark = f" [{line.clause_id}]" if line.clause_id else ""
    label = OWN[lang] if line.kind == "own" and OWN[lang].strip() not in line.text else ""
    return f"- {topic}{line.text}{label}{mark}"


# --- and back --------------------------------------------------------------------------------------


def from_markdown(text: str, known: Material) -> Course:
    """An outline that was edited, every line held against its clause again.

    Raises:
        CourseError: it is empty, too long, no outline, of another plan, or lines do not hold; it names them.
    """
    if len(text) > _LONGEST:
        raise CourseError(
            f"提纲太长：最多 {_LONGEST} 个字符。", f"The outline is too long: at most {_LONGEST} characters."
        )
    rows = [plain(row).strip() for row in text.splitlines()]
    title = next((row[2:].strip() for row in rows if row.startswith("# ")), "")
    head = next((match for row in rows if row.startswith("> ") and (match := _HEADED.match(row[2:]))), None)
    if not title or head is None:
        raise CourseError(
            "提纲开头要有一行「# 标题」和一行「> 对象：…」，请保留这两行。",
            "An outline begins with a line 「# title」 and a line 「> For: …」: please keep both.",
        )
    meta = known.meta
    if head["key"] != meta.key:
        raise CourseError(
            f"这份提纲出自规划 {head['key']}，现在打开的是 {meta.key}。",
            f"This outline is of the plan {head['key']}, the one open is {meta.key}.",
        )
    lang: Language = "en" if head.group().startswith("For") else "zh"
    sections = _read_sections(rows, known, lang)
    if not any(section.lines for section in sections):
        raise CourseError(
            "提纲里没有内容，请至少保留一行。", "The outline is empty: please keep at least one line."
        )
    plan_title = meta.title_en if lang == "en" and meta.title_en else meta.title
    return Course(title, meta.key, plan_title, meta.period, head["audience"], lang, sections)


def _read_sections(rows: list[str], known: Material, lang: Language) -> tuple[Section, ...]:
    kinds: dict[str, LineKind] = {name: kind for words in KINDS.values() for kind, name in words.items()}
    sections: list[Section] = []
    faults: list[str] = []
    kind: LineKind = "own"
    for number, row in enumerate(rows, 1):
        if row.startswith("## "):
            match = _TITLE_MINUTES.match(row[3:].strip())
            sections.append(
                Section(match["title"], int(match["minutes"]), ())
                if match
                else Section(row[3:].strip(), 0, ())
            )
        elif row.startswith("### "):
            kind = kinds.get(row[4:].strip(), "own")
        elif row.startswith(("- ", "* ")) and sections:
            line = _read_line(row[2:].strip(), kind, known, lang)
            if fault := fault_of(line, known):
                faults.append(f"{number}: {row[2:40]}… ({fault})")
            elif line.text:
                sections[-1] = replace(sections[-1], lines=(*sections[-1].lines, _labelled(line, known)))
    if faults:
        listed = "\n".join(faults[:8])
        raise CourseError(
            f"下面 {len(faults)} 行和所引条款对不上，请改回来，或者去掉行末的条款号（会标为讲师补充）：\n{listed}\n",
            f"These {len(faults)} lines do not agree with the clauses that they cite; please put them right, or take "
            "the clause id away (they are then marked as the trainer's).",
        )
    return tuple(section for section in sections if section.lines)


def _read_line(row: str, kind: LineKind, known: Material, lang: Language) -> Line:
    match = _LINE.match(row)
    if match is None or not match["id"]:
        return Line("own", row.replace("**", "").replace(OWN[lang].strip(), "").strip())
    topic, text, clause_id = match["topic"] or "", match["text"].strip(), match["id"]
    clause = known.tree.clauses.get(clause_id)
    if clause is None:
        return Line(kind if kind != "own" else "overview", text, topic, clause_id)
    if kind == "own":
        return Line("own", text.replace(OWN[lang].strip(), "").strip(), "", clause_id)
    return _recognised(text, topic, kind, clause, known, lang)


def _recognised(
    text: str, topic: str, kind: LineKind, clause: Clause, known: Material, lang: Language
) -> Line:
    """The line as it was made, where its words are unchanged; else an edited one that rests on the whole clause."""
    for row in known.rows.values():
        if row.clause_id == clause.id and kind == "figure":
            made = lines.figure(known, row, lang)
            if made.text == text:
                return made
    if kind == "duty" and (made_duty := _duty(text, topic, clause, known, lang)):
        return made_duty
    names = {lines.title_of(clause), known.tree.glosses.get(clause.id, "")}
    if topic and kind != "duty" and topic not in names:
        colon = ": " if lang == "en" else "："
        text, topic = f"{topic}{colon}{text}", ""
    if kind in ("aim", "question"):
        made = lines.aim(known, clause, lang)
        return Line(kind, text, topic, clause.id, made.quote, edited=text != made.text and kind == "aim")
    if text and text in clause.text:
        return Line(kind, text, topic, clause.id, text)
    return Line(kind, text, topic, clause.id, clause.text.strip(), edited=True)


def _duty(text: str, topic: str, clause: Clause, known: Material, lang: Language) -> Line | None:
    """The line on the duties of one sentence as it was made, where its words are unchanged."""
    places = dict.fromkeys((d.start, d.end) for d in known.duties if d.clause_id == clause.id)
    for place in places:
        duties = [d for d in known.duties if d.clause_id == clause.id and (d.start, d.end) == place]
        made = lines.duty(known, duties, lang)
        if made.text == text and made.topic == topic:
            return made
    return None


def _labelled(line: Line, known: Material) -> Line:
    """An edited line that says more than its clause is the trainer's own."""
    if not line.edited or line.kind in ("aim", "question", "own") or adds_nothing(line, known):
        return line
    topic = f"{line.topic}：" if line.topic else ""
    return Line("own", topic + line.text, "", line.clause_id, edited=True)
