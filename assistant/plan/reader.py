"""A text, paragraph by paragraph, by its grammar → clauses, each with its span in the source.

What does not fit the grammar is an error that names the line; nothing is read as something else in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from assistant.errors import PlanSyntaxError, QuantityError
from assistant.numerals import parse_number
from assistant.plan.meta import MARKERS, Meta, Rule
from assistant.plan.repairs import Edit, line_spans
from assistant.records import Clause, ClauseKind, Segment

# What only looks like a marker: read as a paragraph it would be lost among the others.
_SUSPECT = re.compile(
    r"[-–—―─－·•●■◆①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻ]|[（(]?\s*\d{1,3}\s*[)）]|\d{1,3}\s+[.．、]|\d{1,3}(?:\.\d{1,3})+[.．、\s]"
    r"|[（(]\s*[一二三四五六七八九十百]+\s*[)）]|[一二三四五六七八九十百]+\s*[)）.．]|[一二三四五六七八九十百]+\s+、"
)

_SENTENCE_END = re.compile(r"[。！？!?]")
_LONGEST_TITLE = 60


@dataclass(slots=True)
class _Open:
    """A clause that may still have children, while the lines are read."""

    rule: str
    clause_id: str
    label: str
    paragraphs: int = 0


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A stretch of source that is one paragraph once the listed joins are made."""

    start: int
    end: int
    line: int
    text: str
    segments: tuple[Segment, ...]


def parse(source: str, meta: Meta, edits: tuple[Edit, ...] = ()) -> tuple[Clause, ...]:
    """Cut a text into clauses.

    Args:
        source: the published text.
        meta: title, grammar.
        edits: repairs at their places, in order.

    Returns:
        The clauses in the text's order; their own spans are disjoint and cover every non-blank character.

    Raises:
        PlanSyntaxError: a number is out of order or there twice, a marker is unknown, or no heading was found.
    """
    reader = _Reader(meta)
    paragraphs = list(_paragraphs(source, edits))
    body = reader.take_title(paragraphs)
    for paragraph in paragraphs[body:]:
        reader.read(paragraph)
    if not any(clause.kind in ("heading", "item") for clause in reader.clauses):
        raise PlanSyntaxError(
            "no heading was found; the grammar in plan.toml must say how headings are numbered", line=1
        )
    return tuple(reader.clauses)


def _paragraphs(source: str, edits: tuple[Edit, ...]) -> Iterator[_Paragraph]:
    """Non-blank lines, those that a listed join cuts put together again."""
    joins = {edit.start: edit.end for edit in edits if edit.id == "wrap"}
    spans = iter(line_spans(source))
    for start, end in spans:
        text = source[start:end]
        if not text.strip():
            continue
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        while end in joins:
            resume = joins[end]
            end = next(stop for begin, stop in spans if begin <= resume <= stop)
            end = resume + len(source[resume:end].rstrip())
        repaired, segments = _apply(source, start, end, edits)
        yield _Paragraph(start, end, source.count("\n", 0, start) + 1, repaired, segments)


def _apply(source: str, start: int, end: int, edits: tuple[Edit, ...]) -> tuple[str, tuple[Segment, ...]]:
    """Repaired text of source[start:end] and how both belong together."""
    parts: list[str] = []
    segments: list[Segment] = []
    at = start

    def add(text: str, source_end: int, change: str) -> None:
        nonlocal at
        done = segments[-1].end if segments else 0
        if text or change:
            segments.append(Segment(done, done + len(text), at, source_end, change))
            parts.append(text)
        at = source_end

    for edit in edits:
        if start <= edit.start and edit.end <= end:
            add(source[at : edit.start], edit.start, "")
            add(edit.to, edit.end, edit.id)
    add(source[at:end], end, "")
    return "".join(parts), tuple(segments)


class _Reader:
    """Reads paragraphs one after another and keeps what is open above them."""

    def __init__(self, meta: Meta) -> None:
        self.meta = meta
        self.clauses: list[Clause] = []
        self.stack: list[_Open] = []
        self.last: dict[tuple[str, str], int] = {}
        self.last_anywhere: dict[str, int] = {}
        self.numbering = {rule.name: rule.numbering for rule in meta.grammar}
        self.rules = {rule.name: rule for rule in meta.grammar}
        self.preamble = _Open("root", "0", "")
        self.ids: set[str] = set()

    def take_title(self, paragraphs: list[_Paragraph]) -> int:
        """Make the title clause of the first lines; how many paragraphs it took."""
        wanted, seen = _squeeze(self.meta.title), ""
        for count, paragraph in enumerate(paragraphs, 1):
            seen += _squeeze(paragraph.text)
            if seen == wanted:
                first = paragraphs[0]
                text, segments = _stitch(paragraphs[:count])
                self._add("0", "title", "", self.meta.title, text, first, paragraph.end, segments, parent="")
                return count
            if not wanted.startswith(seen):
                break
        raise PlanSyntaxError(
            f"the text must begin with its title {self.meta.title!r} as plan.toml has it",
            line=paragraphs[0].line if paragraphs else 1,
        )

    def read(self, paragraph: _Paragraph) -> None:
        """Make the clause of one paragraph."""
        for rule in self.meta.grammar:
            if rule.label and paragraph.text.strip() == rule.label:
                self._label(rule, paragraph)
                return
        marked = [
            (name, match) for name, pattern in MARKERS.items() if (match := pattern.match(paragraph.text))
        ]
        if marked:
            self._numbered(paragraph, *marked[0])
        elif _SUSPECT.match(paragraph.text):
            raise PlanSyntaxError(
                f"unknown numbering {paragraph.text[:12]!r}; add its marker to the grammar in plan.toml",
                line=paragraph.line,
            )
        else:
            self._plain(paragraph)

    def _label(self, rule: Rule, paragraph: _Paragraph) -> None:
        parent = self._close_to(rule.under)
        if parent is None:
            raise PlanSyntaxError(
                f"{rule.label!r} stands under no {' or '.join(rule.under)}", line=paragraph.line
            )
        self._open(rule, rule.id.format(parent=parent.clause_id, n=""), "heading", "", paragraph, parent)

    def _numbered(self, paragraph: _Paragraph, marker: str, match: re.Match[str]) -> None:
        rule, parent = self._rule_for(marker, paragraph)
        number = self._number(rule, parent, match, paragraph)
        mark = match.group("mark")
        kind = rule.kind if rule.kind != "auto" else _auto_kind(paragraph.text[len(mark) :])
        clause_id = rule.id.format(parent=parent.clause_id if parent.rule != "root" else "", n=number).lstrip(
            "."
        )
        self._open(rule, clause_id, cast(ClauseKind, kind), mark, paragraph, parent)

    def _rule_for(self, marker: str, paragraph: _Paragraph) -> tuple[Rule, _Open]:
        """The rule of this marker that fits deepest into what is open; closes what is below its place."""
        rules = [rule for rule in self.meta.grammar if rule.marker == marker]
        depths = [(self._depth(rule.under), rule) for rule in rules]
        depths = [(depth, rule) for depth, rule in depths if depth is not None]
        if not depths:
            known = f"; here only {', '.join(rule.name for rule in rules)} may use it" if rules else ""
            raise PlanSyntaxError(
                f"unknown numbering {paragraph.text[:12]!r}: the grammar has no place for it{known}",
                line=paragraph.line,
            )
        depth, rule = max(depths, key=lambda pair: cast(int, pair[0]))
        del self.stack[cast(int, depth) + 1 :]
        return rule, self.stack[-1] if self.stack else _Open("root", "", "")

    def _depth(self, under: tuple[str, ...]) -> int | None:
        """Index in the stack of the innermost open rule among ``under``; -1 for the root."""
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index].rule in under:
                return index
        return -1 if "root" in under else None

    def _close_to(self, under: tuple[str, ...]) -> _Open | None:
        depth = self._depth(under)
        if depth is None:
            return None
        del self.stack[depth + 1 :]
        return self.stack[-1] if self.stack else _Open("root", "", "")

    def _number(self, rule: Rule, parent: _Open, match: re.Match[str], paragraph: _Paragraph) -> int:
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

    def _open(
        self, rule: Rule, clause_id: str, kind: ClauseKind, mark: str, paragraph: _Paragraph, parent: _Open
    ) -> None:
        title = _title(paragraph.text[len(mark) :])
        self._add(
            clause_id, kind, mark, title, paragraph.text, paragraph, paragraph.end, paragraph.segments,
            parent=parent.clause_id,
        )  # fmt: skip
        inline = 0 if kind == "heading" else 1
        self.stack.append(_Open(rule.name, clause_id, mark + title, inline))

    def _plain(self, paragraph: _Paragraph) -> None:
        above = self.stack[-1] if self.stack else self.preamble
        above.paragraphs += 1
        clause_id = f"{above.clause_id}.p{above.paragraphs}"
        parent = above.clause_id if self.stack else ""
        self._add(
            clause_id, "paragraph", "", "", paragraph.text, paragraph, paragraph.end, paragraph.segments,
            parent=parent,
        )  # fmt: skip

    def _add(
        self,
        clause_id: str,
        kind: ClauseKind,
        mark: str,
        title: str,
        text: str,
        first: _Paragraph,
        end: int,
        segments: tuple[Segment, ...],
        *,
        parent: str,
    ) -> None:
        if clause_id in self.ids:
            raise PlanSyntaxError(f"clause id {clause_id!r} is there twice", line=first.line)
        self.ids.add(clause_id)
        self.clauses.append(
            Clause(
                plan=self.meta.key,
                id=clause_id,
                kind=kind,
                number=mark,
                title=title,
                path=tuple(above.label for above in self.stack),
                parent=parent,
                text=text,
                start=first.start,
                end=end,
                line=first.line,
                segments=segments,
            )
        )


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _stitch(paragraphs: list[_Paragraph]) -> tuple[str, tuple[Segment, ...]]:
    """Several lines as one text, the breaks between them kept as line wraps."""
    text, segments = paragraphs[0].text, list(paragraphs[0].segments)
    for before, after in pairwise(paragraphs):
        segments.append(Segment(len(text), len(text), before.end, after.start, "wrap"))
        shift = len(text)
        segments += [
            Segment(s.start + shift, s.end + shift, s.source_start, s.source_end, s.change)
            for s in after.segments
        ]
        text += after.text
    return text, tuple(segments)


def _title(text: str) -> str:
    """The first sentence without its full stop, or the whole where it is one line."""
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    return first.strip().rstrip("：:") if len(first) <= _LONGEST_TITLE else ""


def _auto_kind(text: str) -> str:
    """Heading for a bare title; item where text follows the first sentence, or the line is long."""
    match = _SENTENCE_END.search(text)
    rest = text[match.end() :].strip() if match else ""
    return "item" if rest or len(text.strip()) > _LONGEST_TITLE else "heading"
