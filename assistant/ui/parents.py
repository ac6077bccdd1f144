"""The page 家长: what a plan promises to one child, by age or stage, circumstances, topic or free words.

A form that needs no script, and the list below it: what is for this child first, what is for every child folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.entitlements import MEANING, Circumstance, Fitting, Listing, Told, notes, told
from assistant.errors import InputError
from assistant.families import Families
from assistant.records import Language
from assistant.ui.books import Book
from assistant.ui.frame import Page, Site, language_of, select_field

LONGEST: Final = 200  # characters of a field
_BADGES: Final = {"规划明确": "good", "规划推动": "mild", "目标": "plain"}


@dataclass(frozen=True, slots=True)
class ParentTexts:
    """文案: the page's words in one language. Fields in braces are filled with str.format."""

    title: str
    intro: str
    age: str
    age_hint: str
    stage: str
    situations: str
    area: str
    topic: str
    words: str
    words_hint: str
    any: str
    submit: str
    reset: str
    print: str
    special: str
    general: str
    none: str
    none_special: str
    step: str
    strengths: str
    whose: str


TEXTS: Final[Mapping[Language, ParentTexts]] = {
    "zh": ParentTexts(
        title="我的孩子能享受什么",
        intro="填上孩子的年龄或阶段，再选情况，就能列出规划里写到的服务、补助和权利。填一样也可以。",
        age="孩子的年龄",
        age_hint="如 2岁半、30个月、8岁",
        stage="或者阶段",
        situations="孩子的情况（可以多选）",
        area="住在",
        topic="方面",
        words="想找的内容",
        words_hint="如 托育、康复、票价",
        any="不限",
        submit="列出来",
        reset="重新填",
        print="打印",
        special="符合这个孩子年龄或情况的，{count} 项",
        general="所有孩子都包括的，{count} 项",
        none="没有找到。可以少选几项，或者换个说法再试。",
        none_special="没有专门针对这个年龄或情况的条目，下面是所有孩子都包括的。",
        step="下一步",
        strengths="三种说法是什么意思",
        whose="对象",
    ),
    "en": ParentTexts(
        title="What is there for my child?",
        intro="Give the child's age or stage and choose its circumstances: the services, allowances and rights that the plan speaks of are listed. One choice is enough. Quotes stay in Chinese.",
        age="The child's age",
        age_hint="as 2y6m, 30 months, 8 years",
        stage="or its stage",
        situations="Circumstances (several may hold)",
        area="Lives in",
        topic="Topic",
        words="What you look for",
        words_hint="as 托育, 康复, 票价",
        any="any",
        submit="List",
        reset="Start over",
        print="Print",
        special="For a child of this age or in these circumstances: {count}",
        general="For every child: {count}",
        none="Nothing was found. Try fewer choices or other words.",
        none_special="Nothing is for this age or these circumstances alone; below is what is for every child.",
        step="Next step",
        strengths="What the three labels mean",
        whose="For",
    ),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """选择: what the address says, as it was typed."""

    age: str = ""
    stage: str = ""
    situations: tuple[str, ...] = ()
    area: str = ""
    topic: str = ""
    words: str = ""

    @classmethod
    def of(cls, request: Request) -> Choices:
        """What the address says, each cut to a sane length."""
        given = request.query_params

        def one(name: str) -> str:
            return given.get(name, "")[:LONGEST].strip()

        several = tuple(value[:LONGEST] for value in given.getlist("situation")[:30])
        return cls(one("age"), one("stage"), several, one("area"), one("topic"), one("words"))


def parents_body(
    families: Families, choices: Choices, address: Mapping[str, str], lang: Language, *, asked: bool
) -> str:
    """The whole page below its head, as HTML.

    Args:
        families: what the plan promises.
        choices: what was chosen.
        address: link of each clause, by its id, escaped for an attribute.
        lang: language of the words around the quotes.
        asked: whether the form was sent; before that nothing is listed and nothing is wrong.
    """
    texts = TEXTS[lang]
    body = f'<h2>{escape(texts.title)}</h2><p class="pa-lead">{escape(texts.intro)}</p>'
    body += _form(families, choices, lang)
    if asked:
        try:
            listing = families.find(
                age=choices.age, stage=choices.stage, situations=choices.situations, area=choices.area,
                topic=choices.topic, words=choices.words,
            )  # fmt: skip
        except InputError as error:
            message = error.en if lang == "en" else error.zh
            body += f'<p class="pa-problem" role="alert">{escape(message)}</p>'
        else:
            body += _listed(families, listing, address, lang)
    return f'<section class="pa-card pa-parents">{body}</section>'


# --- the form --------------------------------------------------------------------------------------


def _form(families: Families, choices: Choices, lang: Language) -> str:
    texts, known = TEXTS[lang], families.offered
    kinds = {kind: [c for c in known if c.kind == kind] for kind in ("stage", "condition", "area")}
    boxes = "".join(_box(c, choices, lang) for c in kinds["condition"])
    topics = [(title, en if lang == "en" and en else title) for title, en in families.topics]
    return (
        '<form class="pa-family" method="get"><input type="hidden" name="go" value="1">'
        f'<div class="pa-family-row">{_text("age", texts.age, texts.age_hint, choices.age)}'
        f"{select_field('stage', texts.stage, _names(kinds['stage'], lang), choices.stage, texts.any)}"
        f"{select_field('area', texts.area, _names(kinds['area'], lang), choices.area, texts.any)}</div>"
        f'<fieldset class="pa-boxes"><legend>{escape(texts.situations)}</legend>{boxes}</fieldset>'
        f'<div class="pa-family-row">{select_field("topic", texts.topic, topics, choices.topic, texts.any)}'
        f"{_text('words', texts.words, texts.words_hint, choices.words)}"
        f'<div class="pa-filter-buttons"><button class="pa-button" type="submit">{escape(texts.submit)}</button>'
        f'<a class="pa-button pa-second" href="?">{escape(texts.reset)}</a></div></div></form>'
    )


def _names(circumstances: Iterable[Circumstance], lang: Language) -> list[tuple[str, str]]:
    return [(c.name, c.en if lang == "en" else c.name) for c in circumstances]


def _box(circumstance: Circumstance, choices: Choices, lang: Language) -> str:
    checked = " checked" if circumstance.name in choices.situations else ""
    name = circumstance.en if lang == "en" else circumstance.name
    return (
        f'<label><input type="checkbox" name="situation" value="{escape(circumstance.name)}"{checked}>'
        f"<span>{escape(name)}</span></label>"
    )


def _text(name: str, label: str, hint: str, value: str) -> str:
    return (
        f'<label class="pa-field"><span>{escape(label)}</span><input name="{name}" value="{escape(value)}" '
        f'placeholder="{escape(hint)}" maxlength="{LONGEST}" autocomplete="off"></label>'
    )


# --- the list --------------------------------------------------------------------------------------


def _listed(families: Families, listing: Listing, address: Mapping[str, str], lang: Language) -> str:
    texts = TEXTS[lang]
    lines = "".join(f"<li>{escape(note)}</li>" for note in notes(listing, lang, reviewed=families.reviewed))
    said = f'<ul class="pa-family-notes">{lines}</ul>{_meanings(lang)}'
    if not listing.found:
        return f'<p class="pa-count" role="status">{escape(texts.none)}</p>{said}'
    special = [f for f in listing.found if f.special]
    general = [f for f in listing.found if not f.special]
    count = texts.special.format(count=len(special)) if special else texts.none_special
    body = (
        f'<div class="pa-above"><p class="pa-count" role="status">{escape(count)}</p>'
        f'<button type="button" class="pa-button pa-second" data-print>{escape(texts.print)}</button></div>'
        f"{_groups(families, special, address, lang)}"
    )
    if general:
        opened = "" if special else " open"
        body += (
            f'<details class="pa-fold pa-general"{opened}><summary>{escape(texts.general.format(count=len(general)))}</summary>'
            f'<div class="pa-folded">{_groups(families, general, address, lang)}</div></details>'
        )
    return body + said


def _meanings(lang: Language) -> str:
    items = "".join(
        f'<div><dt><span class="pa-badge pa-{_BADGES[strength]}">{escape(_short(strength, lang))}</span></dt>'
        f"<dd>{escape(meaning)}</dd></div>"
        for strength, meaning in MEANING[lang].items()
    )
    return f'<dl class="pa-legend" aria-label="{escape(TEXTS[lang].strengths)}">{items}</dl>'


def _short(strength: str, lang: Language) -> str:
    english = {"规划明确": "stated", "规划推动": "promoted", "目标": "a target"}
    return english[strength] if lang == "en" else strength


def _groups(families: Families, found: Iterable[Fitting], address: Mapping[str, str], lang: Language) -> str:
    """What was found, by topic, as sections of cards."""
    every, english = list(found), dict(families.topics)
    made = ""
    for domain in dict.fromkeys(fitting.row.domain for fitting in every):
        cards = "".join(_card(f, families, address, lang) for f in every if f.row.domain == domain)
        title = (english.get(domain) or domain) if lang == "en" else domain
        made += f'<section class="pa-given"><h3>{escape(title)}</h3><ul>{cards}</ul></section>'
    return f'<div class="pa-all">{made}</div>'


def _card(fitting: Fitting, families: Families, address: Mapping[str, str], lang: Language) -> str:
    row = told(fitting, lang, families.line, families.names)
    cost = f'<span class="pa-badge pa-good-plain">{escape(row.cost)}</span>' if row.cost else ""
    badge = f'<span class="pa-badge pa-{_BADGES[fitting.row.strength]}">{escape(row.strength)}</span>'
    whom = (
        f'<span class="pa-note pa-whom">{escape(TEXTS[lang].whose)}{"：" if lang == "zh" else ": "}{escape(row.whom)}</span>'
        if row.whom
        else ""
    )
    boundary = f'<p class="pa-boundary">{escape(row.boundary)}</p>' if row.boundary else ""
    return (
        f"<li><p><strong>{escape(row.name)}</strong> {cost}{badge} {whom}</p>{_quoted(row, address)}{boundary}"
        f'<p class="pa-note">{escape(row.unsettled)}</p>'
        f'<p class="pa-step-next"><b>{escape(TEXTS[lang].step)}</b> {escape(row.step)}</p></li>'
    )


def _quoted(row: Told, address: Mapping[str, str]) -> str:
    return (
        f'<blockquote class="pa-quote" lang="zh-CN">{escape(" ".join(row.quote.split()))} '
        f'<a href="{address.get(row.clause_id, "#")}"><code>{escape(row.clause_id)}</code></a></blockquote>'
    )


# --- route -----------------------------------------------------------------------------------------


def add(router: APIRouter, site: Site) -> None:
    """The page."""

    @router.get("/plans/{plan}/parents", include_in_schema=False)
    def show(plan: str, request: Request) -> Response:
        book = site.opened(request, plan)
        if isinstance(book, Response):
            return book
        if book.families is None:
            return site.missing(request, plan)
        lang = language_of(request)
        asked = bool(request.query_params)
        body = parents_body(book.families, Choices.of(request), _addresses(book, site), lang, asked=asked)
        return site.draw(request, PAGE.key, TEXTS[lang].title, body, book)


def _addresses(book: Book, site: Site) -> dict[str, str]:
    at = f"/plans/{quote(book.meta.key)}/clauses/"
    return {clause_id: site.href(at + quote(clause_id)) for clause_id in book.tree.clauses}


PAGE: Final = Page("parents", "/plans/{plan}/parents", {"zh": "家长", "en": "Parents"}, add)
