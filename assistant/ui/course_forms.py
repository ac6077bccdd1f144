"""Forms and previews of the page 课件, and every word that they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from assistant import course, quiz
from assistant.course.files import WRITERS as COURSE_WRITERS
from assistant.course.scope import area_ids
from assistant.errors import CourseError
from assistant.quiz.files import WRITERS as QUIZ_WRITERS
from assistant.quiz.paper import KIND_NAMES
from assistant.quiz.sheets import LETTERS, answer_of, grouped
from assistant.quiz.sheets import WORDS as SHEET_WORDS
from assistant.records import Language
from assistant.ui.books import Book
from assistant.ui.frame import select_field

_FILES: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        ".docx": "Word",
        ".key.docx": "Word（答案）",
        ".pptx": "幻灯片",
        ".md": "Markdown",
        ".csv": "CSV",
        ".gift": "GIFT（Moodle）",
        ".html": "网页（自动判分）",
    },
    "en": {
        ".docx": "Word",
        ".key.docx": "Word (key)",
        ".pptx": "Slides",
        ".md": "Markdown",
        ".csv": "CSV",
        ".gift": "GIFT (Moodle)",
        ".html": "Web page that marks",
    },
}
COURSE_TEXTS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "course": "课件",
        "course_intro": "选好范围和对象，先出提纲；提纲可以改，改完再导出。每一行都写明出自哪一条，数字与条款不符的导不出来。",
        "quiz": "测验",
        "quiz_intro": "题目出自指标、职责和措施；除答案外，各选项都与规划核对过，确实不对。同一个卷号出同一份卷子。",
        "domains": "领域（不选为全部）",
        "goals": "主要目标（可不选）",
        "audience": "对象",
        "minutes": "时长",
        "minute": "{} 分钟",
        "lang": "语言",
        "title": "标题（可不填）",
        "make": "生成提纲",
        "outline": "提纲（可以修改）",
        "outline_help": "一行一条，行末方括号里是条款号。不带条款号的行会标为讲师补充。节标题里的分钟数也可以改。",
        "download": "导出",
        "count": "题数",
        "kinds": "题型（不选为全部）",
        "sources": "出题来源（不选为全部）",
        "seed": "卷号",
        "make_quiz": "出题",
        "preview": "共 {} 题",
        "answer": "答案与解析",
        "failed": "没有做成",
        "too_large": "内容太多，请缩短后再试。",
    },
    "en": {
        "course": "Courses",
        "course_intro": "Choose what it is about and for whom: you get an outline, which you can edit before you export it. "
        "Each line names its clause; a figure that its clause does not have is not exported.",
        "quiz": "Quiz",
        "quiz_intro": "Questions are made from indicators, duties and measures. All options but the key were held against "
        "the plan and are wrong. The same paper number makes the same paper.",
        "domains": "Domains (none for all)",
        "goals": "Goals (may be left out)",
        "audience": "For",
        "minutes": "Length",
        "minute": "{} minutes",
        "lang": "Language",
        "title": "Title (may be left out)",
        "make": "Make the outline",
        "outline": "Outline (you can edit it)",
        "outline_help": "One point a line, its clause in brackets at the end. A line without a clause is marked as yours. "
        "The minutes in the headings can be changed, too.",
        "download": "Export",
        "count": "Number of questions",
        "kinds": "Kinds (none for all)",
        "sources": "Made from (none for all)",
        "seed": "Paper number",
        "make_quiz": "Make the quiz",
        "preview": "{} questions",
        "answer": "Answer and explanation",
        "failed": "This could not be made",
        "too_large": "This is too long: please shorten it and try again.",
    },
}
_SOURCES: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {"indicators": "指标", "duties": "职责", "measures": "措施"},
    "en": {"indicators": "indicators", "duties": "duties", "measures": "measures"},
}
_LANGUAGES: Final = (("zh", "中文"), ("en", "English"))
Asked = Mapping[str, Sequence[str]]


# --- forms -----------------------------------------------------------------------------------------


def one(asked: Asked, name: str, default: str = "") -> str:
    """The last value of a field."""
    return (asked.get(name) or [default])[-1]


def number(asked: Asked, name: str, default: int) -> int:
    """A whole number of a form; whatever is none is 0, which is refused with a plain message."""
    text = one(asked, name, str(default)).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def material_language(asked: Asked, page: Language) -> Language:
    """The language that the material is to have; that of the page unless asked for."""
    said = one(asked, "material", page)
    return "en" if said == "en" else "zh"


def _checks(name: str, legend: str, choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> str:
    boxes = "".join(
        f'<label class="pa-check"><input type="checkbox" name="{name}" value="{escape(value)}"'
        f"{' checked' if value in chosen else ''}> <span>{escape(said)}</span></label>"
        for value, said in choices
    )
    return f'<fieldset class="pa-checks"><legend>{escape(legend)}</legend>{boxes}</fieldset>'


def _input(name: str, label: str, value: str, extra: str = 'type="text" maxlength="80"') -> str:
    return f'<label class="pa-field"><span>{escape(label)}</span><input {extra} name="{name}" value="{escape(value)}"></label>'


def _scope(book: Book, asked: Asked, lang: Language) -> str:
    """Domains, and goals folded below them."""
    t, tree = COURSE_TEXTS[lang], book.tree

    def named(clause_id: str) -> tuple[str, str]:
        title = tree.clauses[clause_id].title.strip().rstrip("。")
        return clause_id, (tree.glosses.get(clause_id) if lang == "en" else "") or title

    areas = area_ids(tree)
    goals = [i for area in areas for i in tree.subtree(area) if tree.clauses[i].kind == "goal"]
    chosen = asked.get("goal", [])
    folded = ""
    if goals:
        checks = _checks("goal", t["goals"], [named(i) for i in goals], chosen)
        opened = " open" if chosen else ""
        folded = f'<details class="pa-fold"{opened}><summary>{escape(t["goals"])}</summary>{checks}</details>'
    return _checks("domain", t["domains"], [named(i) for i in areas], asked.get("domain", [])) + folded


def course_form(book: Book, material: course.Material, asked: Asked, lang: Language) -> str:
    """What a course is to be about."""
    t = COURSE_TEXTS[lang]
    audiences = [(a.key, a.name_en if lang == "en" else a.name) for a in material.audiences]
    lengths = [(str(n), t["minute"].format(n)) for n in course.LENGTHS]
    fields = (
        select_field("audience", t["audience"], audiences, one(asked, "audience", audiences[0][0]))
        + select_field("minutes", t["minutes"], lengths, one(asked, "minutes", "45"))
        + select_field("material", t["lang"], _LANGUAGES, material_language(asked, lang))
        + _input("title", t["title"], one(asked, "title"))
    )
    return _form(_scope(book, asked, lang), fields, t["make"], t["course"])


def quiz_form(book: Book, asked: Asked, lang: Language) -> str:
    """What a quiz is to be about."""
    t = COURSE_TEXTS[lang]
    kinds = [(kind, KIND_NAMES[lang][kind]) for kind in quiz.KINDS]
    sources = [(source, _SOURCES[lang][source]) for source in quiz.SOURCES]
    checks = (
        _scope(book, asked, lang)
        + _checks("kind", t["kinds"], kinds, asked.get("kind", []))
        + _checks("source", t["sources"], sources, asked.get("source", []))
    )
    fields = (
        _input("count", t["count"], one(asked, "count", "20"), 'type="number" min="1" max="999"')
        + _input("seed", t["seed"], one(asked, "seed", "1"), 'type="number" min="0" max="999999999"')
        + select_field("material", t["lang"], _LANGUAGES, material_language(asked, lang))
        + _input("title", t["title"], one(asked, "title"))
    )
    return _form(checks, fields, t["make_quiz"], t["quiz"])


def _form(checks: str, fields: str, button: str, name: str) -> str:
    return (
        f'<form method="get" aria-label="{escape(name)}"><input type="hidden" name="made" value="1">{checks}'
        f'<div class="pa-filters">{fields}<div class="pa-filter-buttons">'
        f'<button class="pa-button" type="submit">{escape(button)}</button></div></div></form>'
    )


def alert(error: CourseError, lang: Language) -> str:
    """Why something could not be made."""
    said = error.en if lang == "en" else error.zh
    lines = "<br>".join(escape(line) for line in said.splitlines())
    return f'<p class="pa-alert" role="alert"><strong>{escape(COURSE_TEXTS[lang]["failed"])}</strong><br>{lines}</p>'


def outline_form(address: str, text: str, lang: Language) -> str:
    """The outline to be edited, with a button for each form that it can be taken away in."""
    t = COURSE_TEXTS[lang]
    rows = min(40, text.count("\n") + 3)
    buttons = "".join(
        f'<button class="pa-button" type="submit" name="form" value="{suffix}">{escape(_FILES[lang][suffix])}</button>'
        for suffix in COURSE_WRITERS
    )
    return (
        f'<form method="post" action="{address}" class="pa-outline"><label class="pa-field"><span>{escape(t["outline"])}</span>'
        f'<textarea name="outline" rows="{rows}" aria-describedby="pa-outline-help" spellcheck="false">\n{escape(text)}</textarea></label>'
        f'<p class="pa-note" id="pa-outline-help">{escape(t["outline_help"])}</p>'
        f'<p class="pa-tools">{escape(t["download"])} {buttons}</p></form>'
    )


def questions(made: quiz.Quiz, address: str, lang: Language) -> str:
    """The questions with their answers folded, and the files."""
    t = COURSE_TEXTS[lang]
    links = "".join(
        f'<a class="pa-button pa-second" href="{address}&amp;form={suffix}">{escape(_FILES[lang][suffix])}</a>'
        for suffix in QUIZ_WRITERS
    )
    parts = "".join(
        f"<h3>{escape(KIND_NAMES[made.lang][kind])}</h3>"
        + "".join(_question(n, question, made.lang, t["answer"]) for n, question in found)
        for kind, found in grouped(made)
    )
    count = escape(t["preview"].format(len(made.questions)))
    return f'<div class="pa-above"><p class="pa-count" role="status">{count}</p><p class="pa-files">{links}</p></div>{parts}'


def _question(n: int, question: quiz.Question, lang: Language, fold: str) -> str:
    lettered = zip(LETTERS, question.options, strict=False)
    options = "".join(f"<li>{letter}. {escape(option)}</li>" for letter, option in lettered)
    options = f'<ul class="pa-options">{options}</ul>' if options else ""
    points = "".join(f"<li>{escape(point)}</li>" for point in question.points)
    points = f'<ol class="pa-points">{points}</ol>' if points else ""
    answer = escape(answer_of(question, lang))
    said = f"<p>{escape(SHEET_WORDS[lang]['answer'])}<strong>{answer}</strong></p>" if answer else ""
    return (
        f'<div class="pa-question"><p><strong>{n}.</strong> {escape(question.stem)}</p>{options}'
        f'<details class="pa-fold"><summary>{escape(fold)}</summary><div class="pa-folded">{said}{points}'
        f"<p>{escape(question.explanation)}</p></div></details></div>"
    )
