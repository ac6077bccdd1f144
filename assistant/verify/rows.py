"""How a row of the table is met in a sentence: by its names, and by its figure and bound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.numerals import same_value
from assistant.patterns import compiled, lazy
from assistant.records import Indicator, Quantity
from assistant.verify.case import Case, spaced, without_people

UP = lazy(r"提高|提升|上升|增加|增长|增多|扩大|\b(?:rise|increase|grow|raise|improve)\w*", re.IGNORECASE)


DOWN = lazy(r"下降|降低|减少|回落|\b(?:fall|decrease|decline|reduce|drop)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a sentence names a row; whole where it quotes the row as printed."""

    start: int
    end: int
    row: Indicator
    whole: bool


def mentions_in(case: Case) -> list[Mention]:
    """Places where the sentence names a cited row: as printed, by its full name, or by its English name."""
    text, glosses = case.sentence.text, case.evidence.glosses
    found = []
    for row in case.rows:
        people = row.population or ""
        full = row.name if row.name.startswith(people) else people + row.name
        apart = spaced(people) + "的" + spaced(without_people(row)) if people else spaced(full)
        for pattern, whole in ((spaced(row.quote), True), (spaced(full), False), (apart, False)):
            found += [Mention(*m.span(), row, whole) for m in compiled(pattern).finditer(text)]
        gloss, who = english_of(row, glosses)
        if gloss and (not who or who.lower() in text.lower()):
            found += [
                Mention(*m.span(), row, False) for m in re.finditer(re.escape(gloss), text, re.IGNORECASE)
            ]
    return found


def english_of(row: Indicator, glosses: Mapping[str, str]) -> tuple[str, str]:
    """The English name of a row, and the English population that it needs beside it, if any."""
    gloss = glosses.get(row.name) or glosses.get(without_people(row), "")
    needs_people = row.name not in glosses or without_people(row) == row.name
    return gloss, glosses.get(row.population or "", "") if needs_people else ""


def is_value_of(figure: Quantity, row: Indicator) -> bool:
    """Whether a figure has the value and unit of a row."""
    if row.value is None:
        return False
    return same_value(figure, Quantity(row.value, row.unit or "", row.comparator, None, 0, 0, "")) or (
        figure.unit == "" and figure.value == row.value and row.unit in _CLASSIFIERS
    )


# Classifiers that an English sentence leaves out (at least 2.5 beds).
_CLASSIFIERS = frozenset({"名", "张", "所", "个", "位", "项", "条"})


def is_bound_of(figure: Quantity, row: Indicator) -> bool:
    """Whether a figure is bound as that of a row."""
    return figure.comparator == row.comparator
