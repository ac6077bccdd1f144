"""All that a plan says of one matter, wherever it stands: terms → sentences, grouped by domain.

    matter_of(…)    the terms that a question is about, in the plan's own words
    mentions(…)     the sentences that speak of them, in the plan's order
    tell(…)         the draft, one list for each domain, each with its count

A search brings the clauses that fit best; who asks for everything on a matter that several domains treat would be left
with a part of it. So such a question is answered by looking through every clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.lexicon import searchable
from assistant.passages import sentences
from assistant.plan import source_span
from assistant.records import Citation, Clause, Draft, Language, Sentence

MOST_TOLD: Final = 60
_SPEAKING = frozenset({"goal", "target", "measure", "principle", "item", "paragraph"})
_MARK = re.compile(
    r"\s*(?:——|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])?\s*"
)
_LISTED = re.compile(r"、|,|和|或|以及|与| and | or ")


@dataclass(frozen=True, slots=True)
class Matter:
    """What is looked for: any of the forms of a term; of each term where ``every``, else of one."""

    terms: tuple[tuple[str, ...], ...]
    every: bool

    @property
    def name(self) -> str:
        """The terms by their first forms."""
        return "、".join(forms[0] for forms in self.terms)


def matter_of(
    text: str,
    words: Sequence[str],
    people: Iterable[tuple[str, ...]],
    forms: Callable[[str], tuple[str, ...]],
) -> Matter | None:
    """The matter of a question, or None where it names nothing that the plan has.

    Args:
        text: the folded question.
        words: its content words.
        people: surfaces of each group of people that it names; where the plan speaks of one, it is the matter.
        forms: the plan's forms of a word, none where the plan does not have it or has it everywhere.
    """
    groups = [tuple(f for surface in surfaces for f in forms(surface)) for surfaces in people]
    if named := [tuple(dict.fromkeys(group)) for group in groups if group]:
        return Matter((min(named, key=len),), every=True)
    found = [found for word in dict.fromkeys(words) if (found := forms(word))]
    if not found:
        return None
    listed = len(found) > 1 and len(_LISTED.findall(text)) >= len(found) - 1
    return Matter(tuple(found), every=not listed)


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that speaks of a matter."""

    clause: Clause
    start: int
    end: int


def mentions(matter: Matter, clauses: Iterable[Clause]) -> tuple[Mention, ...]:
    """The sentences that speak of a matter, in order; all sentences of a clause whose title does."""
    found: list[Mention] = []
    for clause in clauses:
        if clause.kind not in _SPEAKING:
            continue
        spans = sentences(clause.text)
        titled = bool(clause.title) and len(spans) > 1 and _speaks(matter, clause.title)
        for start, end in spans[1:] if titled else spans:
            if titled or _speaks(matter, clause.text[start:end]):
                found.append(Mention(clause, start, end))
    return tuple(found)


def _speaks(matter: Matter, text: str) -> bool:
    flat = searchable(text)
    held = [any(form in flat for form in forms) for forms in matter.terms]
    return all(held) if matter.every else any(held)


def tell(
    matter: Matter, found: tuple[Mention, ...], lang: Language, titles: Mapping[str, str]
) -> tuple[Draft, bool]:
    """The draft, and whether all was told.

    Args:
        matter: what was looked for.
        found: the sentences.
        lang: language of the frame.
        titles: English titles of headings by what they are called in Chinese.
    """
    told = found[:MOST_TOLD]
    lead = (
        f"What the plan says on {matter.name}, by its parts:"
        if lang == "en"
        else f"规划中与{matter.name}有关的内容，按领域列出："
    )
    made, citations = [Sentence(lead)], list[Citation]()
    groups: dict[str, list[Mention]] = {}
    for mention in told:
        groups.setdefault(place_of(mention.clause), []).append(mention)
    for place, members in groups.items():
        gloss = f" ({titles[place]})" if lang == "en" and place in titles else ""
        made.append(
            Sentence(
                f"{place}{gloss}: the plan has {len(members)} such sentences:"
                if lang == "en"
                else f"{place}，共 {len(members)} 条："
            )
        )
        for mention in members:
            made.append(_quoted(mention, citations))
    return Draft(tuple(made), tuple(citations)), len(told) == len(found)


def place_of(clause: Clause) -> str:
    """The domain (else the chapter, else the beginning) that a clause stands in, without its number."""
    label = clause.path[1] if len(clause.path) > 1 else clause.path[0] if clause.path else "前言"
    mark = _MARK.match(label)
    return label[mark.end() :].strip() if mark else label.strip()


def _quoted(mention: Mention, citations: list[Citation]) -> Sentence:
    """The sentence as it stands, with its own citation."""
    clause, end = mention.clause, mention.end
    mark = _MARK.match(clause.text, mention.start, end)
    start = mark.end() if mark else mention.start
    first, last, repaired = source_span(clause, start, end)
    n = len(citations) + 1
    quote = clause.text[start:end]
    citations.append(Citation(n, "clause", clause.plan, clause.id, clause.path, quote, first, last, repaired))
    return Sentence(re.sub(r"\s+", "", quote), (n,))
