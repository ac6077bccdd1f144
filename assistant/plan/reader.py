"""A text, paragraph by paragraph → clauses, each with its span in the source.

By the grammar of its plan.toml (``ruled``) where there is one, else by the usual orders of print (``usual``).
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import PlanSyntaxError
from assistant.plan.meta import Meta
from assistant.plan.paragraphs import paragraphs
from assistant.plan.repairs import Edit
from assistant.plan.ruled import RuledReader
from assistant.plan.usual import UsualReader
from assistant.plan.writing import Slip
from assistant.records import Clause


@dataclass(frozen=True, slots=True)
class Text:
    """The clauses of a text in its order, and the slips of print that were read all the same."""

    clauses: tuple[Clause, ...]
    slips: tuple[Slip, ...] = ()


def read(source: str, meta: Meta, edits: tuple[Edit, ...] = ()) -> Text:
    """Cut a text into clauses.

    Args:
        source: the published text.
        meta: title, grammar.
        edits: repairs at their places, in order.

    Returns:
        The clauses in the text's order; their own spans are disjoint and cover every non-blank character.

    Raises:
        PlanSyntaxError: the text does not begin with its title, no heading was found, or, by a grammar of its
            own, a number is out of order or there twice, or a marker is unknown.
    """
    reader = RuledReader(meta) if meta.grammar else UsualReader(meta)
    reader.read(reader.take_title(list(paragraphs(source, edits))))
    if not any(clause.kind not in ("title", "paragraph") for clause in reader.clauses):
        raise PlanSyntaxError(
            "no heading was found; the grammar in plan.toml must say how headings are numbered", line=1
        )
    return Text(tuple(reader.clauses), tuple(reader.slips))


def parse(source: str, meta: Meta, edits: tuple[Edit, ...] = ()) -> tuple[Clause, ...]:
    """The clauses of a text; see ``read``."""
    return read(source, meta, edits).clauses
