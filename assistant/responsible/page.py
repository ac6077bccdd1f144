"""A draft on duties while it is written: sentences, citations, and the duties that it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.plan import cite as cite_piece
from assistant.quoting import as_printed
from assistant.records import Citation, Clause, Draft, Duty, Language, Sentence

# The number that a sentence begins with, as printed.
_NUMBER = lazy(r"\s*(?:——|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])?\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """A draft on duties.

    Attributes:
        draft: its sentences and citations.
        duties: those that the answer carries, with the numbers of their citations.
        partial: whether the plan names no body for what is asked.
    """

    draft: Draft
    duties: tuple[Duty, ...]
    partial: bool


@dataclass
class Page:
    """A draft while it is written.

    Attributes:
        lang: language of the frame.
        glosses: English names of bodies.
        clauses: the clauses that may be cited, by id.
        sentences, citations, duties: what is written so far.
    """

    lang: Language
    glosses: Mapping[str, str]
    clauses: Mapping[str, Clause]
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    def say(
        self, zh: str, en: str, citations: tuple[int, ...] = (), *, echo: str = "", apart: bool = False
    ) -> None:
        """Add a sentence of the frame; ``echo`` are the asker's words that it puts in 「」."""
        text = en if self.lang == "en" else zh
        at = text.find(f"「{echo}」") + 1 if echo else 0
        self.sentences.append(Sentence(text, citations, ((at, at + len(echo)),) if at else (), apart))

    def name(self, actor: str) -> str:
        """A body's name, with its English one beside it in an English answer."""
        gloss = self.glosses.get(actor, "") if self.lang == "en" else ""
        return f"{actor} ({gloss})" if gloss else actor

    def quote(self, clause: Clause, start: int, end: int) -> int:
        """Tell a sentence of a clause as it stands; the number of its citation."""
        start, end = _trimmed(clause, start, end)
        n = self.cite(clause, start, end)
        self.sentences.append(Sentence(as_printed(clause.text[start:end]), (n,)))
        return n

    def quote_duty(self, duty: Duty) -> int:
        """Tell the sentence that a duty stands in, a note behind what it is about; the number of its citation."""
        clause, about = self.clauses[duty.clause_id], self.clauses.get(duty.covers)
        start, end = _trimmed(clause, duty.start, duty.end)
        first, last = _first_sentence(about) if about else (0, 0)
        if about is clause:
            last = min(last, start)
        if about is None or first >= last:
            return self.quote(clause, duty.start, duty.end)
        numbers = (self.cite(about, first, last), n := self.cite(clause, start, end))
        text = about.text[first:last] + clause.text[start:end]
        self.sentences.append(Sentence(as_printed(text), numbers))
        return n

    def cite(self, clause: Clause, start: int, end: int) -> int:
        """The number of the citation of a piece of a clause, the same one for the same piece."""
        return cite_piece(self.citations, clause, start, end)

    def cite_sentence(self, clause: Clause, start: int, end: int) -> int:
        """The number of the citation of a sentence, without the number that it begins with."""
        return self.cite(clause, *_trimmed(clause, start, end))

    def cite_duty(self, duty: Duty) -> int:
        """The number of the citation of the sentence that a duty stands in."""
        return self.cite_sentence(self.clauses[duty.clause_id], duty.start, duty.end)

    def cite_document(self, document: str, plan: str) -> int:
        """The number of a new citation of a document outside the plan."""
        n = len(self.citations) + 1
        self.citations.append(Citation(n, "document", plan, "", (), "", 0, 0, False, document))
        return n

    def place_of(self, citation: Citation) -> tuple[Clause, int, int]:
        """Where the words of a citation stand: clause, start and end."""
        clause = self.clauses[citation.clause_id]
        start = clause.text.find(citation.quote)
        return clause, start, start + len(citation.quote)

    def carry(self, duty: Duty, citation: int) -> None:
        """Let the answer carry a duty, with the number of its citation."""
        self.duties.append(replace(duty, citation=citation))

    def told(self, *, partial: bool = False) -> Told:
        """What is written, as a draft."""
        return Told(Draft(tuple(self.sentences), tuple(self.citations)), tuple(self.duties), partial)


def _trimmed(clause: Clause, start: int, end: int) -> tuple[int, int]:
    """A sentence's span without the blanks and the number it begins with."""
    number = _NUMBER.match(clause.text, start, end)
    return number.end() if number else start, end


def _first_sentence(clause: Clause) -> tuple[int, int]:
    """Where the first sentence of a clause stands, without its number: what names it, or what a paragraph begins with."""
    return _trimmed(clause, *sentences(clause.text)[0])
