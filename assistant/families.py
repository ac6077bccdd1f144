"""What families may ask of an index: one object for the page, the command line and the interface.

    Families(index, corpus, plan).find(age="2岁半", situations=("残疾",))    a Listing
    answer(families, parameters)                                            status and JSON of an HTTP request

The server mounts ``answer``; it knows nothing of HTTP but status codes and parameters by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.build import read_glosses
from assistant.entitlements import (
    Circumstance,
    Listing,
    Told,
    choose,
    english_names,
    error_json,
    family_of,
    hot_line,
    listing_json,
    load_circumstances,
    notes,
    oldest,
    told,
)
from assistant.errors import InputError
from assistant.plan import Meta
from assistant.records import Clause, Entitlement, Language
from assistant.store import Index
from assistant.synonyms import Synonym, load_thesaurus

PARAMETERS = ("age", "stage", "situation", "area", "topic", "words")


class Families:
    """What one plan promises to families; everything is read when first needed, and then kept."""

    def __init__(self, index: Index, corpus: Path, plan: str = "") -> None:
        """Nothing is read yet but the plan's meta data.

        Raises:
            InputError: there is no such plan.
        """
        stored = {found.meta.key: found.meta for found in index.plans()}
        key = plan or next(iter(stored), "")
        if key not in stored:
            listed = ", ".join(stored)
            raise InputError(
                f"没有规划“{key[:40]}”，有：{listed}。",
                f"There is no plan “{key[:40]}”; there are: {listed}.",
            )
        self.meta: Meta = stored[key]
        self._index, self._corpus = index, corpus

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of the plan."""
        return self._index.clauses(self.meta.key)

    @cached_property
    def rows(self) -> tuple[Entitlement, ...]:
        """What it promises."""
        return self._index.entitlements(self.meta.key)

    @cached_property
    def circumstances(self) -> tuple[Circumstance, ...]:
        """What may be said of a child."""
        return load_circumstances(self._corpus / "circumstances.tsv")

    @cached_property
    def offered(self) -> tuple[Circumstance, ...]:
        """What may be said that a row of this plan asks for."""
        asked = {name for row in self.rows for name in (row.area, *row.stages, *row.conditions)}
        asked |= {"农村", "城市"} if asked & {"农村", "城市"} else set()
        return tuple(c for c in self.circumstances if c.name in asked)

    @cached_property
    def names(self) -> dict[str, str]:
        """English names of stages, conditions and areas."""
        return english_names(self.circumstances)

    @cached_property
    def topics(self) -> tuple[tuple[str, str], ...]:
        """Titles of the domains that promise something, with their English titles."""
        english = read_glosses(self._corpus / self.meta.key / "glosses.tsv")
        ids = {clause.title: clause.id for clause in self.clauses if clause.kind == "heading"}
        titles = dict.fromkeys(row.domain for row in self.rows if row.domain)
        return tuple((title, english.get(ids.get(title, ""), "")) for title in titles)

    @cached_property
    def line(self) -> str:
        """The line to call that the plan names, with its number (市长热线 12345), or ""."""
        return hot_line(self.clauses)[0]

    @cached_property
    def reviewed(self) -> bool:
        """Whether people have read every row."""
        return all(row.reviewed for row in self.rows)

    @cached_property
    def _synonyms(self) -> tuple[Synonym, ...]:
        return load_thesaurus(self._corpus)

    def find(
        self,
        *,
        age: str = "",
        stage: str = "",
        situations: Sequence[str] = (),
        area: str = "",
        topic: str = "",
        words: str = "",
    ) -> Listing:
        """What fits a family; see ``family_of`` for the choices.

        Raises:
            InputError: a choice cannot be used.
        """
        topic = topic.strip()
        if topic and topic not in {name for pair in self.topics for name in pair}:
            titles = "、".join(title for title, _ in self.topics)
            raise InputError(
                f"没有“{topic[:20]}”这个方面，可以选：{titles}。",
                f"There is no topic “{topic[:20]}”; choose from: {titles}.",
            )
        topic = next((title for title, en in self.topics if topic and topic in (title, en)), "")
        family = family_of(
            self.circumstances, age=age, stage=stage, situations=situations, area=area, topic=topic, words=words,
            limit=oldest(self.clauses),
        )  # fmt: skip
        return choose(self.rows, family, self._synonyms)

    def json(self, listing: Listing) -> dict[str, Any]:
        """A listing as one JSON object."""
        return listing_json(listing, self.meta.key, self.line, self.names)


def answer(families: Families, parameters: Mapping[str, Sequence[str]]) -> tuple[int, dict[str, Any]]:
    """Status and JSON for ``GET /api/plans/{plan}/entitlements``.

    Args:
        families: of the plan.
        parameters: values by name: age, stage, situation (several), area, topic, words.
    """
    unknown = [name for name in parameters if name not in PARAMETERS]
    if unknown:
        listed = ", ".join(PARAMETERS)
        return 422, error_json(
            f"没有参数 {unknown[0][:40]!r}，有：{listed}。",
            f"There is no parameter {unknown[0][:40]!r}; there are: {listed}.",
        )
    one = {name: next(iter(parameters.get(name, ())), "") for name in PARAMETERS if name != "situation"}
    situations = [
        part for value in parameters.get("situation", ()) for part in value.split(",") if part.strip()
    ]
    try:
        return 200, families.json(families.find(situations=situations, **one))
    except InputError as error:
        return 422, error_json(error.zh, error.en)


def as_text(families: Families, listing: Listing, lang: Language) -> str:
    """A listing for a terminal: by domain, each row with its quote, what is left open, and the next step."""
    zh = lang == "zh"
    english = dict(families.topics)
    count = len(listing.found)
    blocks = [f"共 {count} 项" if zh else f"{count} in all"]
    for domain, group in listing.groups:
        title = domain if zh else english.get(domain) or domain
        blocks.append(
            "\n".join([title, *(_lines(told(f, lang, families.line, families.names), zh=zh) for f in group)])
        )
    if not count:
        blocks = [
            "没有找到合适的条目，可以少选几项再试。" if zh else "Nothing was found; try with fewer choices."
        ]
    return "\n\n".join([*blocks, "\n".join(notes(listing, lang, reviewed=families.reviewed))])


def _lines(row: Told, *, zh: bool) -> str:
    marks = [mark for mark in (row.cost, row.strength) if mark]
    whom = (f"（{row.whom}）" if zh else f" ({row.whom})") if row.whom else ""
    head = f"  ◆ {row.name}{whom} [{' · '.join(marks)}]"
    lines = [head, f"      「{row.quote}」 {row.clause_id}", f"      {row.unsettled}", f"      {row.step}"]
    return "\n".join([*lines, f"      {row.boundary}"] if row.boundary else lines)
