"""Question → Query, stages 1 and 2 of the cascade: what is regular by rule, then exact names and aliases.

Stage 1 reads years, places, figures and the expected type of answer. Stage 2 links names and aliases; it only
counts as understood where every content word is accounted for: by a name or alias, by a function word, or by
the words of the very clause that would be cited. What it is not sure of it leaves to others.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.asked import units
from assistant.lexicon import fold, strip_invisible
from assistant.patterns import lazy
from assistant.plan import Meta
from assistant.question.asking import asked_per, asks_actual, asks_count, asks_whether, confirms, expects
from assistant.question.courtesies import social
from assistant.question.naming import link
from assistant.question.pauses import with_pauses
from assistant.question.reading import Catalog, Reading, language_of, read, roles_said
from assistant.question.scope import (
    foreign_place,
    foreign_year,
    only_about_period,
    people_named,
    spans_years,
    strangers,
    year_of_no_end,
)
from assistant.records import Exclusive, Indicator, Query

__all__ = ["Catalog", "language_of", "means", "understand"]


# A quantity by its name and nothing else (早产儿发生率, 每千名儿童护士数): its figure is asked for.
_NAMES_QUANTITY = lazy(
    r"[^，,。；;？?！!：:]{2,14}(?:率|比例|占比|比重|人数|(?<![一多少系])数量?)(?:的?(?:目标值?|指标值?|数值))?[？?。]?"
)


def understand(question: str, catalog: Catalog) -> Query:
    """The typed query of a question; never raises on any text."""
    question = with_pauses(question)
    reading = read(question, catalog)
    wanted = expects(reading)
    query = Query(
        text=fold(question),
        lang=reading.lang,
        asking=reading.asking,
        plan=catalog.meta.key,
        expects=wanted,
        years=reading.years,
        foreign_place=foreign_place(reading, catalog.meta, wanted, catalog.rows),
        actual=asks_actual(reading, wanted),
        now="now" in roles_said(reading),
        strangers=strangers(reading, catalog),
        names_plan="plan" in roles_said(reading),
        confirms=confirms(reading, wanted),
        yes_no=asks_whether(reading),
        counts=asks_count(reading),
        per=asked_per(reading.text),
        units=units(reading.text),
        people=people_named(reading)[0],
        people_said=people_named(reading)[1],
        figures=reading.figures,
        exclusive=_exclusive(fold(question), reading, catalog),
    )
    if order := catalog.lexicon.orders.kind(query.text, strip_invisible(question)):
        return replace(query, task=order)
    if ("period" in roles_said(reading) or spans_years(query, reading)) and only_about_period(reading):
        return replace(query, task="period", foreign_year=year_of_no_end(query.years, catalog))
    found = social(query, reading) or link(query, reading, catalog)
    if (
        found.expects == "open"
        and found.task == "none"
        and "还是" not in found.text
        and _NAMES_QUANTITY.fullmatch(found.text)
    ):
        return replace(found, expects="value")
    return found


def means(query: Query, rows: tuple[Indicator, ...], meta: Meta) -> Query:
    """The look-up of rows that a question means without naming them (stage 3)."""
    people = tuple(dict.fromkeys(row.population for row in rows if row.population))
    return replace(
        query,
        task="lookup",
        names=tuple(dict.fromkeys(row.name for row in rows)),
        populations=people if query.people else (),
        choices=(),
        likened=True,
        unexplained=(),
        aside=(),
        foreign_year=foreign_year(query.years, rows, meta),
    )


def _exclusive(text: str, reading: Reading, catalog: Catalog) -> tuple[Exclusive, ...]:
    """Words that exclude others in their place; 一年 of 一年内 is a figure."""
    found = catalog.lexicon.exclusive_in(text)
    return tuple(word for word in found if not any(word.text in f.text for f in reading.figures))
