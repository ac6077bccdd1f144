"""Quiz → one HTML file that marks what was filled in; it needs no network and sends nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

from assistant.documents import plain
from assistant.quiz.paper import KIND_NAMES
from assistant.quiz.records import Question, Quiz
from assistant.quiz.sheets import WORDS, accepted, answer_of, grouped
from assistant.records import Language

_PAGE: Final = Path(__file__).parent / "page.html"
_SAID: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "true": "对",
        "false": "错",
        "fill": "填空",
        "write": "作答",
        "right": "答对了。",
        "wrong": "没有答对。",
        "answer": "答案：",
        "points": "对照要点，答到的请打勾，每点一分：",
        "score": "得分：{marks} / {most}",
        "mark": "交卷看分",
        "again": "重做",
        "noscript": "请允许本页运行脚本，题目才能显示。",
    },
    "en": {
        "true": "True",
        "false": "False",
        "fill": "Fill in",
        "write": "Your answer",
        "right": "Right.",
        "wrong": "Not right.",
        "answer": "Answer: ",
        "points": "Tick the points that you gave; one mark each:",
        "score": "Marks: {marks} / {most}",
        "mark": "Mark it",
        "again": "Start again",
        "noscript": "Please allow this page to run its script, so that the questions can be shown.",
    },
}


def to_page(quiz: Quiz) -> bytes:
    """The page as an .html file."""
    said = _SAID[quiz.lang]
    parts = [
        {"name": KIND_NAMES[quiz.lang][kind], "questions": [_question(n, q, quiz.lang) for n, q in found]}
        for kind, found in grouped(quiz)
    ]
    # No "<" stays, so that no text can end the script element.
    data = json.dumps({"words": said, "parts": parts}, ensure_ascii=False).replace("<", "\\u003c")
    head = WORDS[quiz.lang]["head"].format(plan=quiz.plan_title, count=len(quiz.questions), seed=quiz.seed)
    filled = {
        "LANG": "en" if quiz.lang == "en" else "zh-CN",
        "TITLE": escape(plain(quiz.title)),
        "HEAD": escape(plain(head)),
        "NOSCRIPT": said["noscript"],
        "DATA": data,
    }
    pieces = _PAGE.read_text(encoding="utf-8").split(
        "@@"
    )  # name and text in turn: no text is read for names again
    return "".join(filled[piece] if n % 2 else piece for n, piece in enumerate(pieces)).encode("utf-8")


def _question(number: int, question: Question, lang: Language) -> dict[str, object]:
    return {
        "number": number,
        "kind": question.kind,
        "stem": plain(question.stem),
        "options": [plain(option) for option in question.options],
        "key": list(question.key),
        "answers": list(accepted(question)),
        "answer": answer_of(question, lang),
        "points": list(question.points),
        "explanation": plain(question.explanation),
    }
