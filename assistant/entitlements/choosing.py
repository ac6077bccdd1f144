"""Rows × family → what fits, grouped by domain; what lies on a boundary is said to.

choose(rows, family)    a Listing: what is for this child first, then what is for every child
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from assistant.entitlements.family import BEFORE_BIRTH, STAGE_CORE, STAGE_MONTHS, Age, Family
from assistant.lexicon import fold, fold_known, to_words
from assistant.patterns import lazy
from assistant.records import Entitlement
from assistant.synonyms import Synonym

Fit = Literal["yes", "edge", "no"]
# 0至6岁 names the years of age: who is six is in it, up to the seventh birthday by some rules.
_RANGE = lazy(r"\d\s*(?:-|－|—|–|~|～|至|到)\s*\d")
_ORDER: Final = {"规划明确": 0, "规划推动": 1, "目标": 2}


@dataclass(frozen=True, slots=True)
class Fitting:
    """A row that fits a family.

    Attributes:
        row: what the plan promises.
        edge: the child is right at the boundary of its age, where local rules decide.
        special: it is for this age, stage or condition, not for every child.
    """

    row: Entitlement
    edge: bool
    special: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What fits a family.

    Attributes:
        family: what was said.
        found: the rows, in groups of one domain, what is special to the child first.
        elsewhere: how many rows are for children of other conditions only, at this age.
    """

    family: Family
    found: tuple[Fitting, ...]
    elsewhere: int = 0

    @property
    def groups(self) -> tuple[tuple[str, tuple[Fitting, ...]], ...]:
        """The rows by domain, in the order of their first."""
        domains = dict.fromkeys(fitting.row.domain for fitting in self.found)
        return tuple((name, tuple(f for f in self.found if f.row.domain == name)) for name in domains)


def choose(rows: Iterable[Entitlement], family: Family, synonyms: Iterable[Synonym] = ()) -> Listing:
    """What fits a family.

    Args:
        rows: what a plan promises.
        family: what was said of the child; a topic is the title of a domain.
        synonyms: lay words with the plan's words for them, for the free words.
    """
    every = [row for row in rows if not family.topic or row.domain == family.topic]
    terms = _terms(family.words, synonyms)
    every = [row for row in every if _speaks_of(row, terms)] if terms else every
    found: list[Fitting] = []
    elsewhere = 0
    for row in every:
        fit = _fits_age(row, family)
        if fit == "no":
            continue
        if not _fits_circumstances(row, family):
            elsewhere += bool(row.conditions)
            continue
        special = (
            bool(row.conditions)
            or bool(row.area and row.area == family.area)
            or bool((family.age or family.stage) and (row.ages or row.stages))
        )
        found.append(Fitting(row, fit == "edge", special))
    found.sort(key=lambda f: (not f.special, _ORDER[f.row.strength], _closeness(f.row)))
    return Listing(family, tuple(found), elsewhere)


def _closeness(row: Entitlement) -> int:
    """How much a row is for one child: by its condition or where it lives first, then by an age, then by a stage."""
    narrow = (row.conditions or row.area, row.ages, row.stages)
    return next((n for n, words in enumerate(narrow) if words), 3)


# --- age and stage ---------------------------------------------------------------------------------


def _fits_age(row: Entitlement, family: Family) -> Fit:
    if family.stage in BEFORE_BIRTH:
        return "yes" if family.stage in row.stages else "no"
    child = _child(family)
    if child is None:
        return "yes"
    stage = _fits_stage(row, family, child)
    if stage == "no" or (
        family.age is None and row.age_to is not None and child.low >= row.age_to + _room(row)
    ):
        return "no"  # a stage that begins at the figure is beyond it
    return _fits_words(row, child)


def _child(family: Family) -> Age | None:
    if family.age:
        return family.age
    if family.stage:
        low, high = STAGE_CORE[family.stage]
        return Age(low, high - 1)
    return None


def _fits_stage(row: Entitlement, family: Family, child: Age) -> Fit:
    """Whether a child may be in one of a row's stages; a stage that was chosen counts, and a printed age with an end goes before."""
    if not row.stages or row.age_to is not None:
        return "yes"
    if family.stage in row.stages:
        return "yes"
    if family.stage and not {family.stage, *row.stages} & {"新生儿", "婴幼儿"}:
        return "no"
    spans = [STAGE_MONTHS[stage] for stage in row.stages if stage in STAGE_MONTHS]
    return "yes" if any(child.low < high and low <= child.high for low, high in spans) else "no"


def _fits_words(row: Entitlement, child: Age) -> Fit:
    """Whether a child is within the printed age; at its very figure, or in the last year of a range, local rules decide."""
    if row.age_from is None:
        return "yes"
    if child.high < row.age_from:
        return "no"
    if row.age_to is None:
        return "yes"
    last = row.age_to + max(_room(row) - 1, 0)
    if child.low > last or (child.low >= row.age_to and row.ages.startswith("未满")):
        return "no"
    return "edge" if child.high >= row.age_to and child.low >= row.age_to - 11 else "yes"


def _room(row: Entitlement) -> int:
    """Months beyond the figure that a range still names: 0至6岁 holds who is six."""
    return 12 if _RANGE.search(row.ages) else 0


def _fits_circumstances(row: Entitlement, family: Family) -> bool:
    """Whether one of a row's conditions holds; beside them its area is one more (农村儿童、残疾儿童、困境儿童)."""
    lives = bool(row.area) and row.area == family.area
    if row.conditions:
        return lives or bool(set(row.conditions) & set(family.conditions))
    return lives or not (row.area and family.area)


# --- free words ------------------------------------------------------------------------------------


def _terms(words: str, synonyms: Iterable[Synonym]) -> tuple[str, ...]:
    """What is looked for: the words typed, and the plan's words for them."""
    folded = fold(words)
    terms = [word for word in to_words(folded) if len(word) > 1]
    terms += [term for synonym in synonyms if synonym.said in folded for term in synonym.plan]
    return tuple(dict.fromkeys(terms or [folded])) if folded else ()


def _speaks_of(row: Entitlement, terms: tuple[str, ...]) -> bool:
    text = fold_known(f"{row.what}{row.quote}{row.what_en}{''.join(row.conditions)}{row.cost}")
    return any(term in text for term in terms)
