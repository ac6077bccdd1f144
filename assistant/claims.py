"""What a question claims of a row.

    points(query, row)    each thing that is claimed, beside what the plan has

A claim is compared by its type: value, unit and bound of a figure, the age, the denominator, the base year, the year
due, whom it is about. What cannot be compared is neither confirmed nor denied.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.aged import ages_of, ages_said, of_age
from assistant.exclusions import Point, excluded, printed
from assistant.framing import tags
from assistant.numerals import AGES, same_value
from assistant.patterns import lazy
from assistant.records import Comparator, Indicator, Quantity, Query

_RATES = frozenset({"%", "‰", "成", "‱"})
_COUNTS = frozenset({"名", "人", "位", "张", "所", "个", "家", "项", "条", ""})
# A bound and its complement say the same of an age limit: 未满16岁不得, 满16岁才可以.
_COMPLEMENT = {"<": ">=", ">=": "<", "<=": ">", ">": "<="}
# People say 低于 and "below" for 以下, 超过 and "over" for 以上.
_LOOSELY = {"<=": "<", ">=": ">"}
_OF_AGE = Decimal(18)  # whoever is younger is a child: such an age narrows nothing


def points(query: Query, row: Indicator, rows: tuple[Indicator, ...] = ()) -> tuple[Point, ...]:
    """Each thing that a question claims of a row; nothing where it claims nothing of it.

    Args:
        query: the question.
        row: the row.
        rows: all rows that it names, this one among them; people whom another is about claim nothing of this one.
    """
    of_others = {other.population for other in rows if other.id != row.id}
    people = tuple(point for point, whom in _people(query, row) if not of_others & set(whom))
    found = (*_figures(query, row), *_ages(query, row), *_per(query, row), *_years(query, row), *people)
    found = (*found, *_directions(query, row), *_moves(query, row), *_all_of(query, row))
    if len(rows) < 2:
        found = (*_bounds(query, row), *found)
    beside = {point.asked for other in rows if other.id != row.id for point in _said_by(query, other)}
    told = {point.asked for point in found}
    own = tuple(point for point in excluded(query, row.quote) if point.asked not in beside | told)
    return (*found, *own) if query.confirms else found


_UP, _DOWN = "up", "down"


def _directions(query: Query, row: Indicator) -> tuple[Point, ...]:
    """A direction of a row without a figure: 下降 where it is to rise."""
    if row.comparator not in (_UP, _DOWN) or row.value is not None:
        return ()
    said = [word for word in query.exclusive if word.kind == "direction"]
    printed = next((v for word in said for v in word.others if v and v in (row.verb or "")), "")
    own = [word for word in said if any(same in (row.verb or row.quote) for same in word.same)]
    return tuple(Point("word", word.text, False, printed or row.verb or "") for word in said if not own)


_ALL = lazy(
    r"(?:所有|全部|全体|每一?[所个名位家]|百分之?百|一[个所名]不[落漏])(?!的?(?:指标|目标|领域|措施|方面|地方|部门|条款))"
)


def _all_of(query: Query, row: Indicator) -> tuple[Point, ...]:
    """That something is to hold for all, of a row that asks it of a share (所有学校 where it is 90%以上的学校)."""
    shares = row.unit == "%" and row.comparator in (">=", "=") and row.value is not None and row.value < 100
    said = _ALL.search(query.text) if shares and query.confirms and not query.figures else None
    return (Point("figure", said.group(), False),) if said else ()


# Verbs that say where a figure comes from: it is reached from below, or from above.
_RISING = frozenset({"达到", "增至", "增加到", "提高到", "提升到", "上升到", "升至", "保持"})
_FALLING = frozenset({"降至", "降到", "下降到", "控制", "减少到", "减至"})


def _way(row: Indicator) -> Literal["", "up", "down"]:
    """The side from which a row's figure is to be reached; "" where its words tell none, or it is a change."""
    if row.value is None or row.comparator in ("down_by", "up_by"):
        return ""
    rises = row.comparator in (">=", ">") or row.verb in _RISING
    falls = row.comparator in ("<=", "<") or row.verb in _FALLING
    return "" if rises == falls else "up" if rises else "down"


def _moves(query: Query, row: Indicator) -> tuple[Point, ...]:
    """A verb before a figure that leads to it from the wrong side (降到96%以上 where it is to be reached)."""
    wrong = {"up": _DOWN, "down": _UP}.get(_way(row))
    said = [w for w in query.exclusive if w.kind == "move" and w.value == wrong]
    return tuple(Point("word", w.text, False, row.verb) for w in said if row.verb)


_WRONG_BOUND = {"up": "cap", "down": "floor"}
_TO_FALL = lazy(r"降|控制|压[到低减降]|减[到少至]|\b(?:down|fall|falls|reduced?|cut|lower(?:ed)?)\b")
_NEAR_FIGURE = 6  # characters between a figure and the word that binds it (96%就封顶了)


def _bounds(query: Query, row: Indicator) -> tuple[Point, ...]:
    """A word that binds the other way than the row does (96%封顶 where it is to be 96%以上), with the figure beside it.

    That something is at least to be brought down to a figure (至少降到5.5‰) bounds it from above.
    """
    way = _way(row)
    if not way or row.unit in AGES:
        return ()
    said = [w for w in query.exclusive if w.kind == "bound" and w.value == _WRONG_BOUND[way]]
    if way == "down" and any(_TO_FALL.search(query.text[query.text.find(w.text) :]) for w in said):
        return ()
    return tuple(Point("bound", _with_figure(w.text, query, row), False) for w in said[:1])


def _with_figure(word: str, query: Query, row: Indicator) -> str:
    """A word of a question with the figure that it binds, where one stands near in the same part."""
    at = query.text.find(word)
    for figure in of_row(query, row):
        start, end = min(at, figure.start), max(at + len(word), figure.end)
        between = query.text[min(at + len(word), figure.end) : max(at, figure.start)]
        if at >= 0 and len(between) <= _NEAR_FIGURE and not _BREAK.search(between):
            return query.text[start:end].strip()
    return word


_BREAK = lazy(r"[，,。；;？?！!]")


def _said_by(query: Query, row: Indicator) -> tuple[Point, ...]:
    """The exclusive words of a question that a row has itself."""
    text = row.name + row.quote
    return tuple(
        Point("word", w.text, True) for w in query.exclusive if any(printed(s, text) for s in w.same)
    )


def agrees(asked: Quantity, row: Indicator) -> bool:
    """Whether a figure of a question is that of a row: value, unit, and comparator where it gives one."""
    if row.value is None:
        return False
    if asked.unit == "成":
        asked = replace(asked, value=asked.value * 10, unit="%")
    unit = asked.unit or row.unit or ""
    if row.comparator in ("down_by", "up_by") and asked.comparator != row.comparator:
        return False  # 降到15% is a level, 下降15% a change
    same = same_value(
        replace(asked, unit=unit), Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")
    )
    return same and asked.comparator in ("=", row.comparator, _LOOSELY.get(row.comparator))


def comparable(figure: Quantity, row: Indicator) -> bool:
    """Whether a figure measures what a row does, so that another value of it contradicts the row."""
    if row.value is None:
        return False
    if figure.unit in AGES or row.unit in AGES:
        return figure.unit in AGES and row.unit in AGES and figure.comparator != "="
    if figure.unit in _RATES and row.unit in _RATES:
        return True
    one = replace(figure, value=Decimal(1))
    dimension = same_value(one, replace(one, unit=row.unit or "")) or figure.unit == ""
    return dimension or (figure.unit in _COUNTS and row.unit in _COUNTS) or _times(figure.unit, row.unit)


_TIMES = frozenset({"分钟", "小时", "天", "日", "周", "月", "个月", "年"})


def _times(one: str, other: str | None) -> bool:
    return one in _TIMES and other in _TIMES


def of_row(query: Query, row: Indicator) -> tuple[Quantity, ...]:
    """The figures that a question says of a row: those bound to it, else any that measures the like."""
    bound = [figure for figure, row_id in query.said_of if row_id == row.id]
    others = [figure for figure, row_id in query.said_of if row_id != row.id]
    free = [figure for figure in query.figures if figure not in others]
    found = tuple(figure for figure in (bound or free) if figure.text.strip() and comparable(figure, row))
    measured = tuple(figure for figure in found if figure.unit)
    return measured if row.unit in _RATES and measured else found  # kids under 12 … below 20%


def _figures(query: Query, row: Indicator) -> tuple[Point, ...]:
    found = of_row(query, row)
    if row.unit in AGES:  # an age is confirmed by nothing less than the whole rule
        return tuple(Point("figure", f.text.strip(), None if _same_limit(f, row) else False) for f in found)
    if row.value is None:
        return tuple(Point("figure", f.text.strip(), False) for f in found)
    own = Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")
    held = [is_held_to(f, query.text, own) for f in found]
    told = [_than(f, query.text) for f in found]
    return tuple(
        Point("figure", f.text.strip(), None if only else agrees(f, row))
        for f, only in zip(told, held, strict=True)
    )


def _than(figure: Quantity, text: str) -> Quantity:
    """A figure that a target is said to be higher or lower than (比5.5‰高) as the bound that it then is."""
    behind = _THAN_BEHIND.match(text[figure.end :])
    if figure.comparator != "=" or behind is None or not _THAN_BEFORE.search(text[: figure.start]):
        return figure
    side: Comparator = ">" if behind["above"] else "<"
    return replace(figure, comparator=side, text=f"比{figure.text}{behind.group()}")


_THAN_BEHIND = lazy(r"(?:还要|还|要|都|更)?(?:(?P<above>[高大])|[低小])(?![多几出了到])")


# 目标是不是低于6‰, 比6‰低吗: a figure of the asker's own that the target is held to, and none that it is said to be.
_HELD_TO = lazy(r"(?P<below>低于|小于|少于|不到)|(?P<above>高于|大于|多于|超过)")
_TAKES_IT_SO = lazy(r"[吧呗][？?。！!]*$")
_THAN_BEFORE = lazy(r"(?<![对分占同环])比$")
_BELOW_BEHIND, _ABOVE_BEHIND = lazy(r"^(?:还|要|都|更)*[低小少]"), lazy(r"^(?:还|要|都|更)*[高大多]")


def is_held_to(asked: Quantity, text: str, own: Quantity) -> bool:
    """Whether a plain yes-or-no question holds a bound to a figure that it surely keeps to: that is no wrong target.

    Args:
        asked: the figure of the question.
        text: the question, folded.
        own: the bound.
    """
    said = _HELD_TO.search(asked.text)
    than = _THAN_BEFORE.search(text[: asked.start])
    below = bool(said and said["below"]) or bool(than and _BELOW_BEHIND.match(text[asked.end :]))
    above = bool(said and said["above"]) or bool(than and _ABOVE_BEHIND.match(text[asked.end :]))
    taken = tags(text) or _TAKES_IT_SO.search(text)  # 低于6‰吧 says what the target is, 比6‰低吧 does not
    if below == above or (taken and not than) or asked.unit not in ("", own.unit):
        return False
    if below:
        return own.comparator in ("<=", "<") and own.value < asked.value
    return own.comparator in (">=", ">") and own.value > asked.value


def _same_limit(asked: Quantity, row: Indicator) -> bool:
    return asked.value == row.value and asked.comparator in (row.comparator, _COMPLEMENT.get(row.comparator))


def _ages(query: Query, row: Indicator) -> tuple[Point, ...]:
    """Ages with a bound say whom a row is about (3岁以下); a bare age is that of the asker's child."""
    if row.unit in AGES:
        return ()
    own = ages_of(row)
    asked = [f for f in ages_said(query, row) if f.comparator != "=" and f.value < _OF_AGE]
    return tuple(Point("age", f.text.strip(), any(of_age(f, o) for o in own) if own else None) for f in asked)


CLASSIFIER = lazy(r"(?<=[十百千万亿])[名个位]")


def _per(query: Query, row: Indicator) -> tuple[Point, ...]:
    if query.per is None or row.per is None:
        return ()
    return (Point("per", query.per, query.per in CLASSIFIER.sub("", row.per)),)


_BASE = lazy(
    r"[比较以与跟同和从自]\s*$|(?:基[数期准年]|起点|参照)[^，,。]{0,6}$|\b(?:from|than|to|with|base(?:line)?(?: year)?(?: of| is)?|since|on)\s*(?:the )?$"
)
_BASE_AFTER = lazy(
    r"^\s*(?:年|的|数据|水平|数|为|作为?|是)*(?:基[数期准]|相比|比|起)|^\s*(?:level|baseline|base|figure)"
)


def _years(query: Query, row: Indicator) -> tuple[Point, ...]:
    """The base year where a year is said to be one, else the year due."""
    found = []
    for year in dict.fromkeys(query.years):
        based = [m for m in re.finditer(str(year), query.text) if _is_base(query.text, m)]
        if based and row.base_year is not None:
            found.append(Point("base", str(year), year == row.base_year))
        elif row.target_year is not None and year not in (row.base_year,):
            found.append(Point("due", str(year), year == row.target_year))
    return tuple(found)


def _is_base(text: str, match: re.Match[str]) -> bool:
    return bool(_BASE.search(text[: match.start()]) or _BASE_AFTER.match(text[match.end() :]))


def _people(query: Query, row: Indicator) -> tuple[tuple[Point, tuple[str, ...]], ...]:
    """People whom a row with a population of its own is not about, with the populations that they are."""
    said = zip(query.people_said, query.people, strict=True) if query.people_said else ()
    words = re.sub(r"\s+", "", f"{row.name}{row.population or ''}{row.per or ''}{row.quote}")
    found = []
    for surface, populations in said:
        if surface in words or any(_is_among(population, words) for population in populations):
            continue
        other = row.population is not None or _is_said_to_be(surface, query.text)
        found.append((Point("people", surface, False if other else None), populations))
    return tuple(found)


def _is_said_to_be(surface: str, text: str) -> bool:
    """Whether a question says outright whom a figure is about (…，说的是高中三年)."""
    return bool(re.search(rf"(?:是|指|针对)[^，,。；;]{{0,4}}{re.escape(surface)}", text))


def _is_among(population: str, words: str) -> bool:
    """Whether words speak of a population, in full or by its stem (高中 of 高中生)."""
    return population in words or (len(population) > 2 and population.removesuffix("生") in words)
