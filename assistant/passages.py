"""Clause → passages: what is embedded and indexed on behalf of a clause.

A long measure is found by one of its sentences more surely than by the whole of it, and an answer quotes
sentences; so a clause of several sentences gives one passage for the whole and one for each. The headings
above are part of every passage, as a sentence alone seldom says whom it is about. Each indicator gives a passage
for its name and one for its English name, so that a question that words it otherwise still finds its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.lexicon import shared_name
from assistant.patterns import lazy
from assistant.plan.markers import PRINTED
from assistant.records import Clause, Indicator, Passage

# Kinds of clauses that say something of their own; headings are found through what stands under them.
SPEAKING = frozenset({"goal", "target", "measure", "principle", "item", "paragraph"})
# A stop inside brackets ends no sentence (（…负责。列第一位者为牵头单位）), nor one between the fields of a note
# (责任单位：…；配合单位：…；完成时限：…).
_NO_END = lazy(
    r"[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]"
    r"|；(?=\s*[\u4e00-\u9fff、]{0,6}(?:单位|部门|机构|主体|领导|处室|时限|时间)[:：])"
)
_SENTENCE = lazy(r"[^。；！？]*[。；！？]+[”」）]*|[^。；！？]+$")
_LABEL = lazy(r"^[^。]{2,8}：?$")


@dataclass(frozen=True, slots=True)
class Saying:
    """How people speak of what a clause says: a phrase, and the number of its sentence, 0 for all of the clause."""

    text: str
    sentence: int = 0


def passages(
    clauses: Iterable[Clause],
    glosses: Mapping[str, str],
    rows: Iterable[Indicator] = (),
    sayings: Mapping[str, Sequence[Saying]] | None = None,
    english: Mapping[str, str] | None = None,
) -> tuple[Passage, ...]:
    """The passages of all clauses that say something, in order, then those of the indicators.

    Args:
        clauses: clauses of one plan.
        glosses: English titles by clause id; each becomes a passage, so that English questions find it.
        rows: the plan's indicators.
        sayings: how people speak of what a clause says, by clause id: indexed, never shown.
        english: English names of indicators and of populations, by the Chinese ones.
    """
    speaking = [clause for clause in clauses if clause.kind in SPEAKING]
    said = [passage for clause in speaking for passage in _of(clause, glosses)]
    for clause in speaking:
        said += _said(clause, (sayings or {}).get(clause.id, ()))
    return (*said, *(passage for row in rows for passage in _names(row, english or {})))


def _said(clause: Clause, sayings: Sequence[Saying]) -> Iterator[Passage]:
    """Passages of the sayings of a clause; one whose sentence the clause does not have stands for all of it."""
    spans = dict(enumerate(sentences(clause.text), 1)) if sayings else {}
    for saying in sayings:
        start, end = spans.get(saying.sentence, (0, len(clause.text)))
        yield Passage(clause.plan, clause.id, "saying", start, end, saying.text)


def _names(row: Indicator, english: Mapping[str, str]) -> Iterator[Passage]:
    people = row.population or ""
    names = [row.name if people in row.name else people + row.name]
    if name := english.get(row.name) or english.get(shared_name(row)):
        names.append(f"{name} ({english[people]})" if people in english and row.name not in english else name)
    for name in names:
        yield Passage(row.plan, row.clause_id, "row", row.start, row.end, name, row.id)


def _of(clause: Clause, glosses: Mapping[str, str]) -> Iterator[Passage]:
    above = " ".join(PRINTED.sub("", label) for label in clause.path[1:] if not _is_label(label))
    whole = PRINTED.sub("", clause.text)
    yield Passage(clause.plan, clause.id, "clause", 0, len(clause.text), f"{above} {whole}".strip())
    spans = sentences(clause.text)
    if len(spans) > 1:
        title = clause.title
        for start, end in spans:
            piece = PRINTED.sub("", clause.text[start:end])
            if title and piece.rstrip("。；") == title:
                continue
            yield Passage(clause.plan, clause.id, "sentence", start, end, f"{above} {title} {piece}".strip())
    if gloss := glosses.get(clause.id):
        yield Passage(clause.plan, clause.id, "gloss", 0, len(clause.text), gloss)


def _is_label(label: str) -> bool:
    """主要目标 and 策略措施 stand above everything and tell nothing apart."""
    return PRINTED.match(label) is None and _LABEL.match(label) is not None


@lru_cache(maxsize=1024)  # most texts are clauses, which come again with other questions
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of a text, their end marks included, blank ones left out."""
    open_ = _NO_END.sub(lambda match: "·" * len(match.group()), text)
    return tuple(match.span() for match in _SENTENCE.finditer(open_) if text[slice(*match.span())].strip())
