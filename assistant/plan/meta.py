"""What plan.toml says of a plan: title, region, period, domains, and the grammar of its headings (docs/corpus.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.files import read_toml
from assistant.plan.markers import MARKERS


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the heading grammar.

    Attributes:
        name: what other rules call it in ``under``.
        marker: key of MARKERS, or "" where label decides.
        label: the exact words of the line, or "".
        under: names of the rules it may stand under; "root" for the top.
        kind: kind of the clause it makes; "auto" is heading for a bare title, item where text follows.
        id: template of the clause id, with {parent} and {n}.
        numbering: restart (from 1 under each parent), continue (on through the document) or auto.
    """

    name: str
    marker: str
    label: str
    under: tuple[str, ...]
    kind: str
    id: str
    numbering: str = "auto"


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of action of the plan, named in its meta data: heading id, title, English gloss."""

    id: str
    title: str
    en: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What plan.toml says of a plan.

    Attributes:
        key: the folder's name.
        period: first and last year.
        grammar: rules of its headings; none where it is printed in one of the usual orders.
        region_aliases: other names of the region; region_parts: places inside it.
        expect: counts that a build must find, by kind.
        target_headings: words that end a heading whose paragraphs hold targets.
        examples, examples_en: questions to begin with, in each language.
    """

    key: str
    title: str
    title_en: str
    region: str
    region_en: str
    period: tuple[int, int]
    region_aliases: tuple[str, ...] = ()
    region_parts: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    grammar: tuple[Rule, ...] = ()
    expect: Mapping[str, int] = field(default_factory=dict)
    target_headings: tuple[str, ...] = ("目标", "指标")
    examples: tuple[str, ...] = ()
    examples_en: tuple[str, ...] = ()


def load_meta(path: Path, key: str) -> Meta:
    """Read plan.toml.

    Raises:
        CorpusError: a key is missing or of the wrong type; the message names it.
    """
    data = read_toml(path)
    try:
        first, last = (int(year) for year in data["period"])
        if not 1949 <= first <= last <= 2100:
            raise ValueError(f"period {first} to {last}")
        return Meta(
            key=key,
            title=str(data["title"]),
            title_en=str(data.get("title_en", data["title"])),
            region=str(data["region"]),
            region_en=str(data.get("region_en", data["region"])),
            period=(first, last),
            region_aliases=tuple(data.get("region_aliases", ())),
            region_parts=tuple(data.get("region_parts", ())),
            domains=tuple(
                Domain(d["id"], d["title"], d.get("en", d["title"])) for d in data.get("domain", ())
            ),
            grammar=tuple(_rule(entry) for entry in data.get("grammar", ())),
            expect=dict(data.get("expect", {})),
            target_headings=tuple(data.get("target_headings", ("目标", "指标"))),
            examples=tuple(data.get("examples", ())),
            examples_en=tuple(data.get("examples_en", ())),
        )
    except KeyError as error:
        raise CorpusError(f"lacks the key {error}; docs/corpus.md lists what is needed", file=path) from error
    except (TypeError, ValueError) as error:
        raise CorpusError(f"has a value of the wrong form: {error}; see docs/corpus.md", file=path) from error


def _rule(entry: Mapping[str, Any]) -> Rule:
    marker, label = str(entry.get("marker", "")), str(entry.get("label", ""))
    if bool(marker) == bool(label) or (marker and marker not in MARKERS):
        raise ValueError(
            f"grammar rule {entry.get('name')!r} needs a label or one of the markers {list(MARKERS)}"
        )
    return Rule(
        name=str(entry["name"]),
        marker=marker,
        label=label,
        under=tuple(entry["under"]),
        kind=str(entry["kind"]),
        id=str(entry["id"]),
        numbering=str(entry.get("numbering", "auto")),
    )
