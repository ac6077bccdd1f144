"""Course → slides: figures of one unit and bound as native charts, all else as bullets, clause ids in the notes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from assistant.course.handout import WORDS, note_of
from assistant.course.material import Material
from assistant.course.outline_text import KINDS, OWN, by_kind
from assistant.course.records import Course, Line
from assistant.documents.deck import Bars, Bullet, Deck
from assistant.numerals import format_decimal
from assistant.records import Indicator, Language
from assistant.wording import full_name, name_en

_Shelf = tuple[str, str, str]
_BOUNDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        ">=": "不低于", "<=": "不超过", "=": "达到", "<": "低于", ">": "高于", "down_by": "下降", "up_by": "提高",
    },
    "en": {
        ">=": "At least", "<=": "At most", "=": "Equal to", "<": "Under", ">": "More than", "down_by": "Down by", "up_by": "Up by",
    },
}  # fmt: skip
# Units that an English label keeps; classifiers (名, 所) have no English word.
_UNITS_EN: Final[Mapping[str, str]] = {
    "%": "%", "‰": "‰", "小时": " h", "周岁": " years", "岁": " years", "个月": " months", "次": " times",
}  # fmt: skip


def to_slides(course: Course, known: Material) -> bytes:
    """The slides as a .pptx file."""
    words, lang = WORDS[course.lang], course.lang
    deck = Deck(course.title, lang, course.plan_title)
    under = words["head"].format(audience=course.audience, minutes=course.minutes, plan=course.plan_title)
    deck.cover(course.title, under, words["notice"])
    for section in course.sections:
        title = words["minutes"].format(title=section.title, minutes=section.minutes)
        before: list[Line] = []  # what leads in shares the first slide that follows it
        groups = list(by_kind(section.lines))
        for kind, found in groups:
            if kind == "overview" and len(groups) > 1:
                before = found
                continue
            heading = title + (words["colon"] + KINDS[lang][kind] if len(groups) > 1 else "")
            left = _charted(deck, heading, found, lang, known) if kind == "figure" else found
            if shown := [*before, *left]:
                deck.points(heading, [_bullet(line, lang, known) for line in shown])
                before = []
    return deck.content()


def _bullet(line: Line, lang: Language, known: Material) -> Bullet:
    lead = line.topic + WORDS[lang]["colon"] if line.topic else ""
    label = OWN[lang] if line.kind == "own" else ""
    return Bullet(line.text + label, lead, note_of(line, lang, known))


def _charted(deck: Deck, heading: str, found: list[Line], lang: Language, known: Material) -> list[Line]:
    """Put figures that may stand side by side into charts; the lines that are left."""
    shelves: dict[_Shelf, list[Line]] = {}
    for line in found:
        row = known.rows.get(line.row)
        if row is not None and row.value is not None and row.unit:
            shelves.setdefault((row.comparator, row.unit, row.per or ""), []).append(line)
    charted: set[str] = set()
    for shelf, shown in shelves.items():
        if len(shown) > 1:
            deck.chart(heading, _bars(shelf, shown, lang, known))
            charted |= {line.row for line in shown}
    return [line for line in found if line.row not in charted]


def _bars(shelf: _Shelf, shown: list[Line], lang: Language, known: Material) -> Bars:
    rows = [known.rows[line.row] for line in shown]
    unit = _unit(rows[0], lang).strip()
    scale = "，".join(
        part for part in (known.glosses.get(shelf[2], shelf[2]) if lang == "en" else shelf[2], unit) if part
    )
    title = _BOUNDS[lang][shelf[0]] + (f" ({scale.replace('，', ', ')})" if lang == "en" else f"（{scale}）")
    bars = tuple(
        (_label(row, lang, known), _value(row), format_decimal(_value(row)) + _unit(row, lang))
        for row in rows
    )
    return Bars(title, bars, tuple(f"{line.text} {note_of(line, lang, known)}" for line in shown))


def _value(row: Indicator) -> Decimal:
    return row.value if row.value is not None else Decimal(0)


def _unit(row: Indicator, lang: Language) -> str:
    return _UNITS_EN.get(row.unit or "", "") if lang == "en" else row.unit or ""


def _label(row: Indicator, lang: Language, known: Material) -> str:
    return (name_en(row, known.glosses) if lang == "en" else "") or full_name(row)
