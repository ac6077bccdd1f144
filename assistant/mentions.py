"""All that a plan says of one matter, wherever it stands: terms → sentences, grouped by domain.

    mentions(…)    the sentences that speak of a matter, in the plan's order
    tell(…)        the draft, one list for each domain, each with its count

A search brings the clauses that fit best; who asks for everything on a matter that several domains treat would be left
with a part of it. So such a question is answered by looking through every clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from assistant.lexicon import searchable
from assistant.passages import SPEAKING, sentences
from assistant.patterns import lazy
from assistant.plan import citation_at
from assistant.records import Citation, Clause, Draft, Language, Sentence

MOST_TOLD: Final = 100
_TITLED = frozenset({"measure", "principle", "item"})  # their first sentence only names them
_MARK = lazy(r"\s*(?:——|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])?\s*")


@dataclass(frozen=True, slots=True)
class Matter:
    """What is looked for: any of the forms of a term; of each term where ``every``, else of one.

    Attributes:
        terms: the forms of each.
        every: whether a sentence has to have them all.
        called: what a term is called that is not called by its first form, as it stands for several (溺水、交通).
    """

    terms: tuple[tuple[str, ...], ...]
    every: bool
    called: tuple[tuple[tuple[str, ...], str], ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """The terms by their first forms, or as they are called."""
        names = dict(self.called)
        return "、".join(names.get(forms, forms[0]) for forms in self.terms)


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that speaks of a matter."""

    clause: Clause
    start: int
    end: int


def mentions(
    matter: Matter,
    clauses: Iterable[Clause],
    domains: tuple[str, ...] = (),
    kinds: frozenset[str] = frozenset(),
) -> tuple[Mention, ...]:
    """The sentences that speak of a matter, in order; all sentences of a clause whose title does.

    Args:
        matter: what is looked for.
        clauses: in the plan's order.
        domains: titles of the only domains to look in; all where empty.
        kinds: the only kinds of clause to look at, and of what a paragraph stands under; all where empty.
    """
    found: list[Mention] = []
    every = tuple(clauses)
    above = {clause.id: clause.kind for clause in every} if kinds else {}
    for clause in every:
        if clause.kind not in (kinds & SPEAKING or SPEAKING):
            continue
        if kinds and clause.kind == "paragraph" and above.get(clause.parent) not in kinds:
            continue  # one that goes on in no measure: the preamble, the overview of a domain
        if domains and place_of(clause) not in domains:
            continue
        found += _of_clause(matter, clause)
    return tuple(found)


def _of_clause(matter: Matter, clause: Clause) -> list[Mention]:
    """The sentences of one clause; of one that stands under a goal or a title on the matter, all.

    A sentence between two that speak of it carries their subject on (随班就读 between two on 残疾儿童).
    """
    if not _holds_all(matter, "\n".join((clause.title, *clause.path[-1:], clause.text))):
        return []
    spans = sentences(clause.text)
    title = clause.title if len(spans) > 1 and clause.kind in _TITLED else ""
    if title and _holds_all(matter, title):
        return [Mention(clause, start, end) for start, end in spans[1:]]
    above = title + (
        clause.path[-1] if clause.kind in ("target", "paragraph") and len(clause.path) > 3 else ""
    )
    if clause.kind == "target" and _holds_all(matter, above):
        return [Mention(clause, start, end) for start, end in spans]
    speaks = [
        _holds_any(matter, clause.text[start:end]) and _holds_all(matter, above + clause.text[start:end])
        for start, end in spans
    ]
    between = [
        before and after for before, after in zip([False, *speaks], [*speaks[1:], False], strict=False)
    ]
    told = [own or carried for own, carried in zip(speaks, between, strict=True)]
    return [Mention(clause, start, end) for (start, end), tells in zip(spans, told, strict=True) if tells]


def _holds_all(matter: Matter, text: str) -> bool:
    flat = searchable(text)
    held = [any(form in flat for form in forms) for forms in matter.terms]
    return all(held) if matter.every else any(held)


def _holds_any(matter: Matter, text: str) -> bool:
    flat = searchable(text)
    return any(form in flat for forms in matter.terms for form in forms)


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
    lead = _lead(matter.name, len(told) if len(told) == len(found) else 0, lang)
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


def _lead(name: str, count: int, lang: Language) -> str:
    """What is listed, with how many there are where all are told."""
    if lang == "en":
        counted = f" (the plan has {count} such sentences)" if count else ""
        return f"What the plan says on {name}, by its parts{counted}:"
    return f"规划中与{name}有关的内容{f'共 {count} 条' if count else ''}，按领域列出："


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
    citation = citation_at(len(citations) + 1, clause, start, end)
    citations.append(citation)
    return Sentence(re.sub(r"\s+", "", citation.quote), (citation.n,))
