"""Quiz → Word (paper and key apart), CSV and GIFT."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from assistant.documents import plain
from assistant.documents.word import WordFile
from assistant.patterns import lazy
from assistant.quiz.paper import KIND_NAMES
from assistant.quiz.records import KINDS, Kind, Question, Quiz
from assistant.records import Language

LETTERS: Final = "ABCDEFGH"
WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "head": "依据：《{plan}》　共 {count} 题　卷号 {seed}",
        "name": "姓名：＿＿＿＿＿＿＿＿　单位：＿＿＿＿＿＿＿＿＿＿＿＿　得分：＿＿＿＿",
        "key": "{title}：参考答案",
        "kind": "{name}（{count} 题）",
        "true": "对",
        "false": "错",
        "judge": "（　　）",
        "answer": "答案：",
        "points": "要点（每点一分）：",
        "why": "解析：",
        "columns": "题号|题型|题目|A|B|C|D|E|答案|解析|条款|要点",
    },
    "en": {
        "head": "Based on: {plan}   {count} questions   paper no. {seed}",
        "name": "Name: ______________   Organisation: ____________________   Marks: ______",
        "key": "{title}: answers",
        "kind": "{name} ({count})",
        "true": "true",
        "false": "false",
        "judge": " (     )",
        "answer": "Answer: ",
        "points": "Points (one mark each): ",
        "why": "Why: ",
        "columns": "number|kind|question|A|B|C|D|E|answer|explanation|clause|points",
    },
}


def answer_of(question: Question, lang: Language) -> str:
    """The answer in a few characters; "" for a short answer, which has points instead."""
    if question.kind == "truth":
        return WORDS[lang]["true" if question.key == (0,) else "false"]
    if question.kind == "blank":
        return question.answers[0]
    return "".join(LETTERS[n] for n in question.key)


def grouped(quiz: Quiz) -> Iterator[tuple[Kind, list[tuple[int, Question]]]]:
    """Questions by kind, numbered through."""
    numbered = list(enumerate(quiz.questions, 1))
    for kind in KINDS:
        if found := [(n, question) for n, question in numbered if question.kind == kind]:
            yield kind, found


# --- Word ------------------------------------------------------------------------------------------


def paper(quiz: Quiz) -> bytes:
    """The paper to be filled in, without answers, as a .docx file."""
    words = WORDS[quiz.lang]
    file = _begun(quiz, quiz.title)
    file.paragraph(words["name"])
    for kind, found in grouped(quiz):
        file.heading(words["kind"].format(name=KIND_NAMES[quiz.lang][kind], count=len(found)), 1)
        for number, question in found:
            _ask(file, number, question, quiz.lang)
    return file.content()


def _begun(quiz: Quiz, title: str) -> WordFile:
    file = WordFile(title, quiz.lang, quiz.plan_title)
    file.title(title)
    head = WORDS[quiz.lang]["head"]
    file.paragraph(head.format(plan=quiz.plan_title, count=len(quiz.questions), seed=quiz.seed))
    return file


def _ask(file: WordFile, number: int, question: Question, lang: Language) -> None:
    gap = WORDS[lang]["judge"] if question.kind == "truth" else ""
    file.paragraph(question.stem + gap, lead=f"{number}. ", keep=bool(question.options))
    for n, option in enumerate(question.options):
        file.paragraph(f"{LETTERS[n]}. {option}", indent=0.8, keep=n + 1 < len(question.options))
    if question.kind == "short":
        for _ in range(len(question.points) + 1):
            file.paragraph("")


def key(quiz: Quiz) -> bytes:
    """Answers, marking points and explanations, as a .docx file."""
    words = WORDS[quiz.lang]
    file = _begun(quiz, words["key"].format(title=quiz.title))
    for kind, found in grouped(quiz):
        file.heading(words["kind"].format(name=KIND_NAMES[quiz.lang][kind], count=len(found)), 1)
        for number, question in found:
            file.paragraph(question.stem, lead=f"{number}. ", keep=True)
            if answer := answer_of(question, quiz.lang):
                file.paragraph(answer, lead=words["answer"], indent=0.8, keep=True)
            for n, point in enumerate(question.points, 1):
                file.paragraph(f"{n}) {point}", lead=words["points"] if n == 1 else "", indent=0.8, keep=True)
            file.paragraph(question.explanation, lead=words["why"], indent=0.8)
    return file.content()


# --- CSV -------------------------------------------------------------------------------------------


def to_csv(quiz: Quiz) -> bytes:
    """One row a question; UTF-8 with the mark by which spreadsheet programs know it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(WORDS[quiz.lang]["columns"].split("|"))
    for number, question in enumerate(quiz.questions, 1):
        options = [*question.options, *[""] * (5 - len(question.options))]
        cells = [
            str(number), KIND_NAMES[quiz.lang][question.kind], question.stem, *options, answer_of(question, quiz.lang),
            question.explanation, question.clause_id, " / ".join(question.points),
        ]  # fmt: skip
        writer.writerow([_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def _cell(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@" and text[:1] else text


# --- GIFT ------------------------------------------------------------------------------------------

_SPECIAL = lazy(r"([~=#{}:\\])")


def to_gift(quiz: Quiz) -> bytes:
    """The format of Moodle: https://docs.moodle.org/en/GIFT_format."""
    head = f"// {plain(quiz.title)}"
    return (
        "\n\n".join([head, *(_gift(n, q, quiz.lang) for n, q in enumerate(quiz.questions, 1))]) + "\n"
    ).encode()


def _gift(number: int, question: Question, lang: Language) -> str:
    name = f"{KIND_NAMES[lang][question.kind]} {number}"
    feedback = f"####{_escaped(_explained(question))}"
    stem = _escaped(question.stem)
    return f"::{_escaped(name)}::{stem} {{{_answers(question)}\n{feedback}}}"


def _answers(question: Question) -> str:
    if question.kind == "truth":
        return "TRUE" if question.key == (0,) else "FALSE"
    if question.kind == "blank":
        return "".join(f"\n={_escaped(answer)}" for answer in accepted(question))
    if question.kind == "short":
        return ""
    if question.kind == "single":
        return "".join(
            f"\n{'=' if n in question.key else '~'}{_escaped(option)}"
            for n, option in enumerate(question.options)
        )
    share = _percent(len(question.key))
    minus = _percent(len(question.options) - len(question.key))
    return "".join(
        f"\n~%{share if n in question.key else '-' + minus}%{_escaped(option)}"
        for n, option in enumerate(question.options)
    )


def _percent(parts: int) -> str:
    """The share of one of so many, in the forms that Moodle takes."""
    return {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20"}[parts]


def accepted(question: Question) -> tuple[str, ...]:
    """What may be filled into a blank: the plan's words, and a figure with a blank before its unit."""
    spaced = [re.sub(r"(?<=\d)(?=[^\d.\s])", " ", answer) for answer in question.answers]
    return tuple(dict.fromkeys((*question.answers, *spaced)))


def _explained(question: Question) -> str:
    points = " ".join(f"({n}) {point}" for n, point in enumerate(question.points, 1))
    return f"{points} {question.explanation}".strip()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", plain(text).replace("\n", " "))
