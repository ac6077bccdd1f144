"""Whether what an option says is true in the plan: read from clauses and rows, not from what made the option.

Figures are compared by ``claims.agrees``, sentences are held by ``verify.check``, as those of answers are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.claims import agrees
from assistant.course.checking import citation_of
from assistant.course.lines import evidence_of, title_of
from assistant.course.material import Material
from assistant.numerals import find_quantities
from assistant.quiz.records import Claim, Question
from assistant.records import Draft, Indicator, Sentence
from assistant.verify import check
from assistant.wording import full_name, name_en


def squeeze(text: str) -> str:
    """Text without blanks, as print sets them around digits."""
    return re.sub(r"\s+", "", text)


class Judge:
    """Holds claims against one plan; what every claim needs is read once."""

    def __init__(self, known: Material) -> None:
        """Read the plan's words."""
        self._known = known
        self._words = squeeze("\n".join(clause.text for clause in known.tree.clauses.values()))
        self._texts = {i: squeeze(clause.text) for i, clause in known.tree.clauses.items()}
        self._titles = {i: squeeze(title_of(clause)) for i, clause in known.tree.clauses.items()}
        self._areas: dict[str, str] = {}
        self._names: Mapping[str, list[Indicator]] = self._rows_by_name()

    def _rows_by_name(self) -> dict[str, list[Indicator]]:
        found: dict[str, list[Indicator]] = {}
        for row in self._known.rows.values():
            for name in {row.name, full_name(row), name_en(row, self._known.glosses)} - {""}:
                found.setdefault(squeeze(name).lower(), []).append(row)
        return found

    def holds(self, claim: Claim) -> bool | None:
        """Whether a claim is true in the plan; None where that cannot be told."""
        return {
            "figure": self._figure,
            "named": self._named,
            "statement": self._statement,
            "has_figure": self._has_figure,
            "fills": self._fills,
            "listed": self._listed,
            "under": self._under,
        }[claim.kind](claim)

    def _like(self, row: Indicator) -> list[Indicator]:
        """The rows of the same subject, whatever year they are due in."""
        return [r for r in self._known.rows.values() if (r.name, r.population) == (row.name, row.population)]

    def _figure(self, claim: Claim) -> bool | None:
        figures = find_quantities(claim.text)
        row = self._known.rows.get(claim.about)
        if len(figures) != 1 or row is None:
            return None
        return any(agrees(figures[0], other) for other in self._like(row))

    def _named(self, claim: Claim) -> bool | None:
        figures = find_quantities(claim.about)
        rows = self._names.get(squeeze(claim.text).lower())
        if len(figures) != 1 or not rows:
            return None
        return any(agrees(figures[0], row) for row in rows)

    def _statement(self, claim: Claim) -> bool | None:
        """A sentence holds where the checks of answers let it through; a wrong one must have no figure of its subject."""
        row = self._known.rows.get(claim.about)
        if row is None:
            return None
        clause = self._known.tree.clauses[row.clause_id]
        draft = Draft((Sentence(claim.text, (1,)),), (citation_of(clause, row.quote),))
        if not check(draft, evidence_of(self._known, [clause.id])).dropped:
            return True
        figures = [q for q in find_quantities(claim.text) if row.unit in (q.unit, "") or q.unit in "%‰"]
        return None if any(agrees(q, other) for q in figures for other in self._like(row)) else False

    def _has_figure(self, claim: Claim) -> bool | None:
        row = self._known.rows.get(claim.about)
        if row is None:
            return None
        has = any(r.value is not None for r in self._like(row))
        return has if claim.text == "yes" else not has

    def _fills(self, claim: Claim) -> bool | None:
        before, _, after = claim.about.partition("\0")
        return squeeze(before + claim.text + after) in self._words

    def _listed(self, claim: Claim) -> bool | None:
        if claim.about not in self._areas:
            below = self._known.tree.subtree(claim.about)
            self._areas[claim.about] = "\n".join(self._texts[i] for i in below)
        return squeeze(claim.text) in self._areas[claim.about]

    def _under(self, claim: Claim) -> bool | None:
        title, words = squeeze(claim.text), squeeze(claim.about)
        return any(self._titles[i] == title and words in text for i, text in self._texts.items())

    # --- questions -----------------------------------------------------------------------------------

    def fault_of(self, question: Question) -> str:
        """Why a question cannot be asked, or "": its key must be true, every other option false."""
        if question.quote not in self._known.tree.clauses[question.clause_id].text:
            return "the quote does not stand in the clause"
        if question.kind == "short":
            words = [squeeze(point) for point in question.points]
            return (
                ""
                if words and all(word in self._words for word in words)
                else "a marking point is not the plan's"
            )
        if len(set(map(squeeze, question.options))) < len(question.options):
            return "two options are alike"
        right = {0} if question.kind == "truth" else set(question.key)
        if question.kind == "blank":
            right = set(range(len(question.claims)))
        for n, claim in enumerate(question.claims):
            expected = question.key == (0,) if question.kind == "truth" else n in right
            if self.holds(claim) is not expected:
                return f"{claim.text!r} should be {expected} in the plan"
        return ""
