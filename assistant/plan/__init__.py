"""Source text → Plan: the tree of clauses, every clause with its span in the source.

    load_plan     corpus/<plan>/ → Plan: plan.toml (meta), repairs.toml (repairs), source.txt (reader)
    source_span   where a piece of a clause stands in the source
    citation_at, cite   the citation of such a piece

The heading grammar is data (``corpus/<plan>/plan.toml``, explained in docs/corpus.md): the package knows
typographical markers (一、（一） 1. ——) but no word of any plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.errors import CorpusError, PlanSyntaxError
from assistant.files import read_text
from assistant.plan.meta import Meta, load_meta
from assistant.plan.reader import parse, read
from assistant.plan.repairs import Doubt, Edit, load_repairs
from assistant.plan.writing import Slip
from assistant.records import Citation, Clause

__all__ = [
    "Doubt",
    "Edit",
    "Meta",
    "Plan",
    "Slip",
    "check_expected",
    "citation_at",
    "cite",
    "load_meta",
    "load_plan",
    "load_repairs",
    "parse",
    "print_plan",
    "read",
    "source_span",
]


@dataclass(frozen=True)
class Plan:
    """A plan as data: meta data, published source, clauses in the source's order, slips of its print."""

    meta: Meta
    source: str
    clauses: tuple[Clause, ...]
    doubts: tuple[Doubt, ...] = ()
    slips: tuple[Slip, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        """Clauses by their id."""
        return {clause.id: clause for clause in self.clauses}

    def counts(self) -> dict[str, int]:
        """How many clauses of each kind there are, and how many chapters and domains."""
        found: dict[str, int] = {"chapters": 0, "domains": len(self.meta.domains)}
        for clause in self.clauses:
            found[clause.kind] = found.get(clause.kind, 0) + 1
            found["chapters"] += clause.kind == "heading" and clause.parent == ""
        return found

    def domain_of(self, clause: Clause) -> str:
        """Title of the domain a clause stands in, else of its outermost heading, else the plan's title."""
        for domain in self.meta.domains:
            if domain.title == clause.title or any(label.endswith(domain.title) for label in clause.path):
                return domain.title
        chapter = self.by_id.get(clause.id.split(".")[0])
        return chapter.title if chapter and clause.path else self.meta.title


def load_plan(folder: Path) -> Plan:
    """Read ``corpus/<plan>/``: plan.toml, source.txt, repairs.toml.

    Raises:
        CorpusError: a file cannot be used; PlanSyntaxError where the text does not follow its grammar.
    """
    meta = load_meta(folder / "plan.toml", folder.name)
    source = read_text(folder / "source.txt")
    edits, doubts = load_repairs(folder / "repairs.toml", source)
    try:
        text = read(source, meta, edits)
    except PlanSyntaxError as error:
        raise PlanSyntaxError(error.message, file=folder / "source.txt", line=error.line) from error
    plan = Plan(meta, source, text.clauses, doubts, text.slips)
    check_expected(plan)
    return plan


def check_expected(plan: Plan) -> None:
    """CorpusError where a count that plan.toml expects was not found."""
    counts = plan.counts()
    for kind, expected in plan.meta.expect.items():
        if counts.get(kind, 0) != expected:
            raise CorpusError(
                f"plan {plan.meta.key!r}: {counts.get(kind, 0)} × {kind} read, plan.toml expects {expected}; "
                "compare the text with its grammar"
            )


def print_plan(plan: Plan) -> str:
    """The plan as text again, one paragraph a clause: parsing it gives the same clauses."""
    return "\n\n".join(clause.text for clause in plan.clauses) + "\n"


def source_span(clause: Clause, start: int, end: int) -> tuple[int, int, bool]:
    """Where clause.text[start:end] stands in the source.

    Returns:
        Start and end in the source, and whether the two differ by more than a line wrap.

    Raises:
        ValueError: the span is empty or leaves the text.
    """
    if not 0 <= start < end <= len(clause.text):
        raise ValueError(f"span {start}:{end} leaves the {len(clause.text)} characters of {clause.id}")
    begin = finish = -1
    repaired = False
    for segment in clause.segments:
        if segment.end <= start or segment.start >= end:
            continue
        exact = segment.change == ""
        low = segment.source_start + (max(start, segment.start) - segment.start if exact else 0)
        high = segment.source_start + (min(end, segment.end) - segment.start) if exact else segment.source_end
        begin = low if begin < 0 else begin
        finish = high
        repaired = repaired or segment.change not in ("", "wrap")
    return begin, finish, repaired


def citation_at(n: int, clause: Clause, start: int, end: int) -> Citation:
    """The citation of clause.text[start:end], with its place in the source."""
    first, last, repaired = source_span(clause, start, end)
    quote = clause.text[start:end]
    return Citation(n, "clause", clause.plan, clause.id, clause.path, quote, first, last, repaired)


def cite(citations: list[Citation], clause: Clause, start: int, end: int) -> int:
    """The number of the citation of a piece of a clause, which is added where no citation of the list has it."""
    made = citation_at(len(citations) + 1, clause, start, end)
    for known in citations:
        if (known.plan, known.clause_id, known.quote) == (made.plan, made.clause_id, made.quote):
            return known.n
    citations.append(made)
    return made.n
