"""Course → Word handout: parts as headings, each line with its clause in a footnote, the cited clauses whole at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.course.material import Material
from assistant.course.outline_text import KINDS, OWN, by_kind
from assistant.course.records import Course, Line
from assistant.documents.word import WordFile
from assistant.records import Clause, Language

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "head": "对象：{audience}　时长：{minutes} 分钟　依据：《{plan}》",
        "minutes": "{title}（{minutes} 分钟）",
        "colon": "：",
        "clause": "条款 {id}，{path}",
        "quote": "：「{quote}」",
        "see": "参见条款 {id}，{path}",
        "appendix": "附：引用条款原文",
        "notice": "正文各行均出自规划原文，编号后的脚注写明条款；标为讲师补充的除外。规划提出的是目标，不是实际结果。",
    },
    "en": {
        "head": "For: {audience}   Length: {minutes} minutes   Based on: {plan}",
        "minutes": "{title} ({minutes} min)",
        "colon": ": ",
        "clause": "Clause {id}, {path}",
        "quote": ": 「{quote}」",
        "see": "See clause {id}, {path}",
        "appendix": "Appendix: the clauses cited",
        "notice": "Each line rests on the clause in its footnote, except those marked as the trainer's. "
        "The plan sets targets; it does not report results. Quotes stay in Chinese.",
    },
}


def to_word(course: Course, known: Material) -> bytes:
    """The handout as a .docx file."""
    words = WORDS[course.lang]
    file = WordFile(course.title, course.lang, course.plan_title)
    file.title(course.title)
    file.paragraph(
        words["head"].format(audience=course.audience, minutes=course.minutes, plan=course.plan_title)
    )
    file.paragraph(words["notice"])
    for section in course.sections:
        file.heading(words["minutes"].format(title=section.title, minutes=section.minutes), 1)
        for kind, found in by_kind(section.lines):
            file.heading(KINDS[course.lang][kind], 2)
            for line in found:
                _write(file, line, course.lang, known)
    _append(file, course, known)
    return file.content()


def _write(file: WordFile, line: Line, lang: Language, known: Material) -> None:
    label = OWN[lang] if line.kind == "own" else ""
    lead = line.topic + WORDS[lang]["colon"] if line.topic else ""
    file.paragraph(line.text + label, "List Bullet", lead=lead, note=note_of(line, lang, known))


def note_of(line: Line, lang: Language, known: Material) -> str:
    """The clause of a line with the headings above it, and its words where the line does not have them."""
    clause = known.tree.clauses.get(line.clause_id)
    if clause is None:
        return ""
    words = WORDS[lang]
    place = words["see" if line.kind == "own" else "clause"].format(
        id=clause.id, path=" › ".join(clause.path[-2:])
    )
    quote = " ".join(line.quote.split())
    return place + (words["quote"].format(quote=quote) if quote and line.quote not in line.text else "")


def cited(course: Course, known: Material) -> list[Clause]:
    """The clauses that a course cites, in the plan's order."""
    ids = {line.clause_id for line in course.lines}
    return [clause for clause in known.tree.clauses.values() if clause.id in ids]


def _append(file: WordFile, course: Course, known: Material) -> None:
    words = WORDS[course.lang]
    clauses = cited(course, known)
    if not clauses:
        return
    file.break_page()
    file.heading(words["appendix"], 1)
    for clause in clauses:
        file.paragraph(" ".join(clause.text.split()), lead=f"[{clause.id}] ")
