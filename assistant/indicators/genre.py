"""The words of the genre, from ``corpus/genre.toml``, as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.files import read_toml


@dataclass(frozen=True, slots=True)
class Genre:
    """Words of the genre, from ``corpus/genre.toml``; each list is explained there."""

    demand: re.Pattern[str]
    governing: re.Pattern[str]
    having: re.Pattern[str]
    supply: re.Pattern[str]
    permission: re.Pattern[str]
    deadline: re.Pattern[str]
    population_start: re.Pattern[str]
    population_end: re.Pattern[str]
    direction: re.Pattern[str]
    counted: re.Pattern[str]
    trailing: re.Pattern[str]
    adverbs: re.Pattern[str]
    verbs: re.Pattern[str]
    acting: re.Pattern[str]
    light: re.Pattern[str]
    share: re.Pattern[str]
    amount: re.Pattern[str]
    reported: re.Pattern[str]
    reported_headings: tuple[str, ...]
    up_verbs: frozenset[str]
    down_verbs: frozenset[str]
    acts: frozenset[str]


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def load_genre(path: Path) -> Genre:
    """Read genre.toml into patterns.

    Raises:
        CorpusError: a list is missing.
    """
    data: Mapping[str, Any] = read_toml(path)
    try:
        age = r"\d+(?:\s*(?:至|到|-|—|~)\s*\d+)?\s*(?:周岁|岁|个月|月龄)(?:以下|以内|以上|内)?"
        adverbs = f"{_any(data['adverbs'])}*"
        people = f"(?:{_any(data['population_modifiers'])}|{age}\\s*)*{_any(data['population_heads'])}(?:（[^）]*）)?"
        up, down = data["up_verbs"], data["down_verbs"]
        return Genre(
            demand=re.compile(
                f"(?P<verb>{_any(data['demand_verbs'])}|(?<![到发传直抵送下表通雷马])达)(?:在|到|了)?\\s*$"
            ),
            governing=re.compile(f"^(?P<verb>{_any(data['governing_verbs'])})"),
            having=re.compile(_any(data["having_verbs"])),
            supply=re.compile(f"^{_any(data['supply_verbs'])}"),
            permission=re.compile(f"(?P<verb>{_any(data['permission'])})"),
            deadline=re.compile(f"^(?P<verb>{_any(data['deadline_verbs'])})"),
            population_start=re.compile(f"^{people}"),
            population_end=re.compile(f"{people}$"),
            direction=re.compile(
                f"^(?P<name>.*{_any(data['measured_nouns'])})(?:和[^，]*?)?{adverbs}(?P<verb>{_any(up + down)})$"
            ),
            counted=re.compile(f"^(?P<name>.+?){adverbs}(?P<verb>{_any(data['count_verbs'])})$"),
            trailing=re.compile(f"(?:{_any(data['adverbs'])})+$"),
            adverbs=re.compile(f"^{adverbs}"),
            verbs=re.compile(_any([verb for verb in data["demand_verbs"] if len(verb) > 1])),
            acting=re.compile(f"^{adverbs}(?P<verb>{_any(data['acting_verbs'])})(?=[\u4e00-\u9fff“])"),
            light=re.compile(f"^{adverbs}{_any(data['light_verbs'])}(?=.)"),
            share=re.compile(f"{_any(data['share_nouns'])}$"),
            amount=re.compile(f"{_any(data['amount_nouns'])}$"),
            reported=re.compile(f"^{_any(data['reported_starts'])}|{_any(data['reported_words'])}"),
            reported_headings=tuple(data["reported_headings"]),
            up_verbs=frozenset(up),
            down_verbs=frozenset(down),
            acts=frozenset(data["acting_verbs"]),
        )
    except KeyError as error:
        raise CorpusError(f"lacks the list {error}", file=path) from error
