"""A text by the grammar that its plan.toml gives: each rule says what a line looks like and where it may stand.

What does not fit is an error that names the line; nothing is read as something else in silence.
"""

from __future__ import annotations

import re
from typing import cast

from assistant.errors import PlanSyntaxError, QuantityError
from assistant.numerals import parse_number
from assistant.plan.markers import BEFORE_DIGITS, MARKERS, SUSPECT
from assistant.plan.meta import Meta, Rule
from assistant.plan.paragraphs import Paragraph
from assistant.plan.writing import Open, Writer, auto_kind
from assistant.records import ClauseKind


class RuledReader(Writer):
    """Reads paragraphs one after another by the rules of a grammar."""

    def __init__(self, meta: Meta) -> None:
        """Begin with nothing open."""
        super().__init__(meta)
        self.last: dict[tuple[str, str], int] = {}
        self.last_anywhere: dict[str, int] = {}
        self.numbering = {rule.name: rule.numbering for rule in meta.grammar}
        self.units: dict[str, str] = {}  # rule → what its numbers count: 章 and 节 have one marker

    def read(self, lines: list[Paragraph]) -> None:
        """Make the clauses of all paragraphs."""
        for paragraph in lines:
            self._read(paragraph)

    def _read(self, paragraph: Paragraph) -> None:
        for rule in self.meta.grammar:
            if rule.label and paragraph.text.strip() == rule.label:
                self._label(rule, paragraph)
                return
        marked = [
            (name, match) for name, pattern in MARKERS.items() if (match := pattern.match(paragraph.text))
        ]
        own = [(name, match) for name, match in marked if self._rules(name)]
        if marked:
            self._numbered(paragraph, *(own or marked)[0])
        elif (match := BEFORE_DIGITS.match(paragraph.text)) and self._is_next(match):
            self._numbered(paragraph, "arabic.", match)
        elif SUSPECT.match(paragraph.text):
            raise PlanSyntaxError(
                f"unknown numbering {paragraph.text[:12]!r}; add its marker to the grammar in plan.toml",
                line=paragraph.line,
            )
        else:
            self.plain(paragraph)

    def _is_next(self, match: re.Match[str]) -> bool:
        """Whether a number before digits is the very one expected here: no decimal."""
        found = self._candidate("arabic.", match)
        if found is None:
            return False
        depth, rule = found
        parent = self.stack[depth].clause_id if depth >= 0 else ""
        before = self.last.get((rule.name, parent), 0)
        return before > 0 and int(match.group("n")) == before + 1

    def _label(self, rule: Rule, paragraph: Paragraph) -> None:
        depth = self._depth(rule.under)
        if depth is None:
            raise PlanSyntaxError(
                f"{rule.label!r} stands under no {' or '.join(rule.under)}", line=paragraph.line
            )
        parent = self._cut(depth)
        entry = Open(rule.name, rule.id.format(parent=parent.clause_id, n=""), "")
        self.open(entry, "", paragraph, parent.clause_id)

    def _numbered(self, paragraph: Paragraph, marker: str, match: re.Match[str]) -> None:
        rule, parent = self._rule_for(marker, match, paragraph)
        number = self._number(rule, parent, match, paragraph)
        mark = match.group("mark")
        kind = rule.kind if rule.kind != "auto" else auto_kind(paragraph.text[len(mark) :])
        above = parent.clause_id if parent.rule != "root" else ""
        clause_id = rule.id.format(parent=above, n=number).lstrip(".")
        entry = Open(rule.name, clause_id, "", number=number, kind=cast(ClauseKind, kind))
        self.open(entry, mark, paragraph, parent.clause_id)

    def _rule_for(self, marker: str, match: re.Match[str], paragraph: Paragraph) -> tuple[Rule, Open]:
        """The rule of this marker that fits deepest into what is open; closes what is below its place."""
        found = self._candidate(marker, match)
        if found is None:
            rules = self._rules(marker)
            known = f"; here only {', '.join(rule.name for rule in rules)} may use it" if rules else ""
            raise PlanSyntaxError(
                f"unknown numbering {paragraph.text[:12]!r}: the grammar has no place for it{known}",
                line=paragraph.line,
            )
        depth, rule = found
        if unit := match.groupdict().get("unit"):
            self.units.setdefault(rule.name, unit)
        return rule, self._cut(depth)

    def _rules(self, marker: str) -> list[Rule]:
        return [rule for rule in self.meta.grammar if rule.marker == marker]

    def _candidate(self, marker: str, match: re.Match[str]) -> tuple[int, Rule] | None:
        """The depth and rule that a marker belongs to; a rule keeps to the unit that it first counted."""
        unit = match.groupdict().get("unit")
        taken = {name for name, used in self.units.items() if used == unit}
        rules = [
            rule
            for rule in self._rules(marker)
            if not unit or (self.units.get(rule.name, unit) == unit and (not taken or rule.name in taken))
        ]
        depths = [(depth, rule) for rule in rules if (depth := self._depth(rule.under)) is not None]
        return max(depths, key=lambda pair: pair[0]) if depths else None

    def _depth(self, under: tuple[str, ...]) -> int | None:
        """Index in the stack of the innermost open rule among ``under``; -1 for the root."""
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index].rule in under:
                return index
        return -1 if "root" in under else None

    def _cut(self, depth: int) -> Open:
        """Close what is below a depth; what is open there."""
        del self.stack[depth + 1 :]
        return self.stack[-1] if self.stack else Open("root", "", "")

    def _number(self, rule: Rule, parent: Open, match: re.Match[str], paragraph: Paragraph) -> int:
        """The number of a marker, checked against the one before it; lines without one are counted."""
        key = (rule.name, parent.clause_id)
        before = self.last.get(key, 0)
        if "n" not in match.re.groupindex:
            self.last[key] = before + 1
            return before + 1
        try:
            number = int(parse_number(match.group("n")))
        except QuantityError as error:
            raise PlanSyntaxError(str(error), line=paragraph.line) from error
        expected = self._expected(rule, key, number)
        if number != expected:
            raise PlanSyntaxError(
                self._order_message(match.group("mark"), number, expected), line=paragraph.line
            )
        self.last[key] = self.last_anywhere[rule.name] = number
        return number

    def _expected(self, rule: Rule, key: tuple[str, str], number: int) -> int:
        if key in self.last:
            return self.last[key] + 1
        anywhere = self.last_anywhere.get(rule.name, 0)
        if anywhere and self.numbering[rule.name] == "auto":
            self.numbering[rule.name] = "continue" if number == anywhere + 1 != 1 else "restart"
        return anywhere + 1 if self.numbering[rule.name] == "continue" else 1

    @staticmethod
    def _order_message(mark: str, number: int, expected: int) -> str:
        what = "is there twice" if number == expected - 1 else "is out of order"
        return f"number {mark!r} {what}: {expected} was expected here"
